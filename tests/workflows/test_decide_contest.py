"""One frozen result: what is locked, what every paper says, what a revision and a merge change."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from builders import created
from contest_rooms import Room, furnish, type_all
from kpm_desktop.domain.decision import Override, fingerprint, grouped_fingerprint, result_of
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import (
    contest_sheets,
    decide_contest,
    print_contest,
    print_score_sheets,
    promote_winners,
)
from kpm_desktop.workflows.decide_contest import DecisionChoices, Locked
from kpm_desktop.workflows.progress import Refused
from record_builders import PATOKAN, REGIONS, SUKODADI, add_cadre

NOW = dt.datetime(2019, 6, 14, 9, 0)  # noqa: DTZ001 (local time, as on the clock of the office)
CHOICES = DecisionChoices("400.10/098/2019", dt.date(2019, 6, 14), "Ruang Pertemuan")


@pytest.fixture
def file(tmp_path: Path) -> Iterator[DataFile]:
    made = created(tmp_path / "kpm.db", REGIONS, now=lambda: NOW)
    yield made
    made.close(backup=False)


@pytest.fixture
def room(file: DataFile) -> Room:
    people = {
        "01": (add_cadre(file, "Siti Contohwati", SUKODADI), SUKODADI),
        "02": (add_cadre(file, "Rini Melati", PATOKAN), PATOKAN),
        "03": (add_cadre(file, "Dewi Umpama", SUKODADI), SUKODADI),
    }
    return furnish(file, people)


def locked(file: DataFile, room: Room, choices: DecisionChoices = CHOICES) -> Locked:
    found = decide_contest.lock(file, room.contest, choices)
    assert isinstance(found, Locked), found
    return found


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(document[place].get_textpage().get_text_range() for place in range(len(document)))
    document.close()
    return " ".join(text.split())


def refused(file: DataFile, room: Room) -> list[str]:
    found = decide_contest.lock(file, room.contest, CHOICES)
    assert isinstance(found, Refused)
    return [one.code for one in found.problems]


def test_nothing_is_locked_while_a_mark_is_missing_or_differs(file: DataFile, room: Room) -> None:
    assert refused(file, room) == ["F.214"]
    kinds = [one.kind for one in contest_sheets.obstacles(file, room.contest)]
    assert kinds == ["missing", "unsecond"]
    stage, judge, criterion = room.stages[0].uid, room.judges[0].uid, room.criteria[0].uid
    type_all(file, room)
    with file.operation("edit", "Buka lagi"):
        file.scores.reopen(stage, judge)
        file.scores.end_first(stage, judge)
        for number, entry in room.entries.items():
            mark = "86" if number == "02" else file.scores.get(entry.uid, judge, criterion).first
            file.scores.type_mark(stage, judge, entry.uid, criterion, "second", mark)
        assert file.scores.end_second(stage, judge) == 1
    assert refused(file, room) == ["F.213"]
    sheet = contest_sheets.sheet_of(file, room.contest, stage, judge)
    assert sheet is not None
    assert [one.entry for one in sheet.differing()] == [room.entries["02"].uid]
    with pytest.raises(ValueError, match="does not differ"), file.operation("edit", "Putuskan"):
        file.scores.decide(stage, judge, room.entries["01"].uid, criterion, "80")
    with file.operation("edit", "Putuskan"):
        file.scores.decide(stage, judge, room.entries["02"].uid, criterion, "68")
    assert file.scores.get_sheet(stage, judge).state == "final"
    assert contest_sheets.obstacles(file, room.contest) == []
    locked(file, room)


def test_a_judge_of_the_same_village_blocks_until_a_reason_is_logged(file: DataFile, room: Room) -> None:
    type_all(file, room)
    neighbour = add_cadre(file, "Juri Tetangga", PATOKAN)
    with file.operation("edit", "Ganti juri"):
        file.put("judge", room.judges[1].uid, {"person": neighbour})
    assert refused(file, room) == ["F.216"]
    ties = contest_sheets.panel_conflicts(file, room.contest)
    near = next(one for one in ties if one.kind == "village")
    assert near.entry == room.entries["02"].uid
    found = print_score_sheets.print_sheet(file, room.contest, room.stages[0].uid, room.judges[1].uid)
    assert isinstance(found, Refused)
    with file.operation("edit", "Kesampingkan"):
        for tie in ties:
            file.contests.note_interest(tie.judge, tie.entry, tie.kind, "juri lain berhalangan")
    locked(file, room)


def test_every_paper_says_the_same_from_one_frozen_result(file: DataFile, room: Room) -> None:
    type_all(file, room)
    decision = locked(file, room).decision
    assert decision.fingerprint == fingerprint(decision.content)
    result = decide_contest.locked_result(decision)
    assert not isinstance(result, Refused)
    rows = result.categories[0].ranked
    assert [(row.rank, row.number, row.award) for row in rows] == [
        (1, "01", "Juara I"), (2, "02", "Juara II"), (3, "03", "Juara III"),
    ]  # fmt: skip
    papers = {
        paper: words(print_contest.locked_paper(file, decision, paper).pdf)
        for paper in ("minutes", "recap", "announcement")
    }
    for text in papers.values():
        assert grouped_fingerprint(decision.fingerprint) in text
        for row in rows:
            assert row.name in text
            assert row.score in text
    assert "Jumat tanggal empat belas bulan Juni tahun dua ribu sembilan belas" in papers["minutes"]
    assert "3 (tiga) peserta kategori desa" in papers["minutes"]
    assert all(f"Juri Umpama {number}" in papers["minutes"] for number in (1, 2))
    order = [papers["announcement"].index(row.name) for row in reversed(rows)]
    assert order == sorted(order)
    assert "SEMENTARA" not in papers["recap"]


def test_a_name_swapped_before_the_lock_is_swapped_on_every_paper(file: DataFile, room: Room) -> None:
    type_all(file, room)
    first, second = room.entries["01"], room.entries["02"]
    with file.operation("edit", "Tertukar"):
        file.put("entry", first.uid, {"person": second.person})
        file.put("entry", second.uid, {"person": first.person})
    decision = locked(file, room).decision
    for paper in ("minutes", "recap", "announcement"):
        text = words(print_contest.locked_paper(file, decision, paper).pdf)
        assert text.index("RINI MELATI") != text.index("SITI CONTOHWATI")
        winner = "Nomor 01, RINI MELATI" if paper == "announcement" else "01 RINI MELATI"
        assert winner in text


def test_a_name_swapped_after_the_lock_changes_nothing_and_a_touched_text_is_refused(
    file: DataFile, room: Room
) -> None:
    type_all(file, room)
    decision = locked(file, room).decision
    before = [print_contest.locked_paper(file, decision, one).pdf for one in ("minutes", "recap")]
    person = file.people.get(room.entries["01"].person or b"")
    with file.operation("edit", "Ganti nama"):
        file.people.save(dataclasses.replace(person, name="Nama Lain"), person)
    assert [print_contest.locked_paper(file, decision, one).pdf for one in ("minutes", "recap")] == before
    swapped = dataclasses.replace(decision, content=decision.content.replace("SITI", "RINI"))
    paper = print_contest.locked_paper(file, swapped, "announcement")
    assert [one.code for one in paper.problems] == ["F.219"]
    assert paper.pdf == b""


def test_before_the_lock_the_recapitulation_says_so(file: DataFile, room: Room) -> None:
    text = words(print_contest.provisional_recap(file, room.contest).pdf)
    assert "SEMENTARA" in text
    assert "Sidik data" not in text
    assert "Nilai kurang" in text


def test_the_plenary_decides_otherwise_only_with_a_reason(file: DataFile, room: Room) -> None:
    type_all(file, room)
    without = dataclasses.replace(CHOICES, overrides=(Override("02", 1, " "),))
    found = decide_contest.lock(file, room.contest, without)
    assert isinstance(found, Refused)
    assert found.problems[0].code == "F.218"
    reasoned = dataclasses.replace(CHOICES, overrides=(Override("03", 1, "karya nyata di desa"),))
    decision = locked(file, room, reasoned).decision
    text = words(print_contest.locked_paper(file, decision, "minutes").pdf)
    assert "No. 03 DEWI UMPAMA, Sukodadi, Paiton, ditetapkan pada peringkat 1 (menurut nilai 3)" in text
    assert "karena karya nyata di desa" in text
    recap = words(print_contest.locked_paper(file, decision, "recap").pdf)
    assert "Menurut nilai peringkat 1: Unggul" in recap, "who was moved is not said to have won by marks"
    assert "Keputusan pleno: karya nyata di desa" in recap


def test_a_decision_of_the_plenary_follows_the_entry_and_is_never_lost_silently(
    file: DataFile, room: Room
) -> None:
    type_all(file, room)
    third = room.entries["03"].uid
    wanted = dataclasses.replace(CHOICES, overrides=(Override(third.hex(), 1, "karya nyata"),))
    with file.operation("edit", "Tukar nomor"):
        file.put("entry", third, {"number": "01"})
        file.put("entry", room.entries["01"].uid, {"number": "03"})
    rows = decide_contest.gather(file, room.contest, wanted).categories[0].ranked
    assert next((row.name, row.ranked) for row in rows) == ("DEWI UMPAMA", 3)
    with file.operation("edit", "Mundur"):
        file.contests.set_status(third, "withdrawn", "sakit")
    assert decide_contest.lost_overrides(file, room.contest, wanted.overrides) == wanted.overrides
    found = decide_contest.lock(file, room.contest, wanted)
    assert isinstance(found, Refused)
    assert [one.code for one in found.problems] == ["F.222"]
    locked(file, room)


def test_who_is_not_ranked_is_named_in_the_minutes_too(file: DataFile, room: Room) -> None:
    type_all(file, room)
    with file.operation("edit", "Mundur"):
        file.contests.set_status(room.entries["02"].uid, "withdrawn", "sakit")
    text = words(print_contest.locked_paper(file, locked(file, room).decision, "minutes").pdf)
    assert "terhadap 2 (dua) peserta kategori desa" in text
    assert "Tidak diperingkat: No. 02 RINI MELATI, Patokan, Kotaanyar (mundur)." in text


def test_a_revision_keeps_the_old_result_and_prints_what_changed(file: DataFile, room: Room) -> None:
    type_all(file, room)
    first = locked(file, room).decision
    with pytest.raises(ValueError, match="reason"):
        decide_contest.open_revision(file, room.contest, " ")
    decide_contest.open_revision(file, room.contest, "nilai lapangan tertukar")
    stage, criterion = room.stages[1].uid, room.criteria[1].uid
    with file.operation("edit", "Perbaiki"):
        for judge in room.judges:
            file.scores.reopen(stage, judge.uid)
            file.scores.type_mark(stage, judge.uid, room.entries["03"].uid, criterion, "first", "10")
            file.scores.end_first(stage, judge.uid)
            for entry in room.entries.values():
                mark = file.scores.get(entry.uid, judge.uid, criterion).first
                file.scores.type_mark(stage, judge.uid, entry.uid, criterion, "second", mark)
            assert file.scores.end_second(stage, judge.uid) == 0
    same = decide_contest.lock(file, room.contest, CHOICES)
    assert isinstance(same, Refused)
    second = locked(file, room, dataclasses.replace(CHOICES, minutes_no="400.10/101/2019")).decision
    text = words(print_contest.locked_paper(file, second, "minutes").pdf)
    assert "menggantikan Berita Acara Nomor 400.10/098/2019" in text
    assert "APA YANG BERUBAH" in text
    assert "nilai lapangan tertukar" in text
    changed = decide_contest.revision_changes(file, second)
    assert ("03", "DEWI UMPAMA", "Sukodadi, Paiton", "Peringkat", "3", "1") in [
        (one.number, one.name, one.village, one.field, one.before, one.after) for one in changed
    ]
    kept = file.contests.decisions(room.contest)[1]
    assert (kept.content, kept.fingerprint) == (first.content, first.fingerprint)


def test_winners_enter_the_next_level_once(file: DataFile, room: Room) -> None:
    type_all(file, room)
    decision = locked(file, room).decision
    with file.operation("edit", "Naik tingkat"):
        above = file.contests.create_sample("Lomba KPM Umpama", 2019, "province").uid
        winners = result_of(decision.content).categories[0].ranked[:1]
        assert promote_winners.promote(file, decision, above, winners, ["SK kader"]) == 1
        assert promote_winners.promote(file, decision, above, winners, ["SK kader"]) == 0
    (line,) = file.contests.entries(above)
    assert (line.name, line.category_name, line.documents_asked) == ("Siti Contohwati", "desa", 1)
    assert file.contests.get_entry(line.uid).from_entry == room.entries["01"].uid


def test_a_printed_sheet_keeps_who_stands_where(file: DataFile, room: Room) -> None:
    printed = print_score_sheets.print_sheet(file, room.contest, room.stages[0].uid, room.judges[0].uid)
    assert not isinstance(printed, Refused)
    text = words(printed.pdf)
    assert "LEMBAR PENILAIAN JURI" in text
    assert "Kosong berarti belum dinilai, bukan nol." in text
    assert all(name in text for name in ("SITI CONTOHWATI", "RINI MELATI", "DEWI UMPAMA"))
    assert printed.sheet.kind == "N"
    swapped = {"01": "9", "03": "1"}
    with file.operation("edit", "Nomor lain"):
        for number, other in swapped.items():
            file.put("entry", room.entries[number].uid, {"number": other})
    sheet = contest_sheets.sheet_of(file, room.contest, room.stages[0].uid, room.judges[0].uid)
    assert sheet is not None
    assert [one.name for one in sheet.entries] == ["Siti Contohwati", "Rini Melati", "Dewi Umpama"]


def test_only_those_who_went_on_are_on_the_next_sheet(file: DataFile, room: Room) -> None:
    with file.operation("edit", "Lolos 2"):
        file.put("stage", room.stages[0].uid, {"top": 2})
    type_all(file, room)
    sheets = contest_sheets.sheets(file, room.contest)
    assert [len(one.entries) for one in sheets] == [3, 3, 2, 2]
    assert all("Siti" not in one.label for one in file.history())
