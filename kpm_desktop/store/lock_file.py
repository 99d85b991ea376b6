"""One program per data file: `kpm.lock`, held by the system until the process ends, so never stale.

PC, user and process stand in it as text from byte 1 on; Windows lets nobody read the locked byte 0.
"""

import contextlib
import getpass
import os
import platform
from pathlib import Path

import filelock

from kpm_desktop.store.errors import LockedError, ReadOnlyError

_START = 1
_LENGTH = 400


def this_computer() -> tuple[str, str]:
    """Return the names of this PC and of its user, without control characters."""
    names = (platform.node() or "PC", getpass.getuser())
    computer, user = ("".join(letter for letter in name if letter.isprintable())[:80] for name in names)
    return computer, user


class DataFileLock:
    """The lock of one data file. Not reentrant: a second one in the same process is refused as well."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = filelock.FileLock(path, blocking=False, is_singleton=False, thread_local=False)

    def acquire(self) -> bool:
        """Take the lock and tell whether its last holder had ended without giving it back.

        LockedError names who holds it, ReadOnlyError means that the folder is read-only.
        """
        try:
            self._lock.acquire()
        except filelock.Timeout:
            raise LockedError(**self._holder()) from None
        except OSError as error:
            raise ReadOnlyError(file=self._path.name) from error
        was_left = bool(self._holder()["process"])
        self._write("\n".join((*this_computer(), str(os.getpid()))))
        return was_left

    def release(self) -> None:
        """Give the lock back."""
        self._write("")
        self._lock.release()

    def _write(self, text: str) -> None:
        with contextlib.suppress(OSError), self._path.open("r+b") as file:
            file.seek(_START)
            file.write(text.encode()[: _LENGTH - _START].ljust(_LENGTH - _START))

    def _holder(self) -> dict[str, str]:
        try:
            with self._path.open("rb") as file:
                file.seek(_START)
                lines = file.read(_LENGTH).decode(errors="replace").strip().split("\n")
        except OSError:
            lines = []
        computer, user, process = (*lines, "", "", "")[:3]
        return {"computer": computer, "user": user, "process": process}
