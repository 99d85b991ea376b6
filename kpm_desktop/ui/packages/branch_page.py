"""Bandingkan isinya: two histories of one PC (E-CABANG) cell by cell; what is ticked is taken over."""

from functools import partial
from typing import Any, Final, NamedTuple

import shiboken6

from kpm_desktop import workflows
from kpm_desktop.domain.changes import DELETED
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.branch import BranchDifference
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.store.row_titles import RowTitle
from kpm_desktop.ui import dialogs, row_words
from kpm_desktop.ui.jobs import Err, Ok
from kpm_desktop.ui.packages.carrying import Carrying
from kpm_desktop.ui.page import FullPage, Shell
from kpm_desktop.ui.page_memory import PageMemory
from kpm_desktop.ui.row_columns import what_column
from kpm_desktop.ui.tables.column import Column, Row
from kpm_desktop.ui.tables.list_page import ListPage
from kpm_desktop.ui.tables.list_spec import EmptyList, ListSpec, RowAction, Search
from kpm_desktop.workflows.progress import Progress

_THERE: Final = {0: "ada", 1: "tidak ada"}


class _Line(NamedTuple):
    uid: Uid
    cell: BranchDifference
    title: RowTitle | None


def _values(row: Row, side: str) -> str:
    cell: BranchDifference = row[1]
    values = getattr(cell, side)
    if cell.group == DELETED:
        return _THERE[values[DELETED]]
    return row_words.values_words(values, {})


def _field(row: Row) -> str:
    cell: BranchDifference = row[1]
    if cell.group == DELETED:
        return "Keberadaan"
    return ", ".join(map(row_words.column_words, cell.theirs or cell.ours))


COLUMNS: Final = (
    what_column(280),
    Column("Jenis", lambda row: row_words.table_words(row[1].table), width=140),
    Column("Isian", _field, key="field", width=160),
    Column("Di PC ini", partial(_values, side="ours"), key="ours", width=200, empty="kosong"),
    Column("Di kiriman", partial(_values, side="theirs"), key="theirs", width=200, empty="kosong"),
)


class BranchPage(FullPage):
    """The full page behind *Bandingkan isinya*; `arrived` is one package that was refused with E-CABANG."""

    help_topic = "packages"

    def __init__(self, shell: Shell, carrying: Carrying, arrived: Any) -> None:
        super().__init__(shell, "Bandingkan isinya")
        self._carrying, self._arrived = carrying, arrived
        self._is_looking = False
        self._lines: list[_Line] = []
        self.head.remark.setText("Tidak digabungkan; yang dicentang diambil sebagai satu langkah")
        self.list = ListPage(
            ListSpec(
                name="branch",
                columns=COLUMNS,
                load=lambda: list(self._lines),
                search=Search(_search_text, hint="Cari nama atau desa…"),
                noun="isian",
                empty=EmptyList("circle-check", "Tidak ada isian yang berbeda."),
                row_actions=(
                    RowAction(
                        lambda count: f"Ambil {count} isian dari kiriman",
                        "download",
                        self.take_rows,
                        primary=True,
                        shortcut="Ctrl+Return",
                    ),
                ),
                hint="Spasi mencentang, Ctrl+Enter mengambil",
            ),
            PageMemory(shell, "branch"),
        )
        self.body.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        self.refresh(None)

    def hint(self) -> str:
        """Say what can be done here."""
        return self.list.hint()

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.list.focus_search()

    def refresh(self, _changes: Changes | None) -> None:
        """Compare anew: what was taken over differs no more."""
        if self._is_looking:
            return
        self._is_looking = True
        one, phrase = self._arrived, self._carrying.phrases or None

        def work(data_file: DataFile, progress: Progress) -> list[_Line]:
            cells = workflows.receive_package.compare_branch(data_file, one, phrase, progress)
            titles = data_file.titles((cell.table, cell.row) for cell in cells)
            return [
                _Line(cell.row + cell.group.encode(), cell, titles.get((cell.table, cell.row)))
                for cell in cells
            ]

        self.shell.workspace.read_long("Membandingkan isi", work, self._compared)

    def finish(self) -> None:
        """Take over what is ticked, else the row in front (Ctrl+Enter)."""
        self.take_rows(self.list.view.meant_rows())

    def take_rows(self, rows: list[Row]) -> None:
        """Write the values of the package into these cells; Urungkan takes them back."""
        if not rows:
            return
        workspace, label = self.shell.workspace, f"Ambil {len(rows)} isian dari {self._arrived.sender}"
        try:
            changes = workspace.data_file.take_over([row[1] for row in rows], label)
        except DataFileError as error:
            dialogs.tell_error(self.shell.window(), error)
            return
        workspace.broadcast(changes)
        workspace.acted.emit(changes)

    def _compared(self, result: Ok[list[_Line]] | Err) -> None:
        if not shiboken6.isValid(self):
            return
        self._is_looking = False
        if isinstance(result, Ok):
            self._lines = result.value
            self.list.reload()
        elif isinstance(result.error, DataFileError):
            dialogs.tell_error(self.shell.window(), result.error)
        elif not result.is_cancelled:
            raise result.error


def _search_text(row: Row) -> str:
    return f"{row_words.name_words(row[2])} {row_words.place_words(row[2])}".casefold()
