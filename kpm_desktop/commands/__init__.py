"""The workflows without a window, for support and automation: a parser and prints, nothing more.

Each module brings the parsers of its commands and what they do; only this one prints.
Exit code 0: done; 1: refused, with the reason on stderr; 2: the command line is wrong.
"""

import argparse
import errno
import json
import sys
from pathlib import Path
from typing import Any, Final, NoReturn

from kpm_desktop.commands import carrying, contests, files, lists, papers, proof, registers, scans
from kpm_desktop.commands.outcome import Act, MisuseError, Outcome, RefusedError
from kpm_desktop.domain.contest_file import ContestFileError
from kpm_desktop.domain.package_error import PackageError
from kpm_desktop.domain.sheet_error import SheetError
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.ui.contest_sentences import contest_sentence
from kpm_desktop.ui.messages import explain

DONE, REFUSED, USAGE = 0, 1, 2
_PARTS: Final[tuple[Any, ...]] = (files, papers, registers, lists, carrying, scans, proof, contests)

SENTENCES: Final = {
    "write": "{file} tidak dapat ditulis: {reason}. Data tidak berubah. Pilih tempat lain, lalu ulangi.",
    "file": "{code}: {sentence}",
    "locked": "Tulis kata sandinya di berkas teks dan sebutkan berkas itu dengan --passphrase-file.",
    "contest": "Lomba ini tidak dapat diperingkat. {place}: {sentence}",
    "usage": "Perintah tidak lengkap atau tidak dikenal. Tambahkan --help untuk bantuan.\n",
}

REASONS: Final = {
    errno.EEXIST: "di situ sudah ada berkas atau folder bernama itu",
    errno.EISDIR: "di situ ada folder bernama itu",
    errno.ENOTDIR: "tempatnya bukan folder",
    errno.ENOENT: "foldernya tidak ada",
    errno.EACCES: "tidak diizinkan, atau sedang dipakai program lain",
    errno.EPERM: "tidak diizinkan, atau sedang dipakai program lain",
    errno.EROFS: "tempatnya hanya dapat dibaca",
    errno.ENOSPC: "ruang di disk tidak cukup",
}
"""Why the system refuses to write, in Indonesian; its own words are English or those of the PC."""


class _Parser(argparse.ArgumentParser):
    """A parser that speaks Indonesian."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **options)
        self._optionals.title = "pilihan"
        self._positionals.title = "perintah"
        self.add_argument("-h", "--help", "--bantuan", action="help", help="tampilkan bantuan ini")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", "pemakaian: ", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "pemakaian: ", 1)

    def error(self, message: str) -> NoReturn:  # noqa: ARG002 (argparse's sentence is English)
        self.print_usage(sys.stderr)
        sys.stderr.write(SENTENCES["usage"])
        raise SystemExit(USAGE)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line; without a command it is for the window."""
    made = _Parser(prog="kpm-desktop", description="Kader Pemberdayaan Masyarakat: jendela dan perintah.")
    made.add_argument("--data", type=Path, metavar="BERKAS", help="buka berkas data lain")
    made.add_argument("--demo", action="store_true", help="buka data contoh di folder sendiri")
    made.add_argument("--package", type=Path, metavar="PAKET", help="buka data dan lihat paket ini")
    made.add_argument("--self-test", action="store_true", help="periksa program ini sendiri")
    commands = made.add_subparsers(dest="command", metavar="perintah", title="perintah", parser_class=_Parser)
    for part in _PARTS:
        for one in part.add_to(commands):
            one.add_argument("--json", action="store_true", help="hasil untuk dibaca program lain")
    return made


def run(options: argparse.Namespace) -> int:
    """Carry out a command that `parser` understood; returns the exit code."""
    acts: dict[str, Act] = {name: act for part in _PARTS for name, act in part.ACTS.items()}
    try:
        outcome = acts[options.command](options)
    except MisuseError:
        return parser().error(options.command)
    except (DataFileError, SheetError, PackageError) as error:
        told = SENTENCES["file"].format(code=error.code, sentence=explain(error.code, error.values).text)
        if error.code == "E-SANDI" and "missing" in error.values:
            told = f"{told} {SENTENCES['locked']}"
        outcome = _refusal(error.code, told)
    except ContestFileError as error:
        told = contest_sentence(error.fault, error.values)
        outcome = _refusal(error.code, SENTENCES["contest"].format(place=error.place, sentence=told))
    except RefusedError as error:
        outcome = _refusal(error.code, error.sentence)
    except OSError as error:
        reason = REASONS.get(error.errno or 0, f"kesalahan sistem {error.errno or type(error).__name__}")
        place = error.filename2 or error.filename
        file = Path(place).name if isinstance(place, str | Path) else "Berkas"
        outcome = _refusal("write", SENTENCES["write"].format(file=file, reason=reason))
    return _tell(outcome, as_json=options.json)


def _refusal(code: str, sentence: str) -> Outcome:
    return Outcome({"refused": code, "reason": sentence}, sentence, is_refusal=True)


def _tell(outcome: Outcome, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps(outcome.result, ensure_ascii=False, indent=1))
    if outcome.is_refusal:
        sys.stderr.write(f"{outcome.sentence}\n")
        return REFUSED
    if not as_json:
        print(outcome.sentence)
    return DONE
