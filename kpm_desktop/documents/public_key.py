"""The public key of the office as a paper to hang up or hand on: what it is for, its name, its content.

The same facts as the text of `verify_page.key_sheet`, which a program reads. Source: paper.md section 3.3.
"""

from collections.abc import Sequence

from kpm_desktop.documents import headed
from kpm_desktop.documents.drawing import Drawing, Sketchbook
from kpm_desktop.documents.flow import Flow
from kpm_desktop.documents.letterhead import Letterhead
from kpm_desktop.documents.page import A4
from kpm_desktop.documents.verify_page import IssuerKey, key_groups
from kpm_desktop.domain.dates import long_date

WORDS = {
    "title": "KUNCI PUBLIK SERTIFIKAT",
    "what": "Setiap sertifikat dari kantor ini memuat kode QR yang ditandatangani dengan kunci rahasia "
    "kantor. Kunci publik di bawah ini memeriksanya tanpa internet. Kunci publik bukan rahasia, "
    "boleh disalin, dicetak, dan ditempel.",
    "how": "Cara memeriksa: pindai kode QR di sertifikat, lalu tempel teksnya di halaman pemeriksa yang "
    "disimpan dari program, atau di Periksa keaslian. Delapan huruf nama kunci tertulis di dalam teks itu "
    "dan harus sama dengan nama kunci di bawah ini.",
    "key": "Nama kunci",
    "since": "Berlaku sejak",
    "content": "Isi (64 angka heksadesimal)",
}


def compose(letterhead: Letterhead, keys: Sequence[IssuerKey]) -> Drawing:
    """Return the paper, A4 upright, with all keys, the newest first."""
    book = Sketchbook(A4, WORDS["title"])
    frame = headed.frame_of(A4)
    pen = book.page()
    top = headed.draw_head(pen, frame, letterhead, WORDS["title"], ())
    flow = Flow(frame, 10.6, 5.25)
    for words in (WORDS["what"], WORDS["how"]):
        flow.paragraph(words)
        flow.gap(2.0)
    for key in keys:
        flow.gap(3.0)
        flow.fields(
            (
                (WORDS["key"], key.key_id),
                (WORDS["since"], long_date(key.since) if key.since else ""),
            ),
            colon=30.0,
            font="LSB",
        )
        flow.line(WORDS["content"])
        groups = key_groups(key)
        for start in range(0, len(groups), 4):
            flow.line("   ".join(groups[start : start + 4]), font="LSB", size=13.0, indent=6.0)
            flow.gap(1.2)
    flow.place(book, pen, top)
    return book.finish()
