"""The figures of one box: place and size in mm, type, colour, alignment. What is typed counts when left."""

import dataclasses
import datetime as dt
import re
from decimal import Decimal
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from kpm_desktop.domain.layouts import FONTS, LEAST_SIDE, MOST_TEXT, MOST_TRACKING, SIZES, Box
from kpm_desktop.domain.words import decimal_text, parse_decimal
from kpm_desktop.ui import parts
from kpm_desktop.ui.forms.field import FieldSpec
from kpm_desktop.ui.forms.form_body import FormBody
from kpm_desktop.ui.forms.pickers import QuietBox
from kpm_desktop.ui.theme import theme

COLOURS: Final = (
    ("#000000", "Hitam"), ("#444444", "Abu-abu tua"), ("#0B3D2E", "Hijau tua"), ("#1B6B3A", "Hijau"),
    ("#0B6A75", "Biru hijau"), ("#12305E", "Biru tua"), ("#0B559C", "Biru"), ("#7A1F1F", "Merah tua"),
    ("#A9211B", "Merah"), ("#8A5A00", "Emas tua"), ("#B98500", "Emas"), ("#FFFFFF", "Putih"),
)  # fmt: skip
_HEX = re.compile(r"#?([0-9A-Fa-f]{6})")
_FARTHEST = 999.0


class DecimalEdit(QLineEdit):
    """A number with a comma and at most two places; None while it is none."""

    changed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(8)
        self.textEdited.connect(self.changed)
        self.returnPressed.connect(self.left)

    def value(self) -> float | None:
        """Return the number."""
        number = parse_decimal(self.text())
        return None if number is None else round(float(number), 2)

    def set_value(self, value: float) -> None:
        """Show a number: 12,5."""
        self.setText(decimal_text(Decimal(str(round(value, 2)))))


class ColourEdit(QuietBox):
    """A colour of the list, or any other by its six digits: #0B6A75; None while it is none."""

    changed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setInsertPolicy(QuietBox.InsertPolicy.NoInsert)
        for colour, words in COLOURS:
            self.addItem(_swatch(colour), words)
        self.activated.connect(self._chosen)
        line = QLineEdit()
        self.setLineEdit(line)
        line.setAccessibleName("Warna")
        line.setMaxLength(20)
        line.returnPressed.connect(self.left)

    def value(self) -> str | None:
        """Return the colour as #RRGGBB."""
        text = self.currentText().strip()
        named = next((colour for colour, words in COLOURS if words.casefold() == text.casefold()), None)
        typed = _HEX.fullmatch(text)
        return named or (f"#{typed[1].upper()}" if typed else None)

    def set_value(self, value: str) -> None:
        """Show a colour, by its name when it has one."""
        self.setEditText(dict(COLOURS).get(value, value))

    def _chosen(self, _place: int) -> None:
        self.changed.emit()
        self.left.emit()


_PLACE = (
    FieldSpec("x", "Dari kiri (mm)", "custom", half=True, factory=DecimalEdit),
    FieldSpec("y", "Dari atas (mm)", "custom", half=True, factory=DecimalEdit),
    FieldSpec("width", "Lebar (mm)", "custom", half=True, factory=DecimalEdit),
    FieldSpec("height", "Tinggi (mm)", "custom", half=True, factory=DecimalEdit),
)
_TYPE = (
    FieldSpec("font", "Jenis huruf", "pick", options=tuple(FONTS.items())),
    FieldSpec("size", "Ukuran (pt)", "custom", half=True, factory=DecimalEdit),
    FieldSpec("smallest", "Terkecil (pt)", "custom", half=True, factory=DecimalEdit),
    FieldSpec("colour", "Warna", "custom", half=True, factory=ColourEdit),
    FieldSpec("tracking", "Jarak huruf (pt)", "custom", half=True, factory=DecimalEdit),
    FieldSpec(
        "anchor", "Perataan", "pick", options=(("left", "Kiri"), ("centre", "Tengah"), ("right", "Kanan")),
    ),
)  # fmt: skip
_WORDS = (FieldSpec("text", "Tulisan", "long", lines=3, max_length=MOST_TEXT),)
_BOUNDS: Final = {
    "x": (-_FARTHEST, _FARTHEST),
    "y": (-_FARTHEST, _FARTHEST),
    "width": (LEAST_SIDE, _FARTHEST),
    "height": (LEAST_SIDE, _FARTHEST),
    "size": SIZES,
    "smallest": SIZES,
    "tracking": (0.0, MOST_TRACKING),
}


class BoxForm(QWidget):
    """Shows a box; `changed` tells the one it becomes."""

    changed = Signal(object)

    def __init__(self, today: dt.date) -> None:
        super().__init__()
        self._box: Box | None = None
        self._kind = "place"
        self._today = today
        self._bodies: dict[str, FormBody] = {}
        self.setLayout(parts.column(spacing=0))
        self.make()

    def make(self) -> None:
        """Make the fields, at the text size as it is now."""
        layout = self.layout()
        if layout is None:
            return
        parts.clear(layout)
        fields = {"place": _PLACE, "type": (*_PLACE, *_TYPE), "words": (*_WORDS, *_PLACE, *_TYPE)}
        self._bodies = {name: FormBody(own, self._today, scrolls=False) for name, own in fields.items()}
        for body in self._bodies.values():
            body.left.connect(self._left)
            body.changed.connect(self._picked)
            body.hide()
            layout.addWidget(body)

    @property
    def body(self) -> FormBody:
        """Return the fields that are shown."""
        return self._bodies[self._kind]

    def show_box(self, box: Box) -> None:
        """Show the figures of a box; only the kind of box it is has all of them."""
        self._box = box
        kind = "words" if box.field == "words" else "type" if box.kind not in {"picture", "code"} else "place"
        self._kind = kind
        for name, body in self._bodies.items():
            body.setVisible(name == kind)
        for name, editor in self.body.editors.items():
            editor.set_value(getattr(box, name))

    def settle(self) -> None:
        """Take what is being typed, as leaving its field would."""
        focused = QApplication.focusWidget()
        for name, editor in self.body.editors.items():
            if focused is not None and (editor.core is focused or editor.isAncestorOf(focused)):
                self._left(name)

    def _picked(self, name: str) -> None:
        if self.body.editors[name].spec.kind == "pick":
            self._left(name)

    def _left(self, name: str) -> None:
        if self._box is None or name not in self.body.editors:
            return
        editor = self.body.editors[name]
        value = _within(name, editor.value(), self._box)
        if value is None:
            editor.set_value(getattr(self._box, name))
            return
        changed = dataclasses.replace(self._box, **{name: value})
        if changed.smallest > changed.size:
            changed = dataclasses.replace(changed, smallest=changed.size)
        if changed == self._box:
            editor.set_value(value)
            return
        self.changed.emit(changed)


def _within(name: str, value: Any, box: Box) -> Any:
    if value is None or name not in _BOUNDS:
        return value
    least, most = _BOUNDS[name]
    return min(max(value, least), box.size if name == "smallest" else most)


def _swatch(colour: str) -> QIcon:
    side = theme().size(14)
    made = QPixmap(side, side)
    made.fill(QColor(colour))
    return QIcon(made)
