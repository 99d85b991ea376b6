"""From a package, or a data file that passed the gate, to what the data file can take in: opened and checked.

Who may open it and what becomes of it is `receive_package.py` and `start_from_package.py`.
"""

import functools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeAlias

from kpm_desktop import sealing
from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.packages import container, lines
from kpm_desktop.packages.manifest import Manifest
from kpm_desktop.store.arrivals import Arrival, Arrivals, Asset
from kpm_desktop.store.bulk import no_collection
from kpm_desktop.store.change_log import Writer
from kpm_desktop.store.connection import SCHEMA
from kpm_desktop.store.gate import Gated
from kpm_desktop.store.incoming import Incoming
from kpm_desktop.store.tables import STATE
from kpm_desktop.workflows.progress import Progress, counted

SHAPE: Final = {name: table.groups for name, table in STATE.items()}
Passphrase: TypeAlias = str | tuple[str, ...] | None
"""What packages are opened with: one passphrase, several of which any may be the one, or none."""
_CHECKING: Final = "Memeriksa isi paket"
_EVERY = 5000


def of_package(path: Path, manifest: Manifest, passphrase: Passphrase, progress: Progress) -> Incoming:
    """Return what a package holds: checks 10 to 12. Of several passphrases any may be the one.

    Raises PackageError (E-SANDI: no passphrase, or another one; the package itself is whole), Cancelled.
    """
    tried = (passphrase,) if passphrase is None or isinstance(passphrase, str) else passphrase
    for phrase in tried[:-1]:
        try:
            return _of_package(path, manifest, phrase, progress)
        except PackageError as error:
            if error.code != "E-SANDI":
                raise
    return _of_package(path, manifest, tried[-1], progress)


def _of_package(path: Path, manifest: Manifest, passphrase: str | None, progress: Progress) -> Incoming:
    opener = functools.partial(_opened, passphrase, manifest.writer_name) if passphrase else None
    raw = counted(container.read_lines(path, opener), manifest.lines, progress, _CHECKING, every=_EVERY)
    with no_collection():
        content = lines.read(raw, SHAPE, newer=manifest.schema > SCHEMA)
    found = (len(content.operations), sum(len(one.records) for one in content.operations))
    if found != (manifest.operations, manifest.changes):
        raise PackageError("E-ISI", reason="counts")
    is_extract = manifest.kind == "extract"
    if any(one.partial != is_extract for one in content.operations):
        raise PackageError("E-ISI", reason="kind")
    if content.signing_key is not None and (manifest.kind != "full" or not manifest.is_sealed):
        raise PackageError("E-ISI", reason="key")
    return _incoming(content, manifest.end, manifest.writer_name)


def of_database(gated: Gated, progress: Progress) -> Incoming:
    """Return what a copied data file holds. Raises PackageError, Cancelled."""
    with no_collection():
        raw = counted(gated.lines, len(gated.lines), progress, _CHECKING, every=_EVERY)
        content = lines.read(raw, SHAPE)
    return _incoming(content, gated.vector, gated.last_writer_name)


def _incoming(content: lines.Content, end: Mapping[bytes, int], sender: str) -> Incoming:
    arrivals = Arrivals(
        tuple(
            Writer(one.uid, one.name, one.started_at, one.previous_uid, one.previous_seq)
            for one in content.writers
        ),
        tuple(Arrival(one.operation, one.link, one.records, one.partial) for one in content.operations),
        tuple(Asset(one.sha256, one.mime, one.content) for one in content.pictures),
    )
    return Incoming(arrivals, content.named, content.pointed, end, sender, content.signing_key)


def _opened(
    passphrase: str, writer: str, enc: Mapping[str, Any], context: bytes, file: BinaryIO, length: int
) -> Iterator[bytes]:
    try:
        yield from sealing.open_sealed(passphrase, enc, context, file, length)
    except sealing.WrongPassphraseError:
        raise PackageError("E-SANDI", writer=writer) from None
    except sealing.TamperedError:
        raise PackageError("E-ISI", reason="sealed") from None
