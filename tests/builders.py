"""Data files for tests: a clock that is turned by hand, a small region, and a few invented people."""

import contextlib
import datetime as dt
import functools
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pysqlite3

from kpm_desktop.domain.uid import Uid, code_uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.regions import District, Regency, RegionTree, Spelling, Village

CODE = "35.13"
REGIONS = RegionTree(
    Regency(CODE, "Kabupaten Probolinggo"),
    (District("35.13.12", "Paiton"), District("35.13.11", "Kotaanyar")),
    (
        Village("35.13.12.2001", "Sukodadi", "desa"),
        Village("35.13.12.2002", "Karanganyar", "desa"),
        Village("35.13.11.2001", "Sambirampak Lor", "desa"),
    ),
    (Spelling("35.13.12.2001", "Suko Dadi"),),
    (),
)
SUKODADI = code_uid("35.13.12.2001")


_START = dt.datetime(2026, 11, 24, 9, 12)  # noqa: DTZ001 - local


class Clock:
    """A clock that stands until it is turned, or goes on by a step with every look."""

    def __init__(self, start: dt.datetime = _START, step: dt.timedelta = dt.timedelta()) -> None:
        self.now, self._step = start, step

    def __call__(self) -> dt.datetime:
        self.now += self._step
        return self.now

    def turn(self, **by: float) -> None:
        self.now += dt.timedelta(**by)


def new_file(folder: Path, clock: Clock | None = None) -> DataFile:
    """Make and open a data file with the small region."""
    return created(folder / "kpm.db", now=clock or Clock())


def created(
    path: Path,
    regions: RegionTree | None = REGIONS,
    writer_name: str = "PC-UJI",
    *,
    now: Callable[[], dt.datetime],
) -> DataFile:
    """Make and open a data file of the regency, as `DataFile.create`.

    The first one that a test asks for in its own folder is a copy of what an earlier test got, untouched; any
    other is made anew, since no two files of one test may have the same identity.
    """
    test = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]
    if test in _SERVED or not any(part.startswith("test_") for part in path.parts):
        return DataFile.create(path, regency_code=CODE, regions=regions, writer_name=writer_name, now=now)
    _SERVED[:] = [test]
    shutil.copytree(_pattern(regions, writer_name, now()), path.parent, dirs_exist_ok=True)
    return DataFile.open(path, writer_name=writer_name, now=now)


@functools.cache
def _pattern(regions: RegionTree | None, writer_name: str, moment: dt.datetime) -> Path:
    made = tempfile.TemporaryDirectory(prefix="kpm-pattern-")
    _PATTERNS.append(made)
    path = Path(made.name, "kpm.db")
    DataFile.create(
        path, regency_code=CODE, regions=regions, writer_name=writer_name, now=lambda: moment
    ).close(backup=False)
    return path.parent


_SERVED: list[str] = []
"""The test that has got its first file."""
_PATTERNS: list[tempfile.TemporaryDirectory[str]] = []  # deleted when the tests end


def reopen(data_file: DataFile, clock: Clock | None = None) -> DataFile:
    """Close a file and open it again."""
    data_file.close(backup=False)
    return DataFile.open(data_file.path, writer_name="PC-UJI", now=clock or Clock())


def add_person(data_file: DataFile, name: str = "Siti Contohwati", **columns: Any) -> Uid:
    """Add a person as an operation."""
    uid = data_file.new_uid()
    with data_file.operation("edit", "Tambah 1 orang"):
        data_file.put("person", uid, {"name": name, **columns})
    return uid


def edit_person(data_file: DataFile, uid: Uid, **columns: Any) -> None:
    """Change a person as an operation."""
    with data_file.operation("edit", "Ubah 1 orang"):
        data_file.put("person", uid, columns)


def visible(data_file: DataFile) -> dict[str, list[tuple[Any, ...]]]:
    """Return every living row of every table with a `uid` and `alive`."""
    tables = data_file.rows(
        "SELECT m.name FROM sqlite_master m WHERE m.type = 'table'"
        " AND EXISTS (SELECT 1 FROM pragma_table_info(m.name) WHERE name = 'alive')"
    )
    return {
        table: data_file.rows(f"SELECT * FROM {table} WHERE alive = 1 ORDER BY uid") for (table,) in tables
    }


def write_past(path: Path, sql: str) -> None:
    """Write into an open data file as another program would, which takes it for any SQLite file.

    It empties its rollback journal: Windows lets nobody delete one that the data file's own program has open.
    """
    with contextlib.closing(pysqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = TRUNCATE")
        other.execute(sql)
