"""The frame of the piagam, version 1: braid, leaf fans, seal with laurel. Source: papers/README.md section 3.

A released frame is never edited: papers that were issued with it are drawn with it again. A better one gets
the next version in a module of its own.
"""

import math
from collections.abc import Callable

from kpm_desktop.documents import ornaments
from kpm_desktop.documents.page import WHITE, Pen, Point

MAROON = "#6E1423"
GOLD = "#A07A22"
LIGHT_GOLD = "#C9A653"
_LIGHTER = "#8A1F2E"
SEAL = (74.0, 166.6)
_EDGE = 10.0
_BRAID = 4.6
_INNER = 7.6
_SWING = 1.35
_FAN = 23.0
_SEAL_RADIUS = 14.4
_LAUREL = 18.6
_LEAF_SHARE = 0.187  # half width of a fan's leaf, as a share of its length


def draw_front(pen: Pen) -> None:
    """Draw everything that is the same on each piagam."""
    width, height = pen.paper.width, pen.paper.height
    ornaments.frame(pen, _EDGE, 1.1, MAROON)
    ornaments.frame(pen, _EDGE + 1.6, 0.25, GOLD)
    ornaments.frame(pen, _EDGE + _INNER, 0.5, MAROON)
    _braids(pen)
    for x, y in ornaments.corners(pen, _EDGE + 1.6, 6.0):
        pen.box(x, y, 6.0, 6.0, fill=MAROON)
        ornaments.leaf_cross(pen, (x + 3.0, y + 3.0), 0.3, 2.9, 0.55, LIGHT_GOLD)
    for index, (x, y) in enumerate(ornaments.corners(pen, _EDGE + _INNER, 0.0)):
        _fan(pen, (x, y), (0, 90, 270, 180)[index])
    right, down = (width - 297.0) / 2, (height - 210.0) / 2
    ornaments.divider(pen, (width / 2, 75.4 + down), 130.0, GOLD, MAROON)
    _seal(pen, (SEAL[0] + right, SEAL[1] + down))


def draw_honour(pen: Pen) -> None:
    """Draw the same frame for somebody honoured without a rank: a flower of eight leaves fills the seal."""
    draw_front(pen)
    centre = (SEAL[0] + (pen.paper.width - 297.0) / 2, SEAL[1] + (pen.paper.height - 210.0) / 2)
    for quarter in range(0, 360, 45):
        colour, reach = (GOLD, 4.2) if quarter % 90 else (MAROON, 5.6)
        start, end = ornaments.polar(centre, 1.0, quarter), ornaments.polar(centre, reach, quarter)
        pen.curve(ornaments.leaf(start, end, 0.17 * reach), fill=colour, closed=True)
    pen.disc(*centre, 0.6, fill=GOLD)


def _braids(pen: Pen) -> None:
    width, height = pen.paper.width, pen.paper.height
    near, start = _EDGE + _BRAID, _EDGE + _INNER
    across, down = width - 2 * start, height - 2 * start
    waves = (round(34 * across / 261.8), round(23 * down / 174.8))
    _braid(pen, across, waves[0], lambda along, swing: (start + along, near + swing))
    _braid(pen, across, waves[0], lambda along, swing: (start + along, height - near + swing))
    _braid(pen, down, waves[1], lambda along, swing: (near + swing, start + along))
    _braid(pen, down, waves[1], lambda along, swing: (width - near + swing, start + along))


def _braid(pen: Pen, length: float, waves: int, place: Callable[[float, float], Point]) -> None:
    """Draw two strands that cross, each gold with a white core, and a dot in each eye."""
    steps = waves * 24
    for line, colour in ((0.95, GOLD), (0.42, WHITE)):
        for side in (1, -1):
            points = [
                place(length * step / steps, side * _SWING * math.sin(2 * math.pi * waves * step / steps))
                for step in range(steps + 1)
            ]
            pen.curve(points, stroke=colour, line=line)
    for eye in range(2 * waves):
        pen.disc(*place(length * (eye + 0.5) / (2 * waves), 0.0), 0.55, fill=MAROON)


def _fan(pen: Pen, corner: Point, turned: int) -> None:
    """Draw a quarter fan; `turned` is the direction, in degrees, in which it begins."""
    quarter = [ornaments.polar(corner, 0.17 * _FAN, turned + degree) for degree in range(0, 91, 5)]
    pen.curve([corner, *quarter], fill=MAROON, closed=True)
    for radius in (0.26, 1.04):
        arc = [ornaments.polar(corner, radius * _FAN, turned + degree) for degree in range(0, 91, 2)]
        pen.curve(arc, stroke=GOLD, line=0.25)
    for count, inner, outer, colour in ((4, 0.30, 0.60, MAROON), (6, 0.58, 0.98, GOLD)):
        for index in range(count):
            degrees = turned + 90 * (index + 0.5) / count
            start = ornaments.polar(corner, inner * _FAN, degrees)
            end = ornaments.polar(corner, (outer - 0.02) * _FAN, degrees)
            half = _LEAF_SHARE * (outer - inner) * _FAN
            pen.curve(ornaments.leaf(start, end, half), fill=colour, closed=True)


def _seal(pen: Pen, centre: Point) -> None:
    """Draw ribbon tails, laurel, toothed star, rosette and the white disc that carries the award."""
    for side, colour in ((-1, MAROON), (1, _LIGHTER)):
        tail = ((9.3, 9.5), (2.4, 9.5), (2.9, 23.2), (6.0, 20.7), (9.8, 22.4))
        pen.curve(
            [(centre[0] + side * right, centre[1] + down) for right, down in tail], fill=colour, closed=True
        )
    for side in (-1, 1):
        _laurel(pen, centre, side)
    star = [
        ornaments.polar(centre, _SEAL_RADIUS * (0.925 if tooth % 2 else 1.0), 5.0 * tooth - 90)
        for tooth in range(72)
    ]
    pen.curve(star, fill=LIGHT_GOLD, closed=True)
    pen.disc(*centre, 0.865 * _SEAL_RADIUS, fill=GOLD)
    pen.disc(*centre, 0.845 * _SEAL_RADIUS, fill=WHITE)
    ornaments.rosette(pen, centre, 0.845 * _SEAL_RADIUS, 24, 0.72, 10, 0.15, (MAROON, GOLD))
    pen.disc(*centre, 0.62 * _SEAL_RADIUS, fill=GOLD)
    pen.disc(*centre, 0.60 * _SEAL_RADIUS, fill=WHITE)
    pen.disc(*centre, 0.575 * _SEAL_RADIUS, stroke=GOLD)


def _laurel(pen: Pen, centre: Point, side: int) -> None:
    """Draw one branch, from below (-80 degrees) up to 62 degrees, with nine pairs of leaves."""

    def place(degrees: float) -> Point:
        angle = math.radians(degrees)
        return (
            centre[0] + side * _LAUREL * math.cos(angle),
            centre[1] - _LAUREL * math.sin(angle),
        )

    pen.curve([place(degrees) for degrees in range(-80, 63, 2)], stroke=GOLD, line=0.25)
    for pair in range(9):
        degrees = -71.5 + pair * 133.5 / 8
        root = place(degrees)
        ahead = place(degrees + 1)
        heading = math.degrees(math.atan2(ahead[1] - root[1], ahead[0] - root[0]))
        for turn in (35, -35):
            tip = ornaments.polar(root, 3.4, heading + turn)
            pen.curve(ornaments.leaf(root, tip, 0.62), fill=GOLD, closed=True)
