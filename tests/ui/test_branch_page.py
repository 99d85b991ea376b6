"""Two histories of one PC: refused, compared cell by cell, and what is ticked is taken over and undone."""

import contextlib
import shutil
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from builders import add_person, edit_person, new_file
from carrying import PLAIN, begin, receive, send
from desk import CONTROL, desk_at
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.packages.arrived_page import ArrivedPage
from kpm_desktop.ui.packages.branch_page import BranchPage
from register_screens import press, texts
from stick_screens import receive_page
from words import english_on


def test_two_histories_of_one_pc_are_compared_and_a_value_is_taken_over(qtbot: QtBot, tmp_path: Path) -> None:
    with desk_at(qtbot, tmp_path) as desk:
        desk.data_place.parent.mkdir()
        with contextlib.closing(new_file(desk.data_place.parent, desk.clock)) as here:
            siti, dewi = add_person(here, "Siti Contohwati"), add_person(here, "Dewi Kenanga")
            first = send(here, PLAIN)
            begin(tmp_path / "lain", first, "PC-LAIN", desk.clock).close()
            shutil.copytree(tmp_path / "lain", tmp_path / "klon")
            for folder, person, phone in (("lain", siti, "0811"), ("klon", dewi, "0822")):
                desk.clock.turn(minutes=7)
                with DataFile.open(tmp_path / folder / "kpm.db", now=desk.clock) as far:
                    edit_person(far, person, phone=phone)
                    package = send(far, PLAIN)
                if folder == "lain":
                    receive(here, package)
        stick = desk.plug_in()
        package.rename(stick.root / package.name)
        desk.start()
        receive_page(desk)
        desk.key(Qt.Key.Key_Return, CONTROL)
        desk.settle()
        arrived = desk.page(ArrivedPage)
        assert not arrived.compare.isVisible()
        desk.key(Qt.Key.Key_Return, CONTROL)
        desk.settle()
        assert "E-CABANG" in texts(arrived)
        press(arrived, "Bandingkan isinya")
        desk.settle()
        page = desk.page(BranchPage)
        rows = page.list.model.shown_rows()
        said = {(row[2].name, *(column.text(row) for column in page.list.spec.columns[2:])) for row in rows}
        assert ("Dewi Kenanga", "Telepon", "", "0822") in said
        assert ("Siti Contohwati", "Telepon", "0811", "") in said
        assert english_on(page) == []
        wanted = next(row for row in rows if row[2].name == "Dewi Kenanga")
        page.list.go_to(wanted[0])
        desk.key(Qt.Key.Key_Return, CONTROL)
        desk.settle()
        phones = "SELECT name, phone FROM person ORDER BY name"
        assert desk.file.rows(phones) == [("Dewi Kenanga", "0822"), ("Siti Contohwati", "0811")]
        assert "Dewi Kenanga" not in {row[2].name for row in page.list.model.shown_rows()}
        desk.key(Qt.Key.Key_Z, CONTROL)
        desk.settle()
        assert desk.file.rows(phones) == [("Dewi Kenanga", None), ("Siti Contohwati", "0811")]
