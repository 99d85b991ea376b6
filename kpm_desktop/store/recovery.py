"""The steps that make a damaged or missing file anew: set aside, mend, newest sound backup, build, swap.

Which step follows which, and what is told of each, is `workflows/recover_file.py`. The damaged file is never
deleted and never written to. `data-file.md` section 8.
"""

import contextlib
import dataclasses
import datetime as dt
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Literal, TypeAlias

import peewee
import pysqlite3

from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.arrivals import Arrivals, Brought, bring_in, in_chain
from kpm_desktop.store.backups import Backup, copy, is_intact, listing
from kpm_desktop.store.bulk import Step, silent
from kpm_desktop.store.change_log import ChangeLog
from kpm_desktop.store.checks import check, check_file
from kpm_desktop.store.connection import HEADER_LENGTH, PAGE_SIZE, Connection, guard, is_ahead
from kpm_desktop.store.creating import fresh_uid, make_schema, stamp
from kpm_desktop.store.errors import DataFileError, MigrationError, NoRecoveryError, translating
from kpm_desktop.store.file_passport import living
from kpm_desktop.store.journal import Journal, files_in
from kpm_desktop.store.lock_file import DataFileLock
from kpm_desktop.store.lost_rows import (
    Closing,
    MissingRow,
    lost_edits,
    lost_inserts,
    lost_parents,
    missing_rows,
)
from kpm_desktop.store.places import Places, beside, patiently, sync_folder
from kpm_desktop.store.salvage import Salvaged
from kpm_desktop.store.state import rebuild

_NUMBERED = frozenset({"package_log", "check_log"})
"""Local tables whose first column is only a number."""
_FILLED = 64
"""A file is filled up to at most so many times what is left of it."""
_BROKEN = (DataFileError, peewee.DatabaseError, pysqlite3.Error, OSError, ValueError)


@dataclasses.dataclass(frozen=True, slots=True)
class Base:
    """What the new file starts from: a closed sound file, and of which backup it is a copy."""

    path: Path
    backup: Backup | None
    skipped: tuple[Backup, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Built:
    """A new file that stood all checks but is not yet in its place.

    `unproved`: operations without a proof by the chain; `refilled`: rows that only their table still had;
    `later`: rows of which only their table had the newest values.
    """

    path: Path
    brought: Brought
    unproved: int
    refilled: int
    later: int
    missing: tuple[MissingRow, ...]
    counts: Mapping[str, int]


StepName: TypeAlias = Literal["copy", "rollback", "index", "backup", "journal", "salvage", "build", "swap"]


@dataclasses.dataclass(frozen=True, slots=True)
class StepDone:
    """One step with its counts.

    `copy`: files · `rollback`: journals · `index`: mended · `backup`: skipped, found · `journal`: operations
    found there, new · `salvage`: operations, changes read, new · `build`: operations brought, unproved
    (without a proof by the chain), rows refilled from their tables, rows
    with later values from their tables · `swap`: nothing.
    """

    name: StepName
    counts: Mapping[str, int]


@dataclasses.dataclass(frozen=True, slots=True)
class Recovered:
    """What became of a file.

    `before`: living rows that could still be read in the damaged file, None when there was none. `after`:
    living rows now. `missing`: rows that have to be filled in again. `damaged`: where the old file lies.
    """

    steps: tuple[StepDone, ...]
    backup: Backup | None
    before: Mapping[str, int] | None
    after: Mapping[str, int]
    missing: tuple[MissingRow, ...]
    damaged: Path | None


@contextlib.contextmanager
def held(path: Path) -> Iterator[Places]:
    """Hold the lock of a file that may be damaged or missing; LockedError, ReadOnlyError when it cannot be.

    Raises NoRecoveryError where neither the file nor a companion of it is.
    """
    places = beside(path)
    if not any(place.exists() for place in (path, places.backups, places.journal)):
        raise NoRecoveryError(file=path.name)
    lock = DataFileLock(places.lock)
    lock.acquire()
    try:
        with translating(path):
            yield places
    finally:
        lock.release()


def set_aside(path: Path, places: Places, now: dt.datetime) -> Path | None:
    """Copy a file with what lies beside it to a new folder in `damaged`; None when there is nothing of it."""
    if not path.is_file() or not path.stat().st_size:
        return None
    stem = now.strftime("%Y-%m-%d_%H-%M-%S")
    folder, number = places.damaged / stem, 1
    while folder.exists():
        number += 1
        folder = places.damaged / f"{stem}_{number}"
    folder.mkdir(parents=True)
    for source in (path, *beside_of(path)):
        if source.is_file() and source.stat().st_size:
            kept = folder / source.name
            shutil.copyfile(source, kept)
            with kept.open("r+b") as file:
                os.fsync(file.fileno())
    sync_folder(folder)
    return folder / path.name


def work_copy(kept: Path) -> tuple[Path, bool]:
    """Copy what was set aside once more and undo there what was half written; also tell whether there was.

    A write-ahead log is taken only where the file says that it has one: any other is not its own. A file cut
    off is filled up with empty pages, or SQLite would not read the pages that are there.
    """
    work = kept.with_name("kerja.db")
    shutil.copyfile(kept, work)
    hot, log = _hot(kept), _ahead(kept)
    was_hot, has_log = hot.is_file(), is_ahead(work) and log.is_file()
    for source, target, is_there in ((hot, _hot(work), was_hot), (log, _ahead(work), has_log)):
        if is_there:
            shutil.copyfile(source, target)
    if was_hot or is_ahead(work):
        with contextlib.suppress(*_BROKEN):
            connection = Connection(work)
            with connection.connection_context():
                connection.run("SELECT count(*) FROM sqlite_master")
    _fill_up(work)
    return work, was_hot or has_log


def _fill_up(work: Path) -> None:
    with work.open("r+b") as file:
        pages = int.from_bytes(file.read(HEADER_LENGTH)[28:32], "big")
        size = file.seek(0, os.SEEK_END)
        if size < pages * PAGE_SIZE <= _FILLED * size:
            file.truncate(pages * PAGE_SIZE)


def mended(work: Path) -> bool:
    """Mend a copy whose log is whole: indexes made anew, state refolded; tell whether it is sound now."""
    try:
        guard(work)
        connection = Connection(work)
        with connection.connection_context():
            connection.run("REINDEX")
            if check(connection).is_sound:
                return True
            if ChangeLog(connection).first_wrong() is not None:
                return False
            with connection.atomic("IMMEDIATE"):
                rebuild(connection, ChangeLog(connection).states())
            return check(connection).is_sound
    except _BROKEN:
        return False


def newest_sound(places: Places, target: Path, known_file: Uid | None, step: Step = silent) -> Base | None:
    """Copy the newest backup whose bytes and content are right to `target`; None when there is none.

    With `known_file` only backups of that data file count.
    """
    skipped: list[Backup] = []
    for backup in listing(places.backups):
        with contextlib.suppress(*_BROKEN):
            step(f"Membaca cadangan {backup.made_at:%d-%m-%Y %H.%M}")
            if is_intact(backup) and check_file(backup.path, step).is_sound:
                if known_file not in {None, _file_uid(backup.path)}:
                    continue
                shutil.copyfile(backup.path, target)
                return Base(target, backup, tuple(skipped))
        skipped.append(backup)
    return None


def empty_base(places: Places, target: Path, salvaged: Salvaged, now: dt.datetime) -> Base | None:
    """Make a file without a row to start from, for want of a backup; None when there is nothing to fill it.

    Where nobody knows any more whose file it was, it is one of its own.
    """
    journaled = files_in(places.journal)
    if not (salvaged.about or journaled or salvaged.arrivals.operations):
        return None
    target.unlink(missing_ok=True)
    file_uid = journaled[-1] if journaled else fresh_uid(now)
    file_uid, regency, district, created = salvaged.about or (file_uid, "", None, stamp(now))
    connection = Connection(target, "rwc")
    with connection.connection_context():
        make_schema(connection, file_uid, regency, district, created)
    return Base(target, None)


def of_journal(places: Places, base: Base) -> Arrivals:
    """Return all that the journal holds of the base's data file, whichever PC wrote it."""
    return Journal(places.journal, _file_uid(base.path)).everything(any_place=True)


def lacking(base: Base, arrivals: Arrivals) -> int:
    """Return how many of these operations the base does not hold."""
    connection = Connection(base.path, "ro")
    with connection.connection_context():
        known = {uid for (uid,) in connection.run("SELECT uid FROM operation")}
    return sum(one.operation.uid not in known for one in arrivals.operations)


def build(
    base: Base,
    sources: Sequence[Arrivals],
    salvaged: Salvaged,
    now: dt.datetime,
    writer_name: str,
    label: str,
    step: Step = silent,
) -> Built:
    """Bring everything together in the base, refold, and write it as a new file that stands all checks.

    Raises MigrationError when it does not.
    """
    new = base.path.with_name(f"{base.path.name}.baru")
    new.unlink(missing_ok=True)
    connection = Connection(base.path)
    with connection.connection_context():
        connection.run("PRAGMA foreign_keys = OFF")
        with connection.atomic("IMMEDIATE"):
            found = in_chain(connection, [one for source in sources for one in source.operations])
            arrivals = Arrivals(
                tuple(writer for source in sources for writer in source.writers),
                tuple(found),
                tuple(asset for source in sources for asset in source.assets),
            )
            step("Menggabungkan")
            brought = bring_in(connection, arrivals, refold=False)
            _keep_local(connection, salvaged)
            step("Menyusun isi")
            rebuild(connection, ChangeLog(connection).states())
            closing = Closing(connection, now)
            refilled = closing.write(lost_inserts(connection, salvaged))
            later = closing.write(lost_edits(connection, salvaged))
            stand_ins = closing.write({key: {} for key in lost_parents(connection)})
            closing.append(writer_name, label)
            missing = missing_rows(connection, salvaged, stand_ins)
            _name_regency(connection)
        step("Menulis berkas baru")
        copy(connection, new)
    report = check_file(new, step)
    if report.findings:
        raise MigrationError(place=f"{report.findings[0].kind} {report.findings[0].place}".strip())
    made = Connection(new, "ro")
    with made.connection_context():
        counts = living(made)
    return Built(new, brought, sum(one.partial for one in found), len(refilled), len(later), missing, counts)


def put_away_journal(places: Places, folder: Path) -> None:
    """Move the journal of a file that was set aside into its folder: it tells of that file alone."""
    if places.journal.is_dir():
        patiently(lambda: places.journal.replace(folder / places.journal.name), places.journal.name)


def swap(new: Path, path: Path) -> None:
    """Put a new file in its place; what lies beside the old one goes first, it was set aside with it."""
    for one in beside_of(path):
        patiently(partial(one.unlink, missing_ok=True), one.name)
    patiently(lambda: new.replace(path), path.name)
    sync_folder(path.parent)


def beside_of(path: Path) -> tuple[Path, ...]:
    """Return what SQLite puts beside a file: a hot journal, and of another program a write-ahead log."""
    return _hot(path), _ahead(path), path.with_name(f"{path.name}-shm")


def _hot(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def _ahead(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _file_uid(path: Path) -> Uid:
    connection = Connection(path, "ro")
    with connection.connection_context():
        uid: Uid = connection.run("SELECT file_uid FROM about")[0][0]
    return uid


def _keep_local(connection: Connection, salvaged: Salvaged) -> None:
    """Add rows outside the log (typing not saved, lists of packages, the signing key) that the base lacks."""
    for name, rows in salvaged.local.items():
        first = int(name in _NUMBERED)
        present = {row[first:] for row in connection.run(f"SELECT * FROM {name}")}
        for row in rows:
            if row[first:] not in present:
                values = (*(None,) * first, *row[first:])
                with contextlib.suppress(peewee.IntegrityError):
                    sql = f"INSERT OR REPLACE INTO {name} VALUES ({', '.join('?' * len(values))})"
                    connection.run(sql, values)


def _name_regency(connection: Connection) -> None:
    """Fill in which regency a file is for, when only its log could tell."""
    connection.run(
        "UPDATE about SET regency_code = (SELECT code FROM regency WHERE alive = 1 ORDER BY uid LIMIT 1)"
        " WHERE regency_code = '' AND EXISTS (SELECT 1 FROM regency WHERE alive = 1 AND code IS NOT NULL)"
    )
