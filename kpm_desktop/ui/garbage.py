"""Python's garbage is collected by the window's thread, between two events.

By itself a collection starts wherever something is allocated, also on the worker: a closed window would then
be destroyed by a thread that Qt does not allow to.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_INTERVAL = 1_000  # milliseconds


class Garbage(QObject):
    """Lives as long as the program; the collection by allocation is off from the start of the first one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_INTERVAL)
        self._timer.timeout.connect(collect_due)
        self._timer.start()


def collect_due() -> None:
    """Collect the oldest generation whose count is beyond its threshold, as the interpreter would."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    due = [place for place, count in enumerate(counts) if count > thresholds[place] > 0]
    if due:
        gc.collect(max(due))
