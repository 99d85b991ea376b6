"""Figures of the data file: a save against the bare row, an import, opening, checks, a backup. No test.

python tests/bench/data_file.py
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from kpm_desktop.domain.uid import Uid  # noqa: E402 - the path comes first
from kpm_desktop.store.connection import Connection  # noqa: E402
from kpm_desktop.store.data_file import DataFile  # noqa: E402
from kpm_desktop.store.regions import load_regency  # noqa: E402

REGIONS = Path(__file__).parents[2] / "resources" / "regions"
SAVES = 200


def seconds(act: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def person(number: int) -> dict[str, object]:
    """Return the columns of an invented person."""
    return {
        "name": f"Rini Melati {number}",
        "title_back": "S.Pd.",
        "sex": "P",
        "birth_place": "Probolinggo",
        "phone": "081200000000",
        "address": "Dusun Krajan RT 3 RW 1",
        "education": "SMA",
        "verified": False,
    }


def fill(data_file: DataFile, count: int) -> list[Uid]:
    """Import so many people in one operation."""
    uids = [data_file.new_uid() for _ in range(count)]
    with data_file.operation("import", f"Impor {count} orang"):
        for number, uid in enumerate(uids):
            data_file.put("person", uid, person(number))
    return uids


def save_against_bare(data_file: DataFile, bare: Connection, uids: list[Uid]) -> tuple[float, float]:
    """Return the medians of a save with log and journal, and of the bare row in a file of the same kind."""
    saves, rows = [], []

    def save(number: int) -> None:
        with data_file.operation("edit", "Ubah 1 orang"):
            data_file.put("person", uids[number], {"notes": f"catatan {number}"})

    def row(number: int) -> None:
        with bare.atomic("IMMEDIATE"):
            bare.run("UPDATE person SET notes = ? WHERE uid = ?", (f"catatan {number}", uids[number]))

    for number in range(SAVES):
        saves.append(seconds(lambda number=number: save(number)))  # type: ignore[misc]
        rows.append(seconds(lambda number=number: row(number)))  # type: ignore[misc]
    return statistics.median(saves), statistics.median(rows)


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kpm.db"
        regions = load_regency(REGIONS, "35.13")
        print(f"new file, 330 villages   {seconds(lambda: make(path, regions)) * 1000:8.1f} ms")
        data_file = DataFile.open(path)
        uids = fill(data_file, 3300)
        data_file.close(backup=False)
        print(f"open, 3300 people        {seconds(lambda: DataFile.open(path).close()) * 1000:8.1f} ms")
        data_file = DataFile.open(path)
        copy = data_file.backup()
        bare = Connection(copy.path)
        bare.connect()
        save, row = save_against_bare(data_file, bare, uids)
        print(f"save / bare row          {save * 1000:8.2f} / {row * 1000:.2f} ms = {save / row:.2f} x")
        bare.close()
        print(f"full check               {seconds(data_file.check) * 1000:8.1f} ms")
        print(f"backup with all checks   {seconds(data_file.backup) * 1000:8.1f} ms")
        print(f"import of 20,000 rows    {seconds(lambda: fill(data_file, 20_000)):8.2f} s")
        print(f"undo of that import      {seconds(data_file.undo):8.2f} s")
        data_file.close(backup=False)


def make(path: Path, regions: object) -> None:
    """Make a file with its regions."""
    DataFile.create(path, regency_code="35.13", regions=regions).close(backup=False)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
