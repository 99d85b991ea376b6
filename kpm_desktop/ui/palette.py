"""The command palette (Ctrl+K): one field over the dimmed window that opens any record and does any command.

It decides nothing: records are opened by the tabs, commands are the actions of keys and menu, with whatever
preview or question they bring. What is remembered in this PC's settings are uids and names of commands, no
texts.
"""

from typing import Final, Protocol

import shiboken6
from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QStackedWidget, QWidget

from kpm_desktop.ui import palette_entries
from kpm_desktop.ui.actions import Action
from kpm_desktop.ui.page import Opener, Page, Shell
from kpm_desktop.ui.page_memory import PageMemory
from kpm_desktop.ui.palette_list import HitList, Section, spoken
from kpm_desktop.ui.palette_search import GROUPS, MOST, Entry, Group, Hit, Index, Mark
from kpm_desktop.ui.parts import column, frame, label, line
from kpm_desktop.ui.person_opening import open_person
from kpm_desktop.ui.tables.toolbar import SearchBox
from kpm_desktop.ui.theme import theme

WIDTH, HEIGHT = 640, 420
REMEMBERED: Final = 30
_PREFIXES: Final[dict[str, Group]] = {">": "command", "#": "number"}
_KEYS: Final = "Enter buka · Alt+Enter buka dengan saringan · > perintah · # nomor sertifikat · Esc tutup"


class PaletteShell(Shell, Protocol):
    """What the palette asks of the window beyond what screens do."""

    @property
    def front(self) -> Page:
        """The screen in front."""

    def can_run(self, action: Action) -> bool:
        """Tell whether anything answers to an action now."""

    def run_action(self, action: Action) -> None:
        """Do an action as its key would."""


def open_palette(shell: PaletteShell) -> None:
    """Show the palette over the window; the focus goes back to where it was when it is closed."""
    Palette(shell).take_focus()


OPENERS: dict[str, Opener] = {"palette": open_palette}


class PaletteField(SearchBox):
    """The field. No key of the window works while it has the focus."""

    stepped = Signal(int)
    entered = Signal(bool)  # whether with Alt
    closed = Signal()

    def __init__(self) -> None:
        super().__init__("Cari orang, desa, pembinaan, nomor, perintah…")
        self.setAccessibleName("Cari orang, desa, pembinaan, nomor, atau perintah")
        self.setAccessibleDescription(_KEYS)
        self.setToolTip("")

    def event(self, event: QEvent) -> bool:
        """Take every key before the window's shortcuts do; Tab moves in the list."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        pressed = event.key() if isinstance(event, QKeyEvent) else None
        if event.type() == QEvent.Type.KeyPress and pressed in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            self.stepped.emit(1 if pressed == Qt.Key.Key_Tab else -1)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Move, open, close; type the rest."""
        match event.key():
            case Qt.Key.Key_Down:
                self.stepped.emit(1)
            case Qt.Key.Key_Up:
                self.stepped.emit(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit(bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
            case Qt.Key.Key_Escape:
                self.closed.emit()
            case Qt.Key.Key_K if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                self.closed.emit()
            case _:
                super().keyPressEvent(event)


class Palette(QWidget):
    """Covers the window, dims it, and is deleted when it is closed."""

    def __init__(self, shell: PaletteShell) -> None:
        window = shell.window()
        super().__init__(window)
        self._shell = shell
        self._over = window
        self._before = window.focusWidget()
        self._memory = PageMemory(shell, "palette")
        commands = palette_entries.commands(shell.front, shell.can_run)
        workspace = shell.workspace
        found = palette_entries.records(workspace.data_file, shell.now().date()) if workspace.is_open else ()
        self._index = Index([*found, *commands])
        self._here = commands[:MOST]
        self.setAccessibleName("Palet perintah")
        self.field = PaletteField()
        self.list = HitList()
        self._nothing = label("", "muted", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._bodies = QStackedWidget()
        self._bodies.addWidget(self.list)
        self._bodies.addWidget(self._nothing)
        self._card = self._put_together()
        self._connect()
        self._show_for("")
        self._place()
        self.show()
        self.raise_()

    def take_focus(self) -> None:
        """Put the cursor into the field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def dismiss(self) -> None:
        """Close the palette and give the focus back."""
        self._over.removeEventFilter(self)
        self.hide()
        if self._before is not None and shiboken6.isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, D102 (Qt's name)
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802, D102 (Qt's name)
        if not self._card.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802, D102 (Qt's name)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 110))
        painter.end()

    # inside

    def _put_together(self) -> QWidget:
        head = column(self.field)
        head.setContentsMargins(*(theme().size(12),) * 4)
        foot = column(label(_KEYS, "hint", wrap=True))
        foot.setContentsMargins(theme().size(14), theme().size(6), theme().size(14), theme().size(8))
        inside = column(head, line(), self._bodies, line(), foot, spacing=0)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setStretch(2, 1)
        card = frame("card", inside)
        card.setParent(self)
        return card

    def _connect(self) -> None:
        self.field.textChanged.connect(self._show_for)
        self.field.stepped.connect(self._step)
        self.field.entered.connect(self._open_current)
        self.field.closed.connect(self.dismiss)
        self.list.clicked.connect(self._clicked)
        self._over.installEventFilter(self)
        theme().changed.connect(self._place)

    def _place(self) -> None:
        gap = theme().size(12)
        self.setGeometry(self._over.rect())
        width = min(theme().size(WIDTH), self.width() - 2 * gap)
        height = min(theme().size(HEIGHT), self.height() - 2 * gap)
        self._card.setGeometry((self.width() - width) // 2, (self.height() - height) // 2, width, height)
        self.field.take_measures()
        self.list.doItemsLayout()

    @property
    def _recent(self) -> list[Mark]:
        kept = self._memory.get("recent", [])
        pairs = [pair for pair in kept if isinstance(pair, list | tuple) and len(pair) == 2]
        return [(group, str(key)) for group, key in pairs if group in GROUPS]

    def _show_for(self, text: str) -> None:
        sections = self._sections(text.strip())
        self.list.show_sections(sections, _bare(text))
        self._bodies.setCurrentWidget(self.list if self.list.hits else self._nothing)
        if not self.list.hits:
            self._nothing.setText("0 hasil. Coba kata lain, atau ketik > untuk melihat perintah.")
        self._tell()

    def _sections(self, text: str) -> list[Section]:
        only = _PREFIXES.get(text[:1])
        bare = _bare(text)
        if not bare:
            return self._without_words(only)
        groups = (only,) if only else tuple(GROUPS)
        found = self._index.find(bare, self._recent, groups, titles_only=only == "number")
        return [(GROUPS[group], hits) for group, hits in found.items()]

    def _without_words(self, only: Group | None) -> list[Section]:
        if only:
            entries = [entry for entry in self._index.entries if entry.group == only]
            known = [entry for entry in self._index.known(self._recent) if entry.group == only]
            return _filled([(GROUPS[only], [*known, *(one for one in entries if one not in known)])])
        opened = [entry for entry in self._index.known(self._recent) if entry.group != "command"]
        title = self._shell.front.title
        return _filled([("Terakhir dibuka", opened), (f"Perintah di {title}", self._here)])

    def _step(self, by: int) -> None:
        self.list.step(by)
        self._tell()

    def _tell(self) -> None:
        """Tell screen readers the current hit: the focus itself stays in the field."""
        hit = self.list.current_hit()
        words = spoken(hit.entry) if hit else self._nothing.text()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, words))

    def _clicked(self, index: QModelIndex) -> None:
        self._open(self.list.hit_at(index), with_filter=False)

    def _open_current(self, with_filter: bool) -> None:
        self._open(self.list.current_hit(), with_filter=with_filter)

    def _open(self, hit: Hit | None, *, with_filter: bool) -> None:
        if hit is None:
            return
        entry, typed = hit.entry, _bare(self.field.text())
        marks = [entry.mark, *(mark for mark in self._recent if mark != entry.mark)]
        self._memory["recent"] = [list(mark) for mark in marks[:REMEMBERED]]
        self.dismiss()
        query = (entry.title if hit.is_slip or not typed else typed) if with_filter else ""
        _open_entry(self._shell, entry, query)


def _bare(text: str) -> str:
    """Return what is searched for, without the sign that chooses a group."""
    stripped = text.strip()
    return stripped[1:].strip() if stripped[:1] in _PREFIXES else stripped


def _filled(sections: list[tuple[str, list[Entry]]]) -> list[Section]:
    return [(caption, [Hit(entry) for entry in entries[:MOST]]) for caption, entries in sections if entries]


def _is_cadre(shell: PaletteShell, entry: Entry) -> bool:
    return entry.uid is not None and bool(shell.workspace.data_file.cadres.terms(entry.uid))


def _open_entry(shell: PaletteShell, entry: Entry, query: str) -> None:
    """Open a record in its tab, with a search there if `query` is not empty; or do a command."""
    wishes = {"query": query} if query else {}
    if entry.action is not None:
        shell.run_action(entry.action)
        return
    match entry.group:
        case "person" if entry.village is not None and not _is_cadre(shell, entry):
            shell.go("villages", uid=entry.village, **wishes)
        case "person" if entry.uid is not None:
            open_person(shell, entry.uid, entry.title, query)
        case "village":
            shell.go("villages", uid=entry.uid, **wishes)
        case "session":
            shell.go("sessions", session=entry.uid, **wishes)
        case _:
            shell.go("certificates", uid=entry.uid, **wishes)
