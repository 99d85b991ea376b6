"""Riwayat: every act on the data file, newest first, each with Urungkan while it can be undone."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from kpm_desktop.domain import dates
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import Changes
from kpm_desktop.store.history import HistoryEntry
from kpm_desktop.ui.list_printing import print_list
from kpm_desktop.ui.page import FullPage, Shell
from kpm_desktop.ui.page_memory import PageMemory
from kpm_desktop.ui.tables.column import Column, Pill, Row
from kpm_desktop.ui.tables.list_page import ListPage
from kpm_desktop.ui.tables.list_spec import Chip, EmptyList, ListSpec, RowAction, Search

KIND_WORDS: Final = {
    "edit": "Ubah",
    "import": "Impor",
    "delete": "Buang",
    "merge": "Gabung",
    "undo": "Urungkan",
    "restore": "Kembalikan",
    "settle": "Pilih nilai",
    "join": "Gabung orang",
    "erase": "Musnahkan",
    "issue": "Terbitkan",
    "lock": "Kunci hasil",
    "print": "Cetak",
    "export": "Ekspor",
}
_SHOWN: Final = 5000


class _Line(NamedTuple):
    uid: Uid
    entry: HistoryEntry
    order: int


def _line(row: Row) -> _Line:
    return _Line(*row)


def moment(entry: HistoryEntry) -> str:
    """Return when an act was done, as tables say it."""
    return f"{dates.short_date(entry.at.date())} {entry.at:%H.%M}"


def _state(entry: HistoryEntry) -> Pill:
    if entry.is_undone:
        return Pill("Diurungkan", "neu", "arrow-back-up")
    return Pill("Dapat diurungkan", "ok") if entry.is_undoable else Pill("Tetap", "neu", "lock")


def _touched(rows: Mapping[str, int]) -> str:
    return str(sum(rows.values())) if rows else ""


COLUMNS: Final = (
    Column(
        "Waktu",
        lambda row: moment(_line(row).entry),
        "date",
        sort_key=lambda row: _line(row).order,
        width=150,
    ),
    Column(
        "Yang dilakukan",
        lambda row: _line(row).entry.label,
        stretch=True,
        main=True,
        searched=True,
        width=360,
    ),
    Column("Jenis", lambda row: KIND_WORDS.get(_line(row).entry.kind, _line(row).entry.kind), width=110),
    Column("Isian", lambda row: _touched(_line(row).entry.rows), align="right", width=80, low_priority=True),
    Column("Komputer", lambda row: _line(row).entry.writer_name, width=150, low_priority=True),
    Column("Keadaan", lambda row: _state(_line(row).entry), "pill", width=170),
)


class _HistoryList(ListPage):
    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        super().__init__(
            ListSpec(
                name="history",
                columns=COLUMNS,
                load=self._load,
                search=Search(
                    lambda row: _line(row).entry.label.casefold(), hint="Cari yang pernah dilakukan…"
                ),
                noun="langkah",
                empty=EmptyList("history", "Belum ada yang dilakukan di data ini."),
                chips=(
                    Chip("undoable", "Dapat diurungkan", matches=lambda row: _line(row).entry.is_undoable),
                    Chip("kind", "Jenis", value=lambda row: KIND_WORDS.get(_line(row).entry.kind, "")),
                ),
                row_actions=(
                    RowAction(
                        lambda _count: "Urungkan",
                        "arrow-back-up",
                        self._undo,
                        primary=True,
                        allowed=lambda rows: len(rows) == 1 and _line(rows[0]).entry.is_undoable,
                        tooltip="Yang sudah diubah sesudahnya tetap dan disebutkan",
                    ),
                ),
                tickable=True,
                sort=("Waktu", True),
            ),
            PageMemory(shell, "history"),
        )

    def _load(self) -> list[Row]:
        entries = self._shell.workspace.data_file.history(_SHOWN)
        return [tuple(_Line(entry.operation, entry, -place)) for place, entry in enumerate(entries)]

    def _undo(self, rows: list[Row]) -> None:
        self._shell.workspace.undo_operation(_line(rows[0]).uid)


class HistoryPage(FullPage):
    """The full page behind Berkas > Riwayat."""

    help_topic = "history"

    def __init__(self, shell: Shell, **_arguments: Any) -> None:
        super().__init__(shell, "Riwayat")
        self.list = _HistoryList(shell)
        self.body.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        self.list.refresh(None)

    def hint(self) -> str:
        """Say what can be done here."""
        return "Centang satu langkah lalu Urungkan"

    def refresh(self, _changes: Changes | None) -> None:
        """Load the acts again: every change adds one."""
        self.list.refresh(None)

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.list.focus_search()

    def print_rows(self) -> None:
        """Print the list as it is shown (Ctrl+P)."""
        print_list(self.shell, self.list, "Riwayat")
