"""The attendance grid: H I S A and 1 2 3 4 mark and go down, W asks who came, Del clears, PgUp, PgDn turn.

What the keys do to the data is `marking_page.py`.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui.tables.list_spec import Memory
from kpm_desktop.ui.tables.model import TableModel
from kpm_desktop.ui.tables.table_view import TableView


class MarkingView(TableView):
    """A table of one session in paper order; one row is current, none are selected together."""

    represent_wanted = Signal(object)
    """W: the row that somebody else came for."""
    page_wanted = Signal(int)
    """PgUp (-1) or PgDn (1)."""

    def __init__(self, model: TableModel, memory: Memory) -> None:
        super().__init__(model, "Kehadiran", memory=memory, key="marking", row_height="row_marking")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._grid = model

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Act on W and the page keys; the rest is a list's."""
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

    def show_at_top(self, uid: Uid) -> None:
        """Make a row current and bring it to the top."""
        if self.go_to(uid):
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtTop)

    def go_down(self) -> None:
        """Go to the next row."""
        index = self.currentIndex()
        if index.row() + 1 < self._grid.rowCount():
            self.setCurrentIndex(self._grid.index(index.row() + 1, index.column()))
