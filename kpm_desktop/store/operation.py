"""One open operation: the changes gathered so far, at most one a row, and what the rows are with them.

Nothing here writes; `data_file.py` opens the transaction, flushes and commits.
"""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from kpm_desktop.domain.changes import DELETED, Change, Draft, Operation, RowKey, meta_text
from kpm_desktop.domain.folding import NO_ROW, RowState, fold_next, fold_row, write
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.change_log import ChangeLog
from kpm_desktop.store.errors import ChangedMeanwhileError, FrozenPaperError
from kpm_desktop.store.state import group_value, log_value, split_group
from kpm_desktop.store.tables import FROZEN, PRINTED, STATE, StateTable

_OPEN_STATES = frozenset({None, "ready"})


@dataclasses.dataclass(frozen=True, slots=True)
class Changes:
    """What one operation changed: its uid, kind, Indonesian label, and (table, row uid) of every touched row.

    `journal_written` is false when the data are safe but the daily journal could not be written.
    """

    operation: Uid
    kind: str
    label: str
    touched: frozenset[RowKey]
    journal_written: bool = True


@dataclasses.dataclass(frozen=True, slots=True)
class Following:
    """What goes with an open operation as one of its own, after it and in the same transaction.

    `write` is called with that operation open.
    """

    kind: str
    label: str
    meta: Mapping[str, Any]
    write: Callable[[], None]


class OpenOperation:
    """One act of the operator, while it is being done. After the `with` block `changes` says what it did."""

    def __init__(self, header: Operation, previous: bytes, log: ChangeLog) -> None:
        self.header = header
        self.previous = previous
        self.meta: dict[str, Any] = header.details()
        self.changes: Changes | None = None
        self.following: list[Following] = []
        self._log = log
        self._before: dict[RowKey, RowState] = {}
        self._drafts: dict[RowKey, list[Draft]] = {}
        self._states: dict[RowKey, RowState] = {}
        self._dirty: dict[RowKey, RowState] = {}
        self._brought: frozenset[RowKey] = frozenset()

    @property
    def kind(self) -> str:
        """The kind of act: edit, import, delete ..."""
        return self.header.kind

    @property
    def label(self) -> str:
        """What was done, in Indonesian."""
        return self.header.label

    @property
    def touched(self) -> frozenset[RowKey]:
        """The rows changed so far."""
        return self._brought | self._drafts.keys()

    def follow(self, rows: AbstractSet[RowKey], hlc: int) -> None:
        """Come after operations of another log that touched these rows; nothing may be written before."""
        if self._drafts:
            raise RuntimeError("other operations come in before anything is written")
        self._brought = self._brought.union(rows)
        self._states.clear()
        self._before.clear()
        self.header = dataclasses.replace(self.header, hlc=hlc)

    def final_header(self) -> Operation:
        """Return the header with `meta` as it is now."""
        return dataclasses.replace(self.header, meta=meta_text(**self.meta))

    def drafts(self) -> list[Draft]:
        """Return what is to be written, in order of first touch."""
        return [draft for drafts in self._drafts.values() for draft in drafts]

    def take_dirty(self) -> dict[RowKey, RowState]:
        """Return the rows whose state was not yet stored, and count them as stored."""
        dirty, self._dirty = self._dirty, {}
        return dirty

    def state(self, key: RowKey, *, is_fresh: bool = False) -> RowState:
        """Return what a row is now, with what this operation did to it."""
        if key not in self._states:
            self._before[key] = self._states[key] = NO_ROW if is_fresh else fold_row(self._log.row(key))
        return self._states[key]

    def write(self, key: RowKey, uid: Uid, values: Mapping[str, Any], *, is_fresh: bool = False) -> None:
        """Write groups of a row; a second write to it in this operation becomes part of the first."""
        self.state(key, is_fresh=is_fresh)
        earlier = self._drafts.get(key)
        merged = {**earlier[0].values, **values} if earlier else values
        draft = write(self._before[key], earlier[0].uid if earlier else uid, key, merged)
        self._drafts[key] = [draft]
        self._states[key] = self._dirty[key] = self._next(key, draft)

    def _next(self, key: RowKey, draft: Draft) -> RowState:
        """Return a row's state after an ordinary save: the fold, which for a new row is what was written."""
        before = self._before[key]
        if before is NO_ROW:
            values = {group: value for group, value in draft.values.items() if group != DELETED}
            return RowState(draft.values[DELETED] == 0, values, heads={}, conflicts=(), tips={})
        return fold_next(before, draft.numbered(self.header, len(self._drafts)))

    def put_back(self, draft: Draft, before: Sequence[Change]) -> None:
        """Write a draft made by undo or by putting back a value; its row takes no other write.

        `before` are all changes of the row until now.
        """
        key = (draft.tbl, draft.row)
        drafts = self._drafts.setdefault(key, [])
        drafts.append(draft)
        changes = [item.numbered(self.header, number) for number, item in enumerate(drafts, 1)]
        self._states[key] = self._dirty[key] = fold_row([*before, *changes])


def groups_to_write(
    table: StateTable, uid: Uid, state: RowState, columns: Mapping[str, Any], loaded: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Return the groups (values as in the log) that a save of `columns` has to write.

    Raises ChangedMeanwhileError when a group that the form changed is no longer as the form had loaded it,
    FrozenPaperError for a paper that has been issued, KeyError for an unknown column.
    """
    wanted: dict[str, Any] = {}
    for name in dict.fromkeys(table.group_of[column] for column in columns):
        group = table.groups[name]
        if len(group) == 1 and loaded is None:
            value = log_value(group[0], columns[group[0].name])
            if value != state.values.get(name):
                wanted[name] = value
            continue
        now = split_group(group, state.values.get(name))
        new = [
            log_value(column, columns[column.name]) if column.name in columns else present
            for column, present in zip(group, now, strict=True)
        ]
        if loaded is not None:
            old = [
                log_value(column, loaded[column.name]) if column.name in loaded else present
                for column, present in zip(group, now, strict=True)
            ]
            if new == old:
                continue
            if now not in (old, new):
                raise ChangedMeanwhileError(table=table.name, row=uid.hex(), group=name)
        if new != now:
            wanted[name] = group_value(new)
    if table.name in FROZEN and PRINTED in wanted and state.alive and not _is_open(table, state):
        raise FrozenPaperError(table=table.name, row=uid.hex())
    return wanted


def _is_open(table: StateTable, state: RowState) -> bool:
    """Tell whether a paper was not issued yet. A paper without a state is final once it is there."""
    if "state" not in table.groups:
        return False
    return split_group(table.groups["state"], state.values.get("state"))[0] in _OPEN_STATES


def columns_of(table: str, group: str, value: Any) -> dict[str, Any]:
    """Return a group's value as columns: a uid as bytes, everything else as it stands in the log."""
    if group == DELETED:
        return {DELETED: value}
    columns = STATE[table].groups.get(group) if table in STATE else None
    if columns is None:
        return {group: value}
    values = split_group(columns, value)
    return {
        column.name: bytes.fromhex(item) if column.kind == "uid" and item else item
        for column, item in zip(columns, values, strict=True)
    }
