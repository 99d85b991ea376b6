"""The composition root: arguments, then paths and log, then a command, the self-test, or the window."""

import gc
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial

from kpm_desktop import commands, log, paths, ui

NO_DISPLAY = (
    "Di komputer ini tidak ada layar. Tulis data contoh dan semua PDF dengan: kpm-desktop demo FOLDER\n"
)
NO_QT = (
    "Jendela tidak dapat dibuka karena pustaka sistem belum terpasang ({name}). "
    "Tanpa jendela: kpm-desktop demo FOLDER\n"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit code."""
    options = commands.parser().parse_args(arguments)
    if options.command:
        return commands.run(options)
    if not options.self_test:
        log.start(paths.log_folder())
    if not has_display() and not options.self_test:
        sys.stderr.write(NO_DISPLAY)
        return commands.REFUSED
    gc.disable()  # nothing is garbage until the window is there; `ui.garbage` collects from then on
    try:
        start: Callable[[], int] = (
            ui.self_test.run
            if options.self_test
            else partial(ui.running.run, options.data, demo=options.demo, package=options.package)
        )
    except ImportError as error:
        if error.name and not error.name.startswith(("PySide6", "shiboken6")):
            raise
        sys.stderr.write(NO_QT.format(name=error))
        return commands.REFUSED
    return start()


def has_display() -> bool:
    """Tell whether a window can be shown: always on Windows; elsewhere where a display is named."""
    if sys.platform != "linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
