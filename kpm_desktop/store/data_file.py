"""DataFile: the one door to a data file. Opening, undo, history, checks, backups, drafts, and the registers.

Writing itself is in `ledger.py`; how a file is opened and made in `opening.py` and `creating.py`; what undo
and history read in `history.py`.
"""

import contextlib
import datetime as dt
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Self

from kpm_desktop.domain.changes import DELETED, Kind, Operation
from kpm_desktop.domain.folding import put_back
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.undo_steps import Choice, taken_back_by, undone
from kpm_desktop.store import backups, history
from kpm_desktop.store.backups import Backup
from kpm_desktop.store.bulk import Step, silent
from kpm_desktop.store.checks import CheckReport, check_file
from kpm_desktop.store.creating import create_file, fresh_uid, stamp
from kpm_desktop.store.erasing import Erasing
from kpm_desktop.store.errors import translating
from kpm_desktop.store.history import HistoryEntry, RecordChange, Reversal, TrashRow
from kpm_desktop.store.lock_file import this_computer
from kpm_desktop.store.opening import Clock, Opened, open_file
from kpm_desktop.store.operation import Changes, OpenOperation
from kpm_desktop.store.practice_copy import practice_copy
from kpm_desktop.store.regions import RegionTree
from kpm_desktop.store.registers import Registers
from kpm_desktop.store.state import rebuild

__all__ = [
    "Backup", "Changes", "CheckReport", "Clock", "DataFile", "HistoryEntry", "OpenOperation", "RecordChange",
    "Reversal", "TrashRow",
]  # fmt: skip

_CHECK_EVERY = dt.timedelta(days=7)
_A_DAY, _TWO_YEARS = dt.timedelta(days=1), dt.timedelta(days=731)


class DataFile(Erasing, Registers):
    """A data file in use, with everything the operator can ask of it."""

    def __init__(self, opened: Opened, now: Clock, writer_name: str) -> None:
        Erasing.__init__(self, opened, now, writer_name)
        Registers.__init__(self, self)
        self._changed = self.erasure_is_pending()

    # opening and closing

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        regency_code: str,
        regions: RegionTree | None = None,
        writer_name: str = "",
        now: Clock = dt.datetime.now,
    ) -> Self:
        """Make a new file with its regency, districts, villages and spellings as one operation, and open it.

        Raises ExistsError when anything stands at `path`, else as `open`.
        """
        create_file(path, now, regency_code, regions, writer_name or this_computer()[0])
        return cls.open(path, writer_name=writer_name, now=now)

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
        """Open a file; not a byte of it changes. Raises a DataFileError, and then nothing stays open.

        `known_file` is the file uid that this PC's settings know for this place: another file there raises
        MissingError. `accept_older` opens a file that lacks what the journal holds (OlderThanJournalError).
        Without write permission the file opens with `read_only` true.
        """
        opened = open_file(path, now, known_file=known_file, accept_older=accept_older)
        return cls(opened, now, writer_name)

    def close(self, *, backup: bool = True) -> None:
        """Back up if something changed, close every connection of this thread, release the lock."""
        if self._connection.is_closed():
            return
        try:
            if backup and self._changed:
                self.backup()
        finally:
            self._connection.close()
            self._opened.watch.close()
            self._opened.journal.close()
            if self._opened.lock is not None:
                self._opened.lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    # undo, redo, history

    def undo(self) -> Reversal:
        """Undo the newest own operation (Ctrl+Z), also one of an earlier day.

        Raises NotUndoableError at an issue, lock or erasure, NothingToUndoError when there is none.
        """
        return self.reverse(self.next_undo())

    def redo(self) -> Reversal:
        """Undo the newest undo (Ctrl+Y); NothingToUndoError when there is none or something new was done."""
        return self.reverse(self.next_redo())

    def undo_operation(self, uid: Uid) -> Reversal:
        """Undo any undoable operation; what was changed later stays and is in `kept`. KeyError if unknown."""
        return self.reverse(self.chosen(uid))

    def next_undo(self) -> Choice:
        """Return what Ctrl+Z takes, for `reverse`."""
        return history.next_undo(self._all_operations(), self._own())

    def next_redo(self) -> Choice:
        """Return what Ctrl+Y takes, for `reverse`."""
        return history.next_redo(self._all_operations(), self._own())

    def chosen(self, uid: Uid) -> Choice:
        """Return one operation as what is to be undone, for `reverse`. KeyError if unknown."""
        return history.chosen(self._all_operations(), uid)

    def undo_of(self, uid: Uid) -> Uid | None:
        """Return the operation that takes one back now, None where that one holds."""
        return taken_back_by(uid, self._all_operations())

    def merges_taken_back(self) -> list[Operation]:
        """Return the merges that are taken back now, the oldest first."""
        log = self._all_operations()
        gone = undone(log)
        return [operation for operation in log if operation.kind == Kind.MERGE and operation.uid in gone]

    def weight(self, choice: Choice) -> int:
        """Return how many changes the undo of a choice takes back: of a merge, all that it brought."""
        return history.weight(choice, self._all_operations())

    def reverse(self, choice: Choice, step: Step = silent) -> Reversal:
        """Undo what was chosen, as an operation of kind undo. Raises as `undo`."""
        log = self._all_operations()
        operation, taken = history.to_undo(choice, log)
        meta = {"undoes": [operation.uid.hex()]}
        with self.operation(Kind.UNDO, history.undo_text(operation, log), meta) as undo:
            kept = self._take_back(undo, taken, step)
        assert undo.changes is not None  # noqa: S101 - set by the block above
        passed = tuple(item.label for item in choice.passed)
        return Reversal(undo.changes, history.subject(operation, log), kept, passed)

    def undo_label(self) -> str | None:
        """Return the label of what Ctrl+Z would undo; None if there is nothing or something is in the way."""
        return history.label_of(history.next_undo, self._all_operations(), self._own())

    def redo_label(self) -> str | None:
        """Return the label of what Ctrl+Y would bring back, or None."""
        return history.label_of(history.next_redo, self._all_operations(), self._own())

    def history(self, limit: int = 500, offset: int = 0) -> list[HistoryEntry]:
        """Return operations, newest first."""
        return history.entries(self._connection, self._all_operations(), limit, offset)

    def record_history(self, table: str, uid: Uid) -> list[RecordChange]:
        """Return what happened to one row, newest first, one entry for each group changed."""
        return history.of_record(self._connection, self._log, (table, uid))

    def restore_value(self, table: str, uid: Uid, group: str, change: Uid) -> Changes:
        """Put back the value that `change` gave to a group ("kembalikan ke nilai ini"), as an operation."""
        changes = self._log.row((table, uid))
        earlier = next(item for item in changes if item.uid == change)
        with self.operation(Kind.RESTORE, "Kembalikan nilai sebelumnya") as operation:
            state = operation.state((table, uid))
            draft = put_back(state, fresh_uid(self._now()), (table, uid), group, earlier)
            operation.put_back(draft, changes)
        assert operation.changes is not None  # noqa: S101 - set by the block above
        return operation.changes

    def trash(self) -> list[TrashRow]:
        """Return the deleted rows with the operation that deleted each, newest first."""
        return history.trash(self._connection, self._log)

    def restore_row(
        self, table: str, uid: Uid, label: str = "Kembalikan dari tempat sampah"
    ) -> Changes | None:
        """Bring one deleted row back, as an operation; None when it joined an open one."""
        with self.operation(Kind.RESTORE, label) as operation:
            operation.write((table, uid), fresh_uid(self._now()), {DELETED: 0})
        return operation.changes

    # checks and backups

    def check(self, *, noted: bool = True, step: Step = silent) -> CheckReport:
        """Check everything on a copy; the operator may go on working. The result stands in `check_log`.

        Without `noted` the file itself stays as it is, to the byte.
        When another program had written to the file, writing may go on if nothing is found.
        """
        copy = self.places.backups / "periksa.part"
        copy.parent.mkdir(parents=True, exist_ok=True)
        try:
            with translating(self.path):
                copy.unlink(missing_ok=True)
                step("Menyalin data")
                backups.copy(self._connection, copy)
                report = check_file(copy, step)
        finally:
            with contextlib.suppress(OSError):
                copy.unlink(missing_ok=True)
        if report.is_sound:
            self._trust_again()
        if noted and not self.read_only and not self._written_elsewhere:
            result = "sound" if report.is_sound else report.findings[0].kind
            sql = "INSERT INTO check_log (at, kind, result) VALUES (?, 'full', ?)"
            self._write_local(sql, (stamp(self._now()), result))
        return report

    def rebuild(self) -> None:
        """Fill all state tables anew from the log; where they were right, nothing differs afterwards."""
        with self._write_lock, translating(self.path), self._transaction():
            rebuild(self._connection, self._log.states())

    def practice_copy(self, path: Path, step: Step = silent) -> int:
        """Write the data with invented names to a new file; return how many persons are in it.

        Raises a DataFileError, ExistsError when anything is at `path` already.
        """
        return practice_copy(self, path, self.regency_code, self._now, step)

    @property
    def was_left_open(self) -> bool:
        """Tell whether the program that had this file open last did not end well."""
        return self._opened.was_left_open

    def check_is_due(self) -> bool:
        """Tell whether a full check is due: the last is over 7 days old, or the program did not end well."""
        found = self.rows("SELECT max(at) FROM check_log WHERE kind = 'full'")[0][0]
        return (
            self.was_left_open
            or found is None
            or self._now() - dt.datetime.fromisoformat(found) > _CHECK_EVERY
        )

    def clock_looks_wrong(self) -> bool:
        """Tell whether the clock stands before the newest operation of this PC, or over two years after it.

        The newest is that of the highest number: a single save by the right clock ends the doubt.
        """
        sql = "SELECT at FROM operation WHERE writer_uid = ? ORDER BY seq DESC LIMIT 1"
        found = self.rows(sql, (self._opened.writer,)) if self._opened.writer else []
        newest = dt.datetime.fromisoformat(found[0][0] if found else self._opened.about.created_at)
        return not newest - _A_DAY <= self._now() <= newest + _TWO_YEARS

    def backup(self, step: Step = silent) -> Backup:
        """Make a verified backup now; what is no longer needed of older ones, copies and the journal goes.

        The operator may go on working: a save waits while the copy is made, and is in the next backup.
        """
        try:
            with translating(self.path):
                self.finish_erasures()
                made = backups.make(self._connection, self.places.backups, self._now(), self._at_rest(), step)
        except BaseException:
            self._changed = True
            raise
        backups.thin(self.places.backups, self._now().date(), self.erased_on())
        self.thin_copies()
        self._opened.journal.thin(self._now().date(), [item.made_at.date() for item in self.backups()])
        return made

    @contextlib.contextmanager
    def _at_rest(self) -> Iterator[None]:
        """Let nobody write meanwhile; what is written afterwards is a change since."""
        with self._write_lock:
            yield
            self._changed = False

    def room_is_low(self) -> bool:
        """Tell whether the disk has little room left for backups; they are not thinned for that."""
        return backups.is_low(self.places.backups, self.path.stat().st_size)

    def backup_is_due(self) -> bool:
        """Tell whether changes since the newest backup want one now."""
        found = self.backups()
        return self._changed and backups.is_due(found[0].made_at if found else None, self._now())

    def backups(self) -> list[Backup]:
        """Return the verified backups, newest first."""
        return backups.listing(self.places.backups)

    # unsaved typing and the signing key: local tables, outside the log

    def save_draft(self, form: str, row: Uid, content: Mapping[str, Any]) -> None:
        """Keep what is typed in a form but not saved; `content` is JSON."""
        values = (form, row, stamp(self._now()), json.dumps(content, ensure_ascii=False))
        self._write_local("INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?)", values)

    def draft(self, form: str, row: Uid) -> dict[str, Any] | None:
        """Return the typing kept for a form and row, or None."""
        found = self.rows("SELECT content FROM draft WHERE form = ? AND row_uid = ?", (form, row))
        return dict(json.loads(found[0][0])) if found else None

    def drafts(self) -> list[tuple[str, Uid, str]]:
        """Return (form, row uid, local time) of all kept typing, newest first."""
        return [
            (form, row, at)
            for form, row, at in self.rows("SELECT form, row_uid, at FROM draft ORDER BY at DESC")
        ]

    def drop_draft(self, form: str, row: Uid) -> None:
        """Forget the typing kept for a form and row."""
        if self.draft(form, row) is not None:
            self._write_local("DELETE FROM draft WHERE form = ? AND row_uid = ?", (form, row))

    def signing_key(self) -> tuple[str, bytes] | None:
        """Return (key_id, private part) of this office's key, or None."""
        found = self.rows("SELECT key_id, private_part FROM signing_key ORDER BY rowid DESC LIMIT 1")
        return (found[0][0], found[0][1]) if found else None

    def keep_signing_key(self, key_id: str, private_part: bytes) -> None:
        """Keep the private part of a key; its public part is a row of `public_key`."""
        self._write_local("INSERT OR REPLACE INTO signing_key VALUES (?, ?)", (key_id, private_part))
