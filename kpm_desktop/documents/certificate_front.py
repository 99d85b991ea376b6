"""The front of a certificate: a design's measures as data, and the texts placed by them.

Frames are drawn elsewhere (`certificate_klasik`, `certificate_modern`, `certificate_batik`); which designs
there are: `certificate_designs`. Source: papers/README.md sections 2 and 3; all measures on A4 across.
"""

import dataclasses
from typing import Protocol

from kpm_desktop.documents import fitting, fonts
from kpm_desktop.documents.certificate_pieces import PieceList
from kpm_desktop.documents.certificate_texts import CertificateText
from kpm_desktop.documents.fitting import DoesNotFit, Fitted, NameRule
from kpm_desktop.documents.page import A4, BLACK, GREY, WHITE, Anchor, Paper
from kpm_desktop.documents.signature import Signer, nip_line
from kpm_desktop.domain.numbering import leftover

WORDS = {
    "number": "Nomor : ",
    "given_to": "diberikan kepada",
    "scan": "Pindai untuk memeriksa",
    "scan_what": "keaslian sertifikat",
    "code": "Kode ",
}
PHOTO = (30.0, 40.0)
CODE = 26.0
CODE_BOX = 30.0
_SHEET = A4.landscape()


class Numbered(Protocol):
    """A paper with a number; `shown_number` is what stands there, dots where it is written in by hand."""

    @property
    def number(self) -> str:
        """Return the number, "" when there is none."""

    @property
    def number_by_hand(self) -> bool:
        """Tell whether the number is written in by hand."""

    @property
    def shown_number(self) -> str:
        """Return what stands on paper."""


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One line of text: baseline, font, largest and smallest size in points, tracking, colour."""

    y: float
    font: str
    sizes: tuple[float, float]
    tracking: float = 0.0
    colour: str = BLACK


@dataclasses.dataclass(frozen=True, slots=True)
class TwoLines:
    """Where things stand when the name takes two lines, in a design that moves them; `leading` x size."""

    given_to: float
    name: float
    leading: float
    role: float
    body: float


@dataclasses.dataclass(frozen=True, slots=True)
class NameLine:
    """The line below the name: y, half its width, thickness, colour; it moves down below a second line."""

    y: float
    half: float
    line: float
    colour: str


@dataclasses.dataclass(frozen=True, slots=True)
class SignaturePlace:
    """A signature block: (y, size) of its lines, what rank and NIP are below the name, its fonts."""

    x: float
    anchor: Anchor
    width: float
    date: tuple[float, float]
    post: tuple[float, float]
    post_leading: float
    name: tuple[float, float]
    below: tuple[float, float, float]  # rank under name, NIP under rank, size
    font: str = "EG"
    name_font: str = "EG"
    tracking: tuple[float, float] = (0.3, 0.4)  # post, name


@dataclasses.dataclass(frozen=True, slots=True)
class ProofPlace:
    """The QR's white box (upper left corner), where its hints stand and in which font, the copy line's y."""

    x: float
    y: float
    hint_x: float
    anchor: Anchor
    hints: tuple[float, float, float]
    copy_y: float
    font: str = "EGI"
    size: float = 9.5


@dataclasses.dataclass(frozen=True, slots=True)
class FrontLayout:
    """All measures of a design's front.

    `emblem` is centre and diameter, or with `group_gap` its y and diameter in a group with the two lines of
    the office. `spread` keeps texts left and the QR right on wider paper; else all stays centred.
    """

    x: float
    anchor: Anchor
    box: float
    emblem: tuple[float, float, float]
    upper: Row
    office: Row
    title: Row
    number: Row
    given_to: Row
    name_y: float
    name_colour: str
    name: NameRule
    role: Row
    body_y: float
    body_font: str
    body_sizes: tuple[tuple[float, float, int], ...]  # size, leading, most lines
    signature: SignaturePlace
    proof: ProofPlace
    photo: tuple[float, float]
    head_x: float | None = None
    address: Row | None = None
    name_line: NameLine | None = None
    two_lines: TwoLines | None = None
    group_gap: float | None = None
    spread: bool = False


def compose_front(
    page: PieceList,
    text: CertificateText,
    layout: FrontLayout,
    paper: Paper,
    rule: NameRule,
    proof: tuple[str, str] | None,
) -> None:
    """Place the texts of a front on `page`; `proof` is the signed text of the QR and its short code."""
    wider, lower = paper.width - _SHEET.width, (paper.height - _SHEET.height) / 2
    page.origin = (0.0 if layout.spread else wider / 2, lower)
    _compose_head(page, text, layout)
    compose_number(page, text, layout.x, layout.anchor, layout.number, layout.box)
    _compose_name_and_body(page, text, layout, rule)
    compose_signature(page, text.place_and_date, text.signer, layout.signature)
    page.origin = (wider / 2, lower)
    if text.photo:
        page.picture(text.photo, *layout.photo, *PHOTO)
    page.origin = (wider if layout.spread else wider / 2, lower)
    if proof is not None:
        compose_proof(page, layout.proof, *proof, what=WORDS["scan_what"])


def copy_place(layout: FrontLayout, paper: Paper) -> tuple[float, float, Anchor]:
    """Return where *Salinan ke-n* stands: beside the QR's box."""
    wider, lower = paper.width - _SHEET.width, (paper.height - _SHEET.height) / 2
    place = layout.proof
    return place.hint_x + (wider if layout.spread else wider / 2), place.copy_y + lower, place.anchor


def compose_row(
    page: PieceList, field: str, x: float, anchor: Anchor, text: str, row: Row, width: float
) -> float:
    """Place one line shrunk to its box; return its width, 0 when it does not fit."""
    return page.fitted(
        field,
        x,
        row.y,
        text,
        row.font,
        row.sizes,
        width,
        anchor=anchor,
        colour=row.colour,
        tracking=row.tracking,
    )


def compose_number(page: PieceList, text: Numbered, x: float, anchor: Anchor, row: Row, width: float) -> None:
    """Place the number, or dots where it is written in by hand; F.403 when it is missing."""
    if not text.number_by_hand and (not text.number.strip() or leftover(text.number)):
        page.problem("number", "F.403", leftover=leftover(text.number))
    compose_row(page, "number", x, anchor, WORDS["number"] + text.shown_number, row, width)


def compose_name(
    page: PieceList,
    fitted: Fitted,
    font: str,
    place: tuple[float, float, Anchor],
    colour: str,
    leading: float = 0.0,
) -> float:
    """Place a fitted name and return its last baseline; `place` is where it stands when it takes one line.

    Of two lines the first is raised and the second follows by the rule of papers/README.md section 2; with
    `leading` the first stays and the second follows at `leading` x its own size.
    """
    x, y, anchor = place
    if len(fitted.lines) > 1:
        page.problem("name", "W.401", name=" ".join(line.text for line in fitted.lines))
        y -= 0.0 if leading else 0.40 * fitted.lines[0].size * fonts.MM_PER_POINT
    for index, line in enumerate(fitted.lines):
        if index:
            follows = leading or (1.12 if fitted.how == "titles" else 1.05)
            y += follows * line.size * fonts.MM_PER_POINT
        page.text(
            "name", x, y, line.text, font, line.size, anchor=anchor, colour=colour, tracking=line.tracking
        )
    return y


def name_problem(page: PieceList, refused: DoesNotFit) -> None:
    """Note that a name does not fit, with the measures that say by how much."""
    page.problem(
        "name",
        "F.402",
        name=refused.text,
        width=f"{refused.needed:.0f}",
        box=f"{refused.available:.0f}",
        smallest=f"{refused.smallest:g}",
    )


def compose_signature(page: PieceList, place_and_date: str, signer: Signer, place: SignaturePlace) -> None:
    """Place a signature block: date, post in at most three lines, name underlined, rank, NIP."""
    x, anchor, width = place.x, place.anchor, place.width
    y, size = place.date
    page.fitted("place_and_date", x, y, place_and_date, place.font, (size, 9.0), width, anchor=anchor)
    y, size = place.post
    lines = [
        line for post in signer.post for line in fitting.wrap_centred(post, width, place.font, size + 0.4)
    ]
    for index, line in enumerate(lines):
        page.fitted(
            "post",
            x,
            y + index * place.post_leading,
            line,
            place.font,
            (size, 9.0),
            width,
            anchor=anchor,
            tracking=place.tracking[0],
        )
    if len(lines) > 3:
        page.problem("post", "F.402", text=" ".join(signer.post))
    y, size = place.name
    whole = page.fitted(
        "signer",
        x,
        y,
        signer.name,
        place.name_font,
        (size, 9.0),
        width,
        anchor=anchor,
        tracking=place.tracking[1],
    )
    if whole:
        left = x if anchor == "left" else x - whole / 2
        page.line((left, y + 0.9), (left + whole, y + 0.9), 0.5 * fonts.MM_PER_POINT, on_blank=True)
    rank, nip, size = place.below
    y += rank
    page.fitted("rank", x, y, signer.rank, place.font, (size, 9.0), width, anchor=anchor)
    if signer.rank:
        y += nip
    page.text("nip", x, y, nip_line(signer.nip), place.font, size, anchor=anchor, tracking=0.45)


def compose_proof(page: PieceList, place: ProofPlace, proof_text: str, short_code: str, what: str) -> None:
    """Place the QR of the signed text in its white box, its hints and the short code."""
    page.box(place.x, place.y, CODE_BOX, CODE_BOX, WHITE)
    inset = (CODE_BOX - CODE) / 2
    page.code(proof_text, place.x + inset, place.y + inset, CODE)
    for y, line in zip(place.hints[:2], (WORDS["scan"], what), strict=True):
        page.text("scan", place.hint_x, y, line, place.font, place.size, anchor=place.anchor, colour=GREY)
    if short_code:
        code = WORDS["code"] + short_code
        page.text("short_code", place.hint_x, place.hints[2], code, "LS", 7, anchor=place.anchor, colour=GREY)


def compose_group(
    page: PieceList,
    emblem: str,
    size: float,
    middle: float,
    gap: float,
    lines: tuple[tuple[str, str, Row], ...],
    box: float,
    centre: float,
) -> None:
    """Place emblem and lines (field, text, row) side by side, centred as a group."""
    room = box - size - gap if emblem else box
    widths = [fonts.width(text, row.font, row.sizes[0], row.tracking) for _, text, row in lines]
    widest = min(max(widths), room)
    left = centre - (widest + size + gap) / 2
    if emblem:
        page.picture(emblem, left, middle - size / 2, size, size)
        centre = left + size + gap + widest / 2
    for field, text, row in lines:
        compose_row(page, field, centre, "centre", text, row, room)


def _compose_head(page: PieceList, text: CertificateText, layout: FrontLayout) -> None:
    x, y, size = layout.emblem
    head = (("upper_name", text.upper_name, layout.upper), ("office_name", text.office_name, layout.office))
    if layout.group_gap is not None:
        compose_group(page, text.emblem, size, y, layout.group_gap, head, layout.box, layout.x)
    else:
        if text.emblem:
            page.picture(text.emblem, x - size / 2, y - size / 2, size, size)
        at = layout.x if layout.head_x is None or not text.emblem else layout.head_x
        room = layout.box - (at - layout.x)
        for field, line, row in head:
            compose_row(page, field, at, layout.anchor, line, row, room)
        if layout.address:
            compose_row(page, "address", at, layout.anchor, text.address, layout.address, room)
    compose_row(page, "title", layout.x, layout.anchor, text.title, layout.title, layout.box)


def _compose_name_and_body(
    page: PieceList, text: CertificateText, layout: FrontLayout, rule: NameRule
) -> None:
    x, anchor = layout.x, layout.anchor
    fitted = fitting.fit_name(text.name, rule)
    two = layout.two_lines if isinstance(fitted, Fitted) and len(fitted.lines) > 1 else None
    given, role, body = layout.given_to, layout.role, layout.body_y
    if two:
        given, role = dataclasses.replace(given, y=two.given_to), dataclasses.replace(role, y=two.role)
        body = two.body
    compose_row(page, "given_to", x, anchor, WORDS["given_to"], given, layout.box)
    last = layout.name_y
    if isinstance(fitted, DoesNotFit):
        name_problem(page, fitted)
    else:
        at = (x, two.name if two else layout.name_y, anchor)
        last = compose_name(page, fitted, rule.font, at, layout.name_colour, two.leading if two else 0.0)
    lower = 0.0
    if line := layout.name_line:
        is_balanced = isinstance(fitted, Fitted) and fitted.how == "balanced"
        lower = max(0.0, last + 2.1 - line.y) if is_balanced else 0.0
        y = line.y + lower
        page.line((x - line.half, y), (x + line.half, y), line.line, line.colour)
    role = dataclasses.replace(role, y=role.y + 0.8 * lower)
    compose_row(page, "role_line", x, anchor, text.role_line, role, layout.box)
    compose_body(page, text.body, layout, body + 0.5 * lower)


def compose_body(page: PieceList, body: str, layout: FrontLayout, y: float) -> None:
    """Place the running text with the largest of the design's settings that takes it; else F.402."""
    font, box = layout.body_font, layout.box
    wrap = fitting.wrap_centred if layout.anchor == "centre" else fitting.wrap_left
    for size, leading, most in layout.body_sizes:
        lines = wrap(body, box, font, size)
        if len(lines) <= most and max(fonts.width(line, font, size) for line in lines) <= box:
            for index, line in enumerate(lines):
                page.text("body", layout.x, y + index * leading, line, font, size, anchor=layout.anchor)
            return
    page.problem("body", "F.402", text=body)
