"""The office, its signatories, settings and editable lists: records and their problems.

What a signatory prints above his name: `signing.py`.
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Literal

from kpm_desktop.domain.names import full_name, name_problems
from kpm_desktop.domain.national_id import nip_problems
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid

DEFAULT_SETTINGS: Mapping[str, str] = {
    "village_target": "5",
    "village_ideal": "10",
    "lesson_minutes": "45",
    "decree_soon_days": "90",
    "blank_rows": "10",
    "judge_difference": "20",
    "classification_code": "400.10.3.5",
    "copy_mark": "1",
    "lost_package_text": "Pemberitahuan tertulis kepada orang yang datanya ada di dalam paket dan kepada "
    "lembaga yang berwenang disampaikan paling lambat 3 x 24 jam sejak hilangnya diketahui "
    "(Undang-Undang Nomor 27 Tahun 2022, Pasal 46).",
}
"""Settings that every PC shares, with what holds while nobody changed them. Values are text."""

PRACTICE = "practice_copy"
"""The setting that marks a file as a copy for training, in which every name is invented."""

DEFAULT_CHOICES: Mapping[str, tuple[str, ...]] = {
    "position": (
        "Ketua", "Sekretaris", "Bendahara", "Anggota", "Kader SID", "Kader Perencanaan", "Kader Teknis",
        "Kader PSD", "Kader PED",
    ),
    "origin_institution": ("RT", "RW", "PKK", "Karang Taruna", "Posyandu", "LPM"),
    "field": (
        "Perencanaan pembangunan", "Ekonomi masyarakat", "Kesehatan", "Pendidikan", "Sosial budaya",
        "Lingkungan hidup", "Teknologi tepat guna",
    ),
    "cadre_role": (
        "Pelopor", "Penggerak", "Pembimbing", "Perencana", "Perantara", "Pelaksana", "Pembaharu",
    ),
    "cadre_type": ("KPM", "KPMD"),
    "potential": ("belum dinilai", "cukup", "baik", "menonjol"),
    "education": ("SD", "SMP", "SMA/SMK", "D1", "D2", "D3", "D4", "S1", "S2", "S3"),
    "session_kind": ("pembinaan", "pelatihan", "bimtek", "sosialisasi", "rapat"),
    "end_reason": ("masa tugas habis", "pindah", "mengundurkan diri", "meninggal", "diganti"),
    "entry_document": (
        "Biodata", "SK kader", "Berita acara dan SK pemenang tingkat di bawahnya", "Makalah inovasi",
        "Foto kegiatan", "Video 5 menit",
    ),
}  # fmt: skip
"""The editable lists as they start (domain.md sections 2, 3, 7); the office changes them freely."""

SignMode = Literal["own", "an", "ub", "plt", "plh", "pj"]


@dataclasses.dataclass(frozen=True, slots=True)
class Office:
    """The agency as its letterhead shows it; `upper_name` is the line above (the regency government).

    `emblem` is the SHA-256 of an asset in hex.
    """

    uid: Uid
    name: str = ""
    upper_name: str = ""
    address: str = ""
    phone: str = ""
    website: str = ""
    email: str = ""
    town: str = ""
    unit_code: str = ""
    emblem: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Signatory:
    """Somebody who signs, with the days on which he may.

    `position` has one line a level: for a.n. the superior's post, then his own; for u.b. three lines.
    """

    uid: Uid
    name: str = ""
    title_front: str = ""
    title_back: str = ""
    position: str = ""
    rank_title: str = ""
    grade: str = ""
    nip: str = ""
    sign_mode: SignMode = "own"
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    @property
    def full_name(self) -> str:
        """Return the name with its titles, as stored."""
        return full_name(self.name, self.title_front, self.title_back)


@dataclasses.dataclass(frozen=True, slots=True)
class Setting:
    """A value that must be alike on every PC; `uid` is `pair_uid("setting", key)`."""

    uid: Uid
    key: str = ""
    value: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Choice:
    """One entry of an editable list; inactive ones are no longer offered but stay readable."""

    uid: Uid
    list: str = ""
    value: str = ""
    position: int | None = None
    active: bool = True


@dataclasses.dataclass(frozen=True, slots=True)
class PublicKey:
    """The public part of a key pair that signs certificates; `key_id` names it in each signed text."""

    uid: Uid
    key_id: str = ""
    public_part: str = ""
    since: dt.date | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class ImportMapping:
    """How the sheets of one sender are read; `mapping` is a JSON text column -> field."""

    uid: Uid
    sender: str = ""
    mapping: str = ""


def office_problems(office: Office) -> list[Problem]:
    """Return what is wrong with the office's own data."""
    return [] if office.name.strip() else [Problem("name", "F.101")]


def signatory_problems(signatory: Signatory) -> list[Problem]:
    """Return what is wrong with a signatory: name, NIP, post, days."""
    problems = name_problems(signatory.name, signatory.title_front, signatory.title_back)
    problems += nip_problems(signatory.nip)
    if signatory.valid_from and signatory.valid_to and signatory.valid_to < signatory.valid_from:
        problems.append(Problem("valid_to", "F.103"))
    return problems
