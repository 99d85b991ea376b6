"""A contest ranked from its data file and from the file saved of it: the same result; the command."""

import dataclasses
import json
import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from contest_oracle import Oracle
from contest_samples import example, filled
from kpm_desktop import commands, workflows
from kpm_desktop.domain.contest_file import CODES, ContestFileError
from kpm_desktop.domain.contests import Contest, Criterion, Entry, Judge, JudgeAssignment, Stage
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.contest_sentences import CONTEST_FAULTS, contest_sentence
from record_builders import KARANGANYAR, PATOKAN, SUKODADI, add_cadre, make_file
from words import english_in

VILLAGES = (SUKODADI, KARANGANYAR, PATOKAN)


@pytest.fixture
def data_file(tmp_path: Path) -> Iterator[DataFile]:
    with make_file(tmp_path) as made:
        yield made


@dataclasses.dataclass(frozen=True)
class Made:
    contest: Uid
    stages: list[Stage]
    criteria: list[Criterion]
    judges: list[Judge]
    entries: list[Entry]


def make_contest(data_file: DataFile, people: int = 6, **stage: Any) -> Made:
    """Add the sample contest with three judges, of whom the last marks only the first criterion."""
    persons = [add_cadre(data_file, f"Peserta {name}", VILLAGES[name % 3]) for name in range(people)]
    register = data_file.contests
    with data_file.operation("edit", "Tambah 1 lomba"):
        contest = register.create_sample("Lomba KPM Berprestasi 2019", 2019)
        stages = [dataclasses.replace(one, **stage) for one in register.stages(contest.uid)]
        for one in stages:
            register.save_part(one)
        criteria = [one for each in stages for one in register.criteria(each.uid)]
        judges = [Judge(data_file.new_uid(), contest.uid, None, number) for number in (1, 2, 3)]
        for judge in judges:
            register.save_part(judge)
        register.save_part(JudgeAssignment(data_file.new_uid(), judges[2].uid, None, criteria[0].uid))
        ties = (f"stage:{stages[2].uid.hex()}", f"criterion:{criteria[0].uid.hex()}", "lot")
        register.save(dataclasses.replace(contest, ties=ties))
        categories = register.categories(contest.uid)
        entries = [
            register.add_entry(contest.uid, person, VILLAGES[number % 3], categories[number % 3 == 2].uid)
            for number, person in enumerate(persons)
        ]
    return Made(contest.uid, stages, criteria, judges, entries)


def type_marks(
    data_file: DataFile, made: Made, values: Mapping[tuple[int, int, int], str] | None = None
) -> None:
    """Store a final mark in every cell; `values` by (criterion, judge, entry) places, else random ones."""
    dice = random.Random(7)  # noqa: S311 (not for secrets)
    with data_file.operation("edit", "Isi nilai"):
        for c, criterion in enumerate(made.criteria):
            for j, judge in enumerate(made.judges[: 3 if c == 0 else 2]):
                for e, entry in enumerate(made.entries):
                    value = (values or {}).get((c, j, e), str(dice.choice((70, 80, 90))))
                    score = data_file.scores.get(entry.uid, judge.uid, criterion.uid)
                    data_file.scores.save(dataclasses.replace(score, first=value, final=value))


def test_the_saved_file_ranks_as_the_data_file_does(data_file: DataFile, tmp_path: Path) -> None:
    made = make_contest(data_file, 9, top=3)
    type_marks(data_file, made)
    with data_file.operation("edit", "Undian"):
        for number, entry in enumerate(made.entries):
            data_file.contests.save_part(dataclasses.replace(entry, lot=9 - number))
        data_file.contests.set_status(made.entries[0].uid, "withdrawn", "sakit")
    ranking = workflows.rank_contest.rank_contest(data_file, made.contest)
    out = tmp_path / "lomba.json"
    out.write_bytes(workflows.rank_contest.export_contest(data_file, made.contest, target=out))
    assert [file.name for file in tmp_path.glob("lomba*")] == ["lomba.json"]
    assert workflows.rank_contest.rank_file(out) == ranking
    told = ranking.as_json()
    rows = [{key: value for key, value in row.items() if key != "reason"} for row in told["ranking"]]
    assert rows == Oracle(json.loads(out.read_text(encoding="utf-8"))).result()["ranking"]
    assert {row["category"] for row in rows} == {"desa", "kelurahan"}
    assert any(row["stopped_after"] for row in rows)
    assert told["apart"] == [{"entry": "01", "status": "withdrawn"}]


def test_panels_names_and_rungs_are_those_of_the_rows(data_file: DataFile) -> None:
    made = make_contest(data_file)
    stored = workflows.rank_contest.stored_contest(data_file, made.contest)
    first = stored.contest.stages[0]
    assert first.judges == ("j1", "j2")
    assert [one.judges for one in first.criteria] == [("j1", "j2", "j3"), None, None]
    assert stored.contest.ties == ("stage:t3", "criterion:t1/k1", "lot")
    assert [(one.id, one.name, one.village_code, one.category) for one in stored.contest.entries[:2]] == [
        ("01", "Peserta 0", "35.13.12.2002", "desa"),
        ("02", "Peserta 1", "35.13.12.2001", "desa"),
    ]
    assert stored.entries["02"] == made.entries[1].uid
    assert stored.judges["j3"] == made.judges[2].uid
    assert stored.criteria["t1", "k1"] == made.criteria[0].uid
    assert stored.stages["t3"] == made.stages[2].uid


def test_a_mark_that_is_not_final_yet_is_missing(data_file: DataFile) -> None:
    made = make_contest(data_file, 2)
    type_marks(data_file, made)
    score = data_file.scores.get(made.entries[1].uid, made.judges[0].uid, made.criteria[-1].uid)
    with data_file.operation("edit", "Isi nilai"):
        data_file.scores.save(dataclasses.replace(score, final=""))
    told = workflows.rank_contest.rank_contest(data_file, made.contest).as_json()
    assert [row["entry"] for row in told["ranking"]] == ["01"]
    assert told["blocked"] == [
        {"entry": "02", "missing": [{"stage": "t3", "criterion": "k3", "judge": "j1"}]}
    ]


@pytest.mark.parametrize(
    ("top_weights", "below", "expected"),
    [
        (("60", "40"), (("", "30"), ("", "60")), ["20", "40", "40"]),
        (("60", "40"), (("25", "100"), ("75", "10")), ["15", "45", "40"]),
        (("60", "40"), (("1", "100"), ("2", "10")), ["20", "40", "40"]),
        (("50", "50"), (("1", "100"), ("2", "10")), ["50", "100", "150"]),
        (("", ""), (("", "30"), ("", "60")), [None, None, None]),
    ],
)
def test_indicators_share_the_weight_of_their_criterion(
    data_file: DataFile, top_weights: tuple[str, str], below: Any, expected: list[str | None]
) -> None:
    with data_file.operation("edit", "Tambah 1 lomba"):
        contest = Contest(data_file.new_uid(), "Lomba")
        stage = Stage(data_file.new_uid(), contest.uid, "Administrasi", 1, "100")
        tops = [
            Criterion(data_file.new_uid(), stage.uid, None, f"K{place}", place, weight, "", "100")
            for place, weight in enumerate(top_weights, 1)
        ]
        parts = [
            Criterion(data_file.new_uid(), stage.uid, tops[0].uid, f"I{place}", place, weight, "", points)
            for place, (weight, points) in enumerate(below, 1)
        ]
        data_file.contests.save(contest)
        data_file.contests.save_part(stage)
        for part in (*tops, *parts):
            data_file.contests.save_part(part)
        data_file.contests.save_part(Judge(data_file.new_uid(), contest.uid, None, 1))
    stored = workflows.rank_contest.stored_contest(data_file, contest.uid)
    criteria = stored.contest.stages[0].criteria
    assert [one.id for one in criteria] == ["k1.1", "k1.2", "k2"]
    assert [None if one.weight is None else str(one.weight) for one in criteria] == expected


def test_a_contest_in_preparation_is_refused_with_its_place(data_file: DataFile) -> None:
    with data_file.operation("edit", "Tambah 1 lomba"):
        contest = data_file.contests.create_sample("Lomba", 2019)
    with pytest.raises(ContestFileError) as caught:
        workflows.rank_contest.rank_contest(data_file, contest.uid)
    assert (caught.value.fault, caught.value.place) == ("no_judge", "stages[t1].criteria[k1].judges")


def test_doubled_numbers_fall_back_to_the_rows_uid(data_file: DataFile) -> None:
    made = make_contest(data_file, 3)
    with data_file.operation("edit", "Ubah nomor"):
        data_file.contests.save_part(dataclasses.replace(made.entries[1], number="01"))
    stored = workflows.rank_contest.stored_contest(data_file, made.contest)
    assert set(stored.entries) == {made.entries[0].uid.hex(), made.entries[1].uid.hex(), "03"}


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = commands.run(commands.parser().parse_args(["rank", *map(str, arguments)]))
    told = capsys.readouterr()
    return code, told.out, told.err


def test_the_command_prints_the_result_of_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    doc = filled({"07": "30", "16": "20", "21": "10"})
    doc["stages"][0]["top"] = None
    doc["scores"] = [one for one in doc["scores"] if one["entry"] != "16" or one["judge"] != "j3"]
    doc["entries"][2]["status"] = "withdrawn"
    file = tmp_path / "lomba.json"
    file.write_text(json.dumps(doc), encoding="utf-8-sig")
    code, out, _ = run(capsys, file, "--json")
    assert code == 0
    assert json.loads(out) == {
        "ranking": [
            {
                "category": "desa",
                "rank": 1,
                "entry": "07",
                "name": "PESERTA 07",
                "village_code": "35.13.12.2001",
                "score": "51",
                "stopped_after": None,
                "reason": "Satu-satunya yang diperingkat.",
            }
        ],
        "blocked": [{"entry": "16", "missing": [{"stage": "adm", "criterion": "a1", "judge": "j3"}]}],
        "apart": [{"entry": "21", "status": "withdrawn"}],
        "ties": [],
        "provisional": False,
    }
    code, out, _ = run(capsys, file)
    assert code == 0
    assert "1. No. 07 PESERTA 07, nilai 51. Satu-satunya yang diperingkat." in out
    assert "No. 16, nilai kosong: adm/a1 j3" in out


def test_the_command_ranks_a_contest_of_a_data_file(
    data_file: DataFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = make_contest(data_file, 5)
    type_marks(data_file, made)
    out = tmp_path / "lomba.json"
    out.write_bytes(workflows.rank_contest.export_contest(data_file, made.contest, target=out))
    path = data_file.path
    data_file.close(backup=False)
    code, from_data, _ = run(capsys, "--data", path, "--contest", made.contest.hex(), "--json")
    assert code == 0
    assert from_data == run(capsys, out, "--json")[1]
    code, _, told = run(capsys, "--data", path, "--contest", "00" * 16)
    assert (code, told) == (1, "Tidak ada lomba dengan tanda pengenal itu di data ini.\n")


def test_the_command_refuses_with_the_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    doc = example()
    doc["scores"][0]["value"] = "188.5"
    file = tmp_path / "lomba.json"
    file.write_text(json.dumps(doc), encoding="utf-8")
    code, out, told = run(capsys, file, "--json")
    assert code == 1
    assert json.loads(out)["refused"] == "F.211"
    assert "scores[0] (adm/a1, j1, 07): Nilai 188,5 di luar batas 0 s.d. 100." in told
    file.write_bytes(b"\xff\xfe")
    assert run(capsys, file)[0] == 1
    assert run(capsys, tmp_path / "tidak-ada.json")[0] == 1


@pytest.mark.parametrize("arguments", [(), ("a.json", "--data", "b.db"), ("--data", "b.db")])
def test_the_command_wants_one_source(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run(capsys, *arguments)
    assert caught.value.code == 2


def test_every_fault_has_a_sentence() -> None:
    texts = [contest_sentence(fault) for fault in [*CONTEST_FAULTS, *CODES]]
    assert all(text.endswith(".") and not english_in(text) for text in texts)
    assert contest_sentence("limits", {"value": "101", "limits": "0 s.d. 100"}).startswith("Nilai 101")
