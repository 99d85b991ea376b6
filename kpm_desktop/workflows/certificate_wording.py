"""From a series and somebody who earned its certificate to the texts on it. Nothing is measured here."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from kpm_desktop.documents.certificate import BackSide, CertificateText, TopicLine
from kpm_desktop.documents.wording import fill
from kpm_desktop.domain.dates import date_range
from kpm_desktop.domain.names import full_name, upper_name
from kpm_desktop.domain.office import Office, Signatory
from kpm_desktop.domain.people import ERASED_NAME
from kpm_desktop.domain.sessions import Series, districts_text
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.villages import head_word, kind_word
from kpm_desktop.domain.words import in_words
from kpm_desktop.store.certificates import Earned
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import office_blocks

WORDS = {
    "body": "atas partisipasinya sebagai {peran} pada kegiatan {kegiatan} yang diselenggarakan oleh "
    "{penyelenggara} pada tanggal {tanggal} di {tempat}",
    "body_without_place": "atas partisipasinya sebagai {peran} pada kegiatan {kegiatan} yang "
    "diselenggarakan oleh {penyelenggara} pada tanggal {tanggal}",
    "hours": " selama {jp} ({jp_terbilang}) jam pelajaran.",
    "role": "PESERTA",
    "district": "Kecamatan",
    "sample_name": "SITI CONTOHWATI, S.Pd.",
    "sample_role": "Kader Pemberdayaan Masyarakat Desa Contoh Kecamatan Contoh",
}
SAMPLE_VALUES = {
    "peran": "PESERTA",
    "kegiatan": "Pembinaan Kader Pemberdayaan Masyarakat",
    "tanggal": "12 April 2019",
    "tempat": "Pendopo Kecamatan",
}
LONG_FORMS = {
    "KPM": "Kader Pemberdayaan Masyarakat",
    "KPMD": "Kader Pemberdayaan Masyarakat Desa",
}
_TIE = "\u00a0"


@dataclasses.dataclass(frozen=True, slots=True)
class SessionFacts:
    """A session as a certificate names it."""

    day: dt.date | None
    place: str
    topics: tuple[TopicLine, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class SeriesFacts:
    """What the certificates of one run have in common, read once."""

    series: Series
    office: Office
    day: dt.date
    signatory: Signatory | None
    committee: Signatory | None
    minutes: int
    sessions: dict[Uid, SessionFacts]


def series_facts(
    data_file: DataFile, series: Uid, day: dt.date, signatory: Signatory | None, committee: Uid | None
) -> SeriesFacts:
    """Read what every certificate of the series needs."""
    found = {}
    for session in data_file.sessions.of_series(series):
        place = data_file.sessions.get_venue(session.venue).name if session.venue else ""
        found[session.uid] = SessionFacts(session.date, place, _topics(data_file, session.uid))
    return SeriesFacts(
        data_file.sessions.get_series(series),
        data_file.office.get(),
        day,
        signatory,
        data_file.office.get_signatory(committee) if committee else None,
        data_file.office.number("lesson_minutes"),
        found,
    )


def text_for(
    facts: SeriesFacts, earned: Earned, number: str, *, back: bool, upper_case: bool
) -> CertificateText:
    """Return every text of one certificate."""
    sessions = [facts.sessions[uid] for uid in earned.sessions if uid in facts.sessions]
    empty = office_blocks.EMPTY_SIGNER
    return CertificateText(
        upper_name=facts.office.upper_name.upper(),
        office_name=facts.office.name.upper(),
        number=number,
        name=printed_name(earned, upper_case=upper_case),
        role_line=role_line(earned),
        body=_body(facts, earned, sessions),
        place_and_date=office_blocks.place_and_date(facts.office, facts.day),
        signer=office_blocks.signer(facts.signatory, titles=False) if facts.signatory else empty,
        emblem=facts.office.emblem,
        address=facts.office.address,
        back=_back(facts, sessions) if back else None,
    )


def sample_text(office: Office, number: str) -> CertificateText:
    """Return the texts of somebody invented, for a page that is only looked at."""
    return CertificateText(
        upper_name=office.upper_name.upper(),
        office_name=office.name.upper(),
        number=number,
        name=WORDS["sample_name"],
        role_line=WORDS["sample_role"],
        body=fill(WORDS["body"], {**SAMPLE_VALUES, "penyelenggara": office_blocks.organiser(office)}) + ".",
        place_and_date="",
        signer=office_blocks.EMPTY_SIGNER,
        emblem=office.emblem,
        address=office.address,
    )


def printed_name(earned: Earned, *, upper_case: bool) -> str:
    """Return the name for the paper: *nama cetak* as it stands, else with titles, the name in capitals."""
    if earned.print_name:
        return earned.print_name
    assembled = upper_name if upper_case else full_name
    return assembled(earned.name, earned.title_front, earned.title_back)


def role_line(earned: Earned) -> str:
    """Return `Kader Pemberdayaan Masyarakat Desa Sukodadi Kecamatan Paiton`; `Kepala Desa Sukodadi ...`."""
    is_head = earned.post.endswith((head_word("desa"), head_word("kelurahan")))
    post = LONG_FORMS.get(earned.post, earned.post)
    kind = "" if is_head or not earned.village_name else kind_word(earned.village_kind)
    if post.endswith(f" {kind}"):
        kind = ""
    district = f"{WORDS['district']} {earned.district_name}" if earned.district_name else ""
    return " ".join(part for part in (post, kind, earned.village_name, district) if part)


def _body(facts: SeriesFacts, earned: Earned, sessions: Sequence[SessionFacts]) -> str:
    places = _places(sessions)
    values = {
        "nama": printed_name(earned, upper_case=True),
        "jabatan": earned.post,
        "desa": f"{kind_word(earned.village_kind)} {earned.village_name}",
        "kecamatan": earned.district_name,
        "peran": WORDS["role"],
        "kegiatan": facts.series.name,
        "penyelenggara": office_blocks.organiser(facts.office),
        "tanggal": _days(sessions, facts.day).replace(" ", _TIE),
        "tempat": places,
        "jp": str(earned.lesson_hours),
        "jp_terbilang": in_words(earned.lesson_hours),
    }
    body = fill(WORDS["body"] if places else WORDS["body_without_place"], values)
    if not earned.lesson_hours:
        return f"{body}."
    hours = WORDS["hours"].replace("{jp} (", f"{{jp}}{_TIE}(")
    return body + fill(hours, values)


def _back(facts: SeriesFacts, sessions: Sequence[SessionFacts]) -> BackSide:
    place_and_dates = ", ".join(part for part in (_places(sessions), _days(sessions, facts.day)) if part)
    return BackSide(
        activity=facts.series.name.upper(),
        place_and_dates=place_and_dates,
        topics=tuple(topic for session in sessions for topic in session.topics),
        minutes_per_lesson_hour=facts.minutes,
        place_and_date=office_blocks.place_and_date(facts.office, facts.day),
        signer=office_blocks.signer(facts.committee, titles=False) if facts.committee else None,
    )


def _topics(data_file: DataFile, session: Uid) -> tuple[TopicLine, ...]:
    speakers = [one for one in data_file.sessions.speakers(session) if one.role == "speaker" and one.person]
    lines = []
    for topic in data_file.sessions.topics(session):
        people = [one.person for one in speakers if one.topic == topic.uid]
        people = people or [one.person for one in speakers if one.topic is None]
        names = [(data_file.people.get(person).name.upper() or ERASED_NAME) for person in people if person]
        lines.append(TopicLine(topic.title, ", ".join(names), topic.lesson_hours or 0))
    return tuple(lines)


def _days(sessions: Sequence[SessionFacts], otherwise: dt.date) -> str:
    days = [session.day for session in sessions if session.day] or [otherwise]
    return date_range(min(days), max(days))


def _places(sessions: Sequence[SessionFacts]) -> str:
    return districts_text(list(dict.fromkeys(session.place for session in sessions if session.place)))
