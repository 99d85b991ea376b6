"""The screen Sertifikat as the operator uses it; afterwards the data file and the paper are looked at."""

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from certificate_desk import CONTROL, NOW, Desk, closing, pages, pixels, pressing, typing
from kpm_desktop.imaging.render import Document
from kpm_desktop.ui.certificates.columns import line, state_pill
from kpm_desktop.ui.certificates.run_choices import choices_for, keep
from kpm_desktop.ui.jobs import Executor
from register_screens import fill, form, key, press, texts
from words import english_on


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path)
    yield made
    made.close()


def test_a_series_without_any_offers_to_make_them(desk: Desk) -> None:
    assert "Belum ada sertifikat." in texts(desk.page)
    desk.window.go("certificates", series=desk.series)
    assert "3 orang berhak, 3 belum punya sertifikat." in texts(form())
    key(form(), Qt.Key.Key_S, CONTROL)
    assert desk.states() == ["ready"] * 3
    assert next(one.label for one in desk.file.history()) == "Siapkan 3 sertifikat"
    assert {line(row).state for row in desk.page.model.shown_rows()} == {"ready"}
    desk.undo()
    assert desk.states() == []


def test_before_issuing_names_and_numbers_are_told(desk: Desk) -> None:
    desk.prepare()
    desk.wait(lambda: desk.page.preview.picture.pages == 2)
    told = texts(desk.page.preview)
    assert "3 nama muat dalam satu baris" in told
    assert "Nomor 400.10.3.5/001/2019 s.d. 400.10.3.5/003/2019 belum pernah dipakai" in told
    assert "kader belum diperiksa" in told
    person = desk.file.people.get(desk.siti)
    desk.workspace.run(
        "edit",
        "Ubah 1 kader",
        lambda file: file.people.save(dataclasses.replace(person, print_name="W" * 60)),
    )
    desk.wait(lambda: "F.402" in texts(desk.page.preview))
    [told_of] = [one for one in desk.page.preview.findChildren(QLabel) if "WWWW" in one.accessibleName()]
    assert told_of.accessibleName().count("W") == 60
    assert told_of.minimumSizeHint().width() < told_of.width(), "it goes on in the next line"
    pills = {line(row).person: state_pill(line(row), desk.page._codes[row[0]]) for row in desk.page._load()}
    assert pills[desk.siti].text == "Perlu diperbaiki"
    assert pills[desk.rofi].text == "Siap terbit"


class Held:
    """Keeps work back until it is let go."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor
        self.kept: list[Callable[[], None]] = []

    def submit(self, work: Callable[[], None], /) -> None:
        self.kept.append(work)

    def let_go(self) -> None:
        self._executor.submit(self.kept.pop())

    def shutdown(self) -> None:
        self._executor.shutdown()


def test_hentikan_meant_for_another_job_lets_the_page_looked_at_be_drawn(desk: Desk) -> None:
    desk.prepare()
    desk.wait(lambda: desk.page.preview.picture.pages == 2)
    desk.page.looking.forget()
    began: list[bool] = []
    desk.page.looking.drawn.connect(lambda _uid, pdf: began.append(bool(pdf)))
    desk.jobs._executor = held = Held(desk.jobs._executor)
    desk.page.view.moveCursorDown()
    for is_stopped in (True, False):
        desk.wait(lambda: bool(held.kept))
        if is_stopped:
            desk.jobs.cancel()
        held.let_go()
    desk.wait(lambda: bool(began))
    assert began[0], "an empty page stays until another row is looked at"
    assert desk.page.preview.picture.pages == 2


def test_doubled_names_and_odd_titles_are_told_and_issued_with_a_note(desk: Desk) -> None:
    person = desk.file.people.get(desk.rofi)
    changed = dataclasses.replace(person, name="St. Contohwati", title_back="Spd")
    desk.workspace.run("edit", "Ubah 1 kader", lambda file: file.people.save(changed))
    office = desk.file.office.get()
    townless = dataclasses.replace(office, town="")
    desk.workspace.run("edit", "Ubah kantor", lambda file: file.office.save(townless))
    desk.prepare()
    desk.wait(lambda: "W.406" in texts(desk.page.preview))
    told = texts(desk.page.preview)
    for words in (
        "2 nama sama atau mirip dengan peserta lain",
        "1 gelar ditulis lain dari biasanya",
        "Kosong di kertas: kota pada tempat tanda tangan.",
    ):
        assert words in told
    assert english_on(desk.page) == []
    pills = {line(row).person: state_pill(line(row), desk.page._codes[row[0]]) for row in desk.page._load()}
    assert pills[desk.siti].text == pills[desk.rofi].text == "Nama kembar"
    desk.tick_all()
    desk.answers += [typing("dua orang berbeda"), pressing("Terbitkan dan cetak 3")]
    press(desk.page.selection, "Terbitkan dan cetak 3")
    assert "ST. CONTOHWATI, Spd" in " ".join(pages(desk.paper().pdf)[0])  # printed as it is stored
    kept = desk.file.people.accepted(desk.issued("ST. CONTOHWATI, Spd").uid)
    assert {(one.code, one.note) for one in kept} == {
        (code, "dua orang berbeda") for code in ("W.404", "W.406", "W.407", "W.408")
    }


def test_issued_ones_have_numbers_and_carry_every_name_whole(desk: Desk) -> None:
    pdf = desk.issue()
    shown = pages(pdf)
    assert len(shown) == 6
    joined = " ".join(" ".join(page) for page in shown)
    for name in ("H. ARYA UMPAMA", "SITI CONTOHWATI", "ROFI'I & UMPAMA"):
        assert name in joined
    assert desk.states() == ["issued"] * 3
    assert sorted(one.number for one in desk.file.certificates.find()) == [
        f"400.10.3.5/00{number}/2019" for number in (1, 2, 3)
    ]
    assert desk.window.front.hint() == "Nomor berikutnya 400.10.3.5/004/2019"
    assert not any("Siti" in one.label for one in desk.file.history())


def test_the_button_hit_twice_asks_and_issues_once(desk: Desk) -> None:
    desk.prepare()
    desk.tick_all()
    desk.answers += [typing("sudah dicocokkan"), pressing("Terbitkan dan cetak 3")]
    for _ in range(2):
        press(desk.page.selection, "Terbitkan dan cetak 3")
    desk.paper()
    assert not desk.jobs.is_busy
    assert desk.states() == ["issued"] * 3


def test_a_question_answered_with_batal_issues_nothing(desk: Desk) -> None:
    desk.prepare()
    desk.tick_all()
    said: list[str] = []
    desk.answers += [typing("sudah dicocokkan"), closing(said)]
    press(desk.page.selection, "Terbitkan dan cetak 3")
    desk.wait(lambda: bool(said))
    assert "tidak dapat diurungkan" in said[0]
    assert desk.states() == ["ready"] * 3


def test_a_name_that_does_not_fit_is_left_out_and_the_others_are_issued(desk: Desk) -> None:
    person = desk.file.people.get(desk.siti)
    with desk.file.operation("edit", "Ubah 1 kader"):
        desk.file.people.save(dataclasses.replace(person, print_name="W" * 60))
    desk.prepare()
    desk.tick_all()
    answers = (pressing("Lanjutkan dengan 2"), typing("dicocokkan"), pressing("Terbitkan dan cetak 2"))
    desk.answers += answers
    press(desk.page.selection, "Terbitkan dan cetak 3")
    desk.paper()
    assert desk.states() == ["issued", "issued", "ready"]


def test_a_reprint_is_the_same_page_whatever_has_changed_since(desk: Desk) -> None:
    original = desk.issue()
    record = desk.issued("SITI CONTOHWATI")
    place = next(at for at, page in enumerate(pages(original)) if "SITI CONTOHWATI" in page)
    person = desk.file.people.get(desk.siti)
    with desk.file.operation("edit", "Ubah semuanya"):
        desk.file.people.save(dataclasses.replace(person, name="Lain Sekali"))
        desk.file.office.save(dataclasses.replace(desk.file.office.get(), name="Kantor Lain"))
    desk.page.refresh(None)
    desk.page.go_to(record.uid)
    press(desk.page.preview, "Cetak ulang")
    fill(form(), reason="hilang")
    key(form(), Qt.Key.Key_S, CONTROL)
    copy = desk.paper().pdf
    front, back = pages(copy)
    (mark,) = (words for words in front if words.startswith("Salinan"))
    assert mark == "Salinan ke-1, 2 Mei 2019"
    assert [words for words in front if words != mark] == pages(original)[place]
    assert back == pages(original)[place + 1]
    assert pixels(copy, 1) == pixels(original, place + 1)
    assert [one.reason for one in desk.file.certificates.prints(record.uid)] == ["", "hilang"]
    desk.window.leave_page()
    (row,) = (row for row in desk.page.model.shown_rows() if row[0] == record.uid)
    assert state_pill(line(row)).text == "Salinan ke-1"


@pytest.mark.parametrize(("choice", "number"), [("Nomor tetap", 1), ("Nomor baru", 4)])
def test_a_corrected_name_gets_a_replacement_and_both_are_kept(desk: Desk, choice: str, number: int) -> None:
    desk.issue()
    old = desk.issued("SITI CONTOHWATI")
    person = desk.file.people.get(desk.siti)
    with desk.file.operation("edit", "Ubah 1 kader"):
        desk.file.people.save(dataclasses.replace(person, name="Siti Contoh Wati"))
    desk.page.go_to(old.uid)
    desk.page.view.setFocus()
    key(desk.page.view, Qt.Key.Key_F2)
    assert english_on(form()) == []
    fill(form(), reason="nama salah tulis")
    press(form(), choice)
    desk.answers.append(pressing("Terbitkan 1 pengganti"))
    key(form(), Qt.Key.Key_S, CONTROL)
    assert "SITI CONTOH WATI" in pages(desk.paper().pdf)[0]
    new = desk.issued("SITI CONTOH WATI")
    expected = old.number if number == 1 else "400.10.3.5/004/2019"
    assert (new.number, new.replaces) == (expected, old.uid)
    before = desk.file.certificates.get(old.uid)
    assert (before.state, before.reason, before.printed_name) == (
        "replaced",
        "nama salah tulis",
        "SITI CONTOHWATI",
    )
    desk.window.leave_page()
    (row,) = (row for row in desk.page.model.shown_rows() if row[0] == old.uid)
    assert state_pill(line(row)).text == ("Diganti" if number == 1 else "Diganti 004")


def test_a_void_number_stays_and_is_not_undone(desk: Desk) -> None:
    desk.issue()
    record = desk.issued("SITI CONTOHWATI")
    desk.answers.append(typing("salah cetak"))
    desk.page._void(record.uid)
    ended = desk.file.certificates.get(record.uid)
    assert (ended.state, ended.reason, ended.number) == ("voided", "salah cetak", record.number)
    (row,) = (row for row in desk.page.model.shown_rows() if row[0] == record.uid)
    struck = desk.page.spec.columns[0].struck
    assert struck is not None
    assert struck(row)
    said: list[str] = []
    desk.answers.append(closing(said))
    desk.window.undo()
    desk.wait(lambda: bool(said))
    assert "Sertifikat sudah terbit. Batalkan nomornya atau terbitkan pengganti." in said[0]
    assert desk.states() == ["issued", "issued", "voided"]


def test_undo_passes_over_no_issued_paper(desk: Desk) -> None:
    desk.issue()
    said: list[str] = []
    desk.answers.append(closing(said))
    desk.window.undo()
    desk.wait(lambda: bool(said))
    assert "Terbitkan 3 sertifikat" in said[0]
    assert "Sertifikat sudah terbit." in said[0]
    assert desk.states() == ["issued"] * 3


def test_what_is_ready_can_be_taken_out_but_nothing_issued(desk: Desk) -> None:
    desk.prepare()
    desk.tick_all()
    desk.page.delete_rows(desk.page.model.ticked())
    assert desk.states() == []
    desk.undo()
    assert desk.states() == ["ready"] * 3
    desk.issue()
    desk.page.delete_rows(desk.page.model.shown_rows())
    assert desk.states() == ["issued"] * 3


def test_drafts_say_so_and_give_no_number_away(desk: Desk) -> None:
    desk.prepare()
    desk.tick_all()
    target = desk.folder / "konsep.pdf"

    def choose_name(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        name = dialog.findChild(QLineEdit)
        assert isinstance(name, QLineEdit)
        name.setText(str(target))
        key(name, Qt.Key.Key_Return)

    desk.answers.append(choose_name)
    press(desk.page.selection, "Simpan 3 PDF")
    desk.wait(target.exists)
    assert all("KONSEP" in " ".join(page) for page in pages(target.read_bytes()))
    assert desk.states() == ["ready"] * 3


def test_nobody_valid_on_the_day_is_told_beside_the_field(desk: Desk) -> None:
    desk.key(Qt.Key.Key_N)
    fill(form(), day="5/2/2021")
    assert "Tidak ada penandatangan yang berlaku pada 5 Februari 2021." in texts(form())
    assert not form().foot.save.isEnabled()
    form().close()


def test_the_next_number_is_set_with_a_reason_and_the_gap_is_explained(desk: Desk) -> None:
    desk.page.numbers.set_next()
    fill(form(), first="10", reason="nomor 1 s.d. 9 dipakai bidang lain")
    key(form(), Qt.Key.Key_S, CONTROL)
    desk.issue()
    assert min(one.number for one in desk.file.certificates.find()) == "400.10.3.5/010/2019"
    desk.page.numbers.set_next()
    fill(form(), first="20", reason="mulai buku baru")
    key(form(), Qt.Key.Key_S, CONTROL)
    assert desk.window.front.hint() == "Nomor berikutnya 400.10.3.5/020/2019"
    desk.page.numbers.explain()
    fill(form(), first="13", last="19", reason="dipakai bidang lain")
    key(form(), Qt.Key.Key_S, CONTROL)
    (note,) = desk.file.numbers.notes(desk.numbers.uid, 2019)
    assert (note.number_from, note.number_to, note.kind) == (13, 19, "outside")


def test_a_wish_for_a_state_becomes_a_filter(desk: Desk) -> None:
    desk.issue()
    desk.window.go("certificates", state="ready")
    assert desk.page.model.shown_rows() == []
    record = desk.issued("SITI CONTOHWATI")
    desk.window.go("certificates", uid=record.uid)
    current = desk.page.current_row()
    assert current is not None
    assert current[0] == record.uid


def test_no_english_is_on_the_screen(desk: Desk) -> None:
    assert english_on(desk.page) == []
    desk.key(Qt.Key.Key_N)
    assert english_on(form()) == []
    key(form(), Qt.Key.Key_S, CONTROL)
    desk.wait(lambda: "belum pernah dipakai" in texts(desk.page.preview))
    assert english_on(desk.page) == []
    for opened in (desk.page.numbers.set_next, desk.page.numbers.explain):
        opened()
        assert english_on(form()) == []
        form().close()


# papers around the certificates


def paper_menu(desk: Desk) -> list[tuple[str, Callable[[], object]]]:
    """Return the entries below *Cetak register* and what they do."""
    (found,) = (one for one in desk.page.spec.actions if one.text == "Cetak register")
    return [(one.text, one.run) for one in found.menu]


def test_a_design_is_chosen_and_kept_for_the_next_run(desk: Desk) -> None:
    choices = choices_for(desk.file, desk.page._memory, desk.series, NOW.date())
    keep(desk.page._memory, dataclasses.replace(choices, design="batik", paper="F4"))
    pdf = desk.issue()
    with Document(pdf) as document:
        assert document.size_mm(0) == pytest.approx((330, 215), abs=0.1)
    assert desk.issued("SITI CONTOHWATI").design == "batik"


def test_register_name_proof_and_small_pages_are_shown(desk: Desk) -> None:
    desk.prepare()
    desk.page.view.go_to_first()
    acts = dict(paper_menu(desk))
    for words, printed in (
        ("Lembar periksa 16 per halaman", "LEMBAR KOREKSI SERTIFIKAT"),
        ("Lembar koreksi nama", "LEMBAR KOREKSI NAMA"),
        ("Cetak register…", "Belum ada nomor yang terbit."),
    ):
        acts[words]()
        with Document(desk.paper().pdf) as document:
            assert printed in document.text(0), words
        desk.window.leave_page()
    assert len(desk.file.sheets.find(desk.series, "P")) == 1
