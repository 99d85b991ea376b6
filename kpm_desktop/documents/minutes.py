"""The minutes of an event (berita acara pelaksanaan kegiatan). Source: paper.md section 3.11, last line."""

import dataclasses

from kpm_desktop.documents import headed
from kpm_desktop.documents.drawing import Drawing, Sketchbook
from kpm_desktop.documents.flow import Flow, number_pages
from kpm_desktop.documents.grid import Grid, GridColumn
from kpm_desktop.documents.letterhead import Letterhead
from kpm_desktop.documents.page import F4, Paper
from kpm_desktop.documents.signature import SignatureBlock

WORDS = {
    "title": "BERITA ACARA PELAKSANAAN KEGIATAN",
    "number": "Nomor : {number}",
    "attendance": "Kehadiran peserta sebagai berikut:",
    "topics": "Materi yang disampaikan:",
    "results": "Hasil dan catatan:",
    "end": "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.",
    "total": "JUMLAH",
    "foot": "Berita Acara Nomor {number}",
}
COUNT_HEADINGS = ("UNSUR", "DIUNDANG", "HADIR L", "HADIR P", "HADIR", "IZIN", "SAKIT", "ALPA", "DIWAKILI")
TOPIC_HEADINGS = ("NO", "MATERI", "NARASUMBER", "JP")
_COUNT_WIDTHS = (42.0, 17.5, 15.5, 15.5, 15.0, 14.0, 15.0, 14.0, 21.5)
_TOPIC_WIDTHS = (10.0, 88.0, 58.0, 14.0)


@dataclasses.dataclass(frozen=True, slots=True)
class EventMinutes:
    """What the minutes say.

    `opening` is a whole sentence with the date in words; `counts` are rows of nine texts, the last one the
    total; `topics` rows of four; `results` are the operator's paragraphs, parted by line feeds, or "".
    """

    letterhead: Letterhead
    lines: tuple[str, ...]
    number: str
    opening: str
    counts: tuple[tuple[str, ...], ...]
    topics: tuple[tuple[str, ...], ...]
    results: str
    signature: SignatureBlock
    paper: Paper = F4


def compose(minutes: EventMinutes) -> Drawing:
    """Return the minutes."""
    foot = WORDS["foot"].replace("{number}", minutes.number)
    book = Sketchbook(minutes.paper, foot)
    frame = headed.frame_of(minutes.paper)
    pen = book.page()
    number = WORDS["number"].replace("{number}", minutes.number)
    top = headed.draw_head(pen, frame, minutes.letterhead, WORDS["title"], minutes.lines, number)
    flow = Flow(frame, 10.6, 5.25)
    flow.paragraph(minutes.opening)
    flow.gap(1.5)
    flow.line(WORDS["attendance"])
    flow.pieces[-1].keep = 2
    flow.gap(1.0)
    scale = (frame.right - frame.left) / sum(_COUNT_WIDTHS)
    flow.table(
        _grid(COUNT_HEADINGS, tuple(width * scale for width in _COUNT_WIDTHS), frame.left, 1),
        minutes.counts,
        bold=(len(minutes.counts) - 1,),
    )
    if minutes.topics:
        flow.gap(3.0)
        flow.line(WORDS["topics"])
        flow.pieces[-1].keep = 2
        flow.gap(1.0)
        scale = (frame.right - frame.left) / sum(_TOPIC_WIDTHS)
        widths = tuple(width * scale for width in _TOPIC_WIDTHS)
        flow.table(_grid(TOPIC_HEADINGS, widths, frame.left, 4), minutes.topics)
    if minutes.results.strip():
        flow.gap(3.0)
        flow.line(WORDS["results"])
        flow.pieces[-1].keep = 2
        flow.paragraph(minutes.results)
    flow.gap(3.0)
    flow.paragraph(WORDS["end"])
    flow.signature(minutes.signature)
    flow.place(book, pen, top)
    number_pages(book, foot, frame.left, frame.right)
    return book.finish()


def _grid(headings: tuple[str, ...], widths: tuple[float, ...], left: float, texts: int) -> Grid:
    """Return a grid whose first columns hold texts and the others centred numbers."""
    columns = tuple(
        GridColumn(word, width, "left" if place < texts and word not in {"NO", "JP"} else "centre")
        for place, (word, width) in enumerate(zip(headings, widths, strict=True))
    )
    return Grid(columns, left, row=7.0, size=9.5, head=8.5)
