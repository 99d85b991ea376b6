"""Whether a stick holds what it says: its free room is filled, read back past the cache, and given back.

A fake one says 16 GB, keeps 8 and writes the rest over what was there, or nowhere. Only writing all of it
shows that. `screens.md` 3.12.
"""

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.packages.stick import FULL, PART, Layer

TEST: Final = "KPM-UJI-"
"""What the name of every test file begins with."""
_BLOCK = 1 << 20
_FILE = 1 << 30
"""Bytes of a test file: FAT32 takes none of 4 GiB."""
_LEFT = 4 * _BLOCK
"""So much room stays: the last clusters belong to the folder."""


def prove(
    layer: Layer,
    folder: Path,
    step: Callable[[int, int], None] = lambda _a, _b: None,
    *,
    largest: int = _FILE,
) -> int:
    """Return how many bytes of free room were written and read back alike; the test files are gone then.

    `step(done, total)` may raise to stop; `largest`: bytes of a test file at most. Raises PackageError:
    E-FLASHDISK (what is read back differs), E-PUTUS (the stick is gone).
    """
    try:
        sweep(layer, folder)
        total = 2 * max(0, layer.free(folder) - _LEFT)
        written: list[tuple[Path, int, bytes]] = []
        done = 0
        while (room := layer.free(folder) - _LEFT) >= _BLOCK:
            path = folder / f"{TEST}{len(written) + 1:04}{PART}"
            size = min(room, largest) // _BLOCK * _BLOCK
            sha = hashlib.sha256()
            try:
                layer.write(path, _blocks(size, sha.update, partial(_told, step, done, total)))
            except OSError as error:
                if error.errno not in FULL:
                    raise
                layer.remove(path)
                break
            written.append((path, size, sha.digest()))
            done += size
        for path, size, wanted in written:
            if _sha_of(layer, path, partial(_told, step, done, total)) != wanted:
                raise PackageError("E-FLASHDISK", file=path.name)
            done += size
        return done // 2
    except OSError as error:
        raise PackageError("E-PUTUS") from error
    finally:
        sweep(layer, folder)


def sweep(layer: Layer, folder: Path) -> None:
    """Delete test files, also those of a test that was cut off."""
    with contextlib.suppress(OSError):
        for name in layer.names(folder):
            if name.startswith(TEST) and name.endswith(PART):
                layer.remove(folder / name)


def _told(step: Callable[[int, int], None], before: int, total: int, more: int) -> None:
    step(before + more, total)


def _blocks(size: int, note: Callable[[bytes], object], told: Callable[[int], None]) -> Iterator[bytes]:
    """Yield blocks of which no two sectors are alike: one that stands in another's place is found out."""
    key = os.urandom(16)
    for start in range(0, size, _BLOCK):
        told(start)
        block = hashlib.shake_128(key + start.to_bytes(8, "big")).digest(_BLOCK)
        note(block)
        yield block


def _sha_of(layer: Layer, path: Path, told: Callable[[int], None]) -> bytes:
    sha, done = hashlib.sha256(), 0
    for block in layer.read_cold(path):
        told(done)
        sha.update(block)
        done += len(block)
    return sha.digest()
