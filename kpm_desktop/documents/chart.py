"""A bar chart on paper. What it shows and where its pieces stand: `domain.charts`."""

from collections.abc import Sequence
from functools import partial

from kpm_desktop.documents import fitting, fonts
from kpm_desktop.documents.drawing import Sketch
from kpm_desktop.documents.flow import Flow, Piece
from kpm_desktop.documents.page import BLACK, GREY
from kpm_desktop.domain.charts import Anchor, BarChart, Placed, Style, Tone, place

_TONES: dict[Tone, str] = {
    "bar": "#2F8B94",
    "low": "#C47F00",
    "track": "#E9E9E9",
    "rule": "#B4BCC2",
    "mark": "#444444",
}
_FONTS: dict[Style, tuple[str, float, str]] = {
    "label": ("LS", 9.0, BLACK),
    "value": ("LSB", 9.0, BLACK),
    "hint": ("LS", 8.0, GREY),
}


class PaperPainter:
    """Measures and draws in millimetres; a name that is too long is wrapped, never cut."""

    unit = 3.9

    def __init__(self, pen: Sketch | None = None) -> None:
        self._pen = pen

    def width(self, text: str, style: Style) -> float:
        """Return how wide a text is in mm."""
        font, size, _ = _FONTS[style]
        return fonts.width(text, font, size)

    def lines(self, text: str, width: float) -> Sequence[str]:
        """Return a name wrapped."""
        font, size, _ = _FONTS["label"]
        return fitting.wrap_left(text, width + 0.1, font, size)

    def box(self, x: float, y: float, width: float, height: float, tone: Tone) -> None:
        """Fill a rectangle."""
        if self._pen is not None:
            self._pen.box(x, y, width, height, fill=_TONES[tone])

    def text(self, x: float, middle: float, text: str, style: Style, anchor: Anchor) -> None:
        """Draw one line."""
        font, size, colour = _FONTS[style]
        if self._pen is not None:
            y = middle + 0.355 * size * fonts.MM_PER_POINT
            self._pen.text(x, y, text, font, size, anchor=anchor, colour=colour)


def add_chart(flow: Flow, chart: BarChart) -> None:
    """Add a chart to a running paper: one piece a bar, so that a long one goes on on the next page."""
    left, right = flow.frame.left, flow.frame.right
    placed = place(chart, PaperPainter(), left, right - left)
    if placed.head:
        flow.pieces.append(Piece(placed.head, partial(_head, placed), keep=2))
    count = len(placed.heights)
    for number, height in enumerate(placed.heights):
        keep = 1 if number in {0, count - 2, count - 1} and count > 1 else 0
        flow.pieces.append(Piece(height, partial(_bar, placed, number), keep=keep))
    if placed.foot:
        flow.pieces.append(Piece(placed.foot, partial(_foot, placed)))


def _head(placed: Placed, pen: Sketch, y: float) -> None:
    placed.draw_head(PaperPainter(pen), y)


def _bar(placed: Placed, number: int, pen: Sketch, y: float) -> None:
    placed.draw_bar(PaperPainter(pen), y, number)


def _foot(placed: Placed, pen: Sketch, y: float) -> None:
    placed.draw_foot(PaperPainter(pen), y)
