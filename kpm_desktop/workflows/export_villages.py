"""Villages as a spreadsheet: those that are shown, with their head, his phone and how many cadres they lack.

The headings are such that the import of village heads reads the list back.
"""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kpm_desktop.domain.certificates import PrintLog
from kpm_desktop.domain.changes import Kind
from kpm_desktop.domain.people import HeadLine
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.villages import VillageLine, gap, kind_word
from kpm_desktop.spreadsheets.reading import Cell
from kpm_desktop.spreadsheets.writing import table_xlsx
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows.import_heads import present_heads
from kpm_desktop.workflows.progress import Progress, counted

WORDS: Final = {
    "label": "Ekspor {count} desa ke {name}",
    "paper": "Daftar desa (Excel)",
    "sheet": "Desa",
    "step": "Menyiapkan",
    "write": "Menyusun lembar",
    "definitive": "Definitif",
    "pj": "Pj.",
    "plt": "Plt.",
}
HEADINGS: Final = (
    "No", "Kode desa", "Kecamatan", "Desa", "Jenis", "Kepala Desa", "Status jabatan", "No HP",
    "Mulai jabatan", "Akhir jabatan", "KPM aktif", "Kurang KPM", "Terakhir dibina", "Nama lain",
)  # fmt: skip


def export_villages(
    data_file: DataFile, progress: Progress, *, target: Path, villages: Sequence[Uid] | None = None
) -> bytes:
    """Return the villages (all, or these in their order) as .xlsx, for the caller to write.

    The export is an operation with a line in the print log; of a data file that cannot be written it is not.
    """
    lines = {line.uid: line for line in data_file.villages.find(data_file.now().date())}
    chosen = list(lines) if villages is None else [uid for uid in villages if uid in lines]
    heads = present_heads(data_file)
    rows: list[list[Cell]] = []
    for number, uid in enumerate(chosen, 1):
        progress.step(number - 1, len(chosen), WORDS["step"])
        rows.append(_row(number, lines[uid], heads.get(uid)))
    xlsx = table_xlsx(WORDS["sheet"], HEADINGS, counted(rows, len(rows), progress, WORDS["write"]))
    if not data_file.read_only:
        with data_file.operation(Kind.EXPORT, WORDS["label"].format(count=len(rows), name=target.name)):
            entry = PrintLog(data_file.new_uid(), WORDS["paper"], None, "", 1, "", target.name, 0)
            data_file.certificates.log_print(entry)
    return xlsx


def _row(number: int, village: VillageLine, head: HeadLine | None) -> list[Cell]:
    days: tuple[dt.date | None, dt.date | None] = (head.term_start, head.term_end) if head else (None, None)
    cells: list[Cell] = [
        number, village.village_code, village.district_name, village.name, kind_word(village.kind),
        village.head_name, WORDS.get(head.kind, "") if head else "", head.phone if head else "", *days,
        village.active_cadres, gap(village.active_cadres, village.target), village.last_session,
        village.aliases,
    ]  # fmt: skip
    return [None if cell == "" else cell for cell in cells]
