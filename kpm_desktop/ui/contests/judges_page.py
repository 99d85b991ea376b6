"""Juri: the panel with its chair, who marks what, and who is tied to an entry (F.216)."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from kpm_desktop import workflows
from kpm_desktop.domain.contests import Judge
from kpm_desktop.domain.names import search_key
from kpm_desktop.domain.panel import Conflict, institution_of
from kpm_desktop.domain.search import search_text
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui import parts
from kpm_desktop.ui.contests import judge_forms
from kpm_desktop.ui.contests.judge_forms import TIE_WORDS
from kpm_desktop.ui.contests.step_page import StepPage, scrolling
from kpm_desktop.ui.contests.steps import JUDGES
from kpm_desktop.ui.forms.pickers import QuietBox
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.pane_rows import PaneBody, wrapped
from kpm_desktop.ui.parts import EmptyState, Offer
from kpm_desktop.ui.person_data import data_acts
from kpm_desktop.ui.tables.column import Column, Pill, Row
from kpm_desktop.ui.tables.list_spec import Search
from kpm_desktop.ui.tables.model import TableModel
from kpm_desktop.ui.tables.searched_table import SearchedTable
from kpm_desktop.ui.tables.table_view import TableView
from kpm_desktop.ui.theme import theme

_PANE = 420


class JudgesPage(StepPage):
    """The panel of one contest."""

    def __init__(self, shell: Shell, contest: Uid) -> None:
        super().__init__(shell, contest, JUDGES)
        self.model = TableModel(_columns(), search=_search(), parent=self)
        self.view = TableView(self.model, "Daftar juri")
        self.pane = PaneBody()
        self._conflicts: list[Conflict] = []
        self._shown: Uid | None = None
        add = parts.button("Tambah juri", "user-plus", "primary", "Ctrl+N")
        add.clicked.connect(self.add_new)
        self.acts.addWidget(add)
        self._scroll, _ = scrolling(self.pane)
        self._scroll.setFixedWidth(theme().size(_PANE))
        self.nothing = EmptyState(
            "users", "Belum ada juri.", (Offer("Tambah juri pertama", self.add_new, "user-plus"),)
        )
        middle = parts.row(
            self.put_table(SearchedTable(self.model, self.view, self.nothing)), self._scroll, spacing=0
        )
        middle.setStretch(0, 1)
        self.body.addLayout(middle, 1)
        self.view.current_changed.connect(self._show_judge)
        self.view.delete_wanted.connect(self._delete)
        self.view.edit_wanted.connect(self._edit)
        self.view.opened.connect(self._edit)
        self.refresh(None)
        self.view.go_to_first()

    def hint(self) -> str:
        """Say how many are tied."""
        open_ties = sum(bool(one.problems) for one in self._conflicts)
        count = len(self.model.order.rows)
        return f"{count} juri" + (f", {open_ties} hubungan belum dijawab" if open_ties else "")

    def regions(self) -> list[QWidget]:
        """Return table and pane."""
        return [self.strip, self.view, self._scroll] if self.model.order.rows else [self.nothing]

    def add_new(self) -> None:
        """Take somebody into the panel (Ctrl+N)."""
        judge_forms.add_judge(self.shell, self.contest, self._go_to)

    def show_content(self) -> None:
        """Show the panel anew."""
        register = self.data_file.contests
        judges = register.judges(self.contest)
        names = workflows.contest_sheets.judge_names(self.data_file, judges)
        limits = register.get(self.contest).limits
        self._conflicts = workflows.contest_sheets.panel_conflicts(self.data_file, self.contest)
        self.model.set_rows(
            [
                (
                    one.uid, one.number, names[one.uid], one.chief, institution_of(limits, one.uid),
                    self._task(one), [tie for tie in self._conflicts if tie.judge == one.uid],
                )
                for one in judges
            ]
        )  # fmt: skip
        self._scroll.setVisible(bool(judges))
        self._show_judge(self.view.current_row())

    def _task(self, judge: Judge) -> str:
        register = self.data_file.contests
        own = [one for one in register.assignments(self.contest) if one.judge == judge.uid]
        if not own:
            return "semua kriteria"
        names = {one.uid: one.name for one in register.stages(self.contest)}
        for stage in register.stages(self.contest):
            names |= {one.uid: one.name for one in register.criteria(stage.uid)}
        return ", ".join(names.get(one.criterion or one.stage or b"", "") for one in own)

    def take_measures(self) -> None:
        """Give the pane its share of the width."""
        super().take_measures()
        self._scroll.setFixedWidth(min(theme().size(_PANE), self.room * 45 // 100))

    # the pane

    def _show_judge(self, row: Row | None) -> None:
        self.pane.start()
        judge = self._judge(row)
        if row is None or judge is None:
            self.pane.finish()
            return
        self.pane.put(parts.label(row[2], "title", wrap=True))
        acts: list[tuple[str, str, Callable[[], object]]] = [
            ("Ubah juri", "pencil", partial(judge_forms.edit_judge, self.shell, self.contest, judge.uid)),
            ("Cetak lembar penilaian juri ini", "printer", partial(self._print, judge.uid)),
        ]
        if judge.person is not None:
            asked = data_acts(self.shell)
            acts += [(words, icon, partial(act, judge.person)) for words, icon, act in asked]
        for words, icon, act in acts:
            button = parts.button(words, icon, "link")
            button.clicked.connect(_slot(act))
            self.pane.put(parts.row(button, None))
        self.pane.put(8, parts.label("Yang dinilai", "card"))
        self.pane.put(wrapped("Tanpa centang: juri menilai semua kriteria.", "hint"))
        self._put_tasks(judge)
        self.pane.put(8, parts.label("Hubungan dengan peserta", "card"))
        self._put_ties(judge, [one for one in self._conflicts if one.judge == judge.uid])
        self.pane.finish()

    def _put_tasks(self, judge: Judge) -> None:
        register = self.data_file.contests
        own = {
            (one.stage, one.criterion) for one in register.assignments(self.contest) if one.judge == judge.uid
        }
        for stage in register.stages(self.contest):
            self.pane.put(self._task_box(judge, stage.name, stage.uid, None, own, 0))
            for one in register.criteria(stage.uid):
                indent = 40 if one.parent is not None else 20
                self.pane.put(self._task_box(judge, one.name, stage.uid, one.uid, own, indent))

    def _task_box(
        self, judge: Judge, name: str, stage: Uid, criterion: Uid | None, own: set[Any], indent: int
    ) -> Any:
        box = QCheckBox(name.replace("&", "&&"))
        box.setAccessibleName(f"Menilai {name}")
        box.setChecked((stage, criterion) in own)
        box.clicked.connect(partial(self._assign, judge.uid, stage, criterion))
        return parts.row(indent, box, None, spacing=0)

    def _assign(self, judge: Uid, stage: Uid, criterion: Uid | None, on: bool) -> None:
        judge_forms.assign(self.shell, self.contest, judge, stage, criterion, on=on)

    def _put_ties(self, judge: Judge, ties: Sequence[Conflict]) -> None:
        lines = {line.uid: line for line in self.data_file.contests.entries(self.contest)}
        for tie in ties:
            line = lines.get(tie.entry)
            if line is None:
                continue
            who = f"No. {line.number} {line.full_name}, {line.village_name}"
            why = tie.words or TIE_WORDS[tie.kind]
            back = partial(judge_forms.withdraw_overrule, self.shell, self.contest, tie)
            on = partial(judge_forms.overrule, self.shell, self.contest, tie)
            if tie.overruled:
                words = f"{who}: {why}. Tetap menilai: {tie.overruled}"
                notice = parts.Notice(words, "ok", "", (Offer("Batalkan", back),))
            else:
                words = f"{who}: {why}. Pilih juri lain atau tulis alasan."
                notice = parts.Notice(words, "err", "F.216", (Offer("Tetap menilai…", on),))
            self.pane.put(notice)
        if not ties:
            self.pane.put(wrapped("Tidak ada hubungan yang diketahui.", "muted"))
        entries = QuietBox()
        entries.setAccessibleName("Peserta yang terkait dengan juri")
        known = [line for line in lines.values() if line.status == "active"]
        for line in known:
            entries.addItem(f"No. {line.number} {line.full_name}", line.uid)
        note = parts.button("Catat hubungan…", "pencil")
        note.setEnabled(bool(known))
        note.clicked.connect(partial(self._note, judge.uid, entries))
        made = parts.row(entries, note)
        made.setStretch(0, 1)
        entries.setMinimumWidth(theme().size(80))
        self.pane.put(made)

    def _note(self, judge: Uid, entries: QuietBox, _checked: bool = False) -> None:
        entry = entries.currentData()
        if entry is not None:
            judge_forms.note_interest(self.shell, self.contest, judge, bytes(entry))

    # acts

    def _judge(self, row: Row | None) -> Judge | None:
        if row is None:
            return None
        return next((one for one in self.data_file.contests.judges(self.contest) if one.uid == row[0]), None)

    def _go_to(self, judge: Uid) -> None:
        self.view.go_to(judge)

    def _edit(self, row: Row) -> None:
        judge_forms.edit_judge(self.shell, self.contest, row[0])

    def _delete(self, rows: list[Row]) -> None:
        for row in rows:
            judge = self._judge(row)
            if judge is not None:
                judge_forms.delete_judge(self.shell, self.contest, judge)

    def _print(self, judge: Uid) -> None:
        self.shell.open("contest-print-sheets", contest=self.contest, judge=judge)


def open_judges(shell: Shell, *, contest: Uid) -> JudgesPage:
    """Open the panel of a contest."""
    return JudgesPage(shell, contest)


def _slot(act: Callable[[], object]) -> Callable[..., None]:
    def run(_checked: bool = False) -> None:
        act()

    return run


def _search() -> Search:
    return Search(
        lambda row: search_text(str(row[1] or ""), row[2], row[4], row[5]), search_key,
        "Cari juri, instansi…", forgives=True,
    )  # fmt: skip


def _columns() -> tuple[Column, ...]:
    return (
        Column("Juri", lambda row: str(row[1] or ""), key="number", width=52, align="right"),
        Column("Nama", lambda row: row[2], key="name", width=220, stretch=True, main=True, searched=True),
        Column(
            "Kedudukan", lambda row: _position_pill(row[3]),
            kind="pill", key="position", width=112,
        ),
        Column(
            "Unsur, instansi", lambda row: row[4], key="institution", width=180, empty="belum diisi",
            low_priority=True, searched=True,
        ),
        Column("Menilai", lambda row: row[5], key="task", width=200, stretch=True, low_priority=True),
        Column("Hubungan", lambda row: _tie_pill(row[6]), kind="pill", key="ties", width=140),
    )  # fmt: skip


def _position_pill(is_chief: bool) -> Pill:
    return Pill("Ketua", "info", "user-check") if is_chief else Pill("Anggota", "neu", "user")


def _tie_pill(ties: Sequence[Conflict]) -> Pill:
    blocked = sum(bool(one.problems) for one in ties)
    if blocked:
        return Pill(f"Terkait {blocked}", "err")
    return Pill(f"{len(ties)} dengan alasan", "warn") if ties else Pill("Tidak ada", "ok")
