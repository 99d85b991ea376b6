"""The change log in the file: operations, changes, the hash chain; appended to and read, never changed.

What the changes mean is in `domain/` (changes, folding, undoing, chain); `state.py` writes the state rows.
"""

import dataclasses
import itertools
import json
import operator
import secrets
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from kpm_desktop.domain.chain import FIRST_LINK, Entry, Linked, digest_of, first_wrong, link
from kpm_desktop.domain.changes import (
    SALT_LENGTH,
    Change,
    Draft,
    Operation,
    RowKey,
    encode_body,
    inserted_values,
    stored_change,
)
from kpm_desktop.domain.folding import RowState, fold_row
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.connection import Connection

Line: TypeAlias = Sequence[Any]
"""A line of a package or the journal as a list, or its JSON text."""
_OPERATION = "o.uid, o.writer_uid, o.seq, o.hlc, o.at, o.kind, o.label, o.meta, o.n"
_CHANGE = "c.uid, o.uid, o.writer_uid, o.hlc, c.id - o.id, c.tbl, c.row_uid, c.body"
_LINE = "'c', lower(hex(c.uid)), c.id - o.id, c.tbl, lower(hex(c.row_uid))"
_ROWS = 2000
"""So many rows are folded at a time."""
OF_OPERATION = "operation o CROSS JOIN change c ON c.id > o.id AND c.id <= o.id + o.n"
"""The changes `c` of operations `o`: they have the numbers after the operation's, in the order of their n."""
CHANGES_OF = (
    f"SELECT c.uid, c.id - o.id, c.tbl, c.row_uid, c.body, c.digest FROM {OF_OPERATION}"
    " WHERE o.id = ? ORDER BY c.id"
)
"""The changes of the operation with a number: uid, n, table, row, body, digest."""
_NEXT = "coalesce((SELECT id + n + 1 FROM operation ORDER BY id DESC LIMIT 1), 1)"
_FROM = " FROM change c JOIN operation o ON o.id = c.operation_id "
_IN_ROWS = "ORDER BY c.row_uid, c.tbl, c.id"
_CHANGE_TEXTS = (
    f"SELECT CASE WHEN c.body IS NULL THEN json_array({_LINE}, NULL, lower(hex(c.digest)))"
    f" ELSE json_array({_LINE}, c.body) END FROM {OF_OPERATION} WHERE o.id = ? ORDER BY c.id"
)
_KEY = operator.itemgetter(5, 6)
"""Table and row in the columns of a change."""


@dataclasses.dataclass(frozen=True, slots=True)
class Writer:
    """An unbroken history on one PC."""

    uid: Uid
    name: str
    started_at: str
    previous_uid: Uid | None = None
    previous_seq: int | None = None

    @property
    def line(self) -> list[Any]:
        """The writer as a package line."""
        previous = self.previous_uid.hex() if self.previous_uid else None
        return ["w", self.uid.hex(), self.name, self.started_at, previous, self.previous_seq]


class ChangeLog:
    """The log of one open file, on whatever connection the thread has."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # reading

    def row(self, key: RowKey) -> list[Change]:
        """Return all changes of one row, in the order they arrived."""
        found = self._connection.run(
            f"SELECT {_CHANGE}{_FROM}WHERE c.row_uid = ? AND c.tbl = ? ORDER BY c.id", (key[1], key[0])
        )
        return [stored_change(*columns) for columns in found]

    def states(self, keys: Sequence[RowKey] | None = None) -> Iterator[dict[RowKey, RowState]]:
        """Yield what rows are by all their changes, so many at a time.

        Of these rows, or of every row of the log.
        """
        if keys is None:
            yield from _folds(self._connection.cursor_of(f"SELECT {_CHANGE}{_FROM}{_IN_ROWS}"))
            return
        for start in range(0, len(keys), _ROWS):
            part = keys[start : start + _ROWS]
            wanted = set(part)
            where = "WHERE c.row_uid IN (SELECT unhex(value) FROM json_each(?)) "
            sql = f"SELECT {_CHANGE}{_FROM}{where}{_IN_ROWS}"
            cursor = self._connection.cursor_of(sql, (json.dumps([uid.hex() for _, uid in part]),))
            for states in _folds(cursor):
                yield {key: state for key, state in states.items() if key in wanted}

    def touched(self, operations: Iterable[Uid]) -> dict[RowKey, list[Change]]:
        """Return every row that these operations touched, each with all its changes."""
        uids = json.dumps([uid.hex() for uid in operations])
        found = self._connection.cursor_of(
            f"SELECT {_CHANGE}{_FROM}WHERE (c.tbl, c.row_uid) IN (SELECT c.tbl, c.row_uid FROM {OF_OPERATION}"
            f" WHERE o.uid IN (SELECT unhex(value) FROM json_each(?))) {_IN_ROWS}",
            (uids,),
        )
        return {
            key: [stored_change(*columns) for columns in group]
            for key, group in itertools.groupby(found, key=_KEY)
        }

    def operations(self, where: str = "1", params: Sequence[Any] = ()) -> list[Operation]:
        """Return operations (alias `o`) in the order they arrived."""
        found = self._connection.run(
            f"SELECT {_OPERATION} FROM operation o WHERE {where} ORDER BY o.id", params
        )
        return [Operation(*columns) for columns in found]

    def writers(self) -> list[Writer]:
        """Return the writers of this file in the order they came."""
        return [
            Writer(*columns)
            for columns in self._connection.run(
                "SELECT uid, name, started_at, previous_uid, previous_seq FROM writer ORDER BY rowid"
            )
        ]

    def lineage(self, writer: Uid | None) -> list[Uid]:
        """Return a writer and those it followed on this PC."""
        previous = {item.uid: item.previous_uid for item in self.writers()}
        line: list[Uid] = []
        while writer is not None and writer not in line:
            line.append(writer)
            writer = previous.get(writer)
        return line

    def last_of(self, writer: Uid) -> tuple[int, bytes]:
        """Return the last seq of a writer and its link; 0 and the first link when it wrote nothing."""
        found = self._connection.run(
            "SELECT seq, link FROM operation WHERE writer_uid = ? ORDER BY seq DESC LIMIT 1", (writer,)
        )
        return (found[0][0], found[0][1]) if found else (0, FIRST_LINK)

    def latest_hlc(self) -> int:
        """Return the highest time stamp seen."""
        return int(self._connection.run("SELECT coalesce(max(hlc), 0) FROM operation")[0][0])

    def last_number(self) -> int:
        """Return the last number given to an operation or a change of one; 0 when there is none."""
        found = self._connection.run("SELECT id + n FROM operation ORDER BY id DESC LIMIT 1")
        return int(found[0][0]) if found else 0

    # appending

    def add_writer(self, writer: Writer) -> None:
        """Append a writer."""
        self._connection.run("INSERT INTO writer VALUES (?, ?, ?, ?, ?)", dataclasses.astuple(writer))

    def append(
        self, operation: Operation, drafts: Sequence[Draft], previous: bytes
    ) -> tuple[Operation, int, list[list[Any]]]:
        """Append an operation with its changes, numbered in order, to the link before it.

        Returns it with the count of its changes, its number in the file and its package lines.
        """
        operation = dataclasses.replace(operation, n=len(drafts))
        salts = secrets.token_urlsafe(SALT_LENGTH * len(drafts))
        bodies = [
            encode_body(draft, salts[start : start + SALT_LENGTH])
            for draft, start in zip(drafts, itertools.count(0, SALT_LENGTH), strict=False)
        ]
        entries = [
            Entry(draft.uid, n, draft.tbl, draft.row, digest_of(body))
            for n, (draft, body) in enumerate(zip(drafts, bodies, strict=True), 1)
        ]
        made = link(previous, operation, entries)
        columns = operation.columns
        [(number,)] = self._connection.run(
            f"INSERT INTO operation VALUES ({_NEXT}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0) RETURNING id",
            (*columns, made),
        )
        self._connection.run_many(
            "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, NULL)",
            [
                (number + entry.n, entry.uid, number, entry.tbl, entry.row, body)
                for entry, body in zip(entries, bodies, strict=True)
            ],
        )
        changes = [
            ["c", entry.uid.hex(), entry.n, entry.tbl, entry.row.hex(), body]
            for entry, body in zip(entries, bodies, strict=True)
        ]
        return operation, number, [_operation_line(columns, made), *changes]

    # package lines, chain

    def lines(self, after: int) -> list[Line]:
        """Return the package lines of all operations that arrived after a number, with their writers.

        Those of changes as JSON texts: a merge brings hundreds of thousands.
        """
        lines: list[Line] = []
        writers = {writer.uid: writer for writer in self.writers()}
        for number, *columns, made in self._connection.run(
            f"SELECT o.id, {_OPERATION}, o.link FROM operation o WHERE o.id > ? ORDER BY o.id", (after,)
        ):
            if columns[2] == 1 and columns[1] in writers:
                lines.append(writers[columns[1]].line)
            lines.append(_operation_line(columns, made))
            lines += [text for (text,) in self._connection.cursor_of(_CHANGE_TEXTS, (number,))]
        return lines

    def first_wrong(self) -> Operation | None:
        """Return the first operation that is not as it was written, of the writer that came first."""
        for writer in self.writers():
            wrong = first_wrong(self._linked(writer.uid))
            if wrong is not None:
                return wrong
        known = "SELECT uid FROM writer"
        beside = f"SELECT o.id{_FROM}WHERE c.id NOT BETWEEN o.id + 1 AND o.id + o.n"
        strays = self.operations(f"o.writer_uid NOT IN ({known}) OR o.id IN ({beside})")
        return strays[0] if strays else None

    def _linked(self, writer: Uid) -> Iterator[Linked]:
        sql = f"SELECT o.id, {_OPERATION}, o.link FROM operation o WHERE o.writer_uid = ? AND o.partial = 0"
        for number, *columns, made in self._connection.run(f"{sql} ORDER BY o.seq", (writer,)):
            entries = [
                Entry(uid, n, tbl, row, (digest or b"") if body is None else digest_of(body))
                for uid, n, tbl, row, body, digest in self._connection.run(CHANGES_OF, (number,))
            ]
            yield Linked(Operation(*columns), entries, made)


def _folds(cursor: Iterator[tuple[Any, ...]]) -> Iterator[dict[RowKey, RowState]]:
    """Yield the folds of changes that come row by row, so many at a time."""
    states: dict[RowKey, RowState] = {}
    for key, group in itertools.groupby(cursor, key=_KEY):
        states[key] = _folded(list(group))
        if len(states) >= _ROWS:
            yield states
            states = {}
    yield states


def _folded(found: list[tuple[Any, ...]]) -> RowState:
    """Return what a row is, as far as its tables say; of one that was only inserted without the long way."""
    values = inserted_values(found[0][-1]) if len(found) == 1 else None
    if values is not None:
        return RowState(alive=True, values=values, heads={}, conflicts=(), tips={})
    return fold_row([stored_change(*columns) for columns in found])


def _operation_line(columns: Sequence[Any], made: bytes) -> list[Any]:
    uid, writer, *rest = columns
    return ["o", uid.hex(), writer.hex(), *rest, made.hex()]
