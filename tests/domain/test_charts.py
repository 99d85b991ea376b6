"""Bar charts: lengths say the values, nothing is left out, nothing stands where it does not belong."""

import dataclasses
import itertools
from collections.abc import Sequence

from hypothesis import assume, given
from hypothesis import strategies as st

from kpm_desktop.domain.charts import Anchor, Bar, BarChart, Style, Tone, percent_axis, place

BARS = st.lists(
    st.builds(
        lambda label, value: Bar(label, value, "belum" if value is None else f"{value:g}"),
        st.text("abc defg", min_size=1, max_size=40),
        st.none() | st.floats(0, 100),
    ),
    min_size=1,
    max_size=30,
).map(tuple)


@dataclasses.dataclass
class Paper:
    """A painter whose letters are one wide and ten high; it keeps what is drawn."""

    boxes: list[tuple[float, float, float, float, Tone]] = dataclasses.field(default_factory=list)
    texts: list[tuple[float, float, str, Style]] = dataclasses.field(default_factory=list)
    unit: float = 10.0

    def width(self, text: str, _style: Style) -> float:
        return float(len(text))

    def lines(self, text: str, width: float) -> Sequence[str]:
        size = max(int(width), 1)
        return [text[start : start + size] for start in range(0, len(text), size)]

    def box(self, x: float, y: float, width: float, height: float, tone: Tone) -> None:
        self.boxes.append((x, y, x + width, y + height, tone))

    def text(self, x: float, middle: float, text: str, style: Style, anchor: Anchor) -> None:
        left = x - len(text) * {"left": 0.0, "centre": 0.5, "right": 1.0}[anchor]
        self.texts.append((left, middle, text, style))


def drawn(chart: BarChart, width: float = 200.0) -> Paper:
    paper = Paper()
    place(chart, paper, 0.0, width).draw(paper, 0.0)
    return paper


@given(BARS, st.floats(50, 400))
def test_a_bar_is_as_long_as_its_value(bars: tuple[Bar, ...], width: float) -> None:
    paper = drawn(BarChart(bars, 100.0), width)
    track = next(box for box in paper.boxes if box[4] == "track")
    full = track[2] - track[0]
    lengths = [box[2] - box[0] for box in paper.boxes if box[4] == "bar"]
    assert len(lengths) == sum(bar.value is not None for bar in bars)
    for length, value in zip(lengths, (bar.value for bar in bars if bar.value is not None), strict=True):
        assert abs(length - full * value / 100) < 1e-6


@given(BARS)
def test_every_name_and_every_value_is_written(bars: tuple[Bar, ...]) -> None:
    paper = drawn(BarChart(bars, 100.0))
    assert "".join(text for _, _, text, style in paper.texts if style == "label") == "".join(
        bar.label for bar in bars
    )
    assert [text for _, _, text, style in paper.texts if style == "value"] == [bar.text for bar in bars]


@given(BARS, st.floats(120, 400))
def test_bars_names_and_values_do_not_touch(bars: tuple[Bar, ...], width: float) -> None:
    paper = drawn(BarChart(bars, 100.0, percent_axis(), 75.0, "target"), width)
    tracks = [box for box in paper.boxes if box[4] == "track"]
    for above, below in itertools.pairwise(tracks):
        assert above[3] <= below[1]
    for left, _, text, style in paper.texts:
        if style == "label":
            assert left >= 0
            assert left + len(text) <= tracks[0][0]
        elif style == "value":
            assert left >= tracks[0][2]
            assert left + len(text) <= width


@given(BARS, st.floats(1, 99))
def test_a_bar_below_the_mark_has_another_tone(bars: tuple[Bar, ...], mark: float) -> None:
    paper = drawn(BarChart(bars, 100.0, (), mark, "batas"))
    tones = [box[4] for box in paper.boxes if box[4] in {"bar", "low"}]
    assert tones == ["low" if bar.value < mark else "bar" for bar in bars if bar.value is not None]


@given(BARS)
def test_a_chart_is_as_high_as_what_is_drawn(bars: tuple[Bar, ...]) -> None:
    chart = BarChart(bars, 100.0, percent_axis(), 75.0, "target")
    paper = drawn(chart)
    height = place(chart, Paper(), 0.0, 200.0).height
    assert max(box[3] for box in paper.boxes) <= height
    assert max(middle for _, middle, _, _ in paper.texts) < height


@given(st.floats(20, 60))
def test_words_of_the_axis_never_lie_over_one_another(width: float) -> None:
    paper = drawn(BarChart((Bar("a", 5.0, "5"),), 100.0, percent_axis()), width)
    words = sorted((left, text) for left, _, text, style in paper.texts if style == "hint")
    assume(words)
    for (left, text), (following, _) in itertools.pairwise(words):
        assert left + len(text) <= following


def test_a_chart_without_a_known_value_has_no_bar() -> None:
    paper = drawn(BarChart((Bar("Dringu", None, "belum ditandai"),), 0.0))
    assert not [box for box in paper.boxes if box[4] in {"bar", "low"}]
    assert "belum ditandai" in [text for _, _, text, _ in paper.texts]
