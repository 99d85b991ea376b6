"""The window on a data file with two kecamatan of invented people, for the tests of Pembinaan and paper."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from builders import created
from kpm_desktop import paths
from kpm_desktop.domain.cadres import Cadre, CadreTerm
from kpm_desktop.domain.office import Office, Signatory
from kpm_desktop.domain.people import HeadTerm, Person, VillageHead
from kpm_desktop.domain.sessions import Series, Session, Venue
from kpm_desktop.domain.uid import Uid, code_uid
from kpm_desktop.settings import Settings
from kpm_desktop.store import regions
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import cadres, preview, sessions, translations, villages
from kpm_desktop.ui.jobs import Jobs
from kpm_desktop.ui.main_window import MainWindow
from kpm_desktop.ui.preview import PreviewPage
from kpm_desktop.ui.sessions.invite_dialog import InviteDialog
from kpm_desktop.ui.sessions.marking_page import MarkingPage
from kpm_desktop.ui.sessions.page import SessionsPage
from kpm_desktop.ui.sessions.plan_rows import PlanRowsEditor
from kpm_desktop.ui.sessions.sheet_dialog import SheetDialog
from kpm_desktop.ui.tables.list_page import ListPage
from kpm_desktop.ui.theme import theme
from kpm_desktop.ui.workspace import Workspace
from register_screens import activate, form, leave, modal, press

NOW = dt.datetime(2027, 4, 8, 10, 42)  # noqa: DTZ001 (local time, as on the clock of the office)
DAY = dt.date(2027, 4, 7)
PAJARAKAN, GENDING = code_uid("35.13.16"), code_uid("35.13.18")
CADRES = 54
FIRST = ("Siti", "Rini", "Dewi", "Yayuk", "Intan", "Agus", "Joko", "Slamet", "Hendra", "Bambang")
LAST = ("Contohwati", "Melati", "Kenanga", "Gelombang", "Rimba", "Akasia")


def fill_file(data_file: DataFile) -> None:
    """Write the office, 25 village heads and 54 cadres of Pajarakan and Gending, a series, a venue."""
    found = [
        village
        for district in ("35.13.16", "35.13.18")
        for village in regions.load_regency(paths.resource("regions"), "35.13").villages
        if village.code.startswith(district)
    ]
    with data_file.operation("edit", "Siapkan contoh"):
        data_file.office.save(Office(data_file.new_uid(), "Dinas Contoh", town="Probolinggo"))
        data_file.office.save_signatory(
            Signatory(data_file.new_uid(), "Arya Umpama", position="Kepala Dinas Contoh")
        )
        for number, village in enumerate(found):
            head = Person(data_file.new_uid(), f"Kepala Rekaan {LAST[number % 6]} {number:02}", sex="L")
            term = HeadTerm(data_file.new_uid(), head.uid, code_uid(village.code))
            data_file.people.save_head(VillageHead(head, term))
        for number in range(CADRES):
            name = f"{FIRST[number % 10]} {LAST[number % 6]} {number:02}"
            cadre = Person(data_file.new_uid(), name, sex="P")
            where = code_uid(found[number % len(found)].code)
            data_file.cadres.save(Cadre(cadre, CadreTerm(data_file.new_uid(), cadre.uid, where)))
        data_file.sessions.save_series(
            Series(data_file.new_uid(), "Pembinaan KPM 2027", "pembinaan", 2027, certificate_rule="sessions")
        )
        data_file.sessions.save_part(Venue(data_file.new_uid(), "Pendopo Kecamatan Pajarakan"))


def type_row(place: int, **typed: str) -> None:
    """Type into a row of the form for several sessions, leaving each field with Tab."""
    dialog = form()
    rows = dialog.body.editors["sessions"]
    assert isinstance(rows, PlanRowsEditor)
    for name, text in typed.items():
        line = rows.rows[place][name].findChild(QLineEdit)
        assert isinstance(line, QLineEdit)
        line.setFocus()
        line.selectAll()
        QTest.keyClick(line, Qt.Key.Key_Delete)
        QTest.keyClicks(line, text)
        QTest.keyClick(QApplication.activePopupWidget() or line, Qt.Key.Key_Tab)
        activate(dialog)


def choose_entry(page: ListPage, button: str, entry: str) -> None:
    """Press an entry of a button's menu."""
    found = next(one for one in page.toolbar.findChildren(QPushButton) if one.text() == button)
    menu = found.menu()
    assert menu is not None
    next(action for action in menu.actions() if action.text() == entry).trigger()


class Meeting:
    """One operator at one window, with the tab Pembinaan."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        translations.load(app)
        theme()
        self.file = DataFile.open(folder / "kpm.db", writer_name="PC-UJI", now=lambda: NOW)
        self.qtbot = qtbot
        self.jobs = Jobs()
        self.workspace = Workspace(self.jobs, lambda: NOW)
        self.window = MainWindow(
            self.workspace,
            self.jobs,
            Settings(),
            tabs=(villages.TAB, cadres.TAB, sessions.TAB),
            openers={**villages.OPENERS, **cadres.OPENERS, **sessions.OPENERS, **preview.OPENERS},
            now=lambda: NOW,
        )
        self.workspace.take(self.file)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.window.go("sessions")

    def close(self) -> None:
        leave(self.jobs, self.workspace)
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    @property
    def page(self) -> SessionsPage:
        self.window.go("sessions")
        assert isinstance(self.window.front, SessionsPage)
        return self.window.front

    def add_session(self, *districts: Uid, day: dt.date = DAY) -> Uid:
        """Put a session into the data file, as if somebody had planned it."""
        uid = self.file.new_uid()
        series = self.file.sessions.find_series()[0].uid
        venue = self.file.sessions.venues()[0].uid
        made = Session(
            uid, series, "pembinaan", day, "08:00", "15:00", venue, districts or (PAJARAKAN, GENDING)
        )
        self.workspace.run("edit", "Tambah 1 sesi", lambda file: file.sessions.save(made))
        return uid

    def invite_all(self, session: Uid) -> None:
        """Invite by rule through the dialog."""
        assert self.page.go_to(session)
        press(self.page.toolbar, "Undang menurut aturan")
        dialog = modal()
        assert isinstance(dialog, InviteDialog)
        QTest.keyClick(dialog, Qt.Key.Key_Return)

    def invited_session(self) -> Uid:
        """Return a session to which all 79 are invited."""
        session = self.add_session()
        self.invite_all(session)
        return session

    def print_sheet(self, session: Uid, folder: Path) -> Path:
        """Print the attendance sheet into a file, as the operator does."""
        assert self.page.go_to(session)
        press(self.page.toolbar, "Cetak daftar hadir")
        dialog = modal()
        assert isinstance(dialog, SheetDialog)
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        self.until(lambda: isinstance(self.window.front, PreviewPage))
        shown = self.window.front
        assert isinstance(shown, PreviewPage)
        target = folder / "daftar.pdf"
        with self.qtbot.waitSignal(shown.saved):
            shown.save_to(target)
        shown.leave()
        return target

    def mark(self, session: Uid) -> MarkingPage:
        """Open the attendance of a session."""
        with self.qtbot.waitActive(
            self.window
        ):  # the memory's screen does not turn back from a closed dialog
            self.window.activateWindow()
        self.window.open("attendance", session=session)
        shown = self.window.front
        assert isinstance(shown, MarkingPage)
        return shown

    def until(self, is_true: Callable[[], bool]) -> None:
        """Wait for the worker."""
        self.qtbot.waitUntil(is_true)


@contextmanager
def meeting_at(qtbot: QtBot, template: Path, folder: Path) -> Iterator[Meeting]:
    shutil.copytree(template, folder, dirs_exist_ok=True)
    made = Meeting(qtbot, folder)
    try:
        yield made
    finally:
        made.close()


def make_template(folder: Path) -> Path:
    """Make the data file once; each test works on a copy."""
    tree = regions.load_regency(paths.resource("regions"), "35.13")
    made = created(folder / "kpm.db", tree, now=lambda: NOW)
    fill_file(made)
    made.close(backup=False)
    return folder
