"""Step 2, *Periksa*: the file in one card, its rows in groups, changes with a tick each, a pane beside."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QWidget

from kpm_desktop.domain.words import thousands
from kpm_desktop.ui import icons, parts
from kpm_desktop.ui.elided_label import ElidedLabel
from kpm_desktop.ui.forms.pickers import QuietBox
from kpm_desktop.ui.imports.beside import Beside
from kpm_desktop.ui.imports.columns_step import Steps
from kpm_desktop.ui.imports.row_pane import RowPane
from kpm_desktop.ui.imports.rows import (
    GROUPS,
    change_columns,
    change_lines,
    key_uid,
    person_columns,
    person_lines,
    skipped_columns,
    skipped_lines,
)
from kpm_desktop.ui.imports.words import EXISTING, UNUSED
from kpm_desktop.ui.tables.column import Column, Row
from kpm_desktop.ui.tables.model import TableModel
from kpm_desktop.ui.tables.table_view import TableView
from kpm_desktop.ui.theme import theme

_FEWEST: Final = 2
"""So many rows of each section are shown in *Perlu dilihat* however little room there is."""


class ChangeView(TableView):
    """Space takes a change or leaves it, whatever cell is current."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Tick on Space, else as in every list."""
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and index.isValid():
            box = index.siblingAtColumn(self.model().columnCount() - 1)
            on = box.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            state = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
            self.model().setData(box, state, Qt.ItemDataRole.CheckStateRole)
            event.accept()
        else:
            super().keyPressEvent(event)


class Section(QWidget):
    """A heading with a remark, and the rows below."""

    def __init__(self, name: str, columns: tuple[Column, ...], *, ticks: bool = False) -> None:
        super().__init__()
        self.model = TableModel(columns, parent=self)
        self.view: TableView = (ChangeView if ticks else TableView)(self.model, name)
        self.heading = parts.label(name, "card")
        self.remark = ElidedLabel("secondary")
        self.more = parts.go_link(parts.Offer("Lihat semua", self._nothing))
        self.more.hide()
        inner = parts.column(self.view)
        inner.setContentsMargins(1, 1, 1, 1)
        head = parts.row(self.heading, self.remark, self.more)
        head.setStretch(1, 1)
        self.setLayout(parts.column(head, parts.frame("card", inner), spacing=4))

    def show_rows(self, rows: list[Row], remark: str) -> None:
        """Show these rows."""
        self.model.set_rows(rows)
        self.remark.setText(remark)

    def take_height(self, most: int | None) -> None:
        """Be as high as so many rows at most; None: as high as there is room."""
        row, head = theme().height("row"), theme().height("table_header")
        policy = QSizePolicy.Policy.Expanding if most is None else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        if most is None:
            self.view.setMinimumHeight(head + row * 2)
            self.view.setMaximumHeight(16_777_215)
        else:
            shown = min(max(self.model.rowCount(), 1), most)
            self.view.setFixedHeight(head + row * shown + theme().size(2))

    def _nothing(self) -> None:
        """Wait until the step says what `more` does."""


class CheckStep(QWidget):
    """Groups over the lists; `current` is the row of the preview under the cursor."""

    def __init__(
        self, page: Steps, pane: RowPane, tick: Callable[[Any, str, bool], None], shown: Callable[[Any], None]
    ) -> None:
        super().__init__()
        self._page, self._pane, self._tick, self._shown = page, pane, tick, shown
        self._group = "look"
        self.current: Any = None
        self.name, self.where = ElidedLabel("bold"), ElidedLabel("secondary")
        self.known, self.unused = ElidedLabel("bold"), ElidedLabel("secondary")
        self.change = parts.button("Ubah kolom", "adjustments")
        self.skipped = parts.button("Dilewati", kind="link")
        self.buttons = QButtonGroup(self)
        self.existing = QuietBox()
        kind = page.session.kind
        self.sections = {
            "asked": Section("Perlu dijawab", person_columns(kind)),
            "rejected": Section("Ditolak", person_columns(kind)),
            "changed": Section("Berubah", change_columns(kind, self._ticked), ticks=True),
            "new": Section("Baru", person_columns(kind)),
            "same": Section("Sama", person_columns(kind)),
            "skipped": Section("Dilewati", skipped_columns()),
        }
        for section in self.sections.values():
            section.hide()
        self._nothing = parts.EmptyState("circle-check", "Tidak ada yang perlu dilihat.")
        self._put_together()
        self._connect()

    # what the page calls

    def show_preview(self) -> None:
        """Show the preview as it is now; group and row stay."""
        session = self._page.session
        preview = session.preview
        self._show_card()
        rows = {name: preview.with_status(name) for name in ("new", "changed", "same", "rejected")}
        looked = [row for row in preview.rows if session.to_look(row)]
        counts = {name: len(found) for name, found in rows.items()}
        counts |= {"look": len(looked), "skipped": len(preview.skipped)}
        for place, (group, (word, _, _)) in enumerate(GROUPS.items()):
            button = self.buttons.button(place)
            number = thousands(counts[group])
            parts.reword(button, f"{word}  {number}", f"Alt+{place + 1}", name=f"{word}: {number} baris")
            if button.property("kind") == "group":
                wide = theme().metrics("bold").horizontalAdvance(button.text())
                button.setMinimumWidth(wide + theme().size(52))
        for name, (lines, remark) in self._told(rows, looked).items():
            self.sections[name].show_rows(lines, remark)
        self._arrange()

    def show_group(self, group: str) -> None:
        """Show a group and go to its first row."""
        self._group = group
        self.buttons.button(list(GROUPS).index(group)).setChecked(True)
        self._arrange()
        self.focus_first()

    def show_part(self, number: int) -> None:
        """Show a group by its number (Alt+1..6)."""
        if 1 <= number <= len(GROUPS):
            self.show_group(list(GROUPS)[number - 1])

    def focus_first(self) -> None:
        """Put the cursor on the first row shown, or keep it where it is."""
        shown = self._shown_sections()
        if not shown:
            self._take(None)
            self.buttons.checkedButton().setFocus(Qt.FocusReason.OtherFocusReason)
            return
        view = next((one.view for one in shown if one.view.currentIndex().isValid()), shown[0].view)
        if not view.currentIndex().isValid():
            view.go_to_first()
        view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._moved(view.current_row())

    def go_to_problem(self, by: int) -> None:
        """Go to the next row that has to be looked at (F8), round and round."""
        session = self._page.session
        looked = [row for row in session.preview.rows if session.to_look(row)]
        looked.sort(key=lambda row: (not row.is_asked, row.status != "rejected"))
        if not looked:
            return
        keys = [row.key for row in looked]
        here = keys.index(self.current.key) if self.current is not None and self.current.key in keys else -1
        row = looked[(here + by) % len(looked)] if here >= 0 else looked[0 if by > 0 else -1]
        if self._group != "look":
            self.show_group("look")
        self.go_to(row)

    def go_to(self, row: Any) -> None:
        """Make a row of the preview current."""
        for section in self._shown_sections():
            uids = [line[0] for line in section.model.shown_rows() if line[0].startswith(key_uid(row.key))]
            if uids and section.view.go_to(uids[0]):
                section.view.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def areas(self) -> list[QWidget]:
        """Return what F6 walks through."""
        return [
            self.change,
            self.buttons.checkedButton(),
            *(one.view for one in self._shown_sections()),
            self._pane,
        ]

    def take_density(self, width: int) -> None:
        """Below 980 px the pane takes the place of the lists once a row is opened."""
        self._beside.take_density(width)
        narrow = self._beside.is_narrow
        self._second_bar.setVisible(narrow)
        (self._second if narrow else self._first).addWidget(self._when)
        for section in self.sections.values():
            section.view.fitted.set_narrow(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Share the room among the sections."""
        super().resizeEvent(event)
        self._arrange()

    def close_pane(self) -> bool:
        """Go back from the pane to the lists (Esc); False when the lists have the focus."""
        if not self._beside.close_pane():
            return False
        self.focus_first()
        return True

    # inside

    def _show_card(self) -> None:
        session = self._page.session
        preview = session.preview
        read = [view for view in preview.sheets if view.is_read]
        self.name.setText(session.name)
        places = [
            f"Lembar “{view.sheet.name}”, judul kolom di baris {view.header.first_row + 1}"
            if view.sheet.name
            else f"Judul kolom di baris {view.header.first_row + 1}"
            for view in read[:1]
        ]
        if len(read) > 1:
            places = [f"{len(read)} lembar"]
        districts = list(dict.fromkeys(view.district for view in read if view.district))
        sent = [f"Kec. {districts[0]}"] if len(districts) == 1 else []
        count = f"{thousands(len(preview.rows))} baris isi"
        self.where.setText(", ".join([*places, count, *sent]) + ".")
        columns = [one for view in read for one in view.header.columns if one.heading or one.samples]
        unused = list(dict.fromkeys(one.heading or "tanpa judul" for one in columns if not one.target))
        self.known.setText(f"Kolom dikenali {sum(bool(one.target) for one in columns)} dari {len(columns)}")
        told = f"“{'”, “'.join(unused)}” {UNUSED}. " if unused else ""
        self.unused.setText(f"{told}Tanggal dibaca hari/bulan/tahun.")

    def _told(self, rows: dict[str, list[Any]], looked: list[Any]) -> dict[str, tuple[list[Row], str]]:
        """Return what each section shows, and the remark beside its heading."""
        preview, noun = self._page.session.preview, self._page.session.kind.noun
        several = sum(view.is_read for view in preview.sheets) > 1
        lines = partial(person_lines, several_sheets=several)
        asked = [row for row in looked if row.status != "rejected" and row.is_asked]
        new, changed, rejected = (thousands(len(rows[name])) for name in ("new", "changed", "rejected"))
        fields = thousands(sum(len(row.changes) for row in rows["changed"]))
        untick = "Hilangkan centang untuk mempertahankan data sekarang."
        mend = "Perbaiki di sini, atau kirim balik ke pengirimnya."
        return {
            "asked": (lines(asked), f"{len(asked)} baris tetap ikut. Jawab di panel kanan."),
            "rejected": (lines(rows["rejected"]), f"{rejected} baris tidak ikut sampai diperbaiki. {mend}"),
            "changed": (change_lines(rows["changed"]), f"{changed} {noun}, {fields} isian. {untick}"),
            "new": (lines(rows["new"]), f"{new} {noun} belum ada di data."),
            "same": (lines(rows["same"]), "Tidak ada yang ditulis untuk baris ini."),
            "skipped": (skipped_lines(preview.skipped), "Judul, jumlah, baris kosong, dan tanda tangan."),
        }

    def _shown_sections(self) -> list[Section]:
        names = ("asked", "rejected", "changed") if self._group == "look" else (self._group,)
        found = [self.sections[name] for name in names]
        if self._group == "look":
            session = self._page.session
            asks = session.choices.existing == "ask"
            found = [
                one for one in found if one.model.rowCount() and (asks or one is not self.sections["changed"])
            ]
        return found

    def _arrange(self) -> None:
        shown = self._shown_sections()
        for section in self.sections.values():
            section.setVisible(section in shown)
            section.more.setVisible(self._group == "look" and section is not self.sections["asked"])
        if shown:
            heads = len(shown) * (theme().height("table_header") + theme().size(36))
            room = self._beside.body_height() - self._above - heads
            most = max(room // theme().height("row") // len(shown), _FEWEST)
            for section in shown:
                section.take_height(None if section is shown[-1] else most)
        self._nothing.setVisible(not shown)

    def _ticked(self, row: Row, taken: bool) -> None:
        self._tick(row[1], row[2].field, taken)

    def _leave_others(self, section: Section) -> None:
        """Only one row is current, whatever lists are shown."""
        for other in self._shown_sections():
            if other is not section and other.view.currentIndex().isValid():
                other.view.selectionModel().clear()

    def _moved(self, row: Row | None) -> None:
        self._take(row[1] if row is not None and hasattr(row[1], "draft") else None)

    def _take(self, found: Any) -> None:
        self.current = found
        self._shown(found)

    def _view_moved(self, section: Section, row: Row | None) -> None:
        if row is not None and section in self._shown_sections():
            self._leave_others(section)
            self._moved(row)

    def _opened(self, _row: Row) -> None:
        self._beside.open_pane()
        if self._pane.focus_repair():
            self._beside.show_focus()

    def _group_pressed(self, place: int) -> None:
        self.show_group(list(GROUPS)[place])

    def _existing_chosen(self, place: int) -> None:
        self._page.session.decide(existing=EXISTING[place][0])
        self._page.renew()

    def _connect(self) -> None:
        self.buttons.idClicked.connect(self._group_pressed)
        self.existing.activated.connect(self._existing_chosen)
        for name, section in self.sections.items():
            section.view.current_changed.connect(partial(self._view_moved, section))
            section.view.opened.connect(self._opened)
            if name != "asked":
                section.more.clicked.connect(partial(self._see_all, name))

    def _see_all(self, group: str, _checked: bool = False) -> None:
        self.show_group(group)

    def _card(self) -> QFrame:
        left, right = (
            parts.column(self.name, self.where, spacing=2),
            parts.column(self.known, self.unused, spacing=2),
        )
        symbol = parts.Symbol("file-spreadsheet", "ok", 22)
        box = parts.row(symbol, 4, left, 12, right, self.skipped, self.change, spacing=8)
        box.setStretch(2, 6)
        box.setStretch(4, 4)
        side, top = theme().size(14), theme().size(8)
        box.setContentsMargins(side, top, theme().size(12), top)
        return parts.frame("card", box)

    def _bar(self) -> QHBoxLayout:
        bar = parts.row(spacing=8)
        for place, (word, icon, tone) in enumerate(GROUPS.values()):
            button = self.skipped if place == len(GROUPS) - 1 else parts.button(word, kind="group")
            button.setCheckable(True)
            self.buttons.addButton(button, place)
            if button is not self.skipped:
                icons.set_icon(button, icon, tone, 16)
                bar.addWidget(button)
        self.buttons.button(0).setChecked(True)
        bar.addStretch(1)
        name = parts.label("Bila sudah ada:", "secondary", buddy=self.existing)
        self.existing.addItems([words for _, words in EXISTING])
        self.existing.setCurrentIndex(1)
        self.existing.setAccessibleName("Bila sudah ada")
        self._when = QWidget()
        self._when.setLayout(parts.row(name, self.existing))
        self._second_bar = QWidget()
        self._second = parts.row(spacing=8)
        self._second.addStretch(1)
        self._second_bar.setLayout(self._second)
        self._second_bar.hide()
        bar.addWidget(self._when)
        self._first = bar
        return bar

    def _put_together(self) -> None:
        self._lists = QWidget()
        self._above = (
            theme().size(8 * 6 + 16) + theme().metrics("body").height() * 3 + theme().height("button")
        )
        box = parts.column(
            self._card(), self._bar(), self._second_bar, *self.sections.values(), self._nothing, spacing=8
        )
        gap = theme().size(12)
        box.setContentsMargins(gap, theme().size(6), gap, theme().size(6))
        self._lists.setLayout(box)
        self._beside = Beside(self._lists, self._pane)
        self.setLayout(parts.column(self._beside))
