"""Whether operations of another file may come in: chain, second histories, blanks, references, clock.

`data-file.md` section 11, checks 13 to 15, for packages and, through the gate, for copied files. What each
line may hold was checked before; nothing is written here.
"""

import dataclasses
import datetime as dt
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from kpm_desktop.domain.chain import FIRST_LINK
from kpm_desktop.domain.changes import Kind, RowKey
from kpm_desktop.domain.merging import erased_rows, unexplained_blanks
from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.domain.passport import Vector, union
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.arrivals import Arrival, Arrivals
from kpm_desktop.store.change_log import ChangeLog, Writer
from kpm_desktop.store.connection import Connection

_T = TypeVar("_T")
_MANY = 5000
_DAY = 86_400_000  # milliseconds


@dataclasses.dataclass(frozen=True, slots=True)
class Incoming:
    """What one or several packages bring.

    `end`: the vector that is reached with it. `named` and `pointed`: changes and rows that its full
    operations name, each with a line that does. `sender` is the name of the PC it came from.
    """

    arrivals: Arrivals
    named: Mapping[Uid, int]
    pointed: Mapping[RowKey, int]
    end: Vector
    sender: str
    signing_key: tuple[str, bytes] | None = None


def together(parts: Sequence[Incoming]) -> Incoming:
    """Return several packages as one; an operation that is in two of them counts once, the fuller one.

    Raises PackageError E-CABANG when two of them disagree.
    """
    operations: dict[Uid, Arrival] = {}
    end: Vector = {}
    writers: dict[Uid, Writer] = {}
    for part in parts:
        end = union(end, part.end)
        writers |= {writer.uid: writer for writer in part.arrivals.writers}
        for one in part.arrivals.operations:
            known = operations.get(one.operation.uid)
            operations[one.operation.uid] = one if known is None else _fuller(known, one, writers)
    return Incoming(
        Arrivals(
            tuple(writers.values()),
            tuple(sorted(operations.values(), key=_place)),
            tuple(asset for part in parts for asset in part.arrivals.assets),
        ),
        {uid: line for part in parts for uid, line in part.named.items()},
        {key: line for part in parts for key, line in part.pointed.items()},
        end,
        ", ".join(dict.fromkeys(part.sender for part in parts)),
        next((part.signing_key for part in parts if part.signing_key), None),
    )


def _place(arrival: Arrival) -> tuple[int, Uid, int]:
    return (arrival.operation.hlc, arrival.operation.writer, arrival.operation.seq)


def _fuller(one: Arrival, other: Arrival, writers: Mapping[Uid, Writer]) -> Arrival:
    if one.link != other.link:
        raise branch(one, writers.values())
    if not (one.partial and other.partial):
        return other if one.partial else one
    records = {record.uid: record for record in (*one.records, *other.records)}
    return dataclasses.replace(one, records=tuple(sorted(records.values(), key=lambda record: record.n)))


def branch(arrival: Arrival, writers: Iterable[Writer]) -> PackageError:
    """Return the refusal of a second history, from the first operation that differs."""
    names = {writer.uid: writer.name for writer in writers}
    operation = arrival.operation
    return PackageError("E-CABANG", writer=names.get(operation.writer, ""), seq=str(operation.seq))


def examine(connection: Connection, incoming: Incoming, now: dt.datetime) -> bool:
    """Check what comes in against what is here; returns whether some PC's clock is over a day ahead (W-JAM).

    Every PC goes on from the newest it has seen, so what was told once is not told with each later package.

    Raises PackageError E-RANTAI, E-CABANG or E-RUJUKAN.
    """
    arrivals = incoming.arrivals
    here: dict[tuple[Uid, int], tuple[Uid, bytes, int]] = {
        (writer, seq): (uid, link, partial)
        for writer, seq, uid, link, partial in connection.run(
            "SELECT writer_uid, seq, uid, link, partial FROM operation"
        )
    }
    known = {uid for uid, _, partial in here.values() if not partial}
    new = [one for one in arrivals.operations if one.operation.uid not in known]
    _one_history(here, incoming, ChangeLog(connection).writers())
    _chains(here, incoming)
    log = ChangeLog(connection)
    erased = erased_rows([*log.operations(f"o.kind = '{Kind.ERASE}'"), *(one.operation for one in new)])
    for blank in unexplained_blanks((record for one in new for record in one.records), erased):
        raise PackageError("E-RANTAI", reason=f"blank {blank.uid.hex()}")
    writers = {writer.uid for writer in (*log.writers(), *arrivals.writers)}
    if any(one.operation.writer not in writers for one in new):
        raise PackageError("E-RUJUKAN", reason="writer")
    _no_change_twice(connection, new)
    _references(connection, incoming)
    [(seen,)] = connection.run("SELECT coalesce(max(hlc), 0) FROM operation")
    latest = max(int(now.timestamp() * 1000), seen >> 16) + _DAY
    return any(one.operation.hlc >> 16 > latest for one in new)


def _one_history(
    here: Mapping[tuple[Uid, int], tuple[Uid, bytes, int]], incoming: Incoming, ours: Iterable[Writer]
) -> None:
    seen: dict[tuple[Uid, int], tuple[Uid, bytes]] = {
        number: (uid, link) for number, (uid, link, _) in here.items()
    }
    for one in sorted(incoming.arrivals.operations, key=lambda one: one.operation.seq):
        found = seen.setdefault((one.operation.writer, one.operation.seq), (one.operation.uid, one.link))
        if found != (one.operation.uid, one.link):
            raise branch(one, [*incoming.arrivals.writers, *ours])


def _chains(here: Mapping[tuple[Uid, int], tuple[Uid, bytes, int]], incoming: Incoming) -> None:
    """Each writer goes on where he is known here, without a gap, and reaches what the manifest promises."""
    last: dict[Uid, tuple[int, bytes]] = {}
    for (writer, seq), (_, link, partial) in here.items():
        if not partial and seq > last.get(writer, (0, b""))[0]:
            last[writer] = (seq, link)
    for one in sorted(incoming.arrivals.operations, key=lambda one: one.operation.seq):
        operation = one.operation
        seq, link = last.get(operation.writer, (0, FIRST_LINK))
        if one.partial or operation.seq <= seq:
            continue
        if operation.seq != seq + 1 or not one.follows(link):
            raise PackageError("E-RANTAI", reason=f"{operation.writer.hex()} {operation.seq}")
        last[operation.writer] = (operation.seq, one.link)
    if all(one.partial for one in incoming.arrivals.operations):
        return
    for writer, seq in incoming.end.items():
        if last.get(writer, (0, b""))[0] < seq:
            raise PackageError("E-RANTAI", reason=f"{writer.hex()} {seq}")


def _no_change_twice(connection: Connection, new: Sequence[Arrival]) -> None:
    """A change's uid belongs to one operation only."""
    owner = {record.uid: one.operation.uid for one in new for record in one.records}
    if len(owner) != sum(len(one.records) for one in new):
        raise PackageError("E-RANTAI", reason="change")
    sql = (
        "SELECT c.uid, o.uid FROM change c JOIN operation o ON o.id = c.operation_id"
        " WHERE c.uid IN (SELECT unhex(value) FROM json_each(?))"
    )
    for uid, operation in connection.run(sql, (_hexes(sorted(_here(connection, owner))),)):
        if owner[uid] != operation:
            raise PackageError("E-RANTAI", reason=f"change {uid.hex()}")


def _here(connection: Connection, changes: Collection[Uid]) -> set[Uid]:
    """Return those of these changes that this file has; it is read through, a change is found by its row."""
    if not changes:
        return set()
    return {uid for (uid,) in connection.cursor_of("SELECT uid FROM change")}.intersection(changes)


def _references(connection: Connection, incoming: Incoming) -> None:
    brought = [record for one in incoming.arrivals.operations for record in one.records]
    own = {record.uid for record in brought}
    unknown = [uid for uid in incoming.named if uid not in own]
    missing = set(unknown) - _here(connection, unknown)
    if missing:
        line = min(incoming.named[uid] for uid in missing)
        raise PackageError("E-RUJUKAN", line=str(line), reason="change")
    rows = {record.key for record in brought}
    targets = [key for key in incoming.pointed if key not in rows]
    sql = "SELECT DISTINCT tbl, row_uid FROM change WHERE row_uid IN (SELECT unhex(value) FROM json_each(?))"
    for keys in _parts(targets):
        absent = set(keys) - set(connection.run(sql, (_hexes([uid for _, uid in keys]),)))
        if absent:
            raise PackageError("E-RUJUKAN", line=str(incoming.pointed[min(absent)]), reason="row")


def _parts(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    return (items[start : start + _MANY] for start in range(0, len(items), _MANY))


def _hexes(uids: Iterable[Uid]) -> str:
    return json.dumps([uid.hex() for uid in uids])
