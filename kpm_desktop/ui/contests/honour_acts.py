"""Awards and the letter of delegation of a locked result: chosen, shown, frozen when they leave."""

import datetime as dt
from functools import partial
from typing import Any

from kpm_desktop import workflows
from kpm_desktop.domain.contests import Decision
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.contests import honour_forms
from kpm_desktop.ui.contests.honour_forms import AwardForm, DelegationForm
from kpm_desktop.ui.form_opening import open_form
from kpm_desktop.ui.forms.field import FormHooks, FormSpec, Note
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.paper_flow import PaperFlow
from kpm_desktop.workflows.progress import Progress


def make_awards(shell: Shell, decision: Decision) -> None:
    """Ask how the awards are made, then show them; they are issued when they leave the preview."""
    data_file = shell.workspace.data_file

    def show(form: AwardForm) -> None:
        choices = _award_choices(form, form.day or shell.now().date())
        title, name = "Piagam penghargaan", "Piagam"
        compose = partial(_awards, decision=decision, choices=choices)
        record = partial(_issue_awards, decision=decision, choices=choices)
        PaperFlow(shell, title, name, compose, record, of=decision.uid).start()

    def check(form: AwardForm) -> str:
        honours = _honours(form.honours)
        if honours is None:
            return "Tulis satu penerima per baris: nama; jabatan."
        count = workflows.issue_awards.open_awards(data_file, decision, form.ranks or 0)
        return "" if count or honours else "Semua juara sudah punya piagam."

    spec = honour_forms.award_spec(data_file, workflows.issue_awards.open_awards(data_file, decision))
    _ask(shell, spec, AwardForm(decision.uid, day=decision.minutes_date), show, check)


def send_winners(shell: Shell, decision: Decision, level: str) -> None:
    """Ask whom the letter goes to, then show it; it is frozen when it leaves the preview."""

    def show(form: DelegationForm) -> None:
        choices = _delegation_choices(form, form.day or shell.now().date())
        title = "Surat pengiriman"
        compose = partial(_letter, decision=decision, choices=choices)
        record = partial(_print_letter, decision=decision, choices=choices)
        PaperFlow(shell, title, title, compose, record, of=decision.uid).start()

    above = workflows.print_delegation.ABOVE.get(level, "")
    spec = honour_forms.delegation_spec(shell.workspace.data_file, above)
    _ask(shell, spec, DelegationForm(decision.uid, day=shell.now().date()), show, _no_trouble)


def _ask(shell: Shell, spec: FormSpec, record: Any, show: Any, trouble: Any) -> None:
    def save(form: Any, _notes: tuple[Note, ...]) -> str:
        return str(trouble(form))

    form = open_form(shell, spec, record, FormHooks(save=save, check=_day_problems), is_new=True)
    form.saved.connect(show)


def _no_trouble(_form: DelegationForm) -> str:
    return ""


def _day_problems(form: Any) -> list[Problem]:
    return [] if form.day is not None else [Problem("day", "F.108")]


def _uid(text: str) -> Uid | None:
    return bytes.fromhex(text) if text else None


def _honours(text: str) -> tuple[Any, ...] | None:
    """Return the others who are honoured; None when a line has no post."""
    found = []
    for line in filter(str.strip, text.splitlines()):
        name, sign, role = (part.strip() for part in line.partition(";"))
        if not sign or not name or not role:
            return None
        found.append(workflows.issue_awards.Honour(name, role))
    return tuple(found)


def _award_choices(form: AwardForm, day: dt.date) -> Any:
    number = form.number.strip()
    run = workflows.issue_certificates.CertificateChoices(
        day,
        number_series=_uid(form.number_series),
        typed_number=number,
        signatory=_uid(form.signatory),
        paper=form.paper,
        ink=form.ink,
        blank=form.blank,
        number_by_hand=not number and not form.number_series,
    )
    return workflows.issue_awards.AwardChoices(
        run, form.ranks or 0, form.upper_name, form.is_regent, _honours(form.honours) or (), form.reason
    )


def _delegation_choices(form: DelegationForm, day: dt.date) -> Any:
    number = workflows.issued_papers.NumberChoice(form.number.strip(), _uid(form.number_series))
    return workflows.print_delegation.DelegationChoices(
        day, number, form.addressee, form.place, copies=form.copies, ranks=form.ranks or 1,
        signatory=_uid(form.signatory),
    )  # fmt: skip


def _awards(file: DataFile, progress: Progress, *, decision: Decision, choices: Any) -> Any:
    return workflows.issue_awards.preview_awards(file, decision, choices, progress)


def _issue_awards(
    file: DataFile, target: str, progress: Progress, *, decision: Decision, choices: Any
) -> Any:
    issue = workflows.issue_awards.issue_awards
    return issue(file, decision, choices, target=target, progress=progress)


def _letter(file: DataFile, progress: Progress, *, decision: Decision, choices: Any) -> Any:
    return workflows.print_delegation.preview_delegation(file, decision, choices, progress)


def _print_letter(
    file: DataFile, target: str, progress: Progress, *, decision: Decision, choices: Any
) -> Any:
    send = workflows.print_delegation.print_delegation
    return send(file, decision, choices, target=target, progress=progress)
