"""Every row of a data file that tells of one person, for the copy that he may ask for (Law 27 of 2022).

Of a paper that names many people only that it does is told. While a contest is not decided its marks and the
key to its codes stay where they are.
"""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kpm_desktop.domain.changes import RowKey
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.blinding import without_key
from kpm_desktop.store.connection import Connection
from kpm_desktop.store.contest_lock import contests_of, is_locked
from kpm_desktop.store.tables import CHILDREN, FROZEN, STATE, Value

_OF_ENTRY: Final = ("entry_document", "score")
_DRAWN: Final = frozenset({"pieces", "assets", "hash", "signed_text", "design", "version", "decision"})
"""How a certificate was drawn and signed: nothing that is told of a person."""

_OF_PAPER: Final = frozenset({"kind", "sheet_no", "number", "date", "minutes_no", "minutes_date"})
"""What is told of a paper that names many people."""


@dataclasses.dataclass(frozen=True, slots=True)
class PersonRow:
    """One row as stored, empty columns left out; `alive` is false in the waste basket."""

    key: RowKey
    alive: bool
    values: Mapping[str, Value]


def rows_of(connection: Connection, own: Iterable[RowKey]) -> list[PersonRow]:
    """Return the rows `own` (the person's rows and the papers that name him) and all that point at him."""
    keys = set(own)
    persons = {uid for table, uid in keys if table == "person"}
    for table, column in CHILDREN["person"]:
        keys |= {(table, uid) for uid in _linked(connection, table, column, persons)}
    entries = {uid for table, uid in keys if table == "entry" and _is_decided(connection, uid)}
    for table in _OF_ENTRY:
        keys |= {(table, uid) for uid in _linked(connection, table, "entry", entries)}
    order = list(STATE)
    return [_read(connection, key) for key in sorted(keys, key=lambda key: (order.index(key[0]), key[1]))]


def _linked(connection: Connection, table: str, column: str, uids: Iterable[Uid]) -> Iterator[Uid]:
    for uid in uids:
        for (found,) in connection.run(f'SELECT uid FROM {table} WHERE "{column}" = ?', (uid,)):
            yield found


def _is_decided(connection: Connection, entry: Uid) -> bool:
    return all(is_locked(connection, contest) for contest in contests_of(connection, ("entry", entry)))


def _read(connection: Connection, key: RowKey) -> PersonRow:
    table, uid = key
    names = [column.name for column in STATE[table].columns if column.name not in _DRAWN]
    if table in FROZEN - {"certificate"}:
        names = [name for name in names if name in _OF_PAPER]
    listed = "".join(f', "{name}"' for name in names)
    [(alive, *values)] = connection.run(f"SELECT alive{listed} FROM {table} WHERE uid = ?", (uid,))
    held = {name: value for name, value in zip(names, values, strict=True) if value not in (None, "")}
    return PersonRow(key, bool(alive), without_key(connection, key, held))
