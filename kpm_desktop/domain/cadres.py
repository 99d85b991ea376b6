"""Cadres: the term of a person as village cadre, the joined record of the form, and their rules."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Literal, NamedTuple

from kpm_desktop.domain.dates import long_date
from kpm_desktop.domain.names import full_name
from kpm_desktop.domain.people import Person, TermStatus, term_problems
from kpm_desktop.domain.people import problems_in as person_problems
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.search import search_text, sort_key
from kpm_desktop.domain.uid import Uid


@dataclasses.dataclass(frozen=True, slots=True)
class CadreTerm:
    """One term of a person as cadre of a village, with its decree (SK)."""

    uid: Uid
    person: Uid | None = None
    village: Uid | None = None
    cadre_type: str = "KPM"
    position: str = ""
    field: str = ""
    origin_institution: str = ""
    institution_profile: str = ""
    decree_no: str = ""
    decree_date: dt.date | None = None
    term_start: dt.date | None = None
    term_end: dt.date | None = None
    status: TermStatus = "active"
    status_reason: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Cadre:
    """A cadre as lists and forms show him: the person and his newest term. `uid` is the person's."""

    person: Person
    term: CadreTerm
    earlier: tuple[CadreTerm, ...] = ()

    @property
    def uid(self) -> Uid:
        """Return the identity of the person."""
        return self.person.uid


SOON_DAYS = 90
"""A decree that ends within so many days is about to run out; a setting overrides it."""

CadreState = Literal["active", "ended", "no_decree", "expiring", "expired", "damaged_nik"]
"""The state in the list: Aktif, Selesai, Belum ada SK, SK segera habis, SK habis, NIK rusak."""


class CadreLine(NamedTuple):
    """A cadre (person and newest term) as the list shows it; its register's `find` returns these.

    `uid` is the person's; `village_kind` picks the word before the name; `lesson_hours` and `sessions` count
    what he was present at; `state` is the word of the list.
    """

    uid: Uid
    name: str
    title_front: str
    title_back: str
    sex: str
    village_name: str
    is_ambiguous: bool
    position: str
    term_end: dt.date | None
    lesson_hours: int
    state: CadreState
    district_name: str
    village_kind: str
    village: Uid | None
    district: Uid | None
    term: Uid
    status: str
    term_start: dt.date | None
    decree_no: str
    cadre_type: str
    field: str
    origin_institution: str
    phone: str
    has_nik: bool
    has_damaged_nik: bool
    verified: bool
    potential: str
    sessions: int

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
        return search_text(self.name, self.village_name, self.district_name, self.phone, self.position)


def state_of(
    status: str,
    term_end: dt.date | None,
    decree_no: str,
    today: dt.date,
    *,
    has_damaged_nik: bool = False,
    soon_days: int = SOON_DAYS,
) -> CadreState:
    """Return the one state that the list shows, most pressing first; a proposed cadre has no decree yet."""
    if status == "ended":
        return "ended"
    if has_damaged_nik:
        return "damaged_nik"
    if not decree_no or status == "proposed":
        return "no_decree"
    if term_end is None:
        return "active"
    if term_end < today:
        return "expired"
    return "expiring" if (term_end - today).days <= soon_days else "active"


def newest(terms: Iterable[CadreTerm]) -> CadreTerm | None:
    """Return the term that counts: one that has not ended, else the one that began last."""
    return max(
        terms,
        key=lambda term: (
            term.status != "ended",
            term.term_start or term.decree_date or dt.date.min,
            term.uid,
        ),
        default=None,
    )


def problems_in(
    cadre: Cadre,
    today: dt.date,
    *,
    regency_code: str = "",
    nik_holder: str = "",
    similar: str = "",
    village_known: bool = True,
    soon_days: int = SOON_DAYS,
) -> list[Problem]:
    """Return what is wrong with a cadre: person, term, and the term beside `cadre.earlier`.

    Facts about other records are passed in as in `people.problems_in`. `field` is a field of either record:
    they share no names.
    """
    term = cadre.term
    problems = person_problems(
        cadre.person, today, regency_code=regency_code, nik_holder=nik_holder, similar=similar
    )
    problems += term_problems(term.village, term.term_start, term.term_end, village_known=village_known)
    if term.status == "active" and term.term_end is not None:
        values = {"date": long_date(term.term_end)}
        if term.term_end < today:
            problems.append(Problem("term_end", "W.221", values))
        elif term.term_end - today <= dt.timedelta(days=soon_days):
            problems.append(Problem("term_end", "W.220", values))
    if term.status == "active" and any(other.status == "active" for other in cadre.earlier):
        problems.append(Problem("status", "W.222"))
    return problems
