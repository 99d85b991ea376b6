"""Papers that show the data of the day (books, cards, lists): drawn, dated, and logged when they go out."""

from kpm_desktop.documents import drawing
from kpm_desktop.documents.drawing import Drawing
from kpm_desktop.domain.certificates import PrintLog
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.workflows.issued_papers import PaperPreview
from kpm_desktop.workflows.progress import Progress, Quiet

WORDS = {"draw": "Membuat halaman", "label": "Cetak {paper}"}


def live_paper(made: Drawing, progress: Progress | None = None) -> PaperPreview:
    """Return the PDF of a live paper with what does not fit in it."""
    steps = progress or Quiet()

    def on_page(done: int) -> None:
        steps.step(done, len(made.pages), WORDS["draw"])

    return PaperPreview(drawing.draw(made, on_page=on_page), len(made.pages), made.problems)


def log_print(data_file: DataFile, paper: str, of: Uid | None, pages: int, target: str) -> Changes | None:
    """Log that a live paper went to a printer or file, as an operation."""
    with data_file.operation("print", WORDS["label"].replace("{paper}", paper)) as operation:
        entry = PrintLog(data_file.new_uid(), paper, of, f"1-{pages}", 1, "", target, 0)
        data_file.certificates.log_print(entry)
    return operation.changes
