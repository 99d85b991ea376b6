"""A decided result: what the plenary makes of the ranks, and the frozen text all papers are drawn from.

`Result` holds every word and number that is printed, once; its text is the content of a `decision` row and
its SHA-256 the fingerprint on each paper. Nothing here ranks (`ranking.py`) or draws.
"""

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kpm_desktop.domain.contest_limits import read_limits, with_limit

AWARDS = ("Juara I", "Juara II", "Juara III", "Harapan I", "Harapan II", "Harapan III")
"""Award names of ranks 1 to 6, unless the contest's `limits` name others under `awards`."""

AWARD_WORDS = {
    "Juara I": "Juara Kesatu",
    "Juara II": "Juara Kedua",
    "Juara III": "Juara Ketiga",
    "Juara IV": "Juara Keempat",
    "Harapan I": "Juara Harapan Kesatu",
    "Harapan II": "Juara Harapan Kedua",
    "Harapan III": "Juara Harapan Ketiga",
}
"""How an award is read aloud."""


@dataclasses.dataclass(frozen=True, slots=True)
class Override:
    """The plenary gives an entry another rank, for a reason; `entry` is its uid in hex, or its number."""

    entry: str
    rank: int
    reason: str


@dataclasses.dataclass(frozen=True, slots=True)
class ResultRow:
    """One entry as it is printed everywhere: number, name, village and rank stand together.

    `person` and `village_code` are for papers of honour; `stages` and `judges` are shown numbers in the order
    of the heads; `rank` is None for an entry without a result; `ranked` is the rank by marks alone; `code` is
    the blind code he was marked by.
    """

    entry: str
    number: str
    name: str
    village: str
    district: str
    village_code: str = ""
    person: str = ""
    rank: int | None = None
    ranked: int | None = None
    award: str = ""
    stages: tuple[str, ...] = ()
    judges: tuple[str, ...] = ()
    score: str = ""
    reason: str = ""
    override: str = ""
    state: str = ""
    code: str = ""

    @property
    def kind(self) -> str:
        """Return what his village is, by its code: `desa` or `kelurahan` (the last part begins with 1)."""
        return "kelurahan" if self.village_code.rpartition(".")[2].startswith("1") else "desa"

    @property
    def drawn(self) -> str:
        """Return number and blind code as tables show them: `07 / K47`."""
        return f"{self.number} / {self.code}" if self.code else self.number


@dataclasses.dataclass(frozen=True, slots=True)
class ResultCategory:
    """A category with its rows: ranked ones first, then those without a rank."""

    name: str
    rows: tuple[ResultRow, ...]

    @property
    def ranked(self) -> tuple[ResultRow, ...]:
        """Return the rows that have a rank."""
        return tuple(row for row in self.rows if row.rank is not None)


@dataclasses.dataclass(frozen=True, slots=True)
class ResultJudge:
    """A member of the panel as the papers name him."""

    number: int
    name: str
    position: str
    institution: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class ResultStage:
    """A stage: name, shown weight, how many go on after it (None: all)."""

    name: str
    weight: str
    top: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Result:
    """Everything that is printed of a result, and the open contest it was ranked from.

    `office` are the letterhead's lines with the emblem's SHA-256; `signer` post lines, name, rank, NIP of who
    takes note; `ties` the rungs by name. `lot` tells whether a drawn lot decided somewhere.
    """

    title: str
    year: int | None
    level: str
    categories: tuple[ResultCategory, ...]
    stages: tuple[ResultStage, ...]
    judges: tuple[ResultJudge, ...]
    ties: tuple[str, ...]
    office: Mapping[str, str]
    region: str
    place: str
    town: str
    date: str
    minutes_no: str
    revision: int
    reason: str
    replaces: str
    signer: Mapping[str, Any]
    lot: bool
    contest: Mapping[str, Any]


def award_of(rank: int | None, awards: Sequence[str]) -> str:
    """Return the award of a rank, "" below the last."""
    return awards[rank - 1] if rank is not None and rank <= len(awards) else ""


def awards_of(limits: str) -> tuple[str, ...]:
    """Return the award names of a contest by its `limits`."""
    named = read_limits(limits).get("awards")
    if isinstance(named, list) and named:
        return tuple(str(one) for one in named)
    return AWARDS


def with_awards(limits: str, awards: Sequence[str]) -> str:
    """Return the limits of a contest with its own award names, or with the usual ones for none."""
    return with_limit(limits, "awards", list(awards))


def revision_reason(limits: str) -> str:
    """Return why the revision of a locked contest was opened; "" when none is open."""
    found = read_limits(limits).get("revision")
    return str(found.get("reason", "")) if isinstance(found, dict) else ""


def with_revision(limits: str, reason: str) -> str:
    """Return the limits of a contest with a revision opened for a reason, or closed for ""."""
    return with_limit(limits, "revision", {"reason": reason} if reason else None)


def overrides_of(limits: str) -> tuple[Override, ...]:
    """Return what the plenary wants otherwise in the next decision, as the contest's `limits` keep it."""
    found = read_limits(limits).get("overrides")
    if not isinstance(found, list):
        return ()
    return tuple(Override(str(one["entry"]), int(one["rank"]), str(one["reason"])) for one in found)


def with_override(limits: str, entry: str, rank: int | None, reason: str = "") -> str:
    """Return the limits with another rank for an entry, or with its override gone (None)."""
    others = [dataclasses.asdict(one) for one in overrides_of(limits) if one.entry != entry]
    if rank is not None:
        others.append({"entry": entry, "rank": rank, "reason": reason})
    return with_limit(limits, "overrides", others)


def decided_ranks(ranks: Mapping[str, int], overrides: Iterable[Override]) -> dict[str, int]:
    """Return the ranks of one category after the plenary: each override puts its entry at that rank.

    The others keep their order and follow on; those who shared a rank still share it.
    """
    order = sorted(ranks, key=lambda entry: ranks[entry])
    groups: list[list[str]] = []
    for entry in order:
        if groups and ranks[groups[-1][0]] == ranks[entry]:
            groups[-1].append(entry)
        else:
            groups.append([entry])
    moved = sorted((one for one in overrides if one.entry in ranks), key=lambda one: one.rank)
    names = {one.entry for one in moved}
    groups = [rest for group in groups if (rest := [entry for entry in group if entry not in names])]
    for one in moved:
        before = 0
        for place, group in enumerate(groups):
            if before + 1 >= one.rank:
                groups.insert(place, [one.entry])
                break
            before += len(group)
        else:
            groups.append([one.entry])
    found: dict[str, int] = {}
    for group in groups:
        rank = len(found) + 1
        found |= dict.fromkeys(group, rank)
    return found


def content_text(result: Result) -> str:
    """Return the text that is frozen."""
    value = {"v": 1, **dataclasses.asdict(result)}
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(content: str) -> str:
    """Return the SHA-256 of a frozen text, in hex."""
    return hashlib.sha256(content.encode()).hexdigest()


def grouped_fingerprint(digest: str) -> str:
    """Return the first 32 digits of a fingerprint in groups of four, as papers show it."""
    shown = digest[:32].upper()
    return " ".join(shown[place : place + 4] for place in range(0, len(shown), 4))


def result_of(content: str) -> Result:
    """Return the result of a frozen text; ValueError, KeyError, TypeError for anything else."""
    value = json.loads(content)
    value.pop("v")
    categories = tuple(
        ResultCategory(
            one["name"],
            tuple(
                ResultRow(**{**row, "stages": tuple(row["stages"]), "judges": tuple(row["judges"])})
                for row in one["rows"]
            ),
        )
        for one in value.pop("categories")
    )
    stages = tuple(ResultStage(**one) for one in value.pop("stages"))
    judges = tuple(ResultJudge(**one) for one in value.pop("judges"))
    ties = tuple(value.pop("ties"))
    return Result(categories=categories, stages=stages, judges=judges, ties=ties, **value)


@dataclasses.dataclass(frozen=True, slots=True)
class Changed:
    """What a revision changed of an entry: who he is, the field, before and after, as printed."""

    category: str
    number: str
    name: str
    village: str
    field: str
    before: str
    after: str


FIELDS = {"rank": "Peringkat", "award": "Hasil", "score": "Nilai akhir", "name": "Nama", "village": "Desa"}
"""What is compared between two revisions, with its word on paper."""


def changes_between(before: Result, after: Result) -> tuple[Changed, ...]:
    """Return what changed from one revision to the next, entry by entry."""
    old = {(one.name, row.entry): row for one in before.categories for row in one.rows}
    new = {(one.name, row.entry): row for one in after.categories for row in one.rows}
    found = []
    for key in dict.fromkeys([*new, *old]):
        was, now = old.get(key), new.get(key)
        shown = now or was
        if shown is None:
            continue
        who = (shown.number, shown.name, ", ".join(filter(None, (shown.village, shown.district))))
        for field, word in FIELDS.items():
            texts = [str(getattr(row, field) or "–") if row is not None else "–" for row in (was, now)]
            if texts[0] != texts[1]:
                found.append(Changed(key[0], *who, word, texts[0], texts[1]))
        heads = [*(f"Tahap {number}" for number in range(1, 20))]
        pairs = zip(heads, was.stages if was else (), now.stages if now else (), strict=False)
        found += [
            Changed(key[0], *who, head, one or "–", other or "–")
            for head, one, other in pairs
            if one != other
        ]
    return tuple(found)
