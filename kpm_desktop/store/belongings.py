"""What belongs to a person or to what is erased with him: found now, or when two logs meet.

Who issued a paper on another PC could not know of an erasure made elsewhere. Such a paper, and what was
written about an erased person, is found when the erasure and the paper come together: by links and uids on
every PC, by name where the name is still known. `data-file.md` section 5.
"""

import dataclasses
import json
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Final

from kpm_desktop.domain.changes import RowKey
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.arrivals import Arrivals
from kpm_desktop.store.connection import Connection
from kpm_desktop.store.named_papers import NAMES, papers_naming, values_ever, values_in
from kpm_desktop.store.views import SELVES, WHO, with_views

_IN: Final = "(SELECT unhex(value) FROM json_each(?))"
_ROOT: Final = f"{with_views(WHO)} SELECT root FROM who WHERE uid = ?1"
_SELVES: Final = f"{with_views(WHO, SELVES)} SELECT uid FROM selves"
_JOINED: Final = f"{with_views(WHO)} SELECT uid FROM who WHERE root IN {_IN}"
_HANGING: Final = (
    ("cadre_term", "person"),
    ("head_term", "person"),
    ("certificate", "person"),
    ("accepted_warning", "row"),
    ("attachment", "row"),
    ("print_log", "of"),
)
"""What goes with a person or with what is erased with him: table, and the column that leads there."""
_HELD: Final = frozenset({"person", "cadre_term", "head_term", "certificate"})
"""Tables on whose rows something may hang."""


@dataclasses.dataclass(frozen=True, slots=True)
class Known:
    """What was known of erased persons before their erasure arrived: their rows, and names they ever had."""

    rows: frozenset[RowKey] = frozenset()
    names: frozenset[str] = frozenset()


def selves(connection: Connection, person: Uid) -> set[Uid]:
    """Return the rows that stand for a person, joined ones too."""
    root = next((root for (root,) in connection.run(_ROOT, (person,))), person)
    return {uid for (uid,) in connection.run(_SELVES, (root,))}


def belonging(connection: Connection, person: Uid) -> set[RowKey]:
    """Return the rows of a person, what hangs on them, and the papers that name him."""
    persons = selves(connection, person)
    rows = _with_hanging(connection, {("person", uid) for uid in persons})
    return rows | papers_naming(connection, persons, values_ever(connection, persons, NAMES))


def known(
    connection: Connection,
    arrivals: Arrivals,
    arriving: AbstractSet[RowKey],
    erased: AbstractSet[RowKey],
) -> Known:
    """Return what this file tells of persons whose erasure arrives, and what arrives of any erased person.

    `arriving`: what the operations that come in erase; `erased`: that, and what was erased before.
    """
    fresh = sorted(uid for table, uid in arriving if table == "person")
    rows = {key for uid in fresh for key in belonging(connection, uid)}
    persons = {uid for table, uid in rows | erased if table == "person"}
    bodies = (
        record.body
        for one in arrivals.operations
        for record in one.records
        if record.tbl == "person" and record.row in persons and record.body is not None
    )
    names = values_ever(connection, persons, NAMES) | values_in(bodies, NAMES)
    return Known(frozenset(rows), frozenset(names))


def late(
    connection: Connection, erased: AbstractSet[RowKey], known: Known, brought: Iterable[RowKey]
) -> set[RowKey]:
    """Return what belongs to erased persons and is not erased yet, once both have come together.

    `erased`: everything that any operation erased. `brought`: the rows that came in; papers that were here
    before were looked through when the erasure arrived.
    """
    persons = {uid for table, uid in erased | known.rows if table == "person"}
    persons |= {uid for (uid,) in connection.run(_JOINED, (_hexes(persons),))}
    rows = _with_hanging(connection, {*erased, *known.rows, *(("person", uid) for uid in persons)})
    rows |= papers_naming(connection, sorted(persons), sorted(known.names), frozenset(brought))
    sheets = [uid for table, uid in erased if table == "printed_sheet"]
    scans = f"SELECT uid FROM attachment WHERE kind = 'scan' AND \"row\" IN {_IN}"
    rows |= {("attachment", uid) for (uid,) in connection.run(scans, (_hexes(sheets),))}
    return rows - erased


def _with_hanging(connection: Connection, rows: Iterable[RowKey]) -> set[RowKey]:
    found = set(rows)
    for table, column in _HANGING:
        held = _hexes(uid for name, uid in found if name in _HELD)
        sql = f'SELECT uid FROM {table} WHERE "{column}" IN {_IN}'
        found |= {(table, uid) for (uid,) in connection.run(sql, (held,))}
    return found


def _hexes(uids: Iterable[Uid]) -> str:
    return json.dumps([uid.hex() for uid in uids])
