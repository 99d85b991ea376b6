"""The register of marks: score sheets with their state, the totals written by judges, and every mark.

What a mark does to a rank is in `domain.ranking`; contests and panels are in `contests.py`.
"""

import dataclasses

from kpm_desktop.domain.contests import Score, ScoreSheet, SheetState, SheetTotal
from kpm_desktop.domain.scoring import Turn, decided, is_differing, reopened, settled
from kpm_desktop.domain.uid import Uid, pair_uid
from kpm_desktop.store import rows
from kpm_desktop.store.rows import Rows

_STAGES = "SELECT uid FROM stage WHERE contest = ? AND alive = 1"
_OF_CONTEST = f"""
r.entry IN (SELECT uid FROM entry WHERE contest = ? AND alive = 1)
AND r.judge IN (SELECT uid FROM judge WHERE alive = 1)
AND r.criterion IN (SELECT uid FROM criterion WHERE alive = 1 AND stage IN ({_STAGES}))
"""
_OF_SHEET = """
r.judge = ? AND r.criterion IN (SELECT uid FROM criterion WHERE stage = ? AND alive = 1)
AND r.entry IN (SELECT uid FROM entry WHERE alive = 1)
"""


_TURNS: dict[Turn, frozenset[SheetState]] = {
    "first": frozenset({"empty", "first"}),
    "second": frozenset({"second"}),
}
"""At which state of a sheet each entry is typed."""


class Scores:
    """Score sheets, totals and marks of one data file. Rows that stand for a pair have its derived uid."""

    def __init__(self, data_file: Rows) -> None:
        self._file = data_file

    def find(self, contest: Uid) -> list[Score]:
        """Return the marks of a contest whose entry, judge, criterion and stage are all still there."""
        return rows.select(self._file, Score, _OF_CONTEST, (contest, contest))

    def of_sheet(self, stage: Uid, judge: Uid) -> list[Score]:
        """Return the marks of one judge in one stage."""
        return rows.select(self._file, Score, _OF_SHEET, (judge, stage))

    def get(self, entry: Uid, judge: Uid, criterion: Uid) -> Score:
        """Return a mark; an empty one that is not stored yet where nothing was typed."""
        uid = pair_uid("score", entry, judge, criterion)
        try:
            return rows.get(self._file, Score, uid)
        except KeyError:
            return Score(uid, entry, judge, criterion)

    def save(self, score: Score, loaded: Score | None = None) -> None:
        """Write a mark within the open operation, all of it where nothing was stored yet."""
        is_stored = bool(self._file.rows("SELECT 1 FROM score WHERE uid = ?", (score.uid,)))
        rows.save(self._file, score, loaded if is_stored else None)

    def find_sheets(self, contest: Uid) -> list[ScoreSheet]:
        """Return the score sheets of a contest that have a state."""
        return rows.select(self._file, ScoreSheet, f"r.stage IN ({_STAGES})", (contest,))

    def get_sheet(self, stage: Uid, judge: Uid) -> ScoreSheet:
        """Return the sheet of a judge in a stage; an empty one that is not stored yet where there is none."""
        uid = pair_uid("score_sheet", stage, judge)
        try:
            return rows.get(self._file, ScoreSheet, uid)
        except KeyError:
            return ScoreSheet(uid, stage, judge)

    def set_state(self, stage: Uid, judge: Uid, state: SheetState) -> None:
        """Store within the open operation how far a sheet is typed."""
        rows.save(self._file, dataclasses.replace(self.get_sheet(stage, judge), state=state))

    def totals(self, sheet: Uid) -> list[SheetTotal]:
        """Return the totals that the judge wrote on a sheet, of entries and of criteria."""
        return rows.select(self._file, SheetTotal, "r.score_sheet = ?", (sheet,))

    def save_total(self, sheet: ScoreSheet, of: Uid, total: str) -> None:
        """Store within the open operation the total of an entry or criterion as it stands on paper.

        The sheet is stored with it when it was not there yet.
        """
        rows.save(self._file, sheet)
        uid = pair_uid("sheet_total", sheet.uid, of)
        rows.save(self._file, SheetTotal(uid, sheet.uid, of, total))

    # a sheet on its way: empty -> first -> second -> different -> final

    def type_mark(self, stage: Uid, judge: Uid, entry: Uid, criterion: Uid, turn: Turn, mark: str) -> None:
        """Store a mark of the first or the second entry within the open operation; "" empties it.

        ValueError when the sheet is not at that turn.
        """
        sheet = self.get_sheet(stage, judge)
        if sheet.state not in _TURNS[turn]:
            raise ValueError(f"the sheet is {sheet.state}")
        loaded = self.get(entry, judge, criterion)
        if turn == "first":
            self.save(dataclasses.replace(loaded, first=mark), loaded)
        else:
            self.save(dataclasses.replace(loaded, second=mark), loaded)
        if sheet.state != turn:
            rows.save(self._file, dataclasses.replace(sheet, state=turn))

    def type_total(self, stage: Uid, judge: Uid, of: Uid, total: str) -> None:
        """Store a total as the judge wrote it, during the first entry; ValueError at another turn."""
        sheet = self.get_sheet(stage, judge)
        if sheet.state not in _TURNS["first"]:
            raise ValueError(f"the sheet is {sheet.state}")
        self.save_total(dataclasses.replace(sheet, state="first"), of, total)

    def end_first(self, stage: Uid, judge: Uid) -> None:
        """Close the first entry within the open operation: from now on it is hidden, the second may begin."""
        self.set_state(stage, judge, "second")

    def end_second(self, stage: Uid, judge: Uid) -> int:
        """Compare both entries within the open operation and return how many cells differ.

        What both say counts from now on; with no difference the sheet is final.
        """
        differing = 0
        for score in self.of_sheet(stage, judge):
            differing += score.first != score.second
            self.save(settled(dataclasses.replace(score, note="")), score)
        self.set_state(stage, judge, "different" if differing else "final")
        return differing

    def decide(self, stage: Uid, judge: Uid, entry: Uid, criterion: Uid, mark: str) -> None:
        """Store within the open operation what the paper says in a differing cell; the last makes it final.

        ValueError for a cell that does not differ: it is never asked again.
        """
        score = self.get(entry, judge, criterion)
        if not is_differing(score) or self.get_sheet(stage, judge).state != "different":
            raise ValueError("the cell does not differ")
        self.save(decided(score, mark), score)
        if not any(map(is_differing, self.of_sheet(stage, judge))):
            self.set_state(stage, judge, "final")

    def reopen(self, stage: Uid, judge: Uid) -> None:
        """Begin a sheet again at its first entry within the open operation; second entry and result go."""
        for score in self.of_sheet(stage, judge):
            self.save(reopened(score), score)
        self.set_state(stage, judge, "first")
