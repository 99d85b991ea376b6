"""The program with a window: data file, start page or main window, and the acts of the menu Berkas."""

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication, QWidget

from kpm_desktop import log, paths, workflows
from kpm_desktop.domain import dates
from kpm_desktop.settings import KnownFile, Settings
from kpm_desktop.store import regions
from kpm_desktop.store.checks import CheckReport
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import (
    DataFileError,
    ForeignWriteError,
    MissingError,
    OlderThanJournalError,
)
from kpm_desktop.store.lock_file import this_computer
from kpm_desktop.store.places import beside
from kpm_desktop.ui import after_crash, dialogs, open_forms, packages, settings
from kpm_desktop.ui.garbage import Garbage
from kpm_desktop.ui.home.new_data import NewData, ask_new_data
from kpm_desktop.ui.home.start_page import StartActs, StartPage, is_reachable
from kpm_desktop.ui.jobs import Err, Jobs, Ok
from kpm_desktop.ui.main_window import MainWindow
from kpm_desktop.ui.messages import Explanation, explain
from kpm_desktop.ui.page import FullPage, Shell
from kpm_desktop.ui.parts import Offer
from kpm_desktop.ui.progress_card import ProgressCard
from kpm_desktop.ui.recovering import PASSING, Recovering, Surroundings
from kpm_desktop.ui.screens import OPENERS, TABS
from kpm_desktop.ui.theme import Scheme, theme
from kpm_desktop.ui.upkeep import Upkeep
from kpm_desktop.ui.window_size import DESIGNED
from kpm_desktop.ui.workspace import Workspace
from kpm_desktop.workflows.progress import Progress


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
        self.settings = kept
        self._keep_settings = keep
        self._default = default
        self._sample = sample
        self._now = now
        self._show_first = show
        self.jobs = jobs or Jobs(parent=self)
        self.workspace = Workspace(self.jobs, now, self)
        self.workspace.changed.connect(self._show_copy_age)
        self._carrying = carrying or packages.Carrying()
        self.start_page: StartPage | None = None
        self.window: MainWindow | None = None
        self.recovering = Recovering(
            self.jobs,
            Surroundings(
                self.open_file,
                lambda: self.window,
                self._free_place,
                lambda: self._front,
                self._say,
                lambda: self.settings.writer_name,
                now,
            ),
        )
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
            self.learn()
        elif path is not None:
            self.open_file(path)
        elif self.settings.known_files:
            self.open_known(self.settings.known_files[0])
        elif self._default.exists():
            self.open_file(self._default)
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
                writer_name=self.settings.writer_name,
                now=self._now,
            )
        except DataFileError as error:
            self._tell_unopened(error, path, known)
            return False
        self._show(opened)
        return True

    def show_start(self, notice: Explanation | None = None, offers: tuple[Offer, ...] = ()) -> None:
        """Show the start page, with the reason when there is one."""
        page = StartPage(
            self.settings.known_files,
            StartActs(
                self.open_known,
                self.new_data,
                self.take_from_stick,
                self.learn,
                self.drop_sample,
                self.open_data,
                self.copy_known,
            ),
            self._now(),
            has_sample=self._sample.exists(),
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

    # acts of the menu Berkas; the window finds them by name

    def open_data(self) -> None:
        """Let the operator choose another data file."""
        path = dialogs.choose_file(self._front, "Buka data", dialogs.DATA_FILES)
        if path is not None:
            self.open_file(path)

    def new_data(self) -> None:
        """Begin a new data file: regency, office, its head. The place must be free.

        Where this PC's data lay and are not found any more, MULAI must be typed first.
        """
        if self._is_lost(self._default) and not self._may_begin_over():
            return
        path = self._free_place()
        if path is not None:
            ask_new_data(self._front, self._now().date(), partial(self._create, path))

    def take_from_stick(self) -> None:
        """Begin the data of this PC from a package, or take one into the data that it knows."""
        usable = [known for known in self.settings.known_files if is_reachable(known)]
        wishes = packages.StartingWishes(
            self._free_place,
            self.settings.writer_name or this_computer()[0],
            self._now,
            self._begun,
            partial(self._receive_into, usable[0]) if usable else None,
        )
        packages.StartDialog(self._front, self.jobs, self._carrying, wishes).open()

    def learn(self) -> None:
        """Open the sample data; they are made first when they are not there."""
        if self._sample.exists():
            self.open_file(self._sample)
            return
        if self.start_page is None and self.window is None:
            self.show_start()
        sample, now = self._sample, self._now

        def make(progress: Progress) -> None:
            workflows.make_sample.make_sample(sample, progress, now=now)

        self.jobs.start("Menyiapkan data contoh", make, self._sample_made)

    def drop_sample(self) -> None:
        """Delete the sample data with everything beside them; the office's own data lie elsewhere."""
        if not self._sample.exists():
            self._say("Tidak ada data contoh di komputer ini.")
            return
        own_is_open = self.workspace.is_open and self.workspace.data_file.path != self._sample.absolute()
        if not own_is_open:
            self.workspace.close()
        workflows.make_sample.drop_sample(self._sample)
        if own_is_open:
            self._say("Data contoh dibuang.")
        else:
            self._go_to_start()

    def leave_data(self) -> None:
        """Close the data with a backup and show the start page."""
        if self.window is not None and self.window.may_leave():
            self._close_data()
            self._go_to_start()

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

    @property
    def _front(self) -> QWidget | None:
        return self.window or self.start_page

    def _say(self, text: str) -> None:
        if self.window is not None:
            self.window.say(text)

    def _free_place(self) -> Path | None:
        """Return where new data may lie: the usual place, or one that the operator chooses."""
        if not self._default.exists():
            return self._default
        return dialogs.choose_save(self._front, "Simpan data baru", "kpm.db", dialogs.DATA_FILES)

    def _begun(self, path: Path, writer_name: str) -> None:
        """Open data that were begun from a package; a district signs with a key of its own."""
        self._change_settings(dataclasses.replace(self.settings, writer_name=writer_name))
        if self.open_file(path) and self.workspace.data_file.district_code is not None:
            workflows.sign_certificates.make_key(self.workspace.data_file)

    def _receive_into(self, known: KnownFile) -> None:
        if self.open_known(known) and self.window is not None:
            self.window.open("receive_package")

    def _look_at(self, package: Path) -> None:
        if self.window is None:
            return
        if self.jobs.is_busy or QApplication.activeModalWidget() is not None:
            self._say("Selesaikan dulu yang sedang terbuka, lalu buka paketnya lagi.")
            return
        self.window.open("receive_package", files=[package])

    def _create(self, path: Path, regency_code: str, data: NewData) -> str:
        """Make the file; returns "" or the sentence that says why not."""
        try:
            made = DataFile.create(
                path,
                regency_code=regency_code,
                regions=regions.load_regency(paths.resource("regions"), regency_code),
                writer_name=self.settings.writer_name,
                now=self._now,
            )
        except DataFileError as error:
            return explain(error.code, error.values).text
        data.fill(made)
        workflows.sign_certificates.make_key(made)
        self._show(made)
        return ""

    def _show(self, data_file: DataFile) -> None:
        self.workspace.take(data_file)
        if self.window is None:
            self.window = MainWindow(
                self.workspace,
                self.jobs,
                self.settings,
                tabs=TABS,
                openers={
                    **OPENERS,
                    **packages.openers(self._carrying),
                    "backup": self._open_backup,
                    "sample": lambda _window: self.learn(),
                },
                acts=self,
                keep=self._change_settings,
                now=self._now,
            )
            self.window.closing.connect(self._closing)
            self.workspace.failed.connect(self._failed)  # after the window, which has told it by then
        self._name_data(data_file)
        self._show_copy_age()
        self._remember(data_file)
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
            self.window.say(explain("W-JAM", {"date": dates.short_date(self._now().date())}).text)
        if not data_file.read_only and data_file.check_is_due():
            QTimer.singleShot(0, self.upkeep.check_quietly)
        if data_file.was_left_open:
            QTimer.singleShot(0, self._tell_crash)

    def _tell_crash(self) -> None:
        if self.window is not None and self.workspace.is_open:
            after_crash.tell_crash(self.window)

    def _name_data(self, data_file: DataFile) -> None:
        if self.window is None:
            return
        office = data_file.office.get()
        regency = _regency_name(data_file)
        self.window.name_data(
            f"{office.name} {regency}".strip() or regency,
            regency,
            is_sample=self._is_to_learn(data_file),
        )

    def _is_to_learn(self, data_file: DataFile) -> bool:
        """Tell whether these are sample data or a copy for training: never taken for the office's own."""
        return data_file.path == self._sample.absolute() or data_file.office.is_practice()

    def _show_copy_age(self, _changes: object = None) -> None:
        """Show how old the newest copy outside this PC is; nobody carries the sample data."""
        if self.window is not None and self.workspace.is_open:
            data_file = self.workspace.data_file
            if not self._is_to_learn(data_file):
                self.window.show_backup_age(data_file.copy_age())

    def _remember(self, data_file: DataFile) -> None:
        known = KnownFile(
            path=str(data_file.path),
            file_uid=data_file.file_uid.hex(),
            name=_regency_name(data_file),
            opened_at=self._now().isoformat(timespec="seconds"),
        )
        if not self._is_to_learn(data_file):
            self._change_settings(self.settings.with_known_file(known))

    def _change_settings(self, changed: Settings) -> None:
        self.settings = changed
        if self.window is not None:
            self.window.settings = changed
        try:
            self._keep_settings(changed)
        except OSError as error:
            log.LOGGER.warning("settings not kept: %s", error.strerror)

    def _tell_unopened(self, error: DataFileError, path: Path, known: KnownFile | None) -> None:
        log.LOGGER.warning("not opened: %s", error.code)
        uid = bytes.fromhex(known.file_uid) if known and known.file_uid else None
        error = self.recovering.seen(error, path, was_ours=self._was_here(path))
        offers = self.recovering.offers(error, path, uid)
        if isinstance(error, PASSING):
            offers = (*offers, Offer("Coba lagi", partial(self.open_file, path, known=known), "refresh"))
        if self.window is not None and self.workspace.is_open:
            pressed = dialogs.tell_error(self.window, error, acts=[offer.text for offer in offers])
            if pressed is not None:
                offers[pressed].act()
            return
        if isinstance(error, MissingError):
            offers = (*offers, Offer("Cari berkas…", self.open_data, "search"))
            if known is not None and path == self._default:
                offers = (*offers, Offer("Mulai baru…", self.new_data, "plus"))
        elif isinstance(error, OlderThanJournalError):
            offers = (
                *offers,
                Offer("Buka seperti ini", lambda: self.open_file(path, accept_older=True), "folder-open"),
            )
        self.show_start(explain(error.code, error.values), offers)

    def _is_lost(self, path: Path) -> bool:
        """Tell whether data lay here once that are not found any more."""
        return not (path.exists() and path.stat().st_size) and self._was_here(path)

    def _was_here(self, path: Path) -> bool:
        path = path.absolute()
        was_known = any(Path(known.path) == path for known in self.settings.known_files)
        return was_known or beside(path).journal.exists()

    def _may_begin_over(self) -> bool:
        words = "Data lama tidak ditemukan. Ketik MULAI untuk data baru"
        return dialogs.ask_text(self._front, "Mulai data baru?", words, "Mulai baru") == "MULAI"

    def _sample_made(self, result: Ok[None] | Err) -> None:
        if isinstance(result, Ok):
            self.open_file(self._sample)
        else:
            self.recovering.tell_failed(result)

    def _open_backup(self, _shell: Shell, **_arguments: object) -> FullPage | None:
        self.upkeep.back_up()
        return None

    def _checked(self, report: CheckReport) -> None:
        if settings.tell_check(self._front, report):
            path = self.workspace.data_file.path
            self.workspace.data_file.close(backup=False)
            self.workspace.close()
            self._go_to_start()
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
            dialogs.tell_error(self._front, error)

    def _go_to_start(self) -> None:
        self.show_start()
        if self.window is not None:
            self.window.closing.disconnect(self._closing)
            self.workspace.failed.disconnect(self._failed)
            self.window.close()
            self.window.deleteLater()
            self.window = None
        self.upkeep.rest()


def _regency_name(data_file: DataFile) -> str:
    regency = data_file.villages.regency()
    return regency.name if regency else ""
