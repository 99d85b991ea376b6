"""Name cards of a session's people or of chosen cadres, and cards with a cadre's whole record. Live papers.

Source: paper.md section 3.15.
"""

from collections.abc import Sequence

from kpm_desktop.documents import cadre_card, name_cards
from kpm_desktop.documents.cadre_card import CadreCard
from kpm_desktop.documents.name_cards import NameCard
from kpm_desktop.domain.cadres import Cadre, CadreTerm
from kpm_desktop.domain.dates import long_date, short_date
from kpm_desktop.domain.national_id import mask_nik
from kpm_desktop.domain.people import HistoryLine
from kpm_desktop.domain.sessions import ParticipantLine
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.villages import VillageLine, kind_word
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import live_papers, office_blocks, session_facts
from kpm_desktop.workflows.issued_papers import PaperPreview
from kpm_desktop.workflows.progress import Progress, Quiet

WORDS = {
    "compose": "Menyusun kartu",
    "place": "Desa atau kelurahan",
    "district": "Kecamatan",
    "sex": "Jenis kelamin",
    "L": "Laki-laki",
    "P": "Perempuan",
    "born": "Tempat, tanggal lahir",
    "nik": "NIK",
    "phone": "No. HP",
    "address": "Alamat",
    "education": "Pendidikan",
    "courses": "Kursus",
    "occupation": "Pekerjaan",
    "institution": "Lembaga asal",
    "proposed": "diusulkan",
    "active": "aktif",
    "ended": "selesai",
    "total": "Jumlah {year}",
    "dated": "tanggal {date}",
    "span": "{start} s.d. {end}",
    "unknown": "...",
    "speaker": "Narasumber",
    "moderator": "Moderator",
    "committee": "Panitia",
}
_STATUS = {
    "present": "hadir", "excused": "izin", "sick": "sakit", "absent": "alpa", "represented": "diwakili",
    "issued": "terbit", "replaced": "diganti", "voided": "batal", "spoiled": "rusak", "ready": "siap",
    "withdrawn": "mengundurkan diri", "disqualified": "didiskualifikasi", "active": "peserta",
}  # fmt: skip


def session_cards(data_file: DataFile, session: Uid, progress: Progress | None = None) -> PaperPreview:
    """Return a name card for each person on a session's list, in paper order, then its speakers."""
    facts = session_facts.session_facts(data_file, session)
    event = ", ".join(part for part in (facts.title, facts.date) if part)
    cards = [
        NameCard(line.person, session_facts.printed_name(line), line.post, _place(line), event)
        for line in facts.lines
        if line.role == "participant"
    ]
    seen = {card.person for card in cards}
    for speaker in facts.speakers:
        if speaker.person is not None and speaker.person not in seen:
            seen.add(speaker.person)
            person = data_file.people.get(speaker.person)
            role = WORDS.get(speaker.role, "")
            cards.append(NameCard(person.uid, person.paper_name, role, speaker.institution, event))
    return _cards(data_file, cards, progress)


def cadre_name_cards(
    data_file: DataFile, persons: Sequence[Uid], progress: Progress | None = None
) -> PaperPreview:
    """Return a name card for each of these cadres, in their order."""
    villages = _villages(data_file)
    cards = []
    for uid in persons:
        cadre = data_file.cadres.get(uid)
        village = villages.get(cadre.term.village or b"")
        role = cadre.term.position or cadre.term.cadre_type
        place = f"{kind_word(village.kind)} {village.name}\nKec. {village.district_name}" if village else ""
        cards.append(NameCard(uid, cadre.person.paper_name, role, place))
    return _cards(data_file, cards, progress)


def cadre_records(
    data_file: DataFile, persons: Sequence[Uid], progress: Progress | None = None
) -> PaperPreview:
    """Return the card of each of these cadres; the NIK is masked."""
    steps = progress or Quiet()
    villages = _villages(data_file)
    cards = []
    for done, uid in enumerate(persons):
        steps.step(done, len(persons), WORDS["compose"])
        cards.append(_record(data_file, data_file.cadres.get(uid), villages))
    date = long_date(data_file.now().date())
    return live_papers.live_paper(
        cadre_card.compose(tuple(cards), office_blocks.letterhead(data_file), date), steps
    )


def _cards(data_file: DataFile, cards: Sequence[NameCard], progress: Progress | None) -> PaperPreview:
    head = office_blocks.letterhead(data_file)
    made = name_cards.compose(tuple(cards), head.upper_name, head.name, head.emblem)
    return live_papers.live_paper(made, progress)


def _record(data_file: DataFile, cadre: Cadre, villages: dict[Uid, VillageLine]) -> CadreCard:
    person, term = cadre.person, cadre.term
    village = villages.get(term.village or b"")
    born = ", ".join(
        part
        for part in (person.birth_place, long_date(person.birth_date) if person.birth_date else "")
        if part
    )
    fields = (
        (WORDS["place"], _village_words(village)),
        (WORDS["district"], village.district_name if village else ""),
        (WORDS["sex"], WORDS.get(person.sex, "")),
        (WORDS["born"], born),
        (WORDS["nik"], mask_nik(person.nik) if person.nik else ""),
        (WORDS["phone"], person.phone),
        (WORDS["address"], person.address),
        (WORDS["education"], person.education),
        (WORDS["courses"], person.courses),
        (WORDS["occupation"], person.occupation),
        (WORDS["institution"], term.origin_institution),
    )
    history = data_file.people.history(cadre.uid)
    return CadreCard(
        name=person.paper_name,
        photo=data_file.asset(person.photo)[1] if person.photo else None,
        fields=tuple((label, value) for label, value in fields if value),
        terms=tuple(_term(one, villages) for one in (term, *cadre.earlier)),
        training=_training([one for one in history if one.kind == "attendance"]),
        certificates=tuple(
            (_short(one), one.title, one.detail, _STATUS.get(one.status, one.status))
            for one in history
            if one.kind == "certificate"
        ),
        contests=tuple(
            (
                str(one.date.year) if one.date else "",
                one.title,
                one.detail,
                _STATUS.get(one.status, one.status),
            )
            for one in history
            if one.kind == "entry"
        ),
        profile=term.institution_profile,
        notes=person.notes,
    )


def _term(term: CadreTerm, villages: dict[Uid, VillageLine]) -> tuple[str, ...]:
    decree = term.decree_no
    if term.decree_date:
        dated = WORDS["dated"].replace("{date}", short_date(term.decree_date))
        decree = f"{decree} {dated}".strip()
    start, end = (short_date(day) if day else WORDS["unknown"] for day in (term.term_start, term.term_end))
    span = WORDS["span"].replace("{start}", start).replace("{end}", end)
    return (
        _village_words(villages.get(term.village or b"")),
        ", ".join(part for part in (term.cadre_type, term.position) if part),
        term.field,
        decree,
        span if term.term_start or term.term_end else "",
        WORDS[term.status],
    )


def _training(lines: Sequence[HistoryLine]) -> tuple[tuple[str, ...], ...]:
    """Return the sessions, newest first, with the lesson hours of each year below its last one."""
    rows: list[tuple[str, ...]] = []
    for place, one in enumerate(lines):
        hours = str(one.lesson_hours) if one.lesson_hours else "-"
        rows.append((_short(one) or "-", one.title, one.detail, _STATUS.get(one.status, "-"), hours))
        year = one.date.year if one.date else None
        following = lines[place + 1].date if place + 1 < len(lines) else None
        if year is not None and (following is None or following.year != year):
            total = sum(other.lesson_hours for other in lines if other.date and other.date.year == year)
            rows.append(("", WORDS["total"].replace("{year}", str(year)), "", "", str(total)))
    return tuple(rows)


def _short(line: HistoryLine) -> str:
    return short_date(line.date) if line.date else ""


def _place(line: ParticipantLine) -> str:
    if not line.village_name:
        return ""
    return f"{kind_word(line.village_kind)} {line.village_name}\nKec. {line.district_name}"


def _village_words(village: VillageLine | None) -> str:
    if village is None:
        return ""
    name = f"{kind_word(village.kind)} {village.name}"
    return f"{name}, Kec. {village.district_name}" if village.is_ambiguous else name


def _villages(data_file: DataFile) -> dict[Uid, VillageLine]:
    return {line.uid: line for line in data_file.villages.find(data_file.now().date())}
