"""Sample data: the coaching series of April 2019 with invented people, as a data file of its own.

What is real and what is invented stands in `resources/sample/README.md`. The file is made through the same
registers and workflows that the operator uses, so that it has a history, frozen sheets and issued papers.
"""

import dataclasses
import datetime as dt
import json
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

from kpm_desktop import paths
from kpm_desktop.domain.cadres import CadreTerm
from kpm_desktop.domain.certificates import NumberSeries
from kpm_desktop.domain.contests import Category, Contest, Criterion, Entry, Judge, Stage
from kpm_desktop.domain.office import Office, Signatory
from kpm_desktop.domain.people import HeadTerm, Person, VillageHead
from kpm_desktop.domain.sessions import Attendance, PrintedSheet, Series, Session, Speaker, Topic, Venue
from kpm_desktop.domain.uid import Uid, code_uid, pair_uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.places import beside
from kpm_desktop.store.regions import load_regency
from kpm_desktop.workflows import issue_certificates, print_attendance, sample_papers, take_picture
from kpm_desktop.workflows.issue_certificates import CertificateChoices, Issued
from kpm_desktop.workflows.print_attendance import PrintedAttendance, SheetChoices
from kpm_desktop.workflows.progress import Progress, Refused

R = TypeVar("R")
Raw = Mapping[str, Any]

WORDS: Final = {
    "office": "Isi data kantor",
    "people": "Impor {count} kepala desa dan kader contoh",
    "series": "Buat kegiatan pembinaan contoh",
    "attendance": "Catat kehadiran contoh",
    "contest": "Buat lomba contoh",
    "pages": "Catat jumlah tanda tangan",
    "sheet": "Daftar hadir {place}",
    "certificates": "Sertifikat",
}
_SHEET: Final = "daftar-hadir-"
LAST_DAY: Final = dt.date(2019, 4, 12)


@dataclasses.dataclass(frozen=True, slots=True)
class SampleMade:
    """What was made: the series, its sessions by file name, and the PDFs by file name."""

    series: Uid
    sessions: dict[str, Uid]
    papers: dict[str, bytes]


@dataclasses.dataclass(frozen=True, slots=True)
class DemoWritten:
    """The files that were written, the data file first, and what is in it."""

    files: tuple[Path, ...]
    made: SampleMade


class SampleRefusedError(Exception):
    """The sample data break a rule of the program; a fault of ours."""


def make_sample(
    path: Path,
    progress: Progress,
    now: Callable[[], dt.datetime] = dt.datetime.now,
    *,
    with_event_papers: bool = False,
) -> SampleMade:
    """Make the sample data file at `path`, whole or not at all; nothing may stand there.

    `with_event_papers` issues the papers of each session too; without them they are there to be tried out.

    Raises:
        Cancelled: the operator stopped it.
        DataFileError: the file cannot be written there.
    """
    raw = {name: _read(name) for name in ("office", "people", "series", "contest")}
    regency = raw["office"]["regency"]
    regions = load_regency(paths.resource("regions"), regency)
    data_file = DataFile.create(path, regency_code=regency, regions=regions, now=now)
    is_done = False
    try:
        made = _Sample(data_file, raw, progress).fill()
        if with_event_papers:
            places = {_place(name): session for name, session in made.sessions.items()}
            more = sample_papers.event_papers(data_file, places, progress)
            made = dataclasses.replace(made, papers={**made.papers, **more})
        is_done = True
    finally:
        data_file.close(backup=is_done)
        if not is_done:
            drop_sample(path)
    return made


def drop_sample(path: Path) -> None:
    """Delete the sample data file with its own folder of backups and journals; other files are left alone."""
    places = beside(path)
    for folder in (places.journal, places.backups, places.packages, places.inbox, places.damaged):
        shutil.rmtree(folder, ignore_errors=True)
    for file in (path, path.with_name(f"{path.name}-journal"), places.lock):
        file.unlink(missing_ok=True)


def write_demo(folder: Path, progress: Progress) -> DemoWritten:
    """Write the sample data file and every PDF of the series into a folder.

    Raises:
        FileExistsError: the folder holds sample data already.
    """
    data = folder / "contoh.db"
    if data.exists():
        raise FileExistsError(str(data))
    folder.mkdir(parents=True, exist_ok=True)
    made = make_sample(data, progress, with_event_papers=True)
    for name, pdf in made.papers.items():
        (folder / name).write_bytes(pdf)
    return DemoWritten((data, *(folder / name for name in made.papers)), made)


class _Sample:
    """Fills one data file; remembers which id of the raw data became which row."""

    def __init__(self, data_file: DataFile, raw: Mapping[str, Any], progress: Progress) -> None:
        self._file = data_file
        self._raw = raw
        self._progress = progress
        self._uids: dict[str, Uid] = {}

    def fill(self) -> SampleMade:
        parts = (self._office, self._people, self._series, self._attendance, self._contest)
        total = len(parts) + len(self._raw["series"]["sessions"]) + 1
        for done, part in enumerate(parts):
            self._progress.step(done, total, part.__name__.strip("_"))
            part()
        papers, sessions = {}, {}
        for done, session in enumerate(self._raw["series"]["sessions"], len(parts)):
            self._progress.step(done, total, session["id"])
            name = f"{_SHEET}{_file_name(session['id'])}.pdf"
            sessions[name], papers[name] = self._uid(session["id"]), self._sheet(session)
        self._progress.step(total - 1, total, WORDS["certificates"])
        papers["sertifikat.pdf"] = self._certificates()
        self._progress.step(total, total, WORDS["certificates"])
        return SampleMade(self._uid("series-2019"), sessions, papers)

    def _uid(self, name: str) -> Uid:
        return self._uids.setdefault(name, self._file.new_uid())

    def _made(self, kind: type[R], raw: Raw, uid: Uid, **links: Any) -> R:
        """Return a record from raw values whose keys are its fields; links are given as uids."""
        values: dict[str, Any] = {}
        for field in dataclasses.fields(kind):  # type: ignore[arg-type] # every record is a dataclass
            if field.name in raw and field.name not in links:
                value = raw[field.name]
                is_date = field.type == dt.date | None
                values[field.name] = dt.date.fromisoformat(value) if is_date and value else value
        return kind(**{**values, "uid": uid, **links})

    def _office(self) -> None:
        raw = self._raw["office"]
        file = self._file
        with file.operation("edit", WORDS["office"]):
            emblem = take_picture.take_picture(file, paths.resource("sample", "emblem.png"), "emblem")
            file.office.save(self._made(Office, raw["office"], file.office.get().uid, emblem=emblem))
            file.office.save_setting("classification_code", raw["classification_code"])
            for signatory in raw["signatories"]:
                file.office.save_signatory(self._made(Signatory, signatory, file.new_uid()))
            for series in raw["number_series"]:
                file.numbers.save_series(self._made(NumberSeries, series, self._uid(series["id"])))

    def _people(self) -> None:
        people = self._raw["people"]["people"]
        with self._file.operation("import", WORDS["people"].replace("{count}", str(len(people)))):
            for raw in people:
                person = self._uid(raw["id"])
                record = self._made(Person, raw, person)
                self._file.people.save(record)
                for term in raw.get("cadre_terms", ()):
                    village = code_uid(term["village"])
                    made = self._made(CadreTerm, term, self._file.new_uid(), person=person, village=village)
                    self._file.cadres.save_term(made)
                for term in raw.get("head_terms", ()):
                    head = self._made(
                        HeadTerm, term, self._file.new_uid(), person=person, village=code_uid(term["village"])
                    )
                    self._file.people.save_head(VillageHead(record, head))

    def _series(self) -> None:
        raw, sessions = self._raw["series"], self._file.sessions
        with self._file.operation("edit", WORDS["series"]):
            for venue in raw["venues"]:
                district = code_uid(venue["district"])
                sessions.save_part(self._made(Venue, venue, self._uid(venue["id"]), district=district))
            series = self._uid(raw["series"]["id"])
            sessions.save_series(self._made(Series, raw["series"], series))
            for one in raw["sessions"]:
                self._session(one, series)

    def _session(self, raw: Raw, series: Uid) -> None:
        session, sessions = self._uid(raw["id"]), self._file.sessions
        districts = tuple(code_uid(code) for code in raw["districts"])
        venue = self._uid(raw["venue"])
        sessions.save(self._made(Session, raw, session, series=series, venue=venue, districts=districts))
        sessions.tick(session, "invitation")
        topics = []
        for position, topic in enumerate(raw["topics"], 1):
            topics.append(self._file.new_uid())
            sessions.save_part(self._made(Topic, topic, topics[-1], session=session, position=position))
        for speaker in raw["speakers"]:
            topic_uid = topics[speaker["topic"] - 1] if "topic" in speaker else None
            person = self._uid(speaker["person"])
            sessions.save_part(
                self._made(
                    Speaker, speaker, self._file.new_uid(), session=session, topic=topic_uid, person=person
                )
            )

    def _attendance(self) -> None:
        register = self._file.attendance
        with self._file.operation("edit", WORDS["attendance"]):
            for raw in self._raw["series"]["sessions"]:
                session = self._uid(raw["id"])
                for one in raw["attendance"]:
                    person = self._uid(one["person"])
                    represents = self._uid(one["represents"]) if "represents" in one else None
                    village = code_uid(one["village"]) if one.get("village") else None
                    uid = pair_uid("attendance", session, person)
                    links = {
                        "session": session,
                        "person": person,
                        "represents": represents,
                        "village": village,
                    }
                    register.save(self._made(Attendance, one, uid, **links))
                register.number(session)

    def _contest(self) -> None:
        raw, register = self._raw["contest"], self._file.contests
        contest = self._uid(raw["contest"]["id"])
        ties = tuple(
            rung if rung == "lot" else f"stage:{self._uid(rung).hex()}" for rung in raw["contest"]["ties"]
        )
        with self._file.operation("edit", WORDS["contest"]):
            register.save(self._made(Contest, raw["contest"], contest, ties=ties, limits='{"sample":true}'))
            for position, category in enumerate(raw["categories"], 1):
                register.save_part(
                    self._made(
                        Category, category, self._uid(category["id"]), contest=contest, position=position
                    )
                )
            for position, stage in enumerate(raw["stages"], 1):
                self._stage(stage, contest, position)
            for judge in raw["judges"]:
                person = self._uid(judge["person"])
                register.save_part(
                    self._made(Judge, judge, self._file.new_uid(), contest=contest, person=person)
                )
            for entry in raw["entries"]:
                self._entry(entry, contest)

    def _stage(self, raw: Raw, contest: Uid, position: int) -> None:
        register, stage = self._file.contests, self._uid(raw["id"])
        register.save_part(self._made(Stage, raw, stage, contest=contest, position=position))
        for place, criterion in enumerate(raw["criteria"], 1):
            register.save_part(
                self._made(Criterion, criterion, self._file.new_uid(), stage=stage, position=place)
            )

    def _entry(self, raw: Raw, contest: Uid) -> None:
        entry = self._file.new_uid()
        links = {
            "contest": contest,
            "category": self._uid(raw["category"]),
            "person": self._uid(raw["person"]),
            "village": code_uid(raw["village"]),
        }
        self._file.contests.save_part(self._made(Entry, raw, entry, **links))
        for document in raw["documents"]:
            self._file.contests.set_document(
                entry, document["document"], document["state"], document.get("note", "")
            )

    def _sheet(self, raw: Raw) -> bytes:
        session = self._uid(raw["id"])
        printed = print_attendance.print_attendance(self._file, session, SheetChoices("F4"), target="PDF")
        accepted = _accepted(printed, PrintedAttendance)
        if raw is not self._raw["series"]["sessions"][-1]:
            self._count_signatures(session, accepted.sheet)
        return accepted.pdf

    def _count_signatures(self, session: Uid, sheet: PrintedSheet) -> None:
        """Type what a careful person counts on each page; the last session's paper is still to be counted."""
        signed = {
            line.person
            for line in self._file.attendance.find(session)
            if line.status in {"present", "represented"}
        }
        pages: dict[int, int] = {}
        for row in json.loads(sheet.rows):
            has_signed = row["person"] is not None and bytes.fromhex(row["person"]) in signed
            pages[row["page"]] = pages.get(row["page"], 0) + has_signed
        with self._file.operation("edit", WORDS["pages"]):
            for page, signatures in pages.items():
                self._file.sheets.count_page(sheet.uid, page, signatures)

    def _certificates(self) -> bytes:
        numbers = self._uid(self._raw["office"]["number_series"][0]["id"])
        choices = CertificateChoices(LAST_DAY, numbers)
        issued = issue_certificates.issue_certificates(
            self._file, self._uid("series-2019"), choices, target="PDF"
        )
        return _accepted(issued, Issued).pdf


def _accepted(result: R | Refused, _kind: type[R]) -> R:
    if isinstance(result, Refused):
        raise SampleRefusedError(", ".join(f"{one.code} {dict(one.values)}" for one in result.problems))
    return result


def _read(name: str) -> Any:
    return json.loads(paths.resource("sample", f"{name}.json").read_text(encoding="utf-8"))


def _place(sheet: str) -> str:
    return sheet.removeprefix(_SHEET).removesuffix(".pdf")


def _file_name(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.removeprefix("session-").lower()).strip("-")
