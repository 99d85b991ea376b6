"""Spreadsheets that go out: text stays text (`=...` is no formula, a NIK keeps its digits), dates are dates.

Which rows and columns go out is decided by a workflow.
"""

import datetime as dt
import io
import math
from collections.abc import Iterable, Sequence
from typing import Final

import xlsxwriter

from kpm_desktop.spreadsheets.reading import Cell, Row, Table

DATE_FORMAT: Final = "dd/mm/yyyy"
_LONGEST_TEXT = 32_767
_WIDEST, _NARROWEST = 48, 6


def table_xlsx(title: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a workbook with one sheet: headings in the first row, kept in view, with a filter."""
    stream = io.BytesIO()
    with _workbook(stream) as workbook:
        sheet = workbook.add_worksheet(_sheet_name(title))
        formats = _Formats(workbook)
        widths = [len(heading) for heading in headings]
        for place, heading in enumerate(headings):
            sheet.write_string(0, place, heading, formats.heading)
        last = 0
        for last, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                _write(sheet, last, place, cell, formats)
                widths[place] = max(widths[place], _width(cell))
        for place, width in enumerate(widths):
            sheet.set_column(place, place, min(max(width + 2, _NARROWEST), _WIDEST))
        sheet.freeze_panes(1, 0)
        if headings:
            sheet.autofilter(0, 0, last, len(headings) - 1)
    return stream.getvalue()


def same_layout_xlsx(
    table: Table, kept: dict[str, dict[int, str]], reason_heading: str, header_rows: dict[str, int]
) -> bytes:
    """Return the sheets as they came, with only the rows that are kept and a reason after the last column.

    `kept` holds, by sheet, the rows (from 1) and what is said about each; the rows up to the end of the
    header (`header_rows`, from 1) stay above them.
    """
    stream = io.BytesIO()
    with _workbook(stream) as workbook:
        formats = _Formats(workbook)
        for sheet in table.sheets:
            reasons = kept.get(sheet.name)
            if not reasons:
                continue
            target = workbook.add_worksheet(_sheet_name(sheet.name))
            head = header_rows.get(sheet.name, 0)
            for place, row in enumerate(sheet.rows[:head]):
                _write_row(target, place, row, formats)
            if head:
                target.write_string(head - 1, sheet.width, reason_heading, formats.heading)
            for place, number in enumerate(sorted(reasons), head):
                _write_row(target, place, sheet.rows[number - 1], formats)
                target.write_string(place, sheet.width, reasons[number])
            target.set_column(sheet.width, sheet.width, _WIDEST)
    return stream.getvalue()


class _Formats:
    """The few formats of a workbook."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self.heading = workbook.add_format({"bold": True, "bottom": 1})
        self.date = workbook.add_format({"num_format": DATE_FORMAT})
        self.text = workbook.add_format({"num_format": "@"})


def _workbook(stream: io.BytesIO) -> xlsxwriter.Workbook:
    return xlsxwriter.Workbook(
        stream,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )


def _write_row(sheet: xlsxwriter.worksheet.Worksheet, place: int, row: Row, formats: _Formats) -> None:
    for column, cell in enumerate(row):
        _write(sheet, place, column, cell, formats)


def _write(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, formats: _Formats
) -> None:
    if cell is None:
        return
    if isinstance(cell, str):
        sheet.write_string(row, column, cell[:_LONGEST_TEXT], formats.text)
    elif isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, dt.date):
        if cell.year >= 1900:
            sheet.write_datetime(row, column, dt.datetime.combine(cell, dt.time()), formats.date)
        else:
            sheet.write_string(row, column, cell.isoformat())
    elif math.isfinite(cell):
        sheet.write_number(row, column, cell)


def _width(cell: Cell) -> int:
    return 10 if isinstance(cell, dt.date) else len(str(cell)) if cell is not None else 0


def _sheet_name(title: str) -> str:
    kept = "".join(" " if sign in "[]:*?/\\" else sign for sign in title).strip(" '")[:31]
    return kept or "Data"
