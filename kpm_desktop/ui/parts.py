"""Small parts that all screens share: buttons, labels, cards, pills, notices, empty states.

Looks come from the style sheet through the properties `kind`, `role` and `tone`. What is drawn by hand is in
`marks.py`; screens find all of it here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kpm_desktop.ui import icons
from kpm_desktop.ui.marks import TONE_ICONS, DataBar, Pill, Symbol, draw_bar, draw_pill, pill_width
from kpm_desktop.ui.theme import STATE_PAIRS, theme

__all__ = ["TONE_ICONS", "DataBar", "Pill", "Symbol", "draw_bar", "draw_pill", "pill_width"]  # handed on

TONE_WORDS = {
    "ok": "Beres",
    "warn": "Peringatan",
    "err": "Masalah",
    "info": "Keterangan",
    "neu": "Keterangan",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A button to be made: its words, what it does, its icon and key; the first of several is primary."""

    text: str
    act: Callable[[], object]
    icon: str = ""
    key: str = ""


def key_sequence(key: str) -> QKeySequence:
    """Return the keys that a text of the program names, in Qt's own (not the operator's) words.

    The catalogue says "Enter" for Return, so that texts read in the operator's language mix the two up.
    """
    return QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText)


def key_text(key: str) -> str:
    """Return how a key is written for the operator: "Del", "Spasi", "Ctrl+Shift+Z"."""
    return key_sequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def describe(widget: QWidget, name: str, key: str = "", tooltip: str = "") -> None:
    """Give a control its accessible name and a tooltip that ends with its key."""
    widget.setAccessibleName(name)
    words = tooltip or name
    widget.setToolTip(f"{words} ({key_text(key)})" if key else words)


def button(text: str, icon: str = "", kind: str = "", key: str = "", tooltip: str = "") -> QPushButton:
    """Return a button; `kind` is "" (secondary), primary, link, chip, group, choice, status.

    `key` is only told in the tooltip; the shortcut itself is a row of `actions.py` or the screen's own.
    """
    made = QPushButton(text.replace("&", "&&"))
    made.setAutoDefault(False)
    made.setProperty("kind", kind)
    if icon:
        icons.set_icon(made, icon, {"primary": "on", "link": "accent"}.get(kind, "text"), 16 if kind else 18)
    describe(made, text, key, tooltip)
    if kind == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def icon_button(icon: str, name: str, key: str = "", tint: str = "text", size: int = 18) -> QPushButton:
    """Return a button that shows only an icon; `name` is its tooltip and its accessible name."""
    made = QPushButton()
    made.setAutoDefault(False)
    made.setProperty("kind", "icon")
    icons.set_icon(made, icon, tint, size)
    describe(made, name, key)
    return made


def reword(target: QAbstractButton, words: str, key: str = "", *, name: str = "", tooltip: str = "") -> None:
    """Give a button other words; `name` says them longer for the screen reader, `tooltip` for the pointer."""
    target.setText(words.replace("&", "&&"))
    icons.refit(target)
    describe(target, name or words, key, tooltip)


def offered(offers: Sequence[Offer], *, primary_first: bool = True) -> list[QPushButton]:
    """Return a connected button for each offer."""
    made: list[QPushButton] = []
    for place, offer in enumerate(offers):
        kind = "primary" if primary_first and place == 0 else ""
        one = button(offer.text, offer.icon, kind, offer.key)
        one.clicked.connect(offer.act)
        made.append(one)
    return made


def label(text: str = "", role: str = "", *, wrap: bool = False, buddy: QWidget | None = None) -> QLabel:
    """Return a label of plain text; `role` is a word of the style sheet: muted, hint, card, title..."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    if buddy is not None:
        made.setBuddy(buddy)
    return made


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet looks at, and let the widget show it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def set_tone(widget: QWidget, tone: str) -> None:
    """Colour the edge of a field, or a notice: "err", "warn", "ok", "info", or "" for none."""
    set_property(widget, "tone", tone)


def row(*items: QWidget | QLayout | int | None, spacing: int = 8) -> QHBoxLayout:
    """Return a layout from left to right; a number is a gap at 100 %, None stretches."""
    return _fill(QHBoxLayout(), items, spacing)


def column(*items: QWidget | QLayout | int | None, spacing: int = 8) -> QVBoxLayout:
    """Return a layout from top to bottom; a number is a gap at 100 %, None stretches."""
    return _fill(QVBoxLayout(), items, spacing)


_Box = TypeVar("_Box", QHBoxLayout, QVBoxLayout)


def _fill(box: _Box, items: Sequence[QWidget | QLayout | int | None], spacing: int) -> _Box:
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(theme().size(spacing))
    for item in items:
        match item:
            case None:
                box.addStretch(1)
            case int():
                box.addSpacing(theme().size(item))
            case QWidget():
                box.addWidget(item)
            case _:
                box.addLayout(item)
    return box


def line(*, vertical: bool = False) -> QFrame:
    """Return a hairline."""
    made = QFrame()
    made.setProperty("role", "line")
    if vertical:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def frame(role: str, content: QLayout | None = None) -> QFrame:
    """Return a frame of a role of the style sheet: card, header, foot, toolbar, pane, selection..."""
    made = QFrame()
    made.setProperty("role", role)
    if content is not None:
        made.setLayout(content)
    return made


def scrolled(content: QLayout, role: str = "body") -> QScrollArea:
    """Return an area of a role's colour that scrolls its content where there is no room for it."""
    inside = QWidget()
    inside.setProperty("role", role)
    inside.setLayout(content)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


class Card(QFrame):
    """A white card: title, an optional muted remark or link at the right, and `body` to fill."""

    def __init__(self, title: str = "", remark: str = "", link: Offer | None = None) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.body = QVBoxLayout()
        self.body.setSpacing(theme().size(6))
        outer = column(spacing=6)
        outer.setContentsMargins(theme().size(14), theme().size(10), theme().size(14), theme().size(10))
        self.title = label(title, "card")
        self.remark = label(remark, "secondary")
        if title:
            head = row(self.title, None, self.remark)
            if link:
                head.addWidget(go_link(link))
            outer.addLayout(head)
            self.setAccessibleName(title)
        outer.addLayout(self.body, 1)
        self.setLayout(outer)


def go_link(offer: Offer) -> QPushButton:
    """Return a link with an arrow behind it, as in "Daftar desa >"."""
    made = button(offer.text, kind="link", key=offer.key)
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    icons.set_icon(made, offer.icon or "chevron-right", "accent", 16)
    made.clicked.connect(offer.act)
    return made


def heading(text: str, remark: str = "") -> QHBoxLayout:
    """Return the heading of a section with a muted remark beside it."""
    return row(label(text, "card"), label(remark, "secondary"), None)


class Notice(QFrame):
    """A message in the page: icon, sentence, its code at the right, and up to three buttons below.

    `primary`: the first button is the page's primary one; Enter presses it.
    """

    def __init__(
        self,
        text: str,
        tone: str = "info",
        code: str = "",
        offers: Sequence[Offer] = (),
        *,
        primary: bool = False,
    ) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self._symbol = Symbol(TONE_ICONS[tone], tone, 18)
        self._words = label(text, wrap=True)
        self._code = label(code, "code")
        top = row(self._symbol, self._words, self._code)
        top.setStretch(1, 1)
        outer = column(top, spacing=6)
        outer.setContentsMargins(theme().size(10), theme().size(6), theme().size(10), theme().size(6))
        if offers:
            buttons = offered(offers, primary_first=primary)
            buttons[0].setDefault(primary)
            self.setFocusProxy(buttons[0])
            outer.addLayout(row(26, *buttons, None))
        self.setLayout(outer)
        self.show_message(text, tone, code)

    def show_message(self, text: str, tone: str, code: str = "") -> None:
        """Show another sentence in the same place; screen readers are told."""
        set_tone(self, tone)
        set_tone(self._code, tone)
        self._symbol.show_icon(TONE_ICONS[tone], STATE_PAIRS[tone][0])
        self._words.setText(text)
        self._code.setText(code)
        self._code.setVisible(bool(code))
        self.setAccessibleName(f"{TONE_WORDS.get(tone, '')}: {text}")


class EmptyState(QWidget):
    """What stands where a list has nothing: icon, one sentence, at most three buttons."""

    def __init__(self, icon: str, sentence: str, offers: Sequence[Offer] = ()) -> None:
        super().__init__()
        self._words = label(sentence, "muted", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box = column(None, spacing=12)
        box.setContentsMargins(*(theme().size(24),) * 4)
        self._symbol = Symbol(icon, "muted", 40)
        box.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self._words)
        if offers:
            box.addLayout(row(None, *offered(offers[:3]), None))
        box.addStretch(2)
        self.setLayout(box)

    def say(self, sentence: str) -> None:
        """Show another sentence."""
        self._words.setText(sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Leave the icon out where words and buttons need the room."""
        super().resizeEvent(event)
        needed = self.sizeHint().height()
        if self._symbol.isHidden():
            needed += self._symbol.sizeHint().height() + theme().size(12)
        self._symbol.setHidden(self.height() < needed)


class BackHeader(QFrame):
    """Head of a full page: back arrow (Alt+Left), title, `middle` for a step strip, a remark at the right."""

    def __init__(self, title: str, back: Callable[[], object], remark: str = "") -> None:
        super().__init__()
        self.setProperty("role", "backbar")
        self.back = icon_button("chevron-left", "Kembali", "Alt+Left")
        self.back.clicked.connect(back)
        self.title = label(title, "title")
        self.middle = row()
        self.remark = label(remark, "label")
        box = row(self.back, self.title, 8, self.middle, None, self.remark)
        box.setContentsMargins(theme().size(12), 0, theme().size(16), 0)
        self.setLayout(box)
        self.setMinimumHeight(theme().height("toolbar"))


class _KeptWidth(QObject):
    """Keeps a widget this wide at 100 %, and as much wider as the text is larger, while it is shown too."""

    def __init__(self, widget: QWidget, width: int) -> None:
        super().__init__(widget)
        self._widget, self._width = widget, width
        theme().changed.connect(self.take)
        self.take()

    def take(self) -> None:
        self._widget.setFixedWidth(theme().size(self._width))


def value_row(name: str, value: QWidget | str, *extra: QWidget, width: int = 120) -> QHBoxLayout:
    """Return one fact of a detail pane: muted name, value (empty shows `kosong`), and a link or two."""
    head = label(name, "secondary", wrap=True)
    _KeptWidth(head, width)
    shown: QWidget = value if isinstance(value, QWidget) else value_label(value)
    made = row(head, shown, *extra)
    made.setStretch(1, 1)
    made.setAlignment(head, Qt.AlignmentFlag.AlignTop)
    return made


def value_label(text: str) -> QLabel:
    """Return a value of a record: wraps, can be marked with the mouse; nothing is shown as `kosong`."""
    made = label(text or "kosong", "" if text else "empty", wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while layout.count():
        item = layout.takeAt(0)
        widget, inner = item.widget(), item.layout()
        if widget:
            widget.hide()
            widget.deleteLater()
        elif inner:
            clear(inner)
