"""Blind codes: who marks and ranks sees codes alone; the decision opens the key, and that is logged."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from builders import Clock, created
from carrying import begin, look, receive, send
from contest_rooms import Room, furnish, type_all
from kpm_desktop.domain.blind import draw_codes, with_blind
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import (
    contest_sheets,
    decide_contest,
    print_contest,
    print_score_sheets,
    rank_contest,
)
from kpm_desktop.workflows.decide_contest import DecisionChoices, Locked
from kpm_desktop.workflows.progress import Refused
from paper_reading import joined
from record_builders import PATOKAN, REGIONS, SUKODADI, add_cadre

NAMES = ("Siti Contohwati", "Rini Melati", "Dewi Umpama")


@pytest.fixture
def file(tmp_path: Path) -> Iterator[DataFile]:
    made = created(tmp_path / "kpm.db", REGIONS, now=Clock())
    yield made
    made.close(backup=False)


@pytest.fixture
def room(file: DataFile) -> Room:
    people = {
        f"{place:02}": (add_cadre(file, name, SUKODADI if place == 1 else PATOKAN), SUKODADI)
        for place, name in enumerate(NAMES, 1)
    }
    made = furnish(file, people)
    with file.operation("edit", "Ubah 1 lomba"):
        contest = file.contests.get(made.contest)
        file.put("contest", contest.uid, {"limits": with_blind(contest.limits, True)})
        file.contests.draw_codes(made.contest)
    return made


def tells(text: str) -> list[str]:
    """Return what a text tells of who somebody is."""
    return [
        word for name in (*NAMES, "Sukodadi", "Patokan") for word in [name.upper()] if word in text.upper()
    ]


def codes(file: DataFile, room: Room) -> dict[str, str]:
    return {number: file.contests.get_entry(one.uid).blind_code for number, one in room.entries.items()}


def test_each_entry_has_a_code_of_its_own_and_keeps_it(file: DataFile, room: Room) -> None:
    before = codes(file, room)
    assert len(set(before.values())) == 3
    assert all(re.fullmatch("[A-Z][2-9][2-9]", code) for code in before.values())
    with file.operation("edit", "Tambah 1 peserta"):
        file.contests.draw_codes(room.contest)
        late = file.contests.add_entry(room.contest, add_cadre_in(file), SUKODADI, None)
    assert codes(file, room) == before
    assert late.blind_code
    assert late.blind_code not in before.values()


def add_cadre_in(file: DataFile) -> bytes:
    uid = file.new_uid()
    file.put("person", uid, {"name": "Nur Simulasi"})
    return uid


def test_codes_run_out_without_doubling() -> None:
    every = draw_codes(23 * 64, set(), lambda left: left[0])
    assert len(set(every)) == 23 * 64
    with pytest.raises(ValueError, match="no code"):
        draw_codes(1, set(every), lambda left: left[0])


def test_sheets_ranking_and_papers_show_the_code_alone_until_the_decision(file: DataFile, room: Room) -> None:
    type_all(file, room)
    known = codes(file, room)
    sheets = contest_sheets.sheets(file, room.contest)
    for sheet in sheets:
        assert [one.number for one in sheet.entries] == sorted(known.values())
        assert not tells(repr(sheet.entries))
    stage, judge = room.stages[0].uid, room.judges[0].uid
    printed = print_score_sheets.print_sheet(file, room.contest, stage, judge)
    assert not isinstance(printed, Refused)
    text = joined(printed.pdf)
    assert not tells(text)
    assert all(code in text for code in known.values())
    assert not tells(printed.sheet.rows)
    standing = contest_sheets.standing(file, room.contest)
    assert standing.stored is not None
    assert not tells(repr(standing.stored))
    assert not tells(rank_contest.export_contest(file, room.contest, target=Path("x.json")).decode())
    assert not tells(joined(print_contest.provisional_recap(file, room.contest).pdf))
    names = [row.number for one in decide_contest.gather(file, room.contest).categories for row in one.rows]
    assert sorted(names) == sorted(known.values())


def test_the_decision_opens_the_key_and_that_is_logged(file: DataFile, room: Room) -> None:
    type_all(file, room)
    known = codes(file, room)
    best = rank_contest.rank_contest(file, room.contest).ranking[0].entry
    found = decide_contest.lock(file, room.contest, DecisionChoices("BA/1"))
    assert isinstance(found, Locked)
    newest = file.history()[0]
    assert "buka kunci kode peserta" in newest.label
    assert not file.contests.is_sealed(room.contest)
    result = decide_contest.locked_result(found.decision)
    assert not isinstance(result, Refused)
    rows = [row for one in result.categories for row in one.ranked]
    assert {row.number: row.code for row in rows} == known
    assert rows[0].code == best
    text = joined(print_contest.locked_paper(file, found.decision, "minutes").pdf)
    assert all(f"{number} / {code}" in text for number, code in known.items())
    assert {one.number for one in contest_sheets.sheets(file, room.contest)[0].entries} == set(known)
    decide_contest.open_revision(file, room.contest, "salah ketik")
    assert not file.contests.is_sealed(room.contest), "what was opened is not sealed again"


def said(values: Mapping[str, object]) -> str:
    """Return what a screen could show; the random bytes of a uid are nothing to be read."""
    return " ".join(str(value) for value in values.values() if not isinstance(value, bytes))


def test_no_history_tells_whose_code_is_whose_before_the_decision(file: DataFile, room: Room) -> None:
    type_all(file, room)
    known = codes(file, room)
    with file.operation("edit", "Catat hasil undian"):
        file.contests.save_lots({one.uid: 41 + place for place, one in enumerate(room.entries.values())})

    def told() -> str:
        return " ".join(
            f"{said(change.old)} {said(change.new)} {change.label}"
            for one in room.entries.values()
            for change in file.record_history("entry", one.uid)
        )

    for secret in (*known.values(), "41", "42", "43"):
        assert secret not in told()
    assert "disegel" in told()
    marks = [("score", one.uid) for one in file.scores.find(room.contest)]
    named = [one.name for one in file.titles(marks).values()]
    assert {*named} == {f"Peserta {code}" for code in known.values()}
    assert not tells(repr(file.titles(marks)))
    assert isinstance(decide_contest.lock(file, room.contest, DecisionChoices("BA/1")), Locked)
    assert all(code in told() for code in known.values())
    assert {one.name for one in file.titles(marks).values()} == set(NAMES)


def test_a_merge_that_differs_in_the_key_shows_neither_code(
    file: DataFile, room: Room, tmp_path: Path
) -> None:
    entry, judge, criterion = room.entries["01"].uid, room.judges[0].uid, room.criteria[0].uid
    other = begin(tmp_path / "other", send(file), "PC-LAIN")
    for one, code, lot, mark in ((other, "Z99", 77, "3"), (file, "Y88", 66, "4")):
        with one.operation("edit", "Kode lain"):
            one.put("entry", entry, {"blind_code": code, "lot": lot})
            one.scores.type_mark(room.stages[0].uid, judge, entry, criterion, "first", mark)
    package = send(other)
    other.close(backup=False)
    seen = look(file, package)
    assert seen is not None
    receive(file, package)
    waiting = file.open_conflicts()
    for contested, named in ((seen.contested, seen.titles), (waiting.contested, waiting.titles)):
        keys = {one.key: [said(side.values) for side in one.sides] for one in contested}
        assert keys["entry", entry][0] == keys["entry", entry][1] == "disegel"
        score = next(key for key in keys if key[0] == "score")
        assert sorted(keys[score]) == ["3", "4"]
        assert not tells(named[score].name)
    for names in (seen.names, waiting.names):
        assert not tells(repr(names))
