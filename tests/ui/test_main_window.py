"""The window: tabs by key, pages made late, one broadcast, toast and undo, full pages, and no English."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kpm_desktop.settings import Settings
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import FullError
from kpm_desktop.store.operation import Changes
from kpm_desktop.ui import translations
from kpm_desktop.ui.actions import ACTIONS, menu_actions
from kpm_desktop.ui.help_page import HelpPage, ShortcutSheet
from kpm_desktop.ui.jobs import Jobs
from kpm_desktop.ui.main_window import MainWindow
from kpm_desktop.ui.page import FullPage, Page, Shell, Tab
from kpm_desktop.ui.theme import Scheme, theme
from kpm_desktop.ui.toast import Toast
from kpm_desktop.ui.workspace import Workspace
from register_screens import texts
from words import english_on

NOW = dt.datetime(2027, 4, 8, 10, 42)  # noqa: DTZ001 (local time, as on the clock of the office)
NAMES = ("home", "villages", "cadres", "sessions", "contests", "certificates")
WORDS = ("Beranda", "Desa", "Kader", "Pembinaan", "Lomba", "Sertifikat")
ICONS = ("home", "map-pin", "users", "school", "trophy", "certificate")


class Screen(Page):
    """A small screen that writes down what it is told."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.told: list[Changes | None] = []
        self.added = 0
        self.wishes: dict[str, object] = {}
        self.field = QLineEdit()
        self.field.setAccessibleName("Cari")
        QVBoxLayout(self).addWidget(self.field)

    def hint(self) -> str:
        return f"{self.title}: {len(self.told)}"

    def refresh(self, changes: Changes | None) -> None:
        self.told.append(changes)

    def focus_search(self) -> None:
        self.field.setFocus()

    def add_new(self) -> None:
        self.added += 1

    def show_wish(self, **wishes: object) -> None:
        self.wishes = wishes


class Stubborn(FullPage):
    """A full page that does not let go while `holds` is set."""

    holds = False

    def may_close(self) -> bool:
        return not self.holds


class Acts:
    """Two entries of the menu Berkas."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def open_data(self) -> None:
        self.done.append("open_data")

    def send_package(self) -> None:
        self.done.append("send_package")


@pytest.fixture
def data_file(tmp_path: Path) -> Iterator[DataFile]:
    opened = DataFile.create(tmp_path / "kpm.db", regency_code="35.13", now=lambda: NOW)
    yield opened
    opened.close(backup=False)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    translations.load(qapp)
    theme().choose(Scheme.LIGHT, 100)
    jobs = Jobs()
    workspace = Workspace(jobs, lambda: NOW)
    made: list[Screen] = []

    def factory(word: str) -> Callable[[Shell], Page]:
        def make(_shell: Shell) -> Page:
            made.append(Screen(word))
            return made[-1]

        return make

    tabs = [
        Tab(name, word, icon, factory(word)) for name, word, icon in zip(NAMES, WORDS, ICONS, strict=True)
    ]
    top = MainWindow(
        workspace,
        jobs,
        Settings(),
        tabs=tabs,
        openers={"import": lambda shell, **_: Stubborn(shell, "Impor kader")},
        acts=(Acts(),),
        now=lambda: NOW,
    )
    qtbot.addWidget(top)
    top.name_data("DPMD Kabupaten Probolinggo", "Kab. Probolinggo 2027", is_sample=False)
    top.show_tab(0)
    top.show()
    qtbot.waitExposed(top)
    yield top
    jobs.close()
    theme().choose(Scheme.LIGHT, 100)


def _screen(window: MainWindow) -> Screen:
    front = window.front
    assert isinstance(front, Screen)
    return front


def _press(
    window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(window, key, modifiers)


CTRL = Qt.KeyboardModifier.ControlModifier


def test_each_tab_is_reached_by_its_number(window: MainWindow) -> None:
    for number, word in enumerate(WORDS):
        _press(window, Qt.Key(Qt.Key.Key_1 + number), CTRL)
        assert window.front.title == word
        assert [one.isChecked() for one in window.header.tab_buttons].index(True) == number


def test_a_screen_is_made_when_it_is_first_shown_and_only_once(window: MainWindow) -> None:
    first = window.front
    window.show_tab(2)
    window.show_tab(0)
    assert window.front is first


def test_keys_reach_the_screen_in_front_and_nobody_else(window: MainWindow) -> None:
    home = _screen(window)
    window.show_tab(2)
    _press(window, Qt.Key.Key_N, CTRL)
    assert _screen(window).added == 1
    assert home.added == 0
    _press(window, Qt.Key.Key_E, CTRL)  # no such method: nothing happens


def test_ctrl_f_goes_to_the_search_and_the_field_keeps_its_own_undo(window: MainWindow) -> None:
    _press(window, Qt.Key.Key_F, CTRL)
    field = _screen(window).field
    assert field.hasFocus()
    QTest.keyClicks(field, "abc")
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert field.text() == ""


def test_f6_walks_through_header_page_and_status_line(window: MainWindow) -> None:
    _screen(window).field.setFocus()
    seen = []
    for _ in range(3):
        _press(window, Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.append(
            next(
                name
                for name, part in (
                    ("status", window.status),
                    ("header", window.header),
                    ("page", window.front),
                )
                if part.isAncestorOf(focus) or part is focus
            )
        )
    assert seen == ["status", "header", "page"]


def test_going_to_a_tab_hands_over_the_wish(window: MainWindow) -> None:
    window.go("cadres", district="Paiton")
    assert window.front.title == "Kader"
    assert _screen(window).wishes == {"district": "Paiton"}


def test_a_full_page_covers_the_tab_until_alt_left(window: MainWindow) -> None:
    window.open("import")
    assert window.front.title == "Impor kader"
    _press(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.front.title == "Beranda"


def test_a_full_page_that_holds_on_is_not_left(window: MainWindow) -> None:
    window.open("import")
    page = window.front
    assert isinstance(page, Stubborn)
    page.holds = True
    _press(window, Qt.Key.Key_3, CTRL)
    assert window.front is page
    page.holds = False
    _press(window, Qt.Key.Key_3, CTRL)
    assert window.front.title == "Kader"


@pytest.mark.usefixtures("qapp")
def test_a_window_destroyed_under_its_toast_ends_the_program_without_a_crash() -> None:
    top = QWidget()
    Toast(top).show_text("Disimpan.")
    top.show()
    shiboken6.delete(top)
    assert not shiboken6.isValid(top)


def test_an_act_is_told_once_with_a_toast_and_can_be_taken_back(
    window: MainWindow, data_file: DataFile
) -> None:
    window.workspace.take(data_file)
    screen = _screen(window)
    before = len(screen.told)
    uid = data_file.new_uid()
    changes = window.workspace.run(
        "edit", "Tambah 1 kader", lambda file: file.put("person", uid, {"name": "Siti Contohwati"})
    )
    assert changes is not None
    assert screen.told[before:] == [changes]
    assert window.toast.text() == "Tambah 1 kader."
    assert "Tersimpan 10.42" in texts(window.status).splitlines()
    _press(window, Qt.Key.Key_Z, CTRL)
    assert window.toast.text() == "Diurungkan: Tambah 1 kader."
    _press(window, Qt.Key.Key_Y, CTRL)
    assert window.toast.text().startswith("Diulangi")
    assert len(screen.told) == before + 3


def test_a_hidden_screen_is_told_when_it_comes_to_the_front(window: MainWindow, data_file: DataFile) -> None:
    window.workspace.take(data_file)
    window.show_tab(2)
    hidden = _screen(window)
    window.show_tab(0)
    told = len(hidden.told)
    window.workspace.run(
        "edit", "Tambah 1 kader", lambda file: file.put("person", file.new_uid(), {"name": "Rini Melati"})
    )
    assert len(hidden.told) == told
    window.show_tab(2)
    assert len(hidden.told) == told + 1


def test_what_could_not_be_saved_stands_in_red_and_changes_nothing(
    window: MainWindow, data_file: DataFile
) -> None:
    window.workspace.take(data_file)
    told: list[str] = []
    window.workspace.failed.disconnect()
    window.workspace.failed.connect(lambda error: told.append(error.code))

    def fail(file: DataFile) -> None:
        file.put("person", file.new_uid(), {"name": "Rini Melati"})
        raise FullError

    assert window.workspace.run("edit", "Tambah 1 kader", fail) is None
    assert told == ["E-PENUH"]
    assert "Belum tersimpan: ruang penyimpanan penuh" in texts(window.status)
    assert data_file.rows("SELECT count(*) FROM person") == [(0,)]


def test_long_work_is_one_step_and_is_told_before_its_result(
    window: MainWindow, data_file: DataFile, qtbot: QtBot
) -> None:
    window.workspace.take(data_file)
    results: list[tuple[object, int]] = []
    screen = _screen(window)
    before = len(screen.told)

    def work(file: DataFile, _progress: object) -> int:
        for name in ("Siti Contohwati", "Rini Melati"):
            file.put("person", file.new_uid(), {"name": name})
        return 2

    window.workspace.run_long(
        "import", "Impor 2 kader", work, lambda result: results.append((result, len(screen.told)))
    )
    qtbot.waitUntil(lambda: bool(results))
    assert getattr(results[0][0], "value", None) == 2
    assert results[0][1] == before + 1
    assert data_file.rows("SELECT count(*) FROM person") == [(2,)]


def test_the_menu_has_only_what_can_be_done(window: MainWindow) -> None:
    entries = [
        action.text().split("\t")[0]
        for action in window.header.file_menu.actions()
        if not action.isSeparator()
    ]
    assert entries == ["Buka data…", "Kirim ke flashdisk…", "Tutup"]
    _press(window, Qt.Key.Key_B, CTRL)
    [acts] = window.acts
    assert isinstance(acts, Acts)
    assert acts.done == ["send_package"]


def test_text_size_follows_the_keys_and_is_kept(window: MainWindow) -> None:
    _press(window, Qt.Key.Key_Plus, CTRL)
    assert theme().percent == 115
    assert window.settings.text_scale == 115
    _press(window, Qt.Key.Key_0, CTRL)
    assert theme().percent == 100


def test_at_double_size_nothing_pushes_the_window_beyond_the_screen(window: MainWindow) -> None:
    window.resize(1366, 696)
    theme().choose(percent=200)
    QApplication.processEvents()
    assert window.minimumSizeHint().width() <= 1366
    right = window.header.tab_buttons[-1].geometry().right()
    assert right < window.width()
    for one in window.header.tab_buttons:
        assert one.width() >= one.sizeHint().width()


def test_the_title_names_the_office_and_marks_the_sample(window: MainWindow) -> None:
    assert window.windowTitle() == "KPM Desktop  Kader Pemberdayaan Masyarakat, DPMD Kabupaten Probolinggo"
    window.name_data("DPMD Kabupaten Probolinggo", "Contoh", is_sample=True)
    assert window.windowTitle().endswith("CONTOH")


@pytest.mark.parametrize(
    ("days", "tone"), [(0, ""), (3, ""), (4, "warn"), (13, "warn"), (14, "err"), (None, "warn")]
)
def test_the_age_of_the_copy_outside_turns_amber_and_red(
    window: MainWindow, days: int | None, tone: str
) -> None:
    window.show_backup_age(days)
    shown = next(
        one for one in window.status.children() if "adangan di luar PC" in str(getattr(one, "text", str)())
    )
    assert shown.property("tone") or tone == ""


def test_no_english_on_the_window_the_help_or_the_sheet_of_keys(window: MainWindow, qtbot: QtBot) -> None:
    window.show_backup_age(9)
    assert english_on(window) == []
    window.show_help()
    assert isinstance(window.front, HelpPage)
    assert english_on(window.front) == []
    sheet = ShortcutSheet(window)
    qtbot.addWidget(sheet)
    assert english_on(sheet) == []


def test_no_key_is_given_twice_and_every_row_says_what_it_does() -> None:
    rows = [*ACTIONS, *menu_actions()]
    keys = [key for row in rows if row.method for key in row.keys]
    assert len(keys) == len(set(keys))
    assert all(row.text for row in rows)
