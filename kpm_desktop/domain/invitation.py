"""Who is invited to a session by rule, and in which order people stand on its papers."""

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Literal

from kpm_desktop.domain.uid import Uid


@dataclasses.dataclass(frozen=True, slots=True)
class InvitationRule:
    """Whom to invite: village heads and cadres of districts or of single villages.

    A village is meant when it is named itself or lies in a named district. `per_village` bounds the cadres of
    one village (None: all); `only_new` leaves out cadres who were present at a session before.
    """

    districts: frozenset[Uid] = frozenset()
    villages: frozenset[Uid] = frozenset()
    heads: bool = True
    cadres: bool = True
    per_village: int | None = None
    only_new: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Candidate:
    """A term that may bring its person to a session, with what the order needs.

    `name` is the text to show, `sort_key` the name without titles as `names.sort_key` gives it; `post` the
    word for the paper's column JABATAN; `trained` tells whether he was present at a session before.
    """

    person: Uid
    village: Uid
    district: Uid
    kind: Literal["head", "cadre"]
    name: str
    sort_key: str
    post: str
    district_code: str
    village_code: str
    status: str
    term_start: dt.date | None
    term_end: dt.date | None
    trained: bool = False


def serves_on(status: str, term_start: dt.date | None, term_end: dt.date | None, day: dt.date | None) -> bool:
    """Tell whether a term holds on that day; without a day, whether it is active.

    A proposed term never does; an ended one only up to a known last day.
    """
    if status == "proposed" or (status == "ended" and (term_end is None or day is None)):
        return False
    if day is None:
        return status == "active"
    return (term_start is None or term_start <= day) and (term_end is None or day <= term_end)


def paper_order(candidate: Candidate) -> tuple[str, str, bool, str, Uid]:
    """Return the sort key of papers: kecamatan, desa, village head, then cadres by name (paper 3.2)."""
    return (
        candidate.district_code,
        candidate.village_code,
        candidate.kind == "cadre",
        candidate.sort_key,
        candidate.person,
    )


def invited(
    rule: InvitationRule,
    candidates: Iterable[Candidate],
    day: dt.date | None,
    already: frozenset[Uid] = frozenset(),
) -> list[Candidate]:
    """Return whom the rule invites to a session on that day, in paper order, each person once.

    Who is head and cadre comes as head. `already` are persons on the list; they are not invited again, but
    count towards `per_village`.
    """
    offered = list(candidates)
    before = {(one.village, one.person) for one in offered if one.kind == "cadre" and one.person in already}
    cadres = Counter(village for village, _ in before)
    chosen: dict[Uid, Candidate] = {}
    for candidate in sorted(offered, key=lambda one: (one.kind == "cadre", paper_order(one))):
        if candidate.person in chosen or candidate.person in already or not _meant(rule, candidate, day):
            continue
        if candidate.kind == "cadre":
            if rule.per_village is not None and cadres[candidate.village] >= rule.per_village:
                continue
            cadres[candidate.village] += 1
        chosen[candidate.person] = candidate
    return sorted(chosen.values(), key=paper_order)


def _meant(rule: InvitationRule, candidate: Candidate, day: dt.date | None) -> bool:
    if candidate.village not in rule.villages and candidate.district not in rule.districts:
        return False
    if not serves_on(candidate.status, candidate.term_start, candidate.term_end, day):
        return False
    if candidate.kind == "head":
        return rule.heads
    return rule.cadres and not (rule.only_new and candidate.trained)
