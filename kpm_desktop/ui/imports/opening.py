"""How an import begins: a file that is chosen, dropped or named, pasted rows, or one that was left."""

from pathlib import Path

from kpm_desktop.ui import dialogs
from kpm_desktop.ui.imports.page import ImportPage
from kpm_desktop.ui.imports.session import ImportSession
from kpm_desktop.ui.imports.words import KINDS
from kpm_desktop.ui.page import FullPage, Shell


def open_import(
    shell: Shell,
    *,
    kind: str = "cadres",
    path: Path | None = None,
    text: str = "",
    session: ImportSession | None = None,
) -> FullPage | None:
    """Open the page; without a file or text the operator is asked for one, None means he did not say."""
    if session is None:
        source: Path | str | None = path or text
        if not source:
            source = dialogs.choose_file(shell.window(), KINDS[kind].title, dialogs.EXCEL_FILES)
        if source is None:
            return None
        session = ImportSession.begin(kind, source)
    return ImportPage(shell, session)
