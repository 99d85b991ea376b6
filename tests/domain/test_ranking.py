"""The rules of ranking: against an oracle that shares no code, and one by one as the design states them."""

import collections
import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest_oracle import Oracle
from contest_samples import CONTESTS, Doc, cells, filled, random_contest, set_mark
from kpm_desktop.domain.contest_file import read_contest
from kpm_desktop.domain.ranking import rank
from kpm_desktop.domain.ranking_reasons import apart_texts, difference_text, score_text


def ranked(doc: Doc) -> Any:
    return rank(read_contest(json.dumps(doc))).as_json()


def without_reasons(result: Doc) -> Doc:
    rows = [{key: value for key, value in row.items() if key != "reason"} for row in result["ranking"]]
    ties = sorted(result["ties"], key=json.dumps)
    return {**result, "ranking": rows, "ties": ties}


def by_entry(result: Doc, what: str) -> dict[str, Any]:
    return {row["entry"]: row[what] for row in result["ranking"]}


def test_random_contests_rank_as_the_oracle_does() -> None:
    seen: collections.Counter[str] = collections.Counter()
    for seed in range(CONTESTS):
        doc = random_contest(seed)
        result = ranked(doc)
        assert without_reasons(result) == without_reasons(Oracle(doc).result()), seed
        seen.update(tie["decided_by"].partition(":")[0] for tie in result["ties"])
        seen["blocked"] += bool(result["blocked"])
        seen["provisional"] += result["provisional"]
        seen["stopped"] += any(row["stopped_after"] for row in result["ranking"])
        seen["apart"] += bool(result["apart"])
        assert all(row["reason"].endswith(".") for row in result["ranking"])
    kinds = {"stage", "criterion", "lot", "shared", "blocked", "provisional", "stopped", "apart"}
    assert {kind for kind in kinds if seen[kind] >= CONTESTS // 40} == kinds, seen


def test_scores_are_weighted_or_by_maximum_points() -> None:
    doc = filled({"07": "30"})
    set_mark(doc, "adm/a1", "07", "88.5")
    (row,) = ranked(doc)["ranking"]
    administration = Fraction(40) * Fraction("88.5") / 100 + Fraction(60) * 30 / 100
    assert row["score"] == str((30 * administration + 70 * Fraction(60)) / 100)
    assert row == {
        "category": "desa",
        "rank": 1,
        "entry": "07",
        "name": "PESERTA 07",
        "village_code": "35.13.12.2001",
        "score": row["score"],
        "stopped_after": None,
        "reason": "Satu-satunya yang diperingkat.",
    }


def test_a_tie_goes_down_the_ladder_and_says_what_decided() -> None:
    doc = filled({"18": "30", "21": "30"})
    doc["stages"][1]["criteria"][0]["max"] = "65"
    set_mark(doc, "lap/l1", "18", "35")
    set_mark(doc, "lap/l2", "18", "25")
    doc["ties"] = ["stage:lap", "criterion:lap/l1", "lot"]
    result = ranked(doc)
    assert by_entry(result, "rank") == {"18": 1, "21": 2}
    assert result["ties"] == [{"category": "desa", "entries": ["18", "21"], "decided_by": "criterion:lap/l1"}]
    assert by_entry(result, "reason") == {
        "18": "Nilai sama dengan peringkat 2, naik karena Inovasi 35 > 30.",
        "21": "Nilai sama dengan peringkat 1, turun karena Inovasi 30 < 35.",
    }


def test_a_lot_counts_only_when_everybody_drew() -> None:
    doc = filled({"01": "30", "02": "30", "03": "30", "04": "20"})
    shared = ranked(doc)
    assert by_entry(shared, "rank") == {"01": 1, "02": 1, "03": 1, "04": 4}
    assert shared["ties"][0]["decided_by"] == "shared"
    assert "Berbagi peringkat dengan No. 02, 03" in by_entry(shared, "reason")["01"]
    for entry, lot in zip(doc["entries"], (3, 1, None), strict=False):
        entry["lot"] = lot
    assert ranked(doc)["ties"] == shared["ties"]
    doc["entries"][2]["lot"] = 2
    drawn = ranked(doc)
    assert by_entry(drawn, "rank") == {"02": 1, "03": 2, "01": 3, "04": 4}
    assert "naik karena undian 1 < 2" in by_entry(drawn, "reason")["02"]


def test_everybody_equal_to_the_last_place_goes_on() -> None:
    doc = filled({"01": "30", "02": "20", "03": "20", "04": "10", "05": "5"})
    doc["stages"][0]["top"] = 2
    for entry in ("02", "03"):
        set_mark(doc, "lap/l1", entry, "1")
    doc["scores"] = [
        one for one in doc["scores"] if one["stage"] == "adm" or one["entry"] in {"01", "02", "03"}
    ]
    result = ranked(doc)
    assert by_entry(result, "stopped_after") == {"01": None, "02": None, "03": None, "04": "adm", "05": "adm"}
    assert by_entry(result, "rank") == {"01": 1, "02": 2, "03": 2, "04": 4, "05": 5}
    assert not result["blocked"]
    reasons = by_entry(result, "reason")
    assert reasons["04"].startswith("Berhenti setelah Administrasi, kurang 10 dari batas lolos;")
    assert "lolos tahap Administrasi" in reasons["02"]


def test_those_who_stopped_are_not_compared_by_stages_they_never_reached() -> None:
    doc = filled({"01": "30", "02": "10", "03": "10"})
    doc["stages"][0]["top"] = 1
    set_mark(doc, "lap/l1", "02", "35")
    assert by_entry(ranked(doc), "rank") == {"01": 1, "02": 2, "03": 2}


def test_a_missing_mark_blocks_and_is_never_zero() -> None:
    doc = filled({"01": "30", "02": "20"})
    doc["stages"][0]["top"] = None
    gap = doc["scores"].pop()
    result = ranked(doc)
    assert by_entry(result, "rank") == {"01": 1}
    missing = {key: gap[key] for key in ("stage", "criterion", "judge")}
    assert result["blocked"] == [{"entry": "02", "missing": [missing]}]
    assert result["provisional"] is False


def test_a_cut_that_cannot_be_drawn_ranks_by_the_stages_before() -> None:
    doc = filled({"01": "30", "02": "20", "03": "10"})
    doc["stages"][0]["top"], doc["stages"][1]["top"] = None, 1
    for cell in ("lap/l1", "lap/l2"):
        set_mark(doc, cell, "02", "35")
    doc["scores"].pop()
    result = ranked(doc)
    assert result["provisional"] is True
    assert by_entry(result, "rank") == {"01": 1, "02": 2}
    assert by_entry(result, "score") == {"01": "30", "02": "20"}
    assert by_entry(result, "reason")["01"].startswith(
        "Sementara, karena nilai tahap Verifikasi lapangan belum lengkap; unggul 10"
    )


def test_without_any_complete_stage_before_the_cut_there_is_no_score() -> None:
    doc = filled({"01": "30", "02": "20", "03": "10"})
    doc["scores"] = [one for one in doc["scores"] if one["entry"] != "03" or one["criterion"] != "a2"]
    result = ranked(doc)
    assert by_entry(result, "score") == {"01": None, "02": None}
    assert by_entry(result, "rank") == {"01": 1, "02": 1}
    assert "belum ada tahap" in by_entry(result, "reason")["01"]


def test_a_hole_in_one_category_leaves_the_other_alone() -> None:
    doc = filled({"01": "30", "02": "20", "03": "10"})
    doc["entries"][2]["category"] = "kelurahan"
    doc["scores"] = [one for one in doc["scores"] if one["entry"] != "02"]
    ranking = rank(read_contest(json.dumps(doc)))
    assert ranking.provisional == ("desa",)
    assert [(row.category, row.entry, row.rank, row.score is None) for row in ranking.ranking] == [
        ("desa", "01", 1, True),
        ("kelurahan", "03", 1, False),
    ]


def test_withdrawn_and_disqualified_entries_stand_apart() -> None:
    doc = filled({"01": "30", "02": "35", "03": "10"})
    doc["entries"][1]["status"], doc["entries"][2]["status"] = "withdrawn", "disqualified"
    result = ranked(doc)
    assert by_entry(result, "rank") == {"01": 1}
    assert result["apart"] == [
        {"entry": "02", "status": "withdrawn"},
        {"entry": "03", "status": "disqualified"},
    ]


def test_a_partial_panel_asks_only_its_own_judges() -> None:
    doc = filled({"01": "30"})
    asked = {(one["criterion"], one["judge"]) for one in cells(doc, "01")}
    assert ("a2", "j1") in asked
    assert ("a2", "j2") not in asked
    assert not ranked(doc)["blocked"]


@given(st.fractions(0, 100, max_denominator=10**6), st.fractions(0, 100, max_denominator=10**6))
def test_two_different_numbers_never_look_the_same(first: Fraction, second: Fraction) -> None:
    texts = apart_texts(first, second)
    assert (texts[0] == texts[1]) == (first == second)
    assert (difference_text(abs(first - second)) == "0") == (first == second)


@pytest.mark.parametrize(
    ("score", "text"),
    [
        ("88.5", "88,5"),
        ("86.525", "86,53"),
        ("88", "88"),
        ("1/3", "0,33"),
        ("-1/2", "-0,5"),
        ("9/1000", "0,01"),
    ],
)
def test_a_score_is_read_with_a_comma_and_two_places(score: str, text: str) -> None:
    assert score_text(Fraction(score)) == text
