"""Everything that is kept of one person, for himself: his data, what he took part in, what was changed. Live.

What the rows say is put into words before. Law 27 of 2022; data-file.md section 16.
"""

import dataclasses
from collections.abc import Sequence

from kpm_desktop.documents import headed
from kpm_desktop.documents.drawing import Drawing, Sketch, Sketchbook
from kpm_desktop.documents.flow import DrawPiece, Flow, number_pages
from kpm_desktop.documents.grid import Grid, GridColumn
from kpm_desktop.documents.letterhead import Letterhead
from kpm_desktop.documents.page import F4

WORDS = {
    "title": "SALINAN DATA PRIBADI",
    "photo": "Foto yang disimpan:",
    "foot": "Salinan data pribadi, dibuat {date}",
}
_PHOTO = (30.0, 40.0)


@dataclasses.dataclass(frozen=True, slots=True)
class CopySection:
    """One kind of rows: heading, (heading, share of the width) of each column, a text for each cell."""

    title: str
    columns: tuple[tuple[str, float], ...]
    rows: Sequence[Sequence[str]]


@dataclasses.dataclass(frozen=True, slots=True)
class PersonCopy:
    """`facts` are label and value of the person himself; sections without rows are left out."""

    letterhead: Letterhead
    opening: str
    facts: tuple[tuple[str, str], ...]
    photo: bytes | None
    sections: tuple[CopySection, ...]
    closing: str
    date: str


def compose(copy: PersonCopy) -> Drawing:
    """Return the copy, F4 upright."""
    book = Sketchbook(F4, WORDS["title"])
    frame = headed.frame_of(F4)
    pen = book.page()
    top = headed.draw_head(pen, frame, copy.letterhead, WORDS["title"], ())
    flow = Flow(frame, 10.0, 5.0)
    flow.paragraph(copy.opening)
    flow.gap(2.0)
    flow.fields(copy.facts, colon=44.0)
    if copy.photo:
        flow.gap(2.0)
        flow.line(WORDS["photo"])
        flow.pieces[-1].keep = 1
        flow.block(_PHOTO[1] + 2.0, _photo_at(copy.photo, frame.left))
    for section in copy.sections:
        if section.rows:
            flow.gap(4.0)
            flow.heading(section.title)
            flow.gap(1.0)
            room = frame.right - frame.left
            whole = sum(share for _, share in section.columns)
            columns = tuple(
                GridColumn(title.upper(), room * share / whole) for title, share in section.columns
            )
            flow.table(Grid(columns, frame.left, row=6.0, size=8.8, head=7.5), section.rows)
    flow.gap(4.0)
    flow.paragraph(copy.closing)
    flow.place(book, pen, top)
    number_pages(book, WORDS["foot"].replace("{date}", copy.date), frame.left, frame.right)
    return book.finish()


def _photo_at(photo: bytes, left: float) -> DrawPiece:
    def draw(pen: Sketch, y: float) -> None:
        pen.picture(photo, left, y + 1.0, *_PHOTO)

    return draw
