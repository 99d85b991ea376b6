"""The driver, the pragmas (each read back), the header guard without SQLite, and the integrity checks.

Source: `data-file.md` sections 2 and 3. What is in the tables is no matter of this module.
"""

import dataclasses
import datetime as dt
import os
import stat
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import peewee
import pysqlite3

from kpm_desktop.store.errors import (
    CopiedWhileOpenError,
    DamagedError,
    DriverError,
    EmptyFileError,
    FolderError,
    ForeignDatabaseError,
    MissingError,
    NewerVersionError,
    NotADataFileError,
)

APPLICATION_ID = 0x4B504D44
"""KPMD."""
SCHEMA = (1, 0)
"""Major and minor version of the schema that this program writes."""
PAGE_SIZE = 4096
MAGIC = b"SQLite format 3\x00"
HEADER_LENGTH = 100
_OLDEST_SQLITE = (3, 51, 3)
# Without an adapter the driver searches a thousandfold for one, for each bytes and None: 5 s of 85,000 rows.
pysqlite3.register_adapter(bytes, bytearray)
pysqlite3.register_adapter(type(None), {}.get)

PRAGMAS: tuple[tuple[str, str, Any], ...] = (
    ("journal_mode", "TRUNCATE", "truncate"),
    ("synchronous", "EXTRA", 3),
    ("locking_mode", "NORMAL", "normal"),
    ("foreign_keys", "ON", 1),
    ("secure_delete", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("mmap_size", "0", 0),
    ("temp_store", "MEMORY", 2),
    ("busy_timeout", "5000", 5000),
)
"""Name, value set, value read back; set on each connection."""


@dataclasses.dataclass(frozen=True, slots=True)
class Header:
    """What the first 100 bytes of a data file say; `writable` is what the file system allows."""

    version: tuple[int, int]
    writable: bool


def check_driver() -> None:
    """Raise DriverError unless peewee runs on pysqlite3 with a current SQLite."""
    driver = vars(peewee)["sqlite3"]
    version: tuple[int, ...] = driver.sqlite_version_info
    if driver.__name__ != "pysqlite3.dbapi2" or version < _OLDEST_SQLITE:
        raise DriverError(driver=driver.__name__, version=".".join(map(str, version)))


def version_number(version: tuple[int, int]) -> int:
    """Return a schema version as it stands in `user_version`."""
    return version[0] << 16 | version[1]


def guard(path: Path) -> Header:
    """Look at the first 100 bytes without SQLite; the error of each kind of wrong file names it.

    A write-ahead log beside it is nothing of ours either: SQLite would write its pages into the file. Newer
    minor versions pass with `writable` false; the file is neither opened by SQLite nor changed.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        raise MissingError(file=path.name) from None
    if not stat.S_ISREG(status.st_mode):
        raise FolderError(file=path.name)
    if status.st_size == 0:
        raise EmptyFileError(file=path.name)
    with path.open("rb") as file:
        head = file.read(HEADER_LENGTH)
    if len(head) < HEADER_LENGTH or not head.startswith(MAGIC):
        raise NotADataFileError(file=path.name)
    encoding, user_version, application_id = struct.unpack(">II4xI", head[56:72])
    if application_id != APPLICATION_ID or encoding != 1:
        raise ForeignDatabaseError(file=path.name)
    log = path.with_name(f"{path.name}-wal")
    if head[18:20] != b"\x01\x01" or (log.exists() and log.stat().st_size):
        raise CopiedWhileOpenError(file=path.name)
    version = (user_version >> 16, user_version & 0xFFFF)
    if version[0] > SCHEMA[0]:
        raise NewerVersionError(found=_dotted(version), known=_dotted(SCHEMA))
    may_write = bool(status.st_mode & stat.S_IWUSR) and os.access(path, os.W_OK)
    return Header(version, may_write and os.access(path.parent, os.W_OK) and version <= SCHEMA)


def is_ahead(path: Path) -> bool:
    """Tell whether the header of a file says that it has a write-ahead log."""
    with path.open("rb") as file:
        return file.read(HEADER_LENGTH)[18:20] == b"\x02\x02"


def _dotted(version: tuple[int, int]) -> str:
    return f"{version[0]}.{version[1]}"


class Connection(peewee.SqliteDatabase):
    """A peewee database on an existing file; every thread's connection has the pragmas in force.

    Models are never bound to it. It never makes a file: `mode` is rw, ro, or rwc for a file being made.
    Queries ask `now` for today by `office_day()`, a date in ISO form.
    """

    def __init__(
        self, path: Path, mode: str = "rw", now: Callable[[], dt.datetime] = dt.datetime.now
    ) -> None:
        self.path = path
        self._now = now
        uri = f"{path.absolute().as_uri()}?mode={mode}"
        super().__init__(uri, uri=True, autoconnect=False, timeout=5)

    def _add_conn_hooks(self, conn: Any) -> None:
        force_pragmas(conn)
        # the same for all rows of one statement, so it is asked once for each and not for every row
        conn.create_function("office_day", 0, self._office_day, deterministic=True)

    def _office_day(self) -> str:
        return self._now().date().isoformat()

    def run(self, sql: Any, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Execute one statement (text, or a peewee query) and return all its rows."""
        if not isinstance(sql, str):
            sql, params = self.get_sql_context().sql(sql).query()  # type: ignore[no-untyped-call]
        return list(self.cursor_of(sql, params))

    def cursor_of(self, sql: str, params: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Execute one statement and return its rows as they come; read them to the end."""
        cursor: Iterator[tuple[Any, ...]] = self.execute_sql(sql, params)  # type: ignore[no-untyped-call]
        return cursor

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Execute one statement for each row of parameters."""
        self.connection().executemany(sql, rows)  # type: ignore[no-untyped-call]


def force_pragmas(conn: Any) -> None:
    """Set each pragma and read it back; DriverError names one that is not in force."""
    for name, value, expected in PRAGMAS:
        conn.execute(f"PRAGMA {name} = {value}").fetchall()
        found = conn.execute(f"PRAGMA {name}").fetchone()
        if (found[0] if found else expected) != expected:
            raise DriverError(pragma=name, found=str(found))


def check_size(connection: Connection) -> None:
    """Raise DamagedError unless the file is as long as its header says (after a hot journal was undone)."""
    [(pages,)] = connection.run("PRAGMA page_count")
    [(size,)] = connection.run("PRAGMA page_size")
    if pages * size != connection.path.stat().st_size:
        raise DamagedError(place="size")


def quick_check(connection: Connection) -> None:
    """Raise DamagedError unless SQLite's quick check finds nothing."""
    _check(connection, "quick_check")


def integrity_check(connection: Connection) -> None:
    """Raise DamagedError unless integrity and foreign keys are in order."""
    _check(connection, "integrity_check")
    broken = connection.run("PRAGMA foreign_key_check")
    if broken:
        raise DamagedError(place=f"foreign keys: {broken[0][0]}")


def _check(connection: Connection, name: str) -> None:
    found = connection.run(f"PRAGMA {name}")
    if found != [("ok",)]:
        raise DamagedError(place=str(found[0][0]))
