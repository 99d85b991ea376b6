"""Two logs become one: the union of their operations and changes by uid, with what was erased left blank.

Nothing is interpreted here. The state follows by refolding the rows that were touched; whether a package may
come in at all (order, links, passport) is decided in ``passport``, ``chain`` and by the two checks below.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from kpm_desktop.domain.chain import Entry, digest_of
from kpm_desktop.domain.changes import Operation, RowKey
from kpm_desktop.domain.uid import Uid

_Part = TypeVar("_Part")


class Record(NamedTuple):
    """A change as it is stored and carried: its body as text, or erased with only the digest left."""

    uid: Uid
    operation: Uid
    n: int
    tbl: str
    row: Uid
    body: str | None
    digest: bytes | None = None

    @property
    def key(self) -> RowKey:
        """Table and row."""
        return (self.tbl, self.row)

    def entry(self) -> Entry:
        """Return the change as the chain sees it: the same before and after erasure."""
        uid, _, n, tbl, row, body, digest = self
        return Entry(uid, n, tbl, row, (digest or b"") if body is None else digest_of(body))

    def blanked(self) -> "Record":
        """Return what is left after erasure; the salt goes with the body."""
        return self if self.body is None else self._replace(body=None, digest=digest_of(self.body))


@dataclass(frozen=True, slots=True)
class Log:
    """A whole log, or the part of one that a package carries."""

    operations: Mapping[Uid, Operation]
    links: Mapping[Uid, bytes]
    records: Mapping[Uid, Record]


class TwoHistoriesError(ValueError):
    """One writer number stands for two operations (a cloned disk): not to be merged, code E-CABANG."""

    def __init__(self, writer: Uid, seq: int) -> None:
        super().__init__(f"two histories of {writer.hex()} from operation {seq}")
        self.writer = writer
        self.seq = seq


def merge(ours: Log, theirs: Log) -> Log:
    """Return the union; raise ``TwoHistoriesError`` with the first doubled number.

    Rows erased on either side are blank in the result, whatever the other side still had.
    """
    _one_history(ours, theirs)
    operations = _union(ours.operations, theirs.operations)
    erased = erased_rows(operations.values())
    records = {
        uid: record.blanked() if record.key in erased else record
        for uid, record in _union(ours.records, theirs.records).items()
    }
    return Log(operations, _union(ours.links, theirs.links), records)


def _union(ours: Mapping[Uid, _Part], theirs: Mapping[Uid, _Part]) -> dict[Uid, _Part]:
    """Ours as they are, in their order, then what is new."""
    return {**ours, **{uid: part for uid, part in theirs.items() if uid not in ours}}


def erased_rows(operations: Iterable[Operation]) -> frozenset[RowKey]:
    """Return every row that one of these operations erased for ever."""
    return frozenset(key for operation in operations for key in operation.erased_rows)


def unexplained_blanks(records: Iterable[Record], erased: frozenset[RowKey]) -> tuple[Record, ...]:
    """Return the records without a body whose row nobody erased: a log with such a record is refused."""
    return tuple(record for record in records if record.body is None and record.key not in erased)


def _one_history(ours: Log, theirs: Log) -> None:
    known = {(operation.writer, operation.seq): uid for uid, operation in ours.operations.items()}
    doubled = [
        (operation.writer, operation.seq)
        for uid, operation in theirs.operations.items()
        if (known.get((operation.writer, operation.seq), uid), ours.links.get(uid, theirs.links[uid]))
        != (uid, theirs.links[uid])
    ]
    if doubled:
        raise TwoHistoriesError(*min(doubled, key=lambda number: (number[1], number[0])))
