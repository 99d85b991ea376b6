"""A program that is killed at any moment loses no operation it has acknowledged, and leaves none half done.

A child works as fast as it can, and tells each finished operation through a pipe; it is killed at a random
moment. Acknowledged = the `with` block of the operation has ended.
"""

import random
import struct
from multiprocessing.connection import Connection
from pathlib import Path

from builders import Clock, new_file
from killing import killed
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.journal import Journal
from rounds import rounds

KILLS = rounds("KILLS", 200, on_wine=20)  # a start takes half a second there
_RECORD = struct.Struct(">16sI")
"""Row uid and the number last written to it."""


def work(pipe: Connection, path: Path, seed: int) -> None:
    """Save single records, imports and undos for ever."""
    dice = random.Random(seed)  # noqa: S311 - reproducible, not secret
    with DataFile.open(path, writer_name="PC-UJI", now=Clock()) as data_file:
        number = 0
        while True:
            number += 1
            rows = 30 if dice.random() < 0.2 else 1
            people = [data_file.new_uid() for _ in range(rows)]
            with data_file.operation("edit", "Tambah"):
                for person in people:
                    data_file.put("person", person, {"name": "Siti Contohwati", "notes": str(number)})
            if dice.random() < 0.3:
                with data_file.operation("edit", "Ubah"):
                    for person in people:
                        data_file.put("person", person, {"notes": f"{number + 1}"})
                number += 1
            if dice.random() < 0.1:
                data_file.undo()
                data_file.redo()
            pipe.send_bytes(b"".join(_RECORD.pack(person, number) for person in people))


def told_by(pipes: list[bytes]) -> dict[Uid, int]:
    """Return the rows that a child acknowledged, with the number last written to each."""
    return dict(record for part in pipes for record in _RECORD.iter_unpack(part))


def test_no_kill_loses_an_acknowledged_operation(tmp_path: Path) -> None:
    data_file = new_file(tmp_path)
    data_file.close(backup=False)
    acknowledged: dict[Uid, int] = {}
    hits, latest = 0, 0.12  # seconds
    for seed in range(KILLS):
        moment = random.Random(seed).uniform(0.02, latest)  # noqa: S311 - of the kill
        told = told_by(killed(work, data_file.path, seed, wait=moment).told)
        hits += bool(told)
        latest = max(0.12, latest / 1.2) if told else latest * 1.5  # a slow machine gets more time
        with DataFile.open(data_file.path, writer_name="PC-UJI", now=Clock()) as opened:
            for person, number in told.items():
                assert opened.rows("SELECT notes FROM person WHERE uid = ?", (person,)) == [(str(number),)]
        acknowledged |= told
    assert hits > KILLS // 4, "the children were killed before they did anything"

    with DataFile.open(data_file.path, writer_name="PC-UJI", now=Clock()) as opened:
        assert opened.check().is_sound
        rows = dict(opened.rows("SELECT uid, notes FROM person WHERE alive = 1"))
        assert {person: rows.get(person) for person in acknowledged} == {
            person: str(number) for person, number in acknowledged.items()
        }
        in_file = [uid for (uid,) in opened.rows("SELECT uid FROM operation ORDER BY id")]
        assert opened.rows("SELECT count(*) FROM writer") == [(1,)]
    journal = Journal(data_file.places.journal, data_file.file_uid)
    assert [operation.uid for operation in journal.operations()] == in_file
