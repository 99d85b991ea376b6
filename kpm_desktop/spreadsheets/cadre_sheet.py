"""A sheet of cadres -> drafts with problems and row numbers. Villages stay text: a workflow matches them."""

import dataclasses
import datetime as dt
import re
from collections.abc import Sequence

from kpm_desktop.domain.national_id import NikStatus
from kpm_desktop.domain.people import Sex
from kpm_desktop.domain.problem import Problem
from kpm_desktop.spreadsheets.cell_values import plain_text
from kpm_desktop.spreadsheets.headings import CADRE_HEADINGS
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

_TERM_TEXTS = ("position", "field", "origin_institution", "decree_no")
_VILLAGE_IN_ADDRESS = re.compile(
    r"\b(?:desa|ds|kelurahan|kel)\b\.?\s*:?\s*(?P<name>[A-Za-z'’ -]+)", re.IGNORECASE
)


@dataclasses.dataclass(frozen=True, slots=True)
class CadreDraft:
    """A cadre as a sheet tells him; the fields of person and term, and the village as it is written.

    `nik_status` says what became of the NIK cell; `nik_received` is what stood there if it cannot be stored.
    """

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
    position: str = ""
    field: str = ""
    origin_institution: str = ""
    decree_no: str = ""
    decree_date: dt.date | None = None
    term_start: dt.date | None = None
    term_end: dt.date | None = None
    village_text: str = ""
    district_text: str = ""
    village_code: str = ""


def read_cadres(
    sheet: Sheet,
    today: dt.date,
    *,
    file_name: str = "",
    districts: Sequence[str] = (),
    options: SheetOptions = AS_GUESSED,
) -> SheetDrafts[CadreDraft]:
    """Return the cadres of a sheet in the order of the file, with the rows that are none.

    `districts` are the district names of the register, for sheets that tell theirs in a title, in the sheet's
    or in the file's name.
    """
    opened = open_sheet(sheet, CADRE_HEADINGS, file_name, districts, options, today)
    if opened is None:
        return SheetDrafts(sheet, None)
    header, reader = opened
    in_address = "village_text" not in header.target_places() and _tells_villages(reader.body.rows)
    rows = tuple(_draft(sheet.name, row, reader, in_address=in_address) for row in reader.body.rows)
    return SheetDrafts(sheet, header, rows, tuple(reader.body.skipped), reader.body.told, reader.dates)


def _draft(sheet: str, row: BodyRow, reader: PersonReader, *, in_address: bool) -> DraftRow[CadreDraft]:
    values, problems = reader.read(row)
    cells = row.cells
    for target in _TERM_TEXTS:
        if target in cells:
            values[target] = plain_text(cells[target])
    for target in ("decree_date", "term_start", "term_end"):
        values[target] = reader.date(cells, target, problems)
    start, end = values["term_start"], values["term_end"]
    if start and end and end < start:
        problems.append(Problem("term_end", "F.103"))
    if in_address and (found := _VILLAGE_IN_ADDRESS.search(values["address"])):
        values["village_text"] = found["name"].strip()
    return DraftRow(sheet, row.number, CadreDraft(**values), row.raw, tuple(problems))


def _tells_villages(rows: Sequence[BodyRow]) -> bool:
    """Tell whether the villages stand in an address column: `Desa Bago` in at least half of the rows."""
    told = sum(_VILLAGE_IN_ADDRESS.search(plain_text(row.cells.get("address"))) is not None for row in rows)
    return bool(rows) and 2 * told >= len(rows)
