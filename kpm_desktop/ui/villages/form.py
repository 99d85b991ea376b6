"""The forms of a village as data: itself, one that the official list lacks, its name, its head."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from typing import Literal

from kpm_desktop.domain.people import HeadKind, HeadTerm, Person, TermStatus, VillageHead
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.villages import Village, VillageKind, head_word, kind_word
from kpm_desktop.ui.forms.field import Candidate, FieldSpec, FormSpec

KINDS: tuple[tuple[VillageKind, str], ...] = (
    ("desa", "Desa"),
    ("kelurahan", "Kelurahan"),
    ("desa adat", "Desa adat"),
)
HEAD_STATES: tuple[tuple[TermStatus, str], ...] = (("active", "Menjabat"), ("ended", "Selesai"))
Renewal = Literal["renamed", "corrected"]


@dataclasses.dataclass(frozen=True, slots=True)
class NewVillage:
    """A village that the official list lacks, as it is typed."""

    uid: Uid
    name: str = ""
    district: Uid | None = None
    kind: VillageKind = "desa"


@dataclasses.dataclass(frozen=True, slots=True)
class NewName:
    """Another official name: from a day on, or put right as it stands."""

    uid: Uid
    name: str = ""
    renewal: Renewal = "renamed"
    first_day: dt.date | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class HeadForm:
    """A village head as he is typed: person and term. `known` is somebody who is in the data already."""

    uid: Uid
    person: Uid
    known: Uid | None = None
    name: str = ""
    title_front: str = ""
    title_back: str = ""
    phone: str = ""
    village: Uid | None = None
    kind: HeadKind = "definitive"
    term_start: dt.date | None = None
    term_end: dt.date | None = None
    status: TermStatus = "active"
    status_reason: str = ""

    @classmethod
    def of(cls, head: VillageHead) -> "HeadForm":
        """Return what the form shows of a village head."""
        person, term = head.person, head.term
        return cls(
            uid=term.uid,
            person=person.uid,
            name=person.name,
            title_front=person.title_front,
            title_back=person.title_back,
            phone=person.phone,
            village=term.village,
            kind=term.kind,
            term_start=term.term_start,
            term_end=term.term_end,
            status=term.status,
            status_reason=term.status_reason,
        )

    def head(self, person: Person) -> VillageHead:
        """Return the village head that the form describes; `person` is whom it is about, as he was."""
        if self.known is None:
            person = dataclasses.replace(
                person,
                name=self.name,
                title_front=self.title_front,
                title_back=self.title_back,
                phone=self.phone,
            )
        term = HeadTerm(
            self.uid,
            person.uid,
            self.village,
            self.kind,
            self.term_start,
            self.term_end,
            self.status,
            self.status_reason,
        )
        return VillageHead(person, term)


def village_form(village: Village, name: str, district: str, office: tuple[int, int]) -> FormSpec:
    """Return the form of a village; `office` are the wanted and the most cadres that hold without its own."""
    wanted, most = office
    return FormSpec(
        f"Ubah {kind_word(village.kind).lower()}",
        "pencil",
        (
            FieldSpec(
                "kind",
                "Jenis",
                "pick",
                section="Desa atau kelurahan",
                options=KINDS,
                read_only=village.official,
            ),
            FieldSpec("address", "Alamat kantor", "long", section="Desa atau kelurahan", lines=2),
            FieldSpec("phone", "Telepon kantor", "phone", section="Desa atau kelurahan"),
            FieldSpec(
                "institutions",
                "Lembaga di desa ini",
                "long",
                section="Desa atau kelurahan",
                hint="misalnya LPM, PKK, Karang Taruna",
                lines=3,
                max_length=2_000,
            ),
            FieldSpec(
                "target",
                "KPM paling sedikit",
                "number",
                column=1,
                section="Jumlah KPM",
                half=True,
                maximum=99,
                hint=f"ikut kantor: {wanted}",
            ),
            FieldSpec(
                "ideal",
                "KPM paling banyak",
                "number",
                column=1,
                section="Jumlah KPM",
                half=True,
                maximum=99,
                hint=f"ikut kantor: {most}",
            ),
            FieldSpec("notes", "Catatan", "long", column=1, section="Jumlah KPM", lines=6, max_length=4_000),
        ),
        subtitle=lambda _record: f"{name}, Kec. {district}",
    )


def new_village_form(districts: Callable[[], Sequence[Candidate]]) -> FormSpec:
    """Return the form of a village that the official list lacks."""
    return FormSpec(
        "Tambah desa di luar daftar",
        "map-pin",
        (
            FieldSpec("name", "Nama desa atau kelurahan", required=True, max_length=60),
            FieldSpec("district", "Kecamatan", "link", required=True, candidates=districts),
            FieldSpec("kind", "Jenis", "radio", options=KINDS),
        ),
        subtitle=lambda _record: "Akan ditandai tidak resmi sampai ada di daftar resmi.",
    )


def name_form(name: str, district: str) -> FormSpec:
    """Return the form that gives a village another official name."""
    return FormSpec(
        "Ganti nama desa",
        "pencil",
        (
            FieldSpec("name", "Nama baru", required=True, max_length=60),
            FieldSpec(
                "renewal",
                "Alasan",
                "radio",
                options=(
                    ("renamed", "Nama resmi berubah sejak suatu tanggal"),
                    ("corrected", "Salah tulis di daftar, perbaiki saja"),
                ),
            ),
            FieldSpec("first_day", "Berlaku mulai", "date", half=True),
        ),
        subtitle=lambda _record: f"{name}, Kec. {district}. Surat yang sudah terbit tetap memakai nama lama.",
    )


def head_form(
    village_kind: str, place: str, *, is_new: bool, people: Callable[[], Sequence[Candidate]]
) -> FormSpec:
    """Return the form of a kepala desa or lurah with his term."""
    word = head_word(village_kind).lower()
    person = "Orang"
    term = "Masa jabatan"
    known = (
        (
            FieldSpec(
                "known",
                "Sudah tercatat sebagai",
                "link",
                section=person,
                hint="kosongkan bila belum pernah tercatat",
                candidates=people,
            ),
        )
        if is_new
        else ()
    )
    return FormSpec(
        f"{'Ganti' if is_new else 'Ubah'} {word}",
        "user",
        (
            *known,
            FieldSpec("name", "Nama tanpa gelar", section=person, max_length=120),
            FieldSpec("title_front", "Gelar depan", section=person, half=True, hint="misalnya H."),
            FieldSpec("title_back", "Gelar belakang", section=person, half=True, hint="misalnya S.E."),
            FieldSpec("phone", "Telepon/WA", "phone", section=person, half=True),
            FieldSpec(
                "kind",
                "Kedudukan",
                "radio",
                column=1,
                section=term,
                options=(
                    ("definitive", "Definitif"),
                    ("pj", "Pj. (penjabat)"),
                    ("plt", "Plt. (pelaksana tugas)"),
                ),
            ),
            FieldSpec("term_start", "Mulai menjabat", "date", column=1, section=term, half=True),
            FieldSpec("term_end", "Akhir menjabat", "date", column=1, section=term, half=True),
            FieldSpec("status", "Keadaan", "pick", column=1, section=term, half=True, options=HEAD_STATES),
            FieldSpec("status_reason", "Alasan selesai", column=1, section=term, half=True),
        ),
        subtitle=lambda _record: place,
    )
