"""What lives as long as the program for carrying: how sticks are found, the passphrase of this start."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from kpm_desktop import workflows
from kpm_desktop.ui.page import Shell

PROVED: Final = "sticks"
"""The page of this PC's settings that remembers which sticks proved their capacity."""


class Carrying:
    """One a program. The passphrase is in memory only; the next start asks for it again."""

    def __init__(self, drives: Callable[[], list[Any]] | None = None, layer: Any = None) -> None:
        """Prepare.

        Args:
            drives: finds the sticks that are plugged in, as `send_package.find_drives`; None: that one.
            layer: what is done to a stick (`packages.stick.Layer`); None: the real one.
        """
        self._drives = drives
        self.layer = layer
        self.passphrase = ""

    def drives(self) -> list[Any]:
        """Return the sticks that are plugged in now; takes a moment, so it runs on the worker."""
        return (self._drives or workflows.send_package.find_drives)()

    def proved(self, shell: Shell) -> dict[str, str]:
        """Return, by the serial of a stick, words for its capacity as this PC proved it: "Asli 16 GB"."""
        return dict(shell.settings.page(PROVED))


def drive_words(drive: Any) -> str:
    """Return what a stick is called: "KPM-USB 1 (E:)"; without a label its place alone."""
    place = str(drive.root).rstrip("\\/") or str(drive.root)
    letter = place if place.endswith(":") else ""
    if not drive.label:
        return place if letter else Path(place).name
    return f"{drive.label} ({letter})" if letter else str(drive.label)
