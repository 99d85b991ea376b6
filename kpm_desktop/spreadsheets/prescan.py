"""A spreadsheet looked at before calamine opens it: what it is, how large, which columns are hidden.

calamine allocates the whole used rectangle and aborts the process on a far cell, so the cell references of a
package are streamed first. Every part is decompressed once here in bounded memory, so a part that lies about
its size is met by the check sum, not by calamine. Reading the cells is not here.
"""

import dataclasses
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Literal, TypeAlias
from xml.etree import ElementTree as ET

from kpm_desktop.domain.sheet_error import SheetError
from kpm_desktop.spreadsheets.prescan_xls import check_workbook

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 200_000, 500, 20_000_000
MOST_XLS_BYTES = 30_000_000
MOST_TEXT_BYTES = 200_000_000
_MOST_ENTRIES = 5_000
_MOST_UNPACKED = 1_000_000_000
_MOST_STRINGS = 400_000_000
_BOMB_RATIO, _BOMB_BYTES = 250, 20_000_000
_CHUNK = 1 << 20
_OVERLAP = 512

FileKind: TypeAlias = Literal["xlsx", "ods", "xls", "html", "text"]
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_STRANGERS = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7-Zip",
    b"SQLite format 3": "SQLite",
    b"MZ": "EXE",
    b"{\\rtf": "RTF",
    b"\x1f\x8b": "GZIP",
}

_VALUE = rb"""\s*=\s*(?:"[^"<]*"|'[^'<]*')"""
_OTHERS = rb"(?:\s+(?!r\s*=)[\w:.-]+" + _VALUE + rb")*"
_CELL = re.compile(
    rb"<(?:\w+:)?c" + _OTHERS + rb"""\s+r\s*=\s*["']\$?([A-Za-z]{1,4})\$?([0-9]{1,9})["']""",
)
_BARE_CELL = re.compile(rb"<(?:\w+:)?c" + _OTHERS + rb"\s*/?>")
_ANY_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ROW = re.compile(rb"<(?:\w+:)?row" + _OTHERS + rb"""\s+r\s*=\s*["']([0-9]{1,9})["']""")
_BARE_ROW = re.compile(rb"<(?:\w+:)?row" + _OTHERS + rb"\s*/?>")
_ANY_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_ATTRIBUTE = re.compile(rb"""\b(\w+)=["']([^"']*)["']""")


@dataclasses.dataclass(frozen=True, slots=True)
class Scan:
    """What a file is, and the hidden columns (0-based) of its sheets by name, where the format tells them."""

    kind: FileKind
    hidden_columns: Mapping[str, frozenset[int]] = dataclasses.field(default_factory=dict)


def scan(path: Path) -> Scan:
    """Look at a file; raises SheetError when it is no table, is locked, damaged or too large."""
    size, start = _start_of(path)
    if start.startswith(_ZIP):
        return _scan_package(path)
    if start.startswith(_OLE):
        return _scan_compound(path, size)
    return _scan_text(path, size, start)


def _start_of(path: Path) -> tuple[int, bytes]:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(8192)
    except FileNotFoundError:
        raise SheetError("E-TABELHILANG", file=path.name) from None
    except (PermissionError, IsADirectoryError):
        raise SheetError("E-TABELDIBUKA", file=path.name) from None
    if not size:
        raise SheetError("E-TABELKOSONG", file=path.name)
    return size, start


def _scan_text(path: Path, size: int, start: bytes) -> Scan:
    """Look at what is neither a package nor a compound file: text, a web page, or no table at all."""
    for magic, kind in _STRANGERS.items():
        if start.startswith(magic):
            raise SheetError("E-BUKANTABEL", file=path.name, kind=kind)
    if size > MOST_TEXT_BYTES:
        raise _too_large("bytes", size, MOST_TEXT_BYTES)
    head = start.removeprefix(b"\xef\xbb\xbf").lstrip()[:2048].lower()
    if head.startswith((b"<?xml", b"<workbook")) and b"<html" not in head:
        raise SheetError("E-BUKANTABEL", file=path.name, kind="XML")
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<style", b"<head", b"<?xml")):
        return Scan("html")
    if b"\x00" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SheetError("E-BUKANTABEL", file=path.name, kind="")
    return Scan("text")


def check_size(rows: int, columns: int) -> None:
    """Raise SheetError E-TABELBESAR for a used range beyond the limits."""
    for what, found, limit in (
        ("rows", rows, MOST_ROWS),
        ("columns", columns, MOST_COLUMNS),
        ("cells", rows * columns, MOST_CELLS),
    ):
        if found > limit:
            raise _too_large(what, found, limit)


def _too_large(what: str, found: int, limit: int) -> SheetError:
    return SheetError("E-TABELBESAR", what=what, found=str(found), limit=str(limit))


def _scan_compound(path: Path, size: int) -> Scan:
    """Look at an OLE file: a workbook of Excel 97 to 2003, or a newer one locked by a password."""
    if size > MOST_XLS_BYTES:
        raise _too_large("bytes", size, MOST_XLS_BYTES)
    check_workbook(path.read_bytes(), path.name)
    return Scan("xls")


# packages


def _scan_package(path: Path) -> Scan:
    try:
        with zipfile.ZipFile(path) as package:
            return _scan_entries(package, path.name)
    except (zipfile.BadZipFile, zlib.error, EOFError, ET.ParseError, NotImplementedError, UnicodeError):
        raise SheetError("E-TABELRUSAK", file=path.name) from None


def _scan_entries(package: zipfile.ZipFile, file: str) -> Scan:
    entries = package.infolist()
    names = {entry.filename for entry in entries}
    if len(entries) > _MOST_ENTRIES or len(names) < len(entries):
        raise _too_large("entries", len(entries), _MOST_ENTRIES)
    if any(entry.flag_bits & 1 for entry in entries):
        raise SheetError("E-TABELSANDI", file=file)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > _MOST_UNPACKED:
        raise _too_large("bytes", unpacked, _MOST_UNPACKED)
    for entry in entries:
        if entry.file_size > _BOMB_BYTES and entry.file_size > _BOMB_RATIO * max(entry.compress_size, 1):
            raise _too_large("bytes", entry.file_size, _BOMB_BYTES)
    if "xl/workbook.xml" in names:
        return Scan("xlsx", _scan_xlsx(package))
    if "content.xml" in names and "mimetype" in names:
        if b"spreadsheet" not in package.read("mimetype")[:200]:
            raise SheetError("E-BUKANTABEL", file=file, kind="ODF")
        if b"encryption-data" in _read_small(package, "META-INF/manifest.xml"):
            raise SheetError("E-TABELSANDI", file=file)
        return Scan("ods", _scan_ods(package))
    kind = "DOCX" if "word/document.xml" in names else "XLSB" if "xl/workbook.bin" in names else "ZIP"
    raise SheetError("E-BUKANTABEL", file=file, kind=kind)


def _read_small(package: zipfile.ZipFile, name: str) -> bytes:
    try:
        entry = package.getinfo(name)
    except KeyError:
        return b""
    if entry.file_size > 4 * _CHUNK:
        raise _too_large("bytes", entry.file_size, 4 * _CHUNK)
    return package.read(name)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    """Yield a part in pieces that end at the end of a tag, so that no tag is cut."""
    left = b""
    while piece := file.read(_CHUNK):
        whole = left + piece
        cut = whole.rfind(b">") + 1
        if not cut and len(whole) > 8 * _CHUNK:
            raise _too_large("bytes", len(whole), 8 * _CHUNK)
        left = whole[cut:]
        if cut:
            yield whole[:cut]
    if left:
        yield left


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _scan_xlsx(package: zipfile.ZipFile) -> dict[str, frozenset[int]]:
    hidden: dict[str, frozenset[int]] = {}
    sheet_names = _sheet_names(package)
    cells = 0
    for entry in package.infolist():
        if entry.is_dir():
            continue
        if entry.filename.casefold().endswith("sharedstrings.xml") and entry.file_size > _MOST_STRINGS:
            raise _too_large("bytes", entry.file_size, _MOST_STRINGS)
        with package.open(entry) as file:
            rows, columns, hidden_here = _used_range(file)
        check_size(rows, columns)
        cells += rows * columns
        if hidden_here and entry.filename in sheet_names:
            hidden[sheet_names[entry.filename]] = hidden_here
    if cells > MOST_CELLS:
        raise _too_large("cells", cells, MOST_CELLS)
    return hidden


def _used_range(file: IO[bytes]) -> tuple[int, int, frozenset[int]]:
    """Return rows, columns and hidden columns of a sheet part; (0, 0, none) for any other part."""
    last_row, letters, hidden = 0, set[bytes](), set[int]()
    rows_without = cells_without = 0
    is_sheet = False
    for chunk in _chunks(file):
        if not is_sheet:
            if chunk.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")):
                raise zipfile.BadZipFile  # two bytes a letter would hide every reference
            if b"<" in chunk and b"worksheet" not in chunk and b"sheetData" not in chunk:
                continue
            is_sheet = True
            hidden |= _hidden_columns(chunk)
        found = _CELL.findall(chunk)
        letters.update({column.upper() for column, _ in found})
        cells_without += _without_place(chunk, len(found), _ANY_CELL, _BARE_CELL)
        numbers = _ROW.findall(chunk)
        rows_without += _without_place(chunk, len(numbers), _ANY_ROW, _BARE_ROW)
        last_row = max([last_row, *map(int, {row for _, row in found}), *map(int, numbers)])
    width = max(map(_column_number, letters), default=0)
    # Without references cells count up from the left and rows from the top: a bound, not the exact place.
    return last_row + rows_without, width + min(cells_without, 16_384), frozenset(hidden)


def _without_place(chunk: bytes, placed: int, every: re.Pattern[bytes], bare: re.Pattern[bytes]) -> int:
    """Return how many tags have no reference; one whose reference cannot be read is damage, never ignored."""
    missing = len(every.findall(chunk)) - placed
    if missing and len(bare.findall(chunk)) != missing:
        raise zipfile.BadZipFile
    return missing


def _hidden_columns(chunk: bytes) -> set[int]:
    hidden: set[int] = set()
    for tag in _COLUMN.findall(chunk.partition(b"sheetData")[0]):
        attributes = dict(_ATTRIBUTE.findall(tag))
        if attributes.get(b"hidden") in {b"1", b"true"}:
            first, last = int(attributes.get(b"min", b"1")), int(attributes.get(b"max", b"1"))
            hidden.update(range(first - 1, min(last, MOST_COLUMNS)))
    return hidden


def _sheet_names(package: zipfile.ZipFile) -> dict[str, str]:
    """Return the sheet name of each part, from the workbook and its relations."""
    targets: dict[str, str] = {}
    relations = _read_small(package, "xl/_rels/workbook.xml.rels")
    for item in _parse(relations) if relations else ():
        target = item.get("Target", "")
        targets[item.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    names: dict[str, str] = {}
    for item in _parse(_read_small(package, "xl/workbook.xml")).iter():
        if item.tag.endswith("}sheet") or item.tag == "sheet":
            relation = next((value for key, value in item.attrib.items() if key.endswith("}id")), "")
            if relation in targets:
                names[targets[relation]] = item.get("name", "")
    return names


def _parse(xml: bytes) -> ET.Element:
    """Parse a small part; a document with a type definition (and so entities) is refused as damaged."""
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise zipfile.BadZipFile
    return ET.fromstring(xml)  # noqa: S314 - bounded in size, no entities


# OpenDocument

_ODS_TAG = re.compile(
    rb"<(/?)table:(table-row|table-cell|covered-table-cell|table-column|table)(?=[\s/>])([^>]*?)(/?)>"
)
_REPEAT = re.compile(rb"""table:number-(?:columns|rows)-repeated=["'](\d{1,9})["']""")
_NAME = re.compile(rb"""table:name=["']([^"']*)["']""")


class _OdsSheet:
    """The used range of one sheet while its tags go by."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows = self.columns = 0
        self.hidden: set[int] = set()
        self._row = self._column = self._described = 0
        self._repeat = 0

    def see(self, tag: bytes, attributes: bytes) -> None:
        found = _REPEAT.search(attributes)
        repeat = int(found[1]) if found else 1
        if tag == b"table-column":
            if b"collapse" in attributes or b"filter" in attributes:
                self.hidden.update(range(self._described, min(self._described + repeat, MOST_COLUMNS)))
            self._described += repeat
        elif tag == b"table-row":
            self._row += self._repeat
            self._repeat, self._column = repeat, 0
        else:
            self._column += repeat
            if b"value-type" in attributes or b"office:" in attributes:
                self.columns = max(self.columns, self._column)
                self.rows = max(self.rows, self._row + self._repeat)


def _scan_ods(package: zipfile.ZipFile) -> dict[str, frozenset[int]]:
    sheets: list[_OdsSheet] = []
    for entry in package.infolist():
        with package.open(entry) as file:
            for chunk in _chunks(file):
                if entry.filename == "content.xml":
                    _see_ods_tags(chunk, sheets)
    for sheet in sheets:
        check_size(sheet.rows, sheet.columns)
    cells = sum(sheet.rows * sheet.columns for sheet in sheets)
    if cells > MOST_CELLS:
        raise _too_large("cells", cells, MOST_CELLS)
    return {sheet.name: frozenset(sheet.hidden) for sheet in sheets if sheet.hidden}


def _see_ods_tags(chunk: bytes, sheets: list[_OdsSheet]) -> None:
    for closing, tag, attributes, _ in _ODS_TAG.findall(chunk):
        if closing:
            continue
        if tag == b"table":
            name = _NAME.search(attributes)
            sheets.append(_OdsSheet(name[1].decode("utf-8") if name else ""))
        elif sheets:
            sheets[-1].see(tag, attributes)
