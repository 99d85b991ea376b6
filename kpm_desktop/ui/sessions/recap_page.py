"""Rekap pembinaan: who has had what. Four lists; each is printed, exported, or invited as it is shown."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from kpm_desktop.domain.charts import BarChart
from kpm_desktop.domain.participation import CadreRecap, cadre_recaps, left_out, rate_chart, recap_years
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.ui import parts
from kpm_desktop.ui.chart_view import ChartView
from kpm_desktop.ui.exporting import export_shown
from kpm_desktop.ui.list_printing import print_list
from kpm_desktop.ui.page import FullPage, Shell
from kpm_desktop.ui.page_memory import PageMemory
from kpm_desktop.ui.sessions import recap_lists
from kpm_desktop.ui.sessions.recap_lists import rate_of
from kpm_desktop.ui.tables.column import Column, Row
from kpm_desktop.ui.tables.list_page import ListPage
from kpm_desktop.ui.tables.list_spec import Chip, EmptyList, ListSpec, RowAction, ToolbarAction
from kpm_desktop.ui.theme import theme

TITLE = "Rekap pembinaan"
_CONCERNS = frozenset(
    {
        *("session", "attendance", "topic", "person", "cadre_term", "head_term", "village_name", "district"),
        "village",
    }
)


class _Kind(NamedTuple):
    """One of the lists: its tab, what is printed over it, what its rows are."""

    name: str
    tab: str
    title: str
    noun: str
    icon: str
    nothing: str


_HOURS = _Kind(
    "recap_hours", "JP tiap kader", "Jam pelajaran tiap kader dan tahun", "kader", "users", "Belum ada kader."
)
_NEVER = _Kind(
    "recap_never", "Desa belum pernah ikut", "Desa yang belum pernah ikut pembinaan", "desa", "map-pin",
    "Semua desa dan kelurahan pernah ikut.",
)  # fmt: skip
_LEFT_OUT = _Kind(
    "recap_left_out", "KPM 2 tahun tanpa pembinaan", "KPM tanpa pembinaan lebih dari 2 tahun", "KPM", "users",
    "Tidak ada KPM yang tertinggal.",
)  # fmt: skip
_RATES = _Kind(
    "recap_rates", "Kehadiran tiap kecamatan", "Kehadiran tiap kecamatan", "kecamatan", "clipboard-check",
    "Belum ada kehadiran yang ditandai.",
)  # fmt: skip


class RateChart(QWidget):
    """The chart beside the rates: the rows that are shown."""

    def __init__(self) -> None:
        super().__init__()
        self.chart = ChartView()
        box = parts.column(parts.label("Hadir dan diwakili dari yang diundang", "card"), self.chart, None)
        box.setContentsMargins(*(theme().size(side) for side in (16, 12, 16, 12)))
        self.setLayout(box)

    def show_row(self, _row: Row | None) -> None:
        """Keep the chart: it is of all rows."""


class RecapPage(FullPage):
    """`lists` are the four lists in the order of their tabs."""

    help_topic = "sessions"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, TITLE)
        self._memory = PageMemory(shell, "recap")
        self._tabs: list[QPushButton] = []
        self._stack = QStackedWidget()
        self.rates = RateChart()
        years = recap_years(self._recaps(), shell.now().date())
        self.lists = (
            self._list(_HOURS, recap_lists.hours_columns(years), recap_lists.cadre_chips(), self._hours),
            self._list(_NEVER, recap_lists.village_columns(), recap_lists.village_chips(), self._never),
            self._list(
                _LEFT_OUT, recap_lists.left_out_columns(), recap_lists.cadre_chips()[:1], self._left_out
            ),
            self._list(_RATES, recap_lists.rate_columns(), recap_lists.rate_chips(), self._rates, self.rates),
        )
        self._put_together()
        self.lists[3].model.rearranged.connect(self._draw)
        self.refresh(None)
        self._show_newest_year()

    # what the window calls

    @property
    def front(self) -> ListPage:
        """The list in front."""
        return self.lists[self._stack.currentIndex()]

    def hint(self) -> str:
        """Say how many rows are shown."""
        place = self._stack.currentIndex()
        return f"{len(self.front.model.order.shown)} {_KINDS[place].noun} tampil"

    def refresh(self, changes: Changes | None) -> None:
        """Count anew."""
        if changes is None or {table for table, _ in changes.touched} & _CONCERNS:
            for one in self.lists:
                one.reload()
                if one.current_row() is None:
                    one.view.go_to_first()
            self._name_tabs()

    def regions(self) -> list[QWidget]:
        """Return the tabs and the parts of the list."""
        return [self._tabs[self._stack.currentIndex()], *self.front.regions()]

    def show_part(self, number: int) -> None:
        """Show a list (Alt+1 to Alt+4)."""
        if 1 <= number <= len(self.lists):
            self._show_tab(number - 1)
            self.front.view.setFocus()

    def focus_search(self) -> None:
        """Go into the search box."""
        self.front.focus_search()

    def print_rows(self) -> None:
        """Print the list as shown (Ctrl+P)."""
        kind = _KINDS[self._stack.currentIndex()]
        print_list(self.shell, self.front, kind.title, chart=_chart if kind is _RATES else None)

    def export_rows(self) -> None:
        """Write the list as shown into a workbook (Ctrl+E)."""
        export_shown(self.shell, self.front, _KINDS[self._stack.currentIndex()].title)

    def next_item(self) -> None:
        """Go to the next row."""
        self.front.next_item()

    def previous_item(self) -> None:
        """Go to the row before."""
        self.front.previous_item()

    def toggle_pane(self) -> None:
        """Open or close the chart (F4)."""
        self.front.toggle_pane()

    # the lists

    @property
    def _data_file(self) -> DataFile:
        return self.shell.workspace.data_file

    def _recaps(self) -> list[CadreRecap]:
        cadres = self._data_file.cadres.find(self.shell.now().date())
        return cadre_recaps(cadres, self._data_file.participation.person_years())

    def _hours(self) -> list[Row]:
        return list(self._recaps())

    def _never(self) -> list[Row]:
        lines = self._data_file.villages.find(self.shell.now().date())
        return [line for line in lines if line.last_session is None]

    def _left_out(self) -> list[Row]:
        return list(left_out(self._recaps(), self.shell.now().date()))

    def _rates(self) -> list[Row]:
        return list(self._data_file.participation.district_rates(self.shell.now().date()))

    def _list(
        self,
        kind: _Kind,
        columns: tuple[Column, ...],
        chips: tuple[Chip, ...],
        load: Callable[[], list[Row]],
        detail: QWidget | None = None,
    ) -> ListPage:
        spec = ListSpec(
            name=kind.name,
            columns=columns,
            load=load,
            search=recap_lists.search("Cari nama, desa, kecamatan…"),
            noun=kind.noun,
            empty=EmptyList(kind.icon, kind.nothing),
            chips=chips,
            actions=(
                ToolbarAction("Undang yang tampil", "mail", partial(self._invite_shown, kind), primary=True),
                ToolbarAction("Cetak", "printer", self.print_rows, "Ctrl+P"),
                ToolbarAction("Ekspor", "file-export", self.export_rows, "Ctrl+E"),
            ),
            row_actions=(
                RowAction(partial(_invite_words, kind), "mail", partial(self._invite, kind), primary=True),
            ),
            pane_width=520,
        )
        return ListPage(spec, self._memory, detail)

    # inviting

    def _invite_shown(self, kind: _Kind) -> None:
        self._invite(kind, self.lists[_KINDS.index(kind)].model.shown_rows())

    def _invite(self, kind: _Kind, rows: list[Row]) -> None:
        """Begin a session with exactly these villages, or invite exactly these people."""
        if not rows:
            self.shell.say(f"Tidak ada {kind.noun} yang tampil.")
            return
        uids = [rate_of(row).district if kind is _RATES else row[0] for row in rows]
        self.leave()
        if kind is _NEVER:
            self.shell.go("sessions", invite_villages=uids)
        elif kind is _RATES:
            self.shell.go("sessions", invite_villages=self._villages_of(uids))
        else:
            self.shell.go("sessions", invite_people=uids)

    def _villages_of(self, districts: Sequence[Uid]) -> list[Uid]:
        lines = self._data_file.villages.find(self.shell.now().date())
        return [line.uid for line in lines if line.district in districts]

    # showing

    def _put_together(self) -> None:
        row = parts.row(spacing=4)
        row.setContentsMargins(theme().size(8), 0, 0, 0)
        for place, (kind, one) in enumerate(zip(_KINDS, self.lists, strict=True)):
            tab = parts.button(kind.tab, kind="tab", key=f"Alt+{place + 1}")
            tab.setCheckable(True)
            tab.setMinimumHeight(theme().height("chips"))
            tab.clicked.connect(partial(self._show_tab, place))
            self._tabs.append(tab)
            row.addWidget(tab)
            self._stack.addWidget(one)
        row.addStretch(1)
        self.body.addWidget(parts.frame("dialog_head", row))
        self.body.addWidget(self._stack, 1)
        self._show_tab(0)

    def _show_tab(self, place: int, _checked: bool = False) -> None:
        self._stack.setCurrentIndex(place)
        for number, tab in enumerate(self._tabs):
            tab.setChecked(number == place)
            parts.set_property(tab, "front", "true" if number == place else "false")
        self.hint_changed.emit(self.hint())

    def _name_tabs(self) -> None:
        for tab, kind, one in zip(self._tabs, _KINDS, self.lists, strict=True):
            words = kind.tab if kind is _RATES else f"{kind.tab} {len(one.model.order.rows)}"
            tab.setText(words)
            tab.setAccessibleName(words)

    def _show_newest_year(self) -> None:
        """Begin with the newest year, unless a filter is remembered."""
        rates = self.lists[3]
        years = [rate_of(row).year for row in rates.model.order.rows]
        if years and not rates.model.order.is_filtered:
            rates.chips.show_state({"year": [str(max(years))]})
        self._draw()

    def _draw(self) -> None:
        self.rates.chart.show_chart(_chart(self.lists[3].model.shown_rows()))


_KINDS = (_HOURS, _NEVER, _LEFT_OUT, _RATES)


def _invite_words(kind: _Kind, count: int) -> str:
    return f"Undang {count} {kind.noun}"


def _chart(rows: list[Row]) -> BarChart:
    return rate_chart([rate_of(row) for row in rows])


def open_recap(shell: Shell) -> RecapPage:
    """Open the page."""
    return RecapPage(shell)
