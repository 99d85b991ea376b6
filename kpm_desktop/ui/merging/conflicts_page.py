"""Berbeda isi: what two PCs wrote without knowing of each other and nobody has chosen yet. Blocks nothing.

A choice is saved at once, as an act with its Urungkan.
"""

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.words import thousands
from kpm_desktop.log import LOGGER
from kpm_desktop.store.contested import Side
from kpm_desktop.store.data_file import Changes
from kpm_desktop.ui import parts
from kpm_desktop.ui.elided_label import ElidedLabel
from kpm_desktop.ui.merging.choice_view import ChoiceView
from kpm_desktop.ui.merging.columns import choice_columns
from kpm_desktop.ui.merging.lines import ChoiceLine, open_lines, search_text
from kpm_desktop.ui.page import FullPage, Shell
from kpm_desktop.ui.page_memory import PageMemory
from kpm_desktop.ui.tables.column import Row
from kpm_desktop.ui.tables.list_spec import Search
from kpm_desktop.ui.tables.model import TableModel
from kpm_desktop.ui.tables.searched_table import SearchedTable
from kpm_desktop.ui.theme import Density, theme

_REMARK: Final = "Yang di kiri dipakai sekarang. Pilih yang benar; pilihan dapat diurungkan."
_EMPTY: Final = "Tidak ada isian yang berbeda. Semua komputer sependapat."


class ConflictsPage(FullPage):
    """The full page behind Berkas > Berbeda isi, and behind its line on Beranda."""

    help_topic = "merge"

    def __init__(self, shell: Shell, **_arguments: Any) -> None:
        super().__init__(shell, "Berbeda isi")
        self.keep_all = parts.button("Pertahankan semua yang tampak", "check")
        self.model = TableModel(
            choice_columns(self._choose, ("Dipakai sekarang", "Nilai lain")),
            search=Search(search_text, hint="Cari nama atau desa…"),
            parent=self,
        )
        self.view = ChoiceView(self.model, "Berbeda isi", PageMemory(shell, "conflicts"), "conflicts")
        self.view.fitted.sort_first("what")
        self.table = SearchedTable(self.model, self.view, parts.EmptyState("circle-check", _EMPTY))
        self.search = self.table.box
        self.search.setMinimumWidth(theme().size(200))
        self.search.setMaximumWidth(theme().size(260))
        self._put_together()
        self.keep_all.clicked.connect(self._keep_shown)
        self.model.rearranged.connect(self._rearranged)
        self.view.current_changed.connect(self._moved)
        self.refresh(None)
        self.view.go_to_first()

    def hint(self) -> str:
        """Say what the keys do."""
        return "Kiri atau kanan memilih, langsung tersimpan"

    def refresh(self, _changes: Changes | None) -> None:
        """Read what waits for a choice: any change may settle or add one."""
        self.model.set_rows(open_lines(self.shell.workspace.data_file.open_conflicts()))

    def regions(self) -> list[QWidget]:
        """Return search and list."""
        return [self.search, self.view]

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.table.focus_search()

    def reveal(self) -> None:
        """Show both NIK of the current row until it is left (Alt+N)."""
        row = self.view.current_row()
        if isinstance(row, ChoiceLine) and row.contested.group == "nik" and not row.is_revealed:
            self.model.update_rows([row._replace(is_revealed=True)])
            LOGGER.info("a NIK was shown among what differs")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc clears the search, wherever the focus is."""
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            self.table.focus_list()
            event.accept()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fold what does not fit."""
        super().resizeEvent(event)
        self.view.fitted.set_narrow(theme().density(self.width()) >= Density.NARROW)
        self.search.take_measures()

    # inside

    def _choose(self, line: ChoiceLine, side: Side) -> None:
        if line.contested.may_choose(side):
            self._settle({line.contested.cell: side.change})

    def _keep_shown(self) -> None:
        """Let the values in use stand for all rows that are shown."""
        rows = [ChoiceLine(*row) for row in self.model.shown_rows()]
        self._settle(
            {
                row.contested.cell: row.left.change
                for row in rows
                if row.left is not None and row.contested.may_choose(row.left)
            }
        )

    def _settle(self, choices: dict[tuple[str, Uid, str], Uid]) -> None:
        if choices:
            label = f"Pilih nilai {thousands(len(choices))} isian yang berbeda"
            self.shell.workspace.settle(choices, label)

    def _moved(self, row: Row | None) -> None:
        """Hide NIK again once their row is left."""
        hidden = [
            one._replace(is_revealed=False)
            for one in self.model.shown_rows()
            if isinstance(one, ChoiceLine) and one.is_revealed and (row is None or one.uid != row[0])
        ]
        if hidden:
            self.model.update_rows(hidden)

    def _rearranged(self) -> None:
        order = self.model.order
        count = len({row[1].cell for row in order.rows})
        self.head.remark.setText(f"{thousands(count)} menunggu pilihan" if count else "")
        self.keep_all.setEnabled(bool(order.shown))

    def _put_together(self) -> None:
        remark = ElidedLabel("secondary")
        remark.setText(_REMARK)
        top = parts.row(remark, self.keep_all, self.search)
        top.setStretch(0, 1)
        inner = parts.column(self.table)
        inner.setContentsMargins(1, 1, 1, 1)
        box = parts.column(top, parts.frame("card", inner), spacing=8)
        box.setStretch(1, 1)
        gap = theme().size(12)
        box.setContentsMargins(gap, theme().size(8), gap, theme().size(8))
        body = QWidget()
        body.setLayout(box)
        self.body.addWidget(body, 1)
        self.setFocusProxy(self.view)
