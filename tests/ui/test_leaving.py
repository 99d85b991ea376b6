"""The window closed while a form is open: nothing typed is lost without the operator's word."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builders import SUKODADI, add_person, new_file
from desk import Desk, desk_at, pressing
from kpm_desktop.settings import KnownFile, Settings
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.cadres.page import CadresPage
from kpm_desktop.ui.forms.form_dialog import FormDialog
from register_screens import choose, fill, form, press

PHONE = "081200000131"


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """The program with one cadre, her form open and a phone number typed."""
    with desk_at(qtbot, tmp_path) as made:
        made.data_place.parent.mkdir()
        with new_file(made.data_place.parent, made.clock) as data_file:
            person = add_person(data_file, "Siti Contohwati")
            with data_file.operation("edit", "Tambah 1 masa tugas"):
                data_file.put("cadre_term", data_file.new_uid(), {"person": person, "village": SUKODADI})
        made.remember(
            Settings(known_files=(KnownFile(str(made.data_place), data_file.file_uid.hex(), "", ""),))
        )
        made.start()
        open_form(made)
        fill(form(), phone=PHONE)
        yield made


def open_form(desk: Desk) -> FormDialog:
    page = desk.tab(3)
    assert isinstance(page, CadresPage)
    page.view.go_to_first()
    desk.key(Qt.Key.Key_F2, on=page.view)
    return form()


def kept(desk: Desk) -> tuple[list[str | None], int]:
    """Return the phone numbers in the file and how many drafts wait, after the program has gone."""
    with DataFile.open(desk.data_place, now=desk.clock) as data_file:
        return [phone for (phone,) in data_file.rows("SELECT phone FROM person")], len(data_file.drafts())


@pytest.mark.parametrize(("answer", "drafts"), [("Simpan sebagai draf", 1), ("Buang isian", 0)])
def test_closing_asks_what_becomes_of_what_is_typed(desk: Desk, answer: str, drafts: int) -> None:
    with desk.answering(pressing(answer, says="belum disimpan")):
        desk.window.close()
    assert not desk.window.isVisible()
    assert kept(desk) == ([None], drafts)


def test_batal_goes_on_with_the_form_and_it_can_be_saved(desk: Desk) -> None:
    with desk.answering(pressing("Batal")):
        desk.window.close()
    assert desk.window.isVisible()
    press(form(), "Simpan")
    desk.window.close()
    assert not desk.window.isVisible()
    assert kept(desk) == ([PHONE], 0)


def test_a_form_without_typing_is_closed_without_a_question(desk: Desk) -> None:
    press(form(), "Simpan")
    open_form(desk)
    desk.window.close()
    assert not desk.window.isVisible()
    assert QApplication.activeModalWidget() is None


def test_the_start_page_asks_too_and_the_draft_is_offered_again(desk: Desk) -> None:
    with desk.answering(pressing("Simpan sebagai draf")):
        desk.program.leave_data()
    assert desk.program.window is None
    desk.program.open_file(desk.data_place)
    press(open_form(desk), "Pakai draf")
    press(form(), "Simpan")
    assert desk.file.rows("SELECT phone FROM person") == [(PHONE,)]
    choose(desk.window.header.file_menu, "Halaman mulai")
    assert desk.program.window is None


def test_the_end_of_the_session_keeps_what_is_typed_and_frees_the_file(desk: Desk) -> None:
    class Manager:
        def setRestartHint(self, hint: QSessionManager.RestartHint) -> None:  # noqa: N802 (Qt's name)
            assert hint == QSessionManager.RestartHint.RestartNever

    desk.program.session_ends(Manager())  # type: ignore[arg-type] # Qt makes none for a test
    assert kept(desk) == ([None], 1)
