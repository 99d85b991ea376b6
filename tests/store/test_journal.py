import json
import shutil
import zlib
from pathlib import Path

import pytest

from builders import Clock, add_person, edit_person, new_file, reopen
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import OlderThanJournalError
from kpm_desktop.store.journal import Journal, decoded, encoded


def day_file(data_file: DataFile) -> Path:
    [path] = data_file.places.journal.glob("*.ndjson")
    return path


def journaled(data_file: DataFile) -> list[str]:
    journal = Journal(data_file.places.journal, data_file.file_uid)
    return [operation.uid.hex() for operation in journal.operations()]


def in_file(data_file: DataFile) -> list[str]:
    return [uid.hex() for (uid,) in data_file.rows("SELECT uid FROM operation ORDER BY id")]


def writers(data_file: DataFile) -> int:
    return int(data_file.rows("SELECT count(*) FROM writer")[0][0])


def test_a_line_is_a_checksum_and_json() -> None:
    raw = encoded(["o", "Ma'arif", None, 3])
    checksum, text = raw.split(b" ", 1)
    assert int(checksum, 16) == zlib.crc32(text.rstrip(b"\n"))
    assert decoded(raw.rstrip(b"\n")) == ["o", "Ma'arif", None, 3] == json.loads(text)
    assert decoded(raw.rstrip(b"\n").replace(b"3]", b"4]")) is None


def test_every_operation_stands_in_the_journal_of_its_day(tmp_path: Path) -> None:
    clock = Clock()
    with new_file(tmp_path, clock) as data_file:
        person = add_person(data_file)
        clock.turn(days=1)
        edit_person(data_file, person, phone="081200000000")
        names = sorted(path.name for path in data_file.places.journal.iterdir())
        assert names == ["2026-11-24.ndjson", "2026-11-25.ndjson"]
        assert journaled(data_file) == in_file(data_file)
        assert Journal(data_file.places.journal, data_file.file_uid).last() is not None


@pytest.mark.parametrize("tail", [b"00000000 [", b"garbage\n", b"\x00" * 512, b'12345678 ["o",1]\n'])
def test_a_bad_or_half_last_line_is_ignored_and_does_not_spoil_the_next(tmp_path: Path, tail: bytes) -> None:
    data_file = new_file(tmp_path)
    add_person(data_file)
    data_file.close(backup=False)
    with day_file(data_file).open("ab") as file:
        file.write(tail)
    data_file = DataFile.open(data_file.path, now=Clock())
    add_person(data_file, "Rini Melati")
    assert journaled(data_file) == in_file(data_file)
    assert writers(data_file) == 1
    data_file.close()


def test_every_cut_of_the_journal_is_filled_up_again_when_the_file_opens(tmp_path: Path) -> None:
    data_file = new_file(tmp_path)
    add_person(data_file)
    before = len(day_file(data_file).read_bytes())
    add_person(data_file, "Rini Melati")
    data_file.close(backup=False)
    path = day_file(data_file)
    whole = path.read_bytes()
    for length in range(before, len(whole), 37):
        path.write_bytes(whole[:length])
        data_file = DataFile.open(data_file.path, now=Clock())
        assert journaled(data_file) == in_file(data_file)
        data_file.close(backup=False)


def test_a_file_older_than_the_journal_is_refused_with_the_number_and_not_changed(tmp_path: Path) -> None:
    data_file = new_file(tmp_path)
    add_person(data_file)
    old = tmp_path / "lama"
    data_file.close(backup=False)
    shutil.copyfile(data_file.path, old)
    data_file = DataFile.open(data_file.path, now=Clock())
    for number in range(3):
        add_person(data_file, f"Rini Melati {'abc'[number]}")
    data_file.close(backup=False)
    old.replace(data_file.path)
    content = data_file.path.read_bytes()
    with pytest.raises(OlderThanJournalError) as caught:
        DataFile.open(data_file.path)
    assert caught.value.code == "E-LAMA"
    assert caught.value.values["missing"] == "3"
    assert data_file.path.read_bytes() == content

    data_file = DataFile.open(data_file.path, accept_older=True, now=Clock())
    assert writers(data_file) == 1
    add_person(data_file, "Dewi Kenanga")
    assert writers(data_file) == 2
    first, second = data_file.rows("SELECT uid, previous_uid, previous_seq FROM writer ORDER BY rowid")
    assert second[1:] == (first[0], 2)
    assert data_file.check().is_sound
    data_file.close()
    DataFile.open(data_file.path).close()


def test_a_file_that_went_another_way_is_refused_too(tmp_path: Path) -> None:
    data_file = new_file(tmp_path)
    data_file.close(backup=False)
    (tmp_path / "b").mkdir()
    shutil.copytree(tmp_path, tmp_path / "b", dirs_exist_ok=True, ignore=shutil.ignore_patterns("b"))
    for folder, name in ((tmp_path, "Siti"), (tmp_path / "b", "Rini")):
        with DataFile.open(folder / "kpm.db", now=Clock()) as opened:
            add_person(opened, name)
    shutil.copyfile(tmp_path / "b" / "kpm.db", tmp_path / "kpm.db")
    with pytest.raises(OlderThanJournalError):
        DataFile.open(tmp_path / "kpm.db")


def test_a_copied_file_takes_a_new_writer_id_with_its_first_save(tmp_path: Path) -> None:
    data_file = new_file(tmp_path)
    add_person(data_file)
    data_file.close(backup=False)
    (tmp_path / "pc2").mkdir()
    copy = shutil.copyfile(data_file.path, tmp_path / "pc2" / "kpm.db")
    content = copy.read_bytes()
    other = DataFile.open(copy, writer_name="PC-2", now=Clock())
    assert copy.read_bytes() == content
    edit_person(other, other.rows("SELECT uid FROM person")[0][0], phone="081200000000")
    other = reopen(other)
    add_person(other, "Rini Melati")
    assert other.rows("SELECT name FROM writer") == [("PC-UJI",), ("PC-2",)]
    assert other.check().is_sound
    other.close()


def test_the_same_file_goes_on_with_its_writer(tmp_path: Path) -> None:
    data_file = new_file(tmp_path)
    for _ in range(3):
        add_person(data_file)
        data_file = reopen(data_file)
    assert writers(data_file) == 1
    assert data_file.rows("SELECT seq FROM operation ORDER BY id") == [(1,), (2,), (3,), (4,)]
    data_file.close()


def test_data_are_saved_when_the_journal_cannot_be_written_and_it_is_filled_up_later(tmp_path: Path) -> None:
    data_file = new_file(tmp_path)
    data_file = reopen(data_file)
    folder = data_file.places.journal
    aside = folder.with_name("aside")
    folder.rename(aside)
    folder.touch()
    with data_file.operation("edit", "Tambah") as operation:
        data_file.put(
            "person", data_file.new_uid(), {"name": "Siti", "photo": data_file.put_asset(b"x", "i/p")}
        )
    assert operation.changes is not None
    assert not operation.changes.journal_written
    assert data_file.history()[0].label == "Tambah"
    folder.unlink()
    aside.rename(folder)
    add_person(data_file, "Rini Melati")
    assert data_file.journal_error is None
    assert journaled(data_file) == in_file(data_file)
    assert b'["a",' in day_file(data_file).read_bytes()
    data_file.close()


def test_old_days_go_when_three_backups_follow_and_the_newest_stays(tmp_path: Path) -> None:
    clock = Clock()
    with new_file(tmp_path, clock) as data_file:
        add_person(data_file)
        clock.turn(days=15)
        for _ in range(2):
            data_file.backup()
            clock.turn(hours=1)
        add_person(data_file, "Rini Melati")
        assert len(list(data_file.places.journal.iterdir())) == 2
        data_file.backup()
        assert [path.name for path in data_file.places.journal.iterdir()] == ["2026-12-09.ndjson"]
        clock.turn(days=40)
        for _ in range(3):
            data_file.backup()
        assert [path.name for path in data_file.places.journal.iterdir()] == ["2026-12-09.ndjson"]
