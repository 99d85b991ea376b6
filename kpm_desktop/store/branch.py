"""Two histories of one PC (a cloned disk): compared cell by cell, since they cannot be merged.

What a person chooses becomes an ordinary operation. `data-file.md` sections 4 and 21 (E-CABANG).
"""

import dataclasses
from collections.abc import Mapping
from typing import Any

from kpm_desktop.domain.changes import DELETED, Change, RowKey, stored_change
from kpm_desktop.domain.folding import RowState, fold_row
from kpm_desktop.domain.passport import Vector
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.change_log import ChangeLog
from kpm_desktop.store.incoming import Incoming
from kpm_desktop.store.operation import columns_of
from kpm_desktop.store.tables import FROZEN, STATE


@dataclasses.dataclass(frozen=True, slots=True)
class BranchDifference:
    """One cell that differs; `value` is theirs as in the log, `ours` and `theirs` are by column.

    Group `_del`: a row that is there on one side only (0 there, 1 gone).
    """

    table: str
    row: Uid
    group: str
    value: Any
    ours: Mapping[str, Any]
    theirs: Mapping[str, Any]


def compare(log: ChangeLog, incoming: Incoming, start: Vector) -> list[BranchDifference]:
    """Return what differs between our rows and those of the package, in table order.

    `start`: what the package builds upon, which is taken from our own log. Issued papers are left out: they
    are never rewritten.
    """
    numbers = {one.uid: (one.writer, one.seq) for one in log.operations()}
    theirs: dict[RowKey, list[Change]] = {}
    for one in incoming.arrivals.operations:
        for record in one.records:
            if record.tbl in STATE and record.tbl not in FROZEN:
                operation = one.operation
                change = stored_change(
                    record.uid, operation.uid, operation.writer, operation.hlc, record.n, *record.key,
                    record.body,
                )  # fmt: skip
                theirs.setdefault(record.key, []).append(change)
    found: list[BranchDifference] = []
    for key in sorted(theirs, key=lambda key: (list(STATE).index(key[0]), key[1])):
        here = log.row(key)
        common = [change for change in here if _is_covered(numbers[change.operation], start)]
        found += _cells(key, fold_row(here), fold_row([*common, *theirs[key]]))
    return found


def _is_covered(number: tuple[Uid, int], start: Vector) -> bool:
    return number[1] <= start.get(number[0], 0)


def _cells(key: RowKey, ours: RowState, theirs: RowState) -> list[BranchDifference]:
    if ours.alive != theirs.alive:
        gone = int(not theirs.alive)
        presence = BranchDifference(*key, DELETED, gone, {DELETED: 1 - gone}, {DELETED: gone})
        if not theirs.alive:
            return [presence]
        return [presence, *_values(key, ours, theirs)]
    return _values(key, ours, theirs) if ours.alive else []


def _values(key: RowKey, ours: RowState, theirs: RowState) -> list[BranchDifference]:
    return [
        BranchDifference(
            *key, group, value, columns_of(key[0], group, ours.values.get(group)),
            columns_of(key[0], group, value),
        )
        for group in STATE[key[0]].groups
        if (value := theirs.values.get(group)) != ours.values.get(group)
    ]  # fmt: skip
