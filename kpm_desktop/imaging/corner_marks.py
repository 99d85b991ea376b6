"""The four corner squares of a sheet in a scan: found one after the other, beginning beside the code.

Where they stand: paper.md section 1, "Marks for a later scan".
"""

import dataclasses
import itertools
from collections.abc import Mapping
from typing import Literal

from PIL import Image, ImageStat

from kpm_desktop.imaging.blobs import Blob, blobs_of
from kpm_desktop.imaging.plane_map import PlaneMap, affine, perspective
from kpm_desktop.imaging.scan_files import PageCode, Point

Corner = Literal["top_left", "top_right", "bottom_right", "bottom_left"]
_SIDE = 4.0
_HOLE = 1.6
_CODE = (20.0, 13.5, 12.0)  # left edge, lower edge above the paper's edge, size
_COARSE, _FINE = 4.0, 10.0  # pixels a mm while looking for and while measuring
_REACH: dict[Corner, float] = {
    "bottom_left": 6.0,  # beside the code
    "top_left": 18.0,
    "bottom_right": 15.0,
    "top_right": 32.0,  # a photo taken from one side
}
_CODE_OFF = 2.0  # mm between where the marks say the code is and where it was read


@dataclasses.dataclass(frozen=True, slots=True)
class Placed:
    """Where a page lies in its scan: the map from mm to pixels, the marks found, dots an inch on paper."""

    map: PlaneMap
    marks: Mapping[Corner, Point]
    dpi: float


def code_dpi(code: PageCode) -> float:
    """Return about how many dots an inch the scan has, from the size of the code."""
    sides = [_distance(one, other) for one, other in itertools.pairwise((*code.corners, code.corners[0]))]
    return sum(sides) / 4 / _CODE[2] * 25.4


def place_page(grey: Image.Image, code: PageCode, paper: tuple[float, float]) -> Placed | None:
    """Return where the page lies whose `code` was read; `paper` is width and height in mm.

    None when fewer than three corner marks are found, or when they contradict the code or the hole of the
    upper left mark.
    """
    spots = _spots(paper)
    guess = _from_code(code, paper)
    marks: dict[Corner, Point] = {}
    holes: dict[Corner, bool] = {}
    for corner, usual in _REACH.items():
        reach = usual if corner == "bottom_left" or "bottom_left" in marks else 18.0
        found = _find_mark(grey, _improved(guess, marks, spots), spots[corner], reach, corner == "top_left")
        if found is not None:
            marks[corner], holes[corner] = found
    if len(marks) < 3 or any(has_hole != (corner == "top_left") for corner, has_hole in holes.items()):
        return None
    corners = list(marks)
    make = perspective if len(marks) == 4 else affine
    try:
        made = make([spots[corner] for corner in corners], [marks[corner] for corner in corners])
    except ZeroDivisionError:
        return None
    left, lower, size = _CODE
    middle = made.at((left + size / 2, paper[1] - lower - size / 2))
    scale = code_dpi(code) / 25.4
    if _distance(middle, _mean(code.corners)) > _CODE_OFF * scale:
        return None
    dpi = [
        _distance(marks[one], marks[other]) / _distance(spots[one], spots[other]) * 25.4
        for one, other in itertools.combinations(corners, 2)
    ]
    return Placed(made, marks, sum(dpi) / len(dpi))


def _spots(paper: tuple[float, float]) -> dict[Corner, Point]:
    width, height = paper
    return {
        "top_left": (10.0, 12.0),
        "top_right": (width - 10.0, 12.0),
        "bottom_right": (width - 10.0, height - 14.0),
        "bottom_left": (10.0, height - 14.0),
    }


def _from_code(code: PageCode, paper: tuple[float, float]) -> PlaneMap:
    left, lower, size = _CODE
    low = paper[1] - lower
    first, second, third, fourth = code.corners
    across = (
        (second[0] + third[0] - first[0] - fourth[0]) / 2,
        (second[1] + third[1] - first[1] - fourth[1]) / 2,
    )
    down = (
        (third[0] + fourth[0] - first[0] - second[0]) / 2,
        (third[1] + fourth[1] - first[1] - second[1]) / 2,
    )
    made = PlaneMap(across[0] / size, down[0] / size, 0.0, across[1] / size, down[1] / size, 0.0)
    return made.through((left + size / 2, low - size / 2), _mean(code.corners))


def _improved(guess: PlaneMap, marks: Mapping[Corner, Point], spots: Mapping[Corner, Point]) -> PlaneMap:
    """Return a better guess from the marks known so far."""
    known = list(marks)
    if len(known) >= 3:
        return affine([spots[corner] for corner in known[:3]], [marks[corner] for corner in known[:3]])
    if len(known) == 2:
        # Turn and scale from two marks; a sheet is never mirrored.
        (x0, y0), (x1, y1) = (spots[corner] for corner in known)
        (u0, v0), (u1, v1) = (marks[corner] for corner in known)
        paper, pixels = complex(x1 - x0, y1 - y0), complex(u1 - u0, v1 - v0)
        turn = pixels / paper
        made = PlaneMap(turn.real, -turn.imag, 0.0, turn.imag, turn.real, 0.0)
        return made.through(spots[known[0]], marks[known[0]])
    if known:
        return guess.through(spots[known[0]], marks[known[0]])
    return guess


def _find_mark(
    grey: Image.Image, guess: PlaneMap, spot: Point, reach: float, wants_hole: bool
) -> tuple[Point, bool] | None:
    """Return the middle of the black square nearest to its guessed place and whether it has a hole."""
    half = reach + _SIDE
    left, top = spot[0] - half, spot[1] - half
    size = round(2 * half * _COARSE)
    window = grey.transform(
        (size, size), Image.Transform.PERSPECTIVE, guess.window(left, top, _COARSE),
        Image.Resampling.BILINEAR, fillcolor=255,
    )  # fmt: skip
    for share in (0.5, 0.35, 0.65):
        threshold = _threshold(window, share)
        mask = window.point([255 if value < threshold else 0 for value in range(256)])
        found = [blob for blob in blobs_of(mask, round((2.5 * _COARSE) ** 2)) if _is_square(blob)]
        for blob in sorted(found, key=lambda one: _distance(_middle(one), (size / 2, size / 2))):
            x, y = _middle(blob)
            middle = left + x / _COARSE, top + y / _COARSE
            if _distance(middle, spot) > reach:
                break
            measured, has_hole = _measure(grey, guess, middle)
            if has_hole == wants_hole:
                return measured, has_hole
    return None


def _is_square(blob: Blob) -> bool:
    sides = sorted((blob.width / _COARSE, blob.height / _COARSE))
    full = blob.area / (blob.width * blob.height)
    return sides[0] > 0.75 * _SIDE and sides[1] < 1.35 * _SIDE and sides[1] < 1.25 * sides[0] and full > 0.66


def _measure(grey: Image.Image, guess: PlaneMap, middle: Point) -> tuple[Point, bool]:
    """Return the middle of a square in pixels of the scan, and whether its centre is white."""
    half = _SIDE / 2 + 1.2
    left, top = middle[0] - half, middle[1] - half
    size = round(2 * half * _FINE)
    window = grey.transform(
        (size, size), Image.Transform.PERSPECTIVE, guess.window(left, top, _FINE),
        Image.Resampling.BILINEAR, fillcolor=255,
    )  # fmt: skip
    light, dark = _levels(window)
    floor = light - (light - dark) * 0.3
    darkness = window.point([round(max(floor - value, 0.0)) for value in range(256)]).convert("F")
    across = _centroid(darkness.resize((size, 1), Image.Resampling.BOX))
    down = _centroid(darkness.resize((1, size), Image.Resampling.BOX))
    x, y = across / _FINE, down / _FINE
    inside = _HOLE / 2 * 0.5 * _FINE
    hole = window.crop(
        (round(across - inside), round(down - inside), round(across + inside), round(down + inside))
    )
    return guess.at((left + x, top + y)), ImageStat.Stat(hole).mean[0] > (light + dark) / 2


def _centroid(line: Image.Image) -> float:
    values = [float(value) for value in line.get_flattened_data()]  # type: ignore[arg-type]
    total = sum(values)
    if not total:
        return len(values) / 2
    return sum((place + 0.5) * value for place, value in enumerate(values)) / total


def _levels(window: Image.Image) -> tuple[float, float]:
    """Return how bright paper and ink are in a window."""
    counts = window.histogram()
    return float(_percentile(counts, 0.85)), float(_percentile(counts, 0.004))


def _threshold(window: Image.Image, share: float) -> float:
    light, dark = _levels(window)
    return dark + (light - dark) * share


def _percentile(counts: list[int], share: float) -> int:
    left = sum(counts) * share
    for value, count in enumerate(counts):
        left -= count
        if left <= 0:
            return value
    return 255


def _middle(blob: Blob) -> Point:
    return (blob.left + blob.right + 1) / 2, (blob.top + blob.bottom + 1) / 2


def _mean(points: tuple[Point, ...]) -> Point:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def _distance(one: Point, other: Point) -> float:
    return float(abs(complex(*one) - complex(*other)))
