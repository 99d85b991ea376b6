"""Dates and clock times as offices write and type them: own month and weekday tables, day first.

Empty stays empty: nothing here ever means today. A calendar date has no zone. Spelling out: `words.py`.
"""

import dataclasses
import datetime as dt
import re

from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.words import in_words

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
YOUNGEST, OLDEST = 17, 80
"""Ages outside of this, in full years, are worth a second look (W.203)."""

_OTHER_MONTHS = {
    "pebruari": 2, "peb": 2, "february": 2, "january": 1, "march": 3, "may": 5, "june": 6, "july": 7,
    "agt": 8, "ags": 8, "agst": 8, "agus": 8, "aug": 8, "august": 8, "sept": 9, "oct": 10, "october": 10,
    "nop": 11, "nopember": 11, "dec": 12, "december": 12,
}  # fmt: skip
_MONTH_NUMBERS = (
    {name.lower(): number for number, name in enumerate(MONTHS, start=1)}
    | {name.lower(): number for number, name in enumerate(SHORT_MONTHS, start=1)}
    | _OTHER_MONTHS
)
_WEEKDAY = re.compile(
    r"(?:hari\s+)?(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad)\b\s*[,/]?\s*", re.IGNORECASE
)
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})\s*[/.\-\s]?\s*([A-Za-z]{3,9})\.?\s*[/.\-\s,]?\s*(\d{4}|\d{2})")
_MIDNIGHT = re.compile(r"[T\s]00[:.]00(?:[:.]00(?:\.0+)?)?$")
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


@dataclasses.dataclass(frozen=True, slots=True)
class DateReading:
    """A date read from typed text; `others` are the other dates a two-digit year could mean (W.207)."""

    value: dt.date
    others: tuple[dt.date, ...] = ()

    @property
    def is_ambiguous(self) -> bool:
        """Tell whether the operator has to look again."""
        return bool(self.others)


def long_date(date: dt.date) -> str:
    """Return `12 April 2019`."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def weekday_name(date: dt.date) -> str:
    """Return the Indonesian weekday: `Jumat`."""
    return WEEKDAYS[date.weekday()]


def weekday_date(date: dt.date) -> str:
    """Return `Jumat, 12 April 2019`."""
    return f"{weekday_name(date)}, {long_date(date)}"


def short_date(date: dt.date) -> str:
    """Return `7 Apr 2027`, for table cells."""
    return f"{date.day} {SHORT_MONTHS[date.month - 1]} {date.year}"


def date_in_words(date: dt.date) -> str:
    """Return a date spelled out as in minutes: `Jumat tanggal dua belas bulan April tahun dua ribu ...`."""
    day, year = in_words(date.day), in_words(date.year)
    return f"{weekday_name(date)} tanggal {day} bulan {MONTHS[date.month - 1]} tahun {year}"


def date_range(first: dt.date, last: dt.date) -> str:
    """Return `4 s.d. 12 April 2019`, saying month and year twice only where they differ.

    Raises ValueError when `last` lies before `first`.
    """
    if last < first:
        raise ValueError("a range of dates runs forward")
    if first == last:
        return long_date(first)
    if first.year != last.year:
        return f"{long_date(first)} s.d. {long_date(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} s.d. {long_date(last)}"
    return f"{first.day} s.d. {long_date(last)}"


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _parts(text: str) -> tuple[str, int, int] | None:
    """Return year as written, month and day of typed text; None when it has no known shape."""
    if found := _YEAR_FIRST.fullmatch(text):
        return found[1], int(found[2]), int(found[3])
    if found := _DAY_FIRST.fullmatch(text):
        return found[3], int(found[2]), int(found[1])
    if found := _NAMED.fullmatch(text):
        month = _MONTH_NUMBERS.get(found[2].lower())
        return (found[3], month, int(found[1])) if month else None
    if not re.fullmatch(r"\d{6}|\d{8}", text):
        return None
    if len(text) == 8 and not _FIRST_YEAR <= int(text[4:]) <= _LAST_YEAR:
        return text[:4], int(text[4:6]), int(text[6:])
    return text[4:], int(text[2:4]), int(text[:2])


def parse_date(text: str, *, latest: dt.date, earliest: dt.date | None = None) -> DateReading | None:
    """Return the date that an operator typed or a sheet holds as text, day first; None when it is no date.

    Read are `5/2/1984`, `05-02-84`, `5.2.1984`, `5 Feb 1984`, `5-Peb-84`, `05021984`, `050284`, `1984-02-05`,
    `Jum’at, 12 April 2019`. A two-digit year becomes the last one that puts the date into `earliest` (when
    missing, 110 years before `latest`) .. `latest`; further dates in that span are told in `others`. A year
    of four digits is taken as it stands if it lies in 1900 .. 2199, also when outside of the span.
    """
    cleaned = re.sub(r"[‐-―−]", "-", re.sub(r"\s+", " ", text)).strip()
    cleaned = _MIDNIGHT.sub("", _WEEKDAY.sub("", cleaned, count=1) if _WEEKDAY.match(cleaned) else cleaned)
    parts = _parts(cleaned) if cleaned.isascii() else None
    if parts is None:
        return None
    year, month, day = parts
    if len(year) == 4:
        date = _date(int(year), month, day) if _FIRST_YEAR <= int(year) <= _LAST_YEAR else None
        return DateReading(date) if date else None
    first = earliest or dt.date(latest.year - 110, 1, 1)
    last_century = latest.year // 100 * 100
    dates = [_date(century + int(year), month, day) for century in range(last_century, 1700, -100)]
    past = [date for date in dates if date and date <= latest]
    if not past:
        return None
    return DateReading(past[0], tuple(date for date in past[1:] if date >= first))


def from_excel_serial(serial: float, *, epoch_1904: bool = False) -> dt.date | None:
    """Return the date of a spreadsheet's day number, its time of day dropped; None outside 1 .. 2958465.

    The 1900 epoch counts a 29 February 1900 that never was (number 60): no date. In the 1904 epoch day 0 is
    1 January 1904.
    """
    if not serial >= (0 if epoch_1904 else 1) or serial >= (2957004 if epoch_1904 else 2958466):
        return None
    number = int(serial)
    if epoch_1904:
        return dt.date(1904, 1, 1) + dt.timedelta(days=number)
    if number == 60:
        return None
    start = dt.date(1899, 12, 31 if number < 60 else 30)
    return start + dt.timedelta(days=number)


def age_on(birth_date: dt.date, day: dt.date) -> int:
    """Return the age in full years; born on 29 February, one is a year older on 1 March of common years."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def birth_date_problems(birth_date: dt.date | None, today: dt.date) -> list[Problem]:
    """Return F.107 for a birth in the future, W.203 for an age outside 17 .. 80 (domain.md section 6)."""
    if birth_date is None:
        return []
    if birth_date > today:
        return [Problem("birth_date", "F.107", {"date": long_date(birth_date)})]
    age = age_on(birth_date, today)
    return [] if YOUNGEST <= age <= OLDEST else [Problem("birth_date", "W.203", {"age": str(age)})]


def parse_clock(text: str) -> str | None:
    """Return a typed time of day as stored, `08:00`; from `8`, `8.00`, `08:00`, `0800`; else None."""
    found = re.fullmatch(r"([0-9]{1,2})(?:[.:]?([0-9]{2}))?(?:\s*wib)?", text.strip(), re.IGNORECASE)
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def clock_text(clock: str) -> str:
    """Return a stored time of day as printed: `08:00` is `08.00`."""
    return clock.replace(":", ".")


def clock_range(start: str, end: str = "", zone: str = "WIB") -> str:
    """Return `08.00 s.d. 12.00 WIB`, without an end `08.00 WIB s.d. selesai`; empty without a start."""
    if not start:
        return ""
    if not end:
        return f"{clock_text(start)} {zone} s.d. selesai"
    return f"{clock_text(start)} s.d. {clock_text(end)} {zone}"
