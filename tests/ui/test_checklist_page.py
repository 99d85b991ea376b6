"""Langkah kegiatan: what is missing of each session of a series, and the button that does it."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui.sessions import session_acts
from kpm_desktop.ui.sessions.checklist_page import ChecklistPage
from kpm_desktop.ui.sessions.marking_page import MarkingPage
from kpm_desktop.ui.sessions.sheet_dialog import SheetDialog
from kpm_desktop.ui.theme import Scheme, theme
from register_screens import activate, choose, modal, press, texts
from session_screens import GENDING, PAJARAKAN, Meeting, make_template, meeting_at
from words import english_on


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("checklist"))


@pytest.fixture
def meeting(qtbot: QtBot, template: Path, tmp_path: Path) -> Iterator[Meeting]:
    with meeting_at(qtbot, template, tmp_path) as made:
        yield made


def opened(meeting: Meeting, session: Uid) -> ChecklistPage:
    activate(meeting.window)
    assert meeting.page.go_to(session)
    meeting.page.series_head.steps.click()
    page = meeting.window.front
    assert isinstance(page, ChecklistPage)
    return page


def test_each_session_says_what_is_missing_and_its_button_does_it(meeting: Meeting) -> None:
    first = meeting.add_session(PAJARAKAN)
    meeting.add_session(GENDING, day=dt.date(2027, 4, 9))
    meeting.invite_all(first)
    session_acts.tick(meeting.window, "invitation", first)
    page = opened(meeting, first)
    assert "Belum: Undangan 1, Daftar hadir 2, Kehadiran 2" in page.summary.accessibleName()
    assert page.hint() == "0 dari 2 sesi lengkap"
    assert page.list.go_to(first)
    row = page.list.current_row()
    assert row is not None
    states = {step.key: step.state for step in row[2]}
    assert (states["invitation"], states["sheet"], states["attendance"]) == ("done", "now", "waiting")
    press(page.pane, "Cetak daftar hadir")
    dialog = modal()
    assert isinstance(dialog, SheetDialog)
    dialog.close()
    activate(meeting.window)
    press(page.pane, "Tandai kehadiran")
    assert isinstance(meeting.window.front, MarkingPage)


def test_papers_from_elsewhere_are_ticked_in_the_pane_and_in_the_list(meeting: Meeting) -> None:
    session = meeting.add_session(PAJARAKAN)
    page = opened(meeting, session)
    boxes = [one for one in page.pane.findChildren(QCheckBox) if one.text() == "Kuitansi"]
    [box] = [one for one in boxes if one.isVisible()]
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert [one.step for one in meeting.file.sessions.ticks(session)] == ["receipts"]
    assert "Kuitansi" not in page.summary.accessibleName()
    meeting.workspace.undo()
    assert meeting.file.sessions.ticks(session) == []
    assert "Kuitansi 1" in page.summary.accessibleName()
    page.leave()
    choose(meeting.page.detail.more_menu(), "Surat tugas: ada atau belum")
    assert [one.step for one in meeting.file.sessions.ticks(session)] == ["assignment"]


def test_a_cancelled_session_has_no_steps_left(meeting: Meeting) -> None:
    meeting.add_session(PAJARAKAN)
    other = meeting.add_session(GENDING, day=dt.date(2027, 4, 9))
    record = meeting.file.sessions.get(other)
    changed = dataclasses.replace(record, status="cancelled")
    meeting.workspace.run("edit", "Ubah 1 sesi", lambda file: file.sessions.save(changed, record))
    page = opened(meeting, meeting.file.sessions.find()[0].uid)
    assert len(page.list.model.shown_rows()) == 1


@pytest.mark.parametrize("percent", [100, 200])
def test_the_page_is_indonesian_and_its_buttons_are_whole(meeting: Meeting, percent: int) -> None:
    session = meeting.add_session(PAJARAKAN)
    theme().choose(Scheme.LIGHT, percent)
    try:
        page = opened(meeting, session)
        assert not english_on(page)
        assert "Cetak laporan kegiatan" in texts(page.pane) or percent == 200
    finally:
        theme().choose(Scheme.LIGHT, 100)
