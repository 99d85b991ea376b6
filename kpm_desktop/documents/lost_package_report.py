"""The report of a package that was lost: what it held, of how many persons, and how it was protected. Live.

For the written notice within 3 x 24 hours (Law 27 of 2022, article 46). Source: data-file.md section 16.
"""

import dataclasses

from kpm_desktop.documents import headed
from kpm_desktop.documents.drawing import Drawing, Sketchbook
from kpm_desktop.documents.flow import Flow, number_pages
from kpm_desktop.documents.grid import Grid, GridColumn
from kpm_desktop.documents.letterhead import Letterhead
from kpm_desktop.documents.page import F4, Anchor
from kpm_desktop.documents.signature import SignatureBlock

WORDS = {
    "lost": "LAPORAN PAKET DATA YANG HILANG",
    "held": "ISI PAKET DATA",
    "foot": "Laporan paket data nomor {number}",
}
HEADINGS = ("NO", "DATA PRIBADI DI DALAM PAKET", "ORANG")
_WIDTHS = (12.0, 118.0, 40.0)
_ALIGN: tuple[Anchor, ...] = ("centre", "left", "right")


@dataclasses.dataclass(frozen=True, slots=True)
class LostPackageReport:
    """`facts` are label and value; `rows` what the package holds and of how many persons.

    `is_lost`: else it only tells what the package holds.
    """

    letterhead: Letterhead
    number: str
    is_lost: bool
    opening: str
    facts: tuple[tuple[str, str], ...]
    held: str
    rows: tuple[tuple[str, str], ...]
    closing: tuple[str, ...]
    signature: SignatureBlock


def compose(report: LostPackageReport) -> Drawing:
    """Return the report, F4 upright."""
    foot = WORDS["foot"].replace("{number}", report.number)
    book = Sketchbook(F4, foot)
    frame = headed.frame_of(F4)
    pen = book.page()
    top = headed.draw_head(pen, frame, report.letterhead, WORDS["lost" if report.is_lost else "held"], ())
    flow = Flow(frame, 10.6, 5.25)
    flow.paragraph(report.opening)
    flow.gap(1.5)
    flow.fields(report.facts, colon=38.0)
    flow.gap(3.0)
    flow.paragraph(report.held)
    if report.rows:
        flow.gap(1.5)
        columns = tuple(
            GridColumn(word, width, align)
            for word, width, align in zip(HEADINGS, _WIDTHS, _ALIGN, strict=True)
        )
        rows = [(str(place), *row) for place, row in enumerate(report.rows, 1)]
        flow.table(Grid(columns, frame.left, row=7.0, size=9.5, head=8.5), rows)
    for paragraph in report.closing:
        flow.gap(3.0)
        flow.paragraph(paragraph)
    flow.signature(report.signature)
    flow.place(book, pen, top)
    number_pages(book, foot, frame.left, frame.right)
    return book.finish()
