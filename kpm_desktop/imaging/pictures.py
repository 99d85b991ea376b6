"""Pictures that come in (emblem, photo, background, scan): re-encoded and bounded, nothing foreign is kept.

Bounds: data-file.md section 4 (photo 60 kB, background 1.5 MB, scan page 400 kB). No metadata survives.
"""

import dataclasses
import hashlib
import io
import warnings
from typing import Literal

from PIL import Image, ImageOps, UnidentifiedImageError

PictureUse = Literal["emblem", "photo", "background", "scan"]
Part = tuple[float, float, float]
"""A part of a picture in 3 to 4: left edge, top edge, width, in shares of the picture's width and height."""
PHOTO_RATIO = 3 / 4
"""Width to height of a photo: 30 x 40 mm on card and certificate (paper.md)."""
_MAX_SOURCE_PIXELS = 80_000_000


@dataclasses.dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is stored: `sha256` in hex names it; size in pixels."""

    data: bytes
    sha256: str
    mime: str
    width: int
    height: int


@dataclasses.dataclass(frozen=True, slots=True)
class _Bound:
    longest: int
    most_bytes: int
    keeps_transparency: bool


_BOUNDS: dict[PictureUse, _Bound] = {
    "emblem": _Bound(600, 400_000, keeps_transparency=True),
    "photo": _Bound(480, 60_000, keeps_transparency=False),
    "background": _Bound(3508, 1_500_000, keeps_transparency=False),
    "scan": _Bound(2600, 400_000, keeps_transparency=False),
}


class UnusablePictureError(Exception):
    """The file is no picture that can be read, or is far too large."""


class TooLargePictureError(UnusablePictureError):
    """The picture has more than 80 million pixels."""


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """A picture as it came: size in pixels as it is looked at, and whether its colours are for a press."""

    width: int
    height: int
    is_cmyk: bool


def source_of(data: bytes) -> Source:
    """Return what a picture is before it is re-encoded. Raises UnusablePictureError, TooLargePictureError."""
    image = _opened(data)
    with Image.open(io.BytesIO(data)) as source:
        return Source(image.width, image.height, source.mode == "CMYK")


def take_in(data: bytes, use: PictureUse, part: Part | None = None) -> Picture:
    """Return the picture re-encoded within the bounds of its use: emblem PNG, the others JPEG.

    A photo becomes 3 to 4: the part that was chosen, else the largest one, in the middle and near the top.

    Raises:
        UnusablePictureError: not a picture, damaged, or more than 80 million pixels.
    """
    image = _opened(data)
    return encode(_portrait(image, part) if use == "photo" else image, use)


def whole_part(width: int, height: int) -> Part:
    """Return the largest part in 3 to 4 of a picture of this size, in the middle and near the top."""
    wide = min(width, height * PHOTO_RATIO)
    high = wide / PHOTO_RATIO
    return (width - wide) / 2 / width, (height - high) / 4 / height, wide / width


def _portrait(image: Image.Image, part: Part | None) -> Image.Image:
    left, top, wide = part or whole_part(image.width, image.height)
    x, y, width = left * image.width, top * image.height, wide * image.width
    box = (x, y, x + width, y + width / PHOTO_RATIO)
    edges = (image.width, image.height, image.width, image.height)
    first, upper, last, lower = (
        min(max(round(side), 0), edge) for side, edge in zip(box, edges, strict=True)
    )
    return image.crop((first, upper, max(last, first + 1), max(lower, upper + 1)))


def encode(image: Image.Image, use: PictureUse) -> Picture:
    """Return a picture in memory within the bounds of its use; the picture handed in may shrink."""
    bound = _BOUNDS[use]
    image.thumbnail((bound.longest, bound.longest), Image.Resampling.LANCZOS)
    if bound.keeps_transparency:
        encoded = _png(image, bound.most_bytes)
        mime = "image/png"
    else:
        encoded = _jpeg(image, bound.most_bytes)
        mime = "image/jpeg"
    width, height = Image.open(io.BytesIO(encoded)).size
    return Picture(encoded, hashlib.sha256(encoded).hexdigest(), mime, width, height)


def _opened(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            source = Image.open(io.BytesIO(data))
            if source.width * source.height > _MAX_SOURCE_PIXELS:
                raise TooLargePictureError
            upright = ImageOps.exif_transpose(source)
            return upright.convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooLargePictureError from error
    except UnidentifiedImageError as error:
        raise UnusablePictureError from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:  # what the decoders raise on damaged files
        raise UnusablePictureError from error


def _png(image: Image.Image, most: int) -> bytes:
    while True:
        buffer = io.BytesIO()
        image.save(buffer, "PNG", optimize=True)
        if buffer.tell() <= most or max(image.size) < 200:
            return buffer.getvalue()
        image = image.resize(
            (max(image.width * 4 // 5, 1), max(image.height * 4 // 5, 1)), Image.Resampling.LANCZOS
        )


def _jpeg(image: Image.Image, most: int) -> bytes:
    flat = image
    if image.mode == "RGBA":
        flat = Image.new("RGB", image.size, "white")
        flat.paste(image, mask=image.getchannel("A"))
    while True:
        for quality in (88, 80, 70, 60):
            buffer = io.BytesIO()
            flat.save(buffer, "JPEG", quality=quality, optimize=True)
            if buffer.tell() <= most:
                return buffer.getvalue()
        flat = flat.resize(
            (max(flat.width * 4 // 5, 1), max(flat.height * 4 // 5, 1)), Image.Resampling.LANCZOS
        )
