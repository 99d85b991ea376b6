"""The pane beside the attendance grid: live counts, the count of signatures page by page, the keys."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QIntValidator, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QScrollArea, QWidget

from kpm_desktop.ui import messages, parts
from kpm_desktop.ui.sessions.paper_pages import Paper, PaperPage
from kpm_desktop.ui.sessions.rows import PersonRow
from kpm_desktop.ui.theme import theme

WIDTH, NARROW_PANE = 366, 322
_COUNTS = (("H", "Hadir", "ok"), ("I", "Izin", "info"), ("S", "Sakit", "info"), ("A", "Alpa", "err"))
_KEYS = (
    ("H", "Hadir, lalu turun"),
    ("I", "Izin"),
    ("S", "Sakit"),
    ("A", "Alpa"),
    ("W", "Diwakili orang lain"),
    ("Del", "Kosongkan"),
)
_STATES = {
    "agrees": ("Cocok", "ok", "circle-check"),
    "noted": ("Dicatat", "info", "info-circle"),
    "open": ("Belum", "neu", "circle-dashed"),
}


class CountField(QLineEdit):
    """The signatures counted on one page of paper. Enter goes to the next page."""

    def __init__(
        self, page: int, leave: Callable[[int, str], object], step: Callable[[int, int], object]
    ) -> None:
        super().__init__()
        self.page = page
        self._leave, self._step = leave, step
        self.setValidator(QIntValidator(0, 999, self))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setAccessibleName(f"Tanda tangan di halaman {page}")
        self.setFixedWidth(theme().size(64))

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Save what was typed."""
        super().focusOutEvent(event)
        self._leave(self.page, self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter and the arrows save and go to another page."""
        moves = {Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        move = moves.get(Qt.Key(event.key()))
        if move is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
            return
        self._leave(self.page, self.text())
        self._step(self.page, move)


class MarkingPane(QScrollArea):
    """`count(page, signatures, note)` saves what was counted; `go(page)` shows a page in the grid."""

    def __init__(
        self,
        count: Callable[[int, int | None, str], object],
        print_sheet: Callable[[], object],
        read_scan: Callable[[], object],
    ) -> None:
        super().__init__()
        self._count = count
        self._paper: Paper | None = None
        self.fields: dict[int, CountField] = {}
        self._results: dict[int, parts.Pill] = {}
        self._screens: dict[int, QLabel] = {}
        self.figures = {
            word: parts.label("0", "figure") for word in ("Hadir", "Izin", "Sakit", "Alpa", "Belum")
        }
        self.setAccessibleName("Hasil dan kertas")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("role", "pane")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme().size(8))
        self._grid.setVerticalSpacing(theme().size(2))
        self._grid.setColumnStretch(4, 1)
        self.notice = parts.Notice("", "warn")
        self.notice.hide()
        self.note = QLineEdit()
        self.note.setPlaceholderText("Catatan halaman, misalnya tanda tangan dobel nomor 33")
        self.note.setAccessibleName("Catatan untuk halaman yang beda")
        self.note.setMaxLength(200)
        self.note.returnPressed.connect(self._keep_note)
        self.note.hide()
        self._noted = 0
        self._nothing = parts.column(
            parts.label(
                "Daftar hadir sesi ini belum dicetak dari program, jadi halamannya belum dapat dicocokkan.",
                "secondary",
                wrap=True,
            ),
            *parts.offered((parts.Offer("Cetak daftar hadir", print_sheet, "printer"),), primary_first=False),
        )
        self._without = QWidget()
        self._without.setLayout(self._nothing)
        self._with = QWidget()
        self._with.setLayout(
            parts.column(
                parts.label("Hitung tanda tangan per halaman, ketik di Kertas.", "secondary", wrap=True),
                self._grid,
                self.notice,
                self.note,
                *parts.offered(
                    (parts.Offer("Baca lembar bertanda tangan", read_scan, "signature"),), primary_first=False
                ),
            )
        )
        self._put_together()

    def show_counts(self, people: Sequence[PersonRow], present: int) -> None:
        """Show how many came and how many are left; `present` counts those who came for others too."""
        letters = [person.letter for person in people]
        numbers = {word: letters.count(letter) for letter, word, _ in _COUNTS}
        numbers["Hadir"] = present
        numbers["Belum"] = letters.count("")
        for word, number in numbers.items():
            self.figures[word].setText(str(number))
            self.figures[word].setAccessibleName(f"{word}: {number}")

    def show_paper(self, paper: Paper) -> None:
        """Show the pages; a field that is being typed into is left alone."""
        is_same = self._paper is not None and [p.page for p in self._paper.pages] == [
            p.page for p in paper.pages
        ]
        self._paper = paper
        self._with.setVisible(bool(paper.pages))
        self._without.setVisible(not paper.pages)
        if not is_same:
            self._make_rows(paper.pages)
        for page in paper.pages:
            self._show_page(page)
        differing = [page for page in paper.pages if page.state == "differs"]
        self.notice.setVisible(bool(differing))
        self.note.setVisible(bool(differing))
        for problem in (one for page in differing[:1] for one in page.problems()):
            self.notice.show_message(messages.sentence(problem), "warn", problem.code)
            if self._noted != differing[0].page:
                self.note.clear()
            self._noted = differing[0].page

    def next_problem(self) -> None:
        """Go to the first page that differs (F8)."""
        for page in self._paper.pages if self._paper else ():
            if page.state == "differs":
                self._focus(page.page)
                return

    # inside

    def _put_together(self) -> None:
        figures = parts.row(spacing=4)
        for word, figure in self.figures.items():
            tone = next((tone for _, name, tone in _COUNTS if name == word), "warn")
            figure.setProperty("tone", tone)
            figure.setAlignment(Qt.AlignmentFlag.AlignCenter)
            name = parts.label(word, "hint")
            name.setAlignment(Qt.AlignmentFlag.AlignCenter)
            figures.addLayout(parts.column(figure, name, spacing=0), 1)
        keys = QGridLayout()
        keys.setHorizontalSpacing(theme().size(8))
        keys.setVerticalSpacing(theme().size(8))
        for place, (key, words) in enumerate(_KEYS):
            cap = parts.label(parts.key_text(key) if len(key) > 1 else key, "keycap")
            cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
            keys.addWidget(cap, place // 2, place % 2 * 2)
            keys.addWidget(parts.label(words, "secondary"), place // 2, place % 2 * 2 + 1)
        keys.setColumnStretch(1, 1)
        keys.setColumnStretch(3, 1)
        holder = QWidget()
        holder.setProperty("role", "surface")
        box = parts.column(
            parts.label("Hasil sementara", "card"), figures, parts.line(),
            parts.label("Cocokkan dengan kertas", "card"), self._with, self._without, parts.line(),
            parts.label("Tombol", "card"), keys, None,
        )  # fmt: skip
        box.setContentsMargins(*(theme().size(side) for side in (16, 10, 14, 12)))
        holder.setLayout(box)
        self.setWidget(holder)

    def _make_rows(self, pages: Sequence[PaperPage]) -> None:
        parts.clear(self._grid)
        self.fields, self._results, self._screens = {}, {}, {}
        for column, word in enumerate(("Hlm.", "No.", "Layar", "Kertas", "Hasil")):
            head = parts.label(word, "label")
            head.setAlignment(_side(column))
            self._grid.addWidget(head, 0, column)
        for place, page in enumerate(pages, 1):
            screen = parts.label("")
            field = CountField(page.page, self._left, self._step)
            pill = parts.Pill("Belum", "neu")
            self.fields[page.page], self._results[page.page], self._screens[page.page] = field, pill, screen
            shown: tuple[QWidget, ...] = (
                parts.label(str(page.page)),
                parts.label(f"{page.first}–{page.last}"),
                screen,
                field,
                pill,
            )
            for column, widget in enumerate(shown):
                if isinstance(widget, QLabel):
                    widget.setAlignment(_side(column) | Qt.AlignmentFlag.AlignVCenter)
                self._grid.addWidget(widget, place, column)

    def _show_page(self, page: PaperPage) -> None:
        self._screens[page.page].setText(str(page.marked))
        field = self.fields[page.page]
        if not field.hasFocus():
            field.setText("" if page.counted is None else str(page.counted))
        word, tone, icon = _STATES.get(page.state, (f"Beda {page.difference}", "err", "circle-x"))
        self._results[page.page].show_state(word, tone, icon)
        field.setAccessibleDescription(word)

    def _left(self, page: int, text: str) -> None:
        known = next((one for one in self._paper.pages if one.page == page), None) if self._paper else None
        counted = int(text) if text.isdigit() else None
        if known is not None and counted != known.counted:
            self._count(page, counted, "")

    def _step(self, page: int, by: int) -> None:
        pages = list(self.fields)
        self._focus(pages[min(max(pages.index(page) + by, 0), len(pages) - 1)])

    def _focus(self, page: int) -> None:
        self.fields[page].setFocus(Qt.FocusReason.TabFocusReason)
        self.fields[page].selectAll()

    def _keep_note(self) -> None:
        known = (
            next((one for one in self._paper.pages if one.page == self._noted), None) if self._paper else None
        )
        if known is not None and self.note.text().strip():
            self._count(known.page, known.counted, self.note.text().strip())


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column in {2, 3} else Qt.AlignmentFlag.AlignLeft
