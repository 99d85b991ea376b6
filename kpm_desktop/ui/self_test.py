"""What the frozen program runs after a build: each screen, document, icon and font, in a temporary folder.

Anything that was not shipped, and anything Qt or Python warns about, ends it with exit code 1.
"""

import datetime as dt
import os
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from kpm_desktop import workflows
from kpm_desktop.settings import Settings
from kpm_desktop.ui import icons
from kpm_desktop.ui.application import Application
from kpm_desktop.ui.theme import SCALES, Scheme, theme
from kpm_desktop.ui.translations import load as load_translations
from kpm_desktop.workflows.progress import Quiet

_NOT_OURS = (
    "This plugin does not support ",
    '"Unable to open monitor interface to ',
    "EnableNonClientDpiScaling() failed ",
)
"""What the offscreen platform says about itself, and what Qt says about wine."""


def run() -> int:
    """Run the self-test; returns 0 when everything is there and nothing warned."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    warned: list[str] = []

    def keep(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if not text.startswith(_NOT_OURS):
            warned.append(text)

    qInstallMessageHandler(keep)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if isinstance(app, QApplication):
        load_translations(app)
    try:
        with warnings.catch_warnings(record=True) as raised, tempfile.TemporaryDirectory() as folder:
            warnings.simplefilter("always")
            for name, step in steps(Path(folder)):
                step()
                _tell(f"baik  {name}")
        warned += [str(one.message) for one in raised]
    except Exception:  # noqa: BLE001 (whatever it is, it is told and the exit code says so)
        _tell(traceback.format_exc())
        return 1
    finally:
        qInstallMessageHandler(None)
    for text in warned:
        _tell(f"peringatan  {text}")
    return 1 if warned else 0


def steps(folder: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield every step under its name; each raises when something is missing."""
    sample = folder / "kpm.db"
    yield "ikon", _draw_icons
    yield "data contoh, daftar hadir, sertifikat, kertas kegiatan", lambda: _make_papers(sample)
    application = Application(
        Settings(), lambda _changed: None, default=folder / "lain" / "kpm.db", sample=sample
    )
    yield "halaman mulai", application.show_start
    yield "buka data", lambda: _open(application, sample)
    if application.window is None:
        raise RuntimeError("the window did not open")
    window = application.window
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        for scale in (SCALES[0], SCALES[-1]):
            theme().choose(scheme, scale)
            for place in range(6):
                window.show_tab(place)
                window.grab()
            yield f"layar {scheme} {scale} %", window.repaint
    for name in (
        "settings",
        "show_history",
        "show_trash",
        "recap",
        "receive_package",
        "show_packages",
        "layouts",
    ):
        window.open(name)
        window.grab()
        yield name, window.back
    window.show_help()
    window.grab()
    yield "bantuan", window.back
    yield "tutup", window.close


def _draw_icons() -> None:
    for name in icons.names():
        if icons.pixmap(name).isNull():
            raise RuntimeError(f"icon {name} is empty")
    if icons.application_icon().isNull():
        raise RuntimeError("the program's icon is empty")


def _make_papers(sample: Path) -> None:
    made = workflows.make_sample.make_sample(sample, Quiet(), dt.datetime.now, with_event_papers=True)
    for name, pdf in made.papers.items():
        with workflows.show_pages.open_pdf(pdf) as pages:
            if len(pages) < 1:
                raise RuntimeError(f"{name} has no page")


def _open(application: Application, sample: Path) -> None:
    if not application.open_file(sample):
        raise RuntimeError("the sample data cannot be opened")


def _tell(text: str) -> None:
    if sys.stdout is not None:
        sys.stdout.write(f"{text}\n")
