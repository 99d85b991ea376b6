"""Looks at certificates before they are issued, and draws the one shown, on the worker, unseen.

A run is planned as a whole, so that the numbers and what stands against them are those it would get.
"""

import dataclasses
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from kpm_desktop import workflows
from kpm_desktop.domain.certificates import CertificateLine
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.certificates.issuing import made_choices
from kpm_desktop.ui.certificates.run_choices import RunChoices
from kpm_desktop.ui.jobs import Err, Ok
from kpm_desktop.ui.page import Shell
from kpm_desktop.workflows.progress import Progress

SETTLES_AFTER = 120  # milliseconds without another row, before a page is drawn


@dataclasses.dataclass(frozen=True, slots=True)
class Preflight:
    """What was found about a run: problems of all of it, and of each certificate, with its number."""

    run: tuple[Uid, ...]
    problems: tuple[Problem, ...]
    own: dict[Uid, tuple[Problem, ...]]
    numbers: dict[Uid, str]


@dataclasses.dataclass(frozen=True, slots=True)
class _Wish:
    line: CertificateLine
    run: tuple[CertificateLine, ...]
    choices: RunChoices | None

    @property
    def key(self) -> tuple[Any, ...]:
        """Return what the plan depends on."""
        return tuple(one.uid for one in self.run), self.choices


class Looking(QObject):
    """`drawn` tells a certificate and its PDF (empty: it cannot be shown), `looked` a `Preflight`."""

    drawn = Signal(object, object)
    looked = Signal(object)

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._wish: _Wish | None = None
        self._plan: tuple[tuple[Any, ...], Any] | None = None
        self._works = False
        self._round = 0
        self._shown: tuple[_Wish | None, int] = (None, 0)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLES_AFTER)
        self._timer.timeout.connect(self._begin)

    def look(self, line: CertificateLine, run: Sequence[CertificateLine], choices: RunChoices | None) -> None:
        """Draw this certificate, and plan the run it is in when it is only ready."""
        wish = _Wish(line, tuple(run), choices)
        if (wish, self._round) != self._shown:
            self._wish = wish
            self._timer.start()

    def forget(self) -> None:
        """The data have changed: plan anew."""
        self._round += 1
        self._plan = None

    def leave(self) -> None:
        """Nothing is shown any more."""
        self._wish, self._shown = None, (None, 0)
        self._timer.stop()

    def _begin(self) -> None:
        if self._wish is None or self._works or not self._shell.workspace.is_open:
            return
        self._works = True
        data_file = self._shell.workspace.data_file
        known = self._plan[1] if self._plan is not None and self._plan[0] == self._wish.key else None
        work = partial(_work, data_file, self._wish, known)
        done = partial(self._take, self._wish, self._round)
        self._shell.jobs.start("Menyiapkan pratinjau", work, done, quiet=True)

    def _take(self, wish: _Wish, round_: int, result: Ok[Any] | Err) -> None:
        self._works = False
        if not self._shell.workspace.is_open:
            return
        is_stopped = isinstance(result, Err) and result.is_cancelled  # Hentikan was meant for another job
        if is_stopped or wish != self._wish or round_ != self._round:
            self._timer.start()
            return
        self._shown = wish, round_
        if isinstance(result, Err):
            self.drawn.emit(wish.line.uid, b"")
            return
        pdf, plan = result.value
        if plan is not None:
            self._plan = wish.key, plan
            self.looked.emit(_preflight(wish, plan))
        self.drawn.emit(wish.line.uid, pdf)


def _work(data_file: DataFile, wish: _Wish, known: Any, progress: Progress) -> tuple[bytes, Any]:
    made = workflows.issued_certificates
    plan = known
    with data_file.in_this_thread():
        if wish.line.state == "ready":
            draw, plan = _ready(data_file, wish, known, progress)
        else:
            frozen = made.frozen_of(data_file.certificates.get(wish.line.uid))
            draw = made.drawing_of(data_file, frozen, draft=False)
    return (draw() if draw is not None else b""), plan


def _ready(
    data_file: DataFile, wish: _Wish, known: Any, progress: Progress
) -> tuple[Callable[[], bytes] | None, Any]:
    made = workflows.issue_certificates
    if wish.choices is None or wish.choices.day is None:
        return None, None
    plan = known
    if plan is None:
        people = [one.person for one in wish.run if one.person is not None]
        series = bytes.fromhex(wish.choices.series)
        plan = made.plan_certificates(data_file, series, made_choices(wish.choices), people, progress)
    one = next((one for one in plan.planned if one.record.uid == wish.line.uid), None)
    if one is None:
        return None, plan
    return workflows.issued_certificates.drawing_of(data_file, one.frozen, draft=True), plan


def _preflight(wish: _Wish, plan: Any) -> Preflight:
    planned = {one.record.uid: one for one in plan.planned}
    return Preflight(
        tuple(one.uid for one in wish.run),
        tuple(plan.problems),
        {uid: tuple(one.problems) for uid, one in planned.items()},
        {uid: one.record.number for uid, one in planned.items()},
    )
