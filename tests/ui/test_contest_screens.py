"""The screen Lomba as the operator uses it; afterwards the data file is looked at."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from builders import created
from contest_rooms import furnish, type_all
from desk import answered, fill_long, named
from kpm_desktop import workflows
from kpm_desktop.domain.contest_limits import with_district
from kpm_desktop.domain.contests import Contest, EntryLine
from kpm_desktop.domain.rubric import choices_of
from kpm_desktop.domain.tie_ladder import criterion_rung, stage_rung
from kpm_desktop.settings import Settings
from kpm_desktop.ui import contests, translations
from kpm_desktop.ui.contests.columns import line
from kpm_desktop.ui.contests.detail import EntryDetail
from kpm_desktop.ui.contests.page import ContestsPage
from kpm_desktop.ui.contests.rubric_page import RubricPage
from kpm_desktop.ui.contests.words import is_sample
from kpm_desktop.ui.jobs import Jobs
from kpm_desktop.ui.main_window import MainWindow
from kpm_desktop.ui.page import Tab
from kpm_desktop.ui.theme import theme
from kpm_desktop.ui.workspace import Workspace
from kpm_desktop.workflows.progress import Refused
from record_builders import KARANGANYAR, PATOKAN, REGIONS, SUKODADI, add_cadre
from register_screens import Elsewhere, choose, fill, form, key, leave, modal, press, texts
from words import english_on

SAVED = {
    "format": "kpm-contest/1",
    "contest": {"name": "Lomba KPM Umpama 2018", "year": 2018, "level": "regency"},
    "stages": [
        {
            "id": "b", "name": "Berkas", "weight": "30", "top": 2, "judges": ["j1"],
            "criteria": [
                {"id": "p", "name": "Profil", "weight": "40", "min": "0", "max": "100"},
                {"id": "r", "name": "Rencana", "weight": "60", "min": "0", "max": "100.0"},
            ],
        },
        {
            "id": "l", "name": "Lapangan", "weight": "70", "top": None, "judges": ["j1"],
            "criteria": [{"id": "i", "name": "Inovasi", "weight": None, "min": "0", "max": "62.50"}],
        },
    ],
    "ties": ["stage:l", "criterion:b/p", "lot"],
    "entries": [
        {"id": "1", "name": "", "village_code": "", "category": "kelurahan", "status": "active", "lot": None},
        {"id": "02", "name": "B", "village_code": "", "category": "desa", "status": "active", "lot": None},
    ],
    "scores": [],
}  # fmt: skip
NOW = dt.datetime(2019, 5, 2, 10, 42)  # noqa: DTZ001 (local time, as on the clock of the office)
CONTROL = Qt.KeyboardModifier.ControlModifier


class Desk:
    """One operator at the tab Lomba of a small data file with three cadres."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        translations.load(app)
        theme()
        self.file = created(folder / "kpm.db", REGIONS, now=lambda: NOW)
        self.siti = add_cadre(self.file, "Siti Contohwati", SUKODADI)
        self.rini = add_cadre(self.file, "Rini Melati", PATOKAN)
        add_cadre(self.file, "Dewi Umpama", KARANGANYAR)
        self.jobs = Jobs()
        self.workspace = Workspace(self.jobs, lambda: NOW)
        self.window = MainWindow(
            self.workspace,
            self.jobs,
            Settings(),
            tabs=(
                contests.TAB,
                Tab("cadres", "Kader", "users", Elsewhere),
                Tab("villages", "Desa", "map-pin", Elsewhere),
            ),
            openers=contests.OPENERS,
            now=lambda: NOW,
        )
        self.workspace.take(self.file)
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.window.show_tab(0)
        self.qtbot = qtbot

    @property
    def page(self) -> ContestsPage:
        self.window.go("contests")
        assert isinstance(self.window.front, ContestsPage)
        return self.window.front

    @property
    def detail(self) -> EntryDetail:
        found = self.page.findChild(EntryDetail)
        assert isinstance(found, EntryDetail)
        return found

    def contest(self) -> Contest:
        (only,) = self.file.contests.find()
        return self.file.contests.get(only.uid)

    def entries(self) -> list[EntryLine]:
        return [line(row) for row in self.page.model.order.rows]

    def key(self, code: Qt.Key) -> None:
        """Press Ctrl and a key in the window, once it is in front again."""
        with self.qtbot.waitActive(self.window):
            self.window.activateWindow()
        key(self.window.focusWidget() or self.window, code, CONTROL)

    def begin(self) -> None:
        press(self.page, "Buat dari contoh")
        key(form(), Qt.Key.Key_S, CONTROL)

    def enter(self, typed: str) -> None:
        self.key(Qt.Key.Key_N)
        fill(form(), person=typed)
        key(form(), Qt.Key.Key_S, CONTROL)

    def close(self) -> None:
        leave(self.jobs, self.workspace)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path)
    yield made
    made.close()


def answering(reason: str, act: Callable[[], object]) -> None:
    """Do an act that asks for a reason, and type it."""

    timer = QTimer()
    timer.setInterval(10)

    def type_it() -> None:
        if QApplication.activeModalWidget() is None:
            return
        timer.stop()
        dialog = modal()
        (field,) = dialog.findChildren(QLineEdit)
        QTest.keyClicks(field, reason)
        key(field, Qt.Key.Key_Return)

    timer.timeout.connect(type_it)
    timer.start()
    act()


def menu_of(desk: Desk) -> QMenu:
    QApplication.processEvents()
    (button,) = (one for one in desk.detail.findChildren(QPushButton) if one.menu() and one.isVisible())
    return button.menu()


def test_without_a_contest_only_its_beginning_is_offered(desk: Desk) -> None:
    assert not desk.page.view.isVisible()
    assert "Belum ada lomba." in texts(desk.page)
    desk.begin()
    contest = desk.contest()
    assert (contest.name, contest.year, contest.level) == ("Lomba KPM Berprestasi 2019", 2019, "regency")
    stages = desk.file.contests.stages(contest.uid)
    assert [stage.weight for stage in stages] == ["30", "30", "40"]
    assert "Jumlah bobot 100 (contoh, ubah sesuai juknis)." in texts(desk.page)
    assert "Belum ada peserta lomba." in texts(desk.page)
    desk.key(Qt.Key.Key_Z)
    assert desk.file.contests.find() == []
    assert "Belum ada lomba." in texts(desk.page)


def test_an_empty_contest_has_only_the_typed_categories(desk: Desk) -> None:
    press(desk.page, "Mulai kosong")
    fill(form(), name="Lomba KPM Umpama", year="2020")
    key(form(), Qt.Key.Key_S, CONTROL)
    contest = desk.contest()
    assert (contest.name, contest.year) == ("Lomba KPM Umpama", 2020)
    assert [one.name for one in desk.file.contests.categories(contest.uid)] == ["desa", "kelurahan"]
    assert desk.file.contests.stages(contest.uid) == []


def test_a_cadre_enters_with_village_category_number_and_documents(desk: Desk) -> None:
    desk.begin()
    desk.enter("siti")
    desk.enter("rini")
    first, second = sorted(desk.entries(), key=lambda one: one.number)
    assert (first.number, first.name, first.village_name, first.category_name) == (
        "01",
        "Siti Contohwati",
        "Sukodadi",
        "desa",
    )
    assert (second.number, second.village_name, second.category_name) == ("02", "Patokan", "kelurahan")
    assert (first.documents, first.documents_asked) == (0, 6)
    desk.key(Qt.Key.Key_N)
    offered = form().body.editors["person"].spec.candidates
    assert offered is not None
    assert [one.text for one in offered()] == ["Dewi Umpama"]


def test_documents_are_ticked_and_remarked_in_the_pane(desk: Desk) -> None:
    desk.begin()
    desk.enter("siti")
    (entry,) = desk.entries()
    desk.page.go_to(entry.uid)
    row = desk.detail.rows["SK kader"]
    QTest.mouseClick(row.missing, Qt.MouseButton.LeftButton)
    QTest.mouseClick(row.note, Qt.MouseButton.LeftButton)
    QTest.keyClicks(row.note, "menyusul")
    key(row.note, Qt.Key.Key_Return)
    QTest.mouseClick(desk.detail.rows["Biodata"].there, Qt.MouseButton.LeftButton)
    noted = {one.document: (one.state, one.note) for one in desk.file.contests.documents(entry.uid)}
    assert noted["SK kader"] == ("missing", "menyusul")
    assert noted["Biodata"] == ("present", "")
    assert desk.entries()[0].documents == 1
    assert "1 dari 6 ada" in texts(desk.detail)
    QTest.mouseClick(desk.detail.rows["Biodata"].there, Qt.MouseButton.LeftButton)
    assert desk.entries()[0].documents == 0


def test_who_withdraws_gives_a_reason_and_can_be_taken_back(desk: Desk) -> None:
    desk.begin()
    desk.enter("siti")
    (entry,) = desk.entries()
    answering("pindah tugas", lambda: choose(menu_of(desk), "Mundur"))
    stored = desk.file.contests.get_entry(entry.uid)
    assert (stored.status, stored.reason) == ("withdrawn", "pindah tugas")
    assert "pindah tugas" in texts(desk.detail)
    choose(menu_of(desk), "Ikutkan kembali")
    stored = desk.file.contests.get_entry(entry.uid)
    assert (stored.status, stored.reason) == ("active", "")
    answering("syarat tidak terpenuhi", lambda: choose(menu_of(desk), "Diskualifikasi"))
    assert desk.file.contests.get_entry(entry.uid).status == "disqualified"
    labels = [one.label for one in desk.file.history()]
    assert not any("Siti" in label for label in labels)


def test_a_number_is_given_once_and_a_deleted_entry_comes_back(desk: Desk) -> None:
    desk.begin()
    desk.enter("siti")
    desk.enter("rini")
    rini = next(one for one in desk.entries() if one.name == "Rini Melati")
    desk.page.go_to(rini.uid)
    desk.page.view.setFocus()
    key(desk.page.view, Qt.Key.Key_F2)
    fill(form(), number="01")
    assert "Nomor 01 sudah dipakai" in texts(form())
    assert not form().foot.save.isEnabled()
    fill(form(), number="12")
    key(form(), Qt.Key.Key_S, CONTROL)
    assert desk.file.contests.get_entry(rini.uid).number == "12"
    desk.page.view.setFocus()
    key(desk.page.view, Qt.Key.Key_Delete)
    assert [one.name for one in desk.entries()] == ["Siti Contohwati"]
    desk.key(Qt.Key.Key_Z)
    assert len(desk.entries()) == 2
    assert len(desk.file.contests.documents(rini.uid)) == 6


def test_a_weight_typed_in_its_cell_is_saved_and_its_sum_is_told(desk: Desk) -> None:
    desk.begin()
    press(desk.page, "Kriteria")
    page = desk.window.front
    assert isinstance(page, RubricPage)
    view = page.stages.view
    view.setFocus()
    view.setCurrentIndex(page.stages.model.index(0, 2))
    key(view, Qt.Key.Key_F2)
    editor = view.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "32,5")
    key(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    contest = desk.contest()
    assert desk.file.contests.stages(contest.uid)[0].weight == "32.5"
    assert "Jumlah bobot harus 100, sekarang 102,5" in texts(page)
    assert not is_sample(contest)
    press(page, "Tambah kriteria")
    assert len(desk.file.contests.criteria(desk.file.contests.stages(contest.uid)[0].uid)) == 4
    page.leave()
    assert "F.215" in texts(desk.page)


def test_a_contest_of_a_district_has_one_and_its_papers_rules_and_choices_know_it(desk: Desk) -> None:
    press(desk.page, "Mulai kosong")
    dialog = form()
    QTest.keyClick(dialog.body.editors["level"].core, Qt.Key.Key_Up)
    key(dialog, Qt.Key.Key_S, CONTROL)
    assert "Pilih kecamatan lomba ini." in texts(form())
    fill(form(), district="kotaanyar")
    key(form(), Qt.Key.Key_S, CONTROL)
    assert desk.page.chooser.currentText() == "Lomba KPM Berprestasi 2019, tingkat kecamatan Kotaanyar"
    contest = desk.contest()
    title = workflows.decide_contest.contest_title(desk.file, contest)
    assert title == "LOMBA KPM BERPRESTASI TINGKAT KECAMATAN KOTAANYAR TAHUN 2019"
    desk.key(Qt.Key.Key_N)
    offered = form().body.editors["person"].spec.candidates
    assert offered is not None
    assert next(one.text for one in offered()) == "Rini Melati", "those of the district stand first"
    fill(form(), person="siti")
    key(form(), Qt.Key.Key_S, CONTROL)
    shown = texts(desk.detail)
    assert "Dari kecamatan ini: Kec. Paiton" in shown
    assert "belum memenuhi" in shown, "shown, not enforced"
    desk.enter("rini")
    rini = next(one for one in desk.entries() if one.name == "Rini Melati")
    desk.page.go_to(rini.uid)
    assert "Dari kecamatan ini: Kec. Kotaanyar" in texts(desk.detail)


def test_winners_are_taken_and_the_districts_that_sent_nobody_are_named(desk: Desk) -> None:
    room = furnish(desk.file, {"01": (desk.siti, SUKODADI)}, judges=1)
    with desk.file.operation("edit", "Lomba kecamatan"):
        paiton = next(one.uid for one in desk.file.villages.districts() if one.name == "Paiton")
        contest = desk.file.contests.get(room.contest)
        limits = with_district(contest.limits, paiton)
        desk.file.put("contest", contest.uid, {"level": "district", "limits": limits})
    type_all(desk.file, room)
    choices = workflows.decide_contest.DecisionChoices("BA/1")
    assert not isinstance(workflows.decide_contest.lock(desk.file, room.contest, choices), Refused)
    desk.page.refresh(None)
    desk.page._add_sample()
    key(form(), Qt.Key.Key_S, CONTROL)
    press(desk.page.toolbar, "Ambil juara…")
    assert "1 orang dari 1 lomba, belum dari Kec. Kotaanyar" in texts(form())
    press(form(), "Jadikan peserta")
    [entry] = desk.entries()
    assert (entry.name, entry.number, entry.category_name) == ("Siti Contohwati", "01", "desa")
    assert desk.file.contests.get_entry(entry.uid).from_entry == room.entries["01"].uid


def test_last_years_contest_is_copied_from_its_saved_file(desk: Desk, tmp_path: Path) -> None:
    saved = tmp_path / "lomba.json"
    saved.write_text(json.dumps(SAVED), encoding="utf-8")
    with answered(named(saved)):
        press(desk.page, "Salin lomba tahun lalu…")
    assert form().body.editors["name"].raw() == "Lomba KPM Umpama 2019"
    key(form(), Qt.Key.Key_S, CONTROL)
    contest = desk.contest()
    assert (contest.year, contest.level) == (2019, "regency")
    [first, second] = desk.file.contests.stages(contest.uid)
    assert [(one.name, one.weight, one.top) for one in (first, second)] == [
        ("Berkas", "30", 2), ("Lapangan", "70", None),
    ]  # fmt: skip
    [profile, _] = desk.file.contests.criteria(first.uid)
    assert (profile.name, profile.weight, profile.min_points, profile.max_points) == (
        "Profil", "40", "0", "100",
    )  # fmt: skip
    [field] = desk.file.contests.criteria(second.uid)
    assert (field.weight, field.max_points) == ("", "62.5")
    assert contest.ties == (stage_rung(second.uid), criterion_rung(profile.uid), "lot")
    assert [one.name for one in desk.file.contests.categories(contest.uid)] == ["kelurahan", "desa"]
    assert desk.entries() == []
    assert desk.file.contests.judges(contest.uid) == []
    damaged = tmp_path / "rusak.json"
    damaged.write_text("{", encoding="utf-8")
    before = len(desk.file.history())
    with answered(named(damaged)):
        desk.page._copy_file()
    assert len(desk.file.history()) == before
    assert "Simpan ulang berkas lombanya." in texts(desk.window.toast)


def test_a_copy_has_the_rubric_and_nobody_in_it(desk: Desk) -> None:
    desk.begin()
    desk.enter("siti")
    first = desk.contest()
    [button] = [
        one
        for one in desk.page.toolbar.findChildren(QPushButton)
        if one.text() == "Lomba" and one.menu() is not None
    ]
    choose(button.menu(), "Salin lomba ini…")
    fill(form(), name="Lomba tahun depan", year="2020")
    key(form(), Qt.Key.Key_S, CONTROL)
    assert desk.page.chooser.currentText() == "Lomba tahun depan 2020, tingkat kabupaten"
    [copied] = [one for one in desk.file.contests.find() if one.uid != first.uid]
    assert (copied.stages, copied.categories, copied.entries, copied.judges) == (3, 2, 0, 0)


def test_an_indicator_and_a_described_scale_are_typed(desk: Desk) -> None:
    desk.begin()
    press(desk.page, "Kriteria")
    page = desk.window.front
    assert isinstance(page, RubricPage)
    stage = desk.file.contests.stages(desk.contest().uid)[0]
    page.criteria.view.setCurrentIndex(page.criteria.model.index(0, 1))
    for name in ("Struktur", "Program"):
        press(page, "Tambah indikator")
        [editor] = [one for one in page.criteria.view.findChildren(QLineEdit) if one.isVisible()]
        editor.selectAll()
        QTest.keyClicks(editor, name)
        key(editor, Qt.Key.Key_Return)
        QApplication.processEvents()
    [above, *_] = desk.file.contests.criteria(stage.uid)
    below = [one for one in desk.file.contests.criteria(stage.uid) if one.parent == above.uid]
    assert [one.name for one in below] == ["Struktur", "Program"]
    assert [row[1] for row in page.criteria.model.shown_rows()] == ["1", "1.1", "1.2", "2", "3"]
    page.criteria.view.go_to(below[1].uid)
    press(page, "Pilihan skala…")
    fill_long(form(), "choices", "4 lengkap")
    press(form(), "Simpan")
    assert "Tulis satu pilihan per baris, misalnya 4 = lengkap dan mutakhir." in texts(form())
    fill_long(form(), "choices", "4 = lengkap\n3 = cukup\n2 = sebagian\n1 = tidak ada")
    press(form(), "Simpan")
    [_, second] = [one for one in desk.file.contests.criteria(stage.uid) if one.parent == above.uid]
    assert (second.min_points, second.max_points) == ("1", "4")
    assert [one.text for one in choices_of(second.scale)] == ["lengkap", "cukup", "sebagian", "tidak ada"]
    assert "4 pilihan" in {row[6] for row in page.criteria.model.shown_rows()}
    desk.workspace.undo()
    assert desk.file.contests.criteria(stage.uid)[-1].scale == ""


def test_a_used_category_is_kept_and_a_renamed_one_keeps_its_entries(desk: Desk) -> None:
    desk.begin()
    desk.enter("siti")
    contest = desk.contest()
    desk.page._edit_contest()
    editor = form().body.editors["categories"]
    editor.set_raw("kelurahan")
    key(form(), Qt.Key.Key_S, CONTROL)
    assert "Kategori desa masih dipakai 1 peserta." in texts(form())
    editor.set_raw("desa dan desa adat\nkelurahan")
    key(form(), Qt.Key.Key_S, CONTROL)
    names = [one.name for one in desk.file.contests.categories(contest.uid)]
    assert names == ["desa dan desa adat", "kelurahan"]
    assert desk.entries()[0].category_name == "desa dan desa adat"


def test_a_wish_for_an_entry_shows_its_contest(desk: Desk) -> None:
    desk.begin()
    desk.enter("siti")
    (entry,) = desk.entries()
    with desk.file.operation("edit", "Lomba lain"):
        other = desk.file.contests.create_sample("Lomba lain", 2030)
    desk.page.refresh(None)
    desk.window.go("contests", contest=other.uid)
    assert desk.entries() == []
    desk.window.go("contests", uid=entry.uid)
    current = desk.page.current_row()
    assert current is not None
    assert current[0] == entry.uid


def test_no_english_is_on_the_screen(desk: Desk) -> None:
    assert english_on(desk.page) == []
    desk.begin()
    desk.enter("siti")
    assert english_on(desk.page) == []
    desk.key(Qt.Key.Key_N)
    assert english_on(form()) == []
    form().close()
    press(desk.page, "Kriteria")
    assert english_on(desk.window.front) == []
