"""One operator at the whole program: real settings, real worker, a clock that is turned by hand.

Everything is done with keys and clicks; questions that stop the window are answered as they come.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from builders import Clock
from kpm_desktop import settings
from kpm_desktop.packages.drives import Drive
from kpm_desktop.packages.stick import Layer
from kpm_desktop.settings import Settings
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import translations
from kpm_desktop.ui.application import Application
from kpm_desktop.ui.forms.form_dialog import FormDialog
from kpm_desktop.ui.home.start_page import StartPage
from kpm_desktop.ui.jobs import Jobs
from kpm_desktop.ui.main_window import MainWindow
from kpm_desktop.ui.packages import Carrying
from kpm_desktop.ui.page import Page
from kpm_desktop.ui.preview import PreviewPage
from kpm_desktop.ui.tables.list_page import ListPage
from kpm_desktop.ui.theme import Scheme, theme
from register_screens import leave, press

MORNING = dt.datetime(2027, 4, 7, 8, 0)  # noqa: DTZ001 (local time, as on the clock of the office)
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
P = TypeVar("P", bound=QWidget)
Answer = Callable[[QDialog], object]


class Desk:
    """The PC: a folder with data and settings, and the program while it runs."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.clock = Clock(MORNING)
        self.data_place = folder / "data" / "kpm.db"
        self.sample_place = folder / "contoh" / "kpm.db"
        self.settings_place = folder / "settings.json"
        self.sticks: list[Drive] = []
        self.layer: Layer | None = None
        self._program: Application | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        translations.load(app)

    # the program

    def start(
        self, path: Path | None = None, *, demo: bool = False, package: Path | None = None
    ) -> Application:
        """Start the program as `running.run` does."""
        program = Application(
            settings.load(self.settings_place),
            lambda changed: settings.save(changed, self.settings_place),
            default=self.data_place,
            sample=self.sample_place,
            now=self.clock,
            jobs=Jobs(),
            carrying=Carrying(lambda: list(self.sticks), self.layer),
        )
        self._program = program
        program.begin(path, demo=demo, package=package)
        return program

    def plug_in(self, label: str = "KPM-USB 1", folder: Path | None = None) -> Drive:
        """Plug in a stick: a folder stands in for it, with the sizes of a small one."""
        root = folder or self.folder / label
        root.mkdir(exist_ok=True)
        stick = Drive(root, label, f"{len(self.sticks):08X}", "FAT32", 11_200_000_000, 16_000_000_000, True)
        self.sticks.append(stick)
        return stick

    def remember(self, kept: Settings) -> None:
        """Put settings on this PC, as if the program had been used before."""
        settings.save(kept, self.settings_place)

    def shut_down(self) -> None:
        """Leave nothing behind for the next test."""
        program, self._program = self._program, None
        if program is None:
            return
        leave(program.jobs, program.workspace)
        for top in (program.window, program.start_page):
            if top is not None:
                top.close()
                top.deleteLater()
        program.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        theme().choose(Scheme.LIGHT, 100)

    @property
    def program(self) -> Application:
        assert self._program is not None
        return self._program

    @property
    def window(self) -> MainWindow:
        assert self.program.window is not None, "the window is not open"
        return self.program.window

    @property
    def start_page(self) -> StartPage:
        assert self.program.start_page is not None, "the start page is not shown"
        return self.program.start_page

    @property
    def file(self) -> DataFile:
        return self.program.workspace.data_file

    def page(self, kind: type[P]) -> P:
        """Return the screen in front, which is of this kind."""
        shown = self.window.front
        assert isinstance(shown, kind), shown
        return shown

    def list_page(self) -> ListPage:
        return self.page(ListPage)

    # keys and clicks

    def key(self, code: Qt.Key, *held: Qt.KeyboardModifier, on: QWidget | None = None) -> None:
        """Press a key where the focus is, or on a widget."""
        self.settle()
        window = self.window
        if QApplication.activeModalWidget() is None and not window.isActiveWindow():
            window.activateWindow()
            QApplication.processEvents()
        modifiers = Qt.KeyboardModifier.NoModifier
        for one in held:
            modifiers |= one
        QTest.keyClick(on or QApplication.focusWidget() or window, code, modifiers)

    def tab(self, number: int) -> Page:
        """Go to a tab by its number."""
        self.key(Qt.Key(Qt.Key.Key_0 + number), CONTROL)
        return self.window.front

    def press(self, words: str, inside: QWidget | None = None) -> None:
        """Click the one visible button with these words."""
        self.settle()
        press(inside or QApplication.activeModalWidget() or self.window.front, words)

    def tick(self, words: str, inside: QWidget) -> None:
        """Click a box or a radio button by its words."""
        found = [
            one
            for one in inside.findChildren(QAbstractButton)
            if isinstance(one, QCheckBox | QRadioButton) and one.text() == words
        ]
        assert len(found) == 1, (words, len(found))
        QTest.keyClick(found[0], Qt.Key.Key_Space)

    def settle(self) -> None:
        """Wait until the worker has nothing to do that the window waits for."""
        QApplication.processEvents()
        self.qtbot.waitUntil(lambda: not self.program.jobs.is_busy)
        QApplication.processEvents()

    def until(self, is_true: Callable[[], bool]) -> None:
        """Wait for the worker."""
        self.qtbot.waitUntil(is_true)

    # questions that stop the window

    @contextmanager
    def answering(self, *answers: Answer) -> Iterator[None]:
        """Answer the dialogs that come while the block runs, in this order; all must come."""
        answering = _Answering(answers)
        try:
            yield
            self.qtbot.waitUntil(lambda: not answering.left)
        finally:
            answering.stop()
        self.settle()

    def save_preview(self, path: Path) -> bytes:
        """Save the paper of the preview in front with Ctrl+S; returns the PDF."""
        self.until(lambda: isinstance(self.window.front, PreviewPage))
        shown = self.page(PreviewPage)
        with self.qtbot.waitSignal(shown.saved), self.answering(named(path)):
            self.key(Qt.Key.Key_S, CONTROL)
        return path.read_bytes()


def fill_long(dialog: FormDialog, name: str, text: str) -> None:
    """Type into a field of several lines and leave it with Tab."""
    dialog.body.go_to(name)
    field = dialog.body.editors[name].core
    assert isinstance(field, QPlainTextEdit)
    field.selectAll()
    for place, line in enumerate(text.split("\n")):
        if place:
            QTest.keyClick(field, Qt.Key.Key_Return)
        QTest.keyClicks(field, line)
    QTest.keyClick(field, Qt.Key.Key_Tab)


def pressing(words: str, says: str = "") -> Answer:
    """Answer a question by the button with these words; `says` must stand in the question."""

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox), dialog
        assert says in f"{dialog.text()} {dialog.informativeText()}"
        press(dialog, words)

    return answer


def typing(text: str, words: str) -> Answer:
    """Answer a question for one line: type it and press the button with these words."""

    def answer(dialog: QDialog) -> None:
        [field] = [one for one in dialog.findChildren(QLineEdit) if one.isVisible()]
        QTest.keyClicks(field, text)
        press(dialog, words)

    return answer


def named(path: Path) -> Answer:
    """Answer a dialog for a file with a path; the name that it offers has one ending."""

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog), dialog
        [field] = [one for one in dialog.findChildren(QLineEdit) if one.objectName() == "fileNameEdit"]
        offered = Path(field.text())
        assert not offered.suffix or Path(offered.stem).suffix != offered.suffix, offered
        field.setText(str(path))  # pasted; typed letters would be completed
        dialog.accept()

    return answer


@contextmanager
def desk_at(qtbot: QtBot, folder: Path) -> Iterator[Desk]:
    made = Desk(qtbot, folder)
    try:
        yield made
    finally:
        made.shut_down()


@contextmanager
def answered(*answers: Answer) -> Iterator[None]:
    """Answer the dialogs that stop the window while the block runs; one open before is left alone."""
    answering = _Answering(answers)
    try:
        yield
        assert not answering.left, "a dialog did not come"
    finally:
        answering.stop()


class _Answering(QObject):
    """Looks again and again whether a dialog waits; a dialog that only closes itself is waited for.

    The dialog that is open at the start is the test's own and never answered.
    """

    def __init__(self, answers: Sequence[Answer]) -> None:
        super().__init__()
        self.left = list(answers)
        self._own = QApplication.activeModalWidget()
        self._answered: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _look(self) -> None:
        shown = QApplication.activeModalWidget()
        if shown in (self._own, self._answered) or not isinstance(shown, QDialog) or not self.left:
            return
        if not shown.isVisible():
            return
        self._answered = shown
        answer = self.left.pop(0)
        try:
            answer(shown)
        except BaseException:
            shown.close()
            raise
        self._answered = None if not shown.isVisible() else shown


@contextmanager
def at_step(jobs: Jobs, number: int, act: Callable[[], object]) -> Iterator[None]:
    """Do something on the worker when a job has told so often where it is; counted from here."""
    told = 0

    def step(_done: int, _total: int, _what: str) -> None:
        nonlocal told
        told += 1
        if told == number:
            act()

    jobs.progressed.connect(step, Qt.ConnectionType.DirectConnection)
    try:
        yield
    finally:
        jobs.progressed.disconnect(step)
