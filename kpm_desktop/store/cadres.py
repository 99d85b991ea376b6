"""The register of cadres: persons with a cadre term. Writes person and term together; old terms stay."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Any

from kpm_desktop.domain.cadres import SOON_DAYS, Cadre, CadreLine, CadreTerm, newest, state_of
from kpm_desktop.domain.people import Person
from kpm_desktop.domain.search import sort_key
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store import rows
from kpm_desktop.store.people import People
from kpm_desktop.store.rows import Rows, date_of
from kpm_desktop.store.views import (
    ATTENDED,
    HOURS,
    PLACES,
    PRESENCE,
    SELVES,
    SHOWN,
    WHO,
    setting_number,
    with_views,
)

_NEWEST = """
newest AS (
    SELECT t.*, COALESCE(w.root, t.person) AS holder, ROW_NUMBER() OVER (
        PARTITION BY COALESCE(w.root, t.person)
        ORDER BY t.status = 'ended', COALESCE(t.term_start, t.decree_date, '') DESC, t.uid DESC) AS place
    FROM cadre_term t LEFT JOIN who w ON w.uid = t.person
    WHERE t.alive = 1
)"""
LIST = f"""{with_views(WHO, PLACES, HOURS, PRESENCE, ATTENDED, _NEWEST)}
SELECT p.uid, COALESCE(p.name, ''), COALESCE(p.title_front, ''), COALESCE(p.title_back, ''),
    COALESCE(p.sex, ''), COALESCE(n.name, ''), COALESCE(n.is_ambiguous, 0), COALESCE(t.position, ''),
    t.term_end, COALESCE(a.lesson_hours, 0), NULL, COALESCE(n.district_name, ''), COALESCE(n.kind, ''),
    t.village, n.district, t.uid, COALESCE(t.status, ''), t.term_start, COALESCE(t.decree_no, ''),
    COALESCE(t.cadre_type, ''), COALESCE(t.field, ''), COALESCE(t.origin_institution, ''),
    COALESCE(p.phone, ''), p.nik IS NOT NULL, p.nik IS NULL AND p.nik_received IS NOT NULL,
    COALESCE(p.verified, 0), COALESCE(p.potential, ''), COALESCE(a.sessions, 0)
FROM newest t
JOIN person p ON p.uid = t.holder
LEFT JOIN who w ON w.uid = p.uid
LEFT JOIN places n ON n.uid = t.village
LEFT JOIN attended a ON a.person = p.uid
WHERE t.place = 1 AND p.alive = 1 AND {SHOWN} AND (?1 IS NULL OR t.village = ?1)
ORDER BY p.uid
"""
"""All cadres, or those of village ?1, with the columns of `CadreLine`; the state is put in by `_line`."""
_TERMS = f"""{with_views(WHO, SELVES)}
SELECT {rows.columns_sql(CadreTerm, "t")} FROM cadre_term t
WHERE t.alive = 1 AND t.person IN (SELECT uid FROM selves)
"""
_HOLDERS = f"""{with_views(WHO)}
SELECT DISTINCT COALESCE(w.root, t.person) FROM cadre_term t LEFT JOIN who w ON w.uid = t.person
WHERE t.alive = 1
"""
_PLACES = {name: place for place, name in enumerate(CadreLine._fields)}
_TERM_END, _STATE, _TERM_START = (_PLACES[name] for name in ("term_end", "state", "term_start"))
_STATUS, _DECREE_NO, _DAMAGED_NIK = (_PLACES[name] for name in ("status", "decree_no", "has_damaged_nik"))
_FLAGS = tuple(_PLACES[name] for name in ("is_ambiguous", "has_nik", "has_damaged_nik", "verified"))


class Cadres:
    """Cadres in one data file."""

    def __init__(self, data_file: Rows) -> None:
        self._file = data_file
        self._people = People(data_file)

    def find(self, today: dt.date, village: Uid | None = None) -> list[CadreLine]:
        """Return all cadres, or those of one village, by name without titles; states as of today."""
        soon_days = self._file.rows(f"SELECT {setting_number('decree_soon_days', SOON_DAYS)}")[0][0]
        found = [_line(row, today, soon_days) for row in self._file.each(LIST, (village,))]
        return sorted(found, key=lambda line: sort_key(line.name))

    def get(self, person: Uid) -> Cadre:
        """Return a cadre by his person: newest term and earlier ones, newest first; KeyError for no cadre."""
        terms = self.terms(person)
        current = newest(terms)
        if current is None:
            raise KeyError(person.hex())
        earlier = tuple(term for term in terms if term.uid != current.uid)
        return Cadre(self._people.get(person), current, earlier)

    def of_person(self, person: Uid) -> Cadre:
        """Return a cadre, or a person without a cadre term beside an empty one; KeyError for nobody."""
        try:
            return self.get(person)
        except KeyError:
            return Cadre(self._people.get(person), CadreTerm(person))

    def persons(self) -> set[Uid]:
        """Return who has or had a cadre term."""
        return {person for (person,) in self._file.rows(_HOLDERS)}

    def terms(self, person: Uid) -> list[CadreTerm]:
        """Return all cadre terms of a person, newest first."""
        found = [rows.record_of(CadreTerm, row) for row in self._file.rows(_TERMS, (person,))]
        return sorted(
            found,
            key=lambda term: (term.term_start or term.decree_date or dt.date.min, term.uid),
            reverse=True,
        )

    def new(self, village: Uid | None = None) -> Cadre:
        """Return an empty cadre with fresh identities, for the form; nothing is written."""
        person = Person(self._file.new_uid())
        return Cadre(person, CadreTerm(self._file.new_uid(), person.uid, village))

    def save(self, cadre: Cadre, loaded: Cadre | None = None) -> None:
        """Write person and term of a cadre within the open operation; earlier terms are left as they are."""
        self._people.save(cadre.person, loaded.person if loaded else None)
        term = dataclasses.replace(cadre.term, person=cadre.term.person or cadre.person.uid)
        same_term = loaded is not None and loaded.term.uid == term.uid
        rows.save(self._file, term, loaded.term if loaded and same_term else None)

    def save_term(self, term: CadreTerm, loaded: CadreTerm | None = None) -> None:
        """Write one term within the open operation."""
        rows.save(self._file, term, loaded)

    def new_term(self, person: Uid, term: CadreTerm, *, reason: str = "") -> CadreTerm:
        """Add a term within the open operation, and end the ones still active the day before it begins.

        What an old term said of its decree and days stays; an open end is closed.
        """
        last_day = term.term_start - dt.timedelta(days=1) if term.term_start else None
        for old in self.terms(person):
            if old.status != "ended" and old.uid != term.uid:
                ended = dataclasses.replace(
                    old, status="ended", status_reason=reason, term_end=old.term_end or last_day
                )
                self.save_term(ended, old)
        added = dataclasses.replace(term, person=person)
        self.save_term(added)
        return added

    def delete(self, person: Uid) -> None:
        """Delete the cadre terms of a person within the open operation.

        The person goes with them only if nothing else points to him: who attended, signed or won stays.
        """
        for term in self.terms(person):
            rows.remove(self._file, CadreTerm, term.uid)
        self._people.delete_unused(person)

    def set_field(self, persons: Iterable[Uid], field: str, value: Any) -> int:
        """Write one field of many cadres (person or newest term) within the open operation; return how many.

        ValueError for a field that neither record has.
        """
        is_term = field in CadreTerm.__dataclass_fields__
        if not is_term and field not in Person.__dataclass_fields__:
            raise ValueError(field)
        changed = 0
        for person in persons:
            cadre = self.get(person)
            if is_term:
                after = dataclasses.replace(cadre, term=dataclasses.replace(cadre.term, **{field: value}))
            else:
                after = dataclasses.replace(cadre, person=dataclasses.replace(cadre.person, **{field: value}))
            if after != cadre:
                self.save(after, cadre)
                changed += 1
        return changed


def _line(row: tuple[Any, ...], today: dt.date, soon_days: int) -> CadreLine:
    """Return a row of `LIST`, whose columns stand as in `CadreLine`, with dates and state put in."""
    made = list(row)
    made[_TERM_END] = end = date_of(row[_TERM_END])
    made[_STATE] = state_of(
        row[_STATUS], end, row[_DECREE_NO], today, has_damaged_nik=row[_DAMAGED_NIK], soon_days=soon_days
    )
    made[_TERM_START] = date_of(row[_TERM_START])
    for place in _FLAGS:
        made[place] = bool(row[place])
    return CadreLine._make(made)
