"""The rules of several PCs, each with an oracle that shares no code with the program.

The oracle reads the stored text of the changes, or remembers what was to be seen before.
"""

import json
from collections.abc import Iterator, Mapping
from itertools import permutations
from typing import Any, TypeAlias

from histories import Desk, Dice, Listed, Package
from history_rules import seen_by_people
from kpm_desktop.domain import chain, folding, merging
from kpm_desktop.domain.changes import DELETED, Kind, RowKey
from kpm_desktop.domain.uid import Uid

# -------------------------------------------------------------------------------- several PCs

Raw: TypeAlias = Mapping[Uid, tuple[RowKey, dict[str, Any]]]
FINAL = {Kind.ISSUE, Kind.LOCK, Kind.ERASE, Kind.PRINT, Kind.EXPORT}


class Office:
    """Three PCs with clocks that are off, and the sticks between them: lost, late, doubled."""

    def __init__(self, dice: Dice, *, erasing: bool = True) -> None:
        self.dice = dice
        self.desks = [Desk(number, 10**7 + dice.random.randint(-(10**6), 10**6)) for number in (1, 2, 3)]
        self.sticks: list[tuple[Desk, Package]] = []
        self.last_sent: dict[tuple[int, int], dict[Uid, int]] = {}
        self.erasing = erasing

    def step(self) -> None:
        """One act at one of the PCs."""
        desk = self.dice.random.choice(self.desks)
        acts = (
            ["save"] * 10
            + ["delete"] * 3
            + [
                "undo",
                "undo",
                "redo",
                "undo_any",
                "undo_any",
                "settle",
                "put_back",
                "print",
                "issue",
                "point",
            ]
            + ["send"] * 4
            + ["receive"] * 5
            + ["erase"] * self.erasing
        )
        act = self.dice.random.choice(acts)
        if act == "erase" and self.dice.random.random() < 0.7:
            act = "save"
        getattr(self, f"_{act}")(desk)

    def _save(self, desk: Desk) -> None:
        desk.save(self.dice.rows_to_save(desk.visible().__contains__))

    def _delete(self, desk: Desk) -> None:
        if shown := sorted(desk.visible()):
            desk.delete([self.dice.random.choice(shown)])

    def _undo(self, desk: Desk) -> None:
        desk.undo()

    def _redo(self, desk: Desk) -> None:
        desk.redo()

    def _undo_any(self, desk: Desk) -> None:
        if undoable := [one.uid for one in desk.operations() if one.kind not in FINAL]:
            desk.undo_operation(self.dice.random.choice(undoable))

    def _settle(self, desk: Desk) -> None:
        if listed := sorted(desk.listed()):
            key, group, _ = self.dice.random.choice(listed)
            value = self.dice.random.choice([0, 1]) if group == DELETED else self.dice.value(key, group)
            desk.save({key: {group: value}}, Kind.SETTLE)

    def _put_back(self, desk: Desk) -> None:
        if shown := sorted(key for key, found in desk.rows.items() if desk.state(key).alive and found):
            key = self.dice.random.choice(shown)
            change = self.dice.random.choice(sorted(desk.rows[key], key=lambda one: one.uid))
            if groups := sorted(set(change.values) - {DELETED}):
                desk.put_back(key, self.dice.random.choice(groups), change.uid)

    def _print(self, desk: Desk) -> None:
        desk.note(Kind.PRINT)

    def _issue(self, desk: Desk) -> None:
        if self.dice.random.random() < 0.2:
            desk.note(Kind.ISSUE)

    def _point(self, desk: Desk) -> None:
        desk.restore_point(desk.order[: self.dice.random.randrange(len(desk.order) + 1)])

    def _erase(self, desk: Desk) -> None:
        if people := sorted(key for key in desk.visible() if key[0] == "person"):
            desk.erase([self.dice.random.choice(people)])

    def _send(self, desk: Desk) -> None:
        """A full package, or what came since the last one to that PC."""
        other = self.dice.random.choice([one for one in self.desks if one is not desk])
        numbers = (self.desks.index(desk), self.desks.index(other))
        since = self.last_sent.get(numbers) if self.dice.random.random() < 0.6 else None
        self.last_sent[numbers] = desk.vector()
        self.sticks.append((other, desk.package(since)))

    def _receive(self, _desk: Desk) -> None:
        """Any stick that lies about, not the oldest first; sometimes it is read again later, or lost."""
        if self.sticks:
            index = self.dice.random.randrange(len(self.sticks))
            desk, package = self.sticks[index]
            if self.dice.random.random() < 0.8:
                self.sticks.pop(index)
            if self.dice.random.random() < 0.85:
                desk.receive(package)

    def meet(self) -> None:
        """Everybody gets everything."""
        packages = [desk.package() for desk in self.desks]
        for desk in self.desks:
            for package in packages:
                desk.receive(package)


def everybody_agrees(dice: Dice, steps: int) -> Office:
    """After any exchange all PCs show and list the same; merging knows no order and nothing is lost."""
    office = Office(dice)
    for _ in range(steps):
        office.step()
    logs = [desk.log for desk in office.desks]
    office.meet()
    first = seen_by_people(office.desks[0])
    assert all(seen_by_people(desk) == first for desk in office.desks[1:])
    assert all(not desk.held for desk in office.desks)
    unions = []
    for one, two, three in permutations(logs):
        unions.append(merging.merge(merging.merge(one, two), three))
        unions.append(merging.merge(one, merging.merge(two, three)))
    assert all(union == unions[0] for union in unions)
    assert merging.merge(unions[0], unions[0]) == unions[0]
    for desk in office.desks:
        _order_of_arrival_is_nothing(dice, desk)
        _nothing_is_lost(desk)
        _nothing_is_asked_without_need(desk)
        _what_is_erased_is_nowhere(desk)
        _later_is_later(desk)
        the_chain_holds(desk)
    _one_save_settles(office)
    return office


def _order_of_arrival_is_nothing(dice: Dice, desk: Desk) -> None:
    for key, found in desk.rows.items():
        shuffled = dice.random.sample(found, len(found))
        assert folding.fold_row(shuffled) == desk.state(key)
        assert folding.fold_row([*shuffled, *found]) == desk.state(key)


def _nothing_is_lost(desk: Desk) -> None:
    nothing_is_lost(_raw_of(desk), *seen_by_people(desk))


def _raw_of(desk: Desk) -> Raw:
    return {
        record.uid: (record.key, parts_of(record.body)) for record in desk.log.records.values() if record.body
    }


def nothing_is_lost(raw: Raw, shown: Mapping[RowKey, Mapping[str, Any]], listed: Listed) -> None:
    """A value that no change names is shown, or listed, or was in view of the delete that hides it."""
    named = {(group, uid) for _, body in raw.values() for group, uids in body["p"].items() for uid in uids}
    for uid, (key, body) in raw.items():
        for group, value in body["v"].items():
            if group == DELETED or (group, uid.hex()) in named:
                continue
            visible = key in shown and _same(shown[key].get(group, ...), value)
            assert (
                visible
                or (key in shown and (key, group, "differs") in listed)
                or _seen_by_a_delete(key, group, uid, raw, named)
            ), (key, group, value)


def _nothing_is_asked_without_need(desk: Desk) -> None:
    nothing_is_asked_without_need(_raw_of(desk), desk.listed())


def nothing_is_asked_without_need(raw: Raw, listed: Listed) -> None:
    """Listed is only what two wrote without knowing of each other."""
    named = {(group, uid) for _, body in raw.values() for group, uids in body["p"].items() for uid in uids}
    open_values: dict[tuple[RowKey, str], dict[Uid, Any]] = {}
    for uid, (key, body) in raw.items():
        for group, value in body["v"].items():
            if (group, uid.hex()) not in named:
                open_values.setdefault((key, group), {})[uid] = value
    for key, group, kind in listed:
        if kind == "differs":
            first, *others = open_values[key, group].values()
            assert not all(_same(first, other) for other in others)
        elif kind == "deleted":
            assert 0 in open_values.get((key, DELETED), {}).values() or any(
                not _seen_by_a_delete(key, one, uid, raw, named)
                for (row, one), found in open_values.items()
                if row == key and one != DELETED
                for uid in found
            )


def _seen_by_a_delete(
    key: RowKey,
    group: str,
    uid: Uid,
    raw: Raw,
    named: set[tuple[str, str]],
) -> bool:
    seen = {
        one
        for other, (where, body) in raw.items()
        if where == key and (DELETED, other.hex()) not in named and _is_delete(other, raw)
        for one in body["s"]
    }
    return bool(seen.intersection(change.hex() for change in _line(uid, group, raw)))


def _is_delete(uid: Uid, raw: Raw) -> bool:
    """A delete, or the undo of an insert: no row, and none in whose place it stands."""
    body = raw[uid][1]
    first = raw[_line(uid, DELETED, raw)[-1]][1]
    return body["v"].get(DELETED) == 1 or (DELETED in body["p"] and not {DELETED} & first["v"].keys())


def _line(uid: Uid, group: str, raw: Raw) -> list[Uid]:
    """The change, what it puts back, and so on to the first."""
    line = [uid]
    while (earlier := raw[line[-1]][1]["r"].get(group)) is not None:
        line.append(bytes.fromhex(earlier))
    return line


def parts_of(body: str) -> dict[str, Any]:
    """The four parts of a stored body, each there."""
    return {"v": {}, "p": {}, "r": {}, "s": [], **json.loads(body[22:])}


def _same(one: object, other: object) -> bool:
    return type(one) is type(other) and one == other


def _what_is_erased_is_nowhere(desk: Desk) -> None:
    erased = {
        (table, bytes.fromhex(row))
        for operation in desk.operations()
        if operation.kind == "erase"
        for table, row in json.loads(operation.meta)["rows"]
    }
    assert not erased & desk.visible().keys()
    assert not any(record.body for record in desk.log.records.values() if record.key in erased)
    blank = {record.key for record in desk.log.records.values() if record.body is None}
    assert blank <= erased


def _later_is_later(desk: Desk) -> None:
    """Whatever the clock says, an operation ranks behind all its PC knew when it was written."""
    for index, operation in enumerate(desk.operations()):
        if operation.writer == desk.writer:
            assert all(earlier.hlc < operation.hlc for earlier in desk.operations()[:index])


def _one_save_settles(office: Office) -> None:
    desk = office.desks[0]
    for key, group, kind in sorted(desk.listed()):
        if kind == "differs":
            value = office.dice.value(key, group)
            desk.save({key: {group: value}}, Kind.SETTLE)
            assert (key, group, kind) not in desk.listed()
            assert _same(desk.visible()[key][group], value)
        elif kind == "deleted":
            desk.save({key: {DELETED: 0}}, Kind.SETTLE)
            assert (key, DELETED, "deleted") not in desk.listed()
            assert key in desk.visible()
    package = desk.package()
    for other in office.desks[1:]:
        other.receive(package)
        assert seen_by_people(other) == seen_by_people(desk)
    assert not {kind for _, _, kind in desk.listed()} - {"needed"}


def a_merge_can_be_taken_back(dice: Dice, steps: int) -> None:
    """Undo of a merge: values and conflicts as before; again the same package: nothing; redo: as after it."""
    office = Office(dice, erasing=False)
    for _ in range(steps):
        office.step()
    desk, other = dice.random.sample(office.desks, 2)
    desk.held.clear()
    before, package = seen_by_people(desk), other.package()
    merged = desk.receive(package)
    if merged is None:
        return
    after = seen_by_people(desk)
    undo = desk.undo_operation(merged)
    assert seen_by_people(desk) == before
    assert desk.receive(package) is None
    assert seen_by_people(desk) == before
    redo = desk.undo_operation(undo)
    assert seen_by_people(desk) == after
    desk.undo_operation(redo)
    assert seen_by_people(desk) == before
    desk.redo()
    mine = dice.rows_to_save(desk.visible().__contains__)
    desk.save(mine)
    desk.undo_operation(merged)
    for key, cells in mine.items():
        for group, value in cells.items():
            assert _same(desk.visible()[key][group], value)


def a_day_comes_back(dice: Dice, steps: int) -> None:
    """A restore point equals that day, conflicts included; its undo equals the moment before."""
    office = Office(dice, erasing=False)
    desk = office.desks[0]
    days = []
    for _ in range(steps):
        office.step()
        days.append((list(desk.order), seen_by_people(desk)))
    order, then = dice.random.choice(days)
    now = seen_by_people(desk)
    restored = desk.restore_point(order)
    assert seen_by_people(desk) == then
    desk.undo_operation(restored)
    assert seen_by_people(desk) == now


def late_and_doubled_is_the_same(dice: Dice, steps: int) -> None:
    """Deltas in any order, some twice, held until they fit: the same as one full merge."""
    office = Office(dice)
    sender, receiver = office.desks[0], Desk(9)
    deltas, since = [], dict[Uid, int]()
    for _ in range(steps):
        office.step()
        if dice.random.random() < 0.3 or sender.vector() == since:
            continue
        deltas.append(sender.package(since))
        since = sender.vector()
    deltas.append(sender.package(since))
    late = [*deltas, *dice.random.choices(deltas, k=3)]
    dice.random.shuffle(late)
    for package in late:
        receiver.receive(package)
        the_chain_holds(receiver)
    full = Desk(8)
    full.receive(sender.package())
    assert not receiver.held
    assert seen_by_people(receiver) == seen_by_people(full) == seen_by_people(sender)


# -------------------------------------------------------------------------------- the chain


def linked(desk: Desk) -> Iterator[list[chain.Linked]]:
    """Each writer's chain as it stands in the log."""
    for writer in sorted(desk.vector()):
        mine = [one for one in desk.log.operations.values() if one.writer == writer]
        yield [
            chain.Linked(
                operation,
                [
                    record.entry()
                    for record in sorted(desk.log.records.values(), key=lambda record: record.n)
                    if record.operation == operation.uid
                ],
                desk.log.links[operation.uid],
            )
            for operation in sorted(mine, key=lambda one: one.seq)
        ]


def the_chain_holds(desk: Desk) -> None:
    assert all(chain.first_wrong(one) is None for one in linked(desk))
    erased = merging.erased_rows(desk.operations())
    assert merging.unexplained_blanks(desk.log.records.values(), erased) == ()
