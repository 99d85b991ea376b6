"""Cells and rows that two wrote without knowing of each other, each with the values in question. Only reads.

`data-file.md` section 5: listed until a person chooses, in the preview of a merge and later in *Berbeda isi*.
"""

import dataclasses
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from kpm_desktop.domain.changes import DELETED, Change, RowKey
from kpm_desktop.domain.folding import fold_row
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store import history
from kpm_desktop.store.blinding import without_key
from kpm_desktop.store.change_log import ChangeLog
from kpm_desktop.store.connection import Connection
from kpm_desktop.store.operation import columns_of
from kpm_desktop.store.tables import FROZEN, PRINTED

Listed: TypeAlias = tuple[str, Uid, str, str]
"""A conflict as it is stored: table, row, group, kind."""


@dataclasses.dataclass(frozen=True, slots=True)
class Side:
    """One of the values in question: by which change, on which PC, when. `values` by column.

    `deletes`: this side threw the row away.
    """

    change: Uid
    values: Mapping[str, Any]
    writer_name: str
    at: str
    is_ours: bool
    deletes: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Contested:
    """A cell (or, as group `_del`, a row) that both sides changed without knowing of each other.

    `before`: the value that both replaced. `kind`: differs, deleted (on one side, changed on the
    other), needed (deleted, but a living row points at it; its side that deletes cannot be chosen).
    `is_fixed`: under an issued paper or a locked result; nobody chooses there.
    """

    table: str
    row: Uid
    group: str
    kind: str
    before: Mapping[str, Any]
    sides: tuple[Side, ...]
    is_fixed: bool = False

    @property
    def cell(self) -> tuple[str, Uid, str]:
        """What a choice names."""
        return (self.table, self.row, self.group)

    @property
    def key(self) -> RowKey:
        """Table and row."""
        return (self.table, self.row)

    def may_choose(self, side: Side) -> bool:
        """Tell whether this side's value can be made to stand."""
        return not self.is_fixed and not (self.kind == "needed" and side.deletes)


def contested_values(found: Iterable[Contested]) -> Iterator[tuple[str, str, Any]]:
    """Yield every value that is shown of them: table, column, value."""
    for one in found:
        for values in (one.before, *(side.values for side in one.sides)):
            yield from ((one.table, column, value) for column, value in values.items())


def listed(connection: Connection, keys: Collection[RowKey] | None = None) -> list[Listed]:
    """Return the conflicts of these rows, or all, in a fixed order."""
    if not connection.run("SELECT 1 FROM conflict LIMIT 1"):
        return []
    found = connection.run("SELECT tbl, row_uid, grp, kind FROM conflict ORDER BY tbl, row_uid, grp, kind")
    wanted = None if keys is None else frozenset(keys)
    return [(table, row, *rest) for table, row, *rest in found if wanted is None or (table, row) in wanted]


def contested(
    connection: Connection, conflicts: Sequence[Listed], is_ours: Callable[[Change], bool]
) -> list[Contested]:
    """Return these conflicts with their sides, the shown value first."""
    if not conflicts:
        return []
    log = ChangeLog(connection)
    sql = "SELECT o.uid, w.name, o.at FROM operation o LEFT JOIN writer w ON w.uid = o.writer_uid"
    written: dict[Uid, tuple[str, str]] = {uid: (name or "", at) for uid, name, at in connection.run(sql)}
    found: list[Contested] = []
    for table, row, group, kind in conflicts:
        changes = {change.uid: change for change in log.row((table, row))}
        heads = _in_question(changes, group, kind)
        sides = tuple(
            Side(
                change.uid,
                without_key(connection, (table, row), _values(table, group, change)),
                *written.get(change.operation, ("", "")),
                is_ours=is_ours(change),
                deletes=group == DELETED and takes_away(change),
            )
            for change in heads
        )
        is_fixed = (table in FROZEN and group == PRINTED) or (
            table not in FROZEN and history.is_final(connection, (table, row))
        )
        before = without_key(connection, (table, row), _before(table, group, heads, changes))
        found.append(Contested(table, row, group, kind, before, sides, is_fixed))
    return found


def takes_away(change: Change) -> bool:
    """Tell whether a change threw its row away, or took back that it was made."""
    if DELETED in change.values:
        return bool(change.values[DELETED] == 1)
    return DELETED in change.parents


def _in_question(changes: Mapping[Uid, Change], group: str, kind: str) -> list[Change]:
    """Return the changes to choose from; for a deleted row that is needed, who made and who deleted it."""
    state = fold_row(changes.values())
    if kind == "needed":
        deletes = [changes[uid] for uid in state.heads.get(DELETED, ())]
        made = [change for change in changes.values() if change.values.get(DELETED) == 0]
        return [*made[-1:], *deletes]
    return [
        changes[uid]
        for conflict in state.conflicts
        if (conflict.group, conflict.kind) == (group, kind)
        for uid in conflict.heads
    ]


def _values(table: str, group: str, change: Change) -> Mapping[str, Any]:
    """Return what a change says of a group; of a row that was deleted on one side, what the other wrote."""
    if group != DELETED:
        return columns_of(table, group, change.values[group]) if group in change.values else {}
    written = (
        columns_of(table, name, value) for name, value in sorted(change.values.items()) if name != DELETED
    )
    return {column: value for columns in written for column, value in columns.items()}


def _before(
    table: str, group: str, heads: Sequence[Change], changes: Mapping[Uid, Change]
) -> Mapping[str, Any]:
    parents = [changes[uid] for head in heads for uid in head.parents.get(group, ()) if uid in changes]
    written = [parent for parent in parents if group in parent.values]
    if not written or group == DELETED:
        return {}
    return columns_of(table, group, max(written, key=lambda parent: parent.rank).values[group])
