"""A contest ranked, from an open contest file or from the data file, and saved as an open file.

Both ways go through the same `OpenContest`, so that the saved file ranks the same. The rules are in
`domain.contest_file` and `domain.ranking`.
"""

import collections
import dataclasses
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from kpm_desktop.domain.certificates import PrintLog
from kpm_desktop.domain.changes import Kind
from kpm_desktop.domain.contest_file import (
    STATUSES,
    ContestFileError,
    Mark,
    OpenContest,
    OpenCriterion,
    OpenEntry,
    OpenStage,
    check_contest,
    criterion_rung,
    exact,
    read_contest,
    write_contest,
)
from kpm_desktop.domain.contests import Criterion, Decision, EntryLine, Judge, JudgeAssignment, Stage
from kpm_desktop.domain.decision import ResultRow, fingerprint, result_of
from kpm_desktop.domain.ranking import Ranking, rank
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile


@dataclasses.dataclass(frozen=True, slots=True)
class StoredContest:
    """A contest of a data file as the open file holds it, and which row each id of the file stands for.

    `criteria` are by (stage id, criterion id); `lines` are the entries as they may be shown, by id.
    """

    contest: OpenContest
    entries: Mapping[str, Uid]
    stages: Mapping[str, Uid]
    criteria: Mapping[tuple[str, str], Uid]
    judges: Mapping[str, Uid]
    lines: Mapping[str, EntryLine]


def rank_file(path: Path) -> Ranking:
    """Return the result of an open contest file; raises ContestFileError, OSError."""
    return rank(read_file(path))


def read_file(path: Path) -> OpenContest:
    """Return the contest of an open file; raises ContestFileError, OSError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ContestFileError("json", "berkas") from None
    return read_contest(text)


def rank_contest(data_file: DataFile, contest: Uid) -> Ranking:
    """Return the result of a contest by the final marks stored; raises ContestFileError, KeyError."""
    return rank(stored_contest(data_file, contest).contest)


def export_contest(data_file: DataFile, contest: Uid, *, target: Path) -> bytes:
    """Return a contest as an open file; the data tell that it went out, and as which file.

    Raises ContestFileError, KeyError.
    """
    made = write_contest(stored_contest(data_file, contest).contest).encode()
    if not data_file.read_only:
        name = data_file.contests.get(contest).name
        with data_file.operation(Kind.EXPORT, f"Simpan berkas lomba {name} ke {target.name}"):
            data_file.certificates.log_print(
                PrintLog(data_file.new_uid(), f"Berkas lomba {name}", None, "", 1, "", target.name, 0)
            )
    return made


def stored_contest(data_file: DataFile, uid: Uid) -> StoredContest:
    """Return a contest of the data file ready to be ranked; raises ContestFileError, KeyError.

    A locked one is read from its decision, whatever came into the data file since; while the key of blind
    codes is sealed, entries are named by their codes.
    """
    register = data_file.contests
    if register.is_locked(uid):
        return _frozen(data_file, uid, register.decisions(uid)[0])
    return live_contest(data_file, uid)


def _frozen(data_file: DataFile, uid: Uid, decision: Decision) -> StoredContest:
    """Return a contest as it was decided; its rubric's rows are of no use any more and left out."""
    if fingerprint(decision.content) != decision.fingerprint:
        raise ContestFileError("touched", "fingerprint")
    result = result_of(decision.content)
    now = _Names(data_file, uid, is_open=True)
    lines = {
        row.entry: _as_decided(now.lines.get(row.entry), row, category.name)
        for category in result.categories
        for row in category.rows
    }
    opened = read_contest(json.dumps(result.contest))
    return StoredContest(
        opened, {name: line.uid for name, line in lines.items()}, {}, {}, now.judge_uids, lines
    )


def _as_decided(line: EntryLine | None, row: ResultRow, category: str) -> EntryLine:
    """Return an entry as it was decided, also one whose row is gone."""
    known = line or EntryLine(
        row.entry.encode(), "", "", "", "", "", False, "", "", "active", "", 0, 0, None, None, "", None, None,
        "", None,
    )  # fmt: skip
    return known._replace(
        number=row.number, name=row.name, title_front="", title_back="", village_name=row.village,
        district_name=row.district, category_name=category,
    )  # fmt: skip


class _Names:
    """How entries and judges are named in the open file, as their rows stand now."""

    def __init__(self, data_file: DataFile, uid: Uid, *, is_open: bool) -> None:
        register = data_file.contests
        self.panel = register.judges(uid)
        self.entered = register.entries(uid) if is_open else register.judged(uid)
        self.judges = _ids((one.uid, "" if one.number is None else f"j{one.number}") for one in self.panel)
        self.entries = _ids((line.uid, line.number) for line in self.entered)

    @property
    def lines(self) -> dict[str, EntryLine]:
        """Return the entries by name."""
        return {self.entries[line.uid]: line for line in self.entered}

    @property
    def judge_uids(self) -> dict[str, Uid]:
        """Return the judges by name."""
        return {name: uid for uid, name in self.judges.items()}


def live_contest(
    data_file: DataFile, uid: Uid, *, is_open: bool = False, is_checked: bool = True
) -> StoredContest:
    """Return a contest as its rows stand now, also when its result is locked; `is_open`: names, not codes.

    Raises ContestFileError, KeyError; with `is_checked` false a mark may be out of place.

    Entries have their number as id, judges `j` and their number, stages and criteria their place (`t1`, `k2`,
    an indicator `k2.1`); where numbers are missing or doubled, the row's uid. Only indicators and criteria
    without any are marked. A judge without an assignment marks everything.
    """
    register = data_file.contests
    contest = register.get(uid)
    names = _Names(data_file, uid, is_open=is_open)
    panel = _Panel(names.panel, register.assignments(uid), names.judges)
    stages: dict[Uid, str] = {}
    criteria: dict[Uid, tuple[str, str]] = {}
    made = []
    for number, stage in enumerate(register.stages(uid), 1):
        tree = _Tree(register.criteria(stage.uid))
        stages[stage.uid] = f"t{number}"
        criteria |= {one: (f"t{number}", name) for one, name in tree.ids.items()}
        made.append(_stage(stage, f"t{number}", tree, panel))
    rungs = {f"stage:{one.hex()}": f"stage:{name}" for one, name in stages.items()}
    rungs |= {f"criterion:{one.hex()}": criterion_rung(*keys) for one, keys in criteria.items()}
    opened = OpenContest(
        contest.name,
        contest.year,
        contest.level,
        tuple(made),
        tuple(rungs.get(rung, rung) for rung in contest.ties),
        tuple(
            OpenEntry(
                names.entries[line.uid],
                line.full_name,
                data_file.villages.get(line.village).village_code if line.village else "",
                line.category_name,
                STATUSES.get(line.status, "active"),
                line.lot,
            )
            for line in names.entered
        ),
        _marks(data_file, uid, criteria, names.judges, names.entries),
    )
    if is_checked:
        check_contest(opened)
    return StoredContest(
        opened,
        {name: line.uid for name, line in names.lines.items()},
        {name: one for one, name in stages.items()},
        {keys: one for one, keys in criteria.items()},
        names.judge_uids,
        names.lines,
    )


def _ids(wished: Iterable[tuple[Uid, str]]) -> dict[Uid, str]:
    """Return a name for each row: the wished one where only one row wishes it, else the uid."""
    pairs = list(wished)
    counts = collections.Counter(name for _, name in pairs)
    return {uid: name if name and counts[name] == 1 else uid.hex() for uid, name in pairs}


class _Panel:
    """Who marks what."""

    def __init__(
        self, judges: Sequence[Judge], assignments: Sequence[JudgeAssignment], ids: Mapping[Uid, str]
    ) -> None:
        self._judges, self._ids = judges, ids
        assigned = {one.judge for one in assignments}
        self._everything = {judge.uid for judge in judges if judge.uid not in assigned}
        self._of: dict[Uid | None, set[Uid]] = collections.defaultdict(set)
        for one in assignments:
            if one.judge is not None:
                self._of[one.criterion or one.stage].add(one.judge)

    def of(self, *places: Uid) -> tuple[str, ...]:
        """Return the judges of a stage and of criteria below it, by number."""
        there = self._everything.union(*(self._of.get(place, set()) for place in places))
        return tuple(self._ids[judge.uid] for judge in self._judges if judge.uid in there)


class _Tree:
    """The criteria of a stage, of which those without indicators below are marked."""

    def __init__(self, criteria: Sequence[Criterion]) -> None:
        known = {one.uid for one in criteria}
        self._below: dict[Uid | None, list[Criterion]] = collections.defaultdict(list)
        for one in criteria:
            self._below[one.parent if one.parent in known else None].append(one)
        self.ids: dict[Uid, str] = {}
        self.marked: list[tuple[Criterion, tuple[Uid, ...], Fraction | None]] = []
        """Each with itself and what stands above it, and its weight in the stage (None: maximum points)."""
        self._walk(self._below[None], "k", (), None)

    def _walk(
        self, siblings: Sequence[Criterion], prefix: str, above: tuple[Uid, ...], weight: Fraction | None
    ) -> None:
        for number, one in enumerate(siblings, 1):
            self.ids[one.uid] = f"{prefix}{number}"
            path = (one.uid, *above)
            own = _own_weight(one) if weight is None else weight * self._share(one, siblings)
            if self._below.get(one.uid):
                self._walk(self._below[one.uid], f"{prefix}{number}.", path, own)
            else:
                self.marked.append((one, path, own))

    def _share(self, one: Criterion, siblings: Sequence[Criterion]) -> Fraction:
        """Return an indicator's share of its criterion: by weights, or by maximum points if none has any."""
        weights = [_own_weight(sibling) for sibling in siblings]
        known = [weight for weight in weights if weight is not None]
        if known and len(known) < len(weights):
            raise ContestFileError("weights", f"{one.name}.weight")
        parts = known or [self._points(sibling) for sibling in siblings]
        if sum(parts) == 0:
            raise ContestFileError("zero", f"{one.name}.weight")
        return parts[siblings.index(one)] / sum(parts)

    def _points(self, one: Criterion) -> Fraction:
        below = self._below.get(one.uid)
        if below:
            return sum(map(self._points, below), start=Fraction(0))
        return Fraction(exact(one.max_points, f"{one.name}.max"))


def _own_weight(one: Criterion) -> Fraction | None:
    return Fraction(exact(one.weight, f"{one.name}.weight")) if one.weight else None


def _stage(stage: Stage, name: str, tree: _Tree, panel: _Panel) -> OpenStage:
    judges = panel.of(stage.uid)
    criteria = []
    weights = _decimals([weight for _, _, weight in tree.marked])
    for (one, path, _), weight in zip(tree.marked, weights, strict=True):
        own = panel.of(stage.uid, *path)
        place = f"stages[{name}].criteria[{tree.ids[one.uid]}]"
        criteria.append(
            OpenCriterion(
                tree.ids[one.uid],
                one.name,
                weight,
                exact(one.min_points or "0", f"{place}.min"),
                exact(one.max_points, f"{place}.max"),
                own if own != judges else None,
            )
        )
    weight = exact(stage.weight, f"stages[{name}].weight")
    return OpenStage(name, stage.name, weight, stage.top, judges, tuple(criteria))


def _decimals(weights: Sequence[Fraction | None]) -> list[Decimal | None]:
    """Return weights as exact decimals in the same proportion; only the proportion counts (rule 2)."""
    known = [weight for weight in weights if weight is not None]
    places = next((n for n in range(20) if all((one * 10**n).denominator == 1 for one in known)), None)
    factor = math.lcm(*(one.denominator for one in known)) if places is None else 10**places
    exponent = -(places or 0)
    return [None if one is None else Decimal(f"{int(one * factor)}E{exponent}") for one in weights]


def _marks(
    data_file: DataFile,
    contest: Uid,
    criteria: Mapping[Uid, tuple[str, str]],
    judges: Mapping[Uid, str],
    entries: Mapping[Uid, str],
) -> tuple[Mark, ...]:
    """Return the final marks in the order of the rubric, the panel and the entries."""
    orders = [{uid: number for number, uid in enumerate(known)} for known in (criteria, judges, entries)]
    found = []
    for score in data_file.scores.find(contest):
        if score.final and score.criterion and score.judge and score.entry:
            keys = (score.criterion, score.judge, score.entry)
            stage, criterion = criteria[score.criterion]
            judge, entry = judges[score.judge], entries[score.entry]
            place = f"scores ({stage}/{criterion}, {judge}, {entry})"
            mark = Mark(stage, criterion, judge, entry, exact(score.final, place))
            found.append(([order[key] for order, key in zip(orders, keys, strict=True)], mark))
    return tuple(mark for _, mark in sorted(found, key=lambda one: one[0]))
