"""Hours of each cadre and year, and rates of each district, against a count done by hand in plain Python."""

import dataclasses
import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from event_samples import event_file
from kpm_desktop.domain.participation import cadre_recaps, left_out, rate_chart, recap_years
from kpm_desktop.domain.people import Person
from kpm_desktop.domain.sessions import AttendanceStatus, Session, Topic
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from rounds import rounds

TODAY = dt.date(2027, 4, 8)
DAYS = (
    dt.date(2023, 5, 2),
    dt.date(2025, 4, 3),
    dt.date(2027, 3, 4),
    dt.date(2027, 4, 1),
    dt.date(2027, 9, 9),
)
MARKS: tuple[AttendanceStatus, ...] = ("present", "present", "excused", "sick", "absent", "")


@pytest.fixture
def data_file(tmp_path: Path) -> Iterator[DataFile]:
    with event_file(tmp_path, villages=12, districts=3) as made:
        yield made


def planned(file: DataFile, day: dt.date | None, hours: int, status: str = "held") -> Uid:
    uid = file.new_uid()
    with file.operation("edit", "Sesi"):
        file.sessions.save(Session(uid, date=day, status=status))  # type: ignore[arg-type]
        file.sessions.save_part(Topic(file.new_uid(), uid, 1, "Materi", hours))
        file.attendance.invite(uid, [one for one in file.attendance.candidates() if one.kind == "cadre"])
    return uid


def marked(file: DataFile, chance: random.Random) -> dict[Uid, dict[Uid, AttendanceStatus]]:
    """Mark sessions by chance; returns the mark of each person at each session."""
    told: dict[Uid, dict[Uid, AttendanceStatus]] = {}
    for place, day in enumerate(DAYS):
        session = planned(file, day, place + 1)
        told[session] = {}
        with file.operation("edit", "Tandai"):
            for row in file.attendance.of_session(session):
                mark = chance.choice(MARKS)
                assert row.person is not None
                told[session][row.person] = mark
                file.attendance.mark([row.uid], mark)
    return told


@pytest.mark.parametrize("seed", range(rounds("SEEDS", 5)))
def test_hours_of_each_year_are_those_of_the_sessions_somebody_was_present_at(
    data_file: DataFile, seed: int
) -> None:
    told = marked(data_file, random.Random(seed))  # noqa: S311
    cancelled = planned(data_file, dt.date(2026, 1, 1), 50, "cancelled")
    with data_file.operation("edit", "Tandai"):
        data_file.attendance.mark([row.uid for row in data_file.attendance.of_session(cancelled)], "present")
    wanted: defaultdict[Uid, defaultdict[int, int]] = defaultdict(lambda: defaultdict(int))
    last: dict[Uid, dt.date] = {}
    for place, (session, marks) in enumerate(told.items()):
        day = DAYS[place]
        assert data_file.sessions.get(session).date == day
        for person, mark in marks.items():
            if mark == "present":
                wanted[person][day.year] += place + 1
                last[person] = max(day, last.get(person, day))
    recaps = cadre_recaps(data_file.cadres.find(TODAY), data_file.participation.person_years())
    assert len(recaps) == 12
    for recap in recaps:
        assert dict(recap.hours) == dict(wanted[recap.uid])
        assert recap.total == sum(wanted[recap.uid].values())
        assert recap.last_day == last.get(recap.uid)
    assert 2026 not in recap_years(recaps, TODAY)


@pytest.mark.parametrize("seed", range(rounds("SEEDS", 5)))
def test_rates_count_who_was_called_and_marked(data_file: DataFile, seed: int) -> None:
    told = marked(data_file, random.Random(seed))  # noqa: S311
    district = {line.uid: line.district for line in data_file.villages.find(TODAY)}
    home = {line.uid: district[line.village] or b"" for line in data_file.cadres.find(TODAY) if line.village}
    marks: defaultdict[tuple[Uid, int], list[AttendanceStatus]] = defaultdict(list)
    for place, rows in enumerate(told.values()):
        if DAYS[place] <= TODAY:
            for person, mark in rows.items():
                marks[home[person], DAYS[place].year].append(mark)
    rates = {(one.district, one.year): one for one in data_file.participation.district_rates(TODAY)}
    assert set(rates) == set(marks)
    for key, found in marks.items():
        rate = rates[key]
        seen = [mark for mark in found if mark]
        assert (rate.invited, rate.unmarked) == (len(found), len(found) - len(seen))
        assert (rate.excused, rate.sick, rate.absent) == tuple(
            found.count(word) for word in ("excused", "sick", "absent")
        )
        assert rate.percent == (round(100 * seen.count("present") / len(seen)) if seen else None)
    assert len({one.uid for one in rates.values()}) == len(rates)


def test_whoever_sends_somebody_counts_as_come_and_a_guest_does_not_raise_the_rate(
    data_file: DataFile,
) -> None:
    session = planned(data_file, dt.date(2027, 4, 1), 2)
    first, *others = data_file.attendance.of_session(session)
    guest = Person(data_file.new_uid(), "Tamu Rekaan")
    with data_file.operation("edit", "Tandai"):
        data_file.attendance.represent(first.uid, Person(data_file.new_uid(), "Wakil Rekaan"))
        data_file.attendance.mark([row.uid for row in others], "absent")
        data_file.attendance.add_walk_in(session, guest, first.village)
    rate = next(
        one
        for one in data_file.participation.district_rates(TODAY)
        if one.code == min(line.district_code for line in data_file.villages.find(TODAY))
    )
    assert (rate.invited, rate.came, rate.present) == (4, 1, 2)
    assert rate.percent == 25


def test_left_out_is_who_serves_for_two_years_without_a_session(data_file: DataFile) -> None:
    session = planned(data_file, dt.date(2025, 4, 7), 2)
    rows = data_file.attendance.of_session(session)
    later = planned(data_file, dt.date(2025, 4, 8), 2)
    with data_file.operation("edit", "Tandai"):
        data_file.attendance.mark([row.uid for row in rows[:2]], "present")
        second = next(row for row in data_file.attendance.of_session(later) if row.person == rows[1].person)
        data_file.attendance.mark([second.uid], "present")
        term = data_file.cadres.get(rows[2].person or b"").term
        data_file.cadres.save_term(dataclasses.replace(term, term_start=dt.date(2026, 1, 1)), term)
    recaps = cadre_recaps(data_file.cadres.find(TODAY), data_file.participation.person_years())
    names = {one.uid for one in left_out(recaps, TODAY)}
    assert rows[0].person in names  # two years and a day ago
    assert rows[1].person not in names  # two years ago to the day
    assert rows[2].person not in names  # serves since last year
    assert rows[3].person in names  # never


def test_a_district_without_marks_has_no_bar(data_file: DataFile) -> None:
    planned(data_file, dt.date(2027, 4, 1), 2)
    chart = rate_chart(data_file.participation.district_rates(TODAY))
    assert [bar.value for bar in chart.bars] == [None, None, None]
    assert {bar.text for bar in chart.bars} == {"belum ditandai"}
