"""How the state of a row follows from its changes, and what a save has to name.

The rules are those of the data file's design, section 5.

- A change writes *groups* (fields that change together) of one row and names, for each group, everything it
  replaces (its *parents*).
- The *tips* of a group are the changes nobody names. A tip with a value is a *head*; a tip without one is a
  *retraction* (an undo found that nothing should stand there).
- One head: that is the value. Several: the highest rank is shown, and if they differ the cell is a conflict.
- The group ``_del`` says whether the row is there. A delete hides a row only as far as it has seen it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from kpm_desktop.domain.changes import DELETED, Change, Draft, Rank, RowKey, Value, compact
from kpm_desktop.domain.uid import Uid


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell (or row) waiting for a person. ``heads`` are the changes in question, the shown one first.

    - ``differs``: several heads with different values ("berbeda isi").
    - ``deleted``: deleted here, changed there without knowledge of it; the row is kept. ``group`` is
      ``_del``.
    - ``needed``: deleted, but a living child points at it; the row is kept. ``group`` is ``_del``, no heads.
    """

    group: str
    kind: Literal["differs", "deleted", "needed"]
    heads: tuple[Uid, ...] = ()


class Tip(NamedTuple):
    """A change nobody names, as far as one group is concerned.

    ``lineage`` is the change, then the change it puts back, then what that one put back, to the original.
    ``nothing`` marks a retraction behind which nothing stands: for ``_del``, an insert taken back.
    """

    uid: Uid
    rank: Rank
    lineage: tuple[Uid, ...]
    has_value: bool
    value: Value = None
    nothing: bool = False
    seen: tuple[Uid, ...] = ()


@dataclass(frozen=True, slots=True)
class RowState:
    """What a row is now.

    ``values``: the shown value of each group that has one, without ``_del``; also filled for a row that is
    not alive (the waste basket shows it). ``left_out``: changes whose value stands elsewhere but did not come
    along with an extract. ``heads``: the changes with a value, the shown one first.
    ``tips``: for each group everything the next save has to name as parents. ``conflicts``: none for a row
    that is not alive.
    """

    alive: bool
    values: Mapping[str, Value]
    heads: Mapping[str, tuple[Uid, ...]]
    conflicts: tuple[Conflict, ...]
    tips: Mapping[str, tuple[Tip, ...]]
    erased: bool = False
    left_out: tuple[Uid, ...] = ()

    def parents(self, group: str) -> tuple[Uid, ...]:
        """Return what a save of ``group`` has to name."""
        return tuple(tip.uid for tip in self.tips.get(group, ()))

    @property
    def in_view(self) -> tuple[Uid, ...]:
        """Every value of every field that nobody has replaced: what a delete written now has seen.

        What an extract left out counts as seen.
        """
        found = {
            tip.uid for group, tips in self.tips.items() if group != DELETED for tip in tips if tip.has_value
        }
        return tuple(sorted(found.union(self.left_out)))


NO_ROW = RowState(alive=False, values={}, heads={}, conflicts=(), tips={})
"""A row nobody has written to."""
ERASED_ROW = replace(NO_ROW, erased=True)
"""A row that was erased for ever: whatever is written to it changes nothing."""


# ---------------------------------------------------------------------------------------------- fold


def fold_row(changes: Iterable[Change]) -> RowState:
    """Return the state of one row from all its changes, in whatever order they are given."""
    by_uid = {change.uid: change for change in changes}
    if any(change.erased for change in by_uid.values()):
        return ERASED_ROW
    named = {
        (group, uid) for change in by_uid.values() for group, uids in change.parents.items() for uid in uids
    }
    tips: dict[str, list[Tip]] = {}
    for uid, change in by_uid.items():
        for group in change.groups:
            if (group, uid) not in named:
                tips.setdefault(group, []).append(_tip(change, group, by_uid))
    left_out = tuple(sorted(uid for uid, change in by_uid.items() if change.left_out))
    return _state({group: _ranked(found) for group, found in tips.items()}, left_out)


def fold_next(state: RowState, change: Change) -> RowState:
    """Return the state after one new change that nobody names yet: equal to the full fold, without its cost.

    Only for changes that put nothing back (every ordinary save); ``ValueError`` for others, which need the
    log.
    """
    if change.restores:
        raise ValueError("a change that puts something back needs the whole row")
    if state.erased or change.erased:
        return ERASED_ROW
    tips = dict(state.tips)
    alone = state.alive and not state.conflicts and DELETED not in change.groups
    for group in change.groups:
        named = change.parents.get(group, ())
        remaining = [tip for tip in tips.get(group, ()) if tip.uid not in named]
        tips[group] = _ranked([*remaining, _tip(change, group, {change.uid: change})])
        alone = alone and not remaining and group in change.values
    if not alone or len(state.tips.get(DELETED, ())) != 1:  # otherwise only what was written is new
        return _state(tips, state.left_out)
    values = {**state.values, **change.values}
    heads = {**state.heads, **dict.fromkeys(change.values, (change.uid,))}
    return RowState(alive=True, values=values, heads=heads, conflicts=(), tips=tips, left_out=state.left_out)


def lineage(change: Change, group: str, by_uid: Mapping[Uid, Change]) -> tuple[Change, ...]:
    """Return the change, the one whose place it takes again in ``group``, and so on back to the original."""
    line = [change]
    while (uid := line[-1].restores.get(group)) is not None:
        earlier = by_uid.get(uid)
        if earlier is None or earlier in line:
            break
        line.append(earlier)
    return tuple(line)


def _tip(change: Change, group: str, by_uid: Mapping[Uid, Change]) -> Tip:
    seen = change.seen if group == DELETED else ()
    has_value, value = group in change.values, change.values.get(group)
    if change.restores.get(group) is None:
        return Tip(change.uid, change.rank, (change.uid,), has_value, value, not has_value, seen)
    line = lineage(change, group, by_uid)
    nothing = group not in line[-1].values
    return Tip(change.uid, line[-1].rank, tuple(one.uid for one in line), has_value, value, nothing, seen)


def _ranked(tips: Sequence[Tip]) -> tuple[Tip, ...]:
    """Highest rank first; two copies of one original are told apart by their uid."""
    if len(tips) == 1:
        return (tips[0],)
    return tuple(sorted(tips, key=lambda tip: (tip.rank, tip.uid), reverse=True))


def _state(tips: Mapping[str, tuple[Tip, ...]], left_out: tuple[Uid, ...] = ()) -> RowState:
    presence = tips.get(DELETED, ())
    kept = [tip for tip in presence if tip.has_value and tip.value != 1]
    deletes = [tip for tip in presence if tip.has_value and tip.value == 1]
    withdrawn = [tip for tip in presence if not tip.has_value and tip.nothing]
    # An insert taken back takes its values along, unless an unseen edit needs the row they belong to.
    gone = _view(withdrawn) if kept else frozenset()
    heads = {
        group: found
        for group, several in tips.items()
        if (found := [tip for tip in several if tip.has_value and gone.isdisjoint(tip.lineage)])
    }
    unseen: list[Tip] = []
    if deletes or not kept:
        view = _view([*deletes, *withdrawn])
        fields = [heads[group] for group in sorted(heads) if group != DELETED]
        unseen = [tip for found in fields for tip in found if view.isdisjoint(tip.lineage)]
    conflicts: list[Conflict] = []
    if (kept or unseen) and (deletes or (withdrawn and not kept)):
        conflicts.append(_conflict(DELETED, "deleted", [*kept, *deletes, *withdrawn, *unseen]))
    if kept or unseen:
        open_cells = sorted(group for group, found in heads.items() if group != DELETED and _differ(found))
        conflicts.extend(_conflict(group, "differs", heads[group]) for group in open_cells)
    return RowState(
        alive=bool(kept or unseen),
        values={group: found[0].value for group, found in heads.items() if group != DELETED},
        heads={group: tuple([tip.uid for tip in found]) for group, found in heads.items()},
        conflicts=tuple(conflicts),
        tips=tips,
        left_out=left_out,
    )


def _conflict(group: str, kind: Literal["differs", "deleted"], tips: Iterable[Tip]) -> Conflict:
    return Conflict(group, kind, tuple(tip.uid for tip in tips))


def _view(tips: Iterable[Tip]) -> frozenset[Uid]:
    """Everything these deletes had in view: each value must have been seen by one of them, not by all."""
    return frozenset(uid for tip in tips for uid in tip.seen)


def _differ(heads: Sequence[Tip]) -> bool:
    return len(heads) > 1 and len({compact(tip.value) for tip in heads}) > 1


def kept_for_children(hidden: Iterable[RowKey], links: Iterable[tuple[RowKey, RowKey]]) -> frozenset[RowKey]:
    """Return the hidden rows that stay: a living row points at them, directly or through another of them.

    ``links`` are (child, parent) pairs of the present values; a child that is not in ``hidden`` is living.
    Such a row gets ``alive`` and a ``Conflict(DELETED, "needed")``: see ``needed``.
    """
    gone = set(hidden)
    children: dict[RowKey, list[RowKey]] = {}
    waiting: list[RowKey] = []
    for child, parent in links:
        if parent in gone:
            children.setdefault(child, []).append(parent)
            if child not in gone:
                waiting.append(child)
    kept: set[RowKey] = set()
    while waiting:
        for parent in children.get(waiting.pop(), ()):
            if parent not in kept:
                kept.add(parent)
                waiting.append(parent)
    return frozenset(kept)


def needed(state: RowState) -> RowState:
    """Return the state of a deleted row that is kept because a living child points at it."""
    return replace(state, alive=True, conflicts=(*state.conflicts, Conflict(DELETED, "needed")))


# --------------------------------------------------------------------------------------------- writing


def write(state: RowState, uid: Uid, key: RowKey, values: Mapping[str, Value]) -> Draft:
    """Return the draft of an ordinary save of ``values`` (groups) to a row that is now ``state``.

    It names everything present in the groups it writes, so it settles their conflicts. A row that is not
    there is inserted (``_del`` = 0), and so is one that was deleted before. ``{DELETED: 1}`` deletes the
    row, with all its heads in view; ``{DELETED: 0}`` keeps a row that is listed as deleted here and changed
    there.
    """
    written = dict(values)
    if not state.alive and DELETED not in written:
        written[DELETED] = 0
    seen: set[Uid] = set()
    if written.get(DELETED) == 1:
        seen = {*state.in_view, uid} if len(written) > 1 else set(state.in_view)
    parents = _left_of_withdrawn(state) if DELETED in written else {}
    if state.tips:
        named = {group: state.parents(group) for group in written}
        parents.update({group: uids for group, uids in named.items() if uids})
    return Draft(uid=uid, tbl=key[0], row=key[1], values=written, parents=parents, seen=tuple(sorted(seen)))


def _left_of_withdrawn(state: RowState) -> dict[str, tuple[Uid, ...]]:
    """Return what an insert that was taken back left behind: the next insert or delete must not revive it.

    A row that was deleted comes back with what it held.
    """
    inserted = bool(state.heads.get(DELETED))
    left = {
        group: tuple(
            tip.uid
            for tip in tips
            if not inserted or (tip.has_value and tip.uid not in state.heads.get(group, ()))
        )
        for group, tips in state.tips.items()
        if group != DELETED
    }
    return {group: uids for group, uids in left.items() if uids}


def put_back(state: RowState, uid: Uid, key: RowKey, group: str, earlier: Change) -> Draft:
    """Return the draft that puts back the value ``earlier`` gave to ``group`` ("kembalikan ke nilai ini")."""
    return Draft(
        uid=uid,
        tbl=key[0],
        row=key[1],
        values={group: earlier.values[group]},
        parents={group: state.parents(group)},
        restores={group: earlier.uid},
    )
