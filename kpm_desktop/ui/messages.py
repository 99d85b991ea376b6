"""Sentences for codes: one `match` for broken rules, one for what can go wrong with files.

Each sentence says where, what, and what to do. Codes of rules begin with F (blocks the final
step) or W (is accepted with a note), codes of files with E. What a code is about is decided
where it is raised; here are only words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kpm_desktop.domain.problem import Problem
from kpm_desktop.ui.difference_words import NOUNS, OTHERS

SAFE = "Data Anda aman."
UNCHANGED = "Tidak ada yang diubah."
_KEPT_THERE = "Kiriman lama di sana tetap utuh; data di komputer aman."


@dataclass(frozen=True, slots=True)
class Explanation:
    """A trouble told in the fixed order: what happened, what is safe, what to press."""

    happened: str
    safe: str = SAFE
    todo: str = ""

    @property
    def text(self) -> str:
        """The three as one paragraph."""
        return " ".join(part for part in (self.happened, self.safe, self.todo) if part)


def sentence(problem: Problem) -> str:
    """Return the Indonesian sentence for a broken rule."""
    return problem_sentence(problem.code, problem.values)


def problem_sentence(  # noqa: C901, PLR0911, PLR0912, PLR0915 (one match, by design)
    code: str, values: Mapping[str, str] | None = None
) -> str:
    """Return the sentence of a code of the kinds F. and W.; facts that are not given are left out."""
    facts = values or {}

    def fact(name: str, shape: str = " {}") -> str:
        return shape.format(facts[name]) if facts.get(name) else ""

    match code:
        case "F.101":
            return "Nama masih kosong. Isi nama sesuai KTP, tanpa gelar."
        case "F.102":
            return "Nama berisi ganti baris atau tanda tak terlihat. Ketik ulang nama ini."
        case "F.103":
            return "Akhir lebih awal daripada mulai. Periksa lagi."
        case "F.104":
            return f"NIK harus 16 angka{fact('digits', ', di sini {}')}. Periksa lagi atau kosongkan."
        case "F.105":
            return "NIP hanya boleh berisi angka. Hapus huruf atau tanda lain."
        case "F.106":
            return "Nomor telepon berisi huruf. Tulis angkanya saja."
        case "F.107":
            return f"Tanggal lahir{fact('date')} mustahil atau di masa depan. Cocokkan dengan KTP."
        case "F.108":
            return "Tanggal mulai berlaku masih kosong. Isi tanggalnya."
        case "F.109":
            return "KPM paling banyak kurang dari paling sedikit. Ubah salah satunya."
        case "F.121":
            return f"Desa{fact('village', ' “{}”')} tidak dikenal. Pilih desa dari daftar resmi."
        case "F.122":
            return "Desa masih kosong. Pilih desa atau kelurahan."
        case "F.211":
            return f"Nilai{fact('value')} di luar batas{fact('limits', ' {}')}. Cocokkan dengan kertas."
        case "F.213":
            return f"Dua isian berbeda{fact('cells', ' pada {} sel')}. Pilih yang sesuai dengan kertas."
        case "F.214":
            return f"Nilai masih kosong{fact('cells', ' pada {} sel')}. Isi dari kertas juri."
        case "F.215":
            return f"Jumlah bobot harus 100{fact('sum', ', sekarang {}')}. Ubah bobotnya."
        case "F.501":
            return f"Kata sandi terlalu pendek. Pakai sedikitnya{fact('least') or ' 12'} tanda."
        case "F.502":
            return "Paket tanpa kata sandi memerlukan alasan. Tulis alasannya."
        case "F.503":
            return "Kunci tanda tangan hanya ikut dalam paket penuh berkata sandi. Ubah pilihannya."
        case "F.216":
            return (
                f"Juri{fact('judge')} terkait dengan peserta{fact('entry')}. "
                "Pilih juri lain atau tulis alasan."
            )
        case "F.217":
            return "Hasil lomba ini sudah dikunci. Buka Perbaikan hasil dengan alasannya."
        case "F.218":
            return "Keputusan pleno belum beralasan. Tulis alasannya."
        case "F.219":
            return "Isi hasil berbeda dari saat dikunci. Jangan dicetak; pulihkan dari cadangan."
        case "F.220":
            return (
                f"Ada{fact('entries')} peserta ganda atau tanpa nomor, nama, atau desa. Perbaiki di Peserta."
            )
        case "F.221":
            return f"Ada{fact('sheets')} lembar nilai yang dicetak untuk orang lain. Periksa di Nilai."
        case "F.222":
            return "Keputusan pleno menunjuk peserta yang tidak diperingkat. Hapus dahulu di Penetapan."
        case "F.401":
            return f"Nomor{fact('number')} sudah dipakai. Pakai nomor berikutnya."
        case "F.402" if facts.get("text", facts.get("name")) != facts.get("name"):
            return f"Tulisan “{facts['text'][:40]}” tidak muat di kertas. Pendekkan tulisannya."
        case "F.402":
            return (
                f"{fact('name', '{}: n') or 'N'}ama tidak muat di kertas. "
                "Pendekkan gelar atau perkecil huruf di tata letak."
            )
        case "F.403":
            left = fact("leftover", " Bagian {} belum terisi.")
            return f"Nomor belum ada, padahal akan diterbitkan.{left} Isi nomor dahulu."
        case "F.404":
            return (
                f"Huruf{fact('missing', ' “{}”')} tidak ada di jenis huruf kertas. "
                f"Ketik ulang{fact('name', ' pada {}')}."
            )
        case "F.405":
            return f"Tidak ada penandatangan yang berlaku{fact('date', ' pada {}')}. Lengkapi di Pengaturan."
        case "F.406":
            return f"Printer menolak ukuran kertas{fact('paper')}. Pilih printer atau kertas lain."
        case "F.407":
            return f"Pola nomor tidak dapat dibaca{fact('part', ' pada “{}”')}. Perbaiki polanya."
        case "F.408":
            return f"Isi sertifikat{fact('number')} berbeda dari saat terbit. Jangan dicetak; pakai Perbaiki."
        case "F.409":
            return f"{fact('name', '{} b') or 'B'}elum berhak atas sertifikat ini. Periksa kehadirannya."
        case "F.410":
            return "Daftar ini masih kosong. Undang peserta atau tandai kehadirannya dahulu."
        case "F.411":
            return f"Kotak{fact('box', ' {}')} keluar dari kertas. Geser ke dalam."
        case "F.412":
            return "Kode QR lebih kecil dari 23 mm dan tidak akan terbaca. Perbesar kotaknya."
        case "F.413":
            return f"Kotak{fact('box', ' {}')} belum ada di tata letak. Tambahkan dahulu."
        case "F.414":
            return "Berkas ini bukan berkas desain, atau rusak. Minta berkas baru dari PC asalnya."
        case "F.415":
            return (
                "Berkas ini bukan gambar PNG atau JPG yang dapat dibaca. Simpan ulang gambarnya sebagai JPG."
            )
        case "F.416":
            return "Gambar ini terlalu besar: paling banyak 80 juta titik dan 100 MB. Perkecil dahulu."
        case "W.201":
            return "NIK rusak oleh Excel atau salah panjang. Kadernya tetap ikut, NIK diminta ulang."
        case "W.202":
            return (
                f"NIK ini dipakai kader lain{fact('name', ': {}')}. "
                "Jawab: orang yang sama, orang lain, atau salah ketik."
            )
        case "W.203":
            return f"Umur{fact('age', ' {} tahun')} di luar 17 s.d. 80. Cocokkan tanggal lahir dengan KTP."
        case "W.204":
            return f"Menurut NIK lahir{fact('date') or ' pada tanggal lain'}. Cocokkan dengan KTP."
        case "W.205":
            sex = {"L": " laki-laki", "P": " perempuan"}.get(facts.get("sex", ""), " berbeda")
            return f"Jenis kelamin menurut NIK{sex}. Cocokkan dengan KTP."
        case "W.206":
            return f"NIK dari wilayah lain{fact('area', ' ({})')}. Boleh bila memang pindahan."
        case "W.207":
            return f"Tanggal{fact('text', ' “{}”')} bermakna ganda. Pilih hari dan bulannya."
        case "W.208":
            return f"Nama lebih dari 60 huruf{fact('length', ' ({} huruf)')}. Periksa cetakan sertifikatnya."
        case "W.209":
            return f"Nama berisi angka, koma, atau gelar{fact('found', ': {}')}. Pindahkan gelar ke kolomnya."
        case "W.210":
            return f"Mirip kader lain{fact('name', ': {}')}. Bandingkan dahulu sebelum disimpan."
        case "W.211":
            return "Susunan NIK janggal. Cocokkan dengan KTP."
        case "W.212":
            return (
                f"Jumlah di layar{fact('screen')} beda dengan di kertas{fact('paper')}. "
                "Periksa sel atau tulis catatan."
            )
        case "W.213":
            return (
                f"NIP bukan 18 angka atau tanggalnya mustahil{fact('digits', ' ({} angka)')}. "
                "Cocokkan dengan SK."
            )
        case "W.214":
            return f"Nomor telepon biasanya 10 s.d. 13 angka{fact('digits', ', di sini {}')}. Periksa lagi."
        case "W.215":
            return f"Desa dicocokkan menurut ejaan{fact('village', ': {}')}. Periksa apakah benar."
        case "W.216":
            return f"Jenis kelamin{fact('text', ' “{}”')} tidak terbaca, dikosongkan. Pilih L atau P."
        case "W.217":
            return (
                f"Tanggal{fact('text', ' “{}”')} tidak terbaca, dikosongkan. Ketik hari, bulan, dan tahunnya."
            )
        case "W.220":
            return f"SK segera habis{fact('date', ': {}')}. Minta SK baru dari desa."
        case "W.221":
            return f"Kader masih aktif setelah masa tugas berakhir{fact('date', ' {}')}. Isi masa tugas baru."
        case "W.222":
            return "Ada dua masa tugas aktif. Akhiri salah satunya."
        case "W.230":
            return f"Nilai antarjuri berselisih jauh{fact('difference', ': {}')}. Cocokkan dengan kertas."
        case "W.301":
            span = (
                f"nomor {facts['first']} sampai {facts['last']}" if {"first", "last"} <= facts.keys() else ""
            )
            return (
                f"Halaman{fact('page')} beda dengan kertas{fact('paper', ': kertas {}')}"
                f"{fact('screen', ', layar {}')}. Periksa {span or 'tanda tangannya'}."
            )
        case "W.302":
            return (
                f"Halaman pindaian{fact('scan')} bukan dari daftar hadir ini"
                f"{fact('other', ', tetapi dari {}')}. Tidak dibaca."
            )
        case "W.303":
            return f"Halaman{fact('page')} dipindai dua kali. Keduanya dibandingkan."
        case "W.304":
            return (
                f"Halaman{fact('page')}{fact('pages', ' dari {}')} belum dipindai. Pindai halaman itu juga."
            )
        case "W.305":
            return (
                f"Pindaian halaman{fact('page') or fact('scan')} terlalu kasar{fact('dpi', ' ({} dpi)')}. "
                "Pindai ulang dengan 200 sampai 300 dpi."
            )
        case "W.306":
            return (
                f"Kode pada halaman pindaian{fact('scan')} tidak terbaca. "
                "Pindai ulang halaman itu utuh, atau ketik tandanya."
            )
        case "W.307":
            return (
                f"Kotak hitam di sudut halaman{fact('page') or fact('scan')} tidak lengkap. "
                "Pindai ulang sampai tepi kertas."
            )
        case "W.308":
            return (
                "Lembar ini sudah diganti cetakan yang lebih baru. "
                "Pastikan memang lembar ini yang ditandatangani."
            )
        case "W.309":
            return (
                f"Nomor{fact('numbers')} ditandatangani, tetapi tidak ada orangnya di daftar. "
                "Tambahkan sebagai tamu."
            )
        case "W.310":
            changed = {
                "criteria": "kriterianya",
                "entries": "daftar pesertanya",
                "people": "orang atau desanya",
            }.get(facts.get("what", ""), "isinya")
            return (
                f"Lembar cetakan{fact('day', ' {}')} tidak berlaku lagi: {changed} berubah sejak dicetak. "
                "Cetak lembar baru."
            )
        case "W.320":
            return f"Tempat dan jam bentrok{fact('other', ' dengan {}')}. Ubah salah satunya."
        case "W.321":
            return f"{fact('name', '{} d') or 'D'}iundang dua kali. Hapus salah satunya."
        case "W.322":
            return (
                f"Tanggal{fact('date')} tidak dalam tahun kegiatan{fact('year', ', yaitu {}')}. "
                "Periksa tahunnya."
            )
        case "W.401":
            return f"Nama{fact('name')} akan dicetak dua baris. Lihat pratinjaunya."
        case "W.402":
            return f"Nomor melompat{fact('missing', ': {} tidak dipakai')}. Catat alasannya."
        case "W.403":
            return "Foto belum ada. Tambahkan foto atau cetak tanpa foto."
        case "W.404":
            return f"Kader{fact('name')} belum diperiksa. Buka kadernya dan periksa."
        case "W.405":
            return "Desa ini tidak ada di daftar resmi. Boleh dipakai dengan catatan."
        case "W.406":
            return f"Nama{fact('name')} sama atau mirip dengan {facts.get('other', 'peserta lain')}. Periksa."
        case "W.407":
            return f"Gelar{fact('title')} biasanya ditulis{fact('usual')}. Periksa gelarnya."
        case "W.408":
            what = MISSING_ON_PAPER.get(facts.get("what", ""), "satu isian")
            return f"Kosong di kertas: {what}. Isi dahulu, atau terbitkan dengan catatan."
        case "W.409":
            wanted = facts.get("wanted", "1754 x 1240")
            return (
                f"Gambar ini hanya {facts.get('dpi', 'sedikit')} titik per inci dan tampak kasar di kertas. "
                f"Pakai gambar {wanted} titik atau lebih."
            )
        case "W.410":
            return (
                f"Bentuk gambar ini lain dari kertas{fact('paper')} mendatar, jadi tertarik. Potong dahulu."
            )
        case "W.411":
            return "Gambar ini berwarna CMYK; warnanya di kertas dapat bergeser. Periksa satu cetakan dahulu."
        case "W.501":
            return "Berkas ini lebih lama daripada data sekarang. Periksa yang berubah satu per satu."
        case _:
            return f"Ada yang perlu diperiksa ({code}). Tekan F1 untuk keterangan."


MISSING_ON_PAPER: Final[Mapping[str, str]] = {
    "village": "desa",
    "post": "jabatan",
    "hours": "jam pelajaran",
    "topics": "daftar materi di halaman belakang",
    "office": "nama kantor",
    "town": "kota pada tempat tanda tangan",
    "position": "jabatan penandatangan",
}


def explain(  # noqa: C901, PLR0911, PLR0912, PLR0915 (one match, by design)
    code: str, values: Mapping[str, str] | None = None
) -> Explanation:
    """Return what to tell about a code of the kind E- (and W-JAM); facts that are not given are left out."""
    facts = values or {}

    def fact(name: str, shape: str = " {}") -> str:
        return shape.format(facts[name]) if facts.get(name) else ""

    here = "Data di komputer ini tidak berubah."
    match code:
        case "E-RUSAK":
            what = "Paket ini rusak di perjalanan (mungkin flashdisk dicabut terlalu cepat)."
            return Explanation(what, here, "Minta dikirim ulang, atau pilih paket sebelumnya.")
        case "E-TERPOTONG":
            size = fact("total", f" ({facts.get('done')} dari{{}})") or "; baru bagian awalnya yang ada"
            return Explanation(f"Paket belum selesai disalin{size}.", todo="Salin ulang dari komputer asal.")
        case "E-BUKAN":
            return Explanation("Ini bukan berkas KPM Desktop.", UNCHANGED, "Pilih berkas lain.")
        case "E-ASING":
            return Explanation("Berkas ini milik program lain.", UNCHANGED, "Pilih data KPM Desktop.")
        case "E-FOLDER":
            return Explanation("Yang dipilih bukan berkas biasa.", UNCHANGED, "Pilih satu berkas data.")
        case "E-BESAR" | "E-ISI" | "E-BARIS" | "E-RUJUKAN" | "E-RANTAI":
            what = f"Isi paket tidak wajar ({code}{fact('line', ', baris {}')})."
            return Explanation(
                what, f"Tidak digabungkan. {SAFE}", "Minta dibuat ulang; bila terulang, kirim laporan."
            )
        case "E-VERSI":
            versions = "; di sini ".join(facts[name] for name in ("found", "known") if facts.get(name))
            what = f"Dibuat dengan aplikasi lebih baru{versions and f' ({versions})'}."
            return Explanation(what, UNCHANGED, "Perbarui aplikasi ini dahulu.")
        case "E-SANDI":
            what, todo = "Kata sandi tidak cocok; paketnya sendiri utuh.", "Coba lagi"
            if "missing" in facts:
                what, todo = "Paket ini dikunci dengan kata sandi.", "Isi kata sandinya"
            return Explanation(what, "", f"{todo} atau tanyakan kepada{fact('writer') or ' pengirimnya'}.")
        case "E-SUDAH":
            return Explanation(
                f"Paket ini sudah digabungkan{fact('when', ' pada {}')}.", "Tidak ada yang perlu dilakukan."
            )
        case "E-DAERAH":
            what = f"Paket ini milik{fact('found') or ' daerah lain'}{fact('known', ', bukan {}')}."
            return Explanation(what, f"Tidak digabungkan. {SAFE}", "Pilih paket dari daerah ini.")
        case "E-MENUNGGU":
            what = (
                f"Paket ini lanjutan dari paket{fact('number', ' nomor {}') or ' lain'} yang belum diterima."
            )
            return Explanation(
                what, "Paketnya disimpan.", "Setelah yang kurang datang, keduanya digabungkan bersama."
            )
        case "E-CABANG":
            since = fact("seq", " sejak perubahan ke-{}")
            what = f"Ada dua riwayat berbeda dari{fact('writer') or ' satu komputer'}{since}."
            return Explanation(what, f"Tidak digabungkan. {SAFE}", "Tekan Bandingkan isinya.")
        case "E-SALINAN":
            what = "Berkas disalin saat aplikasi terbuka, jadi mungkin tidak lengkap."
            return Explanation(what, UNCHANGED, "Pakai menu Kirim ke flashdisk di komputer asal.")
        case "E-SKEMA":
            return Explanation(
                "Berkas ini berisi bagian yang tidak dikenal.", f"Demi keamanan tidak dibuka. {UNCHANGED}"
            )
        case "E-LAMA":
            count = fact("missing", "{} ") or "beberapa "
            what = (
                "Data di komputer ini lebih lama dari yang terakhir disimpan: "
                f"{count}perubahan ada di catatan harian."
            )
            return Explanation(what, SAFE, "Gabungkan perubahan itu, atau buka seperti ini.")
        case "E-PENUH" if facts.get("place") == "here":
            what = "Ruang di komputer ini tidak cukup untuk paketnya."
            return Explanation(what, UNCHANGED, "Kosongkan ruang penyimpanan, lalu ulangi.")
        case "E-PENUH" if "package" in facts:
            what = "Ruang di flashdisk tidak cukup untuk kiriman ini."
            return Explanation(what, "Kiriman lama di sana tetap utuh.", "Pakai flashdisk lain.")
        case "E-PENUH":
            what = "Ruang penyimpanan penuh. Perubahan terakhir belum tersimpan."
            return Explanation(what, "Yang sebelumnya aman.", "Kosongkan 200 MB lalu tekan Coba lagi.")
        case "E-CATATAN":
            what = "Tersimpan, tetapi catatan harian tidak bisa ditulis."
            return Explanation(what, SAFE, "Periksa ruang penyimpanan.")
        case "E-FLASHDISK":
            what = "Hasil salinan tidak sama dengan aslinya. Jangan pakai flashdisk ini."
            return Explanation(what, "Data di komputer aman.", "Pakai flashdisk lain.")
        case "E-PUTUS" if "package" in facts:
            return Explanation("Flashdisk terputus saat ditulis.", _KEPT_THERE, "Colok lagi lalu ulangi.")
        case "E-PUTUS":
            return Explanation("Flashdisk terputus saat dibaca.", UNCHANGED, "Colok lagi lalu ulangi.")
        case "E-TERKUNCI":
            who = ", ".join(facts[name] for name in ("computer", "user") if facts.get(name))
            where = f" ({who})" if who else ""
            return Explanation(f"Data sedang dibuka di jendela lain{where}.", SAFE, "Tutup dahulu di sana.")
        case "E-SIBUK" if "package" in facts:
            what = "Program lain (mungkin antivirus) memakai berkas di flashdisk."
            return Explanation(what, _KEPT_THERE, "Tunggu sebentar, lalu tekan Kirim lagi.")
        case "E-SIBUK":
            what = "Program lain (mungkin antivirus) memakai berkas."
            return Explanation(what, SAFE, "Tunggu sebentar, lalu tekan Coba lagi.")
        case "E-BACASAJA" if "package" in facts:
            what = "Flashdisk ini tidak dapat ditulisi: terkunci atau hanya bisa dibaca."
            return Explanation(what, _KEPT_THERE, "Geser kuncinya, atau pakai flashdisk lain.")
        case "E-BACASAJA":
            what = "Berkas hanya bisa dibaca."
            return Explanation(what, SAFE, "Anda dapat melihat dan mencetak, belum dapat menyimpan.")
        case "E-TEMPAT" if facts.get("kind") == "long":
            what = f"Letak data ini terlalu panjang ({facts['found']} huruf, paling banyak {facts['limit']})."
            return Explanation(what, UNCHANGED, "Pilih folder dengan nama yang lebih pendek.")
        case "E-TEMPAT":
            what = "Data tidak dibuka langsung dari flashdisk atau folder OneDrive."
            return Explanation(what, UNCHANGED, "Salin ke komputer ini dahulu.")
        case "E-HILANG":
            what = "Data tidak ditemukan di tempat biasa."
            return Explanation(
                what, "Aplikasi tidak membuat data kosong.", "Pulihkan cadangan, atau cari berkasnya."
            )
        case "E-KOSONG":
            what = "Berkas data ada, tetapi isinya kosong."
            return Explanation(what, UNCHANGED, "Pulihkan cadangan, atau cari berkas lain.")
        case "E-DATARUSAK":
            what = "Ada kerusakan pada data di komputer ini."
            safe = "Cadangan dan catatan harian tetap ada."
            if "backup" in facts:
                safe = _left_of_damage(facts["backup"], has_journal=bool(facts["journal"]))
            return Explanation(what, f"{safe} Berkas rusak tetap disimpan.", "Tekan Pulihkan.")
        case "E-LAINDATA":
            return Explanation("Cadangan ini milik data lain.", UNCHANGED, "Pilih cadangan lain.")
        case "E-TANPACADANGAN":
            what = "Tidak ada cadangan, catatan harian, atau isi yang masih terbaca di tempat ini."
            return Explanation(
                what, UNCHANGED, "Cari berkas data di tempat lain, atau di flashdisk cadangan."
            )
        case "E-DIUBAHLUAR":
            what = "Data diubah oleh program lain. Penyimpanan dihentikan; data sedang diperiksa."
            return Explanation(what, "Perubahan Anda sampai tadi aman.", "Tunggu hasil pemeriksaannya.")
        case "E-BERUBAH":
            what = "Isian ini sudah diubah sejak formulir dibuka."
            return Explanation(what, "Keduanya aman.", "Bandingkan dahulu, lalu pilih.")
        case "E-TETAP":
            todo = {
                "issue": "Sertifikat sudah terbit. Batalkan nomornya atau terbitkan pengganti.",
                "lock": "Hasil lomba sudah dikunci. Buat Perbaikan hasil dengan alasannya.",
                "erase": "Data pribadi itu sudah dihapus selamanya.",
            }.get(facts.get("kind", ""), "Buka Riwayat untuk langkah sebelumnya.")
            return Explanation(f"Tidak dapat diurungkan{fact('label', ': {}')}.", UNCHANGED, todo)
        case "E-TIDAKADA":
            return Explanation("Tidak ada yang dapat diurungkan.", "")
        case "E-DIPAKAI":
            user = NOUNS.get(facts.get("by", ""), OTHERS)
            what = f"Ini masih dipakai {user}, jadi tidak dapat dibuang."
            return Explanation(what, UNCHANGED, f"Buang atau pindahkan dahulu {user} yang memakainya.")
        case "E-BEKU":
            what = "Kertas yang sudah terbit tidak dapat diubah."
            return Explanation(what, UNCHANGED, "Terbitkan pengganti dengan alasannya.")
        case "E-KUNCI":
            what = "Hasil lomba ini sudah dikunci."
            return Explanation(what, UNCHANGED, "Buka Perbaikan hasil dengan alasannya, lalu ubah.")
        case "E-PUSTAKA":
            what = "Bagian program tidak lengkap atau tertukar."
            return Explanation(what, SAFE, "Pasang ulang KPM Desktop.")
        case "E-CAKRAM":
            what = "Cakram tidak dapat dibaca atau ditulis."
            return Explanation(what, SAFE, "Periksa cakram, lalu coba lagi.")
        case "E-ADA":
            what = f"Di tempat itu sudah ada berkas{fact('file', ' {}')}."
            return Explanation(what, UNCHANGED, "Pilih tempat atau nama lain.")
        case "E-CADANGAN" if facts.get("place") == "sha256":
            what = "Cadangan ini rusak: isinya tidak sama lagi dengan saat dibuat dan diuji."
            return Explanation(what, SAFE, "Pakai cadangan sebelumnya, dan tekan Cadangkan sekarang.")
        case "E-CADANGAN":
            what = "Cadangan yang baru dibuat tidak lulus uji baca."
            return Explanation(
                what, "Data dan cadangan sebelumnya aman.", "Periksa ruang penyimpanan, lalu coba lagi."
            )
        case "E-PERBARUI":
            what = "Data tidak dapat disesuaikan dengan versi ini."
            return Explanation(what, "Berkas lama tetap utuh.", "Simpan paket bantuan dan kirimkan.")
        case "E-VIRUS":
            what = "Ada paket yang disembunyikan di flashdisk ini (ciri virus). Sudah ditampilkan kembali."
            if facts.get("shortcut"):
                what = f"Di samping paket ada pintasan {facts['shortcut']} (ciri virus). Pintasan diabaikan."
            return Explanation(what, SAFE, "Jangan klik pintasan; pindai dengan antivirus.")
        case "E-TABELSANDI":
            return Explanation(
                "Berkas ini dikunci kata sandi.", UNCHANGED, "Buka di Excel, simpan tanpa sandi."
            )
        case "E-BUKANTABEL":
            what = f"Berkas ini bukan tabel{fact('kind', ' (isinya {})')}."
            return Explanation(what, UNCHANGED, "Pilih berkas Excel, ODS, atau CSV.")
        case "E-TABELRUSAK":
            what = "Berkas ini rusak atau belum selesai disalin."
            return Explanation(what, UNCHANGED, "Buka dan simpan ulang di Excel, atau minta kirim ulang.")
        case "E-TABELBESAR":
            unit = {"rows": "baris", "columns": "kolom", "cells": "sel", "bytes": "bita", "entries": "bagian"}
            size = f" ({facts['found']} {unit.get(facts.get('what', ''), '')})" if facts.get("found") else ""
            what = f"Tabel ini terlalu besar{size}{fact('limit', ', paling banyak {}')}."
            return Explanation(what, UNCHANGED, "Hapus baris dan kolom kosong di ujung, lalu simpan ulang.")
        case "E-TABELKOSONG":
            return Explanation("Tidak ada isi yang dapat dibaca.", UNCHANGED, "Pilih berkas atau baris lain.")
        case "E-TABELHILANG":
            return Explanation("Berkas itu tidak ada.", UNCHANGED, "Periksa nama dan tempatnya.")
        case "E-TANPAKEPALA":
            what = "Judul kolom tidak ditemukan, misalnya Nama dan Desa."
            return Explanation(what, UNCHANGED, "Tunjukkan baris judulnya, atau pilih berkas lain.")
        case "E-TABELDIBUKA":
            return Explanation("Berkas ini sedang dipakai program lain.", UNCHANGED, "Tutup dahulu di Excel.")
        case "W-JAM" if "arrived" in facts:
            what = f"Ada perubahan di paket ini yang bertanggal sesudah hari ini ({facts['arrived']})."
            return Explanation(what, SAFE, "Periksa tanggal di komputer ini dan di komputer pengirimnya.")
        case "W-JAM":
            what = f"Tanggal komputer ini{fact('date') or ' tampak salah'}."
            return Explanation(what, SAFE, "Perbaiki jam agar cetakan dan urutan benar.")
        case _:
            what = f"Ada masalah dengan berkas ini ({code})."
            return Explanation(
                what, "Yang sudah tersimpan aman.", "Coba lagi; bila terulang, simpan paket bantuan."
            )


def _left_of_damage(backup: str, *, has_journal: bool) -> str:
    if backup:
        journal = " dan catatan harian sesudahnya ada" if has_journal else ""
        return f"Jangan panik: cadangan {backup} utuh{journal}."
    if has_journal:
        return "Jangan panik: catatan harian ada."
    return "Cadangan tidak ada di sini; yang masih terbaca diselamatkan."
