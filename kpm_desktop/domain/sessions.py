"""Series, sessions, topics, speakers, attendance and the signed sheets: records and their problems.

Who is invited and in which order: `invitation.py`; who earned a certificate: `earning.py`.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from kpm_desktop.domain.dates import long_date
from kpm_desktop.domain.names import full_name
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.search import search_text, sort_key
from kpm_desktop.domain.uid import Uid

CertificateRule = Literal["", "sessions", "lesson_hours"]
CertificateTo = Literal["", "invited", "representative", "nobody"]
SessionStatus = Literal["planned", "held", "cancelled"]
AttendanceStatus = Literal["", "present", "excused", "sick", "absent", "represented"]
AttendanceRole = Literal["participant", "speaker", "moderator", "committee"]
SheetKind = Literal["H", "N", "P"]


@dataclasses.dataclass(frozen=True, slots=True)
class Series:
    """A kegiatan: a run of sessions under one name and one rule for certificates.

    `certificate_minimum` counts sessions or lesson hours, as `certificate_rule` says; with no rule nobody
    earns one. `certificate_to` says whose certificate it is when somebody came for another.
    """

    uid: Uid
    name: str = ""
    kind: str = ""
    year: int | None = None
    batch: str = ""
    legal_basis: str = ""
    budget_account: str = ""
    certificate_rule: CertificateRule = ""
    certificate_minimum: int | None = None
    certificate_to: CertificateTo = "representative"
    notes: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Venue:
    """A place where sessions are held."""

    uid: Uid
    name: str = ""
    address: str = ""
    district: Uid | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Session:
    """A pertemuan. Times are texts `08:00`; an empty `end` prints as *s.d. selesai*.

    `districts` are the kecamatan it serves, in the order in which its title names them: the host first.
    """

    uid: Uid
    series: Uid | None = None
    kind: str = ""
    date: dt.date | None = None
    start: str = ""
    end: str = ""
    venue: Uid | None = None
    districts: tuple[Uid, ...] = ()
    status: SessionStatus = "planned"
    reason: str = ""
    notes: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Topic:
    """A materi of a session with its lesson hours (JP)."""

    uid: Uid
    session: Uid | None = None
    position: int | None = None
    title: str = ""
    lesson_hours: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks or leads in a session, for one topic or for all of it."""

    uid: Uid
    session: Uid | None = None
    topic: Uid | None = None
    person: Uid | None = None
    role: AttendanceRole = "speaker"
    institution: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Attendance:
    """A person at a session; `uid` is `pair_uid("attendance", session, person)`.

    `represents` is the invited person he came for; both rows carry the same `position` (the number
    on paper). `village` and `post` are as invited. `certificate_to` of the invited person's row overrides the
    series' choice.
    """

    uid: Uid
    session: Uid | None = None
    person: Uid | None = None
    role: AttendanceRole = "participant"
    invited: bool = False
    status: AttendanceStatus = ""
    represents: Uid | None = None
    village: Uid | None = None
    post: str = ""
    arrived_at: str = ""
    certificate_to: CertificateTo = ""
    position: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class PrintedSheet:
    """A sheet as printed, frozen: kind H attendance, N marks, P names; `of` is what it was printed for.

    `head`, `rows` and `boxes` are JSON texts as the workflow that printed it wrote them.
    """

    uid: Uid
    kind: SheetKind = "H"
    sheet_no: str = ""
    of: Uid | None = None
    paper: str = ""
    head: str = ""
    rows: str = ""
    boxes: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class SheetPage:
    """A page of a printed sheet with the signatures counted by hand; uid `pair_uid("sheet_page", ...)`."""

    uid: Uid
    sheet: Uid | None = None
    page: int | None = None
    signatures: int | None = None
    note: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Payment:
    """Transport money of one person for one session, whole rupiah."""

    uid: Uid
    session: Uid | None = None
    person: Uid | None = None
    account: str = ""
    rate: str = ""
    amount: int | None = None
    tax: int | None = None
    received: int | None = None
    position: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class StepTick:
    """A step of a series or session ticked by hand."""

    uid: Uid
    row: Uid | None = None
    step: str = ""
    note: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Attachment:
    """A picture or file that belongs to a row."""

    uid: Uid
    row: Uid | None = None
    asset: str = ""
    kind: Literal["scan", "photo", "file"] = "file"
    caption: str = ""
    position: int | None = None


class SeriesLine(NamedTuple):
    """A series as the list shows it. `invited` and `present` count rows of all its sessions."""

    uid: Uid
    name: str
    kind: str
    year: int | None
    batch: str
    first_date: dt.date | None
    last_date: dt.date | None
    sessions: int
    districts: int
    invited: int
    present: int
    certificates: int

    @property
    def search(self) -> str:
        """Return the folded text that a search looks at."""
        return search_text(self.name, self.kind, self.batch)


class SessionLine(NamedTuple):
    """A session as the list shows it.

    `district_names` is the title (`Paiton dan Kotaanyar`); of the participants `invited` counts those called,
    `present` those who came, `unmarked` those called without a mark; `sheets` counts printed attendance
    sheets, `pages` those whose signatures were counted; `ticks` are the steps ticked by hand; `certificates`
    those issued for the series to people who were present here.
    """

    uid: Uid
    series: Uid | None
    series_name: str
    date: dt.date | None
    start: str
    end: str
    venue_name: str
    district_names: str
    districts: tuple[Uid, ...]
    kind: str
    status: str
    invited: int
    present: int
    unmarked: int
    excused: int
    sick: int
    absent: int
    represented: int
    lesson_hours: int
    heads: int
    sheets: int
    pages: int
    ticks: tuple[str, ...]
    certificates: int

    @property
    def search(self) -> str:
        """Return the folded text that a search looks at."""
        return search_text(self.series_name, self.district_names, self.venue_name, self.kind)


class ParticipantLine(NamedTuple):
    """A row of attendance in paper order.

    A representative stands directly after the person he came for, with the same `position`; that person's
    row names him in `represented_by`.
    """

    uid: Uid
    position: int | None
    name: str
    title_front: str
    title_back: str
    sex: str
    post: str
    village_name: str
    is_ambiguous: bool
    district_name: str
    village_kind: str
    status: str
    represented_by: str
    role: str
    invited: bool
    person: Uid
    represents: Uid | None
    village: Uid | None
    certificate_to: str
    arrived_at: str
    print_name: str

    @property
    def full_name(self) -> str:
        """Return the name with its titles, as stored."""
        return full_name(self.name, self.title_front, self.title_back)

    @property
    def sort_key(self) -> str:
        """Return what orders the list: the name without titles."""
        return sort_key(self.name)

    @property
    def search(self) -> str:
        """Return the folded text that a search looks at."""
        return search_text(self.name, self.village_name, self.post)


def districts_text(names: Sequence[str]) -> str:
    """Return the districts of a session as its title says them: `Besuk, Paiton dan Kotaanyar`."""
    return " dan ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def series_problems(series: Series) -> list[Problem]:
    """Return what is wrong with a series."""
    return [] if series.name.strip() else [Problem("name", "F.101")]


def session_problems(
    session: Session, others: Iterable[Session] = (), *, year: int | None = None
) -> list[Problem]:
    """Return what is wrong with a session: W.320 same place and hour as one of `others`.

    W.322 a day that is not in the `year` of its series.
    """
    problems = []
    if session.date is not None and year is not None and session.date.year != year:
        values = {"date": long_date(session.date), "year": str(year)}
        problems.append(Problem("date", "W.322", values))
    if session.start and session.end and session.end < session.start:
        problems.append(Problem("end", "F.103"))
    clashes = [other for other in others if other.uid != session.uid and _clash(session, other)]
    problems += [Problem("venue", "W.320", {"start": other.start}) for other in clashes[:1]]
    return problems


def _clash(one: Session, other: Session) -> bool:
    if one.date is None or one.venue is None or "cancelled" in {one.status, other.status}:
        return False
    return (one.date, one.venue) == (other.date, other.venue) and (
        (one.start or "00:00") < (other.end or "24:00") and (other.start or "00:00") < (one.end or "24:00")
    )


def invitation_problems(rows: Iterable[ParticipantLine]) -> list[Problem]:
    """Return W.321 for each pair of rows that look like one person: same name in the same village."""
    seen: set[tuple[str, Uid | None]] = set()
    problems = []
    for row in rows:
        key = (row.name.casefold(), row.village)
        if key in seen:
            problems.append(Problem("person", "W.321", {"name": row.full_name}))
        seen.add(key)
    return problems


def page_problems(page: int, marked: int, counted: int | None, note: str = "") -> list[Problem]:
    """Return W.301 when a page's hand count differs from its marks and no note explains it."""
    if counted is None or counted == marked or note:
        return []
    values = {"page": str(page), "paper": str(counted), "screen": str(marked)}
    return [Problem("signatures", "W.301", values)]
