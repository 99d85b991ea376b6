"""Kembali ke keadaan kiriman: what going back to a copy from outside this PC changes; the button for it."""

import datetime as dt
from typing import Any

import shiboken6
from PySide6.QtWidgets import QVBoxLayout

from kpm_desktop import workflows
from kpm_desktop.domain import dates
from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.ui import dialogs, parts
from kpm_desktop.ui.jobs import Err, Ok
from kpm_desktop.ui.messages import explain
from kpm_desktop.ui.packages.carrying import Carrying
from kpm_desktop.ui.page import FullPage, Shell
from kpm_desktop.ui.parts import Card, Notice
from kpm_desktop.ui.return_view import changes_something, show_return
from kpm_desktop.ui.theme import theme
from kpm_desktop.workflows.progress import Progress


class ReturnPage(FullPage):
    """The full page behind *Kembali ke keadaan ini* of what arrived, with the passphrases of this start."""

    help_topic = "safety"

    def __init__(self, shell: Shell, carrying: Carrying, arrived: Any) -> None:
        super().__init__(shell, "Kembali ke keadaan kiriman")
        self._carrying, self._arrived = carrying, arrived
        self._incoming: Any = None
        self._is_looking = False
        self.moment = moment_of(arrived)
        self.head.remark.setText("Belum ada yang diubah")
        self.sentence = parts.label("", wrap=True)
        self.notice = Notice("", "err")
        self.notice.hide()
        self._lines = QVBoxLayout()
        words = f"Pulihkan keadaan {self.moment}"
        self.apply = parts.button(words, "history", "primary", "Ctrl+Return")
        self.apply.clicked.connect(self.finish)
        self.apply.setEnabled(False)
        card = Card(f"Kembali ke {self.moment}", arrived.source.name)
        for part in (self.sentence, self.notice):
            card.body.addWidget(part)
        card.body.addLayout(self._lines)
        card.body.addLayout(parts.row(self.apply, None))
        hint = "Keadaan sekarang dicadangkan dahulu. Riwayat tetap, dan langkah ini dapat diurungkan."
        card.body.addWidget(parts.label(hint, "hint", wrap=True))
        card.setMaximumWidth(theme().size(760))
        inside = parts.column(card, None)
        inside.setContentsMargins(*(theme().size(12),) * 4)
        self.body.addLayout(inside)
        self.refresh(None)

    def hint(self) -> str:
        """Say what can be done here."""
        return "Ctrl+Enter memulihkan"

    def refresh(self, _changes: Changes | None) -> None:
        """Work the difference out anew: every change makes another one."""
        if self._is_looking:
            return
        self._is_looking = True
        self._incoming = None
        self.apply.setEnabled(False)
        self.sentence.setText("Menghitung yang akan berubah…")
        one, phrase = self._arrived, self._carrying.phrases or None

        def work(data_file: DataFile, progress: Progress) -> Any:
            return workflows.restore_package.look(data_file, one, phrase, progress)

        self.shell.workspace.read_long("Menghitung yang akan berubah", work, self._looked)

    def finish(self) -> None:
        """Go back, as one act with its Urungkan (Ctrl+Enter)."""
        incoming = self._incoming
        if incoming is None or not self.apply.isEnabled():
            return
        self.apply.setEnabled(False)
        label = f"Kembali ke keadaan kiriman {self.moment}"

        def work(data_file: DataFile, progress: Progress) -> Any:
            return workflows.restore_package.restore(data_file, incoming, label, progress)

        self.shell.workspace.read_long(f"Memulihkan keadaan {self.moment}", work, self._restored)

    # inside

    def _looked(self, result: Ok[Any] | Err) -> None:
        if not shiboken6.isValid(self):
            return
        self._is_looking = False
        if isinstance(result, Err):
            self._tell(result)
            return
        self._incoming, found = result.value
        self.sentence.setText(show_return(found, self._lines))
        self.apply.setEnabled(changes_something(found))

    def _restored(self, result: Ok[Any] | Err) -> None:
        if isinstance(result, Err):
            self.apply.setEnabled(True)
            self._tell(result)
        elif result.value.changes is not None and result.value.changes.touched:
            self.shell.workspace.broadcast(result.value.changes)
            self.shell.workspace.acted.emit(result.value.changes)

    def _tell(self, result: Err) -> None:
        error = result.error
        if isinstance(error, PackageError):
            self.sentence.setText("")
            self.notice.show_message(explain(error.code, error.values).text, "err", error.code)
            self.notice.show()
        elif isinstance(error, DataFileError):
            dialogs.tell_error(self.shell.window(), error)
        elif result.is_cancelled:
            self.sentence.setText("Dihentikan. Tidak ada yang diubah.")
        else:
            raise error


def moment_of(arrived: Any) -> str:
    """Return of when the state is that arrived: 8 April 2027 10.44."""
    stamp = arrived.manifest.created if arrived.manifest is not None else arrived.gated.last_at
    moment = dt.datetime.fromisoformat(stamp)
    return f"{dates.long_date(moment.date())} {moment:%H.%M}"
