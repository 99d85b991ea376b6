"""The minutes of destroyed blanks (berita acara pemusnahan): spoiled certificates, struck out and destroyed.

Source: paper.md sections 3.5 and 3.11.
"""

import dataclasses

from kpm_desktop.documents import headed
from kpm_desktop.documents.drawing import Drawing, Sketchbook
from kpm_desktop.documents.flow import Flow, number_pages
from kpm_desktop.documents.grid import Grid, GridColumn
from kpm_desktop.documents.letterhead import Letterhead
from kpm_desktop.documents.page import F4
from kpm_desktop.documents.signature import SignatureBlock

WORDS = {
    "title": "BERITA ACARA PEMUSNAHAN BLANGKO SERTIFIKAT",
    "number": "Nomor : {number}",
    "list": "Rincian blangko yang dimusnahkan:",
    "end": "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.",
    "foot": "Berita Acara Pemusnahan Nomor {number}",
}
HEADINGS = ("NO", "NOMOR SERTIFIKAT", "TANGGAL", "TERTULIS ATAS NAMA", "SEBAB RUSAK")
_WIDTHS = (10.0, 52.0, 24.0, 48.0, 36.0)


@dataclasses.dataclass(frozen=True, slots=True)
class DestructionMinutes:
    """What the minutes say: `opening` names day, place and count; rows are number, date, name, cause."""

    letterhead: Letterhead
    number: str
    opening: str
    rows: tuple[tuple[str, str, str, str], ...]
    signature: SignatureBlock


def compose(minutes: DestructionMinutes) -> Drawing:
    """Return the minutes, F4 upright."""
    foot = WORDS["foot"].replace("{number}", minutes.number)
    book = Sketchbook(F4, foot)
    frame = headed.frame_of(F4)
    pen = book.page()
    number = WORDS["number"].replace("{number}", minutes.number)
    top = headed.draw_head(pen, frame, minutes.letterhead, WORDS["title"], (), number)
    flow = Flow(frame, 10.6, 5.25)
    flow.paragraph(minutes.opening)
    flow.gap(1.5)
    flow.line(WORDS["list"])
    flow.pieces[-1].keep = 2
    flow.gap(1.0)
    columns = tuple(
        GridColumn(word, width, "centre" if word in {"NO", "TANGGAL"} else "left")
        for word, width in zip(HEADINGS, _WIDTHS, strict=True)
    )
    rows = [(str(place), *row) for place, row in enumerate(minutes.rows, 1)]
    flow.table(Grid(columns, frame.left, row=7.0, size=9.5, head=8.5), rows)
    flow.gap(3.0)
    flow.paragraph(WORDS["end"])
    flow.signature(minutes.signature)
    flow.place(book, pen, top)
    number_pages(book, foot, frame.left, frame.right)
    return book.finish()
