"""The rows in which several sessions are planned at once: day, kecamatan, place and hours of each."""

import datetime as dt
import functools
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from kpm_desktop.domain.sessions import Venue
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.villages import District
from kpm_desktop.ui import parts
from kpm_desktop.ui.forms.date_edit import DateEditor
from kpm_desktop.ui.forms.editors import Editor
from kpm_desktop.ui.forms.field import FieldSpec
from kpm_desktop.ui.forms.pickers import ChoiceEditor
from kpm_desktop.ui.sessions.editors import ClockEditor, DistrictNamesEditor
from kpm_desktop.ui.sessions.forms import PlannedSession
from kpm_desktop.ui.theme import theme

HEADINGS = {
    "date": "Tanggal",
    "districts": "Untuk kecamatan",
    "venue": "Tempat",
    "start": "Mulai",
    "end": "Selesai",
}
_STRETCH = {"date": 16, "districts": 26, "venue": 28, "start": 8, "end": 11}
_NARROW = 760
_HINTS = {
    "date": "7/4/2027",
    "districts": "Paiton dan Kotaanyar",
    "venue": "pilih atau tulis",
    "start": "08.00",
    "end": "s.d. selesai",
}


class PlanRowsEditor(Editor):
    """Rows of sessions; behind the last one that is filled stands an empty one. `rows` are their editors."""

    def __init__(
        self,
        spec: FieldSpec,
        districts: Sequence[District],
        venues: Sequence[Venue],
        new_uid: Callable[[], Uid],
        today: dt.date,
    ) -> None:
        super().__init__(spec)
        self._districts, self._venues = districts, venues
        self._new_uid, self._today = new_uid, today
        self.rows: list[dict[str, Editor]] = []
        self._uids: list[Uid] = []
        self._labels: list[QWidget] = []
        self._headings = {name: parts.label(words, "label") for name, words in HEADINGS.items()}
        self._is_narrow: bool | None = None
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme().size(6))
        self._grid.setVerticalSpacing(theme().size(4))
        self.adopt(holder)
        self._add_row()

    def value(self) -> tuple[PlannedSession, ...]:
        """Return the sessions of the rows that say something."""
        return tuple(
            PlannedSession(uid, **{name: editor.value() for name, editor in row.items()})
            for uid, row in zip(self._uids, self.rows, strict=True)
            if _is_filled(row)
        )

    def set_value(self, value: Any) -> None:
        """Show these sessions, and an empty row."""
        self._start_anew(len(value or ()))
        for row, one in zip(self.rows, value or (), strict=False):
            for name, editor in row.items():
                editor.set_value(getattr(one, name))

    def raw(self) -> str:
        """Return what is typed as a text for the draft."""
        typed = [{name: editor.raw() for name, editor in row.items()} for row in self.rows if _is_filled(row)]
        return json.dumps(typed, ensure_ascii=False)

    def set_raw(self, text: str) -> None:
        """Show what a draft holds."""
        typed: list[Mapping[str, str]] = json.loads(text or "[]")
        self._start_anew(len(typed))
        for row, texts in zip(self.rows, typed, strict=False):
            for name, editor in row.items():
                editor.set_raw(texts.get(name, ""))

    def trouble(self) -> str:
        """Tell the first row that cannot be read, or that there is none."""
        for number, row in enumerate(self.rows, 1):
            found = next((editor.trouble() for editor in row.values() if editor.trouble()), "")
            if found:
                return f"Sesi {number}: {found}"
        return "" if any(map(_is_filled, self.rows)) else "Isi paling sedikit satu sesi."

    def on_left(self) -> None:
        """Settle what is being typed in a row."""
        for row in self.rows:
            for editor in row.values():
                editor.on_left()

    def set_tone(self, _tone: str) -> None:
        """Leave the edges as they are: the message names the row."""

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Put each session on one line, or on two where there is little room."""
        super().resizeEvent(event)
        self._arrange()

    # inside

    def _start_anew(self, filled: int) -> None:
        while len(self.rows) > filled + 1:
            for part in (self._labels.pop(), *self.rows.pop().values()):
                self._grid.removeWidget(part)
                part.hide()
                part.deleteLater()
            self._uids.pop()
        while len(self.rows) < filled + 1:
            self._add_row()
        for editor in self.rows[-1].values():
            editor.set_value(None)

    def _add_row(self) -> None:
        number = len(self.rows) + 1
        row = self._editors(number)
        for name, editor in row.items():
            editor.changed.connect(self._typed)
            editor.left.connect(functools.partial(self._left, row, name))
        self._labels.append(parts.label(str(number), "secondary"))
        self.rows.append(row)
        self._uids.append(self._new_uid())
        self._is_narrow = None
        self._arrange()

    def _editors(self, number: int) -> dict[str, Editor]:
        specs = {
            name: FieldSpec(name, f"{words}, sesi {number}", hint=_HINTS[name])
            for name, words in HEADINGS.items()
        }
        specs["venue"] = FieldSpec(
            "venue", f"Tempat, sesi {number}", hint=_HINTS["venue"], choices=self._venue_names
        )
        return {
            "date": DateEditor(specs["date"], self._today),
            "districts": DistrictNamesEditor(specs["districts"], self._districts),
            "venue": ChoiceEditor(specs["venue"]),
            "start": ClockEditor(specs["start"]),
            "end": ClockEditor(specs["end"]),
        }

    def _venue_names(self) -> list[str]:
        return [venue.name for venue in self._venues]

    def _typed(self) -> None:
        if _is_filled(self.rows[-1]):
            self._add_row()
        self.changed.emit()

    def _left(self, row: dict[str, Editor], name: str) -> None:
        """Fill in what follows: the place that lies in the kecamatan, the hours of the session before."""
        if name == "districts" and not row["venue"].value():
            hosts = row["districts"].value()[:1]
            row["venue"].set_value(next((one.name for one in self._venues if one.district in hosts), ""))
        place = self.rows.index(row)
        if place and _is_filled(row) and not row["start"].raw() and not row["end"].raw():
            for hour in ("start", "end"):
                row[hour].set_value(self.rows[place - 1][hour].value())
        self.left.emit()

    def _arrange(self) -> None:
        narrow = self.width() < theme().size(_NARROW)
        if narrow == self._is_narrow:
            return
        self._is_narrow = narrow
        names = list(HEADINGS)
        for column, name in enumerate(names, 1):
            heading = self._headings[name]
            heading.setVisible(not narrow)
            self._grid.addWidget(heading, 0, column)
            self._grid.setColumnStretch(column, 1 if narrow else _STRETCH[name])
        lines = [names] if not narrow else [["date", "start", "end"], ["districts", "venue"]]
        for place, row in enumerate(self.rows):
            line = 1 + place * len(lines)
            self._grid.addWidget(self._labels[place], line, 0)
            for step, shown in enumerate(lines):
                for column, name in enumerate(shown):
                    start, span = column + 1, 1
                    if narrow and len(shown) == 2:
                        start, span = (1, 2) if column == 0 else (3, 3)
                    elif narrow and name == "end":
                        span = 3
                    self._grid.addWidget(row[name], line + step, start, 1, span)
        self._chain()

    def _chain(self) -> None:
        """Let Tab go along each session."""
        before: QWidget | None = None
        for row in self.rows:
            for name in HEADINGS:
                core = row[name].core
                if before is not None:
                    QWidget.setTabOrder(before, core)
                before = core


def _is_filled(row: Mapping[str, Editor]) -> bool:
    return any(row[name].raw().strip() for name in ("date", "districts", "venue"))
