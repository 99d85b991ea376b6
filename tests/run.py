"""One command for a fresh machine: make `.venv`, install, and run what is asked for.

    python3 tests/run.py           lint, types and all tests
    python3 tests/run.py demo      the window on sample data
    python3 tests/run.py windows   the Windows program, built and tested on wine (Debian 12, as root)
    python3 tests/run.py bench     the side-by-side measurements

Needs nothing but Python. On Debian it adds, with apt, the system libraries that Qt needs.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")

# Without these Qt ends the process instead of raising an error. The second row is for a real window.
DEBIAN_PACKAGES = [
    "libgl1", "libegl1", "libxkbcommon0", "libdbus-1-3", "libfontconfig1", "libglib2.0-0", "fonts-noto-core",
    "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0", "libxkbcommon-x11-0",
]  # fmt: skip

# The first is for Pillow, which measures letters beside ours; then a printer to print on, and what runs the
# page that checks certificates in a browser.
TEST_PACKAGES = ["libfribidi0", "cups", "printer-driver-cups-pdf", "nodejs"]

WINDOWS_PACKAGES = ["mmdebstrap", "nsis", "xvfb", "xdotool", "imagemagick"]


def run(*command: str | Path, **environment: str) -> None:
    """Run a command; end with its exit code when it fails."""
    print("$", *command, flush=True)
    done = subprocess.run(
        [str(part) for part in command], cwd=ROOT, env={**os.environ, **environment}, check=False
    )
    if done.returncode:
        sys.exit(done.returncode)


def missing_on_debian(packages: list[str]) -> list[str]:
    """Return those Debian packages that are not installed; none on other systems."""
    if not shutil.which("dpkg-query"):
        return []
    wanted = [*packages, *([] if has_venv() else [venv_package()])]
    answer = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Abbrev}\n", *wanted],
        capture_output=True,
        text=True,
        check=False,
    )
    lines = (line.split() for line in answer.stdout.splitlines())
    present = {parts[0] for parts in lines if len(parts) > 1 and parts[1] == "ii"}
    return [name for name in wanted if name not in present]


def venv_package() -> str:
    return f"python{sys.version_info.major}.{sys.version_info.minor}-venv"


def has_venv() -> bool:
    return importlib.util.find_spec("ensurepip") is not None


def install_system_libraries(packages: list[str]) -> None:
    """Install what Debian lacks, as root or through sudo; say what to type where neither is possible."""
    missing = missing_on_debian(packages)
    if not missing:
        return
    sudo = [] if os.geteuid() == 0 else ["sudo"]
    if sudo and not shutil.which("sudo"):
        sys.exit(f"Please install as root first: apt-get install {' '.join(missing)}")
    patiently = ("-o", "Acquire::Retries=3")
    run(*sudo, "apt-get", *patiently, "update", "-qq")
    run(*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *patiently, "install", "-y", "-qq",
        "--no-install-recommends", *missing)  # fmt: skip


def make_environment() -> None:
    """Make the virtual environment, with pip and nothing else in it."""
    if not PYTHON.exists():
        run(sys.executable, "-m", "venv", VENV)


def install(extras: str) -> None:
    """Make the virtual environment and install the program from this tree, with the extras asked for."""
    if not WINDOWS:
        install_system_libraries(DEBIAN_PACKAGES + (TEST_PACKAGES if "test" in extras else []))
    make_environment()
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", f".{extras}")


def main() -> None:
    """Do what the command line asks for."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 12):
        sys.exit("Python 3.11 or 3.12 is needed.")
    screen = os.environ.get("QT_QPA_PLATFORM", "offscreen")
    what = sys.argv[1] if len(sys.argv) > 1 else "test"
    if what == "demo":
        install("")
        run(PYTHON, "-m", "kpm_desktop", "--demo")
    elif what == "test":
        install("[test]")
        run(PYTHON, "-m", "ruff", "check", ".")
        run(PYTHON, "-m", "ruff", "format", "--check", ".")
        run(PYTHON, "-m", "mypy")
        run(
            PYTHON,
            "-m",
            "pytest",
            *sys.argv[2:],
            QT_QPA_PLATFORM=os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        )
    elif what == "windows":
        install_system_libraries(WINDOWS_PACKAGES)
        make_environment()
        run(PYTHON, "-m", "windows.make", *sys.argv[2:], PYTHONPATH=str(ROOT / "tests"))
    elif what == "bench":
        install("[test,bench]")
        for bench in sorted((ROOT / "tests" / "bench").glob("*.py")):
            run(PYTHON, bench, QT_QPA_PLATFORM=screen)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
