"""The other series below the sessions: a click opens one, the menu changes, copies or throws it away."""

from collections.abc import Callable, MutableMapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from kpm_desktop.domain.sessions import SeriesLine
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui import icons
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.sessions import acts
from kpm_desktop.ui.sessions.columns import series_columns, series_line
from kpm_desktop.ui.tables.column import Row
from kpm_desktop.ui.tables.model import TableModel
from kpm_desktop.ui.tables.table_view import TableView


class OtherSeries(QObject):
    """The list of the other series. `opened` gets the row; `copied` the uid of a copy."""

    def __init__(
        self,
        shell: Shell,
        memory: MutableMapping[str, Any],
        opened: Callable[[Row], object],
        copied: Callable[[Uid], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._shell, self._opened, self._copied = shell, opened, copied
        self.model = TableModel(series_columns(), parent=self)
        self.view = TableView(self.model, "Kegiatan lain", memory=memory, key="series")
        self.view.opened.connect(self._open)
        self.view.clicked.connect(self._clicked)
        self.view.edit_wanted.connect(self._edit)
        self.view.delete_wanted.connect(self._delete)
        self.view.menu_wanted.connect(self._open_menu)

    def show_series(self, lines: list[SeriesLine]) -> None:
        """Show these; the list hides when there is none."""
        self.model.set_rows(lines)
        self.view.setVisible(bool(lines))

    def menu(self, rows: list[Row]) -> QMenu:
        """Return the menu of a series, not yet shown."""
        menu = QMenu(self.view)
        line = series_line(rows[0])
        for words, icon, act in (
            ("Ubah kegiatan", "pencil", partial(self._edit, rows[0])),
            (copy_words(self._shell, line), "copy", partial(self._copy, line.uid)),
            ("Buang kegiatan", "trash", partial(self._delete, rows)),
        ):
            entry = menu.addAction(words)
            icons.set_icon(entry, icon)
            entry.triggered.connect(partial(_call, act))
        return menu

    def _open(self, row: Row) -> None:
        self._opened(row)

    def _clicked(self) -> None:
        row = self.view.current_row()
        if row is not None:
            self._opened(row)

    def _edit(self, row: Row) -> None:
        acts.edit_series(self._shell, row[0])

    def _delete(self, rows: list[Row]) -> None:
        for row in rows:
            acts.delete_series(self._shell, row[0])

    def _copy(self, uid: Uid) -> None:
        made = acts.copy_series(self._shell, uid)
        if made is not None:
            self._copied(made)

    def _open_menu(self, rows: list[Row], place: QPoint) -> None:
        menu = self.menu(rows)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)


def copy_words(shell: Shell, line: SeriesLine) -> str:
    """Return the words of the act that copies a series: `Salin untuk tahun 2028`."""
    return f"Salin untuk tahun {acts.copy_year(shell, line.year)}"


def _call(act: Callable[[], object], _checked: bool = False) -> None:
    act()
