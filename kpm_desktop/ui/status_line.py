"""The status line: saved state, hint of the page, age of the copy outside this PC, data name, text size."""

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QSizePolicy

from kpm_desktop.domain.overview import AT_RISK
from kpm_desktop.ui import icons
from kpm_desktop.ui.elided_label import ElidedLabel
from kpm_desktop.ui.package_words import age_words
from kpm_desktop.ui.parts import describe, label, line, row, set_tone
from kpm_desktop.ui.theme import SCALES, Density, theme

AMBER_FROM, RED_FROM = 4, AT_RISK  # days since the last copy outside this PC


def age_tone(days: int | None) -> str:
    """Return how urgent a copy outside this PC is: "" (fresh), warn, err."""
    if days is None:
        return "warn"
    return "err" if days >= RED_FROM else "warn" if days >= AMBER_FROM else ""


class StatusLine(QFrame):
    """Says what was pressed; is told what to show."""

    saved_pressed = Signal()
    backup_pressed = Signal()
    size_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "status")
        self.setAccessibleName("Baris keadaan")
        self.setMinimumWidth(1)
        self._saved = self._part("Tersimpan")
        self._saved.clicked.connect(self.saved_pressed)
        self._hint = ElidedLabel("secondary")
        self._backup = self._part("Cadangan di luar PC")
        self._backup.clicked.connect(self.backup_pressed)
        self._name = label("", "secondary")
        self._size = self._part("Ukuran tulisan")
        self._size.clicked.connect(self._offer_sizes)
        self._lines = [line(vertical=True) for _ in range(3)]
        box = row(
            self._saved,
            self._lines[0],
            self._hint,
            self._backup,
            self._lines[1],
            self._name,
            self._lines[2],
            self._size,
        )
        box.setStretch(2, 1)
        box.setContentsMargins(theme().size(6), 0, theme().size(6), 0)
        self.setLayout(box)
        self._backup.hide()
        self.restyle()
        self.show_saved(None)

    def restyle(self) -> None:
        """Take the heights of the present text size."""
        self.setFixedHeight(theme().height("status"))
        for one in self._lines:
            one.setFixedHeight(theme().size(16))
        self._size.setText(f"{theme().percent} %")

    def fit(self, density: Density) -> None:
        """Keep what must be seen where there is little room."""
        self._name.setVisible(density is not Density.NARROW)
        self._lines[1].setVisible(density is not Density.NARROW)

    def show_saved(self, at: dt.datetime | None) -> None:
        """Show when the last act was written."""
        words = f"Tersimpan {at:%H.%M}" if at else "Tersimpan"
        set_tone(self._saved, "saved")
        self._say(self._saved, words)
        icons.set_icon(self._saved, "circle-check", "ok", 16)

    def show_unsaved(self, reason: str) -> None:
        """Show in red that the last act was not written, and why."""
        self.show_warning(f"Belum tersimpan: {reason}")

    def show_warning(self, words: str) -> None:
        """Show in red that the act is written but something around it is not."""
        set_tone(self._saved, "err")
        self._say(self._saved, words)
        icons.set_icon(self._saved, "alert-circle", "err", 16)

    def show_hint(self, text: str) -> None:
        """Show the hint of the page in front."""
        self._hint.setText(text)

    def show_backup_age(self, days: int | None) -> None:
        """Show how old the newest copy outside this PC is; None when there has never been one."""
        tone = age_tone(days)
        words = "Belum ada cadangan di luar PC" if days is None else f"Cadangan di luar PC: {age_words(days)}"
        set_tone(self._backup, tone)
        self._say(self._backup, words)
        icons.set_icon(self._backup, "usb", tone or "muted", 16)
        self._backup.show()

    def show_name(self, name: str) -> None:
        """Show which data are open."""
        self._name.setText(f"Data: {name}" if name else "")

    def _say(self, part: QPushButton, words: str) -> None:
        if part.text() != words:
            part.setText(words)
            describe(part, words)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(part, words))

    def _part(self, name: str) -> QPushButton:
        made = QPushButton()
        made.setAutoDefault(False)
        made.setProperty("kind", "status")
        made.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)
        describe(made, name)
        return made

    def _offer_sizes(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for percent in SCALES:
            entry = menu.addAction(f"{percent} %")
            entry.setCheckable(True)
            entry.setChecked(percent == theme().percent)
            entry.setData(percent)
        menu.triggered.connect(self._size_taken)
        menu.popup(self._size.mapToGlobal(self._size.rect().topLeft()))

    def _size_taken(self, entry: object) -> None:
        data = getattr(entry, "data", None)
        if callable(data):
            self.size_chosen.emit(data())
