"""Who a row of a sheet is: new, already there, a repeat of an earlier row, or somebody to ask about.

One judge sees the rows of one import in the order of the file. How a record differs from a row is told by the
import (`import_cadres.py`, `import_heads.py`).
"""

import dataclasses
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid
from kpm_desktop.spreadsheets.person_rows import DraftRow
from kpm_desktop.workflows.import_matching import PersonFinder, VillageFound, is_same_name
from kpm_desktop.workflows.import_preview import FieldChange, ImportChoices, PreviewRow, RowKey, group_of

Draft = TypeVar("Draft")


@dataclasses.dataclass(frozen=True, slots=True)
class Seen:
    """An earlier row of the same import with a certain NIK."""

    row: int
    name: str


class Judge(Generic[Draft]):
    """Judges rows. `compare` tells whether somebody is there already, and how the row differs from him."""

    def __init__(
        self,
        choices: ImportChoices,
        persons: PersonFinder,
        compare: Callable[[RowKey, Draft, VillageFound, Uid | None], tuple[bool, list[FieldChange]]],
    ) -> None:
        self._choices = choices
        self._persons = persons
        self._compare = compare
        self._rows: dict[Any, int] = {}
        self._niks: dict[str, Seen] = {}

    def judge(self, row: DraftRow[Draft], found: VillageFound) -> PreviewRow[Draft]:
        """Return what becomes of a row."""
        draft: Any = row.draft
        key = (row.sheet, row.row)
        problems = list(row.problems)
        village = found.village.uid if found.village else None
        answer = self._choices.people.get(key)
        twin = self._twin(draft, village, row.row)
        if twin is not None:
            return self._repeat(row, found, Problem("name", "W.210", {"name": f"baris {twin}"}), twin)
        seen = self._niks.get(draft.nik)
        if seen is not None and answer in {None, "same"} and is_same_name(seen.name, draft.name):
            return self._repeat(row, found, Problem("nik", "W.202", {"name": seen.name}), seen.row)
        who = self._persons.find(draft, village)
        person, is_known, changes = self._nearest(key, row.draft, found, who.persons)
        if answer == "other":
            person, is_known, changes = None, *self._compare(key, row.draft, found, None)
        elif answer == "same" and person is None and who.nik_holder is not None:
            person = who.nik_holder
            is_known, changes = self._compare(key, row.draft, found, person)
        draft, doubled = self._with_nik_asked(draft, key, person)
        if doubled is not None:
            problems.append(doubled)
            changes = [change for change in changes if change.field != "nik"]
        if len(who.persons) > 1 and changes and answer is None:
            problems.append(Problem("name", "W.210", {"name": self._persons.name_of(who.persons[0])}))
            changes = [dataclasses.replace(change, taken=False) for change in changes]
        if person is None or village is not None or draft.village_text:
            problems += found.problems(draft.village_text)
        if person is not None:
            self._persons.take(person)
        status = group_of(problems, changes, is_known=is_known)
        if status == "rejected":
            changes = []
        return PreviewRow(
            row.sheet,
            row.row,
            status,
            draft,
            tuple(row.raw),
            tuple(problems),
            found,
            person,
            tuple(changes) if status == "changed" else (),
            is_left_out=key in self._choices.left_out,
        )

    def _repeat(
        self, row: DraftRow[Draft], found: VillageFound, problem: Problem, twin: int
    ) -> PreviewRow[Draft]:
        """Return a row that repeats an earlier one: it counts as there already and writes nothing."""
        draft: Any = row.draft
        problems = [*row.problems, *found.problems(draft.village_text), problem]
        status = group_of(problems, (), is_known=True)
        return PreviewRow(
            row.sheet, row.row, status, row.draft, tuple(row.raw), tuple(problems), found, twin=twin
        )

    def _twin(self, draft: Any, village: Uid | None, number: int) -> int | None:
        """Return the earlier row that says quite the same of a person told apart by more than his name."""
        if not (draft.nik or draft.birth_date or draft.phone):
            return None
        same = dataclasses.replace(draft, village_text="", district_text="")
        earlier = self._rows.setdefault((same, village), number)
        return earlier if earlier != number else None

    def _nearest(
        self, key: RowKey, draft: Draft, found: VillageFound, persons: tuple[Uid, ...]
    ) -> tuple[Uid | None, bool, list[FieldChange]]:
        """Return the one of the persons in question from whom the row differs least."""
        if not persons:
            return None, *self._compare(key, draft, found, None)
        compared = [(person, *self._compare(key, draft, found, person)) for person in persons]
        return min(compared, key=lambda one: (len(one[2]), one[0]))

    def _with_nik_asked(self, draft: Any, key: RowKey, person: Uid | None) -> tuple[Any, Problem | None]:
        """Return the draft and W.202 when somebody else has its NIK.

        Until it is answered, and when it is a typing error, the NIK is kept as received, not as his.
        """
        if not draft.nik:
            return draft, None
        holders = [uid for uid in self._persons.holders(draft.nik) if uid != person]
        seen = self._niks.get(draft.nik)
        self._niks.setdefault(draft.nik, Seen(key[1], draft.name))
        name = self._persons.name_of(holders[0]) if holders else seen.name if seen else ""
        if not name:
            return draft, None
        problem = Problem("nik", "W.202", {"name": name})
        if self._choices.people.get(key) == "other":
            return draft, problem
        return dataclasses.replace(draft, nik="", nik_received=draft.nik), problem
