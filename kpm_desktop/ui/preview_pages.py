"""What a preview shows of a PDF: one page in the middle of grey, and beside it all pages, small."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QWidget

from kpm_desktop.ui.tables.cell_paint import focus_ring
from kpm_desktop.ui.theme import theme


class PageView(QWidget):
    """One page in the middle of grey, always on white."""

    def __init__(self) -> None:
        super().__init__()
        self._drawn = QPixmap()

    def show_page(self, drawn: QPixmap, name: str) -> None:
        """Show a drawn page under its spoken name."""
        self._drawn = drawn
        self.setAccessibleName(name)
        margin = theme().size(16)
        size = drawn.deviceIndependentSize().toSize()
        self.setMinimumSize(size.width() + 2 * margin, size.height() + 2 * margin)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw the page with a hairline around it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("sunk"))
        size = self._drawn.deviceIndependentSize().toSize()
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(self.rect().center())
        place.moveTop(max(theme().size(16), place.top()))
        painter.fillRect(place.adjusted(-1, -1, 1, 1), theme().color("strong"))
        painter.drawPixmap(place, self._drawn)
        painter.end()


class PageList(QListWidget):
    """The pages, small; each is drawn when it is first seen."""

    def __init__(self, pages: int, thumbnail: Callable[[int, int], QPixmap]) -> None:
        super().__init__()
        self._thumbnail = thumbnail
        self._drawn: dict[int, QPixmap] = {}
        self.setAccessibleName("Daftar halaman")
        self.setItemDelegate(_PageDelegate(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        for page in range(pages):
            item = QListWidgetItem(f"Halaman {page + 1}")
            item.setSizeHint(QSize(self.width_of_page(), round(self.width_of_page() * 1.45)))
            self.addItem(item)
        self.setFixedWidth(self.width_of_page() + theme().size(48))

    @staticmethod
    def width_of_page() -> int:
        """Return how wide a small page is."""
        return theme().size(96)

    def drawn(self, page: int) -> QPixmap:
        """Return the small page."""
        if page not in self._drawn:
            self._drawn[page] = self._thumbnail(page, self.width_of_page())
        return self._drawn[page]

    def forget(self) -> None:
        """Draw all pages again."""
        self._drawn.clear()
        self.viewport().update()


class _PageDelegate(QStyledItemDelegate):
    def __init__(self, pages: PageList) -> None:
        super().__init__(pages)
        self._pages = pages

    def sizeHint(self, _option: Any, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        small = self._pages.drawn(index.row()).deviceIndependentSize()
        return QSize(round(small.width()), round(small.height()) + theme().size(36))

    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        small = self._pages.drawn(index.row())
        is_current = index.row() == self._pages.currentRow()
        painter.fillRect(option.rect, theme().color("sel" if is_current else "surface"))
        size = small.deviceIndependentSize().toSize()
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(option.rect.center())
        place.moveTop(option.rect.top() + theme().size(8))
        painter.fillRect(place.adjusted(-1, -1, 1, 1), theme().color("strong"))
        painter.drawPixmap(place, small)
        painter.setPen(theme().color("text"))
        painter.setFont(theme().font("hint"))
        below = option.rect.adjusted(0, place.height() + theme().size(10), 0, 0)
        middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(below, middle, str(index.row() + 1))
        if is_current and self._pages.hasFocus():
            focus_ring(painter, option.rect)


def pixmap_of(pixels: Any, ratio: float) -> QPixmap:
    """Return drawn pixels of a page, `ratio` of them to a pixel of the screen."""
    picture = QImage(pixels.data, pixels.width, pixels.height, pixels.stride, QImage.Format.Format_RGB888)
    drawn = QPixmap.fromImage(picture)
    drawn.setDevicePixelRatio(ratio)
    return drawn
