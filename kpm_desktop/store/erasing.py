"""Musnahkan: what a person left in the file is erased for ever; counts stay. `data-file.md` section 5.

The person, his terms, what hangs on them and the frozen papers that name him lose every value: in the state,
in the log (the digests keep the chain), among unsaved typing, among the pictures, and in the journal. Rows
that only point at him stay, so that nobody is missing in a count. Backups and packages made before still hold
the values; they are listed, and go within 30 days.
"""

import dataclasses
import datetime as dt
import re

from kpm_desktop.domain.changes import SALT_LENGTH, Kind, Operation, RowKey
from kpm_desktop.domain.folding import ERASED_ROW
from kpm_desktop.domain.merging import erased_rows
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store import backups, copies
from kpm_desktop.store.arrivals import blank
from kpm_desktop.store.connection import Connection
from kpm_desktop.store.copies import HeldCopy
from kpm_desktop.store.creating import stamp
from kpm_desktop.store.merging import Merging
from kpm_desktop.store.named_papers import mentions, papers_naming, values_ever
from kpm_desktop.store.person_rows import PersonRow, rows_of
from kpm_desktop.store.state import store
from kpm_desktop.store.tables import FROZEN
from kpm_desktop.store.views import SELVES, WHO, with_views

_TYPED = ("name", "print_name", "nik", "phone", "address")
"""What of a person may stand in what is being typed elsewhere."""
_SHA = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_ROOT = f"{with_views(WHO)} SELECT root FROM who WHERE uid = ?1"
_SELVES = f"{with_views(WHO, SELVES)} SELECT uid FROM selves"
_HANGING = {
    "cadre_term": "person",
    "head_term": "person",
    "certificate": "person",
    "accepted_warning": "row",
    "attachment": "row",
    "print_log": "of",
}
"""What goes with a person or with what is erased with him: table, and the column that leads there."""


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
        root = next((root for (root,) in self.rows(_ROOT, (person,))), person)
        selves = {uid for (uid,) in self.rows(_SELVES, (root,))}
        rows: set[RowKey] = {("person", uid) for uid in selves}
        for table, column in _HANGING.items():
            for _, uid in sorted(rows):
                found = self.rows(f'SELECT uid FROM {table} WHERE "{column}" = ?', (uid,))
                rows |= {(table, hanging) for (hanging,) in found}
        rows |= papers_naming(self._connection, selves)
        papers: dict[str, int] = {}
        for table, _ in rows:
            if table in FROZEN:
                papers[table] = papers.get(table, 0) + 1
        named = mentions(self._connection, selves, rows)
        return Erasure(frozenset(rows), papers, frozenset(named))

    def everything_of(self, person: Uid) -> list[PersonRow]:
        """Return every row that tells of a person, papers that name him without their content."""
        return rows_of(self._connection, self.look_at_erasure(person).rows)

    def erase(self, erasure: Erasure) -> None:
        """Erase, within an open operation of kind erase in which nothing was written yet; never undone.

        The journal still holds the values until the next `backup`, which the caller makes at once.
        """
        operation = self._open_operation()
        if operation.kind != Kind.ERASE:
            raise RuntimeError("an erasure is an operation of its own")
        connection, rows = self._connection, erasure.rows
        operation.follow(rows, operation.header.hlc)
        operation.meta["rows"] = sorted([table, uid.hex()] for table, uid in rows)
        persons = [uid for table, uid in rows if table == "person"]
        words = {_in_json(value) for value in values_ever(connection, persons, _TYPED)}
        assets = _assets_of(connection, rows)
        blank(connection, rows)
        store(connection, dict.fromkeys(rows, ERASED_ROW))
        for asset in assets:
            if not connection.run("SELECT 1 FROM change WHERE instr(body, ?) LIMIT 1", (asset,)):
                connection.run("DELETE FROM asset WHERE sha256 = ?", (bytes.fromhex(asset),))
        for _, uid in rows:
            connection.run("DELETE FROM draft WHERE row_uid = ?", (uid,))
        for word in words:
            connection.run("DELETE FROM draft WHERE instr(content, ?)", (word,))
        sql = "INSERT INTO check_log (at, kind, result) VALUES (?, ?, 'pending')"
        connection.run(sql, (stamp(self._now()), Kind.ERASE))

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
        """Return when something was erased here, by each PC's clock."""
        return [dt.datetime.fromisoformat(one.at) for one in self._erasures()]

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


def _in_json(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _assets_of(connection: Connection, rows: frozenset[RowKey]) -> set[str]:
    """Return the pictures that these rows name or named, as far as they are here."""
    held = {sha.hex() for (sha,) in connection.run("SELECT sha256 FROM asset")}
    found: set[str] = set()
    for table, uid in rows:
        sql = "SELECT body FROM change WHERE row_uid = ? AND tbl = ? AND body NOT NULL"
        for (body,) in connection.run(sql, (uid, table)):
            found |= held.intersection(_SHA.findall(body, SALT_LENGTH))
    return found
