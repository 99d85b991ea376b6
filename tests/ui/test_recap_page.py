"""Rekap pembinaan as the operator uses it: lists, chart, print, export, invitation."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import paper_reading
from desk import answered, named
from kpm_desktop.domain.sessions import Topic
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.cadres.page import CadresPage
from kpm_desktop.ui.preview import PreviewPage
from kpm_desktop.ui.sessions.invite_dialog import InviteDialog
from kpm_desktop.ui.sessions.recap_page import RecapPage
from register_screens import activate, choose, fill, form, key, modal, press, texts
from session_screens import PAJARAKAN, Meeting, make_template, meeting_at
from words import english_on


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("recap"))


@pytest.fixture
def meeting(qtbot: QtBot, template: Path, tmp_path: Path) -> Iterator[Meeting]:
    with meeting_at(qtbot, template, tmp_path) as made:
        yield made


def held(meeting: Meeting) -> Uid:
    """A session of Pajarakan with 4 JP: the first ten came, the next two were absent, the rest is open."""
    session = meeting.add_session(PAJARAKAN, day=dt.date(2027, 4, 7))
    meeting.invite_all(session)
    rows = [row.uid for row in meeting.file.attendance.of_session(session)]

    def act(file: DataFile) -> None:
        file.attendance.mark(rows[:10], "present")
        file.attendance.mark(rows[10:12], "absent")
        file.sessions.save_part(Topic(file.new_uid(), session, 1, "Materi", 4))

    meeting.workspace.run("edit", "Tandai", act)
    return session


def opened(meeting: Meeting) -> RecapPage:
    activate(meeting.window)
    press(meeting.page.toolbar, "Rekap")
    page = meeting.window.front
    assert isinstance(page, RecapPage)
    return page


def test_hours_stand_beside_each_cadre(meeting: Meeting) -> None:
    session = held(meeting)
    page = opened(meeting)
    came = {row.person for row in meeting.file.attendance.of_session(session) if row.status == "present"}
    rows = page.front.model.shown_rows()
    assert len(rows) == 54
    assert {row[0] for row in rows if row[3] == 4} == came & {row[0] for row in rows}
    assert "JP 2027" in [column.title for column in page.front.view.shown_columns()]
    assert not english_on(page)


def test_villages_that_never_came_become_an_invitation(meeting: Meeting) -> None:
    held(meeting)
    page = opened(meeting)
    key(meeting.window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    never = {row[0] for row in page.front.model.shown_rows()}
    came = {
        line.village
        for line in meeting.file.attendance.find(meeting.file.sessions.find()[0].uid)
        if line.status == "present"
    }
    assert never == {line.uid for line in meeting.file.villages.find(dt.date(2027, 4, 8))} - came
    page.front.toolbar.search.setText("gending")
    shown = {row[0] for row in page.front.model.shown_rows()}
    assert shown < never
    press(page.front.toolbar, "Undang yang tampil")
    fill(form(), date="20/4/2027")
    press(form(), "Simpan")
    dialog = modal()
    assert isinstance(dialog, InviteDialog)
    assert {one.village for one in dialog.chosen()} <= shown
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    new = next(line for line in meeting.file.sessions.find() if line.date == dt.date(2027, 4, 20))
    assert {line.village for line in meeting.file.attendance.find(new.uid)} <= shown


def test_cadres_left_out_are_invited_to_a_session_that_is_planned(meeting: Meeting) -> None:
    held(meeting)
    planned = meeting.add_session(PAJARAKAN, day=dt.date(2027, 4, 30))
    page = opened(meeting)
    key(meeting.window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    people = {row[0] for row in page.front.model.shown_rows()}
    assert people
    press(page.front.toolbar, "Undang yang tampil")
    assert f"{len(people)} orang: " in texts(form())
    fill(form(), session="30 April 2027")
    press(form(), "Undang")
    assert {line.person for line in meeting.file.attendance.find(planned)} == people
    meeting.workspace.undo()
    assert meeting.file.attendance.find(planned) == []


def test_rates_are_a_table_and_a_chart_on_the_screen_and_on_paper(meeting: Meeting, tmp_path: Path) -> None:
    held(meeting)
    page = opened(meeting)
    key(meeting.window, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    (row,) = page.front.model.shown_rows()
    assert row.percent == 83  # type: ignore[attr-defined]
    assert page.rates.chart.accessibleName() == "Pajarakan: 83 %"
    key(meeting.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    press(form(), "Lihat pratinjau")
    meeting.until(lambda: isinstance(meeting.window.front, PreviewPage))
    shown = meeting.window.front
    assert isinstance(shown, PreviewPage)
    target = tmp_path / "rekap.pdf"
    with meeting.qtbot.waitSignal(shown.saved):
        shown.save_to(target)
    text = paper_reading.joined(target.read_bytes())
    assert "KEHADIRAN TIAP KECAMATAN" in text
    assert text.count("83 %") == 2  # in the table and beside the bar
    assert "100 %" in text  # the axis


def test_a_list_is_exported_as_it_is_shown(meeting: Meeting, tmp_path: Path) -> None:
    held(meeting)
    page = opened(meeting)
    page.front.toolbar.search.setText("siti contohwati")
    count = len(page.front.model.shown_rows())
    target = tmp_path / "jp.xlsx"
    with answered(named(target)):
        key(meeting.window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        meeting.until(target.exists)
    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("No", "Nama dan gelar", "Desa atau kelurahan")
    assert len(rows) == count + 1
    assert all("Siti Contohwati" in str(row[1]) for row in rows[1:])


def test_chosen_cadres_are_invited_to_a_new_session(meeting: Meeting) -> None:
    meeting.window.go("cadres")
    page = meeting.window.front
    assert isinstance(page, CadresPage)
    page.toolbar.search.setText("siti contohwati")
    people = [row[0] for row in page.model.shown_rows()]
    page.view.setFocus()
    key(page.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    choose(page.row_menu(page.model.shown_rows()), f"Undang {len(people)} ke sesi…")
    press(form(), "Undang")
    fill(form(), date="3/5/2027")
    press(form(), "Simpan")
    (line,) = meeting.file.sessions.find()
    assert {one.person for one in meeting.file.attendance.find(line.uid)} == set(people)
    assert all(one.village and one.post == "KPM" for one in meeting.file.attendance.find(line.uid))
