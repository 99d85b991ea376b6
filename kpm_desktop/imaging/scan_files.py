"""A scan as it comes from the operator (PDF, JPEG, PNG): its pages as pictures, and the code on each page.

Nothing here knows where things stand on a sheet: marks are `sheet_marks.py`, ink is `cell_ink.py`.
"""

import dataclasses
import io
import re
import warnings
from typing import Any

import pypdfium2
import zxingcpp
from PIL import Image, ImageOps, UnidentifiedImageError

from kpm_desktop.imaging.render import Document

Point = tuple[float, float]
_MAX_PIXELS = 80_000_000
_DRAWN_DPI = 200.0  # a page that is no scanned picture
_MOST_DPI = 300.0
_LONGEST = 5200  # pixels; more is halved: F4 at 400 dpi
_CODE = re.compile(r"K1([HNP])([0-9A-Z]{10})([0-9]{2})([0-9]{2})")


class UnreadableScanError(Exception):
    """The file is neither a PDF nor a picture that can be read, or is far too large."""


@dataclasses.dataclass(frozen=True, slots=True)
class PageCode:
    """What the QR of a page says (paper.md section 1): kind H, N or P, sheet id, page and pages.

    `corners` are the corners of the symbol in pixels of the page it was found on: upper left, upper right,
    lower right, lower left as printed, so a turned page is known by them.
    """

    kind: str
    sheet: str
    page: int
    pages: int
    corners: tuple[Point, Point, Point, Point]


class ScanFile:
    """An open scan. Pages count from 0; each is made when it is asked for."""

    def __init__(self, data: bytes) -> None:
        """Open a scan held in memory.

        Raises:
            UnreadableScanError: no PDF, JPEG or PNG, damaged, or more than 80 million pixels.
        """
        self._data = data
        self._document: Document | None = None
        if b"%PDF-" in data[:1024]:
            try:
                self._document = Document(data)
            except ValueError as error:
                raise UnreadableScanError from error
        else:
            _check_picture(data)

    def __len__(self) -> int:
        return len(self._document) if self._document is not None else 1

    def close(self) -> None:
        """Let the file go."""
        if self._document is not None:
            self._document.close()

    def page(self, number: int) -> Image.Image:
        """Return a page, RGB, as it lies in the file (turned and skewed as scanned), at most about 300 dpi.

        Raises:
            UnreadableScanError: the picture is damaged.
        """
        if self._document is not None:
            try:
                return _drawn(self._document, number)
            except pypdfium2.PdfiumError as error:
                raise UnreadableScanError from error
        try:
            with Image.open(io.BytesIO(self._data)) as source:
                picture = _on_white(ImageOps.exif_transpose(source))
        except (OSError, SyntaxError, ValueError, EOFError) as error:  # what the decoders raise
            raise UnreadableScanError from error
        return picture.reduce(2) if max(picture.size) > _LONGEST else picture


def find_code(page: Image.Image) -> PageCode | None:
    """Return the sheet's code on a page, None when there is none that can be read.

    What is not found on the whole page is looked for again in its four corners, enlarged twice: traps.md.
    """
    grey = page.convert("L")
    found = _sheet_code(grey, (0, 0), 1)
    if found is not None:
        return found
    width, height = grey.size
    part = (max(width * 2 // 5, 1), max(height * 2 // 5, 1))
    for left in (0, width - part[0]):
        for top in (height - part[1], 0):
            crop = grey.crop((left, top, left + part[0], top + part[1]))
            larger = crop.resize((part[0] * 2, part[1] * 2), Image.Resampling.BICUBIC)
            found = _sheet_code(larger, (left, top), 2)
            if found is not None:
                return found
    return None


def upright_turn(code: PageCode) -> Image.Transpose | None:
    """Return the quarter turn that brings a page upright, None when it is."""
    (left, top), (right, low) = code.corners[0], code.corners[1]
    across, down = right - left, low - top
    if abs(across) >= abs(down):
        return None if across > 0 else Image.Transpose.ROTATE_180
    return Image.Transpose.ROTATE_90 if down > 0 else Image.Transpose.ROTATE_270


def _sheet_code(grey: Image.Image, offset: tuple[int, int], scale: int) -> PageCode | None:
    options: dict[str, Any] = {"formats": zxingcpp.BarcodeFormat.QRCode, "try_invert": False}
    for one in zxingcpp.read_barcodes(grey, **options):
        match = _CODE.fullmatch(one.text)
        if match:
            kind, sheet, page, pages = match.groups()
            place = one.position
            corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
            first, second, third, fourth = (
                (corner.x / scale + offset[0], corner.y / scale + offset[1]) for corner in corners
            )
            return PageCode(kind, sheet, int(page), int(pages), (first, second, third, fourth))
    return None


def _drawn(document: Document, number: int) -> Image.Image:
    dpi = min(document.scanned_dpi(number) or _DRAWN_DPI, _MOST_DPI)
    width, height = document.size_px(number, dpi)
    if width * height > _MAX_PIXELS:
        raise UnreadableScanError
    pixels = document.pixels(number, dpi)
    return Image.frombytes("RGB", (pixels.width, pixels.height), pixels.data)


def _check_picture(data: bytes) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as source:
                if source.width * source.height > _MAX_PIXELS:
                    raise UnreadableScanError
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnreadableScanError from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise UnreadableScanError from error


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        solid = picture.convert("RGBA")
        flat = Image.new("RGB", solid.size, "white")
        flat.paste(solid, mask=solid.getchannel("A"))
        return flat
    return picture.convert("RGB")
