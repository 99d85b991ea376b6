"""The line on top of a form that counts red and yellow and leads to them."""

import functools
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget

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
        self._lines = parts.row(spacing=16)
        self._lines.setContentsMargins(theme().size(16), theme().size(2), theme().size(16), theme().size(2))
        self._groups = QWidget(), QWidget()
        for group in self._groups:
            group.setLayout(parts.row(spacing=6))
            self._lines.addWidget(group)
        self._lines.addStretch(1)
        self._key = parts.label("F8 ke masalah berikutnya", "hint")
        self._lines.addWidget(self._key)
        self.setLayout(self._lines)
        self.hide()

    def set_stacked(self, stacked: bool) -> None:
        """Put yellow under red, or beside it."""
        directions = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._lines.setDirection(directions[0] if stacked else directions[1])
        self._lines.setSpacing(0 if stacked else theme().size(16))
        self._key.setVisible(not stacked)

    def show_messages(self, messages: Sequence[Message], labels: dict[str, str]) -> None:
        """Count and link these messages; hidden when there are none. `labels` are the words of the links."""
        self.setVisible(bool(messages))
        red = [message for message in messages if message.blocks]
        yellow = [message for message in messages if not message.blocks]
        self._fill(self._groups[0], red, labels, f"{len(red)} masalah harus diperbaiki", "err")
        words = f"{len(yellow)} peringatan boleh disimpan dengan catatan"
        self._fill(self._groups[1], yellow, labels, words, "warn")
        self.setAccessibleName(f"{len(red)} masalah, {len(yellow)} peringatan")

    def _fill(
        self, group: QWidget, messages: Sequence[Message], labels: dict[str, str], words: str, tone: str
    ) -> None:
        group.setVisible(bool(messages))
        box = group.layout()
        if not isinstance(box, QHBoxLayout):
            return
        parts.clear(box)
        box.addWidget(parts.Symbol(parts.TONE_ICONS[tone], tone, 18))
        box.addWidget(parts.label(words, {"err": "error", "warn": "warning"}[tone]))
        for field in list(dict.fromkeys(message.field for message in messages))[:LINKS]:
            name = labels.get(field, "lainnya")
            link = parts.button(name, kind="link", tooltip=f"Ke isian {name}")
            link.clicked.connect(functools.partial(self._choose, field))
            box.addWidget(link)
        box.addStretch(1)

    def _choose(self, field: str, _checked: bool = False) -> None:
        self.chosen.emit(field)
