"""The strip of the six steps of a contest: icon and word each, arrows between, the step in front framed."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from kpm_desktop.ui import icons, parts
from kpm_desktop.ui.contests.steps import WORDS, Step
from kpm_desktop.ui.theme import theme

_LOOK = {
    "done": ("circle-check", "ok"),
    "problem": ("alert-triangle", "warn"),
    "waiting": ("circle-dashed", "muted"),
}


class StepButton(QPushButton):
    """One step, drawn by hand: the icon has the colour of its state, the word that of the text."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.step = Step(key, "waiting")
        self.is_front = False
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def show_step(self, step: Step, *, is_front: bool) -> None:
        """Show how far the step is, and whether its page is in front."""
        self.step, self.is_front = step, is_front
        self.setText(step.word)
        parts.describe(self, step.spoken)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the room for icon and word."""
        words = theme().metrics("bold").horizontalAdvance(self.step.word)
        return QSize(words + theme().size(48), theme().height("button"))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the same."""
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw frame, icon and word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.is_front or self.hasFocus() or self.underMouse():
            edge = QPen(theme().color("accent"), 2 if self.hasFocus() else 1.4)
            painter.setPen(edge if self.is_front or self.hasFocus() else QPen(theme().color("border"), 1))
            painter.setBrush(theme().color("surface" if self.is_front else "hoverbg"))
            painter.drawRoundedRect(area, theme().size(5), theme().size(5))
        icon, token = _LOOK[self.step.state]
        side, left = theme().size(16), theme().size(11)
        icons.paint(painter, QRect(left, (self.height() - side) // 2, side, side), icon, theme().color(token))
        painter.setFont(theme().font("bold" if self.is_front else "body"))
        painter.setPen(theme().color("text"))
        start = left + side + theme().size(6)
        place = QRect(start, 0, self.width() - start, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.step.word)
        painter.end()


class StepStrip(QWidget):
    """All steps side by side."""

    def __init__(self, press: Callable[[str], object]) -> None:
        super().__init__()
        self.setAccessibleName("Langkah lomba")
        self.buttons = {key: StepButton(key) for key in WORDS}
        self._arrows: list[QWidget] = []
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme().size(2))
        for place, (key, button) in enumerate(self.buttons.items()):
            if place:
                arrow = parts.Symbol("chevron-right", "muted", 14)
                self._arrows.append(arrow)
                box.addWidget(arrow)
            button.clicked.connect(partial(_press, press, key))
            box.addWidget(button)

    def show_steps(self, steps: Sequence[Step], front: str) -> None:
        """Show how far each step is."""
        for step in steps:
            self.buttons[step.key].show_step(step, is_front=step.key == front)

    def set_narrow(self, narrow: bool) -> None:
        """Leave out the arrows where there is little room."""
        for arrow in self._arrows:
            arrow.setHidden(narrow)


def _press(press: Callable[[str], object], key: str, _checked: bool = False) -> None:
    press(key)
