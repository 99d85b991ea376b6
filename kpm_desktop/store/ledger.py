"""The ledger: operations on an open data file, from `BEGIN IMMEDIATE` to the line in the journal.

State rows, log and journal are written here and nowhere else. What an operator asks for beyond that (undo,
history, checks, backups, drafts) is `data_file.py`.
"""

import base64
import contextlib
import datetime as dt
import hashlib
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kpm_desktop.domain.changes import DELETED, Kind, Operation, meta_text, next_hlc
from kpm_desktop.domain.plain_text import plain
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.arrivals import Arrivals, Brought
from kpm_desktop.store.arrivals import bring_in as _bring_in
from kpm_desktop.store.bulk import no_collection
from kpm_desktop.store.change_log import ChangeLog, Line, Writer
from kpm_desktop.store.contest_lock import refuse_locked
from kpm_desktop.store.creating import fresh_uid, stamp
from kpm_desktop.store.errors import ForeignWriteError, ReadOnlyError, StillUsedError, translating
from kpm_desktop.store.lock_file import this_computer
from kpm_desktop.store.opening import Clock, Opened
from kpm_desktop.store.operation import Changes, OpenOperation, groups_to_write
from kpm_desktop.store.state import still_needed, store
from kpm_desktop.store.tables import STATE

_KINDS_WITHOUT_ROWS = frozenset({Kind.UNDO, Kind.MERGE, Kind.ERASE, Kind.PRINT, Kind.EXPORT})
_PART = 45_000
"""Bytes of an asset in one line of the journal."""


class _NothingDoneError(Exception):
    """An operation changed nothing and is rolled back."""


class Ledger:
    """The operations of one open file, held by this process alone.

    One writer at a time: `operation` takes a process lock. The window's thread has a connection from the
    start; a worker takes one with `in_this_thread`.
    """

    def __init__(self, opened: Opened, now: Clock, writer_name: str) -> None:
        self._opened = opened
        self._now = now
        self._connection = opened.connection
        self._log = ChangeLog(opened.connection)
        self._writer = opened.writer
        self._writer_name = writer_name or this_computer()[0]
        self._journaled = opened.journaled
        self._hlc = self._log.latest_hlc()
        self._write_lock = threading.RLock()
        self._operation: OpenOperation | None = None
        self._owner = 0
        self._fresh: set[Uid] = set()
        self._asset_lines: list[list[Any]] = []
        self._data_version = self._seen_version()
        self._written_elsewhere = False
        self._operations: list[Operation] | None = None
        self._changed = False
        self.path = opened.path
        self.places = opened.places
        self.read_only = opened.read_only
        self.file_uid = opened.about.file_uid
        self.regency_code = opened.about.regency_code
        self.district_code = opened.about.district_code
        self.journal_error: OSError | None = None

    @contextlib.contextmanager
    def in_this_thread(self) -> Iterator[None]:
        """Give a worker thread its own connection, closed at the end."""
        with self._connection.connection_context():
            yield

    # reading

    def rows(self, sql: Any, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run a SELECT (text, or a peewee query on `tables.ROWS`) and return all its rows.

        Within an open operation of the same thread it sees what was put so far.
        """
        self._flush_own()
        return self._connection.run(sql, params)

    def each(self, sql: str, params: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Return the rows of a SELECT as they come; read them to the end before anything is written."""
        self._flush_own()
        return self._connection.cursor_of(sql, params)

    def _flush_own(self) -> None:
        if self._operation is not None and self._owner == threading.get_ident():
            self._flush(self._operation)

    def new_uid(self) -> Uid:
        """Return a fresh uid (uuid7) for a new row."""
        uid = fresh_uid(self._now())
        self._fresh.add(uid)
        return uid

    def now(self) -> dt.datetime:
        """Return the time of the clock this file was opened with (local, naive)."""
        return self._now()

    # writing

    @contextlib.contextmanager
    def operation(
        self,
        kind: str,
        label: str,
        meta: Mapping[str, Any] | None = None,
        *,
        bringing: Arrivals | None = None,
    ) -> Iterator[OpenOperation]:
        """One act of the operator = one transaction = one step of undo. Inside another it joins that one.

        `bringing` is what will be brought in: where a copy of this file went on as our writer, another id is
        taken first, since (writer, seq) is one operation everywhere.
        An exception rolls all of it back; a fault of the world comes out as DataFileError. An operation that
        changed nothing leaves no trace (`changes.touched` is empty), save undo, merge, erase, print, export.
        """
        if self._operation is not None and self._owner == threading.get_ident():
            yield self._operation
            return
        with no_collection(), self._write_lock:
            writer_before, assets_before = self._writer, len(self._asset_lines)
            try:
                with translating(self.path), self._transaction():
                    if bringing is not None and self._is_ours(bringing):
                        self._writer = None
                    lines = self._writer_line()
                    operation = self._begin(kind, label, meta)
                    yield operation
                    written = [self._append(operation)]
                    touched = operation.touched
                    for one in operation.following:
                        following = self._begin(one.kind, one.label, one.meta)
                        one.write()
                        written.append(self._append(following))
                        touched |= following.touched
            except _NothingDoneError:
                self._writer = writer_before
                operation.changes = Changes(operation.header.uid, operation.kind, label, frozenset())
                return
            except BaseException:
                self._writer, self._operations = writer_before, None
                del self._asset_lines[assets_before:]
                raise
            finally:
                self._operation = None
            self._changed = True
            if self._operations is not None:
                self._operations += [header for header, _, _ in written]
            made = [line for _, _, part in written for line in part]
            header, number, _ = written[-1]
            is_journaled = self._to_journal(written[0][1], number + header.n, [*lines, *made])
            operation.changes = Changes(operation.header.uid, operation.kind, label, touched, is_journaled)

    def put(
        self, table: str, uid: Uid, columns: Mapping[str, Any], loaded: Mapping[str, Any] | None = None
    ) -> bool:
        """Write the groups of a row that differ; with `loaded`, those that differ from what the form loaded.

        A row that is not there is inserted, a deleted one comes back. Values: str ("" = empty), int, bool,
        date, Uid, None; json columns take lists and dicts. Returns whether anything was written. Raises
        ChangedMeanwhileError, FrozenPaperError, KeyError for unknown columns, TypeError for wrong kinds.
        """
        operation = self._open_operation()
        is_fresh = uid in self._fresh
        key = (table, uid)
        state = operation.state(key, is_fresh=is_fresh)
        values = groups_to_write(STATE[table], uid, state, columns, loaded)
        if not state.alive:
            values[DELETED] = 0
        if values:
            operation.write(key, fresh_uid(self._now()), values, is_fresh=is_fresh)
            self._fresh.discard(uid)
        return bool(values)

    def remove(self, table: str, uid: Uid) -> None:
        """Delete a row, if it is there; it stays in the log and, not alive, in its table.

        A row that a living one points at stays, listed as a conflict.
        """
        operation = self._open_operation()
        key = (table, uid)
        if operation.state(key).alive:
            operation.write(key, fresh_uid(self._now()), {DELETED: 1})

    def refuse_used(self) -> None:
        """Raise StillUsedError when something that the open operation deleted is used by a row that stays.

        For acts of the operator, who is to decide it now; what comes from elsewhere stays, as a conflict.
        """
        operation = self._open_operation()
        self._flush(operation)
        used = still_needed(self._connection, operation.touched)
        if used is not None:
            (table, _), by = used
            raise StillUsedError(table=table, by=by)

    def put_asset(self, data: bytes, mime: str) -> str:
        """Keep a picture or scan, within the open operation; returns its SHA-256 as 64 hex digits."""
        self._open_operation()
        sha = hashlib.sha256(data)
        if not self._connection.run("SELECT 1 FROM asset WHERE sha256 = ?", (sha.digest(),)):
            self._connection.run("INSERT INTO asset VALUES (?, ?, ?)", (sha.digest(), mime, data))
            parts = [data[start : start + _PART] for start in range(0, len(data), _PART)] or [b""]
            self._asset_lines += [
                ["a", sha.hexdigest(), mime, number, len(parts), base64.b64encode(part).decode()]
                for number, part in enumerate(parts, 1)
            ]
        return sha.hexdigest()

    def asset(self, sha256: str) -> tuple[str, bytes]:
        """Return mime type and bytes of an asset; KeyError when this file does not hold it."""
        found = self.rows("SELECT mime, bytes FROM asset WHERE sha256 = ?", (bytes.fromhex(sha256),))
        if not found:
            raise KeyError(sha256)
        return found[0][0], found[0][1]

    def bring_in(self, arrivals: Arrivals) -> Brought:
        """Take in operations of another log, as they are, before anything is written in the open operation.

        The rows they touch count as touched by it. Raises TwoHistoriesError.
        """
        operation = self._open_operation()
        brought = _bring_in(self._connection, arrivals)
        self._operations = None
        self._hlc = max(self._hlc, self._log.latest_hlc() + 1)
        operation.follow(brought.rows, self._hlc)
        return brought

    # the steps of an operation

    def _begin(self, kind: str, label: str, meta: Mapping[str, Any] | None) -> OpenOperation:
        moment = self._now()
        assert self._writer is not None  # noqa: S101 - given by `_writer_line` before
        seq, previous = self._log.last_of(self._writer)
        self._hlc = next_hlc(self._hlc, int(moment.timestamp() * 1000))
        header = Operation(
            uid=fresh_uid(moment),
            writer=self._writer,
            seq=seq + 1,
            hlc=self._hlc,
            at=stamp(moment),
            kind=str(kind),
            label=plain(label),
            meta=meta_text(**(meta or {})),
        )
        self._operation, self._owner = OpenOperation(header, previous, self._log), threading.get_ident()
        return self._operation

    def _append(self, operation: OpenOperation) -> tuple[Operation, int, Sequence[Line]]:
        """Put an operation at the end of the log; return it, its number and its lines for the journal."""
        self._flush(operation)
        drafts = operation.drafts()
        if not drafts and operation.kind not in _KINDS_WITHOUT_ROWS:
            raise _NothingDoneError
        return self._log.append(operation.final_header(), drafts, operation.previous)

    @property
    def writer_uid(self) -> Uid:
        """Return who writes here; while no operation took a new id yet, the writer that one will follow."""
        return self._writer or self._last_writer() or b""

    def _is_ours(self, arrivals: Arrivals) -> bool:
        """Tell whether operations are among them that this writer did not write here."""
        last = self._log.last_of(self._writer)[0] if self._writer else 0
        theirs = (one.operation for one in arrivals.operations)
        return any(one.writer == self._writer and one.seq > last for one in theirs)

    def _writer_line(self) -> list[list[Any]]:
        """Take a new writer id if this history is not ours to go on with; return its line for the journal."""
        if self._writer is not None:
            return []
        previous = self._last_writer()
        writer = Writer(
            fresh_uid(self._now()),
            self._writer_name,
            stamp(self._now()),
            previous,
            self._log.last_of(previous)[0] if previous else None,
        )
        self._log.add_writer(writer)
        self._writer = writer.uid
        return [writer.line]

    def _last_writer(self) -> Uid | None:
        found = self._connection.run("SELECT writer_uid FROM operation ORDER BY id DESC LIMIT 1")
        return found[0][0] if found else None

    def _flush(self, operation: OpenOperation) -> None:
        dirty = operation.take_dirty()
        if dirty:
            refuse_locked(self._connection, dirty, operation.kind)
            store(self._connection, dirty)
            refuse_locked(self._connection, dirty, operation.kind)

    def _open_operation(self) -> OpenOperation:
        if self._operation is None or self._owner != threading.get_ident():
            raise RuntimeError("writing needs an open operation")
        return self._operation

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        """Write to the file, unless another program has done so since our last write."""
        if self.read_only:
            raise ReadOnlyError(file=self.path.name)
        if self._written_elsewhere:
            raise ForeignWriteError(file=self.path.name)
        with self._connection.atomic("IMMEDIATE"):
            if self._seen_version() != self._data_version:
                self._written_elsewhere = True
                raise ForeignWriteError(file=self.path.name)
            yield
        self._data_version = self._seen_version()

    def _seen_version(self) -> int:
        version: int = self._opened.watch.execute("PRAGMA data_version").fetchone()[0]
        return version

    def _trust_again(self) -> None:
        """Go on after another program has written to the file, which was found sound."""
        if self._written_elsewhere:
            self._written_elsewhere, self._data_version = False, self._seen_version()
            self._operations, self._hlc = None, self._log.latest_hlc()

    def _write_local(self, sql: str, values: Sequence[Any]) -> None:
        """Write to a table that is outside the log."""
        with self._write_lock, translating(self.path), self._transaction():
            self._connection.run(sql, values)

    def _to_journal(self, first: int, last: int, lines: Sequence[Line]) -> bool:
        """Write the lines of what was just committed, numbers `first` to `last`, and what is missing."""
        if first > self._journaled + 1:
            lines = self._log.lines(self._journaled)
        try:
            self._opened.journal.append(self._now().date(), [*self._asset_lines, *lines])
        except OSError as error:
            self.journal_error = error
            return False
        self._journaled, self.journal_error = last, None
        self._asset_lines.clear()
        return True

    def _all_operations(self) -> list[Operation]:
        if self._operations is None:
            self._operations = self._log.operations()
        return self._operations

    def _own(self) -> list[Uid]:
        return self._log.lineage(self._writer or self._last_writer())
