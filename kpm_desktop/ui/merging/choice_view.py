"""A table of values to choose from: Left and Right choose a side, Down goes on, Del leaves it for later."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from kpm_desktop.ui.tables.list_spec import Memory
from kpm_desktop.ui.tables.model import TableModel
from kpm_desktop.ui.tables.table_view import TableView

_SIDES: Final = {Qt.Key.Key_Left: "left", Qt.Key.Key_Right: "right"}
_RELEASE: Final = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
_TAKE: Final = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ChoiceView(TableView):
    """Rows of cards under the columns `left` and `right`; a press on a card chooses it."""

    released = Signal(object)
    """Del or Backspace: the row whose choice is left for later."""

    def __init__(self, model: TableModel, name: str, memory: Memory, key: str) -> None:
        super().__init__(model, name, memory=memory, key=key, row_height="row_choice")
        self._places = {column.name: place for place, column in enumerate(model.columns)}

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Choose, leave for later, else as in every list."""
        row, index = self.current_row(), self.currentIndex()
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        key = Qt.Key(event.key())
        if row is None or not plain:
            super().keyPressEvent(event)
        elif key in _SIDES:
            self._choose(index.row(), self._places[_SIDES[key]])
            event.accept()
        elif key in _TAKE and index.column() in self._cards():
            self._choose(index.row(), index.column())
            event.accept()
        elif key in _RELEASE:
            self.released.emit(row)
            event.accept()
        else:
            super().keyPressEvent(event)

    def _cards(self) -> set[int]:
        return {self._places["left"], self._places["right"]}

    def _choose(self, place: int, column: int) -> None:
        index = self.model().index(place, column)
        self.setCurrentIndex(index)
        self.model().setData(index, True)
