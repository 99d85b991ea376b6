"""The hash chain of a writer: each operation's link covers everything before it.

It shows a change, it does not prevent one. What is hashed is the data file's design, section 4: previous
link, operation header, and for each change its uid, n, table, row and the SHA-256 of its body. An erased body
leaves its digest, so the chain still verifies.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kpm_desktop.domain.changes import Operation
from kpm_desktop.domain.uid import Uid

FIRST_LINK = bytes(32)
"""What stands in for the previous link before a writer's first operation."""


class Entry(NamedTuple):
    """A change as the chain sees it."""

    uid: Uid
    n: int
    tbl: str
    row: Uid
    digest: bytes


class _Sizes(dict[int, bytes]):
    """How lengths stand in what is hashed: before each part, so that no two operations hash alike."""

    def __missing__(self, size: int) -> bytes:
        return self.setdefault(size, size.to_bytes(4, "big"))


_SIZES = _Sizes()


@dataclass(frozen=True, slots=True)
class Linked:
    """An operation as stored, with its entries in the order of n, and its link."""

    operation: Operation
    entries: Sequence[Entry]
    link: bytes


def digest_of(body: str) -> bytes:
    """Return the SHA-256 of a stored body."""
    return hashlib.sha256(body.encode()).digest()


def link(previous: bytes, operation: Operation, entries: Iterable[Entry]) -> bytes:
    """Return the link of an operation (32 bytes) from the link before it, of the same writer."""
    sha = hashlib.sha256(previous)
    for part in _header(operation):
        sha.update(_SIZES[len(part)] + part)
    for entry in entries:
        sha.update(_hashed(entry))
    return sha.digest()


def first_wrong(chain: Iterable[Linked], previous: bytes = FIRST_LINK, seq: int = 0) -> Operation | None:
    """Return the first operation of one writer that is not as it was written; ``None`` when all are.

    ``chain`` comes in the order of seq and goes on after ``seq`` with its link ``previous``. A missing
    operation is found at the one after it, a missing or added change by the number the header promises.
    """
    for linked in chain:
        operation, numbers = linked.operation, [entry.n for entry in linked.entries]
        seq += 1
        whole = operation.seq == seq and numbers == list(range(1, operation.n + 1))
        if not whole or link(previous, operation, linked.entries) != linked.link:
            return operation
        previous = linked.link
    return None


def _header(operation: Operation) -> tuple[bytes, ...]:
    """The header as it is hashed: every column except the link; numbers as decimal text."""
    return (
        operation.uid,
        operation.writer,
        str(operation.seq).encode(),
        str(operation.hlc).encode(),
        operation.at.encode(),
        operation.kind.encode(),
        operation.label.encode(),
        operation.meta.encode(),
        str(operation.n).encode(),
    )


def _hashed(entry: Entry) -> bytes:
    """Return a change as it is hashed."""
    uid, n, tbl, row, digest = entry
    number, table, sizes = b"%d" % n, tbl.encode(), _SIZES
    parts = (
        sizes[len(uid)], uid, sizes[len(number)], number, sizes[len(table)], table, sizes[len(row)], row,
        sizes[len(digest)], digest,
    )  # fmt: skip
    return b"".join(parts)
