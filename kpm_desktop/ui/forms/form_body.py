"""The fields of a form on their tabs: two columns of sections that become one where there is little room."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kpm_desktop.ui import icons, parts
from kpm_desktop.ui.forms.editors import Editor
from kpm_desktop.ui.forms.field import FieldSpec
from kpm_desktop.ui.forms.field_row import FieldBox, FieldRow, Message, ProblemNotice, editor_for
from kpm_desktop.ui.theme import theme


class FormBody(QWidget):
    """All fields. `editors`, `boxes` and `rows` are by field name, in reading order."""

    changed = Signal(str)
    left = Signal(str)
    noted = Signal(str, str, str)

    def __init__(self, fields: Sequence[FieldSpec], today: dt.date, *, scrolls: bool = True) -> None:
        """Make the fields; without `scrolls` as high as they need, for a page that scrolls itself."""
        super().__init__()
        self._scrolls = scrolls
        self.editors: dict[str, Editor] = {}
        self.boxes: dict[str, FieldBox] = {}
        self.rows: dict[str, FieldRow] = {}
        self.tab_of: dict[str, str] = {}
        self._today = today
        self._stack = QStackedWidget()
        self._spreads: list[QBoxLayout] = []
        self._rules: list[QFrame] = []
        self._tab_buttons: dict[str, QPushButton] = {}
        outer = parts.column(spacing=0)
        names = list(dict.fromkeys(field.tab for field in fields))
        if len(names) > 1:
            outer.addWidget(self._tab_row(names))
        self._loose = FieldRow()
        """Messages about something that has no field here."""
        self._loose.noted.connect(self.noted)
        self._loose.hide()
        outer.addWidget(self._loose)
        outer.addWidget(self._stack, 1)
        self.setLayout(outer)
        for name in names:
            self._stack.addWidget(self._page([field for field in fields if field.tab == name]))
        self._names = names

    @property
    def tabs(self) -> int:
        """Return how many inner tabs there are."""
        return len(self._names)

    def show_tab(self, number: int) -> None:
        """Show an inner tab, from 0."""
        if 0 <= number < len(self._names):
            self._stack.setCurrentIndex(number)
            for place, button in enumerate(self._tab_buttons.values()):
                button.setChecked(place == number)

    def go_to(self, field: str) -> None:
        """Show a field and put the focus into it."""
        editor = self.editors.get(field)
        if editor is None:
            return
        self.show_tab(self._names.index(self.tab_of[field]))
        editor.core.setFocus()
        area = self._stack.currentWidget()
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(self.rows[field], 0, theme().size(24))

    def settle(self, focused: QWidget) -> None:
        """Settle what is being typed into the field that has the focus, as leaving it would."""
        for editor in self.editors.values():
            if editor.core is focused or editor.isAncestorOf(focused):
                editor.on_left()

    def note_lines(self) -> list[ProblemNotice]:
        """Return the yellow messages that ask for a note, in reading order."""
        rows = [self._loose, *dict.fromkeys(self.rows.values())]
        return [notice for row in rows for notice in row.notices if not notice.message.blocks]

    def field_of(self, widget: QWidget | None) -> str:
        """Return the field that a widget lies in; "" when in none."""
        if widget is None:
            return ""
        for name, box in self.boxes.items():
            if box.isAncestorOf(widget):
                return name
        notices = (notice for row in self.rows.values() for notice in row.notices)
        return next((notice.message.field for notice in notices if notice.isAncestorOf(widget)), "")

    def show_messages(
        self, messages: Sequence[Message], notes: dict[tuple[str, str], str], *, asks: bool
    ) -> None:
        """Show messages below their fields and mark the tabs that hold some."""
        for row in dict.fromkeys(self.rows.values()):
            names = {box.editor.spec.name for box in row.boxes}
            row.show_messages([one for one in messages if one.field in names], notes, asks=asks)
        loose = [one for one in messages if one.field not in self.rows]
        self._loose.show_messages(loose, notes, asks=asks)
        self._loose.setVisible(bool(loose))
        for name, button in self._tab_buttons.items():
            inside = [one for one in messages if self.tab_of.get(one.field) == name]
            red = any(one.blocks for one in inside)
            icons.set_icon(
                button,
                ("circle-x" if red else "alert-triangle") if inside else "",
                "err" if red else "warn",
                16,
            )
            words = f", {len(inside)} masalah" if inside else ""
            button.setAccessibleName(f"{name}{words}")

    def set_one_column(self, one: bool) -> None:
        """Put the second column under the first, or beside it."""
        for spread in self._spreads:
            spread.setDirection(QBoxLayout.Direction.TopToBottom if one else QBoxLayout.Direction.LeftToRight)
        for rule in self._rules:
            rule.setVisible(not one)

    def _tab_row(self, names: Sequence[str]) -> QWidget:
        row = parts.row(spacing=4)
        row.setContentsMargins(theme().size(10), 0, 0, 0)
        for place, name in enumerate(names):
            button = parts.button(name, kind="tab", key=f"Alt+{place + 1}")
            button.setCheckable(True)
            button.setChecked(place == 0)
            button.setMinimumHeight(theme().height("chips"))
            button.clicked.connect(self._tab_clicked)
            self._tab_buttons[name] = button
            row.addWidget(button)
        row.addStretch(1)
        holder = parts.frame("dialog_head", row)
        holder.setAccessibleName("Bagian formulir")
        return holder

    def _tab_clicked(self) -> None:
        for place, button in enumerate(self._tab_buttons.values()):
            if button is self.sender():
                self.show_tab(place)

    def _page(self, fields: Sequence[FieldSpec]) -> QWidget:
        content = QWidget()
        content.setProperty("role", "surface")
        spread = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        margin = theme().size(18)
        spread.setContentsMargins(margin, theme().size(10), margin, theme().size(12))
        spread.setSpacing(theme().size(18))
        columns = sorted({field.column for field in fields})
        for place, number in enumerate(columns):
            if place:
                rule = parts.line(vertical=True)
                self._rules.append(rule)
                spread.addWidget(rule)
            spread.addLayout(self._column([field for field in fields if field.column == number]), 1)
        self._spreads.append(spread)
        if not self._scrolls:
            return content
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(content)
        return area

    def _column(self, fields: Sequence[FieldSpec]) -> QVBoxLayout:
        box = parts.column(spacing=7)
        section, open_row = "", None
        for field in fields:
            if field.section != section:
                section, open_row = field.section, None
                heading = parts.label(section, "card")
                box.addWidget(heading)
            if not (field.half and open_row is not None):
                row = FieldRow()
                row.noted.connect(self.noted)
                box.addWidget(row)
                open_row = row if field.half else None
                self._add(field, row)
                continue
            self._add(field, open_row)
            open_row = None
        for row in dict.fromkeys(self.rows[field.name] for field in fields):
            if len(row.boxes) == 1 and row.boxes[0].editor.spec.half:
                row.fill_half()
        box.addStretch(1)
        return box

    def _add(self, field: FieldSpec, row: FieldRow) -> None:
        editor = editor_for(field, self._today)
        box = FieldBox(editor)
        row.add(box)
        self.editors[field.name], self.boxes[field.name], self.rows[field.name] = editor, box, row
        self.tab_of[field.name] = field.tab
        editor.changed.connect(self._changed)
        editor.left.connect(self._left)

    def _changed(self) -> None:
        editor = self.sender()
        if isinstance(editor, Editor):
            self.changed.emit(editor.spec.name)

    def _left(self) -> None:
        editor = self.sender()
        if isinstance(editor, Editor):
            self.left.emit(editor.spec.name)
