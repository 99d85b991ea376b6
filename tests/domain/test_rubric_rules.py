"""The rubric as a tree, described scales, the ladder of ties, and the rules of eligibility: pure rules."""

import dataclasses
from itertools import permutations

import pytest

from kpm_desktop.domain.cadres import CadreLine
from kpm_desktop.domain.contests import Criterion, Stage
from kpm_desktop.domain.eligibility import Check, Rules, checks, rules_of, with_rules
from kpm_desktop.domain.rubric import (
    choices_text,
    in_order,
    marked,
    sibling_problems,
    typed_choices,
    with_choices,
)
from kpm_desktop.domain.scoring import mark_problems
from kpm_desktop.domain.tie_ladder import (
    LOT,
    criterion_rung,
    moved,
    rung_choices,
    stage_rung,
    with_rung,
    without_rungs,
)

TYPED = "4 = lengkap dan mutakhir\n3 = lengkap\n2 = sebagian\n1 = tidak ada"


def criterion(number: int, parent: int | None = None, weight: str = "") -> Criterion:
    above = bytes([parent]) * 16 if parent is not None else None
    return Criterion(bytes([number]) * 16, b"s" * 16, above, f"K{number}", number, weight, "0", "100")


def test_indicators_stand_below_their_criterion_and_alone_are_marked() -> None:
    tree = [criterion(1), criterion(2), criterion(3, 1), criterion(4, 1), criterion(5, 9)]
    order = [(one.name, depth) for one, depth in in_order(tree)]
    assert order == [("K1", 0), ("K3", 1), ("K4", 1), ("K2", 0), ("K5", 0)]
    assert [one.name for one in marked(tree)] == ["K3", "K4", "K2", "K5"]


def test_weights_are_added_up_among_those_of_one_parent() -> None:
    good = [criterion(1, None, "40"), criterion(2, None, "60"), criterion(3, 1, "100")]
    assert sibling_problems(good) == []
    bad = [*good, criterion(4, 1, "1")]
    assert [(one.code, one.values["sum"]) for one in sibling_problems(bad)] == [("F.215", "101")]


def test_a_described_scale_sets_the_limits_and_takes_its_own_marks_alone() -> None:
    choices = typed_choices(TYPED)
    assert choices is not None
    made = with_choices(criterion(1), choices)
    assert (made.min_points, made.max_points) == ("1", "4")
    assert choices_text(made.scale) == TYPED
    assert mark_problems("3", made) == []
    [problem] = mark_problems("2.5", made)
    assert problem.values == {"value": "2,5", "limits": "4, 3, 2, 1"}
    assert with_choices(made, ()).scale == ""
    assert mark_problems("2.5", with_choices(made, ())) == []


@pytest.mark.parametrize("wrong", ["lengkap", "4 lengkap", "x = lengkap", "4 =", "4 = a\n4 = b", "-1 = a"])
def test_a_scale_that_is_none_is_refused(wrong: str) -> None:
    assert typed_choices(wrong) is None


RUNGS = ("stage:aa", "criterion:bb", "criterion:cc", LOT)


@pytest.mark.parametrize("order", list(permutations(RUNGS)))
def test_the_lot_stays_last_whatever_is_added_or_moved(order: tuple[str, ...]) -> None:
    ladder: tuple[str, ...] = ()
    for rung in (*order, *order):
        ladder = with_rung(ladder, rung)
    assert ladder == (*(one for one in order if one != LOT), LOT)
    for place in range(len(ladder)):
        for by in (-1, 1):
            after = moved(ladder, place, by)
            assert after[-1] == LOT
            assert sorted(after) == sorted(ladder)


def test_rungs_move_past_one_another_and_go_with_what_they_name() -> None:
    assert moved(("a", "b", "c"), 0, 1) == ("b", "a", "c")
    assert moved(("a", "b"), 0, -1) == ("a", "b")
    assert without_rungs(("a", "b", LOT), ["b", "x"]) == ("a", LOT)
    stage = Stage(b"s" * 16, None, "Lapangan", 1, "100")
    tree = [criterion(1), criterion(2, 1)]
    leaves = {one.uid for one in marked(tree)}
    assert rung_choices([stage], {stage.uid: tree}, leaves) == [
        (stage_rung(stage.uid), "Lapangan", ""),
        (criterion_rung(tree[1].uid), "K2", "Lapangan"),
        (LOT, "", ""),
    ]


LINE = CadreLine(
    b"p" * 16, "Siti", "", "", "P", "Sukodadi", False, "Anggota", None, 6, "active", "Paiton", "desa", None,
    None, b"t" * 16, "active", None, "188/04", "KPM", "", "", "", False, False, True, "", 2,
)  # fmt: skip


def test_rules_are_held_against_a_cadre_and_only_told() -> None:
    rules = Rules(active=True, decree=True, verified=True, hours=8, others=("Belum pernah juara I",))
    assert rules_of(with_rules("", rules)) == rules
    assert with_rules(with_rules("", rules), Rules()) == ""
    assert checks(rules, LINE) == [
        Check("active", "met"), Check("decree", "met", "188/04"), Check("verified", "met"),
        Check("hours", "unmet", "6 / 8"), Check("other", "ask", "Belum pernah juara I"),
    ]  # fmt: skip
    ended = LINE._replace(status="ended", state="expired", verified=False, lesson_hours=9)
    assert [one.state for one in checks(rules, ended)] == ["unmet", "unmet", "unmet", "met", "ask"]
    assert [one.state for one in checks(rules, None)] == ["unmet", "unmet", "unmet", "unmet", "ask"]
    assert checks(dataclasses.replace(Rules()), LINE) == []
