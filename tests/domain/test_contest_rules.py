"""Contests, certificates and the office: what is wrong with their records."""

import dataclasses
import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kpm_desktop.domain.certificates import may_move
from kpm_desktop.domain.contests import (
    SAMPLE_STAGES,
    Entry,
    unclear_entries,
    weight_problems,
)
from kpm_desktop.domain.office import Office, Signatory, office_problems, signatory_problems

VILLAGE = b"v" * 16


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=6))
def test_weights_must_add_up_to_100_exactly(hundredths: list[int]) -> None:
    weights = [str(Decimal(number) / 100) for number in hundredths]
    assert bool(weight_problems(weights)) == (sum(hundredths) != 10_000)


def test_weights_are_all_there_or_none_is() -> None:
    assert weight_problems(["", ""]) == []
    assert [problem.code for problem in weight_problems(["100", ""])] == ["F.215"]
    assert [problem.values["sum"] for problem in weight_problems(["30", "30.5"])] == ["60,5"]
    assert [problem.code for problem in weight_problems(["110", "-10"])] == ["F.215"]
    assert weight_problems([weight for _, weight in SAMPLE_STAGES]) == []


def entry(number: str, person: bytes | None, village: bytes | None = VILLAGE) -> Entry:
    return Entry(number.encode(), person=person, village=village, number=number)


def test_who_is_doubled_or_cannot_be_told_apart_on_paper_is_found() -> None:
    siti, rini, dewi = (name * 16 for name in (b"s", b"r", b"d"))
    sound = [entry("01", siti), entry("02", rini), entry("03", dewi)]
    assert unclear_entries(sound) == []
    for wrong in (entry("02", b"x" * 16), entry("04", siti), entry("", b"x" * 16), entry("04", None),
                  entry("04", b"x" * 16, None)):  # fmt: skip
        found = unclear_entries([*sound, wrong])
        assert wrong in found
        also = [one for one in sound if one.number == wrong.number or one.person == wrong.person]
        assert found == [*also, wrong]
        assert unclear_entries([*sound, dataclasses.replace(wrong, status="withdrawn")]) == []


def test_an_issued_paper_only_ends_and_an_ended_one_stays() -> None:
    states = ["ready", "issued", "replaced", "voided", "spoiled"]
    moves = {(state, target) for state in states for target in states if may_move(state, target)}
    assert moves == {
        ("ready", "issued"),
        ("issued", "replaced"),
        ("issued", "voided"),
        ("issued", "spoiled"),
    }


def test_signatory_and_office() -> None:
    signatory = Signatory(b"s" * 16, "Surya Contoh", nip="19700101 199001 1 001", position="Kepala Dinas")
    assert signatory_problems(signatory) == []
    wrong = Signatory(b"s" * 16, nip="abc", valid_from=dt.date(2020, 1, 2), valid_to=dt.date(2020, 1, 1))
    assert [problem.code for problem in signatory_problems(wrong)] == ["F.101", "F.105", "F.103"]
    assert [problem.code for problem in office_problems(Office(b"o" * 16))] == ["F.101"]
