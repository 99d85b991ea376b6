"""Rows written by one statement a table are what the fold says, whatever stands in them and around them."""

import datetime as dt
import random
from pathlib import Path
from typing import Any

import pytest

from builders import new_file
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.change_log import ChangeLog
from kpm_desktop.store.connection import Connection
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.inserted import write_inserted
from kpm_desktop.store.state import differences, parents_first, store
from kpm_desktop.store.tables import STATE, Column, StateTable
from rounds import rounds

TEXTS = (
    "Siti", "d'Arc", 'kata "kutip"', "garis\\miring", "baris\nbaru", "ta\tb", "é𝄞한", "{}", "null", "12",
)  # fmt: skip
TABLES = [table for name, table in STATE.items() if name != "decision"]
"""A decision would lock its contest against the edits."""


def value_of(column: Column, dice: random.Random, rows: dict[str, list[Uid]]) -> Any:
    """Return a random value of a column's kind; links lead to rows that are there."""
    if dice.random() < 0.3:
        return None
    if column.kind == "uid":
        return dice.choice(rows.get(column.refers or "", []) or [None])
    if column.kind == "integer":
        return dice.choice((0, 1, -7, 1 << 52))
    if column.kind == "date":
        return dt.date(2019, 4, dice.randint(1, 30))
    return [dice.choice(TEXTS)] if column.kind == "json" else dice.choice(TEXTS)


def some_columns(table: StateTable, dice: random.Random, rows: dict[str, list[Uid]]) -> dict[str, Any]:
    return {column.name: value_of(column, dice, rows) for column in table.columns}


def live(data_file: DataFile, dice: random.Random) -> None:
    """Fill every table, then edit and delete some rows of each."""
    rows: dict[str, list[Uid]] = {}
    for table in TABLES:
        with data_file.operation("import", "Isi"):
            for _ in range(6):
                uid = data_file.new_uid()
                data_file.put(table.name, uid, some_columns(table, dice, rows))
                rows.setdefault(table.name, []).append(uid)
    editable = [table for table in TABLES if "printed" not in table.groups]
    for _ in range(40):
        table = dice.choice(editable)
        uid = dice.choice(rows[table.name])
        with data_file.operation("edit", "Ubah"):
            if dice.random() < 0.4:
                data_file.remove(table.name, uid)
            else:
                data_file.put(table.name, uid, some_columns(table, dice, rows))


@pytest.mark.parametrize("seed", range(rounds("SEEDS", 4)))
def test_what_the_statements_write_is_what_the_fold_says(seed: int, tmp_path: Path) -> None:
    with new_file(tmp_path) as data_file:
        live(data_file, random.Random(seed))  # noqa: S311 - reproducible, not secret
    connection = Connection(data_file.path)
    with connection.connection_context(), connection.atomic("IMMEDIATE"):
        log = ChangeLog(connection)
        every = {key for states in log.states() for key in states}
        for table in reversed(list(STATE)):
            connection.run(f"DELETE FROM {table}")
        connection.run("DELETE FROM conflict")
        assert differences(connection, log.states()) != []
        left = write_inserted(connection, 0)
        assert len(left) < len(every) / 2
        for states in log.states(parents_first(left)):
            store(connection, states)
        assert differences(connection, log.states()) == []


def test_a_row_that_the_log_does_not_know_or_a_hidden_one_that_shows_is_found(tmp_path: Path) -> None:
    with new_file(tmp_path) as data_file:
        [(gone,)] = data_file.rows("SELECT uid FROM village_name WHERE alive = 1 LIMIT 1")
        with data_file.operation("delete", "Hapus"):
            data_file.remove("village_name", gone)
    connection = Connection(data_file.path)
    stray = bytes(16)
    with connection.connection_context():
        log = ChangeLog(connection)
        assert differences(connection, log.states()) == []
        connection.run("INSERT INTO venue (uid, alive) VALUES (?, 1)", (stray,))
        connection.run("UPDATE village_name SET alive = 1 WHERE uid = ?", (gone,))
        connection.run(
            "INSERT INTO conflict (tbl, row_uid, grp, kind) VALUES ('venue', ?, 'name', 'differs')", (stray,)
        )
        assert differences(connection, log.states()) == [
            ("conflict", stray), ("venue", stray), ("village_name", gone),
        ]  # fmt: skip
