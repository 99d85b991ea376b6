"""The design Klasik, version 1: guilloche frame, rosettes, watermark, ornament. Source: papers/README.md 3.

A released frame is never edited: certificates that were issued with it are drawn with it again. A better one
gets the next version in a module of its own.
"""

import math
from collections.abc import Callable

from kpm_desktop.documents import ornaments
from kpm_desktop.documents.page import WHITE, Pen, Point

GREEN = "#0F3D36"
GOLD = "#A07A22"
_WATERMARK = "#F1ECDD"
_EDGE = 10.0
_CORNER = 17.0
_BACK_CORNER = 11.0
_AMPLITUDE = 4.365
_BAND_CENTRE = 6.15
_TURN = 2 * math.pi


def draw_front(pen: Pen) -> None:
    """Draw everything of the front that is the same on each certificate."""
    width, lower = pen.paper.width, (pen.paper.height - 210.0) / 2
    ornaments.rosette(pen, (width / 2, 106.0 + lower), 52.0, 18, 0.38, 10, 0.14, (_WATERMARK,))
    ornaments.rosette(pen, (width / 2, 106.0 + lower), 30.0, 12, 0.25, 8, 0.14, (_WATERMARK,))
    ornaments.frame(pen, _EDGE, 0.7, GREEN)
    ornaments.frame(pen, _EDGE + 1.3, 0.2, GREEN)
    ornaments.frame(pen, _EDGE + 11.0, 0.2, GREEN)
    ornaments.frame(pen, _EDGE + 12.0, 0.5, GOLD)
    _bands(pen)
    for x, y in ornaments.corners(pen, _EDGE, _CORNER):
        _corner(pen, x, y)
    ornaments.divider(pen, (width / 2, 75.6 + lower), 104.0, GOLD, GREEN)


def draw_back(pen: Pen) -> None:
    """Draw everything of the back that is the same on each certificate."""
    ornaments.frame(pen, _EDGE, 0.7, GREEN)
    ornaments.frame(pen, _EDGE + 2.2, 0.25, GOLD)
    for x, y in ornaments.corners(pen, _EDGE, _BACK_CORNER):
        pen.box(x, y, _BACK_CORNER, _BACK_CORNER, fill=WHITE, stroke=GREEN, line=0.5)
        centre = (x + _BACK_CORNER / 2, y + _BACK_CORNER / 2)
        ornaments.rosette(pen, centre, 4.4, 9, 0.42, 6, 0.15, (GREEN, GOLD))
        pen.disc(*centre, 0.55, fill=GREEN)
    middle = (pen.paper.width / 2, 35.1 + (pen.paper.height - 210.0) / 2)
    ornaments.divider(pen, middle, 77.0, GOLD, GREEN)


def _corner(pen: Pen, x: float, y: float) -> None:
    pen.box(x, y, _CORNER, _CORNER, fill=WHITE, stroke=GREEN, line=0.5)
    pen.box(x + 1, y + 1, _CORNER - 2, _CORNER - 2, stroke=GREEN, line=0.2)
    centre = (x + _CORNER / 2, y + _CORNER / 2)
    ornaments.rosette(pen, centre, 6.9, 9, 0.42, 6, 0.15, (GREEN, GOLD))
    ornaments.rosette(pen, centre, 3.0, 6, 0.35, 4, 0.15, (GOLD,))
    pen.disc(*centre, 1.5, stroke=GOLD)
    pen.disc(*centre, 0.9, fill=GREEN)


def _bands(pen: Pen) -> None:
    """Draw the guilloche of the four sides between the corner squares."""
    width, height = pen.paper.width, pen.paper.height
    near, start = _EDGE + _BAND_CENTRE, _EDGE + _CORNER
    along, down = width - 2 * start, height - 2 * start
    waves, fewer = round(26 * along / 243), round(17 * down / 156)
    _band(pen, along, waves, lambda s, d: (start + s, near + d))
    _band(pen, along, waves, lambda s, d: (start + s, height - near + d))
    _band(pen, down, fewer, lambda s, d: (near + d, start + s))
    _band(pen, down, fewer, lambda s, d: (width - near + d, start + s))


def _band(pen: Pen, length: float, waves: int, place: Callable[[float, float], Point]) -> None:
    """Draw one band; `place` turns the way along it and the swing across it into a point of the page."""
    for j in range(6):
        phase = _TURN * j / 6
        _strand(pen, length, place, _AMPLITUDE, waves / 2, phase, 0.17, GREEN)
    for j in range(4):
        phase = _TURN * j / 4 + math.pi / 4
        _strand(pen, length, place, 0.62 * _AMPLITUDE, waves, phase, 0.17, GOLD)
    for j in range(2):
        _strand(pen, length, place, 0.20 * _AMPLITUDE, 2 * waves, math.pi * j, 0.3, GOLD)


def _strand(
    pen: Pen,
    length: float,
    place: Callable[[float, float], Point],
    amplitude: float,
    waves: float,
    phase: float,
    line: float,
    colour: str,
) -> None:
    steps = round(length / 0.35)
    pen.curve(
        (
            place(length * step / steps, amplitude * math.sin(_TURN * waves * step / steps + phase))
            for step in range(steps + 1)
        ),
        stroke=colour,
        line=line,
    )
