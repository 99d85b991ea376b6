"""The sheet the winners are read aloud from (lembar pengumuman). Source: paper.md 3.12."""

import datetime as dt

from kpm_desktop.documents import fitting, headed, result_parts
from kpm_desktop.documents.drawing import Drawing, Sketch, Sketchbook
from kpm_desktop.documents.flow import Flow, number_pages
from kpm_desktop.documents.page import A4, BLACK, GREY
from kpm_desktop.documents.wording import fill
from kpm_desktop.domain.dates import weekday_date
from kpm_desktop.domain.decision import AWARD_WORDS, Result, ResultRow
from kpm_desktop.domain.villages import kind_word

WORDS = {
    "title": "LEMBAR PENGUMUMAN",
    "number": "Berita Acara Nomor {number}, {day}",
    "revision": "Perbaikan ke-{number} dari hasil sebelumnya",
    "category": "Kategori {category}",
    "award": "{words} ({award})",
    "who": "Nomor {number}, {name}",
    "where": "{kind} {village}, Kecamatan {district}, nilai {score}",
    "foot": "Lembar Pengumuman, Berita Acara Nomor",
}
_SIZE, _SMALLER = 16.0, 13.0
_BLOCK = 30.0


def compose(result: Result, digest: str, emblem: bytes | None) -> Drawing:
    """Return the sheet of a locked result: the lowest award first, each with a box to tick."""
    foot = result_parts.foot(WORDS["foot"], result)
    book = Sketchbook(A4, foot)
    frame = headed.frame_of(A4, left=20.0, right_margin=15.0)
    pen = book.page()
    day = weekday_date(dt.date.fromisoformat(result.date))
    number = fill(WORDS["number"], {"number": result.minutes_no or result_parts.WORDS["dots"], "day": day})
    lines = [result.title]
    if result.revision > 1:
        lines.append(fill(WORDS["revision"], {"number": str(result.revision - 1)}))
    head = result_parts.letterhead_of(result, emblem)
    top = headed.draw_head(pen, frame, head, WORDS["title"], lines, number)
    flow = Flow(frame, _SIZE, 8.0)
    for category in result.categories:
        awarded = [row for row in category.ranked if row.award]
        if not awarded:
            continue
        flow.gap(3.0)
        flow.heading(fill(WORDS["category"], {"category": category.name or "umum"}), size=_SIZE, keep=1)
        for row in reversed(awarded):
            _put(flow, row, frame.left, frame.right)
    flow.place(book, pen, top)
    number_pages(book, foot, frame.left, frame.right)
    for one in book.page_pens():
        line = result_parts.fingerprint_line(digest)
        one.text(frame.left, A4.height - 16.4, line, "LS", 7.5, colour=GREY)
    return book.finish()


def _put(flow: Flow, row: ResultRow, left: float, right: float) -> None:
    award = fill(WORDS["award"], {"words": AWARD_WORDS.get(row.award, row.award), "award": row.award.upper()})
    who = fill(WORDS["who"], {"number": row.number, "name": row.name})
    place = {"kind": kind_word(row.kind), "village": row.village, "district": row.district}
    where = fill(WORDS["where"], {**place, "score": row.score})
    names = fitting.wrap_left(who, right - left - 14.0, "LSB", _SIZE)
    places = fitting.wrap_left(where, right - left - 14.0, "LS", _SMALLER)

    def draw(pen: Sketch, y: float) -> None:
        pen.box(left, y + 3.0, 7.0, 7.0, stroke=BLACK, line=0.4)
        y += 8.0
        pen.text(left + 13.0, y, award, "LS", _SIZE)
        for line in names:
            y += 7.4
            pen.text(left + 13.0, y, line, "LSB", _SIZE)
        for line in places:
            y += 6.4
            pen.text(left + 13.0, y, line, "LS", _SMALLER)

    flow.block(_BLOCK + 7.4 * (len(names) - 1) + 6.4 * (len(places) - 1), draw)
