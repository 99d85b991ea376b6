"""What holds for all tests: windows are drawn in memory, never on a screen; some belong to one system.

What a test has let go is collected between two tests, as the program does between two events."""

import gc
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kpm_desktop.ui.garbage import collect_due
from patience import PATIENCE
from rounds import ON_WINE, rounds
from sharing import Sharing

gc.disable()
EXAMPLES = os.environ.get("EXAMPLES", "")
"""How many examples a rule is tried on, other ones each time; without it a hundred, the same in each run."""
settings.register_profile(
    "rules",
    max_examples=rounds("EXAMPLES", 100),
    derandomize=not EXAMPLES,
    deadline=None,  # how fast a machine is says nothing about a rule
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("rules")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LC_ALL"] = "C.UTF-8"  # whatever language this user has, installed or not
# The dialogs of Windows for files and printers cannot be answered by a test: Qt's own take their place.
QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)

ONLY_ON_DEBIAN: Final[Mapping[str, str]] = {
    "store/test_full_disk.py": "mounts a small disk and bounds what a process may write",
    "documents/test_kerning.py": "Pillow for Windows has no fribidi, so it cannot lay out letters",
    "packages/test_mounts.py": "reads the list of mounts",
    "test_on_debian.py": "has no display, and its folder from the environment",
}
ONLY_AS_ROOT: Final[Mapping[str, str]] = {
    "ui/test_native_printing.py": "starts a print server, which Debian lets only root do",
}
ONLY_ON_WINDOWS: Final[Mapping[str, str]] = {
    "windows/test_windows.py": "locks, names, drives, registry and printers of Windows",
}
ONLY_ON_WINE: Final[Mapping[str, str]] = {
    "windows/test_wine.py": "has a stick, a disc and printers: python3 tests/run.py windows makes them",
}
_IS_ROOT: Final = sys.platform != "win32" and os.geteuid() == 0
_ELSEWHERE: Final = {
    **({} if _IS_ROOT else ONLY_AS_ROOT),
    **(ONLY_ON_DEBIAN if sys.platform == "win32" else ONLY_ON_WINDOWS),
    **({} if ON_WINE else ONLY_ON_WINE),
}

collect_ignore = list(_ELSEWHERE)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option for several runs at once."""
    parser.addoption(
        "--share", type=Path, help="run the files of tests that no other run with this folder took"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Share the tests with other runs when asked to."""
    folder = config.getoption("--share")
    if folder:
        config.pluginmanager.register(Sharing(folder))


def pytest_report_header() -> list[str]:
    """Name the tests that belong to another system or user, so that none is left out silently."""
    return [f"belongs elsewhere: {name} ({reason})" for name, reason in _ELSEWHERE.items()]


def pytest_runtest_logfinish() -> None:
    """Collect what the test has left."""
    collect_due()


class PatientBot(QtBot):
    """What drives a window in tests and waits for it, on a busy machine too."""

    _PATIENCE: Final = int(PATIENCE * 1000)

    def waitUntil(  # noqa: N802 (its name)
        self, callback: Callable[[], bool | None], *, timeout: int = _PATIENCE
    ) -> None:
        """Wait until this holds."""
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = _PATIENCE, **more: Any) -> Any:  # noqa: N802
        """Wait at the end of a block for a signal."""
        return super().waitSignal(signal, timeout=timeout, **more)

    def waitActive(self, widget: QWidget, *, timeout: int = _PATIENCE) -> Any:  # noqa: N802
        """Wait at the end of a block until the window has the keyboard."""
        return super().waitActive(widget, timeout=timeout)


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> PatientBot:
    """Return it in place of the less patient one."""
    del qapp
    return PatientBot(request)
