"""How much the data file adds to the start: CPU until the first screen is painted, in processes of their own.

Three programs in turn, so that the machine's moods hit all of them alike:

- real: the program as it is, its first screen filled from a data file of 330 villages;
- literal: the same window and screen filled from literals, without data file, records of the store or peewee;
- bare: a QMainWindow with nothing in it.

Prints medians and ratios; the goal is real at most 1.6 x literal. Ends with 1 when something heavy was
imported before the first paint. Run with `python tests/run.py bench`.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 9
GOAL = 1.6
HEAVY = (
    "reportlab",
    "PIL",
    "pypdfium2",
    "python_calamine",
    "xlsxwriter",
    "cryptography",
    "rapidfuzz",
    "zxingcpp",
)

PREPARE = """
import datetime as dt, pathlib, pprint, sys
from kpm_desktop import workflows
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows.progress import Quiet
path = pathlib.Path(sys.argv[1])
workflows.make_sample.make_sample(path, Quiet())
with DataFile.open(path) as file:
    today = dt.date.today()
    lists = {
        "villages": file.villages.find(today), "cadres": file.cadres.find(today),
        "sessions": file.sessions.find(), "certificates": file.certificates.find(),
    }
lines = [f"{name} = {[tuple(row) for row in rows]!r}" for name, rows in lists.items()]
path.with_name("literals.py").write_text("\\n".join(["import datetime", *lines]), encoding="utf-8")
"""

MEASURE = """
import sys, time
def tell():
    heavy = [name for name in sys.argv[2].split(",") if name in sys.modules]
    print(time.process_time(), ",".join(heavy) or "-", "peewee" in sys.modules)
"""

REAL = (
    MEASURE
    + """
import pathlib
from PySide6.QtWidgets import QApplication
app = QApplication([])
from kpm_desktop.settings import Settings
from kpm_desktop.ui.application import Application
from kpm_desktop.ui.translations import load
load(app)
path = pathlib.Path(sys.argv[1])
program = Application(Settings(), lambda _changed: None, default=path, sample=path.with_name("none.db"))
program.begin()
program.window.grab()
tell()
program.window.close()
"""
)

LITERAL = (
    MEASURE
    + """
import importlib.abc, importlib.machinery, pathlib, types
class Nothing(types.ModuleType):
    __path__ = []
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (Exception,), {})
class Without(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path, target=None):
        if name.split(".")[0] in {"peewee", "pysqlite3", "filelock"} or name.startswith("kpm_desktop.store"):
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
    def create_module(self, spec):
        return Nothing(spec.name)
    def exec_module(self, module):
        pass
sys.meta_path.insert(0, Without())
sys.path.insert(0, str(pathlib.Path(sys.argv[1]).parent))
from PySide6.QtWidgets import QApplication
app = QApplication([])
from kpm_desktop.domain.cadres import CadreLine
from kpm_desktop.domain.certificates import CertificateLine
from kpm_desktop.domain.sessions import SessionLine
from kpm_desktop.domain.villages import VillageLine
from kpm_desktop.settings import Settings
from kpm_desktop.ui import screens
from kpm_desktop.ui.jobs import Jobs
from kpm_desktop.ui.main_window import MainWindow
from kpm_desktop.ui.translations import load
from kpm_desktop.ui.workspace import Workspace
import datetime, literals
load(app)
class Rows:
    def __init__(self, kind, rows):
        self.rows = [kind(*row) for row in rows]
    def find(self, *_day):
        return self.rows
class Literals:
    villages = Rows(VillageLine, literals.villages)
    cadres = Rows(CadreLine, literals.cadres)
    sessions = Rows(SessionLine, literals.sessions)
    certificates = Rows(CertificateLine, literals.certificates)
    def backups(self):
        return []
    def undo_label(self):
        return None
    def conflict_count(self):
        return 0
    def copy_age(self):
        return None
    def close(self):
        pass
jobs = Jobs()
space = Workspace(jobs, datetime.datetime.now)
space.take(Literals())
window = MainWindow(space, jobs, Settings(), tabs=screens.TABS, openers=screens.OPENERS)
window.name_data("DPMD", "Kabupaten Probolinggo", is_sample=False)
window.show()
window.show_tab(0)
window.grab()
tell()
"""
)

BARE = (
    MEASURE
    + """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1366, 696)
window.show()
window.grab()
tell()
"""
)


def run(program: str, path: Path) -> tuple[float, str, str]:
    """Run a program; return its CPU seconds until the paint, its heavy modules, whether peewee was in."""
    done = subprocess.run(
        [sys.executable, "-c", program, str(path), ",".join(HEAVY)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    if done.returncode:
        sys.exit(done.stderr)
    seconds, heavy, peewee = done.stdout.split()
    return float(seconds), heavy, peewee


def main() -> int:
    """Measure and print; returns the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kpm.db"
        run_once = subprocess.run([sys.executable, "-c", PREPARE, str(path)], check=False)
        if run_once.returncode:
            return 1
        programs = {"real": REAL, "literal": LITERAL, "bare": BARE}
        seconds: dict[str, list[float]] = {name: [] for name in programs}
        imported = ""
        for turn in range(ROUNDS + 1):
            for name, program in programs.items():
                used, heavy, peewee = run(program, path)
                if turn:
                    seconds[name].append(used)
                if name == "literal" and peewee == "True":
                    sys.exit("the literal program imported peewee: the comparison is worthless")
                if name == "real":
                    imported = heavy
    medians = {name: statistics.median(values) for name, values in seconds.items()}
    for name, values in seconds.items():
        print(f"{name:8} {medians[name]:.3f} s CPU (least {min(values):.3f}, most {max(values):.3f})")
    print(f"real / literal {medians['real'] / medians['literal']:.2f} (goal {GOAL})")
    print(f"real / bare window {medians['real'] / medians['bare']:.2f}")
    print(f"heavy modules before the first paint: {imported}")
    return 0 if imported == "-" else 1


if __name__ == "__main__":
    sys.exit(main())
