"""The foot of the page Impor: what can be saved, what will happen, Batal and the next step."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from kpm_desktop.domain.words import thousands
from kpm_desktop.ui import parts
from kpm_desktop.ui.elided_label import ElidedLabel
from kpm_desktop.ui.imports.session import ImportSession
from kpm_desktop.ui.theme import theme


class Foot(QFrame):
    """Buttons with their numbers; the page connects them."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "foot")
        self.save_rejected = parts.button("", "file-export")
        self.save_niks = parts.button("", "file-text")
        self.told = ElidedLabel("secondary")
        self.told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.cancel = parts.button("Batal")
        self.go_on = parts.button("", "check", "primary", "Ctrl+Return")
        box = parts.row(self.save_rejected, self.save_niks, self.told, self.cancel, self.go_on)
        box.setStretch(2, 1)
        side, top = theme().size(16), theme().size(8)
        box.setContentsMargins(side, top, side, top)
        self.setLayout(box)

    def show_columns(self, session: ImportSession, questions: int) -> None:
        """Show the way to the second step."""
        self.save_rejected.hide()
        self.save_niks.hide()
        rows = len(session.preview.rows)
        told = f"{questions} kolom tanggal perlu dijawab" if questions else ""
        self.told.setText(told if rows else "Tidak ada baris yang dapat dibaca")
        self._offer(f"Periksa {thousands(rows)} baris", possible=rows > 0)

    def show_check(self, session: ImportSession, wanted: int, *, is_narrow: bool) -> None:
        """Show what would be written; `wanted` is the number of NIK to be asked for again."""
        preview = session.preview
        rejected, written = preview.counts()["rejected"], preview.to_write
        full = f"Simpan {thousands(rejected)} baris ditolak (xlsx)"
        parts.reword(
            self.save_rejected, f"{thousands(rejected)} ditolak (xlsx)" if is_narrow else full, name=full
        )
        self.save_rejected.setVisible(rejected > 0)
        full = f"Daftar {thousands(wanted)} NIK minta ulang"
        parts.reword(self.save_niks, f"{thousands(wanted)} NIK" if is_narrow else full, name=full)
        self.save_niks.setVisible(wanted > 0)
        changed = sum(row.status == "changed" for row in written)
        left = rejected + sum(row.is_left_out for row in preview.rows if row.status != "rejected")
        counts = (len(written) - changed, changed, left)
        told = "{} baru, {} berubah, {} tidak ikut".format(*map(thousands, counts))
        self.told.setText(told if written else "Tidak ada baris yang perlu diimpor")
        self._offer(f"Impor {thousands(len(written))} {session.kind.noun}", possible=bool(written))

    def _offer(self, words: str, *, possible: bool) -> None:
        parts.reword(self.go_on, words, "Ctrl+Return")
        self.go_on.setEnabled(possible)
