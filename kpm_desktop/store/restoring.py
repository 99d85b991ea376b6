"""Going back to a backup or package, taking in the journal: what a healthy file does with older states.

Both are operations, so the log is kept and later work can be had again. A damaged file is `recovery.py`.
`data-file.md` sections 6 and 8.
"""

import contextlib
import dataclasses
import datetime as dt
import functools
from collections.abc import Callable, Iterator

from kpm_desktop.domain.changes import Kind, Operation
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.undo_steps import after
from kpm_desktop.domain.undoing import Kept
from kpm_desktop.domain.undoing import undo as plan_undo
from kpm_desktop.domain.words import thousands
from kpm_desktop.store import history
from kpm_desktop.store.arrivals import Arrivals, in_chain, of_file, ranges_of
from kpm_desktop.store.backups import Backup, is_intact
from kpm_desktop.store.bulk import Step, silent
from kpm_desktop.store.connection import Connection
from kpm_desktop.store.creating import NEW_MARK, fresh_uid, stamp
from kpm_desktop.store.difference import Difference, difference
from kpm_desktop.store.errors import BackupError, OtherFileError, translating
from kpm_desktop.store.incoming import Incoming
from kpm_desktop.store.journal import Journal
from kpm_desktop.store.ledger import Ledger
from kpm_desktop.store.operation import Changes, OpenOperation
from kpm_desktop.store.state import living_children

_TRIAL_EVERY = dt.timedelta(days=365)
_TOLD_EVERY = 500


@dataclasses.dataclass(frozen=True, slots=True)
class Return:
    """A return to an earlier state, made or looked at.

    `final`: operations since then that cannot be taken back (issued, locked, erased). `kept`: rows that stay
    because of them. `changes` is None when it was only looked at; `difference` is None when it was made.
    """

    final: tuple[Operation, ...]
    kept: tuple[Kept, ...]
    difference: Difference | None = None
    changes: Changes | None = None


class _LookedAtError(Exception):
    """Everything was done to be looked at, and is rolled back."""


class Restoring(Ledger):
    """The ledger with its ways back."""

    def look_back(self, source: Backup | Incoming, step: Step = silent) -> Return:
        """Return what going back to a backup or an opened package would do; it is done and rolled back.

        Raises BackupError when the backup's bytes are not those that were verified, OtherFileError when it
        is one of another data file.
        """
        step("Membaca keadaan itu")
        point, lacking = self._point(source)
        found: Return | None = None
        with (
            contextlib.suppress(_LookedAtError),
            self._without_spill(),
            self.operation(Kind.RESTORE, "Lihat", bringing=lacking) as operation,
        ):
            if lacking.operations:
                self.bring_in(lacking)
            found = self._go_back(operation, point, step)
            self._flush(operation)
            step("Membandingkan")
            before = Connection(self.path, "ro")
            with before.connection_context():
                found = dataclasses.replace(found, difference=difference(before, self._connection))
            raise _LookedAtError
        assert found is not None  # noqa: S101 - set before the rollback
        return found

    def go_back(
        self,
        source: Backup | Incoming,
        label: str,
        merge_label: Callable[[int], str],
        step: Step = silent,
    ) -> Return:
        """Bring back the state of a backup or package as one operation called `label`; issued papers stay.

        Locked results stay too. Operations that only the source holds come in before, as an operation called
        `merge_label(count)`; after that `step` is told nothing more, so that nobody stops between the two.
        Raises as `look_back`. `changes.touched` is empty when nothing differs.
        """
        step("Membaca keadaan itu")
        point, lacking = self._point(source)
        if lacking.operations:
            step = silent
            ranges = ranges_of(one.operation for one in lacking.operations)
            meta = {"ranges": {writer.hex(): list(part) for writer, part in sorted(ranges.items())}}
            with self.operation(Kind.MERGE, merge_label(len(lacking.operations)), meta, bringing=lacking):
                self.bring_in(lacking)
        with self.operation(Kind.RESTORE, label) as operation:
            found = self._go_back(operation, point, step)
        return dataclasses.replace(found, changes=operation.changes)

    def merge_journal(self, label: Callable[[int], str], step: Step = silent) -> int:
        """Take in the operations that this PC's journal holds and the file lacks; returns how many.

        For a file that was opened although it is older than its journal. It is no step of undo: afterwards
        the file goes on where it was, under a new writer id.
        """
        step("Membaca catatan harian")
        journal = Journal(self.places.journal, self.file_uid)
        arrivals = journal.everything()
        lacking = tuple(in_chain(self._connection, arrivals.operations))
        if not lacking:
            return 0
        with self.operation(Kind.MERGE, label(len(lacking)), {NEW_MARK: 1}):
            step("Menggabungkan catatan harian")
            self.bring_in(dataclasses.replace(arrivals, operations=lacking))
            step("Menulis ke data")
        return len(lacking)

    def note_trial(self) -> None:
        """Keep that a backup was brought back for trial and found right (local, outside the log)."""
        if not self.read_only:
            sql = "INSERT INTO check_log (at, kind, result) VALUES (?, 'trial', 'sound')"
            self._write_local(sql, (stamp(self._now()),))

    def trial_is_due(self) -> bool:
        """Tell whether for a year, or since the file began, no backup was brought back for trial."""
        [(found,)] = self.rows(
            "SELECT coalesce((SELECT max(at) FROM check_log WHERE kind = 'trial'), created_at) FROM about"
        )
        return self._now() - dt.datetime.fromisoformat(found) > _TRIAL_EVERY

    def _point(self, source: Backup | Incoming) -> tuple[frozenset[Uid], Arrivals]:
        """Return the operations that were there at a moment, and those of them that are not here."""
        return self._point_of(source) if isinstance(source, Incoming) else self._point_in(source)

    def _point_of(self, incoming: Incoming) -> tuple[frozenset[Uid], Arrivals]:
        """Return what the sender of a package had: all it covers, and what came here only in part."""
        here = self.rows("SELECT uid, writer_uid, seq, partial FROM operation")
        covered = {uid for uid, writer, seq, partial in here if partial or seq <= incoming.end.get(writer, 0)}
        known = {uid for uid, *_ in here}
        brought = incoming.arrivals.operations
        new = in_chain(self._connection, [one for one in brought if one.operation.uid not in known])
        lacking = dataclasses.replace(incoming.arrivals, operations=tuple(new))
        return frozenset(covered | {one.operation.uid for one in brought}), lacking

    def _point_in(self, backup: Backup) -> tuple[frozenset[Uid], Arrivals]:
        """Return the same for a backup."""
        with translating(backup.path):
            if not is_intact(backup):
                raise BackupError(place="sha256")
            other = Connection(backup.path, "ro")
            with other.connection_context():
                if other.run("SELECT file_uid FROM about") != [(self.file_uid,)]:
                    raise OtherFileError(file=backup.path.name)
                point = frozenset(uid for (uid,) in other.run("SELECT uid FROM operation"))
                known = frozenset(uid for (uid,) in self.rows("SELECT uid FROM operation"))
                lacking = Arrivals() if point <= known else of_file(other, known)
        chained = tuple(in_chain(self._connection, lacking.operations))
        return point, dataclasses.replace(lacking, operations=chained)

    def _go_back(self, operation: OpenOperation, point: frozenset[Uid], step: Step) -> Return:
        wanted = after(point, self._log.operations())
        return Return(wanted.final, self._take_back(operation, wanted.operations, step))

    def _take_back(
        self, operation: OpenOperation, undone: frozenset[Uid], step: Step = silent
    ) -> tuple[Kept, ...]:
        """Write, in an open operation, that others have not happened; return what stays of them."""
        step("Menghitung yang berubah")
        rows = self._log.touched(sorted(undone))
        children = living_children(self._connection, rows)
        plan = plan_undo(
            rows,
            undone,
            lambda: fresh_uid(self._now()),
            children=lambda key: children.get(key, ()),
            is_final=functools.partial(history.is_final, self._connection),
            step=_now_and_then(step, "Menghitung"),
        )
        tell = _now_and_then(step, "Mengembalikan")
        for place, draft in enumerate(plan.writes):
            tell(place, len(plan.writes))
            operation.put_back(draft, rows[draft.tbl, draft.row])
        step("Menulis ke data")
        self._flush(operation)
        step("Menulis ke riwayat")
        return plan.kept

    @contextlib.contextmanager
    def _without_spill(self) -> Iterator[None]:
        """Keep what is written in memory until a commit, so that a rollback leaves the file untouched."""
        self._connection.run("PRAGMA cache_spill = OFF")
        try:
            yield
        finally:
            self._connection.run("PRAGMA cache_spill = ON")


def _now_and_then(step: Step, what: str) -> Callable[[int, int], None]:
    """Return what tells, every so many rows, how many of them are done."""

    def tell(done: int, total: int) -> None:
        if done % _TOLD_EVERY == 0:
            step(f"{what} {thousands(done)} dari {thousands(total)}")

    return tell
