"""The question before a merge: what it would bring, counted; then the backup, the merge, and its undo."""

from functools import partial
from typing import Any

from kpm_desktop import workflows
from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.ui import dialogs
from kpm_desktop.ui.jobs import Err, Ok
from kpm_desktop.ui.messages import explain
from kpm_desktop.ui.package_words import merge_words
from kpm_desktop.ui.page import Shell
from kpm_desktop.workflows.progress import Progress


def open_merge(shell: Shell, *, opened: Any) -> None:
    """Look at the merge of packages that were opened (`receive_package.Opened`), ask, and do it."""
    Merging(shell, opened).look()


class Merging:
    """One merge between its preview and its toast."""

    def __init__(self, shell: Shell, opened: Any) -> None:
        self._shell, self._opened = shell, opened

    def look(self) -> None:
        """Work out what would change; nothing is written."""

        def work(data_file: DataFile, progress: Progress) -> Any:
            return workflows.receive_package.preview(data_file, self._opened, progress)

        self._shell.workspace.read_long("Membandingkan", work, self._looked)

    def _looked(self, result: Ok[Any] | Err) -> None:
        if isinstance(result, Err):
            tell_refused(self._shell, result)
            return
        names = ", ".join(dict.fromkeys(one.sender for one in self._opened.taken))
        question = f"Gabungkan kiriman dari {names}?"
        if dialogs.ask(
            self._shell.window(), question, merge_words(result.value.counts()), "Cadangkan lalu gabungkan"
        ):
            self._shell.workspace.read_long("Menggabungkan", partial(_merge, self._opened), self._merged)

    def _merged(self, result: Ok[Any] | Err) -> None:
        if isinstance(result, Err):
            tell_refused(self._shell, result)
        elif result.value is not None:
            self._shell.workspace.broadcast(result.value.changes)
            self._shell.workspace.acted.emit(result.value.changes)


def tell_refused(shell: Shell, result: Err) -> None:
    """Tell why what came in is not merged; a fault of our own goes on as one."""
    error = result.error
    if isinstance(error, PackageError):
        dialogs.tell(shell.window(), explain(error.code, error.values), details=error.code)
    elif isinstance(error, DataFileError):
        dialogs.tell_error(shell.window(), error)
    elif not result.is_cancelled:
        raise error


def _merge(opened: Any, data_file: DataFile, progress: Progress) -> Any:
    return workflows.receive_package.merge(data_file, opened, progress)
