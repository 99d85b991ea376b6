"""A file's passport: whose it is, of which schema, who wrote how much in it, how much is in it.

How two passports stand to each other is `domain/passport.py`.
"""

import contextlib
import dataclasses
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from kpm_desktop.domain.passport import Vector
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.change_log import ChangeLog
from kpm_desktop.store.connection import Connection, guard
from kpm_desktop.store.errors import DamagedError, translating
from kpm_desktop.store.package_log import copied_at

COUNTED = (
    "village", "person", "cadre_term", "head_term", "series", "session", "attendance", "contest", "entry",
    "certificate",
)  # fmt: skip
"""The tables whose living rows a passport counts."""


@dataclasses.dataclass(frozen=True, slots=True)
class WriterPart:
    """One writer's part: its name and the number of its last operation, none missing before it."""

    uid: Uid
    name: str
    last: int


@dataclasses.dataclass(frozen=True, slots=True)
class FilePassport:
    """What a data file is. `counts`: the living rows of the tables in `COUNTED`.

    `copied_at`: when the newest copy of everything left this PC, "" when none did.
    """

    file_uid: Uid
    regency_code: str
    district_code: str | None
    created_at: str
    schema: tuple[int, int]
    writers: tuple[WriterPart, ...]
    operations: int
    last_at: str
    counts: Mapping[str, int]
    copied_at: str

    @property
    def vector(self) -> Vector:
        """The version vector."""
        return {writer.uid: writer.last for writer in self.writers if writer.last}


def passport_of(path: Path) -> FilePassport:
    """Read the passport of a closed file; not a byte of it changes. Raises a DataFileError."""
    header = guard(path)
    connection = Connection(path, "ro")
    with translating(path), connection.connection_context():
        return read_passport(connection, header.version)


def read_passport(connection: Connection, schema: tuple[int, int]) -> FilePassport:
    """Read the passport of what a connection sees."""
    about = connection.run("SELECT file_uid, regency_code, district_code, created_at FROM about")
    if len(about) != 1:
        raise DamagedError(place="about")
    file_uid, regency_code, district_code, created_at = about[0]
    log = ChangeLog(connection)
    sql = "SELECT writer_uid, max(seq) FROM operation WHERE partial = 0 GROUP BY writer_uid"
    last: dict[Uid, int] = dict(connection.run(sql))
    [(operations, last_at)] = connection.run("SELECT count(*), coalesce(max(at), '') FROM operation")
    return FilePassport(
        file_uid,
        regency_code,
        district_code,
        created_at,
        schema,
        tuple(WriterPart(one.uid, one.name, last.get(one.uid, 0)) for one in log.writers()),
        operations,
        last_at,
        living(connection),
        copied_at(connection),
    )


def living(connection: Connection) -> dict[str, int]:
    """Return how many rows are alive in each counted table."""
    return {
        name: int(connection.run(f"SELECT count(*) FROM {name} WHERE alive = 1")[0][0]) for name in COUNTED
    }


@contextlib.contextmanager
def settled(path: Path) -> Iterator[Path]:
    """Hand out a file that can be read as it stands: itself, or a copy on which a hot journal was undone.

    The copy lies in a folder of this user's own and goes with the block.
    """
    hot = path.with_name(f"{path.name}-journal")
    if not hot.is_file() or not hot.stat().st_size:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="kpm-") as folder:
        copy = Path(folder) / path.name
        shutil.copyfile(path, copy)
        shutil.copyfile(hot, copy.with_name(hot.name))
        connection = Connection(copy)
        with translating(path), connection.connection_context():
            connection.run("SELECT count(*) FROM sqlite_master")
        yield copy
