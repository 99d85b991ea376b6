"""Document numbers: patterns with tokens, the next numbers of a writer's blocks, doubles, gaps and leftovers.

Source: paper.md section 2. A number series counts per year; the caller passes the blocks and numbers of one
series and one year. Nothing is read or stored here.
"""

import dataclasses
import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence
from typing import TypeAlias

from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.words import roman_month

TOKENS = ("klasifikasi", "urut", "kode_opd", "kode_kegiatan", "bulan", "bulan_romawi", "tahun")
"""The tokens a pattern may hold between braces; `urut` also with a width, `{urut:03}`."""

DEFAULT_PATTERN = "{klasifikasi}/{urut:03}/{kode_opd}/{tahun}"

Span: TypeAlias = tuple[int, int]
"""First and last number, both inside."""

_TOKEN = re.compile(r"\{([^{}]*)\}")
_COUNTER = re.compile(r"urut(?::0([1-9]))?")
_LEFTOVER = re.compile(r"(?i:x{2,})|…|\.{3,}|_{2,}|\?{2,}|\{[^{}]*\}")


class PatternError(ValueError):
    """A pattern that cannot make numbers; `part` is the piece at fault (empty: `{urut}` is missing)."""

    def __init__(self, part: str) -> None:
        super().__init__(f"bad number pattern: {part!r}")
        self.part = part


@dataclasses.dataclass(frozen=True, slots=True)
class NumberPattern:
    """A parsed pattern: literal texts and tokens in turn; a token is (name, digits), a literal (text, -1)."""

    pieces: tuple[tuple[str, int], ...]


@dataclasses.dataclass(frozen=True, slots=True)
class NumberValues:
    """What the tokens stand for on one paper, the running number excepted; `date` is the paper's date."""

    date: dt.date
    classification: str = ""
    unit_code: str = ""
    activity_code: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class NumberBlock:
    """Numbers of a series and year that one writer may issue; `last` None is open ended (the owner's)."""

    writer: bytes
    first: int
    last: int | None = None

    def holds(self, number: int) -> bool:
        """Tell whether the number lies in the block."""
        return self.first <= number and (self.last is None or number <= self.last)


def parse_pattern(pattern: str) -> NumberPattern:
    """Return the pattern taken apart.

    Raises PatternError for an unknown token, a brace without its partner, or a pattern without `{urut}`
    (all its numbers would be doubles).
    """
    pieces: list[tuple[str, int]] = []
    position = 0
    for found in _TOKEN.finditer(pattern):
        pieces.append((pattern[position : found.start()], -1))
        counter = _COUNTER.fullmatch(found[1])
        if counter:
            pieces.append(("urut", int(counter[1] or 0)))
        elif found[1] in TOKENS:
            pieces.append((found[1], 0))
        else:
            raise PatternError(found[0])
        position = found.end()
    pieces.append((pattern[position:], -1))
    for text, digits in pieces:
        if digits < 0 and (brace := re.search(r"[{}].{0,12}", text)):
            raise PatternError(brace[0])
    if not any(piece[0] == "urut" and piece[1] >= 0 for piece in pieces):
        raise PatternError("")
    return NumberPattern(tuple(piece for piece in pieces if piece[0]))


def pattern_problems(pattern: str) -> list[Problem]:
    """Return F.407 with the `part` at fault when a number series' pattern cannot be used."""
    try:
        parse_pattern(pattern)
    except PatternError as error:
        return [Problem("pattern", "F.407", {"part": error.part})]
    return []


def render_number(pattern: NumberPattern, counter: int, values: NumberValues) -> str:
    """Return the document number; a value that holds braces is not looked at again."""
    texts = {
        "klasifikasi": values.classification,
        "kode_opd": values.unit_code,
        "kode_kegiatan": values.activity_code,
        "bulan": f"{values.date.month:02}",
        "bulan_romawi": roman_month(values.date.month),
        "tahun": f"{values.date.year:04}",
    }
    return "".join(
        text if digits < 0 else f"{counter:0{digits}}" if text == "urut" else texts[text]
        for text, digits in pattern.pieces
    )


def holder(blocks: Sequence[NumberBlock], number: int) -> bytes | None:
    """Return the writer who may issue the number: the smallest block with it decides, an open one is last.

    None when no block holds it, or equally small blocks of two writers do (then neither may issue it).
    """
    around = [block for block in blocks if block.holds(number)]
    if not around:
        return None
    smallest = min(_size(block) for block in around)
    writers = {block.writer for block in around if _size(block) == smallest}
    return writers.pop() if len(writers) == 1 else None


def _size(block: NumberBlock) -> float:
    return float("inf") if block.last is None else block.last - block.first


def next_numbers(
    blocks: Sequence[NumberBlock],
    writer: bytes,
    count: int,
    issued: Collection[int],
    reserved: Iterable[Span] = (),
) -> list[int]:
    """Return the next `count` numbers that the writer may issue; fewer when his blocks run out.

    `issued` are all running numbers seen on papers of the series and year, void and spoiled ones too: never
    reused, and nothing below the highest one in a block is filled up. `reserved` are spans issued outside of
    the program and explained gaps: stepped over, but not counted as the highest. For
    a writer that succeeded another, the caller puts his name on the other's blocks.
    """
    taken = set(issued)
    spans = sorted(reserved)
    horizon = _horizon(blocks, spans)
    numbers: list[int] = []
    for block in sorted((block for block in blocks if block.writer == writer), key=_place):
        mine = [number for number in taken if block.holds(number) and holder(blocks, number) == writer]
        number = max(mine, default=block.first - 1) + 1
        while len(numbers) < count and block.holds(number):
            reached = number
            number, is_free = _step(blocks, writer, reached, spans)
            if is_free and number not in taken and block.holds(number):
                numbers.append(number)
                taken.add(number)
            number += 1
            if not is_free and reached > horizon:
                break
    return numbers


def _place(block: NumberBlock) -> tuple[int, float]:
    return block.first, _size(block)


def _horizon(blocks: Sequence[NumberBlock], spans: Sequence[Span]) -> int:
    """Return the last number that any block's edge or span mentions; beyond it nothing changes any more."""
    return max([block.last or block.first for block in blocks] + [last for _, last in spans], default=0)


def _step(
    blocks: Sequence[NumberBlock], writer: bytes, number: int, spans: Sequence[Span]
) -> tuple[int, bool]:
    """Return (number, True) when it is the writer's, else (the last number of what is in the way, False)."""
    for first, last in spans:
        if first <= number <= last:
            return last, False
    if holder(blocks, number) == writer:
        return number, True
    ends = [block.last for block in blocks if block.holds(number) and block.last is not None]
    return min(ends, default=number), False


def gaps(issued: Collection[int], reserved: Iterable[Span] = ()) -> list[Span]:
    """Return the spans between the lowest and the highest issued number that nothing explains (W.402)."""
    spans = sorted([(number, number) for number in issued] + list(reserved))
    if not issued:
        return []
    low, high = min(issued), max(issued)
    missing: list[Span] = []
    reached = low
    for first, last in spans:
        if first > reached + 1 and reached < high:
            missing.append((reached + 1, min(first, high + 1) - 1))
        reached = max(reached, last)
    return missing


def leftover(number: str) -> str:
    """Return the placeholder left in a typed number, like `xxx` or `…`; empty when it is filled in."""
    found = _LEFTOVER.search(number)
    return found[0] if found else ""


def number_problems(number: str, used: Collection[str] = (), *, may_repeat: bool = False) -> list[Problem]:
    """Return what stops a paper from being issued under this number.

    F.403 empty or with a leftover; F.401 already `used` (a series may allow one number for all its papers).
    """
    text = number.strip()
    if not text:
        return [Problem("number", "F.403")]
    if rest := leftover(text):
        return [Problem("number", "F.403", {"leftover": rest})]
    if text in used and not may_repeat:
        return [Problem("number", "F.401", {"number": text})]
    return []
