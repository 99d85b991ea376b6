"""What headings in sheets mean: patterns as data. How the header row is found: `headers.py`.

A heading is compared in small letters without signs (`folded`); `N I K` is `nik`, `NAMA_LGKP` is `nama lgkp`.
"""

import functools
import re
from typing import Final, TypeAlias

Target: TypeAlias = str
"""What a column is for: a field of a record, one of `COMBINED`, or a help (rt, sex_male); empty: unknown."""

COMBINED: Final = {
    "birth": ("birth_place", "birth_date"),
    "nik_phone": ("nik", "phone"),
    "education_courses": ("education", "courses"),
    "decree": ("decree_no", "decree_date"),
    "term": ("term_start", "term_end"),
}
"""Columns that hold two fields of a record each."""

_NO = "(?:no|nomor|nomer|nmr|nmor)"
_DATE = "(?:tgl|tanggal|tgal|tg)"
_PLACE = "(?:tempat|tmp|tmpt|tpt|tpat)"
_PERSON = (
    "(?:lengkap|lgkp|lkp|kader|kpm|kpmd|anggota|penduduk|peserta|warga|orang|pengurus|kepala desa|kades|lurah"
    "|pj|kepala desa lurah|kades lurah|pejabat|dan gelar|gelar|desa)"
)
_VILLAGE = "(?:desa|ds|kelurahan|kel|des|desa kel|desa kelurahan|desa adat|kelurahan desa|kel desa|ds kel)"
_DISTRICT = "(?:kecamatan|kec|kecam)"
_SEX = "(?:(?:jenis|jns|jen) (?:kelamin|kel|klmin|kelmin|klm)|jk|kelamin|l p|p l|lk pr|sex|gender|jenkel)"
_SCHOOL = "(?:pendidikan|pddk|pdd|pend|ijazah)"
_DUTY = "(?:tugas|jabatan|menjabat|masa tugas|masa jabatan)"
_TERM = "masa (?:tugas|jabatan)"


def _any(*patterns: str) -> str:
    return "|".join(patterns)


CADRE_HEADINGS: Final[tuple[tuple[Target, str], ...]] = (
    ("nik_phone", rf"(?:{_NO} )?(?:nik|ktp)(?: \w+)* (?:hp|telp|telepon|tlp|wa|handphone)"),
    ("number", _any(_NO, f"{_NO} urut", "urut", f"{_NO} urt", "id")),
    ("nik", _any(
        f"(?:{_NO} )?(?:nik|ktp|e ktp)(?: (?:nik|ktp|kader|kpm|ktp nik|16 digit))?", f"{_NO} (?:ktp )?nik",
        f"{_NO} induk kependudukan(?: nik)?",
    )),
    ("title_front", "gelar (?:depan|dpn)"),
    ("title_back", "gelar (?:belakang|blkg|blk)|gelar"),
    ("village_text", _any(
        f"(?:nama |nm |alamat |asal |wilayah )?{_VILLAGE}", f"{_VILLAGE} (?:asal|domisili)",
    )),
    ("district_text", f"(?:nama |nm |asal |alamat |wilayah )?{_DISTRICT}"),
    ("name", rf"(?:nama|nm)(?: {_PERSON})*|nama (?:kader|kpm) \w+"),
    ("sex_male", f"{_SEX} (?:l|lk|laki|laki laki|pria)"),
    ("sex_female", f"{_SEX} (?:p|pr|perempuan|wanita)"),
    ("sex", f"{_SEX}|l p jk"),
    ("birth", _any(
        f"{_PLACE}(?: lahir)?(?: dan)? {_DATE}(?: lahir| lhr)?", "ttl", "kelahiran", "lahir",
        "tempattanggallahir",
    )),
    ("birth_place", _any(
        f"(?:{_PLACE}|kota) (?:lahir|lhr)", f"(?:kelahiran|lahir) {_PLACE}", "tempatlahir", "tempat",
    )),
    ("birth_date", _any(
        rf"{_DATE} (?:lahir|lhr)(?: \w{{2,4}})?", f"(?:kelahiran|lahir) {_DATE}", "tanggallahir", "tgllahir",
        _DATE,
    )),
    ("age_recorded", "(?:umur|usia)(?: (?:th|thn|tahun))?|umur usia"),
    ("phone", _any(
        f"(?:{_NO} )?(?:hp|telp|telepon|telpon|tlp|tilpun|handphone|wa|whatsapp|kontak|ponsel|seluler)"
        "(?: (?:hp|wa|telp|telepon|aktif|whatsapp|kader|kades))*", f"hp {_NO}",
    )),
    ("education_courses", f"{_SCHOOL}(?: terakhir| akhir)? (?:dan )?(?:kursus|pelatihan)"),
    ("education", f"{_SCHOOL}(?: (?:terakhir|akhir|akh|terahir|dalam kk|kk|id|kk id))?"),
    ("courses", "kursus|pelatihan|kursus pelatihan|pelatihan yang diikuti|diklat"),
    ("occupation", "(?:jenis |jns )?(?:pekerjaan|pkrjn|pekerjaan id|kerja)|profesi|mata pencaharian"),
    ("position", "jabatan(?: (?:kpm|kader|dalam kpm|dalam kader))?|kedudukan|posisi"),
    ("field", "bidang(?: (?:tugas|kader|kpm))?"),
    ("origin_institution", "lembaga(?: asal)?|asal lembaga|unsur|perwakilan|utusan|unsur lembaga|organisasi"),
    ("decree", f"(?:sk )?{_NO} (?:dan )?{_DATE} sk|sk {_NO} (?:dan )?{_DATE}|{_NO} {_DATE} sk"),
    ("decree_date", rf"{_DATE} sk(?: \w+)?|sk {_DATE}|{_DATE} (?:surat )?keputusan"),
    ("decree_no", _any(
        rf"{_NO} sk(?: \w+)*", f"sk {_NO}", "sk", f"{_NO} (?:surat )?keputusan",
        "sk (?:kades|kepala desa|lurah|kader|kpm)",
    )),
    ("term", "masa (?:tugas|jabatan|bakti|bhakti|berlaku)|periode"),
    ("term_start", _any(
        f"(?:mulai|awal)(?: {_DUTY})?", "tmt", f"{_DATE} (?:mulai|pelantikan|dilantik)",
        f"{_TERM} (?:mulai|awal|dari|sejak)",
    )),
    ("term_end", _any(
        f"(?:akhir|berakhir|selesai|sampai|s d)(?: {_DUTY})?", f"{_DATE} (?:akhir|berakhir|selesai)",
        f"{_TERM} (?:akhir|berakhir|sampai|s d)",
    )),
    ("village_code", f"kode (?:wilayah|{_VILLAGE}|kemendagri)|kode|{_NO} kode {_VILLAGE}"),
    ("rt_rw", "(?:alamat )?(?:rt rw|rw rt)"),
    ("rt", f"(?:alamat )?(?:{_NO} )?rt"),
    ("rw", f"(?:alamat )?(?:{_NO} )?rw"),
    ("hamlet", "(?:alamat |nama )?(?:dusun|dsn|dukuh|lingkungan)(?: lingkungan)?"),
    ("address", _any(
        "alamat(?: (?:lengkap|rumah|ktp|jalan|domisili|sekarang|tempat tinggal|kader|kpm))*",
        "tempat tinggal|domisili",
    )),
    ("notes", "ket|keterangan|catatan|keterangan lain|lain lain|ket lain"),
)  # fmt: skip
"""Headings of cadre lists, as (target, pattern of the whole folded heading), first match wins."""

HEAD_HEADINGS: Final[tuple[tuple[Target, str], ...]] = (
    ("kind", _any(
        r"definitif(?: \w+)*", "pj definitif", "status(?: (?:jabatan|kades|kepala desa))?", "jabatan",
        "kedudukan", "(?:keterangan|status|ket) (?:definitif pj|definitif)",
    )),
    ("name", "(?:kepala desa|kades|lurah|kepala desa lurah|kades lurah|pj kepala desa|pejabat)(?: pj)?"),
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
