"""Going back to a backup on a healthy file: the look before, the one operation, its undo."""

import random
import shutil
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from builders import SUKODADI, Clock, add_person, edit_person, new_file, reopen, visible
from killing import killed
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store import errors
from kpm_desktop.store.backups import Backup
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.restoring import Return
from rounds import rounds

LABEL = "Kembali ke keadaan 24 November 2026 09.12"


def go_back(data_file: DataFile, backup: Backup) -> Return:
    return data_file.go_back(backup, LABEL, lambda count: f"Gabung {count} perubahan dari cadangan")


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def add_cadre(data_file: DataFile, name: str) -> Uid:
    person = data_file.new_uid()
    with data_file.operation("edit", "Tambah 1 kader"):
        data_file.put("person", person, {"name": name, "sex": "P"})
        data_file.put("cadre_term", data_file.new_uid(), {"person": person, "village": SUKODADI})
    return person


def random_acts(data_file: DataFile, dice: random.Random, count: int) -> None:
    for number in range(count):
        living = [uid for (uid,) in data_file.rows("SELECT uid FROM person WHERE alive = 1 ORDER BY uid")]
        match dice.choice(["add", "edit", "edit", "delete", "undo", "redo"]) if living else "add":
            case "add":
                add_cadre(data_file, f"Siti {number}")
            case "edit":
                edit_person(data_file, dice.choice(living), notes=str(number), phone=f"0812{number:08}")
            case "delete":
                person = dice.choice(living)
                with data_file.operation("delete", "Buang 1 kader"):
                    for (term,) in data_file.rows("SELECT uid FROM cadre_term WHERE person = ?", (person,)):
                        data_file.remove("cadre_term", term)
                    data_file.remove("person", person)
            case "undo" if data_file.undo_label():
                data_file.undo()
            case "redo" if data_file.redo_label():
                data_file.redo()


@pytest.mark.parametrize("seed", range(rounds("SEEDS", 5)))
def test_the_restored_state_is_that_of_the_backup_and_its_undo_that_of_before(
    tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)  # noqa: S311 - reproducible, not secret
    data_file = new_file(tmp_path)
    random_acts(data_file, dice, 12)
    then, backup = visible(data_file), data_file.backup()
    random_acts(data_file, dice, 15)
    before = visible(data_file)
    count = len(data_file.history())
    go_back(data_file, backup)
    assert visible(data_file) == then
    assert len(data_file.history()) - count <= 1
    assert data_file.check().is_sound
    data_file = reopen(data_file)
    if before != then:
        data_file.undo()
        assert visible(data_file) == before
        data_file.redo()
        assert visible(data_file) == then
    assert data_file.check().is_sound
    data_file.close(backup=False)


def test_the_look_before_is_exact_and_changes_no_byte(tmp_path: Path) -> None:
    data_file = new_file(tmp_path)
    changed, thrown = add_cadre(data_file, "Rini Melati"), add_cadre(data_file, "Dewi Kenanga")
    backup = data_file.backup()
    added = [add_cadre(data_file, f"Siti {number}") for number in range(3)]
    edit_person(data_file, changed, name="Rini Melati Sari")
    with data_file.operation("delete", "Buang 1 orang"):
        for (term,) in data_file.rows("SELECT uid FROM cadre_term WHERE person = ?", (thrown,)):
            data_file.remove("cadre_term", term)
        data_file.remove("person", thrown)
    before, saved = visible(data_file), bytes_in(tmp_path)
    found = data_file.look_back(backup).difference
    assert found is not None
    person = found.tables["person"]
    assert set(person.gone) == set(added)
    assert person.back == (thrown,)
    assert dict(person.changed) == {changed: ("name",)}
    assert len(found.tables["cadre_term"].gone) == 3
    assert set(found.tables) == {"person", "cadre_term"}
    assert bytes_in(tmp_path) == saved
    assert visible(data_file) == before
    assert data_file.undo_label() == "Buang 1 orang"
    add_person(data_file, "Tuti Kenanga")
    assert data_file.check().is_sound
    data_file.close(backup=False)


def test_nothing_differs_when_nothing_was_done_since(tmp_path: Path) -> None:
    with new_file(tmp_path) as data_file:
        add_person(data_file)
        backup = data_file.backup()
        look = data_file.look_back(backup)
        assert look.difference is not None
        assert look.difference.is_empty
        done = go_back(data_file, backup)
        assert done.changes is not None
        assert done.changes.touched == frozenset()
        assert len(data_file.history()) == 2


def test_issued_papers_stay_and_are_listed(tmp_path: Path) -> None:
    with new_file(tmp_path) as data_file:
        person = add_cadre(data_file, "Rini Melati")
        backup = data_file.backup()
        paper = data_file.new_uid()
        with data_file.operation("issue", "Terbitkan 1 sertifikat"):
            data_file.put("certificate", paper, {"person": person, "number": "1", "state": "issued"})
        other = add_cadre(data_file, "Dewi Kenanga")
        done = go_back(data_file, backup)
        assert [operation.label for operation in done.final] == ["Terbitkan 1 sertifikat"]
        assert data_file.rows("SELECT alive FROM certificate WHERE uid = ?", (paper,)) == [(1,)]
        assert data_file.rows("SELECT alive FROM person WHERE uid = ?", (other,)) == [(0,)]
        assert data_file.rows("SELECT alive FROM person WHERE uid = ?", (person,)) == [(1,)]
        assert data_file.check().is_sound


def test_a_damaged_backup_and_one_of_another_file_are_refused(tmp_path: Path) -> None:
    with new_file(tmp_path / "lain") as other, new_file(tmp_path) as data_file:
        foreign = other.backup()
        with pytest.raises(errors.OtherFileError):
            data_file.look_back(foreign)
        backup = data_file.backup()
        content = bytearray(backup.path.read_bytes())
        content[-1] ^= 1
        backup.path.write_bytes(content)
        for act in (data_file.look_back, lambda made: go_back(data_file, made)):
            with pytest.raises(errors.BackupError):
                act(backup)


def test_what_only_the_backup_holds_comes_back_with_it(tmp_path: Path) -> None:
    """An old copy was put over the file and opened as it was; a backup knows better."""
    data_file = new_file(tmp_path)
    old = tmp_path / "lama"
    data_file.close(backup=False)
    shutil.copyfile(data_file.path, old)
    data_file = DataFile.open(data_file.path, now=Clock())
    add_cadre(data_file, "Rini Melati")
    then, backup = visible(data_file), data_file.backup()
    data_file.close()
    shutil.copyfile(old, data_file.path)
    data_file = DataFile.open(data_file.path, now=Clock(), accept_older=True)
    add_cadre(data_file, "Dewi Kenanga")
    before, saved = visible(data_file), data_file.path.read_bytes()
    look = data_file.look_back(backup).difference
    assert look is not None
    assert (len(look.tables["person"].gone), len(look.tables["person"].back)) == (1, 1)
    assert data_file.path.read_bytes() == saved
    go_back(data_file, backup)
    assert visible(data_file) == then
    data_file.undo()
    data_file.undo()
    assert visible(data_file) == before
    assert data_file.check().is_sound
    data_file.close(backup=False)


def test_the_journal_is_merged_into_an_older_file(tmp_path: Path) -> None:
    data_file = new_file(tmp_path)
    add_cadre(data_file, "Siti Contohwati")
    data_file.close()
    old = tmp_path / "lama"
    shutil.copyfile(data_file.path, old)
    data_file = DataFile.open(data_file.path, now=Clock())
    for number in range(5):
        add_cadre(data_file, f"Rini {number}")
    with data_file.operation("edit", "Gambar"):
        sha = data_file.put_asset(b"gambar", "image/png")
        data_file.put("office", data_file.new_uid(), {"name": "Dinas", "emblem": sha})
    data_file.undo_operation(data_file.history()[1].operation)
    then = visible(data_file)
    data_file.close(backup=False)
    shutil.copyfile(old, data_file.path)
    with pytest.raises(errors.OlderThanJournalError) as caught:
        DataFile.open(data_file.path)
    assert caught.value.values == {"missing": "7"}
    data_file = DataFile.open(data_file.path, now=Clock(), accept_older=True)
    assert data_file.merge_journal(lambda count: f"Gabung {count} perubahan") == 7
    assert visible(data_file) == then
    assert data_file.asset(sha) == ("image/png", b"gambar")
    assert data_file.merge_journal(str) == 0
    assert data_file.rows("SELECT count(*) FROM writer") == [(2,)]
    assert data_file.undo_label() == "Gambar"
    data_file = reopen(data_file)
    assert data_file.check().is_sound
    assert data_file.undo_label() == "Gambar"
    add_person(data_file, "Tuti Kenanga")
    assert data_file.rows("SELECT count(*) FROM writer") == [(2,)]
    data_file.close()


def going_back(_pipe: Connection, path: Path, backup: Backup) -> None:
    with DataFile.open(path, writer_name="PC-UJI", now=Clock()) as data_file:
        go_back(data_file, backup)


def test_a_return_that_is_killed_leaves_the_old_state_or_the_new_one(tmp_path: Path) -> None:
    clock = Clock()
    data_file = new_file(tmp_path, clock)
    with data_file.operation("import", "Impor 40 kader"):
        for number in range(40):
            data_file.put("person", data_file.new_uid(), {"name": f"Siti {number}"})
    then, backup = visible(data_file), data_file.backup()
    with data_file.operation("edit", "Ubah 40 kader"):
        for (uid,) in data_file.rows("SELECT uid FROM person"):
            data_file.put("person", uid, {"phone": "081200000000", "notes": "x" * 3000})
    before = visible(data_file)
    data_file.close(backup=False)
    saved = tmp_path / "asal"
    shutil.copytree(tmp_path, saved, ignore=shutil.ignore_patterns("asal"))
    seen = {"before": 0, "then": 0}
    length = 0.0
    kills = rounds("RETURN_KILLS", 30)
    for number in range(-1, kills):
        for left in ("kpm.db", "kpm.db-journal"):
            (tmp_path / left).unlink(missing_ok=True)
        shutil.rmtree(tmp_path / "journal")
        shutil.copytree(saved, tmp_path, dirs_exist_ok=True)
        wait = length * number / kills if number >= 0 else None
        length = max(length, killed(going_back, data_file.path, backup, wait=wait).lived)
        with DataFile.open(data_file.path, writer_name="PC-UJI", now=clock) as opened:
            now = visible(opened)
            assert now in (before, then)
            seen["before" if now == before else "then"] += 1
            if number % 10 == 0:
                assert opened.check().is_sound
    assert seen["before"]
    assert seen["then"]
