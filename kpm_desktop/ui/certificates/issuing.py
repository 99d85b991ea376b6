"""Issuing and replacing: checked first, asked once, done on the worker, then shown as paper."""

from collections.abc import Callable, Sequence
from typing import Any

from kpm_desktop import workflows
from kpm_desktop.domain.certificates import CertificateLine
from kpm_desktop.domain.problem import Problem, blocking
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.ui import dialogs, messages
from kpm_desktop.ui.certificates.run_choices import RunChoices, workflow_choices
from kpm_desktop.ui.jobs import Err, Ok
from kpm_desktop.ui.messages import Explanation
from kpm_desktop.ui.page import Shell
from kpm_desktop.workflows.progress import Progress, Refused

NAMED = 6
"""How many sentences a dialog lists before it says how many more there are."""
BLANK_STOCK = "blangko"
STOPPED = "Dihentikan. Belum ada nomor yang dipakai dan belum ada yang terbit."


class Issuing:
    """Issues the certificates of one run that are ready; `done` is called when they are issued."""

    def __init__(
        self,
        shell: Shell,
        choices: RunChoices,
        lines: Sequence[CertificateLine],
        done: Callable[[], object],
        *,
        prints: bool,
    ) -> None:
        self._shell = shell
        self._series = bytes.fromhex(choices.series)
        self._choices = choices
        self._people = [line.person for line in lines if line.person is not None]
        self._done = done
        self._prints = prints
        self._note = ""

    def begin(self) -> None:
        """Check the run, then ask."""
        self._shell.workspace.read_long(
            f"Memeriksa {len(self._people)} sertifikat", self._plan, self._planned
        )

    def _plan(self, data_file: DataFile, progress: Progress) -> Any:
        choices = made_choices(self._choices)
        return workflows.issue_certificates.plan_certificates(
            data_file, self._series, choices, self._people, progress
        )

    def _planned(self, result: Ok[Any] | Err) -> None:
        if isinstance(result, Err):
            raise_unless_stopped(self._shell, result, STOPPED)
            return
        plan = result.value
        window = self._shell.window()
        blocked = [one for one in plan.planned if one.is_blocked]
        fit = [one for one in plan.planned if not one.is_blocked]
        if blocking(plan.problems) or (blocked and not fit) or not plan.planned:
            tell_refused(self._shell, Refused(plan.blocking), "Belum ada yang diterbitkan.")
            return
        if blocked:
            question = f"{len(blocked)} dari {len(plan.planned)} belum dapat terbit."
            detail = sentences(
                [problem for one in blocked for problem in one.problems if problem.is_blocking]
            )
            if dialogs.choose(window, question, detail, (f"Lanjutkan dengan {len(fit)}",)) is None:
                return
            self._people = [one.earned.person for one in fit]
            self.begin()
            return
        warned = len(fit) if plan.problems else sum(bool(one.problems) for one in fit)
        if warned and not self._note:
            words = f"{warned} dengan peringatan. Mengapa diterbitkan juga?"
            self._note = dialogs.ask_text(window, words, "Catatan", "Lanjutkan dengan catatan") or ""
            if not self._note:
                return
        count = len(fit)
        act = f"Terbitkan dan cetak {count}" if self._prints else f"Terbitkan {count}"
        if dialogs.ask(window, f"Terbitkan {count} sertifikat?", _span_words(fit), act):
            self._shell.workspace.run_long(
                "issue", f"Terbitkan {count} sertifikat", self._issue, self._issued
            )

    def _issue(self, data_file: DataFile, progress: Progress) -> Any:
        return workflows.issue_certificates.issue_certificates(
            data_file,
            self._series,
            made_choices(self._choices),
            self._people,
            note=self._note,
            progress=progress,
        )

    def _issued(self, result: Ok[Any] | Err) -> None:
        if isinstance(result, Err):
            raise_unless_stopped(self._shell, result, STOPPED)
        elif isinstance(result.value, Refused):
            tell_refused(self._shell, result.value, "Belum ada yang diterbitkan.")
        else:
            issued = result.value
            self._done()
            self._shell.say(f"{len(issued.certificates)} sertifikat terbit.")
            if self._prints:
                numbers = [one.number for one in issued.certificates]
                show_paper(self._shell, issued.pdf, numbers, stock_of(self._choices))


def made_choices(choices: RunChoices) -> Any:
    """Return the choices as the workflow takes them."""
    return workflows.issue_certificates.CertificateChoices(**workflow_choices(choices))


def replace_one(shell: Shell, old: Uid, choices: RunChoices, reason: str, keep_number: bool) -> None:
    """Issue a correction from today's data in place of an issued certificate, and show it."""
    _Replacing(shell, old, choices, reason, keep_number).begin()


class _Replacing:
    def __init__(self, shell: Shell, old: Uid, choices: RunChoices, reason: str, keep_number: bool) -> None:
        self._shell = shell
        self._old, self._choices = old, choices
        self._reason, self._keep_number = reason, keep_number

    def begin(self) -> None:
        window = self._shell.window()
        detail = "Yang lama tetap tercatat sebagai diganti. Ini tidak dapat diurungkan."
        if dialogs.ask(window, "Terbitkan 1 pengganti?", detail, "Terbitkan 1 pengganti"):
            self._shell.workspace.run_long("issue", "Ganti 1 sertifikat", self._replace, self._replaced)

    def _replace(self, data_file: DataFile, progress: Progress) -> Any:
        return workflows.issue_certificates.replace_certificate(
            data_file,
            self._old,
            made_choices(self._choices),
            self._reason,
            keep_number=self._keep_number,
            progress=progress,
        )

    def _replaced(self, result: Ok[Any] | Err) -> None:
        if isinstance(result, Err):
            raise_unless_stopped(self._shell, result, STOPPED)
        elif isinstance(result.value, Refused):
            tell_refused(self._shell, result.value, "Yang lama tetap berlaku.")
        else:
            self._shell.say("Pengganti terbit.")
            numbers = [one.number for one in result.value.certificates]
            show_paper(self._shell, result.value.pdf, numbers, stock_of(self._choices))


def show_paper(shell: Shell, pdf: bytes, numbers: Sequence[str], stock: str = "", *, copies: int = 1) -> None:
    """Show certificates as they come out of the printer, to be printed or saved."""
    name = file_name(numbers)
    shell.open("preview", title="Sertifikat", pdf=pdf, file_name=name, stock=stock, copies=copies)


def stock_of(choices: RunChoices) -> str:
    """Return the stock a run is printed on, "" for plain paper; its shift is remembered apart."""
    return BLANK_STOCK if choices.frame == "blank" else ""


def sentences(problems: Sequence[Problem]) -> str:
    """Return problems in words, one a line; beyond some only how many more there are."""
    words = list(dict.fromkeys(_with_name(problem) for problem in problems))
    more = len(words) - NAMED
    return "\n".join([*words[:NAMED], *([f"dan {more} lagi."] if more > 0 else [])])


def tell_refused(shell: Shell, refused: Refused, safe: str) -> None:
    """Tell why nothing was done."""
    what = sentences(refused.problems) or "Tidak ada sertifikat yang siap terbit."
    dialogs.tell(shell.window(), Explanation(what, safe))


def raise_unless_stopped(shell: Shell, failed: Err, stopped: str) -> None:
    """Say that the operator stopped the work; what the workspace has told already is not told again."""
    if failed.is_cancelled:
        shell.say(stopped)
    elif not isinstance(failed.error, DataFileError):
        raise failed.error


def _with_name(problem: Problem) -> str:
    text = messages.sentence(problem)
    name = problem.values.get("name", "")
    return text if not name or name in text else f"{name}: {text}"


def _span_words(planned: Sequence[Any]) -> str:
    numbers = [one.record.number for one in planned]
    span = numbers[0] if len(set(numbers)) == 1 else f"{numbers[0]} s.d. {numbers[-1]}"
    span = span or "ditulis tangan"
    return f"Nomor {span}. Yang sudah terbit tidak dapat diubah dan tidak dapat diurungkan."


def file_name(numbers: Sequence[str]) -> str:
    """Return what the PDF of these numbers is called, without ending."""
    first = numbers[0] if numbers else ""
    ends = [first] if len(set(numbers)) <= 1 else [first, numbers[-1]]
    text = "Sertifikat " + " sampai ".join(ends)
    return "".join(letter if letter.isalnum() or letter in " .-" else "-" for letter in text).strip()
