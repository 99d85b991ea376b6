"""Receiving from other PCs: copied in first, passport before anything opens, preview, merge after a backup.

Packages and data files copied by hand take the same way. `data-file.md` sections 11 and 12, `screens.md`
3.11.
"""

import contextlib
import dataclasses
import datetime as dt
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kpm_desktop.domain.dates import long_date
from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.domain.passport import Comparison, Vector, compare, in_order
from kpm_desktop.domain.uid import Uid
from kpm_desktop.packages import container, stick
from kpm_desktop.packages.manifest import Manifest
from kpm_desktop.store import gate
from kpm_desktop.store.branch import BranchDifference
from kpm_desktop.store.bulk import no_collection
from kpm_desktop.store.connection import SCHEMA
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.store.gate import Gated
from kpm_desktop.store.incoming import Incoming, together
from kpm_desktop.store.merge_preview import MergePreview
from kpm_desktop.store.merging import Choices, Merged
from kpm_desktop.store.package_log import HeldPackage, PackageEntry
from kpm_desktop.workflows import package_content
from kpm_desktop.workflows.package_content import Passphrase
from kpm_desktop.workflows.place_names import place_name
from kpm_desktop.workflows.progress import Progress, telling


@dataclasses.dataclass(frozen=True, slots=True)
class Arrived:
    """A package or copied data file in the inbox, and its passport. The stick may be pulled.

    `manifest` is None for a data file, `gated` for a package. `standing`: against our data. `merged_at`: the
    moment it was merged already ("" = never). `is_other_file`: of the same regency, but another register.
    `taken_back_by`: the operation that took the merge back, if that holds.
    """

    source: Path
    copy: Path
    manifest: Manifest | None
    gated: Gated | None
    standing: Comparison
    merged_at: str
    is_other_file: bool
    taken_back_by: Uid | None = None

    @property
    def sender(self) -> str:
        """The PC it came from."""
        if self.manifest is not None:
            return self.manifest.writer_name
        return self.gated.last_writer_name if self.gated else ""

    @property
    def start(self) -> Vector:
        """What has to be here before it."""
        return self.manifest.start if self.manifest else {}

    @property
    def end(self) -> Vector:
        """What is here after it."""
        if self.manifest is not None:
            return self.manifest.end
        return self.gated.vector if self.gated else {}

    @property
    def file_uid(self) -> Uid:
        """The register it came from."""
        if self.manifest is not None:
            return self.manifest.file_uid
        return self.gated.file_uid if self.gated else b""

    @property
    def counts(self) -> Mapping[str, int]:
        """How many living rows are in it, by table."""
        if self.manifest is not None:
            return self.manifest.counts
        return self.gated.counts if self.gated else {}

    @property
    def fingerprint(self) -> str:
        """The 8 characters that the sender saw too."""
        return container.fingerprint(self.copy)

    @property
    def needs_passphrase(self) -> bool:
        """Tell whether it is sealed."""
        return self.manifest is not None and self.manifest.is_sealed


@dataclasses.dataclass(frozen=True, slots=True)
class Taken:
    """A file that was to be taken in: what arrived, or why it was refused."""

    source: Path
    arrived: Arrived | None
    refusal: PackageError | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Opened:
    """Packages opened and checked, ready to be looked at; None in `incoming` when there is nothing to take.

    `taken`: those that can be merged now, in that order, with what waited for them. `waiting`: those that
    need another one first. `clock_is_ahead`: some PC's clock was over a day ahead (W-JAM).
    """

    incoming: Incoming | None
    taken: tuple[Arrived, ...]
    waiting: tuple[Arrived, ...]
    clock_is_ahead: bool


def take(data_file: DataFile, source: Path, progress: Progress) -> Arrived:
    """Copy a package or data file into the inbox and return its passport: checks 1 to 9. Nothing is opened.

    Raises PackageError, Cancelled.
    """
    progress.step(0, 0, "Menyalin dari flashdisk")
    kind = container.kind_of(source)
    inbox = data_file.places.inbox
    data_file.thin_copies()
    copy = inbox / f"{data_file.new_uid().hex()}{container.SUFFIX if kind == 'package' else '.db'}"
    try:
        inbox.mkdir(parents=True, exist_ok=True)
        if kind == "package":
            shutil.copyfile(source, copy)
        else:
            gate.copy_in(source, copy)
    except OSError as error:
        copy.unlink(missing_ok=True)
        raise stick.not_copied(error, source.name) from error
    try:
        return _passport(data_file, source, copy, kind == "package")
    except PackageError:
        copy.unlink(missing_ok=True)
        raise


def take_all(data_file: DataFile, sources: Sequence[Path], progress: Progress) -> list[Taken]:
    """Take several files in, each by itself: one that is refused holds back no other. Raises Cancelled."""
    taken: list[Taken] = []
    for source in sources:
        try:
            taken.append(Taken(source, take(data_file, source, progress)))
        except PackageError as error:
            taken.append(Taken(source, None, error))
    return taken


def renewed(data_file: DataFile, taken: Taken) -> Taken:
    """Return what was taken in as it stands to our data now, after something else was merged."""
    one = taken.arrived
    if one is None:
        return taken
    if one.manifest is not None:
        now = _arrived(data_file, one.source, one.copy, one.manifest)
    else:
        now = dataclasses.replace(one, standing=compare(data_file.vector(), one.end))
    return dataclasses.replace(taken, arrived=now)


def waiting(data_file: DataFile, arrived: Sequence[Arrived]) -> list[Arrived]:
    """Return those that need a package that is neither here nor among them (E-MENUNGGU)."""
    taken = _in_order(data_file, [*arrived, *_held(data_file)])
    return [one for one in arrived if one not in taken]


def is_strange(data_file: DataFile, one: Arrived) -> bool:
    """Tell whether it is of a register that nothing was merged from before; that is asked once.

    Not strange is one of a district that an extract was sent to.
    """
    if not one.is_other_file:
        return False
    district = one.manifest.district if one.manifest else one.gated.district_code if one.gated else None
    for entry in data_file.packages():
        if entry.direction == "in" and entry.details.get("register") == one.file_uid.hex():
            return False
        if entry.kind == "extract" and district and entry.details.get("district") == district:
            return False
    return True


def open_all(
    data_file: DataFile, arrived: Sequence[Arrived], passphrase: Passphrase, progress: Progress
) -> Opened:
    """Open what can be merged now, with those that waited for it: checks 9 to 15.

    Raises PackageError (`source`: which of them it is about, where that is known), E-SANDI for a wrong
    passphrase; a waiting package with another one goes on waiting.
    """
    known = {one.manifest.package_uid for one in arrived if one.manifest}
    waited = [one for one in _held(data_file) if one.manifest and one.manifest.package_uid not in known]
    contents: dict[Path, Incoming] = {}
    candidates = [*arrived, *waited]
    for one in _in_order(data_file, candidates):
        try:
            contents[one.copy] = _content(one, passphrase, progress)
        except PackageError as error:
            if one not in waited:
                raise PackageError(error.code, **error.values, source=one.source.name) from error
            candidates.remove(one)
    taken = [one for one in _in_order(data_file, candidates) if one.copy in contents]
    waiting = tuple(one for one in arrived if one not in taken)
    parts = [contents[one.copy] for one in taken]
    if not parts:
        return Opened(None, (), waiting, clock_is_ahead=False)
    incoming = together(parts)
    with no_collection():
        is_ahead = data_file.examine(incoming)
    return Opened(incoming, tuple(taken), waiting, is_ahead)


def _in_order(data_file: DataFile, candidates: Sequence[Arrived]) -> list[Arrived]:
    """Return those that can be merged now, in that order; the others need something before them."""
    order = in_order(data_file.vector(), [(one.start, one.end) for one in candidates])
    return [candidates[number] for number in order]


def compare_branch(
    data_file: DataFile, one: Arrived, passphrase: Passphrase, progress: Progress
) -> list[BranchDifference]:
    """Return what differs from a package refused with E-CABANG; `DataFile.take_over` writes the chosen."""
    return data_file.compare_branch(_content(one, passphrase, progress), one.start)


def keep_waiting(data_file: DataFile, opened: Opened) -> None:
    """Keep the packages that wait, until what lies before them has come (E-MENUNGGU)."""
    for one in opened.waiting:
        if one.manifest is not None:
            values: Mapping[str, Any] = {"encoded": one.manifest.encoded().decode()}
            data_file.hold_package(
                HeldPackage(one.manifest.package_uid, data_file.entry_time(), one.copy.name, values)
            )


def preview(data_file: DataFile, opened: Opened, progress: Progress) -> MergePreview | None:
    """Return what the merge would do, rolled back; None when nothing can be merged now."""
    if opened.incoming is None:
        return None
    return data_file.look_at_merge(opened.incoming, telling(progress))


def merge(
    data_file: DataFile, opened: Opened, progress: Progress, choices: Choices | None = None
) -> Merged | None:
    """Back up, then merge as one operation with the cells chosen; None when there is nothing new.

    After an erasure the journal is written anew and another backup made; one that fails is no error but
    `unfinished`. Raises PackageError, BackupError, FullError, Cancelled; then nothing has changed.
    """
    incoming = opened.incoming
    if incoming is None or not has_news(data_file, opened):
        return None
    data_file.backup(telling(progress))
    merged = data_file.merge(
        incoming,
        f"Gabung paket dari {incoming.sender}",
        choices,
        entries=[_entry(data_file, one) for one in opened.taken],
        step=telling(progress),
    )
    # the journal does not hold operations that came in part, and still holds what was erased
    if data_file.erasure_is_pending() or any(one.partial for one in incoming.arrivals.operations):
        try:
            data_file.backup()
        except DataFileError as error:
            return dataclasses.replace(merged, unfinished=error)
    return merged


def has_news(data_file: DataFile, opened: Opened) -> bool:
    """Tell whether the packages bring any operation, or more of one, that is not here."""
    if opened.incoming is None:
        return False
    here: dict[Uid, int] = dict(data_file.rows("SELECT uid, partial FROM operation"))
    is_new_extract = any(
        one.manifest is not None and one.manifest.kind == "extract" and not one.merged_at
        for one in opened.taken
    )
    return any(
        one.operation.uid not in here or (here[one.operation.uid] and (is_new_extract or not one.partial))
        for one in opened.incoming.arrivals.operations
    )


def merged_when(arrived: Arrived) -> str:
    """Return when a package was merged, for E-SUDAH: 24 November 2026 pukul 09.12."""
    moment = dt.datetime.fromisoformat(arrived.merged_at)
    return f"{long_date(moment.date())} pukul {moment:%H.%M}"


def _passport(data_file: DataFile, source: Path, copy: Path, is_package: bool) -> Arrived:
    if is_package:
        manifest = container.read_manifest(copy, SCHEMA)
        return _arrived(data_file, source, copy, manifest)
    gated = gate.enter(copy)
    _same_place(data_file, gated.regency_code, gated.district_code)
    standing = compare(data_file.vector(), gated.vector)
    return Arrived(source, copy, None, gated, standing, "", gated.file_uid != data_file.file_uid)


def _arrived(data_file: DataFile, source: Path, copy: Path, manifest: Manifest) -> Arrived:
    _same_place(data_file, manifest.regency, manifest.district)
    merged = next(
        (
            entry
            for entry in data_file.packages()
            if entry.direction == "in" and entry.package_uid == manifest.package_uid
        ),
        None,
    )
    operation = merged.details.get("operation") if merged else None
    return Arrived(
        source,
        copy,
        manifest,
        None,
        compare(data_file.vector(), manifest.end),
        merged.at if merged else "",
        manifest.file_uid != data_file.file_uid,
        data_file.undo_of(bytes.fromhex(operation)) if operation else None,
    )


def _same_place(data_file: DataFile, regency: str, district: str | None) -> None:
    ours = data_file.district_code
    if regency != data_file.regency_code:
        found, known = place_name(regency, None), place_name(data_file.regency_code, None)
        raise PackageError("E-DAERAH", found=found, known=known)
    if district and ours and district != ours:
        raise PackageError("E-DAERAH", found=place_name(regency, district), known=place_name(regency, ours))


def _held(data_file: DataFile) -> list[Arrived]:
    """Return the packages that wait, as far as their copies are still there."""
    found: list[Arrived] = []
    for package in data_file.held_packages():
        copy = data_file.places.inbox / package.file_name
        if copy.is_file():
            with contextlib.suppress(PackageError):
                found.append(_arrived(data_file, copy, copy, container.read_manifest(copy, SCHEMA)))
    return found


def _content(one: Arrived, passphrase: Passphrase, progress: Progress) -> Incoming:
    if one.manifest is not None:
        return package_content.of_package(one.copy, one.manifest, passphrase, progress)
    assert one.gated is not None  # noqa: S101 - it is one or the other
    return package_content.of_database(one.gated, progress)


def _entry(data_file: DataFile, one: Arrived) -> PackageEntry:
    manifest = one.manifest
    uid: Uid = manifest.package_uid if manifest else data_file.new_uid()
    return PackageEntry(
        uid,
        "in",
        data_file.entry_time(),
        one.sender,
        manifest.number if manifest else None,
        manifest.kind if manifest else "database",
        one.end,
        {"file": one.source.name, "encrypted": one.needs_passphrase, "register": one.file_uid.hex()},
    )
