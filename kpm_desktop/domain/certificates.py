"""Certificates, other numbered papers and the rows that account for numbers: records and their rules.

Number patterns and counters: `numbering.py`. Layout and fitting: `kpm_desktop.documents`.
"""

import dataclasses
import datetime as dt
from typing import Literal, NamedTuple

from kpm_desktop.domain.search import search_text
from kpm_desktop.domain.uid import Uid

CertificateKind = Literal["sertifikat", "piagam", "sttpp"]
PaperState = Literal["ready", "issued", "replaced", "voided", "spoiled"]
NoteKind = Literal["outside", "gap"]


@dataclasses.dataclass(frozen=True, slots=True)
class CertificateDesign:
    """A layout the office made: boxes in mm (JSON), paper, background picture, switches (JSON)."""

    uid: Uid
    name: str = ""
    version: int | None = None
    base: str = ""
    paper: str = ""
    boxes: str = ""
    background: str = ""
    switches: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate; once issued everything in it is frozen.

    the `printed_` fields are texts as printed; `pieces` (JSON) is the list of placed
    pieces, `hash` their SHA-256 in hex, `assets` (JSON) the pictures it needs.
    """

    uid: Uid
    kind: CertificateKind = "sertifikat"
    person: Uid | None = None
    series: Uid | None = None
    decision: Uid | None = None
    number_series: Uid | None = None
    number: str = ""
    date: dt.date | None = None
    state: PaperState = "ready"
    reason: str = ""
    replaces: Uid | None = None
    printed_name: str = ""
    printed_village: str = ""
    printed_district: str = ""
    printed_role: str = ""
    printed_series: str = ""
    printed_signatory: str = ""
    pieces: str = ""
    assets: str = ""
    design: str = ""
    version: int | None = None
    hash: str = ""
    signed_text: str = ""
    short_code: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class IssuedPaper:
    """Another numbered paper, frozen when issued; `of` is the row it was made for."""

    uid: Uid
    kind: str = ""
    of: Uid | None = None
    number_series: Uid | None = None
    number: str = ""
    date: dt.date | None = None
    state: PaperState = "ready"
    reason: str = ""
    replaces: Uid | None = None
    pieces: str = ""
    assets: str = ""
    hash: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class NumberSeries:
    """A counter with its pattern, as `{klasifikasi}/{urut:03}/{kode_opd}/{tahun}`."""

    uid: Uid
    name: str = ""
    pattern: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class NumberBlock:
    """Numbers one PC may issue; `number_to` None is open. A new block of the owner sets his next number."""

    uid: Uid
    number_series: Uid | None = None
    year: int | None = None
    number_from: int | None = None
    number_to: int | None = None
    writer: Uid | None = None
    reason: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class NumberNote:
    """Numbers explained: issued outside the program, or left out."""

    uid: Uid
    number_series: Uid | None = None
    year: int | None = None
    number_from: int | None = None
    number_to: int | None = None
    kind: NoteKind = "outside"
    reason: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class PrintLog:
    """Who printed what, how often and why; `nik_count` = how many full NIK stand on it."""

    uid: Uid
    paper: str = ""
    of: Uid | None = None
    range: str = ""
    copies: int | None = None
    reason: str = ""
    target: str = ""
    nik_count: int | None = None


class CertificateLine(NamedTuple):
    """A certificate as the register shows it.

    Issued ones show what is printed on them, others the person as he is today. `copies` counts reprints;
    `replaced_by` is the number of the paper that took its place.
    """

    uid: Uid
    number: str
    name: str
    village_name: str
    district_name: str
    is_ambiguous: bool
    state: str
    reason: str
    copies: int
    replaced_by: str
    date: dt.date | None
    kind: str
    series: Uid | None
    series_name: str
    year: int | None
    role: str
    signatory: str
    person: Uid | None
    number_series: Uid | None
    verified: bool
    short_code: str

    @property
    def search(self) -> str:
        """Return the folded text that a search looks at."""
        return search_text(self.number, self.name, self.village_name, self.short_code)


def may_move(state: str, target: str) -> bool:
    """Tell whether a paper's state may become another: issued ones only end, an ended one stays."""
    allowed = {"ready": {"issued"}, "issued": {"replaced", "voided", "spoiled"}}
    return target in allowed.get(state, set())
