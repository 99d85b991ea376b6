"""Figures of the register at 85,000 cadres in 8,500 villages: list, search box, Periksa kembar. No test.

python tests/bench/lists.py [cadres]

CPU time throughout; each figure stands beside its yardstick of the same run.
"""

import datetime as dt
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from PySide6.QtCore import QEvent  # noqa: E402 - the path comes first
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402
from pysqlite3 import dbapi2  # noqa: E402
from rapidfuzz import fuzz, process  # noqa: E402

from invented_names import FIRST, LAST  # noqa: E402
from kpm_desktop.domain import search  # noqa: E402
from kpm_desktop.domain.cadres import Cadre, CadreTerm  # noqa: E402
from kpm_desktop.domain.people import Person  # noqa: E402
from kpm_desktop.domain.uid import Uid  # noqa: E402
from kpm_desktop.settings import Settings  # noqa: E402
from kpm_desktop.store import cadres, rows  # noqa: E402
from kpm_desktop.store.data_file import DataFile  # noqa: E402
from kpm_desktop.store.regions import District, Regency, RegionTree, Village  # noqa: E402
from kpm_desktop.ui.cadres.page import CadresPage  # noqa: E402
from kpm_desktop.ui.garbage import Garbage  # noqa: E402
from kpm_desktop.ui.jobs import Jobs  # noqa: E402
from kpm_desktop.ui.main_window import MainWindow  # noqa: E402
from kpm_desktop.ui.page import Tab  # noqa: E402
from kpm_desktop.ui.workspace import Workspace  # noqa: E402
from kpm_desktop.workflows import find_duplicates  # noqa: E402

CADRES = 85_000
IN_A_VILLAGE = 10
KEYS_GOAL, PAGE_GOAL, DUPLICATES_GOAL = 2.0, 2.0, 1 / 20
COMPARED = 5_000
RUNS = 5
TYPED = "siti aminah rahayu"
NOW = dt.datetime(2027, 4, 8, 10, 42)  # noqa: DTZ001 (local time)


def cpu(act: Callable[[], object]) -> float:
    """Return the CPU seconds that one call takes."""
    start = time.process_time()
    act()
    return time.process_time() - start


def regions(villages: int) -> RegionTree:
    """Return a province's worth of villages, twenty in a district."""
    districts = [
        District(f"35.{1 + at // 99:02}.{1 + at % 99:02}", f"Kecamatan {at}")
        for at in range(-(-villages // 20))
    ]
    made = [
        Village(f"{districts[at // 20].code}.2{1 + at % 20:03}", f"Desa {at}", "desa")
        for at in range(villages)
    ]
    return RegionTree(Regency("35.13", "Kabupaten Contoh"), tuple(districts), tuple(made), (), ())


def person(pick: random.Random, uid: Uid) -> Person:
    """Return an invented person: three names in four are told apart by birth date, phone or NIK."""
    born = dt.date(1960, 1, 1) + dt.timedelta(days=pick.randrange(15_000))
    middle = pick.choice((*FIRST, *LAST))
    return Person(
        uid,
        f"{pick.choice(FIRST)} {middle} {pick.choice(LAST)}",
        title_back=pick.choice(("", "", "", "S.Pd.", "S.E.")),
        sex=pick.choice(("L", "P")),
        nik=f"35{pick.randrange(10**4):04}{born:%d%m%y}{pick.randrange(1, 10**4):04}",
        birth_date=born if pick.random() < 0.8 else None,
        phone=f"0812{pick.randrange(10**8):08}" if pick.random() < 0.6 else "",
        address="Dusun Krajan RT 03 RW 01",
    )


def fill(data_file: DataFile, count: int) -> None:
    """Import so many cadres, ten a village."""
    pick = random.Random(4)  # noqa: S311 (invented people)
    villages = [line.uid for line in data_file.villages.find(NOW.date())]
    with data_file.operation("import", f"Impor {count} kader"):
        for number in range(count):
            one = person(pick, data_file.new_uid())
            term = CadreTerm(
                data_file.new_uid(),
                one.uid,
                villages[number // IN_A_VILLAGE],
                position=pick.choice(("Ketua", "Anggota", "")),
                decree_no="188/04/426.412.15/2022",
                term_start=dt.date(2022, 1, 3),
                term_end=pick.choice((dt.date(2027, 12, 31), dt.date(2027, 6, 1), None)),
            )
            data_file.cadres.save(Cadre(one, term))


def open_list(data_file: DataFile, jobs: Jobs) -> tuple[MainWindow, CadresPage]:
    """Open a window with the register in front, until its first page is painted."""
    workspace = Workspace(jobs, lambda: NOW)
    tab = Tab("cadres", "Kader", "users", CadresPage)
    window = MainWindow(workspace, jobs, Settings(), tabs=(tab,), openers={}, now=lambda: NOW)
    window.resize(1366, 696)
    window.show()
    workspace.take(data_file)
    window.show_tab(0)
    QApplication.processEvents()
    page = window.front
    assert isinstance(page, CadresPage)
    return window, page


def first_page(data_file: DataFile, jobs: Jobs) -> tuple[float, float]:
    """Return the median CPU seconds of opening the list, nothing kept before, and of a bare fetch."""
    raw = dbapi2.connect(data_file.path)
    raw.create_function("office_day", 0, lambda: NOW.date().isoformat())
    opened, fetched = [], []
    for _ in range(RUNS):
        fetched.append(cpu(lambda: raw.execute(cadres.LIST, (None,)).fetchall()))
        search.sort_key.cache_clear()
        rows.date_of.cache_clear()
        start = time.process_time()
        window, _page = open_list(data_file, jobs)
        opened.append(time.process_time() - start)
        leave(window)
    raw.close()
    return statistics.median(opened), statistics.median(fetched)


def leave(window: MainWindow) -> None:
    """Take a window away for good."""
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def key_press(data_file: DataFile, jobs: Jobs) -> tuple[float, float]:
    """Return the median CPU seconds of a key in the search box, painted, and of a plain repaint."""
    window, page = open_list(data_file, jobs)
    box, view = page.toolbar.search, page.view.viewport()
    keys, repaints = [], []

    def press(letter: str) -> None:
        QTest.keyClicks(box, letter)
        QApplication.processEvents()

    press("x")  # what is kept for searching is made once
    for _ in range(RUNS):
        box.clear()
        QApplication.processEvents()
        for letter in TYPED:
            keys.append(cpu(partial(press, letter)))
            repaints.append(cpu(view.repaint))
    leave(window)
    return statistics.median(keys), statistics.median(repaints)


def duplicates(data_file: DataFile, count: int) -> tuple[float, float]:
    """Return the CPU seconds of Periksa kembar, and of comparing everybody with everybody."""
    names = [line.name for line in data_file.cadres.find(NOW.date())][:COMPARED]
    square = cpu(partial(process.cdist, names, names, scorer=fuzz.ratio, workers=1))
    return cpu(partial(find_duplicates.find_pairs, data_file)), square * (count / len(names)) ** 2


def tell(what: str, figures: tuple[float, float], yardstick: str, goal: float) -> None:
    """Print one figure beside its yardstick."""
    ours, theirs = figures
    verdict = "holds" if ours <= goal * theirs else "DOES NOT HOLD"
    print(
        f"{what}: {ours * 1000:,.1f} ms; {yardstick}: {theirs * 1000:,.1f} ms; "
        f"{ours / theirs:.3f} (at most {goal}) {verdict}"
    )


def main() -> None:
    """Print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else CADRES
    app = QApplication.instance() or QApplication([])
    jobs = Jobs()
    garbage = Garbage()  # as in the program, for both sides of each comparison
    with tempfile.TemporaryDirectory() as folder:
        made = DataFile.create(
            Path(folder) / "kpm.db",
            regency_code="35.13",
            regions=regions(-(-count // IN_A_VILLAGE)),
            writer_name="PC-UJI",
            now=lambda: NOW,
        )
        fill(made, count)
        print(f"{count:,} cadres")
        tell("first page of the list", first_page(made, jobs), "sqlite3 fetching the same", PAGE_GOAL)
        tell("a key in the search box", key_press(made, jobs), "a repaint", KEYS_GOAL)
        tell("Periksa kembar", duplicates(made, count), "cdist, scaled", DUPLICATES_GOAL)
        made.close(backup=False)
    jobs.close()
    garbage.deleteLater()
    app.quit()


if __name__ == "__main__":
    main()
