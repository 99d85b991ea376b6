"""The name proof (lembar koreksi nama): names as they will be printed, to be corrected by hand beforehand.

Rows are numbered through; corrections are typed by these numbers. Rows and boxes are frozen, nothing is
issued by it. Source: paper.md section 3.6.
"""

import dataclasses
import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from kpm_desktop.documents import fitting, fonts, page
from kpm_desktop.documents.page import BLACK, F4, GREY, Pages, Pen
from kpm_desktop.documents.wording import fill
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid

WORDS = {
    "title": "LEMBAR KOREKSI NAMA",
    "ask": "Periksa nama Anda huruf demi huruf beserta gelarnya. Bila benar, paraf di kolom BETUL; bila "
    "salah, tulis yang benar di kolom PERBAIKAN dengan huruf cetak.",
    "no": "NO",
    "name": "NAMA SEBAGAIMANA AKAN DICETAK",
    "village": "DESA",
    "right": "BETUL (PARAF)",
    "correction": "PERBAIKAN",
    "continued": "Lanjutan Lembar Koreksi Nama",
    "marks": "Jangan menulis pada kotak hitam di sudut dan kode di kiri. Lembar ini bukan sertifikat.",
    "page": "Halaman {page} dari {pages}",
}
BLANK_ROWS = 2
"""Rows left empty for each village."""
COLUMNS = (20.0, 30.0, 105.0, 135.0, 153.0, 200.0)
ROW = 12.0
_HEAD_ROW = 8.5
_FIRST_TABLE = 50.0
_LATER_TABLE = 26.0
_BODY_END = 28.0
_PADDING = 1.6
_HEAD_FILL = "#E9E9E9"


@dataclasses.dataclass(frozen=True, slots=True)
class ProofRow:
    """One row: the name exactly as it will be printed; `person` None on an empty row of a village."""

    person: Uid | None
    name: str = ""
    village: str = ""
    birth: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class ProofSheet:
    """What is to be printed; `code` is the sheet's id for the QR, 10 capitals or digits.

    `rows` hold the empty ones too. `birth` prints place and date of birth below each name.
    """

    activity: str
    place_and_dates: str
    footer: str
    code: str
    rows: tuple[ProofRow, ...]
    birth: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row on its page, in mm from the top left; `box` is where the correction is written."""

    page: int
    number: int
    row: ProofRow
    y: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Return x, y, width and height of the correction's box."""
        return COLUMNS[4], self.y, COLUMNS[5] - COLUMNS[4], ROW


@dataclasses.dataclass(frozen=True, slots=True)
class PlacedProof:
    """A composed sheet; `problems` are F.402 and F.404 with `values` row, name and text."""

    sheet: ProofSheet
    rows: tuple[PlacedRow, ...]
    pages: int
    problems: tuple[Problem, ...]


def with_blank_rows(rows: Sequence[ProofRow]) -> tuple[ProofRow, ...]:
    """Return the rows with two empty ones after the last of each village."""
    found: list[ProofRow] = []
    for village, group in itertools.groupby(rows, lambda row: row.village):
        found += [*group, *(ProofRow(None, village=village) for _ in range(BLANK_ROWS))]
    return tuple(found)


def compose(sheet: ProofSheet) -> PlacedProof:
    """Place every row; nothing is drawn."""
    rows: list[PlacedRow] = []
    number, y = 1, _FIRST_TABLE + _HEAD_ROW
    for count, row in enumerate(sheet.rows, start=1):
        if y + ROW > F4.height - _BODY_END + 1e-6:
            number, y = number + 1, _LATER_TABLE + _HEAD_ROW
        rows.append(PlacedRow(number, count, row, y))
        y += ROW
    return PlacedProof(sheet, tuple(rows), number, tuple(_problems(sheet)))


def draw(placed: PlacedProof) -> bytes:
    """Return the PDF, F4 upright, with marks and a QR of kind P on each page."""
    sheet = placed.sheet
    pages = Pages(F4, sheet.footer)
    for number in range(1, placed.pages + 1):
        rows = [row for row in placed.rows if row.page == number]
        _draw_head(pages.pen, sheet, number)
        _draw_table(pages.pen, sheet, rows, _FIRST_TABLE if number == 1 else _LATER_TABLE)
        _draw_foot(pages.pen, sheet, number, placed.pages)
        page.draw_scan_marks(pages.pen, f"K1P{sheet.code}{number:02}{placed.pages:02}")
        pages.next()
    return pages.finish()


def frozen_head(placed: PlacedProof) -> dict[str, Any]:
    """Return the head as printed, JSON-able."""
    sheet = placed.sheet
    facts = {"activity": sheet.activity, "place_and_dates": sheet.place_and_dates, "footer": sheet.footer}
    return {"v": 1, **facts, "code": sheet.code}


def frozen_rows(placed: PlacedProof) -> list[dict[str, Any]]:
    """Return who stands in which row and how he is spelled, JSON-able; `person` is hex or None."""
    return [
        {
            "page": one.page,
            "no": one.number,
            "person": one.row.person.hex() if one.row.person else None,
            "name": one.row.name,
            "village": one.row.village,
        }
        for one in placed.rows
    ]


def frozen_boxes(placed: PlacedProof) -> list[dict[str, Any]]:
    """Return y and height of each row and its box (x, y, width, height) in mm, JSON-able."""
    return [
        {"page": one.page, "no": one.number, "y": one.y, "h": ROW, "box": list(one.box)}
        for one in placed.rows
    ]


def _name_size(sheet: ProofSheet) -> float:
    return 11.0 if sheet.birth else 12.0


def _cells(sheet: ProofSheet, row: ProofRow) -> Iterator[tuple[str, str, float, float, float]]:
    """Yield field, text, left edge, width and size of the cells that are fitted."""
    for field, text, column, size in (
        ("name", row.name, 1, _name_size(sheet)),
        ("village", row.village, 2, 10.0),
    ):
        left, right = COLUMNS[column], COLUMNS[column + 1]
        yield field, text, left + _PADDING, right - left - 2 * _PADDING, size


def _problems(sheet: ProofSheet) -> Iterator[Problem]:
    for number, row in enumerate(sheet.rows, start=1):
        for field, text, _, width, size in _cells(sheet, row):
            values = {"row": str(number), "name": row.name, "text": text}
            if missing := fonts.missing_glyphs(text, "LS"):
                yield Problem(field, "F.404", {**values, "missing": missing})
            elif text and isinstance(fitting.fit_cell(text, width, "LS", size), fitting.DoesNotFit):
                yield Problem(field, "F.402", values)


def _draw_head(pen: Pen, sheet: ProofSheet, number: int) -> None:
    left, right = COLUMNS[0], COLUMNS[-1]
    if number > 1:
        line = f"{WORDS['continued']}, {sheet.activity}"
        fitted = fitting.fit_line(line, right - left, "LSI", 9, 7)
        pen.text(left, 22.0, line, "LSI", fitted.lines[0].size if isinstance(fitted, fitting.Fitted) else 7)
        return
    centre = (left + right) / 2
    pen.text(centre, 22.0, WORDS["title"], "LSB", 13.5, anchor="centre", tracking=0.8)
    fitted = fitting.fit_line(sheet.activity, right - left, "LSB", 11, 8)
    size = fitted.lines[0].size if isinstance(fitted, fitting.Fitted) else 8.0
    pen.text(centre, 27.8, sheet.activity, "LSB", size, anchor="centre")
    pen.text(centre, 32.8, sheet.place_and_dates, "LS", 10, anchor="centre")
    for place, line in enumerate(fitting.wrap_left(WORDS["ask"], right - left, "LS", 9)):
        pen.text(left, 40.0 + 4.2 * place, line, "LS", 9)


def _draw_table(pen: Pen, sheet: ProofSheet, rows: Sequence[PlacedRow], top: float) -> None:
    left, right = COLUMNS[0], COLUMNS[-1]
    pen.box(left, top, right - left, _HEAD_ROW, fill=_HEAD_FILL)
    words = ("no", "name", "village", "right", "correction")
    for (start, end), word in zip(itertools.pairwise(COLUMNS), words, strict=True):
        lines = fitting.wrap_centred(WORDS[word], end - start - 1.0, "LSB", 8)
        for place, line in enumerate(lines):
            y = top + _HEAD_ROW / 2 + 1.0 + (place - (len(lines) - 1) / 2) * 3.3
            pen.text((start + end) / 2, y, line, "LSB", 8, anchor="centre")
    for row in rows:
        _draw_row(pen, sheet, row)
    bottom = rows[-1].y + ROW if rows else top + _HEAD_ROW
    for x in COLUMNS[1:-1]:
        pen.line((x, top), (x, bottom), 0.2)
    pen.line((left, top + _HEAD_ROW), (right, top + _HEAD_ROW), 0.4)
    pen.box(left, top, right - left, bottom - top, stroke=BLACK, line=0.4)


def _draw_row(pen: Pen, sheet: ProofSheet, placed: PlacedRow) -> None:
    middle = placed.y + ROW / 2
    pen.text((COLUMNS[0] + COLUMNS[1]) / 2, middle + 1.25, str(placed.number), "LS", 10, anchor="centre")
    for field, text, x, width, size in _cells(sheet, placed.row):
        fitted = fitting.fit_cell(text, width, "LS", size)
        if isinstance(fitted, fitting.DoesNotFit) or not text:
            continue
        points = fitted.lines[0].size
        leading = points * 1.07 * fonts.MM_PER_POINT
        raised = 1.9 if field == "name" and placed.row.birth else 0.0
        y = middle - raised + 0.355 * points * fonts.MM_PER_POINT - leading * (len(fitted.lines) - 1) / 2
        for line in fitted.lines:
            pen.text(x, y, line.text, "LS", line.size)
            y += leading
    if placed.row.birth:
        pen.text(COLUMNS[1] + _PADDING, placed.y + ROW - 1.2, placed.row.birth, "LS", 7.5, colour=GREY)
    pen.line((COLUMNS[0], placed.y + ROW), (COLUMNS[-1], placed.y + ROW), 0.2)


def _draw_foot(pen: Pen, sheet: ProofSheet, number: int, count: int) -> None:
    height, right = pen.paper.height, COLUMNS[-1]
    pen.line((35.0, height - 25.0), (right, height - 25.0), 0.15, "#8C8C8C")
    fitted = fitting.fit_line(sheet.footer, right - 35.9 - 32.0, "LS", 8, 7)
    size = fitted.lines[0].size if isinstance(fitted, fitting.Fitted) else 7.0
    pen.text(35.9, height - 20.7, sheet.footer, "LS", size, colour=GREY)
    pen.text(35.9, height - 16.7, WORDS["marks"], "LSI", 7, colour=GREY)
    words = fill(WORDS["page"], {"page": str(number), "pages": str(count)})
    pen.text(right, height - 20.4, words, "LS", 9, anchor="right")
