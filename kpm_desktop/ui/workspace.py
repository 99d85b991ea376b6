"""The workspace: the data file in use and every act on it, told to all screens once.

Screens connect bound methods to `changed`; nobody but this class opens an operation from the window.
"""

import datetime as dt
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.ui.jobs import Err, Jobs, Ok
from kpm_desktop.workflows.progress import Progress

T = TypeVar("T")


class Workspace(QObject):
    """Owns the `DataFile`. All of it runs on the window's thread, except the work given to `run_long`."""

    changed = Signal(object)  # Changes; None when another data file was opened
    acted = Signal(object)  # Changes of an act that can be undone: the toast names it
    undone = Signal(str)  # the label of what was undone
    redone = Signal(str)
    saved = Signal(object)  # datetime of the last write
    unsaved = Signal(object)  # DataFileError: the last act was not written, or the journal could not be
    failed = Signal(object)  # DataFileError to be told in a dialog

    def __init__(self, jobs: Jobs, now: Callable[[], dt.datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data_file: DataFile | None = None
        self._undo_label = ""
        self._jobs = jobs
        self._now = now

    @property
    def data_file(self) -> DataFile:
        """The file in use; only asked for while one is open."""
        if self._data_file is None:
            raise RuntimeError("no data file is open")
        return self._data_file

    @property
    def undo_label(self) -> str:
        """The label of the act that `undo` would take back; empty when it is not known or there is none."""
        return self._undo_label

    @property
    def is_open(self) -> bool:
        """Tell whether a data file is open."""
        return self._data_file is not None

    def take(self, data_file: DataFile) -> None:
        """Use this file from now on; the one before is closed. All screens show everything anew."""
        self.close()
        self._data_file = data_file
        self.changed.emit(None)

    def close(self) -> None:
        """Close the file in use, if there is one."""
        if self._data_file is not None:
            closing, self._data_file = self._data_file, None
            closing.close()

    def run(self, kind: str, label: str, act: Callable[[DataFile], object]) -> Changes | None:
        """Do one act of the operator: one transaction, one step of undo, one broadcast, one toast.

        Args:
            kind: of the operation: edit, import, issue, lock, print, export...
            label: what was done, Indonesian, as the toast and Riwayat say it: "Ubah 1 kader".
            act: gets the data file and saves through its registers.

        Returns:
            What changed, or None if it could not be saved; the operator has been told then.
        """
        try:
            with self.data_file.operation(kind, label) as operation:
                act(self.data_file)
        except DataFileError as error:
            self._tell(error)
            return None
        changes = operation.changes
        if changes is None or not changes.touched:
            return changes
        self._broadcast(changes)
        self.acted.emit(changes)
        return changes

    def run_long(
        self,
        kind: str,
        label: str,
        act: Callable[[DataFile, Progress], T],
        done: Callable[[Ok[T] | Err], object],
        title: str = "",
    ) -> None:
        """Do an act of more than 100 ms on the worker, in one transaction; Hentikan means nothing happened.

        `done` gets what `act` returned, after everybody was told of the changes.
        """
        data_file = self.data_file

        def work(progress: Progress) -> tuple[T, Changes | None]:
            with data_file.in_this_thread(), data_file.operation(kind, label) as operation:
                value = act(data_file, progress)
            return value, operation.changes

        def finish(result: Ok[tuple[T, Changes | None]] | Err) -> None:
            if isinstance(result, Err):
                if isinstance(result.error, DataFileError):
                    self._tell(result.error)
                done(result)
                return
            value, changes = result.value
            if changes is not None and changes.touched:
                self._broadcast(changes)
                self.acted.emit(changes)
            done(Ok(value))

        self._jobs.start(title or label, work, finish)

    def read_long(
        self, title: str, act: Callable[[DataFile, Progress], T], done: Callable[[Ok[T] | Err], object]
    ) -> None:
        """Compute something long from the data file on the worker; nothing is written."""
        data_file = self.data_file

        def work(progress: Progress) -> T:
            with data_file.in_this_thread():
                return act(data_file, progress)

        self._jobs.start(title, work, done)

    def undo(self) -> None:
        """Undo the newest act; what cannot be undone is explained instead."""
        self._reverse(self.data_file.undo, self.undone)

    def redo(self) -> None:
        """Undo the undo."""
        self._reverse(self.data_file.redo, self.redone)

    def undo_operation(self, uid: Uid) -> None:
        """Undo one act of the past, from Riwayat or from its toast."""
        self._reverse(lambda: self.data_file.undo_operation(uid), self.undone)

    def broadcast(self, changes: Changes) -> None:
        """Tell everybody of changes that a workflow made in operations of its own."""
        self._broadcast(changes)

    def _reverse(self, act: Callable[[], object], signal: object) -> None:
        raise NotImplementedError

    def _broadcast(self, changes: Changes) -> None:
        self.saved.emit(self._now())
        self.changed.emit(changes)

    def _tell(self, error: DataFileError) -> None:
        self.unsaved.emit(error)
        self.failed.emit(error)
