"""The six steps of a contest as they stand: done, with a problem, or waiting. Only reads."""

import dataclasses
from typing import Literal

from kpm_desktop import workflows
from kpm_desktop.domain.contests import unclear_entries, weight_problems
from kpm_desktop.domain.rubric import sibling_problems
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.words import thousands
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.page import Shell

State = Literal["done", "problem", "waiting"]
RUBRIC, ENTRIES, JUDGES, SCORES, RANKING, DECISION = (
    "rubric", "entries", "judges", "scores", "ranking", "decision",
)  # fmt: skip
WORDS = {
    RUBRIC: "Kriteria",
    ENTRIES: "Peserta",
    JUDGES: "Juri",
    SCORES: "Nilai",
    RANKING: "Peringkat",
    DECISION: "Penetapan",
}
PAGES = {
    RUBRIC: "contest-rubric",
    JUDGES: "contest-judges",
    SCORES: "contest-scores",
    RANKING: "contest-ranking",
    DECISION: "contest-decision",
}
"""The full page of each step; the entries are the tab itself."""
_STATE_WORDS = {"done": "selesai", "problem": "perlu dilihat", "waiting": "menunggu"}


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """A step, how far it is, and its number of things ("" for none)."""

    key: str
    state: State
    count: str = ""

    @property
    def word(self) -> str:
        """Return its name with the number."""
        return f"{WORDS[self.key]} {self.count}".strip()

    @property
    def spoken(self) -> str:
        """Return the step as a screen reader says it."""
        return f"{self.word}, {_STATE_WORDS[self.state]}"


def steps_of(data_file: DataFile, contest: Uid) -> tuple[Step, ...]:
    """Return the steps of a contest in order."""
    register = data_file.contests
    stages = register.stages(contest)
    criteria = [register.criteria(stage.uid) for stage in stages]
    is_wrong = bool(weight_problems(stage.weight for stage in stages)) or any(map(sibling_problems, criteria))
    is_sound = bool(stages) and all(criteria) and not is_wrong
    records = register.entry_records(contest)
    entries = sum(one.status == "active" for one in records)
    judges = register.judges(contest)
    ties = [one for one in workflows.contest_sheets.panel_conflicts(data_file, contest) if one.problems]
    sheets = workflows.contest_sheets.sheets(data_file, contest)
    typed = any(sheet.state != "empty" for sheet in sheets)
    ready = bool(sheets) and all(sheet.state == "final" and not sheet.missing() for sheet in sheets)
    locked = register.is_locked(contest)
    return (
        Step(RUBRIC, "done" if is_sound else "problem"),
        Step(
            ENTRIES,
            _state(bool(entries), is_wrong=bool(unclear_entries(records))),
            thousands(entries) if entries else "",
        ),
        Step(JUDGES, _state(bool(judges), is_wrong=bool(ties)), thousands(len(judges)) if judges else ""),
        Step(SCORES, _state(ready, is_wrong=typed and not ready)),
        Step(RANKING, "done" if locked or ready else "waiting"),
        Step(DECISION, "done" if locked else "waiting"),
    )


def _state(is_done: bool, *, is_wrong: bool) -> State:
    return "problem" if is_wrong else "done" if is_done else "waiting"


def show_step(shell: Shell, contest: Uid, key: str) -> None:
    """Show a step of a contest in place of the step in front."""
    if key == ENTRIES:
        shell.go("contests", contest=contest)
        return
    shell.go("contests")
    shell.open(PAGES[key], contest=contest)
