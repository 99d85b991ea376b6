"""Step 1, *Berkas dan kolom*: which sheets, where the headings are, what columns are, how dates are read."""

from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QSpinBox, QWidget

from kpm_desktop.domain.words import thousands
from kpm_desktop.ui import parts
from kpm_desktop.ui.elided_label import ElidedLabel
from kpm_desktop.ui.imports.beside import Beside
from kpm_desktop.ui.imports.column_pane import ColumnPane
from kpm_desktop.ui.imports.session import ImportSession
from kpm_desktop.ui.imports.words import UNUSED, Kind, cell_text, letter, masked
from kpm_desktop.ui.messages import explain
from kpm_desktop.ui.tables.column import Column, Pill, Row
from kpm_desktop.ui.tables.model import TableModel
from kpm_desktop.ui.tables.table_view import TableView
from kpm_desktop.ui.theme import theme

_RAW_ROWS, _RAW_COLUMNS = 60, 12
_MOST_LEVELS = 3


class Steps(Protocol):
    """What a step asks of the page."""

    @property
    def session(self) -> ImportSession:
        """The import."""

    def renew(self) -> None:
        """Judge everything anew by the choices, on the worker."""

    def finish(self) -> None:
        """Go on to the next step."""


class ColumnsStep(QWidget):
    """Sheets at the left, rows as they came and columns in the middle, the current column at the right."""

    def __init__(self, page: Steps) -> None:
        super().__init__()
        self._page = page
        self._sheet = ""
        self._filling = False
        self.sheets = TableModel(_sheet_columns(self._take_sheet), parent=self)
        self.sheet_view = TableView(self.sheets, "Lembar")
        self.raw = TableModel(_raw_columns(), parent=self)
        self.columns = TableModel(_mapping_columns(page.session.kind), parent=self)
        self.column_view = TableView(self.columns, "Kolom")
        self.raw_view = TableView(self.raw, "Isi berkas")
        self.first, self.last = QSpinBox(), QSpinBox()
        self.no_header = parts.Notice("", "warn", "E-TANPAKEPALA")
        self.name_columns = parts.button("Baris pertama bukan judul", "list-numbers")
        self.column = ColumnPane(self._map, self._order)
        self._put_together()
        self._connect()

    # what the page calls

    def show_preview(self) -> None:
        """Show what was read, keeping sheet and column."""
        views = self._page.session.preview.sheets
        names = [view.sheet.name for view in views]
        if self._sheet not in names:
            read = [view.sheet.name for view in views if view.is_read]
            self._sheet = read[0] if read else names[0]
        self.sheets.set_rows([(_uid(view), view, self._rows_of(view)) for view in views])
        self._sheet_side.setVisible(len(views) > 1 or views[0].sheet.is_hidden)
        self.sheet_view.go_to(_uid(self._view()))
        self._show_sheet()

    def focus_first(self) -> None:
        """Put the cursor where something is asked, else on the columns."""
        self.column_view.setFocus(Qt.FocusReason.OtherFocusReason)

    def questions(self) -> list[tuple[str, int]]:
        """Return the columns of dates that are asked about, as (sheet, place)."""
        return [
            (view.sheet.name, place)
            for view in self._page.session.preview.sheets
            if view.is_read
            for place in view.dates
        ]

    def go_to_question(self, by: int) -> bool:
        """Go to the next column that is asked about (F8); False when there is none."""
        asked = self.questions()
        if not asked:
            return False
        row = self.column_view.current_row()
        here = (self._sheet, row[1].place if row else -1)
        after = [one for one in asked if one > here] if by > 0 else [one for one in asked if one < here]
        sheet, place = (after or asked)[0 if by > 0 else -1]
        if sheet != self._sheet:
            self._sheet = sheet
            self.show_preview()
        self.column_view.go_to(_place_uid(place))
        return True

    def show_part(self, number: int) -> None:
        """Show a sheet by its number (Alt+1..7)."""
        row = self.sheets.row_at(number - 1)
        if row is not None:
            self.sheet_view.go_to(row[0])

    def take_density(self, width: int) -> None:
        """Take the room that the page has now."""
        self._beside.take_density(width)
        self._sheet_side.setFixedWidth(min(theme().size(270), width // 3))

    def close_pane(self) -> bool:
        """Go back from the pane to the columns (Esc); False when the focus is elsewhere."""
        if not self._beside.close_pane():
            return False
        self.focus_first()
        return True

    def areas(self) -> list[QWidget]:
        """Return what F6 walks through."""
        return [self.sheet_view, self.raw_view, self.column_view, self.column]

    # inside

    def _view(self) -> Any:
        views = self._page.session.preview.sheets
        return next(view for view in views if view.sheet.name == self._sheet)

    def _rows_of(self, view: Any) -> int:
        return sum(row.sheet == view.sheet.name for row in self._page.session.preview.rows)

    def _show_sheet(self) -> None:
        view = self._view()
        header = view.header
        self._filling = True
        most = max(len(view.sheet.rows), 1)
        for box in (self.first, self.last):
            box.setRange(1, most)
        first = header.first_row if header else 0
        self.first.setValue(first + 1)
        self.last.setRange(first + 1, min(first + _MOST_LEVELS, most))
        self.last.setValue(first + max(header.height if header else 1, 1))
        self._filling = False
        self._show_raw(view)
        told = explain("E-TANPAKEPALA")
        self.no_header.show_message(f"{told.happened} {told.todo}", "warn", "E-TANPAKEPALA")
        self.no_header.setVisible(header is None)
        self.name_columns.setVisible(header is None and isinstance(self._page.session.source, str))
        rows = (
            [(_place_uid(one.place), one, view.dates.get(one.place)) for one in header.columns]
            if header
            else []
        )
        current = self.column_view.current_row()
        self.columns.set_rows(rows)
        asked = [row[0] for row in rows if row[2]]
        known = {row[0] for row in rows}
        wanted = current[0] if current and current[0] in known else next(iter(asked or sorted(known)), None)
        if wanted is not None:
            self.column_view.go_to(wanted)
        self._show_column(self.column_view.current_row())

    def _show_raw(self, view: Any) -> None:
        header = view.header
        span = range(header.first_row, header.first_row + header.height) if header else range(0)
        rows = view.sheet.rows[:_RAW_ROWS]
        self.raw.set_rows(
            (_place_uid(place), place, place in span, cells) for place, cells in enumerate(rows)
        )
        if span:
            self.raw_view.go_to(_place_uid(span[0]))
            above = self.raw.index(max(span[0] - 1, 0), 0)
            self.raw_view.scrollTo(above, TableView.ScrollHint.PositionAtTop)

    def _show_column(self, row: Row | None) -> None:
        view = self._view()
        order = self._page.session.choices.date_orders.get(self._sheet, {})
        if row is None:
            self.column.show_nothing()
        else:
            state = row[2]
            self.column.show_column(
                row[1],
                self._page.session.targets(),
                state,
                order.get(row[1].place),
                is_dated=_is_date(row[1]),
            )
        self.column.setEnabled(view.header is not None)

    def _connect(self) -> None:
        self.sheet_view.current_changed.connect(self._sheet_changed)
        self.column_view.current_changed.connect(self._show_column)
        self.column_view.opened.connect(self._go_into_column)
        self.raw_view.opened.connect(self._make_header)
        self.first.valueChanged.connect(self._header_moved)
        self.last.valueChanged.connect(self._header_moved)
        self.name_columns.clicked.connect(self._name_columns)

    def _sheet_changed(self, row: Row | None) -> None:
        if row is not None and row[1].sheet.name != self._sheet:
            self._sheet = row[1].sheet.name
            self._show_sheet()

    def _take_sheet(self, row: Row, taken: bool) -> None:
        self._page.session.take_sheet(row[1], taken=taken)
        self._page.renew()

    def _go_into_column(self, _row: Row) -> None:
        self._beside.open_pane()
        self.column.target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_header(self, row: Row) -> None:
        self._page.session.move_header(self._sheet, row[1], 1)
        self._page.renew()

    def _header_moved(self, _value: int) -> None:
        if self._filling:
            return
        first = self.first.value()
        height = min(max(self.last.value() - first + 1, 1), _MOST_LEVELS)
        self._page.session.move_header(self._sheet, first - 1, height)
        self._page.renew()

    def _name_columns(self) -> None:
        self._page.session.name_columns()
        self._page.renew()

    def _map(self, place: int, target: str) -> None:
        self._page.session.map_column(self._sheet, place, target)
        self._page.renew()

    def _order(self, place: int, order: str) -> None:
        orders = self._page.session.choices.date_orders
        here = {**orders.get(self._sheet, {}), place: order}
        self._page.session.decide(date_orders={**orders, self._sheet: here})
        self._page.renew()

    def _put_together(self) -> None:
        gap = theme().size(12)
        for spin, name in ((self.first, "Baris judul pertama"), (self.last, "Baris judul terakhir")):
            parts.describe(spin, name)
            spin.setKeyboardTracking(False)
        self._sheet_side = QWidget()
        left = parts.column(parts.label("Lembar", "card"), _framed(self.sheet_view))
        self._sheet_side.setLayout(left)
        self._sheet_side.setFixedWidth(theme().size(270))
        self.raw_view.setFixedHeight(
            theme().height("table_header") + 5 * theme().height("row") + theme().size(14)
        )
        self.column_view.setMinimumHeight(theme().height("table_header") + 2 * theme().height("row"))
        hint = ElidedLabel("hint")
        hint.setText("Enter pada baris menjadikannya judul.")
        head = parts.row(
            parts.label("Judul kolom", "card"),
            parts.label("di baris", "secondary"),
            self.first,
            parts.label("s.d.", "secondary"),
            self.last,
            self.name_columns,
            hint,
        )
        head.setStretch(6, 1)
        raw = _framed(self.raw_view)
        raw.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        middle = QWidget()
        middle.setLayout(
            parts.column(
                head,
                raw,
                self.no_header,
                parts.heading("Kolom", "Enter mengubah kegunaan kolom."),
                _framed(self.column_view),
            )
        )
        box = parts.row(self._sheet_side, middle, spacing=12)
        box.setStretch(1, 1)
        box.setContentsMargins(gap, theme().size(6), gap, theme().size(6))
        body = QWidget()
        body.setLayout(box)
        self._beside = Beside(body, self.column)
        self.setLayout(parts.column(self._beside))


def _is_date(column: Any) -> bool:
    return column.target in {"birth", "birth_date", "decree", "decree_date", "term", "term_start", "term_end"}


def _uid(view: Any) -> bytes:
    return f"sheet {view.sheet.name}".encode()


def _place_uid(place: int) -> bytes:
    return place.to_bytes(4, "big")


def _framed(view: QWidget) -> QWidget:
    box = parts.column(view)
    box.setContentsMargins(1, 1, 1, 1)
    return parts.frame("card", box)


def _sheet_columns(take: Any) -> tuple[Column, ...]:
    return (
        Column("", lambda row: row[1].is_read, "check", key="read", width=40, edit=take, sortable=False),
        Column(
            "Nama",
            lambda row: row[1].sheet.name or "Tabel",
            sub=lambda row: "tersembunyi" if row[1].sheet.is_hidden else "",
            main=True,
            stretch=True,
            sortable=False,
        ),
        Column("Baris", lambda row: thousands(row[2]), "number", align="right", width=64, sortable=False),
    )


def _raw_columns() -> tuple[Column, ...]:
    def cell(place: int) -> Column:
        return Column(
            letter(place),
            lambda row: masked(cell_text(row[3][place])) if place < len(row[3]) else "",
            width=130,
            sortable=False,
            empty=" ",
            main=True,
            tone=lambda row: "info" if row[2] else "text",
        )

    number = Column("Baris", lambda row: row[1] + 1, "number", align="right", width=56, sortable=False)
    mark = Column(
        "Isi",
        lambda row: Pill("Judul", "info", "check") if row[2] else None,
        "pill",
        width=90,
        sortable=False,
        empty=" ",
    )
    return (number, mark, *(cell(place) for place in range(_RAW_COLUMNS)))


def _mapping_columns(kind: Kind) -> tuple[Column, ...]:
    return (
        Column("Kolom", lambda row: letter(row[1].place), width=60, sortable=False),
        Column(
            "Judul di berkas",
            lambda row: row[1].heading,
            main=True,
            width=184,
            sub=lambda row: "tersembunyi" if row[1].is_hidden else "",
            sortable=False,
        ),
        Column(
            "Dipakai sebagai",
            lambda row: kind.words[row[1].target] if row[1].target else "",
            width=192,
            empty=UNUSED,
            sortable=False,
        ),
        Column("Keadaan", _column_state, "pill", width=144, sortable=False, empty=" "),
        Column(
            "Contoh isi",
            lambda row: " · ".join(masked(text) for text in row[1].samples),
            width=104,
            stretch=True,
            tone=lambda _row: "muted",
            sortable=False,
        ),
    )


def _column_state(row: Row) -> Pill | None:
    if row[2]:
        return Pill("Tanyakan tanggal", "warn")
    return Pill("Dikenali", "ok", "check") if row[1].target else None
