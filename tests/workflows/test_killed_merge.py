"""A merge that is killed at any moment: the old state or the new one, never anything between."""

import random
import shutil
import time
from multiprocessing.connection import Connection
from pathlib import Path

from builders import SUKODADI, Clock, visible
from carrying import begin, office, receive, send
from killing import killed
from kpm_desktop.store.data_file import DataFile
from rounds import rounds

KILLS = rounds("MERGE_KILLS", 12)
"""How often a merge is killed; a long run sets the environment variable to 100."""


def merging(_pipe: Connection | None, path: Path, package: Path) -> None:
    with DataFile.open(path, writer_name="PC-UJI", now=Clock()) as data_file:
        receive(data_file, package)


def test_a_killed_merge_leaves_the_old_state_or_the_new(tmp_path: Path) -> None:
    with office(tmp_path / "a") as one:
        first = send(one)
        with begin(tmp_path / "b", first, "PC-B") as two:
            with two.operation("import", "Impor 400 kader"):
                for number in range(400):
                    person = two.new_uid()
                    two.put("person", person, {"name": f"Siti Contohwati {number}"})
                    two.put("cadre_term", two.new_uid(), {"person": person, "village": SUKODADI})
            package, after = send(two), visible(two)
        before = visible(one)
    start = time.perf_counter()
    shutil.copytree(tmp_path / "a", tmp_path / "whole")
    merging(None, tmp_path / "whole" / "kpm.db", package)
    length = time.perf_counter() - start
    dice = random.Random(KILLS)  # noqa: S311 - the moments of the kills
    for number in range(KILLS):
        folder = tmp_path / f"killed-{number}"
        shutil.copytree(tmp_path / "a", folder)
        killed(merging, folder / "kpm.db", package, wait=dice.uniform(0, length))
        with DataFile.open(folder / "kpm.db", writer_name="PC-UJI", now=Clock()) as data_file:
            assert visible(data_file) in (before, after)
            assert data_file.check().is_sound
            receive(data_file, package)
            assert visible(data_file) == after
