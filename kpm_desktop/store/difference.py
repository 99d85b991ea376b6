"""What differs between two states of one data file: rows gone, rows back, columns changed. Only reads."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.connection import Connection
from kpm_desktop.store.tables import STATE


@dataclasses.dataclass(frozen=True, slots=True)
class TableDifference:
    """One table: living rows that go, those that come (back), and for each that stays its other columns."""

    gone: tuple[Uid, ...]
    back: tuple[Uid, ...]
    changed: Mapping[Uid, tuple[str, ...]]

    def changes_of(self, columns: frozenset[str]) -> int:
        """Return in how many rows one of these columns changes."""
        return sum(not columns.isdisjoint(names) for names in self.changed.values())


@dataclasses.dataclass(frozen=True, slots=True)
class Difference:
    """The tables that differ, in the order of the schema."""

    tables: Mapping[str, TableDifference]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing the operator can see differs."""
        return not self.tables


def difference(before: Connection, after: Connection) -> Difference:
    """Return what an operator sees changing from what `before` sees to what `after` sees."""
    found: dict[str, TableDifference] = {}
    for name in STATE:
        one = _of_table(name, _living(before, name), _living(after, name))
        if one.gone or one.back or one.changed:
            found[name] = one
    return Difference(found)


def _living(connection: Connection, name: str) -> dict[Uid, Sequence[Any]]:
    return {row[0]: row for row in connection.cursor_of(f"SELECT * FROM {name} WHERE alive = 1")}


def _of_table(
    name: str, before: Mapping[Uid, Sequence[Any]], after: Mapping[Uid, Sequence[Any]]
) -> TableDifference:
    columns = ("uid", "alive", *(column.name for column in STATE[name].columns))
    changed = {
        uid: tuple(column for column, old, new in zip(columns, row, after[uid], strict=True) if old != new)
        for uid, row in before.items()
        if uid in after and row != after[uid]
    }
    return TableDifference(
        tuple(sorted(before.keys() - after.keys())), tuple(sorted(after.keys() - before.keys())), changed
    )
