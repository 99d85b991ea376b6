"""Ambil dari flashdisk: the packages and copied data files on sticks and in chosen folders, with passports.

Nothing is opened here and nothing on a stick is changed or started; taking one copies it to this PC first.
"""

from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

import shiboken6
from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from kpm_desktop import workflows
from kpm_desktop.domain import dates
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.ui import dialogs, parts
from kpm_desktop.ui.drop_frame import package_offer
from kpm_desktop.ui.jobs import Err, Ok
from kpm_desktop.ui.package_words import kind_words
from kpm_desktop.ui.packages import passport
from kpm_desktop.ui.packages.carrying import Carrying, drive_words
from kpm_desktop.ui.page import FullPage, Shell
from kpm_desktop.ui.page_memory import PageMemory
from kpm_desktop.ui.tables.column import Column, Row
from kpm_desktop.ui.tables.list_page import ListPage
from kpm_desktop.ui.tables.list_spec import EmptyList, ListSpec, RowAction, Search, ToolbarAction
from kpm_desktop.ui.theme import theme
from kpm_desktop.workflows.progress import Progress

_LOOK_EVERY = 2000  # milliseconds between two looks which sticks are plugged in
_EMPTY: Final = "Tidak ada paket. Colok flashdisk, atau pilih berkasnya."


class _Line(NamedTuple):
    uid: Uid
    line: Any


def _file_name(row: Row) -> str:
    return str(row[1].found.path.name)


def _columns(districts: dict[str, str]) -> tuple[Column, ...]:
    def kind(row: Row) -> str:
        manifest = row[1].manifest
        if manifest is None:
            return "" if row[1].state == "refused" else kind_words("database")
        return kind_words(manifest.kind, districts.get(manifest.district or "", ""))

    def made(row: Row) -> str:
        moment = passport.created(row)
        return f"{dates.short_date(moment.date())} {moment:%H.%M}" if moment else ""

    return (
        Column("Berkas", _file_name, main=True, searched=True, stretch=True, width=210),
        Column("Keadaan", lambda row: passport.state_pill(row[1]), "pill", width=225),
        Column("Dari PC", passport.sender, width=125, searched=True, empty="belum diketahui"),
        Column("Dibuat", made, "date", sort_key=passport.created, width=140, empty="belum diketahui"),
        Column("Isi", kind, width=120, low_priority=True),
        Column("Tempat", lambda row: row[1].place, width=110, low_priority=True),
    )


class PassportPane(QWidget):
    """The passport of the row in front, as the package says itself, and the button that takes it."""

    def __init__(self, page: "ReceivePage") -> None:
        super().__init__()
        self._page = page
        self.title = parts.label("", "card", wrap=True)
        self.standing = parts.label("", wrap=True)
        self.take = parts.button("Ambil paket ini", "download", "primary", "Ctrl+Return")
        self.take.clicked.connect(page.finish)
        self._notices, self._facts = parts.column(spacing=8), parts.column(spacing=4)
        box = parts.column(
            self.title,
            self.standing,
            self._notices,
            parts.row(self.take, None),
            self._facts,
            parts.label(
                "Paket disalin dahulu ke komputer ini dan diperiksa; sesudah itu flashdisk boleh dicabut. "
                "Di flashdisk tidak ada yang ditulis.",
                "hint",
                wrap=True,
            ),
            None,
            spacing=12,
        )
        box.setContentsMargins(*(theme().size(16),) * 4)
        self.setLayout(box)

    def show_row(self, row: Row | None) -> None:
        """Show another passport."""
        parts.clear(self._notices)
        parts.clear(self._facts)
        self.take.setVisible(row is not None)
        self.title.setText("")
        self.standing.setText("")
        if row is None:
            return
        line = row[1]
        is_package = line.state != "copy"
        self.title.setText(line.found.path.name)
        if line.state == "merged":
            self.standing.setText("Isi paket ini sudah digabungkan ke data di komputer ini.")
        elif line.standing is not None:
            self.standing.setText(passport.standing_sentence(line.standing))
        elif not is_package:
            self.standing.setText("Salinan berkas data. Isinya diperiksa setelah diambil; hanya dibaca.")
        self.standing.setVisible(bool(self.standing.text()))
        for notice in passport.notices(line):
            self._notices.addWidget(notice)
        told = self._page.facts(line.manifest) if line.manifest else []
        for name, value in (*told, *passport.file_facts(line)):
            self._facts.addLayout(parts.value_row(name, value, width=110))
        words = "Ambil paket ini" if is_package else "Ambil salinan ini"
        parts.reword(self.take, words, "Ctrl+Return")
        self.take.setEnabled(line.state != "refused")


class _PackageList(ListPage):
    def __init__(self, page: "ReceivePage") -> None:
        self._page = page
        super().__init__(
            ListSpec(
                name="receive",
                columns=_columns(page.districts),
                load=page.rows,
                search=Search(
                    lambda row: f"{_file_name(row)} {passport.sender(row)}".casefold(),
                    hint="Cari paket…",
                ),
                noun="paket",
                empty=EmptyList(
                    "usb", _EMPTY, (ToolbarAction("Pilih berkas…", "folder-open", page.choose_files),)
                ),
                actions=(
                    ToolbarAction("Pilih berkas…", "folder-open", page.choose_files),
                    ToolbarAction("Pilih folder…", "folder", page.choose_folder),
                    ToolbarAction("Cari lagi", "refresh", page.look_again),
                ),
                row_actions=(
                    RowAction(
                        lambda count: f"Ambil {count} paket",
                        "download",
                        page.take_rows,
                        primary=True,
                        shortcut="Ctrl+Return",
                        allowed=lambda rows: all(row[1].state != "refused" for row in rows),
                    ),
                ),
                hint="Enter melihat paspornya, Ctrl+Enter mengambil",
            ),
            PageMemory(page.shell, "receive"),
            page.pane,
        )


class ReceivePage(FullPage):
    """The full page behind Berkas > Ambil dari flashdisk."""

    help_topic = "packages"

    def __init__(self, shell: Shell, carrying: Carrying, files: list[Path] | None = None) -> None:
        super().__init__(shell, "Ambil dari flashdisk")
        self._carrying = carrying
        self._chosen: list[Path] = list(files or ())
        self._folders: list[Path] = []
        self._roots: frozenset[str] | None = None
        self._looking = self._is_outdated = False
        self._lines: list[_Line] = []
        data_file = shell.workspace.data_file
        self.districts = {one.code: one.name for one in data_file.villages.districts()}
        self.head.remark.setText("Flashdisk hanya dibaca, tidak diubah")
        self.pane = PassportPane(self)
        self.list = _PackageList(self)
        self.virus = passport.VirusNotice()
        self.body.addWidget(self.virus)
        self.body.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self._look_at_sticks)
        self.look_again()

    def rows(self) -> list[Row]:
        """Return what was found as rows of the list."""
        return list(self._lines)

    def facts(self, manifest: Any) -> list[tuple[str, str]]:
        """Return a passport's lines."""
        return passport.facts(manifest, self.districts, workflows.place_names.regency_name(manifest.regency))

    def hint(self) -> str:
        """Say what can be done here."""
        return self.list.hint()

    def refresh(self, _changes: Changes | None) -> None:
        """Look again: what was merged meanwhile stands otherwise to our data."""
        self.look_again()

    def regions(self) -> list[QWidget]:
        """Return the parts of the list."""
        return self.list.regions()

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.list.focus_search()

    def toggle_pane(self) -> None:
        """Open or close the passport (F4)."""
        self.list.toggle_pane()

    def drop_offer(self, data: QMimeData) -> str:
        """Say what dropping packages here does."""
        return package_offer(data)

    def dropped(self, paths: list[Path]) -> None:
        """Put dropped files into the list and take them."""
        self._chosen += [path for path in paths if path not in self._chosen]
        self._take(paths)

    # acts

    def choose_files(self) -> None:
        """Let the operator choose packages or copied data files anywhere."""
        found = dialogs.choose_files(self.shell.window(), "Pilih paket", dialogs.ARRIVING_FILES)
        if found:
            self._chosen += [path for path in found if path not in self._chosen]
            self.look_again()

    def choose_folder(self) -> None:
        """Let the operator choose a folder to look into."""
        folder = dialogs.choose_folder(self.shell.window(), "Pilih folder")
        if folder is not None and folder not in self._folders:
            self._folders.append(folder)
            self.look_again()

    def look_again(self) -> None:
        """Read the list anew on the worker, once more when it is being read: something was chosen since."""
        if self._looking:
            self._is_outdated = True
            return
        self._looking = True
        self.shell.workspace.read_long("Mencari paket", self._find, self._found, quiet=True)

    def finish(self) -> None:
        """Take the packages ticked, else the one in front (Ctrl+Enter)."""
        self.take_rows(self.list.view.meant_rows())

    def take_rows(self, rows: list[Row]) -> None:
        """Take packages: copy them to this PC and check them."""
        self._take([row[1].found.path for row in rows if row[1].state != "refused"])

    # inside

    def _find(self, data_file: DataFile, progress: Progress) -> tuple[frozenset[str], list[Any]]:
        finding = workflows.find_packages
        drives = self._carrying.drives()
        places = [
            *(finding.Place(drive_words(drive), drive.root) for drive in drives),
            *(finding.Place(folder.name or str(folder), folder) for folder in self._folders),
        ]
        lines = finding.find(data_file, places, progress, self._carrying.layer)
        there = {line.found.path for line in lines}
        chosen = [path for path in self._chosen if path not in there]
        lines += [finding.look(data_file, path, path.parent.name) for path in chosen]
        return frozenset(str(drive.root) for drive in drives), lines

    def _found(self, result: Ok[tuple[frozenset[str], list[Any]]] | Err) -> None:
        self._looking = False
        if not shiboken6.isValid(self):
            return
        if isinstance(result, Err):
            if not result.is_cancelled:
                raise result.error
            return
        if self._is_outdated:
            self._is_outdated = False
            self.look_again()
        self._roots, lines = result.value
        self._lines = [_Line(str(line.found.path).encode(), line) for line in lines]
        self.virus.take(lines)
        self.list.reload()
        if self.list.current_row() is None and self._lines:
            self.list.go_to(self._lines[0].uid)
        self.pane.show_row(self.list.current_row())

    def _look_at_sticks(self) -> None:
        """Look quietly whether a stick came or went; the worker is busy with one thing at a time."""
        if not self._looking and not self.shell.jobs.is_busy:
            self.shell.jobs.start("Mencari flashdisk", self._sticks, self._sticks_found, quiet=True)

    def _sticks(self, _progress: Progress) -> frozenset[str]:
        return frozenset(str(drive.root) for drive in self._carrying.drives())

    def _sticks_found(self, result: Ok[frozenset[str]] | Err) -> None:
        if shiboken6.isValid(self) and isinstance(result, Ok) and result.value != self._roots:
            self.look_again()

    def _take(self, sources: list[Path]) -> None:
        if sources:
            words = f"Mengambil {len(sources)} paket" if len(sources) > 1 else "Mengambil paket"
            self.shell.workspace.read_long(words, partial(_take_all, sources), self._taken)

    def _taken(self, result: Ok[list[Any]] | Err) -> None:
        if isinstance(result, Ok):
            self.shell.open("arrived_packages", taken=result.value)
        elif isinstance(result.error, DataFileError):
            dialogs.tell_error(self.shell.window(), result.error)
        elif not result.is_cancelled:
            raise result.error

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802, D102 (Qt's name)
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802, D102 (Qt's name)
        super().hideEvent(event)
        self._timer.stop()


def _take_all(sources: list[Path], data_file: DataFile, progress: Progress) -> list[Any]:
    return list(workflows.receive_package.take_all(data_file, sources, progress))
