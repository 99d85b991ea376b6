"""Rows and edits of a damaged file that its log lost: what tables still held, what stands in for the rest.

It is one operation of a new writer, which ends the log of the file made anew. `data-file.md` section 8.
"""

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final

from kpm_desktop.domain.chain import FIRST_LINK
from kpm_desktop.domain.changes import (
    DELETED,
    SALT_LENGTH,
    Change,
    Draft,
    Kind,
    RowKey,
)
from kpm_desktop.domain.folding import RowState, fold_row, write
from kpm_desktop.domain.merging import erased_rows
from kpm_desktop.domain.plain_text import plain
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.change_log import ChangeLog, Writer
from kpm_desktop.store.connection import Connection
from kpm_desktop.store.creating import first_operation, fresh_uid, stamp
from kpm_desktop.store.history import is_final
from kpm_desktop.store.lock_file import this_computer
from kpm_desktop.store.row_titles import RowTitle, titles
from kpm_desktop.store.salvage import Salvaged
from kpm_desktop.store.state import groups_of, store
from kpm_desktop.store.tables import CHILDREN, STATE

_TOLD: Final = f"""
SELECT row_uid FROM change
WHERE tbl = ?1 AND (body IS NULL OR substr(body, {SALT_LENGTH + 1}) ->> '$.v.{DELETED}' IS NOT NULL)
"""
"""Rows of a table whose log says that they were made, deleted or erased."""


@dataclasses.dataclass(frozen=True, slots=True)
class MissingRow:
    """A row that was in the damaged file (`title` names it) or is pointed at, and could not be had again.

    `where`: its village and district, or the meeting that it is a part of, as far as that can still be told.
    """

    table: str
    uid: Uid
    title: str
    where: str = ""


def lost_parents(connection: Connection) -> list[RowKey]:
    """Return rows that others point at, though nothing of them is left."""
    return [
        (parent, uid)
        for parent, children in CHILDREN.items()
        for uid in sorted(
            {
                uid
                for table, column in children
                for (uid,) in connection.run(
                    f'SELECT DISTINCT "{column}" FROM {table} WHERE "{column}" IS NOT NULL'
                    f' AND "{column}" NOT IN (SELECT uid FROM {parent})'
                )
            }
        )
    ]


def lost_inserts(connection: Connection, salvaged: Salvaged) -> dict[RowKey, dict[str, Any]]:
    """Return what the damaged file's tables hold of living rows, by group, where the log lost how they began.

    A row that the log knows as made, deleted or erased is what the log says; where the log lost nothing, a
    row that it does not know is none.
    """
    if not _has_lost(connection, salvaged):
        return {}
    log = ChangeLog(connection)
    erased = erased_rows(log.operations(f"o.kind = '{Kind.ERASE}'"))
    found: dict[RowKey, dict[str, Any]] = {}
    for name, rows in salvaged.state.items():
        told = {uid for (uid,) in connection.run(_TOLD, (name,))}
        for uid, columns in rows.items():
            if uid not in told and (name, uid) not in erased:
                with contextlib.suppress(TypeError, ValueError):
                    found[name, uid] = groups_of(STATE[name], columns)
    return found


def lost_edits(connection: Connection, salvaged: Salvaged) -> dict[RowKey, dict[str, Any]]:
    """Return what the damaged file's tables hold of rows the log knows, by group, where it lost an edit.

    A table is never older than the log beside it. So where the log lost changes, and the value it still knows
    was in that file, another value in the table is that of a lost change. What only the journal or a backup
    tells, an empty cell, a cell in conflict, a deleted or erased row and what an issued paper or a locked
    result stands on are as the log says.
    """
    if not _has_lost(connection, salvaged):
        return {}
    read = frozenset(one.operation.uid for one in salvaged.arrivals.operations)
    log = ChangeLog(connection)
    found: dict[RowKey, dict[str, Any]] = {}
    for states in log.states():
        for key, state in states.items():
            columns = salvaged.state.get(key[0], {}).get(key[1])
            if columns is None or not state.alive or state.erased:
                continue
            told = _told_groups(key[0], columns)
            other = {group: value for group, value in told.items() if value != state.values.get(group)}
            later = _later(log.row(key), other, read) if other and not is_final(connection, key) else {}
            if later:
                found[key] = later
    return found


def _told_groups(name: str, columns: Mapping[str, Any]) -> dict[str, Any]:
    """Return the groups of a row of a table; none when it holds what no row does, as damage leaves it."""
    texts = [value for value in columns.values() if isinstance(value, str)]
    if any(plain(text) != text for text in texts):
        return {}
    try:
        return groups_of(STATE[name], columns)
    except (TypeError, ValueError):
        return {}


def _later(changes: Sequence[Change], other: Mapping[str, Any], read: frozenset[Uid]) -> dict[str, Any]:
    """Return those of the other values whose group has one head at most, of an operation that was read."""
    operations = {change.uid: change.operation for change in changes}
    heads = fold_row(changes).heads
    return {
        group: value
        for group, value in other.items()
        if len(heads.get(group, ())) < 2 and read.issuperset(operations[uid] for uid in heads.get(group, ()))
    }


def _has_lost(connection: Connection, salvaged: Salvaged) -> bool:
    """Tell whether the log lacks operations or changes that there were."""
    if connection.run("SELECT 1 FROM operation WHERE partial = 1 LIMIT 1"):
        return True
    known = {uid for (uid,) in connection.cursor_of("SELECT uid FROM change")} if salvaged.loose else set()
    return bool(salvaged.loose - known)


class Closing:
    """The operation of a new writer that ends the log of a file made anew."""

    def __init__(self, connection: Connection, now: dt.datetime) -> None:
        self._connection, self._now = connection, now
        self._log = ChangeLog(connection)
        self._drafts: list[Draft] = []

    def write(self, rows: Mapping[RowKey, Mapping[str, Any]]) -> list[RowKey]:
        """Make rows living, or change them, with these groups; returns them."""
        states: dict[RowKey, RowState] = {}
        for key, wanted in rows.items():
            before = fold_row(self._log.row(key))
            values = wanted if before.alive else {**wanted, DELETED: 0}
            draft = write(before, fresh_uid(self._now), key, values)
            self._drafts.append(draft)
            states[key] = dataclasses.replace(before, alive=True, values={**before.values, **values})
        store(self._connection, states)
        return list(states)

    def append(self, writer_name: str, label: str) -> None:
        """Write the operation."""
        log, now = self._log, self._now
        last = self._connection.run("SELECT writer_uid, seq FROM operation ORDER BY id DESC LIMIT 1")
        name = writer_name or this_computer()[0]
        writer = Writer(fresh_uid(now), name, stamp(now), *(last[0] if last else ()))
        log.append(first_operation(log, writer, now, Kind.RESTORE, label), self._drafts, FIRST_LINK)


def missing_rows(
    connection: Connection, salvaged: Salvaged, stand_ins: Sequence[RowKey]
) -> tuple[MissingRow, ...]:
    """Return the living rows of the damaged file that are not there now, and those others only point at."""
    found: dict[RowKey, MissingRow] = {}
    for name, rows in salvaged.state.items():
        present = {uid for (uid,) in connection.run(f"SELECT uid FROM {name}")}
        for uid, values in rows.items():
            if uid not in present or (name, uid) in stand_ins:
                found[name, uid] = MissingRow(name, uid, _title(connection, salvaged, values))
    for name, uid in stand_ins:
        title = _name_on_paper(connection, uid) if name == "person" else ""
        found.setdefault((name, uid), MissingRow(name, uid, title))
    told = titles(connection, found)
    placed = (dataclasses.replace(row, where=_where(told.get(key))) for key, row in found.items())
    order = list(STATE)
    return tuple(sorted(placed, key=lambda row: (order.index(row.table), row.title, row.where, row.uid)))


def _where(title: RowTitle | None) -> str:
    if title is None:
        return ""
    parts = (title.village, title.district and f"Kec. {title.district}", title.part_of, title.date)
    return ", ".join(part for part in parts if part)


def _name_on_paper(connection: Connection, person: Uid) -> str:
    """Return the name on the newest certificate of a person of whom nothing else is left."""
    sql = "SELECT printed_name FROM certificate WHERE person = ? AND printed_name NOT NULL ORDER BY date DESC"
    return next((str(name) for (name,) in connection.run(sql, (person,))), "")


def _title(connection: Connection, salvaged: Salvaged, values: Mapping[str, Any]) -> str:
    """Return what names a lost row: its own name, or that of its person."""
    for column in ("name", "title", "number", "village_code"):
        if isinstance(values.get(column), str):
            return str(values[column])
    person = values.get("person")
    known = salvaged.state.get("person", {}).get(person, {}).get("name") if person else None
    if known is None and person:
        rows = connection.run("SELECT name FROM person WHERE uid = ?", (person,))
        known = rows[0][0] if rows else None
        known = known or _name_on_paper(connection, person)
    return str(known or "")
