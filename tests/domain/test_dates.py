"""Dates as offices write and type them; the calendar of the standard library is the oracle."""

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpm_desktop.domain import dates

TODAY = dt.date(2027, 4, 8)
MODERN = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))


def read(text: str) -> dt.date | None:
    reading = dates.parse_date(text, latest=TODAY)
    return reading.value if reading else None


def test_printed_shapes() -> None:
    friday = dt.date(2019, 4, 12)
    assert dates.long_date(friday) == "12 April 2019"
    assert dates.weekday_date(friday) == "Jumat, 12 April 2019"
    assert dates.short_date(dt.date(2027, 4, 7)) == "7 Apr 2027"
    assert dates.date_in_words(friday) == (
        "Jumat tanggal dua belas bulan April tahun dua ribu sembilan belas"
    )


@given(MODERN)
def test_weekdays_follow_the_calendar(date: dt.date) -> None:
    english = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    names = dict(zip(english, ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"], strict=True))
    assert dates.weekday_name(date) == names[english[calendar.weekday(date.year, date.month, date.day)]]


@given(MODERN)
def test_every_printed_or_typed_shape_reads_back(date: dt.date) -> None:
    shapes = [
        dates.long_date(date),
        dates.short_date(date),
        dates.weekday_date(date),
        dates.weekday_date(date).replace("Jumat", "Jum’at"),
        dates.weekday_date(date).replace("Jumat", "JUM'AT").upper(),
        f"{date.day}/{date.month}/{date.year}",
        f"{date:%d-%m-%Y}",
        f"{date:%d.%m.%Y}",
        f"{date:%d%m%Y}",
        f"{date:%Y-%m-%d}",
        f"{date:%Y-%m-%d} 00:00:00",
        f" {date.day} - {date.month} - {date.year} ",
    ]
    assert [read(shape) for shape in shapes] == [date] * len(shapes)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("5/2/84", dt.date(1984, 2, 5)),
        ("5 Feb 1984", dt.date(1984, 2, 5)),
        ("5-Peb-84", dt.date(1984, 2, 5)),
        ("05021984", dt.date(1984, 2, 5)),
        ("050284", dt.date(1984, 2, 5)),
        ("12-04-2019", dt.date(2019, 4, 12)),
        ("Jum’at, 12 April 2019", dt.date(2019, 4, 12)),
        ("Jum'at/12/4/2019", dt.date(2019, 4, 12)),
        ("17 Nopember 1990", dt.date(1990, 11, 17)),
        ("4 Agt. 1979", dt.date(1979, 8, 4)),
        ("29/2/1984", dt.date(1984, 2, 29)),
    ],
)
def test_typed_dates(text: str, date: dt.date) -> None:
    assert read(text) == date


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "0",
        "31/2/1984",
        "29/2/1983",
        "2/25/1984",
        "1984",
        "5 Fbr 1984",
        "5/2",
        "99999999",
        "12/4/0019",
    ],
)
def test_what_is_no_date_is_never_guessed(text: str) -> None:
    assert read(text) is None


def test_a_two_digit_year_tells_when_it_is_ambiguous() -> None:
    old = dates.parse_date("5/2/84", latest=TODAY)
    assert old == dates.DateReading(dt.date(1984, 2, 5))
    young = dates.parse_date("5/2/19", latest=TODAY)
    assert young == dates.DateReading(dt.date(2019, 2, 5), (dt.date(1919, 2, 5),))
    assert young.is_ambiguous
    session = dates.parse_date("12/4/19", latest=TODAY, earliest=dt.date(2000, 1, 1))
    assert session == dates.DateReading(dt.date(2019, 4, 12))
    coming = dates.parse_date("9/4/27", latest=dt.date(2030, 12, 31), earliest=dt.date(2000, 1, 1))
    assert coming == dates.DateReading(dt.date(2027, 4, 9))
    assert read("9/4/27") == dt.date(1927, 4, 9)


@given(MODERN, st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1)))
def test_a_two_digit_year_is_never_later_than_the_latest_day(date: dt.date, latest: dt.date) -> None:
    reading = dates.parse_date(f"{date:%d/%m/%y}", latest=latest)
    if reading is None:
        assert (date.month, date.day) == (2, 29)
        return
    assert reading.value <= latest
    assert (reading.value.day, reading.value.month, reading.value.year % 100) == (
        date.day,
        date.month,
        date.year % 100,
    )
    assert all(other < reading.value for other in reading.others)


def test_ranges_repeat_only_what_differs() -> None:
    april = dt.date(2019, 4, 12)
    assert dates.date_range(dt.date(2019, 4, 4), april) == "4 s.d. 12 April 2019"
    assert dates.date_range(dt.date(2019, 3, 28), april) == "28 Maret s.d. 12 April 2019"
    assert dates.date_range(dt.date(2018, 12, 28), april) == "28 Desember 2018 s.d. 12 April 2019"
    assert dates.date_range(april, april) == "12 April 2019"
    with pytest.raises(ValueError, match="forward"):
        dates.date_range(april, dt.date(2019, 4, 4))


@given(MODERN)
def test_excel_serials_of_both_epochs(date: dt.date) -> None:
    since_1900 = date.toordinal() - dt.date(1900, 1, 1).toordinal() + 1
    if date >= dt.date(1900, 3, 1):
        since_1900 += 1
    assert dates.from_excel_serial(since_1900) == date
    assert dates.from_excel_serial(since_1900 + 0.75) == date
    if date >= dt.date(1904, 1, 1):
        since_1904 = date.toordinal() - dt.date(1904, 1, 1).toordinal()
        assert dates.from_excel_serial(since_1904, epoch_1904=True) == date


def test_serials_that_are_no_day() -> None:
    for serial in (0, -1, 60, 2958466, float("nan"), float("inf")):
        assert dates.from_excel_serial(serial) is None
    assert dates.from_excel_serial(2958465) == dt.date(9999, 12, 31)
    assert dates.from_excel_serial(2957003, epoch_1904=True) == dt.date(9999, 12, 31)
    assert dates.from_excel_serial(0, epoch_1904=True) == dt.date(1904, 1, 1)


@given(st.dates(dt.date(1930, 1, 1), dt.date(2020, 1, 1)), st.integers(0, 40_000))
def test_age_counts_the_birthdays_that_have_been(born: dt.date, days: int) -> None:
    day = born + dt.timedelta(days=days)
    birthdays = 0
    for year in range(born.year + 1, day.year + 1):
        last = calendar.monthrange(year, born.month)[1]
        birthday = (
            dt.date(year, born.month, born.day) if born.day <= last else dt.date(year, born.month + 1, 1)
        )
        birthdays += birthday <= day
    assert dates.age_on(born, day) == birthdays


def test_birth_dates_worth_a_look() -> None:
    assert dates.birth_date_problems(None, TODAY) == []
    assert dates.birth_date_problems(dt.date(1984, 5, 2), TODAY) == []
    codes = [
        [problem.code for problem in dates.birth_date_problems(born, TODAY)]
        for born in (
            dt.date(2027, 4, 9),
            dt.date(2010, 4, 9),
            dt.date(2010, 4, 8),
            dt.date(1946, 4, 9),
            dt.date(1946, 4, 8),
        )
    ]
    assert codes == [["F.107"], ["W.203"], [], [], ["W.203"]]


@given(st.times())
def test_clock_times_read_back(time: dt.time) -> None:
    stored = f"{time:%H:%M}"
    for text in (stored, dates.clock_text(stored), f"{time:%H%M}", f" {dates.clock_text(stored)} WIB"):
        assert dates.parse_clock(text) == stored


def test_clock_shapes() -> None:
    assert dates.parse_clock("8") == "08:00"
    assert dates.parse_clock("7.30") == "07:30"
    assert [dates.parse_clock(text) for text in ("", "24.00", "08.60", "pagi", "8.5")] == [None] * 5
    assert dates.clock_range("08:00") == "08.00 WIB s.d. selesai"
    assert dates.clock_range("08:00", "12:00") == "08.00 s.d. 12.00 WIB"
    assert dates.clock_range("") == ""
