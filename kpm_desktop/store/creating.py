"""Making a new data file: schema, identity, and the regency with its districts, villages and spellings.

Made whole under another name and renamed, so a half one is never met. Never over a file that is there.
"""

import contextlib
import datetime as dt
import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kpm_desktop.domain.chain import FIRST_LINK
from kpm_desktop.domain.changes import Draft, Kind, Operation, meta_text, next_hlc
from kpm_desktop.domain.folding import NO_ROW, fold_next, write
from kpm_desktop.domain.uid import Uid, code_uid, pair_uid, uuid7
from kpm_desktop.store.change_log import ChangeLog, Line, Writer
from kpm_desktop.store.connection import APPLICATION_ID, PAGE_SIZE, Connection, check_driver
from kpm_desktop.store.errors import ExistsError, translating
from kpm_desktop.store.journal import Journal
from kpm_desktop.store.lock_file import DataFileLock
from kpm_desktop.store.migrations import STEPS, apply
from kpm_desktop.store.places import beside, patiently, refuse_bad_place, sync_folder
from kpm_desktop.store.regions import RegionTree
from kpm_desktop.store.state import groups_of, store
from kpm_desktop.store.tables import STATE

NEW_MARK = "new"
"""Key in the meta of a writer's first operation that filled or recovered a file; that one is not undone."""


NewRow = tuple[str, Uid, Mapping[str, Any]]
"""A row of a new file: table, uid, and its columns as the data file keeps them."""


def fresh_uid(now: dt.datetime) -> Uid:
    """Return a new uuid7."""
    return uuid7(int(now.timestamp() * 1000), secrets.randbits(74))


def stamp(now: dt.datetime) -> str:
    """Return a moment as it stands in the file: local time to the second."""
    return now.isoformat(timespec="seconds")


def create_file(
    path: Path,
    now: Callable[[], dt.datetime],
    regency_code: str,
    regions: RegionTree | None,
    writer_name: str,
) -> None:
    """Make a data file at `path`; raises a DataFileError, ExistsError when anything is there already."""
    name, rows = (regions.regency.name, list(_rows(regions))) if regions else ("kosong", [])
    create_with(path, now, regency_code, rows, f"Data baru: {name}", writer_name)


def create_with(
    path: Path,
    now: Callable[[], dt.datetime],
    regency_code: str,
    rows: Iterable[NewRow],
    label: str,
    writer_name: str,
) -> None:
    """Make a data file whose first operation writes these rows; a row comes after those it points to.

    Raises a DataFileError, ExistsError when anything is at `path` already.
    """
    make_whole(path, now, lambda part: _fill(part, now, regency_code, rows, label, writer_name))


Fill = Callable[[Path], tuple[Uid, Sequence[Line]]]
"""Makes a data file under the name it gets; returns the file's uid and what its journal begins with."""


def make_whole(path: Path, now: Callable[[], dt.datetime], fill: Fill) -> None:
    """Let `fill` make a data file under another name, then rename it to `path`; or nothing is left of it.

    Raises a DataFileError, ExistsError when anything is at `path` already.
    """
    path = path.absolute()
    check_driver()
    refuse_bad_place(path)
    if os.path.lexists(path):
        raise ExistsError(file=path.name)
    places = beside(path)
    part = path.with_name(f"{path.name}.part")
    with translating(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = DataFileLock(places.lock)
        lock.acquire()
        try:
            part.unlink(missing_ok=True)
            file_uid, lines = fill(part)
            with part.open("r+b") as file:
                os.fsync(file.fileno())
            patiently(lambda: part.rename(path), path.name)
            sync_folder(path.parent)
            with (
                contextlib.suppress(OSError),
                contextlib.closing(Journal(places.journal, file_uid)) as journal,
            ):
                journal.append(now().date(), lines)
        finally:
            for left in (part, part.with_name(f"{part.name}-journal")):
                with contextlib.suppress(OSError):
                    left.unlink(missing_ok=True)
            lock.release()


def make_schema(
    connection: Connection, file_uid: Uid, regency_code: str, district_code: str | None, created_at: str
) -> None:
    """Give a new, empty file its identity and its tables."""
    for pragma in (
        f"page_size = {PAGE_SIZE}", "encoding = 'UTF-8'", "auto_vacuum = NONE",
        f"application_id = {APPLICATION_ID}",
    ):  # fmt: skip
        connection.run(f"PRAGMA {pragma}")
    with connection.atomic("IMMEDIATE"):
        apply(connection, STEPS)
        connection.run(
            "INSERT INTO about VALUES (?, ?, ?, ?)", (file_uid, regency_code, district_code, created_at)
        )


def _fill(
    part: Path,
    now: Callable[[], dt.datetime],
    regency_code: str,
    rows: Iterable[NewRow],
    label: str,
    writer_name: str,
) -> tuple[Uid, list[list[Any]]]:
    moment = now()
    file_uid = fresh_uid(moment)
    writer = Writer(fresh_uid(moment), writer_name, stamp(moment))
    connection = Connection(part, "rwc")
    with connection.connection_context():
        make_schema(connection, file_uid, regency_code, None, stamp(moment))
        with connection.atomic("IMMEDIATE"):
            lines = _seed(connection, writer, moment, rows, label)
    return file_uid, lines


def first_operation(
    log: ChangeLog, writer: Writer, moment: dt.datetime, kind: Kind, label: str, **details: Any
) -> Operation:
    """Add a new writer to the log and return the operation that it begins with; it is never undone."""
    log.add_writer(writer)
    return Operation(
        uid=fresh_uid(moment),
        writer=writer.uid,
        seq=1,
        hlc=next_hlc(log.latest_hlc(), int(moment.timestamp() * 1000)),
        at=stamp(moment),
        kind=kind,
        label=label,
        meta=meta_text(**{NEW_MARK: 1}, **details),
    )


def _seed(
    connection: Connection, writer: Writer, moment: dt.datetime, rows: Iterable[NewRow], label: str
) -> list[list[Any]]:
    """Write the first operation; return the journal's lines."""
    log = ChangeLog(connection)
    operation = first_operation(log, writer, moment, Kind.IMPORT, label)
    drafts: list[Draft] = []
    states = {}
    for table, uid, columns in rows:
        draft = write(NO_ROW, fresh_uid(moment), (table, uid), groups_of(STATE[table], columns))
        drafts.append(draft)
        states[table, uid] = fold_next(NO_ROW, draft.numbered(operation, len(drafts)))
    *_, lines = log.append(operation, drafts, FIRST_LINK)
    store(connection, states)
    return [writer.line, *lines]


def _rows(regions: RegionTree) -> Iterator[NewRow]:
    regency = code_uid(regions.regency.code)
    yield "regency", regency, {"code": regions.regency.code, "name": regions.regency.name}
    for district in regions.districts:
        yield (
            "district",
            code_uid(district.code),
            {"code": district.code, "name": district.name, "regency": regency},
        )
    for village in regions.villages:
        yield (
            "village",
            code_uid(village.code),
            {
                "village_code": village.code,
                "district": code_uid(village.district_code),
                "kind": village.kind.replace(" ", "_"),
                "official": 1,
            },
        )
    names = [(village.code, village.name, "official") for village in regions.villages]
    names += [(alias.village_code, alias.name, "alias") for alias in regions.aliases]
    for code, name, use in names:
        uid = pair_uid("village_name", code_uid(code), use, name)
        yield "village_name", uid, {"village": code_uid(code), "name": name, "use": use}
