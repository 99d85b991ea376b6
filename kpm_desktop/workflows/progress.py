"""How a long act says how far it is, and how it is stopped. No thread, no Qt: callers bring the progress."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from typing import Final, Protocol, TypeVar

from kpm_desktop.domain.problem import Problem

T = TypeVar("T")


class Cancelled(Exception):  # noqa: N818 (the operator's wish, not an error)
    """The operator stopped the act. Raised by `Progress.step`; the open transaction is rolled back by it."""


class Progress(Protocol):
    """Where an act reports to."""

    def step(self, done: int, total: int, what: str) -> None:
        """Tell how many of `total` (0 = unknown) are done and what comes now; raises `Cancelled` to stop."""


class Quiet:
    """A `Progress` that tells nobody, for commands and tests."""

    def step(self, done: int, total: int, what: str) -> None:
        """Go on."""


def telling(progress: Progress) -> Callable[[str], None]:
    """Return how the store tells a progress what comes now, of which it knows no number."""
    return lambda what: progress.step(0, 0, what)


def counted(
    found: Iterable[T], total: int, progress: Progress, what: str, *, every: int = 100
) -> Iterator[T]:
    """Hand out what is found, and tell a progress every so often how much of it is done."""
    for number, one in enumerate(found):
        if number % every == 0:
            progress.step(number, total, what)
        yield one


QUIET: Final = Quiet()
"""Tells nobody: what a `progress` argument is when none is given."""


@dataclasses.dataclass(frozen=True, slots=True)
class Refused:
    """An act that did nothing, and why: blocking problems, each with the values that name its record."""

    problems: tuple[Problem, ...]
