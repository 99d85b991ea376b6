"""The package as bytes: magic, manifest, sealed or plain body, SHA-256; written, and read with its checks.

Magic, length of the manifest (32 bits, little endian), manifest, zlib stream of lines, SHA-256 of all before.
What a line may hold is `lines.py`; how a body is sealed is handed in, since only `sealing.py` knows that.
`data-file.md` sections 10 and 11 (checks 3 to 7, 10, 11).
"""

import dataclasses
import hashlib
import io
import json
import os
import stat
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal, Protocol, TypeAlias

from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.packages.manifest import LARGEST, LONGEST, Manifest, loosely, newer_than, strictly

MAGIC: Final = b"KPMPAKET1\n"
SQLITE_MAGIC: Final = b"SQLite format 3\x00"
SUFFIX: Final = ".paket"
LINE: Final = 65_536
"""Bytes of a line at most."""
_HEAD = len(MAGIC) + 4
_TAIL = 32
_BLOCK = 1 << 18
_LEVEL = 6

Line: TypeAlias = Sequence[Any]
Opener: TypeAlias = Callable[[Mapping[str, Any], bytes, BinaryIO, int], Iterator[bytes]]
"""Opens a sealed body: (description, context, file, length) -> content. Raises what means a wrong phrase."""


class Seal(Protocol):
    """What seals a body: `sealing.Sealer`."""

    def description(self) -> dict[str, Any]:
        """Return what stands in the manifest."""

    def sealed_length(self, length: int) -> int:
        """Return how long a content gets."""

    def seal(self, context: bytes, content: bytes) -> Iterator[bytes]:
        """Yield the sealed content."""


def write(file: BinaryIO, draft: Manifest, lines: Iterable[Line], seal: Seal | None) -> Manifest:
    """Write a package; returns its manifest, with everything counted that `draft` leaves open.

    The closing line is added here. Raises PackageError E-BARIS for a line that nobody would take in.
    """
    body = _Body()
    for line in lines:
        body.add(line)
    body.add(["end", body.operations, body.changes])
    content = body.closed()
    manifest = dataclasses.replace(
        draft,
        operations=body.operations,
        changes=body.changes,
        erasures=body.erasures,
        lines=body.lines,
        raw_len=body.raw_len,
        raw_sha256=body.sha.hexdigest(),
        body_len=seal.sealed_length(len(content)) if seal else len(content),
        enc=seal.description() if seal else None,
    )
    encoded = manifest.encoded()
    if len(encoded) > LONGEST or manifest.raw_len > LARGEST:
        raise PackageError("E-BESAR", reason="manifest")
    head = MAGIC + len(encoded).to_bytes(4, "little") + encoded
    sha = hashlib.sha256()
    parts = seal.seal(hashlib.sha256(head).digest(), content) if seal else [content]
    for part in (head, *parts):
        sha.update(part)
        file.write(part)
    file.write(sha.digest())
    return manifest


class _Body:
    """The deflated lines, and what was counted on the way."""

    def __init__(self) -> None:
        self.operations = self.changes = self.erasures = self.lines = self.raw_len = 0
        self.sha = hashlib.sha256()
        self._encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
        self._deflate = zlib.compressobj(_LEVEL)
        self._out = io.BytesIO()
        self._waiting: list[bytes] = []
        self._size = 0

    def add(self, line: Line) -> None:
        raw = self._encode(line).encode() + b"\n"
        if len(raw) > LINE:
            raise PackageError("E-BARIS", line=str(self.lines + 1), reason="length")
        self.lines += 1
        if line[0] == "c":
            self.changes += 1
        elif line[0] in {"o", "p"}:
            self.operations += 1
            self.erasures += line[6] == "erase"
        self._waiting.append(raw)
        self._size += len(raw)
        if self._size >= _BLOCK:
            self._flush()

    def closed(self) -> bytes:
        self._flush()
        self._out.write(self._deflate.flush())
        return self._out.getvalue()

    def _flush(self) -> None:
        block = b"".join(self._waiting)
        self._waiting.clear()
        self.raw_len, self._size = self.raw_len + self._size, 0
        self.sha.update(block)
        self._out.write(self._deflate.compress(block))


# reading


def kind_of(path: Path) -> Literal["package", "database"]:
    """Tell what a file is by its first bytes: checks 1, 3 and 4.

    Raises PackageError: E-BUKAN (not a regular file, a shortcut, anything else), E-TERPOTONG, E-BESAR.
    """
    try:
        status = os.lstat(path)
    except OSError:
        raise PackageError("E-PUTUS") from None
    if not stat.S_ISREG(status.st_mode) or path.suffix.lower() == ".lnk":
        raise PackageError("E-BUKAN", reason="file")
    if status.st_size == 0:
        raise PackageError("E-TERPOTONG", done="0")
    if status.st_size > LARGEST:
        raise PackageError("E-BESAR", reason="size")
    with path.open("rb") as file:
        head = file.read(len(SQLITE_MAGIC))
    if head == SQLITE_MAGIC:
        return "database"
    if head.startswith(MAGIC):
        return "package"
    if len(head) < len(MAGIC) and MAGIC.startswith(head):
        raise PackageError("E-TERPOTONG", done=str(len(head)))
    raise PackageError("E-BUKAN", reason="magic")


def read_manifest(path: Path, known: tuple[int, int], *, whole: bool = True) -> Manifest:
    """Return the manifest of a package: checks 5, 6 and 7. `known`: the schema this program writes.

    Without `whole` the SHA-256 is left out, for a list of what lies on a stick. Raises PackageError:
    E-TERPOTONG, E-RUSAK, E-VERSI, E-ISI.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(_HEAD)
        length = int.from_bytes(head[len(MAGIC) :], "little")
        if len(head) < _HEAD or (length <= LONGEST and _HEAD + length > size):
            raise PackageError("E-TERPOTONG", done=str(size))  # how long it was to be is not known yet
        if length > LONGEST:
            raise PackageError("E-RUSAK", reason="manifest length")
        values = loosely(file.read(length))
        promised = _HEAD + length + values["body_len"] + _TAIL
        if size < promised:
            raise _cut(size, promised)
        if size > promised:
            raise PackageError("E-RUSAK", reason="length")
        if whole:
            file.seek(0)
            if not _is_intact(file, size - _TAIL):
                raise PackageError("E-RUSAK", reason="sha256")
    newer_than(values, known)
    return strictly(values)


def read_lines(path: Path, opener: Opener | None) -> Iterator[Line]:
    """Yield the lines of a package whose manifest was checked: checks 10 and 11, streaming, bounded.

    Raises PackageError E-ISI, E-BARIS with the `line`, and whatever `opener` raises for a wrong passphrase.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
        length = int.from_bytes(head[len(MAGIC) :], "little")
        encoded = file.read(length)
        manifest = strictly(loosely(encoded))
        if manifest.enc is None:
            blocks = _blocks(file, manifest.body_len)
        elif opener is None:
            raise PackageError("E-SANDI", writer=manifest.writer_name, missing="1")
        else:
            context = hashlib.sha256(head + encoded).digest()
            blocks = opener(manifest.enc, context, file, manifest.body_len)
        yield from _parsed(_inflated(blocks, manifest), manifest)


def fingerprint(path: Path) -> str:
    """Return the 8 characters that sender and receiver compare: the start of the package's SHA-256."""
    with path.open("rb") as file:
        file.seek(-_TAIL, os.SEEK_END)
        return file.read(4).hex()


def _cut(size: int, promised: int) -> PackageError:
    unit, name = (1_000_000, "MB") if promised >= 1_000_000 else (1_000, "kB")
    done, total = (f"{value / unit:.1f} {name}".replace(".", ",") for value in (size, promised))
    return PackageError("E-TERPOTONG", done=done, total=total)


def _is_intact(file: BinaryIO, length: int) -> bool:
    sha = hashlib.sha256()
    for block in _blocks(file, length):
        sha.update(block)
    return sha.digest() == file.read(_TAIL)


def _blocks(file: BinaryIO, length: int) -> Iterator[bytes]:
    while length > 0:
        block = file.read(min(_BLOCK, length))
        if not block:
            raise PackageError("E-PUTUS")
        length -= len(block)
        yield block


def _inflated(blocks: Iterable[bytes], manifest: Manifest) -> Iterator[bytes]:
    """Yield the raw bytes in pieces, never more than the manifest says."""
    inflate, sha, left = zlib.decompressobj(), hashlib.sha256(), manifest.raw_len
    for block in blocks:
        waiting, is_full = block, True
        while (waiting or is_full) and not inflate.eof:
            try:
                piece = inflate.decompress(waiting, _BLOCK)
            except zlib.error:
                raise PackageError("E-ISI", reason="zlib") from None
            waiting, is_full = inflate.unconsumed_tail, len(piece) == _BLOCK
            left -= len(piece)
            if left < 0:
                raise PackageError("E-ISI", reason="raw_len")
            sha.update(piece)
            yield piece
        if waiting or inflate.unused_data:
            raise PackageError("E-ISI", reason="zlib")
    if not inflate.eof or left or sha.hexdigest() != manifest.raw_sha256:
        raise PackageError("E-ISI", reason="raw_sha256")


def _parsed(pieces: Iterable[bytes], manifest: Manifest) -> Iterator[Line]:
    number, rest = 0, b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\n")
        for raw in whole:
            number += 1
            if number > manifest.lines:
                raise PackageError("E-ISI", reason="lines")
            yield decoded(raw, number)
        if len(rest) > LINE:
            raise PackageError("E-BARIS", line=str(number + 1), reason="length")
    if rest or number != manifest.lines:
        raise PackageError("E-ISI", reason="lines")


def decoded(raw: bytes, number: int) -> Line:
    """Return a line: a JSON list that begins with a text. PackageError E-BARIS when it is none."""
    if len(raw) >= LINE:
        raise PackageError("E-BARIS", line=str(number), reason="length")
    try:
        line = decode_json(raw.decode())
    except (ValueError, RecursionError):
        raise PackageError("E-BARIS", line=str(number), reason="json") from None
    if type(line) is not list or not line or type(line[0]) is not str:
        raise PackageError("E-BARIS", line=str(number), reason="shape")
    return line


def _no_constant(name: str) -> float:
    raise ValueError(name)


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("key twice")
    return found


_DECODER: Any = json.JSONDecoder(parse_constant=_no_constant, object_pairs_hook=_no_key_twice)
_SCAN = _DECODER.scan_once


def decode_json(text: str, start: int = 0) -> Any:
    """Return a JSON value that fills the text from `start`: no NaN, no key twice, no space around it.

    Raises ValueError or RecursionError.
    """
    try:
        value, end = _SCAN(text, start)
    except StopIteration:
        raise ValueError("no JSON") from None
    if end != len(text):
        raise ValueError("more than one value")
    return value
