"""The first screen: how far from 5 to 10 cadres a village, what to do now, is the data safe.

Every figure opens the list it counts. What is counted is decided in `domain.overview`.
"""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kpm_desktop.domain import dates, words
from kpm_desktop.domain.overview import Overview, ShareKey, Todo, overview
from kpm_desktop.domain.sessions import SessionLine
from kpm_desktop.store.data_file import Changes
from kpm_desktop.ui import parts
from kpm_desktop.ui.home.figures import SHARE_TINTS, SHARE_WORDS, GapRow, ShareStrip, gap_places
from kpm_desktop.ui.package_words import age_words, moment_words
from kpm_desktop.ui.page import Page, Shell
from kpm_desktop.ui.parts import Card, Offer, Pill, Symbol
from kpm_desktop.ui.status_line import age_tone
from kpm_desktop.ui.theme import Density, theme


class TodoWords(NamedTuple):
    """How a thing to do is shown: icon, tone of its ground, sentence, detail, words of its button."""

    icon: str
    tone: str
    sentence: str
    detail: str
    button: str


FIRST_STEPS: Final = (
    (
        "villages",
        "map-pin",
        "Periksa nama kepala desa",
        "Nama dan masa tugas dipakai di undangan.",
        "Buka desa",
    ),
    ("cadres", "user-plus", "Isi kader", "Mulai dari satu kecamatan.", "Buka kader"),
    ("sessions", "school", "Buat pembinaan", "Kegiatan, tanggal, tempat, dan undangan.", "Buka pembinaan"),
    (
        "settings",
        "signature",
        "Isi kop dan penandatangan",
        "Dicetak di setiap daftar hadir.",
        "Buka pengaturan",
    ),
)


class HomePage(Page):
    """The tab *Beranda*."""

    title = "Beranda"
    help_topic = "home"

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._stale = True
        self._todos = Card("Yang perlu dikerjakan")
        self._gaps = Card("Kekurangan per kecamatan", link=Offer("Semua kecamatan", self._open_villages))
        self._shares = Card("Menuju 5-10 KPM per desa", link=Offer("Daftar desa", self._open_villages))
        self._coming = Card("Pembinaan terdekat", link=Offer("Semua", partial(shell.go, "sessions")))
        self._safety = Card("Cadangan data")
        self._strip = ShareStrip(self._open_share)
        self._villages = self._cadres = 0
        self._gap_rows = QVBoxLayout()
        self._gap_rows.setContentsMargins(0, 0, 0, 0)
        self._gap_rows.setSpacing(0)
        self._gaps.body.setSpacing(0)
        self._gaps.body.addWidget(_GapHead())
        self._gaps.body.addWidget(_scrolled(self._gap_rows, lowest=150))
        body = QWidget()
        body.setProperty("role", "body")
        left = parts.column(self._todos, self._gaps, spacing=12)
        left.setStretch(1, 1)
        right = parts.column(self._shares, self._coming, self._safety, None, spacing=12)
        self._columns = QHBoxLayout(body)
        self._columns.setContentsMargins(*(theme().size(12),) * 4)
        self._columns.setSpacing(theme().size(12))
        self._columns.addLayout(left, 58)
        self._columns.addLayout(right, 42)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body)
        theme().changed.connect(self._fold)

    def hint(self) -> str:
        """Say what the figures count."""
        return (
            f"{words.thousands(self._villages)} desa dan kelurahan, {words.thousands(self._cadres)} KPM aktif"
        )

    def refresh(self, _changes: Changes | None) -> None:
        """Count anew: any change may move a figure, and counting takes a few milliseconds."""
        data_file, today = self._shell.workspace.data_file, self._shell.now().date()
        found = overview(
            data_file.villages.find(today),
            data_file.cadres.find(today),
            data_file.sessions.find(),
            data_file.certificates.find(),
            today,
            data_file.conflict_count(),
            data_file.copy_age(),
        )
        self._villages, self._cadres = found.villages, found.active_cadres
        self._show_todos(found)
        self._show_gaps(found)
        self._show_shares(found)
        self._show_coming(found.coming, today)
        self._show_safety()
        self.hint_changed.emit(self.hint())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102 (Qt's name)
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Put the two columns one below the other where the window is narrow for the text."""
        narrow = theme().density(self.window().width()) is Density.NARROW
        self._columns.setDirection(
            QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102 (Qt's name)
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def regions(self) -> list[QWidget]:
        """Return the cards in reading order."""
        return [self._todos, self._gaps, self._shares, self._coming, self._safety]

    def _open_villages(self) -> None:
        self._shell.go("villages")

    def _open_share(self, share: ShareKey) -> None:
        self._shell.go("villages", share=share)

    def _show_todos(self, found: Overview) -> None:
        parts.clear(self._todos.body)
        rows: list[tuple[TodoWords, Callable[[], object]]] = [
            (todo_words(todo), partial(self._act_on, todo)) for todo in found.todos[:5]
        ]
        if not found.active_cadres and not found.todos:
            rows = [
                (TodoWords(icon, "info", sentence, detail, button), partial(self._shell.go, tab))
                for tab, icon, sentence, detail, button in FIRST_STEPS
            ]
        self._todos.remark.setText(f"{len(rows)} hal" if rows else "")
        for place, (shown, act) in enumerate(rows):
            if place:
                self._todos.body.addWidget(parts.line())
            self._todos.body.addLayout(_todo_row(shown, act, primary=place == 0))
        if not rows:
            nearest = found.coming[0] if found.coming else None
            after = (
                f" Pembinaan berikutnya {dates.weekday_date(nearest.date)}."
                if nearest and nearest.date
                else ""
            )
            self._todos.body.addLayout(
                parts.row(Symbol("circle-check", "ok", 18), parts.label(f"Semua beres.{after}"), None)
            )

    def _act_on(self, todo: Todo) -> None:
        match todo.kind:
            case "copy":
                self._send()
            case "conflicts":
                self._shell.open("show_conflicts")
            case "attendance":
                self._shell.open("attendance", session=todo.session)
            case "certificates":
                self._shell.go("certificates", state="ready")
            case "damaged_nik":
                self._shell.go("cadres", state="damaged_nik")
            case "expired":
                self._shell.go("cadres", state="expired")
            case "decrees":
                self._shell.go("cadres", state="expiring")
            case "invitations":
                self._shell.go("sessions", session=todo.session)

    def _show_gaps(self, found: Overview) -> None:
        parts.clear(self._gap_rows)
        widest = max((gap.missing for gap in found.districts), default=0) * 5 / 4
        for gap in found.districts:
            row = GapRow(gap, round(widest) or 1)
            row.clicked.connect(partial(self._shell.go, "villages", district=gap.district))
            self._gap_rows.addWidget(row)
        self._gap_rows.addStretch(1)

    def _show_shares(self, found: Overview) -> None:
        body = self._shares.body
        self._strip.setParent(None)
        parts.clear(body)
        figures = QGridLayout()
        figures.setVerticalSpacing(0)
        reached = f"{words.thousands(found.reached)} dari {words.thousands(found.villages)}"
        for place, (figure, meaning, side) in enumerate(
            (
                (reached, "desa dan kelurahan sudah punya 5 KPM atau lebih", Qt.AlignmentFlag.AlignLeft),
                (words.thousands(found.missing), "orang lagi untuk minimal 5", Qt.AlignmentFlag.AlignRight),
            )
        ):
            figures.addWidget(parts.label(figure, "figure"), 0, place, side)
            figures.addWidget(parts.label(meaning, "secondary"), 1, place, side)
        body.addLayout(figures)
        body.addWidget(self._strip)
        self._strip.show_shares(found.shares)
        legend = QGridLayout()
        legend.setHorizontalSpacing(theme().size(24))
        legend.setVerticalSpacing(theme().size(2))
        for place, (share, count) in enumerate(found.shares.items()):
            legend.addWidget(_Legend(share, count, self._open_share), place % 3, place // 3)
        body.addLayout(legend)

    def _show_coming(self, coming: tuple[SessionLine, ...], today: dt.date) -> None:
        parts.clear(self._coming.body)
        for session in coming:
            self._coming.body.addWidget(_SessionRow(session, today, self._open_session))
        if not coming:
            self._coming.body.addWidget(parts.label("Belum ada pembinaan yang akan datang.", "muted"))

    def _open_session(self, session: SessionLine) -> None:
        self._shell.go("sessions", session=session.uid)

    def _show_safety(self) -> None:
        parts.clear(self._safety.body)
        backups = self._shell.workspace.data_file.backups()
        now = self._shell.now()
        if backups:
            newest = max(backup.made_at for backup in backups)
            when = moment_words(newest, now)
            shown = ("circle-check", "ok", f"Di PC ini: {when}, sudah diuji baca")
        else:
            shown = ("alert-triangle", "warn", "Di PC ini: belum ada cadangan")
        make = parts.button("Cadangkan sekarang", "database-export")
        make.clicked.connect(self._back_up)
        self._safety.body.addLayout(
            parts.row(Symbol(shown[0], shown[1], 16), parts.label(shown[2]), None, make)
        )
        age = self._shell.workspace.data_file.copy_age()
        tone = age_tone(age) or "ok"
        send = parts.button("Cadangkan ke USB", "usb")
        send.clicked.connect(self._send)
        self._safety.body.addLayout(
            parts.row(Symbol("usb", tone, 16), parts.label(f"Di luar PC: {age_words(age)}"), None, send)
        )

    def _back_up(self) -> None:
        self._shell.open("backup")

    def _send(self) -> None:
        self._shell.open("copy_outside")


def _scrolled(layout: QVBoxLayout, lowest: int) -> QScrollArea:
    area = parts.scrolled(layout, "surface")
    area.setMinimumHeight(theme().size(lowest))
    return area


class _GapHead(QWidget):
    """The headings above the list of gaps, in the places of its rows."""

    def __init__(self) -> None:
        super().__init__()
        self._labels = [
            parts.label(text, "label")
            for text in ("Kecamatan", "Desa/kel.", "KPM aktif", "Kekurangan sampai 5 KPM per desa", "")
        ]
        for place, one in enumerate(self._labels):
            one.setParent(self)
            side = Qt.AlignmentFlag.AlignRight if place in {1, 2} else Qt.AlignmentFlag.AlignLeft
            one.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.setFixedHeight(theme().height("table_header"))

    def resizeEvent(self, _event: object) -> None:  # noqa: N802 (Qt's name)
        for one, place in zip(self._labels, gap_places(self.rect()), strict=True):
            one.setGeometry(place)
        last = self._labels[3].geometry()
        self._labels[3].setGeometry(last.adjusted(0, 0, theme().size(90), 0))


class _Legend(QWidget):
    """A line of the legend: colour, words and number; opens the villages it counts."""

    def __init__(self, share: ShareKey, count: int, open_share: Callable[[ShareKey], object]) -> None:
        super().__init__()
        swatch = QFrame()
        swatch.setFixedSize(theme().size(10), theme().size(10))
        swatch.setAutoFillBackground(True)
        palette = swatch.palette()
        palette.setColor(swatch.backgroundRole(), theme().color(SHARE_TINTS[share]))
        swatch.setPalette(palette)
        link = parts.button(SHARE_WORDS[share], kind="plain")
        link.clicked.connect(partial(open_share, share))
        link.setAccessibleName(f"{SHARE_WORDS[share]}: {count} desa dan kelurahan")
        self.setLayout(parts.row(swatch, link, None, parts.label(f"{words.thousands(count)} desa", "label")))


class _SessionRow(QWidget):
    """A coming session: day and month in a box, districts, when and where, how far its invitation is."""

    def __init__(
        self, session: SessionLine, today: dt.date, open_session: Callable[[SessionLine], object]
    ) -> None:
        super().__init__()
        day = session.date or today
        box = QFrame()
        box.setProperty("role", "day")
        number, month = parts.label(str(day.day), "card"), parts.label(dates.MONTHS[day.month - 1], "hint")
        for one in (number, month):
            one.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner = parts.column(number, month, spacing=0)
        inner.setContentsMargins(*(theme().size(2),) * 4)
        box.setLayout(inner)
        box.setFixedWidth(theme().size(56))
        title = parts.button(session.district_names or session.series_name, kind="plain")
        title.setProperty("bold", "true")
        title.clicked.connect(partial(open_session, session))
        near = {0: "Hari ini", 1: "Besok"}.get((day - today).days, "")
        clock = dates.clock_text(session.start) if session.start else ""
        when = " ".join(part for part in (near and f"{near},", dates.weekday_name(day), clock) if part)
        detail = parts.label(f"{when}, {session.venue_name}" if session.venue_name else when, "secondary")
        state = (
            Pill(f"{words.thousands(session.invited)} undangan", "neu", "none")
            if session.invited
            else Pill("Belum ada undangan", "warn")
        )
        self.setLayout(parts.row(box, parts.column(title, detail, spacing=0), None, state))


def _todo_row(shown: TodoWords, act: Callable[[], object], *, primary: bool) -> QHBoxLayout:
    button = parts.button(shown.button, kind="primary" if primary else "")
    button.setMinimumWidth(theme().size(152))
    button.clicked.connect(act)
    button.setAccessibleDescription(f"{shown.sentence}. {shown.detail}")
    sentence = parts.label(shown.sentence, "bold")
    text = parts.column(sentence, parts.label(shown.detail, "secondary"), spacing=0)
    made = parts.row(Symbol(shown.icon, shown.tone, 18, 34), text, None, button, spacing=12)
    made.setContentsMargins(0, theme().size(3), 0, theme().size(3))
    return made


def todo_words(todo: Todo) -> TodoWords:  # noqa: PLR0911 (one match, by design)
    """Return how a thing to do is said."""
    count = words.thousands(todo.count)
    match todo.kind:
        case "copy":
            return TodoWords(
                "usb",
                "err",
                f"Sudah {count} hari belum ada cadangan di luar komputer ini",
                "Colok flashdisk cadangan.",
                "Cadangkan ke USB",
            )
        case "conflicts":
            return TodoWords(
                "git-merge",
                "warn",
                f"{count} isian berbeda isi",
                "Dua komputer menulis nilai yang berlainan. Tidak ada yang hilang.",
                "Pilih nilai",
            )
        case "attendance":
            day = f"{dates.weekday_date(todo.date)}. " if todo.date else ""
            return TodoWords(
                "clipboard-check",
                "warn",
                f"Daftar hadir {todo.subject} belum lengkap",
                f"{day}{count} dari {words.thousands(todo.total)} nama belum ditandai.",
                "Tandai kehadiran",
            )
        case "certificates":
            issued = (
                f"{words.thousands(todo.total)} sudah terbit." if todo.total else "Belum ada yang terbit."
            )
            return TodoWords(
                "certificate", "info", f"{count} sertifikat siap terbit", issued, "Buka sertifikat"
            )
        case "damaged_nik":
            most = ", ".join(f"{name} ({number})" for name, number in todo.places)
            return TodoWords(
                "id-badge-2",
                "err",
                f"{count} NIK rusak, harus diminta ulang",
                f"Terbanyak: {most}.",
                "Buka daftar",
            )
        case "expired":
            return TodoWords(
                "calendar-event",
                "warn",
                f"SK {count} KPM sudah habis",
                "Minta SK baru, atau catat yang selesai bertugas.",
                "Buka daftar",
            )
        case "decrees":
            end = f" sampai {dates.long_date(todo.date)}" if todo.date else ""
            return TodoWords(
                "calendar-event",
                "neu",
                f"SK {count} KPM berakhir{end}",
                "Desa perlu mengirim SK baru.",
                "Buka daftar",
            )
        case "invitations":
            day = dates.weekday_date(todo.date) if todo.date else ""
            return TodoWords(
                "mail",
                "warn",
                f"Belum ada undangan untuk {todo.subject}",
                f"Pembinaan {day}.",
                "Buka pembinaan",
            )
