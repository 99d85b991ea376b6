"""Random histories of one or several PCs, and the desk in memory that lives them.

The tests of the change log draw from here, and so can the tests of the store: whatever has the methods of
``Subject`` goes through the same histories. Nothing here judges; the rules stand in ``history_rules``.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from kpm_desktop.domain import chain, changes, folding, merging, passport, undo_steps, undoing
from kpm_desktop.domain.changes import DELETED, Change, Draft, Kind, Operation, RowKey
from kpm_desktop.domain.folding import RowState
from kpm_desktop.domain.merging import Log, Record
from kpm_desktop.domain.uid import Uid, pair_uid
from rounds import rounds

HISTORIES = rounds("HISTORIES", 300, on_wine=150)
"""How many histories a property draws; a long run sets the environment variable to 10000."""

Cells = dict[str, Any]
View = dict[RowKey, Cells]
"""The living rows with their shown values."""
Listed = frozenset[tuple[RowKey, str, str]]
"""The conflicts: row, group, kind."""


class Subject(Protocol):
    """What can be run through a history of one PC. Each act is one operation and returns its uid."""

    def save(self, rows: Mapping[RowKey, Cells]) -> Uid: ...
    def delete(self, keys: Iterable[RowKey]) -> Uid: ...
    def undo(self) -> Uid | None: ...
    def redo(self) -> Uid | None: ...
    def undo_operation(self, uid: Uid) -> Uid: ...
    def visible(self) -> View: ...
    def listed(self) -> Listed: ...

    def kept_rows(self) -> set[RowKey]:
        """The rows of which the last undo reported that something stays."""
        ...


@dataclass(frozen=True, slots=True)
class Package:
    """What one PC sends to another: part of its log, and the two vectors of its manifest."""

    log: Log
    start: dict[Uid, int]
    end: dict[Uid, int]


class Desk:
    """One PC: a log, and the state that follows from it; the store in memory."""

    def __init__(self, number: int, clock: int = 1_000_000) -> None:
        self.writer: Uid = bytes([number]) * 16
        self.clock = clock
        self.log = Log({}, {}, {})
        self.order: list[Uid] = []
        self.rows: dict[RowKey, list[Change]] = {}
        self.kept: tuple[undoing.Kept, ...] = ()
        self.final_rows: set[RowKey] = set()
        self.held: list[Package] = []
        self._states: dict[RowKey, RowState] = {}
        self._uids = 0
        self._number = number

    # -------------------------------------------------------------------------------- acts

    def save(self, rows: Mapping[RowKey, Cells], kind: str = Kind.EDIT) -> Uid:
        return self._write(
            kind, [folding.write(self.state(key), self.new_uid(), key, cells) for key, cells in rows.items()]
        )

    def delete(self, keys: Iterable[RowKey]) -> Uid:
        return self.save({key: {DELETED: 1} for key in keys}, Kind.DELETE)

    def put_back(self, key: RowKey, group: str, change: Uid) -> Uid:
        earlier = next(found for found in self.rows[key] if found.uid == change)
        draft = folding.put_back(self.state(key), self.new_uid(), key, group, earlier)
        return self._write(Kind.RESTORE, [draft])

    def note(self, kind: str) -> Uid:
        """An operation that changes no record: print, export, issue, lock."""
        return self._write(kind, [])

    def erase(self, keys: Iterable[RowKey]) -> Uid:
        uid = self._write(
            Kind.ERASE, [], changes.meta_text(rows=sorted([table, row.hex()] for table, row in keys))
        )
        self._replace(merging.merge(self.log, self.log))
        return uid

    def undo(self) -> Uid | None:
        choice = undo_steps.next_undo(self.operations(), {self.writer})
        return self.undo_operation(choice.operation.uid) if choice.operation else None

    def redo(self) -> Uid | None:
        choice = undo_steps.next_redo(self.operations(), {self.writer})
        return self.undo_operation(choice.operation.uid) if choice.operation else None

    def undo_operation(self, uid: Uid) -> Uid:
        found = undo_steps.targets(self.log.operations[uid], self.operations())
        return self._take_back(found.operations, Kind.UNDO, changes.meta_text(undoes=[uid.hex()]))

    def restore_point(self, point: Sequence[Uid]) -> Uid:
        return self._take_back(undo_steps.after(point, self.operations()).operations, Kind.RESTORE, "")

    def _take_back(self, operations: frozenset[Uid], kind: str, meta: str) -> Uid:
        rows = {
            key: found
            for key, found in self.rows.items()
            if any(change.operation in operations for change in found) or not self.state(key).alive
        }
        children: dict[RowKey, list[tuple[RowKey, str]]] = {}
        for child, cells in self.visible().items():
            for group, parent in links_of(cells):
                children.setdefault(parent, []).append((child, group))
        plan = undoing.undo(
            rows,
            operations,
            self.new_uid,
            children=lambda key: children.get(key, ()),
            is_final=lambda key: key in self.final_rows,
        )
        self.kept = plan.kept
        return self._write(kind, plan.writes, meta)

    def _write(self, kind: str, drafts: Sequence[Draft], meta: str = "") -> Uid:
        mine = [operation for operation in self.log.operations.values() if operation.writer == self.writer]
        self.clock += 1
        operation = Operation(
            uid=self.new_uid(),
            writer=self.writer,
            seq=len(mine) + 1,
            hlc=changes.next_hlc(self.latest(), self.clock),
            at=str(self.clock),
            kind=str(kind),
            label=f"{kind} {len(drafts)}",
            meta=meta,
            n=len(drafts),
        )
        records = [
            Record(
                draft.uid,
                operation.uid,
                n,
                draft.tbl,
                draft.row,
                changes.encode_body(draft, self.new_uid().hex()[-changes.SALT_LENGTH :]),
            )
            for n, draft in enumerate(drafts, 1)
        ]
        previous = self.log.links[max(mine, key=lambda own: own.seq).uid] if mine else chain.FIRST_LINK
        link = chain.link(previous, operation, [record.entry() for record in records])
        added = Log(
            {operation.uid: operation}, {operation.uid: link}, {record.uid: record for record in records}
        )
        self.order.append(operation.uid)
        self._replace(merging.merge(self.log, added), {record.key for record in records})
        return operation.uid

    # -------------------------------------------------------------------------------- carrying

    def package(self, since: Mapping[Uid, int] | None = None) -> Package:
        start = dict(since or {})
        operations = {
            uid: found for uid, found in self.log.operations.items() if found.seq > start.get(found.writer, 0)
        }
        log = Log(
            operations,
            {uid: self.log.links[uid] for uid in operations},
            {uid: record for uid, record in self.log.records.items() if record.operation in operations},
        )
        return Package(log, start, self.vector())

    def receive(self, package: Package) -> Uid | None:
        """Merge what fits now, hold the rest; the uid of the last merge, None when nothing new came."""
        self.held.append(package)
        merged = None
        for index in (order := passport.in_order(self.vector(), [(one.start, one.end) for one in self.held])):
            merged = self._merge(self.held[index]) or merged
        self.held = [one for index, one in enumerate(self.held) if index not in order]
        return merged

    def _merge(self, package: Package) -> Uid | None:
        before = self.vector()
        new = {
            uid: found
            for uid, found in package.log.operations.items()
            if found.seq > before.get(found.writer, 0)
        }
        if not new:
            return None
        self._replace(merging.merge(self.log, package.log))
        self.order.extend(sorted(new, key=lambda uid: (new[uid].hlc, new[uid].writer)))
        ranges: dict[str, list[int]] = {}
        for found in sorted(new.values(), key=lambda one: one.seq):
            ranges.setdefault(found.writer.hex(), [found.seq, found.seq])[1] = found.seq
        return self._write(Kind.MERGE, [], changes.meta_text(ranges=ranges))

    def vector(self) -> dict[Uid, int]:
        vector: dict[Uid, int] = {}
        for operation in self.log.operations.values():
            vector[operation.writer] = max(vector.get(operation.writer, 0), operation.seq)
        return vector

    # -------------------------------------------------------------------------------- reading

    def operations(self) -> list[Operation]:
        """In the order in which they came into the file."""
        return [self.log.operations[uid] for uid in self.order]

    def latest(self) -> int:
        return max((operation.hlc for operation in self.log.operations.values()), default=0)

    def state(self, key: RowKey) -> RowState:
        if key not in self._states:
            self._states[key] = folding.fold_row(self.rows.get(key, ()))
        return self._states[key]

    def states(self) -> dict[RowKey, RowState]:
        return healed({key: self.state(key) for key in self.rows})

    def visible(self) -> View:
        return {key: dict(state.values) for key, state in self.states().items() if state.alive}

    def listed(self) -> Listed:
        return frozenset(
            (key, conflict.group, conflict.kind)
            for key, state in self.states().items()
            for conflict in state.conflicts
        )

    def kept_rows(self) -> set[RowKey]:
        return {kept.key for kept in self.kept}

    def new_uid(self) -> Uid:
        self._uids += 1
        return bytes([200, self._number]) + self._uids.to_bytes(14, "big")

    def _replace(self, log: Log, touched: set[RowKey] | None = None) -> None:
        self.log = log
        fresh: dict[RowKey, list[Change]] = {}
        for record in log.records.values():
            if touched is None or record.key in touched:
                fresh.setdefault(record.key, []).append(self._change(record))
        self.rows.update(fresh)
        for key in fresh:
            self._states.pop(key, None)

    def _change(self, record: Record) -> Change:
        operation = self.log.operations[record.operation]
        return changes.stored_change(
            record.uid,
            operation.uid,
            operation.writer,
            operation.hlc,
            record.n,
            record.tbl,
            record.row,
            record.body,
        )


def healed(states: Mapping[RowKey, RowState]) -> dict[RowKey, RowState]:
    """Return the states with deleted parents of living children kept."""
    hidden = [key for key, state in states.items() if not state.alive and not state.erased]
    links = [
        (key, parent)
        for key, state in states.items()
        if not state.erased
        for _, parent in links_of(state.values)
    ]
    kept = folding.kept_for_children(hidden, links)
    return {key: folding.needed(state) if key in kept else state for key, state in states.items()}


def links_of(cells: Mapping[str, Any]) -> Iterator[tuple[str, RowKey]]:
    """The links in these tables: a group named after the table it points to, its value the uid in hex."""
    for group in ("village", "person"):
        if cells.get(group):
            yield group, (group, bytes.fromhex(cells[group]))


# ------------------------------------------------------------------------------------------ drawing

GROUPS = {
    "village": ("name", "head"),
    "person": ("name", "phone", "birth", "village"),
    "attendance": ("person", "role"),
}
"""The tables of the histories: villages, persons that point at them, pair rows that point at persons."""
ROWS = 3
"""So few rows a table that histories cross; a new row takes the next free number."""


@dataclass(frozen=True, slots=True)
class Dice:
    """Random rows and values; everything follows from one seed."""

    random: random.Random

    def key(self, table: str | None = None) -> RowKey:
        table = table or self.random.choice(["village", "person", "person", "attendance"])
        number = self.random.randrange(ROWS)
        if table == "attendance":
            return (table, pair_uid(table, self.row("person", number)))
        return (table, self.row(table, number))

    @staticmethod
    def row(table: str, number: int) -> Uid:
        return table[0].encode() * 15 + bytes([number])

    def cells(self, key: RowKey, *, whole: bool) -> Cells:
        groups = GROUPS[key[0]]
        some = groups if whole else self.random.sample(groups, self.random.randint(1, 2))
        return {group: self.value(key, group) for group in some}

    def value(self, key: RowKey, group: str) -> Any:
        if group == "village":
            return self.row("village", self.random.randrange(ROWS)).hex()
        if group == "person":
            numbers = range(ROWS)
            return next(
                self.row("person", number).hex()
                for number in numbers
                if pair_uid("attendance", self.row("person", number)) == key[1]
            )
        if group == "birth":
            return [
                self.random.choice(["Probolinggo", "Kraksaan", None]),
                f"19{self.random.randint(60, 99)}-01-01",
            ]
        return self.random.choice([None, "", 0, *(f"{group} {number}" for number in range(6))])

    def rows_to_save(self, known: Callable[[RowKey], bool]) -> dict[RowKey, Cells]:
        """One to three rows: a new one whole, a known one in some groups; new parents come along."""
        rows: dict[RowKey, Cells] = {}
        for _ in range(self.random.choice([1, 1, 1, 2, 3])):
            key = self.key()
            rows[key] = self.cells(key, whole=not known(key))
        for cells in list(rows.values()):
            for _, parent in links_of(cells):
                if not known(parent) and parent not in rows:
                    rows[parent] = self.cells(parent, whole=True)
                    for _, grandparent in links_of(rows[parent]):
                        if not known(grandparent) and grandparent not in rows:
                            rows[grandparent] = self.cells(grandparent, whole=True)
        return rows


def seeds(count: int | None = None) -> range:
    """The seeds of a run; a failing one is named by ``each``."""
    return range(count if count is not None else HISTORIES)


def each(check: Callable[[Dice], object], count: int | None = None) -> None:
    """Run ``check`` on as many histories; the first that fails is named by its seed."""
    for seed in seeds(count):
        try:
            check(Dice(random.Random(seed)))  # noqa: S311 - reproducible histories, not secrets
        except AssertionError as error:
            error.add_note(f"history with seed {seed}")
            raise
