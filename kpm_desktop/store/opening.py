"""Opening a data file in the one right order: lock, guard, connect, anchor, checks, migration.

Nothing in the file is changed by it, save that SQLite rolls back what a crash left. `data-file.md` section 2.
"""

import contextlib
import dataclasses
import datetime as dt
import typing
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pysqlite3

from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.change_log import ChangeLog
from kpm_desktop.store.connection import (
    SCHEMA,
    Connection,
    Header,
    check_driver,
    check_size,
    force_pragmas,
    guard,
    quick_check,
)
from kpm_desktop.store.errors import (
    DamagedError,
    MissingError,
    OlderThanJournalError,
    ReadOnlyError,
    translating,
)
from kpm_desktop.store.journal import Journal
from kpm_desktop.store.lock_file import DataFileLock
from kpm_desktop.store.migrations import migrate
from kpm_desktop.store.places import Places, beside, refuse_bad_place

Clock: typing.TypeAlias = Callable[[], dt.datetime]


@dataclasses.dataclass(frozen=True, slots=True)
class About:
    """What a data file is: its identity and the area it is for."""

    file_uid: Uid
    regency_code: str
    district_code: str | None
    created_at: str


@dataclasses.dataclass(frozen=True, slots=True)
class Opened:
    """A file that is ready for use.

    `watch` is a connection that never writes: its data version moves with every write by anybody. `writer`
    is None when a new writer id is to be taken with the first save. Numbers up to `journaled` are in the
    journal.
    """

    path: Path
    places: Places
    lock: DataFileLock | None
    connection: Connection
    watch: Any
    about: About
    journal: Journal
    writer: Uid | None
    journaled: int
    read_only: bool
    was_left_open: bool


def open_file(path: Path, now: Clock, *, known_file: Uid | None, accept_older: bool) -> Opened:
    """Open the data file at `path`. Raises a DataFileError; every handle is closed then."""
    path = path.absolute()
    check_driver()
    refuse_bad_place(path)
    guard(path)  # before the lock too, so that no lock file appears beside what is no data file
    places = beside(path)
    with contextlib.ExitStack() as undo, translating(path):
        lock, was_left_open = _locked(places)
        if lock is not None:
            undo.callback(lock.release)
        header = guard(path)
        read_only = not header.writable or lock is None
        connection = Connection(path, "ro" if read_only else "rw", now)
        connection.connect()
        undo.callback(connection.close)
        about = _about(connection)
        if known_file not in {None, about.file_uid}:
            raise MissingError(file=path.name, state="other")
        check_size(connection)
        quick_check(connection)
        if header.version < SCHEMA and not read_only:
            _migrate(path, places, header, now, connection)
        journal = Journal(places.journal, about.file_uid)
        undo.callback(journal.close)
        writer, journaled = None, 0
        if not read_only:
            writer, journaled = _anchor(connection, journal, now, accept_older=accept_older)
        watch = _watch(path)
        undo.pop_all()
    return Opened(
        path, places, lock, connection, watch, about, journal, writer, journaled, read_only, was_left_open
    )


def _locked(places: Places) -> tuple[DataFileLock | None, bool]:
    lock = DataFileLock(places.lock)
    try:
        return lock, lock.acquire()
    except ReadOnlyError:
        return None, False


def _about(connection: Connection) -> About:
    found = connection.run("SELECT file_uid, regency_code, district_code, created_at FROM about")
    if len(found) != 1:
        raise DamagedError(place="about")
    return About(*found[0])


def _migrate(path: Path, places: Places, header: Header, now: Clock, connection: Connection) -> None:
    connection.close()
    migrate(path, places, header.version, now)
    connection.connect()


def _anchor(
    connection: Connection, journal: Journal, now: Clock, *, accept_older: bool
) -> tuple[Uid | None, int]:
    """Compare the file with the journal; return the writer to go on with and what is journaled."""
    log = ChangeLog(connection)
    last = journal.last()
    if last is None:
        return None, log.last_number()
    found = connection.run(
        "SELECT id + n FROM operation WHERE writer_uid = ? AND seq = ? AND link = ?",
        (last.writer, last.seq, last.link),
    )
    if not found:
        if accept_older:
            return None, log.last_number()
        known = {uid for (uid,) in connection.run("SELECT uid FROM operation")}
        missing = sum(operation.uid not in known for operation in journal.operations())
        raise OlderThanJournalError(missing=str(missing))
    journaled: int = found[0][0]
    latest = log.last_number()
    if latest == journaled:
        return last.writer, latest
    [(writer,)] = connection.run("SELECT writer_uid FROM operation ORDER BY id DESC LIMIT 1")
    try:
        journal.append(now().date(), log.lines(journaled))
    except OSError:
        return writer, journaled
    return writer, latest


def _watch(path: Path) -> Any:
    watch = pysqlite3.connect(
        f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False
    )
    force_pragmas(watch)
    return watch
