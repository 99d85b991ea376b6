"""What headings in sheets mean: patterns as data, first match wins. How the header row is found: `headers.py`.

A heading is compared in small letters without signs (`folded`); `N I K` is `nik`, `NAMA_LGKP` is `nama lgkp`.
"""

import functools
import re
from typing import Final, TypeAlias

Target: TypeAlias = str
"""What a column is for: a field of a record, or one of `COMBINED` and `HELPING`; empty: nothing known."""

COMBINED: Final = {
    "birth": ("birth_place", "birth_date"),
    "nik_phone": ("nik", "phone"),
    "education_courses": ("education", "courses"),
    "decree": ("decree_no", "decree_date"),
    "term": ("term_start", "term_end"),
}
"""Columns that hold two fields of a record each."""

HELPING: Final = (
    "number", "sex_male", "sex_female", "village_text", "village_code", "district_text", "hamlet", "rt", "rw",
    "rt_rw",
)  # fmt: skip
"""Columns that are read but are no field of a record themselves."""

_NO = r"(?:no|nomor|nomer|nmr|nmor)"
_DATE = r"(?:tgl|tanggal|tgal|tg)"
_PERSON = (
    r"(?:lengkap|lgkp|lkp|kader|kpm|kpmd|anggota|penduduk|peserta|warga|orang|pengurus|kepala desa|kades|lurah|pj"
    r"|kepala desa lurah|kades lurah|pejabat|dan gelar|gelar|desa)"
)
_VILLAGE = r"(?:desa|ds|kelurahan|kel|des|desa kel|desa kelurahan|desa adat|kelurahan desa|kel desa|ds kel)"
_DISTRICT = r"(?:kecamatan|kec|kecam)"

CADRE_HEADINGS: Final[tuple[tuple[Target, str], ...]] = (
    ("nik_phone", rf"(?:{_NO} )?(?:nik|ktp)(?: \w+)* (?:hp|telp|telepon|tlp|wa|handphone)"),
    ("number", rf"{_NO}|{_NO} urut|urut|{_NO} urt|id"),
    ("nik", rf"(?:{_NO} )?(?:nik|ktp|e ktp)(?: (?:nik|ktp|kader|kpm|ktp nik|16 digit))?|{_NO} (?:ktp )?nik|"
            rf"{_NO} induk kependudukan|nomor induk kependudukan(?: nik)?|{_NO} nik ktp"),
    ("title_front", r"gelar (?:depan|dpn)"),
    ("title_back", r"gelar (?:belakang|blkg|blk)|gelar"),
    ("village_text", rf"nama {_VILLAGE}|{_VILLAGE}|alamat {_VILLAGE}|{_VILLAGE} (?:asal|domisili)|asal {_VILLAGE}"
                     rf"|nm (?:desa|kel)|nama desa kelurahan|wilayah {_VILLAGE}"),
    ("district_text", rf"(?:nama |nm |asal |alamat |wilayah )?{_DISTRICT}"),
    ("name", rf"(?:nama|nm)(?: {_PERSON})*|nama (?:kader|kpm) \w+"),
    ("sex_male", r"(?:jenis kelamin|jns kelamin|jenis kel|jns kel|jk|kelamin|l p|sex) (?:l|lk|laki|laki laki|pria)"),
    ("sex_female",
     r"(?:jenis kelamin|jns kelamin|jenis kel|jns kel|jk|kelamin|l p|sex) (?:p|pr|perempuan|wanita)"),
    ("sex", r"(?:jenis|jns|jen) (?:kelamin|kel|klmin|kelmin|klm)|jk|l p|p l|lk pr|kelamin|sex|gender|l p jk|jenkel"),
    ("birth", rf"(?:tempat|tmp|tmpt|tpt|tpat)(?: lahir)?(?: dan)? {_DATE}(?: lahir| lhr)?|ttl|t t l"
              rf"|kelahiran|tempat tanggal|lahir|tempat lahir {_DATE} lahir|tempattanggallahir"),
    ("birth_place", r"(?:tempat|tmp|tmpt|tpt|tpat|kota)(?: (?:lahir|lhr))|(?:kelahiran|lahir) (?:tempat|tmp|tmpt|tpt)"
                    r"|tempatlahir|tempat"),
    ("birth_date", rf"{_DATE} (?:lahir|lhr)(?: \w{{2,4}})?|(?:kelahiran|lahir) {_DATE}|tanggallahir|tgllahir"
                   rf"|{_DATE}|dob"),
    ("age_recorded", r"umur|usia|umur usia|umur (?:th|thn|tahun)|usia (?:th|thn|tahun)"),
    ("phone", rf"(?:{_NO} )?(?:hp|telp|telepon|telpon|tlp|tilpun|handphone|wa|whatsapp|kontak|ponsel|seluler)"
              rf"(?: (?:hp|wa|telp|telepon|aktif|whatsapp|kader|kades))*|hp {_NO}|nomor kontak"),
    ("education_courses", r"(?:pendidikan|pddk|pend)(?: terakhir| akhir)? (?:dan )?(?:kursus|pelatihan)"),
    ("education", r"(?:pendidikan|pddk|pdd|pend|ijazah)(?: (?:terakhir|akhir|akh|terahir|dalam kk|kk|id|kk id))?"),
    ("courses", r"kursus|pelatihan|kursus pelatihan|pelatihan yang diikuti|diklat"),
    ("occupation", r"(?:jenis |jns )?(?:pekerjaan|pkrjn|pekerjaan id|kerja)|profesi|mata pencaharian"),
    ("position", r"jabatan(?: (?:kpm|kader|dalam kpm|dalam kader))?|kedudukan|posisi"),
    ("field", r"bidang(?: (?:tugas|kader|kpm))?"),
    ("origin_institution", r"lembaga(?: asal)?|asal lembaga|unsur|perwakilan|utusan|unsur lembaga|organisasi"),
    ("decree", rf"(?:sk )?{_NO} (?:dan )?{_DATE} sk|sk {_NO} (?:dan )?{_DATE}|{_NO} {_DATE} sk"),
    ("decree_date", rf"{_DATE} sk(?: \w+)?|sk {_DATE}|tanggal (?:surat )?keputusan"),
    ("decree_no", rf"{_NO} sk(?: \w+)*|sk {_NO}|sk|nomor (?:surat )?keputusan|sk (?:kades|kepala desa|lurah|kader|kpm)"),
    ("term", r"masa (?:tugas|jabatan|bakti|bhakti|berlaku)|periode"),
    ("term_start", rf"(?:mulai|awal)(?: (?:tugas|jabatan|menjabat|masa tugas|masa jabatan))?|tmt|{_DATE} mulai"
                   rf"|{_DATE} pelantikan|{_DATE} dilantik|masa (?:tugas|jabatan) (?:mulai|awal|dari|sejak)"),
    ("term_end", rf"(?:akhir|berakhir|selesai|sampai|s d)(?: (?:tugas|jabatan|menjabat|masa tugas|masa jabatan))?"
                 rf"|akhir masa (?:tugas|jabatan)|{_DATE} (?:akhir|berakhir|selesai)"
                 rf"|masa (?:tugas|jabatan) (?:akhir|berakhir|sampai|s d)"),
    ("village_code", rf"kode (?:wilayah|{_VILLAGE}|kemendagri|desa kelurahan)|kode|{_NO} kode {_VILLAGE}"),
    ("rt_rw", r"(?:alamat )?rt rw|(?:alamat )?rw rt"),
    ("rt", rf"(?:alamat )?(?:{_NO} )?rt"),
    ("rw", rf"(?:alamat )?(?:{_NO} )?rw"),
    ("hamlet", r"(?:alamat )?(?:dusun|dsn|dukuh|lingkungan|nama dusun)(?: lingkungan)?"),
    ("address", r"alamat(?: (?:lengkap|rumah|ktp|jalan|domisili|sekarang|tempat tinggal|kader|kpm))*|tempat tinggal"
                r"|domisili"),
    ("notes", r"ket|keterangan|catatan|keterangan lain|lain lain|ket lain"),
)  # fmt: skip
"""Headings of cadre lists, as (target, pattern of the whole folded heading), first match wins."""

HEAD_HEADINGS: Final[tuple[tuple[Target, str], ...]] = (
    ("kind", r"definitif(?: \w+)*|definitif pj|pj definitif|status(?: (?:jabatan|kades|kepala desa))?|jabatan|kedudukan"
             r"|keterangan definitif pj|status definitif pj|ket definitif pj"),
    ("name", r"(?:kepala desa|kades|lurah|kepala desa lurah|kades lurah|pj kepala desa|pejabat)(?: pj)?"),
    *CADRE_HEADINGS,
)  # fmt: skip
"""Headings of lists of village heads."""

_SPACED = re.compile(r"\b(\w)(?: (\w)\b)+")
_SIGNS = re.compile(r"[\W_]+")


def folded(heading: str) -> str:
    """Return a heading as it is compared: small letters, signs as spaces, spread letters put together."""
    text = _SIGNS.sub(" ", heading.casefold()).strip()
    spread = _SPACED.fullmatch(text)
    return text.replace(" ", "") if spread and len(text) > 3 else text


@functools.lru_cache(maxsize=4)
def _compiled(headings: tuple[tuple[Target, str], ...]) -> tuple[tuple[Target, re.Pattern[str]], ...]:
    return tuple((target, re.compile(pattern)) for target, pattern in headings)


@functools.lru_cache(maxsize=4096)
def target_of(heading: str, headings: tuple[tuple[Target, str], ...]) -> Target:
    """Return what a column with this heading is for, "" when it is not known."""
    text = folded(heading)
    if not text or len(text) > 80:
        return ""
    return next((target for target, pattern in _compiled(headings) if pattern.fullmatch(text)), "")
