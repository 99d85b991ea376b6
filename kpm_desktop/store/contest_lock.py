"""Which contest a row belongs to, and whether its result is locked. `ledger.py` refuses writes by it.

A result is locked from its decision on; an opened revision (`limits` holds `revision` with its reason) lets
go of it until the next decision. Both are acts of kind lock, which may touch only the contest and decisions.
"""

from collections.abc import Iterable, Mapping

from kpm_desktop.domain.changes import RowKey
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.connection import Connection
from kpm_desktop.store.errors import ContestLockedError

TO_CONTEST: Mapping[str, tuple[str, ...]] = {
    "category": ("contest",),
    "stage": ("contest",),
    "criterion": ("stage",),
    "judge": ("contest",),
    "judge_assignment": ("judge",),
    "judge_interest": ("judge", "entry"),
    "entry": ("contest",),
    "entry_document": ("entry",),
    "score_sheet": ("stage", "judge"),
    "sheet_total": ("score_sheet",),
    "score": ("entry", "judge", "criterion"),
    "decision": ("contest",),
}
"""The columns that lead each table of a contest to its contest; each is named after the table it leads to."""

LOCK_TABLES = frozenset({"contest", "decision"})
"""What an act of kind lock may touch of a contest whose result is locked."""

IS_LOCKED = """
EXISTS (SELECT 1 FROM decision d WHERE d.contest = c.uid AND d.alive = 1)
AND json_extract(COALESCE(c.limits, '{}'), '$.revision') IS NULL
"""
"""The condition over a contest `c`."""


def contests_of(connection: Connection, key: RowKey) -> set[Uid]:
    """Return the contests that a row leads to as it is stored; empty for any other row."""
    table, uid = key
    if table == "contest":
        return {uid}
    found: set[Uid] = set()
    for link in TO_CONTEST.get(table, ()):
        for (target,) in connection.run(f'SELECT "{link}" FROM "{table}" WHERE uid = ?', (uid,)):
            if target is not None:
                found |= contests_of(connection, (link, target))
    return found


def is_locked(connection: Connection, contest: Uid) -> bool:
    """Tell whether the result of a contest is locked now."""
    return bool(connection.run(f"SELECT 1 FROM contest c WHERE c.uid = ? AND {IS_LOCKED}", (contest,)))


def refuse_locked(connection: Connection, keys: Iterable[RowKey], kind: str) -> None:
    """Raise ContestLockedError where a row belongs to a contest whose result is locked, or is a decision."""
    for key in keys:
        table = key[0]
        if table != "contest" and table not in TO_CONTEST:
            continue
        if kind == "lock" and table in LOCK_TABLES:
            continue
        if table == "decision":
            raise ContestLockedError(table=table, row=key[1].hex())
        if any(is_locked(connection, contest) for contest in contests_of(connection, key)):
            raise ContestLockedError(table=table, row=key[1].hex())
