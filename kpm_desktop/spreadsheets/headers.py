"""Finding the header of a sheet below letterheads, and what its columns are for.

The meanings of headings are data in `headings.py`; reading the rows below is `sheet_body.py`.
"""

import dataclasses
import itertools
import re
from collections.abc import Mapping, Sequence

from kpm_desktop.spreadsheets.headings import COMBINED, Target, folded, target_of
from kpm_desktop.spreadsheets.reading import Cell, Row, Sheet, cell_text

Headings = tuple[tuple[Target, str], ...]

_SEARCHED_ROWS = 80
_MOST_LEVELS = 3
_LONGEST_HEADING = 80
_NUMBER_ROW = re.compile(r"\(?(\d{1,3})\)?\.?")


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """One column: its place from 0, the heading as it stands (levels joined by `/`), what it is for."""

    place: int
    heading: str
    target: Target
    is_hidden: bool = False
    samples: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Header:
    """The header of a sheet: first row (from 0), how many rows, the columns, and where data begin."""

    first_row: int
    height: int
    columns: tuple[Column, ...]
    first_data_row: int

    def target_places(self) -> Mapping[Target, int]:
        """Return the place of each target that a column has."""
        return {column.target: column.place for column in self.columns if column.target}

    @property
    def layout(self) -> str:
        """Return what names this layout of columns: the folded headings, joined."""
        return "|".join(folded(column.heading) for column in self.columns)


def find_header(
    sheet: Sheet,
    headings: Headings,
    *,
    rows: tuple[int, int] | None = None,
    targets: Mapping[int, Target] | None = None,
) -> Header | None:
    """Return the header of a sheet, or None when no row looks like one.

    `rows` (first row from 0, height) is what the operator chose; `targets` override the guess by place.
    """
    found = rows or _best_rows(sheet, headings)
    if found is None or not sheet.rows:
        return None
    first, height = found
    labels = _labels(sheet, first, height)
    guessed = _targets(labels, headings)
    data_row = _first_data_row(sheet, first + height)
    columns = tuple(
        Column(
            place,
            "/".join(label),
            (targets or {}).get(place, guessed[place]),
            place in sheet.hidden_columns,
            _samples(sheet, place, data_row),
        )
        for place, label in enumerate(labels)
    )
    return Header(first, height, columns, data_row)


def title_texts(sheet: Sheet, header: Header) -> list[str]:
    """Return the texts above the header, letterhead and title, top down."""
    return [
        text
        for row in sheet.rows[: header.first_row]
        for cell in row
        if isinstance(cell, str) and (text := cell_text(cell))
    ]


def is_number_row(row: Row) -> bool:
    """Tell whether a row numbers the columns: 1, 2, 3 ... and nothing else."""
    numbers = [_column_number(cell) for cell in row if cell is not None and cell_text(cell)]
    return len(numbers) >= 3 and numbers == list(range(1, len(numbers) + 1))


def _column_number(cell: Cell) -> int:
    found = _NUMBER_ROW.fullmatch(cell_text(cell))
    return int(found[1]) if found else -1


def _best_rows(sheet: Sheet, headings: Headings) -> tuple[int, int] | None:
    best: tuple[int, int] | None = None
    best_score = 0
    for first in range(min(len(sheet.rows), _SEARCHED_ROWS)):
        if sum(cell is not None for cell in sheet.rows[first]) < 2:
            continue
        for height in range(1, _MOST_LEVELS + 1):
            below = sheet.rows[first + 1 : first + height]
            if len(below) < height - 1 or not all(_may_be_heading(row) for row in below):
                break
            targets = [target for target in _targets(_labels(sheet, first, height), headings) if target]
            score = len(targets) if "name" in targets and len(targets) > 1 else 0
            if score > best_score:
                best, best_score = (first, height), score
    return best


def _may_be_heading(row: Row) -> bool:
    """Tell whether a row can be a lower level of a header: a few short texts without figures."""
    cells = [cell for cell in row if cell is not None]
    return bool(cells) and all(
        isinstance(cell, str) and len(cell) <= 30 and not re.search(r"\d", cell) for cell in cells
    )


def _labels(sheet: Sheet, first: int, height: int) -> list[list[str]]:
    """Return the heading of each column, top down; a merged or blank upper cell goes on to the right."""
    levels = [
        [_heading(cell) for cell in sheet.rows[row]] if row < len(sheet.rows) else [""] * sheet.width
        for row in range(first, first + height)
    ]
    spans = [
        (top, left, right)
        for (top, left), (_, right) in sheet.merges
        if first <= top < first + height and left < right
    ]
    for top, left, right in spans:
        level = levels[top - first]
        for place in range(left + 1, min(right + 1, len(level))):
            level[place] = level[place] or level[left]
    if not spans:
        for upper, lower in itertools.pairwise(levels):
            for place in range(1, len(upper)):
                if not upper[place] and lower[place]:
                    upper[place] = upper[place - 1]
    return [
        [text for number, text in enumerate(texts) if text and text not in texts[:number]]
        for texts in zip(*levels, strict=True)
    ]


def _heading(cell: Cell) -> str:
    text = cell_text(cell) if isinstance(cell, str) else ""
    return text if len(text) <= _LONGEST_HEADING else ""


def _targets(labels: Sequence[Sequence[str]], headings: Headings) -> list[Target]:
    """Return what the columns are for, each target once, the first column that has it."""
    taken: set[Target] = set()
    found: list[Target] = []
    for label in labels:
        target = _target(label, headings)
        parts = COMBINED.get(target, ())
        if target in taken or (parts and taken.issuperset(parts)):
            target = ""
        if target:
            taken.add(target)
        found.append(target)
    return found


def _target(label: Sequence[str], headings: Headings) -> Target:
    """Return what a heading of one or more levels is for: read as a whole, then its lowest level alone."""
    for text in (" ".join(label), *reversed(label[1:]), *label[:1]):
        target = target_of(text, headings)
        if target:
            return target
    return ""


def _first_data_row(sheet: Sheet, row: int) -> int:
    if row < len(sheet.rows) and is_number_row(sheet.rows[row]):
        return row + 1
    return row


def _samples(sheet: Sheet, place: int, first_row: int) -> tuple[str, ...]:
    texts = (cell_text(row[place]) for row in sheet.rows[first_row : first_row + 200])
    return tuple(dict.fromkeys(text for text in texts if text))[:3]
