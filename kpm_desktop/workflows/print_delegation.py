"""The letter that sends the winners of a locked result to the next level: numbered, frozen when it leaves."""

import dataclasses
import datetime as dt

from kpm_desktop.documents import delegation_letter, result_parts
from kpm_desktop.documents.delegation_letter import Delegate, DelegationLetter
from kpm_desktop.documents.drawing import Drawing
from kpm_desktop.documents.letter_parts import Addressee, Reference
from kpm_desktop.documents.signature import SignatureBlock
from kpm_desktop.documents.wording import fill
from kpm_desktop.domain.certificates import IssuedPaper
from kpm_desktop.domain.contests import Decision
from kpm_desktop.domain.dates import long_date
from kpm_desktop.domain.decision import Result
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.words import in_words
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import decide_contest, issued_papers, office_blocks
from kpm_desktop.workflows.issued_papers import IssuedPrint, NumberChoice, PaperPreview
from kpm_desktop.workflows.progress import Progress, Refused

KIND = "delegation_letter"
WORDS = {
    "subject": "Pengiriman peserta lomba tingkat {above}",
    "enclosure": "1 (satu) berkas",
    "nature": "Biasa",
    "opening": "Berdasarkan Berita Acara Penilaian Nomor {minutes} tanggal {day} tentang hasil {title}, "
    "bersama ini kami kirimkan {count} ({words}) peserta untuk mengikuti lomba tingkat {above}, "
    "sebagai berikut:",
    "closing": "Berita acara penilaian dan rekapitulasi nilai terlampir. Demikian untuk menjadi maklum dan "
    "dipergunakan sebagaimana mestinya.",
    "to": "Panitia Lomba Tingkat {above}",
    "place": "Tempat",
}
ABOVE = {"district": "kabupaten", "regency": "provinsi", "province": "nasional"}


@dataclasses.dataclass(frozen=True, slots=True)
class DelegationChoices:
    """How the letter is made; empty texts take the usual wording. `ranks`: who is sent, of each category."""

    day: dt.date
    number: NumberChoice = dataclasses.field(default_factory=NumberChoice)
    addressee: str = ""
    place: str = ""
    closing: str = ""
    copies: str = ""
    ranks: int = 1
    signatory: Uid | None = None


def preview_delegation(
    data_file: DataFile, decision: Decision, choices: DelegationChoices, progress: Progress | None = None
) -> PaperPreview:
    """Return the letter as it would leave now, marked KONSEP; nothing is written."""
    made = _compose(data_file, decision, choices)
    if isinstance(made, Refused):
        return PaperPreview(b"", 0, tuple(made.problems))
    return issued_papers.preview(made[0], made[2], progress)


def print_delegation(
    data_file: DataFile,
    decision: Decision,
    choices: DelegationChoices,
    *,
    target: str = "",
    progress: Progress | None = None,
) -> IssuedPrint | Refused:
    """Freeze the letter and return its PDF; refused with F.219, F.401, F.403, F.404 or F.405."""
    made = _compose(data_file, decision, choices)
    if isinstance(made, Refused):
        return made
    drawing, record, problems = made
    return issued_papers.issue(data_file, drawing, record, problems, target=target, progress=progress)


def delegates(result: Result, ranks: int) -> tuple[Delegate, ...]:
    """Return who is sent: the entries up to a rank of every category."""
    return tuple(
        Delegate(row, one.name)
        for one in result.categories
        for row in one.ranked
        if row.rank is not None and row.rank <= ranks
    )


def _compose(
    data_file: DataFile, decision: Decision, choices: DelegationChoices
) -> tuple[Drawing, IssuedPaper, tuple[Problem, ...]] | Refused:
    result = decide_contest.locked_result(decision)
    if isinstance(result, Refused):
        return result
    number = issued_papers.next_number(data_file, choices.number, choices.day)
    problems = [*issued_papers.paper_problems(data_file, decision.uid, KIND, choices.number, number)]
    block = office_blocks.signature_block(data_file, choices.day, choices.signatory)
    if block is None:
        problems.append(Problem("signatory", "F.405", {"date": long_date(choices.day)}))
        block = SignatureBlock("", office_blocks.EMPTY_SIGNER)
    letter = _letter(data_file, decision, result, choices, number, block)
    record = IssuedPaper(data_file.new_uid(), KIND, decision.uid, choices.number.series, number, choices.day)
    return delegation_letter.compose(letter), record, tuple(problems)


def _letter(
    data_file: DataFile,
    decision: Decision,
    result: Result,
    choices: DelegationChoices,
    number: str,
    block: SignatureBlock,
) -> DelegationLetter:
    sent = delegates(result, choices.ranks)
    above = ABOVE.get(result.level, "")
    name = result.office["emblem"]
    values = {
        "above": above,
        "minutes": result.minutes_no or result_parts.WORDS["dots"],
        "day": long_date(dt.date.fromisoformat(result.date)),
        "title": result.title,
        "count": str(len(sent)),
        "words": in_words(len(sent)),
    }
    to = choices.addressee.strip() or fill(WORDS["to"], {"above": above.capitalize()})
    return DelegationLetter(
        result_parts.letterhead_of(result, data_file.asset(name)[1] if name else None),
        Reference(
            office_blocks.place_and_date(data_file.office.get(), choices.day),
            issued_papers.shown_number(number), WORDS["nature"], WORDS["enclosure"],
            fill(WORDS["subject"], values),
        ),
        Addressee(tuple(line.strip() for line in to.splitlines()), choices.place.strip() or WORDS["place"]),
        fill(WORDS["opening"], values),
        sent,
        choices.closing.strip() or WORDS["closing"],
        block,
        decision.fingerprint,
        tuple(line.strip() for line in choices.copies.splitlines() if line.strip()),
    )  # fmt: skip
