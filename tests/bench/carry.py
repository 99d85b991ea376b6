"""Figures of carrying at 85,000 cadres: written with read-back, received, merged; ratios of one run. No test.

python tests/bench/carry.py [CADRES]
"""

import dataclasses
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from carrying import PHRASE, QUIET  # noqa: E402 - the path comes first
from kpm_desktop.store import backups  # noqa: E402
from kpm_desktop.store.connection import Connection  # noqa: E402
from kpm_desktop.store.data_file import DataFile  # noqa: E402
from kpm_desktop.store.regions import load_regency  # noqa: E402
from kpm_desktop.workflows import receive_package, send_package, start_from_package  # noqa: E402
from kpm_desktop.workflows.progress import Refused  # noqa: E402
from kpm_desktop.workflows.send_package import SendChoices, Sent  # noqa: E402

REGIONS = Path(__file__).parents[2] / "resources" / "regions"
CADRES = int(sys.argv[1]) if len(sys.argv) > 1 else 85_000
T = TypeVar("T")


def measured(what: str, act: Callable[[], T]) -> tuple[T, float]:
    """Print the CPU seconds of one call and return them with its result."""
    start, wall = time.process_time(), time.perf_counter()
    result = act()
    seconds = time.process_time() - start
    print(f"{what:44}{seconds:8.2f} s CPU {time.perf_counter() - wall:8.2f} s", flush=True)
    return result, seconds


def fill(data_file: DataFile, count: int) -> None:
    """Import so many cadres in operations of a thousand, as an office would over the years."""
    villages = [uid for (uid,) in data_file.rows("SELECT uid FROM village ORDER BY uid")]
    for start in range(0, count, 1000):
        with data_file.operation("import", f"Impor {min(1000, count - start)} kader"):
            for number in range(start, min(start + 1000, count)):
                person = data_file.new_uid()
                columns = {
                    "name": f"Rini Melati {number}", "title_back": "S.Pd.", "sex": "P",
                    "phone": "081200000000", "birth_place": "Probolinggo", "education": "SMA",
                    "address": "Dusun Krajan RT 3 RW 1",
                }  # fmt: skip
                data_file.put("person", person, columns)
                term = {"person": person, "village": villages[number % len(villages)], "cadre_type": "KPM"}
                data_file.put("cadre_term", data_file.new_uid(), term)


def sent(data_file: DataFile, stick: Path, choices: SendChoices) -> Sent:
    """Send a package."""
    made = send_package.send(data_file, choices, stick, QUIET)
    if isinstance(made, Refused):
        raise TypeError(made.problems)
    return made


def edit(data_file: DataFile, count: int, word: str, seed: int) -> None:
    """Edit so many people, one operation each."""
    dice = random.Random(seed)  # noqa: S311 - reproducible, not secret
    people = [uid for (uid,) in data_file.rows("SELECT uid FROM person ORDER BY uid")]
    for number, uid in enumerate(dice.sample(people, min(count, len(people)))):
        with data_file.operation("edit", "Ubah 1 orang"):
            data_file.put("person", uid, {"notes": f"{word} {number}"})


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stick = folder / "stick"
        stick.mkdir()
        regions = load_regency(REGIONS, "35.13")
        one = DataFile.create(folder / "a" / "kpm.db", regency_code="35.13", regions=regions)
        measured(f"fill with {CADRES} cadres", lambda: fill(one, CADRES))
        plain, _ = measured("package, plain, written with read-back", lambda: sent(one, stick, PLAIN))
        sealed, _ = measured("package, sealed, written with read-back", lambda: sent(one, stick, SEALED))
        copy = folder / "vacuum.db"
        connection = Connection(one.path, "ro")
        with connection.connection_context():
            _, vacuum = measured("VACUUM INTO", lambda: backups.copy(connection, copy))
        _, backup = measured("backup with all its checks", one.backup)
        ratio = plain.exported.size / copy.stat().st_size
        print(f"full package to VACUUM INTO copy            {ratio:8.3f} x   (bound 0.2)")
        print(f"backup to VACUUM INTO                       {backup / vacuum:8.1f} x   (bound 20)")
        path = folder / "b" / "kpm.db"
        measured(
            "started on another PC",
            lambda: start_from_package.start(path, sealed.exported.path, PHRASE, QUIET, writer_name="PC-B"),
        )
        two = DataFile.open(path, writer_name="PC-B")
        empty = DataFile.create(folder / "c" / "kpm.db", regency_code="35.13", writer_name="PC-C")
        receive(empty, sealed.exported.path, "full into an empty file")
        empty.close(backup=False)
        edit(one, 300, "di sini", 1)
        edit(two, 2500, "di sana", 2)
        since = two.packages()[0].vector
        few = sent(two, stick, dataclasses.replace(PLAIN, since=since))
        size = few.exported.size / few.manifest.operations
        print(f"delta, bytes per operation                  {size:8.0f}     (bound 200)")
        receive(one, few.exported.path, "delta of 2500 rows")
        everything = sent(two, stick, SEALED)
        receive(one, everything.exported.path, "full again")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"memory at most                              {peak:8.0f} MB")
        for data_file in (one, two):
            data_file.close(backup=False)


def receive(data_file: DataFile, package: Path, what: str) -> None:
    """Print what each part of receiving takes."""
    arrived, first = measured(f"{what}: passport", lambda: receive_package.take(data_file, package, QUIET))
    opened, second = measured(
        f"{what}: opened and checked", lambda: receive_package.open_all(data_file, [arrived], PHRASE, QUIET)
    )
    print(f"{what + ': received in all':44}{first + second:8.2f} s CPU")
    measured(f"{what}: preview", lambda: receive_package.preview(data_file, opened, QUIET))
    found = opened.incoming
    if found is not None and receive_package.has_news(data_file, opened):
        measured(f"{what}: merged", lambda: data_file.merge(found, "Gabung"))


PLAIN = SendChoices(plain_reason="ukuran")
SEALED = SendChoices(PHRASE)

if __name__ == "__main__":
    main()
