"""The full page *Tahap dan kriteria*: stages at the left, the criteria of the current one at the right.

A cell is saved when it is left. Weights that do not add up to 100 are said, not forbidden: only deciding
needs them. Who scores what, and the scores, are not here.
"""

import dataclasses
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Literal

from PySide6.QtWidgets import QWidget

from kpm_desktop.domain.contests import Criterion, Stage, weight_problems
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import messages, parts
from kpm_desktop.ui.contests import acts
from kpm_desktop.ui.contests.step_page import StepPage
from kpm_desktop.ui.contests.steps import RUBRIC
from kpm_desktop.ui.contests.words import (
    SAMPLE,
    is_sample,
    shown_decimal,
    stored_decimal,
    weights_sum,
    without_sample,
)
from kpm_desktop.ui.form_opening import run
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.tables.column import Column, Row
from kpm_desktop.ui.tables.model import TableModel
from kpm_desktop.ui.tables.table_view import TableView
from kpm_desktop.ui.theme import theme

Field = Literal["name", "weight", "top", "min_points", "max_points"]


def open_rubric(shell: Shell, *, contest: Uid) -> "RubricPage":
    """Open the stages and criteria of a contest."""
    return RubricPage(shell, contest)


class RubricPage(StepPage):
    """Stages and criteria of one contest."""

    def __init__(self, shell: Shell, contest: Uid) -> None:
        super().__init__(shell, contest, RUBRIC)
        self._contest = contest
        self.stages = _Part("Tahap", "Daftar tahap", _stage_columns(self._change_stage))
        self.criteria = _Part("Kriteria", "Daftar kriteria", _criterion_columns(self._change_criterion))
        self.stages.connect_acts(self._add_stage, partial(self._move, True), partial(self._remove, True))
        self.criteria.connect_acts(
            self._add_criterion, partial(self._move, False), partial(self._remove, False)
        )
        self.stages.view.current_changed.connect(self._show_criteria)
        self._sample = parts.Notice(f"Ini {SAMPLE}.", "info")
        edge = theme().size(12)
        both = parts.row(self.stages, self.criteria, spacing=12)
        both.setContentsMargins(edge, edge, edge, edge)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        self.body.addWidget(self._sample)
        self.body.addLayout(both, 1)
        self.setFocusProxy(self.stages.view)
        self.refresh(None)
        self.stages.view.go_to_first()

    def show_content(self) -> None:
        """Show stages and criteria anew."""
        register = self._file.contests
        contest = register.get(self._contest)
        self._sample.setVisible(is_sample(contest))
        found = register.stages(self._contest)
        self.stages.show_rows(
            [(one.uid, one.position, one.name, one.weight, one.top) for one in found],
            [one.weight for one in found],
        )
        if self.stages.view.current_row() is None:
            self.stages.view.go_to_first()
        self._show_criteria(self.stages.view.current_row())

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

    # inside

    @property
    def _file(self) -> DataFile:
        return self.shell.workspace.data_file

    def _stage(self) -> Uid | None:
        row = self.stages.view.current_row()
        return row[0] if row is not None else None

    def _show_criteria(self, row: Row | None) -> None:
        found = self._file.contests.criteria(row[0]) if row is not None else []
        name = f"Kriteria {row[2] or 'tahap ini'}" if row is not None else "Kriteria"
        self.criteria.show_rows(
            [(one.uid, one.position, one.name, one.weight, one.min_points, one.max_points) for one in found],
            [one.weight for one in found],
            title=name,
        )
        self.criteria.setEnabled(row is not None)

    def _save(self, label: str, act: Callable[[DataFile], object]) -> None:
        """Do an act on the rubric; from then on it is the office's own, not the sample."""
        if not acts.may_change(self.shell, self._contest):
            return

        def all_of_it(file: DataFile) -> None:
            act(file)
            contest = file.contests.get(self._contest)
            if is_sample(contest):
                own = dataclasses.replace(contest, limits=without_sample(contest.limits))
                file.contests.save(own, contest)

        run(self.shell, "edit", label, all_of_it)

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
        place = len(self._file.contests.criteria(stage)) + 1
        uid = self._file.new_uid()
        made = Criterion(uid, stage, None, "Kriteria baru", place, min_points="0", max_points="100")
        self._save("Tambah 1 kriteria lomba", lambda file: file.contests.save_part(made))
        self.criteria.begin(made.uid)

    def _records(self, is_stage: bool) -> Sequence[Stage | Criterion]:
        stage = self._stage()
        if is_stage:
            return self._file.contests.stages(self._contest)
        return self._file.contests.criteria(stage) if stage is not None else ()

    def _move(self, is_stage: bool, by: int) -> None:
        part = self.stages if is_stage else self.criteria
        row, records = part.view.current_row(), list(self._records(is_stage))
        place = next((at for at, one in enumerate(records) if row and one.uid == row[0]), -1)
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
            self._save(label, lambda file: file.contests.delete_part(found))


class _Part(QWidget):
    """A titled table with its buttons, and what its weights add up to."""

    def __init__(self, title: str, name: str, columns: tuple[Column, ...]) -> None:
        super().__init__()
        self.model = TableModel(columns, parent=self)
        self.view = TableView(self.model, name)
        self._noun = title.lower()
        self._card = parts.Card(title)
        self._sum = parts.Notice("", "ok")
        self.add = parts.button(f"Tambah {self._noun}", "plus")
        self.up = parts.button("Naik", tooltip=f"Naikkan {self._noun}")
        self.down = parts.button("Turun", tooltip=f"Turunkan {self._noun}")
        self.remove = parts.button("Buang", "trash", key="Del")
        self._card.body.addWidget(self.view, 1)
        self._card.body.addWidget(self._sum)
        self._card.body.addLayout(parts.row(self.add, self.up, self.down, None, self.remove))
        self.setLayout(parts.column(self._card))

    def connect_acts(
        self, add: Callable[[], object], move: Callable[[int], object], remove: Callable[[], object]
    ) -> None:
        """Let the buttons and Del do these."""
        self.add.clicked.connect(partial(_run, add))
        self.up.clicked.connect(partial(_run, partial(move, -1)))
        self.down.clicked.connect(partial(_run, partial(move, 1)))
        self.remove.clicked.connect(partial(_run, remove))
        self.view.delete_wanted.connect(partial(_run, remove))

    def show_rows(self, rows: Sequence[Row], weights: Sequence[str], title: str = "") -> None:
        """Show the rows and what their weights add up to."""
        if title:
            self._card.title.setText(title)
        self.model.set_rows(rows)
        problems = weight_problems(weights)
        self._sum.setVisible(any(weights))
        if problems:
            self._sum.show_message(messages.sentence(problems[0]), "warn", problems[0].code)
        else:
            self._sum.show_message(f"Jumlah bobot {weights_sum(weights)}.", "ok")

    def begin(self, uid: Uid) -> None:
        """Go to a new row and start with its name."""
        self.view.go_to(uid)
        place = self.model.place_of(uid)
        if place is not None:
            index = self.model.index(place, 1)
            self.view.setCurrentIndex(index)
            self.view.edit(index)


def _run(act: Callable[[], object], *_ignored: object) -> None:
    act()


def _stage_columns(change: Callable[[Field, Row, Any], None]) -> tuple[Column, ...]:
    return (
        Column("Ke", lambda row: str(row[1] or ""), key="position", width=44, sortable=False),
        Column(
            "Nama tahap", lambda row: row[2], key="name", width=190, stretch=True, main=True, sortable=False,
            edit=partial(change, "name"),
        ),
        Column(
            "Bobot", lambda row: shown_decimal(row[3]), kind="number", key="weight", align="right", width=76,
            sortable=False, edit=partial(change, "weight"),
        ),
        Column(
            "Lolos … besar", lambda row: str(row[4] or ""), kind="number", key="top", align="right",
            width=112, sortable=False, empty="semua", edit=partial(change, "top"),
        ),
    )  # fmt: skip


def _criterion_columns(change: Callable[[Field, Row, Any], None]) -> tuple[Column, ...]:
    return (
        Column("Ke", lambda row: str(row[1] or ""), key="position", width=44, sortable=False),
        Column(
            "Nama kriteria", lambda row: row[2], key="name", width=190, stretch=True, main=True,
            sortable=False, edit=partial(change, "name"),
        ),
        Column(
            "Bobot", lambda row: shown_decimal(row[3]), kind="number", key="weight", align="right", width=76,
            sortable=False, empty="sama", edit=partial(change, "weight"),
        ),
        Column(
            "Nilai dari", lambda row: shown_decimal(row[4]), kind="number", key="min_points", align="right",
            width=92, sortable=False, edit=partial(change, "min_points"),
        ),
        Column(
            "sampai", lambda row: shown_decimal(row[5]), kind="number", key="max_points", align="right",
            width=76, sortable=False, edit=partial(change, "max_points"),
        ),
    )  # fmt: skip
