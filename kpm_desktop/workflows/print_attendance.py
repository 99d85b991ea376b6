"""Printing a session's attendance sheet: its list becomes a frozen sheet and a PDF. Source: paper.md 3.2."""

import dataclasses
import datetime as dt
import json

from kpm_desktop.documents import attendance_sheet
from kpm_desktop.documents.attendance_sheet import AttendanceSheet, Attendee, PlacedSheet, SheetHead
from kpm_desktop.documents.page import PAPERS
from kpm_desktop.documents.signature import SignatureBlock
from kpm_desktop.domain.certificates import PrintLog
from kpm_desktop.domain.dates import clock_range, weekday_date
from kpm_desktop.domain.names import upper_name
from kpm_desktop.domain.problem import Problem, blocking
from kpm_desktop.domain.sessions import ParticipantLine, PrintedSheet, Session, districts_text
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.villages import head_word
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.workflows import office_blocks
from kpm_desktop.workflows.progress import Progress, Quiet, Refused

WORDS = {
    "day": "Hari, tanggal",
    "hours": "Waktu",
    "place": "Tempat",
    "event": "Acara",
    "sheet": "Daftar Hadir",
    "continued": "Lanjutan Daftar Hadir",
    "district": "Kecamatan",
    "label": "Cetak daftar hadir",
}
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH = 10


@dataclasses.dataclass(frozen=True, slots=True)
class SheetChoices:
    """How a sheet is printed: paper `F4` or `A4`, blank rows (None: the office's number), who signs.

    `signatory` signs at the right (None: who may on that day), `acknowledged_by` at the left under
    *Mengetahui,* (None: nobody).
    """

    paper: str = "F4"
    blank_rows: int | None = None
    signatory: Uid | None = None
    acknowledged_by: Uid | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class AttendancePreview:
    """A sheet that was not recorded: the PDF, its pages, and what the preflight says."""

    pdf: bytes
    pages: int
    problems: tuple[Problem, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class PrintedAttendance:
    """A recorded sheet: the PDF, the frozen record, its pages, what the operation changed."""

    pdf: bytes
    sheet: PrintedSheet
    pages: int
    changes: Changes | None


def preview_attendance(
    data_file: DataFile, session: Uid, choices: SheetChoices | None = None
) -> AttendancePreview:
    """Return the sheet as it would be printed now, marked KONSEP and without code; nothing is written."""
    placed, problems = _compose(data_file, session, choices or SheetChoices(), data_file.new_uid())
    return AttendancePreview(attendance_sheet.draw(placed, draft=True), len(placed.pages), problems)


def print_attendance(
    data_file: DataFile,
    session: Uid,
    choices: SheetChoices | None = None,
    *,
    target: str = "",
    copies: int = 1,
    progress: Progress | None = None,
) -> PrintedAttendance | Refused:
    """Freeze a new sheet of the session and return its PDF; each print is a sheet of its own.

    `target` is the printer or file, for the log. Refused with F.402, F.404 (values `row`, `name`) or F.405.
    Raises Cancelled when the operator stops; nothing was recorded then.
    """
    steps = progress or Quiet()
    steps.step(0, 2, WORDS["sheet"])
    uid = data_file.new_uid()
    placed, problems = _compose(data_file, session, choices or SheetChoices(), uid)
    if stopping := blocking(problems):
        return Refused(tuple(stopping))
    pdf = attendance_sheet.draw(placed)
    steps.step(1, 2, WORDS["sheet"])
    record = PrintedSheet(
        uid,
        "H",
        placed.sheet.head.code,
        session,
        placed.sheet.paper.name,
        _text(attendance_sheet.frozen_head(placed)),
        _text(attendance_sheet.frozen_rows(placed)),
        _text(attendance_sheet.frozen_boxes(placed)),
    )
    pages = len(placed.pages)
    with data_file.operation("print", WORDS["label"]) as operation:
        data_file.sheets.save(record)
        data_file.certificates.log_print(
            PrintLog(data_file.new_uid(), WORDS["sheet"], uid, f"1-{pages}", copies, "", target, 0)
        )
    steps.step(2, 2, WORDS["sheet"])
    return PrintedAttendance(pdf, record, pages, operation.changes)


def sheet_code(uid: Uid) -> str:
    """Return the id of a sheet for its QR: ten capitals and digits from the last 50 bits of its uid."""
    value = int.from_bytes(uid, "big")
    return "".join(_ALPHABET[value >> 5 * place & 31] for place in reversed(range(_CODE_LENGTH)))


def _compose(
    data_file: DataFile, session: Uid, choices: SheetChoices, uid: Uid
) -> tuple[PlacedSheet, tuple[Problem, ...]]:
    record = data_file.sessions.get(session)
    lines = [
        line
        for line in data_file.attendance.find(session)
        if line.role == "participant" and line.represents is None
    ]
    day = record.date or data_file.now().date()
    office = data_file.office.get()
    signatory = office_blocks.signatory_on(data_file, day, choices.signatory)
    left = (
        office_blocks.signatory_on(data_file, day, choices.acknowledged_by)
        if choices.acknowledged_by
        else None
    )
    problems = () if signatory else (Problem("signatory", "F.405", {"date": weekday_date(day)}),)
    blank = data_file.office.number("blank_rows") if choices.blank_rows is None else choices.blank_rows
    empty = office_blocks.EMPTY_SIGNER
    placed = attendance_sheet.compose(
        AttendanceSheet(
            PAPERS[choices.paper],
            office_blocks.letterhead(data_file),
            _head(data_file, record, lines, uid),
            tuple(_attendee(line) for line in lines),
            SignatureBlock(
                office_blocks.place_and_date(office, record.date),
                office_blocks.signer(signatory, titles=True) if signatory else empty,
                office_blocks.signer(left, titles=True) if left else None,
            ),
            blank,
            sum(line.invited for line in lines),
        )
    )
    return placed, (*problems, *placed.problems)


def _attendee(line: ParticipantLine) -> Attendee:
    village = line.village_name
    if village and line.is_ambiguous:
        village = f"{village}, Kec. {line.district_name}"
    name = line.print_name or upper_name(line.name, line.title_front, line.title_back)
    return Attendee(line.person, name, line.sex, line.post, village)


def _head(data_file: DataFile, session: Session, lines: list[ParticipantLine], uid: Uid) -> SheetHead:
    series = data_file.sessions.get_series(session.series) if session.series else None
    venue = data_file.sessions.get_venue(session.venue).name if session.venue else ""
    names = {district.uid: district.name for district in data_file.villages.districts()}
    districts = districts_text([names[one] for one in session.districts if one in names])
    kind = session.kind or (series.kind if series else "")
    event = " ".join(part for part in (_capital(kind), _who(lines)) if part)
    if districts:
        event = f"{event} {WORDS['district']} {districts}"
    day = weekday_date(session.date) if session.date else ""
    fields = (
        (WORDS["day"], day),
        (WORDS["hours"], clock_range(session.start, session.end)),
        (WORDS["place"], venue),
        (WORDS["event"], event),
    )
    where = ", ".join(part for part in (_capital(kind), venue, day) if part)
    return SheetHead(
        title=(series.name if series else kind).upper(),
        fields=fields,
        continued=f"{WORDS['continued']} {where}",
        footer=f"{WORDS['sheet']} {_number(data_file, session.date)}, {event}",
        code=sheet_code(uid),
    )


def _who(lines: list[ParticipantLine]) -> str:
    """Return who is called, as `KPM dan Kepala Desa`: cadres first, heads after them."""
    posts = dict.fromkeys(line.post for line in lines if line.post and line.invited)
    heads = [
        word
        for word in (head_word("desa"), head_word("kelurahan"))
        if any(post.endswith(word) for post in posts)
    ]
    others = [post for post in posts if not post.endswith((head_word("desa"), head_word("kelurahan")))]
    return districts_text([*others, *heads])


def _number(data_file: DataFile, day: dt.date | None) -> str:
    """Return the label for people, `DH-2019-014`: the sheets of that year, counted on. The code is the id."""
    year = (day or data_file.now().date()).year
    lines = data_file.sessions.find()
    printed = sum(line.sheets or 0 for line in lines if line.date and line.date.year == year)
    return f"DH-{year}-{printed + 1:03}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
