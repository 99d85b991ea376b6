"""What a command hands back, and what several commands ask of their arguments."""

import argparse
import dataclasses
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid
from kpm_desktop.writing import write_whole


@dataclasses.dataclass(frozen=True, slots=True)
class Outcome:
    """What a command found: a JSON value, the same in sentences, and whether that is a refusal."""

    result: Mapping[str, Any]
    sentence: str
    is_refusal: bool = False


Act = Callable[[argparse.Namespace], Outcome]


class RefusedError(Exception):
    """A command cannot be carried out: `code` for programs, `sentence` for people."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code)
        self.code, self.sentence = code, sentence


class MisuseError(Exception):
    """The arguments of a command do not go together."""


def add_data(*parsers: argparse.ArgumentParser) -> None:
    """Add the data file that a command reads or writes."""
    for one in parsers:
        one.add_argument("--data", type=Path, required=True, metavar="BERKAS", help="berkas data")


def uid_in(text: str) -> Uid:
    """Return the uid that is written in 32 hexadecimal digits.

    Raises RefusedError otherwise.
    """
    try:
        uid = bytes.fromhex(text)
    except ValueError:
        uid = b""
    if len(uid) != 16:
        raise RefusedError("uid", f"Tanda pengenal harus 32 angka heksadesimal: {text}.")
    return uid


def known(find: Callable[[], object], what: str) -> None:
    """Raise RefusedError when nothing has that uid."""
    try:
        find()
    except KeyError:
        raise unknown(what) from None


def unknown(what: str) -> RefusedError:
    """Return the refusal that something is not in the data."""
    return RefusedError("unknown", f"Tidak ada {what} dengan tanda pengenal itu di data ini.")


def blocked(problems: Sequence[Problem]) -> Outcome:
    """Return the refusal that names the problems by their codes."""
    texts = [
        " ".join([one.code, *(one.values[key] for key in ("name", "date") if key in one.values)])
        for one in problems
    ]
    sentence = f"Tidak dapat dilanjutkan: {', '.join(texts)}."
    return Outcome({"refused": "refused", "reason": sentence}, sentence, is_refusal=True)


def write(path: Path, content: bytes) -> None:
    """Write a file; its folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)
