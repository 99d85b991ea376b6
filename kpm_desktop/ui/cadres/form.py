"""The form of a cadre as data: two inner tabs with every field of the register; the form of a new term."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, Self

from PySide6.QtWidgets import QWidget

from kpm_desktop.domain import dates, names
from kpm_desktop.domain.cadres import CadreTerm
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui.cadres.record import CadreForm
from kpm_desktop.ui.forms.field import Candidate, FieldSpec, FormSpec

TABS = ("Orang dan tugas", "Lainnya")
STATES = (("proposed", "Diusulkan"), ("active", "Aktif"), ("ended", "Selesai"))
_PERSON, _DUTY, _STATE, _MORE = "Orang", "Tugas sebagai KPM", "Keadaan", "Keterangan lain"


@dataclasses.dataclass(frozen=True, slots=True)
class FormSources:
    """Where the form gets what it offers."""

    villages: Callable[[], Sequence[Candidate]]
    choices: Callable[[str], Sequence[str]]
    """The editable list of a name: position, origin_institution, education, field..."""
    today: dt.date
    nik_shown: Callable[[], None]
    earlier: Callable[[], QWidget]
    nik_hint: str = ""


def cadre_form(sources: FormSources, *, is_new: bool) -> FormSpec:
    """Return the form; `is_new` only changes its title."""
    first = tuple(dataclasses.replace(field, tab=TABS[0]) for field in (*_person(sources), *_duty(sources)))
    second = tuple(dataclasses.replace(field, tab=TABS[1]) for field in (*_state(sources), *_more(sources)))
    return FormSpec(
        "Tambah kader" if is_new else "Ubah kader",
        "user-plus" if is_new else "pencil",
        (*first, *second),
        subtitle=_Subtitle(sources),
    )


class _Subtitle:
    """Name and village of the record as it stands."""

    def __init__(self, sources: FormSources) -> None:
        self._places = {one.uid: one for one in sources.villages()}

    def __call__(self, record: CadreForm) -> str:
        place = self._places.get(record.village) if record.village else None
        name = names.full_name(record.name, record.title_front, record.title_back) if record.name else ""
        where = ", ".join(part for part in (place.text, place.sub) if part) if place else ""
        return ", ".join(part for part in (name, where) if part) or "Nama dan desa harus diisi"


def _person(sources: FormSources) -> tuple[FieldSpec, ...]:
    def age(record: CadreForm) -> str:
        born = record.birth_date
        return f"{dates.age_on(born, sources.today)} tahun" if born and born <= sources.today else ""

    return (
        FieldSpec("name", "Nama tanpa gelar", section=_PERSON, required=True),
        FieldSpec("title_front", "Gelar depan", section=_PERSON, half=True, hint="misalnya Hj."),
        FieldSpec("title_back", "Gelar belakang", section=_PERSON, half=True, hint="misalnya S.E."),
        FieldSpec("print_name", "Nama di sertifikat", "derived", section=_PERSON, derive=_printed),
        FieldSpec("birth_place", "Tempat lahir", section=_PERSON, half=True),
        FieldSpec(
            "birth_date",
            "Tanggal lahir",
            "date",
            section=_PERSON,
            half=True,
            note=age,
            latest=sources.today,
        ),
        FieldSpec("nik", "NIK", "nik", section=_PERSON, hint=sources.nik_hint, revealed=sources.nik_shown),
        FieldSpec(
            "sex",
            "Jenis kelamin",
            "radio",
            section=_PERSON,
            half=True,
            options=(("P", "Perempuan"), ("L", "Laki-laki")),
        ),
        FieldSpec("phone", "Telepon/WA", "phone", section=_PERSON, half=True),
        FieldSpec(
            "address", "Alamat", section=_PERSON, hint="dusun, RT dan RW, misalnya Dusun Krajan, RT 02 RW 01"
        ),
    )


def _printed(record: CadreForm) -> str:
    return names.full_name(record.name, record.title_front, record.title_back) if record.name else ""


def _duty(sources: FormSources) -> tuple[FieldSpec, ...]:
    def choice(name: str, label: str) -> FieldSpec:
        return FieldSpec(
            name, label, "choice", column=1, section=_DUTY, half=True, choices=lambda: sources.choices(name)
        )

    return (
        FieldSpec(
            "village",
            "Desa atau kelurahan",
            "link",
            column=1,
            section=_DUTY,
            required=True,
            candidates=sources.villages,
        ),
        choice("position", "Jabatan"),
        choice("origin_institution", "Lembaga asal"),
        choice("education", "Pendidikan"),
        choice("field", "Bidang"),
        FieldSpec("decree_no", "Nomor SK", column=1, section=_DUTY, half=True),
        FieldSpec("decree_date", "Tanggal SK", "date", column=1, section=_DUTY, half=True),
        FieldSpec("term_start", "Mulai tugas", "date", column=1, section=_DUTY, half=True),
        FieldSpec("term_end", "Akhir tugas", "date", column=1, section=_DUTY, half=True),
    )


def _state(sources: FormSources) -> tuple[FieldSpec, ...]:
    return (
        FieldSpec(
            "cadre_type",
            "Jenis kader",
            "choice",
            section=_STATE,
            half=True,
            choices=lambda: sources.choices("cadre_type"),
        ),
        FieldSpec("status", "Keadaan", "pick", section=_STATE, half=True, options=STATES),
        FieldSpec(
            "status_reason",
            "Alasan",
            "choice",
            section=_STATE,
            choices=lambda: sources.choices("end_reason"),
        ),
        FieldSpec("verified", "Sudah diperiksa", "check", section=_STATE),
        FieldSpec("earlier", "Masa tugas terdahulu", "custom", section=_STATE, factory=sources.earlier),
        FieldSpec(
            "age_recorded",
            "Umur yang diterima",
            "number",
            section=_STATE,
            half=True,
            maximum=120,
            unit="tahun",
        ),
        FieldSpec("age_recorded_on", "Dicatat pada", "date", section=_STATE, half=True),
    )


def _more(sources: FormSources) -> tuple[FieldSpec, ...]:
    return (
        FieldSpec(
            "courses",
            "Kursus atau pelatihan lain",
            "long",
            column=1,
            section=_MORE,
            lines=2,
            max_length=2_000,
        ),
        FieldSpec("occupation", "Pekerjaan", column=1, section=_MORE, half=True),
        FieldSpec(
            "potential",
            "Potensi",
            "choice",
            column=1,
            section=_MORE,
            half=True,
            choices=lambda: sources.choices("potential"),
        ),
        FieldSpec("potential_note", "Catatan potensi", column=1, section=_MORE, max_length=1_000),
        FieldSpec(
            "institution_profile",
            "Profil lembaga",
            "long",
            column=1,
            section=_MORE,
            lines=4,
            max_length=10_000,
        ),
        FieldSpec("notes", "Catatan", "long", column=1, section=_MORE, lines=4, max_length=4_000),
    )


@dataclasses.dataclass(frozen=True, slots=True)
class NewTerm:
    """A new term as it is typed: what it is, and why the one before ended."""

    uid: Uid
    person: Uid | None = None
    village: Uid | None = None
    cadre_type: str = "KPM"
    position: str = ""
    field: str = ""
    origin_institution: str = ""
    decree_no: str = ""
    decree_date: dt.date | None = None
    term_start: dt.date | None = None
    term_end: dt.date | None = None
    former_reason: str = ""

    @classmethod
    def after(cls, former: CadreTerm, uid: Uid) -> Self:
        """Return what a new term takes over from the one before: everything but decree and days."""
        kept = ("person", "village", "cadre_type", "position", "field", "origin_institution")
        values: dict[str, Any] = {name: getattr(former, name) for name in kept}
        return cls(uid, former_reason="masa tugas habis", **values)

    def term(self) -> CadreTerm:
        """Return the term."""
        values = {item.name: getattr(self, item.name) for item in dataclasses.fields(self)}
        del values["former_reason"]
        return CadreTerm(**values)


def term_form(sources: FormSources, who: str) -> FormSpec:
    """Return the form of a new term; the old one stays as history."""
    former = "Masa tugas sebelumnya"
    fields = [field for field in _duty(sources) if field.name != "education"]
    return FormSpec(
        "Masa tugas baru",
        "id-badge-2",
        (
            *(dataclasses.replace(field, column=0) for field in fields),
            FieldSpec(
                "cadre_type",
                "Jenis kader",
                "choice",
                section=_DUTY,
                half=True,
                choices=lambda: sources.choices("cadre_type"),
            ),
            FieldSpec(
                "former_reason",
                "Alasan berakhir",
                "choice",
                section=former,
                choices=lambda: sources.choices("end_reason"),
            ),
        ),
        subtitle=lambda _record: f"{who}, masa tugas sebelumnya tetap tersimpan",
    )
