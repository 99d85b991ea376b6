"""A paper on its way from choices over the preview to printer or file; recorded when it leaves, once."""

from collections.abc import Callable
from functools import partial
from typing import Any

from kpm_desktop import workflows
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.ui import dialogs, messages
from kpm_desktop.ui.jobs import Err, Ok
from kpm_desktop.ui.messages import Explanation
from kpm_desktop.ui.page import Shell
from kpm_desktop.workflows.progress import Progress, Refused

Compose = Callable[[DataFile, Progress], Any]
"""Returns an `issued_papers.PaperPreview`; nothing is written."""
Record = Callable[[DataFile, str, Progress], Any]
"""Gets where the paper goes; returns an `issued_papers.IssuedPrint` or `Refused`."""


class PaperFlow:
    """One paper. `record` None: a live paper, of which only the print is logged, under the word `paper`."""

    def __init__(
        self,
        shell: Shell,
        title: str,
        file_name: str,
        compose: Compose,
        record: Record | None = None,
        *,
        paper: str = "",
        of: Uid | None = None,
    ) -> None:
        self._shell, self._title, self._file_name = shell, title, file_name
        self._compose, self._record = compose, record
        self._paper, self._of = paper or title, of

    def start(self) -> None:
        """Compose the paper on the worker and show it."""
        self._shell.workspace.read_long(f"Menyusun {self._paper.lower()}", self._compose, self._show)

    def _show(self, result: Ok[Any] | Err) -> None:
        if isinstance(result, Err):
            self._failed(result)
            return
        composed = result.value
        finish = partial(self._log, composed) if self._record is None else self._freeze
        self._shell.open(
            "preview",
            title=self._title,
            pdf=composed.pdf,
            file_name=self._file_name,
            problems=composed.problems,
            finish=finish,
        )

    def _log(self, composed: Any, target: str, then: Callable[[bytes], object]) -> None:
        def act(data_file: DataFile) -> None:
            workflows.live_papers.log_print(data_file, self._paper, self._of, composed.pages, target)

        workspace = self._shell.workspace
        if workspace.data_file.read_only or workspace.run("print", f"Cetak {self._paper}", act, toast=False):
            then(composed.pdf)

    def _freeze(self, target: str, then: Callable[[bytes], object]) -> None:
        record = self._record

        def work(data_file: DataFile, progress: Progress) -> Any:
            return record(data_file, target, progress) if record is not None else None

        self._shell.workspace.read_long(f"Mencatat {self._paper.lower()}", work, partial(self._frozen, then))

    def _frozen(self, then: Callable[[bytes], object], result: Ok[Any] | Err) -> None:
        if isinstance(result, Err):
            self._failed(result)
            return
        printed = result.value
        if isinstance(printed, Refused):
            words = messages.sentence(printed.problems[0])
            dialogs.tell(self._shell.window(), Explanation(words, "Belum ada yang dicetak."))
            return
        if printed.changes is not None:
            self._shell.workspace.broadcast(printed.changes)
        then(printed.pdf)

    def _failed(self, result: Err) -> None:
        if isinstance(result.error, DataFileError):
            dialogs.tell_error(self._shell.window(), result.error)
        elif not result.is_cancelled:
            raise result.error
