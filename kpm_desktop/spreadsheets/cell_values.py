"""One cell of a list of people -> the values of a record: sex, dates, phones, columns that hold two things.

Dates are day first and empty stays empty. Whose row it is, and what is wrong with the row: `cadre_sheet.py`.
"""

import dataclasses
import datetime as dt
import functools
import re
from collections.abc import Iterable
from typing import Literal, TypeAlias

from kpm_desktop.domain.dates import from_excel_serial, parse_date
from kpm_desktop.domain.people import Sex
from kpm_desktop.domain.phones import normalise_phone
from kpm_desktop.domain.problem import Problem
from kpm_desktop.spreadsheets.reading import Cell, cell_text

DateOrder: TypeAlias = Literal["day_first", "month_first", "swapped"]
"""How a column of dates is read: `swapped` turns day and month of its date cells, not of its texts."""
DateState: TypeAlias = Literal["clear", "month_first", "mixed", "swapped"]
"""What a column looks like; anything but `clear` is asked about once."""

_NONE = frozenset({"", "-", "--", "---", "–", "—", "0", ".", "?", "n/a", "na", "nihil", "null"})
_NO_PHONE = frozenset({"tidak ada", "tdk ada", "tidak punya", "tdk punya", "belum ada", "blm ada", "kosong"})
_MALE = frozenset(
    {"l", "lk", "laki", "laki laki", "laki-laki", "pria", "lelaki", "1", "m", "male", "lk2", "laki2"}
)
_FEMALE = frozenset({"p", "pr", "perempuan", "wanita", "2", "f", "female", "w", "prp", "pr."})
_PAIR = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(?:\d{4}|\d{2})")
_AGE = re.compile(r"(\d{1,3})\s*(?:th|thn|tahun|t)?\.?", re.IGNORECASE)
_PARTS = re.compile(r"\s*[/;,|\n]\s*|\s+-\s+")
_DIGITS = re.compile(r"\d")
_OLDEST_YEARS = 95


def is_nothing(text: str) -> bool:
    """Tell whether a text stands for an empty cell: blank, a dash, a zero."""
    return text.casefold() in _NONE


def plain_text(cell: Cell) -> str:
    """Return a cell as text, "" for a dash or its like."""
    text = cell_text(cell)
    return "" if is_nothing(text) else text


def sex_of(cell: Cell) -> Sex | None:
    """Return the sex that a cell tells, "" for an empty one, None when it cannot be read."""
    text = cell_text(cell).casefold()
    if text in _MALE:
        return "L"
    if text in _FEMALE:
        return "P"
    return "" if text in _NONE else None


def ticked_sex(male: Cell, female: Cell) -> Sex | None:
    """Return the sex that is ticked in two columns; "" when none is, None when both are."""
    is_male, is_female = (not is_nothing(cell_text(cell)) for cell in (male, female))
    if is_male and is_female:
        return None
    return "L" if is_male else "P" if is_female else ""


def age_of(cell: Cell) -> int | None:
    """Return an age in years from `56 th` or a number; None for anything else."""
    found = _AGE.fullmatch(cell_text(cell))
    age = int(found[1]) if found else 0
    return age if 0 < age < 130 else None


def phone_of(cell: Cell) -> str:
    """Return a number as stored; of several the first. A numeric cell has lost its 0, which comes back."""
    text = plain_text(cell)
    if not text or text.casefold() in _NO_PHONE:
        return ""
    number = normalise_phone(text)
    if number.isdigit() and len(number) <= 15:
        return number
    first = normalise_phone(re.split(r"[/;,|]|\bdan\b|\batau\b", text)[0])
    return first if first.isdigit() else number


# columns that hold two things


def split_birth(cell: Cell) -> tuple[str, Cell]:
    """Return place and date cell of `Jember, 19 Maret 1974`; either may be missing."""
    if not isinstance(cell, str):
        return "", cell
    text = plain_text(cell)
    found = _DIGITS.search(text)
    if found is None:
        return text.strip(" ,/.-"), None
    return text[: found.start()].strip(" ,/.-"), text[found.start() :]


def split_nik_phone(cell: Cell) -> tuple[Cell, Cell]:
    """Return the NIK cell and the phone cell of `3513... / 0812...`; either may be missing."""
    if not isinstance(cell, str):
        digits = cell_text(cell)
        return (cell, None) if len(digits) > 14 else (None, cell)
    nik: str | None = None
    phone: str | None = None
    for part in _PARTS.split(cell):
        digits = re.sub(r"\D", "", part)
        is_phone = digits.startswith(("0", "8", "62")) and len(digits) <= 14
        if not part.strip():
            continue
        if nik is None and not is_phone and (len(digits) >= 14 or "E+" in part.upper()):
            nik = part
        elif phone is None and is_phone:
            phone = part
        elif nik is None and not is_nothing(part.strip()) and digits:
            nik = part
    return nik, phone


def split_education(cell: Cell) -> tuple[str, str]:
    """Return the two texts of `SMK / Pelatihan KPM`; a slash without spaces divides only when alone."""
    text = plain_text(cell)
    first, divider, second = text.partition(" / ")
    if not divider and re.fullmatch(r"(?i)(?:sma/smk|smk/sma|smp/mts|sd/mi|sma/ma)", text) is None:
        first, divider, second = text.partition("/")
    second = second.strip()
    return first.strip(), "" if is_nothing(second) else second


def split_decree(cell: Cell) -> tuple[str, Cell]:
    """Return number and date cell of `141/12/2018, 4 Februari 2018` or `... tanggal 4-2-2018`."""
    text = plain_text(cell)
    for divider in (r"\s*(?:,|;)?\s*(?:tanggal|tgl)\.?\s*:?\s*", r"\s*[,;]\s*"):
        parts = re.split(divider, text, maxsplit=1, flags=re.IGNORECASE)
        if len(parts) == 2 and _DIGITS.search(parts[1]):
            return parts[0], parts[1]
    return text, None


_UNTIL = r"s\s*[./]?\s*d\b\.?|sampai(?: dengan)?|hingga"
_YEARS = re.compile(
    rf"(?:(?:thn?|tahun)\.?\s*)?(?:19|20)\d\d\s*(?:{_UNTIL}|[-–—/])\s*(?:19|20)\d\d", re.IGNORECASE
)


def split_term(cell: Cell) -> tuple[Cell, Cell]:
    """Return first and last day of `12-4-2019 s.d. 12-4-2025`; nothing of years alone."""
    if not isinstance(cell, str):
        return cell, None
    if term_in_years(cell):
        return None, None
    parts = re.split(rf"\s*(?:{_UNTIL}|–|—|\s-\s)\s*", plain_text(cell), maxsplit=1)
    return parts[0], parts[1] if len(parts) == 2 else None


def term_in_years(cell: Cell) -> str:
    """Return a term that is told in years, `2019-2025`, as it came; "" of any other. No day is made of it."""
    text = plain_text(cell) if isinstance(cell, str) else ""
    return text if _YEARS.fullmatch(text) else ""


# dates


@dataclasses.dataclass(frozen=True, slots=True)
class DateValue:
    """A date cell as read; `problems` are without a field's name filled in by the caller's `field`."""

    date: dt.date | None
    problems: tuple[Problem, ...] = ()


def date_state(cells: Iterable[Cell]) -> DateState:
    """Return what a column of dates looks like, from all its cells.

    `month_first`: no text can be day first alone, some only month first; `mixed`: some only the one, some
    only the other; `swapped`: all texts have a day above 12 and all date cells one up to 12, as a foreign
    Excel leaves a column typed day first.
    """
    day_first = month_first = either = early = late = 0
    for cell in cells:
        if isinstance(cell, dt.date):
            early, late = early + (cell.day <= 12), late + (cell.day > 12)
        elif isinstance(cell, str) and (found := _PAIR.search(cell)):
            first, second = int(found[1]), int(found[2])
            day_first += first > 12 >= second
            month_first += second > 12 >= first
            either += first <= 12 and second <= 12
    if month_first:
        return "mixed" if day_first else "month_first"
    if day_first > 1 and not either and early > 1 and not late:
        return "swapped"
    return "clear"


def read_date(cell: Cell, field: str, today: dt.date, order: DateOrder = "day_first") -> DateValue:
    """Return the date of a cell, day first unless told otherwise.

    F.107 (a birth date) and W.217 (another): the calendar has no such day; W.217: no date can be read, the
    field stays empty; W.207: a year of two digits may mean another century.
    """
    if cell is None:
        return DateValue(None)
    if isinstance(cell, dt.date):
        return DateValue(_turned(cell) if order == "swapped" else cell)
    if isinstance(cell, float | int):
        serial = None if isinstance(cell, bool) else _serial(float(cell))
        if serial is not None:
            return DateValue(serial)
    return _read_text(cell_text(cell), field, today, order == "month_first")


def _turned(date: dt.date) -> dt.date:
    return date.replace(month=date.day, day=date.month) if date.day <= 12 else date


def _serial(number: float) -> dt.date | None:
    return from_excel_serial(number) if number.is_integer() and 3_000 <= number <= 80_000 else None


@functools.lru_cache(maxsize=1 << 14)
def _read_text(text: str, field: str, today: dt.date, is_month_first: bool) -> DateValue:
    if is_nothing(text):
        return DateValue(None)
    if is_month_first:
        text = re.sub(r"^(\d{1,2})(\s*[/.\-]\s*)(\d{1,2})(?=\s*[/.\-])", r"\3\2\1", text)
    latest = today if field == "birth_date" else today.replace(year=today.year + 10, day=min(today.day, 28))
    earliest = dt.date(today.year - _OLDEST_YEARS, 1, 1)
    reading = parse_date(text, latest=latest, earliest=earliest)
    if reading is None:
        is_impossible = _PAIR.fullmatch(text) is not None and field == "birth_date"
        return DateValue(None, (Problem(field, "F.107" if is_impossible else "W.217", {"text": text[:40]}),))
    problems = (Problem(field, "W.207", {"text": text[:40]}),) if reading.is_ambiguous else ()
    return DateValue(reading.value, problems)
