"""Certificates printed again, saved one by one, corrected from a name proof; numbers handed to other PCs."""

import dataclasses
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from certificate_desk import CONTROL, NOW, Desk, closing, pages, pressing, typing
from desk import at_step
from kpm_desktop.domain.problem import Problem
from kpm_desktop.settings import Settings
from kpm_desktop.ui.certificates.columns import line
from kpm_desktop.ui.certificates.corrections import CorrectionsDialog
from kpm_desktop.ui.certificates.printer_check import findings_of
from kpm_desktop.ui.certificates.run_choices import RunChoices, choices_for, keep, workflow_choices
from kpm_desktop.ui.certificates.verify_dialog import open_verify_dialog
from kpm_desktop.ui.certificates.which import from_here
from kpm_desktop.workflows.issue_certificates import CertificateChoices, plan_certificates
from register_screens import choose, fill, form, key, press, texts
from words import english_on


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path)
    yield made
    made.close()


def naming(target: Path) -> Callable[[QDialog], object]:
    """Return an answer that types where a file or folder is."""

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        name = dialog.findChild(QLineEdit)
        assert isinstance(name, QLineEdit)
        name.setText(str(target))
        key(name, Qt.Key.Key_Return)

    return answer


def has_said(desk: Desk, words: str) -> bool:
    return words in texts(desk.window)


def test_each_gets_a_file_with_a_name_that_windows_takes(desk: Desk) -> None:
    desk.issue()
    folder = desk.folder / "per orang"
    folder.mkdir()
    (folder / "400.10.3.5-001-2019 ROFI'I & UMPAMA.pdf").write_bytes(b"yang lama")
    for count in (2, 0):
        desk.tick_all()
        press(desk.page.selection, "Simpan 3 PDF")
        fill(form(), reason="arsip")
        press(form(), "Satu berkas untuk setiap orang")
        assert english_on(form()) == []
        desk.answers.append(naming(folder))
        key(form(), Qt.Key.Key_S, CONTROL)
        said = f"{count} berkas disimpan. {3 - count} sudah ada dan dibiarkan."
        desk.wait(partial(has_said, desk, said))
    found = sorted(path.name for path in folder.iterdir())
    assert found == [
        "400.10.3.5-001-2019 ROFI'I & UMPAMA.pdf",
        "400.10.3.5-002-2019 H. ARYA UMPAMA.pdf",
        "400.10.3.5-003-2019 SITI CONTOHWATI.pdf",
    ]
    assert (folder / found[0]).read_bytes() == b"yang lama"
    assert "SITI CONTOHWATI" in pages((folder / found[2]).read_bytes())[0]
    reasons = [one.reason for one in desk.file.certificates.prints(desk.issued("SITI CONTOHWATI").uid)]
    assert reasons == ["", "arsip"]
    assert len(desk.file.certificates.prints(desk.issued("ROFI'I & UMPAMA").uid)) == 1


def test_saving_that_was_stopped_goes_on_in_the_same_folder(desk: Desk) -> None:
    desk.issue()
    folder = desk.folder / "per orang"
    folder.mkdir()
    for stops, said in ((1, "Dihentikan setelah 1 dari 3."), (0, "2 berkas disimpan. 1 sudah ada")):
        desk.tick_all()
        press(desk.page.selection, "Simpan 3 PDF")
        fill(form(), reason="arsip", pattern="{nama}")
        press(form(), "Satu berkas untuk setiap orang")
        desk.answers.append(naming(folder))
        with at_step(desk.jobs, stops, desk.jobs.cancel):
            key(form(), Qt.Key.Key_S, CONTROL)
            desk.wait(partial(has_said, desk, said))
    assert sorted(path.name for path in folder.iterdir()) == [
        "H. ARYA UMPAMA.pdf", "ROFI'I & UMPAMA.pdf", "SITI CONTOHWATI.pdf",
    ]  # fmt: skip
    copies = [one.copies for one in desk.file.certificates.find()]
    assert copies == [1, 1, 1]  # each was logged once


def test_a_run_that_was_stopped_gave_no_number_away_and_is_issued_later(desk: Desk) -> None:
    desk.prepare()
    desk.tick_all()
    desk.answers += [typing("sudah dicocokkan"), pressing("Terbitkan dan cetak 3")]
    with at_step(desk.jobs, 5, desk.jobs.cancel):  # three were planned, the second is composed
        press(desk.page.selection, "Terbitkan dan cetak 3")
        desk.wait(partial(has_said, desk, "Dihentikan. Belum ada nomor yang dipakai"))
    assert desk.states() == ["ready"] * 3
    assert desk.file.numbers.counters(desk.numbers.uid, 2019) == frozenset()
    desk.tick_all()
    desk.answers += [typing("sudah dicocokkan"), pressing("Terbitkan dan cetak 3")]
    press(desk.page.selection, "Terbitkan dan cetak 3")
    assert len(pages(desk.paper().pdf)) == 6
    assert desk.file.numbers.counters(desk.numbers.uid, 2019) == frozenset({1, 2, 3})


def test_the_mark_of_a_copy_is_a_setting(desk: Desk) -> None:
    pdf = desk.issue()
    with desk.file.operation("edit", "Tanpa tanda"):
        desk.file.office.save_setting("copy_mark", "0")
    desk.page.go_to(desk.issued("SITI CONTOHWATI").uid)
    press(desk.page.preview, "Cetak ulang")
    fill(form(), reason="hilang")
    key(form(), Qt.Key.Key_S, CONTROL)
    assert pages(desk.paper().pdf) == pages(pdf)[4:]


def test_after_a_jam_printing_goes_on_with_reason_and_copies(desk: Desk) -> None:
    desk.issue()
    second = desk.issued("H. ARYA UMPAMA")
    lines = [line(row) for row in desk.page.model.shown_rows()]
    behind = from_here(next(one for one in lines if one.uid == second.uid), lines)
    assert [one.number[-8:] for one in behind] == ["002/2019", "003/2019"]
    desk.page.go_to(second.uid)
    row = desk.page.current_row()
    assert row is not None
    choose(desk.page.row_menu([row]), "Lanjut cetak dari nomor ini…")
    assert "2 sertifikat, nomor 400.10.3.5/002/2019 s.d. 400.10.3.5/003/2019." in texts(form())
    fill(form(), reason="kertas macet", copies="2")
    key(form(), Qt.Key.Key_S, CONTROL)
    copies = pages(desk.paper().pdf)
    assert len(copies) == 4
    assert any("400.10.3.5/002/2019" in text for text in copies[0])  # the lowest number lies on top
    assert any("400.10.3.5/003/2019" in text for text in copies[2])
    (first, again) = desk.file.certificates.prints(second.uid)
    assert (first.copies, again.copies, again.reason) == (1, 2, "kertas macet")
    assert len(desk.file.certificates.prints(desk.issued("ROFI'I & UMPAMA").uid)) == 1


def test_a_range_of_numbers_is_printed_again_without_those_that_are_void(desk: Desk) -> None:
    (printing,) = (one for one in desk.page.spec.actions if one.text == "Cetak register")
    (again,) = (one.run for one in printing.menu if one.text == "Cetak ulang rentang nomor…")
    said: list[str] = []
    desk.answers.append(closing(said))
    again()
    assert "Belum ada sertifikat terbit" in said[0]
    desk.issue()
    with desk.file.operation("issue", "Batalkan nomor"):
        desk.file.certificates.end(desk.issued("H. ARYA UMPAMA").uid, "voided", "salah cetak")
    desk.page.refresh(None)
    again()
    assert english_on(form()) == []
    assert "2 sertifikat, nomor 400.10.3.5/001/2019 s.d. 400.10.3.5/003/2019." in texts(form())
    fill(form(), first="2", last="2", reason="hilang")
    key(form(), Qt.Key.Key_S, CONTROL)
    assert "Tidak ada sertifikat yang berlaku di antara nomor itu." in texts(form())
    fill(form(), first="3", last="1")
    key(form(), Qt.Key.Key_S, CONTROL)
    assert "Tidak ada sertifikat yang berlaku di antara nomor itu." in texts(form())
    fill(form(), first="2", last="9")
    assert "1 sertifikat, nomor 400.10.3.5/003/2019." in texts(form())
    key(form(), Qt.Key.Key_S, CONTROL)
    front = pages(desk.paper().pdf)[0]
    assert any("SITI CONTOHWATI" in text for text in front)
    assert any(text.startswith("Salinan ke-1, ") for text in front)
    assert [one.reason for one in desk.file.certificates.prints(desk.issued("SITI CONTOHWATI").uid)] == [
        "",
        "hilang",
    ]


def test_why_a_warning_was_accepted_is_kept_with_the_certificate(desk: Desk) -> None:
    desk.issue()
    kept = desk.file.people.accepted(desk.issued("SITI CONTOHWATI").uid)
    assert {(one.code, one.note) for one in kept} == {("W.404", "sudah dicocokkan")}


def test_corrections_are_typed_by_the_row_numbers_of_the_sheet(desk: Desk) -> None:
    desk.prepare()
    desk.page.view.go_to_first()
    (found,) = (one for one in desk.page.spec.actions if one.text == "Cetak register")
    acts = {one.text: one.run for one in found.menu}
    acts["Ketik koreksi nama…"]()
    assert "Belum ada lembar koreksi nama" in texts(desk.window)
    acts["Lembar koreksi nama"]()
    desk.paper()
    desk.window.leave_page()
    desk.page.view.go_to_first()
    acts["Ketik koreksi nama…"]()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, CorrectionsDialog)
    assert english_on(dialog) == []
    number = next(at for at, row in dialog._rows.items() if "SITI" in row["name"])
    QTest.keyClicks(dialog.row, "99")
    key(dialog.row, Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.row
    assert "Baris itu tidak ada" in texts(dialog)
    dialog.row.clear()
    QTest.keyClicks(dialog.row, str(number))
    assert "Di lembar: SITI CONTOHWATI, Sukodadi" in texts(dialog)
    key(dialog.row, Qt.Key.Key_Return)
    QTest.keyClicks(dialog.name, "Siti Contoh Wati, S.Pd.")
    key(dialog.name, Qt.Key.Key_Return)
    press(dialog, "Perbaiki 1 nama")
    person = desk.file.people.get(desk.siti)
    assert (person.name, person.title_back) == ("Siti Contoh Wati", "S.Pd.")
    assert "dari lembar" in next(one.label for one in desk.file.history())
    desk.undo()
    assert desk.file.people.get(desk.siti).name == "Siti Contohwati"


def test_a_block_for_another_pc_is_not_used_here_and_never_overlaps(desk: Desk) -> None:
    desk.issue()
    desk.page.numbers.give_block()
    assert english_on(form()) == []
    fill(form(), first="3", last="9")
    key(form(), Qt.Key.Key_S, CONTROL)
    assert "Sebagian nomor itu sudah dipakai." in texts(form())
    fill(form(), first="4", last="9")
    key(form(), Qt.Key.Key_S, CONTROL)
    (block,) = desk.file.numbers.blocks(desk.numbers.uid, 2019)
    assert (block.number_from, block.number_to) == (4, 9)
    assert block.writer != desk.file.writer_uid
    assert desk.window.front.hint() == "Nomor berikutnya 400.10.3.5/010/2019"
    desk.page.numbers.give_block()
    fill(form(), first="9", last="12")
    key(form(), Qt.Key.Key_S, CONTROL)
    assert "Sebagian nomor itu sudah diberikan ke PC lain." in texts(form())
    form().close()


def test_the_standard_printer_is_asked_for_its_paper_before_issuing() -> None:
    refused = Problem("paper", "F.406", {"paper": "F4 215 x 330 mm"})
    choices = RunChoices(bytes(16), paper="F4")
    (told,) = findings_of("Printer Contoh", refused, choices, Settings())
    assert (told.tone, told.code) == ("err", "F.406")
    assert "Printer Contoh" in told.text
    assert findings_of("Printer Contoh", None, choices, Settings()) == []
    blank = RunChoices(bytes(16), frame="blank")
    (told,) = findings_of("Printer Contoh", None, blank, Settings())
    assert told.tone == "warn"
    shifted = Settings(printer_offsets={"Printer Contoh / blangko": (1.5, -0.5)})
    (told,) = findings_of("Printer Contoh", None, blank, shifted)
    assert told.text == "Printer Contoh: geser kanan +1,5 mm, bawah -0,5 mm"


def test_the_public_key_is_a_paper_of_the_office(desk: Desk) -> None:
    open_verify_dialog(desk.window)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    press(dialog, "Cetak kunci publik")
    words = " ".join(pages(desk.paper().pdf)[0])
    (key_kept,) = desk.file.office.public_keys()
    assert key_kept.key_id in words
    groups = [key_kept.public_part[start : start + 8] for start in range(0, 64, 8)]
    assert all(group in words for group in groups)
    assert "DINAS CONTOH" in words


def test_a_code_may_stand_on_a_blank_too(desk: Desk) -> None:
    choices = dataclasses.replace(
        choices_for(desk.file, desk.page._memory, desk.series, NOW.date()), frame="blank"
    )
    for on_blank, codes in ((False, 0), (True, 1)):
        keep(desk.page._memory, dataclasses.replace(choices, code_on_blank=on_blank))
        kept = choices_for(desk.file, desk.page._memory, desk.series, NOW.date())
        made = plan_certificates(desk.file, desk.series, CertificateChoices(**workflow_choices(kept)))
        pieces = made.planned[0].frozen.pieces
        assert sum(piece["kind"] == "code" for piece in pieces) == codes
