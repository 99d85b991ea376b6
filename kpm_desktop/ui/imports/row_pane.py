"""The pane of the step *Periksa*: one row exactly as in the file, what is wrong, and its repair in place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QWidget

from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.villages import VillageLine
from kpm_desktop.ui import parts
from kpm_desktop.ui.forms.field import Candidate, FieldSpec
from kpm_desktop.ui.forms.pickers import LinkEditor
from kpm_desktop.ui.imports.rows import (
    answer_asked,
    fields_asked,
    village_asked,
)
from kpm_desktop.ui.imports.words import ANSWERS, TARGET_WORDS, masked, village_name
from kpm_desktop.ui.messages import sentence
from kpm_desktop.ui.pane_rows import PaneBody, fact, wrapped

_NIK_TARGETS: Final = {"nik", "nik_phone"}


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What the pane shows of a row: headings, targets and texts of its cells, what was repaired before.

    `shared` tells how many rows have the same unknown text for the village, `words` what fields are called.
    """

    found: Any
    cells: Sequence[tuple[str, str, str]]
    repairs: dict[str, str]
    villages: Sequence[VillageLine]
    shared: int
    is_remembered: bool
    answer: str
    several_sheets: bool
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RowActs:
    """What can be done to a row; each gets the row of the preview."""

    repair: Callable[[Any, dict[str, str], Uid | None, bool], object]
    answer: Callable[[Any, str], object]
    leave_out: Callable[[Any, bool], object]
    revealed: Callable[[], object]


class RowPane(PaneBody):
    """Filled anew for each row; what is typed is taken with *Pakai perbaikan* or Enter."""

    def __init__(self, acts: RowActs) -> None:
        super().__init__()
        self._acts = acts
        self._facts: RowFacts | None = None
        self._is_revealed = False
        self._edits_all = False
        self.fields: dict[str, QLineEdit] = {}
        self.village: LinkEditor | None = None
        self.remember: QCheckBox | None = None
        self.use: QPushButton | None = None

    def show_facts(self, facts: RowFacts | None) -> None:
        """Show a row; another one than before is masked again."""
        if facts is None or self._facts is None or facts.found.key != self._facts.found.key:
            self._is_revealed = self._edits_all = False
        self._facts = facts
        self._fill()

    def reveal(self) -> None:
        """Show the NIK as it stands in the file, or mask it again (Alt+N)."""
        if self._facts is None:
            return
        self._is_revealed = not self._is_revealed
        if self._is_revealed:
            self._acts.revealed()
        self._fill()

    def focus_repair(self) -> bool:
        """Put the cursor into the first thing to be answered or typed; False when there is none."""
        first = next((field for field in self.fields.values()), None)
        target: QWidget | None = self.village.line if self.village is not None else first
        if target is None:
            target = next((one for one in self.findChildren(QPushButton) if one.property("answer")), None)
        if target is None:
            return False
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    # inside

    def _fill(self) -> None:
        self.start()
        self.fields, self.village, self.remember, self.use = {}, None, None, None
        facts = self._facts
        if facts is None:
            self.put(wrapped("Pilih satu baris untuk melihat isinya.", "muted"))
            self.finish()
            return
        found = facts.found
        where = f", {found.sheet}" if facts.several_sheets and found.sheet else ""
        self.put(parts.label(f"Baris {found.row}{where}", "title", wrap=True))
        head = parts.row(parts.label("Persis seperti di berkas", "secondary"), None)
        if any(text and target in _NIK_TARGETS for _, target, text in facts.cells):
            words = "Tutup NIK" if self._is_revealed else "Tampilkan NIK"
            link = parts.button(words, "eye-off" if self._is_revealed else "eye", "link", "Alt+N")
            link.clicked.connect(self.reveal)
            head.addWidget(link)
        cells = parts.column(spacing=3)
        for heading, _, text in facts.cells:
            cells.addLayout(fact(heading, text if self._is_revealed else masked(text)))
        self.put(head, cells, parts.line())
        for problem in found.problems:
            tone = "err" if problem.is_blocking else "warn"
            self.put(parts.Notice(sentence(problem), tone, problem.code))
        self._put_answers(facts)
        self._put_repairs(facts)
        self.finish()

    def _put_answers(self, facts: RowFacts) -> None:
        code = answer_asked(facts.found)
        if not code:
            return
        self.put(parts.label("Siapa orang ini", "label"))
        for answer, words in ANSWERS:
            if answer == "typo" and code != "W.202":
                continue
            made = parts.button(words, "check" if facts.answer == answer else "", "group")
            made.setCheckable(True)
            made.setChecked(facts.answer == answer)
            made.setProperty("answer", answer)
            made.clicked.connect(partial(self._answered, answer))
            self.put(made)

    def _put_repairs(self, facts: RowFacts) -> None:
        found = facts.found
        if village_asked(found):
            self._put_village(facts)
        names = list(fields_asked(found))
        if self._edits_all:
            names += [target for _, target, _ in facts.cells if target in TARGET_WORDS and target]
        texts = {target: text for _, target, text in facts.cells}
        for name in dict.fromkeys(names):
            if name in {"village_text", "number"} and self.village is not None:
                continue
            field = QLineEdit(facts.repairs.get(name, "" if name == "nik" else texts.get(name, "")))
            field.setAccessibleName(facts.words[name])
            field.setMaxLength(200)
            field.returnPressed.connect(self.take)
            self.fields[name] = field
            self.put(parts.label(facts.words[name], "label", buddy=field), field)
        buttons = parts.row()
        if self.fields or self.village is not None:
            self.use = parts.button("Pakai perbaikan", "check", "primary")
            self.use.clicked.connect(self.take)
            buttons.addWidget(self.use)
        skip = parts.button("Ikutkan lagi" if found.is_left_out else "Lewati baris", "", "")
        skip.clicked.connect(self._skip)
        buttons.addWidget(skip)
        buttons.addStretch(1)
        self.put(buttons)
        if not self._edits_all:
            other = parts.button("Perbaiki isian lain", "pencil", "link")
            other.clicked.connect(self._edit_all)
            self.put(parts.row(other, None))

    def _put_village(self, facts: RowFacts) -> None:
        found = facts.found
        first = {village.uid: None for village in found.found.candidates}
        ordered = sorted(facts.villages, key=lambda one: one.uid not in first)
        spec = FieldSpec(
            "village",
            "Desa yang benar",
            "link",
            hint="Ketik sebagian nama desa",
            candidates=lambda: [Candidate(one.uid, one.name, f"Kec. {one.district_name}") for one in ordered],
        )
        self.village = LinkEditor(spec)
        best = found.village or next(iter(found.found.candidates), None)
        self.village.set_value(best.uid if best is not None else None)
        self.village.line.setAccessibleName("Desa yang benar")
        self.village.line.returnPressed.connect(self.take)
        self.put(parts.label("Desa yang benar", "label", buddy=self.village.line), self.village)
        for one in found.found.candidates[:3]:
            if best is not None and one.uid == best.uid:
                continue
            choice = parts.button(village_name(one), "map-pin", "link")
            choice.clicked.connect(partial(self._choose, one.uid))
            self.put(parts.row(choice, None))
        if not found.draft.village_text:
            return
        self.remember = QCheckBox("Ingat ejaan ini")
        self.remember.setToolTip("Tulisan ini langsung dikenali pada kiriman berikutnya")
        self.remember.setChecked(facts.is_remembered)
        self.put(self.remember)
        if facts.shared > 1:
            self.put(wrapped(f"Berlaku untuk {facts.shared} baris dengan tulisan yang sama.", "hint"))

    def take(self, _checked: bool = False) -> None:
        """Take what was typed and chosen (Pakai perbaikan)."""
        facts = self._facts
        if facts is None:
            return
        village: Uid | None = None
        if self.village is not None:
            self.village.on_left()
            village = self.village.value()
            if village is None and self.village.line.text().strip():
                self.village.line.selectAll()
                self.village.line.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        originals = {target: text for _, target, text in facts.cells}
        typed = {
            name: field.text().strip()
            for name, field in self.fields.items()
            if field.text().strip() != facts.repairs.get(name, originals.get(name, ""))
            and (name != "nik" or field.text().strip())
        }
        remembered = self.remember is None or self.remember.isChecked()
        self._acts.repair(facts.found, typed, village, remembered)

    def _answered(self, answer: str, _checked: bool = False) -> None:
        if self._facts is not None:
            self._acts.answer(self._facts.found, answer)

    def _choose(self, village: Uid, _checked: bool = False) -> None:
        if self.village is not None:
            self.village.set_value(village)
            self.take()

    def _skip(self, _checked: bool = False) -> None:
        if self._facts is not None:
            self._acts.leave_out(self._facts.found, not self._facts.found.is_left_out)

    def _edit_all(self, _checked: bool = False) -> None:
        self._edits_all = True
        self._fill()
        self.focus_repair()
