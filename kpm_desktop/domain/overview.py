"""The figures of the first screen: how far the villages are, and what asks for work. Pure counting."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from kpm_desktop.domain.cadres import CadreLine
from kpm_desktop.domain.certificates import CertificateLine
from kpm_desktop.domain.sessions import SessionLine
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.villages import VillageLine

ShareKey = Literal["none", "one", "few", "ideal", "more"]
SHARES: Final[tuple[tuple[ShareKey, int], ...]] = (("none", 0), ("one", 1), ("few", 4), ("ideal", 10))
"""The parts of the strip, each with the most cadres a village of it has; above them all stands "more"."""

AT_RISK: Final = 14
"""Days without a copy outside this PC after which it is the first thing to do."""

TodoKind = Literal[
    "copy", "conflicts", "attendance", "certificates", "damaged_nik", "expired", "decrees", "invitations"
]


@dataclasses.dataclass(frozen=True, slots=True)
class DistrictGap:
    """How a district stands: villages, active cadres, and how many are missing to each village's target."""

    district: Uid
    name: str
    villages: int
    active_cadres: int
    missing: int


@dataclasses.dataclass(frozen=True, slots=True)
class Todo:
    """One thing that asks for work: what kind, about which session (if one), how many, and names to say."""

    kind: TodoKind
    count: int
    total: int = 0
    subject: str = ""
    session: Uid | None = None
    date: dt.date | None = None
    places: tuple[tuple[str, int], ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Overview:
    """Everything the first screen counts. `shares` has a number of villages for each part of the strip."""

    villages: int
    active_cadres: int
    reached: int
    missing: int
    shares: dict[ShareKey, int]
    districts: tuple[DistrictGap, ...]
    todos: tuple[Todo, ...]
    coming: tuple[SessionLine, ...]


def share_of(active_cadres: int) -> ShareKey:
    """Return the part of the strip that a village with so many active cadres belongs to."""
    return next((key for key, most in SHARES if active_cadres <= most), "more")


def overview(
    villages: Sequence[VillageLine],
    cadres: Iterable[CadreLine],
    sessions: Sequence[SessionLine],
    certificates: Iterable[CertificateLine],
    today: dt.date,
    conflicts: int = 0,
    copy_age: int | None = None,
) -> Overview:
    """Count it all from the rows that the lists show, so that each figure has its list behind it.

    `conflicts`: how many cells two PCs wrote without knowing of each other and nobody has chosen yet.
    `copy_age`: days since the newest copy left this PC; from 14 days on the data are at risk.
    """
    shares: dict[ShareKey, int] = {"none": 0, "one": 0, "few": 0, "ideal": 0, "more": 0}
    for village in villages:
        shares[share_of(village.active_cadres)] += 1
    planned = [session for session in sessions if session.status != "cancelled" and session.date]
    return Overview(
        villages=len(villages),
        active_cadres=sum(village.active_cadres for village in villages),
        reached=sum(village.active_cadres >= village.target for village in villages),
        missing=sum(_missing(village) for village in villages),
        shares=shares,
        districts=_gaps(villages),
        todos=(
            *([Todo("copy", copy_age)] if copy_age is not None and copy_age >= AT_RISK else []),
            *([Todo("conflicts", conflicts)] if conflicts else []),
            *_unfinished_attendance(planned, today),
            *_ready_certificates(certificates),
            *_cadre_todos(list(cadres), today),
            *_open_invitations(planned, today),
        ),
        coming=tuple(
            sorted(
                (session for session in planned if session.date and session.date >= today),
                key=lambda session: (session.date or today, session.start),
            )[:3]
        ),
    )


def _missing(village: VillageLine) -> int:
    return max(0, village.target - village.active_cadres)


def _gaps(villages: Iterable[VillageLine]) -> tuple[DistrictGap, ...]:
    found: dict[Uid, DistrictGap] = {}
    for village in villages:
        if village.district is None:
            continue
        gap = found.get(village.district) or DistrictGap(village.district, village.district_name, 0, 0, 0)
        found[village.district] = dataclasses.replace(
            gap,
            villages=gap.villages + 1,
            active_cadres=gap.active_cadres + village.active_cadres,
            missing=gap.missing + _missing(village),
        )
    return tuple(sorted(found.values(), key=lambda gap: (-gap.missing, gap.name)))


def _unfinished_attendance(sessions: Iterable[SessionLine], today: dt.date) -> list[Todo]:
    unfinished = [
        session for session in sessions if session.date and session.date <= today and session.unmarked
    ]
    unfinished.sort(key=lambda session: session.date or today, reverse=True)
    return [
        Todo(
            "attendance",
            session.unmarked,
            session.invited,
            session.district_names or session.series_name,
            session.uid,
            session.date,
        )
        for session in unfinished[:2]
    ]


def _ready_certificates(certificates: Iterable[CertificateLine]) -> list[Todo]:
    states = [certificate.state for certificate in certificates]
    ready = states.count("ready")
    return [Todo("certificates", ready, states.count("issued"))] if ready else []


def _cadre_todos(cadres: Sequence[CadreLine], today: dt.date) -> list[Todo]:
    todos = []
    damaged = [cadre for cadre in cadres if cadre.has_damaged_nik and cadre.status != "ended"]
    if damaged:
        places: dict[str, int] = {}
        for cadre in damaged:
            places[cadre.district_name] = places.get(cadre.district_name, 0) + 1
        most = sorted(places.items(), key=lambda place: (-place[1], place[0]))[:3]
        todos.append(Todo("damaged_nik", len(damaged), places=tuple(most)))
    expired = sum(cadre.state == "expired" for cadre in cadres)
    if expired:
        todos.append(Todo("expired", expired))
    ending = [cadre for cadre in cadres if cadre.state == "expiring"]
    if ending:
        last = max((cadre.term_end for cadre in ending if cadre.term_end), default=today)
        todos.append(Todo("decrees", len(ending), date=last))
    return todos


def _open_invitations(sessions: Iterable[SessionLine], today: dt.date) -> list[Todo]:
    coming = [
        session for session in sessions if session.date and session.date >= today and not session.invited
    ]
    return [
        Todo("invitations", 1, subject=session.district_names, session=session.uid, date=session.date)
        for session in sorted(coming, key=lambda session: session.date or today)[:1]
    ]
