"""The lock of a package: a passphrase, typed twice once a start; or none, with the reason."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from kpm_desktop.ui import parts
from kpm_desktop.ui.packages.carrying import Carrying

LEAST = 12  # characters of a passphrase; `sealing.MINIMUM`, which is not loaded before something is sealed


class LockChooser(QWidget):
    """On by default."""

    changed = Signal()

    def __init__(self, carrying: Carrying) -> None:
        super().__init__()
        self._carrying = carrying
        self.locked = QCheckBox("Kunci dengan kata sandi")
        self.locked.setChecked(True)
        self._known = parts.label("kata sandi yang tadi diketik dipakai lagi", "secondary")
        self.change = parts.button("Ganti", kind="link", tooltip="Pakai kata sandi lain")
        self.change.clicked.connect(self._ask_again)
        self.phrase, self.again, self.reason = QLineEdit(), QLineEdit(), QLineEdit()
        for field, name in ((self.phrase, f"Kata sandi, sedikitnya {LEAST} huruf"), (self.again, "Ulangi")):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setAccessibleName(name)
            field.setPlaceholderText(name)
            field.textChanged.connect(self.changed)
        self.reason.setAccessibleName("Alasan tanpa kata sandi")
        self.reason.setPlaceholderText("Alasan tanpa kata sandi")
        self.reason.textChanged.connect(self.changed)
        self._fields = QWidget()
        self._fields.setLayout(parts.row(self.phrase, self.again))
        head = parts.row(self.locked, self._known, self.change, None)
        box = parts.column(head, self._fields, self.reason, spacing=4)
        self.setLayout(box)
        self._asks = not carrying.passphrase
        self.locked.toggled.connect(self._follow)
        self._follow()

    @property
    def passphrase(self) -> str | None:
        """Return the passphrase, None for a plain package."""
        if not self.locked.isChecked():
            return None
        return self.phrase.text() if self._asks else self._carrying.passphrase

    @property
    def plain_reason(self) -> str:
        """Return why it is not locked; "" when it is."""
        return "" if self.locked.isChecked() else self.reason.text().strip()

    def problem(self) -> str:
        """Return what is missing; "" when nothing is."""
        if not self.locked.isChecked():
            return "" if self.plain_reason else "Isi alasan tanpa kata sandi"
        if not self._asks:
            return ""
        if len(self.phrase.text()) < LEAST:
            return f"Kata sandi sedikitnya {LEAST} huruf"
        return "" if self.phrase.text() == self.again.text() else "Kedua kata sandi belum sama"

    def keep(self) -> None:
        """Remember the passphrase until the program is closed."""
        if self.locked.isChecked():
            self._carrying.passphrase = self.passphrase or ""
            self._asks = False
            self._follow()

    def _ask_again(self) -> None:
        self._asks = True
        self._follow()
        self.phrase.setFocus()

    def _follow(self) -> None:
        is_locked = self.locked.isChecked()
        self._fields.setVisible(is_locked and self._asks)
        for one in (self._known, self.change):
            one.setVisible(is_locked and not self._asks)
        self.reason.setVisible(not is_locked)
        self.changed.emit()
