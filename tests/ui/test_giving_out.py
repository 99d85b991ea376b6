"""What is given to others and names nobody: the help package and the copy for training."""

import datetime as dt
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from demo_folder import demo
from desk import Desk, at_step, desk_at, named
from register_screens import choose, texts

NOW = dt.datetime(2019, 4, 15, 8, 0)  # noqa: DTZ001 - the clock of the PC, local


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk_at(qtbot, tmp_path) as made:
        made.data_place.parent.mkdir()
        shutil.copyfile(demo().data, made.data_place)
        made.clock.now = NOW
        made.start()
        yield made


def test_the_help_package_is_saved_where_the_operator_says(desk: Desk, tmp_path: Path) -> None:
    place = tmp_path / "bantuan.zip"
    with desk.answering(named(place)):
        choose(desk.window.header.file_menu, "Paket bantuan…")
    assert "Disimpan: bantuan.zip." in texts(desk.window.toast)
    with zipfile.ZipFile(place) as package:
        assert "keterangan.json" in package.namelist()


def test_a_copy_for_training_is_marked_and_never_taken_for_the_offices_data(
    desk: Desk, tmp_path: Path
) -> None:
    place = tmp_path / "Salinan latihan.db"
    with desk.answering(named(place)):
        choose(desk.window.header.file_menu, "Salinan latihan…")
    own = desk.program.pc.settings.known_files
    cadres = len(desk.file.cadres.find(NOW.date()))
    assert "CONTOH" not in desk.window.windowTitle()
    assert desk.program.open_file(place)
    assert "CONTOH" in desk.window.windowTitle()
    assert len(desk.file.cadres.find(NOW.date())) == cadres
    assert desk.program.pc.settings.known_files == own


@pytest.mark.parametrize("what", ["Paket bantuan…", "Salinan latihan…"])
def test_what_was_stopped_is_not_written_and_that_is_said(desk: Desk, tmp_path: Path, what: str) -> None:
    folder = tmp_path / "keluar"
    folder.mkdir()
    with at_step(desk.program.jobs, 1, desk.program.jobs.cancel), desk.answering(named(folder / "keluar.db")):
        choose(desk.window.header.file_menu, what)
    assert desk.window.toast.text() == "Dihentikan. Tidak ada berkas yang ditulis."
    assert list(folder.iterdir()) == []
