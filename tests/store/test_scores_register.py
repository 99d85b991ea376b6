"""The register of marks on a real file."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpm_desktop.domain.contests import Criterion, Entry, Judge, Stage
from kpm_desktop.store.data_file import DataFile
from record_builders import SUKODADI, add_cadre, make_file

Parts = tuple[Stage, Criterion, Judge, Entry]


@pytest.fixture
def data_file(tmp_path: Path) -> Iterator[DataFile]:
    with make_file(tmp_path) as made:
        yield made


@pytest.fixture
def parts(data_file: DataFile) -> Parts:
    person = add_cadre(data_file, "Siti Contohwati", SUKODADI)
    with data_file.operation("edit", "Tambah 1 lomba"):
        contest = data_file.contests.create_sample("Lomba", 2019)
        judge = Judge(data_file.new_uid(), contest.uid, None, 1)
        data_file.contests.save_part(judge)
        entry = data_file.contests.add_entry(contest.uid, person, SUKODADI, None)
    stage = data_file.contests.stages(contest.uid)[0]
    return stage, data_file.contests.criteria(stage.uid)[0], judge, entry


def test_marks_are_one_row_for_each_cell(data_file: DataFile, parts: Parts) -> None:
    stage, criterion, judge, entry = parts
    blank = data_file.scores.get(entry.uid, judge.uid, criterion.uid)
    assert (blank.first, blank.final) == ("", "")
    for second in ("", "88.5"):
        score = data_file.scores.get(entry.uid, judge.uid, criterion.uid)
        with data_file.operation("edit", "Isi nilai"):
            typed = dataclasses.replace(score, first="88.5", second=second, final=second)
            data_file.scores.save(typed, score)
    (found,) = data_file.scores.of_sheet(stage.uid, judge.uid)
    assert (found.first, found.second, found.final) == ("88.5", "88.5", "88.5")
    assert stage.contest is not None
    assert data_file.scores.find(stage.contest) == [found]


def test_marks_go_and_come_back_with_their_entry_stage_or_judge(data_file: DataFile, parts: Parts) -> None:
    stage, criterion, judge, entry = parts
    score = data_file.scores.get(entry.uid, judge.uid, criterion.uid)
    assert stage.contest is not None
    with data_file.operation("edit", "Isi nilai"):
        data_file.scores.save(dataclasses.replace(score, final="90"))
        data_file.scores.save_total(data_file.scores.get_sheet(stage.uid, judge.uid), entry.uid, "90")
    for part in (entry, judge, criterion, stage):
        with data_file.operation("delete", "Keluarkan 1 bagian"):
            data_file.contests.delete_part(part)
        assert data_file.scores.find(stage.contest) == []
        assert data_file.scores.of_sheet(stage.uid, judge.uid) == []
        data_file.undo()
        assert [one.final for one in data_file.scores.find(stage.contest)] == ["90"]
    with data_file.operation("delete", "Buang 1 lomba"):
        data_file.contests.delete(stage.contest)
    assert data_file.contests.find() == []
    assert data_file.rows("SELECT COUNT(*) FROM sheet_total WHERE alive = 1") == [(0,)]
    assert data_file.rows("SELECT COUNT(*) FROM entry WHERE alive = 1") == [(0,)]


def test_a_sheet_has_a_state_and_the_totals_of_the_judge(data_file: DataFile, parts: Parts) -> None:
    stage, criterion, judge, entry = parts
    assert stage.contest is not None
    sheet = data_file.scores.get_sheet(stage.uid, judge.uid)
    assert sheet.state == "empty"
    assert data_file.scores.find_sheets(stage.contest) == []
    with data_file.operation("edit", "Isi jumlah"):
        data_file.scores.save_total(sheet, entry.uid, "254.5")
        data_file.scores.save_total(sheet, criterion.uid, "88.5")
        data_file.scores.save_total(sheet, entry.uid, "245.5")
        data_file.scores.set_state(stage.uid, judge.uid, "first")
    assert [one.state for one in data_file.scores.find_sheets(stage.contest)] == ["first"]
    assert {one.of: one.total for one in data_file.scores.totals(sheet.uid)} == {
        entry.uid: "245.5",
        criterion.uid: "88.5",
    }
