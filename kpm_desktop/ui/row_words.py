"""Rows, columns and values of the data file in words, for every list that shows rows of many kinds. No Qt."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final

from kpm_desktop.domain import dates
from kpm_desktop.domain.changes import RowKey
from kpm_desktop.domain.national_id import mask_nik
from kpm_desktop.domain.phones import phone_text
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.words import thousands
from kpm_desktop.store.row_titles import RowTitle
from kpm_desktop.ui.difference_words import NOUNS, OTHERS

OTHER_ROW: Final = "data lain"
NAMELESS: Final = "tanpa nama"
TABLE_WORDS: Mapping[str, str] = {
    "cadre_term": "Masa tugas kader", "head_term": "Masa tugas kepala desa", "attendance": "Peserta",
    "session": "Sesi", "stage": "Tahap", "criterion": "Kriteria", "office": "Kantor",
    "decision": "Keputusan lomba", "issued_paper": "Surat terbit",
    "attachment": "Foto atau berkas", "regency": "Kabupaten", "district": "Kecamatan",
    "not_same": "Bukan orang yang sama", "accepted_warning": "Peringatan yang diterima",
    "sheet_page": "Halaman lembar", "step_tick": "Langkah selesai", "judge_assignment": "Tugas juri",
    "judge_interest": "Hubungan juri", "entry_document": "Berkas peserta", "score_sheet": "Lembar nilai",
    "sheet_total": "Jumlah lembar nilai", "print_log": "Catatan cetak", "number_block": "Blok nomor",
    "number_note": "Catatan nomor", "public_key": "Kunci sertifikat", "import_mapping": "Susunan impor",
}  # fmt: skip
"""Tables whose single row is called otherwise than many of them (`NOUNS`)."""
COLUMN_WORDS: Mapping[str, str] = {
    "name": "Nama", "title_front": "Gelar depan", "title_back": "Gelar belakang",
    "print_name": "Nama di sertifikat", "nik": "NIK", "nik_received": "NIK yang diterima",
    "sex": "Jenis kelamin", "birth_place": "Tempat lahir", "birth_date": "Tanggal lahir",
    "age_recorded": "Umur yang diterima", "age_recorded_on": "Umur dicatat pada", "phone": "Telepon",
    "address": "Alamat", "photo": "Foto", "education": "Pendidikan", "courses": "Kursus",
    "occupation": "Pekerjaan", "notes": "Catatan", "verified": "Sudah diperiksa", "potential": "Potensi",
    "potential_note": "Catatan potensi", "merged_into": "Digabung ke", "person": "Orang",
    "village": "Desa", "cadre_type": "Jenis kader", "position": "Jabatan", "field": "Bidang",
    "origin_institution": "Lembaga asal", "institution_profile": "Profil lembaga", "decree_no": "Nomor SK",
    "decree_date": "Tanggal SK", "term_start": "Mulai tugas", "term_end": "Akhir tugas",
    "status": "Keadaan", "status_reason": "Alasan", "kind": "Jenis", "village_code": "Kode desa",
    "district": "Kecamatan", "official": "Desa resmi", "target": "KPM paling sedikit",
    "ideal": "KPM paling banyak", "institutions": "Lembaga", "use": "Pemakaian nama",
    "valid_from": "Berlaku mulai", "valid_to": "Berlaku sampai", "source": "Asal ejaan",
    "year": "Tahun", "batch": "Angkatan", "legal_basis": "Dasar hukum", "budget_account": "Rekening",
    "certificate_rule": "Syarat sertifikat", "certificate_minimum": "Paling sedikit",
    "certificate_to": "Sertifikat untuk", "series": "Kegiatan", "date": "Tanggal", "start": "Mulai pukul",
    "end": "Selesai pukul", "venue": "Tempat", "districts": "Kecamatan", "reason": "Alasan",
    "title": "Judul", "lesson_hours": "JP", "role": "Peran", "institution": "Lembaga", "invited": "Diundang",
    "represents": "Mewakili", "post": "Jabatan saat diundang", "arrived_at": "Datang pukul",
    "blind_code": "Kode peserta", "lot": "Nomor undian", "chief": "Ketua", "final": "Nilai yang berlaku",
    "first": "Isian pertama", "second": "Isian kedua", "total": "Jumlah di kertas", "criterion": "Kriteria",
    "judge": "Juri", "weight": "Bobot", "top": "Lolos", "max_points": "Nilai tertinggi",
    "min_points": "Nilai terendah", "minutes_no": "Nomor berita acara", "document": "Berkas",
    "overruled_reason": "Alasan tetap menilai", "from_entry": "Peserta tingkat di bawahnya",
    "level": "Tingkat", "number": "Nomor", "category": "Kategori", "contest": "Lomba", "entry": "Peserta",
    "state": "Keadaan", "note": "Catatan", "list": "Daftar", "value": "Isi", "active": "Dipakai",
    "rank_title": "Pangkat", "grade": "Golongan", "nip": "NIP", "sign_mode": "Cara tanda tangan",
    "upper_name": "Baris pemerintah", "website": "Laman", "email": "Surel", "town": "Kota",
    "boxes": "Kotak", "background": "Gambar latar",
    "unit_code": "Kode unit", "emblem": "Lambang", "account": "Rekening", "rate": "Tarif",
    "amount": "Jumlah uang", "tax": "Pajak", "received": "Diterima", "person_a": "Orang",
    "person_b": "Bukan orang yang sama dengan", "row": "Isian", "code": "Peringatan", "session": "Sesi",
    "topic": "Materi", "stage": "Tahap", "number_series": "Seri nomor", "replaces": "Pengganti dari",
    "printed_name": "Nama tercetak", "printed_village": "Desa tercetak",
    "printed_district": "Kecamatan tercetak", "printed_role": "Peran tercetak",
    "printed_series": "Kegiatan tercetak", "printed_signatory": "Penandatangan tercetak",
    "short_code": "Kode singkat", "caption": "Keterangan", "paper": "Kertas", "of": "Tentang",
    "range": "Halaman", "copies": "Salinan", "nik_count": "NIK lengkap",
    "asset": "Berkas gambar", "sheet_no": "Nomor lembar",
}  # fmt: skip

VALUE_WORDS: Mapping[str, Mapping[Any, str]] = {
    "sex": {"L": "Laki-laki", "P": "Perempuan"},
    "status": {
        "proposed": "Diusulkan", "active": "Aktif", "ended": "Selesai", "present": "Hadir", "excused": "Izin",
        "sick": "Sakit", "absent": "Alpa", "represented": "Diwakili", "planned": "Rencana",
        "held": "Terlaksana", "cancelled": "Batal", "withdrawn": "Mundur", "disqualified": "Didiskualifikasi",
        "draft": "Disiapkan", "decided": "Ditetapkan",
    },
    "state": {
        "ready": "Siap terbit", "issued": "Terbit", "replaced": "Diganti", "voided": "Batal",
        "spoiled": "Rusak", "yes": "ada", "no": "tidak ada",
    },
    "kind": {
        "definitive": "Definitif", "pj": "Pj.", "plt": "Plt.", "desa": "Desa", "kelurahan": "Kelurahan",
        "desa adat": "Desa adat", "desa_adat": "Desa adat",
    },
    "use": {"official": "nama resmi", "alias": "nama lain"},
    "role": {
        "participant": "Peserta", "speaker": "Narasumber", "moderator": "Moderator", "committee": "Panitia",
    },
}  # fmt: skip
_PICTURES: Final = frozenset({"photo", "emblem", "background", "asset"})
_NUMBERED: Final = frozenset({"issued_paper", "certificate"})
_MONEY: Final = frozenset({"amount", "tax", "received"})
_YES_NO = frozenset({"verified", "official", "invited", "active", "chief"})
_ICONS: Final[Mapping[str, str]] = {
    "person": "user", "cadre_term": "user", "head_term": "user", "attendance": "clipboard-check",
    "village": "map-pin", "village_name": "map-pin", "session": "school", "series": "school",
    "topic": "school", "speaker": "school", "venue": "school", "contest": "trophy", "entry": "trophy",
    "judge": "trophy", "score": "trophy", "decision": "trophy", "certificate": "certificate",
    "signatory": "signature", "office": "building-community", "certificate_design": "adjustments",
}  # fmt: skip
_JSON: Final = frozenset("[{")


def table_words(table: str) -> str:
    """Return what a row of a table is: `Kader`, `Peserta`."""
    noun = NOUNS.get(table, OTHERS)
    return TABLE_WORDS.get(table) or f"{noun[:1].upper()}{noun[1:]}"


def table_icon(table: str) -> str:
    """Return the icon of a table."""
    return _ICONS.get(table, "file-text")


def column_words(column: str) -> str:
    """Return what a column is called."""
    return COLUMN_WORDS.get(column, "Isian")


def name_words(title: RowTitle | None) -> str:
    """Return what a row is called; a row without a name is `tanpa nama`, a paper `tanpa nomor`."""
    if title is not None and not title.name and title.root[0] in _NUMBERED:
        return "tanpa nomor"
    return (title.name if title is not None else "") or NAMELESS


def place_words(title: RowTitle | None) -> str:
    """Return where a row belongs: `Desa Sumberanyar, Kec. Paiton`, or the meeting or contest and its day."""
    if title is None:
        return ""
    kind = "Kel." if title.village_kind == "kelurahan" else "Desa"
    day = _day(title.date) if title.date else ""
    parts = (
        f"{kind} {title.village}" if title.village else "",
        f"Kec. {title.district}" if title.village and title.district else "",
        " ".join(part for part in (title.part_of, day) if part),
    )
    return ", ".join(part for part in parts if part)


def value_words(column: str, value: Any, name_of: Callable[[str, Uid], str]) -> str:
    """Return a stored value in words, "" for none; a NIK is masked. `name_of(column, uid)` names a row."""
    if value is None or value == "":
        return ""
    if isinstance(value, bytes):
        return name_of(column, value)
    match column:
        case "nik":
            text = mask_nik(str(value))
        case "nik_received":
            text = "tersamar"
        case "phone":
            text = phone_text(str(value))
        case _ if column in _MONEY and isinstance(value, int):
            text = thousands(value)
        case _ if column in _PICTURES:
            text = f"gambar {str(value)[:4]}"
        case _ if column in _YES_NO:
            text = "ya" if value else "tidak"
        case _:
            text = VALUE_WORDS.get(column, {}).get(value) or _plain(value)
    return text


def values_words(values: Mapping[str, Any], names: Mapping[Uid, RowTitle]) -> str:
    """Return the values of a group, or of several, in one line."""
    said = (value_words(column, value, named_by(names)) for column, value in values.items())
    return ", ".join(text for text in said if text)


def named_by(names: Mapping[Uid, RowTitle]) -> Callable[[str, Uid], str]:
    """Return what names a row out of known titles."""

    def name(_column: str, uid: Uid) -> str:
        return names[uid].name or OTHER_ROW if uid in names else OTHER_ROW

    return name


def row_words(key: RowKey, title: RowTitle | None) -> str:
    """Return a row in one line: kind, name, place."""
    return ", ".join(part for part in (table_words(key[0]), name_words(title), place_words(title)) if part)


def _plain(value: Any) -> str:
    if isinstance(value, dt.date):
        return dates.short_date(value)
    text = str(value)
    if isinstance(value, str) and len(text) == 10:
        return _day(text)
    return "rincian" if isinstance(value, list | dict) or (len(text) > 1 and text[0] in _JSON) else text


def _day(text: str) -> str:
    try:
        return dates.short_date(dt.date.fromisoformat(text))
    except ValueError:
        return text
