"""The frame of the design Modern, version 1: triangles at the right. Source: papers/README.md section 3.

A released frame is never edited: certificates that were issued with it are drawn with it again. A better one
gets the next version in a module of its own.
"""

from kpm_desktop.documents import ornaments
from kpm_desktop.documents.page import WHITE, Pen

NAVY = "#17324D"
TEAL = "#1C7C7D"
AMBER = "#DDA22F"
_COLOURS = {"N": NAVY, "T": TEAL, "A": AMBER, "L": "#E6EEF0", "M": "#BFD6D8", "W": WHITE}
# A square of the band: which way its diagonal goes, the colour above it, the colour below it.
_FACETS = (
    ("/NT", "\\AN"), ("/LN", "/TL"), ("\\TW", "\\NM"), ("/WA", "/TN"), ("\\LW", "\\MT"), ("/WL", "/LN"),
    ("/WW", "\\AL"), ("/WW", "/WM"), ("/WW", "\\LT"), ("\\WL", "/NL"), ("/MW", "\\TA"), ("\\TN", "/NM"),
)  # fmt: skip
_EDGE = 10.0
_BAND_EDGE = 8.0
_BAND_TOP = 10.5
_GAP = 5.0
_BACK_CORNER = 11.0


def draw_front(pen: Pen) -> None:
    """Draw everything of the front that is the same on each certificate."""
    height = pen.paper.height
    side = (height - 2 * _BAND_TOP) / len(_FACETS)
    left = pen.paper.width - _BAND_EDGE - 2 * side
    for row, pair in enumerate(_FACETS):
        for column, facet in enumerate(pair):
            _facet(pen, left + column * side, _BAND_TOP + row * side, side, facet)
    right, bottom = left - _GAP, height - _EDGE
    pen.line((_EDGE, _EDGE), (right, _EDGE), 0.35, NAVY)
    pen.line((_EDGE, bottom), (right, bottom), 0.35, NAVY)
    pen.line((_EDGE, _EDGE - 0.175), (_EDGE, bottom + 0.175), 0.35, NAVY)
    pen.box(_EDGE, 13.0, 1.6, 22.0, fill=AMBER)
    bar = 68.8 + (height - 210.0) / 2
    pen.box(26.0, bar - 1.5, 34.0, 1.5, fill=AMBER)
    pen.box(60.0, bar - 1.5, 12.0, 1.5, fill=TEAL)


def draw_back(pen: Pen) -> None:
    """Draw everything of the back that is the same on each certificate."""
    ornaments.frame(pen, _EDGE, 0.7, NAVY)
    ornaments.frame(pen, _EDGE + 2.2, 0.25, AMBER)
    for x, y in ornaments.corners(pen, _EDGE, _BACK_CORNER):
        pen.box(x, y, _BACK_CORNER, _BACK_CORNER, fill=WHITE)
        half = _BACK_CORNER / 2
        for index, facet in enumerate(("/NT", "\\AN", "\\TN", "/NM")):
            _facet(pen, x + index % 2 * half, y + index // 2 * half, half, facet)
        pen.box(x, y, _BACK_CORNER, _BACK_CORNER, stroke=NAVY, line=0.5)


def _facet(pen: Pen, x: float, y: float, side: float, facet: str) -> None:
    """Draw one square as two triangles; white ones are left out."""
    right, bottom = x + side, y + side
    rising = facet[0] == "/"
    above = [(x, y), (right, y), (x, bottom) if rising else (right, bottom)]
    below = [(right, bottom), (x, bottom), (right, y) if rising else (x, y)]
    for corners, name in ((above, facet[1]), (below, facet[2])):
        if name != "W":
            pen.curve(corners, fill=_COLOURS[name], closed=True)
