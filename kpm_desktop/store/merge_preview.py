"""What a merge does to the rows an operator sees, in the groups of the screen. Only reads.

Looked at between the union and its rollback: `before` sees the file as it is, `after` as it would be.
`data-file.md` section 11, `screens.md` 3.11.
"""

import dataclasses
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from kpm_desktop.domain.changes import DELETED, RowKey
from kpm_desktop.domain.duplicates import duplicates
from kpm_desktop.domain.folding import fold_row
from kpm_desktop.domain.merging import erased_rows
from kpm_desktop.domain.passport import Vector
from kpm_desktop.domain.people import ERASED_NAME
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store import history
from kpm_desktop.store.arrivals import Brought
from kpm_desktop.store.blinding import without_key
from kpm_desktop.store.change_log import OF_OPERATION, ChangeLog
from kpm_desktop.store.connection import Connection
from kpm_desktop.store.contested import Contested, contested, contested_values, listed
from kpm_desktop.store.row_titles import PARTS, RowTitle, names_of, titles
from kpm_desktop.store.state import stored_row
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
class Cell:
    """One column of a changed row: its value before and after, as stored."""

    column: str
    old: Any
    new: Any


@dataclasses.dataclass(frozen=True, slots=True)
class Doubled:
    """Rows that share a natural key: nik, name_birth, certificate or village."""

    kind: Literal["nik", "name_birth", "certificate", "village"]
    table: str
    rows: tuple[Uid, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class MergePreview:
    """The groups: rows new, changed there, changed here, deleted, erased; what is contested; what is doubled.

    `late`: those of the erased that no erasure named yet, papers and terms of a person erased before.
    `fixed`: rows that come, change or go under an issued paper or a locked result. `operations`: how many
    come in. `living`: how many rows of each table are alive now. Filled only when it is to be looked at:
    `titles` of all these rows, `cells` of the changed ones, `cells_here` of those changed here (the column
    `_del` for a row made or thrown away here), `names` of the rows that values point at, `same`: how many
    things are here as the sender has them, a person with his terms as one.
    """

    operations: int
    new: tuple[RowKey, ...]
    changed: tuple[RowKey, ...]
    changed_here: tuple[RowKey, ...]
    deleted: tuple[RowKey, ...]
    erased: tuple[RowKey, ...]
    late: tuple[RowKey, ...]
    contested: tuple[Contested, ...]
    doubled: tuple[Doubled, ...]
    fixed: tuple[RowKey, ...]
    living: Mapping[str, int]
    titles: Mapping[RowKey, RowTitle] = dataclasses.field(default_factory=dict)
    cells: Mapping[RowKey, tuple[Cell, ...]] = dataclasses.field(default_factory=dict)
    cells_here: Mapping[RowKey, tuple[Cell, ...]] = dataclasses.field(default_factory=dict)
    names: Mapping[Uid, RowTitle] = dataclasses.field(default_factory=dict)
    same: int = 0

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
    tables = _by_table(brought.rows)
    was = _rows(before, tables)
    now = _rows(after, _by_table(was))
    hidden = {
        (table, uid) for table in tables for (uid,) in after.run(f"SELECT uid FROM {table} WHERE alive = 0")
    }
    erased = {key for key in erased_rows(brought.operations) if key in was} | brought.late
    new, changed, deleted = [], [], []
    for key in [(table, uid) for table in sorted(tables) for uid in tables[table]]:
        row = was.get(key)
        was_alive = row is not None and row[1]
        if key in erased:
            continue
        if key in hidden:
            if was_alive:
                deleted.append(key)
        elif not was_alive:
            new.append(key)
        elif now[key] != row:
            changed.append(key)
    fixed = [key for key in (*changed, *deleted) if history.is_final(before, key)]
    arrived = [key for key in new if key[0] in history.MAY_BE_FINAL and key[0] not in FROZEN]
    fixed += [key for key in arrived if history.is_final(after, key)]
    return MergePreview(
        operations=len(brought.operations),
        new=tuple(new),
        changed=tuple(changed),
        changed_here=_changed_here(before, theirs),
        deleted=tuple(deleted),
        erased=tuple(sorted(erased)),
        late=tuple(sorted(brought.late)),
        contested=_contested(before, after, brought),
        doubled=_doubled(before, after, tables),
        fixed=tuple(fixed),
        living={table: before.run(f"SELECT count(*) FROM {table} WHERE alive = 1")[0][0] for table in STATE},
    )


def with_words(before: Connection, after: Connection, found: MergePreview, theirs: Vector) -> MergePreview:
    """Return the preview with what its rows are called and what changes in them."""
    keys = {
        *found.new, *found.changed, *found.changed_here, *found.deleted, *found.erased,
        *(one.key for one in found.contested),
        *((one.table, uid) for one in found.doubled for uid in one.rows),
    }  # fmt: skip
    named = titles(after, keys)
    gone = [key for key in keys if key not in named or named[key].name in {"", ERASED_NAME}]
    named |= titles(before, gone)
    tables = _by_table(found.changed)
    was, now = _rows(before, tables), _rows(after, tables)
    cells = {key: _cells(after, key, was[key], now[key]) for key in found.changed}
    cells_here = _cells_here(before, theirs)
    pairs = [(key[0], cell.column, value) for key, changed in (*cells.items(), *cells_here.items())
             for cell in changed for value in (cell.old, cell.new)]  # fmt: skip
    names = names_of(after, [*pairs, *contested_values(found.contested)])
    same = sum(count for table, count in found.living.items() if table not in PARTS)
    same -= len({named[key].root for key in _touched(before, found) if key in named})
    return dataclasses.replace(
        found, titles=named, cells=cells, cells_here=cells_here, names=names, same=same
    )


def _touched(before: Connection, found: MergePreview) -> Iterator[RowKey]:
    """Yield the rows alive now that differ on the two sides."""
    groups = (found.changed, found.changed_here, found.deleted, found.erased)
    keys = {*(one.key for one in found.contested), *(key for group in groups for key in group)}
    return (key for key, row in _rows(before, _by_table(keys)).items() if row[1])


def _cells_here(before: Connection, theirs: Vector) -> dict[RowKey, tuple[Cell, ...]]:
    """Return what differs in the rows that we changed from what the sender knows of them."""
    ours = {uid for _, uid in _unknown(before, theirs)}
    rows = ChangeLog(before).touched(sorted(ours))
    now = _rows(before, _by_table(rows))
    found: dict[RowKey, tuple[Cell, ...]] = {}
    for key, row in now.items():
        known = [change for change in rows[key] if change.operation not in ours]
        then = fold_row(known)
        if then.alive and row[1]:
            found[key] = _cells(before, key, stored_row(*key, then), row)
        elif then.alive != bool(row[1]):
            found[key] = (Cell(DELETED, int(not then.alive) if known else None, int(not row[1])),)
    return found


def _cells(connection: Connection, key: RowKey, was: Sequence[Any], now: Sequence[Any]) -> tuple[Cell, ...]:
    names = [column.name for column in STATE[key[0]].columns]
    pairs = zip(names, zip(was[2:], now[2:], strict=True), strict=True)
    differing = {name: values for name, values in pairs if values[0] != values[1]}
    old, new = (
        without_key(connection, key, {name: values[side] for name, values in differing.items()})
        for side in (0, 1)
    )
    return tuple(Cell(name, old[name], new[name]) for name in differing)


def rewritten_papers(before: Connection, after: Connection, brought: Brought) -> list[RowKey]:
    """Return the issued papers that would read otherwise, without anybody being asked: nobody may do that."""
    papers = [key for key in brought.rows if key[0] in FROZEN]
    tables = _by_table(papers)
    was, now = _rows(before, tables), _rows(after, tables)
    asked = {(table, row) for table, row, _, kind in listed(after, papers) if kind == "differs"}
    return [
        key
        for key in papers
        if key not in asked
        and _is_alive(was.get(key))
        and _is_alive(now.get(key))
        and _printed(key, was[key]) != _printed(key, now[key])
        and history.is_final(before, key)
    ]


def _printed(key: RowKey, row: Sequence[Any]) -> list[Any]:
    own = {"state", "reason"} if "state" in STATE[key[0]].groups else set()
    columns = STATE[key[0]].columns
    return [value for column, value in zip(columns, row[2:], strict=True) if column.name not in own]


def _rows(connection: Connection, tables: Mapping[str, Sequence[Uid]]) -> dict[RowKey, Sequence[Any]]:
    found: dict[RowKey, Sequence[Any]] = {}
    for table, uids in tables.items():
        if not connection.run(f"SELECT 1 FROM {table} LIMIT 1"):
            continue
        for row in connection.cursor_of(f"SELECT * FROM {table} WHERE uid IN {_IN}", (_hexes(uids),)):
            found[table, row[0]] = row
    return found


def _is_alive(row: Sequence[Any] | None) -> bool:
    return row is not None and bool(row[1])


def _changed_here(before: Connection, theirs: Vector) -> tuple[RowKey, ...]:
    """Return the rows that we changed and the sender does not know of."""
    numbers = [number for number, _ in _unknown(before, theirs)]
    found = before.run(
        f"SELECT DISTINCT c.tbl, c.row_uid FROM {OF_OPERATION}"
        " WHERE o.id IN (SELECT value FROM json_each(?))",
        (json.dumps(numbers),),
    )
    return tuple(sorted(key for key in found if key[0] in STATE))


def _unknown(before: Connection, theirs: Vector) -> list[tuple[int, Uid]]:
    """Return number and uid of our operations that the sender does not know of."""
    sql = "SELECT id, uid, writer_uid, seq FROM operation WHERE partial = 0 AND n > 0"
    return [(number, uid) for number, uid, writer, seq in before.run(sql) if seq > theirs.get(writer, 0)]


def _contested(before: Connection, after: Connection, brought: Brought) -> tuple[Contested, ...]:
    arrived = {operation.uid for operation in brought.operations}
    listed_before = set(listed(before, brought.rows))
    found = contested(after, listed(after, brought.rows), lambda change: change.operation not in arrived)
    return tuple(
        one
        for one in found
        if (one.table, one.row, one.group, one.kind) not in listed_before
        or any(not side.is_ours for side in one.sides)
    )


def _doubled(
    before: Connection, after: Connection, touched: Mapping[str, Sequence[Uid]]
) -> tuple[Doubled, ...]:
    found: list[Doubled] = []
    pairs = after.run("SELECT person_a, person_b FROM not_same WHERE alive = 1")
    not_same = {frozenset(pair) for pair in pairs}
    for kind, (table, expression, condition) in _NATURAL.items():
        if table not in touched:
            continue
        rows = _hexes(touched[table])
        sql = (
            f"SELECT uid, {expression} FROM {table} WHERE alive = 1 AND {condition} AND {expression} IN"
            f" (SELECT {expression} FROM {table} WHERE alive = 1 AND {condition} AND uid IN {_IN})"
        )
        groups = duplicates(dict(after.run(sql, (rows,))), not_same)
        known = set(duplicates(dict(before.run(sql, (rows,))), not_same)) if groups else ()
        found += [Doubled(kind, table, group) for group in groups if group not in known]  # type: ignore[arg-type]
    return tuple(found)


def _by_table(keys: Iterable[RowKey]) -> dict[str, list[Uid]]:
    """Return the uids of each state table, sorted."""
    tables: dict[str, list[Uid]] = {}
    for table, uid in keys:
        if table in STATE:
            tables.setdefault(table, []).append(uid)
    for uids in tables.values():
        uids.sort()
    return tables


def _hexes(uids: Iterable[Uid]) -> str:
    return json.dumps([uid.hex() for uid in uids])
