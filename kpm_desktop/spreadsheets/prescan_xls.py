"""A workbook of Excel 97 to 2003 looked at before calamine opens it, as `prescan.py` does for packages.

calamine believes the counts in such a file and aborts the process on a damaged one; here its streams are put
together and its records walked once, in bounded memory. [MS-CFB] and [MS-XLS].
"""

import struct
from collections.abc import Iterator

from kpm_desktop.domain.sheet_error import SheetError

_END = 0xFFFFFFFC
"""From here on a sector number is a mark, not a sector."""
_ROWS, _COLUMNS = 65_536, 256
_CELLS = frozenset(
    {0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00D6, 0x0406, 0x0206, 0x00BD, 0x00BE}
)
_MULTIPLE = frozenset({0x00BD, 0x00BE})
_DIMENSIONS, _STRINGS, _PASSWORD, _MERGED = 0x0200, 0x00FC, 0x002F, 0x00E5


class DamagedError(Exception):
    """The file is not what its header says."""


def check_workbook(content: bytes, file: str) -> None:
    """Raise SheetError for a workbook locked by a password, damaged, or no workbook at all."""
    try:
        streams = _streams(content)
        if "EncryptedPackage" in streams:
            raise SheetError("E-TABELSANDI", file=file)
        workbook = streams.get("Workbook") or streams.get("Book")
        if workbook is None:
            raise SheetError("E-BUKANTABEL", file=file, kind="DOC")
        for kind, data in _records(workbook):
            if kind == _PASSWORD:
                raise SheetError("E-TABELSANDI", file=file)
            _check_record(kind, data, len(workbook))
    except (DamagedError, struct.error, IndexError, UnicodeDecodeError):
        raise SheetError("E-TABELRUSAK", file=file) from None


def _check_record(kind: int, data: bytes, size: int) -> None:
    """Hold the numbers that decide how much memory is asked for to what a sheet can have."""
    if kind in _CELLS:
        _, column = struct.unpack_from("<HH", data)
        last = struct.unpack_from("<H", data, len(data) - 2)[0] if kind in _MULTIPLE else column
        if column >= _COLUMNS or last >= _COLUMNS:
            raise DamagedError
    elif kind == _DIMENSIONS and len(data) >= 12:
        first_row, last_row, first_column, last_column = struct.unpack_from("<IIHH", data)
        if first_row > last_row or last_row > _ROWS or first_column > last_column or last_column > _COLUMNS:
            raise DamagedError
    elif (kind == _STRINGS and struct.unpack_from("<I", data, 4)[0] > size) or (
        kind == _MERGED and 2 + 8 * struct.unpack_from("<H", data)[0] > len(data)
    ):
        raise DamagedError


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    place, end = 0, len(stream)
    while place + 4 <= end:
        kind, length = struct.unpack_from("<HH", stream, place)
        if place + 4 + length > end:
            if not stream[place:].strip(b"\x00"):
                return
            raise DamagedError
        yield kind, stream[place + 4 : place + 4 + length]
        place += 4 + length
        if kind == 0 and length == 0 and not stream[place : place + 64].strip(b"\x00"):
            return


def _streams(content: bytes) -> dict[str, bytes]:
    """Return the streams of a compound file by name."""
    shift, small_shift = struct.unpack_from("<HH", content, 0x1E)
    if shift not in {9, 12} or small_shift != 6:
        raise DamagedError
    first_entry, cutoff, first_small = (
        struct.unpack_from("<I", content, place)[0] for place in (0x30, 0x38, 0x3C)
    )
    table = _table(content, 1 << shift)
    entries = _chain(content, table, first_entry, 1 << shift, offset=1)
    small_table = _numbers(_chain(content, table, first_small, 1 << shift, offset=1))
    found = [_entry(entries, place) for place in range(0, len(entries) - 127, 128)]
    root = next((start for _, kind, start, _ in found if kind == 5), _END)
    small = _chain(content, table, root, 1 << shift, offset=1)
    streams: dict[str, bytes] = {}
    for name, kind, start, size in found:
        if kind == 2:
            if size > len(content):
                raise DamagedError
            if size < cutoff:
                streams[name] = _chain(small, small_table, start, 1 << small_shift, offset=0)[:size]
            elif name in {"Workbook", "Book"}:
                streams[name] = _chain(content, table, start, 1 << shift, offset=1)[:size]
            else:
                streams[name] = b""
    return streams


def _entry(entries: bytes, place: int) -> tuple[str, int, int, int]:
    """Return name, kind (2 stream, 5 root), first sector and size of a directory entry."""
    length, kind = struct.unpack_from("<HB", entries, place + 0x40)
    start, size = struct.unpack_from("<II", entries, place + 0x74)
    return entries[place : place + max(0, min(length, 64) - 2)].decode("utf-16-le"), kind, start, size


def _table(content: bytes, size: int) -> list[int]:
    """Return the table of sectors: for each, the next one of its chain."""
    listed = list(struct.unpack_from("<109I", content, 0x4C))
    more, seen = struct.unpack_from("<I", content, 0x44)[0], set[int]()
    while more < _END and more not in seen:
        seen.add(more)
        numbers = _numbers(_sector(content, more, size, 1))
        listed += numbers[:-1]
        more = numbers[-1]
    table: list[int] = []
    for sector in listed:
        if sector < _END:
            table += _numbers(_sector(content, sector, size, 1))
        if len(table) > len(content):
            raise DamagedError
    return table


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))


def _sector(content: bytes, number: int, size: int, offset: int) -> bytes:
    start = (number + offset) * size
    if start >= len(content):
        raise DamagedError
    return content[start : start + size]


def _chain(content: bytes, table: list[int], first: int, size: int, *, offset: int) -> bytes:
    """Return the sectors of a chain put together; `offset` is 1 where a header stands before them."""
    parts: list[bytes] = []
    sector = first
    while sector < _END:
        if sector >= len(table) or len(parts) > len(table):
            raise DamagedError
        parts.append(_sector(content, sector, size, offset))
        sector = table[sector]
    return b"".join(parts)
