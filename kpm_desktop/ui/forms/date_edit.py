"""The line for a date: reads `5/2/84`, `5 Feb 1984`, `05021984`, shows `5 Februari 1984`.

A year of two digits that fits twice is asked about, with a button for each date.
"""

import datetime as dt
import functools
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QMenu, QWidgetAction

from kpm_desktop.domain import dates
from kpm_desktop.ui import parts
from kpm_desktop.ui.forms.editors import LineEditor
from kpm_desktop.ui.forms.field import FieldSpec

YEARS_AHEAD = 20


class DateEditor(LineEditor):
    """A date or nothing. `today` bounds the years of two digits where the field has no bounds of its own."""

    def __init__(self, spec: FieldSpec, today: dt.date) -> None:
        super().__init__(spec)
        self._today = today
        self._latest = spec.latest or today.replace(year=today.year + YEARS_AHEAD, day=min(today.day, 28))
        self._earliest = spec.earliest or (
            None if spec.latest else self._latest.replace(year=self._latest.year - 99)
        )
        if not spec.hint:
            self.line.setPlaceholderText("misalnya 5/2/1984")
        self.line.setMaxLength(40)
        self._button = parts.icon_button("calendar-event", f"Pilih tanggal: {spec.label}", "Alt+Down")
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setEnabled(not spec.read_only)
        self._button.clicked.connect(self.open_calendar)
        inner = QHBoxLayout(self.line)
        inner.setContentsMargins(0, 0, 2, 0)
        inner.addStretch(1)
        inner.addWidget(self._button)

    def value(self) -> dt.date | None:
        """Return the date; None when empty, unreadable or not yet clear."""
        reading = self._reading()
        return reading.value if reading is not None and not reading.is_ambiguous else None

    def set_value(self, value: Any) -> None:
        """Show a date in words."""
        self.set_raw(dates.long_date(value) if value is not None else "")

    def on_left(self) -> None:
        """Show the date in words, once it is clear."""
        value = self.value()
        if value is not None:
            self.set_value(value)

    def trouble(self) -> str:
        """Tell a text that is no date, or one that is two."""
        if not self.line.text().strip():
            return ""
        reading = self._reading()
        if reading is None:
            return "Tanggal tidak terbaca. Tulis misalnya 5/2/1984."
        return "Tahun dua angka ini bermakna ganda. Pilih tanggalnya." if reading.is_ambiguous else ""

    def offers(self) -> Sequence[parts.Offer]:
        """Return a button for each date that is meant perhaps."""
        reading = self._reading()
        if reading is None or not reading.is_ambiguous:
            return ()
        meant = (reading.value, *reading.others)
        return [parts.Offer(dates.long_date(date), functools.partial(self._take, date)) for date in meant]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Open the calendar with Alt+Down; the rest as every editor."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            alt_down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
            if alt_down and not self.spec.read_only:
                self.open_calendar()
                return True
        return super().eventFilter(watched, event)

    def open_calendar(self) -> None:
        """Show a month to choose from."""
        menu = QMenu(self)
        calendar = QCalendarWidget(menu)
        calendar.setLocale(QLocale(QLocale.Language.Indonesian, QLocale.Country.Indonesia))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setAccessibleName(f"Kalender: {self.spec.label}")
        shown = self.value() or self._today
        calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        calendar.activated.connect(functools.partial(self._picked, menu))
        calendar.clicked.connect(functools.partial(self._picked, menu))
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.line.mapToGlobal(QPoint(0, self.line.height())))
        calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _picked(self, menu: QMenu, date: QDate) -> None:
        menu.close()
        self._take(dt.date(date.year(), date.month(), date.day()))

    def _take(self, date: dt.date) -> None:
        self.set_value(date)
        self.changed.emit()
        self.left.emit()

    def _reading(self) -> dates.DateReading | None:
        text = self.line.text().strip()
        return dates.parse_date(text, latest=self._latest, earliest=self._earliest) if text else None
