"""A disk that is full (a small file system in memory) or refuses to write."""

import contextlib
import os
import resource
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import Clock, add_person, edit_person, new_file
from carrying import PLAIN, QUIET, office, send
from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.store import errors
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.journal import Journal
from kpm_desktop.ui.messages import explain
from kpm_desktop.workflows import receive_package, send_package
from small_disk import make_read_only, mount, on_own_mounts


def fill(folder: Path, left: int) -> Path:
    """Leave so many free bytes."""
    status = os.statvfs(folder)
    filler = folder / "filler"
    filler.write_bytes(b"x" * max(0, status.f_bavail * status.f_frsize - left))
    return filler


def many(data_file: DataFile) -> None:
    with data_file.operation("import", "Impor"):
        for number in range(3000):
            data_file.put("person", data_file.new_uid(), {"name": f"Rini {number}", "notes": "x" * 200})


def still_whole(data_file: DataFile) -> None:
    assert data_file.rows("SELECT notes FROM person") == [("tersimpan",)]
    [(person,)] = data_file.rows("SELECT uid FROM person")
    edit_person(data_file, person, notes="sesudahnya")
    assert data_file.rows("SELECT notes FROM person") == [("sesudahnya",)]
    assert data_file.check().is_sound


@pytest.mark.parametrize("left", [0, 8_000, 40_000, 200_000, 600_000])
@on_own_mounts
def test_a_full_disk_says_so_and_loses_nothing_that_was_saved(tmp_path: Path, left: int) -> None:
    small_disk = mount(tmp_path)
    data_file = new_file(small_disk)
    add_person(data_file, notes="tersimpan")
    filler = fill(small_disk, left)
    with pytest.raises(errors.FullError) as caught:
        many(data_file)
    assert caught.value.code == "E-PENUH"
    filler.unlink()
    still_whole(data_file)
    data_file.close(backup=False)


@on_own_mounts
def test_data_are_saved_when_only_the_journal_has_no_room(tmp_path: Path) -> None:
    small_disk = mount(tmp_path)
    data_file = new_file(tmp_path)
    data_file.close(backup=False)
    journal_folder = data_file.places.journal
    journal_folder.rename(tmp_path / "moved")
    shutil.copytree(tmp_path / "moved", small_disk / "journal")
    journal_folder.symlink_to(small_disk / "journal")
    data_file = DataFile.open(data_file.path, now=Clock())
    filler = fill(small_disk, 0)
    with data_file.operation("import", "Impor 100 orang") as operation:
        for number in range(100):
            data_file.put("person", data_file.new_uid(), {"name": f"Rini {number}"})
    assert operation.changes is not None
    assert not operation.changes.journal_written
    filler.unlink()
    add_person(data_file)
    journal = Journal(journal_folder, data_file.file_uid)
    assert len(list(journal.operations())) == len(data_file.history()) == 3
    assert data_file.rows("SELECT count(*) FROM person") == [(101,)]
    data_file.close(backup=False)


@on_own_mounts
def test_a_backup_on_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    small_disk = mount(tmp_path)
    data_file = new_file(small_disk)
    add_person(data_file)
    filler = fill(small_disk, 100_000)
    with pytest.raises(errors.FullError):
        data_file.backup()
    assert list(data_file.places.backups.iterdir()) == []
    filler.unlink()
    assert data_file.backup().size > 0
    data_file.close()


@on_own_mounts
def test_a_new_file_on_a_full_disk_is_not_there_at_all(tmp_path: Path) -> None:
    small_disk = mount(tmp_path)
    filler = fill(small_disk, 100_000)
    with pytest.raises(errors.FullError):
        DataFile.create(small_disk / "data" / "kpm.db", regency_code="35.13")
    assert not (small_disk / "data" / "kpm.db").exists()
    filler.unlink()
    new_file(small_disk / "data").close()


@on_own_mounts
def test_a_folder_that_cannot_be_written_shows_everything_and_saves_nothing(tmp_path: Path) -> None:
    small_disk = mount(tmp_path)
    with new_file(small_disk) as data_file:
        person = add_person(data_file, notes="tersimpan")
    before = {path: path.read_bytes() for path in small_disk.rglob("*") if path.is_file()}
    make_read_only(small_disk)
    with DataFile.open(data_file.path, now=Clock()) as data_file:
        assert data_file.read_only
        assert data_file.rows("SELECT notes FROM person") == [("tersimpan",)]
        assert data_file.history()
        with pytest.raises(errors.ReadOnlyError) as caught:
            edit_person(data_file, person, notes="sesudahnya")
        assert caught.value.code == "E-BACASAJA"
    assert {path: path.read_bytes() for path in small_disk.rglob("*") if path.is_file()} == before


@contextlib.contextmanager
def limit(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("spare", range(0, 400_000, 80_000))
def test_a_disk_that_refuses_to_write_loses_nothing_that_was_saved(tmp_path: Path, spare: int) -> None:
    data_file = new_file(tmp_path, Clock())
    add_person(data_file, notes="tersimpan")
    with limit(data_file.path.stat().st_size + spare), pytest.raises(errors.DiskError):
        many(data_file)
    still_whole(data_file)
    data_file.close(backup=False)


@on_own_mounts
def test_a_package_that_has_no_room_on_this_pc_is_not_blamed_on_the_stick(tmp_path: Path) -> None:
    small_disk = mount(tmp_path)
    data_file = new_file(small_disk)
    add_person(data_file, notes="tersimpan")
    other = office(tmp_path / "lain")
    for number in range(300):
        add_person(other, f"Rini {number}", notes=os.urandom(400).hex())
    package = send(other, PLAIN)
    other.close(backup=False)
    fillers = [fill(small_disk, 20_000).rename(small_disk / "first")]
    with pytest.raises(PackageError) as taken:
        receive_package.take(data_file, package, QUIET)
    fillers.append(fill(small_disk, 0))
    stick = tmp_path / "usb"
    stick.mkdir()
    with pytest.raises(PackageError) as sent:
        send_package.send(data_file, PLAIN, stick, QUIET)
    for refused in (taken.value, sent.value):
        told = explain(refused.code, refused.values).text
        assert told.startswith("Ruang di komputer ini tidak cukup untuk paketnya."), told
    assert not list(data_file.places.inbox.iterdir())
    assert not list(data_file.places.packages.iterdir())
    assert not list(stick.iterdir())
    for filler in fillers:
        filler.unlink()
    still_whole(data_file)
    data_file.close(backup=False)
