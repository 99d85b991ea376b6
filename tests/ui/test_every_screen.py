"""Every screen of the whole program, on the sample data, is painted in both schemes and speaks Indonesian.

No NIK stands on any of them in full.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from demo_folder import demo
from desk import ALT, CONTROL, Desk, desk_at
from kpm_desktop.domain.uid import Uid
from kpm_desktop.settings import Settings
from kpm_desktop.store.history import Reversal
from kpm_desktop.ui.layouts.editor import EditorPage
from kpm_desktop.ui.preview import PreviewPage
from kpm_desktop.ui.sessions.page import SessionsPage
from kpm_desktop.ui.tables.list_page import ListPage
from kpm_desktop.ui.tables.table_view import TableView
from kpm_desktop.ui.theme import Scheme, theme
from merge_screens import NEW, apart, merge_page
from register_screens import choose
from stick_screens import close_sending, lock, open_sending, receive_page, send, start_dialog
from words import english_in, texts_of

N, F2, ESCAPE = Qt.Key.Key_N, Qt.Key.Key_F2, Qt.Key.Key_Escape
SHOWN_ROWS = 25
NIK = re.compile(r"(?<!\d)\d{4}(?:[ .-]?\d{4}){3}(?![ .-]?\d)")


class Walk:
    """Looks at whatever is shown and remembers what was English, and which NIK were shown in full."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.found: set[str] = set()
        self.niks: set[str] = set()
        self.seen = 0
        self.dialogs: set[str] = set()

    def look(self) -> None:
        """Look at all windows, dialogs and menus that are shown, and paint them."""
        self.desk.settle()
        for top in QApplication.topLevelWidgets():
            if top.isVisible():
                assert not top.grab().isNull()
                self._look_at(top)

    def menu(self, menu: QMenu) -> None:
        self._look_at(menu)

    def dialog(self) -> None:
        """Look at the dialog on top, each part of it, then leave it."""
        self.desk.settle()
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, QDialog), self.desk.window.front
        self.dialogs.add(shown.windowTitle())
        self.look()
        for part in (Qt.Key.Key_2, Qt.Key.Key_3):
            self.desk.key(part, ALT, on=shown)
            self.look()
        shown.reject()
        self.desk.settle()
        assert QApplication.activeModalWidget() is None

    def left(self, dialog: QDialog) -> None:
        """Look at a dialog that stops the window, then leave it."""
        self._look_at(dialog)
        dialog.reject()

    def _look_at(self, top: QWidget) -> None:
        self.seen += 1
        typed: set[str] = set()
        shown: set[tuple[str, str]] = set()
        for widget in (top, *top.findChildren(QWidget)):
            shown.update((type(widget).__name__, text) for text in texts_of(widget))
            typed.update(_typed(widget))
        for view in top.findChildren(QAbstractItemView):
            if view.model() is not None:
                shown.update(("cell", text) for text in _cells(view.model()))
        self.found.update(f"{place}: {text}" for place, text in shown if english_in(text))
        self.niks.update(nik for text in typed.union(*shown) for nik in NIK.findall(text))


def _typed(widget: QWidget) -> Iterator[str]:
    """Yield what stands in a field."""
    if isinstance(widget, QLineEdit):
        yield widget.displayText()
    if isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(min(model.rowCount(), SHOWN_ROWS)):
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
        for column in range(columns):
            text = model.index(row, column).data()
            if isinstance(text, str):
                yield text


@pytest.fixture
def walk(qtbot: QtBot, tmp_path: Path) -> Iterator[Walk]:
    with desk_at(qtbot, tmp_path) as desk:
        desk.data_place.parent.mkdir()
        shutil.copyfile(demo().data, desk.data_place)
        desk.remember(Settings(color_scheme="light"))
        made = Walk(desk)
        yield made
        assert not made.found
        assert not made.niks
        assert made.seen > 0


def rows_of(page: ListPage) -> None:
    assert page.model.shown_rows(), page.title


def test_a_nik_that_is_asked_for_would_be_seen(walk: Walk) -> None:
    """The walk has eyes for it: the register shows one only when the operator asks."""
    desk = walk.desk
    desk.start()
    desk.tab(3)
    desk.list_page().view.go_to_first()
    walk.look()
    assert not walk.niks
    desk.window.resize(1366, 696)
    desk.key(Qt.Key.Key_N, ALT)
    walk.look()
    assert len(walk.niks) == 1
    areas = [area for area in desk.window.findChildren(QScrollArea) if area.isVisible()]
    assert [area.horizontalScrollBar().maximum() for area in areas] == [0] * len(areas)  # it is seen whole
    walk.niks.clear()


@pytest.mark.parametrize("tab", range(1, 7))
def test_each_tab_its_pane_its_menus_and_its_forms(walk: Walk, tab: int) -> None:
    desk = walk.desk
    desk.start()
    front = desk.tab(tab)
    walk.look()
    if isinstance(front, ListPage):
        front.view.go_to_first()
        rows_of(front)
        row = front.current_row()
        assert row is not None
        walk.menu(front.row_menu([row]))
        walk.menu(front.row_menu(front.model.shown_rows()[:2]))
        for part in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
            desk.key(part, ALT)
            walk.look()
        desk.key(N, CONTROL)
        walk.dialog()
        desk.key(F2, on=front.view)
        walk.dialog()
        desk.key(Qt.Key.Key_A, CONTROL, on=front.view)
        walk.look()
        desk.key(ESCAPE, on=front.view)
        front.toolbar.search.setText("zzzz tidak ada")
        walk.look()
    desk.key(Qt.Key.Key_F1)
    walk.look()


def test_in_the_dark_every_tab_and_every_group_of_settings_is_painted(walk: Walk) -> None:
    desk = walk.desk
    desk.start()
    for number in range(1, 7):
        desk.tab(number)
    desk.key(Qt.Key.Key_Comma, CONTROL)
    for group in range(1, 9):
        desk.key(Qt.Key(Qt.Key.Key_0 + group), ALT)
    light = _brightness(desk.window)
    theme().choose(Scheme.DARK)  # everything that was made in the light follows
    assert _brightness(desk.window) < light / 2
    for group in range(1, 9):
        desk.key(Qt.Key(Qt.Key.Key_0 + group), ALT)
        walk.look()
    for number in range(1, 7):
        desk.tab(number)
        walk.look()
        assert _brightness(desk.window) < light / 2


def test_at_large_text_no_screen_is_wider_than_the_window(walk: Walk) -> None:
    desk = walk.desk
    desk.remember(Settings(color_scheme="light", text_scale=150))
    desk.start()
    desk.window.resize(1366, 696)
    wide = []
    for number in range(1, 7):
        desk.tab(number)
        for part in (None, *(Qt.Key(Qt.Key.Key_0 + step) for step in range(1, 7))):
            if part is not None:
                desk.key(part, ALT)
            walk.look()
            assert theme().percent == 150
            front = desk.window.front
            if front.minimumSizeHint().width() > 1366:
                wide.append((front.title, front.minimumSizeHint().width()))
    desk.key(Qt.Key.Key_Comma, CONTROL)
    for group in range(1, 10):
        desk.key(Qt.Key(Qt.Key.Key_0 + group), ALT)
        walk.look()
        if desk.window.front.minimumSizeHint().width() > 1366:
            wide.append((f"Pengaturan {group}", desk.window.front.minimumSizeHint().width()))
    assert wide == []


@pytest.mark.parametrize("scale", [100, 150])
def test_the_lists_of_the_tabs_stand_without_scrolling_sideways(walk: Walk, scale: int) -> None:
    desk = walk.desk
    desk.remember(Settings(color_scheme="light", text_scale=scale))
    desk.start()
    desk.window.resize(1366, 696)
    sideways = []
    for number in range(1, 7):
        front = desk.tab(number)
        if isinstance(front, SessionsPage) and scale > 100:
            front.view.go_to_first()
            desk.key(Qt.Key.Key_Return, on=front.view)  # its lists stand in the pane over the sessions
            assert front.detail.people.view.isVisible()
        walk.look()
        for table in desk.window.front.findChildren(TableView):
            if table.isVisible() and table.horizontalScrollBar().maximum() > 0:
                sideways.append((number, table.accessibleName(), table.horizontalScrollBar().maximum()))
    assert sideways == []


def look_at_layout(walk: Walk) -> None:
    """Make a layout from a shipped design, go through its boxes, and add one."""
    desk = walk.desk
    desk.window.open("layouts")
    desk.press("Dari Klasik, A4")
    editor = desk.page(EditorPage)
    desk.until(lambda: bool(editor.canvas._pdf))
    for _ in editor.steps.now.boxes:
        desk.key(Qt.Key.Key_Tab, on=editor.canvas)
        walk.look()
    editor.pane._fill_menu()
    walk.menu(editor.pane._menu)
    choose(editor.pane._menu, "Tulisan sendiri")
    walk.look()
    assert editor.minimumSizeHint().width() <= 1366
    desk.key(Qt.Key.Key_S, CONTROL)
    desk.key(Qt.Key.Key_Left, ALT)
    walk.look()
    desk.key(Qt.Key.Key_Left, ALT)


def _brightness(window: QWidget) -> int:
    """Return the mean brightness of a painted window."""
    return (
        window.grab()
        .toImage()
        .scaled(1, 1, mode=Qt.TransformationMode.SmoothTransformation)
        .pixelColor(0, 0)
        .value()
    )


def test_full_pages_and_windows_of_the_menu(walk: Walk) -> None:
    desk = walk.desk
    desk.start()
    walk.menu(desk.window.header.file_menu)
    with desk.answering(walk.left):
        choose(desk.window.header.file_menu, "Buka data…")
    with desk.answering(walk.left):
        choose(desk.window.header.file_menu, "Periksa data")
    with desk.answering(walk.left):
        desk.key(Qt.Key.Key_Slash, CONTROL)
    desk.key(Qt.Key.Key_Comma, CONTROL)
    for group in range(1, 10):
        desk.key(Qt.Key(Qt.Key.Key_0 + group), ALT)
        walk.look()
    for name in (
        "show_history",
        "show_packages",
        "show_trash",
        "show_conflicts",
        "restore_backup",
        "duplicates",
        "layouts",
    ):
        desk.window.open(name)
        walk.look()
        desk.key(Qt.Key.Key_Left, ALT)
    look_at_layout(walk)
    desk.key(Qt.Key.Key_K, CONTROL)
    walk.look()
    desk.key(ESCAPE)


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_a_merge_its_groups_its_end_and_what_stays_open(walk: Walk, scheme: Scheme) -> None:
    desk = walk.desk
    theirs = apart(desk)
    theme().choose(scheme)
    page = merge_page(desk, theirs)
    for group in range(1, 8):
        desk.key(Qt.Key(Qt.Key.Key_0 + group), ALT)
        walk.look()
    page.groups.search.setText("zzzz tidak ada")
    walk.look()
    page.groups.search.clear()
    desk.key(Qt.Key.Key_Return, CONTROL)
    desk.settle()
    walk.look()
    desk.press("Batalkan penggabungan")
    walk.look()
    desk.press("Ulangi penggabungan")
    desk.window.open("show_conflicts")
    walk.look()
    desk.press("Pertahankan semua yang tampak")
    walk.look()
    new = desk.file.rows("SELECT uid FROM person WHERE name = ?", (NEW,))[0][0]
    desk.program.workspace.run("edit", "Ubah 1 orang", lambda file: file.put("person", new, {"notes": "x"}))
    kept: list[Reversal] = []
    desk.program.workspace.undo_operation(merge_of(desk), kept.append)
    desk.window.open("show_kept", reversal=kept[0])
    walk.look()
    theirs.close(backup=False)


def merge_of(desk: Desk) -> Uid:
    return next(one.operation for one in desk.file.history() if one.label.startswith("Gabung paket"))


def test_marking_invitation_sheet_and_preview(walk: Walk) -> None:
    desk = walk.desk
    desk.start()
    page = desk.tab(4)
    assert isinstance(page, ListPage)
    page.view.go_to_first()
    row = page.current_row()
    assert row is not None
    desk.press("Undang menurut aturan", page.toolbar)
    walk.dialog()
    desk.window.open("attendance", session=row[0])
    walk.look()
    desk.key(Qt.Key.Key_W)
    walk.dialog()
    desk.key(Qt.Key.Key_Left, ALT)
    desk.key(Qt.Key.Key_P, CONTROL)
    shown = QApplication.activeModalWidget()
    assert shown is not None
    walk.look()
    desk.key(Qt.Key.Key_Return, on=shown)
    desk.until(lambda: isinstance(desk.window.front, PreviewPage))
    walk.look()
    desk.key(Qt.Key.Key_P, CONTROL)
    walk.dialog()


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_plan_names_recap_and_steps_of_a_series(walk: Walk, scheme: Scheme) -> None:
    desk = walk.desk
    desk.start()
    theme().choose(scheme)
    page = desk.tab(4)
    assert isinstance(page, SessionsPage)
    page.view.go_to_first()
    row = page.current_row()
    assert row is not None
    desk.key(Qt.Key.Key_4, ALT)
    walk.look()
    walk.menu(page.detail.more_menu())
    walk.menu(page.detail.people_menu(page.detail.people.model.shown_rows()[:1]))
    page.plan_sessions()
    walk.dialog()
    desk.window.open("recap")
    for part in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4):
        desk.key(part, ALT)
        walk.look()
    desk.key(Qt.Key.Key_P, CONTROL)
    walk.dialog()
    desk.key(Qt.Key.Key_Left, ALT)
    desk.window.open("checklist", series=row[1].series)
    walk.look()
    desk.key(Qt.Key.Key_Left, ALT)
    desk.window.open("invite_names", session=row[0], text="Siti Contohwati\nOrang Rekaan Sekali")
    desk.settle()
    walk.look()


def test_the_start_page_and_new_data(walk: Walk) -> None:
    desk = walk.desk
    desk.data_place.unlink()
    desk.start()
    walk.look()
    desk.start_page.choices[0].click()
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, QDialog)
    walk.look()
    shown.reject()


def test_what_goes_to_a_stick_and_comes_from_it(walk: Walk) -> None:
    desk = walk.desk
    stick = desk.plug_in()
    desk.start()
    sending = open_sending(desk)
    for radio in (sending.what.district, sending.what.everything):
        radio.setChecked(True)
        walk.look()
    lock(sending)
    send(desk, sending)
    walk.look()
    close_sending(desk)
    (stick.root / "KPM-3513-RUSAK-000001.paket").write_bytes(b"KPMPAKET1\n")
    page = receive_page(desk)
    walk.look()
    for row in page.list.model.shown_rows():
        page.list.go_to(row[0])
        walk.look()
    walk.menu(page.list.row_menu(page.list.model.shown_rows()))
    page.take_rows(page.list.model.shown_rows())
    desk.settle()
    walk.look()
    desk.key(Qt.Key.Key_F1)
    walk.look()
    desk.key(Qt.Key.Key_Left, ALT)
    theme().choose(Scheme.DARK)
    walk.look()
    desk.window.leave_page()
    desk.window.leave_page()
    desk.program.leave_data()
    beginning = start_dialog(desk)
    walk.look()
    beginning.reject()
