"""The register of certificates as data: columns, filters, search. Rows are `CertificateLine`s."""

from collections.abc import Callable, Collection, Mapping
from typing import cast

from kpm_desktop.domain import names
from kpm_desktop.domain.certificates import CertificateLine
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui.tables.column import Column, Pill, Row
from kpm_desktop.ui.tables.list_spec import Chip, Search

Looked = Mapping[Uid, Collection[str]]
"""Codes of the problems that the preflight found, by certificate; only those it has looked at."""

STATE_WORDS = {
    "ready": "Siap terbit",
    "issued": "Terbit",
    "replaced": "Diganti",
    "voided": "Batal",
    "spoiled": "Rusak",
}


def line(row: Row) -> CertificateLine:
    """Return a raw row as what it is."""
    return cast("CertificateLine", row)


def columns(looked: Callable[[], Looked]) -> tuple[Column, ...]:
    """Return the columns of the list, in order."""
    return (
        Column(
            "Nomor",
            lambda row: line(row).number,
            key="number",
            width=222,
            searched=True,
            empty="belum bernomor",
            struck=lambda row: line(row).state in {"voided", "spoiled"},
        ),
        Column(
            "Nama",
            lambda row: _halves(line(row).name)[0],
            key="name",
            sort_key=lambda row: names.sort_key(line(row).name),
            sub=lambda row: _halves(line(row).name)[1],
            width=190,
            stretch=True,
            main=True,
            searched=True,
        ),
        Column(
            "Desa",
            lambda row: line(row).village_name,
            key="village",
            sub=lambda row: f"Kec. {line(row).district_name}" if line(row).is_ambiguous else "",
            width=128,
            searched=True,
        ),
        Column(
            "Keadaan",
            lambda row: state_pill(line(row), looked().get(row[0], ())),
            kind="pill",
            key="state",
            width=164,
        ),
    )


def _halves(name: str) -> tuple[str, str]:
    """Return a printed name and its back titles: `Hj. Ratna Rembulan,` and `S.Pd., M.Pd.`."""
    head, comma, titles = name.partition(", ")
    return (f"{head}," if comma else head), titles


def state_pill(certificate: CertificateLine, codes: Collection[str] = ()) -> Pill:
    """Return the state as the list shows it; `codes` are what the preflight found about a ready one."""
    match certificate.state:
        case "ready":
            return _ready_pill(codes)
        case "issued" if certificate.copies:
            return Pill(f"Salinan ke-{certificate.copies}", "ok", "copy")
        case "issued":
            return Pill("Terbit", "ok", "circle-check")
        case "replaced":
            by = short_number(certificate.replaced_by, certificate.number)
            return Pill(f"Diganti {by}".strip(), "neu", "refresh")
        case _:
            return Pill(STATE_WORDS[certificate.state], "err", "ban")


def _ready_pill(codes: Collection[str]) -> Pill:
    if any(code.startswith("F.") for code in codes):
        return Pill("Perlu diperbaiki", "err", "circle-x")
    if "W.401" in codes:
        return Pill("Nama panjang", "warn", "alert-triangle")
    if "W.406" in codes:
        return Pill("Nama kembar", "warn", "alert-triangle")
    return Pill("Siap terbit", "info", "circle-dashed")


def short_number(number: str, beside: str) -> str:
    """Return the part in which a number differs from another: `056`; nothing when they are the same."""
    if number == beside:
        return ""
    mine, other = number.split("/"), beside.split("/")
    if len(mine) != len(other):
        return number
    return next(part for part, same in zip(mine, other, strict=True) if part != same)


def chips(series_name: Callable[[str], str], looked: Callable[[], Looked]) -> tuple[Chip, ...]:
    """Return the filters; a series is told by its uid as hex, `series_name` says how it is called."""
    return (
        Chip("series", "Kegiatan", value=lambda row: _hex(line(row).series), worded=series_name),
        Chip("ready", "Siap terbit", matches=lambda row: line(row).state == "ready"),
        Chip("voided", "Batal", matches=lambda row: line(row).state in {"voided", "spoiled"}),
        Chip("copied", "Dicetak ulang", matches=lambda row: line(row).copies > 0),
        Chip("year", "Tahun", value=lambda row: _year(line(row)), more=True),
        Chip(
            "state",
            "Keadaan",
            value=lambda row: line(row).state,
            worded=lambda state: STATE_WORDS.get(state, state),
            more=True,
        ),
        Chip("look", "Perlu dilihat", matches=lambda row: bool(looked().get(row[0])), more=True),
    )


def _hex(uid: Uid | None) -> str:
    return uid.hex() if uid else ""


def _year(certificate: CertificateLine) -> str:
    year = certificate.date.year if certificate.date else certificate.year
    return str(year or "")


def search() -> Search:
    """Return how the search box finds a certificate: number, name, village, short code."""
    return Search(
        row_text=lambda row: line(row).search,
        fold=names.search_key,
        hint="Cari nama atau nomor…",
        forgives=True,
    )
