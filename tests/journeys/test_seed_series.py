"""The journey of the seed: five places, eight kecamatan, 248 people, from plan to report at the window."""

import datetime as dt
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import paper_reading
from desk import ALT, CONTROL, Desk, desk_at
from event_samples import add_event, event_file
from kpm_desktop import paths
from kpm_desktop.domain.cadres import Cadre, CadreTerm
from kpm_desktop.domain.office import Office, Signatory
from kpm_desktop.domain.people import HeadTerm, Person, VillageHead
from kpm_desktop.domain.uid import Uid, code_uid
from kpm_desktop.store import regions
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.office import OFFICE
from kpm_desktop.ui.sessions.invite_dialog import InviteDialog
from kpm_desktop.ui.sessions.marking_page import MarkingPage
from kpm_desktop.ui.sessions.page import SessionsPage
from kpm_desktop.ui.sessions.recap_page import RecapPage
from kpm_desktop.workflows import print_attendance
from kpm_desktop.workflows.print_attendance import PrintedAttendance, SheetChoices
from register_screens import fill, form, modal, press
from session_screens import choose_entry, type_row

TODAY = dt.datetime(2027, 4, 1, 8, 0)  # noqa: DTZ001 (local time, as on the clock of the office)


class Meeting(NamedTuple):
    """One meeting of April 2019, a week of 2027: day, kecamatan as typed and as named, place, villages."""

    day: str
    typed: str
    named: str
    place: str
    villages: int


PLAN = (
    Meeting("5/4/2027", "Dringu", "Dringu", "Pendopo Kecamatan Dringu", 14),
    Meeting("7/4/2027", "pajarakan, gending", "Pajarakan dan Gending", "Pendopo Kecamatan Pajarakan", 25),
    Meeting("8/4/2027", "krejengan dan besuk", "Krejengan dan Besuk", "Pendopo Kecamatan Krejengan", 34),
    Meeting("9/4/2027", "Kraksaan", "Kraksaan", "Ruang rapat DPMD", 18),
    Meeting("12/4/2027", "paiton, kota anyar", "Paiton dan Kotaanyar", "Pendopo Kecamatan Paiton", 33),
)
ABSENT, SICK, REPRESENTED = 3, 8, 12
"""Rows of each list that did not come: counted from 1."""


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with desk_at(qtbot, tmp_path) as made:
        made.clock.now = TODAY
        made.data_place.parent.mkdir(parents=True)
        fill_register(made.data_place)
        yield made


def fill_register(place: Path) -> None:
    """Make a data file in which every village of the regency has a head and a cadre."""
    tree = regions.load_regency(paths.resource("regions"), "35.13")
    file = DataFile.create(place, regency_code="35.13", regions=tree, writer_name="PC-UJI", now=lambda: TODAY)
    with file.operation("import", "Isi data"):
        file.office.save(Office(OFFICE, "Dinas Contoh", "Pemerintah Kabupaten Contoh", town="Probolinggo"))
        file.office.save_signatory(Signatory(file.new_uid(), "Arya Umpama", position="Kepala Dinas Contoh"))
        for number, village in enumerate(tree.villages):
            uid = code_uid(village.code)
            head = Person(file.new_uid(), f"Kepala Rekaan {number:03}", sex="L")
            file.people.save_head(VillageHead(head, HeadTerm(file.new_uid(), head.uid, uid)))
            cadre = Person(file.new_uid(), f"Kader Rekaan {number:03}", sex="P")
            file.cadres.save(Cadre(cadre, CadreTerm(file.new_uid(), cadre.uid, uid)))
    file.close(backup=False)


def sessions(desk: Desk) -> list[Uid]:
    return [line.uid for line in desk.file.sessions.find()]


def page(desk: Desk) -> SessionsPage:
    return desk.page(SessionsPage)


def plan(desk: Desk) -> None:
    desk.tab(4)
    choose_entry(page(desk), "Tambah lainnya", "Tambah beberapa sesi")
    fill(form(), name="Pembinaan Kader Pemberdayaan Masyarakat (KPM) 2027")
    press(form(), "Simpan")  # without any series that is asked for first
    for place, one in enumerate(PLAN):
        hours = {"start": "8", "end": "12"} if place == 0 else {}
        type_row(place, date=one.day, districts=one.typed, venue=one.place, **hours)
    press(form(), "Simpan")


def invite(desk: Desk, session: Uid, villages: int) -> None:
    assert page(desk).go_to(session)
    press(page(desk).toolbar, "Undang menurut aturan")
    dialog = modal()
    assert isinstance(dialog, InviteDialog)
    assert dialog.counts.text() == f"{villages} kepala desa, {villages} KPM"
    QTest.keyClick(dialog, Qt.Key.Key_Return)


def print_letters(desk: Desk, session: Uid, target: Path) -> list[str]:
    assert page(desk).go_to(session)
    QTest.mouseClick(page(desk).detail.strip.buttons["invitation"], Qt.MouseButton.LeftButton)
    press(form(), "Lihat pratinjau")
    pdf = desk.save_preview(target)
    desk.key(Qt.Key.Key_Left, ALT)
    return paper_reading.texts(pdf)


def print_sheet(desk: Desk, session: Uid, target: Path) -> list[str]:
    assert page(desk).go_to(session)
    desk.key(Qt.Key.Key_P, CONTROL, on=page(desk).view)
    QTest.keyClick(modal(), Qt.Key.Key_Return)
    pdf = desk.save_preview(target)
    desk.key(Qt.Key.Key_Left, ALT)
    return paper_reading.texts(pdf)


def mark(desk: Desk, session: Uid) -> None:
    """Type the signed paper: three exceptions, the rest of each page present, then the signatures counted."""
    assert page(desk).go_to(session)
    press(page(desk).detail, "Tandai kehadiran")
    shown = desk.page(MarkingPage)
    for number, letter in ((ABSENT, "A"), (SICK, "S"), (REPRESENTED, "W")):
        desk.key(Qt.Key.Key_F, CONTROL)
        QTest.keyClicks(shown.search, str(number))
        QTest.keyClick(shown.search, Qt.Key.Key_Return)
        QTest.keyClicks(shown.view, letter)
    fill(form(), name=f"Wakil Rekaan {session.hex()[-6:]}", post="Sekretaris Desa")
    press(form(), "Simpan")
    pages = sorted(shown.pane.fields)
    signatures = Counter[int]()
    for number in pages:
        QTest.mouseClick(shown._chips[number], Qt.MouseButton.LeftButton)
        if any(not one.letter for one in shown._people if one.page == number):
            press(shown, "Sisa halaman ini hadir")
    for person in shown._people:
        signatures[person.page] += person.letter in {"H", "W"}
    for number in pages:
        field = shown.pane.fields[number]
        field.setFocus()
        QTest.keyClicks(field, str(signatures[number]))
        QTest.keyClick(field, Qt.Key.Key_Return)
    desk.key(Qt.Key.Key_Return, CONTROL)


def report(desk: Desk, target: Path) -> str:
    step = page(desk).detail.strip.buttons["report"]
    QTest.mouseClick(step, Qt.MouseButton.LeftButton)
    press(form(), "Seluruh kegiatan")
    press(form(), "Lihat pratinjau")
    pdf = desk.save_preview(target)
    desk.key(Qt.Key.Key_Left, ALT)
    return paper_reading.joined(pdf)


def test_the_series_of_the_seed_from_plan_to_report(desk: Desk, tmp_path: Path) -> None:
    desk.start()
    plan(desk)
    lines = desk.file.sessions.find()
    assert [(line.district_names, line.venue_name) for line in lines] == [
        (one.named, one.place) for one in PLAN
    ]
    assert {(line.start, line.end) for line in lines} == {("08:00", "12:00")}
    for session, one in zip(sessions(desk), PLAN, strict=True):
        invite(desk, session, one.villages)
        letters = print_letters(desk, session, tmp_path / f"undangan {one.typed}.pdf")
        assert len(letters) == one.villages
        sheet = print_sheet(desk, session, tmp_path / f"hadir {one.typed}.pdf")
        look_at_the_sheet(desk, session, sheet)
    assert sum(line.invited for line in desk.file.sessions.find()) == 248
    desk.clock.now = dt.datetime(2027, 4, 14, 9, 0)  # noqa: DTZ001
    for session in sessions(desk):
        mark(desk, session)
        assert page(desk).go_to(session)
        steps = page(desk).detail.strip.buttons
        assert {key for key, button in steps.items() if button.step.state == "done"} == {
            "invitation", "sheet", "attendance", "paper",
        }  # fmt: skip
    look_at_the_report(report(desk, tmp_path / "laporan.pdf"))
    assert all("report" in line.ticks for line in desk.file.sessions.find())
    look_at_the_recap(desk)
    assert desk.file.check(noted=False).is_sound


def look_at_the_sheet(desk: Desk, session: Uid, pages: list[str]) -> None:
    """Everybody stands on it once, in the order of kecamatan, desa, head, cadre."""
    people = desk.file.attendance.find(session)
    found = [name for text in pages for name in re.findall(r"(?:KEPALA|KADER) REKAAN \d{3}", text)]
    assert found == [line.name.upper() for line in people]
    assert [int(name[-3:]) for name in found[::2]] == sorted(int(name[-3:]) for name in found[::2])
    assert f"diundang {len(people)} orang" in " ".join(pages[-1].split())


def look_at_the_report(text: str) -> None:
    invited = [2 * one.villages for one in PLAN]
    total = sum(invited)
    # of each list one was absent and one sick; whoever sent somebody is made up for by him
    assert f"{total} orang diundang, {total - 10} orang hadir" in text
    for one in PLAN:
        assert one.place in text
    for name in ("Dringu", "Pajarakan", "Gending", "Krejengan", "Kraksaan", "Besuk", "Paiton", "Kotaanyar"):
        assert name in text
    assert "5 s.d. 12 April 2027" in text
    share = round(100 * (total - 10) / total)
    assert f"{share} %" in text


def look_at_the_recap(desk: Desk) -> None:
    press(page(desk).toolbar, "Rekap")
    shown = desk.page(RecapPage)
    desk.key(Qt.Key.Key_4, ALT)
    rates = {row[2]: row for row in shown.front.model.shown_rows()}
    assert len(rates) == 8
    assert sum(rate.invited for rate in rates.values()) == 248  # type: ignore[attr-defined]
    assert sum(rate.came for rate in rates.values()) == 238  # type: ignore[attr-defined]
    assert shown.rates.chart.accessibleName().count("%") == 8
    desk.key(Qt.Key.Key_Left, ALT)


@pytest.mark.parametrize(
    ("paper", "wanted", "height"),
    [("F4", [20, 27, 27, 27, 27, 19], 330.0), ("A4", [17, 24, 24, 24, 24, 24, 10], 297.0)],
)
def test_137_invited_fill_the_right_pages_and_no_row_is_split(
    tmp_path: Path, paper: str, wanted: list[int], height: float
) -> None:
    """The rule of paper.md 3.2: F4 20, then 27, the last page at most 19; A4 17, then 24, at most 16."""
    with event_file(tmp_path, villages=69, districts=3) as file:
        session = add_event(file)
        with file.operation("edit", "Keluarkan 1 orang dari daftar"):
            file.attendance.delete([file.attendance.of_session(session)[-1].uid])
        people = file.attendance.find(session)
        printed = print_attendance.print_attendance(file, session, SheetChoices(paper, 10))
    assert isinstance(printed, PrintedAttendance)
    assert len(people) == 137
    rows, boxes = json.loads(printed.sheet.rows), json.loads(printed.sheet.boxes)
    assert [row["no"] for row in rows] == list(range(1, 148))
    assert list(Counter(row["page"] for row in rows).values()) == wanted
    for above, below in itertools.pairwise(boxes):
        assert above["page"] < below["page"] or above["y"] + above["h"] <= below["y"] + 0.01
    assert all(box["y"] + box["box"][3] <= height - 28 + 0.01 for box in boxes)
    texts_of_pages = paper_reading.texts(printed.pdf)
    assert len(texts_of_pages) == printed.pages == len(wanted)
    for number, text in enumerate(texts_of_pages, 1):
        on_page = [row for row in rows if row["page"] == number and row["person"]]
        lines = text.split("\n")
        for row in on_page:
            [line] = [one for one in lines if one.startswith(f"{row['no']} {row['name']} ")]
            assert row["village"] in line
        assert len(re.findall(r"KADER MELATI|KEPALA \w+NTO", text)) == len(on_page)
    assert paper_reading.sizes(printed.pdf)[0][1] == pytest.approx(height, abs=0.1)
