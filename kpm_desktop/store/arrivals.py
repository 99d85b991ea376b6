"""Operations from another log, and how they come into a file: the union by uid, refolded. Adds only.

They come as package lines (the journal), out of another data file (a backup), or out of a damaged one
(`salvage.py`). Which may come in at all is decided before; nothing that is there is changed, save that rows
erased for ever on either side are blank afterwards. `data-file.md` sections 5, 8 and 11.
"""

import base64
import dataclasses
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from kpm_desktop.domain.chain import FIRST_LINK, link
from kpm_desktop.domain.changes import Kind, Operation, RowKey
from kpm_desktop.domain.merging import Record, TwoHistoriesError, erased_rows, unexplained_blanks
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.change_log import CHANGES_OF, OF_OPERATION, ChangeLog, Writer
from kpm_desktop.store.connection import Connection
from kpm_desktop.store.inserted import write_inserted
from kpm_desktop.store.state import parents_first, store

_OPERATION = "uid, writer_uid, seq, hlc, at, kind, label, meta, n, link, partial"

_MANY = 2000
"""Of more rows those that were only inserted are written by one statement a table."""


@dataclasses.dataclass(frozen=True, slots=True)
class Arrival:
    """One operation with its changes in the order of n; `partial`: not covered by its writer's chain."""

    operation: Operation
    link: bytes
    records: tuple[Record, ...]
    partial: bool = False

    @property
    def is_whole(self) -> bool:
        """Tell whether all changes that the header promises are there."""
        return [record.n for record in self.records] == list(range(1, self.operation.n + 1))

    def follows(self, previous: bytes) -> bool:
        """Tell whether this is the operation as it was written after the link `previous`."""
        entries = [record.entry() for record in self.records]
        return self.is_whole and link(previous, self.operation, entries) == self.link


@dataclasses.dataclass(frozen=True, slots=True)
class Asset:
    """A picture or scan under its SHA-256."""

    sha256: bytes
    mime: str
    content: bytes


@dataclasses.dataclass(frozen=True, slots=True)
class Arrivals:
    """What comes from one place, operations in the order they stood there."""

    writers: tuple[Writer, ...] = ()
    operations: tuple[Arrival, ...] = ()
    assets: tuple[Asset, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Brought:
    """What came in that was not there: operations, and every row they touched, in the order they came.

    `late`: rows among these that are erased with it, since they belong to a person who was erased.
    """

    operations: tuple[Operation, ...]
    rows: AbstractSet[RowKey]
    late: frozenset[RowKey] = frozenset()


# reading


def from_lines(lines: Iterable[Sequence[Any]]) -> Arrivals:
    """Return what package lines hold (`w`, `o` and its `c`, `a`); half an operation is left out.

    ValueError, TypeError, IndexError or KeyError for lines that are none.
    """
    writers: dict[Uid, Writer] = {}
    operations: dict[Uid, Arrival] = {}
    parts: dict[tuple[str, str], dict[int, bytes]] = {}
    assets: list[Asset] = []
    header: Sequence[Any] | None = None
    records: list[Record] = []
    for line in lines:
        if line[0] == "w":
            writer = _writer(line)
            writers[writer.uid] = writer
        elif line[0] == "a":
            _take_part(line, parts, assets)
        elif line[0] == "o":
            header, records = line, []
        elif line[0] == "c" and header is not None:
            records.append(_record(line, bytes.fromhex(header[1])))
        if header is not None and line[0] in {"o", "c"} and len(records) == header[9]:
            arrival = Arrival(_operation(header), bytes.fromhex(header[10]), tuple(records))
            operations.setdefault(arrival.operation.uid, arrival)
            header = None
    return Arrivals(tuple(writers.values()), tuple(operations.values()), tuple(assets))


def of_file(connection: Connection, known: frozenset[Uid] = frozenset()) -> Arrivals:
    """Return the log of another sound file, without the operations in `known`."""
    log = ChangeLog(connection)
    found: list[Arrival] = []
    for number, *columns in connection.run(f"SELECT id, {_OPERATION} FROM operation ORDER BY id"):
        operation = Operation(*columns[:9])
        if operation.uid not in known:
            changes = connection.run(CHANGES_OF, (number,))
            records = tuple(Record(uid, operation.uid, *rest) for uid, *rest in changes)
            found.append(Arrival(operation, columns[9], records, bool(columns[10])))
    assets = tuple(Asset(*row) for row in connection.run("SELECT sha256, mime, bytes FROM asset"))
    return Arrivals(tuple(log.writers()), tuple(found), assets)


def _writer(line: Sequence[Any]) -> Writer:
    _, uid, name, started, previous, seq = line
    return Writer(bytes.fromhex(uid), name, started, bytes.fromhex(previous) if previous else None, seq)


def _operation(line: Sequence[Any]) -> Operation:
    _, uid, writer, seq, hlc, at, kind, label, meta, n, _ = line
    return Operation(bytes.fromhex(uid), bytes.fromhex(writer), seq, hlc, at, kind, label, meta, n)


def _record(line: Sequence[Any], operation: Uid) -> Record:
    _, uid, n, tbl, row, body, *rest = line
    digest = bytes.fromhex(rest[0]) if rest else None
    return Record(bytes.fromhex(uid), operation, n, tbl, bytes.fromhex(row), body, digest)


def _take_part(
    line: Sequence[Any], parts: dict[tuple[str, str], dict[int, bytes]], assets: list[Asset]
) -> None:
    _, sha256, mime, part, count, text = line
    have = parts.setdefault((sha256, mime), {})
    have[part] = base64.b64decode(text)
    if len(have) == count:
        content = b"".join(have[number] for number in sorted(have))
        if hashlib.sha256(content).hexdigest() == sha256:
            assets.append(Asset(bytes.fromhex(sha256), mime, content))


# which may come in


def in_chain(connection: Connection, candidates: Iterable[Arrival]) -> list[Arrival]:
    """Return what a file lacks, by time: as far as each writer's chain reaches in full, the rest as partial.

    Of several candidates for one number that is taken which the chain proves; without proof, the first. A
    number that the file has under another uid is left out. What the file has as partial counts as lacking
    where the whole operation is proved now.
    """
    last = _last_links(connection)
    partial = {uid for (uid,) in connection.run("SELECT uid FROM operation WHERE partial = 1")}
    known = {uid for (uid,) in connection.run("SELECT uid FROM operation WHERE partial = 0")}
    taken = {
        (writer, seq): uid
        for writer, seq, uid in connection.run("SELECT writer_uid, seq, uid FROM operation")
    }
    places: dict[Uid, dict[int, list[Arrival]]] = {}
    for arrival in candidates:
        operation = arrival.operation
        here = taken.get((operation.writer, operation.seq), operation.uid)
        if operation.uid not in known and here == operation.uid:
            places.setdefault(operation.writer, {}).setdefault(operation.seq, []).append(arrival)
    found: list[Arrival] = []
    for writer, numbers in places.items():
        seq, previous = last.get(writer, (0, FIRST_LINK))
        for number in sorted(numbers):
            proved = [one for one in numbers[number] if number == seq + 1 and one.follows(previous)]
            if proved:
                found.append(dataclasses.replace(proved[0], partial=False))
                seq, previous = number, proved[0].link
            elif numbers[number][0].operation.uid not in partial:
                found.append(dataclasses.replace(numbers[number][0], partial=True))
    return sorted(found, key=lambda one: (one.operation.hlc, one.operation.writer, one.operation.seq))


def _last_links(connection: Connection) -> dict[Uid, tuple[int, bytes]]:
    sql = "SELECT writer_uid, seq, link FROM operation WHERE partial = 0 ORDER BY writer_uid, seq"
    return {writer: (seq, made) for writer, seq, made in connection.run(sql)}


# coming in


def bring_in(connection: Connection, arrivals: Arrivals, *, refold: bool = True) -> Brought:
    """Write what is not there yet, within the open transaction, and refold the rows it touches.

    An operation that is here in part (out of an extract) gains what it has more of. Without `refold` the
    caller rebuilds the state himself. Raises TwoHistoriesError when a writer's number stands for another
    operation here.
    """
    log = ChangeLog(connection)
    _refuse_two_histories(connection, arrivals.operations)
    known: dict[Uid, int] = dict(connection.run("SELECT uid, partial FROM operation"))
    more = [one for one in arrivals.operations if known.get(one.operation.uid)]
    new = [one for one in arrivals.operations if one.operation.uid not in known]
    _add_writers(log, arrivals.writers, {one.operation.writer for one in new})
    connection.run_many(
        "INSERT OR IGNORE INTO asset VALUES (?, ?, ?)",
        [(asset.sha256, asset.mime, asset.content) for asset in arrivals.assets],
    )
    erased = erased_rows([*log.operations(f"o.kind = '{Kind.ERASE}'"), *(one.operation for one in new)])
    unexplained = {
        record.operation
        for record in unexplained_blanks((record for one in new for record in one.records), erased)
    }
    new = [one for one in new if one.operation.uid not in unexplained]
    [(last,)] = connection.run("SELECT coalesce(max(id), 0) FROM change")
    _insert(connection, new, erased)
    came = {record.key: None for one in new for record in one.records}
    rows = set(erased_rows(one.operation for one in new))
    blank(connection, rows)
    for one in more:
        rows |= _complete(connection, one, erased)
    if refold:
        left = write_inserted(connection, last) if len(came) > _MANY else set(came)
        for states in log.states(parents_first(rows | left)):
            store(connection, states)
    return Brought(tuple(one.operation for one in new), (came | dict.fromkeys(sorted(rows))).keys())


def _refuse_two_histories(connection: Connection, arrivals: Iterable[Arrival]) -> None:
    """Raise TwoHistoriesError when a number, or the link of a whole operation, is another one here."""
    found = connection.run("SELECT writer_uid, seq, uid, link FROM operation")
    here = {(writer, seq): (uid, made) for writer, seq, uid, made in found}
    for one in arrivals:
        number = (one.operation.writer, one.operation.seq)
        if here.setdefault(number, (one.operation.uid, one.link)) != (one.operation.uid, one.link):
            raise TwoHistoriesError(*number)


def _complete(connection: Connection, arrival: Arrival, erased: frozenset[RowKey]) -> set[RowKey]:
    """Add to an operation that is here in part what it has more of; returns the rows that gain by it.

    A body that came without a group (an extract without NIK) is replaced by the fuller one; of a row that was
    erased the digest of the fuller one stays, since that is what the chain knows.
    """
    [(number,)] = connection.run("SELECT id FROM operation WHERE uid = ?", (arrival.operation.uid,))
    sql = f"SELECT c.uid, c.body FROM {OF_OPERATION} WHERE o.id = ?"
    have: dict[Uid, str | None] = dict(connection.run(sql, (number,)))
    added = [record for record in arrival.records if record.uid not in have]
    fuller = [
        one
        for one in arrival.records
        if one.uid in have and one.key not in erased and _says_more(one, have[one.uid], arrival)
    ]
    _insert_records(connection, [(number, added)], erased)
    connection.run_many(
        "UPDATE change SET body = ? WHERE row_uid = ? AND uid = ?",
        [(record.body, record.row, record.uid) for record in fuller],
    )
    if not arrival.partial:
        blanks = [one.blanked() for one in arrival.records if one.body is None or one.key in erased]
        connection.run_many(
            "UPDATE change SET body = NULL, digest = ? WHERE row_uid = ? AND uid = ?",
            [(record.digest, record.row, record.uid) for record in blanks],
        )
        connection.run("UPDATE operation SET partial = 0 WHERE id = ?", (number,))
    return {record.key for record in (*added, *fuller)}


def _says_more(record: Record, here: str | None, arrival: Arrival) -> bool:
    """Tell whether a change came fuller than it is here; in a whole operation every body is as written."""
    if record.body is None:
        return False
    return len(record.body) > len(here or "") if arrival.partial else record.body != here


def _add_writers(log: ChangeLog, writers: Sequence[Writer], needed: set[Uid]) -> None:
    known = {writer.uid for writer in log.writers()}
    for writer in writers:
        if writer.uid not in known and writer.uid in needed:
            log.add_writer(writer)
            known.add(writer.uid)
    for uid in sorted(needed - known):
        log.add_writer(Writer(uid, "?", ""))


def _insert(connection: Connection, arrivals: Sequence[Arrival], erased: frozenset[RowKey]) -> None:
    """Write whole arrivals, all at once: thousands of them may come."""
    numbers, number = [], ChangeLog(connection).last_number()
    for one in arrivals:
        numbers.append(number + 1)
        number += 1 + one.operation.n
    marks = ", ".join("?" * 12)
    connection.run_many(
        f"INSERT INTO operation (id, {_OPERATION}) VALUES ({marks})",
        [
            (number, *one.operation.columns, one.link, int(one.partial))
            for number, one in zip(numbers, arrivals, strict=True)
        ],
    )
    rows = ((number, one.records) for number, one in zip(numbers, arrivals, strict=True))
    _insert_records(connection, rows, erased)


def _insert_records(
    connection: Connection, arriving: Iterable[tuple[int, Sequence[Record]]], erased: frozenset[RowKey]
) -> None:
    """Write the changes of operations, each under its operation's number here."""
    connection.run_many(
        "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (number + n, uid, number, table, row, body, digest)
            for number, records in arriving
            for uid, _, n, table, row, body, digest in (
                (one.blanked() if one.key in erased else one for one in records) if erased else records
            )
        ),
    )


def blank(connection: Connection, rows: Iterable[RowKey]) -> None:
    """Leave of every change of these rows only the digest, which keeps the chain."""
    for table, row in sorted(rows):
        sql = "SELECT id, body FROM change WHERE row_uid = ? AND tbl = ? AND body IS NOT NULL"
        for number, body in connection.run(sql, (row, table)):
            digest = hashlib.sha256(body.encode()).digest()
            connection.run("UPDATE change SET body = NULL, digest = ? WHERE id = ?", (digest, number))


def ranges_of(arrivals: Iterable[Operation]) -> Mapping[Uid, tuple[int, int]]:
    """Return the first and last seq of each writer, as the meta of a merge names them."""
    ranges: dict[Uid, tuple[int, int]] = {}
    for operation in arrivals:
        first, last = ranges.get(operation.writer, (operation.seq, operation.seq))
        ranges[operation.writer] = (min(first, operation.seq), max(last, operation.seq))
    return ranges
