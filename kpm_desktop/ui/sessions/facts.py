"""All that the pane of a session shows, read from the data file, and how a session is called."""

import dataclasses

from kpm_desktop.domain import dates
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.sessions import Attachment, SessionLine, Speaker, Topic, invitation_problems
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.sessions.paper_pages import paper_of
from kpm_desktop.ui.sessions.rows import PersonRow, person_rows
from kpm_desktop.ui.sessions.steps import Step, steps_of
from kpm_desktop.ui.tables.column import Row

ROLE_WORDS = {
    "speaker": "Narasumber",
    "moderator": "Moderator",
    "committee": "Panitia",
    "participant": "Peserta",
}


@dataclasses.dataclass(frozen=True, slots=True)
class SessionFacts:
    """All that the pane shows of a session."""

    line: SessionLine
    steps: tuple[Step, ...]
    people: tuple[PersonRow, ...]
    topics: tuple[Topic, ...]
    speakers: tuple[Speaker, ...]
    names: dict[Uid, str]
    """Names of the speakers by person."""
    problems: tuple[Problem, ...]
    files: tuple[Attachment, ...] = ()
    reason: str = ""
    """Why it was cancelled or moved."""

    def speaker_rows(self) -> list[Row]:
        """Return the speakers: uid, name, role, institution, topic, person."""
        topics = {one.uid: one.title for one in self.topics}
        return [
            (
                one.uid,
                self.names.get(one.person or b"", ""),
                ROLE_WORDS[one.role],
                one.institution,
                topics.get(one.topic or b"", ""),
                one.person,
            )
            for one in self.speakers
        ]

    def topic_rows(self) -> list[Row]:
        """Return the topics: uid, place from 1, title, lesson hours, speakers."""
        spoken = {
            topic.uid: [
                self.names.get(one.person or b"", "") for one in self.speakers if one.topic == topic.uid
            ]
            for topic in self.topics
        }
        return [
            (topic.uid, place, topic.title, topic.lesson_hours, ", ".join(spoken[topic.uid]))
            for place, topic in enumerate(self.topics, 1)
        ]


def facts_of(data_file: DataFile, line: SessionLine) -> SessionFacts:
    """Return all that the pane shows of a session of the list."""
    uid = line.uid
    lines = data_file.attendance.find(uid)
    paper = paper_of(data_file, uid, lines)
    speakers = data_file.sessions.speakers(uid)
    people = {one.person for one in speakers if one.person is not None}
    return SessionFacts(
        line=line,
        steps=steps_of(line, paper),
        people=tuple(person_rows(lines, paper)),
        topics=tuple(data_file.sessions.topics(uid)),
        speakers=tuple(speakers),
        names={person: data_file.people.get(person).full_name for person in people},
        problems=tuple(invitation_problems(lines)),
        files=tuple(data_file.sessions.attachments(uid)),
        reason=data_file.sessions.get(uid).reason.rstrip("."),
    )


def title_of(session: SessionLine) -> str:
    """Return what a session is called: `Pembinaan Kecamatan Paiton dan Kotaanyar`."""
    kind = (session.kind or "sesi").capitalize()
    if session.district_names:
        return f"{kind} Kecamatan {session.district_names}"
    return session.series_name or kind


def place_of(session: SessionLine) -> str:
    """Return when and where: `Rabu, 7 April 2027, 08.00 s.d. 15.00 WIB, Pendopo Kec. Pajarakan, 8 JP`."""
    day = dates.weekday_date(session.date) if session.date else "tanggal belum diisi"
    hours = dates.clock_range(session.start, session.end)
    lessons = f"{session.lesson_hours} JP" if session.lesson_hours else ""
    return ", ".join(part for part in (day, hours, session.venue_name, lessons) if part)
