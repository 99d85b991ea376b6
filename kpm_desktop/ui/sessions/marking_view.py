"""The attendance grid: H I S A and 1 2 3 4 mark and go down, W asks who came, Del clears, PgUp, PgDn turn.

A reader at the door types `KPM1:K:...` and Enter: from its K on nothing is taken as a mark.

What the keys do to the data is `marking_page.py`.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui.tables.list_spec import Memory
from kpm_desktop.ui.tables.model import TableModel
from kpm_desktop.ui.tables.table_view import TableView

_START = "KPM1:"
_PAUSE = 1000
"""Milliseconds without a key after which a code that was begun is forgotten."""


class MarkingView(TableView):
    """A table of one session in paper order; one row is current, none are selected together."""

    represent_wanted = Signal(object)
    """W: the row that somebody else came for."""
    page_wanted = Signal(int)
    """PgUp (-1) or PgDn (1)."""
    code_read = Signal(str)
    """What a reader typed, up to its Enter."""

    def __init__(self, model: TableModel, memory: Memory) -> None:
        super().__init__(model, "Kehadiran", memory=memory, key="marking", row_height="row_marking")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._grid = model
        self._typed = ""
        self._last = 0

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Act on W, the page keys and a reader's text; the rest is a list's."""
        if self._is_reading(event):
            event.accept()
            return
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        }
        row = self.current_row()
        if plain and event.text().upper() == "W" and row is not None:
            self.represent_wanted.emit(row)
        elif plain and event.key() in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.page_wanted.emit(1 if event.key() == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _is_reading(self, event: QKeyEvent) -> bool:
        """Collect what a reader types; a pause of a second ends it, Enter hands it on."""
        if self._typed and event.timestamp() - self._last > _PAUSE:
            self._typed = ""
        self._last = event.timestamp()
        if self._typed and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            typed, self._typed = self._typed, ""
            self.code_read.emit(typed)
            return True
        text = event.text()
        if not text:
            return bool(self._typed) and event.key() == Qt.Key.Key_Shift
        begun = (self._typed + text).upper()
        if begun.startswith(_START) or _START.startswith(begun):
            self._typed += text
            return True
        self._typed = ""
        return False

    def show_at_top(self, uid: Uid) -> None:
        """Make a row current and bring it to the top."""
        if self.go_to(uid):
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtTop)
