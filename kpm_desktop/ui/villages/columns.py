"""The list of villages as data: columns, filters, search. Rows are `VillageLine`s."""

import datetime as dt
import re
from collections.abc import Callable
from typing import cast

from kpm_desktop.domain import dates, names
from kpm_desktop.domain.overview import ShareKey, share_of
from kpm_desktop.domain.participation import YEARS_WITHOUT, years_before
from kpm_desktop.domain.phones import phone_text
from kpm_desktop.domain.villages import VillageLine, gap, gap_state, kind_word
from kpm_desktop.ui.tables.column import Column, Pill, Row, Tone
from kpm_desktop.ui.tables.list_spec import Chip, Search

HEAD_KINDS = {"definitive": "Definitif", "pj": "Pj.", "plt": "Plt."}
_CODE = re.compile(r"[0-9.]+")
SHARE_WORDS: dict[ShareKey, str] = {
    "none": "0 KPM",
    "one": "1 KPM",
    "few": "2-4 KPM",
    "ideal": "5-10 KPM",
    "more": "Lebih dari 10 KPM",
}


def line(row: Row) -> VillageLine:
    """Return a raw row as what it is."""
    return cast("VillageLine", row)


def columns() -> tuple[Column, ...]:
    """Return the columns of the list, in order."""
    return (
        Column(
            "Desa atau kelurahan",
            lambda row: row[1],
            key="name",
            sub=_addition,
            width=196,
            stretch=True,
            main=True,
            searched=True,
        ),
        Column(
            "Kecamatan",
            lambda row: row[2],
            key="district",
            tone=lambda _row: "muted",
            width=96,
            searched=True,
        ),
        Column("Jenis", lambda row: kind_word(row[3]), key="kind", width=72, low_priority=True),
        Column(
            "Kepala desa/lurah",
            lambda row: row[4],
            key="head",
            sort_key=lambda row: names.sort_key(row[4]) if row[4] else None,
            sub=_acting,
            empty="belum diisi",
            width=166,
            low_priority=True,
            searched=True,
        ),
        Column(
            "KPM (garis = 5)",
            lambda row: row[5],
            kind="bar",
            key="cadres",
            unit="KPM",
            width=160,
            spoken=lambda row: gap_words(line(row)),
            tooltip=lambda row: gap_words(line(row)),
        ),
        Column(
            "Keadaan",
            lambda row: state_pill(line(row)),
            kind="pill",
            key="state",
            sort_key=lambda row: (row[5] - row[6], row[5]),
            width=126,
        ),
        Column(
            "Terakhir dibina",
            lambda row: dates.short_date(row[7]) if row[7] else "Belum pernah",
            key="last_session",
            sort_key=lambda row: row[7] or dt.date.min,
            tone=lambda row: "text" if row[7] else "err",
            width=120,
        ),
        Column("Kode", lambda row: line(row).village_code, key="code", width=120, optional=True),
        Column(
            "Telepon kantor", lambda row: phone_text(line(row).phone), key="phone", width=130, optional=True
        ),
        Column("Nama lain", lambda row: line(row).aliases, key="aliases", width=170, optional=True),
        Column(
            "Kekurangan",
            lambda row: gap(line(row).active_cadres, line(row).target),
            kind="number",
            key="gap",
            align="right",
            width=100,
            optional=True,
        ),
    )


def _addition(row: Row) -> str:
    village = line(row)
    parts = [f"Kec. {village.district_name}"] if village.is_ambiguous else []
    if not village.official:
        parts.append("tidak resmi")
    return ", ".join(parts)


def _acting(row: Row) -> str:
    kind = line(row).head_kind
    return HEAD_KINDS[kind] if kind in {"pj", "plt"} else ""


def gap_words(village: VillageLine) -> str:
    """Return the number of cadres and what is missing: `1 aktif, kurang 4`."""
    missing = gap(village.active_cadres, village.target)
    return f"{village.active_cadres} aktif" + (f", kurang {missing}" if missing else "")


def state_pill(village: VillageLine) -> Pill:
    """Return how far the village is from the wanted number of cadres."""
    match gap_state(village.active_cadres, village.target, village.ideal):
        case "none":
            return Pill("Belum ada", "err", "circle-x")
        case "few":
            return Pill(f"Kurang {gap(village.active_cadres, village.target)}", "warn", "alert-triangle")
        case "enough":
            return Pill("Cukup", "ok", "circle-check")
        case "many":
            return Pill(f"Lebih {village.active_cadres - village.ideal}", "info", "info-circle")


def state_tone(village: VillageLine) -> Tone:
    """Return the colour of the same state, for words."""
    return state_pill(village).tone


def chips(today: Callable[[], dt.date]) -> tuple[Chip, ...]:
    """Return the filters; `today` tells which village had no meeting for two years."""
    return (
        Chip(
            "district",
            "Kecamatan",
            value=lambda row: row[2] or "",
            worded=lambda name: f"Kec. {name}",
        ),
        Chip("few", "Kurang dari 5 KPM", matches=lambda row: row[5] < row[6]),
        Chip("none", "Belum ada KPM", matches=lambda row: row[5] == 0),
        Chip("never", "Belum pernah ikut", matches=lambda row: row[7] is None),
        Chip("kelurahan", "Kelurahan", matches=lambda row: row[3] == "kelurahan"),
        Chip(
            "long_ago",
            "2 tahun tanpa pembinaan",
            matches=lambda row: row[7] is None or row[7] < years_before(today(), YEARS_WITHOUT),
            more=True,
        ),
        Chip(
            "share",
            "Jumlah KPM",
            value=lambda row: share_of(row[5]),
            worded=lambda share: SHARE_WORDS[cast("ShareKey", share)],
            more=True,
        ),
        Chip("unofficial", "Tidak resmi", matches=lambda row: not line(row).official, more=True),
    )


def search(suggest: Callable[[str], str]) -> Search:
    """Return how the search box finds a village: name, district, other spellings, head, code."""
    return Search(
        row_text=_search_text,
        fold=_folded,
        hint="Cari desa, kepala desa, kode…",
        suggest=suggest,
        forgives=True,
    )


def _search_text(row: Row) -> str:
    village = line(row)
    return f"{village.search} {village.village_code} {village.village_code.replace('.', '')}"


def _folded(text: str) -> str:
    """Leave a code as it is: its parts alone would be found in many codes."""
    return text.strip() if _CODE.fullmatch(text.strip()) else names.search_key(text)
