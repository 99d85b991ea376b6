"""The line on top of a form that counts red and yellow and leads to them."""

import functools
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from kpm_desktop.ui import parts
from kpm_desktop.ui.forms.field_row import Message
from kpm_desktop.ui.theme import theme

LINKS = 3
"""Links a colour; the others are reached with F8."""


class ProblemLine(QFrame):
    """`1 masalah harus diperbaiki  Masa tugas   2 peringatan boleh disimpan dengan catatan  NIK`."""

    chosen = Signal(str)
    """A link was pressed: the name of the field."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "problem_line")
        self._box = parts.row(spacing=6)
        self._box.setContentsMargins(theme().size(16), theme().size(2), theme().size(16), theme().size(2))
        self.setLayout(self._box)
        self.hide()

    def show_messages(self, messages: Sequence[Message], labels: dict[str, str]) -> None:
        """Count and link these messages; hidden when there are none. `labels` are the words of the links."""
        parts.clear(self._box)
        self.setVisible(bool(messages))
        red = [message for message in messages if message.blocks]
        yellow = [message for message in messages if not message.blocks]
        self._group(red, labels, f"{len(red)} masalah harus diperbaiki", "err", "error")
        self._group(
            yellow, labels, f"{len(yellow)} peringatan boleh disimpan dengan catatan", "warn", "warning"
        )
        self._box.addStretch(1)
        self._box.addWidget(parts.label("F8 ke masalah berikutnya", "hint"))
        self.setAccessibleName(f"{len(red)} masalah, {len(yellow)} peringatan")

    def _group(
        self, messages: Sequence[Message], labels: dict[str, str], words: str, tone: str, role: str
    ) -> None:
        if not messages:
            return
        self._box.addWidget(parts.Symbol(parts.TONE_ICONS[tone], tone, 18))
        self._box.addWidget(parts.label(words, role))
        for field in list(dict.fromkeys(message.field for message in messages))[:LINKS]:
            link = parts.button(
                labels.get(field, field), kind="link", tooltip=f"Ke isian {labels.get(field, '')}"
            )
            link.clicked.connect(functools.partial(self._choose, field))
            self._box.addWidget(link)
        self._box.addSpacing(theme().size(12))

    def _choose(self, field: str, _checked: bool = False) -> None:
        self.chosen.emit(field)
