"""Pulihkan cadangan: every backup of this PC, beside it exactly what going back to it would change."""

from functools import partial
from typing import Any, Final, NamedTuple

import shiboken6
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kpm_desktop import workflows
from kpm_desktop.domain import words
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.backups import Backup
from kpm_desktop.store.data_file import Changes
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.store.restoring import Return
from kpm_desktop.ui import dialogs, parts
from kpm_desktop.ui.difference_words import backup_moment, short_moment
from kpm_desktop.ui.jobs import Err, Ok
from kpm_desktop.ui.messages import explain
from kpm_desktop.ui.package_words import size_words
from kpm_desktop.ui.page import FullPage, Shell
from kpm_desktop.ui.page_memory import PageMemory
from kpm_desktop.ui.return_view import changes_something, show_return
from kpm_desktop.ui.tables.column import Column, Pill, Row
from kpm_desktop.ui.tables.list_page import ListPage
from kpm_desktop.ui.tables.list_spec import EmptyList, ListSpec, Search, ToolbarAction
from kpm_desktop.ui.theme import theme

_LOW: Final = "Ruang penyimpanan hampir habis. Cadangan lama tidak dikurangi; kosongkan 200 MB."
_TRIAL: Final = "Sudah setahun cadangan belum diuji pulihkan. Tekan Uji pulihkan."


class _Line(NamedTuple):
    uid: Uid
    line: Any


def _backup(row: Row) -> Backup:
    backup: Backup = row[1].backup
    return backup


def _count(table: str, row: Row) -> int | None:
    counts = row[1].counts
    return counts[table] if counts else None


def _state(row: Row) -> Pill:
    if row[1].counts is None:
        return Pill("Rusak", "err")
    return Pill("Teruji", "ok") if row[1].is_ours else Pill("Data lain", "neu")


COLUMNS: Final = (
    Column(
        "Dibuat",
        lambda row: backup_moment(_backup(row)),
        "date",
        sort_key=lambda row: _backup(row).made_at,
        main=True,
        searched=True,
        stretch=True,
        width=170,
    ),
    Column("Tempat", lambda _row: "PC ini", width=80, low_priority=True),
    Column("Kader", partial(_count, "cadre_term"), "number", align="right", width=80),
    Column("Pembinaan", partial(_count, "session"), "number", align="right", width=100, low_priority=True),
    Column("Kehadiran", partial(_count, "attendance"), "number", align="right", width=100),
    Column(
        "Ukuran",
        lambda row: size_words(_backup(row).size),
        sort_key=lambda row: _backup(row).size,
        align="right",
        width=90,
        low_priority=True,
    ),
    Column("Keadaan", _state, "pill", width=120),
)


class RestorePreview(QWidget):
    """What going back would change, and the button that does it."""

    def __init__(self, page: "RestorePage") -> None:
        super().__init__()
        self._page = page
        self.title = parts.label("", "card", wrap=True)
        self.sentence = parts.label("", wrap=True)
        self.apply = parts.button("Pulihkan", "history", "primary")
        self.apply.setEnabled(False)
        self.apply.clicked.connect(page.restore)
        self._lines = QVBoxLayout()
        box = parts.column(
            self.title,
            self.sentence,
            self._lines,
            parts.row(self.apply, None),
            parts.label(
                "Keadaan sekarang dicadangkan dahulu. Riwayat tetap, dan langkah ini dapat diurungkan.",
                "hint",
                wrap=True,
            ),
            None,
            spacing=12,
        )
        box.setContentsMargins(*(theme().size(16),) * 4)
        self.setLayout(box)

    def show_row(self, row: Row | None) -> None:
        """Begin to work out what this backup would change."""
        parts.clear(self._lines)
        self.apply.setEnabled(False)
        if row is None:
            return
        moment = short_moment(_backup(row).made_at)
        self.title.setText(f"Kembali ke {moment}")
        parts.reword(self.apply, f"Pulihkan keadaan {moment}", "Ctrl+Return")
        if row[1].counts is None:
            self.sentence.setText("Cadangan ini rusak. Pilih cadangan sebelumnya.")
        elif not row[1].is_ours:
            self.sentence.setText("Cadangan ini milik data lain yang pernah ada di sini.")
        else:
            self.sentence.setText("Menghitung yang akan berubah…")
            self._page.look(_backup(row))

    def show_look(self, result: Ok[Return] | Err) -> None:
        """Show what was worked out."""
        parts.clear(self._lines)
        if isinstance(result, Err):
            if not isinstance(result.error, DataFileError):
                raise result.error
            self.sentence.setText(explain(result.error.code, result.error.values).text)
            return
        self.sentence.setText(show_return(result.value, self._lines))
        self.apply.setEnabled(changes_something(result.value))


class _BackupList(ListPage):
    def __init__(self, page: "RestorePage") -> None:
        self._page = page
        super().__init__(
            ListSpec(
                name="restore",
                columns=COLUMNS,
                load=page.rows,
                search=Search(lambda row: backup_moment(_backup(row)).casefold(), hint="Cari tanggal…"),
                noun="cadangan",
                empty=EmptyList("database-export", "Belum ada cadangan di PC ini."),
                actions=(
                    ToolbarAction("Uji pulihkan", "shield-check", page.try_newest),
                    ToolbarAction("Cadangkan sekarang", "database-export", page.make),
                    ToolbarAction("Dari flashdisk…", "usb", page.take),
                ),
                tickable=False,
                sort=("Dibuat", True),
                hint="Pilih cadangan untuk melihat apa yang akan berubah",
            ),
            PageMemory(page.shell, "restore"),
            page.preview,
        )


class RestorePage(FullPage):
    """The full page behind Berkas > Pulihkan cadangan."""

    help_topic = "safety"

    def __init__(self, shell: Shell, **_arguments: Any) -> None:
        super().__init__(shell, "Pulihkan cadangan")
        self._lines: list[_Line] = []
        self._wanted: Backup | None = None
        self._looking: Backup | None = None
        self.preview = RestorePreview(self)
        self.notice = parts.Notice("", "warn")
        self.list = _BackupList(self)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        self.refresh(None)

    def rows(self) -> list[Row]:
        """Return the backups as rows of the list."""
        return list(self._lines)

    def hint(self) -> str:
        """Say what can be done here."""
        return self.list.hint()

    def refresh(self, _changes: Changes | None) -> None:
        """Read the list of backups again: every change makes another difference."""
        data_file = self.shell.workspace.data_file
        low, due = data_file.room_is_low(), data_file.trial_is_due()
        self.notice.setVisible(low or due)
        self.notice.show_message(_LOW if low else _TRIAL, "warn")
        self._wanted = None
        self.preview.apply.setEnabled(False)
        self.shell.workspace.read_long(
            "Membaca daftar cadangan", workflows.restore_backup.find, self._listed, quiet=True
        )

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.list.focus_search()

    def finish(self) -> None:
        """Go back to the backup shown (Ctrl+Enter); where the look is not shown it is opened first."""
        if not self.preview.isVisible():
            self.list.open_pane()
        elif self.preview.apply.isEnabled():
            self.restore()

    def look(self, backup: Backup) -> None:
        """Work out what going back would change; only the last one asked for is shown."""
        self._wanted = backup
        if self._looking is None:
            self._looking = backup
            self.shell.workspace.read_long(
                "Menghitung yang akan berubah",
                lambda data_file, progress: workflows.restore_backup.look(data_file, backup, progress),
                self._looked,
                quiet=True,
            )

    def restore(self) -> None:
        """Back up what is there, then go back to the backup shown, as one act with its Urungkan."""
        backup = self._wanted
        if backup is None:
            return
        self.preview.apply.setEnabled(False)
        self.shell.workspace.read_long(
            f"Memulihkan keadaan {short_moment(backup.made_at)}",
            lambda data_file, progress: workflows.restore_backup.restore(data_file, backup, progress),
            self._restored,
        )

    def make(self) -> None:
        """Make a backup now."""
        self.shell.open("backup")

    def take(self) -> None:
        """Go to what lies on a stick: a copy of these data can be gone back to as well."""
        self.shell.open("receive_package")

    def try_newest(self) -> None:
        """Bring the newest backup back into a temporary file and count what is in it."""
        self.shell.workspace.read_long(
            "Menguji pulihkan",
            workflows.restore_backup.try_newest,
            self._tried,
        )

    # what the worker brings

    def _listed(self, result: Ok[list[Any]] | Err) -> None:
        if not shiboken6.isValid(self):
            return
        if isinstance(result, Err):
            self._tell(result)
            return
        self._lines = [_Line(line.backup.path.name.encode(), line) for line in result.value]
        self.list.reload()
        if self.list.current_row() is None and self._lines:
            self.list.go_to(self._lines[0].uid)
        if self.list.pane is not None:
            self.list.pane.show_row(self.list.current_row())

    def _looked(self, result: Ok[Return] | Err) -> None:
        if not shiboken6.isValid(self):
            return
        looked, self._looking = self._looking, None
        if self._wanted is not None and self._wanted != looked:
            self.look(self._wanted)
        elif self._wanted is not None:
            self.preview.show_look(result)

    def _restored(self, result: Ok[Return] | Err) -> None:
        if isinstance(result, Err):
            self.preview.apply.setEnabled(True)
            self._tell(result)
            return
        changes = result.value.changes
        if changes is None or not changes.touched:
            self.shell.say("Tidak ada yang berbeda. Tidak ada yang diubah.")
            return
        self.shell.workspace.broadcast(changes)
        self.shell.workspace.acted.emit(changes)

    def _tried(self, result: Ok[Any] | Err) -> None:
        if isinstance(result, Err):
            self._tell(result)
            return
        tried = result.value
        if tried is None:
            self.shell.say("Belum ada cadangan.")
            return
        cadres, attendance = (words.thousands(tried.counts[name]) for name in ("cadre_term", "attendance"))
        self.shell.say(
            f"Cadangan {backup_moment(tried.backup)} dapat dipulihkan: "
            f"{cadres} kader, {attendance} kehadiran."
        )
        self.refresh(None)

    def _tell(self, result: Err) -> None:
        if result.is_cancelled:
            self.shell.say("Dihentikan. Tidak ada yang diubah.")
        elif isinstance(result.error, DataFileError):
            dialogs.tell_error(self.shell.window(), result.error)
        else:
            raise result.error
