"""Connected dark pixels of a black-and-white picture, found row by row without a numeric library."""

import dataclasses
import re
from collections.abc import Iterator

from PIL import Image

Run = tuple[int, int, int]
"""Row, first pixel, last pixel."""
_RUN = re.compile(rb"\xff+")


@dataclasses.dataclass(slots=True)
class Blob:
    """Pixels that touch, also diagonally: area, box (right and bottom are the last pixels), runs."""

    area: int
    left: int
    top: int
    right: int
    bottom: int
    runs: list[Run]

    @property
    def width(self) -> int:
        """Return the width of its box in pixels."""
        return self.right - self.left + 1

    @property
    def height(self) -> int:
        """Return the height of its box in pixels."""
        return self.bottom - self.top + 1


def runs_of(mask: Image.Image) -> Iterator[list[tuple[int, int]]]:
    """Yield for each row of a mask (mode L, ink is 255) its runs of ink as first and last pixel."""
    data, width = mask.tobytes(), mask.width
    for start in range(0, len(data), width):
        row = data[start : start + width]
        yield [(match.start(), match.end() - 1) for match in _RUN.finditer(row)] if 255 in row else []


def blobs_of(mask: Image.Image, smallest: int = 1) -> list[Blob]:
    """Return the blobs of a mask (mode L, ink is 255) that have at least `smallest` pixels."""
    runs: list[Run] = []
    parents: list[int] = []
    above = range(0)
    for row, spans in enumerate(runs_of(mask)):
        here = range(len(runs), len(runs) + len(spans))
        runs += [(row, first, last) for first, last in spans]
        parents += here
        _link(runs, parents, above, here)
        above = here
    found: dict[int, Blob] = {}
    for index, (row, first, last) in enumerate(runs):
        blob = found.setdefault(_root(parents, index), Blob(0, first, row, last, row, []))
        _add(blob, row, first, last)
    return [blob for blob in found.values() if blob.area >= smallest]


def _link(runs: list[Run], parents: list[int], above: range, here: range) -> None:
    """Make one family of the runs of a row and those of the row above that touch them."""
    upper, lower = above.start, here.start
    while upper < above.stop and lower < here.stop:
        _, first, last = runs[lower]
        _, upper_first, upper_last = runs[upper]
        if upper_first <= last + 1 and first <= upper_last + 1:
            parents[_root(parents, upper)] = _root(parents, lower)
        if upper_last < last:
            upper += 1
        else:
            lower += 1


def _root(parents: list[int], one: int) -> int:
    while parents[one] != one:
        parents[one] = parents[parents[one]]
        one = parents[one]
    return one


def _add(blob: Blob, row: int, first: int, last: int) -> None:
    blob.area += last - first + 1
    blob.left, blob.right = min(blob.left, first), max(blob.right, last)
    blob.bottom = row
    blob.runs.append((row, first, last))
