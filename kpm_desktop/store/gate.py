"""The gate: a database file that somebody copied by hand is looked at as if it were hostile.

Only its log is read, as package lines that go through the same checks as a package; its tables are never
written and never become ours. `data-file.md` section 12. The only module that knows apsw.
"""

import contextlib
import dataclasses
import shutil
import struct
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import apsw

from kpm_desktop.domain.chain import FIRST_LINK
from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.change_log import CHANGES_OF
from kpm_desktop.store.connection import APPLICATION_ID, HEADER_LENGTH, MAGIC, PAGE_SIZE, SCHEMA
from kpm_desktop.store.file_passport import COUNTED
from kpm_desktop.store.migrations import STEPS, statements
from kpm_desktop.store.outgoing import picture_lines

_SECONDS = 10.0
_STEPS = 20_000
"""Steps of SQLite's machine between two looks at the clock."""
_LIMITS: Final = {
    apsw.SQLITE_LIMIT_LENGTH: 2_000_000,  # a certificate's background has 1.5 MB
    apsw.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    apsw.SQLITE_LIMIT_COLUMN: 100,
    apsw.SQLITE_LIMIT_EXPR_DEPTH: 50,
    apsw.SQLITE_LIMIT_COMPOUND_SELECT: 5,
    apsw.SQLITE_LIMIT_VDBE_OP: 25_000,
    apsw.SQLITE_LIMIT_FUNCTION_ARG: 8,
    apsw.SQLITE_LIMIT_ATTACHED: 0,
    apsw.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 50,
    apsw.SQLITE_LIMIT_VARIABLE_NUMBER: 10,
    apsw.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    apsw.SQLITE_LIMIT_WORKER_THREADS: 0,
}
_SWITCHES: Final = {
    apsw.SQLITE_DBCONFIG_DEFENSIVE: 1,
    apsw.SQLITE_DBCONFIG_TRUSTED_SCHEMA: 0,
    apsw.SQLITE_DBCONFIG_ENABLE_TRIGGER: 0,
    apsw.SQLITE_DBCONFIG_ENABLE_VIEW: 0,
    apsw.SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION: 0,
}


@dataclasses.dataclass(frozen=True, slots=True)
class Gated:
    """What a copied data file says of itself, and its log as package lines. `counts`: see `FilePassport`."""

    file_uid: Uid
    regency_code: str
    district_code: str | None
    vector: Mapping[Uid, int]
    last_writer: Uid
    last_writer_name: str
    last_at: str
    counts: Mapping[str, int]
    lines: tuple[list[Any], ...]


def enter(path: Path) -> Gated:
    """Let a copied data file through the gate; it lies where nobody else writes, its `-journal` beside it.

    Raises PackageError: E-BUKAN, E-SALINAN, E-VERSI, E-SKEMA. Not a byte of it changes, save that a journal
    copied along is rolled back on this copy.
    """
    _header(path)
    _roll_back(path)
    _size(path)
    deadline = time.monotonic() + _SECONDS
    try:
        with contextlib.closing(_opened(path, deadline)) as connection:
            _allow_list(connection)
            _sound(connection)
            return _read(connection)
    except (apsw.Error, UnicodeDecodeError, ValueError, TypeError, OverflowError, MemoryError) as error:
        raise PackageError("E-SKEMA", reason=type(error).__name__) from None


def copy_in(source: Path, target: Path) -> None:
    """Copy a data file with the journal that may lie beside it. Raises OSError."""
    shutil.copyfile(source, target)
    journal = _journal(source)
    if journal.is_file() and journal.stat().st_size:
        shutil.copyfile(journal, _journal(target))


def is_ours(path: Path) -> bool:
    """Tell by its first bytes whether a file is a data file of this program. Raises OSError."""
    try:
        _header(path)
    except PackageError as error:
        return error.code != "E-BUKAN"
    return True


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def _header(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(HEADER_LENGTH)
    if len(head) < HEADER_LENGTH or not head.startswith(MAGIC):
        raise PackageError("E-BUKAN", reason="header")
    encoding, user_version, application_id = struct.unpack(">II4xI", head[56:72])
    if application_id != APPLICATION_ID:
        raise PackageError("E-BUKAN", reason="application")
    if head[18:20] != b"\x01\x01":
        raise PackageError("E-SALINAN", reason="wal")
    if encoding != 1 or int.from_bytes(head[16:18], "big") != PAGE_SIZE:
        raise PackageError("E-SKEMA", reason="encoding")
    version = (user_version >> 16, user_version & 0xFFFF)
    if version > SCHEMA:
        raise PackageError("E-VERSI", found=_dotted(version), known=_dotted(SCHEMA))
    if version not in {step.version for step in STEPS}:
        raise PackageError("E-SKEMA", reason="version")


def _dotted(version: tuple[int, int]) -> str:
    return f"{version[0]}.{version[1]}"


def _roll_back(path: Path) -> None:
    """Let SQLite undo what was half written when the file was copied, with everything switched off."""
    if not _journal(path).is_file():
        return
    try:
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
        with contextlib.closing(connection):
            _harden(connection, time.monotonic() + _SECONDS)
            connection.execute("PRAGMA schema_version").fetchall()
    except apsw.Error:
        raise PackageError("E-SALINAN", reason="journal") from None
    _journal(path).unlink(missing_ok=True)


def _size(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(HEADER_LENGTH)
    pages = int.from_bytes(head[28:32], "big")
    if pages * PAGE_SIZE != path.stat().st_size:
        raise PackageError("E-SALINAN", reason="size")


def _opened(path: Path, deadline: float) -> apsw.Connection:
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    connection = apsw.Connection(uri, flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)
    _harden(connection, deadline)
    for pragma in ("query_only=ON", "cell_size_check=ON", "mmap_size=0", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def _harden(connection: apsw.Connection, deadline: float) -> None:
    for limit, value in _LIMITS.items():
        connection.limit(limit, value)
    for switch, value in _SWITCHES.items():
        connection.config(switch, value)
    connection.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)


def _allow_list(connection: apsw.Connection) -> None:
    """Exactly the tables and indexes of that version, word for word, and columns as they were made."""
    [(version,)] = _run(connection, "PRAGMA user_version")
    with contextlib.closing(apsw.Connection(":memory:")) as model:
        for step in STEPS:
            if step.version[0] << 16 | step.version[1] <= version:
                for statement in statements(step.sql):
                    model.execute(statement)
        ours, theirs = _schema(model), _schema(connection)
        if ours != theirs:
            raise PackageError("E-SKEMA", reason="tables")
        for kind, name, *_ in ours:
            sql = f"PRAGMA {'table_xinfo' if kind == 'table' else 'index_xinfo'}({name})"
            if model.execute(sql).fetchall() != connection.execute(sql).fetchall():
                raise PackageError("E-SKEMA", reason=f"{kind} {name}")


def _schema(connection: apsw.Connection) -> list[tuple[Any, ...]]:
    found = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema LIMIT 1000").fetchall()
    return sorted(found, key=lambda row: (str(row[0]), str(row[1])))


def _run(connection: apsw.Connection, sql: str) -> list[Any]:
    return list(connection.execute(sql))


def _sound(connection: apsw.Connection) -> None:
    if connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
        raise PackageError("E-SKEMA", reason="integrity")
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise PackageError("E-SKEMA", reason="foreign keys")


def _read(connection: apsw.Connection) -> Gated:
    about = _run(connection, "SELECT file_uid, regency_code, district_code FROM about LIMIT 2")
    if len(about) != 1 or len(about[0][0]) != 16:
        raise PackageError("E-SKEMA", reason="about")
    writers = {
        uid: [uid.hex(), name, started, previous.hex() if previous else None, seq]
        for uid, name, started, previous, seq in _run(
            connection, "SELECT uid, name, started_at, previous_uid, previous_seq FROM writer ORDER BY rowid"
        )
    }
    lines: list[list[Any]] = [["w", *writer] for writer in writers.values()]
    vector: dict[Uid, int] = {}
    changes, operations, last, last_at = 0, 0, FIRST_LINK[:16], ""
    for number, uid, writer, *rest, link, partial in _run(
        connection,
        "SELECT id, uid, writer_uid, seq, hlc, at, kind, label, meta, n, link, partial FROM operation"
        " ORDER BY hlc, writer_uid, seq",
    ):
        lines.append(["p" if partial else "o", uid.hex(), writer.hex(), *rest, link.hex()])
        operations += 1
        last, last_at = writer, rest[2]
        if not partial:
            vector[writer] = max(vector.get(writer, 0), rest[0])
        for change in connection.execute(
            CHANGES_OF,
            (number,),
        ):
            lines.append(_change_line(*change))
            changes += 1
    [(stored,)] = _run(connection, "SELECT count(*) FROM change")
    if stored != changes:
        raise PackageError("E-SKEMA", reason="change")
    for sha, mime, content in _run(connection, "SELECT sha256, mime, bytes FROM asset"):
        lines += picture_lines(sha.hex(), mime, content)
    lines.append(["end", operations, changes])
    name = writers[last][1] if last in writers else ""
    living = "SELECT count(*) FROM {} WHERE alive = 1"
    counts = {table: int(_run(connection, living.format(table))[0][0]) for table in COUNTED}
    file_uid, regency, district = about[0]
    return Gated(file_uid, regency, district, vector, last, name, last_at, counts, tuple(lines))


def _change_line(uid: Any, n: Any, tbl: Any, row: Any, body: Any, digest: Any) -> list[Any]:
    if body is None:
        return ["c", uid.hex(), n, tbl, row.hex(), None, digest.hex()]
    return ["c", uid.hex(), n, tbl, row.hex(), body]
