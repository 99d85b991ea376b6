"""Ink in the signature cells of one page: measured on an upright, rectified strip, judged cell by cell.

Plain measuring: darkness against the paper around it, less the printed rules and number. A stroke that runs
over a rule is followed into the other cell, so that a neighbour's signature is not taken for one's own.
"""

import dataclasses
import itertools
import math
from collections.abc import Sequence
from typing import Any, Literal

from PIL import Image, ImageChops, ImageFilter, ImageMath

from kpm_desktop.imaging.blobs import Blob, blobs_of

Verdict = Literal["signed", "empty", "doubtful"]
Box = tuple[float, float, float, float]
SCALE = 8.0
"""Pixels a mm of the strip that is measured, about 200 dpi."""
MARGIN = 3.0
"""Mm of the strip around the cells."""

# Thresholds, measured by `tests/imaging/test_sheet_marks.py` on cells drawn with 15 kinds of strokes and on
# empty ones, at 200 and 300 dpi, turned, skewed, noisy, JPEG 60 (figures in mm2 of a cell of 24 x 19).
_DARK = 0.11  # share of the paper's brightness: light pen 0.20 and more, noise below 0.06
_FAINT = (0.07, 0.3, 2.0)  # darkness, mm2 of a blob, mm2 in all from which a cell without ink is asked
_SPECK = 0.10  # mm2: smaller blobs are dust and noise
_NOTHING = 0.6  # less ink than this is an empty cell; empty cells had 0.0 without a neighbour's stroke
_SIGNED = 3.0  # ticks had 4.9 and more, pale pens 7.5, short initials 8.6; between the two it is asked
_REACH = (4.0, 2.0)  # mm that a signature spans, longer and shorter side; a dash spans less
_FLAT = 0.35  # mm of spread across the longest direction: a line is a stroke through the cell, no name
_OWN = 0.7  # share of a stroke crossing a rule that makes it the ink of this cell
_STRAY = 1.5  # mm2 of another's stroke that may lie in an empty cell without a question
_PATCH = (0.16, 6.0)  # a dark patch without strokes: share of brightness, mm2 from which it is asked
_INSET = 0.55  # mm from the middle of a rule that still belong to it
_RULE_REACH = 1.3  # mm around its place in which a rule is looked for
_BENT = 4.0  # the same while finding out how far the paper is bent here; rules are 19 mm apart and more
_NEAR = 32.0  # mm up and down within which paper is bent alike
_RULE_FULL = 0.6  # share of its length that must be dark
_RULE_PIECE = 5.0  # mm of a straight line at the border that may be a piece of a slanting rule
_RULES = 3  # of four that must be where they belong, else the cell is asked


@dataclasses.dataclass(frozen=True, slots=True)
class Cell:
    """A signature cell as frozen on the printed sheet: its number, and x, y, width, height in mm."""

    number: int
    box: Box


@dataclasses.dataclass(frozen=True, slots=True)
class CellInk:
    """What was measured in a cell; `ink` is the share of its area that is ink of its own (0 to 1).

    `shift` is by how many mm the cell lies right of and below its place, as the paper is bent.
    """

    number: int
    verdict: Verdict
    ink: float
    shift: tuple[float, float]


@dataclasses.dataclass(frozen=True, slots=True)
class _Darkness:
    """Masks of the strip, 255 where it is dark: strokes, also pale ones, and patches wider than a stroke."""

    strokes: Image.Image
    faint: Image.Image
    patches: Image.Image


@dataclasses.dataclass(frozen=True, slots=True)
class _Touch:
    """Where a blob meets the border of its cell: edge across or down, its place, from, to in mm."""

    is_level: bool
    place: float
    first: float
    last: float


@dataclasses.dataclass(slots=True)
class _Stroke:
    """A blob in a cell, with the ink joined to it in other cells (mm2)."""

    blob: Blob
    area: float
    touches: list[_Touch]
    beyond: float = 0.0

    @property
    def share(self) -> float:
        return self.area / (self.area + self.beyond)


@dataclasses.dataclass(slots=True)
class _Inside:
    """The part of a cell between its rules, in pixels of the strip."""

    cell: Cell
    left: int
    top: int
    right: int
    bottom: int
    strokes: list[_Stroke]
    faint: float
    patch: float
    rules: int
    shift: tuple[float, float]


def strip_box(cells: Sequence[Cell]) -> Box:
    """Return the part of the page in mm that holds all cells with a margin: x, y, width, height."""
    left = min(cell.box[0] for cell in cells) - MARGIN
    top = min(cell.box[1] for cell in cells) - MARGIN
    right = max(cell.box[0] + cell.box[2] for cell in cells) + MARGIN
    bottom = max(cell.box[1] + cell.box[3] for cell in cells) + MARGIN
    return left, top, right - left, bottom - top


def judge(strip: Image.Image, cells: Sequence[Cell]) -> list[CellInk]:
    """Return the verdict on each cell; `strip` is the part of the page that `strip_box` names, RGB."""
    left, top, _, _ = strip_box(cells)
    dark = _darkness(strip)
    shifts = _shifts(cells, (left, top), dark.strokes)
    found = [
        _inside(cell, (left - shift[0], top - shift[1]), dark, shift)
        for cell, shift in zip(cells, shifts, strict=True)
    ]
    _join_over_rules(found)
    return [_judged(one) for one in found]


def _darkness(strip: Image.Image) -> _Darkness:
    """Return what is dark against the paper around it.

    The paper behind a stroke is the strip after closing: what is dark and narrower than 4.5 mm is filled
    from around. A closing keeps slopes and steps, so the edge of a shadow is not taken for ink. The same with
    27 mm fills a blotted thumb print, which the first takes for paper.
    """
    red, green, blue = strip.split()
    dark = ImageChops.darker(red, ImageChops.darker(green, blue))  # any colour of ink is dark in one
    small = dark.resize((dark.width // 4, dark.height // 4), Image.Resampling.BOX)
    near = _closed(small, 2)
    paper = near.filter(ImageFilter.BoxBlur(1)).resize(dark.size, Image.Resampling.BILINEAR)
    strokes = _darker_than(dark.filter(ImageFilter.GaussianBlur(0.8)), paper, _DARK)
    faint = _darker_than(dark.filter(ImageFilter.GaussianBlur(1.2)), paper, _FAINT[0])
    coarse = near.resize((max(near.width // 2, 1), max(near.height // 2, 1)), Image.Resampling.BOX)
    patches = _darker_than(coarse, _closed(coarse, 6), _PATCH[0])
    return _Darkness(strokes, faint, patches.resize(dark.size, Image.Resampling.NEAREST))


def _closed(picture: Image.Image, times: int) -> Image.Image:
    """Return the closing with a square of 4 `times` + 1 pixels."""
    for _ in range(times):
        picture = picture.filter(ImageFilter.MaxFilter(5))
    for _ in range(times):
        picture = picture.filter(ImageFilter.MinFilter(5))
    return picture


def _darker_than(picture: Image.Image, paper: Image.Image, share: float) -> Image.Image:
    def compare(sources: dict[str, Any]) -> Any:
        return (sources["paper"] * (1.0 - share) - sources["picture"]) * 255.0

    wide = ImageMath.lambda_eval(compare, picture=picture.convert("F"), paper=paper.convert("F"))
    clear: Image.Image = wide.convert("L")  # below zero becomes 0
    return clear.point([0] + [255] * 255)


def _shifts(
    cells: Sequence[Cell], origin: tuple[float, float], ink: Image.Image
) -> list[tuple[float, float]]:
    """Return for each cell by how many mm its rules lie right of and below their place.

    A single rule may be a stroke of a pen: the median of the rules around counts.
    """
    across: list[tuple[float, float]] = []
    down: list[tuple[float, float]] = []
    for cell in cells:
        edges = _edges(cell, origin)
        for place, found in zip(edges, _rules(ink, edges, _BENT), strict=True):
            if found is not None:
                side = down if place in edges[1::2] else across
                side.append((cell.box[1], (found - place) / SCALE))
    shifts = []
    for cell in cells:
        near = [
            sorted(shift for y, shift in side if abs(y - cell.box[1]) <= _NEAR) for side in (across, down)
        ]
        shifts.append(tuple(values[len(values) // 2] if values else 0.0 for values in near))
    return [(x, y) for x, y in shifts]


def _edges(cell: Cell, origin: tuple[float, float]) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a cell in pixels of the strip that begins at `origin`."""
    x, y, width, height = cell.box
    left, top = (x - origin[0]) * SCALE, (y - origin[1]) * SCALE
    return left, top, left + width * SCALE, top + height * SCALE


def _rules(
    ink: Image.Image, edges: tuple[float, float, float, float], reach: float
) -> tuple[float | None, float | None, float | None, float | None]:
    """Return where the four rules around a cell are, None for one that is not there."""
    left, top, right, bottom = edges
    return (
        _rule(ink, left, (top, bottom), reach, is_level=False),
        _rule(ink, top, (left, right), reach, is_level=True),
        _rule(ink, right, (top, bottom), reach, is_level=False),
        _rule(ink, bottom, (left, right), reach, is_level=True),
    )


def _inside(
    cell: Cell,
    origin: tuple[float, float],
    dark: _Darkness,
    shift: tuple[float, float],
) -> _Inside:
    places = _edges(cell, origin)
    rules = _rules(dark.strokes, places, _RULE_REACH)
    edges = [place if rule is None else rule for place, rule in zip(places, rules, strict=True)]
    inset = _INSET * SCALE
    made = _Inside(
        cell, math.ceil(edges[0] + inset), math.ceil(edges[1] + inset),
        math.floor(edges[2] - inset), math.floor(edges[3] - inset), [], 0.0, 0.0,
        4 - rules.count(None), shift,
    )  # fmt: skip
    place = (made.left, made.top, made.right, made.bottom)
    mask = dark.strokes.crop(place)
    number = _number_box(cell, edges[0] - made.left, edges[1] - made.top)
    mask.paste(0, number)
    for blob in blobs_of(mask, round(_SPECK * SCALE * SCALE)):
        made.strokes.append(_Stroke(blob, blob.area / SCALE**2, _touches(made, blob)))
    if not made.strokes:
        faint, patch = dark.faint.crop(place), dark.patches.crop(place)
        faint.paste(0, number)
        blobs = blobs_of(faint, round(_FAINT[1] * SCALE**2))
        made.faint = sum(blob.area for blob in blobs) / SCALE**2
        made.patch = patch.histogram()[255] / SCALE**2
    return made


def _number_box(cell: Cell, left: float, top: float) -> tuple[int, int, int, int]:
    """Return where the printed number stands in the inside of a cell, in pixels (`attendance_sheet`)."""
    width = 1.0 + 1.48 * len(str(cell.number)) + 0.35
    return (
        max(round(left + 0.6 * SCALE), 0),
        max(round(top + 0.6 * SCALE), 0),
        round(left + width * SCALE),
        round(top + 3.35 * SCALE),
    )


def _rule(
    ink: Image.Image, place: float, span: tuple[float, float], reach: float, *, is_level: bool
) -> float | None:
    """Return the middle of the dark line nearest to `place` within `reach` mm, None without one."""
    first, last = round(span[0] + 0.1 * (span[1] - span[0])), round(span[1] - 0.1 * (span[1] - span[0]))
    low, high = round(place - reach * SCALE), round(place + reach * SCALE)
    if is_level:
        line = ink.crop((first, low, last, high)).resize((1, high - low), Image.Resampling.BOX)
    else:
        line = ink.crop((low, first, high, last)).resize((high - low, 1), Image.Resampling.BOX)
    values = [value / 255 for value in line.tobytes()]
    dark = [index for index, value in enumerate(values) if value >= _RULE_FULL]
    if not dark:
        return None
    nearest = min(dark, key=lambda index: abs(index + 0.5 - (place - low)))
    line_of = [index for index in dark if abs(index - nearest) <= 0.6 * SCALE]
    total = sum(values[index] for index in line_of)
    return low + sum((index + 0.5) * values[index] for index in line_of) / total


def _touches(inside: _Inside, blob: Blob) -> list[_Touch]:
    """Return where a blob meets the border of its cell, in pixels of the strip."""
    width, height = inside.right - inside.left, inside.bottom - inside.top
    near = 2
    touches = []
    for is_level, is_far in itertools.product((True, False), (True, False)):
        if is_level:
            edge = height - 1 - near if is_far else near
            hits = [run for run in blob.runs if (run[0] >= edge if is_far else run[0] <= edge)]
            spans = [(first, last) for _, first, last in hits]
            place, start = inside.bottom if is_far else inside.top, inside.left
        else:
            edge = width - 1 - near if is_far else near
            hits = [run for run in blob.runs if (run[2] >= edge if is_far else run[1] <= edge)]
            spans = [(row, row) for row, _, _ in hits]
            place, start = inside.right if is_far else inside.left, inside.top
        if spans:
            first, last = min(span[0] for span in spans), max(span[1] for span in spans)
            touches.append(_Touch(is_level, place, start + first, start + last))
    return touches


def _join_over_rules(found: Sequence[_Inside]) -> None:
    """Let each stroke know how much ink lies beyond the rules it crosses."""
    ends = [
        (index, stroke, touch)
        for index, inside in enumerate(found)
        for stroke in inside.strokes
        for touch in stroke.touches
    ]
    across = 2 * _INSET * SCALE + 4
    for one, other in itertools.combinations(ends, 2):
        if one[0] == other[0] or one[2].is_level != other[2].is_level:
            continue
        slack = 1.2 * SCALE
        if (
            abs(one[2].place - other[2].place) <= across
            and one[2].first <= other[2].last + slack
            and other[2].first <= one[2].last + slack
        ):
            one[1].beyond += other[1].area
            other[1].beyond += one[1].area


def _judged(inside: _Inside) -> CellInk:
    own = [stroke for stroke in inside.strokes if stroke.share >= _OWN]
    stray = sum(stroke.area for stroke in inside.strokes if stroke.share < _OWN)
    area = sum(stroke.area for stroke in own)
    whole = inside.cell.box[2] * inside.cell.box[3]
    ink = round(area / whole, 4)
    if inside.rules < _RULES:
        return CellInk(inside.cell.number, "doubtful", ink, inside.shift)
    written = [stroke for stroke in own if not _is_rule(stroke)]
    if sum(stroke.area for stroke in written) >= _SIGNED and _is_written([one.blob for one in written]):
        return CellInk(inside.cell.number, "signed", ink, inside.shift)
    if area < _NOTHING and stray <= _STRAY and inside.faint < _FAINT[2] and inside.patch < _PATCH[1]:
        return CellInk(inside.cell.number, "empty", ink, inside.shift)
    return CellInk(inside.cell.number, "doubtful", ink, inside.shift)


def _is_rule(stroke: _Stroke) -> bool:
    """Tell whether a blob may be a piece of a slanting rule: thin, straight, along the border."""
    along = max(stroke.blob.width, stroke.blob.height) / SCALE
    return bool(stroke.touches) and along > _RULE_PIECE and _spread([stroke.blob]) / SCALE < _FLAT


def _is_written(blobs: Sequence[Blob]) -> bool:
    """Tell whether ink spans what a signature or a tick spans and is no straight line."""
    width = max(blob.right for blob in blobs) - min(blob.left for blob in blobs) + 1
    height = max(blob.bottom for blob in blobs) - min(blob.top for blob in blobs) + 1
    shorter, longer = sorted((width / SCALE, height / SCALE))
    return longer >= _REACH[0] and shorter >= _REACH[1] and _spread(blobs) / SCALE >= _FLAT


def _spread(blobs: Sequence[Blob]) -> float:
    """Return the standard deviation of the ink across its longest direction, in pixels."""
    count = x = y = xx = yy = xy = 0.0
    for blob in blobs:
        for row, first, last in blob.runs:
            length = last - first + 1
            middle = (first + last) / 2
            count += length
            x += middle * length
            y += row * length
            xx += length * (middle * middle + (length * length - 1) / 12)
            yy += row * row * length
            xy += middle * row * length
    x, y = x / count, y / count
    xx, yy, xy = xx / count - x * x, yy / count - y * y, xy / count - x * y
    return math.sqrt(max((xx + yy) / 2 - math.hypot((xx - yy) / 2, xy), 0.0))
