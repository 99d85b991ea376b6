"""A body with a pane beside it, both scrolling for themselves; with little room the pane covers the body."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QWidget

from kpm_desktop.ui.theme import Density, theme

WIDTH = 348
_SMALLEST = 300


class Beside(QSplitter):
    """Wide: both are seen. From 150 % on: the pane comes with `open_pane` and goes with `close_pane`."""

    def __init__(self, body: QWidget, pane: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._is_narrow = False
        self._body, self._pane = _scrolling(body), _scrolling(pane)
        pane.setProperty("role", "surface")
        pane.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._pane.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pane.setMinimumWidth(theme().size(_SMALLEST))
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.addWidget(self._body)
        self.addWidget(self._pane)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self.setSizes([theme().size(1366 - WIDTH), theme().size(WIDTH)])

    @property
    def is_narrow(self) -> bool:
        """Tell whether the pane covers the body."""
        return self._is_narrow

    def take_density(self, width: int) -> None:
        """Take the room that the page has now."""
        narrow = theme().density(width) >= Density.NARROW
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            self._body.show()
            self._pane.setVisible(not narrow)

    def open_pane(self) -> None:
        """Show the pane."""
        self._pane.show()
        if self._is_narrow:
            self._body.hide()

    def close_pane(self) -> bool:
        """Go back from the pane to the body; False when the focus is not in the pane."""
        if not self._pane.isAncestorOf(self.focusWidget() or self):
            return False
        self._body.show()
        if self._is_narrow:
            self._pane.hide()
        return True

    def show_focus(self) -> None:
        """Scroll the pane to what has the focus."""
        focused = self.focusWidget()
        if focused is not None and self._pane.isAncestorOf(focused):
            self._pane.ensureWidgetVisible(focused)

    def body_height(self) -> int:
        """Return how much of the body can be seen."""
        return self._body.viewport().height()


def _scrolling(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inside.setProperty("role", "body")
    area.setWidget(inside)
    return area
