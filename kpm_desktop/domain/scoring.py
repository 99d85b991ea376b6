"""Marks typed from paper: how they are read, what may be wrong, and what a second entry is for.

What a mark does to a rank is in `ranking.py`. Marks are decimal texts, "" is not marked and never zero.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from kpm_desktop.domain.contests import Criterion, Score, decimal_of
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.rubric import choices_of
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.words import decimal_text, parse_decimal

Turn = Literal["first", "second"]
FIRST_NOTE, SECOND_NOTE, TYPED_NOTE = "isian ke-1", "isian ke-2", "diketik lagi"
"""What a decided difference is logged with: which of both was on the paper."""


def stored_mark(typed: str) -> str | None:
    """Return a typed mark as it is stored, "" for empty; None for what is no mark.

    Comma and point are the decimal comma; the same number is always the same text (`8,50` is `8.5`).
    """
    if not typed.strip():
        return ""
    number = parse_decimal(typed.strip().rstrip(",."))
    if number is None or number < 0 or len(typed) > 12:
        return None
    return stored_decimal(number)


def stored_decimal(number: Decimal) -> str:
    """Return a number as it is stored: no exponent, no trailing zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown_mark(text: str) -> str:
    """Return a stored mark as it is shown, with a decimal comma."""
    return text.replace(".", ",")


def mark_problems(text: str, criterion: Criterion) -> list[Problem]:
    """Return F.211 for a mark outside the limits of its criterion, or that is no choice of its scale."""
    number = decimal_of(text)
    if number is None:
        return []
    choices = [one.mark for one in choices_of(criterion.scale)]
    if choices and not any(decimal_of(one) == number for one in choices):
        limits = ", ".join(map(shown_mark, choices))
        return [Problem("mark", "F.211", {"value": shown_mark(text), "limits": limits})]
    least = decimal_of(criterion.min_points) or Decimal(0)
    most = decimal_of(criterion.max_points)
    if number >= least and (most is None or number <= most):
        return []
    limits = f"{decimal_text(least)} s.d. {'' if most is None else decimal_text(most)}".strip()
    return [Problem("mark", "F.211", {"value": shown_mark(text), "limits": limits})]


def sum_of(texts: Iterable[str]) -> Decimal | None:
    """Return the sum of the marks that are there; None when none is."""
    numbers = [number for text in texts if (number := decimal_of(text)) is not None]
    return sum(numbers, Decimal(0)) if numbers else None


def total_problems(screen: Decimal | None, paper: str, notes: Iterable[str] = ()) -> list[Problem]:
    """Return W.212 when the judge's total is another than the sum; not when a note accepts just that."""
    written = decimal_of(paper)
    if written is None or written == (screen or Decimal(0)):
        return []
    if any(note.startswith(accepted_prefix(screen, paper)) for note in notes):
        return []
    values = {"screen": decimal_text(screen or Decimal(0)), "paper": shown_mark(paper)}
    return [Problem("total", "W.212", values)]


def accepted_prefix(screen: Decimal | None, paper: str) -> str:
    """Return what a note that accepts a wrong total begins with: both sums, so that no other is accepted."""
    return f"{decimal_text(screen or Decimal(0))} / {shown_mark(paper)}: "


def shuffled(entries: Sequence[Uid], sheet: Uid) -> list[Uid]:
    """Return the order of the second entry: the same each time for a sheet, never the order of the paper."""
    order = list(entries)
    random.Random(sheet.hex()).shuffle(order)  # noqa: S311 (an order, no secret)
    if len(order) > 1 and order == list(entries):
        order.append(order.pop(0))
    return order


def is_differing(score: Score) -> bool:
    """Tell whether both entries of a mark differ and nobody has decided yet which is on the paper."""
    return score.first != score.second and not score.note


def settled(score: Score) -> Score:
    """Return a mark after both entries: what both say counts."""
    if score.first != score.second:
        return score
    return _with(score, score.first, "")


def decided(score: Score, value: str) -> Score:
    """Return a differing mark as the paper has it; the note says which entry that was."""
    note = {score.first: FIRST_NOTE, score.second: SECOND_NOTE}.get(value, TYPED_NOTE)
    return _with(score, value, note)


def reopened(score: Score) -> Score:
    """Return a mark whose sheet is typed again from the first entry on."""
    return Score(score.uid, score.entry, score.judge, score.criterion, score.first)


def _with(score: Score, final: str, note: str) -> Score:
    return Score(
        score.uid, score.entry, score.judge, score.criterion, score.first, score.second, final, note
    )  # fmt: skip


def spread_problems(marks: Mapping[Uid, str], criterion: Criterion, limit: int) -> list[Problem]:
    """Return W.230 when the marks of one entry lie further apart than `limit` per cent of the maximum.

    `marks` are by judge.
    """
    numbers = [number for text in marks.values() if (number := decimal_of(text)) is not None]
    most = decimal_of(criterion.max_points)
    if len(numbers) < 2 or not most:
        return []
    difference = max(numbers) - min(numbers)
    if difference * 100 <= limit * most:
        return []
    return [Problem("mark", "W.230", {"difference": decimal_text(difference)})]
