"""Nilai: the judges' sheets typed from paper, once, then blind a second time.

Every cell saves when it is left, as one step of undo. What the first entry holds is neither read nor shown
while the second is typed.
"""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from kpm_desktop import workflows
from kpm_desktop.domain.contests import Criterion
from kpm_desktop.domain.score_sheets import Sheet
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui import parts
from kpm_desktop.ui.contests import score_acts
from kpm_desktop.ui.contests.score_grid import ScoreGrid
from kpm_desktop.ui.contests.score_notices import SheetNotice, problem_cells, sheet_notices, wrong_total
from kpm_desktop.ui.contests.score_rows import (
    SHEET_PILLS,
    GridActs,
    columns_of,
    count_complete,
    rows_of,
    turn_of,
)
from kpm_desktop.ui.contests.scores_band import ScoresBand
from kpm_desktop.ui.contests.scores_pane import ScoresPane
from kpm_desktop.ui.contests.step_page import StepPage, focus_on, scrolling
from kpm_desktop.ui.contests.steps import SCORES
from kpm_desktop.ui.forms.pickers import QuietBox
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.page_memory import PageMemory
from kpm_desktop.ui.parts import EmptyState, Offer
from kpm_desktop.ui.tables.column import Row
from kpm_desktop.ui.tables.model import TableModel
from kpm_desktop.ui.theme import theme

_PANE = 312


class ScoresPage(StepPage):
    """The sheets of one contest, one at a time."""

    chooser_share = (24, 22)

    def __init__(
        self, shell: Shell, contest: Uid, stage: Uid | None = None, judge: Uid | None = None
    ) -> None:
        super().__init__(shell, contest, SCORES)
        self._memory = PageMemory(shell, "contest-scores")
        self._was_narrow = False
        self.pane = ScoresPane(self._choose_judge, self._decide)
        self._scroll: QFrame = scrolling(self.pane)[0]
        self._wanted = (stage, judge)
        self._sheets: list[Sheet] = []
        self._sheet: Sheet | None = None
        self._notices: list[SheetNotice] = []
        self._shape: tuple[object, ...] = ()
        self.chooser_of_sheets = QuietBox()
        self.chooser_of_sheets.setAccessibleName("Lembar")
        self.chooser_of_sheets.activated.connect(self._sheet_chosen)
        self.main = parts.button("Tutup lembar", "check", "primary", "Ctrl+Return")
        self.main.clicked.connect(self.finish)
        self._again = parts.button("Buka lagi", "lock-open")
        self._again.clicked.connect(self._reopen)
        self._printing = parts.button("Cetak lembar", "printer", key="Ctrl+P")
        self._printing.clicked.connect(self.print_rows)
        self._label = parts.label("Lembar:", "secondary", buddy=self.chooser_of_sheets)
        for part in (self._label, self.chooser_of_sheets, self._printing, self._again, self.main):
            self.acts.addWidget(part)
        self._progress = parts.label("", "label")
        self.remarks.addWidget(self._progress)
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        self.model = TableModel((), parent=self)
        self.view = ScoreGrid(self.model, "Nilai", can_paste=False)
        self._place.addWidget(self.view, 1)
        self.band = ScoresBand()
        self._put_together()
        self.refresh(None)
        self.view.go_to_start()

    # what the window calls

    def hint(self) -> str:
        """Say in which order the rows are."""
        if self._sheet is None:
            return ""
        return (
            "Urutan diacak, nilai isian pertama tersembunyi"
            if turn_of(self._sheet) == "second"
            else "Peserta berikutnya menurut urutan di kertas"
        )

    def regions(self) -> list[QWidget]:
        """Return strip, grid, pane."""
        return [self.strip, self.view, self._scroll] if self._sheet else [self.nothing]

    def toggle_pane(self) -> None:
        """Show the pane in place of the grid where there is little room (F4)."""
        self._scroll.setVisible(not self._scroll.isVisible())

    def print_rows(self) -> None:
        """Print the sheet for the judge (Ctrl+P)."""
        if self._sheet is not None:
            self.shell.open("contest-print-sheets", contest=self.contest, judge=self._sheet.judge.uid)

    def finish(self) -> None:
        """Close the entry that is typed, or go to what differs (Ctrl+Enter)."""
        sheet = self._sheet
        if sheet is None:
            return
        turn = turn_of(sheet)
        if turn == "first":
            score_acts.close_first(self.shell, self.contest, sheet)
            self.view.go_to_start()
        elif turn == "second":
            score_acts.close_second(self.shell, self.contest, sheet)
        elif sheet.state == "different":
            self._decide(sheet)

    def next_problem(self) -> None:
        """Go to the next cell that is wrong (F8)."""
        self._to_problem(1)

    def previous_problem(self) -> None:
        """Go to the wrong cell before (Shift+F8)."""
        self._to_problem(-1)

    def next_item(self) -> None:
        """Go to the next sheet (Ctrl+PgDn)."""
        self._turn(1)

    def previous_item(self) -> None:
        """Go to the sheet before (Ctrl+PgUp)."""
        self._turn(-1)

    def take_measures(self) -> None:
        """Leave out what has no room at this text size."""
        super().take_measures()
        narrow = self.is_narrow
        self._progress.setHidden(narrow)
        self._label.setHidden(narrow or not self._again.isHidden())
        self._printing.setText("" if narrow else "Cetak lembar")
        self._again.setText("" if narrow else "Buka lagi")
        self.chooser_of_sheets.setFixedWidth(min(theme().size(292), self.room * 20 // 100))
        self._scroll.setFixedWidth(theme().size(_PANE))
        if narrow != self._was_narrow:
            self._was_narrow = narrow
            self._scroll.setHidden(narrow)

    # showing

    def _put_together(self) -> None:
        self.nothing = EmptyState(
            "list-numbers", "Belum ada lembar nilai. Isi kriteria, peserta, dan juri dahulu."
        )
        left = parts.column(self._place, parts.line(), self.band, spacing=0)
        left.setStretch(0, 1)
        self._middle = QWidget()
        middle = parts.row(left, self._scroll, spacing=0)
        middle.setStretch(0, 1)
        self._middle.setLayout(middle)
        self.body.addWidget(self._middle, 1)
        self.body.addWidget(self.nothing, 1)

    def show_content(self) -> None:
        """Show sheets and marks anew; the cursor stays."""
        self._sheets = workflows.contest_sheets.sheets(self.data_file, self.contest)
        self._sheet = self._find_sheet()
        self._notices = sheet_notices(self._sheet) if self._sheet is not None else []
        self._middle.setVisible(self._sheet is not None)
        self.nothing.setVisible(self._sheet is None)
        self._show_chooser()
        if self._sheet is None:
            return
        self._show_grid(self._sheet)
        apart = workflows.contest_sheets.judges_apart(self.data_file, self.contest)
        here = [one for one in apart if one.stage == self._sheet.stage.name]
        self.pane.show_sheets(self._sheets, self._sheet, here)
        self._show_acts(self._sheet)
        self._show_band()

    def show_marks(self) -> None:
        """Show the sheet that is typed anew, and nothing else."""
        before = self._sheet
        if before is None:
            return
        if before.state in {"different", "final"}:
            self.show_content()
            return
        sheet = workflows.contest_sheets.retyped(self.data_file, before)
        self._sheets[self._sheets.index(before)] = self._sheet = sheet
        self._notices = sheet_notices(sheet)
        self._show_grid(sheet)
        self._show_band()

    def _find_sheet(self) -> Sheet | None:
        stage, judge = self._wanted
        if stage is None:
            kept = self._memory.get("sheet", "")
            known = {one.uid.hex(): one for one in self._sheets}
            return known.get(str(kept)) or (self._sheets[0] if self._sheets else None)
        mine = [one for one in self._sheets if one.stage.uid == stage]
        return next((one for one in mine if one.judge.uid == judge), mine[0] if mine else None)

    def _show_chooser(self) -> None:
        self.chooser_of_sheets.clear()
        for sheet in self._sheets:
            self.chooser_of_sheets.addItem(f"Juri {sheet.judge.number or '–'}, {sheet.stage.name}")
        if self._sheet is not None:
            self.chooser_of_sheets.setCurrentIndex(self._sheets.index(self._sheet))

    def _show_grid(self, sheet: Sheet) -> None:
        shape = (sheet.uid, sheet.state in {"empty", "first"}, sheet.state, sheet.criteria, self.is_locked)
        if sheet.state in {"empty", "first"}:
            shape = (sheet.uid, True, "first", sheet.criteria, self.is_locked)
        rows = rows_of(sheet, self._current_entry())
        if shape != self._shape:
            self._shape = shape
            self._make_grid(sheet)
            self.model.set_rows(rows)
        elif [row.uid for row in rows] != [row[0] for row in self.model.order.rows]:
            self.model.set_rows(rows)
        else:
            shown = self.model.order.rows
            self.model.update_rows([row for was, row in zip(shown, rows, strict=True) if was != row])
        done, count = count_complete(rows)
        words = SHEET_PILLS[sheet.state].text
        self._progress.setText(f"{words}, {done} dari {count} baris lengkap")

    def _make_grid(self, sheet: Sheet) -> None:
        had_focus = self.view.hasFocus()
        self._place.removeWidget(self.view)
        self.view.hide()
        self.view.deleteLater()
        turn = None if self.is_locked else turn_of(sheet)
        acts = GridActs(
            self._mark if turn else None,
            self._total if turn == "first" else None,
            self._control if turn == "first" else None,
        )
        self.model = TableModel(columns_of(sheet, acts), parent=self)
        name = f"Nilai juri {sheet.judge.number or '–'}, {sheet.stage.name}"
        self.view = ScoreGrid(self.model, name, can_paste=turn == "first")
        self.view.empty_wanted.connect(self._empty_cell)
        self.view.moved.connect(self._show_band)
        self._place.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        if had_focus or self.isVisible():
            focus_on(self.view)

    def _show_acts(self, sheet: Sheet) -> None:
        turn, locked = turn_of(sheet), self.is_locked
        differing = len(sheet.differing())
        words = {
            "first": "Tutup lembar",
            "second": "Tutup isian kedua",
        }.get(turn or "", f"Putuskan {differing} sel")
        self.main.setText(words)
        self.main.setAccessibleName(words)
        self.main.setVisible(not locked and sheet.state != "final")
        self._again.setVisible(not locked and turn != "first")
        self.take_measures()

    def _show_band(self) -> None:
        """Show what is wrong, what may be accepted, and how to type."""
        sheet = self._sheet
        if sheet is None:
            return
        offers = []
        if turn_of(sheet) == "first" and self._wrong_total(sheet) is not None:
            offers.append(Offer("Kertas memang salah jumlah…", self._accept, "pencil"))
        if sheet.paper_problems() and not self.is_locked:
            offers.append(Offer("Tetap pakai lembar lama…", self._accept_paper, "pencil"))
        self.band.show_sheet(self._notices, offers, turn_of(sheet))

    # acts

    def _current_entry(self) -> Uid | None:
        row = self.view.current_row()
        return row[0] if row is not None else None

    def _mark(self, row: Row, criterion: Criterion, typed: str) -> None:
        if self._sheet is not None:
            score_acts.type_mark(self.shell, self.contest, self._sheet, row[0], criterion.uid, typed)

    def _total(self, row: Row, typed: str) -> None:
        if self._sheet is not None:
            score_acts.type_total(self.shell, self.contest, self._sheet, row[0], typed)

    def _control(self, criterion: Criterion, typed: str) -> None:
        if self._sheet is not None:
            score_acts.type_total(self.shell, self.contest, self._sheet, criterion.uid, typed)

    def _empty_cell(self) -> None:
        index = self.view.currentIndex()
        column, row = self.model.column_at(index.column()), self.view.current_row()
        if column is not None and column.edit is not None and row is not None:
            column.edit(row, "")

    def _wrong_total(self, sheet: Sheet) -> Uid | None:
        column = self.model.column_at(self.view.currentIndex().column())
        return wrong_total(sheet, self.view.current_row(), column)

    def _accept(self) -> None:
        of = self._wrong_total(self._sheet) if self._sheet is not None else None
        if self._sheet is not None and of is not None:
            score_acts.accept_total(self.shell, self.contest, self._sheet, of)

    def _accept_paper(self) -> None:
        if self._sheet is not None:
            score_acts.accept_paper(self.shell, self._sheet)

    def _reopen(self) -> None:
        if self._sheet is not None:
            score_acts.reopen(self.shell, self.contest, self._sheet)
            self.view.go_to_start()

    def _decide(self, sheet: Sheet) -> None:
        self.shell.open(
            "contest-differences", contest=self.contest, stage=sheet.stage.uid, judge=sheet.judge.uid
        )

    # moving

    def _sheet_chosen(self, place: int) -> None:
        self._show_sheet(self._sheets[place])

    def _choose_judge(self, judge: Uid) -> None:
        if self._sheet is not None:
            stage = self._sheet.stage.uid
            for one in self._sheets:
                if (one.stage.uid, one.judge.uid) == (stage, judge):
                    self._show_sheet(one)
                    return

    def _show_sheet(self, sheet: Sheet) -> None:
        self._wanted = (sheet.stage.uid, sheet.judge.uid)
        self._memory["sheet"] = sheet.uid.hex()
        self.show_content()
        self.view.go_to_start()
        focus_on(self.view)
        self.hint_changed.emit(self.hint())

    def _turn(self, by: int) -> None:
        if self._sheet is not None:
            place = self._sheets.index(self._sheet) + by
            if 0 <= place < len(self._sheets):
                self._show_sheet(self._sheets[place])

    def _to_problem(self, by: int) -> None:
        cells = problem_cells(self._sheet, self.model) if self._sheet is not None else []
        if not cells:
            self.shell.say("Tidak ada masalah di lembar ini.")
            return
        index = self.view.currentIndex()
        here = (index.row(), index.column())
        ahead = [cell for cell in cells if (cell > here if by > 0 else cell < here)]
        self.view.go_to_cell(*((ahead or cells)[0 if by > 0 else -1]))
        focus_on(self.view)


def open_scores(
    shell: Shell,
    *,
    contest: Uid,
    stage: Uid | None = None,
    judge: Uid | None = None,
    entry: Uid | None = None,
) -> ScoresPage:
    """Open the sheets of a contest, at one of them if it is named, and there at an entry."""
    page = ScoresPage(shell, contest, stage, judge)
    if entry is not None:
        page.view.go_to(entry)
    return page
