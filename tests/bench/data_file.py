"""Figures of the data file beside their bounds: saves, imports, sizes, checks, what is read when damaged.

No test. What is carried between PCs is `carry.py`.

python tests/bench/data_file.py
"""

import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from kpm_desktop.domain.uid import Uid  # noqa: E402 - the path comes first
from kpm_desktop.store import backups  # noqa: E402
from kpm_desktop.store.connection import PAGE_SIZE, Connection, guard, quick_check  # noqa: E402
from kpm_desktop.store.data_file import DataFile  # noqa: E402
from kpm_desktop.store.lost_schema import salvage_without_schema  # noqa: E402
from kpm_desktop.store.regions import load_regency  # noqa: E402
from kpm_desktop.store.salvage import NOTHING, salvage  # noqa: E402
from kpm_desktop.store.state import log_value  # noqa: E402
from kpm_desktop.store.tables import STATE  # noqa: E402

REGIONS = Path(__file__).parents[2] / "resources" / "regions"
SAVES = 200


def seconds(act: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def processor(act: Callable[[], object]) -> float:
    """Return how many seconds of a processor one call takes, whatever else the machine does."""
    start = time.process_time()
    act()
    return time.process_time() - start


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


def save_against_bare(
    data_file: DataFile, bare: Connection, uids: list[Uid], word: str = "catatan"
) -> tuple[float, float]:
    """Return the medians of a save with log and journal, and of the bare row in a file of the same kind."""
    saves, rows = [], []

    def save(number: int) -> None:
        with data_file.operation("edit", "Ubah 1 orang"):
            data_file.put("person", uids[number], {"notes": f"{word} {number}"})

    def row(number: int) -> None:
        with bare.atomic("IMMEDIATE"):
            bare.run("UPDATE person SET notes = ? WHERE uid = ?", (f"{word} {number}", uids[number]))

    for number in range(SAVES):
        saves.append(seconds(lambda number=number: save(number)))  # type: ignore[misc]
        rows.append(seconds(lambda number=number: row(number)))  # type: ignore[misc]
    return statistics.median(saves), statistics.median(rows)


def state_only(compact: Path) -> int:
    """Return how large a compact copy is without its log."""
    connection = Connection(compact)
    with connection.connection_context():
        connection.run("PRAGMA foreign_keys = OFF")
        for table in ("change", "operation"):
            connection.run(f"DELETE FROM {table}")
        bare = compact.with_suffix(".bare")
        connection.run("VACUUM INTO ?", (str(bare),))
    size = bare.stat().st_size
    bare.unlink()
    return size


def bare_import(data_file: DataFile, bare: Connection, count: int) -> float:
    """Return how long the same import takes when it writes the state rows alone, into a copy."""
    table = STATE["person"]
    names = [column.name for column in table.columns]
    marks = ", ".join("?" * (len(names) + 2))

    def write() -> None:
        uids = [data_file.new_uid() for _ in range(count)]
        with bare.atomic("IMMEDIATE"):
            rows = []
            for number, uid in enumerate(uids):
                values = {"nik": None, **person(number)}
                rows.append(
                    (uid, 1, *(log_value(column, values.get(column.name)) for column in table.columns))
                )
            bare.run_many(f"INSERT INTO person VALUES ({marks})", rows)

    return processor(write)


def read_of_damaged(compact: Path, pages: int) -> float:
    """Return which share of the changes is read of a file with so many zeroed pages: the middle of nine."""
    return statistics.median(read_once(compact, pages, seed) for seed in range(9))


def read_once(compact: Path, pages: int, seed: int) -> float:
    """Return which share is read where these pages were hit."""
    damaged = compact.with_suffix(".damaged")
    shutil.copyfile(compact, damaged)
    whole = salvage(damaged).changes
    count = damaged.stat().st_size // PAGE_SIZE
    with damaged.open("r+b") as file:
        for page in random.Random(seed).sample(range(1, count), pages):  # noqa: S311 - reproducible
            file.seek(page * PAGE_SIZE)
            file.write(bytes(PAGE_SIZE))
    found = salvage(damaged)
    return (salvage_without_schema(damaged) if found is NOTHING else found).changes / whole


def sizes(data_file: DataFile, folder: Path) -> tuple[int, Path]:
    """Return how large a compact copy of the file is, and the copy."""
    copy = folder / "compact.db"
    copy.unlink(missing_ok=True)
    with (connection := Connection(data_file.path, "ro")).connection_context():
        backups.copy(connection, copy)
    return copy.stat().st_size, copy


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
        ratio = f"{save / row:.2f} x (bound 2)"
        print(f"save / bare row          {save * 1000:8.2f} / {row * 1000:.2f} ms = {ratio}")
        bare.close()
        print(f"full check               {seconds(data_file.check) * 1000:8.1f} ms")
        print(f"backup with all checks   {seconds(data_file.backup) * 1000:8.1f} ms")
        print(f"quick_check at the start {seconds(lambda: checked(path)) * 1000:8.1f} ms   (bound 100)")
        before, _ = sizes(data_file, Path(folder))
        save_against_bare(data_file, bare_copy(data_file, Path(folder)), uids, "lain")
        after, _ = sizes(data_file, Path(folder))
        print(f"bytes of a single edit   {(after - before) / SAVES:8.0f}      (bound 500)")
        logged = processor(lambda: fill(data_file, 20_000))
        size, compact = sizes(data_file, Path(folder))
        alone = bare_import(data_file, bare_copy(data_file, Path(folder)), 20_000)
        print(f"import of 20,000 rows    {logged:8.2f} s CPU = {logged / alone:.2f} x its rows (bound 4)")
        print(f"file with log / state    {size / state_only(compact):8.2f} x    (bound 2.6)")
        size, compact = sizes(data_file, Path(folder))
        for parts in (1, 20, 200):
            pages = max(1, parts * (size // PAGE_SIZE) // 12_187)
            share = 100 * read_of_damaged(compact, pages)
            print(f"read with {pages:3} pages of {size // PAGE_SIZE} zeroed {share:8.2f} %")
        print(f"undo of that import      {processor(data_file.undo):8.2f} s CPU")
        data_file.close(backup=False)


def bare_copy(data_file: DataFile, folder: Path) -> Connection:
    """Return an open connection to a copy, whose rows may be written without log."""
    copy = folder / "bare.db"
    copy.unlink(missing_ok=True)
    shutil.copyfile(sizes(data_file, folder)[1], copy)
    connection = Connection(copy)
    connection.connect()
    return connection


def checked(path: Path) -> None:
    """Do what is looked at before a file is used."""
    guard(path)
    with (connection := Connection(path, "ro")).connection_context():
        quick_check(connection)


def make(path: Path, regions: object) -> None:
    """Make a file with its regions."""
    DataFile.create(path, regency_code="35.13", regions=regions).close(backup=False)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
