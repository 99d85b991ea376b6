"""What packages, sticks and passports are called in Indonesian. No Qt: commands say the same."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Final

from kpm_desktop.domain import dates, words
from kpm_desktop.domain.changes import RowKey
from kpm_desktop.domain.passport import Comparison, Standing
from kpm_desktop.store.package_log import State

STANDING: Final[Mapping[Standing, str]] = {
    Standing.SAME: "sama dengan data di sini",
    Standing.NEWER: "lebih baru: {here} perubahan belum ada di sini",
    Standing.OLDER: "lebih lama: kurang {there} perubahan",
    Standing.BOTH: "membawa {here} perubahan baru; {there} perubahan di sini belum ada di sana",
}
GROUPS: Final[Mapping[str, str]] = {
    "new": "baru",
    "changed": "diperbarui",
    "deleted": "dihapus",
    "conflicts": "berbeda isi",
    "duplicates": "kembar",
    "erased": "dimusnahkan",
}
"""The groups of a merge as they are counted, with the word for each."""
PLACES: Final[Mapping[State, str]] = {
    "lost": "Hilang",
    "received": "Sudah diterima",
    "stick": "Di flashdisk",
    "here": "Di komputer ini",
    "came": "Diambil",
}
"""Where a package is, in words."""
_COUNTED: Final = (
    ("cadre_term", "kader"),
    ("session", "pembinaan"),
    ("certificate", "sertifikat"),
)


def standing_words(standing: Comparison) -> str:
    """Return how a package stands to our data: "lebih lama: kurang 14 perubahan"."""
    return STANDING[standing.standing].format(
        here=words.thousands(standing.missing_here), there=words.thousands(standing.missing_there)
    )


def size_words(size: int) -> str:
    """Return a size in bytes: "0,8 MB", "58 MB", "11,2 GB"."""
    gigabytes, megabytes = size / 1_000_000_000, size / 1_000_000
    if gigabytes >= 1:
        return f"{gigabytes:.1f} GB".replace(".", ",")
    return f"{megabytes:.0f} MB" if megabytes >= 10 else f"{max(0.1, megabytes):.1f} MB".replace(".", ",")


def counts_words(counts: Mapping[str, int]) -> str:
    """Return what is in a file: "742 kader, 63 pembinaan, 1.204 sertifikat"."""
    return ", ".join(f"{words.thousands(counts.get(table, 0))} {noun}" for table, noun in _COUNTED)


def merge_words(counts: Mapping[str, int]) -> str:
    """Return what a merge brings: "850 baru · 1.683 diperbarui · 12 dihapus ..."."""
    return f"{' · '.join(f'{words.thousands(counts[name])} {word}' for name, word in GROUPS.items())}."


def taken_back_words(when: str) -> str:
    """Return what is told of a package whose merge was taken back since."""
    return (
        f"Paket ini sudah digabungkan pada {when}, lalu penggabungannya dibatalkan. Isinya tetap tersimpan. "
        "Tekan Ulangi penggabungan untuk memakainya lagi."
    )


def erased_words(rows: Collection[RowKey]) -> str:
    """Return what a merge erases: "data pribadi 1 orang", or the papers and entries about somebody erased."""
    people = sum(table == "person" for table, _ in rows)
    if people:
        return f"data pribadi {words.thousands(people)} orang"
    return _about_erased(rows)


def late_words(rows: Collection[RowKey]) -> str:
    """Return the sentence on what is erased since it came after the erasure of its person; "" for nothing."""
    if not rows:
        return ""
    told = (
        f"{_about_erased(rows)} ikut dimusnahkan; dibuat di PC yang belum mengetahuinya. "
        "Nomornya tetap terpakai."
    )
    is_unlocked = any(table == "decision" for table, _ in rows)
    return f"{told} Hasil lomba yang menyebutnya tidak terkunci lagi." if is_unlocked else told


def _about_erased(rows: Collection[RowKey]) -> str:
    return f"{words.thousands(len(rows))} kertas atau isian tentang orang yang sudah dimusnahkan"


def kind_words(kind: str, district: str = "") -> str:
    """Return what a package holds; `district`: what it is cut for, or where it comes from."""
    if kind == "extract":
        return f"Kec. {district}" if district else "Satu kecamatan"
    what = {"full": "Semua data", "delta": "Perubahan"}.get(kind, "Salinan berkas data")
    return f"{what}, Kec. {district}" if district else what


def moment_words(moment: dt.datetime, now: dt.datetime) -> str:
    """Return a moment as "hari ini 10.00", "kemarin 16.20" or "3 Feb 2027 09.15"."""
    near = {0: "hari ini", 1: "kemarin"}.get((now.date() - moment.date()).days)
    return f"{near or dates.short_date(moment.date())} {moment:%H.%M}"


def age_words(days: int | None) -> str:
    """Return how old the newest copy outside this PC is."""
    if days is None:
        return "belum ada cadangan"
    return "hari ini" if days == 0 else f"{days} hari lalu"
