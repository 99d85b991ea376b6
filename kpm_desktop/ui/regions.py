"""Moving the focus between the parts of the window (F6, Shift+F6)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def move_focus(regions: Sequence[QWidget], direction: int) -> None:
    """Focus the first thing in the next region (1) or the one before (-1) that can take it."""
    focused = QApplication.focusWidget()
    at = next(
        (
            place
            for place, one in enumerate(regions)
            if focused and (one is focused or one.isAncestorOf(focused))
        ),
        0 if direction > 0 else 1,
    )
    for step in range(1, len(regions) + 1):
        if _focus_first(regions[(at + direction * step) % len(regions)]):
            return


def _focus_first(region: QWidget) -> bool:
    for one in (region, *region.findChildren(QWidget)):
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible() and one.isEnabled():
            one.setFocus(Qt.FocusReason.TabFocusReason)
            return True
    return False
