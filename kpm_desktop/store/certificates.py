"""The register of certificates and other numbered papers: prepared, issued and frozen, ended with a reason.

Numbers: `numbers.py`. Who earned one is `domain.earning`'s rule; the page is made in a workflow.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from kpm_desktop.domain.certificates import (
    Certificate,
    CertificateDesign,
    CertificateLine,
    IssuedPaper,
    PaperState,
    PrintLog,
    may_move,
)
from kpm_desktop.domain.earning import Credit, credits_of, earns
from kpm_desktop.domain.names import full_name
from kpm_desktop.domain.search import sort_key
from kpm_desktop.domain.sessions import Attendance, Series
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store import rows
from kpm_desktop.store.rows import Rows, date_of
from kpm_desktop.store.views import HOURS, PLACES, WHO, with_views

_LAST_PLACE = """
lately AS (
    SELECT person, village, post, series, ROW_NUMBER() OVER (
        PARTITION BY person, series ORDER BY represents IS NOT NULL, day DESC) AS place
    FROM (
        SELECT COALESCE(w.root, a.person) AS person, a.village, a.post, s.series, a.represents, s.date AS day
        FROM attendance a JOIN session s ON s.uid = a.session AND s.alive = 1
        LEFT JOIN who w ON w.uid = a.person
        WHERE a.alive = 1
    )
)"""
_LIST = f"""{with_views(WHO, PLACES, _LAST_PLACE)},
prints AS (SELECT of, COUNT(*) - 1 AS copies FROM print_log WHERE alive = 1 GROUP BY of)
SELECT c.uid, COALESCE(c.number, ''), c.printed_name, p.name, p.title_front, p.title_back, p.print_name,
    c.printed_village, n.name, c.printed_district, n.district_name, n.is_ambiguous,
    COALESCE(c.state, 'ready'), COALESCE(c.reason, ''), MAX(0, COALESCE(k.copies, 0)),
    COALESCE((SELECT r.number FROM certificate r WHERE r.replaces = c.uid AND r.alive = 1 LIMIT 1), ''),
    c.date, COALESCE(c.kind, ''), c.series, COALESCE(c.printed_series, s.name, ''), s.year,
    COALESCE(c.printed_role, a.post, ''), COALESCE(c.printed_signatory, ''), c.person, c.number_series,
    COALESCE(p.verified, 0), COALESCE(c.short_code, '')
FROM certificate c
LEFT JOIN who w ON w.uid = c.person
LEFT JOIN person p ON p.uid = COALESCE(w.root, c.person)
LEFT JOIN series s ON s.uid = c.series
LEFT JOIN lately a ON a.person = p.uid AND a.series = c.series AND a.place = 1
LEFT JOIN places n ON n.uid = a.village
LEFT JOIN prints k ON k.of = c.uid
WHERE c.alive = 1 AND (?1 IS NULL OR c.series = ?1)
ORDER BY c.state IS NOT 'ready', c.date DESC, c.number DESC, c.uid DESC
"""
_EARNED = f"""{with_views(WHO, PLACES, _LAST_PLACE)}
SELECT p.uid, COALESCE(p.name, ''), COALESCE(p.title_front, ''), COALESCE(p.title_back, ''),
    COALESCE(p.print_name, ''), COALESCE(a.post, ''), a.village, COALESCE(n.name, ''),
    COALESCE(n.is_ambiguous, 0),
    COALESCE(n.district_name, ''), COALESCE(n.kind, ''), COALESCE(p.verified, 0),
    COALESCE(n.district_code, '~'), COALESCE(n.village_code, '~'), COALESCE(v.official, 1)
FROM lately a
JOIN person p ON p.uid = a.person
LEFT JOIN places n ON n.uid = a.village
LEFT JOIN village v ON v.uid = a.village
WHERE a.series = ? AND a.place = 1 AND (p.alive = 1 OR p.name NOT NULL)
"""

_NUMBERED_PAPERS = """
SELECT p.uid, COALESCE(p.kind, ''), p.number_series, p.number, p.date, p.state, COALESCE(p.reason, ''),
    COALESCE((SELECT r.number FROM issued_paper r WHERE r.replaces = p.uid AND r.alive = 1 LIMIT 1), '')
FROM issued_paper p
WHERE p.alive = 1 AND p.state <> 'ready' AND p.number IS NOT NULL
ORDER BY p.date, p.uid
"""


class Earned(NamedTuple):
    """Somebody who earned a certificate of a series, in paper order, with what he is there.

    `certificate` is the one he has already (ready or issued), `sessions` those he was credited with.
    """

    person: Uid
    name: str
    title_front: str
    title_back: str
    print_name: str
    post: str
    village: Uid | None
    village_name: str
    is_ambiguous: bool
    district_name: str
    village_kind: str
    verified: bool
    is_official: bool
    sessions: tuple[Uid, ...]
    lesson_hours: int
    certificate: Uid | None


class PaperLine(NamedTuple):
    """Another numbered paper as the register shows it; `replaced_by` is the number that took its place."""

    uid: Uid
    kind: str
    number_series: Uid | None
    number: str
    date: dt.date | None
    state: str
    reason: str
    replaced_by: str


class Certificates:
    """Certificates and other numbered papers of one data file."""

    def __init__(self, data_file: Rows) -> None:
        self._file = data_file

    def find(self, series: Uid | None = None) -> list[CertificateLine]:
        """Return the register, of one series or whole: what is ready first, then the newest numbers."""
        return [_line(row) for row in self._file.rows(_LIST, (series,))]

    def get(self, uid: Uid) -> Certificate:
        """Return a certificate, also a deleted one; KeyError when there never was such a row."""
        return rows.get(self._file, Certificate, uid)

    def of_series(self, series: Uid) -> list[Certificate]:
        """Return all certificates of a series in the order of their numbers."""
        return rows.select(self._file, Certificate, "r.series = ?", (series,), "r.number, r.uid")

    def with_code(self, short_code: str) -> list[Certificate]:
        """Return the certificates with this short code."""
        return rows.select(self._file, Certificate, "r.short_code = ?", (short_code,))

    def earned(self, series: Uid) -> list[Earned]:
        """Return who earned a certificate by the series' rule, in paper order."""
        record = rows.get(self._file, Series, series)
        earned = {
            credit.person: credit
            for credit in credits_of(record, self._attendance(series), self._hours(series))
            if earns(record, credit)
        }
        has = {
            certificate.person: certificate.uid
            for certificate in self.of_series(series)
            if certificate.state in {"ready", "issued"}
        }
        found = sorted(self._file.rows(_EARNED, (series,)), key=_paper_key)
        return [_earned(row, earned[row[0]], has.get(row[0])) for row in found if row[0] in earned]

    def prepare(self, series: Uid, people: Iterable[Uid]) -> list[Certificate]:
        """Put certificates that are ready, without number yet, into the register, in the operation."""
        added = [
            Certificate(self._file.new_uid(), person=person, series=series, state="ready")
            for person in people
        ]
        for certificate in added:
            rows.save(self._file, certificate)
        return added

    def save(self, certificate: Certificate, loaded: Certificate | None = None) -> None:
        """Write a certificate that is not issued yet within the open operation."""
        rows.save(self._file, certificate, loaded)

    def of_decision(self, decision: Uid) -> list[Certificate]:
        """Return what was issued for a locked result and stands."""
        return rows.select(self._file, Certificate, "r.decision = ? AND r.state = 'issued'", (decision,))

    def issue(self, certificates: Iterable[Certificate]) -> None:
        """Freeze certificates with everything printed, within an open operation of kind `issue`."""
        for certificate in certificates:
            rows.save(self._file, dataclasses.replace(certificate, state="issued"))

    def end(self, uid: Uid, state: PaperState, reason: str) -> None:
        """Void, spoil or replace an issued certificate within the open operation; the row and number stay.

        ValueError when its state does not allow it.
        """
        self._end(Certificate, uid, state, reason)

    def replace(self, old: Uid, new: Certificate, reason: str) -> Certificate:
        """Issue a certificate in place of another within an open operation of kind `issue`; both are kept."""
        self.end(old, "replaced", reason)
        issued = dataclasses.replace(new, replaces=old, state="issued")
        rows.save(self._file, issued)
        return issued

    def delete(self, uid: Uid) -> None:
        """Take a certificate that is only ready out of the register; ValueError for an issued one."""
        if self.get(uid).state != "ready":
            raise ValueError("issued certificates are never deleted")
        rows.remove(self._file, Certificate, uid)

    # other papers, prints, designs

    def papers(self, of: Uid) -> list[IssuedPaper]:
        """Return the other numbered papers made for a row, newest first."""
        return rows.select(self._file, IssuedPaper, "r.of = ?", (of,), "r.uid DESC")

    def numbered_papers(self) -> list[PaperLine]:
        """Return every other numbered paper that was given out, by date."""
        return [
            PaperLine(uid, kind, series, number, date_of(date), state, reason, replaced_by)
            for uid, kind, series, number, date, state, reason, replaced_by in self._file.rows(
                _NUMBERED_PAPERS
            )
        ]

    def get_paper(self, uid: Uid) -> IssuedPaper:
        """Return another numbered paper; KeyError when there never was such a row."""
        return rows.get(self._file, IssuedPaper, uid)

    def issue_paper(self, paper: IssuedPaper) -> None:
        """Freeze another numbered paper within an open operation of kind `issue`."""
        rows.save(self._file, dataclasses.replace(paper, state="issued"))

    def end_paper(self, uid: Uid, state: PaperState, reason: str) -> None:
        """Void, spoil or replace another numbered paper within the open operation."""
        self._end(IssuedPaper, uid, state, reason)

    def log_print(self, entry: PrintLog) -> None:
        """Log a print or export within an open operation of kind `print` or `export`."""
        rows.save(self._file, entry)

    def prints(self, of: Uid) -> list[PrintLog]:
        """Return the prints of a paper or list, oldest first; the second one is *salinan ke-1*."""
        return rows.select(self._file, PrintLog, "r.of = ?", (of,))

    def designs(self) -> list[CertificateDesign]:
        """Return the designs the office made, newest version of each first."""
        return rows.select(self._file, CertificateDesign, order="r.name, r.version DESC, r.uid")

    def get_design(self, uid: Uid) -> CertificateDesign:
        """Return a design; KeyError when there never was such a row."""
        return rows.get(self._file, CertificateDesign, uid)

    def delete_design(self, uid: Uid) -> None:
        """Delete a design within the open operation; what was issued with it stays as it is."""
        rows.remove(self._file, CertificateDesign, uid)

    def save_design(self, design: CertificateDesign, loaded: CertificateDesign | None = None) -> None:
        """Write a design within the open operation; issued papers keep their own copy."""
        rows.save(self._file, design, loaded)

    def _end(
        self, record_type: type[Certificate] | type[IssuedPaper], uid: Uid, state: str, reason: str
    ) -> None:
        paper = rows.get(self._file, record_type, uid)
        if not may_move(paper.state, state):
            raise ValueError(f"{paper.state} does not become {state}")
        self._file.put(rows.TABLES[record_type], uid, {"state": state, "reason": reason})

    def _attendance(self, series: Uid) -> list[Attendance]:
        """Return the attendance of a series, joined persons as the one they stand for."""
        where = "r.session IN (SELECT uid FROM session WHERE series = ? AND alive = 1)"
        found = rows.select(self._file, Attendance, where, (series,), "r.session, r.position, r.uid")
        roots = dict(self._file.rows(f"{with_views(WHO)} SELECT uid, root FROM who"))
        return [
            dataclasses.replace(
                row,
                person=roots.get(row.person, row.person),
                represents=roots.get(row.represents, row.represents),
            )
            for row in found
        ]

    def _hours(self, series: Uid) -> dict[Uid, int]:
        sql = (
            f"{with_views(HOURS)} SELECT s.uid, COALESCE(h.lesson_hours, 0) FROM session s"
            " LEFT JOIN hours h ON h.session = s.uid"
            " WHERE s.series = ? AND s.alive = 1 AND s.status IS NOT 'cancelled' ORDER BY s.date, s.uid"
        )
        return dict(self._file.rows(sql, (series,)))


def _earned(row: tuple[Any, ...], credit: Credit, certificate: Uid | None) -> Earned:
    verified, is_official = bool(row[11]), bool(row[14])
    place = (*row[:8], bool(row[8]), *row[9:11], verified, is_official)
    return Earned._make((*place, credit.sessions, credit.lesson_hours, certificate))


def _paper_key(row: tuple[Any, ...]) -> tuple[str, str, bool, str]:
    is_head = row[5].endswith(("Kepala Desa", "Lurah"))
    return row[12], row[13], not is_head, sort_key(row[1])


def _line(row: tuple[Any, ...]) -> CertificateLine:
    (uid, number, printed, name, front, back, print_name, printed_village, village, *rest) = row
    (printed_district, district, is_ambiguous, state, reason, copies, replaced_by, date, *tail) = rest
    is_ready = state == "ready"
    live = print_name or full_name(name or "", front or "", back or "")
    head = (uid, number, live if is_ready else printed or live)
    place = (
        (village if is_ready else printed_village) or "",
        (district if is_ready else printed_district) or "",
    )
    kind, series, series_name, year, role, signatory, person, number_series, verified, short_code = tail
    return CertificateLine(
        *head, *place, bool(is_ambiguous), state, reason, copies, replaced_by, date_of(date), kind, series,
        series_name, year, role, signatory, person, number_series, bool(verified), short_code,
    )  # fmt: skip
