"""State rows: the only path that writes them, from what the fold of a row's changes says.

Values in the log are JSON: a uid is 32 hex digits, a date its ISO text, a group of several columns a list in
column order. What a fold is: `domain/folding.py`; which changes there are: `change_log.py`.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from kpm_desktop.domain.changes import DELETED, RowKey, compact
from kpm_desktop.domain.folding import RowState, kept_for_children
from kpm_desktop.domain.plain_text import plain, plain_value
from kpm_desktop.store.connection import Connection
from kpm_desktop.store.tables import CHILDREN, STATE, Column, StateTable

_FEW = 20
"""Up to so many rows of a table are compared with what is there, more are written whole."""
_UIDS = "(SELECT unhex(value) FROM json_each(?))"


def log_value(column: Column, raw: Any) -> Any:
    """Return a column's value as it stands in the log; TypeError when it is of the wrong kind.

    Empty text is None; signs that nobody sees are left out. A json column takes lists and dicts; a str there
    is JSON text.
    """
    if raw is None or raw == "":
        return None
    if column.kind == "json":
        value = plain_value(json.loads(raw if isinstance(raw, str) else json.dumps(raw, default=_hex)))
        return value or None
    if column.kind == "uid" and isinstance(raw, bytes) and len(raw) == 16:
        return raw.hex()
    if column.kind == "integer" and isinstance(raw, int):
        return int(raw)
    if column.kind == "date" and isinstance(raw, dt.date):
        return raw.isoformat()
    if column.kind in {"text", "date"} and isinstance(raw, str):
        return plain(raw) or None
    raise TypeError(f"{column.name} takes {column.kind}, not {type(raw).__name__}")


def _hex(value: Any) -> str:
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"no JSON for {type(value).__name__}")


def group_value(values: Sequence[Any]) -> Any:
    """Return a group's value in the log from its columns' values there."""
    return values[0] if len(values) == 1 else list(values)


def groups_of(table: StateTable, columns: Mapping[str, Any]) -> dict[str, Any]:
    """Return the groups of a row that hold something; TypeError or ValueError when it is no such row."""
    groups: dict[str, Any] = {}
    for group, members in table.groups.items():
        values = [log_value(column, columns.get(column.name)) for column in members]
        if any(value is not None for value in values):
            groups[group] = group_value(values)
    return groups


def split_group(columns: Sequence[Column], value: Any) -> list[Any]:
    """Return the columns' values from a group's value in the log; all None when it has none."""
    if value is None:
        return [None] * len(columns)
    return [value] if len(columns) == 1 else list(value)


def _stored_uid(value: Any) -> bytes | None:
    return bytes.fromhex(value) if value is not None else None


def _stored_json(value: Any) -> str | None:
    return compact(value) if value is not None else None


def _as_is(value: Any) -> Any:
    return value


_PLAIN = frozenset({str, int, bool, bytes, type(None)})
"""What a column may hold."""
_STORED: Mapping[str, Callable[[Any], Any]] = {"uid": _stored_uid, "json": _stored_json}


def _places(table: StateTable) -> dict[str, tuple[int, int, tuple[Callable[[Any], Any], ...] | None]]:
    places: dict[str, tuple[int, int, tuple[Callable[[Any], Any], ...] | None]] = {}
    place = 2
    for name, columns in table.groups.items():
        ways = tuple(_STORED.get(column.kind, _as_is) for column in columns)
        places[name] = (place, place + len(columns), None if set(ways) == {_as_is} else ways)
        place += len(columns)
    return places


_PLACES = {name: _places(table) for name, table in STATE.items()}
"""For each table and group: where its columns stand in a row, and how; None: as in the log."""
_WIDTH = {name: 2 + len(table.columns) for name, table in STATE.items()}
_LINKED = {
    name: tuple(
        (group, None if len(columns) == 1 else place, column.refers)
        for group, columns in table.groups.items()
        for place, column in enumerate(columns)
        if column.refers
    )
    for name, table in STATE.items()
}
"""For each table the links: the group, the place in its list (None: it is the group), where it leads."""


def stored_row(table: str, uid: bytes, state: RowState) -> list[Any]:
    """Return a row as it stands in its table: uid, alive, then its columns."""
    row: list[Any] = [None] * _WIDTH[table]
    row[0], row[1] = uid, int(state.alive)
    places = _PLACES[table]
    for group, value in state.values.items():
        if value is None or group not in places:
            continue
        start, end, ways = places[group]
        if end - start == 1:
            row[start] = value if ways is None else ways[0](value)
        else:
            row[start:end] = (
                value if ways is None else [way(item) for way, item in zip(ways, value, strict=True)]
            )
    if len(row) != _WIDTH[table] or not _PLAIN.issuperset(map(type, row)):
        raise TypeError(f"a row of {table} holds something else")
    return row


def _upsert(table: StateTable) -> str:
    names = ["uid", "alive", *(f'"{column.name}"' for column in table.columns)]
    marks = ", ".join("?" * len(names))
    updates = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
    return (
        f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})"
        f" ON CONFLICT (uid) DO UPDATE SET {updates}"
    )


_UPSERTS: Mapping[str, str] = {name: _upsert(table) for name, table in STATE.items()}


def parents_first(keys: Iterable[RowKey]) -> list[RowKey]:
    """Return rows in the order in which they are best written: what others point to comes before.

    A link that leads nowhere yet makes every later row of a parent's table look for its children.
    """
    tables: dict[str, list[bytes]] = {name: [] for name in STATE}
    for name, uid in keys:
        tables.setdefault(name, []).append(uid)
    return [(name, uid) for name, uids in tables.items() for uid in sorted(uids)]


def store(connection: Connection, states: Mapping[RowKey, RowState]) -> None:
    """Write rows as their fold says, list their conflicts, and keep deleted parents of living children."""
    known = {key: state for key, state in states.items() if key[0] in STATE}
    hidden = {key for key, state in known.items() if not state.alive}
    if connection.run("SELECT 1 FROM conflict LIMIT 1"):
        connection.run_many("DELETE FROM conflict WHERE tbl = ? AND row_uid = ?", list(known))
        hidden |= set(connection.run("SELECT tbl, row_uid FROM conflict WHERE kind = 'needed'"))
    _write(connection, known.items())
    hidden |= _dead_parents(connection, known)
    if hidden:
        keep_needed(connection, _with_ancestors(connection, hidden))


def rebuild(connection: Connection, batches: Iterable[Mapping[RowKey, RowState]]) -> None:
    """Fill every state table anew from the log, given as the folds of all rows, so many at a time."""
    for name in reversed(list(STATE)):
        connection.run(f"DELETE FROM {name}")
    connection.run("DELETE FROM conflict")
    hidden: set[RowKey] = set()
    for states in batches:
        known = {key: state for key, state in states.items() if key[0] in STATE}
        hidden |= {key for key, state in known.items() if not state.alive}
        _write(connection, known.items())
    keep_needed(connection, hidden)


def differences(connection: Connection, batches: Iterable[Mapping[RowKey, RowState]]) -> list[RowKey]:
    """Return the rows (and conflicts, as table `conflict`) that are not what the log says; only reads.

    `batches`: the folds of all rows of the log.
    """
    found: set[RowKey] = set()
    shown: dict[RowKey, int] = {}
    listed: set[tuple[str, bytes, str, str]] = set()
    counts = dict.fromkeys(STATE, 0)
    for states in batches:
        for key, state, there in _beside(connection, states):
            counts[key[0]] += there is not None
            row = stored_row(*key, state)
            if not state.alive and there is not None:
                shown[key] = there[1]
                row[1] = there[1]
            if there is None or list(there) != row:
                found.add(key)
            if state.conflicts:
                listed.update((*key, conflict.group, conflict.kind) for conflict in state.conflicts)
    kept = _kept(connection, set(shown))
    found |= {key for key, alive in shown.items() if alive != int(key in kept)}
    listed |= {(*key, DELETED, "needed") for key in kept}
    there_listed = set(connection.run("SELECT tbl, row_uid, grp, kind FROM conflict"))
    found |= {("conflict", uid) for _, uid, _, _ in listed ^ there_listed}
    for name, count in counts.items():
        if connection.run(f"SELECT count(*) FROM {name}") != [(count,)]:
            sql = f"SELECT uid FROM {name} WHERE uid NOT IN (SELECT row_uid FROM change WHERE tbl = ?)"
            found |= {(name, uid) for (uid,) in connection.run(sql, (name,))}
    return sorted(found)


def unlike(connection: Connection, states: Mapping[RowKey, RowState]) -> list[RowKey]:
    """Return the rows that do not stand in their tables as their fold says (kept parents are no matter)."""
    kept = set(connection.run("SELECT tbl, row_uid FROM conflict WHERE kind = 'needed'"))
    return [
        key
        for key, state, there in _beside(connection, states)
        if key not in kept and (there is None or list(there) != stored_row(*key, state))
    ]


def _beside(
    connection: Connection, states: Mapping[RowKey, RowState]
) -> Iterator[tuple[RowKey, RowState, tuple[Any, ...] | None]]:
    """Yield each row of a state table with its fold and as it stands there."""
    for name, uids in _by_table(key for key in states if key[0] in STATE).items():
        rows = connection.run(f"SELECT * FROM {name} WHERE uid IN {_UIDS}", (uids,))
        there = {row[0]: row for row in rows}
        for uid in map(bytes.fromhex, json.loads(uids)):
            yield (name, uid), states[name, uid], there.get(uid)


def living_children(connection: Connection, keys: Iterable[RowKey]) -> dict[RowKey, list[tuple[RowKey, str]]]:
    """Return, for each of these rows, the living rows that point at it, each with the group of the link."""
    found: dict[RowKey, list[tuple[RowKey, str]]] = {}
    for name, uids in _by_table(key for key in keys if key[0] in STATE).items():
        for table, column in CHILDREN[name]:
            group = STATE[table].group_of[column]
            sql = f'SELECT "{column}", uid FROM {table} WHERE alive = 1 AND "{column}" IN {_UIDS}'
            for parent, child in connection.run(sql, (uids,)):
                found.setdefault((name, parent), []).append(((table, child), group))
    return found


def _write(connection: Connection, states: Iterable[tuple[RowKey, RowState]]) -> None:
    rows: dict[str, list[list[Any]]] = {}
    conflicts: list[tuple[str, bytes, str, str]] = []
    for key, state in states:
        rows.setdefault(key[0], []).append(stored_row(*key, state))
        conflicts += [(*key, conflict.group, conflict.kind) for conflict in state.conflicts]
    for name, table_rows in rows.items():
        if len(table_rows) <= _FEW:
            for row in table_rows:
                _write_difference(connection, name, row)
        else:
            connection.run_many(_UPSERTS[name], table_rows)
    if conflicts:
        connection.run_many("INSERT INTO conflict (tbl, row_uid, grp, kind) VALUES (?, ?, ?, ?)", conflicts)


def _write_difference(connection: Connection, name: str, row: list[Any]) -> None:
    """Write a row's columns that differ: an edit then leaves the indexes of the others alone."""
    found = connection.run(f"SELECT * FROM {name} WHERE uid = ?", (row[0],))
    if not found:
        connection.run(_UPSERTS[name], row)
        return
    columns = ("uid", "alive", *(column.name for column in STATE[name].columns))
    changed = [(column, new) for column, new, old in zip(columns, row, found[0], strict=True) if new != old]
    if changed:
        updates = ", ".join(f'"{column}" = ?' for column, _ in changed)
        connection.run(f"UPDATE {name} SET {updates} WHERE uid = ?", [*(new for _, new in changed), row[0]])


def _dead_parents(connection: Connection, states: Mapping[RowKey, RowState]) -> set[RowKey]:
    """Return the deleted rows outside `states` that living rows in it point at."""
    wanted: dict[str, set[str]] = {}
    for (table, _), state in states.items():
        if state.alive:
            for group, place, refers in _LINKED[table]:
                value = state.values.get(group)
                uid = value if place is None or value is None else value[place]
                if uid is not None:
                    wanted.setdefault(refers, set()).add(uid)
    return {
        (name, uid)
        for name, uids in wanted.items()
        for (uid,) in connection.run(
            f"SELECT uid FROM {name} WHERE alive = 0 AND uid IN {_UIDS}", (json.dumps(sorted(uids)),)
        )
        if (name, uid) not in states
    }


def _with_ancestors(connection: Connection, hidden: set[RowKey]) -> set[RowKey]:
    """Return hidden rows with the deleted rows they point at, and so on."""
    found, waiting = set(hidden), hidden
    while waiting:
        following: set[RowKey] = set()
        for name, uids in _by_table(waiting).items():
            for column in STATE[name].columns:
                if column.refers:
                    following |= {
                        (column.refers, uid)
                        for (uid,) in connection.run(
                            f'SELECT p.uid FROM {name} c JOIN {column.refers} p ON p.uid = c."{column.name}"'
                            f" WHERE p.alive = 0 AND c.uid IN {_UIDS}",
                            (uids,),
                        )
                    }
        waiting = following - found
        found |= waiting
    return found


def _kept(connection: Connection, hidden: set[RowKey]) -> frozenset[RowKey]:
    """Return the deleted rows that stay, since a living row needs them."""
    may_stay = hidden - _erased(connection, hidden)
    links = [
        ((table, child), (name, parent))
        for name, uids in _by_table(may_stay).items()
        for table, column in CHILDREN[name]
        for child, alive, parent in connection.run(
            f'SELECT uid, alive, "{column}" FROM {table} WHERE "{column}" IN {_UIDS}', (uids,)
        )
        if (alive and (table, child) not in hidden) or (table, child) in may_stay
    ]
    return kept_for_children(may_stay, links)


def keep_needed(connection: Connection, hidden: set[RowKey]) -> None:
    """Show and list those of these deleted rows that a living row needs."""
    kept = _kept(connection, hidden)
    connection.run_many(
        f"DELETE FROM conflict WHERE tbl = ? AND row_uid = ? AND grp = '{DELETED}' AND kind = 'needed'",
        hidden,
    )
    for name in {name for name, _ in hidden}:
        rows = [(int(key in kept), key[1]) for key in hidden if key[0] == name]
        connection.run_many(f"UPDATE {name} SET alive = ? WHERE uid = ?", rows)
    connection.run_many(
        f"INSERT INTO conflict (tbl, row_uid, grp, kind) VALUES (?, ?, '{DELETED}', 'needed')", sorted(kept)
    )


def still_needed(connection: Connection, rows: Iterable[RowKey]) -> tuple[RowKey, str] | None:
    """Return one of these rows that was deleted but is needed, and the table of a row that needs it."""
    kept = {*connection.run("SELECT tbl, row_uid FROM conflict WHERE kind = 'needed'")}.intersection(rows)
    for name, uid in sorted(kept):
        for table, column in CHILDREN[name]:
            users = connection.run(f'SELECT uid FROM {table} WHERE "{column}" = ? AND alive = 1', (uid,))
            if any((table, user) not in kept for (user,) in users):
                return (name, uid), table
    return None


def _erased(connection: Connection, rows: set[RowKey]) -> set[RowKey]:
    """Return those of these rows that were erased for ever: nothing brings them back."""
    sql = (
        "SELECT DISTINCT tbl, row_uid FROM change WHERE body IS NULL"
        " AND row_uid IN (SELECT unhex(value) FROM json_each(?))"
    )
    found = connection.run(sql, (json.dumps([uid.hex() for _, uid in sorted(rows)]),))
    return rows.intersection(found)


def _by_table(keys: Iterable[RowKey]) -> dict[str, str]:
    tables: dict[str, list[str]] = {}
    for name, uid in sorted(keys):
        tables.setdefault(name, []).append(uid.hex())
    return {name: json.dumps(uids) for name, uids in tables.items()}
