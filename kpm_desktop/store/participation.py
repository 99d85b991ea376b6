"""What people took part in, counted over all sessions: by person and by district, each year. Reads only."""

import datetime as dt

from kpm_desktop.domain.participation import DistrictRate, PersonYear
from kpm_desktop.domain.uid import pair_uid
from kpm_desktop.store.rows import Rows, date_of
from kpm_desktop.store.views import HOURS, PLACES, PRESENCE, WHO, with_views

_PERSON_YEARS = f"""{with_views(WHO, HOURS, PRESENCE)}
SELECT p.person, CAST(substr(s.date, 1, 4) AS INTEGER), COUNT(*), COALESCE(SUM(h.lesson_hours), 0),
    MAX(s.date)
FROM presence p
JOIN session s ON s.uid = p.session AND s.date IS NOT NULL
LEFT JOIN hours h ON h.session = p.session
GROUP BY 1, 2 ORDER BY 1, 2
"""
_DISTRICT_RATES = f"""{with_views(PLACES)}
SELECT n.district, COALESCE(n.district_name, ''), COALESCE(n.district_code, ''),
    CAST(substr(s.date, 1, 4) AS INTEGER), COUNT(DISTINCT s.uid), TOTAL(a.invited = 1),
    TOTAL(a.status = 'present'), TOTAL(a.invited = 1 AND a.status IN ('present', 'represented')),
    TOTAL(a.status = 'excused'), TOTAL(a.status = 'sick'), TOTAL(a.status = 'absent'),
    TOTAL(a.invited = 1 AND a.status IS NULL)
FROM attendance a
JOIN session s ON s.uid = a.session AND s.alive = 1 AND s.status IS NOT 'cancelled'
JOIN places n ON n.uid = a.village
WHERE a.alive = 1 AND COALESCE(a.role, 'participant') = 'participant' AND s.date <= ?1
    AND n.district IS NOT NULL
GROUP BY 1, 4 ORDER BY 4 DESC, 3
"""


class Participation:
    """Who has had what, in one data file."""

    def __init__(self, data_file: Rows) -> None:
        self._file = data_file

    def person_years(self) -> list[PersonYear]:
        """Return what each person was present at, year by year; sessions without a day are left out."""
        return [
            PersonYear(person, year, sessions, hours, date_of(last) or dt.date.min)
            for person, year, sessions, hours, last in self._file.rows(_PERSON_YEARS)
        ]

    def district_rates(self, today: dt.date) -> list[DistrictRate]:
        """Return how those called from each district came to sessions up to today, newest year first."""
        return [
            DistrictRate(
                pair_uid("rate", district, str(year)), district, name, code, year, sessions, *map(int, counts)
            )
            for district, name, code, year, sessions, *counts in self._file.rows(
                _DISTRICT_RATES, (today.isoformat(),)
            )
        ]
