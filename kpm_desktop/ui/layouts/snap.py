"""Where a box lands that is dragged: at an edge or the middle of another, of the sheet, else on half mm."""

import dataclasses
from collections.abc import Sequence
from typing import Final, NamedTuple

from kpm_desktop.domain.layouts import LEAST_SIDE, Box

GRID: Final = 0.5
MARGIN: Final = 10.0
"""Nothing of a certificate stands nearer to the edge; a guide lies there."""
MOVE: Final = frozenset({"left", "right", "top", "bottom"})


class Guides(NamedTuple):
    """The lines a box sticks to: x of upright ones, y of level ones, in mm."""

    upright: tuple[float, ...] = ()
    level: tuple[float, ...] = ()


def dragged(
    box: Box,
    by: tuple[float, float],
    edges: frozenset[str],
    others: Sequence[Box],
    sheet: tuple[float, float],
    reach: float,
) -> tuple[Box, Guides]:
    """Return a box dragged by mm and the guides it sticks to; `reach` 0 lets it go to any half mm.

    `edges` are those that move: all of them move the box, some change its size. It never leaves the sheet and
    is never smaller than it may be.
    """
    x, width, upright = _along(
        (box.x, box.width), by[0], ("left", "right"), edges,
        [(one.x, one.width) for one in others], sheet[0], reach,
    )  # fmt: skip
    y, height, level = _along(
        (box.y, box.height), by[1], ("top", "bottom"), edges,
        [(one.y, one.height) for one in others], sheet[1], reach,
    )  # fmt: skip
    return dataclasses.replace(box, x=x, y=y, width=width, height=height), Guides(upright, level)


def _along(
    span: tuple[float, float],
    by: float,
    sides: tuple[str, str],
    edges: frozenset[str],
    others: Sequence[tuple[float, float]],
    whole: float,
    reach: float,
) -> tuple[float, float, tuple[float, ...]]:
    start, length = span
    first, last = (side in edges for side in sides)
    if not first and not last:
        return start, length, ()
    lines = [MARGIN, whole / 2, whole - MARGIN]
    lines += [at for begin, long in others for at in (begin, begin + long / 2, begin + long)]
    if first and last:
        points = [start + by, start + by + length / 2, start + by + length]
    else:
        points = [start + by if first else start + length + by]
    shift, guide = _nearest(points, lines, reach)
    if guide is None:
        shift = round(points[0] / GRID) * GRID - points[0]
    moved = by + shift
    if first and last:
        start = min(max(start + moved, 0.0), whole - length)
    elif first:
        moved = min(max(moved, -start), length - LEAST_SIDE)
        start, length = start + moved, length - moved
    else:
        length = min(max(length + moved, LEAST_SIDE), whole - start)
    return round(start, 2), round(length, 2), () if guide is None else (guide,)


def _nearest(points: Sequence[float], lines: Sequence[float], reach: float) -> tuple[float, float | None]:
    found = [(abs(line - point), line - point, line) for point in points for line in lines]
    distance, shift, line = min(found)
    return (shift, line) if reach and distance <= reach else (0.0, None)
