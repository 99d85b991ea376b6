"""Rows of buttons that fold: the toolbar over a list with its search box, and the selection bar under it."""

import functools
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QPushButton, QSizePolicy, QWidget

from kpm_desktop.ui import icons, parts
from kpm_desktop.ui.tables.column import Row
from kpm_desktop.ui.tables.list_spec import RowAction, ToolbarAction
from kpm_desktop.ui.theme import theme

SEARCH_WIDTH = 290


class SearchBox(QLineEdit):
    """The search box. Esc clears it, then leaves it; Down and Enter go to the rows."""

    left = Signal()

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setClearButtonEnabled(False)
        self.take_measures()
        parts.describe(self, "Cari di daftar", "Ctrl+F", hint)
        self.setMaxLength(200)

    def take_measures(self) -> None:
        """Leave room for the lens at the present text size."""
        self.setTextMargins(theme().size(26), 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the lens over the empty left end."""
        super().paintEvent(event)
        side = theme().size(18)
        place = QRect(theme().size(10), (self.height() - side) // 2, side, side)
        painter = QPainter(self)
        icons.paint(painter, place, "search", theme().color("muted"))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Act on Esc, Down and Enter; type the rest."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FoldingRow(QWidget):
    """Buttons in a row; those that do not fit are entries of a last button `Lainnya`."""

    def __init__(self) -> None:
        super().__init__()
        self._buttons: list[QPushButton] = []
        self._only_first = False
        self._rest = parts.button("Lainnya", "dots", tooltip="Tombol lainnya")
        self._rest.clicked.connect(self._open_rest)
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme().size(8))
        self._box.addWidget(self._rest)
        self._box.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def add(self, button: QPushButton) -> None:
        """Put a button behind the others."""
        self._buttons.append(button)
        self._box.insertWidget(len(self._buttons) - 1, button)
        self.arrange()

    def buttons(self) -> list[QPushButton]:
        """Return the buttons, shown or folded away."""
        return list(self._buttons)

    def set_only_first(self, only: bool) -> None:
        """Keep only the first button, from 150 % on."""
        self._only_first = only
        self.arrange()

    def arrange(self) -> None:
        """Show as many buttons as fit."""
        gap = self._box.spacing()
        widths = [button.sizeHint().width() for button in self._buttons]
        room = self.width() if self.isVisible() else 100_000
        fits = self._fitting(widths, room, gap)
        if fits < len(widths):
            fits = self._fitting(widths, room - self._rest.sizeHint().width() - gap, gap)
        if self._only_first and len(widths) > 1:
            fits = min(fits, 1)
        for place, button in enumerate(self._buttons):
            button.setVisible(place < fits)
        self._rest.setVisible(fits < len(self._buttons))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Show as many buttons as fit."""
        super().resizeEvent(event)
        self.arrange()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Show as many buttons as fit, now that their sizes are known."""
        super().showEvent(event)
        self.arrange()

    @staticmethod
    def _fitting(widths: Sequence[int], room: int, gap: int) -> int:
        used = 0
        for place, width in enumerate(widths):
            used += width + (gap if place else 0)
            if used > room:
                return place
        return len(widths)

    def _open_rest(self) -> None:
        menu = QMenu(self)
        for button in self._buttons:
            if not button.isHidden():
                continue
            action = menu.addAction(button.icon(), button.text())
            action.setEnabled(button.isEnabled())
            if button.property("opens_menu"):
                action.setMenu(button.menu())
            else:
                action.triggered.connect(button.click)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._rest.mapToGlobal(QPoint(0, self._rest.height() + theme().size(4))))


class Toolbar(QFrame):
    """The buttons of a list and, at the right, its search box."""

    def __init__(self, actions: Sequence[ToolbarAction], search_hint: str) -> None:
        super().__init__()
        self.setProperty("role", "toolbar")
        self.setAccessibleName("Bilah tombol")
        self.row = FoldingRow()
        for action in actions:
            self.row.add(tool(action))
        self.search = SearchBox(search_hint)
        box = parts.row(self.row, self.search, spacing=12)
        box.setStretch(0, 1)
        box.setContentsMargins(theme().size(12), theme().size(9), theme().size(12), theme().size(7))
        self.setLayout(box)
        self.take_measures()
        theme().changed.connect(self.take_measures)

    def take_measures(self) -> None:
        """Take the width of the present text size."""
        self.search.setFixedWidth(min(theme().size(SEARCH_WIDTH), 420))
        self.search.take_measures()


def tool(action: ToolbarAction) -> QPushButton:
    """Return the button of an action, with its menu if it has one."""
    kind = "primary" if action.primary else ""
    made = parts.button(action.text, action.icon, kind, action.shortcut, action.tooltip)
    if action.menu:
        menu = QMenu(made)
        for entry in action.menu:
            line = QAction(entry.text, menu)
            icons.set_icon(line, entry.icon)
            line.triggered.connect(functools.partial(_run, entry))
            menu.addAction(line)
        made.setMenu(menu)
        made.setProperty("opens_menu", True)
    else:
        made.clicked.connect(functools.partial(_run, action))
    return made


def _run(action: ToolbarAction, _checked: bool = False) -> None:
    action.run()


class SelectionBar(QFrame):
    """`3 dipilih`, an act with its number a button, and Lepas pilihan."""

    released = Signal()

    def __init__(self, actions: Sequence[RowAction]) -> None:
        super().__init__()
        self.setProperty("role", "selection")
        self.setAccessibleName("Bilah pilihan")
        self._rows: list[Row] = []
        self._actions = [action for action in actions if not action.single]
        self.count = parts.label("", "bold")
        self.row = FoldingRow()
        for action in self._actions:
            button = parts.button(
                action.text(0), action.icon, "primary" if action.primary else "", action.shortcut
            )
            button.clicked.connect(functools.partial(self._act, action))
            self.row.add(button)
        self.release = parts.button("Lepas pilihan", "x", "icon", "Esc")
        self.release.clicked.connect(self.released)
        box = parts.row(self.count, parts.line(vertical=True), self.row, self.release, spacing=12)
        box.setStretch(2, 1)
        box.setContentsMargins(theme().size(12), theme().size(6), theme().size(12), theme().size(6))
        self.setLayout(box)
        self.hide()

    def show_rows(self, rows: list[Row]) -> None:
        """Show the acts on these rows; nothing when there are none."""
        self._rows = rows
        number = len(rows)
        self.setVisible(bool(rows))
        self.count.setText(f"{number:,} dipilih".replace(",", "."))
        for action, button in zip(self._actions, self.row.buttons(), strict=True):
            text = action.words(number)
            parts.reword(button, text, action.shortcut, tooltip=action.tooltip)
            button.setEnabled(action.allowed is None or action.allowed(rows))
        self.row.arrange()

    def _act(self, action: RowAction, _checked: bool = False) -> None:
        action.run(self._rows)
