"""The score sheet of one judge for one entry (portrait): each criterion with what its marks mean.

One sheet an entry, all in one file. `draw` gives the PDF, `frozen_rows` and `frozen_boxes` what a scan needs.
Source: paper.md 3.9.
"""

import dataclasses
from collections.abc import Sequence
from typing import Any, TypeAlias

from kpm_desktop.documents import fitting, letterhead, page
from kpm_desktop.documents.page import A4, BLACK, GREY, Pages, Pen
from kpm_desktop.documents.score_parts import (
    DIGIT,
    LEFT,
    WORDS,
    ScoreSheetPaper,
    SheetColumn,
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

MORE = {
    "number": "NOMOR {number}",
    "again": "Lanjutan nomor {number}",
    "all": "seluruh kriteria di lembar ini",
    "mark": "{mark} = {words}",
}
WEIGHTED, POINTS = "BOBOT", "MAKS."
RIGHT = A4.width - 15.0
_EDGES = (LEFT, 29.0, 119.0, 138.0, 165.0, RIGHT)
_HEADINGS = ("NO", "KRITERIA, INDIKATOR", WEIGHTED, "NILAI", "CATATAN")
_BAND, _BAND_HIGH = 68.5, 12.0
_TABLE, _LATER, _HEAD = 84.0, 30.0, 8.5
_ROW, _ABOVE, _TOTAL_ROW = 10.5, 6.5, 11.5
_NAME_LINE, _CHOICE_LINE, _PADDING = 4.3, 3.7, 2.6
_BOTTOM = A4.height - 30.0
_CLOSING = 36.0  # the rules and the judge's place

Line: TypeAlias = tuple[str, SheetColumn | None, str, float]
"""A line before it is placed: number, criterion, heading over indicators, height."""


@dataclasses.dataclass(frozen=True, slots=True)
class PlacedMark:
    """A line on its page: a criterion, a heading over indicators (`title`), or the total (neither).

    `box` is (x, y, width, height) of the mark in mm.
    """

    page: int
    entry: SheetEntry
    number: str
    column: SheetColumn | None
    title: str
    y: float
    height: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Return where the mark is written."""
        return (_EDGES[3], round(self.y, 3), _EDGES[4] - _EDGES[3], round(self.height, 3))


def placed(sheet: ScoreSheetPaper) -> list[PlacedMark]:
    """Return the lines of all entries on their pages; each entry begins a page."""
    found: list[PlacedMark] = []
    number = 0
    for entry in sheet.entries:
        number += 1
        y = _TABLE + _HEAD
        lines = _lines(sheet)
        for place, (label, column, title, height) in enumerate(lines):
            if y + _needed(lines, place) > _BOTTOM and y > _LATER + _HEAD:
                number, y = number + 1, _LATER + _HEAD
            found.append(PlacedMark(number, entry, label, column, title, round(y, 3), height))
            y += height
    return found


def _needed(lines: Sequence[Line], place: int) -> float:
    """Return the height of a line with what may not be parted from it.

    A heading stays with what is below it, the total with the last criterion and the judge's place.
    """
    height = lines[place][3]
    if place == len(lines) - 1:
        return height + _CLOSING
    is_kept = bool(lines[place][2]) or place == len(lines) - 2
    return height + (_needed(lines, place + 1) if is_kept else 0.0)


def _lines(sheet: ScoreSheetPaper) -> list[Line]:
    """Return every line of one entry; the total comes last."""
    found: list[Line] = []
    above, whole, part = "", 0, 0
    for one in sheet.columns:
        if one.above and one.above != above:
            whole, part = whole + 1, 0
            found.append((str(whole), None, one.above, _ABOVE))
        above = one.above
        if above:
            part += 1
            number = f"{whole}.{part}"
        else:
            whole += 1
            number = str(whole)
        found.append((number, one, "", _height(one)))
    return [*found, ("", None, "", _TOTAL_ROW)]


def _height(one: SheetColumn) -> float:
    names, choices = _texts(one)
    return max(_ROW, _NAME_LINE * len(names) + _CHOICE_LINE * len(choices) + _PADDING)


def _texts(one: SheetColumn) -> tuple[list[str], list[str]]:
    """Return the lines of a criterion's name and of what its marks mean."""
    width = _EDGES[2] - _EDGES[1] - 4.0
    names = fitting.wrap_left(one.name, width, "LSB" if one.choices else "LS", 10)
    choices = [
        line
        for mark, words in one.choices
        for line in fitting.wrap_left(fill(MORE["mark"], {"mark": mark, "words": words}), width, "LS", 8.5)
    ]
    return names, choices


def draw(sheet: ScoreSheetPaper, *, draft: bool = False) -> bytes:
    """Return the PDF; a draft has no code, so that no scan takes it in."""
    pages = Pages(A4, sheet.footer)
    found = placed(sheet)
    count = found[-1].page
    for number in range(1, count + 1):
        here = [one for one in found if one.page == number]
        is_first = number == 1 or found[found.index(here[0]) - 1].entry is not here[0].entry
        if is_first:
            _draw_head(pages.pen, sheet, here[0].entry)
        else:
            _draw_again(pages.pen, sheet, here[0].entry)
        _draw_table(pages.pen, sheet, here, _TABLE if is_first else _LATER)
        draw_foot(pages.pen, sheet.footer, RIGHT, number, count)
        if draft:
            draw_draft(pages.pen)
        else:
            page.draw_scan_marks(pages.pen, f"K1N{sheet.code}{number:02}{count:02}")
        pages.next()
    return pages.finish()


def frozen_rows(sheet: ScoreSheetPaper) -> list[dict[str, Any]]:
    """Return whose sheet begins on which page, JSON-able."""
    pages: dict[Any, int] = {}
    for one in placed(sheet):
        pages.setdefault(one.entry.entry, one.page)
    return [
        {"page": pages[one.entry], "no": place, "entry": one.entry.hex(), "number": one.number,
         "name": one.name}
        for place, one in enumerate(sheet.entries, 1)
    ]  # fmt: skip


def frozen_boxes(sheet: ScoreSheetPaper) -> list[dict[str, Any]]:
    """Return the place of every mark in mm, JSON-able, by page and entry."""
    places = {one.entry: place for place, one in enumerate(sheet.entries, 1)}
    found: dict[tuple[int, int], dict[str, list[float]]] = {}
    for one in placed(sheet):
        if not one.title:
            name = one.column.criterion.hex() if one.column is not None else "total"
            found.setdefault((one.page, places[one.entry.entry]), {})[name] = list(one.box)
    return [{"page": number, "no": place, "cells": cells} for (number, place), cells in found.items()]


def _draw_head(pen: Pen, sheet: ScoreSheetPaper, entry: SheetEntry) -> None:
    centre = (LEFT + RIGHT) / 2
    letterhead.draw(pen, sheet.letterhead, 16.0, LEFT, RIGHT)
    pen.text(centre, 47.0, WORDS["title"], "LSB", 13.5, anchor="centre", tracking=0.8)
    draw_fitted(pen, sheet.title, centre, 52.5, RIGHT - LEFT, "LSB", 10.0)
    draw_fields(pen, LEFT, 12.0, 59.5, (("Juri", sheet.judge), ("Tahap", sheet.stage)))
    about = (("Hari, tanggal", sheet.day), ("Kategori", entry.category))
    draw_fields(pen, centre + 10.0, 25.0, 59.5, about)
    top, middle = _BAND, _BAND + _BAND_HIGH / 2
    pen.box(LEFT, top, RIGHT - LEFT, _BAND_HIGH, fill="#F3F3F3", stroke=BLACK, line=0.4)
    words = fill(MORE["number"], {"number": entry.number})
    draw_fitted(pen, words, LEFT + 17.0, middle + 1.6, 31.0, "LSB", 12)
    draw_cell(pen, entry.name, LEFT + 37.0, middle, 86.0, "LSB")
    draw_place(pen, entry, LEFT + 126.0, middle, RIGHT - LEFT - 128.0)
    for x in (LEFT + 34.0, LEFT + 124.0):
        pen.line((x, top), (x, top + _BAND_HIGH), 0.2)


def _draw_again(pen: Pen, sheet: ScoreSheetPaper, entry: SheetEntry) -> None:
    words = fill(MORE["again"], {"number": entry.number})
    who = ", ".join(part for part in (words, entry.name, entry.village) if part)
    draw_fitted(pen, who, (LEFT + RIGHT) / 2, 20.0, RIGHT - LEFT, "LSB", 10)
    draw_fitted(pen, sheet.title, (LEFT + RIGHT) / 2, 25.5, RIGHT - LEFT, "LS", 9)


def _draw_table(pen: Pen, sheet: ScoreSheetPaper, lines: list[PlacedMark], top: float) -> None:
    is_weighted = any(one.weight for one in sheet.columns)
    pen.box(LEFT, top, RIGHT - LEFT, _HEAD, fill="#E9E9E9")
    for place, word in enumerate(_HEADINGS):
        shown = POINTS if word == WEIGHTED and not is_weighted else word
        middle = (_EDGES[place] + _EDGES[place + 1]) / 2
        pen.text(middle, top + 5.4, shown, "LSB", 9, anchor="centre")
    for one in lines:
        if one.title:
            _draw_above(pen, one)
        elif one.column is None:
            _draw_total(pen, sheet, one)
        else:
            _draw_mark(pen, one, one.column)
        pen.line((LEFT, one.y), (RIGHT, one.y), 0.2)
    end = lines[-1].y + lines[-1].height
    for x in _EDGES[1:-1]:
        pen.line((x, top), (x, end), 0.2)
    pen.line((LEFT, top + _HEAD), (RIGHT, top + _HEAD), 0.4)
    pen.box(LEFT, top, RIGHT - LEFT, end - top, stroke=BLACK, line=0.4)
    if lines[-1].column is None and not lines[-1].title:
        draw_rules(pen, end + 4.6)
        draw_judge(pen, sheet, RIGHT - 38.0, end + 9.4, end + 34.0)


def _draw_above(pen: Pen, one: PlacedMark) -> None:
    y = one.y + one.height / 2 + 1.3
    pen.box(LEFT, one.y, RIGHT - LEFT, one.height, fill="#F3F3F3")
    pen.text((_EDGES[0] + _EDGES[1]) / 2, y, one.number, "LSB", 9.5, anchor="centre")
    found = fitting.fit_line(one.title, _EDGES[2] - _EDGES[1] - 4.0, "LSB", 10, 6.5)
    size = found.lines[0].size if isinstance(found, fitting.Fitted) else 6.5
    pen.text(_EDGES[1] + 2.0, y, one.title, "LSB", size)


def _draw_mark(pen: Pen, one: PlacedMark, column: SheetColumn) -> None:
    names, choices = _texts(column)
    high = _NAME_LINE * len(names) + _CHOICE_LINE * len(choices)
    y = one.y + (one.height - high) / 2
    pen.text((_EDGES[0] + _EDGES[1]) / 2, y + 3.3, one.number, "LS", 9.5, anchor="centre")
    for line in names:
        pen.text(_EDGES[1] + 2.0, y + 3.3, line, "LSB" if choices else "LS", 10)
        y += _NAME_LINE
    for line in choices:
        pen.text(_EDGES[1] + 2.0, y + 2.7, line, "LS", 8.5, colour=GREY)
        y += _CHOICE_LINE
    middle, centre = one.y + one.height / 2, (_EDGES[2] + _EDGES[3]) / 2
    points = fill(WORDS["max"], {"points": column.points})
    if column.weight:
        draw_fitted(pen, f"{column.weight} %", centre, middle - 0.3, 17.0, "LSB", 10)
        draw_fitted(pen, points, centre, middle + 3.7, 17.0, "LS", 8)
    else:
        draw_fitted(pen, column.points, centre, middle + 1.3, 17.0, "LSB", 10)
    draw_digits(pen, one.box, column.digits, DIGIT)


def _draw_total(pen: Pen, sheet: ScoreSheetPaper, one: PlacedMark) -> None:
    middle = one.y + one.height / 2
    pen.box(LEFT, one.y, RIGHT - LEFT, one.height, fill="#F3F3F3")
    pen.line((LEFT, one.y), (RIGHT, one.y), 0.4)
    pen.text(_EDGES[2] - 2.0, middle, WORDS["total"], "LSB", 10, anchor="right")
    pen.text(_EDGES[2] - 2.0, middle + 3.4, MORE["all"], "LSI", 7.5, anchor="right", colour=GREY)
    points = fill(WORDS["max"], {"points": sheet.total})
    draw_fitted(pen, points, (_EDGES[2] + _EDGES[3]) / 2, middle + 1.2, 17.0, "LS", 8.5)
    draw_digits(pen, one.box, max(3, len(sheet.total)), DIGIT)
