"""Whether and how a text fits its box. Measures only; nothing is drawn here.

Rule and sizes: papers/README.md section 2. A name is never cut, squeezed or re-cased; what does not fit is
told.
"""

import dataclasses
import functools
import itertools
from collections.abc import Iterator
from typing import Literal

from kpm_desktop.documents import fonts

_STEP = 0.5


@dataclasses.dataclass(frozen=True, slots=True)
class NameRule:
    """The box of a name: largest size in points, width in mm, tracking as a share of the size."""

    font: str
    size: float
    width: float
    tracking: float = 0.0
    smallest: float = 0.53


@dataclasses.dataclass(frozen=True, slots=True)
class FittedLine:
    """One line as it is set: size and tracking in points."""

    text: str
    size: float
    tracking: float = 0.0


@dataclasses.dataclass(frozen=True, slots=True)
class Fitted:
    """A text that fits, by which step of the rule."""

    how: Literal["one", "titles", "balanced", "lines"]
    lines: tuple[FittedLine, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class DoesNotFit:
    """A text that does not fit: its width at the smallest size and the width there is, in mm."""

    text: str
    smallest: float
    needed: float
    available: float


def fit_name(text: str, rule: NameRule) -> Fitted | DoesNotFit:
    """Fit a printed name: one line, titles below, two balanced lines, else it does not fit."""
    return (
        _in_one_line(text, rule) or _titles_below(text, rule) or _balanced(text, rule) or _refusal(text, rule)
    )


@functools.lru_cache(maxsize=10_000)
def fit_cell(text: str, width: float, font: str = "LS", size: float = 10.0) -> Fitted | DoesNotFit:
    """Fit a table cell: shrink to 0.88, then two lines at 0.90 to 0.75 of the size, then three.

    At 10 pt these are 8.8, 9 and 7.5 pt; steps of 0.1 pt. Lines are spaced 1.07 x their size, so three of
    7.5 pt stand in a row of 9.5 mm. The third line is for names of 50 to 60 letters, which are lawful.
    """
    if points := _largest((text,), font, (size, size * 0.88), width):
        return Fitted("one", (FittedLine(text, points),))
    halves = _best_halves(text, font, 0.0)
    if halves and (points := _largest(halves, font, (size * 0.9, size * 0.75), width)):
        return Fitted("balanced", tuple(FittedLine(half, points) for half in halves))
    lines = wrap_left(_bound(text), width, font, size * 0.75)
    needed = max(fonts.width(part, font, size * 0.75) for part in lines)
    if len(lines) <= 3 and needed <= width:
        return Fitted("lines", tuple(FittedLine(line, size * 0.75) for line in lines))
    needed = max(needed, *(fonts.width(part, font, size * 0.75) for part in halves or (text,)))
    return DoesNotFit(text, size * 0.75, needed, width)


@functools.lru_cache(maxsize=2_000)
def fit_line(
    text: str, width: float, font: str, size: float, smallest: float, tracking: float = 0.0
) -> Fitted | DoesNotFit:
    """Fit one line by shrinking from `size` to `smallest` in half points; tracking shrinks along."""
    for points in _down(size, smallest, _STEP):
        if fonts.width(text, font, points, tracking * points / size) <= width:
            return Fitted("one", (FittedLine(text, points, round(tracking * points / size, 3)),))
    return DoesNotFit(text, smallest, fonts.width(text, font, smallest, tracking * smallest / size), width)


def split_titles(text: str) -> tuple[str, str, str]:
    """Return front titles, name and back titles of a printed name; joined by spaces they are the text again.

    Front titles are the leading words that end in a point (initials such as `M.` count as well: a line does
    not break after them either); the comma before the back titles stays with the name.
    """
    name, comma, back = text.partition(", ")
    words = name.split(" ")
    first = next((index for index, word in enumerate(words) if not word.endswith(".")), 0)
    front = " ".join(words[:first])
    rest = " ".join(words[first:]) + (comma.rstrip(" "))
    return front, rest, back


def breaks(text: str) -> list[tuple[str, str]]:
    """Return every way to set a name in two lines: at a space, never inside the titles."""
    front, _, back = split_titles(text)
    start = len(front)
    end = len(text) - len(back)
    return [
        (text[:index], text[index + 1 :])
        for index, character in enumerate(text)
        if character == " " and start <= index < end and text[:index].strip() and text[index + 1 :].strip()
    ]


def wrap_centred(text: str, width: float, font: str, size: float) -> list[str]:
    """Return the lines of a centred text: the fewest lines, then the narrowest box that keeps that number.

    Lines break at ordinary spaces only; a no-break space holds words together and is set as a space. A word
    wider than the box gets a line of its own (the caller checks widths).
    """
    return list(_wrapped(text, width, font, size))


@functools.lru_cache(maxsize=2_000)
def _wrapped(text: str, width: float, font: str, size: float) -> tuple[str, ...]:
    count = len(_greedy(text, width, font, size))
    low, high = width / 2, width
    while count > 1 and high - low > 0.5:
        middle = (low + high) / 2
        if len(_greedy(text, middle, font, size)) > count:
            low = middle
        else:
            high = middle
    return tuple(line.replace("\u00a0", " ") for line in _greedy(text, high, font, size))


def wrap_left(text: str, width: float, font: str, size: float) -> list[str]:
    """Return the lines of a text set from the left, broken at ordinary spaces."""
    return [line.replace("\u00a0", " ") for line in _greedy(text, width, font, size)]


def _bound(name: str) -> str:
    """Return a name whose titles hold together: the spaces inside them are no-break spaces."""
    front, rest, back = split_titles(name)
    if " ".join(part for part in (front, rest, back) if part) != name:
        return name
    held = (front.replace(" ", "\u00a0"), rest, back.replace(" ", "\u00a0"))
    return " ".join(part for part in held if part)


def _largest(lines: tuple[str, ...], font: str, sizes: tuple[float, float], width: float) -> float | None:
    """Return the largest size, in steps of 0.1 pt, at which untracked lines are no wider than `width`."""
    unit = max(fonts.width(line, font, 1.0) for line in lines)
    if unit * sizes[1] > width + 0.1 * unit:
        return None
    return next((points for points in _down(*sizes, 0.1) if unit * points <= width), None)


def _in_one_line(text: str, rule: NameRule) -> Fitted | None:
    for size in _name_sizes(rule, 1.0, 0.80):
        tracking = rule.tracking * size
        if fonts.width(text, rule.font, size, tracking) <= rule.width:
            return Fitted("one", (FittedLine(text, size, round(tracking, 3)),))
    return None


def _titles_below(text: str, rule: NameRule) -> Fitted | None:
    comma = text.find(", ")
    if comma < 0 or not text[comma + 2 :].strip():
        return None
    name, titles = text[: comma + 1], text[comma + 2 :]
    for size in _name_sizes(rule, 0.88, 0.74):
        tracking = rule.tracking * size
        below = _half(size * 0.72)
        if (
            fonts.width(name, rule.font, size, tracking) <= rule.width
            and fonts.width(titles, rule.font, below) <= rule.width
        ):
            return Fitted("titles", (FittedLine(name, size, round(tracking, 3)), FittedLine(titles, below)))
    return None


def _balanced(text: str, rule: NameRule) -> Fitted | None:
    halves = _best_halves(text, rule.font, rule.tracking)
    if halves is None:
        return None
    for size in _name_sizes(rule, 0.88, 0.53):
        tracking = rule.tracking * size
        if all(fonts.width(half, rule.font, size, tracking) <= rule.width for half in halves):
            return Fitted("balanced", tuple(FittedLine(half, size, round(tracking, 3)) for half in halves))
    return None


def _refusal(text: str, rule: NameRule) -> DoesNotFit:
    size = _half(rule.size * rule.smallest)
    halves = _best_halves(text, rule.font, rule.tracking) or (text,)
    needed = max(fonts.width(half, rule.font, size, rule.tracking * size) for half in halves)
    return DoesNotFit(text, size, needed, rule.width)


def _best_halves(text: str, font: str, tracking: float) -> tuple[str, str] | None:
    """Return the two lines whose widths differ least (the first such break), or None without a break."""

    def difference(halves: tuple[str, str]) -> float:
        first, second = halves
        return abs(
            fonts.width(first, font, 100, tracking * 100) - fonts.width(second, font, 100, tracking * 100)
        )

    return min(breaks(text), key=difference, default=None)


def _name_sizes(rule: NameRule, largest: float, smallest: float) -> Iterator[float]:
    return _down(_half(rule.size * largest), _half(rule.size * max(smallest, rule.smallest)), _STEP)


def _down(largest: float, smallest: float, step: float) -> Iterator[float]:
    for index in itertools.count():
        size = round(largest - index * step, 2)
        if size < smallest - 1e-6:
            return
        yield size


def _half(size: float) -> float:
    return round(size / _STEP) * _STEP


def _greedy(text: str, width: float, font: str, size: float) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):
        wider = f"{lines[-1]} {word}" if lines else word
        if lines and fonts.width(wider.replace("\u00a0", " "), font, size) <= width:
            lines[-1] = wider
        else:
            lines.append(word)
    return lines
