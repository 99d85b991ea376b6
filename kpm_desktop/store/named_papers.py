"""Which papers, files and lines about prints name a person: by his uid, or by a name he ever had.

A drawing keeps each line of a cell as a text of its own, so a long name stands there in pieces; the texts of
a paper are read in their order, as one. `data-file.md` section 5.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final

from kpm_desktop.domain.changes import RowKey, decode_body
from kpm_desktop.domain.people import ERASED_NAME
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.connection import Connection
from kpm_desktop.store.operation import columns_of
from kpm_desktop.store.tables import FROZEN

SHORT: Final = 5
"""A text of so few signs names nobody."""
NAMES: Final = ("name", "print_name")
"""The columns of a person by which a paper names him."""
_SEARCHED: Final = sorted({*(FROZEN - {"certificate"}), "print_log", "attachment"})
"""Papers that tell of many people (a certificate is known by the link to its person), and names of files."""
_SCANS: Final = """
SELECT a.uid FROM attachment a WHERE a.kind = 'scan' AND a."row" IN (
    SELECT uid FROM printed_sheet WHERE uid = ?1 UNION SELECT of FROM printed_sheet WHERE uid = ?1)
"""
"""Scans of a printed sheet, or of the session it was printed for: its names can be read in them."""
_TEXTS: Final = {"t": 3, "j": 3, "q": 1}
"""Where the text stands in a mark of a drawing, by the kind of mark."""


def values_ever(connection: Connection, persons: Collection[Uid], columns: Collection[str]) -> set[str]:
    """Return what these columns of the persons' rows hold or ever held."""
    sql = "SELECT body FROM change WHERE tbl = 'person' AND row_uid = ? AND body NOT NULL"
    return values_in((body for uid in persons for (body,) in connection.run(sql, (uid,))), columns)


def values_in(bodies: Iterable[str], columns: Collection[str]) -> set[str]:
    """Return what stands in these columns in bodies of changes of persons."""
    found: set[str] = set()
    for body in bodies:
        for group, value in decode_body(body).values.items():
            held = columns_of("person", group, value)
            found |= {str(held[name]) for name in columns if held.get(name)}
    return {text for text in found if len(text) > SHORT}


def papers_naming(
    connection: Connection,
    persons: Collection[Uid],
    names: Collection[str],
    among: Collection[RowKey] | None = None,
) -> set[RowKey]:
    """Return the papers, files and lines that name any of these persons, and the scans of such papers.

    By their uids, save where a paper calls one of them erased, and by the names given. `among`: only of these
    rows.
    """
    found: set[RowKey] = set()
    for uid in persons:
        for key, body in _holding(connection, uid.hex(), among):
            if key not in found and _names_him(decode_body(body).values, uid.hex()):
                found.add(key)
    for name in names:
        found |= _called(connection, name, among, found)
    for table, uid in list(found):
        if table == "printed_sheet":
            found |= {("attachment", scan) for (scan,) in connection.run(_SCANS, (uid,))}
    return found


def _called(
    connection: Connection, name: str, among: Collection[RowKey] | None, found: Collection[RowKey]
) -> set[RowKey]:
    """Return the papers that call somebody by this name, without those already found."""
    spaced = r"\s+".join(map(re.escape, name.casefold().split()))
    pattern = re.compile(rf"(?<!\w){spaced}(?!\w)")
    word = max(re.findall(r"[^\W\d_]+", name), key=len, default="")
    return {
        key
        for spelling in sorted({word, word.upper()} if word else ())
        for key, body in _holding(connection, spelling, among)
        if key not in found and pattern.search(" ".join(_texts(decode_body(body).values)).casefold())
    }


def mentions(connection: Connection, persons: Collection[Uid], covered: Collection[RowKey]) -> set[RowKey]:
    """Return the other rows in which a name, number or phone of these persons was ever typed (notes).

    Rows of namesakes are left out.
    """
    found: set[RowKey] = set()
    for value in values_ever(connection, persons, ("name", "print_name", "nik", "phone")):
        sql = "SELECT DISTINCT tbl, row_uid FROM change WHERE tbl <> 'person' AND instr(body, ?)"
        found |= set(connection.run(sql, (value,)))
    return found.difference(covered)


def _holding(
    connection: Connection, word: str, among: Collection[RowKey] | None
) -> Iterator[tuple[RowKey, str]]:
    tables = ", ".join(f"'{table}'" for table in _SEARCHED)
    sql = f"SELECT tbl, row_uid, body FROM change WHERE tbl IN ({tables}) AND instr(body, ?)"
    if among is None:
        found = connection.run(sql, (word,))
    else:
        rows = json.dumps([uid.hex() for table, uid in among if table in _SEARCHED])
        found = connection.run(f"{sql} AND row_uid IN (SELECT unhex(value) FROM json_each(?))", (word, rows))
    for table, uid, body in found:
        yield (table, uid), body


def _names_him(value: Any, person: str) -> bool:
    """Tell whether a person's uid stands there otherwise than beside the word that he was erased."""
    if isinstance(value, str):
        return value == person or (value[:1] in {"[", "{"} and _names_him(_parsed(value), person))
    if isinstance(value, dict):
        if person in value.values() and str(value.get("name", person)).casefold() in {"", ERASED_NAME}:
            return False
        return any(_names_him(one, person) for one in value.values())
    return isinstance(value, list | tuple) and any(_names_him(one, person) for one in value)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts of a value in their order; of a drawing those that are drawn."""
    if isinstance(value, str):
        parsed = _parsed(value) if value[:1] in {"[", "{"} else None
        if parsed is None:
            yield value
        else:
            yield from _texts(parsed)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        place = _TEXTS.get(value[0]) if value and isinstance(value[0], str) else None
        if place is not None and len(value) > place and isinstance(value[place], str):
            yield value[place]
        else:
            for one in value:
                yield from _texts(one)
