"""The recapitulation of a contest (rekapitulasi nilai): how the result came about. Source: paper.md 3.10."""

import datetime as dt

from kpm_desktop.documents import headed, result_parts
from kpm_desktop.documents.drawing import Drawing, Sketchbook
from kpm_desktop.documents.flow import Flow, Frame, number_pages
from kpm_desktop.documents.grid import Grid, GridColumn
from kpm_desktop.documents.page import F4, GREY
from kpm_desktop.documents.wording import fill
from kpm_desktop.domain.dates import long_date
from kpm_desktop.domain.decision import Result, ResultCategory, ResultRow

WORDS = {
    "title": "REKAPITULASI NILAI",
    "category": "Kategori {category}",
    "stages": "Tahap: {stages}.",
    "stage": "{name} bobot {weight}",
    "top": " (lolos {top} besar)",
    "method": "Nilai tahap = rata-rata nilai juri per kriteria menurut bobot, dari 100. Nilai akhir = "
    "rata-rata tertimbang tahap. Nilai sama diputus menurut: {ties}; bila tetap sama berbagi peringkat "
    "(1-2-2-4). "
    "Tanda – berarti belum dinilai, bukan nol.",
    "revision": "Perbaikan ke-{number}: {reason}.",
    "foot": "Rekapitulasi nilai, Berita Acara Nomor",
    "panel": "Tim Penilai:",
    "sign": "{number}. {name} ({position})  ..............................",
}
_LEFT, _RIGHT_MARGIN = 20.0, 15.0


def compose(result: Result, digest: str, emblem: bytes | None) -> Drawing:
    """Return the recapitulation; without a fingerprint it says SEMENTARA across each page."""
    paper = F4.landscape()
    foot = result_parts.foot(WORDS["foot"], result)
    book = Sketchbook(paper, foot)
    frame = Frame(_LEFT, paper.width - _RIGHT_MARGIN, 20.0, paper.height - 26.0)
    pen = book.page()
    head = result_parts.letterhead_of(result, emblem)
    top = headed.draw_head(pen, frame, head, WORDS["title"], (result.title,))
    flow = Flow(frame, 9.5, 4.7)
    flow.paragraph(fill(WORDS["stages"], {"stages": _stages(result)}))
    flow.paragraph(fill(WORDS["method"], {"ties": ", ".join(result.ties) or "–"}))
    if result.reason:
        number = str(result.revision - 1)
        flow.paragraph(fill(WORDS["revision"], {"number": number, "reason": result.reason}))
    for category in result.categories:
        if category.rows:
            flow.gap(2.0)
            flow.heading(fill(WORDS["category"], {"category": category.name or "umum"}))
            flow.gap(0.8)
            flow.table(_grid(result, frame), [_row(result, row) for row in _ordered(category)])
    flow.gap(3.0)
    day = long_date(dt.date.fromisoformat(result.date))
    flow.line(f"{result.town or result_parts.WORDS['dots']}, {day}")
    flow.pieces[-1].keep = 2
    flow.line(WORDS["panel"])
    for one in result.judges:
        values = {"number": str(one.number), "name": one.name, "position": one.position}
        flow.gap(3.0)
        flow.line(fill(WORDS["sign"], values))
    flow.place(book, pen, top)
    number_pages(book, foot, frame.left, frame.right, up=14.5)
    line = result_parts.fingerprint_line(digest)
    for page in book.page_pens():
        page.text(frame.left, paper.height - 10.8, line, "LS", 7.5, colour=GREY)
        if not digest:
            words, x, y = result_parts.WORDS["provisional"], paper.width / 2, paper.height / 2
            page.text(x, y, words, "LSB", 90, anchor="centre", colour="#DDDDDD")
            page.marks.insert(0, page.marks.pop())
    return book.finish()


def _stages(result: Result) -> str:
    made = []
    for one in result.stages:
        words = fill(WORDS["stage"], {"name": one.name, "weight": one.weight})
        made.append(words + (fill(WORDS["top"], {"top": str(one.top)}) if one.top else ""))
    return "; ".join(made)


def _ordered(category: ResultCategory) -> list[ResultRow]:
    return [*category.ranked, *(row for row in category.rows if row.rank is None)]


def _grid(result: Result, frame: Frame) -> Grid:
    judges, stages = len(result.judges), len(result.stages)
    columns = [
        GridColumn("PERINGKAT", 17.0, "centre"),
        GridColumn("NO", 12.0, "centre"),
        GridColumn("NAMA", 52.0),
        GridColumn("DESA, KECAMATAN", 40.0),
        *(GridColumn(f"JURI {one.number}", 12.5, "centre") for one in result.judges),
        *(GridColumn(f"{one.name} × {one.weight}", 18.0, "centre") for one in result.stages),
        GridColumn("NILAI AKHIR", 16.0, "centre"),
        GridColumn("PENENTU", 62.0),
    ]
    scale = (frame.right - frame.left) / sum(one.width for one in columns)
    size = 8.5 if judges + stages > 8 else 9.0
    scaled = tuple(GridColumn(one.title, one.width * scale, one.align) for one in columns)
    return Grid(scaled, frame.left, row=7.0, size=size, head=16.0)


def _row(result: Result, row: ResultRow) -> tuple[str, ...]:
    village = ", ".join(part for part in (row.village, row.district) if part)
    judges = row.judges or ("",) * len(result.judges)
    texts = [text or "–" for text in (*judges[: len(result.judges)], *row.stages)]
    texts = [*texts[: len(result.judges) + len(result.stages)]]
    rank = str(row.rank) if row.rank is not None else ""
    return (rank, row.drawn, row.name, village, *texts, row.score or "–", row.state or row.reason)
