"""What may stand in each group of a table, how uids and digests are written: checks of single values."""

import datetime as dt
import functools
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeAlias

from kpm_desktop.domain.changes import DELETED, RowKey
from kpm_desktop.domain.uid import Uid

Check: TypeAlias = Callable[[Any, list[RowKey]], None]
"""Raises ValueError or TypeError for a wrong value; adds the rows that it points at to the list."""
_TEXTS = frozenset({str, type(None)})
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


class ColumnShape(Protocol):
    """A column as far as a line is concerned."""

    @property
    def kind(self) -> str:
        """Return text, integer, date, json or uid."""

    @property
    def refers(self) -> str | None:
        """Return the table that a uid points to."""


Shape: TypeAlias = Mapping[str, Mapping[str, Sequence[ColumnShape]]]
"""For each table its groups, for each group its columns."""


def uid_of(text: Any) -> Uid:
    """Return a uid from its 32 small hex digits; ValueError or TypeError for anything else."""
    uid = bytes.fromhex(text)
    if len(uid) != 16 or uid.hex() != text:  # small letters, nothing between
        raise ValueError("uid")
    return uid


def sha_of(text: Any) -> bytes:
    """Return a digest from its 64 small hex digits; ValueError or TypeError for anything else."""
    sha = bytes.fromhex(text)
    if len(sha) != 32 or sha.hex() != text:
        raise ValueError("sha256")
    return sha


def checkers(groups: Mapping[str, Sequence[ColumnShape]]) -> dict[str, Check]:
    """Return the check of each group of a table."""
    made: dict[str, Check] = {name: _group_check(columns) for name, columns in groups.items()}
    made[DELETED] = _deleted
    return made


def _deleted(value: Any, _pointed: list[RowKey]) -> None:
    if type(value) is not int or value not in {0, 1}:
        raise ValueError("deleted")


def _group_check(columns: Sequence[ColumnShape]) -> Check:
    checks = [_column_check(column) for column in columns]
    if len(checks) == 1:
        return checks[0]
    if all(check is _check_text for check in checks):
        return functools.partial(_check_texts, len(checks))

    def check(value: Any, pointed: list[RowKey]) -> None:
        if value is None:
            return
        if type(value) is not list or len(value) != len(checks):
            raise ValueError("group")
        for one, item in zip(checks, value, strict=True):
            one(item, pointed)

    return check


def _column_check(column: ColumnShape) -> Check:
    if column.kind == "uid":
        return functools.partial(_check_uid, column.refers)
    return {"text": _check_text, "integer": _check_integer, "date": _check_date, "json": _check_json}[
        column.kind
    ]


def _check_text(value: Any, _pointed: list[RowKey]) -> None:
    if value is not None and type(value) is not str:
        raise ValueError("text")


def _check_texts(count: int, value: Any, _pointed: list[RowKey]) -> None:
    if value is not None and (
        type(value) is not list or len(value) != count or not _TEXTS.issuperset(map(type, value))
    ):
        raise ValueError("texts")


def _check_integer(value: Any, _pointed: list[RowKey]) -> None:
    if value is not None and (type(value) is not int or not -(1 << 53) <= value <= 1 << 53):
        raise ValueError("integer")


def _check_date(value: Any, _pointed: list[RowKey]) -> None:
    if value is not None:
        if _DATE.fullmatch(value) is None:
            raise ValueError("date")
        dt.date.fromisoformat(value)


def _check_json(_value: Any, _pointed: list[RowKey]) -> None:
    return


def _check_uid(refers: str | None, value: Any, pointed: list[RowKey]) -> None:
    if value is not None:
        uid = uid_of(value)
        if refers:
            pointed.append((refers, uid))
