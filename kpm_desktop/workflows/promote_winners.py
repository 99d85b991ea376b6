"""Winners of locked contests become entries one level above: of one result or of all those below."""

import dataclasses
from collections.abc import Iterable, Sequence

from kpm_desktop.domain.contest_limits import district_of
from kpm_desktop.domain.contests import ContestLevel, Decision
from kpm_desktop.domain.decision import ResultRow
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import decide_contest
from kpm_desktop.workflows.progress import Refused

BELOW: dict[ContestLevel, ContestLevel] = {"regency": "district", "province": "regency"}
"""Which level sends its winners to which."""


@dataclasses.dataclass(frozen=True, slots=True)
class Winners:
    """The best of one locked contest: its decision, its rows up to a rank, and its district."""

    decision: Decision
    title: str
    rows: tuple[ResultRow, ...]
    district: Uid | None = None


def winners_below(data_file: DataFile, contest: Uid, ranks: int = 1) -> list[Winners]:
    """Return the entries up to a rank of every locked contest of the level below, of the same year.

    A result whose text is not as it was locked (F.219) is left out.
    """
    register = data_file.contests
    above = register.get(contest)
    level = BELOW.get(above.level)
    found = []
    for line in register.find():
        if line.level != level or line.year != above.year or not register.is_locked(line.uid):
            continue
        decision = register.decisions(line.uid)[0]
        result = decide_contest.locked_result(decision)
        if isinstance(result, Refused):
            continue
        rows = [row for one in result.categories for row in one.ranked if (row.rank or 0) <= ranks]
        district = district_of(register.get(line.uid).limits)
        found.append(Winners(decision, result.title, tuple(rows), district))
    return sorted(found, key=lambda one: one.title)


def promote_all(data_file: DataFile, into: Uid, found: Iterable[Winners], documents: Sequence[str]) -> int:
    """Enter all these winners within the open operation; returns how many, those already there left out."""
    return sum(promote(data_file, one.decision, into, one.rows, documents) for one in found)


def promote(
    data_file: DataFile, decision: Decision, into: Uid, rows: Sequence[ResultRow], documents: Sequence[str]
) -> int:
    """Enter the people of these rows of a locked result into the contest of the next level.

    Within the open operation; returns how many were entered, those who are already there left out. Who they
    are is what was locked; a number that a merge gave to somebody else since counts nowhere.
    """
    if decision.contest is None:
        return 0
    register = data_file.contests
    known = {entry.person for entry in register.entry_records(into)}
    categories = {one.name.casefold(): one.uid for one in register.categories(into)}
    count = 0
    wanted = {row.person for row in rows if row.person}
    written = {one.uid: one.person for one in register.entry_records(decision.contest)}
    for line in register.entries(decision.contest):
        names = {uid.hex() for uid in (line.person, written[line.uid]) if uid is not None}
        if line.person is None or line.person in known or not names & wanted:
            continue
        category = categories.get(line.category_name.casefold())
        made = register.add_entry(into, line.person, line.village, category, documents)
        register.save_part(dataclasses.replace(made, from_entry=line.uid), made)
        count += 1
    target = register.get(into)
    if count and target.from_contest is None:
        register.save(dataclasses.replace(target, from_contest=decision.contest), target)
    return count
