"""Backups when they are due or asked for, and the check of the open data."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from kpm_desktop.store.backups import Backup
from kpm_desktop.store.checks import CheckReport
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.ui import dialogs
from kpm_desktop.ui.jobs import Err, Jobs, Ok
from kpm_desktop.ui.main_window import MainWindow
from kpm_desktop.ui.workspace import Workspace
from kpm_desktop.workflows.progress import telling

_BACKUP_CHECK = 5 * 60 * 1000  # milliseconds between two looks whether a backup is due


class Upkeep(QObject):
    """Lives as long as the program; works while `begin` was called and `rest` was not.

    Args:
        workspace: the open data.
        jobs: the one worker; nothing starts by itself while it is busy.
        window: the main window, None while the start page is shown.
        checked: told the report of a check that the operator asked for, or of one that found something.
    """

    looked = Signal()  # every five minutes: what depends on the clock is shown anew

    def __init__(
        self,
        workspace: Workspace,
        jobs: Jobs,
        window: Callable[[], MainWindow | None],
        checked: Callable[[CheckReport], object],
    ) -> None:
        super().__init__()
        self._workspace, self._jobs, self._window = workspace, jobs, window
        self._tell_checked = checked
        self._timer = QTimer(self)
        self._timer.setInterval(_BACKUP_CHECK)
        self._timer.timeout.connect(self._back_up_if_due)
        self._timer.timeout.connect(self.looked)

    def begin(self) -> None:
        """Look from now on whether a backup is due."""
        self._timer.start()

    def rest(self) -> None:
        """Stop looking; the data are about to be closed."""
        self._timer.stop()

    def back_up(self) -> None:
        """Make a verified backup and say so."""
        self._back_up(self._told_backed_up, quiet=False)

    def check(self) -> None:
        """Check the whole data file and say what was found."""
        self._check(self._checked, quiet=False)

    def check_quietly(self) -> None:
        """Check the data file while the operator works; only what is wrong is told."""
        if self._is_idle():
            self._check(self._checked_quietly, quiet=True)

    def _is_idle(self) -> bool:
        return self._workspace.is_open and not self._jobs.is_busy

    def _back_up_if_due(self) -> None:
        if self._is_idle() and self._workspace.data_file.backup_is_due():
            self._back_up(self._tell_error, quiet=True)

    def _back_up(self, done: Callable[[Ok[Backup] | Err], object], *, quiet: bool) -> None:
        self._workspace.read_long(
            "Membuat cadangan",
            lambda data_file, progress: data_file.backup(telling(progress)),
            done,
            quiet=quiet,
        )

    def _told_backed_up(self, result: Ok[Backup] | Err) -> None:
        window = self._window()
        if isinstance(result, Err):
            self._tell_error(result)
            self._say_stopped(result, "Dihentikan. Cadangan sebelumnya tetap utuh.")
        elif window is not None:
            window.say("Cadangan dibuat dan sudah diuji baca.")
            window.front.refresh(None)

    def _check(self, done: Callable[[Ok[CheckReport] | Err], object], *, quiet: bool) -> None:
        self._workspace.read_long(
            "Memeriksa data",
            lambda data_file, progress: data_file.check(step=telling(progress)),
            done,
            quiet=quiet,
        )

    def _checked(self, result: Ok[CheckReport] | Err) -> None:
        if isinstance(result, Err):
            self._tell_error(result)
            self._say_stopped(result, "Pemeriksaan dihentikan. Tidak ada yang diubah.")
        else:
            self._tell_checked(result.value)

    def _checked_quietly(self, result: Ok[CheckReport] | Err) -> None:
        if isinstance(result, Ok) and not result.value.is_sound:
            self._tell_checked(result.value)

    def _say_stopped(self, result: Err, words: str) -> None:
        window = self._window()
        if result.is_cancelled and window is not None:
            window.say(words)

    def _tell_error(self, result: Ok[Backup] | Ok[CheckReport] | Err) -> None:
        if not isinstance(result, Err) or result.is_cancelled:
            return
        if not isinstance(result.error, DataFileError):
            raise result.error
        dialogs.tell_error(self._window(), result.error)
