"""`check FILE --json` after somebody wrote into the file with a database tool: found, and told where."""

from pathlib import Path
from typing import NamedTuple

import pysqlite3
import pytest

from builders import Clock, add_person, edit_person, new_file
from demo_folder import run
from kpm_desktop.domain.uid import Uid

SEQ = 4
"""The operation that is tampered with: it renames the second person; others come before and after."""


class Made(NamedTuple):
    path: Path
    person: Uid


@pytest.fixture
def made(tmp_path: Path) -> Made:
    with new_file(tmp_path, Clock()) as data_file:
        first = add_person(data_file, "Siti Contohwati")
        second = add_person(data_file, "Rini Melati")
        edit_person(data_file, second, name="Rini Melati Sari", phone="0811")
        edit_person(data_file, first, phone="0822")
        edit_person(data_file, second, notes="catatan")
    return Made(data_file.path, second)


CHANGE = f"(SELECT c.id FROM change c JOIN operation o ON o.id = c.operation_id WHERE o.seq = {SEQ})"
LOG = {
    "a value of a past row": [f"UPDATE change SET body = replace(body, 'Sari', 'Sore') WHERE id = {CHANGE}"],
    "a change taken out": [f"DELETE FROM change WHERE id = {CHANGE}"],
    "a change put in": [
        (
            "INSERT INTO change (uid, operation_id, tbl, row_uid, body)"
            f" SELECT randomblob(16), operation_id, tbl, row_uid, body FROM change WHERE id = {CHANGE}"
        )
    ],
    "a change moved to another row": [
        f"UPDATE change SET row_uid = (SELECT uid FROM person WHERE name LIKE 'Siti%') WHERE id = {CHANGE}"
    ],
    "two operations in the other order": [
        f"UPDATE operation SET seq = -1 WHERE seq = {SEQ}",
        f"UPDATE operation SET seq = {SEQ} WHERE seq = {SEQ + 1}",
        f"UPDATE operation SET seq = {SEQ + 1} WHERE seq = -1",
    ],
    "an operation taken out": [
        f"DELETE FROM change WHERE id = {CHANGE}",
        f"DELETE FROM operation WHERE seq = {SEQ}",
        f"UPDATE operation SET seq = seq - 1 WHERE seq > {SEQ}",
    ],
    "an operation put in": [
        f"UPDATE operation SET seq = -seq WHERE seq >= {SEQ}",
        (
            "INSERT INTO operation (uid, writer_uid, seq, hlc, at, kind, label, meta, n, link, partial)"
            f" SELECT randomblob(16), writer_uid, {SEQ}, hlc, at, kind, label, meta, 0, link, 0"
            f" FROM operation WHERE seq = -{SEQ}"
        ),
        "UPDATE operation SET seq = 1 - seq WHERE seq < 0",
    ],
    "when it was done": [f"UPDATE operation SET at = '2025-01-02T03:04:05' WHERE seq = {SEQ}"],
    "when, unreadable": [f"UPDATE operation SET at = 'kemarin' WHERE seq = {SEQ}"],
    "what it is called": [f"UPDATE operation SET label = 'Cetak' WHERE seq = {SEQ}"],
}


def tamper(path: Path, statements: list[str]) -> None:
    connection = pysqlite3.connect(path)
    for statement in statements:
        assert connection.execute(statement).rowcount > 0, statement
    connection.commit()
    connection.close()


@pytest.mark.parametrize("how", LOG)
def test_tampering_with_the_log_is_located_at_its_operation(made: Made, how: str) -> None:
    tamper(made.path, LOG[how])
    before = made.path.read_bytes()
    said = run("check", made.path, "--json")
    assert said.code == 1
    assert said.json["is_sound"] is False
    [chain] = [one for one in said.json["findings"] if one["kind"] == "chain"]
    assert chain["place"].split()[:2] == [str(SEQ), "PC-UJI"]
    assert f"Riwayat berubah mulai operasi ke-{SEQ} (" in run("check", made.path).err
    assert made.path.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    ["UPDATE person SET name = 'Orang Lain' WHERE uid = ?", "UPDATE person SET alive = 0 WHERE uid = ?",
     "DELETE FROM person WHERE uid = ?"],
)  # fmt: skip
def test_tampering_with_the_state_names_the_row(made: Made, statement: str) -> None:
    connection = pysqlite3.connect(made.path)
    assert connection.execute(statement, (made.person,)).rowcount == 1
    connection.commit()
    connection.close()
    said = run("check", made.path, "--json")
    assert said.code == 1
    assert said.json["findings"] == [{"kind": "state", "place": "", "row": ["person", made.person.hex()]}]
    text = run("check", made.path).err
    assert f"Isi orang tidak sama dengan riwayatnya (person {made.person.hex()})." in text
    assert "Rini" not in text
