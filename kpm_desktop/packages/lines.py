"""What the lines of a package may hold: each one checked, and made into writers, operations and pictures.

The same lines come out of a package and, through the gate, out of a data file copied by hand. One refused
line refuses all. `data-file.md` section 11, check 12; links and references are checked in the data file.
"""

import base64
import binascii
import dataclasses
import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NoReturn

from kpm_desktop.domain.changes import SALT_LENGTH, Kind, Operation, RowKey
from kpm_desktop.domain.merging import Record
from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.domain.plain_text import FORBIDDEN
from kpm_desktop.domain.uid import Uid
from kpm_desktop.packages.container import LINE, decode_json
from kpm_desktop.packages.line_values import Check, Shape, checkers, sha_of, uid_of

LATEST_HLC: Final = int(dt.datetime(2200, 1, 1, tzinfo=dt.UTC).timestamp() * 1000) << 16
"""No time stamp lies behind this; a PC with a wrong clock still does not reach it."""
_MOST_CHANGES = 1_000_000
_PICTURE = 2_000_000
"""Bytes of a picture at most: a background has 1.5 MB."""
_PART = 48_000
_SALT = re.compile("[0-9A-Za-z_-]{22}")
_ESCAPED = re.compile(r"(?<!\\)(?:\\\\)*\\[ubf]")
"""Signs that stand in a body as an escape: control characters only, since all others stand as they are."""
_MIME = re.compile(r"[a-z]{1,20}/[a-z0-9.+-]{1,60}")
_KINDS = frozenset(Kind)


@dataclasses.dataclass(frozen=True, slots=True)
class WriterLine:
    """An unbroken history on one PC."""

    uid: Uid
    name: str
    started_at: str
    previous_uid: Uid | None
    previous_seq: int | None


@dataclasses.dataclass(frozen=True, slots=True)
class OperationLines:
    """One operation with its changes; `partial`: only those that belong to an extract."""

    operation: Operation
    link: bytes
    records: tuple[Record, ...]
    partial: bool


@dataclasses.dataclass(frozen=True, slots=True)
class PictureLines:
    """A picture or scan."""

    sha256: bytes
    mime: str
    content: bytes


@dataclasses.dataclass(frozen=True, slots=True)
class Content:
    """What came in one package.

    `named`: for each change that a full operation names (as parent, put back, or seen) a line that does so;
    `pointed`: the same for each row that it points at.
    """

    writers: tuple[WriterLine, ...]
    operations: tuple[OperationLines, ...]
    pictures: tuple[PictureLines, ...]
    signing_key: tuple[str, bytes] | None
    named: Mapping[Uid, int]
    pointed: Mapping[RowKey, int]


def read(lines: Iterable[Sequence[Any]], shape: Shape, *, newer: bool = False) -> Content:
    """Return what the lines hold. `newer`: made by a newer minor version, which may know more tables.

    Raises PackageError E-BARIS with `line` and `reason` (no value of the line).
    """
    reader = _Reader(shape, newer=newer)
    for number, line in enumerate(lines, 1):
        reader.take(number, line)
    return reader.content()


class _Reader:
    def __init__(self, shape: Shape, *, newer: bool) -> None:
        self._number = 0
        self._newer = newer
        self._groups = {table: checkers(groups) for table, groups in shape.items()}
        self._writers: dict[Uid, WriterLine] = {}
        self._operations: dict[Uid, OperationLines] = {}
        self._seen: set[Uid] = set()
        self._header: tuple[Operation, bytes, bool] | None = None
        self._records: list[Record] = []
        self._changes = 0
        self._pictures: dict[bytes, PictureLines] = {}
        self._parts: list[bytes] = []
        self._key: tuple[str, bytes] | None = None
        self._ended = False
        self._named: dict[Uid, int] = {}
        self._pointed: dict[RowKey, int] = {}

    def take(self, number: int, line: Sequence[Any]) -> None:
        """Check one line and keep what it says."""
        self._number = number
        try:
            tag = line[0]
            if tag == "c":
                self._change(line)
                return
            self._close()
            self._require(not self._ended, "after the end")
            if tag in {"o", "p"}:
                self._operation(line, partial=tag == "p")
            elif tag == "w":
                self._writer(line)
            elif tag == "a":
                self._picture(line)
            elif tag == "k":
                self._signing_key(line)
            elif tag == "end":
                _, operations, changes = line
                self._require((operations, changes) == (len(self._operations), self._changes), "end")
                self._require(not self._parts, "picture")
                self._ended = True
            else:
                self._refuse("kind")
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError, binascii.Error):
            self._refuse("shape")

    def content(self) -> Content:
        """Return everything, once the closing line has come."""
        self._require(self._ended, "end")
        return Content(
            tuple(self._writers.values()),
            tuple(self._operations.values()),
            tuple(self._pictures.values()),
            self._key,
            self._named,
            self._pointed,
        )

    def _refuse(self, reason: str) -> NoReturn:
        raise PackageError("E-BARIS", line=str(self._number), reason=reason)

    def _require(self, holds: bool, reason: str) -> None:
        if not holds:
            self._refuse(reason)

    def _text(self, value: Any, longest: int) -> str:
        if type(value) is not str or len(value) > longest or FORBIDDEN.search(value):
            self._refuse("text")
        return value

    def _count(self, value: Any, least: int, most: int) -> int:
        if type(value) is not int or not least <= value <= most:
            self._refuse("number")
        return value

    def _moment(self, value: Any) -> str:
        text = self._text(value, 40)
        dt.datetime.fromisoformat(text)
        return text

    def _writer(self, line: Sequence[Any]) -> None:
        _, uid, name, started, previous, seq = line
        writer = WriterLine(
            uid_of(uid),
            self._text(name, 200),
            self._moment(started) if started else self._text(started, 40),
            None if previous is None else uid_of(previous),
            None if seq is None else self._count(seq, 0, 1 << 53),
        )
        self._require(writer.uid not in self._writers, "writer twice")
        self._writers[writer.uid] = writer

    def _operation(self, line: Sequence[Any], *, partial: bool) -> None:
        self._require(not self._pictures and not self._parts, "order")
        _, uid, writer, seq, hlc, at, kind, label, meta, n, made = line
        operation = Operation(
            uid_of(uid),
            uid_of(writer),
            self._count(seq, 1, 1 << 53),
            self._count(hlc, 1, LATEST_HLC),
            self._moment(at),
            self._text(kind, 20),
            self._text(label, 500),
            self._meta(kind, meta),
            self._count(n, 0, _MOST_CHANGES),
        )
        self._require(kind in _KINDS or self._newer, "operation kind")
        self._require(operation.uid not in self._operations, "operation twice")
        self._header, self._records = (operation, sha_of(made), partial), []

    def _meta(self, kind: str, text: Any) -> str:
        """Check the keys of a meta that this program acts upon."""
        meta = self._text(text, 60_000)
        if not meta:
            return meta
        details = json.loads(meta)
        self._require(type(details) is dict, "meta")
        if kind == Kind.UNDO:
            all(map(uid_of, details.get("undoes", ())))
        elif kind == Kind.MERGE:
            for writer, (first, last) in details.get("ranges", {}).items():
                uid_of(writer)
                self._count(first, 1, 1 << 53)
                self._count(last, first, 1 << 53)
        elif kind == Kind.ERASE:
            for table, row in details.get("rows", ()):
                self._require(table in self._groups or self._newer, "table")
                uid_of(row)
        return meta

    def _close(self) -> None:
        """Keep the operation whose changes have all come."""
        if self._header is None:
            return
        operation, made, partial = self._header
        records = tuple(self._records)
        self._require(partial or len(records) == operation.n, "count of changes")
        self._operations[operation.uid] = OperationLines(operation, made, records, partial)
        self._header = None

    def _change(self, line: Sequence[Any]) -> None:
        header = self._header
        if header is None:
            self._refuse("order")
        operation, _, partial = header
        if len(line) == 6:
            _, uid, n, tbl, row, body = line
            digest = None
            if type(body) is not str or len(body) > LINE:
                self._refuse("body")
        else:
            _, uid, n, tbl, row, body, digest = line
            self._require(body is None, "body")
            digest = sha_of(digest)
        records = self._records
        after = records[-1].n if records else 0
        if partial:
            self._count(n, after + 1, operation.n)
        elif type(n) is not int or n != after + 1 or n > operation.n:
            self._refuse("number")
        change, row_uid = uid_of(uid), uid_of(row)
        if change in self._seen:
            self._refuse("change twice")
        self._seen.add(change)
        groups = self._groups.get(tbl)
        if groups is None:
            self._require(self._newer and bool(self._text(tbl, 60)), "table")
        if body is not None:
            self._body(body, groups or {}, is_full=not partial)
        records.append(Record(change, operation.uid, n, tbl, row_uid, body, digest))
        self._changes += 1

    def _body(self, body: str, groups: Mapping[str, Check], *, is_full: bool) -> None:
        if _SALT.fullmatch(body, 0, SALT_LENGTH) is None:
            self._refuse("salt")
        if not _is_plain(body):
            self._refuse("sign")
        parts = decode_json(body, SALT_LENGTH)
        values = parts.pop("v", _EMPTY)
        if type(values) is not dict:
            self._refuse("body")
        named = self._named_in(parts, groups, has_values=bool(values), is_full=is_full)
        pointed: list[RowKey] = []
        for group, value in values.items():
            check = groups.get(group)
            if check is not None:
                check(value, pointed)
            else:
                self._require(self._newer, "group")
        if is_full and (named or pointed):
            for uid in named:
                if uid not in self._seen:
                    self._named.setdefault(uid, self._number)
            for key in pointed:
                self._pointed.setdefault(key, self._number)

    def _named_in(
        self, parts: dict[str, Any], groups: Mapping[str, Check], *, has_values: bool, is_full: bool
    ) -> Sequence[Uid]:
        """Return the changes that a body names beside its values; nothing else may stand in it."""
        if has_values and not parts:
            return ()
        parents, restores = (parts.pop(key, _EMPTY) for key in "pr")
        seen, left_out = (parts.pop(key, _NONE) for key in "sx")
        if not type(parents) is type(restores) is dict or parts:
            self._refuse("body")
        if not type(seen) is type(left_out) is list or not (has_values or parents or left_out):
            self._refuse("body")
        if left_out:
            self._require(not is_full and groups.keys() >= {*left_out}, "left out")
        self._require(self._newer or {*parents, *restores} <= groups.keys(), "group")
        named = [uid_of(uid) for uids in parents.values() for uid in _list(uids)]
        named += [uid_of(uid) for uid in restores.values() if uid is not None]
        return named + [uid_of(uid) for uid in seen]

    def _picture(self, line: Sequence[Any]) -> None:
        _, sha256, mime, part, parts, text = line
        sha = sha_of(sha256)
        self._require(type(mime) is str and _MIME.fullmatch(mime) is not None, "mime")
        self._count(parts, 1, -(-_PICTURE // 40_000))
        self._require(type(part) is int and part == len(self._parts) + 1 <= parts, "part")
        content = base64.b64decode(text, validate=True)
        self._require(len(content) <= _PART, "part")
        self._parts.append(content)
        if part == parts:
            whole = b"".join(self._parts)
            self._parts = []
            self._require(hashlib.sha256(whole).digest() == sha, "sha256")
            self._require(sha not in self._pictures, "picture twice")
            self._pictures[sha] = PictureLines(sha, mime, whole)

    def _signing_key(self, line: Sequence[Any]) -> None:
        _, key_id, private = line
        self._require(self._key is None, "key twice")
        self._key = (self._text(key_id, 8), sha_of(private))


_EMPTY: dict[str, Any] = {}
_NONE: list[Any] = []


def _is_plain(body: str) -> bool:
    if body.isascii() and "\\" not in body and "\x7f" not in body:
        return True
    return not FORBIDDEN.search(body) and not _ESCAPED.search(body)


def _list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise ValueError("list")
    return value
