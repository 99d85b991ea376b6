"""A medium that loses its power: what SQLite writes is recorded, then replayed up to a cut, for tests.

Modelled. What was written since a file was last synced may be there or not, write by write and sector by
sector, as a disk with a cache leaves it; what was synced is there.
"""

import dataclasses
import random
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import apsw

from kpm_desktop.store.connection import PRAGMAS

SECTOR: Final = 512
MAIN, HOT = "kpm.db", "kpm.db-journal"


@dataclasses.dataclass(frozen=True, slots=True)
class Written:
    """Bytes written to a file at an offset; None: the file was cut to that length."""

    file: str
    offset: int
    content: bytes | None


@dataclasses.dataclass(frozen=True, slots=True)
class Synced:
    """A file was synced."""

    file: str


@dataclasses.dataclass(frozen=True, slots=True)
class Done:
    """So many transactions were reported as committed."""

    count: int


Event = Written | Synced | Done


class _File(apsw.VFSFile):
    def __init__(self, events: list[Event], name: Any, flags: list[int]) -> None:
        self._events = events
        self._name = Path(name.filename() if isinstance(name, apsw.URIFilename) else name).name
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 (SQLite's name)
        self._events.append(Written(self._name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        self._events.append(Written(self._name, newsize, None))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._events.append(Synced(self._name))
        super().xSync(flags)


class _Recorder(apsw.VFS):
    def __init__(self, events: list[Event]) -> None:
        self._events = events
        super().__init__("recorder", "")

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        return _File(self._events, name, flags)


def recorded(
    path: Path, statements: Iterable[str], *, pragmas: Mapping[str, str] | None = None
) -> list[Event]:
    """Execute statements on a file with the program's pragmas, some changed; returns what was written."""
    events: list[Event] = []
    recorder = _Recorder(events)
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE, vfs="recorder")
    values = {name: value for name, value, _ in PRAGMAS} | dict(pragmas or {})
    for name, value in values.items():
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
    count = 0
    for statement in statements:
        connection.execute(statement).fetchall()
        if statement == "COMMIT":
            count += 1
            events.append(Done(count))
    connection.close()
    recorder.unregister()
    return events


@dataclasses.dataclass(frozen=True, slots=True)
class Left:
    """What is on the medium after a cut, and how many transactions had been reported as committed."""

    files: Mapping[str, bytes]
    done: int


def cuts(before: bytes, events: list[Event], count: int, dice: random.Random) -> Iterator[Left]:
    """Yield what is left after each of so many cuts at random moments."""
    medium = _Medium(before)
    place = 0
    for moment in sorted(dice.randrange(len(events) + 1) for _ in range(count)):
        for event in events[place:moment]:
            medium.take(event)
        place = moment
        yield medium.left(dice)


class _Medium:
    def __init__(self, before: bytes) -> None:
        self._durable = {MAIN: bytearray(before), HOT: bytearray()}
        self._waiting: list[Written] = []
        self._done = 0

    def take(self, event: Event) -> None:
        if isinstance(event, Done):
            self._done = event.count
        elif isinstance(event, Written):
            self._waiting.append(event)
        else:
            for one in self._waiting:
                if one.file == event.file:
                    _apply(self._durable[one.file], one)
            self._waiting = [one for one in self._waiting if one.file != event.file]

    def left(self, dice: random.Random) -> Left:
        files = {name: bytearray(content) for name, content in self._durable.items()}
        chance = dice.choice([0.0, 0.3, 0.7, 1.0])
        for one in self._waiting:
            for part in _sectors(one) if dice.random() < 0.3 else [one]:
                if dice.random() < chance:
                    _apply(files[part.file], part)
        return Left({name: bytes(content) for name, content in files.items()}, self._done)


def _apply(content: bytearray, one: Written) -> None:
    if one.content is None:
        del content[one.offset :]
        return
    content.extend(bytes(max(0, one.offset - len(content))))
    content[one.offset : one.offset + len(one.content)] = one.content


def _sectors(one: Written) -> Iterator[Written]:
    if one.content is None:
        yield one
        return
    for start in range(0, len(one.content), SECTOR):
        yield Written(one.file, one.offset + start, one.content[start : start + SECTOR])
