"""Running papers (letters, minutes, reports): pieces from top to bottom, broken into pages.

A piece is a line of text, a table row, a picture, a signature block: it is never split, and may want
the pieces after it on its own page. So no heading ends a page and no signature block stands alone.
"""

import dataclasses
import itertools
from collections.abc import Callable, Sequence

from kpm_desktop.documents import fitting, fonts, signature
from kpm_desktop.documents.drawing import Sketch, Sketchbook
from kpm_desktop.documents.grid import Cell, Grid
from kpm_desktop.documents.page import GREY
from kpm_desktop.documents.signature import SignatureBlock

WORDS = {"page": "Halaman {page} dari {pages}"}
_TOGETHER = {"line": 3, "row": 2}  # what goes with a signature block
_BLOCK = 62.0
_BLOCK_TOP = 6.0

DrawPiece = Callable[[Sketch, float], None]
"""Draws a piece whose upper edge is at the height given."""


@dataclasses.dataclass(slots=True)
class Piece:
    """One unbreakable piece; `keep` pieces after it stand on the same page; `grid` repeats its head."""

    height: float
    draw: DrawPiece
    kind: str = "line"
    keep: int = 0
    grid: Grid | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Frame:
    """Where text stands: left and right edge, top of later pages, and how far down it goes, in mm."""

    left: float
    right: float
    later_top: float
    bottom: float


class Flow:
    """A running text being collected; `place` draws it."""

    def __init__(self, frame: Frame, size: float = 11.0, leading: float = 5.25) -> None:
        self.frame, self.size, self.leading = frame, size, leading
        self.pieces: list[Piece] = []

    def gap(self, height: float) -> None:
        """Leave room; none at the top of a page."""
        self.pieces.append(Piece(height, _nothing, "gap"))

    def line(
        self, text: str, *, font: str = "LS", indent: float = 0.0, size: float = 0.0, centred: bool = False
    ) -> None:
        """Add one line as it is."""
        points = size or self.size
        left = (self.frame.left + self.frame.right) / 2 if centred else self.frame.left + indent

        def draw(pen: Sketch, y: float) -> None:
            pen.text(left, y + 3.9, text, font, points, anchor="centre" if centred else "left")

        self.pieces.append(Piece(self.leading, draw))

    def heading(self, text: str, *, centred: bool = False, size: float = 0.0, keep: int = 3) -> None:
        """Add a heading, wrapped, that stands with the pieces after it."""
        lines = fitting.wrap_centred(text, self.frame.right - self.frame.left, "LSB", size or self.size)
        for place, part in enumerate(lines):
            self.line(part, font="LSB", size=size, centred=centred)
            self.pieces[-1].keep = keep + len(lines) - place - 1
            self.pieces[-1].kind = "heading"

    def paragraph(self, text: str, *, indent: float = 0.0, first: float = 0.0, mark: str = "") -> None:
        """Add paragraphs, justified, parted by line feeds; `mark` stands before the first line (1., a.)."""
        left = self.frame.left + indent
        width = self.frame.right - left
        for part in text.split("\n"):
            lines = _wrapped(part, width, first, self.size)
            for place, line in enumerate(lines):
                shift = first if place == 0 else 0.0
                is_last = place == len(lines) - 1
                self.pieces.append(
                    Piece(
                        self.leading,
                        _line_drawer(
                            line, left + shift, 0.0 if is_last else width - shift, self.size,
                            mark if place == 0 else "", self.frame.left + max(indent - 7.0, 0.0),
                        ),
                        keep=1 if len(lines) > 1 and place in {0, len(lines) - 2} else 0,
                    )
                )  # fmt: skip
            mark = ""

    def fields(
        self, pairs: Sequence[tuple[str, str]], *, indent: float = 0.0, colon: float = 26.0, font: str = "LS"
    ) -> None:
        """Add lines `label : value`, values wrapped, empty ones left out."""
        left = self.frame.left + indent
        inner = left + colon + 3.5
        for label, value in pairs:
            if not value:
                continue
            lines = [
                line
                for part in value.split("\n")
                for line in fitting.wrap_left(part, self.frame.right - inner, font, self.size)
            ]
            for place, line in enumerate(lines):
                draw = _field_drawer(label if place == 0 else "", line, (left, left + colon, inner), font)
                self.pieces.append(Piece(self.leading, _sized(draw, self.size)))

    def table(self, grid: Grid, rows: Sequence[Sequence[str]], bold: Sequence[int] = ()) -> None:
        """Add a table; its head is repeated on each page; rows numbered in `bold` are set in bold."""
        cells = [grid.cells(row) for row in rows]
        for place, one in enumerate(cells):
            font = "LSB" if place in bold else "LS"
            height = grid.height(one)
            keep = 1 if len(cells) > 1 and place in {0, len(cells) - 2} else 0
            self.pieces.append(Piece(height, _row_drawer(grid, one, height, font), "row", keep, grid))

    def block(self, height: float, draw: DrawPiece, *, kind: str = "block") -> None:
        """Add something else of that height."""
        self.pieces.append(Piece(height, draw, kind))

    def signature(self, block: SignatureBlock, *, height: float = _BLOCK) -> None:
        """Add a signature block; three lines or two rows before it stand on its page."""
        left, right = self.frame.left + 40.0, self.frame.right - 42.0

        def draw(pen: Sketch, y: float) -> None:
            signature.draw_office_block(pen, block, y + _BLOCK_TOP + 3.0, left, right)

        self.hold(height, draw)

    def hold(self, height: float, draw: DrawPiece) -> None:
        """Add a closing piece that never stands alone on a page."""
        counted = 0
        for distance, piece in enumerate(reversed(self.pieces), 1):
            if piece.kind not in _TOGETHER:
                continue
            counted += 1
            if counted == _TOGETHER[piece.kind]:
                piece.keep = max(piece.keep, distance)
                break
        else:
            if self.pieces:
                self.pieces[0].keep = max(self.pieces[0].keep, len(self.pieces))
        self.pieces.append(Piece(height, draw, "block"))

    def place(self, book: Sketchbook, pen: Sketch, top: float) -> float:
        """Draw everything from `top` of the page of `pen` on, and further pages; returns where it ends."""
        y, start = top, top
        table: tuple[Grid, float] | None = None
        index = 0
        for index, piece in enumerate(self.pieces):
            if piece.kind == "gap" and y == start:
                continue
            head = piece.grid.head_height if piece.grid and (table is None or table[0] != piece.grid) else 0.0
            if y > start and y + head + self._needed(index) > self.frame.bottom + 1e-6:
                _close(pen, table, y)
                table = None
                pen, y = book.page(), self.frame.later_top
                start = y
                if piece.kind == "gap":
                    continue
            if table is not None and table[0] != piece.grid:
                _close(pen, table, y)
                table = None
            if piece.grid is not None and table is None:
                table = (piece.grid, y)
                y = piece.grid.draw_head(pen, y)
            piece.draw(pen, y)
            y += piece.height
        _close(pen, table, y)
        return y

    def _needed(self, index: int) -> float:
        """Return how much room a piece needs with all that must follow it; a page's worth at most."""
        last = position = index
        while position <= last < len(self.pieces) - 1:
            last = min(max(last, position + self.pieces[position].keep), len(self.pieces) - 1)
            position += 1
        last = max(last, min(index + self.pieces[index].keep, len(self.pieces) - 1))
        pieces = self.pieces[index : last + 1]
        heads = sum(
            after.grid.head_height
            for before, after in itertools.pairwise(pieces)
            if after.grid is not None and after.grid != before.grid
        )
        total = sum(piece.height for piece in pieces) + heads
        room = self.frame.bottom - self.frame.later_top
        return total if total <= room else self.pieces[index].height


def number_pages(book: Sketchbook, footer: str, left: float, right: float, *, up: float = 20.4) -> None:
    """Write the foot of each page, `up` mm above its lower edge: what it is, and `Halaman x dari y`."""
    pens = book.page_pens()
    for place, pen in enumerate(pens, 1):
        y = pen.paper.height - up
        fitted = fitting.fit_line(footer, right - left - 34.0, "LS", 8, 7)
        size = fitted.lines[0].size if isinstance(fitted, fitting.Fitted) else 7.0
        pen.text(left, y, footer, "LS", size, colour=GREY)
        words = WORDS["page"].replace("{page}", str(place)).replace("{pages}", str(len(pens)))
        pen.text(right, y, words, "LS", 9, anchor="right", colour=GREY)


def _wrapped(text: str, width: float, first: float, size: float) -> list[str]:
    """Return the lines of a paragraph, the first of them shorter by `first` mm."""
    lines: list[str] = []
    for word in text.split(" "):
        wider = f"{lines[-1]} {word}" if lines else word
        room = width - (first if len(lines) <= 1 else 0.0)
        if lines and fonts.width(wider.replace("\u00a0", " "), "LS", size) <= room:
            lines[-1] = wider
        else:
            lines.append(word)
    return [line.replace("\u00a0", " ") for line in lines]


def _line_drawer(line: str, x: float, width: float, size: float, mark: str, mark_x: float) -> DrawPiece:
    def draw(pen: Sketch, y: float) -> None:
        pen.text(mark_x, y + 3.9, mark, "LS", size)
        if width:
            pen.justified(x, y + 3.9, line, "LS", size, width)
        else:
            pen.text(x, y + 3.9, line, "LS", size)

    return draw


def _field_drawer(
    label: str, value: str, places: tuple[float, float, float], font: str
) -> Callable[[Sketch, float, float], None]:
    def draw(pen: Sketch, y: float, size: float) -> None:
        pen.text(places[0], y + 3.9, label, "LS", size)
        pen.text(places[1], y + 3.9, ":" if label else "", "LS", size)
        pen.text(places[2], y + 3.9, value, font, size)

    return draw


def _sized(draw: Callable[[Sketch, float, float], None], size: float) -> DrawPiece:
    return lambda pen, y: draw(pen, y, size)


def _row_drawer(grid: Grid, cells: Sequence[Cell], height: float, font: str) -> DrawPiece:
    def draw(pen: Sketch, y: float) -> None:
        grid.draw_row(pen, y, cells, height, font)

    return draw


def _close(pen: Sketch, table: tuple[Grid, float] | None, y: float) -> None:
    if table is not None:
        table[0].draw_frame(pen, table[1], y)


def _nothing(_pen: Sketch, _y: float) -> None:
    """Leave room."""
