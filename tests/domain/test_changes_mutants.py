"""Deliberate faults in the program: the rules have to notice each of them within the histories they draw."""

import copy
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

import history_rules as rules
import merge_rules
from histories import Desk, Dice, seeds
from kpm_desktop.domain import chain, changes, folding, merging, passport, undoing
from kpm_desktop.domain.changes import DELETED, Change
from kpm_desktop.domain.folding import RowState

Rule = Callable[[Dice], object]


def stack(dice: Dice) -> None:
    rules.ctrl_z_is_a_stack(dice, Desk(1), 20)


def middle(dice: Dice) -> None:
    rules.one_in_the_middle(dice, Desk(1), 10)


def any_order(dice: Dice) -> None:
    rules.any_order_and_back(dice, Desk(1), 10)


def agree(dice: Dice) -> None:
    merge_rules.everybody_agrees(dice, 30)


def undo_merge(dice: Dice) -> None:
    merge_rules.a_merge_can_be_taken_back(dice, 30)


def that_day(dice: Dice) -> None:
    merge_rules.a_day_comes_back(dice, 30)


def late(dice: Dice) -> None:
    merge_rules.late_and_doubled_is_the_same(dice, 30)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A fault: what is replaced where, and the rules that are to notice it."""

    name: str
    owner: object
    attribute: str
    fault: Callable[[Any], object]
    rules: tuple[Rule, ...]


def _cells(change: Callable[[Any], Any]) -> Callable[[Any], object]:
    """A fault in what is worked out for one cell."""

    def fault(original: Callable[..., Any]) -> Callable[..., Any]:
        return lambda row, group: change(original(row, group))

    return fault


def _only_heads(original: Callable[..., Any]) -> Callable[..., Any]:
    def cell(row: Any, group: str) -> Any:
        blind = copy.copy(row)
        tips = {group: tuple(tip for tip in row.state.tips[group] if tip.has_value)}
        blind.state = replace(row.state, tips=tips)
        return original(blind, group)

    return cell


def _no_marks(original: Callable[..., Any]) -> Callable[..., Any]:
    def undo(*args: Any, **named: Any) -> undoing.UndoPlan:
        plan: undoing.UndoPlan = original(*args, **named)
        return replace(plan, writes=tuple(replace(draft, restores={}) for draft in plan.writes))

    return undo


def _sees_everything(original: Callable[..., Any]) -> Callable[..., Any]:
    def seen(row: Any, presence: Any, items: Any, uids: Any) -> Any:
        found = original(row, presence, items, uids)
        return tuple({*found, *row.by_uid, *uids}) if presence and presence.restores else found

    return seen


def _no_deletes_seen(original: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *args: replace(original(*args), seen=())


def _not_absorbing(original: Callable[..., RowState]) -> Callable[..., RowState]:
    def fold(found: Any) -> RowState:
        found = list(found)
        left: list[Change] = [change for change in found if not change.erased]
        return original(left)

    return fold


def _blanks_only_own(original: Callable[..., Any]) -> Callable[..., Any]:
    """What was erased here is not erased in what arrives later."""

    def merge(ours: Any, theirs: Any) -> Any:
        whole = original(ours, theirs)
        return replace(
            whole,
            records={
                uid: theirs.records[uid] if uid in theirs.records and uid not in ours.records else record
                for uid, record in whole.records.items()
            },
        )

    return merge


def tampered(*names: str) -> Rule:
    """The rule that tampering is located, for these kinds."""

    def rule(dice: Dice) -> None:
        for name in names:
            located(dice, name)

    return rule


def located(dice: Dice, name: str) -> None:
    """A small chain, changed in one place, is wrong there."""
    desk = Desk(1)
    while not any(operation.n > 1 for operation in desk.operations()):
        desk.save(dice.rows_to_save(desk.visible().__contains__))
    (before,) = merge_rules.linked(desk)
    at = next(index for index, one in enumerate(before) if one.operation.n > 1)
    one = before[at]
    if name == "label":
        one = replace(one, operation=replace(one.operation, label="x"))
    elif name == "row":
        one = replace(one, entries=[one.entries[0]._replace(row=bytes(16)), *one.entries[1:]])
    else:
        first, second, *others = one.entries
        one = replace(one, entries=[second._replace(n=first.n), first._replace(n=second.n), *others])
    assert chain.first_wrong([*before[:at], one, *before[at + 1 :]]) == one.operation


def blank(dice: Dice) -> None:
    """A blank body without its erasure is found."""
    desk = Desk(1)
    desk.save(dice.rows_to_save(desk.visible().__contains__))
    records = [record.blanked() for record in desk.log.records.values()]
    assert list(merging.unexplained_blanks(records, frozenset())) == records


def _unsorted_link(original: Callable[..., bytes]) -> Callable[..., bytes]:
    def link(previous: bytes, operation: Any, entries: Any) -> bytes:
        found = sorted((entry._replace(n=0) for entry in entries), key=lambda entry: entry.uid)
        return original(previous, operation, found)

    return link


MUTANTS = [
    # merge
    Mutant(
        "parents of the shown head only", RowState, "parents", lambda one: lambda *a: one(*a)[:1], (agree,)
    ),
    Mutant("no parents", RowState, "parents", lambda _: lambda *_: (), (agree, stack)),
    Mutant("delete without seen", folding, "write", _no_deletes_seen, (agree, stack)),
    Mutant("last delete wins", folding, "_view", lambda one: lambda tips: one(list(tips)[:1]), (agree,)),
    Mutant("losers not listed", folding, "_differ", lambda _: lambda _heads: False, (agree,)),
    Mutant("no parent healing", folding, "kept_for_children", lambda _: lambda *_: frozenset(), (stack,)),
    Mutant("order by arrival", folding, "_ranked", lambda _: tuple, (agree,)),
    Mutant("wall clock", changes, "next_hlc", lambda _: lambda _latest, ms: ms << 16, (agree,)),
    Mutant("gaps not held", passport, "fits", lambda _: lambda *_: True, (late,)),
    # undo
    Mutant("no put-back marks", undoing, "undo", _no_marks, (stack, any_order, undo_merge)),
    Mutant(
        "one head only",
        undoing,
        "_cell",
        _cells(lambda one: replace(one, items=one.items[:1])),
        (undo_merge,),
    ),
    Mutant(
        "resolves conflicts",
        undoing,
        "_cell",
        _cells(lambda one: replace(one, goes=(*one.goes, *one.stays)) if one.goes else one),
        (undo_merge, that_day),
    ),
    Mutant("sees everything", undoing, "_seen", _sees_everything, (middle, that_day, undo_merge)),
    Mutant("no guard: later edits", undoing, "_has_value_left", lambda _: lambda *_: False, (middle,)),
    Mutant("no guard: later deletes", undoing, "_built_upon", lambda _: lambda *_: False, (middle,)),
    Mutant("orphans children", undoing, "_keep_parents", lambda _: lambda *_: None, (middle,)),
    Mutant("skips retractions", undoing, "_cell", _only_heads, (stack, any_order, undo_merge)),
    Mutant(
        "revives retracted", undoing, "_taken_back_with", lambda _: lambda *_: set(), (undo_merge, that_day)
    ),
    Mutant("revives replaced", undoing, "_replaced_by", lambda _: lambda *_: set(), (undo_merge, that_day)),
    # erase
    Mutant(
        "digest lost",
        merging.Record,
        "blanked",
        lambda _: lambda record: record._replace(body=None, digest=None),
        (agree,),
    ),
    Mutant("not absorbing", folding, "fold_row", _not_absorbing, (agree,)),
    Mutant("not on arrival", merging, "merge", _blanks_only_own, (agree,)),
    Mutant("blank allowed", merging, "unexplained_blanks", lambda _: lambda *_: (), (blank,)),
    # chain
    Mutant("no header", chain, "_header", lambda _: lambda _operation: (), (tampered("label"),)),
    Mutant("no row", chain, "_hashed", lambda _: lambda entry: entry.uid + entry.digest, (tampered("row"),)),
    Mutant("any order", chain, "link", _unsorted_link, (tampered("order"),)),
]


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_the_mutant_dies(mutant: Mutant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mutant.owner, mutant.attribute, mutant.fault(getattr(mutant.owner, mutant.attribute)))
    assert any(_notices(rule, seed) for seed in seeds() for rule in mutant.rules)


def _notices(rule: Rule, seed: int) -> bool:
    """A mutant dies by a broken rule, or by breaking down itself."""
    try:
        rule(Dice(random.Random(seed)))  # noqa: S311 - reproducible histories, not secrets
    except (AssertionError, KeyError, ValueError, IndexError):
        return True
    return False


def test_the_faults_are_faults_of_what_is_used() -> None:
    """Without a fault the rules notice nothing, so a mutant dies of its fault alone."""
    everything = {rule for mutant in MUTANTS for rule in mutant.rules}
    assert DELETED == "_del"
    assert not any(_notices(rule, seed) for seed in seeds(10) for rule in everything)
