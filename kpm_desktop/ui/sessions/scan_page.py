"""Baca lembar bertanda tangan: a scan is read, what is doubtful is asked; only Terapkan writes."""

import collections
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from kpm_desktop import workflows
from kpm_desktop.domain import dates
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.ui import dialogs, parts
from kpm_desktop.ui.drop_frame import scan_offer
from kpm_desktop.ui.jobs import Err, Ok
from kpm_desktop.ui.messages import UNCHANGED, Explanation
from kpm_desktop.ui.page import FullPage, Shell
from kpm_desktop.ui.page_memory import PageMemory
from kpm_desktop.ui.sessions.scan_pane import ScanPane
from kpm_desktop.ui.sessions.scan_rows import ScanRow, ScanView, made_row, scan_columns, scan_row
from kpm_desktop.ui.tables.column import Row
from kpm_desktop.ui.tables.model import TableModel
from kpm_desktop.workflows.progress import Progress

TITLE = "Baca lembar bertanda tangan"
UNUSABLE = Explanation(
    "Pindaian ini tidak dapat dibaca.",
    UNCHANGED,
    "Pilih berkas PDF, JPG, atau PNG dari pemindai atau kamera.",
)
_CONCERNS = {"attendance", "sheet_page", "person"}


class ScanPage(FullPage):
    """The proposal of one scan for one session."""

    help_topic = "scan"

    def __init__(self, shell: Shell, session: Uid) -> None:
        super().__init__(shell, TITLE)
        self._session = session
        self._proposal: Any = None
        self._rows: dict[Uid, ScanRow] = {}
        self.model = TableModel(scan_columns(), parent=self)
        self.view = ScanView(self.model, PageMemory(shell, "scan"))
        self.pane = ScanPane(self._answer_current)
        self.nothing = parts.EmptyState("signature", "Sedang membaca pindaian.")
        self.apply_button = parts.button("Terapkan", "check", "primary", "Ctrl+Return")
        self.apply_button.clicked.connect(self.finish)
        self.other = parts.button("Pindaian lain", "folder-open")
        self.other.clicked.connect(self.choose)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.nothing)
        line = next(one for one in shell.workspace.data_file.sessions.find() if one.uid == session)
        day = dates.weekday_date(line.date) if line.date else ""
        where = line.district_names or line.venue_name or line.series_name
        self.head.remark.setText(", ".join(part for part in (where, day) if part))
        self._stack.addWidget(self.view)
        middle = parts.row(self._stack, parts.line(vertical=True), self.pane, spacing=0)
        middle.setStretch(0, 1)
        self.body.addLayout(middle, 1)
        head = self.head.layout()
        if head is not None:
            head.addWidget(self.other)
            head.addWidget(self.apply_button)
        self.view.answered.connect(self._answer)
        self.view.delete_wanted.connect(self._take_back)
        self.view.current_changed.connect(self._moved)
        self.setFocusProxy(self.view)
        self._show()

    # what the window calls

    def hint(self) -> str:
        """Say how much is left to answer."""
        asked = len(self._asked())
        return f"{asked} sel ditanya: H hadir, K kosong, F8 berikutnya" if asked else "Tidak ada yang ditanya"

    def regions(self) -> list[QWidget]:
        """Return list and pane."""
        return [self.view, self.pane]

    def refresh(self, changes: Changes | None) -> None:
        """Look at marks that were changed elsewhere meanwhile."""
        if self._proposal is None:
            return
        if changes is None or {table for table, _ in changes.touched} & _CONCERNS:
            data_file = self.shell.workspace.data_file
            self._proposal = workflows.read_sheet.with_present_marks(data_file, self._proposal)
            readings = {reading.number: reading for reading in self._proposal.rows}
            self._rows = {
                uid: row._replace(reading=readings.get(row.number, row.reading))
                for uid, row in self._rows.items()
            }
            self._show()

    def drop_offer(self, data: QMimeData) -> str:
        """Take the pages of another scan."""
        return scan_offer(data)

    def dropped(self, paths: list[Path]) -> None:
        """Read the pages that were dropped."""
        self.read(paths)

    def next_problem(self) -> None:
        """Go to the next cell that is asked (F8)."""
        self._go_on(1)

    def previous_problem(self) -> None:
        """Go to the cell before that is asked (Shift+F8)."""
        self._go_on(-1)

    def finish(self) -> None:
        """Write what is proposed and answered, and keep the scan (Terapkan, Ctrl+Enter)."""
        if self._proposal is None or self._proposal.session is None:
            return
        proposal, choices = self._proposal, self._choices()
        count = len(workflows.read_sheet.changes_of(proposal, choices))

        def write(data_file: DataFile, progress: Progress) -> Any:
            return workflows.read_sheet.apply(data_file, proposal, choices, progress)

        label = f"Terapkan {count} tanda dari pindaian" if count else "Simpan pindaian daftar hadir"
        self.shell.workspace.run_long("edit", label, write, self._applied)

    # reading

    def choose(self) -> None:
        """Let the operator choose the files of a scan, and read them."""
        paths = dialogs.choose_files(self.shell.window(), TITLE, dialogs.SCAN_FILES)
        if paths:
            self.read(paths)

    def read(self, paths: Sequence[Path]) -> None:
        """Read a scan on the worker."""
        session = self._session

        def work(data_file: DataFile, progress: Progress) -> Any:
            return workflows.read_sheet.read_files(data_file, paths, session, progress)

        self.nothing.say("Sedang membaca pindaian.")
        self.shell.workspace.read_long("Membaca lembar bertanda tangan", work, self.take)

    def take(self, result: Ok[Any] | Err) -> None:
        """Show what was read."""
        if isinstance(result, Err):
            self._failed(result)
            return
        self._proposal = result.value
        rows = [made_row(reading) for reading in self._proposal.rows]
        rows.sort(key=lambda row: (not row.reading.is_asked, row.number))
        self._rows = {row.uid: row for row in rows}
        self.model.set_rows(rows)
        self.pane.show_problems(self._proposal.problems)
        self._show()
        if rows:
            self.view.go_to_first()
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, result: Err) -> None:
        self.nothing.say("Belum ada pindaian yang dibaca.")
        if result.is_cancelled:
            self.shell.say("Dihentikan. Tidak ada yang diubah.")
        elif isinstance(result.error, workflows.read_sheet.UnreadableScanError | OSError):
            self.nothing.say(UNUSABLE.text)
            if self._rows:
                self.shell.say(UNUSABLE.happened)
        elif isinstance(result.error, DataFileError):
            dialogs.tell_error(self.shell.window(), result.error)
        else:
            raise result.error

    def _applied(self, result: Ok[Any] | Err) -> None:
        if isinstance(result, Err):
            if result.is_cancelled:
                self.shell.say("Dihentikan. Tidak ada yang diubah.")
            elif not isinstance(result.error, DataFileError):  # that was told already
                raise result.error
            return
        left = len(self._asked())
        self.leave()
        if left:
            self.shell.say(f"{left} sel belum dijawab; tandanya tetap seperti semula.")

    # answering

    def _answer_current(self, is_signed: bool) -> None:
        row = self.view.current_row()
        if row is not None:
            self._answer(row, is_signed)

    def _answer(self, row: Row, is_signed: bool) -> None:
        was_asked = scan_row(row).is_signed is None
        self._change(scan_row(row)._replace(answer=is_signed))
        if was_asked and self._asked():
            self._go_on(1)
        else:
            self.view.moveCursorDown()

    def _take_back(self, rows: list[Row]) -> None:
        for row in rows:
            self._change(scan_row(row)._replace(answer=None))

    def _change(self, row: ScanRow) -> None:
        self._rows[row.uid] = row
        self._show()

    def _go_on(self, way: int) -> None:
        asked = {row.uid for row in self._asked()}
        order = [row[0] for row in self.model.shown_rows()]
        current = self.view.current_row()
        start = order.index(current[0]) if current is not None else -1
        for step in range(1, len(order) + 1):
            uid = order[(start + way * step) % len(order)]
            if uid in asked:
                self.view.go_to(uid)
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.shell.say("Semua yang ditanya sudah dijawab.")

    def _asked(self) -> list[ScanRow]:
        return [row for row in self._rows.values() if row.reading.is_asked and row.answer is None]

    def _choices(self) -> dict[int, bool]:
        return {row.number: row.answer for row in self._rows.values() if row.answer is not None}

    # showing

    def _moved(self, row: Row | None) -> None:
        self.pane.show_row(scan_row(row) if row is not None else None)

    def _show(self) -> None:
        rows = list(self._rows.values())
        self.model.update_rows(rows)
        self._stack.setCurrentWidget(self.view if rows else self.nothing)
        self._moved(self.view.current_row())
        self._show_pages(rows)
        count, kept = 0, 0
        if self._proposal is not None:
            count = len(workflows.read_sheet.changes_of(self._proposal, self._choices()))
            kept = len(self._proposal.kept)
            if not rows:
                self.nothing.say("Tidak ada halaman daftar hadir ini yang dapat dibaca.")
        words = f"Terapkan {count} tanda" if count or not kept else "Simpan pindaian"
        self.apply_button.setText(words)
        self.apply_button.setAccessibleName(words)
        self.apply_button.setEnabled(bool(count or kept))
        self.hint_changed.emit(self.hint())

    def _show_pages(self, rows: Sequence[ScanRow]) -> None:
        pages = self._proposal.pages if self._proposal is not None else ()
        signed = collections.Counter(row.reading.page for row in rows if row.is_signed)
        asked = collections.Counter(row.reading.page for row in rows if row.is_signed is None)
        numbers = [page.page for page in pages]
        self.pane.show_pages(
            {page: signed[page] for page in numbers},
            {page: asked[page] for page in numbers},
            {page.page: page.counted for page in pages},
        )


def open_scan(shell: Shell, session: Uid, paths: Sequence[Path] = ()) -> ScanPage | None:
    """Ask for the files of a scan unless they are named, and read them; None when there are none."""
    chosen = paths or dialogs.choose_files(shell.window(), TITLE, dialogs.SCAN_FILES)
    if not chosen:
        return None
    page = ScanPage(shell, session)
    page.read(chosen)
    return page
