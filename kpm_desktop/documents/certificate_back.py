"""The back of a certificate: the list of topics with their lesson hours, in a design's colours and fonts.

Source: papers/README.md section 3, "Back"; measures on A4 across.
"""

import dataclasses

from kpm_desktop.documents import fitting, fonts
from kpm_desktop.documents.certificate_front import SignaturePlace, compose_signature
from kpm_desktop.documents.certificate_pieces import PieceList
from kpm_desktop.documents.certificate_texts import BackSide, CertificateText, TopicLine
from kpm_desktop.documents.fitting import DoesNotFit
from kpm_desktop.documents.page import A4, GREY, WHITE, Paper
from kpm_desktop.documents.wording import fill

WORDS = {
    "back": "DAFTAR MATERI",
    "no": "NO",
    "topic": "MATERI",
    "speaker": "NARASUMBER",
    "hours": "JP",
    "total": "JUMLAH JAM PELAJARAN",
    "lesson_hour": "1 (satu) jam pelajaran (JP) = {minutes} menit.",
    "belongs_to": "Sertifikat Nomor {number} atas nama {name}",
}
_SHEET = A4.landscape()
_CENTRE = 148.5
_TABLE = (27.0, 41.0, 178.0, 250.0, 270.0)
_TABLE_Y = 55.0
_TABLE_HEAD = 9.0


@dataclasses.dataclass(frozen=True, slots=True)
class BackLook:
    """Colours and fonts of a back; `scale` makes up for a font that looks larger at the same size."""

    main: str
    table_line: str
    total_fill: str
    signature: SignaturePlace
    font: str = "EG"
    italic: str = "EGI"
    head_font: str = "EG"
    scale: float = 1.0

    def size(self, points: float) -> float:
        """Return a size of the sheet in this font, in half points."""
        return round(points * self.scale * 2) / 2


def compose_back(
    page: PieceList, text: CertificateText, back: BackSide, look: BackLook, paper: Paper
) -> None:
    """Place everything that stands on the back."""
    page.origin = ((paper.width - _SHEET.width) / 2, (paper.height - _SHEET.height) / 2)
    page.text(
        "back", _CENTRE, 31.0, WORDS["back"], look.head_font, look.size(24), colour=look.main, tracking=4.0
    )
    sizes = (look.size(14.0), 9.0)
    page.fitted("activity", _CENTRE, 42.2, back.activity, look.font, sizes, 243.0, tracking=0.8)
    sizes = (look.size(13.0), 9.0)
    page.fitted("place_and_dates", _CENTRE, 48.4, back.place_and_dates, look.font, sizes, 243.0)
    end = _compose_topics(page, back, look)
    note = fill(WORDS["lesson_hour"], {"minutes": str(back.minutes_per_lesson_hour)})
    owner = fill(WORDS["belongs_to"], {"number": text.shown_number, "name": text.name})
    owner = owner if owner.endswith(".") else f"{owner}."
    whole = f"{note}   {owner}"
    size = look.size(11)
    lines = [whole] if fonts.width(whole, look.italic, size) <= 243.0 else [note, owner]
    for index, line in enumerate(lines):
        y = end + 6.4 + index * 4.6
        page.fitted("note", 27.0, y, line, look.italic, (size, 8.0), 243.0, anchor="left", colour=GREY)
    if back.signer:
        compose_signature(page, back.place_and_date, back.signer, look.signature)


def _compose_topics(page: PieceList, back: BackSide, look: BackLook) -> float:
    """Place the table of topics and return where it ends; rows get lower when there are many."""
    room = (126.0 if back.signer else 172.0) - _TABLE_Y - _TABLE_HEAD
    row = min(10.2, room / (len(back.topics) + 1))
    end = _TABLE_Y + _TABLE_HEAD + (len(back.topics) + 1) * row
    left, right = _TABLE[0], _TABLE[-1]
    page.box(left, _TABLE_Y, right - left, _TABLE_HEAD, look.main)
    page.box(left, end - row, right - left, row, look.total_fill)
    for column, word in enumerate(("no", "topic", "speaker", "hours")):
        middle = (_TABLE[column] + _TABLE[column + 1]) / 2
        size = look.size(12.5)
        page.text(
            "back", middle, _TABLE_Y + 6.0, WORDS[word], look.head_font, size, colour=WHITE, tracking=1.0
        )
    for number, topic in enumerate(back.topics, start=1):
        _compose_topic(page, number, topic, _TABLE_Y + _TABLE_HEAD + (number - 1) * row, row, look)
    y = end - row / 2 + 1.5
    total = str(sum(topic.lesson_hours for topic in back.topics))
    size = look.size(12.5 if row >= 7 else 10.5)
    page.text(
        "total", _TABLE[3] - 3, y, WORDS["total"], look.head_font, size, anchor="right", colour=look.main,
        tracking=0.6,
    )  # fmt: skip
    page.text("total", (_TABLE[3] + right) / 2, y, total, look.head_font, size, colour=look.main)
    for x in (_TABLE[1], _TABLE[2]):
        page.line((x, _TABLE_Y + _TABLE_HEAD), (x, end - row), 0.15, look.table_line)
    page.line((_TABLE[3], _TABLE_Y + _TABLE_HEAD), (_TABLE[3], end), 0.15, look.table_line)
    for x in (left, right):
        page.line((x, _TABLE_Y), (x, end), 0.4, look.main)
    page.line((left, end), (right, end), 0.4, look.main)
    return end


def _compose_topic(
    page: PieceList, number: int, topic: TopicLine, top: float, row: float, look: BackLook
) -> None:
    middle = top + row / 2
    size = look.size(12.5 if row >= 7 else 10.5)
    if number > 1:
        page.line((_TABLE[0], top), (_TABLE[3 + 1], top), 0.15, look.table_line)
    page.text("topic", (_TABLE[0] + _TABLE[1]) / 2, middle + 1.5, str(number), look.font, size)
    page.text("topic", (_TABLE[3] + _TABLE[4]) / 2, middle + 1.5, str(topic.lesson_hours), look.font, size)
    for field, text, column, largest in (
        ("topic", topic.title, 1, size),
        ("speaker", topic.speakers, 2, size - 0.5),
    ):
        width = _TABLE[column + 1] - _TABLE[column] - 6.0
        fitted = fitting.fit_cell(text, width, look.font, largest)
        if isinstance(fitted, DoesNotFit) or len(fitted.lines) * fitted.lines[0].size * 1.07 * 0.353 > row:
            page.problem(field, "F.402", text=text, row=str(number))
            continue
        leading = fitted.lines[0].size * 1.07 * fonts.MM_PER_POINT
        y = middle + 0.34 * fitted.lines[0].size * fonts.MM_PER_POINT - leading * (len(fitted.lines) - 1) / 2
        for line in fitted.lines:
            page.text(field, _TABLE[column] + 3.0, y, line.text, look.font, line.size, anchor="left")
            y += leading
