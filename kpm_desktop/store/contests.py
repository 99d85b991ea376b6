"""The register of contests: rubric, panel, entries and their documents. Ranking is in `domain.ranking`."""

import dataclasses
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias, TypeVar

from kpm_desktop.domain.blind import draw_codes, is_blind, masked
from kpm_desktop.domain.contest_limits import carried_limits
from kpm_desktop.domain.contests import (
    SAMPLE_CRITERIA,
    SAMPLE_STAGES,
    Category,
    Contest,
    ContestLevel,
    ContestLine,
    Criterion,
    Decision,
    DocumentState,
    Entry,
    EntryDocument,
    EntryLine,
    EntryStatus,
    Judge,
    JudgeAssignment,
    JudgeInterest,
    Score,
    ScoreSheet,
    SheetTotal,
    Stage,
)
from kpm_desktop.domain.decision import with_revision
from kpm_desktop.domain.uid import Uid, pair_uid
from kpm_desktop.store import rows
from kpm_desktop.store.blinding import IS_SEALED
from kpm_desktop.store.contest_lock import IS_LOCKED
from kpm_desktop.store.office import Offices
from kpm_desktop.store.rows import Rows
from kpm_desktop.store.views import NAME, PLACES, WHO, with_views

Part: TypeAlias = (
    Category
    | Stage
    | Criterion
    | Judge
    | JudgeAssignment
    | JudgeInterest
    | Entry
    | EntryDocument
    | ScoreSheet
    | SheetTotal
    | Score
    | Decision
)
"""Every record of a contest that is saved and deleted by itself."""

P = TypeVar("P", bound=Part)

_BELOW: Mapping[type[Part], Sequence[tuple[type[Part], str]]] = {
    Entry: ((EntryDocument, "entry"), (JudgeInterest, "entry"), (Score, "entry")),
    Judge: (
        (JudgeAssignment, "judge"),
        (JudgeInterest, "judge"),
        (ScoreSheet, "judge"),
        (Score, "judge"),
    ),
    Stage: ((Criterion, "stage"), (JudgeAssignment, "stage"), (ScoreSheet, "stage")),
    Criterion: ((Criterion, "parent"), (JudgeAssignment, "criterion"), (Score, "criterion")),
    ScoreSheet: ((SheetTotal, "score_sheet"),),
}
"""What goes when a part goes, and by which column it hangs there; a living child would keep its parent."""

_CONTESTS = """
SELECT c.uid, COALESCE(c.name, ''), c.year, COALESCE(c.level, ''), COALESCE(c.status, 'preparing'),
    (SELECT COUNT(*) FROM category x WHERE x.contest = c.uid AND x.alive = 1),
    (SELECT COUNT(*) FROM stage x WHERE x.contest = c.uid AND x.alive = 1),
    (SELECT COUNT(*) FROM judge x WHERE x.contest = c.uid AND x.alive = 1),
    (SELECT COUNT(*) FROM entry x WHERE x.contest = c.uid AND x.alive = 1 AND x.status IS NOT 'withdrawn'
        AND x.status IS NOT 'disqualified'),
    COALESCE((SELECT d.name FROM district d
        WHERE d.uid = unhex(json_extract(COALESCE(c.limits, '{}'), '$.district'))), '')
FROM contest c WHERE c.alive = 1
ORDER BY c.year IS NULL, c.year DESC, c.uid DESC
"""
_ENTRIES = f"""{with_views(WHO, PLACES)},
papers AS (
    SELECT entry, TOTAL(state = 'present') AS there, COUNT(*) AS asked
    FROM entry_document WHERE alive = 1 GROUP BY entry
)
SELECT e.uid, COALESCE(e.number, ''), {NAME}, COALESCE(p.title_front, ''),
    COALESCE(p.title_back, ''), COALESCE(n.name, ''), COALESCE(n.is_ambiguous, 0),
    COALESCE(n.district_name, ''), COALESCE(k.name, ''), COALESCE(e.status, 'active'), COALESCE(e.reason, ''),
    CAST(COALESCE(d.there, 0) AS INTEGER), COALESCE(d.asked, 0), p.uid, e.village, COALESCE(n.kind, ''),
    e.category, e.contest, COALESCE(e.blind_code, ''), e.lot
FROM entry e
LEFT JOIN who w ON w.uid = e.person
LEFT JOIN person p ON p.uid = COALESCE(w.root, e.person)
LEFT JOIN places n ON n.uid = e.village
LEFT JOIN category k ON k.uid = e.category
LEFT JOIN papers d ON d.entry = e.uid
WHERE e.alive = 1 AND e.contest = ?
ORDER BY COALESCE(k.position, 0), e.status = 'disqualified', e.status = 'withdrawn',
    CAST(e.number AS INTEGER), e.number, e.uid
"""


class Contests:
    """Contests in one data file."""

    def __init__(self, data_file: Rows) -> None:
        self._file = data_file

    def find(self) -> list[ContestLine]:
        """Return all contests, newest year first."""
        return list(map(ContestLine._make, self._file.rows(_CONTESTS)))

    def entries(self, contest: Uid) -> list[EntryLine]:
        """Return the entries of a contest by category and number; withdrawn and disqualified ones last."""
        found = self._file.rows(_ENTRIES, (contest,))
        return [EntryLine._make((*row[:6], bool(row[6]), *row[7:])) for row in found]

    def judged(self, contest: Uid) -> list[EntryLine]:
        """Return the entries as those see them who mark and rank: by code only while the key is sealed."""
        found = self.entries(contest)
        if not self.is_sealed(contest):
            return found
        places = {one.uid: place for place, one in enumerate(self.categories(contest))}
        order = sorted(found, key=lambda one: (places.get(one.category or b"", 0), one.blind_code, one.uid))
        return [masked(one) for one in order]

    def is_sealed(self, contest: Uid) -> bool:
        """Tell whether the key of blind codes is sealed: until the first decision."""
        sql = f"SELECT 1 FROM contest c WHERE c.uid = ? AND {IS_SEALED}"
        return bool(self._file.rows(sql, (contest,)))

    def draw_codes(self, contest: Uid) -> None:
        """Give every entry that has none a blind code within the open operation."""
        entries = self.entry_records(contest)
        without = [one for one in entries if not one.blind_code]
        codes = draw_codes(len(without), {one.blind_code for one in entries}, secrets.choice)
        for entry, code in zip(without, codes, strict=True):
            self._file.put("entry", entry.uid, {"blind_code": code})

    def get(self, uid: Uid) -> Contest:
        """Return a contest, also a deleted one; KeyError when there never was such a row."""
        return rows.get(self._file, Contest, uid)

    def get_entry(self, uid: Uid) -> Entry:
        """Return an entry, also a deleted one; KeyError when there never was such a row."""
        return rows.get(self._file, Entry, uid)

    def entry_records(self, contest: Uid) -> list[Entry]:
        """Return the entries of a contest as records."""
        return rows.select(self._file, Entry, "r.contest = ?", (contest,), "CAST(r.number AS INTEGER), r.uid")

    def documents(self, entry: Uid) -> list[EntryDocument]:
        """Return the documents asked of an entry, in the order of the office's list; others by name after."""
        places = {name: at for at, name in enumerate(Offices(self._file).choices("entry_document"))}
        found = rows.select(self._file, EntryDocument, "r.entry = ?", (entry,))
        return sorted(found, key=lambda one: (places.get(one.document, len(places)), one.document))

    def categories(self, contest: Uid) -> list[Category]:
        """Return the categories of a contest in their order."""
        return rows.select(self._file, Category, "r.contest = ?", (contest,), "r.position, r.uid")

    def stages(self, contest: Uid) -> list[Stage]:
        """Return the stages of a contest in their order."""
        return rows.select(self._file, Stage, "r.contest = ?", (contest,), "r.position, r.uid")

    def criteria(self, stage: Uid) -> list[Criterion]:
        """Return the criteria of a stage in their order, indicators after their parents' siblings."""
        return rows.select(
            self._file, Criterion, "r.stage = ?", (stage,), "r.parent IS NOT NULL, r.position, r.uid"
        )

    def judges(self, contest: Uid) -> list[Judge]:
        """Return the panel by number."""
        return rows.select(self._file, Judge, "r.contest = ?", (contest,), "r.number, r.uid")

    def assignments(self, contest: Uid) -> list[JudgeAssignment]:
        """Return what each judge of a contest marks."""
        where = "r.judge IN (SELECT uid FROM judge WHERE contest = ? AND alive = 1)"
        return rows.select(self._file, JudgeAssignment, where, (contest,))

    def interests(self, contest: Uid) -> list[JudgeInterest]:
        """Return the noted ties between judges and entries of a contest."""
        where = "r.judge IN (SELECT uid FROM judge WHERE contest = ? AND alive = 1)"
        return rows.select(self._file, JudgeInterest, where, (contest,))

    def decisions(self, contest: Uid) -> list[Decision]:
        """Return the locked results of a contest, newest revision first."""
        return rows.select(self._file, Decision, "r.contest = ?", (contest,), "r.revision DESC, r.uid")

    def is_locked(self, contest: Uid) -> bool:
        """Tell whether the result of the contest is locked; not while a revision of it is open."""
        sql = f"SELECT 1 FROM contest c WHERE c.uid = ? AND {IS_LOCKED}"
        return bool(self._file.rows(sql, (contest,)))

    def save(self, contest: Contest, loaded: Contest | None = None) -> None:
        """Write a contest within the open operation."""
        rows.save(self._file, contest, loaded)

    def save_part(self, part: P, loaded: P | None = None) -> None:
        """Write a category, stage, criterion, judge, entry, document ... within the open operation."""
        rows.save(self._file, part, loaded)

    def delete_part(self, part: Part) -> None:
        """Delete a part of a contest with everything below it, marks too, within the open operation."""
        self._delete([part])

    def _delete(self, parts: Iterable[Part]) -> None:
        found: dict[Uid, type[Part]] = {}
        for part in parts:
            self._collect(part, found)
        for uid, kind in found.items():
            rows.remove(self._file, kind, uid)

    def _collect(self, part: Part, found: dict[Uid, type[Part]]) -> None:
        """Note a part after everything that hangs below it."""
        if part.uid in found:
            return
        for kind, link in _BELOW.get(type(part), ()):
            for child in rows.select(self._file, kind, f'r."{link}" = ?', (part.uid,)):
                self._collect(child, found)
        found[part.uid] = type(part)

    def add_entry(
        self,
        contest: Uid,
        person: Uid,
        village: Uid | None,
        category: Uid | None,
        documents: Iterable[str] = (),
    ) -> Entry:
        """Enter somebody under the next number of the contest, with the documents asked, in the operation."""
        sql = (
            "SELECT COALESCE(MAX(CAST(number AS INTEGER)), 0) + 1 FROM entry WHERE contest = ? AND alive = 1"
        )
        number = int(self._file.rows(sql, (contest,))[0][0])
        entry = Entry(self._file.new_uid(), contest, category, person, village, f"{number:02}")
        rows.save(self._file, entry)
        for document in documents:
            rows.save(
                self._file,
                EntryDocument(pair_uid("entry_document", entry.uid, document), entry.uid, document),
            )
        if is_blind(self.get(contest).limits):
            self.draw_codes(contest)
        return self.get_entry(entry.uid)

    def set_status(self, entry: Uid, status: EntryStatus, reason: str = "") -> None:
        """Withdraw, disqualify or take back an entry within the open operation."""
        self._file.put("entry", entry, {"status": status, "reason": reason})

    def save_lots(self, lots: Mapping[Uid, int | None]) -> None:
        """Note within the open operation the numbers drawn for a tie, by entry."""
        for entry, lot in lots.items():
            self._file.put("entry", entry, {"lot": lot})

    def save_ties(self, contest: Uid, ladder: Iterable[str]) -> None:
        """Put the ladder of ties in order within the open operation."""
        self._file.put("contest", contest, {"ties": tuple(ladder)})

    def set_document(self, entry: Uid, document: str, state: DocumentState, note: str = "") -> None:
        """Note within the open operation whether a document of an entry is there."""
        uid = pair_uid("entry_document", entry, document)
        rows.save(self._file, EntryDocument(uid, entry, document, state, note))

    def open_revision(self, contest: Uid, reason: str) -> None:
        """Let go of a locked result within an operation of kind lock, for a reason; the old one is kept."""
        loaded = self.get(contest)
        limits = with_revision(loaded.limits, reason)
        self.save(dataclasses.replace(loaded, limits=limits, status="running"), loaded)

    def decide(self, decision: Decision) -> None:
        """Lock a result within an operation of kind lock; an opened revision ends with it."""
        if decision.contest is None:
            raise ValueError("a decision belongs to a contest")
        loaded = self.get(decision.contest)
        limits = with_revision(loaded.limits, "")
        rows.save(self._file, decision)
        self.save(dataclasses.replace(loaded, limits=limits, status="decided"), loaded)

    def note_interest(self, judge: Uid, entry: Uid, reason: str, overruled_reason: str) -> None:
        """Note within the open operation a tie between judge and entry, and why it was overruled."""
        uid = pair_uid("judge_interest", judge, entry)
        rows.save(self._file, JudgeInterest(uid, judge, entry, reason, overruled_reason))

    def assign(self, judge: Uid, stage: Uid, criterion: Uid | None, on: bool) -> None:
        """Let a judge mark a stage or one criterion of it, or no longer, within the open operation."""
        found = [
            one
            for one in rows.select(self._file, JudgeAssignment, "r.judge = ?", (judge,))
            if (one.stage, one.criterion) == (stage, criterion)
        ]
        if on and not found:
            rows.save(self._file, JudgeAssignment(self._file.new_uid(), judge, stage, criterion))
        for one in found if not on else ():
            rows.remove(self._file, JudgeAssignment, one.uid)

    def create_sample(self, name: str, year: int, level: ContestLevel = "regency") -> Contest:
        """Make a contest with the sample rubric within the open operation; its `limits` say `sample`."""
        limits = json.dumps({"sample": True})
        contest = Contest(self._file.new_uid(), name, year, level, limits=limits)
        self.save(contest)
        for position, category in enumerate(("desa", "kelurahan"), 1):
            self.save_part(Category(self._file.new_uid(), contest.uid, category, position))
        for position, ((stage_name, weight), criteria) in enumerate(
            zip(SAMPLE_STAGES, SAMPLE_CRITERIA, strict=True), 1
        ):
            stage = Stage(self._file.new_uid(), contest.uid, stage_name, position, weight)
            self.save_part(stage)
            for place, criterion in enumerate(criteria, 1):
                points = {"min_points": "0", "max_points": "100"}
                uid = self._file.new_uid()
                self.save_part(Criterion(uid, stage.uid, None, criterion, place, **points))
        return contest

    def copy(self, source: Uid, name: str, year: int | None, level: ContestLevel) -> Contest:
        """Make a contest with the rubric of another within the open operation; nobody is in it yet.

        Categories, stages, criteria with their indicators, the ladder of ties and the award names come along.
        """
        old = self.get(source)
        fresh: dict[str, Uid] = {}

        def new(uid: Uid) -> Uid:
            fresh[uid.hex()] = self._file.new_uid()
            return fresh[uid.hex()]

        contest = Contest(self._file.new_uid(), name, year, level, limits=carried_limits(old.limits))
        self.save(contest)
        for category in self.categories(source):
            made = dataclasses.replace(category, uid=self._file.new_uid(), contest=contest.uid)
            self.save_part(made)
        for stage in self.stages(source):
            copied = dataclasses.replace(stage, uid=new(stage.uid), contest=contest.uid)
            self.save_part(copied)
            for one in self.criteria(stage.uid):
                parent = fresh[one.parent.hex()] if one.parent is not None else None
                self.save_part(dataclasses.replace(one, uid=new(one.uid), stage=copied.uid, parent=parent))
        named = dataclasses.replace(contest, ties=tuple(_moved_rung(rung, fresh) for rung in old.ties))
        self.save(named, contest)
        return named

    def delete(self, uid: Uid) -> None:
        """Delete a contest with its parts within the open operation; ValueError once a result is locked."""
        if self.is_locked(uid):
            raise ValueError("a contest with a locked result is kept")
        self._delete([*self.entry_records(uid), *self.stages(uid), *self.categories(uid), *self.judges(uid)])
        rows.remove(self._file, Contest, uid)


def _moved_rung(rung: str, fresh: Mapping[str, Uid]) -> str:
    kind, _, uid = rung.partition(":")
    return f"{kind}:{fresh[uid].hex()}" if uid in fresh else rung
