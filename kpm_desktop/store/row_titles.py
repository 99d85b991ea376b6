"""What a row is called in a list of unlike rows: its name, its village, what it belongs to. Only reads.

The words around it (Desa, Kec.) are the window's.
"""

import dataclasses
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from kpm_desktop.domain.changes import RowKey
from kpm_desktop.domain.people import ERASED_NAME
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.blinding import MARKED_NAME, is_sealed
from kpm_desktop.store.connection import Connection
from kpm_desktop.store.tables import CURRENT_VILLAGE_NAME, STATE
from kpm_desktop.store.views import NAME


@dataclasses.dataclass(frozen=True, slots=True)
class RowTitle:
    """The name of a row; of one that was erased the word that says so. Empty parts are unknown.

    `village`, `village_kind`, `district`: where it belongs. `part_of`: the meeting, contest or paper it is a
    part of. `date`: ISO, of a meeting. `root`: the row it is told together with (a term with its person).
    """

    name: str
    root: RowKey
    village: str = ""
    village_kind: str = ""
    district: str = ""
    part_of: str = ""
    date: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class _Says:
    """SQL over a row `r`: name, village, what it is part of, day; and (table, column) of its root."""

    name: str = ""
    village: str = "NULL"
    part_of: str = "NULL"
    date: str = "NULL"
    root: tuple[str, str] | None = None


def _person(link: str) -> str:
    return f"(SELECT {NAME} FROM person p WHERE p.uid = {link})"


def _of(table: str, link: str, what: str = "name") -> str:
    return f"(SELECT x.{what} FROM {table} x WHERE x.uid = {link})"


_SERIES: Final = "(SELECT y.name FROM session x JOIN series y ON y.uid = x.series WHERE x.uid = r.session)"
_SHEET_SERIES: Final = _SERIES.replace("r.session", "r.of")
_DAY: Final = _of("session", "r.session", "date")
_HOME: Final = (
    "coalesce((SELECT t.village FROM cadre_term t WHERE t.person = r.uid"
    " ORDER BY t.alive DESC, t.term_start DESC, t.uid DESC LIMIT 1),"
    " (SELECT t.village FROM head_term t WHERE t.person = r.uid"
    " ORDER BY t.alive DESC, t.term_start DESC, t.uid DESC LIMIT 1))"
)
_ENTRY: Final = f"(SELECT {NAME} FROM entry e JOIN person p ON p.uid = e.person WHERE e.uid = r.entry)"
_JUDGE: Final = f"(SELECT {NAME} FROM judge j JOIN person p ON p.uid = j.person WHERE j.uid = r.judge)"
_PERSON: Final = _person("r.person")
_SAYS: Final[Mapping[str, _Says]] = {
    "person": _Says(village=_HOME),
    "cadre_term": _Says(_PERSON, "r.village", root=("person", "person")),
    "head_term": _Says(_PERSON, "r.village", root=("person", "person")),
    "village": _Says(CURRENT_VILLAGE_NAME.format(village="r.uid"), "r.uid"),
    "village_name": _Says("r.name", "r.village", root=("village", "village")),
    "not_same": _Says(_person("r.person_a"), part_of=_person("r.person_b")),
    "session": _Says(_of("series", "r.series"), date="r.date"),
    "topic": _Says("r.title", part_of=_SERIES, date=_DAY),
    "speaker": _Says(_PERSON, part_of=_SERIES, date=_DAY),
    "attendance": _Says(_PERSON, "r.village", _SERIES, _DAY),
    "payment": _Says(_PERSON, part_of=_SERIES, date=_DAY),
    "printed_sheet": _Says("r.sheet_no", part_of=_SHEET_SERIES, date=_of("session", "r.of", "date")),
    "sheet_page": _Says(_of("printed_sheet", "r.sheet", "sheet_no")),
    "category": _Says(part_of=_of("contest", "r.contest")),
    "stage": _Says(part_of=_of("contest", "r.contest")),
    "criterion": _Says(part_of=_of("stage", "r.stage")),
    "judge": _Says(_PERSON, part_of=_of("contest", "r.contest")),
    "entry": _Says(_PERSON, "r.village", _of("contest", "r.contest")),
    "judge_assignment": _Says(_JUDGE, part_of=_of("stage", "r.stage")),
    "judge_interest": _Says(_JUDGE, part_of=_ENTRY),
    "entry_document": _Says(_ENTRY, part_of="r.document"),
    "score_sheet": _Says(_JUDGE, part_of=_of("stage", "r.stage")),
    "score": _Says(MARKED_NAME, part_of=_of("criterion", "r.criterion")),
    "decision": _Says(_of("contest", "r.contest")),
    "certificate": _Says("r.number", part_of="coalesce(r.printed_name, " + _PERSON + ")"),
    "issued_paper": _Says("r.number", date="r.date"),
    "number_block": _Says(_of("number_series", "r.number_series")),
    "number_note": _Says(_of("number_series", "r.number_series")),
    "choice": _Says("r.value"),
    "setting": _Says("r.key"),
    "public_key": _Says("r.key_id"),
    "import_mapping": _Says("r.sender"),
    "print_log": _Says("r.paper"),
    "attachment": _Says("r.caption", part_of=_SERIES.replace("r.session", 'r."row"')),
}
"""Tables that say more, or otherwise, than their own column `name`."""

PARTS: Final = frozenset(table for table, says in _SAYS.items() if says.root)
"""Tables whose rows are told together with another row."""


def titles(connection: Connection, keys: Iterable[RowKey]) -> dict[RowKey, RowTitle]:
    """Return the title of each of these rows that is in its table, living or not."""
    tables: dict[str, list[Uid]] = {}
    for table, uid in keys:
        if table in STATE:
            tables.setdefault(table, []).append(uid)
    places = _places(connection) if tables else {}
    found: dict[RowKey, RowTitle] = {}
    for table, uids in tables.items():
        wanted = json.dumps([uid.hex() for uid in uids])
        for uid, name, village, part_of, date, root in connection.cursor_of(_sql(table), (wanted,)):
            says = _SAYS.get(table)
            key = (says.root[0], root) if says is not None and says.root and root else (table, uid)
            place = places.get(village, ("", "", ""))
            found[table, uid] = RowTitle(str(name or ""), key, *place, str(part_of or ""), str(date or ""))
    return found


def names_of(connection: Connection, values: Iterable[tuple[str, str, Any]]) -> dict[Uid, RowTitle]:
    """Return the titles of the rows that these values (table, column, value) point at.

    Entries of a contest whose key is sealed are left out: a mark may point at them.
    """
    refers = {
        (table.name, column.name): column.refers for table in STATE.values() for column in table.columns
    }
    keys = {
        (str(refers[table, column]), value)
        for table, column, value in values
        if isinstance(value, bytes) and refers.get((table, column))
    }
    named = {key: title for key, title in titles(connection, keys).items() if not is_sealed(connection, key)}
    return {key[1]: title for key, title in named.items()}


def _sql(table: str) -> str:
    says = _SAYS.get(table, _Says())
    has_name = any(column.name == "name" for column in STATE[table].columns)
    name = says.name or ("r.name" if has_name else "NULL")
    root = f"r.{says.root[1]}" if says.root else "NULL"
    blank = f"SELECT 1 FROM change c WHERE c.row_uid = r.uid AND c.tbl = '{table}' AND c.body IS NULL"
    return (
        f"SELECT r.uid, COALESCE({name}, IIF(EXISTS ({blank}), '{ERASED_NAME}', NULL)),"
        f" {says.village}, {says.part_of}, {says.date}, {root} FROM {table} r"
        " WHERE r.uid IN (SELECT unhex(value) FROM json_each(?))"
    )


def _places(connection: Connection) -> dict[Uid, tuple[str, str, str]]:
    """Return name, kind and district of every village."""
    sql = (
        f"SELECT v.uid, {CURRENT_VILLAGE_NAME.format(village='v.uid')}, v.kind, d.name"
        " FROM village v LEFT JOIN district d ON d.uid = v.district"
    )
    return {
        uid: (name or "", kind or "", district or "") for uid, name, kind, district in connection.run(sql)
    }
