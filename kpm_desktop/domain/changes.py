"""The change log as plain data: operations, changes, and their stored text.

No file, no clock, no table knowledge. What follows from changes lives beside it: the state of a row in
``folding``, undo in ``undoing``, the hash chain in ``chain``, the union of two logs in ``merging``.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

from kpm_desktop.domain.uid import Uid

Value: TypeAlias = Any
"""A JSON value; ``None`` is an emptied field. A group without any value is absent from ``values``."""
Rank: TypeAlias = tuple[int, Uid, int]
"""(hlc, writer, n): a total order, the same on every PC. It only breaks ties among heads."""
RowKey: TypeAlias = tuple[str, Uid]
"""Table name and row uid."""

DELETED = "_del"
"""The group that says whether a row is there: 0 = inserted, 1 = deleted."""
SALT_LENGTH = 22
"""Signs of six random bits (A-Z a-z 0-9 - _) before a body, so that its digest betrays no erased value."""

_DECODER = json.JSONDecoder()
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False).encode


class Kind(StrEnum):
    """What an operation is; the texts stand in the data file."""

    EDIT = "edit"
    IMPORT = "import"
    DELETE = "delete"
    MERGE = "merge"
    UNDO = "undo"
    RESTORE = "restore"
    SETTLE = "settle"
    JOIN = "join"
    ERASE = "erase"
    ISSUE = "issue"
    LOCK = "lock"
    PRINT = "print"
    EXPORT = "export"


@dataclass(frozen=True, slots=True)
class Operation:
    """One act of the operator: one transaction, one line of history, one step of undo.

    ``meta`` is the stored JSON text ("" = none) and is hashed as it stands. Its keys known here:
    ``undoes`` (uids in hex, kind undo), ``ranges`` ({writer hex: [from, to]}, kind merge),
    ``rows`` ([[table, row hex]], kind erase).
    """

    uid: Uid
    writer: Uid
    seq: int
    hlc: int
    at: str
    kind: str
    label: str
    meta: str = ""
    n: int = 0

    @property
    def columns(self) -> tuple[Uid, Uid, int, int, str, str, str, str, int]:
        """The fields in their order, as they are stored."""
        return (
            self.uid, self.writer, self.seq, self.hlc, self.at, self.kind, self.label, self.meta, self.n
        )  # fmt: skip

    def details(self) -> dict[str, Any]:
        """Return ``meta`` as a dict; empty when there is none."""
        return dict(json.loads(self.meta)) if self.meta else {}

    @property
    def undoes(self) -> tuple[Uid, ...]:
        """The operations this one took back (kind undo only)."""
        if self.kind != Kind.UNDO:
            return ()
        return tuple(bytes.fromhex(text) for text in self.details().get("undoes", ()))

    @property
    def ranges(self) -> dict[Uid, tuple[int, int]]:
        """The operations a merge brought: for each writer the first and last seq (kind merge only)."""
        if self.kind != Kind.MERGE:
            return {}
        ranges: dict[str, list[int]] = self.details().get("ranges", {})
        return {bytes.fromhex(writer): (first, last) for writer, (first, last) in ranges.items()}

    @property
    def erased_rows(self) -> frozenset[RowKey]:
        """The rows this operation erased for ever (kind erase only)."""
        if self.kind != Kind.ERASE:
            return frozenset()
        return frozenset((table, bytes.fromhex(row)) for table, row in self.details().get("rows", ()))


def meta_text(**details: Any) -> str:
    """Return the ``meta`` of an operation: compact JSON with sorted keys, "" when there is nothing to say."""
    return compact(details) if details else ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be written to one row, before the store gives it its operation, number and time."""

    uid: Uid
    tbl: str
    row: Uid
    values: Mapping[str, Value]
    parents: Mapping[str, tuple[Uid, ...]]
    restores: Mapping[str, Uid | None] = field(default_factory=dict)
    seen: tuple[Uid, ...] = ()

    def numbered(self, operation: Operation, n: int) -> "Change":
        """Return the change this draft becomes as number ``n`` of ``operation``."""
        return Change(
            uid=self.uid,
            operation=operation.uid,
            writer=operation.writer,
            n=n,
            hlc=operation.hlc,
            tbl=self.tbl,
            row=self.row,
            values=self.values,
            parents=self.parents,
            restores=self.restores,
            seen=self.seen,
        )


@dataclass(frozen=True, slots=True)
class Change:
    """One row's part of an operation.

    A group in ``values`` was written; a group in ``parents`` only was retracted. ``restores`` names, for a
    group, the change that is put back (it lends its rank and counts as seen where that was seen); ``None``
    there, in a retraction, says that nothing stood there before. ``seen`` belongs to ``_del``: the heads in
    view when the row was deleted. An ``erased`` change has lost everything but its place in the log.
    ``left_out``: groups for which this change was a head, but whose value an extract did not bring along.
    """

    uid: Uid
    operation: Uid
    writer: Uid
    n: int
    hlc: int
    tbl: str
    row: Uid
    values: Mapping[str, Value]
    parents: Mapping[str, tuple[Uid, ...]]
    restores: Mapping[str, Uid | None] = field(default_factory=dict)
    seen: tuple[Uid, ...] = ()
    erased: bool = False
    left_out: tuple[str, ...] = ()

    @property
    def rank(self) -> Rank:
        """The order in which heads are shown; a put-back value has the rank of its original instead."""
        return (self.hlc, self.writer, self.n)

    @property
    def key(self) -> RowKey:
        """Table and row."""
        return (self.tbl, self.row)

    @property
    def groups(self) -> Collection[str]:
        """Every group this change wrote or retracted."""
        return {**self.values, **self.parents} if self.parents else self.values


def next_hlc(latest: int, unix_ms: int) -> int:
    """Return the time stamp of a new operation: later than any seen, close to the clock; for ties only."""
    return max(latest + 1, unix_ms << 16)


def encode_body(change: Change | Draft, salt: str) -> str:
    """Return the stored text: a random salt, then compact JSON with the keys v, p, r, s."""
    if len(salt) != SALT_LENGTH:
        raise ValueError(f"the salt has {SALT_LENGTH} signs")
    body: dict[str, Any] = {}
    if change.values:
        body["v"] = dict(change.values)
    if change.parents:
        body["p"] = {group: [uid.hex() for uid in uids] for group, uids in change.parents.items()}
    if change.restores:
        body["r"] = {group: uid.hex() if uid else None for group, uid in change.restores.items()}
    if change.seen:
        body["s"] = [uid.hex() for uid in change.seen]
    return salt + compact(body)


@dataclass(frozen=True, slots=True)
class Body:
    """A decoded body: the part of a change that is stored as text."""

    values: dict[str, Value]
    parents: dict[str, tuple[Uid, ...]]
    restores: dict[str, Uid | None]
    seen: tuple[Uid, ...]
    left_out: tuple[str, ...]


def decode_body(text: str) -> Body:
    """Return the parts of a stored body; ``ValueError`` when it is not one."""
    try:
        body = _read(text)
        return Body(
            values=body.get("v", {}),
            parents={group: tuple(map(bytes.fromhex, uids)) for group, uids in body.get("p", {}).items()},
            restores={group: bytes.fromhex(uid) if uid else None for group, uid in body.get("r", {}).items()},
            seen=tuple(map(bytes.fromhex, body.get("s", ()))),
            left_out=tuple(body.get("x", ())),
        )
    except (AttributeError, TypeError, ValueError) as error:
        raise ValueError("not the body of a change") from error


def inserted_values(body: str | None) -> dict[str, Value] | None:
    """Return what a change wrote that is an insert and nothing else; None for every other change.

    ``ValueError`` when it is not a body.
    """
    if body is None:
        return None
    parts = _read(body)
    values = parts.get("v") if isinstance(parts, dict) else None
    if not isinstance(values, dict) or len(parts) > 1 or values.pop(DELETED, None) != 0:
        return None
    return values


def _read(body: str) -> Any:
    """Return the JSON behind the salt."""
    parts, end = _DECODER.raw_decode(body, SALT_LENGTH)
    if end != len(body):
        raise ValueError("not the body of a change")
    return parts


def stored_change(
    uid: Uid, operation: Uid, writer: Uid, hlc: int, n: int, tbl: str, row: Uid, body: str | None
) -> Change:
    """Return the change kept in the log as these columns; a body of ``None`` was erased."""
    if body is None:
        return Change(uid, operation, writer, n, hlc, tbl, row, {}, {}, erased=True)
    parts = decode_body(body)
    return Change(
        uid, operation, writer, n, hlc, tbl, row, parts.values, parts.parents, parts.restores, parts.seen,
        left_out=parts.left_out,
    )  # fmt: skip


def compact(value: Any) -> str:
    """Return the one JSON text of a value: sorted keys, no spaces."""
    return _ENCODE(value)
