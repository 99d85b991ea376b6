"""Contests, certificates and the office: what is wrong with their records."""

import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kpm_desktop.domain.certificates import may_move
from kpm_desktop.domain.contests import (
    SAMPLE_STAGES,
    Contest,
    Entry,
    JudgeInterest,
    contest_problems,
    entry_problems,
    judge_problems,
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


def test_a_judge_of_the_same_village_is_refused_until_overruled() -> None:
    assert [problem.code for problem in judge_problems(VILLAGE, VILLAGE)] == ["F.216"]
    assert judge_problems(VILLAGE, b"w" * 16) == []
    assert judge_problems(None, None) == []
    family = JudgeInterest(b"i" * 16, reason="keluarga")
    assert [problem.values["reason"] for problem in judge_problems(None, VILLAGE, family)] == ["keluarga"]
    overruled = JudgeInterest(b"i" * 16, reason="keluarga", overruled_reason="disetujui pleno")
    assert judge_problems(VILLAGE, VILLAGE, overruled) == []


def test_an_entry_needs_a_person_and_a_village() -> None:
    assert [problem.code for problem in entry_problems(Entry(b"e" * 16))] == ["F.101", "F.122"]
    entry = Entry(b"e" * 16, person=b"p" * 16, village=VILLAGE)
    assert entry_problems(entry) == []
    assert [problem.code for problem in entry_problems(entry, is_entered=True)] == ["W.321"]
    assert [problem.code for problem in contest_problems(Contest(b"c" * 16))] == ["F.101"]


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
