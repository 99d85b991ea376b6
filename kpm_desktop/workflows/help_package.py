"""Paket bantuan: what somebody needs who is to find a fault, and nothing about any person.

One zip: versions, counts, what the check of the data found, and the program's log and crash log. Names, NIK
and phones of the data are blanked in every text, and so is this user's folder, whose name may be a person's.
`data-file.md` section 16.
"""

import io
import json
import platform
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from kpm_desktop import __version__
from kpm_desktop.domain.names import full_name
from kpm_desktop.store.checks import CheckReport
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.file_passport import passport_of
from kpm_desktop.workflows.progress import Progress

WORDS: Final = {
    "check": "Memeriksa data",
    "logs": "Membaca catatan program",
    "person": "[orang]",
    "number": "[angka]",
    "home": "[rumah]",
    "about": "keterangan.json",
}
_NUMBERS: Final = re.compile(r"(?<![0-9a-f])\d[\d .'-]{9,}\d(?![0-9a-f])")
_SHORT: Final = 3
"""A name of so few letters stands inside other words; its number and phone are blanked all the same."""


def help_package(data_file: DataFile, progress: Progress, *, log_folder: Path) -> bytes:
    """Return the zip for the caller to write; nothing in the data file changes."""
    progress.step(0, 2, WORDS["check"])
    report = data_file.check(noted=False)
    progress.step(1, 2, WORDS["logs"])
    blank = _Blanking(data_file)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        about = json.dumps(_about(data_file, report), ensure_ascii=False, indent=1)
        package.writestr(WORDS["about"], about)
        for file in sorted(log_folder.glob("*.log*")):
            package.writestr(file.name, blank.text(file.read_text(encoding="utf-8", errors="replace")))
    return content.getvalue()


def _about(data_file: DataFile, report: CheckReport) -> dict[str, object]:
    passport = passport_of(data_file.path)
    return {
        "program": __version__,
        "python": platform.python_version(),
        "sqlite": data_file.rows("SELECT sqlite_version()")[0][0],
        "system": platform.platform(),
        "file": passport.file_uid.hex(),
        "regency": passport.regency_code,
        "district": passport.district_code,
        "schema": list(passport.schema),
        "read_only": data_file.read_only,
        "writers": len(passport.writers),
        "operations": report.operations,
        "changes": report.changes,
        "counts": dict(passport.counts),
        "findings": [
            [one.kind, one.row[0] if one.row else "", one.row[1].hex() if one.row else ""]
            for one in report.findings
        ],
    }


class _Blanking:
    """Takes out of a text what could name somebody."""

    def __init__(self, data_file: DataFile) -> None:
        sql = "SELECT name, title_front, title_back, print_name, nik, phone FROM person"
        words: set[str] = {Path.home().name}
        for name, front, back, printed, nik, phone in data_file.rows(sql):
            words |= {name or "", printed or "", nik or "", phone or ""}
            words.add(full_name(name or "", front or "", back or ""))
        words |= {name or "" for (name,) in data_file.rows("SELECT name FROM writer")}
        self._words = _any_of(word for word in words if len(word) > _SHORT)

    def text(self, text: str) -> str:
        """Return the text without them."""
        text = text.replace(str(Path.home()), WORDS["home"])
        text = _NUMBERS.sub(WORDS["number"], text)
        return self._words.sub(WORDS["person"], text)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    listed = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)" if listed else r"(?!)", re.IGNORECASE)
