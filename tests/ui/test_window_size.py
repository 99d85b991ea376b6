from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kpm_desktop.ui.window_size import DESIGNED, show_fitting


def test_a_window_is_as_designed_or_fills_a_smaller_screen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    show_fitting(window)
    room = window.screen().availableSize()
    is_small = room.width() < DESIGNED.width() + 16 or room.height() < DESIGNED.height() + 40
    assert window.isMaximized() is is_small
    assert window.size() == DESIGNED or is_small
