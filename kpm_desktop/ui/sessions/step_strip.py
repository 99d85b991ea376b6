"""The strip of steps over a session: one button a step, as icon, word and a few words below."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from kpm_desktop.ui import icons, parts
from kpm_desktop.ui.sessions.steps import ACTS, ICONS, WORDS, Step
from kpm_desktop.ui.theme import theme

_TONES = {"done": "ok", "now": "warn", "waiting": "neu"}
_DRAWINGS = {"done": "circle-check", "waiting": "circle-dashed"}


class StepButton(QPushButton):
    """One step; drawn by hand because it has two lines and the colours of its state."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self.step = Step(key, "waiting", "")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_step(self, step: Step) -> None:
        """Show how far the step is."""
        self.step = step
        parts.describe(self, step.spoken, tooltip=f"{step.spoken}. {ACTS[step.key]}")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the room for two lines."""
        lines = theme().metrics("header").height() + theme().metrics("hint").height()
        return QSize(theme().size(104), lines + theme().size(14))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the same height."""
        return QSize(theme().size(60), self.sizeHint().height())

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw ground, icon, word and the words below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = _TONES[self.step.state]
        ink, ground = theme().color(tone), theme().color(f"{tone}bg")
        edge = QPen(Qt.PenStyle.NoPen)
        if self.hasFocus():
            edge = QPen(theme().color("accent"), 2)
        elif self.step.state == "now":
            edge = QPen(theme().color("warnline"), 2)
        elif self.underMouse():
            edge = QPen(theme().color("strong"), 1)
        painter.setPen(edge)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        side, pad = theme().size(16), theme().size(8)
        metrics = theme().metrics("header")
        top = theme().size(6)
        drawing = _DRAWINGS.get(self.step.state, ICONS[self.key])
        middle = top + (metrics.height() - side) // 2
        icons.paint(painter, QRect(pad, middle, side, side), drawing, ink)
        left = pad + side + theme().size(6)
        self._text(painter, QRect(left, top, self.width() - left - 4, metrics.height()), "header", tone)
        below = theme().metrics("hint").height()
        place = QRect(pad, top + metrics.height() + theme().size(1), self.width() - pad - 4, below)
        self._text(painter, place, "hint", "text" if self.step.state == "now" else "muted")
        painter.end()

    def _text(self, painter: QPainter, place: QRect, font: str, token: str) -> None:
        words = self.step.word if font == "header" else self.step.sub
        painter.setFont(theme().font(font))
        painter.setPen(theme().color(token))
        shown = theme().metrics(font).elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


class StepStrip(QWidget):
    """All steps side by side; in two rows where there is little room."""

    def __init__(self, press: Callable[[str], object]) -> None:
        super().__init__()
        self.setAccessibleName("Langkah sesi")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # the lists give way
        self.buttons = {key: StepButton(key) for key in WORDS}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme().size(6))
        self._columns = 0
        for key, button in self.buttons.items():
            button.clicked.connect(partial(_press, press, key))
        self._arrange(len(self.buttons))

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show how far each step is."""
        for step in steps:
            self.buttons[step.key].show_step(step)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Take one row or two."""
        super().resizeEvent(event)
        fits = self.width() // (theme().size(104) + theme().size(6))
        self._arrange(len(self.buttons) if fits >= len(self.buttons) else 4)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, button in enumerate(self.buttons.values()):
            self._grid.addWidget(button, place // columns, place % columns)
        for column in range(len(self.buttons)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)


def _press(press: Callable[[str], object], key: str, _checked: bool = False) -> None:
    press(key)
