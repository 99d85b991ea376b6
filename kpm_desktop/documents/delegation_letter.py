"""The letter that sends the winners on (surat pengiriman): drawn from one frozen result."""

import dataclasses

from kpm_desktop.documents import letter_parts, letterhead, result_parts
from kpm_desktop.documents.drawing import Drawing, Sketchbook
from kpm_desktop.documents.flow import Flow, Frame
from kpm_desktop.documents.grid import Grid, GridColumn
from kpm_desktop.documents.letter_parts import Addressee, Reference
from kpm_desktop.documents.letterhead import Letterhead
from kpm_desktop.documents.page import F4, GREY
from kpm_desktop.documents.signature import SignatureBlock
from kpm_desktop.domain.decision import ResultRow

WORDS = {
    "title": "Surat Pengiriman",
    "copies": "Tembusan:",
    "foot": "Surat Nomor {number}, {subject}",
}
_LEFT, _RIGHT_MARGIN = 30.0, 25.0
_SIZE = 11.5
_COLUMNS = (
    GridColumn("NO", 11.0, "centre"),
    GridColumn("NAMA", 52.0),
    GridColumn("DESA, KECAMATAN", 47.0),
    GridColumn("KATEGORI", 24.0),
    GridColumn("HASIL", 26.0),
)


@dataclasses.dataclass(frozen=True, slots=True)
class Delegate:
    """Somebody who is sent: his row of the result and its category."""

    row: ResultRow
    category: str


@dataclasses.dataclass(frozen=True, slots=True)
class DelegationLetter:
    """What the letter says; `opening` and `closing` are whole paragraphs, `digest` the result's SHA-256."""

    letterhead: Letterhead
    reference: Reference
    addressee: Addressee
    opening: str
    delegates: tuple[Delegate, ...]
    closing: str
    signature: SignatureBlock
    digest: str
    copies: tuple[str, ...] = ()


def compose(letter: DelegationLetter) -> Drawing:
    """Return the letter; number, name, village and rank of each delegate stand together."""
    book = Sketchbook(F4, f"{WORDS['title']} {letter.reference.number}")
    right = F4.width - _RIGHT_MARGIN
    frame = Frame(_LEFT, right, 25.0, F4.height - 30.0)
    pen = book.page()
    top = letterhead.draw(pen, letter.letterhead, 12.0, _LEFT, right)
    head = letter_parts.draw_reference(pen, letter.reference, _LEFT, top + 8.0)
    address = letter_parts.draw_address(pen, letter.addressee, top + 15.0)
    flow = Flow(frame, _SIZE, 5.6)
    flow.paragraph(letter.opening, first=12.5)
    flow.gap(2.0)
    flow.table(Grid(_COLUMNS, _LEFT, row=8.6, size=9.5), [_cells(one) for one in letter.delegates])
    flow.gap(3.0)
    flow.paragraph(letter.closing, first=12.5)
    flow.signature(letter.signature)
    if letter.copies:
        flow.gap(2.0)
        flow.line(WORDS["copies"], size=10.0)
        for number, copy in enumerate(letter.copies, 1):
            flow.line(f"{number}. {copy}", size=10.0)
    flow.place(book, pen, max(head, address) + 4.0)
    line = result_parts.fingerprint_line(letter.digest)
    for one in book.page_pens():
        one.text(_LEFT, F4.height - 16.4, line, "LS", 7.5, colour=GREY)
    return book.finish()


def _cells(one: Delegate) -> tuple[str, ...]:
    where = ", ".join(part for part in (one.row.village, one.row.district) if part)
    rank = one.row.award or f"Peringkat {one.row.rank}"
    return (one.row.number, one.row.name, where, one.category, rank)
