"""What whoever handles very many rows at once tells, and what he switches off meanwhile."""

import contextlib
import gc
from collections.abc import Callable, Iterator
from typing import TypeAlias

Step: TypeAlias = Callable[[str], object]
"""Told what comes now, in Indonesian; it may raise to stop, and then nothing has happened."""


def silent(_what: str) -> None:
    """Tell nobody."""


@contextlib.contextmanager
def no_collection() -> Iterator[None]:
    """Keep the collector of cycles from walking through half a million new objects again and again.

    None of them are in a cycle.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
