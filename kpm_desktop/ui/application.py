"""The program with a window: data file, start page or main window, and the acts of the menu Berkas."""

import contextlib
import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication, QWidget

from kpm_desktop import log
from kpm_desktop.domain import dates
from kpm_desktop.settings import KnownFile, Settings
from kpm_desktop.store.checks import CheckReport
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import (
    DataFileError,
    ForeignWriteError,
)
from kpm_desktop.ui import after_crash, dialogs, open_forms, packages, settings
from kpm_desktop.ui.beginning import Beginning
from kpm_desktop.ui.garbage import Garbage
from kpm_desktop.ui.home.start_page import StartActs, StartPage
from kpm_desktop.ui.jobs import Jobs
from kpm_desktop.ui.main_window import MainWindow
from kpm_desktop.ui.messages import Explanation, explain
from kpm_desktop.ui.page import FullPage, Shell
from kpm_desktop.ui.parts import Offer
from kpm_desktop.ui.progress_card import ProgressCard
from kpm_desktop.ui.recovering import Recovering
from kpm_desktop.ui.screens import OPENERS, TABS
from kpm_desktop.ui.theme import Scheme, theme
from kpm_desktop.ui.this_pc import ThisPC, owner_name
from kpm_desktop.ui.unopened import Unopened
from kpm_desktop.ui.upkeep import Upkeep
from kpm_desktop.ui.window_size import DESIGNED
from kpm_desktop.ui.workspace import Workspace


class Application(QObject):
    """Holds what lives as long as the program, and moves between start page and main window."""

    def __init__(
        self,
        kept: Settings,
        keep: Callable[[Settings], object],
        *,
        default: Path,
        sample: Path,
        now: Callable[[], dt.datetime] = dt.datetime.now,
        jobs: Jobs | None = None,
        carrying: packages.Carrying | None = None,
        show: Callable[[QWidget], None] = QWidget.show,
    ) -> None:
        """Prepare; `begin` decides what is shown.

        Args:
            kept: this PC's settings as they were stored.
            keep: stores changed settings.
            default: where this user's data file lies when no other is known.
            sample: where the sample data lie.
            now: the clock.
            jobs: the one worker; tests hand in one that works at once.
            carrying: knows the sticks; tests hand in one with a folder for a stick.
            show: shows a window for the first time.
        """
        super().__init__()
        self._garbage = Garbage(self)
        self.pc = ThisPC(kept, keep, default=default, sample=sample, now=now)
        self._show_first = show
        self.jobs = jobs or Jobs(parent=self)
        self.workspace = Workspace(self.jobs, now, self)
        self.workspace.changed.connect(self._show_copy_age)
        self._carrying = carrying or packages.Carrying()
        self.start_page: StartPage | None = None
        self.window: MainWindow | None = None
        self.recovering = Recovering(self)
        self.beginning = Beginning(self, self.recovering, self._carrying)
        self._unopened = Unopened(self, self.recovering, self.beginning.new_data)
        self.upkeep = Upkeep(self.workspace, self.jobs, lambda: self.window, self._checked)
        self.upkeep.looked.connect(self._show_copy_age)
        theme().choose(Scheme(kept.color_scheme), kept.text_scale)

    # beginning

    def begin(self, path: Path | None = None, *, demo: bool = False, package: Path | None = None) -> None:
        """Open the file asked for, the sample data, or the last file; else show the start page.

        Args:
            path: the data file asked for.
            demo: open the sample data.
            package: what is looked at once the data are open.
        """
        self._begin(path, demo=demo)
        if package is not None:
            self._look_at(package)

    def _begin(self, path: Path | None, *, demo: bool) -> None:
        if demo:
            self.beginning.learn()
        elif path is not None:
            self.open_file(path)
        elif self.pc.settings.known_files:
            self.open_known(self.pc.settings.known_files[0])
        elif self.pc.default.exists():
            self.open_file(self.pc.default)
        else:
            self.show_start()

    def open_known(self, known: KnownFile) -> bool:
        """Open a file that this PC knows; it must be the same file as then."""
        return self.open_file(Path(known.path), known=known)

    def copy_known(self, known: KnownFile) -> None:
        """Open a file that this PC knows, and offer to copy it to a stick."""
        if self.open_known(known) and self.window is not None:
            self.window.open("copy_outside")

    def open_file(self, path: Path, *, known: KnownFile | None = None, accept_older: bool = False) -> bool:
        """Open a data file and show it; an error is told where the operator looks."""
        if self.workspace.is_open and self.workspace.data_file.path == path.absolute():
            return True
        try:
            opened = DataFile.open(
                path,
                known_file=bytes.fromhex(known.file_uid) if known and known.file_uid else None,
                accept_older=accept_older,
                writer_name=self.pc.settings.writer_name,
                now=self.pc.now,
            )
        except DataFileError as error:
            self._unopened.tell(error, path, known)
            return False
        self.show_data(opened)
        return True

    def show_start(self, notice: Explanation | None = None, offers: tuple[Offer, ...] = ()) -> None:
        """Show the start page, with the reason when there is one."""
        page = StartPage(
            self.pc.settings.known_files,
            StartActs(
                self.open_known,
                self.beginning.new_data,
                self.beginning.take_from_stick,
                self.beginning.learn,
                self.beginning.drop_sample,
                self.open_data,
                self.copy_known,
            ),
            self.pc.now(),
            has_sample=self.pc.sample.exists(),
            notice=notice,
            offers=offers,
        )
        page.resize(DESIGNED)
        ProgressCard(self.jobs, page)
        before, self.start_page = self.start_page, page
        self._show_first(page)  # before that: when the last window closes the program ends
        if before is not None:
            before.close()
            before.deleteLater()

    def show_data(self, data_file: DataFile) -> None:
        """Show an open data file in the main window, which is made for the first."""
        self.workspace.take(data_file)
        if self.window is None:
            self.window = MainWindow(
                self.workspace,
                self.jobs,
                self.pc.settings,
                tabs=TABS,
                openers={
                    **OPENERS,
                    **packages.openers(self._carrying),
                    "backup": self._open_backup,
                    "sample": lambda _window: self.beginning.learn(),
                },
                acts=(self, self.beginning),
                keep=self.pc.change,
                now=self.pc.now,
            )
            self.window.closing.connect(self._closing)
            self.workspace.failed.connect(self._failed)  # after the window, which has told it by then
        self._name_data(data_file)
        self._show_copy_age()
        self.pc.remember(data_file)
        self.window.settings = self.pc.settings
        if not self.window.isVisible():
            self._show_first(self.window)
        if self.start_page is not None:
            self.start_page.close()
            self.start_page.deleteLater()
            self.start_page = None
        self.window.show_tab(0)
        self.upkeep.begin()
        log.LOGGER.info("opened, read only: %s", data_file.read_only)
        if data_file.read_only:
            self.window.say(explain("E-BACASAJA", {}).text)
        elif data_file.clock_looks_wrong():
            self.window.say(explain("W-JAM", {"date": dates.short_date(self.pc.now().date())}).text)
        if not data_file.read_only and data_file.check_is_due():
            QTimer.singleShot(0, self.upkeep.check_quietly)
        if data_file.was_left_open:
            QTimer.singleShot(0, self._tell_crash)

    def leave_for_start(self) -> None:
        """Show the start page instead of the window; the data are closed by then."""
        self.show_start()
        if self.window is not None:
            self.window.closing.disconnect(self._closing)
            self.workspace.failed.disconnect(self._failed)
            self.window.close()
            self.window.deleteLater()
            self.window = None
        self.upkeep.rest()

    @property
    def front(self) -> QWidget | None:
        """The window or the start page: the parent of dialogs."""
        return self.window or self.start_page

    def say(self, text: str) -> None:
        """Show a toast where there is a window."""
        if self.window is not None:
            self.window.say(text)

    # acts of the menu Berkas; the window finds them by name

    def open_data(self) -> None:
        """Let the operator choose another data file."""
        path = dialogs.choose_file(self.front, "Buka data", dialogs.DATA_FILES)
        if path is not None:
            self.open_file(path)

    def leave_data(self) -> None:
        """Close the data with a backup and show the start page."""
        if self.window is not None and self.window.may_leave():
            self._close_data()
            self.leave_for_start()

    def back_up_now(self) -> None:
        """Make a verified backup."""
        self.upkeep.back_up()

    def check_data(self) -> None:
        """Check the whole data file and say what was found."""
        self.upkeep.check()

    def come_forward(self, arguments: list[str]) -> None:
        """Bring the window to the front for a second start, and the package that it was asked for."""
        if self.window is not None:
            self.window.bring_forward()
        elif self.start_page is not None:
            self.start_page.raise_()
            self.start_page.activateWindow()
        for package in arguments[:1]:
            self._look_at(Path(package))

    def session_ends(self, manager: QSessionManager) -> None:
        """Windows is shutting down: keep what is typed, finish, save and free the file while it waits."""
        manager.setRestartHint(QSessionManager.RestartHint.RestartNever)
        if self.window is not None:
            open_forms.close(self.window)
        self.upkeep.rest()
        self.jobs.close()
        with contextlib.suppress(DataFileError):  # nobody is there to be told
            self.workspace.close()

    # inside

    def _look_at(self, package: Path) -> None:
        if self.window is None:
            return
        if self.jobs.is_busy or QApplication.activeModalWidget() is not None:
            self.say("Selesaikan dulu yang sedang terbuka, lalu buka paketnya lagi.")
            return
        self.window.open("receive_package", files=[package])

    def _tell_crash(self) -> None:
        if self.window is not None and self.workspace.is_open:
            after_crash.tell_crash(self.window)

    def _name_data(self, data_file: DataFile) -> None:
        if self.window is None:
            return
        office = data_file.office.get()
        owner = owner_name(data_file)
        self.window.name_data(
            f"{office.name} {owner}".strip() or owner,
            owner.partition(",")[0],
            is_sample=self.pc.is_to_learn(data_file),
        )

    def _show_copy_age(self, _changes: object = None) -> None:
        """Show how old the newest copy outside this PC is; nobody carries the sample data."""
        if self.window is not None and self.workspace.is_open:
            data_file = self.workspace.data_file
            if not self.pc.is_to_learn(data_file):
                self.window.show_backup_age(data_file.copy_age())

    def _open_backup(self, _shell: Shell, **_arguments: object) -> FullPage | None:
        self.upkeep.back_up()
        return None

    def _checked(self, report: CheckReport) -> None:
        if settings.tell_check(self.front, report):
            path = self.workspace.data_file.path
            self.workspace.data_file.close(backup=False)
            self.workspace.close()
            self.leave_for_start()
            self.recovering.recover(path)

    def _failed(self, error: DataFileError) -> None:
        if isinstance(error, ForeignWriteError):
            self.upkeep.check()

    def _closing(self) -> None:
        self.upkeep.rest()
        self.jobs.close()
        self._close_data()

    def _close_data(self) -> None:
        try:
            self.workspace.close()
        except DataFileError as error:  # the last backup failed; the data themselves are closed and safe
            dialogs.tell_error(self.front, error)
