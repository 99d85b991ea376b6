"""The row of filter chips: on with an x, off with its count, `Lainnya` with all; then count and columns."""

import functools
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from kpm_desktop.ui import icons, parts
from kpm_desktop.ui.tables.list_spec import Chip, Memory
from kpm_desktop.ui.tables.model import TableModel
from kpm_desktop.ui.theme import theme

State = dict[str, list[str]]


def grouped(number: int) -> str:
    """Return a count as written for the operator: `1.204`."""
    return f"{number:,}".replace(",", ".")


class ChipButton(QPushButton):
    """One chip. Down opens the choices, if it has any; Del turns it off."""

    choices_wanted = Signal()
    off_wanted = Signal()

    def __init__(self, chip: Chip) -> None:
        super().__init__()
        self.chip = chip
        self.setProperty("kind", "chip")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the x and the arrow stand behind the words

    def show_state(self, values: Iterable[str] | None, count: int | None) -> None:
        """Show the chip on with these values (None: off), and how many rows it would leave."""
        on = values is not None
        words = ", ".join(self.chip.worded(value) for value in sorted(values or ())) or self.chip.label
        self.setChecked(on)
        parts.set_property(self, "on", on)
        icons.set_icon(self, "x" if on else ("chevron-down" if self.chip.value else ""), _ink(on=on), 14)
        shown = words if on or count is None else f"{words}  {grouped(count)}"
        self.setText(shown.replace("&", "&&"))
        state = "aktif" if on else ("mati" if count is None else f"mati, {grouped(count)} baris")
        parts.describe(self, f"Saringan {words}, {state}", tooltip=f"Lepas saringan {words}" if on else words)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Open the choices on Down, turn off on Del, else as a button."""
        if event.key() == Qt.Key.Key_Down and self.chip.value is not None:
            self.choices_wanted.emit()
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self.isChecked():
            self.off_wanted.emit()
        else:
            super().keyPressEvent(event)


class ChipRow(QWidget):
    """The chips of one list and the count at the right end; keeps `<key>/chips` and `<key>/saved`."""

    def __init__(self, chips: Iterable[Chip], model: TableModel, memory: Memory, key: str) -> None:
        super().__init__()
        self._model, self._memory, self._key = model, memory, key
        self._chips = tuple(chips)
        self._folded = False
        self._label = parts.label("Saring:", "secondary")
        self._buttons = {chip.key: ChipButton(chip) for chip in self._chips}
        self._fold = parts.button("Saringan", "filter", "chip")
        self._fold.clicked.connect(self._open_all)
        self._more = parts.button("Lainnya", "chevron-down", "chip", tooltip="Semua saringan")
        self._more.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        icons.set_icon(self._more, "chevron-down", "text", 14)
        self._more.clicked.connect(self._open_all)
        self.count = parts.label("", "secondary")
        """`54 dari 742 kader`."""
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.columns = parts.button("", "layout-grid", "chip")
        """Opens the menu of columns."""
        parts.describe(self.columns, "Pilih kolom")
        at_left = (self._label, self._fold, *self._buttons.values(), self._more)
        box = parts.row(*at_left, None, self.count, self.columns, spacing=6)
        margin = theme().size(12)
        box.setContentsMargins(margin, 0, margin, theme().size(8))
        self.setLayout(box)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for button in self._buttons.values():
            button.clicked.connect(functools.partial(self._clicked, button))
            button.choices_wanted.connect(functools.partial(self._open_choices, button))
            button.off_wanted.connect(functools.partial(self._turn, button.chip.key, None))
        kept = memory.get(f"{key}/chips")
        if isinstance(kept, dict) and kept:
            model.set_chips(kept)
        model.rearranged.connect(self.refresh)
        self.refresh()

    def state(self) -> State:
        """Return the chips that are on with their chosen values."""
        return {key: sorted(values) for key, values in self._model.order.on.items()}

    def show_state(self, state: Mapping[str, Iterable[str]]) -> None:
        """Turn exactly these chips on, and remember them."""
        self._model.set_chips({key: list(values) for key, values in state.items()})
        self._memory[f"{self._key}/chips"] = self.state()

    def set_folded(self, folded: bool) -> None:
        """Fold all chips into one button `Saringan (2)`, from 150 % on."""
        self._folded = folded
        self._arrange()

    def first(self) -> QWidget:
        """Return what F6 puts the focus on."""
        shown = (widget for widget in self.findChildren(QPushButton) if widget.isVisibleTo(self))
        return next(shown, self._more)

    def refresh(self) -> None:
        """Show states and counts as they are now."""
        on = self._model.order.on
        for key, button in self._buttons.items():
            chip = button.chip
            is_counted = chip.matches is not None and not chip.more and key not in on
            button.show_state(on.get(key), self._model.order.count(key) if is_counted else None)
        self._fold.setText(f"Saringan ({len(on)})" if on else "Saringan")
        self._fold.setAccessibleName(f"Saringan, {len(on)} aktif")
        parts.set_property(self._fold, "checked", bool(on))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Show as many chips as fit."""
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Show as many chips as fit, now that their sizes are known."""
        super().showEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        has_chips = bool(self._chips)
        self._label.setVisible(has_chips and not self._folded)
        self._fold.setVisible(has_chips and self._folded)
        gap = theme().size(6)
        taken = [self._label, self._more, self.count, self.columns]
        room = (
            self.width() - 2 * theme().size(12) - sum(part.sizeHint().width() + gap for part in taken) - gap
        )
        on = self._model.order.on
        room -= sum(button.sizeHint().width() + gap for key, button in self._buttons.items() if key in on)
        hidden = False
        for key, button in self._buttons.items():
            shown = key in on
            if not shown and not button.chip.more and not hidden:
                room -= button.sizeHint().width() + gap
                shown = room >= 0
            hidden = hidden or not (shown or button.chip.more)
            button.setVisible(shown and not self._folded)
        self._more.setVisible(has_chips and not self._folded)

    def _clicked(self, button: ChipButton) -> None:
        chip = button.chip
        if chip.key in self._model.order.on:
            self._turn(chip.key, None)
        elif chip.value is not None:
            button.setChecked(False)
            self._open_choices(button)
        else:
            self._turn(chip.key, [])

    def _turn(self, key: str, values: list[str] | None) -> None:
        state = self.state()
        if values is None:
            state.pop(key, None)
        else:
            state[key] = values
        self.show_state(state)

    def _turn_value(self, key: str, value: str) -> None:
        values = set(self.state().get(key, [])) ^ {value}
        self._turn(key, sorted(values) if values else None)

    def _open_choices(self, button: ChipButton) -> None:
        menu = QMenu(self)
        self._add_choices(menu, button.chip)
        _open_below(menu, button)

    def _open_all(self) -> None:
        menu = QMenu(self)
        on = self._model.order.on
        for name, state in self._saved():
            action = menu.addAction(name)
            icons.set_icon(action, "filter")
            action.triggered.connect(functools.partial(self.show_state, state))
        if menu.actions():
            menu.addSeparator()
        for chip in self._chips:
            if chip.value is not None:
                self._add_choices(menu.addMenu(chip.label), chip)
                continue
            count = "" if chip.key in on else f"  {grouped(self._model.order.count(chip.key))}"
            action = _checkable(menu, f"{chip.label}{count}", on=chip.key in on)
            action.triggered.connect(functools.partial(self._turn, chip.key, None if chip.key in on else []))
        menu.addSeparator()
        keep = menu.addAction("Simpan saringan ini")
        keep.setEnabled(bool(on))
        keep.triggered.connect(self._save)
        if self._saved():
            drop = menu.addMenu("Buang saringan tersimpan")
            for place, (name, _) in enumerate(self._saved()):
                drop.addAction(name).triggered.connect(functools.partial(self._drop, place))
        clear = menu.addAction("Hapus semua saringan")
        clear.setEnabled(bool(on))
        clear.triggered.connect(functools.partial(self.show_state, {}))
        _open_below(menu, self._fold if self._folded else self._more)

    def _add_choices(self, menu: QMenu, chip: Chip) -> None:
        chosen = self._model.order.on.get(chip.key, frozenset())
        for value, count in self._model.order.choices(chip.key).items():
            action = _checkable(menu, f"{chip.worded(value)}  {grouped(count)}", on=value in chosen)
            action.triggered.connect(functools.partial(self._turn_value, chip.key, value))
        menu.setEnabled(not menu.isEmpty())

    def _saved(self) -> list[tuple[str, State]]:
        kept = self._memory.get(f"{self._key}/saved")
        return [(str(name), dict(state)) for name, state in kept] if isinstance(kept, list) else []

    def _save(self) -> None:
        state = self.state()
        names = []
        for key, values in state.items():
            chip = self._buttons[key].chip
            names.append(", ".join(chip.worded(value) for value in values) or chip.label)
        others = [[name, kept] for name, kept in self._saved() if kept != state]
        self._memory[f"{self._key}/saved"] = [*others, [", ".join(names), state]]

    def _drop(self, place: int) -> None:
        kept = self._saved()
        self._memory[f"{self._key}/saved"] = [
            [name, state] for at, (name, state) in enumerate(kept) if at != place
        ]


def _ink(*, on: bool) -> str:
    return "softtext" if on else "text"


def _checkable(menu: QMenu, text: str, *, on: bool) -> QAction:
    action = menu.addAction(text.replace("&", "&&"))
    action.setCheckable(True)
    action.setChecked(on)
    return action


def _open_below(menu: QMenu, button: QWidget) -> None:
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(button.mapToGlobal(QPoint(0, button.height() + theme().size(4))))
