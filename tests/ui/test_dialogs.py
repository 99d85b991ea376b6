"""Questions name their act, Batal is the safe choice, and a trouble is told in its fixed order."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kpm_desktop.store.errors import LockedError
from kpm_desktop.ui import dialogs, translations
from kpm_desktop.ui.messages import explain
from kpm_desktop.ui.theme import Scheme, theme
from words import english_on


@pytest.fixture(autouse=True)
def indonesian(qapp: QApplication) -> None:
    translations.load(qapp)


def _with_dialog(act: Callable[[QWidget], None]) -> list[str]:
    """Run `act` on the dialog as soon as one is open; returns the English found on it."""
    english: list[str] = []

    def meet() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(10, meet)
            return
        english.extend(english_on(dialog))
        act(dialog)

    QTimer.singleShot(0, meet)
    return english


def _press(words: str) -> Callable[[QWidget], None]:
    def press(dialog: QWidget) -> None:
        next(one for one in dialog.findChildren(QPushButton) if one.text() == words).click()

    return press


def test_the_act_is_done_only_when_its_own_button_is_pressed(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    english = _with_dialog(_press("Terbitkan 41"))
    assert dialogs.ask(parent, "Terbitkan 41 sertifikat?", "Yang terbit tidak dapat diubah.", "Terbitkan 41")
    assert english == []
    _with_dialog(_press("Batal"))
    assert not dialogs.ask(parent, "Terbitkan 41 sertifikat?", "", "Terbitkan 41")


def test_enter_and_esc_choose_batal(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    seen: list[str] = []

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, QMessageBox)
        default = dialog.defaultButton()
        seen.append(default.text() if default else "")
        dialog.reject()

    _with_dialog(look)
    assert dialogs.choose(parent, "Kunci hasil?", "", ("Kunci hasil",)) is None
    assert seen == ["Batal"]


def test_a_trouble_says_what_happened_what_is_safe_and_what_to_press(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    shown: list[str] = []

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, QMessageBox)
        shown.extend((dialog.text(), dialog.informativeText(), dialog.detailedText()))
        _press("Coba lagi")(dialog)

    english = _with_dialog(look)
    error = LockedError(computer="PC-2", user="Siti")
    assert dialogs.tell_error(parent, error, acts=("Coba lagi",)) == 0
    told = explain(error.code, error.values)
    assert shown[0] == told.happened
    assert shown[1].splitlines() == [told.safe, told.todo]
    assert shown[2].startswith("E-TERKUNCI")
    assert english == []


def test_a_reason_is_wanted_before_the_act_can_be_pressed(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)

    def answer(dialog: QWidget) -> None:
        act = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Cetak ulang")
        assert not act.isEnabled()
        dialog.findChildren(QLineEdit)[0].setText("Kertas rusak")
        act.click()

    english = _with_dialog(answer)
    assert dialogs.ask_text(parent, "Mengapa dicetak ulang?", "Alasan", "Cetak ulang") == "Kertas rusak"
    assert english == []


@pytest.mark.parametrize("percent", [100, 200])
def test_the_words_on_every_button_of_a_question_are_whole(qtbot: QtBot, percent: int) -> None:
    theme().choose(Scheme.LIGHT, percent)
    parent = QWidget()
    qtbot.addWidget(parent)
    cut: list[str] = []

    def look(dialog: QWidget) -> None:
        for one in dialog.findChildren(QPushButton):
            if one.isVisible() and one.width() < one.sizeHint().width():
                cut.append(one.text())
        _press("Batal")(dialog)

    _with_dialog(look)
    dialogs.choose(parent, "Lembar mana?", "", ("Cetak lembar baru", "Tetap dari lembar lama…"))
    theme().choose(Scheme.LIGHT, 100)
    assert cut == []
