"""The commands verify and export-key: is a certificate genuine, and what others need to check it."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from kpm_desktop import workflows
from kpm_desktop.commands.outcome import Act, Outcome, add_data
from kpm_desktop.domain import proof
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import verdict_words as words

_NO_SCAN = "Pindaian ini bukan PDF, JPG, atau PNG yang dapat dibaca."
_NO_KEY = "Berkas kunci ini tidak berisi kunci publik yang utuh."


def add_to(commands: Any) -> list[Any]:
    """Add the parsers of these commands; returns them."""
    verify = commands.add_parser("verify", help="periksa keaslian sertifikat dari teks kode QR-nya")
    what = verify.add_mutually_exclusive_group(required=True)
    what.add_argument("text", nargs="?", metavar="TEKS", help="teks kode QR, atau kode pendek bila ada data")
    what.add_argument("--scan", type=Path, metavar="PINDAIAN", help="berkas PDF, JPG, atau PNG")
    against = verify.add_mutually_exclusive_group(required=True)
    against.add_argument("--data", type=Path, metavar="BERKAS", help="berkas data: kunci dan buku register")
    against.add_argument("--key", type=Path, metavar="BERKAS", help="berkas kunci dari kantor penerbit")
    export = commands.add_parser("export-key", help="tulis kunci publik, atau halaman pemeriksa (.html)")
    add_data(export)
    export.add_argument(
        "--out", type=Path, required=True, metavar="BERKAS.txt|.html", help="berkas yang ditulis"
    )
    return [verify, export]


def verify(options: argparse.Namespace) -> Outcome:
    """Check a text, or every code on a scan; refused unless all are genuine (a short code: known)."""
    module = workflows.verify_certificate
    try:
        texts = [options.text] if options.scan is None else module.read_scan(options.scan.read_bytes())
    except module.UnreadableScanError:
        return Outcome({"refused": "unreadable", "reason": _NO_SCAN}, _NO_SCAN, is_refusal=True)
    if not texts:
        return Outcome({"refused": "no_code", "reason": words.NO_CODE}, words.NO_CODE, is_refusal=True)
    if options.data is None:
        keys = module.keys_in(options.key.read_text("utf-8", errors="replace"))
        if not keys:
            return Outcome({"refused": "no_key", "reason": _NO_KEY}, _NO_KEY, is_refusal=True)
        verdicts = [module.verify(text, keys) for text in texts]
    else:
        with DataFile.open(options.data) as data_file:
            keys = module.keys_of(data_file)
            verdicts = [module.verify(text, keys, data_file) for text in texts]
    return _told(verdicts, is_scan=options.scan is not None)


def export_key(options: argparse.Namespace) -> Outcome:
    """Write the public keys as a text to print, or inside the HTML page that checks pasted texts."""
    module = workflows.verify_certificate
    is_page = options.out.suffix.lower() in {".html", ".htm"}
    with DataFile.open(options.data) as data_file:
        content = (module.checking_page if is_page else module.exported_keys)(data_file)
        names = [key.key_id for key in module.keys_of(data_file)]
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(content, "utf-8")
    what = "Halaman pemeriksa" if is_page else "Kunci publik"
    return Outcome({"keys": names, "file": str(options.out)}, f"{what} {', '.join(names)}: {options.out}.")


def _told(verdicts: Sequence[Any], *, is_scan: bool) -> Outcome:
    found = [words.as_json(one, _code_of(one)) for one in verdicts]
    result = {**found[0], "codes": found} if is_scan else found[0]
    lines = []
    for one in verdicts:
        lines += [words.headline(one), *(f"{name}: {value}" for name, value in words.facts(one))]
        if words.todo(one):
            lines.append(words.todo(one))
    return Outcome(result, "\n".join(lines), is_refusal=any(one.fault is not None for one in verdicts))


def _code_of(verdict: Any) -> str:
    return proof.typed_code(verdict.text) if verdict.proof is None else proof.short_code(verdict.text)


ACTS: Final[Mapping[str, Act]] = {
    "verify": verify,
    "export-key": export_key,
}
