"""What packages went out and came in, and which wait: two local tables, outside the log.

The list of all packages ever made is what the report of a lost stick is written from (`data-file.md`
section 16).
"""

import dataclasses
import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from kpm_desktop.domain.passport import Vector, fits
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.connection import Connection


@dataclasses.dataclass(frozen=True, slots=True)
class PackageEntry:
    """One package. `peer`: from or for whom it is. `vector`: what its receiver has afterwards.

    `details` of one that went out: file, stick, serial, size, rows, with_nik, encrypted, fingerprint, reason,
    district; `whole`: it holds everything; `outside`: it lies on a stick or another disk; `people`: of how
    many persons it holds what (`personal_counts`); `lost`: {at, note} while it is reported lost.
    Of one that came in: file, encrypted, register (its file uid).
    """

    package_uid: Uid
    direction: Literal["in", "out"]
    at: str
    peer: str
    number: int | None
    kind: str
    vector: Vector
    details: Mapping[str, Any]

    @property
    def is_copy_outside(self) -> bool:
        """Tell whether it is a copy of everything outside this PC: sealed, else whoever finds it reads it.

        One that is lost is none.
        """
        wanted = ("whole", "outside", "encrypted")
        is_whole = self.direction == "out" and all(self.details.get(name) for name in wanted)
        return is_whole and not self.details.get("lost")


@dataclasses.dataclass(frozen=True, slots=True)
class HeldPackage:
    """A package that waits in the inbox for what lies before it; `manifest` is its JSON."""

    package_uid: Uid
    at: str
    file_name: str
    manifest: Mapping[str, Any]


def add(connection: Connection, entry: PackageEntry) -> None:
    """Note a package, within the open transaction."""
    vector = json.dumps({writer.hex(): seq for writer, seq in sorted(entry.vector.items())})
    connection.run(
        "INSERT INTO package_log (package_uid, direction, at, peer, number, kind, vector, details)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            entry.package_uid,
            entry.direction,
            entry.at,
            entry.peer,
            entry.number,
            entry.kind,
            vector,
            json.dumps(dict(entry.details), ensure_ascii=False, sort_keys=True),
        ),
    )


def entries(connection: Connection) -> list[PackageEntry]:
    """Return all packages, newest first."""
    found = connection.run(
        "SELECT package_uid, direction, at, peer, number, kind, vector, details FROM package_log"
        " ORDER BY id DESC"
    )
    return [
        PackageEntry(
            uid,
            direction,
            at,
            peer,
            number,
            kind,
            {bytes.fromhex(writer): seq for writer, seq in json.loads(vector).items()},
            json.loads(details),
        )
        for uid, direction, at, peer, number, kind, vector, details in found
    ]


def copied_at(connection: Connection) -> str:
    """Return when the newest copy of everything left this PC, "" when none did."""
    return next((entry.at for entry in entries(connection) if entry.is_copy_outside), "")


def mark(connection: Connection, package_uid: Uid, lost: Mapping[str, str] | None) -> bool:
    """Note that a package that went out is lost, or found again (None); tell whether there is such a one."""
    sql = "SELECT id, details FROM package_log WHERE package_uid = ? AND direction = 'out'"
    found = connection.run(sql, (package_uid,))
    for number, details in found:
        told = {name: value for name, value in json.loads(details).items() if name != "lost"}
        told |= {"lost": dict(lost)} if lost is not None else {}
        text = json.dumps(told, ensure_ascii=False, sort_keys=True)
        connection.run("UPDATE package_log SET details = ? WHERE id = ?", (text, number))
    return bool(found)


State: TypeAlias = Literal["lost", "received", "stick", "here", "came"]
"""Lost; back at us as a package of somebody who has all of it; on a stick or other disk; here; came in."""


def states(listed: Sequence[PackageEntry]) -> list[State]:
    """Return for each package where it is now, as far as the list tells."""
    arrived = [one.vector for one in listed if one.direction == "in"]
    found: list[State] = []
    for one in listed:
        if one.direction == "in":
            found.append("came")
        elif one.details.get("lost"):
            found.append("lost")
        elif any(fits(one.vector, vector) for vector in arrived):
            found.append("received")
        else:
            found.append("stick" if one.details.get("outside") else "here")
    return found


def hold(connection: Connection, package: HeldPackage) -> None:
    """Note a package that waits, within the open transaction."""
    connection.run(
        "INSERT OR REPLACE INTO held VALUES (?, ?, ?, ?)",
        (package.package_uid, package.at, package.file_name, json.dumps(dict(package.manifest))),
    )


def held(connection: Connection) -> list[HeldPackage]:
    """Return the packages that wait, the oldest first."""
    found = connection.run("SELECT package_uid, at, file_name, manifest FROM held ORDER BY at, rowid")
    return [HeldPackage(uid, at, name, json.loads(manifest)) for uid, at, name, manifest in found]


def release(connection: Connection, package_uid: Uid) -> None:
    """Forget a package that waited, within the open transaction."""
    connection.run("DELETE FROM held WHERE package_uid = ?", (package_uid,))
