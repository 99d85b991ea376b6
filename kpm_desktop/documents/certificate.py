"""The certificate: what it says, fitted and placed; words and measures of the design Klasik.

`compose` returns the list of pieces that is stored when a certificate is issued; `certificate_pieces.draw`
makes the PDF of such lists. Frames: `certificate_klasik.py`. Source: paper.md section 3.3, papers/README.md
section 3.
"""

import dataclasses

from kpm_desktop.documents import certificate_klasik, fitting, fonts
from kpm_desktop.documents.certificate_pieces import HINT_X, FrozenCertificate, PieceList
from kpm_desktop.documents.fitting import DoesNotFit, Fitted, NameRule
from kpm_desktop.documents.page import GREY, WHITE
from kpm_desktop.documents.signature import Signer, nip_line
from kpm_desktop.documents.wording import fill
from kpm_desktop.domain.numbering import leftover
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
    "belongs_to": "Sertifikat Nomor {number} atas nama {name}",
}
DESIGN = "klasik"
VERSION = 1
NAME_RULE = NameRule("EG", 34.0, 225.0, 0.02)
_CENTRE = 148.5
_BOX = 222.0
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
class Composition:
    """A composed certificate and what the preflight says about it; blocking problems forbid issuing."""

    frozen: FrozenCertificate
    problems: tuple[Problem, ...]


def compose(
    text: CertificateText, *, proof_text: str | None = None, short_code: str = "", rule: NameRule = NAME_RULE
) -> Composition:
    """Place a certificate's texts. What does not fit or has no glyph is told; what does not fit is left out.

    `proof_text` is the signed text of the QR and `short_code` what stands beside it; without it there is no
    box. `rule` widens the name's box or lowers its smallest size for this one.
    """
    front = PieceList(1)
    front.frame("front")
    _compose_head(front, text)
    _compose_name_and_body(front, text, rule)
    _compose_signature(front, text.place_and_date, text.signer, _FRONT_SIGNATURE)
    if proof_text is not None:
        _compose_proof(front, proof_text, short_code)
    pieces, problems = front.pieces, front.problems
    if text.back:
        back = PieceList(2)
        back.frame("back")
        _compose_back(back, text, text.back)
        pieces, problems = pieces + back.pieces, problems + back.problems
    assets = (text.emblem,) if text.emblem else ()
    return Composition(FrozenCertificate(DESIGN, VERSION, tuple(pieces), assets), tuple(problems))


def preflight(text: CertificateText, *, rule: NameRule = NAME_RULE) -> list[Problem]:
    """Return what must be settled before this certificate is printed.

    F.402 a text does not fit (`field` name, role_line, body, post, topic ...), F.403 number empty or with a
    leftover, F.404 a missing glyph; W.401 the name takes two lines.
    """
    return list(compose(text, rule=rule).problems)


@dataclasses.dataclass(frozen=True, slots=True)
class _SignaturePlace:
    x: float
    date: tuple[float, float]  # y, size
    post: tuple[float, float]
    name: float
    width: float


_FRONT_SIGNATURE = _SignaturePlace(206.0, (142.6, 12.5), (148.0, 11.5), 171.6, 124.0)
_BACK_SIGNATURE = _SignaturePlace(212.0, (144.4, 12.5), (149.6, 11.5), 176.0, 112.0)


def _compose_head(page: PieceList, text: CertificateText) -> None:
    if text.emblem:
        page.picture(text.emblem, _CENTRE - 8.5, 34.0 - 8.5, 17.0)
    page.fitted("upper_name", _CENTRE, 48.0, text.upper_name, "EG", (13.0, 10.0), _BOX, tracking=0.9)
    page.fitted("office_name", _CENTRE, 54.4, text.office_name, "EG", (15.5, 10.0), _BOX, tracking=1.0)
    green = certificate_klasik.GREEN
    page.fitted("title", _CENTRE, 71.0, text.title, "EG", (44.0, 24.0), _BOX, colour=green, tracking=9.0)
    if not text.number.strip() or leftover(text.number):
        page.problem("number", "F.403", leftover=leftover(text.number))
    page.fitted("number", _CENTRE, 81.4, WORDS["number"] + text.number, "EG", (12.5, 9.0), _BOX, tracking=0.2)


def _compose_name_and_body(page: PieceList, text: CertificateText, rule: NameRule) -> None:
    page.text("given_to", _CENTRE, 88.8, WORDS["given_to"], "EGI", 14.5)
    fitted = fitting.fit_name(text.name, rule)
    if isinstance(fitted, DoesNotFit):
        page.problem(
            "name", "F.402", name=text.name, width=f"{fitted.needed:.0f}", box=f"{fitted.available:.0f}"
        )
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


def _compose_name(page: PieceList, fitted: Fitted) -> float:
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
            "name",
            _CENTRE,
            y,
            line.text,
            "EG",
            line.size,
            colour=certificate_klasik.GREEN,
            tracking=line.tracking,
        )
    return y


def _compose_signature(page: PieceList, place_and_date: str, signer: Signer, place: _SignaturePlace) -> None:
    page.fitted(
        "place_and_date", place.x, place.date[0], place_and_date, "EG", (place.date[1], 9.0), place.width
    )
    y, size = place.post
    lines = [
        line for post in signer.post for line in fitting.wrap_centred(post, place.width, "EG", size + 0.4)
    ]
    for index, line in enumerate(lines):
        page.fitted("post", place.x, y + index * 4.6, line, "EG", (size, 9.0), place.width, tracking=0.3)
    if len(lines) > 3:
        page.problem("post", "F.402", text=" ".join(signer.post))
    half = (
        page.fitted("signer", place.x, place.name, signer.name, "EG", (13.0, 9.0), place.width, tracking=0.4)
        / 2
    )
    if half:
        under = place.name + 0.9
        page.line((place.x - half, under), (place.x + half, under), 0.5 * fonts.MM_PER_POINT)
    y = place.name + 4.9
    page.fitted("rank", place.x, y, signer.rank, "EG", (11.5, 9.0), place.width)
    if signer.rank:
        y += 4.5
    page.text("nip", place.x, y, nip_line(signer.nip), "EG", 11.5, tracking=0.45)


def _compose_proof(page: PieceList, proof_text: str, short_code: str) -> None:
    page.box(32.0, 153.4, 30.0, 30.0, WHITE)
    page.code(proof_text, 34.0, 155.4, 26.0)
    for y, line in ((174.2, WORDS["scan"]), (178.0, WORDS["scan_what"])):
        page.text("scan", HINT_X, y, line, "EGI", 9.5, anchor="left", colour=GREY)
    if short_code:
        page.text(
            "short_code", HINT_X, 181.6, WORDS["code"] + short_code, "LS", 7, anchor="left", colour=GREY
        )


def _compose_back(page: PieceList, text: CertificateText, back: BackSide) -> None:
    green = certificate_klasik.GREEN
    page.text("back", _CENTRE, 31.0, WORDS["back"], "EG", 24, colour=green, tracking=4.0)
    page.fitted("activity", _CENTRE, 42.2, back.activity, "EG", (14.0, 9.0), 243.0, tracking=0.8)
    page.fitted("place_and_dates", _CENTRE, 48.4, back.place_and_dates, "EG", (13.0, 9.0), 243.0)
    end = _compose_topics(page, back)
    note = fill(WORDS["lesson_hour"], {"minutes": str(back.minutes_per_lesson_hour)})
    owner = fill(WORDS["belongs_to"], {"number": text.number, "name": text.name})
    owner = owner if owner.endswith(".") else f"{owner}."
    whole = f"{note}   {owner}"
    lines = [whole] if fonts.width(whole, "EGI", 11) <= 243.0 else [note, owner]
    for index, line in enumerate(lines):
        page.fitted(
            "note", 27.0, end + 6.4 + index * 4.6, line, "EGI", (11.0, 8.0), 243.0, anchor="left", colour=GREY
        )
    if back.signer:
        _compose_signature(page, back.place_and_date, back.signer, _BACK_SIGNATURE)


def _compose_topics(page: PieceList, back: BackSide) -> float:
    """Place the table of topics and return where it ends; rows get lower when there are many."""
    room = (126.0 if back.signer else 172.0) - _TABLE_Y - _TABLE_HEAD
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
    page.text(
        "total", _TABLE[3] - 3, y, WORDS["total"], "EG", size, anchor="right", colour=green, tracking=0.6
    )
    page.text("total", (_TABLE[3] + right) / 2, y, total, "EG", size, colour=green)
    for x in (_TABLE[1], _TABLE[2]):
        page.line((x, _TABLE_Y + _TABLE_HEAD), (x, end - row), 0.15, _TABLE_LINE)
    page.line((_TABLE[3], _TABLE_Y + _TABLE_HEAD), (_TABLE[3], end), 0.15, _TABLE_LINE)
    for x in (left, right):
        page.line((x, _TABLE_Y), (x, end), 0.4, green)
    page.line((left, end), (right, end), 0.4, green)
    return end


def _compose_topic(page: PieceList, number: int, topic: TopicLine, top: float, row: float) -> None:
    middle = top + row / 2
    size = 12.5 if row >= 7 else 10.5
    if number > 1:
        page.line((_TABLE[0], top), (_TABLE[3 + 1], top), 0.15, _TABLE_LINE)
    page.text("topic", (_TABLE[0] + _TABLE[1]) / 2, middle + 1.5, str(number), "EG", size)
    page.text("topic", (_TABLE[3] + _TABLE[4]) / 2, middle + 1.5, str(topic.lesson_hours), "EG", size)
    for field, text, column, largest in (
        ("topic", topic.title, 1, size),
        ("speaker", topic.speakers, 2, size - 0.5),
    ):
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
