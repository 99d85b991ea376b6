"""Numbers in Indonesian: spelled out, as money, in roman letters, with separators; and reading them back.

Dates live in `dates.py`, document numbers in `numbering.py`. No locale of the PC is ever asked.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

_UNITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"))
_TOO_LARGE = 10**15
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_MONEY = re.compile(r"(?:rp\.?)?\s*([0-9]+|[0-9]{1,3}(?:[. ][0-9]{3})+)(?:,(?:-|0{1,2}))?", re.IGNORECASE)


def _below_thousand(number: int) -> list[str]:
    words: list[str] = []
    hundreds, rest = divmod(number, 100)
    if hundreds == 1:
        words.append("seratus")
    elif hundreds:
        words += [_UNITS[hundreds], "ratus"]
    if rest in {10, 11}:
        words.append("sepuluh" if rest == 10 else "sebelas")
    elif 11 < rest < 20:
        words += [_UNITS[rest - 10], "belas"]
    else:
        tens, units = divmod(rest, 10)
        if tens:
            words += [_UNITS[tens], "puluh"]
        if units:
            words.append(_UNITS[units])
    return words


def in_words(number: int) -> str:
    """Return a whole number spelled out ("terbilang"): 2019 is `dua ribu sembilan belas`.

    Raises ValueError below 0 and from a thousand triliun on. Source of the words: paper.md section 1.
    """
    if not 0 <= number < _TOO_LARGE:
        raise ValueError(f"cannot spell out {number}")
    if number == 0:
        return _UNITS[0]
    words: list[str] = []
    rest = number
    for size, scale in _SCALES:
        count, rest = divmod(rest, size)
        if count:
            words += [*_below_thousand(count), scale]
    thousands, rest = divmod(rest, 1000)
    if thousands == 1:
        words.append("seribu")
    elif thousands:
        words += [*_below_thousand(thousands), "ribu"]
    words += _below_thousand(rest)
    return " ".join(words)


def rupiah_in_words(amount: int) -> str:
    """Return whole rupiah spelled out, as after `Terbilang:`: `empat juta ... ribu rupiah`."""
    return f"{in_words(amount)} rupiah"


def thousands(number: int) -> str:
    """Return a whole number with dots between its groups of three: `1.204`."""
    return f"{number:,}".replace(",", ".")


def rupiah(amount: int) -> str:
    """Return whole rupiah as on office papers: `Rp 4.950.000,-`."""
    return f"Rp {thousands(amount)},-"


def decimal_text(value: Decimal | int, places: int | None = None) -> str:
    """Return a number with a decimal comma: `86,52`; with `places`, rounded half away from zero.

    Without `places` trailing zeros are dropped: 87.50 is `87,5`.
    """
    number = Decimal(value)
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{number:,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def parse_decimal(text: str) -> Decimal | None:
    """Return the number in a score cell, where both `87,5` and `87.5` mean 87.5; None when there is none."""
    cleaned = text.strip().replace(",", ".")
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?|-?\.[0-9]+", cleaned):
        return None
    return Decimal(cleaned)


def parse_amount(text: str) -> int | None:
    """Return the whole number or rupiah in a cell where a dot only groups; None when it is no such amount.

    `Rp 150.000,-`, `Rp150.000,00`, `150000` and `150 000` are read; cents other than 00 are not.
    """
    found = _MONEY.fullmatch(text.strip())
    return int(re.sub(r"[. ]", "", found[1])) if found else None


def roman(number: int) -> str:
    """Return 1 to 3999 in roman letters; raises ValueError outside."""
    if not 1 <= number <= 3999:
        raise ValueError(f"no roman numeral for {number}")
    letters = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        letters += sign * count
    return letters


def roman_month(month: int) -> str:
    """Return a month, 1 to 12, in roman letters, as some offices write it into letter numbers."""
    if not 1 <= month <= 12:
        raise ValueError(f"no month {month}")
    return roman(month)
