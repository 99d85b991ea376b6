"""Awards and the letter of delegation through the window; blind codes and rules as the operator sets them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from builders import created
from contest_rooms import Room, furnish, type_all
from desk import ALT, Desk, desk_at
from kpm_desktop.domain.office import Signatory
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.contests.decision_page import DecisionPage
from kpm_desktop.ui.contests.page import ContestsPage
from kpm_desktop.workflows import decide_contest
from kpm_desktop.workflows.decide_contest import DecisionChoices
from paper_reading import joined
from record_builders import PATOKAN, REGIONS, SUKODADI, add_cadre
from register_screens import fill, form, press, texts
from words import english_on


class Prepared:
    """The program on a file with one contest."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        desk.data_place.parent.mkdir()
        with created(desk.data_place, REGIONS, now=desk.clock) as file:
            people = {
                "01": (add_cadre(file, "Siti Contohwati", SUKODADI), SUKODADI),
                "02": (add_cadre(file, "Rini Melati", PATOKAN), PATOKAN),
                "03": (add_cadre(file, "Dewi Umpama", SUKODADI), SUKODADI),
            }
            self.room: Room = furnish(file, people)
            with file.operation("edit", "Tambah 1 penandatangan"):
                file.office.save_signatory(Signatory(file.new_uid(), "Surya Contoh", position="Bupati"))

    def start(self, *, locked: bool) -> None:
        if locked:
            with DataFile.open(self.desk.data_place, now=self.desk.clock) as file:
                type_all(file, self.room)
                decide_contest.lock(file, self.room.contest, DecisionChoices("BA/7"))
        self.desk.start()
        self.desk.tab(5)


@pytest.fixture
def prepared(qtbot: QtBot, tmp_path: Path) -> Iterator[Prepared]:
    with desk_at(qtbot, tmp_path) as desk:
        yield Prepared(desk)


def test_awards_and_the_letter_leave_through_the_preview(prepared: Prepared, tmp_path: Path) -> None:
    desk = prepared.desk
    prepared.start(locked=True)
    desk.key(Qt.Key.Key_6, ALT)
    press(desk.page(DecisionPage), "Piagam penghargaan…")
    assert "3 juara belum punya piagam. Semua dari hasil yang dikunci." in texts(form())
    assert english_on(form()) == []
    fill(form(), ranks="2", number="PG/5")
    press(form(), "Lihat pratinjau")
    text = joined(desk.save_preview(tmp_path / "piagam.pdf"))
    assert "SITI CONTOHWATI" in text
    assert "DEWI UMPAMA" not in text
    [decision] = desk.file.contests.decisions(prepared.room.contest)
    assert [one.number for one in desk.file.certificates.of_decision(decision.uid)] == ["PG/5"] * 2
    desk.key(Qt.Key.Key_Left, ALT)
    press(desk.page(DecisionPage), "Surat pengiriman…")
    assert english_on(form()) == []
    fill(form(), number="400/9")
    press(form(), "Lihat pratinjau")
    text = joined(desk.save_preview(tmp_path / "surat.pdf"))
    assert "400/9" in text
    assert [one.number for one in desk.file.certificates.papers(decision.uid)] == ["400/9"]


def test_blind_codes_and_rules_are_set_in_the_form_and_shown_beside(prepared: Prepared) -> None:
    desk = prepared.desk
    prepared.start(locked=False)
    page = desk.page(ContestsPage)
    page._edit_contest()
    assert english_on(form()) == []
    desk.tick("Dinilai dengan kode, nama disegel sampai penetapan", form())
    desk.key(Qt.Key.Key_2, ALT, on=form())
    desk.tick("SK ada dan masih berlaku", form())
    fill(form(), hours="8")
    press(form(), "Simpan")
    assert desk.file.contests.is_sealed(prepared.room.contest)
    assert all(one.blind_code for one in desk.file.contests.entries(prepared.room.contest))
    page.view.go_to_first()
    shown = texts(page)
    assert "disegel sampai penetapan" in shown
    assert "Pelatihan (JP): 0 / 8" in shown
    assert "belum memenuhi" in shown
    assert "188/04/2018" in shown, "the register card"
    assert english_on(page) == []
