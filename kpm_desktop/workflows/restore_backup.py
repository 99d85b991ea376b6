"""Going back to a backup on a healthy file: the list, the exact look before, the return itself, a trial.

A backup is only ever read. `data-file.md` section 8; a damaged file is `recover_file.py`.
"""

import contextlib
import dataclasses
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from kpm_desktop.domain.dates import long_date
from kpm_desktop.store.backups import Backup, is_intact
from kpm_desktop.store.checks import check_file
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import BackupError, DataFileError
from kpm_desktop.store.file_passport import passport_of
from kpm_desktop.store.restoring import Return
from kpm_desktop.workflows.progress import QUIET, Progress, telling


@dataclasses.dataclass(frozen=True, slots=True)
class BackupLine:
    """One backup for the list. `counts`: its living rows by table, None when it cannot be read.

    `is_ours`: it is one of the data file in use, not of another that lay here before.
    """

    backup: Backup
    counts: Mapping[str, int] | None
    is_ours: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Tried:
    """A backup brought back into a temporary file and counted there."""

    backup: Backup
    counts: Mapping[str, int]


def find(data_file: DataFile, progress: Progress) -> list[BackupLine]:
    """Return the verified backups, newest first, each with what is in it."""
    lines: list[BackupLine] = []
    found = data_file.backups()
    for number, backup in enumerate(found):
        progress.step(number, len(found), "Membaca daftar cadangan")
        try:
            passport = passport_of(backup.path)
        except DataFileError:
            lines.append(BackupLine(backup, None, is_ours=False))
        else:
            lines.append(BackupLine(backup, passport.counts, passport.file_uid == data_file.file_uid))
    return lines


def look(data_file: DataFile, backup: Backup, progress: Progress = QUIET) -> Return:
    """Return what going back would change, row by row; not a byte is changed for it.

    Raises BackupError, OtherFileError, ReadOnlyError, Cancelled.
    """
    return data_file.look_back(backup, telling(progress))


def restore(data_file: DataFile, backup: Backup, progress: Progress = QUIET) -> Return:
    """Back up what is there now, then bring back the state of `backup` as one operation that can be undone.

    Raises as `look`; then nothing has changed.
    """
    step = telling(progress)
    data_file.backup(step)
    return data_file.go_back(backup, label_of(backup), "Gabung {} perubahan dari cadangan".format, step)


def label_of(backup: Backup) -> str:
    """Return what the operation is called: Kembali ke keadaan 12 April 2026 10.05."""
    return f"Kembali ke keadaan {long_date(backup.made_at.date())} {backup.made_at:%H.%M}"


def try_newest(data_file: DataFile, progress: Progress = QUIET) -> Tried | None:
    """Bring the newest backup back into a temporary file, check and count it there; None without a backup.

    Raises BackupError when it does not stand, Cancelled.
    """
    found = data_file.backups()
    if not found:
        return None
    tried = _try(found[0], data_file.places.backups / "uji.part", telling(progress))
    data_file.note_trial()
    return tried


def _try(backup: Backup, trial: Path, step: Callable[[str], None]) -> Tried:
    try:
        step("Membaca cadangan")
        if not is_intact(backup):
            raise BackupError(place="sha256")
        shutil.copyfile(backup.path, trial)
        report = check_file(trial, step)
        if report.findings:
            raise BackupError(place=report.findings[0].kind)
        return Tried(backup, passport_of(trial).counts)
    finally:
        with contextlib.suppress(OSError):
            trial.unlink(missing_ok=True)
