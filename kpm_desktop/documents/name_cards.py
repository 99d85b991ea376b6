"""Name cards, 86 x 54 mm, ten on A4, with a QR for the reader at the door. Source: paper.md section 3.15.

What the code says: `domain.card_codes`.
"""

import dataclasses

from kpm_desktop.documents import fitting
from kpm_desktop.documents.drawing import Drawing, Sketch, Sketchbook
from kpm_desktop.documents.fitting import DoesNotFit, NameRule
from kpm_desktop.documents.page import A4, GREY
from kpm_desktop.domain.card_codes import card_code
from kpm_desktop.domain.uid import Uid

WORDS = {"title": "Kartu nama"}
WIDTH, HEIGHT = 86.0, 54.0
_LEFT, _TOP = (A4.width - 2 * WIDTH) / 2, (A4.height - 5 * HEIGHT) / 2
_PAD = 4.5
_CODE = 19.0
_NAME = NameRule("LSB", 17.0, WIDTH - 2 * _PAD, smallest=0.5)


@dataclasses.dataclass(frozen=True, slots=True)
class NameCard:
    """One card; `village` may have two lines, `event` is the one at its foot or ""."""

    person: Uid
    name: str
    role: str
    village: str
    event: str = ""


def compose(cards: tuple[NameCard, ...], upper_name: str, office: str, emblem: bytes | None) -> Drawing:
    """Return the cards, ten on a page, with cutting lines; a name that does not fit is F.402."""
    book = Sketchbook(A4, WORDS["title"])
    layer, ground = book.layer()
    for place in range(10):
        _draw_ground(ground, place, upper_name, office, emblem)
    for start in range(0, len(cards), 10):
        page = cards[start : start + 10]
        if len(page) == 10:
            pen = book.page(layer)
        else:
            pen = book.page()
            for place in range(len(page)):
                _draw_ground(pen, place, upper_name, office, emblem)
        for place, card in enumerate(page):
            _draw_card(pen, place, card)
    return book.finish()


def _corner(place: int) -> tuple[float, float]:
    return _LEFT + place % 2 * WIDTH, _TOP + place // 2 * HEIGHT


def _draw_ground(pen: Sketch, place: int, upper_name: str, office: str, emblem: bytes | None) -> None:
    x, y = _corner(place)
    pen.box(x, y, WIDTH, HEIGHT, stroke="#8C8C8C", line=0.15)
    left = x + _PAD
    if emblem:
        pen.picture(emblem, left, y + 3.5, 10.5, 10.5)
        left += 12.5
    room = x + WIDTH - _PAD - left
    pen.text(left, y + 7.4, upper_name, "LS", _size(upper_name, "LS", room, 7.5))
    lines = fitting.wrap_left(office, room, "LSB", 7.5)
    for number, line in enumerate(lines[:2]):
        pen.text(left, y + 10.9 + number * 3.2, line, "LSB", 7.5)
    pen.line((x + _PAD, y + 16.4), (x + WIDTH - _PAD, y + 16.4), 0.4)


def _size(text: str, font: str, room: float, largest: float) -> float:
    fitted = fitting.fit_line(text, room, font, largest, 5.5)
    return 5.5 if isinstance(fitted, DoesNotFit) else fitted.lines[0].size


def _draw_card(pen: Sketch, place: int, card: NameCard) -> None:
    x, y = _corner(place)
    left, room = x + _PAD, WIDTH - 2 * _PAD
    fitted = fitting.fit_name(card.name, _NAME)
    if isinstance(fitted, DoesNotFit):
        pen.problem("name", "F.402", name=card.name, text=card.name)
    else:
        at = y + (25.2 if len(fitted.lines) == 1 else 22.8)
        for part in fitted.lines:
            pen.text(left, at, part.text, "LSB", part.size)
            at += 6.0
    texts = room - _CODE - 3.0
    bottom = y + HEIGHT - _PAD
    at = y + 34.4
    for text, font, largest in ((card.role, "LSB", 10.5), (card.village, "LS", 9.5)):
        for line in text.split("\n"):
            pen.text(left, at, line, font, _size(line, font, texts, largest))
            at += 4.2
    for number, line in enumerate(fitting.wrap_left(card.event, texts, "LS", 7)[:2]):
        pen.text(left, bottom - 2.6 + number * 2.8, line, "LS", 7, colour=GREY)
    pen.code(card_code(card.person), x + WIDTH - _PAD - _CODE, bottom - _CODE, _CODE)
