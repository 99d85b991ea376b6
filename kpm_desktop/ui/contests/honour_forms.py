"""What is asked before awards and the letter of delegation are shown, as forms."""

import dataclasses
import datetime as dt
from typing import Literal

from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.forms.field import FieldSpec, FormSpec

PREVIEW = "Lihat pratinjau"
PAPERS = (("A4", "A4, 297 x 210 mm"), ("F4", "F4, 330 x 215 mm"))
INKS = (("full", "Berwarna"), ("saver", "Hemat tinta"), ("mono", "Hitam putih"))


@dataclasses.dataclass(frozen=True, slots=True)
class AwardForm:
    """How awards are made; uids as hex, "" for none."""

    uid: Uid
    ranks: int | None = None
    day: dt.date | None = None
    number_series: str = ""
    number: str = ""
    signatory: str = ""
    upper_name: str = ""
    is_regent: bool = False
    paper: str = "A4"
    ink: Literal["full", "saver", "mono"] = "full"
    blank: bool = False
    honours: str = ""
    reason: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class DelegationForm:
    """How the letter of delegation is made; uids as hex, "" for none."""

    uid: Uid
    ranks: int | None = 1
    day: dt.date | None = None
    number: str = ""
    number_series: str = ""
    addressee: str = ""
    place: str = ""
    copies: str = ""
    signatory: str = ""


def _series(data_file: DataFile) -> tuple[tuple[str, str], ...]:
    return tuple((one.uid.hex(), one.name) for one in data_file.numbers.series())


def _signatories(data_file: DataFile) -> tuple[tuple[str, str], ...]:
    found = ((one.uid.hex(), one.full_name) for one in data_file.office.signatories())
    return (("", "menurut tanggal"), *found)


def award_spec(data_file: DataFile, open_count: int) -> FormSpec:
    """Return the form of awards; `open_count` winners have none yet."""
    whom, number, sign, look = "Penerima", "Nomor", "Tanda tangan", "Tampilan"
    fields = (
        FieldSpec("ranks", "Sampai peringkat", "number", section=whom, half=True, minimum=1, maximum=99,
                  hint="kosong: semua juara"),
        FieldSpec("honours", "Penerima lain tanpa peringkat, satu per baris: nama; jabatan", "long",
                  section=whom, lines=4, max_length=9000),
        FieldSpec("reason", "Kalimat untuk penerima lain", "long", section=whom, lines=2, max_length=400,
                  hint="kosong: kalimat baku"),
        FieldSpec("number_series", "Seri nomor", "pick", section=number, column=1, half=True,
                  options=(("", "tanpa seri"), *_series(data_file))),
        FieldSpec("number", "Atau nomor", section=number, column=1, half=True, max_length=100,
                  hint="kosong: titik-titik"),
        FieldSpec("day", "Tanggal piagam", "date", section=sign, column=1, half=True, required=True),
        FieldSpec("signatory", "Penandatangan", "pick", section=sign, column=1, half=True,
                  options=_signatories(data_file)),
        FieldSpec("upper_name", "Kop", section=sign, column=1, max_length=90, hint="kosong: menurut hasil"),
        FieldSpec("is_regent", "Ditandatangani Bupati, tanpa pangkat dan NIP", "check", section=sign,
                  column=1),
        FieldSpec("paper", "Kertas", "pick", section=look, column=1, half=True, options=PAPERS),
        FieldSpec("ink", "Tinta", "pick", section=look, column=1, half=True, options=INKS),
        FieldSpec("blank", "Blangko, teks saja", "check", section=look, column=1),
    )  # fmt: skip
    words = f"{open_count} juara belum punya piagam. Semua dari hasil yang dikunci."
    return FormSpec(
        "Piagam penghargaan", "certificate", fields, subtitle=lambda _form: words, act=PREVIEW, act_icon="eye"
    )


def delegation_spec(data_file: DataFile, above: str) -> FormSpec:
    """Return the form of the letter to the level above."""
    who, letter = "Yang dikirim", "Surat"
    fields = (
        FieldSpec("ranks", "Sampai peringkat", "number", section=who, half=True, required=True, minimum=1,
                  maximum=10),
        FieldSpec("addressee", "Kepada Yth., satu baris tiap baris", "long", section=who, lines=3,
                  max_length=300, hint=f"kosong: Panitia Lomba Tingkat {above.capitalize()}"),
        FieldSpec("place", "di", section=who, half=True, max_length=60, hint="kosong: Tempat"),
        FieldSpec("number", "Nomor surat", section=letter, column=1, half=True, max_length=100,
                  hint="kosong: titik-titik"),
        FieldSpec("number_series", "Atau dari seri nomor", "pick", section=letter, column=1, half=True,
                  options=(("", "tidak"), *_series(data_file))),
        FieldSpec("day", "Tanggal surat", "date", section=letter, column=1, half=True, required=True),
        FieldSpec("signatory", "Penandatangan", "pick", section=letter, column=1, half=True,
                  options=_signatories(data_file)),
        FieldSpec("copies", "Tembusan, satu per baris", "long", section=letter, column=1, lines=3,
                  max_length=600),
    )  # fmt: skip
    return FormSpec("Surat pengiriman ke tingkat " + above, "mail", fields, act=PREVIEW, act_icon="eye")
