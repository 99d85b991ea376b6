"""Buku Kader of villages or of kecamatan, from the list of villages."""

from typing import Any

from kpm_desktop import workflows
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.paper_flow import PaperFlow
from kpm_desktop.workflows.progress import Progress


def print_books(
    shell: Shell, *, villages: tuple[Uid, ...] = (), districts: tuple[Uid, ...] = ()
) -> None:  # fmt: skip
    """Show the books of these villages, each a book of its own, or of these kecamatan."""
    if not villages and not districts:
        shell.say("Tidak ada desa yang tampil.")
        return

    def compose(data_file: DataFile, progress: Progress) -> Any:
        module = workflows.print_cadre_book
        return module.cadre_book_pdf(data_file, module.BookChoices(villages, districts), progress)

    title = "Buku Kader"
    if len(villages) == 1:
        name = shell.workspace.data_file.villages.name_on(villages[0], shell.now().date())
        title = f"Buku Kader {name}"
    of = villages[0] if len(villages) == 1 else None
    PaperFlow(shell, title, title, compose, paper="Buku Kader", of=of).start()
