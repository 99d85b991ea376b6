"""The attendance sheet (daftar hadir): evidence signed by hand, typed in or scanned later.

`compose` places everything and says what does not fit; `draw` makes the PDF of exactly that. Source: paper.md
section 3.2, papers/README.md section 4.
"""

import dataclasses
import itertools
from collections.abc import Iterator
from typing import Any

from kpm_desktop.documents import fitting, fonts, letterhead, page, signature
from kpm_desktop.documents.letterhead import Letterhead
from kpm_desktop.documents.page import BLACK, GREY, Pages, Paper, Pen
from kpm_desktop.documents.signature import SignatureBlock
from kpm_desktop.documents.wording import fill
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid

WORDS = {
    "title": "DAFTAR HADIR",
    "no": "NO",
    "name": "NAMA",
    "sex": "L/P",
    "post": "JABATAN",
    "village": "DESA / KELURAHAN",
    "sign": "TANDA TANGAN",
    "count": "Jumlah tanda tangan pada halaman ini:   L ______   P ______   jumlah ______ orang",
    "blank": "Nomor tanpa nama disediakan bagi peserta yang belum terdaftar; "
    "tulis nama, jabatan, dan desa dengan huruf cetak.",
    "total": "Jumlah seluruhnya:   diundang  {invited}  orang      hadir ______ orang      "
    "mewakili ______ orang",
    "marks": "Jangan menulis pada kotak hitam di sudut dan kode di kiri.",
    "page": "Halaman {page} dari {pages}",
    "draft": "KONSEP",
}
LEFT = 20.0
RIGHT_MARGIN = 15.0
ROW = 9.5
HEAD_ROW = 8.5
_COLUMNS = {
    "F4": (20.0, 29.0, 84.0, 93.0, 119.0, 152.0, 176.0, 200.0),
    "A4": (20.0, 29.0, 79.0, 88.0, 114.0, 147.0, 171.0, 195.0),
}
_TOP = 16.0
_FIRST_TABLE = 85.0
_LATER_TABLE = 23.0
_BODY_END = 28.0  # above the bottom edge
_CLOSING = 74.0
_TOGETHER = 2  # rows that go with the signature block
_PADDING = 1.6
_OUTER = 0.4
_INNER = 0.2
_HEAD_FILL = "#E9E9E9"
_SPARE_FILL = "#F0F0F0"
_FIELDS_Y = 64.0
_FIELD_LEADING = 5.0
_LETTERHEAD_END = 40.3


@dataclasses.dataclass(frozen=True, slots=True)
class Attendee:
    """One row, every text exactly as it is printed; `person` is None on a blank row for a walk-in."""

    person: Uid | None
    name: str = ""
    sex: str = ""
    post: str = ""
    village: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class SheetHead:
    """The head of a sheet.

    `title` stands below DAFTAR HADIR in bold; `fields` are label and value (Hari, tanggal; Waktu; Tempat;
    Acara); `continued` is the line on later pages ("Lanjutan ..."), `footer` the one beside the QR
    ("Daftar Hadir DH-2019-014, ..."); `code` is the sheet's id, 10 capitals or digits, for the QR.
    """

    title: str
    fields: tuple[tuple[str, str], ...]
    continued: str
    footer: str
    code: str


@dataclasses.dataclass(frozen=True, slots=True)
class AttendanceSheet:
    """What is to be printed: rows in their order, `blank_rows` more are numbered on.

    `invited` is the number in the closing line; None: all rows.
    """

    paper: Paper
    letterhead: Letterhead
    head: SheetHead
    rows: tuple[Attendee, ...]
    signature: SignatureBlock
    blank_rows: int = 10
    invited: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row on its page, in mm from the top left: `box` is the signature box (x, y, width, height)."""

    number: int
    attendee: Attendee
    y: float
    height: float
    box: tuple[float, float, float, float]


@dataclasses.dataclass(frozen=True, slots=True)
class PlacedPage:
    """A page of the sheet: where its table begins, its rows, whether the signature block closes it."""

    page: int
    table_y: float
    rows: tuple[PlacedRow, ...]
    closing: bool


@dataclasses.dataclass(frozen=True, slots=True)
class PlacedSheet:
    """A composed sheet; `problems` are F.402 and F.404 with `values` row and text."""

    sheet: AttendanceSheet
    pages: tuple[PlacedPage, ...]
    problems: tuple[Problem, ...]


def compose(sheet: AttendanceSheet) -> PlacedSheet:
    """Place every row; nothing is drawn. A text that does not fit is left out and told as a problem."""
    attendees = (*sheet.rows, *(Attendee(None) for _ in range(sheet.blank_rows)))
    first = _first_table(sheet)
    pages: list[PlacedPage] = []
    done = 0
    for number, (count, closing) in enumerate(_counts(sheet.paper, len(attendees), first), start=1):
        top = first if number == 1 else _LATER_TABLE
        rows = _place(sheet.paper, attendees[done : done + count], done, top + HEAD_ROW)
        pages.append(PlacedPage(number, top, tuple(rows), closing))
        done += count
    return PlacedSheet(sheet, tuple(pages), tuple(_problems(sheet)))


def draw(placed: PlacedSheet, *, draft: bool = False) -> bytes:
    """Return the PDF of a composed sheet; a draft says KONSEP and has no code, so no scan takes it in."""
    sheet = placed.sheet
    pages = Pages(sheet.paper, sheet.head.footer)
    for placed_page in placed.pages:
        if placed_page.page == 1:
            _draw_head(pages.pen, sheet)
        else:
            pages.pen.text(LEFT, 19.2, sheet.head.continued, "LSI", 9)
        end = _draw_table(pages.pen, placed_page)
        if placed_page.closing:
            _draw_closing(pages.pen, sheet, end)
        _draw_foot(pages.pen, sheet.head, placed_page.page, len(placed.pages))
        if draft:
            middle = sheet.paper.width / 2
            pages.pen.text(
                middle, 9.0, WORDS["draft"], "LS", 9, anchor="centre", colour="#8C8C8C", tracking=3.0
            )
        else:
            code = f"K1H{sheet.head.code}{placed_page.page:02}{len(placed.pages):02}"
            page.draw_scan_marks(pages.pen, code)
        pages.next()
    return pages.finish()


def frozen_head(placed: PlacedSheet) -> dict[str, Any]:
    """Return the head, letterhead and signers as printed, JSON-able; the emblem is left out."""
    sheet = placed.sheet
    head = dataclasses.asdict(sheet.head)
    lines = dataclasses.asdict(dataclasses.replace(sheet.letterhead, emblem=None))
    return {"v": 1, **head, "letterhead": lines, "signature": dataclasses.asdict(sheet.signature)}


def frozen_rows(placed: PlacedSheet) -> list[dict[str, Any]]:
    """Return who stands in which row and how he is spelled, JSON-able; `person` is hex or None."""
    return [
        {
            "page": placed_page.page,
            "no": row.number,
            "person": row.attendee.person.hex() if row.attendee.person else None,
            "name": row.attendee.name,
            "sex": row.attendee.sex,
            "post": row.attendee.post,
            "village": row.attendee.village,
        }
        for placed_page in placed.pages
        for row in placed_page.rows
    ]


def frozen_boxes(placed: PlacedSheet) -> list[dict[str, Any]]:
    """Return y and height of each row and its signature box (x, y, width, height) in mm, JSON-able."""
    return [
        {"page": placed_page.page, "no": row.number, "y": row.y, "h": row.height, "box": list(row.box)}
        for placed_page in placed.pages
        for row in placed_page.rows
    ]


def capacity(paper: Paper, table_y: float, *, closing: bool) -> int:
    """Return how many rows a page holds whose table begins at `table_y`; less with the closing block."""
    room = paper.height - _BODY_END - table_y - HEAD_ROW - ROW - (_CLOSING if closing else 0.0)
    return max(int(room / ROW + 1e-6), 0)


def _counts(paper: Paper, rows: int, first: float) -> Iterator[tuple[int, bool]]:
    """Yield the rows of each page and whether it closes; the closing block takes at least two rows along."""
    table = first
    while True:
        if rows <= capacity(paper, table, closing=True):
            yield rows, True
            return
        count = max(min(rows - _TOGETHER, capacity(paper, table, closing=False)), 1)
        yield count, False
        rows -= count
        table = _LATER_TABLE


def _place(paper: Paper, attendees: tuple[Attendee, ...], done: int, top: float) -> Iterator[PlacedRow]:
    columns = _COLUMNS[paper.name]
    for index, attendee in enumerate(attendees):
        number = done + index + 1
        y = round(top + index * ROW, 3)
        left, right = columns[5:7] if number % 2 else columns[6:8]
        yield PlacedRow(number, attendee, y, ROW, (left, y, right - left, 2 * ROW))


def _first_table(sheet: AttendanceSheet) -> float:
    """Return where the first page's table begins: 85 mm, further down when the head is longer."""
    lower = _shift(sheet)
    fields = sum(len(lines) for _, lines in _field_lines(sheet))
    return max(_FIRST_TABLE, _FIELDS_Y + lower + (fields - 1) * _FIELD_LEADING + 6.0)


def _shift(sheet: AttendanceSheet) -> float:
    """Return by how much a taller letterhead or a second title line moves the fields down."""
    inner = sheet.paper.width - RIGHT_MARGIN - LEFT - letterhead.EMBLEM - 3.0
    names = len(letterhead.name_lines(sheet.letterhead.name, inner))
    return max(names - 1, 0) * 6.0 + max(len(_title_lines(sheet)) - 1, 0) * 5.0


def _title_lines(sheet: AttendanceSheet) -> list[str]:
    return fitting.wrap_centred(sheet.head.title, sheet.paper.width - RIGHT_MARGIN - LEFT, "LSB", 11)


def _field_lines(sheet: AttendanceSheet) -> list[tuple[str, list[str]]]:
    width = sheet.paper.width - RIGHT_MARGIN - LEFT - 29.0
    return [(label, fitting.wrap_left(value, width, "LS", 10)) for label, value in sheet.head.fields]


def _cells(paper: Paper, attendee: Attendee) -> Iterator[tuple[str, str, float, float]]:
    """Yield field, text, left edge and width of the three cells that are fitted."""
    columns = _COLUMNS[paper.name]
    for field, text, column in (
        ("name", attendee.name, 1),
        ("post", attendee.post, 3),
        ("village", attendee.village, 4),
    ):
        left, right = columns[column], columns[column + 1]
        yield field, text, left + _PADDING, right - left - 2 * _PADDING


def _problems(sheet: AttendanceSheet) -> Iterator[Problem]:
    for field, text in _head_texts(sheet):
        if missing := fonts.missing_glyphs(text, "LS"):
            yield Problem(field, "F.404", {"text": text, "missing": missing})
    for number, attendee in enumerate(sheet.rows, start=1):
        for field, text, _, width in _cells(sheet.paper, attendee):
            row = {"row": str(number), "name": attendee.name, "text": text}
            if missing := fonts.missing_glyphs(text, "LS"):
                yield Problem(field, "F.404", {**row, "missing": missing})
            elif text and isinstance(fitting.fit_cell(text, width), fitting.DoesNotFit):
                yield Problem(field, "F.402", row)


def _head_texts(sheet: AttendanceSheet) -> Iterator[tuple[str, str]]:
    """Yield field and text of everything outside the table that comes from the data."""
    yield "title", sheet.head.title
    yield from sheet.head.fields
    head = sheet.letterhead
    for text in (head.upper_name, head.name.replace("\n", ""), head.address, head.contact):
        yield "letterhead", text
    for signer in filter(None, (sheet.signature.right, sheet.signature.left)):
        yield "signatory", " ".join((*signer.post, signer.name, signer.rank, signer.nip))


def _draw_head(pen: Pen, sheet: AttendanceSheet) -> None:
    right = sheet.paper.width - RIGHT_MARGIN
    centre = (LEFT + right) / 2
    end = letterhead.draw(pen, sheet.letterhead, _TOP, LEFT, right)
    lower = max(end - _LETTERHEAD_END, 0.0)
    pen.text(centre, 50.0 + lower, WORDS["title"], "LSB", 13.5, anchor="centre", tracking=0.8)
    for index, line in enumerate(_title_lines(sheet)):
        pen.text(centre, 55.8 + lower + index * 5.0, line, "LSB", 11, anchor="centre")
    y = _FIELDS_Y + _shift(sheet)
    for label, lines in _field_lines(sheet):
        pen.text(LEFT, y, label, "LS", 10)
        pen.text(LEFT + 26.0, y, ":", "LS", 10)
        for line in lines:
            pen.text(LEFT + 29.0, y, line, "LS", 10)
            y += _FIELD_LEADING


def _draw_table(pen: Pen, placed: PlacedPage) -> float:
    """Draw the table of one page and return where it ends."""
    columns = _COLUMNS[pen.paper.name]
    left, right = columns[0], columns[-1]
    top = placed.table_y + HEAD_ROW
    end = top + (len(placed.rows) + 1) * ROW
    pen.box(left, placed.table_y, right - left, HEAD_ROW, fill=_HEAD_FILL)
    _draw_column_heads(pen, placed.table_y)
    for row in placed.rows:
        _draw_row(pen, row)
    _draw_signing_cells(pen, placed.rows, end)
    pen.text(left + _PADDING, end - ROW / 2 + 1.1, WORDS["count"], "LS", 8.5)
    for row in placed.rows:
        pen.line((left, row.y + ROW), (columns[5], row.y + ROW), _INNER)
    for x in columns[1:5]:
        pen.line((x, placed.table_y), (x, end - ROW), _INNER)
    pen.line((columns[5], placed.table_y), (columns[5], end), _INNER)
    pen.line((columns[6], top), (columns[6], end), _INNER)
    pen.line((left, top), (right, top), _OUTER)
    pen.box(left, placed.table_y, right - left, end - placed.table_y, stroke=BLACK, line=_OUTER)
    return end


def _draw_column_heads(pen: Pen, y: float) -> None:
    columns = _COLUMNS[pen.paper.name]
    spans = (*itertools.pairwise(columns[:6]), (columns[5], columns[7]))
    for (left, right), word in zip(spans, ("no", "name", "sex", "post", "village", "sign"), strict=True):
        pen.text((left + right) / 2, y + HEAD_ROW / 2 + 1.1, WORDS[word], "LSB", 8.5, anchor="centre")


def _draw_row(pen: Pen, row: PlacedRow) -> None:
    columns = _COLUMNS[pen.paper.name]
    middle = row.y + row.height / 2
    pen.text((columns[0] + columns[1]) / 2, middle + 1.25, str(row.number), "LS", 10, anchor="centre")
    pen.text((columns[2] + columns[3]) / 2, middle + 1.25, row.attendee.sex, "LS", 10, anchor="centre")
    for _, text, left, width in _cells(pen.paper, row.attendee):
        fitted = fitting.fit_cell(text, width)
        if isinstance(fitted, fitting.DoesNotFit):
            continue
        size = fitted.lines[0].size
        leading = size * 1.07 * fonts.MM_PER_POINT
        y = middle + 0.355 * size * fonts.MM_PER_POINT - leading * (len(fitted.lines) - 1) / 2
        for line in fitted.lines:
            pen.text(left, y, line.text, "LS", line.size)
            y += leading


def _draw_signing_cells(pen: Pen, rows: tuple[PlacedRow, ...], end: float) -> None:
    """Draw the brick zig-zag: numbers in their boxes, the lines between boxes, the two spare half cells."""
    if not rows:
        return
    columns = _COLUMNS[pen.paper.name]
    halves = ((columns[5], columns[6]), (columns[6], columns[7]))
    first, last = rows[0], rows[-1]
    for row, y in ((first, first.y), (last, end - ROW)):
        spare, right = halves[row.number % 2]
        pen.box(spare, y, right - spare, ROW, fill=_SPARE_FILL)
        edge = first.y + ROW if y == first.y else y
        pen.line((spare, edge), (right, edge), _INNER)
    for row in rows:
        x, y, width, _ = row.box
        pen.text(x + 1.0, y + 2.9, str(row.number), "LS", 7.5, colour=GREY)
        if row is not first:
            pen.line((x, y), (x + width, y), _INNER)
    pen.line((columns[0], end - ROW), (columns[5], end - ROW), _INNER)


def _draw_closing(pen: Pen, sheet: AttendanceSheet, end: float) -> None:
    if sheet.blank_rows:
        pen.text(LEFT, end + 5.4, WORDS["blank"], "LSI", 8, colour=GREY)
    invited = len(sheet.rows) if sheet.invited is None else sheet.invited
    pen.text(LEFT, end + 10.4, fill(WORDS["total"], {"invited": str(invited)}), "LS", 9.5)
    right = sheet.paper.width - RIGHT_MARGIN
    signature.draw_office_block(pen, sheet.signature, end + 24.0, LEFT + 42.0, right - 42.0)


def _draw_foot(pen: Pen, head: SheetHead, number: int, count: int) -> None:
    height, right = pen.paper.height, pen.paper.width - RIGHT_MARGIN
    pen.line((35.0, height - 25.0), (right, height - 25.0), 0.15, "#8C8C8C")
    place = fitting.fit_line(head.footer, right - 35.9 - 32.0, "LS", 8, 7)
    shown = place.lines[0].size if isinstance(place, fitting.Fitted) else 7.0
    pen.text(35.9, height - 20.7, head.footer, "LS", shown, colour=GREY)
    pen.text(35.9, height - 16.7, WORDS["marks"], "LSI", 7, colour=GREY)
    words = fill(WORDS["page"], {"page": str(number), "pages": str(count)})
    pen.text(right, height - 20.4, words, "LS", 9, anchor="right")
