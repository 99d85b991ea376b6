"""Reading the shipped reference data: regencies, their districts and villages, spellings, archive codes.

The files under `resources/regions` are written by `resources/regions/build.py`; their shapes are told there.
What a data file holds of them is copied once, when it is made; nothing here knows a data file.
"""

import dataclasses
import gzip
from pathlib import Path
from typing import Literal, TypeAlias

VillageKind: TypeAlias = Literal["kelurahan", "desa", "desa adat"]

_KINDS: dict[str, VillageKind] = {"1": "kelurahan", "2": "desa", "3": "desa adat"}


@dataclasses.dataclass(frozen=True, slots=True)
class Regency:
    """A kabupaten or kota: ministry code `35.13` and full name `Kabupaten Probolinggo`."""

    code: str
    name: str


@dataclasses.dataclass(frozen=True, slots=True)
class District:
    """A kecamatan: ministry code `35.13.12`."""

    code: str
    name: str


@dataclasses.dataclass(frozen=True, slots=True)
class Village:
    """A desa, kelurahan or desa adat: ministry code `35.13.12.2001`, which starts with its district's."""

    code: str
    name: str
    kind: VillageKind

    @property
    def district_code(self) -> str:
        """Return the code of the district that the village lies in."""
        return self.code[:8]


@dataclasses.dataclass(frozen=True, slots=True)
class Spelling:
    """Another way to write a village's name."""

    village_code: str
    name: str


@dataclasses.dataclass(frozen=True, slots=True)
class RegionTree:
    """One regency, ordered by code. Aliases differ from the name in spaces, case or punctuation only.

    Suggestions differ by more: an operator confirms each before it becomes an alias.
    """

    regency: Regency
    districts: tuple[District, ...]
    villages: tuple[Village, ...]
    aliases: tuple[Spelling, ...]
    suggestions: tuple[Spelling, ...]


def _rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def regencies(folder: Path) -> list[Regency]:
    """Return the 514 regencies and cities by code. Raises OSError when the reference data is missing."""
    return [Regency(code, name) for code, name in _rows(folder / "regencies.tsv")]


def load_regency(folder: Path, code: str) -> RegionTree:
    """Return one regency with all its districts, villages and known spellings.

    Raises KeyError for an unknown code, OSError when the reference data is missing.
    """
    names = {regency.code: regency for regency in regencies(folder)}
    regency = names[code]
    packed = (folder / f"villages_{code[:2]}.tsv.gz").read_bytes()
    start = f"{code}."
    districts: list[District] = []
    villages: list[Village] = []
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        if not line.startswith(start):
            continue
        place, name = line.split("\t")
        if len(place) == 8:
            districts.append(District(place, name))
        else:
            villages.append(Village(place, name, _KINDS[place[9]]))
    spellings = [row for row in _rows(folder / "spellings.tsv") if row[0].startswith(start)]
    return RegionTree(
        regency,
        tuple(districts),
        tuple(villages),
        tuple(Spelling(village, name) for village, use, name in spellings if use == "alias"),
        tuple(Spelling(village, name) for village, use, name in spellings if use == "suggestion"),
    )


def archive_codes(folder: Path) -> list[tuple[str, str]]:
    """Return the archive codes of branch 400.10 (Permendagri 83/2022) with their descriptions, in order."""
    return [(code, description) for code, description in _rows(folder / "archive_codes.tsv")]


def attribution(folder: Path) -> str:
    """Return the sentence that *Tentang* shows: the origin and licence of the region data (ODbL 1.0)."""
    return (folder / "attribution.txt").read_text(encoding="utf-8").strip()
