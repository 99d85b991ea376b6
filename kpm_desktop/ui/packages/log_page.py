"""Daftar paket: every package that went out or came in, where it is now, and the report of a lost one."""

import dataclasses
import datetime as dt
from functools import partial
from typing import Any, Final, NamedTuple

from kpm_desktop import workflows
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.words import thousands
from kpm_desktop.store import package_log
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.store.package_log import PackageEntry, State
from kpm_desktop.ui import dialogs
from kpm_desktop.ui.exporting import export_shown
from kpm_desktop.ui.form_opening import open_small
from kpm_desktop.ui.forms.field import FieldSpec, FormHooks, FormSpec, Note
from kpm_desktop.ui.list_printing import print_list
from kpm_desktop.ui.package_words import PLACES, kind_words
from kpm_desktop.ui.page import FullPage, Shell
from kpm_desktop.ui.page_memory import PageMemory
from kpm_desktop.ui.paper_flow import PaperFlow
from kpm_desktop.ui.record_history import moment
from kpm_desktop.ui.tables.column import Column, Pill, Row
from kpm_desktop.ui.tables.list_page import ListPage
from kpm_desktop.ui.tables.list_spec import Chip, EmptyList, ListSpec, RowAction, Search, ToolbarAction
from kpm_desktop.workflows.progress import Progress

TITLE: Final = "Daftar paket"
STATES: Final[dict[State, Pill]] = {
    "lost": Pill(PLACES["lost"], "err"),
    "received": Pill(PLACES["received"], "ok"),
    "stick": Pill(PLACES["stick"], "warn", "usb"),
    "here": Pill(PLACES["here"], "neu", "device-desktop"),
    "came": Pill(PLACES["came"], "neu", "download"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class LossForm:
    """How a package was lost."""

    note: str = ""


class _Line(NamedTuple):
    uid: Uid
    entry: PackageEntry
    state: State
    order: int
    district: str


def _line(row: Row) -> _Line:
    return _Line(*row)


def _place(row: Row) -> str:
    entry = _line(row).entry
    return ", ".join(part for part in (entry.peer, entry.details.get("stick")) if part)


def _content(row: Row) -> str:
    line = _line(row)
    return kind_words(line.entry.kind, line.district)


def _people(row: Row) -> int | None:
    people = _line(row).entry.details.get("people")
    return people["person"] if people else None


def _protection(row: Row) -> str:
    return "Tersandi" if _line(row).entry.details.get("encrypted") else "Tidak tersandi"


def _nik(row: Row) -> str:
    entry = _line(row).entry
    if entry.direction == "in":
        return ""
    return "dengan NIK" if entry.details.get("with_nik") else "tanpa NIK"


def _way(row: Row) -> str:
    return "Dikirim" if _line(row).entry.direction == "out" else "Diambil"


COLUMNS: Final = (
    Column(
        "Waktu",
        lambda row: moment(dt.datetime.fromisoformat(_line(row).entry.at)),
        "date",
        key="at",
        sort_key=lambda row: _line(row).order,
        width=140,
    ),
    Column(
        "Nomor",
        lambda row: _line(row).entry.number,
        "number",
        key="number",
        align="right",
        width=70,
        empty="tanpa nomor",
    ),
    Column("Arah", _way, key="way", width=90, low_priority=True),
    Column("Untuk atau dari", _place, key="place", width=160, stretch=True, main=True, searched=True),
    Column("Isi", _content, key="content", width=126),
    Column(
        "Orang",
        lambda row: thousands(count) if (count := _people(row)) is not None else "",
        key="people",
        align="right",
        sort_key=_people,
        width=70,
        empty="tidak dicatat",
    ),
    Column("NIK", _nik, key="nik", width=110, low_priority=True, empty="tidak dicatat"),
    Column("Perlindungan", _protection, key="protection", width=124),
    Column("Keadaan", lambda row: STATES[_line(row).state], "pill", key="state", width=156),
    Column(
        "Berkas",
        lambda row: _line(row).entry.details.get("file", ""),
        key="file",
        width=260,
        searched=True,
        optional=True,
    ),
)


class _PackageList(ListPage):
    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        super().__init__(
            ListSpec(
                name="package_log",
                columns=COLUMNS,
                load=self._load,
                search=Search(_search_text, hint="Cari PC, flashdisk, atau nomor…"),
                noun="paket",
                empty=EmptyList(
                    "usb",
                    "Belum ada paket yang dikirim atau diambil.",
                    (ToolbarAction("Kirim ke flashdisk", "usb", partial(shell.open, "send_package")),),
                ),
                chips=(
                    Chip("state", "Keadaan", value=lambda row: STATES[_line(row).state].text),
                    Chip("open", "Tidak tersandi", matches=lambda row: _protection(row) == "Tidak tersandi"),
                    Chip("way", "Arah", value=_way),
                ),
                actions=(
                    ToolbarAction("Cetak", "printer", self.print_rows, "Ctrl+P"),
                    ToolbarAction("Ekspor", "file-export", self.export_rows, "Ctrl+E"),
                ),
                row_actions=(
                    RowAction(
                        lambda _count: "Laporkan hilang…",
                        "alert-triangle",
                        self._lose,
                        primary=True,
                        allowed=lambda rows: len(rows) == 1 and _is_out(rows[0]) and not _is_lost(rows[0]),
                        tooltip="Paket dicatat hilang dan laporannya dibuat",
                    ),
                    RowAction(
                        lambda _count: "Laporan",
                        "file-text",
                        self._report,
                        allowed=lambda rows: len(rows) == 1 and _is_out(rows[0]),
                        tooltip="Berapa orang dan data apa yang ada di dalam paket",
                    ),
                    RowAction(
                        lambda _count: "Ditemukan kembali",
                        "circle-check",
                        self._find,
                        allowed=lambda rows: len(rows) == 1 and _is_lost(rows[0]),
                        tooltip="Catatan hilang ditarik",
                    ),
                ),
                sort=("at", True),
                hint="Centang satu paket lalu Laporkan hilang",
            ),
            PageMemory(shell, "package_log"),
        )

    def open_row(self, row: Row) -> None:
        """Show the report of the package that was opened."""
        if _is_out(row):
            self._report([row])

    def print_rows(self) -> None:
        """Print the list as shown (Ctrl+P)."""
        print_list(self._shell, self, "Daftar paket yang pernah dibuat")

    def export_rows(self) -> None:
        """Write the list as shown into a workbook (Ctrl+E)."""
        export_shown(self._shell, self, TITLE)

    def _load(self) -> list[Row]:
        data_file = self._shell.workspace.data_file
        districts = {one.code: one.name for one in data_file.villages.districts()}
        listed = data_file.packages()
        return [
            _Line(
                f"{one.direction}{place}".encode() + one.package_uid,
                one,
                state,
                -place,
                districts.get(str(one.details.get("district")), ""),
            )
            for place, (one, state) in enumerate(zip(listed, package_log.states(listed), strict=True))
        ]

    def _lose(self, rows: list[Row]) -> None:
        entry = _line(rows[0]).entry
        spec = FormSpec(
            f"Laporkan paket nomor {entry.number} hilang",
            "alert-triangle",
            (
                FieldSpec(
                    "note",
                    "Bagaimana hilang",
                    "long",
                    hint="kapan, di mana, flashdisk yang mana",
                    max_length=500,
                ),
            ),
            subtitle=lambda _record: "Dicatat hari ini. Laporannya langsung dibuat untuk dicetak.",
            act="Laporkan hilang",
            act_icon="alert-triangle",
        )

        def save(form: LossForm, _notes: tuple[Note, ...]) -> str:
            try:
                workflows.lost_package.report_lost(
                    self._shell.workspace.data_file, entry.package_uid, form.note
                )
            except DataFileError as error:
                dialogs.tell_error(self._shell.window(), error)
                return "Belum dicatat."
            self.reload()
            self._report(rows)
            return ""

        open_small(self._shell, spec, LossForm(), FormHooks(save=save, check=_nothing_wrong))

    def _find(self, rows: list[Row]) -> None:
        entry = _line(rows[0]).entry
        try:
            workflows.lost_package.found_again(self._shell.workspace.data_file, entry.package_uid)
        except DataFileError as error:
            dialogs.tell_error(self._shell.window(), error)
            return
        self.reload()
        self._shell.say(f"Paket nomor {entry.number} tidak lagi dicatat hilang.")

    def _report(self, rows: list[Row]) -> None:
        entry = _line(rows[0]).entry

        def compose(data_file: DataFile, progress: Progress) -> Any:
            return workflows.lost_package.lost_report(data_file, entry.package_uid, progress)

        title = f"Laporan paket nomor {entry.number}"
        PaperFlow(self._shell, title, title, compose, paper="Laporan paket").start()


class PackageLogPage(FullPage):
    """The full page behind Berkas > Daftar paket."""

    help_topic = "packages"

    def __init__(self, shell: Shell, **_arguments: Any) -> None:
        super().__init__(shell, TITLE)
        self.list = _PackageList(shell)
        self.body.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        self.list.refresh(None)

    def hint(self) -> str:
        """Say what can be done here."""
        return self.list.hint()

    def refresh(self, _changes: Changes | None) -> None:
        """Load the list again: sending and receiving add to it."""
        self.list.refresh(None)

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.list.focus_search()

    def print_rows(self) -> None:
        """Print the list as shown (Ctrl+P)."""
        self.list.print_rows()

    def export_rows(self) -> None:
        """Write the list as shown into a workbook (Ctrl+E)."""
        self.list.export_rows()


def _is_out(row: Row) -> bool:
    return _line(row).entry.direction == "out"


def _is_lost(row: Row) -> bool:
    return _line(row).state == "lost"


def _search_text(row: Row) -> str:
    entry = _line(row).entry
    return f"{_place(row)} {_content(row)} {entry.number or ''} {entry.details.get('file', '')}".casefold()


def _nothing_wrong(_record: LossForm) -> list[Problem]:
    return []
