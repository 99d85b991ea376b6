"""What goes out: what is new since a package, everything, or one district with its number block."""

import dataclasses
import datetime as dt
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QRadioButton, QSpinBox, QVBoxLayout, QWidget

from kpm_desktop import workflows
from kpm_desktop.domain import dates, words
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import parts
from kpm_desktop.ui.package_words import counts_words, size_words
from kpm_desktop.ui.theme import theme

_ALONE: Final = "kader, kehadiran, dan sertifikat kecamatan itu saja; untuk diisi dan dikirim balik"
_LAST_NUMBER: Final = 9_999_999
_BLOCK: Final = 100  # numbers in the block that is offered


@dataclasses.dataclass(frozen=True, slots=True)
class Block:
    """Numbers to hand out with an extract."""

    series: Uid
    year: int
    first: int
    last: int


@dataclasses.dataclass(frozen=True, slots=True)
class Wish:
    """What is to go out. `start` is a `send_package.Start`; `count` is of changes, None for all of it."""

    start: Any = None
    district: str | None = None
    with_nik: bool = False
    signing_key: bool = False
    block: Block | None = None
    count: int | None = None


class WhatChooser(QWidget):
    """Three ways to send; each says how much it is."""

    changed = Signal()

    def __init__(self, data_file: DataFile, year: int, *, is_copy: bool = False) -> None:
        super().__init__()
        self._starts = workflows.send_package.starts(data_file)
        self._full_size = workflows.send_package.likely_size(data_file)
        self._data_file, self._year = data_file, year
        is_district = data_file.district_code is not None
        self.since = QRadioButton("Perubahan sejak kiriman terakhir")
        self.everything = QRadioButton("Semua yang ditulis di sini" if is_district else "Semua data")
        self.district = QRadioButton("Satu kecamatan")
        self.start = QComboBox()
        self.start.setAccessibleName("Sejak kiriman yang mana")
        self._since_detail = parts.label("", "secondary", wrap=True)
        much = f"{counts_words(data_file.living())}, sekitar {size_words(self._full_size)}"
        self.key = QCheckBox("Untuk PC lain di kantor ini")
        self._key_hint = parts.label("kunci tanda tangan sertifikat ikut", "secondary")
        self.districts = QComboBox()
        self.districts.setAccessibleName("Kecamatan")
        for one in data_file.villages.districts():
            self.districts.addItem(one.name, one.code)
        self.nik = QCheckBox("Sertakan NIK")
        self._nik_row = QWidget()
        self._nik_row.setLayout(
            parts.row(self.nik, parts.label("tidak disertakan kecuali benar-benar perlu", "secondary"), None)
        )
        self.numbers = BlockChooser(data_file, year)
        self._groups = {
            self.since: self._held(self._since_detail, self.start),
            self.everything: self._held(
                parts.label(f"{much}; menjadi cadangan di luar PC", "secondary", wrap=True),
                parts.row(self.key, self._key_hint, None),
            ),
            self.district: self._held(
                parts.label(_ALONE, "secondary", wrap=True),
                self.districts,
                self._nik_row,
                self.numbers,
            ),
        }
        box = parts.column(parts.label("Apa yang dikirim", "card"), spacing=2)
        for radio, group in self._groups.items():
            radio.toggled.connect(self._follow)
            box.addWidget(radio)
            box.addWidget(group)
        self.setLayout(box)
        for radio, is_there in ((self.district, not is_district), (self.since, bool(self._starts))):
            radio.setVisible(is_there)
            self._groups[radio].setVisible(is_there)
        self._fill_starts()
        has_news = not is_copy and any(start.changes for start in self._starts[:1])
        (self.since if has_news else self.everything).setChecked(True)
        self.start.currentIndexChanged.connect(self._follow)
        self.districts.currentIndexChanged.connect(self._follow)
        for box_ in (self.nik, self.key):
            box_.clicked.connect(self._follow)
        self.numbers.changed.connect(self.changed)
        self._follow()

    @property
    def wish(self) -> Wish:
        """Return what is to go out."""
        if self.since.isChecked():
            start = self.start.currentData()
            return Wish(start=start, count=start.operations if start.changes else 0)
        if self.district.isChecked():
            return Wish(
                district=self.districts.currentData(),
                with_nik=self.nik.isChecked(),
                block=self.numbers.block,
            )
        return Wish(signing_key=self.key.isChecked())

    def prefer(self, serial: str) -> None:
        """Go on from the newest package on this stick, if it has one."""
        if self.since.isChecked():
            place = next(
                (at for at, one in enumerate(self._starts) if one.entry.details.get("serial") == serial), 0
            )
            self.start.setCurrentIndex(place)

    def allow_key(self, allowed: bool) -> None:
        """Offer the signing key only where the package is locked."""
        self.key.setEnabled(allowed)
        if not allowed:
            self.key.setChecked(False)

    def problem(self) -> str:
        """Return why this cannot go out; "" when it can."""
        wish = self.wish
        if wish.count == 0:
            return "Tidak ada yang baru sejak kiriman itu"
        return self.numbers.problem() if wish.district is not None else ""

    # inside

    def _fill_starts(self) -> None:
        for one in self._starts:
            self.start.addItem(_start_words(one), one)
        self.start.setVisible(len(self._starts) > 1)

    def _held(self, *items: Any) -> QWidget:
        inside = QVBoxLayout()
        inside.setSpacing(theme().size(4))
        inside.setContentsMargins(theme().size(28), 0, 0, theme().size(4))
        for one in items:
            if isinstance(one, QWidget):
                inside.addWidget(one)
            else:
                inside.addLayout(one)
        holder = QWidget()
        holder.setLayout(inside)
        return holder

    def _follow(self) -> None:
        if self._starts:
            start = self.start.currentData()
            size = size_words(workflows.send_package.likely_size(self._data_file, start))
            when = dates.long_date(dt.datetime.fromisoformat(start.entry.at).date())
            told = f"{words.thousands(start.operations)} perubahan sejak {when}, sekitar {size}"
            self._since_detail.setText(told if start.changes else f"tidak ada yang baru sejak {when}")
        is_all = self.everything.isChecked()
        for one in (self.key, self._key_hint):
            one.setVisible(is_all and self._data_file.district_code is None)
        self.start.setVisible(self.since.isChecked() and len(self._starts) > 1)
        for part in (self.districts, self._nik_row, self.numbers):
            part.setVisible(self.district.isChecked())
        self.changed.emit()


class BlockChooser(QWidget):
    """A number block for the district: which series, from which number to which."""

    changed = Signal()

    def __init__(self, data_file: DataFile, year: int) -> None:
        super().__init__()
        self._data_file, self._year = data_file, year
        self.wanted = QCheckBox("Beri blok nomor sertifikat")
        self.series = QComboBox()
        self.series.setAccessibleName("Seri nomor")
        for one in data_file.numbers.series():
            self.series.addItem(one.name, one.uid)
        self.first, self.last = QSpinBox(), QSpinBox()
        for box, name in ((self.first, "Nomor pertama"), (self.last, "Nomor terakhir")):
            box.setRange(1, _LAST_NUMBER)
            box.setAccessibleName(name)
            box.setMinimumWidth(theme().size(90))
            box.valueChanged.connect(self.changed)
        self._fields = QWidget()
        fields = parts.row(
            self.series, parts.label("nomor", "secondary"), self.first, parts.label("s.d.", "secondary"),
            self.last, None,
        )  # fmt: skip
        self._fields.setLayout(fields)
        self.setLayout(parts.column(self.wanted, self._fields, spacing=2))
        self.wanted.setEnabled(self.series.count() > 0)
        self.wanted.toggled.connect(self._follow)
        self.series.currentIndexChanged.connect(self._follow)
        self._fields.hide()

    @property
    def block(self) -> Block | None:
        """Return the block to hand out, None when none is wanted."""
        if not self.wanted.isChecked():
            return None
        return Block(self.series.currentData(), self._year, self.first.value(), self.last.value())

    def problem(self) -> str:
        """Return why the block cannot be handed out; "" when it can or none is wanted."""
        block = self.block
        if block is None:
            return ""
        if block.first > block.last:
            return "Nomor pertama lebih besar daripada nomor terakhir"
        taken = workflows.send_package.numbers_taken(
            self._data_file, block.series, block.year, (block.first, block.last)
        )
        return "Nomor itu sudah dipakai atau sudah diberikan" if taken else ""

    def given(self) -> None:
        """Let go of the block: it stands for its district already and goes along with the next extract."""
        if self.block is not None and self.problem():
            self.wanted.setChecked(False)

    def _follow(self) -> None:
        self._fields.setVisible(self.wanted.isChecked())
        if self.wanted.isChecked():
            series = self.series.currentData()
            first = workflows.send_package.free_from(self._data_file, series, self._year, _BLOCK)
            self.first.setValue(first)
            self.last.setValue(first + _BLOCK - 1)
        self.changed.emit()


def _start_words(start: Any) -> str:
    entry = start.entry
    day = dates.long_date(dt.datetime.fromisoformat(entry.at).date())
    if entry.direction == "in":
        return f"Yang terakhir diterima dari {entry.peer}, {day}"
    stick = f", {entry.details['stick']}" if entry.details.get("stick") else ""
    return f"Kiriman nomor {entry.number}, {day}{stick}"
