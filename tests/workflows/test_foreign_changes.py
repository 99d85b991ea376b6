"""A package that brings marks under a locked result: taken into the log, listed, counted nowhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import SUKODADI, new_file
from carrying import begin, receive, send
from contest_rooms import Room, furnish, type_all
from kpm_desktop.domain.decision import result_of
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import (
    contest_sheets,
    decide_contest,
    foreign_changes,
    print_contest,
    promote_winners,
    rank_contest,
)
from kpm_desktop.workflows.decide_contest import DecisionChoices, Locked
from kpm_desktop.workflows.print_contest import ResultPaper
from record_builders import add_cadre

PAPERS: tuple[ResultPaper, ...] = ("minutes", "recap", "announcement")


@pytest.fixture
def file(tmp_path: Path) -> Iterator[DataFile]:
    folder = tmp_path / "a"
    folder.mkdir()
    made = new_file(folder)
    yield made
    made.close(backup=False)


@pytest.fixture
def room(file: DataFile) -> Room:
    names = ("Siti Contohwati", "Rini Melati", "Dewi Umpama")
    people = {
        f"{place:02}": (add_cadre(file, name, SUKODADI), SUKODADI) for place, name in enumerate(names, 1)
    }
    made = furnish(file, people)
    type_all(file, made)
    return made


def lock(file: DataFile, room: Room, number: str = "BA/1") -> Locked:
    found = decide_contest.lock(file, room.contest, DecisionChoices(number))
    assert isinstance(found, Locked), found
    return found


def retype(file: DataFile, room: Room, number: str, mark: str) -> None:
    """Another PC, which knows of no lock, types a sheet again."""
    stage, judge, criterion = room.stages[0].uid, room.judges[0].uid, room.criteria[0].uid
    with file.operation("edit", "Isi lagi"):
        file.scores.reopen(stage, judge)
        file.scores.type_mark(stage, judge, room.entries[number].uid, criterion, "first", mark)
        file.scores.end_first(stage, judge)
        for entry in room.entries.values():
            first = file.scores.get(entry.uid, judge, criterion).first
            file.scores.type_mark(stage, judge, entry.uid, criterion, "second", first)
        assert file.scores.end_second(stage, judge) == 0


def test_marks_of_a_package_change_neither_result_nor_paper(
    file: DataFile, room: Room, tmp_path: Path
) -> None:
    package = send(file)
    decision = lock(file, room).decision
    papers = [print_contest.locked_paper(file, decision, paper).pdf for paper in PAPERS]
    ranking = rank_contest.rank_contest(file, room.contest)
    saved = tmp_path / "before.json"
    saved.write_bytes(rank_contest.export_contest(file, room.contest, target=saved))
    with begin(tmp_path / "b", package, "PC-B") as two:
        retype(two, room, "02", "99")
        with two.operation("edit", "Mundur"):
            two.contests.set_status(room.entries["03"].uid, "withdrawn", "sakit")
            two.put("stage", room.stages[1].uid, {"weight": "80"})
        back = send(two)
    receive(file, back)
    assert file.scores.get(room.entries["02"].uid, room.judges[0].uid, room.criteria[0].uid).final == "99"
    listed = foreign_changes.foreign_changes(file, room.contest)
    assert [(one.who, one.what, one.locked, one.now) for one in listed] == [
        ("No. 02 Rini Melati", "Nilai Nilai Berkas, juri 1", "68", "99"),
        ("No. 03 Dewi Umpama", "Keadaan", "aktif", "mundur"),
        ("", "Kriteria, bobot, atau tugas juri", "", "berubah"),
    ]
    assert [print_contest.locked_paper(file, decision, paper).pdf for paper in PAPERS] == papers
    assert rank_contest.rank_contest(file, room.contest) == ranking
    assert rank_contest.rank_file(saved) == ranking
    again = tmp_path / "after.json"
    again.write_bytes(rank_contest.export_contest(file, room.contest, target=again))
    assert again.read_bytes() == saved.read_bytes()
    standing = contest_sheets.standing(file, room.contest)
    assert standing.ranking == ranking
    assert any("Gabung" in one.label for one in file.history()), "the log has them"


def test_a_revision_counts_what_came_and_keeps_the_old_result(
    file: DataFile, room: Room, tmp_path: Path
) -> None:
    package = send(file)
    first = lock(file, room).decision
    with begin(tmp_path / "b", package, "PC-B") as two:
        retype(two, room, "02", "100")
        back = send(two)
    receive(file, back)
    before = rank_contest.rank_contest(file, room.contest)
    decide_contest.open_revision(file, room.contest, "nilai dari PC-B benar")
    assert rank_contest.rank_contest(file, room.contest) != before
    second = lock(file, room, "BA/2").decision
    assert foreign_changes.foreign_changes(file, room.contest) == []
    kept = file.contests.decisions(room.contest)[1]
    assert (kept.uid, kept.content) == (first.uid, first.content)
    assert ("02", "Tahap 1") in {
        (one.number, one.field) for one in decide_contest.revision_changes(file, second)
    }


def test_numbers_swapped_by_a_merge_after_the_lock_send_nobody_else(
    file: DataFile, room: Room, tmp_path: Path
) -> None:
    package = send(file)
    decision = lock(file, room).decision
    winner = result_of(decision.content).categories[0].ranked[0]
    with begin(tmp_path / "b", package, "PC-B") as two:
        with two.operation("edit", "Tukar nomor"):
            two.put("entry", room.entries["01"].uid, {"number": "03"})
            two.put("entry", room.entries["03"].uid, {"number": "01"})
        back = send(two)
    receive(file, back)
    assert {one.what for one in foreign_changes.foreign_changes(file, room.contest)}, "the alarm is raised"
    with file.operation("edit", "Naik tingkat"):
        above = file.contests.create_sample("Lomba KPM Umpama", 2019, "province").uid
        assert promote_winners.promote(file, decision, above, [winner], ["SK kader"]) == 1
    [sent] = file.contests.entry_records(above)
    assert sent.person == room.entries[winner.number].person
    assert sent.from_entry == room.entries[winner.number].uid


def test_nothing_is_listed_where_nothing_came(file: DataFile, room: Room) -> None:
    assert foreign_changes.foreign_changes(file, room.contest) == []
    lock(file, room)
    assert foreign_changes.foreign_changes(file, room.contest) == []
