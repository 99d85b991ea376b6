"""Step 3, *Selesai*: what was written, the way back, and what is left to send out."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QBoxLayout, QWidget

from kpm_desktop.domain.words import thousands
from kpm_desktop.ui import parts
from kpm_desktop.ui.imports.session import ImportSession
from kpm_desktop.ui.pane_rows import wrapped
from kpm_desktop.ui.parts import Offer
from kpm_desktop.ui.theme import Density, theme

_COUNTS = (
    ("new", "Baru", "ok"),
    ("changed", "Berubah", "info"),
    ("same", "Sama", ""),
    ("rejected", "Ditolak", "err"),
)


class DoneStep(QWidget):
    """Filled once the import was written, and again when it was undone."""

    def __init__(self) -> None:
        super().__init__()
        self._box = parts.column(spacing=16)
        gap = theme().size(24)
        self._box.setContentsMargins(gap, gap, gap, gap)
        self.setLayout(self._box)
        self.undo: QWidget | None = None

    def show_result(
        self, session: ImportSession, offers: Sequence[Offer], undo: Callable[[], object]
    ) -> None:
        """Show the four counts, what was written, and what can be done now."""
        parts.clear(self._box)
        preview = session.preview
        written = len(preview.to_write)
        noun = session.kind.noun
        counts = preview.counts()
        card = parts.Card(f"{thousands(written)} {noun} diimpor dari {session.name}")
        if session.is_undone:
            card = parts.Card(f"Impor dari {session.name} sudah diurungkan")
        figures = parts.row(spacing=24)
        for name, word, tone in _COUNTS:
            figure = parts.label(thousands(counts[name]), "figure")
            parts.set_tone(figure, tone)
            figure.setAccessibleName(f"{word}: {thousands(counts[name])} baris")
            figures.addLayout(parts.column(figure, parts.label(word, "secondary"), spacing=0))
        figures.addStretch(1)
        card.body.addLayout(figures)
        left_out = sum(row.is_left_out for row in preview.rows)
        told = [
            f"Jumlahnya {thousands(counts['rows'])} baris; {thousands(counts['skipped'])} baris dilewati."
        ]
        if left_out:
            told.append(f"{thousands(left_out)} baris tidak diikutkan atas pilihan Anda.")
        if not session.is_undone:
            told.append("Impor dapat diurungkan kapan saja; ubahan sesudahnya tetap.")
        card.body.addWidget(wrapped(" ".join(told), "secondary"))
        buttons = parts.row(*parts.offered(offers), spacing=8)
        if theme().density(self.window().width()) is Density.NARROW:
            buttons.setDirection(QBoxLayout.Direction.TopToBottom)
        if not session.is_undone:
            back = parts.button("Urungkan impor ini", "arrow-back-up")
            back.clicked.connect(undo)
            buttons.insertWidget(1, back)
            self.undo = back
        buttons.addStretch(1)
        card.body.addSpacing(theme().size(8))
        card.body.addLayout(buttons)
        self._box.addWidget(card)
        self._box.addStretch(1)
