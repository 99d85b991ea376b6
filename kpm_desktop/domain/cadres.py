"""Cadres: the term of a person as village cadre, the joined record of the form, and their rules."""

import dataclasses
import datetime as dt
from typing import Literal, NamedTuple

from kpm_desktop.domain.people import Person, TermStatus
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


CadreState = Literal["active", "ended", "no_decree", "expiring", "expired", "damaged_nik"]
"""The state in the list: Aktif, Selesai, Belum ada SK, SK segera habis, SK habis, NIK rusak."""


class CadreLine(NamedTuple):
    """A cadre (person and newest term) as the list shows it; its register's `find` returns these.

    `uid` is the person's; `village_kind` picks the word before the name; `lesson_hours` and `sessions` count
    what he was present at; `state` is the word of the list; `search` is folded text without the NIK.
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
    full_name: str
    sort_key: str
    search: str
