"""The inner tab *Berkas* of a session: its photos, scans and files, with what the report prints of them."""

import dataclasses
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple, cast

from PySide6.QtCore import QByteArray, QPoint, Qt
from PySide6.QtGui import QPixmap, QShortcut
from PySide6.QtWidgets import QMenu

from kpm_desktop.domain import names
from kpm_desktop.domain.sessions import Attachment
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import icons, parts
from kpm_desktop.ui.sessions.part_list import PartList
from kpm_desktop.ui.sessions.picture_cell import PICTURE, show_pictures
from kpm_desktop.ui.tables.column import Column, Pill, Row
from kpm_desktop.ui.tables.list_spec import Memory, Search

REPORT_PHOTOS = 6
"""Photos that a report prints (paper.md 3.16)."""
_KINDS = {"photo": "Foto", "scan": "Pindaian daftar hadir", "file": "Berkas"}
_THUMB = 200


class FileRow(NamedTuple):
    """A file as the list shows it; `in_report` numbers the photos of the report, 0 for the rest."""

    uid: Uid
    number: int
    caption: str
    kind: str
    size: str
    in_report: int
    pixmap: QPixmap


@dataclasses.dataclass(frozen=True, slots=True)
class FileActs:
    """What can be done with files; each gets the session, then the file or files."""

    add: Callable[[Uid], object]
    describe: Callable[[Uid, Uid], object]
    move: Callable[[Uid, Uid, int], object]
    save: Callable[[Uid, Uid], object]
    drop: Callable[[Uid, Sequence[Uid]], object]


class FilesPart(PartList):
    """The files of the session that `show_session` names."""

    def __init__(self, acts: FileActs, memory: Memory) -> None:
        self._acts = acts
        self._session: Uid | None = None
        self._thumbs: dict[str, tuple[QPixmap, str]] = {}
        super().__init__(
            "berkas",
            _columns(),
            Search(_searched, names.search_key, "Cari berkas…"),
            memory,
            "paperclip",
            "Belum ada foto atau berkas. Tambah, atau lepas berkas di sini.",
            (parts.Offer("Tambah foto dan berkas", self._add, "plus"),),
            row_height="row_picture",
        )
        show_pictures(self.view, self.model)
        self.view.opened.connect(self._describe)
        self.view.edit_wanted.connect(self._describe)
        self.view.delete_wanted.connect(self._drop)
        self.view.menu_wanted.connect(self._open_menu)
        for key, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(parts.key_sequence(key), self.view)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(partial(self._move_current, by))

    def show_session(self, data_file: DataFile, session: Uid, files: Sequence[Attachment]) -> None:
        """Show the files of a session."""
        self._session = session
        rows, photos = [], 0
        for number, one in enumerate(files, 1):
            photos += one.kind == "photo"
            in_report = photos if one.kind == "photo" and photos <= REPORT_PHOTOS else 0
            pixmap, size = self._thumb(data_file, one)
            rows.append(FileRow(one.uid, number, one.caption, one.kind, size, in_report, pixmap))
        self.show_rows(rows)

    def menu(self, rows: list[Row]) -> QMenu:
        """Return the menu of files, not yet shown."""
        menu = QMenu(self)
        entries: tuple[tuple[str, str, str, Callable[[list[Row]], object], bool], ...] = (
            ("Ubah keterangan", "pencil", "F2", self._describe_first, True),
            ("Naik", "arrows-sort", "Alt+Up", partial(self._move, -1), True),
            ("Turun", "arrows-sort", "Alt+Down", partial(self._move, 1), True),
            ("Simpan salinan…", "download", "", self._save, True),
            (f"Buang {len(rows)} berkas", "trash", "Del", self._drop, False),
        )
        for words, icon, key, act, single in entries:
            entry = menu.addAction(f"{words}\t{parts.key_text(key)}" if key else words)
            icons.set_icon(entry, icon)
            entry.setEnabled(not single or len(rows) == 1)
            entry.triggered.connect(partial(_call, act, rows))
        return menu

    # inside

    def _thumb(self, data_file: DataFile, one: Attachment) -> tuple[QPixmap, str]:
        """Return a small picture and the size in words; an asset never changes."""
        if one.asset not in self._thumbs:
            try:
                mime, content = data_file.asset(one.asset)
            except KeyError:  # a package without scans
                return QPixmap(), ""
            pixmap = QPixmap()
            if mime.startswith("image/"):
                pixmap.loadFromData(QByteArray(content))
                pixmap = pixmap.scaledToHeight(_THUMB, Qt.TransformationMode.SmoothTransformation)
            self._thumbs[one.asset] = pixmap, f"{max(len(content) // 1000, 1)} kB"
        return self._thumbs[one.asset]

    def _add(self) -> None:
        if self._session is not None:
            self._acts.add(self._session)

    def _describe(self, row: Row) -> None:
        if self._session is not None:
            self._acts.describe(self._session, row[0])

    def _describe_first(self, rows: list[Row]) -> None:
        self._describe(rows[0])

    def _move(self, by: int, rows: list[Row]) -> None:
        if self._session is not None:
            self._acts.move(self._session, rows[0][0], by)

    def _move_current(self, by: int) -> None:
        row = self.view.current_row()
        if row is not None:
            self._move(by, [row])

    def _save(self, rows: list[Row]) -> None:
        if self._session is not None:
            self._acts.save(self._session, rows[0][0])

    def _drop(self, rows: list[Row]) -> None:
        if self._session is not None:
            self._acts.drop(self._session, [row[0] for row in rows])

    def _open_menu(self, rows: list[Row], place: QPoint) -> None:
        menu = self.menu(rows)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)


def file_row(row: Row) -> FileRow:
    """Return a raw row as what it is."""
    return cast("FileRow", row)


def _searched(row: Row) -> str:
    return names.search_key(f"{file_row(row).caption} {_KINDS[file_row(row).kind]}")


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "No.", lambda row: file_row(row).number, kind="number", key="number", align="right", width=46,
            sortable=False, tone=lambda _row: "muted",
        ),
        Column(
            "Gambar", lambda _row: " ", key=PICTURE, width=96, sortable=False,
            spoken=lambda row: _KINDS[file_row(row).kind],
        ),
        Column(
            "Keterangan", lambda row: file_row(row).caption, key="caption", width=200, stretch=True,
            main=True, searched=True, sortable=False,
        ),
        Column(
            "Jenis", lambda row: _KINDS[file_row(row).kind], key="kind", width=150, sortable=False,
            sub=lambda row: file_row(row).size, low_priority=True,
        ),
        Column(
            "Laporan", lambda row: _report(file_row(row)), kind="pill", key="report", width=112,
            sortable=False, empty="tidak dicetak",
        ),
    )  # fmt: skip


def _report(row: FileRow) -> Pill | None:
    return Pill(f"Foto {row.in_report}", "ok") if row.in_report else None


def _call(act: Callable[[list[Row]], object], rows: list[Row], _checked: bool = False) -> None:
    act(rows)
