"""A column of pictures: rows that have a `pixmap` show it in the column with the key `PICTURE`."""

from typing import Any, cast

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from kpm_desktop.ui.tables.column import Column, Row
from kpm_desktop.ui.tables.delegates import CellDelegate
from kpm_desktop.ui.tables.model import TableModel
from kpm_desktop.ui.tables.table_view import TableView

PICTURE = "picture"


class PictureDelegate(CellDelegate):
    """Cells of a list, with a picture in one column."""

    def _content(
        self,
        painter: QPainter,
        area: QRect,
        column: Column,
        row: Row,
        model: TableModel | None,
        *,
        strong: bool,
    ) -> None:
        if column.key != PICTURE:
            super()._content(painter, area, column, row, model, strong=strong)
            return
        pixmap = cast("Any", row).pixmap
        if pixmap.isNull():
            return
        room = area.adjusted(0, 3, 0, -3)
        size = pixmap.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(QRect(room.topLeft(), size), pixmap)


def show_pictures(view: TableView, model: TableModel) -> None:
    """Let a view draw its column of pictures."""
    place = next(place for place, column in enumerate(model.columns) if column.key == PICTURE)
    view.setItemDelegateForColumn(place + model.offset, PictureDelegate(view))
