"""The history of one record: when, what, old and new value, which step, which PC; and putting a value back.

A record may stand in several rows (a cadre: person and terms); columns and values are said by `row_words`.
Reading the log is `DataFile.record_history`.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtWidgets import QApplication, QDialog

from kpm_desktop.domain import dates
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.history import RecordChange
from kpm_desktop.ui import parts
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.pane_rows import wrapped
from kpm_desktop.ui.row_words import OTHER_ROW, column_words, table_words, value_words
from kpm_desktop.ui.tables.column import Column, Row
from kpm_desktop.ui.tables.list_spec import Search
from kpm_desktop.ui.tables.model import TableModel
from kpm_desktop.ui.tables.searched_table import SearchedTable
from kpm_desktop.ui.tables.table_view import TableView
from kpm_desktop.ui.theme import theme
from kpm_desktop.ui.workspace import Workspace

Key = tuple[str, Uid]
EXISTENCE = "_del"
_PERSONS = frozenset({"person", "merged_into", "represents"})


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One line of the history as it is shown."""

    uid: Uid
    at: dt.datetime
    what: str
    old: str
    new: str
    step: str
    computer: str
    key: Key
    change: RecordChange


def lines_of(data_file: DataFile, keys: Iterable[Key]) -> list[Line]:
    """Return the history of all rows of a record, newest first.

    What a new row was filled with is one line, "Orang dibuat"; a first value that is another today has its
    own line too, so that it can be put back.
    """
    words = Values(data_file)
    found: list[Line] = []
    for key in keys:
        changes = data_file.record_history(*key)
        born = {
            change.change for change in changes if change.group == EXISTENCE and change.new[EXISTENCE] == 0
        }
        for change in changes:
            if change.group == EXISTENCE or change.change not in born or change.can_be_restored:
                found.append(_line(key, change, words))
    return sorted(found, key=lambda line: line.at, reverse=True)


def _line(key: Key, change: RecordChange, words: "Values") -> Line:
    if change.group == EXISTENCE:
        gone = change.new.get(EXISTENCE) == 1
        act = "dibuang" if gone else ("dikembalikan" if change.old.get(EXISTENCE) == 1 else "dibuat")
        what = f"{table_words(key[0])} {act}"
        old = new = ""
    else:
        columns = [name for name in change.new if change.new[name] != change.old.get(name)] or list(
            change.new
        )
        what = ", ".join(column_words(name) for name in columns)
        old = ", ".join(text for name in columns if (text := words.say(name, change.old.get(name))))
        new = ", ".join(text for name in columns if (text := words.say(name, change.new[name])))
    return Line(
        uid=change.change + change.group.encode(),
        at=change.at,
        what=what,
        old=old,
        new=new,
        step=change.label,
        computer=change.writer_name,
        key=key,
        change=change,
    )


class Values:
    """Says the values of columns; names of rows are looked up."""

    def __init__(self, data_file: DataFile) -> None:
        self._file = data_file

    def say(self, column: str, value: Any) -> str:
        """Return a value in words, "" for none."""
        return value_words(column, value, self._name)

    def _name(self, column: str, uid: Uid) -> str:
        try:
            if column in _PERSONS:
                return self._file.people.get(uid).full_name
            if column == "village":
                return self._file.villages.name_on(uid, self._file.now().date())
            if column == "district":
                return self._file.villages.get_district(uid).name
        except (KeyError, IndexError):
            pass
        return OTHER_ROW


def moment(at: dt.datetime) -> str:
    """Return a time as lists show it: `7 Apr 2027 10.42`."""
    return f"{dates.short_date(at.date())} {at:%H.%M}"


COLUMNS: tuple[Column, ...] = (
    Column("Waktu", lambda row: moment(row[1]), key="at", sort_key=lambda row: row[1], width=136),
    Column("Apa", lambda row: row[2], key="what", width=150, main=True),
    Column("Sebelum", lambda row: row[3], key="old", width=150, stretch=True),
    Column("Sesudah", lambda row: row[4], key="new", width=150, stretch=True),
    Column("Langkah", lambda row: row[5], key="step", tone=lambda _row: "muted", width=160),
    Column("Dari PC", lambda row: row[6], key="computer", tone=lambda _row: "muted", width=116),
)
_SEARCH = Search(
    lambda row: " ".join((moment(row[1]), *row[2:7])).casefold(), hint="Cari isian, nilai, langkah…"
)


class RecordHistory(QDialog):
    """Riwayat of one record. `Pakai nilai ini lagi` puts back what the current line wrote."""

    def __init__(self, shell: Shell, keys: Iterable[Key], name: str) -> None:
        super().__init__(QApplication.activeModalWidget() or shell.window())
        self._workspace: Workspace = shell.workspace
        self._keys = tuple(keys)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Riwayat")
        self.model = TableModel(COLUMNS, search=_SEARCH, parent=self)
        self.view = TableView(self.model, f"Riwayat {name}")
        self.view.current_changed.connect(self._follow)
        self.use = parts.button("Pakai nilai ini lagi", "history", "primary")
        self.use.clicked.connect(self._put_back)
        close = parts.button("Tutup")
        close.clicked.connect(self.accept)
        self._say = wrapped("", "secondary")
        foot = parts.row(self._say, close, self.use)
        foot.setStretch(0, 1)
        table = SearchedTable(self.model, self.view, parts.EmptyState("history", "Belum ada perubahan."))
        table.box.setFixedWidth(theme().size(240))
        finding = QShortcut(parts.key_sequence("Ctrl+F"), self)
        finding.activated.connect(table.focus_search)
        head = parts.row(parts.label(f"Riwayat {name}", "title", wrap=True), table.box)
        head.setStretch(0, 1)
        body = parts.column(head, table, foot, spacing=12)
        body.setContentsMargins(*(theme().size(16),) * 4)
        self.setLayout(body)
        room = shell.window().size() - QSize(32, 32)
        self.resize(QSize(theme().size(960), theme().size(560)).boundedTo(room))
        self._show()
        self.view.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter on a line does not close the dialog."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)

    def _show(self) -> None:
        lines = lines_of(self._workspace.data_file, self._keys)
        self.model.set_rows(
            (line.uid, line.at, line.what, line.old, line.new, line.step, line.computer, line)
            for line in lines
        )
        if self.view.current_row() is None:
            self.view.go_to_first()
        self._follow(self.view.current_row())

    def _follow(self, row: Row | None) -> None:
        change: RecordChange | None = row[-1].change if row is not None else None
        can = change is not None and change.can_be_restored
        self.use.setEnabled(can)
        if change is None:
            words = "Belum ada perubahan."
        elif can:
            words = f"Menulis kembali: {row[2]}: {row[4] or 'kosong'}" if row is not None else ""
        elif change.is_current:
            words = "Nilai ini yang berlaku sekarang."
        else:
            words = "Tidak ada nilai lain yang dapat dipakai dari baris ini."
        self._say.setText(words)

    def _put_back(self, _checked: bool = False) -> None:
        row = self.view.current_row()
        if row is None or not row[-1].change.can_be_restored:
            return
        line: Line = row[-1]
        self._workspace.restore_value(*line.key, line.change.group, line.change.change)
        self._show()


def show(shell: Shell, keys: Iterable[Key], name: str) -> None:
    """Show the history of a record that stands in these rows, under the name of the record."""
    RecordHistory(shell, keys, name).open()
