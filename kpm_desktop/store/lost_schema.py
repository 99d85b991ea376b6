"""Reading a damaged file whose schema is lost, the first page with it: that of an empty file is laid over it.

The tables of every file of this version begin on the same pages: those of one that was made, or those of one
that was copied whole. Whether what is read so is true, its links say, as for all that is salvaged.
"""

import dataclasses
import shutil
import struct
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kpm_desktop.store.backups import copy
from kpm_desktop.store.connection import PAGE_SIZE, Connection
from kpm_desktop.store.creating import make_schema
from kpm_desktop.store.salvage import NOTHING, Salvaged, salvage

_HEADER: Final = 100
_KINDS: Final = {"table": {5, 13}, "index": {2, 10}}
"""How the pages of tables and of indexes begin."""
_MOST: Final = 0.8
_INTERIOR: Final = 5
"""The kind of a page of a table that only points at others."""


def salvage_without_schema(path: Path) -> Salvaged:
    """Return what can be read of a copy of a damaged file; `NOTHING` where no layout fits it."""
    raw = path.read_bytes()
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        for layout in _layouts(Path(folder)):
            if _fits(raw, layout):
                trial = Path(folder) / "coba.db"
                shutil.copyfile(path, trial)
                _lay_over(trial, layout.pages)
                return salvage(trial)
    return NOTHING


@dataclasses.dataclass(frozen=True, slots=True)
class _Layout:
    """The pages of the schema by number, and whether a table or an index begins on a page."""

    pages: dict[int, bytes]
    roots: dict[int, str]


def _layouts(folder: Path) -> Iterator[_Layout]:
    """Yield that of a file that was made, and of one that was copied whole."""
    made, copied = folder / "baru.db", folder / "salinan.db"
    connection = Connection(made, "rwc")
    with connection.connection_context():
        make_schema(connection, bytes(16), "", None, "")
        copy(connection, copied)
    for file in (made, copied):
        raw = file.read_bytes()
        connection = Connection(file, "ro")
        with connection.connection_context():
            roots = dict(connection.run("SELECT rootpage, type FROM sqlite_master WHERE rootpage > 0"))
        yield _Layout(
            {number: raw[(number - 1) * PAGE_SIZE : number * PAGE_SIZE] for number in _schema_pages(raw)},
            roots,
        )


def _fits(raw: bytes, layout: _Layout) -> bool:
    """Tell whether tables and indexes begin where the layout says, as far as the pages are there."""
    places = ((number - 1) * PAGE_SIZE for number in layout.roots)
    kinds = [raw[place] if place < len(raw) else 0 for place in places]
    found = [kind in _KINDS[what] for kind, what in zip(kinds, layout.roots.values(), strict=True) if kind]
    return sum(found) > len(found) * _MOST


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
