"""Who or what is probably meant: a misspelt village in a search, a cadre who looks like one already there.

Proposals only; the operator decides. This is the window's way to `domain.matching`.
"""

from collections.abc import Iterable, Sequence

from kpm_desktop.domain.cadres import Cadre
from kpm_desktop.domain.matching import PersonTraits, VillageEntry, like_persons, match_village
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.villages import VillageLine
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.regions import Spelling


def village_meant(villages: Sequence[VillageLine], suggestions: Iterable[Spelling], text: str) -> str:
    """Return the name of the village that a text most likely means, or "" when none is near.

    `suggestions` are spellings of the reference data that nobody has confirmed.
    """
    unconfirmed: dict[str, list[str]] = {}
    for spelling in suggestions:
        unconfirmed.setdefault(spelling.village_code, []).append(spelling.name)
    names: dict[str, str] = {}
    entries = []
    for village in villages:
        code = village.village_code or f"{village.district_code}.2{village.uid.hex()}"
        names[code] = village.name
        aliases = tuple(village.aliases.split(", ")) if village.aliases else ()
        entries.append(
            VillageEntry(code, village.name, village.district_name, aliases, tuple(unconfirmed.get(code, ())))
        )
    match = match_village(text, entries)
    best = match.code or next(iter(match.candidates), "")
    return names.get(best, "")


def cadres_like(data_file: DataFile, cadre: Cadre) -> list[Uid]:
    """Return the persons of the register that look like this one, most alike first.

    Left out are those that were told apart before (`not_same`), and those with the same NIK, which are asked
    about on their own.
    """
    person, term = cadre.person, cadre.term
    if not person.name.strip():
        return []
    village_code = data_file.villages.get(term.village).village_code if term.village else ""
    me = PersonTraits(person.uid, person.name, person.nik, person.birth_date, person.phone, village_code)
    others = [PersonTraits(*traits) for traits in data_file.people.traits()]
    apart = {frozenset(pair) for pair in data_file.people.not_same()}
    return [
        like.key
        for like in like_persons(me, others)
        if "nik" not in like.reasons and frozenset((like.key, person.uid)) not in apart
    ]
