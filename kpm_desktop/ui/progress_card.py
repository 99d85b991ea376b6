"""What is seen of a long job: after 300 ms a card over the dimmed window, with count, item and Hentikan."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from kpm_desktop.ui.jobs import Jobs
from kpm_desktop.ui.parts import button, column, frame, label, row
from kpm_desktop.ui.theme import theme

APPEARS_AFTER = 300  # milliseconds


def thousands(number: int) -> str:
    """Return a number as it is written in Indonesian: 1.204."""
    return f"{number:,}".replace(",", ".")


class ProgressCard(QWidget):
    """Covers its parent from the start of a job, so nothing can be typed; visible only when it lasts."""

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._over = parent
        self._before: QWidget | None = None
        self._is_seen = False
        self._title = label("", "card", wrap=True)
        self._item = label("", "secondary")
        self._count = label("", "secondary")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Kemajuan")
        self._stop = button("Hentikan", "x", key="Esc")
        self._stop.clicked.connect(self._cancel)
        inside = column(
            self._title, self._bar, row(self._item, None, self._count), row(None, self._stop), spacing=12
        )
        inside.setContentsMargins(*(theme().size(16),) * 4)
        self._card = frame("card", inside)
        outer = row(None, column(None, self._card, None), None)
        self.setLayout(outer)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._appear)
        jobs.started.connect(self._begin)
        jobs.progressed.connect(self._advance)
        jobs.finished.connect(self._finish)
        parent.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, D102 (Qt's name)
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102 (Qt's name)
        if event.key() == Qt.Key.Key_Escape:
            self._cancel()
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802, D102 (Qt's name)
        if self._is_seen:
            painter = QPainter(self)
            painter.fillRect(self.rect(), QColor(0, 0, 0, 110))
            painter.end()

    def _begin(self, title: str) -> None:
        self._before = self.window().focusWidget()
        self._title.setText(title)
        self._item.setText("")
        self._count.setText("")
        self._bar.setRange(0, 0)
        self._stop.setEnabled(True)
        self._is_seen = False
        self._card.setVisible(False)
        self._card.setFixedWidth(min(theme().size(460), max(self._over.width() - 32, 200)))
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self._timer.start(APPEARS_AFTER)

    def _appear(self) -> None:
        self._is_seen = True
        self._card.setVisible(True)
        self._stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    def _advance(self, done: int, total: int, what: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        room = self._card.width() - theme().size(150)
        self._item.setText(self._item.fontMetrics().elidedText(what, Qt.TextElideMode.ElideRight, room))
        self._count.setText(f"{thousands(done)} dari {thousands(total)}" if total else thousands(done))

    def _cancel(self) -> None:
        self._stop.setEnabled(False)
        self._item.setText("Menghentikan…")
        self._jobs.cancel()

    def _finish(self) -> None:
        self._timer.stop()
        self._is_seen = False
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
