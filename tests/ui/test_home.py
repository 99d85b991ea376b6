"""Beranda: every figure opens the list it counts; what is to be done opens where it is done."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from builders import add_person
from demo_folder import demo
from desk import Desk, desk_at
from kpm_desktop.domain.cadres import Cadre, CadreTerm
from kpm_desktop.domain.overview import Overview, Todo, overview
from kpm_desktop.domain.people import Person, TermStatus
from kpm_desktop.domain.sessions import Session
from kpm_desktop.domain.uid import Uid, code_uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.home.figures import SHARE_WORDS, GapRow, ShareStrip
from kpm_desktop.ui.home.page import HomePage, todo_words
from kpm_desktop.ui.package_words import moment_words
from kpm_desktop.ui.sessions.marking_page import MarkingPage
from kpm_desktop.ui.tables.list_page import ListPage
from kpm_desktop.ui.theme import theme
from register_screens import press, texts

SUKODADI = code_uid("35.13.12.2016")


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk_at(qtbot, tmp_path) as made:
        made.data_place.parent.mkdir()
        shutil.copyfile(demo().data, made.data_place)
        made.clock.now = dt.datetime(2019, 4, 15, 8, 0)  # noqa: DTZ001
        yield made


def home(desk: Desk) -> HomePage:
    desk.settle()
    desk.window.show_tab(0)
    return desk.page(HomePage)


@pytest.mark.parametrize("percent", [150, 200])
def test_beranda_and_the_start_page_fit_the_screen_at_large_text(desk: Desk, percent: int) -> None:
    desk.start()
    page = home(desk)
    desk.window.resize(1366, 696)
    theme().choose(percent=percent)
    QApplication.processEvents()
    for card in page.regions():
        assert card.mapTo(desk.window, card.rect().topRight()).x() < 1366
    desk.program.leave_data()
    desk.start_page.resize(1366, 696)
    QApplication.processEvents()
    assert desk.start_page.width() == 1366
    for choice in desk.start_page.choices:
        assert choice.mapTo(desk.start_page, choice.rect().topRight()).x() < 1366


def counted(desk: Desk) -> Overview:
    file, today = desk.file, desk.clock().date()
    return overview(
        file.villages.find(today),
        file.cadres.find(today),
        file.sessions.find(),
        file.certificates.find(),
        today,
    )


def add_work(file: DataFile) -> None:
    """Leave something of each kind to be done."""
    with file.operation("edit", "Siapkan pekerjaan"):
        series = file.sessions.find_series()[0].uid
        coming = Session(file.new_uid(), series, "pembinaan", dt.date(2019, 4, 18), "08:00")
        file.sessions.save(coming)
        people: tuple[tuple[str, str, dt.date | None, TermStatus], ...] = (
            ("Rusak Contohwati", "3513124205840000", None, "active"),
            ("Rusak Melati", "3513124205840000", None, "ended"),
            ("Segera Habis", "", dt.date(2019, 5, 1), "active"),
            ("Sudah Habis", "", dt.date(2019, 1, 1), "active"),
        )
        for name, nik, end, status in people:
            person = Person(file.new_uid(), name, nik=nik, sex="P")
            term = CadreTerm(file.new_uid(), person.uid, SUKODADI, status=status, decree_no="1", term_end=end)
            file.cadres.save(Cadre(person, term))
        session = max(file.sessions.find(), key=lambda one: one.date or dt.date.min)
        late = next(one for one in file.sessions.find() if one.uid != session.uid)
        absent = next(line for line in file.attendance.find(late.uid) if line.status == "absent")
        file.attendance.mark([absent.uid], "present")
        file.certificates.prepare(series, [absent.person])


def test_what_is_to_be_done_is_listed_and_each_opens_what_it_counts(desk: Desk) -> None:
    desk.start()
    add_work(desk.file)
    desk.program.workspace.changed.emit(None)
    todos = counted(desk).todos[:5]
    assert {todo.kind for todo in todos} >= {"certificates", "damaged_nik", "expired", "decrees"}
    for todo in todos:
        page = home(desk)
        shown = todo_words(todo)
        assert shown.sentence in texts(page)
        buttons = [
            one
            for one in page.findChildren(QPushButton)
            if one.isVisible() and one.accessibleDescription().startswith(shown.sentence)
        ]
        assert len(buttons) == 1
        QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
        check_opened(desk, todo)


def check_opened(desk: Desk, todo: Todo) -> None:
    front = desk.window.front
    if todo.kind == "attendance":
        assert isinstance(front, MarkingPage)
        front.leave()
        return
    assert isinstance(front, ListPage)
    if todo.kind == "invitations":
        row = front.current_row()
        assert row is not None
        assert row[0] == todo.session
    else:
        assert len(front.model.shown_rows()) == todo.count, todo


def test_each_district_opens_its_villages(desk: Desk) -> None:
    desk.start()
    gaps = counted(desk).districts
    assert len(gaps) == 24
    for gap in gaps[:3]:
        row = next(one for one in home(desk).findChildren(GapRow) if one.gap == gap)
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)
        assert len(desk.list_page().model.shown_rows()) == gap.villages


def test_each_share_opens_the_villages_it_counts_from_legend_and_strip(desk: Desk) -> None:
    desk.start()
    shares = counted(desk).shares
    assert sum(shares.values()) == 330
    for share, count in shares.items():
        press(home(desk), SHARE_WORDS[share])
        if count:
            assert len(desk.list_page().model.shown_rows()) == count
    strip = home(desk).findChild(ShareStrip)
    assert strip is not None
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(2, strip.height() // 2))
    first = next(count for count in shares.values() if count)
    assert len(desk.list_page().model.shown_rows()) == first


def test_the_backup_is_made_from_the_card_and_told_there(desk: Desk) -> None:
    desk.start()
    assert "Di PC ini: belum ada cadangan" in texts(home(desk))
    press(home(desk), "Cadangkan sekarang")
    desk.until(lambda: "Di PC ini: hari ini 08.00, sudah diuji baca" in texts(home(desk)))
    assert len(desk.file.backups()) == 1


def test_figures_follow_every_change_and_its_undo(desk: Desk) -> None:
    desk.start()
    before = home(desk).hint()
    uids: list[Uid] = []

    def add(file: DataFile) -> None:
        person = Person(file.new_uid(), "Rini Melati", sex="P")
        uids.append(person.uid)
        file.cadres.save(Cadre(person, CadreTerm(file.new_uid(), person.uid, SUKODADI)))

    desk.program.workspace.run("edit", "Tambah 1 kader", add)
    assert home(desk).hint() != before
    desk.window.undo()
    assert home(desk).hint() == before


def test_a_file_without_anything_shows_the_first_steps(qtbot: QtBot, tmp_path: Path) -> None:
    with desk_at(qtbot, tmp_path) as desk:
        desk.data_place.parent.mkdir()
        shutil.copyfile(demo().data, desk.data_place)
        with DataFile.open(desk.data_place, now=desk.clock) as data_file:
            add_person(data_file)
            with data_file.operation("delete", "Kosongkan"):
                for (uid,) in data_file.rows("SELECT uid FROM cadre_term WHERE alive = 1"):
                    data_file.remove("cadre_term", uid)
                for session in data_file.sessions.find():
                    data_file.sessions.delete(session.uid)
        desk.start()
        assert counted(desk).active_cadres == 0
        said = texts(home(desk))
        for step, tab in (("Buka desa", "Desa"), ("Buka kader", "Kader"), ("Buka pembinaan", "Pembinaan")):
            assert step in said
            press(home(desk), step)
            assert desk.window.front.title == tab


def test_moments_are_said_as_people_say_them() -> None:
    now = dt.datetime(2027, 4, 8, 10, 42)  # noqa: DTZ001
    assert moment_words(now.replace(hour=9, minute=5), now) == "hari ini 09.05"
    assert moment_words(now - dt.timedelta(days=1), now) == "kemarin 10.42"
    assert moment_words(dt.datetime(2027, 2, 3, 9, 15), now) == "3 Feb 2027 09.15"  # noqa: DTZ001
