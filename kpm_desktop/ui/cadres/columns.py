"""The register of cadres as data: columns, filters, search. Rows are `CadreLine`s."""

from collections.abc import Callable, Collection
from functools import partial
from operator import attrgetter
from typing import cast

from kpm_desktop.domain import dates, names
from kpm_desktop.domain.cadres import CadreLine, CadreState
from kpm_desktop.domain.phones import phone_text
from kpm_desktop.domain.search import sort_key
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui.tables.column import Column, Pill, Row
from kpm_desktop.ui.tables.list_spec import Chip, Search

STATES: dict[CadreState, Pill] = {
    "active": Pill("Aktif", "ok", "circle-check"),
    "ended": Pill("Selesai", "neu", "minus"),
    "no_decree": Pill("Belum ada SK", "warn", "alert-triangle"),
    "expiring": Pill("SK segera habis", "warn", "alert-triangle"),
    "expired": Pill("SK habis", "err", "circle-x"),
    "damaged_nik": Pill("NIK rusak", "err", "circle-x"),
}
PROPOSED = Pill("Diusulkan", "info", "clock")
_STATUS, _STATE, _SESSIONS = (attrgetter(name) for name in ("status", "state", "sessions"))
_HAS_NIK, _HAS_DAMAGED = attrgetter("has_nik"), attrgetter("has_damaged_nik")


def line(row: Row) -> CadreLine:
    """Return a raw row as what it is."""
    return cast("CadreLine", row)


def state_pill(cadre: CadreLine) -> Pill:
    """Return the one state that the list shows; a proposed cadre is called that."""
    if cadre.status == "proposed" and cadre.state == "no_decree":
        return PROPOSED
    return STATES[cadre.state]


def columns() -> tuple[Column, ...]:
    """Return the columns of the list, in order."""
    return (
        Column(
            "Nama dan gelar",
            _name,
            key="name",
            sort_key=lambda row: sort_key(row[1]),
            sub=lambda row: row[3],
            width=212,
            stretch=True,
            main=True,
            as_loaded=True,
            searched=True,
        ),
        Column("L/P", lambda row: row[4], key="sex", width=44, low_priority=True),
        Column(
            "Desa atau kelurahan",
            lambda row: row[5],
            key="village",
            sub=lambda row: f"Kec. {line(row).district_name}" if row[6] else "",
            width=181,
            searched=True,
        ),
        Column("Jabatan", lambda row: row[7], key="position", width=106, low_priority=True),
        Column(
            "SK berlaku s.d.",
            lambda row: dates.short_date(row[8]) if row[8] else "",
            kind="date",
            key="term_end",
            sort_key=lambda row: row[8],
            width=118,
        ),
        Column(
            "Pelatihan",
            lambda row: f"{row[9]} JP",
            kind="number",
            key="lesson_hours",
            sort_key=lambda row: row[9],
            align="right",
            width=88,
            low_priority=True,
        ),
        Column(
            "Keadaan",
            lambda row: state_pill(line(row)),
            kind="pill",
            key="state",
            width=151,
        ),
        *_optional(),
    )


def _optional() -> tuple[Column, ...]:
    """Return the columns that are shown when they are chosen."""
    texts: tuple[tuple[str, str, Callable[[CadreLine], str], int], ...] = (
        ("Kecamatan", "district", lambda cadre: cadre.district_name, 120),
        ("Telepon", "phone", lambda cadre: phone_text(cadre.phone), 130),
        ("Jenis kader", "type", lambda cadre: cadre.cadre_type, 100),
        ("Bidang", "field", lambda cadre: cadre.field, 130),
        ("Lembaga asal", "institution", lambda cadre: cadre.origin_institution, 130),
        ("Nomor SK", "decree", lambda cadre: cadre.decree_no, 170),
        ("Potensi", "potential", lambda cadre: cadre.potential, 110),
    )
    start = Column(
        "Mulai tugas",
        lambda row: dates.short_date(start) if (start := line(row).term_start) else "",
        kind="date",
        key="term_start",
        sort_key=lambda row: line(row).term_start,
        width=110,
        optional=True,
    )
    checked = Column(
        "NIK", lambda row: _nik_pill(line(row)), kind="pill", key="nik", width=110, optional=True
    )
    made = (
        Column(title, partial(_text, value), key=key, width=width, optional=True)
        for title, key, value, width in texts
    )
    return (*made, start, checked)


def _text(value: Callable[[CadreLine], str], row: Row) -> str:
    return value(line(row))


def _nik_pill(cadre: CadreLine) -> Pill | None:
    """Return whether a NIK is there; the number itself is never in a list."""
    if cadre.has_nik:
        return Pill("Ada", "ok", "check")
    return Pill("Rusak", "err", "circle-x") if cadre.has_damaged_nik else None


def _name(row: Row) -> str:
    name = names.full_name(row[1], row[2])
    return f"{name}," if row[3] else name


def chips() -> tuple[Chip, ...]:
    """Return the filters."""
    return (
        Chip(
            "district",
            "Kecamatan",
            value=lambda row: line(row).district_name or "",
            worded=lambda name: f"Kec. {name}",
        ),
        Chip("active", "Aktif", matches=lambda row: _STATUS(row) == "active"),
        Chip("expiring", "SK segera habis", matches=lambda row: _STATE(row) == "expiring"),
        Chip(
            "no_nik",
            "NIK kosong",
            matches=lambda row: not _HAS_NIK(row) and not _HAS_DAMAGED(row),
        ),
        Chip("damaged_nik", "NIK rusak", matches=_HAS_DAMAGED),
        Chip("untrained", "Belum pernah dilatih", matches=lambda row: _SESSIONS(row) == 0),
        Chip("expired", "SK habis", matches=lambda row: _STATE(row) == "expired", more=True),
        Chip("no_decree", "Belum ada SK", matches=lambda row: _STATE(row) == "no_decree", more=True),
        Chip("ended", "Selesai", matches=lambda row: _STATUS(row) == "ended", more=True),
        Chip("unverified", "Belum diperiksa", matches=lambda row: not line(row).verified, more=True),
        Chip("position", "Jabatan", value=lambda row: row[7] or "", more=True),
        Chip("village", "Desa", value=_village, more=True),
        Chip("potential", "Potensi", value=lambda row: line(row).potential or "", more=True),
        Chip("type", "Jenis kader", value=lambda row: line(row).cadre_type or "", more=True),
    )


def _village(row: Row) -> str:
    cadre = line(row)
    if not cadre.village_name:
        return ""
    return f"{cadre.village_name}, Kec. {cadre.district_name}" if cadre.is_ambiguous else cadre.village_name


def search(exact: Callable[[str], Collection[Uid]]) -> Search:
    """Return how the search box finds a cadre; `exact` answers a full NIK, which no row holds."""
    return Search(
        row_text=lambda row: line(row).search,
        fold=names.search_key,
        hint="Cari nama, NIK, telepon, desa…",
        exact=exact,
        forgives=True,
    )
