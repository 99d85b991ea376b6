"""Three PCs with wrong clocks and bad sticks: nothing is lost, everybody agrees, a merge can be undone."""

import merge_rules
from histories import each


def test_everybody_agrees_and_nothing_is_lost() -> None:
    each(lambda dice: merge_rules.everybody_agrees(dice, dice.random.randint(3, 40)))


def test_a_merge_can_be_taken_back() -> None:
    each(lambda dice: merge_rules.a_merge_can_be_taken_back(dice, dice.random.randint(3, 40)))


def test_a_restore_point_equals_that_day() -> None:
    each(lambda dice: merge_rules.a_day_comes_back(dice, dice.random.randint(3, 40)))


def test_packages_late_and_doubled_equal_one_full_merge() -> None:
    each(lambda dice: merge_rules.late_and_doubled_is_the_same(dice, dice.random.randint(3, 40)))
