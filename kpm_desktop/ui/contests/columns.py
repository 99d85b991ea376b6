"""The entries of a contest as data: columns, filters, search. Rows are `EntryLine`s."""

from typing import cast

from kpm_desktop.domain import names
from kpm_desktop.domain.contests import EntryLine
from kpm_desktop.ui.contests.words import ENTRY_PILLS, number_key
from kpm_desktop.ui.tables.column import Column, Row
from kpm_desktop.ui.tables.list_spec import Chip, Search


def line(row: Row) -> EntryLine:
    """Return a raw row as what it is."""
    return cast("EntryLine", row)


def columns() -> tuple[Column, ...]:
    """Return the columns of the list, in order."""
    return (
        Column(
            "No.",
            lambda row: line(row).number,
            key="number",
            width=48,
            sort_key=lambda row: number_key(line(row).number),
        ),
        Column(
            "Peserta",
            _name,
            key="name",
            sort_key=lambda row: line(row).sort_key,
            sub=lambda row: line(row).title_back,
            width=180,
            stretch=True,
            main=True,
            searched=True,
        ),
        Column(
            "Desa",
            lambda row: line(row).village_name,
            key="village",
            sub=lambda row: f"Kec. {line(row).district_name}" if line(row).district_name else "",
            width=190,
            stretch=True,
            searched=True,
        ),
        Column(
            "Kategori",
            lambda row: line(row).category_name,
            key="category",
            width=104,
            low_priority=True,
            empty="belum diisi",
        ),
        Column(
            "Berkas",
            lambda row: f"{line(row).documents} dari {line(row).documents_asked}",
            key="documents",
            sort_key=lambda row: line(row).documents,
            width=80,
            tone=lambda row: "text" if _is_complete(line(row)) else "warn",
        ),
        Column(
            "Keadaan",
            lambda row: ENTRY_PILLS.get(line(row).status),
            kind="pill",
            key="status",
            width=134,
            tooltip=lambda row: line(row).reason,
        ),
    )


def _name(row: Row) -> str:
    entry = line(row)
    name = names.full_name(entry.name, entry.title_front)
    return f"{name}," if entry.title_back else name


def _is_complete(entry: EntryLine) -> bool:
    return entry.documents >= entry.documents_asked


def chips() -> tuple[Chip, ...]:
    """Return the filters."""
    return (
        Chip("category", "Kategori", value=lambda row: line(row).category_name),
        Chip("incomplete", "Berkas belum lengkap", matches=lambda row: not _is_complete(line(row))),
        Chip("out", "Mundur atau didiskualifikasi", matches=lambda row: line(row).status != "active"),
        Chip("district", "Kecamatan", value=lambda row: line(row).district_name, worded=_district, more=True),
    )


def _district(name: str) -> str:
    return f"Kec. {name}" if name else "Tanpa kecamatan"


def search() -> Search:
    """Return how the search box finds an entry: number, name, village, district."""
    return Search(
        row_text=lambda row: line(row).search,
        fold=names.search_key,
        hint="Cari peserta, desa…",
        forgives=True,
    )
