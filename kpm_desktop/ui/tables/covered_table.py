"""A table whose lower end may be covered for a while: its rows can be scrolled out from under the toast."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QAbstractItemView, QTableView

_ENSURE_VISIBLE = QAbstractItemView.ScrollHint.EnsureVisible


class CoveredTable(QTableView):
    """Scrolls further than its last row by as much as is covered; the current row never stays below."""

    _covered = 0

    def leave_room(self, height: int) -> None:
        """Take so many pixels at the lower end as covered; 0 for none.

        Whoever sees the end goes on seeing it, and the current row comes out from under what covers it.
        """
        if height == self._covered:
            return
        bar = self.verticalScrollBar()
        sees_end = bar.value() == bar.maximum()
        is_seen = self.visualRect(self.currentIndex()).intersects(self.viewport().rect())
        self._covered = height
        self.updateGeometries()
        if sees_end:
            bar.setValue(bar.maximum())
        elif is_seen:
            self._uncover(self.currentIndex())

    def updateGeometries(self) -> None:  # noqa: N802
        """Scroll further by what is covered."""
        super().updateGeometries()
        if self._covered:
            beyond = self.verticalHeader().length() + self._covered - self.viewport().height()
            self.verticalScrollBar().setRange(0, max(beyond, 0))

    def scrollTo(  # noqa: N802
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = _ENSURE_VISIBLE,
    ) -> None:
        """Show a row above what is covered."""
        super().scrollTo(index, hint)
        self._uncover(index)

    def _uncover(self, index: QModelIndex | QPersistentModelIndex) -> None:
        below = self.visualRect(index).bottom() + 1 + self._covered - self.viewport().height()
        if self._covered and index.isValid() and below > 0:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + below)
