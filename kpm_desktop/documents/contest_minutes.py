"""The minutes that fix a contest's result (berita acara penilaian). Source: paper.md 3.11."""

import datetime as dt
from collections.abc import Sequence

from kpm_desktop.documents import headed, result_parts, signature
from kpm_desktop.documents.drawing import Drawing, Sketch, Sketchbook
from kpm_desktop.documents.flow import Flow, number_pages
from kpm_desktop.documents.grid import Grid, GridColumn
from kpm_desktop.documents.page import F4, GREY
from kpm_desktop.documents.signature import SignatureBlock, Signer
from kpm_desktop.documents.wording import fill
from kpm_desktop.domain.dates import date_in_words, long_date
from kpm_desktop.domain.decision import Changed, Result, ResultRow
from kpm_desktop.domain.words import in_words

WORDS = {
    "title": "BERITA ACARA PENILAIAN",
    "number": "Nomor : {number}",
    "replaces": "menggantikan Berita Acara Nomor {number}",
    "opening": "Pada hari ini {day}, bertempat di {place}, kami yang bertanda tangan di bawah ini selaku Tim "
    "Penilai {title} telah melaksanakan penilaian terhadap {entries} melalui {stages}.",
    "entries": "{count} ({words}) peserta kategori {category}",
    "stage": "tahap {number} {name}",
    "because": "Berita acara ini dibuat sebagai perbaikan hasil karena {reason}.",
    "decides": "Berdasarkan rapat pleno, Tim Penilai memutuskan hasil penilaian sebagai berikut:",
    "category": "Kategori {category}",
    "method": "Nilai akhir adalah rata-rata tertimbang nilai tahap menurut bobotnya, dan nilai tahap adalah "
    "rata-rata nilai juri. Nilai yang sama diputus menurut {ties}; bila tetap sama, peringkat dibagi. "
    "Rekapitulasi nilai seluruh peserta terlampir dan merupakan bagian yang tidak terpisahkan dari berita "
    "acara ini.",
    "no_ties": "kesepakatan pleno",
    "apart": "Tidak diperingkat: {entries}.",
    "one_apart": "No. {number} {name}, {village} ({state})",
    "override": "Keputusan pleno: No. {number} {name}, {village}, ditetapkan pada peringkat {rank} "
    "(menurut nilai {ranked}), karena {reason}.",
    "lot": "Undian dilaksanakan di hadapan Tim Penilai.   Tanda tangan ketua: ..............................",
    "end": "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.",
    "panel": "TIM PENILAI",
    "noted": "Mengetahui,",
    "changes": "APA YANG BERUBAH",
    "foot": "Berita Acara Nomor",
    "max": "bobot {weight}",
}
JUDGE_HEADINGS = ("NO", "NAMA", "KEDUDUKAN", "UNSUR / INSTANSI", "TANDA TANGAN")
CHANGE_HEADINGS = ("NO", "NAMA", "DESA, KECAMATAN", "YANG BERUBAH", "SEMULA", "MENJADI")
_JUDGES = (9.0, 59.0, 20.0, 40.0, 42.0)
_CHANGES = (11.0, 46.0, 37.0, 32.0, 22.0, 22.0)
_BLOCK = 56.0
_SIGN_ROW = 10.0


def compose(result: Result, digest: str, emblem: bytes | None, changes: Sequence[Changed] = ()) -> Drawing:
    """Return the minutes of a result; a revision lists what changed."""
    day = dt.date.fromisoformat(result.date)
    foot = result_parts.foot(WORDS["foot"], result)
    book = Sketchbook(F4, foot)
    frame = headed.frame_of(F4)
    pen = book.page()
    number = fill(WORDS["number"], {"number": result.minutes_no or result_parts.WORDS["dots"]})
    head = result_parts.letterhead_of(result, emblem)
    top = headed.draw_head(pen, frame, head, WORDS["title"], (result.title,), number)
    flow = Flow(frame, 10.6, 5.25)
    if result.replaces:
        flow.line(fill(WORDS["replaces"], {"number": result.replaces}), centred=True)
        flow.gap(2.0)
    flow.paragraph(_opening(result, day))
    if result.reason:
        flow.gap(1.5)
        flow.paragraph(fill(WORDS["because"], {"reason": result.reason}))
    flow.gap(1.5)
    flow.line(WORDS["decides"])
    flow.pieces[-1].keep = 2
    for category in result.categories:
        if len(result.categories) > 1 and category.ranked:
            flow.gap(1.5)
            flow.heading(fill(WORDS["category"], {"category": category.name}))
        flow.gap(1.0)
        flow.table(_ranking_grid(result, frame.left), [_ranking_row(row) for row in category.ranked])
    _put_grounds(flow, result)
    flow.gap(2.5)
    flow.paragraph(WORDS["end"])
    flow.gap(2.0)
    flow.line(f"{result.town or result_parts.WORDS['dots']}, {long_date(day)}", indent=115.0)
    flow.pieces[-1].keep = 3
    flow.heading(WORDS["panel"], centred=True)
    flow.gap(1.0)
    flow.table(
        _grid(JUDGE_HEADINGS, _JUDGES, frame.left, row=_SIGN_ROW, texts=(1, 3, 4)),
        [
            (str(place), one.name, one.position, one.institution, _dots(place))
            for place, one in enumerate(result.judges, 1)
        ],
    )
    _hold_signer(flow, result, frame.left, frame.right)
    if changes:
        flow.gap(4.0)
        flow.heading(WORDS["changes"], centred=True)
        flow.gap(1.0)
        rows = [(one.number, one.name, one.village, one.field, one.before, one.after) for one in changes]
        flow.table(_grid(CHANGE_HEADINGS, _CHANGES, frame.left, row=7.0, texts=(1, 2, 3)), rows)
    flow.place(book, pen, top)
    number_pages(book, foot, frame.left, frame.right)
    line = result_parts.fingerprint_line(digest)
    for one in book.page_pens():
        one.text(frame.left, F4.height - 16.4, line, "LS", 7.5, colour=GREY)
    return book.finish()


def _opening(result: Result, day: dt.date) -> str:
    entries = []
    for one in result.categories:
        if count := len(one.ranked):
            facts = {"count": str(count), "words": in_words(count), "category": one.name or "umum"}
            entries.append(fill(WORDS["entries"], facts))
    stages = [
        fill(WORDS["stage"], {"number": str(place), "name": one.name.lower()})
        for place, one in enumerate(result.stages, 1)
    ]
    values = {
        "day": date_in_words(day),
        "place": result.place or result_parts.WORDS["dots"],
        "title": result.title.title().replace("(Kpm)", "(KPM)").replace(" Kpm ", " KPM "),
        "entries": _listed(entries),
        "stages": _listed(stages, "serta"),
    }
    return fill(WORDS["opening"], values)


def _listed(parts: Sequence[str], word: str = "dan") -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])}{',' if len(parts) > 2 else ''} {word} {parts[-1]}"


def _put_grounds(flow: Flow, result: Result) -> None:
    flow.gap(2.5)
    ties = _listed(result.ties, "lalu") or WORDS["no_ties"]
    flow.paragraph(fill(WORDS["method"], {"ties": ties}))
    for category in result.categories:
        for row in category.rows:
            if row.override:
                values = {
                    "number": row.number, "name": row.name, "village": _village(row), "rank": str(row.rank),
                    "ranked": str(row.ranked), "reason": row.override,
                }  # fmt: skip
                flow.gap(1.5)
                flow.paragraph(fill(WORDS["override"], values))
    apart = [
        fill(WORDS["one_apart"], {"number": row.number, "name": row.name, "village": _village(row),
                                  "state": row.state.lower()})
        for category in result.categories
        for row in category.rows
        if row.rank is None
    ]  # fmt: skip
    if apart:
        flow.gap(1.5)
        flow.paragraph(fill(WORDS["apart"], {"entries": "; ".join(apart)}))
    if result.lot:
        flow.gap(3.0)
        flow.line(WORDS["lot"])


def _ranking_grid(result: Result, left: float) -> Grid:
    stages = len(result.stages)
    width = min(12.0, 36.0 / max(stages, 1))
    columns = [
        GridColumn("PERINGKAT", 17.0, "centre"),
        GridColumn("NOMOR UNDIAN", 15.0, "centre"),
        GridColumn("NAMA", 80.0 - width * stages),
        GridColumn("DESA, KECAMATAN", 38.0),
    ]
    columns += [GridColumn(f"TAHAP {place}", width, "centre") for place in range(1, stages + 1)]
    columns += [GridColumn("NILAI AKHIR", 13.5, "centre"), GridColumn("HASIL", 25.0, "centre")]
    scale = 170.0 / sum(one.width for one in columns)
    scaled = tuple(GridColumn(one.title, one.width * scale, one.align) for one in columns)
    return Grid(scaled, left, row=8.6, size=9.5, head=10.0)


def _ranking_row(row: ResultRow) -> tuple[str, ...]:
    return (str(row.rank), row.drawn, row.name, _village(row), *row.stages, row.score, row.award or "–")


def _village(row: ResultRow) -> str:
    return ", ".join(part for part in (row.village, row.district) if part)


def _grid(
    titles: Sequence[str], widths: Sequence[float], left: float, *, row: float, texts: Sequence[int]
) -> Grid:
    columns = tuple(
        GridColumn(title, width, "left" if place in texts else "centre")
        for place, (title, width) in enumerate(zip(titles, widths, strict=True))
    )
    return Grid(columns, left, row=row, size=9.5, head=7.0)


def _dots(place: int) -> str:
    return f"{'' if place % 2 else '                       '}{place}  .............."


def _hold_signer(flow: Flow, result: Result, left: float, right: float) -> None:
    signer = result_parts.signer_of(result)

    def draw(pen: Sketch, y: float) -> None:
        centre = (left + right) / 2
        empty = SignatureBlock(WORDS["noted"], Signer(signer.post, signer.name, signer.rank, signer.nip))
        signature.draw_office_block(pen, empty, y + 6.0, left, centre)

    flow.hold(_BLOCK, draw)
