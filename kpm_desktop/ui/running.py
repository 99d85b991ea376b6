"""The process of the window: one for each user, its unexpected errors told, closed when Windows ends."""

import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from kpm_desktop import log, paths
from kpm_desktop import settings as kept_settings
from kpm_desktop.ui import dialogs, icons
from kpm_desktop.ui.application import Application
from kpm_desktop.ui.messages import Explanation
from kpm_desktop.ui.single_instance import SingleInstance
from kpm_desktop.ui.translations import load as load_translations
from kpm_desktop.ui.window_size import show_fitting


def run(path: Path | None = None, *, demo: bool = False, package: Path | None = None) -> int:
    """Run the program until its window is closed; returns the exit code."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("KPM Desktop")
    QGuiApplication.setDesktopFileName("kpm-desktop")
    app.setWindowIcon(icons.application_icon())
    load_translations(app)
    place = paths.sample_file() if demo else path or paths.data_file()
    only = SingleInstance(str(place.absolute()))
    package = package.absolute() if package else None
    if not only.is_first([str(package)] if package else []):
        return 0
    application = Application(
        kept_settings.load(paths.settings_file()),
        lambda changed: kept_settings.save(changed, paths.settings_file()),
        default=paths.data_file(),
        sample=paths.sample_file(),
        show=show_fitting,
    )
    log.catch_unexpected(_tell_unexpected)
    only.called.connect(application.come_forward)
    app.commitDataRequest.connect(application.session_ends)
    application.begin(path, demo=demo, package=package)
    code = app.exec()
    only.close()
    return code


def _tell_unexpected(details: str) -> None:
    dialogs.tell(
        None,
        Explanation(
            "Ada kesalahan di dalam program.",
            "Yang sudah tersimpan tetap aman.",
            "Tutup lalu buka lagi; bila terulang, kirim isi Rincian.",
        ),
        details=details,
    )
