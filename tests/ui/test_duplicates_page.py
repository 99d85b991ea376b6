"""Periksa kembar as the operator uses it; afterwards the data file is looked at."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QRadioButton
from pytestqt.qtbot import QtBot

from builders import visible
from kpm_desktop.domain.cadres import Cadre
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui.cadres.duplicates_page import DuplicatesPage
from kpm_desktop.ui.cadres.page import CadresPage
from register_screens import (
    NIK,
    PAITON,
    SUKODADI,
    Office,
    choose,
    fill,
    form,
    key,
    office_at,
    press,
    texts,
)
from words import english_on

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    with office_at(qtbot, tmp_path) as made:
        yield made


def opened(office: Office) -> DuplicatesPage:
    """Open the page by its button and wait for what is found."""
    press(office.cadres(), "Periksa kembar")
    return shown(office)


def shown(office: Office) -> DuplicatesPage:
    page = office.window.front
    assert isinstance(page, DuplicatesPage)
    office.qtbot.waitUntil(page.list.isVisible)
    return page


def pairs(page: DuplicatesPage) -> list[set[Uid]]:
    return [{row[1], row[2]} for row in page.list.model.shown_rows()]


def take(page: DuplicatesPage, words: str) -> None:
    """Choose the box with this value."""
    [radio] = [one for one in page.pane.findChildren(QRadioButton) if one.accessibleName().endswith(words)]
    radio.click()


def persons(office: Office) -> set[Uid]:
    return {line.uid for line in office.file.cadres.find(dt.date(2027, 4, 8))}


def test_two_are_joined_field_by_field_and_taken_apart_again(office: Office) -> None:
    start = dt.date(2022, 1, 3)
    one = office.add_cadre("Dewi Kenanga", PAITON, phone="081200000104", decree_no="188/04")
    other = office.add_cadre("Dewi Kenangga", PAITON, nik=NIK, decree_date=start)
    before = visible(office.file)
    page = opened(office)
    assert pairs(page) == [{one, other}]
    assert "Nama mirip, desa sama." in texts(page.pane)
    assert "3 Jan 2022" in texts(page.pane)
    assert NIK not in texts(page)
    assert not english_on(page)
    for value in ("Dewi Kenangga", "0812-0000-0104", "188/04"):
        take(page, f": {value}")
    assert len([one for one in page.pane.findChildren(QRadioButton) if one.isChecked()]) == 5
    key(office.window, Qt.Key.Key_Return, CONTROL)
    [kept] = persons(office)
    cadre: Cadre = office.file.cadres.get(kept)
    assert (cadre.person.name, cadre.person.nik) == ("Dewi Kenangga", NIK)
    assert (cadre.person.phone, cadre.term.decree_no) == ("081200000104", "188/04")
    assert office.file.history(1)[0].label.startswith("Gabung 2 data Dewi Kenang")
    assert office.window.toast.text().startswith("Gabung 2 data")
    assert "Sudah digabung" in texts(page.pane)
    press(page.pane, "Pisahkan lagi")
    assert visible(office.file) == before
    assert pairs(page) == [{one, other}]
    assert "Orang yang sama?" in texts(page.pane)


def test_told_apart_is_remembered_and_can_be_undone(office: Office) -> None:
    one, other = (office.add_cadre("Dewi Kenanga", PAITON) for _ in range(2))
    page = opened(office)
    press(page.pane, "Bukan orang yang sama")
    assert pairs(page) == []
    assert "Tidak ada kader yang tampak kembar." in texts(page)
    press(page.list.toolbar, "Bandingkan lagi")
    assert pairs(shown(office)) == []
    key(office.window, Qt.Key.Key_Z, CONTROL)
    assert pairs(page) == [{one, other}]


def test_several_pairs_are_told_apart_at_once(office: Office) -> None:
    for name in ("Dewi Kenanga", "Rini Melati", "Siti Contohwati"):
        for _ in range(2):
            office.add_cadre(name, PAITON)
    page = opened(office)
    page.list.toolbar.search.setText("contowati")
    assert [row[3] for row in page.list.model.shown_rows()] == []
    page.list.toolbar.search.setText("st. contohwati")
    assert [row[3] for row in page.list.model.shown_rows()] == ["Siti Contohwati"]
    page.list.toolbar.search.clear()
    key(page.list.view, Qt.Key.Key_A, CONTROL)
    press(page.list, "Bukan orang yang sama, 3 pasang")
    assert pairs(page) == []
    assert len(office.file.people.not_same()) == 3
    assert office.file.history(1)[0].label == "Tandai 3 pasang bukan orang yang sama"


def test_two_chosen_cadres_are_compared_however_little_they_are_alike(office: Office) -> None:
    one = office.add_cadre("Dewi Kenanga", PAITON, decree_no="1/2020", term_start=dt.date(2020, 1, 1))
    other = office.add_cadre("Sugeng Angin", SUKODADI, decree_no="7/2025", term_start=dt.date(2025, 1, 1))
    page = office.cadres()
    choose(page.row_menu(page.model.shown_rows()), "Bandingkan 2")
    duplicates = shown(office)
    assert pairs(duplicates) == [{one, other}]
    assert "Masa tugas sekarang" in texts(duplicates.pane)
    press(duplicates.pane, "Gabung jadi satu")
    [kept] = persons(office)
    terms = office.file.cadres.terms(kept)
    assert [(term.village, term.status) for term in terms] == [(SUKODADI, "active"), (PAITON, "ended")]


def test_a_nik_typed_into_a_second_record_of_one_person_leads_to_the_comparison(office: Office) -> None:
    one = office.add_cadre("Dewi Kenanga", PAITON, nik=NIK)
    other = office.add_cadre("Sugeng Angin", SUKODADI)
    page = office.cadres()
    page.go_to(other)
    key(page.view, Qt.Key.Key_F2)
    fill(form(), nik=NIK)
    press(form(), "Orang yang sama, buka")
    assert QApplication.activeModalWidget() is None
    duplicates = shown(office)
    row = duplicates.list.current_row()
    assert row is not None
    assert {row[1], row[2]} == {one, other}


def test_a_search_that_is_stopped_says_so_and_can_be_begun_again(office: Office) -> None:
    one, other = (office.add_cadre("Dewi Kenanga", PAITON) for _ in range(2))
    office.jobs.started.connect(office.jobs.cancel)
    press(office.cadres(), "Periksa kembar")
    page = office.window.front
    assert isinstance(page, DuplicatesPage)
    office.qtbot.waitUntil(lambda: "Pemeriksaan dihentikan." in texts(page))
    office.jobs.started.disconnect(office.jobs.cancel)
    press(page, "Bandingkan lagi")
    assert pairs(shown(office)) == [{one, other}]


def test_the_cadre_is_opened_from_the_comparison(office: Office) -> None:
    one, other = (office.add_cadre("Dewi Kenanga", PAITON) for _ in range(2))
    page = opened(office)
    buttons = [one for one in page.pane.findChildren(type(page.head.back)) if one.text() == "Buka"]
    current = page.list.current_row()
    assert current is not None
    assert {current[1], current[2]} == {one, other}
    buttons[1].click()
    front = office.window.front
    assert isinstance(front, CadresPage)
    row = front.current_row()
    assert row is not None
    assert row[0] == current[2]
