"""The ladder that parts equal scores: rungs as a contest stores them, put in order and worded.

A rung is `stage:UID`, `criterion:UID` (a uid as 32 hex digits) or `lot`. The drawn lot stands last: nothing
is equal after it. How the ladder is gone down is in `ranking.py`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from kpm_desktop.domain.contests import Criterion, Stage
from kpm_desktop.domain.uid import Uid

LOT = "lot"


def stage_rung(stage: Uid) -> str:
    """Return the rung of a stage's score."""
    return f"stage:{stage.hex()}"


def criterion_rung(criterion: Uid) -> str:
    """Return the rung of a criterion's mean."""
    return f"criterion:{criterion.hex()}"


def with_rung(ladder: Sequence[str], rung: str) -> tuple[str, ...]:
    """Return the ladder with one rung more, at the end but before the lot; once is enough."""
    if rung in ladder:
        return tuple(ladder)
    rest = [one for one in ladder if one != LOT]
    return (*rest, rung, *(one for one in ladder if one == LOT)) if rung != LOT else (*rest, LOT)


def without_rungs(ladder: Sequence[str], gone: Iterable[str]) -> tuple[str, ...]:
    """Return the ladder without these rungs."""
    lost = set(gone)
    return tuple(one for one in ladder if one not in lost)


def moved(ladder: Sequence[str], place: int, by: int) -> tuple[str, ...]:
    """Return the ladder with a rung moved up (-1) or down (1); nothing goes past the end or the lot."""
    target = place + by
    made = list(ladder)
    if not (0 <= place < len(made) and 0 <= target < len(made)) or LOT in {made[place], made[target]}:
        return tuple(made)
    made.insert(target, made.pop(place))
    return tuple(made)


def rung_choices(
    stages: Sequence[Stage], criteria: Mapping[Uid, Sequence[Criterion]], leaves: Collection[Uid]
) -> list[tuple[str, str, str]]:
    """Return every rung there can be as (rung, name, stage name): stages, what is marked in them, the lot.

    `criteria` are by stage; only those in `leaves` are marked.
    """
    found = []
    for stage in stages:
        found.append((stage_rung(stage.uid), stage.name, ""))
        found += [
            (criterion_rung(one.uid), one.name, stage.name)
            for one in criteria.get(stage.uid, ())
            if one.uid in leaves
        ]
    return [*found, (LOT, "", "")]
