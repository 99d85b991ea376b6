"""The journey of the setup on a fresh Windows: install, start, use, install over it, remove."""

import time
from pathlib import Path
from typing import Final

from windows.screen import SIZE, Desk
from windows.wine import FailedError, Wine

UNINSTALL: Final = "Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\KPMDesktop"
FONTS: Final = "Control Panel\\Desktop"
DESKTOP: Final = f"/desktop=kpm,{SIZE}"
"""The setup runs on the program's desktop, as on a PC: from another one no window can be asked to close."""
START_LIMIT: Final = 2.5  # seconds from starting until the window is there, warm
_TABS: Final = ("beranda", "desa", "kader", "kegiatan", "lomba", "sertifikat")


def drive(wine: Wine, desk: Desk, setup: Path) -> None:
    """Go through it; raises FailedError where something is not as it should be."""
    folder = wine.local_app_data / "Programs" / "KPM Desktop"
    program = folder / "KPM Desktop.exe"
    data = wine.local_app_data / "KPM Desktop" / "contoh" / "kpm.db"
    wine.run(setup, "/S", seconds=180)
    _installed(wine, folder)
    _open(wine, desk, program)
    for number, name in enumerate(_TABS, 1):
        desk.key(f"ctrl+{number}")
        time.sleep(1)
        desk.picture(f"100-{number}-{name}")
    wine.set_value(UNINSTALL, "DisplayVersion", "0.0.1")
    wine.start("explorer", DESKTOP, setup, "/S")  # over the running program, which must save and close
    desk.wait_gone("CONTOH", 60)
    _wait_until_updated(wine)
    _installed(wine, folder)
    wine.set_value(FONTS, "LogPixels", "144", "REG_DWORD")
    wine.stop()
    _open(wine, desk, program)
    desk.key("alt+F4")
    desk.wait_gone("CONTOH")
    took = _open(wine, desk, program)  # warm
    print(f"window up after {took:.1f} s")
    time.sleep(1)
    desk.picture("150-beranda")
    desk.key("alt+F4")
    desk.wait_gone("CONTOH")
    if took > START_LIMIT:
        raise FailedError(f"the window took {took:.1f} s, more than {START_LIMIT} s")
    kept = data.read_bytes()
    wine.run(folder / "Copot.exe", "/S")
    _wait_until_gone(program)  # the uninstaller goes on by itself
    if wine.value(UNINSTALL, "DisplayName") or wine.value("Software\\Classes\\.paket", ""):
        raise FailedError("the uninstaller left keys in the registry")
    if data.read_bytes() != kept:
        raise FailedError("the uninstaller touched the data")


def _open(wine: Wine, desk: Desk, program: Path) -> float:
    """Start the program on its sample data, on a desktop with title bars; returns its seconds."""
    wine.start("explorer", DESKTOP, program, "--demo")
    return desk.wait_for("CONTOH", 60)


def _installed(wine: Wine, folder: Path) -> None:
    for name in ("KPM Desktop.exe", "kpm-desktop.exe", "Copot.exe", "Baca saya.txt"):
        if not (folder / name).is_file():
            raise FailedError(f"not installed: {name}")
    if (folder / "_lama").exists():
        raise FailedError("the program before was left behind")
    if not list(wine.drive_c.rglob("KPM Desktop.lnk")):
        raise FailedError("no entry in the start menu")
    if wine.value("Software\\Classes\\.paket", "") != "KPMDesktop.Paket":
        raise FailedError(".paket is not associated")


def _wait_until_updated(wine: Wine, seconds: float = 120) -> None:
    began = time.monotonic()
    while wine.value(UNINSTALL, "DisplayVersion") == "0.0.1":
        if time.monotonic() - began > seconds:
            raise FailedError("the newer version was not installed over the older one")
        time.sleep(1)


def _wait_until_gone(path: Path, seconds: float = 30) -> None:
    began = time.monotonic()
    while path.exists():
        if time.monotonic() - began > seconds:
            raise FailedError(f"still there: {path.name}")
        time.sleep(0.2)
