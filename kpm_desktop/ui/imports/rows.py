"""The lists of the step *Periksa* as data: rows of the file, and changes of those who are there already."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple, cast

from kpm_desktop.domain.names import full_name
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui.imports.words import FIELD_WORDS, SKIPPED, Kind, nik_shown, value_text
from kpm_desktop.ui.messages import sentence
from kpm_desktop.ui.tables.column import Column, Ink, Pill, Row

GROUPS: Final[Mapping[str, tuple[str, str, str]]] = {
    "look": ("Perlu dilihat", "alert-triangle", "warn"),
    "new": ("Baru", "plus", "ok"),
    "changed": ("Berubah", "pencil", "info"),
    "same": ("Sama", "equal", "neu"),
    "rejected": ("Ditolak", "circle-x", "err"),
    "skipped": ("Dilewati", "minus", "neu"),
}
"""Word, icon and tone of each group, in the order of Alt+1 to Alt+6."""
_PILLS: Final[Mapping[str, Pill]] = {
    "new": Pill("Baru", "ok", "plus"),
    "changed": Pill("Berubah", "info", "pencil"),
    "same": Pill("Sama", "neu", "equal"),
    "rejected": Pill("Ditolak", "err", "circle-x"),
}
_LEFT_OUT: Final = Pill("Tidak ikut", "neu", "minus")
_ASKED: Final = Pill("Perlu dijawab", "warn", "alert-triangle")
_VILLAGE_CODES: Final = {"F.121", "F.122", "W.215"}


class PersonLine(NamedTuple):
    """A row of the file; `found` is the row of the preview."""

    uid: Uid
    found: Any
    several_sheets: bool


class ChangeLine(NamedTuple):
    """One field of somebody already there; only the first of a row tells number and name."""

    uid: Uid
    found: Any
    change: Any
    is_first: bool


class SkippedLine(NamedTuple):
    """A row of the file that is no entry of the list."""

    uid: Uid
    skipped: Any


def key_uid(key: tuple[str, int], field: str = "") -> Uid:
    """Return what identifies a row of the file, or a field of it, in a table."""
    return f"{key[0]}\n{key[1]}\n{field}".encode()


def person_lines(rows: Iterable[Any], *, several_sheets: bool) -> list[Row]:
    """Return the rows of a list of persons."""
    return [PersonLine(key_uid(row.key), row, several_sheets) for row in rows]


def change_lines(rows: Iterable[Any]) -> list[Row]:
    """Return a row for each change of these."""
    return [
        ChangeLine(key_uid(row.key, change.field), row, change, place == 0)
        for row in rows
        for place, change in enumerate(row.changes)
    ]


def skipped_lines(skipped: Iterable[Any]) -> list[Row]:
    """Return the rows that were skipped."""
    return [SkippedLine(key_uid((one.sheet, one.row)), one) for one in skipped]


def person_name(found: Any) -> str:
    """Return the name of a row with its titles, as it was read."""
    draft = found.draft
    return full_name(draft.name, draft.title_front, draft.title_back) if draft.name else ""


def place_text(found: Any) -> str:
    """Return the village of a row: the one that is meant, else as it is written."""
    if found.village is None:
        return str(found.draft.village_text)
    return f"{found.village.name}"


def reason(found: Any) -> str:
    """Return why a row was rejected, or what is asked about it."""
    blocking = [one for one in found.problems if one.is_blocking]
    return " ".join(sentence(one) for one in blocking or found.problems)


def _state(row: Row) -> Pill:
    found = row[1]
    if found.is_left_out:
        return _LEFT_OUT
    return _ASKED if found.is_asked else _PILLS[found.status]


def _where(row: Row) -> str:
    return str(row[1].sheet) if row[2] else ""


def _wrong_village(row: Row) -> bool:
    return row[1].village is None


def _reason_ink(row: Row) -> Ink:
    return "err" if row[1].status == "rejected" else "warn" if row[1].is_asked else "muted"


def person_columns(kind: Kind) -> tuple[Column, ...]:
    """Return the columns of a list of persons; NIK and sex come with cadres only."""
    own = (
        Column("NIK", _nik, width=164, low_priority=True),
        Column("L/P", lambda row: row[1].draft.sex, width=46, low_priority=True),
    )
    return (
        Column("Baris", lambda row: row[1].row, "number", align="right", width=56),
        Column("Hasil", _state, "pill", width=152),
        Column("Nama", lambda row: person_name(row[1]), main=True, width=190, sub=_where),
        *(own if kind.name == "cadres" else ()),
        Column(
            "Desa",
            lambda row: place_text(row[1]),
            width=150,
            sub=lambda row: f"Kec. {row[1].village.district_name}" if row[1].village else "",
            has_problem=_wrong_village,
        ),
        Column(
            "Keterangan",
            lambda row: reason(row[1]),
            width=150,
            stretch=True,
            tone=_reason_ink,
            empty="-",
            sortable=False,
        ),
    )


def _nik(row: Row) -> str:
    draft = row[1].draft
    return nik_shown(draft.nik or draft.nik_received)


def _change(row: Row) -> ChangeLine:
    return cast("ChangeLine", row)


def change_columns(kind: Kind, tick: Callable[[Row, bool], None]) -> tuple[Column, ...]:
    """Return the columns of the list of changes; `tick` takes a change or leaves it."""
    return (
        Column(
            "Baris",
            lambda row: _change(row).found.row,
            "number",
            align="right",
            width=56,
            sortable=False,
            tone=lambda row: "text" if _change(row).is_first else "muted",
        ),
        Column(
            "Hasil",
            lambda row: (
                (_LEFT_OUT if _change(row).found.is_left_out else _PILLS["changed"])
                if _change(row).is_first
                else None
            ),
            "pill",
            width=116,
            sortable=False,
        ),
        Column(
            "Nama",
            lambda row: person_name(_change(row).found) if _change(row).is_first else " ",
            width=220,
            sortable=False,
            sub=lambda row: place_text(_change(row).found) if _change(row).is_first else "",
            spoken=lambda row: person_name(_change(row).found),
        ),
        Column("Isian", lambda row: kind.words[_change(row).change.field], width=130, sortable=False),
        Column(
            "Di data sekarang",
            lambda row: value_text(_change(row).change.field, _change(row).change.old),
            width=160,
            sortable=False,
            tone=lambda _row: "muted",
        ),
        Column(
            "Di berkas",
            lambda row: value_text(_change(row).change.field, _change(row).change.new),
            width=180,
            stretch=True,
            sortable=False,
        ),
        Column(
            "Pakai",
            lambda row: _change(row).change.taken,
            "check",
            align="center",
            width=70,
            sortable=False,
            edit=tick,
        ),
    )


def skipped_columns() -> tuple[Column, ...]:
    """Return the columns of the rows that were skipped."""
    return (
        Column("Baris", lambda row: row[1].row, "number", align="right", width=56),
        Column("Lembar", lambda row: row[1].sheet, width=160, empty="-"),
        Column("Mengapa", lambda row: f"Baris {SKIPPED[row[1].kind]}", width=180),
        Column("Isi", lambda row: row[1].text, width=200, stretch=True, main=True),
    )


def village_asked(found: Any) -> bool:
    """Tell whether the village of a row is missing, unknown or only likely."""
    return any(one.code in _VILLAGE_CODES for one in found.problems)


def answer_asked(found: Any) -> str:
    """Return the code of the question about the person of a row (W.202, W.210), "" for none."""
    return next((one.code for one in found.problems if one.code in {"W.202", "W.210"}), "")


def fields_asked(found: Any) -> Sequence[str]:
    """Return the fields of a row that can be typed anew because something is wrong with them."""
    names = [
        one.field
        for one in found.problems
        if one.field != "village" and one.code not in {"W.202", "W.210", "W.222"} and one.field in FIELD_WORDS
    ]
    return tuple(dict.fromkeys(names))
