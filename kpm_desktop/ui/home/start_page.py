"""What is shown when no data file is open: go on, begin anew, learn with sample data, or open another file.

A file that cannot be reached is named as such, never opened as an empty one.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kpm_desktop import __version__
from kpm_desktop.domain import dates, words
from kpm_desktop.settings import KnownFile
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.store.file_passport import FilePassport, passport_of
from kpm_desktop.ui import parts
from kpm_desktop.ui.messages import Explanation
from kpm_desktop.ui.package_words import age_words
from kpm_desktop.ui.parts import Notice, Offer, Pill, Symbol
from kpm_desktop.ui.status_line import age_tone
from kpm_desktop.ui.theme import Density, theme
from kpm_desktop.ui.window_size import DESIGNED


@dataclass(frozen=True, slots=True)
class StartActs:
    """What the start page can set off."""

    open_known: Callable[[KnownFile], object]
    begin_new: Callable[[], object]
    take_from_stick: Callable[[], object]
    learn: Callable[[], object]
    drop_sample: Callable[[], object]
    choose_file: Callable[[], object]
    copy_outside: Callable[[KnownFile], object]


class StartPage(QWidget):
    """The page itself; `notice` tells why it is shown when that is not the first start."""

    def __init__(
        self,
        known_files: tuple[KnownFile, ...],
        acts: StartActs,
        now: dt.datetime,
        *,
        has_sample: bool = False,
        notice: Explanation | None = None,
        offers: tuple[Offer, ...] = (),
    ) -> None:
        super().__init__()
        self._acts = acts
        self._now = now
        usable = [known for known in known_files if is_reachable(known)]
        told = [Notice(notice.text, "warn", offers=offers, primary=True)] if notice else []
        left = parts.column(_head(), *told, spacing=16)
        self.choices = self._choices(usable, has_sample=has_sample)
        for choice in self.choices:
            left.addWidget(choice)
        left.addStretch(1)
        left.addLayout(
            parts.row(
                Symbol("shield-check", "ok", 16),
                parts.label(
                    "Bekerja tanpa internet. Data hanya di PC ini dan di salinan yang Anda buat.",
                    "muted",
                    wrap=True,
                ),
            )
        )
        left.addWidget(parts.label(f"Versi {__version__}", "secondary"))
        is_narrow = theme().density(DESIGNED.width()) is Density.NARROW
        body = QBoxLayout(QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight)
        body.setSpacing(theme().size(44))
        body.setContentsMargins(*(theme().size(side) for side in (64, 56, 64, 24)))
        body.addLayout(left, 49)
        body.addWidget(self._list(known_files), 51)
        outer = parts.column()
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(parts.scrolled(body, "surface"))
        self.setLayout(outer)
        self.setWindowTitle("KPM Desktop - Kader Pemberdayaan Masyarakat")
        if offers:  # what is offered for the trouble comes before going on as if nothing was
            told[0].setFocus()
        else:
            self.choices[0].set_primary()
            self.choices[0].setFocus()

    def _choices(self, usable: list[KnownFile], *, has_sample: bool) -> list["_Choice"]:
        choices = []
        if usable:
            last = usable[0]
            detail = f"{last.name}, {opened_words(last, self._now)}"
            choices.append(
                _Choice(
                    "folder-open", "Lanjutkan data terakhir", detail, partial(self._acts.open_known, last)
                )
            )
        choices.append(
            _Choice(
                "plus",
                "Mulai data baru",
                "kecamatan, desa, dan kelurahan sudah terisi",
                self._acts.begin_new,
            )
        )
        choices.append(
            _Choice(
                "usb",
                "Ambil dari flashdisk",
                "mulai, gabungkan, atau pulihkan dari kiriman",
                self._acts.take_from_stick,
            )
        )
        choices.append(
            _Choice(
                "bulb",
                "Belajar dengan data contoh",
                "orang karangan, terpisah dari data kantor",
                self._acts.learn,
            )
        )
        if has_sample:
            choices.append(
                _Choice("trash", "Buang data contoh", "data kantor tidak tersentuh", self._acts.drop_sample)
            )
        return choices

    def _list(self, known_files: tuple[KnownFile, ...]) -> QWidget:
        choose = parts.button("Buka berkas lain…", "folder", "link")
        choose.clicked.connect(self._acts.choose_file)
        head = parts.row(parts.label("Data yang pernah dibuka", "card"), None, choose)
        head.setContentsMargins(theme().size(14), theme().size(8), theme().size(14), theme().size(8))
        box = QVBoxLayout()
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(parts.line())
        for place, known in enumerate(known_files):
            box.addWidget(self._known(known, newest=place == 0))
            box.addWidget(parts.line())
        reachable = [known for known in known_files if is_reachable(known)]
        if not known_files:
            empty = parts.EmptyState("folder-open", "Belum ada data yang pernah dibuka di PC ini.")
            box.addWidget(empty, 1)
        else:
            box.addStretch(1)
        if reachable:
            box.addWidget(parts.line())
            box.addLayout(self._copy(reachable[0]))
        card = QFrame()
        card.setProperty("role", "card")
        card.setLayout(box)
        return card

    def _copy(self, known: KnownFile) -> QBoxLayout:
        """Say how old the copy of these data outside this PC is, and offer to make one."""
        passport = _passport(known)
        copied = passport.copied_at if passport is not None else ""
        age = (self._now.date() - dt.datetime.fromisoformat(copied).date()).days if copied else None
        told = f"Cadangan di luar PC: {age_words(age)}" if copied else "Belum ada cadangan di luar PC"
        tone = age_tone(age)
        said = parts.label(told, "bold" if tone else "secondary", wrap=True)
        make = parts.button("Cadangkan ke USB sekarang", "usb")
        make.clicked.connect(partial(self._acts.copy_outside, known))
        symbol = Symbol("alert-triangle" if tone else "circle-check", tone or "ok", 16)
        box = parts.row(symbol, said, make, spacing=8)
        box.setStretch(1, 1)
        box.setContentsMargins(*(theme().size(side) for side in (14, 10, 14, 10)))
        return box

    def _known(self, known: KnownFile, *, newest: bool) -> QPushButton:
        there = is_reachable(known)
        place = "PC ini" if there else "Berkas tidak ditemukan di tempat biasa"
        passport = _passport(known) if there else None
        counts = f" {_counts(passport)}." if passport is not None else ""
        opened = opened_words(known, self._now)
        line = _Line("device-desktop", known.name, f"{place}.{counts} Dibuka {opened}")
        if not there:
            line.add(Pill("Tidak ada", "warn"))
        elif passport is None:
            line.add(Pill("Tidak terbaca", "err"))
        elif newest:
            line.add(Pill("Paling baru", "ok"))
        line.setEnabled(there)
        line.clicked.connect(partial(self._acts.open_known, known))
        line.setToolTip(known.path)
        return line


class _Line(QPushButton):
    """A wide button of two lines with an icon at the left and something at the right."""

    def __init__(self, icon: str, title: str, detail: str, *, tint: str = "muted") -> None:
        super().__init__()
        self.setProperty("kind", "line")
        self.setAutoDefault(False)
        self.setAccessibleName(f"{title}. {detail}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._title, self._detail = parts.label(title, "bold"), parts.label(detail, "secondary")
        self._symbol = Symbol(icon, tint, 20)
        self._row = parts.row(
            self._symbol, parts.column(self._title, self._detail, spacing=0), None, spacing=14
        )
        self._row.setContentsMargins(theme().size(16), theme().size(8), theme().size(14), theme().size(8))
        self.setLayout(self._row)

    def add(self, widget: QWidget) -> None:
        self._row.addWidget(widget)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(theme().size(300), theme().height("row_two") + theme().size(10))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return self.sizeHint()


class _Choice(_Line):
    """One of the big choices at the left."""

    def __init__(self, icon: str, title: str, detail: str, act: Callable[[], object]) -> None:
        super().__init__(icon, title, detail, tint="accent")
        self.setProperty("kind", "choice")
        self._arrow = Symbol("chevron-right", "muted", 18)
        self.add(self._arrow)
        self._icon = icon
        self.clicked.connect(act)

    def set_primary(self) -> None:
        """Make this the one that Enter takes."""
        parts.set_property(self, "primary", "true")
        self.setDefault(True)
        self._symbol.show_icon(self._icon, "on")
        self._arrow.show_icon("chevron-right", "on")
        for one in (self._title, self._detail):
            parts.set_property(one, "on_accent", "true")


def _head() -> QWidget:
    head = QWidget()
    title = parts.label("KPM Desktop", "figure")
    remark = parts.label("Kader Pemberdayaan Masyarakat", "muted")
    made = parts.row(
        Symbol("users-group", "accent", 40), parts.column(title, remark, spacing=0), None, spacing=16
    )
    head.setLayout(made)
    return head


def _passport(known: KnownFile) -> FilePassport | None:
    """Return what a known file says of itself; None when it cannot be read as it stands."""
    try:
        return passport_of(Path(known.path))
    except DataFileError:
        return None


def _counts(passport: FilePassport) -> str:
    cadres, certificates = (
        words.thousands(passport.counts[table]) for table in ("cadre_term", "certificate")
    )
    return f"{cadres} kader, {certificates} sertifikat"


def is_reachable(known: KnownFile) -> bool:
    """Tell whether the file lies where it was; an empty one does not count."""
    try:
        return Path(known.path).stat().st_size > 0
    except OSError:
        return False


def opened_words(known: KnownFile, now: dt.datetime) -> str:
    """Return when a known file was opened last: "hari ini 10.42", "3 Februari 2027"."""
    try:
        opened = dt.datetime.fromisoformat(known.opened_at)
    except ValueError:
        return "entah kapan"
    if opened.date() == now.date():
        return f"hari ini {opened:%H.%M}"
    return dates.long_date(opened.date())
