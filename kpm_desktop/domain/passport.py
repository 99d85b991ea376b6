"""A file's passport: its version vector {writer: last seq}, and how two of them stand to each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from kpm_desktop.domain.uid import Uid

Vector: TypeAlias = Mapping[Uid, int]
"""For each writer the seq of its last operation, none missing before it; a writer that is absent has none."""


class Standing(StrEnum):
    """How another copy stands to ours."""

    SAME = "same"
    NEWER = "newer"
    OLDER = "older"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Comparison:
    """``missing_there``: operations we have and the other copy lacks; ``missing_here``: the reverse."""

    standing: Standing
    missing_there: int
    missing_here: int


def compare(ours: Vector, theirs: Vector) -> Comparison:
    """Return how the copy with the vector ``theirs`` stands to ours: same = nothing more, nothing less."""
    there = _lacking(theirs, ours)
    here = _lacking(ours, theirs)
    if here and there:
        standing = Standing.BOTH
    elif here:
        standing = Standing.NEWER
    elif there:
        standing = Standing.OLDER
    else:
        standing = Standing.SAME
    return Comparison(standing, missing_there=there, missing_here=here)


def fits(start: Vector, ours: Vector) -> bool:
    """Tell whether a package that begins after ``start`` can be merged here; if not, it has to wait."""
    return not _lacking(ours, start)


def in_order(ours: Vector, waiting: Sequence[tuple[Vector, Vector]]) -> list[int]:
    """Return which packages (their ``from`` and ``to``) can be merged now: indexes in the order to take them.

    Those that are left out wait until what lies before them has come.
    """
    have = dict(ours)
    order: list[int] = []
    while True:
        following = next(
            (i for i, (start, _) in enumerate(waiting) if i not in order and fits(start, have)), None
        )
        if following is None:
            return order
        order.append(following)
        have = union(have, waiting[following][1])


def built_upon(
    known: Vector, kept: Sequence[tuple[Vector, Vector]], older: Sequence[tuple[Vector, Vector]]
) -> list[int]:
    """Return which older packages (``from`` and ``to``, newest first) those kept cannot be merged without.

    ``known``: what whoever gets them has for certain.
    """
    stones: list[int] = []
    for place in range(len(older)):
        chain = [*kept, *(older[stone] for stone in stones)]
        if len(in_order(known, chain)) == len(chain):
            break
        stones.append(place)
    return stones


def union(ours: Vector, theirs: Vector) -> dict[Uid, int]:
    """Return the vector after both have been merged."""
    return {writer: max(ours.get(writer, 0), theirs.get(writer, 0)) for writer in {*ours, *theirs}}


def _lacking(has: Vector, other: Vector) -> int:
    """Count the operations ``other`` covers and ``has`` does not."""
    return sum(max(0, seq - has.get(writer, 0)) for writer, seq in other.items())
