"""Musnahkan: what goes is listed, a word is typed; at the end the copies that still hold it are listed."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget

from kpm_desktop import workflows
from kpm_desktop.domain import dates
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.ui import dialogs, parts
from kpm_desktop.ui.jobs import Err, Ok
from kpm_desktop.ui.messages import explain
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.row_words import row_words
from kpm_desktop.ui.theme import theme
from kpm_desktop.workflows.progress import Progress

WORD: Final = "MUSNAHKAN"
_TAKES: Final[Mapping[str, str]] = {
    "certificate": "nomornya tetap terpakai",
    "printed_sheet": "seluruh lembar, juga baris orang lain",
    "issued_paper": "seluruh surat; nomornya tetap terpakai",
    "decision": "hasil lomba tidak terkunci lagi",
    "attachment": "gambar atau berkas ini",
}
"""What the loss of a frozen paper means, by table."""
_COPIES: Final[Mapping[str, str]] = {
    "backup": "cadangan",
    "sent": "paket terkirim",
    "received": "paket diterima",
    "damaged": "berkas rusak",
}


def erase_person(shell: Shell, person: Uid) -> None:
    """Show what goes with a person, ask for the word, erase, and tell which copies still hold the data."""

    def look(data_file: DataFile, _progress: Progress) -> Any:
        return workflows.erase_person.look(data_file, person)

    shell.workspace.read_long("Memeriksa data pribadi", look, partial(_seen, shell, person))


class ListedDialog(QDialog):
    """A sentence, a list of lines and, with `act`, a word that must be typed before it."""

    def __init__(
        self, title: str, sentence: str, lines: Sequence[str], parent: QWidget, act: str = ""
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.lines = QPlainTextEdit("\n".join(lines))
        self.lines.setReadOnly(True)
        self.lines.setTabChangesFocus(True)
        self.lines.setAccessibleName("Daftar")
        close = parts.button("Batal" if act else "Tutup")
        close.clicked.connect(self.reject)
        body = parts.column(
            parts.label(title, "title", wrap=True), parts.label(sentence, wrap=True), self.lines, spacing=12
        )
        foot = parts.row(None, close)
        if act:
            self._add_word(act, body, foot)
        body.addLayout(foot)
        body.setContentsMargins(*(theme().size(16),) * 4)
        self.setLayout(body)
        self.setMinimumWidth(theme().size(560))

    def _add_word(self, act: str, body: Any, foot: Any) -> None:
        word = QLineEdit()
        word.setAccessibleName(f"Ketik {WORD}")
        done = parts.button(act, "ban", "primary")
        done.setEnabled(False)
        done.clicked.connect(self.accept)
        word.textChanged.connect(lambda typed: done.setEnabled(typed.strip() == WORD))
        body.addWidget(parts.label(f"Ketik {WORD} bila memang benar", "label", buddy=word))
        body.addWidget(word)
        foot.addWidget(done)
        done.setDefault(True)
        word.setFocus()


def _seen(shell: Shell, person: Uid, result: Ok[Any] | Err) -> None:
    if isinstance(result, Err):
        _failed(shell, result)
        return
    name = shell.workspace.data_file.people.get(person).full_name
    lines = ["Data diri, masa tugas, foto, riwayat perubahan, draf"]
    lines += [
        f"{row_words(key, title)}: {_TAKES[key[0]]}" for key, title in sorted(result.value.titles.items())
    ]
    mentions = sorted(result.value.mentions.items())
    lines += [f"{row_words(key, title)}: tetap, meski menyebutnya dalam tulisan" for key, title in mentions]
    question = ListedDialog(
        "Musnahkan data pribadi 1 orang?",
        f"{name}\n\n"
        "Yang di bawah ini dihapus selamanya dan tidak dapat dibatalkan. Jumlah peserta dan nilai tetap. "
        "Dari lembar dan surat yang menyebut namanya, seluruh isinya ikut hilang dari data ini; "
        "cetak dahulu bila masih diperlukan.",
        lines,
        shell.window(),
        "Musnahkan 1 orang",
    )
    question.accepted.connect(partial(_erase, shell, person))
    question.open()


def _erase(shell: Shell, person: Uid) -> None:
    def work(data_file: DataFile, progress: Progress) -> Any:
        return workflows.erase_person.erase(data_file, person, progress)

    shell.workspace.read_long("Memusnahkan data pribadi", work, partial(_erased, shell))


def _erased(shell: Shell, result: Ok[Any] | Err) -> None:
    if isinstance(result, Err):
        _failed(shell, result)
        shell.workspace.changed.emit(None)
        return
    done = result.value
    shell.workspace.broadcast(done.changes)
    copies = done.copies
    counted = ((sum(one.kind == kind for one in copies), noun) for kind, noun in _COPIES.items())
    held = ", ".join(f"{count} {noun}" for count, noun in counted if count)
    ListedDialog(
        "Data pribadi 1 orang dihapus selamanya.",
        f"{_unfinished(done)}Tidak dapat dibatalkan. {f'Masih ada di {held}. ' if held else ''}"
        "Cadangan lama dibuang sendiri dalam 30 hari; paket di flashdisk dan cadangan di luar komputer ini "
        "hapuslah sendiri.",
        [_copy_words(one) for one in copies] or ["Tidak ada salinan lain di komputer ini."],
        shell.window(),
    ).open()


def _unfinished(done: Any) -> str:
    """Return what to say first where the backup after the erasure failed."""
    if done.unfinished is None:
        return ""
    reason = explain(done.unfinished.code, done.unfinished.values).happened
    journal = "Catatan harian di komputer ini masih memuatnya. " if done.in_journal else ""
    return (
        f"Cadangan baru belum dapat dibuat: {reason[:1].lower()}{reason[1:]} {journal}"
        "Atasi dahulu, lalu tekan Cadangkan sekarang.\n\n"
    )


def _copy_words(one: Any) -> str:
    moment = f"{dates.short_date(one.made_at.date())} {one.made_at:%H.%M}"
    return f"{_COPIES[one.kind].capitalize()}, {moment}: {one.name}"


def _failed(shell: Shell, result: Err) -> None:
    if isinstance(result.error, DataFileError):
        dialogs.tell_error(shell.window(), result.error)
    elif not result.is_cancelled:
        raise result.error
