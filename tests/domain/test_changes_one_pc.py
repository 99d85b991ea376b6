"""One PC: undo and redo against full snapshots, undo in the middle against the plain list of writes."""

import history_rules as rules
from histories import Desk, each


def test_ctrl_z_and_ctrl_y_equal_a_classical_stack() -> None:
    each(lambda dice: rules.ctrl_z_is_a_stack(dice, Desk(1), dice.random.randint(2, 25)))


def test_undo_in_the_middle_leaves_each_cell_its_last_other_writer() -> None:
    each(lambda dice: rules.one_in_the_middle(dice, Desk(1), dice.random.randint(2, 14)))


def test_undos_in_any_order_can_be_taken_back() -> None:
    each(lambda dice: rules.any_order_and_back(dice, Desk(1), dice.random.randint(2, 14)))


def test_the_state_kept_up_save_by_save_is_the_fold_of_the_log() -> None:
    each(lambda dice: rules.rebuilt_is_the_same(dice, dice.random.randint(1, 8)))
