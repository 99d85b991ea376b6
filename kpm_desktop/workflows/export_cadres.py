"""Cadres as a spreadsheet: what is shown goes out, NIK only for a reason that is logged."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kpm_desktop.domain.cadres import Cadre
from kpm_desktop.domain.certificates import PrintLog
from kpm_desktop.domain.changes import Kind
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.villages import VillageLine
from kpm_desktop.spreadsheets.reading import Cell
from kpm_desktop.spreadsheets.writing import table_xlsx
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows.progress import Progress, counted

WORDS: Final = {
    "label": "Ekspor {count} kader ke {name}",
    "paper": "Daftar kader (Excel)",
    "sheet": "Kader",
    "step": "Menyiapkan",
    "write": "Menyusun lembar",
    "proposed": "Diusulkan",
    "active": "Aktif",
    "ended": "Selesai",
}
HEADINGS: Final = (
    "No", "Nama", "Gelar depan", "Gelar belakang", "NIK", "L/P", "Tempat lahir", "Tanggal lahir", "Desa",
    "Kecamatan", "Alamat", "No HP", "Pendidikan", "Kursus", "Pekerjaan", "Jabatan", "Bidang", "Lembaga asal",
    "Nomor SK", "Tanggal SK", "Mulai tugas", "Akhir tugas", "Keadaan", "Keterangan",
    "Jenis kader", "Potensi", "Catatan potensi", "Profil lembaga", "Pelatihan (JP)",
)  # fmt: skip
"""The columns; reading them back gives the same cadres."""
_NIK = HEADINGS.index("NIK")


@dataclasses.dataclass(frozen=True, slots=True)
class Exported:
    """The workbook, how many cadres stand in it and how many NIK."""

    xlsx: bytes
    count: int
    nik_count: int


def export_cadres(
    data_file: DataFile,
    progress: Progress,
    *,
    target: Path,
    persons: Sequence[Uid] | None = None,
    nik_reason: str = "",
) -> Exported:
    """Return the cadres (all, or those of `persons` in their order) as .xlsx, for the caller to write.

    NIK are in it only with a `nik_reason`. The export is an operation with a line in the print log; of a data
    file that cannot be written it is not, and NIK are refused (ReadOnlyError). It is the last thing done, so
    that who stops before has exported nothing.
    """
    today = data_file.now().date()
    villages = {line.uid: line for line in data_file.villages.find(today)}
    hours = {line.uid: line.lesson_hours for line in data_file.cadres.find(today)}
    chosen = tuple(hours) if persons is None else persons
    with_nik = bool(nik_reason.strip())
    rows: list[list[Cell]] = []
    nik_count = 0
    for number, person in enumerate(chosen, 1):
        progress.step(number - 1, len(chosen), WORDS["step"])
        cadre = data_file.cadres.get(person)
        nik_count += bool(with_nik and cadre.person.nik)
        row = [*_row(number, cadre, villages), hours.get(person, 0)]
        rows.append(_shown(row, with_nik=with_nik))
    headings = [heading for place, heading in enumerate(HEADINGS) if with_nik or place != _NIK]
    xlsx = table_xlsx(WORDS["sheet"], headings, counted(rows, len(rows), progress, WORDS["write"]))
    if with_nik or not data_file.read_only:
        label = WORDS["label"].format(count=len(rows), name=target.name)
        with data_file.operation(Kind.EXPORT, label):
            entry = PrintLog(
                data_file.new_uid(), WORDS["paper"], None, "", 1, nik_reason.strip(), target.name, nik_count
            )
            data_file.certificates.log_print(entry)
    return Exported(xlsx, len(rows), nik_count)


def _shown(row: Sequence[Cell], *, with_nik: bool) -> list[Cell]:
    return [cell for place, cell in enumerate(row) if with_nik or place != _NIK]


def _row(number: int, cadre: Cadre, villages: dict[Uid, VillageLine]) -> list[Cell]:
    person, term = cadre.person, cadre.term
    village = villages.get(term.village) if term.village else None
    place = (village.name, village.district_name) if village else ("", "")
    cells: list[Cell] = [
        number, person.name, person.title_front, person.title_back, person.nik, person.sex,
        person.birth_place, person.birth_date, *place, person.address, person.phone, person.education,
        person.courses, person.occupation, term.position, term.field, term.origin_institution,
        term.decree_no, term.decree_date, term.term_start, term.term_end, WORDS[term.status], person.notes,
        term.cadre_type, person.potential, person.potential_note, term.institution_profile,
    ]  # fmt: skip
    return [None if cell == "" else cell for cell in cells]
