"""The rubric of a stage as a tree: criteria with the indicators below them, and the choices of a scale."""

import dataclasses
import functools
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from kpm_desktop.domain.contests import Criterion, decimal_of, weight_problems
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid


class Choice(NamedTuple):
    """A mark of a described scale and what it means: `4`, `lengkap dan mutakhir`."""

    mark: str
    text: str


def in_order(criteria: Sequence[Criterion]) -> list[tuple[Criterion, int]]:
    """Return the criteria as they stand on paper, each followed by its indicators, with how deep it is."""
    known = {one.uid for one in criteria}
    return list(_below(criteria, None, known, 0))


def _below(
    criteria: Sequence[Criterion], parent: Uid | None, known: set[Uid], depth: int
) -> Iterator[tuple[Criterion, int]]:
    for one in criteria:
        above = one.parent if one.parent in known else None
        if above == parent:
            yield one, depth
            yield from _below(criteria, one.uid, known, depth + 1)


def marked(criteria: Sequence[Criterion]) -> list[Criterion]:
    """Return what is marked: indicators, and criteria without any, in the order of the paper."""
    parents = {one.parent for one in criteria}
    return [one for one, _ in in_order(criteria) if one.uid not in parents]


def sibling_problems(criteria: Sequence[Criterion]) -> list[Problem]:
    """Return F.215 for each group of criteria under the same parent whose weights are not 100 together."""
    groups: dict[Uid | None, list[str]] = {}
    for one in criteria:
        groups.setdefault(one.parent, []).append(one.weight)
    return [problem for weights in groups.values() for problem in weight_problems(weights)]


def printed_criteria(criteria: Iterable[Criterion]) -> list[dict[str, str]]:
    """Return what a score sheet says of its criteria, as it is frozen with the sheet; decimal commas."""
    return [
        {
            "criterion": one.uid.hex(),
            "name": one.name,
            "weight": one.weight.replace(".", ","),
            "min": one.min_points.replace(".", ","),
            "max": one.max_points.replace(".", ","),
            "scale": choices_text(one.scale),
        }
        for one in criteria
    ]


def rubric_mark(printed: Sequence[Mapping[str, str]]) -> str:
    """Return the mark by which a score sheet tells which criteria it has: eight digits of their SHA-256."""
    text = json.dumps([*map(dict, printed)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:8].upper()


def are_as_printed(criteria: Iterable[Criterion], frozen: Sequence[Mapping[str, str]]) -> bool:
    """Tell whether criteria are still what a sheet says; what was not frozen with it is not compared."""
    now = printed_criteria(criteria)
    return len(now) == len(frozen) and all(
        one.get(key) == value for one, other in zip(now, frozen, strict=True) for key, value in other.items()
    )


@functools.lru_cache(maxsize=1_000)
def choices_of(scale: str) -> tuple[Choice, ...]:
    """Return the described choices of a criterion's `scale`, best first; none for a plain range."""
    try:
        value = json.loads(scale or "[]")
    except ValueError:
        return ()
    if not isinstance(value, list):
        return ()
    found = [Choice(str(one.get("mark", "")), str(one.get("text", ""))) for one in value]
    return tuple(sorted(found, key=lambda one: -(decimal_of(one.mark) or Decimal(0))))


def scale_text(choices: Iterable[Choice]) -> str:
    """Return choices as they are stored; "" for none."""
    made = [{"mark": one.mark, "text": one.text} for one in choices]
    return json.dumps(made, ensure_ascii=False) if made else ""


def with_choices(criterion: Criterion, choices: Sequence[Choice]) -> Criterion:
    """Return a criterion with a described scale, its limits the lowest and the highest mark of it."""
    marks = [number for one in choices if (number := decimal_of(one.mark)) is not None]
    if not marks:
        return dataclasses.replace(criterion, scale="")
    return dataclasses.replace(
        criterion,
        scale=scale_text(choices),
        min_points=format(min(marks), "f"),
        max_points=format(max(marks), "f"),
    )


def typed_choices(text: str) -> tuple[Choice, ...] | None:
    """Return choices typed one a line as `4 = lengkap dan mutakhir`; None when a line is none of that."""
    found = []
    for line in filter(str.strip, text.splitlines()):
        mark, sign, words = (part.strip() for part in line.partition("="))
        number = decimal_of(mark.replace(",", "."))
        if not sign or not words or number is None or number < 0:
            return None
        found.append(Choice(format(number, "f"), words))
    return tuple(found) if len({one.mark for one in found}) == len(found) else None


def choices_text(scale: str) -> str:
    """Return the choices of a scale as they are typed."""
    return "\n".join(f"{one.mark.replace('.', ',')} = {one.text}" for one in choices_of(scale))
