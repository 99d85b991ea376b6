"""A list of an inner tab of a session: participants, speakers, topics, files."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QSizePolicy, QWidget

from kpm_desktop.ui import parts
from kpm_desktop.ui.tables.column import Column
from kpm_desktop.ui.tables.list_spec import Memory, Search
from kpm_desktop.ui.tables.model import TableModel
from kpm_desktop.ui.tables.searched_table import SearchedTable
from kpm_desktop.ui.tables.table_view import TableView
from kpm_desktop.ui.theme import theme


class PartList(QWidget):
    """Its table with buttons below if it keeps them, or a sentence with buttons when it is empty.

    `table.box` searches it; the pane puts it beside the inner tabs.
    """

    def __init__(
        self,
        noun: str,
        columns: tuple[Column, ...],
        search: Search,
        memory: Memory,
        icon: str,
        nothing: str,
        offers: Sequence[parts.Offer],
        *,
        keeps_buttons: bool = True,
        row_height: str = "row_dense",
    ) -> None:
        super().__init__()
        self.model = TableModel(columns, search=search, parent=self)
        self.view = TableView(
            self.model, f"Daftar {noun}", memory=memory, key=noun, row_height=row_height
        )  # fmt: skip
        self.table = SearchedTable(self.model, self.view, parts.EmptyState(icon, nothing, offers))
        self._keeps_buttons = keeps_buttons
        self._is_low = False
        self._buttons = QWidget()
        self.buttons = parts.offered(offers, primary_first=False)
        buttons = parts.row(*self.buttons, None)
        buttons.setContentsMargins(0, theme().size(4), 0, theme().size(4))
        self._buttons.setLayout(buttons)
        box = parts.column(self.table, self._buttons, spacing=0)
        box.setStretch(0, 1)
        self.setLayout(box)
        self.setFocusProxy(self.table)
        # the list gives way, not what stands above it
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.setMinimumHeight(1)

    def set_low(self, low: bool) -> None:
        """Leave the room of the buttons to the rows; the acts are in the menus too."""
        self._is_low = low
        self._show_buttons()

    def show_rows(self, rows: list[Any]) -> None:
        """Show other rows."""
        self.model.set_rows(rows)
        self._show_buttons()

    def _show_buttons(self) -> None:
        has_rows = bool(self.model.order.rows)
        self._buttons.setVisible(self._keeps_buttons and has_rows and not self._is_low)
