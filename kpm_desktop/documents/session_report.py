"""The report on an activity (laporan kegiatan), I to IV, with figures, tables and photos.

Typed paragraphs are the operator's; figures come from the data. Source: paper.md section 3.16.
"""

import dataclasses

from kpm_desktop.documents import fitting, headed
from kpm_desktop.documents.drawing import Drawing, Sketch, Sketchbook
from kpm_desktop.documents.flow import Flow, Frame, number_pages
from kpm_desktop.documents.grid import Grid, GridColumn
from kpm_desktop.documents.letterhead import Letterhead
from kpm_desktop.documents.page import F4, Paper
from kpm_desktop.documents.signature import SignatureBlock

WORDS = {
    "title": "LAPORAN KEGIATAN",
    "number": "Nomor : {number}",
    "one": "I. PENDAHULUAN",
    "basis": "Dasar",
    "meaning": "Maksud",
    "aim": "Tujuan",
    "two": "II. PELAKSANAAN",
    "three": "III. HASIL",
    "four": "IV. PENUTUP",
    "sessions": "Kehadiran tiap pertemuan:",
    "districts": "Kehadiran tiap kecamatan:",
    "topics": "Materi dan narasumber:",
    "appendices": "Lampiran:",
    "photos": "DOKUMENTASI",
    "foot": "Laporan Kegiatan, {title}",
}
SESSION_HEADINGS = ("NO", "TANGGAL, TEMPAT", "DIUNDANG", "HADIR L", "HADIR P", "IZIN", "SAKIT", "ALPA", "%")
DISTRICT_HEADINGS = ("NO", "KECAMATAN", "DIUNDANG", "HADIR L", "HADIR P", "IZIN", "SAKIT", "ALPA", "%")
TOPIC_HEADINGS = ("NO", "MATERI", "NARASUMBER", "JP")
PHOTOS = 6
_FIGURES = (9.0, 55.0, 18.0, 15.0, 15.0, 14.0, 15.0, 14.0, 15.0)
_TOPICS = (9.0, 89.0, 58.0, 14.0)
_PHOTO = (82.0, 61.5)


@dataclasses.dataclass(frozen=True, slots=True)
class Photo:
    """A picture (PNG or JPEG) with its line below."""

    data: bytes
    caption: str


@dataclasses.dataclass(frozen=True, slots=True)
class SessionReport:
    """What the report says; empty texts and tables are left out.

    The last row of each table of figures is the total. `facts` are label and value (Waktu, Tempat, Peserta);
    `findings` whole sentences (villages absent, villages below target, certificates); `as_of` says from
    which day the figures are.
    """

    letterhead: Letterhead
    lines: tuple[str, ...]
    number: str
    basis: str
    meaning: str
    aim: str
    facts: tuple[tuple[str, str], ...]
    course: str
    topics: tuple[tuple[str, ...], ...]
    sessions: tuple[tuple[str, ...], ...]
    districts: tuple[tuple[str, ...], ...]
    findings: tuple[str, ...]
    as_of: str
    results: str
    closing: str
    appendices: tuple[str, ...]
    signature: SignatureBlock
    photos: tuple[Photo, ...] = ()
    paper: Paper = F4


def compose(report: SessionReport) -> Drawing:
    """Return the report; at most six photos stand on pages of their own at the end."""
    foot = WORDS["foot"].replace("{title}", " ".join(report.lines))
    book = Sketchbook(report.paper, WORDS["title"])
    frame = headed.frame_of(report.paper)
    pen = book.page()
    number = WORDS["number"].replace("{number}", report.number) if report.number else ""
    top = headed.draw_head(pen, frame, report.letterhead, WORDS["title"], report.lines, number)
    flow = Flow(frame, 10.6, 5.25)
    _introduction(flow, report)
    _course(flow, report)
    _results(flow, report)
    flow.gap(3.0)
    flow.heading(WORDS["four"])
    flow.paragraph(report.closing, indent=6.0)
    if report.appendices:
        flow.gap(2.0)
        flow.line(WORDS["appendices"], indent=6.0)
        for place, one in enumerate(report.appendices, 1):
            flow.paragraph(one, indent=13.0, mark=f"{place}.")
    flow.signature(report.signature)
    flow.place(book, pen, top)
    if report.photos:
        _photos(book, report, frame)
    number_pages(book, foot, frame.left, frame.right)
    return book.finish()


def _introduction(flow: Flow, report: SessionReport) -> None:
    flow.heading(WORDS["one"])
    parts = (("basis", report.basis), ("meaning", report.meaning), ("aim", report.aim))
    marks = iter("ABC")
    for name, text in parts:
        if not text.strip():
            continue
        flow.heading(f"{next(marks)}. {WORDS[name]}", keep=2)
        lines = [line for line in text.split("\n") if line.strip()]
        for place, line in enumerate(lines, 1):
            flow.paragraph(line, indent=13.0, mark=f"{place}." if len(lines) > 1 else "")
    flow.gap(3.0)


def _course(flow: Flow, report: SessionReport) -> None:
    flow.heading(WORDS["two"])
    flow.fields(report.facts, indent=6.0)
    if report.course.strip():
        flow.gap(1.0)
        flow.paragraph(report.course, indent=6.0)
    if report.topics:
        flow.gap(2.0)
        flow.line(WORDS["topics"], indent=6.0)
        flow.pieces[-1].keep = 2
        flow.gap(1.0)
        flow.table(_grid(TOPIC_HEADINGS, _TOPICS, flow.frame), report.topics)
    flow.gap(3.0)


def _results(flow: Flow, report: SessionReport) -> None:
    flow.heading(WORDS["three"])
    for name, headings, rows in (
        ("sessions", SESSION_HEADINGS, report.sessions),
        ("districts", DISTRICT_HEADINGS, report.districts),
    ):
        if rows:
            flow.line(WORDS[name], indent=6.0)
            flow.pieces[-1].keep = 2
            flow.gap(1.0)
            flow.table(_grid(headings, _FIGURES, flow.frame), rows, bold=(len(rows) - 1,))
            flow.gap(3.0)
    for place, finding in enumerate(report.findings, 1):
        flow.paragraph(finding, indent=13.0, mark=f"{place}.")
    if report.results.strip():
        flow.gap(1.5)
        flow.paragraph(report.results, indent=6.0)
    flow.line(report.as_of, font="LSI", indent=6.0, size=9.0)


def _photos(book: Sketchbook, report: SessionReport, frame: Frame) -> None:
    pen = book.page()
    centre = (frame.left + frame.right) / 2
    pen.text(centre, frame.later_top, WORDS["photos"], "LSB", 12, anchor="centre", tracking=0.6)
    width, height = _PHOTO
    for place, photo in enumerate(report.photos[:PHOTOS]):
        x = frame.left if place % 2 == 0 else frame.right - width
        y = frame.later_top + 8.0 + place // 2 * (height + 18.0)
        pen.picture(photo.data, x, y, width, height)
        _caption(pen, photo.caption, x + width / 2, y + height + 4.2, width)


def _caption(pen: Sketch, caption: str, x: float, y: float, width: float) -> None:
    for place, line in enumerate(fitting.wrap_centred(caption, width, "LS", 9)[:3]):
        pen.text(x, y + place * 3.9, line, "LS", 9, anchor="centre")


def _grid(headings: tuple[str, ...], widths: tuple[float, ...], frame: Frame) -> Grid:
    scale = (frame.right - frame.left) / sum(widths)
    texts = {"TANGGAL, TEMPAT", "KECAMATAN", "MATERI", "NARASUMBER"}
    columns = tuple(
        GridColumn(word, width * scale, "left" if word in texts else "centre")
        for word, width in zip(headings, widths, strict=True)
    )
    return Grid(columns, frame.left, row=6.6, size=9.0, head=9.0)
