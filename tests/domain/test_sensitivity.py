"""How firm a result is: each trial is what the oracle says of the contest changed in that way."""

import copy
import json
import time
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest_oracle import Oracle
from contest_samples import Doc, cells, filled, random_contest, set_mark
from kpm_desktop.domain.contest_file import read_contest
from kpm_desktop.domain.ranking import rank
from kpm_desktop.domain.sensitivity import judge_profiles, margins, moved_weights, trials


def oracle_ranks(doc: Doc) -> dict[str, int]:
    return {row["entry"]: row["rank"] for row in Oracle(doc).result()["ranking"]}


def without_judge(doc: Doc, judge: str) -> Doc:
    made = copy.deepcopy(doc)
    for panel in [*made["stages"], *(one for stage in made["stages"] for one in stage["criteria"])]:
        if "judges" in panel:
            panel["judges"] = [one for one in panel["judges"] if one != judge]
    made["scores"] = [mark for mark in made["scores"] if mark["judge"] != judge]
    return made


def with_weight(doc: Doc, stage: str, change: int) -> Doc:
    made = copy.deepcopy(doc)
    total = sum(Fraction(one["weight"]) for one in made["stages"])
    shares = {one["id"]: 100 * Fraction(one["weight"]) / total for one in made["stages"]}
    others = 100 - shares[stage]
    for one in made["stages"]:
        share = shares[one["id"]]
        moved = share + change if one["id"] == stage else share * (others - change) / others
        one["weight"] = str(moved)
    return made


def test_each_trial_is_the_contest_changed_that_way() -> None:
    seen = {"judge": 0, "weight": 0, "moved": 0}
    for seed in range(150):
        doc = random_contest(seed)
        before = oracle_ranks(doc)
        for trial in trials(read_contest(json.dumps(doc))):
            judged = trial.kind == "judge"
            other = without_judge(doc, trial.of) if judged else with_weight(doc, trial.of, trial.change)
            after = oracle_ranks(other)
            moves = {move.entry: (move.before, move.after) for move in trial.moves}
            expected = {
                entry: (before.get(entry), after.get(entry))
                for entry in {*before, *after}
                if before.get(entry) != after.get(entry)
            }
            assert moves == expected, (seed, trial)
            seen[trial.kind] += 1
            seen["moved"] += bool(moves)
    assert min(seen.values()) > 30, seen


def test_a_judge_who_alone_marks_a_criterion_cannot_be_left_out() -> None:
    contest = read_contest(json.dumps(filled({"01": "30", "02": "20"})))
    assert [trial.of for trial in trials(contest) if trial.kind == "judge"] == ["j2", "j3"]


def test_a_rank_is_kept_or_not() -> None:
    doc = filled({"01": "30", "02": "30", "03": "10"})
    doc["stages"][0]["criteria"][1].pop("judges")
    doc["stages"][0]["criteria"][1]["judges"] = ["j3", "j2"]
    for mark in doc["scores"]:
        mark["judge"] = "j3" if mark["criterion"] == "a2" else mark["judge"]
    doc["scores"] += [
        {"stage": "adm", "criterion": "a2", "judge": "j2", "entry": entry, "value": value}
        for entry, value in (("01", "32"), ("02", "28"), ("03", "10"))
    ]
    set_mark(doc, "lap/l1", "02", "30.1")
    judged = {trial.of: trial for trial in trials(read_contest(json.dumps(doc))) if trial.kind == "judge"}
    assert not judged["j2"].keeps("desa", 1)
    assert judged["j2"].keeps("desa", 3)
    assert judged["j3"].keeps("desa", 1)
    assert judged["j2"].keeps("kelurahan", 1)


@given(st.lists(st.integers(1, 100), min_size=2, max_size=5), st.data())
def test_moved_weights_add_up_to_100_and_keep_the_proportion(numbers: list[int], data: st.DataObject) -> None:
    weights = [Fraction(number) for number in numbers]
    place = data.draw(st.integers(0, len(weights) - 1))
    share = 100 * weights[place] / sum(weights)
    moved = moved_weights(weights, place, -5)
    if moved is None:
        assert share <= 5
        return
    assert sum(moved) == 100
    assert moved[place] == share - 5
    rest = [number for number in range(len(weights)) if number != place]
    assert all(moved[a] * weights[b] == moved[b] * weights[a] for a in rest for b in rest)


def test_the_only_stage_has_no_other_weight() -> None:
    assert moved_weights([Fraction(30)], 0, 5) is None
    assert moved_weights([Fraction(100), Fraction(0)], 0, -5) is None


def test_margins_are_exact_and_zero_within_a_tie() -> None:
    doc = filled({"01": "30", "02": "20", "03": "20", "04": "15", "05": "14"})
    doc["entries"][1]["lot"], doc["entries"][2]["lot"] = 2, 1
    doc["stages"][0]["top"] = 3
    doc["scores"] = [mark for mark in doc["scores"] if mark["stage"] == "adm" or mark["entry"] < "04"]
    ranking = rank(read_contest(json.dumps(doc)))
    assert [row.entry for row in ranking.ranking] == ["01", "03", "02", "04", "05"]
    assert margins(ranking) == {"01": Fraction(3 + 14), "03": 0, "04": 1}


def test_a_judge_with_few_marks_has_no_profile() -> None:
    doc = filled({"01": "30"})
    assert [(one.judge, one.marks, one.mean) for one in judge_profiles(read_contest(json.dumps(doc)))] == [
        ("j1", 4, None),
        ("j2", 3, None),
        ("j3", 1, None),
    ]


def test_a_profile_is_in_per_cent_of_the_maxima() -> None:
    doc = filled({"01": "0", "02": "0"})
    for mark in doc["scores"]:
        tops = {"a1": 100, "a2": 100, "l1": 35, "l2": 65}
        percent = {"j1": 80, "j2": 60, "j3": 60}[mark["judge"]] + (10 if mark["entry"] == "02" else -10)
        mark["value"] = f"{percent * tops[mark['criterion']] / 100:.2f}"
    first, second, third = judge_profiles(read_contest(json.dumps(doc)))
    assert (first.mean, first.spread, second.mean) == (Fraction(80), 10.0, Fraction(60))
    assert (first.agreement, second.agreement) == (Fraction(80), 100 - Fraction(10 + 20 + 20, 3))
    assert third.mean is None


def large_contest() -> Any:
    doc = filled({"000": "0"})
    panel = ["j1", "j2", "j3", "j4", "j5"]
    doc["stages"] = [
        {
            "id": f"t{number}", "name": f"Tahap {number}", "weight": weight, "top": None, "judges": panel,
            "criteria": [
                {"id": f"k{place}", "name": f"K {place}", "weight": "25", "min": "0", "max": "100"}
                for place in range(4)
            ],
        }
        for number, weight in enumerate(("30", "30", "40"))
    ]  # fmt: skip
    doc["ties"] = ["stage:t2", "criterion:t0/k0", "lot"]
    doc["entries"] = [{**doc["entries"][0], "id": f"{number:03}"} for number in range(330)]
    doc["scores"] = [
        {**cell, "value": f"{60 + (7919 * number) % 397 / 10:.1f}"}
        for number, cell in enumerate(cell for one in doc["entries"] for cell in cells(doc, one["id"]))
    ]
    return read_contest(json.dumps(doc))


@pytest.mark.parametrize("contest", [large_contest()], ids=["330 x 12 x 5"])
def test_a_large_contest_is_ranked_and_tried_within_a_second(contest: Any) -> None:
    start = time.process_time()
    ranking = rank(contest)
    tried = trials(contest)
    margins(ranking)
    judge_profiles(contest)
    assert time.process_time() - start < 1
    assert (len(ranking.ranking), len(tried)) == (330, 11)
