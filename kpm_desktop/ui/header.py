"""The header of the window: menu Berkas, six tabs, the Ctrl+K box, Urungkan, Bantuan, Pengaturan."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QMenu, QPushButton, QSizePolicy

from kpm_desktop.ui import icons
from kpm_desktop.ui.page import Tab
from kpm_desktop.ui.parts import button, describe, icon_button, key_text, label, line, row, set_property
from kpm_desktop.ui.theme import Density, theme


class Header(QFrame):
    """Knows nothing of screens; says what was pressed."""

    tab_pressed = Signal(int)
    search_pressed = Signal()
    undo_pressed = Signal()
    help_pressed = Signal()
    settings_pressed = Signal()

    def __init__(self, tabs: Sequence[Tab]) -> None:
        super().__init__()
        self.setProperty("role", "header")
        self.setAccessibleName("Kepala jendela")
        self.setMinimumWidth(1)  # the window may become narrower than all words: `fit` takes some away
        self._tabs = tabs
        self._is_narrow = False
        self.file_menu = QMenu(self)
        self.file_menu.setAccessibleName("Berkas")
        self._file = button("Berkas", "menu-2", "menu", "F10")
        self._file.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)
        self._file.clicked.connect(self.show_file_menu)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.idClicked.connect(self.tab_pressed)
        self.tab_buttons = [self._tab_button(place, tab) for place, tab in enumerate(tabs)]
        self._search = _SearchBox()
        self._search.clicked.connect(self.search_pressed)
        self._search_icon = icon_button("search", "Palet perintah", "Ctrl+K")
        self._search_icon.clicked.connect(self.search_pressed)
        self._undo = icon_button("arrow-back-up", "Urungkan", "Ctrl+Z")
        self._undo.clicked.connect(self.undo_pressed)
        self._help = icon_button("help", "Bantuan", "F1")
        self._help.clicked.connect(self.help_pressed)
        self._settings = icon_button("settings", "Pengaturan", "Ctrl+,")
        self._settings.clicked.connect(self.settings_pressed)
        self._rule = line(vertical=True)
        box = row(
            self._file,
            self._rule,
            *self.tab_buttons,
            None,
            self._search,
            self._search_icon,
            8,
            self._undo,
            self._help,
            self._settings,
            spacing=2,
        )
        box.setContentsMargins(theme().size(6), 0, theme().size(8), 0)
        self.setLayout(box)
        self.restyle()
        self.fit(Density.WIDE)
        self.name_undo("")

    def restyle(self) -> None:
        """Take the heights of the present text size."""
        self.setFixedHeight(theme().height("header"))
        self._rule.setFixedHeight(theme().size(24))
        self._search.setFixedWidth(theme().size(350))
        for place, one in enumerate(self.tab_buttons):
            self._tint(place, one)

    def fit(self, density: Density) -> None:
        """Take words or icons away where there is little room."""
        self._search.setVisible(density is Density.WIDE)
        self._search_icon.setVisible(density is not Density.WIDE)
        self._is_narrow = density is Density.NARROW
        icons.set_icon(self._file, "" if self._is_narrow else "menu-2", "text", 16)
        for place, one in enumerate(self.tab_buttons):
            self._tint(place, one)

    def choose(self, place: int) -> None:
        """Mark the tab at a place as the one in front."""
        self.tab_buttons[place].setChecked(True)
        for at, one in enumerate(self.tab_buttons):
            self._tint(at, one)

    def name_undo(self, act: str, undone: str = "") -> None:
        """Name what Urungkan takes back, and what Ulangi brings back; no act turns the button off."""
        describe(self._undo, f"Urungkan: {act}" if act else "Urungkan", "Ctrl+Z")
        if undone:
            self._undo.setToolTip(f"{self._undo.toolTip()}\nUlangi: {undone} ({key_text('Ctrl+Y')})")
        self._undo.setEnabled(bool(act))

    def show_file_menu(self) -> None:
        """Open the menu Berkas below its button."""
        self.file_menu.popup(self._file.mapToGlobal(QPoint(0, self._file.height())))

    def _tab_button(self, place: int, tab: Tab) -> QPushButton:
        made = QPushButton(tab.word)
        made.setProperty("kind", "tab")
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)
        describe(made, tab.word, f"Ctrl+{place + 1}")
        self._group.addButton(made, place)
        return made

    def _tint(self, place: int, one: QPushButton) -> None:
        name = "" if self._is_narrow else self._tabs[place].icon
        set_property(one, "front", one.isChecked())
        icons.set_icon(one, name, "accent" if one.isChecked() else "text", 20)


class _SearchBox(QPushButton):
    """Looks like a field, is a button: the palette has the field."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoDefault(False)
        self.setProperty("kind", "search")
        self.setText("Cari orang, desa, nomor, perintah…")
        icons.set_icon(self, "search", "muted", 16)
        describe(self, "Palet perintah", "Ctrl+K")
        keycap = label("Ctrl+K", "keycap")
        keycap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        box = row(None, keycap)
        box.setContentsMargins(0, theme().size(4), theme().size(6), theme().size(4))
        self.setLayout(box)
