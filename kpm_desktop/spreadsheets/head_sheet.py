"""A sheet of village heads -> drafts with problems and row numbers; the same path as a list of cadres."""

import dataclasses
import datetime as dt
import re
from collections.abc import Sequence

from kpm_desktop.domain.national_id import NikStatus
from kpm_desktop.domain.people import HeadKind, Sex
from kpm_desktop.domain.problem import Problem
from kpm_desktop.spreadsheets.cell_values import plain_text
from kpm_desktop.spreadsheets.headings import HEAD_HEADINGS
from kpm_desktop.spreadsheets.person_rows import (
    AS_GUESSED,
    DraftRow,
    PersonReader,
    SheetDrafts,
    SheetOptions,
    open_sheet,
)
from kpm_desktop.spreadsheets.reading import Sheet
from kpm_desktop.spreadsheets.sheet_body import BodyRow

_ACTING = re.compile(r"\b(?P<kind>pjs?|plt|plh|penjabat|pelaksana tugas)\b\.?", re.IGNORECASE)
_BEFORE_NAME = re.compile(r"\s*(?:pjs?|plt|plh)\s*\.\s*(?=\S)|\s*(?:pjs?|plt|plh)\s+(?=\S)", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True)
class HeadDraft:
    """A village head as a sheet tells him; `kind` is definitive when nothing says otherwise."""

    name: str = ""
    title_front: str = ""
    title_back: str = ""
    nik: str = ""
    nik_received: str = ""
    nik_status: NikStatus = "missing"
    sex: Sex = ""
    birth_place: str = ""
    birth_date: dt.date | None = None
    age_recorded: int | None = None
    age_recorded_on: dt.date | None = None
    phone: str = ""
    address: str = ""
    education: str = ""
    courses: str = ""
    occupation: str = ""
    notes: str = ""
    kind: HeadKind = "definitive"
    term_start: dt.date | None = None
    term_end: dt.date | None = None
    village_text: str = ""
    district_text: str = ""
    village_code: str = ""


def read_heads(
    sheet: Sheet,
    today: dt.date,
    *,
    file_name: str = "",
    districts: Sequence[str] = (),
    options: SheetOptions = AS_GUESSED,
) -> SheetDrafts[HeadDraft]:
    """Return the village heads of a sheet in the order of the file, with the rows that are none."""
    opened = open_sheet(sheet, HEAD_HEADINGS, file_name, districts, options, today)
    if opened is None:
        return SheetDrafts(sheet, None)
    header, reader = opened
    rows = tuple(_draft(sheet.name, row, reader) for row in reader.body.rows)
    return SheetDrafts(sheet, header, rows, tuple(reader.body.skipped), reader.body.told, reader.dates)


def _draft(sheet: str, row: BodyRow, reader: PersonReader) -> DraftRow[HeadDraft]:
    cells = row.cells
    name, told = cells.get("name"), plain_text(cells.get("kind"))
    if isinstance(name, str) and (before := _BEFORE_NAME.match(name)):
        told = f"{before[0]} {told}"
        cells["name"] = name[before.end() :]
    values, problems = reader.read(row)
    values["kind"] = _kind(told)
    for target in ("term_start", "term_end"):
        values[target] = reader.date(cells, target, problems)
    start, end = values["term_start"], values["term_end"]
    if start and end and end < start:
        problems.append(Problem("term_end", "F.103"))
    return DraftRow(sheet, row.number, HeadDraft(**values), row.raw, tuple(problems))


def _kind(told: str) -> HeadKind:
    found = _ACTING.search(told)
    if found is None:
        return "definitive"
    return "plt" if found["kind"].casefold() in {"plt", "plh", "pelaksana tugas"} else "pj"
