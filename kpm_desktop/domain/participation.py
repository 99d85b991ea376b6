"""Who has had what: hours of each cadre and year, who was left out for long, how many of those called came.

Pure counting over what the registers find. Invited is not present; a row without a mark is not absent.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kpm_desktop.domain.cadres import CadreLine
from kpm_desktop.domain.charts import Bar, BarChart, percent_axis
from kpm_desktop.domain.search import search_text
from kpm_desktop.domain.uid import Uid

YEARS_WITHOUT = 2
"""A cadre who was at no session for so many years stands on the list of those left out (screens 3.2)."""


class PersonYear(NamedTuple):
    """What one person had in one year: sessions he was present at, their lesson hours, the last day."""

    person: Uid
    year: int
    sessions: int
    lesson_hours: int
    last_day: dt.date


class CadreRecap(NamedTuple):
    """A cadre with the lesson hours of each year that is known, newest year first."""

    uid: Uid
    cadre: CadreLine
    hours: Mapping[int, int]
    total: int
    last_day: dt.date | None

    @property
    def search(self) -> str:
        """Return the folded text that a search looks at."""
        return self.cadre.search


class DistrictRate(NamedTuple):
    """How those called from one district came in one year; uid `pair_uid("rate", district, year)`.

    `present` counts everybody who came, also uninvited; `came` those invited who came or sent somebody.
    """

    uid: Uid
    district: Uid
    name: str
    code: str
    year: int
    sessions: int
    invited: int
    present: int
    came: int
    excused: int
    sick: int
    absent: int
    unmarked: int

    @property
    def percent(self) -> int | None:
        """Return how many of a hundred invited and marked ones came; None while nobody is marked."""
        marked = self.invited - self.unmarked
        return round(100 * self.came / marked) if marked else None

    @property
    def search(self) -> str:
        """Return the folded text that a search looks at."""
        return search_text(self.name)


def cadre_recaps(cadres: Iterable[CadreLine], years: Iterable[PersonYear]) -> list[CadreRecap]:
    """Return every cadre with his hours, in the order given."""
    known: dict[Uid, list[PersonYear]] = {}
    for one in years:
        known.setdefault(one.person, []).append(one)
    recaps = []
    for cadre in cadres:
        mine = sorted(known.get(cadre.uid, ()), key=lambda one: -one.year)
        hours = {one.year: one.lesson_hours for one in mine}
        last = max((one.last_day for one in mine), default=None)
        recaps.append(CadreRecap(cadre.uid, cadre, hours, sum(hours.values()), last))
    return recaps


def left_out(recaps: Iterable[CadreRecap], today: dt.date, years: int = YEARS_WITHOUT) -> list[CadreRecap]:
    """Return the active cadres who were at no session for so many years, those never there first.

    Who has never been at one, but serves for a shorter time than that, is new and not left out.
    """
    bound = years_before(today, years)
    found = []
    for one in recaps:
        since = one.last_day or one.cadre.term_start
        if one.cadre.status == "active" and (since is None or since < bound):
            found.append(one)
    return sorted(found, key=lambda one: one.last_day or dt.date.min)


def years_before(day: dt.date, years: int) -> dt.date:
    """Return the same day so many years before; 28 February for the 29th."""
    leap = day.month == 2 and day.day == 29
    return dt.date(day.year - years, day.month, 28 if leap else day.day)


def recap_years(recaps: Iterable[CadreRecap], today: dt.date, most: int = 4) -> list[int]:
    """Return the years that have a column: this one and those before it with hours, newest first."""
    found = {year for one in recaps for year, hours in one.hours.items() if hours}
    return sorted(found | {today.year}, reverse=True)[:most]


def rate_chart(rates: Sequence[DistrictRate]) -> BarChart:
    """Return the chart of attendance rates; years are named when there are several."""
    several = len({rate.year for rate in rates}) > 1
    bars = tuple(
        Bar(
            f"{rate.name} {rate.year}" if several else rate.name,
            None if rate.percent is None else float(rate.percent),
            "belum ditandai" if rate.percent is None else f"{rate.percent} %",
        )
        for rate in rates
    )
    return BarChart(bars, 100.0, percent_axis())
