"""The letterhead of office papers: one emblem at the left, the office's lines, two rules below.

Source: paper.md section 2, papers/README.md section 4.
"""

import dataclasses

from kpm_desktop.documents import fitting
from kpm_desktop.documents.page import Pen

EMBLEM = 21.0
_GAP = 3.0
_MAX_NAME_LINES = 3


@dataclasses.dataclass(frozen=True, slots=True)
class Letterhead:
    """What the head says; empty lines are left out.

    `upper_name` is the regency's line, `name` the office's in capitals, not abbreviated (at most 3 lines,
    wrapped here); `emblem` is a PNG or JPEG.
    """

    upper_name: str = ""
    name: str = ""
    address: str = ""
    contact: str = ""
    emblem: bytes | None = None


def draw(pen: Pen, head: Letterhead, top: float, left: float, right: float) -> float:
    """Draw the head between `left` and `right` and return how far down it reaches, in mm."""
    inner = left + EMBLEM + _GAP
    width = right - inner
    centre = (inner + right) / 2
    if head.emblem:
        pen.picture(head.emblem, left, top, EMBLEM, EMBLEM)
    y = top + 5.2
    pen.text(centre, y, head.upper_name, "LS", 12.5, anchor="centre")
    for index, line in enumerate(name_lines(head.name, width)):
        y += 6.6 if index == 0 else 6.0
        pen.text(centre, y, line, "LSB", 15.5, anchor="centre")
    y = max(y, top + 11.8)
    for index, line in enumerate(text for text in (head.address, head.contact) if text):
        y += 4.9 if index == 0 else 3.9
        fitted = fitting.fit_line(line, width, "LS", 9, 7.5)
        if isinstance(fitted, fitting.Fitted):
            pen.text(centre, y, line, "LS", fitted.lines[0].size, anchor="centre")
            continue
        for part in fitting.wrap_centred(line, width, "LS", 8.5):
            pen.text(centre, y, part, "LS", 8.5, anchor="centre")
            y += 3.6
        y -= 3.6
    rule = max(top + 23.2, y + 2.6)
    pen.line((left, rule), (right, rule), 0.9)
    pen.line((left, rule + 1.1), (right, rule + 1.1), 0.25)
    return rule + 1.1


def name_lines(name: str, width: float) -> list[str]:
    """Return the office's name as it is broken into lines of 15.5 pt."""
    lines = [part for line in name.split("\n") for part in fitting.wrap_centred(line, width, "LSB", 15.5)]
    return lines[:_MAX_NAME_LINES]
