"""The command read-sheet: what a scan of a signed attendance sheet says."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from kpm_desktop import workflows
from kpm_desktop.commands.outcome import Act, Outcome, add_data
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.messages import sentence

WORDS: Final = {"signed": "ditandatangani", "empty": "kosong", "doubtful": "tidak jelas"}


def add_to(commands: Any) -> list[Any]:
    """Add the parser of this command; returns it."""
    read = commands.add_parser("read-sheet", help="baca pindaian daftar hadir; tidak menulis apa pun")
    read.add_argument("scan", type=Path, nargs="+", metavar="PINDAIAN", help="berkas PDF, JPG, atau PNG")
    add_data(read)
    return [read]


def read_sheet(options: argparse.Namespace) -> Outcome:
    """Read a scan; refused when no page of it can be read."""
    module = workflows.read_sheet
    with DataFile.open(options.data) as data_file:
        try:
            proposal = module.read_files(data_file, options.scan)
        except module.UnreadableScanError:
            told = "Pindaian ini bukan PDF, JPG, atau PNG yang dapat dibaca."
            return Outcome({"refused": "unreadable", "reason": told}, told, is_refusal=True)
    session = proposal.session.hex() if proposal.session else None
    result = {
        "pages": [
            {"session": session, "page": page.page, "rows": [_row(row) for row in page.rows]}
            for page in proposal.pages
        ],
        "problems": [
            {"code": problem.code, **problem.values, "sentence": sentence(problem)}
            for problem in proposal.problems
        ],
    }
    marks: list[str] = [row.mark for row in proposal.rows]
    counts = ", ".join(f"{marks.count(mark)} {word}" for mark, word in WORDS.items())
    lines = [
        f"{len(proposal.pages)} halaman: {counts}. Belum ada yang ditulis.",
        *map(sentence, proposal.problems),
    ]
    return Outcome(result, "\n".join(lines), is_refusal=not proposal.pages)


ACTS: Final[Mapping[str, Act]] = {"read-sheet": read_sheet}


def _row(row: Any) -> dict[str, Any]:
    return {
        "attendance": row.attendance.hex() if row.attendance else None,
        "number": row.number,
        "name": row.name,
        "mark": row.mark,
        "ink": row.ink,
    }
