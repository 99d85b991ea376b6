"""Pictures and design files that come in or go out of the tata letak: chosen, checked, told in a sentence."""

from pathlib import Path
from typing import Any

from kpm_desktop import workflows
from kpm_desktop.domain import file_names
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui import dialogs, messages
from kpm_desktop.ui.messages import Explanation
from kpm_desktop.ui.page import Shell
from kpm_desktop.workflows.progress import Refused
from kpm_desktop.writing import write_whole

UNREADABLE = "Berkas tidak dapat dibaca."
UNWRITABLE = "Berkas tidak dapat ditulis."
_READ_TODO = "Periksa apakah berkas masih ada dan tidak sedang dibuka program lain."
_WRITE_TODO = "Pilih folder lain, atau tutup berkas itu bila sedang dibuka."


def design_files() -> str:
    """Return what the file dialogs offer."""
    return f"Berkas desain (*{workflows.own_designs.ENDING})"


def choose_picture(shell: Shell) -> Path | None:
    """Let the operator choose the file of a background."""
    return dialogs.choose_file(shell.window(), "Pilih gambar latar", dialogs.PICTURE_FILES)


def read_picture(shell: Shell, path: Path, paper: str = "") -> Any:
    """Return the picture of a file as `own_designs.Background`; None when it was refused, which is told."""
    try:
        made = workflows.own_designs.read_background(path, paper)
    except OSError:
        dialogs.tell(shell.window(), Explanation(UNREADABLE, todo=_READ_TODO))
        return None
    if isinstance(made, Refused):
        dialogs.tell(shell.window(), Explanation(messages.sentence(made.problems[0])))
        return None
    return made


def export(shell: Shell, design: Uid, name: str) -> None:
    """Write a design as a file for another PC."""
    own = workflows.own_designs
    suggested = f"{file_names.safe_name(name)}{own.ENDING}"
    path = dialogs.choose_save(shell.window(), "Simpan berkas desain", suggested, design_files())
    if path is None:
        return
    try:
        write_whole(path, own.export_design(shell.workspace.data_file, design))
    except OSError:
        dialogs.tell(shell.window(), Explanation(UNWRITABLE, todo=_WRITE_TODO))
        return
    shell.say(f"Disimpan: {path.name}.")


def bring_in(shell: Shell, path: Path | None = None) -> None:
    """Take in a design file; one that is none or is damaged is told."""
    path = path or dialogs.choose_file(shell.window(), "Ambil berkas desain", design_files())
    if path is None:
        return
    own = workflows.own_designs
    try:
        content = path.read_bytes() if path.stat().st_size <= own.LARGEST else b""
    except OSError:
        dialogs.tell(shell.window(), Explanation(UNREADABLE, todo=_READ_TODO))
        return
    read = own.read_design(content)
    if isinstance(read, Refused):
        dialogs.tell(shell.window(), Explanation(messages.sentence(read.problems[0])))
        return
    name = own.free_name(shell.workspace.data_file, read.name)
    shell.workspace.run("edit", f"Ambil tata letak {name}", lambda file: own.take_in_design(file, read, name))
