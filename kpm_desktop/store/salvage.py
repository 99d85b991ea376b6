"""What can still be read of a damaged file: rows by halving ranges of rowids until the bad ones stand alone.

It reads a copy on which a hot journal was rolled back. Nothing here decides whether what was read is true:
operations are taken or left by their links (`arrivals.in_chain`). `data-file.md` section 8.
"""

import contextlib
import dataclasses
import datetime as dt
import hashlib
import itertools
import operator
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

import pysqlite3

from kpm_desktop.domain.changes import Operation, decode_body
from kpm_desktop.domain.merging import Record
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.arrivals import Arrival, Arrivals, Asset
from kpm_desktop.store.change_log import Writer
from kpm_desktop.store.connection import force_pragmas
from kpm_desktop.store.errors import DriverError
from kpm_desktop.store.state import split_group
from kpm_desktop.store.tables import LOCAL, STATE, Column

_UNREADABLE = (pysqlite3.Error, UnicodeError, OverflowError, MemoryError)
_PROBES = 400_000
"""So many ranges of one table are tried at most."""
_SINGLES = 60_000
"""So many rows of one table that are missing between the others are asked for at most."""
_BEYOND = 4096
"""So far past the last rowid seen is looked when the true last one cannot be read."""
_TABLE_PAGES = (b"\x05", b"\x0d")
"""How a page of a table begins (SQLite's file format, 1.6): one that points at others, one with rows."""
_OPERATION: Mapping[str, type] = {
    "uid": bytes, "writer_uid": bytes, "seq": int, "hlc": int, "at": str, "kind": str, "label": str,
    "meta": str, "n": int, "link": bytes, "partial": int,
}  # fmt: skip
_KINDS: Mapping[str, type] = {"text": str, "date": str, "integer": int}
_CHANGE: Mapping[str, type] = {"uid": bytes, "operation_id": int, "tbl": str, "row_uid": bytes}


@dataclasses.dataclass(frozen=True, slots=True)
class Salvaged:
    """What was read: log, identity (file uid, regency, district, created), living state rows, local rows.

    An operation in `arrivals` may lack changes. `changes` counts those read; `loose` are those of them whose
    operation was lost.
    """

    arrivals: Arrivals
    about: tuple[Uid, str, str | None, str] | None
    changes: int
    loose: frozenset[Uid]
    state: Mapping[str, Mapping[Uid, Mapping[str, Any]]]
    local: Mapping[str, tuple[tuple[Any, ...], ...]]


NOTHING = Salvaged(Arrivals(), None, 0, frozenset(), {}, {})


def salvage(path: Path) -> Salvaged:
    """Read what can be read of a damaged file; `NOTHING` when not even its first page can."""
    connection = pysqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        with contextlib.suppress(DriverError):
            force_pragmas(connection)
        connection.execute("BEGIN")  # one lock for all questions
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return _read(connection)
    except _UNREADABLE:
        return NOTHING
    finally:
        connection.close()


def _read(connection: Any) -> Salvaged:
    records: dict[int, list[Record]] = {}
    count, loose = 0, set()
    changes = rows_of(connection, "change", [*_CHANGE, "body", "digest"])
    operations = list(_operations(connection, {number for number, *_ in changes}))
    uids = {number: operation.uid for number, operation, *_ in operations}
    for place, uid, number, table, row, body, digest in changes:
        right = _fits((uid, number, table, row), _CHANGE) and (body is None or _is_body(table, body))
        if right and isinstance(digest, bytes | None) and (body is None) == (digest is not None):
            count += 1
            if number in uids:
                record = Record(uid, uids[number], place - number, table, row, body, digest)
                records.setdefault(number, []).append(record)
            else:
                loose.add(uid)
    arrivals = [
        Arrival(operation, link, tuple(sorted(records.get(number, ()), key=lambda one: one.n)), partial)
        for number, operation, link, partial in operations
    ]
    about = next(
        iter(rows_of(connection, "about", ("file_uid", "regency_code", "district_code", "created_at"))), None
    )
    return Salvaged(
        Arrivals(tuple(_writers(connection)), tuple(arrivals), tuple(_assets(connection))),
        about[1:] if about and isinstance(about[1], bytes) else None,
        count,
        frozenset(loose),
        {name: _state(connection, name) for name in STATE},
        {
            name: tuple(row[1:] for row in rows_of(connection, name, _columns(connection, name)))
            for name in LOCAL
        },
    )


def _operations(connection: Any, changes: AbstractSet[int]) -> Iterator[tuple[int, Operation, bytes, bool]]:
    """Yield each operation with its number, link and whether it is partial; changes have numbers between."""
    for number, *columns in rows_of(connection, "operation", list(_OPERATION), changes):
        if _fits(columns, _OPERATION):
            operation = Operation(*columns[:9])
            if _is_header(operation):
                yield number, operation, columns[9], bool(columns[10])


def _is_header(operation: Operation) -> bool:
    """Tell whether what was read of an operation can be one."""
    try:
        dt.datetime.fromisoformat(operation.at)
        return isinstance(operation.details(), dict)
    except ValueError:
        return False


def _is_body(table: str, body: Any) -> bool:
    """Tell whether what was read can be the body of a change of a table, with values its row can hold."""
    try:
        values = decode_body(body).values
        groups = STATE[table].groups if table in STATE else {}
        return all(
            _may_hold(column, item)
            for group, columns in groups.items()
            if group in values
            for column, item in zip(columns, split_group(columns, values[group]), strict=True)
        )
    except (ValueError, TypeError):
        return False


def _may_hold(column: Column, item: Any) -> bool:
    if item is not None and column.kind == "uid":
        return len(bytes.fromhex(item)) == 16
    return item is None or isinstance(item, _KINDS.get(column.kind, object))


def _writers(connection: Any) -> Iterator[Writer]:
    names = ("uid", "name", "started_at", "previous_uid", "previous_seq")
    for _, uid, name, started, previous, seq in rows_of(connection, "writer", names):
        if isinstance(uid, bytes) and isinstance(name, str) and isinstance(started, str):
            whole = isinstance(previous, bytes | None) and isinstance(seq, int | None)
            yield Writer(uid, name, started, *((previous, seq) if whole else (None, None)))


def _assets(connection: Any) -> Iterator[Asset]:
    for _, sha256, mime, content in rows_of(connection, "asset", ("sha256", "mime", "bytes")):
        if isinstance(content, bytes) and hashlib.sha256(content).digest() == sha256:
            yield Asset(sha256, str(mime), content)


def _state(connection: Any, name: str) -> dict[Uid, dict[str, Any]]:
    columns = [column.name for column in STATE[name].columns]
    return {
        uid: dict(zip(columns, values, strict=True))
        for _, uid, alive, *values in rows_of(connection, name, ["uid", "alive", *columns])
        if isinstance(uid, bytes) and len(uid) == 16 and alive == 1
    }


def _fits(values: Sequence[Any], types: Mapping[str, type]) -> bool:
    return all(isinstance(value, kind) for value, kind in zip(values, types.values(), strict=True))


def _columns(connection: Any, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


# rows by halving


def rows_of(
    connection: Any, table: str, columns: Sequence[str], elsewhere: AbstractSet[int] = frozenset()
) -> list[tuple[Any, ...]]:
    """Return (rowid, columns...) of every row of a table that can be read, in the order of rowids.

    A range can come back short without an error: a page whose rowids are out of order ends the search. So
    those that are missing between the others are asked for one by one, unless they stand `elsewhere`.
    SQLite's check of a page's cells is off: it refuses a page for one bad cell when it reads it, but not
    while it still has it in memory, so what came back hung on what was read before.
    """
    connection.execute("PRAGMA cell_size_check = OFF")
    if not _has_root(connection, table):
        return []
    names = ", ".join(f'"{name}"' for name in columns)
    sql = f"SELECT rowid, {names} FROM {table} WHERE rowid BETWEEN ? AND ? ORDER BY rowid"
    last = _last(connection, table)
    found: set[tuple[Any, ...]] = set()
    waiting, bad = [(1, last)], set()
    for _ in range(_PROBES):
        if not waiting:
            break
        low, high = waiting.pop()
        rows = _readable(connection, sql, (low, high))
        if rows is not None:
            found.update(rows)
        elif low < high:
            middle = (low + high) // 2
            waiting += [(middle + 1, high), (low, middle)]
        else:
            bad.add(low)
    there = {row[0] for row in found} | bad | elsewhere
    missing = (number for number in range(1, last + 1) if number not in there)
    for number in itertools.islice(missing, _SINGLES):
        found.update(_readable(connection, sql, (number, number)) or ())
    return sorted(found, key=operator.itemgetter(0))


def _readable(connection: Any, sql: str, limits: tuple[int, int]) -> list[tuple[Any, ...]] | None:
    """Return the rows within the limits; None when there are unreadable ones among them."""
    try:
        rows: list[tuple[Any, ...]] = connection.execute(sql, limits).fetchall()
    except _UNREADABLE:
        return None
    return rows


def _has_root(connection: Any, table: str) -> bool:
    """Tell whether the first page of a table is one of a table: every way to its rows begins there."""
    found = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    if found is None or not found[0]:
        return False
    [(size,)] = connection.execute("PRAGMA page_size")
    [(_, _, path)] = connection.execute("PRAGMA database_list")
    with Path(path).open("rb") as file:
        file.seek((found[0] - 1) * size)
        return file.read(1) in _TABLE_PAGES


def _last(connection: Any, table: str) -> int:
    """Return the last rowid that the table or an index of it tells of; past that where one is unreadable."""
    sources = [f"SELECT max(rowid) FROM {table}"]
    with contextlib.suppress(*_UNREADABLE):
        sql = "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ?"
        indexes = [name for (name,) in connection.execute(sql, (table,))]
        sources += [f'SELECT rowid FROM {table} INDEXED BY "{name}"' for name in indexes]
    seen, is_whole = 0, True
    for source in sources:
        try:
            for (number,) in connection.execute(source):
                seen = max(seen, number or 0)
        except _UNREADABLE:
            is_whole = False
    if not is_whole:
        with contextlib.suppress(*_UNREADABLE):
            for (number,) in connection.execute(f"SELECT rowid FROM {table} NOT INDEXED ORDER BY rowid"):
                seen = max(seen, number)
    return seen if is_whole else seen + _BEYOND
