"""The book of cadres, model D.4: of villages, of kecamatan, of the whole regency; PDF and xlsx.

Source: paper.md section 3.14.
"""

import dataclasses
import datetime as dt

from kpm_desktop.documents import cadre_book
from kpm_desktop.documents.cadre_book import BookPart, BookRow, BookVillage, CadreBook
from kpm_desktop.documents.signature import SignatureBlock, Signer
from kpm_desktop.domain.cadres import CadreLine
from kpm_desktop.domain.dates import age_on, long_date
from kpm_desktop.domain.names import printed_name
from kpm_desktop.domain.people import Person
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.villages import VillageLine, head_word, kind_word
from kpm_desktop.spreadsheets.reading import Cell
from kpm_desktop.spreadsheets.writing import table_xlsx
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import live_papers, office_blocks
from kpm_desktop.workflows.issued_papers import PaperPreview
from kpm_desktop.workflows.progress import QUIET, Progress, counted

WORDS = {
    "compose": "Menyusun Buku Kader",
    "read": "Membaca kader",
    "write": "Menyusun lembar",
    "district": "Kecamatan",
    "regency": "Kabupaten",
    "secretary": "{secretary},",
    "head": "{head},",
    "secretary_desa": "SEKRETARIS DESA",
    "secretary_kelurahan": "SEKRETARIS KELURAHAN",
    "sheet": "Buku Kader",
    "camat": "CAMAT {district},",
    "band": "{village}",
    "born": "{age}",
    "about": "\u00b1 {age}",
    "dots": "(................................)",
    "all": "Semua desa dan kelurahan",
}
XLSX_HEADINGS = (*(word.capitalize() for word in cadre_book.HEADINGS),)
PLACE_HEADINGS = ("Kecamatan", "Desa/kelurahan")


@dataclasses.dataclass(frozen=True, slots=True)
class BookChoices:
    """Which book: these villages each with a book of its own, or these kecamatan (none: the whole regency).

    `day` is the day of the ages (None: today).
    """

    villages: tuple[Uid, ...] = ()
    districts: tuple[Uid, ...] = ()
    day: dt.date | None = None


def cadre_book_pdf(
    data_file: DataFile, choices: BookChoices | None = None, progress: Progress | None = None
) -> PaperPreview:
    """Return the book as it stands today; numbers restart in each village. Only active cadres are in it."""
    chosen, steps = choices or BookChoices(), progress or QUIET
    day = chosen.day or data_file.now().date()
    regency = data_file.villages.regency()
    regency_name = (regency.name if regency else "").removeprefix("Kabupaten ")
    parts = []
    groups = _groups(data_file, chosen, day, steps)
    for done, group in enumerate(groups):
        steps.step(done, len(groups), WORDS["compose"])
        parts.append(_part(data_file, group, day, regency_name, by_village=bool(chosen.villages)))
    made = cadre_book.compose(CadreBook(day.year, long_date(day), tuple(parts)))
    return live_papers.live_paper(made, steps)


def cadre_book_xlsx(
    data_file: DataFile, choices: BookChoices | None = None, progress: Progress = QUIET
) -> bytes:
    """Return the same rows as a workbook: the eight columns, with kecamatan and village before them."""
    chosen = choices or BookChoices()
    day = chosen.day or data_file.now().date()
    rows: list[list[Cell]] = []
    groups = _groups(data_file, chosen, day, progress)
    for group in groups:
        for village, book_rows in group:
            for number, row in enumerate(book_rows, 1):
                cells: list[Cell] = [village.district_name, village.name, number]
                cells += [
                    int(text) if place == 1 and text.isdecimal() else text for place, text in enumerate(row)
                ]
                rows.append([None if cell == "" else cell for cell in cells])
    told = counted(rows, len(rows), progress, WORDS["write"])
    return table_xlsx(WORDS["sheet"], (*PLACE_HEADINGS, *XLSX_HEADINGS), told)


def age_text(person: Person, day: dt.date) -> str:
    """Return full years on that day; with only an age received, that age plus the years since, marked ±."""
    if person.birth_date is not None:
        return str(age_on(person.birth_date, day)) if person.birth_date <= day else ""
    if person.age_recorded is None:
        return ""
    since = age_on(person.age_recorded_on, day) if person.age_recorded_on else 0
    return WORDS["about"].replace("{age}", str(person.age_recorded + max(since, 0)))


Group = list[tuple[VillageLine, tuple[BookRow, ...]]]


def _groups(data_file: DataFile, choices: BookChoices, day: dt.date, progress: Progress) -> list[Group]:
    """Return the villages of each part of the book with their rows, in the order of their codes."""
    lines = data_file.villages.find(day)
    if choices.villages:
        groups = [[line] for line in lines if line.uid in choices.villages]
    else:
        by_district: dict[Uid | None, list[VillageLine]] = {}
        for line in lines:
            if not choices.districts or line.district in choices.districts:
                by_district.setdefault(line.district, []).append(line)
        groups = list(by_district.values())
    only = choices.villages[0] if len(choices.villages) == 1 else None
    cadres: dict[Uid | None, list[CadreLine]] = {}
    for cadre in data_file.cadres.find(day, only):
        if cadre.status == "active":
            cadres.setdefault(cadre.village, []).append(cadre)
    told = counted(groups, len(groups), progress, WORDS["read"], every=1)
    return [
        [(line, tuple(_row(data_file, cadre, day) for cadre in cadres.get(line.uid, ()))) for line in group]
        for group in told
    ]


def _row(data_file: DataFile, cadre: CadreLine, day: dt.date) -> BookRow:
    person = data_file.people.get(cadre.uid)
    learning = "\n".join(part for part in (person.education, person.courses) if part)
    return (
        person.paper_name,
        age_text(person, day),
        person.sex,
        learning,
        cadre.field,
        person.address,
        person.notes,
    )


def _part(data_file: DataFile, group: Group, day: dt.date, regency: str, *, by_village: bool) -> BookPart:
    first = group[0][0]
    fields = ((WORDS["district"], first.district_name), (WORDS["regency"], regency))
    if by_village:
        word = kind_word(first.kind)
        own = (BookVillage("", group[0][1]),)
        return BookPart(
            f"{word} {first.name}", ((word, first.name), *fields), own, _village_block(first, day)
        )
    villages = tuple(BookVillage(f"{kind_word(line.kind)} {line.name}", rows) for line, rows in group)
    camat = _camat_block(data_file, first, day)
    return BookPart(f"{WORDS['district']} {first.district_name}", fields, villages, camat)


def _village_block(village: VillageLine, day: dt.date) -> SignatureBlock:
    """Return the end as in the annex's sibling books: the head left, the secretary right."""
    is_desa = village.kind != "kelurahan"
    secretary = WORDS["secretary_desa" if is_desa else "secretary_kelurahan"]
    head = f"{head_word(village.kind).upper()} {village.name.upper()},"
    return SignatureBlock(
        f"{village.name}, {long_date(day)}",
        Signer((f"{secretary},",), WORDS["dots"]),
        Signer((head,), village.head_name or WORDS["dots"]),
    )


def _camat_block(data_file: DataFile, village: VillageLine, day: dt.date) -> SignatureBlock:
    place = office_blocks.place_and_date(data_file.office.get(), day)
    if village.district is None:
        return SignatureBlock(place, office_blocks.EMPTY_SIGNER)
    district = data_file.villages.get_district(village.district)
    name = printed_name(district.head_name, district.head_title_front, district.head_title_back)
    post = WORDS["camat"].replace("{district}", district.name.upper())
    return SignatureBlock(place, Signer((post,), name or WORDS["dots"], "", district.head_nip))
