"""Names pasted or from a sheet become invitations: the certain ones at once, the others after an answer."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui.sessions.names_page import NamesPage
from kpm_desktop.ui.tables.toolbar import SearchBox
from kpm_desktop.ui.theme import Scheme, theme
from register_screens import activate, choose, fill, form, key, press, texts
from session_screens import PAJARAKAN, Meeting, make_template, meeting_at
from words import english_on

NAMES = """Nama
1. Rini Melati 01, Desa Karangpranti
2. Siti Contohwati 00
3. Rini Melatti 01
4. Drs. Budi Angin Contoh, M.Si.
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("names"))


@pytest.fixture
def meeting(qtbot: QtBot, template: Path, tmp_path: Path) -> Iterator[Meeting]:
    with meeting_at(qtbot, template, tmp_path) as made:
        yield made


def pasted(meeting: Meeting, session: Uid, text: str) -> NamesPage:
    assert meeting.page.go_to(session)
    QGuiApplication.clipboard().setText(text)
    activate(meeting.window)
    meeting.page.view.setFocus()
    key(meeting.window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    shown = meeting.window.front
    assert isinstance(shown, NamesPage)
    meeting.until(lambda: bool(shown.model.shown_rows()))
    return shown


def village_of(meeting: Meeting, name: str) -> str:
    return next(one.village_name for one in meeting.file.people.find() if one.name == name)


def states(page: NamesPage) -> dict[str, str]:
    return {row[1].line.text: row.state for row in page.model.shown_rows()}  # type: ignore[attr-defined]


def test_certain_names_are_found_and_the_others_are_asked(meeting: Meeting) -> None:
    session = meeting.add_session(PAJARAKAN)
    village = village_of(meeting, "Rini Melati 01")
    page = pasted(meeting, session, NAMES.replace("Karangpranti", village))
    found = states(page)
    assert found["Rini Melati 01"] == "found"
    assert found["Rini Melatti 01"] == "unsure"
    assert found["Drs. Budi Angin Contoh, M.Si."] == "new"
    assert not page.invite_button.isEnabled()
    assert meeting.file.attendance.find(session) == []
    while page._asked():
        press(page, "Lewati")
    press(page, page.invite_button.text())
    names = {line.full_name for line in meeting.file.attendance.find(session)}
    assert "Rini Melati 01" in names
    assert "Drs. Budi Angin Contoh, M.Si." in names
    assert len([one for one in meeting.file.people.find() if one.name == "Rini Melati 01"]) == 1
    meeting.workspace.undo()
    assert meeting.file.attendance.find(session) == []
    assert not [one for one in meeting.file.people.find() if one.name == "Budi Angin Contoh"]


def test_the_matched_names_are_searched_and_what_is_asked_is_always_found(meeting: Meeting) -> None:
    session = meeting.add_session(PAJARAKAN)
    page = pasted(meeting, session, "Rini Melatti 01\nDrs. Budi Angin Contoh, M.Si.\nSekar Rekaan")
    key(meeting.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    box = QApplication.focusWidget()
    assert isinstance(box, SearchBox)
    QTest.keyClicks(box, "budi")
    assert [row[1].line.text for row in page.model.shown_rows()] == ["Drs. Budi Angin Contoh, M.Si."]
    key(meeting.window, Qt.Key.Key_F8)  # the one that is asked is hidden by the search
    current = page.view.current_row()
    assert current is not None
    assert current[1].line.text == "Rini Melatti 01"
    QTest.keyClicks(box, "tidak ada")
    assert "0 hasil. Kosongkan kotak cari." in texts(page)
    assert page.invite_button.text() == "Undang 2 orang"  # what is hidden is invited all the same
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert len(page.model.shown_rows()) == 3


def test_the_answer_says_who_it_is(meeting: Meeting) -> None:
    session = meeting.add_session(PAJARAKAN)
    page = pasted(meeting, session, "Rini Melatti 01")
    offer = next(
        button
        for button in page._pane.findChildren(type(page.check))
        if button.text().startswith("Rini Melati 01\n")
    )
    QTest.mouseClick(offer, Qt.MouseButton.LeftButton)
    assert page.invite_button.text() == "Undang 1 orang"
    key(meeting.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (line,) = meeting.file.attendance.find(session)
    assert (line.name, line.invited, line.post) == ("Rini Melati 01", True, "KPM")
    assert line.village_name == village_of(meeting, "Rini Melati 01")


def test_who_is_invited_already_is_not_invited_again(meeting: Meeting) -> None:
    session = meeting.invited_session()
    name = meeting.file.attendance.find(session)[0]
    page = pasted(meeting, session, f"{name.name}\t{name.village_name}")
    assert set(states(page).values()) == {"listed"}
    assert not page.invite_button.isEnabled()


def test_a_sheet_with_headings_is_dropped_on_the_page(meeting: Meeting, tmp_path: Path) -> None:
    session = meeting.add_session(PAJARAKAN)
    village = village_of(meeting, "Rini Melati 01")
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("DAFTAR NAMA PESERTA",),
        ("NO", "NAMA", "DESA", "JABATAN"),
        (1, "Rini Melati 01", village, "Ketua"),
        (2, "Camat Rekaan", "", "Camat"),
    ):
        sheet.append(row)
    path = tmp_path / "nama.xlsx"
    book.save(path)
    assert meeting.page.go_to(session)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    assert meeting.page.drop_offer(data).startswith("Lepas untuk mencocokkan nama")
    meeting.page.dropped([path])
    page = meeting.window.front
    assert isinstance(page, NamesPage)
    meeting.until(lambda: bool(page.model.shown_rows()))
    press(page, "Undang 2 orang")
    assert {(line.name, line.post) for line in meeting.file.attendance.find(session)} == {
        ("Rini Melati 01", "Ketua"),
        ("Camat Rekaan", "Camat"),
    }


def test_committee_stands_with_the_speakers(meeting: Meeting) -> None:
    session = meeting.add_session(PAJARAKAN)
    page = pasted(meeting, session, "Drs. Budi Angin Contoh, M.Si.\tKepala Seksi")
    QTest.mouseClick(page.roles["committee"], Qt.MouseButton.LeftButton)
    press(page, "Undang 1 orang")
    (one,) = meeting.file.sessions.speakers(session)
    assert (one.role, one.institution) == ("committee", "Kepala Seksi")
    assert meeting.file.attendance.find(session) == []


def test_one_guest_is_invited_as_what_he_is(meeting: Meeting) -> None:
    session = meeting.add_session(PAJARAKAN)
    assert meeting.page.go_to(session)
    choose(meeting.page.detail.more_menu(), "Undang satu orang")
    fill(form(), name="Ir. Camat Rekaan", post="Camat Pajarakan")
    press(form(), "Simpan")
    (line,) = meeting.file.attendance.find(session)
    assert (line.full_name, line.post, line.invited, line.village) == (
        "Ir. Camat Rekaan",
        "Camat Pajarakan",
        True,
        None,
    )


@pytest.mark.parametrize("percent", [100, 200])
def test_the_page_is_indonesian_and_fits(meeting: Meeting, percent: int) -> None:
    theme().choose(Scheme.LIGHT, percent)
    try:
        meeting.window.resize(1366, 696)
        page = pasted(meeting, meeting.add_session(PAJARAKAN), "Rini Melatti 01\nOrang Baru Sekali")
        QApplication.processEvents()
        assert not english_on(page)
        assert "Siapa yang dimaksud?" in texts(page)
        for button in (page.check, page.file, page.invite_button):
            assert button.isVisible()
            assert button.mapTo(page, button.rect().topRight()).x() <= page.width()
    finally:
        theme().choose(Scheme.LIGHT, 100)


def test_who_came_with_only_a_name_is_linked_later(meeting: Meeting) -> None:
    session = meeting.add_session(PAJARAKAN)
    assert meeting.page.go_to(session)
    choose(meeting.page.detail.more_menu(), "Tamu tanpa undangan")
    fill(form(), name="Rini M.")
    press(form(), "Simpan")
    (guest,) = meeting.file.attendance.find(session)
    assert (guest.name, guest.village, guest.status) == ("Rini M.", None, "present")
    village = village_of(meeting, "Rini Melati 01")
    rows = meeting.page.detail.people.model.shown_rows()
    choose(meeting.page.detail.people_menu(rows), "Hubungkan dengan data")
    fill(form(), known="Rini Melati 01", post="KPM", village=village)
    press(form(), "Simpan")
    (line,) = meeting.file.attendance.find(session)
    assert (line.name, line.village_name, line.post, line.status) == (
        "Rini Melati 01",
        village,
        "KPM",
        "present",
    )
    assert "Rini M." not in {one.name for one in meeting.file.people.find()}
    meeting.workspace.undo()
    assert meeting.file.attendance.find(session)[0].name == "Rini M."


def test_the_hour_of_coming_is_typed_and_taken_back(meeting: Meeting) -> None:
    meeting.invited_session()
    people = meeting.page.detail.people.model

    def arrive(hour: str) -> None:
        choose(meeting.page.detail.people_menu(people.shown_rows()[:1]), "Jam datang")
        fill(form(), arrived_at=hour)
        press(form(), "Simpan")

    arrive("8.05")
    first = people.shown_rows()[0]
    assert (first[5], first[6]) == ("H", "datang 08.05")
    arrive("")
    first = people.shown_rows()[0]
    assert (first[5], first[6]) == ("H", "")
    meeting.workspace.undo()
    assert people.shown_rows()[0][6] == "datang 08.05"
