"""The screen *Lomba*: one contest with its stages, its entries as a list, and what can be done with them."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kpm_desktop.domain.contests import ContestLine, DocumentState, EntryDocument, weight_problems
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.ui import messages, parts
from kpm_desktop.ui.contests import acts, entry_acts, entry_facts
from kpm_desktop.ui.contests.columns import chips, columns, line, search
from kpm_desktop.ui.contests.detail import EntryActs, EntryDetail
from kpm_desktop.ui.contests.step_page import state_pill
from kpm_desktop.ui.contests.step_strip import StepStrip
from kpm_desktop.ui.contests.steps import ENTRIES, WORDS, show_step, steps_of
from kpm_desktop.ui.contests.words import (
    SAMPLE,
    contest_words,
    is_sample,
    stage_words,
    weights_sum,
)
from kpm_desktop.ui.forms.pickers import QuietBox
from kpm_desktop.ui.list_printing import print_list
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.page_memory import PageMemory
from kpm_desktop.ui.pane_rows import wrapped
from kpm_desktop.ui.parts import EmptyState, Offer
from kpm_desktop.ui.tables.column import Row
from kpm_desktop.ui.tables.list_page import ListPage
from kpm_desktop.ui.tables.list_spec import EmptyList, ListSpec, RowAction, ToolbarAction
from kpm_desktop.ui.theme import Density, theme

CONCERNS = frozenset(
    {"contest", "category", "stage", "criterion", "entry_document", "person", "village_name", "district",
     "village", "decision", "judge", "judge_assignment", "judge_interest", "score", "score_sheet"}
)  # fmt: skip


class ContestsPage(ListPage):
    """The tab *Lomba*."""

    title = "Lomba"
    help_topic = "contests"

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._memory = PageMemory(shell, "contests")
        self._contests: list[ContestLine] = []
        self._contest: ContestLine | None = None
        super().__init__(self._spec(), self._memory, EntryDetail(self._pane_acts()))
        self.chooser = QuietBox()
        self.chooser.setAccessibleName("Lomba")
        self.chooser.activated.connect(self._chosen)
        self._pill_place = QHBoxLayout()
        self._wide_place, self._narrow_place = QHBoxLayout(), QHBoxLayout()
        self._narrow_place.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.strip = StepStrip(self._go_step)
        self._stages = wrapped("", "secondary")
        self._weights = parts.Notice("", "warn", "F.215")
        self.nothing = EmptyState(
            "trophy",
            "Belum ada lomba.",
            (
                Offer("Buat dari contoh", self._add_sample, "plus"),
                Offer("Salin lomba tahun lalu…", self._copy_file, "copy"),
                Offer("Mulai kosong", self._add_empty, "trophy"),
            ),
        )
        self._add_head()
        theme().changed.connect(self._take_width)

    # what the window calls

    def refresh(self, changes: Changes | None) -> None:
        """Show the data anew; which contest is shown stays."""
        row = self.current_row()
        self._read_contests()
        super().refresh(changes)
        if row is not None and self.current_row() == row and self.pane is not None:
            self.pane.show_row(row)
        if self.current_row() is None and self.model.shown_rows():
            self.view.go_to_first()
        self.hint_changed.emit(self.hint())

    def hint(self) -> str:
        """Say how many take part, and what the weights are."""
        if self._contest is None:
            return ""
        stages = self._data_file.contests.stages(self._contest.uid)
        weights = [stage.weight for stage in stages if stage.weight]
        shown = " + ".join(weights).replace(".", ",")
        words = f", bobot {shown} = {weights_sum(weights)}" if weights else ""
        sample = " (contoh)" if is_sample(self._data_file.contests.get(self._contest.uid)) else ""
        return f"{self._contest.entries} peserta aktif{words}{sample}"

    def print_rows(self) -> None:
        """Print the entries as they are shown (Ctrl+P)."""
        if self._contest is not None:
            print_list(self._shell, self, f"Peserta {self._contest.name}")

    def show_wish(
        self,
        *,
        uid: Uid | None = None,
        chips: Mapping[str, Iterable[str]] | None = None,
        query: str = "",
        contest: Uid | None = None,
    ) -> None:
        """Show a contest, an entry (in its contest), or a filter."""
        wanted = self._data_file.contests.get_entry(uid).contest if uid is not None else contest
        if wanted is not None:
            self._choose(wanted)
        super().show_wish(uid=uid, chips=chips, query=query)

    def regions(self) -> list[QWidget]:
        """Return what F6 walks through; without a contest only the buttons that make one."""
        return super().regions() if self._contest is not None else [self.nothing]

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Give the chooser the room there is."""
        super().resizeEvent(event)
        self._take_width()

    # what the list calls

    def add_new(self) -> None:
        """Add an entry (Ctrl+N); without a contest one is begun from the sample."""
        if self._contest is None:
            self._add_sample()
        else:
            entry_acts.add_entry(self._shell, self._contest.uid, self._entered)

    def edit_row(self, row: Row) -> None:
        """Change an entry (F2)."""
        entry_acts.edit_entry(self._shell, row[0])

    def delete_rows(self, rows: list[Row]) -> None:
        """Throw entries away (Del)."""
        self._with_contest(entry_acts.delete_entries, [row[0] for row in rows])

    # which contest

    @property
    def _data_file(self) -> DataFile:
        return self._shell.workspace.data_file

    def _read_contests(self) -> None:
        self._contests = self._data_file.contests.find()
        kept = self._contest.uid.hex() if self._contest else str(self._memory.get("contest", ""))
        by_hex = {one.uid.hex(): one for one in self._contests}
        self._contest = by_hex.get(kept, self._contests[0] if self._contests else None)
        self._show_contest()

    def _choose(self, uid: Uid) -> None:
        self._contest = next((one for one in self._contests if one.uid == uid), self._contest)
        if self._contest is not None:
            self._memory["contest"] = self._contest.uid.hex()
        self._show_contest()
        self.reload()
        self.view.go_to_first()
        self.hint_changed.emit(self.hint())

    def _chosen(self, place: int) -> None:
        self._choose(self._contests[place].uid)

    def _show_contest(self) -> None:
        contest = self._contest
        for part in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if part is not self.pane and not part.isWindow():  # a menu of rows is a child too
                part.setVisible((part is self.nothing) == (contest is None))
        self.chooser.clear()
        for one in self._contests:
            self.chooser.addItem(contest_words(one))
        parts.clear(self._pill_place)
        if contest is None:
            return
        self.chooser.setCurrentIndex(self._contests.index(contest))
        self.chooser.setToolTip(self.chooser.currentText())
        pill = state_pill(self._data_file, contest.uid)
        self.strip.show_steps(steps_of(self._data_file, contest.uid), ENTRIES)
        self._pill_place.addWidget(parts.Pill(pill.text, pill.tone, pill.icon))
        self._show_stages(contest)
        self._take_width()

    def _show_stages(self, contest: ContestLine) -> None:
        stages = self._data_file.contests.stages(contest.uid)
        words = ", ".join(stage_words(stage) for stage in stages) or "belum ada"
        total = f". Jumlah bobot {weights_sum([stage.weight for stage in stages])}" if stages else ""
        sample = is_sample(self._data_file.contests.get(contest.uid))
        self._stages.setText(f"Tahap: {words}{total}" + (f" ({SAMPLE})." if sample else "."))
        problems = weight_problems(stage.weight for stage in stages)
        self._weights.setVisible(bool(problems))
        for one in problems:
            self._weights.show_message(messages.sentence(one), "warn", one.code)

    def _add_head(self) -> None:
        bar = self.toolbar.layout()
        if isinstance(bar, QHBoxLayout):
            bar.insertWidget(0, parts.Symbol("trophy", "accent", 18))
            bar.insertLayout(1, self._wide_place)
            bar.insertLayout(2, self._pill_place)
        about = parts.column(self._narrow_place, self.strip, self._stages, spacing=6)
        about.setAlignment(self.strip, Qt.AlignmentFlag.AlignLeft)
        edge = theme().size(12)
        about.setContentsMargins(edge, theme().size(6), edge, theme().size(6))
        self.head.addLayout(about)
        self.head.addWidget(self._weights)
        self.head.addWidget(parts.line())
        outer = self.layout()
        if outer is not None:
            outer.addWidget(self.nothing)
        self.nothing.hide()

    def _take_width(self) -> None:
        """Give the chooser its place: in the toolbar, over the list once that is too narrow."""
        narrow = theme().density(self.window().width()) >= Density.NARROW
        for at in range(self._pill_place.count()):
            pill = self._pill_place.itemAt(at)
            if pill is not None and pill.widget() is not None:
                pill.widget().setVisible(not narrow)
        self.strip.set_narrow(narrow)
        place = self._narrow_place if narrow else self._wide_place
        if place.indexOf(self.chooser) < 0:
            place.addWidget(self.chooser)
            self.chooser.show()
        metrics = self.chooser.fontMetrics()
        wanted = metrics.horizontalAdvance(self.chooser.currentText()) + theme().size(72)
        room = self.width() - theme().size(48) if narrow else self.width() * 36 // 100
        self.chooser.setFixedWidth(max(min(wanted, room), theme().size(120)))

    def _add_sample(self) -> None:
        acts.add_contest(self._shell, self._choose, sample=True)

    def _add_empty(self) -> None:
        acts.add_contest(self._shell, self._choose, sample=False)

    def _edit_contest(self) -> None:
        self._with_contest(acts.edit_contest)

    def _copy_contest(self) -> None:
        self._with_contest(acts.copy_contest, self._choose)

    def _copy_file(self) -> None:
        acts.copy_file(self._shell, self._choose)

    def _enter_winners(self) -> None:
        self._with_contest(entry_acts.enter_winners)

    def _delete_contest(self) -> None:
        self._with_contest(acts.delete_contest)

    def show_part(self, number: int) -> None:
        """Go to a step (Alt+1 to Alt+6)."""
        keys = list(WORDS)
        if self._contest is not None and 1 <= number <= len(keys):
            self._go_step(keys[number - 1])

    def _go_step(self, key: str) -> None:
        if self._contest is not None and key != ENTRIES:
            show_step(self._shell, self._contest.uid, key)

    def _with_contest(self, act: Callable[..., object], *rest: Any) -> None:
        if self._contest is not None:
            act(self._shell, self._contest.uid, *rest)

    # inside: the list of entries

    def _load(self) -> list[Row]:
        return list(self._data_file.contests.entries(self._contest.uid)) if self._contest else []

    def _spec(self) -> ListSpec:
        add = ToolbarAction("Tambah peserta", "user-plus", self.add_new, "Ctrl+N", primary=True)
        below = ToolbarAction("Ambil juara…", "trophy", self._enter_winners)
        return ListSpec(
            name="contests",
            columns=columns(),
            load=self._load,
            search=search(),
            noun="peserta",
            empty=EmptyList("trophy", "Belum ada peserta lomba.", (add, below)),
            chips=chips(),
            actions=(
                add,
                below,
                ToolbarAction(
                    "Lomba",
                    "trophy",
                    self._edit_contest,
                    menu=(
                        ToolbarAction("Ubah lomba…", "pencil", self._edit_contest),
                        ToolbarAction("Salin lomba ini…", "copy", self._copy_contest),
                        ToolbarAction("Salin dari berkas lomba…", "file-import", self._copy_file),
                        ToolbarAction("Buat dari contoh…", "plus", self._add_sample),
                        ToolbarAction("Mulai kosong…", "trophy", self._add_empty),
                        ToolbarAction("Buang lomba ke tempat sampah", "trash", self._delete_contest),
                    ),
                ),
            ),
            row_actions=self._row_actions(),
            pane_width=404,
            table="entry",
            concerns=CONCERNS,
        )

    def _row_actions(self) -> tuple[RowAction, ...]:
        return (
            RowAction(lambda _count: "Ubah", "pencil", partial(_first, self._edit_entry), single=True,
                      shortcut="F2"),
            RowAction(lambda _count: "Riwayat", "history", partial(_first, self._history), single=True),
            RowAction(lambda count: f"{count} mundur…", "minus", self._withdraw_rows, allowed=_all_active),
            RowAction(
                lambda count: f"Diskualifikasi {count}…", "ban", self._disqualify_rows, allowed=_all_active
            ),
            RowAction(
                lambda count: f"Ikutkan kembali {count}", "arrow-back-up", self._take_back_rows,
                allowed=_all_out,
            ),
            RowAction(
                lambda count: f"Buang {count} ke tempat sampah", "trash", self.delete_rows, shortcut="Del"
            ),
        )  # fmt: skip

    def _pane_acts(self) -> EntryActs:
        return EntryActs(
            documents=self._documents,
            card=lambda person: entry_facts.card_facts(self._data_file, person),
            rules=lambda contest, person: entry_facts.rule_checks(self._data_file, contest, person),
            is_sealed=self._is_sealed,
            edit=self._edit_entry,
            withdraw=lambda uid: self._with_contest(entry_acts.end_entries, [uid], "withdrawn"),
            disqualify=lambda uid: self._with_contest(entry_acts.end_entries, [uid], "disqualified"),
            take_back=lambda uid: self._with_contest(entry_acts.take_back, [uid]),
            delete=lambda uid: self._with_contest(entry_acts.delete_entries, [uid]),
            history=self._history,
            open_person=partial(self._go, "cadres"),
            open_village=partial(self._go, "villages"),
            set_document=self._set_document,
        )

    def _is_sealed(self, contest: Uid) -> bool:
        return self._data_file.contests.is_sealed(contest)

    def _documents(self, entry: Uid) -> list[EntryDocument]:
        return self._data_file.contests.documents(entry)

    def _set_document(self, entry: Uid, document: str, state: DocumentState, note: str) -> None:
        entry_acts.set_document(self._shell, entry, document, state, note)

    def _entered(self, uid: Uid) -> None:
        self.go_to(uid)

    def _edit_entry(self, uid: Uid) -> None:
        entry_acts.edit_entry(self._shell, uid)

    def _history(self, uid: Uid) -> None:
        entry_acts.show_history(self._shell, uid)

    def _withdraw_rows(self, rows: list[Row]) -> None:
        self._with_contest(entry_acts.end_entries, [row[0] for row in rows], "withdrawn")

    def _disqualify_rows(self, rows: list[Row]) -> None:
        self._with_contest(entry_acts.end_entries, [row[0] for row in rows], "disqualified")

    def _take_back_rows(self, rows: list[Row]) -> None:
        self._with_contest(entry_acts.take_back, [row[0] for row in rows])

    def _go(self, tab: str, uid: Uid) -> None:
        self._shell.go(tab, uid=uid)


def _first(act: Callable[[Uid], object], rows: list[Row]) -> None:
    act(rows[0][0])


def _all_active(rows: list[Row]) -> bool:
    return bool(rows) and all(line(row).status == "active" for row in rows)


def _all_out(rows: list[Row]) -> bool:
    return bool(rows) and all(line(row).status != "active" for row in rows)
