"""The frame of the design Batik, version 1: the original motif "Daun Ayu". Source: papers/README.md 3.

A released frame is never edited: certificates that were issued with it are drawn with it again. A better one
gets the next version in a module of its own.
"""

from collections.abc import Callable, Iterator

from kpm_desktop.documents import ornaments
from kpm_desktop.documents.page import WHITE, Pen, Point

SOGA = "#5A3417"
INDIGO = "#1F2F57"
CREAM = "#F6EBD3"
LIGHT = "#B07A3C"
_ROWS = 15
_TILES = {297: (22, 7), 330: (24, 9)}
"""By the sheet's long side: tiles along it, and by how many tiles it is longer than the short one.

The tile must divide the difference of the sides: the margins are equal and corners need no special tile.
"""
_TUMPAL = 4.6
_TUMPAL_INSET = 0.9
_CROSS = 6.2
_BACK_CORNER = 11.0
_BACK_EDGE = 10.0


def draw_front(pen: Pen) -> None:
    """Draw everything of the front that is the same on each certificate."""
    width, height = pen.paper.width, pen.paper.height
    columns, longer = _TILES[round(width)]
    tile = (width - height) / longer
    margin = (width - columns * tile) / 2
    _band(pen, margin, tile)
    for row in range(_ROWS):
        for column in range(columns):
            if row in {0, _ROWS - 1} or column in {0, columns - 1}:
                centre = (margin + (column + 0.5) * tile, margin + (row + 0.5) * tile)
                _tile(pen, centre, tile)
    ornaments.frame(pen, margin, 0.9, SOGA)
    ornaments.frame(pen, margin + tile, 0.9, SOGA)
    inner = margin + tile + _TUMPAL_INSET
    _tumpal_rows(pen, inner, 2 * (columns - 2), 2 * (_ROWS - 2))
    ornaments.divider(pen, (width / 2, 105.6 + (height - 210.0) / 2), 150.0, LIGHT, INDIGO)


def draw_back(pen: Pen) -> None:
    """Draw everything of the back that is the same on each certificate."""
    ornaments.frame(pen, _BACK_EDGE, 0.7, SOGA)
    ornaments.frame(pen, _BACK_EDGE + 2.2, 0.25, LIGHT)
    for x, y in ornaments.corners(pen, _BACK_EDGE, _BACK_CORNER):
        pen.box(x, y, _BACK_CORNER, _BACK_CORNER, fill=CREAM, stroke=SOGA, line=0.5)
        _tile(pen, (x + _BACK_CORNER / 2, y + _BACK_CORNER / 2), _BACK_CORNER)
    middle = (pen.paper.width / 2, 35.1 + (pen.paper.height - 210.0) / 2)
    ornaments.divider(pen, middle, 77.0, LIGHT, INDIGO)


def _band(pen: Pen, margin: float, tile: float) -> None:
    """Draw the cream ground of the tiles: the outer box, white again inside."""
    width, height = pen.paper.width, pen.paper.height
    pen.box(margin, margin, width - 2 * margin, height - 2 * margin, fill=CREAM)
    inner = margin + tile
    pen.box(inner, inner, width - 2 * inner, height - 2 * inner, fill=WHITE)


def _tile(pen: Pen, centre: Point, tile: float) -> None:
    for quarter in (45, 135, 225, 315):
        _mango_leaf(pen, centre, tile, quarter)
    for radius, colour in ((0.10, CREAM), (0.068, INDIGO), (0.026, CREAM)):
        pen.disc(*centre, radius * tile, fill=colour)
    for quarter in (0, 90, 180, 270):
        edge = ornaments.polar(centre, 0.5 * tile, quarter)
        tip = ornaments.polar(centre, 0.33 * tile, quarter)
        sides = [ornaments.polar(edge, 0.075 * tile, quarter + turn) for turn in (90, -90)]
        pen.curve([sides[0], tip, sides[1]], fill=INDIGO, closed=True)
        pen.disc(*ornaments.polar(centre, 0.285 * tile, quarter), 0.022 * tile, fill=LIGHT)


def _mango_leaf(pen: Pen, centre: Point, tile: float, degrees: float) -> None:
    """Draw a leaf with its midrib and three pairs of veins."""
    inner, outer = 0.115 * tile, 0.645 * tile
    start, end = ornaments.polar(centre, inner, degrees), ornaments.polar(centre, outer, degrees)
    pen.curve(ornaments.leaf(start, end, 0.125 * tile), fill=SOGA, closed=True)

    def along(share: float) -> Point:
        return ornaments.polar(centre, inner + (outer - inner) * share, degrees)

    pen.line(along(0.12), along(0.86), 0.22, CREAM)
    for share, length in ((0.28, 0.085), (0.44, 0.10), (0.60, 0.085)):
        for turn in (42, -42):
            pen.line(along(share), ornaments.polar(along(share), length * tile, degrees + turn), 0.17, CREAM)


def _tumpal_rows(pen: Pen, inner: float, across: int, down: int) -> None:
    """Draw a row of triangles along each side and a leaf cross in each corner."""
    width, height = pen.paper.width, pen.paper.height
    for count, place in _sides(inner, width, height, across, down):
        base = _pitch(inner, width, across) if count == across else _pitch(inner, height, down)
        for index in range(1, count - 1):
            _tumpal(pen, place, index * base, base)
            if index > 1:
                pen.disc(*place(index * base, 2.2), 0.30, fill=LIGHT)
    half = _CROSS / 2
    for x in (inner + half, width - inner - half):
        for y in (inner + half, height - inner - half):
            ornaments.leaf_cross(pen, (x, y), 0.35, 3.9, 0.62, INDIGO)
            pen.disc(x, y, 0.7, fill=LIGHT)
            for quarter in (0, 90, 180, 270):
                pen.disc(*ornaments.polar((x, y), 2.25, quarter), 0.36, fill=LIGHT)


def _pitch(inner: float, length: float, count: int) -> float:
    return (length - 2 * inner) / count


def _sides(
    inner: float, width: float, height: float, across: int, down: int
) -> Iterator[tuple[int, Callable[[float, float], Point]]]:
    """Yield each side: how many triangles, and what turns (way along, depth) into a point of the page."""
    yield across, lambda along, depth: (inner + along, inner + depth)
    yield across, lambda along, depth: (inner + along, height - inner - depth)
    yield down, lambda along, depth: (inner + depth, inner + along)
    yield down, lambda along, depth: (width - inner - depth, inner + along)


def _tumpal(pen: Pen, place: Callable[[float, float], Point], start: float, base: float) -> None:
    middle = start + base / 2
    pen.curve([place(start, 0), place(start + base, 0), place(middle, _TUMPAL)], fill=SOGA, closed=True)
    low, high = start + 0.2 * base, start + 0.8 * base
    deep = 0.3 + 0.68 * _TUMPAL * 0.9
    pen.curve([place(low, 0.3), place(high, 0.3), place(middle, deep)], fill=CREAM, closed=True)
    pen.disc(*place(middle, 1.05), 0.62, fill=INDIGO)
    pen.disc(*place(middle, _TUMPAL + 1.15), 0.36, fill=LIGHT)
