"""The window on a real data file of the regency, for the tests of the screens of villages and cadres."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from builders import created
from kpm_desktop import paths
from kpm_desktop.domain.cadres import Cadre, CadreTerm
from kpm_desktop.domain.people import Person
from kpm_desktop.domain.uid import Uid, code_uid
from kpm_desktop.settings import Settings
from kpm_desktop.store import regions
from kpm_desktop.ui import cadres, imports, translations, villages
from kpm_desktop.ui.cadres.page import CadresPage
from kpm_desktop.ui.forms.form_dialog import FormDialog
from kpm_desktop.ui.jobs import Jobs
from kpm_desktop.ui.main_window import MainWindow
from kpm_desktop.ui.page import Page, Shell, Tab
from kpm_desktop.ui.theme import theme
from kpm_desktop.ui.villages.page import VillagesPage
from kpm_desktop.ui.workspace import Workspace

NOW = dt.datetime(2027, 4, 8, 10, 42)  # noqa: DTZ001 (local time, as on the clock of the office)
TODAY = NOW.date()
PAITON, SUKODADI = code_uid("35.13.12.2015"), code_uid("35.13.12.2016")
NIK = "3513124205840004"
W = TypeVar("W", bound=QWidget)


class Elsewhere(Page):
    """A tab that only writes down what it was asked to show."""

    def __init__(self, _shell: Shell) -> None:
        super().__init__()
        self.wishes: dict[str, Any] = {}

    def show_wish(self, **wishes: Any) -> None:
        self.wishes = wishes


class Office:
    """One operator at one window."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        translations.load(app)
        theme()
        tree = regions.load_regency(paths.resource("regions"), "35.13")
        self.file = created(folder / "kpm.db", tree, now=lambda: NOW)
        self.jobs = Jobs()
        self.workspace = Workspace(self.jobs, lambda: NOW)
        self.window = MainWindow(
            self.workspace,
            self.jobs,
            Settings(),
            tabs=(
                villages.TAB,
                cadres.TAB,
                Tab("sessions", "Pembinaan", "school", Elsewhere),
            ),
            openers={**villages.OPENERS, **cadres.OPENERS, **imports.OPENERS},
            now=lambda: NOW,
        )
        self.workspace.take(self.file)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.qtbot = qtbot

    def close(self) -> None:
        leave(self.jobs, self.workspace)
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def villages(self) -> VillagesPage:
        self.window.go("villages")
        assert isinstance(self.window.front, VillagesPage)
        return self.window.front

    def cadres(self) -> CadresPage:
        self.window.go("cadres")
        assert isinstance(self.window.front, CadresPage)
        return self.window.front

    def add_cadre(self, name: str, village: Uid, *, nik: str = "", phone: str = "", **term: Any) -> Uid:
        """Put a cadre into the data file, as if he had been there for long."""
        person = Person(self.file.new_uid(), name, nik=nik, phone=phone, sex="P")
        made = Cadre(person, CadreTerm(self.file.new_uid(), person.uid, village, **term))
        self.workspace.run("edit", "Tambah 1 kader", lambda file: file.cadres.save(made))
        return person.uid


def leave(jobs: Jobs, workspace: Workspace) -> None:
    """End a program as tests leave it: nobody is there to answer, and the data are not worth a backup."""
    while (shown := QApplication.activeModalWidget()) is not None:
        shown.hide()  # closing may ask
    jobs.close()
    if workspace.is_open:
        workspace.data_file.close(backup=False)
    workspace.close()


@contextmanager
def office_at(qtbot: QtBot, folder: Path) -> Iterator[Office]:
    office = Office(qtbot, folder)
    try:
        yield office
    finally:
        office.close()


def activate(window: QWidget) -> None:
    """Give a window the keyboard; drawn in memory, no system does it after a popup or dialog has closed."""
    QApplication.processEvents()
    if QApplication.activeWindow() is not window:
        window.activateWindow()
        for _ in range(50):
            QApplication.processEvents()
            if QApplication.activeWindow() is window:
                break
        assert QApplication.activeWindow() is window


def modal() -> QDialog:
    """Return the dialog on top."""
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, QDialog), "no dialog is open"
    activate(shown)
    return shown


def form() -> FormDialog:
    """Return the form on top."""
    shown = modal()
    assert isinstance(shown, FormDialog)
    return shown


def key(widget: QWidget, code: Qt.Key, *held: Qt.KeyboardModifier) -> None:
    """Press a key with what is held down."""
    modifiers = Qt.KeyboardModifier.NoModifier
    for one in held:
        modifiers |= one
    QTest.keyClick(widget, code, modifiers)


def fill(dialog: FormDialog, **texts: str) -> None:
    """Type into fields, leaving each with Tab."""
    for name, text in texts.items():
        dialog.body.go_to(name)
        core = dialog.body.editors[name].core
        line = core if isinstance(core, QLineEdit) else core.findChild(QLineEdit)
        assert isinstance(line, QLineEdit), name
        line.selectAll()
        QTest.keyClick(line, Qt.Key.Key_Delete)
        QTest.keyClicks(line, text)
        QTest.keyClick(QApplication.activePopupWidget() or line, Qt.Key.Key_Tab)
        activate(dialog)


def press(inside: QWidget, words: str) -> None:
    """Click the one visible button with these words."""
    QApplication.processEvents()
    found = [one for one in inside.findChildren(QAbstractButton) if one.isVisible() and one.text() == words]
    assert len(found) == 1, (words, [one.text() for one in inside.findChildren(QAbstractButton)])
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def choose(menu: QMenu, words: str) -> None:
    """Choose an entry of a menu."""
    found = [one for one in menu.actions() if one.text().split("\t")[0] == words]
    assert len(found) == 1, (words, [one.text() for one in menu.actions()])
    found[0].trigger()


def texts(inside: QWidget) -> str:
    """Return all visible words inside a widget, for looking something up."""
    QApplication.processEvents()
    words = []
    for one in inside.findChildren(QWidget):
        text = getattr(one, "text", None)
        if one.isVisible() and callable(text):
            words.append(str(text()))
    return "\n".join(words)
