"""The registers of people and cadres on a real file."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpm_desktop.domain.cadres import CadreTerm
from kpm_desktop.domain.invitation import InvitationRule
from kpm_desktop.domain.people import Person
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import ChangedMeanwhileError
from record_builders import (
    DAY,
    KARANGANYAR,
    PAITON,
    SUKODADI,
    TODAY,
    add_cadre,
    add_head,
    add_session,
    make_file,
)


@pytest.fixture
def data_file(tmp_path: Path) -> Iterator[DataFile]:
    with make_file(tmp_path) as made:
        yield made


def test_a_cadre_is_saved_and_read_as_one_record(data_file: DataFile) -> None:
    cadre = data_file.cadres.new(SUKODADI)
    person = dataclasses.replace(
        cadre.person,
        name="Siti Contohwati",
        title_back="S.Pd.",
        birth_date=dt.date(1984, 5, 2),
        verified=True,
    )
    term = dataclasses.replace(cadre.term, position="Ketua", term_end=dt.date(2020, 12, 31))
    full = dataclasses.replace(cadre, person=person, term=term)
    with data_file.operation("edit", "Tambah 1 kader") as operation:
        data_file.cadres.save(full)
    assert data_file.cadres.get(person.uid) == full
    assert operation.changes is not None
    assert operation.changes.touched == {("person", person.uid), ("cadre_term", term.uid)}
    data_file.undo()
    assert data_file.cadres.find(TODAY) == []


def test_the_list_goes_by_name_without_titles(data_file: DataFile) -> None:
    for name in ("Wulan Rimba", "ahmad pelangi", "Siti Kemuning"):
        add_cadre(data_file, name, SUKODADI)
    with data_file.operation("edit", "Tambah 1 kader"):
        cadre = data_file.cadres.new(SUKODADI)
        person = dataclasses.replace(cadre.person, name="Ratna Rembulan", title_front="Hj.")
        data_file.cadres.save(dataclasses.replace(cadre, person=person))
    names = [line.full_name for line in data_file.cadres.find(TODAY)]
    assert names == ["ahmad pelangi", "Hj. Ratna Rembulan", "Siti Kemuning", "Wulan Rimba"]


def test_only_what_the_form_changed_is_written(data_file: DataFile) -> None:
    person = add_cadre(data_file, "Siti Contohwati", SUKODADI)
    loaded = data_file.cadres.get(person)
    with data_file.operation("edit", "Ubah 1 kader"):
        data_file.cadres.set_field([person], "phone", "081200000104")
    changed = dataclasses.replace(loaded, person=dataclasses.replace(loaded.person, address="Dusun Krajan"))
    with data_file.operation("edit", "Ubah 1 kader"):
        data_file.cadres.save(changed, loaded)
    after = data_file.cadres.get(person)
    assert (after.person.phone, after.person.address) == ("081200000104", "Dusun Krajan")
    clash = dataclasses.replace(loaded, person=dataclasses.replace(loaded.person, phone="081200000105"))
    with pytest.raises(ChangedMeanwhileError), data_file.operation("edit", "Ubah 1 kader"):
        data_file.cadres.save(clash, loaded)


def test_a_new_term_ends_the_old_one_and_keeps_its_decree(data_file: DataFile) -> None:
    person = add_cadre(data_file, "Siti Contohwati", SUKODADI, term_start=dt.date(2014, 1, 1))
    new = CadreTerm(
        data_file.new_uid(), None, KARANGANYAR, decree_no="188/07/2019", term_start=dt.date(2019, 5, 1)
    )
    with data_file.operation("edit", "Masa tugas baru"):
        data_file.cadres.new_term(person, new, reason="diganti")
    cadre = data_file.cadres.get(person)
    assert (cadre.term.decree_no, cadre.term.village) == ("188/07/2019", KARANGANYAR)
    (old,) = cadre.earlier
    assert (old.status, old.status_reason, old.decree_no) == ("ended", "diganti", "188/04/2018")
    assert old.term_end == dt.date(2019, 4, 30)
    (line,) = data_file.cadres.find(TODAY)
    assert line.village == KARANGANYAR
    assert data_file.cadres.find(TODAY, SUKODADI) == []


def test_states_and_damaged_nik(data_file: DataFile) -> None:
    add_cadre(data_file, "Abd. Gelombang", SUKODADI, term_end=dt.date(2019, 6, 30))
    add_cadre(data_file, "Bagus Lentera", SUKODADI, status="ended")
    damaged = add_cadre(data_file, "Khusnul Embun", SUKODADI)
    with data_file.operation("edit", "Ubah 1 kader"):
        data_file.cadres.set_field([damaged], "nik_received", "3513124205840000")
    found = [(line.state, line.has_damaged_nik) for line in data_file.cadres.find(TODAY)]
    assert found == [("expiring", False), ("ended", False), ("damaged_nik", True)]
    with data_file.operation("edit", "Ubah pengaturan"):
        data_file.office.save_setting("decree_soon_days", "30")
    assert data_file.cadres.find(TODAY)[0].state == "active"


def test_a_nik_finds_its_owner(data_file: DataFile) -> None:
    person = add_cadre(data_file, "Siti Contohwati", SUKODADI)
    with data_file.operation("edit", "Ubah 1 kader"):
        data_file.cadres.set_field([person], "nik", "3513124205840004")
    assert data_file.people.with_nik("3513124205840004") == [person]
    assert data_file.people.with_nik("3513124205840004", besides=person) == []
    assert data_file.people.with_nik("") == []
    assert not any("3513124205840004" in str(line) for line in data_file.cadres.find(TODAY))


def test_who_took_part_stays_a_person_when_the_cadre_is_deleted(data_file: DataFile) -> None:
    idle = add_cadre(data_file, "Bagus Lentera", SUKODADI)
    active = add_cadre(data_file, "Siti Contohwati", SUKODADI)
    session = add_session(data_file)
    with data_file.operation("edit", "Tambah 1 tamu"):
        data_file.attendance.add_walk_in(session.uid, active, SUKODADI, "KPM")
    with data_file.operation("delete", "Buang 2 kader"):
        data_file.cadres.delete(idle)
        data_file.cadres.delete(active)
    assert data_file.cadres.find(TODAY) == []
    assert [line.uid for line in data_file.people.find()] == [active]
    data_file.undo()
    assert {line.uid for line in data_file.cadres.find(TODAY)} == {idle, active}


def test_history_and_hours_count_what_somebody_was_present_at(data_file: DataFile) -> None:
    person = add_cadre(data_file, "Siti Contohwati", SUKODADI)
    first = add_session(data_file, hours=4)
    second = add_session(data_file, hours=8, day=DAY + dt.timedelta(days=7), series=first.series)
    rule = InvitationRule(frozenset({PAITON}))
    with data_file.operation("edit", "Undang"):
        for session, status in ((first, "present"), (second, "excused")):
            rows = data_file.attendance.invite(session.uid, data_file.attendance.preview(session.uid, rule))
            data_file.attendance.mark(rows, status)  # type: ignore[arg-type]
    assert [(line.of, line.lesson_hours, line.status) for line in data_file.people.history(person)] == [
        (second.uid, 0, "excused"),
        (first.uid, 4, "present"),
    ]
    (line,) = data_file.cadres.find(TODAY)
    assert (line.lesson_hours, line.sessions) == (4, 1)


def test_a_joined_person_is_shown_once_with_all_his_history(data_file: DataFile) -> None:
    person = add_cadre(data_file, "Siti Contohwati", SUKODADI)
    session = add_session(data_file)
    walk_in = Person(data_file.new_uid(), "St. Contohwati")
    with data_file.operation("edit", "Tambah 1 tamu"):
        data_file.attendance.add_walk_in(session.uid, walk_in, SUKODADI)
    with data_file.operation("join", "Gabung 2 orang"):
        data_file.people.join(walk_in.uid, person)
    assert [line.uid for line in data_file.people.find()] == [person]
    assert [line.of for line in data_file.people.history(person)] == [session.uid]
    assert data_file.cadres.find(TODAY)[0].sessions == 1
    assert [row.name for row in data_file.attendance.find(session.uid)] == ["Siti Contohwati"]


def test_a_joined_person_who_stands_on_a_list_twice_was_there_once(data_file: DataFile) -> None:
    person = add_cadre(data_file, "Siti Contohwati", SUKODADI)
    session = add_session(data_file, hours=4)
    walk_in = Person(data_file.new_uid(), "St. Contohwati")
    with data_file.operation("edit", "Undang"):
        called = data_file.attendance.preview(session.uid, InvitationRule(frozenset({PAITON})))
        [row] = data_file.attendance.invite(session.uid, called)
        data_file.attendance.add_walk_in(session.uid, walk_in, SUKODADI)
    with data_file.operation("join", "Gabung 2 orang"):
        data_file.people.join(walk_in.uid, person)

    def counted() -> tuple[object, ...]:
        (line,) = data_file.cadres.find(TODAY)
        (year,) = data_file.participation.person_years()
        told = [(one.of, one.lesson_hours, one.status) for one in data_file.people.history(person)]
        return line.sessions, line.lesson_hours, year.sessions, year.lesson_hours, told

    once = (1, 4, 1, 4, [(session.uid, 4, "present")])
    assert counted() == once  # invited and unmarked, and come as a guest
    with data_file.operation("edit", "Tandai"):
        data_file.attendance.mark([row], "present")
    assert counted() == once


def test_joined_in_a_circle_the_smallest_uid_stands_for_all(data_file: DataFile) -> None:
    first = add_cadre(data_file, "Siti Contohwati", SUKODADI)
    second = add_cadre(data_file, "St. Contohwati", SUKODADI)
    with data_file.operation("join", "Gabung 2 orang"):
        data_file.people.join(first, second)
        data_file.people.join(second, first)
    assert [line.uid for line in data_file.people.find()] == [min(first, second)]
    assert [line.uid for line in data_file.cadres.find(TODAY)] == [min(first, second)]


def test_pairs_that_are_not_one_and_accepted_warnings_are_remembered(data_file: DataFile) -> None:
    one, other = add_cadre(data_file, "Siti A", SUKODADI), add_cadre(data_file, "Siti B", SUKODADI)
    with data_file.operation("edit", "Bukan orang yang sama"):
        data_file.people.mark_not_same(max(one, other), min(one, other))
        data_file.people.accept(one, [("W.202", "kembar")])
    assert data_file.people.not_same() == {(min(one, other), max(one, other))}
    assert [(warning.code, warning.note) for warning in data_file.people.accepted(one)] == [
        ("W.202", "kembar")
    ]


def test_a_head_term_ends_and_a_head_alone_goes_with_his_term(data_file: DataFile) -> None:
    head = add_head(data_file, "Surya Contoh", SUKODADI)
    assert data_file.people.get_head(head.term.uid) == head
    with data_file.operation("edit", "Akhiri masa tugas"):
        data_file.people.end_head_term(head.term.uid, TODAY, "masa tugas habis")
    ended = data_file.people.get_head(head.term.uid).term
    assert (ended.status, ended.term_end, ended.village) == ("ended", TODAY, SUKODADI)
    with data_file.operation("delete", "Buang 1 kepala desa"):
        data_file.people.delete_head_term(head.term.uid)
    assert data_file.people.find() == []


def test_unknown_fields_and_rows_are_refused(data_file: DataFile) -> None:
    with pytest.raises(ValueError, match="shoe_size"), data_file.operation("edit", "Ubah"):
        data_file.cadres.set_field([], "shoe_size", 40)
    with pytest.raises(KeyError):
        data_file.cadres.get(b"x" * 16)
    with pytest.raises(KeyError):
        data_file.people.get(b"x" * 16)
