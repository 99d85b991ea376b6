"""Bar charts: what one shows, and where its pieces stand. The same code draws it on the screen and on paper.

`place` measures with a `Painter`, `Placed.draw` draws with it; whose units these are (pixels, millimetres)
only the painter knows. A bar's value is always written beside it; colour never says something alone.
"""

import dataclasses
from collections.abc import Sequence
from typing import Literal, Protocol

Tone = Literal["bar", "low", "track", "rule", "mark"]
"""What is filled: a bar, one below the mark, the track behind it, the axis' lines, the mark's line."""

Style = Literal["label", "value", "hint"]
"""How a text is set: name of a bar, its value in bold, small and muted."""

Anchor = Literal["left", "centre", "right"]

_LABELS = 0.42  # the part of the width that names may take
_THICK = 0.8  # a bar, in lines of text


class Painter(Protocol):
    """Measures and draws; x from the left, y from the top."""

    unit: float
    """The height of a line of text."""

    def width(self, text: str, style: Style) -> float:
        """Return how wide a text is."""

    def lines(self, text: str, width: float) -> Sequence[str]:
        """Return the name of a bar as lines of at most this width: wrapped, or one that is shortened."""

    def box(self, x: float, y: float, width: float, height: float, tone: Tone) -> None:
        """Fill a rectangle."""

    def text(self, x: float, middle: float, text: str, style: Style, anchor: Anchor) -> None:
        """Draw one line whose middle is at this height."""


@dataclasses.dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its length (None: nothing is known, no bar), and what is written beside it."""

    label: str
    value: float | None
    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars from 0 to `maximum`, from above; `ticks` are places of the axis with their words.

    A bar below `mark` is drawn in another tone; the mark itself is a line with `mark_text` above it.
    """

    bars: tuple[Bar, ...]
    maximum: float
    ticks: tuple[tuple[float, str], ...] = ()
    mark: float | None = None
    mark_text: str = ""

    @property
    def in_words(self) -> str:
        """Return what the chart shows for who cannot see it: `Dringu: 86 %, Gending: 71 %`."""
        return ", ".join(f"{bar.label}: {bar.text}" for bar in self.bars)


@dataclasses.dataclass(frozen=True, slots=True)
class Placed:
    """A chart with its measures: each bar is a row of `heights`, the axis `head` above and `foot` below.

    The rows can be drawn one by one, so that a long chart goes over several pages.
    """

    chart: BarChart
    left: float
    track: tuple[float, float]
    names: tuple[Sequence[str], ...]
    heights: tuple[float, ...]
    head: float
    foot: float

    @property
    def height(self) -> float:
        """Return how high the whole chart is."""
        return self.head + sum(self.heights) + self.foot

    def draw(self, painter: Painter, top: float) -> None:
        """Draw the whole chart."""
        y = self.draw_head(painter, top)
        for number in range(len(self.heights)):
            y = self.draw_bar(painter, y, number)
        self.draw_foot(painter, y)

    def draw_head(self, painter: Painter, y: float) -> float:
        """Write what the mark means, above it; returns where the first bar begins."""
        if self.head and self.chart.mark is not None:
            half = painter.width(self.chart.mark_text, "hint") / 2
            middle = max(self._at(self.chart.mark), self.track[0] + half)
            painter.text(middle, y + self.head / 2, self.chart.mark_text, "hint", "centre")
        return y + self.head

    def draw_bar(self, painter: Painter, y: float, number: int) -> float:
        """Draw one bar with its name, its value and its piece of the axis' lines; returns where it ends."""
        bar, height = self.chart.bars[number], self.heights[number]
        thin = painter.unit / 16
        middle, thick = y + height / 2, painter.unit * _THICK
        names = self.names[number]
        for place, name in enumerate(names):
            line = middle + (place - (len(names) - 1) / 2) * painter.unit
            painter.text(self.track[0] - painter.unit / 2, line, name, "label", "right")
        start, end = self.track
        painter.box(start, middle - thick / 2, end - start, thick, "track")
        for value, _ in self.chart.ticks:
            painter.box(self._at(value) - thin / 2, y, thin, height, "rule")
        if bar.value is not None:
            low = self.chart.mark is not None and bar.value < self.chart.mark
            length = self._at(bar.value) - start
            painter.box(start, middle - thick / 2, length, thick, "low" if low else "bar")
        if self.chart.mark is not None:
            painter.box(self._at(self.chart.mark) - thin, y, thin * 2, height, "mark")
        painter.text(end + painter.unit / 2, middle, bar.text, "value", "left")
        return y + height

    def draw_foot(self, painter: Painter, y: float) -> None:
        """Write the words of the axis below the last bar; one that has no room is left out."""
        free = float("-inf")
        for value, text in self.chart.ticks:
            half = painter.width(text, "hint") / 2
            if self._at(value) - half >= free:
                painter.text(self._at(value), y + self.foot / 2, text, "hint", "centre")
                free = self._at(value) + half + painter.unit / 3

    def _at(self, value: float) -> float:
        start, end = self.track
        share = min(max(value / self.chart.maximum, 0.0), 1.0) if self.chart.maximum > 0 else 0.0
        return start + (end - start) * share


def place(chart: BarChart, painter: Painter, left: float, width: float) -> Placed:
    """Return a chart as it stands in a strip of this width: names at the left, values at the right."""
    unit = painter.unit
    widest = max((painter.width(bar.label, "label") for bar in chart.bars), default=0.0)
    room = min(widest, width * _LABELS)
    values = max((painter.width(bar.text, "value") for bar in chart.bars), default=0.0)
    names = tuple(painter.lines(bar.label, room) for bar in chart.bars)
    return Placed(
        chart,
        left,
        (left + room + unit / 2, max(left + width - values - unit, left + room + unit)),
        names,
        tuple(max(1.6, len(lines) + 0.4) * unit for lines in names),
        unit * 1.3 if chart.mark_text else 0.0,
        unit * 1.3 if chart.ticks else 0.0,
    )


def percent_axis() -> tuple[tuple[float, str], ...]:
    """Return the axis of a chart whose values are hundredths."""
    return tuple((float(value), f"{value} %") for value in (0, 25, 50, 75, 100))
