"""What the help page says, as data: one topic a screen, and one for every code."""

import functools
from dataclasses import dataclass

from kpm_desktop.ui.messages import problem_sentence

CODES = (
    *(f"F.{number}" for number in (*range(101, 110), 121, 122, 211, *range(213, 223))),
    *(f"F.{number}" for number in (*range(401, 417), 501, 502, 503)),
    *(f"W.{number}" for number in (*range(201, 218), 220, 221, 222, 230, *range(301, 311))),
    *(f"W.{number}" for number in (320, 321, 322, *range(401, 412), 501)),
)


@dataclass(frozen=True, slots=True)
class Topic:
    """One card of the help page; `name` is what a screen calls its `help_topic`."""

    name: str
    title: str
    sentences: tuple[str, ...]

    @property
    def searched(self) -> str:
        """All words of it, for the search."""
        return " ".join((self.name, self.title, *self.sentences)).casefold()


TOPICS = (
    Topic(
        "home",
        "Beranda",
        (
            "Beranda menunjukkan yang perlu dikerjakan, kekurangan KPM, dan umur cadangan data.",
            "Setiap angka dapat ditekan: daftar yang dihitungnya terbuka, sudah disaring.",
        ),
    ),
    Topic(
        "villages",
        "Desa",
        (
            "Daftar desa dan kelurahan resmi dengan jumlah KPM-nya. Garis pada batang menandai 5 KPM.",
            "Nama yang dipakai dua desa selalu ditulis bersama kecamatannya.",
            "Undang dari daftar ini membuat sesi dengan tepat desa yang sedang tampak.",
        ),
    ),
    Topic(
        "cadres",
        "Kader",
        (
            "Cari dengan sebagian nama; gelar dan ejaan tidak berpengaruh. NIK lengkap menemukan pemiliknya.",
            "NIK ditutup. Alt+N menampilkannya untuk kader yang sedang dibuka; hal itu dicatat.",
            "Buang memindahkan ke Tempat sampah. Tidak ada yang hilang; Urungkan mengembalikannya.",
        ),
    ),
    Topic(
        "duplicates",
        "Periksa kembar",
        (
            "Pasangan yang mungkin satu orang diurutkan menurut kemiripan; tidak ada yang digabung sendiri.",
            "Pilih untuk setiap isian yang berbeda mana yang dipakai, lalu Gabung jadi satu.",
            "Bukan orang yang sama diingat selamanya; pasangan itu tidak diusulkan lagi.",
            "Yang sudah digabung dapat dipisahkan lagi; yang diubah sesudahnya tetap.",
        ),
    ),
    Topic(
        "sessions",
        "Pembinaan",
        (
            "Urutannya: undangan, daftar hadir, kehadiran, cocok kertas, sertifikat, laporan, arsip.",
            "Diundang belum berarti hadir. Tandai kehadiran dari kertas yang sudah ditandatangani.",
            "Ctrl+V menempel daftar nama: yang cocok dengan data diundang, yang belum jelas ditanya.",
            "Langkah kegiatan menunjukkan apa yang masih kurang dari tiap sesi, dengan tombolnya.",
            "Rekap memuat JP tiap kader, desa yang belum pernah ikut, dan kehadiran tiap kecamatan.",
            "Nomor urut tidak berubah setelah daftar hadir dicetak; yang baru ditulis di akhir.",
            "Cetak lainnya memuat undangan, uang transport, berita acara, laporan, kartu nama, dan arsip.",
            "Kertas dicatat saat dicetak atau disimpan; yang sudah terbit dicetak ulang sebagai salinan.",
        ),
    ),
    Topic(
        "attendance",
        "Tandai kehadiran",
        (
            "H, I, S, A, atau 1, 2, 3, 4 menandai baris dan turun. W untuk yang diwakili.",
            "Hitung tanda tangan tiap halaman dan tulis di kolom Kertas; bila beda, halamannya disebut.",
        ),
    ),
    Topic(
        "scan",
        "Baca lembar bertanda tangan",
        (
            "Pindai semua halaman dengan 200 sampai 300 dpi, utuh sampai tepi. Urutan halaman bebas.",
            "Yang tidak jelas ditanya lebih dahulu: H hadir, K kosong, F8 ke pertanyaan berikutnya.",
            "Hasilnya usulan; belum ada yang ditulis sebelum Terapkan. Kotak kosong tidak menjadi alpa.",
            "Pindaian disimpan bersama sesinya.",
        ),
    ),
    Topic(
        "preview",
        "Pratinjau dan cetak",
        (
            "Yang terlihat itulah yang dicetak. Ukuran asli menunjukkan milimeter yang sebenarnya.",
            "Daftar hadir baru dicatat saat dicetak atau disimpan; sampai di situ tidak ada yang berubah.",
            "Bila printer menolak ukuran kertas, tidak ada yang dicetak. Pilih kertas yang sama di printer.",
        ),
    ),
    Topic(
        "contests",
        "Lomba",
        (
            "Langkahnya: kriteria, peserta, juri, nilai, peringkat, penetapan.",
            "Nilai diketik dua kali; yang berbeda saja yang dibandingkan. Sel kosong bukan nol.",
            "Cetak lembar: satu tabel semua peserta, atau satu lembar tiap peserta dengan arti tiap nilai.",
            "Lembar yang sudah dicetak tidak berlaku lagi bila kriteria, peserta, atau orangnya berubah.",
            "Kunci hasil baru dapat ditekan bila semua lembar sah. Sesudah itu hanya Perbaikan hasil.",
        ),
    ),
    Topic(
        "certificates",
        "Sertifikat",
        (
            "Periksa dahulu daftar Sebelum terbit. Sertifikat yang sudah terbit tidak pernah berubah.",
            "Salah nama: Perbaiki membuat pengganti, keduanya disimpan. Nomor tidak dipakai dua kali.",
            "Cetak ulang memerlukan alasan. Setelah kertas macet: Lanjut cetak dari nomor ini.",
            "Periksa keaslian membaca kode QR dari teks, gambar, atau PDF, tanpa internet.",
        ),
    ),
    Topic(
        "layouts",
        "Tata letak sertifikat",
        (
            "Geser kotak dengan tetikus, atau pilih dengan Tab lalu geser 0,5 mm dengan panah (Shift: 5 mm).",
            "Kotak menempel pada tepi dan tengah kotak lain; Alt sambil menggeser mematikannya.",
            "Ctrl+Z mengurungkan langkah di sini. Simpan menyimpannya; yang sudah terbit tidak berubah.",
        ),
    ),
    Topic(
        "import",
        "Impor dari Excel",
        (
            "Belum ada yang ditulis sebelum tombol Impor ditekan. Seluruh impor dapat diurungkan.",
            "NIK yang rusak oleh Excel dikosongkan dan masuk daftar minta ulang; kadernya tetap ikut.",
        ),
    ),
    Topic(
        "packages",
        "Flashdisk dan gabung data",
        (
            "Kirim ke flashdisk menulis satu paket, membacanya kembali, lalu berkata kapan boleh dicabut.",
            "Uji di samping nama flashdisk mengisi seluruh ruang kosongnya: yang palsu ketahuan di situ.",
            "Saat digabung, yang berbeda dapat dipilih nanti. Yang tidak dipilih tetap ada di Riwayat.",
            "Daftar paket menyebut di mana setiap paket; dari sana yang hilang dilaporkan.",
        ),
    ),
    Topic(
        "merge",
        "Gabung data dan Berbeda isi",
        (
            "Yang hanya berubah di satu tempat diambil tanpa bertanya.",
            "Diubah di dua tempat: Kiri memakai nilai PC ini, Kanan nilai flashdisk, Del membiarkan.",
            "Yang belum dipilih tidak menghalangi: terdaftar di Beranda dan di Berkas, Berbeda isi.",
            "Cadangan dibuat sebelum menggabung. Dari Riwayat penggabungan dapat dibatalkan kapan saja.",
            "Yang diubah sesudah penggabungan tetap, dan disebutkan satu per satu.",
            "Orang yang tercatat dua kali tidak digabung sendiri: bandingkan di Periksa kembar.",
        ),
    ),
    Topic(
        "safety",
        "Data aman di mana",
        (
            "Setiap perubahan langsung disimpan; jam terakhirnya ada di kiri bawah.",
            "Cadangan dibuat sendiri selama dipakai.",
            "Pulihkan cadangan menunjukkan dahulu apa yang hilang dan kembali; sesudahnya dapat diurungkan.",
            "Salinan di luar komputer ini dibuat dengan Kirim ke flashdisk.",
            "Urungkan tetap dapat dipakai setelah program ditutup.",
        ),
    ),
)


@functools.cache
def code_topics() -> tuple[Topic, ...]:
    """Return a topic for each code of a broken rule."""
    severity = {"F": "Harus diperbaiki sebelum langkah terakhir.", "W": "Boleh disimpan dengan catatan."}
    return tuple(Topic(code, code, (problem_sentence(code), severity[code[0]])) for code in CODES)
