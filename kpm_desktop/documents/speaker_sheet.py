"""The attendance sheet of speakers, moderators and committee. Source: paper.md section 3.2, second form."""

import dataclasses

from kpm_desktop.documents import headed
from kpm_desktop.documents.drawing import Drawing, Sketchbook
from kpm_desktop.documents.flow import Flow, number_pages
from kpm_desktop.documents.grid import Grid, GridColumn
from kpm_desktop.documents.letterhead import Letterhead
from kpm_desktop.documents.page import Paper
from kpm_desktop.documents.signature import SignatureBlock

WORDS = {"title": "DAFTAR HADIR NARASUMBER", "foot": "Daftar Hadir Narasumber, {event}"}
HEADINGS = ("NO", "NAMA", "JABATAN / INSTANSI", "MATERI", "TANDA TANGAN")
_WIDTHS = {"F4": (10.0, 50.0, 40.0, 42.0, 38.0), "A4": (10.0, 48.0, 38.0, 41.0, 38.0)}
_ROW = 14.0
_SHIFT = "\u00a0" * 16


@dataclasses.dataclass(frozen=True, slots=True)
class SpeakerRow:
    """A row as it is printed."""

    name: str
    institution: str
    topics: str


@dataclasses.dataclass(frozen=True, slots=True)
class SpeakerSheet:
    """What the sheet says; `fields` are Hari tanggal, Waktu, Tempat, Acara."""

    paper: Paper
    letterhead: Letterhead
    title: str
    event: str
    fields: tuple[tuple[str, str], ...]
    rows: tuple[SpeakerRow, ...]
    signature: SignatureBlock


def compose(sheet: SpeakerSheet) -> Drawing:
    """Return the sheet; rows grow with their texts."""
    foot = WORDS["foot"].replace("{event}", sheet.event)
    book = Sketchbook(sheet.paper, foot)
    frame = headed.frame_of(sheet.paper, left=20.0, right_margin=15.0)
    pen = book.page()
    top = headed.draw_head(pen, frame, sheet.letterhead, WORDS["title"], (sheet.title,))
    flow = Flow(frame, 10.0, 5.0)
    flow.fields(sheet.fields)
    flow.gap(3.0)
    columns = tuple(
        GridColumn(word, width, "centre" if word == "NO" else "left")
        for word, width in zip(HEADINGS, _WIDTHS[sheet.paper.name], strict=True)
    )
    grid = Grid(columns, frame.left, row=_ROW, size=10.0, head=8.5)
    rows = [
        (str(number), row.name, row.institution, row.topics, _place(number))
        for number, row in enumerate(sheet.rows, 1)
    ]
    flow.table(grid, rows)
    flow.signature(sheet.signature)
    flow.place(book, pen, top)
    number_pages(book, foot, frame.left, frame.right)
    return book.finish()


def _place(number: int) -> str:
    """Return the dotted place to sign on: odd numbers left, even ones to the right."""
    return f"{number} .............." if number % 2 else _SHIFT + f"{number} .............."
