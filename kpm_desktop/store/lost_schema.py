"""Reading a damaged file whose schema is lost, the first page with it: that of an empty file is laid over it.

The tables of every file of this version begin on the same pages: those of one that was made, or those of one
that was copied whole. Whether what is read so is true, its links say, as for all that is salvaged.
"""

import contextlib
import shutil
import struct
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pysqlite3

from kpm_desktop.store.backups import copy
from kpm_desktop.store.connection import PAGE_SIZE, Connection
from kpm_desktop.store.creating import make_schema
from kpm_desktop.store.salvage import NOTHING, Salvaged, salvage

_HEADER: Final = 100
_INTERIOR: Final = 5
"""The kind of a page of a table that only points at others."""


def salvage_without_schema(path: Path) -> Salvaged:
    """Return the most that can be read of a copy of a damaged file; `NOTHING` where no layout fits it."""
    best = NOTHING
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        trial = Path(folder) / "coba.db"
        for pages in _layouts(Path(folder)):
            shutil.copyfile(path, trial)
            _lay_over(trial, pages)
            if _fits(trial):
                found = salvage(trial)
                if found.about is not None and found.changes > best.changes:
                    best = found
    return best


def _fits(path: Path) -> bool:
    """Tell whether a file says whose it is; with a wrong layout every table would be searched in vain."""
    with contextlib.closing(pysqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        try:
            found = connection.execute("SELECT file_uid FROM about").fetchall()
        except (pysqlite3.Error, UnicodeError):
            return False
    return len(found) == 1 and isinstance(found[0][0], bytes) and len(found[0][0]) == 16


def _layouts(folder: Path) -> Iterator[dict[int, bytes]]:
    """Yield the pages of the schema by number, of a file that was made and of one that was copied whole."""
    made, copied = folder / "baru.db", folder / "salinan.db"
    connection = Connection(made, "rwc")
    with connection.connection_context():
        make_schema(connection, bytes(16), "", None, "")
        copy(connection, copied)
    for file in (made, copied):
        raw = file.read_bytes()
        yield {number: raw[(number - 1) * PAGE_SIZE : number * PAGE_SIZE] for number in _schema_pages(raw)}


def _schema_pages(raw: bytes) -> list[int]:
    """Return the first page and, where it points at others, those: the schema is never deeper."""
    kind, _, cells = struct.unpack(">BHH", raw[_HEADER : _HEADER + 5])
    if kind != _INTERIOR:
        return [1]
    places = struct.unpack(f">{cells}H", raw[_HEADER + 12 : _HEADER + 12 + 2 * cells])
    children = [int.from_bytes(raw[place : place + 4], "big") for place in places]
    return [1, *children, int.from_bytes(raw[_HEADER + 8 : _HEADER + 12], "big")]


def _lay_over(path: Path, pages: dict[int, bytes]) -> None:
    """Write the pages, and into the header how long the file is; its list of free pages is forgotten."""
    with path.open("r+b") as file:
        size = file.seek(0, 2)
        whole = -(-size // PAGE_SIZE)
        file.truncate(max(whole, *pages) * PAGE_SIZE)
        for number, page in pages.items():
            file.seek((number - 1) * PAGE_SIZE)
            file.write(page)
        for place, value in ((28, max(whole, *pages)), (32, 0), (36, 0)):
            file.seek(place)
            file.write(struct.pack(">I", value))
