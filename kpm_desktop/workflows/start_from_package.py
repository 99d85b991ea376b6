"""A new data file on another PC, begun from what the office sent: everything, or one district's extract.

`data-file.md` sections 2 ("Mulai dari paket kabupaten") and 10a.
"""

import datetime as dt
import shutil
from pathlib import Path

from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.packages import container
from kpm_desktop.store.connection import SCHEMA
from kpm_desktop.store.opening import Clock
from kpm_desktop.store.package_log import PackageEntry
from kpm_desktop.store.places import beside
from kpm_desktop.store.starting import start_file
from kpm_desktop.workflows import package_content
from kpm_desktop.workflows.progress import Progress


def start(
    path: Path,
    package: Path,
    passphrase: str | None,
    progress: Progress,
    *,
    now: Clock = dt.datetime.now,
    writer_name: str = "",
) -> None:
    """Make the data file at `path` from a full package or an extract; `DataFile.open` opens it afterwards.

    A file from an extract is for that district only and is a register of its own. Raises PackageError
    (E-BUKAN for a data file, E-MENUNGGU for a delta, all of `receive_package`), ExistsError or another
    DataFileError, Cancelled.
    """
    progress.step(0, 0, "Menyalin dari flashdisk")
    if container.kind_of(package) != "package":
        raise PackageError("E-BUKAN", reason="package")
    inbox = beside(path.absolute()).inbox
    copy = inbox / package.name
    try:
        inbox.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(package, copy)
    except OSError as error:
        raise PackageError("E-PUTUS", file=package.name) from error
    manifest = container.read_manifest(copy, SCHEMA)
    if manifest.start:
        raise PackageError("E-MENUNGGU", number=str(manifest.number - 1))
    incoming = package_content.of_package(copy, manifest, passphrase, progress)
    progress.step(0, 0, "Menyusun data baru")
    is_extract = manifest.kind == "extract"
    moment = now().isoformat(timespec="seconds")
    start_file(
        path,
        incoming,
        PackageEntry(
            manifest.package_uid,
            "in",
            moment,
            manifest.writer_name,
            manifest.number,
            manifest.kind,
            manifest.end,
            {"file": package.name, "encrypted": manifest.is_sealed},
        ),
        regency_code=manifest.regency,
        district_code=manifest.district if is_extract else None,
        file_uid=None if is_extract else manifest.file_uid,
        label=f"Mulai dari paket {manifest.writer_name}",
        now=now,
        writer_name=writer_name,
    )
