import gzip
from pathlib import Path

import peewee
import pysqlite3
import pytest

from builders import Clock, add_person, new_file, visible
from kpm_desktop.store import errors, schema_1
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.migrations import STEPS, Step, migrate, statements
from kpm_desktop.store.places import beside
from kpm_desktop.store.tables import CHILDREN, FROZEN, ROWS, STATE

RELEASED = Path(__file__).parents[1] / "files" / "schema_1.db.gz"
TYPES = {
    peewee.BlobField: "BLOB",
    peewee.IntegerField: "INTEGER",
    peewee.AutoField: "INTEGER",
    peewee.TextField: "TEXT",
}
SQL_2 = """
ALTER TABLE writer ADD COLUMN program TEXT;
DROP TABLE venue;
CREATE TABLE venue (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, name TEXT, address TEXT, district BLOB
) STRICT;
"""


@pytest.fixture
def schema() -> pysqlite3.Connection:
    connection = pysqlite3.connect(":memory:")
    for statement in statements(schema_1.SQL):
        connection.execute(statement)
    yield connection
    connection.close()


def released(folder: Path) -> Path:
    path = folder / "kpm.db"
    path.write_bytes(gzip.decompress(RELEASED.read_bytes()))
    return path


def test_the_frozen_sql_makes_the_columns_of_the_models(schema: pysqlite3.Connection) -> None:
    tables = {name for (name,) in schema.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables == set(ROWS)
    for name, model in ROWS.items():
        found = {
            row[1]: (row[2], bool(row[3]), bool(row[5]))
            for row in schema.execute(f"PRAGMA table_info({name})")
        }
        wanted = {
            field.column_name: (TYPES[type(field)], not field.null, field.primary_key)
            for field in model._meta.sorted_fields
        }
        composite = model._meta.composite_key
        for column, (kind, required, is_key) in wanted.items():
            assert found[column][0] == kind, (name, column)
            assert found[column][1] == (required and column != "id"), (name, column)
            assert composite or found[column][2] == is_key, (name, column)
        assert set(found) == set(wanted), name


def test_the_frozen_sql_makes_the_indexes_of_the_models(schema: pysqlite3.Connection) -> None:
    for name, model in ROWS.items():
        found = {
            tuple(column for *_, column in schema.execute(f"PRAGMA index_info({index})"))
            for _, index, _, origin, _ in schema.execute(f"PRAGMA index_list({name})")
            if origin == "c"
        }
        assert found == {tuple(columns) for columns, _ in model._meta.indexes}, name


def test_every_table_is_strict_and_has_rowids_and_no_cascade(schema: pysqlite3.Connection) -> None:
    for name, without_rowid, strict in schema.execute(
        "SELECT name, wr, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'"
    ):
        assert (without_rowid, strict) == (0, 1), name
    assert "CASCADE" not in schema_1.SQL


def test_links_in_the_sql_are_those_of_the_tables(schema: pysqlite3.Connection) -> None:
    for name, table in STATE.items():
        found = {(row[3], row[2]) for row in schema.execute(f"PRAGMA foreign_key_list({name})")}
        assert found == {(column.name, column.refers) for column in table.columns if column.refers}
    assert ("cadre_term", "person") in CHILDREN["person"]


def test_frozen_papers_are_one_group_besides_their_state() -> None:
    assert {"certificate", "issued_paper", "decision", "printed_sheet"} == FROZEN
    assert all(set(STATE[name].groups) <= {"printed", "state"} for name in FROZEN)


def test_fields_that_change_together_are_one_group_named_after_the_first() -> None:
    groups = {name: [column.name for column in columns] for name, columns in STATE["person"].groups.items()}
    assert groups["name"] == ["name", "title_front", "title_back"]
    assert groups["nik"] == ["nik", "nik_received"]
    assert groups["phone"] == ["phone"]


def test_a_file_of_the_released_schema_opens_with_everything(tmp_path: Path) -> None:
    with DataFile.open(released(tmp_path), now=Clock()) as data_file:
        assert data_file.check().is_sound
        assert data_file.rows("SELECT name, title_back, phone, notes FROM person WHERE alive = 1") == [
            ("Siti Contohwati", "S.Pd.", "081211111111", None)
        ]
        assert [row.label for row in data_file.trash()] == ["Hapus 1 orang"]
        add_person(data_file, "Dewi Kenanga")
        assert data_file.check().is_sound


def test_an_older_file_is_backed_up_copied_migrated_and_refolded(tmp_path: Path) -> None:
    path = released(tmp_path)
    migrate(path, beside(path), (1, 0), Clock(), (*STEPS, Step((1, 1), SQL_2)))
    connection = pysqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (1 << 16 | 1,)
    assert connection.execute("SELECT program FROM writer").fetchall() == [(None,)]
    assert connection.execute("SELECT count(*) FROM person WHERE alive = 1").fetchone() == (1,)
    connection.close()
    [backup] = beside(path).backups.glob("*.db")
    assert backup.read_bytes()[60:64] == (1 << 16).to_bytes(4, "big")
    assert {item.name for item in tmp_path.iterdir()} == {"kpm.db", "backups"}


@pytest.mark.parametrize(
    "sql",
    [
        "ALTER TABLE writer ADD COLUMN program TEXT;\nSELECT no_such_function();\n",
        "DELETE FROM change WHERE id = (SELECT max(id) FROM change);\n",
        "UPDATE operation SET label = 'x' WHERE seq = 2;\n",
    ],
)
def test_a_step_that_fails_or_loses_something_leaves_the_old_file_as_it_was(tmp_path: Path, sql: str) -> None:
    path = released(tmp_path)
    before = path.read_bytes()
    with pytest.raises(errors.MigrationError):
        migrate(path, beside(path), (1, 0), Clock(), (*STEPS, Step((1, 1), sql)))
    assert path.read_bytes() == before
    assert {item.name for item in tmp_path.iterdir()} == {"kpm.db", "backups"}


def test_rebuilding_from_the_log_gives_equal_tables(tmp_path: Path) -> None:
    data_file = new_file(tmp_path)
    person = add_person(data_file, phone="081200000000")
    with data_file.operation("edit", "Tambah"):
        data_file.put("cadre_term", data_file.new_uid(), {"person": person})
    with data_file.operation("delete", "Hapus"):
        data_file.remove("person", person)
    data_file.undo()
    before = visible(data_file)
    data_file.rebuild()
    assert visible(data_file) == before
    assert data_file.check().is_sound
    data_file.close()
