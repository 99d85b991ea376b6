"""After the lock no way of writing leads into a contest, until a revision is opened with its reason."""

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from contest_rooms import Room, furnish, type_all
from kpm_desktop.domain.contests import Category, Criterion, Decision, Entry, Stage
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import ContestLockedError, DataFileError
from kpm_desktop.ui import messages
from record_builders import PATOKAN, SUKODADI, add_cadre, make_file

Way = Callable[[DataFile, Room], object]


@pytest.fixture
def file(tmp_path: Path) -> Iterator[DataFile]:
    made = make_file(tmp_path)
    yield made
    made.close(backup=False)


@pytest.fixture
def room(file: DataFile) -> Room:
    siti, rini = add_cadre(file, "Siti Contohwati", SUKODADI), add_cadre(file, "Rini Melati", PATOKAN)
    made = furnish(file, {"01": (siti, SUKODADI), "02": (rini, PATOKAN)})
    type_all(file, made)
    lock(file, made)
    return made


def lock(file: DataFile, room: Room, revision: int = 1) -> Decision:
    decision = Decision(file.new_uid(), room.contest, revision, content="{}", fingerprint=f"{revision}")
    with file.operation("lock", "Kunci hasil lomba"):
        file.contests.decide(decision)
    return decision


def entry(room: Room) -> Entry:
    return room.entries["01"]


def mark(file: DataFile, room: Room) -> None:
    score = file.scores.get(entry(room).uid, room.judges[0].uid, room.criteria[0].uid)
    file.scores.save(dataclasses.replace(score, final="1"), score)


WAYS: dict[str, Way] = {
    "change a mark": mark,
    "type a first mark": lambda f, r: f.put(
        "score", f.scores.get(entry(r).uid, r.judges[0].uid, r.criteria[0].uid).uid, {"first": "1"}
    ),
    "set a sheet's state": lambda f, r: f.scores.set_state(r.stages[0].uid, r.judges[0].uid, "first"),
    "open a sheet again": lambda f, r: f.scores.reopen(r.stages[0].uid, r.judges[0].uid),
    "write a total": lambda f, r: f.scores.save_total(
        f.scores.get_sheet(r.stages[0].uid, r.judges[0].uid), entry(r).uid, "9"
    ),
    "rename the contest": lambda f, r: f.put("contest", r.contest, {"name": "Lain"}),
    "change the state": lambda f, r: f.put("contest", r.contest, {"status": "preparing"}),
    "change the ladder": lambda f, r: f.put("contest", r.contest, {"ties": ("lot",)}),
    "add a category": lambda f, r: f.contests.save_part(Category(f.new_uid(), r.contest, "kelurahan", 2)),
    "change a weight": lambda f, r: f.put("stage", r.stages[0].uid, {"weight": "50"}),
    "add a stage": lambda f, r: f.contests.save_part(Stage(f.new_uid(), r.contest, "Baru", 3)),
    "change a maximum": lambda f, r: f.put("criterion", r.criteria[0].uid, {"max_points": "50"}),
    "add a criterion": lambda f, r: f.contests.save_part(
        Criterion(f.new_uid(), r.stages[0].uid, None, "Baru", 2, min_points="0", max_points="1")
    ),
    "change the chief": lambda f, r: f.put("judge", r.judges[1].uid, {"chief": True}),
    "assign a judge": lambda f, r: f.contests.assign(r.judges[0].uid, r.stages[0].uid, None, True),
    "note an interest": lambda f, r: f.contests.note_interest(r.judges[0].uid, entry(r).uid, "ipar", ""),
    "withdraw an entry": lambda f, r: f.contests.set_status(entry(r).uid, "withdrawn", "alasan"),
    "draw a lot": lambda f, r: f.contests.save_lots({entry(r).uid: 1}),
    "swap two numbers": lambda f, r: f.put("entry", entry(r).uid, {"number": "02"}),
    "note a document": lambda f, r: f.contests.set_document(entry(r).uid, "SK kader", "present"),
    "delete an entry": lambda f, r: f.contests.delete_part(f.contests.get_entry(entry(r).uid)),
    "delete a judge": lambda f, r: f.contests.delete_part(r.judges[0]),
    "delete the decision": lambda f, r: f.contests.delete_part(f.contests.decisions(r.contest)[0]),
    "move an entry elsewhere": lambda f, r: f.put("entry", entry(r).uid, {"contest": None}),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_writing_is_refused_with_its_sentence(file: DataFile, room: Room, way: str) -> None:
    before = file.rows("SELECT count(*) FROM operation")
    with pytest.raises(ContestLockedError) as refusal, file.operation("edit", "Ubah"):
        WAYS[way](file, room)
    assert "Perbaikan hasil" in messages.explain(refusal.value.code).todo
    assert file.rows("SELECT count(*) FROM operation") == before


def test_imports_restores_and_the_waste_basket_are_refused_too(file: DataFile, room: Room) -> None:
    for kind in ("import", "restore", "delete", "settle"):
        with pytest.raises(ContestLockedError), file.operation(kind, "Tulis"):
            mark(file, room)
    score = file.scores.get(entry(room).uid, room.judges[0].uid, room.criteria[0].uid)
    change = file.record_history("score", score.uid)[-1]
    with pytest.raises(ContestLockedError):
        file.restore_value("score", score.uid, "first", change.change)


def test_undo_stops_at_the_lock_and_an_older_operation_changes_no_mark(file: DataFile, room: Room) -> None:
    marks = file.scores.find(room.contest)
    with pytest.raises(DataFileError):
        file.undo()
    typed = next(one for one in file.history() if one.label == "Isi semua")
    reversal = file.undo_operation(typed.operation)
    assert reversal.kept
    assert file.scores.find(room.contest) == marks


def test_a_revision_with_a_reason_opens_and_keeps_the_old_result(file: DataFile, room: Room) -> None:
    first = file.contests.decisions(room.contest)[0]
    with file.operation("lock", "Buka perbaikan hasil lomba"):
        file.contests.open_revision(room.contest, "salah ketik")
    assert not file.contests.is_locked(room.contest)
    with file.operation("edit", "Ubah"):
        mark(file, room)
    with pytest.raises(DataFileError), file.operation("edit", "Ubah"):
        file.contests.delete_part(first)
    lock(file, room, 2)
    assert file.contests.is_locked(room.contest)
    assert [one.revision for one in file.contests.decisions(room.contest)] == [2, 1]
    assert file.contests.get(room.contest).status == "decided"
    with pytest.raises(ContestLockedError), file.operation("edit", "Ubah"):
        WAYS["withdraw an entry"](file, room)


def test_another_contest_stays_free(file: DataFile, room: Room) -> None:
    other = furnish(file, {"01": (entry(room).person or b"", SUKODADI)})
    type_all(file, other)
    assert len(file.scores.find(other.contest)) == 4
