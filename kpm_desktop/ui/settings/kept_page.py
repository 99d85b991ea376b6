"""Yang tetap: what an undo left as it is, row by row, and why."""

from typing import Any, Final, NamedTuple

from kpm_desktop.domain.changes import DELETED
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.undoing import Kept
from kpm_desktop.store.data_file import Changes, Reversal
from kpm_desktop.store.row_titles import RowTitle
from kpm_desktop.ui import row_words
from kpm_desktop.ui.list_printing import print_list
from kpm_desktop.ui.page import FullPage, Shell
from kpm_desktop.ui.page_memory import PageMemory
from kpm_desktop.ui.person_opening import open_person
from kpm_desktop.ui.row_columns import what_column
from kpm_desktop.ui.tables.column import Column, Row
from kpm_desktop.ui.tables.list_page import ListPage
from kpm_desktop.ui.tables.list_spec import Chip, EmptyList, ListSpec, Search

_REASONS: Final = {
    "changed": "Sudah diubah sesudahnya",
    "child": "Masih dipakai isian lain",
    "final": "Sudah terbit atau terkunci",
}


class _Line(NamedTuple):
    uid: Uid
    kept: Kept
    title: RowTitle | None


def _fields(row: Row) -> str:
    groups = [group for group in row[1].groups if group != DELETED]
    return ", ".join(dict.fromkeys(map(row_words.column_words, groups)))


COLUMNS: Final = (
    what_column(360),
    Column("Jenis", lambda row: row_words.table_words(row[1].key[0]), width=160, low_priority=True),
    Column("Sebab", lambda row: _REASONS[row[1].reason], width=220),
    Column("Isian yang tetap", _fields, key="fields", width=300, stretch=True, empty=""),
)


class _KeptList(ListPage):
    def __init__(self, shell: Shell, reversal: Reversal) -> None:
        self._shell, self._reversal = shell, reversal
        super().__init__(
            ListSpec(
                name="kept",
                columns=COLUMNS,
                load=self._load,
                search=Search(_search_text, hint="Cari nama atau desa…"),
                noun="isian",
                empty=EmptyList("circle-check", "Tidak ada yang tetap: semuanya ditarik."),
                chips=(Chip("reason", "Sebab", value=lambda row: _REASONS[row[1].reason]),),
                tickable=False,
                hint="Tidak ikut diurungkan; tetap seperti sekarang",
            ),
            PageMemory(shell, "kept"),
        )

    def open_row(self, row: Row) -> None:
        """Show a person where he stands (Enter)."""
        table, uid = row[1].key
        if table == "person":
            open_person(self._shell, uid, row_words.name_words(row[2]))

    def _load(self) -> list[Row]:
        kept = self._reversal.kept
        titles = self._shell.workspace.data_file.titles(one.key for one in kept)
        return [_Line(one.key[0].encode() + one.key[1], one, titles.get(one.key)) for one in kept]


class KeptPage(FullPage):
    """The full page behind *Lihat daftar* after an undo that could not take everything back."""

    help_topic = "history"

    def __init__(self, shell: Shell, *, reversal: Reversal, **_arguments: Any) -> None:
        super().__init__(shell, "Yang tetap")
        self.head.remark.setText(f"Tidak ikut diurungkan: {reversal.label}")
        self.list = _KeptList(shell, reversal)
        self.body.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        self.list.reload()

    def hint(self) -> str:
        """Say what these rows are."""
        return self.list.hint()

    def refresh(self, _changes: Changes | None) -> None:
        """Show the names as they are now."""
        self.list.reload()

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.list.focus_search()

    def print_rows(self) -> None:
        """Print the list as it is shown (Ctrl+P)."""
        print_list(self.shell, self.list, "Yang tetap setelah diurungkan")


def _search_text(row: Row) -> str:
    return f"{row_words.name_words(row[2])} {row_words.place_words(row[2])}".casefold()
