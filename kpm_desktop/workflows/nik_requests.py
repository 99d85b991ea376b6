"""Which NIK have to be asked for again (*minta ulang*), village by village, and the list as a spreadsheet."""

from typing import Final, NamedTuple

from kpm_desktop.domain.uid import Uid
from kpm_desktop.spreadsheets.writing import table_xlsx
from kpm_desktop.store.data_file import DataFile

HEADINGS: Final = ("Kecamatan", "Desa", "Nama", "No HP", "NIK yang diterima", "NIK yang benar")
SHEET: Final = "Minta ulang NIK"


class NikRequest(NamedTuple):
    """A cadre whose NIK came damaged or wrong; `received` is what stood in the sheet."""

    person: Uid
    village: Uid | None
    district_name: str
    village_name: str
    name: str
    phone: str
    received: str


def nik_requests(data_file: DataFile, village: Uid | None = None) -> list[NikRequest]:
    """Return the cadres, of one village or of all, whose NIK is asked for, by district and village."""
    found = [
        NikRequest(
            line.uid,
            line.village,
            line.district_name,
            line.village_name,
            line.full_name,
            line.phone,
            data_file.people.get(line.uid).nik_received,
        )
        for line in data_file.cadres.find(data_file.now().date(), village)
        if line.has_damaged_nik
    ]
    return sorted(found, key=lambda one: (one.district_name, one.village_name))


def nik_requests_xlsx(data_file: DataFile, village: Uid | None = None) -> bytes:
    """Return the list to be sent out, with an empty column for the answer."""
    rows = [
        (one.district_name, one.village_name, one.name, one.phone, one.received, None)
        for one in nik_requests(data_file, village)
    ]
    return table_xlsx(SHEET, HEADINGS, rows)
