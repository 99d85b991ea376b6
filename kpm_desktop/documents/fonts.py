"""The shipped fonts: registered once, measured and drawn the same way everywhere.

Keys: EG, EGI (EB Garamond with lining digits, kerned), LA, LAB, LAX, LAI (Lato regular, bold, black, italic,
kerned), LS, LSB, LSI (Liberation Sans, plain advances: its ligatures would swallow letters in extracted
text). Built by `resources/fonts/build.py`.
"""

import functools
from collections.abc import Callable, Mapping
from typing import Literal

import uharfbuzz
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from kpm_desktop import paths

FontKey = Literal["EG", "EGI", "LA", "LAB", "LAX", "LAI", "LS", "LSB", "LSI"]

FILES: dict[FontKey, str] = {
    "EG": "KPMGaramond-Regular.ttf",
    "EGI": "KPMGaramond-Italic.ttf",
    "LA": "KPMSans-Regular.ttf",
    "LAB": "KPMSans-Bold.ttf",
    "LAX": "KPMSans-Black.ttf",
    "LAI": "KPMSans-Italic.ttf",
    "LS": "LiberationSans-Regular.ttf",
    "LSB": "LiberationSans-Bold.ttf",
    "LSI": "LiberationSans-Italic.ttf",
}
KERNED: frozenset[str] = frozenset({"EG", "EGI", "LA", "LAB", "LAX", "LAI"})
MM_PER_POINT = 25.4 / 72


@functools.cache
def register() -> None:
    """Make every shipped font known to reportlab under its key; repeated calls do nothing."""
    for key, file in FILES.items():
        pdfmetrics.registerFont(TTFont(key, str(paths.resource("fonts", file)), shapable=key in KERNED))


@functools.cache
def _shaper(key: str) -> tuple[uharfbuzz.Font, Callable[[float], float]]:
    """Return a font as harfbuzz takes it, and what makes thousandths of the size of its units."""
    register()
    font = pdfmetrics.getFont(key)
    return font.hbFont(), font.pdfScale


@functools.lru_cache(maxsize=2_000)
def advances(text: str, key: str) -> tuple[float, ...]:
    """Return how far each letter moves on, in thousandths of the size: with kerning when the font is kerned.

    One for each letter of `text`: letters are never joined, so that extracted text is the text as stored.
    """
    plain = tuple(map(letter_advances(key).__getitem__, text))
    if key not in KERNED:
        return plain
    font, scale = _shaper(key)
    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer, {"kern": True})
    kerned = tuple([scale(place.x_advance) for place in buffer.glyph_positions or ()])
    return kerned if len(kerned) == len(text) else plain


class _Advances(dict[str, float]):
    """The advance of each letter of a font in thousandths of its size, measured when first asked for."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key

    def __missing__(self, letter: str) -> float:
        advance = self[letter] = float(pdfmetrics.stringWidth(letter, self._key, 1000))
        return advance


@functools.cache
def letter_advances(key: str) -> Mapping[str, float]:
    """Return the advance of each letter of a font, unkerned, in thousandths of its size."""
    register()
    return _Advances(key)


@functools.lru_cache(maxsize=4_000)
def _advance(text: str, key: str) -> float:
    return sum(advances(text, key)) / 1000


def width(text: str, key: str, size: float, tracking: float = 0.0) -> float:
    """Return the width in mm of a text set in `size` points with `tracking` points between glyphs."""
    return (_advance(text, key) * size + tracking * max(len(text) - 1, 0)) * MM_PER_POINT


@functools.lru_cache(maxsize=4_000)
def missing_glyphs(text: str, key: str) -> str:
    """Return the characters of the text that the font cannot show, each once, in order; "" when none."""
    register()
    known = pdfmetrics.getFont(key).face.charToGlyph
    if known.keys() >= set(map(ord, text)):
        return ""
    return "".join(dict.fromkeys(character for character in text if ord(character) not in known))
