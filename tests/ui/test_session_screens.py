"""The tab Pembinaan as the operator uses it; afterwards the data file is looked at."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from kpm_desktop.domain.office import Signatory
from kpm_desktop.domain.uid import code_uid
from kpm_desktop.ui.forms.choice_edit import RadioEditor
from kpm_desktop.ui.preview import PreviewPage
from kpm_desktop.ui.sessions import session_acts
from kpm_desktop.ui.sessions.columns import session_row
from kpm_desktop.ui.sessions.editors import DistrictsEditor
from kpm_desktop.ui.sessions.invite_dialog import InviteDialog
from kpm_desktop.ui.sessions.paper_pages import Paper
from kpm_desktop.ui.sessions.sheet_dialog import SheetDialog
from kpm_desktop.ui.sessions.steps import steps_of
from kpm_desktop.ui.tables.toolbar import SearchBox
from register_screens import activate, choose, fill, form, key, modal, press, texts
from session_screens import (
    DAY,
    GENDING,
    PAJARAKAN,
    Meeting,
    choose_entry,
    make_template,
    meeting_at,
    type_row,
)
from words import english_on


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("sessions"))


@pytest.fixture
def meeting(qtbot: QtBot, template: Path, tmp_path: Path) -> Iterator[Meeting]:
    with meeting_at(qtbot, template, tmp_path) as made:
        yield made


def tick(box: QCheckBox) -> None:
    QTest.keyClick(box, Qt.Key.Key_Space)


def open_invitation(meeting: Meeting) -> InviteDialog:
    press(meeting.page.toolbar, "Undang menurut aturan")
    dialog = modal()
    assert isinstance(dialog, InviteDialog)
    return dialog


def test_a_session_is_typed_with_a_new_place_and_two_kecamatan(meeting: Meeting) -> None:
    key(meeting.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    fill(form(), series="Pembinaan", date="7/4/2027", start="8", end="1500", venue="Balai Desa Contoh")
    districts = form().body.editors["districts"]
    assert isinstance(districts, DistrictsEditor)
    tick(districts.boxes[PAJARAKAN])
    tick(districts.boxes[GENDING])
    press(form(), "Simpan")
    (line,) = meeting.file.sessions.find()
    assert (line.date, line.start, line.end) == (DAY, "08:00", "15:00")
    assert (line.venue_name, line.districts) == ("Balai Desa Contoh", (PAJARAKAN, GENDING))
    assert line.district_names == "Pajarakan dan Gending"
    row = meeting.page.current_row()
    assert row is not None
    assert row[0] == line.uid
    assert "Rabu, 7 April 2027, 08.00 s.d. 15.00 WIB, Balai Desa Contoh" in texts(meeting.page)


def test_same_place_and_hour_is_said_and_may_be_saved_with_a_note(meeting: Meeting) -> None:
    meeting.add_session(PAJARAKAN)
    key(meeting.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    fill(form(), date="7/4/2027", start="9", venue="Pendopo Kecamatan Pajarakan")
    assert "Tempat dan jam bentrok dengan sesi pukul 08.00" in texts(form())
    assert "W.320" in texts(form())
    press(form(), "Simpan dengan catatan")
    (notice,) = form().body.note_lines()
    QTest.keyClicks(notice.note, "dua ruang")
    QTest.keyClick(notice.note, Qt.Key.Key_Tab)
    press(form(), "Simpan dengan catatan")
    lines = meeting.file.sessions.find()
    assert [line.start for line in lines] == ["08:00", "09:00"]
    assert [one.note for one in meeting.file.people.accepted(lines[1].uid)] == ["dua ruang"]


def test_an_hour_that_is_no_hour_blocks(meeting: Meeting) -> None:
    key(meeting.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    fill(form(), start="pagi")
    assert "Jam tidak terbaca" in texts(form())
    assert not form().foot.save.isEnabled()


def test_a_rule_shows_the_names_and_invites_all_in_one_step(meeting: Meeting) -> None:
    session = meeting.add_session()
    assert meeting.page.go_to(session)
    dialog = open_invitation(meeting)
    assert dialog.counts.text() == "25 kepala desa, 54 KPM"
    assert not meeting.file.attendance.find(session)
    press(dialog, "Undang 79 orang")
    found = meeting.file.attendance.find(session)
    assert len(found) == 79
    assert [line.position for line in found] == list(range(1, 80))
    assert "25 kepala desa, 54 KPM" in texts(meeting.page)
    assert "Undang 79 orang." in texts(meeting.window)
    meeting.workspace.undo()
    assert not meeting.file.attendance.find(session)


def test_a_rule_is_narrowed_and_a_name_taken_out_by_hand(meeting: Meeting) -> None:
    session = meeting.add_session()
    assert meeting.page.go_to(session)
    dialog = open_invitation(meeting)
    tick(dialog.districts[GENDING])
    tick(dialog.heads)
    tick(dialog.limited)
    villages = {one.village for one in dialog.chosen()}
    assert len(dialog.chosen()) == len(villages) == 12
    dialog.view.setFocus()
    dialog.view.go_to_first()
    QTest.keyClick(dialog.view, Qt.Key.Key_Space)
    invited = dialog.chosen()
    key(dialog, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(dialog.names.box, invited[0].name)
    assert invited[0].name in [row[1] for row in dialog.model.shown_rows()]
    assert len(dialog.model.shown_rows()) < 12
    QTest.keyClick(dialog.names.box, Qt.Key.Key_Return)
    assert dialog.view.hasFocus()
    assert dialog.chosen() == invited  # who is not shown is invited all the same
    press(dialog, "Undang 11 orang")
    assert len(meeting.file.attendance.find(session)) == 11


def test_exactly_the_villages_of_a_list_are_invited(meeting: Meeting) -> None:
    chosen = [code_uid("35.13.16.2001"), code_uid("35.13.18.2001")]
    meeting.window.go("sessions", invite_villages=chosen)
    districts = form().body.editors["districts"]
    assert isinstance(districts, DistrictsEditor)
    assert set(districts.value()) == {PAJARAKAN, GENDING}
    fill(form(), date="9/4/2027")
    press(form(), "Simpan")
    dialog = modal()
    assert isinstance(dialog, InviteDialog)
    assert {one.village for one in dialog.chosen()} == set(chosen)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    (line,) = meeting.file.sessions.find()
    assert {one.village for one in meeting.file.attendance.find(line.uid)} == set(chosen)


def test_del_takes_somebody_off_and_the_toast_brings_him_back(meeting: Meeting) -> None:
    session = meeting.invited_session()
    people = meeting.page.detail.people
    people.view.setFocus()
    people.view.go_to_first()
    gone = meeting.file.attendance.find(session)[0].person
    QTest.keyClick(people.view, Qt.Key.Key_Delete)
    found = meeting.file.attendance.find(session)
    assert gone not in {line.person for line in found}
    assert [line.position for line in found] == list(range(1, 79))
    press(meeting.window.toast, "Urungkan  Ctrl+Z")
    assert meeting.file.attendance.find(session)[0].person == gone


def test_whoever_is_invited_after_the_sheet_was_printed_comes_last(meeting: Meeting, tmp_path: Path) -> None:
    session = meeting.add_session(PAJARAKAN)
    meeting.invite_all(session)
    count = len(meeting.file.attendance.find(session))
    meeting.print_sheet(session, tmp_path)
    choose(meeting.page.detail.more_menu(), "Undang satu orang")
    fill(form(), name="Abd. Awan Contoh", post="KPM", village="Karangpranti")
    press(form(), "Simpan")
    last = meeting.file.attendance.find(session)[-1]
    assert (last.name, last.position, last.invited) == ("Abd. Awan Contoh", count + 1, True)
    assert meeting.page.detail.people.model.shown_rows()[-1][1] == count + 1


def test_somebody_on_the_list_is_not_added_again(meeting: Meeting) -> None:
    session = meeting.invited_session()
    choose(meeting.page.detail.more_menu(), "Tamu tanpa undangan")
    fill(form(), known="Siti Contohwati 00")
    press(form(), "Simpan")
    assert "Orang ini sudah ada di daftar sesi ini." in texts(form())
    assert len(meeting.file.attendance.find(session)) == 79


def test_the_people_of_a_session_are_searched_and_sorted_on_the_screen_only(meeting: Meeting) -> None:
    session = meeting.invited_session()
    detail = meeting.page.detail
    before = [line.uid for line in meeting.file.attendance.find(session)]
    names = [row[2] for row in detail.people.model.shown_rows()]
    villages = [row[4] for row in detail.people.model.shown_rows()]
    activate(meeting.window)
    key(meeting.window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    key(meeting.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    box = QApplication.focusWidget()
    assert isinstance(box, SearchBox)
    assert detail.isAncestorOf(box)
    QTest.keyClicks(box, "contohwati")
    found = [row[2] for row in detail.people.model.shown_rows()]
    assert found == [name for name in names if "Contohwati" in name]
    assert 0 < len(found) < len(names)
    QTest.keyClick(box, Qt.Key.Key_Escape)
    QTest.keyClicks(box, "tidak ada")
    assert "0 hasil. Kosongkan kotak cari." in texts(detail)
    assert "Belum ada peserta." not in texts(detail)
    QTest.keyClick(box, Qt.Key.Key_Escape)
    head = detail.people.view.fitted.head
    place = next(at for at, one in enumerate(detail.people.model.columns) if one.title == "Desa")
    QTest.mouseClick(
        head.viewport(),
        Qt.MouseButton.LeftButton,
        pos=QPoint(head.sectionViewportPosition(place) + 20, head.height() // 2),
    )
    assert [row[4] for row in detail.people.model.shown_rows()] == sorted(villages, key=str.casefold)
    assert [line.uid for line in meeting.file.attendance.find(session)] == before
    meeting.page.view.setFocus()
    key(meeting.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is meeting.page.toolbar.search


def test_what_was_searched_in_one_session_does_not_hide_people_of_another(meeting: Meeting) -> None:
    first = meeting.invited_session()
    detail = meeting.page.detail
    QTest.keyClicks(detail.people.table.box, "contohwati")
    second = meeting.add_session(PAJARAKAN)
    meeting.page.go_to(second)
    meeting.page.go_to(first)
    assert detail.people.table.box.text() == ""
    assert len(detail.people.model.shown_rows()) == len(meeting.file.attendance.find(first))


def test_large_numbers_of_the_steps_are_written_in_groups(meeting: Meeting) -> None:
    session = meeting.invited_session()
    line = next(one for one in meeting.file.sessions.find() if one.uid == session)
    large = line._replace(invited=1204, unmarked=1000, certificates=12345)
    words = {step.key: step.sub for step in steps_of(large, Paper(None, (), {}, {}))}
    assert words["invitation"] == "1.204 diundang"
    assert words["attendance"] == "1.000 belum ditandai"
    assert words["certificate"] == "12.345 terbit"


def test_the_steps_tell_how_far_a_session_is(meeting: Meeting, tmp_path: Path) -> None:
    session = meeting.invited_session()
    strip = meeting.page.detail.strip
    assert strip.buttons["invitation"].step.state == "now"
    session_acts.tick(meeting.window, "invitation", session)
    assert [one.step for one in meeting.file.sessions.ticks(session)] == ["invitation"]
    assert strip.buttons["sheet"].step.state == "now"
    meeting.print_sheet(session, tmp_path)
    assert strip.buttons["sheet"].step.sub.startswith("F4, ")
    assert strip.buttons["attendance"].step.sub == "79 belum ditandai"
    row = meeting.page.current_row()
    assert row is not None
    assert session_row(row).step.text == "Kehadiran"
    assert session_row(row).is_incomplete is True


def test_topics_and_speakers_are_lists_of_the_session(meeting: Meeting) -> None:
    session = meeting.add_session()
    assert meeting.page.go_to(session)
    detail = meeting.page.detail
    key(meeting.window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    press(detail.topics, "Tambah materi")
    fill(form(), title="Tugas dan peran KPM", lesson_hours="4")
    press(form(), "Simpan")
    assert meeting.file.sessions.lesson_hours(session) == 4
    assert "4 JP" in texts(detail)
    detail.show_part(2)
    press(detail.speakers, "Tambah narasumber")
    fill(form(), name="Budi Angin, S.Sos.", institution="DPMD", topic="Tugas dan peran KPM")
    press(form(), "Simpan")
    (speaker,) = meeting.file.sessions.speakers(session)
    assert speaker.person is not None
    assert meeting.file.people.get(speaker.person).full_name == "Budi Angin, S.Sos."
    assert detail.topics.model.shown_rows()[0][4] == "Budi Angin, S.Sos."
    detail.show_part(3)
    detail.topics.view.go_to_first()
    QTest.keyClick(detail.topics.view, Qt.Key.Key_Delete)
    assert meeting.file.sessions.topics(session) == []
    assert [one.topic for one in meeting.file.sessions.speakers(session)] == [None]
    meeting.page.delete_rows([meeting.page.model.shown_rows()[0]])
    assert meeting.file.sessions.find() == []


def test_a_series_has_its_rule_for_certificates(meeting: Meeting) -> None:
    choose_entry(meeting.page, "Tambah lainnya", "Kegiatan baru")
    fill(form(), name="Pelatihan KPM angkatan II", year="2025", certificate_minimum="12")
    form().body.editors["certificate_rule"].set_raw("lesson_hours")
    choice = form().body.editors["certificate_to"]
    assert isinstance(choice, RadioEditor)
    choice.set_raw("invited")
    press(form(), "Simpan")
    line = next(one for one in meeting.file.sessions.find_series() if one.year == 2025)
    series = meeting.file.sessions.get_series(line.uid)
    assert (series.certificate_rule, series.certificate_minimum) == ("lesson_hours", 12)
    assert series.certificate_to == "invited"


def test_sessions_of_older_years_stand_below_and_open(meeting: Meeting) -> None:
    session = meeting.add_session()
    choose_entry(meeting.page, "Tambah lainnya", "Kegiatan baru")
    fill(form(), name="Pembinaan KPM 2019", year="2019")
    press(form(), "Simpan")
    assert meeting.page.go_to(session)
    assert [row[1] for row in meeting.page.others.model.shown_rows()] == ["Pembinaan KPM 2019"]
    meeting.page.others.view.setFocus()
    meeting.page.others.view.go_to_first()
    QTest.keyClick(meeting.page.others.view, Qt.Key.Key_Return)
    press(meeting.page.series_head, "Rencanakan sesi")
    type_row(0, date="4/4/2019")
    press(form(), "Simpan")
    assert [
        line.series_name for line in meeting.file.sessions.find() if line.date == dt.date(2019, 4, 4)
    ] == ["Pembinaan KPM 2019"]


def test_a_session_is_found_by_a_name_on_its_list(meeting: Meeting) -> None:
    session = meeting.invited_session()
    meeting.add_session(PAJARAKAN, day=dt.date(2027, 4, 9))
    key(meeting.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(meeting.page.toolbar.search, "siti contohwati 00")
    assert [row[0] for row in meeting.page.model.shown_rows()] == [session]


def test_an_older_series_is_copied_for_this_year(meeting: Meeting) -> None:
    session = meeting.add_session(day=dt.date(2026, 4, 7))
    choose_entry(meeting.page, "Tambah lainnya", "Kegiatan baru")
    fill(form(), name="Pembinaan lain", year="2027")
    press(form(), "Simpan")
    meeting.page.others.view.setFocus()
    rows = [row for row in meeting.page.others.model.order.rows if row[1] == "Pembinaan lain"]
    choose(meeting.page.others.menu(rows), "Salin untuk tahun 2028")
    assert len([one for one in meeting.file.sessions.find_series() if one.name == "Pembinaan lain"]) == 2
    assert [line.uid for line in meeting.file.sessions.find()] == [session]


def test_a_deleted_session_comes_back_with_its_list(meeting: Meeting) -> None:
    session = meeting.invited_session()
    meeting.page.view.setFocus()
    QTest.keyClick(meeting.page.view, Qt.Key.Key_Delete)
    assert meeting.file.sessions.find() == []
    meeting.workspace.undo()
    assert len(meeting.file.attendance.find(session)) == 79


def test_the_sheet_is_frozen_only_when_it_leaves_the_preview(meeting: Meeting, tmp_path: Path) -> None:
    session = meeting.add_session(PAJARAKAN)
    meeting.invite_all(session)
    assert meeting.page.go_to(session)
    press(meeting.page.toolbar, "Cetak daftar hadir")
    dialog = modal()
    assert isinstance(dialog, SheetDialog)
    dialog.papers["A4"].setChecked(True)
    dialog.blank_rows.setValue(3)
    press(dialog, "Lihat pratinjau")
    meeting.until(lambda: isinstance(meeting.window.front, PreviewPage))
    shown = meeting.window.front
    assert isinstance(shown, PreviewPage)
    assert meeting.file.sheets.find(session) == []
    with meeting.qtbot.waitSignal(shown.saved):
        shown.save_to(tmp_path / "satu.pdf")
    with meeting.qtbot.waitSignal(shown.saved):
        shown.save_to(tmp_path / "dua.pdf")
    (sheet,) = meeting.file.sheets.find(session)
    assert sheet.paper == "A4"
    assert (tmp_path / "satu.pdf").read_bytes() == (tmp_path / "dua.pdf").read_bytes() == shown.pdf


def test_two_who_may_sign_are_told_and_the_own_post_is_taken(meeting: Meeting) -> None:
    session = meeting.add_session(PAJARAKAN)
    stand_in = Signatory(
        meeting.file.new_uid(),
        "Sekar Contoh",
        position="Kepala Dinas Contoh",
        sign_mode="plh",
        valid_from=dt.date(2027, 1, 1),
    )
    meeting.workspace.run("edit", "Tambah 1 penandatangan", lambda file: file.office.save_signatory(stand_in))
    assert meeting.page.go_to(session)
    press(meeting.page.toolbar, "Cetak daftar hadir")
    dialog = modal()
    assert isinstance(dialog, SheetDialog)
    assert dialog.signatory.currentText() == "Arya Umpama, Kepala Dinas Contoh"
    assert "2 orang berlaku, periksa pilihannya" in texts(dialog)


def test_no_english_and_every_control_has_a_name(meeting: Meeting) -> None:
    session = meeting.invited_session()
    assert not english_on(meeting.page)
    dialog = open_invitation(meeting)
    assert not english_on(dialog)
    dialog.close()
    press(meeting.page.toolbar, "Cetak daftar hadir")
    assert not english_on(modal())
    modal().close()
    meeting.page.edit_row(next(row for row in meeting.page.model.shown_rows() if row[0] == session))
    assert not english_on(form())
