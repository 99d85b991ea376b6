"""The header of a list: titles aligned like their cells, the sort arrow right behind the title."""

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget

from kpm_desktop.ui.tables import cell_paint
from kpm_desktop.ui.theme import theme

PADDING = 10
ARROW_ROOM = 14


class ListHeader(QHeaderView):
    """Horizontal header; `wrapped` gives it two lines, and more where a title has more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.wrapped = False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionsMovable(False)
        self.setAccessibleName("Judul kolom")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def take_height(self) -> None:
        """Take the height of the present text size."""
        if not self.wrapped:
            self.setFixedHeight(theme().height("table_header"))
            return
        model = self.model()
        count = model.columnCount() if model is not None else 0
        titles = (str(model.headerData(place, self.orientation()) or "") for place in range(count))
        more = max((title.count("\n") - 1 for title in titles), default=0)
        high = theme().metrics("header").height()
        self.setFixedHeight(theme().height("table_header_two") + max(more, 0) * high)

    def room_for(self, title: str) -> int:
        """Return the width in pixels that shows a title whole, with the arrow of its order."""
        lines = title.split("\n") if self.wrapped else [title.replace("\n", " ")]
        metrics = theme().metrics("header")
        widest = max(metrics.horizontalAdvance(line) for line in lines)
        return widest + theme().size(2 * PADDING + ARROW_ROOM) + 1

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803
        """Draw one title."""
        if not rect.isValid():
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, theme().color("surface"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme().color("strong"))
        model = self.model()
        title = str(model.headerData(logicalIndex, self.orientation()) or "")
        flags = model.headerData(logicalIndex, self.orientation(), Qt.ItemDataRole.TextAlignmentRole)
        side = Qt.AlignmentFlag(flags or 0)
        at_right = bool(side & Qt.AlignmentFlag.AlignRight)
        centred = bool(side & Qt.AlignmentFlag.AlignHCenter)
        area = rect.adjusted(theme().size(PADDING), 0, -theme().size(PADDING), 0)
        sorted_here = self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex
        room = theme().size(ARROW_ROOM) if sorted_here and title else 0
        if at_right:
            area.setLeft(area.left() + room)
        else:
            area.setRight(area.right() - room)
        color = theme().color("text" if sorted_here else "muted")
        font = theme().font("header")
        lines = title.split("\n") if self.wrapped else [title.replace("\n", " ")]
        high = theme().metrics("header").height()
        top = area.top() + (area.height() - high * len(lines)) // 2
        for place, line in enumerate(lines):
            cell_paint.text_cell(
                painter,
                QRect(area.left(), top + place * high, area.width(), high),
                line,
                font=font,
                color=color,
                align="right" if at_right else "center" if centred else "left",
            )
        if room:
            width = min(theme().metrics("header").horizontalAdvance(title), area.width())
            left = area.right() - width - room if at_right else area.left() + width + theme().size(6)
            self._arrow(painter, left, area.center().y())
        painter.restore()

    def _arrow(self, painter: QPainter, left: int, middle: int) -> None:
        """Draw where the order leads, as Windows does: up from the smallest, down from the newest."""
        wide, high = theme().size(8), theme().size(6)
        down = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        base, tip = (middle - high / 2, middle + high / 2) if down else (middle + high / 2, middle - high / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("text"))
        painter.drawPolygon(
            QPolygonF([QPointF(left, base), QPointF(left + wide, base), QPointF(left + wide / 2, tip)])
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Leave keys to the page."""
        event.ignore()
