"""The report on a merge: from where, what came in group by group, what was chosen. F4 upright; live, dated.

What the rows say is put into words before; a NIK is masked there.
"""

import dataclasses
from collections.abc import Sequence

from kpm_desktop.documents import fitting
from kpm_desktop.documents.drawing import Drawing, Sketchbook
from kpm_desktop.documents.flow import Flow, Frame, number_pages
from kpm_desktop.documents.grid import Grid, GridColumn
from kpm_desktop.documents.page import F4

WORDS = {
    "title": "LAPORAN PENGGABUNGAN DATA",
    "no": "NO",
    "more": "dan {count} lainnya",
    "foot": "Laporan penggabungan data, dicetak {date}",
}
MOST_ROWS = 2000
"""Rows of a section that are printed; the others are counted."""
_LEFT, _RIGHT = 20.0, 15.0
_NUMBER = 11.0


@dataclasses.dataclass(frozen=True, slots=True)
class ReportSection:
    """One group: heading, (heading, share of the width) of each column, a text for each cell."""

    title: str
    columns: tuple[tuple[str, float], ...]
    rows: Sequence[Sequence[str]]


@dataclasses.dataclass(frozen=True, slots=True)
class MergeReport:
    """What the report says. `facts` are label and value; sections without rows are left out."""

    office: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[ReportSection, ...]
    remarks: tuple[str, ...]
    date: str


def compose(report: MergeReport) -> Drawing:
    """Return the report: facts, then a table for each group, its head repeated on each page."""
    book = Sketchbook(F4, WORDS["title"])
    right = F4.width - _RIGHT
    pen = book.page()
    pen.text(_LEFT, 18.0, report.office, "LS", 9.5)
    pen.text((_LEFT + right) / 2, 28.0, WORDS["title"], "LSB", 13, anchor="centre")
    flow = Flow(Frame(_LEFT, right, 18.0, F4.height - 26.0), 10.0, 5.0)
    flow.fields(report.facts, colon=42.0)
    for remark in report.remarks:
        flow.gap(1.5)
        flow.paragraph(remark)
    for section in report.sections:
        if section.rows:
            _put(flow, section, right - _LEFT - _NUMBER)
    flow.place(book, pen, 35.0)
    number_pages(book, WORDS["foot"].replace("{date}", report.date), _LEFT, right)
    return book.finish()


def _put(flow: Flow, section: ReportSection, room: float) -> None:
    flow.gap(4.0)
    flow.heading(section.title)
    flow.gap(1.0)
    whole = sum(share for _, share in section.columns)
    columns = tuple(GridColumn(title.upper(), room * share / whole) for title, share in section.columns)
    grid = Grid((GridColumn(WORDS["no"], _NUMBER, "centre"), *columns), _LEFT, row=6.4, size=9.0, head=8.0)
    rows = section.rows[:MOST_ROWS]
    flow.table(grid, [(str(number), *row) for number, row in enumerate(rows, 1)])
    if more := len(section.rows) - len(rows):
        for line in fitting.wrap_left(WORDS["more"].replace("{count}", str(more)), room, "LS", 9.0):
            flow.line(line, size=9.0)
