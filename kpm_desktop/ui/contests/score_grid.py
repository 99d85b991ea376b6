"""The typing grid: digits replace the cell at once, Enter and Tab go right, then on the paper, then down.

What is stored is `scores_page.py`'s business. In the second entry nothing can be pasted.
"""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QLineEdit, QWidget

from kpm_desktop.ui.tables.delegates import CellDelegate
from kpm_desktop.ui.tables.model import COLUMN_ROLE, AnyIndex, TableModel
from kpm_desktop.ui.tables.table_view import TableView

_TYPED = frozenset("0123456789,.")
_MARK = QRegularExpression(r"[0-9]{0,6}([.,][0-9]{0,4})?")
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
Hint = QAbstractItemDelegate.EndEditHint


class MarkEdit(QLineEdit):
    """A line for one number; `can_paste` false takes nothing but keys."""

    def __init__(self, parent: QWidget, *, can_paste: bool) -> None:
        super().__init__(parent)
        self._can_paste = can_paste
        self.setValidator(QRegularExpressionValidator(_MARK, self))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        if not can_paste:
            self.setAcceptDrops(False)
            self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Refuse to paste where that is not allowed."""
        if not self._can_paste and event.matches(QKeySequence.StandardKey.Paste):
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Refuse the middle button, which pastes on some systems."""
        if self._can_paste or event.button() != Qt.MouseButton.MiddleButton:
            super().mouseReleaseEvent(event)


class MarkDelegate(CellDelegate):
    """Draws like every list; edits numbers, and Enter ends an edit at once."""

    def __init__(self, parent: QObject, *, can_paste: bool) -> None:
        super().__init__(parent)
        self._can_paste = can_paste

    def createEditor(self, parent: QWidget, option: Any, index: AnyIndex) -> QWidget:  # noqa: ARG002, N802
        """Return the line for a mark."""
        editor = MarkEdit(parent, can_paste=self._can_paste)
        editor.setAccessibleName(index.data(COLUMN_ROLE).title.replace("\n", ", "))
        return editor

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """End an edit with Enter."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _ENTER
            and isinstance(watched, QWidget)
        ):
            self.commitData.emit(watched)
            self.closeEditor.emit(watched, Hint.SubmitModelCache)
            return True
        return super().eventFilter(watched, event)


class ScoreGrid(TableView):
    """The table of one sheet; the cursor stays in cells that can be typed."""

    empty_wanted = Signal()
    """Del: the current cell."""
    moved = Signal()

    def __init__(self, model: TableModel, name: str, *, can_paste: bool) -> None:
        super().__init__(model, name, row_height="row_marking")
        self._grid = model
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self._cells = MarkDelegate(self, can_paste=can_paste)
        self.setItemDelegate(self._cells)
        self.fitted.head.wrapped = True
        self.fitted.take_measures()
        self.selectionModel().currentChanged.connect(self._tell_moved)

    def typed_columns(self) -> list[int]:
        """Return the columns that can be typed, from left to right."""
        return [place for place, column in enumerate(self._grid.columns) if column.edit is not None]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Act on the keys of the grid."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control = held == Qt.KeyboardModifier.ControlModifier
        plain = held == Qt.KeyboardModifier.NoModifier
        key = event.key()
        if plain and key in _ENTER | {Qt.Key.Key_Tab}:
            if not self.step(1) and key == Qt.Key.Key_Tab:
                super().keyPressEvent(event)
                return
        elif key == Qt.Key.Key_Backtab:
            if not self.step(-1):
                super().keyPressEvent(event)
                return
        elif plain and key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.empty_wanted.emit()
        elif control and key in {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._to_edge(Qt.Key(key))
        elif event.matches(QKeySequence.StandardKey.Paste) or (plain and _is_letter(event.text())):
            return
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Keep Tab inside the grid while there is a cell to go to."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
            and self.typed_columns()
        ):
            self.keyPressEvent(event)
            if event.isAccepted():
                return True
        return super().event(event)

    def closeEditor(self, editor: QWidget, hint: Hint) -> None:  # noqa: N802
        """Go on after an edit: right with Enter and Tab, left with Shift+Tab."""
        super().closeEditor(editor, Hint.NoHint)
        if hint in {Hint.SubmitModelCache, Hint.EditNextItem}:
            self.step(1)
        elif hint == Hint.EditPreviousItem:
            self.step(-1)

    def step(self, by: int) -> bool:
        """Go to the next cell that can be typed, row after row; False at the end."""
        columns = self.typed_columns()
        if not columns:
            return False
        index = self.currentIndex()
        row, column = max(index.row(), 0), index.column()
        ahead = [one for one in columns if (one > column if by > 0 else one < column)]
        if ahead:
            target = row, ahead[0] if by > 0 else ahead[-1]
        else:
            target = row + by, columns[0] if by > 0 else columns[-1]
        if not 0 <= target[0] < self._grid.rowCount():
            return False
        self.go_to_cell(*target)
        return True

    def go_to_cell(self, row: int, column: int) -> None:
        """Make a cell current and visible."""
        index = self._grid.index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def go_to_start(self) -> None:
        """Go to the first cell that can be typed, else to the first row."""
        columns = self.typed_columns()
        if self._grid.rowCount():
            self.go_to_cell(0, columns[0] if columns else 1)

    def _to_edge(self, key: Qt.Key) -> None:
        columns = self.typed_columns() or [1]
        row, column = max(self.currentIndex().row(), 0), self.currentIndex().column()
        match key:
            case Qt.Key.Key_Left:
                self.go_to_cell(row, columns[0])
            case Qt.Key.Key_Right:
                self.go_to_cell(row, columns[-1])
            case Qt.Key.Key_Up:
                self.go_to_cell(0, column)
            case _:
                self.go_to_cell(self._grid.rowCount() - 1, column)

    def _tell_moved(self, *_cells: object) -> None:
        self.moved.emit()


def _is_letter(text: str) -> bool:
    """Tell whether a key types something that stands in no mark."""
    return bool(text) and text.isprintable() and text not in _TYPED
