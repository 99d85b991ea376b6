"""Certificates printed again or saved: one file for all or one a person; what is issued with a reason."""

import dataclasses
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Literal

from kpm_desktop import workflows
from kpm_desktop.domain import file_names
from kpm_desktop.domain.certificates import CertificateLine
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import dialogs
from kpm_desktop.ui.certificates.issuing import (
    BLANK_STOCK,
    file_name,
    made_choices,
    raise_unless_stopped,
    show_paper,
    tell_refused,
)
from kpm_desktop.ui.certificates.run_choices import RunChoices
from kpm_desktop.ui.form_opening import NEW, open_small
from kpm_desktop.ui.forms.field import FieldSpec, FormHooks, FormSpec, Note
from kpm_desktop.ui.jobs import Err, Ok
from kpm_desktop.ui.messages import Explanation
from kpm_desktop.ui.page import Shell
from kpm_desktop.workflows.progress import Progress, Refused
from kpm_desktop.writing import write_whole

NO_REASON = "Alasan masih kosong."
REASON_HINT = "misalnya kertas macet, atau hilang"
NOT_CHOSEN = "Tempat menyimpan belum dipilih."
_STOPPED = "Dihentikan. Belum ada yang dicetak."


@dataclasses.dataclass(frozen=True, slots=True)
class CopyForm:
    """Why issued certificates are printed again, and how often."""

    uid: Uid
    reason: str = ""
    copies: int | None = 1


@dataclasses.dataclass(frozen=True, slots=True)
class SaveForm:
    """How issued certificates are saved: in one file, or each in its own, named by a pattern."""

    uid: Uid
    reason: str = ""
    how: Literal["one", "each"] = "one"
    pattern: str = file_names.DEFAULT_PATTERN


def print_again(shell: Shell, lines: Sequence[CertificateLine]) -> None:
    """Print issued certificates once more, with a reason, lowest number first, and show them."""
    ordered = by_number(lines)

    def save(form: CopyForm, _notes: tuple[Note, ...]) -> str:
        if not form.reason.strip():
            return NO_REASON
        reprint(shell, ordered, form.reason.strip(), form.copies or 1)
        return ""

    spec = FormSpec(
        f"Cetak ulang {len(lines)} sertifikat",
        "printer",
        (
            FieldSpec("reason", "Alasan", required=True, hint=REASON_HINT),
            FieldSpec("copies", "Rangkap", "number", half=True, minimum=1, maximum=99),
        ),
        subtitle=lambda _form: f"Nomor {span(ordered)}. Alasan dan banyaknya dicatat di register.",
        act=f"Cetak ulang {len(lines)}",
        act_icon="printer",
    )
    open_small(shell, spec, CopyForm(NEW), FormHooks(save=save))


def reprint(shell: Shell, lines: Sequence[CertificateLine], reason: str, copies: int) -> None:
    """Print these in this order, log it with the reason, and show them."""
    numbers = [line.number for line in lines]
    is_blank = workflows.issued_certificates.is_on_blank
    stock = BLANK_STOCK if any(is_blank(shell.workspace.data_file, line.uid) for line in lines) else ""
    show = partial(_show_copy, shell, numbers, stock, copies)
    _copy(shell, f"Cetak ulang {len(lines)} sertifikat", lines, reason, show, copies=copies)


def save_copies(shell: Shell, lines: Sequence[CertificateLine]) -> None:
    """Save issued certificates, in one PDF or each in its own; copies like any other, with a reason."""
    ordered = by_number(lines)
    numbers = [line.number for line in ordered]

    def save(form: SaveForm, _notes: tuple[Note, ...]) -> str:
        reason = form.reason.strip()
        if not reason:
            return NO_REASON
        if form.how == "each":
            return _save_each(shell, ordered, reason, form.pattern)
        path = _ask_path(shell, numbers)
        if path is None:
            return NOT_CHOSEN
        title = f"Simpan {len(lines)} sertifikat"
        _copy(shell, title, ordered, reason, partial(_write, shell, path), target=path.name)
        return ""

    tokens = " ".join(f"{{{token}}}" for token in file_names.TOKENS)
    spec = FormSpec(
        f"Simpan {len(lines)} PDF",
        "download",
        (
            FieldSpec("reason", "Alasan", required=True, hint="misalnya arsip"),
            FieldSpec(
                "how",
                "Berkas",
                "radio",
                options=(("one", "Satu berkas untuk semua"), ("each", "Satu berkas untuk setiap orang")),
                note=partial(_example, numbers, ordered),
            ),
            FieldSpec("pattern", "Nama berkas setiap orang", note=lambda _form: tokens),
        ),
        subtitle=lambda _form: f"Nomor {span(ordered)}.",
        act=f"Simpan {len(lines)}",
        act_icon="download",
    )
    open_small(shell, spec, SaveForm(NEW), FormHooks(save=save))


def save_drafts(shell: Shell, choices: RunChoices, lines: Sequence[CertificateLine]) -> None:
    """Save certificates that are only ready as one PDF that says KONSEP on each page."""
    path = _ask_path(shell, ["konsep"])
    if path is None:
        return
    people = [line.person for line in lines if line.person is not None]

    def act(data_file: DataFile, progress: Progress) -> bytes:
        made = workflows.issue_certificates
        plan = made.plan_certificates(
            data_file, bytes.fromhex(choices.series), made_choices(choices), people, progress
        )
        pdf: bytes = made.preview_certificates(data_file, plan, progress)
        return pdf

    saving = _Saving(shell, path)
    shell.workspace.read_long(f"Membuat {len(people)} konsep", act, saving.made)


def _copy(
    shell: Shell,
    title: str,
    lines: Sequence[CertificateLine],
    reason: str,
    use: Callable[[bytes], object],
    *,
    copies: int = 1,
    target: str = "",
) -> None:
    uids = [line.uid for line in lines]

    def act(data_file: DataFile, progress: Progress) -> Any:
        return workflows.issued_certificates.reprint_certificates(
            data_file, uids, reason, copies=copies, target=target, progress=progress
        )

    _Copying(shell, use).begin(title, act)


class _Copying:
    def __init__(self, shell: Shell, use: Callable[[Any], object]) -> None:
        self._shell = shell
        self._use = use

    def begin(self, title: str, act: Callable[[DataFile, Progress], Any]) -> None:
        self._shell.workspace.run_long("print", title, act, self._made)

    def _made(self, result: Ok[Any] | Err) -> None:
        if isinstance(result, Err) and isinstance(result.error, OSError):
            _tell_unwritten(self._shell)
        elif isinstance(result, Err):
            raise_unless_stopped(self._shell, result, _STOPPED)
        elif isinstance(result.value, Refused):
            tell_refused(self._shell, result.value, "Belum ada yang dicetak.")
        else:
            self._shell.say("Salinan dibuat dan dicatat.")
            self._use(result.value)


def _save_each(shell: Shell, lines: Sequence[CertificateLine], reason: str, pattern: str) -> str:
    if wrong := file_names.unknown_token(pattern):
        return f"{wrong} tidak dikenal sebagai bagian nama berkas."
    folder = dialogs.choose_folder(shell.window(), "Simpan di folder mana")
    if folder is None:
        return NOT_CHOSEN
    uids = [line.uid for line in lines]

    def act(data_file: DataFile, progress: Progress) -> Any:
        return workflows.issued_certificates.save_each(data_file, uids, reason, folder, pattern, progress)

    _Copying(shell, partial(_tell_saved, shell, len(uids))).begin(f"Simpan {len(uids)} sertifikat", act)
    return ""


def _tell_saved(shell: Shell, count: int, saved: Any) -> None:
    done = len(saved.written) + saved.known
    words = f"{len(saved.written)} berkas disimpan."
    if saved.known:
        words += f" {saved.known} sudah ada dan dibiarkan."
    if saved.is_stopped:
        words = f"Dihentikan setelah {done} dari {count}. Simpan lagi ke folder itu untuk melanjutkan."
    shell.say(words)


class _Saving:
    def __init__(self, shell: Shell, path: Path) -> None:
        self._shell = shell
        self._path = path

    def made(self, result: Ok[bytes] | Err) -> None:
        if isinstance(result, Err):
            raise_unless_stopped(self._shell, result, "Dihentikan. Tidak ada berkas yang ditulis.")
        else:
            _write(self._shell, self._path, result.value)


def _show_copy(shell: Shell, numbers: Sequence[str], stock: str, copies: int, pdf: bytes) -> None:
    show_paper(shell, pdf, numbers, stock, copies=copies)


def _example(numbers: Sequence[str], lines: Sequence[CertificateLine], form: SaveForm) -> str:
    if form.how == "one" or file_names.unknown_token(form.pattern):
        return ""
    first = lines[0]
    values = {
        "nomor": numbers[0],
        "nama": first.name,
        "desa": first.village_name,
        "kegiatan": first.series_name,
        "tanggal": first.date.isoformat() if first.date else "",
    }
    return file_names.file_names(form.pattern, [values], ".pdf")[0]


def by_number(lines: Sequence[CertificateLine]) -> list[CertificateLine]:
    """Return certificates in the order of their numbers, as the papers lie in the pile."""
    return sorted(lines, key=lambda line: (line.number, line.uid))


def span(lines: Sequence[CertificateLine]) -> str:
    """Return the first and the last number of certificates in order."""
    first, last = lines[0].number, lines[-1].number
    return first if first == last else f"{first} s.d. {last}"


def _ask_path(shell: Shell, numbers: Sequence[str]) -> Path | None:
    return dialogs.choose_save(shell.window(), "Simpan PDF", f"{file_name(numbers)}.pdf", dialogs.PDF_FILES)


def _write(shell: Shell, path: Path, pdf: bytes) -> None:
    try:
        write_whole(path, pdf)
    except OSError:
        _tell_unwritten(shell)
        return
    shell.say(f"Disimpan: {path.name}.")


def _tell_unwritten(shell: Shell) -> None:
    todo = "Pilih folder lain, atau tutup berkas itu bila sedang dibuka."
    dialogs.tell(shell.window(), Explanation("PDF tidak dapat ditulis.", todo=todo))
