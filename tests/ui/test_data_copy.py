"""Salinan data pribadi from the menu of a cadre: the request is asked for, the paper is shown and noted."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from demo_folder import demo
from desk import Desk, desk_at, named
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui.preview import PreviewPage
from paper_reading import joined
from register_screens import choose, fill, form, press
from words import english_on

NIK, REQUEST = "3513126704990001", "surat 3 Mei 2027"


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk_at(qtbot, tmp_path) as made:
        made.data_place.parent.mkdir()
        shutil.copyfile(demo().data, made.data_place)
        made.start()
        yield made


@pytest.fixture
def person(desk: Desk) -> Uid:
    uid = desk.file.cadres.find(desk.clock().date())[0].uid
    desk.program.workspace.run("edit", "Ubah 1 kader", lambda file: file.put("person", uid, {"nik": NIK}))
    return uid


def ask(desk: Desk, person: Uid) -> None:
    """Choose the act in the menu of the pane."""
    desk.tab(3)
    page = desk.list_page()
    page.go_to(person)
    assert page.pane is not None
    [menu] = page.pane.findChildren(QMenu)
    choose(menu, "Salinan data pribadi…")


def noted(desk: Desk, person: Uid) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = desk.file.rows(
        "SELECT reason, nik_count FROM print_log WHERE of = ?", (person,)
    )
    return found


def test_nothing_is_made_without_a_request(desk: Desk, person: Uid) -> None:
    ask(desk, person)
    dialog = form()
    assert english_on(dialog) == []
    press(dialog, "Lanjutkan")
    assert dialog.isVisible()
    assert noted(desk, person) == []
    dialog.reject()


@pytest.mark.parametrize("with_nik", [False, True])
def test_the_paper_is_shown_and_noted_when_it_is_saved(
    desk: Desk, person: Uid, tmp_path: Path, with_nik: bool
) -> None:
    ask(desk, person)
    dialog = form()
    fill(dialog, request=REQUEST)
    if with_nik:
        desk.tick("Tulis NIK lengkap", dialog)
    press(dialog, "Lanjutkan")
    desk.settle()
    shown = joined(desk.page(PreviewPage).pdf)
    assert desk.file.people.get(person).name in shown
    assert noted(desk, person) == []
    saved = joined(desk.save_preview(tmp_path / "salinan.pdf"))
    assert saved == shown
    assert (NIK in saved) is with_nik
    assert noted(desk, person) == [(REQUEST, int(with_nik))]


def test_the_file_for_other_programs_is_written_where_the_operator_says(
    desk: Desk, person: Uid, tmp_path: Path
) -> None:
    place = tmp_path / "salinan.json"
    ask(desk, person)
    dialog = form()
    fill(dialog, request=REQUEST)
    desk.tick("Berkas data (JSON)", dialog)
    with desk.answering(named(place)):
        press(dialog, "Lanjutkan")
    assert json.loads(place.read_text(encoding="utf-8"))["person"] == person.hex()
    assert NIK not in place.read_text(encoding="utf-8")
    assert noted(desk, person) == [(REQUEST, 0)]
