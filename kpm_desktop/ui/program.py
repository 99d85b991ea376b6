"""What the program is to its parts: to what begins data, recovers them, or tells why they did not open."""

from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from kpm_desktop.settings import KnownFile
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.jobs import Jobs
from kpm_desktop.ui.main_window import MainWindow
from kpm_desktop.ui.messages import Explanation
from kpm_desktop.ui.parts import Offer
from kpm_desktop.ui.this_pc import ThisPC
from kpm_desktop.ui.workspace import Workspace


class Program(Protocol):
    """`application.Application` as its parts see it."""

    @property
    def pc(self) -> ThisPC:
        """What this PC knows: settings, places, the clock."""

    @property
    def jobs(self) -> Jobs:
        """The one worker."""

    @property
    def workspace(self) -> Workspace:
        """The data file in use."""

    @property
    def window(self) -> MainWindow | None:
        """The main window; None while the start page is shown."""

    @property
    def front(self) -> QWidget | None:
        """The window or the start page: the parent of dialogs."""

    def open_file(self, path: Path, *, known: KnownFile | None = None, accept_older: bool = False) -> bool:
        """Open a data file and show it; an error is told where the operator looks."""

    def open_known(self, known: KnownFile) -> bool:
        """Open a file that this PC knows; it must be the same file as then."""

    def open_data(self) -> None:
        """Let the operator choose another data file."""

    def show_data(self, data_file: DataFile) -> None:
        """Show an open data file in the main window."""

    def show_start(self, notice: Explanation | None = None, offers: tuple[Offer, ...] = ()) -> None:
        """Show the start page, with the reason when there is one."""

    def leave_for_start(self) -> None:
        """Show the start page instead of the window; the data are closed by then."""

    def say(self, text: str) -> None:
        """Show a toast where there is a window."""
