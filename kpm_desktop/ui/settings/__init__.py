"""Pengaturan, Riwayat, Tempat sampah, Pulihkan cadangan: full pages behind gear and menu Berkas."""

from kpm_desktop.ui.page import Openers
from kpm_desktop.ui.settings.history_page import HistoryPage
from kpm_desktop.ui.settings.kept_page import KeptPage
from kpm_desktop.ui.settings.page import SettingsPage
from kpm_desktop.ui.settings.pc_groups import tell_check
from kpm_desktop.ui.settings.restore_page import RestorePage
from kpm_desktop.ui.settings.trash_page import TrashPage

__all__ = ["OPENERS", "tell_check"]

OPENERS: Openers = {
    "settings": SettingsPage,
    "show_history": HistoryPage,
    "show_kept": KeptPage,
    "show_trash": TrashPage,
    "undo_list": HistoryPage,
    "restore_backup": RestorePage,
}
