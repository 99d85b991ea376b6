"""Data files that write to one another, for tests: sending, receiving, and packages put together by hand."""

import dataclasses
import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from builders import Clock, new_file
from kpm_desktop.packages import container
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.merge_preview import MergePreview
from kpm_desktop.store.merging import Choices, Merged
from kpm_desktop.workflows import receive_package, send_package, start_from_package
from kpm_desktop.workflows.progress import Quiet, Refused
from kpm_desktop.workflows.send_package import SendChoices, Sent

PHRASE = "hujan turun di Bromo"
PLAIN = SendChoices(plain_reason="uji")
QUIET = Quiet()


def office(folder: Path, clock: Clock | None = None) -> DataFile:
    """The file of the regency, with its villages."""
    folder.mkdir(parents=True, exist_ok=True)
    return new_file(folder, clock)


def send(data_file: DataFile, choices: SendChoices = PLAIN, **changed: Any) -> Path:
    """Send a package into a folder beside the file; returns where it lies."""
    sent = sent_of(data_file, dataclasses.replace(choices, **changed))
    return sent.exported.path


def sent_of(data_file: DataFile, choices: SendChoices) -> Sent:
    stick = data_file.path.parent / "stick"
    stick.mkdir(exist_ok=True)
    sent = send_package.send(data_file, choices, stick, QUIET)
    assert not isinstance(sent, Refused)
    return sent


def begin(folder: Path, package: Path, name: str, clock: Clock | None = None) -> DataFile:
    """Start another PC's file from a package and open it."""
    clock = clock or Clock()
    path = folder / "kpm.db"
    start_from_package.start(path, package, PHRASE, QUIET, now=clock, writer_name=name)
    return DataFile.open(path, writer_name=name, now=clock)


def look(data_file: DataFile, *packages: Path, phrase: str | None = PHRASE) -> MergePreview | None:
    arrived = [receive_package.take(data_file, package, QUIET) for package in packages]
    opened = receive_package.open_all(data_file, arrived, phrase, QUIET)
    return receive_package.preview(data_file, opened, QUIET)


def receive(
    data_file: DataFile, *packages: Path, phrase: str | None = PHRASE, choices: Choices | None = None
) -> Merged | None:
    """Receive packages as the operator does; what does not fit waits."""
    arrived = [receive_package.take(data_file, package, QUIET) for package in packages]
    opened = receive_package.open_all(data_file, arrived, phrase, QUIET)
    merged = receive_package.merge(data_file, opened, QUIET, choices)
    receive_package.keep_waiting(data_file, opened)
    return merged


# packages by hand


def lines_of(package: Path) -> list[list[Any]]:
    """Return the lines of a plain package, the closing one too."""
    return [list(line) for line in container.read_lines(package, None)]


def forged(
    package: Path, lines: Iterable[Sequence[Any]], target: Path, manifest: Mapping[str, Any] | None = None
) -> Path:
    """Write a package like another one, with other lines; sums are right unless `manifest` says otherwise."""
    values = values_of(package)
    listed = list(lines)
    raw = b"".join(map(_encoded, listed))
    body = zlib.compress(raw, 1)
    counted = {
        "lines": raw.count(b"\n"),
        "operations": sum(line[0] in {"o", "p"} for line in listed),
        "changes": sum(line[0] == "c" for line in listed),
        "raw_len": len(raw),
        "raw_sha256": hashlib.sha256(raw).hexdigest(),
        "body_len": len(body),
        "enc": None,
    }
    return assembled({**values, **counted, **(manifest or {})}, body, target)


def assembled(values: dict[str, Any], body: bytes, target: Path) -> Path:
    """Write a package from the values of its manifest and its body; the outer SHA-256 is right."""
    encoded = json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    whole = container.MAGIC + len(encoded).to_bytes(4, "little") + encoded + body
    target.write_bytes(whole + hashlib.sha256(whole).digest())
    return target


def values_of(package: Path) -> dict[str, Any]:
    """Return the manifest of a package as JSON."""
    with package.open("rb") as file:
        file.seek(len(container.MAGIC))
        length = int.from_bytes(file.read(4), "little")
        values: dict[str, Any] = json.loads(file.read(length))
    return values


def body_of(package: Path) -> bytes:
    """Return the body of a package as it stands there."""
    raw = package.read_bytes()
    start = len(container.MAGIC) + 4
    return raw[start + int.from_bytes(raw[start - 4 : start], "little") : -32]


def _encoded(line: Sequence[Any]) -> bytes:
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
