"""Rows of the proposal that a scan makes: the columns, the picture of each cell, the keys H and K."""

from typing import Any, NamedTuple, cast

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QAbstractItemView

from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui.sessions.picture_cell import PICTURE, show_pictures
from kpm_desktop.ui.sessions.rows import LETTERS
from kpm_desktop.ui.tables.column import ATTENDANCE_WORDS, Column, Pill, Row
from kpm_desktop.ui.tables.list_spec import Memory
from kpm_desktop.ui.tables.model import TableModel
from kpm_desktop.ui.tables.table_view import TableView

_ANSWERS = {"H": True, "K": False}


class ScanRow(NamedTuple):
    """A row of the sheet: `reading` is a `workflows.read_sheet.RowReading`, `answer` what the operator said.

    `pixmap` is the picture of its cell; `is_signed` what counts now (None: still to be asked).
    """

    uid: Uid
    reading: Any
    answer: bool | None
    pixmap: QPixmap

    @property
    def number(self) -> int:
        """Return the number on paper."""
        return int(self.reading.number)

    @property
    def is_signed(self) -> bool | None:
        """Return what counts: the answer, else the reading; None while it has to be asked."""
        if self.answer is not None:
            return self.answer
        if self.reading.is_asked or self.reading.mark == "doubtful":
            return None
        return bool(self.reading.mark == "signed")


def scan_row(row: Row) -> ScanRow:
    """Return a row of the list as what it is."""
    return cast("ScanRow", row)


def made_row(reading: Any) -> ScanRow:
    """Return the row of a reading, not answered yet."""
    pixmap = QPixmap()
    pixmap.loadFromData(QByteArray(reading.picture))
    return ScanRow(int(reading.number).to_bytes(16, "big"), reading, None, pixmap)


def scan_columns() -> tuple[Column, ...]:
    """Return the columns of the proposal."""
    return (
        Column(
            "No.", lambda row: scan_row(row).number, kind="number", key="no", align="right", width=46,
            sortable=False, tone=lambda _row: "muted",
        ),
        Column(
            "Nama", lambda row: scan_row(row).reading.name, key="name", width=200, stretch=True, main=True,
            sortable=False, empty="baris kosong",
        ),
        Column(
            "Tanda tangan", lambda _row: " ", key=PICTURE, width=120, sortable=False,
            spoken=lambda row: read_pill(scan_row(row)).text,
        ),
        Column(
            "Terbaca", lambda row: read_pill(scan_row(row)), kind="pill", key="read", width=150,
            sortable=False,
        ),
        Column(
            "Tanda sekarang", now_word, key="now", width=140, low_priority=True, sortable=False,
            empty="belum", tone=lambda _row: "muted",
        ),
        Column(
            "Hlm.", lambda row: scan_row(row).reading.page, kind="number", key="page", align="right",
            width=52, low_priority=True, sortable=False, tone=lambda _row: "muted",
        ),
    )  # fmt: skip


def read_pill(row: ScanRow) -> Pill:
    """Return what counts for a row, in a word; an answer of the operator says so."""
    if row.is_signed is None:
        return Pill("Periksa", "warn")
    said = ", dijawab" if row.answer is not None else ""
    return Pill(f"Hadir{said}", "ok") if row.is_signed else Pill(f"Kosong{said}", "neu")


def now_word(row: Row) -> str:
    """Return the mark a row has in the data file."""
    return ATTENDANCE_WORDS.get(LETTERS[scan_row(row).reading.status], "")


class ScanView(TableView):
    """The rows of a proposal. H and K answer, Del takes an answer back."""

    answered = Signal(object, object)
    """The row, and True for H, False for K."""

    def __init__(self, model: TableModel, memory: Memory) -> None:
        super().__init__(model, "Usulan dari pindaian", memory=memory, key="scan", row_height="row_picture")
        show_pictures(self, model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Answer on H and K; the rest is a list's."""
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}
        answer = _ANSWERS.get(event.text().upper()) if plain else None
        row = self.current_row()
        if answer is None or row is None:
            super().keyPressEvent(event)
            return
        self.answered.emit(row, answer)
        event.accept()
