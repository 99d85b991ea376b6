"""Undo as a function of the log: what has to be written so that a set of operations has not happened.

The rule is that of the data file's design, section 6. Redo is the undo of an undo; a restore point ("kembali
ke keadaan ...") is the undo of all that came after it. ``undo_steps`` decides what Ctrl+Z takes.

For each group of each touched row, start from the present tips and walk back: a tip that is being undone, or
that puts back a value that is, gives way to its parents, until nothing being undone is left. What the walk
reaches returns as a change with ``restores``; what was only in the way is retracted. Nothing returns that
remaining work has replaced or that somebody else took back.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from kpm_desktop.domain.changes import DELETED, Change, Draft, RowKey
from kpm_desktop.domain.folding import RowState, Tip, fold_row, lineage
from kpm_desktop.domain.uid import Uid


@dataclass(frozen=True, slots=True)
class Kept:
    """What an undo leaves as it is.

    - ``changed``: ``groups`` were written to later by something that is not being undone. A row made by what
      is being undone then stays whole.
    - ``child``: a living row outside the undo points at it.
    - ``final``: an issued paper or a locked result stands on it.
    """

    key: RowKey
    reason: Literal["changed", "child", "final"]
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """What to write, in order (several drafts for one row where a conflict returns), and what stays."""

    writes: tuple[Draft, ...]
    kept: tuple[Kept, ...]


_Children: TypeAlias = Callable[[RowKey], Iterable[tuple[RowKey, str]]]


def undo(
    rows: Mapping[RowKey, Sequence[Change]],
    operations: Collection[Uid],
    new_uid: Callable[[], Uid],
    *,
    children: _Children = lambda _key: (),
    is_final: Callable[[RowKey], bool] = lambda _key: False,
    step: Callable[[int, int], object] = lambda _done, _total: None,
) -> UndoPlan:
    """Return what to write so that ``operations`` have not happened, and what stays because of later work.

    ``rows``: every row these operations touched, with *all* its changes, and the rows that are deleted but
    stay for their children. ``children(row)``: the living rows that point at it now, each with the group that
    has the link. ``is_final(row)``: an issued paper or a locked result stands on the row, so it stays whole.
    ``undo_steps.targets`` gives the ``operations``. ``step(done, total)`` may raise to stop.
    """
    undone = frozenset(operations)
    plans: dict[RowKey, _RowPlan] = {}
    for place, key in enumerate(sorted(rows)):
        step(place, len(rows))
        if undone.isdisjoint(change.operation for change in rows[key]):
            continue
        if is_final(key):
            plans[key] = _RowPlan(key, kept=Kept(key, "final"))
        else:
            plans[key] = _plan_row(key, _Row(rows[key], undone), new_uid)
    _keep_parents(plans, rows, children)
    return UndoPlan(
        writes=tuple(draft for plan in plans.values() for draft in plan.drafts),
        kept=tuple(plan.kept for plan in plans.values() if plan.kept),
    )


@dataclass(frozen=True, slots=True)
class _RowPlan:
    key: RowKey
    drafts: tuple[Draft, ...] = ()
    kept: Kept | None = None
    withdraws: bool = False


def _keep_parents(
    plans: dict[RowKey, _RowPlan], rows: Mapping[RowKey, Sequence[Change]], children: _Children
) -> None:
    """Leave out the rows a child still needs; a child that stays may in turn keep its own parent."""
    pending = [key for key, plan in plans.items() if plan.withdraws]
    while needed := [key for key in pending if _is_needed(key, plans, rows, children, frozenset())]:
        for key in needed:
            plans[key] = _RowPlan(key, kept=Kept(key, "child"))
        pending = [key for key in pending if key not in needed]


def _is_needed(
    key: RowKey,
    plans: Mapping[RowKey, _RowPlan],
    rows: Mapping[RowKey, Sequence[Change]],
    children: _Children,
    asking: frozenset[RowKey],
) -> bool:
    """Tell whether a child that points at the row now is still there, with the same link, after the undo.

    A child that is deleted itself is there as long as it is needed in turn.
    """
    for child, group in children(key):
        if child not in rows:
            return True
        plan = plans.get(child)
        before = fold_row(rows[child])
        after = fold_row([*rows[child], *map(_as_if_written, plan.drafts)]) if plan else before
        if after.values.get(group) != before.values.get(group) or child in asking:
            continue
        if after.alive or _is_needed(child, plans, rows, children, asking | {key}):
            return True
    return False


def _as_if_written(draft: Draft) -> Change:
    return Change(
        uid=draft.uid,
        operation=b"",
        writer=b"",
        n=0,
        hlc=0,
        tbl=draft.tbl,
        row=draft.row,
        values=draft.values,
        parents=draft.parents,
        restores=draft.restores,
        seen=draft.seen,
    )


# ---------------------------------------------------------------------------------------- one row


class _Row:
    """One row's changes, and which of them are being undone."""

    def __init__(self, changes: Iterable[Change], undone: frozenset[Uid]) -> None:
        self.by_uid = {change.uid: change for change in changes}
        self.state: RowState = fold_row(self.by_uid.values())
        self.undone = undone

    def lineage(self, uid: Uid, group: str) -> tuple[Change, ...]:
        return lineage(self.by_uid[uid], group, self.by_uid)

    def original(self, uid: Uid, group: str) -> Change:
        return self.lineage(uid, group)[-1]

    def parents(self, change: Change, group: str) -> list[Uid]:
        return [uid for uid in change.parents.get(group, ()) if uid in self.by_uid]

    def ancestors(self, uid: Uid, group: str) -> set[Uid]:
        """Everything a change replaced in ``group``, directly or through others; without itself."""
        found: set[Uid] = set()
        waiting = self.parents(self.by_uid[uid], group)
        while waiting:
            earlier = waiting.pop()
            if earlier not in found:
                found.add(earlier)
                waiting.extend(self.parents(self.by_uid[earlier], group))
        return found

    def inserts(self, uid: Uid) -> bool:
        """Tell whether a change made the row (and did not merely bring it back)."""
        change = self.by_uid[uid]
        return change.values.get(DELETED) == 0 and DELETED not in change.restores

    def descends(self, tip: Tip, group: str) -> set[Uid]:
        """What of the changes being undone a tip was written on top of."""
        original = tip.lineage[-1]
        return {uid for uid in self.ancestors(original, group) if self.by_uid[uid].operation in self.undone}


@dataclass(frozen=True, slots=True)
class _Item:
    """One group's part of a draft: ``restores`` is put back, with its value or, without one, as "nothing"."""

    restores: Uid | None
    has_value: bool
    through: frozenset[Uid] = frozenset()


@dataclass(frozen=True, slots=True)
class _Cell:
    """One group of a row: the tips that stay, those that go, what is to be written in their place."""

    stays: tuple[Tip, ...]
    goes: tuple[Tip, ...]
    returns: tuple[Uid, ...] = ()
    items: tuple[_Item, ...] = ()
    gave_way: frozenset[Uid] = frozenset()


def _plan_row(key: RowKey, row: _Row, new_uid: Callable[[], Uid]) -> _RowPlan:
    if row.state.erased:
        return _RowPlan(key)
    cells = {group: _cell(row, group) for group in sorted(row.state.tips)}
    later = tuple(group for group, cell in cells.items() if _changed_later(row, group, cell))
    stays_whole = _RowPlan(key, kept=Kept(key, "changed", later))
    presence = cells.get(DELETED, _Cell((), ()))
    if _built_upon(row, presence):
        return stays_whole if DELETED in later else _RowPlan(key)
    if any(map(row.inserts, presence.gave_way)):
        # The row was made by what is being undone: it goes back whole or not at all.
        if not presence.stays and not presence.returns:
            left = tuple(group for group, cell in cells.items() if _has_value_left(row, group, cell))
            if left:
                return _RowPlan(key, kept=Kept(key, "changed", left))
            return _RowPlan(key, (_withdrawal(key, row, presence, new_uid()),), withdraws=True)
        if later and not _has_value_left(row, DELETED, presence):
            return stays_whole
    return _RowPlan(key, _drafts(key, row, cells, new_uid), stays_whole.kept if later else None)


def _changed_later(row: _Row, group: str, cell: _Cell) -> bool:
    """Tell whether a tip that stays was written on top of what is being undone."""
    return any(not tip.nothing and row.descends(tip, group) for tip in cell.stays)


def _built_upon(row: _Row, presence: _Cell) -> bool:
    """Tell whether an insert that is being undone was later followed by a delete or a return that stays."""
    return any(row.inserts(uid) for tip in presence.stays for uid in row.descends(tip, DELETED))


def _has_value_left(row: _Row, group: str, cell: _Cell) -> bool:
    """Tell whether a group has a value without what is being undone."""
    left = (*(tip.uid for tip in cell.stays), *cell.returns)
    return any(group in row.by_uid[uid].values for uid in left)


def _withdrawal(key: RowKey, row: _Row, presence: _Cell, uid: Uid) -> Draft:
    """Return the draft that takes an insert back: the row goes as one, its fields stay as they are."""
    return Draft(
        uid=uid,
        tbl=key[0],
        row=key[1],
        values={},
        parents={DELETED: tuple(tip.uid for tip in presence.goes)},
        restores={DELETED: None},
        seen=tuple(sorted(row.state.in_view)),
    )


# ---------------------------------------------------------------------------------------- one group


def _cell(row: _Row, group: str) -> _Cell:
    tips = row.state.tips[group]
    reached, gave_way = _walk_back(row, group, tips)
    if not reached:  # all of it was written by what is being undone, as in every row of an import
        return _Cell((), tips, (), (_Item(None, has_value=False),), gave_way)
    stays = tuple(tip for tip in tips if tip.uid in reached)
    goes = tuple(tip for tip in tips if tip.uid not in reached)
    if not goes:
        return _Cell(stays, ())
    candidates = [uid for uid in reached if uid not in {tip.uid for tip in stays}]
    covers = {uid: _covered_by(row, group, uid) for uid in reached}
    returns = tuple(uid for uid in candidates if not any(uid in cover for cover in covers.values()))
    items = [_Item(uid, group in row.by_uid[uid].values, reached[uid]) for uid in returns]
    # Where a tip that stays is the reason that something does not return, a stand-in for it says so: should
    # that tip be undone later, what it covers can return.
    covering = {
        tip.uid
        for tip in stays
        for uid in candidates
        if uid in covers[tip.uid] and not any(uid in covers[other] for other in returns)
    }
    items.extend(_Item(tip.uid, has_value=False) for tip in stays if tip.uid in covering)
    if not items:
        items.append(_Item(stays[0].uid if stays else None, has_value=False))
    return _Cell(stays, goes, returns, tuple(items), gave_way)


def _walk_back(
    row: _Row, group: str, tips: Iterable[Tip]
) -> tuple[dict[Uid, frozenset[Uid]], frozenset[Uid]]:
    """Return what stands when the changes being undone give way, each with those it takes the place of.

    Also all that gave way.
    """
    passed: dict[Uid, frozenset[Uid]] = {tip.uid: frozenset() for tip in tips}
    reached: set[Uid] = set()
    gave_way: set[Uid] = set()
    waiting = list(passed)
    while waiting:
        uid = waiting.pop()
        line = row.lineage(uid, group)
        undone = next((change for change in line if change.operation in row.undone), None)
        if undone is None:
            reached.add(uid)
            continue
        gave_way.add(undone.uid)
        so_far = passed[uid] | {undone.uid}
        for parent in row.parents(undone, group):
            known = passed.get(parent)
            if known is None or not so_far <= known:
                passed[parent] = so_far | (known or frozenset())
                waiting.append(parent)
    return {uid: passed[uid] for uid in passed if uid in reached}, frozenset(gave_way)


def _covered_by(row: _Row, group: str, uid: Uid) -> set[Uid]:
    """Return what must not return beside ``uid``."""
    return _repeated_by(row, group, uid) | _replaced_by(row, group, uid) | _taken_back_with(row, group, uid)


def _repeated_by(row: _Row, group: str, uid: Uid) -> set[Uid]:
    """What ``uid`` puts back is there already; but a stand-in without a value stands beside its original."""
    change, *earlier = row.lineage(uid, group)
    return {one.uid for one in earlier if (group in one.values) == (group in change.values)}


def _replaced_by(row: _Row, group: str, uid: Uid) -> set[Uid]:
    """A put-back value stands where its original stood, so it replaced what the original replaced."""
    return row.ancestors(row.original(uid, group).uid, group)


def _taken_back_with(row: _Row, group: str, uid: Uid) -> set[Uid]:
    """What the undo that wrote ``uid`` took back: all before it, except what it put back and its past."""
    change = row.by_uid[uid]
    if group not in change.restores:
        return set()
    together = [
        other.uid
        for other in row.by_uid.values()
        if other.operation == change.operation and group in other.restores
    ]
    taken: set[Uid] = set()
    standing: set[Uid] = set()
    for other in together:
        original = row.original(other, group).uid
        taken |= row.ancestors(other, group)
        standing |= {original} | row.ancestors(original, group)
    return taken - standing


# ---------------------------------------------------------------------------------------- drafts


def _drafts(
    key: RowKey, row: _Row, cells: Mapping[str, _Cell], new_uid: Callable[[], Uid]
) -> tuple[Draft, ...]:
    """Return the drafts of a row: one, or more where several heads of a group return."""
    items = {group: cell.items for group, cell in cells.items() if cell.items}
    parents = {group: tuple(tip.uid for tip in cells[group].goes) for group in items}
    replaced = frozenset[Uid]().union(*(item.through for found in items.values() for item in found))
    if DELETED not in items and not row.state.alive:
        # What hides the row stays, but has to see what now takes the place of a value it saw.
        hiding = [tip for tip in row.state.tips.get(DELETED, ()) if replaced.intersection(tip.seen)]
        if hiding:
            items[DELETED] = tuple(_Item(tip.uid, tip.has_value) for tip in hiding)
            parents[DELETED] = tuple(tip.uid for tip in hiding)
    uids = [new_uid() for _ in range(max(map(len, items.values()), default=0))]
    drafts = []
    for index, uid in enumerate(uids):
        mine = {group: found[index] for group, found in items.items() if index < len(found)}
        drafts.append(
            Draft(
                uid=uid,
                tbl=key[0],
                row=key[1],
                values={group: _value(row, group, item) for group, item in mine.items() if item.has_value},
                parents={group: parents[group] for group in mine},
                restores={group: item.restores for group, item in mine.items()},
                seen=_seen(row, mine.get(DELETED), items, uids),
            )
        )
    return tuple(drafts)


def _value(row: _Row, group: str, item: _Item) -> object:
    return row.by_uid[item.restores].values[group] if item.restores else None


def _seen(
    row: _Row, presence: _Item | None, items: Mapping[str, Sequence[_Item]], uids: Sequence[Uid]
) -> tuple[Uid, ...]:
    """Return what a delete that is put back has in view.

    As it was then, and what now takes the place of a value it saw: without the undone operations it would
    have seen that instead.
    """
    if presence is None or presence.restores is None:
        return ()
    seen = set(row.by_uid[presence.restores].seen)
    now = {
        uids[index]
        for group, found in items.items()
        if group != DELETED
        for index, item in enumerate(found)
        if item.has_value and seen.intersection(item.through)
    }
    return tuple(sorted(seen | now))
