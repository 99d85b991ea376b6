"""The register of villages: lists, names with their time, districts. Rules are in `domain.villages`."""

import dataclasses
import datetime as dt
from collections import defaultdict
from typing import Any

from kpm_desktop.domain.names import full_name
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.villages import (
    DEFAULT_IDEAL,
    DEFAULT_TARGET,
    District,
    Regency,
    Village,
    VillageKind,
    VillageLine,
    VillageName,
    official_name,
    official_on,
)
from kpm_desktop.store import rows
from kpm_desktop.store.rows import Rows, date_of
from kpm_desktop.store.tables import HOLDS_TODAY
from kpm_desktop.store.views import PLACES, WHO, setting_number, with_views

_ACTIVE = """
active(village, cadres) AS (
    SELECT t.village, COUNT(DISTINCT COALESCE(w.root, t.person))
    FROM cadre_term t
    JOIN person p ON p.uid = t.person AND p.alive = 1
    LEFT JOIN who w ON w.uid = t.person
    WHERE t.alive = 1 AND t.status = 'active' GROUP BY t.village
)"""
_HEADS = """
heads AS (
    SELECT t.village, COALESCE(w.root, t.person) AS person, t.kind, ROW_NUMBER() OVER (
        PARTITION BY t.village ORDER BY COALESCE(t.term_start, '') DESC, t.uid DESC) AS place
    FROM head_term t
    JOIN person p ON p.uid = t.person AND p.alive = 1
    LEFT JOIN who w ON w.uid = t.person
    WHERE t.alive = 1 AND t.status = 'active'
)"""
_VISITED = """
visited(village, day) AS (
    SELECT a.village, MAX(s.date)
    FROM attendance a JOIN session s ON s.uid = a.session AND s.alive = 1 AND s.status IS NOT 'cancelled'
    WHERE a.alive = 1 AND a.status = 'present' AND s.date <= ?1 GROUP BY a.village
)"""
_LIST = f"""{with_views(WHO, PLACES, _ACTIVE, _HEADS, _VISITED)}
SELECT v.uid, n.name, n.district_name, v.kind, h.name, h.title_front, h.title_back,
    COALESCE(a.cadres, 0),
    COALESCE(v.target, {setting_number("village_target", DEFAULT_TARGET)}),
    t.day, n.is_ambiguous, v.village_code, v.district, n.district_code, v.official, v.phone,
    heads.person, heads.kind,
    COALESCE(v.ideal, {setting_number("village_ideal", DEFAULT_IDEAL)}),
    (SELECT group_concat(m.name, ', ') FROM village_name m
        WHERE m.village = v.uid AND m.alive = 1 AND m.name <> n.name)
FROM village v
JOIN places n ON n.uid = v.uid
LEFT JOIN active a ON a.village = v.uid
LEFT JOIN heads ON heads.village = v.uid AND heads.place = 1
LEFT JOIN person h ON h.uid = heads.person
LEFT JOIN visited t ON t.village = v.uid
WHERE v.alive = 1
ORDER BY COALESCE(n.district_code, '~'), COALESCE(v.village_code, '~'), v.uid
"""
_MEETINGS = """
SELECT s.uid, s.date, COALESCE(r.name, ''), COALESCE(p.name, ''),
    TOTAL(a.invited = 1), TOTAL(a.status = 'present')
FROM attendance a
JOIN session s ON s.uid = a.session AND s.alive = 1
LEFT JOIN series r ON r.uid = s.series
LEFT JOIN venue p ON p.uid = s.venue
WHERE a.alive = 1 AND a.village = ?
GROUP BY s.uid ORDER BY s.date DESC, s.uid DESC
"""


@dataclasses.dataclass(frozen=True, slots=True)
class Meeting:
    """A session seen from one village: how many of its people were invited and came."""

    session: Uid
    date: dt.date | None
    series_name: str
    venue_name: str
    invited: int
    present: int


class Villages:
    """Villages, their names and districts in one data file."""

    def __init__(self, data_file: Rows) -> None:
        self._file = data_file

    def find(self, today: dt.date) -> list[VillageLine]:
        """Return all villages by district and code, as they stand today."""
        return [_line(row) for row in self._file.rows(_LIST, (today.isoformat(),))]

    def get(self, uid: Uid) -> Village:
        """Return a village, also a deleted one; KeyError when there never was such a row."""
        return rows.get(self._file, Village, uid)

    def with_code(self, village_code: str) -> list[Village]:
        """Return the villages with this ministry code; more than one is a mistake to show."""
        return rows.select(self._file, Village, "r.village_code = ?", (village_code,))

    def regency(self) -> Regency | None:
        """Return the regency of this data file."""
        found = rows.select(self._file, Regency)
        return found[0] if found else None

    def districts(self) -> list[District]:
        """Return the districts in the order of their codes."""
        return rows.select(self._file, District, order="r.code, r.uid")

    def get_district(self, uid: Uid) -> District:
        """Return a district; KeyError when there never was such a row."""
        return rows.get(self._file, District, uid)

    def names(self, uid: Uid) -> list[VillageName]:
        """Return all names of a village: official ones, newest first, then other spellings."""
        return rows.select(
            self._file,
            VillageName,
            "r.village = ?",
            (uid,),
            "r.use <> 'official', r.valid_to IS NOT NULL, r.valid_from DESC, r.name",
        )

    def name_on(self, uid: Uid, day: dt.date) -> str:
        """Return the official name of a village on that day."""
        return official_name(self.names(uid), day)

    def spellings(self) -> dict[Uid, list[str]]:
        """Return every name ever used for each village, the present one first: what matching looks at."""
        found: defaultdict[Uid, list[str]] = defaultdict(list)
        sql = (
            "SELECT n.village, n.name FROM village_name n JOIN village v ON v.uid = n.village AND v.alive = 1"
            " WHERE n.alive = 1"
            f" ORDER BY n.use <> 'official', NOT {HOLDS_TODAY.format(name='n')}, n.valid_from DESC, n.uid"
        )
        for village, name in self._file.rows(sql):
            found[village].append(name)
        return dict(found)

    def meetings(self, uid: Uid) -> list[Meeting]:
        """Return the sessions to which people of the village were invited or came, newest first."""
        return [
            Meeting(session, date_of(date), series, venue, int(invited), int(present))
            for session, date, series, venue, invited, present in self._file.rows(_MEETINGS, (uid,))
        ]

    def save(self, village: Village, loaded: Village | None = None) -> None:
        """Write a village within the open operation; its name is a row of its own."""
        rows.save(self._file, village, loaded)

    def save_name(self, name: VillageName, loaded: VillageName | None = None) -> None:
        """Write a name within the open operation."""
        rows.save(self._file, name, loaded)

    def delete_name(self, uid: Uid) -> None:
        """Delete a spelling within the open operation."""
        rows.remove(self._file, VillageName, uid)

    def add_alias(self, village: Uid, name: str, source: str = "") -> VillageName:
        """Add another spelling within the open operation; the same spelling again changes nothing."""
        for known in self.names(village):
            if known.name == name:
                return known
        alias = VillageName(self._file.new_uid(), village, name, "alias", source=source)
        self.save_name(alias)
        return alias

    def correct_name(self, village: Uid, name: str, today: dt.date) -> None:
        """Change today's official name (a misspelling in the list); the old one becomes an alias."""
        current = official_on(self.names(village), today)
        if current is None:
            self.save_name(VillageName(self._file.new_uid(), village, name))
        elif current.name != name:
            self.save_name(dataclasses.replace(current, name=name))
            self.add_alias(village, current.name)

    def rename(self, village: Uid, name: str, first_day: dt.date) -> None:
        """Give a village another official name from that day on; the old one keeps its time.

        Papers of earlier days keep the old name: they hold it as printed.
        """
        current = self._current(village)
        if current is not None:
            before = first_day - dt.timedelta(days=1)
            self.save_name(dataclasses.replace(current, valid_to=before))
        self.save_name(VillageName(self._file.new_uid(), village, name, valid_from=first_day))

    def add_unofficial(self, district: Uid, name: str, kind: VillageKind = "desa") -> Village:
        """Add a village that the official list lacks, within the open operation."""
        village = Village(self._file.new_uid(), district=district, kind=kind, official=False)
        self.save(village)
        self.save_name(VillageName(self._file.new_uid(), village.uid, name))
        return village

    def delete(self, uid: Uid) -> None:
        """Delete an unofficial village within the open operation; ValueError for an official one."""
        if self.get(uid).official:
            raise ValueError("official villages are never deleted")
        for name in self.names(uid):
            self.delete_name(name.uid)
        rows.remove(self._file, Village, uid)

    def _current(self, village: Uid) -> VillageName | None:
        return next(
            (name for name in self.names(village) if name.use == "official" and name.valid_to is None), None
        )


def _line(row: tuple[Any, ...]) -> VillageLine:
    (uid, name, district_name, kind, head, front, back, cadres, target, day, is_ambiguous, *rest) = row
    (code, district, district_code, official, phone, head_uid, head_kind, ideal, aliases) = rest
    head_name = full_name(head, front or "", back or "") if head else ""
    return VillageLine(
        uid=uid,
        name=name,
        district_name=district_name or "",
        kind=kind or "",
        head_name=head_name,
        active_cadres=cadres,
        target=target,
        last_session=date_of(day),
        is_ambiguous=bool(is_ambiguous),
        village_code=code or "",
        district=district,
        district_code=district_code or "",
        official=bool(official),
        phone=phone or "",
        head=head_uid,
        head_kind=head_kind or "",
        ideal=ideal,
        aliases=aliases or "",
    )
