"""Under the typing grid: what is wrong on the sheet, what may be accepted with a note, and the keys."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from kpm_desktop.domain.scoring import Turn
from kpm_desktop.ui import parts
from kpm_desktop.ui.contests.score_notices import SheetNotice
from kpm_desktop.ui.elided_label import ElidedLabel
from kpm_desktop.ui.parts import Offer
from kpm_desktop.ui.theme import theme

_SHOWN = 2
_FIRST = "Enter ke kanan, lalu Di kertas, lalu baris berikutnya. Del mengosongkan, kosong bukan nol. "
KEYS: dict[Turn | None, str] = {
    "first": f"{_FIRST}Titik dibaca koma.",
    "second": "Ketik langsung dari kertas, urutan peserta diacak. Enter ke kanan, Del mengosongkan.",
    None: "Lembar ini sudah ditutup. Nilainya hanya dapat dilihat.",
}


class ScoresBand(QFrame):
    """The band of one sheet; what stands there already is left alone while marks are typed."""

    def __init__(self) -> None:
        super().__init__()
        self._said: tuple[object, ...] = ()
        self.setProperty("role", "foot")
        self._lines = QVBoxLayout(self)
        edge = theme().size(12)
        self._lines.setContentsMargins(edge, theme().size(6), edge, theme().size(6))
        self._lines.setSpacing(theme().size(4))

    def show_sheet(self, notices: Sequence[SheetNotice], offers: Sequence[Offer], turn: Turn | None) -> None:
        """Show the first notices, what may be done about them, and how to type at this turn."""
        said = (tuple(notices[:_SHOWN]), tuple(one.text for one in offers), turn)
        if said == self._said:
            return
        self._said = said
        parts.clear(self._lines)
        for one in notices[:_SHOWN]:
            text = ElidedLabel("error" if one.tone == "err" else "warning")
            text.setText(one.sentence)
            mark = parts.label(one.code, "code")
            parts.set_tone(mark, one.tone)
            self._put(parts.Symbol(parts.TONE_ICONS[one.tone], one.tone, 16), text, mark)
        if offers:
            links = [parts.button(offer.text, offer.icon, "link") for offer in offers]
            for link, offer in zip(links, offers, strict=True):
                link.clicked.connect(offer.act)
            self._lines.addLayout(parts.row(*links, None))
        words = ElidedLabel("hint")
        words.setText(KEYS[turn])
        self._put(parts.Symbol("keyboard", "muted", 16), words)

    def _put(self, *shown: QWidget) -> None:
        line = parts.row(*shown)
        line.setStretch(1, 1)
        self._lines.addLayout(line)
