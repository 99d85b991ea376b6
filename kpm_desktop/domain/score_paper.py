"""The paper a judge's marks are typed from: whether it still says what the data file says.

A sheet is frozen as it was printed (paper.md 3.9); criteria, entries or people may have changed since.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from kpm_desktop.domain.contests import Criterion, Entry, EntryLine
from kpm_desktop.domain.names import upper_name
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.rubric import are_as_printed, printed_criteria, rubric_mark
from kpm_desktop.domain.uid import Uid

Outdated = Literal["", "criteria", "entries", "people"]


@dataclasses.dataclass(frozen=True, slots=True)
class Paper:
    """The sheet that was printed for a judge: on which day, and whether it is still valid.

    `outdated` is what changed since, "" for nothing; `mark` stands for what a sheet printed now would have,
    and begins each of the `notes` that accept the old one all the same. `order` is the place of each entry.
    """

    day: str
    outdated: Outdated
    mark: str
    order: Mapping[Uid, int]
    notes: tuple[str, ...] = ()

    def problems(self, *, is_final: bool) -> list[Problem]:
        """Return W.310 where the sheet is not valid and nobody accepted it as things stand now.

        Once a sheet is final its criteria and new entries ask for nothing more; other people on it do.
        """
        if not self.outdated or (is_final and self.outdated != "people"):
            return []
        if any(note.startswith(f"{self.mark}: ") for note in self.notes):
            return []
        return [Problem("paper", "W.310", {"day": self.day, "what": self.outdated})]


def printed_people(rows: Sequence[Mapping[str, Any]], records: Mapping[Uid, Entry]) -> list[dict[str, Any]]:
    """Return the frozen rows of a sheet with whom each stands for, by person and village."""
    found = []
    for row in rows:
        record = records[bytes.fromhex(row["entry"])]
        found.append({**row, "person": _hex(record.person), "village": _hex(record.village)})
    return found


def paper_of(
    head: Mapping[str, Any],
    rows: Sequence[Mapping[str, Any]],
    criteria: Sequence[Criterion],
    taking: Sequence[EntryLine],
    records: Mapping[Uid, Entry],
    notes: tuple[str, ...] = (),
) -> Paper:
    """Return a printed sheet held against what is marked, and by whom, now; names are kept from `taking`."""
    printed = {bytes.fromhex(row["entry"]): row for row in rows}
    outdated: Outdated = ""
    if _are_others(printed, taking, records):
        outdated = "people"
    elif not are_as_printed(criteria, head["columns"]):
        outdated = "criteria"
    elif any(
        line.uid not in printed or printed[line.uid]["number"] not in {line.number, line.blind_code}
        for line in taking
    ):
        outdated = "entries"
    now = (
        {"entry": line.uid.hex(), "number": line.number, "person": _hex(records[line.uid].person),
         "village": _hex(records[line.uid].village), "name": line.name if outdated == "people" else ""}
        for line in sorted(taking, key=lambda one: one.uid)
    )  # fmt: skip
    mark = rubric_mark([*printed_criteria(criteria), *now])
    return Paper(head["day"], outdated, mark, {uid: place for place, uid in enumerate(printed)}, notes)


def _are_others(
    printed: Mapping[Uid, Mapping[str, Any]], taking: Sequence[EntryLine], records: Mapping[Uid, Entry]
) -> bool:
    """Tell whether a row stands for another person or village now, or names were swapped among the rows."""
    names = {line.uid: upper_name(line.name, line.title_front, line.title_back) for line in taking}
    for uid, name in names.items():
        row = printed.get(uid)
        if row is None:
            continue
        record = records[uid]
        for key, value in (("person", record.person), ("village", record.village)):
            if row.get(key, _hex(value)) != _hex(value):
                return True
        if row["name"] and row["name"] != name and row["name"] in names.values():
            return True
    return False


def _hex(uid: Uid | None) -> str:
    return uid.hex() if uid is not None else ""
