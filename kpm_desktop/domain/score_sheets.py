"""A judge's score sheet as it stands, what keeps a result from being locked, and judges that lie far apart.

Pure: `workflows/contest_sheets.py` reads them from the data file.
"""

import dataclasses
from collections.abc import Mapping
from typing import Literal

from kpm_desktop.domain.contests import Criterion, EntryLine, Judge, Score, SheetState, Stage
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.score_paper import Paper
from kpm_desktop.domain.scoring import is_differing, mark_problems, sum_of, total_problems
from kpm_desktop.domain.uid import Uid, pair_uid

ObstacleKind = Literal[
    "missing",
    "differing",
    "unsecond",
    "weights",
    "conflicts",
    "no_entries",
    "entries",
    "paper",
    "no_judges",
    "fault",
]


@dataclasses.dataclass(frozen=True, slots=True)
class Sheet:
    """One judge in one stage: his criteria, the entries in the order of his paper, the marks typed.

    `marks` are by (entry, criterion), only those something was typed for; `totals` what he wrote himself, by
    entry or criterion; `notes` why a wrong total of his stands, by entry or criterion. `paper` is the sheet
    printed for him last (None: none was).
    """

    stage: Stage
    judge: Judge
    judge_name: str
    criteria: tuple[Criterion, ...]
    entries: tuple[EntryLine, ...]
    marks: Mapping[tuple[Uid, Uid], Score]
    totals: Mapping[Uid, str]
    notes: Mapping[Uid, tuple[str, ...]]
    state: SheetState
    paper: Paper | None = None

    @property
    def uid(self) -> Uid:
        """Return the sheet's identity."""
        return pair_uid("score_sheet", self.stage.uid, self.judge.uid)

    def mark(self, entry: Uid, criterion: Uid) -> Score:
        """Return a mark; an empty one where nothing was typed."""
        found = self.marks.get((entry, criterion))
        return found or Score(
            pair_uid("score", entry, self.judge.uid, criterion), entry, self.judge.uid, criterion
        )

    def first(self, entry: Uid, criterion: Uid) -> str:
        """Return what the first entry says of a cell, "" where nothing was typed."""
        found = self.marks.get((entry, criterion))
        return found.first if found is not None else ""

    def cells(self) -> list[Score]:
        """Return every mark the sheet asks for, row by row."""
        return [self.mark(entry.uid, one.uid) for entry in self.entries for one in self.criteria]

    def missing(self) -> int:
        """Return how many cells are empty: of the first entry until the sheet is final, then for good."""
        if self.state == "final":
            return sum(not one.final for one in self.cells())
        return sum(not one.first for one in self.cells())

    def differing(self) -> list[Score]:
        """Return the cells whose two entries differ and are not decided; only once both are closed."""
        return [one for one in self.cells() if is_differing(one)] if self.state == "different" else []

    def limits(self) -> list[tuple[Score, Problem]]:
        """Return the marks of the first entry outside their limits (F.211)."""
        by_uid = {one.uid: one for one in self.criteria}
        return [
            (score, problem)
            for score in self.cells()
            if score.criterion is not None
            for problem in mark_problems(score.first, by_uid[score.criterion])
        ]

    def row_problems(self, entry: Uid) -> list[Problem]:
        """Return W.212 of a row."""
        marks = [self.first(entry, one.uid) for one in self.criteria]
        return total_problems(sum_of(marks), self.totals.get(entry, ""), self.notes.get(entry, ()))

    def column_problems(self, criterion: Uid) -> list[Problem]:
        """Return W.212 of a control number under a column."""
        marks = [self.first(entry.uid, criterion) for entry in self.entries]
        return total_problems(sum_of(marks), self.totals.get(criterion, ""), self.notes.get(criterion, ()))

    def paper_problems(self) -> list[Problem]:
        """Return W.310 when the printed sheet is not valid any more and nobody accepted it as it is now."""
        return self.paper.problems(is_final=self.state == "final") if self.paper is not None else []

    def total_troubles(self) -> list[tuple[Uid, Problem]]:
        """Return every total that is not what the marks add up to and has no note."""
        rows = [(entry.uid, one) for entry in self.entries for one in self.row_problems(entry.uid)]
        return rows + [(one.uid, found) for one in self.criteria for found in self.column_problems(one.uid)]


@dataclasses.dataclass(frozen=True, slots=True)
class Obstacle:
    """What keeps a result from being locked: how many, and the first sheet to look at."""

    kind: ObstacleKind
    count: int
    stage: Uid | None = None
    judge: Uid | None = None
    place: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Apart:
    """Judges that differ more than the office allows in one cell (W.230)."""

    stage: str
    criterion: str
    entry: Uid
    problem: Problem
