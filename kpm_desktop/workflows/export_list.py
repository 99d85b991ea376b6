"""A list of the screen as a workbook: the columns and rows that are shown. No NIK is in any list."""

from pathlib import Path
from typing import Final

from kpm_desktop.domain.certificates import PrintLog
from kpm_desktop.domain.changes import Kind
from kpm_desktop.spreadsheets.reading import Cell
from kpm_desktop.spreadsheets.writing import table_xlsx
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows.print_list import ShownList
from kpm_desktop.workflows.progress import QUIET, Progress, counted

WORDS: Final = {
    "label": "Ekspor {title} ke {name}",
    "paper": "{title} (Excel)",
    "number": "No",
    "write": "Menyusun lembar",
}


def export_list(data_file: DataFile, shown: ShownList, *, target: Path, progress: Progress = QUIET) -> bytes:
    """Return the list as .xlsx, for the caller to write; whole numbers are numbers there.

    The export is an operation with a line in the print log; of a data file that cannot be written it is not.
    """
    headings = [WORDS["number"], *(title for title, _ in shown.columns)]
    found = counted(shown.rows, len(shown.rows), progress, WORDS["write"])
    rows = ([number, *map(_cell, row)] for number, row in enumerate(found, 1))
    xlsx = table_xlsx(shown.title, headings, rows)
    if not data_file.read_only:
        label = WORDS["label"].replace("{title}", shown.title).replace("{name}", target.name)
        paper = WORDS["paper"].replace("{title}", shown.title)
        with data_file.operation(Kind.EXPORT, label):
            data_file.certificates.log_print(
                PrintLog(data_file.new_uid(), paper, None, "", 1, "", target.name, 0)
            )
    return xlsx


def _cell(text: str) -> Cell:
    digits = text.replace(".", "")
    if digits.isascii() and digits.isdigit() and len(digits) < 10 and (digits == "0" or digits[0] != "0"):
        return int(digits)
    return text or None
