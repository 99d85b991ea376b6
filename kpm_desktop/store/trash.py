"""The waste basket as the operator sees it: one line for each thing thrown away, with what went along.

A cadre is thrown away as a person with his terms; he is one line, and comes back whole.
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Final

from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.store.history import TrashRow
from kpm_desktop.store.tables import CURRENT_VILLAGE_NAME, STATE

Key = tuple[str, Uid]

_PERSON: Final = "(SELECT p.name FROM person p WHERE p.uid = {row}.person)"
_TITLES: Final[Mapping[str, str]] = {
    "village": CURRENT_VILLAGE_NAME.format(village="r.uid"),
    "cadre_term": _PERSON.format(row="r"),
    "head_term": _PERSON.format(row="r"),
    "attendance": _PERSON.format(row="r"),
    "entry": _PERSON.format(row="r"),
    "judge": _PERSON.format(row="r"),
    "speaker": _PERSON.format(row="r"),
    "session": "(SELECT s.name FROM series s WHERE s.uid = r.series) || ', ' || r.date",
    "topic": "r.title",
    "certificate": "r.number",
    "choice": "r.value",
    "setting": "r.key",
}
"""What names a deleted row, where that is not its own column `name`."""


@dataclasses.dataclass(frozen=True, slots=True)
class TrashLine:
    """One thing thrown away: table, name, when and by which act, and all rows that come back with it."""

    table: str
    uid: Uid
    title: str
    at: dt.datetime
    label: str
    rows: tuple[Key, ...]


def find(data_file: DataFile) -> list[TrashLine]:
    """Return what was thrown away, newest first."""
    thrown = data_file.trash()
    together: dict[Uid, list[TrashRow]] = {}
    for row in thrown:
        together.setdefault(row.operation, []).append(row)
    lines = []
    for rows in together.values():
        parents = _parents(data_file, rows)
        carried: dict[Key, list[Key]] = {}
        for row in rows:
            carried.setdefault(_root((row.table, row.uid), parents), []).append((row.table, row.uid))
        for row in rows:
            key = (row.table, row.uid)
            if key in carried:
                lines.append(
                    TrashLine(*key, _title(data_file, key), row.at, row.label, tuple(sorted(carried[key])))
                )
    return lines


def restore(data_file: DataFile, lines: list[TrashLine]) -> Changes | None:
    """Bring these back as one operation; None when nothing was asked for."""
    if not lines:
        return None
    keys = [key for line in lines for key in sorted(line.rows, key=lambda key: list(STATE).index(key[0]))]
    with data_file.operation("restore", f"Kembalikan {len(lines)} dari tempat sampah") as operation:
        for table, uid in keys:
            data_file.restore_row(table, uid)
    return operation.changes


def _parents(data_file: DataFile, rows: list[TrashRow]) -> dict[Key, Key]:
    """Return for each row the row it hangs on, if that was thrown away by the same act."""
    present = {(row.table, row.uid) for row in rows}
    parents: dict[Key, Key] = {}
    for row in rows:
        links = [column for column in STATE[row.table].columns if column.refers]
        if not links:
            continue
        names = ", ".join(column.name for column in links)
        [values] = data_file.rows(f"SELECT {names} FROM {row.table} WHERE uid = ?", (row.uid,))
        for column, value in zip(links, values, strict=True):
            key = (column.refers or "", value)
            if key in present and key != (row.table, row.uid):
                parents[row.table, row.uid] = key
                break
    return parents


def _root(key: Key, parents: Mapping[Key, Key]) -> Key:
    seen = {key}
    while key in parents and parents[key] not in seen:
        key = parents[key]
        seen.add(key)
    return key


def _title(data_file: DataFile, key: Key) -> str:
    table, uid = key
    columns = {column.name for column in STATE[table].columns}
    expression = _TITLES.get(table, "r.name" if "name" in columns else "NULL")
    [(title,)] = data_file.rows(f"SELECT {expression} FROM {table} r WHERE r.uid = ?", (uid,))
    return str(title or "")
