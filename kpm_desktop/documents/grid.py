"""Tables whose rows grow with their texts: columns as data, cells wrapped, the head repeated by who draws.

A word wider than its cell is made smaller, at last broken; no letter is left out.
"""

import dataclasses
import itertools
from collections.abc import Sequence

from kpm_desktop.documents import fitting, fonts
from kpm_desktop.documents.page import BLACK, Anchor, Pen

HEAD_FILL = "#E9E9E9"
OUTER, INNER = 0.4, 0.2
PADDING = 1.6
_SMALLEST = 7.5
_LEADING = 1.12


@dataclasses.dataclass(frozen=True, slots=True)
class GridColumn:
    """A column: its heading, its width in mm, where its texts stand."""

    title: str
    width: float
    align: Anchor = "left"


@dataclasses.dataclass(frozen=True, slots=True)
class Cell:
    """The lines of one cell and their size in points."""

    lines: tuple[str, ...]
    size: float


@dataclasses.dataclass(frozen=True, slots=True)
class Grid:
    """A table at `left`: rows at least `row` mm high, texts of `size` points, a head of `head` mm.

    `numbered` adds the row 1, 2, 3 ... below the head, as the official books have it.
    """

    columns: tuple[GridColumn, ...]
    left: float
    row: float = 7.0
    size: float = 9.5
    head: float = 9.0
    numbered: bool = False

    @property
    def right(self) -> float:
        """Return where the table ends."""
        return self.left + sum(column.width for column in self.columns)

    @property
    def edges(self) -> list[float]:
        """Return the left edge of each column, and the right edge."""
        return list(itertools.accumulate((one.width for one in self.columns), initial=self.left))

    @property
    def head_height(self) -> float:
        """Return how high the head is, with the numbering row."""
        return self.head + (5.5 if self.numbered else 0.0)

    def cells(self, texts: Sequence[str]) -> list[Cell]:
        """Return the wrapped cells of a row."""
        return [
            wrapped(text, column.width - 2 * PADDING, self.size)
            for text, column in zip(texts, self.columns, strict=True)
        ]

    def height(self, cells: Sequence[Cell]) -> float:
        """Return how high a row is."""
        return max(self.row, *(cell_height(cell) for cell in cells))

    def draw_head(self, pen: Pen, y: float) -> float:
        """Draw the head at `y` and return where it ends."""
        edges, end = self.edges, y + self.head_height
        pen.box(self.left, y, self.right - self.left, self.head_height, fill=HEAD_FILL)
        for column, (left, right) in zip(self.columns, itertools.pairwise(edges), strict=True):
            lines = fitting.wrap_centred(column.title, right - left - 1.4, "LSB", 8.5)
            top = y + self.head / 2 + 1.05 - 1.75 * (len(lines) - 1)
            for place, text in enumerate(lines):
                fitted = fitting.fit_line(text, right - left - 0.8, "LSB", 8.5, 6.5)
                size = fitted.lines[0].size if isinstance(fitted, fitting.Fitted) else 6.5
                pen.text((left + right) / 2, top + 3.5 * place, text, "LSB", size, anchor="centre")
        if self.numbered:
            pen.line((self.left, y + self.head), (self.right, y + self.head), INNER)
            for number, (left, right) in enumerate(itertools.pairwise(edges), 1):
                pen.text((left + right) / 2, end - 1.6, str(number), "LS", 8, anchor="centre")
        for x in edges[1:-1]:
            pen.line((x, y), (x, end), INNER)
        pen.line((self.left, end), (self.right, end), OUTER)
        return end

    def draw_row(self, pen: Pen, y: float, cells: Sequence[Cell], height: float, font: str = "LS") -> float:
        """Draw a row at `y` and return where it ends."""
        edges = self.edges
        for place, (cell, column) in enumerate(zip(cells, self.columns, strict=True)):
            left, right = edges[place] + PADDING, edges[place + 1] - PADDING
            x = {"left": left, "centre": (left + right) / 2, "right": right}[column.align]
            draw_cell(pen, cell, x, y + height / 2, column.align, font)
        for x in edges[1:-1]:
            pen.line((x, y), (x, y + height), INNER)
        pen.line((self.left, y + height), (self.right, y + height), INNER)
        return y + height

    def draw_band(self, pen: Pen, y: float, text: str, height: float = 7.0) -> float:
        """Draw a row of one cell over the whole width, in bold, and return where it ends."""
        pen.box(self.left, y, self.right - self.left, height, fill="#F3F3F3")
        cell = wrapped(text, self.right - self.left - 2 * PADDING, self.size, "LSB")
        draw_cell(pen, cell, self.left + PADDING, y + height / 2, "left", "LSB")
        pen.line((self.left, y), (self.right, y), INNER)
        pen.line((self.left, y + height), (self.right, y + height), INNER)
        return y + height

    def draw_frame(self, pen: Pen, top: float, end: float) -> None:
        """Draw the outer line from the head's top to the last row's end."""
        pen.box(self.left, top, self.right - self.left, end - top, stroke=BLACK, line=OUTER)


def wrapped(text: str, width: float, size: float, font: str = "LS") -> Cell:
    """Return a text as lines that fit `width`: at its size, smaller for a long word, at last broken."""
    for points in (size, size * 0.9, max(size * 0.8, _SMALLEST)):
        lines = [line for part in text.split("\n") for line in fitting.wrap_left(part, width, font, points)]
        if all(fonts.width(line, font, points) <= width for line in lines):
            return Cell(tuple(lines), round(points, 2))
    points = max(size * 0.8, _SMALLEST)
    broken = [piece for line in lines for piece in _broken(line, width, font, points)]
    return Cell(tuple(broken), round(points, 2))


def cell_height(cell: Cell) -> float:
    """Return how high the lines of a cell are with room above and below."""
    return len(cell.lines) * cell.size * _LEADING * fonts.MM_PER_POINT + 2.4


def draw_cell(pen: Pen, cell: Cell, x: float, middle: float, align: Anchor, font: str = "LS") -> None:
    """Draw the lines of a cell around the height `middle`."""
    leading = cell.size * _LEADING * fonts.MM_PER_POINT
    y = middle + 0.355 * cell.size * fonts.MM_PER_POINT - leading * (len(cell.lines) - 1) / 2
    for line in cell.lines:
        pen.text(x, y, line, font, cell.size, anchor=align)
        y += leading


def _broken(line: str, width: float, font: str, size: float) -> list[str]:
    pieces = [""]
    for sign in line:
        if pieces[-1] and fonts.width(pieces[-1] + sign, font, size) > width:
            pieces.append("")
        pieces[-1] += sign
    return pieces
