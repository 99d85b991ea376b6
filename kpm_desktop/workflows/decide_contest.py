"""The result of a contest: gathered for print, locked as a decision, opened again for a revision.

Every paper is drawn from the text of one `Result` (`domain.decision`); a locked one is read back from its
decision and never gathered anew.
"""

import dataclasses
import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from kpm_desktop.domain.contest_file import write_contest
from kpm_desktop.domain.contest_limits import district_of
from kpm_desktop.domain.contests import Contest, Decision, EntryLine
from kpm_desktop.domain.decision import (
    Changed,
    Override,
    Result,
    ResultCategory,
    ResultJudge,
    ResultRow,
    ResultStage,
    award_of,
    awards_of,
    changes_between,
    content_text,
    decided_ranks,
    fingerprint,
    result_of,
    revision_reason,
)
from kpm_desktop.domain.names import upper_name
from kpm_desktop.domain.panel import institution_of
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.ranking import Ranking, rank
from kpm_desktop.domain.ranking_reasons import score_text
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.workflows import contest_sheets, office_blocks, rank_contest
from kpm_desktop.workflows.progress import Refused
from kpm_desktop.workflows.rank_contest import StoredContest

LEVEL_WORDS = {"district": "KECAMATAN", "regency": "KABUPATEN", "province": "PROVINSI"}
WORDS = {
    "title": "{name} TINGKAT {level}",
    "year": " TAHUN {year}",
    "lot": "undian",
    "chief": "Ketua",
    "member": "Anggota",
    "missing": "Nilai kurang",
    "withdrawn": "Mundur",
    "disqualified": "Didiskualifikasi",
    "lock": "Kunci hasil lomba",
    "lock_blind": "Kunci hasil lomba dan buka kunci kode peserta",
    "open": "Buka perbaikan hasil lomba",
    "override": "Keputusan pleno: {reason}",
    "by_marks": "Menurut nilai peringkat {rank}: {reason}",
}

_REFUSALS: Mapping[str, tuple[str, str, str]] = {
    "missing": ("marks", "F.214", "cells"),
    "differing": ("marks", "F.213", "cells"),
    "unsecond": ("marks", "F.213", "cells"),
    "paper": ("paper", "F.221", "sheets"),
    "entries": ("entries", "F.220", "entries"),
    "conflicts": ("judge", "F.216", ""),
    "weights": ("weight", "F.215", ""),
}
"""What a lock is refused with for each kind of obstacle: field, code, and what its count is called."""


@dataclasses.dataclass(frozen=True, slots=True)
class DecisionChoices:
    """What the operator adds: number, day, place of the minutes, who takes note, overrides of the plenary."""

    minutes_no: str = ""
    day: dt.date | None = None
    place: str = ""
    signatory: Uid | None = None
    overrides: tuple[Override, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Locked:
    """A result that was locked just now."""

    decision: Decision
    changes: Changes | None


def gather(
    data_file: DataFile, contest: Uid, choices: DecisionChoices | None = None, *, is_open: bool = False
) -> Result:
    """Return the result as it stands now; ContestFileError when the contest cannot be ranked.

    `is_open` opens the key of blind codes.
    """
    stored = rank_contest.live_contest(data_file, contest, is_open=is_open)
    chosen = choices or DecisionChoices()
    return _Gathering(data_file, contest, stored, rank(stored.contest), chosen).result()


def lock(data_file: DataFile, contest: Uid, choices: DecisionChoices) -> Locked | Refused:
    """Lock the result as a decision, with everything that is printed; refused while anything is missing.

    Refused with the first obstacle (F.213, F.214, F.215, F.216), F.401 for a number of minutes used before.
    """
    register = data_file.contests
    if register.is_locked(contest):
        return Refused((Problem("contest", "F.217"),))
    if found := contest_sheets.obstacles(data_file, contest):
        return Refused((_problem_of(found[0].kind, found[0].count),))
    earlier = register.decisions(contest)
    chosen = choices.minutes_no.strip()
    if chosen and any(one.minutes_no == chosen for one in earlier):
        return Refused((Problem("minutes_no", "F.401", {"number": chosen}),))
    if any(not one.reason.strip() for one in choices.overrides):
        return Refused((Problem("overrides", "F.218"),))
    if lost_overrides(data_file, contest, choices.overrides):
        return Refused((Problem("overrides", "F.222"),))
    result = gather(data_file, contest, choices, is_open=True)
    content = content_text(result)
    day = choices.day or data_file.now().date()
    decision = Decision(
        data_file.new_uid(), contest, result.revision, result.reason, result.minutes_no, day,
        json.dumps([dataclasses.asdict(one) for one in choices.overrides], ensure_ascii=False),
        content, fingerprint(content),
    )  # fmt: skip
    label = WORDS["lock_blind" if register.is_sealed(contest) else "lock"]
    with data_file.operation("lock", label) as operation:
        register.decide(decision)
    return Locked(decision, operation.changes)


def lost_overrides(data_file: DataFile, contest: Uid, overrides: Sequence[Override]) -> tuple[Override, ...]:
    """Return what the plenary decided for somebody who is not ranked now; ContestFileError as `gather`."""
    stored = rank_contest.live_contest(data_file, contest)
    known = _named(stored, [one.entry for one in rank(stored.contest).ranking])
    return tuple(one for one in overrides if one.entry not in known)


def _named(stored: StoredContest, entries: Iterable[str]) -> dict[str, str]:
    """Return entries by everything an override may call them: uid, number, blind code."""
    found: dict[str, str] = {}
    for entry in entries:
        line = stored.lines[entry]
        found |= {line.blind_code: entry, line.number: entry, line.uid.hex(): entry}
    return found


def _problem_of(kind: str, count: int) -> Problem:
    field, code, what = _REFUSALS.get(kind, ("marks", "F.214", ""))
    return Problem(field, code, {what: str(count)} if what else {})


def open_revision(data_file: DataFile, contest: Uid, reason: str) -> Changes | None:
    """Let go of a locked result for a reason; the old decision is kept. ValueError without a reason."""
    if not reason.strip():
        raise ValueError("a revision has a reason")
    with data_file.operation("lock", WORDS["open"]) as operation:
        data_file.contests.open_revision(contest, reason.strip())
    return operation.changes


def locked_result(decision: Decision) -> Result | Refused:
    """Return the frozen result of a decision; refused with F.219 when its text has another fingerprint."""
    if fingerprint(decision.content) != decision.fingerprint:
        return Refused((Problem("fingerprint", "F.219", {"number": decision.minutes_no}),))
    return result_of(decision.content)


def revision_changes(data_file: DataFile, decision: Decision) -> tuple[Changed, ...]:
    """Return what a revision changed against the one before it; nothing for the first."""
    if decision.contest is None:
        return ()
    before = [
        one
        for one in data_file.contests.decisions(decision.contest)
        if (one.revision or 0) < (decision.revision or 0)
    ]
    if not before:
        return ()
    old, new = locked_result(before[0]), locked_result(decision)
    if isinstance(old, Refused) or isinstance(new, Refused):
        return ()
    return changes_between(old, new)


def contest_title(data_file: DataFile, contest: Contest) -> str:
    """Return a contest as papers name it: `LOMBA ... TINGKAT KABUPATEN PROBOLINGGO TAHUN 2019`."""
    region = _region(data_file, contest).upper()
    level = LEVEL_WORDS.get(contest.level, "")
    where = region if level and region.startswith(level) else f"{level} {region}".strip()
    name, year = contest.name.upper(), str(contest.year or "")
    if year and year in name:
        name = name.replace(year, "").strip()
    title = WORDS["title"].replace("{name}", name).replace("{level}", where)
    return title + (WORDS["year"].replace("{year}", year) if year else "")


def _region(data_file: DataFile, contest: Contest) -> str:
    """Return the district or regency of a contest's level; "" for the province, of which we know no name."""
    match contest.level:
        case "district":
            district = district_of(contest.limits)
            return data_file.villages.get_district(district).name if district is not None else ""
        case "regency":
            return data_file.office.get().upper_name.removeprefix("Pemerintah ").strip()
        case _:
            return ""


class _Gathering:
    """One contest being put into words."""

    def __init__(
        self,
        data_file: DataFile,
        contest: Uid,
        stored: StoredContest,
        ranking: Ranking,
        choices: DecisionChoices,
    ) -> None:
        self._file, self._uid, self._stored, self._ranking = data_file, contest, stored, ranking
        self._choices = choices
        self._contest: Contest = data_file.contests.get(contest)
        self._awards = awards_of(self._contest.limits)
        self._means = _judge_means(stored)

    def result(self) -> Result:
        """Return everything that is printed."""
        register, office = self._file.contests, self._file.office.get()
        earlier = register.decisions(self._uid)
        day = self._choices.day or self._file.now().date()
        head = office_blocks.letterhead(self._file)
        signatory = office_blocks.signatory_on(self._file, day, self._choices.signatory)
        signer = office_blocks.signer(signatory, titles=True) if signatory else office_blocks.EMPTY_SIGNER
        judges = register.judges(self._uid)
        names = contest_sheets.judge_names(self._file, judges)
        return Result(
            title=contest_title(self._file, self._contest),
            year=self._contest.year,
            level=self._contest.level,
            categories=self._categories(),
            stages=tuple(
                ResultStage(one.name, one.weight.replace(".", ","), one.top)
                for one in register.stages(self._uid)
            ),
            judges=tuple(
                ResultJudge(
                    one.number or place, names[one.uid], WORDS["chief" if one.chief else "member"],
                    institution_of(self._contest.limits, one.uid),
                )
                for place, one in enumerate(judges, 1)
            ),
            ties=self._rungs(),
            office={
                "upper_name": head.upper_name, "name": head.name, "address": head.address,
                "contact": head.contact, "emblem": office.emblem,
            },
            region=office.upper_name.removeprefix("Pemerintah ").strip(),
            place=self._choices.place.strip(),
            town=office.town,
            date=day.isoformat(),
            minutes_no=self._choices.minutes_no.strip(),
            revision=(earlier[0].revision or 0) + 1 if earlier else 1,
            reason=revision_reason(self._contest.limits),
            replaces=earlier[0].minutes_no if earlier else "",
            signer=dataclasses.asdict(signer),
            lot=any(one.decided_by == "lot" for one in self._ranking.ties),
            contest=json.loads(write_contest(self._stored.contest)),
        )  # fmt: skip

    def _rungs(self) -> tuple[str, ...]:
        names = {f"stage:{one.id}": one.name for one in self._stored.contest.stages}
        for stage in self._stored.contest.stages:
            names |= {f"criterion:{stage.id}/{one.id}": one.name for one in stage.criteria}
        return tuple(names.get(rung, WORDS["lot"]) for rung in self._stored.contest.ties)

    def _categories(self) -> tuple[ResultCategory, ...]:
        names = dict.fromkeys(entry.category for entry in self._stored.contest.entries)
        return tuple(ResultCategory(name, self._rows(name)) for name in names)

    def _rows(self, category: str) -> tuple[ResultRow, ...]:
        ranked = [one for one in self._ranking.ranking if one.category == category]
        ranks = {one.entry: one.rank for one in ranked}
        known = _named(self._stored, ranks)
        overrides = [
            dataclasses.replace(one, entry=known[one.entry])
            for one in self._choices.overrides
            if one.entry in known
        ]
        why = {one.entry: one.reason.strip() for one in overrides}
        final = decided_ranks(ranks, overrides)
        made = []
        for one in sorted(ranked, key=lambda line: (final[line.entry], line.rank)):
            row = self._row(one.entry)
            reason = one.reason
            if one.entry in why:
                reason = WORDS["override"].replace("{reason}", why[one.entry])
            elif why:
                reason = WORDS["by_marks"].replace("{rank}", str(one.rank)).replace("{reason}", reason)
            made.append(
                dataclasses.replace(
                    row,
                    rank=final[one.entry],
                    ranked=one.rank,
                    award=award_of(final[one.entry], self._awards),
                    score=shown_score(one.score) if one.score is not None else "",
                    reason=reason,
                    override=why.get(one.entry, ""),
                )
            )
        states = {one.entry: WORDS["missing"] for one in self._ranking.blocked}
        states |= {one.entry: WORDS[one.status] for one in self._ranking.apart}
        of = {entry.id: entry.category for entry in self._stored.contest.entries}
        made += [
            dataclasses.replace(self._row(entry), state=words)
            for entry, words in states.items()
            if of.get(entry) == category
        ]
        return tuple(made)

    def _line(self, entry: str) -> EntryLine:
        return self._stored.lines[entry]

    def _row(self, entry: str) -> ResultRow:
        line = self._line(entry)
        stages = self._stored.contest.stages
        scores = self._ranking.stage_scores
        codes = {one.id: one.village_code for one in self._stored.contest.entries}
        return ResultRow(
            entry, line.number, upper_name(line.name, line.title_front, line.title_back),
            line.village_name, line.district_name, codes[entry], line.person.hex() if line.person else "",
            stages=tuple(
                shown_score(scores[entry, one.id]) if (entry, one.id) in scores else "" for one in stages
            ),
            judges=tuple(
                shown_score(mean) if (mean := self._means.get((entry, judge))) is not None else ""
                for judge in self._stored.judges
            ),
            code="" if line.number == line.blind_code else line.blind_code,
        )  # fmt: skip


def shown_score(score: Fraction) -> str:
    """Return a score as tables show it: two places, `86,50`."""
    text = score_text(score)
    whole, _, places = text.partition(",")
    return f"{whole},{places.ljust(2, '0')}"


def _judge_means(stored: StoredContest) -> Mapping[tuple[str, str], Fraction]:
    """Return the mean of each judge's marks for each entry, in per cent of the maxima."""
    limits = {
        (stage.id, one.id): Fraction(one.max) for stage in stored.contest.stages for one in stage.criteria
    }
    given: dict[tuple[str, str], list[Fraction]] = {}
    for mark in stored.contest.marks:
        share = 100 * Fraction(mark.value) / limits[mark.stage, mark.criterion]
        given.setdefault((mark.entry, mark.judge), []).append(share)
    return {key: sum(values, start=Fraction(0)) / len(values) for key, values in given.items()}
