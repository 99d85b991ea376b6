"""The one table model: raw rows under columns, filtered and sorted by `RowOrder`, with ticks kept by uid.

Filter and sort reset the model; `TableView` puts selection, current row and scroll back by uid.
"""

import contextlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui.tables.column import Column, Row
from kpm_desktop.ui.tables.list_spec import Chip, Search
from kpm_desktop.ui.tables.row_order import ChipState, RowOrder, hits

AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
COLUMN_ROLE = ROW_ROLE + 1
"""The `Column` of a cell; None for the tick column."""

_SIDES = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
}


class TableModel(QAbstractTableModel):
    """Rows of one register. With `tickable` the first model column is the tick."""

    ticks_changed = Signal()
    rearranged = Signal()
    """Rows, filter or sort changed: counts must be read again."""

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        chips: Sequence[Chip] = (),
        search: Search | None = None,
        tickable: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.offset = 1 if tickable else 0
        """Model column of the first `Column`."""
        self.order = RowOrder(self.columns, chips, search)
        self.is_refiltering = False
        """True while a filter or sort, and not the rows themselves, is the cause of a reset."""
        self._ticked: set[Uid] = set()

    # rows

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show other rows; ticks of rows that are no longer there are dropped."""
        self.beginResetModel()
        self.order.set_rows(rows)
        self._drop_lost_ticks()
        self.endResetModel()
        self.rearranged.emit()

    def update_rows(self, rows: Iterable[Row], removed: Collection[Uid] = ()) -> None:
        """Replace rows by uid, add new ones, leave out removed ones. Nothing jumps when the order stays."""
        if removed:
            self.beginResetModel()
            self.order.change(rows, removed)
            self.order.arrange()
            self._drop_lost_ticks()
            self.endResetModel()
        else:
            touched = set(self.order.change(rows))
            arranged = self.order.arranged()
            if arranged == self.order.shown:
                self._say_changed(touched)
            else:
                self.beginResetModel()
                self.order.shown = arranged
                self.endResetModel()
        self.rearranged.emit()

    def row_at(self, place: int) -> Row | None:
        """Return the row shown at a place, from 0."""
        shown = self.order.shown
        return self.order.rows[shown[place]] if 0 <= place < len(shown) else None

    def shown_rows(self) -> list[Row]:
        """Return the rows shown, in order."""
        rows = self.order.rows
        return [rows[index] for index in self.order.shown]

    def place_of(self, uid: Uid) -> int | None:
        """Return at which place a row is shown; None when it is hidden or unknown."""
        index = self.order.index_of(uid)
        if index is None:
            return None
        try:
            return self.order.shown.index(index)
        except ValueError:
            return None

    # filter and sort

    def set_query(self, text: str) -> None:
        """Search; see `Search`."""
        if text == self.order.query:
            return
        with self._refiltering():
            self.order.set_query(text)

    def set_chips(self, state: ChipState) -> None:
        """Turn exactly these chips on."""
        with self._refiltering():
            self.order.set_on(state)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a model column; -1 is the loader's order."""
        wanted = column - self.offset
        with self._refiltering():
            self.order.sort(wanted if wanted >= 0 else None, order == Qt.SortOrder.DescendingOrder)

    def hits(self, text: str) -> list[tuple[int, int]]:
        """Return the places of a cell's text that the search hit."""
        search = self.order.search
        return hits(text, self.order.words, search.fold) if search is not None and self.order.query else []

    # ticks

    def ticked(self) -> list[Row]:
        """Return the ticked rows that are shown, in order; hidden ones are never acted upon."""
        return [row for row in self.shown_rows() if row[0] in self._ticked] if self._ticked else []

    def is_ticked(self, uid: Uid) -> bool:
        """Tell whether a row is ticked."""
        return uid in self._ticked

    def tick(self, uids: Iterable[Uid], on: bool = True) -> None:
        """Tick these rows, or release them."""
        if on:
            self._ticked.update(uids)
        else:
            self._ticked.difference_update(uids)
        self._ticks_moved()

    def clear_ticks(self) -> None:
        """Release all ticks."""
        if self._ticked:
            self._ticked.clear()
            self._ticks_moved()

    # what Qt asks

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:  # noqa: N802
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self.order.shown)

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:  # noqa: N802
        """Return the columns, the tick column among them."""
        return 0 if parent.isValid() else len(self.columns) + self.offset

    def column_at(self, section: int) -> Column | None:
        """Return the column of a model column; None for the tick column."""
        place = section - self.offset
        return self.columns[place] if 0 <= place < len(self.columns) else None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Every cell can be selected; those with `edit` can be edited, ticks and checks be checked."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        column = self.column_at(index.column())
        if column is None or (column.kind == "check" and column.edit is not None):
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        if column.edit is not None and column.kind in {"text", "number"}:
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return text, spoken text, tooltip, check state, alignment, the row or the column of a cell."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        column = self.column_at(index.column())
        if role == ROW_ROLE:
            return row
        if role == COLUMN_ROLE:
            return column
        if column is None:
            return self._tick_data(row, role)
        return _cell_data(column, row, role)

    def setData(  # noqa: N802
        self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Tick a row, or hand an edited value to the column's `edit`."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return False
        column = self.column_at(index.column())
        if column is None:
            if role != Qt.ItemDataRole.CheckStateRole:
                return False
            self.tick([row[0]], Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        if column.edit is None:
            return False
        if role == Qt.ItemDataRole.CheckStateRole:
            value = Qt.CheckState(value) == Qt.CheckState.Checked
        elif role != Qt.ItemDataRole.EditRole:
            return False
        column.edit(row, value)
        return True

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return titles; rows are not numbered."""
        if orientation == Qt.Orientation.Vertical:
            return None
        column = self.column_at(section)
        if column is None:
            spoken = section == 0 and role == Qt.ItemDataRole.AccessibleTextRole
            return "Centang" if spoken else ("" if role == Qt.ItemDataRole.DisplayRole else None)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return column.title
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(_SIDES[column.align] | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _tick_data(self, row: Row, role: int) -> Any:
        on = row[0] in self._ticked
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "dicentang" if on else "tidak dicentang"
        return None

    @contextlib.contextmanager
    def _refiltering(self) -> Iterator[None]:
        self.is_refiltering = True
        self.beginResetModel()
        yield
        self.endResetModel()
        self.is_refiltering = False
        self.rearranged.emit()

    def _ticks_moved(self) -> None:
        if self.order.shown and self.offset:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.order.shown) - 1, 0))
        self.ticks_changed.emit()

    def _drop_lost_ticks(self) -> None:
        lost = {uid for uid in self._ticked if self.order.index_of(uid) is None}
        if lost:
            self._ticked -= lost
            self.ticks_changed.emit()

    def _say_changed(self, touched: set[int]) -> None:
        last = self.columnCount() - 1
        for place, index in enumerate(self.order.shown):
            if index in touched:
                self.dataChanged.emit(self.index(place, 0), self.index(place, last))


def _cell_data(column: Column, row: Row, role: int) -> Any:
    answer: Any = None
    match role:
        case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
            answer = column.text(row)
        case Qt.ItemDataRole.AccessibleTextRole:
            answer = column.in_words(row)
        case Qt.ItemDataRole.ToolTipRole if column.tooltip is not None:
            answer = column.tooltip(row)
        case Qt.ItemDataRole.TextAlignmentRole:
            answer = int(_SIDES[column.align] | Qt.AlignmentFlag.AlignVCenter)
        case Qt.ItemDataRole.CheckStateRole if column.kind == "check":
            answer = Qt.CheckState.Checked if column.value(row) else Qt.CheckState.Unchecked
    return answer
