"""The foot of the page Gabung data: report, what stays open, Batal and the merge itself."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from kpm_desktop.domain.words import thousands
from kpm_desktop.ui import parts, row_words
from kpm_desktop.ui.elided_label import ElidedLabel
from kpm_desktop.ui.merging.lines import field_words
from kpm_desktop.ui.merging.session import MergeSession
from kpm_desktop.ui.theme import theme


class Foot(QFrame):
    """Buttons with their numbers; the page connects them."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "foot")
        self.report = parts.button("Laporan (PDF)", "file-text", key="Ctrl+P")
        self.told = ElidedLabel("secondary")
        self.told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.cancel = parts.button("Batal", key="Alt+Left")
        self.go_on = parts.button("", "git-merge", "primary", "Ctrl+Return")
        box = parts.row(self.report, self.told, self.cancel, self.go_on)
        box.setStretch(1, 1)
        side, top = theme().size(16), theme().size(8)
        box.setContentsMargins(side, top, side, top)
        self.setLayout(box)

    def show_session(self, session: MergeSession) -> None:
        """Show what would be merged and what stays open; merging is always possible."""
        unchosen = session.unchosen()
        if len(unchosen) == 1:
            one = unchosen[0]
            name = row_words.name_words(session.found.titles.get(one.key))
            field = field_words(one)
            shown = field if field[:2].isupper() else f"{field[:1].lower()}{field[1:]}"
            told = f"Belum dipilih: {name}, {shown}"
        elif unchosen:
            told = f"{thousands(len(unchosen))} belum dipilih, tetap terdaftar di Berbeda isi"
        else:
            told = ""
        self.told.setText(told)
        count = session.incoming()
        words = f"Gabung {thousands(count)} perubahan" if count else "Gabung riwayat"
        parts.reword(self.go_on, words, "Ctrl+Return", tooltip="Cadangkan lalu gabungkan")
