"""Kerahasiaan: what stays covered, what can be given out and names nobody, the report of a lost stick."""

import dataclasses
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import giving_out, parts
from kpm_desktop.ui.forms.field import FieldSpec
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.parts import Offer
from kpm_desktop.ui.settings.live_form import LiveForm
from kpm_desktop.ui.settings.office_group import shared_offers

_SENTENCES: Final = (
    (
        "NIK selalu tertutup di layar dan tidak ikut tercetak atau diekspor kecuali diminta. "
        "Alasannya dicatat di Riwayat."
    ),
    (
        "Paket di flashdisk dikunci dengan kata sandi. Kata sandi ditanyakan sekali setiap program dibuka "
        "dan tidak disimpan."
    ),
    "Salinan data satu orang dan Musnahkan data pribadi ada di menu kader.",
)
_FIELDS: Final = (
    FieldSpec("lost_package_text", "Penutup laporan paket hilang", "long", lines=3, max_length=1000),
)


@dataclasses.dataclass(frozen=True, slots=True)
class _Wording:
    lost_package_text: str


class PrivacyGroup(QWidget):
    """Kerahasiaan."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.form = LiveForm(_FIELDS, self._load, self._save, lambda _wording: [], shell.now().date())
        offers = (
            Offer("Daftar paket", partial(shell.open, "show_packages"), "list-numbers"),
            Offer("Salinan latihan…", partial(giving_out.save_practice_copy, shell), "school"),
            Offer("Paket bantuan…", partial(giving_out.save_help_package, shell), "help"),
        )
        buttons = parts.row(spacing=8)
        for offer in offers:
            button = parts.button(offer.text, offer.icon)
            button.clicked.connect(offer.act)
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.setLayout(
            parts.column(
                *(parts.label(sentence, wrap=True) for sentence in _SENTENCES),
                buttons,
                parts.label(
                    "Daftar paket menyebut di mana setiap paket berada; yang hilang dilaporkan dari sana. "
                    "Salinan latihan dan paket bantuan tidak memuat nama, NIK, atau nomor telepon.",
                    "hint",
                    wrap=True,
                ),
                self.form,
                shared_offers(Offer("Kembali ke standar", self._reset)),
                None,
                spacing=12,
            )
        )

    def refresh(self) -> None:
        """Show what is stored."""
        self.form.refresh()

    def _load(self) -> _Wording:
        return _Wording(self._shell.workspace.data_file.office.settings()["lost_package_text"])

    def _save(self, wording: _Wording, _before: _Wording) -> None:
        def save(data_file: DataFile) -> None:
            data_file.office.save_setting("lost_package_text", wording.lost_package_text)

        self._shell.workspace.run("edit", "Ubah pengaturan bersama", save)

    def _reset(self) -> None:
        self._shell.workspace.run(
            "edit",
            "Kembalikan pengaturan ke standar",
            lambda data_file: data_file.office.reset_setting("lost_package_text"),
        )
