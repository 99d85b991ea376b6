"""Certificates of a series: planned from live data, issued and frozen, replaced.

What is issued never looks at live data again (`issued_certificates`). Source: paper.md 3.3.
"""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from kpm_desktop.documents import certificate, certificate_pieces
from kpm_desktop.documents.certificate import Look
from kpm_desktop.documents.certificate_drawing import Printout
from kpm_desktop.documents.certificate_pieces import FrozenCertificate
from kpm_desktop.documents.ink import Ink
from kpm_desktop.domain.certificates import Certificate
from kpm_desktop.domain.dates import long_date
from kpm_desktop.domain.numbering import NumberValues, Span, number_problems
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.proof import shown_code
from kpm_desktop.domain.uid import Uid
from kpm_desktop.sealing import KeyPair
from kpm_desktop.store.certificates import Earned
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.workflows import (
    certificate_wording,
    issued_certificates,
    office_blocks,
    own_designs,
    sign_certificates,
)
from kpm_desktop.workflows.certificate_doubts import Alike, alike_names, doubts, run_doubts
from kpm_desktop.workflows.certificate_wording import SeriesFacts
from kpm_desktop.workflows.progress import Progress, Quiet, Refused

WORDS = {
    "compose": "Menyusun sertifikat",
    "issue": "Terbitkan {count} sertifikat",
    "replace": "Ganti 1 sertifikat",
}


@dataclasses.dataclass(frozen=True, slots=True)
class CertificateChoices:
    """How the certificates of a run are made.

    `day` stands on the paper. Numbers come from `number_series`, or all carry `typed_number`. `signatory`
    None: who may sign on that day. `committee` signs the back (None: no signature there). `upper_case` prints
    names in capitals, titles as stored; a *nama cetak* always stands as it is.

    `design` (klasik, modern, batik, or the uid of the office's own in hex), `paper` (A4, F4), `ink` (full,
    saver, mono) and `blank` (text alone, for stock with a printed frame) say how it looks; `photo` asks for
    each person's photo; `number_by_hand` leaves dots for the number. `code` prints the QR that proves it;
    None: on all but a blank, whose stock may leave no room for it.
    """

    day: dt.date
    number_series: Uid | None = None
    typed_number: str = ""
    signatory: Uid | None = None
    committee: Uid | None = None
    back: bool = True
    upper_case: bool = True
    design: str = "klasik"
    paper: str = "A4"
    ink: Ink = "full"
    blank: bool = False
    photo: bool = False
    number_by_hand: bool = False
    code: bool | None = None

    @property
    def look(self) -> Look:
        """Return how the paper looks."""
        return Look(self.design, self.paper, self.ink, self.blank)

    @property
    def has_code(self) -> bool:
        """Tell whether the paper carries a QR."""
        return not self.blank if self.code is None else self.code


@dataclasses.dataclass(frozen=True, slots=True)
class PlannedCertificate:
    """One certificate as it would be issued; `problems` are its own, with the person to jump to."""

    earned: Earned
    record: Certificate
    frozen: FrozenCertificate
    problems: tuple[Problem, ...]

    @property
    def is_blocked(self) -> bool:
        """Tell whether this one cannot be issued as it is."""
        return any(problem.is_blocking for problem in self.problems)


@dataclasses.dataclass(frozen=True, slots=True)
class Plan:
    """A run before it is issued; `problems` concern all of it (nobody may sign, no name of the office).

    `gaps` are the running numbers before, of the same series and year, that nothing explains (W.402).
    """

    planned: tuple[PlannedCertificate, ...]
    problems: tuple[Problem, ...]
    gaps: tuple[Span, ...] = ()

    @property
    def blocking(self) -> tuple[Problem, ...]:
        """Return every problem that forbids issuing."""
        own = [problem for one in self.planned for problem in one.problems]
        return tuple(problem for problem in (*self.problems, *own) if problem.is_blocking)


@dataclasses.dataclass(frozen=True, slots=True)
class Issued:
    """Issued certificates in the order of the run, their PDF, what the operation changed."""

    pdf: bytes
    certificates: tuple[Certificate, ...]
    changes: Changes | None


def plan_certificates(
    data_file: DataFile,
    series: Uid,
    choices: CertificateChoices,
    people: Sequence[Uid] | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Return the certificates of those who earned one and have none issued yet; nothing is written.

    `people` narrows the run, in paper order all the same. Each is composed, so the plan is the preflight too:
    F.401, F.402, F.403, F.404, F.405, W.401, W.403 (no photo), and what `certificate_doubts` finds.
    """
    everybody = data_file.certificates.earned(series)
    return _plan(data_file, series, choices, _run(data_file, choices, everybody, people), everybody, progress)


def preview_certificates(data_file: DataFile, plan: Plan, progress: Progress | None = None) -> bytes:
    """Return the run as a PDF that says KONSEP on each page."""
    printouts = [Printout(one.frozen) for one in plan.planned]
    return issued_certificates.draw(data_file, printouts, progress or Quiet(), draft=True)


def issue_certificates(
    data_file: DataFile,
    series: Uid,
    choices: CertificateChoices,
    people: Sequence[Uid] | None = None,
    *,
    note: str = "",
    target: str = "",
    progress: Progress | None = None,
) -> Issued | Refused:
    """Issue the certificates of a run in one operation: numbers given out, pieces frozen, PDF made.

    Refused while one certificate of the run has a blocking problem (leave it out with `people`), and without
    a problem when none is left to issue (somebody else was faster, or the button was hit twice). `note` says
    why warnings were accepted and is kept with each certificate that has one. Raises Cancelled when the
    operator stops: then no number is used and nothing is issued.
    """
    steps = progress or Quiet()
    key = sign_certificates.key_for(data_file) if choices.has_code else None
    everybody = data_file.certificates.earned(series)
    run = _run(data_file, choices, everybody, people)
    plan = _plan(data_file, series, choices, run, everybody, steps, key=key)
    if plan.blocking or not plan.planned:
        return Refused(plan.blocking)
    pdf = issued_certificates.draw(data_file, [Printout(one.frozen) for one in plan.planned], steps)
    records = tuple(one.record for one in plan.planned)
    label = WORDS["issue"].replace("{count}", str(len(records)))
    with data_file.operation("issue", label) as operation:
        used = data_file.numbers.used()
        taken = [record.number for record in records if not choices.typed_number and record.number in used]
        if taken:
            return Refused(tuple(Problem("number", "F.401", {"number": number}) for number in taken))
        if key:
            sign_certificates.publish(data_file, key)
        data_file.certificates.issue(records)
        if note:
            for one in plan.planned:
                codes = dict.fromkeys(problem.code for problem in (*plan.problems, *one.problems))
                data_file.people.accept(one.record.uid, [(code, note) for code in codes])
    issued_certificates.log_prints(data_file, records, target)
    return Issued(pdf, records, operation.changes)


def replace_certificate(
    data_file: DataFile,
    old: Uid,
    choices: CertificateChoices,
    reason: str,
    *,
    keep_number: bool,
    target: str = "",
    progress: Progress | None = None,
) -> Issued | Refused:
    """Issue a corrected certificate in place of another from today's data; the old one is kept as replaced.

    With `keep_number` both carry the old number. Refused as `issue_certificates`, or with F.409 when the
    person no longer earns a certificate of that series.
    """
    steps = progress or Quiet()
    before = data_file.certificates.get(old)
    everybody = data_file.certificates.earned(before.series) if before.series else []
    earned = [one for one in everybody if one.person == before.person or one.certificate == old]
    if not earned or before.series is None:
        return Refused((Problem("person", "F.409", {"name": before.printed_name}),))
    (number,) = [before.number] if keep_number else numbers_for(data_file, choices, 1)
    key = sign_certificates.key_for(data_file) if choices.has_code else None
    run = [(earned[0], number)]
    plan = _plan(data_file, before.series, choices, run, everybody, steps, kept_number=keep_number, key=key)
    if plan.blocking:
        return Refused(plan.blocking)
    (one,) = plan.planned
    series = before.number_series if keep_number else one.record.number_series
    pdf = issued_certificates.draw(data_file, [Printout(one.frozen)], steps)
    with data_file.operation("issue", WORDS["replace"]) as operation:
        if key:
            sign_certificates.publish(data_file, key)
        fresh = dataclasses.replace(one.record, uid=data_file.new_uid(), number_series=series)
        issued = data_file.certificates.replace(old, fresh, reason)
    issued_certificates.log_prints(data_file, [issued], target)
    return Issued(pdf, (issued,), operation.changes)


def _run(
    data_file: DataFile,
    choices: CertificateChoices,
    everybody: Sequence[Earned],
    people: Sequence[Uid] | None,
) -> list[tuple[Earned, str]]:
    """Return whose certificates are open, in paper order, each with its number."""
    chosen = None if people is None else set(people)
    earned = [one for one in everybody if chosen is None or one.person in chosen]
    open_ones = [one for one in earned if not _is_issued(data_file, one)]
    return list(zip(open_ones, numbers_for(data_file, choices, len(open_ones)), strict=True))


def _plan(
    data_file: DataFile,
    series: Uid,
    choices: CertificateChoices,
    run: Sequence[tuple[Earned, str]],
    everybody: Sequence[Earned],
    progress: Progress | None,
    *,
    kept_number: bool = False,
    key: KeyPair | None = None,
) -> Plan:
    """Compose a run; without a `key` the codes are drafts that no check accepts."""
    steps = progress or Quiet()
    signatory = office_blocks.signatory_on(data_file, choices.day, choices.signatory)
    problems = [] if signatory else [Problem("signatory", "F.405", {"date": long_date(choices.day)})]
    problems += run_doubts(data_file.office.get(), signatory)
    look = own_designs.look_of(data_file, choices.look)
    facts = certificate_wording.series_facts(data_file, series, choices.day, signatory, choices.committee)
    used = data_file.numbers.used()
    may_repeat = kept_number or bool(choices.typed_number)
    alike = alike_names(everybody)
    planned = []
    for done, (earned, number) in enumerate(run):
        steps.step(done, len(run), WORDS["compose"])
        own = [] if choices.number_by_hand else number_problems(number, used, may_repeat=may_repeat)
        planned.append(_planned(data_file, facts, choices, look, earned, number, own, alike, key))
    return Plan(tuple(planned), tuple(problems), _gaps(data_file, choices))


def _planned(
    data_file: DataFile,
    facts: SeriesFacts,
    choices: CertificateChoices,
    look: Look,
    earned: Earned,
    number: str,
    own: list[Problem],
    alike: Alike,
    key: KeyPair | None,
) -> PlannedCertificate:
    text = certificate_wording.text_for(
        facts, earned, number, back=choices.back, upper_case=choices.upper_case
    )
    photo = data_file.people.get(earned.person).photo if choices.photo else ""
    text = dataclasses.replace(text, photo=photo, number_by_hand=choices.number_by_hand)
    record = Certificate(
        earned.certificate or data_file.new_uid(),
        "sertifikat",
        earned.person,
        facts.series.uid,
        None,
        choices.number_series,
        number,
        choices.day,
        "ready",
        printed_name=text.name,
        printed_village=earned.village_name,
        printed_district=earned.district_name,
        printed_role=earned.post,
        printed_series=facts.series.name,
        printed_signatory=text.signer.name,
    )
    signed = None
    if choices.has_code:
        signed = sign_certificates.sign(key, record) if key else sign_certificates.draft(data_file, record)
    composition = certificate.compose(
        text,
        look=look,
        proof_text=signed.text if signed else None,
        short_code=shown_code(signed.short_code) if signed else "",
    )
    frozen = composition.frozen
    numbered = {problem.code for problem in own}
    problems = [*own, *(one for one in composition.problems if one.code not in numbered)]
    problems += doubts(earned, text, alike)
    if choices.photo and not photo:
        problems.append(Problem("photo", "W.403"))
    record = dataclasses.replace(
        record,
        pieces=certificate_pieces.pieces_json(frozen),
        assets=certificate_pieces.assets_json(frozen),
        design=frozen.design,
        version=frozen.version,
        hash=certificate_pieces.digest(frozen),
        signed_text=signed.text if signed else "",
        short_code=signed.short_code if signed else "",
    )
    place = {"person": earned.person.hex(), "name": text.name}
    named = tuple(Problem(one.field, one.code, {**place, **one.values}) for one in problems)
    return PlannedCertificate(earned, record, frozen, named)


def _is_issued(data_file: DataFile, earned: Earned) -> bool:
    return earned.certificate is not None and data_file.certificates.get(earned.certificate).state == "issued"


def numbers_for(data_file: DataFile, choices: CertificateChoices, count: int) -> list[str]:
    """Return a number for each paper of a run, "" where there is none."""
    if choices.number_by_hand:
        return [""] * count
    if choices.typed_number or choices.number_series is None:
        return [choices.typed_number] * count
    values = NumberValues(
        choices.day,
        classification=data_file.office.settings()["classification_code"],
        unit_code=data_file.office.get().unit_code,
    )
    found = data_file.numbers.next_numbers(choices.number_series, values, count, data_file.writer_uid)
    return [*found, *[""] * (count - len(found))]


def _gaps(data_file: DataFile, choices: CertificateChoices) -> tuple[Span, ...]:
    if choices.number_series is None or choices.number_by_hand:
        return ()
    return tuple(data_file.numbers.gaps(choices.number_series, choices.day.year))
