"""What a return to an earlier state takes away, brings back and changes, as lines under a sentence."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from kpm_desktop.domain import words
from kpm_desktop.store.restoring import Return
from kpm_desktop.ui import parts
from kpm_desktop.ui.difference_words import difference_lines, difference_sentence, kept_sentence
from kpm_desktop.ui.theme import theme

_SAME = "Sama dengan keadaan sekarang. Tidak ada yang perlu dipulihkan."
_KEPT = "Sudah seperti saat itu, kecuali yang tetap di bawah ini."


def show_return(found: Return, lines: QVBoxLayout) -> str:
    """Fill a layout with the lines of a return that was looked at; returns the sentence over them."""
    parts.clear(lines)
    difference = found.difference
    if difference is None or difference.is_empty:
        return _KEPT if _add_kept(found, lines) else _SAME
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme().size(16))
    for column, head in enumerate(("Hilang", "Kembali", "Berubah"), 1):
        grid.addWidget(parts.label(head, "secondary"), 0, column, Qt.AlignmentFlag.AlignRight)
    for place, line in enumerate(difference_lines(difference), 1):
        grid.addWidget(parts.label(f"{line.noun[0].upper()}{line.noun[1:]}"), place, 0)
        for column, count in enumerate((line.gone, line.back, line.changed), 1):
            told = parts.label(words.thousands(count) if count else "-")
            grid.addWidget(told, place, column, Qt.AlignmentFlag.AlignRight)
    grid.setColumnStretch(0, 1)
    lines.addLayout(grid)
    _add_kept(found, lines)
    if found.final:
        lines.addWidget(parts.label("Tetap, karena sudah terbit atau terkunci:", "label", wrap=True))
        for operation in found.final:
            lines.addWidget(parts.label(operation.label, wrap=True))
    text = difference_sentence(difference)
    return f"{text[0].upper()}{text[1:]}."


def changes_something(found: Return) -> bool:
    """Tell whether going back would change anything."""
    return found.difference is not None and not found.difference.is_empty


def _add_kept(found: Return, lines: QVBoxLayout) -> bool:
    """Tell how many rows stay because a paper or a result stands on them; False: there are none."""
    kept = kept_sentence(found.kept)
    if kept:
        lines.addWidget(parts.label(kept, wrap=True))
    return bool(kept)
