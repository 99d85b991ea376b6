"""An import that is killed at any moment: the old state or the new one, never anything between."""

import random
import shutil
import time
from multiprocessing.connection import Connection
from pathlib import Path

from builders import Clock, new_file, visible
from killing import killed
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows.import_cadres import apply_import, preview_import
from kpm_desktop.workflows.progress import Quiet
from rounds import rounds

KILLS = rounds("IMPORT_KILLS", 12)
"""How often an import is killed; a long run sets the environment variable to 100."""
ROWS = 300
SHEET = "Nama\tDesa\tKecamatan\n" + "".join(
    f"Siti Contohwati {number}\tSukodadi\tPaiton\n" for number in range(ROWS)
)


def importing(_pipe: Connection | None, path: Path) -> None:
    with DataFile.open(path, writer_name="PC-UJI", now=Clock()) as data_file:
        apply_import(data_file, preview_import(data_file, SHEET), Quiet())


def cadres(data_file: DataFile) -> int:
    return int(data_file.rows("SELECT count(*) FROM cadre_term WHERE alive = 1")[0][0])


def test_a_killed_import_leaves_the_old_state_or_the_whole_new_one(tmp_path: Path) -> None:
    with new_file(tmp_path / "asal") as data_file:
        before = visible(data_file)
    shutil.copytree(tmp_path / "asal", tmp_path / "penuh")
    start = time.perf_counter()
    importing(None, tmp_path / "penuh" / "kpm.db")
    length = time.perf_counter() - start
    dice = random.Random(KILLS)  # noqa: S311 - the moments of the kills
    for number in range(KILLS):
        folder = tmp_path / f"killed-{number}"
        shutil.copytree(tmp_path / "asal", folder)
        killed(importing, folder / "kpm.db", wait=dice.uniform(0, length))
        with DataFile.open(folder / "kpm.db", writer_name="PC-UJI", now=Clock()) as data_file:
            assert visible(data_file) == before or cadres(data_file) == ROWS
            assert data_file.check().is_sound
        importing(None, folder / "kpm.db")
        with DataFile.open(folder / "kpm.db", writer_name="PC-UJI", now=Clock()) as data_file:
            assert cadres(data_file) == ROWS, "the second import completes it and doubles nobody"
