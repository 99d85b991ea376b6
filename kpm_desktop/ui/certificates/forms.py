"""The forms of this area as data: a run, a replacement, the next number, numbers explained."""

import dataclasses
from collections.abc import Callable, Sequence
from typing import Literal

from kpm_desktop.domain import dates
from kpm_desktop.domain.office import Signatory
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.certificates.run_choices import (
    BY_HAND,
    DESIGNS,
    FRAMES,
    INKS,
    PAPERS,
    TYPED,
    RunChoices,
    designs,
)
from kpm_desktop.ui.forms.field import FieldSpec, FormSpec
from kpm_desktop.ui.signing_words import meant_on

Keeping = Literal["keep", "new"]


@dataclasses.dataclass(frozen=True, slots=True)
class Replacement(RunChoices):
    """A replacement as it is typed: the choices of its series, why, and with which number."""

    reason: str = ""
    keeping: Keeping = "keep"


@dataclasses.dataclass(frozen=True, slots=True)
class NumberForm:
    """The next number of a series and year, or a span of numbers explained, as it is typed."""

    uid: Uid
    numbering: str = ""
    year: int | None = None
    first: int | None = None
    last: int | None = None
    kind: Literal["outside", "gap"] = "outside"
    reason: str = ""


def run_spec(
    data_file: DataFile, series: Sequence[tuple[str, str]], subtitle: Callable[[RunChoices], str]
) -> FormSpec:
    """Return the form of a run; `series` are those with a rule, as uid in hex and words."""
    return FormSpec(
        "Buat sertifikat",
        "certificate",
        (
            FieldSpec("series", "Kegiatan", "pick", section="Untuk siapa", options=tuple(series)),
            *_choice_fields(data_file, "Isi kertas", "Tanggal di sertifikat"),
        ),
        subtitle=subtitle,
    )


def replacement_spec(data_file: DataFile, number: str) -> FormSpec:
    """Return the form that corrects an issued certificate by another one."""
    section = "Pengganti"
    return FormSpec(
        "Perbaiki sertifikat",
        "refresh",
        (
            FieldSpec(
                "reason", "Alasan", section=section, required=True, hint="misalnya nama salah tulis",
            ),
            FieldSpec(
                "keeping",
                "Nomor pengganti",
                "radio",
                section=section,
                options=(("keep", "Nomor tetap"), ("new", "Nomor baru")),
            ),
            *_choice_fields(data_file, "Isi kertas", "Tanggal di sertifikat"),
        ),
        subtitle=lambda _record: (
            f"Nomor {number}. Isinya diambil dari data hari ini; yang lama tetap disimpan sebagai diganti."
        ),
    )  # fmt: skip


def next_number_spec(data_file: DataFile) -> FormSpec:
    """Return the form that sets the number to go on with."""
    return FormSpec(
        "Atur nomor berikutnya",
        "list-numbers",
        (
            FieldSpec("numbering", "Seri nomor", "pick", options=_numberings(data_file, typed=False)),
            FieldSpec("year", "Tahun", "number", half=True, required=True, minimum=1990, maximum=2200),
            FieldSpec("first", "Nomor berikutnya", "number", half=True, required=True, minimum=1),
            FieldSpec("reason", "Alasan", required=True),
        ),
        subtitle=lambda _record: "Nomor yang terlewati harus diberi keterangan.",
    )


def number_note_spec(data_file: DataFile) -> FormSpec:
    """Return the form that explains numbers: issued outside the program, or left out."""
    return FormSpec(
        "Catat nomor di luar program",
        "list-numbers",
        (
            FieldSpec("numbering", "Seri nomor", "pick", options=_numberings(data_file, typed=False)),
            FieldSpec("year", "Tahun", "number", half=True, required=True, minimum=1990, maximum=2200),
            FieldSpec("first", "Dari nomor", "number", half=True, required=True, minimum=1),
            FieldSpec("last", "Sampai nomor", "number", half=True, minimum=1, hint="sama"),
            FieldSpec(
                "kind",
                "Nomor itu",
                "radio",
                options=(("outside", "Terbit di luar program"), ("gap", "Tidak dipakai")),
            ),
            FieldSpec("reason", "Keterangan", required=True),
        ),
        subtitle=lambda _record: "Nomor yang dicatat di sini tidak dipakai lagi oleh program.",
    )


def _choice_fields(data_file: DataFile, section: str, day_label: str) -> tuple[FieldSpec, ...]:
    signers = data_file.office.signatories()
    named = tuple((one.uid.hex(), _signer_words(one)) for one in signers)

    def meant(record: RunChoices) -> str:
        return "" if record.signatory else meant_on(signers, record.day)

    return (
        FieldSpec("day", day_label, "date", section=section, required=True, half=True),
        FieldSpec(
            "numbering", "Seri nomor", "pick", section=section, half=True,
            options=_numberings(data_file, typed=True),
        ),
        FieldSpec(
            "typed_number", "Nomor ketikan", section=section,
            hint="hanya bila nomor diketik sendiri", max_length=80,
        ),
        FieldSpec(
            "signatory", "Penandatangan", "pick", column=1, section="Penandatangan dan rupa",
            options=(("", "yang berlaku pada tanggal itu"), *named), note=meant,
        ),
        FieldSpec(
            "committee", "Penandatangan halaman belakang", "pick", column=1,
            section="Penandatangan dan rupa", options=(("", "tanpa tanda tangan"), *named),
        ),
        FieldSpec(
            "back", "Halaman belakang dengan daftar materi", "check", column=1,
            section="Penandatangan dan rupa",
        ),
        FieldSpec(
            "upper_case", "Nama dengan huruf besar", "check", column=1, section="Penandatangan dan rupa",
        ),
        FieldSpec("photo", "Foto 3 x 4 cm", "check", column=1, section="Penandatangan dan rupa"),
        FieldSpec(
            "design", "Desain", "pick", section="Rupa kertas", half=True,
            options=designs(data_file), note=_own_paper,
        ),
        FieldSpec("paper", "Kertas", "pick", section="Rupa kertas", half=True, options=PAPERS),
        FieldSpec("ink", "Tinta", "pick", section="Rupa kertas", half=True, options=INKS),
        FieldSpec("frame", "Bingkai", "pick", section="Rupa kertas", half=True, options=FRAMES),
        FieldSpec(
            "code_on_blank", "Kode QR juga di blangko", "check", section="Rupa kertas",
            hint="bila kertasnya menyisakan tempat",
        ),
    )  # fmt: skip


def _numberings(data_file: DataFile, *, typed: bool) -> tuple[tuple[str, str], ...]:
    found = tuple((one.uid.hex(), one.name or one.pattern) for one in data_file.numbers.series())
    by_hand = ((TYPED, "nomor diketik sendiri"), (BY_HAND, "dikosongkan, ditulis tangan"))
    return (*found, *by_hand) if typed else found


def _own_paper(record: RunChoices) -> str:
    return "" if record.design in dict(DESIGNS) else "kertas menurut tata letak"


def _signer_words(signatory: Signatory) -> str:
    start, end = signatory.valid_from, signatory.valid_to
    if start and end:
        span = f"{dates.short_date(start)} s.d. {dates.short_date(end)}"
    elif start:
        span = f"sejak {dates.short_date(start)}"
    else:
        span = f"s.d. {dates.short_date(end)}" if end else ""
    return ", ".join(part for part in (signatory.full_name, span) if part)
