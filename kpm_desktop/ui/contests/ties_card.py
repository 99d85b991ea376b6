"""The ladder that parts equal scores, as the office puts it in order: rungs, the drawn lot, a shared rank."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QComboBox, QWidget

from kpm_desktop.domain.tie_ladder import LOT, moved, with_rung, without_rungs
from kpm_desktop.ui import parts
from kpm_desktop.ui.forms.pickers import QuietBox
from kpm_desktop.ui.pane_rows import wrapped
from kpm_desktop.ui.tables.column import Column, Row
from kpm_desktop.ui.tables.model import TableModel
from kpm_desktop.ui.tables.table_view import TableView
from kpm_desktop.ui.theme import theme

LAST = "Masih sama sesudah urutan ini: berbagi peringkat (1-2-2-4)."
LOT_WORDS = "Undian dengan tanda tangan ketua"


class TiesCard(QWidget):
    """The rungs in order; every act hands the whole new ladder to `change`."""

    def __init__(self, change: Callable[[tuple[str, ...]], object]) -> None:
        super().__init__()
        self._change = change
        self._ladder: tuple[str, ...] = ()
        self.model = TableModel(_columns(), parent=self)
        self.view = TableView(self.model, "Urutan pemutus nilai sama", row_height="row_dense")
        self.view.setFixedHeight(theme().size(126))
        self.view.delete_wanted.connect(self._remove)
        self.choice = QuietBox()
        self.choice.setAccessibleName("Pemutus yang ditambahkan")
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(20)
        self.add = parts.button("Tambah pemutus", "plus")
        self.up = parts.button("Naik", tooltip="Naikkan pemutus")
        self.down = parts.button("Turun", tooltip="Turunkan pemutus")
        self.remove = parts.button("Buang", "trash")
        self.add.clicked.connect(self._add)
        self.up.clicked.connect(partial(self._move, -1))
        self.down.clicked.connect(partial(self._move, 1))
        self.remove.clicked.connect(self._remove)
        card = parts.Card("Urutan pemutus nilai sama")
        adding = parts.row(self.choice, self.add)
        adding.setStretch(0, 1)
        acts = parts.row(self.up, self.down, None, self.remove)
        beside = parts.column(adding, acts, wrapped(LAST, "secondary"), None, spacing=8)
        both = parts.row(self.view, beside, spacing=12)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        card.body.addLayout(both)
        self.setLayout(parts.column(card))

    def show_ladder(self, ladder: Sequence[str], choices: Sequence[tuple[str, str, str]]) -> None:
        """Show the rungs, and offer those that are not in the ladder yet."""
        self._ladder = tuple(ladder)
        words = {rung: _words(rung, name, stage) for rung, name, stage in choices}
        rows = [
            (rung.encode(), str(place), words.get(rung, "tidak dikenal"))
            for place, rung in enumerate(ladder, 1)
        ]
        self.model.set_rows(rows)
        if self.view.current_row() is None:
            self.view.go_to_first()
        self.choice.clear()
        for rung, text in words.items():
            if rung not in ladder:
                self.choice.addItem(text, rung)
        self.add.setEnabled(self.choice.count() > 0)

    def _place(self) -> int:
        row = self.view.current_row()
        return self._ladder.index(row[0].decode()) if row is not None else -1

    def _add(self, _checked: bool = False) -> None:
        rung = self.choice.currentData()
        if rung is not None:
            self._change(with_rung(self._ladder, str(rung)))
            self.view.go_to(str(rung).encode())

    def _move(self, by: int, _checked: bool = False) -> None:
        ladder = moved(self._ladder, self._place(), by)
        if ladder != self._ladder:
            self._change(ladder)

    def _remove(self, *_ignored: object) -> None:
        place = self._place()
        if place >= 0:
            self._change(without_rungs(self._ladder, [self._ladder[place]]))


def _words(rung: str, name: str, stage: str) -> str:
    if rung == LOT:
        return LOT_WORDS
    return f"Kriteria {name} ({stage})" if stage else f"Tahap {name}"


def _text(row: Row) -> str:
    return str(row[2])


def _columns() -> tuple[Column, ...]:
    return (
        Column("Ke", lambda row: row[1], key="place", width=44, sortable=False),
        Column("Dibandingkan", _text, key="rung", width=300, stretch=True, main=True, sortable=False),
    )
