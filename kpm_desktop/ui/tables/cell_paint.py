"""How each kind of cell is drawn: text with a muted addition, bar, check, H I S A, empty.

Pills are drawn by `parts.draw_pill`. Pure drawing into a rectangle with the theme's tokens;
`delegates.py` decides what is drawn where.
"""

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption

from kpm_desktop.ui import icons, parts
from kpm_desktop.ui.tables.column import ATTENDANCE_LETTERS, ATTENDANCE_WORDS, Align
from kpm_desktop.ui.theme import STATE_PAIRS, theme

Hits = Sequence[tuple[int, int]]
"""Places of a text to underline: from, to."""

_LETTER_TONES = {"H": "ok", "I": "info", "S": "info", "A": "err"}


def text_cell(
    painter: QPainter,
    area: QRect,
    text: str,
    sub: str = "",
    *,
    font: QFont,
    color: QColor,
    align: Align = "left",
    underline: Hits = (),
    struck: bool = False,
) -> None:
    """Draw a text and behind it, smaller and muted, its addition; what is too long is elided at the right."""
    font = QFont(font)
    font.setStrikeOut(struck)
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.setFont(font)
    painter.setPen(color)
    base = area.top() + (area.height() + metrics.ascent() - metrics.descent()) // 2
    width = metrics.horizontalAdvance(shown)
    left = {
        "left": area.left(),
        "right": area.right() + 1 - width,
        "center": area.left() + (area.width() - width) // 2,
    }[align]
    painter.drawText(QPointF(left, base), shown)
    for start, end in underline:
        if end <= len(shown):
            line = base + theme().size(2)
            from_x, to_x = (left + metrics.horizontalAdvance(shown[:place]) for place in (start, end))
            painter.setPen(QPen(theme().color("accent"), max(theme().size(2), 1)))
            painter.drawLine(QLineF(from_x, line, to_x, line))
    if sub and align == "left":
        _addition(painter, area.adjusted(width + theme().size(7), 0, 0, 0), sub, base)


def _addition(painter: QPainter, area: QRect, sub: str, base: int) -> None:
    metrics = theme().metrics("hint")
    if area.width() < metrics.averageCharWidth() * 2:
        return
    painter.setFont(theme().font("hint"))
    painter.setPen(theme().color("muted"))
    shown = metrics.elidedText(sub, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(QPointF(area.left(), base), shown)


def empty_cell(painter: QPainter, area: QRect, word: str, align: Align = "left") -> None:
    """Draw grey italic `kosong`."""
    font = theme().font("body")
    font.setItalic(True)
    text_cell(painter, area, word, font=font, color=theme().color("muted"), align=align)


def bar_cell(painter: QPainter, area: QRect, value: int, text: str, *, mark: int, maximum: int) -> None:
    """Draw a track with its fill, a line at the mark, and the value beside it."""
    thick, gap = theme().size(11), theme().size(8)
    words = max(theme().metrics("secondary").horizontalAdvance(f"{maximum} {text.partition(' ')[2]}"), 1)
    track = QRect(area.left(), area.top(), max(area.width() - words - gap, theme().size(24)), area.height())
    parts.draw_bar(painter, track, value, maximum, "under5" if value < mark else "bar", mark)
    if value <= 0:
        edge = QRectF(track.left(), track.top() + (track.height() - thick) / 2, track.width(), thick)
        painter.setPen(theme().color("none"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(edge.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    beside = area.adjusted(track.width() + gap, 0, 0, 0)
    text_cell(painter, beside, text, font=theme().font("secondary"), color=theme().color("text"))


def check_box(area: QRect, align: Align = "center") -> QRect:
    """Return where the 17 px box of a check cell lies."""
    side = theme().size(17)
    box = QRect(area.left(), area.top() + (area.height() - side) // 2, side, side)
    if align == "center":
        box.moveLeft(area.left() + (area.width() - side) // 2)
    return box


def check_cell(painter: QPainter, box: QRect, *, on: bool) -> None:
    """Draw a box, ticked or not."""
    radius = theme().size(4)
    painter.setPen(QPen(theme().color("accent" if on else "strong"), 1.2))
    painter.setBrush(theme().color("accent" if on else "surface"))
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    if on:
        icons.paint(painter, box.adjusted(2, 2, -2, -2), "check", theme().color("on"))


def seg_boxes(area: QRect) -> list[QRect]:
    """Return the four boxes of an H I S A cell, 30 x 25 each."""
    size, gap = QSize(theme().size(30), theme().size(25)), theme().size(4)
    top = area.top() + (area.height() - size.height()) // 2
    step = size.width() + gap
    return [QRect(QPoint(area.left() + place * step, top), size) for place in range(4)]


def seg_cell(painter: QPainter, area: QRect, chosen: str) -> None:
    """Draw the four boxes; the chosen one has a 2 px edge, a fill, a bold letter. W stands for all."""
    radius = theme().size(4)
    if chosen == "W":
        boxes = seg_boxes(area)
        ink, patch = (theme().color(token) for token in STATE_PAIRS["info"])
        whole = boxes[0].united(boxes[-1])
        painter.setPen(QPen(ink, 2))
        painter.setBrush(patch)
        painter.drawRoundedRect(QRectF(whole).adjusted(1, 1, -1, -1), radius, radius)
        painter.setFont(theme().font("pill"))
        painter.drawText(whole, Qt.AlignmentFlag.AlignCenter, ATTENDANCE_WORDS["W"])
        return
    for letter, box in zip(ATTENDANCE_LETTERS, seg_boxes(area), strict=True):
        on = letter == chosen
        ink, patch = (theme().color(token) for token in STATE_PAIRS[_LETTER_TONES[letter]])
        painter.setPen(QPen(ink, 2) if on else QPen(theme().color("border"), 1))
        painter.setBrush(patch if on else theme().color("surface"))
        painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), radius, radius)
        painter.setFont(theme().font("pill" if on else "hint"))
        painter.setPen(ink if on else theme().color("muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)


def record_cell(
    painter: QPainter, area: QRect, icon: str, text: str, sub: str, *, font: QFont, underline: Hits = ()
) -> None:
    """Draw an icon and beside it two lines: the name, and smaller and muted what it belongs to."""
    side = theme().size(16)
    place = QRect(area.left(), area.top() + (area.height() - side) // 2, side, side)
    icons.paint(painter, place, icon, theme().color("muted"))
    beside = area.adjusted(side + theme().size(10), 0, 0, 0)
    upper, lower = _halves(beside)
    text_cell(painter, upper, text, font=font, color=theme().color("text"), underline=underline)
    text_cell(painter, lower, sub, font=theme().font("secondary"), color=theme().color("muted"))


def choice_cell(painter: QPainter, area: QRect, text: str, sub: str, *, chosen: bool, fixed: bool) -> None:
    """Draw a card with a round mark: the chosen one has a 2 px edge, a fill, a filled mark and bold text."""
    card = area.adjusted(0, theme().size(4), 0, -theme().size(4))
    radius = theme().size(5)
    painter.setPen(QPen(theme().color("accent" if chosen else "border"), 2 if chosen else 1))
    painter.setBrush(theme().color("soft" if chosen else ("sunk" if fixed else "surface")))
    painter.drawRoundedRect(QRectF(card).adjusted(1, 1, -1, -1), radius, radius)
    inner = card.adjusted(theme().size(10), 0, -theme().size(8), 0)
    if not fixed:
        _round_mark(painter, inner, chosen=chosen)
        inner = inner.adjusted(theme().size(24), 0, 0, 0)
    ink = "softtext" if chosen else "text"
    for line, words, role in choice_lines(inner, text, sub, chosen=chosen):
        if words:
            color = theme().color("muted" if role == "hint" else ink)
            text_cell(painter, line, words, font=theme().font(role), color=color)
        elif role != "hint":
            empty_cell(painter, line, "kosong")


def choice_lines(area: QRect, text: str, sub: str, *, chosen: bool) -> list[tuple[QRect, str, str]]:
    """Return where the lines of a card stand, their words and font: the value, then smaller where from.

    Two lines, or more where the row is higher; only what has no room in all of them is elided.
    """
    role = "bold" if chosen else "body"
    high = theme().metrics(role).height()
    room = max(area.height() // high, 2)
    value = broken(text, role, area.width(), room - 1)
    lines = [(one, role) for one in value] + [
        (one, "hint") for one in broken(sub, "hint", area.width(), room - len(value))
    ]
    heights = [theme().metrics(font).height() for _, font in lines]
    top = area.top() + (area.height() - sum(heights)) // 2
    placed = []
    for (words, font), height in zip(lines, heights, strict=True):
        placed.append((QRect(area.left(), top, area.width(), height), words, font))
        top += height
    return placed


def broken(text: str, role: str, width: int, most: int) -> list[str]:
    """Return a text in at most so many lines that fit a width; what remains is elided in the last one."""
    found: list[str] = []
    rest = text
    layout = QTextLayout(text, theme().font(role))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    while rest and len(found) < most - 1 and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        found.append(text[line.textStart() : line.textStart() + line.textLength()].rstrip())
        rest = text[line.textStart() + line.textLength() :]
    layout.endLayout()
    if rest or not found:
        found.append(theme().metrics(role).elidedText(rest, Qt.TextElideMode.ElideRight, width))
    return found


def _round_mark(painter: QPainter, area: QRect, *, chosen: bool) -> None:
    side = theme().size(16)
    mark = QRectF(area.left(), area.top() + (area.height() - side) / 2, side, side)
    painter.setPen(QPen(theme().color("accent" if chosen else "strong"), 1.4))
    painter.setBrush(theme().color("accent" if chosen else "surface"))
    painter.drawEllipse(mark.adjusted(0.7, 0.7, -0.7, -0.7))
    if chosen:
        dot = theme().size(5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("on"))
        painter.drawEllipse(mark.adjusted(dot, dot, -dot, -dot))


def _halves(area: QRect) -> tuple[QRect, QRect]:
    """Return where two lines stand, close together in the middle."""
    upper, lower = theme().metrics("body").height(), theme().metrics("secondary").height()
    top = area.top() + (area.height() - upper - lower) // 2
    return (
        QRect(area.left(), top, area.width(), upper),
        QRect(area.left(), top + upper, area.width(), lower),
    )


def focus_ring(painter: QPainter, area: QRect) -> None:
    """Draw the 2 px ring inside the edge of the current cell."""
    painter.setPen(QPen(theme().color("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(area).adjusted(1, 1, -1, -1))
