"""The screen *Desa*: every village, how many cadres it lacks, and what can be done about it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import partial

from kpm_desktop import paths, workflows
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.villages import gap
from kpm_desktop.store import regions
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.ui import exporting, record_history
from kpm_desktop.ui.list_printing import print_list
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.page_memory import PageMemory
from kpm_desktop.ui.person_data import data_acts
from kpm_desktop.ui.tables.column import Row
from kpm_desktop.ui.tables.list_page import ListPage
from kpm_desktop.ui.tables.list_spec import EmptyList, ListSpec, RowAction, ToolbarAction
from kpm_desktop.ui.villages import acts, papers
from kpm_desktop.ui.villages.columns import chips, columns, line, search
from kpm_desktop.ui.villages.detail import VillageActs, VillageDetail, VillageFacts
from kpm_desktop.ui.villages.spellings import SpellingsDialog, SuggestionsDialog, suggestions

CONCERNS = frozenset(
    {"village_name", "district", "cadre_term", "head_term", "person", "attendance", "session", "setting"}
)


class VillagesPage(ListPage):
    """The tab *Desa*."""

    title = "Desa"
    help_topic = "villages"
    sheet_kind = "heads"

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        detail = VillageDetail(self._facts, self._pane_acts())
        super().__init__(self._spec(), PageMemory(shell, "villages"), detail)
        self.model.rearranged.connect(self._say_count)

    # what the window calls

    def refresh(self, changes: Changes | None) -> None:
        """Show the data anew; names and meetings stand in the pane only, so it is filled again too."""
        row = self.current_row()
        super().refresh(changes)
        if self.pane is not None and row is not None and self.current_row() == row:
            self.pane.show_row(row)

    def hint(self) -> str:
        """Say how many villages are shown."""
        return f"{len(self.model.order.shown)} desa tampil"

    def show_wish(
        self,
        *,
        uid: Uid | None = None,
        chips: Mapping[str, Iterable[str]] | None = None,
        query: str = "",
        share: str = "",
        district: Uid | None = None,
    ) -> None:
        """Show a village, a filter, or the villages of a part of the strip or of a district of Beranda."""
        wanted = dict(chips) if chips is not None else None
        if share:
            wanted = {**(wanted or {}), "share": [share]}
        if district is not None:
            name = self._data_file.villages.get_district(district).name
            wanted = {**(wanted or {}), "district": [name]}
        super().show_wish(uid=uid, chips=wanted, query=query)

    # what the list calls

    def edit_row(self, row: Row) -> None:
        """Change a village (F2)."""
        acts.edit_village(self._shell, row[0])

    def delete_rows(self, rows: list[Row]) -> None:
        """Throw villages away that are not official; official ones stay."""
        unofficial = [row[0] for row in rows if not line(row).official]
        if len(unofficial) < len(rows):
            self._shell.say("Desa resmi tidak dapat dibuang.")
        if unofficial:
            acts.delete_villages(self._shell, unofficial)

    def add_new(self) -> None:
        """Add a village that the official list lacks (Ctrl+N)."""
        acts.add_village(self._shell, self._arrived)

    # inside

    @property
    def _data_file(self) -> DataFile:
        return self._shell.workspace.data_file

    def _today(self) -> dt.date:
        return self._shell.now().date()

    def _load(self) -> list[Row]:
        return list(self._data_file.villages.find(self._today()))

    def _spec(self) -> ListSpec:
        return ListSpec(
            name="villages",
            columns=columns(),
            load=self._load,
            search=search(self._suggest),
            noun="desa",
            empty=EmptyList("map-pin", "Belum ada desa di data ini.", (self._add_action(),)),
            chips=chips(self._today),
            actions=(
                ToolbarAction("Undang dari daftar ini", "mail", self._invite_shown),
                ToolbarAction("Ejaan desa", "list-numbers", self._all_spellings),
                ToolbarAction("Impor kepala desa", "file-import", self.import_rows, "Ctrl+I"),
                self._print_menu(),
                ToolbarAction("Ekspor", "file-export", self.export_rows, "Ctrl+E"),
                self._add_action(),
            ),
            row_actions=self._row_actions(),
            tickable=False,
            count_note=_missing_words,
            pane_width=404,
            table="village",
            concerns=CONCERNS,
        )

    def _add_action(self) -> ToolbarAction:
        return ToolbarAction(
            "Tambah desa", "plus", self.add_new, "Ctrl+N", tooltip="Tambah desa di luar daftar resmi"
        )

    def print_rows(self) -> None:
        """Print the list as it is shown (Ctrl+P)."""
        print_list(self._shell, self, "Daftar desa dan kelurahan")

    def import_rows(self) -> None:
        """Read a list of village heads (Ctrl+I)."""
        self._shell.open("import", kind="heads")

    def paste_text(self, text: str) -> None:
        """Check pasted rows of village heads (Ctrl+V); nothing is written yet."""
        if text.strip():
            self._shell.open("import", kind="heads", text=text)

    def export_rows(self) -> None:
        """Write the villages that are shown as a workbook (Ctrl+E)."""
        exporting.export_villages(self._shell, [row[0] for row in self.model.shown_rows()])

    def _export(self, rows: list[Row]) -> None:
        exporting.export_villages(self._shell, [row[0] for row in rows])

    def _print_menu(self) -> ToolbarAction:
        menu = (
            ToolbarAction("Daftar yang tampil", "printer", self.print_rows, "Ctrl+P"),
            ToolbarAction("Buku Kader desa yang tampil", "file-text", self._print_shown_books),
            ToolbarAction("Buku Kader kecamatan yang tampil", "file-text", self._print_district_books),
            ToolbarAction("Buku Kader yang tampil ke Excel", "file-spreadsheet", self._export_shown_books),
        )
        return ToolbarAction("Cetak", "printer", self.print_rows, "Ctrl+P", menu=menu)

    def _print_shown_books(self) -> None:
        self._print_books(self.model.shown_rows())

    def _print_books(self, rows: list[Row]) -> None:
        papers.print_books(self._shell, villages=tuple(row[0] for row in rows))

    def _export_shown_books(self) -> None:
        self._export_books(self.model.shown_rows())

    def _export_books(self, rows: list[Row]) -> None:
        exporting.export_book(self._shell, villages=[row[0] for row in rows])

    def _print_district_books(self) -> None:
        found = dict.fromkeys(line(row).district for row in self.model.shown_rows())
        papers.print_books(self._shell, districts=tuple(one for one in found if one is not None))

    def _print_book(self, village: Uid) -> None:
        papers.print_books(self._shell, villages=(village,))

    def _row_actions(self) -> tuple[RowAction, ...]:
        return (
            RowAction(lambda count: f"Undang {count} desa", "mail", self._invite),
            RowAction(lambda count: f"Cetak Buku Kader {count} desa", "printer", self._print_books),
            RowAction(
                lambda count: f"Buku Kader {count} desa ke Excel", "file-spreadsheet", self._export_books
            ),
            RowAction(lambda count: f"Ekspor {count} desa", "file-export", self._export),
            RowAction(_fixed("Tambah KPM"), "user-plus", self._add_cadre, single=True),
            RowAction(_fixed("Ubah"), "pencil", self._edit_first, single=True, shortcut="F2"),
            RowAction(_fixed("Ganti kepala desa atau lurah"), "user", self._new_head, single=True),
            RowAction(_fixed("Nama lain"), "list-numbers", self._spellings, single=True),
            RowAction(_fixed("Ganti nama desa"), "pencil", self._rename, single=True),
            RowAction(_fixed("Riwayat"), "history", self._history, single=True),
            RowAction(
                lambda count: f"Buang {count} desa",
                "trash",
                self.delete_rows,
                shortcut="Del",
                allowed=lambda rows: not any(line(row).official for row in rows),
                tooltip="Hanya desa di luar daftar resmi yang dapat dibuang",
            ),
        )

    def _pane_acts(self) -> VillageActs:
        return VillageActs(
            add_cadre=self._open_cadre_form,
            edit=partial(acts.edit_village, self._shell),
            more=(
                ("Buku Kader", "printer", self._print_book),
                ("Ganti kepala desa atau lurah", "user", partial(acts.replace_head, self._shell)),
                ("Nama lain", "list-numbers", self._open_spellings),
                ("Ganti nama desa", "pencil", partial(acts.rename_village, self._shell)),
                ("Riwayat", "history", self._open_history),
            ),
            edit_head=partial(acts.edit_head, self._shell),
            drop_head=partial(acts.drop_head, self._shell),
            head_data=data_acts(self._shell),
            open_cadre=self._open_cadre,
            open_meeting=self._open_meeting,
        )

    def _facts(self, uid: Uid) -> VillageFacts:
        data_file, today = self._data_file, self._today()
        row = self.model.order.row_of(uid)
        name = line(row).name if row is not None else ""
        return VillageFacts(
            village=data_file.villages.get(uid),
            names=data_file.villages.names(uid),
            heads=data_file.people.heads(uid),
            cadres=data_file.cadres.find(today, uid),
            meetings=data_file.villages.meetings(uid),
            namesakes=[
                other
                for other in map(line, self.model.order.rows)
                if other.uid != uid and other.name.casefold() == name.casefold()
            ],
            today=today,
        )

    def _suggest(self, text: str) -> str:
        tree = regions.load_regency(paths.resource("regions"), self._data_file.regency_code)
        return workflows.find_alike.village_meant(
            [line(row) for row in self.model.order.rows], tree.suggestions, text
        )

    def _say_count(self) -> None:
        self.hint_changed.emit(self.hint())

    def _invite_shown(self) -> None:
        self._invite(self.model.shown_rows())

    def _invite(self, rows: list[Row]) -> None:
        self._shell.go("sessions", invite_villages=[row[0] for row in rows])

    def _arrived(self, uid: Uid) -> None:
        self.go_to(uid)

    def _add_cadre(self, rows: list[Row]) -> None:
        self._open_cadre_form(rows[0][0])

    def _open_cadre_form(self, village: Uid) -> None:
        self._shell.open("cadre-form", village=village)

    def _edit_first(self, rows: list[Row]) -> None:
        self.edit_row(rows[0])

    def _new_head(self, rows: list[Row]) -> None:
        acts.replace_head(self._shell, rows[0][0])

    def _rename(self, rows: list[Row]) -> None:
        acts.rename_village(self._shell, rows[0][0])

    def _spellings(self, rows: list[Row]) -> None:
        self._open_spellings(rows[0][0])

    def _open_spellings(self, uid: Uid) -> None:
        row = self.model.order.row_of(uid)
        if row is not None:
            SpellingsDialog(self._shell, line(row)).open()

    def _all_spellings(self) -> None:
        waiting = suggestions(self._data_file, [line(row) for row in self.model.order.rows])
        SuggestionsDialog(self._shell, waiting).open()

    def _history(self, rows: list[Row]) -> None:
        self._open_history(rows[0][0])

    def _open_history(self, uid: Uid) -> None:
        data_file = self._data_file
        keys = [("village", uid)]
        keys += [("village_name", name.uid) for name in data_file.villages.names(uid)]
        keys += [("head_term", head.uid) for head in data_file.people.heads(uid)]
        name = data_file.villages.name_on(uid, self._today())
        record_history.show(self._shell, keys, name)

    def _open_cadre(self, person: Uid) -> None:
        self._shell.go("cadres", uid=person)

    def _open_meeting(self, session: Uid) -> None:
        self._shell.go("sessions", session=session)


def _fixed(words: str) -> "_Fixed":
    return _Fixed(words)


class _Fixed:
    """Words of an act on one row, whatever the number."""

    def __init__(self, words: str) -> None:
        self._words = words

    def __call__(self, _count: int) -> str:
        return self._words


def _missing_words(rows: list[Row]) -> str:
    missing = sum(gap(line(row).active_cadres, line(row).target) for row in rows)
    return f"kekurangan {missing:,} orang".replace(",", ".") if missing else ""
