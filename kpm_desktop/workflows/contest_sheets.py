"""The score sheets of a contest as they stand: who marks whom in which stage, and what is not yet in order.

Which entries take part in a stage follows from the cut-offs before it (`domain.ranking`). Only reads.
"""

import dataclasses
import json
from collections.abc import Mapping, Sequence

from kpm_desktop.domain import rubric
from kpm_desktop.domain.contest_file import ContestFileError, OpenContest
from kpm_desktop.domain.contests import (
    Criterion,
    Entry,
    EntryLine,
    Judge,
    Score,
    ScoreSheet,
    Stage,
    unclear_entries,
    weight_problems,
)
from kpm_desktop.domain.panel import Conflict, conflicts
from kpm_desktop.domain.ranking import Ranking, rank
from kpm_desktop.domain.score_paper import paper_of
from kpm_desktop.domain.score_sheets import Apart, Obstacle, ObstacleKind, Sheet
from kpm_desktop.domain.scoring import spread_problems
from kpm_desktop.domain.uid import Uid, pair_uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import rank_contest
from kpm_desktop.workflows.rank_contest import StoredContest


def sheets(data_file: DataFile, contest: Uid) -> list[Sheet]:
    """Return the sheets of a contest by stage and judge; a stage nobody reaches has sheets without rows."""
    register = data_file.contests
    stages, judges = register.stages(contest), register.judges(contest)
    names = judge_names(data_file, judges)
    lines = [line for line in register.judged(contest) if line.status == "active"]
    marks: dict[tuple[Uid, Uid], dict[tuple[Uid, Uid], Score]] = {}
    stage_of = {one.uid: stage.uid for stage in stages for one in register.criteria(stage.uid)}
    for score in data_file.scores.find(contest):
        if score.entry and score.judge and score.criterion in stage_of:
            key = (stage_of[score.criterion], score.judge)
            marks.setdefault(key, {})[score.entry, score.criterion] = score
    records = {(one.stage, one.judge): one for one in data_file.scores.find_sheets(contest)}
    known = {one.uid: one for one in register.entry_records(contest)}
    made = []
    for stage in stages:
        taking = taking_part(data_file, contest, stage, lines)
        for judge in judges:
            criteria = criteria_of(data_file, contest, stage, judge.uid)
            if criteria:
                record = records.get((stage.uid, judge.uid))
                own = marks.get((stage.uid, judge.uid), {})
                made.append(_sheet(data_file, stage, judge, names, criteria, taking, own, record, known))
    return made


def sheet_of(data_file: DataFile, contest: Uid, stage: Uid, judge: Uid) -> Sheet | None:
    """Return one sheet; None when that judge marks nothing there."""
    found = next((one for one in data_file.contests.stages(contest) if one.uid == stage), None)
    who = next((one for one in data_file.contests.judges(contest) if one.uid == judge), None)
    if found is None or who is None:
        return None
    criteria = criteria_of(data_file, contest, found, judge)
    if not criteria:
        return None
    lines = [line for line in data_file.contests.judged(contest) if line.status == "active"]
    marks = _marks(data_file, stage, judge)
    record = data_file.scores.get_sheet(stage, judge)
    taking = taking_part(data_file, contest, found, lines)
    return _sheet(data_file, found, who, judge_names(data_file, [who]), criteria, taking, marks, record)


def retyped(data_file: DataFile, sheet: Sheet) -> Sheet:
    """Return a sheet with the marks and totals as they are now; all else is taken from before."""
    marks = _marks(data_file, sheet.stage.uid, sheet.judge.uid)
    totals, notes = _totals(data_file, sheet.uid)
    paper = sheet.paper
    if paper is not None:
        paper = dataclasses.replace(paper, notes=_paper_notes(data_file, sheet.uid))
    return dataclasses.replace(sheet, marks=marks, totals=totals, notes=notes, paper=paper)


def _marks(data_file: DataFile, stage: Uid, judge: Uid) -> dict[tuple[Uid, Uid], Score]:
    return {
        (one.entry, one.criterion): one
        for one in data_file.scores.of_sheet(stage, judge)
        if one.entry is not None and one.criterion is not None
    }


def _totals(data_file: DataFile, sheet: Uid) -> tuple[dict[Uid, str], dict[Uid, tuple[str, ...]]]:
    """Return what the judge added up, and why a wrong total stands; both by entry or criterion."""
    totals: dict[Uid, str] = {}
    notes: dict[Uid, tuple[str, ...]] = {}
    for total in data_file.scores.totals(sheet):
        if total.of is not None and total.total:
            totals[total.of] = total.total
            accepted = data_file.people.accepted(total.uid)
            notes[total.of] = tuple(one.note for one in accepted if one.code == "W.212")
    return totals, notes


def _paper_notes(data_file: DataFile, sheet: Uid) -> tuple[str, ...]:
    return tuple(one.note for one in data_file.people.accepted(sheet) if one.code == "W.310")


def _sheet(
    data_file: DataFile,
    stage: Stage,
    judge: Judge,
    names: Mapping[Uid, str],
    criteria: Sequence[Criterion],
    taking: Sequence[EntryLine],
    marks: Mapping[tuple[Uid, Uid], Score],
    record: ScoreSheet | None,
    known: Mapping[Uid, Entry] | None = None,
) -> Sheet:
    """Put a sheet together; `known` are the entries of the contest, read here where they are wanted."""
    totals: dict[Uid, str] = {}
    notes: dict[Uid, tuple[str, ...]] = {}
    if record is not None and record.state != "empty":
        totals, notes = _totals(data_file, record.uid)
    uid = pair_uid("score_sheet", stage.uid, judge.uid)
    printed = data_file.sheets.find(uid, "N")
    paper = None
    if printed:
        rows = json.loads(printed[0].rows)
        if known is None:
            known = {one.uid: one for one in data_file.contests.entry_records(stage.contest or b"")}
        why = _paper_notes(data_file, uid)
        paper = paper_of(json.loads(printed[0].head), rows, criteria, taking, known, why)
        order = paper.order
        taking = sorted(taking, key=lambda entry: order.get(entry.uid, len(order)))
    return Sheet(
        stage, judge, names[judge.uid], tuple(criteria), tuple(taking), marks, totals, notes,
        record.state if record is not None else "empty", paper,
    )  # fmt: skip


def judge_names(data_file: DataFile, judges: Sequence[Judge]) -> dict[Uid, str]:
    """Return the judges' names with titles."""
    return {
        one.uid: data_file.people.get(one.person).full_name if one.person is not None else ""
        for one in judges
    }


def criteria_of(data_file: DataFile, contest: Uid, stage: Stage, judge: Uid) -> list[Criterion]:
    """Return what a judge marks in a stage: everything unless something is assigned to him."""
    register = data_file.contests
    found = register.criteria(stage.uid)
    own = [one for one in register.assignments(contest) if one.judge == judge]
    marked = rubric.marked(found)
    if not own:
        return marked
    places = {one.criterion or one.stage for one in own}
    if stage.uid in places:
        return marked
    parent = {one.uid: one.parent for one in found}

    def is_his(uid: Uid | None) -> bool:
        return uid is not None and (uid in places or is_his(parent.get(uid)))

    return [one for one in marked if is_his(one.uid)]


def taking_part(
    data_file: DataFile, contest: Uid, stage: Stage, lines: Sequence[EntryLine]
) -> list[EntryLine]:
    """Return the active entries that no cut-off before a stage stopped, by number.

    A cut that cannot be drawn yet stops nobody.
    """
    register = data_file.contests
    before = []
    for one in register.stages(contest):
        if one.uid == stage.uid:
            break
        before.append(one)
    order = sorted(lines, key=lambda line: (_number(line.number), line.number))
    if not any(one.top for one in before):
        return order
    try:
        stored = rank_contest.stored_contest(data_file, contest)
    except ContestFileError:
        return order
    ranking = rank(_until(stored.contest, len(before)))
    out = {stored.entries[one.entry] for one in ranking.ranking if one.stopped_after is not None}
    return [line for line in order if line.uid not in out]


def _until(contest: OpenContest, count: int) -> OpenContest:
    stages = contest.stages[:count]
    known = {stage.id for stage in stages}
    marks = tuple(mark for mark in contest.marks if mark.stage in known)
    return dataclasses.replace(contest, stages=stages, ties=(), marks=marks)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def panel_conflicts(data_file: DataFile, contest: Uid) -> list[Conflict]:
    """Return the ties between judges and entries of a contest."""
    register = data_file.contests
    villages: dict[Uid, set[Uid]] = {}
    for person, village in data_file.people.villages():
        villages.setdefault(person, set()).add(village)
    today = data_file.now().date()
    districts = {
        line.uid: line.district for line in data_file.villages.find(today) if line.district is not None
    }
    return conflicts(
        register.judges(contest),
        register.entry_records(contest),
        {person: frozenset(found) for person, found in villages.items()},
        districts,
        register.interests(contest),
        within_district=register.get(contest).level == "district",
    )


def obstacles(data_file: DataFile, contest: Uid) -> list[Obstacle]:
    """Return what keeps the result from being locked, the nearest to the paper first; empty: nothing."""
    register = data_file.contests
    found: list[Obstacle] = []
    entries = register.entry_records(contest)
    if not any(entry.status == "active" for entry in entries):
        found.append(Obstacle("no_entries", 1))
    if unclear := unclear_entries(entries):
        found.append(Obstacle("entries", len(unclear)))
    if not register.judges(contest):
        found.append(Obstacle("no_judges", 1))
    stages = register.stages(contest)
    wrong = len(weight_problems(stage.weight for stage in stages))
    wrong += sum(len(rubric.sibling_problems(register.criteria(stage.uid))) for stage in stages)
    if wrong:
        found.append(Obstacle("weights", wrong))
    found += _sheet_obstacles(sheets(data_file, contest))
    open_ties = [one for one in panel_conflicts(data_file, contest) if one.problems]
    if open_ties:
        found.append(Obstacle("conflicts", len(open_ties), judge=open_ties[0].judge))
    try:
        rank_contest.stored_contest(data_file, contest)
    except ContestFileError as error:
        found.append(Obstacle("fault", 1, place=error.place))
    return found


def _sheet_obstacles(made: Sequence[Sheet]) -> list[Obstacle]:
    found = []
    rows: Sequence[tuple[ObstacleKind, list[tuple[Sheet, int]]]] = (
        ("missing", [(sheet, sheet.missing()) for sheet in made]),
        ("differing", [(sheet, len(sheet.differing())) for sheet in made]),
        ("paper", [(sheet, int(_has_other_people(sheet))) for sheet in made]),
        (
            "unsecond",
            [
                (sheet, int(sheet.state in {"empty", "first", "second"} and bool(sheet.entries)))
                for sheet in made
            ],
        ),
    )
    for kind, counted in rows:
        total = sum(count for _, count in counted)
        if total:
            first = next(sheet for sheet, count in counted if count)
            found.append(Obstacle(kind, total, first.stage.uid, first.judge.uid))
    return found


def _has_other_people(sheet: Sheet) -> bool:
    return any(one.values["what"] == "people" for one in sheet.paper_problems())


def judges_apart(data_file: DataFile, contest: Uid) -> list[Apart]:
    """Return the cells where the judges' final marks differ more than the office's limit (W.230)."""
    limit = data_file.office.number("judge_difference")
    cells: dict[tuple[Uid, Uid], dict[Uid, str]] = {}
    for score in data_file.scores.find(contest):
        if score.final and score.entry and score.criterion and score.judge:
            cells.setdefault((score.entry, score.criterion), {})[score.judge] = score.final
    found = []
    for stage in data_file.contests.stages(contest):
        for criterion in data_file.contests.criteria(stage.uid):
            for (entry, one), given in cells.items():
                if one == criterion.uid:
                    found += [
                        Apart(stage.name, criterion.name, entry, problem)
                        for problem in spread_problems(given, criterion, limit)
                    ]
    return found


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """A contest ranked as it stands now; `fault` says why it cannot be (then the others are None)."""

    stored: StoredContest | None
    ranking: Ranking | None
    fault: ContestFileError | None = None


def standing(data_file: DataFile, contest: Uid) -> Standing:
    """Return a contest ranked by the marks that count: those it was locked with, else those of now."""
    try:
        stored = rank_contest.stored_contest(data_file, contest)
    except ContestFileError as error:
        return Standing(None, None, error)
    return Standing(stored, rank(stored.contest))
