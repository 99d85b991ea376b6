"""Any .xlsx, .xls, .ods, .csv, a table in .html, or pasted text -> sheets of typed cells.

A cell is what the file holds: text, number, date, yes or no, nothing. Whether a value was text or a number
decides if a NIK can be trusted, so nothing is converted here. What the columns mean: `headers.py`.
"""

import csv
import dataclasses
import datetime as dt
import html.parser
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import python_calamine

from kpm_desktop.domain.sheet_error import SheetError
from kpm_desktop.spreadsheets.prescan import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, check_size, scan

Cell: TypeAlias = str | float | bool | dt.date | None
"""Text, a number (int or float), yes or no, a date, or nothing. In untyped sheets text or nothing only."""
Row: TypeAlias = list[Cell]
Merge: TypeAlias = tuple[tuple[int, int], tuple[int, int]]
"""Top left and bottom right cell of a merged range, (row, column) from 0."""

_DELIMITERS = (";", ",", "\t", "|")
_MOST_MERGES = 20_000
_SPACES = re.compile(r"[^\S ]|  +")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)


@dataclasses.dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows from the very first, each as long as the widest; `typed` tells text from numbers."""

    name: str
    rows: Sequence[Row]
    is_hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[Merge, ...] = ()
    typed: bool = True

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return len(self.rows[0]) if self.rows else 0


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """What came in: the file's name (empty when pasted) and its sheets in their order."""

    name: str
    sheets: tuple[Sheet, ...]


def read_file(path: Path) -> Table:
    """Read a spreadsheet file; raises SheetError for anything that is not one that can be read."""
    found = scan(path)
    try:
        if found.kind == "text":
            sheets: tuple[Sheet, ...] = (_text_sheet(_decoded(path.read_bytes(), path.name), path.stem),)
        elif found.kind == "html":
            sheets = tuple(_html_sheets(_decoded(path.read_bytes(), path.name)))
        else:
            sheets = _workbook_sheets(path, found.hidden_columns)
    except PermissionError:
        raise SheetError("E-TABELDIBUKA", file=path.name) from None
    if not any(sheet.rows for sheet in sheets):
        raise SheetError("E-TABELKOSONG", file=path.name)
    return Table(path.name, sheets)


def read_text(text: str) -> Table:
    """Read pasted text, cells divided by tabs (or as in a .csv); raises SheetError when there is nothing."""
    sheet = _text_sheet(text, "")
    if not sheet.rows:
        raise SheetError("E-TABELKOSONG", file="")
    return Table("", (sheet,))


def cell_text(cell: Cell) -> str:
    """Return a cell as text on one line: no invisible signs, single spaces, whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        if cell.isascii() and cell.isprintable() and "  " not in cell:
            return cell.strip()
        return _one_line(cell)
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e18 else repr(cell)
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)


def _one_line(text: str) -> str:
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return _SPACES.sub(" ", _SPACES.sub(" ", visible)).strip()


# workbooks


def _workbook_sheets(path: Path, hidden: Mapping[str, frozenset[int]]) -> tuple[Sheet, ...]:
    try:
        with python_calamine.load_workbook(path) as workbook:
            return tuple(_sheets_of(workbook, hidden))
    except python_calamine.PasswordError:
        raise SheetError("E-TABELSANDI", file=path.name) from None
    except (python_calamine.CalamineError, ValueError, OverflowError):
        raise SheetError("E-TABELRUSAK", file=path.name) from None
    except BaseException as error:
        # WORKAROUND for https://github.com/PyO3/pyo3: a panic in Rust is no Exception and has no public name
        if type(error).__name__ != "PanicException":
            raise
        raise SheetError("E-TABELRUSAK", file=path.name) from None


def _sheets_of(
    workbook: python_calamine.CalamineWorkbook, hidden: Mapping[str, frozenset[int]]
) -> Iterable[Sheet]:
    visible = python_calamine.SheetVisibleEnum.Visible
    for place, about in enumerate(workbook.sheets_metadata):
        if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_index(place)
        check_size(sheet.total_height, sheet.total_width)
        rows = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        merges = tuple((sheet.merged_cell_ranges or ())[:_MOST_MERGES])
        yield Sheet(
            about.name, _trimmed(rows), about.visible != visible, hidden.get(about.name, frozenset()), merges
        )


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        return value or None
    if isinstance(value, float | int):
        return value
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, dt.date) else str(value)


def _trimmed(rows: list[Row]) -> list[Row]:
    """Return the rows without the empty ones at the end."""
    last = len(rows)
    while last and not any(cell is not None for cell in rows[last - 1]):
        last -= 1
    return rows[:last]


# text


def _decoded(content: bytes, file: str) -> str:
    """Return the text of a file: by its mark, else UTF-8, else the code page of Windows here."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise SheetError("E-BUKANTABEL", file=file, kind="")
    return text


def _text_sheet(text: str, name: str) -> Sheet:
    text = text.removeprefix("\ufeff")
    told = re.match(r"sep=(.)\r?\n", text)
    if told:
        text = text[told.end() :]
    delimiter = told[1] if told else _delimiter(text)
    rows: list[Row] = []
    width = cells = 0
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append([value or None for value in line])
            width = max(width, len(line))
            cells += len(line)
            if len(rows) > MOST_ROWS or width > MOST_COLUMNS or cells > MOST_CELLS:
                check_size(len(rows), width)
    except csv.Error:
        raise SheetError("E-TABELRUSAK", file=name) from None
    rows = _trimmed(rows)
    check_size(len(rows), width)
    for row in rows:
        row.extend([None] * (width - len(row)))
    return Sheet(name, rows, typed=False)


def _delimiter(text: str) -> str:
    """Return what divides the cells: the sign with which most of the first lines have equally many cells."""
    lines = [line for line in text[:65536].splitlines(keepends=True)[:200] if line.strip()][:100]
    best, best_score = ";", 0
    for delimiter in _DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        except csv.Error:
            continue
        common = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        score = widths.count(common) * (min(common, 6) - 1)
        if score > best_score:
            best, best_score = delimiter, score
    return best


# tables in a web page, as some programs call their "Excel"


class _Tables(html.parser.HTMLParser):
    """Collects the rows of the outermost tables."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[Row]] = []
        self._depth = 0
        self._text: list[str] | None = None
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append([])
        elif self._depth and tag == "tr":
            self._end_cell()
            self.tables[-1].append([])
            if len(self.tables[-1]) > MOST_ROWS:
                check_size(len(self.tables[-1]), 1)
        elif self._depth and tag in {"td", "th"}:
            self._end_cell()
            span = dict(attrs).get("colspan") or "1"
            self._text, self._span = [], min(int(span), MOST_COLUMNS) if span.isdecimal() else 1
        elif tag == "br" and self._text is not None:
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "tr"}:
            self._end_cell()
        elif tag == "table" and self._depth:
            self._end_cell()
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _end_cell(self) -> None:
        if self._text is None:
            return
        if not self.tables[-1]:
            self.tables[-1].append([])
        row = self.tables[-1][-1]
        row.append(_one_line("".join(self._text)) or None)
        row.extend([None] * (self._span - 1))
        check_size(len(self.tables[-1]), len(row))
        self._text = None


def _html_sheets(text: str) -> Iterable[Sheet]:
    parser = _Tables()
    parser.feed(text)
    parser.close()
    for number, rows in enumerate(parser.tables, 1):
        width = max((len(row) for row in rows), default=0)
        check_size(len(rows), width)
        for row in rows:
            row.extend([None] * (width - len(row)))
        yield Sheet(f"Tabel {number}" if len(parser.tables) > 1 else "", _trimmed(rows), typed=False)
