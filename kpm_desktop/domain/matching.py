"""Which village a text means, and how alike two persons are. The one place that knows rapidfuzz.

Proposals only: whatever is not an exact name or an alias is confirmed by the operator. Imported by workflows,
never by anything that loads before the window.
"""

import collections
import dataclasses
import datetime as dt
import functools
import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, TypeAlias

from rapidfuzz import fuzz, process

from kpm_desktop.domain.names import search_key

VillageMatchKind: TypeAlias = Literal["exact", "alias", "close", "ambiguous", "unknown"]

CLOSE = 80.0
"""Likeness of squeezed names, 0 to 100, from which a village is worth proposing."""
_LEAD = 5.0
_ALIKE = 88.0
_GAINS = {"birth_date": 6, "phone": 6, "village_code": 4}
_PREFIX = re.compile(r"(desa\s+adat|desa|ds|kelurahan|kel)(?:\s*[.:]\s*|\s+)(?=\S)", re.IGNORECASE)
_DISTRICT = re.compile(r"[\s,(/-]*\b(?:kecamatan|kec)\b[\s.:]*(?P<district>[^)]*)\)?\s*$", re.IGNORECASE)
_DISTRICT_PREFIX = re.compile(r"(?:kecamatan|kec)(?:\s*[.:]\s*|\s+)", re.IGNORECASE)
_CODE = re.compile(r"(\d\d)\.?(\d\d)\.?(\d\d)\.?(\d{4})")


@dataclasses.dataclass(frozen=True, slots=True)
class VillageEntry:
    """A village to choose from; `suggestions` are spellings that nobody confirmed yet."""

    code: str
    name: str
    district: str
    aliases: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()

    @property
    def district_code(self) -> str:
        """Return the code of the district that the village lies in."""
        return self.code[:8]


@dataclasses.dataclass(frozen=True, slots=True)
class VillageMatch:
    """What was found: `code` if exact, alias or close (to be confirmed); `candidates` best first."""

    kind: VillageMatchKind
    code: str | None = None
    candidates: tuple[str, ...] = ()


def squeezed(name: str) -> str:
    """Return a place name without case, spaces and punctuation."""
    return re.sub(r"[\W_]", "", name.casefold())


@functools.lru_cache(maxsize=1 << 12)
def _spoken(name: str) -> str:
    """Return a squeezed place name in which doubled letters, oe/u, dj/j and tj/c are one."""
    return re.sub(r"(.)\1+", r"\1", squeezed(name).replace("oe", "u").replace("dj", "j").replace("tj", "c"))


def _split(text: str, district: str) -> tuple[str, str, str]:
    """Return the bare name, the district, and the kind told by a prefix: "1" kelurahan, "2" desa or ""."""
    found = _DISTRICT.search(text)
    if found and found.start() > 0:
        text, district = text[: found.start()], district or found["district"]
    prefix = _PREFIX.match(text.strip())
    kind = ("1" if prefix[1].casefold().startswith("kel") else "2") if prefix else ""
    name = text.strip()[prefix.end() if prefix else 0 :].strip(" .,")
    return name, _DISTRICT_PREFIX.sub("", district.strip(), count=1), kind


def bare_village(text: str) -> str:
    """Return the village's name in a cell, without `Desa`, `Kel.` before and `Kec. ...` after it."""
    return _split(text, "")[0]


def _likeness(text: str, village: VillageEntry) -> float:
    wanted = _spoken(text)
    names = (village.name, *village.aliases)
    if any(squeezed(text) == squeezed(name) for name in village.suggestions):
        return 99.0
    return max(fuzz.ratio(wanted, _spoken(name)) for name in names)


def _named(text: str, villages: Iterable[VillageEntry]) -> list[tuple[VillageEntry, VillageMatchKind]]:
    wanted = squeezed(text)
    found: list[tuple[VillageEntry, VillageMatchKind]] = []
    for village in villages:
        if text.casefold() == village.name.casefold():
            found.append((village, "exact"))
        elif wanted in {squeezed(name) for name in (village.name, *village.aliases)}:
            found.append((village, "alias"))
    return found


def _closest(text: str, villages: Sequence[VillageEntry]) -> VillageMatch:
    likely = sorted(((_likeness(text, village), village.code) for village in villages), reverse=True)
    near = [(likeness, code) for likeness, code in likely if likeness >= CLOSE]
    codes = tuple(code for _, code in near)
    if not near:
        return VillageMatch("unknown")
    if len(near) > 1 and near[0][0] - near[1][0] < _LEAD:
        return VillageMatch("ambiguous", None, codes)
    return VillageMatch("close", codes[0], codes)


def _districts(text: str, villages: Sequence[VillageEntry]) -> tuple[set[str], bool]:
    """Return the codes of the districts that a text means, and whether it names them (else: close)."""
    names = {village.district_code: village.district for village in villages}
    equal = {code for code, name in names.items() if squeezed(name) == squeezed(text)}
    if equal:
        return equal, True
    likely = sorted(
        ((fuzz.ratio(_spoken(text), _spoken(name)), code) for code, name in names.items()), reverse=True
    )
    best = likely[0][0] if likely else 0
    return {code for likeness, code in likely if likeness >= max(CLOSE, best)}, False


def match_village(text: str, villages: Sequence[VillageEntry], district: str = "") -> VillageMatch:
    """Return the village that a cell means, first of all inside its district (domain.md section 5).

    `Ds.`, `Desa`, `Kel.` before the name and `Kec. ...` after it are understood, so is the ministry's code. A
    district given but misspelt makes any match `close`. Without a district a name must be one village's only:
    a name, alias or suggestion of two, or one that is also a district elsewhere, is `ambiguous`, unless the
    prefix tells a desa from a kelurahan. A village of another district than the given one is a candidate
    only, never a match.
    """
    if (digits := _CODE.fullmatch(text.strip())) is not None:
        code = ".".join(digits.groups())
        return (
            VillageMatch("exact", code) if any(v.code == code for v in villages) else VillageMatch("unknown")
        )
    name, district_text, kind = _split(text, district)
    if not squeezed(name):
        return VillageMatch("unknown")
    return (
        _match_inside(name, villages, district_text)
        if district_text
        else _match_anywhere(name, villages, kind)
    )


def _match_inside(name: str, villages: Sequence[VillageEntry], district: str) -> VillageMatch:
    codes, is_named = _districts(district, villages)
    inside = [village for village in villages if village.district_code in codes]
    named = _named(name, inside)
    if len(named) > 1:
        return VillageMatch("ambiguous", None, tuple(village.code for village, _ in named))
    if named:
        village, match_kind = named[0]
        return VillageMatch(match_kind if is_named else "close", village.code, (village.code,))
    match = _closest(name, inside)
    if match.kind != "unknown":
        return match
    return VillageMatch("unknown", None, tuple(village.code for village, _ in _named(name, villages)))


def _match_anywhere(name: str, villages: Sequence[VillageEntry], kind: str) -> VillageMatch:
    named = _named(name, villages)
    if not named:
        return _closest(name, villages)
    of_kind = [(village, how) for village, how in named if village.code[9] == kind]
    if kind == "1" and len(of_kind) == 1:
        named = of_kind
    wanted = squeezed(name)
    meant = [village.code for village, _ in named]
    suggested = [v.code for v in villages if v.code not in meant and wanted in map(squeezed, v.suggestions)]
    districts = {village.district_code for village in villages if squeezed(village.district) == wanted}
    if len(meant) + len(suggested) > 1 or not districts <= {code[:8] for code in meant}:
        return VillageMatch("ambiguous", None, (*meant, *suggested))
    return VillageMatch(named[0][1], meant[0], tuple(meant))


def prevailing_district(texts: Iterable[str], villages: Sequence[VillageEntry]) -> str:
    """Return the name of the district that a sheet without a district column is about; empty when unclear.

    It is that of at least three, and of nine in ten, of the texts that name one village only.
    """
    matches = [match_village(text, villages) for text in set(texts)]
    found = collections.Counter(
        match.code[:8] for match in matches if match.code and match.kind in {"exact", "alias"}
    )
    if not found:
        return ""
    code, count = found.most_common(1)[0]
    if count < 3 or 10 * count < 9 * found.total():
        return ""
    return next(village.district for village in villages if village.district_code == code)


@dataclasses.dataclass(frozen=True, slots=True)
class PersonTraits:
    """What is compared of a person; empty or None where it is not known."""

    key: bytes
    name: str
    nik: str = ""
    birth_date: dt.date | None = None
    phone: str = ""
    village_code: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two persons are: 0 to 100, and which traits agree (`nik`, `name`, `birth_date`, ...)."""

    key: bytes
    score: int
    reasons: tuple[str, ...]


@functools.lru_cache(maxsize=1 << 17)
def _name_key(name: str) -> str:
    return " ".join(sorted(search_key(name).split()))


def person_likeness(one: PersonTraits, other: PersonTraits) -> Likeness:
    """Return how alike two persons are; `key` is the other's. The same for both orders but for the key.

    The same NIK is 100. Else the likeness of the names (spelling-tolerant, order of words free), raised by a
    common birth date, phone or village, lowered by different birth dates and by different NIK.
    """
    score = fuzz.ratio(_name_key(one.name), _name_key(other.name))
    reasons = ["name"] if score >= _ALIKE else []
    for trait, gain in _GAINS.items():
        mine, his = getattr(one, trait), getattr(other, trait)
        if mine and mine == his:
            score += gain
            reasons.append(trait)
    if one.birth_date and other.birth_date and one.birth_date != other.birth_date:
        score -= 12
    if one.nik and one.nik == other.nik:
        return Likeness(other.key, 100, ("nik", *reasons))
    if one.nik and other.nik:
        score -= 12
    return Likeness(other.key, max(0, min(99, round(score))), tuple(reasons))


def like_persons(person: PersonTraits, others: Iterable[PersonTraits], least: int = 88) -> list[Likeness]:
    """Return who is so like the person that someone should look (W.210), most alike first; never himself."""
    known = [other for other in others if other.key != person.key]
    close = process.extract(
        _name_key(person.name),
        [_name_key(other.name) for other in known],
        scorer=fuzz.ratio,
        score_cutoff=least - sum(_GAINS.values()) - 1,
        limit=None,
    )
    places = {place for _, _, place in close}
    places |= {place for place, other in enumerate(known) if person.nik and other.nik == person.nik}
    found = [person_likeness(person, known[place]) for place in places]
    return sorted((one for one in found if one.score >= least), key=lambda one: (-one.score, one.key))


@dataclasses.dataclass(frozen=True, slots=True)
class AlikePair:
    """Two persons that may be one: `one` has the smaller key; score and reasons as in `Likeness`."""

    one: bytes
    other: bytes
    score: int
    reasons: tuple[str, ...]


_SAME_DAY, _SAME_PLACE, _SAME_PHONE = 82.0, 86.0, 70.0
"""Likeness of names from which two persons of one birth date, village or phone are worth a look."""
_CONTRARY = 97.0
"""From here on a name in the same village outweighs a birth date or NIK that differs by more than a slip."""


def alike_pairs(
    people: Sequence[PersonTraits], step: Callable[[int, int], object] = lambda _done, _total: None
) -> list[AlikePair]:
    """Return the pairs that may be one person twice, most alike first; `step` gets done and total.

    Looked at are those with the same NIK, birth date, phone or village only, so that the work grows with the
    size of a village and not with the square of all. A birth date or a NIK that differs by more than a slip
    of the pen speaks against a pair.
    """
    keys = [_name_key(person.name) for person in people]
    found: dict[tuple[int, int], None] = {}
    for number, one in enumerate(_blocks(people, "nik")):
        step(number, 0)
        found |= dict.fromkeys(itertools.combinations(one, 2))
    blocks = [
        (block, least)
        for trait, least in (
            ("birth_date", _SAME_DAY),
            ("village_code", _SAME_PLACE),
            ("phone", _SAME_PHONE),
        )
        for block in _blocks(people, trait)
    ]
    for number, (block, least) in enumerate(blocks):
        step(number, len(blocks))
        names = [keys[place] for place in block]
        for at, name in enumerate(names[:-1], 1):
            for _, _, hit in process.extract(
                name, names[at:], scorer=fuzz.ratio, processor=None, score_cutoff=least, limit=None
            ):
                found[block[at - 1], block[at + hit]] = None
    pairs = [_pair(people[first], people[second]) for first, second in found]
    return sorted(
        (pair for pair in pairs if pair is not None), key=lambda pair: (-pair.score, pair.one, pair.other)
    )


def _blocks(people: Sequence[PersonTraits], trait: str) -> list[list[int]]:
    """Return the places of those who have a trait in common, two or more each."""
    found: collections.defaultdict[object, list[int]] = collections.defaultdict(list)
    for place, person in enumerate(people):
        value = getattr(person, trait)
        if value and person.name:
            found[value].append(place)
    return [block for block in found.values() if len(block) > 1]


def _pair(first: PersonTraits, second: PersonTraits) -> AlikePair | None:
    """Return the pair, or None when birth dates or NIK say that they are two."""
    one, other = (first, second) if first.key < second.key else (second, first)
    likeness = person_likeness(one, other)
    names = fuzz.ratio(_name_key(one.name), _name_key(other.name))
    if "nik" not in likeness.reasons:
        contrary = sum(
            bool(mine and his and not _is_slip(mine, his))
            for mine, his in ((one.nik, other.nik), (_digits(one.birth_date), _digits(other.birth_date)))
        )
        together = {"birth_date", "phone"} & set(likeness.reasons)
        if contrary and (contrary > len(together) and (names < _CONTRARY or contrary > 1)):
            return None
    score = likeness.score
    if "nik" not in likeness.reasons and names >= _CONTRARY:
        score = max(score, 90)
    return AlikePair(one.key, other.key, score, likeness.reasons)


def _digits(date: dt.date | None) -> str:
    return date.strftime("%d%m%Y") if date else ""


def _is_slip(one: str, other: str) -> bool:
    """Tell whether two numbers are equal, differ in one or two digits, or have the same digits turned."""
    if len(one) != len(other):
        return False
    return sum(mine != his for mine, his in zip(one, other, strict=True)) <= 2
