"""Persons and village heads: records and what may be wrong with them.

A person is a human being; what he is in a village is a term (`cadres.CadreTerm`, `HeadTerm`). The rules of a
NIK, a name, a phone and a date live in their own modules.
"""

import dataclasses
import datetime as dt
from typing import Final, Literal, NamedTuple

from kpm_desktop.domain.dates import birth_date_problems
from kpm_desktop.domain.names import full_name, name_problems, printed_name
from kpm_desktop.domain.national_id import nik_problems
from kpm_desktop.domain.phones import phone_problems
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid

Sex = Literal["L", "P", ""]
HeadKind = Literal["definitive", "pj", "plt"]
TermStatus = Literal["proposed", "active", "ended"]

ERASED_NAME: Final = "(dimusnahkan)"
"""What stands for an erased person where he is counted or named."""


@dataclasses.dataclass(frozen=True, slots=True)
class Person:
    """A human being, however little is known: a walk-in has only a name.

    `nik_received` keeps a damaged or wrong NIK as it came; `photo` is the SHA-256 of an asset in hex;
    `merged_into` names the person this row was joined with.
    """

    uid: Uid
    name: str = ""
    title_front: str = ""
    title_back: str = ""
    print_name: str = ""
    nik: str = ""
    nik_received: str = ""
    sex: Sex = ""
    birth_place: str = ""
    birth_date: dt.date | None = None
    age_recorded: int | None = None
    age_recorded_on: dt.date | None = None
    phone: str = ""
    address: str = ""
    photo: str = ""
    education: str = ""
    courses: str = ""
    occupation: str = ""
    notes: str = ""
    verified: bool = False
    potential: str = ""
    potential_note: str = ""
    merged_into: Uid | None = None

    @property
    def full_name(self) -> str:
        """Return the name with its titles, as stored; of an erased person the word that says so."""
        return full_name(self.name, self.title_front, self.title_back) or ERASED_NAME

    @property
    def paper_name(self) -> str:
        """Return the name as papers print it; of an erased person the word that says so."""
        return (
            printed_name(self.name, self.title_front, self.title_back, self.print_name)
            if self.name
            else ERASED_NAME
        )


@dataclasses.dataclass(frozen=True, slots=True)
class HeadTerm:
    """A term of a kepala desa or lurah; `kind` says whether he is acting (Pj., Plt.)."""

    uid: Uid
    person: Uid | None = None
    village: Uid | None = None
    kind: HeadKind = "definitive"
    term_start: dt.date | None = None
    term_end: dt.date | None = None
    status: TermStatus = "active"
    status_reason: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class VillageHead:
    """A village head as lists and forms show him: the person and his newest term in a village."""

    person: Person
    term: HeadTerm


@dataclasses.dataclass(frozen=True, slots=True)
class NotSame:
    """Two persons that were looked at and are not one; the smaller uid is `person_a`."""

    uid: Uid
    person_a: Uid | None = None
    person_b: Uid | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class AcceptedWarning:
    """A yellow problem that was accepted, with the operator's note."""

    uid: Uid
    row: Uid | None = None
    code: str = ""
    note: str = ""


class HistoryLine(NamedTuple):
    """One line of what a person took part in.

    `kind` is attendance, certificate or entry; `of` the session, certificate or contest; `title` the series,
    the number or the contest; `lesson_hours` counts only where he was present; `status` is the attendance's,
    the certificate's or the entry's; `detail` the venue, the series or the category.
    """

    kind: Literal["attendance", "certificate", "entry"]
    of: Uid
    date: dt.date | None
    title: str
    lesson_hours: int
    status: str
    detail: str


class HeadLine(NamedTuple):
    """A term of a village head as lists show it, newest first within a village."""

    uid: Uid
    person: Uid
    name: str
    title_front: str
    title_back: str
    village: Uid
    kind: str
    term_start: dt.date | None
    term_end: dt.date | None
    status: str
    status_reason: str
    phone: str

    @property
    def full_name(self) -> str:
        """Return the name with its titles, as stored."""
        return full_name(self.name, self.title_front, self.title_back)


def problems_in(
    person: Person,
    today: dt.date,
    *,
    regency_code: str = "",
    nik_holder: str = "",
    similar: str = "",
) -> list[Problem]:
    """Return what is wrong or odd about a person.

    `nik_holder` names another person with this NIK (W.202), `similar` one that looks like him (W.210).
    """
    problems = name_problems(person.name, person.title_front, person.title_back, person.print_name)
    problems += nik_problems(person.nik, person.birth_date, person.sex, regency_code)
    if person.nik and nik_holder:
        problems.append(Problem("nik", "W.202", {"name": nik_holder}))
    if person.nik_received and not person.nik:
        problems.append(Problem("nik", "W.201", {"status": "received"}))
    problems += birth_date_problems(person.birth_date, today)
    problems += phone_problems(person.phone)
    if similar:
        problems.append(Problem("name", "W.210", {"name": similar}))
    return problems


def term_problems(
    village: Uid | None,
    term_start: dt.date | None,
    term_end: dt.date | None,
    *,
    village_known: bool = True,
) -> list[Problem]:
    """Return what is wrong with any term: F.122 and F.121 its village, F.103 its end."""
    problems = []
    if village is None:
        problems.append(Problem("village", "F.122"))
    elif not village_known:
        problems.append(Problem("village", "F.121"))
    if term_start and term_end and term_end < term_start:
        problems.append(Problem("term_end", "F.103"))
    return problems


def head_problems(
    head: VillageHead,
    today: dt.date,
    *,
    regency_code: str = "",
    nik_holder: str = "",
    village_known: bool = True,
    other_active: str = "",
) -> list[Problem]:
    """Return what is wrong with a village head; `other_active` names another active head of the village."""
    term = head.term
    problems = problems_in(head.person, today, regency_code=regency_code, nik_holder=nik_holder)
    problems += term_problems(term.village, term.term_start, term.term_end, village_known=village_known)
    if term.status == "active" and other_active:
        problems.append(Problem("status", "W.222", {"name": other_active}))
    return problems
