"""What a search looks at: the spelling-tolerant keys of several texts of a row, and the slips it forgives.

Fold what is typed with `names.search_key`; every word of it must stand in the row's text, or be near one.
"""

import functools
from collections.abc import Collection, Iterable

from kpm_desktop.domain import names

_kept_key = functools.lru_cache(maxsize=1 << 17)(names.search_key)
sort_key = functools.lru_cache(maxsize=1 << 17)(names.sort_key)
"""`names.sort_key`, kept: lists ask for the same names again and again."""

_SHORTEST_SLIP = 4
"""Letters; one slip in a shorter word could be any word."""
_SHORTEST_PART = 3
"""Letters of a word that was written together with another one: `nurhayati`."""


def search_text(*texts: str) -> str:
    """Return the folded text of a row made of these texts; empty ones are left out."""
    return " ".join(_kept_key(text) for text in texts if text)


def near_words(typed: str, known: Iterable[str]) -> set[str]:
    """Return the known words whose beginning is one slip away from a typed one: none for numbers and codes.

    Vowels, final letters and the sounds that Indonesian borrowed differ by one letter in most spellings of a
    name: Rohman and Rahman, Fatima and Fatimah, Yusup and Yusuf, Jainal and Zainal, Sakdiyah and Sa'diyah.
    """
    if len(typed) < _SHORTEST_SLIP or any(map(str.isdecimal, typed)):
        return set()
    return {word for word in known if is_near(typed, word)}


def taken_apart(typed: Iterable[str], known: Collection[str]) -> list[str]:
    """Return typed words, those written together as two known ones: `nurhasanah` as nur and hasanah.

    A letter that ends the first word and begins the second is written once: `hoirunisa`, hoirun and nisa.
    """
    return [part for word in typed for part in _parts(word, known)]


def _parts(word: str, known: Collection[str]) -> tuple[str, ...]:
    if word in known:
        return (word,)
    for end in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        first = word[:end]
        for second in (word[end:], word[end - 1 :]):
            if first in known and second in known:
                return first, second
    return (word,)


def is_near(typed: str, word: str) -> bool:
    """Tell whether the beginning of a word becomes what was typed by at most one slip.

    A slip is a letter too many, one missing, a wrong one, or two neighbours exchanged.

    >>> is_near("meltai", "melati"), is_near("suko", "sukodadi"), is_near("melati", "matahari")
    (True, True, False)
    """
    at = next(
        (place for place, (one, other) in enumerate(zip(typed, word, strict=False)) if one != other),
        min(len(typed), len(word)),
    )
    if at == len(typed):
        return True
    rest, other = typed[at:], word[at:]
    return (
        other.startswith(rest[1:])  # one too many
        or other[1:].startswith(rest)  # one missing
        or (bool(other) and other[1:].startswith(rest[1:]))  # a wrong one
        or (len(rest) > 1 and other[:2] == rest[1::-1] and other[2:].startswith(rest[2:]))
    )
