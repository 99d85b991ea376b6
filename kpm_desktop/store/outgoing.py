"""What goes out in a package, as lines: the whole log, what is new since a version vector, or an extract.

Operations that came with an extract are never sent on. How lines become bytes is not known here.
`data-file.md` sections 10 and 10a.
"""

import base64
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from kpm_desktop.domain.changes import SALT_LENGTH, Kind, compact, decode_body
from kpm_desktop.domain.passport import Vector
from kpm_desktop.domain.uid import Uid, code_uid, pair_uid
from kpm_desktop.store.change_log import CHANGES_OF, ChangeLog
from kpm_desktop.store.connection import Connection
from kpm_desktop.store.file_passport import COUNTED
from kpm_desktop.store.tables import STATE

_HEADER = "o.id, o.uid, o.writer_uid, o.seq, o.hlc, o.at, o.kind, o.label, o.meta, o.n, o.link"
_PART = 45_000
_SHA = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_SCAN = "scan"
_LEFT_OUT = "nik"

SHARED = (
    "office", "setting", "choice", "signatory", "regency", "series", "venue", "number_series",
    "certificate_design", "public_key",
)  # fmt: skip
"""Tables that go along whole with an extract."""
_NEVER = frozenset({
    "contest", "category", "stage", "criterion", "judge", "judge_assignment", "judge_interest", "entry",
    "entry_document", "score_sheet", "sheet_total", "score", "decision",
})  # fmt: skip
_NOTES = """
SELECT n.uid FROM number_note n JOIN number_block b ON b.number_series = n.number_series AND b.year = n.year
WHERE b.uid IN (SELECT unhex(value) FROM json_each(?))
    AND n.number_from <= COALESCE(b.number_to, n.number_from)
    AND COALESCE(n.number_to, n.number_from) >= b.number_from
"""
"""What is noted of numbers in the blocks handed out: a number erased here is not given out again there."""
_OF_DISTRICT: Mapping[str, str] = {
    "district": "SELECT uid FROM district WHERE uid = ?1",
    "village": "SELECT uid FROM village WHERE district = ?1",
    "village_name": "SELECT uid FROM village_name WHERE village IN (SELECT uid FROM x_village)",
    "cadre_term": "SELECT uid FROM cadre_term WHERE village IN (SELECT uid FROM x_village)",
    "head_term": "SELECT uid FROM head_term WHERE village IN (SELECT uid FROM x_village)",
    "person": """
        WITH RECURSIVE found(uid) AS (
            SELECT person FROM cadre_term WHERE uid IN (SELECT uid FROM x_cadre_term) AND person NOT NULL
            UNION SELECT person FROM head_term WHERE uid IN (SELECT uid FROM x_head_term) AND person NOT NULL
            UNION SELECT person FROM attendance
                WHERE village IN (SELECT uid FROM x_village) AND person NOT NULL
            UNION SELECT represents FROM attendance
                WHERE village IN (SELECT uid FROM x_village) AND represents NOT NULL
            UNION SELECT p.uid FROM person p JOIN found f ON p.merged_into = f.uid
            UNION SELECT p.merged_into FROM person p JOIN found f ON p.uid = f.uid
                WHERE p.merged_into NOT NULL
        )
        SELECT uid FROM found""",
    "attendance": """
        SELECT uid FROM attendance WHERE village IN (SELECT uid FROM x_village)
            OR (person IN (SELECT uid FROM x_person)
                AND (represents IS NULL OR represents IN (SELECT uid FROM x_person)))""",
    "certificate": "SELECT uid FROM certificate WHERE person IN (SELECT uid FROM x_person)",
    "session": """
        SELECT uid FROM session WHERE districts LIKE '%' || lower(hex(?1)) || '%'
            OR uid IN (SELECT session FROM attendance WHERE uid IN (SELECT uid FROM x_attendance))""",
    "topic": "SELECT uid FROM topic WHERE session IN (SELECT uid FROM x_session)",
    "not_same": """
        SELECT uid FROM not_same WHERE person_a IN (SELECT uid FROM x_person)
            AND person_b IN (SELECT uid FROM x_person)""",
    "accepted_warning": """
        SELECT uid FROM accepted_warning WHERE "row" IN (
            SELECT uid FROM x_person UNION SELECT uid FROM x_village
            UNION SELECT uid FROM x_cadre_term UNION SELECT uid FROM x_head_term)""",
    "attachment": """
        SELECT uid FROM attachment
        WHERE "row" IN (SELECT uid FROM x_person UNION SELECT uid FROM x_village)""",
}  # fmt: skip
"""For each table the rows that belong to district ?1, by those found before (`x_` tables)."""


def vector(connection: Connection) -> dict[Uid, int]:
    """Return the version vector of a file: what came only in part does not count."""
    sql = "SELECT writer_uid, max(seq) FROM operation WHERE partial = 0 GROUP BY writer_uid"
    return dict(connection.run(sql))


def changes_since(connection: Connection, since: Vector) -> int:
    """Return how many changes a package since that vector would hold."""
    sql = "SELECT writer_uid, seq, n FROM operation WHERE partial = 0"
    return sum(n for writer, seq, n in connection.run(sql) if seq > since.get(writer, 0))


def lines(
    connection: Connection, since: Vector | None = None, *, scans: bool = False, signing_key: bool = False
) -> Iterator[list[Any]]:
    """Yield the lines of a full package, or of a delta: what the vector `since` does not cover.

    Pictures that these operations name come at the end, scans of signed sheets only when asked for.
    """
    after = since or {}
    sql = f"SELECT {_HEADER} FROM operation o WHERE o.partial = 0 ORDER BY o.hlc, o.writer_uid, o.seq"
    headers = [row for row in connection.run(sql) if row[3] > after.get(row[2], 0)]
    yield from _writers(connection, {row[2] for row in headers})
    pictures = _Pictures(connection)
    for number, uid, writer, *rest, made in headers:
        yield ["o", uid.hex(), writer.hex(), *rest, made.hex()]
        for line in _changes(connection, number):
            pictures.look(line[5])
            yield line
    yield from pictures.lines(scans=scans)
    if signing_key:
        yield from (
            ["k", key_id, private.hex()]
            for key_id, private in connection.run("SELECT key_id, private_part FROM signing_key")
        )


def extract(
    connection: Connection, district_code: str, *, with_nik: bool, scans: bool = False
) -> Iterator[list[Any]]:
    """Yield the lines of an extract for one district: the whole history of its rows and of the shared ones.

    Each operation is partial; erasures go along without rows, so that they reach what is there. KeyError when
    this file has no such district.
    """
    rows = _rows_of(connection, district_code)
    numbers: dict[int, list[tuple[Any, ...]]] = {}
    sql = "SELECT operation_id, uid, id - operation_id, tbl, row_uid, body, digest FROM change ORDER BY id"
    for number, *columns in connection.cursor_of(sql):
        if columns[3] in rows.get(columns[2], ()):
            numbers.setdefault(number, []).append(tuple(columns))
    sql = f"SELECT {_HEADER} FROM operation o WHERE o.partial = 0 ORDER BY o.hlc, o.writer_uid, o.seq"
    headers = [row for row in connection.run(sql) if row[0] in numbers or row[6] == Kind.ERASE]
    standing = frozenset() if with_nik else _standing_niks(numbers.values())
    yield from _writers(connection, {row[2] for row in headers})
    pictures = _Pictures(connection)
    for number, uid, writer, *rest, made in headers:
        found = numbers.get(number, ())
        kept = [line for columns in found if (line := _kept(columns, standing, with_nik=with_nik))]
        if kept or rest[3] == Kind.ERASE:
            yield ["p", uid.hex(), writer.hex(), *rest, made.hex()]
        for line in kept:
            pictures.look(line[5])
            yield line
    yield from pictures.lines(scans=scans)


def extract_living(connection: Connection, district_code: str) -> dict[str, int]:
    """Return how many living rows an extract carries, of the tables that a passport counts.

    KeyError when this file has no such district.
    """
    rows = _rows_of(connection, district_code)
    sql = "SELECT count(*) FROM {} WHERE alive = 1 AND uid IN (SELECT unhex(value) FROM json_each(?))"
    return {
        table: int(connection.run(sql.format(table), (json.dumps([uid.hex() for uid in rows[table]]),))[0][0])
        if rows.get(table)
        else 0
        for table in COUNTED
    }


def extract_persons(connection: Connection, district_code: str) -> set[Uid]:
    """Return the persons that an extract carries; KeyError when this file has no such district."""
    return _rows_of(connection, district_code).get("person", set())


def stand_in(district_code: str) -> Uid:
    """Return the writer that number blocks for a district name before its PC has written anything.

    The first writer of a file started from an extract follows it, so the block is his.
    """
    return pair_uid("writer", district_code)


def _standing_niks(operations: Iterable[Sequence[tuple[Any, ...]]]) -> frozenset[Uid]:
    """Return the changes whose NIK nobody has replaced: a delete by the district counts as having seen it."""
    written: set[Uid] = set()
    named: set[Uid] = set()
    for changes in operations:
        for uid, _, tbl, _, body, _ in changes:
            if tbl == "person" and body is not None and f'"{_LEFT_OUT}"' in body:
                parts = decode_body(body)
                named.update(parts.parents.get(_LEFT_OUT, ()))
                written |= {uid} if _LEFT_OUT in parts.values else set()
    return frozenset(written - named)


def _kept(columns: tuple[Any, ...], standing: frozenset[Uid], *, with_nik: bool) -> list[Any] | None:
    """Return a change as a line; without NIK its group is left out, and None is what had nothing else.

    A change whose NIK stands says that it was left out (`x`), not what it is.
    """
    uid, n, tbl, row, body, digest = columns
    if body is None:
        return ["c", uid.hex(), n, tbl, row.hex(), None, digest.hex()]
    if tbl == "person" and not with_nik and f'"{_LEFT_OUT}"' in body:
        parts = json.loads(body[SALT_LENGTH:])
        for part in ("v", "p", "r"):
            parts.get(part, {}).pop(_LEFT_OUT, None)
        parts = {name: part for name, part in parts.items() if part}
        if uid in standing:
            parts["x"] = [_LEFT_OUT]
        if not (parts.get("v") or parts.get("p") or parts.get("x")):
            return None
        body = body[:SALT_LENGTH] + compact(parts)
    return ["c", uid.hex(), n, tbl, row.hex(), body]


def _rows_of(connection: Connection, district_code: str) -> dict[str, set[Uid]]:
    """Return the rows that an extract carries, with what they point at, for each table."""
    district = code_uid(district_code)
    if not connection.run("SELECT 1 FROM district WHERE uid = ?", (district,)):
        raise KeyError(district_code)
    rows: dict[str, set[Uid]] = {}
    try:
        for table, sql in _OF_DISTRICT.items():
            connection.run(f"CREATE TEMP TABLE x_{table} (uid BLOB PRIMARY KEY)")
            connection.run(f"INSERT OR IGNORE INTO x_{table} {sql}", (district,) if "?1" in sql else ())
            rows[table] = {uid for (uid,) in connection.run(f"SELECT uid FROM x_{table}")}
    finally:
        for table in _OF_DISTRICT:
            connection.run(f"DROP TABLE IF EXISTS temp.x_{table}")
    for table in SHARED:
        rows.setdefault(table, set()).update(uid for (uid,) in connection.run(f"SELECT uid FROM {table}"))
    rows["number_block"] = {
        uid
        for uid, writer in connection.run("SELECT uid, writer FROM number_block WHERE writer NOT NULL")
        if stand_in(district_code) in ChangeLog(connection).lineage(writer)
    }
    notes = connection.run(_NOTES, (json.dumps([uid.hex() for uid in sorted(rows["number_block"])]),))
    rows["number_note"] = {uid for (uid,) in notes}
    _add_parents(connection, rows)
    return rows


def _add_parents(connection: Connection, rows: dict[str, set[Uid]]) -> None:
    """Add what these rows point at, and so on: a row never comes without its parents."""
    waiting = {table: set(uids) for table, uids in rows.items()}
    while waiting:
        following: dict[str, set[Uid]] = {}
        for table, uids in waiting.items():
            for column in STATE[table].columns:
                if not column.refers or column.refers in _NEVER:
                    continue
                for parent in _linked(connection, table, column.name, uids):
                    if parent not in rows.setdefault(column.refers, set()):
                        rows[column.refers].add(parent)
                        following.setdefault(column.refers, set()).add(parent)
        waiting = following


def _linked(connection: Connection, table: str, column: str, uids: Collection[Uid]) -> Iterator[Uid]:
    sql = (
        f'SELECT DISTINCT "{column}" FROM {table} WHERE "{column}" NOT NULL'
        " AND uid IN (SELECT unhex(value) FROM json_each(?))"
    )
    for (uid,) in connection.run(sql, (json.dumps([uid.hex() for uid in uids]),)):
        yield uid


def _writers(connection: Connection, needed: Collection[Uid]) -> Iterator[list[Any]]:
    for writer in ChangeLog(connection).writers():
        if writer.uid in needed:
            yield writer.line


def _changes(connection: Connection, number: int) -> Iterator[list[Any]]:
    for uid, n, tbl, row, body, digest in connection.cursor_of(CHANGES_OF, (number,)):
        if body is None:
            yield ["c", uid.hex(), n, tbl, row.hex(), None, digest.hex()]
        else:
            yield ["c", uid.hex(), n, tbl, row.hex(), body]


class _Pictures:
    """The pictures that bodies name, as far as this file holds them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._held = {sha.hex() for (sha,) in connection.run("SELECT sha256 FROM asset")}
        self._named: set[str] = set()

    def look(self, body: str | None) -> None:
        """Note the pictures that a body names."""
        if self._held and body:
            self._named |= self._held.intersection(_SHA.findall(body, SALT_LENGTH))

    def lines(self, *, scans: bool) -> Iterator[list[Any]]:
        """Yield their lines."""
        named = self._named if scans else self._named - self._scans()
        for sha in sorted(named):
            sql = "SELECT mime, bytes FROM asset WHERE sha256 = ?"
            [(mime, content)] = self._connection.run(sql, (bytes.fromhex(sha),))
            yield from picture_lines(sha, mime, content)

    def _scans(self) -> set[str]:
        sql = "SELECT asset FROM attachment WHERE kind = ? AND asset NOT NULL"
        return {sha for (sha,) in self._connection.run(sql, (_SCAN,))}


def picture_lines(sha256: str, mime: str, content: bytes) -> Iterator[list[Any]]:
    """Yield the lines of one picture, in parts."""
    parts = [content[start : start + _PART] for start in range(0, max(1, len(content)), _PART)]
    for number, part in enumerate(parts, 1):
        yield ["a", sha256, mime, number, len(parts), base64.b64encode(part).decode()]
