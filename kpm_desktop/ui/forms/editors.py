"""The editors of simple fields: one line, several lines, phone, number, derived text.

An editor shows a value, gives it back, and says when it was changed or left. It never changes what was typed:
only what `value` returns is trimmed. Dates, NIK, boxes and lists have modules of their own.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from kpm_desktop.domain import phones
from kpm_desktop.domain.words import parse_amount, thousands
from kpm_desktop.ui import parts
from kpm_desktop.ui.forms.field import FieldSpec
from kpm_desktop.ui.theme import theme


class Editor(QWidget):
    """What every editor can do. A subclass calls `adopt` with the widget that takes the focus."""

    changed = Signal()
    """The operator changed something."""
    left = Signal()
    """The focus went elsewhere."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__()
        self.spec = spec
        self.core: QWidget = self
        self.beside: QWidget | None = None
        """A link that stands at the right of the label: Tampilkan, Tulis lain."""
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)

    def adopt(self, core: QWidget) -> None:
        """Take the inner widget: it gets the focus, the name and the colour of the edge."""
        self.core = core
        self.box.addWidget(core)
        core.setAccessibleName(self.spec.label)
        core.installEventFilter(self)
        self.setFocusProxy(core)

    def value(self) -> Any:
        """Return the value for the record."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show the record's value."""
        raise NotImplementedError

    def raw(self) -> str:
        """Return what stands here as a text for the draft; half-typed input included."""
        raise NotImplementedError

    def set_raw(self, text: str) -> None:
        """Show a text that `raw` returned."""
        raise NotImplementedError

    @property
    def has_raw(self) -> bool:
        """Tell whether the content can be part of a draft."""
        return True

    def trouble(self) -> str:
        """Return why the typed text is no value ("" when it is one); such a text blocks saving."""
        return ""

    def offers(self) -> Sequence[parts.Offer]:
        """Return buttons that help with the trouble."""
        return ()

    def follow(self, record: Any) -> None:
        """Look at the record as it stands; only derived fields care."""

    def set_tone(self, tone: str) -> None:
        """Colour the edge: err, warn or ""."""
        parts.set_tone(self.core, tone)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Notice when the focus leaves, but not when it goes to a popup such as the own list."""
        # while a form goes, Qt may still ask an object whose Python half is gone
        if goes_elsewhere(event) and watched is getattr(self, "core", None):
            self.on_left()
            self.left.emit()
        return False

    def on_left(self) -> None:
        """Settle what was typed, before `left` is told."""


class LineEditor(Editor):
    """One line of text."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.line = QLineEdit()
        self.line.setPlaceholderText(spec.hint)
        self.line.setMaxLength(spec.max_length)
        self.line.setReadOnly(spec.read_only)
        self.line.textEdited.connect(self.changed)
        self.adopt(self.line)

    def value(self) -> Any:
        """Return the text without outer spaces."""
        return self.line.text().strip()

    def set_value(self, value: Any) -> None:
        """Show a text from its start."""
        self.set_raw("" if value is None else str(value))

    def raw(self) -> str:
        """Return the text as typed."""
        return self.line.text()

    def set_raw(self, text: str) -> None:
        """Show a text."""
        self.line.setText(text)
        self.line.setCursorPosition(0)


class PhoneEditor(LineEditor):
    """A telephone number: grouped when it is left, stored as digits."""

    def value(self) -> str:
        """Return the number as stored."""
        return phones.normalise_phone(self.line.text())

    def set_value(self, value: Any) -> None:
        """Show a stored number in groups."""
        self.set_raw(phones.phone_text(value or ""))

    def on_left(self) -> None:
        """Show the number in groups."""
        self.set_value(self.value())


class NumberEditor(LineEditor):
    """A whole number, or nothing; at the right its unit."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.line.setMaxLength(20)
        if spec.unit:
            inner = QHBoxLayout()
            inner.setSpacing(theme().size(8))
            inner.addWidget(self.line, 1)
            inner.addWidget(parts.label(spec.unit, "secondary"))
            self.box.addLayout(inner)

    def value(self) -> int | None:
        """Return the number; None when empty or not a number."""
        return parse_amount(self.line.text())

    def set_value(self, value: Any) -> None:
        """Show a number."""
        shown = thousands if self.spec.unit == "rupiah" else str
        self.set_raw("" if value is None else shown(value))

    def trouble(self) -> str:
        """Tell a text that is no number, or one outside of the limits."""
        if not self.line.text().strip():
            return ""
        number, least, most = self.value(), self.spec.minimum, self.spec.maximum
        if number is None:
            return "Isian ini hanya boleh angka. Hapus huruf atau tanda lain."
        return "" if least <= number <= most else f"Isi angka dari {least} sampai {most}."


class LongEditor(Editor):
    """Several lines of text; Tab leaves the field."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText(spec.hint)
        self.text.setReadOnly(spec.read_only)
        self.text.textChanged.connect(self._typed)
        self._quiet = False
        self.adopt(self.text)
        self._take_height()
        theme().changed.connect(self._take_height)

    def value(self) -> str:
        """Return the text without outer spaces, cut at the longest allowed."""
        return self.text.toPlainText().strip()[: self.spec.max_length]

    def set_value(self, value: Any) -> None:
        """Show a text."""
        self.set_raw(value or "")

    def raw(self) -> str:
        """Return the text as typed."""
        return self.text.toPlainText()

    def set_raw(self, text: str) -> None:
        """Show a text."""
        self._quiet = True
        self.text.setPlainText(text)
        self._quiet = False

    def trouble(self) -> str:
        """Tell a text that is too long; nothing is cut in silence."""
        over = len(self.text.toPlainText().strip()) - self.spec.max_length
        return f"Terlalu panjang: lebih {over} huruf." if over > 0 else ""

    def _typed(self) -> None:
        if not self._quiet:
            self.changed.emit()

    def _take_height(self) -> None:
        self.text.setFixedHeight(theme().metrics().lineSpacing() * self.spec.lines + theme().size(14))


class DerivedEditor(LineEditor):
    """A text made from other fields until the operator writes another (`Tulis lain`)."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self._own = False
        self._derived = ""
        self._link = parts.button("Tulis lain", "pencil", "link")
        self._link.clicked.connect(self._switch)
        self.beside = self._link
        self._show()

    def value(self) -> str:
        """Return the text of its own, "" while it is derived."""
        return self.line.text().strip() if self._own else ""

    def set_value(self, value: Any) -> None:
        """Show a text of its own; "" is derived."""
        self._own = bool(value)
        self._show()
        if value:
            self.line.setText(value)

    def raw(self) -> str:
        """Return the text of its own."""
        return self.line.text() if self._own else ""

    def set_raw(self, text: str) -> None:
        """Show a text of its own."""
        self.set_value(text)

    def follow(self, record: Any) -> None:
        """Make the text anew from the record."""
        self._derived = self.spec.derive(record) if self.spec.derive else ""
        self._show()

    def _switch(self) -> None:
        self._own = not self._own
        self._show()
        if self._own:
            self.line.setText(self._derived)
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _show(self) -> None:
        self.line.setReadOnly(not self._own)
        self._link.setText("Ikuti nama" if self._own else "Tulis lain")
        if not self._own:
            self.line.setText(self._derived)
            self.line.setCursorPosition(0)
        parts.describe(self._link, f"{self._link.text()}: {self.spec.label}")


class CustomHolder(Editor):
    """A widget of the screen's own, held like every other editor."""

    def __init__(self, spec: FieldSpec, made: QWidget) -> None:
        super().__init__(spec)
        if not hasattr(made, "value") or not hasattr(made, "set_value"):
            raise TypeError(f"the field {spec.name} needs a widget with value and set_value")
        self.inner: Any = made
        for mine, name in ((self.changed, "changed"), (self.left, "left")):
            signal = getattr(made, name, None)
            if signal is not None:
                signal.connect(mine)
        self.adopt(made)

    def value(self) -> Any:
        """Return what the widget says."""
        return self.inner.value()

    def set_value(self, value: Any) -> None:
        """Let the widget show a value."""
        self.inner.set_value(value)

    @property
    def has_raw(self) -> bool:
        """Tell whether the content can be part of a draft."""
        return hasattr(self.inner, "raw") and hasattr(self.inner, "set_raw")

    def raw(self) -> str:
        """Return the widget's own text, or one that differs when the value does."""
        own = getattr(self.inner, "raw", None)
        return str(own()) if own is not None else repr(self.inner.value())

    def set_raw(self, text: str) -> None:
        """Hand a text of the draft to the widget."""
        own = getattr(self.inner, "set_raw", None)
        if own is not None:
            own(text)


def goes_elsewhere(event: QEvent) -> bool:
    """Tell whether the focus leaves for another field; a list that opens belongs to the same."""
    return (
        isinstance(event, QFocusEvent)
        and event.lostFocus()
        and event.reason() != Qt.FocusReason.PopupFocusReason
    )
