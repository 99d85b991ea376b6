"""The score sheet of one judge in one stage (lembar penilaian), a grid with one box a digit.

`draw` gives the PDF, `frozen_rows` and `frozen_boxes` what a scan needs. Source: paper.md 3.9.
"""

import dataclasses
import itertools
from typing import Any

from kpm_desktop.documents import fitting, letterhead, page
from kpm_desktop.documents.page import A4, BLACK, GREY, Pages, Pen
from kpm_desktop.documents.score_parts import (
    DIGIT,
    LEFT,
    WORDS,
    ScoreSheetPaper,
    SheetEntry,
    draw_cell,
    draw_digits,
    draw_draft,
    draw_fields,
    draw_fitted,
    draw_foot,
    draw_judge,
    draw_place,
    draw_rules,
)
from kpm_desktop.documents.wording import fill

DOWN, CONTROL = "JUMLAH KE BAWAH", "angka kontrol saat diketik"
HEADINGS = ("NO", "UNDIAN", "NAMA PESERTA", "DESA, KECAMATAN")
RIGHT_MARGIN = 12.0
ROW, HEAD = 9.5, 16.0
_TABLE, _LATER = 66.0, 20.0
_NUMBER, _DRAWN, _NAME, _VILLAGE, _TOTAL = 9.0, 15.0, 59.0, 29.0, 30.0
_CONTROL = 6.0
_CLOSING = 10.0  # below the control row, beside the foot


@dataclasses.dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row on its page; `boxes` are (x, y, width, height) of each criterion and of the total, in mm."""

    page: int
    entry: SheetEntry | None
    number: int
    y: float
    boxes: tuple[tuple[float, float, float, float], ...]


def placed(sheet: ScoreSheetPaper) -> list[PlacedRow]:
    """Return the rows on their pages, the control row at the end (its entry is None)."""
    paper = A4.landscape()
    rows: list[PlacedRow] = []
    number, page_number, y = 0, 1, _TABLE + HEAD
    edges = _edges(sheet)
    for entry in (*sheet.entries, None):
        if y + ROW > paper.height - 28.0 - _CLOSING:
            page_number, y = page_number + 1, _LATER + HEAD
        number += entry is not None
        boxes = tuple(
            (round(left, 3), round(y, 3), round(right - left, 3), ROW)
            for left, right in itertools.pairwise(edges[4:])
        )
        rows.append(PlacedRow(page_number, entry, number, round(y, 3), boxes))
        y += ROW
    return rows


def draw(sheet: ScoreSheetPaper, *, draft: bool = False) -> bytes:
    """Return the PDF; a draft has no code, so that no scan takes it in."""
    pages = Pages(A4.landscape(), sheet.footer)
    rows = placed(sheet)
    count = rows[-1].page
    for number in range(1, count + 1):
        here = [row for row in rows if row.page == number]
        if number == 1:
            _draw_head(pages.pen, sheet)
        end = _draw_table(pages.pen, sheet, here, _TABLE if number == 1 else _LATER)
        if number == count:
            _draw_closing(pages.pen, sheet, end)
        draw_foot(pages.pen, sheet.footer, A4.landscape().width - 90.0, number, count)
        if draft:
            draw_draft(pages.pen)
        else:
            page.draw_scan_marks(pages.pen, f"K1N{sheet.code}{number:02}{count:02}")
        pages.next()
    return pages.finish()


def frozen_rows(sheet: ScoreSheetPaper) -> list[dict[str, Any]]:
    """Return who stands in which row, JSON-able."""
    return [
        {"page": row.page, "no": row.number, "entry": row.entry.entry.hex(), "number": row.entry.number,
         "name": row.entry.name}
        for row in placed(sheet)
        if row.entry is not None
    ]  # fmt: skip


def frozen_boxes(sheet: ScoreSheetPaper) -> list[dict[str, Any]]:
    """Return the place of every cell in mm, JSON-able; row 0 are the control numbers."""
    names = [*(one.criterion.hex() for one in sheet.columns), "total"]
    return [
        {"page": row.page, "no": row.number if row.entry is not None else 0,
         "cells": {name: list(box) for name, box in zip(names, row.boxes, strict=True)}}
        for row in placed(sheet)
    ]  # fmt: skip


def _edges(sheet: ScoreSheetPaper) -> list[float]:
    """Return the left edges of all columns and the right edge of the table."""
    paper = A4.landscape()
    fixed = _NUMBER + _DRAWN + _NAME + _VILLAGE + _TOTAL
    room = paper.width - LEFT - RIGHT_MARGIN - fixed
    width = min(20.0, room / max(len(sheet.columns), 1))
    name = _NAME + max(room - width * len(sheet.columns), 0.0)
    widths = [_NUMBER, _DRAWN, name, _VILLAGE, *(width for _ in sheet.columns), _TOTAL]
    edges = [LEFT]
    for one in widths:
        edges.append(edges[-1] + one)
    return edges


def _draw_head(pen: Pen, sheet: ScoreSheetPaper) -> None:
    right = pen.paper.width - RIGHT_MARGIN
    centre = (LEFT + right) / 2
    letterhead.draw(pen, sheet.letterhead, 13.5, LEFT, right)
    pen.text(centre, 45.5, WORDS["title"], "LSB", 13.5, anchor="centre", tracking=0.8)
    draw_fitted(pen, sheet.title, centre, 51.0, right - LEFT, "LSB", 10.0)
    draw_fields(pen, LEFT, 16.0, 57.5, (("Juri", sheet.judge), ("Tahap", sheet.stage)))
    about = (("Hari, tanggal", sheet.day), ("Kategori, tempat", sheet.category))
    draw_fields(pen, centre - 5.0, 31.0, 57.5, about)


def _draw_table(pen: Pen, sheet: ScoreSheetPaper, rows: list[PlacedRow], top: float) -> float:
    edges = _edges(sheet)
    pen.box(LEFT, top, edges[-1] - LEFT, HEAD, fill="#E9E9E9")
    _draw_titles(pen, sheet, edges, top)
    end = rows[-1].y + ROW
    for row in rows:
        if row.entry is None:
            _draw_control(pen, row, edges)
        else:
            _draw_entry(pen, sheet, row, row.entry, edges)
        pen.line((LEFT, row.y), (edges[-1], row.y), 0.2)
    ends = rows[-1].y if rows[-1].entry is None else end
    for place, x in enumerate(edges[1:-1], 1):
        pen.line((x, top), (x, end if place >= 4 else ends), 0.2)
    pen.line((LEFT, top + HEAD), (edges[-1], top + HEAD), 0.4)
    pen.box(LEFT, top, edges[-1] - LEFT, end - top, stroke=BLACK, line=0.4)
    return end


def _draw_titles(pen: Pen, sheet: ScoreSheetPaper, edges: list[float], top: float) -> None:
    for place, word in enumerate(HEADINGS):
        middle = (edges[place] + edges[place + 1]) / 2
        draw_fitted(
            pen, word, middle, top + HEAD / 2 + 1.1, edges[place + 1] - edges[place] - 1.0, "LSB", 8.5
        )
    for place, one in enumerate(sheet.columns):
        left, right = edges[4 + place], edges[5 + place]
        middle = (left + right) / 2
        pen.text(middle, top + 3.9, f"P{place + 1}", "LSB", 9, anchor="centre")
        for number, line in enumerate(fitting.wrap_centred(one.name, right - left - 1.0, "LS", 7.5)[:2]):
            draw_fitted(pen, line, middle, top + 7.4 + 3.1 * number, right - left - 0.8, "LS", 7.5)
        words = fill(WORDS["max"], {"points": one.points})
        pen.text(middle, top + HEAD - 1.7, words, "LSB", 8, anchor="centre")
    middle = (edges[-2] + edges[-1]) / 2
    pen.text(middle, top + 6.6, WORDS["total"], "LSB", 9, anchor="centre")
    words = fill(WORDS["max"], {"points": sheet.total})
    pen.text(middle, top + HEAD - 1.7, words, "LSB", 8, anchor="centre")


def _draw_entry(
    pen: Pen, sheet: ScoreSheetPaper, row: PlacedRow, entry: SheetEntry, edges: list[float]
) -> None:
    middle = row.y + ROW / 2
    pen.text((edges[0] + edges[1]) / 2, middle + 1.2, str(row.number), "LS", 9.5, anchor="centre")
    pen.text((edges[1] + edges[2]) / 2, middle + 1.3, entry.number, "LSB", 11, anchor="centre")
    draw_cell(pen, entry.name, edges[2] + 2.0, middle, edges[3] - edges[2] - 4.0, "LSB")
    draw_place(pen, entry, edges[3] + 2.0, middle, edges[4] - edges[3] - 3.0)
    digits = [*(one.digits for one in sheet.columns), max(3, len(sheet.total))]
    for box, count in zip(row.boxes, digits, strict=True):
        draw_digits(pen, box, count, DIGIT)


def _draw_control(pen: Pen, row: PlacedRow, edges: list[float]) -> None:
    pen.box(LEFT, row.y, edges[-1] - LEFT, ROW, fill="#F3F3F3")
    pen.line((LEFT, row.y), (edges[-1], row.y), 0.4)
    pen.text(edges[4] - 2.0, row.y + 4.3, DOWN, "LSB", 9.5, anchor="right")
    pen.text(edges[4] - 2.0, row.y + 7.7, CONTROL, "LSI", 7.5, anchor="right", colour=GREY)
    for box in row.boxes[:-1]:
        draw_digits(pen, box, 3, _CONTROL)
    draw_digits(pen, row.boxes[-1], 4, _CONTROL)


def _draw_closing(pen: Pen, sheet: ScoreSheetPaper, end: float) -> None:
    draw_rules(pen, end + 4.6)
    name_y = min(end + 29.0, pen.paper.height - 13.5)
    draw_judge(pen, sheet, pen.paper.width - RIGHT_MARGIN - 38.0, end + 4.6, name_y)
