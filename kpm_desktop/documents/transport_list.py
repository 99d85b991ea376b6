"""The receipt list of transport money: zig-zag signatures, totals of page, before and overall, in words.

Each row and each total satisfies JUMLAH = PPh + DITERIMA. Source: paper.md section 3.13, papers/README.md.
"""

import dataclasses
import itertools
from collections.abc import Sequence

from kpm_desktop.documents import fitting, flow, fonts, letterhead, signature
from kpm_desktop.documents.drawing import Drawing, Sketch, Sketchbook
from kpm_desktop.documents.letterhead import Letterhead
from kpm_desktop.documents.page import BLACK, F4, GREY, Anchor
from kpm_desktop.documents.signature import Signer
from kpm_desktop.domain.words import rupiah_in_words, thousands

WORDS = {
    "title": "DAFTAR PENERIMAAN UANG TRANSPORT PESERTA",
    "page_total": "JUMLAH HALAMAN INI",
    "carried": "JUMLAH PINDAHAN HALAMAN {page}",
    "total": "JUMLAH SELURUHNYA",
    "words": "Terbilang :",
    "seen_by": "Mengetahui,",
    "continued": "Lanjutan {title}, {where}",
    "continued_title": "Daftar Penerimaan Uang Transport Peserta",
    "foot": "Daftar Penerimaan Uang Transport {number}",
}
HEADINGS = (
    "NO", "NAMA", "JABATAN", "DESA / KELURAHAN", "GOL.", "JUMLAH (Rp)", "PPh 21 (Rp)", "DITERIMA (Rp)",
    "TANDA TANGAN",
)  # fmt: skip
LEFT, RIGHT = 20.0, 315.0
_EDGES = (20.0, 30.0, 96.0, 126.0, 166.0, 180.0, 208.0, 233.0, 263.0, 289.0, 315.0)
ROW = 8.3
_HEAD_ROW = 9.0
_TOTAL_ROW = 6.6
_TOP = 13.5
_TITLE_Y = 45.0
_TABLE = 62.0
_LATER_TABLE = 20.0
_FIRST_ROWS, _ROWS, _LAST_ROWS = 14, 19, 12
_BODY_END = 19.3
_CLOSING = 45.0
_PADDING = 1.6
_OUTER, _INNER = 0.4, 0.2
_HEAD_FILL, _SPARE_FILL = "#E9E9E9", "#F0F0F0"
_TOGETHER = 2
_FOOT = 12.7


@dataclasses.dataclass(frozen=True, slots=True)
class Receipt:
    """Money of one person, whole rupiah; None leaves the cells of a blank row empty."""

    name: str = ""
    post: str = ""
    village: str = ""
    grade: str = ""
    amount: int | None = None
    tax: int | None = None

    @property
    def received(self) -> int | None:
        """Return what is paid out."""
        return None if self.amount is None else self.amount - (self.tax or 0)


@dataclasses.dataclass(frozen=True, slots=True)
class TransportList:
    """What the list says: two columns of fields in the head, receipts, signers left, middle and right."""

    letterhead: Letterhead
    left_fields: tuple[tuple[str, str], ...]
    right_fields: tuple[tuple[str, str], ...]
    where: str
    number: str
    receipts: tuple[Receipt, ...]
    place_and_date: str
    authority: Signer
    officer: Signer
    treasurer: Signer


Sums = tuple[int, int, int]


def totals(receipts: Sequence[Receipt]) -> Sums:
    """Return amount, tax and received of some receipts."""
    return (
        sum(one.amount or 0 for one in receipts),
        sum(one.tax or 0 for one in receipts),
        sum(one.received or 0 for one in receipts),
    )


def compose(paper: TransportList) -> Drawing:
    """Return the list on F4 landscape; a name that does not fit its cell is F.402."""
    book = Sketchbook(F4.landscape(), WORDS["foot"].replace("{number}", paper.number))
    done = 0
    lower = _shift(paper)
    counts = list(_counts(len(paper.receipts), lower))
    for page, count in enumerate(counts, 1):
        pen = book.page()
        receipts = paper.receipts[done : done + count]
        if page == 1:
            _draw_head(pen, paper)
        else:
            words = WORDS["continued"].replace("{where}", paper.where)
            pen.text(LEFT, 17.0, words.replace("{title}", WORDS["continued_title"]), "LSI", 9)
        top = _TABLE + lower if page == 1 else _LATER_TABLE
        end = _draw_table(pen, receipts, done, top)
        if page == len(counts):
            _draw_end(pen, paper, done, page, end)
        done += count
    flow.number_pages(book, WORDS["foot"].replace("{number}", paper.number), LEFT, RIGHT, up=_FOOT)
    return book.finish()


def _counts(rows: int, lower: float) -> list[int]:
    """Return the rows of each page; the last keeps room for totals and signers, with two rows at least."""
    counts: list[int] = []
    room = F4.landscape().height - _BODY_END - _HEAD_ROW - ROW
    while True:
        top = _LATER_TABLE if counts else _TABLE + lower
        most = _ROWS if counts else _FIRST_ROWS
        capacity = min(most, int((room - top) / ROW + 1e-6))
        closing = min(_LAST_ROWS, int((room - top - _CLOSING - 2 * _TOTAL_ROW) / ROW + 1e-6))
        if rows <= closing:
            return [*counts, rows]
        count = max(min(rows - _TOGETHER, capacity), 1)
        counts.append(count)
        rows -= count


def _shift(paper: TransportList) -> float:
    """Return by how much a taller letterhead or longer fields move the table down."""
    names = len(letterhead.name_lines(paper.letterhead.name, RIGHT - LEFT - letterhead.EMBLEM - 3.0))
    fields = max(
        sum(len(_wrapped(value)) for _, value in pairs) for pairs in (paper.left_fields, paper.right_fields)
    )
    return max(names - 1, 0) * 6.0 + max(fields - 2, 0) * 4.6


def _wrapped(value: str) -> list[str]:
    return fitting.wrap_left(value, 108.0, "LS", 10)


def _draw_head(pen: Sketch, paper: TransportList) -> None:
    end = letterhead.draw(pen, paper.letterhead, _TOP, LEFT, RIGHT)
    lower = max(end - 37.8, 0.0)
    centre = (LEFT + RIGHT) / 2
    pen.text(centre, _TITLE_Y + lower, WORDS["title"], "LSB", 13.5, anchor="centre", tracking=0.6)
    for left, pairs in ((LEFT, paper.left_fields), (190.0, paper.right_fields)):
        y = 52.6 + lower
        for label, value in pairs:
            pen.text(left, y, label, "LS", 10)
            pen.text(left + 26.0, y, ":", "LS", 10)
            for line in _wrapped(value):
                pen.text(left + 29.0, y, line, "LS", 10)
                y += 4.6


def _draw_table(pen: Sketch, receipts: Sequence[Receipt], done: int, top: float) -> float:
    """Draw the rows of one page and their total; return where they end."""
    body = top + _HEAD_ROW
    last = body + len(receipts) * ROW
    end = last + ROW
    pen.box(LEFT, top, RIGHT - LEFT, _HEAD_ROW, fill=_HEAD_FILL)
    spans = (*itertools.pairwise(_EDGES[:9]), (_EDGES[8], _EDGES[10]))
    for (left, right), word in zip(spans, HEADINGS, strict=True):
        pen.text((left + right) / 2, top + _HEAD_ROW / 2 + 1.1, word, "LSB", 8.5, anchor="centre")
    for place, receipt in enumerate(receipts):
        _draw_receipt(pen, receipt, done + place + 1, body + place * ROW)
        pen.line((LEFT, body + (place + 1) * ROW), (_EDGES[8], body + (place + 1) * ROW), _INNER)
    _draw_zigzag(pen, len(receipts), done, body)
    for x in _EDGES[1:5]:
        pen.line((x, top), (x, last), _INNER)
    for x in _EDGES[5:8]:
        pen.line((x, top), (x, end), _INNER)
    pen.line((_EDGES[8], top), (_EDGES[8], end), _INNER)
    pen.line((_EDGES[9], body), (_EDGES[9], end), _INNER)
    pen.line((LEFT, body), (RIGHT, body), _OUTER)
    _draw_sums(pen, WORDS["page_total"], totals(receipts), last, ROW)
    pen.box(LEFT, top, RIGHT - LEFT, end - top, stroke=BLACK, line=_OUTER)
    return end


def _draw_receipt(pen: Sketch, receipt: Receipt, number: int, y: float) -> None:
    middle = y + ROW / 2 + 1.25
    pen.text((_EDGES[0] + _EDGES[1]) / 2, middle, str(number), "LS", 10, anchor="centre")
    for field, text, column in (
        ("name", receipt.name, 1),
        ("post", receipt.post, 2),
        ("village", receipt.village, 3),
    ):
        left, width = _EDGES[column] + _PADDING, _EDGES[column + 1] - _EDGES[column] - 2 * _PADDING
        fitted = fitting.fit_cell(text, width)
        if isinstance(fitted, fitting.DoesNotFit):
            pen.problem(field, "F.402", row=str(number), name=receipt.name, text=text)
            continue
        size = fitted.lines[0].size
        leading = size * 1.05 * fonts.MM_PER_POINT
        at = y + ROW / 2 + 0.355 * size * fonts.MM_PER_POINT - leading * (len(fitted.lines) - 1) / 2
        for line in fitted.lines if text else ():
            pen.text(left, at, line.text, "LS", line.size)
            at += leading
    if receipt.amount is None:
        return
    pen.text((_EDGES[4] + _EDGES[5]) / 2, middle, receipt.grade or "-", "LS", 10, anchor="centre")
    for column, money in ((5, receipt.amount), (6, receipt.tax or 0), (7, receipt.received or 0)):
        pen.text(_EDGES[column + 1] - 2.0, middle, thousands(money), "LS", 10, anchor="right")


def _draw_zigzag(pen: Sketch, count: int, done: int, body: float) -> None:
    """Draw the signing cells: odd numbers left, even right, each two rows high, two spare half cells grey."""
    halves = ((_EDGES[8], _EDGES[9]), (_EDGES[9], _EDGES[10]))
    end = body + (count + 1) * ROW
    if not count:
        return
    for number, y in ((done + 1, body), (done + count, end - ROW)):
        left, right = halves[number % 2]
        pen.box(left, y, right - left, ROW, fill=_SPARE_FILL)
        edge = body + ROW if y == body else y
        pen.line((left, edge), (right, edge), _INNER)
    for place in range(count):
        number = done + place + 1
        left, right = halves[(number + 1) % 2]
        y = body + place * ROW
        pen.text(left + 1.0, y + 2.9, str(number), "LS", 7.5, colour=GREY)
        if place:
            pen.line((left, y), (right, y), _INNER)


def _draw_sums(pen: Sketch, words: str, sums: Sums, y: float, height: float) -> None:
    middle = y + height / 2 + 1.25
    pen.text(_EDGES[5] - 2.0, middle, words, "LSB", 9.5, anchor="right")
    for column, money in zip((5, 6, 7), sums, strict=True):
        pen.text(_EDGES[column + 1] - 2.0, middle, thousands(money), "LSB", 9.5, anchor="right")


def _draw_end(pen: Sketch, paper: TransportList, done: int, page: int, y: float) -> None:
    """Draw what was carried over, the overall total, it in words, and the three signers."""
    before, everything = totals(paper.receipts[:done]), totals(paper.receipts)
    lines = [(WORDS["total"], everything)]
    if page > 1:
        span = "1" if page == 2 else f"1 s.d. {page - 1}"
        lines.insert(0, (WORDS["carried"].replace("{page}", span), before))
    top = y
    for words, sums in lines:
        _draw_sums(pen, words, sums, y, _TOTAL_ROW)
        y += _TOTAL_ROW
        pen.line((LEFT, y), (_EDGES[8], y), _INNER)
    for x in _EDGES[5:8]:
        pen.line((x, top), (x, y), _INNER)
    pen.box(LEFT, top, _EDGES[8] - LEFT, y - top, stroke=BLACK, line=_OUTER)
    pen.text(LEFT, y + 5.2, WORDS["words"], "LS", 10.5)
    pen.text(LEFT + 19.0, y + 5.2, rupiah_in_words(everything[0]), "LSI", 10.5)
    y += 12.0
    places: tuple[tuple[float, str, Signer], ...] = (
        (70.0, WORDS["seen_by"], paper.authority),
        ((LEFT + RIGHT) / 2, "", paper.officer),
        (265.0, paper.place_and_date, paper.treasurer),
    )
    for centre, above, signer in places:
        _draw_signer(pen, centre, y, above, signer)


def _draw_signer(pen: Sketch, centre: float, y: float, above: str, signer: Signer) -> None:
    middle: Anchor = "centre"
    pen.text(centre, y, above, "LS", 10.5, anchor=middle)
    for place, line in enumerate(
        part for post in signer.post for part in fitting.wrap_centred(post, 90.0, "LS", 10.5)
    ):
        pen.text(centre, y + 4.6 * (place + 1), line, "LS", 10.5, anchor=middle)
    at = y + 26.5
    fitted = fitting.fit_line(signer.name, 92.0, "LSB", 10.5, 8.0)
    size = fitted.lines[0].size if isinstance(fitted, fitting.Fitted) else 8.0
    pen.text(centre, at, signer.name, "LSB", size, anchor=middle)
    half = fonts.width(signer.name, "LSB", size) / 2
    if half:
        pen.line((centre - half, at + 0.9), (centre + half, at + 0.9), 0.25)
    tracking = signature.NIP_TRACKING
    words = signature.nip_line(signer.nip)
    pen.text(centre, at + 4.6, words, "LS", 10, anchor=middle, tracking=tracking)
