"""Where a data file's companions stand, and where a live file must not stand. `data-file.md` section 2."""

import ctypes
import dataclasses
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from kpm_desktop.store.errors import BusyError, PlaceError

DEFAULT_NAME = "kpm.db"
_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
_DRIVE_REMOVABLE = 2
_DRIVE_REMOTE = 4
_SYNCED = ("onedrive", "dropbox", "google drive", "icloud")
"""How the folders begin that programs keep alike on several PCs."""
_SYNC_ROOT = "ONEDRIVE"
"""How the variables begin that name the folders of OneDrive; Windows gives their names in capitals."""
_LONGEST = 240
"""Windows refuses paths of 260 signs."""
_COMPANION = 48
"""Signs that the longest companion needs beyond the file: `damaged`, a moment, the name of its journal."""


@dataclasses.dataclass(frozen=True, slots=True)
class Places:
    """The folders beside a data file. Another file than `kpm.db` has its own, named after it."""

    journal: Path
    backups: Path
    packages: Path
    inbox: Path
    damaged: Path
    lock: Path


def beside(path: Path) -> Places:
    """Return the companions of the data file at `path`; none of them need exist."""
    folder, start = path.parent, "" if path.name == DEFAULT_NAME else f"{path.stem}."
    return Places(
        journal=folder / f"{start}journal",
        backups=folder / f"{start}backups",
        packages=folder / f"{start}packages",
        inbox=folder / f"{start}inbox",
        damaged=folder / f"{start}damaged",
        lock=folder / f"{path.stem}.lock",
    )


def drive_type(anchor: str) -> int:
    """Return what Windows says of the drive of a path; 0 (unknown) on other systems."""
    if sys.platform == "win32":  # pragma: no cover
        return int(ctypes.windll.kernel32.GetDriveTypeW(anchor))
    return 0


def refuse_bad_place(path: Path, type_of: Callable[[str], int] = drive_type) -> None:
    """Raise PlaceError for a removable or network drive, a synced folder, or a path too long (`kind`)."""
    roots = [value for name, value in os.environ.items() if name.upper().startswith(_SYNC_ROOT) and value]
    is_synced = any(path.is_relative_to(root) for root in roots)
    if str(path).startswith("\\\\") or type_of(path.anchor) in {_DRIVE_REMOVABLE, _DRIVE_REMOTE}:
        raise PlaceError(kind="drive")
    if is_synced or any(part.casefold().startswith(_SYNCED) for part in path.parent.parts):
        raise PlaceError(kind="synced")
    if len(str(path)) > _LONGEST - _COMPANION:
        raise PlaceError(kind="long", found=str(len(str(path))), limit=str(_LONGEST - _COMPANION))


def patiently(act: Callable[[], object], file: str, wait: Callable[[float], None] = time.sleep) -> None:
    """Replace, rename or delete with retries over 2.55 s, since a virus scanner may hold the file.

    Raises BusyError when it stays held. All own connections to the file must be closed.
    """
    for pause in (*_WAITS, None):
        try:
            act()
        except PermissionError:
            if pause is None:
                raise BusyError(file=file) from None
            wait(pause)
        else:
            return


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system can (not on Windows)."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
