"""Asking and telling: the only place that knows QMessageBox, QInputDialog and QFileDialog.

Reversible acts are never asked about; they happen and a toast offers Urungkan. What is asked here cannot be
undone, so the button repeats the act and the number ("Terbitkan 41").
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDir, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)

from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.ui import icons
from kpm_desktop.ui.messages import Explanation, explain
from kpm_desktop.ui.parts import button, column, label, row
from kpm_desktop.ui.theme import theme

EXCEL_FILES = "Tabel (*.xlsx *.xls *.ods *.csv)"
PDF_FILES = "PDF (*.pdf)"
DATA_FILES = "Data KPM Desktop (*.db)"
ARRIVING_FILES = "Paket dan salinan data (*.paket *.db)"
CONTEST_FILES = "Berkas lomba terbuka (*.json)"
WORKBOOK_FILES = "Buku kerja Excel (*.xlsx)"
PICTURE_FILES = "Gambar (*.png *.jpg *.jpeg)"
SCAN_FILES = "Pindaian (*.pdf *.jpg *.jpeg *.png)"


def ask(parent: QWidget | None, question: str, detail: str, act: str) -> bool:
    """Ask before something that cannot be undone; `act` is the button's words. Batal is the default."""
    return choose(parent, question, detail, (act,)) == 0


def choose(parent: QWidget | None, question: str, detail: str, acts: Sequence[str]) -> int | None:
    """Let the operator choose between acts; returns the place of the one pressed, None for Batal."""
    box = _box(parent, QMessageBox.Icon.Question, question, detail)
    made = [box.addButton(act, QMessageBox.ButtonRole.AcceptRole) for act in acts]
    cancel = box.addButton("Batal", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(_push(cancel))
    box.setEscapeButton(cancel)
    _run(box)
    pressed = box.clickedButton()
    return next((place for place, one in enumerate(made) if one is pressed), None)


def tell(
    parent: QWidget | None,
    trouble: Explanation,
    *,
    acts: Sequence[str] = (),
    details: str = "",
    close: str = "Tutup",
) -> int | None:
    """Tell a trouble: what happened, what is safe, what to press; technical lines stand under Rincian.

    Without the words of a button that only closes (`close` empty), Esc presses the first act.

    Returns:
        The place of the act pressed, None when it was only closed.
    """
    box = _box(parent, QMessageBox.Icon.Warning, trouble.happened, f"{trouble.safe}\n{trouble.todo}".strip())
    made = [box.addButton(act, QMessageBox.ButtonRole.AcceptRole) for act in acts]
    last = box.addButton(close, QMessageBox.ButtonRole.RejectRole) if close else made[0]
    box.setDefaultButton(_push(made[0] if made else last))
    box.setEscapeButton(last)
    if details:
        box.setDetailedText(details)
    _run(box)
    pressed = box.clickedButton()
    return next((place for place, one in enumerate(made) if one is pressed), None)


def tell_error(
    parent: QWidget | None, error: DataFileError | PackageError, *, acts: Sequence[str] = ()
) -> int | None:
    """Tell an error of a data file or package with its sentence; its code stands under Rincian."""
    facts = "\n".join(f"{name}: {value}" for name, value in error.values.items())
    return tell(
        parent, explain(error.code, error.values), acts=acts, details=f"{error.code}\n{facts}".strip()
    )


def inform(parent: QWidget | None, text: str, detail: str = "") -> None:
    """Tell a result that deserves a dialog because the operator must not miss it."""
    box = _box(parent, QMessageBox.Icon.Information, text, detail)
    box.addButton("Tutup", QMessageBox.ButtonRole.RejectRole)
    _run(box)


def ask_text(
    parent: QWidget | None, question: str, name: str, act: str, *, text: str = "", secret: bool = False
) -> str | None:
    """Ask for one line, such as a reason or a password; None for Batal. The act is off while it is empty."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(question)
    field = QLineEdit(text)
    field.setAccessibleName(name)
    if secret:
        field.setEchoMode(QLineEdit.EchoMode.Password)
    done = button(act, kind="primary")
    done.setDefault(True)
    done.setEnabled(bool(text))
    done.clicked.connect(dialog.accept)
    cancel = button("Batal")
    cancel.clicked.connect(dialog.reject)
    field.textChanged.connect(lambda typed: done.setEnabled(bool(typed.strip())))
    box = column(
        label(question, "card", wrap=True), label(name, "label", buddy=field), field, row(None, cancel, done)
    )
    box.setContentsMargins(*(theme().size(16),) * 4)
    dialog.setLayout(box)
    dialog.setMinimumWidth(theme().size(420))
    return field.text().strip() if dialog.exec() == QDialog.DialogCode.Accepted else None


def choose_file(parent: QWidget | None, title: str, kinds: str, folder: Path | None = None) -> Path | None:
    """Let the operator choose a file to read; `kinds` such as `EXCEL_FILES`."""
    name, _ = QFileDialog.getOpenFileName(parent, title, _start(folder), kinds)
    return Path(name) if name else None


def choose_files(parent: QWidget | None, title: str, kinds: str, folder: Path | None = None) -> list[Path]:
    """Let the operator choose several files to read."""
    found, _ = QFileDialog.getOpenFileNames(parent, title, _start(folder), kinds)
    return [Path(name) for name in found]


def choose_save(
    parent: QWidget | None, title: str, suggested: str, kinds: str, folder: Path | None = None
) -> Path | None:
    """Let the operator choose where to write; `suggested` is a file name with its ending."""
    name, _ = QFileDialog.getSaveFileName(parent, title, str(Path(_start(folder)) / suggested), kinds)
    if not name:
        return None
    path = Path(name)
    return path if path.suffix else path.with_suffix(Path(suggested).suffix)


def choose_folder(parent: QWidget | None, title: str, folder: Path | None = None) -> Path | None:
    """Let the operator choose a folder."""
    name = QFileDialog.getExistingDirectory(parent, title, _start(folder))
    return Path(name) if name else None


def _box(parent: QWidget | None, kind: QMessageBox.Icon, text: str, detail: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setWindowTitle("KPM Desktop")
    name, tint = {
        QMessageBox.Icon.Warning: ("alert-triangle", "warn"),
        QMessageBox.Icon.Question: ("help", "accent"),
    }.get(kind, ("info-circle", "info"))
    box.setIconPixmap(icons.pixmap(name, tint, 32, box.devicePixelRatioF()))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(detail)
    return box


def _run(box: QMessageBox) -> None:
    """Show the box until it is answered, wide enough for the words of all its buttons."""
    for one in box.buttons():
        one.ensurePolished()
        one.setMinimumWidth(one.sizeHint().width())
    box.exec()


def _push(one: object) -> QPushButton:
    if not isinstance(one, QPushButton):
        raise TypeError("a message box makes push buttons")
    return one


def _start(folder: Path | None) -> str:
    return str(folder) if folder else QDir.homePath()
