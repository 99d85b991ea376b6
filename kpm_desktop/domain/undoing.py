"""Undo as a function of the log: what has to be written so that a set of operations has not happened.

Also which operation Ctrl+Z and Ctrl+Y take next. The rules: data file design, section 6. A restore point
("kembali ke keadaan ...") is the undo of everything that came after it; redo is the undo of an undo.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kpm_desktop.domain.changes import Change, Draft, Operation, RowKey
from kpm_desktop.domain.uid import Uid

STOPS = frozenset({"issue", "lock", "erase"})
"""Kinds that cannot be undone and over which Ctrl+Z does not pass."""
PASSED = frozenset({"print", "export"})
"""Kinds that change no record that was there: not undone, passed over."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What an undo leaves as it is. ``groups`` is empty when the whole row stays.

    - ``changed``: written to later by something that is not being undone.
    - ``child``: a living row outside the undo points at it.
    - ``final``: an issued paper or a locked result stands on it, or is part of it.
    """

    key: RowKey
    reason: Literal["changed", "child", "final"]
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """What to write, in order (several drafts for one row where a conflict returns), and what stays."""

    writes: tuple[Draft, ...]
    kept: tuple[Kept, ...]


def undo(
    rows: Mapping[RowKey, Sequence[Change]],
    operations: Collection[Uid],
    new_uid: Callable[[], Uid],
    *,
    children: Callable[[RowKey], Iterable[tuple[RowKey, str]]] = lambda _key: (),
    is_final: Callable[[RowKey], bool] = lambda _key: False,
) -> UndoPlan:
    """Return what to write so that ``operations`` have not happened, and what stays because of later work.

    ``rows``: every row these operations touched, with *all* its changes. ``children(row)``: the living rows that
    point at it now, each with the group that holds the link. ``is_final(row)``: an issued paper or a locked result
    stands on the row, so it stays whole. Take ``operations`` from ``targets``.
    """
    raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Targets:
    """What the undo of one operation takes back, and which of it cannot be (``final``)."""

    operations: frozenset[Uid]
    final: tuple[Operation, ...]


def targets(operation: Operation, log: Iterable[Operation]) -> Targets:
    """Return the operations to undo together: itself, and for a merge all its ranges brought."""
    raise NotImplementedError


def after(point: Collection[Uid], log: Iterable[Operation]) -> Targets:
    """Return the operations to undo so that the file is as it was when it held exactly ``point``."""
    raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Choice:
    """What Ctrl+Z or Ctrl+Y takes next.

    ``operation``: what to undo (for Ctrl+Y: the undo to undo), None when there is nothing or ``stop`` is in the way.
    ``stop``: the issue, lock or erasure Ctrl+Z does not pass. ``passed``: prints and exports it passed over.
    """

    operation: Operation | None
    stop: Operation | None = None
    passed: tuple[Operation, ...] = ()


def next_undo(own: Sequence[Operation]) -> Choice:
    """Return the newest own operation not yet undone. ``own``: this PC's operations, oldest first."""
    raise NotImplementedError


def next_redo(own: Sequence[Operation]) -> Choice:
    """Return the newest own undo that can be undone: nothing new was done since. ``own``: oldest first."""
    raise NotImplementedError


def undone(log: Sequence[Operation]) -> frozenset[Uid]:
    """Return the operations that are taken back now: by an undo that is not itself taken back. Oldest first."""
    raise NotImplementedError
