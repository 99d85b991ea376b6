"""The full page *Impor*: three steps over one session. Nothing is written before *Impor n kader*."""

from functools import partial
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from kpm_desktop import workflows
from kpm_desktop.domain.sheet_error import SheetError
from kpm_desktop.domain.villages import VillageLine
from kpm_desktop.domain.words import thousands
from kpm_desktop.store.data_file import Changes
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.store.history import Reversal
from kpm_desktop.ui import dialogs, parts
from kpm_desktop.ui.drop_frame import sheet_offer
from kpm_desktop.ui.imports.check_step import CheckStep
from kpm_desktop.ui.imports.columns_step import ColumnsStep
from kpm_desktop.ui.imports.done_step import DoneStep
from kpm_desktop.ui.imports.foot import Foot
from kpm_desktop.ui.imports.row_decisions import RowDecisions
from kpm_desktop.ui.imports.saving import save_bytes
from kpm_desktop.ui.imports.session import CHECK, COLUMNS, DONE, ImportSession
from kpm_desktop.ui.imports.step_strip import StepStrip
from kpm_desktop.ui.imports.words import EXISTING, NOTHING_YET
from kpm_desktop.ui.jobs import Err, Ok
from kpm_desktop.ui.messages import explain, sentence
from kpm_desktop.ui.page import FullPage, Shell
from kpm_desktop.ui.parts import Offer
from kpm_desktop.ui.theme import Density, theme

_WAITING, _TROUBLE = DONE + 1, DONE + 2


class ImportPage(FullPage):
    """One import. The steps ask it to judge anew; it runs the worker and moves between them."""

    help_topic = "import"

    def __init__(self, shell: Shell, session: ImportSession) -> None:
        super().__init__(shell, session.kind.title)
        self._session = session
        self._is_left = False
        self.strip = StepStrip()
        self.columns = ColumnsStep(self)
        self.rows = RowDecisions(self, self._villages, self._row_chosen)
        self.check = CheckStep(self, self.rows.pane, self.rows.tick, self.rows.show)
        self.result = DoneStep()
        self.trouble = parts.Notice("", "err")
        self.foot = Foot()
        self._put_together()
        self._connect()
        if session.preview is None:
            self._stack.setCurrentIndex(_WAITING)
            self.foot.hide()
            self._start()
        else:
            self._show_step(session.step)

    @property
    def session(self) -> ImportSession:
        """The import of this page."""
        return self._session

    # what the window calls

    def hint(self) -> str:
        """Say what helps in this step."""
        return {
            COLUMNS: "Enter mengubah kegunaan kolom, Ctrl+Enter memeriksa",
            CHECK: "Impor dapat diurungkan sekaligus kapan saja",
        }.get(self._stack.currentIndex(), "")

    def refresh(self, changes: Changes | None) -> None:
        """Judge anew when the data changed while the rows are being checked."""
        if changes is None or self.session.preview is None or self.session.step == DONE:
            return
        if {table for table, _ in changes.touched} & {"person", "cadre_term", "head_term", "village_name"}:
            self.renew()

    def regions(self) -> list[QWidget]:
        """Return the parts of the step and the foot."""
        step = self._stack.currentIndex()
        areas = {COLUMNS: self.columns.areas, CHECK: self.check.areas}.get(step, lambda: [self.result])()
        return [*areas, self.foot]

    def show_part(self, number: int) -> None:
        """Show a group, or in the first step a sheet (Alt+1..7)."""
        match self._stack.currentIndex():
            case 0:
                self.columns.show_part(number)
            case 1:
                self.check.show_part(number)

    def next_problem(self) -> None:
        """Go to the next row or column that is asked about (F8)."""
        self._go_to_problem(1)

    def previous_problem(self) -> None:
        """Go to the one before (Shift+F8)."""
        self._go_to_problem(-1)

    def reveal(self) -> None:
        """Show the NIK of the row as it stands in the file (Alt+N)."""
        if self._stack.currentIndex() == CHECK:
            self.rows.pane.reveal()

    def finish(self) -> None:
        """Go on: check, import, leave (Ctrl+Enter)."""
        match self._stack.currentIndex():
            case 0 if self.foot.go_on.isEnabled():
                self._show_step(CHECK)
            case 1 if self.foot.go_on.isEnabled():
                self.write()
            case 2:
                self._open_list()

    def may_close(self) -> bool:
        """Always; an import that was not written is kept and offered again."""
        session = self.session
        if not self._is_left and session.preview is not None and session.step != DONE:
            again = partial(self.shell.open, "import", session=session)
            self.shell.say(f"{self.title} ditinggalkan. {NOTHING_YET}.", "Buka lagi", again)
        self._is_left = True
        return True

    def drop_offer(self, data: QMimeData) -> str:
        """Take another file instead of this one."""
        return sheet_offer(data)

    def dropped(self, paths: list[Path]) -> None:
        """Begin with the file that was dropped."""
        self._begin(paths[0])

    def paste_rows(self) -> None:
        """Do nothing: pasted rows begin an import where the list is."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc leaves the pane."""
        step = self._stack.currentIndex()
        close = {COLUMNS: self.columns.close_pane, CHECK: self.check.close_pane}.get(step)
        if event.key() == Qt.Key.Key_Escape and close is not None and close():
            event.accept()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fold the pane away where it has no room."""
        super().resizeEvent(event)
        self.columns.take_density(self.width())
        self.check.take_density(self.width())
        if self.session.preview is not None:
            self._show_foot()

    # reading

    def renew(self) -> None:
        """Judge everything anew by the choices, on the worker."""
        self._start()

    def _start(self) -> None:
        session = self.session
        self.shell.workspace.read_long(f"Memeriksa {session.name}", session.read, self._read)

    def _read(self, result: Ok[Any] | Err) -> None:
        if not shiboken6.isValid(self):
            return
        if isinstance(result, Err):
            self._not_read(result)
            return
        session = self.session
        session.preview = result.value
        if session.step == CHECK:
            row = self.check.current
            self._show_step(CHECK)
            if row is not None:
                same = next((one for one in session.preview.rows if one.key == row.key), None)
                if same is not None:
                    self.check.go_to(same)
                    self.rows.show(self.check.current)
        else:
            self._show_step(COLUMNS)

    def _not_read(self, result: Err) -> None:
        error, session = result.error, self.session
        if isinstance(error, SheetError):
            told = explain(error.code, error.values)
            self._show_trouble(told.text, error.code)
        elif isinstance(error, DataFileError):
            dialogs.tell_error(self.shell.window(), error)
        elif result.is_cancelled:
            if session.preview is None:
                self._show_trouble(f"Pembacaan dihentikan. {NOTHING_YET}.", "")
            else:
                session.choices = session.preview.choices
                self._show_step(session.step)
        else:
            raise error

    def _show_trouble(self, text: str, code: str) -> None:
        self.trouble.show_message(text, "err" if code else "info", code)
        self._stack.setCurrentIndex(_TROUBLE)
        self.foot.hide()

    def _begin(self, path: Path) -> None:
        self._session = ImportSession.begin(self.session.kind.name, path)
        self._stack.setCurrentIndex(_WAITING)
        self.foot.hide()
        self._start()

    def _choose_other(self) -> None:
        path = dialogs.choose_file(self.shell.window(), self.title, dialogs.EXCEL_FILES)
        if path is not None:
            self._begin(path)

    # steps

    def _show_step(self, step: int) -> None:
        session = self.session
        session.step = step
        self.strip.show_step(step)
        self.head.remark.setText(NOTHING_YET if step != DONE else "")
        if step == COLUMNS:
            self.columns.show_preview()
        elif step == CHECK:
            place = [name for name, _ in EXISTING].index(session.choices.existing)
            self.check.existing.setCurrentIndex(place)
            self.check.show_preview()
        is_new = self._stack.currentIndex() != step
        self._stack.setCurrentIndex(step)
        self.foot.setVisible(step != DONE)
        self._show_foot()
        if is_new and step == COLUMNS:
            self.columns.focus_first()
        elif is_new and step == CHECK:
            looked = any(session.to_look(row) for row in session.preview.rows)
            self.check.show_group("look" if looked else "new")
        self.hint_changed.emit(self.hint())

    def _show_foot(self) -> None:
        session = self.session
        if session.step == COLUMNS:
            self.foot.show_columns(session, len(self.columns.questions()))
        elif session.step == CHECK:
            wanted = len(workflows.nik_requests.requests_in(session.preview))
            is_narrow = theme().density(self.width()) >= Density.NARROW
            self.foot.show_check(session, wanted, is_narrow=is_narrow)

    def _go_to_problem(self, by: int) -> None:
        match self._stack.currentIndex():
            case 0:
                self.columns.go_to_question(by)
            case 1:
                self.check.go_to_problem(by)

    # the rows

    def _villages(self) -> list[VillageLine]:
        return self.shell.workspace.data_file.villages.find(self.shell.now().date())

    def _row_chosen(self, key: tuple[str, int]) -> None:
        self.check.show_preview()
        self._show_foot()
        self.rows.show(next(row for row in self.session.preview.rows if row.key == key))

    # what goes out

    def _save_rejected(self) -> None:
        preview = self.session.preview
        stem = Path(self.session.name).stem
        content = workflows.import_preview.rejected_xlsx(preview, sentence)
        save_bytes(self.shell, "Simpan baris ditolak", f"{stem} - ditolak.xlsx", content)

    def _save_niks(self) -> None:
        requests = workflows.nik_requests.requests_in(self.session.preview)
        content = workflows.nik_requests.nik_requests_xlsx(self.shell.workspace.data_file, requests=requests)
        save_bytes(self.shell, "Simpan daftar minta ulang", "NIK minta ulang.xlsx", content)

    # writing

    def write(self) -> None:
        """Write what was checked, as one operation (Impor, Ctrl+Enter)."""
        session = self.session
        count = len(session.preview.to_write)
        title = f"Mengimpor {thousands(count)} {session.kind.noun}"
        self.foot.go_on.setEnabled(False)
        self.shell.workspace.read_long(title, session.write, self._written)

    def _written(self, result: Ok[Changes] | Err) -> None:
        if not shiboken6.isValid(self):
            if isinstance(result, Ok):
                self._tell_all(result.value)
            return
        if isinstance(result, Err):
            self._show_foot()
            if isinstance(result.error, DataFileError):
                dialogs.tell_error(self.shell.window(), result.error)
            elif not result.is_cancelled:
                raise result.error
            return
        self.session.changes = result.value
        self.session.step = DONE
        self._tell_all(result.value)
        self._show_done()

    def _tell_all(self, changes: Changes) -> None:
        self.shell.workspace.broadcast(changes)
        self.shell.workspace.acted.emit(changes)

    def _show_done(self) -> None:
        session = self.session
        offers = [Offer(session.kind.open_list, self._open_list, "users", "Ctrl+Return")]
        counts = session.preview.counts()
        if counts["rejected"]:
            offers.append(
                Offer(
                    f"Simpan {thousands(counts['rejected'])} baris ditolak (xlsx)",
                    self._save_rejected,
                    "file-export",
                )
            )
        wanted = len(workflows.nik_requests.requests_in(session.preview))
        if wanted:
            offers.append(Offer(f"Daftar {thousands(wanted)} NIK minta ulang", self._save_niks, "file-text"))
        offers.append(Offer("Impor berkas lain", self._choose_other, "file-import"))
        self.result.show_result(session, offers, self._undo)
        self._show_step(DONE)
        self.result.setFocus(Qt.FocusReason.OtherFocusReason)

    def _undo(self) -> None:
        if self.session.changes is not None:
            self.shell.workspace.undo_operation(self.session.changes.operation, self._undone)

    def _undone(self, _reversal: Reversal) -> None:
        changes = self.session.changes
        if changes is None or not shiboken6.isValid(self):
            return
        undone = {entry.operation: entry.is_undone for entry in self.shell.workspace.data_file.history()}
        self.session.is_undone = undone.get(changes.operation, False)
        self._show_done()

    def _open_list(self) -> None:
        self._is_left = True
        self.shell.go(self.session.kind.tab)

    # building

    def _connect(self) -> None:
        self.foot.save_rejected.clicked.connect(self._save_rejected)
        self.foot.save_niks.clicked.connect(self._save_niks)
        self.foot.cancel.clicked.connect(self.leave)
        self.foot.go_on.clicked.connect(self.finish)
        self.check.change.clicked.connect(self._back_to_columns)

    def _put_together(self) -> None:
        self.head.middle.addWidget(self.strip)
        self._stack = QStackedWidget()
        waiting = parts.EmptyState("file-spreadsheet", "Sedang membaca berkas.")
        trouble = QWidget()
        buttons = parts.offered(
            (
                Offer("Pilih berkas lain", self._choose_other, "folder-open"),
                Offer("Coba lagi", self._start, "refresh"),
            )
        )
        inside = parts.column(self.trouble, parts.row(*buttons, None), None, spacing=12)
        gap = theme().size(24)
        inside.setContentsMargins(gap, gap, gap, gap)
        trouble.setLayout(inside)
        for step in (self.columns, self.check, self.result, waiting, trouble):
            self._stack.addWidget(step)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self.foot)
        self.setFocusProxy(self._stack)

    def _back_to_columns(self) -> None:
        self._show_step(COLUMNS)
