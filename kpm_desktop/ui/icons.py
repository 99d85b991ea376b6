"""Icons: Tabler outline drawings in the colours of the tokens, sharp at every device pixel ratio.

`set_icon(button, "printer")` is the usual way: the button remembers its drawing and gets it again when the
theme changes. Delegates use `paint`. The files and their licence lie in `resources/icons`.
"""

import functools
import re

from PySide6.QtCore import QByteArray, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication

from kpm_desktop import paths
from kpm_desktop.ui.theme import ratios, theme

_STROKE = 1.75
_GAP = 4  # beside the words of a button, on top of what Fusion leaves free


def names() -> list[str]:
    """Return the names of all icons shipped, sorted."""
    return sorted(path.stem for path in paths.resource("icons").glob("*.svg"))


def icon(name: str, tint: str = "text", size: int = 18) -> QIcon:
    """Return an icon in the colour of the token `tint`; `size` is 14, 16, 18 or 22 at 100 % text size.

    Disabled it is muted. It is drawn for the present theme; `set_icon` keeps up with later ones.
    """
    return _icon(name, *_colors(tint), (theme().size(size), 0), ratios())


def pixmap(name: str, tint: str = "text", size: int = 18, ratio: float = 1.0) -> QPixmap:
    """Return the drawing `size` wide and high at 100 % text size, for a device pixel ratio."""
    return _pixmap(name, theme().color(tint).name(), theme().size(size), ratio)


def paint(painter: QPainter, rect: QRect, name: str, color: QColor) -> None:
    """Draw an icon as large as the rectangle's height allows, centred in it."""
    side = min(rect.width(), rect.height())
    device = painter.device()
    ratio = device.devicePixelRatio() if device else 1.0
    place = QRect(0, 0, side, side)
    place.moveCenter(rect.center())
    painter.drawPixmap(place, _pixmap(name, color.name(), side, ratio))


def set_icon(target: QAbstractButton | QAction, name: str, tint: str = "text", size: int = 18) -> None:
    """Give a button or an action an icon that follows the theme from now on; an empty name takes it away."""
    target.setProperty("icon_spec", f"{name}/{tint}/{size}")
    _show(target)


def refit(target: QAbstractButton) -> None:
    """Leave the gap between icon and words after the words came or went."""
    _show(target)


def refresh() -> None:
    """Draw the icons of all buttons and actions again; called once after the theme has changed."""
    _icon.cache_clear()
    for widget in QApplication.allWidgets():
        if isinstance(widget, QAbstractButton):
            _show(widget)
        for action in widget.actions():
            _show(action)


def application_icon() -> QIcon:
    """Return the program's own icon: three people, white on the accent colour, in the usual sizes."""
    drawn = QIcon()
    for side in (16, 20, 24, 32, 40, 48, 64, 128, 256):
        drawn.addPixmap(_application_pixmap(side))
    return drawn


def _show(target: QObject) -> None:
    spec = target.property("icon_spec")
    if not isinstance(spec, str) or not isinstance(target, QAbstractButton | QAction):
        return
    name, tint, size = spec.split("/")
    if isinstance(target, QAction):
        target.setIcon(icon(name, tint, int(size)) if name else QIcon())
        return
    side = theme().size(int(size))
    gap = theme().size(_GAP) if target.text() else 0
    is_behind = target.layoutDirection() is Qt.LayoutDirection.RightToLeft
    room = (side, -gap if is_behind else gap)
    target.setIcon(_icon(name, *_colors(tint), room, ratios()) if name else QIcon())
    target.setIconSize(QSize(side + gap, side))


def _colors(tint: str) -> tuple[str, str]:
    return theme().color(tint).name(), theme().color("muted").name()


@functools.lru_cache(maxsize=512)
def _icon(name: str, color: str, disabled: str, room: tuple[int, int], at: tuple[float, ...]) -> QIcon:
    drawn = QIcon()
    for ratio in at:
        usual = _pixmap(name, color, room[0], ratio, room[1])
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Active, QIcon.Mode.Selected):
            drawn.addPixmap(usual, mode)
        drawn.addPixmap(_pixmap(name, disabled, room[0], ratio, room[1]), QIcon.Mode.Disabled)
    return drawn


@functools.lru_cache(maxsize=1024)
def _pixmap(name: str, color: str, side: int, ratio: float, gap: int = 0) -> QPixmap:
    # a gap stands behind the drawing, a negative one before it
    pixels = max(round(side * ratio), 1)
    drawn = QPixmap(pixels + round(abs(gap) * ratio), pixels)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(name, color).render(painter, QRectF(round(max(-gap, 0) * ratio), 0, pixels, pixels))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


@functools.lru_cache(maxsize=512)
def _renderer(name: str, color: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", color).encode()))


@functools.cache
def _drawing(name: str) -> str:
    text = paths.resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    return re.sub(r'stroke-width="2"', f'stroke-width="{_STROKE}"', text)


def _application_pixmap(side: int) -> QPixmap:
    drawn = QPixmap(side, side)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#0B6A75"))
    painter.drawRoundedRect(QRectF(0, 0, side, side), side * 0.2, side * 0.2)
    room = side * 0.12
    _renderer("users-group", "#FFFFFF").render(painter, QRectF(room, room, side - 2 * room, side - 2 * room))
    painter.end()
    return drawn
