"""The texts of the QR codes on a page, wherever they stand. Sheets of our own: `sheet_marks`, `scan_files`.

Pages come from `scan_files.ScanFile`.
"""

from collections.abc import Iterator
from typing import Any

import zxingcpp
from PIL import Image, ImageFilter

_PARTS = (3, 2)
_OVERLAP = 0.45  # of a part, more than the symbol is wide on any paper
_MOST_SIDE = 2600  # pixels of a part; larger ones are fine enough as they are
_MARGIN = 0.25  # of a symbol's size, around one that was seen but not read


def find_texts(page: Image.Image, prefix: str, *, everywhere: bool = True) -> list[str]:
    """Return the texts on a page that begin with `prefix`, from above; each once.

    What cannot be read on the whole page is looked for again in crops enlarged twice: around symbols that
    were seen, then part by part, each as it is and sharpened (traps.md: at a blur of 1.5 px this lifts 42 of
    100 to 91). That takes half a second where there is no code; `everywhere` False looks again only at what
    was seen.
    """
    grey = page.convert("L")
    found, seen = _read(grey, prefix)
    if found:
        return found
    for box in (*seen, *(_boxes(grey.size) if everywhere else ())):
        crop = grey.crop(box)
        if max(crop.size) > _MOST_SIDE:
            continue
        larger = crop.resize((crop.width * 2, crop.height * 2), Image.Resampling.BICUBIC)
        for picture in (larger, larger.filter(ImageFilter.UnsharpMask(4, 220, 0))):
            found, _ = _read(picture, prefix)
            if found:
                return found
    return []


def _read(grey: Image.Image, prefix: str) -> tuple[list[str], list[tuple[int, int, int, int]]]:
    """Return the texts, and where symbols stand that could not be read."""
    options: dict[str, Any] = {
        "formats": zxingcpp.BarcodeFormat.QRCode, "try_invert": False, "return_errors": True,
    }  # fmt: skip
    found, seen = [], []
    for one in zxingcpp.read_barcodes(grey, **options):
        if one.valid:
            found.append((one.position.top_left.y, one.text))
            continue
        place = one.position
        corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        across, down = [corner.x for corner in corners], [corner.y for corner in corners]
        margin = round(max(max(across) - min(across), max(down) - min(down)) * _MARGIN)
        box = (min(across) - margin, min(down) - margin, max(across) + margin, max(down) + margin)
        seen.append((max(box[0], 0), max(box[1], 0), min(box[2], grey.width), min(box[3], grey.height)))
    texts = dict.fromkeys(text for _, text in sorted(found) if text.startswith(prefix))
    return list(texts), [box for box in seen if box[0] < box[2] and box[1] < box[3]]


def _boxes(size: tuple[int, int]) -> Iterator[tuple[int, int, int, int]]:
    """Yield overlapping parts of a page, the lower ones first: there the codes of certificates stand."""
    across, down = _PARTS if size[0] >= size[1] else _PARTS[::-1]
    width, height = size[0] / across, size[1] / down
    for row in reversed(range(down)):
        for column in range(across):
            left, top = column * width - _OVERLAP * width, row * height - _OVERLAP * height
            yield (
                max(round(left), 0), max(round(top), 0),
                min(round((column + 1 + _OVERLAP) * width), size[0]),
                min(round((row + 1 + _OVERLAP) * height), size[1]),
            )  # fmt: skip
