"""Judges beside the entries: who is tied to whom, and whether somebody has overruled it with a reason."""

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Literal

from kpm_desktop.domain.contest_limits import read_limits, with_limit
from kpm_desktop.domain.contests import Entry, Judge, JudgeInterest
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid

TieKind = Literal["self", "village", "district", "noted"]
KINDS: tuple[TieKind, ...] = ("self", "village", "district")


def institution_of(limits: str, judge: Uid) -> str:
    """Return whom a judge sits for, as the contest's `limits` keep it; "" where nothing is noted."""
    return str(_institutions(limits).get(judge.hex(), ""))


def with_institution(limits: str, judge: Uid, institution: str) -> str:
    """Return the limits of a contest with whom a judge sits for."""
    known = _institutions(limits)
    known.pop(judge.hex(), None)
    if institution.strip():
        known[judge.hex()] = institution.strip()
    return with_limit(limits, "institutions", known)


def _institutions(limits: str) -> dict[str, str]:
    found = read_limits(limits).get("institutions", {})
    return dict(found) if isinstance(found, dict) else {}


@dataclasses.dataclass(frozen=True, slots=True)
class Conflict:
    """A judge tied to an entry: by what, the noted words, and why it was overruled ("": it was not)."""

    judge: Uid
    entry: Uid
    kind: TieKind
    words: str = ""
    overruled: str = ""

    @property
    def problems(self) -> list[Problem]:
        """Return F.216 unless it was overruled."""
        return [] if self.overruled else [Problem("judge", "F.216", {"reason": self.words or self.kind})]


def conflicts(
    judges: Iterable[Judge],
    entries: Iterable[Entry],
    villages: Mapping[Uid, frozenset[Uid]],
    districts: Mapping[Uid, Uid],
    interests: Iterable[JudgeInterest],
    *,
    within_district: bool = False,
) -> list[Conflict]:
    """Return every tie between a judge and an active entry, the nearest kind first, noted ones too.

    `villages` are those of a person's terms; `districts` the district of each village. In a contest of one
    district (`within_district`) that district ties nobody.
    """
    noted = {(one.judge, one.entry): one for one in interests}
    active = [entry for entry in entries if entry.status == "active"]
    found = []
    for judge in judges:
        own = villages.get(judge.person, frozenset()) if judge.person else frozenset()
        near = {districts[village] for village in own if village in districts}
        for entry in active:
            kind: TieKind | None = None
            if judge.person is not None and judge.person == entry.person:
                kind = "self"
            elif entry.village in own:
                kind = "village"
            elif not within_district and entry.village and districts.get(entry.village) in near:
                kind = "district"
            note = noted.get((judge.uid, entry.uid))
            if kind is None and (note is None or not note.reason):
                continue
            words = note.reason if note is not None and note.reason not in KINDS else ""
            overruled = note.overruled_reason.strip() if note is not None else ""
            found.append(Conflict(judge.uid, entry.uid, kind or "noted", words, overruled))
    return found
