"""Sentences for why a contest cannot be ranked as it is. No Qt: commands say the same."""

from collections.abc import Mapping
from typing import Final

from kpm_desktop.ui.messages import problem_sentence

CONTEST_FAULTS: Final[Mapping[str, str]] = {
    "json": "Isinya bukan JSON yang utuh. Simpan ulang berkas lombanya.",
    "format": "Ini bukan berkas lomba kpm-contest/1. Pilih berkas lain.",
    "kind": "Isiannya tidak ada atau salah jenis. Cocokkan dengan bentuk berkas lomba.",
    "key": "Isian ini tidak dikenal. Periksa ejaannya.",
    "number": "Isiannya bukan angka yang dapat dihitung. Tulis seperti 88.5.",
    "twice": "Tanda pengenal ini ada dua kali. Ubah salah satunya.",
    "unknown": "Tanda pengenal ini tidak dikenal. Periksa ejaannya.",
    "not_assigned": "Juri ini tidak ditugaskan di sini. Periksa penugasan juri.",
    "mark_twice": "Nilai untuk sel ini ada dua. Hapus salah satunya.",
    "weights": "Sebagian berbobot dan sebagian tidak. Isi semua bobot atau kosongkan semua.",
    "negative": "Bobot tidak boleh kurang dari nol. Ubah bobotnya.",
    "zero": "Jumlah bobot nol, jadi nilai tidak dapat dihitung. Ubah bobotnya.",
    "maximum": "Nilai tertinggi harus di atas nol dan di atas nilai terendah. Ubah batasnya.",
    "no_judge": "Belum ada juri. Tugaskan juri dahulu.",
    "no_criteria": "Belum ada kriteria. Tambahkan kriteria dahulu.",
    "touched": "Hasil yang dikunci tidak lagi sama dengan sidik datanya. Pulihkan dari cadangan.",
    "no_stage": "Belum ada tahap. Tambahkan tahap dahulu.",
}
"""Why a contest cannot be ranked as it is (`domain.contest_file.Fault`); marks out of bounds are F.211."""


def contest_sentence(fault: str, values: Mapping[str, str] | None = None) -> str:
    """Return the sentence of a fault of a contest."""
    return CONTEST_FAULTS.get(fault) or problem_sentence("F.211", values)
