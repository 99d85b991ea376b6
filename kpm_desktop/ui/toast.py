"""The toast: what has just happened, with a button to take it back. Bottom centre, 8 seconds.

It stands over the bars at the foot of the window: what is pressed next is never under it. The rows of a table
under it can be scrolled out from there.
"""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, QRect, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QGraphicsOpacityEffect, QStyle, QWidget

from kpm_desktop.ui.parts import button, describe, key_text, label, row
from kpm_desktop.ui.tables.covered_table import CoveredTable
from kpm_desktop.ui.theme import theme

SHOWN_FOR = 8_000  # milliseconds
_FADE = 120
_BARS = frozenset({"foot", "selection"})
"""The roles of frames at the foot of a screen whose buttons stay in reach."""
_MOVES = frozenset({QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Resize, QEvent.Type.Move})


class Toast(QFrame):
    """One at a time, over the window; it stays while the mouse or the focus is on it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "toast")
        self._over = parent
        self._slot: Callable[[], object] | None = None
        self._words = label("", wrap=False)
        self._act = button("")
        self._act.clicked.connect(self._take)
        box = row(self._words, self._act, spacing=16)
        box.setContentsMargins(theme().size(16), theme().size(8), theme().size(10), theme().size(8))
        self.setLayout(box)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._end)
        self._effect = QGraphicsOpacityEffect(self)
        self._fade = QPropertyAnimation(self._effect, b"opacity", self)
        self._fade.setDuration(_FADE)
        self._fade.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._fade.finished.connect(self._faded)
        self._act.installEventFilter(self)
        parent.installEventFilter(self)
        self.hide()

    def text(self) -> str:
        """Return the words shown, empty when nothing is."""
        return self._words.text() if self.isVisible() else ""

    def show_text(
        self, text: str, act: str = "", slot: Callable[[], object] | None = None, key: str = ""
    ) -> None:
        """Show a sentence; with `act` a button that calls `slot` and names `key` beside its words."""
        self._slot = slot
        self._words.setText(
            self._words.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, self._room())
        )
        self._words.setToolTip(text)
        self._act.setVisible(bool(act))
        self._act.setText(f"{act}  {key_text(key)}" if key else act)
        describe(self._act, act, key)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._leave_room()
        self._start_fade()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
        self._timer.start(SHOWN_FOR)

    def take_focus(self) -> None:
        """Put the focus on the button (F7)."""
        if self.isVisible() and self._act.isVisible():
            self._act.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def restyle(self) -> None:
        """Take the place and the room of what is in front at this text size, once all is laid out."""
        if self.isVisible():
            QTimer.singleShot(0, self, self._place)

    def dismiss(self) -> None:
        """Take the toast away."""
        self._timer.stop()
        self.hide()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802, D102 (Qt's name)
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802, D102 (Qt's name)
        self._timer.start(SHOWN_FOR)
        super().leaveEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802, D102 (Qt's name)
        super().hideEvent(event)
        if shiboken6.isValid(self._over):  # it is hidden too when the window is destroyed
            self._leave_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102 (Qt's name)
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, D102 (Qt's name)
        if event.type() in _MOVES and watched is not self._act and self.isVisible():
            self.restyle()
        if watched is self._act and event.type() == QEvent.Type.FocusIn:
            self._timer.stop()
        if watched is self._act and event.type() == QEvent.Type.FocusOut:
            self._timer.start(SHOWN_FOR)
        return False

    def _take(self) -> None:
        slot = self._slot
        self.dismiss()
        if slot:
            slot()

    def _end(self) -> None:
        if not self.underMouse() and not self._act.hasFocus():
            self.hide()

    def _room(self) -> int:
        return max(self._over.width() - theme().size(260), theme().size(200))

    def _place(self) -> None:
        self.adjustSize()
        parent = self._over
        foot = min([parent.height() - theme().height("status"), *self._bar_tops()])
        self.move((parent.width() - self.width()) // 2, foot - theme().size(12) - self.height())
        self._leave_room()

    def _leave_room(self) -> None:
        """Tell the tables below how much of them is covered."""
        for table in self._over.findChildren(CoveredTable):
            table.installEventFilter(self)  # it may come, go or grow while the toast is shown
            seen = table.viewport()
            place = QRect(seen.mapTo(self._over, QPoint()), seen.size())
            is_under = self.isVisible() and seen.isVisible() and place.intersects(self.geometry())
            table.leave_room(place.bottom() + 1 - self.y() + theme().size(4) if is_under else 0)

    def _bar_tops(self) -> list[int]:
        """Return where the bars begin that are shown at the foot; those that may come are watched."""
        bars = [one for one in self._over.findChildren(QFrame) if one.property("role") in _BARS]
        for bar in bars:
            bar.installEventFilter(self)  # a second time is as good as once
        return [bar.mapTo(self._over, QPoint()).y() for bar in bars if bar.isVisible()]

    def _start_fade(self) -> None:
        if not self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self):
            return
        self.setGraphicsEffect(self._effect)
        self._effect.setEnabled(True)
        self._fade.stop()
        self._fade.setStartValue(0.0)
        self._fade.setEndValue(1.0)
        self._fade.start()

    def _faded(self) -> None:
        self._effect.setEnabled(False)
