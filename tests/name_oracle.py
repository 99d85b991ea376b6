"""Whether a name fits its box on a certificate, by HarfBuzz alone; the rule is written anew."""

import functools
from typing import Final

import uharfbuzz

from kpm_desktop import paths

_FILES: Final = {"EG": "KPMGaramond-Regular.ttf", "LAB": "KPMSans-Bold.ttf"}


@functools.cache
def _font(key: str) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(paths.resource("fonts", _FILES[key]).read_bytes()))


@functools.cache
def measured(text: str, size: float, tracking: float, font: str = "EG") -> float:
    """Return a width in mm; size and tracking are in points."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(_font(font), buffer, {"kern": True, "liga": False})
    units: int = sum(position.x_advance for position in buffer.glyph_positions)
    upem: int = _font(font).face.upem
    return (units / upem * size + tracking * (len(text) - 1)) * 25.4 / 72


def best_split(name: str, font: str) -> tuple[str, str] | None:
    """Return the most even split between words, titles kept whole."""
    words = name.split(" ")
    comma = next((i for i, word in enumerate(words) if word.endswith(",")), len(words) - 1)
    first = next((i for i, word in enumerate(words[: comma + 1]) if not word.endswith(".")), 0)
    cuts = range(max(first, 1), min(comma + 1, len(words) - 1) + 1)
    splits = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in cuts]
    return min(
        splits,
        key=lambda pair: abs(measured(pair[0], 10, 0.2, font) - measured(pair[1], 10, 0.2, font)),
        default=None,
    )


def fits_at_all(name: str, font: str, largest: float, width: float, tracking: float) -> bool:
    """Tell whether any of the three ways takes the name, at the smallest size of each; tracking per point."""
    size = round(largest * 0.80 * 2) / 2
    if measured(name, size, tracking * size, font) <= width:
        return True
    name_part, comma, titles = name.partition(", ")
    size = round(largest * 0.74 * 2) / 2
    below = round(size * 0.72 * 2) / 2
    if comma and titles.strip():
        above = measured(name_part + ",", size, tracking * size, font)
        if above <= width and measured(titles, below, 0, font) <= width:
            return True
    split = best_split(name, font)
    size = round(largest * 0.53 * 2) / 2
    return split is not None and all(measured(half, size, tracking * size, font) <= width for half in split)
