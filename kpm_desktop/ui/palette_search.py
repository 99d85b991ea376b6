"""What the command palette finds: entries as plain data, and a search that forgives one slip a word.

No Qt here. Where the entries come from is in `palette_entries.py`, how they look in `palette_list.py`.
"""

import heapq
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from kpm_desktop.domain.names import search_key
from kpm_desktop.domain.search import near_words, taken_apart
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui.actions import Action

Group = Literal["person", "village", "session", "number", "command"]
GROUPS: Final[Mapping[Group, str]] = {
    "person": "Orang",
    "village": "Desa",
    "session": "Pembinaan",
    "number": "Nomor",
    "command": "Perintah",
}
MOST: Final = 6
"""Rows of one group that are shown at most."""

_WHOLE, _START, _INSIDE, _SLIP = (
    0,
    1,
    2,
    1000,
)  # how well a word is met; a slip is worse than all else together
_BESIDE = 3  # added when the word is met in the place instead of the name

Mark: TypeAlias = tuple[Group, str]
"""What tells an entry from all others, and is remembered: its group and its key."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be opened or done.

    `key` is the uid in hexadecimal, or the name of the command; `words` are the folded words of the title,
    `beside` those of the place. A record has its `uid`, a command its `action`.
    """

    group: Group
    key: str
    icon: str
    title: str
    place: str = ""
    shortcut: str = ""
    words: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    uid: Uid | None = None
    village: Uid | None = None
    action: Action | None = None

    @property
    def mark(self) -> Mark:
        """Return what tells this entry from all others."""
        return self.group, self.key


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found; `is_slip` tells that a word was met only by forgiving a slip."""

    entry: Entry
    is_slip: bool = False


class Index:
    """Entries made ready for searching, in the order in which equals are shown."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._by_mark = {entry.mark: entry for entry in self.entries}
        self._vocabulary = frozenset(word for entry in self.entries for word in (*entry.words, *entry.beside))

    def known(self, marks: Iterable[Mark]) -> list[Entry]:
        """Return the entries with these marks, in the order of the marks; unknown ones are left out."""
        return [self._by_mark[mark] for mark in marks if mark in self._by_mark]

    def find(
        self,
        query: str,
        recent: Sequence[Mark] = (),
        groups: Collection[Group] = tuple(GROUPS),
        *,
        titles_only: bool = False,
    ) -> dict[Group, list[Hit]]:
        """Return what has all words of a query, at most six a group: recently used ones first, slips last.

        What has these words and no other stands before longer titles. Groups without a hit are left out; a
        query without letters or digits finds nothing.
        """
        words = taken_apart(search_key(query).split(), self._vocabulary)
        if not words:
            return {}
        met = [self._met(word) for word in words]
        age = {mark: place for place, mark in enumerate(recent)}
        found: dict[Group, list[tuple[bool, int, int, bool, int]]] = {}
        for place, entry in enumerate(self.entries):
            if entry.group not in groups:
                continue
            cost = _cost(entry, met, titles_only=titles_only)
            if cost is not None:
                is_longer = cost == _WHOLE and len(entry.words) > len(words)
                rank = (cost >= _SLIP, age.get(entry.mark, len(age)), cost, is_longer, place)
                found.setdefault(entry.group, []).append(rank)
        return {
            group: [Hit(self.entries[place], slip) for slip, _, _, _, place in heapq.nsmallest(MOST, ranks)]
            for group in GROUPS
            if (ranks := found.get(group))
        }

    def _met(self, word: str) -> dict[str, int]:
        """Return which known words a word of the query meets, and how well."""
        met = dict.fromkeys(near_words(word, self._vocabulary), _SLIP)
        for known in self._vocabulary:
            if word in known:
                met[known] = _WHOLE if word == known else _START if known.startswith(word) else _INSIDE
        return met


def _cost(entry: Entry, met: Sequence[Mapping[str, int]], *, titles_only: bool) -> int | None:
    """Return how far an entry is from the query, None when a word of the query is not in it."""
    total = 0
    for one in met:
        costs = [one[word] for word in entry.words if word in one]
        if not titles_only:
            costs += [one[word] + _BESIDE for word in entry.beside if word in one]
        if not costs:
            return None
        total += min(costs)
    return total
