"""The pane of Periksa kembar: two persons side by side, and for each field in which they differ a choice."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QRadioButton, QWidget

from kpm_desktop.domain.cadres import Cadre
from kpm_desktop.domain.people import HistoryLine
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui import parts
from kpm_desktop.ui.cadres.pair_list import likeness_pill, pair, reason_words
from kpm_desktop.ui.cadres.words import person_name
from kpm_desktop.ui.pane_rows import PaneBody, wrapped
from kpm_desktop.ui.row_words import COLUMN_WORDS
from kpm_desktop.ui.tables.column import Row
from kpm_desktop.ui.theme import theme

TERM_WORDS: Final = "Masa tugas sekarang"
SIDES: Final = ("Data pertama", "Data kedua")
_COUNTED: Final = {"attendance": "pembinaan", "certificate": "sertifikat", "entry": "lomba"}


@dataclasses.dataclass(frozen=True, slots=True)
class PairFacts:
    """What stands side by side: both persons, what they differ in, and how each value is said.

    `said(field, value)` words a value; `other_taken` is what is proposed; `done` says who joined them when.
    """

    cadres: tuple[Cadre, Cadre]
    histories: tuple[Sequence[HistoryLine], Sequence[HistoryLine]]
    fields: Mapping[str, tuple[Any, Any]]
    other_taken: Mapping[str, bool]
    equal: Sequence[tuple[str, str]]
    said: Callable[[str, Any], str]
    done: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class PairActs:
    """What the buttons do; each gets the row."""

    join: Callable[[Row], object]
    tell_apart: Callable[[Row], object]
    take_apart: Callable[[Row], object]
    open_person: Callable[[Uid], object]


class PairPane(PaneBody):
    """One pair, built anew for each."""

    def __init__(self, facts_of: Callable[[Row], PairFacts], acts: PairActs) -> None:
        super().__init__()
        self._facts_of = facts_of
        self._acts = acts
        self._row: Row | None = None
        self._choices: dict[str, _Choice] = {}
        theme().changed.connect(self._take_measures)
        self.setAccessibleName("Perbandingan")

    def show_row(self, row: Row | None) -> None:
        """Show a pair with what is proposed; None says that none is chosen."""
        self._row = row
        self._choices = {}
        self.start()
        if row is not None:
            facts = self._facts_of(row)
            if pair(row).is_joined:
                self._fill_joined(row, facts)
            else:
                self._fill(row, facts)
        self.finish()

    def of_other(self) -> dict[str, bool]:
        """Return for each field that differs whether the second value is chosen."""
        return {name: choice.is_second for name, choice in self._choices.items()}

    def _take_measures(self) -> None:
        self.show_row(self._row)

    def _fill(self, row: Row, facts: PairFacts) -> None:
        line = pair(row)
        pill = likeness_pill(line)
        reasons = ", ".join(reason_words(line)) or "dipilih untuk dibandingkan"
        self.put(
            parts.row(
                parts.label("Orang yang sama?", "title"), parts.Pill(pill.text, pill.tone, pill.icon), None
            ),
            wrapped(f"{reasons[0].upper()}{reasons[1:]}.", "secondary"),
        )
        join = parts.button("Gabung jadi satu", "git-merge", "primary", "Ctrl+Return")
        join.clicked.connect(partial(_call, self._acts.join, row))
        apart = parts.button("Bukan orang yang sama", "users")
        apart.clicked.connect(partial(_call, self._acts.tell_apart, row))
        self.put(parts.row(join, apart, None), 4, self._table(row, facts))
        if facts.equal:
            same = ". ".join(f"{name}: {text}" for name, text in facts.equal)
            self.put(parts.label("Sama pada keduanya", "label"), wrapped(f"{same}.", "secondary"))
        self.put(
            wrapped(
                "Kehadiran, sertifikat, lomba, dan SK keduanya tetap ada. Dapat dipisahkan lagi kapan saja.",
                "secondary",
            )
        )

    def _fill_joined(self, row: Row, facts: PairFacts) -> None:
        self.put(parts.row(parts.label("Sudah digabung", "title"), None), wrapped(facts.done, "secondary"))
        apart = parts.button("Pisahkan lagi", "arrow-back-up", "primary")
        apart.clicked.connect(partial(_call, self._acts.take_apart, row))
        self.put(parts.row(apart, None), 4, self._table(row, facts))
        self.put(
            wrapped("Yang diubah sesudah digabung tetap. Isian lain kembali seperti semula.", "secondary")
        )

    def _table(self, row: Row, facts: PairFacts) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().size(8))
        grid.setVerticalSpacing(theme().size(6))
        grid.setColumnMinimumWidth(0, theme().size(108))
        for column in (1, 2):
            grid.setColumnStretch(column, 1)
        heads = ("Sekarang", "Sebelum digabung") if pair(row).is_joined else SIDES
        links = not pair(row).is_joined
        for place, (cadre, words) in enumerate(zip(facts.cadres, heads, strict=True), 1):
            grid.addLayout(self._head(cadre, words, has_link=links or place == 1), 0, place)
        grid.addWidget(parts.label("Riwayat", "secondary"), 1, 0, Qt.AlignmentFlag.AlignTop)
        for place, history in enumerate(facts.histories, 1):
            grid.addWidget(wrapped(history_count(history), "secondary"), 1, place)
        for number, (name, values) in enumerate(facts.fields.items(), 2):
            label = TERM_WORDS if name == "term" else COLUMN_WORDS.get(name, "Isian")
            texts = tuple(facts.said(name, value) for value in values)
            grid.addWidget(wrapped(label, "secondary"), number, 0)
            if pair(row).is_joined:
                for place, text in enumerate(texts, 1):
                    grid.addWidget(parts.value_label(text), number, place)
                continue
            choice = _Choice(label, texts, holder, second=facts.other_taken.get(name, False))
            self._choices[name] = choice
            for place, box in enumerate(choice.boxes, 1):
                grid.addWidget(box, number, place)
        return holder

    def _head(self, cadre: Cadre, words: str, *, has_link: bool) -> Any:
        head = parts.row(parts.label(words, "secondary"), None)
        if has_link:
            link = parts.button(
                "Buka", "external-link", "link", tooltip=f"Buka {person_name(cadre)} di Kader"
            )
            link.clicked.connect(partial(_call, self._acts.open_person, cadre.uid))
            head.addWidget(link)
        return parts.column(head, wrapped(person_name(cadre), "card"), spacing=0)


class _Choice:
    """Two boxes of which one is chosen."""

    def __init__(self, label: str, texts: Sequence[str], parent: QWidget, *, second: bool) -> None:
        self._group = QButtonGroup(parent)
        self.boxes = [_Box(label, text, side) for text, side in zip(texts, SIDES, strict=True)]
        for box in self.boxes:
            self._group.addButton(box.radio)
        self.boxes[1 if second else 0].radio.setChecked(True)

    @property
    def is_second(self) -> bool:
        return self.boxes[1].radio.isChecked()


class _Box(QFrame):
    """A value beside its radio button; a click anywhere chooses it."""

    def __init__(self, label: str, text: str, side: str) -> None:
        super().__init__()
        self.setProperty("role", "choice")
        self.radio = QRadioButton()
        self.radio.setAccessibleName(f"{label}, {side}: {text or 'kosong'}")
        self.radio.toggled.connect(self._show)
        value = wrapped(text or "kosong", "" if text else "empty")
        box = parts.row(self.radio, value, spacing=8)
        box.setStretch(1, 1)
        box.setContentsMargins(theme().size(10), theme().size(3), theme().size(10), theme().size(3))
        self.setLayout(box)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Choose this value."""
        super().mouseReleaseEvent(event)
        self.radio.click()
        self.radio.setFocus(Qt.FocusReason.MouseFocusReason)

    def _show(self, on: bool) -> None:
        parts.set_property(self, "on", on)


def history_count(history: Sequence[HistoryLine]) -> str:
    """Return what a person took part in: `3 pembinaan, 1 sertifikat`."""
    counts = {kind: sum(line.kind == kind for line in history) for kind in _COUNTED}
    said = ", ".join(f"{count} {_COUNTED[kind]}" for kind, count in counts.items() if count)
    return said or "belum pernah ikut"


def _call(act: Callable[[Any], object], given: Any, _checked: bool = False) -> None:
    act(given)
