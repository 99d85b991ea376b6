"""Whom and which village a row of a sheet means, in one data file. Proposals; what is unclear is asked.

The rules of likeness are in `domain.matching`; what is done with a row: `import_judging.py`.
"""

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from kpm_desktop import paths
from kpm_desktop.domain.matching import (
    PersonTraits,
    VillageEntry,
    VillageMatch,
    VillageMatchKind,
    match_village,
    person_likeness,
    prevailing_district,
    squeezed,
)
from kpm_desktop.domain.names import search_key
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.villages import VillageLine
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.regions import load_regency

_SAME_NAME = 70
"""Likeness of names, 0 to 100, from which the same NIK means the same person without asking."""


@dataclasses.dataclass(frozen=True, slots=True)
class VillageFound:
    """The village of a row: `village` when known or likely; `candidates` best first when it is asked."""

    kind: VillageMatchKind
    village: VillageLine | None = None
    candidates: tuple[VillageLine, ...] = ()

    def problems(self, text: str) -> tuple[Problem, ...]:
        """Return W.215 for a likely village, F.121 for a text that names none, F.122 for no text."""
        if self.kind == "close" and self.village is not None:
            return (Problem("village", "W.215", {"village": place_name(self.village)}),)
        if self.village is not None:
            return ()
        return (Problem("village", "F.121", {"village": text}) if text else Problem("village", "F.122"),)


def place_name(village: VillageLine) -> str:
    """Return a village with its district, as it is shown where a name may be meant twice."""
    return f"{village.name} ({village.district_name})"


class VillageFinder:
    """Finds villages of a data file; the same question is answered once. `answers` are the operator's."""

    def __init__(self, data_file: DataFile, answers: Mapping[tuple[str, str], Uid]) -> None:
        lines = data_file.villages.find(data_file.now().date())
        self._by_uid = {line.uid: line for line in lines}
        self._answers = answers
        spellings = data_file.villages.spellings()
        suggestions = _suggestions(data_file.regency_code)
        self._by_code: dict[str, VillageLine] = {}
        self._entries: list[VillageEntry] = []
        by_district: defaultdict[str, list[VillageEntry]] = defaultdict(list)
        for line in lines:
            code = line.village_code or f"{line.district_code}.2{line.uid.hex()}"
            entry = VillageEntry(
                code,
                line.name,
                line.district_name,
                tuple(spellings.get(line.uid, ())[1:]),
                tuple(suggestions.get(line.village_code, ())),
            )
            self._by_code[code] = line
            self._entries.append(entry)
            by_district[squeezed(line.district_name)].append(entry)
        self._by_district = dict(by_district)
        self._known: dict[tuple[str, str, str, str], VillageFound] = {}

    @property
    def districts(self) -> list[str]:
        """Return the names of the districts."""
        return list(dict.fromkeys(entry.district for entry in self._entries))

    def prevailing(self, texts: Iterable[str]) -> str:
        """Return the district that a sheet without one is about, "" when it is not clear."""
        return prevailing_district((text for text in texts if text), self._entries)

    def find(self, text: str, district: str, code: str = "", prevailing: str = "") -> VillageFound:
        """Return the village that a row means; `prevailing` is the sheet's district, a guess."""
        key = (text, district, code, prevailing)
        if key not in self._known:
            self._known[key] = self._find(*key)
        return self._known[key]

    def _find(self, text: str, district: str, code: str, prevailing: str) -> VillageFound:
        answer = self._answers.get((text, district))
        if answer in self._by_uid:
            return VillageFound("exact", self._by_uid[answer])
        if code:
            by_code = match_village(code, self._entries)
            if by_code.kind == "exact":
                return self._found(by_code)
        if not text:
            return VillageFound("unknown")
        if district or not prevailing:
            return self._found(self._match(text, district))
        inside = self._match(text, prevailing)
        if inside.kind in {"exact", "alias"}:
            return self._found(inside)
        anywhere = self._match(text, "")
        return self._found(anywhere if anywhere.kind in {"exact", "alias"} else inside)

    def _match(self, text: str, district: str) -> VillageMatch:
        inside = self._by_district.get(squeezed(district)) if district else None
        if inside is not None:
            match = match_village(text, inside, district)
            if match.kind != "unknown":
                return match
        return match_village(text, self._entries, district)

    def _found(self, match: VillageMatch) -> VillageFound:
        candidates = tuple(self._by_code[code] for code in match.candidates if code in self._by_code)
        village = self._by_code.get(match.code) if match.code else None
        return VillageFound(match.kind, village, candidates)


def _suggestions(regency_code: str) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    try:
        tree = load_regency(paths.resource("regions"), regency_code)
    except (KeyError, FileNotFoundError):
        return {}
    for spelling in tree.suggestions:
        found[spelling.village_code].append(spelling.name)
    return found


class PersonDraft(Protocol):
    """What is compared of a row's person."""

    @property
    def name(self) -> str:
        """The name without titles."""

    @property
    def nik(self) -> str:
        """Sixteen digits or nothing."""

    @property
    def birth_date(self) -> dt.date | None:
        """The date of birth."""

    @property
    def phone(self) -> str:
        """The number as stored."""


@dataclasses.dataclass(frozen=True, slots=True)
class PersonFound:
    """Who a row may be: persons in question, and who else holds its NIK under quite another name."""

    persons: tuple[Uid, ...] = ()
    nik_holder: Uid | None = None


class PersonFinder:
    """Finds persons of a data file by NIK, else name and birth date, else name and village.

    Each person is given away once (`take`), so two rows of a sheet never mean one person by name alone.
    """

    def __init__(self, data_file: DataFile) -> None:
        self._traits = {traits[0]: PersonTraits(*traits) for traits in data_file.people.traits()}
        self._by_nik: defaultdict[str, list[Uid]] = defaultdict(list)
        self._by_birth: defaultdict[tuple[str, dt.date], list[Uid]] = defaultdict(list)
        self._by_village: defaultdict[tuple[str, Uid], list[Uid]] = defaultdict(list)
        self._taken: set[Uid] = set()
        keys: dict[Uid, str] = {}
        for uid, traits in self._traits.items():
            keys[uid] = search_key(traits.name)
            if traits.nik:
                self._by_nik[traits.nik].append(uid)
            if traits.birth_date:
                self._by_birth[keys[uid], traits.birth_date].append(uid)
        for person, village in data_file.people.villages():
            if person in keys:
                self._by_village[keys[person], village].append(person)

    def name_of(self, person: Uid) -> str:
        """Return a person's name."""
        return self._traits[person].name

    def take(self, person: Uid) -> None:
        """Count a person as found: no later row means him."""
        self._taken.add(person)

    def holders(self, nik: str) -> Sequence[Uid]:
        """Return the persons who have this NIK."""
        return self._by_nik.get(nik, ()) if nik else ()

    def find(self, draft: PersonDraft, village: Uid | None) -> PersonFound:
        """Return who the row may be; several when name and village alone do not decide."""
        if not self._traits:
            return PersonFound()
        me = PersonTraits(b"", draft.name, draft.nik, draft.birth_date, draft.phone)
        holders = [uid for uid in self.holders(draft.nik) if uid not in self._taken]
        for holder in holders:
            if is_same_name(me.name, self._traits[holder].name):
                return PersonFound((holder,))
        key = search_key(draft.name)
        known = self._by_birth.get((key, draft.birth_date), []) if draft.birth_date else []
        found = self._fitting(me, known)
        if not found and village is not None:
            found = self._fitting(me, self._by_village.get((key, village), []))
        return PersonFound(found, holders[0] if holders and holders[0] not in found else None)

    def _fitting(self, me: PersonTraits, persons: Iterable[Uid]) -> tuple[Uid, ...]:
        return tuple(
            uid
            for uid in persons
            if uid not in self._taken
            and not (me.nik and self._traits[uid].nik and me.nik != self._traits[uid].nik)
            and not (
                me.birth_date
                and self._traits[uid].birth_date
                and me.birth_date != self._traits[uid].birth_date
            )
        )


def is_same_name(one: str, other: str) -> bool:
    """Tell whether two names are so alike that with the same NIK they are one person."""
    return person_likeness(PersonTraits(b"", one), PersonTraits(b"", other)).score >= _SAME_NAME
