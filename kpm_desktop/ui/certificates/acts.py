"""What is done before and after issuing: a run prepared, numbers set, an issued paper ended or replaced.

Issuing and printing themselves are in `issuing.py`. Everything issued stays as it was printed.
"""

import dataclasses
from collections.abc import Callable, Sequence
from functools import partial

from kpm_desktop.domain.certificates import PaperState
from kpm_desktop.domain.dates import long_date
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.signing import valid_on, valid_signatories
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.certificates import Earned
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import dialogs
from kpm_desktop.ui.certificates.forms import (
    NumberForm,
    Replacement,
    next_number_spec,
    number_note_spec,
    replacement_spec,
    run_spec,
)
from kpm_desktop.ui.certificates.issuing import replace_one
from kpm_desktop.ui.certificates.run_choices import (
    TYPED,
    RunChoices,
    choices_for,
    keep,
    series_words,
)
from kpm_desktop.ui.form_opening import NEW, hooks_with_draft, open_form, run
from kpm_desktop.ui.forms.field import FormHooks, FormSpec, Note
from kpm_desktop.ui.messages import Explanation
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.page_memory import PageMemory

NO_DAY = "Tanggal masih kosong."
NO_REASON = "Alasan masih kosong."
Done = Callable[[Uid], object]


# a run


def open_run_form(shell: Shell, *, series: Uid | None = None, done: Done | None = None) -> None:
    """Ask how the certificates of a series are made and put those who earned one into the register.

    `done` gets the series.
    """
    data_file = shell.workspace.data_file
    offered = [
        (one.uid.hex(), series_words(one.name, one.year))
        for one in data_file.sessions.find_series()
        if data_file.sessions.get_series(one.uid).certificate_rule
    ]
    if not offered:
        todo = "Buka Pembinaan, ubah kegiatannya, lalu pilih syarat sertifikat."
        dialogs.tell(shell.window(), Explanation("Belum ada kegiatan dengan syarat sertifikat.", "", todo))
        return
    chosen = series if series and series.hex() in dict(offered) else bytes.fromhex(offered[0][0])
    _RunSession(shell, done).open(chosen, offered)


class _RunSession:
    """One open form of a run; who earned a certificate is read once for each series looked at."""

    def __init__(self, shell: Shell, done: Done | None) -> None:
        self._shell = shell
        self._file = shell.workspace.data_file
        self._memory = PageMemory(shell, "certificates")
        self._done = done
        self._earned: dict[str, list[Earned]] = {}

    def open(self, series: Uid, offered: Sequence[tuple[str, str]]) -> None:
        record = choices_for(self._file, self._memory, series, self._shell.now().date())
        spec = run_spec(self._file, offered, self._subtitle)
        open_form(self._shell, spec, record, FormHooks(self.save, partial(run_problems, self._file)))

    def save(self, record: RunChoices, _notes: tuple[Note, ...]) -> str:
        if record.day is None:
            return NO_DAY
        series = bytes.fromhex(record.series)
        missing = [one.person for one in self._of(record) if one.certificate is None]
        waiting = [line for line in self._file.certificates.find(series) if line.state == "ready"]
        if not missing and not waiting:
            return "Belum ada yang berhak dan belum punya sertifikat. Periksa kehadirannya."
        keep(self._memory, record)
        if missing:

            def act(file: DataFile) -> None:
                file.certificates.prepare(series, missing)

            trouble = run(self._shell, "edit", f"Siapkan {len(missing)} sertifikat", act)
            if trouble:
                return trouble
        if self._done is not None:
            self._done(series)
        return ""

    def _subtitle(self, record: RunChoices) -> str:
        earned = self._of(record)
        missing = sum(one.certificate is None for one in earned)
        return f"{len(earned)} orang berhak, {missing} belum punya sertifikat."

    def _of(self, record: RunChoices) -> list[Earned]:
        if record.series not in self._earned:
            self._earned[record.series] = self._file.certificates.earned(bytes.fromhex(record.series))
        return self._earned[record.series]


def run_problems(data_file: DataFile, record: RunChoices) -> list[Problem]:
    """Return what stands against these choices: F.403 no typed number, F.405 nobody may sign that day."""
    found = []
    keeps = isinstance(record, Replacement) and record.keeping == "keep"
    if record.numbering == TYPED and not record.typed_number.strip() and not keeps:
        found.append(Problem("typed_number", "F.403"))
    if record.day is not None:
        day = {"date": long_date(record.day)}
        signers = data_file.office.signatories()
        for field in ("signatory", "committee"):
            chosen = getattr(record, field)
            named = next((one for one in signers if one.uid.hex() == chosen), None)
            if named is not None and not valid_on(named, record.day):
                found.append(Problem(field, "F.405", day))
        if not record.signatory and not valid_signatories(signers, record.day):
            found.append(Problem("signatory", "F.405", day))
    return found


def take_out(shell: Shell, certificates: Sequence[Uid]) -> None:
    """Take certificates that are only ready out of the register."""

    def act(file: DataFile) -> None:
        for uid in certificates:
            file.certificates.delete(uid)

    run(shell, "delete", f"Keluarkan {len(certificates)} sertifikat yang belum terbit", act)


# issued papers


def end_number(shell: Shell, certificate: Uid, state: PaperState) -> None:
    """Void or spoil an issued certificate with a reason; row and number stay, and it is not undone."""
    number = shell.workspace.data_file.certificates.get(certificate).number
    if state == "voided":
        question, act, done = "Batalkan", "Batalkan nomor", "1 nomor dibatalkan."
        label = "Batalkan 1 nomor sertifikat"
    else:
        question, act, done = "Catat rusak", "Catat rusak", "1 kertas dicatat rusak."
        label = "Catat 1 sertifikat rusak"
    question = f"{question} nomor {number}? Tidak dapat diurungkan."
    reason = dialogs.ask_text(shell.window(), question, "Alasan", act)
    if not reason:
        return
    if not run(shell, "issue", label, lambda file: file.certificates.end(certificate, state, reason)):
        shell.say(done)


def open_replacement(shell: Shell, certificate: Uid) -> None:
    """Correct an issued certificate: another one from today's data takes its place."""
    data_file = shell.workspace.data_file
    old = data_file.certificates.get(certificate)
    if old.series is None:
        shell.say("Sertifikat ini tidak dibuat dari kegiatan.")
        return
    memory = PageMemory(shell, "certificates")
    known = choices_for(data_file, memory, old.series, shell.now().date())

    def save(record: Replacement, _notes: tuple[Note, ...]) -> str:
        if not record.reason.strip():
            return NO_REASON
        if record.day is None:
            return NO_DAY
        replace_one(shell, certificate, record, record.reason.strip(), record.keeping == "keep")
        return ""

    shared = {field.name: getattr(known, field.name) for field in dataclasses.fields(known)}
    record = Replacement(**shared | {"day": old.date})
    hooks = FormHooks(save, partial(run_problems, data_file))
    open_form(shell, replacement_spec(data_file, old.number), record, hooks)


# numbers


def open_next_number(shell: Shell, numbering: Uid | None = None, *, take_draft: bool = False) -> None:
    """Set the number to go on with, with a reason."""

    def save(record: NumberForm, _notes: tuple[Note, ...]) -> str:
        trouble = _incomplete(record)
        first, year = record.first, record.year
        if trouble or first is None or year is None:
            return trouble

        def act(file: DataFile) -> None:
            series = bytes.fromhex(record.numbering)
            file.numbers.set_next(series, year, first, file.writer_uid, record.reason.strip())

        return run(shell, "edit", "Atur nomor berikutnya", act)

    again = partial(open_next_number, shell, numbering, take_draft=True)
    spec = next_number_spec(shell.workspace.data_file)
    _open_number_form(shell, "next-number", spec, save, again, NumberForm(NEW), numbering, take_draft)


def open_number_note(
    shell: Shell,
    numbering: Uid | None = None,
    year: int | None = None,
    span: tuple[int, int] | None = None,
    *,
    take_draft: bool = False,
) -> None:
    """Explain numbers that were issued outside the program or not used."""

    def save(record: NumberForm, _notes: tuple[Note, ...]) -> str:
        trouble = _incomplete(record)
        first, year = record.first, record.year
        if trouble or first is None or year is None:
            return trouble
        last = record.last or first
        if last < first:
            return "Nomor akhir lebih kecil daripada nomor awal."

        def act(file: DataFile) -> None:
            series = bytes.fromhex(record.numbering)
            file.numbers.note(series, year, (first, last), record.kind, record.reason.strip())

        return run(shell, "edit", f"Catat {last - first + 1} nomor", act)

    again = partial(open_number_note, shell, numbering, year, span, take_draft=True)
    spec = number_note_spec(shell.workspace.data_file)
    record = NumberForm(NEW, year=year)
    if span is not None:
        record = dataclasses.replace(record, first=span[0], last=span[1], kind="gap")
    _open_number_form(shell, "number-note", spec, save, again, record, numbering, take_draft)


def _open_number_form(
    shell: Shell,
    name: str,
    spec: FormSpec,
    save: Callable[[NumberForm, tuple[Note, ...]], str],
    again: Callable[[], object],
    record: NumberForm,
    numbering: Uid | None,
    take_draft: bool,
) -> None:
    series = shell.workspace.data_file.numbers.series()
    if not series:
        todo = "Buka Pengaturan, Penomoran, lalu tambah seri nomor."
        dialogs.tell(shell.window(), Explanation("Belum ada seri nomor.", "", todo))
        return
    first = numbering or series[0].uid
    filled = dataclasses.replace(record, numbering=first.hex(), year=record.year or shell.now().year)
    hooks = hooks_with_draft(shell, name, NEW, _no_problems, save, again)
    open_form(shell, spec, filled, hooks, take_draft=take_draft)


def _incomplete(record: NumberForm) -> str:
    if record.year is None or record.first is None:
        return "Tahun dan nomor harus diisi."
    return "" if record.reason.strip() else NO_REASON


def _no_problems(_record: NumberForm) -> list[Problem]:
    return []
