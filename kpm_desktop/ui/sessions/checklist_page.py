"""Langkah kegiatan: what is still missing of each session of a series, each step with its button."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import NamedTuple, cast

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from kpm_desktop.domain import dates, names
from kpm_desktop.domain.sessions import SessionLine
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.ui import parts
from kpm_desktop.ui.elided_label import ElidedLabel
from kpm_desktop.ui.exporting import export_shown
from kpm_desktop.ui.list_printing import print_list
from kpm_desktop.ui.page import FullPage, Shell
from kpm_desktop.ui.page_memory import PageMemory
from kpm_desktop.ui.sessions import session_acts
from kpm_desktop.ui.sessions.facts import title_of
from kpm_desktop.ui.sessions.rows import session_steps
from kpm_desktop.ui.sessions.steps import ACTS, ELSEWHERE, WORDS, Step
from kpm_desktop.ui.tables.column import Column, Pill, Row, Tone
from kpm_desktop.ui.tables.list_page import ListPage
from kpm_desktop.ui.tables.list_spec import Chip, EmptyList, ListSpec, Search, ToolbarAction
from kpm_desktop.ui.theme import theme

Tick = Callable[[str, Uid], object]
TITLE = "Langkah kegiatan"
_CONCERNS = frozenset(
    {
        *("session", "series", "attendance", "step_tick", "printed_sheet", "sheet_page", "certificate"),
        *("venue", "district"),
    }
)
_PILLS: dict[str, tuple[Tone, str]] = {
    "done": ("ok", ""),
    "now": ("warn", ""),
    "waiting": ("neu", "circle-dashed"),
}


class ChecklistRow(NamedTuple):
    """A session with its steps and the papers ticked by hand that are not printed by the program."""

    uid: Uid
    line: SessionLine
    steps: tuple[Step, ...]

    @property
    def missing(self) -> list[str]:
        """Return the names of the steps and papers that are not done."""
        steps = [step.word for step in self.steps if step.state != "done"]
        return [*steps, *(words for key, words in ELSEWHERE.items() if key not in self.line.ticks)]


class StepsPane(QWidget):
    """The steps of one session, each with its button, and the papers that are made elsewhere as boxes."""

    def __init__(self, step: Callable[[Uid, str], object], tick: Tick) -> None:
        super().__init__()
        self._step, self._tick = step, tick
        self._row: ChecklistRow | None = None
        self.title = parts.label("", "card", wrap=True)
        self.lines = parts.column(spacing=4)
        box = parts.column(self.title, self.lines, None)
        box.setContentsMargins(*(theme().size(side) for side in (16, 12, 16, 12)))
        self.setLayout(box)

    def show_row(self, row: Row | None) -> None:
        """Show a session."""
        self._row = cast("ChecklistRow", row) if row is not None else None
        parts.clear(self.lines)
        if self._row is None:
            return
        self.title.setText(title_of(self._row.line))
        for step in self._row.steps:
            button = parts.button(ACTS[step.key])
            button.setAccessibleName(f"{ACTS[step.key]}, {step.spoken}")
            button.clicked.connect(partial(self._press, step.key))
            pill = parts.row(parts.Pill(step.word, *_PILLS[step.state]), None)
            said = parts.column(pill, parts.label(step.sub, "hint"), spacing=0)
            self.lines.addLayout(parts.row(said, None, button, spacing=8))
        self.lines.addWidget(parts.label("Kertas dari luar program", "label"))
        for key, words in ELSEWHERE.items():
            box = QCheckBox(words)
            box.setChecked(key in self._row.line.ticks)
            box.clicked.connect(partial(self._toggle, key))
            self.lines.addWidget(box)

    def _press(self, key: str, _checked: bool = False) -> None:
        if self._row is not None:
            self._step(self._row.uid, key)

    def _toggle(self, key: str, _checked: bool = False) -> None:
        if self._row is not None:
            self._tick(key, self._row.uid)


class ChecklistPage(FullPage):
    """The sessions of one series. `list` and `pane` show them, `summary` says what is missing."""

    help_topic = "sessions"

    def __init__(self, shell: Shell, series: Uid) -> None:
        super().__init__(shell, TITLE)
        self._series = series
        self.pane = StepsPane(partial(session_acts.press_step, shell), partial(session_acts.tick, shell))
        self.list = ListPage(self._spec(), PageMemory(shell, "checklist"), self.pane)
        self.summary = ElidedLabel("secondary")
        self.head.middle.addWidget(self.summary)
        head = self.head.layout()
        if isinstance(head, QHBoxLayout):
            head.setStretch(head.indexOf(self.head.middle), 100)
        self.body.addWidget(self.list, 1)
        self.refresh(None)

    # what the window calls

    def hint(self) -> str:
        """Say how many sessions have everything."""
        rows = self.list.model.order.rows
        done = sum(not cast("ChecklistRow", row).missing for row in rows)
        return f"{done} dari {len(rows)} sesi lengkap"

    def refresh(self, changes: Changes | None) -> None:
        """Look again at what is done."""
        if changes is not None and not {table for table, _ in changes.touched} & _CONCERNS:
            return
        self.list.reload()
        if self.list.current_row() is None:
            self.list.view.go_to_first()
        self.pane.show_row(self.list.current_row())
        self.summary.setText(self._summary())
        self.hint_changed.emit(self.hint())

    def regions(self) -> list[QWidget]:
        """Return the parts of the list."""
        return self.list.regions()

    def focus_search(self) -> None:
        """Go into the search box."""
        self.list.focus_search()

    def print_rows(self) -> None:
        """Print the list as shown (Ctrl+P)."""
        print_list(self.shell, self.list, self._title())

    def export_rows(self) -> None:
        """Write the list as shown into a workbook (Ctrl+E)."""
        export_shown(self.shell, self.list, self._title())

    def next_item(self) -> None:
        """Go to the next session."""
        self.list.next_item()

    def previous_item(self) -> None:
        """Go to the session before."""
        self.list.previous_item()

    def toggle_pane(self) -> None:
        """Open or close the steps of the current session (F4)."""
        self.list.toggle_pane()

    # inside

    @property
    def _data_file(self) -> DataFile:
        return self.shell.workspace.data_file

    def _title(self) -> str:
        return f"{TITLE} {self._data_file.sessions.get_series(self._series).name}".strip()

    def _load(self) -> list[Row]:
        found = self._data_file.sessions.find(self._series)
        return [
            ChecklistRow(line.uid, line, session_steps(self._data_file, line))
            for line in found
            if line.status != "cancelled"
        ]

    def _summary(self) -> str:
        """Return what is missing most: `Belum: Laporan 5, Arsip 5`."""
        rows = cast("list[ChecklistRow]", self.list.model.order.rows)
        missing = Counter(word for row in rows for word in row.missing)
        order = [*WORDS.values(), *ELSEWHERE.values()]
        words = ", ".join(f"{word} {missing[word]}" for word in order if missing[word])
        return f"Belum: {words}" if words else "Semua langkah selesai"

    def _spec(self) -> ListSpec:
        return ListSpec(
            name="checklist",
            columns=_columns(partial(session_acts.tick, self.shell)),
            load=self._load,
            search=Search(
                row_text=lambda row: row[1].search, fold=names.search_key, hint="Cari kecamatan, tempat…"
            ),
            noun="sesi",
            empty=EmptyList("clipboard-check", "Belum ada sesi di kegiatan ini."),
            chips=(
                Chip("open", "Belum lengkap", matches=lambda row: bool(cast("ChecklistRow", row).missing)),
                Chip("step", "Langkah sekarang", value=lambda row: _now(cast("ChecklistRow", row))),
            ),
            actions=(
                ToolbarAction("Cetak", "printer", self.print_rows, "Ctrl+P"),
                ToolbarAction("Ekspor", "file-export", self.export_rows, "Ctrl+E"),
            ),
            tickable=False,
            pane_width=360,
        )


def _columns(tick: Tick) -> tuple[Column, ...]:
    return (
        Column(
            "Tanggal", lambda row: dates.short_date(row[1].date) if row[1].date else "", kind="date",
            key="date", sort_key=lambda row: row[1].date, width=106, empty="belum",
        ),
        Column(
            "Sesi", lambda row: row[1].district_names or row[1].venue_name, key="session", width=110,
            stretch=True, main=True, searched=True,
        ),
        *(
            Column(
                words, partial(_step_pill, place), kind="pill", key=key, width=112, sortable=False,
                low_priority=place not in {2, 5},
            )
            for place, (key, words) in enumerate(WORDS.items())
        ),
        *(
            Column(
                words, partial(_ticked, key), kind="check", key=key, width=90, sortable=False,
                optional=True, edit=partial(_toggle, tick, key),
            )
            for key, words in ELSEWHERE.items()
        ),
    )  # fmt: skip


def _step_pill(place: int, row: Row) -> Pill:
    step: Step = row[2][place]
    tone, icon = _PILLS[step.state]
    return Pill({"done": "Selesai", "now": "Sekarang", "waiting": "Belum"}[step.state], tone, icon)


def _toggle(tick: Tick, key: str, row: Row, _on: object) -> None:
    tick(key, row[0])


def _ticked(key: str, row: Row) -> bool:
    return key in row[1].ticks


def _now(row: ChecklistRow) -> str:
    return next((step.word for step in row.steps if step.state == "now"), "")


def open_checklist(shell: Shell, series: Uid) -> ChecklistPage:
    """Open the steps of a series."""
    return ChecklistPage(shell, series)
