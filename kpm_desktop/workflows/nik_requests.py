"""Which NIK have to be asked for again (*minta ulang*), village by village, and the list as a spreadsheet."""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from kpm_desktop.domain.names import full_name
from kpm_desktop.domain.uid import Uid
from kpm_desktop.spreadsheets.writing import table_xlsx
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows.import_preview import ImportPreview

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


def requests_in(preview: ImportPreview[Any]) -> list[NikRequest]:
    """Return whose NIK will have to be asked for once a preview is imported; a new `person` is empty."""
    found = []
    for row in preview.rows:
        draft, village = row.draft, row.village
        if row.status == "rejected" or row.is_left_out or not draft.nik_received or draft.nik:
            continue
        found.append(
            NikRequest(
                row.person or b"",
                village.uid if village else None,
                village.district_name if village else "",
                village.name if village else "",
                full_name(draft.name, draft.title_front, draft.title_back),
                draft.phone,
                draft.nik_received,
            )
        )
    return sorted(found, key=lambda one: (one.district_name, one.village_name))


def nik_requests_xlsx(
    data_file: DataFile, village: Uid | None = None, requests: Iterable[NikRequest] | None = None
) -> bytes:
    """Return the list to be sent out, with an empty column for the answer; without `requests` all of them."""
    wanted = nik_requests(data_file, village) if requests is None else requests
    rows = [(one.district_name, one.village_name, one.name, one.phone, one.received, None) for one in wanted]
    return table_xlsx(SHEET, HEADINGS, rows)
