"""The full page *Gabung data*: what packages bring in groups, what is contested to choose, then the merge.

Nothing is written before *Gabung n perubahan*; a verified backup is made first. `screens.md` 3.11.
"""

from functools import partial
from typing import Any, Final

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.words import thousands
from kpm_desktop.log import LOGGER
from kpm_desktop.store.contested import Side
from kpm_desktop.store.data_file import Changes
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.store.history import Reversal
from kpm_desktop.store.merge_preview import MergePreview
from kpm_desktop.store.merging import Merged
from kpm_desktop.ui import dialogs, parts
from kpm_desktop.ui.jobs import Err, Ok
from kpm_desktop.ui.merging import report
from kpm_desktop.ui.merging.done_card import DoneCard
from kpm_desktop.ui.merging.foot import Foot
from kpm_desktop.ui.merging.groups import GroupsView
from kpm_desktop.ui.merging.lines import GROUPS, ChoiceLine, DoubledLine, Group, choice_lines
from kpm_desktop.ui.merging.notices import notices
from kpm_desktop.ui.merging.passports import Passports
from kpm_desktop.ui.merging.session import MergeSession
from kpm_desktop.ui.messages import explain
from kpm_desktop.ui.package_words import erased_words, late_words
from kpm_desktop.ui.page import FullPage, Shell
from kpm_desktop.ui.page_memory import PageMemory
from kpm_desktop.ui.parts import Offer
from kpm_desktop.ui.tables.column import Row
from kpm_desktop.ui.theme import Density, theme

NOTHING_YET: Final = "Periksa dahulu, belum ada yang ditulis"
SAFE: Final = "Cadangan dibuat sebelum menggabung. Seluruh gabungan dapat diurungkan."
_FOR_NOTHING: Final = frozenset({"print_log"})
"""Tables whose changes leave a preview as it is."""
_WAITING, _TROUBLE, _LOOK = range(3)


class MergePage(FullPage):
    """One merge, from its preview to its undo."""

    help_topic = "merge"

    def __init__(self, shell: Shell, session: MergeSession) -> None:
        super().__init__(shell, "Gabung data")
        self.session = session
        self._is_left = False
        self._lower = parts.label(NOTHING_YET, "secondary")
        self.groups = GroupsView(PageMemory(shell, "merge"), self._choose)
        opened = session.opened
        self.passports = Passports(shell.workspace.data_file, opened.taken or opened.waiting)
        self.done = DoneCard()
        self.trouble = parts.Notice("", "err")
        self.foot = Foot()
        self._notices = QVBoxLayout()
        self._put_together()
        self._connect()
        if session.preview is None:
            self._look()
        else:
            self._show()

    # what the window calls

    def hint(self) -> str:
        """Say what the keys do."""
        if self.session.merged is not None:
            return "Penggabungan dapat dibatalkan kapan saja dari Riwayat"
        return "Kiri atau kanan memilih, Del membiarkan, F8 ke yang belum dipilih"

    def refresh(self, changes: Changes | None) -> None:
        """Look again when the data changed; after the merge see whether it was taken back."""
        if self.session.merged is not None:
            self._look_whether_undone()
        elif changes is not None and not {table for table, _ in changes.touched} <= _FOR_NOTHING:
            self._look()

    def regions(self) -> list[QWidget]:
        """Return the groups, their list and the foot."""
        top = [self.done] if self.session.merged is not None else []
        return [*top, *self.groups.areas(), self.foot]

    def show_part(self, number: int) -> None:
        """Show a group by its number (Alt+1..7)."""
        if self._stack.currentIndex() == _LOOK and 1 <= number <= len(GROUPS):
            self.groups.show_group(list(GROUPS)[number - 1])

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.groups.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.groups.search.selectAll()

    def next_problem(self) -> None:
        """Go to the next cell without a choice (F8)."""
        self.groups.go_to_open(1)

    def previous_problem(self) -> None:
        """Go to the one before (Shift+F8)."""
        self.groups.go_to_open(-1)

    def reveal(self) -> None:
        """Show both NIK of the current row until it is left (Alt+N)."""
        row = self.groups.shown.view.current_row()
        if isinstance(row, ChoiceLine) and row.contested.group == "nik" and not row.is_revealed:
            self.groups.update_lines([row._replace(is_revealed=True)])
            LOGGER.info("a NIK was shown in a merge")

    def print_rows(self) -> None:
        """Show the report (Ctrl+P)."""
        if self.session.preview is not None:
            report.show(self.shell, self.session)

    def finish(self) -> None:
        """Merge (Ctrl+Enter); afterwards go on."""
        if self.session.merged is not None:
            self._go_on()
        elif self._stack.currentIndex() == _LOOK:
            self.merge()

    def may_close(self) -> bool:
        """Always; what was looked at but not merged is kept and offered again."""
        session = self.session
        if not self._is_left and session.preview is not None and session.merged is None:
            again = partial(self.shell.open, "merge", session=session)
            self.shell.say("Penggabungan ditinggalkan. Belum ada yang ditulis.", "Buka lagi", again)
        self._is_left = True
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc clears the search, wherever the focus is."""
        if event.key() == Qt.Key.Key_Escape and self.groups.search.text():
            self.groups.search.clear()
            self.groups.focus_list()
            event.accept()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fold what does not fit."""
        super().resizeEvent(event)
        self.passports.take_density(self.width())
        self.head.remark.setVisible(theme().density(self.width()) < Density.NARROW)

    # looking

    def _look(self) -> None:
        self.foot.go_on.setEnabled(False)
        self.shell.workspace.read_long("Membandingkan data", self.session.look, self._looked)

    def _looked(self, result: Ok[MergePreview | None] | Err) -> None:
        if not shiboken6.isValid(self):
            return
        if isinstance(result, Err):
            self._not_looked(result)
            return
        self.session.renew(result.value)
        if self.session.preview is None:
            self._show_trouble(explain("E-MENUNGGU", {}).text, "E-MENUNGGU", "warn")
        else:
            self._show()

    def _not_looked(self, result: Err) -> None:
        if isinstance(result.error, DataFileError):
            told = explain(result.error.code, result.error.values)
            self._show_trouble(told.text, result.error.code, "err")
        elif result.is_cancelled:
            self._show_trouble("Perbandingan dihentikan. Belum ada yang ditulis.", "", "info")
        else:
            raise result.error

    def _show_trouble(self, text: str, code: str, tone: str) -> None:
        self.trouble.show_message(text, tone, code)
        self._stack.setCurrentIndex(_TROUBLE)
        self.foot.hide()

    def _show(self) -> None:
        """Show the session as it is now."""
        session, merged = self.session, self.session.merged is not None
        first = self._stack.currentIndex() != _LOOK
        self.groups.show_preview(session.found, session.chosen)
        self.groups.set_choosing(not merged)
        self._show_notices()
        self._lower.setVisible(not merged)
        self.head.remark.setText("" if merged else SAFE)
        self.passports.setVisible(not merged)
        self.done.setVisible(merged)
        self.foot.setVisible(not merged)
        self.foot.go_on.setEnabled(True)
        if merged:
            self.done.show_result(session, self._offers(), self._undo, self._redo)
        else:
            self.foot.show_session(session)
        self._stack.setCurrentIndex(_LOOK)
        if first:
            self.groups.show_group(self._first_group())
        self.hint_changed.emit(self.hint())

    def _first_group(self) -> Group:
        """Return where to begin: an erasure is told first, then what is contested, then what comes."""
        found = self.session.found
        order: tuple[Group, ...] = ("erased", *GROUPS)
        return next((group for group in order if getattr(found, group)), "contested")

    def _show_notices(self) -> None:
        parts.clear(self._notices)
        for notice in notices(self.session, self.shell.workspace.data_file):
            self._notices.addWidget(notice)

    # choosing

    def _choose(self, line: ChoiceLine, side: Side | None) -> None:
        if self.session.merged is None:
            self.session.choose(line.contested, side)
            self._chosen([one for one in self._lines() if one.contested.cell == line.contested.cell])

    def take_ours(self) -> None:
        """Choose the value of this PC everywhere."""
        self.session.choose_all(ours=True)
        self._chosen(self._lines())

    def take_theirs(self) -> None:
        """Choose the value on the stick everywhere."""
        self.session.choose_all(ours=False)
        self._chosen(self._lines())

    def _lines(self) -> list[ChoiceLine]:
        return choice_lines(self.session.found, self.session.chosen)

    def _chosen(self, lines: list[ChoiceLine]) -> None:
        self.groups.update_lines(lines)
        self.foot.show_session(self.session)

    def _moved(self, row: Any) -> None:
        """Hide NIK again once their row is left."""
        shown = self.groups.lists["contested"].model.shown_rows()
        hidden = [
            one._replace(is_revealed=False)
            for one in shown
            if isinstance(one, ChoiceLine) and one.is_revealed and (row is None or one.uid != row[0])
        ]
        if hidden:
            self.groups.update_lines(hidden)

    # merging

    def merge(self) -> None:
        """Back up and merge, as one operation, after what cannot be taken back was asked."""
        if not self._may_delete() or not self._may_erase():
            return
        self.foot.go_on.setEnabled(False)
        title = f"Menggabungkan {thousands(self.session.incoming())} perubahan"
        self.shell.workspace.read_long(title, self.session.merging(), self._merged)

    def _may_delete(self) -> bool:
        found = self.session.found
        if not found.deletes_much:
            return True
        count = thousands(len(found.deleted))
        words = f"Paket ini menghapus {count} isian. Ketik HAPUS bila memang benar"
        typed = dialogs.ask_text(self.shell.window(), f"Hapus {count} isian?", words, f"Hapus {count}")
        return typed == "HAPUS"

    def _may_erase(self) -> bool:
        found = self.session.found
        if not found.erased:
            return True
        detail = (
            "Semuanya dihapus selamanya di PC ini juga. Tidak dapat dibatalkan. "
            f"Bila tidak setuju, tekan Batal: paket ini tidak digabungkan. {late_words(found.late)}"
        )
        people = sum(table == "person" for table, _ in found.erased)
        act = f"Gabung dan musnahkan {thousands(people or len(found.erased))}"
        title = f"Musnahkan {erased_words(found.erased)}?"
        return dialogs.ask(self.shell.window(), title, detail.strip(), act)

    def _merged(self, result: Ok[Merged | None] | Err) -> None:
        alive = shiboken6.isValid(self)
        if isinstance(result, Err):
            if alive:
                self.foot.go_on.setEnabled(True)
            if isinstance(result.error, DataFileError):
                dialogs.tell_error(self.shell.window(), result.error)
            elif result.is_cancelled:
                self.shell.say("Penggabungan dihentikan. Tidak ada yang berubah.")
            else:
                raise result.error
            return
        self.session.merged = result.value
        if result.value is None:
            self.shell.say("Tidak ada yang baru. Tidak ada yang diubah.")
            return
        self.shell.workspace.broadcast(result.value.changes)
        self.shell.workspace.acted.emit(result.value.changes)
        if alive:
            self._show()
            self.done.setFocus(Qt.FocusReason.OtherFocusReason)

    # afterwards

    def _offers(self) -> list[Offer]:
        session = self.session
        offers = [Offer("Selesai", self._go_on, "check", "Ctrl+Return")]
        open_cells = 0 if session.is_undone else self.shell.workspace.data_file.conflict_count()
        if open_cells:
            words = f"Berbeda isi {thousands(open_cells)}"
            offers.append(Offer(words, partial(self.shell.open, "show_conflicts"), "alert-triangle"))
        pairs = [one.rows for one in session.found.doubled if one.table == "person"]
        if pairs and not session.is_undone:
            words = f"Periksa kembar {thousands(len(pairs))}"
            offers.append(Offer(words, partial(self._compare, pairs[0]), "users"))
        offers.append(Offer("Laporan (PDF)", self.print_rows, "file-text", "Ctrl+P"))
        return offers

    def _compare(self, rows: tuple[Uid, ...]) -> None:
        """Ask whether two of these persons are one, in Periksa kembar."""
        self.shell.open("duplicates", wanted=rows[:2])

    def _opened(self, row: Row) -> None:
        """Compare a pair that shares a natural key, once it is here."""
        if isinstance(row, DoubledLine) and row.doubled.table == "person" and self.session.merged is not None:
            self._compare(row.doubled.rows)

    def _go_on(self) -> None:
        self._is_left = True
        self.shell.back()

    def _undo(self) -> None:
        session = self.session
        if session.merged is not None:
            self.shell.workspace.undo_operation(session.merged.changes.operation, self._undone)

    def _undone(self, reversal: Reversal) -> None:
        self.session.undo = reversal.changes.operation
        if shiboken6.isValid(self):
            self._show()

    def _redo(self) -> None:
        if self.session.undo is not None:
            self.shell.workspace.undo_operation(self.session.undo)

    def _look_whether_undone(self) -> None:
        session = self.session
        if session.merged is None:
            return
        operation = session.merged.changes.operation
        history = self.shell.workspace.data_file.history()
        session.is_undone = next((one.is_undone for one in history if one.operation == operation), False)
        if not session.is_undone:
            session.undo = None
        self._show()

    # building

    def _connect(self) -> None:
        self.groups.all_left.clicked.connect(self.take_ours)
        self.groups.all_right.clicked.connect(self.take_theirs)
        self.groups.lists["contested"].view.current_changed.connect(self._moved)
        self.groups.lists["doubled"].view.opened.connect(self._opened)
        self.foot.report.clicked.connect(self.print_rows)
        self.foot.cancel.clicked.connect(self.leave)
        self.foot.go_on.clicked.connect(self.finish)

    def _put_together(self) -> None:
        self.head.middle.addWidget(self._lower)
        inside = parts.column(self.passports, self.done, self.groups, self._notices, spacing=10)
        inside.setStretch(2, 1)
        gap = theme().size(12)
        inside.setContentsMargins(gap, theme().size(8), gap, theme().size(8))
        look = parts.scrolled(inside)  # where there is little room; the foot stays
        trouble = QWidget()
        buttons = parts.offered(
            (Offer("Kembali", self.leave, "chevron-left"), Offer("Coba lagi", self._look))
        )
        box = parts.column(self.trouble, parts.row(*buttons, None), None, spacing=12)
        box.setContentsMargins(*(theme().size(24),) * 4)
        trouble.setLayout(box)
        self._stack = QStackedWidget()
        for part in (parts.EmptyState("git-merge", "Membandingkan dengan data di PC ini."), trouble, look):
            self._stack.addWidget(part)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self.foot)
        self.done.hide()
        self.setFocusProxy(self._stack)


def open_merge(shell: Shell, *, opened: Any = None, session: MergeSession | None = None) -> MergePage:
    """Open the merge of packages (`receive_package.Opened`), or take up one that was left."""
    return MergePage(shell, session or MergeSession(opened))
