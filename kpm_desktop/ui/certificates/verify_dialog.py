"""Periksa keaslian: a QR's text, a short code, or a picture or scan of the paper; the answer in plain words.

What is checked and how: `workflows.verify_certificate`. Files may be dropped on the dialog.
"""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from kpm_desktop import workflows
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.ui import dialogs, parts, verdict_words
from kpm_desktop.ui.drop_frame import local_files
from kpm_desktop.ui.form_opening import run
from kpm_desktop.ui.forms.dialog_frame import DialogFrame, DialogHead
from kpm_desktop.ui.jobs import Err, Ok
from kpm_desktop.ui.messages import Explanation
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.paper_flow import PaperFlow
from kpm_desktop.ui.theme import theme
from kpm_desktop.workflows.progress import Progress

PAGE_FILES = "Halaman web (*.html)"
KEY_FILES = "Teks (*.txt)"
_UNREADABLE = "Berkas ini bukan PDF, JPG, atau PNG yang dapat dibaca."
_ENDINGS = {".pdf", ".jpg", ".jpeg", ".png"}


class VerifyDialog(DialogFrame):
    """Asks for what is to be checked and shows what was found."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window())
        self._shell = shell
        self.setWindowTitle("Periksa keaslian")
        self.setAcceptDrops(True)
        head = DialogHead("shield-check", "Periksa keaslian")
        head.show_subtitle("Tempel teks kode QR, ketik kode pendek, atau lepas gambar sertifikatnya di sini.")
        head.close_button.clicked.connect(self.reject)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Teks atau kode")
        self.text.setPlaceholderText("KPM1:C|… atau K7Q2-M3XA")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(theme().size(116))
        self.text.textChanged.connect(self._typed)
        self.act = parts.button("Periksa", "shield-check", "primary", "Ctrl+Return")
        self.act.setShortcut("Ctrl+Return")
        self.act.setEnabled(False)
        self.act.clicked.connect(self.check)
        self.file_button = parts.button("Pilih gambar atau PDF…", "folder-open")
        self.file_button.clicked.connect(self._choose)
        self.answer = parts.column(spacing=10)
        self._put_together(head)
        self.text.setFocus()

    def take_measures(self) -> None:
        """Take the size of a middling dialog."""
        self.resize(QSize(theme().size(640), theme().size(560)).boundedTo(self._room()))

    def check(self) -> None:
        """Check what is typed."""
        typed = self.text.toPlainText()
        data_file = self._shell.workspace.data_file
        module = workflows.verify_certificate
        self._show([module.verify(typed, module.keys_of(data_file), data_file)])

    def check_file(self, path: Path) -> None:
        """Look for codes on the pages of a file and check each."""

        def act(data_file: DataFile, progress: Progress) -> Any:
            module = workflows.verify_certificate
            keys = module.keys_of(data_file)
            texts = module.read_scan(path.read_bytes(), progress)
            return [module.verify(text, keys, data_file) for text in texts]

        self._shell.workspace.read_long("Membaca gambar", act, self._read)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take one picture or PDF."""
        if certificate_file(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Check the file that was dropped."""
        event.acceptProposedAction()
        self.check_file(local_files(event.mimeData())[0])

    # inside

    def _put_together(self, head: DialogHead) -> None:
        body = parts.column(
            parts.label("Teks kode QR atau kode pendek", "label", buddy=self.text),
            self.text,
            parts.row(self.file_button, None, self.act),
            self.answer,
            spacing=10,
        )
        body.addStretch(1)
        body.setContentsMargins(*(theme().size(side) for side in (18, 14, 18, 14)))
        page = parts.button("Simpan halaman pemeriksa…", "download")
        page.setToolTip("Satu berkas untuk peramban mana pun, bekerja tanpa internet dan tanpa program ini")
        page.clicked.connect(partial(save_page, self._shell))
        key = parts.button("Simpan kunci publik…", "file-text")
        key.clicked.connect(partial(save_key, self._shell))
        paper = parts.button("Cetak kunci publik", "printer")
        paper.clicked.connect(self._print_key)
        close = parts.button("Tutup", key="Esc")
        close.clicked.connect(self.reject)
        foot = parts.row(page, key, paper, None, close)
        foot.setContentsMargins(*(theme().size(side) for side in (16, 10, 16, 10)))
        self.box.addWidget(head)
        self.box.addWidget(parts.scrolled(body, "surface"), 1)
        self.box.addWidget(parts.frame("dialog_foot", foot))

    def _print_key(self) -> None:
        self.accept()
        print_key(self._shell)

    def _typed(self) -> None:
        self.act.setEnabled(bool(self.text.toPlainText().strip()))
        parts.clear(self.answer)

    def _choose(self) -> None:
        path = dialogs.choose_file(self, "Pilih gambar atau PDF sertifikat", dialogs.SCAN_FILES)
        if path is not None:
            self.check_file(path)

    def _read(self, result: Ok[Any] | Err) -> None:
        if isinstance(result, Ok):
            self._show(result.value)
            return
        if result.is_cancelled:
            return
        if isinstance(result.error, DataFileError):
            dialogs.tell_error(self, result.error)
        elif isinstance(result.error, (OSError, workflows.verify_certificate.UnreadableScanError)):
            self._say("err", _UNREADABLE)
        else:
            raise result.error

    def _show(self, verdicts: list[Any]) -> None:
        if not verdicts:
            self._say("warn", verdict_words.NO_CODE)
            return
        parts.clear(self.answer)
        for verdict in verdicts:
            self.answer.addWidget(parts.Notice(verdict_words.headline(verdict), verdict_words.tone(verdict)))
            if verdict_words.todo(verdict):
                self.answer.addWidget(parts.label(verdict_words.todo(verdict), "hint", wrap=True))
            for name, value in verdict_words.facts(verdict):
                self.answer.addLayout(parts.value_row(name, value))

    def _say(self, tone: str, words: str) -> None:
        parts.clear(self.answer)
        self.answer.addWidget(parts.Notice(words, tone))


def certificate_file(data: QMimeData) -> bool:
    """Tell whether what is dragged is one picture or PDF."""
    files = local_files(data)
    return len(files) == 1 and files[0].suffix.lower() in _ENDINGS


def open_verify_dialog(shell: Shell, file: Path | None = None) -> None:
    """Show the dialog over the window, with the codes of a file checked; it deletes itself when closed."""
    dialog = VerifyDialog(shell)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    if file is not None:
        dialog.check_file(file)


def save_page(shell: Shell) -> None:
    """Save the HTML page that checks pasted texts, for a stick."""
    module = workflows.verify_certificate
    _save(shell, "Simpan halaman pemeriksa", "Periksa sertifikat.html", PAGE_FILES, module.checking_page)


def save_key(shell: Shell) -> None:
    """Save the public key as a text that can be printed."""
    module = workflows.verify_certificate
    _save(shell, "Simpan kunci publik", "Kunci publik sertifikat.txt", KEY_FILES, module.exported_keys)


def print_key(shell: Shell) -> None:
    """Show the public key as a paper of the office."""
    _make_key(shell)
    name = "Kunci publik sertifikat"
    PaperFlow(shell, name, name, workflows.verify_certificate.key_paper).start()


def _make_key(shell: Shell) -> None:
    """Give a data file that has no public key yet its key pair, seen by all screens."""
    if not shell.workspace.data_file.office.public_keys():
        signing = workflows.sign_certificates
        run(
            shell,
            "issue",
            signing.WORDS["make_key"],
            lambda data_file: signing.publish(data_file, signing.key_for(data_file)),
        )


def _save(shell: Shell, title: str, name: str, kinds: str, make: Any) -> None:
    parent: QWidget = shell.window()
    path = dialogs.choose_save(parent, title, name, kinds)
    if path is None:
        return
    _make_key(shell)
    try:
        path.write_text(make(shell.workspace.data_file), "utf-8")
    except DataFileError as error:
        dialogs.tell_error(parent, error)
    except OSError:
        todo = "Pilih folder lain, atau tutup berkas itu bila sedang dibuka."
        dialogs.tell(parent, Explanation("Berkas tidak dapat ditulis.", todo=todo))
    else:
        shell.say(f"Disimpan: {path.name}.")
