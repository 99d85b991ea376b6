"""Cetak daftar: a list as it is shown, its columns and rows, on A4 or F4, upright or across."""

import dataclasses
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Literal

from kpm_desktop import workflows
from kpm_desktop.domain.charts import BarChart
from kpm_desktop.domain.words import thousands
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.form_opening import open_small
from kpm_desktop.ui.forms.field import FieldSpec, FormHooks, FormSpec, Note
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.page_memory import PageMemory
from kpm_desktop.ui.paper_flow import PaperFlow
from kpm_desktop.ui.tables.column import Row
from kpm_desktop.ui.tables.list_page import ListPage
from kpm_desktop.workflows.progress import Progress

PAPERS = (("F4", "F4, 215 x 330 mm"), ("A4", "A4, 210 x 297 mm"))
WAYS = (("across", "Mendatar"), ("upright", "Tegak"))
Chart = Callable[[list[Row]], BarChart]
Side = Literal["left", "centre", "right"]
_ALIGN: dict[str, Side] = {"left": "left", "right": "right", "center": "centre"}


@dataclasses.dataclass(frozen=True, slots=True)
class ListForm:
    """How a list is printed."""

    title: str
    paper: str = "F4"
    way: str = "across"


@dataclasses.dataclass(frozen=True, slots=True)
class Shown:
    """A list as it stands on the screen."""

    title: str
    filtered: str
    columns: tuple[tuple[str, Side], ...]
    rows: Sequence[Sequence[str]]
    chart: BarChart | None = None

    def paper(self) -> Any:
        """Return what the workflows print or write; they are loaded by that, so it is for the worker."""
        return workflows.print_list.ShownList(
            self.title, self.filtered, self.columns, self.rows, self.chart
        )  # fmt: skip


def print_list(
    shell: Shell, page: ListPage, title: str, rows: list[Row] | None = None, chart: Chart | None = None
) -> None:
    """Ask for title and paper, then show the list as it stands; `rows` None: all that are shown.

    `chart` draws bars from the rows, below them.
    """
    memory = PageMemory(shell, "papers")
    record = ListForm(title, memory.get("list_paper", "F4"), memory.get("list_way", "across"))
    chosen = page.model.shown_rows() if rows is None else rows
    spec = FormSpec(
        "Cetak daftar",
        "printer",
        (
            FieldSpec("title", "Judul", required=True, max_length=120),
            FieldSpec("paper", "Kertas", "radio", options=PAPERS),
            FieldSpec("way", "Arah", "radio", options=WAYS),
        ),
        subtitle=partial(_subtitle, len(chosen), page.spec.noun),
        act="Lihat pratinjau",
        act_icon="eye",
    )

    def show(form: ListForm, _notes: tuple[Note, ...]) -> str:
        memory["list_paper"], memory["list_way"] = form.paper, form.way
        start(shell, page, form, chosen, chart)
        return ""

    open_small(shell, spec, record, FormHooks(save=show))


def start(shell: Shell, page: ListPage, form: ListForm, rows: list[Row], chart: Chart | None = None) -> None:
    """Show the list in the preview."""
    preview(shell, shown_list(page, form.title, rows, chart), form.paper, across=form.way == "across")


def preview(shell: Shell, shown: Shown, paper: str, *, across: bool) -> None:
    """Show a list on a paper in the preview."""

    def compose(data_file: DataFile, progress: Progress) -> Any:
        return workflows.print_list.list_pdf(
            data_file, shown.paper(), paper=paper, across=across, progress=progress
        )

    PaperFlow(shell, shown.title, shown.title, compose, paper=shown.title).start()


def shown_list(page: ListPage, title: str, rows: list[Row], chart: Chart | None = None) -> Shown:
    """Return these rows with the columns that the list shows."""
    columns = tuple((column.title, _ALIGN[column.align]) for column in page.view.shown_columns())
    bars = chart(rows) if chart is not None else None
    return Shown(title, filter_words(page), columns, page.view.texts(rows), bars)


def filter_words(page: ListPage) -> str:
    """Return how the list is filtered: `Kec. Paiton, cari: siti`; empty when all is shown."""
    words = []
    state = page.chips.state()
    for chip in page.spec.chips:
        if chip.key in state:
            values = [chip.worded(value) for value in state[chip.key]]
            words.append(" atau ".join(values) or chip.label)
    query = page.model.order.query.strip()
    return ", ".join([*words, *([f"cari: {query}"] if query else [])])


def _subtitle(count: int, noun: str, _record: Any) -> str:
    return f"{thousands(count)} {noun} seperti yang tampil"
