"""One page of a PDF in the pane: as wide as the pane, or in real millimetres. Always on white."""

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from kpm_desktop import workflows
from kpm_desktop.ui.theme import theme

A4_LANDSCAPE = (297.0, 210.0)


class PagePicture(QScrollArea):
    """Shows one page; its own height follows the page, so that the pane has no empty band."""

    def __init__(self) -> None:
        super().__init__()
        self._pdf = b""
        self._page = 0
        self._real = False
        self._size = A4_LANDSCAPE
        self._sheet = _Sheet()
        self.setWidget(self._sheet)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Halaman sertifikat")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._draw)
        theme().changed.connect(self._timer.start)

    @property
    def pages(self) -> int:
        """Return how many pages the PDF has; 0 while there is none."""
        if not self._pdf:
            return 0
        with workflows.show_pages.open_pdf(self._pdf) as document:
            return len(document)

    @property
    def size_mm(self) -> tuple[float, float]:
        """Return width and height of the page in mm."""
        return self._size

    def show_pdf(self, pdf: bytes, page: int) -> None:
        """Show a page of a PDF; pages count from 0."""
        self._pdf, self._page = pdf, page
        self._draw()

    def show_words(self, words: str) -> None:
        """Show words where there is no page."""
        self._pdf = b""
        self._sheet.show_words(words)
        self._fit(self._fitting())

    def set_real(self, real: bool) -> None:
        """Show real millimetres, or the whole page."""
        self._real = real
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Take the new width."""
        super().resizeEvent(event)
        self._fit(self._fitting())
        self._timer.start()

    def _fitting(self) -> QSize:
        width = max(self.viewport().width(), 60)
        return QSize(width, round((width - 2) * self._size[1] / self._size[0]) + 2)

    def _fit(self, size: QSize) -> None:
        self.setFixedHeight(self._fitting().height())
        self._sheet.resize(size)

    def _draw(self) -> None:
        if not self._pdf:
            return
        with workflows.show_pages.open_pdf(self._pdf) as document:
            page = min(self._page, len(document) - 1)
            self._size = document.size_mm(page)
            ratio = self.devicePixelRatioF()
            dpi = self._dpi() if self._real else (self._fitting().width() - 2) / (self._size[0] / 25.4)
            pixels = document.pixels(page, dpi * ratio)
            pages = len(document)
        picture = QImage(pixels.data, pixels.width, pixels.height, pixels.stride, QImage.Format.Format_RGB888)
        drawn = QPixmap.fromImage(picture)
        drawn.setDevicePixelRatio(ratio)
        self._sheet.show_page(drawn)
        size = drawn.deviceIndependentSize().toSize() + QSize(2, 2)
        self._fit(size if self._real else self._fitting())
        self.setAccessibleDescription(f"Halaman {page + 1} dari {pages}")

    def _dpi(self) -> float:
        found = self.screen().physicalDotsPerInch()
        return found if 60 <= found <= 400 else self.screen().logicalDotsPerInch()


class _Sheet(QWidget):
    """The page itself with a hairline around it, or words."""

    def __init__(self) -> None:
        super().__init__()
        self._drawn = QPixmap()
        self._words = ""

    def show_page(self, drawn: QPixmap) -> None:
        self._drawn, self._words = drawn, ""
        self.update()

    def show_words(self, words: str) -> None:
        self._drawn, self._words = QPixmap(), words
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("strong"))
        inner = self.rect().adjusted(1, 1, -1, -1)
        painter.fillRect(inner, Qt.GlobalColor.white if not self._words else theme().color("sunk"))
        if self._words:
            painter.setPen(theme().color("muted"))
            side = theme().size(16)
            room = inner.adjusted(side, 0, -side, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
        else:
            size = self._drawn.deviceIndependentSize().toSize()
            painter.drawPixmap(QRect(1, 1, size.width(), size.height()), self._drawn)
        painter.end()
