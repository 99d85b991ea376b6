"""What letters share: Nomor, Sifat, Lampiran, Hal at the left; place, date and addressee at the right."""

import dataclasses

from kpm_desktop.documents import fonts
from kpm_desktop.documents.drawing import Sketch
from kpm_desktop.documents.flow import Flow, Frame

WORDS = {
    "number": "Nomor",
    "nature": "Sifat",
    "enclosure": "Lampiran",
    "subject": "Hal",
    "honoured": "Yth.",
    "at": "di \u2013",
}
_ADDRESS_X = 116.0
_SIZE = 11.5
_LEADING = 5.3


@dataclasses.dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a letter goes to: the lines after *Yth.*, and the place after *di -*."""

    lines: tuple[str, ...]
    place: str


@dataclasses.dataclass(frozen=True, slots=True)
class Reference:
    """The head of a letter below the letterhead; the number with dots when it is blank."""

    place_and_date: str
    number: str
    nature: str
    enclosure: str
    subject: str


def draw_reference(pen: Sketch, reference: Reference, left: float, y: float) -> float:
    """Draw place and date at the right and Nomor, Sifat, Lampiran, Hal at the left; return where they end."""
    pen.text(_ADDRESS_X, y, reference.place_and_date, "LS", _SIZE)
    flow = Flow(Frame(left, _ADDRESS_X - 6.0, 0.0, pen.paper.height), _SIZE, _LEADING)
    flow.fields(
        (
            (WORDS["number"], reference.number),
            (WORDS["nature"], reference.nature),
            (WORDS["enclosure"], reference.enclosure),
            (WORDS["subject"], reference.subject),
        ),
        colon=20.0,
    )
    for piece in flow.pieces:
        piece.draw(pen, y + 3.1)
        y += piece.height
    return y + 6.0


def draw_address(pen: Sketch, addressee: Addressee, y: float) -> float:
    """Draw whom the letter goes to; return where that ends."""
    pen.text(_ADDRESS_X - 9.0, y, WORDS["honoured"], "LS", _SIZE)
    room = pen.paper.width - 15.0 - _ADDRESS_X
    for line in (*addressee.lines, WORDS["at"]):
        size = next((one for one in (_SIZE, 10.5, 9.5, 8.5) if _fits(line, one, room)), 7.5)
        pen.text(_ADDRESS_X, y, line, "LS", size)
        y += _LEADING
    pen.text(_ADDRESS_X + 8.0, y, addressee.place.upper(), "LSB", _SIZE, tracking=0.6)
    return y + _LEADING


def _fits(line: str, size: float, room: float) -> bool:
    return fonts.width(line, "LS", size) <= room
