"""Tempat sampah: everything thrown away, newest first, without a time limit; Kembalikan brings it back."""

from typing import Any, Final

from kpm_desktop.domain import dates
from kpm_desktop.store import trash
from kpm_desktop.store.data_file import Changes
from kpm_desktop.store.trash import TrashLine
from kpm_desktop.ui.list_printing import print_list
from kpm_desktop.ui.page import FullPage, Shell
from kpm_desktop.ui.page_memory import PageMemory
from kpm_desktop.ui.row_words import table_words
from kpm_desktop.ui.tables.column import Column, Row
from kpm_desktop.ui.tables.list_page import ListPage
from kpm_desktop.ui.tables.list_spec import Chip, EmptyList, ListSpec, RowAction, Search


def _line(row: Row) -> TrashLine:
    line: TrashLine = row[1]
    return line


def _word(row: Row) -> str:
    return table_words(_line(row).table)


COLUMNS: Final = (
    Column("Nama", lambda row: _line(row).title, stretch=True, main=True, searched=True, width=320),
    Column("Jenis", _word, width=190),
    Column(
        "Dibuang",
        lambda row: f"{dates.short_date(_line(row).at.date())} {_line(row).at:%H.%M}",
        "date",
        sort_key=lambda row: row[2],
        width=160,
    ),
    Column("Pada langkah", lambda row: _line(row).label, width=320, low_priority=True),
)


class _TrashList(ListPage):
    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        super().__init__(
            ListSpec(
                name="trash",
                columns=COLUMNS,
                load=self._load,
                search=Search(
                    lambda row: f"{_line(row).title} {_word(row)}".casefold(), hint="Cari yang dibuang…"
                ),
                noun="isian",
                empty=EmptyList("trash", "Tempat sampah kosong. Yang dibuang dapat dikembalikan dari sini."),
                chips=(Chip("kind", "Jenis", value=_word),),
                row_actions=(
                    RowAction(
                        lambda count: f"Kembalikan {count}", "arrow-back-up", self._restore, primary=True
                    ),
                ),
                sort=("Dibuang", True),
                hint="Centang lalu Kembalikan",
            ),
            PageMemory(shell, "trash"),
        )

    def open_row(self, row: Row) -> None:
        """Bring back the row that was opened."""
        self._restore([row])

    def _load(self) -> list[Row]:
        lines = trash.find(self._shell.workspace.data_file)
        return [(line.uid, line, -place) for place, line in enumerate(lines)]

    def _restore(self, rows: list[Row]) -> None:
        lines = [_line(row) for row in rows]
        self._shell.workspace.run(
            "restore",
            f"Kembalikan {len(lines)} dari tempat sampah",
            lambda data_file: trash.restore(data_file, lines),
        )


class TrashPage(FullPage):
    """The full page behind Berkas > Tempat sampah."""

    help_topic = "trash"

    def __init__(self, shell: Shell, **_arguments: Any) -> None:
        super().__init__(shell, "Tempat sampah")
        self.list = _TrashList(shell)
        self.body.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        self.list.refresh(None)

    def hint(self) -> str:
        """Say what can be done here."""
        return "Centang lalu Kembalikan"

    def refresh(self, _changes: Changes | None) -> None:
        """Look into the basket again."""
        self.list.refresh(None)

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.list.focus_search()

    def print_rows(self) -> None:
        """Print the list as it is shown (Ctrl+P)."""
        print_list(self.shell, self.list, "Tempat sampah")
