"""Papers that are frozen when they leave the program: number, drawing, hash; and printing them again.

What a paper says is composed in the workflow of that paper. Source: paper.md sections 1, 2 and 4.
"""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from kpm_desktop.documents import drawing
from kpm_desktop.documents.drawing import Drawing
from kpm_desktop.domain.certificates import IssuedPaper, PrintLog
from kpm_desktop.domain.dates import long_date
from kpm_desktop.domain.numbering import NumberValues, number_problems
from kpm_desktop.domain.problem import Problem, blocking
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.workflows.progress import Progress, Quiet, Refused

WORDS = {
    "label": "Terbitkan {paper}",
    "reprint": "Cetak ulang {paper}",
    "replaced": "diganti cetakan baru",
    "draw": "Membuat halaman",
    "copy": "Salinan ke-{number}, {date}",
    "dots": "........................",
}
PAPER_WORDS = {
    "invitation": "undangan",
    "speaker_sheet": "daftar hadir narasumber",
    "transport": "daftar uang transport",
    "event_minutes": "berita acara",
    "destruction_minutes": "berita acara pemusnahan",
    "session_report": "laporan kegiatan",
    "delegation_letter": "surat pengiriman peserta lomba",
}
"""The papers that are kept in full, by the kind under which they stand in the data file."""


@dataclasses.dataclass(frozen=True, slots=True)
class NumberChoice:
    """Where a paper's number comes from: typed, the next one of a number series, or blank (dots)."""

    typed: str = ""
    series: Uid | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class PaperPreview:
    """A paper that was not recorded: the PDF with KONSEP, its pages, what stands against it."""

    pdf: bytes
    pages: int
    problems: tuple[Problem, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class IssuedPrint:
    """A recorded paper: the PDF, the frozen record, its pages, what the operation changed."""

    pdf: bytes
    record: IssuedPaper
    pages: int
    changes: Changes | None


def next_number(data_file: DataFile, choice: NumberChoice, day: dt.date) -> str:
    """Return the number a paper would carry today; "" when it stays blank."""
    if choice.typed.strip() or choice.series is None:
        return choice.typed.strip()
    values = NumberValues(
        day,
        classification=data_file.office.settings()["classification_code"],
        unit_code=data_file.office.get().unit_code,
    )
    found = data_file.numbers.next_numbers(choice.series, values, 1, data_file.writer_uid)
    return found[0] if found else ""


def shown_number(number: str) -> str:
    """Return the number as the paper shows it: dots to be filled in by hand while it is blank."""
    return number or WORDS["dots"]


def paper_problems(
    data_file: DataFile, of: Uid, kind: str, choice: NumberChoice, number: str
) -> tuple[Problem, ...]:
    """Return F.401 and F.403; a blank number is allowed, and a row's own earlier paper may be replaced."""
    if not number and choice.series is None:
        return ()
    own = {paper.number for paper in data_file.certificates.papers(of) if paper.kind == kind}
    return tuple(number_problems(number, data_file.numbers.used() - own))


def preview(made: Drawing, problems: tuple[Problem, ...], progress: Progress | None = None) -> PaperPreview:
    """Return a composed paper as a draft."""
    pdf = _draw(made, progress or Quiet(), draft=True)
    return PaperPreview(pdf, len(made.pages), (*problems, *made.problems))


def issue(
    data_file: DataFile,
    made: Drawing,
    record: IssuedPaper,
    problems: tuple[Problem, ...] = (),
    *,
    ticks: Sequence[tuple[Uid, str]] = (),
    target: str = "",
    progress: Progress | None = None,
) -> IssuedPrint | Refused:
    """Freeze a paper with what was drawn, log the print, and return its PDF.

    An earlier paper of the same row, kind and number is replaced by it; `ticks` are steps (row, step) that
    are done with it. Refused with blocking problems;
    raises Cancelled when the operator stops: then nothing was recorded.
    """
    if stopping := blocking((*problems, *made.problems)):
        return Refused(tuple(stopping))
    pdf = _draw(made, progress or Quiet())
    pieces = drawing.to_json(made)
    word = PAPER_WORDS[record.kind]
    with data_file.operation("issue", WORDS["label"].replace("{paper}", word)) as operation:
        before = _before(data_file, record)
        if before is not None:
            data_file.certificates.end_paper(before.uid, "replaced", WORDS["replaced"])
        frozen = dataclasses.replace(
            record,
            replaces=before.uid if before else None,
            pieces=pieces,
            assets=drawing.assets_json(made),
            hash=drawing.digest(pieces),
            state="issued",
        )
        data_file.certificates.issue_paper(frozen)
        _log(data_file, frozen, len(made.pages), target)
        for row, step in ticks:
            data_file.sessions.tick(row, step)
    return IssuedPrint(pdf, frozen, len(made.pages), operation.changes)


def reprint(
    data_file: DataFile, paper: Uid, reason: str, *, target: str = "", progress: Progress | None = None
) -> IssuedPrint | Refused:
    """Return an issued paper drawn from what was frozen, marked *Salinan ke-n*, and log it.

    Refused with F.408 when what is stored no longer has the hash it was issued with.
    """
    record = data_file.certificates.get_paper(paper)
    if stopping := _tampered(record):
        return Refused(stopping)
    made = frozen_drawing(data_file, record)
    pdf = _draw(made, progress or Quiet(), copy_line=_copy_line(data_file, paper))
    word = PAPER_WORDS[record.kind]
    with data_file.operation("print", WORDS["reprint"].replace("{paper}", word)) as operation:
        _log(data_file, record, len(made.pages), target, reason)
    return IssuedPrint(pdf, record, len(made.pages), operation.changes)


def preview_copy(data_file: DataFile, paper: Uid, progress: Progress | None = None) -> PaperPreview:
    """Return the next copy of an issued paper as it would be printed now; nothing is written."""
    record = data_file.certificates.get_paper(paper)
    made = frozen_drawing(data_file, record)
    pdf = _draw(made, progress or Quiet(), copy_line=_copy_line(data_file, paper))
    return PaperPreview(pdf, len(made.pages), _tampered(record))


def frozen_drawing(data_file: DataFile, record: IssuedPaper) -> Drawing:
    """Return the drawing of an issued paper as it was frozen."""
    return drawing.from_json(record.pieces, lambda name: data_file.asset(name)[1])


def standing(data_file: DataFile, of: Uid) -> list[IssuedPaper]:
    """Return the papers of a row that stand: issued, neither replaced nor void, oldest first."""
    found = [paper for paper in data_file.certificates.papers(of) if paper.state == "issued"]
    return sorted(found, key=lambda paper: paper.uid)


def _tampered(record: IssuedPaper) -> tuple[Problem, ...]:
    if drawing.digest(record.pieces) == record.hash:
        return ()
    return (Problem("hash", "F.408", {"number": record.number}),)


def _copy_line(data_file: DataFile, paper: Uid) -> str:
    number = max(len(data_file.certificates.prints(paper)), 1)
    line = WORDS["copy"].replace("{number}", str(number))
    return line.replace("{date}", long_date(data_file.now().date()))


def _before(data_file: DataFile, record: IssuedPaper) -> IssuedPaper | None:
    """Return the paper that this one takes the place of: same row, kind and number."""
    found = standing(data_file, record.of) if record.of is not None else []
    return next((one for one in found if (one.kind, one.number) == (record.kind, record.number)), None)


def _log(data_file: DataFile, record: IssuedPaper, pages: int, target: str, reason: str = "") -> None:
    word = PAPER_WORDS[record.kind]
    entry = PrintLog(data_file.new_uid(), word, record.uid, f"1-{pages}", 1, reason, target, 0)
    data_file.certificates.log_print(entry)


def _draw(made: Drawing, steps: Progress, *, draft: bool = False, copy_line: str = "") -> bytes:
    def on_page(done: int) -> None:
        steps.step(done, len(made.pages), WORDS["draw"])

    return drawing.draw(made, draft=draft, copy_line=copy_line, on_page=on_page)
