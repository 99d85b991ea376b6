"""The pictures of the first screen: the strip of shares and a district's row. Each opens its list."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from kpm_desktop.domain import words
from kpm_desktop.domain.overview import DistrictGap, ShareKey
from kpm_desktop.ui.parts import draw_bar
from kpm_desktop.ui.theme import theme

SHARE_WORDS: Final[dict[ShareKey, str]] = {
    "none": "Belum ada KPM",
    "one": "1 KPM",
    "few": "2 sampai 4 KPM",
    "ideal": "5 sampai 10 KPM (ideal)",
    "more": "Lebih dari 10 KPM",
}
SHARE_TINTS: Final[dict[ShareKey, str]] = {
    "none": "none",
    "one": "under5",
    "few": "share2",
    "ideal": "share5",
    "more": "share10",
}


class ShareStrip(QWidget):
    """One bar for all villages, parted by how many cadres they have; a click opens the part's villages."""

    def __init__(self, open_share: Callable[[ShareKey], object]) -> None:
        super().__init__()
        self._open_share = open_share
        self._shares: dict[ShareKey, int] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_shares(self, shares: dict[ShareKey, int]) -> None:
        """Show these numbers of villages."""
        self._shares = shares
        parts = (f"{SHARE_WORDS[key]}: {count} desa" for key, count in shares.items())
        self.setAccessibleName(", ".join(parts))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802, D102 (Qt's name)
        return QSize(theme().size(300), theme().size(24))

    def _places(self) -> list[tuple[ShareKey, QRect]]:
        total = sum(self._shares.values())
        places, left = [], 0.0
        for key, count in self._shares.items():
            if count:
                width = self.width() * count / total
                places.append((key, QRect(round(left), 0, max(2, round(width) - 2), self.height())))
                left += width
        return places

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802, D102 (Qt's name)
        painter = QPainter(self)
        painter.setFont(theme().font("pill"))
        for key, place in self._places():
            painter.fillRect(place, theme().color(SHARE_TINTS[key]))
            text = words.thousands(self._shares[key])
            if painter.fontMetrics().horizontalAdvance(text) + theme().size(8) <= place.width():
                on_dark = key in {"ideal", "more", "none"} or theme().is_dark
                painter.setPen(theme().color("on" if on_dark else "text"))
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802, D102 (Qt's name)
        for key, place in self._places():
            if place.contains(event.position().toPoint()):
                self._open_share(key)
                return


class GapRow(QPushButton):
    """A district in the list of gaps: name, villages, cadres, and a bar of what is missing."""

    def __init__(self, gap: DistrictGap, widest: int) -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self.setAutoDefault(False)
        self.gap = gap
        self._widest = widest
        self.setAccessibleName(
            f"Kecamatan {gap.name}, {gap.villages} desa dan kelurahan, "
            f"{gap.active_cadres} KPM aktif, {missing_words(gap)}"
        )
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802, D102 (Qt's name)
        return QSize(theme().size(500), theme().metrics("body").height() + theme().size(9))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802, D102 (Qt's name)
        painter = QPainter(self)
        if self.underMouse() or self.hasFocus():
            painter.fillRect(self.rect(), theme().color("hoverbg"))
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), theme().color("border"))
        places = gap_places(self.rect())
        painter.setFont(theme().font())
        painter.setPen(theme().color("text"))
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(places[0], left | middle, self.gap.name)
        painter.drawText(places[1], right | middle, words.thousands(self.gap.villages))
        painter.drawText(places[2], right | middle, words.thousands(self.gap.active_cadres))
        draw_bar(painter, places[3], self.gap.missing, self._widest, "under5")
        painter.setPen(theme().color("text"))
        painter.setFont(theme().font("secondary"))
        painter.drawText(places[4], left | middle, missing_words(self.gap))
        if self.hasFocus():
            pen = painter.pen()
            pen.setColor(theme().color("accent"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()


def missing_words(gap: DistrictGap) -> str:
    """Return what a district lacks, in words."""
    return f"kurang {words.thousands(gap.missing)}" if gap.missing else "cukup"


def gap_places(rect: QRect) -> tuple[QRect, QRect, QRect, QRect, QRect]:
    """Return where name, villages, cadres, bar and words stand in a row of the list of gaps."""
    size = theme().size
    name = QRect(rect.left() + size(10), rect.top(), size(165), rect.height())
    villages = QRect(name.right(), rect.top(), size(95), rect.height())
    cadres = QRect(villages.right(), rect.top(), size(96), rect.height())
    tail = size(92)
    bar_left = cadres.right() + size(20)
    bar = QRect(bar_left, rect.top(), max(size(40), rect.right() - tail - bar_left), rect.height())
    return name, villages, cadres, bar, QRect(bar.right() + size(8), rect.top(), tail, rect.height())
