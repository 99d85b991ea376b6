"""Invitations of a session: a letter for each village or one with a list, frozen; and texts for WhatsApp.

Source: paper.md section 3.1. A letter goes to the people of one village on the session's list; when its head
is not among them, through him.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Literal

from kpm_desktop.documents import invitation
from kpm_desktop.documents.drawing import Drawing
from kpm_desktop.documents.invitation import Invitation, ListedVillage
from kpm_desktop.documents.letter_parts import Addressee
from kpm_desktop.documents.page import PAPERS
from kpm_desktop.documents.signature import SignatureBlock
from kpm_desktop.documents.speaker_sheet import SpeakerRow
from kpm_desktop.documents.wording import fill
from kpm_desktop.domain.certificates import IssuedPaper
from kpm_desktop.domain.dates import long_date
from kpm_desktop.domain.people import HeadLine
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.sessions import ParticipantLine
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.villages import head_word, kind_word
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import issued_papers, office_blocks, print_speakers, session_facts
from kpm_desktop.workflows.issued_papers import IssuedPrint, NumberChoice, PaperPreview
from kpm_desktop.workflows.progress import Progress, Refused

Mode = Literal["village", "list"]
KIND = "invitation"
WORDS = {
    "nature": "Biasa",
    "none": "-",
    "one": "1 (satu) berkas",
    "subject": "Undangan {event}",
    "opening": "Dalam rangka pelaksanaan {title}, dengan hormat kami mengundang Saudara untuk hadir pada:",
    "day": "Hari",
    "date": "Tanggal",
    "hours": "Waktu",
    "place": "Tempat",
    "event": "Acara",
    "closing": "Demikian undangan ini kami sampaikan. Atas perhatian dan kehadiran Saudara, kami ucapkan "
    "terima kasih.",
    "through": "melalui {post} {village}",
    "many": "{post} sebanyak {count} orang",
    "here": "Tempat",
    "enclosed": "(daftar terlampir)",
    "guest": "{name}, {post}",
    "whatsapp": "Yth. {who}\n\nDengan hormat, mengundang Saudara pada:\nAcara: {event}\n"
    "Hari, tanggal: {day}\nWaktu: {hours}\nTempat: {place}\n\nNomor surat: {number}\nTerima kasih.\n{office}",
}
_ALL_NAMED = 6  # people of one village that stand on the letter by name


@dataclasses.dataclass(frozen=True, slots=True)
class InvitationChoices:
    """How invitations are printed; empty texts take the usual wording.

    `day` is the letter's date (None: today). `villages` narrows the letters to these; `speakers`
    adds a letter for each speaker, moderator and member of the committee.
    """

    mode: Mode = "village"
    number: NumberChoice = dataclasses.field(default_factory=NumberChoice)
    day: dt.date | None = None
    signatory: Uid | None = None
    nature: str = ""
    opening: str = ""
    bring: str = ""
    closing: str = ""
    copies: tuple[str, ...] = ()
    paper: str = "F4"
    villages: frozenset[Uid] | None = None
    speakers: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class VillageGroup:
    """The people of one village on a session's list (village None: a guest for himself)."""

    village: Uid | None
    people: tuple[ParticipantLine, ...]


def preview_invitations(
    data_file: DataFile,
    session: Uid,
    choices: InvitationChoices | None = None,
    progress: Progress | None = None,
) -> PaperPreview:
    """Return the letters as they would be printed now, marked KONSEP; nothing is written."""
    made, _, problems = _compose(data_file, session, choices or InvitationChoices())
    return issued_papers.preview(made, problems, progress)


def print_invitations(
    data_file: DataFile,
    session: Uid,
    choices: InvitationChoices | None = None,
    *,
    target: str = "",
    progress: Progress | None = None,
) -> IssuedPrint | Refused:
    """Freeze the letters of a session as one numbered paper and return their PDF.

    Refused with F.401, F.403, F.404, F.405, or F.410 when nobody is invited.
    """
    made, record, problems = _compose(data_file, session, choices or InvitationChoices())
    ticks = ((session, "invitation"),)
    return issued_papers.issue(
        data_file, made, record, problems, ticks=ticks, target=target, progress=progress
    )


def whatsapp_texts(
    data_file: DataFile, session: Uid, choices: InvitationChoices | None = None
) -> list[tuple[str, str]]:
    """Return (village, text to paste) for each letter, in the order of the letters."""
    chosen = choices or InvitationChoices()
    facts = session_facts.session_facts(data_file, session)
    day = chosen.day or data_file.now().date()
    heads = _heads(data_file)
    number = _standing_number(data_file, session) or issued_papers.next_number(data_file, chosen.number, day)
    office = data_file.office.get().name
    texts = []
    for group in village_groups(facts.participants, chosen.villages):
        addressee = _addressee(group, heads)
        values = {
            "who": ", ".join(addressee.lines),
            "event": facts.event,
            "day": facts.weekday_date,
            "hours": facts.hours,
            "place": facts.place,
            "number": number or WORDS["none"],
            "office": office,
        }
        texts.append((addressee.place, fill(WORDS["whatsapp"], values)))
    return texts


def village_groups(
    lines: Iterable[ParticipantLine], villages: frozenset[Uid] | None = None
) -> list[VillageGroup]:
    """Return who is invited, village by village in paper order; people without a village each alone."""
    groups: dict[Uid, list[ParticipantLine]] = {}
    for line in lines:
        if line.invited and line.represents is None and (villages is None or line.village in villages):
            groups.setdefault(line.village or line.uid, []).append(line)
    return [VillageGroup(people[0].village, tuple(people)) for people in groups.values()]


def _compose(
    data_file: DataFile, session: Uid, choices: InvitationChoices
) -> tuple[Drawing, IssuedPaper, tuple[Problem, ...]]:
    facts = session_facts.session_facts(data_file, session)
    day = choices.day or data_file.now().date()
    number = issued_papers.next_number(data_file, choices.number, day)
    signatory = office_blocks.signatory_on(data_file, day, choices.signatory)
    groups = village_groups(facts.participants, choices.villages)
    problems = [*issued_papers.paper_problems(data_file, session, KIND, choices.number, number)]
    if signatory is None:
        problems.append(Problem("signatory", "F.405", {"date": long_date(day)}))
    speakers = print_speakers.speaker_rows(data_file, facts) if choices.speakers else ()
    if not groups and not speakers:
        problems.append(Problem("attendance", "F.410"))
    office = data_file.office.get()
    heads = _heads(data_file)
    by_list = choices.mode == "list"
    place_and_date = office_blocks.place_and_date(office, day)
    signer = office_blocks.signer(signatory, titles=True) if signatory else office_blocks.EMPTY_SIGNER
    letter = Invitation(
        letterhead=office_blocks.letterhead(data_file),
        place_and_date=place_and_date,
        date=long_date(day),
        number=issued_papers.shown_number(number),
        nature=choices.nature or WORDS["nature"],
        enclosure=WORDS["one"] if by_list else WORDS["none"],
        subject=fill(WORDS["subject"], {"event": facts.event}),
        addressees=(
            (Addressee((facts.called, WORDS["enclosed"]), WORDS["here"]),)
            if by_list
            else (*(_addressee(group, heads) for group in groups), *map(_speaker_addressee, speakers))
        ),
        opening=choices.opening or fill(WORDS["opening"], {"title": facts.title}),
        fields=(
            (WORDS["day"], facts.weekday),
            (WORDS["date"], facts.date),
            (WORDS["hours"], facts.hours),
            (WORDS["place"], facts.place),
            (WORDS["event"], facts.event),
        ),
        bring=choices.bring,
        closing=choices.closing or WORDS["closing"],
        signature=SignatureBlock("", signer),
        copies=choices.copies,
        listed=(*map(_listed, groups), *map(_listed_speaker, speakers)) if by_list else (),
        paper=PAPERS[choices.paper],
    )
    record = IssuedPaper(data_file.new_uid(), KIND, session, choices.number.series, number, day)
    return invitation.compose(letter), record, tuple(problems)


def _addressee(group: VillageGroup, heads: dict[Uid, HeadLine]) -> Addressee:
    """Return the lines after *Yth.*: the head with his name, then the others; through a head not invited."""
    first = group.people[0]
    if group.village is None:
        name = session_facts.printed_name(first)
        return Addressee(tuple(part for part in (name, first.post) if part), WORDS["here"])
    village = f"{kind_word(first.village_kind)} {first.village_name}"
    invited_heads = [line for line in group.people if session_facts.is_head(line)]
    others = [line for line in group.people if not session_facts.is_head(line)]
    lines: list[str] = []
    count = len(invited_heads) + len(others)
    start = 1
    for line in invited_heads:
        mark = f"{start}. " if count > 1 else ""
        lines += [f"{mark}{session_facts.printed_name(line)}", f"{line.post} {first.village_name}"]
        start += 1
    if len(group.people) <= _ALL_NAMED:
        for number, line in enumerate(others, start):
            mark = f"{number}. " if count > 1 else ""
            values = {"name": session_facts.printed_name(line), "post": line.post}
            lines.append(mark + (fill(WORDS["guest"], values) if line.post else values["name"]))
    else:
        posts = dict.fromkeys(line.post for line in others)
        for number, post in enumerate(posts, start):
            many = str(sum(line.post == post for line in others))
            lines.append(f"{number}. " + fill(WORDS["many"], {"post": f"{post} {village}", "count": many}))
    if not invited_heads:
        post = head_word(first.village_kind)
        lines.append(fill(WORDS["through"], {"post": post, "village": first.village_name}))
        head = heads.get(group.village)
        if head is not None:
            lines[-1] += f" ({head.full_name})"
    return Addressee(tuple(lines), first.village_name)


def _listed(group: VillageGroup) -> ListedVillage:
    people = "\n".join(
        f"{session_facts.printed_name(line)}{f', {line.post}' if line.post else ''}" for line in group.people
    )
    first = group.people[0]
    return ListedVillage(first.village_name or WORDS["none"], first.district_name or WORDS["none"], people)


def _speaker_addressee(speaker: SpeakerRow) -> Addressee:
    return Addressee(tuple(part for part in (speaker.name, speaker.institution) if part), WORDS["here"])


def _listed_speaker(speaker: SpeakerRow) -> ListedVillage:
    who = ", ".join(part for part in (speaker.name, speaker.institution) if part)
    return ListedVillage(WORDS["none"], WORDS["none"], who)


def _heads(data_file: DataFile) -> dict[Uid, HeadLine]:
    """Return the present head of each village that has one."""
    found: dict[Uid, HeadLine] = {}
    for line in data_file.people.heads():
        if line.status != "ended":
            found.setdefault(line.village, line)
    return found


def _standing_number(data_file: DataFile, session: Uid) -> str:
    papers = issued_papers.standing(data_file, session)
    return next((paper.number for paper in reversed(papers) if paper.kind == KIND and paper.number), "")
