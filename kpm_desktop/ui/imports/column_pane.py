"""The pane of the step *Berkas dan kolom*: one column, what it is used for, and how its dates are read."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from kpm_desktop.ui import parts
from kpm_desktop.ui.forms.pickers import QuietBox
from kpm_desktop.ui.imports.words import DATE_QUESTIONS, ORDERS, UNUSED, letter, masked
from kpm_desktop.ui.pane_rows import fact, wrapped
from kpm_desktop.ui.theme import theme


class ColumnPane(QWidget):
    """The current column: heading, three samples, what it is used for, and how its dates are read."""

    def __init__(self, mapped: Callable[[int, str], object], ordered: Callable[[int, str], object]) -> None:
        super().__init__()
        self._mapped, self._ordered = mapped, ordered
        self._place = 0
        self._targets: tuple[str, ...] = ()
        self.title = parts.label("", "title")
        self._samples = QVBoxLayout()
        self.target = QuietBox()
        self.target.setAccessibleName("Dipakai sebagai")
        self.target.activated.connect(self._chosen)
        self.question = parts.Notice("", "warn", "W.207")
        self._dates = QWidget()
        self.orders = QButtonGroup(self)
        box = parts.column(parts.label("Tanggal dibaca sebagai", "label"), spacing=4)
        for place, (_, words) in enumerate(ORDERS):
            radio = QRadioButton(words)
            self.orders.addButton(radio, place)
            box.addWidget(radio)
        self.orders.idClicked.connect(self._order_chosen)
        self._dates.setLayout(box)
        outer = parts.column(
            self.title,
            self._samples,
            parts.label("Dipakai sebagai", "label", buddy=self.target),
            self.target,
            self.question,
            self._dates,
            None,
            spacing=8,
        )
        outer.setContentsMargins(*(theme().size(16),) * 4)
        self.setLayout(outer)

    def show_nothing(self) -> None:
        """Show that there is no column."""
        self.title.setText("Belum ada kolom")
        parts.clear(self._samples)
        for part in (self.target, self.question, self._dates):
            part.hide()

    def show_column(
        self, column: Any, targets: Mapping[str, str], state: str | None, order: str | None, *, is_dated: bool
    ) -> None:
        """Show a column with its samples and its choices; `targets` words what it may be."""
        self._place = column.place
        self.title.setText(f"Kolom {letter(column.place)}")
        parts.clear(self._samples)
        self._samples.addLayout(fact("Judul", column.heading))
        for number in range(3):
            text = masked(column.samples[number]) if number < len(column.samples) else ""
            self._samples.addLayout(fact(f"Contoh {number + 1}", text))
        if column.is_hidden:
            self._samples.addWidget(wrapped("Kolom ini tersembunyi di berkas.", "secondary"))
        self._targets = ("", *targets)
        self.target.clear()
        self.target.addItems([UNUSED, *targets.values()])
        self.target.setCurrentIndex(self._targets.index(column.target))
        self.target.show()
        self.question.setVisible(state is not None)
        if state is not None:
            self.question.show_message(f"{DATE_QUESTIONS[state]} Pilih cara membacanya.", "warn", "W.207")
        self._dates.setVisible(is_dated)
        wanted = order or ("day_first" if state is None else "")
        self.orders.setExclusive(False)
        for place, (name, _) in enumerate(ORDERS):
            self.orders.button(place).setChecked(name == wanted)
        self.orders.setExclusive(True)

    def _chosen(self, place: int) -> None:
        self._mapped(self._place, self._targets[place])

    def _order_chosen(self, place: int) -> None:
        self._ordered(self._place, ORDERS[place][0])
