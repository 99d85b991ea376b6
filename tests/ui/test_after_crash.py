"""After a crash the next start says what is safe, and opens the form whose typing was kept."""

import datetime as dt
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from demo_folder import demo
from desk import Desk, desk_at, named, pressing
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.forms.form_dialog import FormDialog
from register_screens import press

NOW = dt.datetime(2019, 4, 15, 10, 42)  # noqa: DTZ001 - the clock of the PC, local
ROOT = Path(__file__).parents[2]
CRASHES = """
import datetime as dt, os, sys
from pathlib import Path
from kpm_desktop.store.data_file import DataFile
file = DataFile.open(Path(sys.argv[1]), now=lambda: dt.datetime(2019, 4, 15, 10, 42))
with file.operation("edit", "Ubah 1 orang"):
    uid = file.rows("SELECT person FROM cadre_term ORDER BY uid LIMIT 1")[0][0]
    file.put("person", uid, {"occupation": "Pandai besi"})
if sys.argv[2] != "none":
    file.save_draft("cadre", uid, {"occupation": "Tukang kayu"})
if sys.argv[2] == "deleted":
    with file.operation("delete", "Buang 1 kader"):
        file.cadres.delete(uid)
os._exit(9)
"""


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk_at(qtbot, tmp_path) as made:
        made.data_place.parent.mkdir()
        shutil.copyfile(demo().data, made.data_place)
        made.clock.now = NOW + dt.timedelta(minutes=2)
        yield made


def crash(desk: Desk, how: str) -> None:
    ended = subprocess.run([sys.executable, "-c", CRASHES, str(desk.data_place), how], cwd=ROOT, check=False)
    assert ended.returncode == 9


def test_what_is_safe_is_said_and_the_draft_is_opened(desk: Desk) -> None:
    crash(desk, "draft")
    with desk.answering(pressing("Buka draf", "utuh sampai hari ini 10.42")):
        desk.start()
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, FormDialog)
    [(uid,)] = desk.file.rows("SELECT person FROM cadre_term ORDER BY uid LIMIT 1")
    assert shown.body.editors["name"].value() == desk.file.people.get(uid).name
    assert shown.body.editors["occupation"].value() == "Tukang kayu"
    shown.close()


def test_without_a_draft_none_is_offered_and_the_help_package_is_saved(desk: Desk, tmp_path: Path) -> None:
    crash(desk, "none")
    place = tmp_path / "bantuan.zip"
    with desk.answering(pressing("Simpan paket bantuan", "tertutup tidak semestinya"), named(place)):
        desk.start()
    assert place.exists()
    assert desk.file.rows("SELECT occupation FROM person WHERE occupation = 'Pandai besi'")


def test_typing_about_somebody_thrown_away_is_not_offered(desk: Desk) -> None:
    crash(desk, "deleted")
    offered: list[str] = []

    def look(dialog: QDialog) -> None:
        offered.extend(one.text() for one in dialog.findChildren(QPushButton))
        press(dialog, "Buka data")

    with desk.answering(look):
        desk.start()
    assert offered == ["Buka data", "Simpan paket bantuan"]
    assert QApplication.activeModalWidget() is None


def test_after_an_ordinary_end_nothing_is_asked(desk: Desk) -> None:
    crash(desk, "none")
    DataFile.open(desk.data_place, now=lambda: NOW).close()
    desk.start()
    desk.settle()
    assert QApplication.activeModalWidget() is None
