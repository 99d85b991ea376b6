"""Cadres: the term of a person as village cadre, the joined record of the form, and their rules."""

import dataclasses
import datetime
from typing import Literal

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
    decree_date: datetime.date | None = None
    term_start: datetime.date | None = None
    term_end: datetime.date | None = None
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


CadreState = Literal["active", "ended", "proposed", "no_decree", "expiring", "damaged_nik"]
