"""Marks to ranks, exactly: the rules 1 to 7 of the open contest file (`contest_file.py` has rule 8).

Scores are compared as whole numbers over a common denominator and handed out as reduced fractions; nothing is
ever rounded to rank. The sentences of the ranks are in `ranking_reasons.py`, what-if trials in
`sensitivity.py`.
"""

import dataclasses
import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from kpm_desktop.domain.contest_file import OpenContest, OpenEntry, OpenStage, criterion_rung, rung_names
from kpm_desktop.domain.contests import EntryStatus
from kpm_desktop.domain.ranking_reasons import Place, reason

SHARED = "shared"


@dataclasses.dataclass(frozen=True, slots=True)
class Ranked:
    """An entry with its rank; `score` is the running score after the last stage that counts for it.

    `stopped_after` is the stage whose cut-off it missed. `score` is None only in a provisional category whose
    first stage is not complete.
    """

    category: str
    rank: int
    entry: str
    name: str
    village_code: str
    score: Fraction | None
    stopped_after: str | None
    reason: str


@dataclasses.dataclass(frozen=True, slots=True)
class Cell:
    """A mark that is not there."""

    stage: str
    criterion: str
    judge: str


@dataclasses.dataclass(frozen=True, slots=True)
class Blocked:
    """An entry without rank, and the marks it lacks."""

    entry: str
    missing: tuple[Cell, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Apart:
    """A withdrawn or disqualified entry."""

    entry: str
    status: EntryStatus


@dataclasses.dataclass(frozen=True, slots=True)
class Tie:
    """Entries of equal score in their final order; `decided_by` is the rung that split them, or `shared`."""

    category: str
    entries: tuple[str, ...]
    decided_by: str


@dataclasses.dataclass(frozen=True, slots=True)
class Ranking:
    """The result: ranked by category, then what has no rank; `provisional` names categories without a cut.

    `stage_scores` holds what is known of (entry, stage), 0 to 100.
    """

    ranking: tuple[Ranked, ...]
    blocked: tuple[Blocked, ...]
    apart: tuple[Apart, ...]
    ties: tuple[Tie, ...]
    provisional: tuple[str, ...]
    stage_scores: Mapping[tuple[str, str], Fraction]

    def as_json(self) -> dict[str, Any]:
        """Return the result in the shape that `kpm-desktop rank --json` prints."""
        return {
            "ranking": [
                {**dataclasses.asdict(one), "score": None if one.score is None else str(one.score)}
                for one in self.ranking
            ],
            "blocked": [
                {"entry": one.entry, "missing": [dataclasses.asdict(cell) for cell in one.missing]}
                for one in self.blocked
            ],
            "apart": [dataclasses.asdict(one) for one in self.apart],
            "ties": [{**dataclasses.asdict(one), "entries": list(one.entries)} for one in self.ties],
            "provisional": bool(self.provisional),
        }


def rank(contest: OpenContest) -> Ranking:
    """Return the result of a contest that `check_contest` accepted."""
    board = Board(contest)
    names = rung_names(contest)
    standings = standings_of(board)
    ranked = [
        Ranked(
            standing.category, place.rank, entry.id, entry.name, entry.village_code, place.score,
            place.stopped_after.id if place.stopped_after else None,
            reason(standing.places, number, entry.id, names, board.rung_value),
        )
        for standing in standings
        for number, place in enumerate(standing.places)
        for entry in place.members
    ]  # fmt: skip
    return Ranking(
        tuple(ranked),
        tuple(blocked for standing in standings for blocked in standing.blocked),
        tuple(Apart(one.id, one.status) for one in contest.entries if one.status != "active"),
        tuple(tie for standing in standings for tie in standing.ties),
        tuple(standing.category for standing in standings if standing.is_provisional),
        board.stage_scores(),
    )


class Marks:
    """The marks as whole numbers of `1 / scale`, by cell and entry; made once for all trials."""

    def __init__(self, contest: OpenContest) -> None:
        exponents = [mark.value.as_tuple().exponent for mark in contest.marks]
        digits = max((-one for one in exponents if isinstance(one, int)), default=0)
        self.scale: int = 10**digits
        self.cells: dict[tuple[str, str], dict[str, dict[str, int]]] = {
            (stage.id, one.id): {} for stage in contest.stages for one in stage.criteria
        }
        for mark in contest.marks:
            numerator, denominator = mark.value.as_integer_ratio()
            cell = self.cells[mark.stage, mark.criterion].setdefault(mark.entry, {})
            cell[mark.judge] = numerator * (self.scale // denominator)


@dataclasses.dataclass(frozen=True, slots=True)
class _Column:
    """A score of many entries: whole numbers over one denominator."""

    numerators: Mapping[str, int]
    denominator: int

    def value(self, entry: str) -> Fraction:
        return Fraction(self.numerators[entry], self.denominator)


class Board:
    """Stage scores, criterion means and running scores of a contest, for the real weights or for a trial.

    `weights` replaces the weights of the stages (exact, the first not zero); `without` leaves a judge out.
    """

    def __init__(
        self,
        contest: OpenContest,
        marks: Marks | None = None,
        weights: Sequence[Fraction] | None = None,
        without: str | None = None,
    ) -> None:
        self.contest = contest
        self._marks = marks or Marks(contest)
        self._without = without
        self._weights = weights or [Fraction(stage.weight) for stage in contest.stages]
        self._columns: dict[str, _Column] = {}
        stages = [self._stage_column(stage) for stage in contest.stages]
        self._running = [self._running_column(stages, known) for known in range(1, len(stages) + 1)]
        self._lots = {entry.id: entry.lot for entry in contest.entries}
        self._stage_of = {f"stage:{stage.id}": number for number, stage in enumerate(contest.stages)}
        for number, stage in enumerate(contest.stages):
            self._stage_of |= {criterion_rung(stage.id, one.id): number for one in stage.criteria}

    def _stage_column(self, stage: OpenStage) -> _Column:
        """Return the stage scores of the entries that have all marks of it (rules 1 and 2)."""
        parts = (one.max if one.weight is None else one.weight for one in stage.criteria)
        total = sum(map(Fraction, parts), start=Fraction(0))
        factors, sums = [], []
        for one in stage.criteria:
            judges = [judge for judge in stage.judges_of(one) if judge != self._without]
            column = self._criterion_column(self._marks.cells[stage.id, one.id], judges)
            self._columns[criterion_rung(stage.id, one.id)] = column
            share = Fraction(1) if one.weight is None else Fraction(one.weight) / Fraction(one.max)
            factors.append(100 * share / total / column.denominator)
            sums.append(column.numerators)
        made = _weighted(factors, sums)
        self._columns[f"stage:{stage.id}"] = made
        return made

    def _criterion_column(self, cell: Mapping[str, Mapping[str, int]], judges: Sequence[str]) -> _Column:
        """Return the means of the entries that have the marks of exactly these judges (rule 1)."""
        numerators = {}
        for entry, given in cell.items():
            if len(given) - (self._without in given) == len(judges):
                numerators[entry] = sum(given.values()) - given.get(self._without or "", 0)
        return _Column(numerators, self._marks.scale * len(judges))

    def _running_column(self, stages: Sequence[_Column], known: int) -> _Column:
        """Return the running scores after a number of stages (rule 3)."""
        total = sum(self._weights[:known], start=Fraction(0))
        factors = [
            weight / total / column.denominator
            for weight, column in zip(self._weights[:known], stages, strict=False)
        ]
        return _weighted(factors, [column.numerators for column in stages[:known]])

    def running(self, entry: str, known: int) -> int:
        """Return what orders entries by running score after so many stages (at least one)."""
        return self._running[known - 1].numerators[entry]

    def running_score(self, entry: str, known: int) -> Fraction | None:
        """Return the running score after so many stages; None after none."""
        return self._running[known - 1].value(entry) if known else None

    def missing(self, entry: str, stage: OpenStage) -> list[Cell]:
        """Return the marks of a stage that an entry lacks."""
        if entry in self._columns[f"stage:{stage.id}"].numerators:
            return []
        cells = self._marks.cells
        return [
            Cell(stage.id, one.id, judge)
            for one in stage.criteria
            for judge in stage.judges_of(one)
            if judge != self._without and judge not in cells[stage.id, one.id].get(entry, ())
        ]

    def rung_key(self, rung: str, entry: str, known: int) -> int | None:
        """Return what a rung compares (greater is better); None where the entry does not have it."""
        if rung == "lot":
            lot = self._lots[entry]
            return None if lot is None else -lot
        return self._columns[rung].numerators[entry] if self._stage_of[rung] < known else None

    def rung_value(self, rung: str, entry: str) -> Fraction:
        """Return the score, mean or drawn number that a rung looked at."""
        return Fraction(self._lots[entry] or 0) if rung == "lot" else self._columns[rung].value(entry)

    def stage_scores(self) -> dict[tuple[str, str], Fraction]:
        """Return every stage score that is known, by entry and stage."""
        return {
            (entry, stage.id): column.value(entry)
            for stage in self.contest.stages
            for column in (self._columns[f"stage:{stage.id}"],)
            for entry in column.numerators
        }


def _weighted(factors: Sequence[Fraction], sums: Sequence[Mapping[str, int]]) -> _Column:
    """Return the sum of columns times factors, for the entries that are in all of them."""
    denominator = math.lcm(*(factor.denominator for factor in factors))
    whole = [factor.numerator * (denominator // factor.denominator) for factor in factors]
    numerators = {}
    for entry in sums[0]:
        parts = [column.get(entry) for column in sums]
        there = [part for part in parts if part is not None]
        if len(there) == len(parts):
            numerators[entry] = sum(map(int.__mul__, whole, there))
    return _Column(numerators, denominator)


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """One category: its places from the first, who is blocked, which ties there were."""

    category: str
    places: tuple[Place, ...]
    blocked: tuple[Blocked, ...]
    ties: tuple[Tie, ...]
    is_provisional: bool


@dataclasses.dataclass(frozen=True, slots=True)
class _Group:
    """Entries ordered among themselves by the stages up to `known` (rule 5)."""

    entries: Sequence[OpenEntry]
    known: int
    stopped_after: OpenStage | None = None
    limit: Fraction | None = None
    waits_for: OpenStage | None = None


def standings_of(board: Board) -> list[Standing]:
    """Return the standing of each category, in the order in which the entries name them (rule 7)."""
    categories: dict[str, list[OpenEntry]] = {}
    for entry in board.contest.entries:
        members = categories.setdefault(entry.category, [])
        if entry.status == "active":
            members.append(entry)
    return [_standing(board, category, members) for category, members in categories.items()]


def _standing(board: Board, category: str, entries: Sequence[OpenEntry]) -> Standing:
    groups, missing = _cut(board, entries)
    ties: list[Tie] = []
    places: list[Place] = []
    position = 1
    for group in groups:
        for members, rung in _ordered(board, category, group, ties):
            score = board.running_score(members[0].id, group.known)
            places.append(
                Place(position, members, score, rung, group.stopped_after, group.limit, group.waits_for)
            )
            position += len(members)
    blocked = tuple(Blocked(one.id, tuple(missing[one.id])) for one in entries if one.id in missing)
    is_provisional = groups[0].waits_for is not None
    return Standing(category, tuple(places), blocked, tuple(ties), is_provisional)


def _cut(board: Board, entries: Sequence[OpenEntry]) -> tuple[list[_Group], dict[str, list[Cell]]]:
    """Return who is ranked together, the best first, and what is missing of the others (rules 4 and 6)."""
    going = list(entries)
    missing: dict[str, list[Cell]] = {}
    stopped: list[_Group] = []
    stages = board.contest.stages
    for number, stage in enumerate(stages, 1):
        for entry in going:
            cells = board.missing(entry.id, stage)
            if cells:
                missing.setdefault(entry.id, []).extend(cells)
        if stage.top is None:
            continue
        if missing:
            rest = [entry for entry in going if entry.id not in missing]
            return [_Group(rest, number - 1, waits_for=stage), *stopped], missing
        if len(going) > stage.top:
            scores = sorted((board.running(entry.id, number) for entry in going), reverse=True)
            last = next(one for one in going if board.running(one.id, number) == scores[stage.top - 1])
            limit = board.running(last.id, number)
            out = [entry for entry in going if board.running(entry.id, number) < limit]
            stopped.insert(0, _Group(out, number, stage, board.running_score(last.id, number)))
            going = [entry for entry in going if board.running(entry.id, number) >= limit]
    rest = [entry for entry in going if entry.id not in missing]
    return [_Group(rest, len(stages)), *stopped], missing


def _ordered(
    board: Board, category: str, group: _Group, ties: list[Tie]
) -> Iterable[tuple[tuple[OpenEntry, ...], str | None]]:
    """Yield those who share a rank, the best first, with the rung that put them below the ones before."""
    equal: dict[int, list[OpenEntry]] = {}
    for entry in group.entries:
        equal.setdefault(board.running(entry.id, group.known) if group.known else 0, []).append(entry)
    for score in sorted(equal, reverse=True):
        yield from _down_the_ladder(board, category, equal[score], group.known, 0, ties)


def _down_the_ladder(
    board: Board, category: str, tied: Sequence[OpenEntry], known: int, start: int, ties: list[Tie]
) -> list[tuple[tuple[OpenEntry, ...], str | None]]:
    """Split entries of equal score by the rungs from `start` on (rule 5), and note each split in `ties`."""
    if len(tied) == 1:
        return [(tuple(tied), None)]
    for number in range(start, len(board.contest.ties)):
        rung = board.contest.ties[number]
        parts: dict[int, list[OpenEntry]] = {}
        for entry in tied:
            key = board.rung_key(rung, entry.id, known)
            if key is None:
                break
            parts.setdefault(key, []).append(entry)
        else:
            if len(parts) == 1:
                continue
            made: list[tuple[tuple[OpenEntry, ...], str | None]] = []
            deeper: list[Tie] = []
            for key in sorted(parts, reverse=True):
                split = _down_the_ladder(board, category, parts[key], known, number + 1, deeper)
                made += [(split[0][0], rung if made else None), *split[1:]]
            ties.append(Tie(category, tuple(entry.id for members, _ in made for entry in members), rung))
            ties.extend(deeper)
            return made
    ties.append(Tie(category, tuple(entry.id for entry in tied), SHARED))
    return [(tuple(tied), None)]
