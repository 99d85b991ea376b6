"""The workspace: the data file in use and every act on it, told to all screens once.

Screens connect bound methods to `changed`; nobody but this class opens an operation from the window.
"""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from kpm_desktop.domain.changes import Kind
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.undo_steps import Choice
from kpm_desktop.domain.words import thousands
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.store.history import Reversal
from kpm_desktop.store.merging import Choices
from kpm_desktop.store.operation import Changes
from kpm_desktop.ui.jobs import Err, Jobs, Ok
from kpm_desktop.workflows.progress import Progress, telling

T = TypeVar("T")
_AT_ONCE = 200
"""So many changes are taken back on the window's thread; more would let it stand still."""


class Workspace(QObject):
    """Owns the `DataFile`. All of it runs on the window's thread, except the work given to `run_long`."""

    changed = Signal(object)  # Changes; None when another data file was opened
    acted = Signal(object)  # Changes of an act that can be undone: the toast names it
    undone = Signal(str, object)  # what was taken back, for the toast; the Reversal
    redone = Signal(str, object)
    saved = Signal(object)  # datetime of the last write
    unsaved = Signal(str, object)  # code and facts: the last act was not written, or the journal could not be
    failed = Signal(object)  # DataFileError to be told in a dialog
    stopped = Signal(str)  # that the operator stopped an act, and what is so now

    def __init__(self, jobs: Jobs, now: Callable[[], dt.datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data_file: DataFile | None = None
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
        """The label of what `undo` would take back; empty when there is none or something is in the way."""
        return (self._data_file.undo_label() or "") if self._data_file else ""

    @property
    def redo_label(self) -> str:
        """The label of what `redo` would bring back; empty when there is none."""
        return (self._data_file.redo_label() or "") if self._data_file else ""

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

    def run(
        self, kind: str, label: str, act: Callable[[DataFile], object], *, toast: bool = True
    ) -> Changes | None:
        """Do one act of the operator: one transaction, one step of undo, one broadcast, one toast.

        Args:
            kind: of the operation: edit, import, issue, lock, print, export...
            label: what was done, Indonesian, as the toast and Riwayat say it: "Ubah 1 kader".
            act: gets the data file and saves through its registers.
            toast: whether a toast names the act; left out where every key is an act, as in marking.

        Returns:
            What changed, or None if it could not be saved; the operator has been told then.
        """
        try:
            with self.data_file.operation(kind, label) as operation:
                act(self.data_file)
                if kind == Kind.DELETE:
                    self.data_file.refuse_used()
        except DataFileError as error:
            self._tell(error)
            return None
        changes = operation.changes
        if changes is None or not changes.touched:
            return changes
        self.broadcast(changes)
        if toast:
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
                self.broadcast(changes)
                self.acted.emit(changes)
            done(Ok(value))

        self._jobs.start(title or label, work, finish)

    def read_long(
        self,
        title: str,
        act: Callable[[DataFile, Progress], T],
        done: Callable[[Ok[T] | Err], object],
        *,
        quiet: bool = False,
    ) -> None:
        """Compute something long from the data file on the worker; no record changes. `quiet`: see `Jobs`."""
        data_file = self.data_file

        def work(progress: Progress) -> T:
            with data_file.in_this_thread():
                return act(data_file, progress)

        self._jobs.start(title, work, done, quiet=quiet)

    def undo(self) -> None:
        """Undo the newest act; what cannot be undone is explained instead."""
        self._reverse(self.data_file.next_undo())

    def redo(self) -> None:
        """Undo the undo."""
        self._reverse(self.data_file.next_redo())

    def undo_operation(self, uid: Uid, then: Callable[[Reversal], object] = lambda _reversal: None) -> None:
        """Undo one act of the past, from Riwayat or from its toast.

        `then` is called when it was done and told, at once or after the worker; not when it could not be.
        """
        self._reverse(self.data_file.chosen(uid), then)

    def restore_value(self, table: str, uid: Uid, group: str, change: Uid) -> None:
        """Bring back an older value of a record from its history."""
        self._write(partial(self.data_file.restore_value, table, uid, group, change))

    def settle(self, choices: Choices, label: str) -> None:
        """Let the chosen values of contested cells stand."""
        self._write(partial(self.data_file.settle, choices, label))

    def broadcast(self, changes: Changes) -> None:
        """Tell everybody of changes that were made in operations of a workflow's own; no toast."""
        if changes.journal_written:
            self.saved.emit(self._now())
        else:
            self.unsaved.emit("E-CATATAN", {})
        self.changed.emit(changes)

    def _write(self, act: Callable[[], Changes]) -> None:
        try:
            changes = act()
        except DataFileError as error:
            self._tell(error)
            return
        self.broadcast(changes)
        self.acted.emit(changes)

    def _reverse(self, choice: Choice, then: Callable[[Reversal], object] = lambda _reversal: None) -> None:
        """Take back a choice: a small one at once, a large one on the worker. Nothing while a job is on."""
        if self._jobs.is_busy:
            return
        brings_back = choice.operation is not None and choice.operation.kind == Kind.UNDO
        finish = partial(self._reversed, brings_back, then)
        weight = self.data_file.weight(choice)
        if weight > _AT_ONCE:
            title = f"{'Mengulangi' if brings_back else 'Mengurungkan'} {thousands(weight)} perubahan"
            self.read_long(title, partial(_reverse, choice), finish)
            return
        try:
            reversal = self.data_file.reverse(choice)
        except DataFileError as error:
            finish(Err(error))
        else:
            finish(Ok(reversal))

    def _reversed(
        self, brings_back: bool, then: Callable[[Reversal], object], result: Ok[Reversal] | Err
    ) -> None:
        match result:
            case Ok(reversal):
                self.broadcast(reversal.changes)
                rest = ""
                if reversal.kept:
                    rest = f" {thousands(len(reversal.kept))} tetap karena sudah diubah sesudahnya."
                verb, signal = ("Diulangi", self.redone) if brings_back else ("Diurungkan", self.undone)
                signal.emit(f"{verb}: {reversal.label}.{rest}", reversal)
                then(reversal)
            case Err(DataFileError() as error):
                self.failed.emit(error)
            case _ if result.is_cancelled:
                self.stopped.emit("Dihentikan. Tidak ada yang berubah.")
            case _:
                raise result.error

    def _tell(self, error: DataFileError) -> None:
        self.unsaved.emit(error.code, error.values)
        self.failed.emit(error)


def _reverse(choice: Choice, data_file: DataFile, progress: Progress) -> Reversal:
    return data_file.reverse(choice, telling(progress))
