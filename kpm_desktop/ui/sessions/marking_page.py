"""Tandai kehadiran: the signed paper is typed in, in its order, and compared with the paper page by page.

Every key saves at once as one step of undo. Nothing sorts or filters the marks away: a row that is marked
stays where it is until another view is chosen.
"""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget

from kpm_desktop.domain import card_codes, dates, names
from kpm_desktop.domain.sessions import AttendanceStatus, SessionLine
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.words import thousands
from kpm_desktop.store.data_file import Changes
from kpm_desktop.ui import parts
from kpm_desktop.ui.drop_frame import scan_offer
from kpm_desktop.ui.elided_label import ElidedLabel
from kpm_desktop.ui.page import FullPage, Shell
from kpm_desktop.ui.page_memory import PageMemory
from kpm_desktop.ui.sessions import people_acts
from kpm_desktop.ui.sessions.card_reading import read_card
from kpm_desktop.ui.sessions.columns import marking_columns, person_row
from kpm_desktop.ui.sessions.marking_pane import NARROW_PANE, WIDTH, MarkingPane
from kpm_desktop.ui.sessions.marking_view import MarkingView
from kpm_desktop.ui.sessions.paper_pages import Paper, paper_of
from kpm_desktop.ui.sessions.rows import PersonRow, person_rows
from kpm_desktop.ui.sessions.sheet_dialog import open_sheet_dialog
from kpm_desktop.ui.tables.column import ATTENDANCE_WORDS, Row
from kpm_desktop.ui.tables.model import TableModel
from kpm_desktop.ui.tables.toolbar import FoldingRow, SearchBox
from kpm_desktop.ui.theme import Density, theme

STATUSES: dict[str, AttendanceStatus] = {"H": "present", "I": "excused", "S": "sick", "A": "absent"}
GUEST = "Tamu tanpa undangan"
SINGLE = 850
"""Below this width at 100 % grid and pane have no room side by side."""
_CONCERNS = {"attendance", "sheet_page", "printed_sheet", "person", "session"}


class MarkingPage(FullPage):
    """The attendance of one session."""

    help_topic = "attendance"

    def __init__(self, shell: Shell, session: Uid) -> None:
        super().__init__(shell, "Tandai kehadiran")
        self._session = session
        self._people: list[PersonRow] = []
        self._paper = Paper(None, (), {}, {})
        self._only: set[Uid] | None = None
        self.model = TableModel(marking_columns(self._mark), parent=self)
        self.view = MarkingView(self.model, PageMemory(shell, "attendance"))
        self.pane = MarkingPane(self._count_page, self._print_sheet, self._read_scan)
        self.search = SearchBox("Nomor atau nama")
        self.pages = FoldingRow()
        self._chips: dict[int, QPushButton] = {}
        self._all = _chip("Semua")
        self._left = _chip("Belum ditandai")
        self._to_pane = _chip("Kertas")
        self._is_single = False
        self.rest = parts.button("Sisa halaman ini hadir", "check")
        self.rest.clicked.connect(self.mark_rest)
        self._put_together()
        self._connect()
        self.refresh(None)
        first = next((person for person in self._people if not person.letter), None)
        if first is not None:
            self.view.go_to(first.uid)
        else:
            self.view.go_to_first()
        self.setFocusProxy(self.view)

    # what the window calls

    def hint(self) -> str:
        """Say where the cursor is."""
        row = self.view.current_row()
        if row is None:
            return "Angka 1, 2, 3, 4 sama dengan H, I, S, A"
        number = person_row(row).number
        return f"Nomor {number} dari {len(self._people)}. Angka 1, 2, 3, 4 sama dengan H, I, S, A"

    def refresh(self, changes: Changes | None) -> None:
        """Show the marks anew."""
        if changes is not None and not {table for table, _ in changes.touched} & _CONCERNS:
            return
        data_file = self.shell.workspace.data_file
        lines = data_file.attendance.find(self._session)
        self._paper = paper_of(data_file, self._session, lines)
        self._people = person_rows(lines, self._paper)
        shown = [person for person in self._people if self._only is None or person.uid in self._only]
        known = {row[0] for row in self.model.order.rows}
        uids = {person.uid for person in shown}
        if known == uids:
            self.model.update_rows(shown)
        else:
            self.model.set_rows(shown)
        present = sum(line.status == "present" for line in lines)
        self.pane.show_counts(self._people, present)
        self.pane.show_paper(self._paper)
        self._show_head()
        self._show_chips()

    def focus_search(self) -> None:
        """Go into the field for a number or a name."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def regions(self) -> list[QWidget]:
        """Return search, page chips, grid, pane."""
        return [self.search, self.pages, self.view, self.pane]

    def drop_offer(self, data: QMimeData) -> str:
        """Take the pages of a signed sheet."""
        return scan_offer(data)

    def dropped(self, paths: list[Path]) -> None:
        """Read the pages that were dropped."""
        self.shell.open("scan_sheet", session=self._session, paths=paths)

    def next_item(self) -> None:
        """Go to the next page (Ctrl+PgDn)."""
        self._turn(1)

    def previous_item(self) -> None:
        """Go to the page before (Ctrl+PgUp)."""
        self._turn(-1)

    def next_problem(self) -> None:
        """Go to the page that differs (F8)."""
        self.pane.next_problem()

    def print_rows(self) -> None:
        """Print the sheet (Ctrl+P)."""
        self._print_sheet()

    def finish(self) -> None:
        """Leave; rows without a mark stay as they are (Selesai, Ctrl+Enter)."""
        left = sum(not person.letter for person in self._people)
        differing = [page.page for page in self._paper.pages if page.state == "differs"]
        self.leave()
        if differing:
            self.shell.say(f"Halaman {differing[0]} masih beda dengan kertas.")
        elif left:
            self.shell.say(f"{left} orang belum ditandai.")

    # marking

    def mark_rest(self) -> None:
        """Mark whoever has no mark on this page as present, in one step."""
        page = self._page()
        unmarked = [one.uid for one in self._people if one.page == page and not one.letter]
        if not unmarked:
            self.shell.say("Semua di halaman ini sudah ditandai.")
            return
        self._run(f"Tandai {len(unmarked)} orang hadir", unmarked, "present", toast=True)

    def _mark(self, row: Row, letter: Any) -> None:
        self._run(f"Tandai 1 orang {ATTENDANCE_WORDS[letter].lower()}", [row[0]], STATUSES[letter])

    def _clear(self, rows: list[Row]) -> None:
        marked = [row[0] for row in rows if person_row(row).letter]
        if marked:
            self._run(f"Kosongkan {len(marked)} tanda kehadiran", marked, "")

    def _run(self, label: str, uids: list[Uid], status: AttendanceStatus, *, toast: bool = False) -> None:
        self.shell.workspace.run(
            "edit", label, lambda file: file.attendance.mark(uids, status), toast=toast
        )  # fmt: skip

    def _take_code(self, typed: str) -> None:
        """Mark whoever's card was read as present, with the hour; anything odd beeps and changes nothing."""
        row, trouble = read_card(self.shell.workspace.data_file, self._session, self._people, typed)
        if row is not None:
            if self.model.place_of(row.uid) is None:
                self._show_all()
            self.view.go_to(row.uid)
        if row is None or trouble:
            QApplication.beep()
            self.shell.say(trouble)
            return
        clock = f"{self.shell.now():%H:%M}"
        self.shell.workspace.run(
            "edit", "Tandai 1 orang hadir", lambda file: file.attendance.arrive(row.uid, clock), toast=False
        )
        self.shell.say(f"{row.name} hadir pukul {dates.clock_text(clock)}.")

    def _represent(self, row: Row) -> None:
        people_acts.represent(self.shell, self._session, row[0])

    def _add_guest(self) -> None:
        people_acts.add_guest(self.shell, self._session)

    def _count_page(self, page: int, signatures: int | None, note: str) -> None:
        sheet = self._paper.sheet
        if sheet is None:
            return
        label = f"Catat tanda tangan halaman {page}"
        self.shell.workspace.run(
            "edit",
            label,
            lambda file: file.sheets.count_page(sheet.uid, page, signatures, note),
            toast=False,
        )

    def _print_sheet(self) -> None:
        open_sheet_dialog(self.shell, self._session)

    def _read_scan(self) -> None:
        self.shell.open("scan_sheet", session=self._session)

    # moving

    def _page(self) -> int:
        row = self.view.current_row()
        return person_row(row).page if row is not None else 0

    def _turn(self, by: int) -> None:
        pages = sorted({one.page for one in self._people})
        if self._page() in pages:
            place = pages.index(self._page()) + by
            if 0 <= place < len(pages):
                self._show_page(pages[place])

    def _show_page(self, page: int, _checked: bool = False) -> None:
        first = next((one for one in self._people if one.page == page), None)
        if first is None:
            self._show_chips()
            return
        if self.model.place_of(first.uid) is None:
            self._show_all()
        self.view.show_at_top(first.uid)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_chips()

    def _show_all(self) -> None:
        self._only = None
        self.refresh(None)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_left(self) -> None:
        self._only = {one.uid for one in self._people if not one.letter}
        self.refresh(None)
        self.view.go_to_first()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _jump(self) -> None:
        typed = self.search.text().strip()
        if card_codes.looks_like_code(typed):
            self.search.clear()
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            self._take_code(typed)
            return
        if not typed:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        found = self._find(typed)
        if found is None:
            self.shell.say("Nomor atau nama itu tidak ada di daftar ini.")
            return
        if self.model.place_of(found.uid) is None:
            self._only = None
            self.refresh(None)
        self.view.go_to(found.uid)
        self.search.clear()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _find(self, typed: str) -> PersonRow | None:
        if typed.isdigit():
            return next((one for one in self._people if one.number == int(typed)), None)
        words = names.search_key(typed).split()
        return next(
            (one for one in self._people if all(word in one.line.search for word in words)), None
        )  # fmt: skip

    # showing

    def _put_together(self) -> None:
        self.words = ElidedLabel("hint")
        self.heading = ElidedLabel("title")
        self.head.title.hide()
        self.head.middle.addLayout(parts.column(self.heading, self.words, spacing=0))
        self.guest = parts.button(GUEST, "user-plus")
        self.guest.clicked.connect(self._add_guest)
        done = parts.button("Selesai", "check", "primary", "Ctrl+Return")
        done.clicked.connect(self.finish)
        head = self.head.layout()
        if isinstance(head, QHBoxLayout):
            head.setStretch(head.indexOf(self.head.middle), 100)
            for part in (self.search, self.guest, done):
                head.addWidget(part)
        self._pages_label = parts.label("Halaman:", "secondary")
        self._shown_label = parts.label("Tampilkan:", "secondary")
        chips = parts.row(
            self._pages_label, self.pages, self._shown_label, self._all, self._left, self._to_pane,
            self.rest, spacing=6,
        )  # fmt: skip
        chips.setStretch(1, 1)
        chips.setContentsMargins(*(theme().size(side) for side in (12, 6, 12, 6)))
        self.body.addLayout(chips)
        self.body.addWidget(parts.line())
        middle = parts.row(self.view, parts.line(vertical=True), self.pane, spacing=0)
        middle.setStretch(0, 1)
        self.body.addLayout(middle, 1)
        self.pages.setMinimumWidth(theme().size(100))
        self._take_measures()

    def _connect(self) -> None:
        self._all.clicked.connect(self._show_all)
        self._left.clicked.connect(self._show_left)
        self._to_pane.clicked.connect(self._show_pane)
        self.search.left.connect(self._jump)
        self.view.delete_wanted.connect(self._clear)
        self.view.represent_wanted.connect(self._represent)
        self.view.page_wanted.connect(self._turn)
        self.view.code_read.connect(self._take_code)
        self.view.current_changed.connect(self._moved)
        theme().changed.connect(self._take_measures)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Leave out what has no room at this text size."""
        super().resizeEvent(event)
        self._take_measures()

    def _take_measures(self) -> None:
        """Fold the head, then let the pane take the place of the grid (F4), as the text grows."""
        is_narrow = theme().density(self.width()) >= Density.NARROW
        self._is_single = self.width() * 100 / theme().percent < SINGLE
        parts.reword(self.guest, "" if is_narrow else GUEST, name=GUEST)
        self.search.setFixedWidth(theme().size(170 if is_narrow else 190))
        self._shown_label.setHidden(is_narrow)
        self._to_pane.setVisible(self._is_single)
        self._name_rest()
        self.view.fitted.set_narrow(is_narrow)
        if self._is_single:
            self.pane.setMinimumWidth(0)
            self.pane.setMaximumWidth(16_777_215)
            self._show_pane(self._to_pane.isChecked())
        else:
            self.pane.setFixedWidth(theme().size(NARROW_PANE if is_narrow else WIDTH))
            self.pane.show()
            self.view.show()

    def _name_rest(self) -> None:
        is_page = bool(self._paper.pages) and not self._is_single
        self.rest.setText("Sisa halaman ini hadir" if is_page else "Sisanya hadir")
        self._pages_label.setVisible(bool(self._paper.pages) and not self._is_single)

    def _show_pane(self, shown: bool) -> None:
        self.pane.setVisible(shown)
        self.view.setHidden(shown)

    def toggle_pane(self) -> None:
        """Show the pane in place of the grid where there is room for one of them only (F4)."""
        if self._is_single:
            self._to_pane.click()

    def _moved(self, _row: Row | None) -> None:
        self._show_chips()
        self.hint_changed.emit(self.hint())

    def _show_head(self) -> None:
        line = self._line()
        where = line.district_names or line.venue_name or line.series_name
        self.title = f"Tandai kehadiran: {where}" if where else "Tandai kehadiran"
        self.heading.setText(self.title)
        day = dates.weekday_date(line.date) if line.date else ""
        sheet = f"daftar hadir {self._paper.words}" if self._paper.words else "daftar hadir belum dicetak"
        self.words.setText(", ".join(part for part in (day, sheet) if part))

    def _line(self) -> SessionLine:
        return next(one for one in self.shell.workspace.data_file.sessions.find() if one.uid == self._session)

    def _show_chips(self) -> None:
        for page in self._paper.pages:
            if page.page not in self._chips:
                chip = _chip("")
                chip.clicked.connect(partial(self._show_page, page.page))
                self._chips[page.page] = chip
                self.pages.add(chip)
        now = self._page()
        for page in self._paper.pages:
            chip = self._chips[page.page]
            words = f"{page.page}  {page.words(is_now=page.page == now)}"
            if chip.text() != words:
                parts.reword(chip, words, name=f"Halaman {words}")
            chip.setChecked(page.page == now)
        left = sum(not one.letter for one in self._people)
        for chip, words, is_on in (
            (self._all, f"Semua {thousands(len(self._people))}", self._only is None),
            (self._left, f"Belum ditandai {thousands(left)}", self._only is not None),
        ):
            parts.reword(chip, words)
            chip.setChecked(is_on)
        self._name_rest()


def open_marking(shell: Shell, session: Uid) -> MarkingPage:
    """Open the attendance of a session."""
    return MarkingPage(shell, session)


def _chip(words: str) -> QPushButton:
    made = parts.button(words, kind="chip")
    made.setCheckable(True)
    return made
