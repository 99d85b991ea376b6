"""Ketik koreksi nama: what people wrote on a name proof, by its row numbers, saved as one operation."""

import json
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QListWidgetItem

from kpm_desktop import workflows
from kpm_desktop.domain.sessions import PrintedSheet
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui import parts
from kpm_desktop.ui.forms.dialog_frame import DialogFrame, DialogHead
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.theme import theme

NO_SHEET = "Belum ada lembar koreksi nama yang dicetak untuk kegiatan ini."
_ROW = Qt.ItemDataRole.UserRole


def open_corrections(shell: Shell, series: Uid) -> None:
    """Show the dialog over the window; without a printed name proof it only says so."""
    sheets = shell.workspace.data_file.sheets.find(series, "P")
    if not sheets:
        shell.say(NO_SHEET)
        return
    dialog = CorrectionsDialog(shell, sheets)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


class _Typed(QListWidget):
    """What was typed; Del takes a line out. A long name goes on in the next line."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Take out the chosen line."""
        if event.key() == Qt.Key.Key_Delete and self.currentRow() >= 0:
            self.takeItem(self.currentRow())
            return
        super().keyPressEvent(event)


class CorrectionsDialog(DialogFrame):
    """Row number, Enter, the name as it shall be printed, Enter; saved at the end."""

    def __init__(self, shell: Shell, sheets: Sequence[PrintedSheet]) -> None:
        super().__init__(shell.window())
        self._shell, self._sheets = shell, list(sheets)
        self._rows: dict[int, dict[str, Any]] = {}
        self.setWindowTitle("Ketik koreksi nama")
        head = DialogHead("pencil", "Ketik koreksi nama")
        head.show_subtitle("Nomor baris pada lembar, lalu nama lengkap dengan gelar seperti yang tertulis.")
        head.close_button.clicked.connect(self.reject)
        self.sheet = QComboBox()
        self.sheet.setAccessibleName("Lembar")
        self.sheet.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.sheet.setMinimumContentsLength(20)
        for one in self._sheets:
            self.sheet.addItem(_sheet_words(one))
        self.row, self.name = QLineEdit(), QLineEdit()
        self.row.setAccessibleName("Baris")
        self.row.setMaximumWidth(theme().size(90))
        self.name.setAccessibleName("Nama yang benar")
        self.name.setMaxLength(200)
        self.printed = parts.label("", "secondary", wrap=True)
        self.typed = _Typed()
        self.typed.setAccessibleName("Koreksi yang sudah diketik")
        self.act = parts.button("Perbaiki", "check", "primary", "Ctrl+S")
        self.act.setShortcut("Ctrl+S")
        self.act.clicked.connect(self.save)
        self._put_together(head)
        self.sheet.currentIndexChanged.connect(self._take_sheet)
        self.row.textChanged.connect(self._show_row)
        self.row.returnPressed.connect(self._go_to_name)
        self.name.returnPressed.connect(self.add)
        self.typed.model().rowsInserted.connect(self._count)
        self.typed.model().rowsRemoved.connect(self._count)
        self._take_sheet()
        self._count()
        self.row.setFocus()

    def take_measures(self) -> None:
        """Take the size of a middling dialog."""
        self.resize(QSize(theme().size(640), theme().size(560)).boundedTo(self._room()))

    def add(self) -> None:
        """Keep the correction of this row; a row typed again replaces what was typed before."""
        number, name = self._number(), self.name.text().strip()
        if number is None or not name:
            return
        for place in range(self.typed.count()):
            if self.typed.item(place).data(_ROW) == number:
                self.typed.takeItem(place)
                break
        item = QListWidgetItem(f"{number}   {self._rows[number]['name']}   →   {name}")
        item.setData(_ROW, number)
        item.setData(_ROW + 1, name)
        self.typed.addItem(item)
        self.row.clear()
        self.name.clear()
        self.row.setFocus()

    def save(self) -> None:
        """Change the names as one operation that names the sheet."""
        self.add()
        items = [self.typed.item(place) for place in range(self.typed.count())]
        if not items:
            return
        wanted = {item.data(_ROW): item.data(_ROW + 1) for item in items}
        sheet = self._sheets[self.sheet.currentIndex()].uid
        data_file = self._shell.workspace.data_file
        changes = workflows.check_certificates.correct_names(data_file, sheet, wanted)
        if changes is not None:
            self._shell.workspace.broadcast(changes)
        self._shell.say(f"{len(wanted)} nama diperbaiki.")
        self.accept()

    # inside

    def _put_together(self, head: DialogHead) -> None:
        fields = parts.row(
            parts.column(parts.label("Baris", "label", buddy=self.row), self.row, spacing=4),
            parts.column(parts.label("Nama yang benar", "label", buddy=self.name), self.name, spacing=4),
            spacing=12,
        )
        fields.setStretch(1, 1)
        body = parts.column(
            parts.label("Lembar", "label", buddy=self.sheet),
            self.sheet,
            fields,
            self.printed,
            parts.label("Koreksi yang sudah diketik (Del mengeluarkan)", "label", buddy=self.typed),
            self.typed,
            spacing=8,
        )
        body.setContentsMargins(*(theme().size(side) for side in (18, 14, 18, 14)))
        cancel = parts.button("Batal", key="Esc")
        cancel.clicked.connect(self.reject)
        for one in (self.act, cancel):
            one.setAutoDefault(False)
        foot = parts.row(None, cancel, self.act)
        foot.setContentsMargins(*(theme().size(side) for side in (16, 10, 16, 10)))
        self.box.addWidget(head)
        self.box.addWidget(parts.scrolled(body, "surface"), 1)
        self.box.addWidget(parts.frame("dialog_foot", foot))

    def _take_sheet(self, _place: int = 0) -> None:
        record = self._sheets[self.sheet.currentIndex()]
        self._rows = {row["no"]: row for row in json.loads(record.rows) if row["person"]}
        self.typed.clear()
        self._count()
        self._show_row()

    def _number(self) -> int | None:
        text = self.row.text().strip()
        return int(text) if text.isdecimal() and int(text) in self._rows else None

    def _show_row(self, _text: str = "") -> None:
        number = self._number()
        if number is not None:
            row = self._rows[number]
            self.printed.setText(f"Di lembar: {row['name']}, {row['village']}")
        elif self.row.text().strip():
            self.printed.setText("Baris itu tidak ada, atau kosong di lembar ini.")
        else:
            self.printed.setText(f"{len(self._rows)} nama ada di lembar ini.")

    def _go_to_name(self) -> None:
        if self._number() is not None:
            self.name.setFocus()

    def _count(self, *_place: object) -> None:
        count = self.typed.count()
        self.act.setText(f"Perbaiki {count} nama" if count else "Perbaiki")
        self.act.setEnabled(bool(count))


def _sheet_words(sheet: PrintedSheet) -> str:
    names = sum(bool(row["person"]) for row in json.loads(sheet.rows))
    number, _, _ = json.loads(sheet.head)["footer"].partition(", ")  # the kegiatan is the one that was chosen
    return f"{number}, {names} nama"
