"""The three steps in the head of the page: which one is shown, which are done."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kpm_desktop.ui import icons
from kpm_desktop.ui.theme import theme

STEPS: Final = ("Berkas dan kolom", "Periksa", "Selesai")


class StepStrip(QWidget):
    """Drawn: a ring with number or tick, the word; the present one stands out by colour and weight."""

    def __init__(self) -> None:
        super().__init__()
        self._step = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_step(0)

    def show_step(self, step: int) -> None:
        """Show where the import is."""
        self._step = step
        self.setAccessibleName(f"Langkah {step + 1} dari {len(STEPS)}: {STEPS[step]}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802, D102 (Qt's name)
        ring, gap = theme().size(24), theme().size(8)
        words = sum(theme().metrics("bold").horizontalAdvance(word) + gap for word in STEPS)
        return QSize(words + len(STEPS) * (ring + gap) + 2 * theme().size(28), ring)

    def minimumSizeHint(self) -> QSize:  # noqa: N802, D102 (Qt's name)
        return QSize(theme().size(24), theme().size(24))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802, D102 (Qt's name)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, ring, gap = 0, theme().size(24), theme().size(8)
        narrow = self.width() < self.sizeHint().width() - 2
        for place, word in enumerate(STEPS):
            if narrow and place != self._step:
                continue
            left = self._ring(painter, left, ring, place) + gap
            font = theme().font("bold" if place == self._step else "body")
            painter.setFont(font)
            painter.setPen(theme().color("text" if place == self._step else "muted"))
            wide = theme().metrics("bold").horizontalAdvance(word) + gap
            painter.drawText(QRect(left, 0, wide, ring), Qt.AlignmentFlag.AlignVCenter, word)
            left += wide
            if place < len(STEPS) - 1 and not narrow:
                painter.setPen(theme().color("strong"))
                painter.drawLine(left + 2, ring // 2, left + theme().size(14), ring // 2)
                left += theme().size(24)
        painter.end()

    def _ring(self, painter: QPainter, left: int, ring: int, place: int) -> int:
        area = QRect(left, 0, ring, ring)
        ground, ink = (
            ("okbg", "ok")
            if place < self._step
            else ("accent", "on")
            if place == self._step
            else ("neubg", "neu")
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(ground))
        painter.drawEllipse(area)
        if place < self._step:
            side = theme().size(14)
            tick = QRect(0, 0, side, side)
            tick.moveCenter(area.center())
            icons.paint(painter, tick, "check", theme().color(ink))
        else:
            painter.setFont(theme().font("pill"))
            painter.setPen(theme().color(ink))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(place + 1))
        return area.right()
