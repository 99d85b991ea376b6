"""The two numbers that name a person to the state: NIK (16 digits, everyone) and NIP (18 digits, officials).

Rules of domain.md section 6, and what Excel does to them. A NIK is text, always optional, and appears in no
log, file name or error; `Problem.values` here never hold it. Whether another cadre has it is not asked here.
"""

import dataclasses
import datetime as dt
import math
import re
from collections.abc import Sequence
from typing import Literal, TypeAlias

from kpm_desktop.domain.dates import long_date
from kpm_desktop.domain.problem import Problem

NikStatus: TypeAlias = Literal["ok", "missing", "damaged", "invalid"]
Cell: TypeAlias = str | float | None
"""What a spreadsheet cell holds: text, a number (int or float), or nothing."""

_WOMAN = 40
_DECORATION = re.compile(r"[\s.'’‘`\"“”]")
_E_NOTATION = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d+")
_FIRST_INEXACT = 2**53


@dataclasses.dataclass(frozen=True, slots=True)
class NikParts:
    """What sixteen digits say: area of first registration, birth day, sex, serial. Nothing is certain."""

    area: str
    day: int
    month: int
    year: int
    sex: str
    serial: str

    def birth_date(self, near: dt.date | None = None) -> dt.date | None:
        """Return the birth date; the century is the one nearest to `near` (without it: 1926 to 2025).

        None when there is no such day in the calendar.
        """
        middle = near.year if near else 1976
        dates = []
        for century in (1800, 1900, 2000, 2100):
            try:
                dates.append(dt.date(century + self.year, self.month, self.day))
            except ValueError:
                continue
        return min(dates, key=lambda date: (abs(date.year - middle), date.year), default=None)


@dataclasses.dataclass(frozen=True, slots=True)
class NikReading:
    """A NIK cell of a sheet: `nik` only when it may be stored, else `received` is what stood there."""

    status: NikStatus
    nik: str = ""
    received: str = ""


def normalise_nik(text: str) -> str:
    """Return typed text without spaces, dots and quotes; nothing else is touched."""
    return _DECORATION.sub("", text)


def is_nik(nik: str) -> bool:
    """Tell whether the text is sixteen digits, the one thing that a NIK must be."""
    return re.fullmatch(r"[0-9]{16}", nik) is not None


def nik_parts(nik: str) -> NikParts | None:
    """Return the parts of sixteen digits (40 is added to a woman's day); None for anything else."""
    if not is_nik(nik):
        return None
    day = int(nik[6:8])
    is_woman = day > _WOMAN
    return NikParts(
        area=f"{nik[:2]}.{nik[2:4]}.{nik[4:6]}",
        day=day - _WOMAN if is_woman else day,
        month=int(nik[8:10]),
        year=int(nik[10:12]),
        sex="P" if is_woman else "L",
        serial=nik[12:],
    )


def nik_problems(
    nik: str, birth_date: dt.date | None = None, sex: str = "", regency_code: str = ""
) -> list[Problem]:
    """Return what is wrong or odd about a NIK; an empty one is fine.

    F.104 not 16 digits; W.211 day, month or serial impossible; W.204 born on another day; W.205 other sex;
    W.206 registered in another regency, only when `regency_code` ("35.13") is given: it is normal, at most a
    quiet hint.
    """
    digits = normalise_nik(nik)
    if not digits:
        return []
    parts = nik_parts(digits)
    if parts is None:
        return [Problem("nik", "F.104", {"digits": str(len(re.findall("[0-9]", digits)))})]
    problems = []
    born = parts.birth_date(near=birth_date)
    if born is None or parts.serial == "0000":
        problems.append(Problem("nik", "W.211"))
    if born is not None:
        if birth_date is not None and born != birth_date:
            problems.append(Problem("nik", "W.204", {"date": long_date(born)}))
        if sex and sex != parts.sex:
            problems.append(Problem("nik", "W.205", {"sex": parts.sex}))
    if regency_code and not f"{parts.area}.".startswith(f"{regency_code}."):
        problems.append(Problem("nik", "W.206", {"area": parts.area}))
    return problems


def mask_nik(nik: str) -> str:
    """Return a NIK for the screen: `3513 •••• •••• 0004`; of anything else at most four signs."""
    if is_nik(nik):
        return f"{nik[:4]} •••• •••• {nik[12:]}"
    return nik[:4] + "•" * (len(nik) - 4)


def nik_text(nik: str) -> str:
    """Return a NIK in groups of four, where the operator asked to see it; other text unchanged."""
    return " ".join(nik[start : start + 4] for start in range(0, 16, 4)) if is_nik(nik) else nik


def read_nik_cell(cell: Cell) -> NikReading:
    """Return what a typed cell of a sheet says: text is trusted, a number only when its digits survived.

    Excel keeps 15 significant digits, so a number of 16 digits that ends in 0 is suspect: `damaged`, as is
    E-notation, and a number too large for a double to hold every digit. Empty, `-` and 0 are `missing`;
    another length is `invalid`.
    """
    if cell is None or cell == 0:
        return NikReading("missing")
    if isinstance(cell, str):
        return _read_text(cell)
    if isinstance(cell, float) and not (math.isfinite(cell) and cell.is_integer()):
        return NikReading("invalid", received=str(cell))
    digits = str(int(cell))
    if not is_nik(digits):
        return NikReading("invalid", received=digits)
    if digits.endswith("0") or (isinstance(cell, float) and cell >= _FIRST_INEXACT):
        return NikReading("damaged", received=digits)
    return NikReading("ok", nik=digits)


def _read_text(text: str) -> NikReading:
    digits = normalise_nik(text)
    if not digits.strip("-–—0") and not is_nik(digits):
        return NikReading("missing")
    if _E_NOTATION.fullmatch(text.strip().lstrip("'’")):
        return NikReading("damaged", received=text.strip())
    if is_nik(digits):
        return NikReading("ok", nik=digits)
    return NikReading("invalid", received=text.strip())


def read_nik_column(texts: Sequence[str]) -> list[NikReading]:
    """Return the readings of one column of a .csv or of pasted text, where no cell has a type.

    When at least three and more than half of the column's 16-digit values end in 0, those are `damaged`;
    otherwise they are good.
    """
    readings = [_read_text(text) for text in texts]
    whole = [reading for reading in readings if reading.status == "ok"]
    ending = sum(reading.nik.endswith("0") for reading in whole)
    if ending < 3 or 2 * ending <= len(whole):
        return readings
    return [
        NikReading("damaged", received=reading.nik)
        if reading.status == "ok" and reading.nik.endswith("0")
        else reading
        for reading in readings
    ]


def received_problems(reading: NikReading) -> list[Problem]:
    """Return W.201 when the NIK of an import cannot be stored and has to be asked for."""
    return [Problem("nik", "W.201", {"status": reading.status})] if reading.received else []


def normalise_nip(text: str) -> str:
    """Return a typed NIP without spaces, dots and quotes; nothing else is touched."""
    return _DECORATION.sub("", text)


def nip_problems(nip: str) -> list[Problem]:
    """Return F.105 for anything but digits, W.213 for other than 18 digits or an impossible birth date.

    The place of the appointment month is not looked at: contract staff (PPPK) have other numbers there.
    """
    digits = normalise_nip(nip)
    if not digits:
        return []
    if not re.fullmatch(r"[0-9]+", digits):
        return [Problem("nip", "F.105")]
    if len(digits) != 18:
        return [Problem("nip", "W.213", {"digits": str(len(digits))})]
    try:
        dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return [Problem("nip", "W.213")]
    return []


def nip_text(nip: str) -> str:
    """Return 18 digits as printed, in groups of 8-6-1-3; other text unchanged."""
    if not re.fullmatch(r"[0-9]{18}", nip):
        return nip
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
