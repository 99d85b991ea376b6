"""What a merge does, and what waits for a choice, as rows of lists and in words."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Final, Literal, NamedTuple, TypeAlias

from kpm_desktop.domain import dates
from kpm_desktop.domain.changes import DELETED, RowKey
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.contested import Contested, Side
from kpm_desktop.store.merge_preview import Cell, Doubled, MergePreview
from kpm_desktop.store.merging import OpenConflicts
from kpm_desktop.store.row_titles import RowTitle
from kpm_desktop.store.tables import STATE
from kpm_desktop.ui import row_words
from kpm_desktop.ui.tables.column import Row

Group: TypeAlias = Literal["contested", "new", "changed", "changed_here", "doubled", "deleted", "erased"]
_Cells: TypeAlias = Mapping[RowKey, Sequence[Cell]]
Chosen: TypeAlias = Mapping[tuple[str, Uid, str], Uid]
GROUPS: Final[Mapping[Group, tuple[str, str, str]]] = {
    "contested": ("Berbeda, pilih", "alert-triangle", "warn"),
    "new": ("Baru dari USB", "plus", "ok"),
    "changed": ("Berubah di USB", "pencil", "info"),
    "changed_here": ("Berubah di PC", "pencil", "muted"),
    "doubled": ("NIK sama", "users-group", "warn"),
    "deleted": ("Dihapus", "trash", "err"),
    "erased": ("Dimusnahkan", "ban", "err"),
}
"""Word, icon and tint of each group, in the order of Alt+1 to Alt+7."""
NOTHING: Final[Mapping[Group, str]] = {
    "contested": "Tidak ada isian yang diubah di kedua tempat.",
    "new": "Tidak ada yang baru di flashdisk.",
    "changed": "Tidak ada yang hanya berubah di flashdisk.",
    "changed_here": "Tidak ada ubahan di PC ini yang belum dikenal pengirim.",
    "doubled": "Tidak ada yang tercatat dua kali.",
    "deleted": "Tidak ada yang dihapus di flashdisk.",
    "erased": "Tidak ada data pribadi yang dimusnahkan.",
}
REMARKS: Final[Mapping[Group, str]] = {
    "contested": "Pilih nilai yang benar. Yang belum dipilih tetap terdaftar di Berbeda isi.",
    "new": "Diambil tanpa bertanya.",
    "changed": "Hanya berubah di flashdisk: diambil tanpa bertanya.",
    "changed_here": "Hanya berubah di PC ini: tetap seperti sekarang.",
    "doubled": "Keduanya tetap ada dan tidak digabung otomatis. Bandingkan sesudah ini.",
    "deleted": "Dihapus di flashdisk; sesudah digabung ada di tempat sampah.",
    "erased": "Data pribadi ini dihapus selamanya dan tidak dapat dikembalikan.",
}
SAME: Final[Mapping[str, str]] = {
    "nik": "NIK sama",
    "name_birth": "Nama dan tanggal lahir sama",
    "certificate": "Nomor sertifikat sama",
    "village": "Kode desa sama",
}
_TERMS: Final = {"cadre_term": "Kader", "head_term": "Kepala desa"}
_PRESENCE: Final[Mapping[tuple[int | None, int], str]] = {
    (None, 0): "baru dibuat",
    (0, 1): "dibuang",
    (1, 0): "dikembalikan",
}
"""What became of a row at this PC: whether it was thrown away as the sender knows it, and now."""
DELETE_WORDS: Final = ("Pertahankan", "Buang")


class ChoiceLine(NamedTuple):
    """One contested cell with a value of each side; a third value stands in a line of its own below."""

    uid: Uid
    contested: Contested
    left: Side | None
    right: Side | None
    title: RowTitle | None
    names: Mapping[Uid, RowTitle]
    chosen: Uid | None = None
    is_revealed: bool = False


class RecordLine(NamedTuple):
    """One thing that comes, changes or goes: its rows (a cadre's person and terms), what changes in it."""

    uid: Uid
    keys: tuple[RowKey, ...]
    title: RowTitle | None
    what: str
    changes: str
    is_fixed: bool


class DoubledLine(NamedTuple):
    """Rows that share a natural key, the first against the others."""

    uid: Uid
    doubled: Doubled
    titles: tuple[RowTitle | None, ...]


# lines


def choice_lines(preview: MergePreview, chosen: Chosen) -> list[ChoiceLine]:
    """Return the contested cells, ours at the left."""
    return [
        line
        for one in preview.contested
        for line in _paired(one, _by_side(one), preview.titles, preview.names, chosen)
    ]


def open_lines(found: OpenConflicts) -> list[ChoiceLine]:
    """Return what waits for a choice, the value in use at the left."""
    lines: list[ChoiceLine] = []
    for one in found.contested:
        first, *others = sorted(_told(one), key=lambda side: side.deletes)
        lines += _paired(one, ([first], others), found.titles, found.names, {})
    return lines


def _by_side(one: Contested) -> tuple[list[Side], list[Side]]:
    told = _told(one)
    return [side for side in told if side.is_ours], [side for side in told if not side.is_ours]


def _told(one: Contested) -> list[Side]:
    """Return the sides to choose from; of a deleted row, one that keeps it and one that throws it away."""
    if one.group != DELETED:
        return list(one.sides)
    found: dict[tuple[bool, bool], Side] = {}
    for side in one.sides:
        found.setdefault((side.is_ours, side.deletes), side)
    return list(found.values())


def _paired(
    one: Contested,
    sides: tuple[list[Side], list[Side]],
    titles: Mapping[RowKey, RowTitle],
    names: Mapping[Uid, RowTitle],
    chosen: Chosen,
) -> list[ChoiceLine]:
    return [
        ChoiceLine(
            one.table.encode() + one.row + f"{one.group}{place}".encode(),
            one, left, right, titles.get(one.key), names, chosen.get(one.cell),
        )
        for place, (left, right) in enumerate(zip_longest(*sides))
    ]  # fmt: skip


def record_lines(preview: MergePreview, group: Group) -> list[RecordLine]:
    """Return the rows of a group; a person's terms are told together with him."""
    together: dict[RowKey, list[RowKey]] = {}
    asked = {one.cell for one in preview.contested}
    cells = {"changed": preview.cells, "changed_here": preview.cells_here}.get(group)
    for key in getattr(preview, group):
        if cells is not None and not _taken(cells, key, asked):
            continue
        together.setdefault(_root(preview, key), []).append(key)
    fixed = frozenset(preview.fixed)
    lines = []
    for root, keys in together.items():
        ordered = tuple(sorted(keys, key=lambda key: list(STATE).index(key[0]) if key[0] in STATE else -1))
        terms = (word for table, word in _TERMS.items() if any(key[0] == table for key in keys))
        lines.append(
            RecordLine(
                root[0].encode() + root[1],
                ordered,
                preview.titles.get(root) or preview.titles.get(ordered[0]),
                next(terms, row_words.table_words(root[0])),
                _changes(cells, ordered, asked, preview.names) if cells is not None else "",
                not fixed.isdisjoint(keys),
            )
        )
    return lines


def _root(preview: MergePreview, key: RowKey) -> RowKey:
    title = preview.titles.get(key)
    return title.root if title is not None else key


def _taken(cells: _Cells, key: RowKey, asked: Collection[tuple[str, Uid, str]]) -> list[Cell]:
    """Return the cells of a row that change without anybody being asked."""
    group_of = {**STATE[key[0]].group_of, DELETED: DELETED}
    return [cell for cell in cells.get(key, ()) if (*key, group_of[cell.column]) not in asked]


def _changes(
    cells: _Cells,
    keys: Iterable[RowKey],
    asked: Collection[tuple[str, Uid, str]],
    names: Mapping[Uid, RowTitle],
) -> str:
    said = row_words.named_by(names)
    told = []
    for key in keys:
        for cell in _taken(cells, key, asked):
            if cell.column == DELETED:
                told.append(f"{row_words.table_words(key[0])} {_PRESENCE[cell.old, cell.new]}")
                continue
            old, new = (row_words.value_words(cell.column, value, said) or "kosong"
                        for value in (cell.old, cell.new))  # fmt: skip
            told.append(f"{row_words.column_words(cell.column)}: {old} → {new}")
    return "; ".join(told)


def doubled_lines(preview: MergePreview) -> list[DoubledLine]:
    """Return the rows that share a natural key."""
    return [
        DoubledLine(
            one.kind.encode() + b"".join(one.rows),
            one,
            tuple(preview.titles.get((one.table, uid)) for uid in one.rows),
        )
        for one in preview.doubled
    ]


def lines_of(preview: MergePreview, group: Group, chosen: Chosen) -> list[Row]:
    """Return the rows of a group."""
    match group:
        case "contested":
            return list(choice_lines(preview, chosen))
        case "doubled":
            return list(doubled_lines(preview))
        case _:
            return list(record_lines(preview, group))


# words


def side_words(line: ChoiceLine, side: Side) -> str:
    """Return the value of a side."""
    if line.contested.group == DELETED:
        return DELETE_WORDS[side.deletes]
    if line.is_revealed and line.contested.group == "nik":
        return str(side.values.get("nik") or "")
    return row_words.values_words(side.values, line.names)


def side_source(side: Side) -> str:
    """Return when and where a side was written: "diubah 7 Apr 2027 14.02 di LAPTOP-PAITON"."""
    at = dt.datetime.fromisoformat(side.at)
    verb = "dibuang" if side.deletes else "diubah"
    return f"{verb} {dates.short_date(at.date())} {at:%H.%M} di {side.writer_name or 'PC lain'}"


def field_words(one: Contested) -> str:
    """Return which field, or what of the row, is contested."""
    if one.kind == "needed":
        return "Dibuang, tetapi masih dipakai"
    if one.group == DELETED:
        return "Dibuang di satu tempat, diubah di tempat lain"
    columns = {column: None for side in one.sides for column in side.values}
    differing = [name for name in columns if len({str(side.values.get(name)) for side in one.sides}) > 1]
    return ", ".join(dict.fromkeys(map(row_words.column_words, differing or list(columns))))


def line_words(line: ChoiceLine) -> str:
    """Return a contested cell in one line: name, place, field."""
    return ". ".join(
        part for part in (row_words.place_words(line.title), field_words(line.contested)) if part
    )


def search_text(row: Row) -> str:
    """Return what the search looks through, folded."""
    match row:
        case ChoiceLine():
            sides = " ".join(side_words(row, side) for side in (row.left, row.right) if side)
            text = f"{row_words.name_words(row.title)} {line_words(row)} {sides}"
        case RecordLine():
            place = row_words.place_words(row.title)
            text = f"{row_words.name_words(row.title)} {place} {row.what} {row.changes}"
        case DoubledLine():
            text = " ".join(
                f"{row_words.name_words(title)} {row_words.place_words(title)}" for title in row.titles
            )
        case _:
            text = ""
    return text.casefold()
