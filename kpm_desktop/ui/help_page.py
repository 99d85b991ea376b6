"""Help (F1) and the sheet of keys (Ctrl+/), drawn from `help_text.py` and `actions.py`."""

from itertools import groupby

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from kpm_desktop.ui.actions import ACTIONS, menu_actions
from kpm_desktop.ui.help_text import TOPICS, Topic, code_topics
from kpm_desktop.ui.page import FullPage, Shell
from kpm_desktop.ui.parts import Card, button, clear, column, key_text, label, row
from kpm_desktop.ui.theme import theme


class HelpPage(FullPage):
    """All topics on one page with a search; opened at the topic of a screen, or at a code such as "W.204"."""

    def __init__(self, shell: Shell, topic: str = "") -> None:
        super().__init__(shell, "Bantuan")
        self._search = QLineEdit()
        self._search.setPlaceholderText("Cari di bantuan, misalnya NIK atau W.204")
        self._search.setAccessibleName("Cari di bantuan")
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._show)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme().size(12))
        inside = QWidget()
        inside.setProperty("role", "body")
        inside.setLayout(self._list)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName("Isi bantuan")
        area.setWidget(inside)
        box = column(self._search, area, spacing=12)
        box.setContentsMargins(*(theme().size(12),) * 4)
        self.body.addLayout(box)
        self._first = topic
        self._show("")
        self.setFocusProxy(self._search)

    def hint(self) -> str:
        """Return the hint of the status line."""
        return "Alt+Kiri kembali, Ctrl+/ daftar pintasan"

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self, wanted: str) -> None:
        clear(self._list)
        words = wanted.casefold().split()
        topics = [*TOPICS, *code_topics()]
        topics.sort(key=lambda topic: topic.name != self._first)
        found = [topic for topic in topics if all(word in topic.searched for word in words)]
        for topic in found:
            self._list.addWidget(_card(topic))
        if not found:
            self._list.addWidget(label("0 hasil. Coba kata lain.", "empty"))
        self._list.addStretch(1)


def _card(topic: Topic) -> Card:
    card = Card(topic.title)
    for sentence in topic.sentences:
        card.body.addWidget(label(sentence, wrap=True))
    return card


class ShortcutSheet(QDialog):
    """All keys on one sheet, two columns of groups."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Daftar pintasan")
        columns = (QVBoxLayout(), QVBoxLayout())
        rows = sorted((*ACTIONS, *menu_actions()), key=lambda action: action.group)
        groups = [(name, list(found)) for name, found in groupby(rows, key=lambda action: action.group)]
        for place, (name, found) in enumerate(groups):
            columns[place % 2].addWidget(label(name, "card"))
            grid = QGridLayout()
            grid.setVerticalSpacing(theme().size(6))
            for at, action in enumerate(one for one in found if one.keys):
                grid.addWidget(label(action.text), at, 0)
                grid.addWidget(label(" / ".join(key_text(key) for key in action.keys), "keycap"), at, 1)
            grid.setColumnStretch(0, 1)
            columns[place % 2].addLayout(grid)
        for one in columns:
            one.addStretch(1)
        inside = QWidget()
        inside.setProperty("role", "surface")
        inside.setLayout(row(*columns, spacing=24))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName("Daftar pintasan")
        area.setWidget(inside)
        close = button("Tutup", kind="primary", key="Esc")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        box = column(area, row(None, close), spacing=12)
        box.setContentsMargins(*(theme().size(16),) * 4)
        self.setLayout(box)
        room = QSize(1010, 654) if parent is None else parent.window().size() - QSize(32, 32)
        self.resize(QSize(theme().size(900), theme().size(600)).boundedTo(room))
