"""Which rows of a list are shown, and in which order: an index list over raw tuples. No Qt here.

Every derived value (sort key, folded search text, answer of a filter) is computed once a row and kept:
85,000 rows answer a key press in some hundredths of a second.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import islice
from operator import itemgetter
from typing import Any, Generic, TypeVar

from kpm_desktop.domain.search import near_words, taken_apart
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui.tables.column import Column, Row
from kpm_desktop.ui.tables.list_spec import Chip, Search

T = TypeVar("T")

FEW = 5
"""When fewer rows than this have the words of a query, those follow that have words near them."""

ChipState = Mapping[str, Collection[str]]
"""Chips that are on: the chosen values by key; an on/off chip has no values."""


class _Derived(Generic[T]):
    """One derived value a row, filled on first use and repaired row by row."""

    def __init__(self, function: Callable[[Row], T]) -> None:
        self._function = function
        self._values: list[T] | None = None

    def values(self, rows: Sequence[Row]) -> list[T]:
        if self._values is None:
            self._values = list(map(self._function, rows))
        return self._values

    def repair(self, index: int, row: Row) -> None:
        if self._values is None:
            return
        if index == len(self._values):
            self._values.append(self._function(row))
        else:
            self._values[index] = self._function(row)

    def forget(self) -> None:
        self._values = None


class RowOrder:
    """All rows, what filters and sorts them, and `shown`: the indexes that are visible, in order."""

    def __init__(self, columns: Sequence[Column], chips: Sequence[Chip], search: Search | None) -> None:
        self.rows: list[Row] = []
        self.shown: list[int] = []
        self._chips = {chip.key: chip for chip in chips}
        self.search = search
        self._place: dict[Uid, int] = {}
        self._sort: tuple[int, bool] | None = None
        self._query = ""
        self._meant: list[tuple[str, ...]] = []
        self._known: frozenset[str] | None = None
        self._on: dict[str, frozenset[str]] = {}
        self._sorted: list[int] | None = None
        self._as_loaded = [column.as_loaded for column in columns]
        self._is_as_loaded = True
        self._orders = [_Derived(column.sort_key or column.order) for column in columns]
        self._texts = _Derived(search.row_text) if search else None
        self._answers = {chip.key: _answers_of(chip) for chip in chips}

    @property
    def query(self) -> str:
        """What is searched for, as typed."""
        return self._query

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words that rows were found by."""
        return tuple(form for forms in self._meant for form in forms)

    @property
    def on(self) -> Mapping[str, frozenset[str]]:
        """The chips that are on."""
        return self._on

    @property
    def sorted_by(self) -> tuple[int, bool] | None:
        """Column and whether descending; None is the loader's order."""
        return self._sort

    @property
    def is_filtered(self) -> bool:
        """Tell whether search or chips may hide rows."""
        return bool(self._on or self._query.strip())

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Take other rows, as the loader gives them."""
        self._take(rows, as_loaded=True)

    def _take(self, rows: Iterable[Row], *, as_loaded: bool) -> None:
        self.rows = list(rows)
        self._place = dict(zip(map(itemgetter(0), self.rows), range(len(self.rows)), strict=True))
        for derived in self._all_derived():
            derived.forget()
        self._is_as_loaded = as_loaded
        self._sorted = self._known = None
        self.arrange()

    def change(self, rows: Iterable[Row], removed: Collection[Uid] = ()) -> list[int]:
        """Replace rows by uid, append new ones, leave out removed ones; returns the indexes replaced.

        `shown` stays as it was until `arrange`, except when rows were removed.
        """
        if removed:
            gone = set(removed)
            self._take((row for row in self.rows if row[0] not in gone), as_loaded=self._is_as_loaded)
        touched = []
        for row in rows:
            index = self._place.setdefault(row[0], len(self.rows))
            if index == len(self.rows):
                self.rows.append(row)
            else:
                self.rows[index] = row
                touched.append(index)
            for derived in self._all_derived():
                derived.repair(index, row)
            self._is_as_loaded = False
        self._sorted = self._known = None
        return touched

    def set_query(self, text: str) -> None:
        """Search for the words of a text."""
        self._query = text
        self.arrange()

    def set_on(self, state: ChipState) -> None:
        """Turn exactly these chips on; unknown keys are left out."""
        self._on = {key: frozenset(values) for key, values in state.items() if key in self._chips}
        self.arrange()

    def sort(self, column: int | None, descending: bool = False) -> None:
        """Sort by a column; None is the loader's order. Equal rows keep the loader's order."""
        self._sort = None if column is None else (column, descending)
        self._sorted = None
        self.arrange()

    def arrange(self) -> None:
        """Compute `shown` again."""
        self.shown = self.arranged()

    def arranged(self) -> list[int]:
        """Return what `shown` ought to be now."""
        shown = self._in_order()
        for key in self._on:
            shown = self._passing(key, shown)
        self._meant = [(word,) for word in self.search.fold(self._query).split()] if self.search else []
        found = self._found(shown)
        if len(found) < FEW and (forgiven := self._forgiven()):
            self._meant = forgiven
            found = self._found(shown)
        return found

    def index_of(self, uid: Uid) -> int | None:
        """Return where a row stands in `rows`."""
        return self._place.get(uid)

    def row_of(self, uid: Uid) -> Row | None:
        """Return the row with that uid, shown or not."""
        index = self._place.get(uid)
        return None if index is None else self.rows[index]

    def count(self, key: str) -> int:
        """Return how many rows would be left if this on/off chip were on as well."""
        answers = self._answers[key].values(self.rows)
        left = answers if len(self.shown) == len(answers) else map(answers.__getitem__, self.shown)
        return sum(map(bool, left))

    def choices(self, key: str) -> dict[str, int]:
        """Return the values of a chip with choices and how many rows each would leave, in value order.

        The rows counted are those that every other chip and the search let through.
        """
        base = self._in_order()
        for other in self._on:
            if other != key:
                base = self._passing(other, base)
        values = self._answers[key].values(self.rows)
        counts = dict.fromkeys(sorted({str(value) for value in values if value}), 0)
        for index in self._found(base):
            if values[index]:
                counts[values[index]] += 1
        return counts

    def _in_order(self) -> list[int]:
        if self._sorted is None:
            self._sorted = self._sort_all()
        return self._sorted

    def _sort_all(self) -> list[int]:
        everything = list(range(len(self.rows)))
        if self._sort is None:
            return everything
        column, descending = self._sort
        if self._is_as_loaded and self._as_loaded[column] and not descending:
            return everything
        keys = self._orders[column].values(self.rows)
        empty = [index for index, key in enumerate(keys) if key is None]
        filled = [index for index in everything if keys[index] is not None] if empty else everything
        filled.sort(key=keys.__getitem__, reverse=descending)
        return filled + empty

    def _passing(self, key: str, indexes: list[int]) -> list[int]:
        answers = self._answers[key].values(self.rows)
        wanted = self._on[key]
        if self._chips[key].value is None:
            return [index for index in indexes if answers[index]]
        return [index for index in indexes if answers[index] in wanted] if wanted else indexes

    def _forgiven(self) -> list[tuple[str, ...]]:
        """Return the words of the query, each with those near it; none if enough rows have them."""
        search, texts = self.search, self._texts
        words = [word for word, *_near in self._meant]
        if search is None or texts is None or not search.forgives or not words:
            return []
        rows = texts.values(self.rows)
        as_typed = (text for text in rows if all(word in text for word in words))
        if len(list(islice(as_typed, FEW))) == FEW:
            return []
        if self._known is None:
            every = (word for text in rows for word in text.split())
            self._known = frozenset(word for word in every if not word.isdecimal())
        known = self._known
        return [(word, *sorted(near_words(word, known))) for word in taken_apart(words, known)]

    def _found(self, indexes: list[int]) -> list[int]:
        if self.search is None or self._texts is None or not self._query.strip():
            return indexes
        texts = self._texts.values(self.rows)
        found, words = list(indexes), [word for word, *_near in self._meant]
        for word, *near in self._meant:
            if near:
                forms = (word, *near)
                found = [index for index in found if any(form in texts[index] for form in forms)]
            else:
                found = [index for index in found if word in texts[index]]
        if len(self.words) > len(words):
            found.sort(key=lambda index: not all(word in texts[index] for word in words))
        exact = self.search.exact(self._query.strip()) if self.search.exact else ()
        if not exact:
            return found
        wanted = set(found) | {self._place[uid] for uid in exact if uid in self._place}
        return [index for index in indexes if index in wanted]

    def _all_derived(self) -> Iterable[_Derived[Any]]:
        yield from self._orders
        yield from self._answers.values()
        if self._texts is not None:
            yield self._texts


def _answers_of(chip: Chip) -> _Derived[Any]:
    function = chip.value or chip.matches
    if function is None:
        raise ValueError(f"chip {chip.key} needs matches or value")
    return _Derived(function)


def hits(text: str, words: Sequence[str], fold: Callable[[str], str]) -> list[tuple[int, int]]:
    """Return the places of a text that folded search words hit: the letters where they can be told.

    >>> hits("Moch. Langit Senja", ["lang"], str.casefold)
    [(6, 10)]
    """
    found: list[tuple[int, int]] = []
    for part in re.finditer(r"\S+", text) if words else ():
        plain, folded = part.group().casefold(), fold(part.group())
        for word in words:
            at = plain.find(word)
            if at >= 0 and len(plain) == len(part.group()):
                found.append((part.start() + at, part.start() + at + len(word)))
            elif word in folded:
                found.append(part.span())
    return found
