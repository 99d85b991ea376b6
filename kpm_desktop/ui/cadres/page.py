"""The screen *Kader*: the register, its filters, one cadre in the pane, and what can be done with them."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from functools import partial

from PySide6.QtGui import QHideEvent

from kpm_desktop.domain.national_id import is_nik, normalise_nik
from kpm_desktop.domain.people import HistoryLine
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.ui import exporting
from kpm_desktop.ui.cadres import acts, papers, photo
from kpm_desktop.ui.cadres.bulk import open_bulk_menu
from kpm_desktop.ui.cadres.columns import chips, columns, search
from kpm_desktop.ui.cadres.detail import CadreActs, CadreDetail, CadreFacts
from kpm_desktop.ui.cadres.record import CadreForm
from kpm_desktop.ui.cadres.words import place_name
from kpm_desktop.ui.list_printing import print_list
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.page_memory import PageMemory
from kpm_desktop.ui.person_data import data_acts
from kpm_desktop.ui.tables.column import Row
from kpm_desktop.ui.tables.list_page import ListPage
from kpm_desktop.ui.tables.list_spec import EmptyList, ListSpec, RowAction, ToolbarAction

CONCERNS = frozenset(
    {"cadre_term", "village", "village_name", "district", "attendance", "session", "topic", "setting"}
)


class CadresPage(ListPage):
    """The tab *Kader*."""

    title = "Kader"
    help_topic = "cadres"

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._detail = CadreDetail(self._facts, self._pane_acts(), self._today)
        super().__init__(self._spec(), PageMemory(shell, "cadres"), self._detail)

    # what the window calls

    def refresh(self, changes: Changes | None) -> None:
        """Show the data anew; much of a cadre stands in the pane only, so it is filled again too."""
        row = self.current_row()
        super().refresh(changes)
        if self.pane is not None and row is not None and self.current_row() == row:
            self.pane.show_row(row)

    def show_wish(
        self,
        *,
        uid: Uid | None = None,
        chips: Mapping[str, Iterable[str]] | None = None,
        query: str = "",
        state: str = "",
        district: Uid | None = None,
    ) -> None:
        """Show a cadre, a filter, or the cadres in a state (damaged_nik, expiring...) or of a district."""
        wanted = dict(chips) if chips is not None else None
        if state:
            wanted = {**(wanted or {}), state: []}
        if district is not None:
            name = self._data_file.villages.get_district(district).name
            wanted = {**(wanted or {}), "district": [name]}
        super().show_wish(uid=uid, chips=wanted, query=query)

    def reveal(self) -> None:
        """Show the NIK of the current cadre, or mask it again (Alt+N)."""
        self._detail.reveal()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Mask the NIK when the screen is left."""
        self._detail.hide_nik()
        super().hideEvent(event)

    # what the list calls

    def edit_row(self, row: Row) -> None:
        """Change a cadre (F2)."""
        self._edit_person(row[0])

    def delete_rows(self, rows: list[Row]) -> None:
        """Throw cadres into the waste basket (Del); a toast offers Urungkan."""
        acts.delete_cadres(self._shell, [row[0] for row in rows])

    def add_new(self) -> None:
        """Add a cadre (Ctrl+N)."""
        acts.open_cadre_form(self._shell, saved=self._saved)

    # inside

    @property
    def _data_file(self) -> DataFile:
        return self._shell.workspace.data_file

    def _today(self) -> dt.date:
        return self._shell.now().date()

    def _load(self) -> list[Row]:
        return list(self._data_file.cadres.find(self._today()))

    def _spec(self) -> ListSpec:
        add = ToolbarAction("Tambah kader", "user-plus", self.add_new, "Ctrl+N", primary=True)
        bring = ToolbarAction("Impor dari Excel", "file-import", self.import_rows, "Ctrl+I")
        learn = ToolbarAction("Lihat contoh", "eye", partial(self._shell.open, "sample"))
        return ListSpec(
            name="cadres",
            columns=columns(),
            load=self._load,
            search=search(self._with_nik),
            noun="kader",
            empty=EmptyList("users", "Belum ada kader.", (add, bring, learn)),
            chips=chips(),
            actions=(
                add,
                bring,
                self._print_menu(),
                ToolbarAction("Ekspor", "file-export", self.export_rows, "Ctrl+E"),
                ToolbarAction("Periksa kembar", "git-merge", partial(self._shell.open, "duplicates")),
            ),
            row_actions=self._row_actions(),
            sort=("name", False),
            pane_width=392,
            table="person",
            concerns=CONCERNS,
        )

    def import_rows(self) -> None:
        """Read a table of cadres (Ctrl+I)."""
        self._shell.open("import", kind="cadres")

    def paste_text(self, text: str) -> None:
        """Check pasted rows (Ctrl+V); nothing is written yet."""
        if text.strip():
            self._shell.open("import", kind="cadres", text=text)

    def export_rows(self) -> None:
        """Write the cadres that are shown as a workbook (Ctrl+E)."""
        exporting.export_cadres(self._shell, [row[0] for row in self.model.shown_rows()])

    def _export(self, rows: list[Row]) -> None:
        exporting.export_cadres(self._shell, [row[0] for row in rows])

    def print_rows(self) -> None:
        """Print the list as it is shown (Ctrl+P)."""
        print_list(self._shell, self, "Daftar kader")

    def _print_menu(self) -> ToolbarAction:
        menu = (
            ToolbarAction("Daftar yang tampil", "printer", self.print_rows, "Ctrl+P"),
            ToolbarAction("Kartu kader yang tampil", "id", self._print_shown_records),
            ToolbarAction("Kartu nama yang tampil", "id-badge-2", self._print_shown_names),
            ToolbarAction("Buku Kader kabupaten", "file-text", partial(papers.print_book, self._shell)),
            ToolbarAction(
                "Buku Kader ke Excel", "file-spreadsheet", partial(exporting.export_book, self._shell)
            ),
        )
        return ToolbarAction("Cetak", "printer", self.print_rows, "Ctrl+P", menu=menu)

    def _print_shown_records(self) -> None:
        self._print_records(self.model.shown_rows())

    def _print_shown_names(self) -> None:
        papers.print_name_cards(self._shell, [row[0] for row in self.model.shown_rows()])

    def _print_records(self, rows: list[Row]) -> None:
        papers.print_records(self._shell, [row[0] for row in rows])

    def _invite(self, rows: list[Row]) -> None:
        self._shell.go("sessions", invite_people=[row[0] for row in rows])

    def _print_one(self, person: Uid) -> None:
        papers.print_records(self._shell, [person])

    def _compare(self, rows: list[Row]) -> None:
        self._shell.open("duplicates", wanted=(rows[0][0], rows[1][0]))

    def _row_actions(self) -> tuple[RowAction, ...]:
        return (
            RowAction(lambda count: f"Ubah isian {count}…", "pencil", self._change_field),
            RowAction(lambda _count: "Ubah", "pencil", self._edit_first, single=True, shortcut="F2"),
            RowAction(lambda count: f"Undang {count} ke sesi…", "mail", self._invite),
            RowAction(lambda count: f"Cetak {count} kartu", "printer", self._print_records),
            RowAction(lambda count: f"Ekspor {count}", "file-export", self._export),
            RowAction(lambda _count: "Masa tugas baru", "id-badge-2", self._term_first, single=True),
            RowAction(lambda _count: "Riwayat", "history", self._history_first, single=True),
            RowAction(
                lambda count: f"Buang {count} ke tempat sampah", "trash", self.delete_rows, shortcut="Del"
            ),
            RowAction(
                lambda count: f"Bandingkan {count}",
                "git-merge",
                self._compare,
                allowed=lambda rows: len(rows) == 2,
                tooltip="Pilih dua kader yang mungkin orang yang sama",
            ),
        )

    def _pane_acts(self) -> CadreActs:
        return CadreActs(
            edit=self._edit_person,
            new_term=partial(acts.open_new_term, self._shell),
            history=partial(acts.show_history, self._shell),
            more=(
                ("Buka desanya", "map-pin", self._open_village_of),
                ("Cetak kartu kader", "printer", self._print_one),
                ("Ganti foto…", "user", partial(photo.choose_photo, self._shell)),
                ("Hapus foto", "x", partial(photo.drop_photo, self._shell)),
                ("Tandai sudah diperiksa", "user-check", self._verify),
                ("Buang ke tempat sampah", "trash", self._delete_one),
                *data_acts(self._shell),
            ),
            open_line=self._open_line,
            said=self._shell.say,
        )

    def _facts(self, uid: Uid) -> CadreFacts:
        data_file, today = self._data_file, self._today()
        cadre = data_file.cadres.get(uid)
        villages = {term.village for term in cadre.earlier if term.village}
        places = {village: place_name(data_file, village, today) for village in villages}
        picture = data_file.asset(cadre.person.photo)[1] if cadre.person.photo else b""
        stayed = data_file.people.nik_stayed(uid)
        return CadreFacts(cadre, data_file.people.history(uid), places, picture, stayed)

    def _with_nik(self, text: str) -> Collection[Uid]:
        nik = normalise_nik(text)
        return self._data_file.people.with_nik(nik) if is_nik(nik) else ()

    def _edit_person(self, person: Uid) -> None:
        acts.open_cadre_form(self._shell, person=person)

    def _saved(self, record: CadreForm) -> None:
        self.go_to(record.uid)

    def _edit_first(self, rows: list[Row]) -> None:
        self._edit_person(rows[0][0])

    def _term_first(self, rows: list[Row]) -> None:
        acts.open_new_term(self._shell, rows[0][0])

    def _history_first(self, rows: list[Row]) -> None:
        acts.show_history(self._shell, rows[0][0])

    def _change_field(self, rows: list[Row]) -> None:
        open_bulk_menu(self._shell, [row[0] for row in rows], self.selection)

    def _delete_one(self, person: Uid) -> None:
        acts.delete_cadres(self._shell, [person])

    def _verify(self, person: Uid) -> None:
        self._shell.workspace.run(
            "edit",
            "Tandai 1 kader sudah diperiksa",
            lambda data_file: data_file.cadres.set_field([person], "verified", value=True),
        )

    def _open_village_of(self, person: Uid) -> None:
        village = self._data_file.cadres.get(person).term.village
        if village is not None:
            self._shell.go("villages", uid=village)

    def _open_line(self, one: HistoryLine) -> None:
        match one.kind:
            case "attendance":
                self._shell.go("sessions", session=one.of)
            case "certificate":
                self._shell.go("certificates", uid=one.of)
            case "entry":
                self._shell.go("contests", uid=one.of)
