"""What only Windows does: open files that stay, refused names, the user's folder, regional settings."""

import contextlib
import os
import subprocess
import sys
import winreg
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from builders import add_person, new_file
from kpm_desktop import paths
from kpm_desktop.settings import Settings
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import BusyError, LockedError, PlaceError
from kpm_desktop.store.places import patiently
from kpm_desktop.ui.application import Application
from kpm_desktop.workflows import recover_file
from kpm_desktop.workflows.archive_session import readable
from kpm_desktop.workflows.progress import Quiet

assert sys.platform == "win32"  # collected there only: tests/conftest.py

ROOT = Path(__file__).parents[2]
INTERNATIONAL = "Control Panel\\International"
REGIONS = {
    "id": {"Locale": "00000421", "LocaleName": "id-ID", "sShortDate": "dd/MM/yyyy", "sDecimal": ","},
    "us": {"Locale": "00000409", "LocaleName": "en-US", "sShortDate": "M/d/yyyy", "sDecimal": "."},
}


def test_a_file_that_another_program_holds_is_tried_again_and_then_told(tmp_path: Path) -> None:
    held, new = tmp_path / "kpm.db", tmp_path / "kpm.new"
    held.write_bytes(b"old")
    new.write_bytes(b"new")
    waits: list[float] = []
    with held.open("rb"), pytest.raises(BusyError):
        patiently(lambda: new.replace(held), held.name, waits.append)
    assert sum(waits) == pytest.approx(2.55)
    assert held.read_bytes() == b"old"


def test_a_file_let_go_meanwhile_is_replaced(tmp_path: Path) -> None:
    held, new = tmp_path / "kpm.db", tmp_path / "kpm.new"
    held.write_bytes(b"old")
    new.write_bytes(b"new")
    handle = held.open("rb")
    patiently(lambda: new.replace(held), held.name, lambda _seconds: handle.close())
    assert held.read_bytes() == b"new"


def test_a_closed_data_file_leaves_nothing_open(tmp_path: Path) -> None:
    data_file = new_file(tmp_path)
    add_person(data_file)
    path = data_file.path
    data_file.close()
    path.replace(path.with_name("moved.db"))


def test_an_open_data_file_is_refused_to_a_second_program(tmp_path: Path) -> None:
    data_file = new_file(tmp_path)
    try:
        with pytest.raises(LockedError):
            DataFile.open(data_file.path)
    finally:
        data_file.close()


@pytest.mark.parametrize("name", ["a:b", "x?", 'y"z', "p|q", "a<b>c", "akhir."])
def test_names_that_windows_refuses_become_names_it_takes(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{readable(name)}.pdf"
    path.write_bytes(b"x")
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_the_users_folder_lies_in_local_app_data_whatever_the_user_is_called() -> None:
    home = paths.home()
    assert home == Path(os.environ["LOCALAPPDATA"], "KPM Desktop")


def test_data_in_a_folder_beyond_ascii_are_made_opened_and_backed_up(tmp_path: Path) -> None:
    folder = tmp_path / "Nurul Ḥidayah – Désa 村"
    folder.mkdir()
    data_file = new_file(folder)
    add_person(data_file)
    data_file.backup()
    data_file.close()
    DataFile.open(data_file.path).close()


@pytest.mark.parametrize("letters", [192, 193])
def test_data_lie_as_deep_as_all_their_companions_fit(tmp_path: Path, letters: int) -> None:
    folder = tmp_path / ("d" * (letters - len(str(tmp_path)) - len("//kpm.db")))
    folder.mkdir()
    if letters > 192:
        with pytest.raises(PlaceError):
            DataFile.create(folder / "kpm.db", regency_code="35.13")
        assert list(folder.iterdir()) == []
        return
    data_file = new_file(folder)
    add_person(data_file)
    data_file.close()
    data_file.path.write_bytes(b"rusak" * 1000)
    assert recover_file.recover(data_file.path, Quiet()).backup is not None
    longest = max(len(str(file)) for file in folder.rglob("*"))
    assert longest < 260, "Windows opens no longer path"


def test_the_end_of_the_session_saves_and_frees_the_data(qtbot: QtBot, tmp_path: Path) -> None:
    made = new_file(tmp_path)
    path = made.path
    made.close()
    application = Application(
        Settings(), lambda _changed: None, default=path, sample=tmp_path / "s" / "kpm.db"
    )
    assert application.open_file(path)
    assert application.window is not None
    qtbot.addWidget(application.window)

    class Manager:
        def setRestartHint(self, _hint: object) -> None:  # noqa: N802
            """As Qt's."""

    application.session_ends(Manager())  # type: ignore[arg-type]
    path.replace(path.with_name("freed.db"))


@pytest.fixture(params=sorted(REGIONS))
def region(request: pytest.FixtureRequest) -> Iterator[str]:
    key = winreg.OpenKey(winreg.HKEY_CURRENT_USER, INTERNATIONAL, 0, winreg.KEY_ALL_ACCESS)
    before = {name: winreg.QueryValueEx(key, name)[0] for name in REGIONS["us"]}
    try:
        for name, value in REGIONS[request.param].items():
            winreg.SetValueEx(key, name, 0, winreg.REG_SZ, value)
        yield request.param
    finally:
        for name, value in before.items():
            winreg.SetValueEx(key, name, 0, winreg.REG_SZ, value)
        key.Close()


@pytest.mark.parametrize("zone", ["WIB-7", "PST8PDT"])
def test_dates_are_the_same_under_every_regional_setting_and_time_zone(
    tmp_path: Path, region: str, zone: str
) -> None:
    with contextlib.closing(new_file(tmp_path)) as data_file:
        add_person(data_file, "Siti Contohwati", birth_date="1984-02-05")
    code = (
        "import datetime as d, sys, time; from pathlib import Path;"
        "from kpm_desktop.domain.dates import long_date, parse_date;"
        "from kpm_desktop.store.data_file import DataFile;"
        "f = DataFile.open(Path(sys.argv[1]));"
        "[(born,)] = f.rows('SELECT birth_date FROM person');"
        "print(time.timezone // 3600, born, long_date(d.date(2019, 4, 12)),"
        "parse_date('12-4-2019', latest=d.date(2026, 1, 1)).value); f.close()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(data_file.path)],
        cwd=ROOT,
        env={**os.environ, "TZ": zone},
        capture_output=True,
        text=True,
        check=True,
    )
    hours = "-7" if zone == "WIB-7" else "8"
    assert done.stdout.split() == [hours, "1984-02-05", "12", "April", "2019", "2019-04-12"], (region, zone)
