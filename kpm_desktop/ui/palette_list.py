"""The rows of the command palette: captions of groups, hits below them, one of them the current one."""

from collections.abc import Sequence
from typing import Any, Final, TypeAlias

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate

from kpm_desktop.domain.names import search_key
from kpm_desktop.ui import icons
from kpm_desktop.ui.palette_search import GROUPS, Entry, Hit
from kpm_desktop.ui.tables.cell_paint import text_cell
from kpm_desktop.ui.tables.row_order import hits
from kpm_desktop.ui.theme import theme

Section: TypeAlias = tuple[str, Sequence[Hit]]
"""A caption and the hits below it."""
Option: TypeAlias = Any
"""A QStyleOptionViewItem; the type stubs of PySide6 do not know its rect and state."""
AnyIndex: TypeAlias = QModelIndex | QPersistentModelIndex

_PLACE: Final = Qt.ItemDataRole.UserRole  # where a row's hit stands in `HitList.hits`; a caption has none
_ICON, _PAD, _GAP = 18, 14, 10


class HitList(QListView):
    """Shows sections of hits. The focus stays in the field, which moves the current row from outside."""

    def __init__(self) -> None:
        super().__init__()
        self.hits: list[Hit] = []
        self.words: tuple[str, ...] = ()
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(_HitDelegate(self))
        self.setAccessibleName("Hasil")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_sections(self, sections: Sequence[Section], query: str = "") -> None:
        """Show other hits; the first one becomes the current one. Words of the query are underlined."""
        self.words = tuple(search_key(query).split())
        self.hits = [hit for _, found in sections for hit in found]
        self._rows.clear()
        place = 0
        for caption, found in sections:
            head = QStandardItem(caption)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            self._rows.appendRow(head)
            for hit in found:
                row = QStandardItem(hit.entry.title)
                row.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                row.setData(place, _PLACE)
                row.setData(spoken(hit.entry), Qt.ItemDataRole.AccessibleTextRole)
                row.setToolTip(", ".join(text for text in (hit.entry.title, hit.entry.place) if text))
                self._rows.appendRow(row)
                place += 1
        self._choose(0)

    def current_hit(self) -> Hit | None:
        """Return the current hit, None when nothing was found."""
        return self.hit_at(self.currentIndex())

    def hit_at(self, index: AnyIndex) -> Hit | None:
        """Return the hit of a row, None for a caption."""
        place = index.data(_PLACE)
        return self.hits[place] if isinstance(place, int) else None

    def step(self, by: int) -> None:
        """Go down or up by that many hits, from the last one to the first and back."""
        place = self.currentIndex().data(_PLACE)
        if isinstance(place, int):
            self._choose((place + by) % len(self.hits))

    def _choose(self, wanted: int) -> None:
        for number in range(self._rows.rowCount()):
            index = self._rows.index(number, 0)
            if index.data(_PLACE) == wanted:
                # the caption of the first hit is worth seeing, too
                self.scrollTo(self._rows.index(number - 1, 0))
                self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
                self.scrollTo(index)
                return


class _HitDelegate(QStyledItemDelegate):
    """Draws a caption, or a hit: icon, title, place, and its key at the right."""

    def __init__(self, view: HitList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: Option, index: AnyIndex) -> QSize:  # noqa: N802 (Qt's name)
        """Return the height of a row at the present text size."""
        if self._view.hit_at(index) is None:
            return QSize(0, theme().metrics("pill").height() + theme().size(11))
        return QSize(0, theme().height("row"))

    def paint(self, painter: QPainter, option: Option, index: AnyIndex) -> None:
        """Draw one row."""
        rect: QRect = option.rect
        inside = rect.adjusted(theme().size(_PAD), 0, -theme().size(_PAD), 0)
        hit = self._view.hit_at(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if hit is None:
            inside.setTop(inside.top() + theme().size(7))
            text_cell(
                painter, inside, str(index.data()), font=theme().font("pill"), color=theme().color("muted")
            )
        else:
            is_current = index == self._view.currentIndex()
            self._ground(painter, rect, option.state, is_current=is_current)
            self._hit(painter, inside, hit.entry, is_current=is_current)
        painter.restore()

    @staticmethod
    def _ground(painter: QPainter, rect: QRect, state: QStyle.StateFlag, *, is_current: bool) -> None:
        if is_current:
            painter.fillRect(rect, theme().color("sel"))
            painter.fillRect(
                QRect(rect.left(), rect.top(), theme().size(4), rect.height()), theme().color("accent")
            )
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme().color("hoverbg"))

    def _hit(self, painter: QPainter, inside: QRect, entry: Entry, *, is_current: bool) -> None:
        side = theme().size(_ICON)
        box = QRect(inside.left(), inside.top() + (inside.height() - side) // 2, side, side)
        icons.paint(painter, box, entry.icon, theme().color("accent" if is_current else "muted"))
        keys = entry.shortcut or ("Enter" if is_current else "")
        room = _keycap(painter, inside, keys) if keys else 0
        text_cell(
            painter,
            inside.adjusted(side + theme().size(_GAP), 0, -room, 0),
            entry.title,
            entry.place,
            font=theme().font("body"),
            color=theme().color("text"),
            underline=hits(entry.title, self._view.words, search_key),
        )


def spoken(entry: Entry) -> str:
    """Return how a hit is read out: `Orang: Siti Contohwati, Desa Sukodadi, Kec. Paiton`."""
    return ", ".join(
        text for text in (f"{GROUPS[entry.group]}: {entry.title}", entry.place, entry.shortcut) if text
    )


def _keycap(painter: QPainter, inside: QRect, keys: str) -> int:
    """Draw keys at the right end; returns the room taken."""
    metrics = theme().metrics("hint")
    width, height = metrics.horizontalAdvance(keys) + theme().size(16), metrics.height() + theme().size(4)
    box = QRect(inside.right() - width, inside.top() + (inside.height() - height) // 2, width, height)
    painter.setPen(QPen(theme().color("border"), 1))
    painter.setBrush(theme().color("alt"))
    painter.drawRoundedRect(box, theme().size(4), theme().size(4))
    painter.setPen(theme().color("muted"))
    painter.setFont(theme().font("hint"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, keys)
    return width + theme().size(_GAP)
