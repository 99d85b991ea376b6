"""The lists of Rekap pembinaan as data: columns, filters, search."""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import cast

from kpm_desktop.domain import dates, names
from kpm_desktop.domain.participation import CadreRecap, DistrictRate
from kpm_desktop.domain.villages import VillageLine, kind_word
from kpm_desktop.ui.tables.column import Column, Pill, Row
from kpm_desktop.ui.tables.list_spec import Chip, Search


def recap_of(row: Row) -> CadreRecap:
    """Return a raw row as what it is."""
    return cast("CadreRecap", row)


def rate_of(row: Row) -> DistrictRate:
    """Return a raw row as what it is."""
    return cast("DistrictRate", row)


def village_of(row: Row) -> VillageLine:
    """Return a raw row as what it is."""
    return cast("VillageLine", row)


def hours_columns(years: Sequence[int]) -> tuple[Column, ...]:
    """Return the columns of lesson hours: one for each year, and all together."""
    return (
        *_cadre_columns(),
        *(
            Column(
                f"JP {year}",
                partial(_hours, year),
                kind="number",
                key=f"year-{place}",
                align="right",
                width=76,
                empty="",
                low_priority=place > 1,
            )
            for place, year in enumerate(years)
        ),
        Column(
            "JP seluruhnya", lambda row: recap_of(row).total, kind="number", key="total", align="right",
            width=112,
        ),
        _last(),
    )  # fmt: skip


def left_out_columns() -> tuple[Column, ...]:
    """Return the columns of cadres who were at no session for long."""
    return (
        *_cadre_columns(),
        Column(
            "Mulai tugas",
            lambda row: _day(recap_of(row).cadre.term_start),
            kind="date",
            key="start",
            sort_key=lambda row: recap_of(row).cadre.term_start,
            width=120,
            low_priority=True,
            empty="belum diisi",
        ),
        _last(),
    )


def village_columns() -> tuple[Column, ...]:
    """Return the columns of villages of which nobody ever came."""
    return (
        Column(
            "Desa atau kelurahan", lambda row: village_of(row).name, key="name", width=190, stretch=True,
            main=True, searched=True,
            sub=lambda row: f"Kec. {village_of(row).district_name}" if village_of(row).is_ambiguous else "",
        ),
        Column(
            "Kecamatan", lambda row: village_of(row).district_name, key="district", width=140, searched=True
        ),
        Column(
            "Jenis", lambda row: kind_word(village_of(row).kind), key="kind", width=100, low_priority=True
        ),
        Column(
            "Kepala desa/lurah", lambda row: village_of(row).head_name, key="head", width=190,
            empty="belum diisi", searched=True,
        ),
        Column(
            "KPM aktif", lambda row: village_of(row).active_cadres, kind="number", key="cadres",
            align="right", width=96,
        ),
    )  # fmt: skip


def rate_columns() -> tuple[Column, ...]:
    """Return the columns of attendance rates."""
    counts = (
        ("Sesi", "sessions", 60, True),
        ("Diundang", "invited", 84, False),
        ("Hadir", "present", 66, False),
        ("Izin", "excused", 56, True),
        ("Sakit", "sick", 58, True),
        ("Alpa", "absent", 56, True),
        ("Belum", "unmarked", 64, True),
    )
    return (
        Column(
            "Kecamatan", lambda row: rate_of(row).name, key="name", width=140, stretch=True, main=True,
            searched=True, sort_key=lambda row: rate_of(row).code,
        ),
        Column("Tahun", lambda row: rate_of(row).year, kind="number", key="year", align="right", width=66),
        *(
            Column(
                title, partial(_count, name), kind="number", key=name, align="right", width=width,
                low_priority=low,
            )
            for title, name, width, low in counts
        ),
        Column(
            "Kehadiran", lambda row: _percent(rate_of(row)), kind="number", key="percent", align="right",
            width=96, sort_key=lambda row: rate_of(row).percent, empty="belum ditandai",
        ),
    )  # fmt: skip


def cadre_chips() -> tuple[Chip, ...]:
    """Return the filters of a list of cadres."""
    return (
        Chip(
            "district", "Kecamatan", value=lambda row: recap_of(row).cadre.district_name,
            worded=lambda name: f"Kec. {name}",
        ),
        Chip("active", "Aktif", matches=lambda row: recap_of(row).cadre.status == "active"),
        Chip("none", "Belum pernah ikut", matches=lambda row: recap_of(row).last_day is None),
    )  # fmt: skip


def village_chips() -> tuple[Chip, ...]:
    """Return the filters of a list of villages."""
    return (
        Chip(
            "district", "Kecamatan", value=lambda row: village_of(row).district_name,
            worded=lambda name: f"Kec. {name}",
        ),
        Chip("kelurahan", "Kelurahan", matches=lambda row: village_of(row).kind == "kelurahan"),
    )  # fmt: skip


def rate_chips() -> tuple[Chip, ...]:
    """Return the filters of attendance rates."""
    return (
        Chip("year", "Tahun", value=lambda row: str(rate_of(row).year)),
        Chip("unmarked", "Belum ditandai semua", matches=lambda row: rate_of(row).unmarked > 0),
    )


def search(hint: str) -> Search:
    """Return how the search box finds rows: each has its own folded text."""
    return Search(
        row_text=lambda row: cast("CadreRecap", row).search,
        fold=names.search_key,
        hint=hint,
        forgives=True,
    )


def _cadre_columns() -> tuple[Column, ...]:
    return (
        Column(
            "Nama dan gelar", lambda row: recap_of(row).cadre.full_name, key="name", width=200, stretch=True,
            main=True, searched=True, sort_key=lambda row: recap_of(row).cadre.sort_key,
        ),
        Column(
            "Desa atau kelurahan", lambda row: recap_of(row).cadre.village_name, key="village", width=160,
            searched=True,
            sub=lambda row: _ambiguous(recap_of(row)),
        ),
        Column(
            "Kecamatan", lambda row: recap_of(row).cadre.district_name, key="district", width=120,
            low_priority=True, searched=True,
        ),
    )  # fmt: skip


def _last() -> Column:
    return Column(
        "Terakhir dibina",
        lambda row: _last_pill(recap_of(row)),
        kind="pill",
        key="last",
        sort_key=lambda row: recap_of(row).last_day or dt.date.min,
        width=164,
    )


def _last_pill(recap: CadreRecap) -> Pill:
    if recap.last_day is None:
        return Pill("Belum pernah", "err")
    return Pill(dates.short_date(recap.last_day), "neu", "calendar-event")


def _ambiguous(recap: CadreRecap) -> str:
    return f"Kec. {recap.cadre.district_name}" if recap.cadre.is_ambiguous else ""


def _hours(year: int, row: Row) -> int | str:
    return recap_of(row).hours.get(year, 0) or ""


def _count(name: str, row: Row) -> int:
    return int(getattr(rate_of(row), name))


def _percent(rate: DistrictRate) -> str:
    return "" if rate.percent is None else f"{rate.percent} %"


def _day(day: dt.date | None) -> str:
    return dates.short_date(day) if day else ""
