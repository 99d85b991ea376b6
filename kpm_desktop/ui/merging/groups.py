"""The groups of a merge: a button with its count for each, and below the list of the one that is shown."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QStackedWidget, QWidget

from kpm_desktop.domain.words import thousands
from kpm_desktop.store.contested import Side
from kpm_desktop.store.merge_preview import MergePreview
from kpm_desktop.ui import icons, parts
from kpm_desktop.ui.merging.choice_view import ChoiceView
from kpm_desktop.ui.merging.columns import choice_columns, columns_of
from kpm_desktop.ui.merging.lines import (
    GROUPS,
    NOTHING,
    REMARKS,
    ChoiceLine,
    Chosen,
    Group,
    lines_of,
    search_text,
)
from kpm_desktop.ui.tables.column import Column, Row
from kpm_desktop.ui.tables.list_spec import Memory, Search
from kpm_desktop.ui.tables.model import TableModel
from kpm_desktop.ui.tables.searched_table import SearchedTable
from kpm_desktop.ui.tables.table_view import TableView
from kpm_desktop.ui.tables.toolbar import SearchBox
from kpm_desktop.ui.theme import Density, theme

HEADS = ("Di PC ini", "Di flashdisk")
ALL = (("Pakai PC untuk semua", "Semua dari PC"), ("Pakai USB untuk semua", "Semua dari USB"))
"""The words of the buttons that choose a side for all, and shorter ones where there is little room."""


class GroupList(QWidget):
    """One group's list, or what stands in its place: nothing there, nothing found."""

    def __init__(self, group: Group, columns: tuple[Column, ...], memory: Memory, box: SearchBox) -> None:
        super().__init__()
        self.model = TableModel(columns, search=Search(search_text), parent=self)
        name = GROUPS[group][0]
        self.view: TableView = (
            ChoiceView(self.model, name, memory, group)
            if group == "contested"
            else TableView(self.model, name, memory=memory, key=group)
        )
        nothing = parts.EmptyState(GROUPS[group][1], NOTHING[group])
        self._table = SearchedTable(self.model, self.view, nothing, box)
        inner = parts.column(self._table)
        inner.setContentsMargins(1, 1, 1, 1)
        self.setLayout(parts.column(parts.frame("card", inner)))
        self.view.fitted.sort_first(columns[0].name)

    def focus(self) -> None:
        """Put the cursor on the row it was on, or on the first."""
        self._table.focus_list()


class GroupsView(QWidget):
    """The bar of groups over their lists. `choose(line, side)`: a card is pressed; None leaves it open."""

    def __init__(self, memory: Memory, choose: Callable[[ChoiceLine, Side | None], None]) -> None:
        super().__init__()
        self._choose = choose
        self._may_choose = True
        self.buttons = QButtonGroup(self)
        self.search = SearchBox("Cari nama atau desa…")
        self.all_left = parts.button(ALL[0][0], "device-desktop")
        self.all_right = parts.button(ALL[1][0], "usb")
        self.remark = parts.label("", "secondary", wrap=True)
        self.same = parts.label("", "secondary")
        self.lists: dict[Group, GroupList] = {
            group: GroupList(
                group,
                choice_columns(self._pressed, HEADS) if group == "contested" else columns_of(group),
                memory,
                self.search,
            )
            for group in GROUPS
        }
        self._stack = QStackedWidget()
        self._bar = QGridLayout()
        self._below = parts.row(self.remark, self.all_left, self.all_right, self.search)
        self._put_together()
        self.search.textChanged.connect(self._searched)
        self.search.left.connect(self.focus_list)
        self.buttons.idClicked.connect(self._group_pressed)
        view = self.lists["contested"].view
        if isinstance(view, ChoiceView):
            view.released.connect(self._released)

    @property
    def group(self) -> Group:
        """The group that is shown."""
        return list(GROUPS)[self.buttons.checkedId()]

    @property
    def shown(self) -> GroupList:
        """The list that is shown."""
        return self.lists[self.group]

    def show_preview(self, preview: MergePreview, chosen: Chosen) -> None:
        """Show what a merge does; the group and the rows stay where they were."""
        for place, (group, (word, _, _)) in enumerate(GROUPS.items()):
            rows = lines_of(preview, group, chosen)
            self.lists[group].model.set_rows(rows)
            count = thousands(len(preview.contested) if group == "contested" else len(rows))
            button = self.buttons.button(place)
            parts.reword(button, f"{word}  {count}", f"Alt+{place + 1}", name=f"{word}: {count}")
        self.same.setText(f"Sama {thousands(preview.same)}")
        self._fit_buttons()

    def update_lines(self, lines: Iterable[Row]) -> None:
        """Show lines of contested cells anew."""
        self.lists["contested"].model.update_rows(lines)

    def show_group(self, group: Group) -> None:
        """Show a group and go into its list."""
        self.buttons.button(list(GROUPS).index(group)).setChecked(True)
        self._stack.setCurrentWidget(self.lists[group])
        self.lists[group].model.set_query(self.search.text())
        for button in (self.all_left, self.all_right):
            button.setVisible(group == "contested" and self._may_choose)
        self.remark.setText(REMARKS[group])
        self.focus_list()

    def set_choosing(self, possible: bool) -> None:
        """Let values be chosen, or only be looked at."""
        self._may_choose = possible
        for button in (self.all_left, self.all_right):
            button.setVisible(possible and self.group == "contested")

    def focus_list(self) -> None:
        """Go into the list that is shown."""
        if self.shown.model.order.shown:
            self.shown.focus()
        else:
            self.buttons.checkedButton().setFocus(Qt.FocusReason.OtherFocusReason)

    def areas(self) -> list[QWidget]:
        """Return what F6 walks through."""
        return [self.buttons.checkedButton(), self.search, self.shown.view]

    def go_to_open(self, by: int) -> None:
        """Go to the next cell without a choice, round and round (F8)."""
        self.show_group("contested")
        rows = self.shown.model.shown_rows()
        wanted = [place for place, row in enumerate(rows) if row[6] is None and not row[1].is_fixed]
        if not wanted:
            return
        here = self.shown.view.currentIndex().row()
        ordered = [place for place in wanted if (place - here) * by > 0] or wanted
        self.shown.view.go_to(rows[ordered[0 if by > 0 else -1]][0])

    def take_density(self, width: int) -> None:
        """Put the buttons into more lines and hide what is of low priority where there is little room."""
        self._fit_buttons()
        buttons = self.buttons.buttons()
        widest = max(button.minimumWidth() for button in buttons) + self._bar.spacing()
        whole = sum(button.minimumWidth() + self._bar.spacing() for button in buttons)
        whole += self.same.sizeHint().width()
        per_line = len(buttons) if whole <= width else max(width // widest, 1)
        for place, button in enumerate(buttons):
            self._bar.addWidget(button, place // per_line, place % per_line)
        place = len(buttons)
        after = (0, place) if per_line == place else (place // per_line, place % per_line)
        self._bar.addWidget(self.same, *after)
        narrow = theme().density(width) >= Density.NARROW
        for words, button in zip(ALL, (self.all_left, self.all_right), strict=True):
            parts.reword(button, words[narrow], name=words[0])
        for one in self.lists.values():
            one.view.fitted.set_narrow(narrow)
        self.search.take_measures()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fold what does not fit."""
        super().resizeEvent(event)
        self.take_density(self.width())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Leave the buttons out of the width: they fold into the room there is and need not be given more."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self._below.minimumSize().width()), hint.height())

    # inside

    def _pressed(self, line: ChoiceLine, side: Side) -> None:
        self._choose(line, side)

    def _released(self, row: Row) -> None:
        self._choose(ChoiceLine(*row), None)

    def _searched(self, text: str) -> None:
        self.shown.model.set_query(text)

    def _group_pressed(self, place: int) -> None:
        self.show_group(list(GROUPS)[place])

    def _fit_buttons(self) -> None:
        for button in self.buttons.buttons():
            wide = theme().metrics("bold").horizontalAdvance(button.text())
            button.setMinimumWidth(wide + theme().size(46))

    def _put_together(self) -> None:
        self._bar.setContentsMargins(0, 0, 0, 0)
        self._bar.setSpacing(theme().size(6))
        for place, (group, (word, icon, tint)) in enumerate(GROUPS.items()):
            button = parts.button(word, kind="group")
            button.setCheckable(True)
            icons.set_icon(button, icon, tint, 16)
            self.buttons.addButton(button, place)
            self._bar.addWidget(button, 0, place)
            self._stack.addWidget(self.lists[group])
        self._bar.addWidget(self.same, 0, len(GROUPS))
        self._bar.setColumnStretch(len(GROUPS), 1)
        self.buttons.button(0).setChecked(True)
        self.search.setMinimumWidth(theme().size(200))
        self.search.setMaximumWidth(theme().size(260))
        self._below.setStretch(0, 1)
        box = parts.column(self._bar, self._below, self._stack, spacing=8)
        box.setStretch(2, 1)
        self.setLayout(box)
        self.remark.setText(REMARKS["contested"])
