"""What typing twice is for: a digit swapped in any cell is seen, and equal cells are never asked again."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kpm_desktop.domain.contests import Criterion, Score
from kpm_desktop.domain.decision import Override, decided_ranks
from kpm_desktop.domain.scoring import (
    accepted_prefix,
    decided,
    is_differing,
    mark_problems,
    settled,
    shuffled,
    spread_problems,
    stored_mark,
    sum_of,
    total_problems,
)

CRITERION = Criterion(b"k" * 16, min_points="0", max_points="100")
MARK = st.integers(10, 99)


def score(first: str, second: str = "", note: str = "") -> Score:
    return Score(b"s" * 16, b"e" * 16, b"j" * 16, b"k" * 16, first, second, "", note)


@given(st.lists(MARK, min_size=1, max_size=12), st.data())
def test_a_transposition_is_caught_by_the_judges_total_and_by_the_second_entry(
    marks: list[int], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(marks) - 1))
    swapped = int(str(marks[at])[::-1])
    typed = [str(one) for one in marks]
    if swapped == marks[at]:
        return
    typed[at] = str(swapped)
    assert [one.code for one in total_problems(sum_of(typed), str(sum(marks)))] == ["W.212"]
    cells = [score(first, str(second)) for first, second in zip(typed, marks, strict=True)]
    assert [place for place, one in enumerate(cells) if is_differing(one)] == [at]
    assert all(settled(one).final == one.first for place, one in enumerate(cells) if place != at)
    assert settled(cells[at]).final == ""
    right = decided(cells[at], str(marks[at]))
    assert (right.final, right.note) == (str(marks[at]), "isian ke-2")
    assert not is_differing(right)


def test_the_same_number_is_the_same_text_however_it_is_typed() -> None:
    assert [stored_mark(text) for text in ("8", "8,0", "8.00", "08", "8,")] == ["8"] * 5
    assert stored_mark("17,5") == stored_mark("17.50") == "17.5"
    assert stored_mark("  ") == ""
    assert [stored_mark(text) for text in ("a", "-1", "1e3", "1 2", "=1")] == [None] * 5


def test_missing_is_never_zero() -> None:
    assert sum_of(["", ""]) is None
    assert sum_of(["0", ""]) == Decimal(0)
    assert settled(score("", "")).final == ""
    assert is_differing(score("", "0"))


def test_limits_and_wrong_totals_are_told_until_a_note_accepts_just_that_one() -> None:
    assert [one.code for one in mark_problems("101", CRITERION)] == ["F.211"]
    assert mark_problems("100", CRITERION) == mark_problems("", CRITERION) == []
    note = f"{accepted_prefix(Decimal(83), '86')}juri salah menjumlah"
    assert total_problems(Decimal(83), "86", [note]) == []
    assert total_problems(Decimal(84), "86", [note]) != []
    assert total_problems(Decimal(83), "") == []


def test_judges_far_apart_are_told_above_the_limit_only() -> None:
    assert spread_problems({b"1": "60", b"2": "80"}, CRITERION, 20) == []
    assert [one.code for one in spread_problems({b"1": "60", b"2": "80.5"}, CRITERION, 20)] == ["W.230"]


@given(st.lists(st.binary(min_size=16, max_size=16), min_size=2, max_size=30, unique=True), st.binary())
def test_the_second_order_is_another_one_and_always_the_same(entries: list[bytes], sheet: bytes) -> None:
    assert shuffled(entries, sheet) != entries
    assert shuffled(entries, sheet) == shuffled(entries, sheet)
    assert sorted(shuffled(entries, sheet)) == sorted(entries)


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(1, 5), min_size=1), st.data())
def test_an_override_moves_one_entry_and_nobody_else_changes_places(
    ranks: dict[str, int], data: st.DataObject
) -> None:
    ordered = sorted(ranks.values())
    ranks = {entry: ordered.index(rank) + 1 for entry, rank in ranks.items()}
    moved = data.draw(st.sampled_from(sorted(ranks)))
    wanted = data.draw(st.integers(1, len(ranks)))
    after = decided_ranks(ranks, [Override(moved, wanted, "pleno")])
    assert after.keys() == ranks.keys()
    rest = [entry for entry in ranks if entry != moved]
    for one in rest:
        for other in rest:
            assert (ranks[one] < ranks[other]) == (after[one] < after[other])
    assert decided_ranks(ranks, []) == ranks
