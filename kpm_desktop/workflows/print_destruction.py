"""The minutes of destroyed blanks, from the register's spoiled numbers; frozen. Source: paper.md 3.5."""

import dataclasses
import datetime as dt

from kpm_desktop.documents import destruction_minutes
from kpm_desktop.documents.destruction_minutes import DestructionMinutes
from kpm_desktop.documents.drawing import Drawing
from kpm_desktop.documents.signature import SignatureBlock
from kpm_desktop.documents.wording import fill
from kpm_desktop.domain.certificates import CertificateLine, IssuedPaper
from kpm_desktop.domain.dates import date_in_words, long_date, short_date
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.words import in_words
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import issued_papers, office_blocks
from kpm_desktop.workflows.issued_papers import IssuedPrint, NumberChoice, PaperPreview
from kpm_desktop.workflows.progress import Progress, Refused

KIND = "destruction_minutes"
WORDS = {
    "opening": "Pada hari ini {day}, bertempat di {place}, telah dimusnahkan {count} ({count_words}) lembar "
    "blangko sertifikat yang rusak. Setiap lembar lebih dahulu dicoret silang pada kedua sisinya, dan "
    "nomornya tidak dipakai lagi.",
    "nowhere": "........................",
}


@dataclasses.dataclass(frozen=True, slots=True)
class DestructionChoices:
    """Which spoiled certificates (None: all of the year of `day`), the day, number and who signs."""

    day: dt.date
    certificates: tuple[Uid, ...] | None = None
    place: str = ""
    number: NumberChoice = dataclasses.field(default_factory=NumberChoice)
    signatory: Uid | None = None
    acknowledged_by: Uid | None = None


def preview_destruction(
    data_file: DataFile, choices: DestructionChoices, progress: Progress | None = None
) -> PaperPreview:
    """Return the minutes marked KONSEP; nothing is written."""
    made, _, problems = _compose(data_file, choices)
    return issued_papers.preview(made, problems, progress)


def print_destruction(
    data_file: DataFile,
    choices: DestructionChoices,
    *,
    target: str = "",
    progress: Progress | None = None,
) -> IssuedPrint | Refused:
    """Freeze the minutes and return their PDF.

    Refused with F.401, F.403, F.404, F.405, or F.410 when no number is spoiled.
    """
    made, record, problems = _compose(data_file, choices)
    return issued_papers.issue(data_file, made, record, problems, target=target, progress=progress)


def spoiled(data_file: DataFile, choices: DestructionChoices) -> list[CertificateLine]:
    """Return the spoiled certificates of the choice, in the order of their numbers."""
    found = [line for line in data_file.certificates.find() if line.state == "spoiled"]
    if choices.certificates is not None:
        found = [line for line in found if line.uid in choices.certificates]
    else:
        found = [line for line in found if line.date and line.date.year == choices.day.year]
    return sorted(found, key=lambda line: (line.number, line.uid))


def _compose(
    data_file: DataFile, choices: DestructionChoices
) -> tuple[Drawing, IssuedPaper, tuple[Problem, ...]]:
    lines = spoiled(data_file, choices)
    number = issued_papers.next_number(data_file, choices.number, choices.day)
    uid = data_file.new_uid()
    problems = [*issued_papers.paper_problems(data_file, uid, KIND, choices.number, number)]
    if not lines:
        problems.append(Problem("certificates", "F.410"))
    block = office_blocks.signature_block(data_file, choices.day, choices.signatory, choices.acknowledged_by)
    if block is None:
        problems.append(Problem("signatory", "F.405", {"date": long_date(choices.day)}))
        block = SignatureBlock("", office_blocks.EMPTY_SIGNER)
    values = {
        "day": date_in_words(choices.day),
        "place": choices.place or data_file.office.get().town or WORDS["nowhere"],
        "count": str(len(lines)),
        "count_words": in_words(len(lines)),
    }
    made = destruction_minutes.compose(
        DestructionMinutes(
            office_blocks.letterhead(data_file),
            issued_papers.shown_number(number),
            fill(WORDS["opening"], values),
            tuple(_row(line) for line in lines),
            block,
        )
    )
    record = IssuedPaper(uid, KIND, None, choices.number.series, number, choices.day)
    return made, record, tuple(problems)


def _row(line: CertificateLine) -> tuple[str, str, str, str]:
    return line.number, short_date(line.date) if line.date else "", line.name, line.reason
