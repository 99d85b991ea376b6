"""The record of the cadre form: person and newest term side by side, as the operator sees them.

A frozen record like those of the domain, which share no field names but `uid` and `person`.
"""

import dataclasses
import datetime as dt
from typing import Any, Self

from kpm_desktop.domain.cadres import Cadre, CadreTerm
from kpm_desktop.domain.people import Person, Sex, TermStatus
from kpm_desktop.domain.uid import Uid


@dataclasses.dataclass(frozen=True, slots=True)
class CadreForm:
    """Every field of the register that the form shows. `uid` is the person's, `term` the newest term's."""

    uid: Uid
    term: Uid
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
    earlier: tuple[CadreTerm, ...] = ()

    @classmethod
    def of(cls, cadre: Cadre) -> Self:
        """Return what the form shows of a cadre."""
        person = _values(cadre.person, _PERSON)
        term = _values(cadre.term, _TERM)
        return cls(uid=cadre.person.uid, term=cadre.term.uid, earlier=cadre.earlier, **person, **term)

    def cadre(self) -> Cadre:
        """Return the cadre that the form describes."""
        person = Person(uid=self.uid, **_values(self, _PERSON))
        term = CadreTerm(uid=self.term, person=self.uid, **_values(self, _TERM))
        return Cadre(person, term, self.earlier)


_PERSON = tuple(item.name for item in dataclasses.fields(Person) if item.name != "uid")
_TERM = tuple(item.name for item in dataclasses.fields(CadreTerm) if item.name not in {"uid", "person"})


def _values(record: Any, fields: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in fields}
