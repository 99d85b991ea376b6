"""The detail pane beside a list: remembered width and visibility; an overlay at big text sizes."""

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QStackedLayout, QWidget

from kpm_desktop.ui import parts
from kpm_desktop.ui.tables.column import Row
from kpm_desktop.ui.tables.list_spec import Detail, ListSpec, Memory
from kpm_desktop.ui.theme import theme

SMALLEST = 300


class Pane(QFrame):
    """The frame around a screen's detail widget; shows a sentence while no row is current."""

    def __init__(self, content: QWidget, *, scrolls: bool) -> None:
        super().__init__()
        if not isinstance(content, Detail):
            raise TypeError("a detail widget has show_row(row)")
        self.setProperty("role", "surface")
        self.setAccessibleName("Rincian")
        self._detail: Detail = content
        self._nothing = parts.label("Pilih satu baris untuk melihat isinya.", "muted", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setMargin(theme().size(16))
        shown: QWidget = content
        if scrolls:
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            content.setProperty("role", "body")
            area.setWidget(content)
            shown = area
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(shown)

    def show_row(self, row: Row | None) -> None:
        """Show a row, or the sentence."""
        self._detail.show_row(row)
        self._stack.setCurrentIndex(0 if row is None else 1)

    def focus_first(self) -> None:
        """Put the focus on the first control inside."""
        for widget in self.findChildren(QWidget):
            if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return


class ListSplitter(QSplitter):
    """List and pane side by side."""

    resized = Signal()

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Tell that list and pane need other widths."""
        super().resizeEvent(event)
        self.resized.emit()


class PanePlace(QObject):
    """Decides where the pane is: beside the list, over it, or away. Keeps `<name>/pane` in the memory."""

    def __init__(
        self, page: QWidget, splitter: ListSplitter, pane: Pane, spec: ListSpec, memory: Memory
    ) -> None:
        super().__init__(page)
        self._page, self._splitter, self._pane = page, splitter, pane
        self._memory, self._key = memory, f"{spec.name}/pane"
        self._list_leads = spec.list_width == 0
        kept: Any = memory.get(self._key)
        kept = kept if isinstance(kept, dict) else {}
        self._width = int(kept.get("width", spec.pane_width if self._list_leads else spec.list_width))
        self._open = bool(kept.get("open", True))
        self._over = False
        self._sized = False
        pane.setMinimumWidth(theme().size(SMALLEST))
        splitter.splitterMoved.connect(self._moved)
        splitter.resized.connect(self._resized)
        pane.setVisible(self._open)

    @property
    def is_open(self) -> bool:
        """Tell whether the pane can be seen."""
        return not self._pane.isHidden()

    @property
    def is_over(self) -> bool:
        """Tell whether the pane lies over the list."""
        return self._over

    def toggle(self) -> None:
        """Open or close the pane, as F4 does."""
        self.set_open(not self.is_open)

    def set_open(self, is_open: bool) -> None:
        """Open or close the pane."""
        self._pane.setVisible(is_open)
        if self._over:
            self._place_over()
            return
        self._open = is_open
        self._keep()
        self.spread()

    def set_over(self, over: bool) -> None:
        """Lay the pane over the list (closed until Enter), or put it beside the list again."""
        if over == self._over:
            return
        self._over = over
        parts.set_property(self._pane, "role", "overlay" if over else "surface")
        if over:
            self._pane.setParent(self._page)
            self._pane.hide()
        else:
            self._splitter.addWidget(self._pane)
            self._pane.setVisible(self._open)
            self.spread()

    def spread(self) -> None:
        """Give pane and list their widths."""
        if self._over or not self._open or self._splitter.width() <= 0:
            return
        whole, part = self._splitter.width(), theme().size(self._width)
        self._splitter.setSizes([whole - part, part] if self._list_leads else [part, whole - part])
        self._sized = True

    def _resized(self) -> None:
        if self._over:
            self._place_over()
        else:
            self.spread()

    def _place_over(self) -> None:
        area = self._splitter.geometry()
        width = min(theme().size(max(self._width, 392) if self._list_leads else 760), area.width())
        self._pane.setGeometry(area.right() + 1 - width, area.top(), width, area.height())
        self._pane.raise_()

    def _moved(self, _place: int, _index: int) -> None:
        sizes = self._splitter.sizes()
        if self._sized and len(sizes) == 2 and all(sizes):
            self._width = round(sizes[1 if self._list_leads else 0] * 100 / theme().percent)
            self._keep()

    def _keep(self) -> None:
        self._memory[self._key] = {"width": self._width, "open": self._open}
