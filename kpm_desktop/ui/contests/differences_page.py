"""Perbedaan: only the cells in which both entries of a sheet differ, each decided by what the paper says."""

from functools import partial

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from kpm_desktop import workflows
from kpm_desktop.domain.contests import Criterion, EntryLine, Score
from kpm_desktop.domain.score_sheets import Sheet
from kpm_desktop.domain.scoring import mark_problems, shown_mark, stored_mark
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import Changes
from kpm_desktop.ui import messages, parts
from kpm_desktop.ui.contests import score_acts
from kpm_desktop.ui.contests.step_page import CONCERNS, focus_on, scrolling
from kpm_desktop.ui.page import FullPage, Shell
from kpm_desktop.ui.pane_rows import PaneBody, wrapped
from kpm_desktop.ui.parts import EmptyState, Offer
from kpm_desktop.ui.theme import theme

_MARK = QRegularExpression(r"[0-9]{0,6}([.,][0-9]{0,4})?")


class DifferencesPage(FullPage):
    """The differing cells of one sheet, one card each; what is equal in both entries is never asked."""

    help_topic = "contests"

    def __init__(self, shell: Shell, contest: Uid, stage: Uid, judge: Uid) -> None:
        super().__init__(shell, "Perbedaan")
        self._contest, self._stage, self._judge = contest, stage, judge
        self.cards = PaneBody()
        scroll, _ = scrolling(self.cards, "plain")
        self._done = EmptyState(
            "circle-check",
            "Tidak ada sel yang berbeda lagi.",
            (Offer("Kembali ke Nilai", self.leave, "check"),),
        )
        self.body.addWidget(scroll, 1)
        self.body.addWidget(self._done, 1)
        self._scroll = scroll
        self.first: list[QWidget] = []
        self.refresh(None)

    def hint(self) -> str:
        """Say what counts."""
        return "Yang benar adalah yang tertulis di kertas juri"

    def regions(self) -> list[QWidget]:
        """Return the cards."""
        return [self._scroll]

    def refresh(self, changes: Changes | None) -> None:
        """Show what is still undecided."""
        if changes is not None and not {table for table, _ in changes.touched} & CONCERNS:
            return
        file = self.shell.workspace.data_file
        sheet = workflows.contest_sheets.sheet_of(file, self._contest, self._stage, self._judge)
        differing = sheet.differing() if sheet is not None else []
        self._scroll.setVisible(bool(differing))
        self._done.setVisible(not differing)
        self.cards.start()
        self.first.clear()
        if sheet is not None:
            words = f"Juri {sheet.judge.number or '–'}, {sheet.stage.name}"
            self.head.remark.setText(f"{words}: {len(differing)} sel berbeda" if differing else words)
            self._put_cards(sheet, differing)
        self.cards.finish()
        if self.first:
            focus_on(self.first[0])

    def _put_cards(self, sheet: Sheet, differing: list[Score]) -> None:
        entries = {entry.uid: (place, entry) for place, entry in enumerate(sheet.entries, 1)}
        criteria = {one.uid: one for one in sheet.criteria}
        self.cards.put(
            wrapped("Lihat kertas juri, lalu pilih yang tertulis di sana. Pilihan dicatat.", "secondary")
        )
        for score in differing:
            if score.entry in entries and score.criterion in criteria:
                place, entry = entries[score.entry]
                self._put_card(sheet, score, place, entry, criteria[score.criterion])

    def _put_card(self, sheet: Sheet, score: Score, place: int, entry: EntryLine, one: Criterion) -> None:
        card = parts.Card(
            f"No. {entry.number} {entry.full_name}", f"baris {place} di kertas, {entry.village_name}"
        )
        act = partial(score_acts.decide, self.shell, self._contest, sheet, entry.uid, one.uid)
        buttons = []
        for number, mark in ((1, score.first), (2, score.second)):
            shown = shown_mark(mark) or "kosong"
            button = parts.button(f"Ke-{number}  {shown}")
            button.setAccessibleName(f"Isian ke-{number} {shown}, {entry.name}, {one.name}")
            button.clicked.connect(partial(_take, act, mark))
            buttons.append(button)
        field = QLineEdit()
        field.setValidator(QRegularExpressionValidator(_MARK, field))
        field.setPlaceholderText("Ketik lagi")
        field.setAccessibleName(f"Ketik lagi, {entry.name}, {one.name}")
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setFixedWidth(theme().size(110))
        field.returnPressed.connect(partial(self._typed, field, one, act))
        limits = f"{one.name}, maks. {shown_mark(one.max_points)}"
        line = parts.row(parts.label(limits), None, *buttons, field)
        card.body.addLayout(line)
        self.cards.put(card)
        self.first.append(buttons[0])

    def _typed(self, field: QLineEdit, criterion: Criterion, act: partial[None]) -> None:
        mark = stored_mark(field.text())
        if mark is None or not field.text().strip():
            self.shell.say(score_acts.NOT_A_MARK)
            return
        if problems := mark_problems(mark, criterion):
            self.shell.say(messages.sentence(problems[0]))
            return
        act(mark)


def _take(act: partial[None], mark: str, _checked: bool = False) -> None:
    act(mark)


def open_differences(shell: Shell, *, contest: Uid, stage: Uid, judge: Uid) -> DifferencesPage:
    """Open what differs on a sheet."""
    return DifferencesPage(shell, contest, stage, judge)
