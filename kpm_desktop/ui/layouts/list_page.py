"""The list of the office's own layouts: made from a picture or a shipped design, copied, renamed, carried."""

import dataclasses
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QMimeData

from kpm_desktop import workflows
from kpm_desktop.domain.certificates import CertificateDesign
from kpm_desktop.domain.layouts import FRAMES, Layout, is_readable, layout_of
from kpm_desktop.domain.problem import Problem
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.ui import dialogs
from kpm_desktop.ui.drop_frame import local_files
from kpm_desktop.ui.layouts import files
from kpm_desktop.ui.page import FullPage, Shell
from kpm_desktop.ui.page_memory import PageMemory
from kpm_desktop.ui.tables.column import Column, Row
from kpm_desktop.ui.tables.list_page import ListPage
from kpm_desktop.ui.tables.list_spec import EmptyList, ListSpec, RowAction, Search, ToolbarAction

TITLE: Final = "Tata letak sertifikat"
STARTS: Final = (("klasik", "Klasik"), ("modern", "Modern"), ("batik", "Batik"))
_PICTURES = frozenset({".png", ".jpg", ".jpeg"})


def _design(row: Row) -> CertificateDesign:
    design: CertificateDesign = row[1]
    return design


def _below(row: Row) -> str:
    layout: Layout | None = row[2]
    if layout is None:
        return "tidak dapat dibaca"
    return "Gambar sendiri" if layout.background else FRAMES[layout.frame]


def _boxes(row: Row) -> int | None:
    layout: Layout | None = row[2]
    return None if layout is None else len(layout.boxes)


COLUMNS: Final = (
    Column("Nama", lambda row: _design(row).name, stretch=True, main=True, searched=True, width=320),
    Column("Kertas", lambda row: f"{_design(row).paper} mendatar", width=150),
    Column("Latar", _below, width=180),
    Column("Kotak", _boxes, "number", align="right", width=90),
    Column("Perubahan ke", lambda row: _design(row).version, "number", align="right", width=120),
)


class LayoutList(ListPage):
    """The list itself."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        super().__init__(self._spec(), PageMemory(shell, "layouts"))

    # what the list and the keys call

    def add_new(self) -> None:
        """Begin with a picture of the office (Ctrl+N)."""
        path = files.choose_picture(self._shell)
        if path is not None:
            self.begin_with(path)

    def begin_with(self, path: Path) -> None:
        """Begin with this picture, and the boxes of Klasik on it."""
        made = files.read_picture(self._shell, path)
        if made is not None:
            layout = workflows.own_designs.start("klasik", made.paper)
            layout = dataclasses.replace(layout, frame="", background=made.name)
            self._make(path.stem, layout, {made.name: made.data}, made.problems)

    def open_row(self, row: Row) -> None:
        """Open the layout (Enter)."""
        if row[2] is None:
            self._shell.say("Tata letak ini rusak dan tidak dapat dibuka. Buang, lalu buat yang baru.")
            return
        self._shell.open("layout-editor", design=row[0])

    def edit_row(self, row: Row) -> None:
        """Give it another name (F2)."""
        design = _design(row)
        name = dialogs.ask_text(
            self._shell.window(), "Ganti nama tata letak", "Nama", "Ganti nama", text=design.name
        )
        if name is None or name == design.name:
            return
        title = workflows.own_designs.free_name(self._file, name[: workflows.own_designs.NAME_LENGTH])
        self._shell.workspace.run(
            "edit",
            f"Ganti nama tata letak {title}",
            lambda file: file.certificates.save_design(dataclasses.replace(design, name=title), design),
        )

    def delete_rows(self, rows: list[Row]) -> None:
        """Throw layouts away (Del); what was issued with them stays as it is."""

        def act(file: DataFile) -> None:
            for row in rows:
                file.certificates.delete_design(row[0])

        words = _design(rows[0]).name if len(rows) == 1 else str(len(rows))
        self._shell.workspace.run("delete", f"Buang tata letak {words}", act)

    # inside

    @property
    def _file(self) -> DataFile:
        return self._shell.workspace.data_file

    def _load(self) -> list[Row]:
        return [(one.uid, one, _layout(one)) for one in self._file.certificates.designs()]

    def _from_design(self, design: str, words: str, paper: str) -> None:
        self._make(f"{words} kami", workflows.own_designs.start(design, paper), {})

    def _copy(self, rows: list[Row]) -> None:
        layout = rows[0][2]
        if layout is not None:
            self._make(_design(rows[0]).name, layout, {}, opens=False)

    def _make(
        self,
        name: str,
        layout: Layout,
        pictures: dict[str, bytes],
        problems: tuple[Problem, ...] = (),
        *,
        opens: bool = True,
    ) -> None:
        own = workflows.own_designs
        title = own.free_name(self._file, name[: own.NAME_LENGTH])
        design = CertificateDesign(self._file.new_uid(), title)
        done = self._shell.workspace.run(
            "edit",
            f"Buat tata letak {title}",
            lambda file: own.save(file, design, layout, pictures),
            toast=not opens,
        )
        if done is not None and opens:
            self._shell.open("layout-editor", design=design.uid, problems=problems)

    def _export(self, rows: list[Row]) -> None:
        if rows[0][2] is not None:
            files.export(self._shell, rows[0][0], _design(rows[0]).name)

    def _spec(self) -> ListSpec:
        picture = ToolbarAction("Dari gambar sendiri…", "plus", self.add_new, "Ctrl+N")
        shipped = tuple(
            ToolbarAction(
                f"Dari {words}, {paper}", "certificate", partial(self._from_design, design, words, paper)
            )
            for design, words in STARTS
            for paper in ("A4", "F4")
        )
        make = ToolbarAction("Buat tata letak", "plus", self.add_new, primary=True, menu=(picture, *shipped))
        take = ToolbarAction("Ambil berkas desain…", "folder-open", partial(files.bring_in, self._shell))
        return ListSpec(
            name="layouts",
            columns=COLUMNS,
            load=self._load,
            search=Search(lambda row: _design(row).name.casefold(), hint="Cari tata letak…"),
            noun="tata letak",
            empty=EmptyList(
                "adjustments",
                "Belum ada tata letak sendiri. Mulai dari gambar kantor, desain bawaan, atau berkas desain.",
                (picture, shipped[0], take),
            ),
            actions=(make, take),
            row_actions=(
                RowAction(
                    lambda count: f"Buang {count}", "trash", self.delete_rows, shortcut="Del"
                ),
                RowAction(lambda _n: "Buka", "pencil", lambda rows: self.open_row(rows[0]), single=True),
                RowAction(
                    lambda _n: "Ganti nama…", "pencil", lambda rows: self.edit_row(rows[0]), single=True,
                    shortcut="F2",
                ),
                RowAction(lambda _n: "Salin", "copy", self._copy, single=True),
                RowAction(lambda _n: "Simpan berkas desain…", "download", self._export, single=True),
            ),
            hint="Enter membuka, F2 mengganti nama",
        )  # fmt: skip


class LayoutsPage(FullPage):
    """The full page behind Tata letak."""

    help_topic = "layouts"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, TITLE)
        self.list = LayoutList(shell)
        self.body.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        self.list.refresh(None)

    def hint(self) -> str:
        """Say what can be done here."""
        return self.list.spec.hint

    def refresh(self, _changes: Changes | None) -> None:
        """Load the layouts again."""
        self.list.refresh(None)

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.list.focus_search()

    def regions(self) -> list[Any]:
        """Return what F6 walks through."""
        return self.list.regions()

    def add_new(self) -> None:
        """Begin with a picture of the office (Ctrl+N)."""
        self.list.add_new()

    def drop_offer(self, data: QMimeData) -> str:
        """Offer to begin with a picture, or to take a design file in."""
        match _dropped_kind(local_files(data)):
            case "picture":
                return "Lepas untuk membuat tata letak dari gambar ini"
            case "design":
                return "Lepas untuk mengambil berkas desain"
        return ""

    def dropped(self, paths: list[Path]) -> None:
        """Take the picture or design file that was dropped."""
        if _dropped_kind(paths) == "picture":
            self.list.begin_with(paths[0])
        else:
            files.bring_in(self.shell, paths[0])


def _dropped_kind(paths: list[Path]) -> str:
    ending = paths[0].suffix.lower() if len(paths) == 1 else ""
    if ending in _PICTURES:
        return "picture"
    return "design" if ending == workflows.own_designs.ENDING else ""


def _layout(design: CertificateDesign) -> Layout | None:
    return layout_of(design) if is_readable(design) else None
