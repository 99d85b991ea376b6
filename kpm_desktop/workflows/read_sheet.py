"""A scan of a signed attendance sheet becomes a proposal: who signed, who did not, what is to be asked.

Nothing is written before `apply`; a reading is always a proposal (paper.md section 1). How a page is found
and ink is judged: `imaging.sheet_marks`.
"""

import collections
import dataclasses
import functools
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, cast

from kpm_desktop.documents.page import PAPERS
from kpm_desktop.domain import dates
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.sessions import Attachment, AttendanceStatus, ParticipantLine, PrintedSheet
from kpm_desktop.domain.sheet_places import on_paper, places_on
from kpm_desktop.domain.uid import Uid
from kpm_desktop.imaging.pictures import encode
from kpm_desktop.imaging.sheet_marks import (
    Cell,
    CellReading,
    PageCode,
    ScanFile,
    ScannedPage,
    UnreadableScanError,
)
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows.progress import Progress, Quiet

__all__ = ["UnreadableScanError"]

Mark = Literal["signed", "empty", "doubtful"]
WORDS = {"page": "Halaman", "caption": "Lembar {sheet}, halaman {page} dari {pages}"}
_CAME = {"present", "represented"}
_AWAY = {"excused", "sick", "absent"}


@dataclasses.dataclass(frozen=True, slots=True)
class RowReading:
    """A row of the sheet as read: `attendance` is None for a blank row or somebody no longer on the list.

    `name` is as printed, or as on the list for a guest who was put on a blank row; `ink` is the share of the
    cell that is his ink (0 to 1), `picture` the cell as PNG, `status` his mark in the data file.
    """

    page: int
    number: int
    attendance: Uid | None
    name: str
    mark: Mark
    ink: float
    picture: bytes
    status: AttendanceStatus

    @property
    def is_contrary(self) -> bool:
        """Tell whether paper and the mark in the data file say opposite things."""
        return (self.mark == "signed" and self.status in _AWAY) or (
            self.mark == "empty" and self.status == "present"
        )

    @property
    def is_asked(self) -> bool:
        """Tell whether the operator has to say what it is."""
        return self.attendance is not None and (self.mark == "doubtful" or self.is_contrary)


@dataclasses.dataclass(frozen=True, slots=True)
class PageProposal:
    """A page of the sheet; `counted` are the signatures the operator typed for it, None if he did not yet."""

    page: int
    rows: tuple[RowReading, ...]
    counted: int | None


@dataclasses.dataclass(frozen=True, slots=True)
class KeptPage:
    """Which page of which file is kept with the session as the scan of a page."""

    source: int
    place: int
    page: int


@dataclasses.dataclass(frozen=True, slots=True)
class SheetProposal:
    """What a scan says about one session; without a session nothing in it could be read.

    `pages` are in the order of the sheet, `sources` the scan's files as they were read.
    """

    session: Uid | None
    sheet: PrintedSheet | None
    pages: tuple[PageProposal, ...]
    problems: tuple[Problem, ...]
    kept: tuple[KeptPage, ...] = ()
    sources: tuple[bytes, ...] = ()
    sheet_pages: int = 0

    @property
    def rows(self) -> tuple[RowReading, ...]:
        """Return the rows of all pages by number."""
        return tuple(row for page in self.pages for row in page.rows)


@dataclasses.dataclass(frozen=True, slots=True)
class Applied:
    """What was written: marks and pages of the scan."""

    marks: int
    scans: int


@dataclasses.dataclass(frozen=True, slots=True)
class _Found:
    """A page of a scan whose code names a sheet of this data file, and what its cells say."""

    kept: KeptPage
    sheet: PrintedSheet
    cells: tuple[CellReading, ...]


def read_files(
    data_file: DataFile, paths: Sequence[Path], session: Uid | None = None, progress: Progress | None = None
) -> SheetProposal:
    """Read a scan from disk, `read_scan` says how; OSError when a file cannot be read."""
    return read_scan(data_file, [path.read_bytes() for path in paths], session, progress)


def read_scan(
    data_file: DataFile,
    sources: Sequence[bytes],
    session: Uid | None = None,
    progress: Progress | None = None,
) -> SheetProposal:
    """Return what the files of a scan (PDF, JPEG, PNG) say about a session; nothing is written.

    Pages come in any order and turned. Without `session` it is the one most pages belong to; pages of others
    are refused with W.302. Problems: W.302 to W.309, the values name the page.

    Raises:
        UnreadableScanError: a file is no scan, or damaged.
        Cancelled: the operator stopped.
    """
    reader = _Reader(data_file, session, progress or Quiet())
    found = reader.read(sources)
    chosen = session or _most(one.sheet.of for one in found)
    sheet = _sheet(data_file, chosen, found)
    if chosen is None or sheet is None:
        return SheetProposal(session, None, (), tuple(reader.problems), (), tuple(sources))
    problems = [*reader.problems]
    own: dict[int, list[_Found]] = collections.defaultdict(list)
    for one in found:
        if one.sheet.uid == sheet.uid:
            own[one.kept.page].append(one)
        else:
            problems.append(_foreign(data_file, reader.scan_page(one.kept), one.sheet))
    rows = _Rows(data_file, sheet)
    pages = tuple(rows.page(page, [one.cells for one in own[page]]) for page in sorted(own))
    problems += _about_pages(data_file, sheet, own, rows.pages)
    problems += _about_rows(pages)
    kept = tuple(own[page][0].kept for page in sorted(own))
    return SheetProposal(chosen, sheet, pages, tuple(problems), kept, tuple(sources), len(rows.pages))


def new_status(status: AttendanceStatus, *, is_signed: bool) -> AttendanceStatus | None:
    """Return the mark a row gets, None when it stays. An empty cell never makes anybody alpa."""
    if is_signed:
        return None if status in _CAME else "present"
    return "" if status == "present" else None


def changes_of(proposal: SheetProposal, choices: Mapping[int, bool]) -> dict[Uid, AttendanceStatus]:
    """Return the marks that would be written.

    `choices` are the operator's answers by number (True: signed); what is asked and not answered stays.
    """
    changes: dict[Uid, AttendanceStatus] = {}
    for row in proposal.rows:
        is_signed = choices.get(row.number, None if row.is_asked else row.mark == "signed")
        if row.attendance is not None and is_signed is not None:
            status = new_status(row.status, is_signed=is_signed)
            if status is not None:
                changes[row.attendance] = status
    return changes


def with_present_marks(data_file: DataFile, proposal: SheetProposal) -> SheetProposal:
    """Return the proposal beside the marks as they are now; somebody may have typed meanwhile."""
    if proposal.session is None:
        return proposal
    status = {line.uid: _status(line) for line in data_file.attendance.find(proposal.session)}
    pages = tuple(
        dataclasses.replace(
            page,
            rows=tuple(
                dataclasses.replace(row, status=status[row.attendance]) if row.attendance in status else row
                for row in page.rows
            ),
        )
        for page in proposal.pages
    )
    return dataclasses.replace(proposal, pages=pages)


def apply(
    data_file: DataFile,
    proposal: SheetProposal,
    choices: Mapping[int, bool],
    progress: Progress | None = None,
) -> Applied:
    """Write the marks of `changes_of` and keep the scan with the session, within the open operation.

    A page of a scan is kept once, as a JPEG of at most 400 kB.
    """
    steps = progress or Quiet()
    marked = 0
    by_status: dict[AttendanceStatus, list[Uid]] = collections.defaultdict(list)
    now = with_present_marks(data_file, proposal)
    for uid, status in changes_of(now, choices).items():
        by_status[status].append(uid)
    for status, uids in by_status.items():
        marked += data_file.attendance.mark(uids, status)
    kept = 0
    for done, page in enumerate(proposal.kept):
        steps.step(done, len(proposal.kept), f"{WORDS['page']} {page.page}")
        kept += _keep(data_file, proposal, page)
    steps.step(len(proposal.kept), len(proposal.kept), WORDS["page"])
    return Applied(marked, kept)


class _Reader:
    """Goes through the pages of a scan and collects what is wrong with them."""

    def __init__(self, data_file: DataFile, session: Uid | None, progress: Progress) -> None:
        self._file, self._session, self._progress = data_file, session, progress
        self._first: list[int] = []
        self.problems: list[Problem] = []

    def read(self, sources: Sequence[bytes]) -> list[_Found]:
        """Return the pages that are of sheets of this data file."""
        files = []
        try:
            for data in sources:
                files.append(ScanFile(data))
            total = sum(len(file) for file in files)
            found = []
            done = 0
            for source, file in enumerate(files):
                self._first.append(done)
                for place in range(len(file)):
                    self._progress.step(done, total, f"{WORDS['page']} {done + 1}")
                    one = self._page(ScannedPage(file.page(place)), source, place)
                    if one is not None:
                        found.append(one)
                    done += 1
            self._progress.step(total, total, WORDS["page"])
        finally:
            for file in files:
                file.close()
        return found

    def scan_page(self, kept: KeptPage) -> str:
        """Return the number of a page within the whole scan, from 1, as the operator counts."""
        return str(self._first[kept.source] + kept.place + 1)

    def _page(self, page: ScannedPage, source: int, place: int) -> _Found | None:
        scan_page = str(self._first[source] + place + 1)
        if page.code is None:
            if page.is_coarse:
                self._tell("W.305", scan=scan_page, dpi=str(round(page.dpi)))
            elif not page.is_blank:
                self._tell("W.306", scan=scan_page)
            return None
        sheet = self._file.sheets.with_number(page.code.sheet) if page.code.kind == "H" else None
        if sheet is None or (self._session is not None and sheet.of != self._session):
            self.problems.append(_foreign(self._file, scan_page, sheet))
            return None
        cells = _cells(sheet, page.code)
        if not cells:
            self.problems.append(_foreign(self._file, scan_page, None))
            return None
        paper = PAPERS[sheet.paper]
        reading = page.read((paper.width, paper.height), cells)
        if reading.fault == "low_resolution":
            self._tell("W.305", scan=scan_page, page=str(page.code.page), dpi=str(round(reading.dpi)))
            return None
        if reading.fault == "no_marks":
            self._tell("W.307", scan=scan_page, page=str(page.code.page))
            return None
        return _Found(KeptPage(source, place, page.code.page), sheet, reading.cells)

    def _tell(self, code: str, **values: str) -> None:
        self.problems.append(Problem("scan", code, values))


class _Rows:
    """The rows of a frozen sheet beside the list as it is now."""

    def __init__(self, data_file: DataFile, sheet: PrintedSheet) -> None:
        self._printed: dict[int, list[tuple[int, str]]] = collections.defaultdict(list)
        for row in json.loads(sheet.rows):
            self._printed[int(row["page"])].append((int(row["no"]), row["name"]))
        self.pages = sorted(self._printed)
        listed = on_paper(data_file.attendance.find(sheet.of)) if sheet.of is not None else []
        places = places_on(sheet, listed)
        self._lines = {places.numbers[line.uid]: line for line in listed}
        self._counted = {page.page: page.signatures for page in data_file.sheets.pages(sheet.uid)}

    def page(self, page: int, readings: Sequence[Sequence[CellReading]]) -> PageProposal:
        """Return a page from one reading or from several of the same page."""
        cells = {cell.number: cell for cell in functools.reduce(_both, readings)}
        rows = tuple(
            self._row(page, number, name, cells[number])
            for number, name in self._printed[page]
            if number in cells
        )
        return PageProposal(page, rows, self._counted.get(page))

    def _row(self, page: int, number: int, name: str, cell: CellReading) -> RowReading:
        line: ParticipantLine | None = self._lines.get(number)
        shown = name or (line.full_name if line is not None else "")
        status = _status(line) if line is not None else ""
        uid = line.uid if line is not None else None
        return RowReading(page, number, uid, shown, cell.verdict, cell.ink, cell.picture, status)


def _status(line: ParticipantLine) -> AttendanceStatus:
    return cast("AttendanceStatus", line.status)


def _both(one: Sequence[CellReading], other: Sequence[CellReading]) -> Sequence[CellReading]:
    """Return two readings of a page as one: the surer of each cell; where both differ it is asked."""
    second = {cell.number: cell for cell in other}
    joined = []
    for cell in one:
        again = second[cell.number]
        if cell.verdict == "doubtful":
            joined.append(again)
        elif again.verdict in {"doubtful", cell.verdict}:
            joined.append(cell)
        else:
            joined.append(dataclasses.replace(cell, verdict="doubtful"))
    return joined


def _cells(sheet: PrintedSheet, code: PageCode) -> list[Cell]:
    return [
        Cell(int(row["no"]), tuple(row["box"])) for row in json.loads(sheet.boxes) if row["page"] == code.page
    ]


def _most(sessions: Iterator[Uid | None]) -> Uid | None:
    counts = collections.Counter(session for session in sessions if session is not None)
    return counts.most_common(1)[0][0] if counts else None


def _sheet(data_file: DataFile, session: Uid | None, found: Sequence[_Found]) -> PrintedSheet | None:
    """Return the sheet of a session that most pages belong to, the newest of equals."""
    counts = collections.Counter(one.sheet.uid for one in found if one.sheet.of == session)
    if session is None or not counts:
        return None
    sheets = [sheet for sheet in data_file.sheets.find(session) if sheet.uid in counts]
    return max(sheets, key=lambda sheet: (counts[sheet.uid], sheet.uid), default=None)


def _foreign(data_file: DataFile, scan_page: str, sheet: PrintedSheet | None) -> Problem:
    values = {"scan": scan_page}
    if sheet is not None and sheet.of is not None:
        line = next((one for one in data_file.sessions.find() if one.uid == sheet.of), None)
        if line is not None:
            day = dates.long_date(line.date) if line.date else ""
            where = line.district_names or line.venue_name or line.series_name
            values["other"] = ", ".join(part for part in (where, day) if part)
    return Problem("scan", "W.302", values)


def _about_pages(
    data_file: DataFile, sheet: PrintedSheet, own: Mapping[int, Sequence[_Found]], pages: Sequence[int]
) -> Iterator[Problem]:
    for page in pages:
        if page not in own:
            yield Problem("scan", "W.304", {"page": str(page), "pages": str(len(pages))})
        elif len(own[page]) > 1:
            yield Problem("scan", "W.303", {"page": str(page)})
    if sheet.of is not None and data_file.sheets.find(sheet.of)[0].uid != sheet.uid:
        yield Problem("scan", "W.308", {})


def _about_rows(pages: Sequence[PageProposal]) -> Iterator[Problem]:
    for page in pages:
        numbers = [str(row.number) for row in page.rows if row.attendance is None and row.mark != "empty"]
        if numbers:
            yield Problem("scan", "W.309", {"page": str(page.page), "numbers": ", ".join(numbers)})


def _keep(data_file: DataFile, proposal: SheetProposal, page: KeptPage) -> bool:
    """Store a page of the scan with the session; tell whether it was not there yet."""
    session, sheet = proposal.session, proposal.sheet
    if session is None or sheet is None:
        return False
    file = ScanFile(proposal.sources[page.source])
    try:
        picture = encode(ScannedPage(file.page(page.place)).upright(), "scan")
    finally:
        file.close()
    if any(one.asset == picture.sha256 for one in data_file.sessions.attachments(session)):
        return False
    asset = data_file.put_asset(picture.data, picture.mime)
    caption = WORDS["caption"].format(sheet=sheet.sheet_no, page=page.page, pages=proposal.sheet_pages)
    data_file.sessions.save_part(
        Attachment(data_file.new_uid(), session, asset, "scan", caption, page.page)
    )  # fmt: skip
    return True
