"""How firm a result is: what would change without one judge or with other weights, and how judges mark.

Advice for the plenary only; nothing here changes a rank. All trials follow the same rules as `ranking.py`.
"""

import dataclasses
import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Literal

from kpm_desktop.domain.contest_file import OpenContest
from kpm_desktop.domain.ranking import Board, Marks, Ranking, Standing, standings_of

STEP = 5
"""So many points of 100 a stage's weight is moved up and down."""
ENOUGH_MARKS = 5
"""A judge with fewer marks has no profile."""


@dataclasses.dataclass(frozen=True, slots=True)
class Move:
    """An entry whose rank is another in a trial; None: it has no rank there, or had none."""

    entry: str
    category: str
    before: int | None
    after: int | None


@dataclasses.dataclass(frozen=True, slots=True)
class Trial:
    """A what-if: a judge left out, or a stage with `change` points more or less of 100 (others scaled).

    `moves` is empty when every rank stays. An entry that would go on in the trial but has no marks there, as
    it was cut, has no rank in it.
    """

    kind: Literal["judge", "weight"]
    of: str
    change: int
    moves: tuple[Move, ...]

    def keeps(self, category: str, rank: int) -> bool:
        """Tell whether the entries of this rank of a category keep it, and nobody joins them."""
        return all(rank not in {one.before, one.after} for one in self.moves if one.category == category)


@dataclasses.dataclass(frozen=True, slots=True)
class JudgeProfile:
    """How a judge marks, in per cent of each maximum; None with fewer than five marks.

    `spread` is the standard deviation. `agreement` is 100 less the mean distance from the mean of the others
    in the same cells, None also where he marks alone.
    """

    judge: str
    marks: int
    mean: Fraction | None
    spread: float | None
    agreement: Fraction | None


def trials(contest: OpenContest) -> list[Trial]:
    """Return every what-if: each judge left out, then each stage's weight up and down.

    Left out are a judge who alone marks some criterion, and a weight that would fall to 0 or reach 100.
    """
    marks = Marks(contest)
    before = _ranks(standings_of(Board(contest, marks)))
    made = []
    for judge in replaceable_judges(contest):
        moves = _moves(before, standings_of(Board(contest, marks, without=judge)))
        made.append(Trial("judge", judge, 0, moves))
    for number, stage in enumerate(contest.stages):
        for change in (STEP, -STEP):
            weights = moved_weights([Fraction(one.weight) for one in contest.stages], number, change)
            if weights is not None:
                moves = _moves(before, standings_of(Board(contest, marks, weights)))
                made.append(Trial("weight", stage.id, change, moves))
    return made


def replaceable_judges(contest: OpenContest) -> list[str]:
    """Return the judges in the order of the panels without those who alone mark some criterion."""
    panels = [stage.judges_of(one) for stage in contest.stages for one in stage.criteria]
    alone = {panel[0] for panel in panels if len(panel) == 1}
    return [
        judge for judge in dict.fromkeys(judge for panel in panels for judge in panel) if judge not in alone
    ]


def moved_weights(weights: Sequence[Fraction], number: int, change: int) -> list[Fraction] | None:
    """Return weights that add up to 100 with one of them moved and the others scaled; None: impossible."""
    share = 100 * weights[number] / sum(weights)
    moved = share + change
    if share == 100 or not 0 < moved < 100:
        return None
    scale = (100 - moved) / (100 - share) * 100 / sum(weights)
    return [moved if place == number else weight * scale for place, weight in enumerate(weights)]


def margins(ranking: Ranking) -> dict[str, Fraction]:
    """Return by how much each entry's score is above the next rank's; 0 where only the ladder parts them.

    The last of those ranked by the same stages has none.
    """
    scores: dict[tuple[str, str | None], dict[int, Fraction]] = {}
    for line in ranking.ranking:
        if line.score is not None:
            scores.setdefault((line.category, line.stopped_after), {})[line.rank] = line.score
    gaps = {
        (category, rank): score - following
        for (category, _), by_rank in scores.items()
        for (rank, score), following in zip(by_rank.items(), list(by_rank.values())[1:], strict=False)
    }
    return {
        line.entry: gaps[line.category, line.rank]
        for line in ranking.ranking
        if (line.category, line.rank) in gaps
    }


def judge_profiles(contest: OpenContest) -> list[JudgeProfile]:
    """Return the profile of every judge of a panel, in order."""
    limits = {(stage.id, one.id): Fraction(one.max) for stage in contest.stages for one in stage.criteria}
    cells: dict[tuple[str, str, str], dict[str, Fraction]] = {}
    for mark in contest.marks:
        value = 100 * Fraction(mark.value) / limits[mark.stage, mark.criterion]
        cells.setdefault((mark.stage, mark.criterion, mark.entry), {})[mark.judge] = value
    own: dict[str, list[Fraction]] = {
        judge: [] for stage in contest.stages for one in stage.criteria for judge in stage.judges_of(one)
    }
    distances: dict[str, list[Fraction]] = {judge: [] for judge in own}
    for given in cells.values():
        total = sum(given.values(), start=Fraction(0))
        for judge, value in given.items():
            own[judge].append(value)
            if len(given) > 1:
                distances[judge].append(abs(value - (total - value) / (len(given) - 1)))
    return [_profile(judge, values, distances[judge]) for judge, values in own.items()]


def _profile(judge: str, values: Sequence[Fraction], distances: Sequence[Fraction]) -> JudgeProfile:
    if len(values) < ENOUGH_MARKS:
        return JudgeProfile(judge, len(values), None, None, None)
    mean = sum(values, start=Fraction(0)) / len(values)
    variance = sum(((value - mean) ** 2 for value in values), start=Fraction(0)) / len(values)
    agreement = 100 - sum(distances, start=Fraction(0)) / len(distances) if distances else None
    return JudgeProfile(judge, len(values), mean, math.sqrt(variance), agreement)


def _ranks(standings: Sequence[Standing]) -> dict[tuple[str, str], int]:
    return dict(_ranked(standings))


def _ranked(standings: Sequence[Standing]) -> Iterator[tuple[tuple[str, str], int]]:
    for standing in standings:
        for place in standing.places:
            for entry in place.members:
                yield (standing.category, entry.id), place.rank


def _moves(before: Mapping[tuple[str, str], int], standings: Sequence[Standing]) -> tuple[Move, ...]:
    after = _ranks(standings)
    return tuple(
        Move(entry, category, before.get((category, entry)), after.get((category, entry)))
        for category, entry in dict.fromkeys([*before, *after])
        if before.get((category, entry)) != after.get((category, entry))
    )
