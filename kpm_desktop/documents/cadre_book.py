"""The official book of cadres, model D.4: exactly eight columns and the row 1 to 8, F4 landscape.

Source: paper.md section 3.14.
"""

import dataclasses
from collections.abc import Sequence

from kpm_desktop.documents import fitting, flow, signature
from kpm_desktop.documents.drawing import Drawing, Sketch, Sketchbook
from kpm_desktop.documents.grid import Cell, Grid, GridColumn
from kpm_desktop.documents.page import F4
from kpm_desktop.documents.signature import SignatureBlock

WORDS = {
    "title": "BUKU KADER PEMBERDAYAAN MASYARAKAT",
    "year": "TAHUN {year}",
    "foot": "Buku Kader Pemberdayaan Masyarakat (Model D.4), {place}, dicetak {date}",
    "none": "Belum ada kader.",
}
HEADINGS = (
    "NO. URUT", "NAMA", "UMUR", "JENIS KELAMIN", "PENDIDIKAN / KURSUS", "BIDANG", "ALAMAT", "KETERANGAN",
)  # fmt: skip
WIDTHS = (12.0, 60.0, 14.0, 18.0, 60.0, 45.0, 56.0, 30.0)
LEFT, RIGHT = 20.0, 315.0
ROW = 8.0
_BAND = 7.5
_BODY_END = 26.0
_LATER_TOP = 18.0
_CLOSING = 60.0
_CENTRED = {"NO. URUT", "UMUR", "JENIS KELAMIN"}

BookRow = tuple[str, str, str, str, str, str, str]
"""Name, age, sex, education and courses, field, address, notes; the number is counted here."""


@dataclasses.dataclass(frozen=True, slots=True)
class BookVillage:
    """The cadres of one village; `band` is its name over its rows where the book holds several."""

    band: str
    rows: tuple[BookRow, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class BookPart:
    """A book or a part of one: its head lines (label, value), its villages, who signs (None: nobody)."""

    place: str
    fields: tuple[tuple[str, str], ...]
    villages: tuple[BookVillage, ...]
    signature: SignatureBlock | None


@dataclasses.dataclass(frozen=True, slots=True)
class CadreBook:
    """A whole book: each part begins on a page of its own."""

    year: int
    date: str
    parts: tuple[BookPart, ...]


def grid() -> Grid:
    """Return the table of the book."""
    columns = tuple(
        GridColumn(word, width, "centre" if word in _CENTRED else "left")
        for word, width in zip(HEADINGS, WIDTHS, strict=True)
    )
    return Grid(columns, LEFT, row=ROW, size=9.5, head=9.5, numbered=True)


def compose(book: CadreBook) -> Drawing:
    """Return the book; header and numbering row stand on each page, no row is split."""
    place = book.parts[0].place if len(book.parts) == 1 else ""
    made = Sketchbook(
        F4.landscape(), ", ".join(part for part in ("Buku Kader Pemberdayaan Masyarakat", place) if part)
    )
    table = grid()
    for part in book.parts:
        _Part(made, table, part, book).draw()
    return made.finish()


class _Part:
    """One part being drawn."""

    def __init__(self, made: Sketchbook, table: Grid, part: BookPart, book: CadreBook) -> None:
        self._made, self._grid, self._part, self._book = made, table, part, book
        self._bottom = made.paper.height - _BODY_END
        self._pages: list[Sketch] = []
        self._pen = self._new_page()
        self._top = self._y = 0.0

    def draw(self) -> None:
        self._begin(self._draw_head())
        rows: list[tuple[str, list[Cell], float]] = []
        for village in self._part.villages:
            rows += self._rows(village)
        for place, (band, cells, height) in enumerate(rows):
            needed = height + (_BAND if band else 0.0)
            if self._part.signature is not None and place >= len(rows) - 2:
                needed = sum(_height(row) for row in rows[place:]) + _CLOSING
            if self._y + needed > self._bottom and self._y > self._top + self._grid.head_height:
                self._turn()
            if band:
                self._y = self._grid.draw_band(self._pen, self._y, band, _BAND)
            self._y = self._grid.draw_row(self._pen, self._y, cells, height)
        self._grid.draw_frame(self._pen, self._top, self._y)
        if self._part.signature is not None:
            if self._y + _CLOSING > self._bottom + 1e-6:
                self._turn()
            signature.draw_office_block(self._pen, self._part.signature, self._y + 9.0, 80.0, 255.0)
        self._draw_feet()

    def _rows(self, village: BookVillage) -> list[tuple[str, list[Cell], float]]:
        texts: Sequence[Sequence[str]] = [
            (str(number), *row) for number, row in enumerate(village.rows, 1)
        ] or [("", WORDS["none"], "", "", "", "", "", "")]
        found = []
        for place, row in enumerate(texts):
            cells = self._grid.cells(row)
            found.append((village.band if place == 0 else "", cells, self._grid.height(cells)))
        return found

    def _new_page(self) -> Sketch:
        pen = self._made.page()
        self._pages.append(pen)
        return pen

    def _begin(self, y: float) -> None:
        self._top = y
        self._y = self._grid.draw_head(self._pen, y)

    def _turn(self) -> None:
        self._grid.draw_frame(self._pen, self._top, self._y)
        self._pen = self._new_page()
        self._begin(_LATER_TOP)

    def _draw_head(self) -> float:
        centre = (LEFT + RIGHT) / 2
        self._pen.text(centre, 20.0, WORDS["title"], "LSB", 13.5, anchor="centre", tracking=0.6)
        year = WORDS["year"].replace("{year}", str(self._book.year))
        self._pen.text(centre, 26.0, year, "LSB", 11, anchor="centre")
        y = 34.0
        for label, value in self._part.fields:
            self._pen.text(LEFT, y, label, "LS", 10)
            self._pen.text(LEFT + 32.0, y, ":", "LS", 10)
            self._pen.text(LEFT + 35.0, y, value, "LS", 10)
            y += 5.0
        return y - 1.0

    def _draw_feet(self) -> None:
        words = WORDS["foot"].replace("{date}", self._book.date).replace("{place}", self._part.place)
        for number, pen in enumerate(self._pages, 1):
            y = pen.paper.height - 18.0
            fitted = fitting.fit_line(words, 250.0, "LS", 8, 7)
            size = fitted.lines[0].size if isinstance(fitted, fitting.Fitted) else 7.0
            pen.text(LEFT, y, words, "LS", size, colour="#444444")
            page = flow.WORDS["page"].replace("{page}", str(number)).replace("{pages}", str(len(self._pages)))
            pen.text(RIGHT, y, page, "LS", 9, anchor="right", colour="#444444")


def _height(row: tuple[str, list[Cell], float]) -> float:
    return row[2] + (_BAND if row[0] else 0.0)
