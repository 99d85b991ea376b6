"""Musnahkan: what a person left in the file is erased for ever; counts stay. `data-file.md` section 5.

The person, his terms, what hangs on them and the frozen papers that name him lose every value: in the state,
in the log (the digests keep the chain), among unsaved typing, among the pictures, and in the journal. Rows
that only point at him stay, so that nobody is missing in a count. Backups and packages made before still hold
the values; they are listed, and go within 30 days. What another PC wrote of him before it heard of the
erasure is erased when the two come together.
"""

import dataclasses
import datetime as dt
from collections.abc import Set as AbstractSet
from typing import Final

from kpm_desktop.domain.changes import Kind, Operation, RowKey
from kpm_desktop.domain.folding import ERASED_ROW
from kpm_desktop.domain.merging import erased_rows
from kpm_desktop.domain.uid import Uid, pair_uid
from kpm_desktop.store import backups, copies
from kpm_desktop.store.arrivals import Arrivals, Brought, blank
from kpm_desktop.store.belongings import belonging, known, late, selves
from kpm_desktop.store.copies import HeldCopy
from kpm_desktop.store.creating import stamp
from kpm_desktop.store.leftovers import assets_in, leftovers, sweep
from kpm_desktop.store.merging import Merging
from kpm_desktop.store.named_papers import mentions
from kpm_desktop.store.numbers import Numbers
from kpm_desktop.store.operation import Following
from kpm_desktop.store.person_rows import PersonRow, rows_of
from kpm_desktop.store.state import store
from kpm_desktop.store.tables import FROZEN

LATE: Final = "Musnahkan kertas dan isian yang datang terlambat"
"""What an operation is called that erases what came after the erasure it belongs to."""
_REASON: Final = "dimusnahkan"
_A_PART: Final = 1000
"""So many rows one operation names: its meta has to fit into a line of a package."""


@dataclasses.dataclass(frozen=True, slots=True)
class Erasure:
    """What an erasure covers. `papers`: the frozen ones among `rows`, counted by table.

    `mentions`: rows that stay, although what was typed there names the person.
    """

    rows: frozenset[RowKey]
    papers: dict[str, int]
    mentions: frozenset[RowKey]


class Erasing(Merging):
    """The ledger with the erasure of a person."""

    def look_at_erasure(self, person: Uid) -> Erasure:
        """Return what goes with a person; nothing is changed."""
        rows = belonging(self._connection, person)
        papers: dict[str, int] = {}
        for table, _ in rows:
            if table in FROZEN:
                papers[table] = papers.get(table, 0) + 1
        named = mentions(self._connection, selves(self._connection, person), rows)
        return Erasure(frozenset(rows), papers, frozenset(named))

    def everything_of(self, person: Uid) -> list[PersonRow]:
        """Return every row that tells of a person, papers that name him without their content."""
        return rows_of(self._connection, self.look_at_erasure(person).rows)

    def erase(self, erasure: Erasure) -> None:
        """Erase, within an open operation of kind erase in which nothing was written yet; never undone.

        The running numbers of certificates and papers are noted, so that none is given out again. The journal
        still holds the values until the next `backup`, which the caller makes at once.
        """
        operation = self._open_operation()
        if operation.kind != Kind.ERASE:
            raise RuntimeError("an erasure is an operation of its own")
        operation.follow(erasure.rows, operation.header.hlc)
        first, *others = self._erase(erasure.rows)
        operation.meta.update(first.meta)
        operation.following += others
        first.write()

    def bring_in(self, arrivals: Arrivals) -> Brought:
        """Take in operations of another log; what belongs to an erased person and is not erased yet, is then.

        That becomes an operation of its own after the open one, never undone. With an erasure that arrives go
        pictures and what is typed here too.
        """
        here = erased_rows(self._erasures())
        came = erased_rows(one.operation for one in arrivals.operations)
        if not (here or came):
            return super().bring_in(arrivals)
        connection, erased, arriving = self._connection, here | came, came - here
        found = known(connection, arrivals, arriving, erased)
        gone = leftovers(connection, found.rows | arriving)
        blanked = assets_in(
            record.body
            for one in arrivals.operations
            for record in one.records
            if record.key in erased and record.body is not None
        )
        brought = super().bring_in(arrivals)
        rows = late(connection, erased, found, brought.rows)
        operation = self._open_operation()
        operation.follow(rows, operation.header.hlc)
        operation.following += self._erase(rows)
        sweep(connection, dataclasses.replace(gone, assets=gone.assets | blanked))
        if arriving:
            self._note_pending()
        touched = {**dict.fromkeys(brought.rows), **dict.fromkeys(sorted(rows))}
        return Brought(brought.operations, touched.keys(), frozenset(rows))

    def finish_erasures(self) -> None:
        """Take out of the journal what was erased since it was last looked at. Raises OSError."""
        if self.read_only or not self.erasure_is_pending():
            return
        kept = {sha.hex() for (sha,) in self._connection.run("SELECT sha256 FROM asset")}
        self._opened.journal.blank(erased_rows(self._erasures()), kept)
        self._write_local("UPDATE check_log SET result = 'done' WHERE kind = ?", (Kind.ERASE,))

    def erasure_is_pending(self) -> bool:
        """Tell whether an erasure was interrupted before its backup was made."""
        sql = "SELECT 1 FROM check_log WHERE kind = ? AND result = 'pending' LIMIT 1"
        return bool(self._connection.run(sql, (Kind.ERASE,)))

    def erased_on(self) -> list[dt.datetime]:
        """Return when something was erased, by each PC's clock, and when that came to be known here."""
        heard = self.rows("SELECT at FROM check_log WHERE kind = ?", (Kind.ERASE,))
        moments = [*(one.at for one in self._erasures()), *(at for (at,) in heard)]
        return [dt.datetime.fromisoformat(moment) for moment in moments]

    def held_copies(self) -> list[HeldCopy]:
        """Return the copies of data that lie on this PC: backups, packages, damaged files; newest first."""
        found = [
            HeldCopy("backup", one.path.name, one.made_at) for one in backups.listing(self.places.backups)
        ]
        return [*found, *copies.listing(self.places)]

    def thin_copies(self) -> None:
        """Delete packages and damaged files whose time is over; a waiting package that goes waits no more."""
        if self.read_only:
            return
        waiting = {one.file_name for one in self.held_packages()}
        now = dt.datetime.now()  # noqa: DTZ005 - local, the clock that wrote the files
        due = copies.expired(copies.listing(self.places), now, self.erased_on(), waiting)
        for one in copies.delete(self.places, due):
            if one.name in waiting:
                self._write_local("DELETE FROM held WHERE file_name = ?", (one.name,))

    def _erasures(self) -> list[Operation]:
        return self._log.operations("o.kind = 'erase'")

    def _erase(self, rows: AbstractSet[RowKey]) -> list[Following]:
        """Erase rows within the open transaction; return the operations that have to say so."""
        if not rows:
            return []
        notes = self._numbers_of(rows)
        gone = leftovers(self._connection, rows)
        blank(self._connection, rows)
        store(self._connection, dict.fromkeys(rows, ERASED_ROW))
        sweep(self._connection, gone)
        self._note_pending()

        def note() -> None:
            for paper, series, year, number in notes:
                uid = pair_uid("number_note", paper)
                Numbers(self).note(series, year, (number, number), "gap", _REASON, uid)

        listed = sorted([table, uid.hex()] for table, uid in rows)
        parts = [listed[start : start + _A_PART] for start in range(0, len(listed), _A_PART)]
        return [
            Following(Kind.ERASE, LATE, {"rows": part}, note if part is parts[0] else lambda: None)
            for part in parts
        ]

    def _numbers_of(self, rows: AbstractSet[RowKey]) -> list[tuple[Uid, Uid, int, int]]:
        """Return uid, series, year and running number of every paper among these that was given out."""
        found: list[tuple[Uid, Uid, int, int]] = []
        for table, uid in sorted(rows):
            if table in {"certificate", "issued_paper"}:
                sql = (
                    f"SELECT number_series, substr(date, 1, 4), number FROM {table} WHERE uid = ?"
                    " AND state <> 'ready' AND number_series NOT NULL AND date NOT NULL"
                )
                for series, year, number in self._connection.run(sql, (uid,)):
                    running = Numbers(self).running(series, [(number,)])
                    found += [(uid, series, int(year), one) for one in running.values()]
        return found

    def _note_pending(self) -> None:
        """Note that the journal still holds what was erased."""
        sql = "INSERT INTO check_log (at, kind, result) VALUES (?, ?, 'pending')"
        self._connection.run(sql, (stamp(self._now()), Kind.ERASE))
