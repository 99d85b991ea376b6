"""Number patterns, blocks of two PCs, gaps and leftovers."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpm_desktop.domain import numbering as nums

VALUES = nums.NumberValues(dt.date(2024, 4, 12), "400.10.3.5", "426.412", "KPM")
OWNER, OTHER = b"owner", b"other"


def test_a_number_as_in_the_office() -> None:
    pattern = nums.parse_pattern(nums.DEFAULT_PATTERN)
    assert nums.render_number(pattern, 45, VALUES) == "400.10.3.5/045/426.412/2024"
    long = nums.parse_pattern("No. {urut} / {kode_kegiatan}/{bulan_romawi}/{bulan}")
    assert nums.render_number(long, 1204, VALUES) == "No. 1204 / KPM/IV/04"


@pytest.mark.parametrize(
    ("pattern", "part"),
    [
        ("{nomor}/{urut}", "{nomor}"),
        ("{urut:3}", "{urut:3}"),
        ("{tahun:04}/{urut}", "{tahun:04}"),
        ("{ urut }", "{ urut }"),
        ("{}/{urut}", "{}"),
        ("{urut}/{tahun", "{tahun"),
        ("{urut}/tahun}", "}"),
        ("{klasifikasi}/{tahun}", ""),
        ("urut", ""),
    ],
)
def test_a_pattern_that_makes_no_numbers_says_which_part(pattern: str, part: str) -> None:
    with pytest.raises(nums.PatternError) as caught:
        nums.parse_pattern(pattern)
    assert caught.value.part == part
    assert [(p.code, p.values["part"]) for p in nums.pattern_problems(pattern)] == [("F.407", part)]


@given(st.text("{}urutahn:03/ ", max_size=20))
def test_a_value_is_never_looked_at_again(value: str) -> None:
    pattern = nums.parse_pattern("{klasifikasi}|{urut:03}|{kode_opd}")
    values = nums.NumberValues(dt.date(2024, 1, 1), value, value)
    assert nums.render_number(pattern, 7, values) == f"{value}|007|{value}"


BLOCKS = st.lists(
    st.builds(
        lambda writer, first, size: nums.NumberBlock(writer, first, first + size),
        st.sampled_from([OWNER, OTHER, b"third"]),
        st.integers(1, 60),
        st.integers(0, 25),
    ),
    max_size=4,
).map(lambda closed: [nums.NumberBlock(OWNER, 1), *closed])
SPANS = st.lists(
    st.tuples(st.integers(1, 80), st.integers(0, 9)).map(lambda pair: (pair[0], pair[0] + pair[1])),
    max_size=3,
)


def slow_holder(blocks: list[nums.NumberBlock], number: int) -> bytes | None:
    best: dict[bytes, float] = {}
    for block in blocks:
        if number >= block.first and (block.last is None or number <= block.last):
            size = 10**9 if block.last is None else block.last - block.first
            best[block.writer] = min(size, best.get(block.writer, 10**10))
    winners = [writer for writer in best if best[writer] == min(best.values())]
    return winners[0] if len(winners) == 1 else None


@given(BLOCKS, st.sets(st.integers(1, 80)), SPANS, st.integers(0, 30))
def test_two_pcs_never_issue_one_number(
    blocks: list[nums.NumberBlock], issued: set[int], spans: list[nums.Span], count: int
) -> None:
    numbers = {
        writer: nums.next_numbers(blocks, writer, count, issued, spans) for writer in (OWNER, OTHER, b"third")
    }
    for writer, given_out in numbers.items():
        assert len(given_out) == len(set(given_out))
        assert not set(given_out) & issued
        for number in given_out:
            assert slow_holder(blocks, number) == writer
            assert not any(first <= number <= last for first, last in spans)
            mine = [block for block in blocks if block.writer == writer and block.holds(number)]
            assert any(
                number
                > max((n for n in issued if block.holds(n) and slow_holder(blocks, n) == writer), default=0)
                for block in mine
            )
    assert len(numbers[OWNER]) == count
    everyone = [number for given_out in numbers.values() for number in given_out]
    assert len(everyone) == len(set(everyone))


@given(BLOCKS, st.sets(st.integers(1, 80)), SPANS, st.integers(0, 8), st.integers(0, 8))
def test_issuing_in_two_runs_is_issuing_in_one(
    blocks: list[nums.NumberBlock], issued: set[int], spans: list[nums.Span], first: int, second: int
) -> None:
    before = nums.next_numbers(blocks, OTHER, first, issued, spans)
    after = nums.next_numbers(blocks, OTHER, second, issued | set(before), spans)
    assert sorted(before + after) == sorted(nums.next_numbers(blocks, OTHER, first + second, issued, spans))


def test_the_owner_steps_over_a_block_given_away() -> None:
    blocks = [nums.NumberBlock(OWNER, 1), nums.NumberBlock(OTHER, 200, 250)]
    assert nums.next_numbers(blocks, OWNER, 3, [1, 2, 199, 210]) == [251, 252, 253]
    assert nums.next_numbers(blocks, OTHER, 2, [1, 2, 199, 210]) == [211, 212]
    assert nums.next_numbers(blocks, OTHER, 60, [250]) == []
    assert nums.next_numbers(blocks, b"stranger", 1, []) == []


def test_void_numbers_are_not_filled_up_and_typed_ones_do_not_push_the_counter() -> None:
    blocks = [nums.NumberBlock(OWNER, 1)]
    assert nums.next_numbers(blocks, OWNER, 2, [1, 2, 5]) == [6, 7]
    assert nums.next_numbers(blocks, OWNER, 3, [1, 2], reserved=[(4, 9), (900, 900)]) == [3, 10, 11]


@given(st.sets(st.integers(1, 60)), SPANS)
def test_gaps_are_what_nothing_explains(issued: set[int], spans: list[nums.Span]) -> None:
    explained = {number for first, last in spans for number in range(first, last + 1)}
    missing = (
        [n for n in range(min(issued), max(issued) + 1) if n not in issued | explained] if issued else []
    )
    found = [number for first, last in nums.gaps(issued, spans) for number in range(first, last + 1)]
    assert found == missing


@pytest.mark.parametrize(
    "number", ["400/xxx/2024", "400/…/2024", "400/.../24", "___/2024", "{urut}", "426.XXX", "??"]
)
def test_leftovers_are_found(number: str) -> None:
    assert nums.leftover(number)
    assert [problem.code for problem in nums.number_problems(number)] == ["F.403"]


def test_what_stops_a_number() -> None:
    assert [problem.code for problem in nums.number_problems(" ")] == ["F.403"]
    assert [problem.code for problem in nums.number_problems("188/412/KPTS/013/2019", {"x"})] == []
    assert [problem.code for problem in nums.number_problems("5 ", {"5"})] == ["F.401"]
    assert nums.number_problems("5", {"5"}, may_repeat=True) == []
