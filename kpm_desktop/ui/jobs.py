"""Work that takes longer than 100 ms: one serial worker, results as values on the window's thread.

The worker never touches a widget. What it reports and what it returns comes back as `Ok` or `Err`; exceptions
do not cross threads. An executor can be handed in, so tests run the work where and when they like.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from kpm_desktop.workflows.progress import Cancelled, Progress

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ok(Generic[T]):
    """The work is done."""

    value: T


@dataclass(frozen=True, slots=True)
class Err:
    """The work ended with an exception; `Cancelled` when the operator pressed Hentikan."""

    error: BaseException

    @property
    def is_cancelled(self) -> bool:
        """Tell whether the operator stopped the work."""
        return isinstance(self.error, Cancelled)


class Executor(Protocol):
    """Where work runs. `submit` calls it once, sometime; `shutdown` waits for what is running."""

    def submit(self, work: Callable[[], None], /) -> object:
        """Run the work."""

    def shutdown(self) -> None:
        """Finish and stop."""


class _Report:
    """The `Progress` a workflow gets; it hands on to the window's thread and raises when stopped."""

    def __init__(self, tell: Callable[[int, int, str], None]) -> None:
        self._tell = tell
        self.stopped = threading.Event()

    def step(self, done: int, total: int, what: str) -> None:
        if self.stopped.is_set():
            raise Cancelled
        self._tell(done, total, what)


class Jobs(QObject):
    """The runner. One job at a time; those that come meanwhile wait their turn."""

    started = Signal(str)  # what is done, for the progress card
    progressed = Signal(int, int, str)  # done, total (0 = unknown), current item
    finished = Signal()
    _returned = Signal(object)

    def __init__(self, executor: Executor | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor: Executor = executor or ThreadPoolExecutor(1, thread_name_prefix="pekerjaan")
        self._report: _Report | None = None
        self._is_quiet = self._is_closed = False
        self._waiting: list[_Job] = []
        self._returned.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Tell whether a job is running, or waits behind a quiet one, that the operator waits for."""
        if self._report is None:
            return False
        return not self._is_quiet or any(not job.quiet for job in self._waiting)

    def start(
        self,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[Ok[T] | Err], object],
        *,
        quiet: bool = False,
    ) -> None:
        """Run `work(progress)` on the worker, then `done(Ok | Err)` on this thread.

        Args:
            title: what is being done, in Indonesian, shown after 300 ms.
            work: must only compute and touch files; it calls `progress.step(done, total, what)` often.
            done: a bound method of something that lives long enough.
            quiet: nobody waits for it (a picture beside a list): the window stays free, no card appears.

        Nothing is begun any more after `close`: a clock of a page may still tick while the program ends.
        """
        if self._is_closed:
            return
        self._waiting.append(_Job(title, work, done, quiet))
        if self._report is None:
            self._next()

    def cancel(self) -> None:
        """Stop the running job at its next step; its `done` gets `Err(Cancelled)`."""
        if self._report is not None:
            self._report.stopped.set()

    def close(self) -> None:
        """Stop what is running and what waits, and end the worker."""
        self._is_closed = True
        self._waiting.clear()
        self.cancel()
        self._executor.shutdown()

    def _next(self) -> None:
        job = self._waiting.pop(0)
        report = _Report(_silent if job.quiet else self.progressed.emit)
        self._report, self._is_quiet = report, job.quiet
        if not job.quiet:
            self.started.emit(job.title)

        def run() -> None:
            result: Ok[object] | Err
            try:
                result = Ok(job.work(report))
            except Exception as error:  # noqa: BLE001 (it becomes a value and is told in the window)
                result = Err(error)
            self._returned.emit((job, result))

        self._executor.submit(run)

    def _take(self, returned: tuple["_Job", "Ok[object] | Err"]) -> None:
        job, result = returned
        self._report = None
        if not job.quiet:
            self.finished.emit()
        if self._waiting:
            self._next()
        job.done(result)


@dataclass(frozen=True, slots=True)
class _Job:
    title: str
    work: Callable[[Progress], object]
    done: Callable[..., object]
    quiet: bool


def _silent(_done: int, _total: int, _what: str) -> None:
    return
