"""The program run without a window; the folder that its command `demo` writes, made once for all tests."""

import contextlib
import functools
import io
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from kpm_desktop import app
from patience import PATIENCE

ROOT = Path(__file__).parents[1]
LAST_SHEET = "daftar-hadir-paiton.pdf"


class Run(NamedTuple):
    """What a run of the program left: exit code, what it printed, what it complained about."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed with `--json`."""
        return json.loads(self.out)


class Demo(NamedTuple):
    """The folder, and what the command said of it."""

    folder: Path
    said: Any

    @property
    def data(self) -> Path:
        """The data file."""
        return self.folder / "contoh.db"

    def pdf(self, name: str) -> bytes:
        """One of the papers."""
        return (self.folder / name).read_bytes()


def run(*arguments: object) -> Run:
    """Run the program in this process: it says and ends as `started` does, and takes a tenth of the time."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = app.main([str(word) for word in arguments])
        except SystemExit as ended:  # of a wrong command line, or after --help
            code = int(ended.code or 0)
    return Run(code, out.getvalue(), err.getvalue())


def started(*arguments: object, **environment: str) -> Run:
    """Run the program as a process of its own, as support would: warnings are errors."""
    system = os.environ if sys.platform == "win32" else {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    known = {**system, **environment}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "kpm_desktop", *map(str, arguments)],
        cwd=ROOT,
        env=known,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    return Run(done.returncode, done.stdout, done.stderr)


@functools.cache
def demo() -> Demo:
    """Run `kpm-desktop demo` into a new folder; nobody may write into it."""
    made = tempfile.TemporaryDirectory(prefix="kpm-demo-")
    _KEPT.append(made)
    folder = Path(made.name) / "contoh"
    done = started("demo", folder, "--json")
    assert (done.code, done.err) == (0, "")
    return Demo(folder, done.json)


_KEPT: list[tempfile.TemporaryDirectory[str]] = []  # deleted when the tests end
