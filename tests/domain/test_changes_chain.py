"""Tampering of nine kinds is found at its operation, also in a log with erased rows."""

import copy
import random
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

import merge_rules
from histories import HISTORIES, Desk, Dice, each
from kpm_desktop.domain import chain, merging
from kpm_desktop.domain.changes import Kind, Operation
from kpm_desktop.domain.merging import Log, Record
from kpm_desktop.domain.uid import Uid

Tampering = Callable[[random.Random, Desk], Uid | None]
"""Changes one thing in the log and returns the operation it was done to; None where there is none."""


def _record(
    dice: random.Random, desk: Desk, *, where: Callable[[Record], bool] = lambda _: True
) -> Record | None:
    found = [record for record in desk.log.records.values() if where(record)]
    return dice.choice(found) if found else None


def _with_record(desk: Desk, record: Record | None) -> Uid | None:
    if record is None:
        return None
    desk.log = Log(desk.log.operations, desk.log.links, {**desk.log.records, record.uid: record})
    return record.operation


def _with_operation(desk: Desk, operation: Operation) -> Uid:
    desk.log = Log({**desk.log.operations, operation.uid: operation}, desk.log.links, desk.log.records)
    return operation.uid


def _with_body(desk: Desk, record: Record | None, old: str, new: str) -> Uid | None:
    return _with_record(desk, record and record._replace(body=(record.body or "").replace(old, new)))


def value(dice: random.Random, desk: Desk) -> Uid | None:
    record = _record(dice, desk, where=lambda one: '"_del":0' in (one.body or ""))
    return _with_body(desk, record, '"_del":0', '"_del":1')


def parents(dice: random.Random, desk: Desk) -> Uid | None:
    record = _record(dice, desk, where=lambda one: '"p":' in (one.body or ""))
    return _with_body(desk, record, '"p":', '"q":')


def row(dice: random.Random, desk: Desk) -> Uid | None:
    record = _record(dice, desk)
    return _with_record(desk, record and record._replace(row=Dice.row("person", 9)))


def table(dice: random.Random, desk: Desk) -> Uid | None:
    record = _record(dice, desk)
    return _with_record(desk, record and record._replace(tbl="setting"))


def order(dice: random.Random, desk: Desk) -> Uid | None:
    """Two changes of an operation change places; their numbers stay with the place."""
    several = [one for one in desk.log.operations.values() if one.n > 1]
    if not several:
        return None
    operation = dice.choice(several)
    one, two = (
        record for record in desk.log.records.values() if record.operation == operation.uid and record.n < 3
    )
    _with_record(desk, one._replace(n=two.n))
    return _with_record(desk, two._replace(n=one.n))


def dropped(dice: random.Random, desk: Desk) -> Uid | None:
    """A change disappears, and the header is made to fit."""
    record = _record(dice, desk)
    if record is None:
        return None
    left = {uid: one for uid, one in desk.log.records.items() if one is not record}
    left = {
        uid: one._replace(n=one.n - (one.operation == record.operation and one.n > record.n))
        for uid, one in left.items()
    }
    desk.log = Log(desk.log.operations, desk.log.links, left)
    operation = desk.log.operations[record.operation]
    return _with_operation(desk, replace(operation, n=operation.n - 1))


def label(dice: random.Random, desk: Desk) -> Uid | None:
    operation = dice.choice(list(desk.log.operations.values()))
    return _with_operation(desk, replace(operation, label=operation.label + "."))


def time(dice: random.Random, desk: Desk) -> Uid | None:
    operation = dice.choice(list(desk.log.operations.values()))
    return _with_operation(desk, replace(operation, at=operation.at + "0"))


def blanked_body(dice: random.Random, desk: Desk) -> Uid | None:
    """The body goes and its digest is not kept."""
    record = _record(dice, desk, where=lambda one: one.body is not None)
    return _with_record(desk, record and record._replace(body=None))


def digest(dice: random.Random, desk: Desk) -> Uid | None:
    record = _record(dice, desk, where=lambda one: one.body is None)
    return _with_record(desk, record and record._replace(digest=bytes(32)))


KINDS: Iterable[Tampering] = [value, parents, row, table, order, dropped, label, time, blanked_body, digest]


def is_located(dice: Dice, tamper: Tampering) -> bool:
    desk = Desk(1)
    for _ in range(dice.random.randint(1, 8)):
        desk.save(dice.rows_to_save(desk.visible().__contains__))
    if dice.random.random() < 0.5:
        desk.erase([dice.random.choice(sorted(desk.visible()))])
        desk.note(Kind.PRINT)
    merge_rules.the_chain_holds(desk)
    where = tamper(dice.random, desk)
    if where is None:
        return False
    wrong = [chain.first_wrong(one) for one in merge_rules.linked(desk)]
    assert [operation and operation.uid for operation in wrong] == [where]
    return True


@pytest.mark.parametrize("tamper", KINDS, ids=lambda tamper: tamper.__name__)
def test_tampering_is_located_at_its_operation(tamper: Tampering) -> None:
    located: list[bool] = []
    each(lambda dice: located.append(is_located(dice, tamper)), per_kind())
    assert sum(located) > len(located) // 4


def per_kind() -> int:
    return max(30, HISTORIES // 10)


def test_a_blank_without_its_erasure_is_refused() -> None:
    def check(dice: Dice) -> None:
        desk = Desk(1)
        desk.save(dice.rows_to_save(desk.visible().__contains__))
        record = dice.random.choice(list(desk.log.records.values()))
        _with_record(desk, record.blanked())
        assert all(chain.first_wrong(one) is None for one in merge_rules.linked(desk))
        assert merging.unexplained_blanks(desk.log.records.values(), frozenset()) == (record.blanked(),)

    each(check, per_kind())


def test_two_histories_of_one_writer_are_refused() -> None:
    def check(dice: Dice) -> None:
        one = Desk(1)
        for _ in range(dice.random.randint(0, 3)):
            one.save(dice.rows_to_save(one.visible().__contains__))
        clone, fork = copy.deepcopy(one), len(one.order) + 1
        one.save(dice.rows_to_save(one.visible().__contains__))
        clone.clock += 5
        clone.save(dice.rows_to_save(clone.visible().__contains__))
        with pytest.raises(merging.TwoHistoriesError) as refused:
            merging.merge(one.log, clone.log)
        assert (refused.value.writer, refused.value.seq) == (one.writer, fork)

    each(check, per_kind())
