"""The card of a cadre (kartu kader): one A4 page with his whole record. Live, dated. paper.md 3.15."""

import dataclasses

from kpm_desktop.documents import fitting, letterhead
from kpm_desktop.documents.drawing import Drawing, Sketch, Sketchbook
from kpm_desktop.documents.fitting import DoesNotFit
from kpm_desktop.documents.flow import Flow, Frame, number_pages
from kpm_desktop.documents.grid import Grid, GridColumn
from kpm_desktop.documents.letterhead import Letterhead
from kpm_desktop.documents.page import A4

WORDS = {
    "title": "KARTU KADER",
    "photo": "foto 30 x 40 mm",
    "terms": "MASA TUGAS",
    "training": "PEMBINAAN DAN PELATIHAN",
    "certificates": "SERTIFIKAT DAN PIAGAM",
    "contests": "LOMBA",
    "profile": "PROFIL LEMBAGA",
    "notes": "CATATAN",
    "none": "Belum ada.",
    "foot": "Kartu Kader, {name}, dicetak {date}",
}
TERM_HEADINGS = ("DESA", "JENIS, JABATAN", "BIDANG", "SK", "MASA", "KEADAAN")
TRAINING_HEADINGS = ("TANGGAL", "KEGIATAN", "TEMPAT", "KEHADIRAN", "JP")
CERTIFICATE_HEADINGS = ("TANGGAL", "NOMOR", "KEGIATAN", "KEADAAN")
CONTEST_HEADINGS = ("TAHUN", "LOMBA", "KATEGORI", "HASIL")
_TERMS = (33.0, 29.0, 27.0, 39.0, 28.0, 19.0)
_TRAINING = (25.0, 68.0, 46.0, 23.0, 13.0)
_CERTIFICATES = (25.0, 62.0, 65.0, 23.0)
_CONTESTS = (18.0, 72.0, 45.0, 40.0)
_LEFT, _RIGHT = 20.0, 195.0
_PHOTO = (30.0, 40.0)


@dataclasses.dataclass(frozen=True, slots=True)
class CadreCard:
    """A cadre's record as texts; rows of `training` whose first cell is empty are totals, in bold."""

    name: str
    photo: bytes | None
    fields: tuple[tuple[str, str], ...]
    terms: tuple[tuple[str, ...], ...]
    training: tuple[tuple[str, ...], ...]
    certificates: tuple[tuple[str, ...], ...]
    contests: tuple[tuple[str, ...], ...]
    profile: str
    notes: str


def compose(cards: tuple[CadreCard, ...], head: Letterhead, date: str) -> Drawing:
    """Return the cards, each beginning on a page of its own; a long record goes on on a second page."""
    title = cards[0].name if len(cards) == 1 else ""
    whole = Sketchbook(A4, ", ".join(part for part in ("Kartu Kader", title) if part))
    for card in cards:
        book = Sketchbook(A4, card.name)
        _draw(book, card, head)
        foot = WORDS["foot"].replace("{date}", date).replace("{name}", card.name)
        number_pages(book, foot, _LEFT, _RIGHT)
        for pen in book.page_pens():
            whole.page().marks.extend(pen.marks)
        whole.assets.update(book.assets)
        whole.problems += book.problems
    return whole.finish()


def _draw(book: Sketchbook, card: CadreCard, head: Letterhead) -> None:
    pen = book.page()
    top = letterhead.draw(pen, head, 14.0, _LEFT, _RIGHT) + 8.5
    pen.text((_LEFT + _RIGHT) / 2, top, WORDS["title"], "LSB", 13.5, anchor="centre", tracking=0.6)
    top += 5.0
    _draw_photo(pen, card.photo, top)
    inner = Flow(Frame(_LEFT + _PHOTO[0] + 6.0, _RIGHT, 20.0, A4.height), 10.0, 4.9)
    y = _draw_name(pen, card.name, inner.frame, top + 4.5)
    inner.fields(card.fields, colon=38.0)
    for piece in inner.pieces:
        piece.draw(pen, y)
        y += piece.height
    flow = Flow(Frame(_LEFT, _RIGHT, 20.0, A4.height - 26.0), 9.5, 4.8)
    parts = (
        ("terms", TERM_HEADINGS, _TERMS, card.terms),
        ("training", TRAINING_HEADINGS, _TRAINING, card.training),
        ("certificates", CERTIFICATE_HEADINGS, _CERTIFICATES, card.certificates),
        ("contests", CONTEST_HEADINGS, _CONTESTS, card.contests),
    )
    for name, headings, widths, rows in parts:
        flow.heading(WORDS[name], size=10.0, keep=3)
        flow.gap(0.8)
        if rows:
            columns = tuple(
                GridColumn(word, width, "centre" if word in {"JP", "TAHUN"} else "left")
                for word, width in zip(headings, widths, strict=True)
            )
            bold = [place for place, row in enumerate(rows) if not row[0]]
            flow.table(Grid(columns, _LEFT, row=5.8, size=8.8, head=6.6), rows, bold)
        else:
            flow.line(WORDS["none"], font="LSI")
        flow.gap(3.0)
    for name, text in (("profile", card.profile), ("notes", card.notes)):
        if text.strip():
            flow.heading(WORDS[name], size=10.0, keep=1)
            flow.paragraph(text)
            flow.gap(3.0)
    flow.place(book, pen, max(y, top + _PHOTO[1]) + 5.0)


def _draw_photo(pen: Sketch, photo: bytes | None, y: float) -> None:
    if photo:
        pen.picture(photo, _LEFT, y, *_PHOTO)
    else:
        middle = _LEFT + _PHOTO[0] / 2
        pen.text(middle, y + _PHOTO[1] / 2 + 1, WORDS["photo"], "LS", 7.5, anchor="centre", colour="#777777")
    pen.box(_LEFT, y, *_PHOTO, stroke="#8C8C8C", line=0.15)


def _draw_name(pen: Sketch, name: str, frame: Frame, y: float) -> float:
    rule = fitting.NameRule("LSB", 15.0, frame.right - frame.left, smallest=0.6)
    fitted = fitting.fit_name(name, rule)
    if isinstance(fitted, DoesNotFit):
        pen.problem("name", "F.402", name=name, text=name)
        return y
    for line in fitted.lines:
        pen.text(frame.left, y, line.text, "LSB", line.size)
        y += 5.6
    return y - 3.0
