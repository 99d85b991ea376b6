"""Rows that may be one and the same: found by a natural key, joined by ``merged_into``.

All rows stay in the data file; joining only says through which row the others are read (data file design,
section 5).
"""

from collections.abc import Collection, Hashable, Mapping
from itertools import combinations
from typing import NamedTuple

from kpm_desktop.domain.uid import Uid


class PairLine(NamedTuple):
    """Two persons that may be one, or that were joined, as the list Periksa kembar shows them.

    `score` is 0 to 100, None for a joined pair; `reasons` are the traits that agree (nik, name, birth_date,
    phone, village_code); `operation` is the one that joined `other` into `one`, None as long as nobody has.
    """

    uid: bytes
    one: Uid
    other: Uid
    name: str
    name_other: str
    village: str
    village_other: str
    districts: tuple[str, ...]
    score: int | None
    reasons: tuple[str, ...]
    operation: Uid | None

    @property
    def is_joined(self) -> bool:
        """Tell whether the two are one by now."""
        return self.operation is not None


def duplicates(
    keys: Mapping[Uid, Hashable | None], not_same: Collection[frozenset[Uid]] = ()
) -> tuple[tuple[Uid, ...], ...]:
    """Return the groups of rows with the same natural key (NIK, name + birth date, number, village code).

    A key of ``None`` equals nothing. ``not_same``: pairs a person has declared different; a group in which
    every pair is declared is left out. Uids are sorted, groups by their first uid.
    """
    groups: dict[Hashable, list[Uid]] = {}
    for uid in sorted(keys):
        if keys[uid] is not None:
            groups.setdefault(keys[uid], []).append(uid)
    return tuple(
        tuple(group)
        for group in groups.values()
        if any(frozenset(pair) not in not_same for pair in combinations(group, 2))
    )


def resolve(merged_into: Mapping[Uid, Uid]) -> dict[Uid, Uid]:
    """Return for each joined row the row it is read through, at the end of its chain.

    Two PCs may join a pair in opposite directions: a cycle is read through its smallest uid.
    """
    return {uid: _end(uid, merged_into) for uid in merged_into}


def _end(uid: Uid, merged_into: Mapping[Uid, Uid]) -> Uid:
    path = [uid]
    while (following := merged_into.get(path[-1])) is not None:
        if following in path:
            return min(path[path.index(following) :])
        path.append(following)
    return path[-1]
