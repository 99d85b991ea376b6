"""Database files copied by hand: the good one comes through, every crafted one is refused, none executed."""

import shutil
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from builders import add_person, edit_person
from carrying import QUIET, office, receive
from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.store import gate
from kpm_desktop.workflows.package_content import of_database


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed file with a few people in it."""
    with office(tmp_path_factory.mktemp("good")) as data_file:
        for number in range(5):
            edit_person(data_file, add_person(data_file, f"Rini Melati {number}"), phone=f"0812{number}")
    return data_file.path


THIRD = "(SELECT id FROM operation ORDER BY id LIMIT 1 OFFSET 2)"


def sql(*statements: str, writable_schema: bool = False) -> Callable[[Path], None]:
    """Return what changes a file with SQLite."""

    def craft(path: Path) -> None:
        connection = apsw.Connection(str(path))
        connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 0)
        if writable_schema:
            connection.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            connection.execute(statement)
        connection.close()

    return craft


def patched(place: int, content: bytes) -> Callable[[Path], None]:
    """Return what writes bytes into a file."""

    def craft(path: Path) -> None:
        raw = bytearray(path.read_bytes())
        raw[place : place + len(content)] = content
        path.write_bytes(raw)

    return craft


def rewritten(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """Return what makes other bytes of a file."""

    def craft(path: Path) -> None:
        path.write_bytes(change(path.read_bytes()))

    return craft


def _cyclic(path: Path) -> None:
    """Let the root of a table's tree point at itself."""
    with sqlite3.connect(path) as connection:
        [(root,)] = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'change'").fetchall()
    connection.close()
    page = bytearray(4096)
    page[0:12] = bytes([5, 0, 0, 0, 1, 0x0F, 0xFB, 0]) + root.to_bytes(4, "big")
    page[12:14] = (4091).to_bytes(2, "big")
    page[4091:4096] = root.to_bytes(4, "big") + b"\x01"
    patched((root - 1) * 4096, bytes(page))(path)


def _garbage(path: Path) -> None:
    for number in range(3, 12):
        patched(number * 4096, bytes([number]) * 4096)(path)


HOSTILE: dict[str, tuple[Callable[[Path], None], str]] = {
    "a view": (sql("CREATE VIEW v AS SELECT 1"), "E-SKEMA"),
    "a view in place of a table": (
        sql("DROP TABLE draft", "CREATE VIEW draft AS SELECT load_extension('x')"), "E-SKEMA",
    ),
    "a trigger": (
        sql("CREATE TRIGGER t AFTER INSERT ON person BEGIN DELETE FROM person; END"), "E-SKEMA",
    ),
    "another table": (sql("CREATE TABLE extra (x)"), "E-SKEMA"),
    "a missing table": (sql("DROP TABLE held"), "E-SKEMA"),
    "another column": (sql("ALTER TABLE person ADD COLUMN x TEXT"), "E-SKEMA"),
    "a generated column": (
        sql("ALTER TABLE person ADD COLUMN x TEXT GENERATED ALWAYS AS (upper(name)) VIRTUAL"), "E-SKEMA",
    ),
    "a column gone": (sql("ALTER TABLE person DROP COLUMN notes"), "E-SKEMA"),
    "a full-text table": (sql("CREATE VIRTUAL TABLE f USING fts5(x)"), "E-SKEMA"),
    "an index on an expression": (sql("CREATE INDEX i ON person (lower(name))"), "E-SKEMA"),
    "a missing index": (sql("DROP INDEX person_name"), "E-SKEMA"),
    "a check that calls a function": (
        sql("UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', 'STRICT /* x */') WHERE name = 'person'",
            writable_schema=True), "E-SKEMA",
    ),
    "a table that is not strict": (
        sql("UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')') WHERE name = 'change'",
            writable_schema=True), "E-SKEMA",
    ),
    "a schema that cannot be parsed": (
        sql("UPDATE sqlite_schema SET sql = 'CREATE TABLE' WHERE name = 'person'", writable_schema=True),
        "E-SKEMA",
    ),
    "statistics of the planner": (sql("ANALYZE"), "E-SKEMA"),
    "foreign keys broken": (
        sql("UPDATE village SET district = zeroblob(16)"), "E-SKEMA",
    ),
    "two identities": (
        sql("INSERT INTO about VALUES (zeroblob(16), '35.13', NULL, 'x')"), "E-SKEMA",
    ),
    "no identity": (sql("DELETE FROM about"), "E-SKEMA"),
    "an identity too short": (sql("UPDATE about SET file_uid = x'00'"), "E-SKEMA"),
    "pages of garbage": (_garbage, "E-SKEMA"),
    "a tree that bites its tail": (_cyclic, "E-SKEMA"),
    "a text of three megabytes": (
        sql("UPDATE change SET body = printf('%.*c', 3000000, 'x') WHERE id = 3"), "E-SKEMA",
    ),
    "a body that is none": (sql("UPDATE change SET body = 'x' WHERE id = 3"), "E-BARIS"),
    "a body out of another table": (
        sql("""UPDATE change SET body = substr(body, 1, 32) || '{"v":{"nik":7}}' WHERE id = 3"""), "E-BARIS",
    ),
    "a table that is not ours in the log": (
        sql("UPDATE change SET tbl = 'sqlite_schema' WHERE id = 3"), "E-BARIS",
    ),
    "a change moved to another row": (
        sql("UPDATE change SET row_uid = zeroblob(16) WHERE id = 3"), "E-RANTAI",
    ),
    "a change that is lost": (sql("DELETE FROM change WHERE id = 3"), "E-BARIS"),
    "a change without its operation": (
        sql("PRAGMA foreign_keys = OFF",
            "UPDATE change SET operation_id = 9999 WHERE id = 3"), "E-SKEMA",
    ),
    "an operation that is lost": (
        sql(f"DELETE FROM change WHERE operation_id = {THIRD}", f"DELETE FROM operation WHERE id = {THIRD}"),
        "E-RANTAI",
    ),
    "a label rewritten": (sql(f"UPDATE operation SET label = 'x' WHERE id = {THIRD}"), "E-RANTAI"),
    "a writer that is not there": (sql("DELETE FROM writer"), "E-RUJUKAN"),
    "write-ahead log": (patched(18, b"\x02\x02"), "E-SALINAN"),
    "another program": (patched(68, b"ABCD"), "E-BUKAN"),
    "another encoding": (patched(56, (2).to_bytes(4, "big")), "E-SKEMA"),
    "a newer version": (patched(60, (2 << 16).to_bytes(4, "big")), "E-VERSI"),
    "an unknown older version": (patched(60, (5).to_bytes(4, "big")), "E-SKEMA"),
    "cut off": (rewritten(lambda raw: raw[:-4096]), "E-SALINAN"),
    "something appended": (rewritten(lambda raw: raw + b"x" * 4096), "E-SALINAN"),
    "only a header": (rewritten(lambda raw: raw[:100]), "E-SALINAN"),
    "only magic": (rewritten(lambda raw: raw[:16]), "E-BUKAN"),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_crafted_file_is_refused_in_time_and_changes_nothing(good: Path, name: str, tmp_path: Path) -> None:
    craft, code = HOSTILE[name]
    offered = tmp_path / "kiriman" / "kpm.db"
    offered.parent.mkdir()
    shutil.copyfile(good, offered)
    craft(offered)
    before = offered.read_bytes()
    with office(tmp_path / "here") as data_file:
        operations = len(data_file.history())
        start = time.process_time()
        with pytest.raises(PackageError) as refused:
            receive(data_file, offered)
        assert time.process_time() - start < 12
        assert refused.value.code == code
        assert len(data_file.history()) == operations
    assert offered.read_bytes() == before


def test_the_corpus_is_large_enough() -> None:
    assert len(HOSTILE) >= 25


def test_a_good_file_comes_through_untouched(good: Path, tmp_path: Path) -> None:
    copy = tmp_path / "kpm.db"
    gate.copy_in(good, copy)
    before = copy.read_bytes()
    gated = gate.enter(copy)
    assert gated.regency_code == "35.13"
    assert len(of_database(gated, QUIET).arrivals.operations) == 11
    assert copy.read_bytes() == before


def test_what_was_half_written_when_it_was_copied_is_rolled_back_on_the_copy(
    good: Path, tmp_path: Path
) -> None:
    """Copied with its journal in the middle of a save: the state before that save; without it E-SALINAN."""
    live = tmp_path / "live.db"
    shutil.copyfile(good, live)
    connection = sqlite3.connect(live, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE change SET body = body || printf('%.*c', 9000, 'x')")
    source = tmp_path / "kiriman.db"
    gate.copy_in(live, source)
    assert source.with_name("kiriman.db-journal").stat().st_size
    bare = tmp_path / "tanpa.db"
    shutil.copyfile(live, bare)
    connection.execute("ROLLBACK")
    connection.close()
    copy = tmp_path / "salinan.db"
    gate.copy_in(source, copy)
    assert len(gate.enter(copy).lines) == len(gate.enter(good).lines)
    with pytest.raises(PackageError) as refused:
        gate.enter(bare)
    assert refused.value.code == "E-SALINAN"


def test_reading_that_never_ends_is_stopped(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "_SECONDS", -1.0)
    monkeypatch.setattr(gate, "_STEPS", 1)
    with pytest.raises(PackageError) as refused:
        gate.enter(good)
    assert refused.value.code == "E-SKEMA"
