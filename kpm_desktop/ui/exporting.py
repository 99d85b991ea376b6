"""Ekspor: the rows of a list as they are shown, as a workbook; NIK only when asked for, with a reason."""

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path

from kpm_desktop import workflows
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.words import thousands
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.ui import dialogs
from kpm_desktop.ui.dialogs import WORKBOOK_FILES
from kpm_desktop.ui.form_opening import open_small
from kpm_desktop.ui.forms.field import FieldSpec, FormHooks, FormSpec, Note
from kpm_desktop.ui.jobs import Err, Ok
from kpm_desktop.ui.list_printing import shown_list
from kpm_desktop.ui.messages import UNCHANGED, Explanation
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.tables.list_page import ListPage
from kpm_desktop.workflows.progress import Progress
from kpm_desktop.writing import write_whole

_NO_REASON = "Tulis alasan menyertakan NIK."
Make = Callable[[DataFile, Progress, Path], bytes]
Write = Callable[[DataFile, Progress, Path], None]


@dataclasses.dataclass(frozen=True, slots=True)
class ExportForm:
    """Whether NIK go along, and why."""

    with_nik: bool = False
    reason: str = ""


def export_cadres(shell: Shell, persons: Sequence[Uid]) -> None:
    """Ask about NIK, then where to, then write these cadres in their order."""
    if not persons:
        shell.say("Tidak ada kader yang tampil.")
        return
    count = thousands(len(persons))
    spec = FormSpec(
        f"Ekspor {count} kader",
        "file-export",
        (
            FieldSpec("with_nik", "Sertakan NIK", "check"),
            FieldSpec("reason", "Alasan menyertakan NIK", hint="misalnya diminta Dinas Dukcapil"),
        ),
        subtitle=lambda _record: "Kader yang tampil, urut seperti di layar. Alasan dicatat di Riwayat.",
        act="Ekspor",
        act_icon="file-export",
    )

    def save(form: ExportForm, _notes: tuple[Note, ...]) -> str:
        if form.with_nik and not form.reason.strip():
            return _NO_REASON
        reason = form.reason.strip() if form.with_nik else ""

        def make(data_file: DataFile, progress: Progress, target: Path) -> bytes:
            made = workflows.export_cadres.export_cadres(
                data_file, progress, target=target, persons=persons, nik_reason=reason
            )
            return made.xlsx

        return (
            ""
            if write_file(shell, f"Ekspor {count} kader", "Daftar kader.xlsx", WORKBOOK_FILES, make)
            else "Belum diekspor."
        )

    open_small(shell, spec, ExportForm(), FormHooks(save=save, check=_nothing_wrong))


def export_villages(shell: Shell, villages: Sequence[Uid]) -> None:
    """Ask where to, then write these villages in their order."""
    if not villages:
        shell.say("Tidak ada desa yang tampil.")
        return

    def make(data_file: DataFile, progress: Progress, target: Path) -> bytes:
        return workflows.export_villages.export_villages(
            data_file, progress, target=target, villages=villages
        )

    write_file(shell, f"Ekspor {thousands(len(villages))} desa", "Daftar desa.xlsx", WORKBOOK_FILES, make)


def export_shown(shell: Shell, page: ListPage, title: str) -> None:
    """Ask where to, then write the list as it is shown: its columns and rows."""
    rows = page.model.shown_rows()
    if not rows:
        shell.say(f"Tidak ada {page.spec.noun} yang tampil.")
        return
    shown = shown_list(page, title, rows)

    def make(data_file: DataFile, progress: Progress, target: Path) -> bytes:
        return workflows.export_list.export_list(data_file, shown.paper(), target=target, progress=progress)

    write_file(
        shell,
        f"Ekspor {thousands(len(rows))} {page.spec.noun}",
        f"{title}.xlsx",
        WORKBOOK_FILES,
        make,
    )


def export_book(shell: Shell, *, villages: Sequence[Uid] = (), districts: Sequence[Uid] = ()) -> None:
    """Ask where to, then write the Buku Kader of these villages or kecamatan; of none: the regency's."""

    def make(data_file: DataFile, progress: Progress, _target: Path) -> bytes:
        module = workflows.print_cadre_book
        choices = module.BookChoices(tuple(villages), tuple(districts))
        return module.cadre_book_xlsx(data_file, choices, progress)

    write_file(shell, "Simpan Buku Kader", "Buku Kader.xlsx", WORKBOOK_FILES, make)


def _nothing_wrong(_record: ExportForm) -> list[Problem]:
    return []


def write_file(shell: Shell, title: str, suggested: str, kinds: str, make: Make) -> bool:
    """Ask where to and begin on the worker; tell whether a place was chosen."""

    def write(data_file: DataFile, progress: Progress, path: Path) -> None:
        write_whole(path, make(data_file, progress, path))

    return save_as(shell, title, suggested, kinds, write)


def save_as(shell: Shell, title: str, suggested: str, kinds: str, write: Write) -> bool:
    """Ask where to, and let `write` do it on the worker; tell whether a place was chosen."""
    path = dialogs.choose_save(shell.window(), title, suggested, kinds)
    if path is None:
        return False

    def work(data_file: DataFile, progress: Progress) -> None:
        write(data_file, progress, path)

    def done(result: Ok[None] | Err) -> None:
        match result:
            case Ok():
                shell.say(f"Disimpan: {path.name}.")
            case Err(DataFileError() as error):
                dialogs.tell_error(shell.window(), error)
            case Err(OSError()):
                todo = "Pilih folder lain, atau tutup berkas itu bila sedang dibuka."
                dialogs.tell(shell.window(), Explanation("Berkas tidak dapat ditulis.", UNCHANGED, todo))
            case _ if result.is_cancelled:
                shell.say("Dihentikan. Tidak ada berkas yang ditulis.")
            case _:
                raise result.error

    shell.workspace.read_long(title, work, done)
    return True
