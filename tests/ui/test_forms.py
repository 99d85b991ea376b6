"""The form as a person uses it: fields, problems beside them, notes, drafts, the next record."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kpm_desktop.domain import dates, national_id
from kpm_desktop.domain.problem import Problem
from kpm_desktop.ui.form_opening import SmallForm
from kpm_desktop.ui.forms.choice_edit import RadioEditor
from kpm_desktop.ui.forms.date_edit import DateEditor
from kpm_desktop.ui.forms.editors import DerivedEditor, LineEditor, NumberEditor
from kpm_desktop.ui.forms.field import Answer, Candidate, Draft, FieldSpec, FormHooks, FormSpec, Note
from kpm_desktop.ui.forms.form_dialog import FormDialog
from kpm_desktop.ui.forms.nik_edit import NikEditor
from kpm_desktop.ui.forms.pickers import ChoiceEditor, LinkEditor, PickEditor
from kpm_desktop.ui.theme import theme
from words import english_on

TODAY = dt.date(2027, 4, 8)
PAITON, TAMAN, BESUK = (bytes([at]) * 16 for at in (1, 2, 3))
VILLAGES = (
    Candidate(PAITON, "Paiton", "Kec. Paiton"),
    Candidate(TAMAN, "Alastengah", "Kec. Paiton"),
    Candidate(BESUK, "Alastengah", "Kec. Besuk"),
)
CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclasses.dataclass(frozen=True, slots=True)
class Cadre:
    uid: bytes = b"1" * 16
    name: str = ""
    print_name: str = ""
    birth_date: dt.date | None = None
    nik: str = ""
    sex: str = ""
    phone: str = ""
    village: bytes | None = None
    position: str = ""
    education: str = ""
    hours: int | None = None
    term_start: dt.date | None = None
    term_end: dt.date | None = None
    checked: bool = False
    notes: str = ""


FIELDS = (
    FieldSpec("name", "Nama tanpa gelar", tab="Orang", section="Orang", required=True),
    FieldSpec(
        "print_name", "Nama di sertifikat", "derived", tab="Orang", derive=lambda one: one.name.upper()
    ),
    FieldSpec("birth_date", "Tanggal lahir", "date", tab="Orang", latest=TODAY, half=True),
    FieldSpec("nik", "NIK", "nik", tab="Orang", half=True),
    FieldSpec("sex", "Jenis kelamin", "radio", tab="Orang", options=(("P", "Perempuan"), ("L", "Laki-laki"))),
    FieldSpec("phone", "Telepon/WA", "phone", tab="Orang"),
    FieldSpec(
        "village",
        "Desa",
        "link",
        tab="Orang",
        section="Tugas",
        column=1,
        required=True,
        candidates=lambda: VILLAGES,
    ),
    FieldSpec("position", "Jabatan", "choice", tab="Orang", column=1, choices=lambda: ["Ketua", "Anggota"]),
    FieldSpec(
        "education", "Pendidikan", "pick", tab="Orang", column=1, options=(("s1", "S1"), ("sma", "SMA"))
    ),
    FieldSpec("hours", "Pelatihan", "number", tab="Orang", column=1, unit="JP", maximum=200),
    FieldSpec("term_start", "Mulai tugas", "date", tab="Orang", column=1, half=True),
    FieldSpec("term_end", "Akhir tugas", "date", tab="Orang", column=1, half=True),
    FieldSpec("checked", "Sudah diperiksa", "check", tab="Lainnya"),
    FieldSpec("notes", "Catatan", "long", tab="Lainnya"),
)
SPEC = FormSpec("Ubah kader", "pencil", FIELDS, subtitle=lambda one: one.name)
WHOLE = Cadre(
    name="Siti Contohwati",
    birth_date=dt.date(1984, 5, 2),
    nik="3513134205840004",
    sex="P",
    phone="081200000104",
    village=PAITON,
    position="Ketua",
    education="s1",
    hours=16,
    term_start=dt.date(2022, 1, 3),
    term_end=dt.date(2027, 6, 30),
)


def problems_in(one: Cadre) -> list[Problem]:
    found = [] if one.name else [Problem("name", "F.101")]
    if one.village is None:
        found.append(Problem("village", "F.122"))
    if one.term_start and one.term_end and one.term_end < one.term_start:
        found.append(Problem("term_end", "F.103"))
    return found + national_id.nik_problems(one.nik, one.birth_date, one.sex)


class Screen:
    """What the screen behind a form does, written down."""

    def __init__(self) -> None:
        self.saved: list[tuple[Cadre, tuple[Note, ...]]] = []
        self.draft: Draft | None = None
        self.told = 0
        self.answer = ""

    def save(self, record: Cadre, notes: tuple[Note, ...]) -> str:
        if not self.answer:
            self.saved.append((record, notes))
        return self.answer

    def keep(self, draft: Draft | None) -> None:
        self.draft = draft

    def tell(self) -> None:
        self.told += 1

    def hooks(self, **other: Any) -> FormHooks:
        return FormHooks(
            save=self.save,
            check=problems_in,
            load_draft=lambda: self.draft,
            save_draft=self.keep,
            draft_kept=self.tell,
            **other,
        )


Opener = Callable[..., FormDialog]


@pytest.fixture
def screen() -> Screen:
    return Screen()


@pytest.fixture
def opened(qtbot: QtBot, screen: Screen) -> Opener:
    def make(record: Cadre = WHOLE, *, hooks: FormHooks | None = None, **other: Any) -> FormDialog:
        dialog = FormDialog(SPEC, record, hooks or screen.hooks(), today=TODAY, **other)
        dialog.finished.disconnect(dialog.deleteLater)  # so that a test can look at it afterwards
        qtbot.addWidget(dialog)
        with qtbot.waitActive(dialog):
            dialog.show()
            dialog.activateWindow()
        return dialog

    return make


def line(dialog: FormDialog, name: str) -> Any:
    return dialog.body.editors[name].core


def write(dialog: FormDialog, name: str, text: str) -> None:
    """Type into a field and go to the next one, as a person does."""
    field = line(dialog, name)
    dialog.body.go_to(name)
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClicks(field, text)
    QTest.keyClick(QApplication.activePopupWidget() or field, Qt.Key.Key_Tab)


def codes(dialog: FormDialog) -> list[tuple[str, str]]:
    return [(message.field, message.code) for message in dialog._messages]


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def button(dialog: FormDialog, text: str) -> QPushButton:
    QApplication.processEvents()
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == text and one.isVisible())


def test_an_untouched_record_is_built_again_to_the_letter(opened: Opener) -> None:
    odd = dataclasses.replace(
        WHOLE, name="  Siti  contohwati ", phone="nomor lama", position="Tak ada di daftar"
    )
    assert opened(odd).record() == odd


def test_what_is_typed_goes_into_the_record_and_nothing_else(opened: Opener) -> None:
    dialog = opened()
    write(dialog, "name", "Rini Melati")
    write(dialog, "phone", "+62 812-0000-0199")
    write(dialog, "hours", "24")
    expected = dataclasses.replace(WHOLE, name="Rini Melati", phone="081200000199", hours=24)
    assert dialog.record() == expected
    assert line(dialog, "phone").text() == "0812-0000-0199"
    assert line(dialog, "print_name").text() == "RINI MELATI"


@pytest.mark.parametrize("typed", ["5/2/84", "5 Feb 1984", "05021984"])
def test_a_date_is_read_in_many_shapes_and_shown_in_words(opened: Opener, typed: str) -> None:
    dialog = opened()
    write(dialog, "birth_date", typed)
    assert line(dialog, "birth_date").text() == "5 Februari 1984"
    assert dialog.record().birth_date == dt.date(1984, 2, 5)


@given(st.dates(dt.date(1930, 1, 1), TODAY))
@settings(max_examples=60)
def test_every_shown_date_is_read_back(date: dt.date) -> None:
    QApplication.instance() or QApplication([])
    editor = DateEditor(FieldSpec("day", "Tanggal", "date", latest=TODAY), TODAY)
    editor.set_value(date)
    assert editor.value() == date
    assert editor.trouble() == ""
    editor.set_raw(dates.short_date(date))
    editor.on_left()
    assert editor.raw() == dates.long_date(date)


def test_a_year_of_two_digits_that_fits_twice_is_asked_about(opened: Opener, screen: Screen) -> None:
    dialog = opened()
    write(dialog, "birth_date", "5/2/20")
    assert codes(dialog) == [("birth_date", "")]
    assert not dialog.foot.save.isEnabled()
    click(button(dialog, "5 Februari 1920"))
    assert dialog.record().birth_date == dt.date(1920, 2, 5)
    assert ("birth_date", "") not in codes(dialog)
    assert screen.saved == []


def test_an_unreadable_date_blocks_but_stays(opened: Opener) -> None:
    dialog = opened()
    write(dialog, "term_end", "kapan saja")
    assert codes(dialog) == [("term_end", "")]
    assert line(dialog, "term_end").text() == "kapan saja"
    assert not dialog.save()


def test_problems_come_when_a_field_is_left_not_while_typing(opened: Opener) -> None:
    dialog = opened()
    dialog.body.go_to("term_end")
    field = line(dialog, "term_end")
    field.selectAll()
    QTest.keyClicks(field, "30/6/2021")
    assert codes(dialog) == []
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert codes(dialog) == [("term_end", "F.103")]
    assert field.property("tone") == "err"
    assert "Akhir lebih awal" in field.accessibleDescription()
    assert not dialog.foot.save.isEnabled()
    assert dialog.foot._reason.text() == "Perbaiki 1 masalah dahulu"
    write(dialog, "term_end", "30/6/2028")
    assert codes(dialog) == []
    assert dialog.foot.save.isEnabled()


def test_a_new_record_is_quiet_until_saving_is_tried(opened: Opener, screen: Screen) -> None:
    dialog = opened(Cadre(), is_new=True)
    assert codes(dialog) == []
    assert line(dialog, "name").hasFocus()
    QTest.keyClick(dialog, Qt.Key.Key_S, CONTROL)
    assert codes(dialog) == [("name", "F.101"), ("village", "F.122")]
    assert screen.saved == []
    write(dialog, "name", "Rini Melati")
    write(dialog, "village", "besuk")
    assert line(dialog, "village").text() == "Alastengah, Kec. Besuk"
    QTest.keyClick(dialog, Qt.Key.Key_S, CONTROL)
    assert [saved.village for saved, _ in screen.saved] == [BESUK]
    assert not dialog.isVisible()


def test_yellow_is_saved_with_a_note(opened: Opener, screen: Screen) -> None:
    dialog = opened()
    write(dialog, "birth_date", "5/2/1984")
    assert codes(dialog) == [("nik", "W.204")]
    assert dialog.foot.save.text() == "Simpan dengan catatan"
    assert not dialog.save()
    notice = dialog.body.note_lines()[0]
    assert notice.note.hasFocus()
    QTest.keyClicks(notice.note, "sesuai KTP")
    assert dialog.save()
    assert screen.saved[0][1] == (Note("nik", "W.204", "sesuai KTP"),)


def test_a_note_given_earlier_is_not_asked_again(opened: Opener, screen: Screen) -> None:
    odd = dataclasses.replace(WHOLE, birth_date=dt.date(1984, 2, 5))
    dialog = opened(odd, hooks=screen.hooks(known_notes=(Note("nik", "W.204", "sesuai KTP"),)))
    assert dialog.save()


def test_answers_stand_below_their_problem(opened: Opener, screen: Screen) -> None:
    asked: list[Problem] = []
    odd = dataclasses.replace(WHOLE, birth_date=dt.date(1984, 2, 5))
    dialog = opened(odd, hooks=screen.hooks(answers=(Answer("W.204", "Bandingkan", asked.append),)))
    click(button(dialog, "Bandingkan"))
    assert [one.code for one in asked] == ["W.204"]


def test_f8_walks_through_the_problems_and_round(opened: Opener) -> None:
    odd = dataclasses.replace(WHOLE, name="", village=None, term_end=dt.date(2020, 1, 1))
    dialog = opened(odd)
    places = []
    for _ in range(4):
        QTest.keyClick(dialog, Qt.Key.Key_F8)
        places.append(dialog.body.field_of(QApplication.focusWidget()))
    assert places == ["village", "term_end", "name", "village"]
    QTest.keyClick(dialog, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.body.field_of(QApplication.focusWidget()) == "name"
    click(button(dialog, "Akhir tugas"))
    assert line(dialog, "term_end").hasFocus()


def test_batal_keeps_a_draft_and_it_is_offered_again(opened: Opener, screen: Screen) -> None:
    dialog = opened()
    write(dialog, "name", "Setengah")
    write(dialog, "birth_date", "5/")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert screen.draft == {"name": "Setengah", "birth_date": "5/"}
    assert screen.told == 1
    again = opened()
    assert line(again, "name").text() == "Siti Contohwati"
    click(button(again, "Pakai draf"))
    assert line(again, "name").text() == "Setengah"
    assert codes(again) == [("birth_date", "")]
    write(again, "birth_date", "")
    assert not again.save() or again.record().name == "Setengah"


def test_a_draft_can_be_taken_at_once_or_thrown_away(opened: Opener, screen: Screen) -> None:
    screen.draft = {"name": "Dari draf", "sex": "L"}
    dialog = opened(take_draft=True)
    assert dialog.record().name == "Dari draf"
    assert dialog.record().sex == "L"
    other = opened()
    click(button(other, "Buang draf"))
    assert screen.draft is None


def test_an_unchanged_form_closes_without_a_draft(opened: Opener, screen: Screen) -> None:
    dialog = opened()
    dialog.reject()
    assert screen.draft is None
    assert screen.told == 0


def test_the_draft_keeps_itself_while_typing(qtbot: QtBot, opened: Opener, screen: Screen) -> None:
    dialog = opened()
    dialog._draft_timer.setInterval(0)
    QTest.keyClicks(line(dialog, "name"), "X")
    qtbot.waitUntil(lambda: screen.draft is not None)
    assert dialog.foot._draft.text() == "Draf tersimpan otomatis"


def test_a_failed_save_says_why_and_loses_nothing(opened: Opener, screen: Screen) -> None:
    dialog = opened()
    screen.answer = "Belum tersimpan: disk penuh"
    write(dialog, "name", "Rini Melati")
    assert not dialog.save()
    assert dialog.isVisible()
    assert dialog.foot._reason.text() == "Belum tersimpan: disk penuh"
    screen.answer = ""
    assert dialog.save()
    assert screen.draft is None


def test_save_and_next_takes_the_village_along(opened: Opener, screen: Screen) -> None:
    dialog = opened(
        hooks=screen.hooks(next_record=lambda before: Cadre(uid=b"2" * 16, village=before.village))
    )
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    assert [saved for saved, _ in screen.saved] == [WHOLE]
    assert dialog.isVisible()
    assert dialog.record() == Cadre(uid=b"2" * 16, village=PAITON)
    assert line(dialog, "name").hasFocus()
    assert codes(dialog) == []


def test_a_nik_is_masked_until_it_is_asked_for(opened: Opener) -> None:
    dialog = opened()
    field = line(dialog, "nik")
    assert field.text() == "3513 •••• •••• 0004"
    QTest.keyClicks(field, "9")
    assert dialog.record().nik == WHOLE.nik
    QTest.keyClick(dialog, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    assert field.text() == "3513 1342 0584 0004"
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == "3513 •••• •••• 0004"


def test_revealing_is_told(qtbot: QtBot) -> None:
    told: list[int] = []
    editor = NikEditor(FieldSpec("nik", "NIK", "nik", revealed=lambda: told.append(1)))
    qtbot.addWidget(editor)
    editor.set_value(WHOLE.nik)
    editor.reveal()
    editor.reveal()
    assert told == [1]


def test_a_link_takes_the_only_candidate_and_refuses_others(qtbot: QtBot) -> None:
    editor = LinkEditor(FieldSpec("village", "Desa", "link", candidates=lambda: VILLAGES))
    qtbot.addWidget(editor)
    for typed, value, shown in (
        ("alas paiton", TAMAN, "Alastengah, Kec. Paiton"),
        ("alastengah", None, "alastengah"),
        ("Kraksaan", None, "Kraksaan"),
        ("", None, ""),
    ):
        editor.set_raw(typed)
        editor.on_left()
        assert (editor.value(), editor.raw()) == (value, shown)
        assert bool(editor.trouble()) == (bool(typed) and value is None)
    gone = b"9" * 16
    editor.set_value(gone)
    assert editor.value() == gone


def test_small_editors_keep_what_they_are_given(qtbot: QtBot) -> None:
    cases: list[tuple[Any, Any]] = [
        (LineEditor(FieldSpec("a", "A")), "teks"),
        (NumberEditor(FieldSpec("b", "B", "number")), 12),
        (NumberEditor(FieldSpec("b", "B", "number")), None),
        (RadioEditor(FieldSpec("c", "C", "radio", options=(("P", "Perempuan"), ("L", "Laki-laki")))), "L"),
        (PickEditor(FieldSpec("d", "D", "pick", options=(("s1", "S1"), ("sma", "SMA")))), "sma"),
        (ChoiceEditor(FieldSpec("e", "E", "choice", choices=lambda: ["Ketua"])), "Lain sekali"),
        (DerivedEditor(FieldSpec("f", "F", "derived", derive=lambda _one: "TURUNAN")), "TULISAN SENDIRI"),
    ]
    for editor, value in cases:
        qtbot.addWidget(editor)
        editor.set_value(value)
        assert editor.value() == value
        kept = editor.raw()
        editor.set_raw("")
        editor.set_raw(kept)
        assert editor.value() == value


def test_numbers_outside_of_their_limits_block(opened: Opener) -> None:
    dialog = opened()
    write(dialog, "hours", "201")
    assert codes(dialog) == [("hours", "")]
    write(dialog, "hours", "dua")
    assert codes(dialog) == [("hours", "")]


def test_tabs_are_reached_by_key_and_marked(opened: Opener) -> None:
    dialog = opened()
    QTest.keyClick(dialog, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert line(dialog, "checked").isVisible()
    write(dialog, "term_end", "30/6/2021")
    marked = [one for one in dialog.findChildren(QPushButton) if one.accessibleName() == "Orang, 1 masalah"]
    assert len(marked) == 1


def test_nothing_is_clipped_or_out_of_reach_at_200_percent(qtbot: QtBot, screen: Screen) -> None:
    theme().choose(percent=200)
    try:
        window = QWidget()
        qtbot.addWidget(window)
        window.resize(1366, 696)
        odd = dataclasses.replace(WHOLE, birth_date=dt.date(1984, 2, 5), term_end=dt.date(2020, 1, 1))
        hooks = screen.hooks(next_record=lambda before: before, history=screen.tell)
        dialog = FormDialog(SPEC, odd, hooks, today=TODAY, parent=window)
        dialog.show()
        assert dialog.width() <= 1366
        assert dialog.height() <= 696
        for label in dialog.findChildren(QLabel):
            if label.isVisible() and not label.wordWrap():
                assert label.width() >= label.minimumSizeHint().width(), label.text()
        for one in dialog.foot.findChildren(QPushButton):
            if one.isVisible():
                assert one.width() >= one.minimumSizeHint().width(), one.text()
                assert dialog.rect().contains(one.mapTo(dialog, one.rect().bottomRight())), one.text()
        dialog.reject()
    finally:
        theme().choose(percent=100)


@pytest.mark.parametrize("kind", [FormDialog, SmallForm])
def test_at_large_text_the_form_still_says_whose_it_is(
    qtbot: QtBot, screen: Screen, kind: type[FormDialog]
) -> None:
    theme().choose(percent=150)
    try:
        window = QWidget()
        qtbot.addWidget(window)
        window.resize(1366, 696)
        dialog = kind(SPEC, WHOLE, screen.hooks(), today=TODAY, parent=window)
        dialog.show()
        QApplication.processEvents()
        whose = [one for one in dialog.head.findChildren(QLabel) if one.isVisible()]
        assert [one.text() for one in whose] == ["Ubah kader", WHOLE.name]
        beside = whose[1].y() < whose[0].geometry().bottom()
        assert beside == (kind is FormDialog)  # few fields leave it a line of its own
        assert dialog.foot.height() < 2 * dialog.foot.save.height()  # no empty line over the buttons
        dialog.reject()
    finally:
        theme().choose(percent=100)


def test_every_control_has_a_name_and_no_text_is_english(opened: Opener, screen: Screen) -> None:
    odd = dataclasses.replace(WHOLE, name="", birth_date=dt.date(1984, 2, 5))
    screen.draft = {"name": "x"}
    dialog = opened(odd, hooks=screen.hooks(history=screen.tell, next_record=lambda before: before))
    assert english_on(dialog) == []
    for editor in dialog.body.editors.values():
        assert editor.spec.label in editor.core.accessibleName()
    for one in dialog.findChildren(QPushButton):
        assert one.accessibleName(), one.text()
