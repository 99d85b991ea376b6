"""Walking the rows below a header: which are data, which are title, total, blank or signature.

Village and district are carried down to the rows that leave them out. What the cells say: `cadre_sheet.py`.
"""

import dataclasses
import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal, TypeAlias

from kpm_desktop.spreadsheets.headers import Header, is_number_row, title_texts
from kpm_desktop.spreadsheets.headings import Target
from kpm_desktop.spreadsheets.places_told import ToldPlaces, named_district, told_places
from kpm_desktop.spreadsheets.reading import Cell, Row, Sheet, cell_text

SkippedKind: TypeAlias = Literal["title", "total", "blank", "signature"]

_TOTAL = re.compile(r"(?:jumlah|jml|total|sub\s*total|grand\s*total|rekapitulasi)\b", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"(?:mengetahui|menyetujui|mengesahkan|disahkan|disetujui|ditetapkan|nip\b|camat\b|lurah\b|a\.?n\."
    r"|kepala\s+(?:desa|dinas|seksi|kantor)\b|sekretaris\b|kasi\b|kabid\b|ketua\b|dibuat|yang membuat"
    r"|ttd\b|tertanda|plt\b|pj\b|pembina\b|catatan\b|keterangan\s*:|sumber\s*:)",
    re.IGNORECASE,
)
_PLACE_AND_DATE = re.compile(r"[A-Za-z .'’]{3,40},\s*(?:\d{1,2}[\s/-]|\.{2,}|…|_{2,}|tgl|tanggal).*")
_SECTION = re.compile(
    r"(?:kecamatan|kec|desa|ds|kelurahan|kel)\b\s*[.:]*\s*(?P<name>[A-Za-z][A-Za-z'’ .-]*)", re.IGNORECASE
)
_FIGURE = re.compile(r"\(?\d+[.)]*")
_PERSONAL: Final = (
    "nik", "nik_phone", "phone", "birth", "birth_date", "birth_place", "age_recorded", "education", "address",
    "decree_no",
)  # fmt: skip
_CARRIED_SHARE = 0.3


@dataclasses.dataclass(frozen=True, slots=True)
class BodyRow:
    """A row with data: its number in the file (from 1), its cells by target, and all cells as they came."""

    number: int
    cells: dict[Target, Cell]
    raw: Row


@dataclasses.dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that is no entry of the list, and why; `text` is its first text."""

    sheet: str
    row: int
    kind: SkippedKind
    text: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Body:
    """The rows of a sheet; `told` holds what is said for all of them."""

    rows: Sequence[BodyRow]
    skipped: Sequence[SkippedRow]
    told: ToldPlaces


def read_body(sheet: Sheet, header: Header, file_name: str, districts: Sequence[str]) -> Body:
    """Return the rows below a header; district and village stand in every row that can know them.

    The district comes from a column, a section's title, the sheet's name, the title rows or the file's name;
    the village from its column (carried down where it is merged or stands on the first of its rows only), a
    section's title or the sheet's title.
    """
    stem = file_name.rpartition(".")[0]
    told = told_places(title_texts(sheet, header), sheet.name if stem != sheet.name else "", stem, districts)
    walk = _Walk(sheet, header, districts)
    walk.run()
    for target in ("district_text", "village_text"):
        _carry_down(walk.rows, target, header, sheet)
    for row in walk.rows:
        cells = row.cells
        if cells.get("district_text") is None:
            cells["district_text"] = told.district or None
        if cells.get("village_text") is None and "village_text" not in walk.places:
            cells["village_text"] = told.village or None
    return Body(walk.rows, walk.skipped, told)


class _Walk:
    """One pass over the rows of a sheet."""

    def __init__(self, sheet: Sheet, header: Header, districts: Sequence[str]) -> None:
        self.rows: list[BodyRow] = []
        self.skipped: list[SkippedRow] = []
        self.places: Mapping[Target, int] = header.target_places()
        self._sheet, self._header = sheet, header
        self._districts = {re.sub(r"[\W_]", "", name.casefold()) for name in districts}
        self._pairs = tuple(self.places.items())
        self._number, self._name = self.places.get("number", -1), self.places.get("name", -1)
        self._sparse = max(2, len(self._pairs) // 3)
        self._is_signature = False
        self._section: dict[Target, Cell] = {}
        self._heading = {
            (place, column.heading.partition("/")[0].casefold())
            for place, column in enumerate(header.columns)
        }

    def run(self) -> None:
        """Sort every row below the header."""
        first = self._header.first_data_row
        above = [*range(self._header.first_row), *range(self._header.first_row + self._header.height, first)]
        for place in above:
            if any(cell_text(cell) for cell in self._sheet.rows[place]):
                self._skip(place, "title", self._sheet.rows[place])
        for place in range(first, len(self._sheet.rows)):
            row = self._sheet.rows[place]
            kind = self._kind(row)
            if kind is None:
                cells = {target: row[column] for target, column in self._pairs}
                for target, value in self._section.items():
                    if cells.get(target) is None:
                        cells[target] = value
                self.rows.append(BodyRow(place + 1, cells, row))
                self._is_signature = False
            else:
                self._skip(place, kind, row)

    def _skip(self, place: int, kind: SkippedKind, row: Row) -> None:
        text = next((text for cell in row if (text := cell_text(cell))), "")
        self.skipped.append(SkippedRow(self._sheet.name, place + 1, kind, text[:80]))

    def _kind(self, row: Row) -> SkippedKind | None:
        """Return why a row is no entry, None when it is one."""
        has_number = self._number >= 0 and _FIGURE.fullmatch(cell_text(row[self._number])) is not None
        name = row[self._name] if self._name >= 0 else None
        if has_number and isinstance(name, str) and len(name) > 2:
            return "title" if _FIGURE.fullmatch(name) and is_number_row(row) else None
        texts = [text for cell in row if (text := cell_text(cell))]
        if not texts:
            return "blank"
        kind: SkippedKind | None = None
        if not has_number and any(_TOTAL.match(text) for text in texts[:2]):
            kind = "total"
        elif self._is_heading(row) or is_number_row(row):
            kind = "title"
        elif not has_number and len(texts) <= self._sparse:
            kind = self._sparse_kind(texts, row)
        if kind is None and not cell_text(name):
            personal = (row[self.places[target]] for target in _PERSONAL if target in self.places)
            has_person = any(cell_text(cell) for cell in personal)
            return None if has_person and not self._is_signature else "blank"
        return kind

    def _sparse_kind(self, texts: Sequence[str], row: Row) -> SkippedKind | None:
        """Return what a row with one to three texts is, None when it may be an entry."""
        section = self._section_of(texts, row)
        if section:
            self._section |= section
            return "title"
        if any(_SIGNATURE.match(text) or _PLACE_AND_DATE.fullmatch(text) for text in texts):
            self._is_signature = True
        return "signature" if self._is_signature else None

    def _section_of(self, texts: Sequence[str], row: Row) -> dict[Target, Cell]:
        """Return what a title between the rows sets for those below: `KECAMATAN PAITON`, `Desa Sukodadi`."""
        if len(texts) > 2 or (self._name >= 0 and cell_text(row[self._name]) and len(texts) == 2):
            return {}
        text = " ".join(texts)
        if re.sub(r"[\W_]", "", text.casefold()) in self._districts:
            return {"district_text": text, "village_text": None}
        found = _SECTION.fullmatch(text)
        if found is None:
            return {}
        if text[:3].casefold() == "kec":
            return {"district_text": named_district(text) or found["name"], "village_text": None}
        return {"village_text": found["name"]}

    def _is_heading(self, row: Row) -> bool:
        """Tell whether the header is repeated here, as at the top of a printed page."""
        same = sum(
            isinstance(cell, str) and (place, cell_text(cell).casefold()) in self._heading
            for place, cell in enumerate(row)
        )
        return same >= 3


def _carry_down(rows: Sequence[BodyRow], target: Target, header: Header, sheet: Sheet) -> None:
    """Fill a column's blanks from above: in merged ranges, or if it stands on the first of its rows only."""
    place = header.target_places().get(target)
    if place is None:
        return
    covered: set[int] = set()
    for (top, left), (bottom, right) in sheet.merges:
        if left <= place <= right and bottom > top and len(covered) < len(sheet.rows):
            covered.update(range(top + 2, min(bottom + 2, len(sheet.rows) + 1)))
    blank = sum(not cell_text(row.cells[target]) for row in rows)
    starts_filled = bool(rows) and bool(cell_text(rows[0].cells[target]))
    is_grouped = not covered and starts_filled and blank >= _CARRIED_SHARE * len(rows)
    above: Cell = None
    for row in rows:
        if cell_text(row.cells[target]):
            above = row.cells[target]
        elif is_grouped or row.number in covered:
            row.cells[target] = above
