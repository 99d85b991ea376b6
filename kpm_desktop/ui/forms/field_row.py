"""One line of a form: one field or two halves, label above, its problems below."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from kpm_desktop.ui import parts
from kpm_desktop.ui.forms.choice_edit import CheckEditor, RadioEditor
from kpm_desktop.ui.forms.date_edit import DateEditor
from kpm_desktop.ui.forms.editors import (
    CustomHolder,
    DerivedEditor,
    Editor,
    LineEditor,
    LongEditor,
    NumberEditor,
    PhoneEditor,
)
from kpm_desktop.ui.forms.field import FieldSpec
from kpm_desktop.ui.forms.nik_edit import NikEditor
from kpm_desktop.ui.forms.pickers import ChoiceEditor, LinkEditor, PickEditor
from kpm_desktop.ui.theme import theme

_EDITORS: dict[str, Callable[[FieldSpec], Editor]] = {
    "text": LineEditor,
    "long": LongEditor,
    "phone": PhoneEditor,
    "number": NumberEditor,
    "nik": NikEditor,
    "check": CheckEditor,
    "radio": RadioEditor,
    "derived": DerivedEditor,
    "choice": ChoiceEditor,
    "pick": PickEditor,
    "link": LinkEditor,
}


def editor_for(spec: FieldSpec, today: dt.date) -> Editor:
    """Return the editor of a field's kind."""
    if spec.kind == "date":
        return DateEditor(spec, today)
    if spec.kind == "custom" and spec.factory is not None:
        made = spec.factory()
        return made if isinstance(made, Editor) else CustomHolder(spec, made)
    return _EDITORS[spec.kind](spec)


@dataclasses.dataclass(frozen=True, slots=True)
class Message:
    """A problem as it is shown: `code` is "" for a text that is no value."""

    field: str
    code: str
    text: str
    blocks: bool
    offers: tuple[parts.Offer, ...] = dataclasses.field(default=(), compare=False)

    @property
    def tone(self) -> str:
        """Return the tone of the message."""
        return "err" if self.blocks else "warn"


class FieldBox(QWidget):
    """Label and editor of one field."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.editor = editor
        spec = editor.spec
        self._note = parts.label("", "hint")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme().size(3))
        if spec.kind != "check":
            name = parts.label(spec.label, "label", buddy=editor.core)
            head = parts.row(name, spacing=6)
            if spec.required:
                head.addWidget(parts.label("wajib", "hint"))
            head.addStretch(1)
            head.addWidget(self._note)
            if editor.beside is not None:
                head.addWidget(editor.beside)
            box.addLayout(head)
        box.addWidget(editor)
        if spec.required:
            editor.core.setAccessibleName(f"{spec.label}, wajib")

    def follow(self, record: Any) -> None:
        """Show what is made from the record: the note at the right, a derived text."""
        spec = self.editor.spec
        self._note.setText(spec.note(record) if spec.note is not None else "")
        self.editor.follow(record)


class ProblemNotice(parts.Notice):
    """A message below its field; a yellow one takes a note."""

    noted = Signal(str, str, str)
    """Field, code and the note typed."""

    def __init__(self, message: Message, note: str, *, asks: bool) -> None:
        super().__init__(message.text, message.tone, message.code, message.offers)
        self.message = message
        self.note = QLineEdit(note)
        self.note.setPlaceholderText("Catatan: mengapa tetap disimpan")
        self.note.setAccessibleName(f"Catatan untuk {message.code}: {message.text}")
        self.note.setMaxLength(200)
        self.note.textChanged.connect(self._noted)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self.note)
        self.note.setVisible((asks or bool(note)) and not message.blocks)

    def _noted(self, text: str) -> None:
        self.noted.emit(self.message.field, self.message.code, text)


class FieldRow(QWidget):
    """One or two fields side by side and, over the whole width below, their messages."""

    noted = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__()
        self.boxes: list[FieldBox] = []
        self.notices: list[ProblemNotice] = []
        self._shown: list[tuple[Message, bool]] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme().size(6))
        self._line = QHBoxLayout()
        self._line.setSpacing(theme().size(12))
        self._below = QVBoxLayout()
        self._below.setSpacing(theme().size(6))
        outer.addLayout(self._line)
        outer.addLayout(self._below)

    def add(self, box: FieldBox) -> None:
        """Put a field behind the others of this line."""
        self.boxes.append(box)
        self._line.addWidget(box, 1, Qt.AlignmentFlag.AlignTop)

    def fill_half(self) -> None:
        """Leave the second half empty."""
        self._line.addWidget(QLabel(), 1)

    def show_messages(
        self, messages: Sequence[Message], notes: dict[tuple[str, str], str], *, asks: bool
    ) -> None:
        """Show these messages; ones that stand here already are left alone, new ones are announced."""
        wanted = [(message, asks) for message in messages]
        if wanted == self._shown:
            return
        before = {message for message, _ in self._shown}
        self._shown = wanted
        parts.clear(self._below)
        self.notices = []
        for message in messages:
            notice = ProblemNotice(message, notes.get((message.field, message.code), ""), asks=asks)
            notice.noted.connect(self.noted)
            self.notices.append(notice)
            self._below.addWidget(notice)
            if message not in before:
                _announce(notice, message.text)
        for box in self.boxes:
            own = [message for message in messages if message.field == box.editor.spec.name]
            tone = "err" if any(message.blocks for message in own) else "warn" if own else ""
            box.editor.set_tone(tone)
            box.editor.core.setAccessibleDescription(" ".join(message.text for message in own))


def _announce(widget: QWidget, text: str) -> None:
    event = QAccessibleAnnouncementEvent(widget, text)
    event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
    QAccessible.updateAccessibility(event)
