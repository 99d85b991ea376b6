"""Pengaturan, Riwayat and Tempat sampah as the operator uses them; afterwards the data file is looked at."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import paper_reading
from builders import new_file
from desk import ALT, CONTROL, Desk, desk_at, fill_long, named, pressing
from kpm_desktop.domain.cadres import Cadre, CadreTerm
from kpm_desktop.domain.people import Person
from kpm_desktop.domain.uid import Uid, code_uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.forms.form_body import FormBody
from kpm_desktop.ui.settings.history_page import HistoryPage
from kpm_desktop.ui.settings.page import GROUPS, SettingsPage
from kpm_desktop.ui.settings.trash_page import TrashPage
from kpm_desktop.ui.theme import theme
from register_screens import choose, fill, form, press, texts

SUKODADI, KARANGANYAR = code_uid("35.13.12.2001"), code_uid("35.13.12.2002")


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk_at(qtbot, tmp_path) as made:
        new_file(made.data_place.parent, made.clock).close()
        made.start()
        yield made


def group(desk: Desk, name: str) -> SettingsPage:
    """Open Pengaturan at a group, by its key."""
    if not isinstance(desk.window.front, SettingsPage):
        desk.key(Qt.Key.Key_Comma, CONTROL)
    place = [entry.name for entry in GROUPS].index(name)
    if place < 9:
        desk.key(Qt.Key(Qt.Key.Key_1 + place), ALT)
    else:
        desk.press(GROUPS[place].words)
    return desk.page(SettingsPage)


def field(page: QWidget, name: str) -> QLineEdit:
    found = [
        one
        for one in page.findChildren(QLineEdit)
        if one.isVisible() and one.accessibleName().removesuffix(", wajib") == name
    ]
    assert len(found) == 1, name
    return found[0]


def type_into(page: QWidget, name: str, text: str) -> None:
    line = field(page, name)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Tab)


def combo(page: QWidget, name: str) -> QComboBox:
    [found] = [
        one for one in page.findChildren(QComboBox) if one.isVisible() and one.accessibleName() == name
    ]
    return found


def choose_in(box: QComboBox, words: str) -> None:
    """Choose by typing the words, as in any list."""
    box.setFocus()
    QTest.keyClicks(box, words)
    if box.currentText() != words:
        box.setCurrentText(words)
    box.activated.emit(box.currentIndex())


def add_cadre(desk: Desk, name: str, *villages: Uid) -> Uid:
    """Add a cadre with a term in each of these villages, the last one running."""
    person = Person(desk.file.new_uid(), name, sex="P")

    def act(file: DataFile) -> None:
        terms = [CadreTerm(file.new_uid(), person.uid, village) for village in villages]
        file.cadres.save(Cadre(person, terms[-1]))
        for term in terms[:-1]:
            file.cadres.save_term(
                CadreTerm(term.uid, person.uid, term.village, status="ended", term_end=dt.date(2020, 1, 1))
            )

    desk.program.workspace.run("edit", "Tambah 1 kader", act)
    return person.uid


# Pengaturan


def test_a_field_is_kept_when_it_is_left_as_one_step_of_undo(desk: Desk) -> None:
    page = group(desk, "office")
    type_into(page, "Nama kantor", "Dinas Contoh")
    type_into(page, "Kode perangkat daerah", "426.117")
    office = desk.file.office.get()
    assert (office.name, office.unit_code) == ("Dinas Contoh", "426.117")
    desk.key(Qt.Key.Key_Z, CONTROL, on=page)
    assert desk.file.office.get().unit_code == ""
    assert field(page, "Kode perangkat daerah").text() == ""
    assert field(page, "Nama kantor").text() == "Dinas Contoh"


def test_a_red_field_is_told_and_not_kept(desk: Desk) -> None:
    page = group(desk, "limits")
    type_into(page, "KPM paling banyak di setiap desa", "2")
    assert "F.1" in texts(page)
    assert desk.file.office.number("village_ideal") == 10
    type_into(page, "KPM paling banyak di setiap desa", "12")
    assert desk.file.office.number("village_ideal") == 12
    press(page, "Kembali ke standar")
    assert desk.file.office.number("village_ideal") == 10
    assert field(page, "KPM paling banyak di setiap desa").text() == "10"


def test_the_emblem_is_chosen_from_a_file_shown_and_dropped(desk: Desk, tmp_path: Path) -> None:
    picture, text = tmp_path / "lambang.png", tmp_path / "bukan.png"
    Image.new("RGB", (600, 700), (10, 90, 60)).save(picture)
    text.write_text("bukan gambar", encoding="utf-8")
    page = group(desk, "office")
    shown = next(one for one in page.findChildren(QLabel) if one.accessibleName() == "Lambang daerah di kop")
    with desk.answering(named(picture)):
        press(page, "Pilih gambar lambang…")
    emblem = desk.file.office.get().emblem
    assert emblem
    assert not shown.pixmap().isNull()
    with desk.answering(named(text), pressing("Tutup", says="Gambar ini tidak dapat dibaca.")):
        press(page, "Pilih gambar lambang…")
    assert desk.file.office.get().emblem == emblem
    press(page, "Lepas lambang")
    assert desk.file.office.get().emblem == ""
    assert shown.text() == "kosong"
    desk.key(Qt.Key.Key_Z, CONTROL, on=page)
    assert desk.file.office.get().emblem == emblem


def test_a_signatory_is_added_changed_and_thrown_away(desk: Desk) -> None:
    page = group(desk, "signatories")
    assert "sertifikat tidak dapat terbit" in texts(page)
    press(page, "Tambah penandatangan")
    fill(form(), name="Arya Umpama", title_front="Drs.", nip="197001011995011000", valid_from="1/1/2027")
    fill_long(form(), "position", "Kepala Dinas")
    press(form(), "Simpan")
    [signatory] = desk.file.office.signatories()
    assert (signatory.full_name, signatory.valid_from) == ("Drs. Arya Umpama", dt.date(2027, 1, 1))
    said = texts(page)
    assert "Berlaku mulai 1 Januari 2027" in said
    press(page, "Ubah")
    fill(form(), valid_to="31/12/2026")
    assert not form().foot.save.isEnabled()
    fill(form(), valid_to="31/3/2027")
    press(form(), "Simpan")
    assert "Tidak berlaku hari ini" in texts(page)
    [drop] = [
        one
        for one in page.findChildren(QWidget)
        if one.isVisible() and one.accessibleName() == "Buang Drs. Arya Umpama"
    ]
    QTest.mouseClick(drop, Qt.MouseButton.LeftButton)
    assert desk.file.office.signatories() == []


def test_a_number_pattern_that_cannot_be_read_is_not_kept(desk: Desk) -> None:
    page = group(desk, "numbers")
    press(page, "Tambah seri nomor")
    fill(form(), name="Sertifikat", pattern="{urut}/{salah}")
    assert not form().foot.save.isEnabled()
    assert "F.407" in texts(form())
    fill(form(), pattern="{klasifikasi}/{urut:03}/{tahun}")
    press(form(), "Simpan")
    assert [one.name for one in desk.file.numbers.series()] == ["Sertifikat"]
    type_into(group(desk, "numbers"), "Kode klasifikasi arsip", "400.10")
    assert desk.file.office.settings()["classification_code"] == "400.10"


def test_a_list_is_kept_line_by_line(desk: Desk) -> None:
    page = group(desk, "lists")
    text = next(one for one in page.findChildren(QPlainTextEdit) if one.isVisible())
    before = desk.file.office.choices("position")
    text.moveCursor(text.textCursor().MoveOperation.End)
    QTest.keyClick(text, Qt.Key.Key_Return)
    QTest.keyClicks(text, "Bendahara Umpama")
    press(page, "Simpan daftar")
    assert desk.file.office.choices("position") == [*before, "Bendahara Umpama"]


def test_looks_belong_to_this_pc_and_apply_at_once(desk: Desk) -> None:
    page = group(desk, "looks")
    choose_in(combo(page, "Warna"), "Gelap")
    choose_in(combo(page, "Ukuran tulisan"), "130 %")
    assert theme().is_dark
    assert theme().percent == 130
    kept = desk.program.pc.settings
    assert (kept.color_scheme, kept.text_scale) == ("dark", 130)
    assert "dark" in desk.settings_place.read_text(encoding="utf-8")
    assert desk.file.rows("SELECT count(*) FROM setting WHERE alive = 1") == [(0,)]


def test_larger_text_leaves_no_field_and_no_group_cut(desk: Desk) -> None:
    page = group(desk, "office")
    small = field(page, "Nama kantor").height()
    for _ in range(4):  # 115, 130, 150, 175 %
        desk.key(Qt.Key.Key_Plus, CONTROL)
    assert theme().percent == 175
    last = field(page, "Kode perangkat daerah")
    desk.until(lambda: last.height() > small)
    inner = page.findChildren(FormBody)[0]
    desk.until(lambda: inner.rect().contains(last.mapTo(inner, last.rect().bottomRight())))
    words = {entry.words for entry in GROUPS}
    buttons = [one for one in page.findChildren(QPushButton) if one.text() in words]
    assert len(buttons) == len(GROUPS)
    desk.until(lambda: all(one.width() >= one.sizeHint().width() for one in buttons))


def test_the_search_leaves_the_groups_that_have_the_words(desk: Desk) -> None:
    page = group(desk, "office")
    desk.key(Qt.Key.Key_F, CONTROL)
    QTest.keyClicks(field(page, "Cari pengaturan"), "plt")
    said = texts(page)
    assert "Penandatangan" in said
    assert "Tampilan" not in said


def test_a_backup_is_made_from_its_group_and_listed(desk: Desk) -> None:
    page = group(desk, "backups")
    desk.clock.turn(minutes=7)
    press(page, "Cadangkan sekarang")
    desk.until(lambda: "Rabu, 7 April 2027, 08.07" in texts(page))


# Riwayat


def history(desk: Desk) -> HistoryPage:
    choose(desk.window.header.file_menu, "Riwayat")
    return desk.page(HistoryPage)


def test_any_step_is_undone_from_the_history_and_what_came_later_stays(desk: Desk) -> None:
    first = add_cadre(desk, "Siti Contohwati", SUKODADI)
    add_cadre(desk, "Rini Melati", KARANGANYAR)
    done = history(desk).list
    assert [row[1].label for row in done.model.shown_rows()][:2] == ["Tambah 1 kader"] * 2
    row = done.model.shown_rows()[1]
    done.go_to(row[0])
    choose(done.row_menu([row]), "Urungkan")
    assert [line.name for line in desk.file.cadres.find(desk.clock().date())] == ["Rini Melati"]
    assert desk.window.toast.text() == "Diurungkan: Tambah 1 kader."
    newest = done.model.shown_rows()[0]
    assert newest[1].kind == "undo"
    press(desk.window.toast, "Ulangi  Ctrl+Y")
    assert first in {line.uid for line in desk.file.cadres.find(desk.clock().date())}


def test_the_list_of_undo_survives_closing(desk: Desk) -> None:
    add_cadre(desk, "Siti Contohwati", SUKODADI)
    desk.window.close()
    desk.shut_down()
    desk.start()
    desk.key(Qt.Key.Key_Z, CONTROL, Qt.KeyboardModifier.ShiftModifier)
    page = desk.page(HistoryPage)
    row = page.list.model.shown_rows()[0]
    assert row[1].label == "Tambah 1 kader"
    choose(page.list.row_menu([row]), "Urungkan")
    assert desk.file.cadres.find(desk.clock().date()) == []


def test_what_cannot_be_undone_says_so_and_offers_nothing(desk: Desk) -> None:
    page = history(desk)
    row = page.list.model.shown_rows()[-1]
    assert row[1].label.startswith("Data baru")
    assert not row[1].is_undoable
    [entry] = [one for one in page.list.row_menu([row]).actions() if one.text().startswith("Urungkan")]
    assert not entry.isEnabled()


def test_ctrl_p_prints_the_history_as_it_is_shown(desk: Desk, tmp_path: Path) -> None:
    add_cadre(desk, "Siti Contohwati", SUKODADI)
    history(desk)
    desk.key(Qt.Key.Key_P, CONTROL)
    press(form(), "Lihat pratinjau")
    text = paper_reading.joined(desk.save_preview(tmp_path / "riwayat.pdf"))
    assert "RIWAYAT" in text.upper()
    assert "Tambah 1 kader" in text


# Tempat sampah


def test_a_cadre_with_terms_is_one_line_and_comes_back_whole(desk: Desk) -> None:
    person = add_cadre(desk, "Siti Contohwati", KARANGANYAR, SUKODADI)
    before = desk.file.cadres.get(person), desk.file.cadres.terms(person)
    page = desk.tab(3)
    desk.list_page().go_to(person)
    desk.key(Qt.Key.Key_Delete, on=desk.list_page().view)
    assert desk.list_page().model.shown_rows() == []
    choose(desk.window.header.file_menu, "Tempat sampah")
    trash = desk.page(TrashPage).list
    [row] = trash.model.shown_rows()
    assert row[1].title == "Siti Contohwati"
    trash.view.go_to_first()
    choose(trash.row_menu([row]), "Kembalikan 1")
    assert trash.model.shown_rows() == []
    desk.key(Qt.Key.Key_Left, ALT)
    assert desk.window.front is page
    assert (desk.file.cadres.get(person), desk.file.cadres.terms(person)) == before
    assert [one[0] for one in desk.list_page().model.shown_rows()] == [person]
    desk.key(Qt.Key.Key_Z, CONTROL)
    assert desk.list_page().model.shown_rows() == []


def test_enter_brings_back_the_line_it_stands_on(desk: Desk) -> None:
    person = add_cadre(desk, "Siti Contohwati", SUKODADI)
    desk.program.workspace.run("delete", "Buang 1 kader", lambda file: file.cadres.delete(person))
    choose(desk.window.header.file_menu, "Tempat sampah")
    trash = desk.page(TrashPage).list
    trash.view.go_to_first()
    desk.key(Qt.Key.Key_Return, on=trash.view)
    assert [line.uid for line in desk.file.cadres.find(desk.clock().date())] == [person]
