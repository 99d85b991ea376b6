"""A whole series planned in one form, moved, cancelled with a reason, and copied to the next year."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kpm_desktop.domain.people import Person
from kpm_desktop.domain.sessions import Speaker, Topic, Venue
from kpm_desktop.domain.uid import code_uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.sessions.plan_rows import PlanRowsEditor
from kpm_desktop.ui.theme import theme
from register_screens import choose, fill, form, key, press, texts
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

PAITON, KOTAANYAR = code_uid("35.13.12"), code_uid("35.13.11")
SERIES = "Pembinaan KPM 2027"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("planning"))


@pytest.fixture
def meeting(qtbot: QtBot, template: Path, tmp_path: Path) -> Iterator[Meeting]:
    with meeting_at(qtbot, template, tmp_path) as made:
        yield made


def rows() -> PlanRowsEditor:
    found = form().body.editors["sessions"]
    assert isinstance(found, PlanRowsEditor)
    return found


def open_plan(meeting: Meeting) -> None:
    choose_entry(meeting.page, "Tambah lainnya", "Tambah beberapa sesi")


def test_several_sessions_are_planned_in_one_step(meeting: Meeting) -> None:
    open_plan(meeting)
    type_row(
        0, date="12/4/2027", districts="paiton, kota anyar", venue="Pendopo Kecamatan Paiton", start="7.30"
    )
    type_row(1, date="5/4/2027", districts="Dringu", venue="Pendopo Kecamatan Dringu", start="8", end="12")
    type_row(2, date="7/4/2027", districts="pajar dan gending", venue="Pendopo Kecamatan Pajarakan")
    press(form(), "Simpan")
    lines = meeting.file.sessions.find()
    assert [
        (line.date.day if line.date else 0, line.district_names, line.venue_name, line.start, line.end)
        for line in lines
    ] == [
        (5, "Dringu", "Pendopo Kecamatan Dringu", "08:00", "12:00"),
        (7, "Pajarakan dan Gending", "Pendopo Kecamatan Pajarakan", "08:00", "12:00"),
        (12, "Paiton dan Kotaanyar", "Pendopo Kecamatan Paiton", "07:30", ""),
    ]
    assert {(line.series_name, line.kind, line.status) for line in lines} == {
        (SERIES, "pembinaan", "planned")
    }
    assert len(meeting.file.sessions.venues()) == 3  # the one that was known is taken again
    row = meeting.page.current_row()
    assert row is not None
    assert row[0] == lines[0].uid
    meeting.workspace.undo()
    assert meeting.file.sessions.find() == []
    assert len(meeting.file.sessions.venues()) == 1


def test_the_place_of_a_kecamatan_and_the_hours_before_follow_by_themselves(meeting: Meeting) -> None:
    venue = Venue(meeting.file.new_uid(), "Pendopo Kecamatan Gending", district=GENDING)
    meeting.workspace.run("edit", "Tempat", lambda file: file.sessions.save_part(venue))
    open_plan(meeting)
    type_row(0, date="7/4/2027", start="8", end="12", districts="Gending")
    assert rows().value()[0].venue == "Pendopo Kecamatan Gending"
    type_row(1, date="8/4/2027")
    assert (rows().value()[1].start, rows().value()[1].end) == ("08:00", "12:00")
    assert len(rows().rows) == 3


def test_a_kecamatan_that_is_none_is_named_with_its_row(meeting: Meeting) -> None:
    open_plan(meeting)
    type_row(0, date="7/4/2027", districts="Gending")
    type_row(1, date="8/4/2027", districts="Gending dan Sidoarjo")
    assert "Sesi 2: Kecamatan Sidoarjo tidak dikenal." in texts(form())
    assert not form().foot.save.isEnabled()


def test_an_empty_plan_is_not_saved(meeting: Meeting) -> None:
    open_plan(meeting)
    press(form(), "Simpan")
    assert "Isi paling sedikit satu sesi." in texts(form())
    assert meeting.file.sessions.find() == []


def test_two_sessions_of_one_plan_in_one_place_at_one_hour_are_said(meeting: Meeting) -> None:
    open_plan(meeting)
    type_row(0, date="7/4/2027", districts="Gending", venue="Balai Contoh", start="8", end="12")
    type_row(1, date="7/4/2027", districts="Dringu", venue="balai contoh", start="11", end="14")
    assert "Tempat dan jam bentrok dengan sesi 7 April 2027 pukul 08.00" in texts(form())
    press(form(), "Simpan dengan catatan")
    note = form().body.note_lines()[0].note
    QTest.keyClicks(note, "dua ruang")
    QTest.keyClick(note, Qt.Key.Key_Tab)
    for other in form().body.note_lines()[1:]:
        if not other.note.text():
            QTest.keyClicks(other.note, "dua ruang")
            QTest.keyClick(other.note, Qt.Key.Key_Tab)
    press(form(), "Simpan dengan catatan")
    lines = meeting.file.sessions.find()
    assert len(lines) == 2
    assert len({line.venue_name for line in lines}) == 1
    assert "dua ruang" in [one.note for line in lines for one in meeting.file.people.accepted(line.uid)]


def test_a_day_outside_the_year_of_the_series_is_said_and_saved_with_a_note(meeting: Meeting) -> None:
    open_plan(meeting)
    type_row(0, date="7/4/2020", districts="Gending", venue="Balai Contoh", start="8")
    assert "Tanggal 7 April 2020 tidak dalam tahun kegiatan, yaitu 2027." in texts(form())
    press(form(), "Simpan dengan catatan")
    note = form().body.note_lines()[0].note
    QTest.keyClicks(note, "susulan")
    QTest.keyClick(note, Qt.Key.Key_Tab)
    press(form(), "Simpan dengan catatan")
    [line] = meeting.file.sessions.find()
    assert [(one.code, one.note) for one in meeting.file.people.accepted(line.uid)] == [("W.322", "susulan")]


def test_a_plan_that_was_left_comes_back_as_it_was_typed(meeting: Meeting) -> None:
    open_plan(meeting)
    type_row(0, date="7/4/2027", districts="Gending", venue="Balai Contoh")
    type_row(1, date="32/4", districts="Dringu")
    press(form(), "Batal")
    press(meeting.window.toast, "Buka lagi")
    assert [rows().rows[place]["districts"].raw() for place in range(3)] == ["Gending", "Dringu", ""]
    assert rows().rows[1]["date"].raw() == "32/4"
    assert rows().value()[0].venue == "Balai Contoh"


def test_the_plan_fits_at_large_text(meeting: Meeting) -> None:
    theme().choose(percent=200)
    try:
        meeting.window.resize(1366, 696)
        open_plan(meeting)
        type_row(0, date="7/4/2027", districts="Gending")
        QApplication.processEvents()
        assert not english_on(form())
        for row in rows().rows:
            for editor in row.values():
                assert editor.mapTo(form(), editor.rect().topRight()).x() < form().width()
    finally:
        theme().choose(percent=100)


def test_kecamatan_are_named_in_the_order_in_which_they_were_chosen(meeting: Meeting) -> None:
    key(meeting.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    boxes = form().body.editors["districts"].boxes  # type: ignore[attr-defined]
    for one in (PAITON, KOTAANYAR):
        QTest.keyClick(boxes[one], Qt.Key.Key_Space)
    assert "Kecamatan Paiton dan Kotaanyar" in texts(form())
    press(form(), "Simpan")
    (line,) = meeting.file.sessions.find()
    assert line.district_names == "Paiton dan Kotaanyar"


def test_a_cancelled_session_says_why(meeting: Meeting) -> None:
    session = meeting.add_session()
    assert meeting.page.go_to(session)
    meeting.page.edit_row(meeting.page.model.shown_rows()[0])
    form().body.editors["status"].set_raw("cancelled")
    fill(form(), reason="banjir di jalan Gending.")
    press(form(), "Simpan")
    assert meeting.file.sessions.get(session).status == "cancelled"
    assert "Sesi ini batal: banjir di jalan Gending." in texts(meeting.page)
    assert "Batal" in [row[2].text for row in meeting.page.model.shown_rows()]


def test_a_series_is_copied_to_the_next_year_and_shown(meeting: Meeting) -> None:
    open_plan(meeting)
    type_row(0, date="12/4/2027", districts="Paiton, Kotaanyar", venue="Pendopo Kecamatan Paiton")
    type_row(1, date="13/4/2027", districts="Dringu")
    press(form(), "Simpan")
    meeting.page.series_head.copy.click()
    made = next(one for one in meeting.file.sessions.find_series() if one.year == 2028)
    assert made.name == "Pembinaan KPM 2028"
    copies = meeting.file.sessions.find(made.uid)
    assert [
        (line.date, line.district_names, line.invited)
        for line in sorted(copies, key=lambda one: one.districts)
    ] == [
        (None, "Paiton dan Kotaanyar", 0),
        (None, "Dringu", 0),
    ]
    assert "Pembinaan KPM 2028" in texts(meeting.page.series_head)
    assert {row[0] for row in meeting.page.model.shown_rows()} == {line.uid for line in copies}
    meeting.workspace.undo()
    assert [one.year for one in meeting.file.sessions.find_series()] == [2027]


def test_sessions_of_other_series_do_not_hinder(meeting: Meeting) -> None:
    meeting.add_session(PAJARAKAN, day=DAY)
    open_plan(meeting)
    type_row(0, date="8/4/2027", districts="Pajarakan", venue="Pendopo Kecamatan Pajarakan", start="8")
    press(form(), "Simpan")
    assert [line.date for line in meeting.file.sessions.find()] == [DAY, dt.date(2027, 4, 8)]


def test_topics_and_speakers_are_given_to_the_sessions_that_have_none(meeting: Meeting) -> None:
    first = meeting.add_session(PAJARAKAN)
    second = meeting.add_session(GENDING, day=dt.date(2027, 4, 9))
    third = meeting.add_session(GENDING, day=dt.date(2027, 4, 10))
    file = meeting.file
    person = Person(file.new_uid(), "Galih Contoh")

    def fill_in(data: DataFile) -> None:
        data.people.save(person)
        for number, hours in ((1, 2), (2, 3)):
            topic = Topic(data.new_uid(), first, number, f"Materi {number}", hours)
            data.sessions.save_part(topic)
            data.sessions.save_part(Speaker(data.new_uid(), first, topic.uid, person.uid))
        data.sessions.save_part(Topic(data.new_uid(), third, 1, "Sudah ada", 1))

    meeting.workspace.run("edit", "Isi", fill_in)
    assert meeting.page.go_to(first)
    choose(meeting.page.detail.more_menu(), "Salin materi ke sesi lain kegiatan ini")
    assert [(one.title, one.lesson_hours) for one in file.sessions.topics(second)] == [
        ("Materi 1", 2),
        ("Materi 2", 3),
    ]
    own = {topic.uid for topic in file.sessions.topics(second)}
    assert {one.topic for one in file.sessions.speakers(second)} == own
    assert {one.person for one in file.sessions.speakers(second)} == {person.uid}
    assert [one.title for one in file.sessions.topics(third)] == ["Sudah ada"]
    meeting.workspace.undo()
    assert not file.sessions.topics(second)
    assert not file.sessions.speakers(second)
