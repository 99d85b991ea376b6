"""Why an entry stands where it stands: one Indonesian sentence from the facts that decided it.

Numbers are shown with as many places as it takes to tell two different ones apart; nothing is decided here.
"""

import dataclasses
import itertools
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from kpm_desktop.domain.contest_file import OpenEntry, OpenStage
from kpm_desktop.domain.words import decimal_text

WORDS: Mapping[str, str] = {
    "waits": "sementara, karena nilai tahap {stage} belum lengkap",
    "stopped": "berhenti setelah {stage}, kurang {margin} dari batas lolos",
    "shared": "berbagi peringkat dengan {others}, karena nilai dan semua pemutus sama",
    "below": "nilai sama dengan peringkat {rank}, turun karena {rung} {mine} {sign} {other}",
    "above": "nilai sama dengan peringkat {rank}, naik karena {rung} {mine} {sign} {other}",
    "behind": "kalah {margin} dari peringkat {rank}",
    "ahead": "unggul {margin} dari peringkat {rank}",
    "passed": "lolos tahap {stage}",
    "unknown": "belum ada tahap yang dapat dibandingkan",
    "alone": "satu-satunya yang diperingkat",
}
"""The parts of a sentence."""
_NAMED = 4
"""Up to so many entries that share a rank are named, more are counted."""


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """A rank and who shares it.

    `rung` put it below the place above, where both have the same score. `limit` is the running score that
    was needed to go on after `stopped_after`. `waits_for` is the stage whose cut cannot be drawn yet.
    """

    rank: int
    members: tuple[OpenEntry, ...]
    score: Fraction | None
    rung: str | None = None
    stopped_after: OpenStage | None = None
    limit: Fraction | None = None
    waits_for: OpenStage | None = None


def reason(
    places: Sequence[Place],
    number: int,
    entry: str,
    names: Mapping[str, str],
    value: Callable[[str, str], Fraction],
) -> str:
    """Return the sentence of an entry at `places[number]`.

    `names` are those of the rungs; `value(rung, entry)` is what a rung looked at.
    """
    here = places[number]
    parts = []
    if here.waits_for is not None:
        parts.append(WORDS["waits"].format(stage=_name(here.waits_for)))
    if here.score is None:
        return _sentence([*parts, WORDS["unknown"]])
    if here.stopped_after is not None and here.limit is not None:
        margin = difference_text(here.limit - here.score)
        parts.append(WORDS["stopped"].format(stage=_name(here.stopped_after), margin=margin))
    others = [one.id for one in here.members if one.id != entry]
    if others:
        shown = ", ".join(others[:_NAMED]) + (
            f" dan {len(others) - _NAMED} lainnya" if others[_NAMED:] else ""
        )
        parts.append(WORDS["shared"].format(others=f"No. {shown}"))
    above = places[number - 1] if number else None
    if above is not None and above.stopped_after == here.stopped_after:
        parts.append(_beside("below" if here.rung else "behind", here, above, here.rung, names, value))
    below = places[number + 1] if number + 1 < len(places) else None
    if below is not None and below.stopped_after == here.stopped_after:
        parts.append(_beside("above" if below.rung else "ahead", here, below, below.rung, names, value))
    elif below is not None and below.stopped_after is not None:
        parts.append(WORDS["passed"].format(stage=_name(below.stopped_after)))
    return _sentence(parts or [WORDS["alone"]])


def _sentence(parts: Sequence[str]) -> str:
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}."


def _beside(
    words: str,
    here: Place,
    other: Place,
    rung: str | None,
    names: Mapping[str, str],
    value: Callable[[str, str], Fraction],
) -> str:
    if rung is None:
        margin = difference_text(abs((here.score or Fraction(0)) - (other.score or Fraction(0))))
        return WORDS[words].format(margin=margin, rank=other.rank)
    mine, theirs = value(rung, here.members[0].id), value(rung, other.members[0].id)
    first, second = apart_texts(mine, theirs)
    return WORDS[words].format(
        rank=other.rank, rung=names[rung], mine=first, sign=">" if mine > theirs else "<", other=second
    )


def _name(stage: OpenStage) -> str:
    return stage.name or stage.id


def apart_texts(first: Fraction, second: Fraction) -> tuple[str, str]:
    """Return two different numbers with decimal comma and as many places as make them look different."""
    for places in itertools.count(2):
        texts = score_text(first, places), score_text(second, places)
        if texts[0] != texts[1] or first == second:
            return texts
    raise AssertionError  # count never ends


def difference_text(margin: Fraction) -> str:
    """Return a difference with decimal comma; one that is not zero never reads as 0."""
    return apart_texts(margin, Fraction(0))[0]


def score_text(score: Fraction, places: int = 2) -> str:
    """Return a score to be read, with decimal comma, rounded half up to at most so many places: `88,5`."""
    scaled = (2 * score.numerator * 10**places + score.denominator) // (2 * score.denominator)
    return decimal_text(Decimal(f"{scaled}E-{places}"))
