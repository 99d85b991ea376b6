"""Files for others that name nobody: the help package, the copy for training."""

from pathlib import Path

from kpm_desktop import paths, workflows
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.dialogs import DATA_FILES
from kpm_desktop.ui.exporting import save_as, write_file
from kpm_desktop.ui.page import Opener, Shell
from kpm_desktop.workflows.progress import Progress, telling

_ZIP = "Paket bantuan (*.zip)"


def save_help_package(shell: Shell) -> None:
    """Ask where to, then write versions, counts, the check of the data and the program's log."""

    def make(data_file: DataFile, progress: Progress, _target: Path) -> bytes:
        return workflows.help_package.help_package(data_file, progress, log_folder=paths.log_folder())

    write_file(shell, "Simpan paket bantuan", "Paket bantuan KPM.zip", _ZIP, make)


def save_practice_copy(shell: Shell) -> None:
    """Ask where to, then write the data with invented names; over a file that is there nothing is written."""

    def write(data_file: DataFile, progress: Progress, path: Path) -> None:
        data_file.practice_copy(path, telling(progress))

    save_as(shell, "Simpan salinan latihan", "Salinan latihan.db", DATA_FILES, write)


OPENERS: dict[str, Opener] = {
    "save_help_package": save_help_package,
    "save_practice_copy": save_practice_copy,
}
