"""The one window: header, tabs, full pages, status line, keys. It knows no area; `app.py` hands them in."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QScrollArea, QStackedWidget, QWidget

from kpm_desktop.settings import Settings
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.store.history import Reversal
from kpm_desktop.store.operation import Changes
from kpm_desktop.ui import dialogs, icons, open_forms
from kpm_desktop.ui.actions import ACTIONS, FILE_MENU, Action, menu_actions
from kpm_desktop.ui.drop_frame import DropFrame, local_files, package_offer, sheet_offer
from kpm_desktop.ui.header import Header
from kpm_desktop.ui.help_page import HelpPage, ShortcutSheet
from kpm_desktop.ui.jobs import Jobs
from kpm_desktop.ui.messages import explain
from kpm_desktop.ui.page import FullPage, Openers, Page, Tab
from kpm_desktop.ui.parts import column, key_sequence, key_text
from kpm_desktop.ui.progress_card import ProgressCard
from kpm_desktop.ui.regions import move_focus
from kpm_desktop.ui.status_line import StatusLine
from kpm_desktop.ui.theme import Scheme, theme
from kpm_desktop.ui.toast import Toast
from kpm_desktop.ui.window_size import DESIGNED
from kpm_desktop.ui.workspace import Workspace

PROGRAM = "KPM Desktop"


class MainWindow(QWidget):
    """Implements `page.Shell`. Screens are made when they are first shown."""

    closing = Signal()

    def __init__(
        self,
        workspace: Workspace,
        jobs: Jobs,
        settings: Settings,
        *,
        tabs: Sequence[Tab],
        openers: Openers,
        acts: Sequence[object] = (),
        keep: Callable[[Settings], object] = lambda _settings: None,
        now: Callable[[], dt.datetime] = dt.datetime.now,
    ) -> None:
        """Build the frame of the window.

        Args:
            workspace: owns the data file; the window listens to it.
            jobs: the one worker.
            settings: this PC's settings at the start.
            tabs: the six tabs in order.
            openers: what `open(name)` opens: a factory of a full page, or a dialog that returns None.
            acts: have the methods of the menu Berkas and others that need no screen.
            keep: writes changed settings.
            now: the clock.
        """
        super().__init__()
        self.workspace = workspace
        self.jobs = jobs
        self.settings = settings
        self.now = now
        self.acts = acts
        self._tabs = tabs
        self._openers = openers
        self._keep = keep
        self._pages: dict[int, Page] = {}
        self._stale: set[int] = set()
        self._full: list[FullPage] = []
        self._place = 0
        self.header = Header(tabs)
        self.status = StatusLine()
        self._stack = QStackedWidget()
        for _ in tabs:
            self._stack.addWidget(QScrollArea())
        self.setLayout(column(self.header, self._stack, self.status, spacing=0))
        self.toast = Toast(self)
        self._drop = DropFrame(self)
        self._progress = ProgressCard(jobs, self)
        self.setAcceptDrops(True)
        self.name_data("", "", is_sample=False)
        self._connect()
        self._make_keys()
        self._make_menu()
        self.resize(DESIGNED)

    # What screens ask of the window (page.Shell)

    def change_settings(self, settings: Settings) -> None:
        """Take and keep other settings; theme and text size follow at once."""
        self.settings = settings
        theme().choose(Scheme(settings.color_scheme), settings.text_scale)
        self._keep(settings)

    def go(self, tab: str, **wishes: Any) -> None:
        """Show a tab by its name and hand it what it should show."""
        place = next(at for at, one in enumerate(self._tabs) if one.name == tab)
        self.show_tab(place)
        if wishes and self._place == place and not self._full:
            self._call(self._page_at(place), "show_wish", wishes)

    def open(self, name: str, /, **arguments: Any) -> None:
        """Open a full page or run a dialog of the table of openers."""
        page = self._openers[name](self, **arguments)
        if isinstance(page, FullPage):
            self._open_page(page)

    def back(self) -> None:
        """Leave the full page on top; the tab behind it is shown as it was."""
        if not self._full:
            return
        self._full.pop()
        shelf = self._stack.widget(len(self._tabs) + len(self._full))
        self._stack.removeWidget(shelf)
        shelf.deleteLater()
        self._front_changed()

    def say(self, text: str, act: str = "", slot: Callable[[], object] | None = None) -> None:
        """Show a toast."""
        self.toast.show_text(text, act, slot)

    # What `app.py` tells the window

    def name_data(self, office: str, data_name: str, *, is_sample: bool) -> None:
        """Show whose data are open, in the title bar and in the status line."""
        subtitle = f"Kader Pemberdayaan Masyarakat, {office}" if office else "Kader Pemberdayaan Masyarakat"
        self.setWindowTitle(f"{PROGRAM}  {subtitle}{'  CONTOH' if is_sample else ''}")
        self.status.show_name(f"{data_name} (CONTOH)" if is_sample else data_name)

    def show_backup_age(self, days: int | None) -> None:
        """Show how many days old the newest copy outside this PC is; None: there is none."""
        self.status.show_backup_age(days)

    def bring_forward(self) -> None:
        """Come to the front, for a second start."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    @property
    def front(self) -> Page:
        """The screen in front: the full page on top, else that of the tab."""
        return self._full[-1] if self._full else self._page_at(self._place)

    def may_leave(self) -> bool:
        """Tell whether the window may be left: the full page in front lets go, and what is typed is settled.

        For a form that is open with something unsaved the operator says what becomes of it.
        """
        return (not self._full or self._full[-1].may_close()) and open_forms.settle(self)

    # What keys and the menu call

    def show_tab(self, place: int) -> None:
        """Show the tab at a place; full pages are left first, if they let go."""
        while self._full:
            if not self._full[-1].may_close():
                self.header.choose(self._place)
                return
            self.back()
        self._place = place
        self._front_changed()

    def leave_page(self) -> None:
        """Leave the full page in front, if it lets go."""
        if self._full:
            self._full[-1].leave()

    def can_run(self, action: Action) -> bool:
        """Tell whether anything answers to an action now."""
        return self._method(action.method) is not None

    def run_action(self, action: Action, *_checked: bool) -> None:
        """Do what a key, an entry of the menu or the palette names; nothing while a job or a dialog is on."""
        if self.jobs.is_busy or QApplication.activeModalWidget() is not None:
            return
        method = self._method(action.method)
        if method is not None:
            method() if action.argument is None else method(action.argument)

    def show_palette(self) -> None:
        """Open the command palette."""
        self._run_named("palette")

    def show_settings(self) -> None:
        """Open Pengaturan."""
        self._run_named("settings")

    def show_undo_list(self) -> None:
        """Open the list of steps that can be undone."""
        self._run_named("undo_list")

    def show_file_menu(self) -> None:
        """Open the menu Berkas."""
        self.header.show_file_menu()

    def show_help(self) -> None:
        """Open the help for the screen in front."""
        if not isinstance(self.front, HelpPage):
            self._open_page(HelpPage(self, self.front.help_topic))

    def show_shortcuts(self) -> None:
        """Open the sheet of keys."""
        ShortcutSheet(self).exec()

    def focus_toast(self) -> None:
        """Put the focus on the toast's button."""
        self.toast.take_focus()

    def undo(self) -> None:
        """Take back the newest act."""
        if self.workspace.is_open:
            self.workspace.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        if self.workspace.is_open:
            self.workspace.redo()

    def text_larger(self) -> None:
        """Make all text one step larger."""
        self._size(1)

    def text_smaller(self) -> None:
        """Make all text one step smaller."""
        self._size(-1)

    def text_normal(self) -> None:
        """Make all text 100 %."""
        self._size(0)

    def next_region(self) -> None:
        """Move the focus to the next part of the window."""
        move_focus(self._regions(), 1)

    def previous_region(self) -> None:
        """Move the focus to the part before."""
        move_focus(self._regions(), -1)

    def close_window(self) -> None:
        """Close the program."""
        self.close()

    # Qt's own calls

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102 (Qt's name)
        super().resizeEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802, D102 (Qt's name)
        if not self.may_leave():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802, D102 (Qt's name)
        data = event.mimeData()
        offer = self.front.drop_offer(data) or sheet_offer(data) or package_offer(data)
        if not offer:
            return
        event.acceptProposedAction()
        self._drop.show_offer(offer, self._stack.geometry())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802, D102 (Qt's name)
        self._drop.hide()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802, D102 (Qt's name)
        self._drop.hide()
        event.acceptProposedAction()
        files = local_files(event.mimeData())
        if self.front.drop_offer(event.mimeData()):
            self.front.dropped(files)
        elif sheet_offer(event.mimeData()):
            self.open("import", kind=self.front.sheet_kind, path=files[0])
        elif package_offer(event.mimeData()):
            self.open("receive_package", files=files)

    # Inside

    def _connect(self) -> None:
        self.header.tab_pressed.connect(self.show_tab)
        self.header.search_pressed.connect(self.show_palette)
        self.header.undo_pressed.connect(self.undo)
        self.header.help_pressed.connect(self.show_help)
        self.header.settings_pressed.connect(self.show_settings)
        self.status.size_chosen.connect(self._take_size)
        self.status.saved_pressed.connect(partial(self._run_named, "show_history"))
        self.status.backup_pressed.connect(partial(self._run_named, "copy_outside"))
        self.workspace.changed.connect(self._changed)
        self.workspace.acted.connect(self._acted)
        self.workspace.undone.connect(self._undone)
        self.workspace.redone.connect(self._redone)
        self.workspace.saved.connect(self.status.show_saved)
        self.workspace.unsaved.connect(self._unsaved)
        self.workspace.failed.connect(self._failed)
        self.workspace.stopped.connect(self.say)
        theme().changed.connect(self._restyle)

    def _make_keys(self) -> None:
        for action in (*ACTIONS, *menu_actions()):
            if not action.method:
                continue
            for key in action.keys:
                shortcut = QShortcut(key_sequence(key), self)
                shortcut.setAutoRepeat(action.method in {"next_item", "previous_item", "undo", "redo"})
                shortcut.activated.connect(partial(self.run_action, action))

    def _make_menu(self) -> None:
        menu = self.header.file_menu
        for action in FILE_MENU:
            if action is None:
                menu.addSeparator()
                continue
            if self._method(action.method) is None:
                continue
            entry = QAction(action.text, menu)
            icons.set_icon(entry, action.icon)
            if action.keys:
                entry.setText(f"{action.text}\t{key_text(action.keys[0])}")
            entry.triggered.connect(partial(self.run_action, action))
            menu.addAction(entry)

    def _method(self, name: str) -> Callable[..., object] | None:
        front: list[object] = [self.front] if self._pages or self._full else []
        for owner in (*front, self, *self.acts):
            found = getattr(owner, name, None)
            if callable(found):
                return partial(found)
        return partial(self.open, name) if name in self._openers else None

    def _run_named(self, name: str) -> None:
        for owner in self.acts:
            method = getattr(owner, name, None)
            if callable(method):
                method()
                return
        if name in self._openers:
            self.open(name)

    @staticmethod
    def _call(page: Page, name: str, arguments: dict[str, Any]) -> None:
        method = getattr(page, name, None)
        if callable(method):
            method(**arguments)

    def _page_at(self, place: int) -> Page:
        if place not in self._pages:
            page = self._tabs[place].factory(self)
            page.hint_changed.connect(self._hint_changed)
            self._pages[place] = page
            _put(page, self._stack.widget(place))
            self._stale.add(place)
        if place in self._stale and self.workspace.is_open:
            self._stale.discard(place)
            self._pages[place].refresh(None)
        return self._pages[place]

    def _open_page(self, page: FullPage) -> None:
        page.hint_changed.connect(self._hint_changed)
        self._full.append(page)
        shelf = QScrollArea()
        _put(page, shelf)
        self._stack.addWidget(shelf)
        self._front_changed()

    def _front_changed(self) -> None:
        page = self.front
        self._stack.setCurrentIndex(len(self._tabs) + len(self._full) - 1 if self._full else self._place)
        self.header.choose(self._place)
        self.status.show_hint(page.hint())
        page.setAccessibleName(page.title)
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.toast.restyle()

    def _hint_changed(self, text: str) -> None:
        if self.sender() is self.front:
            self.status.show_hint(text)

    def _changed(self, changes: Changes | None) -> None:
        for place, page in self._pages.items():
            if page.isVisible():
                page.refresh(changes)
                self._stale.discard(place)
            else:
                self._stale.add(place)
        for full in self._full:
            full.refresh(changes)
        if self._pages or self._full:
            self.status.show_hint(self.front.hint())
        self.header.name_undo(self.workspace.undo_label, self.workspace.redo_label)

    def _acted(self, changes: Changes) -> None:
        undo = partial(self.workspace.undo_operation, changes.operation)
        self.toast.show_text(f"{changes.label}.", "Urungkan", undo, "Ctrl+Z")

    def _undone(self, text: str, reversal: Reversal) -> None:
        if not self._told_kept(text, reversal):
            self.toast.show_text(text, "Ulangi", self.redo, "Ctrl+Y")

    def _redone(self, text: str, reversal: Reversal) -> None:
        if not self._told_kept(text, reversal):
            self.toast.show_text(text, "Urungkan", self.undo, "Ctrl+Z")

    def _told_kept(self, text: str, reversal: Reversal) -> bool:
        """Tell of a reversal that left something as it is, with the way to the list of it."""
        if not reversal.kept or "show_kept" not in self._openers:
            return False
        self.toast.show_text(text, "Lihat daftar", partial(self.open, "show_kept", reversal=reversal))
        return True

    def _unsaved(self, code: str, facts: Mapping[str, str]) -> None:
        if code == "E-CATATAN":
            self.status.show_warning(explain(code).happened)
            return
        reason = explain(code, facts).happened.rstrip(".")
        self.status.show_unsaved(reason[:1].lower() + reason[1:])

    def _failed(self, error: DataFileError) -> None:
        dialogs.tell_error(self, error)

    def _regions(self) -> list[QWidget]:
        return [self.header, *(one for one in self.front.regions() if one.isVisible()), self.status]

    def _size(self, direction: int) -> None:
        self._take_size(theme().step(direction))

    def _take_size(self, percent: int) -> None:
        self.change_settings(dataclasses.replace(self.settings, text_scale=percent))

    def _restyle(self) -> None:
        icons.refresh()
        self.header.restyle()
        self.status.restyle()
        self.toast.restyle()
        self._fit()

    def _fit(self) -> None:
        density = theme().density(self.width())
        self.header.fit(density)
        self.status.fit(density)


def _put(page: Page, shelf: QWidget | None) -> None:
    """Put a screen on its shelf, which scrolls when the window is too small for it, so all stays in reach."""
    if isinstance(shelf, QScrollArea):
        shelf.setWidgetResizable(True)
        shelf.setFrameShape(QScrollArea.Shape.NoFrame)
        shelf.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        shelf.setWidget(page)
