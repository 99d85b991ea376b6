"""Baca lembar bertanda tangan: the proposal is looked through with keys, and only Terapkan writes."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui import dialogs
from kpm_desktop.ui.sessions.marking_page import MarkingPage
from kpm_desktop.ui.sessions.scan_page import ScanPage
from register_screens import key, press, texts
from session_screens import Meeting, make_template, meeting_at
from signed_scans import Handling, Signer, as_jpeg, dice, draw_pages, scan, sign

DPI = 200
SIGNED = (1, 2, 4, 6, 10)
DASH = 9


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("scanning"))


_SIGNED: dict[Path, Uid] = {}
"""The one folder with a session whose first page came back signed, once it is made."""


@pytest.fixture
def signed(qtbot: QtBot, template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a session; `scan.jpg` is its first page, signed, with a dash at number 9."""
    if not _SIGNED:
        folder = tmp_path_factory.mktemp("signed")
        with meeting_at(qtbot, template, folder) as meeting:
            invited = meeting.invited_session()
            pdf = meeting.print_sheet(invited, folder)
            boxes = json.loads(meeting.file.sheets.find(invited)[0].boxes)
        page = draw_pages(pdf.read_bytes(), DPI)[0]
        chance = dice(3)
        signers = [Signer(row["no"], tuple(row["box"]), "wave") for row in boxes if row["no"] in SIGNED]
        signers.append(Signer(DASH, tuple(boxes[DASH - 1]["box"]), "dash"))
        sign(page, DPI, signers, chance)
        (folder / "scan.jpg").write_bytes(as_jpeg(scan(page, Handling(angle=1.5), chance)))
        _SIGNED[folder] = invited
    [made] = _SIGNED
    return made


@pytest.fixture
def meeting(qtbot: QtBot, signed: Path, tmp_path: Path) -> Iterator[Meeting]:
    with meeting_at(qtbot, signed, tmp_path) as made:
        yield made


@pytest.fixture
def session(signed: Path) -> Uid:
    """Return the session in the copy of that folder."""
    return _SIGNED[signed]


def opened(meeting: Meeting, session: Uid, scan_file: Path) -> ScanPage:
    with meeting.qtbot.waitActive(meeting.window):  # it does not turn back from a closed dialog by itself
        meeting.window.activateWindow()
    meeting.window.open("scan_sheet", session=session, paths=[scan_file])
    shown = meeting.window.front
    assert isinstance(shown, ScanPage)
    meeting.until(lambda: bool(shown.model.shown_rows()))
    return shown


def present(meeting: Meeting, session: Uid) -> list[int]:
    lines = meeting.file.attendance.find(session)
    return [number for number, line in enumerate(lines, 1) if line.status == "present"]


def test_doubtful_cells_come_first_and_only_terapkan_writes(
    meeting: Meeting, session: Uid, tmp_path: Path
) -> None:
    page = opened(meeting, session, tmp_path / "scan.jpg")
    shown = [row[1].number for row in page.model.shown_rows()]
    assert shown == [DASH, *(number for number in range(1, len(shown) + 1) if number != DASH)]
    assert page.apply_button.text() == "Terapkan 5 tanda"
    assert page.hint().startswith("1 sel ditanya")
    QTest.keyClicks(page.view, "h")
    assert page.apply_button.text() == "Terapkan 6 tanda"
    assert page.hint() == "Tidak ada yang ditanya"
    assert present(meeting, session) == []
    key(meeting.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    meeting.until(lambda: not isinstance(meeting.window.front, ScanPage))
    assert present(meeting, session) == sorted([*SIGNED, DASH])
    assert len(meeting.file.sessions.attachments(session)) == 1
    key(meeting.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert present(meeting, session) == []


def test_an_answer_overrules_the_reading_and_can_be_taken_back(
    meeting: Meeting, session: Uid, tmp_path: Path
) -> None:
    page = opened(meeting, session, tmp_path / "scan.jpg")
    QTest.keyClicks(page.view, "k")
    assert page.view.current_row() is not None
    QTest.keyClicks(page.view, "k")  # number 1, read as signed
    assert page.apply_button.text() == "Terapkan 4 tanda"
    QTest.keyClick(page.view, Qt.Key.Key_Up)
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    assert page.apply_button.text() == "Terapkan 5 tanda"
    QTest.keyClick(page.view, Qt.Key.Key_Up)
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    key(meeting.window, Qt.Key.Key_F8)
    current = page.view.current_row()
    assert current is not None
    assert current[1].number == DASH
    press(page, "Kosong")
    assert page.hint() == "Tidak ada yang ditanya"


def test_marks_typed_meanwhile_are_seen_and_contradictions_asked(
    meeting: Meeting, session: Uid, tmp_path: Path
) -> None:
    page = opened(meeting, session, tmp_path / "scan.jpg")
    lines = meeting.file.attendance.find(session)
    meeting.workspace.run(
        "edit", "Tandai", lambda file: file.attendance.mark([lines[0].uid, lines[2].uid], "present")
    )
    meeting.workspace.run("edit", "Tandai", lambda file: file.attendance.mark([lines[1].uid], "sick"))
    asked = {row.number for row in page._asked()}
    assert asked == {2, 3, DASH}
    assert page.apply_button.text() == "Terapkan 3 tanda"


def test_missing_pages_are_told_and_counts_stand_beside_the_typed_ones(
    meeting: Meeting, session: Uid, tmp_path: Path
) -> None:
    sheet = meeting.file.sheets.find(session)[0]
    meeting.workspace.run("edit", "Catat", lambda file: file.sheets.count_page(sheet.uid, 1, 5))
    page = opened(meeting, session, tmp_path / "scan.jpg")
    texts = [label.text() for label in page.pane.findChildren(type(page.pane.name))]
    assert any("belum dipindai" in text for text in texts)
    assert "5" in texts
    assert "Halaman 2 dari" in " ".join(texts)


def test_a_file_that_is_no_scan_is_told(meeting: Meeting, session: Uid, tmp_path: Path) -> None:
    (tmp_path / "bukan.pdf").write_bytes(b"%PDF-1.4 rusak")
    meeting.window.open("scan_sheet", session=session, paths=[tmp_path / "bukan.pdf"])
    page = meeting.window.front
    assert isinstance(page, ScanPage)
    meeting.until(lambda: "tidak dapat dibaca" in texts(page))
    assert "Tidak ada yang diubah" in texts(page)
    assert present(meeting, session) == []


def test_marking_offers_to_read_the_sheet(
    meeting: Meeting, session: Uid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = meeting.mark(session)
    assert isinstance(page, MarkingPage)
    monkeypatch.setattr(dialogs, "choose_files", lambda *_names: [tmp_path / "scan.jpg"])
    press(page.pane, "Baca lembar bertanda tangan")
    assert isinstance(meeting.window.front, ScanPage)
    meeting.until(lambda: not meeting.jobs.is_busy)
