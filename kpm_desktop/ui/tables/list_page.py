"""The list page: toolbar, chips, table, detail pane, selection bar, empty states. The same for every list.

A screen is a subclass with a `ListSpec` and a detail widget; it overrides `edit_row`, `delete_rows`,
`add_new`, `paste_text` where the list can do such a thing.
"""

import functools
from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import Changes
from kpm_desktop.ui import icons, parts
from kpm_desktop.ui.page import Page
from kpm_desktop.ui.tables.chips import ChipRow, grouped
from kpm_desktop.ui.tables.column import Row
from kpm_desktop.ui.tables.list_spec import EmptyList, ListSpec, Memory
from kpm_desktop.ui.tables.model import TableModel
from kpm_desktop.ui.tables.pane import ListSplitter, Pane, PanePlace
from kpm_desktop.ui.tables.table_view import TableView
from kpm_desktop.ui.tables.toolbar import SelectionBar, Toolbar
from kpm_desktop.ui.theme import Density, theme


class ListPage(Page):
    """A list with everything around it. `detail` is a widget with `show_row(row | None)`; None: no pane.

    Parts a screen or a test may use: `model`, `view`, `toolbar`, `chips`, `selection`, `pane`, `head` (a
    layout over the table, empty at first).
    """

    def __init__(
        self, spec: ListSpec, memory: Memory, detail: QWidget | None = None, *, pane_scrolls: bool = True
    ) -> None:
        super().__init__()
        self.spec = spec
        self.model = TableModel(
            spec.columns, chips=spec.chips, search=spec.search, tickable=spec.tickable, parent=self
        )
        self.view = TableView(
            self.model, f"Daftar {spec.noun}", memory=memory, key=spec.name, row_height=spec.row_height
        )
        self.toolbar = Toolbar(spec.actions, spec.search.hint)
        self.chips = ChipRow(spec.chips, self.model, memory, spec.name)
        self.selection = SelectionBar(spec.row_actions)
        self.head = QVBoxLayout()
        self.pane = Pane(detail, scrolls=pane_scrolls) if detail is not None else None
        self._bodies = QStackedWidget()
        self._nothing = _empty(spec.empty)
        self._none_found = _NoneFound(self)
        self._pane_place: PanePlace | None = None
        self._put_together(memory)
        self._connect()
        if spec.sort is not None:
            self.view.fitted.sort_first(spec.sort[0], descending=spec.sort[1])

    # what a screen overrides

    def open_row(self, _row: Row) -> None:
        """Open a row: go into the pane."""
        self.open_pane()

    def edit_row(self, _row: Row) -> None:
        """Change a row (F2)."""

    def delete_rows(self, _rows: list[Row]) -> None:
        """Throw rows away (Del)."""

    def add_new(self) -> None:
        """Add a row (Ctrl+N)."""

    def paste_text(self, _text: str) -> None:
        """Take pasted rows (Ctrl+V)."""

    def current_changed(self, _row: Row | None) -> None:
        """Follow the current row, after the pane did."""

    # what a screen calls

    def reload(self) -> None:
        """Load all rows again; selection, ticks and scroll stay."""
        self.model.set_rows(self.spec.load())

    def current_row(self) -> Row | None:
        """Return the current row."""
        return self.view.current_row()

    def go_to(self, uid: Uid) -> bool:
        """Make a row current, letting go of a filter that hides it; False when there is no such row."""
        if self.view.go_to(uid):
            return True
        if self.model.order.index_of(uid) is None:
            return False
        self.clear_filter()
        return self.view.go_to(uid)

    def clear_filter(self) -> None:
        """Show all rows: search box and chips emptied."""
        self.toolbar.search.clear()
        self.chips.show_state({})

    def open_pane(self) -> None:
        """Show the pane and go into it."""
        if self._pane_place is not None and self.pane is not None:
            self._pane_place.set_open(True)
            self.pane.show_row(self.current_row())
            self.pane.focus_first()

    # what the window calls

    def refresh(self, changes: Changes | None) -> None:
        """Show what an operation touched, reading again only what is needed."""
        spec = self.spec
        touched = {table for table, _ in changes.touched} if changes is not None else set()
        if changes is None or touched & spec.concerns or spec.load_some is None:
            if changes is None or not spec.table or touched & (spec.concerns | {spec.table}):
                self.reload()
            return
        uids = {uid for table, uid in changes.touched if table == spec.table}
        if uids:
            rows = spec.load_some(uids)
            self.model.update_rows(rows, uids - {row[0] for row in rows})

    def show_wish(
        self, *, uid: Uid | None = None, chips: Mapping[str, Iterable[str]] | None = None, query: str = ""
    ) -> None:
        """Show a filter (all other chips off), a search, a row; as links of other screens ask for."""
        if chips is not None:
            self.toolbar.search.setText(query)
            self.chips.show_state(chips)
        elif query:
            self.toolbar.search.setText(query)
        if uid is not None:
            self.go_to(uid)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def hint(self) -> str:
        """Return the words for the status line."""
        return self.spec.hint

    def focus_search(self) -> None:
        """Go into the search box."""
        self.toolbar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.toolbar.search.selectAll()

    def regions(self) -> list[QWidget]:
        """Return search, chips, table (or what stands in its place) and pane."""
        body = self._bodies.currentWidget()
        found: list[QWidget] = [self.toolbar.search]
        if self.spec.chips:
            found.append(self.chips.first())
        found.append(self.view if body is self.view else _first_button(body))
        if self.pane is not None and self.pane.isVisible():
            found.append(self.pane)
        return found

    def toggle_pane(self) -> None:
        """Open or close the pane (F4)."""
        if self._pane_place is not None:
            self._pane_place.toggle()
            if not self._pane_place.is_open:
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def paste_rows(self) -> None:
        """Take the text of the clipboard as rows (Ctrl+V)."""
        self.paste_text(QGuiApplication.clipboard().text())

    def next_item(self) -> None:
        """Go to the next row (Ctrl+PgDn)."""
        self._step(1)

    def previous_item(self) -> None:
        """Go to the row before (Ctrl+PgUp)."""
        self._step(-1)

    # inside

    def _put_together(self, memory: Memory) -> None:
        for body in (self.view, self._nothing, self._none_found):
            self._bodies.addWidget(body)
        self._bodies.setMinimumWidth(theme().size(280))
        left = QWidget()
        left.setProperty("role", "surface")
        box = QVBoxLayout(left)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(self.head)
        box.addWidget(self._bodies, 1)
        box.addWidget(self.selection)
        splitter = ListSplitter()
        splitter.addWidget(left)
        if self.pane is not None:
            splitter.addWidget(self.pane)
            self._pane_place = PanePlace(self, splitter, self.pane, self.spec, memory)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.toolbar)
        outer.addWidget(self.chips)
        outer.addWidget(parts.line())
        outer.addWidget(splitter, 1)

    def _connect(self) -> None:
        self.toolbar.search.textChanged.connect(self.model.set_query)
        self.toolbar.search.left.connect(self._leave_search)
        self.model.rearranged.connect(self._rearranged)
        self.view.picked_changed.connect(self._picked)
        self.view.current_changed.connect(self._current_changed)
        self.view.opened.connect(self._open)
        self.view.edit_wanted.connect(self._edit)
        self.view.delete_wanted.connect(self._delete)
        self.view.paste_wanted.connect(self._paste)
        self.view.menu_wanted.connect(self._open_menu)
        self.selection.released.connect(self._release)
        self.chips.columns.clicked.connect(self._choose_columns)
        theme().changed.connect(self._take_density)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fold what does not fit at this text size."""
        super().resizeEvent(event)
        self._take_density()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc closes the overlay, then lets go of ticks; the rest goes on to the window."""
        if event.key() == Qt.Key.Key_Escape and self._escape():
            event.accept()
        else:
            super().keyPressEvent(event)

    def _escape(self) -> bool:
        place = self._pane_place
        if place is not None and place.is_over and place.is_open:
            place.set_open(False)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if self.pane is not None and self.pane.isAncestorOf(self.focusWidget() or self):
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return self.view.release()

    def _take_density(self) -> None:
        narrow = theme().density(self.window().width()) >= Density.NARROW
        self.toolbar.row.set_only_first(narrow)
        self.selection.row.set_only_first(narrow)
        self.chips.set_folded(narrow)
        self.view.fitted.set_narrow(narrow)
        if self._pane_place is not None:
            self._pane_place.set_over(narrow)
            self._pane_place.spread()

    def _rearranged(self) -> None:
        shown, total = len(self.model.order.shown), len(self.model.order.rows)
        words = f"{grouped(total)} {self.spec.noun}"
        if self.model.order.is_filtered:
            words = f"{grouped(shown)} dari {words}"
        note = self.spec.count_note(self.model.shown_rows()) if self.spec.count_note else ""
        self.chips.count.setText(f"{words}, {note}" if note else words)
        if total == 0:
            self._bodies.setCurrentWidget(self._nothing)
        elif shown == 0:
            self._none_found.show_for(self.model.order.query)
            self._bodies.setCurrentWidget(self._none_found)
        else:
            self._bodies.setCurrentWidget(self.view)

    def _picked(self) -> None:
        self.selection.show_rows(self.view.picked_rows())

    def _current_changed(self, row: Row | None) -> None:
        if self.pane is not None:
            self.pane.show_row(row)
        self.current_changed(row)

    def _leave_search(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.current_row() is None:
            self.view.go_to_first()

    def _step(self, by: int) -> None:
        row = self.model.row_at(max(self.view.currentIndex().row() + by, 0))
        if row is not None:
            self.view.go_to(row[0])

    def _open(self, row: Row) -> None:
        self.open_row(row)

    def _edit(self, row: Row) -> None:
        self.edit_row(row)

    def _delete(self, rows: list[Row]) -> None:
        self.delete_rows(rows)

    def _paste(self) -> None:
        self.paste_rows()

    def _choose_columns(self) -> None:
        self.view.fitted.open_columns(self.chips.columns)

    def _release(self) -> None:
        self.view.release()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_menu(self, rows: list[Row], place: QPoint) -> None:
        menu = self.row_menu(rows)
        if not menu.isEmpty():
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(place)

    def row_menu(self, rows: list[Row]) -> QMenu:
        """Return the menu of these rows, not yet shown."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for act in self.spec.row_actions:
            if act.single and len(rows) != 1:
                continue
            keys = f"\t{parts.key_text(act.shortcut)}" if act.shortcut else ""
            entry = menu.addAction(act.words(len(rows)).replace("&", "&&") + keys)
            icons.set_icon(entry, act.icon)
            entry.setEnabled(act.allowed is None or act.allowed(rows))
            entry.triggered.connect(functools.partial(_run, act.run, rows))
        return menu


class _NoneFound(QWidget):
    """`0 hasil. Hapus saringan?`, and another spelling if the screen knows one."""

    def __init__(self, page: ListPage) -> None:
        super().__init__()
        self._page = page
        self._suggestion = ""
        self._words = parts.label("0 hasil. Hapus saringan?", "muted")
        self._clear = parts.button("Hapus saringan", "x", "primary")
        self._clear.clicked.connect(self._let_go)
        self._other = parts.button("")
        self._other.clicked.connect(self._take_other)
        buttons = parts.row(None, self._clear, self._other, None)
        box = parts.column(None, spacing=12)
        box.addWidget(parts.Symbol("filter", "muted", 40), 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self._words, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addLayout(buttons)
        box.addStretch(2)
        self.setLayout(box)

    def show_for(self, query: str) -> None:
        """Offer what helps this query."""
        suggest = self._page.spec.search.suggest
        self._suggestion = suggest(query) if suggest is not None and query.strip() else ""
        text = f"Maksudnya {self._suggestion}?" if self._suggestion else ""
        parts.reword(self._other, text)
        self._other.setVisible(bool(text))

    def _let_go(self) -> None:
        self._page.clear_filter()
        self._page.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_other(self) -> None:
        self._page.toolbar.search.setText(self._suggestion)


def _run(act: Any, rows: list[Row], _checked: bool = False) -> None:
    act(rows)


def _empty(said: EmptyList) -> parts.EmptyState:
    offers = [parts.Offer(act.text, act.run, act.icon, act.shortcut) for act in said.actions]
    return parts.EmptyState(said.icon, said.sentence, offers)


def _first_button(body: QWidget) -> QWidget:
    return next(
        (part for part in body.findChildren(QWidget) if part.focusPolicy() & Qt.FocusPolicy.TabFocus), body
    )
