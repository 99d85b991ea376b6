"""The program's own log: rotating, small, without personal data; and the two nets under a crash.

What is logged are acts, codes and counts. Names, numbers and values of records never are; a long chain of
digits that slips into a message (a NIK, a phone) is blanked on the way.
"""

import faulthandler
import logging
import logging.handlers
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Final

LOGGER: Final = logging.getLogger("kpm_desktop")
_DIGITS: Final = re.compile(r"\d[\d .'-]{9,}\d")
_crash_file: IO[str] | None = None


class _NoPersonalNumbers(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _DIGITS.sub("[angka]", record.getMessage())
        record.args = ()
        return True


def start(folder: Path) -> None:
    """Begin to log into `folder`, and catch crashes of the interpreter and of libraries there too.

    A folder that cannot be written is no reason not to start: the log then goes nowhere.
    """
    global _crash_file  # noqa: PLW0603 (faulthandler needs the file to stay open as long as the process)
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            folder / "kpm.log", maxBytes=500_000, backupCount=3, encoding="utf-8"
        )
        _crash_file = (folder / "crash.log").open("a", encoding="utf-8")
    except OSError:
        LOGGER.addHandler(logging.NullHandler())
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    handler.addFilter(_NoPersonalNumbers())
    LOGGER.addHandler(handler)
    faulthandler.enable(_crash_file)


def catch_unexpected(show: Callable[[str], None]) -> None:
    """Log any exception nobody caught, as places in our code without values, and hand that text to `show`."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        text = places(error)
        LOGGER.error("unexpected\n%s", text)
        show(text)

    sys.excepthook = hook


def places(error: BaseException) -> str:
    """Return where an error came from: its kind, then file, line and function of each step; no values."""
    lines = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return "\n".join([type(error).__name__, *lines])
