"""Periksa kembar: cadres that may be one person twice, joining two into one, and taking them apart again.

Proposals only: nothing is ever joined by itself. Likeness is `domain.matching`'s work.
"""

import dataclasses
from collections.abc import Mapping
from typing import Any, Final

from kpm_desktop.domain.cadres import Cadre, CadreTerm
from kpm_desktop.domain.changes import Kind
from kpm_desktop.domain.matching import AlikePair, PersonTraits, alike_pairs, person_likeness
from kpm_desktop.domain.people import Person
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.workflows.progress import QUIET, Progress

WORDS: Final = {
    "look": "Membandingkan kader",
    "joined": "digabung dengan data kembarnya",
    "label": "Gabung 2 data {name}",
}
PERSON_FIELDS: Final = (
    "name", "title_front", "title_back", "print_name", "nik", "sex", "birth_place", "birth_date", "phone",
    "address", "education", "courses", "occupation", "potential", "potential_note", "notes", "photo",
)  # fmt: skip
"""What is chosen field by field of two persons."""
TERM_FIELDS: Final = (
    "village", "position", "field", "origin_institution", "decree_no", "decree_date", "term_start",
    "term_end",
)  # fmt: skip
"""What is chosen field by field of their present terms."""


@dataclasses.dataclass(frozen=True, slots=True)
class JoinedPair:
    """A row that was joined, the person it stands for now, and the operation that did it."""

    person: Uid
    into: Uid
    operation: Uid
    names: tuple[str, str]


def find_pairs(data_file: DataFile, progress: Progress = QUIET) -> list[AlikePair]:
    """Return the pairs of cadres that may be one person, most alike first; those told apart are left out."""
    cadres = {line.uid for line in data_file.cadres.find(data_file.now().date())}
    people = [PersonTraits(*traits) for traits in data_file.people.traits() if traits[0] in cadres]
    apart = {frozenset(pair) for pair in data_file.people.not_same()}

    def step(done: int, total: int) -> None:
        if done % 64 == 0:
            progress.step(done, total, WORDS["look"])

    return [pair for pair in alike_pairs(people, step) if frozenset((pair.one, pair.other)) not in apart]


def pair_of(data_file: DataFile, one: Uid, other: Uid) -> AlikePair:
    """Return two cadres as a pair to be looked at, however little they are alike."""
    first, second = sorted((one, other))
    traits = {found[0]: PersonTraits(*found) for found in data_file.people.traits()}
    likeness = person_likeness(traits[first], traits[second])
    return AlikePair(first, second, likeness.score, likeness.reasons)


def differing(one: Cadre, other: Cadre) -> dict[str, tuple[Any, Any]]:
    """Return the fields of person and present term in which two cadres differ, with both values."""
    pairs: list[tuple[str, Any, Any]] = [(name, one.person, other.person) for name in PERSON_FIELDS]
    pairs += [(name, one.term, other.term) for name in TERM_FIELDS]
    values = {name: (getattr(mine, name), getattr(his, name)) for name, mine, his in pairs}
    return {name: both for name, both in values.items() if both[0] != both[1]}


def proposed(one: Cadre, other: Cadre) -> dict[str, bool]:
    """Return for each differing field whether the other's value is proposed: only where `one` has none."""
    return {
        name: mine in {"", None} and his not in {"", None}
        for name, (mine, his) in differing(one, other).items()
    }


def join(data_file: DataFile, kept: Uid, other: Uid, of_other: Mapping[str, bool]) -> Changes:
    """Make `other` one person with `kept`, as one operation that can be undone later.

    `of_other` names the fields that are taken from the other. His terms, attendance and certificates are read
    through `kept` from then on; a second active term ends, or goes when it says the same village and decree.
    Raises ValueError for one person twice, a DataFileError when it cannot be written.
    """
    mine, his = data_file.cadres.get(kept), data_file.cadres.get(other)
    taken = {name for name, is_taken in of_other.items() if is_taken}
    person, term = _with(mine.person, his.person, taken), _with(mine.term, his.term, taken)
    if not person.nik and not person.nik_received:
        person = dataclasses.replace(person, nik_received=his.person.nik_received)
    if person.nik:
        person = dataclasses.replace(person, nik_received="")
    if not person.birth_date and person.age_recorded is None:
        age = his.person.age_recorded, his.person.age_recorded_on
        person = dataclasses.replace(person, age_recorded=age[0], age_recorded_on=age[1])
    with data_file.operation(Kind.JOIN, WORDS["label"].format(name=person.name)) as operation:
        data_file.people.join(other, kept)
        data_file.cadres.save(dataclasses.replace(mine, person=person, term=term), mine)
        if his.term.status != "ended" and mine.term.status != "ended":
            _close(data_file, his.term, mine.term)
    assert operation.changes is not None  # noqa: S101 - set by the block above
    return operation.changes


def _with(mine: Any, his: Any, taken: set[str]) -> Any:
    names = {field.name for field in dataclasses.fields(mine)} & taken
    return dataclasses.replace(mine, **{name: getattr(his, name) for name in names})


def _close(data_file: DataFile, second: CadreTerm, first: CadreTerm) -> None:
    same_place = second.village in {first.village, None}
    same_decree = second.decree_no in {first.decree_no, ""} or not first.decree_no
    if same_place and same_decree:
        data_file.remove("cadre_term", second.uid)
        return
    ended = dataclasses.replace(second, status="ended", status_reason=WORDS["joined"])
    data_file.cadres.save_term(ended, second)


def joined_pairs(data_file: DataFile) -> list[JoinedPair]:
    """Return the rows that were joined and still are, newest first."""
    found = []
    for entry in data_file.rows(
        "SELECT uid, merged_into FROM person WHERE merged_into IS NOT NULL AND alive = 1"
    ):
        uid, into = entry
        history = data_file.record_history("person", uid)
        done = next((one for one in history if one.new.get("merged_into") == into and one.is_current), None)
        if done is not None:
            names = _name(data_file, uid), _name(data_file, into)
            found.append((done.at, JoinedPair(uid, into, done.operation, names)))
    return [pair for _, pair in sorted(found, key=lambda one: one[0], reverse=True)]


def _name(data_file: DataFile, uid: Uid) -> str:
    person: Person = data_file.people.get(uid)
    return person.full_name
