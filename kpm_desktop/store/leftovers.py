"""What lies beside the log about rows that are erased: pictures, and what is being typed."""

import dataclasses
import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Final

from kpm_desktop.domain.changes import SALT_LENGTH, RowKey
from kpm_desktop.store.connection import Connection
from kpm_desktop.store.named_papers import values_ever

_TYPED: Final = ("name", "print_name", "nik", "phone", "address")
"""What of a person may stand in what is being typed elsewhere."""
_SHA: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


@dataclasses.dataclass(frozen=True, slots=True)
class Leftovers:
    """The rows, the words of their persons as they stand in JSON, and the pictures (SHA-256) they name."""

    rows: AbstractSet[RowKey]
    words: AbstractSet[str]
    assets: AbstractSet[str]


def leftovers(connection: Connection, rows: AbstractSet[RowKey]) -> Leftovers:
    """Return what these rows leave behind, while they still have their values."""
    persons = sorted(uid for table, uid in rows if table == "person")
    words = {_in_json(value) for value in values_ever(connection, persons, _TYPED)}
    sql = "SELECT body FROM change WHERE row_uid = ? AND tbl = ? AND body NOT NULL"
    bodies = (body for table, uid in rows for (body,) in connection.run(sql, (uid, table)))
    return Leftovers(rows, words, assets_in(bodies))


def assets_in(bodies: Iterable[str]) -> set[str]:
    """Return what may be the name of a picture in bodies of changes."""
    return {sha for body in bodies for sha in _SHA.findall(body, SALT_LENGTH)}


def sweep(connection: Connection, gone: Leftovers) -> None:
    """Delete what is being typed about erased rows, and their pictures that nothing else names."""
    for asset in sorted(gone.assets):
        if not connection.run("SELECT 1 FROM change WHERE instr(body, ?) LIMIT 1", (asset,)):
            connection.run("DELETE FROM asset WHERE sha256 = ?", (bytes.fromhex(asset),))
    for _, uid in gone.rows:
        connection.run("DELETE FROM draft WHERE row_uid = ?", (uid,))
    for word in gone.words:
        connection.run("DELETE FROM draft WHERE instr(content, ?)", (word,))


def _in_json(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
