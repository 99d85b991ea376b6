"""DataFile: the one door to a data file. Signatures first; the rest follows."""

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from kpm_desktop.domain.uid import Uid

Clock = Callable[[], dt.datetime]


@dataclasses.dataclass(frozen=True, slots=True)
class Changes:
    """What one operation changed: its uid, kind, Indonesian label, and (table, row uid) of every touched row."""

    operation: Uid
    kind: str
    label: str
    touched: frozenset[tuple[str, Uid]]
    journal_written: bool = True


class Operation:
    """One act of the operator, open. After the `with` block `changes` says what it did."""

    kind: str
    label: str
    meta: dict[str, Any]
    changes: Changes | None


class DataFile:
    """A data file in use. One writer: every write stands inside `operation`."""

    path: Path
    read_only: bool
    file_uid: Uid
    regency_code: str

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        regency_code: str,
        regions: Any = None,
        writer_name: str = "",
        now: Clock = dt.datetime.now,
    ) -> Self:
        """Make a new file (never over an existing one) with its regency, districts, villages and aliases."""
        raise NotImplementedError

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        known_file: Uid | None = None,
        accept_older: bool = False,
        writer_name: str = "",
        now: Clock = dt.datetime.now,
    ) -> Self:
        """Open: lock, guard, connect, anchor, checks, migration. Raises a `DataFileError`; nothing is changed then."""
        raise NotImplementedError

    def close(self) -> None:
        """Back up if changed, close every connection, release the lock."""

    @contextlib.contextmanager
    def in_this_thread(self) -> Iterator[None]:
        """Give a worker thread its own connection, closed at the end."""
        yield

    @contextlib.contextmanager
    def operation(self, kind: str, label: str, meta: Mapping[str, Any] | None = None) -> Iterator[Operation]:
        """One transaction = one step of undo. Inside another operation it joins that one. An error rolls back."""
        raise NotImplementedError
        yield

    def new_uid(self) -> Uid:
        """Return a fresh uid (uuid7)."""
        raise NotImplementedError

    def put(
        self, table: str, uid: Uid, columns: Mapping[str, Any], loaded: Mapping[str, Any] | None = None
    ) -> bool:
        """Write the groups that differ (or, with `loaded`, that differ from what the form had loaded).

        Values: str ("" = empty), int, bool, date, Uid, None; json columns take lists or dicts. Returns whether
        anything was written. A deleted row comes back. Raises ChangedMeanwhileError.
        """
        raise NotImplementedError

    def remove(self, table: str, uid: Uid) -> None:
        """Delete a row (it stays in the log and in the table with alive = 0)."""

    def rows(self, sql: Any, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run a SELECT (text, or a peewee query on `tables.ROWS`) and return all rows; sees the open operation."""
        raise NotImplementedError
