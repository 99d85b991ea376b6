"""Periksa kembar: persons that may be one twice, joining two into one, and taking them apart again.

Proposals only: nothing is ever joined by itself. Likeness is `domain.matching`'s work.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any, Final

from kpm_desktop.domain.cadres import Cadre, CadreTerm, newest
from kpm_desktop.domain.duplicates import PairLine, resolve
from kpm_desktop.domain.matching import AlikePair, PersonTraits, alike_pairs, person_likeness
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.people import PersonLine
from kpm_desktop.workflows.progress import QUIET, Progress

WORDS: Final = {"look": "Membandingkan orang", "joined": "digabung dengan data kembarnya"}
PERSON_FIELDS: Final = (
    "name", "title_front", "title_back", "print_name", "nik", "sex", "birth_place", "birth_date", "phone",
    "address", "education", "courses", "occupation", "potential", "potential_note", "notes", "photo",
)  # fmt: skip
"""What is chosen field by field of two persons."""
TERM_FIELDS: Final = (
    "village", "cadre_type", "position", "field", "origin_institution", "institution_profile", "decree_no",
    "decree_date", "term_start", "term_end",
)  # fmt: skip
"""What is chosen field by field of their present terms, when these are one and the same term."""
TERM: Final = "term"
"""What is chosen as a whole, when both have a term now and these are two: which one goes on."""


def find_pairs(data_file: DataFile, progress: Progress = QUIET) -> list[AlikePair]:
    """Return the pairs that may be one person, most alike first; at least one of each is a cadre.

    Those told apart are among them; `pair_lines` leaves them out.
    """
    cadres = data_file.cadres.persons()
    people = [PersonTraits(*traits) for traits in data_file.people.traits()]

    def step(done: int, total: int) -> None:
        if done % 64 == 0:
            progress.step(done, total, WORDS["look"])

    return [pair for pair in alike_pairs(people, step) if {pair.one, pair.other} & cadres]


def pair_of(data_file: DataFile, one: Uid, other: Uid) -> AlikePair:
    """Return two persons as a pair to be looked at, however little they are alike."""
    first, second = sorted((one, other))
    traits = {found[0]: PersonTraits(*found) for found in data_file.people.traits()}
    likeness = person_likeness(traits[first], traits[second])
    return AlikePair(first, second, likeness.score, likeness.reasons)


def pair_lines(data_file: DataFile, pairs: Iterable[AlikePair]) -> list[PairLine]:
    """Return these pairs as they stand now, then the pairs that are joined, newest first.

    A row that was joined meanwhile is read through the one it stands for; a pair that became one person, was
    told apart, or lost somebody is left out. Of two rows a cadre comes first, then the older one.
    """
    cadres = data_file.cadres.persons()
    apart = {frozenset(pair) for pair in data_file.people.not_same()}
    people = {line.uid: line for line in data_file.people.find()}
    roots = resolve(data_file.people.joined())
    found: dict[frozenset[Uid], PairLine] = {}
    for pair in pairs:
        both = sorted(
            {roots.get(uid, uid) for uid in (pair.one, pair.other)},
            key=lambda uid: (uid not in cadres, uid),
        )
        key = frozenset(both)
        if len(both) == 2 and key not in apart and all(uid in people for uid in both) and key & cadres:
            line = _pair_line(people[both[0]], people[both[1]], pair)
            found.setdefault(key, line)
    return [*found.values(), *_joined_lines(data_file, people)]


def differing(one: Cadre, other: Cadre) -> dict[str, tuple[Any, Any]]:
    """Return the fields in which two persons differ, with both values; `TERM` stands for two whole terms."""
    pairs: list[tuple[str, Any, Any]] = [(name, one.person, other.person) for name in PERSON_FIELDS]
    if _are_active(one, other) and _is_one_term(one.term, other.term):
        pairs += [(name, one.term, other.term) for name in TERM_FIELDS]
    values = {name: (getattr(mine, name), getattr(his, name)) for name, mine, his in pairs}
    if _are_active(one, other) and not _is_one_term(one.term, other.term):
        values[TERM] = (one.term, other.term)
    return {name: both for name, both in values.items() if both[0] != both[1]}


def proposed(one: Cadre, other: Cadre) -> dict[str, bool]:
    """Return for each differing field whether the other's value is proposed.

    It is only where `one` has none; of two terms the one that began last.
    """
    return {
        name: newest(both) == both[1] if name == TERM else _is_empty(both[0]) and not _is_empty(both[1])
        for name, both in differing(one, other).items()
    }


def join(data_file: DataFile, kept: Uid, other: Uid, of_other: Mapping[str, bool]) -> None:
    """Make `other` one person with `kept` within the open operation, which can be undone later.

    `of_other` names the fields that are taken from the other. His terms, attendance and certificates are read
    through `kept` from then on. Two terms that are one become one; of two, one goes on and the other ends.
    Raises ValueError for one person twice.
    """
    mine, his = data_file.cadres.of_person(kept), data_file.cadres.of_person(other)
    taken = {name for name, is_taken in of_other.items() if is_taken}
    person = _with(mine.person, his.person, taken)
    if not person.nik and not person.nik_received:
        person = dataclasses.replace(person, nik_received=his.person.nik_received)
    if person.nik:
        person = dataclasses.replace(person, nik_received="")
    if not person.birth_date and person.age_recorded is None:
        age = his.person.age_recorded, his.person.age_recorded_on
        person = dataclasses.replace(person, age_recorded=age[0], age_recorded_on=age[1])
    data_file.people.join(other, kept)
    data_file.people.save(person, mine.person)
    if _are_active(mine, his):
        _settle_terms(data_file, mine.term, his.term, taken)


def _settle_terms(data_file: DataFile, mine: CadreTerm, his: CadreTerm, taken: set[str]) -> None:
    if _is_one_term(mine, his):
        # the same row stays whoever is kept: two PCs may join a pair in opposite directions
        stays, goes = sorted((mine, his), key=lambda term: term.uid)
        chosen = dataclasses.replace(_with(mine, his, taken), uid=stays.uid, person=stays.person)
        data_file.cadres.save_term(chosen, stays)
        data_file.remove("cadre_term", goes.uid)
        return
    second = mine if TERM in taken else his
    ended = dataclasses.replace(second, status="ended", status_reason=WORDS["joined"])
    data_file.cadres.save_term(ended, second)


def _with(mine: Any, his: Any, taken: set[str]) -> Any:
    names = {field.name for field in dataclasses.fields(mine)} & taken
    return dataclasses.replace(mine, **{name: getattr(his, name) for name in names})


def _are_active(one: Cadre, other: Cadre) -> bool:
    """Tell whether both have a term that has not ended; who has none at all has an empty one of no person."""
    return all(cadre.term.person and cadre.term.status != "ended" for cadre in (one, other))


def _is_one_term(one: CadreTerm, other: CadreTerm) -> bool:
    """Tell whether two terms say the same village and decree, as far as they say any."""
    pairs = ((one.village, other.village), (one.decree_no, other.decree_no))
    return all(mine == his or _is_empty(mine) or _is_empty(his) for mine, his in pairs)


def _is_empty(value: object) -> bool:
    return value in {"", None}


def _pair_line(one: PersonLine, other: PersonLine, pair: AlikePair) -> PairLine:
    districts = {line.district_name for line in (one, other) if line.district_name}
    return PairLine(
        one.uid + other.uid,
        one.uid,
        other.uid,
        one.full_name,
        other.full_name,
        _place(one),
        _place(other),
        tuple(sorted(districts)),
        pair.score,
        pair.reasons,
        None,
    )


def _place(line: PersonLine) -> str:
    return f"{line.village_name}, Kec. {line.district_name}" if line.is_ambiguous else line.village_name


def _joined_lines(data_file: DataFile, people: Mapping[Uid, PersonLine]) -> list[PairLine]:
    found = []
    for uid, into in data_file.people.joined().items():
        history = data_file.record_history("person", uid)
        done = next((one for one in history if one.new.get("merged_into") == into and one.is_current), None)
        if done is None:
            continue
        person, kept = data_file.people.get(uid), people.get(into)
        line = PairLine(
            into + uid,
            into,
            uid,
            data_file.people.get(into).full_name,
            person.full_name,
            _place(kept) if kept else "",
            "",
            (kept.district_name,) if kept and kept.district_name else (),
            None,
            (),
            done.operation,
        )
        found.append((done.at, line))
    return [line for _, line in sorted(found, key=lambda one: one[0], reverse=True)]
