"""What can go wrong with a data file: errors with a code and facts. The sentences stand in `ui/messages.py`.

Two families (`data-file.md` section 14): the world's fault is a `DataFileError`, every other exception ours.
"""

import contextlib
import errno
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar


class DataFileError(Exception):
    """The world's fault. `code` picks the sentence, `values` are the facts it names (no personal data)."""

    code: ClassVar[str] = "E-DATA"

    def __init__(self, **values: str) -> None:
        super().__init__(self.code, values)
        self.values: Mapping[str, str] = values


class MissingError(DataFileError):
    """No such file, or one of 0 bytes (`state`: missing, empty). Nothing is created in its place."""

    code = "E-HILANG"


class EmptyFileError(MissingError):
    """The file is there and has 0 bytes."""

    code = "E-KOSONG"


class ExistsError(DataFileError):
    """A new file was to be made where something already stands."""

    code = "E-ADA"


class FolderError(DataFileError):
    """A folder, a link or a device was offered."""

    code = "E-FOLDER"


class NotADataFileError(DataFileError):
    """Not a SQLite file at all."""

    code = "E-BUKAN"


class ForeignDatabaseError(DataFileError):
    """A database of another program."""

    code = "E-ASING"


class CopiedWhileOpenError(DataFileError):
    """A write-ahead log, in the header or beside the file: not written by this program as it stands."""

    code = "E-SALINAN"


class NewerVersionError(DataFileError):
    """Made by a newer program: `found`, `known` are schema versions such as 2.0."""

    code = "E-VERSI"


class LockedError(DataFileError):
    """In use by another program or user: `computer`, `user`, `process`."""

    code = "E-TERKUNCI"


class ReadOnlyError(DataFileError):
    """The file or its folder cannot be written; reading works."""

    code = "E-BACASAJA"


class PlaceError(DataFileError):
    """The place is no good for a live file: `kind` is drive (removable, network), synced or long.

    `found`, `limit`: how many signs a path of kind long has and may have.
    """

    code = "E-TEMPAT"


class OlderThanJournalError(DataFileError):
    """The file lacks `missing` operations that the journal of this place holds."""

    code = "E-LAMA"


class FullError(DataFileError):
    """No space left; what was saved earlier is whole, the last operation was not saved."""

    code = "E-PENUH"


class DiskError(DataFileError):
    """The disk refuses to read or write; nothing half was saved."""

    code = "E-CAKRAM"


class BusyError(DataFileError):
    """Another program holds the file."""

    code = "E-SIBUK"


class DamagedError(DataFileError):
    """The file is damaged; `place` says where it was noticed."""

    code = "E-DATARUSAK"


class ForeignWriteError(DataFileError):
    """Another program has written to the live file; writing has stopped."""

    code = "E-DIUBAHLUAR"


class ChangedMeanwhileError(DataFileError):
    """A value differs from what the form had loaded: `table`, `row`, `groups`."""

    code = "E-BERUBAH"


class NotUndoableError(DataFileError):
    """This operation stands (issued, locked, erased): `kind`, `label`, `operation`."""

    code = "E-TETAP"


class NothingToUndoError(DataFileError):
    """There is nothing to undo or redo."""

    code = "E-TIDAKADA"


class ContestLockedError(DataFileError):
    """A row of a contest whose result is locked was to be written (`table`, `row`)."""

    code = "E-KUNCI"


class FrozenPaperError(DataFileError):
    """An issued paper is never rewritten: `table`, `row`."""

    code = "E-BEKU"


class StillUsedError(DataFileError):
    """What was to be deleted is used by rows that stay: `table`, and the table `by` of one that uses it."""

    code = "E-DIPAKAI"


class DriverError(DataFileError):
    """The SQLite in use is not the one this program was built with: `driver`, `version`, or a `pragma`."""

    code = "E-PUSTAKA"


class BackupError(DataFileError):
    """A backup was made but did not stand its checks: `place`."""

    code = "E-CADANGAN"


class OtherFileError(DataFileError):
    """A backup belongs to another data file."""

    code = "E-LAINDATA"


class NoRecoveryError(DataFileError):
    """Nothing is left of which a data file could be made anew."""

    code = "E-TANPACADANGAN"


class MigrationError(DataFileError):
    """The file could not be brought to this version; the old file is untouched: `place`."""

    code = "E-PERBARUI"


_BY_SQLITE: Mapping[str, type[DataFileError]] = {
    "SQLITE_FULL": FullError,
    "SQLITE_BUSY": BusyError,
    "SQLITE_LOCKED": BusyError,
    "SQLITE_PROTOCOL": BusyError,
    "SQLITE_READONLY": ReadOnlyError,
    "SQLITE_CANTOPEN": ReadOnlyError,
    "SQLITE_CORRUPT": DamagedError,
    "SQLITE_NOTADB": NotADataFileError,
    "SQLITE_IOERR": DiskError,
}
_BY_ERRNO: Mapping[int, type[DataFileError]] = {
    errno.ENOSPC: FullError,
    errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC: FullError,
    errno.EFBIG: FullError,
    errno.EROFS: ReadOnlyError,
    errno.EACCES: BusyError,
    errno.EPERM: BusyError,
    errno.EBUSY: BusyError,
    errno.ENOENT: MissingError,
    errno.EIO: DiskError,
    errno.EEXIST: DiskError,  # a file stands where a folder must be
    errno.ENOTDIR: DiskError,
    errno.EISDIR: DiskError,
}


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        current = waiting.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        hidden = (
            current.__suppress_context__ and current.__cause__ is None
        )  # raised `from None`: told already
        context = None if hidden else current.__context__
        waiting += [cause for cause in (context, current.__cause__) if cause is not None]


def sqlite_name(error: BaseException) -> str | None:
    """Return the first SQLite error name behind an exception, other than plain SQLITE_ERROR.

    peewee hides a full disk behind "cannot rollback - no transaction is active".
    """
    for cause in _causes(error):
        name = getattr(cause, "sqlite_errorname", None)
        if isinstance(name, str) and name != "SQLITE_ERROR":
            return name
    return None


def translated(error: BaseException, path: Path) -> DataFileError | None:
    """Return the error of the world behind an exception, or None when it is a bug of ours."""
    for cause in _causes(error):
        if isinstance(cause, DataFileError):
            return cause
    name = sqlite_name(error)
    if name is not None:
        found = _BY_SQLITE.get("_".join(name.split("_")[:2]))
        return found(file=path.name, place=name) if found else None
    for cause in _causes(error):
        if isinstance(cause, OSError) and (kind := _BY_ERRNO.get(cause.errno or 0)):
            return kind(file=path.name)
    return None


@contextlib.contextmanager
def translating(path: Path) -> Iterator[None]:
    """Let an exception of the world come out as its DataFileError; a bug of ours comes out as it is."""
    try:
        yield
    except Exception as error:
        world = translated(error, path)
        if world is None or world is error:
            raise
        raise world from error
