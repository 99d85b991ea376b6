"""The district, village and year that a sheet tells outside of its rows: title, sheet name, file name.

Texts only: which village of the register is meant is weighed in a workflow.
"""

import dataclasses
import itertools
import re
from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

Source: TypeAlias = Literal["", "sheet", "title", "file"]

_DISTRICT = re.compile(r"\bkec(?:amatan\b|\b\.?)\s*[:.]?\s*(?P<name>[^\d(),:;]*)", re.IGNORECASE)
_VILLAGE = re.compile(
    r"\b(?:desa|kelurahan|ds\.|kel\.)\s*:?\s+(?P<name>[A-Za-z'’ .-]+?)\s*"
    r"(?=$|[,;(\d]|\bkec|\bkab|\btahun\b|\bper\b)",
    re.IGNORECASE,
)
_NO_VILLAGE = re.compile(
    r"(?:se|per|dan|di|kelurahan|desa|kec\w*|tahun|masyarakat|yang|untuk|dalam|oleh|atau)\b", re.IGNORECASE
)
_CUT = re.compile(
    r"\b(?:tahun|kab(?:upaten)?\b|prov(?:insi)?\b|desa|kelurahan|tanggal|bulan|per)\b.*", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"\s*(?:jl\b|jln\b|jalan\b|alamat\b|telp|e-?mail|website|sumber\s+(?:data|dana)|sumber\s*:)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(20\d\d)\b")
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclasses.dataclass(frozen=True, slots=True)
class ToldPlaces:
    """What is told for a whole sheet; empty where it is not. `source` says where the district stood."""

    district: str = ""
    village: str = ""
    source: Source = ""
    year: int | None = None


def told_places(
    titles: Iterable[str], sheet_name: str, file_stem: str, districts: Sequence[str]
) -> ToldPlaces:
    """Return what sheet name, title rows and file name tell; `districts` are the names of the register."""
    texts = [text for text in titles if not _ADDRESS.match(text)]
    village = next((found for text in texts if (found := village_in(text))), "")
    years = [int(found) for text in texts for found in _YEAR.findall(text)]
    sources: tuple[tuple[Source, list[str]], ...] = (
        ("sheet", [sheet_name]),
        ("title", texts),
        ("file", [file_stem]),
    )
    for find in (named_district, lambda text: _known_district(text, districts)):
        for source, candidates in sources:
            for text in candidates:
                district = find(text)
                if district:
                    return ToldPlaces(
                        _official(district, districts), village, source, max(years, default=None)
                    )
    return ToldPlaces("", village, "", max(years, default=None))


def named_district(text: str) -> str:
    """Return what stands after `Kecamatan`, `Kec.`; "" when nothing, or several, do."""
    found = _DISTRICT.search(_spaced(text))
    if found is None:
        return ""
    name = _CUT.sub("", found["name"]).strip(" .-/'\"")
    if not name or re.search(r"\bdan\b|&|,", name) or len(name) > 30:
        return ""
    return name


def village_in(text: str) -> str:
    """Return what stands after `Desa`, `Kelurahan`; "" when no name does."""
    for found in _VILLAGE.finditer(_spaced(text)):
        name = found["name"].strip(" .-")
        if name and len(name) <= 50 and not _NO_VILLAGE.match(name):
            return name
    return ""


def _spaced(text: str) -> str:
    return re.sub(r"[_\s]+", " ", text)


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]", "", text.casefold())


def _official(name: str, districts: Sequence[str]) -> str:
    """Return the register's way to write a district, also when more words follow it."""
    words = _WORDS.findall(name)
    for length in range(len(words), 0, -1):
        start = _squeezed("".join(words[:length]))
        for district in districts:
            if _squeezed(district) == start:
                return district
    return name


def _known_district(text: str, districts: Sequence[str]) -> str:
    """Return the one district of the register that a text names; "" when none or several."""
    bare = re.sub(r"\b(?:desa|kelurahan|ds|kel)\b.*?(?=\bkec|$)", " ", _spaced(text), flags=re.IGNORECASE)
    words = [_squeezed(word) for word in _WORDS.findall(bare)]
    pairs = {"".join(pair) for pair in itertools.pairwise(words)} | set(words)
    found = [district for district in districts if _squeezed(district) in pairs]
    return found[0] if len(found) == 1 else ""
