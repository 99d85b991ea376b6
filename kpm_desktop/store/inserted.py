"""Many rows at once of which the log says nothing but that they were inserted: one statement for each table.

What stands in the tables afterwards is what the fold says; the full check, which folds row by row, proves it
(`state.differences`). A first package of 85,000 cadres is such rows only. Rows with a history, of tables with
JSON columns or of tables that a newer version knows go the ordinary way.
"""

import json
from collections.abc import Mapping

from kpm_desktop.domain.changes import DELETED, SALT_LENGTH, RowKey
from kpm_desktop.store.connection import Connection
from kpm_desktop.store.state import keep_needed
from kpm_desktop.store.tables import STATE, StateTable

_BODY = f"substr(c.body, {SALT_LENGTH + 1})"
_PICK = (
    f"INSERT INTO temp.inserted SELECT c.id, c.tbl, c.row_uid, jsonb_extract({_BODY}, '$.v')"
    " FROM change c WHERE c.id > ?"
    f" AND c.body NOT NULL AND {_BODY} ->> '$.v.{DELETED}' = 0"
    f" AND json_remove({_BODY}, '$.v') = '{{}}'"
    " AND NOT EXISTS (SELECT 1 FROM change d WHERE d.row_uid = c.row_uid AND d.id <> c.id)"
)


def _statement(table: StateTable) -> str:
    names = ["uid", "alive", *(f'"{column.name}"' for column in table.columns)]
    values = ["row_uid", "1"]
    for group, columns in table.groups.items():
        for place, column in enumerate(columns):
            path = f"$.{group}" if len(columns) == 1 else f"$.{group}[{place}]"
            value = f"groups ->> '{path}'"
            values.append(f"unhex({value})" if column.kind == "uid" else value)
    updates = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
    return (
        f"INSERT INTO {table.name} ({', '.join(names)}) SELECT {', '.join(values)} FROM temp.inserted"
        f" WHERE tbl = '{table.name}'"
        f" ON CONFLICT (uid) DO UPDATE SET {updates}"
    )


_STATEMENTS: Mapping[str, str] = {
    name: _statement(table)
    for name, table in STATE.items()
    if all(column.kind != "json" for column in table.columns)
}


def write_inserted(connection: Connection, after: int) -> set[RowKey]:
    """Write such rows whose change arrived after number `after`, parents first; return what is left.

    Deleted rows that the written ones point at stay, listed.
    """
    connection.run("CREATE TEMP TABLE inserted (id INTEGER PRIMARY KEY, tbl TEXT, row_uid BLOB, groups BLOB)")
    try:
        connection.run(_PICK, (after,))
        tables = {name for (name,) in connection.run("SELECT DISTINCT tbl FROM temp.inserted")}
        written = [name for name in _STATEMENTS if name in tables]
        for name in written:
            connection.run(_STATEMENTS[name])
        left = connection.run(
            "SELECT tbl, row_uid FROM change WHERE id > ? AND (id NOT IN (SELECT id FROM temp.inserted)"
            " OR tbl NOT IN (SELECT value FROM json_each(?)))",
            (after, json.dumps(written)),
        )
    finally:
        connection.run("DROP TABLE temp.inserted")
    parents = {column.refers for name in written for column in STATE[name].columns if column.refers}
    hidden = {
        (name, uid)
        for name in parents
        for (uid,) in connection.run(f"SELECT uid FROM {name} WHERE alive = 0")
    }
    if hidden:
        keep_needed(connection, hidden)
    return set(left)
