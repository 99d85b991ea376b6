"""Awards (piagam) of a locked result: for its winners, and without a rank for others who are honoured.

Drawn from the frozen result alone; numbered, signed and accounted for like certificates. paper.md 3.4.
"""

import dataclasses
from collections.abc import Iterator, Sequence

from kpm_desktop.documents import award, certificate_pieces, result_parts
from kpm_desktop.documents.award import AwardText
from kpm_desktop.documents.certificate_drawing import Printout
from kpm_desktop.documents.certificate_pieces import FrozenCertificate
from kpm_desktop.documents.wording import fill
from kpm_desktop.domain.certificates import Certificate
from kpm_desktop.domain.contests import Decision
from kpm_desktop.domain.dates import long_date
from kpm_desktop.domain.decision import Result, ResultCategory, ResultRow, grouped_fingerprint
from kpm_desktop.domain.names import search_key
from kpm_desktop.domain.numbering import number_problems
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.proof import shown_code
from kpm_desktop.domain.villages import kind_word
from kpm_desktop.sealing import KeyPair
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import (
    decide_contest,
    issue_certificates,
    issued_certificates,
    office_blocks,
    sign_certificates,
)
from kpm_desktop.workflows.issue_certificates import CertificateChoices, Issued
from kpm_desktop.workflows.issued_papers import PaperPreview
from kpm_desktop.workflows.progress import Progress, Quiet, Refused

WORDS = {
    "compose": "Menyusun piagam",
    "issue": "Terbitkan {count} piagam",
    "print": "Cetak {count} piagam",
    "role": "Kader Pemberdayaan Masyarakat {kind} {village} Kecamatan {district}",
    "category": "{line}, KATEGORI {category}",
    "honour": "atas dukungan dan sumbangsihnya pada {title}",
    "source": "Berita Acara Nomor {number}{revision}",
    "entry": "{source}, peserta nomor {entry}",
    "digits": "Sidik data: {digits}",
    "revision": ", perbaikan ke-{number}",
    "level": " TINGKAT ",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Honour:
    """Somebody who is honoured without a rank: a camat, a village head; `role` stands under the name."""

    name: str
    role: str


@dataclasses.dataclass(frozen=True, slots=True)
class AwardChoices:
    """How the awards are made.

    `run` is day, number, signer and look, as of a run of certificates; `ranks` up to which rank (0: everyone
    with an award); `upper_name` and `office_name` stand over the title ("" and "": as frozen); with
    `is_regent` the Bupati signs: no office name, no rank, no NIP. `honours` get the sentence `reason`.
    """

    run: CertificateChoices
    ranks: int = 0
    upper_name: str = ""
    is_regent: bool = False
    honours: tuple[Honour, ...] = ()
    reason: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class PlannedAward:
    """One award as it would be issued; `problems` are its own, with the name."""

    record: Certificate
    frozen: FrozenCertificate
    problems: tuple[Problem, ...]


def preview_awards(
    data_file: DataFile, decision: Decision, choices: AwardChoices, progress: Progress | None = None
) -> PaperPreview:
    """Return the awards not issued yet as they would leave now, marked KONSEP; nothing is written."""
    result = decide_contest.locked_result(decision)
    if isinstance(result, Refused):
        return PaperPreview(b"", 0, tuple(result.problems))
    planned = _plan(data_file, decision, result, choices, None)
    steps = progress or Quiet()
    pdf = issued_certificates.draw(data_file, [Printout(one.frozen) for one in planned], steps, draft=True)
    return PaperPreview(pdf, len(planned), (*_signing(data_file, choices), *_problems(planned)))


def issue_awards(
    data_file: DataFile,
    decision: Decision,
    choices: AwardChoices,
    *,
    target: str = "",
    progress: Progress | None = None,
) -> Issued | Refused:
    """Issue those awards in one operation: numbers given out, pieces frozen, PDF made.

    Refused with F.219, F.401, F.402, F.403, F.404 or F.405; raises Cancelled: then nothing is issued.
    """
    result = decide_contest.locked_result(decision)
    if isinstance(result, Refused):
        return result
    steps = progress or Quiet()
    key = sign_certificates.key_for(data_file) if choices.run.has_code else None
    planned = _plan(data_file, decision, result, choices, key)
    problems = (*_signing(data_file, choices), *_problems(planned))
    if stopping := tuple(one for one in problems if one.is_blocking):
        return Refused(stopping)
    pdf = issued_certificates.draw(data_file, [Printout(one.frozen) for one in planned], steps)
    records = tuple(one.record for one in planned)
    with data_file.operation("issue", fill(WORDS["issue"], {"count": str(len(records))})) as operation:
        if key:
            sign_certificates.publish(data_file, key)
        data_file.certificates.issue(records)
    issued_certificates.log_prints(data_file, records, target, label=WORDS["print"])
    return Issued(pdf, records, operation.changes)


def open_awards(data_file: DataFile, decision: Decision, ranks: int = 0) -> int:
    """Return how many winners up to a rank have no award yet."""
    result = decide_contest.locked_result(decision)
    if isinstance(result, Refused):
        return 0
    return len(_winners(data_file, decision, result, ranks))


def _winners(
    data_file: DataFile, decision: Decision, result: Result, ranks: int
) -> list[tuple[ResultCategory, ResultRow]]:
    done = {(one.printed_name, one.printed_role) for one in data_file.certificates.of_decision(decision.uid)}
    return [
        (category, row)
        for category in result.categories
        for row in category.ranked
        if row.award and (not ranks or (row.rank or 0) <= ranks) and (row.name, row.award) not in done
    ]


def _signing(data_file: DataFile, choices: AwardChoices) -> tuple[Problem, ...]:
    if office_blocks.signatory_on(data_file, choices.run.day, choices.run.signatory) is not None:
        return ()
    return (Problem("signatory", "F.405", {"date": long_date(choices.run.day)}),)


def _problems(planned: Sequence[PlannedAward]) -> tuple[Problem, ...]:
    return tuple(problem for one in planned for problem in one.problems)


def _plan(
    data_file: DataFile, decision: Decision, result: Result, choices: AwardChoices, key: KeyPair | None
) -> list[PlannedAward]:
    """Compose every award; without a `key` the codes are drafts that no check accepts."""
    texts = list(_texts(data_file, decision, result, choices))
    alike = _alike_names(data_file, decision, texts)
    numbers = issue_certificates.numbers_for(data_file, choices.run, len(texts))
    used = data_file.numbers.used()
    planned = []
    for (row, text), number in zip(texts, numbers, strict=True):
        own = [] if choices.run.number_by_hand else number_problems(
            number, used, may_repeat=bool(choices.run.typed_number)
        )  # fmt: skip
        own += _doubts(row, text, alike)
        numbered = dataclasses.replace(text, number=number)
        planned.append(_planned(data_file, decision, result, choices, row, numbered, own, key))
    return planned


def _texts(
    data_file: DataFile, decision: Decision, result: Result, choices: AwardChoices
) -> Iterator[tuple[ResultRow | None, AwardText]]:
    """Yield what each award says, its number left out, with the row of the result it honours."""
    signatory = office_blocks.signatory_on(data_file, choices.run.day, choices.run.signatory)
    signer = office_blocks.EMPTY_SIGNER
    if signatory is not None:
        signer = office_blocks.signer(signatory, titles=False, rank_and_nip=not choices.is_regent)
    revision = fill(WORDS["revision"], {"number": str(result.revision - 1)}) if result.revision > 1 else ""
    source = {
        "number": result.minutes_no or result_parts.WORDS["dots"],
        "revision": revision,
        "digits": grouped_fingerprint(decision.fingerprint),
    }
    usual = AwardText(
        choices.upper_name.strip() or result.office["upper_name"],
        "" if choices.is_regent else result.office["name"],
        "", "", "",
        office_blocks.place_and_date(data_file.office.get(), choices.run.day),
        signer,
        emblem=result.office["emblem"],
        number_by_hand=choices.run.number_by_hand,
        source=(fill(WORDS["source"], source), fill(WORDS["digits"], source)),
    )  # fmt: skip
    has_categories = sum(bool(one.ranked) for one in result.categories) > 1
    for category, row in _winners(data_file, decision, result, choices.ranks):
        lines = _contest_lines(result.title, category.name if has_categories else "")
        minutes, *rest = usual.source
        numbered = fill(WORDS["entry"], {"source": minutes, "entry": row.number})
        yield (
            row,
            dataclasses.replace(
                usual, name=row.name, role_line=_role(row), award=row.award.upper(), contest_lines=lines,
                source=(numbered, *rest),
            ),
        )  # fmt: skip
    reason = choices.reason.strip() or fill(WORDS["honour"], {"title": result.title})
    for one in choices.honours:
        yield None, dataclasses.replace(usual, name=one.name, role_line=one.role, reason=reason)


Named = tuple[str, str, str]
"""Whom an award names: person ("" for somebody honoured without a rank), name, village or role."""


def _alike_names(
    data_file: DataFile, decision: Decision, texts: Sequence[tuple[ResultRow | None, AwardText]]
) -> dict[str, list[Named]]:
    """Return who gets or got an award of this result, by the spelling-tolerant key of the name."""
    named = [_named(row, text) for row, text in texts]
    named += [
        (one.person.hex() if one.person else "", one.printed_name, one.printed_village or one.printed_role)
        for one in data_file.certificates.of_decision(decision.uid)
    ]
    found: dict[str, list[Named]] = {}
    for one in named:
        found.setdefault(search_key(one[1]), []).append(one)
    return found


def _named(row: ResultRow | None, text: AwardText) -> Named:
    return (row.person or "", row.name, row.village) if row else ("", text.name, text.role_line)


def _doubts(row: ResultRow | None, text: AwardText, alike: dict[str, list[Named]]) -> list[Problem]:
    """Return W.406 when somebody else of this result has the same or a like name."""
    me = _named(row, text)
    others = list(alike[search_key(me[1])])
    others.remove(me)
    other = next((one for one in others if not one[0] or one[0] != me[0]), None)
    return [Problem("name", "W.406", {"other": ", ".join(filter(None, other[1:]))})] if other else []


def _contest_lines(title: str, category: str) -> tuple[str, ...]:
    name, sign, rest = title.partition(WORDS["level"])
    lines = [name, f"{sign.strip()} {rest}"] if sign else [title]
    if category:
        lines[-1] = fill(WORDS["category"], {"line": lines[-1], "category": category.upper()})
    return tuple(lines)


def _role(row: ResultRow) -> str:
    values = {
        "kind": kind_word(row.kind),
        "village": row.village,
        "district": row.district,
    }
    return fill(WORDS["role"], values)


def _planned(
    data_file: DataFile,
    decision: Decision,
    result: Result,
    choices: AwardChoices,
    row: ResultRow | None,
    text: AwardText,
    own: list[Problem],
    key: KeyPair | None,
) -> PlannedAward:
    run = choices.run
    record = Certificate(
        data_file.new_uid(), "piagam", bytes.fromhex(row.person) if row and row.person else None, None,
        decision.uid, run.number_series, text.number, run.day, "ready",
        printed_name=text.name,
        printed_village=row.village if row else "",
        printed_district=row.district if row else "",
        printed_role=row.award if row else text.role_line,
        printed_series=result.title,
        printed_signatory=text.signer.name,
    )  # fmt: skip
    signed = None
    if run.has_code:
        signed = sign_certificates.sign(key, record) if key else sign_certificates.draft(data_file, record)
    made = award.compose(
        text, paper=run.paper, ink=run.ink, blank=run.blank,
        proof_text=signed.text if signed else None,
        short_code=shown_code(signed.short_code) if signed else "",
    )  # fmt: skip
    coded = {one.code for one in own}
    problems = [*own, *(one for one in made.problems if one.code not in coded)]
    record = dataclasses.replace(
        record,
        pieces=certificate_pieces.pieces_json(made.frozen),
        assets=certificate_pieces.assets_json(made.frozen),
        design=made.frozen.design,
        version=made.frozen.version,
        hash=certificate_pieces.digest(made.frozen),
        signed_text=signed.text if signed else "",
        short_code=signed.short_code if signed else "",
    )
    named = tuple(Problem(one.field, one.code, {"name": text.name, **one.values}) for one in problems)
    return PlannedAward(record, made.frozen, named)
