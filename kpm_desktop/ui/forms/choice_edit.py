"""The editors of what is ticked: one box, or one of a few radio buttons."""

from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from kpm_desktop.ui.forms.editors import Editor, goes_elsewhere
from kpm_desktop.ui.forms.field import FieldSpec
from kpm_desktop.ui.theme import theme


class CheckEditor(Editor):
    """A box with its words behind it."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.check = QCheckBox(spec.label.replace("&", "&&"))
        self.check.setEnabled(not spec.read_only)
        self.check.clicked.connect(self.changed)
        self.adopt(self.check)

    def value(self) -> bool:
        """Tell whether it is ticked."""
        return self.check.isChecked()

    def set_value(self, value: Any) -> None:
        """Tick it or not."""
        self.check.setChecked(bool(value))

    def raw(self) -> str:
        """Return 1 or nothing."""
        return "1" if self.check.isChecked() else ""

    def set_raw(self, text: str) -> None:
        """Tick it for a 1."""
        self.check.setChecked(text == "1")


class RadioEditor(Editor):
    """A few options side by side; none may be chosen at first."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.setAccessibleName(spec.label)
        self._group = QButtonGroup(self)
        holder = QWidget()
        fits = sum(len(words) for _, words in spec.options) <= 36
        inner: QHBoxLayout | QVBoxLayout = QHBoxLayout(holder) if fits else QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme().size(16 if fits else 2))
        for number, (_, words) in enumerate(spec.options):
            radio = QRadioButton(words.replace("&", "&&"))
            radio.setAccessibleName(f"{spec.label}: {words}")
            radio.setEnabled(not spec.read_only)
            radio.installEventFilter(self)
            self._group.addButton(radio, number)
            inner.addWidget(radio)
        if fits:
            inner.addStretch(1)
        self._group.buttonClicked.connect(self._clicked)
        self.box.addWidget(holder)
        self.core = self._group.buttons()[0]
        self.setFocusProxy(self.core)

    def value(self) -> Any:
        """Return the chosen value; "" when none is chosen."""
        number = self._group.checkedId()
        return self.spec.options[number][0] if number >= 0 else ""

    def set_value(self, value: Any) -> None:
        """Choose a value."""
        self.set_raw("" if value is None else str(value))

    def raw(self) -> str:
        """Return the chosen value as text."""
        return str(self.value())

    def set_raw(self, text: str) -> None:
        """Choose by text."""
        self._group.setExclusive(False)
        for number, (value, _) in enumerate(self.spec.options):
            self._group.button(number).setChecked(str(value) == text)
        self._group.setExclusive(True)

    def set_tone(self, tone: str) -> None:
        """Leave the buttons as they are: the message below is enough."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Notice when the focus leaves the whole group."""
        if goes_elsewhere(event) and watched in self._group.buttons():
            self.left.emit()
        return False

    def _clicked(self, _button: QAbstractButton) -> None:
        self.changed.emit()
        self.left.emit()
