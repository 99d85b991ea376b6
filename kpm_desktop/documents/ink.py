"""How much ink a certificate takes: in full colour, sparing (*hemat tinta*), or black (*hitam putih*).

The same frame is drawn by another pen: sparing, areas become outlines and tints are left out; in black every
colour is black and every tint white. Source: papers/README.md section 5.
"""

from collections.abc import Iterable
from typing import Any, Final, Literal

from kpm_desktop.documents.page import BLACK, WHITE, Paper, Pen, Point

Ink = Literal["full", "saver", "mono"]
INKS: Final[tuple[Ink, ...]] = ("full", "saver", "mono")
_OUTLINE = 0.25
_TINT_FROM = 0.70  # share of white from which a colour is a tint


def is_tint(colour: str) -> bool:
    """Tell whether a colour is so pale that paper without it says the same."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue >= _TINT_FROM


def text_colour(colour: str, ink: Ink) -> str:
    """Return the colour a text, line or picture-like piece of a certificate is printed in."""
    if ink != "mono" or colour == WHITE:
        return colour
    return WHITE if is_tint(colour) else BLACK


def pen_for(ink: Ink, canvas: Any, paper: Paper) -> Pen:
    """Return the pen that draws a frame with this ink."""
    made: dict[Ink, type[Pen]] = {"full": Pen, "saver": _SaverPen, "mono": _MonoPen}
    return made[ink](canvas, paper)


class _InkPen(Pen):
    """Asks for each fill and stroke what becomes of it; None is left out."""

    def _changed(
        self, fill: str | None, stroke: str | None, line: float
    ) -> tuple[str | None, str | None, float]:
        raise NotImplementedError

    def line(self, start: Point, end: Point, width: float, colour: str = BLACK) -> None:
        _, stroke, width = self._changed(None, colour, width)
        if stroke:
            super().line(start, end, width, stroke)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str | None = None,
        stroke: str | None = None,
        line: float = 0.2,
    ) -> None:
        fill, stroke, line = self._changed(fill, stroke, line)
        if fill or stroke:
            super().box(x, y, width, height, fill=fill, stroke=stroke, line=line)

    def curve(
        self,
        points: Iterable[Point],
        *,
        stroke: str | None = None,
        line: float = 0.2,
        fill: str | None = None,
        closed: bool = False,
    ) -> None:
        fill, stroke, line = self._changed(fill, stroke, line)
        if fill or stroke:
            super().curve(points, stroke=stroke, line=line, fill=fill, closed=closed)

    def disc(
        self, x: float, y: float, radius: float, *, fill: str | None = None, stroke: str | None = None
    ) -> None:
        fill, stroke, _ = self._changed(fill, stroke, 0.15)
        if fill or stroke:
            super().disc(x, y, radius, fill=fill, stroke=stroke)


class _SaverPen(_InkPen):
    """Draws areas as outlines and leaves out tints."""

    def _changed(
        self, fill: str | None, stroke: str | None, line: float
    ) -> tuple[str | None, str | None, float]:
        if stroke and stroke != WHITE and is_tint(stroke):
            stroke = None
        if fill is None or fill == WHITE:
            return fill, stroke, line
        if is_tint(fill):
            return WHITE, stroke, line
        return WHITE, stroke or fill, line if stroke else _OUTLINE


class _MonoPen(_InkPen):
    """Draws colours black and tints white."""

    def _changed(
        self, fill: str | None, stroke: str | None, line: float
    ) -> tuple[str | None, str | None, float]:
        return (
            fill and text_colour(fill, "mono"),
            stroke and text_colour(stroke, "mono"),
            line,
        )
