"""One delegate for all cells: ground and edges of the row, then what `cell_paint` draws for the kind."""

from typing import Any, TypeAlias

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QToolTip,
    QWidget,
)

from kpm_desktop.ui import parts
from kpm_desktop.ui.tables import cell_paint
from kpm_desktop.ui.tables.column import ATTENDANCE_LETTERS, Column, Row
from kpm_desktop.ui.tables.model import COLUMN_ROLE, ROW_ROLE, AnyIndex, TableModel
from kpm_desktop.ui.theme import theme

PADDING = 10
Option: TypeAlias = Any
"""A QStyleOptionViewItem; the type stubs of PySide6 do not know its rect, state and widget."""


class CellDelegate(QStyledItemDelegate):
    """Draws every kind of cell, and answers clicks on ticks, checks and H I S A.

    The view says which row is hovered (`hovered_row`); the model knows the search words to underline.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hovered_row = -1

    def paint(self, painter: QPainter, option: Option, index: AnyIndex) -> None:
        """Draw one cell."""
        row: Row | None = index.data(ROW_ROLE)
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        current_row = _current_row(option) == index.row()
        self._ground(painter, rect, index, selected=selected or current_row)
        column: Column | None = index.data(COLUMN_ROLE)
        if column is None:
            on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            cell_paint.check_cell(painter, cell_paint.check_box(rect), on=on)
        else:
            if column.has_problem is not None and column.has_problem(row):
                painter.fillRect(rect.adjusted(0, 0, 0, -1), theme().color("errbg"))
            self._content(painter, _inside(rect), column, row, _model(index), strong=current_row)
        if current_row and index.column() == _first_column(option):
            painter.fillRect(
                QRect(rect.left(), rect.top(), theme().size(4), rect.height()), theme().color("accent")
            )
        if state & QStyle.StateFlag.State_HasFocus:
            cell_paint.focus_ring(painter, rect.adjusted(0, 0, 0, -1))
        painter.restore()

    def sizeHint(self, option: Option, index: AnyIndex) -> QSize:  # noqa: ARG002, N802
        """Return the room a cell needs, for double clicks on a header edge."""
        row, column = index.data(ROW_ROLE), index.data(COLUMN_ROLE)
        if row is None or column is None:
            return QSize(theme().size(34), theme().height("row"))
        return QSize(_needed(column, row) + theme().size(2 * PADDING), theme().height("row"))

    def editorEvent(  # noqa: N802
        self, event: QEvent, model: Any, option: Option, index: AnyIndex
    ) -> bool:
        """Tick on a click anywhere in a tick cell; choose H I S A on a click into its box."""
        if event.type() != QEvent.Type.MouseButtonRelease or not isinstance(event, QMouseEvent):
            return False
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        column: Column | None = index.data(COLUMN_ROLE)
        if column is None or (column.kind == "check" and column.edit is not None):
            return bool(flip(index))
        if column.kind == "choice" and column.edit is not None:
            return bool(model.setData(index, True, Qt.ItemDataRole.EditRole))
        if column.kind == "seg" and column.edit is not None:
            for letter, box in zip(
                ATTENDANCE_LETTERS, cell_paint.seg_boxes(_inside(option.rect)), strict=True
            ):
                if box.contains(event.position().toPoint()):
                    return bool(model.setData(index, letter, Qt.ItemDataRole.EditRole))
        return False

    def createEditor(  # noqa: N802
        self,
        parent: QWidget,
        option: Option,  # noqa: ARG002
        index: AnyIndex,
    ) -> QWidget:
        """Return a plain line for text and number cells."""
        editor = QLineEdit(parent)
        column: Column = index.data(COLUMN_ROLE)
        editor.setAccessibleName(column.title)
        if column.align == "right":
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        return editor

    def helpEvent(  # noqa: N802
        self, event: QHelpEvent, view: QAbstractItemView, option: Option, index: AnyIndex
    ) -> bool:
        """Show the whole text of an elided cell."""
        row, column = index.data(ROW_ROLE), index.data(COLUMN_ROLE)
        if event.type() != QEvent.Type.ToolTip or row is None or column is None:
            return False
        text = column.tooltip(row) if column.tooltip else ""
        if not text and _needed(column, row) > _inside(option.rect).width():
            choice = column.value(row) if column.kind == "choice" else None
            sub = choice.sub if choice else (column.sub(row) if column.sub else "")
            text = " ".join(part for part in (column.text(row), sub) if part)
        QToolTip.showText(event.globalPos(), text, view)
        return True

    def _ground(self, painter: QPainter, rect: QRect, index: AnyIndex, *, selected: bool) -> None:
        token = "sel" if selected else ("hoverbg" if index.row() == self.hovered_row else "surface")
        painter.fillRect(rect, theme().color(token))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme().color("border"))

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
        value = column.value(row)
        match column.kind:
            case "pill" if value:
                parts.draw_pill(painter, area, value.text, value.tone, value.icon)
            case "bar" if value is not None:
                cell_paint.bar_cell(
                    painter, area, value, column.text(row), mark=column.mark, maximum=column.maximum
                )
            case "check":
                cell_paint.check_cell(painter, cell_paint.check_box(area, column.align), on=bool(value))
            case "seg":
                cell_paint.seg_cell(painter, area, value or "")
            case "choice" if value is not None:
                cell_paint.choice_cell(
                    painter, area, value.text, value.sub, chosen=value.chosen, fixed=value.fixed
                )
            case "choice":
                pass
            case _ if column.icon is not None:
                cell_paint.record_cell(
                    painter, area, column.icon(row), column.text(row), column.sub(row) if column.sub else "",
                    font=theme().font("bold"),
                    underline=model.hits(column.text(row)) if model is not None and column.searched else (),
                )  # fmt: skip
            case _:
                self._text(painter, area, column, row, model, strong=strong)

    def _text(
        self,
        painter: QPainter,
        area: QRect,
        column: Column,
        row: Row,
        model: TableModel | None,
        *,
        strong: bool,
    ) -> None:
        text = column.text(row)
        if not text:
            cell_paint.empty_cell(painter, area, column.empty, column.align)
            return
        problem = column.has_problem is not None and column.has_problem(row)
        bold = problem or (strong and column.main)
        cell_paint.text_cell(
            painter,
            area,
            text,
            column.sub(row) if column.sub else "",
            font=theme().font("bold" if bold else "body"),
            color=theme().color("err" if problem else (column.tone(row) if column.tone else "text")),
            align=column.align,
            underline=model.hits(text) if model is not None and column.searched else (),
            struck=column.struck is not None and column.struck(row),
        )


def flip(index: AnyIndex) -> bool:
    """Change a tick or check to its opposite; returns whether it was one that can be changed."""
    if not index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
        return False
    on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    state = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
    return bool(index.model().setData(index, state, Qt.ItemDataRole.CheckStateRole))


def _inside(rect: QRect) -> QRect:
    side = theme().size(PADDING)
    return rect.adjusted(side, 0, -side, -1)


def _needed(column: Column, row: Row) -> int:
    value = column.value(row)
    if column.kind == "pill":
        return parts.pill_width(value.text, value.tone, value.icon) if value else 0
    if column.kind == "seg":
        return theme().size(4 * 34)
    if column.kind in {"bar", "check"}:
        return 0
    if column.kind == "choice" or column.icon is not None:
        return _two_lines_wide(column, row, value)
    width = theme().metrics("body").horizontalAdvance(column.text(row) or column.empty)
    addition = column.sub(row) if column.sub else ""
    return width + (theme().metrics("hint").horizontalAdvance(addition) + theme().size(7) if addition else 0)


def _two_lines_wide(column: Column, row: Row, value: Any) -> int:
    """Return the room of the longer of two lines, with the mark or icon before them."""
    text = column.text(row)
    sub = (value.sub if value else "") if column.kind == "choice" else (column.sub(row) if column.sub else "")
    lines = (
        theme().metrics("bold").horizontalAdvance(text),
        theme().metrics("secondary").horizontalAdvance(sub),
    )
    return max(lines) + theme().size(44)


def _model(index: AnyIndex) -> TableModel | None:
    model = index.model()
    return model if isinstance(model, TableModel) else None


def _view(option: Option) -> QAbstractItemView | None:
    widget = option.widget
    return widget if isinstance(widget, QAbstractItemView) else None


def _current_row(option: Option) -> int:
    view = _view(option)
    return view.currentIndex().row() if view is not None else -1


def _first_column(option: Option) -> int:
    view = _view(option)
    header = getattr(view, "horizontalHeader", None)
    return header().logicalIndex(0) if header is not None else 0
