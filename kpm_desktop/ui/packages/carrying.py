"""What lives as long as the program for carrying: how sticks are found, the passphrase of this start."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

from kpm_desktop import workflows
from kpm_desktop.ui.package_words import size_words
from kpm_desktop.ui.page import Shell

PROVED: Final = "sticks"
"""The page of this PC's settings that remembers which sticks proved their capacity."""


class Proof(NamedTuple):
    """What a stick holds in bytes, and the day it was proved."""

    size: int
    day: dt.date

    @property
    def words(self) -> str:
        """What it is called: "Asli 16 GB"."""
        whole = round(self.size / 1_000_000_000)
        return f"Asli {f'{whole} GB' if whole else size_words(self.size)}"


class Carrying:
    """One a program. Passphrases are in memory only; the next start asks for them again."""

    def __init__(self, drives: Callable[[], list[Any]] | None = None, layer: Any = None) -> None:
        """Prepare.

        Args:
            drives: finds the sticks that are plugged in, as `send_package.find_drives`; None: that one.
            layer: what is done to a stick (`packages.stick.Layer`); None: the real one.
        """
        self._drives = drives
        self.layer = layer
        self.passphrase = ""
        """What packages of this PC are locked with."""
        self._opened_with: list[str] = []

    @property
    def phrases(self) -> tuple[str, ...]:
        """Return all passphrases typed since this start: any may open what comes from another PC."""
        return tuple(dict.fromkeys(one for one in (*self._opened_with, self.passphrase) if one))

    def keep_phrase(self, phrase: str) -> None:
        """Remember what was typed to open a package; where none was typed for sending, it is that one too."""
        if phrase and phrase not in self._opened_with:
            self._opened_with.insert(0, phrase)
        self.passphrase = self.passphrase or phrase

    def drives(self) -> list[Any]:
        """Return the sticks that are plugged in now; takes a moment, so it runs on the worker."""
        return (self._drives or workflows.send_package.find_drives)()

    def proved(self, shell: Shell) -> dict[str, Proof]:
        """Return, by the serial of a stick, when its capacity was proved at this PC."""
        return {
            serial: Proof(int(size), dt.date.fromisoformat(day))
            for serial, (size, day) in shell.settings.page(PROVED).items()
        }

    def keep_proof(self, shell: Shell, drive: Any) -> None:
        """Remember that a stick holds what it says."""
        kept = shell.settings.page(PROVED) | {drive.serial: [drive.total, shell.now().date().isoformat()]}
        shell.change_settings(shell.settings.with_page(PROVED, kept))


def drive_words(drive: Any) -> str:
    """Return what a stick is called: "KPM-USB 1 (E:)"; without a label its place alone."""
    place = str(drive.root).rstrip("\\/") or str(drive.root)
    letter = place if place.endswith(":") else ""
    if not drive.label:
        return place if letter else Path(place).name
    return f"{drive.label} ({letter})" if letter else str(drive.label)
