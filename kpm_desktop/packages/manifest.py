"""The manifest of a package: what stands in front of the body, readable without a passphrase.

It names no person. `data-file.md` section 10; the bytes around it are `container.py`.
"""

import dataclasses
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeAlias

from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.domain.passport import Vector
from kpm_desktop.domain.uid import Uid

Kind: TypeAlias = Literal["full", "delta", "extract"]

FORMAT = 1
LONGEST = 65_536
"""Bytes of a manifest at most."""
LARGEST = 1 << 30
"""Bytes of a package, and of what is in it, at most."""
MOST_LINES = 4_000_000
_INFLATES = 200
"""Our own lines deflate to a fifth; what claims to grow so many times is a bomb."""
_HEX = re.compile(r"[0-9a-f]*")
_CHUNK = 1 << 20


@dataclasses.dataclass(frozen=True, slots=True)
class Manifest:
    """What a package says of itself.

    `start` is what the receiver must already have (none: a full package or an extract), `end` what it has
    afterwards; both are version vectors of all writers. `enc`: how the body is sealed, None when plain.
    `district`: of an extract, the code of the district it was cut for.
    """

    schema: tuple[int, int]
    app: str
    package_uid: Uid
    regency: str
    file_uid: Uid
    writer: Uid
    writer_name: str
    number: int
    created: str
    kind: Kind
    start: Vector
    end: Vector
    counts: Mapping[str, int]
    district: str | None = None
    operations: int = 0
    changes: int = 0
    erasures: int = 0
    lines: int = 0
    raw_len: int = 0
    raw_sha256: str = ""
    body_len: int = 0
    enc: Mapping[str, Any] | None = None

    @property
    def is_sealed(self) -> bool:
        """Tell whether a passphrase is needed."""
        return self.enc is not None

    def encoded(self) -> bytes:
        """Return the manifest as it stands in the file."""
        values = {
            "format": FORMAT,
            "schema": list(self.schema),
            "app": self.app,
            "package_uid": self.package_uid.hex(),
            "regency": self.regency,
            "district": self.district,
            "file_uid": self.file_uid.hex(),
            "writer": {"uid": self.writer.hex(), "name": self.writer_name},
            "number": self.number,
            "created": self.created,
            "kind": self.kind,
            "from": vector_json(self.start),
            "to": vector_json(self.end),
            "counts": dict(self.counts),
            "operations": self.operations,
            "changes": self.changes,
            "erasures": self.erasures,
            "lines": self.lines,
            "raw_len": self.raw_len,
            "raw_sha256": self.raw_sha256,
            "body_len": self.body_len,
            "enc": None if self.enc is None else dict(self.enc),
        }
        return json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def vector_json(vector: Vector) -> dict[str, int]:
    """Return a version vector as JSON: writers in hex."""
    return {writer.hex(): seq for writer, seq in sorted(vector.items())}


def vector_of(values: Mapping[str, int]) -> dict[Uid, int]:
    """Return a version vector from its JSON."""
    return {bytes.fromhex(writer): seq for writer, seq in values.items()}


def loosely(raw: bytes) -> dict[str, Any]:
    """Return the JSON object of a manifest, unchecked; PackageError E-RUSAK when it is none."""
    try:
        values = json.loads(raw.decode())
    except (ValueError, RecursionError):
        raise PackageError("E-RUSAK", reason="manifest") from None
    if not isinstance(values, dict) or not isinstance(values.get("body_len"), int):
        raise PackageError("E-RUSAK", reason="manifest")
    return values


def newer_than(values: Mapping[str, Any], known: tuple[int, int]) -> None:
    """Raise PackageError E-VERSI when a manifest is of a newer major version than this program's."""
    schema: Any = values.get("schema")
    is_version = _is_version(schema)
    if values.get("format") == FORMAT and is_version and schema[0] <= known[0]:
        return
    found = ".".join(map(str, schema)) if is_version else "?"
    raise PackageError("E-VERSI", found=found, known=".".join(map(str, known)))


def strictly(values: Mapping[str, Any]) -> Manifest:
    """Return the manifest; PackageError E-RUSAK when a value is missing or of the wrong kind."""
    for name, is_right in _CHECKS.items():
        if not is_right(values.get(name)):
            raise PackageError("E-RUSAK", reason=f"manifest {name}")
    if values["raw_len"] > _INFLATES * values["body_len"] + LONGEST:
        raise PackageError("E-ISI", reason="raw_len")
    return Manifest(
        schema=(values["schema"][0], values["schema"][1]),
        app=values["app"],
        package_uid=bytes.fromhex(values["package_uid"]),
        regency=values["regency"],
        file_uid=bytes.fromhex(values["file_uid"]),
        writer=bytes.fromhex(values["writer"]["uid"]),
        writer_name=values["writer"]["name"],
        number=values["number"],
        created=values["created"],
        kind=values["kind"],
        start=vector_of(values["from"]),
        end=vector_of(values["to"]),
        counts=values["counts"],
        district=values["district"],
        operations=values["operations"],
        changes=values["changes"],
        erasures=values["erasures"],
        lines=values["lines"],
        raw_len=values["raw_len"],
        raw_sha256=values["raw_sha256"],
        body_len=values["body_len"],
        enc=values["enc"],
    )


def _is_version(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_is_count, value))


def _is_count(value: Any, most: int = 1 << 53) -> bool:
    return type(value) is int and 0 <= value <= most


def _is_text(value: Any, longest: int = 200) -> bool:
    return isinstance(value, str) and len(value) <= longest and value.isprintable()


def _is_hex(value: Any, length: int) -> bool:
    return isinstance(value, str) and len(value) == length and _HEX.fullmatch(value) is not None


def _is_vector(value: Any) -> bool:
    return isinstance(value, dict) and all(_is_hex(key, 32) and _is_count(seq) for key, seq in value.items())


def _is_counts(value: Any) -> bool:
    return isinstance(value, dict) and all(_is_text(key) and _is_count(seq) for key, seq in value.items())


def _is_writer(value: Any) -> bool:
    return isinstance(value, dict) and _is_hex(value.get("uid"), 32) and _is_text(value.get("name"))


def _is_sealing(value: Any) -> bool:
    if value is None:
        return True
    if not isinstance(value, dict) or value.get("kind") != "scrypt-aesgcm":
        return False
    fixed = (value.get("r"), value.get("p"), value.get("chunk")) == (8, 1, _CHUNK)
    log_n = value.get("log_n")
    return fixed and type(log_n) is int and 15 <= log_n <= 18 and _is_hex(value.get("salt"), 32)


_CHECKS: Mapping[str, Callable[[Any], bool]] = {
    "schema": _is_version,
    "app": _is_text,
    "package_uid": lambda value: _is_hex(value, 32),
    "regency": lambda value: _is_text(value, 20),
    "district": lambda value: value is None or _is_text(value, 20),
    "file_uid": lambda value: _is_hex(value, 32),
    "writer": _is_writer,
    "number": _is_count,
    "created": _is_text,
    "kind": lambda value: value in {"full", "delta", "extract"},
    "from": _is_vector,
    "to": _is_vector,
    "counts": _is_counts,
    "operations": _is_count,
    "changes": _is_count,
    "erasures": _is_count,
    "lines": lambda value: _is_count(value, MOST_LINES),
    "raw_len": lambda value: _is_count(value, LARGEST),
    "raw_sha256": lambda value: _is_hex(value, 64),
    "body_len": lambda value: _is_count(value, LARGEST),
    "enc": _is_sealing,
}
