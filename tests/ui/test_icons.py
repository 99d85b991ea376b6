"""Exactly the icons of the design are shipped, and every one can be drawn in any colour and size."""

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kpm_desktop import paths
from kpm_desktop.ui import icons
from kpm_desktop.ui.theme import Scheme, theme

_SHIPPED_TEXT = """
home map-pin users school trophy certificate users-group menu-2 search settings help arrow-back-up
arrow-forward-up dots x check minus plus equal chevron-down chevron-left chevron-right user user-plus
user-check user-off pencil trash copy eye eye-off history id id-badge-2 file-import file-export
file-spreadsheet file-text upload download printer folder folder-open paperclip circle-check circle-x
alert-triangle info-circle circle-dashed alert-circle ban clock calendar-event clipboard-check mail
list-numbers adjustments layout-grid keyboard usb device-desktop database-export git-merge refresh
shield-check lock lock-open bulb sun moon text-size qrcode signature arrows-sort filter
building-community external-link
"""
SHIPPED = _SHIPPED_TEXT.split()


def test_exactly_the_agreed_icons_are_shipped_with_their_licence() -> None:
    assert len(SHIPPED) == 77
    assert icons.names() == sorted(SHIPPED)
    assert "MIT License" in paths.resource("icons", "LICENSE-tabler.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SHIPPED)
def test_every_icon_can_be_drawn_in_the_colour_of_a_token(qtbot: QtBot, name: str) -> None:
    del qtbot
    drawn = icons.pixmap(name, "accent", 22, 2.0).toImage().convertToFormat(QImage.Format.Format_ARGB32)
    assert drawn.width() == theme().size(22) * 2
    inked = [
        QColor(drawn.pixel(x, y))
        for x in range(drawn.width())
        for y in range(drawn.height())
        if QColor.fromRgba(drawn.pixel(x, y)).alpha() == 255
    ]
    assert inked
    assert {color.name() for color in inked} == {theme().color("accent").name()}


def test_a_button_gets_its_icon_again_when_the_theme_changes(qtbot: QtBot) -> None:
    theme().choose(Scheme.LIGHT, 100)
    button = QPushButton()
    qtbot.addWidget(button)
    icons.set_icon(button, "printer", "text", 18)
    before = button.icon().cacheKey()
    theme().choose(Scheme.DARK, 150)
    icons.refresh()
    assert button.icon().cacheKey() != before
    assert button.iconSize().height() == 27
    theme().choose(Scheme.LIGHT, 100)


def test_the_program_has_an_icon_in_all_usual_sizes(qtbot: QtBot) -> None:
    del qtbot
    assert {size.width() for size in icons.application_icon().availableSizes()} >= {16, 32, 48, 256}
