"""Three levels of a contest at the real window: 24 districts, 12 criteria, 5 judges, 1,440 marks typed twice.

The district contests of 23 sub-districts are already decided; the last one, the regency's and the province's
are the operator's.
"""

import dataclasses
import datetime as dt
import random
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import paper_reading
from desk import ALT, CONTROL, Desk, desk_at, typing
from kpm_desktop import paths
from kpm_desktop.domain.contest_limits import with_district
from kpm_desktop.domain.contests import ContestLine, Judge, Stage
from kpm_desktop.domain.decision import grouped_fingerprint
from kpm_desktop.domain.names import upper_name
from kpm_desktop.domain.people import Person
from kpm_desktop.domain.uid import Uid, code_uid
from kpm_desktop.store import regions
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.contests.decision_page import DecisionPage
from kpm_desktop.ui.contests.differences_page import DifferencesPage
from kpm_desktop.ui.contests.judges_page import JudgesPage
from kpm_desktop.ui.contests.page import ContestsPage
from kpm_desktop.ui.contests.ranking_page import RankingPage
from kpm_desktop.ui.contests.ranking_rows import rank_row
from kpm_desktop.ui.contests.rubric_page import RubricPage
from kpm_desktop.ui.contests.scores_page import ScoresPage
from kpm_desktop.ui.tables.table_view import TableView
from kpm_desktop.workflows import decide_contest
from kpm_desktop.workflows.decide_contest import DecisionChoices, Locked
from record_builders import add_cadre
from register_screens import choose, fill, form, press, texts

P = TypeVar("P", bound=QWidget)
YEAR = 2027
NAME = f"Lomba KPM Berprestasi {YEAR}"
TREE = regions.load_regency(paths.resource("regions"), "35.13")
WRONG = {(0, 0, 3, 1): "9", (0, 0, 17, 0): "61", (1, 2, 5, 3): "", (2, 4, 23, 2): "100"}
"""What the second entry gets wrong, by stage, judge, entry and criterion: 4 of 1,440 cells."""


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk_at(qtbot, tmp_path) as made:
        yield made


def village_of_each_district() -> list[str]:
    """Return the code of one desa in each of the 24 districts."""
    found: dict[str, str] = {}
    for village in TREE.villages:
        if village.kind == "desa":
            found.setdefault(village.code[:8], village.code)
    assert len(found) == 24
    return list(found.values())


# what was there before


def furnish(file: DataFile) -> dict[str, Uid]:
    """Enter two cadres a district, decide the contests of all districts but the last; returns its two."""
    codes = village_of_each_district()
    waiting: dict[str, Uid] = {}
    for place, code in enumerate(codes, 1):
        pair = [
            add_cadre(file, f"{name} Umpama {_letters(place)}", code_uid(code)) for name in ("Ayu", "Budi")
        ]
        if place < len(codes):
            district_contest(file, place, pair, code_uid(code))
        else:
            waiting = dict(zip(("Ayu", "Budi"), pair, strict=True))
    return waiting


def _letters(place: int) -> str:
    """Return a number as a name that no other text holds: 24 is `Cecece`."""
    return 3 * "".join("abcdefghij"[int(digit)] for digit in f"{place:02}")


def district_contest(file: DataFile, place: int, people: list[Uid], village: Uid) -> None:
    with file.operation("edit", "Lomba kecamatan"):
        contest = file.contests.create_sample(f"{NAME} ke-{place}", YEAR, "district")
        district = file.villages.get(village).district
        limits = with_district(contest.limits, district)
        file.contests.save(dataclasses.replace(contest, limits=limits), contest)
        for stage in file.contests.stages(contest.uid)[1:]:
            file.contests.delete_part(stage)
        [stage] = file.contests.stages(contest.uid)
        file.contests.save_part(Stage(stage.uid, contest.uid, stage.name, 1, "100"), stage)
        [*_, kept] = file.contests.criteria(stage.uid)
        for one in file.contests.criteria(stage.uid)[:-1]:
            file.contests.delete_part(one)
        desa = file.contests.categories(contest.uid)[0]
        entries = [file.contests.add_entry(contest.uid, who, village, desa.uid) for who in people]
        person = Person(file.new_uid(), f"Juri Kecamatan {_letters(place)}")
        file.people.save(person)
        judge = Judge(file.new_uid(), contest.uid, person.uid, 1, chief=True)
        file.contests.save_part(judge)
        for turn in ("first", "second"):
            for entry, mark in zip(entries, ("80", "70"), strict=True):
                file.scores.type_mark(stage.uid, judge.uid, entry.uid, kept.uid, turn, mark)
            if turn == "first":
                file.scores.end_first(stage.uid, judge.uid)
        file.scores.end_second(stage.uid, judge.uid)
    found = decide_contest.lock(
        file, contest.uid, DecisionChoices(f"BA/{place}", dt.date(YEAR, 2, 1), "Aula")
    )
    assert isinstance(found, Locked), found


# what the operator does


def lomba(desk: Desk) -> ContestsPage:
    desk.tab(5)
    return desk.page(ContestsPage)


def choose_contest(desk: Desk, uid: Uid) -> None:
    desk.window.go("contests", contest=uid)


def find(desk: Desk, level: str, name: str = NAME) -> ContestLine:
    """Return the contest of a level with a name."""
    [found] = [one for one in desk.file.contests.find() if (one.level, one.name) == (level, name)]
    return found


def menu(desk: Desk, words: str) -> None:
    """Choose from the menu *Lomba* of the toolbar."""
    [button] = [
        one
        for one in lomba(desk).toolbar.findChildren(QPushButton)
        if one.text() == "Lomba" and one.menu() is not None
    ]
    choose(button.menu(), words)


def step(desk: Desk, number: int, kind: type[P]) -> P:
    desk.key(Qt.Key(Qt.Key.Key_0 + number), ALT)
    return desk.page(kind)


def type_cell(view: TableView, row: int, column: int, text: str) -> None:
    view.setFocus()
    view.setCurrentIndex(view.model().index(row, column))
    QTest.keyClick(view, Qt.Key.Key_F2)
    end_edit(view, text)


def end_edit(view: TableView, text: str) -> None:
    [editor] = [one for one in view.findChildren(QLineEdit) if one.isVisible()]
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


def add_judges(desk: Desk, names: Iterable[str]) -> None:
    step(desk, 3, JudgesPage)
    for name in names:
        desk.key(Qt.Key.Key_N, CONTROL)
        fill(form(), name=name)
        press(form(), "Simpan")


def begin_district(desk: Desk, people: Mapping[str, Uid]) -> Uid:
    """One stage with one criterion, by hand from nothing; two entries, one judge."""
    menu(desk, "Mulai kosong…")
    dialog = form()
    fill(dialog, name=f"{NAME} ke-24")
    QTest.keyClick(dialog.body.editors["level"].core, Qt.Key.Key_Up)
    fill(dialog, district=TREE.districts[-1].name)
    press(dialog, "Simpan")
    contest = find(desk, "district", f"{NAME} ke-24")
    page = step(desk, 1, RubricPage)
    press(page, "Tambah tahap")
    end_edit(page.stages.view, "Penilaian")
    type_cell(page.stages.view, 0, 2, "100")
    press(page, "Tambah kriteria")
    end_edit(page.criteria.view, "Hasil nyata")
    step(desk, 2, ContestsPage)
    for name in people:
        desk.key(Qt.Key.Key_N, CONTROL)
        fill(form(), person=f"{name} Umpama {_letters(24)}")
        press(form(), "Simpan")
    add_judges(desk, ["Juri Kecamatan Umpama"])
    return contest.uid


def begin_regency(desk: Desk) -> Uid:
    """The sample rubric with four criteria more; the winners of 24 districts in one step; five judges."""
    menu(desk, "Buat dari contoh…")
    press(form(), "Simpan")
    contest = find(desk, "regency")
    page = step(desk, 1, RubricPage)
    for place, (more, count) in enumerate(((1, 3), (2, 2), (1, 3))):
        page.stages.view.setCurrentIndex(page.stages.model.index(place, 1))
        for number in range(1, more + 1):
            press(page, "Tambah kriteria")
            end_edit(page.criteria.view, f"Tambahan {place + 1}.{number}")
            assert page.criteria.model.rowCount() == count + number
    step(desk, 2, ContestsPage)
    before = len(desk.file.history())
    press(lomba(desk).toolbar, "Ambil juara…")
    assert "24 orang dari 24 lomba" in texts(form())
    press(form(), "Jadikan peserta")
    assert len(desk.file.history()) == before + 1
    assert [one.name.split()[0] for one in desk.file.contests.entries(contest.uid)] == ["Ayu"] * 24
    add_judges(desk, [f"Juri Kabupaten {name}" for name in ("Satu", "Dua", "Tiga", "Empat", "Lima")])
    return contest.uid


# typing


def type_marks(view: QWidget, marks: Iterable[str]) -> None:
    """Type marks one after the other as on the keypad; "" leaves a cell empty."""
    for mark in marks:
        for sign in mark:
            QTest.keyClicks(QApplication.focusWidget() or view, sign)
        QTest.keyClick(QApplication.focusWidget() or view, Qt.Key.Key_Return)


def type_sheet(desk: Desk, marks: Mapping[str, list[str]], second: Mapping[str, list[str]]) -> None:
    """Type the sheet in front once in the order of the paper, then blind in the order it asks for.

    Marks are by entry number; the judge's total of the first row is typed too.
    """
    page = desk.page(ScoresPage)
    QApplication.processEvents()
    rows = [row for row in page.model.shown_rows() if row[1] == "entry"]
    page.view.go_to_start()
    page.view.setFocus()
    for place, row in enumerate(rows):
        own = marks[row[2]]
        total = str(sum(map(int, own))) if place == 0 else ""
        type_marks(page.view, [*own, total])
    press(page, "Tutup lembar")
    QApplication.processEvents()
    page.view.go_to_start()
    page.view.setFocus()
    shuffled = [row[2] for row in page.model.shown_rows()]
    assert sorted(shuffled) == sorted(marks)
    assert all(not any(row[5]) for row in page.model.shown_rows()), "the first entry is hidden"
    for number in shuffled:
        type_marks(page.view, second[number])
    press(page, "Tutup isian kedua")


def decide_by_the_first(desk: Desk, count: int) -> None:
    """Decide the differing cells of the sheet in front, which must be so many, by what was typed first."""
    press(desk.page(ScoresPage), f"Putuskan {count} sel")
    asked = desk.page(DifferencesPage)
    for left in range(count, 0, -1):
        assert len(asked.first) == left, "only differing cells are asked"
        QTest.mouseClick(asked.first[0], Qt.MouseButton.LeftButton)
    assert not asked.first
    desk.key(Qt.Key.Key_Left, ALT)


Marks = dict[tuple[int, int, str], list[str]]
"""The marks of the regency by stage, judge (from 0) and entry number."""


def regency_marks() -> Marks:
    dice = random.Random(24 * 12 * 5)  # noqa: S311 (marks, no secret)
    return {
        (stage, judge, f"{entry:02}"): [str(dice.randint(50, 99)) for _ in range(4)]
        for stage in range(3)
        for judge in range(5)
        for entry in range(1, 25)
    }


def type_regency(desk: Desk, marks: Marks) -> None:
    """Type 1,440 marks twice; the second time four of them wrong, and only those are asked again."""
    page = step(desk, 4, ScoresPage)
    asked = 0
    for stage in range(3):
        for judge in range(5):
            own = {number: given for (at, who, number), given in marks.items() if (at, who) == (stage, judge)}
            again = {number: list(given) for number, given in own.items()}
            slips = [key for key in WRONG if key[:2] == (stage, judge)]
            for key in slips:
                again[f"{key[2] + 1:02}"][key[3]] = WRONG[key]
            type_sheet(desk, own, again)
            if slips:
                decide_by_the_first(desk, len(slips))
                asked += len(slips)
            page.next_item()
    assert asked == len(WRONG)


def check_regency(desk: Desk, contest: Uid, marks: Marks) -> list[str]:
    """Compare what counts with what was typed, and the order with sums of our own; returns the order."""
    [(count,)] = desk.file.rows(
        "SELECT COUNT(*) FROM score s JOIN entry e ON e.uid = s.entry"
        " WHERE e.contest = ? AND s.final = s.first AND s.final IS NOT NULL",
        (contest,),
    )
    assert count == 24 * 12 * 5
    scores = {number: our_score(marks, number) for number in {key[2] for key in marks}}
    page = step(desk, 5, RankingPage)
    shown = [row.number for row in map(rank_row, page.model.shown_rows())]
    assert shown == sorted(scores, key=lambda number: -scores[number])
    return shown


def our_score(marks: Marks, number: str) -> Fraction:
    """Return the mean of five judges over each stage's criteria, the stages by 30, 30 and 40."""
    total = Fraction(0)
    for stage, weight in enumerate((30, 30, 40)):
        given = [int(mark) for judge in range(5) for mark in marks[stage, judge, number]]
        total += Fraction(weight * sum(given), len(given) * 100)
    return total


def type_small(desk: Desk, marks: Mapping[str, list[list[str]]]) -> None:
    """Type every sheet of a contest in front, the same twice; marks by number and stage."""
    page = step(desk, 4, ScoresPage)
    stages = len(next(iter(marks.values())))
    for stage in range(stages):
        own = {number: given[stage] for number, given in marks.items()}
        type_sheet(desk, own, own)
        page.next_item()


def lock(desk: Desk, number: str) -> DecisionPage:
    page = step(desk, 5, RankingPage)
    assert page.lock_button.isEnabled(), texts(page)
    press(page, "Kunci hasil")
    decided = desk.page(DecisionPage)
    press(decided, "Kunci hasil")
    fill(form(), minutes_no=number, place="Aula Dinas")
    press(form(), "Kunci hasil")
    assert "Hasil dikunci" in texts(decided)
    return decided


def paper(desk: Desk, words: str, target: Path) -> str:
    """Print a paper of the decision in front into a file; returns its text."""
    press(desk.page(DecisionPage), words)
    pdf = desk.save_preview(target)
    desk.key(Qt.Key.Key_Left, ALT)
    return paper_reading.joined(pdf)


def check_papers(desk: Desk, folder: Path, order: list[str]) -> str:
    """Compare the three papers with one another; returns the minutes."""
    folder.mkdir()
    made = {
        words: paper(desk, words, folder / f"{place}.pdf")
        for place, words in enumerate(("Berita acara penilaian", "Rekapitulasi nilai", "Lembar pengumuman"))
    }
    contest = find(desk, "regency").uid
    digest = grouped_fingerprint(desk.file.contests.decisions(contest)[0].fingerprint)
    lines = {line.number: line for line in desk.file.contests.entries(contest)}
    minutes, recap, announcement = made.values()
    for text, named in ((minutes, order), (recap, order), (announcement, order[:6])):
        assert digest in text
        assert all(upper_name(lines[number].name) in text for number in named)
    read = [minutes.index(upper_name(lines[number].name)) for number in order]
    assert read == sorted(read)
    aloud = [announcement.index(upper_name(lines[number].name)) for number in order[:3]]
    assert aloud == sorted(aloud, reverse=True)
    return minutes


def revise(desk: Desk, marks: Marks) -> None:
    """Open the result again, give the last one full marks on one sheet, and close everything again."""
    page = desk.page(DecisionPage)
    with desk.answering(typing("lembar juri 1 tertukar", "Buka perbaikan hasil")):
        press(page, "Perbaikan hasil…")
    scores = step(desk, 4, ScoresPage)
    while scores.chooser_of_sheets.currentIndex() > 0:
        scores.previous_item()
    press(scores, "Buka lagi")
    own = {number: given for (stage, judge, number), given in marks.items() if (stage, judge) == (0, 0)}
    own["01"] = ["100"] * 4
    type_sheet(desk, own, own)
    for number, given in own.items():
        marks[0, 0, number] = given


def test_three_levels_are_built_typed_ranked_decided_printed_and_revised(desk: Desk, tmp_path: Path) -> None:
    desk.data_place.parent.mkdir()
    with DataFile.create(
        desk.data_place, regency_code="35.13", regions=TREE, writer_name="PC-UJI", now=desk.clock
    ) as file:
        waiting = furnish(file)
    desk.start()
    lomba(desk)
    begin_district(desk, waiting)
    type_small(desk, {"01": [["88"]], "02": [["68"]]})
    lock(desk, "BA/24")

    regency = begin_regency(desk)
    marks = regency_marks()
    type_regency(desk, marks)
    order = check_regency(desk, regency, marks)
    lock(desk, "400/7/2027")
    first = check_papers(desk, tmp_path / "first", order)

    revise(desk, marks)
    order = check_regency(desk, regency, marks)
    lock(desk, "401/7/2027")
    second = check_papers(desk, tmp_path / "second", order)
    assert "menggantikan Berita Acara Nomor 400/7/2027" in second
    assert "APA YANG BERUBAH" in second
    assert "lembar juri 1 tertukar" in second
    assert paper(desk, "Berita acara 400/7/2027", tmp_path / "old.pdf") == first

    press(desk.page(DecisionPage), "Naikkan 1 juara ke provinsi")
    province = find(desk, "province")
    [line] = desk.file.contests.entries(province.uid)
    assert (desk.page(ContestsPage), line.number) == (lomba(desk), "01")
    winner = next(one for one in desk.file.contests.entries(regency) if one.number == order[0])
    assert line.person == winner.person
    add_judges(desk, ["Juri Provinsi Umpama"])
    type_small(desk, {"01": [["90"] * 3, ["80"] * 2, ["70"] * 3]})
    lock(desk, "BA-PROV/1")
    text = paper(desk, "Lembar pengumuman", tmp_path / "province.pdf")
    assert upper_name(winner.name) in text
    assert "79,00" in text
