"""The screen Desa as the operator uses it; afterwards the data file is looked at."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from kpm_desktop.domain.uid import code_uid
from kpm_desktop.ui.forms.choice_edit import RadioEditor
from kpm_desktop.ui.villages.columns import line
from kpm_desktop.ui.villages.spellings import SpellingsDialog, SuggestionsDialog
from register_screens import (
    PAITON,
    SUKODADI,
    TODAY,
    Elsewhere,
    Office,
    activate,
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

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    with office_at(qtbot, tmp_path) as made:
        yield made


def shown_names(office: Office) -> list[str]:
    return [line(row).name for row in office.villages().model.shown_rows()]


def test_every_village_is_there_and_a_double_name_carries_its_district(office: Office) -> None:
    page = office.villages()
    assert len(page.model.shown_rows()) == 330
    double = [line(row) for row in page.model.shown_rows() if line(row).is_ambiguous]
    assert len({one.name for one in double}) == 7
    assert len(double) == 14
    name_column = page.spec.columns[0]
    assert all(name_column.sub and name_column.sub(one) == f"Kec. {one.district_name}" for one in double)


def test_the_pane_names_the_other_village_of_the_same_name(office: Office) -> None:
    page = office.villages()
    twins = [row for row in page.model.shown_rows() if line(row).name == "Alastengah"]
    assert {line(row).district_name for row in twins} == {"Paiton", "Besuk"}
    page.go_to(next(row[0] for row in twins if line(row).district_name == "Paiton"))
    assert page.pane is not None
    assert "Ada desa lain bernama Alastengah di Kecamatan Besuk" in texts(page.pane)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("sukodadi", "Sukodadi"),
        ("Randu Merak", "Randumerak"),
        ("35.13.12.2015", "Paiton"),
        ("Kalikojar Wetan", "Kalikajar Wetan"),
        ("sokodadi", "Sukodadi"),
    ],
)
def test_search_finds_name_other_spelling_code_and_what_is_a_slip_away(
    office: Office, typed: str, expected: str
) -> None:
    page = office.villages()
    key(office.window, Qt.Key.Key_F, CONTROL)
    QTest.keyClicks(page.toolbar.search, typed)
    assert expected in shown_names(office)
    assert len(shown_names(office)) == 1


def test_an_unknown_spelling_offers_what_was_probably_meant(office: Office) -> None:
    page = office.villages()
    key(office.window, Qt.Key.Key_F, CONTROL)
    QTest.keyClicks(page.toolbar.search, "Kalikojer Wetan")
    press(page, "Maksudnya Kalikajar Wetan?")
    assert shown_names(office) == ["Kalikajar Wetan"]


def test_chips_count_and_filter(office: Office) -> None:
    for number in range(5):
        office.add_cadre(f"Rini Melati {number}", PAITON)
    page = office.villages()
    page.show_wish(chips={"district": ["Paiton"], "few": []})
    assert len(shown_names(office)) == 19
    assert "Paiton" not in shown_names(office)
    assert page.chips.count.text() == "19 dari 330 desa, kekurangan 95 orang"
    page.show_wish(chips={"kelurahan": []})
    assert len(shown_names(office)) == 5
    assert {line(row).district_name for row in page.model.shown_rows()} == {"Kraksaan"}


def test_wishes_of_the_first_screen_become_filters(office: Office) -> None:
    office.add_cadre("Rini Melati", PAITON)
    office.window.go("villages", share="one")
    assert shown_names(office) == ["Paiton"]
    office.window.go("villages", district=code_uid("35.13.12"))
    assert len(shown_names(office)) == 20


def test_f2_changes_a_village_as_one_step_that_can_be_undone(office: Office) -> None:
    page = office.villages()
    page.go_to(SUKODADI)
    key(page.view, Qt.Key.Key_F2)
    fill(form(), phone="0335 421440", target="6")
    key(form(), Qt.Key.Key_S, CONTROL)
    village = office.file.villages.get(SUKODADI)
    assert (village.phone, village.target) == ("0335421440", 6)
    assert page.pane is not None
    assert "(0335) 421440" in texts(page.pane)
    office.workspace.undo()
    assert office.file.villages.get(SUKODADI).target is None
    assert [entry.label for entry in office.file.history(2)][1] == "Ubah 1 desa"


def test_most_below_least_is_red_and_not_saved(office: Office) -> None:
    page = office.villages()
    page.go_to(SUKODADI)
    key(page.view, Qt.Key.Key_F2)
    fill(form(), target="6", ideal="5")
    assert not form().foot.save.isEnabled()
    assert "F.109" in texts(form())
    form().reject()
    assert office.window.toast.text() == "Draf disimpan."
    assert office.file.villages.get(SUKODADI).target is None


def test_a_new_head_ends_the_term_before_him(office: Office) -> None:
    page = office.villages()
    page.go_to(SUKODADI)
    for name, start in (("Sugeng Angin", "10/1/2021"), ("Untung Rimba", "15/3/2026")):
        rows = [page.current_row() or ()]
        next(act for act in page.spec.row_actions if act.text(1).startswith("Ganti kepala")).run(rows)
        fill(form(), name=name, term_start=start, phone="0812 0000 0107")
        assert form().save()
    heads = office.file.people.heads(SUKODADI)
    assert [(head.name, head.status, head.term_end) for head in heads] == [
        ("Untung Rimba", "active", None),
        ("Sugeng Angin", "ended", dt.date(2026, 3, 14)),
    ]
    assert page.pane is not None
    assert "Untung Rimba, sejak 15 Maret 2026" in texts(page.pane)
    assert "10 Januari 2021 s.d. 14 Maret 2026" in texts(page.pane)


def test_a_head_written_down_by_mistake_is_thrown_away_and_comes_back_with_undo(office: Office) -> None:
    page = office.villages()
    page.go_to(SUKODADI)
    rows = [page.current_row() or ()]
    next(act for act in page.spec.row_actions if act.text(1).startswith("Ganti kepala")).run(rows)
    fill(form(), name="Sugeng Angin", term_start="10/1/2021")
    assert form().save()
    assert page.pane is not None
    [more] = [
        one
        for one in page.pane.findChildren(QPushButton)
        if one.accessibleName() == "Pilihan lain untuk Sugeng Angin"
    ]
    [menu] = more.findChildren(QMenu)
    choose(menu, "Buang masa jabatan")
    assert office.file.people.heads(SUKODADI) == []
    assert office.file.people.find() == []
    assert office.window.toast.text() == "Buang 1 masa jabatan kepala desa."
    activate(office.window)
    key(page.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [head.name for head in office.file.people.heads(SUKODADI)] == ["Sugeng Angin"]


def test_a_cadre_who_becomes_head_stays_one_person(office: Office) -> None:
    person = office.add_cadre("Imam Cemara", SUKODADI)
    page = office.villages()
    page.go_to(SUKODADI)
    rows = [page.current_row() or ()]
    next(act for act in page.spec.row_actions if act.text(1).startswith("Ganti kepala")).run(rows)
    fill(form(), known="Imam Cemara, Sukodadi, Kec. Paiton", term_start="1/2/2027")
    assert form().save()
    [head] = office.file.people.heads(SUKODADI)
    assert head.person == person


def test_a_renamed_village_keeps_its_old_name_as_history(office: Office) -> None:
    page = office.villages()
    page.go_to(SUKODADI)
    next(act for act in page.spec.row_actions if act.text(1) == "Ganti nama desa").run(
        [page.current_row() or ()]
    )
    fill(form(), name="Sukodadi Baru")
    assert not form().save(), "the first day is missing"
    fill(form(), first_day="1 Juli 2026")
    assert form().save()
    register = office.file.villages
    assert register.name_on(SUKODADI, dt.date(2026, 6, 30)) == "Sukodadi"
    assert register.name_on(SUKODADI, TODAY) == "Sukodadi Baru"
    assert "Sukodadi Baru" in shown_names(office)


def test_a_rename_of_the_future_is_told_in_the_pane_and_shows_from_its_day_on(office: Office) -> None:
    page = office.villages()
    page.go_to(SUKODADI)
    choose(page.row_menu([page.current_row() or ()]), "Ganti nama desa")
    fill(form(), name="Sukodadi Raya", first_day="1 Juli 2028")
    assert form().save()
    assert "Sukodadi Raya" not in shown_names(office)
    assert "Sukodadi" in shown_names(office)
    assert page.pane is not None
    words = texts(page.pane)
    assert "Sukodadi Raya, mulai 1 Juli 2028" in words
    assert "Nama dahulu" not in words


def test_a_misspelt_name_is_put_right_and_stays_findable(office: Office) -> None:
    page = office.villages()
    page.go_to(SUKODADI)
    next(act for act in page.spec.row_actions if act.text(1) == "Ganti nama desa").run(
        [page.current_row() or ()]
    )
    fill(form(), name="Suko Dadi Asri")
    radio = form().body.editors["renewal"]
    assert isinstance(radio, RadioEditor)
    press(form(), "Salah tulis di daftar, perbaiki saja")
    assert form().save()
    names = office.file.villages.names(SUKODADI)
    assert [(name.name, name.use) for name in names] == [
        ("Suko Dadi Asri", "official"),
        ("Sukodadi", "alias"),
    ]


def test_other_spellings_are_added_and_thrown_away_by_hand(office: Office) -> None:
    page = office.villages()
    page.go_to(PAITON)
    page._open_spellings(PAITON)
    dialog = modal()
    assert isinstance(dialog, SpellingsDialog)
    QTest.keyClicks(dialog.field, "Paitun")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert [name.name for name in office.file.villages.names(PAITON) if name.use == "alias"] == ["Paitun"]
    press(dialog, "Buang")
    assert all(name.use == "official" for name in office.file.villages.names(PAITON))
    assert english_on(dialog) == []
    dialog.accept()


def test_suggested_spellings_become_aliases_only_when_they_are_confirmed(office: Office) -> None:
    before = sum(len(names) for names in office.file.villages.spellings().values())
    page = office.villages()
    press(page.toolbar, "Ejaan desa")
    dialog = modal()
    assert isinstance(dialog, SuggestionsDialog)
    assert len(dialog.boxes) > 20
    assert not dialog.save.isEnabled()
    first = dialog.boxes[0]
    first[0].click()
    press(dialog, "Simpan 1 ejaan")
    assert sum(len(names) for names in office.file.villages.spellings().values()) == before + 1
    assert first[1].spelling in office.file.villages.spellings()[first[1].village]


def test_a_village_out_of_the_list_is_marked_and_may_be_thrown_away(office: Office) -> None:
    page = office.villages()
    key(office.window, Qt.Key.Key_N, CONTROL)
    fill(form(), name="Pulau Contoh", district="Paiton")
    assert form().save()
    row = page.current_row()
    assert row is not None
    assert (line(row).name, line(row).official) == ("Pulau Contoh", False)
    assert page.spec.columns[0].sub is not None
    assert page.spec.columns[0].sub(row) == "tidak resmi"
    key(page.view, Qt.Key.Key_Delete)
    assert "Pulau Contoh" not in shown_names(office)
    office.workspace.undo()
    assert "Pulau Contoh" in shown_names(office)


def test_an_official_village_is_never_thrown_away(office: Office) -> None:
    page = office.villages()
    page.go_to(PAITON)
    key(page.view, Qt.Key.Key_Delete)
    assert office.window.toast.text() == "Desa resmi tidak dapat dibuang."
    assert len(page.model.order.rows) == 330


def test_add_a_cadre_here_and_invite_these_villages(office: Office) -> None:
    page = office.villages()
    page.go_to(SUKODADI)
    assert page.pane is not None
    press(page.pane, "Tambah KPM")
    assert form().record().village == SUKODADI
    form().reject()
    page.show_wish(chips={"kelurahan": []})
    press(page.toolbar, "Undang dari daftar ini")
    assert isinstance(office.window.front, Elsewhere)
    invited = office.window.front.wishes["invite_villages"]
    assert {office.file.villages.get(uid).kind for uid in invited} == {"kelurahan"}
    assert len(invited) == 5


def test_no_english_word_is_on_the_screen(office: Office) -> None:
    office.add_cadre("Rini Melati", PAITON, decree_no="188/4/2022", term_start=dt.date(2022, 1, 3))
    page = office.villages()
    page.go_to(PAITON)
    QApplication.processEvents()
    assert english_on(page) == []
    for act in page.spec.row_actions:
        if act.text(1) in {"Ubah", "Ganti nama desa", "Ganti kepala desa atau lurah", "Riwayat"}:
            act.run([page.current_row() or ()])
            assert english_on(modal()) == []
            modal().reject()
