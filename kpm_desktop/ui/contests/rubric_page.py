"""The step *Kriteria*: stages at the left, the criteria of the current one at the right, the ladder below.

A cell is saved when it is left. Weights that do not add up to 100 are said, not forbidden: only deciding
needs them. Who scores what, and the scores, are not here.
"""

import dataclasses
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from kpm_desktop.domain.contests import Criterion, Stage, weight_problems
from kpm_desktop.domain.rubric import marked, sibling_problems
from kpm_desktop.domain.tie_ladder import rung_choices
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import parts
from kpm_desktop.ui.contests import acts, rubric_acts
from kpm_desktop.ui.contests.rubric_parts import (
    Field,
    RubricPart,
    criterion_columns,
    criterion_rows,
    stage_columns,
)
from kpm_desktop.ui.contests.step_page import StepPage
from kpm_desktop.ui.contests.steps import RUBRIC
from kpm_desktop.ui.contests.ties_card import TiesCard
from kpm_desktop.ui.contests.words import SAMPLE, is_sample, stored_decimal, without_sample
from kpm_desktop.ui.form_opening import run
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.tables.column import Row
from kpm_desktop.ui.theme import theme


def open_rubric(shell: Shell, *, contest: Uid) -> "RubricPage":
    """Open the stages and criteria of a contest."""
    return RubricPage(shell, contest)


class RubricPage(StepPage):
    """Stages and criteria of one contest."""

    def __init__(self, shell: Shell, contest: Uid) -> None:
        super().__init__(shell, contest, RUBRIC)
        self._contest = contest
        self.indicator = parts.button("Tambah indikator", "plus", tooltip="Indikator di bawah kriteria ini")
        self.scale = parts.button(
            "Pilihan skala…", "list-numbers", tooltip="Nilai yang dijelaskan, misalnya 4 sampai 1"
        )
        self.stages = RubricPart("Tahap", "Daftar tahap", stage_columns(self._change_stage))
        self.criteria = RubricPart(
            "Kriteria", "Daftar kriteria", criterion_columns(self._change_criterion),
            (self.indicator, self.scale),
        )  # fmt: skip
        self.indicator.clicked.connect(self._add_indicator)
        self.scale.clicked.connect(self._edit_scale)
        self.stages.connect_acts(self._add_stage, partial(self._move, True), partial(self._remove, True))
        self.criteria.connect_acts(
            self._add_criterion, partial(self._move, False), partial(self._remove, False)
        )
        self.stages.view.current_changed.connect(self._show_criteria)
        self.ties = TiesCard(self._change_ties)
        self._sample = parts.Notice(f"Ini {SAMPLE}.", "info")
        edge = theme().size(12)
        self._both = parts.row(spacing=12)
        self._both.setContentsMargins(edge, edge, edge, edge)
        self._both.addWidget(self.stages, 1)
        self._both.addWidget(self.criteria, 1)
        below = parts.column(self.ties)
        below.setContentsMargins(edge, 0, edge, edge)
        self.body.addWidget(self._sample)
        self.body.addLayout(self._both, 1)
        self.body.addLayout(below)
        self.setFocusProxy(self.stages.view)
        theme().changed.connect(self._fold)
        self.refresh(None)
        self.stages.view.go_to_first()

    def show_content(self) -> None:
        """Show stages, criteria and the ladder anew."""
        register = self._file.contests
        contest = register.get(self._contest)
        self._sample.setVisible(is_sample(contest))
        found = register.stages(self._contest)
        weights = [one.weight for one in found]
        self.stages.show_rows(
            [(one.uid, one.position, one.name, one.weight, one.top) for one in found],
            weights,
            weight_problems(weights),
        )
        if self.stages.view.current_row() is None:
            self.stages.view.go_to_first()
        self._show_criteria(self.stages.view.current_row())
        criteria = {stage.uid: register.criteria(stage.uid) for stage in found}
        leaves = {one.uid for each in criteria.values() for one in marked(each)}
        self.ties.show_ladder(contest.ties, rung_choices(found, criteria, leaves))

    def hint(self) -> str:
        """Say how cells are changed."""
        return "F2 mengubah sel, Ctrl+N menambah tahap"

    def regions(self) -> list[QWidget]:
        """Return both tables."""
        return [self.stages.view, self.criteria.view]

    def add_new(self) -> None:
        """Add a stage, or a criterion while the cursor is there (Ctrl+N)."""
        if self.criteria.view.hasFocus():
            self._add_criterion()
        else:
            self._add_stage()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102 (Qt's name)
        super().resizeEvent(event)
        self._fold()

    # inside

    def _fold(self) -> None:
        """Put the criteria below the stages where there is little room."""
        ways = QBoxLayout.Direction
        self._both.setDirection(ways.TopToBottom if self.is_narrow else ways.LeftToRight)

    @property
    def _file(self) -> DataFile:
        return self.shell.workspace.data_file

    def _stage(self) -> Uid | None:
        row = self.stages.view.current_row()
        return row[0] if row is not None else None

    def _show_criteria(self, row: Row | None) -> None:
        found = self._file.contests.criteria(row[0]) if row is not None else []
        name = f"Kriteria {row[2] or 'tahap ini'}" if row is not None else "Kriteria"
        weights = [one.weight for one in found if one.parent is None]
        self.criteria.show_rows(criterion_rows(found), weights, sibling_problems(found), title=name)
        self.criteria.setEnabled(row is not None)

    def _save(self, label: str, act: Callable[[DataFile], object]) -> None:
        """Do an act on the rubric; from then on it is the office's own, not the sample."""
        if not acts.may_change(self.shell, self._contest):
            return
        reason = rubric_acts.new_version(self.shell, self._contest)
        if reason is None:
            self.show_content()
            return

        def all_of_it(file: DataFile) -> None:
            act(file)
            rubric_acts.note_version(file, self._contest, reason)
            contest = file.contests.get(self._contest)
            if is_sample(contest):
                own = dataclasses.replace(contest, limits=without_sample(contest.limits))
                file.contests.save(own, contest)

        before = rubric_acts.outdated(self.shell, self._contest)
        run(self.shell, "edit", label, all_of_it)
        rubric_acts.tell_outdated(self.shell, self._contest, before)

    def _change_stage(self, field: Field, row: Row, text: Any) -> None:
        loaded = next(one for one in self._file.contests.stages(self._contest) if one.uid == row[0])
        value = self._typed(field, str(text))
        if value is not None and value != getattr(loaded, field):
            values: dict[str, Any] = {field: value if value != -1 else None}
            changed = dataclasses.replace(loaded, **values)
            self._save("Ubah 1 tahap lomba", lambda file: file.contests.save_part(changed, loaded))

    def _change_criterion(self, field: Field, row: Row, text: Any) -> None:
        stage = self._stage()
        if stage is None:
            return
        loaded = next(one for one in self._file.contests.criteria(stage) if one.uid == row[0])
        value = self._typed(field, str(text))
        if value is not None and value != getattr(loaded, field):
            values: dict[str, Any] = {field: value}
            changed = dataclasses.replace(loaded, **values)
            self._save("Ubah 1 kriteria lomba", lambda file: file.contests.save_part(changed, loaded))

    def _typed(self, field: Field, text: str) -> Any:
        """Return what was typed as it is stored (-1: no cut-off), None when it is no number."""
        if field == "name":
            return text.strip()
        if field == "top":
            value: Any = int(text) if text.strip().isdecimal() else None
            value = -1 if not text.strip() else value
        else:
            value = stored_decimal(text)
        if value is None:
            self.shell.say("Isi dengan angka, misalnya 30 atau 33,5.")
        return value

    def _add_stage(self) -> None:
        stages = self._file.contests.stages(self._contest)
        made = Stage(self._file.new_uid(), self._contest, "Tahap baru", len(stages) + 1)
        self._save("Tambah 1 tahap lomba", lambda file: file.contests.save_part(made))
        self.stages.begin(made.uid)

    def _add_criterion(self) -> None:
        stage = self._stage()
        if stage is None:
            return
        self._begin(stage, None, "Kriteria baru", "Tambah 1 kriteria lomba")

    def _add_indicator(self, _checked: bool = False) -> None:
        stage, above = self._stage(), self._criterion()
        if stage is None or above is None:
            self.shell.say("Pilih kriteria dahulu.")
            return
        self._begin(stage, above.parent or above.uid, "Indikator baru", "Tambah 1 indikator lomba")

    def _begin(self, stage: Uid, parent: Uid | None, name: str, label: str) -> None:
        place = 1 + sum(one.parent == parent for one in self._file.contests.criteria(stage))
        uid = self._file.new_uid()
        made = Criterion(uid, stage, parent, name, place, min_points="0", max_points="100")
        self._save(label, lambda file: file.contests.save_part(made))
        self.criteria.begin(made.uid)

    def _criterion(self) -> Criterion | None:
        stage, row = self._stage(), self.criteria.view.current_row()
        found = self._file.contests.criteria(stage) if stage is not None else []
        return next((one for one in found if row is not None and one.uid == row[0]), None)

    def _edit_scale(self, _checked: bool = False) -> None:
        criterion = self._criterion()
        if criterion is None:
            self.shell.say("Pilih kriteria dahulu.")
        else:
            rubric_acts.edit_scale(self.shell, criterion, self._save)

    def _change_ties(self, ladder: tuple[str, ...]) -> None:
        label = "Ubah urutan pemutus nilai sama"
        self._save(label, lambda file: file.contests.save_ties(self._contest, ladder))

    def _records(self, is_stage: bool) -> Sequence[Stage | Criterion]:
        stage = self._stage()
        if is_stage:
            return self._file.contests.stages(self._contest)
        return self._file.contests.criteria(stage) if stage is not None else ()

    def _move(self, is_stage: bool, by: int) -> None:
        part = self.stages if is_stage else self.criteria
        row, records = part.view.current_row(), list(self._records(is_stage))
        current = next((one for one in records if row and one.uid == row[0]), None)
        if isinstance(current, Criterion):
            records = [one for one in records if isinstance(one, Criterion) and one.parent == current.parent]
        place = records.index(current) if current is not None else -1
        target = place + by
        if place < 0 or not 0 <= target < len(records):
            return
        records.insert(target, records.pop(place))

        def act(file: DataFile) -> None:
            for position, one in enumerate(records, 1):
                file.contests.save_part(dataclasses.replace(one, position=position), one)

        self._save("Pindahkan 1 tahap lomba" if is_stage else "Pindahkan 1 kriteria lomba", act)

    def _remove(self, is_stage: bool) -> None:
        part = self.stages if is_stage else self.criteria
        row = part.view.current_row()
        found = next((one for one in self._records(is_stage) if row and one.uid == row[0]), None)
        if found is not None:
            label = "Buang 1 tahap lomba" if is_stage else "Buang 1 kriteria lomba"
            self._save(label, lambda file: rubric_acts.remove(file, self._contest, found))
