"""What one act threw away together: a cadre is a person with his terms and his places in meetings."""

import json

from kpm_desktop.domain.changes import DELETED, RowKey
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.change_log import OF_OPERATION, ChangeLog
from kpm_desktop.store.connection import Connection
from kpm_desktop.store.contested import takes_away
from kpm_desktop.store.tables import STATE

_WRITTEN = (
    f"SELECT c.tbl, c.row_uid FROM {OF_OPERATION} WHERE o.uid IN (SELECT unhex(value) FROM json_each(?))"
)


def thrown_away_with(connection: Connection, log: ChangeLog, key: RowKey) -> list[RowKey]:
    """Return the deleted rows that hang on this one and went by the same acts, parents first."""
    acts = {change.operation for change in log.row(key) if takes_away(change)}
    written: dict[str, list[Uid]] = {}
    for table, row in connection.run(_WRITTEN, (json.dumps([act.hex() for act in acts]),)):
        written.setdefault(table, []).append(row)
    found: set[RowKey] = {key}
    for table in STATE:  # parents stand before what points at them
        links = [column for column in STATE[table].columns if column.refers]
        if table not in written or not links:
            continue
        names = ", ".join(column.name for column in links)
        sql = (
            f"SELECT uid, {names} FROM {table}"
            " WHERE alive = 0 AND uid IN (SELECT unhex(value) FROM json_each(?)) ORDER BY uid"
        )
        for uid, *values in connection.run(sql, (json.dumps([row.hex() for row in written[table]]),)):
            points = {(column.refers, value) for column, value in zip(links, values, strict=True)}
            if not found.isdisjoint(points) and _went_by(log, (table, uid), acts):
                found.add((table, uid))
    order = list(STATE)
    return sorted(found - {key}, key=lambda one: (order.index(one[0]), one[1]))


def _went_by(log: ChangeLog, key: RowKey, acts: set[Uid]) -> bool:
    return any(change.operation in acts and change.values.get(DELETED) == 1 for change in log.row(key))
