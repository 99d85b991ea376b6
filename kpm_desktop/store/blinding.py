"""What would tell whose code is whose while the key of a blind contest is sealed; lists hide it. Only reads.

The key is opened by the first decision (`domain.blind`). Until then whoever may look at names (the entries,
their history, a merge) sees no code, and whoever may look at codes (marks, ranks) sees no name.
"""

import dataclasses
from collections.abc import Mapping
from typing import Any, Final

from kpm_desktop.domain.blind import HIDDEN, NAME
from kpm_desktop.domain.changes import RowKey
from kpm_desktop.store.branch import BranchDifference
from kpm_desktop.store.connection import Connection

IS_SEALED: Final = """
json_extract(COALESCE(c.limits, '{}'), '$.blind')
AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.contest = c.uid AND d.alive = 1)
"""
"""The condition over a contest `c`."""

MARKED_NAME: Final = f"""
(SELECT CASE WHEN {IS_SEALED} THEN replace('{NAME}', '{{code}}', COALESCE(e.blind_code, '')) ELSE p.name END
    FROM entry e LEFT JOIN contest c ON c.uid = e.contest LEFT JOIN person p ON p.uid = e.person
    WHERE e.uid = r.entry)
"""
"""What the entry of a mark `r` is called."""

_KEY: Final = frozenset({"blind_code", "lot"})
"""The columns of an entry that stand beside its code in the ranking."""


def without_key(connection: Connection, key: RowKey, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return values of a row by column, the key of a sealed contest hidden among them."""
    if key[0] != "entry" or not _KEY.intersection(values) or not is_sealed(connection, key):
        return values
    return {
        column: HIDDEN if column in _KEY and value is not None else value for column, value in values.items()
    }


def is_sealed(connection: Connection, key: RowKey) -> bool:
    """Tell whether a row is an entry of a contest whose key is sealed."""
    sql = f"SELECT 1 FROM entry e JOIN contest c ON c.uid = e.contest WHERE e.uid = ? AND {IS_SEALED}"
    return key[0] == "entry" and bool(connection.run(sql, (key[1],)))


def hidden(connection: Connection, found: BranchDifference) -> BranchDifference:
    """Return a difference of two histories without the key of a sealed contest."""
    key = (found.table, found.row)
    ours, theirs = (without_key(connection, key, values) for values in (found.ours, found.theirs))
    return dataclasses.replace(found, ours=ours, theirs=theirs)
