"""Tandai kehadiran typed from a signed paper with the keyboard; afterwards the data file is looked at."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kpm_desktop.domain import card_codes
from kpm_desktop.domain.people import Person
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.sessions.marking_page import MarkingPage
from register_screens import fill, form, key, press, texts
from session_screens import Meeting, make_template, meeting_at
from words import english_on

PEOPLE = 79


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("marking"))


@pytest.fixture
def meeting(qtbot: QtBot, template: Path, tmp_path: Path) -> Iterator[Meeting]:
    with meeting_at(qtbot, template, tmp_path) as made:
        yield made


@pytest.fixture
def session(meeting: Meeting, tmp_path: Path) -> Uid:
    invited = meeting.invited_session()
    meeting.print_sheet(invited, tmp_path)
    return invited


def statuses(meeting: Meeting, session: Uid) -> list[str]:
    return [line.status for line in meeting.file.attendance.find(session)]


def count(page: MarkingPage, number: int, text: str) -> None:
    field = page.pane.fields[number]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_seventy_nine_names_are_marked_by_single_keys_and_saved_at_once(
    meeting: Meeting, session: Uid
) -> None:
    page = meeting.mark(session)
    assert page.view.hasFocus()
    began = time.process_time()
    for place in range(PEOPLE):
        QTest.keyClicks(page.view, "HHHHIS1234"[place % 10])
        assert sum(bool(one) for one in statuses(meeting, session)) == place + 1
    took = time.process_time() - began
    found = statuses(meeting, session)
    assert len(found) == PEOPLE
    wanted = ["present"] * 4 + ["excused", "sick", "present", "excused", "sick", "absent"]
    assert found == [wanted[place % 10] for place in range(PEOPLE)]
    assert took < 40
    assert [page.pane.figures[word].text() for word in ("Hadir", "Belum")] == [
        str(found.count("present")),
        "0",
    ]


def test_every_mark_is_one_step_of_undo(meeting: Meeting, session: Uid) -> None:
    page = meeting.mark(session)
    QTest.keyClicks(page.view, "hi")
    assert statuses(meeting, session)[:3] == ["present", "excused", ""]
    key(meeting.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert statuses(meeting, session)[:2] == ["present", ""]
    key(meeting.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert statuses(meeting, session)[:2] == ["", ""]


def test_del_clears_and_typing_again_changes_a_mark(meeting: Meeting, session: Uid) -> None:
    page = meeting.mark(session)
    QTest.keyClicks(page.view, "H")
    QTest.keyClick(page.view, Qt.Key.Key_Up)
    QTest.keyClicks(page.view, "A")
    assert statuses(meeting, session)[0] == "absent"
    QTest.keyClick(page.view, Qt.Key.Key_Up)
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    assert statuses(meeting, session)[0] == ""


def test_a_number_jumps_to_its_row_and_a_name_too(meeting: Meeting, session: Uid) -> None:
    page = meeting.mark(session)
    key(meeting.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(page.search, "47")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert page.hint().startswith("Nomor 47 dari 79")
    QTest.keyClicks(page.view, "S")
    assert statuses(meeting, session)[46] == "sick"
    name = meeting.file.attendance.find(session)[10].name
    page.focus_search()
    QTest.keyClicks(page.search, name)
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert page.hint().startswith("Nomor 11 ")


def test_page_keys_and_the_rest_of_a_page(meeting: Meeting, session: Uid) -> None:
    page = meeting.mark(session)
    sheet = meeting.file.sheets.find(session)[0]
    pages = [one.uid for one in meeting.file.sheets.find(session)]
    assert pages == [sheet.uid]
    QTest.keyClicks(page.view, "I")
    press(page, "Sisa halaman ini hadir")
    first = len([row for row in page.model.shown_rows() if row[7] == 1])
    assert statuses(meeting, session)[:first] == ["excused"] + ["present"] * (first - 1)
    assert set(statuses(meeting, session)[first:]) == {""}
    QTest.keyClick(page.view, Qt.Key.Key_PageDown)
    assert page.hint().startswith(f"Nomor {first + 1} ")
    QTest.keyClick(page.view, Qt.Key.Key_PageUp)
    assert page.hint().startswith("Nomor 1 ")


def test_paper_and_marks_are_compared_page_by_page(meeting: Meeting, session: Uid) -> None:
    page = meeting.mark(session)
    press(page, "Sisa halaman ini hadir")
    first = statuses(meeting, session).count("present")
    count(page, 1, str(first + 1))
    assert page.pane.notice.isVisible()
    assert f"kertas {first + 1}, layar {first}" in texts(page.pane)
    assert f"nomor 1 sampai {first}" in texts(page.pane)
    assert "1  beda 1" in texts(page)
    count(page, 1, str(first))
    assert not page.pane.notice.isVisible()
    assert "1  cocok" in texts(page)
    sheet = meeting.file.sheets.find(session)[0]
    assert [(one.page, one.signatures) for one in meeting.file.sheets.pages(sheet.uid)] == [(1, first)]


def test_a_page_that_differs_may_be_closed_with_a_note(meeting: Meeting, session: Uid) -> None:
    page = meeting.mark(session)
    count(page, 2, "1")
    QTest.keyClicks(page.pane.note, "tanda tangan dobel nomor 33")
    QTest.keyClick(page.pane.note, Qt.Key.Key_Return)
    sheet = meeting.file.sheets.find(session)[0]
    assert meeting.file.sheets.pages(sheet.uid)[0].note == "tanda tangan dobel nomor 33"
    assert "2  dicatat" in texts(page)


def test_whoever_came_for_another_signs_under_the_same_number(meeting: Meeting, session: Uid) -> None:
    page = meeting.mark(session)
    QTest.keyClicks(page.view, "W")
    fill(form(), name="Budi Angin", post="sekdes")
    press(form(), "Simpan")
    invited, came = meeting.file.attendance.find(session)[:2]
    assert (invited.status, came.status, came.represents) == ("represented", "present", invited.person)
    assert came.position == invited.position
    count(page, 1, "1")
    assert "1  cocok" in texts(page)
    assert len(page.model.shown_rows()) == PEOPLE
    assert page.model.shown_rows()[0][6] == "diwakili Budi Angin, sekdes"


def test_a_guest_stands_at_the_end_on_a_blank_row_of_the_paper(meeting: Meeting, session: Uid) -> None:
    page = meeting.mark(session)
    press(page, "Tamu tanpa undangan")
    fill(form(), name="Dra. Ratna Lazuardi, M.Si.", post="Camat")
    press(form(), "Simpan")
    guest = meeting.file.attendance.find(session)[-1]
    assert (guest.name, guest.title_front, guest.title_back) == ("Ratna Lazuardi", "Dra.", "M.Si.")
    assert (guest.status, guest.invited) == ("present", False)
    row = page.model.shown_rows()[-1]
    assert (row[1], row[6]) == (PEOPLE + 1, "tanpa undangan")
    assert row[7] == 4


def test_a_person_joined_with_another_keeps_his_row_of_the_paper(meeting: Meeting, session: Uid) -> None:
    old = meeting.file.attendance.find(session)[4]
    twin = Person(meeting.file.new_uid(), "Siti Contohwati Asli")

    def join(file: DataFile) -> None:
        file.people.save(twin)
        file.people.join(old.person, twin.uid)

    meeting.workspace.run("join", "Gabungkan 2 orang", join)
    page = meeting.mark(session)
    row = page.model.shown_rows()[4]
    assert (row[1], row[2], row[7]) == (5, "Siti Contohwati Asli", 1)
    assert [one[1] for one in page.model.shown_rows()] == list(range(1, PEOPLE + 1))


def test_unmarked_rows_stay_in_view_while_they_are_marked(meeting: Meeting, session: Uid) -> None:
    page = meeting.mark(session)
    QTest.keyClicks(page.view, "HHHHH")
    press(page, "Belum ditandai 74")
    assert len(page.model.shown_rows()) == 74
    QTest.keyClicks(page.view, "HH")
    assert len(page.model.shown_rows()) == 74
    assert page.hint().startswith("Nomor 8 ")
    press(page, "Semua 79")
    assert len(page.model.shown_rows()) == PEOPLE


def test_selesai_leaves_and_says_what_is_open(meeting: Meeting, session: Uid) -> None:
    page = meeting.mark(session)
    QTest.keyClicks(page.view, "H")
    press(page, "Selesai")
    assert meeting.window.front is meeting.page
    assert "78 orang belum ditandai." in texts(meeting.window)
    assert statuses(meeting, session).count("") == PEOPLE - 1


def scan(page: MarkingPage, text: str) -> None:
    """Type a code as a reader does: its letters, then Enter, wherever the cursor is in the grid."""
    QTest.keyClicks(page.view, text)
    QTest.keyClick(page.view, Qt.Key.Key_Return)


def test_a_reader_at_the_door_marks_with_the_hour_and_no_letter_of_a_code_is_a_mark(
    meeting: Meeting, session: Uid
) -> None:
    page = meeting.mark(session)
    wanted = meeting.file.attendance.find(session)[40]
    scan(page, card_codes.card_code(wanted.person))
    found = meeting.file.attendance.find(session)
    assert [line.person for line in found if line.status] == [wanted.person]
    assert (found[40].status, found[40].arrived_at) == ("present", "10:42")
    assert page.model.shown_rows()[40][6] == "datang 10.42"
    assert page.hint().startswith("Nomor 41 ")
    key(meeting.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert set(statuses(meeting, session)) == {""}


def test_a_card_read_twice_of_another_session_or_badly_says_so_and_changes_nothing(
    meeting: Meeting, session: Uid
) -> None:
    page = meeting.mark(session)
    known = meeting.file.attendance.find(session)[3]
    stranger = Person(meeting.file.new_uid(), "Tamu Rekaan")
    meeting.workspace.run("edit", "Tambah 1 orang", lambda file: file.people.save(stranger))
    code = card_codes.card_code(known.person)
    scan(page, code)
    before = meeting.file.attendance.find(session)
    for text, said in (
        (code, "sudah ditandai hadir."),
        (card_codes.card_code(stranger.uid), "Tamu Rekaan tidak ada di daftar sesi ini."),
        (card_codes.card_code(meeting.file.new_uid()), "Orang pada kartu ini tidak ada"),
        (f"{code[:-1]}{'0' if code[-1] != '0' else '1'}", "terbaca rusak"),
    ):
        scan(page, text)
        assert said in texts(meeting.window)
        assert meeting.file.attendance.find(session) == before


def test_a_letter_that_begins_no_code_does_not_swallow_the_next_mark(meeting: Meeting, session: Uid) -> None:
    page = meeting.mark(session)
    QTest.keyClicks(page.view, "KH")
    assert statuses(meeting, session)[:2] == ["present", ""]


def test_a_hundred_people_take_at_most_one_key_and_a_fifth_each(meeting: Meeting, session: Uid) -> None:
    def add(file: DataFile) -> None:
        for number in range(21):
            file.attendance.add_walk_in(session, Person(file.new_uid(), f"Tamu Contoh {number:02}"))

    meeting.workspace.run("edit", "Tambah 21 tamu", add)
    lines = meeting.file.attendance.find(session)
    assert len(lines) == 100
    page = meeting.mark(session)
    keys = 0
    for place in range(100):
        QTest.keyClicks(page.view, "IHHHHHHHHH"[place % 10])
        keys += 1
    assert all(statuses(meeting, session))
    assert statuses(meeting, session).count("excused") == 10
    assert keys <= 1.2 * 100


def test_a_slip_on_page_four_is_named_halaman_4(meeting: Meeting, session: Uid) -> None:
    page = meeting.mark(session)
    for _ in range(PEOPLE):
        QTest.keyClicks(page.view, "H")
    pages = {row[7] for row in page.model.shown_rows()}
    marked = {number: sum(row[7] == number for row in page.model.shown_rows()) for number in (1, 2, 3, 4)}
    assert pages <= {1, 2, 3, 4}
    for number, signatures in marked.items():
        count(page, number, str(signatures + (number == 4)))
    assert page.pane.notice.isVisible()
    assert "halaman 4" in page.pane.notice.accessibleName().lower()
    assert [f"{number}  cocok" in texts(page) for number in (1, 2, 3)] == [True] * 3
    assert "4  beda 1" in texts(page)


def test_no_english(meeting: Meeting, session: Uid) -> None:
    page = meeting.mark(session)
    count(page, 1, "3")
    assert not english_on(page)
    QTest.keyClicks(page.view, "W")
    assert not english_on(form())
