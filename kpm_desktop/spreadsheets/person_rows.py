"""What every list of people has: the rows of a sheet -> values of a person's fields, with problems.

Used by `cadre_sheet.py` and `head_sheet.py`, which add what a cadre or a village head has besides.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from kpm_desktop.domain.dates import birth_date_problems
from kpm_desktop.domain.names import name_problems, split_titles, tidy
from kpm_desktop.domain.national_id import (
    NikReading,
    nik_problems,
    read_nik_cell,
    read_nik_column,
    received_problems,
)
from kpm_desktop.domain.phones import phone_problems
from kpm_desktop.domain.problem import Problem
from kpm_desktop.spreadsheets.cell_values import (
    DateOrder,
    DateState,
    age_of,
    date_state,
    phone_of,
    plain_text,
    read_date,
    sex_of,
    split_birth,
    split_decree,
    split_education,
    split_nik_phone,
    split_term,
    term_in_years,
    ticked_sex,
)
from kpm_desktop.spreadsheets.headers import Header, Headings, find_header
from kpm_desktop.spreadsheets.headings import COMBINED, Target
from kpm_desktop.spreadsheets.places_told import ToldPlaces
from kpm_desktop.spreadsheets.reading import Cell, Row, Sheet, cell_text
from kpm_desktop.spreadsheets.sheet_body import Body, BodyRow, SkippedRow, read_body

Draft = TypeVar("Draft")
Values = dict[str, Any]

DATE_TARGETS = ("birth_date", "birth", "decree_date", "decree", "term_start", "term_end", "term")
PLAIN_TEXTS = ("birth_place", "education", "courses", "occupation", "notes")
_SPLITS = {
    "birth": split_birth,
    "nik_phone": split_nik_phone,
    "education_courses": split_education,
    "decree": split_decree,
    "term": split_term,
}


@dataclasses.dataclass(frozen=True, slots=True)
class SheetOptions:
    """What the operator decided about one sheet; empty: as guessed.

    `header` is (first row from 0, height); `targets` and `date_orders` go by place of the column from 0;
    `repairs` hold, by row number, what was typed in place of a target's cell.
    """

    header: tuple[int, int] | None = None
    targets: Mapping[int, Target] = dataclasses.field(default_factory=dict)
    date_orders: Mapping[int, DateOrder] = dataclasses.field(default_factory=dict)
    repairs: Mapping[int, Mapping[Target, str]] = dataclasses.field(default_factory=dict)


AS_GUESSED = SheetOptions()


@dataclasses.dataclass(frozen=True, slots=True)
class DraftRow(Generic[Draft]):
    """One entry of a list: where it stands, what was read, the cells as they came, and what is wrong."""

    sheet: str
    row: int
    draft: Draft
    raw: Row
    problems: tuple[Problem, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class SheetDrafts(Generic[Draft]):
    """What one sheet gave. Without a header nothing was read; `dates` are the columns to be asked about."""

    sheet: Sheet
    header: Header | None
    rows: tuple[DraftRow[Draft], ...] = ()
    skipped: tuple[SkippedRow, ...] = ()
    told: ToldPlaces = dataclasses.field(default_factory=ToldPlaces)
    dates: Mapping[int, DateState] = dataclasses.field(default_factory=dict)


class PersonReader:
    """Reads the persons of one sheet; `read` takes the rows in any order."""

    def __init__(
        self, sheet: Sheet, header: Header, body: Body, options: SheetOptions, today: dt.date
    ) -> None:
        self.body = body
        self._today = today
        self._places = header.target_places()
        for row in body.rows:
            if row.number in options.repairs:
                row.cells.update(options.repairs[row.number])
        self._split(body.rows)
        self.dates = self._date_states(body.rows, options)
        self._orders: dict[str, DateOrder] = {}
        for target, place in self._places.items():
            if place in options.date_orders:
                for field in COMBINED.get(target, (target,)):
                    self._orders[field] = options.date_orders[place]
        self._titles_apart = "title_front" in self._places or "title_back" in self._places
        self._term_heading = next((one.heading for one in header.columns if one.target == "term"), "")
        self._niks = self._nik_readings(body.rows, is_typed=sheet.typed)
        self._texts = tuple(target for target in PLAIN_TEXTS if self._has(target))

    def _has(self, field: str) -> bool:
        return field in self._places or any(field in COMBINED.get(target, ()) for target in self._places)

    def _split(self, rows: Sequence[BodyRow]) -> None:
        """Take columns that hold two things apart; a column of its own wins where it says something."""
        for target, split in _SPLITS.items():
            if target not in self._places:
                continue
            fields = COMBINED[target]
            for row in rows:
                for field, value in zip(fields, split(row.cells.get(target)), strict=True):
                    if row.cells.get(field) is None:
                        row.cells[field] = value

    def _date_states(self, rows: Sequence[BodyRow], options: SheetOptions) -> Mapping[int, DateState]:
        states: dict[int, DateState] = {}
        for target in DATE_TARGETS:
            place = self._places.get(target)
            if place is None or place in options.date_orders:
                continue
            field = next((part for part in COMBINED.get(target, (target,)) if part.endswith("date")), target)
            state = date_state(row.cells.get(field) for row in rows)
            if state != "clear":
                states[place] = state
        return states

    def _nik_readings(self, rows: Sequence[BodyRow], *, is_typed: bool) -> Mapping[int, NikReading]:
        if not self._has("nik"):
            return {}
        cells = [row.cells.get("nik") for row in rows]
        if is_typed:
            readings: Iterable[NikReading] = map(_typed_nik, cells)
        else:
            readings = read_nik_column([cell_text(cell) for cell in cells])
        return {row.number: reading for row, reading in zip(rows, readings, strict=True)}

    def read(self, row: BodyRow) -> tuple[Values, list[Problem]]:
        """Return the values of the person's fields that the row tells, and its problems."""
        cells = row.cells
        problems: list[Problem] = []
        values: Values = self._name(cells)
        problems += name_problems(values["name"], values["title_front"], values["title_back"])
        for target in self._texts:
            values[target] = plain_text(cells.get(target))
        if years := term_in_years(cells.get("term")):
            told = f"{self._term_heading}: {years}"
            values["notes"] = "; ".join(part for part in (values.get("notes"), told) if part)
        self._sex(cells, values, problems)
        values["birth_date"] = born = self.date(cells, "birth_date", problems)
        problems += birth_date_problems(born, self._today)
        values["phone"] = phone = phone_of(cells.get("phone"))
        if phone:
            problems += phone_problems(phone)
        self._nik(row, values, problems)
        values["address"] = _address(cells)
        self._age(cells, values)
        values["village_text"] = plain_text(cells.get("village_text"))
        values["district_text"] = plain_text(cells.get("district_text"))
        values["village_code"] = plain_text(cells.get("village_code"))
        return values, problems

    def date(self, cells: Mapping[Target, Cell], field: str, problems: list[Problem]) -> dt.date | None:
        """Return the date of a field, adding what is wrong with it."""
        cell = cells.get(field)
        if cell is None:
            return None
        found = read_date(cell, field, self._today, self._orders.get(field, "day_first"))
        problems.extend(found.problems)
        return found.date

    def _name(self, cells: Mapping[Target, Cell]) -> Values:
        text = cell_text(cells.get("name"))
        if self._titles_apart:
            front, back = (plain_text(cells.get(field)) for field in ("title_front", "title_back"))
            return {"name": tidy(text), "title_front": front, "title_back": back}
        split = split_titles(text)
        return {"name": split.name, "title_front": split.title_front, "title_back": split.title_back}

    def _sex(self, cells: Mapping[Target, Cell], values: Values, problems: list[Problem]) -> None:
        sex = sex_of(cells.get("sex")) if "sex" in cells else ""
        if sex == "" and ("sex_male" in cells or "sex_female" in cells):
            sex = ticked_sex(cells.get("sex_male"), cells.get("sex_female"))
        if sex is None:
            problems.append(Problem("sex", "W.216", {"text": cell_text(cells.get("sex"))[:40]}))
        values["sex"] = sex or ""

    def _nik(self, row: BodyRow, values: Values, problems: list[Problem]) -> None:
        reading = self._niks.get(row.number, _NO_NIK)
        values["nik"], values["nik_received"] = reading.nik, reading.received
        values["nik_status"] = reading.status
        if reading.nik:
            problems += nik_problems(reading.nik, values["birth_date"], values["sex"])
        problems += received_problems(reading)

    def _age(self, cells: Mapping[Target, Cell], values: Values) -> None:
        age = age_of(cells["age_recorded"]) if "age_recorded" in cells else None
        values["age_recorded"] = age
        year = self.body.told.year
        last = dt.date(year, 12, 31) if year else self._today
        values["age_recorded_on"] = min(last, self._today) if age is not None else None


_NO_NIK = NikReading("missing")


def _typed_nik(cell: Cell) -> NikReading:
    if isinstance(cell, bool) or (cell is not None and not isinstance(cell, str | float | int)):
        return read_nik_cell(cell_text(cell))
    return read_nik_cell(cell)


def _address(cells: Mapping[Target, Cell]) -> str:
    """Return street, hamlet, RT and RW as one text, as the form has it."""
    parts = [plain_text(cells.get("address"))]
    hamlet, rt_rw = plain_text(cells.get("hamlet")), plain_text(cells.get("rt_rw"))
    if hamlet:
        parts.append(hamlet if hamlet.casefold().startswith(("dusun", "dsn", "lingk")) else f"Dusun {hamlet}")
    rt, rw = plain_text(cells.get("rt")), plain_text(cells.get("rw"))
    if rt or rw:
        parts.append(" ".join(part for part in (f"RT {rt}" if rt else "", f"RW {rw}" if rw else "") if part))
    if rt_rw:
        parts.append(f"RT/RW {rt_rw}")
    return ", ".join(part for part in parts if part)


def open_sheet(
    sheet: Sheet,
    headings: Headings,
    file_name: str,
    districts: Sequence[str],
    options: SheetOptions,
    today: dt.date,
) -> tuple[Header, PersonReader] | None:
    """Return header and reader of a sheet, or None when it has no header that can be found."""
    header = find_header(sheet, headings, rows=options.header, targets=options.targets)
    if header is None:
        return None
    body = read_body(sheet, header, file_name, districts)
    return header, PersonReader(sheet, header, body, options, today)
