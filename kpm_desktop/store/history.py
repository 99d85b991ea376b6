"""What Riwayat, the history of a record and the waste basket read from the log, and what undo takes.

Nothing is written here; `data_file.py` does that with what is chosen.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final, TypeAlias

from kpm_desktop.domain.changes import DELETED, Change, Kind, Operation, RowKey
from kpm_desktop.domain.folding import fold_row
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.undo_steps import PASSED, STOPS, Choice, targets, undone
from kpm_desktop.domain.undo_steps import next_redo as _next_redo
from kpm_desktop.domain.undo_steps import next_undo as _next_undo
from kpm_desktop.domain.undoing import Kept
from kpm_desktop.store.blinding import without_key
from kpm_desktop.store.change_log import OF_OPERATION, ChangeLog
from kpm_desktop.store.connection import Connection
from kpm_desktop.store.contest_lock import TO_CONTEST, contests_of, is_locked
from kpm_desktop.store.creating import NEW_MARK
from kpm_desktop.store.errors import NothingToUndoError, NotUndoableError
from kpm_desktop.store.operation import Changes, columns_of
from kpm_desktop.store.tables import FROZEN, STATE

MAY_BE_FINAL: Final = frozenset({*FROZEN, "attendance", "contest", *TO_CONTEST})
"""Tables whose rows an issued paper or a locked result may stand on."""
Chooser: TypeAlias = Callable[[Sequence[Operation], Collection[Uid]], Choice]


@dataclasses.dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One operation for Riwayat: `rows` counts the rows touched in each table."""

    operation: Uid
    at: dt.datetime
    kind: str
    label: str
    writer_name: str
    rows: Mapping[str, int]
    is_undone: bool
    is_undoable: bool


@dataclasses.dataclass(frozen=True, slots=True)
class RecordChange:
    """One group of a row as one operation changed it; `old` and `new` by column (`_del`: 0 made, 1 deleted).

    A uid is bytes, everything else as in the log. `is_current`: the value stands now. `can_be_restored`: the
    value is another than now and may be put back with `DataFile.restore_value`.
    """

    change: Uid
    group: str
    old: Mapping[str, Any]
    new: Mapping[str, Any]
    operation: Uid
    at: dt.datetime
    kind: str
    label: str
    writer_name: str
    is_current: bool
    can_be_restored: bool


@dataclasses.dataclass(frozen=True, slots=True)
class TrashRow:
    """A deleted row and the operation that deleted it."""

    table: str
    uid: Uid
    operation: Uid
    at: dt.datetime
    label: str


@dataclasses.dataclass(frozen=True, slots=True)
class Reversal:
    """What an undo or redo did: `label` of what it is about, what stays and why, the prints passed over."""

    changes: Changes
    label: str
    kept: tuple[Kept, ...]
    passed: tuple[str, ...]


# which operation


def next_undo(log: Sequence[Operation], own: Collection[Uid]) -> Choice:
    """Return what Ctrl+Z takes; the operation that filled a new file is never taken."""
    choice = _next_undo(log, own)
    if choice.operation is None or not _is_first(choice.operation):
        return choice
    return _next_undo([operation for operation in log if not _is_first(operation)], own)


def next_redo(log: Sequence[Operation], own: Collection[Uid]) -> Choice:
    """Return what Ctrl+Y takes."""
    return _next_redo(log, own)


def chosen(log: Sequence[Operation], uid: Uid) -> Choice:
    """Return an operation picked by hand as a choice; KeyError when there is no such one."""
    for operation in log:
        if operation.uid == uid:
            return Choice(None, operation) if not _is_undoable(operation) else Choice(operation)
    raise KeyError(uid.hex())


def label_of(choose: Chooser, log: Sequence[Operation], own: Collection[Uid]) -> str | None:
    """Return the label of what would be undone; for an undo, of what it would bring back."""
    operation = choose(log, own).operation
    return None if operation is None else subject(operation, log)


def to_undo(choice: Choice, log: Sequence[Operation]) -> tuple[Operation, frozenset[Uid]]:
    """Return the operation to undo and all it takes with it.

    Raises NotUndoableError for what stands, NothingToUndoError when there is nothing.
    """
    if choice.stop is not None:
        stop = choice.stop
        raise NotUndoableError(kind=stop.kind, label=stop.label, operation=stop.uid.hex())
    if choice.operation is None:
        raise NothingToUndoError
    taken = targets(choice.operation, log)
    return choice.operation, taken.operations


def weight(choice: Choice, log: Sequence[Operation]) -> int:
    """Return how many changes the undo of a choice takes back; 0 when there is nothing to undo."""
    if choice.operation is None:
        return 0
    taken = targets(choice.operation, log).operations
    return sum(operation.n for operation in log if operation.uid in taken)


def undo_text(operation: Operation, log: Sequence[Operation]) -> str:
    """Return the Indonesian label of the operation that undoes this one."""
    word = "Ulangi" if operation.kind == Kind.UNDO else "Batalkan"
    return f"{word}: {subject(operation, log)}"


def subject(operation: Operation, log: Sequence[Operation]) -> str:
    """Return the label of what an operation is about: an undo, of what it took back or brings again."""
    labels = {item.uid: item for item in log} if operation.kind == Kind.UNDO else {}
    while operation.kind == Kind.UNDO and operation.undoes and operation.undoes[0] in labels:
        operation = labels[operation.undoes[0]]
    return operation.label


def _is_first(operation: Operation) -> bool:
    return operation.seq == 1 and NEW_MARK in operation.details()


def _is_undoable(operation: Operation) -> bool:
    return operation.kind not in STOPS | PASSED and not _is_first(operation)


def is_final(connection: Connection, key: RowKey) -> bool:
    """Tell whether an issued paper or a locked result stands on a row, so that no undo touches it."""
    table, uid = key
    if table in FROZEN:
        if "state" not in STATE[table].groups:
            return bool(connection.run(f"SELECT 1 FROM {table} WHERE uid = ? AND alive = 1", (uid,)))
        return bool(
            connection.run(
                f"SELECT 1 FROM {table} WHERE uid = ? AND alive = 1 AND coalesce(state, 'ready') <> 'ready'",
                (uid,),
            )
        )
    if table == "attendance":
        return bool(
            connection.run(
                "SELECT 1 FROM attendance a JOIN session s ON s.uid = a.session"
                " JOIN certificate c ON c.series = s.series AND c.person = a.person"
                " WHERE a.uid = ? AND c.alive = 1 AND c.state = 'issued'",
                (uid,),
            )
        )
    if table not in MAY_BE_FINAL:
        return False
    return any(is_locked(connection, contest) for contest in contests_of(connection, key))


# what is shown


def entries(connection: Connection, log: Sequence[Operation], limit: int, offset: int) -> list[HistoryEntry]:
    """Return operations for Riwayat, newest first."""
    gone = undone(log)
    names = _writer_names(connection)
    shown = list(reversed(log))[offset : offset + limit]
    return [
        HistoryEntry(
            operation=operation.uid,
            at=dt.datetime.fromisoformat(operation.at),
            kind=operation.kind,
            label=operation.label,
            writer_name=names.get(operation.writer, ""),
            rows=dict(
                connection.run(
                    f"SELECT c.tbl, count(*) FROM {OF_OPERATION}"
                    " WHERE o.uid = ? GROUP BY c.tbl ORDER BY c.tbl",
                    (operation.uid,),
                )
            ),
            is_undone=operation.uid in gone,
            is_undoable=_is_undoable(operation) and operation.uid not in gone,
        )
        for operation in shown
    ]


def of_record(connection: Connection, log: ChangeLog, key: RowKey) -> list[RecordChange]:
    """Return the history of one row, newest first; empty when it was erased."""
    changes = log.row(key)
    by_uid = {change.uid: change for change in changes}
    state = fold_row(changes)
    names = _writer_names(connection)
    operations = {
        item.uid: item
        for item in log.operations(
            "o.id IN (SELECT operation_id FROM change WHERE row_uid = ? AND tbl = ?)", (key[1], key[0])
        )
    }
    found: list[RecordChange] = []
    for change in reversed(changes):
        operation = operations[change.operation]
        for group in sorted(change.groups, key=lambda name: (name != DELETED, name)):
            was, new = _before(change, group, by_uid), change.values.get(group)
            now = state.values.get(group)
            is_current = change.uid in state.heads.get(group, ())
            found.append(
                RecordChange(
                    change=change.uid,
                    group=group,
                    old=without_key(connection, key, columns_of(key[0], group, was)),
                    new=without_key(connection, key, columns_of(key[0], group, new)),
                    operation=operation.uid,
                    at=dt.datetime.fromisoformat(operation.at),
                    kind=operation.kind,
                    label=operation.label,
                    writer_name=names.get(operation.writer, ""),
                    is_current=is_current,
                    can_be_restored=group != DELETED
                    and group in change.values
                    and new != now
                    and state.alive
                    and key[0] not in FROZEN,
                )
            )
    return found


def trash(connection: Connection, log: ChangeLog) -> list[TrashRow]:
    """Return the deleted rows, newest first; what was never there again (an undone insert) is left out."""
    found: list[tuple[int, TrashRow]] = []
    for table in STATE:
        for (uid,) in connection.run(f"SELECT uid FROM {table} WHERE alive = 0"):
            changes = log.row((table, uid))
            heads = fold_row(changes).heads.get(DELETED, ())
            deletes = [
                change for change in changes if change.uid in heads and change.values.get(DELETED) == 1
            ]
            if deletes:
                newest = max(deletes, key=lambda change: change.rank)
                [operation] = log.operations("o.uid = ?", (newest.operation,))
                at = dt.datetime.fromisoformat(operation.at)
                found.append((operation.hlc, TrashRow(table, uid, operation.uid, at, operation.label)))
    return [row for _, row in sorted(found, key=lambda item: item[0], reverse=True)]


def _before(change: Change, group: str, by_uid: Mapping[Uid, Change]) -> Any:
    """Return the value that a change replaced in a group; None when there was none."""
    parents = [by_uid[uid] for uid in change.parents.get(group, ()) if uid in by_uid]
    written = [parent for parent in parents if group in parent.values]
    return max(written, key=lambda parent: parent.rank).values[group] if written else None


def _writer_names(connection: Connection) -> dict[Uid, str]:
    return dict(connection.run("SELECT uid, name FROM writer"))
