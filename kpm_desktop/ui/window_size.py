"""How large a window is at first: as designed, or as large as a screen that has no room for that."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

DESIGNED: Final = QSize(1366, 696)
"""What a maximised window has inside on a screen of 1366 x 768 points with a task bar at 100 %."""
_FRAME: Final = QSize(16, 40)


def show_fitting(window: QWidget) -> None:
    """Show a window at the designed size, or maximised where it would stand out over the screen's edges."""
    window.resize(DESIGNED)
    wanted, room = DESIGNED + _FRAME, window.screen().availableSize()
    if wanted.boundedTo(room) == wanted:
        window.show()
    else:
        window.showMaximized()
