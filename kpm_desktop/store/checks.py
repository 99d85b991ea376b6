"""The full check: integrity, foreign keys, the hash chain, and state = fold of the log. Finds, never mends.

It reads a copy or a backup (`data-file.md` section 9); nothing in the file looked at is changed.
"""

import dataclasses
from pathlib import Path
from typing import Literal

import pysqlite3

from kpm_desktop.domain.changes import RowKey
from kpm_desktop.store.bulk import Step, no_collection, silent
from kpm_desktop.store.change_log import ChangeLog
from kpm_desktop.store.connection import Connection, guard, integrity_check
from kpm_desktop.store.errors import DamagedError, translated
from kpm_desktop.store.state import differences

SHOWN = 50
"""At most so many differing rows are named."""


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    - `file`: SQLite's own check or a foreign key; `place` is what it says.
    - `chain`: `place` is "seq writer at" of the first operation that is not as written.
    - `state`: `row` is not what the log says.
    """

    kind: Literal["file", "chain", "state"]
    place: str = ""
    row: RowKey | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class CheckReport:
    """What a full check looked at and found; nothing found means sound."""

    operations: int
    changes: int
    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.findings


def check_file(path: Path, step: Step = silent) -> CheckReport:
    """Check a file nobody writes to: a copy or a backup. Raises a DataFileError if it is no data file."""
    guard(path)
    connection = Connection(path, "ro")
    try:
        with no_collection(), connection.connection_context():
            return check(connection, step)
    except Exception as error:
        world = translated(error, path)
        if world is None:
            raise
        if isinstance(world, DamagedError):
            return CheckReport(0, 0, (Finding("file", str(world.values.get("place", ""))),))
        raise world from error


def check(connection: Connection, step: Step = silent) -> CheckReport:
    """Check what a connection sees."""
    log = ChangeLog(connection)
    findings: list[Finding] = []
    step("Memeriksa berkas")
    try:
        integrity_check(connection)
    except DamagedError as error:
        findings.append(Finding("file", error.values["place"]))
    [(operations,)] = connection.run("SELECT count(*) FROM operation")
    [(changes,)] = connection.run("SELECT count(*) FROM change")
    step("Memeriksa rantai riwayat")
    wrong = log.first_wrong()
    if wrong is not None:
        names = {writer.uid: writer.name for writer in log.writers()}
        findings.append(Finding("chain", f"{wrong.seq} {names.get(wrong.writer, '')} {wrong.at}"))
    step("Mencocokkan isi dengan riwayat")
    try:
        findings += [Finding("state", row=row) for row in differences(connection, log.states())[:SHOWN]]
    except (ValueError, TypeError, pysqlite3.Error):  # a body that cannot be one: the chain names it
        findings.append(Finding("state"))
    return CheckReport(operations, changes, tuple(findings))
