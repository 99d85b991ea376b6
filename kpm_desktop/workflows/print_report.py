"""The report on a session or a series: figures from the data, typed paragraphs, frozen. paper.md 3.16."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence

from kpm_desktop.documents import session_report
from kpm_desktop.documents.drawing import Drawing
from kpm_desktop.documents.session_report import PHOTOS, Photo, SessionReport
from kpm_desktop.documents.signature import SignatureBlock
from kpm_desktop.documents.wording import fill
from kpm_desktop.domain.certificates import IssuedPaper
from kpm_desktop.domain.dates import date_range, long_date, short_date
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.sessions import ParticipantLine, districts_text
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.villages import VillageLine, gap
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import issued_papers, office_blocks, print_minutes, session_facts
from kpm_desktop.workflows.issued_papers import IssuedPrint, NumberChoice, PaperPreview
from kpm_desktop.workflows.progress import Progress, Refused
from kpm_desktop.workflows.session_facts import SessionFacts

KIND = "session_report"
WORDS = {
    "meaning": "Pembinaan dimaksudkan untuk menguatkan fungsi Kader Pemberdayaan Masyarakat (KPM) di "
    "desa dan kelurahan.",
    "aim": "Meningkatkan pengetahuan dan kemampuan KPM serta menggali potensi kader.",
    "time": "Waktu",
    "places": "Tempat",
    "districts": "Kecamatan",
    "participants": "Peserta",
    "hours": "Jumlah JP",
    "called": "{called}, {invited} orang diundang, {present} orang hadir",
    "absent": "Desa dan kelurahan yang diundang tetapi tidak hadir ({count}): {names}.",
    "all_came": "Semua desa dan kelurahan yang diundang hadir.",
    "below": "Desa dan kelurahan dengan KPM di bawah target ({count}): {names}.",
    "certificates": "Sertifikat yang terbit: {count}, nomor {first} s.d. {last}.",
    "as_of": "Angka menurut data tanggal {date}.",
    "closing": "Demikian laporan ini dibuat untuk menjadi bahan pertimbangan selanjutnya.",
    "total": "JUMLAH",
    "undated": "belum bertanggal",
    "no_district": "Tanpa kecamatan",
    "invitation": "Undangan nomor {number}",
    "sheet": "Daftar hadir, {count} lembar",
    "topics": "Materi",
    "photos": "Dokumentasi, {count} foto",
    "event_minutes": "Berita acara nomor {number}",
    "transport": "Daftar penerimaan uang transport",
}
_NAMED = 40  # villages that are named one by one


@dataclasses.dataclass(frozen=True, slots=True)
class ReportChoices:
    """How a report is printed; empty texts take the usual wording. `whole_series` takes all its sessions."""

    number: NumberChoice = dataclasses.field(default_factory=NumberChoice)
    day: dt.date | None = None
    whole_series: bool = False
    basis: str = ""
    meaning: str = ""
    aim: str = ""
    course: str = ""
    results: str = ""
    closing: str = ""
    signatory: Uid | None = None
    acknowledged_by: Uid | None = None


def preview_report(
    data_file: DataFile, session: Uid, choices: ReportChoices | None = None, progress: Progress | None = None
) -> PaperPreview:
    """Return the report as it would be printed now, marked KONSEP; nothing is written."""
    made, _, problems = _compose(data_file, session, choices or ReportChoices())
    return issued_papers.preview(made, problems, progress)


def print_report(
    data_file: DataFile,
    session: Uid,
    choices: ReportChoices | None = None,
    *,
    target: str = "",
    progress: Progress | None = None,
) -> IssuedPrint | Refused:
    """Freeze the report and return its PDF; refused with F.401, F.403, F.404 or F.405."""
    made, record, problems = _compose(data_file, session, choices or ReportChoices())
    facts = session_facts.session_facts(data_file, session)
    whole = choices is not None and choices.whole_series
    held = _sessions(data_file, facts, whole_series=whole)
    ticks = [(one.session.uid, "report") for one in held]
    return issued_papers.issue(
        data_file, made, record, problems, ticks=ticks, target=target, progress=progress
    )


def _compose(
    data_file: DataFile, session: Uid, choices: ReportChoices
) -> tuple[Drawing, IssuedPaper, tuple[Problem, ...]]:
    first = session_facts.session_facts(data_file, session)
    held = _sessions(data_file, first, whole_series=choices.whole_series)
    day = choices.day or data_file.now().date()
    number = issued_papers.next_number(data_file, choices.number, day)
    of = first.series.uid if choices.whole_series and first.series else session
    problems = [*issued_papers.paper_problems(data_file, of, KIND, choices.number, number)]
    block = office_blocks.signature_block(data_file, day, choices.signatory, choices.acknowledged_by)
    if block is None:
        problems.append(Problem("signatory", "F.405", {"date": long_date(day)}))
        block = SignatureBlock("", office_blocks.EMPTY_SIGNER)
    photos = _photos(data_file, held)
    title = first.title if choices.whole_series else first.event
    report = SessionReport(
        letterhead=office_blocks.letterhead(data_file),
        lines=(title.upper(),),
        number=number,
        basis=choices.basis or (first.series.legal_basis if first.series else ""),
        meaning=choices.meaning or WORDS["meaning"],
        aim=choices.aim or WORDS["aim"],
        facts=_facts(held),
        course=choices.course,
        topics=print_minutes.topic_rows(data_file, first),
        sessions=session_figures(held),
        districts=district_figures(held),
        findings=tuple(_findings(data_file, held, day)),
        as_of=fill(WORDS["as_of"], {"date": long_date(data_file.now().date())}),
        results=choices.results,
        closing=choices.closing or WORDS["closing"],
        appendices=_appendices(data_file, held, len(photos)),
        signature=block,
        photos=photos,
    )
    record = IssuedPaper(data_file.new_uid(), KIND, of, choices.number.series, number, day)
    return session_report.compose(report), record, tuple(problems)


def session_figures(held: Sequence[SessionFacts]) -> tuple[tuple[str, ...], ...]:
    """Return the figures of each session and their total, as texts."""
    rows = []
    for number, facts in enumerate(held, 1):
        day = short_date(facts.session.date) if facts.session.date else WORDS["undated"]
        place = ", ".join(part for part in (day, facts.place) if part)
        rows.append(_figures(str(number), place, facts.participants))
    everybody = [line for facts in held for line in facts.participants]
    return (*rows, _figures("", WORDS["total"], everybody))


def district_figures(held: Sequence[SessionFacts]) -> tuple[tuple[str, ...], ...]:
    """Return the figures of each kecamatan in paper order and their total, as texts."""
    groups: dict[str, list[ParticipantLine]] = {}
    for line in (line for facts in held for line in facts.participants):
        groups.setdefault(line.district_name or WORDS["no_district"], []).append(line)
    if WORDS["no_district"] in groups:
        groups[WORDS["no_district"]] = groups.pop(WORDS["no_district"])  # to the end
    everybody = [line for lines in groups.values() for line in lines]
    rows = [_figures(str(number), name, lines) for number, (name, lines) in enumerate(groups.items(), 1)]
    return (*rows, _figures("", WORDS["total"], everybody))


def _figures(number: str, name: str, lines: Sequence[ParticipantLine]) -> tuple[str, ...]:
    """Return one row; the share counts who was invited and came or was represented."""
    invited, men, women, _, excused, sick, absent, _ = print_minutes.counted(lines)
    came = sum(line.invited and line.status in {"present", "represented"} for line in lines)
    share = f"{round(100 * came / invited)} %" if invited else "-"
    return (number, name, *map(str, (invited, men, women, excused, sick, absent)), share)


def _sessions(data_file: DataFile, first: SessionFacts, *, whole_series: bool) -> list[SessionFacts]:
    if not whole_series or first.series is None:
        return [first]
    found = [one for one in data_file.sessions.of_series(first.series.uid) if one.status != "cancelled"]
    return [session_facts.session_facts(data_file, one.uid) for one in found]


def _facts(held: Sequence[SessionFacts]) -> tuple[tuple[str, str], ...]:
    days = sorted(facts.session.date for facts in held if facts.session.date)
    if len(held) == 1:
        time = ", ".join(part for part in (held[0].weekday_date, held[0].hours) if part)
    else:
        time = date_range(days[0], days[-1]) if days else ""
    districts = dict.fromkeys(name for facts in held for name in facts.districts)
    lines = [line for facts in held for line in facts.participants]
    values = {
        "called": session_facts.called(lines),
        "invited": str(sum(line.invited for line in lines)),
        "present": str(sum(line.status == "present" for line in lines)),
    }
    return (
        (WORDS["time"], time),
        (WORDS["places"], ", ".join(dict.fromkeys(facts.place for facts in held if facts.place))),
        (WORDS["districts"], districts_text(list(districts))),
        (WORDS["participants"], fill(WORDS["called"], values).removeprefix(", ")),
        (WORDS["hours"], str(max((facts.lesson_hours for facts in held), default=0) or "")),
    )


def _findings(data_file: DataFile, held: Sequence[SessionFacts], day: dt.date) -> Iterable[str]:
    lines = [line for facts in held for line in facts.participants]
    invited = {line.village for line in lines if line.invited and line.village}
    came = {line.village for line in lines if line.status == "present"}
    villages = [line for line in data_file.villages.find(day) if line.uid in invited]
    missing = [line for line in villages if line.uid not in came]
    is_marked = any(line.status for line in lines)
    if is_marked and invited:
        yield _named("absent", missing) if missing else WORDS["all_came"]
    below = [line for line in villages if gap(line.active_cadres, line.target)]
    if below:
        yield _named("below", below)
    series = {facts.session.series for facts in held if facts.session.series}
    present = {line.person for line in lines if line.status == "present"}
    numbers = sorted(
        certificate.number
        for one in series
        for certificate in data_file.certificates.of_series(one)
        if certificate.state == "issued" and certificate.person in present
    )
    if numbers:
        values = {"count": str(len(numbers)), "first": numbers[0], "last": numbers[-1]}
        yield fill(WORDS["certificates"], values)


def _named(word: str, villages: Sequence[VillageLine]) -> str:
    """Return the sentence that names villages, kecamatan by kecamatan; only counts when there are many."""
    by_district: dict[str, list[str]] = {}
    for line in villages:
        by_district.setdefault(line.district_name, []).append(line.name)
    if len(villages) <= _NAMED:
        names = "; ".join(f"Kec. {district}: {', '.join(found)}" for district, found in by_district.items())
    else:
        names = "; ".join(f"Kec. {district} {len(found)}" for district, found in by_district.items())
    return fill(WORDS[word], {"count": str(len(villages)), "names": names})


def _appendices(data_file: DataFile, held: Sequence[SessionFacts], photos: int) -> tuple[str, ...]:
    """Return what stands beside the report: papers that were made, by their numbers."""
    found: list[str] = []
    for facts in held:
        for paper in issued_papers.standing(data_file, facts.session.uid):
            if paper.kind in WORDS:
                found.append(fill(WORDS[paper.kind], {"number": issued_papers.shown_number(paper.number)}))
    sheets = sum(len(data_file.sheets.find(facts.session.uid)) for facts in held)
    if sheets:
        found.append(fill(WORDS["sheet"], {"count": str(sheets)}))
    if any(facts.topics for facts in held):
        found.append(WORDS["topics"])
    if photos:
        found.append(fill(WORDS["photos"], {"count": str(photos)}))
    return tuple(dict.fromkeys(found))


def _photos(data_file: DataFile, held: Sequence[SessionFacts]) -> tuple[Photo, ...]:
    photos = []
    for facts in held:
        for one in data_file.sessions.attachments(facts.session.uid):
            if one.kind == "photo" and one.asset:
                caption = one.caption or facts.where
                photos.append(Photo(data_file.asset(one.asset)[1], caption))
    return tuple(photos[:PHOTOS])
