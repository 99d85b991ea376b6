"""Salinan latihan: the data as a new file in which nobody can be recognised. `data-file.md` section 16.

Only what `KEPT` names is taken; a column that is not named stays behind, so that one added later cannot leak.
Persons get invented names, births only their year, decrees a number that says nothing. Frozen papers,
pictures, notes, the office's contact and keys stay behind, and so does the history: the new file has one
operation and its own identity. Regions keep theirs, since their codes are public.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from kpm_desktop.domain.contest_limits import carried_limits
from kpm_desktop.domain.office import PRACTICE
from kpm_desktop.domain.uid import Uid, pair_uid
from kpm_desktop.domain.words import thousands
from kpm_desktop.store.bulk import Step, silent
from kpm_desktop.store.creating import NewRow, create_with, fresh_uid
from kpm_desktop.store.rows import Rows
from kpm_desktop.store.tables import STATE, Column

KEPT: Final[Mapping[str, str]] = {
    "office": "name upper_name town",
    "choice": "list value position active",
    "signatory": "position sign_mode valid_from valid_to",
    "regency": "code name",
    "district": "code name regency",
    "village": "village_code district kind official target ideal",
    "village_name": "village name use valid_from valid_to",
    "person": "sex education verified potential merged_into",
    "cadre_term": "person village cadre_type position field decree_date term_start term_end status",
    "head_term": "person village kind term_start term_end status",
    "series": "name kind year batch certificate_rule certificate_minimum certificate_to",
    "venue": "name district",
    "session": "series kind date start end venue districts status",
    "topic": "session position title lesson_hours",
    "speaker": "session topic person role",
    "attendance": "session person role invited status represents village arrived_at certificate_to position",
    "contest": "name year level from_contest ties limits status",
    "category": "contest name position",
    "stage": "contest name position weight top",
    "criterion": "stage parent name position weight min_points max_points scale",
    "judge": "contest person number chief",
    "judge_assignment": "judge stage criterion",
    "entry": "contest category person village number status lot from_entry",
    "entry_document": "entry document state",
    "score_sheet": "stage judge state",
    "sheet_total": "score_sheet of total",
    "score": "entry judge criterion first second final",
    "number_series": "name pattern",
}
"""What is taken of each table; the tables that are not named stay behind whole."""
_REGIONS: Final = ("regency", "district", "village", "village_name")
_WOMEN: Final = "Dewi Endah Fitri Indah Lestari Mawar Ningsih Putri Ratih Sari Tuti Wulan"
_MEN: Final = "Agus Bambang Dwi Eko Hadi Imam Joko Rudi Slamet Tono Wahyu Yanto"
_FIRST: Final = {"P": _WOMEN.split(), "L": _MEN.split()}
_WORDS: Final = (
    "Angin Awan Bambu Cemara Dahlia Embun Fajar Gunung Hujan Intan Jati Kabut Lautan Melati Nusa Ombak "
    "Pelangi Rimba Senja Telaga Udara Wangi"
)
_LAST: Final = _WORDS.split()
_HEX: Final = re.compile("(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")


_TOLD_EVERY: Final = 500
_LABEL: Final = "Salinan latihan: semua nama karangan"


def practice_copy(
    source: Rows, path: Path, regency_code: str, now: Callable[[], dt.datetime], step: Step = silent
) -> int:
    """Make the copy at `path`, whole or not at all; return how many persons are in it.

    Raises a DataFileError, ExistsError when anything is at `path` already.
    """
    rows = list(_told(_Renaming(source, now()).rows(), step, "Mengganti nama"))
    mark = ("setting", pair_uid("setting", PRACTICE), {"key": PRACTICE, "value": "1"})
    create_with(
        path, now, regency_code, _told([*rows, mark], step, "Menulis salinan"), _LABEL, "Salinan latihan"
    )
    return sum(table == "person" for table, _, _ in rows)


def _told(rows: Iterable[NewRow], step: Step, what: str) -> Iterator[NewRow]:
    for number, row in enumerate(rows):
        if number % _TOLD_EVERY == 0:
            step(f"{what}, baris {thousands(number)}")
        yield row


def invented_name(number: int, sex: str | None) -> str:
    """Return the invented name of the person with that number, from 0; no two of one sex are alike."""
    first = _FIRST.get(sex or "", _FIRST["L"])
    number, at = divmod(number, len(first))
    name = first[at]
    while True:
        number, at = divmod(number, len(_LAST))
        name = f"{name} {_LAST[at]}"
        if not number:
            return name
        number -= 1


class _Renaming:
    """The rows of a file, each under its new identity."""

    def __init__(self, source: Rows, moment: dt.datetime) -> None:
        self._source = source
        self._moment = moment
        self._new: dict[tuple[str, Uid], Uid] = {}
        self._by_hex: dict[str, str] = {}
        self._persons = 0

    def rows(self) -> Iterator[NewRow]:
        """Yield the rows; a row comes after those it points to, save for links within a table."""
        found = {table: self._read(table, names.split()) for table, names in KEPT.items()}
        for table, rows in found.items():
            for uid, values in rows:
                self._name(table, uid, values)
        for table, rows in found.items():
            links = [column for column in self._columns(table) if column.kind == "uid"]
            for uid, values in rows:
                if not links or self._leads(links[0], values):
                    yield table, self._new[table, uid], self._taken(table, values)

    def _columns(self, table: str) -> list[Column]:
        wanted = KEPT[table].split()
        return [column for column in STATE[table].columns if column.name in wanted]

    def _read(self, table: str, names: Sequence[str]) -> list[tuple[Uid, dict[str, Any]]]:
        extra = {"person": ["birth_date"], "cadre_term": ["decree_no"]}.get(table, [])
        columns = [*names, *extra]
        listed = ", ".join(f'"{name}"' for name in columns)
        sql = f"SELECT uid, {listed} FROM {table} WHERE alive = 1 ORDER BY uid"
        return [(row[0], dict(zip(columns, row[1:], strict=True))) for row in self._source.rows(sql)]

    def _name(self, table: str, uid: Uid, values: Mapping[str, Any]) -> None:
        """Give a row its new uid: of a pair, that of the new pair; of a region, its own."""
        new = uid if table in _REGIONS else self._pair(table, uid, values) or fresh_uid(self._moment)
        self._new[table, uid] = new
        self._by_hex[uid.hex()] = new.hex()

    def _pair(self, table: str, uid: Uid, values: Mapping[str, Any]) -> Uid | None:
        if table not in _PAIRS:
            return None
        parts = [values[name] for name in _PAIRS[table]]
        if None in parts or uid != pair_uid(table, *parts):
            return None
        renamed = (self._renamed(part) if isinstance(part, bytes) else part for part in parts)
        return pair_uid(table, *renamed)

    def _renamed(self, uid: Uid) -> Uid:
        return bytes.fromhex(self._by_hex.get(uid.hex(), uid.hex()))

    def _leads(self, link: Column, values: Mapping[str, Any]) -> bool:
        """Tell whether what a row belongs to is in the copy."""
        value = values[link.name]
        return value is None or link.refers is None or (link.refers, value) in self._new

    def _taken(self, table: str, values: dict[str, Any]) -> dict[str, Any]:
        taken = {}
        for column in self._columns(table):
            value = values[column.name]
            if column.kind == "uid" and value is not None:
                known = value.hex() in self._by_hex and self._leads(column, values)
                value = self._renamed(value) if known else None
            elif column.kind == "json" and value:
                value = _HEX.sub(lambda found: self._by_hex.get(found[0], found[0]), value)
            taken[column.name] = value
        if table == "person":
            taken["name"] = invented_name(self._persons, values["sex"])
            taken["birth_date"] = f"{values['birth_date'][:4]}-01-01" if values["birth_date"] else None
            self._persons += 1
        elif table == "signatory":
            taken["name"] = "Penanda Tangan Contoh"
        elif table == "cadre_term" and values["decree_no"]:
            taken["decree_no"] = "SK contoh"
        elif table == "contest":  # whom the plenary named and what was decided stay behind
            taken["limits"] = carried_limits(values["limits"] or "")
            taken["status"] = "running" if values["status"] == "decided" else values["status"]
        return taken


_PAIRS: Final[Mapping[str, tuple[str, ...]]] = {
    "office": (),
    "choice": ("list", "value"),
    "attendance": ("session", "person"),
    "entry_document": ("entry", "document"),
    "score_sheet": ("stage", "judge"),
    "sheet_total": ("score_sheet", "of"),
    "score": ("entry", "judge", "criterion"),
}
"""Tables whose rows stand for a pair: the columns their uid is made of."""
