"""What stands around the PC in the root: two printers of cups-pdf, a stick and a disc that cannot be written.

The drives are folders of the root. Wine is told that E: is removable, and each Windows user has an own one;
F: is mounted read-only, one for all.
"""

import contextlib
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from windows.wine import FailedError, Wine, delete, host

STICK, DISC, DISC_SOURCE = "stick", "disc", "disc.source"
"""The first is a folder beside drive C:, the others in the working folder; what is put into the last one is
seen on the disc."""
_TYPES: Final = '\n[Software\\\\Wine\\\\Drives] 1\n"e:"="floppy"\n"f:"="cdrom"\n'
_PRINTERS: Final = ("KPM-F4", "KPM-A4")
"""The first one knows F4, the second only A4."""
_PPD: Final = Path("usr/share/ppd/cups-pdf/CUPS-PDF_noopt.ppd")
_SOCKET: Final = "/run/cups/cups.sock"
_CONFIG: Final = f"""Listen {_SOCKET}
Browsing No
LogLevel warn
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
"""


def put_in_disc(wine: Wine) -> None:
    """Put an empty disc into the drive, before the working folder is mounted into the root with it."""
    for name in (DISC_SOURCE, DISC):
        delete(wine.work / name)
        (wine.work / name).mkdir()
    host("mount", "--bind", wine.work / DISC_SOURCE, wine.work / DISC)
    host("mount", "-o", "remount,bind,ro", wine.work / DISC)


def plug_in_drives(wine: Wine) -> None:
    """Give the Windows user, who has not logged in yet, an empty stick and the disc."""
    stick = wine.prefix / STICK
    stick.mkdir()
    (stick / ".windows-label").write_text("KPM-USB 1\n", encoding="ascii")
    (stick / ".windows-serial").write_text("1A2B3C4D\n", encoding="ascii")
    for letter, folder in (("e:", stick), ("f:", wine.work / DISC)):
        link = wine.prefix / "dosdevices" / letter
        link.unlink(missing_ok=True)
        link.symlink_to(wine.inside(folder))
    with (wine.prefix / "system.reg").open("a", encoding="ascii") as registry:
        registry.write(_TYPES)


@contextlib.contextmanager
def printers(wine: Wine) -> Iterator[None]:
    """Run the print server; what is printed lies as PDF in /root/PDF of the root."""
    socket = wine.root / _SOCKET.lstrip("/")
    socket.parent.mkdir(parents=True, exist_ok=True)
    socket.unlink(missing_ok=True)
    for kept in (wine.root / "etc" / "cups").glob("printers.conf*"):
        kept.unlink()
    shutil.rmtree(wine.root / "root" / "PDF", ignore_errors=True)
    backend = wine.root / "etc" / "cups" / "cups-pdf.conf"
    backend.write_text("Out ${HOME}/PDF\nGrp lpadmin\nDecodeHexStrings 1\nLabel 2\n", encoding="ascii")
    config = wine.work / "cupsd.conf"
    config.write_text(_CONFIG, encoding="ascii")
    server = subprocess.Popen(
        ["chroot", str(wine.root), "/usr/sbin/cupsd", "-f", "-c", wine.inside(config)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(socket)
        for name in _PRINTERS:
            described = wine.work / f"{name}.ppd"
            described.write_text(_description(wine.root / _PPD, has_f4="F4" in name), encoding="latin-1")
            host("chroot", wine.root, "lpadmin", "-h", _SOCKET, "-p", name, "-E", "-v", "cups-pdf:/",
                 "-P", wine.inside(described))  # fmt: skip
        yield
    finally:
        server.terminate()
        server.wait(20)


def _description(ppd: Path, *, has_f4: bool) -> str:
    """Return the description of a printer that knows A4, and F4 (609 x 935 points) when it is to."""
    lines: list[str] = []
    for line in ppd.read_text(encoding="latin-1").splitlines():
        entry = re.match(r"\*(?:PageSize|PageRegion|ImageableArea|PaperDimension) (?P<size>[^/:]+)", line)
        if entry is None or entry["size"] == "A4":
            lines.append(line)
        if entry is not None and entry["size"] == "A4" and has_f4:
            lines.append(line.replace("A4/A4", "F4/F4").replace("595 842", "609 935"))
    return "\n".join(lines) + "\n"


def _wait_for(socket: Path, seconds: float = 15) -> None:
    began = time.monotonic()
    while not socket.exists():
        if time.monotonic() - began > seconds:
            raise FailedError("the print server does not start")
        time.sleep(0.1)
