"""The screen Lomba as the operator uses it; afterwards the data file is looked at."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from kpm_desktop.domain.contests import Contest, EntryLine
from kpm_desktop.settings import Settings
from kpm_desktop.store.data_file import DataFile
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
from record_builders import KARANGANYAR, PATOKAN, REGIONS, SUKODADI, add_cadre
from register_screens import Elsewhere, choose, fill, form, key, modal, press, texts
from words import english_on

NOW = dt.datetime(2019, 5, 2, 10, 42)  # noqa: DTZ001 (local time, as on the clock of the office)
CONTROL = Qt.KeyboardModifier.ControlModifier


class Desk:
    """One operator at the tab Lomba of a small data file with three cadres."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        translations.load(app)
        theme()
        self.file = DataFile.create(
            folder / "kpm.db", regency_code="35.13", regions=REGIONS, writer_name="PC-UJI", now=lambda: NOW
        )
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
        while (shown := QApplication.activeModalWidget()) is not None:
            shown.close()
        self.workspace.close()
        self.jobs.close()


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
