"""The register of certificates (buku register), F4 across: every number once, gaps with their reason.

A live book: each print carries its date and the last number. Which rows it has is decided by a workflow.
Source: paper.md section 3.8.
"""

import dataclasses
from collections.abc import Callable

from kpm_desktop.documents import fitting, flow
from kpm_desktop.documents.drawing import Drawing, Sketch, Sketchbook
from kpm_desktop.documents.grid import Cell, Grid, GridColumn
from kpm_desktop.documents.page import F4, GREY

WORDS = {
    "title": "BUKU REGISTER SERTIFIKAT DAN PIAGAM",
    "foot": "Buku register, dicetak {date}, nomor terakhir {last}",
    "empty_foot": "Buku register, dicetak {date}, belum ada nomor",
    "here": "Jumlah pada halaman ini: {rows} baris",
    "so_far": "sampai dengan halaman ini: {rows} baris",
    "none": "Belum ada nomor yang terbit.",
}
HEADINGS = (
    "NO", "NOMOR", "TANGGAL", "NAMA", "DESA / KECAMATAN", "KEGIATAN / LOMBA", "JENIS", "PENANDA TANGAN",
    "TERIMA (tgl, paraf)", "KETERANGAN",
)  # fmt: skip
WIDTHS = (10.0, 46.0, 20.0, 54.0, 38.0, 42.0, 18.0, 20.0, 16.0, 31.0)
LEFT, RIGHT = 20.0, 315.0
_ROW = 7.5
_FIRST_TABLE = 37.0
_LATER_TABLE = 20.0
_BODY_END = 32.0
_TOTAL = 5.6

RegisterRow = tuple[str, str, str, str, str, str, str, str]
"""Number, date, name, village and district, activity, kind, signatory, notes."""


@dataclasses.dataclass(frozen=True, slots=True)
class Register:
    """What is to be printed: `filters` says what was chosen, `counts` is the closing line."""

    office: str
    filters: str
    date: str
    last_number: str
    rows: tuple[RegisterRow, ...]
    counts: str


def grid() -> Grid:
    """Return the table of the book."""
    columns = tuple(
        GridColumn(word, width, "centre" if word in {"NO", "TANGGAL", "JENIS"} else "left")
        for word, width in zip(HEADINGS, WIDTHS, strict=True)
    )
    return Grid(columns, LEFT, row=_ROW, size=8.0, head=11.5)


def compose(register: Register, on_row: Callable[[int], None] | None = None) -> Drawing:
    """Return the book; the head stands on each page and no row is split; each page tells its rows.

    `on_row` is called with the rows placed so far and may raise to stop.
    """
    book = Sketchbook(F4.landscape(), WORDS["title"])
    _Book(book, register, on_row).draw()
    return book.finish()


class _Book:
    """The book being drawn."""

    def __init__(self, book: Sketchbook, register: Register, on_row: Callable[[int], None] | None) -> None:
        self._book, self._register, self._on_row = book, register, on_row
        self._grid = grid()
        self._bottom = book.paper.height - _BODY_END
        self._pen = book.page()
        self._top = self._y = 0.0
        self._here = self._done = 0

    def draw(self) -> None:
        self._draw_head()
        self._begin(_FIRST_TABLE)
        for number, row in enumerate(self._register.rows, start=1):
            cells = self._grid.cells((str(number), *row[:7], "", row[7]))
            self._draw_row(cells)
            if self._on_row and number % 50 == 0:
                self._on_row(number)
        if not self._register.rows:
            self._pen.text((LEFT + RIGHT) / 2, self._y + 5.0, WORDS["none"], "LS", 9, anchor="centre")
            self._y += _ROW
        self._end_page()
        for place, line in enumerate(fitting.wrap_left(self._register.counts, RIGHT - LEFT, "LSB", 9)):
            self._pen.text(LEFT, self._y + _TOTAL + 5.0 + 4.2 * place, line, "LSB", 9)
        self._draw_feet()

    def _draw_row(self, cells: list[Cell]) -> None:
        height = self._grid.height(cells)
        if self._y + height > self._bottom and self._here:
            self._end_page()
            self._pen = self._book.page()
            self._begin(_LATER_TABLE)
        self._y = self._grid.draw_row(self._pen, self._y, cells, height)
        self._here, self._done = self._here + 1, self._done + 1

    def _begin(self, y: float) -> None:
        self._top, self._here = y, 0
        self._y = self._grid.draw_head(self._pen, y)

    def _end_page(self) -> None:
        self._grid.draw_frame(self._pen, self._top, self._y)
        here = WORDS["here"].replace("{rows}", str(self._here))
        so_far = WORDS["so_far"].replace("{rows}", str(self._done))
        self._pen.text(RIGHT, self._y + 4.2, f"{here}; {so_far}", "LSI", 8, anchor="right", colour=GREY)

    def _draw_head(self) -> None:
        centre = (LEFT + RIGHT) / 2
        self._pen.text(centre, 18.0, WORDS["title"], "LSB", 13.5, anchor="centre", tracking=0.6)
        self._pen.text(centre, 24.0, self._register.office, "LSB", 10.5, anchor="centre")
        _fitted(self._pen, centre, 30.0, self._register.filters, RIGHT - LEFT)

    def _draw_feet(self) -> None:
        pens = self._book.page_pens()
        last = self._register.last_number
        words = WORDS["foot" if last else "empty_foot"].replace("{date}", self._register.date)
        words = words.replace("{last}", last)
        for number, pen in enumerate(pens, 1):
            y = pen.paper.height - 18.0
            pen.text(LEFT, y, words, "LS", 8, colour=GREY)
            page = flow.WORDS["page"].replace("{page}", str(number)).replace("{pages}", str(len(pens)))
            pen.text(RIGHT, y, page, "LS", 9, anchor="right", colour=GREY)


def _fitted(pen: Sketch, centre: float, y: float, text: str, width: float) -> None:
    fitted = fitting.fit_line(text, width, "LS", 10, 7.5)
    size = fitted.lines[0].size if isinstance(fitted, fitting.Fitted) else 7.5
    pen.text(centre, y, text, "LS", size, anchor="centre")
