"""Carrying between PCs: what goes out of this file, and how what came in is looked at and merged.

A merge is the union of two logs with the touched rows refolded; the received operations stand as they are,
and one own operation of kind merge names what it brought, so that it can be undone. `data-file.md`
section 11.
"""

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from kpm_desktop.domain.changes import DELETED, Change, Kind, RowKey
from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.domain.passport import Vector
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store import outgoing, package_log
from kpm_desktop.store.arrivals import Brought, ranges_of
from kpm_desktop.store.blinding import hidden
from kpm_desktop.store.branch import BranchDifference, compare
from kpm_desktop.store.bulk import Step, silent
from kpm_desktop.store.connection import Connection
from kpm_desktop.store.contested import Contested, contested, contested_values, listed, takes_away
from kpm_desktop.store.creating import fresh_uid, stamp
from kpm_desktop.store.errors import DamagedError, DataFileError, FrozenPaperError, ReadOnlyError, translating
from kpm_desktop.store.file_passport import living
from kpm_desktop.store.incoming import Incoming, examine
from kpm_desktop.store.merge_preview import MergePreview, preview, rewritten_papers, with_words
from kpm_desktop.store.operation import Changes, OpenOperation
from kpm_desktop.store.package_log import HeldPackage, PackageEntry
from kpm_desktop.store.personal_counts import personal_counts, persons_since
from kpm_desktop.store.restoring import Restoring
from kpm_desktop.store.row_titles import RowTitle, names_of, titles
from kpm_desktop.store.state import parents_first, unlike
from kpm_desktop.store.tables import FROZEN, PRINTED, STATE
from kpm_desktop.store.thrown_away import thrown_away_with

Choices: TypeAlias = Mapping[tuple[str, Uid, str], Uid]
"""For a contested cell (table, row, group) the change whose value is to stand."""

_PROVED = 5000
"""Up to so many rows are read again after a merge and compared with the fold of their log."""


class _LookedAtError(Exception):
    """Everything was done to be looked at, and is rolled back."""


@dataclasses.dataclass(frozen=True, slots=True)
class OpenConflicts:
    """What waits for a choice; `titles` of its rows, `names` of the rows that its values point at."""

    contested: tuple[Contested, ...]
    titles: Mapping[RowKey, RowTitle]
    names: Mapping[Uid, RowTitle]


@dataclasses.dataclass(frozen=True, slots=True)
class Merged:
    """A merge that was made: the own operation, and what an operator sees of it.

    `unfinished`: why the backup that it needed afterwards could not be made.
    """

    changes: Changes
    preview: MergePreview
    unfinished: DataFileError | None = None


class Merging(Restoring):
    """The ledger with what is carried to and from other PCs."""

    # going out

    def vector(self) -> dict[Uid, int]:
        """Return the version vector: for each writer the number of its last operation."""
        return outgoing.vector(self._connection)

    def living(self) -> dict[str, int]:
        """Return how many rows are alive in the tables that a passport counts."""
        return living(self._connection)

    def writer_name(self) -> str:
        """Return the name of this PC as packages and the history show it."""
        found = self.rows("SELECT name FROM writer WHERE uid = ?", (self.writer_uid,))
        return str(found[0][0]) if found else self._writer_name

    def changes_since(self, since: Vector) -> int:
        """Return how many changes a package since that vector holds."""
        return outgoing.changes_since(self._connection, since)

    def package_lines(
        self, since: Vector | None = None, *, scans: bool = False, signing_key: bool = False
    ) -> Iterator[list[Any]]:
        """Yield the lines of a package: the whole log, or what is new since a vector."""
        return outgoing.lines(self._connection, since, scans=scans, signing_key=signing_key)

    def extract_lines(
        self, district_code: str, *, with_nik: bool, scans: bool = False
    ) -> Iterator[list[Any]]:
        """Yield the lines of an extract for one district; KeyError when there is no such district."""
        return outgoing.extract(self._connection, district_code, with_nik=with_nik, scans=scans)

    def extract_living(self, district_code: str) -> dict[str, int]:
        """Return how many living rows an extract carries; KeyError when there is no such district."""
        return outgoing.extract_living(self._connection, district_code)

    # the list of packages

    def packages(self) -> list[PackageEntry]:
        """Return every package that went out or came in, newest first."""
        return package_log.entries(self._connection)

    def copy_age(self) -> int | None:
        """Return how many days ago the newest copy of everything left this PC; None: never."""
        found = package_log.copied_at(self._connection)
        return (self._now().date() - dt.datetime.fromisoformat(found).date()).days if found else None

    def note_package(self, entry: PackageEntry) -> None:
        """Note a package, within the open operation."""
        self._open_operation()
        package_log.add(self._connection, entry)

    def people_in_package(
        self, *, since: Vector | None = None, district: str | None = None, with_nik: bool = True
    ) -> dict[str, int]:
        """Return of how many persons a package holds what; KeyError when there is no such district."""
        persons: set[Uid] | None = None
        if district is not None:
            persons = outgoing.extract_persons(self._connection, district)
        elif since:
            persons = persons_since(self._connection, since)
        return personal_counts(self._connection, persons, with_nik=with_nik)

    def mark_package(self, package_uid: Uid, lost: Mapping[str, str] | None) -> None:
        """Note that a package that went out is lost ({at, note}), or found again.

        KeyError when no such one went out; ReadOnlyError.
        """
        if self.read_only:
            raise ReadOnlyError(file=self.path.name)
        with self._write_lock, translating(self.path), self._transaction():
            if not package_log.mark(self._connection, package_uid, lost):
                raise KeyError(package_uid.hex())

    def held_packages(self) -> list[HeldPackage]:
        """Return the packages that wait for what lies before them."""
        return package_log.held(self._connection)

    def hold_package(self, package: HeldPackage) -> None:
        """Keep a package waiting."""
        with self._write_lock, self._transaction():
            package_log.hold(self._connection, package)

    def release_package(self, package_uid: Uid) -> None:
        """Forget a package that waited, within the open operation."""
        self._open_operation()
        package_log.release(self._connection, package_uid)

    # coming in

    def examine(self, incoming: Incoming) -> bool:
        """Check chain, histories and references; returns whether some PC's clock is far ahead (W-JAM).

        Raises PackageError.
        """
        return examine(self._connection, incoming, self._now())

    def look_at_merge(self, incoming: Incoming, step: Step = silent) -> MergePreview:
        """Return what a merge would do; it is done and rolled back, not a byte of the file changes.

        Raises PackageError, ReadOnlyError.
        """
        found: MergePreview | None = None
        with (
            contextlib.suppress(_LookedAtError),
            self._without_spill(),
            self.operation(Kind.MERGE, "Lihat", bringing=incoming.arrivals),
        ):
            found = self._unite(incoming, step, in_words=True)[1]
            raise _LookedAtError
        assert found is not None  # noqa: S101 - set before the rollback
        return found

    def merge(
        self,
        incoming: Incoming,
        label: str,
        choices: Choices | None = None,
        *,
        entries: Sequence[PackageEntry] = (),
        step: Step = silent,
        meta: Mapping[str, Any] | None = None,
    ) -> Merged:
        """Take in what `examine` let pass, as one operation with the cells chosen; all or nothing.

        `entries`: the packages it came in, noted with it and no longer waiting. Raises PackageError,
        FrozenPaperError, KeyError for a choice that names no change of its row.
        """
        opened = self.operation(Kind.MERGE, label, meta, bringing=incoming.arrivals)
        with self._without_spill(), opened as operation:
            brought, found = self._unite(incoming, step)
            self._prove(brought)
            ranges = ranges_of(brought.operations)
            operation.meta["ranges"] = {writer.hex(): list(part) for writer, part in sorted(ranges.items())}
            self._settle_all(operation, choices or {})
            if incoming.signing_key is not None:
                sql = "INSERT OR REPLACE INTO signing_key VALUES (?, ?)"
                self._connection.run(sql, incoming.signing_key)
            for entry in entries:
                details = {**entry.details, "operation": operation.header.uid.hex()}
                self.note_package(dataclasses.replace(entry, details=details))
                self.release_package(entry.package_uid)
            step("Memeriksa hasil")
        assert operation.changes is not None  # noqa: S101 - set by the block above
        return Merged(operation.changes, found)

    # what waits for a choice

    def conflict_count(self) -> int:
        """Return how many cells and rows wait for a person's choice."""
        return int(self.rows("SELECT count(*) FROM conflict")[0][0])

    def open_conflicts(self) -> OpenConflicts:
        """Return what waits for a person's choice, in a fixed order."""
        own = set(self._own())
        connection = self._connection
        found = contested(connection, listed(connection), lambda change: change.writer in own)
        return OpenConflicts(
            tuple(found),
            self.titles(one.key for one in found),
            names_of(connection, contested_values(found)),
        )

    def settle(self, choices: Choices, label: str) -> Changes:
        """Let the values of these changes stand, as one operation. Raises as `merge` does for its choices."""
        with self.operation(Kind.SETTLE, label) as operation:
            self._settle_all(operation, choices)
        assert operation.changes is not None  # noqa: S101 - set by the block above
        return operation.changes

    def titles(self, keys: Iterable[RowKey]) -> dict[RowKey, RowTitle]:
        """Return what these rows are called, as far as they are in their tables, living or not."""
        return titles(self._connection, keys)

    # two histories of one PC

    def compare_branch(self, incoming: Incoming, start: Vector) -> list[BranchDifference]:
        """Return what differs from a package that cannot be merged (E-CABANG); nothing is changed."""
        return [hidden(self._connection, one) for one in compare(self._log, incoming, start)]

    def take_over(self, chosen: Sequence[BranchDifference], label: str) -> Changes:
        """Write the values that a person chose from a comparison, as an ordinary operation.

        Raises PackageError E-RUJUKAN when one points at a row that is not here and was not chosen.
        """
        with self.operation(Kind.EDIT, label) as operation:
            cells: dict[RowKey, dict[str, Any]] = {}
            for one in chosen:
                cells.setdefault((one.table, one.row), {})[one.group] = one.value
            for key, values in cells.items():
                operation.write(key, fresh_uid(self._now()), values)
            self._flush(operation)
            self._no_lost_links(table for table, _ in cells)
        assert operation.changes is not None  # noqa: S101 - set by the block above
        return operation.changes

    def entry_time(self) -> str:
        """Return now as the local tables keep it."""
        return stamp(self._now())

    def _unite(
        self, incoming: Incoming, step: Step, *, in_words: bool = False
    ) -> tuple[Brought, MergePreview]:
        """Bring everything in within the open operation, prove it, and say what it does."""
        step("Menggabungkan")
        brought = self.bring_in(incoming.arrivals)
        step("Membandingkan")
        before = Connection(self.path, "ro", self._now)
        with before.connection_context():
            if rewritten_papers(before, self._connection, brought):
                raise PackageError("E-ISI", reason="paper")
            found = preview(before, self._connection, brought, incoming.end)
            if in_words:
                step("Menyusun pratinjau")
                found = with_words(before, self._connection, found, incoming.end)
        if any(one.partial for one in incoming.arrivals.operations):
            self._no_lost_links(table for table, _ in brought.rows)
        return brought, found

    def _prove(self, brought: Brought) -> None:
        """Compare the touched rows once more with the fold of their log."""
        if len(brought.rows) <= _PROVED:
            for states in self._log.states(parents_first(brought.rows)):
                if differing := unlike(self._connection, states):
                    raise DamagedError(place=f"state {differing[0][0]}")

    def _no_lost_links(self, tables: Iterable[str]) -> None:
        for table in sorted({table for table in tables if table in STATE}):
            if self._connection.run(f"PRAGMA foreign_key_check({table})"):
                raise PackageError("E-RUJUKAN", reason=table)

    def _settle_all(self, operation: OpenOperation, choices: Choices) -> None:
        """Let the values of these changes stand; who is kept gets back what was thrown away with him."""
        for (table, row, group), change in choices.items():
            if self._settle(operation, (table, row), group, change):
                for key in thrown_away_with(self._connection, self._log, (table, row)):
                    if (*key, DELETED) not in choices:
                        operation.write(key, fresh_uid(self._now()), {DELETED: 0})

    def _settle(self, operation: OpenOperation, key: RowKey, group: str, uid: Uid) -> bool:
        """Let the value of one change stand; tells whether it keeps a row that another threw away."""
        if key[0] in FROZEN and group == PRINTED:
            raise FrozenPaperError(table=key[0], row=key[1].hex())
        found: list[Change] = [change for change in self._log.row(key) if change.uid == uid]
        if not found:
            raise KeyError(uid.hex())
        value = int(takes_away(found[0])) if group == DELETED else found[0].values.get(group)
        operation.write(key, fresh_uid(self._now()), {group: value})
        return group == DELETED and value == 0
