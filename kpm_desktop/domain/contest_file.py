"""The open contest file: a whole contest as one JSON text, read with every rule checked, and written.

Weights, limits and marks are exact decimals, in the file decimal text. What is ranked is always an
`OpenContest`, wherever it came from; how: `ranking.py`.
"""

import dataclasses
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, Literal, NoReturn, TypeAlias

from kpm_desktop.domain.contests import EntryStatus
from kpm_desktop.domain.words import decimal_text

FORMAT: Final = "kpm-contest/1"

Fault: TypeAlias = Literal[
    "json", "format", "kind", "key", "number", "twice", "unknown", "not_assigned", "mark_twice", "limits",
    "weights", "negative", "zero", "maximum", "no_judge", "no_criteria", "no_stage", "touched",
]  # fmt: skip
"""What can be wrong with a contest; the sentences are in `ui/messages.py`."""

CODES: Final[Mapping[str, str]] = {"limits": "F.211", "weights": "F.215", "negative": "F.215"}
_STAGE_KEYS: Final = ("id", "name", "weight", "top", "judges", "criteria")
_CRITERION_KEYS: Final = ("id", "name", "weight", "min", "max", "judges")
_DECIMAL: Final = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")
_HALF_SIGN: Final = re.compile("[\ud800-\udfff]")
"""Half of a character, which JSON can name but no file or screen can hold."""
STATUSES: Final[Mapping[str, EntryStatus]] = {
    "active": "active",
    "withdrawn": "withdrawn",
    "disqualified": "disqualified",
}


class ContestFileError(ValueError):
    """The contest cannot be ranked as it is: what is wrong and at which place, as `stages[adm].weight`."""

    def __init__(self, fault: Fault, place: str, values: Mapping[str, str] | None = None) -> None:
        super().__init__(f"{fault} at {place}")
        self.fault, self.place, self.values = fault, place, values or {}

    @property
    def code(self) -> str:
        """Return the code of screens.md section 6, or the fault where it has none."""
        return CODES.get(self.fault, self.fault)


@dataclasses.dataclass(frozen=True, slots=True)
class OpenCriterion:
    """What is marked between `min` and `max`; `judges` None: those of the stage."""

    id: str
    name: str
    weight: Decimal | None
    min: Decimal
    max: Decimal
    judges: tuple[str, ...] | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class OpenStage:
    """A stage with its criteria; `top` = how many of each category go on (None: all)."""

    id: str
    name: str
    weight: Decimal
    top: int | None
    judges: tuple[str, ...]
    criteria: tuple[OpenCriterion, ...]

    def judges_of(self, criterion: OpenCriterion) -> tuple[str, ...]:
        """Return who marks a criterion of this stage (rule 1)."""
        return self.judges if criterion.judges is None else criterion.judges


@dataclasses.dataclass(frozen=True, slots=True)
class OpenEntry:
    """Who is ranked; `lot` is the number drawn for a tie."""

    id: str
    name: str = ""
    village_code: str = ""
    category: str = ""
    status: EntryStatus = "active"
    lot: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Mark:
    """What one judge gave one entry for one criterion."""

    stage: str
    criterion: str
    judge: str
    entry: str
    value: Decimal


@dataclasses.dataclass(frozen=True, slots=True)
class OpenContest:
    """A contest as the open file holds it; `ties` are rungs `stage:ID`, `criterion:STAGE/ID`, `lot`."""

    name: str
    year: int | None
    level: str
    stages: tuple[OpenStage, ...]
    ties: tuple[str, ...]
    entries: tuple[OpenEntry, ...]
    marks: tuple[Mark, ...]


def exact(text: object, place: str) -> Decimal:
    """Return the number of a decimal text such as `88.5`; ContestFileError at the place for anything else."""
    if not isinstance(text, str) or not _DECIMAL.fullmatch(text):
        raise ContestFileError("number", place)
    return Decimal(text)


def criterion_rung(stage: str, criterion: str) -> str:
    """Return the rung of the ladder that asks for a criterion."""
    return f"criterion:{stage}/{criterion}"


def read_contest(text: str) -> OpenContest:
    """Return the contest of an open file; ContestFileError names what is wrong with it and where."""
    try:
        raw = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        if isinstance(error, ContestFileError):
            raise
        line = str(error.lineno) if isinstance(error, json.JSONDecodeError) else ""
        raise ContestFileError("json", f"baris {line}" if line else "berkas") from None
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise ContestFileError("format", "format")
    top = _Object(raw, "", ("format", "contest", "stages", "ties", "entries", "scores"))
    about = _Object(top.value("contest", dict, default={}), "contest")
    contest = OpenContest(
        about.text("name", default=""),
        about.whole("year"),
        about.text("level", default=""),
        tuple(_stage(part) for part in top.objects("stages", _STAGE_KEYS)),
        tuple(top.texts("ties", default=())),
        tuple(
            _entry(part)
            for part in top.objects("entries", ("id", "name", "village_code", "category", "status", "lot"))
        ),
        tuple(
            Mark(
                part.text("stage"), part.text("criterion"), part.text("judge"), part.text("entry"),
                part.decimal("value"),
            )
            for part in top.objects("scores", ("stage", "criterion", "judge", "entry", "value"), default=[])
        ),
    )  # fmt: skip
    check_contest(contest)
    return contest


def write_contest(contest: OpenContest) -> str:
    """Return the open file of a contest: JSON, one line for each entry and mark."""
    head = {
        "format": FORMAT,
        "contest": {"name": contest.name, "year": contest.year, "level": contest.level},
        "stages": [_stage_json(stage) for stage in contest.stages],
        "ties": list(contest.ties),
    }
    parts = [f"{json.dumps(key)}: {_json(value)}" for key, value in head.items()]
    entries = (_json(dataclasses.asdict(entry)) for entry in contest.entries)
    marks = (_json({**dataclasses.asdict(mark), "value": _plain(mark.value)}) for mark in contest.marks)
    for key, lines in (("entries", entries), ("scores", marks)):
        parts.append(f'"{key}": [' + ",".join(f"\n {line}" for line in lines) + "]")
    return "{" + ",\n".join(parts) + "}\n"


def check_contest(contest: OpenContest) -> None:
    """Raise ContestFileError at the first place where the contest breaks rule 8 or cannot be computed."""
    if not contest.stages:
        raise ContestFileError("no_stage", "stages")
    _check_ids("stages", [stage.id for stage in contest.stages])
    _check_ids("entries", [entry.id for entry in contest.entries])
    total = Decimal(0)
    for stage in contest.stages:
        _check_stage(stage)
        total = total + stage.weight if total == 0 else total
        if total == 0:
            raise ContestFileError("zero", f"stages[{stage.id}].weight")
    rungs = set(rung_names(contest))
    for place, rung in enumerate(contest.ties):
        if rung not in rungs:
            raise ContestFileError("unknown", f"ties[{place}] ({rung})")
    _check_marks(contest)


def rung_names(contest: OpenContest) -> dict[str, str]:
    """Return every rung that a ladder of this contest may have, with the name of what it asks for."""
    names = {"lot": "undian"}
    for stage in contest.stages:
        names[f"stage:{stage.id}"] = stage.name or stage.id
        for one in stage.criteria:
            names[criterion_rung(stage.id, one.id)] = one.name or one.id
    return names


def _check_ids(place: str, ids: Sequence[str]) -> None:
    seen: set[str] = set()
    for number, one in enumerate(ids):
        if not one or ("/" in one and place == "stages"):
            raise ContestFileError("kind", f"{place}[{number}].id")
        if one in seen:
            raise ContestFileError("twice", f"{place}[{number}].id ({one})")
        seen.add(one)


def _check_stage(stage: OpenStage) -> None:
    place = f"stages[{stage.id}]"
    if not stage.criteria:
        raise ContestFileError("no_criteria", f"{place}.criteria")
    _check_ids(f"{place}.criteria", [one.id for one in stage.criteria])
    if stage.weight < 0:
        raise ContestFileError("negative", f"{place}.weight")
    if stage.top is not None and stage.top < 1:
        raise ContestFileError("number", f"{place}.top")
    _check_panel(f"{place}.judges", stage.judges)
    is_weighted = [one.weight is not None for one in stage.criteria]
    for one in stage.criteria:
        here = f"{place}.criteria[{one.id}]"
        if (one.weight is not None) != is_weighted[0]:
            raise ContestFileError("weights", f"{here}.weight")
        if one.weight is not None and one.weight < 0:
            raise ContestFileError("negative", f"{here}.weight")
        if one.max <= 0 or one.max < one.min:
            raise ContestFileError("maximum", f"{here}.max")
        _check_panel(f"{here}.judges", one.judges or ())
        if not stage.judges_of(one):
            raise ContestFileError("no_judge", f"{here}.judges")
    if is_weighted[0] and not any(one.weight for one in stage.criteria):
        raise ContestFileError("zero", f"{place}.criteria")


def _check_panel(place: str, judges: Sequence[str]) -> None:
    if len(set(judges)) != len(judges):
        raise ContestFileError("twice", place)


def _check_marks(contest: OpenContest) -> None:
    cells = {
        (stage.id, one.id): (one, frozenset(stage.judges_of(one)))
        for stage in contest.stages
        for one in stage.criteria
    }
    entries = {entry.id for entry in contest.entries}
    seen: set[tuple[str, str, str, str]] = set()
    for number, mark in enumerate(contest.marks):
        key = (mark.stage, mark.criterion, mark.judge, mark.entry)
        cell = cells.get((mark.stage, mark.criterion))
        if cell is None or mark.entry not in entries:
            _refuse_mark("unknown", number, mark)
        criterion, judges = cell
        if mark.judge not in judges:
            _refuse_mark("not_assigned", number, mark)
        if key in seen:
            _refuse_mark("mark_twice", number, mark)
        if not criterion.min <= mark.value <= criterion.max:
            limits = f"{decimal_text(criterion.min)} s.d. {decimal_text(criterion.max)}"
            _refuse_mark("limits", number, mark, {"value": decimal_text(mark.value), "limits": limits})
        seen.add(key)


def _refuse_mark(fault: Fault, number: int, mark: Mark, values: Mapping[str, str] | None = None) -> NoReturn:
    cell = f"{mark.stage}/{mark.criterion}, {mark.judge}, {mark.entry}"
    raise ContestFileError(fault, f"scores[{number}] ({cell})", values)


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        keys = [key for key, _ in pairs]
        raise ContestFileError("twice", next(key for key in keys if keys.count(key) > 1))
    return made


class _Object:
    """One JSON object with its place in the file, for reading typed members."""

    def __init__(self, raw: Mapping[str, Any], place: str, keys: Sequence[str] = ()) -> None:
        self._raw, self._place = raw, place
        for key in raw if keys else ():
            if key not in keys:
                raise ContestFileError("key", self.at(key))

    def at(self, key: str) -> str:
        """Return the place of a member."""
        return f"{self._place}.{key}" if self._place else key

    def value(self, key: str, kind: type, default: Any = None) -> Any:
        found = self._raw.get(key)
        found = default if found is None else found
        if not isinstance(found, kind) or isinstance(found, bool):
            raise ContestFileError("kind", self.at(key))
        return found

    def text(self, key: str, default: str | None = None) -> str:
        found: str = self.value(key, str, default)
        if _HALF_SIGN.search(found):
            raise ContestFileError("kind", self.at(key))
        return found

    def decimal(self, key: str, default: str | None = None) -> Decimal:
        found = self._raw.get(key)
        found = default if found is None else found
        return exact(found, self.at(key))

    def weight(self) -> Decimal | None:
        return None if self._raw.get("weight") is None else self.decimal("weight")

    def whole(self, key: str) -> int | None:
        return None if self._raw.get(key) is None else int(self.value(key, int))

    def texts(self, key: str, default: Sequence[str] | None = None) -> Sequence[str]:
        found = self.value(key, list if default is None or self._raw.get(key) is not None else tuple, default)
        for place, one in enumerate(found):
            if not isinstance(one, str):
                raise ContestFileError("kind", f"{self.at(key)}[{place}]")
        return list(found)

    def judges(self) -> tuple[str, ...] | None:
        return None if self._raw.get("judges") is None else tuple(self.texts("judges"))

    def objects(self, key: str, keys: Sequence[str], default: Any = None) -> Iterator["_Object"]:
        for number, one in enumerate(self.value(key, list, default)):
            place = f"{self.at(key)}[{number}]"
            if not isinstance(one, dict):
                raise ContestFileError("kind", place)
            yield _Object(one, place, keys)


def _stage(part: _Object) -> OpenStage:
    return OpenStage(
        part.text("id"),
        part.text("name", default=""),
        part.decimal("weight"),
        part.whole("top"),
        part.judges() or (),
        tuple(
            OpenCriterion(
                one.text("id"), one.text("name", default=""), one.weight(), one.decimal("min", default="0"),
                one.decimal("max"), one.judges(),
            )
            for one in part.objects("criteria", _CRITERION_KEYS)
        ),
    )  # fmt: skip


def _entry(part: _Object) -> OpenEntry:
    status = part.text("status", default="active")
    if status not in STATUSES:
        raise ContestFileError("unknown", f"{part.at('status')} ({status})")
    return OpenEntry(
        part.text("id"),
        part.text("name", default=""),
        part.text("village_code", default=""),
        part.text("category", default=""),
        STATUSES[status],
        part.whole("lot"),
    )


def _stage_json(stage: OpenStage) -> dict[str, Any]:
    return {
        "id": stage.id,
        "name": stage.name,
        "weight": _plain(stage.weight),
        "top": stage.top,
        "judges": list(stage.judges),
        "criteria": [
            {
                "id": one.id,
                "name": one.name,
                "weight": None if one.weight is None else _plain(one.weight),
                "min": _plain(one.min),
                "max": _plain(one.max),
                **({} if one.judges is None else {"judges": list(one.judges)}),
            }
            for one in stage.criteria
        ],
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _plain(number: Decimal) -> str:
    """Return a decimal as text without an exponent."""
    return f"{number:f}"
