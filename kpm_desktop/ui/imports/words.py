"""Words of the page Impor: what columns can be, what fields are called, how values are shown. NIK masked."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from kpm_desktop.domain import dates
from kpm_desktop.domain.national_id import is_nik, mask_nik
from kpm_desktop.domain.phones import phone_text
from kpm_desktop.domain.villages import VillageLine

UNUSED: Final = "tidak dipakai"
PASTED: Final = "Baris dari papan klip"
NOTHING_YET: Final = "Belum ada yang ditulis ke data"
TARGET_WORDS: Final[Mapping[str, str]] = {
    "": UNUSED,
    "number": "Nomor urut",
    "name": "Nama",
    "title_front": "Gelar depan",
    "title_back": "Gelar belakang",
    "nik": "NIK",
    "nik_phone": "NIK dan telepon",
    "sex": "Jenis kelamin",
    "sex_male": "Tanda laki-laki",
    "sex_female": "Tanda perempuan",
    "birth": "Tempat dan tanggal lahir",
    "birth_place": "Tempat lahir",
    "birth_date": "Tanggal lahir",
    "age_recorded": "Umur",
    "phone": "Telepon",
    "village_text": "Desa atau kelurahan",
    "district_text": "Kecamatan",
    "village_code": "Kode desa",
    "address": "Alamat",
    "hamlet": "Dusun",
    "rt_rw": "RT dan RW",
    "rt": "RT",
    "rw": "RW",
    "education": "Pendidikan",
    "courses": "Kursus",
    "education_courses": "Pendidikan dan kursus",
    "occupation": "Pekerjaan",
    "position": "Jabatan",
    "kind": "Definitif atau Pj.",
    "field": "Bidang",
    "origin_institution": "Lembaga asal",
    "decree": "Nomor dan tanggal SK",
    "decree_no": "Nomor SK",
    "decree_date": "Tanggal SK",
    "term": "Masa tugas",
    "term_start": "Mulai tugas",
    "term_end": "Akhir tugas",
    "notes": "Keterangan",
}
"""What a column may be, in the order of the list to choose from."""
FIELD_WORDS: Final[Mapping[str, str]] = {
    **TARGET_WORDS,
    "village": "Desa",
    "nik_received": "NIK yang diterima",
    "age_recorded_on": "Umur dicatat pada",
    "head": "Kepala desa",
}
HEAD_WORDS: Final[Mapping[str, str]] = {
    **FIELD_WORDS,
    "term": "Masa jabatan",
    "term_start": "Mulai menjabat",
    "term_end": "Akhir menjabat",
}
HEAD_KINDS: Final = {"definitive": "Definitif", "pj": "Pj.", "plt": "Plt."}
SEXES: Final = {"L": "Laki-laki", "P": "Perempuan"}
SKIPPED: Final = {"title": "judul", "total": "jumlah", "blank": "kosong", "signature": "tanda tangan"}
ORDERS: Final = (
    ("day_first", "Hari/bulan/tahun"),
    ("month_first", "Bulan/hari/tahun"),
    ("swapped", "Hari dan bulan tertukar oleh Excel"),
)
DATE_QUESTIONS: Final = {
    "mixed": "Sebagian tanggal di kolom ini hari dahulu, sebagian bulan dahulu.",
    "month_first": "Tanggal di kolom ini tampaknya bulan dahulu.",
    "swapped": "Excel tampaknya menukar hari dan bulan di kolom ini.",
}
EXISTING: Final = (
    ("fill", "Isi yang kosong saja"),
    ("ask", "Tanyakan bila beda"),
    ("keep", "Jangan ubah"),
)
ANSWERS: Final = (("same", "Orang yang sama"), ("other", "Orang lain"), ("typo", "Salah ketik"))
_LONG_NUMBER = re.compile(r"\d(?:[ .'-]?\d){13,}")
_NIK_FIELDS: Final = {"nik", "nik_received"}


@dataclass(frozen=True, slots=True)
class Kind:
    """What differs between the two lists that can be imported; `words` says what their fields are called."""

    name: str
    title: str
    noun: str
    workflow: str
    targets: str
    tab: str
    open_list: str
    words: Mapping[str, str]


KINDS: Final[Mapping[str, Kind]] = {
    "cadres": Kind(
        "cadres",
        "Impor kader",
        "kader",
        "import_cadres",
        "CADRE_TARGETS",
        "cadres",
        "Buka daftar kader",
        FIELD_WORDS,
    ),
    "heads": Kind(
        "heads",
        "Impor kepala desa",
        "kepala desa",
        "import_heads",
        "HEAD_TARGETS",
        "villages",
        "Buka daftar desa",
        HEAD_WORDS,
    ),
}


def letter(place: int) -> str:
    """Return the letter of a column of a spreadsheet, from 0: A, B ... AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def masked(text: str) -> str:
    """Return a text as it came, with the middle of every long number hidden."""
    return _LONG_NUMBER.sub(lambda found: _hidden(found[0]), text)


def _hidden(number: str) -> str:
    digits = sum(sign.isdigit() for sign in number)
    shown, seen = [], 0
    for sign in number:
        seen += sign.isdigit()
        shown.append("•" if sign.isdigit() and 4 < seen <= digits - 4 else sign)
    return "".join(shown)


def nik_shown(nik: str) -> str:
    """Return a NIK of a list, masked; what is none is masked as it came."""
    return mask_nik(nik) if is_nik(nik) else masked(nik)


def value_text(field: str, value: Any) -> str:
    """Return a value of a record for the operator; "" for none."""
    if value is None or value == "":
        return ""
    if isinstance(value, dt.date):
        return dates.long_date(value)
    text = str(value)
    if field in _NIK_FIELDS:
        return nik_shown(text)
    if field == "phone":
        return phone_text(text)
    return {"sex": SEXES, "kind": HEAD_KINDS}.get(field, {}).get(text, text)


def village_name(village: VillageLine) -> str:
    """Return a village with its district where it is chosen: `Alastengah, Kec. Besuk`."""
    return f"{village.name}, Kec. {village.district_name}"


def cell_text(cell: Any) -> str:
    """Return a cell as it stands in the file: whole numbers without a point, dates day first."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e18:
        return str(int(cell))
    if isinstance(cell, dt.date):
        return f"{cell.day}/{cell.month}/{cell.year}"
    return str(cell).strip()
