"""Score sheets on paper: what stands on a sheet of one entry, and when a printed one is not valid."""

import dataclasses
import itertools
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import Clock, created
from contest_rooms import Room, furnish
from kpm_desktop.documents import score_form
from kpm_desktop.documents.letterhead import Letterhead
from kpm_desktop.documents.score_parts import ScoreSheetPaper, SheetColumn, SheetEntry
from kpm_desktop.domain.contests import Criterion, Entry
from kpm_desktop.domain.rubric import typed_choices, with_choices
from kpm_desktop.domain.score_sheets import Sheet
from kpm_desktop.domain.scoring import Turn
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows import contest_sheets, decide_contest, print_score_sheets
from kpm_desktop.workflows.decide_contest import DecisionChoices, Locked
from kpm_desktop.workflows.print_score_sheets import PrintedScores, SheetForm
from kpm_desktop.workflows.progress import Refused
from paper_reading import joined, sizes, texts
from record_builders import PATOKAN, REGIONS, SUKODADI, add_cadre

TURNS: tuple[Turn, ...] = ("first", "second")
SCALE = "4 = lengkap dan mutakhir\n3 = lengkap\n2 = sebagian\n1 = tidak ada"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def file(tmp_path: Path, clock: Clock) -> Iterator[DataFile]:
    made = created(tmp_path / "kpm.db", REGIONS, now=clock)
    yield made
    made.close(backup=False)


@pytest.fixture
def room(file: DataFile) -> Room:
    people = {
        "01": (add_cadre(file, "Siti Contohwati", SUKODADI), SUKODADI),
        "02": (add_cadre(file, "Rini Melati", PATOKAN), PATOKAN),
    }
    made = furnish(file, people)
    [first, _] = made.criteria
    with file.operation("edit", "Skala"):
        file.contests.save_part(with_choices(first, typed_choices(SCALE) or ()), first)
        below = Criterion(file.new_uid(), made.stages[0].uid, None, "Partisipasi", 2)
        file.contests.save_part(below)
        for place, name in enumerate(("Kehadiran warga", "Swadaya"), 1):
            one = Criterion(file.new_uid(), made.stages[0].uid, below.uid, name, place, "", "0", "50")
            file.contests.save_part(one)
    return made


def print_first(file: DataFile, room: Room, form: SheetForm) -> PrintedScores:
    found = print_score_sheets.print_sheet(file, room.contest, room.stages[0].uid, room.judges[0].uid, form)
    assert isinstance(found, PrintedScores)
    return found


def first_sheet(file: DataFile, room: Room) -> Sheet:
    found = contest_sheets.sheet_of(file, room.contest, room.stages[0].uid, room.judges[0].uid)
    assert found is not None
    return found


def test_a_sheet_of_one_entry_says_what_each_mark_means(file: DataFile, room: Room) -> None:
    printed = print_first(file, room, "each")
    pages = [" ".join(page.split()) for page in texts(printed.pdf)]
    assert sizes(printed.pdf) == [pytest.approx((210, 297), abs=0.1)] * 2
    for page, number, name, place in zip(
        pages, ("01", "02"), ("SITI CONTOHWATI", "RINI MELATI"), ("Sukodadi", "Patokan"), strict=True
    ):
        assert f"NOMOR {number}" in page
        assert name in page
        assert place in page
        for line in SCALE.splitlines():
            assert line in page
        assert "2 Partisipasi" in page
        assert "2.1 Kehadiran warga" in page
        assert "JUMLAH" in page
        assert "maks. 104" in page
        assert "JURI UMPAMA 1" in page
        assert "Kosong berarti belum dinilai, bukan nol." in page
    assert "RINI" not in pages[0]
    rows = json.loads(printed.sheet.rows)
    assert [(row["page"], row["number"]) for row in rows] == [(1, "01"), (2, "02")]
    boxes = json.loads(printed.sheet.boxes)
    marked = {one.uid.hex() for one in first_sheet(file, room).criteria}
    assert [set(one["cells"]) for one in boxes] == [{*marked, "total"}] * 2


def test_a_sheet_of_one_entry_hides_the_name_behind_a_blind_code(file: DataFile, room: Room) -> None:
    with file.operation("edit", "Kode"):
        file.put("contest", room.contest, {"limits": json.dumps({"blind": True})})
        file.contests.draw_codes(room.contest)
    text = joined(print_first(file, room, "each").pdf).upper()
    for entry in room.entries.values():
        assert f"NOMOR {file.contests.get_entry(entry.uid).blind_code}" in text
    assert not any(word in text for word in ("SITI", "RINI", "SUKODADI", "PATOKAN"))


@given(
    st.lists(st.tuples(st.text("ab ", max_size=260), st.integers(0, 6), st.booleans()), max_size=14),
    st.integers(1, 3),
)
def test_every_criterion_has_its_place_once_and_nothing_runs_over(
    made: list[tuple[str, int, bool]], entries: int
) -> None:
    columns = tuple(
        SheetColumn(
            bytes([place]), name, "100", 3, above="Kriteria induk" if is_below else "",
            choices=tuple((str(mark), "keterangan yang panjang sekali " * 3) for mark in range(choices)),
        )
        for place, (name, choices, is_below) in enumerate(made)
    )  # fmt: skip
    who = tuple(SheetEntry(bytes([one]), str(one), "NAMA", "Desa", "Kecamatan") for one in range(entries))
    paper = ScoreSheetPaper(Letterhead("A", "B"), "", "1. J", "1", "", "", "", "", "", "C", columns, who, "9")
    found = score_form.placed(paper)
    for entry in who:
        own = [one for one in found if one.entry is entry]
        assert [one.column for one in own if not one.title] == [*columns, None]
        assert own[-2:][0].page == own[-1].page, "the total never stands alone"
        assert own[-1].y + own[-1].height + 34.0 <= 297.0 - 25.0, "the judge's place stays above the foot"
        for one, after in itertools.pairwise(own):
            assert (one.page, one.y + one.height) <= (after.page, after.y + 0.01) or after.page > one.page
            assert not (one.title and after.page > one.page), "a heading never stands alone"
    pages = [{one.page for one in found if one.entry is entry} for entry in who]
    assert sum(map(len, pages)) == len(set().union(*pages)), "no page holds two entries"
    assert all(one.y + one.height <= 297.0 - 28.0 for one in found)


def rename(file: DataFile, room: Room) -> None:
    file.put("criterion", room.criteria[0].uid, {"name": "Lain"})


def weigh(file: DataFile, room: Room) -> None:
    file.put("criterion", room.criteria[0].uid, {"weight": "40"})


def widen(file: DataFile, room: Room) -> None:
    file.put("criterion", room.criteria[0].uid, {"max_points": "5"})


def describe(file: DataFile, room: Room) -> None:
    loaded = file.contests.criteria(room.stages[0].uid)[0]
    file.contests.save_part(with_choices(loaded, typed_choices("2 = ada\n1 = tidak") or ()), loaded)


def add(file: DataFile, room: Room) -> None:
    file.contests.save_part(Criterion(file.new_uid(), room.stages[0].uid, None, "Baru", 3, "", "0", "10"))


def remove(file: DataFile, room: Room) -> None:
    file.contests.delete_part(file.contests.criteria(room.stages[0].uid)[0])


def enter(file: DataFile, room: Room) -> None:
    entry = room.entries["01"]
    file.contests.save_part(dataclasses.replace(entry, uid=file.new_uid(), number="03"))


def renumber(file: DataFile, room: Room) -> None:
    file.put("entry", room.entries["01"].uid, {"number": "07"})


def swap(file: DataFile, room: Room, column: str) -> None:
    one, two = (file.contests.get_entry(room.entries[number].uid) for number in ("01", "02"))
    file.put("entry", one.uid, {column: getattr(two, column)})
    file.put("entry", two.uid, {column: getattr(one, column)})


def swap_people(file: DataFile, room: Room) -> None:
    swap(file, room, "person")


def swap_villages(file: DataFile, room: Room) -> None:
    swap(file, room, "village")


def swap_names(file: DataFile, room: Room) -> None:
    one, two = (room.entries[number].person or b"" for number in ("01", "02"))
    names = file.people.get(one).name, file.people.get(two).name
    file.put("person", one, {"name": names[1]})
    file.put("person", two, {"name": names[0]})


@pytest.mark.parametrize("form", ["grid", "each"])
@pytest.mark.parametrize(
    ("change", "what"),
    [(one, "criteria") for one in (rename, weigh, widen, describe, add, remove)]
    + [(one, "entries") for one in (enter, renumber)]
    + [(one, "people") for one in (swap_people, swap_villages, swap_names)],
)
def test_a_change_makes_the_printed_sheet_invalid_until_it_is_taken_back(
    file: DataFile, room: Room, change: Callable[[DataFile, Room], None], what: str, form: SheetForm
) -> None:
    print_first(file, room, form)
    assert first_sheet(file, room).paper_problems() == []
    with file.operation("edit", "Ubah"):
        change(file, room)
    [problem] = first_sheet(file, room).paper_problems()
    assert (problem.code, problem.values["what"]) == ("W.310", what)
    file.undo()
    assert first_sheet(file, room).paper_problems() == []


def test_who_leaves_and_a_corrected_name_leave_the_paper_valid(file: DataFile, room: Room) -> None:
    print_first(file, room, "grid")
    entry: Entry = room.entries["02"]
    with file.operation("edit", "Ubah"):
        file.contests.set_status(room.entries["01"].uid, "withdrawn", "sakit")
        file.put("person", entry.person or b"", {"name": "Rini Melatiwati"})
    assert first_sheet(file, room).paper_problems() == []


def test_an_old_sheet_accepted_with_a_note_is_asked_about_again_after_another_change(
    file: DataFile, room: Room, clock: Clock
) -> None:
    print_first(file, room, "grid")
    with file.operation("edit", "Ubah"):
        rename(file, room)
    sheet = first_sheet(file, room)
    assert sheet.paper is not None
    with file.operation("edit", "Terima"):
        file.people.accept(sheet.uid, [("W.310", f"{sheet.paper.mark}: hanya ejaan")])
    assert first_sheet(file, room).paper_problems() == []
    with file.operation("edit", "Ubah lagi"):
        widen(file, room)
    assert [one.code for one in first_sheet(file, room).paper_problems()] == ["W.310"]
    clock.turn(minutes=5)
    print_first(file, room, "grid")
    assert first_sheet(file, room).paper_problems() == []


@pytest.mark.parametrize("change", [swap_people, swap_villages, swap_names])
def test_people_swapped_after_all_was_typed_keep_the_result_from_being_locked(
    file: DataFile, room: Room, change: Callable[[DataFile, Room], None]
) -> None:
    print_first(file, room, "grid")
    with file.operation("edit", "Isi semua"):
        for sheet in contest_sheets.sheets(file, room.contest):
            stage, judge = sheet.stage.uid, sheet.judge.uid
            for turn in TURNS:
                for cell in sheet.cells():
                    file.scores.type_mark(stage, judge, cell.entry or b"", cell.criterion or b"", turn, "4")
                if turn == "first":
                    file.scores.end_first(stage, judge)
            file.scores.end_second(stage, judge)
    with file.operation("edit", "Tukar"):
        change(file, room)
    [obstacle] = contest_sheets.obstacles(file, room.contest)
    assert (obstacle.kind, obstacle.count, obstacle.stage) == ("paper", 1, room.stages[0].uid)
    found = decide_contest.lock(file, room.contest, DecisionChoices("BA/1"))
    assert isinstance(found, Refused)
    assert [one.code for one in found.problems] == ["F.221"]
    sheet = first_sheet(file, room)
    assert sheet.paper is not None
    with file.operation("edit", "Terima"):
        file.people.accept(sheet.uid, [("W.310", f"{sheet.paper.mark}: nama di kertas yang salah")])
    assert isinstance(decide_contest.lock(file, room.contest, DecisionChoices("BA/1")), Locked)
