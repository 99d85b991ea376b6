import os
import shutil
import struct
import threading
from pathlib import Path

import pysqlite3
import pytest

from builders import Clock, add_person, new_file
from kpm_desktop.store import errors
from kpm_desktop.store.connection import PRAGMAS, check_driver
from kpm_desktop.store.data_file import DataFile
from open_files import open_files


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(path: Path, error: type[errors.DataFileError]) -> errors.DataFileError:
    before = bytes_in(path.parent)
    with pytest.raises(error) as caught:
        DataFile.open(path)
    assert type(caught.value) is error
    assert bytes_in(path.parent) == before
    return caught.value


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    data_file = new_file(tmp_path)
    add_person(data_file)
    data_file.close(backup=False)
    return data_file.path


def test_the_driver_is_the_one_we_ship() -> None:
    check_driver()


def test_every_pragma_is_in_force_on_every_connection(tmp_path: Path) -> None:
    found: list[list[object]] = []
    with new_file(tmp_path) as data_file:

        def look() -> None:
            found.append([data_file.rows(f"PRAGMA {name}")[0][0] for name, _, _ in PRAGMAS])

        def work() -> None:
            with data_file.in_this_thread():
                look()

        look()
        worker = threading.Thread(target=work)
        worker.start()
        worker.join()
    assert found == [[expected for _, _, expected in PRAGMAS]] * 2


def test_a_new_file_says_what_it_is(tmp_path: Path) -> None:
    with new_file(tmp_path) as data_file:
        assert data_file.rows("PRAGMA application_id") == [(0x4B504D44,)]
        assert data_file.rows("PRAGMA user_version") == [(1 << 16,)]
        assert data_file.rows("PRAGMA page_size") == [(4096,)]
        assert data_file.rows("PRAGMA auto_vacuum") == [(0,)]
        assert data_file.history()[0].label == "Data baru: Kabupaten Probolinggo"
        names = data_file.rows("SELECT name, use FROM village_name ORDER BY name")
        assert ("Sukodadi", "official") in names
        assert ("Suko Dadi", "alias") in names


def test_the_same_region_made_twice_has_the_same_rows(tmp_path: Path) -> None:
    uids = []
    for folder in ("a", "b"):
        with new_file(tmp_path / folder) as data_file:
            uids.append(data_file.rows("SELECT uid FROM village_name UNION SELECT uid FROM village"))
    assert uids[0] == uids[1]


def test_a_file_is_never_made_over_another(tmp_path: Path) -> None:
    (tmp_path / "kpm.db").write_text("catatan")
    with pytest.raises(errors.ExistsError):
        DataFile.create(tmp_path / "kpm.db", regency_code="35.13")
    assert (tmp_path / "kpm.db").read_text() == "catatan"


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    refused(tmp_path / "kpm.db", errors.MissingError)
    assert not list(tmp_path.iterdir())


def test_each_wrong_thing_has_its_own_code_and_stays_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "folder.db"
    folder.mkdir()
    text = tmp_path / "text.db"
    text.write_text("Daftar kader Kecamatan Paiton. " * 20)
    empty = tmp_path / "empty.db"
    empty.touch()
    foreign = tmp_path / "foreign.db"
    connection = pysqlite3.connect(foreign)
    connection.execute("CREATE TABLE kader (nama TEXT)")
    connection.commit()
    connection.close()
    found = {
        refused(folder, errors.FolderError).code,
        refused(text, errors.NotADataFileError).code,
        refused(empty, errors.EmptyFileError).code,
        refused(foreign, errors.ForeignDatabaseError).code,
    }
    assert len(found) == 4


def test_a_newer_major_version_is_refused_with_both_versions(closed: Path) -> None:
    content = bytearray(closed.read_bytes())
    content[60:64] = struct.pack(">I", 2 << 16 | 3)
    closed.write_bytes(content)
    error = refused(closed, errors.NewerVersionError)
    assert error.values == {"found": "2.3", "known": "1.0"}


def test_a_newer_minor_version_is_read_only(closed: Path) -> None:
    content = bytearray(closed.read_bytes())
    content[60:64] = struct.pack(">I", 1 << 16 | 1)
    closed.write_bytes(content)
    with DataFile.open(closed) as data_file:
        assert data_file.read_only


def test_a_file_copied_in_write_ahead_mode_is_refused(closed: Path) -> None:
    content = bytearray(closed.read_bytes())
    content[18:20] = b"\x02\x02"
    closed.write_bytes(content)
    refused(closed, errors.CopiedWhileOpenError)


def test_a_cut_file_is_damaged(closed: Path) -> None:
    closed.write_bytes(closed.read_bytes()[:-4096])
    with pytest.raises(errors.DamagedError):
        DataFile.open(closed)


def test_a_locked_file_names_who_holds_it(tmp_path: Path) -> None:
    with new_file(tmp_path) as data_file:
        with pytest.raises(errors.LockedError) as caught:
            DataFile.open(data_file.path)
        assert caught.value.values["process"] == str(os.getpid())
        assert caught.value.values["computer"]
    DataFile.open(data_file.path).close()


def test_a_read_only_file_can_be_read_and_stays_as_it_is(closed: Path) -> None:
    closed.chmod(0o444)
    before = closed.read_bytes()
    with DataFile.open(closed) as data_file:
        assert data_file.read_only
        assert data_file.rows("SELECT name FROM person") == [("Siti Contohwati",)]
        with pytest.raises(errors.ReadOnlyError) as caught:
            add_person(data_file, "Rini Melati")
        assert caught.value.code == "E-BACASAJA"
        assert data_file.check().is_sound
    assert closed.read_bytes() == before


def test_opening_and_closing_change_no_byte(closed: Path) -> None:
    before = bytes_in(closed.parent)
    DataFile.open(closed).close()
    after = bytes_in(closed.parent)
    assert after == before


def test_another_file_in_the_known_place_is_refused(closed: Path, tmp_path: Path) -> None:
    with new_file(tmp_path / "other") as other:
        pass
    with pytest.raises(errors.MissingError) as caught:
        DataFile.open(closed, known_file=other.file_uid)
    assert caught.value.values["state"] == "other"


def test_another_file_name_has_companions_of_its_own(closed: Path) -> None:
    copy = closed.with_name("kedua.db")
    shutil.copyfile(closed, copy)
    with DataFile.open(closed) as first, DataFile.open(copy) as second:
        add_person(second, "Rini Melati")
        assert first.places.journal != second.places.journal
        assert first.places.lock != second.places.lock


def test_no_handle_stays_open(tmp_path: Path) -> None:
    data_file = new_file(tmp_path)
    add_person(data_file)

    def work() -> None:
        with data_file.in_this_thread(), data_file.operation("edit", "Ubah"):
            data_file.put("venue", data_file.new_uid(), {"name": "Pendopo"})

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    data_file.backup()
    data_file.check()
    assert open_files(tmp_path)
    data_file.close()
    assert not open_files(tmp_path)
    with pytest.raises(errors.OlderThanJournalError):
        open_without_last_page(data_file.path)
    assert not open_files(tmp_path)


def open_without_last_page(path: Path) -> None:
    """Open a copy from before: a refusal late in the opening order."""
    newest = min(path.parent.joinpath("backups").glob("*.db"))
    with DataFile.open(path, now=Clock()) as data_file:
        add_person(data_file, "Rini Melati")
    shutil.copyfile(newest, path)
    DataFile.open(path)
