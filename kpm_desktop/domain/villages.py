"""Regency, districts and villages: records, names with validity, the gap to the wanted number of cadres.

Matching a spelling to a village is not here (`matching.py`). Codes and kinds: ministry of home affairs,
`PP.KK.CC.DNNN`, D = 1 kelurahan, 2 desa, 3 desa adat.
"""

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.search import search_text
from kpm_desktop.domain.uid import Uid

VillageKind = Literal["desa", "kelurahan", "desa adat"]
NameUse = Literal["official", "alias"]

DEFAULT_TARGET = 5
DEFAULT_IDEAL = 10

_CODE = re.compile(r"\d{2}\.\d{2}\.\d{2}\.[123]\d{3}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")
_KIND_BY_DIGIT: dict[str, VillageKind] = {"1": "kelurahan", "2": "desa", "3": "desa adat"}


@dataclasses.dataclass(frozen=True, slots=True)
class Regency:
    """A kabupaten or kota; `uid` follows from `code` (`code_uid`)."""

    uid: Uid
    code: str = ""
    name: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class District:
    """A kecamatan and its camat."""

    uid: Uid
    code: str = ""
    name: str = ""
    regency: Uid | None = None
    head_name: str = ""
    head_title_front: str = ""
    head_title_back: str = ""
    head_position: str = ""
    head_nip: str = ""
    head_phone: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Village:
    """A desa, kelurahan or desa adat. Its names are rows of their own (`VillageName`).

    `target` and `ideal` override the office's numbers for this village; None means the office's.
    """

    uid: Uid
    village_code: str = ""
    district: Uid | None = None
    kind: VillageKind = "desa"
    official: bool = True
    target: int | None = None
    ideal: int | None = None
    address: str = ""
    phone: str = ""
    institutions: str = ""
    notes: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class VillageName:
    """One name of a village: the official one of a time, or another spelling met somewhere.

    `valid_from` is the first day, `valid_to` the last day; None is open. `source` says where it was met.
    """

    uid: Uid
    village: Uid | None = None
    name: str = ""
    use: NameUse = "official"
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    source: str = ""

    def holds_on(self, day: dt.date) -> bool:
        """Tell whether the name is in use on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


class VillageLine(NamedTuple):
    """A village as the list shows it; its register's `find` returns these.

    `head_name` carries titles; `active_cadres` counts persons; `target` and `ideal` are those that hold here;
    `last_session` is the last day on which somebody of the village was present; `is_ambiguous` tells that the
    district has to stand beside the name; `aliases` are joined by `, `.
    """

    uid: Uid
    name: str
    district_name: str
    kind: str
    head_name: str
    active_cadres: int
    target: int
    last_session: dt.date | None
    is_ambiguous: bool
    village_code: str
    district: Uid | None
    district_code: str
    official: bool
    phone: str
    head: Uid | None
    head_kind: str
    ideal: int
    aliases: str

    @property
    def search(self) -> str:
        """Return the folded text that a search looks at."""
        return search_text(self.name, self.district_name, self.head_name, self.village_code, self.aliases)


def kind_of_code(village_code: str) -> VillageKind | None:
    """Return the kind that a ministry code says, or None when it is no village code."""
    return _KIND_BY_DIGIT[village_code[9]] if _CODE.fullmatch(village_code) else None


def head_word(kind: str) -> str:
    """Return the printed word for the head of such a village (screens 3.2: the two are never mixed)."""
    return "Lurah" if kind == "kelurahan" else "Kepala Desa"


def kind_word(kind: str) -> str:
    """Return the printed word for such a village: Desa, Kelurahan or Desa Adat."""
    return {"kelurahan": "Kelurahan", "desa adat": "Desa Adat"}.get(kind, "Desa")


def gap(active: int, target: int = DEFAULT_TARGET) -> int:
    """Return how many active cadres a village lacks to the wanted number, never below zero."""
    return max(0, target - active)


GapState = Literal["none", "few", "enough", "many"]


def gap_state(active: int, target: int = DEFAULT_TARGET, ideal: int = DEFAULT_IDEAL) -> GapState:
    """Return where a village stands: no cadre, fewer than wanted, within the ideal range, or above it."""
    if active <= 0:
        return "none"
    if active < target:
        return "few"
    return "enough" if active <= ideal else "many"


def official_on(names: Iterable[VillageName], day: dt.date) -> VillageName | None:
    """Return the official name on that day, or the latest official one known."""
    floor = dt.date.min
    return max(
        (name for name in names if name.use == "official"),
        key=lambda name: (name.holds_on(day), name.valid_from or floor, name.uid),
        default=None,
    )


def official_name(names: Iterable[VillageName], day: dt.date) -> str:
    """Return the text of `official_on`, or an empty one."""
    best = official_on(names, day)
    return best.name if best else ""


def problems_in(
    village: Village,
    name: str,
    *,
    district_known: bool = True,
    code_taken: bool = False,
) -> list[Problem]:
    """Return what is wrong with a village under its name.

    `district_known`: the district exists in this data file; `code_taken`: another village has this code.
    """
    problems = []
    if not name.strip():
        problems.append(Problem("name", "F.101"))
    elif _CONTROL.search(name):
        problems.append(Problem("name", "F.102"))
    if village.district is None:
        problems.append(Problem("district", "F.122"))
    elif not district_known:
        problems.append(Problem("district", "F.121"))
    if village.official and (kind_of_code(village.village_code) is None or code_taken):
        problems.append(Problem("village_code", "F.121", {"code": village.village_code}))
    if village.target is not None and village.ideal is not None and village.ideal < village.target:
        problems.append(Problem("ideal", "F.109"))
    if not village.official:
        problems.append(Problem("official", "W.405"))
    return problems


def renaming_problems(
    village: Village, name: str, first_day: dt.date | None, *, dated: bool
) -> list[Problem]:
    """Return what is wrong with another official name; one that is `dated` needs its first day."""
    problems = [problem for problem in problems_in(village, name) if problem.field == "name"]
    if dated and first_day is None:
        problems.append(Problem("first_day", "F.108"))
    return problems
