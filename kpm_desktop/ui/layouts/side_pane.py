"""What stands beside the page of a layout: whose data, what is wrong, the box that is current, the page."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from kpm_desktop.domain.layouts import FIELDS, FRAMES, SHEETS, Layout, free_fields
from kpm_desktop.domain.problem import Problem
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import messages, parts
from kpm_desktop.ui.forms.pickers import QuietBox
from kpm_desktop.ui.layouts.box_form import BoxForm
from kpm_desktop.ui.layouts.person_choice import PersonChoice
from kpm_desktop.ui.page import Shell

_MOST_TOLD = 6


class SidePane(QWidget):
    """`added` tells a field, `removed` nothing, `paper_chosen` and `frame_chosen` a name, `shown` a field."""

    added = Signal(str)
    removed = Signal()
    paper_chosen = Signal(str)
    frame_chosen = Signal(str)
    picture_wanted = Signal()
    shown = Signal(str)

    def __init__(self, shell: Shell, data_file: DataFile) -> None:
        super().__init__()
        self.people = PersonChoice(data_file, shell.now().date())
        self.notices = parts.column(spacing=6)
        self.box_form = BoxForm(shell.now().date())
        self.box_title = parts.label("", "card")
        self.add_button = parts.button("Tambah kotak", "plus")
        self.remove_button = parts.button("Buang kotak", "trash", key="Del")
        self.remove_button.clicked.connect(self.removed)
        self._menu = QMenu(self.add_button)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.add_button.setMenu(self._menu)
        self.paper, self.frame = QuietBox(), QuietBox()
        self._layout = Layout()
        self._put_together()

    def show_layout(self, layout: Layout, current: int) -> None:
        """Show the figures of the current box and of the page."""
        self._layout = layout
        box = layout.boxes[current] if 0 <= current < len(layout.boxes) else None
        self.box_title.setText(FIELDS[box.field].words if box else "Tidak ada kotak yang dipilih")
        self.remove_button.setEnabled(box is not None)
        self.box_form.setVisible(box is not None)
        if box is not None:
            self.box_form.show_box(box)
        self.paper.setCurrentIndex(self.paper.findData(layout.paper))
        self.frame.setCurrentIndex(self.frame.findData(layout.frame))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Tell what stands against using the layout; each of a field has a button that goes to its box."""
        parts.clear(self.notices)
        if not problems:
            self.notices.addWidget(parts.Notice("Semua kotak muat di kertas.", "ok"))
        told = dict.fromkeys((one.field, one.code, messages.sentence(one)) for one in problems)
        for field, code, words in list(told)[:_MOST_TOLD]:
            offers: list[parts.Offer] = []
            if any(box.field == field for box in self._layout.boxes):
                offers.append(parts.Offer("Ke kotaknya", partial(self.shown.emit, field)))
            self.notices.addWidget(
                parts.Notice(words, "err" if code.startswith("F") else "warn", code, offers)
            )

    def _fill_menu(self) -> None:
        self._menu.clear()
        for field in free_fields(self._layout.boxes):
            self._menu.addAction(FIELDS[field].words, partial(self.added.emit, field))

    def _put_together(self) -> None:
        _offer(self.paper, "Kertas", {name: f"{name} mendatar" for name in SHEETS}, self.paper_chosen.emit)
        _offer(self.frame, "Bingkai", FRAMES, self.frame_chosen.emit)
        self.picture = parts.button("Ganti gambar latar…", "folder-open")
        self.picture.clicked.connect(self.picture_wanted)
        box = parts.column(
            self.people,
            4,
            parts.row(self.add_button, self.remove_button, None),
            self.box_title,
            self.box_form,
            self.notices,
            4,
            parts.label("Kertas dan latar", "card"),
            parts.row(self.paper, self.frame),
            self.picture,
            None,
            spacing=6,
        )
        box.setContentsMargins(*(12,) * 4)
        self.setLayout(box)
        self.setProperty("role", "surface")


def _offer(box: QuietBox, name: str, offered: Mapping[str, str], chosen: Callable[[str], object]) -> None:
    box.setAccessibleName(name)
    for value, words in offered.items():
        box.addItem(words, value)
    box.activated.connect(lambda place: chosen(box.itemData(place)))
