"""A list of the screen as paper: the columns and rows that are shown. A live paper; no NIK is in any list."""

import dataclasses
from collections.abc import Sequence

from kpm_desktop.documents import list_print
from kpm_desktop.documents.list_print import ListColumn, ListPaper
from kpm_desktop.documents.page import PAPERS, Anchor
from kpm_desktop.domain.charts import BarChart
from kpm_desktop.domain.dates import long_date
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import live_papers
from kpm_desktop.workflows.issued_papers import PaperPreview
from kpm_desktop.workflows.progress import Progress


@dataclasses.dataclass(frozen=True, slots=True)
class ShownList:
    """What stands on the screen: title, how it is filtered, (heading, align) of each column, texts by row."""

    title: str
    filtered: str
    columns: tuple[tuple[str, Anchor], ...]
    rows: Sequence[Sequence[str]]
    chart: BarChart | None = None


def list_pdf(
    data_file: DataFile,
    shown: ShownList,
    *,
    paper: str = "F4",
    across: bool = True,
    progress: Progress | None = None,
) -> PaperPreview:
    """Return the list on that paper, `across` or upright."""
    sheet = PAPERS[paper]
    made = list_print.compose(
        ListPaper(
            sheet.landscape() if across else sheet,
            shown.title,
            shown.filtered,
            tuple(ListColumn(title, align) for title, align in shown.columns),
            shown.rows,
            long_date(data_file.now().date()),
            data_file.office.get().name,
            shown.chart,
        )
    )
    return live_papers.live_paper(made, progress)
