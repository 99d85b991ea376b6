"""Editors of this area's forms that no other form has: a time of day, and several kecamatan at once.

The order in which kecamatan are chosen is the order in which a session's title names them.
"""

import functools
import json
import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCheckBox, QCompleter, QGridLayout, QWidget

from kpm_desktop.domain import dates
from kpm_desktop.domain.names import search_key
from kpm_desktop.domain.sessions import districts_text
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.villages import District
from kpm_desktop.ui import parts
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
    """The kecamatan of a session, each with its box, and how its title will name them."""

    def __init__(self, spec: FieldSpec, districts: Sequence[District]) -> None:
        super().__init__(spec)
        self.boxes: dict[Uid, QCheckBox] = {}
        self._names = {district.uid: district.name for district in districts}
        self._chosen: list[Uid] = []
        self._title = parts.label("", "secondary", wrap=True)
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().size(8))
        grid.setVerticalSpacing(0)
        per_column = -(-len(districts) // _COLUMNS) or 1
        for place, district in enumerate(districts):
            box = QCheckBox(district.name.replace("&", "&&"))
            box.setAccessibleName(f"Kecamatan {district.name}")
            box.clicked.connect(functools.partial(self._clicked, district.uid))
            self.boxes[district.uid] = box
            grid.addWidget(box, place % per_column, place // per_column)
        self.adopt(holder)
        self.box.addWidget(self._title)
        first = next(iter(self.boxes.values()), None)
        if first is not None:
            holder.setFocusProxy(first)

    def value(self) -> tuple[Uid, ...]:
        """Return the chosen ones in the order in which they were chosen."""
        return tuple(self._chosen)

    def set_value(self, value: Any) -> None:
        """Choose these."""
        self._chosen = [uid for uid in value or () if uid in self.boxes]
        for uid, box in self.boxes.items():
            box.setChecked(uid in self._chosen)
        self._show_title()

    def raw(self) -> str:
        """Return the chosen ones as a text for the draft."""
        return json.dumps([uid.hex() for uid in self.value()])

    def set_raw(self, text: str) -> None:
        """Choose those of a draft."""
        self.set_value([bytes.fromhex(uid) for uid in json.loads(text or "[]")])

    def _clicked(self, uid: Uid, _checked: bool = False) -> None:
        is_on = self.boxes[uid].isChecked()
        self._chosen = [one for one in self._chosen if one != uid] + ([uid] if is_on else [])
        self._show_title()
        self.changed.emit()
        self.left.emit()

    def _show_title(self) -> None:
        names = [self._names[uid] for uid in self._chosen]
        self._title.setText(f"Kecamatan {districts_text(names)}" if names else "")
        self._title.setVisible(bool(names))


class DistrictNamesEditor(LineEditor):
    """Kecamatan typed as they are said: `Paiton dan Kotaanyar`; the last word is completed while typing."""

    def __init__(self, spec: FieldSpec, districts: Sequence[District]) -> None:
        super().__init__(spec)
        self._names = {district.uid: district.name for district in districts}
        self._known = {_key(name): uid for uid, name in self._names.items()}
        self._completer = QCompleter(self)
        self._completer.setWidget(self.line)
        self._completer.setModel(QStringListModel(list(self._names.values()), self._completer))
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.activated.connect(self._complete)
        self.line.textEdited.connect(self._offer)

    def value(self) -> tuple[Uid, ...]:
        """Return the kecamatan in the order typed, each once; none when one of them is unknown."""
        found = [self._find(word) for word in _typed_names(self.line.text())]
        return tuple(dict.fromkeys(uid for uid in found if uid)) if all(found) else ()

    def set_value(self, value: Any) -> None:
        """Show kecamatan as they are said."""
        self.set_raw(districts_text([self._names[uid] for uid in value or () if uid in self._names]))

    def trouble(self) -> str:
        """Name a kecamatan that is not known."""
        unknown = [word for word in _typed_names(self.line.text()) if not self._find(word)]
        return f"Kecamatan {unknown[0]} tidak dikenal." if unknown else ""

    def on_left(self) -> None:
        """Show the names as they are written in the data."""
        if self.value():
            self.set_value(self.value())

    def _find(self, word: str) -> Uid | None:
        """Return the kecamatan with this name, or the only one that begins so."""
        wanted = _key(word)
        if wanted in self._known:
            return self._known[wanted]
        found = [uid for key, uid in self._known.items() if key.startswith(wanted)]
        return found[0] if len(found) == 1 else None

    def _offer(self, text: str) -> None:
        words = _typed_names(text)
        self._completer.setCompletionPrefix(words[-1] if words else "")
        is_open = bool(words) and text[-1:].isalpha() and _key(words[-1]) not in self._known
        if is_open and self._completer.completionCount():
            self._completer.complete()
        else:
            self._completer.popup().hide()

    def _complete(self, name: str) -> None:
        words = _typed_names(self.line.text())
        self.line.setText(", ".join([*words[:-1], name]))
        self.changed.emit()


def _key(name: str) -> str:
    """Return what is compared: `Kota Anyar` is Kotaanyar."""
    return search_key(name.replace(" ", ""))


def _typed_names(text: str) -> list[str]:
    parts_of = re.split(r",|;|/|&|\+|\bdan\b", text, flags=re.IGNORECASE)
    return [word.strip() for word in parts_of if word.strip()]
