"""Juri, Nilai, Peringkat and Penetapan by keys and clicks; afterwards the data file is looked at."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from builders import created
from contest_rooms import MARKS, Room, furnish, type_all
from desk import _Answering, answered, named, pressing, typing
from kpm_desktop import workflows
from kpm_desktop.domain.blind import with_blind
from kpm_desktop.domain.sensitivity import JudgeProfile
from kpm_desktop.domain.tie_ladder import criterion_rung, stage_rung
from kpm_desktop.settings import Settings
from kpm_desktop.ui import contests, preview, translations
from kpm_desktop.ui.contests import entry_acts
from kpm_desktop.ui.contests.decision_page import DecisionPage
from kpm_desktop.ui.contests.differences_page import DifferencesPage
from kpm_desktop.ui.contests.firmness_page import FirmnessPage, profile_words
from kpm_desktop.ui.contests.judges_page import JudgesPage
from kpm_desktop.ui.contests.page import ContestsPage
from kpm_desktop.ui.contests.ranking_page import RankingPage
from kpm_desktop.ui.contests.rubric_page import RubricPage
from kpm_desktop.ui.contests.scores_page import ScoresPage
from kpm_desktop.ui.jobs import Jobs
from kpm_desktop.ui.main_window import MainWindow
from kpm_desktop.ui.page import Tab
from kpm_desktop.ui.preview import PreviewPage
from kpm_desktop.ui.tables.toolbar import SearchBox
from kpm_desktop.ui.theme import theme
from kpm_desktop.ui.workspace import Workspace
from record_builders import PATOKAN, REGIONS, SUKODADI, add_cadre
from register_screens import Elsewhere, activate, fill, form, key, leave, press, texts
from words import english_on

NOW = dt.datetime(2019, 5, 2, 10, 42)  # noqa: DTZ001 (local time, as on the clock of the office)
CONTROL = Qt.KeyboardModifier.ControlModifier


class Desk:
    """One operator at a contest of three entries and two judges."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        translations.load(app)
        theme()
        self.qtbot = qtbot
        self.file = created(folder / "kpm.db", REGIONS, now=lambda: NOW)
        self.room: Room = furnish(
            self.file,
            {
                "01": (add_cadre(self.file, "Siti Contohwati", SUKODADI), SUKODADI),
                "02": (add_cadre(self.file, "Rini Melati", PATOKAN), PATOKAN),
                "03": (add_cadre(self.file, "Dewi Umpama", SUKODADI), SUKODADI),
            },
        )
        self.jobs = Jobs()
        self.workspace = Workspace(self.jobs, lambda: NOW)
        self.window = MainWindow(
            self.workspace,
            self.jobs,
            Settings(),
            tabs=(contests.TAB, Tab("cadres", "Kader", "users", Elsewhere)),
            openers={**contests.OPENERS, **preview.OPENERS},
            now=lambda: NOW,
        )
        self.workspace.take(self.file)
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.window.show_tab(0)

    def step(self, number: int) -> None:
        activate(self.window)
        QTest.keyClick(self.window.front, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)
        QApplication.processEvents()

    def scores(self) -> ScoresPage:
        front = self.window.front
        assert isinstance(front, ScoresPage)
        return front

    def type(self, text: str) -> None:
        """Type as on the keypad; `>` is Enter."""
        for sign in text:
            target = QApplication.focusWidget() or self.scores().view
            if sign == ">":
                QTest.keyClick(target, Qt.Key.Key_Return)
            else:
                QTest.keyClicks(target, sign)
            QApplication.processEvents()

    def close(self) -> None:
        leave(self.jobs, self.workspace)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path)
    yield made
    made.close()


def search(page: RankingPage | JudgesPage | DecisionPage, text: str) -> SearchBox:
    """Search in the list of a step: Ctrl+F, and the words."""
    key(page, Qt.Key.Key_F, CONTROL)
    box = QApplication.focusWidget()
    assert isinstance(box, SearchBox)
    box.selectAll()
    QTest.keyClicks(box, text)
    return box


def first_marks(desk: Desk) -> dict[str, str]:
    """Return what the first judge's first entry of the first stage holds, by number."""
    judge, criterion = desk.room.judges[0].uid, desk.room.criteria[0].uid
    return {
        number: desk.file.scores.get(entry.uid, judge, criterion).first
        for number, entry in desk.room.entries.items()
    }


def sheet_state(desk: Desk) -> str:
    return desk.file.scores.get_sheet(desk.room.stages[0].uid, desk.room.judges[0].uid).state


def test_a_sheet_is_typed_twice_and_asks_only_what_differs(desk: Desk) -> None:
    desk.step(4)
    page = desk.scores()
    page.view.setFocus()
    desk.type("80>80>86>68>90>90>")
    assert first_marks(desk) == {"01": "80", "02": "86", "03": "90"}
    assert sheet_state(desk) == "first"
    press(page, "Tutup lembar")
    assert sheet_state(desk) == "first", "the judge's total of 02 caught the swapped digits"
    assert "W.212" in texts(page)
    page.next_problem()
    judge, criterion = desk.room.judges[0].uid, desk.room.criteria[0].uid
    page.view.go_to_cell(1, 4)
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    press(page, "Tutup lembar")
    assert sheet_state(desk) == "second"
    order = [row[2] for row in page.model.shown_rows()]
    assert sorted(order) == ["01", "02", "03"]
    assert order != ["01", "02", "03"]
    assert all(row[5] == ("",) for row in page.model.shown_rows()), "nothing of the first entry is shown"
    assert not any(mark in texts(page.view).split() for mark in ("80", "86", "90"))
    QGuiApplication.clipboard().setText("55")
    page.view.go_to_start()
    page.view.setFocus()
    key(page.view, Qt.Key.Key_V, CONTROL)
    desk.type("5")
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    key(editor, Qt.Key.Key_V, CONTROL)
    assert editor.text() == "5"
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    page.view.go_to_start()
    page.view.setFocus()
    desk.type("".join(f"{MARKS[number][0]}>" for number in order))
    press(page, "Tutup isian kedua")
    assert sheet_state(desk) == "different"
    assert desk.file.scores.get(desk.room.entries["01"].uid, judge, criterion).final == "80"
    press(page, "Putuskan 1 sel")
    asked = desk.window.front
    assert isinstance(asked, DifferencesPage)
    shown = texts(asked)
    assert "No. 02 Rini Melati" in shown
    assert "Siti" not in shown
    assert english_on(asked) == []
    press(asked, "Ke-2  68")
    score = desk.file.scores.get(desk.room.entries["02"].uid, judge, criterion)
    assert (score.final, score.note) == ("68", "isian ke-2")
    assert sheet_state(desk) == "final"


def test_digits_replace_and_each_cell_is_one_step_of_undo(desk: Desk) -> None:
    desk.step(4)
    page = desk.scores()
    page.view.setFocus()
    desk.type("70>")
    page.view.go_to_start()
    desk.type("8,5>")
    assert first_marks(desk)["01"] == "8.5"
    desk.workspace.undo()
    assert first_marks(desk)["01"] == "70"
    page.view.go_to_start()
    desk.type("120>")
    assert first_marks(desk)["01"] == "120", "red never blocks the typing"
    assert "F.211" in texts(page)
    press(page, "Tutup lembar")
    assert sheet_state(desk) == "first"
    page.view.go_to_start()
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    assert first_marks(desk)["01"] == ""
    QTest.keyClicks(page.view, "x")
    assert first_marks(desk)["01"] == ""
    assert all("120" not in one.label for one in desk.file.history())
    assert english_on(page) == []


def test_a_wrong_total_of_the_judge_stands_with_a_note(desk: Desk) -> None:
    desk.step(4)
    page = desk.scores()
    page.view.setFocus()
    desk.type("80>81>")
    page.view.go_to_cell(0, 2)
    answering = _Answering([typing(" di kertas", "Simpan catatan")])
    press(page, "Kertas memang salah jumlah…")
    answering.stop()
    assert "W.212" not in texts(page)
    (note,) = desk.file.rows("SELECT note FROM accepted_warning")
    assert note == ("80 / 81: juri salah menjumlah di kertas",)


def test_a_judge_joins_gets_tasks_and_a_tie_is_overruled_with_a_reason(desk: Desk) -> None:
    desk.step(3)
    page = desk.window.front
    assert isinstance(page, JudgesPage)
    press(page, "Tambah juri")
    fill(form(), person="rini", institution="Kecamatan Umpama")
    key(form(), Qt.Key.Key_S, CONTROL)
    judges = desk.file.contests.judges(desk.room.contest)
    assert [one.number for one in judges] == [1, 2, 3]
    page.view.go_to(judges[2].uid)
    assert "F.216" in texts(page)
    answering = _Answering([typing("juri lain sakit", "Tetap menilai dengan alasan")])
    press(page, "Tetap menilai…")
    answering.stop()
    interests = desk.file.contests.interests(desk.room.contest)
    assert [one.overruled_reason for one in interests] == ["juri lain sakit"]
    assert english_on(page) == []


def test_the_result_is_locked_once_printed_and_opened_only_with_a_reason(desk: Desk) -> None:
    desk.step(5)
    page = desk.window.front
    assert isinstance(page, RankingPage)
    assert not page.lock_button.isEnabled()
    assert "12 nilai kosong" in texts(page)
    type_all(desk.file, desk.room)
    page.refresh(None)
    assert page.lock_button.isEnabled()
    assert [row[2] for row in page.model.shown_rows()] == [1, 2, 3]
    assert english_on(page) == []
    press(page, "Kunci hasil")
    decided = desk.window.front
    assert isinstance(decided, DecisionPage)
    press(decided, "Kunci hasil")
    fill(form(), minutes_no="400/7/2019", place="Aula")
    key(form(), Qt.Key.Key_S, CONTROL)
    assert desk.file.contests.is_locked(desk.room.contest)
    assert "Hasil dikunci" in texts(decided)
    assert "Berita acara 400/7/2019, 2 Mei 2019" in texts(decided)
    assert english_on(decided) == []
    desk.step(4)
    scores = desk.scores()
    scores.view.setFocus()
    desk.type("9")
    assert first_marks(desk)["01"] == "80"
    desk.step(6)
    decided = desk.window.front
    assert isinstance(decided, DecisionPage)
    answering = _Answering([typing("nilai tertukar", "Buka perbaikan hasil")])
    press(decided, "Perbaikan hasil…")
    answering.stop()
    assert not desk.file.contests.is_locked(desk.room.contest)
    assert "Perbaikan dibuka: nilai tertukar. Hasil lama tetap tersimpan." in texts(decided)
    assert len(desk.file.contests.decisions(desk.room.contest)) == 1


def test_the_contest_is_saved_as_a_file_that_ranks_alike_outside(desk: Desk, tmp_path: Path) -> None:
    type_all(desk.file, desk.room)
    desk.step(5)
    page = desk.window.front
    assert isinstance(page, RankingPage)
    target = tmp_path / "lomba.json"
    with answered(named(target)):
        press(page, "Simpan berkas lomba…")
    desk.qtbot.waitUntil(lambda: not desk.jobs.is_busy)
    ranked = workflows.rank_contest.rank_file(target)
    assert ranked.as_json() == workflows.rank_contest.rank_contest(desk.file, desk.room.contest).as_json()
    assert [one.rank for one in ranked.ranking] == [row[2] for row in page.model.shown_rows()]
    assert desk.file.history(1)[0].label == f"Simpan berkas lomba {page.record.name} ke lomba.json"


def test_how_firm_the_result_is_and_how_judges_mark_is_told_but_not_below_five_marks(desk: Desk) -> None:
    type_all(desk.file, desk.room)
    desk.step(5)
    press(desk.window.front, "Semua uji dan profil juri")
    page = desk.window.front
    assert isinstance(page, FirmnessPage)
    shown = texts(page)
    assert "Tanpa juri 1: peringkat tetap." in shown
    assert "Bobot Berkas naik 5: " in shown
    assert "Juri 1: 6 nilai, rata-rata 80,5, sebaran 8,8, sejalan dengan juri lain 100,0 %." in shown
    assert english_on(page) == []
    few = JudgeProfile("j1", 4, None, None, None)
    assert profile_words(few) == "4 nilai, profil mulai tampil dari 5 nilai"


def test_the_ladder_is_put_in_order_by_clicks(desk: Desk) -> None:
    desk.step(1)
    page = desk.window.front
    assert isinstance(page, RubricPage)
    stage, criterion = stage_rung(desk.room.stages[0].uid), criterion_rung(desk.room.criteria[0].uid)

    def ladder() -> tuple[str, ...]:
        return desk.file.contests.get(desk.room.contest).ties

    for _ in range(2):
        press(page, "Tambah pemutus")
    assert ladder() == (stage, criterion)
    press(page.ties, "Naik")
    assert ladder() == (criterion, stage)
    press(page.ties, "Buang")
    assert ladder() == (stage,)
    desk.workspace.undo()
    assert ladder() == (criterion, stage)
    assert english_on(page) == []


def print_sheet(desk: Desk) -> None:
    stage, judge = desk.room.stages[0].uid, desk.room.judges[0].uid
    workflows.print_score_sheets.print_sheet(desk.file, desk.room.contest, stage, judge)


def test_the_form_of_a_printed_sheet_is_chosen(desk: Desk) -> None:
    desk.step(4)
    with answered(pressing("Berkas"), pressing("Satu lembar tiap peserta")):
        press(desk.scores(), "Cetak lembar")
    desk.qtbot.waitUntil(lambda: isinstance(desk.window.front, PreviewPage))
    assert desk.file.rows("SELECT COUNT(*) FROM printed_sheet") == [(0,)], "nothing left the program yet"


def test_an_old_printed_sheet_is_typed_only_with_a_reason(desk: Desk) -> None:
    print_sheet(desk)
    desk.step(1)
    page = desk.window.front
    assert isinstance(page, RubricPage)
    press(page, "Tambah kriteria")
    QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Escape)
    assert "1 lembar penilaian yang sudah dicetak tidak berlaku lagi." in texts(desk.window)
    desk.step(4)
    scores = desk.scores()
    assert "W.310" in texts(scores)
    scores.view.setFocus()
    with answered(pressing("Batal", says="tidak berlaku lagi: kriterianya berubah")):
        desk.type("80>")
    assert first_marks(desk)["01"] == ""
    activate(desk.window)
    scores.view.go_to_start()
    scores.view.setFocus()
    old = typing("kriteria baru diisi menyusul", "Pakai lembar lama")
    with answered(pressing("Tetap dari lembar lama…"), old):
        desk.type("80>")
    assert first_marks(desk)["01"] == "80"
    assert "W.310" not in texts(scores)
    activate(desk.window)
    scores.view.go_to_start()
    scores.view.setFocus()
    desk.type("81>")
    assert first_marks(desk)["01"] == "81", "it is asked once"
    [(note,)] = desk.file.rows("SELECT note FROM accepted_warning WHERE code = 'W.310'")
    assert note.endswith(": kriteria baru diisi menyusul")
    assert english_on(scores) == []


def ranking_of(desk: Desk) -> RankingPage:
    desk.step(5)
    page = desk.window.front
    assert isinstance(page, RankingPage)
    return page


def test_the_ranking_is_searched_and_says_where_an_entry_stands_in_each_stage(desk: Desk) -> None:
    type_all(desk.file, desk.room)
    page = ranking_of(desk)
    assert "No. 01 Siti Contohwati per tahap: Ber ke-2, Lap ke-1." in texts(page)
    box = search(page, "rini")
    assert [row[5] for row in page.model.shown_rows()] == ["Rini Melati"]
    assert "1 dari 3 tampil" in page.hint()
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert len(page.model.shown_rows()) == 3


@pytest.mark.parametrize(
    ("step", "one", "by_name"),
    [
        (3, "Juri Umpama 2", ["Juri Umpama 1", "Juri Umpama 2"]),
        (5, "Rini Melati", ["Dewi Umpama", "Rini Melati", "Siti Contohwati"]),
        (6, "Rini Melati", ["Dewi Umpama", "Rini Melati", "Siti Contohwati"]),
    ],
)
def test_the_list_of_each_step_is_searched_and_sorted(
    desk: Desk, step: int, one: str, by_name: list[str]
) -> None:
    type_all(desk.file, desk.room)
    desk.step(step)
    page = desk.window.front
    assert isinstance(page, RankingPage | JudgesPage | DecisionPage)
    place = next(at for at, column in enumerate(page.model.columns) if column.name == "name")

    def shown() -> list[str]:
        return [page.model.columns[place].text(row).title() for row in page.model.shown_rows()]

    given = shown()
    box = search(page, one[-6:].upper())
    assert shown() == [one]
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert page.view.hasFocus()
    assert page.view.current_row() == page.model.row_at(0)
    box = search(page, "Bondowoso")
    assert shown() == []
    assert "0 hasil. Kosongkan kotak cari." in texts(page)
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert shown() == given
    head = page.view.horizontalHeader()
    for expected in (by_name, by_name[::-1]):
        x = head.sectionViewportPosition(place) + head.sectionSize(place) // 2
        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, head.height() // 2))
        assert shown() == expected
    assert english_on(page) == []


def test_enter_on_the_ranking_shows_the_sheet_that_lacks_a_mark(desk: Desk) -> None:
    type_all(desk.file, desk.room)
    stage, judge, entry = desk.room.stages[1].uid, desk.room.judges[1].uid, desk.room.entries["02"].uid
    with desk.file.operation("edit", "Kosongkan"):
        desk.file.scores.reopen(stage, judge)
        desk.file.scores.type_mark(stage, judge, entry, desk.room.criteria[1].uid, "first", "")
    page = ranking_of(desk)
    page.view.go_to(entry)
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    shown = desk.scores()
    assert shown.chooser_of_sheets.currentText() == "Juri 2, Lapangan"
    current = shown.view.current_row()
    assert current is not None
    assert current[0] == entry


def everything_shown(page: QWidget) -> str:
    """Return the words of a page with the cells of its tables and their tooltips."""
    cells = []
    for view in page.findChildren(QTableView):
        model = view.model()
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                index = model.index(row, column)
                roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole,
                         Qt.ItemDataRole.AccessibleTextRole)  # fmt: skip
                cells += [str(index.data(role)) for role in roles]
    tips = [one.toolTip() for one in page.findChildren(QWidget)]
    return " ".join((texts(page), *cells, *tips))


def test_no_screen_shows_a_name_beside_a_code_while_the_key_is_sealed(desk: Desk) -> None:
    with desk.file.operation("edit", "Kode"):
        contest = desk.file.contests.get(desk.room.contest)
        desk.file.put("contest", contest.uid, {"limits": with_blind(contest.limits, True)})
        desk.file.contests.draw_codes(contest.uid)
    type_all(desk.file, desk.room)
    stage, judge = desk.room.stages[0].uid, desk.room.judges[0].uid
    cell = (desk.room.entries["02"].uid, desk.room.criteria[0].uid)
    with desk.file.operation("edit", "Beda"):
        desk.file.scores.reopen(stage, judge)
        desk.file.scores.end_first(stage, judge)
        for number, entry in desk.room.entries.items():
            mark = "3" if number == "02" else MARKS[number][0]
            desk.file.scores.type_mark(stage, judge, entry.uid, cell[1], "second", mark)
        desk.file.scores.end_second(stage, judge)
    codes = [desk.file.contests.get_entry(one.uid).blind_code for one in desk.room.entries.values()]
    names = ("Siti", "Rini", "Dewi", "Sukodadi", "Patokan")
    marking = []
    desk.step(4)
    marking.append(everything_shown(desk.window.front))
    press(desk.window.front, "Putuskan 1 sel")
    marking.append(everything_shown(desk.window.front))
    press(desk.window.front, "Ke-1  68")
    assert desk.file.scores.get_sheet(stage, judge).state == "final"
    key(desk.window.front, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    for step in (5, 6):
        desk.step(step)
        marking.append(everything_shown(desk.window.front))
    desk.step(5)
    press(desk.window.front, "Semua uji dan profil juri")
    marking.append(everything_shown(desk.window.front))
    for shown in marking:
        assert any(code in shown for code in codes)
        assert not [name for name in names if name in shown]
    key(desk.window.front, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    desk.step(2)
    page = desk.window.front
    assert isinstance(page, ContestsPage)
    for entry in desk.room.entries.values():
        page.go_to(entry.uid)
        shown = everything_shown(page)
        assert "disegel sampai penetapan" in shown
        assert not [code for code in codes if code in shown]
    entry_acts.show_history(desk.window, desk.room.entries["01"].uid)
    history = QApplication.activeModalWidget()
    assert history is not None
    shown = everything_shown(history)
    assert "Kode peserta" in shown
    assert not [code for code in codes if code in shown]
    history.close()
    desk.step(3)
    shown = everything_shown(desk.window.front)
    assert not [code for code in codes if code in shown]


def test_a_closed_sheet_for_other_people_is_accepted_with_a_reason(desk: Desk) -> None:
    print_sheet(desk)
    type_all(desk.file, desk.room)
    people = [desk.room.entries[number].person for number in ("02", "01")]
    with desk.file.operation("edit", "Tukar"):
        for number, person in zip(("01", "02"), people, strict=True):
            desk.file.put("entry", desk.room.entries[number].uid, {"person": person})
    page = ranking_of(desk)
    assert not page.lock_button.isEnabled()
    press(page, "1 lembar dicetak untuk orang lain")
    scores = desk.scores()
    assert "orang atau desanya berubah sejak dicetak" in texts(scores)
    with answered(typing("nama di kertas tertukar", "Pakai lembar lama")):
        press(scores, "Tetap pakai lembar lama…")
    assert "W.310" not in texts(scores)
    assert ranking_of(desk).lock_button.isEnabled()
    assert "tidak berlaku lagi" in desk.file.history()[0].label


def test_the_plenary_decides_otherwise_by_clicks_and_a_lost_decision_is_told(desk: Desk) -> None:
    type_all(desk.file, desk.room)
    desk.step(6)
    page = desk.window.front
    assert isinstance(page, DecisionPage)
    page.view.setCurrentIndex(page.model.index(2, 0))
    with answered(typing("1", "Lanjut"), typing("karya nyata", "Catat keputusan pleno")):
        press(page, "Pleno menetapkan lain…")
    assert next(row[1].name for row in page.model.shown_rows()) == "DEWI UMPAMA"
    page.view.setCurrentIndex(page.model.index(0, 0))
    assert "Keputusan pleno: karya nyata" in texts(page)
    with desk.file.operation("edit", "Mundur"):
        desk.file.contests.set_status(desk.room.entries["03"].uid, "withdrawn", "sakit")
    page.refresh(None)
    assert "Keputusan pleno untuk peserta yang tidak diperingkat: karya nyata" in texts(page)
    press(page, "Hapus")
    assert "F.222" not in texts(page)
    assert english_on(page) == []
