"""The full page Periksa kembar: pairs that may be one person, compared, joined, told apart, taken apart."""

from functools import partial
from typing import Any

import shiboken6
from PySide6.QtWidgets import QStackedWidget, QWidget

from kpm_desktop import workflows
from kpm_desktop.domain import dates
from kpm_desktop.domain.cadres import CadreTerm
from kpm_desktop.domain.duplicates import PairLine
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.ui import dialogs, parts
from kpm_desktop.ui.cadres.pair_list import PairList, pair
from kpm_desktop.ui.cadres.pair_pane import PairActs, PairFacts, PairPane
from kpm_desktop.ui.cadres.words import place_name, term_words
from kpm_desktop.ui.jobs import Err, Ok
from kpm_desktop.ui.list_printing import print_list
from kpm_desktop.ui.page import FullPage, Shell
from kpm_desktop.ui.parts import Offer
from kpm_desktop.ui.record_history import Values
from kpm_desktop.ui.row_words import COLUMN_WORDS
from kpm_desktop.ui.tables.column import Row

TITLE = "Periksa kembar"
CONCERNS = frozenset({"person", "cadre_term", "head_term", "not_same", "village_name", "attendance"})
_SHOWN_IF_EQUAL = (
    "name",
    "nik",
    "birth_date",
    "phone",
    "sex",
    "birth_place",
    "address",
    "village",
    "decree_no",
)


class DuplicatesPage(FullPage):
    """What was found stays until *Bandingkan lagi*; every act and every undo shows at once."""

    help_topic = "duplicates"

    def __init__(self, shell: Shell, wanted: tuple[Uid, Uid] | None = None) -> None:
        super().__init__(shell, TITLE)
        self._wanted = wanted
        self._pairs: list[Any] = []
        self.pane = PairPane(self._facts, PairActs(self._join, self._apart, self._take_apart, self._open))
        self.list = PairList(shell, self._lines, self.look, self._tell_apart, self.pane)
        self._waiting = parts.EmptyState("users", "Sedang membandingkan kader.")
        self._stopped = parts.EmptyState(
            "users", "Pemeriksaan dihentikan.", (Offer("Bandingkan lagi", self.look, "refresh"),)
        )
        self._stack = QStackedWidget()
        for part in (self.list, self._waiting, self._stopped):
            self._stack.addWidget(part)
        self.body.addWidget(self._stack, 1)
        self.setFocusProxy(self.list.view)
        self.look()

    # what the window calls

    def hint(self) -> str:
        """Say what can be done here."""
        return self.list.hint()

    def refresh(self, changes: Changes | None) -> None:
        """Show the pairs as they stand now; another data file is looked through anew."""
        if changes is None:
            self.look()
        elif {table for table, _ in changes.touched} & CONCERNS:
            self.list.reload()
            self.pane.show_row(self.list.current_row())

    def regions(self) -> list[QWidget]:
        """Return the parts of the list."""
        return self.list.regions()

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.list.focus_search()

    def print_rows(self) -> None:
        """Print the list as it is shown (Ctrl+P)."""
        print_list(self.shell, self.list, "Periksa kembar")

    def toggle_pane(self) -> None:
        """Open or close the comparison (F4)."""
        self.list.toggle_pane()

    def next_item(self) -> None:
        """Go to the next pair (Ctrl+PgDn)."""
        self.list.next_item()

    def previous_item(self) -> None:
        """Go to the pair before (Ctrl+PgUp)."""
        self.list.previous_item()

    def finish(self) -> None:
        """Join the pair that is shown, as it is chosen (Ctrl+Enter)."""
        row = self.list.current_row()
        if row is not None and not pair(row).is_joined:
            self._join(row)

    # looking

    def look(self) -> None:
        """Look for pairs, on the worker."""
        self._stack.setCurrentWidget(self._waiting)
        self.shell.workspace.read_long(
            "Membandingkan kader", workflows.find_duplicates.find_pairs, self._found
        )

    def _found(self, result: Ok[Any] | Err) -> None:
        if not shiboken6.isValid(self):
            return
        if isinstance(result, Err):
            self._stack.setCurrentWidget(self._stopped)
            if isinstance(result.error, DataFileError):
                dialogs.tell_error(self.shell.window(), result.error)
            elif not result.is_cancelled:
                raise result.error
            return
        self._pairs = result.value
        wanted, self._wanted = self._wanted, None
        if wanted is not None and not any({one.one, one.other} == set(wanted) for one in self._pairs):
            self._pairs.insert(0, workflows.find_duplicates.pair_of(self._data_file, *wanted))
        self._stack.setCurrentWidget(self.list)
        self.list.reload()
        if wanted is not None:
            line = next((row for row in self.list.model.order.rows if set(wanted) == {row[1], row[2]}), None)
            if line is not None:
                self.list.go_to(line[0])
        if self.list.current_row() is None:
            self.list.view.go_to_first()
        self.list.view.setFocus()

    def _lines(self) -> list[Row]:
        return list(workflows.find_duplicates.pair_lines(self._data_file, self._pairs))

    @property
    def _data_file(self) -> DataFile:
        return self.shell.workspace.data_file

    # one pair

    def _facts(self, row: Row) -> PairFacts:
        file, line = self._data_file, pair(row)
        one, other = file.cadres.of_person(line.one), file.cadres.of_person(line.other)
        found = workflows.find_duplicates
        fields = found.differing(one, other)
        values = [(name, getattr(one.person, name, None)) for name in _SHOWN_IF_EQUAL]
        values += [(name, getattr(one.term, name, None)) for name in _SHOWN_IF_EQUAL if "term" not in fields]
        equal = [
            (COLUMN_WORDS[name], self._said(name, value))
            for name, value in values
            if name not in fields and value
        ]
        return PairFacts(
            (one, other),
            (file.people.history(line.one), file.people.history(line.other)),
            fields,
            found.proposed(one, other),
            equal,
            self._said,
            self._done_words(line),
        )

    def _done_words(self, line: PairLine) -> str:
        history = self._data_file.record_history("person", line.other)
        step = next((one for one in history if one.operation == line.operation), None)
        return f"{step.label}, {dates.long_date(step.at.date())} {step.at:%H.%M}." if step else ""

    def _said(self, name: str, value: Any) -> str:
        if isinstance(value, CadreTerm):
            place = place_name(self._data_file, value.village, self.shell.now().date())
            return ", ".join(part for part in (place, term_words(value)) if part)
        if name == "photo":
            return "ada foto" if value else ""
        if name == "village":
            return place_name(self._data_file, value, self.shell.now().date())
        return Values(self._data_file).say(name, value)

    # acts

    def _join(self, row: Row) -> None:
        line, chosen = pair(row), self.pane.of_other()
        act = partial(_join, kept=line.one, other=line.other, of_other=chosen)
        self.shell.workspace.run("join", f"Gabung 2 data {line.name}", act)

    def _apart(self, row: Row) -> None:
        self._tell_apart([row])

    def _tell_apart(self, rows: list[Row]) -> None:
        pairs = [(pair(row).one, pair(row).other) for row in rows]
        label = f"Tandai {len(pairs)} pasang bukan orang yang sama"
        self.shell.workspace.run("edit", label, partial(_mark, pairs=pairs))

    def _take_apart(self, row: Row) -> None:
        operation = pair(row).operation
        if operation is not None:
            self.shell.workspace.undo_operation(operation)

    def _open(self, person: Uid) -> None:
        self.shell.go("cadres", uid=person)


def _join(file: DataFile, *, kept: Uid, other: Uid, of_other: dict[str, bool]) -> None:
    workflows.find_duplicates.join(file, kept, other, of_other)


def _mark(file: DataFile, *, pairs: list[tuple[Uid, Uid]]) -> None:
    for one, other in pairs:
        file.people.mark_not_same(one, other)


def open_duplicates(shell: Shell, *, wanted: tuple[Uid, Uid] | None = None) -> FullPage:
    """Open the page; `wanted` is a pair to be looked at first."""
    return DuplicatesPage(shell, wanted)
