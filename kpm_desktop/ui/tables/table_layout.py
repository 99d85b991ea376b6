"""Measures of a table: columns, their widths and sort as the operator left them, stretch, heights."""

from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView, QWidget

from kpm_desktop.ui.tables.column import Column
from kpm_desktop.ui.tables.header import ListHeader
from kpm_desktop.ui.tables.list_spec import Memory
from kpm_desktop.ui.tables.model import TableModel
from kpm_desktop.ui.theme import HEIGHTS, theme

TICK_WIDTH = 34
SMALLEST = 40


class TableLayout(QObject):
    """Keeps one table's header.

    Widths are remembered at 100 % by column name under `<key>/widths`, columns that were shown or hidden by
    choice under `<key>/columns`.
    """

    def __init__(
        self, view: QTableView, model: TableModel, memory: Memory, key: str, row_height: str
    ) -> None:
        super().__init__(view)
        self._view, self._model, self._memory, self._key = view, model, memory, key
        self._row_height = row_height
        self._narrow = False
        self._working = False
        self.head = ListHeader(view)
        view.setHorizontalHeader(self.head)
        self.head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.head.sectionResized.connect(self._resized)
        self.head.sectionClicked.connect(self.sort_by)
        self.head.customContextMenuRequested.connect(self._menu_at)
        self._remembered_sort()
        self._hide_columns()
        self.take_measures()
        theme().changed.connect(self.take_measures)

    def set_narrow(self, narrow: bool) -> None:
        """Hide the columns of low priority, or show them again; rows of cards get a line more."""
        self._narrow = narrow
        self._hide_columns()
        self._take_height()
        self.fit()

    def open_columns(self, beside: QWidget) -> None:
        """Let the operator choose the columns, in a menu below a button."""
        self._open_menu(beside.mapToGlobal(QPoint(0, beside.height() + theme().size(4))))

    def column_menu(self) -> QMenu:
        """Return the menu of columns, not yet shown; the one that names the row and the last one stay."""
        menu = QMenu(self._view)
        shown = [column for column in self._model.columns if self._is_chosen(column)]
        for column in self._model.columns:
            entry = menu.addAction(column.title.replace("\n", " ").replace("&", "&&"))
            entry.setCheckable(True)
            entry.setChecked(column in shown)
            entry.setEnabled(not column.main and shown != [column])
            entry.toggled.connect(partial(self._choose, column.name))
        menu.addSeparator()
        back = menu.addAction("Kembali ke standar")
        back.setEnabled(bool(self._choices()))
        back.triggered.connect(self._standard)
        return menu

    def take_measures(self) -> None:
        """Take heights and widths of the present text size."""
        self._take_height()
        self._working = True  # the smallest width moves narrow columns; that is not the operator's choice
        self.head.setMinimumSectionSize(theme().size(TICK_WIDTH))
        self.head.take_height()
        self.fit()
        if self._view.currentIndex().isValid():
            self._view.scrollTo(self._view.currentIndex())
        self._view.viewport().update()

    def _take_height(self) -> None:
        rows, narrow = self._view.verticalHeader(), f"{self._row_height}_narrow"
        height = theme().height(narrow if self._narrow and narrow in HEIGHTS else self._row_height)
        if rows.defaultSectionSize() != height:
            rows.setMinimumSectionSize(height)
            rows.setDefaultSectionSize(height)
        self._view.verticalScrollBar().setSingleStep(height)

    def fit(self) -> None:
        """Set all widths; columns that stretch share what the others leave, or give a sixth of theirs."""
        self._working = True
        widths = self._widths()
        spare = self._view.viewport().width()
        if self._model.offset:
            self.head.resizeSection(0, theme().size(TICK_WIDTH))
            spare -= theme().size(TICK_WIDTH)
        visible = [
            (place + self._model.offset, column, self._width(column, widths.get(column.name)))
            for place, column in enumerate(self._model.columns)
            if self._is_shown(column)
        ]
        spare -= sum(width for _, _, width in visible)
        stretching = sum(1 for _, column, _ in visible if column.stretch)
        for section, column, width in visible:
            extra = 0
            if column.stretch:
                given = 0 if column.name in widths else width // 6
                extra = max(spare // stretching, -given)
                spare -= extra
                stretching -= 1
            self.head.resizeSection(section, max(width + extra, theme().size(SMALLEST)))
        self._working = False

    def _width(self, column: Column, chosen: int | None) -> int:
        """Return the operator's width, else the designed one, which never cuts the title."""
        if chosen is not None:
            return theme().size(chosen)
        return max(theme().size(column.width), self.head.room_for(column.title))

    def sort_by(self, section: int) -> None:
        """Sort by a column, or turn the order round when it is sorted by it already."""
        column = self._model.column_at(section)
        if column is None:
            everything = self._model.shown_rows()
            ticked = self._model.ticked()
            self._model.tick((row[0] for row in everything), len(ticked) < len(everything))
            return
        if not column.sortable:
            return
        now = self._model.order.sorted_by
        descending = now is not None and now[0] == section - self._model.offset and not now[1]
        self._sort(section, descending=descending)
        self._memory[f"{self._key}/sort"] = [column.name, descending]

    def sort_first(self, name: str, *, descending: bool = False) -> None:
        """Sort by a column unless the operator chose another order earlier."""
        if f"{self._key}/sort" not in self._memory:
            self._sort_named(name, descending=descending)

    def _menu_at(self, place: QPoint) -> None:
        self._open_menu(self.head.mapToGlobal(place))

    def _open_menu(self, place: QPoint) -> None:
        menu = self.column_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def _choose(self, name: str, shown: bool) -> None:
        self._memory[f"{self._key}/columns"] = self._choices() | {name: shown}
        self._hide_columns()
        self.fit()

    def _standard(self) -> None:
        self._memory[f"{self._key}/columns"] = {}
        self._hide_columns()
        self.fit()

    def _choices(self) -> dict[str, bool]:
        kept = self._memory.get(f"{self._key}/columns")
        return {str(name): bool(shown) for name, shown in kept.items()} if isinstance(kept, dict) else {}

    def _is_chosen(self, column: Column) -> bool:
        return column.main or self._choices().get(column.name, not column.optional)

    def _is_shown(self, column: Column) -> bool:
        return self._is_chosen(column) and not (self._narrow and column.low_priority)

    def _hide_columns(self) -> None:
        self._working = True  # a column that comes back is not the operator's choice of a width
        for place, column in enumerate(self._model.columns):
            self._view.setColumnHidden(place + self._model.offset, not self._is_shown(column))

    def _remembered_sort(self) -> None:
        kept = self._memory.get(f"{self._key}/sort")
        if isinstance(kept, list) and len(kept) == 2:
            self._sort_named(str(kept[0]), descending=bool(kept[1]))

    def _sort_named(self, name: str, *, descending: bool) -> None:
        for place, column in enumerate(self._model.columns):
            if column.name == name:
                self._sort(place + self._model.offset, descending=descending)

    def _sort(self, section: int, *, descending: bool) -> None:
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.head.setSortIndicatorShown(True)
        self.head.setSortIndicator(section, order)
        self._model.sort(section, order)

    def _widths(self) -> dict[str, int]:
        kept = self._memory.get(f"{self._key}/widths")
        return {str(name): int(width) for name, width in kept.items()} if isinstance(kept, dict) else {}

    def _resized(self, section: int, _before: int, width: int) -> None:
        column = self._model.column_at(section)
        if self._working or column is None or width == 0:
            return
        self._memory[f"{self._key}/widths"] = self._widths() | {
            column.name: round(width * 100 / theme().percent)
        }
