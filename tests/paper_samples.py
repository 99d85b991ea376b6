"""Invented papers that several tests print: an attendance sheet and a certificate."""

from kpm_desktop.documents.attendance_sheet import AttendanceSheet, Attendee, SheetHead
from kpm_desktop.documents.certificate import BackSide, CertificateText, TopicLine
from kpm_desktop.documents.letterhead import Letterhead
from kpm_desktop.documents.page import Paper
from kpm_desktop.documents.signature import SignatureBlock, Signer

HEAD_OF_OFFICE = Signer(
    ("KEPALA DINAS PEMBERDAYAAN MASYARAKAT DAN DESA KABUPATEN PROBOLINGGO,",),
    "Drs. ARJUNA CONTOH SAMUDRA, M.Si.",
    "Pembina Utama Muda",
    "197001011995011000",
)
HEAD_OF_SECTION = Signer(
    ("KEPALA SEKSI PEMBERDAYAAN MASYARAKAT TERTINGGAL,",),
    "LARAS CONTOH PERTIWI, S.Sos.",
    "Penata Tingkat I",
    "198001012005012000",
)
AWKWARD_NAMES = (
    "A&B <CONTOH> 'UMPAMA'",
    "ROFI’I “MISAL”, S.Pd.",
    'SITI "CONTOH" WATI',
    "{nama} 100 % PERAGA",
    "&copy; <br> <b>TEBAL</b>",
    "AFFIFAH FFIFLFFL TEBAT AVATAR",
    "Moch. ÉLOÏSE ŠIMUN–PERAGA",
)


def sheet(
    paper: Paper, invited: int = 26, blank: int = 6, names: tuple[str, ...] = ("SITI CONTOHWATI",)
) -> AttendanceSheet:
    """Return a sheet with so many invited people, whose names are taken in turn."""
    rows = tuple(
        Attendee(
            index.to_bytes(16, "big"),
            names[index % len(names)],
            "LP"[index % 2],
            ("Kepala Desa", "KPM")[index % 2],
            "Sambirampak Kidul",
        )
        for index in range(invited)
    )
    head = SheetHead(
        "PEMBINAAN KADER PEMBERDAYAAN MASYARAKAT (KPM)",
        (
            ("Hari, tanggal", "Rabu, 10 April 2019"),
            ("Waktu", "08.00 WIB s.d. selesai"),
            ("Tempat", "Pendopo Kecamatan Kotaanyar"),
            ("Acara", "Pembinaan KPM dan Kepala Desa se-Kecamatan Kotaanyar"),
        ),
        "Lanjutan Daftar Hadir Pembinaan KPM, Pendopo Kecamatan Kotaanyar, Rabu, 10 April 2019",
        "Daftar Hadir DH-2019-014, Pembinaan KPM Kecamatan Kotaanyar",
        "7K3M9QX2TA",
    )
    letterhead = Letterhead(
        "PEMERINTAH KABUPATEN PROBOLINGGO",
        "DINAS PEMBERDAYAAN MASYARAKAT DAN DESA",
        "Jalan Contoh Raya Nomor 1, Kraksaan, Probolinggo, Jawa Timur 67000",
        "Telepon (0335) 000000, Laman dpmd.contoh.go.id, Pos-el dpmd@contoh.go.id",
    )
    block = SignatureBlock("Probolinggo, 10 April 2019", HEAD_OF_SECTION, HEAD_OF_OFFICE)
    return AttendanceSheet(paper, letterhead, head, rows, block, blank)


def certificate(
    name: str = "SITI CONTOHWATI",
    *,
    number: str = "400.10.3.5/045/426.000/2019",
    topics: int = 4,
    emblem: str = "",
) -> CertificateText:
    """Return the texts of a certificate with a back."""
    back = BackSide(
        "PEMBINAAN KADER PEMBERDAYAAN MASYARAKAT (KPM)",
        "Pendopo Kecamatan Paiton, 12 April 2019",
        tuple(
            TopicLine(f"Kedudukan, Tugas, dan Peran Kader, bagian {index + 1}", "GALIH UMPAMA WIRYA", 2)
            for index in range(topics)
        ),
        45,
        "Probolinggo, 12 April 2019",
        Signer(("KETUA PANITIA,",), "LARAS CONTOH PERTIWI", "Penata Tingkat I", "198001012005012000"),
    )
    return CertificateText(
        upper_name="PEMERINTAH KABUPATEN PROBOLINGGO",
        office_name="DINAS PEMBERDAYAAN MASYARAKAT DAN DESA",
        number=number,
        name=name,
        role_line="Kader Pemberdayaan Masyarakat Desa Sukodadi Kecamatan Paiton",
        body="atas partisipasinya sebagai PESERTA pada kegiatan Pembinaan Kader Pemberdayaan Masyarakat "
        "(KPM) yang diselenggarakan oleh Dinas Pemberdayaan Masyarakat dan Desa Kabupaten Probolinggo pada "
        "tanggal 12\u00a0April\u00a02019 di Pendopo Kecamatan Paiton selama 8\u00a0(delapan) jam pelajaran.",
        place_and_date="Probolinggo, 12 April 2019",
        signer=Signer(HEAD_OF_OFFICE.post, "ARJUNA CONTOH SAMUDRA", HEAD_OF_OFFICE.rank, HEAD_OF_OFFICE.nip),
        emblem=emblem,
        back=back,
    )
