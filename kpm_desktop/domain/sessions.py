"""Series, sessions, topics, speakers, attendance and the signed sheets: records and their problems.

Who is invited and in which order: `invitation.py`; who earned a certificate: `earning.py`.
"""

import dataclasses
import datetime
from typing import Literal

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

    `districts` are the kecamatan it serves, in the order of their codes.
    """

    uid: Uid
    series: Uid | None = None
    kind: str = ""
    date: datetime.date | None = None
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

    `represents` is the invited person he came for; both rows carry the same `position` (the number on paper). `village` and `post` are as invited. `certificate_to` overrides the
    series' choice on the represented row.
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
