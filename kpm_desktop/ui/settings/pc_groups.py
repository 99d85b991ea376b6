"""Pengaturan of this PC alone: looks, backups, and what the program is made of."""

import dataclasses
import platform
import sys
from typing import Final

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from kpm_desktop import __version__, paths
from kpm_desktop.domain import dates, words
from kpm_desktop.store import regions
from kpm_desktop.store.checks import CheckReport
from kpm_desktop.ui import dialogs, parts
from kpm_desktop.ui.difference_words import finding_sentence
from kpm_desktop.ui.messages import Explanation
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.theme import SCALES, theme

SCHEMES: Final = (("system", "Ikuti Windows"), ("light", "Terang"), ("dark", "Gelap"))
_SHOWN_BACKUPS: Final = 30


class LooksGroup(QWidget):
    """Tampilan: colours and text size."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._scheme, self._scale = QComboBox(), QComboBox()
        for value, text in SCHEMES:
            self._scheme.addItem(text, value)
        for scale in SCALES:
            self._scale.addItem(f"{scale} %", scale)
        box = parts.column(spacing=6)
        for name, chooser in (("Warna", self._scheme), ("Ukuran tulisan", self._scale)):
            chooser.setAccessibleName(name)
            chooser.setMaximumWidth(theme().size(260))
            box.addWidget(parts.label(name, "label", buddy=chooser))
            box.addWidget(chooser)
        box.addWidget(parts.label("Ukuran tulisan juga lewat Ctrl++ dan Ctrl+-.", "hint"))
        box.addStretch(1)
        self.setLayout(box)
        self.refresh()
        self._scheme.activated.connect(self._chosen)
        self._scale.activated.connect(self._chosen)

    def refresh(self) -> None:
        """Show what is in force."""
        settings = self._shell.settings
        self._scheme.setCurrentIndex(max(0, self._scheme.findData(settings.color_scheme)))
        self._scale.setCurrentIndex(max(0, self._scale.findData(settings.text_scale)))

    def _chosen(self, _place: int) -> None:
        self._shell.change_settings(
            dataclasses.replace(
                self._shell.settings,
                color_scheme=self._scheme.currentData(),
                text_scale=self._scale.currentData(),
            )
        )


class BackupGroup(QWidget):
    """Cadangan on this PC: when, how large, all of them read back and checked."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        make = parts.button("Cadangkan sekarang", "database-export", "primary")
        make.clicked.connect(self._make)
        restore = parts.button("Pulihkan cadangan…", "history")
        restore.clicked.connect(self._restore)
        self._low = parts.Notice(
            "Ruang penyimpanan hampir habis. Cadangan lama tidak dikurangi; kosongkan 200 MB.", "warn"
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(theme().size(4))
        self.setLayout(
            parts.column(
                parts.row(make, restore, None),
                self._low,
                parts.label(
                    "Dibuat sendiri pada perubahan pertama setiap hari, setiap 30 menit selama ada "
                    "perubahan, dan saat program ditutup. Setiap cadangan dibuka dan dihitung "
                    "sebelum disebut jadi.",
                    "hint",
                    wrap=True,
                ),
                self._list,
                None,
                spacing=12,
            )
        )
        self.refresh()

    def refresh(self) -> None:
        """Show the newest backups."""
        parts.clear(self._list)
        data_file = self._shell.workspace.data_file
        self._low.setVisible(data_file.room_is_low())
        found = data_file.backups()
        for backup in found[:_SHOWN_BACKUPS]:
            size = words.thousands(max(1, backup.size // 1024))
            when = f"{dates.weekday_date(backup.made_at.date())}, {backup.made_at:%H.%M}"
            self._list.addLayout(
                parts.row(
                    parts.Symbol("circle-check", "ok", 16),
                    parts.label(when),
                    None,
                    parts.label(f"{size} kB, sudah diuji baca", "secondary"),
                )
            )
        if not found:
            self._list.addWidget(parts.label("Belum ada cadangan.", "empty"))

    def _make(self) -> None:
        self._shell.open("backup")

    def _restore(self) -> None:
        self._shell.open("restore_backup")


class AboutGroup(QWidget):
    """Tentang: version, what is inside, where the region data come from."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        lines = (
            ("KPM Desktop", __version__),
            ("Python", platform.python_version()),
            ("Qt", qVersion()),
            ("Sistem", f"{platform.system()} {platform.release()} ({sys.platform})"),
            ("Data", str(shell.workspace.data_file.path)),
        )
        box = parts.column(*(parts.value_row(name, value) for name, value in lines), spacing=6)
        box.addWidget(parts.line())
        box.addWidget(parts.label(regions.attribution(paths.resource("regions")), wrap=True))
        box.addWidget(
            parts.label(
                "Ikon: Tabler Icons (MIT). Huruf: EB Garamond, Lato, Liberation Sans (SIL OFL). "
                "PySide6 dan Qt: LGPL versi 3.",
                "hint",
                wrap=True,
            )
        )
        box.addStretch(1)
        self.setLayout(box)

    def refresh(self) -> None:
        """Nothing here changes while the program runs."""


def tell_check(parent: QWidget | None, report: CheckReport) -> bool:
    """Tell what a full check of the data file found; returns whether the operator wants it mended."""
    if report.is_sound:
        dialogs.inform(
            parent,
            f"Riwayat utuh ({words.thousands(report.operations)} operasi).",
            "Berkas, hubungan antarisian, dan isi tabel sudah dicocokkan dengan riwayat.",
        )
        return False
    found = [finding_sentence(finding) for finding in report.findings]
    details = "\n".join(found)
    changed = [one for finding, one in zip(report.findings, found, strict=True) if finding.kind == "chain"]
    trouble = Explanation(
        " ".join(("Ada kerusakan pada data di komputer ini.", *changed)),
        "Jangan panik: cadangan dan catatan harian tetap ada. Berkas rusak tetap disimpan.",
        "Tekan Pulihkan; setiap langkah dilaporkan.",
    )
    return dialogs.tell(parent, trouble, acts=("Pulihkan",), details=details) == 0
