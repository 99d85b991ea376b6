"""After a merge: what came in, the way back, and what is left to look at."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtWidgets import QWidget

from kpm_desktop.domain.words import thousands
from kpm_desktop.ui import parts
from kpm_desktop.ui.merging.lines import Group, doubled_lines, record_lines
from kpm_desktop.ui.merging.session import MergeSession
from kpm_desktop.ui.messages import explain
from kpm_desktop.ui.package_words import late_words
from kpm_desktop.ui.pane_rows import wrapped
from kpm_desktop.ui.parts import Offer

_COUNTS: tuple[tuple[Group, str, str], ...] = (
    ("new", "Baru", "ok"),
    ("changed", "Diperbarui", "info"),
    ("deleted", "Dihapus", "err"),
    ("erased", "Dimusnahkan", "err"),
)


class DoneCard(QWidget):
    """Filled once the merge was made, and again when it was taken back."""

    def __init__(self) -> None:
        super().__init__()
        self._box = parts.column()
        self.setLayout(self._box)

    def show_result(
        self,
        session: MergeSession,
        offers: Sequence[Offer],
        undo: Callable[[], object],
        redo: Callable[[], object],
    ) -> None:
        """Show the counts and what can be done now."""
        parts.clear(self._box)
        found = session.found
        title = f"Gabungan dari {session.sender} selesai"
        if session.is_undone:
            title = f"Gabungan dari {session.sender} sudah dibatalkan"
        card = parts.Card(title)
        counts = [(word, tone, len(record_lines(found, group))) for group, word, tone in _COUNTS]
        open_cells = len(session.unchosen())
        counts.append(("Masih berbeda", "warn" if open_cells else "", open_cells))
        counts.append(("Kembar", "warn" if found.doubled else "", len(doubled_lines(found))))
        figures = parts.row(spacing=24)
        for word, tone, count in counts:
            figure = parts.label(thousands(count), "figure")
            parts.set_tone(figure, tone if count else "")
            figure.setAccessibleName(f"{word}: {thousands(count)}")
            figures.addLayout(parts.column(figure, parts.label(word, "secondary"), spacing=0))
        figures.addStretch(1)
        card.body.addLayout(figures)
        told = "Yang diubah sesudah penggabungan tetap, dan disebutkan satu per satu."
        if session.is_undone:
            told = "Data kembali seperti sebelum digabung; yang diubah sesudahnya tetap."
        card.body.addWidget(wrapped(told, "secondary"))
        for said in _said(session):
            card.body.addWidget(wrapped(said))
        buttons = parts.row(*parts.offered(offers), spacing=8)
        words, icon, act = "Batalkan penggabungan", "arrow-back-up", undo
        if session.is_undone:
            words, icon, act = "Ulangi penggabungan", "arrow-forward-up", redo
        if not session.is_undone or session.undo is not None:
            back = parts.button(words, icon)
            back.clicked.connect(act)
            buttons.insertWidget(1, back)
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        self._box.addWidget(card)


def _said(session: MergeSession) -> Iterator[str]:
    """Yield what else has to be known: what was erased too, and a backup that failed."""
    if session.found.late:
        yield late_words(session.found.late)
    unfinished = session.merged.unfinished if session.merged is not None else None
    if unfinished is not None:
        reason = explain(unfinished.code, unfinished.values).happened
        yield (
            f"Cadangan sesudahnya belum dapat dibuat: {reason[:1].lower()}{reason[1:]} "
            "Atasi dahulu, lalu tekan Cadangkan sekarang."
        )
