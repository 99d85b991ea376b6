"""Telephone numbers: one stored form for every way they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpm_desktop.domain import phones


@given(st.from_regex(r"08[1-9][0-9]{7,9}", fullmatch=True))
def test_every_way_to_write_a_mobile_number_is_stored_alike(number: str) -> None:
    rest = number[1:]
    for text in (
        number,
        f"+62{rest}",
        f"62{rest}",
        f"+62 {rest[:3]}-{rest[3:]}",
        f"(+62) {rest}",
        rest,
        f"'{number}",
        phones.phone_text(number),
        f" {number[:4]}.{number[4:]} ",
        f"+620{rest}",
    ):
        assert phones.normalise_phone(text) == number
        assert phones.phone_problems(text) == []


def test_shown_in_groups() -> None:
    assert phones.phone_text("081200000104") == "0812-0000-0104"
    assert phones.phone_text("0812000001") == "0812-0000-01"
    assert phones.phone_text("0335421440") == "(0335) 421440"
    assert phones.phone_text("0318292591") == "(031) 8292591"
    assert phones.phone_text("") == ""
    assert phones.phone_text("tidak ada") == "tidak ada"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", []),
        ("-", []),
        ("(0335) 421440", []),
        ("0335-421440", []),
        ("0812-0000-010", []),
        ("0812-0000-0", ["W.214"]),
        ("0812-0000-0104-99", ["W.214"]),
        ("421440", ["W.214"]),
        ("0812/0813", ["W.214"]),
        ("0812-0000-O104", ["F.106"]),
        ("8,12E+10", ["F.106"]),
        ("tidak ada", ["F.106"]),
    ],
)
def test_letters_block_and_odd_lengths_warn(text: str, codes: list[str]) -> None:
    assert [problem.code for problem in phones.phone_problems(text)] == codes
