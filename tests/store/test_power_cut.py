"""The power fails at any moment of writing (modelled): no file is damaged, nothing acknowledged is lost."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import peewee
import pysqlite3
import pytest

from builders import Clock, add_person, edit_person, new_file
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.checks import check_file
from kpm_desktop.store.connection import Connection
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import DataFileError
from power_cut import MAIN, Left, cuts, recorded
from rounds import rounds

CUTS = rounds("CUTS", 150)
"""How many cuts a run draws; a long run sets the environment variable to 4000."""
WRITING = ("BEGIN", "COMMIT", "INSERT", "UPDATE", "DELETE")


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str], list[Uid]]:
    """A file before the work, every statement that the program wrote with, the operations in their order."""
    folder = tmp_path_factory.mktemp("kerja")
    new_file(folder).close(backup=False)
    before = Path(shutil.copyfile(folder / MAIN, folder / "sebelum.db"))
    statements: list[str] = []
    dice = random.Random(4000)  # noqa: S311 - reproducible, not secret
    with DataFile.open(folder / MAIN, writer_name="PC-UJI", now=Clock()) as data_file:
        data_file.rows("SELECT 1")
        handle: Any = data_file._connection.connection()  # type: ignore[no-untyped-call]
        handle.set_trace_callback(statements.append)
        people = [add_person(data_file)]
        for number in range(25):
            match dice.randrange(5):
                case 0:
                    with data_file.operation("import", "Impor 40 orang"):
                        people += [data_file.new_uid() for _ in range(40)]
                        for person in people[-40:]:
                            data_file.put("person", person, {"name": f"Rini {number}", "notes": "x" * 300})
                case 1:
                    data_file.undo()
                case 2:
                    people.append(add_person(data_file, f"Siti {number}"))
                case _:
                    edit_person(data_file, dice.choice(people), notes=f"catatan {number}")
        handle.set_trace_callback(None)
        operations = [uid for (uid,) in data_file.rows("SELECT uid FROM operation ORDER BY id")]
        data_file.close(backup=False)
    return before, [one for one in statements if one.startswith(WRITING)], operations


def left_after(work: tuple[Path, list[str], list[Uid]], folder: Path, synchronous: str) -> Iterator[Left]:
    before, statements, _ = work
    shutil.copyfile(before, folder / MAIN)
    events = recorded(folder / MAIN, statements, pragmas={"synchronous": synchronous})
    dice = random.Random(CUTS)  # noqa: S311
    return cuts(before.read_bytes(), events, CUTS, dice)


def found_in(left: Left, folder: Path) -> list[Uid] | None:
    """Start again after a cut: return the operations in the file, None when it is damaged."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in left.files.items():
        if content or name == MAIN:
            (folder / name).write_bytes(content)
    try:
        connection = Connection(folder / MAIN)
        with connection.connection_context():  # SQLite rolls back what was half written
            found = [uid for (uid,) in connection.run("SELECT uid FROM operation ORDER BY id")]
        return found if check_file(folder / MAIN).is_sound else None
    except (peewee.DatabaseError, pysqlite3.Error, DataFileError):
        return None


def test_no_cut_damages_the_file_or_loses_what_was_acknowledged(
    work: tuple[Path, list[str], list[Uid]], tmp_path: Path
) -> None:
    _, statements, operations = work
    first = len(operations) - statements.count("COMMIT")
    for left in left_after(work, tmp_path, "EXTRA"):
        found = found_in(left, tmp_path / "sesudah")
        assert found is not None, "damaged"
        assert found == operations[: len(found)]
        assert first + left.done <= len(found) <= first + left.done + 1


def test_without_syncing_the_same_cuts_do_damage(
    work: tuple[Path, list[str], list[Uid]], tmp_path: Path
) -> None:
    """The model bites: what the pragma of the program prevents is seen without it."""
    _, statements, operations = work
    first = len(operations) - statements.count("COMMIT")
    harmed = 0
    for left in left_after(work, tmp_path, "OFF"):
        found = found_in(left, tmp_path / "sesudah")
        harmed += found is None or len(found) < first + left.done
    assert harmed > CUTS // 4
