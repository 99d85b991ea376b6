"""A table with its search box outside a list page: in a step, a card, a dialog."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from kpm_desktop.ui import parts
from kpm_desktop.ui.tables.model import TableModel
from kpm_desktop.ui.tables.table_view import TableView
from kpm_desktop.ui.tables.toolbar import SearchBox

NONE_FOUND = "0 hasil. Kosongkan kotak cari."


class SearchedTable(QStackedWidget):
    """The table, or what stands in its place: nothing there, nothing found.

    `box` is its search box; the screen puts it beside its buttons and calls `focus_search` for Ctrl+F.
    """

    def __init__(
        self, model: TableModel, view: TableView, nothing: parts.EmptyState, box: SearchBox | None = None
    ) -> None:
        """Show a table.

        Args:
            model: its rows; it knows how they are searched.
            view: the table itself.
            nothing: what stands there when there is no row.
            box: the search box, when several tables share one; its text is handed on by the screen.
        """
        super().__init__()
        self.model, self.view = model, view
        self.nothing = nothing
        self._none_found = parts.EmptyState("filter", NONE_FOUND)
        for part in (view, nothing, self._none_found):
            self.addWidget(part)
        if box is None:
            box = SearchBox(model.order.search.hint if model.order.search else "")
            box.textChanged.connect(self._searched)
            box.left.connect(self.focus_list)
        self.box = box
        self.setFocusProxy(view)
        model.rearranged.connect(self._rearranged)
        self._rearranged()

    def take(self, model: TableModel, view: TableView) -> None:
        """Show another table from now on, with what is searched for."""
        before = self.view
        self.model, self.view = model, view
        self.insertWidget(0, view)
        self.setFocusProxy(view)
        self.removeWidget(before)
        before.hide()
        before.deleteLater()
        model.set_query(self.box.text())
        model.rearranged.connect(self._rearranged)
        self._rearranged()

    def focus_search(self) -> None:
        """Put the cursor into the search box (Ctrl+F)."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def focus_list(self) -> None:
        """Put the cursor on the row it was on, or on the first."""
        if self.view.current_row() is None:
            self.view.go_to_first()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _searched(self, text: str) -> None:
        self.model.set_query(text)

    def _rearranged(self) -> None:
        order = self.model.order
        self.setCurrentWidget(self.view if order.shown else self._none_found if order.rows else self.nothing)
