"""The minutes of a session (berita acara pelaksanaan): figures from the marks, frozen. paper.md 3.11."""

import dataclasses
from collections.abc import Sequence

from kpm_desktop.documents import minutes
from kpm_desktop.documents.drawing import Drawing
from kpm_desktop.documents.minutes import EventMinutes
from kpm_desktop.documents.signature import SignatureBlock
from kpm_desktop.documents.wording import fill
from kpm_desktop.domain.certificates import IssuedPaper
from kpm_desktop.domain.dates import date_in_words, weekday_date
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.sessions import ParticipantLine
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import issued_papers, office_blocks, session_facts
from kpm_desktop.workflows.issued_papers import IssuedPrint, NumberChoice, PaperPreview
from kpm_desktop.workflows.progress import Progress, Refused
from kpm_desktop.workflows.session_facts import SessionFacts

KIND = "event_minutes"
WORDS = {
    "opening": "Pada hari ini {day}, bertempat di {place}, telah dilaksanakan {title} yang diselenggarakan "
    "oleh {organiser}, dengan acara {event}.",
    "nowhere": "........................",
    "heads": "Kepala desa dan lurah",
    "others": "KPM dan lainnya",
    "total": "JUMLAH",
}
STATUSES = ("excused", "sick", "absent", "represented")


@dataclasses.dataclass(frozen=True, slots=True)
class MinutesChoices:
    """How the minutes are printed: number, typed paragraphs, who signs, who takes note at the left."""

    number: NumberChoice = dataclasses.field(default_factory=NumberChoice)
    results: str = ""
    signatory: Uid | None = None
    acknowledged_by: Uid | None = None


def preview_minutes(
    data_file: DataFile, session: Uid, choices: MinutesChoices | None = None, progress: Progress | None = None
) -> PaperPreview:
    """Return the minutes as they would be printed now, marked KONSEP; nothing is written."""
    made, _, problems = _compose(data_file, session, choices or MinutesChoices())
    return issued_papers.preview(made, problems, progress)


def print_minutes(
    data_file: DataFile,
    session: Uid,
    choices: MinutesChoices | None = None,
    *,
    target: str = "",
    progress: Progress | None = None,
) -> IssuedPrint | Refused:
    """Freeze the minutes and return their PDF; refused with F.401, F.403, F.404 or F.405."""
    made, record, problems = _compose(data_file, session, choices or MinutesChoices())
    return issued_papers.issue(data_file, made, record, problems, target=target, progress=progress)


def counted(lines: Sequence[ParticipantLine]) -> tuple[int, int, int, int, int, int, int, int]:
    """Return invited, present L, present P, present, excused, sick, absent, represented of some rows.

    Whoever came for another counts as present; one of unknown sex in `present` alone.
    """
    present = [line for line in lines if line.status == "present"]
    rest = [sum(line.status == status for line in lines) for status in STATUSES]
    men, women = (sum(line.sex == sex for line in present) for sex in ("L", "P"))
    invited = sum(line.invited for line in lines)
    return (invited, men, women, len(present), rest[0], rest[1], rest[2], rest[3])


def topic_rows(data_file: DataFile, facts: SessionFacts) -> tuple[tuple[str, ...], ...]:
    """Return number, title, speakers and lesson hours of each topic."""
    names = {
        one.person: data_file.people.get(one.person).full_name
        for one in facts.speakers
        if one.person is not None
    }
    return tuple(
        (
            str(place),
            topic.title,
            ", ".join(
                dict.fromkeys(
                    names[one.person]
                    for one in facts.speakers
                    if one.topic == topic.uid and one.person is not None
                )
            ),
            str(topic.lesson_hours or "-"),
        )
        for place, topic in enumerate(facts.topics, 1)
    )


def _compose(
    data_file: DataFile, session: Uid, choices: MinutesChoices
) -> tuple[Drawing, IssuedPaper, tuple[Problem, ...]]:
    facts = session_facts.session_facts(data_file, session)
    office = data_file.office.get()
    number = issued_papers.next_number(data_file, choices.number, facts.day)
    problems = [*issued_papers.paper_problems(data_file, session, KIND, choices.number, number)]
    block = office_blocks.signature_block(data_file, facts.day, choices.signatory, choices.acknowledged_by)
    if block is None:
        problems.append(Problem("signatory", "F.405", {"date": weekday_date(facts.day)}))
        block = SignatureBlock("", office_blocks.EMPTY_SIGNER)
    values = {
        "day": date_in_words(facts.session.date) if facts.session.date else WORDS["nowhere"],
        "place": facts.place or WORDS["nowhere"],
        "title": facts.title,
        "organiser": office_blocks.organiser(office),
        "event": facts.event,
    }
    paper = EventMinutes(
        office_blocks.letterhead(data_file),
        (facts.title.upper(),),
        issued_papers.shown_number(number),
        fill(WORDS["opening"], values),
        _counts(facts),
        topic_rows(data_file, facts),
        choices.results,
        block,
    )
    record = IssuedPaper(data_file.new_uid(), KIND, session, choices.number.series, number, facts.day)
    return minutes.compose(paper), record, tuple(problems)


def _counts(facts: SessionFacts) -> tuple[tuple[str, ...], ...]:
    lines = facts.participants
    heads = [line for line in lines if session_facts.is_head(line)]
    others = [line for line in lines if not session_facts.is_head(line)]
    rows = ((WORDS["heads"], heads), (WORDS["others"], others), (WORDS["total"], lines))
    return tuple((word, *map(str, counted(group))) for word, group in rows)
