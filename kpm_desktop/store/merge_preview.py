"""What a merge does to the rows an operator sees, in the groups of the screen. Only reads.

Looked at between the union and its rollback: `before` sees the file as it is, `after` as it would be.
`data-file.md` section 11, `screens.md` 3.11.
"""

import dataclasses
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Literal

from kpm_desktop.domain.changes import DELETED, Change, RowKey
from kpm_desktop.domain.duplicates import duplicates
from kpm_desktop.domain.folding import fold_row
from kpm_desktop.domain.merging import erased_rows
from kpm_desktop.domain.passport import Vector
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store import history
from kpm_desktop.store.arrivals import Brought
from kpm_desktop.store.change_log import ChangeLog
from kpm_desktop.store.connection import Connection
from kpm_desktop.store.operation import columns_of
from kpm_desktop.store.tables import FROZEN, STATE

MANY_DELETIONS = 50
MANY_PERCENT = 5
_IN = "(SELECT unhex(value) FROM json_each(?))"

_NATURAL: Mapping[str, tuple[str, str, str]] = {
    "nik": ("person", "nik", "merged_into IS NULL AND nik NOT NULL"),
    "name_birth": (
        "person", "lower(name) || '|' || birth_date",
        "merged_into IS NULL AND name NOT NULL AND birth_date NOT NULL",
    ),
    "certificate": ("certificate", "number", "number NOT NULL AND coalesce(state, '') <> 'ready'"),
    "village": ("village", "village_code", "village_code NOT NULL"),
}  # fmt: skip
"""The natural keys: table, expression, which rows have one."""


@dataclasses.dataclass(frozen=True, slots=True)
class Side:
    """One of the values in question: by which change, on which PC, when. `values` by column."""

    change: Uid
    values: Mapping[str, Any]
    writer_name: str
    at: str
    is_ours: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Contested:
    """A cell (or, as group `_del`, a row) that both sides changed without knowing of each other.

    `before`: the value that both replaced. `kind`: differs, deleted (on one side, changed on the
    other), needed (deleted, but a living row points at it; no sides).
    """

    table: str
    row: Uid
    group: str
    kind: str
    before: Mapping[str, Any]
    sides: tuple[Side, ...]

    @property
    def cell(self) -> tuple[str, Uid, str]:
        """What a choice names."""
        return (self.table, self.row, self.group)


@dataclasses.dataclass(frozen=True, slots=True)
class Doubled:
    """Rows that share a natural key: nik, name_birth, certificate or village."""

    kind: Literal["nik", "name_birth", "certificate", "village"]
    table: str
    rows: tuple[Uid, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class MergePreview:
    """The groups: rows new, changed there, changed here, deleted, erased; what is contested; what is doubled.

    `fixed`: rows under an issued paper or a locked result that changed. `operations`: how many come in.
    """

    operations: int
    new: tuple[RowKey, ...]
    changed: tuple[RowKey, ...]
    changed_here: tuple[RowKey, ...]
    deleted: tuple[RowKey, ...]
    erased: tuple[RowKey, ...]
    contested: tuple[Contested, ...]
    doubled: tuple[Doubled, ...]
    fixed: tuple[RowKey, ...]
    living: Mapping[str, int]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing an operator sees comes in."""
        return not (self.new or self.changed or self.deleted or self.erased or self.contested or self.doubled)

    @property
    def deletes_much(self) -> bool:
        """Tell whether so many rows go that the operator has to type HAPUS."""
        gone = len(self.deleted)
        tables = {table for table, _ in self.deleted}
        there = sum(self.living.get(table, 0) for table in tables)
        return gone > MANY_DELETIONS or (gone > 1 and gone * 100 > MANY_PERCENT * there)

    def counts(self) -> dict[str, int]:
        """Return the sizes of the groups."""
        return {
            "new": len(self.new),
            "changed": len(self.changed),
            "changed_here": len(self.changed_here),
            "deleted": len(self.deleted),
            "erased": len(self.erased),
            "conflicts": len(self.contested),
            "duplicates": len(self.doubled),
        }


def preview(before: Connection, after: Connection, brought: Brought, theirs: Vector) -> MergePreview:
    """Return what a merge does. `theirs`: what the sender has, so that our own news can be told."""
    was, now = _rows(before, brought.rows), _rows(after, brought.rows)
    erased = {key for key in erased_rows(brought.operations) if key in was}
    new, changed, deleted = [], [], []
    for key in sorted(brought.rows - erased):
        there, here = now.get(key), was.get(key)
        alive, was_alive = _is_alive(there), _is_alive(here)
        if alive and not was_alive:
            new.append(key)
        elif was_alive and not alive:
            deleted.append(key)
        elif alive and there != here:
            changed.append(key)
    touched = [key for key in (*changed, *deleted) if history.is_final(before, key)]
    return MergePreview(
        operations=len(brought.operations),
        new=tuple(new),
        changed=tuple(changed),
        changed_here=_changed_here(before, theirs),
        deleted=tuple(deleted),
        erased=tuple(sorted(erased)),
        contested=_contested(before, after, brought),
        doubled=_doubled(before, after, brought.rows),
        fixed=tuple(touched),
        living={
            table: before.run(f"SELECT count(*) FROM {table} WHERE alive = 1")[0][0]
            for table in sorted({table for table, _ in deleted})
        },
    )


def rewritten_papers(before: Connection, after: Connection, brought: Brought) -> list[RowKey]:
    """Return the issued papers that would read otherwise, without anybody being asked: nobody may do that."""
    papers = [key for key in brought.rows if key[0] in FROZEN]
    was, now = _rows(before, papers), _rows(after, papers)
    listed = {(table, row) for table, row, _, kind in _conflicts(after, papers) if kind == "differs"}
    return [
        key
        for key in papers
        if key not in listed
        and _is_alive(was.get(key))
        and _is_alive(now.get(key))
        and _printed(key, was[key]) != _printed(key, now[key])
        and history.is_final(before, key)
    ]


def _printed(key: RowKey, row: Sequence[Any]) -> list[Any]:
    own = {"state", "reason"} if "state" in STATE[key[0]].groups else set()
    columns = STATE[key[0]].columns
    return [value for column, value in zip(columns, row[2:], strict=True) if column.name not in own]


def _rows(connection: Connection, keys: Iterable[RowKey]) -> dict[RowKey, Sequence[Any]]:
    found: dict[RowKey, Sequence[Any]] = {}
    for table, uids in _by_table(keys).items():
        for row in connection.cursor_of(f"SELECT * FROM {table} WHERE uid IN {_IN}", (_hexes(uids),)):
            found[table, row[0]] = row
    return found


def _is_alive(row: Sequence[Any] | None) -> bool:
    return row is not None and bool(row[1])


def _changed_here(before: Connection, theirs: Vector) -> tuple[RowKey, ...]:
    """Return the rows that we changed and the sender does not know of."""
    sql = "SELECT id, writer_uid, seq FROM operation WHERE partial = 0 AND n > 0"
    numbers = [number for number, writer, seq in before.run(sql) if seq > theirs.get(writer, 0)]
    found = before.run(
        "SELECT DISTINCT tbl, row_uid FROM change WHERE operation_id IN (SELECT value FROM json_each(?))",
        (json.dumps(numbers),),
    )
    return tuple(sorted(key for key in found if key[0] in STATE))


def _contested(before: Connection, after: Connection, brought: Brought) -> tuple[Contested, ...]:
    arrived = {operation.uid for operation in brought.operations}
    listed_before = set(_conflicts(before, brought.rows))
    log = ChangeLog(after)
    writers: dict[Uid, tuple[str, str]] = {
        uid: (name, at)
        for uid, name, at in after.run(
            "SELECT o.uid, w.name, o.at FROM operation o LEFT JOIN writer w ON w.uid = o.writer_uid"
        )
    }
    found: list[Contested] = []
    for table, row, group, kind in _conflicts(after, brought.rows):
        changes = {change.uid: change for change in log.row((table, row))}
        state = fold_row(changes.values())
        heads = [
            changes[uid]
            for conflict in state.conflicts
            if (conflict.group, conflict.kind) == (group, kind)
            for uid in conflict.heads
        ]
        is_new = (table, row, group, kind) not in listed_before
        if not is_new and not any(change.operation in arrived for change in heads):
            continue
        sides = tuple(
            Side(
                change.uid,
                _values(table, group, change),
                *writers.get(change.operation, ("", "")),
                is_ours=change.operation not in arrived,
            )
            for change in heads
        )
        found.append(Contested(table, row, group, kind, _before(table, group, heads, changes), sides))
    return tuple(found)


def _conflicts(connection: Connection, keys: Collection[RowKey]) -> list[tuple[str, Uid, str, str]]:
    if not connection.run("SELECT 1 FROM conflict LIMIT 1"):
        return []
    found = connection.run("SELECT tbl, row_uid, grp, kind FROM conflict ORDER BY tbl, row_uid, grp, kind")
    wanted = frozenset(keys)
    return [(table, row, group, kind) for table, row, group, kind in found if (table, row) in wanted]


def _values(table: str, group: str, change: Change) -> Mapping[str, Any]:
    """Return what a change says of a group; of a row that was deleted on one side, what the other wrote."""
    if group in change.values:
        return columns_of(table, group, change.values[group])
    if group != DELETED:
        return {}
    written = (columns_of(table, name, value) for name, value in sorted(change.values.items()))
    return {column: value for columns in written for column, value in columns.items()}


def _before(
    table: str, group: str, heads: Sequence[Change], changes: Mapping[Uid, Change]
) -> Mapping[str, Any]:
    parents = [changes[uid] for head in heads for uid in head.parents.get(group, ()) if uid in changes]
    written = [parent for parent in parents if group in parent.values]
    if not written or group == DELETED:
        return {}
    return columns_of(table, group, max(written, key=lambda parent: parent.rank).values[group])


def _doubled(before: Connection, after: Connection, touched: frozenset[RowKey]) -> tuple[Doubled, ...]:
    found: list[Doubled] = []
    pairs = after.run("SELECT person_a, person_b FROM not_same WHERE alive = 1")
    not_same = {frozenset(pair) for pair in pairs}
    for kind, (table, expression, condition) in _NATURAL.items():
        rows = _hexes(sorted(uid for name, uid in touched if name == table))
        if rows == "[]":
            continue
        sql = (
            f"SELECT uid, {expression} FROM {table} WHERE alive = 1 AND {condition} AND {expression} IN"
            f" (SELECT {expression} FROM {table} WHERE alive = 1 AND {condition} AND uid IN {_IN})"
        )
        known = set(duplicates(dict(before.run(sql, (rows,))), not_same))
        groups = duplicates(dict(after.run(sql, (rows,))), not_same)
        found += [Doubled(kind, table, group) for group in groups if group not in known]  # type: ignore[arg-type]
    return tuple(found)


def _by_table(keys: Iterable[RowKey]) -> dict[str, list[Uid]]:
    tables: dict[str, list[Uid]] = {}
    for table, uid in keys:
        if table in STATE:
            tables.setdefault(table, []).append(uid)
    return tables


def _hexes(uids: Iterable[Uid]) -> str:
    return json.dumps([uid.hex() for uid in uids])
