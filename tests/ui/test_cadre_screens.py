"""The screen Kader as the operator uses it; afterwards the data file is looked at."""

import datetime as dt
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui.cadres.columns import line
from kpm_desktop.ui.cadres.comparison import ComparisonDialog
from kpm_desktop.ui.cadres.page import CadresPage
from kpm_desktop.ui.cadres.photo import RoundPhoto, take_photo
from kpm_desktop.ui.record_history import RecordHistory
from kpm_desktop.ui.theme import Scheme, theme
from register_screens import (
    NIK,
    PAITON,
    SUKODADI,
    TODAY,
    Office,
    choose,
    fill,
    form,
    key,
    modal,
    office_at,
    press,
    texts,
)
from words import english_on

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    with office_at(qtbot, tmp_path) as made:
        yield made


def shown_names(office: Office) -> list[str]:
    return [line(row).name for row in office.cadres().model.shown_rows()]


def pane_text(office: Office) -> str:
    front = office.window.front
    assert isinstance(front, CadresPage)
    assert front.pane is not None
    return texts(front.pane)


def current(office: Office) -> Uid:
    row = office.cadres().current_row()
    assert row is not None
    uid: Uid = row[0]
    return uid


def bottom(office: Office, part: QWidget) -> int:
    """Where something ends in the window, once all is laid out."""
    QApplication.processEvents()
    return part.mapTo(office.window, QPoint(0, part.height())).y()


def test_a_cadre_is_typed_from_the_keyboard_and_stands_in_the_register(office: Office) -> None:
    page = office.cadres()
    key(office.window, Qt.Key.Key_N, CONTROL)
    fill(
        form(),
        name="Dewi Kenanga",
        title_back="S.E.",
        birth_place="Probolinggo",
        birth_date="2/5/84",
        nik="3513 1242 0584 0004",
        phone="+62 812 0000 0104",
        village="Paiton, Kec. Paiton",
        position="Ketua",
        origin_institution="PKK",
        education="S1",
        decree_no="188/04/426.412.15/2022",
        decree_date="3 Jan 2022",
        term_start="03012022",
        term_end="31/12/2027",
    )
    press(form(), "Perempuan")
    key(form(), Qt.Key.Key_S, CONTROL)
    assert QApplication.activeModalWidget() is None
    cadre = office.file.cadres.get(current(office))
    person, term = cadre.person, cadre.term
    assert (person.name, person.title_back, person.nik, person.sex) == ("Dewi Kenanga", "S.E.", NIK, "P")
    assert (person.birth_date, person.phone) == (dt.date(1984, 5, 2), "081200000104")
    assert (term.village, term.position, term.term_start) == (PAITON, "Ketua", dt.date(2022, 1, 3))
    assert [line(row).state for row in page.model.shown_rows()] == ["active"]
    assert office.file.history(1)[0].label == "Tambah 1 kader"
    assert office.window.toast.text().startswith("Tambah 1 kader")


def test_red_stops_saving_and_says_why_and_the_draft_is_kept(office: Office) -> None:
    office.cadres()
    key(office.window, Qt.Key.Key_N, CONTROL)
    fill(form(), name="Rini Melati", village="Sukodadi", term_start="3/1/2022", term_end="30/6/2021")
    assert not form().foot.save.isEnabled()
    assert "F.103" in texts(form())
    assert "Perbaiki 1 masalah dahulu" in texts(form())
    key(form(), Qt.Key.Key_Escape)
    assert shown_names(office) == []
    assert office.window.toast.text() == "Draf disimpan."
    press(office.window.toast, "Buka lagi")
    assert form().record().name == "Rini Melati"
    fill(form(), term_end="30/6/2028")
    assert form().save()
    assert shown_names(office) == ["Rini Melati"]
    assert office.file.drafts() == []


def test_save_and_next_keeps_the_village(office: Office) -> None:
    office.cadres()
    key(office.window, Qt.Key.Key_N, CONTROL)
    fill(form(), name="Rini Melati", village="Sukodadi")
    key(form(), Qt.Key.Key_Return, CONTROL)
    assert (form().record().name, form().record().village) == ("", SUKODADI)
    fill(form(), name="Siti Contohwati")
    assert form().save()
    assert shown_names(office) == ["Rini Melati", "Siti Contohwati"]
    assert {line(row).village for row in office.cadres().model.shown_rows()} == {SUKODADI}


def test_a_yellow_problem_is_saved_with_a_note_once(office: Office) -> None:
    person = office.add_cadre("Rini Melati", SUKODADI)
    page = office.cadres()
    page.go_to(person)
    key(page.view, Qt.Key.Key_F2)
    fill(form(), phone="08120")
    assert not form().save(), "a note is missing"
    [notice] = form().body.note_lines()
    QTest.keyClicks(notice.note, "nomor lama, diminta ulang")
    assert form().save()
    [accepted] = office.file.people.accepted(person)
    assert (accepted.code, accepted.note) == ("W.214", "nomor lama, diminta ulang")
    key(page.view, Qt.Key.Key_F2)
    fill(form(), address="Dusun Krajan")
    assert form().save(), "the same problem is not asked about again"


def test_a_nik_of_another_cadre_must_be_answered(office: Office) -> None:
    first = office.add_cadre("Dewi Kenanga", PAITON, nik=NIK)
    office.cadres()
    key(office.window, Qt.Key.Key_N, CONTROL)
    fill(form(), name="Sugeng Angin", village="Sukodadi", nik=NIK)
    assert "NIK ini dipakai kader lain: Dewi Kenanga, Paiton, Kec. Paiton" in texts(form())
    press(form(), "Orang lain")
    assert "W.202" not in texts(form())
    assert form().save()
    second = current(office)
    assert second != first
    assert office.file.people.get(second).nik == NIK
    assert [one.code for one in office.file.people.accepted(second)] == ["W.202"]


def test_a_nik_of_another_cadre_can_be_the_same_person(office: Office) -> None:
    first = office.add_cadre("Dewi Kenanga", PAITON, nik=NIK)
    office.cadres()
    key(office.window, Qt.Key.Key_N, CONTROL)
    fill(form(), name="Dewi Kenangga", village="Paiton, Kec. Paiton", nik=NIK)
    press(form(), "Orang yang sama, buka")
    assert QApplication.activeModalWidget() is None
    assert current(office) == first


def test_a_cadre_who_looks_like_another_is_compared_and_told_apart(office: Office) -> None:
    first = office.add_cadre("Dewi Kenanga", PAITON, phone="081200000104")
    office.cadres()
    key(office.window, Qt.Key.Key_N, CONTROL)
    fill(form(), name="Dewi Kenanga", village="Sukodadi")
    assert "Mirip kader lain: Dewi Kenanga, Paiton, Kec. Paiton" in texts(form())
    press(form(), "Bandingkan")
    dialog = modal()
    assert isinstance(dialog, ComparisonDialog)
    assert english_on(dialog) == []
    assert "0812-0000-0104" in texts(dialog)
    press(dialog, "Bukan orang yang sama")
    assert "W.210" not in texts(form())
    assert form().save()
    assert office.file.people.not_same() == {tuple(sorted((first, current(office))))}


def test_titles_inside_a_name_are_moved_only_when_asked(office: Office) -> None:
    office.cadres()
    key(office.window, Qt.Key.Key_N, CONTROL)
    fill(form(), name="Hj. Ratna Rembulan, S.Pd.")
    assert "W.209" in texts(form())
    assert form().record().name == "Hj. Ratna Rembulan, S.Pd."
    press(form(), "Pindahkan gelar")
    record = form().record()
    assert (record.title_front, record.name, record.title_back) == ("Hj.", "Ratna Rembulan", "S.Pd.")
    assert "W.209" not in texts(form())


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("muhammad", ["H. Moch. Langit Senja"]),
        ("langit", ["H. Moch. Langit Senja"]),
        ("st kemuning", ["Siti Kemuning"]),
        ("0812-0000", ["Siti Kemuning"]),
        ("sukodadi", ["Siti Kemuning"]),
        (NIK, ["Dewi Kenanga"]),
        ("3513 1242 0584 0004", ["Dewi Kenanga"]),
        (NIK[:12], []),
    ],
)
def test_search_forgives_spelling_and_finds_a_whole_nik(
    office: Office, typed: str, expected: list[str]
) -> None:
    office.add_cadre("Dewi Kenanga", PAITON, nik=NIK)
    office.add_cadre("H. Moch. Langit Senja", PAITON)
    office.add_cadre("Siti Kemuning", SUKODADI, phone="081200000107")
    page = office.cadres()
    key(office.window, Qt.Key.Key_F, CONTROL)
    QTest.keyClicks(page.toolbar.search, typed)
    assert shown_names(office) == expected


def test_a_nik_is_masked_until_asked_for_and_again_when_the_record_is_left(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    first = office.add_cadre("Dewi Kenanga", PAITON, nik=NIK)
    second = office.add_cadre("Rini Melati", PAITON)
    page = office.cadres()
    page.go_to(first)
    assert "3513 •••• •••• 0004" in pane_text(office)
    with caplog.at_level(logging.INFO, logger="kpm_desktop"):
        logging.getLogger("kpm_desktop").propagate = True
        key(office.window, Qt.Key.Key_N, ALT)
    assert "3513 1242 0584 0004" in pane_text(office)
    assert "NIK" in caplog.text
    assert "0004" not in caplog.text
    page.go_to(second)
    page.go_to(first)
    assert "3513 1242 0584 0004" not in pane_text(office)
    key(office.window, Qt.Key.Key_N, ALT)
    office.villages()
    office.cadres()
    assert "3513 1242 0584 0004" not in pane_text(office)


def test_the_list_sorts_without_titles_and_never_shows_sixteen_digits(office: Office) -> None:
    for name, front in (("Wulan Rimba", ""), ("Abd. Gelombang", "H."), ("Rini Melati", "Hj.")):
        office.add_cadre(name, PAITON, nik=NIK if not front else "")
        if front:
            person = office.file.people.get(current_named(office, name))
            assert person.name == name
    page = office.cadres()
    assert shown_names(office) == ["Abd. Gelombang", "Rini Melati", "Wulan Rimba"]
    for row in page.model.shown_rows():
        for column in page.spec.columns:
            assert NIK not in column.text(row)


def current_named(office: Office, name: str) -> Uid:
    page = office.cadres()
    return next(line(row).uid for row in page.model.order.rows if line(row).name == name)


def test_chips_and_wishes_filter(office: Office) -> None:
    office.add_cadre(
        "Rini Melati", PAITON, decree_no="188/1", term_end=TODAY + dt.timedelta(days=30), position="Ketua"
    )
    office.add_cadre("Siti Kemuning", SUKODADI, decree_no="188/2", status="ended")
    office.add_cadre("Dewi Kenanga", PAITON, nik=NIK)
    page = office.cadres()
    page.show_wish(chips={"active": []})
    assert shown_names(office) == ["Dewi Kenanga", "Rini Melati"]
    office.window.go("cadres", state="expiring")
    assert shown_names(office) == ["Rini Melati"]
    page.show_wish(chips={"no_nik": []})
    assert shown_names(office) == ["Rini Melati", "Siti Kemuning"]
    page.show_wish(chips={"untrained": []})
    assert len(shown_names(office)) == 3


def test_an_edit_shows_old_and_new_in_the_history_and_the_old_value_comes_back(office: Office) -> None:
    person = office.add_cadre("Rini Melati", PAITON, position="Anggota")
    page = office.cadres()
    page.go_to(person)
    key(page.view, Qt.Key.Key_F2)
    fill(form(), position="Ketua", nik=NIK)
    assert form().save()
    assert office.file.cadres.get(person).term.position == "Ketua"
    assert page.pane is not None
    press(page.pane, "Riwayat")
    dialog = modal()
    assert isinstance(dialog, RecordHistory)
    rows = [(row[2], row[3], row[4]) for row in dialog.model.shown_rows()]
    assert ("Jabatan", "Anggota", "Ketua") in rows
    assert ("NIK", "", "3513 •••• •••• 0004") in rows
    assert ("Orang dibuat", "", "") in rows
    key(dialog, Qt.Key.Key_F, CONTROL)
    box = QApplication.focusWidget()
    assert isinstance(box, QLineEdit)
    QTest.keyClicks(box, "jabatan")
    assert {row[2] for row in dialog.model.shown_rows()} == {"Jabatan"}
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert len(dialog.model.shown_rows()) == len(rows)
    old = next(row for row in dialog.model.shown_rows() if row[2] == "Jabatan" and row[4] == "Anggota")
    dialog.view.go_to(old[0])
    assert english_on(dialog) == []
    press(dialog, "Pakai nilai ini lagi")
    assert office.file.cadres.get(person).term.position == "Anggota"
    assert office.file.cadres.get(person).person.nik == NIK
    dialog.accept()
    office.workspace.undo()
    assert office.file.cadres.get(person).term.position == "Ketua"


def test_a_new_term_keeps_the_old_one_as_history(office: Office) -> None:
    person = office.add_cadre(
        "Rini Melati", PAITON, decree_no="188/04/2018", term_start=dt.date(2018, 1, 3), position="Anggota"
    )
    page = office.cadres()
    page.go_to(person)
    assert page.pane is not None
    press(page.pane, "SK baru")
    fill(form(), decree_no="188/09/2024", term_start="1/2/2024", term_end="31/1/2029", position="Ketua")
    assert form().save()
    cadre = office.file.cadres.get(person)
    assert (cadre.term.decree_no, cadre.term.village, cadre.term.status) == (
        "188/09/2024",
        PAITON,
        "active",
    )
    [former] = cadre.earlier
    assert (former.decree_no, former.status, former.term_end) == (
        "188/04/2018",
        "ended",
        dt.date(2024, 1, 31),
    )
    assert "Masa tugas terdahulu" in pane_text(office)
    assert "SK 188/04/2018" in pane_text(office)
    assert shown_names(office) == ["Rini Melati"]


def test_del_throws_into_the_waste_basket_and_ctrl_z_brings_back(office: Office) -> None:
    people = [office.add_cadre(name, PAITON) for name in ("Dewi Kenanga", "Rini Melati", "Wulan Rimba")]
    page = office.cadres()
    page.model.tick(people[:2])
    QApplication.processEvents()
    page.view.setFocus()
    key(page.view, Qt.Key.Key_Delete)
    assert shown_names(office) == ["Wulan Rimba"]
    assert office.window.toast.text().startswith("Buang 2 kader ke tempat sampah")
    key(office.window, Qt.Key.Key_Z, CONTROL)
    assert shown_names(office) == ["Dewi Kenanga", "Rini Melati", "Wulan Rimba"]


def test_one_field_of_many_is_changed_in_one_step(office: Office) -> None:
    people = [office.add_cadre(name, PAITON) for name in ("Dewi Kenanga", "Rini Melati")]
    page = office.cadres()
    page.model.tick(people)
    press(page.selection, "Ubah isian 2…")
    menu = QApplication.activePopupWidget()
    assert menu is not None
    choose(menu, "Lembaga asal")  # type: ignore[arg-type]
    menu.close()
    fill(form(), value="PKK")
    assert form().save()
    assert {office.file.cadres.get(uid).term.origin_institution for uid in people} == {"PKK"}
    assert office.file.history(1)[0].label == "Ubah Lembaga asal 2 kader"
    office.workspace.undo()
    assert {office.file.cadres.get(uid).term.origin_institution for uid in people} == {""}


def test_the_pane_tells_age_phone_decree_and_weeks(office: Office) -> None:
    person = office.add_cadre(
        "Dewi Kenanga",
        PAITON,
        phone="081200000104",
        position="Ketua",
        decree_no="188/04",
        decree_date=dt.date(2022, 1, 3),
        term_end=dt.date(2027, 6, 30),
    )
    page = office.cadres()
    page.go_to(person)
    shown = pane_text(office)
    assert "Ketua KPM, Desa Paiton, Kec. Paiton" in shown
    assert "188/04, 3 Januari 2022" in shown
    assert "12 minggu lagi" in shown
    assert page.pane is not None
    press(page.pane, "Salin")
    assert QGuiApplication.clipboard().text() == "081200000104"


def test_earlier_terms_stand_in_the_second_tab_of_the_form(office: Office) -> None:
    person = office.add_cadre("Rini Melati", PAITON, term_start=dt.date(2024, 1, 3))
    former = office.file.cadres.get(person).term
    with office.file.operation("edit", "Tambah 1 masa tugas"):
        office.file.cadres.save_term(
            type(former)(
                office.file.new_uid(), person, SUKODADI, term_start=dt.date(2016, 1, 3), status="ended"
            )
        )
    page = office.cadres()
    page.go_to(person)
    key(page.view, Qt.Key.Key_F2)
    key(form(), Qt.Key.Key_2, ALT)
    assert "Sukodadi, Kec. Paiton" in texts(form())
    assert form().draft() == {}


def test_a_photo_is_kept_small_shown_and_can_be_undone(office: Office, tmp_path: Path) -> None:
    person = office.add_cadre("Rini Melati", PAITON)
    picture = QImage(1200, 900, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkCyan)
    assert picture.save(str(tmp_path / "foto.png"))
    page = office.cadres()
    page.go_to(person)
    take_photo(office.window, person, tmp_path / "foto.png")
    mime, data = office.file.asset(office.file.people.get(person).photo)
    assert (mime, len(data) <= 60_000) == ("image/jpeg", True)
    assert page.findChildren(RoundPhoto)
    office.workspace.undo()
    assert office.file.people.get(person).photo == ""


def test_no_english_word_and_every_field_named(office: Office) -> None:
    person = office.add_cadre("Dewi Kenanga", PAITON, nik=NIK, decree_no="188/04", position="Ketua")
    page = office.cadres()
    page.go_to(person)
    assert english_on(page) == []
    key(page.view, Qt.Key.Key_F2)
    dialog = form()
    assert english_on(dialog) == []
    for name, editor in dialog.body.editors.items():
        assert editor.core.accessibleName() or editor.accessibleName(), name
    labels = {one.text() for one in dialog.findChildren(QLabel)}
    assert {"Nama tanpa gelar", "Desa atau kelurahan", "Nomor SK", "Potensi", "Profil lembaga"} <= labels
    dialog.reject()


def test_the_toast_stands_over_the_selection_bar_at_every_text_size(office: Office) -> None:
    for name in ("Rini Melati", "Dewi Kenanga"):
        office.add_cadre(name, PAITON)
    page, toast = office.cadres(), office.window.toast
    try:
        for percent in (100, 150, 200):
            theme().choose(Scheme.LIGHT, percent)
            office.window.resize(1366, 696)
            office.window.say("Tambah 1 kader.", "Urungkan")
            alone = bottom(office, toast)
            key(page.view, Qt.Key.Key_A, CONTROL)
            assert page.selection.isVisible()
            assert bottom(office, toast) < page.selection.mapTo(office.window, QPoint()).y()
            key(page.view, Qt.Key.Key_Escape)
            assert bottom(office, toast) == alone
            toast.dismiss()
    finally:
        theme().choose(Scheme.LIGHT, 100)


@pytest.mark.parametrize("scale", [100, 150])
def test_the_toast_covers_no_row_that_is_looked_at(office: Office, scale: int) -> None:
    for number in range(24):
        office.add_cadre(f"Rini Melati {number:02}", PAITON)
    page, toast = office.cadres(), office.window.toast
    theme().choose(percent=scale)
    try:
        QApplication.processEvents()
        toast.dismiss()
        view, bar = page.view, page.view.verticalScrollBar()
        view.go_to_first()
        whole = bar.maximum()
        QTest.keyClick(view, Qt.Key.Key_End, CONTROL)
        assert bar.value() == whole
        office.window.say("Contoh")
        assert row_bottom(office) <= toast.y()
        QTest.keyClick(view, Qt.Key.Key_Home, CONTROL)
        for _ in range(23):
            QTest.keyClick(view, Qt.Key.Key_Down)
            assert row_bottom(office) <= toast.y()
        toast.dismiss()
        assert (bar.maximum(), bar.value()) == (whole, whole)
        office.window.say("Contoh")
        QTest.keyClick(view, Qt.Key.Key_Home, CONTROL)
        office.window.go("villages")
        QApplication.processEvents()
        toast.dismiss()
        office.window.go("cadres")
        assert bar.maximum() == whole
    finally:
        theme().choose(percent=100)


def row_bottom(office: Office) -> int:
    """Where the current row ends, in the window."""
    view = office.cadres().view
    rect = view.visualRect(view.currentIndex())
    return view.viewport().mapTo(office.window, rect.bottomLeft()).y()
