"""A print server of our own with one queue that writes PDF files (CUPS and cups-pdf), for one test.

It lives in a temporary folder and listens on a socket there; what the machine prints with is left alone.
"""

import contextlib
import ctypes
import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from patience import PATIENCE

QUEUE: Final = "Printer-Uji"
DRIVER: Final = "/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd"
PRINTED: Final = Path(
    "/var/spool/cups-pdf/ANONYMOUS"
)  # where cups-pdf puts the jobs of a user it does not know
_LIBRARY: Final = "libcups.so.2"
_SCHEDULER: Final = """\
Listen {root}/cups.sock
Browsing No
WebInterface No
DefaultAuthType None
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order allow,deny
</Limit>
</Policy>
"""
_FILES: Final = """\
ServerRoot {root}/etc
RequestRoot {root}/spool
TempDir {root}/spool/tmp
CacheDir {root}/cache
StateDir {root}/state
AccessLog {root}/log/access
ErrorLog {root}/log/error
PageLog {root}/log/page
User lp
Group lp
SystemGroup root
"""


class PrintServer:
    """One running server; Qt in this process finds its queue."""

    def __init__(self, root: Path, wait: Callable[[Callable[[], bool]], object]) -> None:
        self._root, self._wait = root, wait
        self._user = f"uji{uuid.uuid4().hex[:8]}"
        self._process = subprocess.Popen(
            ["/usr/sbin/cupsd", "-f", "-c", root / "cupsd.conf", "-s", root / "cups-files.conf"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
        )
        wait(lambda: self._said("lpstat", "-r").startswith("scheduler is running"))
        self._said("lpadmin", "-p", QUEUE, "-E", "-v", "cups-pdf:/", "-P", DRIVER, "-o", "Label=2")
        wait(lambda: QUEUE in self._said("lpstat", "-e"))

    def printed(self, title: str, jobs: int = 1) -> list[bytes]:
        """Return the PDFs that came out of the printer for so many jobs with this title, once done."""
        self._wait(lambda: not self._said("lpstat", "-o") and len(self._files(title)) >= jobs)
        found = self._files(title)
        contents = [one.read_bytes() for one in found]
        for one in found:
            one.unlink()
        return contents

    @contextlib.contextmanager
    def used(self) -> Iterator[None]:
        """Let this process print to it, under a user's name that the machine does not know."""
        names = {"CUPS_SERVER": f"{self._root}/cups.sock", "CUPS_USER": self._user}
        before = {name: os.environ.get(name) for name in names}
        os.environ.update(names)
        _forget()
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value
            _forget()

    def stop(self) -> None:
        """End the server."""
        self._process.terminate()
        self._process.wait(PATIENCE)

    def _files(self, title: str) -> list[Path]:
        found = [one for one in PRINTED.glob("*.pdf") if title in one.name]
        return sorted(found, key=lambda one: one.stat().st_mtime_ns)

    def _said(self, *command: str) -> str:
        names = {"CUPS_SERVER": f"{self._root}/cups.sock", "CUPS_USER": self._user, "LC_ALL": "C"}
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, env={**os.environ, **names}
        )
        return done.stdout


def _forget() -> None:
    """Let libcups read its environment anew: it keeps the server's name for each thread."""
    library = ctypes.CDLL(_LIBRARY)
    library.cupsSetServer(None)
    library.cupsSetUser(None)


@contextlib.contextmanager
def print_server(wait: Callable[[Callable[[], bool]], object]) -> Iterator[PrintServer]:
    """Start a server; `wait` comes back when what it is given has become true."""
    root = Path(tempfile.mkdtemp(prefix="cups"))
    root.chmod(0o755)
    try:
        for name in ("etc/ppd", "spool/tmp", "cache", "state", "log"):
            (root / name).mkdir(parents=True)
        for name in ("spool", "spool/tmp", "cache", "state", "log"):
            shutil.chown(root / name, "lp", "lp")
        (root / "cupsd.conf").write_text(_SCHEDULER.format(root=root))
        (root / "cups-files.conf").write_text(_FILES.format(root=root))
        server = PrintServer(root, wait)
        try:
            with server.used():
                yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(root)
