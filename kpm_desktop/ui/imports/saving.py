"""Writing a workbook where the operator wants it."""

from kpm_desktop.ui import dialogs
from kpm_desktop.ui.messages import UNCHANGED, Explanation
from kpm_desktop.ui.page import Shell
from kpm_desktop.writing import write_whole


def save_bytes(shell: Shell, title: str, suggested: str, content: bytes) -> bool:
    """Ask where, then write; tell whether it was written."""
    path = dialogs.choose_save(shell.window(), title, suggested, dialogs.WORKBOOK_FILES)
    if path is None:
        return False
    try:
        write_whole(path, content)
    except OSError:
        todo = "Pilih folder lain, atau tutup berkas itu bila sedang dibuka."
        dialogs.tell(shell.window(), Explanation("Berkas tidak dapat ditulis.", UNCHANGED, todo))
        return False
    shell.say(f"Disimpan: {path.name}.")
    return True
