"""Of how many persons a package holds what: the figures of the report of a lost stick.

`data-file.md` section 16. Counted by the rows as they stand when it is sent, also those in the waste basket,
since a package carries their history: rather too many than too few.
"""

import json
from collections.abc import Collection
from typing import Final

from kpm_desktop.domain.passport import Vector
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.change_log import OF_OPERATION
from kpm_desktop.store.connection import Connection
from kpm_desktop.store.tables import CHILDREN

FIELDS: Final = ("name", "nik", "birth_date", "phone", "address", "photo")
"""What is counted of persons beside their number."""


def persons_since(connection: Connection, since: Vector) -> set[Uid]:
    """Return the persons of whom the operations that a vector does not cover tell anything."""
    sql = "SELECT id, writer_uid, seq FROM operation WHERE partial = 0"
    new = [number for number, writer, seq in connection.run(sql) if seq > since.get(writer, 0)]
    linked = "".join(
        f' UNION SELECT "{column}" FROM {table}'
        f" WHERE \"{column}\" NOT NULL AND uid IN (SELECT row_uid FROM touched WHERE tbl = '{table}')"
        for table, column in CHILDREN["person"]
    )
    found = connection.run(
        f"WITH touched AS (SELECT c.tbl, c.row_uid FROM {OF_OPERATION}"
        " WHERE o.id IN (SELECT value FROM json_each(?)))"
        f" SELECT row_uid FROM touched WHERE tbl = 'person'{linked}",
        (json.dumps(new),),
    )
    return {uid for (uid,) in found}


def personal_counts(
    connection: Connection, persons: Collection[Uid] | None, *, with_nik: bool
) -> dict[str, int]:
    """Return how many of these persons (None: everybody) there are, as `person`, and who has which field."""
    counted = ", ".join(f"count(nullif({name}, ''))" for name in FIELDS)
    chosen, values = "", []
    if persons is not None:
        chosen = " WHERE uid IN (SELECT unhex(value) FROM json_each(?))"
        values = [json.dumps([uid.hex() for uid in persons])]
    [(people, *has)] = connection.run(f"SELECT count(*), {counted} FROM person{chosen}", values)
    found = {"person": people, **dict(zip(FIELDS, has, strict=True))}
    return found if with_nik else {**found, "nik": 0}
