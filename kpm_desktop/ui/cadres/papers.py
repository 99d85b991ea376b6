"""Papers of cadres: cards with the whole record, name cards, the book of the regency."""

from collections.abc import Sequence
from typing import Any

from kpm_desktop import workflows
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.paper_flow import PaperFlow
from kpm_desktop.workflows.progress import Progress


def print_records(shell: Shell, persons: Sequence[Uid]) -> None:
    """Show the card of each of these cadres, with the whole record."""

    def compose(data_file: DataFile, progress: Progress) -> Any:
        return workflows.print_cards.cadre_records(data_file, persons, progress)

    _show(shell, persons, "Kartu kader", compose)


def print_name_cards(shell: Shell, persons: Sequence[Uid]) -> None:
    """Show name cards of these cadres, ten on a page."""

    def compose(data_file: DataFile, progress: Progress) -> Any:
        return workflows.print_cards.cadre_name_cards(data_file, persons, progress)

    _show(shell, persons, "Kartu nama", compose)


def print_book(shell: Shell) -> None:
    """Show the book of the whole regency."""

    def compose(data_file: DataFile, progress: Progress) -> Any:
        return workflows.print_cadre_book.cadre_book_pdf(data_file, None, progress)

    PaperFlow(shell, "Buku Kader", "Buku Kader", compose).start()


def _show(shell: Shell, persons: Sequence[Uid], word: str, compose: Any) -> None:
    if not persons:
        shell.say("Tidak ada kader yang tampil.")
        return
    title = word
    if len(persons) == 1:
        title = f"{word} {shell.workspace.data_file.people.get(persons[0]).full_name}"
    of = persons[0] if len(persons) == 1 else None
    PaperFlow(shell, title, word, compose, paper=word, of=of).start()  # no name in the name of a file
