"""The daily journal outside the data file: each operation's package lines, synced after every commit.

One line is `crc32 space json`. Besides the package's lines (`w`, `o`, `c`, `a`; `data-file.md` section 10)
there is `["f", file uid, computer, user]`: what follows belongs to that data file on that PC. An operation is
its `o` line and the n `c` lines right after it; its writer and pictures stand before. A bad or half line is
ignored, and with it the operation it belongs to.
"""

import contextlib
import dataclasses
import datetime as dt
import io
import json
import os
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from kpm_desktop.domain.chain import digest_of
from kpm_desktop.domain.changes import RowKey
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.arrivals import Arrivals, from_lines
from kpm_desktop.store.change_log import Line
from kpm_desktop.store.lock_file import this_computer
from kpm_desktop.store.places import patiently, sync_folder

_KEPT = dt.timedelta(days=14)
_BACKUPS_AFTER = 3
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclasses.dataclass(frozen=True, slots=True)
class JournaledOperation:
    """A whole operation found in the journal: who wrote it, and its lines, header first."""

    uid: Uid
    writer: Uid
    seq: int
    link: bytes
    lines: tuple[Line, ...]


def encoded(line: Line) -> bytes:
    """Return a line, or its JSON text, as it stands in the file."""
    text = (line if isinstance(line, str) else _ENCODE(line)).encode()
    return b"%08x %s\n" % (zlib.crc32(text), text)


def decoded(raw: bytes) -> Line | None:
    """Return the line again, or None when it is damaged."""
    text = raw[9:]
    if raw[8:9] != b" " or b"%08x" % zlib.crc32(text) != raw[:8]:
        return None
    line = json.loads(text)
    return line if isinstance(line, list) and line else None


def files_in(folder: Path) -> list[Uid]:
    """Return the uids of the data files whose lines stand in a journal folder, the newest last."""
    found: dict[Uid, None] = {}
    for path in sorted(folder.glob("????-??-??.ndjson")) if folder.is_dir() else ():
        for raw in path.read_bytes().splitlines():
            line = decoded(raw) if b' ["f",' in raw[:14] else None
            if line is not None:
                uid = bytes.fromhex(line[1])
                found.pop(uid, None)
                found[uid] = None
    return list(found)


class Journal:
    """The journal folder of one data file."""

    def __init__(self, folder: Path, file_uid: Uid) -> None:
        self._folder = folder
        self._section: Line = ["f", file_uid.hex(), *this_computer()]
        self._file: io.RawIOBase | None = None
        self._day: dt.date | None = None

    def append(self, day: dt.date, lines: Iterable[Line]) -> None:
        """Write lines and sync them. Raises OSError; then nothing of them counts."""
        file = self._opened(day)
        start = file.seek(0, os.SEEK_END)
        try:
            _write(file, b"".join(map(encoded, lines)))
            os.fsync(file.fileno())
        except OSError:
            with contextlib.suppress(OSError):
                file.truncate(start)
            self.close()
            raise

    def operations(self) -> Iterator[JournaledOperation]:
        """Yield this file's whole operations, oldest first, as written on this PC by this user."""
        for path in self._days():
            section: Line | None = None
            lines: list[Line] = []
            for raw in path.read_bytes().splitlines():
                line = decoded(raw)
                if line is not None and line[0] == "f":
                    section = line
                if line is None or line[0] not in {"o", "c"} or section != self._section:
                    lines = []
                    continue
                lines = [line] if line[0] == "o" else [*lines, line] if lines else []
                if lines and len(lines) == 1 + lines[0][9]:
                    yield _operation(lines)

    def everything(self, *, any_place: bool = False) -> Arrivals:
        """Return all of this file's whole operations with their writers and pictures, oldest first.

        Of this PC and user, or with `any_place` of every one whose lines stand here.
        """
        return from_lines(self._whole_lines(any_place=any_place))

    def _whole_lines(self, *, any_place: bool) -> Iterator[Line]:
        """Yield the lines of what is whole: a bad line takes its operation along."""
        for path in self._days():
            is_ours = False
            lines: list[Line] = []
            for raw in path.read_bytes().splitlines():
                line = decoded(raw)
                if line is None:
                    lines = []
                elif line[0] == "f":
                    lines, is_ours = [], line[1] == self._section[1] and (any_place or line == self._section)
                elif not is_ours:
                    continue
                elif line[0] not in {"o", "c"}:
                    yield line
                elif line[0] == "o" or lines:
                    lines = [line] if line[0] == "o" else [*lines, line]
                    if len(lines) == 1 + lines[0][9]:
                        yield from lines
                        lines = []

    def last(self) -> JournaledOperation | None:
        """Return the newest whole operation of this file on this PC, looking from the end."""
        for path in reversed(self._days()):
            raw = path.read_bytes()
            end = len(raw)
            while (at := raw.rfind(b' ["o",', 0, end)) >= 8:
                end = at
                if _section_at(raw, at) == self._section and (found := _whole(raw, at - 8)):
                    return found
        return None

    def thin(self, today: dt.date, backed_up: Sequence[dt.date]) -> None:
        """Delete days over two weeks old that three verified backups follow; the newest day always stays."""
        for path in self._days()[:-1]:
            day = dt.date.fromisoformat(path.stem)
            if today - day > _KEPT and sum(made > day for made in backed_up) >= _BACKUPS_AFTER:
                with contextlib.suppress(OSError):
                    path.unlink()

    def blank(self, rows: frozenset[RowKey], assets: Collection[str]) -> None:
        """Write anew what holds values of erased rows, or pictures that are no more; damaged lines go too.

        Of a change its digest stays, so that an operation is as whole as before. Raises OSError.
        """
        self.close()
        names = {(table, uid.hex()) for table, uid in rows}
        for path in self._days():
            raw = path.read_bytes()
            kept = b"".join(_blanked(raw.splitlines(), names, assets))
            if kept != raw:
                part = path.with_suffix(".part")
                with part.open("wb") as file:
                    file.write(kept)
                    file.flush()
                    os.fsync(file.fileno())
                patiently(partial(part.replace, path), path.name)
                sync_folder(self._folder)

    def close(self) -> None:
        """Close the day's file."""
        if self._file is not None:
            self._file.close()
        self._file, self._day = None, None

    def _days(self) -> list[Path]:
        return sorted(self._folder.glob("????-??-??.ndjson")) if self._folder.is_dir() else []

    def _opened(self, day: dt.date) -> io.RawIOBase:
        if self._file is not None and self._day == day:
            return self._file
        self.close()
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{day.isoformat()}.ndjson"
        raw = path.read_bytes() if path.exists() else b""
        file = path.open("ab", buffering=0)
        try:
            if raw and not raw.endswith(b"\n"):
                _write(file, b"\n")
            if _section_at(raw, len(raw)) != self._section:
                _write(file, encoded(self._section))
        except OSError:
            file.close()
            raise
        self._file, self._day = file, day
        return file


def _blanked(
    raws: Iterable[bytes], rows: Collection[tuple[str, str]], assets: Collection[str]
) -> Iterator[bytes]:
    for raw in raws:
        line = decoded(raw)
        if line is None or (line[0] == "a" and line[1] not in assets):
            continue
        if line[0] == "c" and (line[3], line[4]) in rows and line[5] is not None:
            yield encoded([*line[:5], None, digest_of(line[5]).hex()])
        else:
            yield raw + b"\n"


def _write(file: io.RawIOBase, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[file.write(view) :]


def _section_at(raw: bytes, end: int) -> Line | None:
    at = raw.rfind(b' ["f",', 0, end)
    return decoded(raw[at - 8 : raw.find(b"\n", at)]) if at >= 8 else None


def _whole(raw: bytes, start: int) -> JournaledOperation | None:
    """Return the operation whose header begins at `start`, if all of it is there."""
    lines: list[Line] = []
    while start < len(raw):
        end = raw.find(b"\n", start)
        line = decoded(raw[start : end if end >= 0 else len(raw)])
        if line is None or line[0] != ("c" if lines else "o"):
            return None
        lines.append(line)
        if len(lines) == 1 + lines[0][9]:
            return _operation(lines)
        start = end + 1 if end >= 0 else len(raw)
    return None


def _operation(lines: list[Line]) -> JournaledOperation:
    header = lines[0]
    uid, writer, link = (bytes.fromhex(header[place]) for place in (1, 2, 10))
    return JournaledOperation(uid, writer, header[3], link, tuple(lines))
