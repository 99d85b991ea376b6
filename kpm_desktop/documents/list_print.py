"""Any list as it is shown on the screen: its columns and rows, A4 or F4, upright or across. Live, dated."""

import dataclasses
from collections.abc import Sequence

from kpm_desktop.documents import chart, fitting, fonts
from kpm_desktop.documents.drawing import Drawing, Sketchbook
from kpm_desktop.documents.flow import Flow, Frame, number_pages
from kpm_desktop.documents.grid import PADDING, Grid, GridColumn
from kpm_desktop.documents.page import Anchor, Paper
from kpm_desktop.domain.charts import BarChart

WORDS = {"no": "NO", "foot": "{title}, dicetak {date}", "shown": "{count} baris"}
_LEFT, _RIGHT = 20.0, 15.0
_NUMBER = 11.0
_WIDEST = 70.0
_SAMPLE = 400  # rows that say how wide a column is


@dataclasses.dataclass(frozen=True, slots=True)
class ListColumn:
    """A column as shown."""

    title: str
    align: Anchor = "left"


@dataclasses.dataclass(frozen=True, slots=True)
class ListPaper:
    """What is printed: a title, what the list is filtered by, columns, and a text for each cell."""

    paper: Paper
    title: str
    filtered: str
    columns: tuple[ListColumn, ...]
    rows: Sequence[Sequence[str]]
    date: str
    office: str = ""
    chart: BarChart | None = None
    """Bars that stand below the rows."""


def compose(shown: ListPaper) -> Drawing:
    """Return the list: widths after the longest texts, rows numbered and never split, the head repeated."""
    foot = WORDS["foot"].replace("{date}", shown.date).replace("{title}", shown.title)
    book = Sketchbook(shown.paper, shown.title)
    right = shown.paper.width - _RIGHT
    frame = Frame(_LEFT, right, 18.0, shown.paper.height - 26.0)
    pen = book.page()
    pen.text(_LEFT, 18.0, shown.office, "LS", 9.5)
    pen.text((_LEFT + right) / 2, 26.0, shown.title.upper(), "LSB", 13, anchor="centre")
    count = WORDS["shown"].replace("{count}", str(len(shown.rows)))
    below = ", ".join(part for part in (count, shown.filtered) if part)
    lines = fitting.wrap_centred(below, right - _LEFT, "LS", 9.5)
    for place, line in enumerate(lines):
        pen.text((_LEFT + right) / 2, 31.6 + 4.3 * place, line, "LS", 9.5, anchor="centre")
    flow = Flow(frame, 9.0)
    widths = _widths(shown, right - _LEFT - _NUMBER)
    columns = tuple(
        GridColumn(column.title.upper(), width, column.align)
        for column, width in zip(shown.columns, widths, strict=True)
    )
    grid = Grid((GridColumn(WORDS["no"], _NUMBER, "centre"), *columns), _LEFT, row=6.4, size=9.0, head=8.0)
    flow.table(grid, [(str(number), *row) for number, row in enumerate(shown.rows, 1)])
    if shown.chart is not None and shown.chart.bars:
        flow.gap(6.0)
        chart.add_chart(flow, shown.chart)
    flow.place(book, pen, 35.0 + 4.3 * (len(lines) - 1))
    number_pages(book, foot, _LEFT, right)
    return book.finish()


def _widths(shown: ListPaper, room: float) -> list[float]:
    """Return widths that share the room as the longest texts want it, each at least as wide as its words."""
    step = max(len(shown.rows) // _SAMPLE, 1)
    sample = shown.rows[::step]
    wanted, least = [], []
    for place, column in enumerate(shown.columns):
        texts = [row[place] for row in sample]
        head = max((fonts.width(word, "LSB", 8.5) for word in column.title.upper().split()), default=0.0)
        words = max((fonts.width(word, "LS", 9.0) for text in texts for word in text.split()), default=0.0)
        whole = max((fonts.width(text, "LS", 9.0) for text in texts), default=0.0)
        least.append(min(max(head, words), _WIDEST / 2) + 2 * PADDING + 0.4)
        wanted.append(max(min(whole, _WIDEST) + 2 * PADDING + 0.4, least[-1]))
    total, floor = sum(wanted), sum(least)
    if total <= room:
        return [width * room / total for width in wanted]
    if floor >= room:
        return [width * room / floor for width in least]
    share = (room - floor) / (total - floor)
    return [low + (high - low) * share for low, high in zip(least, wanted, strict=True)]
