"""Where a package goes: the sticks that are plugged in, as they come and go, or a folder on another disk."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QVBoxLayout, QWidget

from kpm_desktop.ui import dialogs, icons, parts
from kpm_desktop.ui.elided_label import ElidedLabel
from kpm_desktop.ui.package_words import size_words
from kpm_desktop.ui.packages.carrying import Proof, drive_words
from kpm_desktop.ui.parts import Pill
from kpm_desktop.ui.theme import theme

_LONGEST: Final = 22  # letters of a name on its card


@dataclass(frozen=True, slots=True)
class Target:
    """Where a package goes; `drive` is None for a folder."""

    words: str
    folder: Path
    drive: Any = None

    @property
    def serial(self) -> str:
        """What the stick is known by; "" for a folder."""
        return self.drive.serial if self.drive is not None else ""


class TargetCard(QFrame):
    """One stick: radio, name, when it was used last, room, and whether it proved what it says."""

    def __init__(self, target: Target, detail: str, free: str, pill: Pill | None) -> None:
        super().__init__()
        self.target = target
        self.setProperty("role", "option")
        self.radio = QRadioButton(_shortened(target.words).replace("&", "&&"))
        self.radio.setToolTip(target.words)
        self.radio.setProperty("bold", "true")
        said = ", ".join(part for part in (target.words, detail, free) if part)
        self.radio.setAccessibleName(said)
        self.radio.toggled.connect(self._chosen)
        icons.set_icon(self.radio, "usb" if target.drive is not None else "folder")
        told = ElidedLabel("secondary")
        told.setText(detail)
        told.setToolTip(detail)
        below = parts.row(54, told)
        words = parts.column(self.radio, below, spacing=0)
        box = parts.row(words, parts.label(free, "secondary"), spacing=10)
        box.setStretch(0, 1)
        if pill is not None:
            box.addWidget(pill)
        self.test = parts.button("Uji", kind="link")
        parts.describe(self.test, f"Uji kapasitas {target.words}: isi ruang kosongnya dan baca kembali")
        self.test.hide()
        box.addWidget(self.test)
        box.setContentsMargins(*(theme().size(side) for side in (12, 6, 12, 6)))
        self.setLayout(box)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose it wherever it is pressed."""
        if event.button() == Qt.MouseButton.LeftButton and self.radio.isEnabled():
            self.radio.setChecked(True)
            self.radio.setFocus(Qt.FocusReason.MouseFocusReason)

    def _chosen(self, is_on: bool) -> None:
        parts.set_property(self, "on", "true" if is_on else "false")


class StickChooser(QWidget):
    """The cards, one of them chosen as long as there is a usable one."""

    changed = Signal()
    test_pressed = Signal(object)
    """The target whose capacity is to be tested."""

    def __init__(self, used: Mapping[str, str], proved: Mapping[str, Proof]) -> None:
        """Show nothing yet.

        Args:
            used: by the serial of a stick, words for when it was sent to last.
            proved: by the serial of a stick, when its capacity was proved.
        """
        super().__init__()
        self._used, self._proved = used, proved
        self._cards: list[TargetCard] = []
        self._folder: Target | None = None
        self._drives: list[Any] | None = None
        self._group = QButtonGroup(self)
        self._box = QVBoxLayout()
        self._box.setSpacing(theme().size(8))
        self._nothing = parts.Notice("Mencari flashdisk…", "info")
        other = parts.button("Folder di disk lain…", "folder", "link")
        other.clicked.connect(self.choose_folder)
        self.other = other
        head = parts.row(parts.label("Ke flashdisk mana", "card"), None, other)
        box = parts.column(head, self._nothing, self._box, spacing=8)
        self.setLayout(box)

    @property
    def target(self) -> Target | None:
        """Return the place chosen."""
        return next((card.target for card in self._cards if card.radio.isChecked()), None)

    def show_drives(self, drives: list[Any]) -> None:
        """Show the sticks that are plugged in; what was chosen stays chosen while it is there."""
        if drives == self._drives:
            return
        is_first, self._drives = self._drives is None, drives
        self._nothing.show_message("Colok flashdisk; namanya muncul sendiri di sini.", "info")
        self._fill()
        chosen = next((card for card in self._cards if card.radio.isChecked()), None)
        if is_first and chosen is not None and self.other.hasFocus():
            chosen.radio.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_proved(self, proved: Mapping[str, Proof]) -> None:
        """Show which sticks proved their capacity."""
        self._proved = proved
        self._fill()

    def choose_folder(self) -> None:
        """Let the operator choose a folder instead of a stick."""
        folder = dialogs.choose_folder(self.window(), "Pilih folder di disk lain")
        if folder is not None:
            self._folder = Target(folder.name or str(folder), folder)
            self._fill(self._folder)

    def set_free(self, free: bool) -> None:
        """Let nothing be chosen while a package is on its way."""
        self.other.setEnabled(free)
        for card in self._cards:
            card.radio.setEnabled(free and _is_usable(card.target))
            card.test.setEnabled(free)

    def _fill(self, wanted: Target | None = None) -> None:
        before = wanted or self.target
        had_focus = any(card.radio.hasFocus() for card in self._cards)
        for card in self._cards:
            self._group.removeButton(card.radio)
        parts.clear(self._box)
        targets = [Target(drive_words(drive), drive.root, drive) for drive in self._drives or ()]
        if self._folder is not None:
            targets.append(self._folder)
        self._cards = [self._card(target) for target in targets]
        for card in self._cards:
            self._group.addButton(card.radio)
            self._box.addWidget(card)
        self._nothing.setVisible(not self._cards)
        chosen = self._best(before)
        if chosen is not None:
            chosen.radio.setChecked(True)
            if had_focus:
                chosen.radio.setFocus()
        for card in self._cards:
            card.radio.toggled.connect(partial(self._toggled, card))
        self.changed.emit()

    def _best(self, before: Target | None) -> TargetCard | None:
        """Return the card to choose: the one of before, else a stick that was used, else any."""
        usable = [card for card in self._cards if _is_usable(card.target)]
        kept = [card for card in usable if before is not None and card.target.folder == before.folder]
        known = [card for card in usable if card.target.serial in self._used]
        return next(iter([*kept, *known, *usable]), None)

    def _toggled(self, _card: TargetCard, is_on: bool) -> None:
        if is_on:
            self.changed.emit()

    def _card(self, target: Target) -> TargetCard:
        drive = target.drive
        if drive is None:
            card = TargetCard(target, str(target.folder), "", None)
        else:
            used = self._used.get(drive.serial)
            detail = f"kiriman terakhir {used}" if used else "belum pernah dipakai"
            if not drive.is_writable:
                detail = "hanya bisa dibaca; geser kuncinya atau pakai yang lain"
            elif not drive.is_usable:
                detail = f"format {drive.filesystem} tidak dikenal; pakai yang lain"
            proved = self._proved.get(drive.serial)
            pill = None
            if drive.is_usable:
                pill = Pill(proved.words, "ok") if proved else Pill("Belum diuji", "warn")
            card = TargetCard(target, detail, f"bebas {size_words(drive.free)}", pill)
            if not proved and drive.is_usable:
                card.test.clicked.connect(partial(self.test_pressed.emit, target))
                card.test.show()
        card.radio.setEnabled(_is_usable(target))
        return card


def _shortened(words: str) -> str:
    """Return a name with the middle left out where it is too long for its card; a drive letter stays."""
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 9]}…{words[-8:]}"


def _is_usable(target: Target) -> bool:
    return target.drive is None or bool(target.drive.is_usable)
