"""The USB screens as an operator uses them, for tests: sending, and beginning from a package."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from carrying import PHRASE
from desk import CONTROL, Desk
from kpm_desktop.ui.packages import StartDialog
from kpm_desktop.ui.packages.receive_page import ReceivePage
from kpm_desktop.ui.packages.send_dialog import SendDialog
from register_screens import choose, press


def in_front() -> SendDialog:
    """Return the sending dialog on top."""
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, SendDialog), shown
    return shown


def target(dialog: SendDialog) -> Path | None:
    """Return where the package would go."""
    return dialog.sticks.target.folder if dialog.sticks.target is not None else None


def open_sending(desk: Desk) -> SendDialog:
    """Open the dialog with Ctrl+B and wait for the sticks."""
    desk.key(Qt.Key.Key_B, CONTROL)
    shown = in_front()
    desk.until(lambda: target(shown) is not None)
    return shown


def lock(dialog: SendDialog, phrase: str = PHRASE) -> None:
    """Type the passphrase twice."""
    for field in (dialog.lock.phrase, dialog.lock.again):
        field.setFocus()
        QTest.keyClicks(field, phrase)


def send(desk: Desk, dialog: SendDialog) -> None:
    """Send with Ctrl+Enter and wait for the end, good or bad."""
    assert dialog.act.isEnabled(), dialog.reason.text()
    desk.key(Qt.Key.Key_Return, CONTROL, on=dialog)
    desk.settle()
    desk.until(lambda: dialog.act.text() == "Selesai" or dialog.again.isVisible())


def close_sending(desk: Desk) -> None:
    """Leave the dialog after a package went out."""
    press(in_front(), "Selesai")
    desk.settle()
    assert QApplication.activeModalWidget() is None


def packages(stick: Path) -> list[Path]:
    """Return the packages on a stick, oldest name first."""
    return sorted(stick.glob("*.paket"))


def receive_page(desk: Desk) -> ReceivePage:
    """Open Ambil dari flashdisk and wait for what lies there now; what it showed before may still stand."""
    choose(desk.window.header.file_menu, "Ambil dari flashdisk…")
    page = desk.page(ReceivePage)
    desk.until(lambda: page.list.current_row() is not None and not page._looking)
    return page


def start_dialog(desk: Desk) -> StartDialog:
    """Open Ambil dari flashdisk from the start page and wait for a package to begin from."""
    [choice] = [one for one in desk.start_page.choices if "Ambil dari flashdisk" in one.accessibleName()]
    QTest.mouseClick(choice, Qt.MouseButton.LeftButton)
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, StartDialog), shown
    desk.until(lambda: bool(shown.cards()))
    return shown
