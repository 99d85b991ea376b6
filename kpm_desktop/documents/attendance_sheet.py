"""The attendance sheet (daftar hadir): evidence signed by hand, typed in or scanned later.

`compose` places everything and says what does not fit; `draw` makes the PDF of exactly that. Source: paper.md
section 3.2, papers/README.md section 4.
"""

import dataclasses

from kpm_desktop.documents.letterhead import Letterhead
from kpm_desktop.documents.page import Paper
from kpm_desktop.documents.signature import SignatureBlock
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid


@dataclasses.dataclass(frozen=True, slots=True)
class Attendee:
    """One row, every text exactly as it is printed; `person` is None on a blank row for a walk-in."""

    person: Uid | None
    name: str = ""
    sex: str = ""
    post: str = ""
    village: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class SheetHead:
    """The head of a sheet.

    `title` stands below DAFTAR HADIR in bold; `fields` are label and value (Hari, tanggal; Waktu; Tempat; Acara);
    `continued` is the line on later pages ("Lanjutan Daftar Hadir ..."), `footer` the line beside the QR
    ("Daftar Hadir DH-2019-014, ..."); `code` is the sheet's id, 10 capitals or digits, for the QR.
    """

    title: str
    fields: tuple[tuple[str, str], ...]
    continued: str
    footer: str
    code: str


@dataclasses.dataclass(frozen=True, slots=True)
class AttendanceSheet:
    """What is to be printed; the invited rows in their order, `blank_rows` more are numbered on."""

    paper: Paper
    letterhead: Letterhead
    head: SheetHead
    rows: tuple[Attendee, ...]
    signature: SignatureBlock
    blank_rows: int = 10


@dataclasses.dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row on its page, in mm from the top left: `box` is the signature box (x, y, width, height)."""

    number: int
    attendee: Attendee
    y: float
    height: float
    box: tuple[float, float, float, float]


@dataclasses.dataclass(frozen=True, slots=True)
class PlacedPage:
    """A page of the sheet: where its table begins, its rows, whether the signature block closes it."""

    page: int
    table_y: float
    rows: tuple[PlacedRow, ...]
    closing: bool


@dataclasses.dataclass(frozen=True, slots=True)
class PlacedSheet:
    """A composed sheet; `problems` are F.402 and F.404 with `values` row and text."""

    sheet: AttendanceSheet
    pages: tuple[PlacedPage, ...]
    problems: tuple[Problem, ...]
