"""Schemas in order, as frozen SQL, and the runner that brings an older file to the newest one.

State tables are not migrated but made anew and refolded from the log; a step drops and makes those whose
shape changes. A released step is never edited and never uses today's models. `data-file.md` section 13.
"""

import contextlib
import dataclasses
import datetime as dt
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kpm_desktop.store import backups, schema_1
from kpm_desktop.store.change_log import ChangeLog
from kpm_desktop.store.checks import check
from kpm_desktop.store.connection import Connection, version_number
from kpm_desktop.store.errors import DataFileError, MigrationError, translated
from kpm_desktop.store.places import Places, patiently, sync_folder
from kpm_desktop.store.state import rebuild


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """The SQL that brings a file to a schema version."""

    version: tuple[int, int]
    sql: str


STEPS: tuple[Step, ...] = (Step((1, 0), schema_1.SQL),)


def statements(sql: str) -> Iterator[str]:
    """Yield the statements of frozen SQL; each ends with a semicolon at the end of a line."""
    for statement in sql.split(";\n"):
        if statement.strip():
            yield statement.strip()


def apply(connection: Connection, steps: Sequence[Step]) -> None:
    """Run steps within the open transaction; the file's version is set with them."""
    for step in steps:
        for statement in statements(step.sql):
            connection.run(statement)
        connection.run(f"PRAGMA user_version = {version_number(step.version)}")


def migrate(
    path: Path,
    places: Places,
    version: tuple[int, int],
    now: Callable[[], dt.datetime],
    steps: Sequence[Step] = STEPS,
) -> None:
    """Bring a closed file to the newest schema: verified backup, copy, steps, refold, checks, swap.

    Raises MigrationError or the error of the world; the old file is untouched then.
    """
    due = [step for step in steps if step.version > version]
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    try:
        old = Connection(path)
        with old.connection_context():
            backups.make(old, places.backups, now(), contextlib.nullcontext())
            backups.copy(old, new)
        connection = Connection(new)
        with connection.connection_context():
            _migrate_copy(connection, due)
        with new.open("r+b") as file:
            os.fsync(file.fileno())
        patiently(lambda: new.replace(path), path.name)
        sync_folder(path.parent)
    except DataFileError:
        raise
    except Exception as error:
        world = translated(error, path)
        raise world or MigrationError(place=type(error).__name__) from error
    finally:
        for leftover in (new, new.with_name(f"{new.name}-journal")):
            with contextlib.suppress(OSError):
                leftover.unlink(missing_ok=True)


def _migrate_copy(connection: Connection, due: Sequence[Step]) -> None:
    log = ChangeLog(connection)
    before = _visible(connection)
    connection.run("PRAGMA foreign_keys = OFF")
    with connection.atomic("IMMEDIATE"):
        apply(connection, due)
        rebuild(connection, log.states())
    after = _visible(connection)
    for (table, columns), digest in before.items():
        if _digest(connection, table, columns, known=after) not in {None, digest}:
            raise MigrationError(place=f"values of {table}")
    report = check(connection)
    if report.findings:
        raise MigrationError(place=f"{report.findings[0].kind} {report.findings[0].place}".strip())


def _visible(connection: Connection) -> dict[tuple[str, tuple[str, ...]], str]:
    """Return, for each table with `uid` and `alive` and its columns, a digest of what is in it."""
    found: dict[tuple[str, tuple[str, ...]], str] = {}
    for (table,) in connection.run("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"):
        columns = tuple(row[1] for row in connection.run(f"PRAGMA table_info({table})"))
        if columns[:2] == ("uid", "alive"):
            found[table, columns] = _sha(connection, table, columns)
    return found


def _digest(
    connection: Connection,
    table: str,
    columns: tuple[str, ...],
    known: dict[tuple[str, tuple[str, ...]], str],
) -> str | None:
    """Return the digest of the old columns in the new table; None when a column or the table is gone."""
    for name, present in known:
        if name == table and set(columns) <= set(present):
            return _sha(connection, table, columns)
    return None


def _sha(connection: Connection, table: str, columns: tuple[str, ...]) -> str:
    sha = hashlib.sha256()
    names = ", ".join(f'"{column}"' for column in columns)
    for row in connection.run(f"SELECT {names} FROM {table} ORDER BY uid"):
        sha.update(repr(row).encode())
    return sha.hexdigest()
