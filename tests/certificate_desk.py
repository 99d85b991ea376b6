"""One operator at the screen Sertifikat, for the tests of that screen."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from builders import Clock, created
from kpm_desktop.domain.certificates import Certificate, NumberSeries
from kpm_desktop.domain.invitation import InvitationRule
from kpm_desktop.domain.office import Office, Signatory
from kpm_desktop.imaging.render import Document
from kpm_desktop.settings import Settings
from kpm_desktop.store.office import OFFICE
from kpm_desktop.ui import certificates, layouts, preview, translations
from kpm_desktop.ui.certificates.page import CertificatesPage
from kpm_desktop.ui.forms.form_dialog import FormDialog
from kpm_desktop.ui.jobs import Jobs
from kpm_desktop.ui.main_window import MainWindow
from kpm_desktop.ui.page import Tab
from kpm_desktop.ui.preview import PreviewPage
from kpm_desktop.ui.theme import theme
from kpm_desktop.ui.workspace import Workspace
from record_builders import KARANGANYAR, REGIONS, SUKODADI, add_cadre, add_head, add_session
from register_screens import Elsewhere, form, key, leave, press
from words import english_on

NOW = dt.datetime(2019, 5, 2, 10, 42)  # noqa: DTZ001 (local time, as on the clock of the office)
CONTROL = Qt.KeyboardModifier.ControlModifier


class Desk:
    """One operator at the tab Sertifikat; a head and two cadres came to the one session of a series."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        translations.load(app)
        theme()
        self.qtbot, self.folder = qtbot, folder
        self.now = Clock(NOW, dt.timedelta(milliseconds=1))
        self.file = created(folder / "kpm.db", REGIONS, now=self.now)
        self._fill()
        self.jobs = Jobs()
        self.workspace = Workspace(self.jobs, self.now)
        self.window = MainWindow(
            self.workspace,
            self.jobs,
            Settings(),
            tabs=(certificates.TAB, Tab("cadres", "Kader", "users", Elsewhere)),
            openers={**certificates.OPENERS, **layouts.OPENERS, **preview.OPENERS},
            now=self.now,
        )
        self.workspace.take(self.file)
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.window.show_tab(0)
        self.answers: list[Callable[[QDialog], object]] = []
        self._timer = QTimer()
        self._timer.setInterval(10)
        self._timer.timeout.connect(self._answer)
        self._timer.start()

    def _fill(self) -> None:
        file = self.file
        add_head(file, "Arya Umpama", SUKODADI)
        self.siti = add_cadre(file, "Siti Contohwati", SUKODADI)
        self.rofi = add_cadre(file, "Rofi'i & Umpama", KARANGANYAR)
        session = add_session(file)
        assert session.series is not None
        self.series = session.series
        self.numbers = NumberSeries(file.new_uid(), "Nomor sertifikat", "{klasifikasi}/{urut:03}/{tahun}")
        with file.operation("edit", "Hari contoh"):
            rule = InvitationRule(villages=frozenset({SUKODADI, KARANGANYAR}))
            rows = file.attendance.invite(session.uid, file.attendance.preview(session.uid, rule))
            file.attendance.mark(rows, "present")
            file.office.save(Office(OFFICE, "Dinas Contoh", "Pemerintah Kabupaten Probolinggo", town="Kota"))
            signatory = Signatory(file.new_uid(), "Arjuna Contoh", position="Kepala Dinas")
            file.office.save_signatory(
                dataclasses.replace(signatory, valid_from=dt.date(2019, 1, 1), valid_to=dt.date(2019, 12, 31))
            )
            file.numbers.save_series(self.numbers)

    def _answer(self) -> None:
        shown = QApplication.activeModalWidget()
        if self.answers and isinstance(shown, QDialog) and not isinstance(shown, FormDialog):
            self.answers.pop(0)(shown)

    @property
    def page(self) -> CertificatesPage:
        self.window.go("certificates")
        assert isinstance(self.window.front, CertificatesPage)
        return self.window.front

    def key(self, code: Qt.Key) -> None:
        """Press Ctrl and a key in the window, once it is in front again."""
        with self.qtbot.waitActive(self.window):
            self.window.activateWindow()
        key(self.window.focusWidget() or self.window, code, CONTROL)

    def undo(self) -> None:
        """Press Urungkan in the head of the window."""
        QApplication.processEvents()
        (found,) = (
            one
            for one in self.window.header.findChildren(QPushButton)
            if one.accessibleName().startswith("Urungkan: ")
        )
        QTest.mouseClick(found, Qt.MouseButton.LeftButton)

    def wait(self, what: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(what)

    def prepare(self) -> None:
        self.key(Qt.Key.Key_N)
        key(form(), Qt.Key.Key_S, CONTROL)

    def tick_all(self) -> None:
        self.page.model.tick([row[0] for row in self.page.model.shown_rows()])

    def paper(self) -> PreviewPage:
        self.wait(lambda: isinstance(self.window.front, PreviewPage))
        assert isinstance(self.window.front, PreviewPage)
        return self.window.front

    def issue(self) -> bytes:
        """Issue all that is ready, and return the PDF."""
        self.prepare()
        self.tick_all()
        self.answers += [typing("sudah dicocokkan"), pressing("Terbitkan dan cetak 3")]
        press(self.page.selection, "Terbitkan dan cetak 3")
        pdf = self.paper().pdf
        self.window.leave_page()
        return pdf

    def issued(self, name: str) -> Certificate:
        """Return the valid certificate with this printed name."""
        (found,) = (
            one.uid for one in self.file.certificates.find() if one.state == "issued" and one.name == name
        )
        return self.file.certificates.get(found)

    def states(self) -> list[str]:
        return sorted(one.state for one in self.file.certificates.find())

    def close(self) -> None:
        self._timer.stop()
        leave(self.jobs, self.workspace)


def pressing(words: str) -> Callable[[QDialog], object]:
    """Return an answer that presses a button of a question."""

    def answer(dialog: QDialog) -> None:
        assert english_on(dialog) == []
        buttons = {one.text(): one for one in dialog.findChildren(QPushButton)}
        assert words in buttons, list(buttons)
        QTest.mouseClick(buttons[words], Qt.MouseButton.LeftButton)

    return answer


def typing(reason: str) -> Callable[[QDialog], object]:
    """Return an answer that types a reason."""

    def answer(dialog: QDialog) -> None:
        (field,) = dialog.findChildren(QLineEdit)
        QTest.keyClicks(field, reason)
        key(field, Qt.Key.Key_Return)

    return answer


def closing(said: list[str]) -> Callable[[QDialog], object]:
    """Return an answer that reads what is told and closes it."""

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        said.append(f"{dialog.text()}\n{dialog.informativeText()}")
        dialog.reject()

    return answer


def pages(pdf: bytes) -> list[list[str]]:
    with Document(pdf) as document:
        return [document.text(page).replace("\r\n", "\n").split("\n") for page in range(len(document))]


def pixels(pdf: bytes, page: int) -> bytes:
    with Document(pdf) as document:
        return document.pixels(page, 40, "L").data
