"""Version vectors: how another copy stands to ours, and which packages fit now."""

from hypothesis import given
from hypothesis import strategies as st

from kpm_desktop.domain import passport
from kpm_desktop.domain.passport import Comparison, Standing

A, B = b"a" * 16, b"b" * 16
VECTORS = st.dictionaries(st.sampled_from([A, B, b"c" * 16]), st.integers(1, 5))


def held(vector: dict[bytes, int]) -> set[tuple[bytes, int]]:
    """The operations a vector stands for, one by one."""
    return {(writer, seq) for writer, last in vector.items() for seq in range(1, last + 1)}


@given(VECTORS, VECTORS)
def test_the_standing_is_that_of_the_sets_of_operations(
    ours: dict[bytes, int], theirs: dict[bytes, int]
) -> None:
    found = passport.compare(ours, theirs)
    here, there = held(ours), held(theirs)
    assert found.missing_there == len(here - there)
    assert found.missing_here == len(there - here)
    assert (found.standing == Standing.SAME) == (here == there)
    assert (found.standing == Standing.OLDER) == (there < here)
    assert (found.standing == Standing.NEWER) == (there > here)
    assert passport.fits(theirs, ours) == (there <= here)
    assert held(passport.union(ours, theirs)) == here | there


def test_an_old_copy_says_how_much_it_lacks() -> None:
    assert passport.compare({A: 20, B: 3}, {A: 6, B: 3}) == Comparison(Standing.OLDER, 14, 0)
    assert passport.compare({A: 1}, {B: 2}) == Comparison(Standing.BOTH, 1, 2)


def test_packages_wait_for_what_lies_before_them() -> None:
    nothing: dict[bytes, int] = {}
    first, second, third = (nothing, {A: 1}), ({A: 1}, {A: 2}), ({A: 3}, {A: 4})
    assert passport.in_order({}, [third, second, first]) == [2, 1]
    assert passport.in_order({A: 3}, [third, second]) == [0, 1]
