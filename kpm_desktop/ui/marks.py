"""Small signs drawn by hand: pills, data bars, symbols; as widgets, and as functions for delegates.

They ask the theme at every paint, so nothing here has to be told of a change of theme.
"""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kpm_desktop.ui import icons
from kpm_desktop.ui.theme import STATE_PAIRS, theme

TONE_ICONS = {
    "ok": "circle-check",
    "warn": "alert-triangle",
    "err": "circle-x",
    "info": "info-circle",
    "neu": "minus",
    "accent": "info-circle",
}


def draw_pill(painter: QPainter, rect: QRect, text: str, tone: str, icon: str = "") -> None:
    """Draw a pill with its left edge and vertical middle at those of `rect`, never wider than it."""
    color, ground = (theme().color(part) for part in STATE_PAIRS[tone])
    height, metrics = theme().height("pill"), theme().metrics("pill")
    side, pad = theme().size(14), theme().size(8)
    width = min(pill_width(text, tone, icon), rect.width())
    top = rect.top() + (rect.height() - height) // 2
    place = QRect(rect.left(), top, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(place), height / 2, height / 2)
    inner = place.adjusted(pad, 0, -pad, 0)
    drawing = icon or TONE_ICONS[tone]
    if drawing != "none":
        icons.paint(painter, QRect(inner.left(), top + (height - side) // 2, side, side), drawing, color)
        inner.setLeft(inner.left() + side + theme().size(4))
    painter.setPen(color)
    painter.setFont(theme().font("pill"))
    painter.drawText(
        inner,
        Qt.AlignmentFlag.AlignVCenter,
        metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width()),
    )
    painter.restore()


def pill_width(text: str, tone: str, icon: str = "") -> int:
    """Return the width that `draw_pill` wants."""
    drawing = icon or TONE_ICONS[tone]
    room = theme().size(18) if drawing != "none" else 0
    return theme().metrics("pill").horizontalAdvance(text) + room + 2 * theme().size(8) + 1


class Pill(QWidget):
    """A state as icon and word. `icon` "none" leaves the icon out where the word is a count."""

    def __init__(self, text: str = "", tone: str = "neu", icon: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._text, self._tone, self._icon = text, tone, icon
        self.show_state(text, tone, icon)

    def show_state(self, text: str, tone: str, icon: str = "") -> None:
        """Show another state."""
        self._text, self._tone, self._icon = text, tone, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return the word."""
        return self._text

    def minimumSizeHint(self) -> QSize:  # noqa: N802, D102 (Qt's name)
        return self.sizeHint()

    def sizeHint(self) -> QSize:  # noqa: N802, D102 (Qt's name)
        return QSize(pill_width(self._text, self._tone, self._icon), theme().height("pill"))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802, D102 (Qt's name)
        painter = QPainter(self)
        draw_pill(painter, self.rect(), self._text, self._tone, self._icon)
        painter.end()


def draw_bar(
    painter: QPainter, rect: QRect, value: float, full: float, tint: str, mark: float | None = None
) -> None:
    """Draw a data bar in the middle of `rect`: track, fill of `value / full`, a line at `mark`."""
    height = theme().size(11)
    place = QRectF(rect.left(), rect.top() + (rect.height() - height) / 2, rect.width(), height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().color("track"))
    painter.drawRoundedRect(place, 3, 3)
    share = min(max(value / full, 0.0), 1.0) if full else 0.0
    if share:
        painter.setBrush(theme().color(tint))
        painter.drawRoundedRect(QRectF(place.left(), place.top(), place.width() * share, height), 3, 3)
    if mark is not None and full:
        at = place.left() + place.width() * mark / full
        painter.fillRect(QRectF(at - 0.75, place.top() - 2, 1.5, height + 4), theme().color("text"))
    painter.restore()


class DataBar(QWidget):
    """A bar of `value / full` in the colour of a token; the caller writes the value beside it."""

    def __init__(
        self, value: float = 0, full: float = 10, tint: str = "bar", mark: float | None = None
    ) -> None:
        super().__init__()
        self._shown = (value, full, tint, mark)
        self.setMinimumWidth(theme().size(60))

    def sizeHint(self) -> QSize:  # noqa: N802, D102 (Qt's name)
        return QSize(theme().size(160), theme().size(16))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802, D102 (Qt's name)
        painter = QPainter(self)
        value, full, tint, mark = self._shown
        draw_bar(painter, self.rect(), value, full, tint, mark)
        painter.end()


class Symbol(QWidget):
    """An icon; in a round coloured ground when it has a tone, or the initials of a person."""

    def __init__(
        self, icon: str = "", tone: str = "", size: int = 18, ground: int = 0, initials: str = ""
    ) -> None:
        super().__init__()
        self._icon, self._tone, self._size, self._ground, self._initials = icon, tone, size, ground, initials
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, icon: str, tone: str = "") -> None:
        """Show another icon, with the colours of a tone."""
        self._icon, self._tone = icon, tone
        self.update()

    def minimumSizeHint(self) -> QSize:  # noqa: N802, D102 (Qt's name)
        return self.sizeHint()

    def sizeHint(self) -> QSize:  # noqa: N802, D102 (Qt's name)
        side = theme().size(self._ground or self._size)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802, D102 (Qt's name)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fore, back = STATE_PAIRS.get(self._tone, (self._tone or "muted", ""))
        if self._ground and back:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color(back))
            painter.drawEllipse(self.rect())
        if self._initials:
            painter.setPen(theme().color(fore))
            painter.setFont(theme().font("title"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._initials)
        elif self._icon:
            side = theme().size(self._size)
            place = QRect(0, 0, side, side)
            place.moveCenter(self.rect().center())
            icons.paint(painter, place, self._icon, theme().color(fore))
        painter.end()
