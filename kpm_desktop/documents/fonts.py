"""The shipped fonts: registered once, measured and drawn the same way everywhere.

Keys: EG, EGI (EB Garamond with lining digits, kerned), LA, LAB, LAX, LAI (Lato regular, bold, black, italic,
kerned), LS, LSB, LSI (Liberation Sans, plain advances: its ligatures would swallow letters in extracted
text). Built by `resources/fonts/build.py`.
"""

import functools
from typing import Any, Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import ShapedStr, TTFont, shapeStr

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
_GLYPHS: dict[Any, Any] = {}
"""Each placed glyph once: ten thousand shaped names consist of a few thousand different ones."""


@functools.cache
def register() -> None:
    """Make every shipped font known to reportlab under its key; repeated calls do nothing."""
    for key, file in FILES.items():
        pdfmetrics.registerFont(TTFont(key, str(paths.resource("fonts", file)), shapable=key in KERNED))


@functools.lru_cache(maxsize=2_000)
def shaped(text: str, key: str) -> str:
    """Return the text as `Canvas.drawString` wants it: with kerning when the font is kerned.

    The letters are those of `text`, so that extracted text is the text as stored.
    """
    register()
    if key not in KERNED or not text:
        return text
    kerned = shapeStr(text, key, 10)
    if not isinstance(kerned, ShapedStr) or len(kerned) != len(text):
        return text
    glyphs = [_GLYPHS.setdefault(glyph, glyph) for glyph in kerned.__shapeData__]
    return ShapedStr(text, glyphs)  # type: ignore[no-any-return]


class _Advances(dict[str, float]):
    """The advance of each letter of a font in thousandths of its size, measured when first asked for."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key

    def __missing__(self, letter: str) -> float:
        advance = self[letter] = float(pdfmetrics.stringWidth(letter, self._key, 1000))
        return advance


@functools.cache
def _letter_advances(key: str) -> _Advances:
    register()
    return _Advances(key)


@functools.lru_cache(maxsize=4_000)
def _advance(text: str, key: str) -> float:
    drawn = shaped(text, key)
    if isinstance(drawn, ShapedStr):
        return float(sum(glyph.x_advance for glyph in drawn.__shapeData__)) / 1000
    return sum(map(_letter_advances(key).__getitem__, text)) / 1000


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
