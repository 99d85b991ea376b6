"""The register of series, sessions, venues, topics and speakers. Who comes to them: `attendance.py`."""

import dataclasses
import datetime as dt
import json
from typing import Any, TypeVar

from kpm_desktop.domain.sessions import (
    Attachment,
    Series,
    SeriesLine,
    Session,
    SessionLine,
    Speaker,
    StepTick,
    Topic,
    Venue,
    districts_text,
)
from kpm_desktop.domain.uid import Uid, pair_uid
from kpm_desktop.store import rows
from kpm_desktop.store.rows import Rows, date_of
from kpm_desktop.store.views import HOURS, with_views

Part = TypeVar("Part", Topic, Speaker, Venue, Attachment)

_COUNTS = """
counts AS (
    SELECT session, TOTAL(invited = 1) AS invited, TOTAL(status = 'present') AS present,
        TOTAL(invited = 1 AND status IS NULL) AS unmarked, TOTAL(status = 'excused') AS excused,
        TOTAL(status = 'sick') AS sick, TOTAL(status = 'absent') AS absent,
        TOTAL(status = 'represented') AS represented,
        TOTAL(invited = 1 AND (post LIKE '%Kepala Desa%' OR post LIKE '%Lurah%')) AS heads
    FROM attendance WHERE alive = 1 AND COALESCE(role, 'participant') = 'participant' GROUP BY session
)"""
_SHEETS = """
sheets AS (
    SELECT f.of AS session, COUNT(DISTINCT f.uid) AS sheets, COUNT(g.signatures) AS pages
    FROM printed_sheet f LEFT JOIN sheet_page g ON g.sheet = f.uid AND g.alive = 1
    WHERE f.alive = 1 AND f.kind = 'H' GROUP BY f.of
)"""
_ISSUED = """
issued AS (
    SELECT a.session, COUNT(DISTINCT c.uid) AS certificates
    FROM attendance a
    JOIN session s ON s.uid = a.session AND s.alive = 1
    JOIN certificate c ON c.person = a.person AND +c.series = s.series
    WHERE a.alive = 1 AND a.status = 'present' AND c.alive = 1 AND c.state = 'issued' GROUP BY a.session
)"""  # the plus keeps to the index of persons: a person has few certificates, a series has many
_SESSIONS = f"""{with_views(HOURS, _COUNTS, _SHEETS, _ISSUED)}
SELECT s.uid, s.series, COALESCE(r.name, ''), s.date, COALESCE(s.start, ''), COALESCE(s."end", ''),
    COALESCE(v.name, ''), s.districts, COALESCE(s.kind, ''), COALESCE(s.status, 'planned'),
    c.invited, c.present, c.unmarked, c.excused, c.sick, c.absent, c.represented, h.lesson_hours, c.heads,
    f.sheets, f.pages,
    (SELECT json_group_array(t.step) FROM step_tick t WHERE t."row" = s.uid AND t.alive = 1), i.certificates
FROM session s
LEFT JOIN series r ON r.uid = s.series
LEFT JOIN venue v ON v.uid = s.venue
LEFT JOIN counts c ON c.session = s.uid
LEFT JOIN hours h ON h.session = s.uid
LEFT JOIN sheets f ON f.session = s.uid
LEFT JOIN issued i ON i.session = s.uid
WHERE s.alive = 1 AND (?1 IS NULL OR s.series = ?1)
ORDER BY s.date IS NULL, s.date, COALESCE(s.start, ''), s.uid
"""
_SERIES = f"""{with_views(_COUNTS)}
SELECT r.uid, COALESCE(r.name, ''), COALESCE(r.kind, ''), r.year, COALESCE(r.batch, ''), MIN(s.date),
    MAX(s.date), COUNT(s.uid),
    (SELECT COUNT(DISTINCT e.value) FROM session x, json_each(x.districts) e
        WHERE x.series = r.uid AND x.alive = 1 AND x.status IS NOT 'cancelled'),
    CAST(TOTAL(c.invited) AS INTEGER), CAST(TOTAL(c.present) AS INTEGER),
    (SELECT COUNT(*) FROM certificate k WHERE k.series = r.uid AND k.alive = 1 AND k.state = 'issued')
FROM series r
LEFT JOIN session s ON s.series = r.uid AND s.alive = 1 AND s.status IS NOT 'cancelled'
LEFT JOIN counts c ON c.session = s.uid
WHERE r.alive = 1
GROUP BY r.uid
ORDER BY r.year IS NULL, r.year DESC, MAX(s.date) DESC, r.uid
"""


class Sessions:
    """Series and sessions in one data file."""

    def __init__(self, data_file: Rows) -> None:
        self._file = data_file

    def find(self, series: Uid | None = None) -> list[SessionLine]:
        """Return all sessions, or those of one series, by date and hour; undated ones last."""
        names = dict(self._file.rows("SELECT uid, name FROM district"))
        return [_session_line(row, names) for row in self._file.rows(_SESSIONS, (series,))]

    def find_series(self) -> list[SeriesLine]:
        """Return all series, newest year first."""
        return [
            SeriesLine._make((*row[:5], date_of(row[5]), date_of(row[6]), *row[7:]))
            for row in self._file.rows(_SERIES)
        ]

    def get(self, uid: Uid) -> Session:
        """Return a session, also a deleted one; KeyError when there never was such a row."""
        return rows.get(self._file, Session, uid)

    def get_series(self, uid: Uid) -> Series:
        """Return a series, also a deleted one; KeyError when there never was such a row."""
        return rows.get(self._file, Series, uid)

    def get_venue(self, uid: Uid) -> Venue:
        """Return a venue, also a deleted one; KeyError when there never was such a row."""
        return rows.get(self._file, Venue, uid)

    def of_series(self, series: Uid) -> list[Session]:
        """Return the sessions of a series by date and hour."""
        return rows.select(
            self._file, Session, "r.series = ?", (series,), "r.date IS NULL, r.date, r.start, r.uid"
        )

    def on_day(self, day: dt.date) -> list[Session]:
        """Return the sessions of a day, of every series: what a new one may clash with."""
        return rows.select(self._file, Session, "r.date = ?", (day.isoformat(),))

    def venues(self) -> list[Venue]:
        """Return the venues by name."""
        return rows.select(self._file, Venue, order="r.name, r.uid")

    def topics(self, session: Uid) -> list[Topic]:
        """Return the topics of a session in their order."""
        return rows.select(self._file, Topic, "r.session = ?", (session,), "r.position, r.uid")

    def speakers(self, session: Uid) -> list[Speaker]:
        """Return the speakers and moderators of a session."""
        return rows.select(self._file, Speaker, "r.session = ?", (session,))

    def attachments(self, row: Uid) -> list[Attachment]:
        """Return the pictures and files of a session, series or contest in their order."""
        return rows.select(self._file, Attachment, "r.row = ?", (row,), "r.position, r.uid")

    def lesson_hours(self, session: Uid) -> int:
        """Return the lesson hours of a session: the sum over its topics."""
        return sum(topic.lesson_hours or 0 for topic in self.topics(session))

    def save(self, session: Session, loaded: Session | None = None) -> None:
        """Write a session within the open operation."""
        rows.save(self._file, session, loaded)

    def save_series(self, series: Series, loaded: Series | None = None) -> None:
        """Write a series within the open operation."""
        rows.save(self._file, series, loaded)

    def save_part(self, part: Part, loaded: Part | None = None) -> None:
        """Write a topic, speaker, venue or attachment within the open operation."""
        rows.save(self._file, part, loaded)

    def delete_part(self, part: Topic | Speaker | Venue | Attachment) -> None:
        """Delete a topic, speaker, venue or attachment within the open operation."""
        rows.remove(self._file, type(part), part.uid)

    def ticks(self, row: Uid) -> list[StepTick]:
        """Return the steps of a session or series that were ticked by hand."""
        return rows.select(self._file, StepTick, "r.row = ?", (row,))

    def tick(self, row: Uid, step: str, note: str = "", *, is_done: bool = True) -> None:
        """Tick or untick a step within the open operation."""
        uid = pair_uid("step_tick", row, step)
        if is_done:
            rows.save(self._file, StepTick(uid, row, step, note))
        else:
            rows.remove(self._file, StepTick, uid)

    def delete(self, uid: Uid) -> None:
        """Delete a session with its topics, speakers, attendance and payments within the open operation."""
        for table in ("topic", "speaker", "attendance", "payment"):
            for (part,) in self._file.rows(
                f'SELECT uid FROM "{table}" WHERE session = ? AND alive = 1', (uid,)
            ):
                self._file.remove(table, part)
        rows.remove(self._file, Session, uid)

    def delete_series(self, uid: Uid) -> None:
        """Delete a series with its sessions within the open operation."""
        for session in self.of_series(uid):
            self.delete(session.uid)
        rows.remove(self._file, Series, uid)

    def copy_series(self, uid: Uid, name: str, year: int) -> Series:
        """Copy a series within the open operation: sessions undated, topics kept, nobody invited."""
        old = self.get_series(uid)
        series = dataclasses.replace(old, uid=self._file.new_uid(), name=name, year=year)
        self.save_series(series)
        for session in self.of_series(uid):
            copy = dataclasses.replace(
                session,
                uid=self._file.new_uid(),
                series=series.uid,
                date=None,
                status="planned",
                reason="",
                notes="",
            )
            self.save(copy)
            for topic in self.topics(session.uid):
                self.save_part(dataclasses.replace(topic, uid=self._file.new_uid(), session=copy.uid))
        return series


def _session_line(row: tuple[Any, ...], district_names: dict[Uid, str]) -> SessionLine:
    uid, series, series_name, date, start, end, venue, districts_json, kind, status, *rest = row
    *counts, ticks, certificates = rest
    districts = tuple(bytes.fromhex(item) for item in json.loads(districts_json or "[]"))
    title = districts_text([district_names.get(district, "") for district in districts])
    numbers = (int(number or 0) for number in counts)
    head = (uid, series, series_name, date_of(date), start, end, venue, title, districts, kind, status)
    return SessionLine._make((*head, *numbers, tuple(json.loads(ticks or "[]")), certificates or 0))
