"""Kertas dan printer: six measures typed, kept for a printer and tray, used when printing, let go again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from builders import new_file
from desk import ALT, CONTROL, Desk, desk_at
from kpm_desktop.imaging.render import Document
from kpm_desktop.ui import printer_places
from kpm_desktop.ui.preview import PreviewPage
from kpm_desktop.ui.settings.page import GROUPS, SettingsPage
from kpm_desktop.ui.settings.printer_group import MEASURES, PrinterGroup
from register_screens import press, texts
from words import english_on


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk_at(qtbot, tmp_path) as made:
        new_file(made.data_place.parent, made.clock).close()
        made.start()
        yield made


def group(desk: Desk) -> PrinterGroup:
    """Open Pengaturan at this group."""
    if not isinstance(desk.window.front, SettingsPage):
        desk.key(Qt.Key.Key_Comma, CONTROL)
    place = [entry.name for entry in GROUPS].index("printers")
    desk.key(Qt.Key(Qt.Key.Key_1 + place), ALT)
    (found,) = desk.page(SettingsPage).findChildren(PrinterGroup)
    return found


def type_into(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def measure(desk: Desk, *values: str) -> PrinterGroup:
    shown = group(desk)
    for (name, _, _), value in zip(MEASURES, values, strict=True):
        type_into(shown.fields[name], value)
    return shown


def test_measures_become_shift_and_scale_of_a_printer_and_tray(desk: Desk) -> None:
    shown = group(desk)
    assert english_on(shown) == []
    shown.printer.setCurrentText("Printer Contoh")
    type_into(shown.tray, "Atas")
    measure(desk, "19", "21", "20,5", "19,5", "99,8", "100")
    assert "Geser kanan +1,00 mm, geser bawah -0,50 mm, skala 100,20 % x 100,00 %." in texts(shown)
    press(shown, "Simpan untuk printer ini")
    settings = desk.window.settings
    assert printer_places.profiles(settings) == [("Printer Contoh", "Atas")]
    known = printer_places.offsets(settings, ["Printer Contoh", "Lain"], "")
    assert known == {("Printer Contoh", "Atas"): (1.0, -0.5)}
    assert printer_places.scale(settings, "Printer Contoh", "Atas") == pytest.approx((1.002, 1.0), abs=1e-4)
    assert printer_places.scale(settings, "Printer Contoh", "") == (1.0, 1.0)
    press(shown, "Lepas")
    assert printer_places.profiles(desk.window.settings) == []
    press(desk.window, "Urungkan")
    assert printer_places.profiles(desk.window.settings) == [("Printer Contoh", "Atas")]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (("20", "20", "20", "20", "94", "94"), "Matikan Fit to page"),
        (("20", "20", "20", "20", "0", "100"), "bukan dari halaman kalibrasi"),
        (("20", "20", "20", "20", "99,3", "100"), "Matikan Fit to page"),
    ],
)
def test_a_page_that_was_fitted_is_told(desk: Desk, values: tuple[str, ...], said: str) -> None:
    shown = measure(desk, *values)
    shown.printer.setCurrentText("Printer Contoh")
    assert said in texts(shown)
    assert shown.act.isEnabled() is (values[4] == "99,3")


def test_the_calibration_page_is_shown_for_both_papers(desk: Desk) -> None:
    press(group(desk), "Halaman kalibrasi")
    with Document(desk.page(PreviewPage).pdf) as document:
        assert {tuple(round(one) for one in document.size_mm(page)) for page in range(len(document))} == {
            (210, 297), (297, 210), (215, 330), (330, 215),
        }  # fmt: skip
