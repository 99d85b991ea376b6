"""Which operations an undo takes: the choice of Ctrl+Z and Ctrl+Y, of Riwayat, and of a restore point.

All is read from the log, so it works after closing, a crash, or days later. What has to be written is worked
out in ``undoing``.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kpm_desktop.domain.changes import Kind, Operation
from kpm_desktop.domain.uid import Uid

STOPS = frozenset({Kind.ISSUE, Kind.LOCK, Kind.ERASE})
"""Kinds that cannot be undone and over which Ctrl+Z does not pass."""
PASSED = frozenset({Kind.PRINT, Kind.EXPORT})
"""Kinds that changed no record that was there: not undoable either, but passed over."""


@dataclass(frozen=True, slots=True)
class Targets:
    """``operations`` can be undone; ``final`` are those among the wanted that cannot and have to be named."""

    operations: frozenset[Uid]
    final: tuple[Operation, ...]


def targets(operation: Operation, log: Iterable[Operation]) -> Targets:
    """Return what the undo of one operation takes back: itself, and for a merge all its ranges brought."""
    ranges = operation.ranges
    brought = [
        other
        for other in log
        if other.writer in ranges and ranges[other.writer][0] <= other.seq <= ranges[other.writer][1]
    ]
    return _undoable([operation, *brought])


def after(point: Collection[Uid], log: Iterable[Operation]) -> Targets:
    """Return what to undo so that the file is as it was when it held exactly the operations of ``point``."""
    then = frozenset(point)
    return _undoable(operation for operation in log if operation.uid not in then)


def _undoable(wanted: Iterable[Operation]) -> Targets:
    operations: set[Uid] = set()
    final: list[Operation] = []
    for operation in wanted:
        if operation.kind in STOPS:
            final.append(operation)
        elif operation.kind not in PASSED:
            operations.add(operation.uid)
    return Targets(frozenset(operations), tuple(final))


@dataclass(frozen=True, slots=True)
class Choice:
    """What Ctrl+Z or Ctrl+Y takes next.

    ``operation``: what to undo (for Ctrl+Y the undo to undo); None when there is nothing, or ``stop``, an
    issue, lock or erasure, is in the way. ``passed``: the prints and exports that were passed over, newest
    first.
    """

    operation: Operation | None
    stop: Operation | None = None
    passed: tuple[Operation, ...] = ()


def next_undo(log: Sequence[Operation], own: Collection[Uid]) -> Choice:
    """Return the newest own operation not yet undone.

    ``log``: all operations as they came into the file, oldest first, each undo after what it takes back; no
    more of it is read than is needed. ``own``: the writer ids of this PC and user.
    """
    gone: set[Uid] = set()
    passed: list[Operation] = []
    for operation in _newest_first(log, gone):
        if operation.writer not in own:
            continue
        if operation.kind in PASSED:
            passed.append(operation)
        elif operation.kind in STOPS:
            return Choice(None, operation, tuple(passed))
        elif operation.kind != Kind.UNDO and operation.uid not in gone:
            return Choice(operation, None, tuple(passed))
    return Choice(None, None, tuple(passed))


def next_redo(log: Sequence[Operation], own: Collection[Uid]) -> Choice:
    """Return the newest own undo that still holds, unless something new was done since; as ``next_undo``."""
    gone: set[Uid] = set()
    for operation in _newest_first(log, gone):
        if operation.writer not in own or operation.kind in PASSED or operation.uid in gone:
            continue
        if operation.kind != Kind.UNDO:
            break
        if operation.uid in _undos(log):
            return Choice(operation)
    return Choice(None)


def _newest_first(log: Sequence[Operation], gone: set[Uid]) -> Iterator[Operation]:
    """Yield the operations, newest first; ``gone`` gets what is taken back now by those that came up."""
    for operation in reversed(log):
        if operation.kind == Kind.UNDO and operation.uid not in gone:
            gone.update(operation.undoes)
        yield operation


def undone(log: Sequence[Operation]) -> frozenset[Uid]:
    """Return what is taken back now: by an undo that is not taken back itself. ``log``: oldest first."""
    gone: set[Uid] = set()
    for _ in _newest_first(log, gone):
        pass
    return frozenset(gone)


def taken_back_by(uid: Uid, log: Sequence[Operation]) -> Uid | None:
    """Return the undo that takes an operation back now, None where it holds. ``log``: oldest first."""
    gone: set[Uid] = set()
    for operation in _newest_first(log, gone):
        if operation.kind == Kind.UNDO and operation.uid not in gone and uid in operation.undoes:
            return operation.uid
    return None


def _undos(log: Iterable[Operation]) -> frozenset[Uid]:
    """Return the operations of kind undo that take something back; the others bring something back (redo)."""
    taking: set[Uid] = set()
    for operation in log:
        if operation.kind == Kind.UNDO and not taking.intersection(operation.undoes):
            taking.add(operation.uid)
    return frozenset(taking)
