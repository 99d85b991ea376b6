"""What both forms of a judge's score sheet share: what is on it, digit boxes, the judge's place, the foot.

The grid of all entries is `score_sheet.py`, the sheet of one entry `score_form.py`. Source: paper.md 3.9.
"""

import dataclasses

from kpm_desktop.documents import fitting, fonts
from kpm_desktop.documents.letterhead import Letterhead
from kpm_desktop.documents.page import BLACK, GREY, Pen
from kpm_desktop.documents.wording import fill
from kpm_desktop.domain.uid import Uid

WORDS = {
    "title": "LEMBAR PENILAIAN JURI",
    "draft": "KONSEP",
    "max": "maks. {points}",
    "total": "JUMLAH",
    "rule": "Isi dengan bolpoin, satu angka satu kotak. Kosong berarti belum dinilai, bukan nol.",
    "wrong": "Salah tulis: coret satu garis, tulis nilai baru di sebelahnya, beri paraf.",
    "judge": "Juri {number},",
    "marks": "Jangan menulis pada kotak hitam di sudut dan kode di kiri.",
    "page": "Halaman {page} dari {pages}",
}
LEFT = 20.0
DIGIT = 7.2
_DIGIT_HIGH = 7.6
_LINE = "#8C8C8C"


@dataclasses.dataclass(frozen=True, slots=True)
class SheetColumn:
    """A criterion on the sheet: name, maximum as shown, and how many digit boxes a mark has.

    `weight` is shown in per cent ("" for maximum points), `above` is the criterion it is an indicator of,
    `choices` are the described marks, best first, as (mark, words).
    """

    criterion: Uid
    name: str
    points: str
    digits: int
    weight: str = ""
    above: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class SheetEntry:
    """A row: who, as printed; the name is "" where only the code may be seen."""

    entry: Uid
    number: str
    name: str
    village: str
    district: str
    category: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class ScoreSheetPaper:
    """One judge's sheet; `code` are the ten signs of its QR, `footer` the line beside it."""

    letterhead: Letterhead
    title: str
    judge: str
    judge_number: str
    stage: str
    day: str
    category: str
    place_and_date: str
    footer: str
    code: str
    columns: tuple[SheetColumn, ...]
    entries: tuple[SheetEntry, ...]
    total: str


def draw_fields(pen: Pen, x: float, colon: float, y: float, fields: tuple[tuple[str, str], ...]) -> None:
    """Draw labelled lines below each other, their colons in one place."""
    for place, (label, value) in enumerate(fields):
        line = y + 5.0 * place
        pen.text(x, line, label, "LS", 10)
        pen.text(x + colon, line, ":", "LS", 10)
        pen.text(x + colon + 3.0, line, value, "LS", 10)


def draw_digits(pen: Pen, cell: tuple[float, float, float, float], count: int, width: float) -> None:
    """Draw the boxes of a number into the middle of a cell, one a digit."""
    wide = min(width, (cell[2] - 1.0) / count)
    x = cell[0] + (cell[2] - wide * count) / 2
    y = cell[1] + (cell[3] - _DIGIT_HIGH) / 2
    for place in range(count):
        pen.box(x + wide * place, y, wide, _DIGIT_HIGH, stroke=_LINE, line=0.2)


def draw_judge(pen: Pen, sheet: ScoreSheetPaper, centre: float, y: float, name_y: float) -> None:
    """Draw the judge's place to sign: day, number, and the name at `name_y`."""
    pen.text(centre, y, sheet.place_and_date, "LS", 10, anchor="centre")
    words = fill(WORDS["judge"], {"number": sheet.judge_number})
    pen.text(centre, y + 4.4, words, "LS", 10, anchor="centre")
    name = sheet.judge.partition(". ")[2].strip() or sheet.judge
    draw_fitted(pen, name, centre, name_y, 66.0, "LSB", 10)
    half = min(fonts.width(name, "LSB", 10), 66.0) / 2
    pen.line((centre - half, name_y + 0.9), (centre + half, name_y + 0.9), 0.25)


def draw_rules(pen: Pen, y: float) -> None:
    """Draw how the sheet is filled in."""
    pen.text(LEFT, y, WORDS["rule"], "LS", 8.5)
    pen.text(LEFT, y + 4.2, WORDS["wrong"], "LS", 8.5)


def draw_foot(pen: Pen, footer: str, right: float, number: int, count: int) -> None:
    """Draw the line at the foot, its rule up to `right`."""
    height = pen.paper.height
    pen.line((35.0, height - 25.0), (right, height - 25.0), 0.15, _LINE)
    pen.text(35.9, height - 20.7, footer, "LS", 8, colour=GREY)
    pen.text(35.9, height - 16.7, WORDS["marks"], "LSI", 7, colour=GREY)
    words = fill(WORDS["page"], {"page": str(number), "pages": str(count)})
    pen.text(right, height - 20.4, words, "LS", 9, anchor="right")


def draw_draft(pen: Pen) -> None:
    """Say that this is no sheet to write on yet."""
    pen.text(pen.paper.width / 2, 9.0, WORDS["draft"], "LS", 9, anchor="centre", colour=_LINE)


def draw_cell(pen: Pen, text: str, x: float, middle: float, width: float, font: str) -> None:
    """Draw a name into a cell, in as many lines as it needs; one that does not fit is left out."""
    fitted = fitting.fit_cell(text, width, font)
    if isinstance(fitted, fitting.DoesNotFit):
        return
    size = fitted.lines[0].size
    leading = size * 1.07 * fonts.MM_PER_POINT
    y = middle + 0.355 * size * fonts.MM_PER_POINT - leading * (len(fitted.lines) - 1) / 2
    for line in fitted.lines:
        pen.text(x, y, line.text, font, line.size)
        y += leading


def draw_place(pen: Pen, entry: SheetEntry, x: float, middle: float, width: float) -> None:
    """Draw village and district of an entry, one above the other."""
    for text, y, colour in ((entry.village, middle - 0.7, BLACK), (entry.district, middle + 3.1, GREY)):
        fitted = fitting.fit_line(text, width, "LS", 9, 6.5)
        size = fitted.lines[0].size if isinstance(fitted, fitting.Fitted) else 6.5
        pen.text(x, y, text, "LS", size, colour=colour)


def draw_fitted(pen: Pen, text: str, centre: float, y: float, width: float, font: str, size: float) -> None:
    """Draw a centred line, smaller where it is too wide."""
    found = fitting.fit_line(text, width, font, size, 5.5)
    shown = found.lines[0].size if isinstance(found, fitting.Fitted) else 5.5
    pen.text(centre, y, text, font, shown, anchor="centre")
