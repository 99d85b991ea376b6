"""Editors of this area's forms that no other form has: a time of day, and several kecamatan at once."""

import json
from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from kpm_desktop.domain import dates
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.villages import District
from kpm_desktop.ui.forms.editors import Editor, LineEditor
from kpm_desktop.ui.forms.field import FieldSpec
from kpm_desktop.ui.theme import theme

_COLUMNS = 3


class ClockEditor(LineEditor):
    """A time of day: `8`, `8.30`, `0830` are read, `08.30` is shown, `08:30` is stored."""

    def value(self) -> str:
        """Return the time as stored; empty when there is none."""
        return dates.parse_clock(self.line.text()) or ""

    def set_value(self, value: Any) -> None:
        """Show a stored time."""
        self.set_raw(dates.clock_text(value or ""))

    def trouble(self) -> str:
        """Tell a text that is no time of day."""
        if not self.line.text().strip() or self.value():
            return ""
        return "Jam tidak terbaca. Tulis seperti 08.00."

    def on_left(self) -> None:
        """Show the time in its usual form."""
        if self.value():
            self.set_value(self.value())


class DistrictsEditor(Editor):
    """The kecamatan of a session, each with its box."""

    def __init__(self, spec: FieldSpec, districts: Sequence[District]) -> None:
        super().__init__(spec)
        self.boxes: dict[Uid, QCheckBox] = {}
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().size(8))
        grid.setVerticalSpacing(0)
        per_column = -(-len(districts) // _COLUMNS) or 1
        for place, district in enumerate(districts):
            box = QCheckBox(district.name.replace("&", "&&"))
            box.setAccessibleName(f"Kecamatan {district.name}")
            box.clicked.connect(self._clicked)
            self.boxes[district.uid] = box
            grid.addWidget(box, place % per_column, place // per_column)
        self.adopt(holder)
        first = next(iter(self.boxes.values()), None)
        if first is not None:
            holder.setFocusProxy(first)

    def value(self) -> tuple[Uid, ...]:
        """Return the chosen ones in the order of their codes."""
        return tuple(uid for uid, box in self.boxes.items() if box.isChecked())

    def set_value(self, value: Any) -> None:
        """Choose these."""
        for uid, box in self.boxes.items():
            box.setChecked(uid in (value or ()))

    def raw(self) -> str:
        """Return the chosen ones as a text for the draft."""
        return json.dumps([uid.hex() for uid in self.value()])

    def set_raw(self, text: str) -> None:
        """Choose those of a draft."""
        self.set_value({bytes.fromhex(uid) for uid in json.loads(text or "[]")})

    def _clicked(self) -> None:
        self.changed.emit()
        self.left.emit()
