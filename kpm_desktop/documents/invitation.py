"""The invitation letter (undangan): one letter for each addressee, or one with a list behind it.

The body is the same for all and stands in the file once. Source: paper.md section 3.1.
"""

import dataclasses
from collections.abc import Sequence

from kpm_desktop.documents import letter_parts, letterhead
from kpm_desktop.documents.drawing import Drawing, Sketchbook
from kpm_desktop.documents.flow import Flow, Frame, number_pages
from kpm_desktop.documents.grid import Grid, GridColumn
from kpm_desktop.documents.letter_parts import Addressee, Reference
from kpm_desktop.documents.letterhead import Letterhead
from kpm_desktop.documents.page import F4, Paper
from kpm_desktop.documents.signature import SignatureBlock

WORDS = {
    "title": "Undangan",
    "copies": "Tembusan:",
    "list": "DAFTAR UNDANGAN",
    "list_of": "Lampiran surat nomor {number}, tanggal {date}",
    "foot": "Undangan Nomor {number}, {subject}",
}
_LEFT, _RIGHT_MARGIN = 30.0, 25.0
_HEAD_TOP = 12.0
_SIZE = 11.5
_LEADING = 5.3
_LIST = (
    GridColumn("NO", 11.0, "centre"),
    GridColumn("DESA / KELURAHAN", 40.0),
    GridColumn("KECAMATAN", 28.0),
)


@dataclasses.dataclass(frozen=True, slots=True)
class ListedVillage:
    """A row of the attached list: who is invited from where."""

    village: str
    district: str
    invited: str


@dataclasses.dataclass(frozen=True, slots=True)
class Invitation:
    """What the letters say.

    `number` with dots when it is blank; `date` is the letter's ("2 April 2019"); `fields` are Hari, Tanggal,
    Waktu, Tempat, Acara; `opening` and `closing` are whole paragraphs; `bring` is "" or what to bring along;
    `listed` are the rows of the attached list, none when each addressee has a letter of his own.
    """

    letterhead: Letterhead
    place_and_date: str
    date: str
    number: str
    nature: str
    enclosure: str
    subject: str
    addressees: tuple[Addressee, ...]
    opening: str
    fields: tuple[tuple[str, str], ...]
    bring: str
    closing: str
    signature: SignatureBlock
    copies: tuple[str, ...] = ()
    listed: tuple[ListedVillage, ...] = ()
    paper: Paper = F4


def compose(letter: Invitation) -> Drawing:
    """Return all letters in the order of their addressees, then the attached list if there is one."""
    book = Sketchbook(letter.paper, f"{WORDS['title']} {letter.number}")
    right = letter.paper.width - _RIGHT_MARGIN
    frame = Frame(_LEFT, right, 25.0, letter.paper.height - 30.0)
    layer, pen = book.layer()
    top = letterhead.draw(pen, letter.letterhead, _HEAD_TOP, _LEFT, right)
    reference = Reference(
        letter.place_and_date, letter.number, letter.nature, letter.enclosure, letter.subject
    )
    head = letter_parts.draw_reference(pen, reference, _LEFT, top + 8.0)
    widest = max((len(one.lines) for one in letter.addressees), default=1)
    body_top = max(head, top + 15.0 + (widest + 2) * _LEADING) + 4.0
    body = _body(letter, frame)
    overflow = Sketchbook(letter.paper, book.title)
    body.place(overflow, pen, body_top)
    further = overflow.finish() if overflow.count else None
    for addressee in letter.addressees:
        letter_parts.draw_address(book.page(layer), addressee, top + 15.0)
        if further is not None:
            _repeat(book, further)
    book.problems += overflow.problems
    if letter.listed:
        _draw_list(book, letter, frame)
    return book.finish()


def _repeat(book: Sketchbook, further: Drawing) -> None:
    """Put the later pages of a long body behind a letter."""
    for layers in further.pages:
        pen = book.page()
        for layer in layers:
            pen.marks.extend(further.layers[layer])


def _body(letter: Invitation, frame: Frame) -> Flow:
    flow = Flow(frame, _SIZE, 5.6)
    flow.paragraph(letter.opening, first=12.5)
    flow.gap(1.5)
    flow.fields(letter.fields, indent=12.5, colon=24.0)
    flow.gap(1.5)
    if letter.bring:
        flow.paragraph(letter.bring, first=12.5)
    flow.paragraph(letter.closing, first=12.5)
    flow.signature(letter.signature)
    if letter.copies:
        flow.gap(2.0)
        flow.line(WORDS["copies"], size=10.0)
        for number, one in enumerate(letter.copies, 1):
            flow.line(f"{number}. {one}", size=10.0)
    return flow


def _draw_list(book: Sketchbook, letter: Invitation, frame: Frame) -> None:
    width = frame.right - _LEFT - sum(column.width for column in _LIST)
    grid = Grid((*_LIST, GridColumn("YANG DIUNDANG", width)), _LEFT, size=9.5)
    flow = Flow(frame, 10.0)
    words = WORDS["list_of"].replace("{date}", letter.date).replace("{number}", letter.number)
    flow.line(words)
    flow.gap(3.0)
    flow.heading(WORDS["list"], centred=True, size=12.0)
    flow.gap(2.0)
    rows = _listed_rows(letter.listed)
    flow.table(grid, rows)
    flow.signature(letter.signature)
    pen = book.page()
    flow.place(book, pen, 25.0)
    words = WORDS["foot"].replace("{subject}", letter.subject).replace("{number}", letter.number)
    number_pages(book, words, _LEFT, frame.right)


def _listed_rows(listed: Sequence[ListedVillage]) -> list[tuple[str, str, str, str]]:
    return [(str(number), one.village, one.district, one.invited) for number, one in enumerate(listed, 1)]
