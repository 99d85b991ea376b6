"""What the papers of a session say about it: event, day, place, people. Texts only; nothing is written."""

import dataclasses
import datetime as dt
from collections.abc import Iterable

from kpm_desktop.domain.dates import clock_range, long_date, weekday_date, weekday_name
from kpm_desktop.domain.names import upper_name
from kpm_desktop.domain.sessions import (
    ParticipantLine,
    Series,
    Session,
    Speaker,
    Topic,
    Venue,
    districts_text,
)
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.villages import head_word
from kpm_desktop.store.data_file import DataFile

WORDS = {"district": "Kecamatan", "session": "kegiatan"}
HEADS = (head_word("desa"), head_word("kelurahan"))


@dataclasses.dataclass(frozen=True, slots=True)
class SessionFacts:
    """A session with everything around it; `day` is today while it has no date."""

    session: Session
    series: Series | None
    venue: Venue | None
    lines: tuple[ParticipantLine, ...]
    topics: tuple[Topic, ...]
    speakers: tuple[Speaker, ...]
    districts: tuple[str, ...]
    day: dt.date

    @property
    def kind(self) -> str:
        """Return what it is: `pembinaan`."""
        return self.session.kind or (self.series.kind if self.series else "") or WORDS["session"]

    @property
    def title(self) -> str:
        """Return the name of its series, or its kind."""
        return self.series.name if self.series and self.series.name else capital(self.kind)

    @property
    def event(self) -> str:
        """Return `Pembinaan KPM dan Kepala Desa Kecamatan Paiton dan Kotaanyar`."""
        event = " ".join(part for part in (capital(self.kind), self.called) if part)
        return f"{event} {WORDS['district']} {self.district_text}" if self.districts else event

    @property
    def called(self) -> str:
        """Return who is called: cadres first, heads after them."""
        return called(self.participants)

    @property
    def district_text(self) -> str:
        """Return the kecamatan: `Paiton dan Kotaanyar`."""
        return districts_text(self.districts)

    @property
    def place(self) -> str:
        """Return the venue's name."""
        return self.venue.name if self.venue else ""

    @property
    def weekday(self) -> str:
        """Return `Jumat`, empty while there is no date."""
        return weekday_name(self.session.date) if self.session.date else ""

    @property
    def date(self) -> str:
        """Return `12 April 2019`, empty while there is no date."""
        return long_date(self.session.date) if self.session.date else ""

    @property
    def weekday_date(self) -> str:
        """Return `Jumat, 12 April 2019`, empty while there is no date."""
        return weekday_date(self.session.date) if self.session.date else ""

    @property
    def hours(self) -> str:
        """Return `08.00 s.d. 12.00 WIB`."""
        return clock_range(self.session.start, self.session.end)

    @property
    def where(self) -> str:
        """Return what later pages begin with: `Pembinaan, Pendopo Kecamatan Paiton, Jumat, 12 April 2019`."""
        return ", ".join(part for part in (capital(self.kind), self.place, self.weekday_date) if part)

    @property
    def participants(self) -> list[ParticipantLine]:
        """Return the participants, whoever came for another too."""
        return [line for line in self.lines if line.role == "participant"]

    @property
    def lesson_hours(self) -> int:
        """Return the lesson hours of all topics."""
        return sum(topic.lesson_hours or 0 for topic in self.topics)


def session_facts(data_file: DataFile, session: Uid) -> SessionFacts:
    """Return the facts of a session; KeyError when there never was such a session."""
    record = data_file.sessions.get(session)
    names = {district.uid: district.name for district in data_file.villages.districts()}
    return SessionFacts(
        record,
        data_file.sessions.get_series(record.series) if record.series else None,
        data_file.sessions.get_venue(record.venue) if record.venue else None,
        tuple(data_file.attendance.find(session)),
        tuple(data_file.sessions.topics(session)),
        tuple(data_file.sessions.speakers(session)),
        tuple(names[one] for one in record.districts if one in names),
        record.date or data_file.now().date(),
    )


def called(lines: Iterable[ParticipantLine]) -> str:
    """Return who is invited, by post, as `KPM dan Kepala Desa`: cadres first, heads after them."""
    posts = dict.fromkeys(line.post for line in lines if line.post and line.invited)
    heads = [word for word in HEADS if any(post.endswith(word) for post in posts)]
    return districts_text([*(post for post in posts if not post.endswith(HEADS)), *heads])


def printed_name(line: ParticipantLine) -> str:
    """Return how a person of the list is printed: his *nama cetak*, else capitals with titles as stored."""
    return line.print_name or upper_name(line.name, line.title_front, line.title_back)


def village_words(line: ParticipantLine) -> str:
    """Return the village; a name that occurs twice carries its kecamatan."""
    if line.village_name and line.is_ambiguous:
        return f"{line.village_name}, Kec. {line.district_name}"
    return line.village_name


def is_head(line: ParticipantLine) -> bool:
    """Tell whether somebody is on the list as village head."""
    return line.post.endswith(HEADS)


def capital(text: str) -> str:
    """Return a text with a capital first letter."""
    return text[:1].upper() + text[1:]
