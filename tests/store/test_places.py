"""Where a live file may lie, what holds it, and what the driver must be: refused at the door."""

import sqlite3
import subprocess
import sys
import threading
from multiprocessing.connection import Connection
from pathlib import Path

import peewee
import pysqlite3
import pytest

from builders import Clock, add_person, new_file
from killing import killed
from kpm_desktop.store import errors
from kpm_desktop.store.connection import PRAGMAS, check_driver, force_pragmas
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.places import patiently, refuse_bad_place
from patience import PATIENCE

ROOT = Path(__file__).parents[2]
FIXED, REMOVABLE, REMOTE = 3, 2, 4
"""What Windows calls the drives."""

# row 21


@pytest.mark.parametrize(
    ("place", "drive", "kind"),
    [
        ("/data/kpm.db", FIXED, ""),
        ("/stick/kpm.db", REMOVABLE, "drive"),
        ("/share/kpm.db", REMOTE, "drive"),
        ("\\\\server\\kantor\\kpm.db", FIXED, "drive"),
        ("/home/siti/OneDrive - Kabupaten/kpm.db", FIXED, "synced"),
        ("/home/siti/Dropbox/kpm.db", FIXED, "synced"),
        ("/home/siti/Google Drive/kpm.db", FIXED, "synced"),
        ("/home/siti/awan/dpmd/kpm.db", FIXED, "synced"),
        (f"/{'d' * 190}/kpm.db", FIXED, "long"),
    ],
)
def test_a_live_file_lies_on_a_fixed_drive_of_this_pc_only(
    place: str, drive: int, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OneDriveCommercial", "/home/siti/awan")
    if not kind:
        refuse_bad_place(Path(place), lambda _anchor: drive)
        return
    with pytest.raises(errors.PlaceError) as caught:
        refuse_bad_place(Path(place), lambda _anchor: drive)
    assert (caught.value.code, caught.value.values["kind"]) == ("E-TEMPAT", kind)


def test_a_file_in_a_synced_folder_is_neither_opened_nor_made(tmp_path: Path) -> None:
    synced = tmp_path / "OneDrive"
    with pytest.raises(errors.PlaceError):
        DataFile.create(synced / "kpm.db", regency_code="35.13")
    assert not synced.exists()


# row 22


def holding(pipe: Connection, path: Path) -> None:
    with DataFile.open(path, writer_name="PC-UJI", now=Clock()) as data_file:
        add_person(data_file, "Rini Melati")
        pipe.send_bytes(b"open")
        threading.Event().wait(PATIENCE)


def test_a_lock_that_a_crash_left_holds_nobody_up_and_asks_for_a_check(tmp_path: Path) -> None:
    with new_file(tmp_path) as data_file:
        data_file.check()
    with DataFile.open(data_file.path, now=Clock()) as data_file:
        assert not data_file.check_is_due()
    assert killed(holding, data_file.path, wait=0, after=1).told == [b"open"]
    with DataFile.open(data_file.path, now=Clock()) as data_file:
        assert data_file.rows("SELECT name FROM person") == [("Rini Melati",)]
        assert data_file.check_is_due()
        assert data_file.check().is_sound
        assert not data_file.erasure_is_pending()


# row 23


@pytest.mark.parametrize(("times", "is_done"), [(0, True), (6, True), (7, False)])
def test_what_a_virus_scanner_holds_is_tried_again_for_two_and_a_half_seconds(
    times: int, is_done: bool
) -> None:
    tries, waits = [], list[float]()

    def act() -> None:
        tries.append(1)
        if len(tries) <= times:
            raise PermissionError(13, "held")

    if is_done:
        patiently(act, "kpm.db", waits.append)
    else:
        with pytest.raises(errors.BusyError) as caught:
            patiently(act, "kpm.db", waits.append)
        assert caught.value.code == "E-SIBUK"
    assert len(tries) == min(times, 6) + 1
    assert sum(waits) == pytest.approx(2.55 if times else 0)


# rows 32 and 33


@pytest.mark.parametrize("name", [name for name, *_ in PRAGMAS if name not in {"temp_store", "mmap_size"}])
def test_a_pragma_that_is_not_in_force_refuses_the_start(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that SQLite does not know is answered with nothing; one that does not take, with another value."""
    [(value, expected)] = [(value, expected) for one, value, expected in PRAGMAS if one == name]
    other = (name, value, f"not {expected}")
    monkeypatch.setattr("kpm_desktop.store.connection.PRAGMAS", (other,))
    connection = pysqlite3.connect(":memory:")
    with pytest.raises(errors.DriverError) as caught:
        force_pragmas(connection)
    connection.close()
    assert (caught.value.code, caught.value.values["pragma"]) == ("E-PUSTAKA", name)


def test_a_medium_where_the_journal_mode_does_not_take_is_refused() -> None:
    connection = pysqlite3.connect(":memory:")
    with pytest.raises(errors.DriverError) as caught:
        force_pragmas(connection)
    connection.close()
    assert caught.value.values["pragma"] == "journal_mode"


def test_another_driver_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    check_driver()
    monkeypatch.setattr(peewee, "sqlite3", sqlite3)
    with pytest.raises(errors.DriverError) as caught:
        check_driver()
    assert caught.value.values["driver"] == "sqlite3"


def test_the_self_test_of_a_build_fails_without_the_driver() -> None:
    code = (
        "import sys; sys.modules['pysqlite3'] = None; sys.argv = ['kpm-desktop', '--self-test'];"
        "from kpm_desktop.app import main; sys.exit(main())"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "pysqlite3" in done.stderr


# row 34


@pytest.mark.parametrize("name", ["Nurul Ḥidayah – Désa 村", "Siti 100 % #1 !", "a;b&c=d"])
def test_a_user_may_be_called_anything(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    with new_file(folder) as data_file:
        add_person(data_file)
        made = data_file.backup()
    assert made.path.parent.parent == folder
    with DataFile.open(data_file.path, now=Clock()) as data_file:
        assert data_file.rows("SELECT count(*) FROM person") == [(1,)]
        assert data_file.check().is_sound
