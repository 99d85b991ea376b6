"""What nobody holds any more is destroyed by the window's thread, however busy the worker is."""

import gc
import threading
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from kpm_desktop.ui.garbage import Garbage
from kpm_desktop.ui.jobs import Err, Jobs, Ok
from kpm_desktop.workflows.progress import Progress


class Knot(QObject):
    """Holds itself, so that only a collection frees it."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def litter(_progress: Progress) -> int:
    """Leave far more behind than starts a collection of any generation."""
    for _ in range(300_000):
        knot: list[object] = []
        knot.append(knot)
    return threading.get_ident()


def test_a_worker_that_litters_destroys_no_object_of_qt(qtbot: QtBot) -> None:
    gc.enable()
    garbage, jobs = Garbage(), Jobs()
    freed_by: list[int] = []
    weakref.finalize(Knot(), lambda: freed_by.append(threading.get_ident()))
    results: list[Ok[int] | Err] = []
    jobs.start("Menghitung", litter, results.append)
    qtbot.waitUntil(lambda: bool(results and freed_by))
    jobs.close()
    [result] = results
    assert isinstance(result, Ok)
    assert result.value != threading.get_ident()
    assert freed_by == [threading.get_ident()]
    assert not gc.isenabled()
    garbage.deleteLater()
