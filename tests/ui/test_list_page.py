"""The list page as a person uses it: search, chips, picks, pane, big text, empty states."""

from collections.abc import Iterable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kpm_desktop.store.data_file import Changes
from kpm_desktop.ui import parts
from kpm_desktop.ui.tables.column import Column, Row
from kpm_desktop.ui.tables.list_page import ListPage
from kpm_desktop.ui.tables.list_spec import Chip, EmptyList, ListSpec, RowAction, Search, ToolbarAction
from kpm_desktop.ui.theme import theme
from words import english_on

PLAIN = Qt.KeyboardModifier.NoModifier


def uid(number: int) -> bytes:
    return number.to_bytes(16, "big")


def sample() -> list[Row]:
    people = ("Siti Contohwati", "Rini Melati", "Abd. Gelombang")
    return [(uid(at), f"{people[at % 3]} {at}", ("Paiton", "Besuk")[at % 2], at % 4 == 0) for at in range(30)]


class Detail(QWidget):
    """Shows the name of the row, and has one button."""

    def __init__(self) -> None:
        super().__init__()
        self.words = QLabel()
        self.button = parts.button("Ubah")
        box = QVBoxLayout(self)
        box.addWidget(self.words)
        box.addWidget(self.button)

    def show_row(self, row: Row | None) -> None:
        self.words.setText(row[1] if row else "")


class Screen(ListPage):
    """A page that writes down what it was asked."""

    def __init__(self, memory: dict[str, Any], rows: list[Row] | None = None) -> None:
        self.asked: list[tuple[str, Any]] = []
        self.stored = sample() if rows is None else rows
        self.loads = 0
        self.detail = Detail()
        super().__init__(self._made_spec(), memory, self.detail)

    def _made_spec(self) -> ListSpec:
        return ListSpec(
            name="cadres",
            columns=(
                Column("Nama", lambda row: row[1], main=True, searched=True, width=180, stretch=True),
                Column("Kecamatan", lambda row: row[2], width=110),
                Column("Jenis", lambda _row: "Desa", width=80, low_priority=True),
                Column("Nomor SK", lambda _row: "188/04", width=80, optional=True),
            ),
            load=self._load,
            load_some=self._load_some,
            table="person",
            concerns=frozenset({"village"}),
            search=Search(lambda row: row[1].casefold(), hint="Cari nama…", suggest=lambda _text: "Rini"),
            noun="kader",
            empty=EmptyList(
                "users", "Belum ada kader.", (ToolbarAction("Tambah kader", "plus", self.add_new),)
            ),
            chips=(
                Chip("district", "Kecamatan", value=lambda row: row[2], worded=lambda value: f"Kec. {value}"),
                Chip("fourth", "Perlu dilihat", lambda row: row[3]),
                Chip("none", "Tanpa nama", lambda row: not row[1], more=True),
            ),
            actions=(
                ToolbarAction("Tambah kader", "user-plus", self.add_new, "Ctrl+N", primary=True),
                ToolbarAction("Cetak", "printer", self._print),
                ToolbarAction("Ekspor", "file-export", self._print),
            ),
            row_actions=(
                RowAction(lambda number: f"Cetak {number} kartu", "printer", self._print_rows, primary=True),
                RowAction(lambda _number: "Ubah", "pencil", self._print_rows, single=True, shortcut="F2"),
            ),
            sort=("Nama", False),
            count_note=lambda rows: f"{sum(row[3] for row in rows)} perlu dilihat",
        )

    def _load(self) -> list[Row]:
        self.loads += 1
        return list(self.stored)

    def _load_some(self, uids: Iterable[bytes]) -> list[Row]:
        return [row for row in self.stored if row[0] in set(uids)]

    def _print(self) -> None:
        self.asked.append(("print", None))

    def _print_rows(self, rows: list[Row]) -> None:
        self.asked.append(("rows", len(rows)))

    def add_new(self) -> None:
        self.asked.append(("new", None))

    def edit_row(self, row: Row) -> None:
        self.asked.append(("edit", row[0]))

    def delete_rows(self, rows: list[Row]) -> None:
        self.asked.append(("delete", len(rows)))


@pytest.fixture
def memory() -> dict[str, Any]:
    return {}


def shown(qtbot: QtBot, page: Screen, width: int = 1366) -> Screen:
    qtbot.addWidget(page)
    page.resize(width, 620)
    page.reload()
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.fixture
def page(qtbot: QtBot, memory: dict[str, Any]) -> Screen:
    return shown(qtbot, Screen(memory))


def chip(page: Screen, text: str) -> QPushButton:
    return next(one for one in page.chips.findChildren(QPushButton) if one.text().startswith(text))


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_the_count_says_what_is_shown_of_how_many(page: Screen) -> None:
    assert page.chips.count.text() == "30 kader, 8 perlu dilihat"
    click(chip(page, "Perlu dilihat"))
    assert page.chips.count.text() == "8 dari 30 kader, 8 perlu dilihat"


def test_an_off_chip_counts_and_an_on_chip_goes_off_with_a_click(page: Screen) -> None:
    assert chip(page, "Perlu dilihat").text() == "Perlu dilihat  8"
    page.chips.show_state({"district": ["Besuk"]})
    assert chip(page, "Perlu dilihat").text() == "Perlu dilihat  0"
    assert chip(page, "Kec. Besuk").isChecked()
    click(chip(page, "Kec. Besuk"))
    assert page.chips.state() == {}


def test_search_goes_to_the_rows_and_escape_clears_it(page: Screen) -> None:
    page.focus_search()
    box = page.toolbar.search
    QTest.keyClicks(box, "rini melati 1")
    assert {row[1] for row in page.model.shown_rows()} >= {"Rini Melati 1", "Rini Melati 10"}
    QTest.keyClick(box, Qt.Key.Key_Return)
    current = page.current_row()
    assert current is not None
    assert current[1] == "Rini Melati 1"
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""
    assert len(page.model.shown_rows()) == 30


def test_nothing_found_differs_from_nothing_there(qtbot: QtBot, page: Screen) -> None:
    page.toolbar.search.setText("tidak ada")
    texts = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
    assert "0 hasil. Hapus saringan?" in texts
    other = next(one for one in page.findChildren(QPushButton) if one.text() == "Maksudnya Rini?")
    click(other)
    assert page.toolbar.search.text() == "Rini"
    page.toolbar.search.setText("tidak ada")
    click(next(one for one in page.findChildren(QPushButton) if one.text() == "Hapus saringan"))
    assert len(page.model.shown_rows()) == 30
    bare = shown(qtbot, Screen({}, []))
    texts = [one.text() for one in bare.findChildren(QLabel) if one.isVisible()]
    assert "Belum ada kader." in texts


def test_the_selection_bar_carries_the_number(page: Screen) -> None:
    assert not page.selection.isVisible()
    page.model.tick([uid(1)])
    assert page.selection.isVisible()
    assert page.selection.count.text() == "1 dipilih"
    page.model.tick([uid(2), uid(3)])
    button = page.selection.row.buttons()[0]
    assert button.text() == "Cetak 3 kartu"
    click(button)
    assert page.asked == [("rows", 3)]
    click(page.selection.release)
    assert not page.selection.isVisible()


def test_keys_reach_the_screen(page: Screen) -> None:
    page.view.go_to(uid(4))
    for key in (Qt.Key.Key_F2, Qt.Key.Key_Delete):
        QTest.keyClick(page.view, key)
    assert page.asked == [("edit", uid(4)), ("delete", 1)]
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert page.detail.button.hasFocus()
    QTest.keyClick(page.detail.button, Qt.Key.Key_Escape)
    assert page.view.hasFocus()


def test_the_row_menu_has_single_acts_only_for_one_row(page: Screen) -> None:
    rows = page.model.shown_rows()
    assert [one.text() for one in page.row_menu(rows[:1]).actions()] == ["Cetak 1 kartu", "Ubah\tF2"]
    assert [one.text() for one in page.row_menu(rows[:2]).actions()] == ["Cetak 2 kartu"]


def test_the_pane_follows_the_current_row(page: Screen) -> None:
    page.go_to(uid(7))
    assert page.detail.words.text() == "Rini Melati 7"
    page.chips.show_state({"district": ["Paiton"]})
    assert page.detail.words.text() == ""
    assert page.go_to(uid(7))
    assert page.chips.state() == {}
    assert not page.go_to(uid(999))


def test_pane_chips_and_sort_are_remembered(qtbot: QtBot, page: Screen, memory: dict[str, Any]) -> None:
    page.toggle_pane()
    click(chip(page, "Perlu dilihat"))
    page.view.fitted.sort_by(2)
    again = shown(qtbot, Screen(memory))
    assert again.pane is not None
    assert not again.pane.isVisible()
    assert again.chips.state() == {"fourth": []}
    assert again.model.order.sorted_by == (1, False)
    again.toggle_pane()
    assert again.pane.isVisible()


def test_columns_are_chosen_and_stay_chosen(qtbot: QtBot, page: Screen, memory: dict[str, Any]) -> None:
    def titles(one: Screen) -> list[str]:
        return [column.title for column in one.view.shown_columns()]

    assert titles(page) == ["Nama", "Kecamatan", "Jenis"]
    click(page.chips.columns)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    name, district, kind, more, *_ = menu.actions()
    assert [one.text() for one in (name, district, kind, more)] == ["Nama", "Kecamatan", "Jenis", "Nomor SK"]
    assert not name.isEnabled()
    district.trigger()
    more.trigger()
    menu.close()
    assert titles(page) == ["Nama", "Jenis", "Nomor SK"]
    page.view.go_to_first()
    page.view.copy(with_titles=True)
    assert QGuiApplication.clipboard().text().splitlines()[0] == "Nama\tJenis\tNomor SK"
    again = shown(qtbot, Screen(memory))
    assert titles(again) == ["Nama", "Jenis", "Nomor SK"]
    again.view.fitted.column_menu().actions()[-1].trigger()
    assert titles(again) == ["Nama", "Kecamatan", "Jenis"]


def test_saved_filters_come_back(qtbot: QtBot, page: Screen, memory: dict[str, Any]) -> None:
    def menu_of(one: Screen) -> QMenu:
        click(chip(one, "Lainnya"))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    def choose(menu: QMenu, words: str) -> None:
        next(one for one in menu.actions() if one.text() == words).trigger()
        menu.close()

    page.chips.show_state({"district": ["Besuk"], "fourth": []})
    choose(menu_of(page), "Simpan saringan ini")
    choose(menu_of(page), "Hapus semua saringan")
    again = shown(qtbot, Screen(memory))
    assert again.chips.state() == {}
    choose(menu_of(again), "Kec. Besuk, Perlu dilihat")
    assert again.chips.state() == {"district": ["Besuk"], "fourth": []}
    menu = menu_of(again)
    [drop] = [one for one in menu.findChildren(QMenu) if one.title() == "Buang saringan tersimpan"]
    drop.actions()[0].trigger()
    menu.close()
    assert memory["cadres/saved"] == []


def test_an_operation_reads_only_touched_rows_again(page: Screen) -> None:
    loads = page.loads
    page.go_to(uid(2))
    page.stored[2] = (uid(2), "Nama Baru", "Paiton", False)
    del page.stored[5]
    touched = frozenset({("person", uid(2)), ("person", uid(5))})
    page.refresh(Changes(uid(1), "edit", "Ubah 2 kader", touched))
    assert page.loads == loads
    assert page.detail.words.text() == "Nama Baru"
    assert page.model.order.index_of(uid(5)) is None
    page.refresh(Changes(uid(1), "edit", "Ubah 1 nilai", frozenset({("score", uid(2))})))
    assert page.loads == loads
    page.refresh(Changes(uid(1), "edit", "Ubah 1 desa", frozenset({("village", uid(2))})))
    page.refresh(None)
    assert page.loads == loads + 2


def test_a_wish_of_another_screen_is_shown(page: Screen) -> None:
    page.chips.show_state({"fourth": []})
    page.show_wish(chips={"district": ["Besuk"]}, uid=uid(3))
    assert page.chips.state() == {"district": ["Besuk"]}
    current = page.current_row()
    assert current is not None
    assert current[0] == uid(3)


def test_at_big_text_everything_folds_and_the_pane_lies_over_the_list(qtbot: QtBot) -> None:
    theme().choose(percent=200)
    try:
        page = shown(qtbot, Screen({}))
        assert page.pane is not None
        assert not page.pane.isVisible()
        visible = {one.text() for one in page.toolbar.row.findChildren(QPushButton) if one.isVisible()}
        assert visible == {"Tambah kader", "Lainnya"}
        assert [one for one in page.chips.findChildren(QPushButton) if one.isVisible()] == [
            chip(page, "Saringan"),
            page.chips.columns,
        ]
        assert page.view.isColumnHidden(3)
        page.go_to(uid(1))
        QTest.keyClick(page.view, Qt.Key.Key_Return)
        assert page.pane.isVisible()
        assert page.pane.geometry().right() == page.rect().right()
        QTest.keyClick(page.pane, Qt.Key.Key_Escape)
        assert not page.pane.isVisible()
        for button in page.findChildren(QPushButton):
            if button.isVisible():
                assert page.rect().contains(button.mapTo(page, button.rect().center())), button.text()
    finally:
        theme().choose(percent=100)


def test_buttons_that_do_not_fit_fold(page: Screen) -> None:
    page.toolbar.search.setFixedWidth(1000)
    QTest.qWait(0)
    folded = [one.text() for one in page.toolbar.row.buttons() if one.isHidden()]
    assert folded == ["Cetak", "Ekspor"]


def test_regions_in_reading_order(page: Screen) -> None:
    assert page.regions() == [page.toolbar.search, chip(page, "Kecamatan"), page.view, page.pane]


def test_every_control_has_a_name_and_no_text_is_english(page: Screen) -> None:
    page.model.tick([uid(1)])
    assert english_on(page) == []
    for button in page.findChildren(QPushButton):
        if button.isVisible():
            assert button.accessibleName(), button.text()
