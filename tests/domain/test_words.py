"""Numbers in Indonesian, checked against readers that share nothing with the writer."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kpm_desktop.domain import words

_DIGITS = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
}  # fmt: skip
_JOINED = {"sepuluh": "satu puluh", "sebelas": "satu belas", "seratus": "satu ratus", "seribu": "satu ribu"}


def read_number(text: str) -> int:
    """Read spelled-out Indonesian back into a number, word by word."""
    total = group = digit = 0
    for word in " ".join(_JOINED.get(word, word) for word in text.split()).split():
        match word:
            case "nol":
                continue
            case "belas":
                group, digit = group + digit + 10, 0
            case "puluh":
                group, digit = group + digit * 10, 0
            case "ratus":
                group, digit = group + digit * 100, 0
            case "ribu" | "juta" | "miliar" | "triliun":
                size = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}[word]
                total, group, digit = total + (group + digit) * size, 0, 0
            case _:
                digit = _DIGITS[word]
    return total + group + digit


@given(st.integers(0, 10**15 - 1))
@example(1_000_000)
@example(111_111_111_111_111)
@example(11_011)
def test_what_is_spelled_out_reads_back_as_the_same_number(number: int) -> None:
    text = words.in_words(number)
    assert read_number(text) == number
    assert "  " not in text
    assert text == text.strip()


def test_every_number_to_ten_thousand_has_its_own_words() -> None:
    assert len({words.in_words(number) for number in range(10_001)}) == 10_001


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (19, "sembilan belas"),
        (100, "seratus"),
        (1000, "seribu"),
        (1_100, "seribu seratus"),
        (2019, "dua ribu sembilan belas"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (101_000, "seratus satu ribu"),
        (4_950_000, "empat juta sembilan ratus lima puluh ribu"),
        (2_000_000_000_001, "dua triliun satu"),
    ],
)
def test_spelled_out_as_offices_do(number: int, text: str) -> None:
    assert words.in_words(number) == text


@pytest.mark.parametrize("number", [-1, 10**15])
def test_what_cannot_be_spelled_out_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="cannot spell"):
        words.in_words(number)


def test_money_is_written_as_on_receipts() -> None:
    assert words.rupiah(4_950_000) == "Rp 4.950.000,-"
    assert words.rupiah(0) == "Rp 0,-"
    assert words.rupiah_in_words(4_950_000) == "empat juta sembilan ratus lima puluh ribu rupiah"


@given(st.integers(0, 10**13))
def test_a_written_amount_reads_back(amount: int) -> None:
    assert words.parse_amount(words.rupiah(amount)) == amount
    assert words.parse_amount(f"Rp{words.thousands(amount)},00") == amount
    assert words.parse_amount(str(amount)) == amount


@pytest.mark.parametrize("text", ["", "Rp", "1.50", "150,5", "12.34.567", "x", "-5", "1.5000"])
def test_a_dot_in_money_only_groups(text: str) -> None:
    assert words.parse_amount(text) is None


def test_thousands_and_decimals() -> None:
    assert words.thousands(1204) == "1.204"
    assert words.thousands(83_762) == "83.762"
    assert words.thousands(-1204) == "-1.204"
    assert words.decimal_text(Decimal("86.52")) == "86,52"
    assert words.decimal_text(Decimal("87.50")) == "87,5"
    assert words.decimal_text(Decimal(100)) == "100"
    assert words.decimal_text(Decimal("0.005"), 2) == "0,01"
    assert words.decimal_text(Decimal("-1234.5"), 2) == "-1.234,50"


@given(st.decimals(-1000, 1000, places=3))
def test_a_score_reads_back_with_comma_and_with_point(value: Decimal) -> None:
    assert words.parse_decimal(f"{value:f}") == value
    assert words.parse_decimal(f" {value:f} ".replace(".", ",")) == value


@pytest.mark.parametrize("text", ["", "-", "87,5,1", "1e3", "87 5", "nan", "٣"])
def test_what_is_no_score(text: str) -> None:
    assert words.parse_decimal(text) is None


def read_roman(letters: str) -> int:
    """Read roman letters: a smaller one before a larger one is taken away."""
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}[letter] for letter in letters]
    return sum(
        -value if index + 1 < len(values) and value < values[index + 1] else value
        for index, value in enumerate(values)
    )


def test_roman_numerals_read_back() -> None:
    for number in range(1, 4000):
        letters = words.roman(number)
        assert read_roman(letters) == number
        assert not any(letter * 4 in letters for letter in "IXCM")


def test_roman_months() -> None:
    assert [words.roman_month(month) for month in (1, 4, 9, 12)] == ["I", "IV", "IX", "XII"]
    for month in (0, 13):
        with pytest.raises(ValueError, match="no month"):
            words.roman_month(month)
    for number in (0, 4000):
        with pytest.raises(ValueError, match="no roman"):
            words.roman(number)
