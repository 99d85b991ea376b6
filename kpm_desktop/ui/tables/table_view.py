"""The table of a list page: keys, hover, copy, row menu, selection kept by uid while the model rearranges.

Widths and sort are kept by `table_layout.py`.
"""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QKeyCombination,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui.tables.column import Column, Row
from kpm_desktop.ui.tables.covered_table import CoveredTable
from kpm_desktop.ui.tables.delegates import CellDelegate, flip
from kpm_desktop.ui.tables.list_spec import Memory
from kpm_desktop.ui.tables.model import TableModel
from kpm_desktop.ui.tables.table_layout import TableLayout

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
COPY_TITLES = QKeyCombination(
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_C
)
_LETTER_KEYS = dict(zip("HISA1234", "HISAHISA", strict=True))


class TableView(CoveredTable):
    """A table over one `TableModel`; whole rows are selected, the current cell has the ring.

    `name` is the accessible name; `memory` keeps widths and sort under `key`.
    """

    opened = Signal(object)
    """Enter or double click: the row."""
    edit_wanted = Signal(object)
    """F2 where the cell itself cannot be edited: the row."""
    delete_wanted = Signal(list)
    """Del: the rows meant."""
    menu_wanted = Signal(list, QPoint)
    """Shift+F10, Menu key or right click: the rows meant, and the place on the screen."""
    current_changed = Signal(object)
    """The current row or None; not while the model rearranges around the same row."""
    picked_changed = Signal()
    """Ticks or selection changed."""
    paste_wanted = Signal()
    """Ctrl+V."""

    def __init__(
        self,
        model: TableModel,
        name: str,
        *,
        memory: Memory | None = None,
        key: str = "table",
        row_height: str = "row",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._table = model
        self._current: Row | None = None
        self._kept: tuple[set[Uid], Uid | None, QPoint, int] | None = None
        self._cells = CellDelegate(self)
        self.setItemDelegate(self._cells)
        self.setAccessibleName(name)
        self._set_behaviour()
        self.setModel(model)
        self.fitted = TableLayout(self, model, {} if memory is None else memory, key, row_height)
        """Widths, sort and heights."""
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._put_back)
        model.dataChanged.connect(self._look_at_current)
        model.ticks_changed.connect(self.picked_changed)

    def _set_behaviour(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.doubleClicked.connect(self._double_clicked)

    # rows

    def current_row(self) -> Row | None:
        """Return the row of the current cell."""
        index = self.currentIndex()
        return self._table.row_at(index.row()) if index.isValid() else None

    def selected_rows(self) -> list[Row]:
        """Return the selected rows in the order shown."""
        rows = (self._table.row_at(place) for place in sorted(self._selected_places()))
        return [row for row in rows if row is not None]

    def picked_rows(self) -> list[Row]:
        """Return what the selection bar acts on: the ticked rows, else two or more selected."""
        ticked = self._table.ticked()
        if ticked:
            return ticked
        selected = self.selected_rows()
        return selected if len(selected) > 1 else []

    def meant_rows(self) -> list[Row]:
        """Return what a key acts on: the picked rows, else the current one."""
        picked = self.picked_rows()
        if picked:
            return picked
        current = self.current_row()
        return [current] if current is not None else []

    def go_to(self, uid: Uid) -> bool:
        """Make a row current and visible; False when it is not shown."""
        place = self._table.place_of(uid)
        if place is None:
            return False
        column = max(self.currentIndex().column(), self._table.offset)
        self.setCurrentIndex(self._table.index(place, column))
        self.scrollTo(self.currentIndex())
        return True

    def go_to_first(self) -> None:
        """Make the first row current."""
        first = self._table.row_at(0)
        if first is not None:
            self.go_to(first[0])

    def release(self) -> bool:
        """Release ticks and selection, the current row stays; False when there was nothing to release."""
        if not self.picked_rows():
            return False
        self._table.clear_ticks()
        index = self.currentIndex()
        self.clearSelection()
        if index.isValid():
            self.selectRow(index.row())
        return True

    def shown_columns(self) -> list[Column]:
        """Return the columns that are seen."""
        return [
            column
            for place, column in enumerate(self._table.columns)
            if not self.isColumnHidden(place + self._table.offset)
        ]

    def texts(self, rows: Iterable[Row]) -> list[list[str]]:
        """Return the cells of rows as they are read, visible columns only."""
        columns = self.shown_columns()
        return [
            [f"{column.text(row)} {column.sub(row) if column.sub else ''}".strip() for column in columns]
            for row in rows
        ]

    def copy(self, *, with_titles: bool) -> None:
        """Put the meant rows into the clipboard as lines of tabbed texts, visible columns only."""
        lines = [[column.title for column in self.shown_columns()]] if with_titles else []
        lines += self.texts(self.meant_rows())
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))

    # keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Act on the keys of a list; what is not one of them goes on to the page."""
        if not self._list_key(event) and not self._edit_key(event):
            super().keyPressEvent(event)

    def _list_key(self, event: QKeyEvent) -> bool:
        key, row = event.key(), self.current_row()
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if event.keyCombination() == COPY_TITLES:
            self.copy(with_titles=True)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy(with_titles=False)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit()
        elif plain and key == Qt.Key.Key_Delete:
            rows = self.meant_rows()
            if rows:
                self.delete_wanted.emit(rows)
        elif plain and key in _ENTER and row is not None:
            self.opened.emit(row)
        elif plain and key == Qt.Key.Key_Space and row is not None:
            self._flip_rows()
        elif plain and key == Qt.Key.Key_Escape and self.release():
            pass
        else:
            return False
        event.accept()
        return True

    def _edit_key(self, event: QKeyEvent) -> bool:
        row, index = self.current_row(), self.currentIndex()
        if row is None:
            return False
        if event.key() == Qt.Key.Key_F2:
            if index.flags() & Qt.ItemFlag.ItemIsEditable:
                self.edit(index)
            else:
                self.edit_wanted.emit(row)
            event.accept()
            return True
        letter = _LETTER_KEYS.get(event.text().upper())
        marked = next(
            (place for place, c in enumerate(self._table.columns) if c.kind == "seg" and c.edit), None
        )
        if letter is None or marked is None:
            return False
        self._table.setData(self._table.index(index.row(), marked + self._table.offset), letter)
        self.moveCursorDown()
        event.accept()
        return True

    def moveCursorDown(self) -> None:  # noqa: N802 (beside Qt's moveCursor)
        """Go to the next row, as after a mark."""
        index = self.currentIndex()
        if index.row() + 1 < self._table.rowCount():
            self.setCurrentIndex(self._table.index(index.row() + 1, index.column()))

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Do nothing: letters do not jump in a list; the search box does."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Ask for the row menu at the pointer, or below the current cell when a key asked."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        else:
            place = event.globalPos()
        rows = self.meant_rows()
        if rows:
            self.menu_wanted.emit(rows, place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Let the row below the pointer light up."""
        self._hover(self.rowAt(int(event.position().y())))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Let no row light up."""
        self._hover(-1)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Coming from the keyboard with no current row, take the first."""
        had_none = not self.currentIndex().isValid()
        super().focusInEvent(event)  # takes the tick of the first row, without selecting it
        if had_none and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.go_to_first()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Give the room to the columns that stretch."""
        super().resizeEvent(event)
        self.fitted.fit()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:  # noqa: N802
        """Tell the page."""
        super().selectionChanged(selected, deselected)
        if self._kept is None:
            self.picked_changed.emit()

    def currentChanged(self, current: Any, previous: Any) -> None:  # noqa: N802
        """Tell the page, and draw both rows anew."""
        super().currentChanged(current, previous)
        for index in (current, previous):
            self._draw_row(index.row())
        self._look_at_current()

    def _double_clicked(self, index: Any) -> None:
        row = self._table.row_at(index.row())
        if (
            row is not None
            and not index.flags() & Qt.ItemFlag.ItemIsEditable
            and index.column() >= self._table.offset
        ):
            self.opened.emit(row)

    def _flip_rows(self) -> None:
        index = self.currentIndex()
        if self._table.column_at(index.column()) is not None and flip(index):
            return
        rows = self.selected_rows()
        current = self.current_row()
        if self._table.offset and current is not None:
            uids = [row[0] for row in rows] if len(rows) > 1 and current in rows else [current[0]]
            self._table.tick(uids, not all(self._table.is_ticked(uid) for uid in uids))

    def _hover(self, place: int) -> None:
        if place == self._cells.hovered_row:
            return
        before, self._cells.hovered_row = self._cells.hovered_row, place
        self._draw_row(before)
        self._draw_row(place)

    def _draw_row(self, place: int) -> None:
        if 0 <= place < self._table.rowCount():
            top, high = self.rowViewportPosition(place), self.rowHeight(place)
            self.viewport().update(QRect(0, top, self.viewport().width(), high))

    # while the model rearranges

    def _selected_places(self) -> set[int]:
        places: set[int] = set()
        chosen = self.selectionModel()
        selection = list(chosen.selection()) if chosen is not None else []  # type: ignore[call-overload]
        for part in selection:
            places.update(range(part.top(), part.bottom() + 1))
        return places

    def _keep(self) -> None:
        current = self.current_row()
        self._kept = (
            {row[0] for row in self.selected_rows()},
            current[0] if current is not None else None,
            QPoint(max(self.currentIndex().column(), self._table.offset), self.currentIndex().row()),
            self.verticalScrollBar().value(),
        )

    def _put_back(self) -> None:
        if self._kept is None:
            return
        chosen, current, cell, scroll = self._kept
        self._cells.hovered_row = -1
        place = self._table.place_of(current) if current is not None else None
        if place is None and current is not None and self._table.order.index_of(current) is None:
            place = min(cell.y(), self._table.rowCount() - 1)
            chosen = set()
        if place is not None and place >= 0:
            index = self._table.index(place, cell.x())
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self._select(chosen or {uid for row in [self._table.row_at(place)] if row for uid in (row[0],)})
        elif chosen:
            self._select(chosen)
        self._scroll_back(scroll)
        self._kept = None
        self._look_at_current()
        self.picked_changed.emit()

    def _scroll_back(self, scroll: int) -> None:
        if not self._table.is_refiltering:
            self.verticalScrollBar().setValue(scroll)
        elif self.currentIndex().isValid():
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
        else:
            self.scrollToTop()

    def _select(self, uids: set[Uid]) -> None:
        last = self._table.columnCount() - 1
        selection = QItemSelection()
        start: int | None = None
        rows = self._table.shown_rows()
        for place, row in enumerate([*rows, ()]):
            inside = bool(row) and row[0] in uids
            if inside and start is None:
                start = place
            elif not inside and start is not None:
                selection.select(self._table.index(start, 0), self._table.index(place - 1, last))
                start = None
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _look_at_current(self) -> None:
        if self._kept is not None:
            return
        row = self.current_row()
        if row != self._current:
            self._current = row
            self.current_changed.emit(row)
