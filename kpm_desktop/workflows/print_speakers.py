"""The attendance sheet of a session's speakers, moderators and committee, frozen. paper.md 3.2."""

import dataclasses

from kpm_desktop.documents import speaker_sheet
from kpm_desktop.documents.drawing import Drawing
from kpm_desktop.documents.page import PAPERS
from kpm_desktop.documents.signature import SignatureBlock
from kpm_desktop.documents.speaker_sheet import SpeakerRow, SpeakerSheet
from kpm_desktop.domain.certificates import IssuedPaper
from kpm_desktop.domain.dates import weekday_date
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import issued_papers, office_blocks, session_facts
from kpm_desktop.workflows.issued_papers import IssuedPrint, PaperPreview
from kpm_desktop.workflows.progress import Progress, Refused
from kpm_desktop.workflows.session_facts import SessionFacts

KIND = "speaker_sheet"
WORDS = {
    "day": "Hari, tanggal",
    "hours": "Waktu",
    "place": "Tempat",
    "event": "Acara",
    "moderator": "Moderator",
    "committee": "Panitia",
    "speaker": "Narasumber",
}


@dataclasses.dataclass(frozen=True, slots=True)
class SpeakerChoices:
    """How the sheet is printed: paper, and who signs (None: who may on that day)."""

    paper: str = "F4"
    signatory: Uid | None = None


def preview_speakers(
    data_file: DataFile, session: Uid, choices: SpeakerChoices | None = None, progress: Progress | None = None
) -> PaperPreview:
    """Return the sheet as it would be printed now, marked KONSEP; nothing is written."""
    made, _, problems = _compose(data_file, session, choices or SpeakerChoices())
    return issued_papers.preview(made, problems, progress)


def print_speakers(
    data_file: DataFile,
    session: Uid,
    choices: SpeakerChoices | None = None,
    *,
    target: str = "",
    progress: Progress | None = None,
) -> IssuedPrint | Refused:
    """Freeze the sheet and return its PDF; refused with F.404, F.405, or F.410 when nobody speaks."""
    made, record, problems = _compose(data_file, session, choices or SpeakerChoices())
    return issued_papers.issue(data_file, made, record, problems, target=target, progress=progress)


def speaker_rows(data_file: DataFile, facts: SessionFacts) -> tuple[SpeakerRow, ...]:
    """Return each speaker once, with all topics he speaks on, in the order of the topics."""
    titles = {topic.uid: topic.title for topic in facts.topics}
    order = list(titles)
    spoken: dict[Uid, list[str]] = {}
    institutions: dict[Uid, str] = {}
    found = sorted(
        facts.speakers, key=lambda one: order.index(one.topic) if one.topic in titles else len(order)
    )
    for one in found:
        if one.person is None:
            continue
        topics = spoken.setdefault(one.person, [])
        institutions.setdefault(one.person, one.institution)
        title = titles.get(one.topic or b"", WORDS[one.role] if one.role != "speaker" else "")
        if title and title not in topics:
            topics.append(title)
    rows = []
    for person, topics in spoken.items():
        name = data_file.people.get(person).paper_name
        rows.append(SpeakerRow(name, institutions[person], "\n".join(topics)))
    return tuple(rows)


def _compose(
    data_file: DataFile, session: Uid, choices: SpeakerChoices
) -> tuple[Drawing, IssuedPaper, tuple[Problem, ...]]:
    facts = session_facts.session_facts(data_file, session)
    signatory = office_blocks.signatory_on(data_file, facts.day, choices.signatory)
    rows = speaker_rows(data_file, facts)
    problems = []
    if signatory is None:
        problems.append(Problem("signatory", "F.405", {"date": weekday_date(facts.day)}))
    if not rows:
        problems.append(Problem("speaker", "F.410"))
    signer = office_blocks.signer(signatory, titles=True) if signatory else office_blocks.EMPTY_SIGNER
    sheet = SpeakerSheet(
        PAPERS[choices.paper],
        office_blocks.letterhead(data_file),
        facts.title.upper(),
        facts.event,
        (
            (WORDS["day"], facts.weekday_date),
            (WORDS["hours"], facts.hours),
            (WORDS["place"], facts.place),
            (WORDS["event"], facts.event),
        ),
        rows,
        SignatureBlock(office_blocks.place_and_date(data_file.office.get(), facts.session.date), signer),
    )
    record = IssuedPaper(data_file.new_uid(), KIND, session, None, "", facts.day)
    return speaker_sheet.compose(sheet), record, tuple(problems)
