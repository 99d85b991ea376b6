"""Musnahkan at the window: what goes is listed, the word is asked for, and no byte is left afterwards."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui.person_erasing import WORD, ListedDialog
from register_screens import NIK, PAITON, Office, activate, key, modal, office_at, press, texts
from words import english_on

NAME, OTHER = "Zubaidah Xilofonwati", "Rini Melati"
SECRETS = (NAME.encode(), NAME.upper().encode(), NIK.encode())


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    with office_at(qtbot, tmp_path) as made:
        yield made


def a_session_with(office: Office, person: Uid) -> tuple[Uid, Uid]:
    """Give the person a meeting he came to, with its printed sheet and a contest that was decided."""
    file = office.file
    series, session, sheet, contest = (file.new_uid() for _ in range(4))
    with file.operation("edit", "Tambah pembinaan"):
        file.put("series", series, {"name": "Pelatihan KPM"})
        file.put("session", session, {"series": series, "date": "2027-04-01"})
        uid = file.new_uid()
        file.put("attendance", uid, {"session": session, "person": person, "status": "present"})
        rows = [[1, NAME], [2, OTHER]]
        file.put("printed_sheet", sheet, {"kind": "H", "sheet_no": "H-7", "of": session, "rows": rows})
        file.put("contest", contest, {"name": "Lomba KPM"})
        file.put("entry", file.new_uid(), {"contest": contest, "person": person})
    with file.operation("lock", "Tetapkan hasil"):
        file.put("decision", file.new_uid(), {"contest": contest, "content": {"winner": NAME}})
    return session, contest


def ask(office: Office, person: Uid) -> ListedDialog:
    """Choose the last entry of the pane's menu with the keyboard and wait for the question."""
    page = office.cadres()
    page.go_to(person)
    assert page.pane is not None
    [menu] = page.pane.findChildren(QMenu)
    menu.popup(page.pane.mapToGlobal(page.pane.rect().center()))
    key(menu, Qt.Key.Key_Up)
    assert menu.activeAction().text() == "Musnahkan data pribadi…"
    key(menu, Qt.Key.Key_Return)
    return listed(office)


def listed(office: Office) -> ListedDialog:
    office.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ListedDialog))
    shown = modal()
    assert isinstance(shown, ListedDialog)
    return shown


def holding(folder: Path) -> set[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.name for path in files if any(secret in path.read_bytes() for secret in SECRETS)}


def test_a_person_is_erased_after_the_word_and_no_byte_is_left(office: Office, tmp_path: Path) -> None:
    person = office.add_cadre(NAME, PAITON, nik=NIK)
    other = office.add_cadre(OTHER, PAITON)
    session, contest = a_session_with(office, person)
    old = office.file.backup().path.name
    question = ask(office, person)
    said = question.lines.toPlainText()
    assert "Pelatihan KPM" in said
    assert "H-7" in said
    assert "juga baris orang lain" in said
    assert "Keputusan lomba, Lomba KPM: hasil lomba tidak terkunci lagi" in said
    assert english_on(question) == []
    [field] = question.findChildren(QLineEdit)
    QTest.keyClicks(field, "musnahkan")
    key(field, Qt.Key.Key_Return)
    assert office.file.people.get(person).name == NAME, "the word is not the word"
    field.clear()
    QTest.keyClicks(field, WORD)
    key(field, Qt.Key.Key_Return)
    office.qtbot.waitUntil(lambda: not office.jobs.is_busy)
    told = listed(office)
    assert told.windowTitle() == "Data pribadi 1 orang dihapus selamanya."
    assert old in told.lines.toPlainText()
    assert "Masih ada di 1 cadangan. " in texts(told)
    assert english_on(told) == []
    key(told, Qt.Key.Key_Escape)
    activate(office.window)
    assert [row[0] for row in office.cadres().model.shown_rows()] == [other]
    assert NAME not in texts(office.window)
    newest = office.file.backups()[0].path.name
    assert newest != old
    assert holding(tmp_path) == {old}
    [came] = office.file.attendance.find(session)
    assert (came.full_name, came.status) == ("(dimusnahkan)", "present")
    assert [entry.full_name for entry in office.file.contests.entries(contest)] == ["(dimusnahkan)"]
    assert office.file.check().is_sound


@pytest.mark.parametrize("journal_too", [False, True])
def test_a_backup_that_fails_afterwards_is_told_and_the_next_one_finishes(
    office: Office, tmp_path: Path, journal_too: bool
) -> None:
    person = office.add_cadre(NAME, PAITON, nik=NIK)
    backups, journal = office.file.places.backups, office.file.places.journal
    backups.write_text("bukan folder", encoding="utf-8")
    [day] = journal.iterdir()
    if journal_too:  # the new one cannot be written beside the old one
        day.with_suffix(".part").mkdir()
    question = ask(office, person)
    [field] = question.findChildren(QLineEdit)
    QTest.keyClicks(field, WORD)
    key(field, Qt.Key.Key_Return)
    office.qtbot.waitUntil(lambda: not office.jobs.is_busy)
    told = listed(office)
    assert told.windowTitle() == "Data pribadi 1 orang dihapus selamanya."
    said = texts(told)
    in_use = journal_too and sys.platform == "win32"  # a folder in the way counts as held there
    why = "program lain (mungkin antivirus)" if in_use else "cakram tidak dapat dibaca atau ditulis."
    assert f"Cadangan baru belum dapat dibuat: {why}" in said
    assert ("Catatan harian di komputer ini masih memuatnya" in said) is journal_too
    assert english_on(told) == []
    key(told, Qt.Key.Key_Escape)
    assert holding(tmp_path) == ({day.name} if journal_too else set())
    backups.unlink()
    if journal_too:
        day.with_suffix(".part").rmdir()
    office.file.backup()
    assert holding(tmp_path) == set()


def test_batal_changes_nothing_and_what_would_stay_was_told(office: Office) -> None:
    person = office.add_cadre(NAME, PAITON, nik=NIK)
    with office.file.operation("edit", "Tambah lomba"):
        office.file.put("contest", office.file.new_uid(), {"name": f"Piala {NAME}"})
    before = len(office.file.history())
    question = ask(office, person)
    said = question.lines.toPlainText()
    assert f"Lomba, Piala {NAME}: tetap, meski menyebutnya dalam tulisan" in said
    assert NAME not in question.windowTitle()
    press(question, "Batal")
    assert office.file.people.get(person).nik == NIK
    assert len(office.file.history()) == before
