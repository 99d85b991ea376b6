"""The head of an office form in portrait: letterhead, title lines, number; what follows is a flow."""

from collections.abc import Sequence

from kpm_desktop.documents import fitting, letterhead
from kpm_desktop.documents.drawing import Sketch
from kpm_desktop.documents.flow import Frame
from kpm_desktop.documents.letterhead import Letterhead
from kpm_desktop.documents.page import Paper

_TOP = 16.0
_SIDE = 25.0
_LATER_TOP = 25.0


def frame_of(paper: Paper, *, left: float = _SIDE, right_margin: float = 20.0) -> Frame:
    """Return where the text of such a form stands; the body goes down to 28 mm from the bottom edge."""
    return Frame(left, paper.width - right_margin, _LATER_TOP, paper.height - 28.0)


def draw_head(
    pen: Sketch,
    frame: Frame,
    head: Letterhead,
    title: str,
    lines: Sequence[str],
    number: str = "",
) -> float:
    """Draw letterhead, title, the lines below it in bold and the number; return where the text begins."""
    centre = (frame.left + frame.right) / 2
    y = letterhead.draw(pen, head, _TOP, frame.left, frame.right) + 9.5
    pen.text(centre, y, title, "LSB", 13.5, anchor="centre", tracking=0.6)
    y += 5.8
    for line in lines:
        for part in fitting.wrap_centred(line, frame.right - frame.left, "LSB", 11):
            pen.text(centre, y, part, "LSB", 11, anchor="centre")
            y += 4.9
    if number:
        pen.text(centre, y + 0.6, number, "LS", 10.5, anchor="centre")
        y += 5.2
    return y + 3.0
