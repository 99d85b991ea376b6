"""Cetak daftar hadir: paper, blank rows, who signs; then the preview. Its first print freezes it."""

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QRadioButton, QSpinBox, QVBoxLayout, QWidget

from kpm_desktop import workflows
from kpm_desktop.domain import dates
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import messages, parts
from kpm_desktop.ui.forms.dialog_frame import DialogFrame, DialogHead
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.paper_flow import PaperFlow
from kpm_desktop.ui.sessions.facts import title_of
from kpm_desktop.ui.signing_words import several_words, signer_words
from kpm_desktop.ui.theme import theme
from kpm_desktop.workflows.progress import Progress

PAPERS = (("F4", "F4, 215 x 330 mm"), ("A4", "A4, 210 x 297 mm"))


class SheetDialog(DialogFrame):
    """Asks how the attendance sheet of a session is printed."""

    def __init__(self, shell: Shell, session: Uid) -> None:
        super().__init__(shell.window())
        self._shell, self._session = shell, session
        data_file = shell.workspace.data_file
        line = next(one for one in data_file.sessions.find() if one.uid == session)
        self._day = line.date or shell.now().date()
        self._title = title_of(line)
        self.setWindowTitle("Cetak daftar hadir")
        head = DialogHead("printer", "Cetak daftar hadir")
        head.show_subtitle(f"{self._title}, {line.invited} diundang")
        head.close_button.clicked.connect(self.reject)
        self.papers = {name: QRadioButton(words) for name, words in PAPERS}
        self.papers["F4"].setChecked(True)
        self.blank_rows = QSpinBox()
        self.blank_rows.setRange(0, 100)
        self.blank_rows.setValue(data_file.office.number("blank_rows"))
        self.signatory = QComboBox()
        self.left = QComboBox()
        for box in (self.signatory, self.left):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(20)
        self.left.addItem("tidak ada", None)
        valid = data_file.office.signatories_on(self._day)
        for one in valid:
            self.signatory.addItem(signer_words(one), one.uid)
            self.left.addItem(signer_words(one), one.uid)
        self.act = parts.button("Lihat pratinjau", "eye", "primary", "Return")
        self.act.setDefault(True)
        self.act.clicked.connect(self.show_preview)
        self._put_together(head, bool(valid), line.sheets)

    def take_measures(self) -> None:
        """Take the size of a small dialog."""
        self.resize(QSize(theme().size(560), theme().size(540)).boundedTo(self._room()))

    @property
    def choices(self) -> Any:
        """Return the `print_attendance.SheetChoices` as they are set."""
        paper = next(name for name, radio in self.papers.items() if radio.isChecked())
        return workflows.print_attendance.SheetChoices(
            paper, self.blank_rows.value(), self.signatory.currentData(), self.left.currentData()
        )

    def show_preview(self) -> None:
        """Compose the sheet on the worker and show it; its first print or file freezes it."""
        choices, session = self.choices, self._session

        def compose(data_file: DataFile, _progress: Progress) -> Any:
            return workflows.print_attendance.preview_attendance(data_file, session, choices)

        def record(data_file: DataFile, target: str, progress: Progress) -> Any:
            return workflows.print_attendance.print_attendance(
                data_file, session, choices, target=target, progress=progress
            )

        self.accept()
        title, name = f"Daftar hadir: {self._title}", f"Daftar hadir {self._title}"
        PaperFlow(self._shell, title, name, compose, record, paper="Daftar hadir").start()

    # inside

    def _put_together(self, head: DialogHead, is_signed: bool, sheets: int) -> None:
        body = parts.column(spacing=12)
        if sheets:
            body.addWidget(
                parts.Notice(
                    "Daftar hadir sesi ini sudah pernah dicetak. Cetakan baru adalah lembar lain; "
                    "nomor urut tidak berubah.",
                    "info",
                )
            )
        if not is_signed:
            words = messages.problem_sentence("F.405", {"date": dates.weekday_date(self._day)})
            body.addWidget(parts.Notice(words, "err", "F.405"))
        body.addLayout(parts.column(parts.label("Kertas", "label"), *self.papers.values(), spacing=2))
        body.addLayout(_named("Baris kosong untuk tamu", self.blank_rows))
        body.addLayout(_named("Penandatangan", self.signatory, several_words(self.signatory.count())))
        body.addLayout(_named("Mengetahui", self.left))
        body.addWidget(
            parts.label("Kolom tanda tangan berselang-seling kiri dan kanan.", "hint", wrap=True)
        )  # fmt: skip
        body.addStretch(1)
        body.setContentsMargins(*(theme().size(side) for side in (18, 14, 18, 14)))
        cancel = parts.button("Batal", key="Esc")
        cancel.clicked.connect(self.reject)
        foot = parts.row(None, cancel, self.act)
        foot.setContentsMargins(*(theme().size(side) for side in (16, 10, 16, 10)))
        self.box.addWidget(head)
        self.box.addWidget(parts.scrolled(body, "surface"), 1)
        self.box.addWidget(parts.frame("dialog_foot", foot))


def open_sheet_dialog(shell: Shell, session: Uid) -> SheetDialog:
    """Show the dialog over the window; it deletes itself when it is closed."""
    dialog = SheetDialog(shell, session)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def _named(name: str, field: QWidget, note: str = "") -> QVBoxLayout:
    field.setAccessibleName(name)
    head = parts.row(parts.label(name, "label", buddy=field), None, parts.label(note, "hint"))
    return parts.column(head, field, spacing=4)
