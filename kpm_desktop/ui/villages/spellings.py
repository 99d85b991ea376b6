"""Other spellings of village names: those of one village, and the suggestions that wait for a nod.

The reference data know spellings that differ from the official name by more than spaces and case. Such a one
becomes an alias only when the operator confirms it, once.
"""

import dataclasses
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from kpm_desktop import paths
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.villages import VillageLine, VillageName
from kpm_desktop.domain.words import thousands
from kpm_desktop.store import regions
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import parts
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.pane_rows import wrapped
from kpm_desktop.ui.theme import theme

CONFIRMED = "saran daftar ejaan"


@dataclasses.dataclass(frozen=True, slots=True)
class Suggestion:
    """A spelling that somebody used for a village, not confirmed here yet."""

    village: Uid
    name: str
    spelling: str
    district: str


def suggestions(data_file: DataFile, villages: Sequence[VillageLine]) -> list[Suggestion]:
    """Return the spellings of the reference data that are no name of their village yet, by village."""
    known = data_file.villages.spellings()
    by_code = {village.village_code: village for village in villages}
    found = []
    for spelling in regions.load_regency(paths.resource("regions"), data_file.regency_code).suggestions:
        village = by_code.get(spelling.village_code)
        if village is not None and spelling.name not in known.get(village.uid, []):
            found.append(Suggestion(village.uid, village.name, spelling.name, village.district_name))
    return found


class SpellingsDialog(QDialog):
    """The other spellings of one village: add, throw away, confirm a suggestion. Each act is kept at once."""

    def __init__(self, shell: Shell, village: VillageLine) -> None:
        super().__init__(shell.window())
        self._shell = shell
        self._village = village
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Nama lain desa")
        self.field = QLineEdit()
        self.field.setMaxLength(60)
        self.field.setPlaceholderText("ejaan lain, misalnya dari berkas kecamatan")
        self.field.setAccessibleName("Ejaan lain")
        self.add = parts.button("Tambah", "plus", "primary")
        self.add.clicked.connect(self._add)
        self.field.textChanged.connect(self._typed)
        self.rows = QVBoxLayout()
        close = parts.button("Tutup")
        close.clicked.connect(self.accept)
        add_row = parts.row(self.field, self.add)
        add_row.setStretch(0, 1)
        body = parts.column(
            parts.label(f"Nama lain {village.name}", "title"),
            wrapped(
                f"Kec. {village.district_name}. Ejaan di sini ikut dicari dan dikenali saat impor,"
                " tetapi tidak pernah dicetak.",
                "secondary",
            ),
            add_row,
            _scrolled(self.rows),
            parts.row(None, close),
            spacing=12,
        )
        body.setContentsMargins(*(theme().size(16),) * 4)
        self.setLayout(body)
        self.setMinimumSize(theme().size(460), theme().size(380))
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter in the field adds; elsewhere nothing is pressed by accident."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.field.hasFocus():
                self._add()
            event.accept()
            return
        super().keyPressEvent(event)

    def _show(self) -> None:
        parts.clear(self.rows)
        data_file = self._shell.workspace.data_file
        for alias in data_file.villages.names(self._village.uid):
            if alias.use == "alias":
                drop = parts.button("Buang", "trash", "link", tooltip=f"Buang ejaan {alias.name}")
                drop.clicked.connect(partial(self._drop, alias))
                self.rows.addWidget(_entry(alias.name, alias.source, drop))
        if self.rows.count() == 0:
            self.rows.addWidget(wrapped("Belum ada nama lain.", "muted"))
        waiting = suggestions(data_file, [self._village])
        if waiting:
            self.rows.addWidget(parts.label("Pernah ditulis begini", "label"))
        for one in waiting:
            take = parts.button("Ya, nama lain", "check", "link", tooltip=f"Pakai ejaan {one.spelling}")
            take.clicked.connect(partial(self._take, one))
            self.rows.addWidget(_entry(one.spelling, "saran, belum dipastikan", take))
        self.rows.addStretch(1)
        self._typed()

    def _typed(self, _text: str = "") -> None:
        self.add.setEnabled(bool(self.field.text().strip()))

    def _add(self, _checked: bool = False) -> None:
        spelling = self.field.text().strip()
        if not spelling:
            return
        self._keep(f"Tambah nama lain {self._village.name}", spelling, "ditulis sendiri")
        self.field.clear()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, one: Suggestion, _checked: bool = False) -> None:
        self._keep(f"Tambah nama lain {self._village.name}", one.spelling, CONFIRMED)

    def _keep(self, label: str, spelling: str, source: str) -> None:
        uid = self._village.uid
        self._shell.workspace.run("edit", label, _adding([(uid, spelling, source)]))
        self._show()

    def _drop(self, alias: VillageName, _checked: bool = False) -> None:
        self._shell.workspace.run(
            "delete",
            f"Buang nama lain {self._village.name}",
            lambda data_file: data_file.villages.delete_name(alias.uid),
        )
        self._show()


class SuggestionsDialog(QDialog):
    """All suggestions of the regency that wait for a nod, to be ticked in one go."""

    def __init__(self, shell: Shell, waiting: Sequence[Suggestion]) -> None:
        super().__init__(shell.window())
        self._shell = shell
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Ejaan desa")
        self.boxes = [(QCheckBox(f"{one.spelling}  =  {one.name}"), one) for one in waiting]
        self.save = parts.button("", "check", "primary")
        self.save.clicked.connect(self._save)
        listed = QVBoxLayout()
        district = ""
        for box, one in self.boxes:
            if one.district != district:
                district = one.district
                listed.addWidget(parts.label(f"Kec. {district}", "label"))
            box.setAccessibleName(f"{one.spelling} adalah nama lain {one.name}, Kec. {one.district}")
            box.toggled.connect(self._counted)
            listed.addWidget(box)
        listed.addStretch(1)
        everything = parts.button("Centang semua")
        everything.clicked.connect(self._tick_all)
        cancel = parts.button("Tutup")
        cancel.clicked.connect(self.reject)
        sentence = (
            "Ejaan di kiri pernah ditulis untuk desa di kanan. Centang yang benar; sesudah itu dikenali saat"
            " mencari dan impor."
            if waiting
            else "Semua saran ejaan sudah dipastikan."
        )
        body = parts.column(
            parts.label("Ejaan desa", "title"),
            wrapped(sentence, "secondary"),
            _scrolled(listed),
            parts.row(everything, None, cancel, self.save),
            spacing=12,
        )
        if not waiting:
            everything.hide()
            self.save.hide()
        body.setContentsMargins(*(theme().size(16),) * 4)
        self.setLayout(body)
        self.setMinimumSize(theme().size(520), theme().size(480 if waiting else 160))
        self._counted()

    def _chosen(self) -> list[Suggestion]:
        return [one for box, one in self.boxes if box.isChecked()]

    def _counted(self, _on: bool = False) -> None:
        count = len(self._chosen())
        parts.reword(self.save, f"Simpan {thousands(count)} ejaan")
        self.save.setEnabled(count > 0)

    def _tick_all(self, _checked: bool = False) -> None:
        on = len(self._chosen()) < len(self.boxes)
        for box, _ in self.boxes:
            box.setChecked(on)

    def _save(self, _checked: bool = False) -> None:
        chosen = self._chosen()
        rows = [(one.village, one.spelling, CONFIRMED) for one in chosen]
        self._shell.workspace.run("edit", f"Pastikan {len(chosen)} ejaan desa", _adding(rows))
        self.accept()


def _adding(rows: Sequence[tuple[Uid, str, str]]) -> Callable[[DataFile], None]:
    def act(data_file: DataFile) -> None:
        for village, spelling, source in rows:
            data_file.villages.add_alias(village, spelling, source)

    return act


def _entry(text: str, sub: str, button: QWidget) -> QWidget:
    words = parts.column(wrapped(text), spacing=0)
    if sub:
        words.addWidget(wrapped(sub, "secondary"))
    box = parts.row(words, button)
    box.setStretch(0, 1)
    holder = QWidget()
    holder.setLayout(box)
    return holder


def _scrolled(layout: QVBoxLayout) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    holder = QWidget()
    holder.setProperty("role", "body")
    holder.setLayout(layout)
    area.setWidget(holder)
    return area
