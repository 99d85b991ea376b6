"""The waste basket as the operator sees it: one line for each thing thrown away, with what went along.

A cadre is thrown away as a person with his terms; he is one line, and comes back whole.
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping

from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.store.history import TrashRow
from kpm_desktop.store.row_titles import RowTitle
from kpm_desktop.store.tables import STATE

Key = tuple[str, Uid]


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
    titles = data_file.titles((row.table, row.uid) for row in thrown)
    lines = []
    for rows in together.values():
        parents = _parents(data_file, rows)
        carried: dict[Key, list[Key]] = {}
        for row in rows:
            carried.setdefault(_root((row.table, row.uid), parents), []).append((row.table, row.uid))
        for row in rows:
            key = (row.table, row.uid)
            if key in carried:
                name = ", ".join(part for part in (titles[key].name, _day(titles[key])) if part)
                lines.append(TrashLine(*key, name, row.at, row.label, tuple(sorted(carried[key]))))
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


def _day(title: RowTitle) -> str:
    return "" if title.part_of else title.date
