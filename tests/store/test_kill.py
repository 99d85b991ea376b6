"""A program that is killed at any moment loses no operation it has acknowledged, and leaves none half done.

A child is forked from this warm process, works as fast as it can, and tells each finished operation through a
pipe; it is killed at a random moment. Acknowledged = the `with` block of the operation has ended.
"""

import os
import random
import signal
import struct
import time
from pathlib import Path

from builders import Clock, new_file
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.journal import Journal

KILLS = int(os.environ.get("KILLS", "200"))
_RECORD = struct.Struct(">16sI")
"""Row uid and the number last written to it."""


def work(path: Path, pipe: int, seed: int) -> None:
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
            os.write(pipe, b"".join(_RECORD.pack(person, number) for person in people))


def killed(path: Path, seed: int) -> dict[Uid, int]:
    """Let a child work and kill it; return what it acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work(path, writing, seed)
        finally:
            os._exit(1)
    os.close(writing)
    time.sleep(random.Random(seed).uniform(0.02, 0.12))  # noqa: S311 - the moment of the kill
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    whole = len(told) - len(told) % _RECORD.size
    return dict(_RECORD.iter_unpack(told[:whole]))


def test_no_kill_loses_an_acknowledged_operation(tmp_path: Path) -> None:
    data_file = new_file(tmp_path)
    data_file.close(backup=False)
    acknowledged: dict[Uid, int] = {}
    hits = 0
    for seed in range(KILLS):
        told = killed(data_file.path, seed)
        hits += bool(told)
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
