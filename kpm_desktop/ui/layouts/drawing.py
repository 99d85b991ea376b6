"""Draws the page of a layout on the worker, unseen: the PDF as it would print, and what is wrong with it."""

import dataclasses
from collections.abc import Mapping
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from kpm_desktop import workflows
from kpm_desktop.domain.layouts import Layout
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.jobs import Err, Ok
from kpm_desktop.ui.page import Shell
from kpm_desktop.workflows.progress import Progress

SETTLES_AFTER = 60  # milliseconds without another change, before the page is drawn


@dataclasses.dataclass(frozen=True, slots=True)
class Wish:
    """A layout with the one whose data it shows: a person of a series, or an example with a name."""

    layout: Layout
    series: Uid | None = None
    person: Uid | None = None
    name: str = ""


class Drawing(QObject):
    """`drawn` tells the PDF and its problems; only the newest wish is drawn."""

    drawn = Signal(object, object)

    def __init__(self, shell: Shell, pictures: Mapping[str, bytes], parent: QObject) -> None:
        super().__init__(parent)
        self._shell, self._pictures = shell, pictures
        self._wish: Wish | None = None
        self._works = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLES_AFTER)
        self._timer.timeout.connect(self._begin)

    def draw(self, wish: Wish) -> None:
        """Draw this, once nothing else is wished."""
        self._wish = wish
        self._timer.start()

    def _begin(self) -> None:
        if self._wish is None or self._works or not self._shell.workspace.is_open:
            return
        self._works = True
        work = partial(_work, wish=self._wish, pictures=dict(self._pictures))
        self._shell.workspace.read_long(
            "Menyiapkan pratinjau", work, partial(self._take, self._wish), quiet=True
        )

    def _take(self, wish: Wish, result: Ok[Any] | Err) -> None:
        if not shiboken6.isValid(self):  # the page was left meanwhile
            return
        self._works = False
        if isinstance(result, Ok) and wish == self._wish:
            self.drawn.emit(*result.value)
        elif isinstance(result, Ok) or result.is_cancelled:  # Hentikan was meant for another job
            self._timer.start()
        else:
            raise result.error


def _work(
    data_file: DataFile, _progress: Progress, *, wish: Wish, pictures: Mapping[str, bytes]
) -> tuple[bytes, Any]:
    shown = workflows.own_designs.show(data_file, wish.layout, wish.series, wish.person, pictures, wish.name)
    return shown.draw(), shown.problems
