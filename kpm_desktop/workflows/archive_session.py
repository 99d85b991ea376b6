"""The archive of a session: every paper as it was frozen, scans, photos, the marks as a sheet.

Written as one folder or one .zip under readable names, whole or not at all; the step Arsip is ticked.
"""

import dataclasses
import json
import re
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kpm_desktop.documents import attendance_sheet, certificate_drawing, drawing
from kpm_desktop.documents.attendance_sheet import AttendanceSheet, Attendee, SheetHead
from kpm_desktop.documents.certificate_drawing import Printout
from kpm_desktop.documents.letterhead import Letterhead
from kpm_desktop.documents.page import PAPERS
from kpm_desktop.documents.signature import SignatureBlock, Signer
from kpm_desktop.domain.certificates import PrintLog
from kpm_desktop.domain.sessions import PrintedSheet
from kpm_desktop.domain.uid import Uid
from kpm_desktop.spreadsheets.writing import table_xlsx
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.workflows import (
    issued_certificates,
    issued_papers,
    office_blocks,
    session_facts,
)
from kpm_desktop.workflows.progress import Progress, Quiet
from kpm_desktop.workflows.session_facts import SessionFacts
from kpm_desktop.workflows.take_attachments import ENDINGS

WORDS = {
    "label": "Arsipkan sesi ke {name}",
    "paper": "arsip sesi",
    "step": "Mengumpulkan berkas",
    "sheet": "02 Daftar hadir",
    "marks": "03 Kehadiran",
    "certificates": "07 Sertifikat",
    "photo": "Foto {number}",
    "scan": "Pindaian {number}",
    "file": "Berkas {number}",
    "list": "Kehadiran",
}
_NAMES = {
    "invitation": "01 Undangan",
    "speaker_sheet": "02 Daftar hadir narasumber",
    "transport": "04 Daftar uang transport",
    "event_minutes": "05 Berita acara",
    "session_report": "06 Laporan kegiatan",
}
_HEADINGS = ("No", "Nama", "L/P", "Jabatan", "Desa/kelurahan", "Kecamatan", "Kehadiran", "Keterangan")
_STATUS = {
    "present": "Hadir", "excused": "Izin", "sick": "Sakit", "absent": "Alpa", "represented": "Diwakili",
    "": "",
}  # fmt: skip
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@dataclasses.dataclass(frozen=True, slots=True)
class Archived:
    """What was written: the folder or file, the names in it, what the operation changed."""

    target: Path
    names: tuple[str, ...]
    changes: Changes | None


def archive_name(data_file: DataFile, session: Uid) -> str:
    """Return what an archive is called: `2019-04-12 Pembinaan Kecamatan Paiton dan Kotaanyar`."""
    facts = session_facts.session_facts(data_file, session)
    day = facts.session.date.isoformat() if facts.session.date else ""
    kind = session_facts.capital(facts.kind)
    place = f"Kecamatan {facts.district_text}" if facts.districts else facts.title
    return readable(" ".join(part for part in (day, kind, place) if part))


def archive_session(
    data_file: DataFile, session: Uid, target: Path, progress: Progress | None = None
) -> Archived:
    """Write the archive: a .zip when `target` ends so, else a folder; what stands there is replaced.

    Raises:
        OSError: it cannot be written; nothing is left behind then.
        Cancelled: the operator stopped it.
    """
    files = archive_files(data_file, session, progress)
    part = target.with_name(f"{target.name}.part")
    _clear(part)
    try:
        if target.suffix.lower() == ".zip":
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as package:
                for name, content in files:
                    package.writestr(name, content)
        else:
            part.mkdir(parents=True)
            for name, content in files:
                (part / name).write_bytes(content)
        _clear(target)
        part.rename(target)
    except OSError:
        _clear(part)
        raise
    with data_file.operation("export", WORDS["label"].replace("{name}", target.name)) as operation:
        data_file.certificates.log_print(
            PrintLog(data_file.new_uid(), WORDS["paper"], session, "", 1, "", target.name, 0)
        )
        data_file.sessions.tick(session, "archive")
    return Archived(target, tuple(name for name, _ in files), operation.changes)


def archive_files(
    data_file: DataFile, session: Uid, progress: Progress | None = None
) -> list[tuple[str, bytes]]:
    """Return name and content of each file of the archive; no two names are alike."""
    steps = progress or Quiet()
    facts = session_facts.session_facts(data_file, session)
    of_series = issued_papers.standing(data_file, facts.series.uid) if facts.series else []
    papers = [*issued_papers.standing(data_file, session), *of_series]
    sheets = list(reversed(data_file.sheets.find(session)))
    total = len(papers) + len(sheets) + 3
    files: list[tuple[str, bytes]] = []
    for done, paper in enumerate(papers):
        steps.step(done, total, WORDS["step"])
        name = " ".join(part for part in (_NAMES[paper.kind], paper.number) if part)
        files.append((f"{name}.pdf", drawing.draw(issued_papers.frozen_drawing(data_file, paper))))
    for done, sheet in enumerate(sheets, len(papers)):
        steps.step(done, total, WORDS["step"])
        files.append((f"{WORDS['sheet']} {sheet.sheet_no}.pdf", _sheet_pdf(data_file, sheet, facts)))
    steps.step(total - 3, total, WORDS["step"])
    files.append((f"{WORDS['marks']}.xlsx", _marks(facts)))
    files += _certificates(data_file, facts)
    steps.step(total - 1, total, WORDS["step"])
    files += _attachments(data_file, session)
    return _distinct(files)


def readable(name: str) -> str:
    """Return a name that Windows takes as a file's: signs it forbids become a hyphen, at most 120 letters."""
    return _FORBIDDEN.sub("-", name).strip(" .")[:120].strip(" .") or "arsip"


def _sheet_pdf(data_file: DataFile, sheet: PrintedSheet, facts: SessionFacts) -> bytes:
    """Return a printed attendance sheet again from what was frozen of it."""
    head: dict[str, Any] = json.loads(sheet.head)
    rows: Sequence[dict[str, Any]] = json.loads(sheet.rows)
    invited = {line.person.hex() for line in facts.lines if line.invited}
    emblem = office_blocks.letterhead(data_file).emblem
    lines = {**head["letterhead"], "emblem": emblem}
    block = head["signature"]
    left = _signer(block["left"]) if block["left"] else None
    fields = tuple((label, value) for label, value in head["fields"])
    placed = attendance_sheet.compose(
        AttendanceSheet(
            PAPERS[sheet.paper],
            Letterhead(**lines),
            SheetHead(head["title"], fields, head["continued"], head["footer"], head["code"]),
            tuple(
                Attendee(bytes.fromhex(row["person"]), row["name"], row["sex"], row["post"], row["village"])
                for row in rows
                if row["person"]
            ),
            SignatureBlock(block["place_and_date"], _signer(block["right"]), left),
            sum(row["person"] is None for row in rows),
            sum(row["person"] in invited for row in rows),
        )
    )
    return attendance_sheet.draw(placed)


def _signer(value: dict[str, Any]) -> Signer:
    return Signer(tuple(value["post"]), value["name"], value["rank"], value["nip"])


def _marks(facts: SessionFacts) -> bytes:
    rows = [
        (
            line.position,
            line.full_name,
            line.sex,
            line.post,
            line.village_name,
            line.district_name,
            _STATUS[line.status],
            line.represented_by,
        )
        for line in facts.lines
    ]
    return table_xlsx(WORDS["list"], _HEADINGS, [[cell or None for cell in row] for row in rows])


def _certificates(data_file: DataFile, facts: SessionFacts) -> list[tuple[str, bytes]]:
    """Return the certificates of those who were present, issued for the series, as one PDF."""
    if facts.series is None:
        return []
    present = {line.person for line in facts.lines if line.status == "present"}
    records = [
        one
        for one in data_file.certificates.of_series(facts.series.uid)
        if one.state == "issued" and one.person in present
    ]
    if not records:
        return []
    frozen = [issued_certificates.frozen_of(record) for record in records]
    assets = {name: data_file.asset(name)[1] for one in frozen for name in one.assets}
    pdf = certificate_drawing.draw([Printout(one) for one in frozen], assets)
    return [(f"{WORDS['certificates']}.pdf", pdf)]


def _attachments(data_file: DataFile, session: Uid) -> list[tuple[str, bytes]]:
    found = []
    for number, one in enumerate(data_file.sessions.attachments(session), 1):
        if not one.asset:
            continue
        mime, content = data_file.asset(one.asset)
        name = f"08 {WORDS[one.kind].replace('{number}', str(number))} {one.caption}".strip()
        found.append((f"{name}{ENDINGS.get(mime, '')}", content))
    return found


def _distinct(files: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    taken: set[str] = set()
    found = []
    for name, content in files:
        stem, dot, ending = name.rpartition(".")
        base = readable(stem if dot else name)
        shown, number = f"{base}{dot}{ending if dot else ''}", 1
        while shown.casefold() in taken:
            number += 1
            shown = f"{base} ({number}){dot}{ending if dot else ''}"
        taken.add(shown.casefold())
        found.append((shown, content))
    return found


def _clear(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
