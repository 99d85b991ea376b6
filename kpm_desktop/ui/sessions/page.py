"""The screen *Pembinaan*: series, their sessions, and what is to be done for each of them."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication, QWidget

from kpm_desktop.domain import names
from kpm_desktop.domain.sessions import SeriesLine
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.ui.drop_frame import local_files, sheet_offer
from kpm_desktop.ui.list_printing import print_list
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.page_memory import PageMemory
from kpm_desktop.ui.sessions import acts, file_acts, papers, people_acts, session_acts
from kpm_desktop.ui.sessions.columns import chips, search, session_columns, session_row
from kpm_desktop.ui.sessions.detail import SessionDetail
from kpm_desktop.ui.sessions.facts import SessionFacts, facts_of
from kpm_desktop.ui.sessions.invite_dialog import open_invite
from kpm_desktop.ui.sessions.plan import plan_sessions
from kpm_desktop.ui.sessions.rows import session_rows
from kpm_desktop.ui.sessions.series_head import SeriesHead
from kpm_desktop.ui.sessions.series_list import OtherSeries
from kpm_desktop.ui.sessions.sheet_dialog import open_sheet_dialog
from kpm_desktop.ui.tables.column import Row
from kpm_desktop.ui.tables.list_page import ListPage
from kpm_desktop.ui.tables.list_spec import EmptyList, ListSpec, RowAction, ToolbarAction
from kpm_desktop.ui.theme import theme

NAMES_OFFER = "Lepas untuk mencocokkan nama di berkas ini dengan data. Belum ada yang ditulis."
CONCERNS = frozenset(
    {"session", "series", "attendance", "venue", "topic", "speaker", "step_tick", "printed_sheet",
     "sheet_page", "certificate", "attachment", "person", "village_name", "district", "cadre_term",
     "head_term"}
)  # fmt: skip


class SessionsPage(ListPage):
    """The tab *Pembinaan*. `others` is the list of the other series below the sessions."""

    title = "Pembinaan"
    help_topic = "sessions"

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._memory = PageMemory(shell, "sessions")
        self._series: SeriesLine | None = None
        self._all_series: list[SeriesLine] = []
        self._people_of: dict[Uid, str] | None = None
        pane_memory = PageMemory(shell, "session_parts")
        self.detail = SessionDetail(
            self._file_in_use, self._facts, session_acts.pane_acts(shell), pane_memory
        )
        super().__init__(self._spec(), self._memory, self.detail, pane_scrolls=False)
        self.series_head = SeriesHead(
            self._edit_series, self._copy_series, self.plan_sessions, self._open_steps
        )
        self.head.addWidget(self.series_head)
        self.others = OtherSeries(shell, self._memory, self._open_series, self._copied, self)
        left = self.selection.parentWidget()
        box = left.layout() if left is not None else None
        if box is not None:
            box.addWidget(self.others.view)
        theme().changed.connect(self._share_height)

    # what the window calls

    def refresh(self, changes: Changes | None) -> None:
        """Show the data anew."""
        if changes is not None and not {table for table, _ in changes.touched} & CONCERNS:
            return
        is_first = changes is None
        self._all_series = self._data_file.sessions.find_series()
        self._people_of = None
        self.reload()
        if is_first:
            self._show_newest()
        self._show_series()
        if self.pane is not None:
            self.pane.show_row(self.current_row())
        self.hint_changed.emit(self.hint())

    def hint(self) -> str:
        """Say how many sessions are shown."""
        return f"{len(self.model.order.shown)} sesi tampil"

    def regions(self) -> list[QWidget]:
        """Return search, chips, sessions, other series, pane."""
        found = super().regions()
        found.insert(3, self.others.view)
        return found

    def focus_search(self) -> None:
        """Go into the search box of the list that the cursor is in (Ctrl+F)."""
        focused = QApplication.focusWidget()
        if focused is not None and self.detail.isAncestorOf(focused):
            self.detail.focus_search()
        else:
            super().focus_search()

    def show_wish(
        self,
        *,
        uid: Uid | None = None,
        chips: Mapping[str, Iterable[str]] | None = None,
        query: str = "",
        session: Uid | None = None,
        invite_villages: Collection[Uid] = (),
        invite_people: Collection[Uid] = (),
        new: bool = False,
    ) -> None:
        """Show a session, start a new one for exactly these villages, or invite exactly these people."""
        wanted = session or uid
        if wanted is not None or chips is not None or query:
            super().show_wish(uid=wanted, chips=chips, query=query)
        if invite_villages:
            villages = tuple(invite_villages)
            districts = {self._data_file.villages.get(village).district for village in villages}
            chosen = tuple(one.uid for one in self._data_file.villages.districts() if one.uid in districts)
            acts.add_session(self._shell, self._newest(), chosen, partial(self._arrived, villages))
        elif invite_people:
            people_acts.invite_people(self._shell, list(invite_people), self._newest(), self.go_to)
        elif new:
            self.add_new()

    def show_part(self, number: int) -> None:
        """Show an inner tab of the pane (Alt+1 to Alt+4)."""
        self.detail.show_part(number)

    def print_rows(self) -> None:
        """Print the attendance sheet of the current session (Ctrl+P)."""
        row = self.current_row()
        if row is not None:
            open_sheet_dialog(self._shell, row[0])

    # what the list calls

    def add_new(self) -> None:
        """Add a session to the series shown (Ctrl+N)."""
        acts.add_session(self._shell, self._newest(), (), partial(self._arrived, ()))

    def edit_row(self, row: Row) -> None:
        """Change a session (F2)."""
        acts.edit_session(self._shell, row[0])

    def delete_rows(self, rows: list[Row]) -> None:
        """Throw sessions away (Del)."""
        acts.delete_sessions(self._shell, [row[0] for row in rows])

    def current_changed(self, _row: Row | None) -> None:
        """Let the head name the series of the current session."""
        self._show_series()

    # inside

    @property
    def _data_file(self) -> DataFile:
        return self._shell.workspace.data_file

    def _file_in_use(self) -> DataFile:
        return self._data_file

    def _today(self) -> dt.date:
        return self._shell.now().date()

    def _spec(self) -> ListSpec:
        return ListSpec(
            name="sessions",
            columns=session_columns(),
            load=self._load,
            search=search(self._with_person),
            noun="sesi",
            empty=EmptyList(
                "school",
                "Belum ada sesi.",
                (
                    ToolbarAction("Tambah sesi", "plus", self.add_new, "Ctrl+N"),
                    self._plan_action(),
                    self._series_action(),
                ),
            ),
            chips=chips(),
            actions=(
                ToolbarAction("Tambah sesi", "plus", self.add_new, "Ctrl+N", primary=True),
                ToolbarAction("Undang menurut aturan", "user-plus", self._invite_current),
                ToolbarAction("Cetak daftar hadir", "printer", self.print_rows, "Ctrl+P"),
                ToolbarAction("Cetak lainnya", "file-text", self.print_rows, menu=self._paper_menu()),
                ToolbarAction("Rekap", "list-numbers", self._open_recap),
                ToolbarAction(
                    "Tambah lainnya",
                    "plus",
                    self.plan_sessions,
                    menu=(self._plan_action(), self._series_action()),
                ),
            ),
            row_actions=(
                RowAction(_fixed("Ubah"), "pencil", self._edit_first, single=True, shortcut="F2"),
                RowAction(_fixed("Tandai kehadiran"), "clipboard-check", self._mark_first, single=True),
                RowAction(_fixed("Undang menurut aturan"), "user-plus", self._invite_first, single=True),
                RowAction(_fixed("Cetak daftar hadir"), "printer", self._print_first, single=True),
                RowAction(_fixed("Riwayat"), "history", self._history_first, single=True),
                RowAction(lambda count: f"Buang {count} sesi", "trash", self.delete_rows, shortcut="Del"),
            ),
            tickable=False,
            list_width=470,
            table="session",
            concerns=CONCERNS,
            hint="Enter membuka, F2 mengubah",
        )

    def _open_recap(self) -> None:
        self._shell.open("recap")

    def _plan_action(self) -> ToolbarAction:
        return ToolbarAction("Tambah beberapa sesi", "calendar-event", self.plan_sessions)

    def _series_action(self) -> ToolbarAction:
        return ToolbarAction("Kegiatan baru", "school", self._add_series)

    def _load(self) -> list[Row]:
        return list(session_rows(self._data_file, self._today()))

    def _with_person(self, query: str) -> set[Uid]:
        """Return the sessions on whose lists somebody stands who is found by this query."""
        if self._people_of is None:
            find = self._data_file.attendance.find
            uids = [row[0] for row in self.model.order.rows]
            self._people_of = {uid: "\n".join(line.search for line in find(uid)) for uid in uids}
        wanted = names.search_key(query)
        return {uid for uid, people in self._people_of.items() if wanted and wanted in people}

    def _facts(self, uid: Uid) -> SessionFacts:
        data_file = self._data_file
        row = self.model.order.row_of(uid)
        line = (
            session_row(row).session
            if row is not None
            else next(one for one in data_file.sessions.find() if one.uid == uid)
        )
        return facts_of(data_file, line)

    # series

    def _show_newest(self) -> None:
        """Begin with the newest year, unless a filter is remembered that still shows something."""
        order = self.model.order
        if not order.shown and order.is_filtered:
            self.clear_filter()
        years = sorted({session_row(row).year for row in order.rows if session_row(row).year})
        if not order.is_filtered and years:
            self.chips.show_state({"year": [years[-1]]})
        if self.current_row() is None and order.shown:
            self.view.go_to_first()

    def _newest(self) -> Uid | None:
        return self._series.uid if self._series is not None else None

    def _show_series(self) -> None:
        row = self.current_row() or self.model.row_at(0)
        known = {line.uid: line for line in self._all_series}
        chosen = next(iter(self.model.order.on.get("series", ())), "")
        series = known.get(session_row(row).session.series or b"") if row is not None else None
        if series is None:
            named = (line for line in self._all_series if line.name == chosen)
            series = next(named, self._all_series[0] if self._all_series else None)
        self._series = series
        self.series_head.show_series(series)
        others = [line for line in self._all_series if series is None or line.uid != series.uid]
        self.others.show_series(others)
        self._share_height()

    def _share_height(self) -> None:
        """Let the other series stand right below the sessions when these are few."""
        shown = len(self.model.order.shown)
        is_table = self._bodies.currentWidget() is self.view and not self.others.view.isHidden()
        needed = self.view.horizontalHeader().height() + shown * theme().height("row") + 2
        self._bodies.setMaximumHeight(needed if is_table and shown <= 12 else 16_777_215)

    def _open_series(self, row: Row) -> None:
        line: SeriesLine = next(one for one in self._all_series if one.uid == row[0])
        self._show_only(line)

    def _show_only(self, line: SeriesLine) -> None:
        if line.sessions:
            self.chips.show_state({"series": [line.name]})
            self.view.go_to_first()
            self.view.setFocus()
        else:
            self._series = line
            self.series_head.show_series(line)

    def _edit_series(self) -> None:
        if self._series is not None:
            acts.edit_series(self._shell, self._series.uid)

    def _add_series(self) -> None:
        acts.add_series(self._shell, self._series_arrived)

    def _series_arrived(self, series: Uid) -> None:
        self._series = next((line for line in self._all_series if line.uid == series), self._series)
        self.series_head.show_series(self._series)

    def _copy_series(self) -> None:
        made = acts.copy_series(self._shell, self._series.uid) if self._series is not None else None
        if made is not None:
            self._copied(made)

    def _open_steps(self) -> None:
        if self._series is not None:
            self._shell.open("checklist", series=self._series.uid)

    def _copied(self, series: Uid) -> None:
        """Show a copy: its sessions wait for their days."""
        line = next(one for one in self._all_series if one.uid == series)
        self._show_only(line)

    def plan_sessions(self) -> None:
        """Add several sessions at once."""
        plan_sessions(self._shell, self._newest(), partial(self._arrived, ()))

    # acts on the current session, on rows, on parts

    def _arrived(self, villages: tuple[Uid, ...], session: Uid) -> None:
        self.go_to(session)
        if villages:
            open_invite(self._shell, session, villages)

    def _paper_menu(self) -> tuple[ToolbarAction, ...]:
        act_on = partial(partial, self._with_current)
        made = [ToolbarAction(words, icon, act_on(act)) for words, icon, act in papers.MENU]
        return (*made, ToolbarAction("Daftar sesi yang tampil", "printer", self._print_list))

    def _with_current(self, act: Callable[[Shell, Uid], object]) -> None:
        row = self.current_row()
        if row is None:
            self._shell.say("Pilih satu sesi dahulu.")
        else:
            act(self._shell, row[0])

    def _print_list(self) -> None:
        print_list(self._shell, self, "Daftar sesi")

    def paste_text(self, text: str) -> None:
        """Match pasted names to people, for the current session (Ctrl+V)."""
        row = self.current_row()
        if row is None:
            self._shell.say("Pilih satu sesi dahulu.")
        elif text.strip():
            self._shell.open("invite_names", session=row[0], text=text)

    def drop_offer(self, data: QMimeData) -> str:
        """Take files for the current session where those are shown, else a table with names for it."""
        if self.current_row() is None:
            return ""
        count = len(local_files(data))
        if self.detail.shows_files and count:
            return f"Lepas untuk menyimpan {count} berkas bersama sesi ini."
        return NAMES_OFFER if sheet_offer(data) else ""

    def dropped(self, paths: list[Path]) -> None:
        """Keep the files, or match the names of a table to people."""
        row = self.current_row()
        if row is not None and self.detail.shows_files:
            file_acts.take_files(self._shell, row[0], paths)
        elif row is not None:
            self._shell.open("invite_names", session=row[0], paths=paths)

    def _invite_current(self) -> None:
        row = self.current_row()
        if row is None:
            self.add_new()
        else:
            open_invite(self._shell, row[0])

    def _edit_first(self, rows: list[Row]) -> None:
        acts.edit_session(self._shell, rows[0][0])

    def _mark_first(self, rows: list[Row]) -> None:
        session_acts.mark(self._shell, rows[0][0])

    def _invite_first(self, rows: list[Row]) -> None:
        open_invite(self._shell, rows[0][0])

    def _print_first(self, rows: list[Row]) -> None:
        open_sheet_dialog(self._shell, rows[0][0])

    def _history_first(self, rows: list[Row]) -> None:
        session_acts.show_history(self._shell, rows[0][0])


def _fixed(words: str) -> Callable[[int], str]:
    """Return the words of an act on one row, whatever the number."""
    return lambda _count: words
