"""The commands check, backup, restore and recover: what they print and refuse, what they leave alone."""

import shutil
from pathlib import Path

import pytest

from builders import Clock, add_person, edit_person, new_file
from demo_folder import run
from kpm_desktop.store.data_file import DataFile


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A file with a backup and work after it."""
    data_file = new_file(tmp_path)
    person = add_person(data_file, "Rini Melati")
    data_file.backup()
    edit_person(data_file, person, name="Rini Melati Sari")
    add_person(data_file, "Dewi Kenanga")
    data_file.close(backup=False)
    return data_file.path


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_check_prints_the_passport_and_changes_no_byte(data: Path) -> None:
    before = bytes_in(data.parent)
    found = run("check", data, "--json").json
    assert found["is_sound"] is True
    assert found["passport"]["regency"] == "35.13"
    assert found["passport"]["schema"] == "1.0"
    assert [(one["name"], one["last"]) for one in found["passport"]["writers"]] == [("PC-UJI", 4)]
    assert found["passport"]["counts"]["person"] == 2
    said = run("check", data)
    assert said.out.startswith("Riwayat utuh (4 operasi, ")
    assert "PC-UJI" in said.out
    assert bytes_in(data.parent) == before


def test_check_undoes_a_hot_journal_on_a_copy_only(data: Path) -> None:
    hot = data.with_name("kpm.db-journal")
    with DataFile.open(data, now=Clock()) as data_file, data_file.operation("edit", "Ubah"):
        data_file.put("venue", data_file.new_uid(), {"name": "Pendopo"})
        data_file.rows("SELECT 1")
        half = hot.read_bytes()
    hot.write_bytes(half)
    before = bytes_in(data.parent)
    assert run("check", data).code in {0, 1}
    assert bytes_in(data.parent) == before


def test_a_backup_is_listed_looked_at_and_gone_back_to(data: Path) -> None:
    [made] = (data.parent / "backups").glob("*.db")
    listed = run("restore", "--data", data, "--json").json["backups"]
    assert [(one["file"], one["counts"]["person"], one["is_ours"]) for one in listed] == [
        (made.name, 1, True)
    ]
    saved = data.read_bytes()
    look = run("restore", "--data", data, "--backup", made.name)
    assert look.out.strip().endswith(": 1 orang hilang, 1 nama berubah.")
    assert data.read_bytes() == saved
    done = run("restore", "--data", data, "--backup", made.name, "--apply", "--json").json
    assert done["difference"] == {"person": {"gone": 1, "back": 0, "changed": 1}}
    with DataFile.open(data, now=Clock()) as data_file:
        assert data_file.rows("SELECT name FROM person WHERE alive = 1") == [("Rini Melati",)]
        data_file.undo()
        assert data_file.rows("SELECT count(*) FROM person WHERE alive = 1") == [(2,)]
    tried = run("restore", "--data", data, "--try")
    assert (tried.code, tried.err) == (0, "")
    assert run("restore", "--data", data, "--backup", "tidak-ada.db").code == 1


def test_a_backup_is_made_by_command(data: Path) -> None:
    made = run("backup", "--data", data, "--json").json
    assert (data.parent / "backups" / made["file"]).stat().st_size == made["size"]


def test_a_missing_file_is_recovered_and_an_older_one_completed(data: Path) -> None:
    [made] = (data.parent / "backups").glob("*.db")
    data.unlink()
    done = run("recover", "--data", data, "--json").json
    assert [step["name"] for step in done["steps"]] == [
        "copy",
        "backup",
        "journal",
        "salvage",
        "build",
        "swap",
    ]
    assert (done["before"], done["after"]["person"], done["missing"]) == (None, 2, [])
    assert run("check", data).code == 0
    shutil.copyfile(made, data)
    with DataFile.open(data, now=Clock(), accept_older=True):
        pass
    merged = run("recover", "--data", data, "--journal")
    assert merged.out == "2 perubahan digabungkan dari catatan harian.\n"
    assert run("check", data).code == 0
