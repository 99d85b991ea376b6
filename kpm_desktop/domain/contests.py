"""Contests with categories, stages, criteria, judges, entries and marks: records and their problems.

How marks become ranks is not here (`ranking.py`). Weights and points are decimal texts (`"88.5"`), never
floats.
"""

import collections
import dataclasses
import datetime as dt
import functools
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Literal, NamedTuple

from kpm_desktop.domain.names import full_name
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.search import search_text, sort_key
from kpm_desktop.domain.uid import Uid

SAMPLE_STAGES = (
    ("Administrasi dan portofolio", "30"),
    ("Pemaparan dan wawancara", "30"),
    ("Verifikasi lapangan", "40"),
)
"""Name and weight of the stages of the sample rubric, to be changed by the office (domain.md section 7)."""

SAMPLE_CRITERIA = (
    ("Profil lembaga", "Administrasi KPM", "Rencana kerja"),
    ("Isi pemaparan", "Penguasaan tugas dan peran"),
    ("Partisipasi masyarakat", "Inovasi", "Hasil nyata"),
)
"""Names of the criteria under each sample stage; each has at most 100 points and an equal share."""

ContestLevel = Literal["district", "regency", "province"]
ContestStatus = Literal["preparing", "running", "decided"]
EntryStatus = Literal["active", "withdrawn", "disqualified"]
DocumentState = Literal["", "present", "missing"]
SheetState = Literal["empty", "first", "second", "different", "final"]


@dataclasses.dataclass(frozen=True, slots=True)
class Contest:
    """A lomba of one year and level.

    `ties` is the ladder of rungs (`stage:UID`, `criterion:UID`, `lot`; a uid as 32 hex digits); `limits` is a
    JSON text of the panel's limits; `from_contest` is the contest of the level below.
    """

    uid: Uid
    name: str = ""
    year: int | None = None
    level: ContestLevel = "regency"
    from_contest: Uid | None = None
    ties: tuple[str, ...] = ()
    limits: str = ""
    status: ContestStatus = "preparing"


@dataclasses.dataclass(frozen=True, slots=True)
class Category:
    """A category ranked by itself, as desa and kelurahan."""

    uid: Uid
    contest: Uid | None = None
    name: str = ""
    position: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Stage:
    """A tahap; `top` = how many of each category go on after it (None: all)."""

    uid: Uid
    contest: Uid | None = None
    name: str = ""
    position: int | None = None
    weight: str = ""
    top: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion or, under a `parent`, an indicator; weighted, or with maximum points, or a described scale.

    `scale` is a JSON text of described choices.
    """

    uid: Uid
    stage: Uid | None = None
    parent: Uid | None = None
    name: str = ""
    position: int | None = None
    weight: str = ""
    min_points: str = ""
    max_points: str = ""
    scale: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Judge:
    """A member of the panel with his number; one is the chief."""

    uid: Uid
    contest: Uid | None = None
    person: Uid | None = None
    number: int | None = None
    chief: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class JudgeAssignment:
    """What a judge marks: a whole stage, or one criterion of it."""

    uid: Uid
    judge: Uid | None = None
    stage: Uid | None = None
    criterion: Uid | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class JudgeInterest:
    """Why a judge should not mark an entry, and why that was overruled (empty: it was not)."""

    uid: Uid
    judge: Uid | None = None
    entry: Uid | None = None
    reason: str = ""
    overruled_reason: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """A peserta lomba; `lot` is the number drawn for a tie, `from_entry` his entry one level below."""

    uid: Uid
    contest: Uid | None = None
    category: Uid | None = None
    person: Uid | None = None
    village: Uid | None = None
    number: str = ""
    blind_code: str = ""
    status: EntryStatus = "active"
    reason: str = ""
    lot: int | None = None
    from_entry: Uid | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class EntryDocument:
    """A document asked of an entry and whether it is there."""

    uid: Uid
    entry: Uid | None = None
    document: str = ""
    state: DocumentState = ""
    note: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class ScoreSheet:
    """The sheet of one judge in one stage and how far it is typed."""

    uid: Uid
    stage: Uid | None = None
    judge: Uid | None = None
    state: SheetState = "empty"


@dataclasses.dataclass(frozen=True, slots=True)
class SheetTotal:
    """A total written by the judge, of an entry or of a criterion (`of`)."""

    uid: Uid
    score_sheet: Uid | None = None
    of: Uid | None = None
    total: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Score:
    """A mark typed twice; `final` counts. `uid` is `pair_uid("score", entry, judge, criterion)`."""

    uid: Uid
    entry: Uid | None = None
    judge: Uid | None = None
    criterion: Uid | None = None
    first: str = ""
    second: str = ""
    final: str = ""
    note: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Decision:
    """A locked result, frozen; `overrides` and `content` (all that was printed) are JSON texts."""

    uid: Uid
    contest: Uid | None = None
    revision: int | None = None
    reason: str = ""
    minutes_no: str = ""
    minutes_date: dt.date | None = None
    overrides: str = ""
    content: str = ""
    fingerprint: str = ""


class ContestLine(NamedTuple):
    """A contest as the chooser shows it; `entries` counts active ones, `district_name` of its own level."""

    uid: Uid
    name: str
    year: int | None
    level: str
    status: str
    categories: int
    stages: int
    judges: int
    entries: int
    district_name: str


class EntryLine(NamedTuple):
    """An entry as the list shows it; documents are counted as there and as asked."""

    uid: Uid
    number: str
    name: str
    title_front: str
    title_back: str
    village_name: str
    is_ambiguous: bool
    district_name: str
    category_name: str
    status: str
    reason: str
    documents: int
    documents_asked: int
    person: Uid | None
    village: Uid | None
    village_kind: str
    category: Uid | None
    contest: Uid | None
    blind_code: str
    lot: int | None

    @property
    def full_name(self) -> str:
        """Return the name with its titles, as stored."""
        return full_name(self.name, self.title_front, self.title_back)

    @property
    def sort_key(self) -> str:
        """Return what orders the list: the name without titles."""
        return sort_key(self.name)

    @property
    def search(self) -> str:
        """Return the folded text that a search looks at."""
        return search_text(self.number, self.name, self.village_name, self.district_name)


@functools.lru_cache(maxsize=4_000)
def decimal_of(text: str) -> Decimal | None:
    """Return a decimal text as a finite number; None for empty or anything else."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def weight_problems(weights: Iterable[str]) -> list[Problem]:
    """Return F.215 unless the weights of the stages, or of one stage's criteria, add up to 100.

    None has a weight (maximum points count then): nothing to check. Some have and others not: F.215.
    """
    texts = list(weights)
    if not any(texts):
        return []
    numbers = [decimal_of(text) for text in texts]
    known = [number for number in numbers if number is not None and number >= 0]
    total = sum(known, Decimal(0))
    if len(known) == len(numbers) and total == 100:
        return []
    return [Problem("weight", "F.215", {"sum": format(total.normalize(), "f").replace(".", ",")})]


def unclear_entries(entries: Sequence[Entry]) -> list[Entry]:
    """Return the active entries that papers could take for one another, as a merge may leave them.

    Without a number, person or village, or with the number or the person of another.
    """
    active = [one for one in entries if one.status == "active"]
    numbers = collections.Counter(one.number for one in active)
    people = collections.Counter(one.person for one in active)
    return [
        one
        for one in active
        if not one.number
        or one.person is None
        or one.village is None
        or numbers[one.number] > 1
        or people[one.person] > 1
    ]
