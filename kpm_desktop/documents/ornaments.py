"""Shapes that several certificate frames draw: leaves, crosses, the divider. Released: never edited.

A frame that was issued with is drawn again for each reprint; a changed shape gets a function of its own.
"""

import math

from kpm_desktop.documents.page import Pen, Point

_LEAF_STEPS = 12


def leaf(start: Point, end: Point, half_width: float) -> list[Point]:
    """Return the outline of a leaf: two cubics, handles at 1/3 and 2/3, offset 4/3 of the half width."""
    along = (end[0] - start[0], end[1] - start[1])
    length = math.hypot(*along)
    across = (-along[1] / length * half_width, along[0] / length * half_width)
    outline = []
    for side in (1, -1):
        for step in range(_LEAF_STEPS):
            t = step / _LEAF_STEPS if side == 1 else 1 - step / _LEAF_STEPS
            # The cubic with handles at thirds goes evenly along; its offset is 3 t (1 - t) 4/3.
            swing = side * 4 * t * (1 - t)
            outline.append(
                (start[0] + along[0] * t + across[0] * swing, start[1] + along[1] * t + across[1] * swing)
            )
    return outline


def polar(centre: Point, radius: float, degrees: float) -> Point:
    """Return the point at a distance and angle from a centre; angles grow from right to downwards."""
    angle = math.radians(degrees)
    return centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)


def leaf_cross(pen: Pen, centre: Point, inner: float, outer: float, half_width: float, colour: str) -> None:
    """Draw four leaves on the diagonals between two distances from the centre."""
    for quarter in (45, 135, 225, 315):
        outline = leaf(polar(centre, inner, quarter), polar(centre, outer, quarter), half_width)
        pen.curve(outline, fill=colour, closed=True)


def divider(pen: Pen, centre: Point, width: float, line_colour: str, stone_colour: str) -> None:
    """Draw the dividing ornament: two tapered wedges, two dots, a diamond."""
    x, y = centre
    for side in (-1, 1):
        inner, outer = x + side * 3.95, x + side * width / 2
        pen.curve([(inner, y - 0.28), (outer, y), (inner, y + 0.28)], fill=line_colour, closed=True)
        pen.disc(x + side * 3.0, y, 0.35, fill=line_colour)
    pen.curve([(x - 1.5, y), (x, y - 1.5), (x + 1.5, y), (x, y + 1.5)], fill=stone_colour, closed=True)


def rosette(
    pen: Pen,
    centre: Point,
    radius: float,
    petals: int,
    core: float,
    strands: int,
    line: float,
    colours: tuple[str, ...],
) -> None:
    """Draw r(a) = R (q + (1 - q)(1 + cos(n a + 2 pi k / m)) / 2) for every k; colours take turns."""
    for k in range(strands):
        points = []
        for degree in range(360):
            a = math.radians(degree)
            wave = (1 + math.cos(petals * a + 2 * math.pi * k / strands)) / 2
            r = radius * (core + (1 - core) * wave)
            points.append((centre[0] + r * math.cos(a), centre[1] + r * math.sin(a)))
        pen.curve(points, stroke=colours[k % len(colours)], line=line, closed=True)


def frame(pen: Pen, edge: float, line: float, colour: str) -> None:
    """Draw a rectangle whose line lies `edge` mm inside the sheet on every side."""
    pen.box(edge, edge, pen.paper.width - 2 * edge, pen.paper.height - 2 * edge, stroke=colour, line=line)


def corners(pen: Pen, edge: float, size: float) -> list[Point]:
    """Return the upper left points of four squares in the corners, `edge` mm inside the sheet."""
    far = (pen.paper.width - edge - size, pen.paper.height - edge - size)
    return [(x, y) for y in (edge, far[1]) for x in (edge, far[0])]
