"""Whose data a layout is looked at with: somebody of a series, the longest name among them, or an example."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kpm_desktop import workflows
from kpm_desktop.domain.names import upper_name
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import parts
from kpm_desktop.ui.forms.pickers import QuietBox


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person who earned a certificate of a series; without one an example, maybe with a name."""

    series: Uid | None = None
    person: Uid | None = None
    name: str = ""


class PersonChoice(QWidget):
    """`changed` tells that somebody else was chosen."""

    changed = Signal()

    def __init__(self, data_file: DataFile, today: dt.date) -> None:
        super().__init__()
        self._file, self._today = data_file, today
        self.series, self.person = QuietBox(), QuietBox()
        for box in (self.series, self.person):
            box.setSizeAdjustPolicy(QuietBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
        self.series.setAccessibleName("Data dari kegiatan")
        self.person.setAccessibleName("Data siapa")
        self.series.addItem("Contoh", None)
        for one in data_file.sessions.find_series():
            if data_file.sessions.get_series(one.uid).certificate_rule:
                year = "" if one.year is None or str(one.year) in one.name else f" {one.year}"
                self.series.addItem(one.name + year, one.uid)
        self.series.activated.connect(self._series_chosen)
        self.person.activated.connect(self.changed)
        self.setLayout(
            parts.column(
                parts.label("Data dari kegiatan", "label", buddy=self.series),
                self.series,
                parts.label("Data siapa", "label", buddy=self.person),
                self.person,
                spacing=4,
            )
        )
        self.series.setCurrentIndex(min(1, self.series.count() - 1))
        self._fill()

    def somebody(self) -> Somebody:
        """Return who is chosen."""
        chosen: Any = self.person.currentData()
        return chosen if isinstance(chosen, Somebody) else Somebody()

    def _series_chosen(self, _place: int) -> None:
        self._fill()
        self.changed.emit()

    def _fill(self) -> None:
        series = self.series.currentData()
        self.person.clear()
        earners = workflows.own_designs.earners(self._file, series) if series is not None else []
        if not earners:
            self.person.addItem("Nama contoh", Somebody())
            longest = max(
                (
                    upper_name(one.name, one.title_front, one.title_back)
                    for one in self._file.cadres.find(self._today)
                ),
                key=len,
                default="",
            )
            if longest:
                self.person.addItem(f"Nama terpanjang: {longest}", Somebody(name=longest))
            return
        person, name = max(earners, key=lambda one: len(one[1]))
        self.person.addItem(f"Nama terpanjang: {name}", Somebody(series, person))
        for person, name in earners:
            self.person.addItem(name, Somebody(series, person))
