"""Ambil dari flashdisk: what lies on sticks, each passport before anything opens, and on to the merge."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from builders import add_person, edit_person, new_file
from carrying import PHRASE, PLAIN, begin, send
from desk import CONTROL, Desk, desk_at
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.merging.page import MergePage
from kpm_desktop.ui.packages.arrived_page import ArrivedPage
from kpm_desktop.ui.packages.receive_page import ReceivePage
from kpm_desktop.workflows.send_package import SendChoices
from register_screens import texts
from stick_screens import receive_page


@pytest.fixture
def siti() -> list[Uid]:
    return []


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, siti: list[Uid]) -> Iterator[Desk]:
    """The office PC; another PC began from its package and has a folder of its own."""
    with desk_at(qtbot, tmp_path) as made:
        made.data_place.parent.mkdir()
        with contextlib.closing(new_file(made.data_place.parent, made.clock)) as data_file:
            siti.append(add_person(data_file, "Siti Contohwati", phone="0811"))
            package = send(data_file, PLAIN)
        begin(tmp_path / "lain", package, "PC-LAIN", made.clock).close()
        yield made


@contextlib.contextmanager
def other(desk: Desk) -> Iterator[DataFile]:
    """The other PC's file, for as long as it is used there."""
    desk.clock.turn(minutes=7)
    with DataFile.open(desk.folder / "lain" / "kpm.db", writer_name="PC-LAIN", now=desk.clock) as found:
        yield found


def test_a_package_is_taken_its_passport_shown_and_merged(desk: Desk, siti: list[Uid]) -> None:
    stick = desk.plug_in()
    with other(desk) as far:
        edit_person(far, siti[0], phone="0899")
        add_person(far, "Dewi Kenanga")
        known = far.packages()[-1].vector
        package = send(far, SendChoices(PHRASE), since=known)
    package.rename(stick.root / package.name)
    before = {path.name: path.read_bytes() for path in stick.root.iterdir()}
    desk.start()
    page = receive_page(desk)
    [row] = page.list.model.shown_rows()
    assert row[1].manifest.writer_name == "PC-LAIN"
    assert "membawa 3 perubahan baru" in page.pane.standing.text()
    desk.key(Qt.Key.Key_Return, CONTROL)
    desk.settle()
    arrived = desk.page(ArrivedPage)
    assert "Utuh, sama dengan yang ditulis pengirim" in texts(arrived)
    assert desk.file.rows("SELECT phone FROM person") == [("0811",)]
    QTest.keyClicks(arrived.phrase, "bukan kata sandinya")
    desk.key(Qt.Key.Key_Return, on=arrived.phrase)
    desk.settle()
    assert "Kata sandi tidak cocok" in texts(arrived)
    arrived.phrase.selectAll()
    QTest.keyClicks(arrived.phrase, PHRASE)
    desk.key(Qt.Key.Key_Return, on=arrived.phrase)
    desk.settle()
    assert desk.page(MergePage).session.found.counts()["new"] == 1
    desk.key(Qt.Key.Key_Return, CONTROL)
    desk.settle()
    desk.press("Selesai")
    assert desk.page(ArrivedPage) is arrived
    assert set(desk.file.rows("SELECT phone FROM person")) == {(None,), ("0899",)}
    assert "sudah digabungkan" in texts(arrived)
    assert {path.name: path.read_bytes() for path in stick.root.iterdir()} == before


def test_a_package_opened_from_the_folder_is_looked_at(desk: Desk) -> None:
    with other(desk) as there:
        add_person(there, "Rini Melati")
        package = send(there, PLAIN)
    desk.start(package=package)
    page = desk.page(ReceivePage)
    desk.until(lambda: page.list.current_row() is not None)
    assert [row[1].found.path for row in page.rows()] == [package]
    page.leave()
    desk.program.come_forward([str(package)])
    assert isinstance(desk.window.front, ReceivePage)


def test_a_package_opened_while_a_dialog_is_on_waits(desk: Desk) -> None:
    desk.start()
    desk.window.open("cadre-form")
    desk.program.come_forward([str(desk.folder / "x.paket")])
    assert not isinstance(desk.window.front, ReceivePage)
    assert "Selesaikan dulu" in texts(desk.window)
