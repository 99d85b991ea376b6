"""A new data file that begins with what another PC sent: "Mulai dari paket kabupaten".

So villages and people have the same uids on both. Made whole under another name and renamed; never over a
file that is there. `data-file.md` sections 2 and 10a.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

from kpm_desktop.domain.chain import FIRST_LINK
from kpm_desktop.domain.changes import Kind
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store import package_log
from kpm_desktop.store.arrivals import bring_in, ranges_of
from kpm_desktop.store.change_log import ChangeLog, Line, Writer
from kpm_desktop.store.connection import Connection, integrity_check
from kpm_desktop.store.creating import first_operation, fresh_uid, make_schema, make_whole, stamp
from kpm_desktop.store.incoming import Incoming, examine
from kpm_desktop.store.lock_file import this_computer
from kpm_desktop.store.outgoing import stand_in
from kpm_desktop.store.package_log import PackageEntry


def start_file(
    path: Path,
    incoming: Incoming,
    entry: PackageEntry,
    *,
    regency_code: str,
    district_code: str | None,
    file_uid: Uid | None,
    label: str,
    now: Callable[[], dt.datetime],
    writer_name: str = "",
) -> None:
    """Make a data file at `path` with everything that came in; it is the first operation, never undone.

    `file_uid`: the register it continues (a second PC of one office), None for one of its own (a district).
    Raises PackageError, ExistsError or another DataFileError; nothing is left of it then.
    """
    uid = file_uid or fresh_uid(now())

    def fill(part: Path) -> tuple[Uid, Sequence[Line]]:
        connection = Connection(part, "rwc")
        with connection.connection_context():
            make_schema(connection, uid, regency_code, district_code, stamp(now()))
            examine(connection, incoming, now())
            with connection.atomic("IMMEDIATE"):
                lines = _fill(connection, incoming, entry, district_code, label, now(), writer_name)
            integrity_check(connection)
        return uid, lines

    make_whole(path, now, fill)


def _fill(
    connection: Connection,
    incoming: Incoming,
    entry: PackageEntry,
    district_code: str | None,
    label: str,
    moment: dt.datetime,
    writer_name: str,
) -> list[Line]:
    """Bring everything in and close with the first own operation; return the journal's lines."""
    brought = bring_in(connection, incoming.arrivals)
    log = ChangeLog(connection)
    followed = stand_in(district_code) if district_code else None
    writer = Writer(fresh_uid(moment), writer_name or this_computer()[0], stamp(moment), followed)
    ranges = ranges_of(brought.operations)
    told = {one.hex(): list(part) for one, part in sorted(ranges.items())}
    log.append(first_operation(log, writer, moment, Kind.MERGE, label, ranges=told), [], FIRST_LINK)
    if incoming.signing_key is not None:
        connection.run("INSERT OR REPLACE INTO signing_key VALUES (?, ?)", incoming.signing_key)
    package_log.add(connection, entry)
    return log.lines(0)
