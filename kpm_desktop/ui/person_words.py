"""All that the file holds of one person, in words: for the copy he may ask for. No Qt: commands say the same.

Other people stay unnamed; a NIK is covered unless it was asked for with a reason.
"""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from kpm_desktop import workflows
from kpm_desktop.domain import dates
from kpm_desktop.domain.changes import DELETED, RowKey
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.history import RecordChange
from kpm_desktop.store.person_rows import PersonRow
from kpm_desktop.store.row_titles import RowTitle
from kpm_desktop.store.tables import STATE
from kpm_desktop.ui.row_words import (
    OTHER_ROW,
    column_words,
    name_words,
    place_words,
    table_words,
    value_words,
)

OTHER_PERSON: Final = "orang lain"
_PEOPLE: Final = frozenset({"person", "judge", "score_sheet"})
_NIK: Final = frozenset({"nik", "nik_received"})
_SILENT: Final = frozenset({"asset", "photo", "row", "of"})
"""Columns that only name a picture, which is shown itself or has a caption, or the person's own row."""
_SHEETS: Final = {"H": "daftar hadir", "N": "lembar penilaian"}
_SECTIONS: Final = {"person": "Data yang digabung", "print_log": "Cetakan dan salinan"}
_ROWS: Final = (("Apa", 1.0), ("Isi", 2.0))
_HISTORY: Final = (("Waktu", 1.0), ("Apa", 1.2), ("Sebelum", 1.4), ("Sesudah", 1.4), ("Dari PC", 1.0))
_OTHERWISE: Final = {("print_log", "target"): "Tujuan", ("print_log", "paper"): "Dokumen"}
"""Columns that are called otherwise in one table."""
_OWN: Final = frozenset({"person", "cadre_term", "head_term"})


@dataclasses.dataclass(frozen=True, slots=True)
class _Names:
    """What other rows are called, and whose rows these are."""

    titles: Mapping[RowKey, RowTitle]
    selves: frozenset[Uid]
    with_nik: bool

    def say(self, table: str, column: str, value: Any) -> str:
        """Return a value in words, "" for none and for what only points at the person himself."""
        kind = next((one.kind for one in STATE[table].columns if one.name == column), "text")
        if column in _SILENT or (column == "position" and kind == "integer"):
            return ""
        if (table, column) == ("issued_paper", "kind"):
            return workflows.issued_papers.PAPER_WORDS.get(value, "")
        if (table, column) == ("printed_sheet", "kind"):
            return _SHEETS.get(value, "")
        if column in _NIK and self.with_nik and value:
            return str(value)
        refers = next((one.refers for one in STATE[table].columns if one.name == column), None)

        def name(_column: str, uid: Uid) -> str:
            if uid in self.selves:
                return ""
            if refers in _PEOPLE:
                return OTHER_PERSON
            title = self.titles.get((refers or "", uid))
            if refers == "village" and title is not None:
                return place_words(title)
            return ", ".join(part for part in _parts(title) if part) or OTHER_ROW

        return value_words(column, value, name)

    def values(self, table: str, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield label and words of each column that says something."""
        for column, value in values.items():
            if words := self.say(table, column, value):
                yield _OTHERWISE.get((table, column)) or column_words(column), words


def told_person(data_file: DataFile, person: Uid, request: str, *, with_nik: bool) -> Any:
    """Return everything of a person for `workflows.copy_person.person_pdf`; KeyError for nobody."""
    held = data_file.people.get(person)
    rows = data_file.everything_of(person)
    names = _names(data_file, rows, with_nik=with_nik)
    main = next(row for row in rows if row.key == ("person", person))
    sections: list[tuple[str, tuple[tuple[str, float], ...], tuple[tuple[str, ...], ...]]] = [
        (_section_title(table), _ROWS, tuple(_lines(table, rows, names, person)))
        for table in dict.fromkeys(row.key[0] for row in rows)
    ]
    sections.append(("Riwayat perubahan", _HISTORY, tuple(_history(data_file, rows, names))))
    return workflows.copy_person.ToldPerson(
        held.paper_name,
        request,
        tuple(names.values("person", main.values)),
        data_file.asset(held.photo)[1] if held.photo else None,
        tuple(sections),
    )


def _names(data_file: DataFile, rows: Sequence[PersonRow], *, with_nik: bool) -> _Names:
    linked = {
        (column.refers, value)
        for row in rows
        for column in STATE[row.key[0]].columns
        if column.refers and isinstance(value := row.values.get(column.name), bytes)
    }
    selves = frozenset(row.key[1] for row in rows if row.key[0] == "person")
    return _Names(data_file.titles([*linked, *(row.key for row in rows)]), selves, with_nik)


def _section_title(table: str) -> str:
    return _SECTIONS.get(table) or table_words(table)


def _lines(table: str, rows: Iterable[PersonRow], names: _Names, person: Uid) -> Iterator[tuple[str, str]]:
    for row in rows:
        if row.key[0] == table and row.key != ("person", person):
            yield _what(row, names), "; ".join(f"{label}: {words}" for label, words in _told(row, names))


def _told(row: PersonRow, names: _Names) -> Iterator[tuple[str, str]]:
    yield from names.values(row.key[0], row.values)
    if not row.alive:
        yield "Keadaan", "di tempat sampah"


def _what(row: PersonRow, names: _Names) -> str:
    """Return what a row is part of: the meeting and its day, the contest, the number of a paper."""
    title = names.titles.get(row.key)
    if row.key[0] in _OWN | {"certificate"}:
        return place_words(title) if row.key[0] != "certificate" else name_words(title)
    return ", ".join(part for part in _parts(title)[1:] if part) or name_words(title)


def _parts(title: RowTitle | None) -> tuple[str, str]:
    return (title.name, place_words(title)) if title is not None else ("", "")


def _history(data_file: DataFile, rows: Iterable[PersonRow], names: _Names) -> Iterator[tuple[str, ...]]:
    found: list[tuple[RowKey, RecordChange]] = [
        (row.key, change)
        for row in rows
        if row.key[0] in _OWN
        for change in data_file.record_history(*row.key)
    ]
    for key, change in sorted(found, key=lambda one: one[1].at, reverse=True):
        moment = f"{dates.short_date(change.at.date())} {change.at:%H.%M}"
        if change.group == DELETED:
            what = f"{table_words(key[0])} {'dibuang' if change.new.get(DELETED) else 'dibuat'}"
            yield moment, what, "", "", change.writer_name
            continue
        columns = [name for name in change.new if change.new[name] != change.old.get(name)]
        sides = (
            ", ".join(words for name in columns if (words := names.say(key[0], name, side.get(name))))
            for side in (change.old, change.new)
        )
        yield moment, ", ".join(map(column_words, columns)), *sides, change.writer_name
