"""The rules every history of one PC has to keep, each with an oracle that shares no code with the program.

The oracles are plain tables with whole copies of them, and the plain list of what was written.
"""

import copy
from collections.abc import Iterable, Mapping
from typing import Any

from histories import Cells, Desk, Dice, Listed, Subject, View, healed, links_of
from kpm_desktop.domain import folding
from kpm_desktop.domain.changes import DELETED, RowKey
from kpm_desktop.domain.uid import Uid

# -------------------------------------------------------------------------------- oracle: plain tables


class Tables:
    """One PC as dictionaries: what a classical program without a log would hold."""

    def __init__(self) -> None:
        self.cells: dict[RowKey, Cells] = {}
        self.there: set[RowKey] = set()

    def save(self, rows: Mapping[RowKey, Cells]) -> None:
        for key, cells in rows.items():
            self.cells.setdefault(key, {}).update(cells)
            self.there.add(key)

    def delete(self, keys: Iterable[RowKey]) -> None:
        self.there.difference_update(keys)

    def visible(self) -> View:
        return {key: self.cells[key] for key in pointed_at(self.there, self.cells)}


def pointed_at(there: set[RowKey], cells: Mapping[RowKey, Cells]) -> set[RowKey]:
    """The rows that are there, and the deleted ones that a visible row points at."""
    shown = set(there)
    while True:
        more = {parent for key in shown for _, parent in links_of(cells[key]) if parent in cells} - shown
        if not more:
            return shown
        shown |= more


class Snapshots:
    """Undo and redo as a program without a log does them: whole copies on two stacks."""

    def __init__(self) -> None:
        self.now = Tables()
        self.done: list[Tables] = []
        self.taken_back: list[Tables] = []

    def keep(self, before: Tables) -> None:
        self.done.append(before)
        self.taken_back.clear()

    def undo(self, subject: Subject) -> None:
        assert (subject.undo() is None) == (not self.done)
        if self.done:
            self.taken_back.append(self.now)
            self.now = self.done.pop()
        assert subject.visible() == self.now.visible()

    def redo(self, subject: Subject) -> None:
        assert (subject.redo() is None) == (not self.taken_back)
        if self.taken_back:
            self.done.append(self.now)
            self.now = self.taken_back.pop()
        assert subject.visible() == self.now.visible()


def ctrl_z_is_a_stack(dice: Dice, subject: Subject, steps: int) -> None:
    """Ctrl+Z and Ctrl+Y do what full snapshots on two stacks do; undo all is the start, redo all the end."""
    stack = Snapshots()
    for _ in range(steps):
        act = dice.random.choice(["save", "save", "save", "delete", "undo", "undo", "redo"])
        if act == "undo":
            stack.undo(subject)
        elif act == "redo":
            stack.redo(subject)
        else:
            before = copy.deepcopy(stack.now)
            if _act(dice, subject, stack.now, act):
                stack.keep(before)
        assert subject.visible() == stack.now.visible()
    while stack.done:
        stack.undo(subject)
    assert subject.visible() == {}
    while stack.taken_back:
        stack.redo(subject)


def _act(dice: Dice, subject: Subject, now: Tables, act: str) -> tuple[Uid, dict[RowKey, Cells]] | None:
    """Do one drawn act to both; return the operation and what it wrote, None when there was nothing to do."""
    if act == "delete":
        keys = dice.random.sample(sorted(now.there), min(len(now.there), dice.random.choice([1, 1, 2])))
        if not keys:
            return None
        now.delete(keys)
        return subject.delete(keys), {key: {DELETED: 1} for key in keys}
    rows = dice.rows_to_save(now.visible().__contains__)
    now.save(rows)
    return subject.save(rows), rows


# -------------------------------------------------------------------------------- oracle: list of writes

Write = tuple[int, RowKey, str, Any]
"""Number of the operation, row, group, value."""


class Writes:
    """What was written, in order, and who wrote last to each cell."""

    def __init__(self) -> None:
        self.list: list[Write] = []

    def add(self, number: int, rows: Mapping[RowKey, Cells], there: set[RowKey]) -> None:
        for key, cells in rows.items():
            if DELETED not in cells and key not in there:
                self.list.append((number, key, DELETED, 0))
            self.list.extend((number, key, group, value) for group, value in cells.items())

    def of(self, key: RowKey, group: str | None = None) -> list[Write]:
        return [one for one in self.list if one[1] == key and group in {None, one[2]}]

    def rows(self) -> set[RowKey]:
        return {key for _, key, _, _ in self.list}

    def without(self, number: int) -> tuple["Writes", set[RowKey]]:
        """What remains when one operation has not been, and the rows of which something stays."""
        touched = sorted({key for who, key, _, _ in self.list if who == number})
        whole = {key for key in touched if self._stays_whole(key, number)}
        vanishing = {key for key in touched if key not in whole and self._begins(key, number)}
        while True:
            left = Writes()
            left.list = [one for one in self.list if one[0] != number or one[1] in whole]
            cells = left.cells()
            shown = pointed_at(left.there(), cells)
            needed = {
                parent
                for child, before in self.cells().items()
                if child in shown
                for group, parent in links_of(before)
                if parent in vanishing and cells.get(child, {}).get(group) == before[group]
            }
            if not needed:
                break
            whole |= needed
            vanishing -= needed
        overwritten = {
            key
            for key in touched
            for _, _, group, _ in [one for one in self.of(key) if one[0] == number]
            if any(who > number for who, _, _, _ in self.of(key, group))
        }
        return left, whole | overwritten

    def _stays_whole(self, key: RowKey, number: int) -> bool:
        presence = self.of(key, DELETED)
        inserts = (number, key, DELETED, 0) in presence
        later_presence = any(who > number for who, _, _, _ in presence)
        later = any(who > number for who, _, _, _ in self.of(key))
        return inserts and (later_presence or (self._begins(key, number) and later))

    def _begins(self, key: RowKey, number: int) -> bool:
        return self.of(key)[0][0] == number

    def cells(self) -> dict[RowKey, Cells]:
        cells: dict[RowKey, Cells] = {}
        for _, key, group, value in self.list:
            if group != DELETED:
                cells.setdefault(key, {})[group] = value
        return cells

    def there(self) -> set[RowKey]:
        """Not deleted, or with a value that was written after the delete."""
        return {key for key in self.rows() if not self._deleted(key) or self._newer(key)}

    def _deleted(self, key: RowKey) -> bool:
        presence = self.of(key, DELETED)
        return not presence or presence[-1][3] == 1

    def _newer(self, key: RowKey) -> bool:
        deleted_by = self.of(key, DELETED)[-1][0]
        groups = {group for _, _, group, _ in self.of(key)} - {DELETED}
        return any(self.of(key, group)[-1][0] > deleted_by for group in groups)

    def visible(self) -> View:
        cells = self.cells()
        return {key: cells[key] for key in pointed_at(self.there(), cells)}

    def listed(self) -> Listed:
        deleted = {(key, DELETED, "deleted") for key in self.there() if self._deleted(key)}
        needed = {(key, DELETED, "needed") for key in self.visible().keys() - self.there()}
        return frozenset(deleted | needed)


def one_in_the_middle(dice: Dice, subject: Subject, steps: int) -> None:
    """Undo of one older operation: each cell has its last other writer, later work stays and is reported."""
    now, writes, uids = Tables(), Writes(), list[Uid]()
    for _ in range(steps):
        before = set(now.there)
        done = _act(dice, subject, now, dice.random.choice(["save", "save", "save", "delete"]))
        if done is not None:
            writes.add(len(uids), done[1], before)
            uids.append(done[0])
    assert subject.visible() == now.visible() == writes.visible()
    if not uids:
        return
    chosen = dice.random.randrange(len(uids))
    before_undo = seen_by_people(subject)
    undo = subject.undo_operation(uids[chosen])
    left, stayed = writes.without(chosen)
    assert seen_by_people(subject) == (left.visible(), left.listed())
    assert subject.kept_rows() == stayed
    subject.undo_operation(undo)
    assert seen_by_people(subject) == before_undo


def any_order_and_back(dice: Dice, subject: Subject, steps: int) -> None:
    """Undo of any operations in any order; taking the undos back, newest first, passes every state again."""
    now, uids, states = Tables(), list[Uid](), list[tuple[View, Listed]]()
    for _ in range(steps):
        done = _act(dice, subject, now, dice.random.choice(["save", "save", "save", "delete"]))
        if done is not None:
            uids.append(done[0])
    undos = []
    for uid in dice.random.sample(uids, min(len(uids), 5)):
        states.append(seen_by_people(subject))
        undos.append(subject.undo_operation(uid))
    while undos:
        subject.undo_operation(undos.pop())
        assert seen_by_people(subject) == states.pop()


def seen_by_people(subject: Subject) -> tuple[View, Listed]:
    """All that is shown and all that is listed."""
    return subject.visible(), subject.listed()


def rebuilt_is_the_same(dice: Dice, steps: int) -> None:
    """The state kept up to date save by save is the fold of the whole log."""
    desk = Desk(1)
    for _ in range(steps):
        rows = dice.rows_to_save(desk.visible().__contains__)
        for key in rows:
            state = desk.state(key)
            desk.save({key: rows[key] if dice.random.random() < 0.8 else {DELETED: 1}})
            assert folding.fold_next(state, desk.rows[key][-1]) == desk.state(key)
    assert healed({key: folding.fold_row(found) for key, found in desk.rows.items()}) == desk.states()
