"""What a recovery did: the result in one sentence, what is to be filled in again, every step, the counts."""

from functools import partial
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPlainTextEdit, QWidget

from kpm_desktop.domain import words
from kpm_desktop.store.recovery import Recovered
from kpm_desktop.ui import parts
from kpm_desktop.ui.difference_words import (
    NOUNS,
    missing_lines,
    missing_rows,
    recovered_sentence,
    step_sentence,
)
from kpm_desktop.ui.list_printing import Shown, preview
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.parts import Symbol
from kpm_desktop.ui.theme import theme


class RecoveredDialog(QDialog):
    """Told once, after a damaged or missing file was made anew; the list in it is printed from there."""

    def __init__(self, parent: QWidget | None, done: Recovered, shell: Shell | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Data dipulihkan")
        body = parts.column(spacing=8)
        if done.missing:
            body.addWidget(parts.label("Perlu diisi ulang", "card"))
            body.addWidget(_missing(done), 1)
        body.addWidget(parts.label("Langkah", "card"))
        body.addWidget(_steps(done))
        if done.before is not None:
            body.addWidget(parts.label("Sebelum dan sesudah", "card"))
            body.addLayout(_counts(done))
        if done.damaged is not None:
            body.addWidget(
                parts.label(f"Berkas rusak tetap disimpan di {done.damaged.parent}.", "hint", wrap=True)
            )
        body.addStretch()
        body.setContentsMargins(0, 0, theme().size(8), 0)
        self.close_button = parts.button("Tutup", kind="primary", key="Esc")
        self.close_button.clicked.connect(self.accept)
        foot = parts.row(None, self.close_button)
        if done.missing and shell is not None:
            print_button = parts.button("Cetak daftar…", "printer")
            print_button.clicked.connect(self.accept)
            print_button.clicked.connect(partial(_print, shell, done))
            foot.insertWidget(1, print_button)
        head = parts.row(
            Symbol("shield-check", "ok", 28), parts.label(recovered_sentence(done), "title", wrap=True)
        )
        head.setStretch(1, 1)
        box = parts.column(head, parts.scrolled(body, "surface"), foot, spacing=12)
        box.setContentsMargins(*(theme().size(16),) * 4)
        self.setLayout(box)
        self.resize(theme().size(620), theme().size(560))
        self.close_button.setDefault(True)


def _steps(done: Recovered) -> QWidget:
    holder = QWidget()
    holder.setLayout(
        parts.column(
            *(_step(step_sentence(step)) for step in done.steps),
            spacing=4,
        )
    )
    return holder


def _step(text: str) -> QHBoxLayout:
    line = parts.row(Symbol("check", "ok", 16), parts.label(text, wrap=True))
    line.setStretch(1, 1)
    return line


def _counts(done: Recovered) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme().size(24))
    grid.setVerticalSpacing(theme().size(2))
    before = done.before or {}
    rows = [("", "Masih terbaca", "Sekarang")]
    rows += [
        (NOUNS[table], words.thousands(before.get(table, 0)), words.thousands(count))
        for table, count in done.after.items()
        if count or before.get(table)
    ]
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            cell = parts.label(text, "" if place and column else "secondary")
            if column:
                cell.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(cell, place, column)
    grid.setColumnStretch(3, 1)
    return grid


def _missing(done: Recovered) -> QPlainTextEdit:
    lines = QPlainTextEdit("\n".join(missing_lines(done)))
    lines.setReadOnly(True)
    lines.setTabChangesFocus(True)
    lines.setAccessibleName("Baris yang perlu diisi ulang")
    lines.setMinimumHeight(theme().size(120))
    return lines


def _print(shell: Shell, done: Recovered) -> None:
    columns: tuple[tuple[str, Literal["left"]], ...] = (
        ("Jenis", "left"), ("Nama", "left"), ("Desa atau kegiatan", "left"),
    )  # fmt: skip
    preview(shell, Shown("Baris yang perlu diisi ulang", "", columns, missing_rows(done)), "F4", across=False)
