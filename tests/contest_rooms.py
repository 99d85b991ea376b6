"""A small contest in a data file, with everything needed to type, rank and lock it."""

import dataclasses
from collections.abc import Callable, Mapping

from kpm_desktop.domain.contests import Category, Contest, Criterion, Entry, Judge, Stage
from kpm_desktop.domain.people import Person
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile

MARKS: Mapping[str, tuple[str, ...]] = {"01": ("80", "9"), "02": ("68", "8.5"), "03": ("90", "7")}
"""Per entry number what every judge gives: out of 100, then out of 10."""


@dataclasses.dataclass(frozen=True, slots=True)
class Room:
    """A contest of two stages with one criterion each and two judges."""

    contest: Uid
    stages: tuple[Stage, ...]
    criteria: tuple[Criterion, ...]
    judges: tuple[Judge, ...]
    entries: Mapping[str, Entry]


def furnish(file: DataFile, people: Mapping[str, tuple[Uid, Uid]], judges: int = 2) -> Room:
    """Make a contest whose entries are these (person, village) by number."""
    with file.operation("edit", "Siapkan lomba"):
        contest = Contest(file.new_uid(), "Lomba KPM Umpama 2019", 2019, "regency")
        category = Category(file.new_uid(), contest.uid, "desa", 1)
        file.contests.save(contest)
        file.contests.save_part(category)
        stages, criteria = [], []
        for place, (name, weight, most) in enumerate((("Berkas", "40", "100"), ("Lapangan", "60", "10")), 1):
            stage = Stage(file.new_uid(), contest.uid, name, place, weight)
            one = Criterion(
                file.new_uid(), stage.uid, None, f"Nilai {name}", 1, min_points="0", max_points=most
            )
            file.contests.save_part(stage)
            file.contests.save_part(one)
            stages.append(stage)
            criteria.append(one)
        panel = []
        for seat in range(1, judges + 1):
            person = Person(file.new_uid(), f"Juri Umpama {seat}")
            file.people.save(person)
            panel.append(Judge(file.new_uid(), contest.uid, person.uid, seat, seat == 1))
            file.contests.save_part(panel[-1])
        entries = {}
        for number, (who, village) in people.items():
            entries[number] = Entry(file.new_uid(), contest.uid, category.uid, who, village, number)
            file.contests.save_part(entries[number])
    return Room(contest.uid, tuple(stages), tuple(criteria), tuple(panel), entries)


def type_all(
    file: DataFile, room: Room, marks: Callable[[str, int], str] = lambda number, at: MARKS[number][at]
) -> None:
    """Type every sheet twice, the same both times, and close it."""
    with file.operation("edit", "Isi semua"):
        for at, (stage, criterion) in enumerate(zip(room.stages, room.criteria, strict=True)):
            for judge in room.judges:
                for turn in ("first", "second"):
                    for number, entry in room.entries.items():
                        file.scores.type_mark(
                            stage.uid, judge.uid, entry.uid, criterion.uid, turn, marks(number, at)
                        )
                    if turn == "first":
                        file.scores.end_first(stage.uid, judge.uid)
                file.scores.end_second(stage.uid, judge.uid)
