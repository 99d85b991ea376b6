"""Records to columns and back: the one place that knows how a frozen record stands in a state table.

Field names are column names. Empty text stands as NULL, a date as ISO text, yes and no as 1 and 0, tuples of
uids (as 32 hex digits) or of texts as JSON lists; other JSON is text in the record. What the tables are:
`tables.py`; who writes: `data_file.py`.
"""

import dataclasses
import datetime as dt
import functools
import json
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeAlias, TypeVar

from kpm_desktop.domain import cadres, certificates, contests, office, people, sessions, villages
from kpm_desktop.domain.uid import Uid

R = TypeVar("R")
Convert: TypeAlias = Callable[[Any], Any]

TABLES: Mapping[type, str] = {
    villages.Regency: "regency",
    villages.District: "district",
    villages.Village: "village",
    villages.VillageName: "village_name",
    people.Person: "person",
    people.HeadTerm: "head_term",
    people.NotSame: "not_same",
    people.AcceptedWarning: "accepted_warning",
    cadres.CadreTerm: "cadre_term",
    sessions.Series: "series",
    sessions.Venue: "venue",
    sessions.Session: "session",
    sessions.Topic: "topic",
    sessions.Speaker: "speaker",
    sessions.Attendance: "attendance",
    sessions.PrintedSheet: "printed_sheet",
    sessions.SheetPage: "sheet_page",
    sessions.Payment: "payment",
    sessions.StepTick: "step_tick",
    sessions.Attachment: "attachment",
    contests.Contest: "contest",
    contests.Category: "category",
    contests.Stage: "stage",
    contests.Criterion: "criterion",
    contests.Judge: "judge",
    contests.JudgeAssignment: "judge_assignment",
    contests.JudgeInterest: "judge_interest",
    contests.Entry: "entry",
    contests.EntryDocument: "entry_document",
    contests.ScoreSheet: "score_sheet",
    contests.SheetTotal: "sheet_total",
    contests.Score: "score",
    contests.Decision: "decision",
    certificates.CertificateDesign: "certificate_design",
    certificates.Certificate: "certificate",
    certificates.IssuedPaper: "issued_paper",
    certificates.NumberSeries: "number_series",
    certificates.NumberBlock: "number_block",
    certificates.NumberNote: "number_note",
    certificates.PrintLog: "print_log",
    office.Office: "office",
    office.Signatory: "signatory",
    office.Setting: "setting",
    office.Choice: "choice",
    office.PublicKey: "public_key",
    office.ImportMapping: "import_mapping",
}


class Rows(Protocol):
    """What a register needs of the data file."""

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the raw rows of a query."""

    def each(self, sql: str, params: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Return the raw rows of a query as they come, for a long list."""

    def put(
        self, table: str, uid: Uid, columns: Mapping[str, Any], loaded: Mapping[str, Any] | None = None
    ) -> bool:
        """Write the groups that differ, within the open operation; tell whether any did."""

    def remove(self, table: str, uid: Uid) -> None:
        """Delete a row, within the open operation."""

    def new_uid(self) -> Uid:
        """Return a fresh identity."""


@functools.lru_cache(maxsize=1 << 14)
def date_of(text: str | None) -> dt.date | None:
    """Return the date of a column; kept, since lists hold the same days again and again."""
    return dt.date.fromisoformat(text) if text else None


def _uids_of(text: str | None) -> tuple[Uid, ...]:
    return tuple(bytes.fromhex(item) for item in json.loads(text)) if text else ()


def _texts_of(text: str | None) -> tuple[str, ...]:
    return tuple(json.loads(text)) if text else ()


_PLAIN: Mapping[Any, Convert] = {
    dt.date | None: date_of,
    tuple[Uid, ...]: _uids_of,
    tuple[str, ...]: _texts_of,
}


def _converter(hint: Any, default: Any) -> Convert | None:
    """Return how a column value becomes the field's value; None: as it is."""
    plain: Convert | None = _PLAIN.get(hint)
    if plain is not None:
        return plain
    if hint is bool:
        return lambda value: default if value is None else bool(value)
    if hint is str or "" in typing.get_args(hint):
        return lambda value: value or ""
    if typing.get_origin(hint) is typing.Literal:
        return lambda value: value or default
    return None


def _fields(record_type: Any) -> tuple[tuple[str, Convert | None], ...]:
    known = _known_fields.get(record_type)
    if known is None:
        hints = typing.get_type_hints(record_type)
        known = _known_fields[record_type] = tuple(
            (field.name, _converter(hints[field.name], field.default))
            for field in dataclasses.fields(record_type)
        )
    return known


_known_fields: dict[Any, tuple[tuple[str, Convert | None], ...]] = {}


def columns_sql(record_type: type, alias: str) -> str:
    """Return the select list of a record under a table alias, in field order."""
    return ", ".join(f'{alias}."{name}"' for name, _ in _fields(record_type))


def record_of(record_type: type[R], row: Sequence[Any]) -> R:
    """Return the record of a row read with `columns_sql`."""
    converted = [
        convert(value) if convert else value
        for (_, convert), value in zip(_fields(record_type), row, strict=True)
    ]
    return record_type(*converted)


def columns_of(record: Any) -> dict[str, Any]:
    """Return the columns of a record as `DataFile.put` takes them, without its uid."""
    return {name: getattr(record, name) for name, _ in _fields(type(record)) if name != "uid"}


def get(data_file: Rows, record_type: type[R], uid: Uid) -> R:
    """Return a record, also a deleted one; KeyError when there never was such a row."""
    found = select(data_file, record_type, "r.uid = ?", (uid,), alive_only=False)
    if not found:
        raise KeyError(uid.hex())
    return found[0]


def select(
    data_file: Rows,
    record_type: type[R],
    where: str = "1",
    params: Sequence[Any] = (),
    order: str = "r.uid",
    *,
    alive_only: bool = True,
) -> list[R]:
    """Return the records of a condition over alias `r`, in the order given."""
    alive = "r.alive = 1 AND " if alive_only else ""
    sql = (
        f'SELECT {columns_sql(record_type, "r")} FROM "{TABLES[record_type]}" r'
        f" WHERE {alive}({where}) ORDER BY {order}"
    )
    return [record_of(record_type, row) for row in data_file.rows(sql, params)]


def save(data_file: Rows, record: Any, loaded: Any = None) -> None:
    """Write a record within the open operation.

    With `loaded` (the record as the form got it) only what differs from it; a value that changed meanwhile is
    refused by the data file.
    """
    before = None if loaded is None else columns_of(loaded)
    data_file.put(TABLES[type(record)], record.uid, columns_of(record), before)


def remove(data_file: Rows, record_type: type, uid: Uid) -> None:
    """Delete a row within the open operation."""
    data_file.remove(TABLES[record_type], uid)
