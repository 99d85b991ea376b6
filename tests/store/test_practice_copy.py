"""A copy for training has the counts and structure of the data, and nobody of them."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import add_person
from demo_folder import demo
from kpm_desktop.domain.cadres import Cadre, CadreTerm
from kpm_desktop.domain.people import Person
from kpm_desktop.domain.uid import code_uid
from kpm_desktop.store.checks import check_file
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import ExistsError
from kpm_desktop.store.practice_copy import KEPT, invented_name
from kpm_desktop.store.tables import STATE

NOW = dt.datetime(2019, 4, 15, 8, 0)  # noqa: DTZ001 - the clock of the PC, local
VILLAGE = code_uid("35.13.12.2016")
MARK = "zqxj"
"""Stands in every free text of the person that is added: nobody else has it."""


@pytest.fixture
def source(tmp_path: Path) -> Iterator[DataFile]:
    place = tmp_path / "kpm.db"
    shutil.copyfile(demo().data, place)
    with DataFile.open(place, now=lambda: NOW) as file:
        person = Person(
            file.new_uid(), f"Sutinah {MARK}", f"Hj. {MARK}", f"S.Pd. {MARK}", f"SUTINAH {MARK}",
            nik="3513064502840007", sex="P", birth_place=f"Kraksaan {MARK}", birth_date=dt.date(1984, 2, 5),
            phone="081234567890", address=f"Dusun {MARK}", occupation=f"Guru {MARK}", notes=f"Catatan {MARK}",
            potential_note=f"Potensi {MARK}",
        )  # fmt: skip
        term = CadreTerm(
            file.new_uid(), person.uid, VILLAGE, decree_no=f"188/{MARK}/2019",
            institution_profile=f"Profil {MARK}", status_reason=f"Alasan {MARK}",
        )  # fmt: skip
        with file.operation("edit", f"Tambah {MARK}"):
            file.cadres.save(Cadre(person, term))
        with file.operation("edit", f"Ganti nama orang lain {MARK}"):
            add_person(file, f"Orang {MARK}")
        yield file


@pytest.fixture
def copy(source: DataFile, tmp_path: Path) -> Path:
    place = tmp_path / "latihan" / "kpm.db"
    place.parent.mkdir()
    source.practice_copy(place)
    return place


def words_of(source: DataFile) -> set[str]:
    """Return what names or reaches a person, as it stands in the data file."""
    sql = "SELECT name, print_name, nik, phone, address, notes FROM person"
    names = {word for row in source.rows(sql) for word in row if word and len(word) > 5}
    papers = source.rows("SELECT printed_name, signed_text FROM certificate")
    signers = source.rows("SELECT name, nip FROM signatory")
    return names | {word for row in [*papers, *signers] for word in row if word and len(word) > 5}


def test_no_byte_of_the_copy_names_anybody(source: DataFile, copy: Path) -> None:
    invented = {invented_name(number, sex) for number in range(600) for sex in "LP"}
    named = words_of(source) - invented
    assert len(named) > 300
    held = copy.read_bytes() + b"".join(
        file.read_bytes() for file in copy.parent.rglob("*") if file.is_file() and file != copy
    )
    assert not {word for word in named if word.encode() in held}
    assert MARK.encode() not in held
    assert b"3513064502840007" not in held
    assert b"\xff\xd8\xff" not in held  # no photo
    assert b"\x89PNG" not in held


def test_counts_and_links_are_those_of_the_data(source: DataFile, copy: Path) -> None:
    with DataFile.open(copy, now=lambda: NOW) as made:
        for table in KEPT:
            [(there,)] = source.rows(f"SELECT count(*) FROM {table} WHERE alive = 1")
            assert made.rows(f"SELECT count(*) FROM {table} WHERE alive = 1") == [(there,)], table

        today = NOW.date()
        lacking = [(one.village_code, one.active_cadres) for one in source.villages.find(today)]
        assert [(one.village_code, one.active_cadres) for one in made.villages.find(today)] == lacking
        hours = sorted(one.lesson_hours for one in source.cadres.find(today))
        assert sorted(one.lesson_hours for one in made.cadres.find(today)) == hours
        sessions = [(one.date, one.invited, one.present) for one in source.sessions.find()]
        assert [(one.date, one.invited, one.present) for one in made.sessions.find()] == sessions
        assert made.office.is_practice()
        assert not source.office.is_practice()


def test_it_has_an_identity_and_a_history_of_its_own(source: DataFile, copy: Path) -> None:
    assert check_file(copy).is_sound
    assert check_file(copy).operations == 1
    with DataFile.open(copy, now=lambda: NOW) as made:
        assert made.file_uid != source.file_uid
        theirs = {uid for (uid,) in source.rows("SELECT uid FROM person UNION SELECT uid FROM attendance")}
        assert not theirs & {
            uid for (uid,) in made.rows("SELECT uid FROM person UNION SELECT uid FROM attendance")
        }
        assert made.rows("SELECT count(*) FROM signing_key") == [(0,)]
        with made.operation("edit", "Tandai"):  # a pair is known by its parts, as in every file
            session = made.sessions.find()[0].uid
            person = made.attendance.of_session(session)[0].person or b""
            made.attendance.add_walk_in(session, person)
        assert made.rows(
            "SELECT count(*) FROM attendance WHERE session = ? AND person = ?", (session, person)
        ) == [(1,)]


def test_nothing_is_written_over_a_file(source: DataFile, tmp_path: Path) -> None:
    place = tmp_path / "ada.db"
    place.write_bytes(b"milik orang")
    with pytest.raises(ExistsError):
        source.practice_copy(place)
    assert place.read_bytes() == b"milik orang"


def test_what_is_taken_are_columns_of_the_data_file() -> None:
    for table, names in KEPT.items():
        assert set(names.split()) <= {column.name for column in STATE[table].columns}, table


@given(st.sampled_from("LP"), st.sets(st.integers(0, 200_000), min_size=2, max_size=50))
def test_no_two_invented_names_are_alike(sex: str, numbers: set[int]) -> None:
    assert len({invented_name(number, sex) for number in numbers}) == len(numbers)
