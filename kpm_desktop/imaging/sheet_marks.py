"""A scanned page of our own: its code, where it lies, and for each signature cell a verdict and a picture.

The parts: `scan_files` (pages and codes), `corner_marks` (where the page lies), `cell_ink` (ink). What a page
means (whose sheet, which person) is decided by the workflow.
"""

import dataclasses
import io
from collections.abc import Sequence
from typing import Literal

from PIL import Image, ImageStat

from kpm_desktop.imaging.cell_ink import MARGIN, SCALE, Cell, CellInk, Verdict, judge, strip_box
from kpm_desktop.imaging.corner_marks import code_dpi, place_page
from kpm_desktop.imaging.scan_files import PageCode, ScanFile, UnreadableScanError, find_code, upright_turn

__all__ = ["Cell", "CellReading", "PageCode", "ScanFile", "UnreadableScanError", "Verdict"]

Fault = Literal["low_resolution", "no_marks"]
LEAST_DPI = 175.0
"""Below this a better scan is asked for: at 150 dpi not every code is read (paper.md)."""
_CROP_MARGIN = 1.5
_BLANK = 6.0  # standard deviation of brightness; a page with a few lines of text has 12 and more
_LIKELY_LONG_SIDE = 330.0  # mm, of a page whose code cannot be read


@dataclasses.dataclass(frozen=True, slots=True)
class CellReading:
    """A cell as read: verdict, ink of its own (share of the area, 0 to 1), its picture (PNG)."""

    number: int
    verdict: Verdict
    ink: float
    picture: bytes


@dataclasses.dataclass(frozen=True, slots=True)
class PageReading:
    """A page as read, or why not; `dpi` as measured on the paper."""

    cells: tuple[CellReading, ...]
    dpi: float
    fault: Fault | None = None


class ScannedPage:
    """A page of a scan. `code` is None when there is none, or none that can be read."""

    def __init__(self, picture: Image.Image) -> None:
        self._picture = picture
        self.code = find_code(picture)

    @property
    def dpi(self) -> float:
        """Return about how fine the scan is: from the code, without one as if the page were F4."""
        if self.code is not None:
            return code_dpi(self.code)
        return max(self._picture.size) / _LIKELY_LONG_SIDE * 25.4

    @property
    def is_coarse(self) -> bool:
        """Tell whether a better scan is needed."""
        return self.dpi < LEAST_DPI

    @property
    def is_blank(self) -> bool:
        """Tell whether next to nothing stands on the page, as on the back of a sheet."""
        small = self._picture.convert("L").reduce(8)
        return ImageStat.Stat(small).stddev[0] < _BLANK

    def upright(self) -> Image.Image:
        """Return the picture of the page, turned upright by quarter turns."""
        turn = upright_turn(self.code) if self.code is not None else None
        return self._picture.transpose(turn) if turn is not None else self._picture

    def read(self, paper: tuple[float, float], cells: Sequence[Cell]) -> PageReading:
        """Judge the cells of this page; `paper` is the sheet's width and height, all in mm from the top left.

        Raises:
            ValueError: the page has no code.
        """
        if self.code is None:
            raise ValueError("a page without a code cannot be read")
        if self.is_coarse:
            return PageReading((), self.dpi, "low_resolution")
        placed = place_page(self._picture.convert("L"), self.code, paper)
        if placed is None:
            return PageReading((), self.dpi, "no_marks")
        if placed.dpi < LEAST_DPI:
            return PageReading((), placed.dpi, "low_resolution")
        if not cells:
            return PageReading((), placed.dpi)
        left, top, width, height = strip_box(cells)
        strip = self._picture.transform(
            (round(width * SCALE), round(height * SCALE)), Image.Transform.PERSPECTIVE,
            placed.map.window(left, top, SCALE), Image.Resampling.BICUBIC, fillcolor=(255, 255, 255),
        )  # fmt: skip
        found = judge(strip, cells)
        readings = (
            CellReading(ink.number, ink.verdict, ink.ink, _crop(strip, cell, (left, top), ink))
            for cell, ink in zip(cells, found, strict=True)
        )
        return PageReading(tuple(readings), placed.dpi)


def _crop(strip: Image.Image, cell: Cell, origin: tuple[float, float], ink: CellInk) -> bytes:
    margin = min(_CROP_MARGIN, MARGIN)
    x, y, width, height = cell.box
    left = (x + ink.shift[0] - margin - origin[0]) * SCALE
    top = (y + ink.shift[1] - margin - origin[1]) * SCALE
    right, bottom = left + (width + 2 * margin) * SCALE, top + (height + 2 * margin) * SCALE
    buffer = io.BytesIO()
    strip.crop((round(left), round(top), round(right), round(bottom))).save(buffer, "PNG", compress_level=3)
    return buffer.getvalue()
