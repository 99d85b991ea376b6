"""The forms of this area as data: series, session, topic, speaker, and whoever comes to a session."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any

from kpm_desktop.domain import dates
from kpm_desktop.domain.sessions import (
    AttendanceRole,
    CertificateTo,
    Session,
    SessionStatus,
    Speaker,
    Topic,
)
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.forms.field import Candidate, FieldSpec, FormSpec
from kpm_desktop.ui.sessions.editors import ClockEditor, DistrictsEditor

RULES = (("", "Tidak ada sertifikat"), ("sessions", "Sesi diikuti"), ("lesson_hours", "Jumlah JP"))
CERTIFICATE_TO = (
    ("representative", "Yang datang mewakili"),
    ("invited", "Yang diundang"),
    ("nobody", "Tidak ada"),
)
STATUSES: tuple[tuple[SessionStatus, str], ...] = (
    ("planned", "Rencana"),
    ("held", "Terlaksana"),
    ("cancelled", "Batal"),
)
ROLES: tuple[tuple[AttendanceRole, str], ...] = (
    ("speaker", "Narasumber"),
    ("moderator", "Moderator"),
    ("committee", "Panitia"),
)
INVITED_AS: tuple[tuple[AttendanceRole, str], ...] = (("participant", "Peserta"), *ROLES)


@dataclasses.dataclass(frozen=True, slots=True)
class SessionForm:
    """A session as it is typed: the venue is a name, known or new."""

    uid: Uid
    series: Uid | None = None
    kind: str = ""
    date: dt.date | None = None
    start: str = ""
    end: str = ""
    venue: str = ""
    districts: tuple[Uid, ...] = ()
    status: SessionStatus = "planned"
    reason: str = ""
    notes: str = ""

    @classmethod
    def of(cls, session: Session, venue: str) -> "SessionForm":
        """Return what the form shows of a session."""
        values = {field.name: getattr(session, field.name) for field in dataclasses.fields(cls)}
        return cls(**{**values, "venue": venue})

    def session(self, venue: Uid | None) -> Session:
        """Return the session that the form describes."""
        values = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        return Session(**{**values, "venue": venue})


@dataclasses.dataclass(frozen=True, slots=True)
class PlannedSession:
    """One of several sessions planned at once, as it is typed."""

    uid: Uid
    date: dt.date | None = None
    districts: tuple[Uid, ...] = ()
    venue: str = ""
    start: str = ""
    end: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class PlanForm:
    """Several sessions of one series, planned at once."""

    series: Uid | None = None
    sessions: tuple[PlannedSession, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class PersonForm:
    """Somebody who comes, as he is typed: known in the data, or only a name."""

    uid: Uid
    known: Uid | None = None
    name: str = ""
    village: Uid | None = None
    post: str = ""
    certificate_to: CertificateTo = ""
    role: AttendanceRole = "participant"
    arrived_at: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class TargetForm:
    """To which session people are invited; None: a new one."""

    session: Uid | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class SpeakerForm:
    """A speaker as he is typed: known in the data, or only a name."""

    uid: Uid
    known: Uid | None = None
    name: str = ""
    role: AttendanceRole = "speaker"
    institution: str = ""
    topic: Uid | None = None

    @classmethod
    def of(cls, speaker: Speaker) -> "SpeakerForm":
        """Return what the form shows of a speaker."""
        return cls(
            speaker.uid, speaker.person, "", speaker.role, speaker.institution, topic=speaker.topic
        )  # fmt: skip


def _title(word: str, *, is_new: bool) -> str:
    return f"{'Tambah' if is_new else 'Ubah'} {word}"


def series_spec(data_file: DataFile, *, is_new: bool) -> FormSpec:
    """Return the form of a series."""
    return FormSpec(
        _title("kegiatan", is_new=is_new),
        "school",
        (
            FieldSpec("name", "Nama kegiatan", section="Kegiatan", required=True, max_length=200),
            FieldSpec(
                "kind", "Jenis", "choice", section="Kegiatan", half=True,
                choices=partial(data_file.office.choices, "session_kind"),
            ),
            FieldSpec("year", "Tahun", "number", section="Kegiatan", half=True, minimum=1990, maximum=2100),
            FieldSpec("batch", "Angkatan", section="Kegiatan", half=True),
            FieldSpec("budget_account", "Kode rekening", section="Kegiatan", half=True),
            FieldSpec("legal_basis", "Dasar pelaksanaan", "long", section="Kegiatan", max_length=1000),
            FieldSpec("certificate_rule", "Syarat", "pick", section="Sertifikat", column=1, options=RULES),
            FieldSpec(
                "certificate_minimum", "Paling sedikit", "number", section="Sertifikat", column=1,
                half=True, minimum=1, maximum=999, note=_minimum_note,
            ),
            FieldSpec(
                "certificate_to", "Bila diwakili, sertifikat untuk", "radio", section="Sertifikat", column=1,
                options=CERTIFICATE_TO,
            ),
            FieldSpec("notes", "Catatan", "long", section="Lain-lain", column=1, max_length=1000),
        ),
        subtitle=lambda series: series.name,
    )  # fmt: skip


def session_spec(data_file: DataFile, *, is_new: bool) -> FormSpec:
    """Return the form of a session."""
    return FormSpec(
        _title("sesi", is_new=is_new),
        "calendar-event",
        (
            FieldSpec(
                "series", "Kegiatan", "link", section="Sesi", required=True,
                candidates=partial(series_offered, data_file),
            ),
            FieldSpec("date", "Tanggal", "date", section="Sesi", half=True),
            FieldSpec(
                "kind", "Jenis", "choice", section="Sesi", half=True,
                choices=partial(data_file.office.choices, "session_kind"), hint="menurut kegiatan",
            ),
            FieldSpec(
                "start", "Mulai", "custom", section="Sesi", half=True,
                factory=partial(_clock, "start", "Mulai"),
            ),
            FieldSpec(
                "end", "Selesai", "custom", section="Sesi", half=True,
                factory=partial(_clock, "end", "Selesai"),
            ),
            FieldSpec(
                "venue", "Tempat", "choice", section="Sesi", choices=partial(_venue_names, data_file),
                hint="pilih atau tulis tempat baru",
            ),
            FieldSpec("status", "Keadaan", "radio", section="Sesi", options=STATUSES),
            FieldSpec("reason", "Alasan batal atau pindah", section="Sesi"),
            FieldSpec(
                "districts", "Untuk kecamatan", "custom", section="Kecamatan", column=1,
                factory=partial(_districts, data_file),
            ),
            FieldSpec("notes", "Catatan", "long", section="Catatan", column=1, lines=2, max_length=1000),
        ),
    )  # fmt: skip


def topic_spec(*, is_new: bool) -> FormSpec:
    """Return the form of a topic."""
    return FormSpec(
        _title("materi", is_new=is_new),
        "list-numbers",
        (
            FieldSpec("title", "Judul materi", required=True),
            FieldSpec("lesson_hours", "Lama", "number", half=True, unit="JP", maximum=99),
            FieldSpec("position", "Urutan", "number", half=True, minimum=1, maximum=99),
        ),
    )


def speaker_spec(data_file: DataFile, topics: Sequence[Topic], *, is_new: bool) -> FormSpec:
    """Return the form of a speaker."""
    return FormSpec(
        _title("narasumber", is_new=is_new),
        "user",
        (
            *_whom(data_file),
            FieldSpec("role", "Sebagai", "radio", options=ROLES),
            FieldSpec("institution", "Jabatan atau instansi"),
            FieldSpec(
                "topic", "Materi", "link", candidates=partial(_topics_offered, topics), hint="semua materi"
            ),
        ),
    )


def guest_spec(data_file: DataFile) -> FormSpec:
    """Return the form of somebody who came without invitation."""
    return FormSpec(
        "Tamu tanpa undangan",
        "user-plus",
        (
            *_whom(data_file),
            FieldSpec("post", "Jabatan"),
            FieldSpec("village", "Desa", "link", candidates=partial(village_offered, data_file)),
        ),
    )


def invitation_spec(data_file: DataFile) -> FormSpec:
    """Return the form of one more person to be invited."""
    return FormSpec(
        "Undang satu orang",
        "user-plus",
        (
            *_whom(data_file),
            FieldSpec("role", "Sebagai", "radio", options=INVITED_AS),
            FieldSpec("post", "Jabatan atau instansi", hint="menurut data desa"),
            FieldSpec(
                "village",
                "Desa",
                "link",
                candidates=partial(village_offered, data_file),
                hint="menurut data desa",
            ),
        ),
    )


def target_spec(data_file: DataFile, today: dt.date, who: str) -> FormSpec:
    """Return the form that asks to which session people are invited."""
    coming = [
        line
        for line in data_file.sessions.find()
        if line.status == "planned" and (line.date is None or line.date >= today)
    ]
    offered = [
        Candidate(
            line.uid,
            line.district_names or line.venue_name or line.series_name,
            dates.long_date(line.date) if line.date else "tanggal belum diisi",
        )
        for line in coming
    ]
    return FormSpec(
        "Undang ke sesi",
        "user-plus",
        (
            FieldSpec(
                "session", "Sesi", "link", candidates=lambda: offered, hint="kosong: sesi baru dibuat dahulu"
            ),
        ),
        subtitle=lambda _form: who,
        act="Undang",
        act_icon="user-plus",
    )


def link_spec(data_file: DataFile) -> FormSpec:
    """Return the form that says who somebody is of whom only a name was known."""
    return FormSpec(
        "Hubungkan dengan data",
        "user-check",
        (
            FieldSpec(
                "known", "Orang di data", "link", candidates=partial(_people_offered, data_file),
                hint="ketik sebagian nama; kosong bila belum ada",
            ),
            FieldSpec("post", "Jabatan"),
            FieldSpec("village", "Desa", "link", candidates=partial(village_offered, data_file)),
        ),
        subtitle=lambda form: form.name,
    )  # fmt: skip


def arrival_spec() -> FormSpec:
    """Return the form of the hour at which somebody came."""
    return FormSpec(
        "Jam datang",
        "clock",
        (
            FieldSpec(
                "arrived_at", "Jam datang", "custom", factory=partial(_clock, "arrived_at", "Jam datang")
            ),
        ),
        subtitle=lambda form: form.name,
    )


def representative_spec(data_file: DataFile) -> FormSpec:
    """Return the form of whoever came for an invited person."""
    return FormSpec(
        "Diwakili orang lain",
        "user-check",
        (
            *_whom(data_file),
            FieldSpec("post", "Jabatan", hint="sekdes, perangkat desa, …"),
            FieldSpec(
                "certificate_to",
                "Sertifikat untuk",
                "radio",
                options=(("", "Menurut kegiatan"), *CERTIFICATE_TO),
            ),
        ),
    )


def village_offered(data_file: DataFile) -> list[Candidate]:
    """Return the villages a link may point to."""
    return [
        Candidate(line.uid, line.name, f"Kec. {line.district_name}")
        for line in data_file.villages.find(data_file.now().date())
    ]


def _whom(data_file: DataFile) -> tuple[FieldSpec, FieldSpec]:
    return (
        FieldSpec("name", "Nama", hint="tulis nama, gelar ikut nama"),
        FieldSpec("known", "Atau pilih dari data", "link", candidates=partial(_people_offered, data_file)),
    )


def _people_offered(data_file: DataFile) -> list[Candidate]:
    return [
        Candidate(line.uid, line.full_name, _where(line.village_name, line.district_name))
        for line in data_file.people.find()
    ]


def _where(village: str, district: str) -> str:
    return ", ".join(part for part in (village, f"Kec. {district}" if district else "") if part)


def series_offered(data_file: DataFile) -> list[Candidate]:
    """Return the series a link may point to."""
    return [Candidate(line.uid, line.name, str(line.year or "")) for line in data_file.sessions.find_series()]


def _topics_offered(topics: Sequence[Topic]) -> list[Candidate]:
    return [Candidate(topic.uid, topic.title) for topic in topics]


def _venue_names(data_file: DataFile) -> list[str]:
    return [venue.name for venue in data_file.sessions.venues()]


def _clock(name: str, label: str) -> ClockEditor:
    return ClockEditor(FieldSpec(name, label, hint="s.d. selesai" if name == "end" else "08.00"))


def _districts(data_file: DataFile) -> DistrictsEditor:
    return DistrictsEditor(FieldSpec("districts", "Untuk kecamatan"), data_file.villages.districts())


def _minimum_note(series: Any) -> str:
    return {"sessions": "sesi", "lesson_hours": "JP"}.get(series.certificate_rule, "")
