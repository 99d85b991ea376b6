"""The former terms inside the cadre form: a list to read, and the button that begins a new term."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kpm_desktop.domain.cadres import CadreTerm
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui import parts
from kpm_desktop.ui.cadres.words import term_words
from kpm_desktop.ui.forms.editors import Editor
from kpm_desktop.ui.forms.field import FieldSpec
from kpm_desktop.ui.pane_rows import two_lines, wrapped


class EarlierTerms(Editor):
    """Shows terms, changes none: a term is history once another has begun."""

    def __init__(
        self, spec: FieldSpec, place_of: Callable[[Uid], str], new_term: Callable[[], object] | None
    ) -> None:
        super().__init__(spec)
        self._place_of = place_of
        self._terms: tuple[CadreTerm, ...] = ()
        self._listed = QVBoxLayout()
        self.box.addLayout(self._listed)
        begin = parts.button("Masa tugas baru", "plus")
        begin.setEnabled(new_term is not None)
        if new_term is not None:
            begin.clicked.connect(new_term)
        self.box.addLayout(parts.row(begin, None))
        self.core = begin
        self.setFocusProxy(begin)

    def value(self) -> Any:
        """Return the terms as they came."""
        return self._terms

    def set_value(self, value: Any) -> None:
        """Show terms, newest first."""
        self._terms = tuple(value)
        parts.clear(self._listed)
        for term in self._terms:
            place = self._place_of(term.village) if term.village else ""
            holder = QWidget()
            holder.setLayout(two_lines("history", place or "desa belum diisi", term_words(term)))
            self._listed.addWidget(holder)
        if not self._terms:
            self._listed.addWidget(wrapped("Belum ada masa tugas terdahulu.", "muted"))

    def raw(self) -> str:
        """Return nothing: there is no typing here."""
        return ""

    def set_raw(self, text: str) -> None:
        """Take nothing."""

    def set_tone(self, tone: str) -> None:
        """Leave the button as it is."""
