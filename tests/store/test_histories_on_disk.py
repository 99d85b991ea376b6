"""The real store lives the same random histories as the model in memory, and equals it after each step."""

from pathlib import Path

import history_rules as rules
from builders import reopen
from disk_model import Both
from histories import Dice, each
from kpm_desktop.domain.uid import Uid


def test_ctrl_z_on_disk_equals_a_classical_stack_and_the_model(tmp_path: Path) -> None:
    def check(dice: Dice) -> None:
        both = Both(tmp_path / dice.random.randbytes(4).hex())
        rules.ctrl_z_is_a_stack(dice, both, dice.random.randint(2, 12))
        both.file = reopen(both.file, both.clock)
        both.visible()
        assert both.file.check().is_sound
        both.file.close(backup=False)

    each(check, 25)


def test_undo_in_the_middle_on_disk_equals_the_model(tmp_path: Path) -> None:
    def check(dice: Dice) -> None:
        both = Both(tmp_path / dice.random.randbytes(4).hex())
        done: list[Uid] = []
        for _ in range(10):
            if done and dice.random.random() < 0.4:
                done.append(both.undo_operation(done.pop(dice.random.randrange(len(done)))))
            else:
                done.append(both.save(dice.rows_to_save(both.visible().__contains__)))
        assert both.file.check().is_sound
        both.file.close(backup=False)

    each(check, 15)
