"""Daftar paket: what went out is listed with where it is; one is reported lost and found again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from builders import add_person, new_file
from carrying import PLAIN, sent_of
from desk import Desk, desk_at, fill_long
from kpm_desktop.ui.packages.log_page import PackageLogPage
from kpm_desktop.ui.preview import PreviewPage
from kpm_desktop.ui.settings.page import SettingsPage
from paper_reading import joined
from register_screens import choose, form, press, texts
from words import english_on

NIK = "3513124101900001"


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk_at(qtbot, tmp_path) as made:
        made.data_place.parent.mkdir()
        new_file(made.data_place.parent, made.clock).close()
        made.start()
        yield made


def page_of(desk: Desk) -> PackageLogPage:
    choose(desk.window.header.file_menu, "Daftar paket")
    return desk.page(PackageLogPage)


def state(page: PackageLogPage) -> list[str]:
    [column] = [one for one in page.list.spec.columns if one.title == "Keadaan"]
    return [column.value(row).text for row in page.list.model.shown_rows()]


def test_an_empty_list_says_what_can_be_done(desk: Desk) -> None:
    page = page_of(desk)
    assert "Belum ada paket yang dikirim atau diambil." in texts(page)
    assert english_on(page) == []


def test_a_package_is_reported_lost_with_its_report_and_found_again(desk: Desk) -> None:
    add_person(desk.file, "Dewi Kenanga", nik=NIK)
    sent_of(desk.file, PLAIN)
    desk.clock.turn(hours=1)
    sent_of(desk.file, PLAIN)
    page = page_of(desk)
    assert state(page) == ["Di komputer ini", "Di komputer ini"]
    page.list.focus_search()
    QTest.keyClicks(page.list.toolbar.search, "000002")
    assert [row[1].number for row in page.list.model.shown_rows()] == [2]
    row = page.list.model.shown_rows()[0]
    choose(page.list.row_menu([row]), "Laporkan hilang…")
    dialog = form()
    fill_long(dialog, "note", "jatuh di jalan")
    press(dialog, "Laporkan hilang")
    desk.settle()
    preview = desk.page(PreviewPage)
    said = joined(preview.pdf)
    assert "jatuh di jalan" in said
    assert "Paket memuat data 1 orang." in said
    assert "Kenanga" not in said
    assert NIK not in said
    desk.key(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    page = desk.page(PackageLogPage)
    assert state(page) == ["Hilang"]
    assert [entry.details.get("lost", {}).get("note") for entry in desk.file.packages()] == [
        "jatuh di jalan",
        None,
    ]
    choose(page.list.row_menu([page.list.model.shown_rows()[0]]), "Ditemukan kembali")
    assert state(page) == ["Di komputer ini"]
    assert not any("lost" in entry.details for entry in desk.file.packages())
    assert "tidak lagi dicatat hilang" in texts(desk.window.toast)


def test_the_list_is_printed_as_it_stands(desk: Desk) -> None:
    sent_of(desk.file, PLAIN)
    page_of(desk)
    desk.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    press(form(), "Lihat pratinjau")
    desk.settle()
    said = joined(desk.page(PreviewPage).pdf)
    assert "DAFTAR PAKET YANG PERNAH DIBUAT" in said
    assert "Tidak tersandi" in said


def test_the_closing_words_of_the_report_are_a_setting_of_the_office(desk: Desk) -> None:
    desk.window.open("settings", group="privacy")
    page = desk.page(SettingsPage)
    assert english_on(page) == []
    [field] = [one for one in page.findChildren(QPlainTextEdit) if one.isVisible()]
    assert "3 x 24 jam" in field.toPlainText()
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "Dilaporkan kepada Bupati.")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert desk.file.office.settings()["lost_package_text"] == "Dilaporkan kepada Bupati."
    desk.press("Kembali ke standar")
    assert "3 x 24 jam" in desk.file.office.settings()["lost_package_text"]
    desk.press("Daftar paket")
    assert desk.page(PackageLogPage).title == "Daftar paket"
