"""A certificate in a layout of the office: the fields of `domain.layouts` placed in their boxes and fitted.

The rules are those of the shipped designs: a text shrinks within its bounds, nothing is cut, what does not
fit is told and left out. `start` gives the layout of a shipped design, to be changed.
"""

import dataclasses
from collections.abc import Callable, Mapping

from kpm_desktop.documents import fitting, fonts
from kpm_desktop.documents.certificate_back import compose_back
from kpm_desktop.documents.certificate_designs import DESIGNS, Design
from kpm_desktop.documents.certificate_front import CODE, WORDS, FrontLayout, Row
from kpm_desktop.documents.certificate_pieces import Composition, FrozenCertificate, PieceList
from kpm_desktop.documents.certificate_texts import CertificateText
from kpm_desktop.documents.fitting import DoesNotFit, Fitted, NameRule
from kpm_desktop.documents.ink import Ink
from kpm_desktop.documents.page import PAPERS, WHITE, Anchor, start_of
from kpm_desktop.documents.signature import nip_line
from kpm_desktop.domain.layouts import Box, Layout, layout_problems
from kpm_desktop.domain.numbering import leftover

_CAPITAL = 0.66
"""How high a capital stands, as a share of the size."""
_LEADING = 1.28
_NAME_LEADING = {"titles": 1.12, "balanced": 1.05}
_NAME_TRACKING = 0.02
_QUIET = 2.0
_STEP = 0.5

_TEXTS: Mapping[str, Callable[[CertificateText], str]] = {
    "number": lambda text: WORDS["number"] + text.shown_number,
    "title": lambda text: text.title,
    "given_to": lambda _text: WORDS["given_to"],
    "role_line": lambda text: text.role_line,
    "body": lambda text: text.body,
    "upper_name": lambda text: text.upper_name,
    "office_name": lambda text: text.office_name,
    "address": lambda text: text.address,
    "place_and_date": lambda text: text.place_and_date,
    "post": lambda text: "\n".join(text.signer.post),
    "signer": lambda text: text.signer.name,
    "rank": lambda text: text.signer.rank,
    "nip": lambda text: nip_line(text.signer.nip),
}


@dataclasses.dataclass(frozen=True, slots=True)
class OwnDesign:
    """A layout with the name and version that a certificate is frozen with."""

    name: str
    version: int
    layout: Layout


def compose_own(
    text: CertificateText,
    own: OwnDesign,
    *,
    ink: Ink = "full",
    blank: bool = False,
    proof: tuple[str, str] | None = None,
    rule: NameRule | None = None,
) -> Composition:
    """Place a certificate's texts in the boxes of an office's own design."""
    layout, base = own.layout, DESIGNS[own.layout.back]
    paper = PAPERS[layout.paper].landscape()
    front = PieceList(1, ink=ink, blank=blank)
    shipped = DESIGNS.get(layout.frame)
    front.frame("front" if shipped else "own", paper, _copy_place(layout), of=_released(shipped))
    if layout.background:
        front.background(layout.background, *layout.size)
    for problem in layout_problems(layout):
        front.problem(problem.field, problem.code, **problem.values)
    if not text.number_by_hand and (not text.number.strip() or leftover(text.number)):
        front.problem("number", "F.403", leftover=leftover(text.number))
    for box in layout.boxes:
        _place(front, box, text, proof, rule)
    pieces, problems = front.pieces, front.problems
    if text.back:
        back = PieceList(2, ink=ink, blank=blank)
        back.frame("back", paper, of=_released(base))
        compose_back(back, text, text.back, base.back, paper)
        pieces, problems = pieces + back.pieces, problems + back.problems
    assets = tuple(dict.fromkeys(piece["asset"] for piece in pieces if piece["kind"] == "picture"))
    return Composition(FrozenCertificate(own.name, own.version, tuple(pieces), assets), tuple(problems))


def start(design: str, paper: str = "A4") -> Layout:
    """Return the layout of a shipped design as boxes, to begin with. KeyError for an unknown one."""
    front = DESIGNS[design].front
    sheet, a4 = PAPERS[paper].landscape(), PAPERS["A4"].landscape()
    right, down = (sheet.width - a4.width) / 2, (sheet.height - a4.height) / 2
    boxes = [dataclasses.replace(box, x=box.x + right, y=box.y + down) for box in _boxes_of(front)]
    return Layout(paper, tuple(_rounded(box) for box in boxes), frame=design, back=design)


def _released(design: Design | None) -> tuple[str, int] | None:
    return (design.name, design.version) if design else None


def _copy_place(layout: Layout) -> tuple[float, float, Anchor]:
    """Return where *Salinan ke-n* stands: above the QR's box, else at the lower left."""
    code = next((box for box in layout.boxes if box.kind == "code"), None)
    return (code.x, code.y - 1.5, "left") if code else (14.0, layout.size[1] - 12.0, "left")


def _place(
    page: PieceList,
    box: Box,
    text: CertificateText,
    proof: tuple[str, str] | None,
    rule: NameRule | None,
) -> None:
    match box.kind:
        case "name":
            _place_name(page, box, text.name, rule)
        case "picture":
            asset = text.emblem if box.field == "emblem" else text.photo
            if asset:
                page.picture(asset, box.x, box.y, box.width, box.height)
        case "code":
            if proof is not None:
                _place_code(page, box, proof[0])
        case "line" | "text":
            words = _words(box, text, proof)
            if words:
                (_place_line if box.kind == "line" else _place_text)(page, box, words)


def _words(box: Box, text: CertificateText, proof: tuple[str, str] | None) -> str:
    if box.field == "words":
        return box.text.strip()
    if box.field == "short_code":
        return WORDS["code"] + proof[1] if proof is not None and proof[1] else ""
    return _TEXTS[box.field](text)


def _place_code(page: PieceList, box: Box, proof_text: str) -> None:
    side = min(box.width, box.height)
    x, y = box.x + (box.width - side) / 2, box.y + (box.height - side) / 2
    page.box(x - _QUIET, y - _QUIET, side + 2 * _QUIET, side + 2 * _QUIET, WHITE)
    page.code(proof_text, x, y, side)


def _place_name(page: PieceList, box: Box, name: str, rule: NameRule | None) -> None:
    """Place a name by the rule of papers/README.md section 2, within the height of its box as well."""
    size = rule.size if rule else box.size
    least = size * rule.smallest if rule else box.smallest
    refused: DoesNotFit | None = None
    while size >= least - 1e-6:
        own = NameRule(box.font, size, rule.width if rule else box.width, _NAME_TRACKING, least / size)
        fitted = fitting.fit_name(name, own)
        if isinstance(fitted, DoesNotFit):
            refused = fitted
            break
        if _name_height(fitted) <= box.height:
            _draw_name(page, box, fitted)
            return
        size -= _STEP
    needed = f"{refused.needed:.0f}" if refused else f"{box.width:.0f}"
    page.problem("name", "F.402", name=name, width=needed, box=f"{box.width:.0f}", smallest=f"{least:g}")


def _name_height(fitted: Fitted) -> float:
    height = _CAPITAL * fitted.lines[0].size
    height += sum(_NAME_LEADING[fitted.how] * line.size for line in fitted.lines[1:])
    return height * fonts.MM_PER_POINT


def _draw_name(page: PieceList, box: Box, fitted: Fitted) -> None:
    if len(fitted.lines) > 1:
        page.problem("name", "W.401", name=" ".join(line.text for line in fitted.lines))
    y = box.y + (box.height - _name_height(fitted)) / 2 + _CAPITAL * fitted.lines[0].size * fonts.MM_PER_POINT
    for place, line in enumerate(fitted.lines):
        if place:
            y += _NAME_LEADING[fitted.how] * line.size * fonts.MM_PER_POINT
        page.text(
            "name", _at(box), y, line.text, box.font, line.size,
            anchor=box.anchor, colour=box.colour, tracking=line.tracking,
        )  # fmt: skip


def _place_line(page: PieceList, box: Box, words: str) -> None:
    fitted = fitting.fit_line(words, box.width, box.font, box.size, box.smallest, box.tracking)
    if isinstance(fitted, DoesNotFit):
        page.problem(box.field, "F.402", text=words)
        return
    line = fitted.lines[0]
    y = box.y + (box.height + _CAPITAL * line.size * fonts.MM_PER_POINT) / 2
    page.text(
        box.field, _at(box), y, words, box.font, line.size,
        anchor=box.anchor, colour=box.colour, tracking=line.tracking,
    )  # fmt: skip
    if box.field == "signer":
        width = fonts.width(words, box.font, line.size, line.tracking)
        left = start_of(_at(box), words, box.font, line.size, box.anchor, line.tracking)
        page.line((left, y + 0.9), (left + width, y + 0.9), 0.5 * fonts.MM_PER_POINT, on_blank=True)


def _place_text(page: PieceList, box: Box, words: str) -> None:
    """Place running text from the top of its box, with the largest size that takes it."""
    wrap = fitting.wrap_centred if box.anchor == "centre" else fitting.wrap_left
    size = box.size
    while size >= box.smallest - 1e-6:
        lines = [line for part in words.split("\n") for line in wrap(part, box.width, box.font, size)]
        leading = _LEADING * size * fonts.MM_PER_POINT
        high = _CAPITAL * size * fonts.MM_PER_POINT + (len(lines) - 1) * leading
        if high <= box.height and max(fonts.width(line, box.font, size) for line in lines) <= box.width:
            y = box.y + _CAPITAL * size * fonts.MM_PER_POINT
            for place, line in enumerate(lines):
                page.text(
                    box.field, _at(box), y + place * leading, line, box.font, size,
                    anchor=box.anchor, colour=box.colour,
                )  # fmt: skip
            return
        size -= _STEP
    page.problem(box.field, "F.402", text=words)


def _at(box: Box) -> float:
    match box.anchor:
        case "left":
            return box.x
        case "right":
            return box.x + box.width
        case "centre":
            return box.x + box.width / 2


# the layout of a shipped design


def _boxes_of(front: FrontLayout) -> list[Box]:
    head = front.x if front.head_x is None else front.head_x
    x, y, size = front.emblem
    boxes = [Box("emblem", x - size / 2, y - size / 2, size, size)]
    if front.group_gap is not None:
        boxes = [Box("emblem", front.x - front.box / 2, y - size / 2, size, size)]
    room = front.box - (head - front.x)
    boxes += [
        _row_box("upper_name", front.upper, head, room, front.anchor),
        _row_box("office_name", front.office, head, room, front.anchor),
        _row_box("title", front.title, front.x, front.box, front.anchor),
        _row_box("number", front.number, front.x, front.box, front.anchor),
        _row_box("given_to", front.given_to, front.x, front.box, front.anchor),
    ]
    name = front.name
    left = _left(front.x, name.width, front.anchor)
    above = front.given_to.y + 1.5
    below = front.role.y - _CAPITAL * front.role.sizes[0] * fonts.MM_PER_POINT - 1.2
    boxes.append(
        Box("name", left, above, name.width, below - above, name.font, name.size,
            round(name.size * name.smallest * 2) / 2, front.name_colour, front.anchor)
    )  # fmt: skip
    boxes.append(_row_box("role_line", front.role, front.x, front.box, front.anchor))
    largest, leading, most = front.body_sizes[0]
    boxes.append(
        Box("body", _left(front.x, front.box, front.anchor), front.body_y - 3.4, front.box, leading * most,
            front.body_font, largest, front.body_sizes[-1][0], anchor=front.anchor)
    )  # fmt: skip
    sign = front.signature
    date_y, date_size = sign.date
    post_y, post_size = sign.post
    name_y, name_size = sign.name
    rank, nip, small = sign.below
    for field, at, font, points in (
        ("place_and_date", date_y, sign.font, date_size),
        ("signer", name_y, sign.name_font, name_size),
        ("rank", name_y + rank, sign.font, small),
        ("nip", name_y + rank + nip, sign.font, small),
    ):
        row = Row(at, font, (points, 9.0))
        boxes.append(_row_box(field, row, sign.x, sign.width, sign.anchor))
    boxes.append(
        Box("post", _left(sign.x, sign.width, sign.anchor), post_y - 3.0, sign.width, 3 * sign.post_leading,
            sign.font, post_size, 9.0, anchor=sign.anchor)
    )  # fmt: skip
    proof = front.proof
    boxes.append(Box("code", proof.x + 2, proof.y + 2, CODE, CODE))
    boxes.append(
        Box("short_code", _left(proof.hint_x, 50.0, proof.anchor), proof.hints[2] - 3.4, 50.0, 4.4, "LS", 7.0,
            7.0, "#444444", proof.anchor)
    )  # fmt: skip
    return boxes


def _row_box(field: str, row: Row, x: float, width: float, anchor: Anchor) -> Box:
    capital = _CAPITAL * row.sizes[0] * fonts.MM_PER_POINT
    height = capital + 2.0
    return Box(
        field, _left(x, width, anchor), row.y - capital - 1.0, width, height, row.font, *row.sizes,
        row.colour, anchor, row.tracking,
    )  # fmt: skip


def _left(x: float, width: float, anchor: Anchor) -> float:
    return x if anchor == "left" else x - width / 2 if anchor == "centre" else x - width


def _rounded(box: Box) -> Box:
    numbers = {name: round(getattr(box, name), 2) for name in ("x", "y", "width", "height")}
    return dataclasses.replace(box, **numbers)
