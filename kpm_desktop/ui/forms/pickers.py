"""Fields that choose from a list: an editable list, a fixed list, and a link with type-ahead."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
)

from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui.forms.editors import Editor, LineEditor
from kpm_desktop.ui.forms.field import Candidate, FieldSpec


class QuietBox(QComboBox):
    """A combo box that the mouse wheel scrolls past instead of changing; what has no room ends in `…`."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to the form."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the current text as far as there is room."""
        if self.isEditable():
            super().paintEvent(event)
            return
        painter = QStylePainter(self)
        option: Any = QStyleOptionComboBox()  # the stubs lack what it holds
        self.initStyleOption(option)
        parts = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(parts[0], option, parts[1], self).width()
        elided = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        painter.drawComplexControl(parts[0], option)
        option.currentText = elided
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()


class ChoiceEditor(Editor):
    """A text from an editable list; another text may be typed."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.combo = QuietBox()
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.combo.addItems([str(choice) for choice in (spec.choices() if spec.choices else ())])
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(8)
        self.combo.setCurrentIndex(-1)
        self.combo.setEnabled(not spec.read_only)
        line = QLineEdit()
        self.combo.setLineEdit(line)
        line.setPlaceholderText(spec.hint)
        line.setMaxLength(spec.max_length)
        line.textEdited.connect(self.changed)
        line.setAccessibleName(spec.label)
        self.combo.activated.connect(self._chosen)
        self.adopt(self.combo)

    def value(self) -> str:
        """Return the text without outer spaces."""
        return self.combo.currentText().strip()

    def set_value(self, value: Any) -> None:
        """Show a text, in the list or not."""
        self.set_raw(value or "")

    def raw(self) -> str:
        """Return the text as typed."""
        return self.combo.currentText()

    def set_raw(self, text: str) -> None:
        """Show a text."""
        self.combo.setCurrentIndex(self.combo.findText(text, Qt.MatchFlag.MatchExactly))
        self.combo.setEditText(text)

    def _chosen(self, _place: int) -> None:
        self.changed.emit()
        self.left.emit()


class PickEditor(Editor):
    """One of a few fixed options."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self.combo = QuietBox()
        for _, words in spec.options:
            self.combo.addItem(words)
        self.combo.setPlaceholderText(spec.hint or "pilih")
        self.combo.setEnabled(not spec.read_only)
        self.combo.activated.connect(self._chosen)
        self.adopt(self.combo)

    def value(self) -> Any:
        """Return the chosen value; "" when none is chosen."""
        place = self.combo.currentIndex()
        return self.spec.options[place][0] if place >= 0 else ""

    def set_value(self, value: Any) -> None:
        """Choose a value."""
        self.set_raw("" if value is None else str(value))

    def raw(self) -> str:
        """Return the chosen value as text."""
        return str(self.value())

    def set_raw(self, text: str) -> None:
        """Choose by text."""
        places = [place for place, (value, _) in enumerate(self.spec.options) if str(value) == text]
        self.combo.setCurrentIndex(places[0] if places else -1)

    def _chosen(self, _place: int) -> None:
        self.changed.emit()
        self.left.emit()


class LinkEditor(LineEditor):
    """A link: typing narrows the candidates down, leaving takes the only one that fits."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self._candidates: Sequence[Candidate] = tuple(spec.candidates() if spec.candidates else ())
        self._texts = [_text(candidate) for candidate in self._candidates]
        self._folded = [text.casefold() for text in self._texts]
        self._unknown: Uid | None = None
        completer = QCompleter(self)
        completer.setModel(QStringListModel(self._texts, completer))
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(10)
        completer.activated.connect(self._chosen)
        self.line.setCompleter(completer)
        self.line.textEdited.connect(self._forget)

    def value(self) -> Uid | None:
        """Return the uid of the candidate that is written here; None for none."""
        text = self.line.text().strip().casefold()
        if text in self._folded:
            return self._candidates[self._folded.index(text)].uid
        return self._unknown

    def set_value(self, value: Any) -> None:
        """Show the candidate with this uid; one that is not offered any more is kept."""
        names = [text for text, one in zip(self._texts, self._candidates, strict=True) if one.uid == value]
        self._unknown = value if value and not names else None
        self.line.setText(names[0] if names else ("(tidak ada di daftar)" if value else ""))
        self.line.setCursorPosition(0)

    def trouble(self) -> str:
        """Tell a text that is no candidate."""
        if not self.line.text().strip() or self.value() is not None:
            return ""
        return "Belum ada di daftar. Ketik sebagian nama, lalu pilih."

    def on_left(self) -> None:
        """Take the only candidate that holds the typed words."""
        words = self.line.text().casefold().replace(",", " ").split()
        if words and self.value() is None:
            fitting = [
                place for place, text in enumerate(self._folded) if all(word in text for word in words)
            ]
            if len(fitting) == 1:
                self.line.setText(self._texts[fitting[0]])

    def _chosen(self) -> None:
        self.changed.emit()
        self.left.emit()

    def _forget(self) -> None:
        self._unknown = None


def _text(candidate: Candidate) -> str:
    return f"{candidate.text}, {candidate.sub}" if candidate.sub else candidate.text
