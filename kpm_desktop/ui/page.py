"""What a screen is to the window, and what the window is to a screen.

Screens never import the window or one another; they get a `Shell` and name other screens by words.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kpm_desktop.settings import Settings
from kpm_desktop.store.operation import Changes
from kpm_desktop.ui.jobs import Jobs
from kpm_desktop.ui.parts import BackHeader
from kpm_desktop.ui.workspace import Workspace


class Shell(Protocol):
    """The window as a screen sees it."""

    @property
    def workspace(self) -> Workspace:
        """The data file in use, and every act on it."""

    @property
    def jobs(self) -> Jobs:
        """The one worker for what takes longer than 100 ms."""

    @property
    def settings(self) -> Settings:
        """This PC's settings as they are now."""

    def change_settings(self, settings: Settings) -> None:
        """Take and keep other settings; theme and text size follow at once."""

    def now(self) -> dt.datetime:
        """The clock: local time."""

    def go(self, tab: str, **wishes: Any) -> None:
        """Show a tab by its name and hand it what it should show: `page.show_wish(**wishes)`."""

    def open(self, name: str, /, **arguments: Any) -> None:
        """Open a full page, or run a dialog, by the name it has in the table of `app.py`."""

    def back(self) -> None:
        """Leave the full page on top."""

    def say(self, text: str, act: str = "", slot: Callable[[], object] | None = None) -> None:
        """Show a toast for 8 seconds, with a button if `act` is given."""

    def window(self) -> QWidget:
        """The window itself, as the parent of dialogs."""


class Page(QWidget):
    """A tab's screen. A key of `actions.py` calls the method named there if the screen has it.

    Such methods are, as far as a screen has a use for them: `add_new`, `import_rows`, `paste_rows`,
    `export_rows`, `print_rows`, `toggle_pane`, `next_problem`, `previous_problem`, `save`, `finish`,
    `next_item`, `previous_item`, `reveal`, and `show_part(number)` for Alt+1..9; and `show_wish(**wishes)`
    for `Shell.go`. A method that cannot act now simply does nothing.
    """

    hint_changed = Signal(str)
    title = ""
    help_topic = ""
    sheet_kind = "cadres"
    """What a table that is dropped here is read as: cadres, or heads."""

    def hint(self) -> str:
        """Return the muted sentence of the status line."""
        return ""

    def refresh(self, changes: Changes | None) -> None:
        """Show the data anew; `changes` says what was touched, None means everything (another data file)."""

    def focus_search(self) -> None:
        """Put the cursor into the search field."""

    def regions(self) -> list[QWidget]:
        """Return what F6 walks through, in reading order: chips, table, pane."""
        return [self]

    def drop_offer(self, _data: QMimeData) -> str:
        """Return what dropping this would do ("Lepas untuk memeriksa 1 berkas Excel..."), "" refuses."""
        return ""

    def dropped(self, _paths: list[Path]) -> None:
        """Take files that were dropped after `drop_offer` agreed."""


class FullPage(Page):
    """A long job that takes over the tab area, with a back arrow. `body` is for the content."""

    def __init__(self, shell: Shell, title: str) -> None:
        super().__init__()
        self.title = title
        self.shell = shell
        self.head = BackHeader(title, self.leave)
        self.body = QVBoxLayout()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.head)
        outer.addLayout(self.body, 1)

    def leave(self) -> None:
        """Go back, if the page lets go."""
        if self.may_close():
            self.shell.back()

    def may_close(self) -> bool:
        """Tell whether the page may be left now; keep a draft here instead of asking."""
        return True


@dataclass(frozen=True, slots=True)
class Tab:
    """A row of the table of tabs: its name in `Shell.go`, its word, its icon, and what makes the screen."""

    name: str
    word: str
    icon: str
    factory: Callable[[Shell], Page]


Opener = Callable[..., FullPage | None]
Openers = Mapping[str, Opener]
