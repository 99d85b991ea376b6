"""What several detail panes are made of: the body, rows with a second line, headings with a link."""

import re
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from kpm_desktop.ui import parts
from kpm_desktop.ui.theme import theme

LABEL_WIDTH = 108
_LONG_WORD: Final = re.compile(r"[^\W\d]{16,}")


class PaneBody(QWidget):
    """The content of a detail pane, filled anew for every record; the pane around it scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)

    def start(self) -> None:
        """Throw away what is shown and begin at the top."""
        side = theme().size(16)
        parts.clear(self._box)
        self._box.setContentsMargins(side, theme().size(12), side, side)
        self._box.setSpacing(theme().size(8))

    def put(self, *items: QWidget | QLayout | int) -> None:
        """Add what stands next, from top to bottom; a number is a gap at 100 %."""
        for item in items:
            match item:
                case int():
                    self._box.addSpacing(theme().size(item))
                case QWidget():
                    self._box.addWidget(item)
                case _:
                    self._box.addLayout(item)

    def finish(self) -> None:
        """Keep everything at the top."""
        self._box.addStretch(1)


def breakable(text: str) -> str:
    """Return a text whose very long words may go on in the next line, for a narrow place."""
    return _LONG_WORD.sub(lambda found: "\u200b".join(found.group()), text)


def two_lines(
    icon: str,
    text: str,
    sub: str,
    at_right: QWidget | None = None,
    act: Callable[[], object] | None = None,
    tone: str = "muted",
) -> QHBoxLayout:
    """Return an icon, a text with a muted second line, and something at the right; `act` makes it a link."""
    head: QWidget = wrapped(text)
    if act is not None:
        link = parts.button(text, kind="plain")
        link.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        link.setAccessibleDescription(sub)
        link.clicked.connect(act)
        head = link
    words = parts.column(head, spacing=0)
    if sub:
        words.addWidget(wrapped(sub, "secondary"))
    symbol = parts.Symbol(icon, tone, 16)
    made = parts.row(symbol, words, spacing=8)
    made.setAlignment(symbol, Qt.AlignmentFlag.AlignVCenter)
    made.setStretch(1, 1)
    if at_right is not None:
        made.addWidget(at_right)
    return made


def fact(name: str, value: QWidget | str, *extra: QWidget) -> QHBoxLayout:
    """Return one fact of the pane; with a link or a pill beside it the name stands at the same height."""
    if isinstance(value, str):
        value = parts.value_label(value)
        value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    made = parts.value_row(name, value, *extra, width=LABEL_WIDTH)
    head = made.itemAt(0).widget()
    if extra and head is not None:
        made.setAlignment(head, Qt.AlignmentFlag.AlignVCenter)
    return made


def wrapped(text: str, role: str = "") -> QLabel:
    """Return a label that wraps and never asks for more width than it is given."""
    made = parts.label(text, role, wrap=True)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    made.setMinimumWidth(theme().size(60))
    return made


def section(text: str, at_right: QWidget | None = None) -> QHBoxLayout:
    """Return the heading of a part of the pane, with a link or a remark at the right."""
    made = parts.row(parts.label(text, "card"), None)
    if at_right is not None:
        made.addWidget(at_right)
    return made
