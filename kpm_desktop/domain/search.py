"""What a search in a list looks at: the spelling-tolerant keys of several texts of a row, kept once made.

Fold what is typed with `names.search_key`; every word of it must stand in the row's text.
"""

import functools

from kpm_desktop.domain import names

_kept_key = functools.lru_cache(maxsize=1 << 17)(names.search_key)
sort_key = functools.lru_cache(maxsize=1 << 17)(names.sort_key)
"""`names.sort_key`, kept: lists ask for the same names again and again."""


def search_text(*texts: str) -> str:
    """Return the folded text of a row made of these texts; empty ones are left out."""
    return " ".join(_kept_key(text) for text in texts if text)
