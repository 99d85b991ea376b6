"""The contact sheet (lembar koreksi sertifikat): 16 small certificates a page, problem ones framed red.

What is wrong stands in words too: red alone says nothing on a grey print. Not frozen, no certificate. Source:
paper.md section 3.7, papers/README.md section 4.
"""

import dataclasses
from collections.abc import Callable, Mapping, Sequence

from reportlab.lib.units import mm

from kpm_desktop.documents import fitting
from kpm_desktop.documents.certificate_drawing import Drawing, sheet_of
from kpm_desktop.documents.certificate_pieces import FrozenCertificate
from kpm_desktop.documents.page import A4, BLACK, GREY, WHITE, Pages, Pen
from kpm_desktop.documents.wording import fill
from kpm_desktop.domain.problem import Problem

WORDS = {
    "title": "LEMBAR KOREKSI SERTIFIKAT",
    "page": "Halaman {page} dari {pages}",
    "wrong": "{wrong} dari {all} sertifikat perlu diperbaiki",
    "right": "{all} sertifikat, tidak ada yang perlu diperbaiki",
    "size": "{size} pt",
    "two": "2 baris",
    "foot": "Bingkai merah = perlu diperbaiki sebelum terbit; alasannya di bawah gambar. "
    "Lembar ini bukan sertifikat.",
    "checked": "Diperiksa oleh ______________________   tanggal ____________   paraf ________",
}
REASONS = {
    "F.401": "NOMOR SUDAH DIPAKAI",
    "F.402": "TULISAN TIDAK MUAT",
    "F.403": "NOMOR BELUM LENGKAP",
    "F.404": "HURUF TIDAK TERSEDIA: {missing}",
    "F.405": "TIDAK ADA PENANDATANGAN",
}
NAME_TOO_LONG = "NAMA TIDAK MUAT pada ukuran terkecil {smallest} pt"
OTHERWISE = "PERLU DIPERBAIKI"
RED = "#C21807"
PER_PAGE = 16
_ACROSS = 4
_SIZE = (54.4, 38.4)
_LEFT, _STEP_X = 14.0, 71.5
_TOP, _STEP_Y = 27.4, 43.0
_RIGHT = _LEFT + 3 * _STEP_X + _SIZE[0]


@dataclasses.dataclass(frozen=True, slots=True)
class Thumbnail:
    """One certificate: `label` is its number as the caption shows it; `problems` are its own."""

    frozen: FrozenCertificate
    label: str
    name: str
    problems: tuple[Problem, ...] = ()

    @property
    def is_wrong(self) -> bool:
        """Tell whether it gets the red frame."""
        return any(problem.is_blocking for problem in self.problems)


def draw(
    subtitle: str,
    thumbnails: Sequence[Thumbnail],
    assets: Mapping[str, bytes],
    *,
    on_done: Callable[[int], None] | None = None,
) -> bytes:
    """Return the PDF, A4 across; `subtitle` names series, design and number range.

    `on_done` gets the number of thumbnails drawn so far and may raise to stop. KeyError for a missing asset.
    """
    sheet = A4.landscape()
    pages = Pages(sheet, WORDS["title"])
    drawing = Drawing(pages, [one.frozen for one in thumbnails], assets)
    count = max(-(-len(thumbnails) // PER_PAGE), 1)
    for number in range(1, count + 1):
        pages.turn_to(sheet)
        _draw_head(pages.pen, subtitle, thumbnails, number, count)
        first = (number - 1) * PER_PAGE
        for place, one in enumerate(thumbnails[first : first + PER_PAGE]):
            x, y = _LEFT + place % _ACROSS * _STEP_X, _TOP + place // _ACROSS * _STEP_Y
            _draw_thumbnail(pages, drawing, one, x, y)
            if on_done:
                on_done(first + place + 1)
        pages.pen.text(_LEFT, 203.9, WORDS["foot"], "LS", 8.5, colour=GREY)
        pages.pen.text(_RIGHT, 203.9, WORDS["checked"], "LS", 8.5, anchor="right", colour=GREY)
        pages.next()
    return pages.finish()


def reason(problem: Problem) -> str:
    """Return in few words what is wrong, for the caption."""
    if problem.code == "F.402" and problem.field == "name" and "smallest" in problem.values:
        return fill(NAME_TOO_LONG, {"smallest": problem.values["smallest"]})
    words = REASONS.get(problem.code, OTHERWISE)
    return words.replace("{missing}", problem.values.get("missing", ""))


def _draw_head(pen: Pen, subtitle: str, thumbnails: Sequence[Thumbnail], number: int, count: int) -> None:
    pen.text(_LEFT, 17.0, WORDS["title"], "LSB", 15)
    page = fill(WORDS["page"], {"page": str(number), "pages": str(count)})
    pen.text(_RIGHT, 17.0, page, "LS", 10, anchor="right", colour=GREY)
    wrong = sum(one.is_wrong for one in thumbnails)
    facts = {"wrong": str(wrong), "all": str(len(thumbnails))}
    verdict = fill(WORDS["wrong" if wrong else "right"], facts)
    pen.text(
        _RIGHT,
        22.5,
        verdict,
        "LSB" if wrong else "LS",
        10,
        anchor="right",
        colour=RED if wrong else GREY,
    )
    fitted = fitting.fit_line(subtitle, 185.0, "LS", 10, 7.5)
    size = fitted.lines[0].size if isinstance(fitted, fitting.Fitted) else 7.5
    pen.text(_LEFT, 22.5, subtitle, "LS", size, colour=GREY)
    pen.line((_LEFT, 24.9), (_RIGHT, 24.9), 0.25)


def _draw_thumbnail(pages: Pages, drawing: Drawing, one: Thumbnail, x: float, y: float) -> None:
    pen, canvas = pages.pen, pages.canvas
    sheet = sheet_of(one.frozen)
    scale = min(_SIZE[0] / sheet.width, _SIZE[1] / sheet.height)
    width, height = sheet.width * scale, sheet.height * scale
    bottom = pen.paper.height - y - height
    pen.box(x, y, width, height, fill=WHITE)
    canvas.saveState()
    canvas.translate(x * mm, bottom * mm)
    outline = canvas.beginPath()
    outline.rect(0, 0, width * mm, height * mm)
    canvas.clipPath(outline, stroke=0, fill=0)
    canvas.scale(scale, scale)
    drawing.draw(one.frozen, 1)
    canvas.restoreState()
    if one.is_wrong:
        pen.box(x - 0.45, y - 0.45, width + 0.9, height + 0.9, stroke=RED, line=0.9)
    else:
        pen.box(x, y, width, height, stroke="#8C8C8C", line=0.2)
    _draw_caption(pen, one, x, y + height + (3.3 if one.is_wrong else 2.9))


def _draw_caption(pen: Pen, one: Thumbnail, x: float, y: float) -> None:
    if one.is_wrong:
        stopping = next(problem for problem in one.problems if problem.is_blocking)
        words = f"{one.label}  {reason(stopping)}".strip()
        font, colour = "LSB", RED
    else:
        words = f"{one.label}  {one.name}  {_size_words(one)}".strip()
        font, colour = "LS", BLACK
    room = _SIZE[0] + 2.0
    for size in (7.0, 6.5, 6.0):
        cell = fitting.fit_line(words, room, font, size, size)
        if isinstance(cell, fitting.Fitted):
            pen.text(x, y, words, font, size, colour=colour)
            return
    lines = fitting.wrap_left(words, room, font, 5.5)
    for place, line in enumerate(lines[:2]):
        pen.text(x, y - 0.9 + 1.95 * place, line, font, 5.5, colour=colour)


def _size_words(one: Thumbnail) -> str:
    """Return in which size the name is set."""
    found = [
        piece["size"]
        for piece in one.frozen.pieces
        if piece["kind"] == "text"
        and piece["page"] == 1
        and (
            piece["text"] == one.name
            or one.name.startswith(f"{piece['text']} ")
            or one.name.endswith(f" {piece['text']}")
        )
    ]
    if not found:
        return ""
    words = fill(WORDS["size"], {"size": f"{max(found):g}".replace(".", ",")})
    told = f"({words}, {WORDS['two']})" if len(found) > 1 else f"({words})"
    return told.replace(" ", "\u00a0")
