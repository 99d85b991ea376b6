"""What stands on paper, read back from a PDF by pypdfium2: text, page sizes, places of letters, fonts."""

import ctypes
import re
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw

F4 = (215.0, 330.0)
A4_ACROSS = (297.0, 210.0)
_MM = 25.4 / 72


class Letter(NamedTuple):
    """One letter and the left bottom of its box, in points."""

    letter: str
    left: float
    bottom: float


def texts(pdf: bytes) -> list[str]:
    """Return the text of each page, lines parted by line feeds."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def joined(pdf: bytes) -> str:
    """Return all text with every gap, also between lines, as one space: a name on two lines is whole."""
    return re.sub(r"\s+", " ", " ".join(texts(pdf)))


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Return width and height of each page in mm."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [(page.get_width() * _MM, page.get_height() * _MM) for page in document]


def geometry(pdf: bytes) -> list[list[Letter]]:
    """Return each letter of each page with its place."""
    pages = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            letters = text.get_text_range()
            boxes = [text.get_charbox(place) for place in range(text.count_chars())]
            assert len(letters) == len(boxes)
            pages.append(
                [
                    Letter(letter, round(box[0], 2), round(box[1], 2))
                    for letter, box in zip(letters, boxes, strict=True)
                ]
            )
    return pages


def fonts(pdf: bytes, pages: int = 4) -> set[tuple[str, bool]]:
    """Return name and whether it is embedded of each font that the text of the first pages uses."""
    found = set()
    with pypdfium2.PdfDocument(pdf) as document:
        for place in range(min(pages, len(document))):
            page = document[place]
            for font in _fonts_of(page):
                size = pypdfium2.raw.FPDFFont_GetBaseFontName(font, None, 0)
                name = ctypes.create_string_buffer(size)
                pypdfium2.raw.FPDFFont_GetBaseFontName(font, name, size)
                found.add((name.value.decode(), bool(pypdfium2.raw.FPDFFont_GetIsEmbedded(font))))
    return found


def unembedded(pdf: bytes) -> set[str]:
    """Return the fonts that are not in the file, those nothing is written in too (`initialFontName`)."""
    named = set(re.findall(rb"/BaseFont\s*/([^\s/>\]]+)", pdf))
    loose = {name.decode() for name in named if b"+" not in name}
    return loose | {name for name, is_embedded in fonts(pdf) if not is_embedded}


def _fonts_of(page: pypdfium2.PdfPage) -> Iterator[object]:
    for one in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], max_depth=5):
        yield pypdfium2.raw.FPDFTextObj_GetFont(one.raw)
