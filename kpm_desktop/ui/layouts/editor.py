"""The layout editor: the page as it prints, its boxes moved with mouse and keys, kept with one Simpan.

Undo and redo work on the steps of the sitting; Simpan is one step of the data file. What is not saved when
the page is left stays as a draft.
"""

import base64
import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtWidgets import QWidget

from kpm_desktop import workflows
from kpm_desktop.domain.layouts import FIELDS, Box, Layout, is_readable, layout_from, layout_of
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import Changes
from kpm_desktop.ui import parts
from kpm_desktop.ui.drop_frame import local_files
from kpm_desktop.ui.layouts import files
from kpm_desktop.ui.layouts.canvas import LayoutCanvas
from kpm_desktop.ui.layouts.drawing import Drawing, Wish
from kpm_desktop.ui.layouts.side_pane import SidePane
from kpm_desktop.ui.layouts.steps import Steps
from kpm_desktop.ui.page import FullPage, Shell
from kpm_desktop.ui.theme import theme

DRAFT: Final = "layout"
_PANE: Final = 344
_PICTURES = frozenset({".png", ".jpg", ".jpeg"})
_NEW_SIZE: Final = {"line": (120.0, 8.0), "name": (180.0, 20.0), "text": (140.0, 20.0),
                    "picture": (24.0, 24.0), "code": (26.0, 26.0)}  # fmt: skip


class EditorPage(FullPage):
    """The full page of one design; `problems` are warnings about the picture it was begun with."""

    help_topic = "layouts"

    def __init__(self, shell: Shell, design: Uid, problems: tuple[Problem, ...] = ()) -> None:
        self._uid = design
        self._loaded = shell.workspace.data_file.certificates.get_design(design)
        super().__init__(shell, f"Tata letak {self._loaded.name}")
        self._picture_problems = problems
        self._wrong: list[str] = []
        self.pictures: dict[str, bytes] = {}
        self.steps = Steps(layout_of(self._loaded))
        self.canvas = LayoutCanvas()
        self.pane = SidePane(shell, shell.workspace.data_file)
        self.drawing = Drawing(shell, self.pictures, self)
        self.undo_button = parts.icon_button("arrow-back-up", "Urungkan langkah di halaman ini", "Ctrl+Z")
        self.redo_button = parts.icon_button("arrow-forward-up", "Ulangi langkah di halaman ini", "Ctrl+Y")
        self.save_button = parts.button("Simpan", "check", "primary", "Ctrl+S")
        self._put_together()
        self._connect()
        self._take_draft()
        self._show()

    # what the window calls

    def hint(self) -> str:
        """Say whether it is saved, what is wrong, and the keys."""
        state = "Belum disimpan. " if self.steps.is_changed else ""
        wrong = f"{len(self._wrong)} kotak perlu dilihat (F8). " if self._wrong else ""
        return f"{state}{wrong}Tab memilih kotak, panah menggeser 0,5 mm, Shift 5 mm, Ctrl mengubah ukuran"

    def regions(self) -> list[QWidget]:
        """Return the page and what stands beside it."""
        return [self.canvas, self._side]

    def undo(self) -> None:
        """Take back the last step of this sitting (Ctrl+Z)."""
        self.canvas.settle()
        self.steps.undo()
        self._show()

    def redo(self) -> None:
        """Bring a step again (Ctrl+Y)."""
        self.steps.redo()
        self._show()

    def next_problem(self) -> None:
        """Go to the next box that something stands against (F8)."""
        self._go_on(1)

    def previous_problem(self) -> None:
        """Go to the one before (Shift+F8)."""
        self._go_on(-1)

    def save(self) -> None:
        """Keep the layout in the data file as one step (Ctrl+S)."""
        self.pane.box_form.settle()
        self.canvas.settle()
        if not self.steps.is_changed:
            return
        layout, loaded = self.steps.now, self._loaded
        done = self.shell.workspace.run(
            "edit",
            f"Ubah tata letak {loaded.name}",
            lambda file: workflows.own_designs.save(file, loaded, layout, self.pictures, loaded),
            toast=False,
        )
        if done is not None:
            self._loaded = self._file.certificates.get_design(self._uid)
            self.steps.keep()
            self._file.drop_draft(DRAFT, self._uid)
            self._show()
            self.shell.say("Tata letak disimpan.", "Urungkan", self.shell.workspace.undo)

    def may_close(self) -> bool:
        """Keep what is not saved as a draft."""
        self.pane.box_form.settle()
        self.canvas.settle()
        if self.steps.is_changed and self._is_there():
            self._file.save_draft(DRAFT, self._uid, _draft_of(self.steps.now, self.pictures))
            self.shell.say("Tata letak belum disimpan; drafnya dibuka lagi bersama tata letak ini.")
        elif self.shell.workspace.is_open:
            self._file.drop_draft(DRAFT, self._uid)
        return True

    def refresh(self, _changes: Changes | None) -> None:
        """Follow the data file: the design as it is now, unless steps of this sitting are not saved yet."""
        if not self._is_there():
            QTimer.singleShot(0, self.leave)
            return
        design = self._file.certificates.get_design(self._uid)
        if design != self._loaded and not self.steps.is_changed:
            self._loaded, self.steps = design, Steps(layout_of(design))
        self._show()

    def drop_offer(self, data: QMimeData) -> str:
        """Offer to lay a picture below the page."""
        found = local_files(data)
        is_one = len(found) == 1 and found[0].suffix.lower() in _PICTURES
        return "Lepas untuk memakai gambar ini sebagai latar" if is_one else ""

    def dropped(self, paths: list[Path]) -> None:
        """Lay the picture below the page."""
        self._take_picture(paths[0])

    # steps

    def _box_changed(self, place: int, box: Box) -> None:
        boxes = list(self.steps.now.boxes)
        boxes[place] = box
        self._step(boxes=tuple(boxes))

    def _form_changed(self, box: Box) -> None:
        if 0 <= self.canvas.current < len(self.steps.now.boxes):
            self._box_changed(self.canvas.current, box)

    def _add(self, field: str) -> None:
        layout = self.steps.now
        width, height = _NEW_SIZE[FIELDS[field].kind]
        x, y = (layout.size[0] - width) / 2, (layout.size[1] - height) / 2
        text = "Tulisan" if field == "words" else ""
        self._step(boxes=(*layout.boxes, Box(field, round(x, 2), round(y, 2), width, height, text=text)))
        self.canvas.pick(len(self.steps.now.boxes) - 1)
        self.canvas.setFocus()

    def _remove(self, place: int) -> None:
        boxes = self.steps.now.boxes
        if 0 <= place < len(boxes):
            self._step(boxes=boxes[:place] + boxes[place + 1 :])

    def _remove_current(self) -> None:
        self._remove(self.canvas.current)

    def _take_paper(self, paper: str) -> None:
        self._step(paper=paper)

    def _take_frame(self, frame: str) -> None:
        self._step(frame=frame, background="" if frame else self.steps.now.background)

    def _choose_picture(self) -> None:
        path = files.choose_picture(self.shell)
        if path is not None:
            self._take_picture(path)

    def _take_picture(self, path: Path) -> None:
        made = files.read_picture(self.shell, path, self.steps.now.paper)
        if made is not None:
            self.pictures[made.name] = made.data
            self._picture_problems = made.problems
            self._step(background=made.name, frame="")

    def _step(self, **values: Any) -> None:
        self.steps.take(dataclasses.replace(self.steps.now, **values))
        self._show()

    # showing

    def _show(self) -> None:
        layout = self.steps.now
        self.canvas.show_layout(layout)
        self.pane.show_layout(layout, self.canvas.current)
        self.undo_button.setEnabled(self.steps.can_undo)
        self.redo_button.setEnabled(self.steps.can_redo)
        self.save_button.setEnabled(self.steps.is_changed)
        self.hint_changed.emit(self.hint())
        self._draw()

    def _picked(self, place: int) -> None:
        self.pane.show_layout(self.steps.now, place)

    def _draw(self) -> None:
        one = self.pane.people.somebody()
        self.drawing.draw(Wish(self.steps.now, one.series, one.person, one.name))

    def _drawn(self, pdf: bytes, problems: tuple[Problem, ...]) -> None:
        on_page = {box.field for box in self.steps.now.boxes}
        self._wrong = list(dict.fromkeys(one.field for one in problems if one.field in on_page))
        self.hint_changed.emit(self.hint())
        self.canvas.show_page(pdf, frozenset(one.field for one in problems if one.is_blocking))
        of_picture = self._picture_problems if self.steps.now.background else ()
        self.pane.show_problems((*problems, *of_picture))

    def _go_on(self, way: int) -> None:
        if self._wrong:
            place, boxes = self.canvas.current, self.steps.now.boxes
            now = boxes[place].field if 0 <= place < len(boxes) else ""
            start = self._wrong.index(now) + way if now in self._wrong else 0
            self._go_to_field(self._wrong[start % len(self._wrong)])

    def _go_to_field(self, field: str) -> None:
        boxes = self.steps.now.boxes
        self.canvas.pick(next((place for place, box in enumerate(boxes) if box.field == field), -1))
        self.canvas.setFocus()

    # inside

    @property
    def _file(self) -> Any:
        return self.shell.workspace.data_file

    def _is_there(self) -> bool:
        if not self.shell.workspace.is_open:
            return False
        return any(one.uid == self._uid and is_readable(one) for one in self._file.certificates.designs())

    def _take_draft(self) -> None:
        draft = self._file.draft(DRAFT, self._uid)
        if draft is None:
            return
        layout = layout_from(draft["layout"])
        if draft["picture"]:
            self.pictures[layout.background] = base64.b64decode(draft["picture"])
        self.steps.take(layout)

    def _put_together(self) -> None:
        head = self.head.layout()
        if head is not None:
            for one in (self.undo_button, self.redo_button, self.save_button):
                head.addWidget(one)
        inner = parts.column(self.pane, spacing=0)
        self._side = parts.scrolled(inner, "surface")
        self._side.setProperty("role", "pane")
        self._side.setAccessibleName("Kotak dan kertas")
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._take_measures()
        self._scaled = QTimer(self)
        self._scaled.setSingleShot(True)
        self._scaled.timeout.connect(self._make_anew)
        theme().changed.connect(self._scaled.start)
        middle = parts.row(self.canvas, self._side, spacing=0)
        middle.setStretch(0, 1)
        self.body.addLayout(middle, 1)
        self.setFocusProxy(self.canvas)

    def _make_anew(self) -> None:
        """Follow another text size: the fields that are shown keep the height they were made with."""
        self.pane.box_form.make()
        self._picked(self.canvas.current)
        self._take_measures()

    def _take_measures(self) -> None:
        """Take the room that the fields need at this text size."""
        bar, edge = self._side.verticalScrollBar().sizeHint().width(), 1
        self._side.setFixedWidth(max(theme().size(_PANE), self.pane.minimumSizeHint().width() + bar + edge))

    def _connect(self) -> None:
        self.undo_button.clicked.connect(self.undo)
        self.redo_button.clicked.connect(self.redo)
        self.save_button.clicked.connect(self.save)
        self.canvas.picked.connect(self._picked)
        self.canvas.changed.connect(self._box_changed)
        self.canvas.removed.connect(self._remove)
        self.drawing.drawn.connect(self._drawn)
        pane = self.pane
        pane.people.changed.connect(self._draw)
        pane.box_form.changed.connect(self._form_changed)
        pane.added.connect(self._add)
        pane.removed.connect(self._remove_current)
        pane.paper_chosen.connect(self._take_paper)
        pane.frame_chosen.connect(self._take_frame)
        pane.picture_wanted.connect(self._choose_picture)
        pane.shown.connect(self._go_to_field)


def _draft_of(layout: Layout, pictures: Mapping[str, bytes]) -> dict[str, Any]:
    picture = base64.b64encode(pictures.get(layout.background, b"")).decode()
    return {"layout": dataclasses.asdict(layout), "picture": picture}
