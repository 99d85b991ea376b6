"""The frame shown while files are dragged over the window: it says what dropping them will do."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QRect, Qt
from PySide6.QtWidgets import QFrame, QWidget

from kpm_desktop.ui.parts import column, label
from kpm_desktop.ui.theme import theme

SHEET_ENDINGS = frozenset({".xlsx", ".xls", ".ods", ".csv"})
PACKAGE_ENDINGS = frozenset({".paket", ".db"})
SCAN_ENDINGS = frozenset({".pdf", ".jpg", ".jpeg", ".png"})
SHEET_OFFER = "Lepas untuk memeriksa 1 berkas Excel. Belum ada yang ditulis."


class DropFrame(QFrame):
    """Hidden until `show_offer`; the window hides it again."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "drop")
        self._words = label("", "title", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setLayout(column(self._words))
        self.hide()

    def show_offer(self, offer: str, over: QRect) -> None:
        """Say "Lepas untuk ..." over that part of the window."""
        self._words.setText(offer)
        gap = theme().size(12)
        self.setGeometry(over.adjusted(gap, gap, -gap, -gap))
        self.show()
        self.raise_()


def local_files(data: QMimeData) -> list[Path]:
    """Return the files on this PC that are dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def sheet_offer(data: QMimeData) -> str:
    """Return what dropping one table would do, "" for anything else."""
    files = local_files(data)
    return SHEET_OFFER if len(files) == 1 and files[0].suffix.lower() in SHEET_ENDINGS else ""


def package_offer(data: QMimeData) -> str:
    """Return what dropping packages or copied data files would do, "" for anything else."""
    files = local_files(data)
    if not files or any(path.suffix.lower() not in PACKAGE_ENDINGS for path in files):
        return ""
    return f"Lepas untuk memeriksa {len(files)} paket. Belum ada yang digabungkan."


def scan_offer(data: QMimeData) -> str:
    """Return what dropping the pages of a scan would do, "" for anything else."""
    files = local_files(data)
    if not files or any(file.suffix.lower() not in SCAN_ENDINGS for file in files):
        return ""
    return f"Lepas untuk membaca {len(files)} berkas pindaian. Belum ada yang ditulis."
