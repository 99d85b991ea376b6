import random
from pathlib import Path
from typing import Any

import pytest

from builders import SUKODADI, Clock, add_person, edit_person, new_file, reopen, visible
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import NothingToUndoError, NotUndoableError


def mixed(data_file: DataFile, dice: random.Random, people: list[Uid], number: int) -> None:
    """Do one of the operator's undoable acts."""
    living = [uid for (uid,) in data_file.rows("SELECT uid FROM person WHERE alive = 1 ORDER BY uid")]
    act = dice.choice(["add", "edit", "edit", "import", "delete", "restore", "venue"])
    if act == "add" or not living:
        people.append(add_person(data_file, f"Siti {number}"))
    elif act == "edit":
        edit_person(data_file, dice.choice(living), phone=f"0812{number:08}", notes=str(number))
    elif act == "import":
        with data_file.operation("import", "Impor 3 kader"):
            for part in range(3):
                person = data_file.new_uid()
                data_file.put("person", person, {"name": f"Rini {number} {part}", "sex": "P"})
                data_file.put("cadre_term", data_file.new_uid(), {"person": person, "village": SUKODADI})
    elif act == "delete":
        person = dice.choice(living)
        with data_file.operation("delete", "Hapus 1 orang"):
            for (term,) in data_file.rows("SELECT uid FROM cadre_term WHERE person = ?", (person,)):
                data_file.remove("cadre_term", term)
            data_file.remove("person", person)
    elif act == "restore":
        old = [
            (uid, entry)
            for uid in living
            for entry in data_file.record_history("person", uid)
            if entry.can_be_restored
        ]
        if old:
            uid, entry = dice.choice(old)
            data_file.restore_value("person", uid, entry.group, entry.change)
        else:
            add_person(data_file, f"Siti {number}")
    else:
        with data_file.operation("edit", "Tambah 1 tempat"):
            data_file.put("venue", data_file.new_uid(), {"name": f"Pendopo {number}"})


def test_a_hundred_mixed_acts_undone_and_redone_after_closing(tmp_path: Path) -> None:
    dice = random.Random(12)  # noqa: S311 - reproducible, not secret
    data_file = new_file(tmp_path)
    seen: list[dict[str, Any]] = [visible(data_file)]
    people: list[Uid] = []
    for number in range(100):
        mixed(data_file, dice, people, number)
        seen.append(visible(data_file))
    assert len(data_file.history()) == 101
    data_file = reopen(data_file)
    for state in reversed(seen[:-1]):
        data_file.undo()
        assert visible(data_file) == state
    with pytest.raises(NothingToUndoError):
        data_file.undo()
    data_file = reopen(data_file)
    for state in seen[1:]:
        data_file.redo()
        assert visible(data_file) == state
    with pytest.raises(NothingToUndoError):
        data_file.redo()
    assert data_file.check().is_sound
    data_file.close()


def test_the_labels_of_undo_and_redo(tmp_path: Path) -> None:
    with new_file(tmp_path) as data_file:
        assert (data_file.undo_label(), data_file.redo_label()) == (None, None)
        person = add_person(data_file)
        edit_person(data_file, person, notes="x")
        assert data_file.undo_label() == "Ubah 1 orang"
        done = data_file.undo()
        assert (done.label, done.changes.label) == ("Ubah 1 orang", "Batalkan: Ubah 1 orang")
        assert (data_file.undo_label(), data_file.redo_label()) == ("Tambah 1 orang", "Ubah 1 orang")
        assert data_file.redo().changes.label == "Ulangi: Ubah 1 orang"
        assert data_file.undo_label() == "Ubah 1 orang"
        add_person(data_file, "Rini Melati")
        assert data_file.redo_label() is None


def test_undo_of_an_import_keeps_what_was_changed_later_and_says_so(tmp_path: Path) -> None:
    with new_file(tmp_path) as data_file:
        people = []
        with data_file.operation("import", "Impor 20 orang") as operation:
            for number in range(20):
                people.append(data_file.new_uid())
                data_file.put("person", people[-1], {"name": f"Rini {'abcdefghijklmnopqrst'[number]}"})
        edit_person(data_file, people[3], phone="081200000000")
        assert operation.changes is not None
        done = data_file.undo_operation(operation.changes.operation)
        assert [(kept.key, kept.reason) for kept in done.kept] == [(("person", people[3]), "changed")]
        assert data_file.rows("SELECT count(*) FROM person WHERE alive = 1") == [(1,)]
        data_file.redo()
        assert data_file.rows("SELECT count(*) FROM person WHERE alive = 1") == [(20,)]


@pytest.mark.parametrize("kind", ["issue", "lock"])
def test_ctrl_z_stops_at_what_stands(tmp_path: Path, kind: str) -> None:
    with new_file(tmp_path) as data_file:
        person = add_person(data_file)
        with data_file.operation(kind, "Terbitkan 1 sertifikat"):
            data_file.put("certificate", data_file.new_uid(), {"person": person, "state": "issued"})
        with pytest.raises(NotUndoableError) as caught:
            data_file.undo()
        assert caught.value.values["label"] == "Terbitkan 1 sertifikat"
        with pytest.raises(NotUndoableError):
            data_file.undo_operation(data_file.history()[0].operation)
        kept = data_file.undo_operation(data_file.history()[1].operation).kept
        assert [item.reason for item in kept] == ["child"]
        assert data_file.rows("SELECT alive FROM person") == [(1,)]


def test_ctrl_z_passes_over_prints_and_names_them(tmp_path: Path) -> None:
    with new_file(tmp_path) as data_file:
        person = add_person(data_file)
        edit_person(data_file, person, notes="x")
        with data_file.operation("print", "Cetak daftar kader"):
            data_file.put("print_log", data_file.new_uid(), {"paper": "daftar kader", "copies": 1})
        done = data_file.undo()
        assert (done.label, done.passed) == ("Ubah 1 orang", ("Cetak daftar kader",))
        assert data_file.rows("SELECT count(*) FROM print_log WHERE alive = 1") == [(1,)]


def test_a_name_correction_is_undone_and_the_issued_paper_stays(tmp_path: Path) -> None:
    with new_file(tmp_path) as data_file:
        person = add_person(data_file, "Siti Contowati")
        paper = data_file.new_uid()
        with data_file.operation("issue", "Terbitkan 1 sertifikat"):
            columns = {"person": person, "printed_name": "Siti Contowati", "state": "issued"}
            data_file.put("certificate", paper, columns)
        edit_person(data_file, person, name="Siti Contohwati")
        data_file.undo()
        assert data_file.rows("SELECT name FROM person") == [("Siti Contowati",)]
        assert data_file.rows("SELECT printed_name, alive FROM certificate") == [("Siti Contowati", 1)]


def test_a_locked_contest_is_not_undone_from_under_its_decision(tmp_path: Path) -> None:
    with new_file(tmp_path) as data_file:
        contest = data_file.new_uid()
        with data_file.operation("edit", "Tambah 1 lomba"):
            data_file.put("contest", contest, {"name": "Lomba KPM Berprestasi"})
        stage = data_file.new_uid()
        with data_file.operation("edit", "Tambah 1 tahap") as operation:
            data_file.put("stage", stage, {"contest": contest, "weight": "30"})
        with data_file.operation("lock", "Tetapkan hasil"):
            data_file.put("decision", data_file.new_uid(), {"contest": contest, "revision": 1})
        assert operation.changes is not None
        kept = data_file.undo_operation(operation.changes.operation).kept
        assert [(item.key, item.reason) for item in kept] == [(("stage", stage), "final")]
        assert data_file.rows("SELECT alive FROM stage") == [(1,)]


def test_the_history_of_a_record(tmp_path: Path) -> None:
    clock = Clock()
    with new_file(tmp_path, clock) as data_file:
        person = add_person(data_file, "Siti", phone="081200000000")
        clock.turn(minutes=5)
        edit_person(data_file, person, phone="081211111111")
        newest = data_file.record_history("person", person)[0]
        assert (newest.group, newest.old, newest.new) == (
            "phone", {"phone": "081200000000"}, {"phone": "081211111111"},
        )  # fmt: skip
        assert (newest.at, newest.label, newest.writer_name) == (clock.now, "Ubah 1 orang", "PC-UJI")
        assert newest.is_current
        first = next(entry for entry in data_file.record_history("person", person) if entry.can_be_restored)
        data_file.restore_value("person", person, first.group, first.change)
        assert data_file.rows("SELECT phone FROM person") == [("081200000000",)]
        assert data_file.history()[0].kind == "restore"
        data_file.undo()
        assert data_file.rows("SELECT phone FROM person") == [("081211111111",)]


def test_riwayat_says_what_is_undone_and_what_can_be(tmp_path: Path) -> None:
    with new_file(tmp_path) as data_file:
        add_person(data_file)
        data_file.undo()
        undo, add, new = data_file.history()
        assert (add.is_undone, add.is_undoable, add.rows) == (True, False, {"person": 1})
        assert undo.is_undoable
        assert not new.is_undoable
        assert new.rows["village"] == 3
