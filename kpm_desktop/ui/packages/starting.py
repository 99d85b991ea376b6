"""Mulai dari paket: the data of this PC begun from what the office sent, everything or one district.

A data file copied by hand is listed after the packages and can be begun from too. Opened from the start page,
while no data file is open.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import shiboken6
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QLineEdit, QProgressBar, QRadioButton, QWidget

from kpm_desktop import workflows
from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.ui import dialogs, parts
from kpm_desktop.ui.forms.dialog_frame import DialogFrame, DialogHead
from kpm_desktop.ui.jobs import Err, Jobs, Ok
from kpm_desktop.ui.messages import explain
from kpm_desktop.ui.package_words import counts_words, kind_words, moment_words, size_words
from kpm_desktop.ui.packages import passport
from kpm_desktop.ui.packages.carrying import Carrying, drive_words
from kpm_desktop.ui.parts import Notice, Pill
from kpm_desktop.ui.theme import theme
from kpm_desktop.workflows.progress import Progress

_SIZE: Final = QSize(820, 600)
_LOOK_EVERY: Final = 2000  # milliseconds between two looks which sticks are plugged in
_NO_START: Final = "hanya perubahan; data baru dimulai dari kiriman Semua data atau Satu kecamatan"
_COPY: Final = "Disalin dengan tangan; isinya diperiksa dahulu dan hanya dibaca"
_NOTHING: Final = "Colok flashdisk dengan kiriman dari kantor; paketnya muncul sendiri di sini."
_SEARCHING: Final = "Mencari paket…"


@dataclass(frozen=True, slots=True)
class StartingWishes:
    """What the dialog needs of the program.

    `place`: says where the new data file goes, None when the operator did not say. `started`: told that place
    and the name of this PC when the file is made.
    `merge`: opens the data this PC knows and goes on to Ambil there; None where none is known.
    """

    place: Callable[[], Path | None]
    computer: str
    now: Callable[[], dt.datetime]
    started: Callable[[Path, str], object]
    merge: Callable[[], object] | None


class StartDialog(DialogFrame):
    """The packages found, a passphrase, the name of this PC; then the file is made and opened."""

    def __init__(
        self, parent: QWidget | None, jobs: Jobs, carrying: Carrying, wishes: StartingWishes
    ) -> None:
        super().__init__(parent)
        self._jobs, self._carrying, self._wishes = jobs, carrying, wishes
        self._lines: list[Any] = []
        self._extra: list[Path] = []
        self._seen: list[Path] | None = None
        self._looking = self._is_working = False
        self._group = QButtonGroup(self)
        self.setWindowTitle("Ambil dari flashdisk")
        head = DialogHead("usb", "Ambil dari flashdisk")
        head.show_subtitle("Data di komputer ini dimulai dari kiriman kantor; flashdisk hanya dibaca")
        head.close_button.clicked.connect(self.reject)
        self._nothing = Notice(_SEARCHING, "info")
        self._cards = parts.column(spacing=8)
        choose = parts.button("Pilih berkas…", "folder-open", "link")
        choose.clicked.connect(self.choose_file)
        self.phrase = QLineEdit()
        self.phrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.phrase.setText(carrying.passphrase)
        self.computer = QLineEdit(wishes.computer)
        for field, name in ((self.phrase, "Kata sandi paket"), (self.computer, "Nama komputer ini")):
            field.setAccessibleName(name)
            field.textChanged.connect(self._follow)
        self._phrase_row = _field("Kata sandi paket", self.phrase)
        computer = _field("Nama komputer ini, tampil di Riwayat dan di kiriman", self.computer)
        self.notice = Notice("", "err")
        self.notice.hide()
        self.bar = _bar()
        self.virus = passport.VirusNotice()
        body = parts.column(
            parts.row(parts.label("Paket yang ditemukan", "card"), None, choose),
            self.virus, self._nothing, self._cards,
            parts.row(self._phrase_row, computer, spacing=12), self.notice, self.bar, None, spacing=12,
        )  # fmt: skip
        body.setContentsMargins(*(theme().size(side) for side in (18, 12, 18, 12)))
        self.merge = parts.button("Gabungkan ke data di komputer ini", "git-merge")
        self.merge.clicked.connect(self._merge)
        self.merge.setVisible(wishes.merge is not None)
        self.cancel = parts.button("Batal", key="Esc")
        self.cancel.clicked.connect(self.reject)
        self.act = parts.button("Mulai dari paket ini", "check", "primary", "Ctrl+Return")
        self.act.clicked.connect(self.finish)
        foot = parts.row(self.merge, None, self.cancel, self.act)
        foot.setContentsMargins(*(theme().size(side) for side in (16, 10, 16, 10)))
        self.box.addWidget(head)
        self.box.addWidget(parts.scrolled(body, "surface"), 1)
        self.box.addWidget(parts.frame("dialog_foot", foot))
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        jobs.progressed.connect(self._advance)
        self._look()
        self._follow()

    def take_measures(self) -> None:
        """Take the size of this dialog, as far as the window has room."""
        self.resize(QSize(*map(theme().size, (_SIZE.width(), _SIZE.height()))).boundedTo(self._room()))

    @property
    def line(self) -> Any:
        """Return the package chosen, None when there is none."""
        return next((card.line for card in self.cards() if card.radio.isChecked()), None)

    def cards(self) -> list["PackageCard"]:
        """Return the packages shown."""
        items = (self._cards.itemAt(place) for place in range(self._cards.count()))
        widgets = (item.widget() for item in items)
        return [one for one in widgets if isinstance(one, PackageCard)]

    def choose_file(self) -> None:
        """Let the operator choose a package that lies elsewhere."""
        path = dialogs.choose_file(self, "Pilih paket", dialogs.ARRIVING_FILES)
        if path is not None:
            self._extra.append(path)
            self._look()

    def finish(self) -> None:
        """Make the data file from the package chosen (Ctrl+Enter)."""
        line = self.line
        if line is None or not self.act.isEnabled():
            return
        place = self._wishes.place()
        if place is None:
            return
        self._is_working = True
        self.notice.hide()
        self.bar.setRange(0, 0)
        self.bar.show()
        now, package, computer = self._wishes.now, line.found.path, self.computer.text().strip()
        phrase = self.phrase.text() or None

        def work(progress: Progress) -> None:
            workflows.start_from_package.start(
                place, package, phrase, progress, now=now, writer_name=computer
            )

        self._jobs.start("Memulai dari paket", work, partial(self._started, place))
        self._follow()
        self.cancel.setFocus()

    def reject(self) -> None:
        """Close; while the file is being made that only stops it."""
        if self._is_working:
            self._jobs.cancel()
        else:
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Take Enter as the act, wherever the focus is, unless a button has it."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.finish()
        else:
            super().keyPressEvent(event)

    # inside

    def _follow(self) -> None:
        line = self.line
        sealed = _is_sealed(line)
        self._phrase_row.setVisible(sealed)
        needs = sealed and not self.phrase.text()
        ready = line is not None and not needs and bool(self.computer.text().strip())
        is_copy = line is not None and line.state == "copy"
        self.act.setText("Mulai dari salinan ini" if is_copy else "Mulai dari paket ini")
        self.act.setEnabled(ready and not self._is_working)
        self.merge.setEnabled(not self._is_working)
        self.cancel.setText("Hentikan" if self._is_working else "Batal")
        for card in self.cards():
            card.radio.setEnabled(card.may_start and not self._is_working)

    def _look(self) -> None:
        if self._looking or self._jobs.is_busy:
            return
        self._looking = True
        carrying, extra = self._carrying, tuple(self._extra)

        def work(progress: Progress) -> list[Any]:
            finding = workflows.find_packages
            places = [finding.Place(drive_words(drive), drive.root) for drive in carrying.drives()]
            lines = finding.find(None, places, progress, carrying.layer)
            chosen = (finding.look(None, path, path.parent.name) for path in extra)
            return [*lines, *chosen]

        self._jobs.start("Mencari paket", work, self._looked, quiet=True)

    def _looked(self, result: Ok[list[Any]] | Err) -> None:
        if not shiboken6.isValid(self):
            return
        self._looking = False
        if isinstance(result, Err):
            if not result.is_cancelled:
                raise result.error
            return
        found = [line.found.path for line in result.value]
        if found == self._seen or self._is_working:
            return
        self._seen, self._lines = found, result.value
        self.virus.take(self._lines)
        self._fill()

    def _fill(self) -> None:
        before = self.line
        parts.clear(self._cards)
        self._nothing.show_message(_NOTHING, "info")
        lines = sorted(self._lines, key=lambda line: line.state == "copy")
        cards = [PackageCard(line, self._wishes.now()) for line in lines]
        self._nothing.setVisible(not cards)
        for card in cards:
            self._cards.addWidget(card)
            self._group.addButton(card.radio)
            card.radio.toggled.connect(self._follow)
        able = [card for card in cards if card.may_start]
        kept = [card for card in able if before is not None and card.line.found.path == before.found.path]
        for card in [*kept, *able][:1]:
            card.radio.setChecked(True)
            needs = _is_sealed(card.line) and not self.phrase.text()
            self._follow()
            (self.phrase if needs else card.radio).setFocus(Qt.FocusReason.OtherFocusReason)
        self._follow()

    def _advance(self, done: int, total: int, _what: str) -> None:
        if self._is_working:
            self.bar.setRange(0, total)
            self.bar.setValue(done)

    def _started(self, place: Path, result: Ok[None] | Err) -> None:
        if not shiboken6.isValid(self):
            return
        self._is_working = False
        self.bar.hide()
        if isinstance(result, Ok):
            self._carrying.keep_phrase(self.phrase.text())
            self.accept()
            self._wishes.started(place, self.computer.text().strip())
            return
        self._follow()
        error = result.error
        if isinstance(error, PackageError | DataFileError):
            self.notice.show_message(explain(error.code, error.values).text, "err", error.code)
            self.notice.show()
            if error.code == "E-SANDI":
                self.phrase.selectAll()
                self.phrase.setFocus()
        elif not result.is_cancelled:
            raise error

    def _merge(self) -> None:
        self.accept()
        if self._wishes.merge is not None:
            self._wishes.merge()


class PackageCard(QFrame):
    """One package or copied data file with its passport in short; a delta cannot be begun from."""

    def __init__(self, line: Any, now: dt.datetime) -> None:
        super().__init__()
        self.line = line
        manifest = line.manifest
        self.may_start = not manifest.start if manifest is not None else line.state == "copy"
        self.setProperty("role", "option")
        title = (
            f"Kiriman {manifest.writer_name} nomor {manifest.number}" if manifest else line.found.path.name
        )
        self.radio = QRadioButton(title.replace("&", "&&"))
        self.radio.setProperty("bold", "true")
        self.radio.toggled.connect(self._chosen)
        self.radio.setEnabled(self.may_start)
        detail, pill = _told(line, now)
        self.radio.setAccessibleName(f"{title}, {pill.text()}, {detail}")
        below = parts.row(28, parts.label(detail, "secondary", wrap=True))
        below.setStretch(1, 1)
        words = parts.column(self.radio, below, spacing=0)
        box = parts.row(words, pill, spacing=10)
        box.setStretch(0, 1)
        box.setContentsMargins(*(theme().size(side) for side in (12, 6, 12, 6)))
        self.setLayout(box)

    def _chosen(self, is_on: bool) -> None:
        parts.set_property(self, "on", "true" if is_on else "false")


def _is_sealed(line: Any) -> bool:
    return line is not None and line.manifest is not None and line.manifest.is_sealed


def _told(line: Any, now: dt.datetime) -> tuple[str, Pill]:
    """Return what is said of a package, and its pill."""
    if line.state == "copy":
        state = passport.state_pill(line)
        return f"{line.place}, {size_words(line.found.size)}. {_COPY}", Pill(state.text, state.tone)
    if line.manifest is None:
        told = explain(line.refusal.code, line.refusal.values).happened
        state = passport.state_pill(line)
        return told, Pill(state.text, state.tone)
    manifest = line.manifest
    when = moment_words(dt.datetime.fromisoformat(manifest.created), now)
    detail = f"{line.place}, {when}. {counts_words(manifest.counts)}"
    if manifest.start:
        return f"{line.place}, {when}: {_NO_START}", Pill(kind_words(manifest.kind), "neu")
    lock = ", terkunci" if manifest.is_sealed else ""
    district = workflows.place_names.district_name(manifest.regency, manifest.district or "")
    return f"{detail}{lock}", Pill(kind_words(manifest.kind, district), "info")


def _bar() -> QProgressBar:
    bar = QProgressBar()
    bar.setTextVisible(False)
    bar.setAccessibleName("Kemajuan")
    bar.hide()
    return bar


def _field(name: str, field: QLineEdit) -> QWidget:
    holder = QWidget()
    holder.setLayout(parts.column(parts.label(name, "label", buddy=field), field, spacing=2))
    return holder
