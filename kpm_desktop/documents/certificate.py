"""The certificate: what it says, composed into frozen pieces, and those pieces drawn.

`compose` fits the text and returns the list that is stored when a certificate is issued; `draw` makes a PDF of such
lists, so a reprint never looks at live data. Frames: `certificate_klasik.py`. Source: paper.md section 3.3,
measures: papers/README.md section 3.
"""

import dataclasses
import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kpm_desktop.documents import certificate_klasik, fitting, fonts
from kpm_desktop.documents.fitting import DoesNotFit, Fitted, NameRule
from kpm_desktop.documents.page import A4, BLACK, GREY, WHITE, Anchor, Pages, Pen, start_of
from kpm_desktop.documents.signature import Signer, nip_line
from kpm_desktop.documents.wording import fill
from kpm_desktop.domain.problem import Problem

WORDS = {
    "number": "Nomor : ",
    "given_to": "diberikan kepada",
    "scan": "Pindai untuk memeriksa",
    "scan_what": "keaslian sertifikat",
    "code": "Kode ",
    "back": "DAFTAR MATERI",
    "no": "NO",
    "topic": "MATERI",
    "speaker": "NARASUMBER",
    "hours": "JP",
    "total": "JUMLAH JAM PELAJARAN",
    "lesson_hour": "1 (satu) jam pelajaran (JP) = {minutes} menit.",
    "belongs_to": "Sertifikat Nomor {number} atas nama {name}.",
    "draft": "KONSEP",
}
DESIGN = "klasik"
VERSION = 1
NAME_RULE = NameRule("EG", 34.0, 225.0, 0.02)
_PAPER = A4.landscape()
_CENTRE = 148.5
_BOX = 222.0
_LEFTOVER = re.compile(r"x{3,}|\u2026|\.{3,}|_{2,}", re.IGNORECASE)
_HINT_X = 64.0
_TABLE = (27.0, 41.0, 178.0, 250.0, 270.0)
_TABLE_Y = 55.0
_TABLE_HEAD = 9.0
_TABLE_LINE = "#6F8B86"
_TOTAL_FILL = "#EDF2F0"
_BODY_SETTINGS = (  # size, leading, lines
    (13.5, 6.1, 3),
    (13.0, 6.1, 3),
    (12.5, 6.0, 3),
    (12.0, 5.2, 4),
    (11.5, 5.1, 4),
    (11.0, 5.0, 4),
)

Piece = Mapping[str, Any]
"""One placed thing, JSON-able: `kind` text, line, box, picture, code or frame, and its measures in mm and points."""


@dataclasses.dataclass(frozen=True, slots=True)
class TopicLine:
    """A row of the back: topic, who spoke, lesson hours."""

    title: str
    speakers: str
    lesson_hours: int


@dataclasses.dataclass(frozen=True, slots=True)
class BackSide:
    """The list of topics; without `signer` (ketua panitia) the back carries no signature."""

    activity: str
    place_and_dates: str
    topics: tuple[TopicLine, ...]
    minutes_per_lesson_hour: int = 45
    place_and_date: str = ""
    signer: Signer | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class CertificateText:
    """Every text of one certificate exactly as it is printed.

    `name` with titles; `body` with its tokens filled; `emblem` is the SHA-256 (hex) of an asset or "".
    """

    upper_name: str
    office_name: str
    number: str
    name: str
    role_line: str
    body: str
    place_and_date: str
    signer: Signer
    emblem: str = ""
    title: str = "SERTIFIKAT"
    back: BackSide | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class FrozenCertificate:
    """What an issued certificate is: design and version, the placed pieces, the assets (SHA-256) they need."""

    design: str
    version: int
    pieces: tuple[Piece, ...]
    assets: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Composition:
    """A composed certificate and what the preflight says about it; blocking problems forbid issuing."""

    frozen: FrozenCertificate
    problems: tuple[Problem, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Printout:
    """One certificate to be drawn; `copy_line` is the small foot line of a reprint ("Salinan ke-1, ...")."""

    frozen: FrozenCertificate
    copy_line: str = ""


def compose(
    text: CertificateText, *, proof_text: str | None = None, short_code: str = "", rule: NameRule = NAME_RULE
) -> Composition:
    """Place a certificate's texts. What does not fit or has no glyph is told; what does not fit is left out.

    `proof_text` is the signed text of the QR and `short_code` what stands beside it; without it there is no box.
    `rule` widens the name's box or lowers its smallest size for this one.
    """
    front = _Composer(1)
    front.frame("front")
    _compose_head(front, text)
    _compose_name_and_body(front, text, rule)
    _compose_signature(front, text.place_and_date, text.signer, _FRONT_SIGNATURE)
    if proof_text is not None:
        _compose_proof(front, proof_text, short_code)
    pieces, problems = front.pieces, front.problems
    if text.back:
        back = _Composer(2)
        back.frame("back")
        _compose_back(back, text, text.back)
        pieces, problems = pieces + back.pieces, problems + back.problems
    assets = (text.emblem,) if text.emblem else ()
    return Composition(FrozenCertificate(DESIGN, VERSION, tuple(pieces), assets), tuple(problems))


def preflight(text: CertificateText, *, rule: NameRule = NAME_RULE) -> list[Problem]:
    """Return what must be settled before this certificate is printed.

    F.402 a text does not fit (`field` name, role_line, body, post, topic ...), F.403 number empty or with a leftover,
    F.404 a missing glyph; W.401 the name takes two lines.
    """
    return list(compose(text, rule=rule).problems)


def digest(frozen: FrozenCertificate) -> str:
    """Return the SHA-256 (hex) of everything that is frozen."""
    whole = [frozen.design, frozen.version, list(frozen.pieces), list(frozen.assets)]
    return hashlib.sha256(_canonical(whole).encode()).hexdigest()


def pieces_json(frozen: FrozenCertificate) -> str:
    """Return the pieces as the text that is stored."""
    return _canonical(list(frozen.pieces))


def assets_json(frozen: FrozenCertificate) -> str:
    """Return the assets as the text that is stored."""
    return _canonical(list(frozen.assets))


def from_json(design: str, version: int, pieces: str, assets: str) -> FrozenCertificate:
    """Return a certificate as it was frozen; `digest` tells whether it still is what was issued."""
    return FrozenCertificate(design, version, tuple(json.loads(pieces)), tuple(json.loads(assets)))


def draw(
    printouts: Sequence[Printout],
    assets: Mapping[str, bytes],
    *,
    draft: bool = False,
    on_done: Callable[[int], None] | None = None,
) -> bytes:
    """Return one PDF of all printouts in their order, each with its back; frames are stored once.

    `assets` holds the pictures by SHA-256 (hex). `draft` prints KONSEP in the margin. `on_done` is called with the
    number of certificates drawn so far and may raise to stop.

    Raises:
        KeyError: an asset or a design version is not there.
    """
    pages = Pages(_PAPER, "Sertifikat")
    for design, version in sorted({(printout.frozen.design, printout.frozen.version) for printout in printouts}):
        for side, drawing in _FRAMES[design, version].items():
            pages.canvas.beginForm(f"{design}-{version}-{side}")
            drawing(pages.pen)
            pages.canvas.endForm()
    for index, printout in enumerate(printouts, start=1):
        _draw_one(pages, printout, assets, draft=draft)
        if on_done:
            on_done(index)
    return pages.finish()


_FRAMES: dict[tuple[str, int], dict[str, Callable[[Pen], None]]] = {
    ("klasik", 1): {"front": certificate_klasik.draw_front, "back": certificate_klasik.draw_back},
}


@dataclasses.dataclass(frozen=True, slots=True)
class _SignaturePlace:
    x: float
    date: tuple[float, float]  # y, size
    post: tuple[float, float]
    name: float
    width: float


_FRONT_SIGNATURE = _SignaturePlace(206.0, (142.6, 12.5), (148.0, 11.5), 171.6, 124.0)
_BACK_SIGNATURE = _SignaturePlace(212.0, (144.4, 12.5), (149.6, 11.5), 176.0, 112.0)


class _Composer:
    """Collects the pieces of one page and the problems met on the way."""

    def __init__(self, page: int) -> None:
        self.page = page
        self.pieces: list[Piece] = []
        self.problems: list[Problem] = []

    def frame(self, side: str) -> None:
        self._add("frame", side=side)

    def text(
        self,
        field: str,
        x: float,
        y: float,
        text: str,
        font: str,
        size: float,
        *,
        anchor: Anchor = "centre",
        colour: str = BLACK,
        tracking: float = 0.0,
    ) -> float:
        """Place one line and return its width; its left end is frozen, so nothing is measured again."""
        if missing := fonts.missing_glyphs(text, font):
            self.problem(field, "F.404", text=text, missing=missing)
        width = fonts.width(text, font, size, tracking)
        if text:
            left = start_of(x, text, font, size, anchor, tracking)
            self._add("text", text=text, font=font, size=size, x=left, y=y, colour=colour, tracking=tracking, width=width)
        return width

    def fitted(
        self,
        field: str,
        x: float,
        y: float,
        text: str,
        font: str,
        sizes: tuple[float, float],
        width: float,
        *,
        anchor: Anchor = "centre",
        colour: str = BLACK,
        tracking: float = 0.0,
    ) -> float:
        """Place one line, shrunk to its box between two sizes; return its width, 0 when it does not fit."""
        fitted = fitting.fit_line(text, width, font, *sizes, tracking)
        if isinstance(fitted, DoesNotFit):
            self.problem(field, "F.402", text=text)
            return 0.0
        line = fitted.lines[0]
        return self.text(
            field, x, y, text, font, line.size, anchor=anchor, colour=colour, tracking=line.tracking
        )

    def line(self, start: tuple[float, float], end: tuple[float, float], width: float, colour: str = BLACK) -> None:
        self._add("line", x=start[0], y=start[1], x2=end[0], y2=end[1], line=width, colour=colour)

    def box(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        self._add("box", x=x, y=y, width=width, height=height, colour=fill)

    def picture(self, asset: str, x: float, y: float, size: float) -> None:
        self._add("picture", asset=asset, x=x, y=y, width=size, height=size)

    def code(self, text: str, x: float, y: float, size: float) -> None:
        self._add("code", text=text, x=x, y=y, size=size)

    def problem(self, field: str, code: str, **values: str) -> None:
        self.problems.append(Problem(field, code, values))

    def _add(self, kind: str, **values: Any) -> None:
        rounded = {
            key: round(value, 3) if isinstance(value, float) else value for key, value in values.items()
        }
        self.pieces.append({"kind": kind, "page": self.page, **rounded})


def _compose_head(page: _Composer, text: CertificateText) -> None:
    if text.emblem:
        page.picture(text.emblem, _CENTRE - 8.5, 34.0 - 8.5, 17.0)
    page.fitted("upper_name", _CENTRE, 48.0, text.upper_name, "EG", (13.0, 10.0), _BOX, tracking=0.9)
    page.fitted("office_name", _CENTRE, 54.4, text.office_name, "EG", (15.5, 10.0), _BOX, tracking=1.0)
    green = certificate_klasik.GREEN
    page.fitted("title", _CENTRE, 71.0, text.title, "EG", (44.0, 24.0), _BOX, colour=green, tracking=9.0)
    if not text.number.strip() or _LEFTOVER.search(text.number):
        page.problem("number", "F.403", number=text.number)
    page.fitted("number", _CENTRE, 81.4, WORDS["number"] + text.number, "EG", (12.5, 9.0), _BOX, tracking=0.2)


def _compose_name_and_body(page: _Composer, text: CertificateText, rule: NameRule) -> None:
    page.text("given_to", _CENTRE, 88.8, WORDS["given_to"], "EGI", 14.5)
    fitted = fitting.fit_name(text.name, rule)
    if isinstance(fitted, DoesNotFit):
        page.problem("name", "F.402", name=text.name, width=f"{fitted.needed:.0f}", box=f"{fitted.available:.0f}")
        last = 102.2
    else:
        last = _compose_name(page, fitted)
    rule_y = max(108.2, last + 2.1) if isinstance(fitted, Fitted) and fitted.how == "balanced" else 108.2
    page.line((_CENTRE - 80, rule_y), (_CENTRE + 80, rule_y), 0.35, certificate_klasik.GOLD)
    lower = rule_y - 108.2
    page.fitted("role_line", _CENTRE, 114.0 + 0.8 * lower, text.role_line, "EG", (14.0, 10.5), _BOX)
    for size, leading, most in _BODY_SETTINGS:
        lines = fitting.wrap_centred(text.body, _BOX, "EG", size)
        if len(lines) <= most and max(fonts.width(line, "EG", size) for line in lines) <= _BOX:
            for index, line in enumerate(lines):
                page.text("body", _CENTRE, 121.8 + 0.5 * lower + index * leading, line, "EG", size)
            return
    page.problem("body", "F.402", text=text.body)


def _compose_name(page: _Composer, fitted: Fitted) -> float:
    """Place the fitted name and return its last baseline; it stands at 102.2 when it takes one line."""
    first = fitted.lines[0]
    y = 102.2
    if len(fitted.lines) > 1:
        page.problem("name", "W.401", name=" ".join(line.text for line in fitted.lines))
        y -= 0.40 * first.size * fonts.MM_PER_POINT
    for index, line in enumerate(fitted.lines):
        if index:
            y += (1.12 if fitted.how == "titles" else 1.05) * line.size * fonts.MM_PER_POINT
        page.text(
            "name", _CENTRE, y, line.text, "EG", line.size, colour=certificate_klasik.GREEN, tracking=line.tracking
        )
    return y


def _compose_signature(page: _Composer, place_and_date: str, signer: Signer, place: _SignaturePlace) -> None:
    page.fitted("place_and_date", place.x, place.date[0], place_and_date, "EG", (place.date[1], 9.0), place.width)
    y, size = place.post
    lines = [line for post in signer.post for line in fitting.wrap_centred(post, place.width, "EG", size + 0.4)]
    for index, line in enumerate(lines):
        page.fitted(
            "post", place.x, y + index * 4.6, line, "EG", (size, 9.0), place.width, tracking=0.3
        )
    if len(lines) > 3:
        page.problem("post", "F.402", text=" ".join(signer.post))
    half = page.fitted("signer", place.x, place.name, signer.name, "EG", (13.0, 9.0), place.width, tracking=0.4) / 2
    if half:
        under = place.name + 0.9
        page.line((place.x - half, under), (place.x + half, under), 0.5 * fonts.MM_PER_POINT)
    y = place.name + 4.9
    page.fitted("rank", place.x, y, signer.rank, "EG", (11.5, 9.0), place.width)
    if signer.rank:
        y += 4.5
    page.text("nip", place.x, y, nip_line(signer.nip), "EG", 11.5, tracking=0.45)


def _compose_proof(page: _Composer, proof_text: str, short_code: str) -> None:
    page.box(32.0, 153.4, 30.0, 30.0, WHITE)
    page.code(proof_text, 34.0, 155.4, 26.0)
    for y, line in ((174.2, WORDS["scan"]), (178.0, WORDS["scan_what"])):
        page.text("scan", _HINT_X, y, line, "EGI", 9.5, anchor="left", colour=GREY)
    if short_code:
        page.text("short_code", _HINT_X, 181.6, WORDS["code"] + short_code, "LS", 7, anchor="left", colour=GREY)


def _compose_back(page: _Composer, text: CertificateText, back: BackSide) -> None:
    green = certificate_klasik.GREEN
    page.text("back", _CENTRE, 31.0, WORDS["back"], "EG", 24, colour=green, tracking=4.0)
    page.fitted("activity", _CENTRE, 42.2, back.activity, "EG", (14.0, 9.0), 243.0, tracking=0.8)
    page.fitted("place_and_dates", _CENTRE, 48.4, back.place_and_dates, "EG", (13.0, 9.0), 243.0)
    end = _compose_topics(page, back)
    note = fill(WORDS["lesson_hour"], {"minutes": str(back.minutes_per_lesson_hour)})
    owner = fill(WORDS["belongs_to"], {"number": text.number, "name": text.name})
    whole = f"{note}   {owner}"
    lines = [whole] if fonts.width(whole, "EGI", 11) <= 243.0 else [note, owner]
    for index, line in enumerate(lines):
        page.fitted("note", 27.0, end + 6.4 + index * 4.6, line, "EGI", (11.0, 8.0), 243.0, anchor="left", colour=GREY)
    if back.signer:
        _compose_signature(page, back.place_and_date, back.signer, _BACK_SIGNATURE)


def _compose_topics(page: _Composer, back: BackSide) -> float:
    """Place the table of topics and return where it ends; rows get lower when there are many."""
    room = (130.0 if back.signer else 172.0) - _TABLE_Y - _TABLE_HEAD
    row = min(10.2, room / (len(back.topics) + 1))
    end = _TABLE_Y + _TABLE_HEAD + (len(back.topics) + 1) * row
    left, right = _TABLE[0], _TABLE[-1]
    green = certificate_klasik.GREEN
    page.box(left, _TABLE_Y, right - left, _TABLE_HEAD, green)
    page.box(left, end - row, right - left, row, _TOTAL_FILL)
    for column, word in enumerate(("no", "topic", "speaker", "hours")):
        middle = (_TABLE[column] + _TABLE[column + 1]) / 2
        page.text("back", middle, _TABLE_Y + 6.0, WORDS[word], "EG", 12.5, colour=WHITE, tracking=1.0)
    for number, topic in enumerate(back.topics, start=1):
        _compose_topic(page, number, topic, _TABLE_Y + _TABLE_HEAD + (number - 1) * row, row)
    y = end - row / 2 + 1.5
    total = str(sum(topic.lesson_hours for topic in back.topics))
    size = 12.5 if row >= 7 else 10.5
    page.text("total", _TABLE[3] - 3, y, WORDS["total"], "EG", size, anchor="right", colour=green, tracking=0.6)
    page.text("total", (_TABLE[3] + right) / 2, y, total, "EG", size, colour=green)
    for x in (_TABLE[1], _TABLE[2]):
        page.line((x, _TABLE_Y + _TABLE_HEAD), (x, end - row), 0.15, _TABLE_LINE)
    page.line((_TABLE[3], _TABLE_Y + _TABLE_HEAD), (_TABLE[3], end), 0.15, _TABLE_LINE)
    for x in (left, right):
        page.line((x, _TABLE_Y), (x, end), 0.4, green)
    page.line((left, end), (right, end), 0.4, green)
    return end


def _compose_topic(page: _Composer, number: int, topic: TopicLine, top: float, row: float) -> None:
    middle = top + row / 2
    size = 12.5 if row >= 7 else 10.5
    if number > 1:
        page.line((_TABLE[0], top), (_TABLE[3 + 1], top), 0.15, _TABLE_LINE)
    page.text("topic", (_TABLE[0] + _TABLE[1]) / 2, middle + 1.5, str(number), "EG", size)
    page.text("topic", (_TABLE[3] + _TABLE[4]) / 2, middle + 1.5, str(topic.lesson_hours), "EG", size)
    for field, text, column, largest in (("topic", topic.title, 1, size), ("speaker", topic.speakers, 2, size - 0.5)):
        width = _TABLE[column + 1] - _TABLE[column] - 6.0
        fitted = fitting.fit_cell(text, width, "EG", largest)
        if isinstance(fitted, DoesNotFit) or len(fitted.lines) * fitted.lines[0].size * 1.07 * 0.353 > row:
            page.problem(field, "F.402", text=text, row=str(number))
            continue
        leading = fitted.lines[0].size * 1.07 * fonts.MM_PER_POINT
        y = middle + 0.34 * fitted.lines[0].size * fonts.MM_PER_POINT - leading * (len(fitted.lines) - 1) / 2
        for line in fitted.lines:
            page.text(field, _TABLE[column] + 3.0, y, line.text, "EG", line.size, anchor="left")
            y += leading


def _draw_one(pages: Pages, printout: Printout, assets: Mapping[str, bytes], *, draft: bool) -> None:
    frozen = printout.frozen
    for number in sorted({piece["page"] for piece in frozen.pieces}):
        for piece in frozen.pieces:
            if piece["page"] == number:
                _draw_piece(pages, frozen, piece, assets)
        if draft:
            pages.pen.text(_CENTRE, 7.5, WORDS["draft"], "LS", 9, anchor="centre", colour="#8C8C8C", tracking=3.0)
        if printout.copy_line and number == 1:
            hinted = any(piece["kind"] == "code" for piece in frozen.pieces)
            pages.pen.text(_HINT_X if hinted else 32.0, 185.2, printout.copy_line, "LS", 7, colour=GREY)
        pages.next()


def _draw_piece(pages: Pages, frozen: FrozenCertificate, piece: Piece, assets: Mapping[str, bytes]) -> None:
    pen, x, y = pages.pen, piece.get("x", 0.0), piece.get("y", 0.0)
    match piece["kind"]:
        case "frame":
            pages.canvas.doForm(f"{frozen.design}-{frozen.version}-{piece['side']}")
        case "text":
            pen.text(
                x, y, piece["text"], piece["font"], piece["size"], colour=piece["colour"], tracking=piece["tracking"]
            )
        case "line":
            pen.line((x, y), (piece["x2"], piece["y2"]), piece["line"], piece["colour"])
        case "box":
            pen.box(x, y, piece["width"], piece["height"], fill=piece["colour"])
        case "picture":
            pen.picture(assets[piece["asset"]], x, y, piece["width"], piece["height"])
        case "code":
            pen.code(piece["text"], x, y, piece["size"])
        case kind:
            raise ValueError(f"unknown piece: {kind}")


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
