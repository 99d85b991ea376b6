"""The register of persons and village heads: lists, history, terms, and joining two rows of one person."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from kpm_desktop.domain.changes import SALT_LENGTH
from kpm_desktop.domain.names import full_name
from kpm_desktop.domain.people import (
    AcceptedWarning,
    HeadLine,
    HeadTerm,
    HistoryLine,
    NotSame,
    Person,
    VillageHead,
)
from kpm_desktop.domain.search import search_text, sort_key
from kpm_desktop.domain.uid import Uid, pair_uid
from kpm_desktop.store import rows
from kpm_desktop.store.rows import Rows, date_of
from kpm_desktop.store.tables import CHILDREN
from kpm_desktop.store.views import HOURS, PLACES, SELVES, SHOWN, WHO, with_views

_PERSONS = f"""{with_views(WHO, PLACES)}
SELECT p.uid, COALESCE(p.name, ''), COALESCE(p.title_front, ''), COALESCE(p.title_back, ''),
    COALESCE(p.sex, ''), t.village, COALESCE(n.name, ''), COALESCE(n.is_ambiguous, 0),
    COALESCE(n.district_name, ''),
    COALESCE(n.kind, ''), COALESCE(t.role, '')
FROM person p
LEFT JOIN who w ON w.uid = p.uid
LEFT JOIN (
    SELECT person, village, role, ROW_NUMBER() OVER (
        PARTITION BY person ORDER BY status = 'ended', role = 'cadre', COALESCE(term_start, '') DESC) AS place
    FROM (
        SELECT person, village, 'head' AS role, status, term_start FROM head_term WHERE alive = 1
        UNION ALL
        SELECT person, village, 'cadre', status, term_start FROM cadre_term WHERE alive = 1
    )
) t ON t.person = p.uid AND t.place = 1
LEFT JOIN places n ON n.uid = t.village
WHERE p.alive = 1 AND {SHOWN}
ORDER BY p.name, p.uid
"""
_HEADS = f"""{with_views(WHO)}
SELECT t.uid, p.uid, COALESCE(p.name, ''), COALESCE(p.title_front, ''), COALESCE(p.title_back, ''), t.village,
    COALESCE(t.kind, ''), t.term_start, t.term_end, COALESCE(t.status, ''), COALESCE(t.status_reason, ''),
    COALESCE(p.phone, '')
FROM head_term t
LEFT JOIN who w ON w.uid = t.person
JOIN person p ON p.uid = COALESCE(w.root, t.person)
WHERE t.alive = 1 AND p.alive = 1 AND (?1 IS NULL OR t.village = ?1)
ORDER BY t.village, t.status = 'ended', COALESCE(t.term_start, '') DESC, t.uid DESC
"""
_HISTORY = f"""{with_views(WHO, HOURS, SELVES)}
SELECT * FROM (
    SELECT 'attendance', s.uid, s.date AS day, COALESCE(r.name, ''),
        CASE WHEN a.status = 'present' THEN COALESCE(h.lesson_hours, 0) ELSE 0 END,
        COALESCE(a.status, ''), COALESCE(v.name, '')
    FROM (
        SELECT session, status, ROW_NUMBER() OVER (
            PARTITION BY session ORDER BY status IS NOT 'present', status IS NULL, uid) AS place
        FROM attendance WHERE alive = 1 AND person IN (SELECT uid FROM selves)
    ) a
    JOIN session s ON s.uid = a.session AND s.alive = 1 AND s.status IS NOT 'cancelled'
    LEFT JOIN series r ON r.uid = s.series
    LEFT JOIN venue v ON v.uid = s.venue
    LEFT JOIN hours h ON h.session = s.uid
    WHERE a.place = 1
    UNION ALL
    SELECT 'certificate', c.uid, c.date, COALESCE(c.number, ''), 0, COALESCE(c.state, ''),
        COALESCE(c.printed_series, r.name, '')
    FROM certificate c LEFT JOIN series r ON r.uid = c.series
    WHERE c.alive = 1 AND c.person IN (SELECT uid FROM selves)
    UNION ALL
    SELECT 'entry', t.uid, CAST(t.year AS TEXT) || '-12-31', COALESCE(t.name, ''), 0,
        COALESCE(e.status, ''), COALESCE(k.name, '')
    FROM entry e
    JOIN contest t ON t.uid = e.contest AND t.alive = 1
    LEFT JOIN category k ON k.uid = e.category
    WHERE e.alive = 1 AND e.person IN (SELECT uid FROM selves)
) ORDER BY day IS NULL, day DESC
"""
_WITH_NIK = f"""{with_views(WHO)}
SELECT p.uid FROM person p LEFT JOIN who w ON w.uid = p.uid WHERE p.nik = ?1 AND p.alive = 1 AND {SHOWN}
"""
_STAYED = f"""
SELECT 1 FROM person p JOIN change c ON c.row_uid = p.uid AND c.tbl = 'person'
WHERE p.uid = ? AND p.nik IS NULL AND c.body NOT NULL
    AND substr(c.body, {SALT_LENGTH + 1}) ->> '$.x' LIKE '%"nik"%' LIMIT 1
"""
_TRAITS = f"""{with_views(WHO)}
SELECT p.uid, COALESCE(p.name, ''), COALESCE(p.nik, ''), p.birth_date, COALESCE(p.phone, ''),
    COALESCE((SELECT v.village_code FROM cadre_term t JOIN village v ON v.uid = t.village
        WHERE t.person = p.uid AND t.alive = 1
        ORDER BY COALESCE(t.term_start, '') DESC, t.uid DESC LIMIT 1),
        (SELECT v.village_code FROM head_term t JOIN village v ON v.uid = t.village
        WHERE t.person = p.uid AND t.alive = 1 LIMIT 1),
        (SELECT v.village_code FROM attendance a JOIN village v ON v.uid = a.village
        WHERE a.person = p.uid AND a.alive = 1 LIMIT 1), '')
FROM person p LEFT JOIN who w ON w.uid = p.uid WHERE p.alive = 1 AND {SHOWN}
"""
_VILLAGES = f"""{with_views(WHO)}
SELECT COALESCE(w.root, t.person), t.village FROM (
    SELECT person, village FROM cadre_term WHERE alive = 1 AND village IS NOT NULL
    UNION
    SELECT person, village FROM head_term WHERE alive = 1 AND village IS NOT NULL
) t LEFT JOIN who w ON w.uid = t.person
"""


class PersonLine(NamedTuple):
    """A person in a list to choose from, with his present or last village; `role` is head, cadre or empty."""

    uid: Uid
    name: str
    title_front: str
    title_back: str
    sex: str
    village: Uid | None
    village_name: str
    is_ambiguous: bool
    district_name: str
    village_kind: str
    role: str

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
        return search_text(self.name, self.village_name, self.district_name)


class People:
    """Persons and village heads in one data file."""

    def __init__(self, data_file: Rows) -> None:
        self._file = data_file

    def find(self) -> list[PersonLine]:
        """Return everybody, each once, by name as stored."""
        found = self._file.rows(_PERSONS)
        return [PersonLine._make((*row[:7], bool(row[7]), *row[8:])) for row in found]

    def get(self, uid: Uid) -> Person:
        """Return a person, also a deleted one; KeyError when there never was such a row."""
        return rows.get(self._file, Person, uid)

    def with_nik(self, nik: str, besides: Uid | None = None) -> list[Uid]:
        """Return the persons with exactly this NIK, other than `besides`."""
        return [uid for (uid,) in self._file.rows(_WITH_NIK, (nik,)) if uid != besides] if nik else []

    def nik_stayed(self, person: Uid) -> bool:
        """Tell whether the office knows a NIK of a person that did not come along with its extract."""
        return bool(self._file.rows(_STAYED, (person,)))

    def traits(self) -> list[tuple[Uid, str, str, dt.date | None, str, str]]:
        """Return what tells persons apart: uid, name, NIK, birth date, phone, code of his village.

        The village is that of his cadre term, else of his term as head, else the one he came for.
        """
        return [
            (uid, name, nik, date_of(born), phone, code)
            for uid, name, nik, born, phone, code in self._file.rows(_TRAITS)
        ]

    def villages(self) -> list[tuple[Uid, Uid]]:
        """Return each person with each village he has or had a term in, as cadre or as village head."""
        return [(person, village) for person, village in self._file.rows(_VILLAGES)]

    def history(self, person: Uid) -> list[HistoryLine]:
        """Return what a person took part in, newest first; a contest counts as the end of its year."""
        return [
            HistoryLine(kind, of, date_of(day), *rest)
            for kind, of, day, *rest in self._file.rows(_HISTORY, (person,))
        ]

    def save(self, person: Person, loaded: Person | None = None) -> None:
        """Write a person within the open operation."""
        rows.save(self._file, person, loaded)

    def delete(self, uid: Uid) -> None:
        """Delete a person and his terms within the open operation."""
        for term in rows.select(self._file, HeadTerm, "r.person = ?", (uid,)):
            rows.remove(self._file, HeadTerm, term.uid)
        for (term_uid,) in self._file.rows(
            "SELECT uid FROM cadre_term WHERE person = ? AND alive = 1", (uid,)
        ):
            self._file.remove("cadre_term", term_uid)
        rows.remove(self._file, Person, uid)

    def delete_unused(self, uid: Uid) -> bool:
        """Delete a person to whom nothing points any more, within the open operation; tell whether."""
        for table, column in CHILDREN["person"]:
            sql = f'SELECT 1 FROM "{table}" WHERE "{column}" = ? AND alive = 1 LIMIT 1'
            if self._file.rows(sql, (uid,)):
                return False
        rows.remove(self._file, Person, uid)
        return True

    # village heads

    def heads(self, village: Uid | None = None) -> list[HeadLine]:
        """Return the head terms, of one village or of all; the present head of a village comes first."""
        return [
            HeadLine._make((*row[:7], date_of(row[7]), date_of(row[8]), *row[9:]))
            for row in self._file.rows(_HEADS, (village,))
        ]

    def get_head(self, term: Uid) -> VillageHead:
        """Return a village head by his term; KeyError when there never was such a row."""
        head_term = rows.get(self._file, HeadTerm, term)
        if head_term.person is None:
            raise KeyError(term.hex())
        return VillageHead(self.get(head_term.person), head_term)

    def save_head(self, head: VillageHead, loaded: VillageHead | None = None) -> None:
        """Write the person and the term of a village head within the open operation."""
        self.save(head.person, loaded.person if loaded else None)
        rows.save(self._file, head.term, loaded.term if loaded else None)

    def end_head_term(self, term: Uid, last_day: dt.date | None, reason: str = "") -> None:
        """End a head's term within the open operation; the term stays as history."""
        columns = {"status": "ended", "term_end": last_day, "status_reason": reason}
        current = rows.columns_of(rows.get(self._file, HeadTerm, term))
        self._file.put("head_term", term, {**current, **columns})

    def delete_head_term(self, term: Uid) -> None:
        """Delete a head's term within the open operation, and the person if nothing else points to him."""
        person = rows.get(self._file, HeadTerm, term).person
        rows.remove(self._file, HeadTerm, term)
        if person is not None:
            self.delete_unused(person)

    # one person, two rows

    def join(self, person: Uid, into: Uid) -> None:
        """Make one row stand for another within the open operation (Gabung); ValueError for itself."""
        if person == into:
            raise ValueError("a person cannot be joined into himself")
        self._file.put("person", person, {"merged_into": into})

    def joined(self) -> dict[Uid, Uid]:
        """Return for each row that was joined the one it was joined with."""
        sql = "SELECT uid, merged_into FROM person WHERE merged_into IS NOT NULL AND alive = 1"
        return dict(self._file.rows(sql))

    def mark_not_same(self, one: Uid, other: Uid) -> None:
        """Remember within the open operation that two persons are not one."""
        first, second = sorted((one, other))
        rows.save(self._file, NotSame(pair_uid("not_same", first, second), first, second))

    def not_same(self) -> frozenset[tuple[Uid, Uid]]:
        """Return the pairs that were looked at, the smaller uid first."""
        found = rows.select(self._file, NotSame)
        return frozenset((pair.person_a, pair.person_b) for pair in found if pair.person_a and pair.person_b)

    # accepted warnings, of any row

    def accepted(self, row: Uid) -> list[AcceptedWarning]:
        """Return the warnings accepted for a row, with their notes."""
        return rows.select(self._file, AcceptedWarning, "r.row = ?", (row,))

    def accept(self, row: Uid, notes: Iterable[tuple[str, str]]) -> None:
        """Store within the open operation the (code, note) with which warnings of a row were accepted."""
        for code, note in notes:
            uid = pair_uid("accepted_warning", row, code)
            rows.save(self._file, AcceptedWarning(uid, row, code, note))
