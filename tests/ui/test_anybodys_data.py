"""Salinan and Musnahkan for whoever is no cadre: heads of villages, judges, speakers, guests at a session.

The acts stand where the person is shown, are the same as for a cadre, and leave nothing behind.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from builders import add_person
from demo_folder import demo
from desk import Desk, desk_at
from kpm_desktop.domain.uid import Uid, pair_uid
from kpm_desktop.ui.contests.judges_page import JudgesPage
from kpm_desktop.ui.person_erasing import WORD, ListedDialog
from kpm_desktop.ui.preview import PreviewPage
from kpm_desktop.ui.sessions.detail import SessionDetail
from kpm_desktop.ui.tables.list_page import ListPage
from kpm_desktop.ui.tables.table_view import TableView
from paper_reading import joined
from register_screens import choose, fill, form, press, texts
from words import english_on

NAME, PHONE = "Zubaidah Xilofonwati", "081299887766"
COPY, ERASE = "Salinan data pribadi…", "Musnahkan data pribadi…"
Opening = Callable[[Desk, Uid], Callable[[str], None]]
"""Adds the person in his part, shows him, and returns how an act is chosen there."""


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk_at(qtbot, tmp_path) as made:
        made.data_place.parent.mkdir()
        shutil.copyfile(demo().data, made.data_place)
        made.start()
        yield made


def put(desk: Desk, table: str, **columns: object) -> Uid:
    uid = desk.file.new_uid()
    if table == "attendance":
        uid = pair_uid(table, columns["session"], columns["person"])  # type: ignore[arg-type]
    desk.program.workspace.run("edit", "Tambah 1 isian", lambda file: file.put(table, uid, columns))
    return uid


def as_head(desk: Desk, person: Uid) -> Callable[[str], None]:
    [(village,)] = desk.file.rows("SELECT village FROM cadre_term WHERE alive = 1 ORDER BY uid LIMIT 1")
    put(desk, "head_term", person=person, village=village, kind="definitif", status="active")
    desk.tab(2)
    page = desk.page(ListPage)
    page.go_to(village)

    def act(words: str) -> None:
        assert page.pane is not None
        name = f"Pilihan lain untuk {NAME}"
        [more] = [one for one in page.pane.findChildren(QAbstractButton) if one.accessibleName() == name]
        [menu] = more.findChildren(QMenu)
        assert isinstance(menu, QMenu)
        choose(menu, words)

    return act


def as_judge(desk: Desk, person: Uid) -> Callable[[str], None]:
    [(contest,)] = desk.file.rows("SELECT uid FROM contest WHERE alive = 1 ORDER BY uid LIMIT 1")
    judge = put(desk, "judge", contest=contest, person=person, number=9)
    desk.window.open("contest-judges", contest=contest)
    page = desk.page(JudgesPage)
    page.view.go_to(judge)
    return lambda words: press(page.pane, words)


def session_of(desk: Desk) -> Uid:
    [(session,)] = desk.file.rows(
        "SELECT session FROM attendance WHERE alive = 1 GROUP BY session ORDER BY session LIMIT 1"
    )
    return bytes(session)


def at_session(desk: Desk, session: Uid, part: int, row: Uid) -> Callable[[str], None]:
    """Show a list of a session and return how its menu is used: with the key for it."""
    desk.tab(4)
    page = desk.page(ListPage)
    page.go_to(session)
    [detail] = page.findChildren(SessionDetail)
    detail.show_part(part)
    view: TableView = (detail.people if part == 1 else detail.speakers).view

    def act(words: str) -> None:
        view.go_to(row)
        place = view.visualRect(view.currentIndex()).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
        QApplication.sendEvent(view, asked)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        choose(menu, words)
        menu.close()

    return act


def as_speaker(desk: Desk, person: Uid) -> Callable[[str], None]:
    session = session_of(desk)
    row = put(desk, "speaker", session=session, person=person, role="speaker", institution="Dinas")
    return at_session(desk, session, 2, row)


def as_guest(desk: Desk, person: Uid) -> Callable[[str], None]:
    session = session_of(desk)
    row = put(desk, "attendance", session=session, person=person, role="participant", status="present")
    return at_session(desk, session, 1, row)


def listed(desk: Desk) -> ListedDialog:
    desk.until(lambda: isinstance(QApplication.activeModalWidget(), ListedDialog))
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, ListedDialog)
    return shown


def type_into(dialog: QWidget, words: str) -> None:
    [field] = dialog.findChildren(QLineEdit)
    QTest.keyClicks(field, words)
    QTest.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize("opening", [as_head, as_judge, as_speaker, as_guest])
def test_whoever_is_shown_is_erased_there_and_no_byte_is_left(desk: Desk, opening: Opening) -> None:
    person = add_person(desk.file, NAME, phone=PHONE)
    act = opening(desk, person)
    desk.settle()
    act(ERASE)
    question = listed(desk)
    assert NAME in texts(question)
    assert english_on(question) == []
    type_into(question, WORD)
    desk.settle()
    told = listed(desk)
    assert told.windowTitle() == "Data pribadi 1 orang dihapus selamanya."
    QTest.keyClick(told, Qt.Key.Key_Escape)
    desk.settle()
    assert desk.file.rows("SELECT name, phone, alive FROM person WHERE uid = ?", (person,)) == [
        (None, None, 0)
    ]
    places = desk.file.places
    live = [desk.file.path, *places.journal.iterdir(), desk.file.backups()[0].path]
    secrets = (NAME.encode(), PHONE.encode())
    assert [path.name for path in live if any(one in path.read_bytes() for one in secrets)] == []
    assert NAME not in texts(desk.window)
    assert desk.file.check().is_sound


@pytest.mark.parametrize("opening", [as_head, as_judge, as_speaker, as_guest])
def test_whoever_is_shown_gets_a_copy_of_his_data(desk: Desk, opening: Opening, tmp_path: Path) -> None:
    person = add_person(desk.file, NAME, phone=PHONE)
    opening(desk, person)(COPY)
    dialog = form()
    fill(dialog, request="surat 3 Mei 2027")
    press(dialog, "Lanjutkan")
    desk.until(lambda: isinstance(desk.window.front, PreviewPage))
    paper = joined(desk.save_preview(tmp_path / "salinan.pdf"))
    assert NAME in paper
    assert PHONE[-4:] in paper
    assert desk.file.rows("SELECT reason FROM print_log WHERE of = ?", (person,)) == [("surat 3 Mei 2027",)]


def test_of_somebody_who_was_erased_nothing_more_can_be_asked(desk: Desk) -> None:
    person = add_person(desk.file, NAME)
    act = as_judge(desk, person)
    act(ERASE)
    type_into(listed(desk), WORD)
    desk.settle()
    QTest.keyClick(listed(desk), Qt.Key.Key_Escape)
    desk.settle()
    before = len(desk.file.history())
    for words in (COPY, ERASE):
        act(words)
        desk.settle()
        assert QApplication.activeModalWidget() is None
    assert "Data pribadi orang ini sudah dimusnahkan." in texts(desk.window)
    assert len(desk.file.history()) == before
