"""Verified backups: made by VACUUM INTO, checked in full, named by time, thinned, their SHA-256 beside them.

Restore and recovery are not here. Never copies an open file byte by byte. `data-file.md` section 8.
"""

import contextlib
import dataclasses
import datetime as dt
import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from kpm_desktop.store.bulk import Step, silent
from kpm_desktop.store.checks import check_file
from kpm_desktop.store.connection import Connection
from kpm_desktop.store.copies import ERASED_FOR
from kpm_desktop.store.errors import BackupError
from kpm_desktop.store.places import patiently, sync_folder

EVERY = dt.timedelta(minutes=30)
"""So often a backup is due while changes are made; also with a day's first change."""
_ALL_OF = dt.timedelta(days=2)
_DAILY, _WEEKLY, _MONTHLY, _NEWEST = 14, 8, 12, 3
_LOW = 200 * 1024 * 1024
_NAME = re.compile(r"(\d{4}-\d\d-\d\d)_(\d\d)-(\d\d)-(\d\d)(?:_\d+)?\.db")


@dataclasses.dataclass(frozen=True, slots=True)
class Backup:
    """One verified backup; `made_at` is the PC's clock, `size` in bytes."""

    path: Path
    made_at: dt.datetime
    size: int
    sha256: str


def make(
    connection: Connection,
    folder: Path,
    now: dt.datetime,
    at_rest: AbstractContextManager[None],
    step: Step = silent,
) -> Backup:
    """Make a backup of what the connection sees, outside a transaction.

    `at_rest` is held while the copy is made and counted, and lets nobody write; not during its checks.
    What `step` raises stops it, and nothing is left of it.
    Raises BackupError when it does not stand its checks, OSError or a database error when it cannot be
    written; then nothing is left of it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{os.getpid()}.part"
    part.unlink(missing_ok=True)
    try:
        step("Menyalin data")
        with at_rest:
            copy(connection, part)
            counts = _counts(connection)
        report = check_file(part, step)
        if report.findings:
            first = report.findings[0]
            raise BackupError(place=f"{first.kind} {first.place or first.row or ''}".strip())
        _compare_counts(counts, part)
        sha = sha256_of(part)
        target = _free_name(folder, now)
        side = target.with_suffix(".sha256")
        side.write_text(f"{sha}  {target.name}\n", encoding="ascii")
        with side.open("r+b") as file:
            os.fsync(file.fileno())
        patiently(lambda: part.rename(target), target.name)
        sync_folder(folder)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return Backup(target, now.replace(microsecond=0), target.stat().st_size, sha)


def copy(connection: Connection, target: Path) -> None:
    """Write a compact copy of what the connection sees to a new file, synced; nothing deleted is in it."""
    connection.run("VACUUM INTO ?", (str(target),))
    with target.open("r+b") as file:
        os.fsync(file.fileno())


def listing(folder: Path) -> list[Backup]:
    """Return the backups that have their SHA-256 beside them, newest first; their bytes are not read."""
    found: list[Backup] = []
    for path in folder.glob("*.db") if folder.is_dir() else ():
        match = _NAME.fullmatch(path.name)
        side = path.with_suffix(".sha256")
        if match and side.is_file():
            made_at = dt.datetime.fromisoformat(f"{match[1]}T{match[2]}:{match[3]}:{match[4]}")
            sha = side.read_text(encoding="ascii", errors="replace").partition(" ")[0]
            found.append(Backup(path, made_at, path.stat().st_size, sha))
    return sorted(found, key=lambda backup: (backup.made_at, backup.path.name), reverse=True)


def kept(moments: Iterable[dt.datetime], today: dt.date) -> set[dt.datetime]:
    """Return which of these moments' backups stay: a pure function of their names and today.

    All of today and yesterday (and of days to come, from a clock that was wrong), the newest of each of the
    14 newest days, 8 newest weeks and 12 newest months that have one, and always the newest 3.
    """
    newest_first = sorted(set(moments), reverse=True)
    past = [moment for moment in newest_first if moment.date() <= today]
    stays = {moment for moment in newest_first if today - moment.date() < _ALL_OF} | set(past[:_NEWEST])
    for count, period in ((_DAILY, _day), (_WEEKLY, _week), (_MONTHLY, _month)):
        newest_of: dict[tuple[int, ...], dt.datetime] = {}
        for moment in past:
            newest_of.setdefault(period(moment), moment)
        stays |= set(list(newest_of.values())[:count])
    return stays


def _day(moment: dt.datetime) -> tuple[int, ...]:
    return (moment.toordinal(),)


def _week(moment: dt.datetime) -> tuple[int, ...]:
    return moment.isocalendar()[:2]


def _month(moment: dt.datetime) -> tuple[int, ...]:
    return (moment.year, moment.month)


def expired(
    moments: Iterable[dt.datetime], today: dt.date, erased: Iterable[dt.datetime]
) -> set[dt.datetime]:
    """Return which of these moments' backups go since they hold what was erased over 30 days ago.

    The newest always stays.
    """
    found = sorted(moments)
    due = [moment for moment in erased if today - moment.date() >= ERASED_FOR]
    return {moment for moment in found[:-1] if any(moment <= erasure for erasure in due)}


def thin(folder: Path, today: dt.date, erased: Iterable[dt.datetime] = ()) -> None:
    """Delete the verified backups that `kept` leaves out or that are `expired`, and what a kill left half.

    What cannot be deleted now goes another time.
    """
    found = listing(folder)
    moments = [backup.made_at for backup in found]
    stays = kept(moments, today) - expired(moments, today, erased)
    for left in folder.glob("*.part*"):
        with contextlib.suppress(OSError):
            left.unlink()
    for backup in found:
        if backup.made_at not in stays:
            with contextlib.suppress(OSError):
                backup.path.unlink()
                backup.path.with_suffix(".sha256").unlink()


def is_low(folder: Path, size: int) -> bool:
    """Tell whether the disk has less than 200 MB, or less than three times `size` bytes, for backups."""
    place = folder if folder.is_dir() else folder.parent
    return shutil.disk_usage(place).free < max(_LOW, 3 * size)


def is_intact(backup: Backup) -> bool:
    """Read a backup and tell whether its bytes are those that were verified."""
    return sha256_of(backup.path) == backup.sha256


def is_due(newest: dt.datetime | None, now: dt.datetime) -> bool:
    """Tell whether changes made since `newest` want a backup now; a clock put back counts as due."""
    return newest is None or newest.date() != now.date() or not newest <= now < newest + EVERY


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file as 64 hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _free_name(folder: Path, now: dt.datetime) -> Path:
    stem = now.strftime("%Y-%m-%d_%H-%M-%S")
    number = 1
    target = folder / f"{stem}.db"
    while target.exists():
        number += 1
        target = folder / f"{stem}_{number}.db"
    return target


def _counts(connection: Connection) -> dict[str, int]:
    """Return how many rows each table has."""
    names = [name for (name,) in connection.run("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: connection.run(f"SELECT count(*) FROM {name}")[0][0] for name in names}


def _compare_counts(counts: Mapping[str, int], part: Path) -> None:
    other = Connection(part, "ro")
    with other.connection_context():
        found = _counts(other)
    for name, count in counts.items():
        if found.get(name) != count:
            raise BackupError(place=f"count {name}")
