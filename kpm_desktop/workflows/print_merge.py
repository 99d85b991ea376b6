"""The report on a merge as a PDF, before or after it was made. A live paper: only its print is logged."""

import dataclasses
from collections.abc import Sequence

from kpm_desktop.documents import merge_report
from kpm_desktop.documents.merge_report import MergeReport, ReportSection
from kpm_desktop.domain.dates import long_date
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import live_papers
from kpm_desktop.workflows.issued_papers import PaperPreview
from kpm_desktop.workflows.progress import Progress


@dataclasses.dataclass(frozen=True, slots=True)
class ToldMerge:
    """A merge in words: facts (label, value), remarks, sections (title, columns with shares, rows)."""

    facts: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]
    sections: tuple[tuple[str, tuple[tuple[str, float], ...], Sequence[Sequence[str]]], ...]


def report_pdf(data_file: DataFile, told: ToldMerge, progress: Progress | None = None) -> PaperPreview:
    """Return the report, dated today; a NIK stands in it only masked, as the words say it."""
    made = merge_report.compose(
        MergeReport(
            data_file.office.get().name,
            told.facts,
            tuple(ReportSection(*section) for section in told.sections),
            told.remarks,
            long_date(data_file.now().date()),
        )
    )
    return live_papers.live_paper(made, progress)
