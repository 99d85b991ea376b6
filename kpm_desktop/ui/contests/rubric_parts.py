"""What the page *Kriteria* is made of: a titled table with its buttons, and the columns of both tables."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Literal

from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from kpm_desktop.domain.contests import Criterion
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.rubric import choices_of, in_order
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui import messages, parts
from kpm_desktop.ui.contests.words import shown_decimal, weights_sum
from kpm_desktop.ui.tables.column import Column, Row
from kpm_desktop.ui.tables.model import TableModel
from kpm_desktop.ui.tables.table_view import TableView
from kpm_desktop.ui.theme import theme

Field = Literal["name", "weight", "top", "min_points", "max_points"]


class RubricPart(QWidget):
    """A titled table with its buttons, and what its weights add up to."""

    def __init__(
        self, title: str, name: str, columns: tuple[Column, ...], more: Sequence[QPushButton] = ()
    ) -> None:
        super().__init__()
        self.model = TableModel(columns, parent=self)
        self.view = TableView(self.model, name)
        self.view.setMinimumHeight(theme().size(108))
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._noun = title.lower()
        self._card = parts.Card(title)
        self._sum = parts.Notice("", "ok")
        self.add = parts.button(f"Tambah {self._noun}", "plus")
        self.up = parts.button("Naik", tooltip=f"Naikkan {self._noun}")
        self.down = parts.button("Turun", tooltip=f"Turunkan {self._noun}")
        self.remove = parts.button("Buang", "trash", key="Del")
        self._card.body.addWidget(self.view, 1)
        self._card.body.addWidget(self._sum)
        self._card.body.addLayout(parts.row(self.add, *more, None))
        self._card.body.addLayout(parts.row(self.up, self.down, None, self.remove))
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

    def show_rows(
        self, rows: Sequence[Row], weights: Sequence[str], problems: Sequence[Problem], title: str = ""
    ) -> None:
        """Show the rows and what the weights of the uppermost add up to, or what is wrong with weights."""
        if title:
            self._card.title.setText(title)
        self.model.set_rows(rows)
        self._sum.setVisible(any(weights) or bool(problems))
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


def stage_columns(change: Callable[[Field, Row, Any], None]) -> tuple[Column, ...]:
    """Return the columns of the stages; `change` gets what was typed in a cell."""
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


def criterion_columns(change: Callable[[Field, Row, Any], None]) -> tuple[Column, ...]:
    """Return the columns of the criteria; `change` gets what was typed in a cell."""
    return (
        Column("Ke", lambda row: row[1], key="position", width=52, sortable=False),
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
            width=76, sortable=False, empty="", edit=partial(change, "max_points"),
        ),
        Column(
            "Skala", lambda row: row[6], key="scale", width=84, sortable=False, empty="angka",
            low_priority=True, tooltip=lambda row: row[7],
        ),
    )  # fmt: skip


def criterion_rows(criteria: Sequence[Criterion]) -> list[Row]:
    """Return the criteria as rows in the order of the paper, indicators numbered below their criterion."""
    above = {one.parent for one in criteria}
    counts: list[int] = []
    rows: list[Row] = []
    for one, depth in in_order(criteria):
        counts = [*counts, 0][: depth + 1]
        counts[depth] += 1
        number = ".".join(map(str, counts))
        limits = ("", "") if one.uid in above else (one.min_points, one.max_points)
        choices = choices_of(one.scale)
        scale = f"{len(choices)} pilihan" if choices else ""
        told = "\n".join(f"{choice.mark} = {choice.text}" for choice in choices)
        rows.append((one.uid, number, one.name, one.weight, *limits, scale, told))
    return rows
