"""What a merge brought into a contest whose result is locked: listed under it, counted nowhere."""

import dataclasses
import json
from collections.abc import Iterator, Mapping

from kpm_desktop.domain.contest_file import ContestFileError, OpenContest, OpenEntry, read_contest
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.words import decimal_text
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import decide_contest, rank_contest
from kpm_desktop.workflows.progress import Refused

WORDS = {
    "mark": "Nilai {criterion}, {judge}",
    "judge": "juri {number}",
    "entry": "No. {number} {name}",
    "name": "Nama",
    "village_code": "Desa",
    "category": "Kategori",
    "status": "Keadaan",
    "there": "ikut",
    "rubric": "Kriteria, bobot, atau tugas juri",
    "ties": "Urutan pemutus nilai sama",
    "changed": "berubah",
    "broken": "tidak dapat dibaca",
    "active": "aktif",
    "withdrawn": "mundur",
    "disqualified": "didiskualifikasi",
}
_FIELDS = ("name", "village_code", "category", "status")


@dataclasses.dataclass(frozen=True, slots=True)
class Foreign:
    """Something that is different now from what the locked result stands on; "" is empty."""

    who: str
    what: str
    locked: str
    now: str


def foreign_changes(data_file: DataFile, contest: Uid) -> list[Foreign]:
    """Return what came under the newest locked result since; nothing while its text is touched (F.219)."""
    decisions = data_file.contests.decisions(contest)
    result = decide_contest.locked_result(decisions[0]) if decisions else None
    if result is None or isinstance(result, Refused):
        return []
    locked = read_contest(json.dumps(result.contest))
    try:
        now = rank_contest.live_contest(data_file, contest, is_open=True, is_checked=False).contest
    except ContestFileError as error:
        return [Foreign("", WORDS["rubric"], "", f"{WORDS['broken']} ({error.place})")]
    return [*_marks(locked, now), *_entries(locked, now), *_rubric(locked, now)]


def _marks(locked: OpenContest, now: OpenContest) -> Iterator[Foreign]:
    names = {
        (one.id, two.id): two.name for each in (now, locked) for one in each.stages for two in one.criteria
    }
    people = {one.id: one.name for each in (now, locked) for one in each.entries}
    before, after = _by_cell(locked), _by_cell(now)
    for key in dict.fromkeys([*before, *after]):
        was, is_now = before.get(key, ""), after.get(key, "")
        if was != is_now:
            stage, criterion, judge, entry = key
            yield Foreign(
                _who(entry, people.get(entry, "")),
                WORDS["mark"]
                .replace("{criterion}", names.get((stage, criterion), criterion))
                .replace("{judge}", WORDS["judge"].replace("{number}", judge.removeprefix("j"))),
                was,
                is_now,
            )


def _by_cell(contest: OpenContest) -> Mapping[tuple[str, str, str, str], str]:
    return {
        (one.stage, one.criterion, one.judge, one.entry): decimal_text(one.value) for one in contest.marks
    }


def _entries(locked: OpenContest, now: OpenContest) -> Iterator[Foreign]:
    before, after = ({one.id: one for one in each.entries} for each in (locked, now))
    for number in dict.fromkeys([*before, *after]):
        was, is_now = before.get(number), after.get(number)
        if was is None or is_now is None:
            there = was or is_now
            name = there.name if there is not None else ""
            texts = [WORDS["there"] if one is not None else "" for one in (was, is_now)]
            yield Foreign(_who(number, name), WORDS["status"], texts[0], texts[1])
            continue
        for field in _FIELDS:
            texts = [_text(one, field) for one in (was, is_now)]
            if texts[0] != texts[1]:
                yield Foreign(_who(number, was.name), WORDS[field], texts[0], texts[1])


def _text(entry: OpenEntry, field: str) -> str:
    value = str(getattr(entry, field))
    return WORDS[value] if field == "status" else value


def _rubric(locked: OpenContest, now: OpenContest) -> Iterator[Foreign]:
    if locked.stages != now.stages:
        yield Foreign("", WORDS["rubric"], "", WORDS["changed"])
    if locked.ties != now.ties:
        yield Foreign("", WORDS["ties"], "", WORDS["changed"])


def _who(number: str, name: str) -> str:
    return WORDS["entry"].replace("{number}", number).replace("{name}", name).strip()
