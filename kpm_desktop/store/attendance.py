"""The register of attendance: inviting by rule, numbers in paper order, marks, representatives, walk-ins.

Nothing here decides who is invited (`domain.invitation`) or who earned what (`domain.earning`).
"""

from collections.abc import Iterable, Sequence

from kpm_desktop.domain.invitation import Candidate, InvitationRule, invited
from kpm_desktop.domain.names import full_name
from kpm_desktop.domain.people import Person
from kpm_desktop.domain.search import sort_key
from kpm_desktop.domain.sessions import Attendance, AttendanceStatus, CertificateTo, ParticipantLine
from kpm_desktop.domain.uid import Uid, pair_uid
from kpm_desktop.domain.villages import head_word
from kpm_desktop.store import rows
from kpm_desktop.store.rows import Rows, date_of
from kpm_desktop.store.views import NAME, PLACES, SHOWN, WHO, with_views

_CANDIDATES = f"""{with_views(WHO, PLACES)},
seen(person) AS (
    SELECT DISTINCT COALESCE(w.root, a.person) FROM attendance a LEFT JOIN who w ON w.uid = a.person
    WHERE a.alive = 1 AND a.status = 'present'
),
terms AS (
    SELECT person, village, 'head' AS role, kind AS post, status, term_start, term_end
    FROM head_term WHERE alive = 1
    UNION ALL
    SELECT person, village, 'cadre', COALESCE(cadre_type, 'KPM'), status, term_start, term_end
    FROM cadre_term WHERE alive = 1
)
SELECT p.uid, t.village, n.district, t.role, COALESCE(p.name, ''), p.title_front, p.title_back, t.post,
    n.kind, COALESCE(n.district_code, ''), COALESCE(n.village_code, '~'), COALESCE(t.status, ''),
    t.term_start, t.term_end, p.uid IN (SELECT person FROM seen)
FROM terms t
LEFT JOIN who o ON o.uid = t.person
JOIN person p ON p.uid = COALESCE(o.root, t.person)
LEFT JOIN who w ON w.uid = p.uid
JOIN places n ON n.uid = t.village
WHERE p.alive = 1 AND {SHOWN}
"""
_PARTICIPANTS = f"""{with_views(WHO, PLACES)}
SELECT a.uid, a.position, {NAME}, COALESCE(p.title_front, ''), COALESCE(p.title_back, ''),
    COALESCE(p.sex, ''), COALESCE(a.post, ''), COALESCE(n.name, ''), COALESCE(n.is_ambiguous, 0),
    COALESCE(n.district_name, ''), COALESCE(n.kind, ''), COALESCE(a.status, ''),
    COALESCE((SELECT q.name || COALESCE(', ' || b.post, '')
        FROM attendance b JOIN person q ON q.uid = b.person
        WHERE b.session = a.session AND b.represents = a.person AND b.alive = 1 LIMIT 1), ''),
    COALESCE(a.role, 'participant'), COALESCE(a.invited, 0), p.uid, a.represents, a.village,
    COALESCE(a.certificate_to, ''), COALESCE(a.arrived_at, ''), COALESCE(p.print_name, '')
FROM attendance a
LEFT JOIN who w ON w.uid = a.person
JOIN person p ON p.uid = COALESCE(w.root, a.person)
LEFT JOIN places n ON n.uid = a.village
WHERE a.alive = 1 AND a.session = ?
ORDER BY a.position IS NULL, a.position, a.represents IS NOT NULL, a.uid
"""
_ORDER = """
SELECT a.uid, d.code, v.village_code, p.name, a.person
FROM attendance a
JOIN person p ON p.uid = a.person
LEFT JOIN village v ON v.uid = a.village
LEFT JOIN district d ON d.uid = v.district
WHERE a.alive = 1 AND a.session = ?
"""
_HEAD_PREFIX = {"pj": "Pj. ", "plt": "Plt. "}


class AttendanceRegister:
    """Who is invited to the sessions of one data file, and who came."""

    def __init__(self, data_file: Rows) -> None:
        self._file = data_file

    def find(self, session: Uid) -> list[ParticipantLine]:
        """Return everybody on a session's list in paper order, a representative after whom he came for."""
        found = self._file.rows(_PARTICIPANTS, (session,))
        return [
            ParticipantLine._make((*row[:8], bool(row[8]), *row[9:14], bool(row[14]), *row[15:]))
            for row in found
        ]

    def get(self, uid: Uid) -> Attendance:
        """Return one row, also a deleted one; KeyError when there never was such a row."""
        return rows.get(self._file, Attendance, uid)

    def of_session(self, session: Uid) -> list[Attendance]:
        """Return the rows of a session in paper order."""
        order = "r.position IS NULL, r.position, r.represents IS NOT NULL, r.uid"
        return rows.select(self._file, Attendance, "r.session = ?", (session,), order)

    def candidates(self) -> list[Candidate]:
        """Return every term that may bring its person to a session."""
        return [
            Candidate(
                person=person,
                village=village,
                district=district,
                kind=role,
                name=full_name(name, front or "", back or ""),
                sort_key=sort_key(name),
                post=f"{_HEAD_PREFIX.get(post, '')}{head_word(kind)}" if role == "head" else post,
                district_code=district_code,
                village_code=village_code,
                status=status,
                term_start=date_of(start),
                term_end=date_of(end),
                trained=bool(trained),
            )
            for (
                person, village, district, role, name, front, back, post, kind, district_code, village_code,
                status, start, end, trained,
            ) in self._file.rows(_CANDIDATES)
        ]  # fmt: skip

    def preview(self, session: Uid, rule: InvitationRule) -> list[Candidate]:
        """Return whom a rule would add to a session, in paper order; nothing is written."""
        day = date_of(self._file.rows("SELECT date FROM session WHERE uid = ?", (session,))[0][0])
        already = frozenset(row.person for row in self.of_session(session) if row.person is not None)
        return invited(rule, self.candidates(), day, already)

    def invite(self, session: Uid, people: Iterable[Candidate]) -> list[Uid]:
        """Add people to a session within the open operation and number the list; return the new rows."""
        added = []
        start = self._last_position(session)
        for offset, one in enumerate(people, 1):
            uid = pair_uid("attendance", session, one.person)
            row = Attendance(
                uid, session, one.person, invited=True, village=one.village, post=one.post,
                position=start + offset,
            )  # fmt: skip
            rows.save(self._file, row)
            added.append(uid)
        self.number(session)
        return added

    def is_printed(self, session: Uid) -> bool:
        """Tell whether an attendance sheet of the session was printed: then no number changes any more."""
        sql = "SELECT 1 FROM printed_sheet WHERE of = ? AND kind = 'H' AND alive = 1 LIMIT 1"
        return bool(self._file.rows(sql, (session,)))

    def number(self, session: Uid) -> None:
        """Number a session's list in paper order within the open operation, unless its sheet was printed.

        Kecamatan, desa, village head, then the others by name; who was not invited comes last.
        """
        if self.is_printed(session):
            return
        places = {uid: rest for uid, *rest in self._file.rows(_ORDER, (session,))}
        listed = [row for row in self.of_session(session) if row.represents is None]
        numbers: dict[Uid | None, int] = {}
        for number, row in enumerate(sorted(listed, key=lambda row: _paper_key(row, places[row.uid])), 1):
            numbers[row.person] = number
            self._put(row, position=number)
        for row in self.of_session(session):
            if row.represents is not None:
                self._put(row, position=numbers.get(row.represents, row.position))

    def mark(self, uids: Sequence[Uid], status: AttendanceStatus, *, only_unmarked: bool = False) -> int:
        """Mark rows within the open operation (empty: clear); return how many changed.

        Whoever came for a row that is marked otherwise loses his row. With `only_unmarked` marked rows stay.
        """
        changed = 0
        for uid in uids:
            row = self.get(uid)
            if row.status == status or (only_unmarked and row.status):
                continue
            if row.status == "represented":
                for other in self._representatives(row):
                    rows.remove(self._file, Attendance, other.uid)
                self._put(row, status=status, certificate_to="")
            else:
                self._put(row, status=status)
            changed += 1
        return changed

    def arrive(self, uid: Uid, clock: str) -> None:
        """Mark a row as present with the hour of arrival, `08:05`, within the open operation."""
        self._put(self.get(uid), status="present", arrived_at=clock)

    def represent(
        self, uid: Uid, person: Person | Uid, post: str = "", certificate_to: CertificateTo = ""
    ) -> Attendance:
        """Mark a row as represented and add the row of whoever came, within the open operation.

        A new `Person` is written too. ValueError when he stands on the session's list already, or is the
        invited person himself.
        """
        row = self.get(uid)
        for other in self._representatives(row):
            rows.remove(self._file, Attendance, other.uid)
        came = self._person(person)
        if any(other.person == came for other in self.of_session(_known(row.session))):
            raise ValueError("already on the list of this session")
        added = Attendance(
            pair_uid("attendance", _known(row.session), came),
            row.session,
            came,
            status="present",
            represents=row.person,
            village=row.village,
            post=post,
            position=row.position,
        )
        rows.save(self._file, added)
        self._put(row, status="represented", certificate_to=certificate_to)
        return added

    def add_walk_in(
        self, session: Uid, person: Person | Uid, village: Uid | None = None, post: str = ""
    ) -> Attendance:
        """Add somebody who came without invitation to the end of the list, within the open operation."""
        came = self._person(person)
        uid = pair_uid("attendance", session, came)
        added = Attendance(
            uid, session, came, status="present", village=village, post=post,
            position=self._last_position(session) + 1,
        )  # fmt: skip
        rows.save(self._file, added)
        return added

    def save(self, attendance: Attendance, loaded: Attendance | None = None) -> None:
        """Write one row within the open operation."""
        rows.save(self._file, attendance, loaded)

    def delete(self, uids: Iterable[Uid]) -> None:
        """Take people off a session's list within the open operation, and whoever came for them."""
        sessions = set()
        for uid in uids:
            row = self.get(uid)
            sessions.add(row.session)
            for other in [*self._representatives(row), row]:
                rows.remove(self._file, Attendance, other.uid)
        for session in sessions:
            self.number(_known(session))

    def _put(self, row: Attendance, **changes: object) -> None:
        changed = {name: value for name, value in changes.items() if getattr(row, name) != value}
        if changed:
            self._file.put("attendance", row.uid, changed)

    def _representatives(self, row: Attendance) -> list[Attendance]:
        return rows.select(
            self._file, Attendance, "r.session = ? AND r.represents = ?", (row.session, row.person)
        )

    def _person(self, person: Person | Uid) -> Uid:
        if isinstance(person, bytes):
            return person
        rows.save(self._file, person)
        return person.uid

    def _last_position(self, session: Uid) -> int:
        sql = "SELECT COALESCE(MAX(position), 0) FROM attendance WHERE session = ? AND alive = 1"
        return int(self._file.rows(sql, (session,))[0][0])


def _known(session: Uid | None) -> Uid:
    if session is None:
        raise ValueError("attendance without a session")
    return session


def _paper_key(row: Attendance, place: Sequence[str | None]) -> tuple[bool, str, str, bool, str, Uid]:
    district_code, village_code, name = place[:3]
    is_head = row.post.endswith((head_word("desa"), head_word("kelurahan")))
    return (
        not row.invited,
        district_code or "~",
        village_code or "~",
        not is_head,
        sort_key(name or ""),
        row.person or b"",
    )
