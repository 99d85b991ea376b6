"""Sending to another PC: the package built here, put on the stick, read back, noted.

`data-file.md` sections 10 and 10a, `screens.md` 3.12. What is in a package is the store's business, how it
reaches a stick that of `packages/stick.py`.
"""

import dataclasses
import functools
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

import kpm_desktop
from kpm_desktop import sealing
from kpm_desktop.domain.changes import Kind
from kpm_desktop.domain.numbering import Span
from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.domain.passport import Vector, built_upon, compare, union
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid
from kpm_desktop.packages import capacity, container, drives, stick
from kpm_desktop.packages.drives import Drive
from kpm_desktop.packages.manifest import Manifest
from kpm_desktop.packages.stick import Exported, Files, Layer
from kpm_desktop.store.connection import SCHEMA
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.store.errors import FullError, ReadOnlyError, translating
from kpm_desktop.store.outgoing import stand_in
from kpm_desktop.store.package_log import PackageEntry
from kpm_desktop.workflows.progress import Progress, Refused

_DELTA, _OPERATION, _SHARE = 2_000, 120, 0.2
"""Bytes of an empty package and of each line more; the share of a data file that a package of it has."""
PROVING: Final = "Menguji flashdisk"
WRITING: Final = "Menulis paket"
READING: Final = "Membaca ulang dan mencocokkan"


@dataclasses.dataclass(frozen=True, slots=True)
class SendChoices:
    """What is to go out.

    `since`: only what this vector does not cover. `district`: an extract for this code; `with_nik` is about
    an extract only. `signing_key`: for another PC of this office, sealed full packages only. Without a
    passphrase a `plain_reason` is needed.
    """

    passphrase: str | None = None
    since: Vector | None = None
    district: str | None = None
    with_nik: bool = False
    scans: bool = False
    signing_key: bool = False
    receiver: str = ""
    plain_reason: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Sent:
    """A package that went out; `copy` is the own copy, `fingerprint` is what the receiver sees too.

    `changes`: of the operation that noted it.
    """

    exported: Exported
    copy: Path
    manifest: Manifest
    fingerprint: str
    changes: Changes


@dataclasses.dataclass(frozen=True, slots=True)
class Start:
    """A package that a delta may go on from; `operations`: how many there are here since then.

    `changes`: how many changes these hold; none where only the sending itself was noted.
    """

    entry: PackageEntry
    operations: int
    changes: int


def starts(data_file: DataFile) -> list[Start]:
    """Return the packages to go on from, newest first: those sent, and of each PC the newest that came."""
    ours = data_file.vector()
    found: list[Start] = []
    senders: set[str] = set()
    for entry in data_file.packages():
        if entry.kind == "extract" or (entry.direction == "in" and entry.peer in senders):
            continue
        if entry.direction == "in":
            senders.add(entry.peer)
        new = compare(ours, entry.vector).missing_there
        found.append(Start(entry, new, data_file.changes_since(entry.vector)))
    return found


def likely_size(data_file: DataFile, start: Start | None = None) -> int:
    """Return about how many bytes a package will have: of everything, or of what is new since `start`."""
    if start is not None:
        return _DELTA + _OPERATION * (start.operations + start.changes)
    return round(data_file.path.stat().st_size * _SHARE)


def since_of(package: Path) -> Vector:
    """Return what the receiver of a package, or its sender, has: the vector to send on from.

    Raises PackageError.
    """
    return container.read_manifest(package, SCHEMA).end


def problems_in(choices: SendChoices) -> list[Problem]:
    """Return why nothing can be sent: F.501 passphrase too short, F.502 plain without a reason, F.503 key."""
    problems: list[Problem] = []
    if choices.passphrase is None and not choices.plain_reason.strip():
        problems.append(Problem("plain_reason", "F.502"))
    if choices.passphrase is not None and len(choices.passphrase) < sealing.MINIMUM:
        problems.append(Problem("passphrase", "F.501", {"least": str(sealing.MINIMUM)}))
    partly = choices.since is not None or choices.district is not None
    if choices.signing_key and (choices.passphrase is None or partly):
        problems.append(Problem("signing_key", "F.503"))
    return problems


def give_block(
    data_file: DataFile, district: str, series: Uid, year: int, span: tuple[int, int], label: str
) -> Changes:
    """Hand out numbers to a district as an operation; its next extract takes the block along."""
    with data_file.operation(Kind.EDIT, label) as operation:
        data_file.numbers.give_block(series, year, span, stand_in(district), label)
    assert operation.changes is not None  # noqa: S101 - set by the block above
    return operation.changes


def numbers_taken(data_file: DataFile, series: Uid, year: int, span: tuple[int, int]) -> bool:
    """Tell whether any number of a span was given out, explained, or handed to somebody in a closed block."""
    return any(first <= span[1] and last >= span[0] for first, last in _taken(data_file, series, year))


def free_from(data_file: DataFile, series: Uid, year: int, many: int) -> int:
    """Return where a block of `many` numbers may begin: after all that is taken, at 1, 101, 201..."""
    highest = max((last for _, last in _taken(data_file, series, year)), default=0)
    return (highest + many - 1) // many * many + 1


def _taken(data_file: DataFile, series: Uid, year: int) -> list[Span]:
    numbers = data_file.numbers
    spans = [(number, number) for number in numbers.counters(series, year)]
    told = [(one.number_from, one.number_to) for one in numbers.blocks(series, year)]
    told += [(one.number_from, one.number_to) for one in numbers.notes(series, year)]
    return [*spans, *((first, last) for first, last in told if first is not None and last is not None)]


def send(
    data_file: DataFile,
    choices: SendChoices,
    folder: Path,
    progress: Progress,
    *,
    drive: Drive | None = None,
    layer: Layer | None = None,
) -> Sent | Refused:
    """Build a package, put it into `folder`, read it back, and note it as an operation of kind export.

    Raises PackageError (those of `stick.export`; E-PENUH also for this PC), ReadOnlyError or another
    DataFileError, KeyError for an unknown district, Cancelled; nothing is noted then and what was on the
    stick is as it was.
    """
    problems = problems_in(choices)
    if problems:
        return Refused(tuple(problems))
    if data_file.read_only:
        raise ReadOnlyError(file=data_file.path.name)
    data_file.thin_copies()
    capacity.sweep(layer or Files(), folder)
    progress.step(0, 0, "Menyusun paket")
    draft = _draft(data_file, choices)
    name = f"{_stem(draft)}{container.SUFFIX}"
    copy = data_file.places.packages / name
    try:
        with translating(data_file.path):
            manifest = _build(data_file, choices, draft, copy)
    except FullError as error:
        raise PackageError("E-PENUH", file=name, place="here") from error
    try:
        exported = stick.export(
            layer or Files(),
            copy,
            folder,
            name,
            functools.partial(_told, progress),
            functools.partial(_may_go, data_file, draft),
        )
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
    fingerprint = container.fingerprint(copy)
    changes = _note(data_file, choices, exported, manifest, fingerprint, drive)
    return Sent(exported, copy, manifest, fingerprint, changes)


def prove(drive: Drive, progress: Progress, *, layer: Layer | None = None) -> int:
    """Fill the free room of a stick and read it back; returns how many bytes were alike.

    Raises PackageError (E-FLASHDISK, E-PUTUS), Cancelled; nothing of the test is left then.
    """
    told = functools.partial(_proving, progress)
    return capacity.prove(layer or Files(), drive.root, told)


def _proving(progress: Progress, done: int, total: int) -> None:
    progress.step(done, total, PROVING)


def eject(drive: Drive) -> bool:
    """Ask the system to give the stick back; tells whether it may be pulled now."""
    return drives.eject(drive)


def find_drives() -> list[Drive]:
    """Return the removable drives that are plugged in."""
    return drives.drives()


def _draft(data_file: DataFile, choices: SendChoices) -> Manifest:
    start, end = _vectors(data_file, choices)
    kind: Literal["full", "delta", "extract"] = "delta" if start else "full"
    if choices.district is not None:
        kind, start = "extract", {}
    numbers = [entry.number or 0 for entry in data_file.packages() if entry.direction == "out"]
    return Manifest(
        schema=SCHEMA,
        app=kpm_desktop.__version__,
        package_uid=data_file.new_uid(),
        regency=data_file.regency_code,
        district=choices.district or data_file.district_code,
        file_uid=data_file.file_uid,
        writer=data_file.writer_uid,
        writer_name=data_file.writer_name(),
        number=max(numbers, default=0) + 1,
        created=data_file.entry_time(),
        kind=kind,
        start=start,
        end=end,
        counts=data_file.extract_living(choices.district) if choices.district else data_file.living(),
    )


def _vectors(data_file: DataFile, choices: SendChoices) -> tuple[Vector, Vector]:
    """Return `from` and `to`; a district's file has the office's log in part: on from its newest extract."""
    start: Vector = choices.since or {}
    end: Vector = data_file.vector()
    if data_file.district_code is not None:
        for entry in data_file.packages():
            if (entry.direction, entry.kind) == ("in", "extract"):
                start, end = union(start, entry.vector), union(end, entry.vector)
                break
    return start, union(start, end) if start else end


def _build(data_file: DataFile, choices: SendChoices, draft: Manifest, copy: Path) -> Manifest:
    seal = sealing.Sealer(choices.passphrase) if choices.passphrase is not None else None
    if draft.kind == "extract":
        lines = data_file.extract_lines(
            choices.district or "", with_nik=choices.with_nik, scans=choices.scans
        )
    else:
        since = draft.start or None
        lines = data_file.package_lines(since, scans=choices.scans, signing_key=choices.signing_key)
    copy.parent.mkdir(parents=True, exist_ok=True)
    part = copy.with_name(f"{copy.name}{stick.PART}")
    try:
        with part.open("wb") as file:
            manifest = container.write(file, draft, lines, seal)
        part.replace(copy)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _stem(draft: Manifest) -> str:
    """Return the name of a package: KPM-3513-WRINGIN1-000123; of the PC letters and digits only."""
    computer = re.sub(r"[^A-Z0-9]", "", re.sub(r"^PC[-_ ]", "", draft.writer_name.upper()))[:24] or "PC"
    return f"KPM-{draft.regency.replace('.', '')}-{computer}-{draft.number:06}"


def _may_go(data_file: DataFile, newest: Manifest, older: Path) -> bool:
    """Tell whether an older package on the stick is of no more use: of this PC, and no kept one builds on it.

    Three of each kind stay: of what is for everybody, and of the extracts for each district.
    """
    listed = data_file.packages()
    own = {one.package_uid for one in listed if one.direction == "out"}
    there = {path: _glance(path) for path in older.parent.glob(f"*{container.SUFFIX}")}
    alike = [
        (one.number, path, (one.start, one.end))
        for path, one in there.items()
        if one is not None and one.package_uid in own and _meant_for(one) == _meant_for(newest)
    ]
    alike.sort(reverse=True, key=lambda each: each[0])
    spans = [span for _, _, span in alike[stick.KEPT - 1 :]]
    spare = [path for _, path, _ in alike[stick.KEPT - 1 :]]
    if older not in spare:
        return False
    if newest.kind == "extract":
        return True
    known: Vector = {}
    for entry in listed:
        known = union(known, entry.vector) if entry.direction == "in" else known
    kept = [(newest.start, newest.end), *(span for _, _, span in alike[: stick.KEPT - 1])]
    return spare.index(older) not in built_upon(known, kept, spans)


def _glance(package: Path) -> Manifest | None:
    """Return what a package on a stick says of itself, None when that cannot be read."""
    try:
        return container.read_manifest(package, SCHEMA, whole=False)
    except (PackageError, OSError):
        return None


def _meant_for(package: Manifest) -> str | None:
    """Return the district that an extract is for; what is not cut for one is for everybody."""
    return package.district if package.kind == "extract" else None


def _told(progress: Progress, done: int, total: int) -> None:
    progress.step(done, total, WRITING if 2 * done < total else READING)


def _note(
    data_file: DataFile,
    choices: SendChoices,
    exported: Exported,
    manifest: Manifest,
    fingerprint: str,
    drive: Drive | None,
) -> Changes:
    details: Mapping[str, object] = {
        "file": exported.path.name,
        "stick": drive.label if drive else "",
        "serial": drive.serial if drive else "",
        "rows": dict(manifest.counts),
        "changes": manifest.changes,
        "with_nik": manifest.kind != "extract" or choices.with_nik,
        "encrypted": manifest.is_sealed,
        "fingerprint": fingerprint,
        "reason": choices.plain_reason if not manifest.is_sealed else "",
        "district": choices.district,
        "size": exported.size,
        "whole": choices.since is None and choices.district is None,
        "people": data_file.people_in_package(
            since=manifest.start or None,
            district=choices.district,
            with_nik=manifest.kind != "extract" or choices.with_nik,
        ),
        "outside": drive is not None or _is_elsewhere(exported.path, data_file.path),
    }
    with data_file.operation(Kind.EXPORT, f"Kirim paket nomor {manifest.number}") as operation:
        data_file.note_package(
            PackageEntry(
                manifest.package_uid,
                "out",
                manifest.created,
                choices.receiver,
                manifest.number,
                manifest.kind,
                manifest.end,
                details,
            )
        )
    assert operation.changes is not None  # noqa: S101 - set by the block above
    return operation.changes


def _is_elsewhere(package: Path, live: Path) -> bool:
    """Tell whether a package lies on another disk than the data file."""
    return package.stat().st_dev != live.stat().st_dev
