"""What lies on sticks and in folders: packages and copied data files, each with what it says of itself.

Only manifests are read, and nothing is opened; what they say is checked when a package is taken in
(`receive_package.py`). `data-file.md` section 11, `screens.md` 3.12.
"""

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, TypeAlias

from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.domain.passport import Comparison, Vector, compare, fits
from kpm_desktop.packages import container, stick
from kpm_desktop.packages.manifest import Manifest
from kpm_desktop.packages.stick import Files, Found, Layer
from kpm_desktop.store import gate
from kpm_desktop.store.connection import SCHEMA
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows.progress import Progress

_ENDINGS = (container.SUFFIX, ".db")

State: TypeAlias = Literal[
    "news", "both", "older", "same", "merged", "waits", "own", "elsewhere", "copy", "refused", "unknown"
]
"""How a package stands to our data: it brings news; both have news; it is older, the same, merged already;
it waits for another one; this PC made it; another regency; a copied data file; not readable; no data here."""


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """Where packages are looked for: the words for it, and the folder."""

    words: str
    folder: Path


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One file for the list. `manifest` is None for a copied data file, and for one that is refused.

    `standing` is None without data of our own to compare with.
    """

    place: str
    found: Found
    state: State
    manifest: Manifest | None = None
    standing: Comparison | None = None
    refusal: PackageError | None = None


def find(
    data_file: DataFile | None, places: Sequence[Place], progress: Progress, layer: Layer | None = None
) -> list[Line]:
    """Return what lies in these places, in their order, the newest name first; a place that is gone has none.

    Raises Cancelled.
    """
    known = _Known(data_file)
    lines: list[Line] = []
    for number, place in enumerate(places):
        progress.step(number, len(places), place.words)
        try:
            found = stick.find(layer or Files(), place.folder, _ENDINGS)
        except PackageError:
            continue
        listed = (known.line(place.words, one) for one in found)
        lines += [line for line in listed if line.state != "refused" or _is_named_ours(line.found)]
    return lines


def look(data_file: DataFile | None, path: Path, words: str) -> Line:
    """Return one file that the operator chose himself; refused with E-BUKAN when it is none of ours."""
    try:
        found = Found(path, path.stat().st_size, was_hidden=False, has_shortcut=False)
    except OSError:
        gone = Found(path, 0, was_hidden=False, has_shortcut=False)
        return Line(words, gone, "refused", refusal=PackageError("E-PUTUS"))
    return _Known(data_file).line(words, found)


class _Known:
    """What the data file says about packages, asked for once."""

    def __init__(self, data_file: DataFile | None) -> None:
        self._vector: Vector | None = None
        self._regency, self._merged, self._own = "", frozenset[bytes](), frozenset[bytes]()
        self._district: str | None = None
        if data_file is not None:
            entries = data_file.packages()
            self._vector = data_file.vector()
            self._regency, self._district = data_file.regency_code, data_file.district_code
            self._merged = frozenset(one.package_uid for one in entries if one.direction == "in")
            self._own = frozenset(one.package_uid for one in entries if one.direction == "out")

    def line(self, place: str, found: Found) -> Line:
        """Return a file as a line; refused for what is no file of this program."""
        try:
            if container.kind_of(found.path) == "database":
                if gate.is_ours(found.path):
                    return Line(place, found, "copy")
                return Line(place, found, "refused", refusal=PackageError("E-BUKAN", reason="application"))
            manifest = container.read_manifest(found.path, SCHEMA, whole=False)
        except PackageError as error:
            return Line(place, found, "refused", refusal=error)
        except OSError:
            return Line(place, found, "refused", refusal=PackageError("E-PUTUS"))
        if self._vector is None:
            return Line(place, found, "unknown", manifest)
        standing = compare(self._vector, manifest.end)
        return Line(place, found, self._state(manifest, standing, self._vector), manifest, standing)

    def _state(self, manifest: Manifest, standing: Comparison, ours: Vector) -> State:
        is_neighbour = manifest.district and self._district and manifest.district != self._district
        if manifest.regency != self._regency or is_neighbour:
            return "elsewhere"
        if manifest.package_uid in self._own:
            return "own"
        if manifest.package_uid in self._merged:
            return "merged"
        if not fits(manifest.start, ours):
            return "waits"
        states: dict[str, State] = {"newer": "news", "both": "both", "older": "older", "same": "same"}
        return states[standing.standing]


def _is_named_ours(found: Found) -> bool:
    """Tell whether a file calls itself a package; another program's `.db` on a stick is left unmentioned."""
    return found.path.suffix.lower() == container.SUFFIX
