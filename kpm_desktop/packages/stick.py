"""A package on a stick: written under a new name, read back past the cache, renamed; three are kept.

Nothing is overwritten and nothing deleted before the new package was read back. Nothing on a stick is started
and no shortcut followed. The file layer is handed in, so that tests have sticks that lie, fill up or vanish.
`data-file.md` section 10 (export, steps 4 to 8), 14; the drives themselves are `drives.py`.
"""

import contextlib
import ctypes
import dataclasses
import errno
import hashlib
import itertools
import mmap
import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.packages.container import SUFFIX

KEPT = 3
"""So many packages of one PC stay on a stick, and what `may_go` of `export` holds back."""
PART = ".part"
_BLOCK = 1 << 20
_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_LOCKED = {errno.EROFS, errno.EACCES, errno.EPERM}
_LOCKED_ON_WINDOWS = {5, 19}
"""Access denied, write protected; of a stick that is gone Windows says EACCES too."""
_HIDDEN = 0x2 | 0x4
"""Windows: hidden and system."""
KERNEL: Any = getattr(getattr(ctypes, "windll", None), "kernel32", None)
"""The calls of Windows; None elsewhere."""


class Layer(Protocol):
    """What is done to a stick; each may raise OSError."""

    def free(self, folder: Path) -> int:
        """Return how many bytes fit."""

    def names(self, folder: Path) -> list[str]:
        """Return the names in a folder, hidden ones too."""

    def size(self, path: Path) -> int:
        """Return how long a file is."""

    def write(self, path: Path, blocks: Iterable[bytes]) -> None:
        """Write a file through to the medium."""

    def read_cold(self, path: Path) -> Iterator[bytes]:
        """Yield a file from the medium, not from the system's cache."""

    def rename(self, path: Path, target: Path) -> None:
        """Give a file a name that is free."""

    def protect(self, path: Path) -> None:
        """Make a file read-only."""

    def remove(self, path: Path) -> None:
        """Delete a file, also a read-only one."""

    def reveal(self, path: Path) -> bool:
        """Take away hidden and system attributes; tells whether there were any."""

    def wait(self, seconds: float) -> None:
        """Wait before another try."""


class Files:
    """The layer of the real world."""

    def free(self, folder: Path) -> int:
        """Return how many bytes fit."""
        if KERNEL is not None:  # pragma: no cover - Windows
            left = ctypes.c_ulonglong(0)
            if not KERNEL.GetDiskFreeSpaceExW(str(folder), ctypes.byref(left), None, None):
                raise OSError(errno.EIO, "stick")
            return left.value
        found = os.statvfs(folder)
        return found.f_bavail * found.f_frsize

    def names(self, folder: Path) -> list[str]:
        """Return the names in a folder, hidden ones too."""
        return sorted(path.name for path in folder.iterdir())

    def size(self, path: Path) -> int:
        """Return how long a file is."""
        return path.stat().st_size

    def write(self, path: Path, blocks: Iterable[bytes]) -> None:
        """Write a file through to the medium."""
        with path.open("wb", buffering=0) as file:
            for block in blocks:
                view = memoryview(block)
                while view:
                    view = view[file.write(view) :]
            os.fsync(file.fileno())

    def read_cold(self, path: Path) -> Iterator[bytes]:
        """Yield a file from the medium, not from the system's cache."""
        if KERNEL is not None:  # pragma: no cover - Windows
            yield from _unbuffered(path)
            return
        with path.open("rb", buffering=0) as file:
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            while block := file.read(_BLOCK):
                yield block

    def rename(self, path: Path, target: Path) -> None:
        """Give a file a name that is free."""
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, "there already", target.name)
        path.rename(target)

    def protect(self, path: Path) -> None:
        """Make a file read-only."""
        path.chmod(stat.S_IREAD | stat.S_IRGRP | stat.S_IROTH)

    def remove(self, path: Path) -> None:
        """Delete a file, also a read-only one."""
        path.chmod(stat.S_IREAD | stat.S_IWRITE)
        path.unlink()

    def reveal(self, path: Path) -> bool:
        """Take away hidden and system attributes; tells whether there were any."""
        if KERNEL is not None:  # pragma: no cover - Windows
            found = KERNEL.GetFileAttributesW(str(path))
            if found == -1 or not found & _HIDDEN:
                return False
            KERNEL.SetFileAttributesW(str(path), found & ~_HIDDEN or 0x80)
            return True
        return False

    def wait(self, seconds: float) -> None:
        """Wait before another try."""
        time.sleep(seconds)


def _unbuffered(path: Path) -> Iterator[bytes]:  # pragma: no cover - Windows
    """Read with FILE_FLAG_NO_BUFFERING, which wants whole sectors and an aligned buffer."""
    KERNEL.CreateFileW.restype = ctypes.c_void_p
    handle = ctypes.c_void_p(KERNEL.CreateFileW(str(path), 0x80000000, 1, None, 3, 0x20000000, None))
    if handle.value == ctypes.c_void_p(-1).value:
        raise OSError(errno.EIO, "stick")
    try:
        with mmap.mmap(-1, _BLOCK) as buffer:
            place = ctypes.addressof(ctypes.c_char.from_buffer(buffer))
            count = ctypes.c_ulong(0)
            while True:
                if not KERNEL.ReadFile(handle, ctypes.c_void_p(place), _BLOCK, ctypes.byref(count), None):
                    raise OSError(errno.EIO, "stick")
                if not count.value:
                    return
                yield ctypes.string_at(place, count.value)
    finally:
        KERNEL.CloseHandle(handle)


@dataclasses.dataclass(frozen=True, slots=True)
class Exported:
    """A package on a stick, read back. `removed`: the names of older ones that went for it."""

    path: Path
    size: int
    removed: tuple[str, ...]


def export(
    layer: Layer,
    source: Path,
    folder: Path,
    name: str,
    step: Callable[[int, int], None] = lambda _a, _b: None,
    may_go: Callable[[Path], bool] = lambda _older: True,
) -> Exported:
    """Put a finished package into a folder as `name`; `step(done, total)` may raise to stop.

    `may_go` is asked of each package that is older than the three newest names, the oldest first.
    Raises PackageError: E-PENUH (no room), E-FLASHDISK (what is read back differs), E-BACASAJA (nothing can
    be written there), E-SIBUK (something holds the file), E-PUTUS (the stick is gone). What was on the stick
    before is then as it was, save a `.part` that the next export sweeps.
    """
    size = source.stat().st_size
    part = folder / f"{name}{PART}"
    try:
        target = _put(layer, source, part, name, step)
    except OSError as error:
        _forget(layer, part)
        raise PackageError(_code_of(error), package=name) from error
    except BaseException:
        _forget(layer, part)
        raise
    return Exported(target, size, tuple(_thin(layer, folder, target.name, may_go)))


def _put(layer: Layer, source: Path, part: Path, name: str, step: Callable[[int, int], None]) -> Path:
    """Write, read back, rename, list: steps 1 and 4 to 7."""
    size, folder = source.stat().st_size, part.parent
    if layer.free(folder) < 2 * size:
        raise PackageError("E-PENUH", package=name)
    wanted = hashlib.sha256()
    layer.write(part, _told(_blocks(source), wanted.update, size, step))
    if _sha_of(layer, part, size, step) != wanted.digest():
        raise PackageError("E-FLASHDISK", file=name)
    target = _named(layer, part, folder, name)
    with contextlib.suppress(PermissionError):
        layer.protect(target)
    if target.name not in layer.names(folder) or layer.size(target) != size:
        raise PackageError("E-FLASHDISK", file=name)
    return target


def _code_of(error: OSError) -> str:
    if error.errno in FULL:
        return "E-PENUH"
    number = getattr(error, "winerror", None)
    is_locked = error.errno in _LOCKED if number is None else number in _LOCKED_ON_WINDOWS
    return "E-BACASAJA" if is_locked else "E-PUTUS"


def not_copied(error: OSError, file: str) -> PackageError:
    """Return why a package could not be copied to this PC: no room here (E-PENUH), else the stick is gone."""
    if error.errno in FULL:
        return PackageError("E-PENUH", file=file, place="here")
    return PackageError("E-PUTUS", file=file)


def _blocks(source: Path) -> Iterator[bytes]:
    with source.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def _told(
    blocks: Iterable[bytes], note: Callable[[bytes], object], size: int, step: Callable[[int, int], None]
) -> Iterator[bytes]:
    done = 0
    for block in blocks:
        step(done, 2 * size)
        note(block)
        yield block
        done += len(block)


def _sha_of(layer: Layer, path: Path, size: int, step: Callable[[int, int], None]) -> bytes:
    sha, done = hashlib.sha256(), 0
    for block in layer.read_cold(path):
        step(min(size + done, 2 * size), 2 * size)
        sha.update(block)
        done += len(block)
    return sha.digest()


def _named(layer: Layer, part: Path, folder: Path, name: str) -> Path:
    """Rename to a name that is free, with tries while something holds the file."""
    stem = name.removesuffix(SUFFIX)
    names = {found.lower() for found in layer.names(folder)}
    free = (one for one in _numbered(stem) if one.lower() not in names)
    target = folder / next(free)
    for pause in (*_WAITS, None):
        try:
            layer.rename(part, target)
        except FileExistsError:
            target = folder / next(free)
        except PermissionError:
            if pause is None:
                raise PackageError("E-SIBUK", package=name) from None
            layer.wait(pause)
        else:
            return target
    raise PackageError("E-SIBUK", package=name)


def _numbered(stem: str) -> Iterator[str]:
    yield f"{stem}{SUFFIX}"
    for number in itertools.count(2):
        yield f"{stem}_{number}{SUFFIX}"


def _forget(layer: Layer, part: Path) -> None:
    with contextlib.suppress(OSError):
        layer.remove(part)


def _thin(layer: Layer, folder: Path, newest: str, may_go: Callable[[Path], bool]) -> Iterator[str]:
    """Delete what is older than the newest three of the same PC, and half-written ones."""
    series = newest.rpartition("-")[0]
    with contextlib.suppress(OSError):
        names = [name for name in layer.names(folder) if name.startswith(f"{series}-")]
        whole = sorted(name for name in names if name.endswith(SUFFIX) and name != newest)
        oldest = whole[: max(0, len(whole) - (KEPT - 1))]
        spare = [name for name in oldest if may_go(folder / name)]
        for name in (*spare, *(name for name in names if name.endswith(f"{SUFFIX}{PART}"))):
            with contextlib.suppress(OSError):
                layer.remove(folder / name)
                yield name


# what lies there


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """A package or data file in a folder.

    `was_hidden`: it is shown again; `has_shortcut`: a `.lnk` of its name lies beside it, a sign of a virus.
    """

    path: Path
    size: int
    was_hidden: bool
    has_shortcut: bool


def find(layer: Layer, folder: Path, endings: Sequence[str] = (SUFFIX,)) -> list[Found]:
    """Return the files of these endings that lie in a folder, the newest name first; hidden ones are shown.

    Raises PackageError E-PUTUS when the folder cannot be read.
    """
    try:
        names = layer.names(folder)
        lower = {name.lower() for name in names}
        found = []
        for name in names:
            path = folder / name
            if path.suffix.lower() not in endings or not stat.S_ISREG(path.lstat().st_mode):
                continue
            shortcuts = {f"{name}.lnk".lower(), f"{path.stem}.lnk".lower()}
            found.append(Found(path, layer.size(path), layer.reveal(path), bool(shortcuts & lower)))
    except OSError:
        raise PackageError("E-PUTUS") from None
    return sorted(found, key=lambda one: one.path.name, reverse=True)
