"""Papers around the certificates: register, name proof, small pages to check, minutes of destroyed blanks.

What stands on them is decided in workflows; here it is asked, made on the worker and shown.
"""

import dataclasses
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from kpm_desktop import workflows
from kpm_desktop.domain.certificates import CertificateLine
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import dialogs
from kpm_desktop.ui.certificates import reprint_range
from kpm_desktop.ui.certificates.corrections import open_corrections
from kpm_desktop.ui.certificates.issuing import made_choices, raise_unless_stopped, tell_refused
from kpm_desktop.ui.certificates.run_choices import RunChoices
from kpm_desktop.ui.jobs import Err, Ok
from kpm_desktop.ui.messages import Explanation
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.tables.list_spec import ToolbarAction
from kpm_desktop.workflows.progress import Progress, Refused
from kpm_desktop.writing import write_whole

STOPPED = "Dihentikan. Belum ada yang dibuat."
NOT_MADE = "Belum ada yang dicetak."
EXCEL = "Buku Excel (*.xlsx)"
_MOST_YEARS = 4


@dataclasses.dataclass(frozen=True, slots=True)
class Sources:
    """Where the menu takes what it prints from: all lines, the current, the ticked ones, a run's choices."""

    shell: Shell
    lines: Callable[[], list[CertificateLine]]
    current: Callable[[], CertificateLine | None]
    picked: Callable[[], list[CertificateLine]]
    choices: Callable[[Uid], RunChoices]


def toolbar_action(sources: Sources) -> ToolbarAction:
    """Return *Cetak register* with its menu of the other papers."""
    shell = sources.shell

    def register() -> None:
        print_register(shell, sources.lines())

    def workbook() -> None:
        save_register(shell, sources.lines())

    def destruction() -> None:
        print_destruction(shell, sources.picked() or sources.lines())

    def again() -> None:
        reprint_range.print_range(shell, sources.lines())

    return ToolbarAction(
        "Cetak register",
        "printer",
        register,
        menu=(
            ToolbarAction("Cetak register…", "printer", register),
            ToolbarAction("Simpan register (Excel)…", "file-spreadsheet", workbook),
            ToolbarAction("Cetak ulang rentang nomor…", "copy", again),
            ToolbarAction("Lembar koreksi nama", "signature", partial(_name_proof, sources)),
            ToolbarAction("Ketik koreksi nama…", "pencil", partial(_corrections, sources)),
            ToolbarAction("Lembar periksa 16 per halaman", "layout-grid", partial(_contact_sheet, sources)),
            ToolbarAction("Berita acara pemusnahan", "file-text", destruction),
        ),
    )


def _name_proof(sources: Sources) -> None:
    current = sources.current()
    if current is None or current.series is None:
        sources.shell.say("Pilih dahulu sertifikat dari kegiatan yang namanya hendak diperiksa.")
        return
    print_name_proof(sources.shell, current.series, sources.choices(current.series))


def _corrections(sources: Sources) -> None:
    current = sources.current()
    if current is None or current.series is None:
        sources.shell.say("Pilih dahulu sertifikat dari kegiatan yang lembarnya hendak diketik.")
        return
    open_corrections(sources.shell, current.series)


def _contact_sheet(sources: Sources) -> None:
    current = sources.current()
    if current is None or current.series is None or current.state != "ready":
        sources.shell.say("Pilih dahulu sertifikat yang siap terbit.")
        return
    run = [one for one in sources.picked() if one.state == "ready" and one.series == current.series]
    people = [one.person for one in run if one.person is not None]
    show_contact_sheet(sources.shell, sources.choices(current.series), people or None)


def print_register(shell: Shell, lines: Sequence[CertificateLine]) -> None:
    """Show the register of one year, or of all, as it prints today."""
    chosen = _ask_year(shell, lines, "Cetak register")
    if chosen is None:
        return
    year = chosen or None

    def act(data_file: DataFile, progress: Progress) -> Any:
        register = workflows.certificate_register
        return register.register_pdf(data_file, register.RegisterFilter(year), progress).pdf

    _Making(shell, "Register", _register_name(year)).read("Menyusun register", act)


def save_register(shell: Shell, lines: Sequence[CertificateLine]) -> None:
    """Write the register of one year, or of all, as a workbook."""
    chosen = _ask_year(shell, lines, "Simpan register")
    if chosen is None:
        return
    year = chosen or None
    path = dialogs.choose_save(shell.window(), "Simpan register", f"{_register_name(year)}.xlsx", EXCEL)
    if path is None:
        return

    def act(data_file: DataFile, progress: Progress) -> Any:
        register = workflows.certificate_register
        return register.register_xlsx(data_file, register.RegisterFilter(year), progress)

    making = _Making(shell, "Register", "", partial(_write, shell, path))
    making.read("Menyusun register", act)


def print_name_proof(shell: Shell, series: Uid, choices: RunChoices) -> None:
    """Make the name proof of a series, record its rows, and show it."""

    def act(data_file: DataFile, _progress: Progress) -> Any:
        made = workflows.check_certificates.print_name_proof(
            data_file, series, upper_case=choices.upper_case, target="PDF"
        )
        return made if isinstance(made, Refused) else made.pdf

    _Making(shell, "Lembar koreksi nama", "Lembar koreksi nama").write("Cetak lembar koreksi nama", act)


def show_contact_sheet(shell: Shell, choices: RunChoices, people: Sequence[Uid] | None) -> None:
    """Show the run that would be issued as small pages, 16 a sheet."""

    def act(data_file: DataFile, progress: Progress) -> Any:
        return workflows.check_certificates.contact_sheet_pdf(
            data_file, bytes.fromhex(choices.series), made_choices(choices), people, progress
        )

    _Making(shell, "Lembar periksa", "Lembar periksa sertifikat").read("Menyusun lembar periksa", act)


def print_destruction(shell: Shell, lines: Sequence[CertificateLine]) -> None:
    """Show the minutes of destroyed blanks for the certificates that are spoiled; recorded when printed."""
    spoiled = tuple(line.uid for line in lines if line.state == "spoiled")
    if not spoiled:
        todo = "Catat kertas rusak dahulu lewat menu sertifikat yang sudah terbit."
        dialogs.tell(shell.window(), Explanation("Tidak ada sertifikat yang tercatat rusak.", "", todo))
        return
    day = shell.now().date()

    def choices() -> Any:
        return workflows.print_destruction.DestructionChoices(day, spoiled)

    def preview(data_file: DataFile, progress: Progress) -> Any:
        return workflows.print_destruction.preview_destruction(data_file, choices(), progress).pdf

    def issue(target: str, data_file: DataFile, progress: Progress) -> Any:
        made = workflows.print_destruction.print_destruction(
            data_file, choices(), target=target, progress=progress
        )
        return made if isinstance(made, Refused) else made.pdf

    name = "Berita acara pemusnahan"

    def finish(target: str, use: Callable[[bytes], object]) -> None:
        _Making(shell, name, name, use).write(f"Terbitkan {name.lower()}", partial(issue, target), "issue")

    _Making(shell, name, name, finish=finish).read(f"Menyusun {name.lower()}", preview)


class _Making:
    """Makes one paper on the worker and shows it, or hands it on."""

    def __init__(
        self,
        shell: Shell,
        title: str,
        file_name: str,
        use: Callable[[bytes], object] | None = None,
        finish: Callable[[str, Callable[[bytes], object]], object] | None = None,
    ) -> None:
        self._shell = shell
        self._title, self._file_name = title, file_name
        self._use, self._finish = use, finish

    def read(self, label: str, act: Callable[[DataFile, Progress], Any]) -> None:
        self._shell.workspace.read_long(label, act, self._made)

    def write(self, label: str, act: Callable[[DataFile, Progress], Any], kind: str = "print") -> None:
        self._shell.workspace.run_long(kind, label, act, self._made)

    def _made(self, result: Ok[Any] | Err) -> None:
        if isinstance(result, Err):
            raise_unless_stopped(self._shell, result, STOPPED)
        elif isinstance(result.value, Refused):
            tell_refused(self._shell, result.value, NOT_MADE)
        elif self._use is not None:
            self._use(result.value)
        else:
            self._shell.open(
                "preview",
                title=self._title,
                pdf=result.value,
                file_name=self._file_name,
                finish=self._finish,
            )


def _ask_year(shell: Shell, lines: Sequence[CertificateLine], question: str) -> int | None:
    """Return the year chosen, 0 for all, None for Batal; with one year there is nothing to choose."""
    years = sorted({line.date.year for line in lines if line.date and line.state != "ready"}, reverse=True)
    if len(years) < 2:
        return 0
    offered = years[:_MOST_YEARS]
    words = ["Semua tahun", *map(str, offered)]
    place = dialogs.choose(shell.window(), f"{question} untuk tahun berapa?", "", words)
    return None if place is None else [0, *offered][place]


def _register_name(year: int | None) -> str:
    return f"Buku register {year}" if year else "Buku register"


def _write(shell: Shell, path: Path, content: bytes) -> None:
    try:
        write_whole(path, content)
    except OSError:
        todo = "Pilih folder lain, atau tutup berkas itu bila sedang dibuka."
        dialogs.tell(shell.window(), Explanation("Berkas tidak dapat ditulis.", todo=todo))
        return
    shell.say(f"Disimpan: {path.name}.")
