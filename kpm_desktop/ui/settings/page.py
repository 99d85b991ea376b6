"""Pengaturan (Ctrl+,): groups at the left, search on top, everything applies at once."""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QLineEdit,
    QStackedWidget,
    QWidget,
)

from kpm_desktop.store.data_file import Changes
from kpm_desktop.ui import parts
from kpm_desktop.ui.page import FullPage, Shell
from kpm_desktop.ui.settings.office_group import OfficeGroup, SignatoryGroup
from kpm_desktop.ui.settings.pc_groups import AboutGroup, BackupGroup, LooksGroup
from kpm_desktop.ui.settings.printer_group import PrinterGroup
from kpm_desktop.ui.settings.privacy_group import PrivacyGroup
from kpm_desktop.ui.settings.shared_groups import LimitsGroup, ListsGroup, NumberingGroup
from kpm_desktop.ui.theme import theme


class _Entry(NamedTuple):
    name: str
    words: str
    searched: str
    factory: Callable[[Shell], Any]


GROUPS: Final = (
    _Entry("office", "Kantor dan kop", "alamat telepon lambang logo kode perangkat daerah kota", OfficeGroup),
    _Entry(
        "signatories",
        "Penandatangan",
        "kepala dinas plt plh a.n. u.b. nip pangkat tanda tangan",
        SignatoryGroup,
    ),
    _Entry("numbers", "Penomoran", "nomor seri pola klasifikasi arsip sertifikat", NumberingGroup),
    _Entry(
        "printers",
        "Kertas dan printer",
        "kalibrasi geser skala baki blangko cetak a4 f4 milimeter",
        PrinterGroup,
    ),
    _Entry(
        "limits",
        "Ideal KPM dan batas",
        "5 10 jp jam pelajaran menit sk segera habis baris kosong",
        LimitsGroup,
    ),
    _Entry(
        "lists", "Daftar pilihan", "jabatan lembaga bidang peran potensi pendidikan jenis alasan", ListsGroup
    ),
    _Entry("backups", "Cadangan", "cadangan salinan aman", BackupGroup),
    _Entry(
        "privacy",
        "Kerahasiaan",
        "nik kata sandi paket hilang laporan uu 27 data pribadi latihan bantuan",
        PrivacyGroup,
    ),
    _Entry("looks", "Tampilan", "terang gelap warna ukuran tulisan huruf", LooksGroup),
    _Entry("about", "Tentang", "versi lisensi data wilayah", AboutGroup),
)


class SettingsPage(FullPage):
    """The full page; `group` is the name of the group shown first."""

    help_topic = "settings"

    def __init__(self, shell: Shell, group: str = "office") -> None:
        super().__init__(shell, "Pengaturan")
        self._groups: dict[str, Any] = {}
        self._search = QLineEdit()
        self._search.setPlaceholderText("Cari pengaturan")
        self._search.setAccessibleName("Cari pengaturan")
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._find)
        self._choices = QButtonGroup(self)
        self._choices.idClicked.connect(self._choose)
        self._stack = QStackedWidget()
        groups = parts.column(spacing=4)
        for place, entry in enumerate(GROUPS):
            button = parts.button(entry.words, kind="tab_side")
            button.setCheckable(True)
            self._choices.addButton(button, place)
            groups.addWidget(button)
            self._stack.addWidget(QWidget())
        groups.addStretch(1)
        self._list = parts.scrolled(groups)
        self._side = QWidget()
        self._side.setLayout(parts.column(self._search, self._list, spacing=4))
        self._side.setContentsMargins(*(theme().size(12),) * 4)
        self.body.addLayout(parts.row(self._side, parts.line(vertical=True), self._stack, spacing=0))
        self._holders: list[QWidget] = []
        self._take_measures()
        theme().changed.connect(self._take_measures)
        self._choose(next(place for place, entry in enumerate(GROUPS) if entry.name == group))

    def hint(self) -> str:
        """Say how settings are kept."""
        return "Perubahan langsung berlaku"

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self, _changes: Changes | None) -> None:
        """Let the groups that were opened show the data anew."""
        for group in self._groups.values():
            group.refresh()

    def show_part(self, number: int) -> None:
        """Show a group by its place, from 1."""
        if number <= len(GROUPS):
            self._choose(number - 1)

    def _take_measures(self) -> None:
        self._side.setFixedWidth(theme().size(244))
        for holder in self._holders:
            holder.setMaximumWidth(theme().size(760))

    def _choose(self, place: int) -> None:
        entry = GROUPS[place]
        if entry.name not in self._groups:
            group = entry.factory(self.shell)
            inner = parts.column(parts.label(entry.words, "title"), group, spacing=12)
            inner.setContentsMargins(*(theme().size(16),) * 4)
            inner.setStretch(1, 1)
            area = parts.scrolled(inner)
            self._holders.append(area.widget())
            self._take_measures()
            self._stack.removeWidget(self._stack.widget(place))
            self._stack.insertWidget(place, area)
            self._groups[entry.name] = group
        self._choices.button(place).setChecked(True)
        self._list.ensureWidgetVisible(self._choices.button(place))
        self._stack.setCurrentIndex(place)

    def _find(self, text: str) -> None:
        wanted = text.casefold().split()
        for place, entry in enumerate(GROUPS):
            words = f"{entry.words} {entry.searched}".casefold()
            self._choices.button(place).setVisible(all(word in words for word in wanted))
