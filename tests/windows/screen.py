"""A screen that nobody looks at: an X server of its own, keys and clicks, pictures."""

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from windows.wine import FailedError, host

SIZE: Final = "1366x768"
"""The screen of the operator's PC: that of a wine desktop in the upper left corner."""
_ROOM: Final = "2880x1920"
"""The whole screen: the suite opens windows at twice the usual size; none is larger than its screen."""


@contextlib.contextmanager
def screen() -> Iterator[str]:
    """Run an X server; gives the name of its display."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{_ROOM}x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading, encoding="ascii") as answer:
            number = answer.readline().strip()
        if not number:
            raise FailedError("Xvfb does not start")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)


class Desk:
    """Types, clicks and takes pictures on one display."""

    def __init__(self, display: str, pictures: Path) -> None:
        """Prepare; `pictures` is where the pictures go."""
        self._display = display
        self._pictures = pictures
        pictures.mkdir(parents=True, exist_ok=True)

    def wait_for(self, title: str, seconds: float = 30) -> float:
        """Wait until a window whose title matches is shown; returns the seconds it took."""
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            with contextlib.suppress(FailedError):
                if self._do("search", "--onlyvisible", "--name", title).strip():
                    return time.monotonic() - began
            time.sleep(0.05)
        self.picture("belum-muncul")
        raise FailedError(f"no window called {title} after {seconds:.0f} s")

    def wait_gone(self, title: str, seconds: float = 30) -> None:
        """Wait until no such window is shown any more."""
        if not self._goes(title, seconds):
            self.picture("belum-tutup")
            raise FailedError(f"the window {title} is still there after {seconds:.0f} s")

    def close(self, title: str) -> None:
        """Close the window that is in front; one that has just come may not have the keyboard at once."""
        for _ in range(3):
            self.key("alt+F4")
            if self._goes(title, 10):
                return
        self.wait_gone(title, 1)

    def _goes(self, title: str, seconds: float) -> bool:
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            try:
                self._do("search", "--onlyvisible", "--name", title)
            except FailedError:
                return True
            time.sleep(0.1)
        return False

    def key(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for one in keys:
            self._do("key", "--clearmodifiers", one)
            time.sleep(0.3)

    def type(self, text: str) -> None:
        """Type a text."""
        self._do("type", "--delay", "40", text)
        time.sleep(0.5)

    def click(self, x: int, y: int) -> None:
        """Click at a point of the screen."""
        self._do("mousemove", str(x), str(y), "click", "1")
        time.sleep(0.5)

    def picture(self, name: str) -> Path:
        """Take a picture of the operator's screen."""
        path = self._pictures / f"{name}.png"
        host("import", "-display", self._display, "-window", "root", "-crop", f"{SIZE}+0+0", "+repage", path,
             seconds=30)  # fmt: skip
        return path

    def _do(self, *words: str) -> str:
        return host("env", f"DISPLAY={self._display}", "xdotool", *words, seconds=30)
