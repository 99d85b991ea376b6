"""Urungkan and Ulangi: small ones at once, large ones on the worker, where Hentikan loses nothing."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from builders import new_file, visible
from desk import CONTROL, Desk, at_step, desk_at
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.settings.history_page import HistoryPage
from merge_screens import apart, merge_page
from patience import PATIENCE
from register_screens import press

Z, Y = Qt.Key.Key_Z, Qt.Key.Key_Y
MANY = 600
"""So many rows: more than are taken back on the window's thread, and told of more than once."""
STEPS = 7
"""How often their undo tells where it is: the rows are counted twice, each time by five hundred."""


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk_at(qtbot, tmp_path) as made:
        new_file(made.data_place.parent, made.clock).close(backup=False)
        made.start()
        yield made


@pytest.fixture
def titles(desk: Desk) -> list[str]:
    """What the card says is being done, one after another."""
    found: list[str] = []
    desk.program.jobs.started.connect(found.append)
    return found


def add(desk: Desk, count: int) -> None:
    def act(file: DataFile) -> None:
        for number in range(count):
            file.put("person", file.new_uid(), {"name": f"Siti Contohwati {number}", "phone": "0811"})

    desk.program.workspace.run("import", f"Impor {count} kader dari tidy.xlsx", act)


def rest_on(toast: QWidget) -> None:
    """Let the mouse rest on the toast, which stays for as long as it does."""
    place = QPointF(5, 5)
    QApplication.sendEvent(toast, QEnterEvent(place, place, place))


def people(desk: Desk) -> int:
    return int(desk.file.rows("SELECT count(*) FROM person WHERE alive = 1")[0][0])


def acts(desk: Desk) -> list[str]:
    return [one.label for one in desk.file.history()]


def said(desk: Desk) -> str:
    return desk.window.toast.text()


def test_a_small_step_is_taken_back_at_once(desk: Desk, titles: list[str]) -> None:
    add(desk, 3)
    desk.settle()
    QTest.keyClick(desk.window, Z, CONTROL)
    assert people(desk) == 0
    assert said(desk) == "Diurungkan: Impor 3 kader dari tidy.xlsx."
    QTest.keyClick(desk.window, Y, CONTROL)
    assert people(desk) == 3
    assert titles == []


def test_a_large_step_is_taken_back_and_brought_again_on_the_worker(desk: Desk, titles: list[str]) -> None:
    add(desk, MANY)
    before = visible(desk.file)
    threads: list[int] = []
    for code, left, words in (
        (Z, 0, "Diurungkan: Impor 600 kader dari tidy.xlsx."),
        (Y, MANY, "Diulangi: Impor 600 kader dari tidy.xlsx."),
    ):
        with at_step(desk.program.jobs, 1, lambda: threads.append(threading.get_ident())):
            desk.key(code, CONTROL)
            desk.settle()
        assert people(desk) == left
        assert said(desk) == words
    assert titles == ["Mengurungkan 600 perubahan", "Mengulangi 600 perubahan"]
    assert len(threads) == 2
    assert threading.get_ident() not in threads
    assert visible(desk.file) == before
    assert desk.file.check(noted=False).is_sound


def test_keys_pressed_while_a_large_step_is_taken_back_do_nothing(desk: Desk, titles: list[str]) -> None:
    add(desk, 1)
    add(desk, MANY)
    desk.settle()
    rest_on(desk.window.toast)
    reached, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        reached.set()
        go_on.wait(PATIENCE)

    with at_step(desk.program.jobs, 3, hold):
        QTest.keyClick(desk.window, Z, CONTROL)
        assert reached.wait(PATIENCE)
        try:
            for code in (Z, Y, Z):
                QTest.keyClick(desk.window, code, CONTROL)
            desk.window.header.undo_pressed.emit()  # the button below the card
            press(desk.window.toast, "Urungkan  Ctrl+Z")  # so is the toast
        finally:
            go_on.set()
        desk.settle()
    assert people(desk) == 1
    assert len(titles) == 1
    assert acts(desk)[0] == "Batalkan: Impor 600 kader dari tidy.xlsx"
    assert len(acts(desk)) == 3 + 1
    desk.key(Z, CONTROL)
    assert people(desk) == 0


@pytest.mark.parametrize("number", range(1, STEPS + 1))
def test_a_large_undo_that_is_stopped_changed_nothing(desk: Desk, number: int) -> None:
    add(desk, MANY)
    desk.settle()
    before, log = visible(desk.file), desk.file.rows("SELECT uid FROM operation")
    with at_step(desk.program.jobs, number, desk.program.jobs.cancel):
        desk.key(Z, CONTROL)
        desk.settle()
    if number < STEPS:  # at the last it is too late: what follows is one transaction's end
        assert said(desk) == "Dihentikan. Tidak ada yang berubah."
        assert visible(desk.file) == before
        assert desk.file.rows("SELECT uid FROM operation") == log
        desk.key(Z, CONTROL)
        desk.settle()
    assert people(desk) == 0
    assert desk.file.check(noted=False).is_sound


def test_a_large_act_of_the_past_is_taken_back_on_the_worker_too(desk: Desk, titles: list[str]) -> None:
    add(desk, MANY)
    add(desk, 1)
    desk.window.open("show_history")
    page = desk.page(HistoryPage)
    page.list.view.go_to_first()
    desk.key(Qt.Key.Key_Down, on=page.list.view)
    desk.key(Qt.Key.Key_Space, on=page.list.view)
    desk.press("Urungkan", page.list.selection)
    desk.settle()
    assert people(desk) == 1
    assert titles == ["Mengurungkan 600 perubahan"]


def test_a_large_merge_is_taken_back_on_the_worker_and_comes_back(qtbot: QtBot, tmp_path: Path) -> None:
    with desk_at(qtbot, tmp_path) as desk:
        theirs = apart(desk, conflicts=230)
        titles: list[str] = []
        desk.program.jobs.started.connect(titles.append)
        page = merge_page(desk, theirs)
        theirs.close(backup=False)
        before = visible(desk.file)
        desk.key(Qt.Key.Key_Return, CONTROL)
        desk.settle()
        after = visible(desk.file)
        assert after != before
        with at_step(desk.program.jobs, 2, desk.program.jobs.cancel):
            desk.press("Batalkan penggabungan")
            desk.settle()
        assert visible(desk.file) == after
        assert not page.session.is_undone
        desk.press("Batalkan penggabungan")
        desk.settle()
        assert visible(desk.file) == before
        desk.press("Ulangi penggabungan")
        desk.settle()
        assert visible(desk.file) == after
        assert not page.session.is_undone
        assert [title for title in titles if title.startswith("Mengurungkan")] == [
            "Mengurungkan 236 perubahan", "Mengurungkan 236 perubahan",
        ]  # fmt: skip
