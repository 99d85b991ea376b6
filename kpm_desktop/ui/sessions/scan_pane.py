"""The pane beside a proposal: the cell in question, large; counts page by page; what is wrong."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from kpm_desktop.domain.problem import Problem
from kpm_desktop.ui import messages, parts
from kpm_desktop.ui.sessions.scan_rows import ScanRow, now_word
from kpm_desktop.ui.theme import theme

WIDTH = 366
_KEYS = (("H", "Hadir"), ("K", "Kosong"), ("F8", "Yang ditanya berikutnya"), ("Del", "Batalkan jawaban"))


class ScanPane(QScrollArea):
    """`answer(is_signed)` answers the row that is shown."""

    def __init__(self, answer: Callable[[bool], object]) -> None:
        super().__init__()
        self._answer = answer
        self._pixmap = QPixmap()
        self.setAccessibleName("Sel dan halaman")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("role", "pane")
        self.setFixedWidth(theme().size(WIDTH))
        self.name = parts.label("", "card", wrap=True)
        self.question = parts.label("", "secondary", wrap=True)
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.present = parts.button("Hadir", "check", key="H")
        self.empty = parts.button("Kosong", "x", key="K")
        self._pages = QGridLayout()
        self._notices = QVBoxLayout()
        self._put_together()

    def show_row(self, row: ScanRow | None) -> None:
        """Show the cell of a row; None empties the place."""
        for button in (self.present, self.empty):
            button.setEnabled(row is not None)
        if row is None:
            self.name.setText("")
            self.question.setText("")
            self.picture.clear()
            return
        self.name.setText(f"{row.number}. {row.reading.name or 'baris kosong'}")
        self.question.setText(question_of(row))
        room = theme().size(WIDTH - 80)
        self.picture.setPixmap(row.pixmap.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation))
        self.picture.setAccessibleName(f"Kotak tanda tangan nomor {row.number}")

    def show_pages(
        self, signed: Mapping[int, int], asked: Mapping[int, int], counted: Mapping[int, int | None]
    ) -> None:
        """Show for each page what was read and what was counted by hand."""
        parts.clear(self._pages)
        for column, word in enumerate(("Hlm.", "Terbaca", "Ditanya", "Kertas", "Hasil")):
            self._pages.addWidget(parts.label(word, "label"), 0, column)
        for place, page in enumerate(signed, 1):
            typed = counted[page]
            shown: tuple[QWidget, ...] = (
                parts.label(str(page)),
                parts.label(str(signed[page])),
                parts.label(str(asked[page] or "")),
                parts.label("" if typed is None else str(typed)),
                _result(signed[page], asked[page], typed),
            )
            for column, widget in enumerate(shown):
                self._pages.addWidget(widget, place, column)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what is wrong with the scan, one notice each."""
        parts.clear(self._notices)
        for problem in problems:
            self._notices.addWidget(parts.Notice(messages.sentence(problem), "warn", problem.code))

    def _put_together(self) -> None:
        self.present.clicked.connect(self._say_present)
        self.empty.clicked.connect(self._say_empty)
        self._pages.setHorizontalSpacing(theme().size(8))
        self._pages.setVerticalSpacing(theme().size(2))
        self._pages.setColumnStretch(4, 1)
        self._notices.setSpacing(theme().size(6))
        keys = QGridLayout()
        keys.setHorizontalSpacing(theme().size(8))
        keys.setVerticalSpacing(theme().size(6))
        keys.setColumnStretch(1, 1)
        for place, (key, words) in enumerate(_KEYS):
            cap = parts.label(parts.key_text(key), "keycap")
            cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
            keys.addWidget(cap, place, 0)
            keys.addWidget(parts.label(words, "secondary"), place, 1)
        holder = QWidget()
        holder.setProperty("role", "surface")
        box = parts.column(
            self.name, self.picture, self.question, parts.row(self.present, self.empty, None), parts.line(),
            self._notices, parts.label("Cocokkan dengan kertas", "card"), self._pages, parts.line(),
            parts.label("Tombol", "card"), keys, None,
        )  # fmt: skip
        box.setContentsMargins(*(theme().size(side) for side in (16, 10, 14, 12)))
        holder.setLayout(box)
        self.setWidget(holder)

    def _say_present(self) -> None:
        self._answer(True)

    def _say_empty(self) -> None:
        self._answer(False)


def question_of(row: ScanRow) -> str:
    """Return what is asked about a row, or what was read."""
    reading = row.reading
    if reading.is_contrary:
        paper = "ada tanda tangan" if reading.mark == "signed" else "tidak ada tanda tangan"
        return f"Di kertas {paper}, tetapi tandanya {now_word(row)}. Mana yang benar?"
    if reading.attendance is None:
        return "Tidak ada orangnya di daftar. Bila ditandatangani, tambahkan sebagai tamu."
    if reading.mark == "doubtful":
        return "Tidak jelas. Apakah ini tanda tangannya?"
    return "Terbaca ditandatangani." if reading.mark == "signed" else "Terbaca kosong."


def _result(signed: int, asked: int, typed: int | None) -> parts.Pill:
    if typed is None:
        return parts.Pill("Belum", "neu")
    if signed == typed and not asked:
        return parts.Pill("Cocok", "ok")
    if signed <= typed <= signed + asked:
        return parts.Pill("Ditanya", "warn")
    return parts.Pill(f"Beda {abs(typed - signed)}", "err")
