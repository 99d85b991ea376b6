"""A new data file on another PC, begun from what the office sent: everything, or one district's extract.

A data file copied by hand can be begun from as well; it goes through the gate, and only its log is read.
`data-file.md` sections 2 ("Mulai dari paket kabupaten"), 10a and 12.
"""

import dataclasses
import datetime as dt
import shutil
from pathlib import Path

from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.domain.uid import Uid
from kpm_desktop.packages import container, stick
from kpm_desktop.store import gate
from kpm_desktop.store.connection import SCHEMA
from kpm_desktop.store.creating import fresh_uid
from kpm_desktop.store.incoming import Incoming
from kpm_desktop.store.opening import Clock
from kpm_desktop.store.package_log import PackageEntry
from kpm_desktop.store.places import beside
from kpm_desktop.store.starting import start_file
from kpm_desktop.workflows import package_content
from kpm_desktop.workflows.progress import Progress


@dataclasses.dataclass(frozen=True, slots=True)
class _Begun:
    """What a new file begins with. `file_uid`: the register it continues, None for one of its own."""

    incoming: Incoming
    entry: PackageEntry
    regency: str
    district: str | None
    file_uid: Uid | None
    label: str


def start(
    path: Path,
    package: Path,
    passphrase: str | None,
    progress: Progress,
    *,
    now: Clock = dt.datetime.now,
    writer_name: str = "",
) -> None:
    """Make the data file at `path` from a full package, an extract or a copied data file; it is not opened.

    A file from an extract is for that district only and is a register of its own. Raises PackageError
    (E-MENUNGGU for a delta, all of `receive_package`), ExistsError or another DataFileError, Cancelled.
    """
    progress.step(0, 0, "Menyalin dari flashdisk")
    is_package = container.kind_of(package) == "package"
    copy = beside(path.absolute()).inbox / f"{fresh_uid(now()).hex()}{package.suffix.lower()}"
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        if is_package:
            shutil.copyfile(package, copy)
        else:
            gate.copy_in(package, copy)
    except OSError as error:
        raise stick.not_copied(error, package.name) from error
    at = now().isoformat(timespec="seconds")
    if is_package:
        begun = _of_package(copy, package.name, passphrase, progress, at)
    else:
        begun = _of_copy(copy, package.name, progress, at, fresh_uid(now()))
    progress.step(0, 0, "Menyusun data baru")
    start_file(
        path,
        begun.incoming,
        begun.entry,
        regency_code=begun.regency,
        district_code=begun.district,
        file_uid=begun.file_uid,
        label=begun.label,
        now=now,
        writer_name=writer_name,
    )


def _of_package(copy: Path, name: str, passphrase: str | None, progress: Progress, at: str) -> _Begun:
    manifest = container.read_manifest(copy, SCHEMA)
    if manifest.start:
        raise PackageError("E-MENUNGGU", number=str(manifest.number - 1))
    is_extract = manifest.kind == "extract"
    return _Begun(
        package_content.of_package(copy, manifest, passphrase, progress),
        PackageEntry(
            manifest.package_uid,
            "in",
            at,
            manifest.writer_name,
            manifest.number,
            manifest.kind,
            manifest.end,
            {"file": name, "encrypted": manifest.is_sealed, "register": manifest.file_uid.hex()},
        ),
        manifest.regency,
        manifest.district if is_extract else None,
        None if is_extract else manifest.file_uid,
        f"Mulai dari paket {manifest.writer_name}",
    )


def _of_copy(copy: Path, name: str, progress: Progress, at: str, uid: Uid) -> _Begun:
    gated = gate.enter(copy)
    return _Begun(
        package_content.of_database(gated, progress),
        PackageEntry(
            uid,
            "in",
            at,
            gated.last_writer_name,
            None,
            "database",
            gated.vector,
            {"file": name, "encrypted": False, "register": gated.file_uid.hex()},
        ),
        gated.regency_code,
        gated.district_code,
        gated.file_uid,
        f"Mulai dari salinan data {gated.last_writer_name}",
    )
