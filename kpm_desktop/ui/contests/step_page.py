"""A step of a contest as a full page: above it which contest, its state, the strip of steps."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QWidget

from kpm_desktop.domain.contests import Contest
from kpm_desktop.domain.decision import revision_reason
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.ui import parts
from kpm_desktop.ui.contests.step_strip import StepStrip
from kpm_desktop.ui.contests.steps import ENTRIES, WORDS, show_step, steps_of
from kpm_desktop.ui.contests.words import CONTEST_PILLS, contest_words
from kpm_desktop.ui.forms.pickers import QuietBox
from kpm_desktop.ui.page import FullPage, Shell
from kpm_desktop.ui.tables.column import Pill
from kpm_desktop.ui.tables.searched_table import SearchedTable
from kpm_desktop.ui.theme import Density, theme

CONCERNS = frozenset(
    {"contest", "category", "stage", "criterion", "judge", "judge_assignment", "judge_interest", "entry",
     "score_sheet", "sheet_total", "score", "decision", "person", "accepted_warning", "village_name"}
)  # fmt: skip
MARKS = frozenset({"score", "sheet_total", "accepted_warning"})
"""What typing on a sheet that is open touches: no step is further by it."""


class StepPage(FullPage):
    """A page of one step. `acts` is at the right of the first line, `remarks` at the right of the strip."""

    help_topic = "contests"
    chooser_share = (34, 30)
    """How much of the width the chooser of contests may take in per cent: usually, and at large text."""

    def __init__(self, shell: Shell, contest: Uid, step: str) -> None:
        super().__init__(shell, WORDS[step])
        self.contest = contest
        self.step = step
        self.head.hide()
        self.chooser = QuietBox()
        self.chooser.setAccessibleName("Lomba")
        self.chooser.activated.connect(self._chosen)
        self._pill_place = QHBoxLayout()
        self.acts = parts.row(spacing=8)
        self.remarks = parts.row(spacing=12)
        self.table: SearchedTable | None = None
        self.strip = StepStrip(partial(self._go))
        self._contests: list[Uid] = []
        back = parts.icon_button("chevron-left", "Kembali ke Peserta", "Alt+Left")
        back.clicked.connect(self.leave)
        first = parts.row(
            back, parts.Symbol("trophy", "accent", 18), self.chooser, self._pill_place, None, self.acts
        )
        second = self._second = parts.row(spacing=8)
        second.addWidget(self.strip)
        second.addStretch(1)
        second.addLayout(self.remarks)
        second.setAlignment(self.remarks, Qt.AlignmentFlag.AlignLeft)
        whole = parts.column(first, second, spacing=6)
        whole.setContentsMargins(*(theme().size(side) for side in (12, 8, 12, 6)))
        self.bar = parts.frame("toolbar", whole)
        self.body.addWidget(self.bar)
        self.body.addWidget(parts.line())
        theme().changed.connect(self.take_measures)

    def put_table(self, table: SearchedTable) -> SearchedTable:
        """Take the list of this step; its search box stands first among the acts."""
        self.table = table
        self.acts.insertWidget(0, table.box)
        self.setFocusProxy(table)
        return table

    def focus_search(self) -> None:
        """Go into the search box (Ctrl+F)."""
        if self.table is not None:
            self.table.focus_search()

    @property
    def data_file(self) -> DataFile:
        """The data file in use."""
        return self.shell.workspace.data_file

    @property
    def record(self) -> Contest:
        """The contest as it is now."""
        return self.data_file.contests.get(self.contest)

    @property
    def is_locked(self) -> bool:
        """Tell whether its result is locked now."""
        return self.data_file.contests.is_locked(self.contest)

    def refresh(self, changes: Changes | None) -> None:
        """Show head and strip anew, then what the step itself shows."""
        tables = {table for table, _ in changes.touched} if changes is not None else set()
        if changes is not None and not tables & CONCERNS:
            return
        if tables and tables <= MARKS:
            self.show_marks()
        else:
            self._show_head()
            self.show_content()
        self.hint_changed.emit(self.hint())

    def show_content(self) -> None:
        """Show the step anew; a step overrides this."""

    def show_marks(self) -> None:
        """Show the step anew after nothing but typing; a step that can do it faster overrides this."""
        self.show_content()

    def show_part(self, number: int) -> None:
        """Go to a step (Alt+1 to Alt+6)."""
        keys = list(WORDS)
        if 1 <= number <= len(keys):
            self._go(keys[number - 1])

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Give the chooser the room there is."""
        super().resizeEvent(event)
        self.take_measures()

    @property
    def room(self) -> int:
        """Return how wide the window is; a page may want more than there is."""
        return min(self.width(), self.shell.window().width())

    @property
    def is_narrow(self) -> bool:
        """Tell whether there is little room at this text size."""
        return theme().density(self.room) >= Density.NARROW

    def take_measures(self) -> None:
        """Fold the head as the text grows."""
        narrow = self.is_narrow
        self.strip.set_narrow(narrow)
        ways = QBoxLayout.Direction
        self._second.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        for at in range(self._pill_place.count()):
            item = self._pill_place.itemAt(at)
            if item is not None and item.widget() is not None:
                item.widget().setHidden(narrow)
        wanted = self.chooser.fontMetrics().horizontalAdvance(self.chooser.currentText()) + theme().size(72)
        share = self.room * self.chooser_share[narrow] // 100
        self.chooser.setFixedWidth(max(min(wanted, share), theme().size(120)))
        if self.table is not None:
            self.table.box.take_measures()
            self.table.box.setFixedWidth(theme().size(176 if narrow else 190))
            self.table.view.fitted.set_narrow(narrow)

    def _go(self, key: str) -> None:
        if key != self.step:
            show_step(self.shell, self.contest, key)

    def _chosen(self, place: int) -> None:
        if self._contests[place] != self.contest:
            show_step(self.shell, self._contests[place], self.step)

    def _show_head(self) -> None:
        self.chooser.clear()
        found = self.data_file.contests.find()
        self._contests = [one.uid for one in found]
        for one in found:
            self.chooser.addItem(contest_words(one))
        if self.contest in self._contests:
            self.chooser.setCurrentIndex(self._contests.index(self.contest))
            self.chooser.setToolTip(self.chooser.currentText())
        parts.clear(self._pill_place)
        pill = state_pill(self.data_file, self.contest, self.step)
        self._pill_place.addWidget(parts.Pill(pill.text, pill.tone, pill.icon))
        self.strip.show_steps(steps_of(self.data_file, self.contest), self.step)
        self.take_measures()


def state_pill(data_file: DataFile, contest: Uid, step: str = ENTRIES) -> Pill:
    """Return the state of a contest; a ranking that is not locked is Sementara."""
    record = data_file.contests.get(contest)
    if revision_reason(record.limits):
        return Pill("Perbaikan dibuka", "warn", "lock-open")
    if data_file.contests.is_locked(contest):
        return CONTEST_PILLS["decided"]
    if step in {ENTRIES, "rubric", "judges"}:
        return CONTEST_PILLS.get(record.status, CONTEST_PILLS["preparing"])
    return Pill("Sementara", "warn", "clock")


def focus_on(widget: QWidget) -> None:
    """Put the cursor into a widget."""
    widget.setFocus(Qt.FocusReason.OtherFocusReason)


def scrolling(content: QWidget, role: str = "pane") -> tuple[QFrame, QScrollArea]:
    """Return a frame of that role around a content that scrolls, and the scroll area in it."""
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    content.setProperty("role", "body")
    scroll.setWidget(content)
    box = parts.column(scroll, spacing=0)
    return parts.frame(role, box), scroll
